"""The organisations as people look for them: by name and region, those without data too, with the reason."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from schemas.rows import OrganisationRow
from scraper.catalogue.organisations import ORGANISATIONS, organisation_rows

from .grid import MEANING, Grid, State

KIND_LABEL = {"police": "Police forces", "fire": "Fire and rescue services"}
_NO_REGION = "Other bodies"
_CODES = {"ons_code": "ONS code", "police_uk_id": "data.police.uk", "home_office_name": "Home Office name"}
_SQL = """SELECT o.id, o.kind, o.name, coalesce(o.region, ''), o.ons_code, o.police_uk_id, o.home_office_name,
  o.continued_by, o.active_to, count(a.id)
FROM organisations o LEFT JOIN assessments a ON a.organisation = o.id GROUP BY o.id ORDER BY o.id"""


@dataclass(frozen=True)
class Who:
    """An organisation: `loaded` is how many assessments of it are there, `why` says why where there are none.

    `part_of` is the id of the one that took its place, `until` its last day; `before` are those whose place it took.
    """

    id: str
    kind: str
    name: str
    full_name: str
    region: str
    codes: tuple[tuple[str, str], ...]
    loaded: int
    why: str = ""
    part_of: str = ""
    until: str = ""
    before: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The name of its place in a page."""
        return anchor_of(self.id)

    @property
    def is_everyone(self) -> bool:
        """Return whether its body is inspected round by round; the others are visited now and then."""
        return self.region != _NO_REGION


def anchor_of(key: str) -> str:
    """Return the name of an organisation's place in a page, by its id."""
    return key.replace("/", "-")


def everyone(db: sqlite3.Connection, grid: Grid | None = None) -> dict[str, Who]:
    """Return every organisation by id: of the database and of the catalogue; with a grid, why some have no data.

    A database that was made before the catalogue knew an organisation lacks it until the next run.
    """
    why = _reasons(grid) if grid else {}
    there = {row[0]: row for row in db.execute(_SQL).fetchall()}
    known = {row.id: _row(row) for row in organisation_rows()}
    found = {key: _who(row, why) for key, row in sorted({**known, **there}.items())}
    before: dict[str, list[str]] = defaultdict(list)
    for one in found.values():
        before[one.part_of].append(one.id)
    return {key: replace(one, before=tuple(before.get(key, ()))) for key, one in found.items()}


def _row(of: OrganisationRow) -> tuple[Any, ...]:
    """Return an organisation of the catalogue as the query has those of the database; nothing of it is loaded."""
    codes = (of.ons_code, of.police_uk_id, of.home_office_name)
    return (of.id, of.kind, of.name, of.region or "", *codes, of.continued_by, of.active_to, 0)


def _who(row: tuple[Any, ...], why: Mapping[str, str]) -> Who:
    key, kind, name, region, *codes, continued_by, active_to, loaded = row
    known = ORGANISATIONS.get(key)
    reason = (
        f"to {active_to}, now part of {continued_by}" if continued_by else why.get(key, "no address of it is known")
    )
    return Who(
        key,
        kind,
        name,
        known.full_name if known else name,
        region or _NO_REGION,
        tuple((label, code) for label, code in zip(_CODES.values(), codes, strict=True) if code),
        loaded,
        "" if loaded else reason,
        continued_by or "",
        active_to or "",
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
