"""The overview of a round: the list of its questions. Its grades are drawn by script and are not in the text.

Sample: …/peel-assessments/peel-2018/?view=table&data=question
The grade words of the legend are no judgments.
"""

from __future__ import annotations

import re

from schemas.questions import find_question
from schemas.record import OverviewQuestion
from schemas.text import fold
from schemas.vocabulary import ABSENCE_WORDS, GRADE_WORDS, Pillar

from .builder import Builder
from .lines import Line
from .outline import Outline

_NUMBERED = re.compile(r"^(\w+) ?- ?question (\d{1,2})(?: ?- ?(ungraded))?(?:[: ]+(.+))?$")
_FURNITURE = re.compile(
    r"^(?:key|legend|group by region|off|on|off on|accessible table|loading graph.*|view as .*|table|wheel|sort by.*|"
    r"select .*|choose .*|question|pillar|questions|questions and pillars|show .*|alphabetical.*|\d+|view|data)$"
)


def parse(b: Builder, outline: Outline) -> None:
    """Read the question list; legend words and controls are set aside by rule, the rest is introduction."""
    lines = sorted(
        (line for s in outline.sections for line in (s.heading, *s.head, *s.body, *s.stray) if line is not None),
        key=lambda line: line.number,
    )  # fmt: skip
    waiting: tuple[Pillar | None, int, bool, Line] | None = None
    for line in lines:
        folded = fold(line.text)
        match = _NUMBERED.match(folded)
        if match:
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
        elif line.rule or _FURNITURE.match(folded):
            b.claim(f"boilerplate:{line.rule or 'controls'}", line)
        else:
            b.claim("introduction", line)
            b.introduction.append(line.text)


def _after(text: str) -> str:
    return re.sub(r"^\w+ ?[-–] ?question \d{1,2}(?: ?[-–] ?ungraded)?[: ]+", "", text, flags=re.I)


def _add(b: Builder, waiting: tuple[Pillar | None, int, bool, Line], text: str, line: Line) -> None:
    pillar, number, graded, _first = waiting
    b.claim("questions", line)
    known = find_question("police", b.page.round or "2018-19", text, pillar.value if pillar else None)
    if known is None:
        b.flag("unknown_question", f"“{text[:100]}” is no question of the round {b.page.round}.", line.number)
    b.questions.append(
        OverviewQuestion(
            pillar=pillar, number=number, question=text, question_key=known.key if known else None, graded=graded,
            block=line.number,
        )
    )  # fmt: skip
