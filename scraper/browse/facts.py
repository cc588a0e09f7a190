"""Key facts as a table: the figures of an organisation beside the national ones, a period a column."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from scraper.loader.views import NEWEST_FIGURE

from .read import fact_label
from .words import figure

# Of one period the page that was captured last speaks, as in `key_facts_long`.
_SQL = f"""SELECT k.organisation, coalesce(k.period, ''), k.topic, k.measure, k.unit, k.years, k.scope, k.value, k.text,
  k.snapshot, k.block
FROM key_facts k JOIN snapshots s ON s.id = k.snapshot JOIN pages p ON p.id = s.page JOIN snapshots n ON n.id = p.snapshot
WHERE :organisation IS NULL OR k.organisation = :organisation
ORDER BY k.organisation, 2 DESC, {NEWEST_FIGURE}, k.block, k.id"""


@dataclass(frozen=True)
class Figure:
    """A figure in words, with the national one beside it and the place on the page where it stands."""

    label: str
    local: str
    national: str
    snapshot: str
    block: int | None


@dataclass(frozen=True)
class Panel:
    """The figures of one period, such as 2019/20; the period is empty where the page names none."""

    period: str
    figures: list[Figure]


def read_panels(db: sqlite3.Connection, organisation: str | None = None) -> dict[str, list[Panel]]:
    """Return the panels of each organisation, or of the one that is named, the newest period first."""
    groups: dict[tuple[str, str], dict[tuple[object, ...], dict[str, tuple[object, ...]]]] = defaultdict(dict)
    for row in db.execute(_SQL, {"organisation": organisation}).fetchall():
        who, period, topic, measure, unit, years, scope, *rest = row
        key = (topic, measure, unit, years) if topic and measure else (rest[1],)
        groups[who, period].setdefault(key, {}).setdefault(scope or "local", (topic, measure, unit, years, *rest))
    panels: dict[str, list[Panel]] = defaultdict(list)
    for (who, period), figures in groups.items():
        panels[who].append(Panel(period, [_figure(pair) for pair in figures.values()]))
    return panels


def _figure(pair: dict[str, tuple[object, ...]]) -> Figure:
    topic, measure, unit, years, _, text, snapshot, block = pair.get("local") or next(iter(pair.values()))
    values = {scope: row[4] for scope, row in pair.items()}
    said = {scope: _said(value, unit, measure) for scope, value in values.items()}
    return Figure(
        fact_label(_word(topic), _word(measure), years if isinstance(years, int) else None),
        said.get("local") or ("" if "local" not in pair else str(text)),
        said.get("national", ""),
        str(snapshot),
        block if isinstance(block, int) else None,
    )


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _said(value: object, unit: object, measure: object) -> str:
    return figure(value if isinstance(value, int | float) else None, _word(unit), _word(measure))
