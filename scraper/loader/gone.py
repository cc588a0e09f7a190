"""Pages that are gone: what answers say of pages that are loaded, whatever the order in which either became known.

A file's answers that pages are gone are believed as a night's are (`pipeline.disappearance`): where, within twelve hours of
one, five or more of the known pages are said to be gone, and they are a fifth or more of those of which records tell, the site
looks broken and none of them marks its page. Which those are is a function of all answers and captures that are known, so
that marks are made anew when more become known: a capture may show that a site was whole, or that a page had been there.
"""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from scraper.catalogue.urls import CANONICAL_HOST, canonical_url, is_ours
from scraper.catalogue.webarchives import unwrap
from scraper.store.moments import in_order, sortable
from scraper.store.outcomes import are_many
from scraper.store.sqlite import Database
from scraper.store.state import Look

from .captures import STANDS_AT, sorted_time, time_of

_WINDOW = dt.timedelta(hours=12)
_Told = tuple[dt.datetime, str]
"""A moment and the address of which it tells."""


class _Loaded(NamedTuple):
    """A loaded page: its address, the mark that it has, where its newest capture and its first one stand, the newest's address."""

    id: str
    url: str | None
    gone_at: str | None
    stands_at: str
    first_at: str
    seen: str | None

    def hears(self, look: Look) -> bool:
        """Return whether an answer may be of the page: a host that the site left tells nothing of one that moved on."""
        return not (is_ours(look.url) and not _at_present(look.url) and _at_present(self.seen or ""))


class Replayed(NamedTuple):
    """What came of answers: the pages that are marked now and were not, with their addresses, and what a broken site answered."""

    marked: dict[str, str | None]
    broken: list[Look]


def mark_gone(db: Database, url: str, seen_at: dt.datetime, page: str = "") -> str | None:
    """Mark the page with an id, and those at an address, as gone since a time; their rows stay.

    An address can have had several: what it showed before its page was there is a page of its own. A host that the site left
    tells nothing of a page that was last seen on the one it moved to. Returns the id of the
    page where that is news, or of another one at the address, else None: where no such page is loaded, each is marked
    already, or a capture made later shows it. A capture made later takes the mark away.
    """
    time, look = sorted_time(seen_at), Look(page, url, seen_at, is_gone=True)
    with db.atomic():
        there = [one for one in _loaded(db, {page, address_of(look)}) if one.gone_at is None]
        found = sorted((one.id != page, one.id) for one in there if one.stands_at < time and one.hears(look))
        sql = "UPDATE pages SET gone_at = ? WHERE id = ?"
        db.conn.executemany(sql, [(time_of(seen_at), key) for _, key in found])
    return found[0][1] if found else None


def replay(db: Database, looks: Iterable[Look]) -> Replayed:
    """Let all answers that left no capture tell what they say of the pages that are loaded.

    A mark that none of the answers made stays as an answer of its own.
    """
    looks = sorted(set(looks), key=lambda look: (look.at, look.url))
    broken = broken_looks(db, looks)
    told: defaultdict[str, list[Look]] = defaultdict(list)
    for look in looks:
        if look not in broken:
            for key in {look.page, address_of(look)}:
                told[key].append(look)
    keys = {key for look in looks for key in (look.page, address_of(look))}
    known = {time_of(look.at) for look in looks if look.is_gone}
    marks: list[tuple[str | None, str]] = []
    marked: dict[str, str | None] = {}
    with db.atomic():
        there = _loaded(db, keys)
        at = _first_at_each_address(there)
        for one in there:
            mark = _mark_of(one, [*told[one.id], *(told[one.url] if one.url and one.url != one.id else [])], at, known)
            if mark != one.gone_at:
                marks.append((mark, one.id))
                marked |= {one.id: one.url} if one.gone_at is None else {}
        db.conn.executemany("UPDATE pages SET gone_at = ? WHERE id = ?", marks)
    return Replayed(marked, [look for look in looks if look in broken])


def _mark_of(one: _Loaded, looks: Sequence[Look], at: dict[str, str], known: Collection[str | None]) -> str | None:
    """Return since when a page is gone by the answers that may be of it."""
    mark: str | None = None
    if one.gone_at is not None and one.gone_at not in known:
        mark = one.gone_at
    for look in sorted(set(looks), key=lambda look: look.at):
        time = sorted_time(look.at)
        if look.is_gone:
            if mark is None and one.stands_at < time and one.hears(look):
                mark = time_of(look.at)
        elif mark is not None and sortable(mark) < time and one.id in (look.page, at.get(address_of(look))):
            mark = None
    return mark


def _first_at_each_address(pages: Sequence[_Loaded]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in pages:
        found.setdefault(one.url or one.id, one.id)
    return found


def broken_looks(db: Database, looks: Iterable[Look]) -> frozenset[Look]:
    """Return the answers in files that a page is gone, given while so many known pages were that the site looks broken."""
    gone = [look for look in looks if look.is_gone and look.is_recorded]
    if not are_many(len({address_of(look) for look in gone}), 0):
        return frozenset()
    there = {one.url: one for one in _loaded(db, {address_of(look) for look in gone})}
    lost: list[_Told] = []
    for look in gone:
        page = there.get(address_of(look))
        if page is not None and page.first_at < sorted_time(look.at) and page.hears(look):
            lost.append((look.at, address_of(look)))
    lost = sorted(set(lost))
    if not are_many(len({url for _, url in lost}), 0):
        return frozenset()
    broken = _broken_moments(lost, _shown(db, lost[0][0] - _WINDOW, lost[-1][0] + _WINDOW))
    return frozenset(look for look in gone if (look.at, address_of(look)) in broken)


def _broken_moments(lost: Sequence[_Told], shown: Sequence[_Told]) -> set[_Told]:
    """Return those of the lost pages around which so many of those told of are lost."""
    found = set()
    told = sorted([*lost, *shown])
    in_lost, in_told = _Sliding(lost), _Sliding(told)
    for moment, url in lost:
        if are_many(in_lost.around(moment), in_told.around(moment)):
            found.add((moment, url))
    return found


class _Sliding:
    """How many addresses are told of around a moment; moments are asked for in their order."""

    def __init__(self, told: Sequence[_Told]) -> None:
        self._told, self._moments = told, [moment for moment, _ in told]
        self._first = self._behind = 0
        self._urls: Counter[str] = Counter()

    def around(self, moment: dt.datetime) -> int:
        first = bisect_left(self._moments, moment - _WINDOW)
        behind = bisect_right(self._moments, moment + _WINDOW)
        self._urls.update(url for _, url in self._told[self._behind : behind])
        for _, url in self._told[self._first : first]:
            self._urls[url] -= 1
            if not self._urls[url]:
                del self._urls[url]
        self._first, self._behind = first, behind
        return len(self._urls)


def _shown(db: Database, first: dt.datetime, last: dt.datetime) -> list[_Told]:
    """Return which pages captures from elsewhere than the live site show in a time, and when: what a night saw is its own."""
    rows = db.conn.execute(
        "SELECT s.captured_at, p.url FROM snapshots s JOIN pages p ON p.id = s.page "
        f"WHERE s.source <> 'web' AND p.url IS NOT NULL AND {in_order('s.captured_at')} BETWEEN ? AND ?",
        (sorted_time(first), sorted_time(last)),
    )
    return [(dt.datetime.fromisoformat(at), str(url)) for at, url in rows]


def _loaded(db: Database, keys: Collection[str]) -> list[_Loaded]:
    """Return the loaded pages that have one of these ids or addresses, by id."""
    first = f"(SELECT min({STANDS_AT.replace('s.', 'o.')}) FROM snapshots o WHERE o.page = p.id)"
    rows = db.conn.execute(
        f"SELECT p.id, p.url, p.gone_at, {STANDS_AT}, {first}, s.url FROM pages p JOIN snapshots s ON s.id = p.snapshot "
        "WHERE p.id IN (SELECT value FROM json_each(:keys)) OR p.url IN (SELECT value FROM json_each(:keys)) ORDER BY p.id",
        {"keys": json.dumps(sorted(keys))},
    )
    return [_Loaded(*row) for row in rows]


def address_of(look: Look) -> str:
    """Return the address of an answer as pages have theirs."""
    return canonical_url(look.url) if is_ours(look.url) else look.url


def _at_present(url: str) -> bool:
    """Return whether an address, be it inside a web archive's, is of the host that the site has now."""
    return urlsplit(unwrap(url)).hostname == CANONICAL_HOST


def is_gone(db: Database, page: str) -> bool:
    """Return whether a page is marked as gone."""
    row = db.conn.execute("SELECT gone_at FROM pages WHERE id = ?", (page,)).fetchone()
    return row is not None and row[0] is not None


def sighted(db: Database, page: str, seen_at: dt.datetime) -> bool:
    """Take the mark of a page that was gone away, since it was there at a later time; returns whether it had one."""
    with db.atomic():
        sql = f"UPDATE pages SET gone_at = NULL WHERE id = ? AND {in_order('gone_at')} < ?"
        return bool(db.conn.execute(sql, (page, sorted_time(seen_at))).rowcount)


def page_at(db: Database, page: str, url: str) -> str | None:
    """Return the id of the loaded page with an id, else of the one at an address; None where neither is loaded."""
    sql = "SELECT id FROM pages WHERE id = ? OR url = ? ORDER BY id <> ? LIMIT 1"
    row = db.conn.execute(sql, (page, url, page)).fetchone()
    return str(row[0]) if row else None
