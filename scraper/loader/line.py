"""The line of a page's captures, in the order in which they speak: one put in or taken out, and what follows from it.

Each capture has its place (`_places`), and beside it what the page's state then owes to older captures. A capture that
is put in is folded into what its neighbour left; those behind it are folded again only until one leaves what it left
before. So the cost does not grow with the line, and the order of loading can not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from schemas.capture_rows import ChangeRow, PlaceRow
from scraper.store.sqlite import Database

from .carried import pack_state, unpack_state
from .errors import DatabaseError
from .history import (
    Before,
    Capture,
    PageState,
    Read,
    Reader,
    State,
    Verdict,
    fold,
    place_of,
    says_the_same,
)
from .readings import Recent, stored_reading
from .shared import Cited, SharedStates, shared_of
from .sql import delete_rows, write
from .statements import Statement
from .stating import stated
from .storing import readings_of

_states: Recent[State] = Recent(32)
_shared = SharedStates(2048)
"""What pages share, asked for by every other page of the assessment: 1.5 KB a page."""
_NEWS = "AND carried IS NOT NULL"


class Brought(NamedTuple):
    """What a capture brought beside the one before it: when it was made, what changed, which judgments it says otherwise."""

    captured_at: str | None
    changes: list[ChangeRow]
    verdicts: dict[str, Verdict]


@dataclass
class Walked:
    """What a change of a line came to: the captures (ids) that were folded again, and what each brings now.

    `capture` is the one that was put in or taken out, `newest` the one that speaks now, None where none is left;
    `is_news` tells whether the page's state is another than before, `is_last` that the capture was in no line and
    stands behind all others, so that nothing else was folded, `is_only` that there are no others.
    """

    capture: str
    newest: str | None = None
    is_news: bool = False
    is_last: bool = False
    is_only: bool = False
    brought: dict[str, Brought] = field(default_factory=dict)

    def then(self, other: Walked) -> Walked:
        """Return what this change of a line and one after it come to together."""
        return replace(
            other,
            is_news=self.is_news or other.is_news,
            is_last=self.is_last and other.is_last,
            is_only=self.is_only,
            brought=self.brought | other.brought,
        )


_Key = tuple[str, str, bytes]
"""What a state is told by: the capture, its reading, and what it owes to older ones."""


class _Place(NamedTuple):
    place: str
    snapshot: str
    carried: bytes | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.place, self.snapshot


class Line:
    """The captures of one page."""

    def __init__(self, db: Database, page: str) -> None:
        self.read = reader(db)
        self._db, self._page = db, page
        self._captures: dict[str, Capture] = {}
        self._last: _Place | None = None
        self._left: tuple[_Key, State, Statement] | None = None

    # --- looking --------------------------------------------------------------------------------------------------

    def state(self) -> PageState | None:
        """Return the page as its captures leave it, None where it has none."""
        newest = self._speaking()
        return PageState(self._state_at(newest), newest.snapshot) if newest else None

    def shared(self) -> tuple[PageState, Cited] | None:
        """Return what the other pages of an assessment need to know of the page, None where it has no captures.

        That is the page as its captures leave it without the rows of its own, and the blocks that those cite.
        """
        newest = self._speaking()
        if newest is None:
            return None
        key = self._key(newest)
        shared = _shared.get(self._page, key) or _shared.put(self._page, key, shared_of(self._state_at(newest)))
        return PageState(shared.state, newest.snapshot), shared.cited

    def _speaking(self) -> _Place | None:
        newest = self._last or self._newest()
        if newest is None:
            self._lay("", Walked(""))
            newest = self._newest()
        return newest

    def capture(self, key: str) -> Capture:
        """Return a stored capture with its readings, looked up once."""
        known = self._captures.get(key)
        if known is None:
            known = self._captures[key] = _stored(self._db, key)
        return known

    def said(self, key: str) -> Statement:
        """Return what a stored capture states by its newest reading."""
        record = self.capture(key).current.record
        if self._left is not None and self._left[0][:2] == (key, record):
            return self._left[2]
        return self.read(key, record)

    def know(self, capture: Capture) -> None:
        """Take a capture that was stored a moment ago, so that it need not be looked up."""
        self._captures[capture.id] = capture

    def retold(self) -> tuple[Walked, int]:
        """Return what each capture brings, in their order, and how many stand elsewhere or leave another state than is noted.

        Nothing is written.
        """
        walked, odd = Walked(""), 0
        sql = "SELECT place, snapshot, carried FROM _places WHERE page = ? ORDER BY place, snapshot"
        for place in map(_Place._make, self._db.conn.execute(sql, (self._page,)).fetchall()):
            is_right = self._place_of(place.snapshot).key == place.key
            odd += self._fold(place, walked) != place.carried or not is_right
        return walked, odd

    def numbers(self) -> dict[str, int]:
        """Return the captures (ids) with their numbers in the line, from 0."""
        sql = "SELECT snapshot FROM _places WHERE page = ? ORDER BY place, snapshot"
        return {key: number for number, (key,) in enumerate(self._db.conn.execute(sql, (self._page,)))}

    def _newest(self) -> _Place | None:
        return self._one("", "DESC")

    def _before(self, key: tuple[str, str], *, news: bool = False) -> _Place | None:
        """Return the capture before a place; with `news` the last that says something else than the one before it."""
        return self._one(f"AND (place, snapshot) < (?, ?) {_NEWS if news else ''}", "DESC", *key)

    def _after(self, key: tuple[str, str], *, news: bool = False) -> _Place | None:
        """Return the capture after a place; with `news` the first that says something else than the one before it."""
        return self._one(f"AND (place, snapshot) > (?, ?) {_NEWS if news else ''}", "ASC", *key)

    def _one(self, where: str, order: str, *values: str) -> _Place | None:
        sql = (
            f"SELECT place, snapshot, carried FROM _places WHERE page = ? {where} "
            f"ORDER BY place {order}, snapshot {order} LIMIT 1"
        )
        row = self._db.conn.execute(sql, (self._page, *values)).fetchone()
        return _Place(*row) if row else None

    def _base(self, place: _Place) -> _Place:
        """Return the first of the captures up to a place that say the same."""
        base = place if place.carried is not None else self._before(place.key, news=True)
        if base is None:
            raise _changed(f"the places of {self._page} do not begin with a capture that says something")
        return base

    def _key(self, place: _Place) -> _Key:
        base = self._base(place)
        assert base.carried is not None
        return base.snapshot, self._record(base.snapshot), base.carried

    def _record(self, key: str) -> str:
        """Return the newest reading (id) of a stored capture."""
        known = self._captures.get(key)
        if known is not None:
            return known.current.record
        readings = readings_of(self._db, key)
        if not readings:
            raise _lacks(key)
        return readings[-1].record

    def _state_at(self, place: _Place) -> State:
        snapshot, record, carried = key = self._key(place)
        if self._left is not None and self._left[0] == key:
            return self._left[1]
        known = _states.get(key)
        return known or _states.put(key, unpack_state(carried, self.read(snapshot, record)))

    # --- changing -------------------------------------------------------------------------------------------------

    def put(self, key: str, *, is_first: bool) -> Walked:
        """Put a capture in its place and fold it, or fold it again; `is_first` tells that it is in no line yet."""
        walked = Walked(key)
        if self._newest() is None:
            self._lay(key, walked)
            if is_first and not walked.brought:
                return self._begin(key, walked)
        old = None if is_first else self._find(key)
        place = self._place_of(key)
        if old is not None and old.key != place.key:
            self._take(old, walked)
            old = None
        self._put(place, old, walked)
        walked.is_last = is_first and len(walked.brought) == 1
        return self._done(walked)

    def _begin(self, key: str, walked: Walked) -> Walked:
        """Put the first capture of a page in its place: nothing stands before it or behind it."""
        place = self._place_of(key)
        carried = self._folded(None, self.capture(key), walked)
        write(self._db, [PlaceRow(self._page, *place.key, carried)])
        self._last = place._replace(carried=carried)
        self._share()
        walked.newest, walked.is_news, walked.is_last, walked.is_only = key, True, True, True
        return walked

    def take(self, key: str) -> Walked:
        """Take a capture out of the line; those behind it are folded into what is left."""
        walked = Walked(key)
        old = self._find(key)
        if old is not None:
            self._take(old, walked)
        elif self._newest() is None:
            self._lay(key, walked)
        walked.brought.setdefault(key, Brought(None, [], {}))
        return self._done(walked)

    def _lay(self, but: str, walked: Walked) -> None:
        """Give their places to the captures of a page that an older schema has none for; `but` is not one of them yet."""
        sql = (
            "SELECT DISTINCT s.id FROM snapshots s JOIN _readings r ON r.snapshot = s.id WHERE s.page = ? AND s.id <> ?"
        )
        keys = [key for (key,) in self._db.conn.execute(sql, (self._page, but))]
        for place in sorted(map(self._place_of, keys)):
            self._put(place, None, walked)

    def _place_of(self, key: str) -> _Place:
        capture = self.capture(key)
        return _Place(place_of(capture, self.read(key, capture.current.record).newest), key)

    def _find(self, key: str) -> _Place | None:
        sql = "SELECT place, snapshot, carried FROM _places WHERE page = ? AND snapshot = ?"
        row = self._db.conn.execute(sql, (self._page, key)).fetchone()
        return _Place(*row) if row else None

    def _put(self, place: _Place, old: _Place | None, walked: Walked) -> None:
        carried = self._fold(place, walked)
        write(self._db, [PlaceRow(self._page, *place.key, carried)])
        self._walk(place, walked, moved=old is not None or carried is not None)

    def _take(self, old: _Place, walked: Walked) -> None:
        delete_rows(self._db, [PlaceRow(self._page, *old)])
        self._walk(old, walked, moved=old.carried is not None)

    def _walk(self, place: _Place, walked: Walked, *, moved: bool) -> None:
        """Fold the captures behind a place again, until one leaves what it left before.

        `moved` tells whether the state up to the place is another than before. The next capture has another neighbour;
        of those behind it only the ones are folded that say something else than the one before them.
        """
        turns = 1
        while turns or moved:
            following = self._after(place.key, news=not turns)
            if following is None:
                walked.is_news |= moved
                return
            carried = self._fold(following, walked)
            was_moved = moved
            if carried != following.carried:
                write(self._db, [PlaceRow(self._page, *following.key, carried)])
                moved = True
            elif carried is not None:
                moved = False
            # What it is compared with may be read anew from what stood before it (`history.fold`).
            several = was_moved and len(self.capture(following.snapshot).readings) > 1
            place, turns = following, int(several)

    def _fold(self, place: _Place, walked: Walked) -> bytes | None:
        """Fold a capture into what the one before it left; returns what its state owes to older ones."""
        capture, last = self.capture(place.snapshot), self._before(place.key)
        before = None
        if last is not None:
            neighbour = self.capture(last.snapshot)
            if says_the_same(neighbour, capture):
                walked.brought[capture.id] = Brought(capture.captured_at, [], {})
                return None
            before = Before(neighbour, self._state_at(last), lambda: self._earlier(last))
        return self._folded(before, capture, walked)

    def _folded(self, before: Before | None, capture: Capture, walked: Walked) -> bytes:
        step = fold(before, capture, self.read)
        walked.brought[capture.id] = Brought(capture.captured_at, step.changes, step.verdicts)
        record = capture.current.record
        said = self.read(capture.id, record)
        carried = pack_state(step.state, said)
        key = (capture.id, record, carried)
        self._left = key, _states.put(key, step.state), said
        return carried

    def _earlier(self, last: _Place) -> State | None:
        """Return what the captures before those that say what the one at a place says had left."""
        before = self._before(self._base(last).key)
        return self._state_at(before) if before else None

    def _done(self, walked: Walked) -> Walked:
        newest = self._last = self._newest()
        walked.newest = newest.snapshot if newest else None
        self._share()
        return walked

    def _share(self) -> None:
        """Keep for the other pages what the capture that speaks leaves, where it is the one that was folded last."""
        newest, left = self._last, self._left
        if newest is not None and left is not None and left[0][0] == newest.snapshot:
            _shared.put(self._page, left[0], shared_of(left[1]))


def _stored(db: Database, key: str) -> Capture:
    rows = db.conn.execute(
        "SELECT s.captured_at, s.sha256, s.inferred_at, r.parser_version, r.record FROM snapshots s "
        "JOIN _readings r ON r.snapshot = s.id WHERE s.id = ? ORDER BY r.position",
        (key,),
    ).fetchall()
    if not rows:
        raise _lacks(key)
    captured_at, sha256, inferred_at, *_ = rows[0]
    return Capture(key, captured_at, sha256, tuple(Read(*row[3:]) for row in rows), inferred_at)


def _lacks(key: str) -> DatabaseError:
    return _changed(f"the database lacks the capture {key}, which it names")


def _changed(words: str) -> DatabaseError:
    """Return the error of rows that no run can have left so."""
    return DatabaseError(f"{words}: another program changed it; `peel rebuild` makes it again from the archive")


def reader(db: Database) -> Reader:
    """Return what reads stored readings as statements."""

    def read(snapshot: str, record: str) -> Statement:
        return stated(record, lambda: stored_reading(db, record), snapshot)

    return read
