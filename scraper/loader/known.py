"""The answer sheet: grades that people read from published pages by hand, laid beside those of a database.

No value is ever taken from it. `reference/published_grades.csv` names the page of each grade; `question_key` is the
vocabulary's key of what is graded, of a pillar's own judgment the pillar.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from schemas.capture_rows import FROM_SITE
from schemas.vocabulary import MAIN_PROGRAMME
from scraper.errors import PeelError
from scraper.store.rows import Place
from scraper.store.sqlite import Database

_NAME = Path("reference/published_grades.csv")
_PLACES = (Path(__file__).parents[1] / _NAME, Path(__file__).parents[2] / _NAME)
"""In an installed package, and in a checkout."""
_NAMED = 3


@dataclass(frozen=True)
class Known:
    """A published grade: whose, of which round, of what (`key`, the vocabulary's of a question or a pillar), and the page that states it."""

    organisation: str
    round: str
    key: str
    grade: str
    url: str


Graded = tuple[str, str, str]
"""What a grade is of: the organisation, the round, the key."""


@dataclass(frozen=True)
class Differing:
    """A grade of the database that is not the published one: the judgment, its page, the capture that states it."""

    known: Known
    judgment: str
    page: str
    snapshot: str
    grade: str
    from_site: bool

    def line(self) -> str:
        """Return it in one line."""
        return f"{self.judgment}: here {self.grade}, read by hand {self.known.grade}, {self.known.url}"


@dataclass(frozen=True)
class Checked:
    """A database beside the answer sheet: how many grades agree, which differ, how many have no grade here."""

    total: int
    agree: int = 0
    differ: Sequence[Differing] = ()
    ungraded: int = 0
    """Of those not loaded, the ones whose judgment is here without a grade."""
    unreadable: str | None = None
    """Why there is no sheet to compare with."""

    @property
    def from_site(self) -> list[Differing]:
        """The differences in pages of the site, fetched from it or from a web archive: errors."""
        return [one for one in self.differ if one.from_site]

    def line(self) -> str:
        """Return the comparison in one line."""
        if self.unreadable:
            return f"no known grades to compare with: {self.unreadable}"
        loaded = self.agree + len(self.differ)
        missing = self.total - loaded
        parts = [f"{self.agree:,} agree", *self._differing(), f"{missing:,} not loaded"]
        if self.ungraded:
            parts[-1] += f", {self.ungraded:,} of them here without a grade"
        return f"{loaded:,} of {self.total:,} known grades loaded: {', '.join(parts)}"

    def to_json(self) -> dict[str, object]:
        """Return the comparison as plain data."""
        return {
            "line": self.line(),
            "known": self.total,
            "agree": self.agree,
            "differ": [one.line() for one in self.differ],
            "errors": len(self.from_site),
            "without_grade": self.ungraded,
        }

    def _differing(self) -> list[str]:
        bad = self.from_site
        named = "; ".join(one.line() for one in bad[:_NAMED]) + ("; …" if len(bad) > _NAMED else "")
        said = [f"{_differ(len(bad))} ({named})"] if bad else []
        rest = len(self.differ) - len(bad)
        if rest:
            said.append(f"{_differ(rest)} in pages from files or another site, which may be made up")
        return said or [_differ(0)]


def _differ(count: int) -> str:
    return f"{count:,} {'differs' if count == 1 else 'differ'}"


def known_grades() -> Mapping[Graded, Known]:
    """Return the grades of the answer sheet by what they are of; raises PeelError where it is not there or can't be understood."""
    path = next((place for place in _PLACES if place.is_file()), None)
    if path is None:
        raise PeelError(f"{_NAME} is not there; it comes with peel, install it again")
    try:
        return _sheet(path.read_bytes())
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise PeelError(f"{path} can't be read as a table of grades ({error})") from error


@lru_cache(1)
def _sheet(data: bytes) -> dict[Graded, Known]:
    """Return the grades of a table: a run lays them beside its database twice, for its line and for what the file says of itself."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    names = ("organisation", "round", "question_key", "grade", "source_url")
    grades = (Known(*(row[name] for name in names)) for row in rows)
    return {(one.organisation, one.round, one.key): one for one in grades}


def check_known(db: Database, *, is_mirrored: Callable[[Place], bool] = lambda place: False) -> Checked:
    """Lay a database beside the answer sheet; `is_mirrored` tells of a fetched capture, by its place, that it is of another site.

    A grade that a revisit changed agrees where either is the published one: the sheet has that of the first report.
    """
    try:
        sheet = known_grades()
    except PeelError as error:
        return Checked(0, unreadable=error.message)
    ours = _graded(db, sheet)
    result = _Counting()
    for place, known in sheet.items():
        found = ours.get(place)
        if found is not None:
            result.add(known, found, is_mirrored)
    return Checked(len(sheet), result.agree, result.differ, result.ungraded)


Found = tuple[str, str, str, str | None, str | None, str, str | None, int | None]
"""A judgment's id, its page, its capture, its grade, the grade before a revisit, where the capture came from, its place."""


@dataclass
class _Counting:
    agree: int = 0
    ungraded: int = 0
    differ: list[Differing] = field(default_factory=list)

    def add(self, known: Known, found: Found, is_mirrored: Callable[[Place], bool]) -> None:
        judgment, page, snapshot, grade, before, source, file, offset = found
        if grade is None:
            self.ungraded += 1
        elif known.grade in (grade, before):
            self.agree += 1
        else:
            from_site = source in FROM_SITE and not (file and is_mirrored(Place(file, offset or 0)))
            self.differ.append(Differing(known, judgment, page, snapshot, grade, from_site))


def _graded(db: Database, places: Container[Graded]) -> dict[Graded, Found]:
    """Return what a database says of some places; of two judgments of one place the last."""
    main = ", ".join(f"'{programme.value}'" for programme in MAIN_PROGRAMME.values())
    rows = db.conn.execute(
        "SELECT a.organisation, a.round, coalesce(j.question_key, j.pillar), j.id, j.page, j.snapshot, j.grade, "
        "CASE WHEN j.previous_round = a.round THEN j.previous_grade END, s.source, s.warc_file, s.warc_offset "
        "FROM judgments j JOIN assessments a ON a.id = j.assessment JOIN snapshots s ON s.id = j.snapshot "
        f"WHERE a.programme IN ({main})"
    )
    return {row[:3]: row[3:] for row in rows if row[:3] in places}
