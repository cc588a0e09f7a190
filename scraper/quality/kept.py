"""What was found in the parts of the published database, kept in state.db for the runs that come after.

It is of the very file: of its SHA-256, which the run that published it noted, and of the version of all that looks at it.
A run believes what is kept of a part where the file is that one, and where the part's readings are what they were then;
whoever else wrote to the file made another one of it, of which nothing is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from scraper.parsers.version import audit_version
from scraper.store.file import at_once
from scraper.store.reread import Tell, UnreadError, made_again, untold
from scraper.store.sqlite import Database

from .current import current_profiles
from .parts import STRAY, Part, excerpt, fingerprints, look, part_names, part_of_pages

_FOREIGN = "organisation_differs"
"""The problem of rows that are not where they belong, so that a look at the part alone would miss them."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a file: each part, and what its rows were made of."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    made_of: Mapping[str, str] = field(default_factory=dict)


NOTHING = Kept()


def is_proven(state: sqlite3.Connection | None, digest: str) -> bool:
    """Return whether the file with a digest was checked whole, by SQLite and by the audit, when it was published."""
    if state is None or not state.execute("SELECT 1 FROM sqlite_master WHERE name = 'audited'").fetchone():
        return False
    return state.execute("SELECT 1 FROM audited WHERE database = ?", (digest,)).fetchone() is not None


def kept_of(state: sqlite3.Connection, digest: str, tell: Tell = untold) -> Kept:
    """Return what is kept of the file with a digest; nothing where it is another, or another version looked at it.

    Nothing either where a part of it can't be read, which is told.
    """
    row = state.execute("SELECT version FROM audited WHERE database = ?", (digest,)).fetchone()
    if row is None or row[0] != audit_version():
        return NOTHING
    rows = state.execute("SELECT part, made_of, CAST(found AS BLOB) FROM audited_parts").fetchall()
    try:
        return Kept({part: Part.of_json(found) for part, _, found in rows}, {part: made for part, made, _ in rows})
    except UnreadError as error:
        tell(made_again("audited_parts", len(rows), error))
        return NOTHING


def keep(state: sqlite3.Connection, digest: str, found: Kept, before: Kept) -> None:
    """Keep what was found in the file with a digest, in place of what was kept `before`.

    No part is kept where a problem belongs to none that is there. Raises sqlite3.Error; then nothing is changed.
    """
    if found is before:
        return
    flags = (flag for part in found.parts.values() for flag in part.flags)
    is_apart = STRAY not in found.parts and all(flag.code != _FOREIGN for flag in flags)
    parts = found.parts if is_apart else {}
    with at_once(state):
        state.execute("DELETE FROM audited")
        state.execute("INSERT INTO audited VALUES (?, ?)", (digest, audit_version() if is_apart else ""))
        gone = [(name,) for name in before.parts if name not in parts]
        state.executemany("DELETE FROM audited_parts WHERE part = ?", gone)
        if not before.parts:
            state.execute("DELETE FROM audited_parts")
        fresh = ((name, part) for name, part in parts.items() if part is not before.parts.get(name))
        rows = ((name, found.made_of[name], part.to_json()) for name, part in fresh)
        state.executemany("INSERT OR REPLACE INTO audited_parts VALUES (?, ?, ?)", rows)


def forget(state: sqlite3.Connection) -> None:
    """Keep of no file that it was found sound: the next run looks at all of it. Raises sqlite3.Error."""
    state.execute("DELETE FROM audited_parts")
    state.execute("DELETE FROM audited")


def look_again(
    db: Database,
    state: sqlite3.Connection | None,
    kept: Kept,
    *,
    cache: bool = True,
    changed: bool = True,
    tell: Tell = untold,
) -> Kept:
    """Look at the parts of a database that are not as they are kept, and return what is found in all.

    Where nothing of the file was `changed` since, that is what is kept. `tell` gets lines for a person. Raises sqlite3.Error.
    """
    where = part_of_pages(db)
    if not changed and kept.parts.keys() == part_names(db, where):
        return kept
    made_of = fingerprints(db, where)
    stale = {name for name, made in made_of.items() if kept.made_of.get(name) != made}
    if len(stale) * 2 > len(made_of):
        return Kept(look(db, current_profiles(db, state, keep=cache, tell=tell), where), made_of)
    some = {page: name for page, name in where.items() if name in stale}
    with excerpt(db, stale, where) as part_of_it:
        fresh = look(part_of_it, current_profiles(db, state, keep=cache, only=some, tell=tell), some)
    return Kept({name: kept.parts[name] for name in made_of if name not in stale} | fresh, made_of)
