"""The labels of the pages: a block whose whole text is one of them is a heading of that role.

`LABELS` is the vocabulary; the keys are folded (schemas.text.fold), so typography and case never matter.
Sources: docs/layouts.md, 3 to 13.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from .text import fold
from .vocabulary import Pillar


class Role(StrEnum):
    """What a label opens."""

    OBSERVATIONS = "observations"
    CONTEXT = "context"
    PILLAR = "pillar"
    OTHER_INSPECTIONS = "other_inspections"
    OTHER_REPORTS = "other_reports"
    KEY_FACTS = "key_facts"
    TOPIC = "topic"
    QUESTIONS = "questions"
    AREAS = "areas_for_improvement"
    CAUSE = "cause_of_concern"
    RECOMMENDATIONS = "recommendations"
    INNOVATIVE = "innovative_practice"
    PROMISING = "promising_practice"
    FINDINGS = "findings"
    SUMMARY = "summary"
    OUR_JUDGMENTS = "our_judgments"
    LETTER = "letter"
    CHROME = "chrome"


ASKS = frozenset({Role.AREAS, Role.CAUSE, Role.RECOMMENDATIONS, Role.INNOVATIVE, Role.PROMISING})
OF_CONTENT = frozenset(Role) - {
    Role.PILLAR, Role.QUESTIONS, Role.OTHER_INSPECTIONS, Role.OTHER_REPORTS, Role.TOPIC, Role.CHROME,
}  # fmt: skip
"""Roles that make a box beside the text content, by the label at its head: the others name pages too, as menus and comparisons do."""

IN_TEXT_TOO = frozenset({"Other forces", "Similar forces", "How other forces compare"})
"""Labels of the site's that a text may have as its own words too: a bullet, the head of a column, a sub-heading."""


@dataclass(frozen=True)
class Label:
    """A label: its role, the name that rows carry for it (`text`), and its pillar where it has one."""

    role: Role
    text: str
    pillar: Pillar | None = None


CALLED_TOO = {
    "HM Inspector's observations": "HMI's observations",
    "HM Inspector's summary": "HMI's observations",
    "HMI summary": "HMI's observations",
    "HMI's summary": "HMI's observations",
    "Description of force area": "Context",
}
"""What rounds call a section that others call otherwise, by the other name."""


def _labels() -> dict[str, Label]:
    table: dict[Role, tuple[str, ...]] = {
        Role.OBSERVATIONS: (
            "HMI's observations", "HM Inspector's observations", "HM Inspector's summary", "HMI summary",
            "HMI's summary", "HM Inspector's overview", "Looking ahead",
        ),
        Role.CONTEXT: (
            "Context", "Description of force area", "Working arrangements",
            "Points of context provided by the force", "Points of context provided by the service",
            "Police and crime plan priorities", "The operating context for Welsh forces",
            "The force says...", "The service says...",
        ),
        Role.OTHER_INSPECTIONS: ("Other inspections",),
        Role.OTHER_REPORTS: ("Other reports",),
        Role.AREAS: ("Areas for improvement", "Area for improvement"),
        Role.CAUSE: ("Cause of concern", "Causes of concern"),
        Role.RECOMMENDATIONS: ("Recommendations", "Recommendation"),
        Role.INNOVATIVE: ("Innovative practice",),
        Role.PROMISING: ("Promising practice",),
        Role.FINDINGS: (
            "Terminology in this report", "Important changes to PEEL", "PEEL 2023-2025", "PEEL 2021/22",
            "Changes to this round of inspection", "Background", "Main findings", "Detailed findings",
        ),
        Role.SUMMARY: ("Overall summary",),
        Role.OUR_JUDGMENTS: ("Our judgments",),
        Role.LETTER: ("Letter information",),
        Role.CHROME: (
            "Related content", "Related links", "Related pages", "Share this page", "Share this", "Compare forces",
            "Compare with other forces", "Compare with others", "How other forces compare", "Other forces", "Similar forces", "Sign up",
            "Compare with similar forces", "Latest news", "Contents", "Print this document", "On this page",
        ),
    }  # fmt: skip
    found = {fold(text): Label(role, text) for role, texts in table.items() for text in texts}
    for pillar in Pillar:
        name = pillar.value.capitalize()
        found[pillar.value] = Label(Role.PILLAR, name, pillar)
        found[f"questions for {pillar.value}"] = Label(Role.QUESTIONS, f"Questions for {name}", pillar)
        found[f"further insights on {pillar.value}"] = Label(
            Role.FINDINGS, f"Further insights on {name.lower()}", pillar
        )
    return found


LABELS: dict[str, Label] = _labels()
AREAS = r"areas? (?:for|of) improvement"
CAUSES = r"causes? (?:of|for) concern"
ASKED = rf"(?:{AREAS}|{CAUSES}|recommendations?|afis?)"
"""Patterns of what labels call that which is asked for, of folded text: in them, in running text, and where one is closed."""
ALMOST_ASKED = (
    r"(?:areas?(?:\(s\))?[ -](?:for|of)[ -]improvement|causes?[ -](?:of|for)[ -]concern|recommendations?|afis?"
    r"|(?:innovative|promising)[ -]practices?)"
)
"""The same with signs in it as no label has them, and what practices are called."""
_COUNTED = r"(?:(?: no\.?)? \d{1,2})?(?: \((?:accelerated|new|afis?|\d{1,2})\))?"
_OF_WHOM = (
    r"(?: \(?(?:to|for) (?:the )?(?:force|constabulary|service|chief constable|chief fire officer|chief officer)\)?)?"
)
# A title of its own behind a label; not what it asks for, nor what became of an earlier one.
_TITLED = (
    r"(?: ?[:-] (?!.*\b(?:should|must|needs?|(?:has|have) to|no longer|previous(?:ly)?|earlier|last|20\d\d|progress|clos(?:ed|ure)|"
    r"show|hide|open|close|expand|collapse|discharged|address(?:ed)?|completed?|met|removed|resolved|ongoing|outstanding)\b)[^.;?!]{3,80})?"
)
_RECOMMENDATIONS = Label(Role.RECOMMENDATIONS, "Recommendations")
_TITLED_RECOMMENDATION = re.compile(rf"recommendations?{_COUNTED}{_OF_WHOM}{_TITLED}")
"""Of headings alone: in a list `Recommendation 3: train its crews` is what is asked for."""
_PATTERNS: tuple[tuple[re.Pattern[str], Label], ...] = (
    (re.compile(r"looking ahead(?: to (\d{4}(?:[/-]\d{2,4})?))?"), Label(Role.OBSERVATIONS, "Looking ahead")),
    (re.compile(r"key facts(?: ?-? ?\d{4}(?: ?[/-] ?\d{2,4})?)?"), Label(Role.KEY_FACTS, "Key facts")),
    (re.compile(r"(?:force|service) in numbers"), Label(Role.KEY_FACTS, "Key facts")),
    (re.compile(r"the (?:force|constabulary) says"), Label(Role.CONTEXT, "The force says...")),
    (re.compile(r"the (?:service|brigade) says"), Label(Role.CONTEXT, "The service says...")),
    (re.compile(r"peel 20\d\d ?[/-] ?(?:20)?\d\d"), Label(Role.FINDINGS, "PEEL")),
    (
        re.compile(r"(?:the )?operating context (?:for|of) (?:the )?(?:welsh forces|forces in wales)"),
        Label(Role.CONTEXT, "The operating context for Welsh forces"),
    ),
    (
        re.compile(
            r"about (?:the data|our inspections?|this report)|terminology(?: used)?|data in this report|annex [a-z]"
        ),
        Label(Role.FINDINGS, "About this report"),
    ),
    (
        re.compile(r".{3,80}: recommendations? from the 20\d\d inspection report"),
        _RECOMMENDATIONS,
    ),
    (re.compile(rf"(?:accelerated )?{CAUSES}: .{{3,80}}"), Label(Role.CAUSE, "Cause of concern")),
    (
        re.compile(
            rf"(?:(?:accelerated|new|our|further|additional) )?{CAUSES}{_COUNTED}(?: and recommendations?)?{_OF_WHOM}{_TITLED}"
        ),
        Label(Role.CAUSE, "Cause of concern"),
    ),
    (
        re.compile(rf"(?:(?:new|our|further|additional) )?{AREAS}{_COUNTED}{_OF_WHOM}{_TITLED}"),
        Label(Role.AREAS, "Areas for improvement"),
    ),
    (re.compile(r"afis?(?: \d{1,2})?"), Label(Role.AREAS, "Areas for improvement")),
    (
        re.compile(rf"(?:(?:new|our|further|additional) )?recommendations?{_COUNTED}{_OF_WHOM}"),
        _RECOMMENDATIONS,
    ),
    (
        re.compile(rf"(?:(?:new|our|further|additional) )?innovative practices?{_COUNTED}{_TITLED}"),
        Label(Role.INNOVATIVE, "Innovative practice"),
    ),
    (
        re.compile(rf"(?:(?:new|our|further|additional) )?promising practices?{_COUNTED}{_TITLED}"),
        Label(Role.PROMISING, "Promising practice"),
    ),
)
_LIKE_A_PATTERN = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _PATTERNS))
"""One question instead of one for each pattern: most texts are like none."""
TOPIC_LABELS: dict[str, str] = {
    "force area": "force_area",
    "service area": "force_area",
    "area": "force_area",
    "population": "population",
    "workforce": "workforce",
    "victim-based crimes": "victim_based_crimes",
    "victim-based crime": "victim_based_crimes",
    "victim based crimes": "victim_based_crimes",
    "cost": "cost",
}
_LONGEST = 100


@lru_cache(maxsize=2048)
def find_label(text: str) -> Label | None:
    """Return the label that `text` is, as a whole, whatever its typography and case; else None."""
    if len(text) > _LONGEST:
        return None
    key = fold(text)
    label = _label_of(key)
    if (
        label is not None
        and label.role in ASKS
        and text.endswith((".", ";"))
        and not (key in LABELS or key[-1].isdigit())
    ):
        return None  # a title has no full stop: a sentence runs in behind the label
    return label


@lru_cache(maxsize=2048)
def find_heading(text: str) -> Label | None:
    """Return the label that the text of a heading is, with its number or the switch of what is below it beside it; else None."""
    found = find_label(text)
    if found is not None or len(text) > _LONGEST:
        return found
    key = fold(text)
    if _TITLED_RECOMMENDATION.fullmatch(key) is not None:
        return _RECOMMENDATIONS
    return _undressed(key) if _DRESSED.search(key) else None


# What may stand beside the words of a heading: its number, what opens and closes what is below it, what leads to it or to a footnote.
_SIGNS = "+▲▴▶▸►▼▾◂‹›»#"
_OF_PARTS = r"\d{1,2}(?:\.\d{1,2}){1,2}"
_NUMBER = re.compile(
    rf"(?:[{_SIGNS}]+ *)?(?:{_OF_PARTS}\.? +|(?:(?:part|section|chapter) )?(?:\d{{1,2}}|[a-h]|[ivx]{{1,4}})(?: ?[.):]+(?: -)?| -) *|(?P<alone>\d{{1,2}}) +)?"
)
_SWITCH = re.compile(
    r"[,-]? *(?:[(\[](?:open|close)[)\]]|[(\[]?(?:show|hide|expand|collapse)(?: (?:all|this section|section|contents?|details|more|less))?[)\]]?|copy link)$"
    rf"| *\[\d{{1,2}}\]$|[ {_SIGNS}¶§🔗*†‡-]+$",
    re.I,
)
_PART = re.compile(
    rf"(?:part|section|chapter) (?:\d{{1,2}}|[a-h]|[ivx]{{1,4}})(?: ?[.):]+| [-–—]) *|{_OF_PARTS}\.? +|[{_SIGNS}]+ *",
    re.I,
)
_DRESSED = re.compile(
    rf"^(?:\d|[a-hivx]{{1,4}} ?[.):-]|part|section|chapter|[{_SIGNS}])|[^\w\s'\"?!,;]$|(?:show|hide|expand|collapse|section|contents?|details|more|less|link)$"
)


@lru_cache(maxsize=1024)
def without_switch(text: str) -> str:
    """Return the text of a heading without the switch of what is below it, and without the number of its part."""
    if _DRESSED.search(fold(text)) is None:
        return text
    part = _PART.match(text)
    return _SWITCH.sub("", text[part.end() :] if part else text)


def _undressed(key: str) -> Label | None:
    """Return the label that a folded heading is without its number or its switch; a number alone counts other things than pillars."""
    number = _NUMBER.match(key)
    assert number is not None
    label = _label_of(_SWITCH.sub("", key[number.end() :]).rstrip(" :."))
    counts = number["alone"] is not None
    return None if counts and label is not None and label.role is not Role.PILLAR else label


def _label_of(key: str) -> Label | None:
    """Return the label that a folded text is."""
    found = LABELS.get(key)
    if found is not None:
        return found
    if not _LIKE_A_PATTERN.fullmatch(key):
        return None
    for pattern, label in _PATTERNS:
        match = pattern.fullmatch(key)
        if match:
            year = match.group(1) if match.re.groups else None
            return replace(label, text=f"{label.text} to {year}") if year else label
    return None


@lru_cache(maxsize=1024)
def suggest_label(text: str) -> str | None:
    """Return the label that a short line was perhaps meant to be, None where none is near."""
    if len(text) > 60:
        return None
    near = get_close_matches(fold(text), LABELS, n=1, cutoff=0.84)
    return LABELS[near[0]].text if near else None
