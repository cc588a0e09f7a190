"""Short names that a page prints beside its questions: `Treating the public fairly`, above the question in full or below it."""

from __future__ import annotations

from itertools import pairwise

from schemas.questions import Question, plain_words
from schemas.vocabulary import BlockKind

from .lines import Line, LineKind
from .outline import Section

_NO_NAMES = frozenset({BlockKind.FIGURE, BlockKind.QUOTE})


def with_short_names(sections: list[Section]) -> list[Section]:
    """Return the sections, each with its question's short name in its head where that stands right above the question or below it.

    Above, it ended the section before, of which it is no text; so did a number before it and a grade behind it. Below, it
    stood between the question and its grade. What names another question, or none, stays where it is.
    """
    for above, section in pairwise(sections):
        known, heading = section.known, section.heading
        if known is None or heading is None:
            continue
        for line in (*above.body[-1:], *section.body[:1]):
            if line.kind is not LineKind.PROSE or line.text[-1:] in ".;?" or not _names(line, section, known):
                continue
            if line.block.number < heading.block.number:
                _take_above(above, section, heading.number)
            elif line.number == heading.number + 1:
                _move(section, [line, *_run(section.stray, line.number + 1)], section)
    return sections


def _take_above(above: Section, section: Section, number: int) -> None:
    """Move the name with which a section ends to the question at a number, with the number above it and the grade between them."""
    name = above.body[-1]
    begins = min([number, *(line.number for line in section.of(LineKind.NUMBER))])
    between = _run(above.stray, name.number + 1)
    if name.number + 1 + len(between) != begins or (between and section.of(LineKind.BADGE)):
        return
    counted = [line for line in above.stray if line.kind is LineKind.NUMBER and line.number == name.number - 1]
    _move(above, [*counted, name, *between], section)


def _run(lines: list[Line], number: int) -> list[Line]:
    """Return the grade at a number among lines, where one stands there."""
    return [line for line in lines if line.number == number and line.kind is LineKind.BADGE]


def _move(source: Section, lines: list[Line], section: Section) -> None:
    for part in (source.body, source.stray):
        part[:] = [line for line in part if not any(line is each for each in lines)]
    section.head[:0] = lines


def _names(line: Line, section: Section, known: Question) -> bool:
    """Return whether a line that is no sentence is the short name of a section's question."""
    if line.block.kind in _NO_NAMES or not section.is_question:
        return False
    return plain_words(line.text) in map(plain_words, (known.label, *known.names))
