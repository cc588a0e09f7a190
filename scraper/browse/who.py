"""The organisations as people look for them: by name and region, those without data too, with the reason."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.catalogue.organisations import ORGANISATIONS

from .grid import MEANING, Grid, State

KIND_LABEL = {"police": "Police forces", "fire": "Fire and rescue services"}
_NO_REGION = "Elsewhere"
_SQL = """SELECT o.id, o.kind, o.name, count(a.id) FROM organisations o
LEFT JOIN assessments a ON a.organisation = o.id GROUP BY o.id"""


@dataclass(frozen=True)
class Who:
    """An organisation: `loaded` is how many assessments of it are there, `why` says why where there are none."""

    id: str
    kind: str
    name: str
    full_name: str
    region: str
    codes: tuple[tuple[str, str], ...]
    loaded: int
    why: str = ""

    @property
    def anchor(self) -> str:
        """The name of its place in a page."""
        return self.id.replace("/", "-")


def everyone(db: sqlite3.Connection, grid: Grid | None = None) -> dict[str, Who]:
    """Return every organisation of the catalogue and of the database by id; with a grid, why some have no data."""
    rows = {row[0]: row for row in db.execute(_SQL).fetchall()}
    why = _reasons(grid) if grid else {}
    keys = dict.fromkeys([*ORGANISATIONS, *rows])
    return {key: _who(key, rows.get(key), why.get(key, "no address of it is known")) for key in keys}


def _who(key: str, row: tuple[str, str, str, int] | None, why: str) -> Who:
    known = ORGANISATIONS.get(key)
    kind, name, loaded = (row[1], row[2], row[3]) if row else (known.kind if known else "", "", 0)
    return Who(
        key,
        kind,
        name or (known.name if known else key),
        known.full_name if known else name or key,
        _NO_REGION,
        (),
        loaded,
        "" if loaded else why,
    )


def _reasons(grid: Grid) -> dict[str, str]:
    """Return in words why nothing of an organisation is loaded: what most of its expected pages met."""
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for place in grid.places:
        said = (place.reason or MEANING[place.state]) if place.state is State.UNEXPLAINED else MEANING[place.state]
        met[place.cell.organisation][said.replace("_", " ")] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in met.items()}


def by_region(found: Iterable[Who]) -> list[tuple[str, list[Who]]]:
    """Return organisations in their regions, both in the order of their names."""
    groups: dict[str, list[Who]] = defaultdict(list)
    for one in sorted(found, key=lambda who: (who.name, who.id)):
        groups[one.region].append(one)
    return sorted(groups.items(), key=lambda group: (group[0] == _NO_REGION, group[0]))
