"""The parts of a database that are looked at apart from each other, and what is found in each.

A part is an assessment with all its pages, or a page of no assessment. What the tables say of a part is a pure function
of the readings of its pages (`scraper/loader`), so that a part whose readings are the same need not be looked at again,
as long as nobody else wrote to the file.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter

from scraper.store.reread import reread
from scraper.store.sqlite import Database

from .checks import DATA, check_parts
from .current import Current
from .sums import Tally, tallies
from .verdict import Flag, current_flags

STRAY = ""
"""The part of what is found of no page that is there."""


@dataclass(frozen=True)
class Outline:
    """A page as it is now, as far as the sums and most of drift need it: `group` is what it is compared with."""

    page: str
    snapshot: str
    record: str
    type: str
    group: str
    has_layout: bool


@dataclass
class Part:
    """What is found in a part: its pages that are not gone, its problems, its tallies, its characters by kind."""

    pages: list[Outline] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    characters: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> str:
        """Return it as text."""
        flags = [list(asdict(flag).values()) for flag in self.flags]
        pages = [list(asdict(page).values()) for page in self.pages]
        return json.dumps([pages, flags, self.tallies, self.characters])

    @classmethod
    def of_json(cls, text: bytes | str) -> Part:
        """Return what `to_json` was made of. Raises UnreadError where it is of another form."""
        pages, flags, found, characters = reread(_FORM, text)
        return cls([Outline(*one) for one in pages], [Flag(*one) for one in flags], found, Counter(characters))


_OutlineRow = tuple[str, str, str, str, str, bool]
_FlagRow = tuple[str, str, str, str, str]
_FORM: TypeAdapter[tuple[list[_OutlineRow], list[_FlagRow], list[Tally], dict[str, int]]] = TypeAdapter(
    tuple[list[_OutlineRow], list[_FlagRow], list[Tally], dict[str, int]]
)


def part_of_pages(db: Database) -> dict[str, str]:
    """Return the part of each page, gone or not."""
    rows = db.conn.execute("SELECT id, coalesce('assessment ' || assessment, 'page ' || id) FROM pages")
    return dict(rows.fetchall())


def part_names(db: Database, parts: Mapping[str, str]) -> set[str]:
    """Return the parts that a database has; `parts` are those of its pages."""
    return {*parts.values(), *_assessments(db)}


def look(db: Database, pages: Sequence[Current], parts: Mapping[str, str]) -> dict[str, Part]:
    """Return what is found in each part of a database, or of an excerpt of one, by its name."""
    found: dict[str, Part] = defaultdict(Part)
    for key in {**dict.fromkeys(parts.values()), **dict.fromkeys(_assessments(db))}:
        found[key] = Part()
    flags = check_parts(db, pages)
    for flag in flags:
        found[parts.get(flag.page) or _named(flag.page, found)].flags.append(flag)
    for one in pages:
        part, profile = found[parts[one.page]], one.profile
        part.pages.append(Outline(one.page, one.snapshot, one.record, profile.type, profile.group, profile.has_layout))
        part.characters.update(profile.characters)
    for page, tally in tallies(db, pages, [*current_flags(db), *flags]):
        found[parts[page]].tallies.append(tally)
    return dict(found)


def _named(key: str | None, found: Mapping[str, Part]) -> str:
    """Return the part of an assessment that a problem names itself; none where it names what is not there."""
    return name if (name := f"assessment {key}") in found else STRAY


def _assessments(db: Database) -> Iterator[str]:
    yield from (row[0] for row in db.conn.execute("SELECT 'assessment ' || id FROM assessments"))


def fingerprints(db: Database, parts: Mapping[str, str]) -> dict[str, str]:
    """Return for each part a digest of all that its rows are made of: its pages, their captures, their readings."""
    made: dict[str, Any] = {name: hashlib.sha256() for name in (*_assessments(db), *parts.values())}
    for sql in _MADE_OF:
        for page, *values in db.conn.execute(sql):
            if page in parts:
                made[parts[page]].update(json.dumps([page, *values]).encode("ascii"))
    return {name: digest.hexdigest() for name, digest in made.items()}


_MADE_OF = (
    "SELECT id, type, assessment, pillar, title, url, snapshot, last_seen, gone_at FROM pages ORDER BY id",
    "SELECT s.page, s.id, s.captured_at, s.inferred_at, s.refused, r.record, r.parser_version FROM snapshots s "
    "JOIN _readings r ON r.snapshot = s.id WHERE s.page IS NOT NULL ORDER BY s.page, s.id, r.position",
)


@contextmanager
def excerpt(db: Database, names: Collection[str], parts: Mapping[str, str]) -> Iterator[Database]:
    """Make a database in memory that holds what the checks read of some parts, and nothing else."""
    pages = [page for page, name in parts.items() if name in names]
    assessments = [name.removeprefix("assessment ") for name in names if name.startswith("assessment ")]
    conn = sqlite3.connect(":memory:")
    try:
        _copy(db, conn, "pages", "id IN {}", pages)
        _copy(db, conn, "snapshots", "page IN {}", pages)
        _copy(db, conn, "changes", "page IN {}", pages)
        _copy(db, conn, "judgment_states", "page IN {}", pages)
        _copy(db, conn, "assessments", "id IN {}", assessments)
        captures = [row[0] for row in conn.execute("SELECT id FROM snapshots")]
        alone = [row[0] for row in conn.execute("SELECT s.id FROM snapshots s JOIN pages p ON p.id = s.page WHERE p.assessment IS NULL")]  # fmt: skip
        for table in DATA:
            both = "assessment IN {} AND snapshot IN {}" + (" OR snapshot IN {}" if alone else "")
            _copy(db, conn, table, both, assessments, captures, *([alone] if alone else []))
        _copy(db, conn, "problems", "snapshot IN {}", captures)
        _copy(db, conn, "witnesses", "judgment IN {}", [row[0] for row in conn.execute("SELECT id FROM judgments")])
        yield Database(conn)
    finally:
        conn.close()


def _copy(db: Database, to: sqlite3.Connection, table: str, where: str, *keys: Iterable[str]) -> None:
    wanted = where.format(*["(SELECT value FROM json_each(?))"] * len(keys))
    rows = db.conn.execute(f'SELECT * FROM "{table}" WHERE {wanted}', [json.dumps(list(each)) for each in keys])
    names = [column[0] for column in rows.description]
    to.execute(f'CREATE TABLE "{table}" ({", ".join(names)})')
    to.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(names))})', rows)
