"""The strip of an organisation: its topics down, the rounds across, a grade with its date in each place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .cells import Cell, is_pillar, main_rounds, round_place, topic_label, topic_place


@dataclass(frozen=True)
class Column:
    """A round: its scale (grades of 4 or 5, None unknown), whether that differs from the round before.

    `day` is the date that most of its judgments carry, else when they were seen (`Cell.day`), else empty.
    """

    round: str
    scale: int | None
    is_new_scale: bool
    assessment: str | None
    day: str


@dataclass(frozen=True)
class Line:
    """A topic through the rounds."""

    topic: str
    label: str
    cells: list[Cell | None]

    @property
    def is_pillar(self) -> bool:
        """Return whether the topic is a pillar."""
        return is_pillar(self.topic)


@dataclass(frozen=True)
class Strip:
    """An organisation's judgments of the main programme, and those of inspections of their own, newest first."""

    columns: list[Column]
    lines: list[Line]
    others: list[Cell]


def strip(kind: str, cells: Iterable[Cell], loaded: Mapping[str, str]) -> Strip:
    """Return the strip of an organisation's cells; `loaded` maps rounds of the main programme to assessments.

    The columns are the body's rounds from the first that is loaded on, so that one that is not loaded is seen.
    """
    own = list(cells)
    main = [cell for cell in own if cell.is_main]
    rounds = _rounds(kind, {*loaded, *(cell.round for cell in main)})
    columns = _columns(rounds, main, loaded)
    place = {column.round: n for n, column in enumerate(columns)}
    groups: dict[str, list[Cell | None]] = defaultdict(lambda: [None] * len(columns))
    for cell in main:
        groups[_row(groups, cell, place[cell.round])][place[cell.round]] = cell
    order = sorted(groups, key=lambda row: topic_place(row.rpartition("/")[2]))
    lines = [Line(row.rpartition("/")[2], topic_label(row), groups[row]) for row in order]
    return Strip(columns, lines, own_inspections(own))


def own_inspections(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells of inspections of their own, beside the rounds in which everybody is inspected, newest first."""
    others = [cell for cell in cells if not cell.is_main]
    return sorted(others, key=lambda cell: (round_place(cell.round), cell.programme), reverse=True)


def _row(groups: Mapping[str, list[Cell | None]], cell: Cell, column: int) -> str:
    """Return the row of a cell: its topic, or its whole key where the topic is taken in that round."""
    taken = cell.topic in groups and groups[cell.topic][column] is not None
    return cell.key if taken else cell.topic


def _rounds(kind: str, loaded: set[str]) -> list[str]:
    known = [*main_rounds(kind), *loaded]
    ordered = sorted(dict.fromkeys(known), key=round_place)
    first = next((n for n, round_id in enumerate(ordered) if round_id in loaded), 0)
    return ordered[first:] if loaded else []


def _columns(rounds: list[str], cells: list[Cell], loaded: Mapping[str, str]) -> list[Column]:
    made: list[Column] = []
    scale: int | None = None
    for round_id in rounds:
        own = [cell for cell in cells if cell.round == round_id]
        mine = next((cell.scale for cell in own if cell.scale), None)
        is_new = mine is not None and scale is not None and mine != scale
        days = Counter(cell.when for cell in own if cell.when) or Counter(cell.day for cell in own if cell.day)
        common = max(days.items(), key=lambda item: (item[1], item[0]))[0] if days else ""
        made.append(Column(round_id, mine, is_new, loaded.get(round_id), common))
        scale = mine or scale
    return made
