"""Pages as they are now, each with its profile, which is kept in state.db by its reading's id."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from scraper.loader.profile import VERSION, Profile, profile_of
from scraper.loader.readings import reading_by_id
from scraper.store.file import at_once
from scraper.store.moments import in_order
from scraper.store.reread import Tell, UnreadError, made_again, untold
from scraper.store.sqlite import Database

Told = tuple[str, str]
"""A reading's id, and its profile as text."""


@dataclass(frozen=True)
class Current:
    """A page as it is now: its id, its newest capture, that capture's reading and its profile."""

    page: str
    snapshot: str
    record: str
    profile: Profile

    @property
    def group(self) -> str:
        """Return what it is compared with."""
        return self.profile.group

    @property
    def has_layout(self) -> bool:
        """Whether pages of its type have a layout of their own."""
        return self.profile.has_layout


def current_profiles(
    db: Database,
    cache: sqlite3.Connection | None = None,
    *,
    keep: bool = True,
    only: Collection[str] | None = None,
    tell: Tell = untold,
) -> list[Current]:
    """Return every page of a database that is not gone, or `only` some of them, with the profile of its newest capture.

    `cache` is the state database, None where there is none: then every reading is unpacked. What had to be
    unpacked is added to it, if `keep` allows; of what can't be read `tell` gets a line. Raises sqlite3.Error where a file can not be read or written.
    """
    some, keys = ("", []) if only is None else ("AND p.id IN (SELECT value FROM json_each(?)) ", [json.dumps([*only])])
    rows = db.conn.execute(
        "SELECT p.id, p.snapshot, r.record FROM pages p JOIN _readings r ON r.snapshot = p.snapshot "
        f"WHERE p.gone_at IS NULL {some}GROUP BY p.id HAVING r.position = max(r.position) ORDER BY p.id",
        keys,
    ).fetchall()
    kept = _kept(cache, {row[2] for row in rows}, tell)
    made = {record: profile_of(reading_by_id(db, record)) for _, _, record in rows if record not in kept}
    if keep:
        with suppress(sqlite3.OperationalError):  # a full disk: without the cache it is only slower
            _keep(cache, made)
    return [Current(page, snapshot, record, kept.get(record) or made[record]) for page, snapshot, record in rows]


def _kept(cache: sqlite3.Connection | None, wanted: set[str], tell: Tell) -> dict[str, Profile]:
    if cache is None:
        return {}
    if not cache.execute("SELECT 1 FROM sqlite_master WHERE name = 'profiles'").fetchone():
        return {}
    rows = cache.execute(
        "SELECT p.record, CAST(p.data AS BLOB) FROM json_each(?) w CROSS JOIN profiles p ON p.record = w.value AND p.version = ?",
        (json.dumps(sorted(wanted)), VERSION),
    )
    found: dict[str, Profile] = {}
    unread: list[UnreadError] = []
    for record, data in rows:
        try:
            found[record] = Profile.of_json(data)
        except UnreadError as error:
            unread.append(error)
    if unread:
        tell(made_again("profiles", len(unread), unread[0]))
    return found


def keep_told(db: Database, cache: sqlite3.Connection, told: Mapping[str, Told]) -> None:
    """Keep the profiles that came with captures, by the captures' ids, of those that speak for their page now.

    What the capture before said is looked at no more: its profile goes, so that ten years of captures leave one a page.
    The caller's transaction holds what is written to `cache`, the state database. Raises sqlite3.Error.
    """
    before = in_order("o.captured_at")
    speaking = db.conn.execute(
        "SELECT s.id, (SELECT r.record FROM snapshots o JOIN _readings r ON r.snapshot = o.id WHERE o.page = s.page "
        f"AND {before} < {in_order('s.captured_at')} ORDER BY {before} DESC LIMIT 1) "
        "FROM json_each(?) w CROSS JOIN snapshots s ON s.id = w.value JOIN pages p ON p.id = s.page AND p.snapshot = s.id",
        (json.dumps(list(told)),),
    ).fetchall()
    cache.executemany("DELETE FROM profiles WHERE record = ?", [(before,) for _, before in speaking if before])
    _write(cache, (told[key] for key, _ in speaking))


def _write(cache: sqlite3.Connection, rows: Iterable[Told]) -> None:
    cache.executemany(f"INSERT OR REPLACE INTO profiles (record, version, data) VALUES (?, {VERSION}, ?)", rows)


def _keep(cache: sqlite3.Connection | None, made: dict[str, Profile]) -> None:
    if cache is None or not made:
        return
    with at_once(cache):
        _write(cache, ((record, one.to_json()) for record, one in made.items()))
