"""Grades on a terminal: a line an assessment, a letter a pillar, counts for questions and areas; 80 columns are enough."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.vocabulary import PILLAR_LABEL, Pillar

from .words import ABSENCE_MARKS, GRADE_MARKS, MARKS, plain, programme_in_words

WIDTH = 80
"""Columns of the narrowest terminal that a table is laid out for."""
_SHORT: dict[Pillar, str] = {
    Pillar.EFFECTIVENESS: "eff",
    Pillar.EFFICIENCY: "efi",
    Pillar.LEGITIMACY: "leg",
    Pillar.LEADERSHIP: "lea",
    Pillar.PEOPLE: "peo",
}
_NONE, _AREAS = "·", "questions, areas"


def grade_lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines of a table of grades, its legend first; none for no rows.

    A row has `assessment`, `organisation`, `round`, the pillars' grades or absences, and in `others` how many of its
    questions and areas have which grade or absence.
    """
    if not rows:
        return []
    pillars = [p for p in Pillar if any(row[p.value] for row in rows)]
    names = [plain(row["organisation"]) for row in rows]
    wide = max(map(len, names))
    rounds = [plain(row["round"]) for row in rows]
    long = max(len("round"), *map(len, rounds))
    head = f"{'organisation':<{wide}} {'round':<{long}} " + "".join(f"{_SHORT[p]} " for p in pillars)
    lines = [*_legend(rows, pillars), "", head + _AREAS]
    for row, name, when in zip(rows, names, rounds, strict=True):
        letters = "".join(f" {_letter(row[p.value])}  " for p in pillars)
        start = f"{name:<{wide}} {when:<{long}} {letters}"
        lines += _wrapped(start, _others(row))
    return lines


def _legend(rows: Sequence[Mapping[str, Any]], pillars: Sequence[Pillar]) -> list[str]:
    used = {str(row[p.value]) for row in rows for p in pillars} | {key for row in rows for key in row["others"]}
    marks = [f"{m.letter} {m.label.lower()}" for m in (*GRADE_MARKS, *ABSENCE_MARKS) if m.key in used]
    columns = [f"{_SHORT[p]} {PILLAR_LABEL[p].lower()}" for p in pillars]
    said = [f"Grades: {', '.join(marks)}"] if marks else ["Grades: none"]
    said += [f"Columns: {', '.join(columns)}"] if columns else []
    return [part for line in said for part in textwrap.wrap(line, WIDTH, subsequent_indent="  ")]


def _letter(word: object) -> str:
    return MARKS[str(word)].letter if word else _NONE


def _others(row: Mapping[str, Any]) -> str:
    """Return how often each grade was given to questions and areas, the programme where it is one of its own."""
    counts: Mapping[str, int] = row["others"]
    said = [f"{counts[m.key]}{m.letter}" for m in (*GRADE_MARKS, *ABSENCE_MARKS) if counts.get(m.key)]
    if not said and not any(row[p.value] for p in Pillar):
        said.append("no judgment read")
    programme = str(row["assessment"]).split("/")[2:-1]
    said += [f"({programme_in_words(programme[0])})"] if programme else []
    return " ".join(said)


def _wrapped(start: str, rest: str) -> list[str]:
    """Return a line of the table, its last cell continued below where it is long."""
    cell = textwrap.wrap(rest, max(1, WIDTH - len(start)), break_long_words=False, break_on_hyphens=False) or [""]
    return [f"{start}{cell[0]}".rstrip(), *(" " * len(start) + more for more in cell[1:])]
