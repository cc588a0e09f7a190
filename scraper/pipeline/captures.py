"""What becomes of each page of a source: parsed, archived, loaded, recorded with its one outcome."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.engine.local import Done, Work, read_all
from scraper.errors import PeelError
from scraper.fetcher.archive import read_at
from scraper.fetcher.dating import parse_date
from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.scoped import OUTSIDE
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.sources import FETCHED, Source
from scraper.loader.captures import Known, captures, known, snapshot_id
from scraper.loader.database import reading
from scraper.loader.gone import address_of, is_gone, mark_gone, page_at, replay, sighted
from scraper.loader.load import load
from scraper.loader.profile import profile_text
from scraper.loader.readings import Parcel
from scraper.parsers.version import parser_version
from scraper.store.outcomes import NOT_PUBLISHED, SAME_WORDS, SEEN_AGAIN, Outcome
from scraper.store.sqlite import Database
from scraper.store.state import looks

from .context import RunContext
from .groups import in_groups
from .strays import stray_of

if TYPE_CHECKING:
    from scraper.engine.source import EngineSource


def take(run: RunContext, source: Source | EngineSource) -> None:
    """Load every page of a source; what gave no page is recorded with its reason."""
    with closing(_parsed(run, source)) as found:
        if source.name in FETCHED:
            for page in found:
                _take(run, *page)
        else:
            in_groups(run, found, lambda page: _take(run, *page))


def _take(run: RunContext, snapshot: Snapshot | Missed, parcel: Parcel | None) -> None:
    with run.stop.deferred():
        if isinstance(snapshot, Missed):
            _record_missed(run, snapshot)
        elif parcel is not None and snapshot.source in _UNPLANNED and not _is_wanted(run, parcel):
            run.passed_over[OUTSIDE] += 1
        else:
            _load(run, snapshot, parcel)


_UNPLANNED = frozenset({"folder", "warc"})  # sources that plan nothing, so that a page left out owes no outcome


def _is_wanted(run: RunContext, page: Parcel) -> bool:
    """Return whether a page proved to be of no other round or organisation than the run is about."""
    return run.request.scope.covers(page.round, page.organisation)


Parsed = tuple[Snapshot | Missed, Parcel | None]


def _parsed(run: RunContext, source: Source | EngineSource) -> Generator[Parsed, None, None]:
    """Return each capture with what it says, parsed here, in worker processes or on a cluster; known ones are not parsed."""
    if not isinstance(source, Source):
        yield from source.read(*captures(run.db, parser_version()), lambda item: _work(run, item) is not None)
        return
    limit, workers = run.settings.max_page_bytes, run.settings.workers
    at_once = 1 if source.name in FETCHED else None  # what was asked for is loaded before the next is
    for item, done in read_all(source.snapshots(), lambda item: _work(run, item), limit, workers, at_once=at_once):
        yield _archived(run, item, done), done.said


def _work(run: RunContext, item: Snapshot | Missed) -> Work | None:
    """Return what is to be done with a capture: one that is loaded, or that this very parser refused, is not read again."""
    if isinstance(item, Missed) or item.is_known:
        return None
    stored = _known(run, item)
    if stored is not None and (stored.refused is None or stored.parser_version == parser_version()):
        return None
    return Work(pack=item.warc_file is None and stored is None and run.left.place_of(item) is None)


def _known(run: RunContext, item: Snapshot) -> Known | None:
    """Return what is known of a capture that need not be parsed: an older one of its bytes counts where it reads like it."""
    stored = known(run.db, item)
    if stored is None or stored.snapshot == snapshot_id(item) or stored.warc_file is None:
        return stored
    try:
        older = read_at(run.archive.folder, stored.warc_file, stored.warc_offset or 0, run.settings.max_page_bytes)
    except ArchiveError as error:
        run.state.note_damaged(run.id, error.damaged)
        return stored
    return stored if older.reads_like(item) else None


def _archived(run: RunContext, item: Snapshot | Missed, done: Done) -> Snapshot | Missed:
    """Write a capture to the archive before it is loaded, if it is not there yet."""
    if isinstance(item, Missed) or done.said is None:
        return item
    place = run.archive.put(done.packed) if done.packed is not None else run.left.place_of(item)
    if place is None:
        return item
    return replace(item, warc_file=place.file, warc_offset=place.offset, digest=item.sha256)


def _page_of(item: Snapshot | Missed) -> str:
    return item.page or item.url or (item.origin if isinstance(item, Snapshot) else None) or "?"


def settle_gone(run: RunContext, published: Path, *, goes_on: bool) -> None:
    """Mark the pages that are gone, now that all captures of the run are loaded, in whatever order.

    An answer may have come before the page it is about, in this run or in an earlier one; a capture made later takes the
    mark away, and one of the same day may show that a file's answers are those of a broken site, or are not. Of pages that
    the published file has, each run told already. A run that was interrupted settled nothing: the one that `goes_on` from its
    copy does so for it.
    """
    gone = run.state.gone_in(run.id)
    for look in gone:
        if not look.is_recorded:
            _mark_gone(run, look.url, look.at)
    run.newly_gone = {page for page in run.newly_gone if is_gone(run.db, page)}
    new = _new_pages(run.db, published) if run.captures["loaded"] or goes_on else {}
    if not (new or goes_on or run.elsewhere or any(look.is_recorded for look in gone)):
        return
    known = Counter(looks(run.state.db))
    told = replay(run.db, known)
    heard, addresses = {address_of(look) for look in gone}, set(new.values())
    run.newly_gone |= {page for page, url in told.marked.items() if goes_on or page not in new or url in heard}
    news = (look for look in told.broken if (known[look] == 1 and look in gone) or address_of(look) in addresses)
    run.lost.hear_of_files(news)


def _new_pages(db: Database, published: Path) -> dict[str, str | None]:
    """Return the pages that the published file has not, with their addresses; all where there is none, or one of another schema."""
    sql = "SELECT id, url FROM pages"
    there = dict(db.conn.execute(sql).fetchall())
    try:
        with reading(published) as old:
            return {key: there[key] for key in there.keys() - dict(old.conn.execute(sql).fetchall()).keys()}
    except PeelError:
        return there


def _mark_gone(run: RunContext, url: str, seen_at: dt.datetime) -> None:
    marked = mark_gone(run.db, url, seen_at, url)
    if marked is not None:
        run.newly_gone.add(marked)


def _record_missed(run: RunContext, missed: Missed) -> None:
    page = _page_of(missed)
    at = parse_date(missed.at) or dt.datetime.now(dt.UTC)
    if run.later is not None and missed.outcome == NOT_PUBLISHED:
        run.later.flush()
    if missed.outcome == NOT_PUBLISHED and page_at(run.db, page, missed.url) is not None:
        missed = replace(missed, outcome="gone")
    if run.lost.is_told_last(missed, page):
        run.lost.hold(replace(missed, page=page), at)
        return
    if missed.outcome == "unchanged":
        run.obtained[missed.reason] += 1
        if missed.reason in SEEN_AGAIN:
            sighted(run.db, page_at(run.db, page, missed.url) or page, at)
    run.state.record(run.id, page, missed.outcome, missed.reason, None, missed.url, missed.message, at=missed.at)
    run.lost.hear(page, missed.outcome, missed.reason)
    run.tell(page, missed.outcome)


def _load(run: RunContext, snapshot: Snapshot, parcel: Parcel | None) -> None:
    """Load a capture, or note that it is known; either way the page has its one outcome."""
    run.captures["arrived"] += 1
    run.obtained["from folder" if snapshot.source == "folder" else snapshot.obtained] += 1
    if parcel is None:
        _record_known(run, snapshot)
        return
    result = load(run.db, snapshot, parcel, parser_version=parser_version(), later=run.later)
    _count_text(run, parcel)
    if run.later is not None and parcel.content is not None:
        profile = parcel.profile or profile_text(parcel.content.reading)
        run.told[result.snapshot] = (parcel.content.id, profile)
    if result.page is not None and snapshot.source != "web":
        run.elsewhere.add(result.page)
    if result.refused is not None:
        _record(run, snapshot, result.outcome, result.refused, result.snapshot, result.message)
        return
    stray = stray_of(run.db, run.state, snapshot, result.page)
    if stray is not None:
        _record(run, snapshot, "rejected", stray.reason, result.snapshot, stray.message)
        return
    again = SAME_WORDS if result.outcome == "unchanged" and snapshot.source == "web" else None
    reason = again or ("unknown_page" if parcel.is_unknown else None)
    _record(run, snapshot, result.outcome, reason, result.snapshot, snapshot.note)


def _record_known(run: RunContext, snapshot: Snapshot) -> None:
    stored = _known(run, snapshot)
    stray = stray_of(run.db, run.state, snapshot, stored.page) if stored is not None else None
    if stored is not None and stored.refused:
        _record(run, snapshot, "rejected", stored.refused, stored.snapshot, stored.why or stored.refused)
    elif stray is not None:
        _record(run, snapshot, "rejected", stray.reason, None, stray.message)
    else:
        _record(run, snapshot, "unchanged", "known", stored.snapshot if stored else None, snapshot.note)


def _record(
    run: RunContext, snapshot: Snapshot, outcome: Outcome, reason: str | None, key: str | None, message: str | None
) -> None:
    page = _page_of(snapshot)
    became = f"refused: {reason}" if outcome == "rejected" else "known before" if reason == "known" else outcome
    run.captures[became] += 1
    place = (snapshot.warc_file, snapshot.warc_offset or 0) if snapshot.warc_file else None
    run.state.record(run.id, page, outcome, reason, key, snapshot.url, message, place)
    run.lost.hear(page, outcome, reason)
    run.tell(page, outcome)


def _count_text(run: RunContext, parcel: Parcel) -> None:
    for kind, count in zip(("claimed", "boilerplate", "unread"), parcel.characters, strict=True):
        if count:
            run.text[f"characters_{kind}"] += count
            run.text["characters_visible"] += count
