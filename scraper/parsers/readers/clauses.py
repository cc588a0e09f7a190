"""The judgments of 2014: three clauses, of which the first grades three areas of the effectiveness pillar.

Each area is bound to the nearest grade on its left in the same clause (docs/layouts.md, 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from schemas.questions import questions_of
from schemas.text import fold
from schemas.vocabulary import A_BODY, Pillar, Status, WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.grades import STATES, Stated, grade_word, published, sentences, undoubled
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Outline
from scraper.parsers.subject import body_form

from .closing import judge_pillars
from .headlines import is_headline, names_another, read_headlines
from .remarks import tell_end_of_name


def is_clause(line: Line) -> bool:
    """Return whether a line states judgments in the form of 2014, or has the form of later headlines."""
    return is_headline(line) or (line.kind is LineKind.PROSE and bool(clause_pillars(line.text)))


def read_clauses(b: Builder, line: Line) -> None:
    """Read the judgments of a line, clause by clause; a line of the later form is read as such."""
    if not clause_pillars(line.text):
        read_headlines(b, line)
        return
    b.claim("judgments", line)
    for clause in clauses(line.text):
        _read_clause(b, clause, line)


_CLAUSE_PILLARS: tuple[tuple[Pillar, re.Pattern[str]], ...] = (
    (Pillar.LEGITIMACY, re.compile(r"\b(?:legitimacy|legitimately)\b.*\bpractices\b|\bpractices\b.*\blegitima")),
    (Pillar.EFFICIENCY, re.compile(r"\b(?:efficiency with which|in terms of its efficiency|carries out its responsibilities)\b")),
    (Pillar.EFFECTIVENESS, re.compile(r"^(?:and )?(?:in terms of (?:its|their) effectiveness|in general)\b|"
                                      r"\b(?:good|outstanding|inadequate|requires improvement) (?:at|in)\b.*"
                                      r"\b(?:reduc\w+ crime|investigat\w+|anti[- ]?social behaviou?r)")),
)  # fmt: skip
_PART = re.compile(
    rf"[\s,;]*(?:\b(?:it|is|are|also|in general|the {A_BODY})\b[\s,]*)*"
    r"\b(outstanding|good|inadequate|requires? improvement)\s+(?:at|in)\s+",
    re.I,
)
_AREA_START = re.compile(
    r"\b(reduc\w+ crime|prevent\w+ (?:crime|offending)|investigat\w+|tackl\w+ anti.?social|anti.?social)",
    re.I,
)
_AREA_STEMS = (
    ("effectiveness/preventing-crime", re.compile(r"reduc|prevent")),
    ("effectiveness/investigating-crime", re.compile(r"investigat")),
    ("effectiveness/anti-social-behaviour", re.compile(r"anti.?social")),
)


def judge_with_areas(b: Builder, outline: Outline) -> None:
    """Turn the drafts into judgments; name the areas that the round grades in these clauses and this page does not."""
    judge_pillars(b, outline)
    judged = {judgment.question_key for judgment in b.judgments}
    for row in questions_of(b.kind or "", b.page.round or "", Pillar.EFFECTIVENESS.value):
        if row.graded and row.key not in judged:
            b.flag("judgment_missing", f"The page states no grade for “{row.label}”.")


def clauses(text: str) -> list[str]:
    """Return the three clauses where a copy put them on one line; a clause ends in a semicolon or full stop."""
    return re.split(r"(?<=;)\s+", re.sub(r";\s*and\b", ";", text))


_LONGEST_CLAUSE = 900  # characters


def clause_pillars(text: str) -> frozenset[Pillar]:
    """Return the pillars that a text judges in this form: a clause, or all three in one paragraph."""
    found = frozenset(filter(None, map(clause_pillar, clauses(text)))) if ";" in text[:-6] else frozenset[Pillar]()
    return found if len(found) > 1 else frozenset(filter(None, (clause_pillar(text),)))


def clause_pillar(text: str) -> Pillar | None:
    """Return the pillar that a clause judges, None for a text that is no such clause."""
    if len(text) > _LONGEST_CLAUSE:
        return None
    folded = fold(text)
    return next((pillar for pillar, form in _CLAUSE_PILLARS if form.search(folded)), None)


def _read_clause(b: Builder, clause: str, line: Line) -> None:
    pillar = clause_pillar(clause)
    if pillar is None or names_another(b, clause):
        what = "does not say which pillar it judges" if pillar is None else "judges another force"
        b.flag("headline_unread", f"“{clause[:120]}” {what}.", line.number)
        return
    draft = b.drafts.of(pillar)
    draft.statement = draft.statement or clause
    draft.cite(line.number)
    if pillar is Pillar.EFFECTIVENESS:
        _read_areas(b, clause, line)
    elif pillar is Pillar.EFFICIENCY:
        first = sentences(clause)[0]
        stated = _clause_grade(first, b.names)
        draft.add(WitnessSource.HEADLINE, stated, clause, line.number)


_RESPONSIBLE = r"\b(?:responsibilities|efficiency)"
_NEXT = r"(?:^|[,;.:]|\b(?:and|but|however|in general|although|while|whilst)\b)[, ]*"


@lru_cache(maxsize=64)
def _before_efficiency(names: re.Pattern[str]) -> re.Pattern[str]:
    """Compile what stands before the grade of efficiency: what is judged, and a verb that states its grade or none."""
    return re.compile(rf"{_RESPONSIBLE}(?:,? {body_form(names)}\b)?(?: {STATES})?$")


@lru_cache(maxsize=64)
def _before_area(names: re.Pattern[str]) -> re.Pattern[str]:
    """Compile what stands between an area and the next grade: the organisation or nothing, such a verb or none."""
    return re.compile(rf"{_NEXT}(?:{body_form(names)}\b)? ?(?:also ?)?(?:{STATES})?$")


def _clause_grade(sentence: str, names: re.Pattern[str]) -> Stated:
    folded = undoubled(fold(sentence)).rstrip("; ")
    folded = re.sub(r"[;,]? and$", "", folded).rstrip("; ")
    match = re.search(r"[ :-]+(outstanding|good|inadequate|requires? improvement)$", folded)
    stated = grade_word(match[1]) if match and _before_efficiency(names).search(folded[: match.start()]) else None
    if stated is None:
        return Stated(Status.UNREADABLE, None, sentence)
    return Stated(stated.status, stated.grade, published(sentence, match[1] if match else ""))


# A grade behind what it grades: `investigating offending (requires improvement)`; not `good use of`.
_BEHIND = re.compile(r"\b(?:outstanding|good|inadequate|requir(?:es|ing) improvement)(?=\s*(?:[,;.)]|and\b|$))", re.I)
_ANOTHER_GRADE = re.compile(
    r"(?:^|[,;:./] ?|\b(?:also|and|are|as|be|between|both|but|either|from|is|neither|nor|not|now|or|quite|remains?|still) )"
    r"(?:outstanding|good|inadequate|requir(?:es|ing) improvement)[\s,/-]*(?:(?:and|or|nor|to|but|also|even|if not|now|perhaps|then|yet)\b[\s,/-]*)*$"
)
"""What makes a grade one of two of the same area: `between good and outstanding at investigating offending`."""
_PHRASE_ENDS = re.compile(r"[.;]|,? (?:however|but)\b")
_GOES_ON = re.compile(
    r"(?:[,/]|\b(?:and|both|or|as well as)\b)[, ]*(?:(?:also|at|for|how|in|in which|is|it|its|the way|well)\b[, ]*)*$",
    re.I,
)
"""What stands between two areas under one grade; other words may take it from the second: `…, poor at investigating`."""
_OF_PARTS = re.compile(r"\b(?:aspects?|elements?|parts?|(?:many|most|much|some) of)\b", re.I)
"""Words before the first area that say that only parts of it are graded."""
_Named = tuple[str | None, str, Stated]
"""An area's key, the words that name it, and what they state of it."""


def _read_areas(b: Builder, clause: str, line: Line) -> None:
    """Bind each area to the nearest grade on its left in the same clause (docs/layouts.md, 3).

    An area that is named under two grades has none, nor have those beside which a grade stands on their right.
    """
    named = list(_named_areas(b, clause))
    said: dict[str | None, set[object]] = {}
    for key, _, stated in named:
        said.setdefault(key, set()).add((stated.status, stated.grade))
    for key, area, stated in named:
        if len(said[key]) > 1:
            b.flag("witnesses_disagree", f"“{area[:80]}” stands under several grades in one clause.", line.number)
            stated = Stated(Status.UNREADABLE, None, clause)
        _add_area(b, key, area, stated, clause, line)
    if _PART.search(clause) is None:
        b.flag("grade_unreadable", f"No area's grade can be read from “{clause[:120]}”.", line.number)


def _named_areas(b: Builder, clause: str) -> Iterator[_Named]:
    """Yield the areas that a clause names, with the grade on the left of each."""
    parts = list(_PART.finditer(clause))
    for place, part in enumerate(parts):
        end = parts[place + 1].start() if place + 1 < len(parts) else len(clause)
        phrase, *rest = _PHRASE_ENDS.split(clause[part.end() : end], maxsplit=1)
        stated = grade_word(fold(part[1]))
        if stated is None:  # a letter that only looks like that of a grade
            continue
        stated = Stated(stated.status, stated.grade, part[1])
        before = clause[parts[place - 1].end() if place else 0 : part.start(1)]
        led_in = undoubled(fold(before + part[1])).removesuffix(fold(part[1])).rstrip()
        if not _before_area(b.names).search(led_in) or _ANOTHER_GRADE.search(led_in):
            stated = Stated(Status.UNREADABLE, None, f"{re.split(r'[,;.]', before)[-1]}{part[1]}".strip())
        elif _BEHIND.search(phrase):
            stated = Stated(Status.UNREADABLE, None, f"{part[1]} … {phrase.strip()}")
        yield from ((key, area, stated if told is None else told) for key, area, told in _areas(b, phrase))
        if rest and _BEHIND.search(rest[0]):
            b.flag("grade_unreadable", f"No area's grade was read from “{rest[0].strip()[:120]}”.")
            otherwise = Stated(Status.UNREADABLE, None, rest[0].strip())
            yield from ((key, area, otherwise) for key, area, _ in _areas(b, rest[0]))


def _areas(b: Builder, phrase: str) -> list[tuple[str | None, str, Stated | None]]:
    """Split a noun phrase into the areas it names, each with its key; `reducing crime and preventing offending` is one.

    A part that names the same area as the part before, or none, goes on with it. An area before which other words stand
    has them, which are no grade; so have those behind it.
    """
    starts = [match.start() for match in _AREA_START.finditer(phrase)] or [0]
    found: list[tuple[str | None, int]] = []
    for start, end in zip(starts, [*starts[1:], len(phrase)], strict=True):
        key = _key(b, _tidy(phrase[start:end]))
        if not found or (key is not None and key != found[-1][0]):
            found.append((key, start))
    told = _otherwise(phrase[: starts[0]], _OF_PARTS.search(phrase[: starts[0]]) is None)
    areas: list[tuple[str | None, str, Stated | None]] = []
    for place, (key, start) in enumerate(found):
        if place and told is None:
            told = _otherwise(phrase[:start], _GOES_ON.search(phrase[:start]) is not None)
        end = found[place + 1][1] if place + 1 < len(found) else len(phrase)
        piece = _tidy(phrase[start if place else 0 : end])
        areas += [(key, piece, told)] if piece else []
    return areas


def _otherwise(before: str, is_list: bool) -> Stated | None:
    """Return what is said before an area, and so of those behind it, None where it only goes on with a list."""
    return None if is_list else Stated(Status.UNREADABLE, None, re.split(r"[,;]|\band\b", before)[-1].strip())


def _tidy(piece: str) -> str:
    return re.sub(r"(?:[\s,]|\b(?:and|at|in)\b)+$", "", piece.strip(" ,"))


def _key(b: Builder, phrase: str) -> str | None:
    """Return the key of the graded area that a phrase names, by the vocabulary, else by its verb."""
    known = b.asked(phrase, Pillar.EFFECTIVENESS)
    if known is not None:
        return known.key
    folded = fold(phrase)
    return next((key for key, stem in _AREA_STEMS if stem.search(folded)), None)


def _add_area(b: Builder, key: str | None, area: str, stated: Stated, clause: str, line: Line) -> None:
    if key is None:
        b.flag("unknown_question", f"“{area[:100]}” is no area of the 2014 assessment.", line.number)
        return
    draft = b.drafts.of(Pillar.EFFECTIVENESS, key)
    draft.question = draft.question or area
    tell_end_of_name(b, line, area)
    draft.known = next((row for row in questions_of(b.kind or "", b.page.round or "") if row.key == key), None)
    draft.statement = draft.statement or clause
    draft.add(WitnessSource.HEADLINE, stated, clause, line.number)
