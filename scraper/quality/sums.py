"""Sums that close at every level: what was there, and where each part of it went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemas.page_types import SET_ASIDE
from schemas.problems import severity_of
from schemas.vocabulary import Status
from scraper.store.sqlite import Database

from .current import Current
from .expected import expectation
from .sections import sections_found
from .verdict import SUMS, Flag

if TYPE_CHECKING:
    from .parts import Part

Tally = tuple[str, str, int, int, int]
"""Of a page: what is expected (judgments, sections, figures), its group, how many, how many are found, how many are missing
by name."""
_LOST = frozenset({Status.SECTION_MISSING.value, Status.UNREADABLE.value})


@dataclass(frozen=True)
class Sum:
    """A whole and its parts, counted apart from each other; it closes where they are equal."""

    level: str
    whole: int
    parts: Mapping[str, int]
    group: str = ""

    @property
    def closes(self) -> bool:
        """Whether the parts add up to the whole."""
        return sum(self.parts.values()) == self.whole

    def line(self) -> str:
        """Return the sum in one line."""
        parts = " + ".join(f"{count} {name}" for name, count in self.parts.items() if count) or "0"
        open_by = self.whole - sum(self.parts.values())
        return f"{self.level}{', ' + self.group if self.group else ''}: {self.whole} = {parts}" + (
            f", {open_by:+d} unexplained" if open_by else ""
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "level": self.level,
            "group": self.group,
            "whole": self.whole,
            "parts": dict(self.parts),
            "closes": self.closes,
        }


def by_level(found: Iterable[Sum]) -> list[Sum]:
    """Return one sum for each level: that of all its groups."""
    levels: dict[str, list[Sum]] = defaultdict(list)
    for one in found:
        levels[one.level].append(one)
    return [_joined(level, members) for level, members in levels.items()]


def _joined(level: str, members: Sequence[Sum]) -> Sum:
    parts: Counter[str] = Counter()
    for one in members:
        parts.update(one.parts)
    return Sum(level, sum(one.whole for one in members), parts)


def open_sums(found: Iterable[Sum]) -> list[Flag]:
    """Return a flag for each sum that does not close."""
    severity = severity_of("sum_open").value
    return [Flag(SUMS, "", "sum_open", severity, one.line()) for one in found if not one.closes]


def run_sums(planned: int, outcomes: Counter[str], captures: Counter[str]) -> list[Sum]:
    """Return the sums of a run: the pages of its plan by outcome, the captures it read by what became of them.

    `captures` counts all that arrived under `arrived`, the rest under what became of each.
    """
    parts = {name: count for name, count in sorted(captures.items()) if name != "arrived"}
    return [
        Sum(
            "pages planned",
            planned,
            {name.replace("_", " "): count for name, count in sorted(outcomes.items()) if count},
        ),
        Sum("captures read", captures["arrived"], parts),
    ]


def database_sums(db: Database, parts: Iterable[Part]) -> list[Sum]:
    """Return the sums of a database: captures, pages, judgments, sections and figures by group, characters."""
    found = list(parts)
    return [_captures(db), _pages(db, found), *_expected(found), _characters(found)]


def _captures(db: Database) -> Sum:
    parts: Counter[str] = Counter()
    sql = (
        "SELECT CASE WHEN s.refused IS NOT NULL THEN 'refused: ' || s.refused WHEN p.id IS NOT NULL THEN 'current' "
        "WHEN s.page IS NOT NULL THEN 'older' END, count(*) FROM snapshots s LEFT JOIN pages p ON p.snapshot = s.id "
        "GROUP BY 1 ORDER BY 1"
    )
    for what, count in db.conn.execute(sql):
        if what is not None:
            parts[what] += count
    return Sum("captures kept", _count(db, "snapshots"), parts)


def _pages(db: Database, found: Iterable[Part]) -> Sum:
    parts: Counter[str] = Counter()
    aside = {one.value for one in SET_ASIDE}
    for kind, count in Counter(page.type for part in found for page in part.pages).items():
        what = "set aside by name" if kind in aside else "of unknown type" if kind == "unknown" else "with a record"
        parts[what] += count
    gone = db.conn.execute("SELECT count(*) FROM pages WHERE gone_at IS NOT NULL").fetchone()[0]
    return Sum("pages in the database", _count(db, "pages"), {**dict(sorted(parts.items())), "gone": gone})


def _count(db: Database, table: str) -> int:
    return int(db.conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _expected(parts: Iterable[Part]) -> Iterator[Sum]:
    totals: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for part in parts:
        for what, group, expected, found, missing in part.tallies:
            totals[what, group].update({"expected": expected, "found": found, "missing by name": missing})
    for (what, group), count in sorted(totals.items()):
        if count["expected"]:
            named = {name: count[name] for name in ("found", "missing by name") if count[name]}
            yield Sum(f"{what} expected", count["expected"], named, group)


def tallies(db: Database, pages: Sequence[Current], flags: Iterable[Flag]) -> Iterator[tuple[str, Tally]]:
    """Return the tallies of pages, each with its page; `flags` are all problems of the pages."""
    named: dict[str, set[str]] = defaultdict(set)
    for flag in flags:
        named[flag.page].add(flag.code)
    pillars = dict(db.conn.execute("SELECT id, pillar FROM pages"))
    sections = sections_found(db)
    for one in pages:
        if one.profile.organisation is None:
            continue
        body = one.profile.organisation.split("/")[0]
        want = expectation(body, one.profile.round, one.profile.type, pillars[one.page], panel=one.profile.panel)
        states = dict(one.profile.judgments)
        codes = named[one.page]
        for what, keys, found, because in (
            ("judgments", want.judgments, {k for k, state in states.items() if state not in _LOST}, _JUDGMENT_CODES),
            ("sections", want.sections, sections[one.page], _SECTION_CODES),
            ("figures", want.figures, set(one.profile.figures), _FIGURE_CODES),
        ):
            named_by = codes & because or (one.profile.pending and what == "sections")
            if keys:
                lost = {k for k in keys if states.get(k) in _LOST}
                yield one.page, (what, one.profile.group, *_tally(keys, found, lost, named_by))


_JUDGMENT_CODES = frozenset(
    {"judgment_missing", "section_missing", "unknown_grade", "grade_missing", "grade_outside_scale"}
)
_SECTION_CODES = frozenset({"section_missing"})
_FIGURE_CODES = frozenset(
    {
        "figure_missing",
        "comparator_missing",
        "section_missing",
        "figure_unread",
        "figure_too_large",
        "figure_repeated",
        "unknown_topic",
    }
)


def _tally(keys: Sequence[str], found: set[str], lost: set[str], is_named: object) -> tuple[int, int, int]:
    """Count a page's expectations: all; found; missing, where a row, a problem or the page itself says so."""
    there = sum(key in found for key in keys)
    missing = sum(key not in found and (key in lost or bool(is_named)) for key in keys)
    return len(keys), there, missing


def _characters(parts: Iterable[Part]) -> Sum:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part.characters)
    return Sum("characters visible", total.pop("visible", 0), dict(sorted(total.items())))
