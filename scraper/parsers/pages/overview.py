"""The overview of a round: the list of its questions. Its grades are drawn by script and are not in the text.

Sample: …/peel-assessments/peel-2018/?view=table&data=question
The grade words of the legend are no judgments (docs/layouts.md, 15).
"""

from __future__ import annotations

import re

from schemas.page_types import OVERVIEW
from schemas.questions import questions_of
from schemas.record import OverviewQuestion
from schemas.text import fold
from schemas.vocabulary import ABSENCE_WORDS, GRADE_WORDS, PILLAR_LABEL, Pillar
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence
from scraper.parsers.lines import Line
from scraper.parsers.outline import Outline
from scraper.parsers.readers.preamble import introduce
from scraper.parsers.spec import PageSpec, Proof, Strength

from ._many import tell_printed, whose_of_many

_QUESTION_LINE = re.compile(r"^(?:\d[\d.)]* )?(?:effectiveness|efficiency|legitimacy|people) ?- ?question \d", re.I)
_UNGRADED = r"(?: ?-? ?\(?(ungraded|not graded)\)?)?"
_NUMBERED = re.compile(rf"^(\w+)(?: ?[-:,] ?| )question (\d{{1,2}}){_UNGRADED}(?:[: ]+(.+))?$")
_TURNED = re.compile(rf"^question (?P<number>\d{{1,2}})(?: ?[-:,] ?| )(?P<pillar>\w+){_UNGRADED}$")
_OF_HEADING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]? (?=[a-z]+ ?[-:,]? ?question \d)", re.I)
"""The number that an editor gave the heading, before that of the question."""
_BOILERPLATE = re.compile(
    r"^(?:key|legend|group by region|off|on|off on|accessible table|loading graph.*|view as .*|table|wheel|sort by.*|"
    r"select .*|choose .*|question|pillar|questions|questions and pillars|show .*|alphabetical.*|\d+|view|data)$"
)


def _lists_questions(e: Evidence) -> bool:
    lines = (b.text for b in e.short if "uestion" in b.text or "UESTION" in b.text)
    return any(map(_QUESTION_LINE.match, lines))


def _read(b: Builder, _spec: PageSpec, outline: Outline) -> None:
    """Read the question list; legend words and controls are set aside by rule, the rest is introduction."""
    waiting: tuple[Pillar | None, int, bool, Line] | None = None
    for line in outline.in_page_order():
        line.text = _OF_HEADING.sub("", line.text)
        folded = fold(line.text)
        match = _NUMBERED.match(folded)
        turned = None if match else _TURNED.match(folded)
        if waiting is not None and (match or turned):
            b.flag("section_missing", f"“{waiting[3].text}” has no question below it.", waiting[3].number)
        if turned and turned["pillar"] in set(Pillar):
            waiting = (Pillar(turned["pillar"]), int(turned["number"]), turned[3] is None, line)
            b.claim("questions", line)
        elif match:
            pillar = Pillar(match[1]) if match[1] in set(Pillar) else None
            waiting = (pillar, int(match[2]), match[3] is None, line)
            b.claim("questions", line)
            if match[4]:
                _add(b, waiting, _after(line.text), line)
                waiting = None
        elif waiting is not None:
            _add(b, waiting, line.text, line)
            waiting = None
        elif folded in GRADE_WORDS or folded in ABSENCE_WORDS:
            b.claim("boilerplate:legend", line)
        elif line.rule or _BOILERPLATE.match(folded):
            b.claim(f"boilerplate:{line.rule or 'controls'}", line)
        else:
            introduce(b, line)
    tell_printed(b, outline.in_page_order())
    if b.questions or waiting is not None:  # a list that a script draws is none, and lacks nothing
        _tell_lost(b)


def _tell_lost(b: Builder) -> None:
    """Flag each question that a pillar's list lacks: between two that it has, or of those that the round asks."""
    numbers: dict[Pillar | None, set[int]] = {pillar: set() for pillar in (b.round.pillars if b.round else ())}
    for question in b.questions:
        if question.number is not None:
            numbers.setdefault(question.pillar, set()).add(question.number)
    first = [question.block for question in b.questions[:1]]
    for pillar, found in numbers.items():
        name = PILLAR_LABEL[pillar] if pillar else "no pillar"
        if not found:
            b.flag("section_missing", f"The list has no question of {name}.", *first)
            continue
        between = set(range(min(found), max(found)))
        for number in sorted((between | _asked_but_absent(b, pillar)) - found):
            b.flag("section_missing", f"The list has no question {number} of {name}.", *first)


def _asked_but_absent(b: Builder, pillar: Pillar | None) -> set[int]:
    """Return the numbers of the questions that the round asks of a pillar and that no line of the list names."""
    if b.round is None or pillar is None:
        return set()
    named = {question.question_key for question in b.questions}
    asked = questions_of(b.round.kind.value, b.round.framework, pillar.value)
    return {row.number for row in asked if row.number is not None and row.key not in named}


def _after(text: str) -> str:
    return re.sub(
        r"^\w+(?: ?[-–:,] ?| )question \d{1,2}(?: ?[-–]? ?\(?(?:ungraded|not graded)\)?)?[: ]+", "", text, flags=re.I
    )


def _add(b: Builder, waiting: tuple[Pillar | None, int, bool, Line], text: str, line: Line) -> None:
    pillar, number, graded, _first = waiting
    if not b.is_new("question", pillar, number, fold(text)):
        b.claim("boilerplate:section_repeated", line)
        if b.is_new("questions again"):
            b.flag("section_repeated", f"“{text[:60]}” is printed again with the same text.", line.number)
        return
    b.claim("questions", line)
    known = b.asked(text, pillar)
    if known is None:
        b.flag("unknown_question", f"“{text[:100]}” is no question of the round {b.page.round}.", line.number)
    b.questions.append(
        OverviewQuestion(
            pillar=pillar, number=number, question=text, question_key=known.key if known else None, graded=graded,
            block=line.number,
        )
    )  # fmt: skip


SPEC = PageSpec(
    "overview",
    OVERVIEW,
    proof=(Proof(Strength.CERTAIN, _lists_questions),),
    whose=whose_of_many,
    read=_read,
)
