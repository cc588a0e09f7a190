"""Areas for improvement, causes of concern with their recommendations, practices held up as examples."""

from __future__ import annotations

import datetime as dt
import re

from schemas.labels import Role
from schemas.record import Recommendation
from schemas.text import fold
from schemas.vocabulary import PILLAR_LABEL, BlockKind, RecommendationKind
from scraper.parsers.builder import Builder
from scraper.parsers.dates import LONG_DATE, read_date
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import opening_subject

from .findings import read_findings
from .prose import claim_head, set_aside

_KINDS: dict[Role, RecommendationKind] = {
    Role.AREAS: RecommendationKind.AREA_FOR_IMPROVEMENT,
    Role.RECOMMENDATIONS: RecommendationKind.RECOMMENDATION,
    Role.INNOVATIVE: RecommendationKind.INNOVATIVE_PRACTICE,
    Role.PROMISING: RecommendationKind.PROMISING_PRACTICE,
}
_BODY = (
    r"(?:[\w'&-]+ ){0,6}?(?:force|service|constabulary|brigade|authority|police|"
    r"chief constable|chief fire officer|commissioner)s?"
)
_ITEM = re.compile(
    rf"^(?!every |a |any |each |no |all services |(?:fire and rescue )?services |(?:the )?leaders )"
    rf"{_BODY}(?: and {_BODY})? (?:should|needs? to|must|has to)\b"
)
_LEAD_IN = re.compile(
    r"^(?:by (?:\d|the end)|within \w+ (?:days|weeks|months|year)|immediately|as soon as|(?:the|our) \w+(?: \w+){0,6} (?:should|must)(?: immediately)?:$|"
    r"we (?:therefore )?recommend)",
    re.I,
)
_DEADLINE = re.compile(
    rf"\b(by ({LONG_DATE})|by the end of [^,.:]+|within [\w ]+? (?:days|weeks|months|year)|immediately)\b",
    re.I,
)


def read_asks(b: Builder, section: Section) -> None:
    """Read what stands directly under a label that asks for something; what follows is the question's prose again.

    Only what stands directly under the label counts (docs/layouts.md, 13).
    """
    rest = _read_asked(b, section)
    if rest:
        read_findings(
            b,
            Section(
                Role.QUESTIONS if section.question else Role.PILLAR, _name_around(section), None, section.pillar,
                section.question, section.question_key, section.known, body=rest,
            ),
        )  # fmt: skip


def _name_around(section: Section) -> str:
    """Return the name of the question or pillar that a label stands under, its own where it stands under none."""
    if section.known is not None:
        return section.known.label
    if section.question is not None:
        return section.question
    return PILLAR_LABEL[section.pillar] if section.pillar else section.text


def _read_asked(b: Builder, section: Section) -> list[Line]:
    """Read what is asked for; return the lines that follow it."""
    claim_head(b, section, "recommendations")
    role = section.role
    assert role is not None
    if role in (Role.INNOVATIVE, Role.PROMISING):
        return _practice(b, section)
    if role is Role.CAUSE:
        return _cause(b, section)
    return read_items(b, section, _KINDS[role])


# The fixed sentence with which the findings begin; nothing after it is asked for.
_FINDINGS_BEGIN = re.compile(
    r"^(?:in this section we set out our main findings|we set out our (?:detailed|main) findings|our detailed findings)\b"
)


# The standing paragraph on what every service should do; it asks nothing of this one.
_OF_ALL = re.compile(
    r"^(?:every|each|all|an?)(?: [\w-]+){0,4} services?\b|^(?:fire and rescue )?services\b|^(?:the )?leaders of a service\b"
    r"|\b(?:every|each|all) (?:[\w-]+ ){0,3}(?:services?|forces?) should\b"
)


_TERM = re.compile(
    r"^(?:by \d{1,2} \w+ \d{4}|by the end of [^,.:]{3,30}|within (?:\w+ ){1,2}(?:days|weeks|months|year)|immediately),? "
)


def is_lead_in(line: Line) -> bool:
    """Return whether a line announces what is asked for, with a deadline or without: `Within 28 days, it should:`."""
    return bool(_LEAD_IN.match(line.text)) and line.text.rstrip().endswith(":")


def is_asked(line: Line) -> bool:
    """Return whether a line below a lead-in is asked for: a bullet, what the body should do, what goes on with it."""
    return _is_item(line) or _goes_on(line)


def _is_item(line: Line) -> bool:
    if line.kind is not LineKind.PROSE:
        return False
    folded = fold(line.text)
    if _FINDINGS_BEGIN.match(folded):
        return False
    if line.block.kind is BlockKind.LIST_ITEM:
        return not _OF_ALL.search(folded)
    return bool(_ITEM.match(_TERM.sub("", folded))) and len(line.text) < 700


_HEADINGS = (BlockKind.HEADING, BlockKind.TERM)
_NONE = re.compile(
    r"\b(?:no|not any|any) (?:\w+ )?(?:areas?|causes?)\b|\bareas? for improvement\b|\bhas (?:since |now )?(?:addressed|improved|made)\b"
)
_FINITE = re.compile(r"\b(?:is|are|does|do|has|have|needs?|can|could|will|would|takes?|makes?|lacks?|fails?)(?:n't)?\b")


Deadline = tuple[dt.date | None, str | None]
"""The day by which something is to be done, and the words that say so."""


def read_items(b: Builder, section: Section, kind: RecommendationKind, announced: Deadline | None = None) -> list[Line]:
    """Read the items of a list; return the lines that follow it. After an item that is a bullet a paragraph is prose.

    `announced` is the deadline of the lead-in above them, None where they stand right under a label.
    """
    deadline = announced or (None, None)
    body, led, bulleted, place = section.body, announced is not None, False, 0
    while place < len(body):
        line = body[place]
        place += 1
        if set_aside(b, line):
            continue
        bullet = line.block.kind is BlockKind.LIST_ITEM
        if is_lead_in(line):
            b.claim("recommendations", line)
            deadline, led = deadline_of(line), True
        elif (_is_item(line) and (bullet or not bulleted)) or (led and _goes_on(line)):
            owned = _owned(line, body[place:])
            add_ask(b, section, kind, line, _joined(line, owned), deadline, _parent(b, section, kind))
            b.claim("recommendations", *owned)
            bulleted, place = bulleted or bullet, place + len(owned)
        elif line is body[0] and kind is RecommendationKind.AREA_FOR_IMPROVEMENT and _is_all(b, section):
            add_ask(b, section, kind, line, line.text, deadline, None)
        else:
            return body[place - 1 :]
    return []


def _is_all(b: Builder, section: Section) -> bool:
    """Return whether the sentence right under a label is what should improve, however it is put: it is about the organisation.

    `The force doesn't answer calls quickly enough.` is in bold above what explains it, or all that stands there: what ends
    it is the end of the box that holds it and the label, the next heading, or the sentence with which the findings begin.
    """
    line, *below = section.body
    folded = fold(line.text)
    if line.kind is not LineKind.PROSE or section.heading is None or _NONE.search(folded) or not _FINITE.search(folded):
        return False
    if opening_subject(line.text, b.names) is None:
        return False
    if line.block.kind in _HEADINGS:
        return line.block.level is None or section.level is None or line.block.level > section.level
    if line.block.kind is not BlockKind.PARAGRAPH or line.text[-1] != ".":
        return False
    if not below or below[0].block.kind in _HEADINGS or _FINDINGS_BEGIN.match(fold(below[0].text)):
        return True
    box = section.heading.block.path.rpartition("/")[0] + "/"
    return line.block.path.startswith(box) and not below[0].block.path.startswith(box)


def _joined(item: Line, owned: list[Line]) -> str:
    return "\n".join(line.text for line in (item, *owned))


def _owned(item: Line, following: list[Line]) -> list[Line]:
    """Return the lines that an item which ends in a colon owns: bullets inside it, else those that go on with it.

    Beside it they go on until one ends in a full stop, or the next asks for something itself.
    """
    owned: list[Line] = []
    if not item.text.rstrip().endswith(":"):
        return owned
    inside = f"{item.block.path}/"
    for line in following:
        deeper = line.block.path.startswith(inside)
        if line.kind is not LineKind.PROSE or (not deeper and not _beside(line, owned, inside)):
            break
        owned.append(line)
    return owned


def _beside(line: Line, owned: list[Line], inside: str) -> bool:
    """Return whether a line beside an item, not inside it, is one of its bullets."""
    ended = bool(owned) and (owned[-1].text.rstrip().endswith(".") or owned[-1].block.path.startswith(inside))
    bullet = line.block.kind is BlockKind.LIST_ITEM
    return not ended and (bullet or _goes_on(line)) and not _ITEM.match(fold(line.text))


def _goes_on(line: Line) -> bool:
    """Return whether a line that is no list item goes on with a sentence that ended in a colon."""
    return line.kind is LineKind.PROSE and line.text[0].islower()


def deadline_of(line: Line) -> Deadline:
    """Return the day by which a line asks for something, and its words; no day where they are no date."""
    match = _DEADLINE.search(line.text)
    if match is None:
        return None, None
    return (read_date(match[2]) if match[2] else None), match[1]


def _parent(b: Builder, section: Section, kind: RecommendationKind) -> int | None:
    """Return the place of the cause of concern that a recommendation belongs to: the last of its question."""
    if kind is not RecommendationKind.RECOMMENDATION:
        return None
    for place in range(len(b.recommendations), 0, -1):
        other = b.recommendations[place - 1]
        if other.kind is RecommendationKind.CAUSE_OF_CONCERN and (
            (other.assessment, other.pillar, other.question_key) == (b.owner, section.pillar, section.question_key)
        ):
            return place
    return None


def add_ask(
    b: Builder, section: Section, kind: RecommendationKind, line: Line, text: str,
    deadline: Deadline = (None, None), parent: int | None = None,
) -> None:  # fmt: skip
    """Add what a line asks for, or holds up as an example; `parent` is the place of its cause of concern."""
    b.claim("recommendations", line)
    own = deadline_of(line) if deadline == (None, None) and kind is RecommendationKind.RECOMMENDATION else deadline
    b.recommendations.append(
        Recommendation(
            kind=kind, pillar=section.pillar, question=section.question, question_key=section.question_key,
            position=b.position("recommendations", b.owner, kind.value, section.question_key or section.text),
            text=text, deadline=own[0], deadline_text=own[1], parent=parent, block=line.number,
            assessment=b.owner,
        )
    )  # fmt: skip


def _cause(b: Builder, section: Section) -> list[Line]:
    """Read a cause of concern: its statement, and the recommendations that follow without a label of their own."""
    body = [line for line in section.body if line.kind is LineKind.PROSE]
    if not body:
        return section.body
    statement, rest = body[0], section.body[section.body.index(body[0]) + 1 :]
    more = _owned(statement, rest)
    if _is_title(statement) and rest and rest[0].kind is LineKind.PROSE and not _LEAD_IN.match(rest[0].text):
        more = [rest[0], *_owned(rest[0], rest[1:])]
    b.claim("recommendations", *more)
    add_ask(b, section, RecommendationKind.CAUSE_OF_CONCERN, statement, _joined(statement, more))
    return _after_cause(b, section, rest[len(more) :])


def _after_cause(b: Builder, section: Section, rest: list[Line]) -> list[Line]:
    for place, line in enumerate(rest):
        if is_lead_in(line):
            follow = Section(Role.RECOMMENDATIONS, section.text, None, section.pillar, section.question,
                             section.question_key, section.known, body=rest[place:])  # fmt: skip
            return [*rest[:place], *read_items(b, follow, RecommendationKind.RECOMMENDATION)]
    return rest


def _is_title(line: Line) -> bool:
    return len(line.text) < 120 and not line.text.rstrip().endswith((".", ":", ";"))


def _practice(b: Builder, section: Section) -> list[Line]:
    """Read a practice: its title, a line break, its paragraph; one row."""
    body = [line for line in section.body if line.kind is LineKind.PROSE]
    if not body:
        return section.body
    first = body[0]
    rest = section.body[section.body.index(first) + 1 :]
    text = first.text
    if _is_title(first) and rest and rest[0].kind is LineKind.PROSE:
        text = f"{first.text}\n{rest[0].text}"
        b.claim("recommendations", rest[0])
        rest = rest[1:]
    assert section.role is not None
    add_ask(b, section, _KINDS[section.role], first, text)
    return rest
