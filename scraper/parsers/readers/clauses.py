"""The judgments of 2014: three clauses, of which the first grades three areas of the effectiveness pillar.

Each area is bound to the nearest grade on its left in the same clause (docs/layouts.md, 3).
"""

from __future__ import annotations

import re

from schemas.text import fold
from schemas.vocabulary import Pillar, Status, WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.grades import Stated, grade_word, published, sentences
from scraper.parsers.lines import Line, LineKind

from .headlines import is_headline, read_headlines


def is_clause(line: Line) -> bool:
    """Return whether a line states judgments in the form of 2014, or has the form of later headlines."""
    return is_headline(line) or (line.kind is LineKind.PROSE and clause_pillar(line.text) is not None)


def read_clauses(b: Builder, line: Line) -> None:
    """Read the judgments of a line, clause by clause; a line of the later form is read as such."""
    if clause_pillar(line.text) is None:
        read_headlines(b, line)
        return
    b.claim("judgments", line)
    for clause in _clauses(line.text):
        _read_clause(b, clause, line)


_CLAUSE_PILLARS: tuple[tuple[Pillar, re.Pattern[str]], ...] = (
    (Pillar.LEGITIMACY, re.compile(r"\b(?:legitimacy|legitimately)\b.*\bpractices\b|\bpractices\b.*\blegitima")),
    (Pillar.EFFICIENCY, re.compile(r"\b(?:efficiency with which|in terms of its efficiency|carries out its responsibilities)\b")),
    (Pillar.EFFECTIVENESS, re.compile(r"^(?:and )?(?:in terms of (?:its|their) effectiveness|in general)\b|"
                                      r"\b(?:good|outstanding|inadequate|requires improvement) (?:at|in)\b.*"
                                      r"\b(?:reduc\w+ crime|investigat\w+|anti-?social behaviou?r)")),
)  # fmt: skip
_PART = re.compile(
    r"[\s,;]*(?:\b(?:it|is|are|also|in general|the (?:force|constabulary|service))\b[\s,]*)*"
    r"\b(outstanding|good|inadequate|requires? improvement)\s+(?:at|in)\s+",
    re.I,
)
_AREA_START = re.compile(
    r"\b(reduc\w+ crime|prevent\w+ (?:crime|offending)|investigat\w+|tackl\w+ anti.?social|anti.?social)",
    re.I,
)


def _clauses(text: str) -> list[str]:
    """Split the three clauses where a copy put them on one line; a clause ends in a semicolon or full stop."""
    return re.split(r"(?<=;)\s+", re.sub(r";\s*and\b", ";", text))


def clause_pillar(text: str) -> Pillar | None:
    """Return the pillar that a clause judges, None for a text that is no such clause."""
    folded = fold(text)
    if len(folded) > 900:
        return None
    return next((pillar for pillar, form in _CLAUSE_PILLARS if form.search(folded)), None)


def _read_clause(b: Builder, clause: str, line: Line) -> None:
    pillar = clause_pillar(clause)
    if pillar is None:
        b.flag("headline_unread", f"“{clause[:120]}” does not say which pillar it judges.", line.number)
        return
    draft = b.drafts.of(pillar)
    draft.statement = draft.statement or clause
    draft.cite(line.number)
    if pillar is Pillar.EFFECTIVENESS:
        _read_areas(b, clause, line)
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
    match = re.search(r"\b(outstanding|good|inadequate|requires? improvement)$", folded)
    stated = grade_word(match[1]) if match else None
    if stated is None or _TURNED.search(folded):
        return Stated(Status.UNREADABLE, None, sentence)
    return Stated(stated.status, stated.grade, published(sentence, match[1] if match else ""))


def _read_areas(b: Builder, clause: str, line: Line) -> None:
    """Bind each area to the nearest grade on its left in the same clause (docs/layouts.md, 3)."""
    parts = list(_PART.finditer(clause))
    for place, part in enumerate(parts):
        end = parts[place + 1].start() if place + 1 < len(parts) else len(clause)
        phrase = re.split(r"[.;]|,? (?:however|but)\b", clause[part.end() : end], maxsplit=1)[0]
        stated = grade_word(fold(part[1]))
        if stated is None:  # a letter that only looks like that of a grade word
            continue
        if _TURNED.search(fold(clause[parts[place - 1].end() if place else 0 : part.start(1)])):
            stated = Stated(Status.UNREADABLE, None, stated.text)
        for area in _areas(b, phrase):
            _add_area(b, area, Stated(stated.status, stated.grade, part[1]), clause, line)
    if not parts:
        b.flag("grade_unreadable", f"No area's grade can be read from “{clause[:120]}”.", line.number)


def _areas(b: Builder, phrase: str) -> list[str]:
    """Split a noun phrase that names several areas; `reducing crime and preventing offending` is one."""
    starts = [m.start() for m in _AREA_START.finditer(phrase)]
    keys: list[tuple[str, int]] = []
    for start in starts:
        found = b.asked(_tidy(phrase[start:]), Pillar.EFFECTIVENESS)
        key = found.key if found else "?"
        if not keys or keys[-1][0] != key:
            keys.append((key, start))
    cuts = [start for _, start in keys[1:]]
    pieces = [phrase[i:j] for i, j in zip([0, *cuts], [*cuts, len(phrase)], strict=True)]
    return [_tidy(piece) for piece in pieces if _tidy(piece)]


def _tidy(piece: str) -> str:
    return re.sub(r"(?:[\s,]|\band\b)+$", "", piece.strip(" ,"))


def _area_key(phrase: str) -> str | None:
    """Return the key of the area that a phrase is about by its first word, where the round's wordings do not tell."""
    folded = fold(phrase)
    for stem, key in (
        (r"reduc|prevent", "effectiveness/preventing-crime"),
        (r"investigat", "effectiveness/investigating-crime"),
        (r"anti.?social", "effectiveness/anti-social-behaviour"),
    ):
        if re.search(stem, folded):
            return key
    return None


def _add_area(b: Builder, area: str, stated: Stated, clause: str, line: Line) -> None:
    found = b.asked(area, Pillar.EFFECTIVENESS)
    key = found.key if found else _area_key(area)
    if key is None:
        b.flag("unknown_question", f"“{area[:100]}” is no area of the 2014 assessment.", line.number)
        return
    draft = b.drafts.of(Pillar.EFFECTIVENESS, key)
    draft.question = draft.question or area
    draft.known = found
    draft.statement = draft.statement or clause
    draft.add(WitnessSource.HEADLINE, stated, clause, line.number)
