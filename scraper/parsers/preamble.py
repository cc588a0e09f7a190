"""What stands between the title and the first section: introduction, headline judgments, inspector, notes."""

from __future__ import annotations

import re

from schemas.questions import find_question
from schemas.record import Inspector
from schemas.text import fold
from schemas.vocabulary import Pillar, Status, WitnessSource

from .builder import Builder
from .grades import Stated, grade_word, published, read_headline, sentences
from .judgments import Draft, Drafts
from .lines import INSPECTOR_TITLE, Is, Line
from .outline import Section
from .prose import is_fragment, suggest

_NAME = re.compile(
    r"^(?:(?:Sir|Dame|Mr|Mrs|Ms|Dr) )?[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}(?: (?:CBE|OBE|QPM|KPM|QFSM|DL))*$"
)
_DOWNLOAD = re.compile(
    r"^(?:download (?:the )?(?:full )?report|get the report|read the (?:full )?report)\b.{0,40}$", re.I
)
_REPORT_TITLE = re.compile(r"^PEEL: ?Police effectiveness, efficiency and legitimacy\b.{0,80}$", re.I)
_PENDING = re.compile(
    r"\b(?:findings (?:is|are|will be)|published (?:below|in)|will be (?:published|graded|available))\b"
)


def read_preamble(b: Builder, drafts: Drafts, section: Section) -> None:
    """Read the lines before the first section into introduction, headline judgments, inspector and notes."""
    last = max((i for i, line in enumerate(section.body) if _judges(b, line)), default=-1)
    people: list[Line] = []
    for place, line in enumerate(section.body):
        if line.what is Is.BOILERPLATE:
            b.claim(f"boilerplate:{line.rule}", line)
        elif line.what in (Is.INSPECTOR, Is.CONTACT) or is_name(section.body, place):
            people.append(line)
        elif _judges(b, line):
            _judging(b, drafts, line)
        elif line.what is Is.VIEW or _is_download(line):
            b.claim("links" if line.block.links else "boilerplate:download", line)
        elif is_fragment(line):
            suggest(b, line)
        elif place > last >= 0 or (last < 0 and _PENDING.search(fold(line.text))):
            b.finding(section, line)
        else:
            b.claim("introduction", line)
            b.introduction.append(line.text)
    read_people(b, people)


def _judges(b: Builder, line: Line) -> bool:
    if line.what is Is.HEADLINE:
        return True
    return b.page.round == "2014" and line.what is Is.PROSE and _clause_pillar(line.text) is not None


def _is_download(line: Line) -> bool:
    return bool(_DOWNLOAD.match(line.text) or _REPORT_TITLE.match(line.text))


def is_name(body: list[Line], place: int) -> bool:
    """Say whether a line is a person's name alone, beside an inspector's line (an image's alt text)."""
    text = body[place].text
    if body[place].what is not Is.PROSE or len(text) > 50 or not _NAME.match(text):
        return False
    near = list(body[place + 1 : place + 4] + body[max(0, place - 1) : place])
    return any(line.what in (Is.INSPECTOR, Is.CONTACT) for line in near)


# --- inspector ---------------------------------------------------------------------------------------------

_TITLES = re.compile(
    r"(?:Her|His) Majesty['’]s (?:Chief )?Inspector of (?:Constabulary|Fire (?:and|&) Rescue Services)"
    r"(?: and (?:of )?Fire (?:and|&) Rescue Services)?|HM (?:Chief )?Inspector of (?:Constabulary|Fire (?:and|&) Rescue Services)"
    r"(?: and Fire (?:and|&) Rescue Services)?",
    re.I,
)


def read_people(b: Builder, lines: list[Line]) -> None:
    """Read the inspector's name, title and contact; a name doubled by an image's alt text is read once."""
    name = title = contact = None
    blocks: list[int] = []
    for place, line in enumerate(lines):
        b.claim("inspector", line)
        blocks.append(line.number)
        if line.what is Is.CONTACT:
            contact = contact or _after_contact(line, lines[place + 1 : place + 2])
        elif line.what is Is.INSPECTOR:
            found_name, found_title = _split_person(line.text)
            name, title = found_name or name, title or found_title
        elif name is None:
            name = line.text
    if not lines:
        b.flag("inspector_missing", "No line of the page names the inspector.")
        return
    if title and not _TITLES.fullmatch(title):
        b.flag("inspector_title_unknown", f"“{title}” is no inspector's title of the vocabulary.", *blocks)
    b.inspector = Inspector(name=name, title=title, contact=contact, blocks=blocks)


def _after_contact(line: Line, following: list[Line]) -> str | None:
    text = re.sub(r"^contact\b[: ]*", "", line.text, flags=re.I).strip()
    if text:
        return text
    return following[0].text if following and following[0].what is not Is.INSPECTOR else None


def _split_person(text: str) -> tuple[str | None, str | None]:
    match = INSPECTOR_TITLE.search(text)
    if match is None:
        return None, None
    return text[: match.start()].strip(" ,–-|") or None, text[match.start() :].strip(" ,.")


# --- headline judgments ------------------------------------------------------------------------------------


def _judging(b: Builder, drafts: Drafts, line: Line) -> None:
    b.claim("judgments", line)
    if b.page.round == "2014" and _clause_pillar(line.text) is not None:
        for clause in _clauses(line.text):
            _read_clause(b, drafts, clause, line)
        return
    rest = []
    for sentence in sentences(line.text):
        if not _headline(b, drafts, sentence, line):
            rest.append(sentence)
    if rest:
        b.introduction.append(" ".join(rest))


def _headline(b: Builder, drafts: Drafts, sentence: str, line: Line) -> bool:
    headline = read_headline(sentence)
    if headline is None:
        return False
    if headline.pillar is None:
        b.flag("headline_unread", f"“{sentence[:120]}” does not say which pillar it judges.", line.number)
        return True
    draft = drafts.of(headline.pillar)
    if draft.statement is not None:
        code = "headline_repeated"
        b.flag(code, f"The headline judgment of {draft.name.lower()} is printed twice.", line.number)
        if fold(draft.statement) == fold(sentence):
            draft.blocks.append(line.number)
            return True
    draft.statement = draft.statement or sentence
    draft.add(WitnessSource.HEADLINE, headline.stated, sentence, line.number)
    return True


# --- 2014: three graded areas inside one sentence ----------------------------------------------------------

_CLAUSE_PILLARS: tuple[tuple[Pillar, re.Pattern[str]], ...] = (
    (Pillar.LEGITIMACY, re.compile(r"\b(?:fairness and legitimacy|legitimacy|legitimately)\b.*\bpractices\b|\bpractices\b.*\blegitima")),
    (Pillar.EFFICIENCY, re.compile(r"\b(?:efficiency with which|in terms of its efficiency|carries out its responsibilities)\b")),
    (Pillar.EFFECTIVENESS, re.compile(r"^(?:and )?(?:in terms of (?:its|their) effectiveness|in general)\b|"
                                      r"\b(?:good|outstanding|inadequate|requires improvement) (?:at|in)\b.*"
                                      r"\b(?:reduc\w+ crime|investigat\w+|anti-?social behaviou?r)")),
)  # fmt: skip
_PART = re.compile(
    r"[\s,;]*(?:\b(?:and|it|is|are|however|but|also|in general|the (?:force|constabulary|service))\b[\s,]*)*"
    r"\b(outstanding|good|inadequate|requires? improvement)\s+(?:at|in)\s+",
    re.I,
)
_AREA_START = re.compile(
    r"\b(reduc\w+ crime|prevent\w+ (?:crime|offending)|investigat\w+|tackl\w+ anti.?social|anti.?social)",
    re.I,
)


def _clauses(text: str) -> list[str]:
    """Split the three clauses where a copy put them on one line; a clause ends in a semicolon or full stop."""
    parts = re.split(r"(?<=;)\s+(?:and\s+)?", re.sub(r";\s*and\b", ";", text))
    return [part.strip() for part in parts if part.strip()]


def _clause_pillar(text: str) -> Pillar | None:
    folded = fold(text)
    if len(folded) > 900:
        return None
    return next((pillar for pillar, form in _CLAUSE_PILLARS if form.search(folded)), None)


def _read_clause(b: Builder, drafts: Drafts, clause: str, line: Line) -> None:
    pillar = _clause_pillar(clause)
    if pillar is None:
        b.flag("headline_unread", f"“{clause[:120]}” does not say which pillar it judges.", line.number)
        return
    draft = drafts.of(pillar)
    draft.statement = draft.statement or clause
    if line.number not in draft.blocks:
        draft.blocks.append(line.number)
    if pillar is Pillar.EFFECTIVENESS:
        _read_areas(b, drafts, clause, line)
    elif pillar is Pillar.EFFICIENCY:
        first = sentences(clause)[0]
        stated = _clause_grade(first)
        draft.add(WitnessSource.HEADLINE, stated, clause, line.number)


_TURNED = re.compile(
    r"\b(?:not|never|no longer|was|were|almost|nearly|hardly|barely|partly|mostly|neither|nor|far from|less than)\b"
)


def _clause_grade(sentence: str) -> Stated:
    folded = fold(sentence).rstrip("; ")
    folded = re.sub(r"[;,]? and$", "", folded).rstrip("; ")
    match = re.search(r"(?:\bis:? |\b)(outstanding|good|inadequate|requires? improvement)$", folded)
    stated = grade_word(match[1]) if match else None
    if stated is None or _TURNED.search(folded):
        return Stated(Status.UNREADABLE, None, sentence)
    return Stated(stated.status, stated.grade, published(sentence, match[1] if match else ""))


def _read_areas(b: Builder, drafts: Drafts, clause: str, line: Line) -> None:
    """Bind each area to the nearest grade on its left in the same clause (LAYOUTS-2014-2017 §3)."""
    parts = list(_PART.finditer(clause))
    for place, part in enumerate(parts):
        end = parts[place + 1].start() if place + 1 < len(parts) else len(clause)
        phrase = re.split(r"[.;]|,? (?:however|but)\b", clause[part.end() : end], maxsplit=1)[0]
        stated = grade_word(fold(part[1]))
        if stated is None:
            continue
        if _TURNED.search(fold(clause[parts[place - 1].end() if place else 0 : part.start(1)])):
            stated = Stated(Status.UNREADABLE, None, stated.text)
        for area in _areas(phrase):
            _add_area(b, drafts, area, Stated(stated.status, stated.grade, part[1]), clause, line)
    if not parts:
        b.flag("grade_unreadable", f"No area's grade can be read from “{clause[:120]}”.", line.number)


def _areas(phrase: str) -> list[str]:
    """Split a noun phrase that names several areas; `reducing crime and preventing offending` is one."""
    starts = [m.start() for m in _AREA_START.finditer(phrase)]
    keys: list[tuple[str, int]] = []
    for start in starts:
        found = find_question("police", "2014", _tidy(phrase[start:]), Pillar.EFFECTIVENESS)
        key = found.key if found else "?"
        if not keys or keys[-1][0] != key:
            keys.append((key, start))
    cuts = [start for _, start in keys[1:]]
    pieces = [phrase[i:j] for i, j in zip([0, *cuts], [*cuts, len(phrase)], strict=True)]
    return [_tidy(piece) for piece in pieces if _tidy(piece)]


def _tidy(piece: str) -> str:
    return re.sub(r"(?:\s|,|;|\band\b)+$", "", piece.strip(" ,;."))


def _area_key(phrase: str) -> tuple[str, str] | None:
    folded = fold(phrase)
    for stem, key in (
        (r"reduc|prevent", "effectiveness/preventing-crime"),
        (r"investigat", "effectiveness/investigating-crime"),
        (r"anti.?social", "effectiveness/anti-social-behaviour"),
    ):
        if re.search(stem, folded):
            return key, stem
    return None


def _add_area(b: Builder, drafts: Drafts, area: str, stated: Stated, clause: str, line: Line) -> None:
    found = find_question("police", "2014", area, Pillar.EFFECTIVENESS)
    key = found.key if found else (_area_key(area) or (None, ""))[0]
    if key is None:
        b.flag("unknown_question", f"“{area[:100]}” is no area of the 2014 assessment.", line.number)
        return
    draft = drafts.by_key.get((Pillar.EFFECTIVENESS, key)) or drafts.of(Pillar.EFFECTIVENESS, key)
    draft.question = draft.question or area
    draft.known = found
    draft.statement = draft.statement or clause
    draft.add(WitnessSource.HEADLINE, stated, clause, line.number)


def expected_areas(drafts: Drafts) -> list[Draft]:
    """Give the drafts of the areas of 2014's sentence, for the check that all three were read."""
    return [d for (pillar, key), d in drafts.by_key.items() if pillar is Pillar.EFFECTIVENESS and key]
