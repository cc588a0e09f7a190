"""The grade matrices: organisations down by region, topics across, a column a round or the newest grade of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.vocabulary import PILLAR_LABEL, Grade, Pillar

from .cells import Cell, is_pillar, last_rounds, later, newest, round_place, topic_label, topic_place
from .charts import Share
from .who import KIND_LABEL, Who, by_region

_WIDE = 44
"""Columns that fit on a printed page, in its width."""
NEWEST = "newest"
"""The one column below a topic where a matrix shows the newest grade of each."""


@dataclass(frozen=True)
class Row:
    """An organisation's line: a cell (None: nothing known) for each column."""

    who: Who
    cells: list[Cell | None]


@dataclass(frozen=True)
class Matrix:
    """A table of grades: `groups` are the topics, each with the rounds below it; rows stand in regions."""

    title: str
    kind: str
    subject: str
    groups: list[tuple[str, list[str]]]
    regions: list[tuple[str, list[Row]]]
    shares: list[Share]
    eras: list[tuple[str, int]] = field(default_factory=list)
    """Of newest grades: the rounds that graded the topics last, each with how many topics side by side."""
    ages: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of newest grades that are not of the topic's last round, by judgment: the year, and what a newer round says instead."""

    @property
    def lines(self) -> list[str]:
        """The bars of its chart from the top: rounds in order, topics in the vocabulary's."""
        found = dict.fromkeys(share.line for share in self.shares)
        return sorted(found, key=round_place) if self.subject == "pillars" else list(found)

    @property
    def anchor(self) -> str:
        """The name of its place in a page."""
        return f"{self.kind}-{self.subject.replace(' ', '-')}"


def newest_matrices(cells: Iterable[Cell], who: Mapping[str, Who]) -> list[Matrix]:
    """Return for each body the newest grade of every pillar and area, a column each, what was graded last first."""
    main = [cell for cell in cells if cell.is_main and (is_pillar(cell.topic) or _is_area(cell))]
    made = []
    for kind, body in KIND_LABEL.items():
        own = [cell for cell in main if cell.organisation.startswith(f"{kind}/")]
        found = newest(own)
        last = last_rounds(found.values())
        topics = sorted(last, key=topic_place)
        topics.sort(key=lambda topic: round_place(last[topic]), reverse=True)
        groups = [(topic_label(topic), [NEWEST]) for topic in topics]
        rows = {key: [found.get((key, topic)) for topic in topics] for key in _listed(kind, own, who)}
        eras = list(Counter(last[topic] for topic in topics).items())
        ages = _ages(found, later(own), last)
        made.append(Matrix(f"{body}: newest grades", kind, NEWEST, groups, _regions(rows, who), [], eras, ages))
    return [matrix for matrix in made if matrix.groups]


def _ages(
    found: Mapping[tuple[str, str], Cell], after: Mapping[tuple[str, str], Cell], last: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return of each newest grade that is not of its topic's last round the year, and what its newer round says."""
    made = {}
    for key, cell in found.items():
        newer = after.get(key)
        if newer is not None or round_place(cell.round) < round_place(last[cell.topic]):
            made[cell.judgment] = cell.round[:4], f"{newer.round}: {newer.mark.label}" if newer else ""
    return made


def matrices(cells: Iterable[Cell], who: Mapping[str, Who]) -> list[Matrix]:
    """Return the matrices of pillars and of the areas' topics, the police's first; those without a judgment are left out."""
    main = [cell for cell in cells if cell.is_main]
    areas = {(kind, cell.topic) for kind in KIND_LABEL for cell in main if _is_area(cell) and _of(cell, kind)}
    made = []
    for kind, body in KIND_LABEL.items():
        own = [cell for cell in main if _of(cell, kind)]
        made.append(_matrix(f"{body}: pillars", kind, "pillars", [c for c in own if is_pillar(c.topic)], who))
        mine = [cell for cell in own if (kind, cell.topic) in areas]
        parts = _parts(mine)
        for place, part in enumerate(parts, 1):
            title = f"{body}: areas of the long reports by topic"
            title += f", part {place} of {len(parts)}" if len(parts) > 1 else ""
            made.append(_matrix(title, kind, f"areas {place}" if place > 1 else "areas", part, who))
    return [matrix for matrix in made if matrix.groups]


def topic_matrices(topic: str, cells: Iterable[Cell], who: Mapping[str, Who]) -> list[Matrix]:
    """Return a matrix of one topic for each body that has it, a column a round."""
    main = [cell for cell in cells if cell.is_main]
    made = []
    for kind, body in KIND_LABEL.items():
        own = [cell for cell in main if _of(cell, kind)]
        made.append(_matrix(f"{body}: {topic_label(topic).lower()}", kind, "topic", own, who))
    return [matrix for matrix in made if matrix.groups]


def _parts(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Return cells in parts of at most as many columns as a page has room for, topics in their order."""
    columns = Counter(topic for topic, _ in {(cell.topic, cell.round) for cell in cells})
    parts: list[list[str]] = []
    for topic in sorted(columns, key=topic_place):
        if not parts or sum(columns[one] for one in parts[-1]) + columns[topic] > _WIDE:
            parts.append([])
        parts[-1].append(topic)
    return [[cell for cell in cells if cell.topic in set(part)] for part in parts]


def question_matrices(cells: Iterable[Cell], who: Mapping[str, Who]) -> list[Matrix]:
    """Return a matrix of the questions of each pillar that no area goes on with; none where none has a judgment."""
    main = [cell for cell in cells if cell.is_main]
    made = []
    for kind, body in KIND_LABEL.items():
        own = [cell for cell in main if _of(cell, kind)]
        areas = {cell.topic for cell in own if _is_area(cell)}
        for pillar in Pillar:
            mine = [c for c in own if c.pillar == pillar.value and c.question is not None and c.topic not in areas]
            title = f"{body}: other questions of {PILLAR_LABEL[pillar].lower()}"
            made.append(_matrix(title, kind, f"questions of {pillar.value}", mine, who))
    return [matrix for matrix in made if matrix.groups]


def _of(cell: Cell, kind: str) -> bool:
    return cell.organisation.startswith(f"{kind}/")


def _is_area(cell: Cell) -> bool:
    return cell.pillar is None and cell.key.startswith("area/")


def _matrix(title: str, kind: str, subject: str, own: Sequence[Cell], who: Mapping[str, Who]) -> Matrix:
    cells = {(cell.organisation, cell.topic, cell.round): cell for cell in own}
    rounds: dict[str, set[str]] = defaultdict(set)
    for cell in own:
        rounds[cell.topic].add(cell.round)
    topics = sorted(rounds, key=topic_place)
    columns = [(topic, r) for topic in topics for r in sorted(rounds[topic], key=round_place)]
    rows = {key: [cells.get((key, *column)) for column in columns] for key in _listed(kind, own, who)}
    groups = [(topic_label(topic), sorted(rounds[topic], key=round_place)) for topic in topics]
    return Matrix(title, kind, subject, groups, _regions(rows, who), shares(own, subject))


def _listed(kind: str, own: Iterable[Cell], who: Mapping[str, Who]) -> list[str]:
    """Return whom a matrix lists: everyone of the body, with data or without, and whoever has a cell."""
    there = {cell.organisation for cell in own}
    return [key for key, one in who.items() if one.kind == kind and (one.is_everyone or key in there)]


def _regions(rows: Mapping[str, list[Cell | None]], who: Mapping[str, Who]) -> list[tuple[str, list[Row]]]:
    grouped = by_region(who[key] for key in rows)
    return [(region, [Row(one, rows[one.id]) for one in ones]) for region, ones in grouped]


def shares(cells: Iterable[Cell], subject: str) -> list[Share]:
    """Count the grades: a panel a pillar with a line a round, or a panel a round with a line a topic."""
    counts = Counter((c.topic, c.round, c.grade) for c in cells if c.grade in set(Grade))
    by_round = subject != "pillars"
    made = [
        Share(r if by_round else topic_label(topic), topic_label(topic) if by_round else r, str(grade), count)
        for (topic, r, grade), count in sorted(
            counts.items(), key=lambda item: (topic_place(item[0][0]), round_place(item[0][1]), str(item[0][2]))
        )
    ]
    return sorted(made, key=lambda share: round_place(share.group)) if by_round else made
