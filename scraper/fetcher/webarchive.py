"""The Wayback Machine and the UK Government Web Archive as sources: their CDX index, then raw captures.

The index and the playback of raw captures are the archives' published programmatic interfaces with rate
rules of their own; those are kept here (at most 20 index calls in any 60 seconds, a 429 stops everything).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from itertools import product
from urllib.parse import quote_plus, urlsplit

from schemas.capture_rows import DatedBy
from schemas.page_types import Subject
from scraper.catalogue.urls import CANONICAL_HOST, canonical_url, read_address
from scraper.store.frontier import Frontier, page_key
from scraper.store.moments import format_date
from scraper.store.rows import Capture
from scraper.store.state import State

from .answer import Answer
from .archive import Archive, payload_digest, read_at
from .astray import astray
from .capture import captured
from .cdx import LIMIT, MOST_PAGES, ArchiveName, IndexPage, Row, parse_cdx, query_of
from .classify import Verdict
from .dating import dated
from .errors import ArchiveError
from .fetch import Fetcher
from .hosts import AllowList
from .links import FOLLOWED
from .options import FetchSettings, require_contact
from .pace import Say, Window
from .planner import Plan
from .playback import index_of, playback_of, says_no_rows, what_came
from .scope import Scope
from .snapshot import Missed, Snapshot

_OLD_HOST = "www.justiceinspectorates.gov.uk"
_BASES = (CANONICAL_HOST, f"{_OLD_HOST}/hmicfrs", f"{_OLD_HOST}/hmic")
"""Where the site has lived; each has captures of its own."""
_STEMS = ("peel-assessments/", "peel-reports/", "frs-assessment/", "frs-assessments/")
_MORE_STEMS = ("publication-html/", "police-forces/", "fire-and-rescue-services/")
"""Where pages stand that are of no round: reports of other programmes, letters, publications, each body's own page. The
oldest base has none; with it, the calls of a run of everything would not fit into an index's minute."""
_SERVED = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/+(https?:/+.+)$")


@dataclass(frozen=True)
class Memento:
    """A capture in an archive's index: `timestamp` has 14 digits, UTC."""

    timestamp: str
    original: str
    digest: str
    page: str

    @property
    def key(self) -> str:
        """The key of the run's plan: page and timestamp."""
        return f"{self.page}@{self.timestamp}"

    @property
    def moment(self) -> dt.datetime:
        """The time of the capture."""
        return dt.datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class _Place:
    index: str
    playback: str


def _places(name: ArchiveName, settings: FetchSettings) -> _Place:
    """Return the addresses of an archive's index and of its captures."""
    if name == "wayback":
        base = settings.wayback.rstrip("/")
        return _Place(f"{base}/cdx/search/cdx", f"{base}/web")
    base = settings.ukgwa.rstrip("/")
    return _Place(f"{base}/cdx", base)


def index_queries(scope: Scope) -> list[tuple[str, bool]]:
    """Return the addresses to ask an index for, and whether each is a prefix."""
    if not scope.targets:
        more = [(base, stem) for base in _BASES[:2] for stem in _MORE_STEMS] if scope.is_whole else []
        return [(f"{base}/{stem}", True) for base, stem in (*product(_BASES, _STEMS), *more)]
    found: dict[str, None] = {}
    for target in scope.targets:
        path = canonical_url(target).split(CANONICAL_HOST, 1)[1]
        found.update(dict.fromkeys(f"{base}{path}" for base in _BASES))
    return [(address, False) for address in found]


class WebArchiveSource:
    """Captures of the scope's pages in a web archive, oldest first; what we have is not asked for again."""

    def __init__(
        self,
        name: ArchiveName,
        settings: FetchSettings,
        scope: Scope,
        state: State,
        archive: Archive,
        run: str,
        *,
        say: Say = lambda _: None,
    ) -> None:
        """Make the source; nothing is sent. Raises SourceError for a missing contact."""
        self.name: ArchiveName = name
        self._settings = settings
        self._scope = scope
        self._state = state
        self._frontier = Frontier(state)
        self._archive = archive
        self._run = run
        self._say = say
        self._at = _places(name, settings)
        require_contact(settings, self._at.index)
        allow = AllowList(bases=[self._at.index])
        self._fetcher = Fetcher(
            settings, allow, archive, self._frontier, source=name, robots=False,
            page_of=playback_of(name), data_of=index_of(name), say=say,
        )  # fmt: skip
        self._window = Window(settings.index_calls_per_minute)
        self._wanted = {page_key(canonical_url(t)) for t in scope.targets}
        self.counts: Counter[str] = Counter()
        """Nothing: each capture that is wanted has an outcome of its own."""

    @property
    def options(self) -> str:
        """The key of `State.start_run`."""
        return f"{self.name}|{self._scope.key}|{self._settings.captures}|{int(self._settings.refetch)}"

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return self._fetcher.requests

    def plan(self) -> Plan:
        """Return the index calls; how many captures there are shows only then."""
        calls = len(index_queries(self._scope))
        rate = max(self._settings.delay, 60 / self._settings.index_calls_per_minute)
        most = "" if self._settings.max_pages is None else f", at most {self._settings.max_pages} captures"
        words = f"{self.name}: {calls} index calls, then one request for each new capture{most}"
        return Plan(0, calls, calls * rate / 60, (words,))

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return each capture of the scope; one that cannot be had is a Missed."""
        mementos, troubles = self._index()
        yield from troubles
        chosen = self._chosen(mementos)
        self._state.plan(self._run, [m.key for m in chosen])
        for memento in chosen:
            yield self._kept(memento) or self._look(memento)

    def _index(self) -> tuple[list[Memento], list[Missed]]:
        """Ask the index everything; what fails there is a Missed of its own, beside the rows that came before."""
        found: list[Memento] = []
        troubles: list[Missed] = []
        for address, prefix in index_queries(self._scope):
            try:
                for rows in self._rows(address, prefix):
                    found += [m for m in map(self._memento, rows) if m is not None]
            except _IndexError as error:
                key = f"{self.name}:{address}"
                self._state.plan(self._run, [key])
                words = f"the index of {self.name} is not whole for {address}: {error.verdict.message}"
                troubles.append(Missed(error.query, error.verdict.outcome, error.verdict.reason, words, key))
        return found, troubles

    def _rows(self, address: str, prefix: bool) -> Iterator[list[Row]]:
        """Return the rows of one query, page by page; raises _IndexError where they end before the index does.

        A page that is full and names no key may be cut: what follows is asked for by its number.
        """
        more, seen, count = "", set[str](), 0
        for _ in range(MOST_PAGES):
            self._window.wait()
            query = query_of(self._at.index, address, prefix, self.name, more)
            answer = self._fetcher.fetch(query, html=False)
            if answer.exchange is not None and says_no_rows(self.name, answer.exchange, answer.body):
                return
            page = _page_of_rows(query, answer)
            first = str(page.rows[:1])
            if page.rows and first in seen:
                raise _IndexError(query, f"it stops after {count} rows, its limit, and gives the same again")
            yield page.rows
            seen.add(first)
            count += len(page.rows)
            if page.resume is None and (self.name == "ukgwa" or len(page.rows) < LIMIT):
                return
            more = f"&resumeKey={quote_plus(page.resume)}" if page.resume else f"&offset={count}"
        raise _IndexError(query, f"it has more than {MOST_PAGES} pages of rows")

    def _memento(self, row: Row) -> Memento | None:
        """Return a row's capture where it is a page of the scope that was there."""
        timestamp, original = row.get("timestamp", ""), row.get("original", "")
        is_page = "html" in row.get("mimetype", "html") or row.get("mimetype") in {"-", "warc/revisit", "unk"}
        was_there = row.get("statuscode", "200") in {"200", "-"}
        if not re.fullmatch(r"\d{14}", timestamp) or not is_page or not was_there:
            return None
        page = self._page_in_scope(original)
        if page is None or not _is_time(timestamp):
            return None
        return Memento(timestamp, original, row.get("digest", ""), page)

    def _page_in_scope(self, original: str) -> str | None:
        try:
            address = read_address(original)
        except ValueError:
            return None
        if address is None:
            return None
        page = address.page_id or address.canonical
        if self._wanted:
            return page if page in self._wanted else None
        if address.type in FOLLOWED and address.round is not None and address.organisation is not None:
            return page if self._scope.covers(address.round, address.organisation) else None
        return page if self._scope.is_whole and address.facts.subject is not Subject.NOBODY else None

    def _chosen(self, mementos: Iterable[Memento]) -> list[Memento]:
        """Return each content of a page once (its first capture), oldest first; or the newest of each page."""
        ordered = sorted(set(mementos), key=lambda m: (m.page, m.timestamp, m.original))
        if self._settings.captures == "newest":
            chosen = list({m.page: m for m in ordered}.values())
        else:
            first: dict[tuple[str, str], Memento] = {}
            for memento in ordered:
                first.setdefault((memento.page, memento.digest or memento.timestamp), memento)
            chosen = list({m.key: m for m in first.values()}.values())
        return chosen if self._settings.max_pages is None else chosen[: self._settings.max_pages]

    def _kept(self, memento: Memento) -> Snapshot | Missed | None:
        """Return what our own archive has of a capture, None where it must be asked for."""
        capture = self._frontier.find(memento.page, memento.moment, source=self.name)
        if capture is None or self._settings.refetch:
            return None
        return self._from_archive(memento, capture)

    def _from_archive(self, memento: Memento, capture: Capture) -> Snapshot | Missed | None:
        if capture.loaded:
            words = f"the capture of {memento.timestamp} is in the archive already"
            return Missed(memento.original, "unchanged", "in_archive", words, memento.key)
        try:
            place = capture.place
            found = read_at(self._archive.folder, place.file, place.offset, self._settings.max_page_bytes)
        except ArchiveError as error:
            self._say(error.message)
            self._state.note_damaged(self._run, error.damaged)
            self._state.forget_capture(capture.place.file, capture.place.offset)
            return None
        return replace(found, page=memento.key, obtained="archive")

    def _look(self, memento: Memento) -> Snapshot | Missed:
        """Ask for the raw bytes of one capture (`id_`: as archived, without the archive's own additions)."""
        url = f"{self._at.playback}/{memento.timestamp}id_/{memento.original}"
        answer = self._fetcher.fetch(
            url, page=memento.original, strays=lambda target: astray(memento.original, target)
        )  # fmt: skip
        exchange = answer.exchange
        verdict = answer.verdict
        if verdict is not None or exchange is None or exchange.status is None:
            verdict = verdict or Verdict("failed", "tries", "asked often enough in this run")
            words = f"{self.name} capture {memento.timestamp} of {memento.original}: {verdict.message}"
            return Missed(memento.original, verdict.outcome, verdict.reason, words, memento.key)
        moment, original = _served(answer, memento)
        note = None
        if moment != memento.moment:
            away = abs((moment - memento.moment).total_seconds()) / 86400
            note = f"asked for {memento.timestamp}, {self.name} gave a capture {away:.1f} days away"
            self._say(note)
            known = self._frontier.find(memento.page, moment, source=self.name)
            standing = self._from_archive(memento, known) if known else None
            if standing is not None:
                return standing
        when = dated(None, moment.isoformat(), by=DatedBy.ADDRESS)
        snapshot = Snapshot(
            body=answer.body,
            url=original,
            captured_at=when.captured_at,
            dated_by=when.dated_by,
            claimed=when.claimed,
            source=self.name,
            status=exchange.status,
            headers=dict(exchange.headers),
            requested_url=answer.chain[-1],
            origin=answer.chain[-1],
            page=memento.key,
            note=note,
        )
        return self._noted(memento, snapshot, answer)

    def _noted(self, memento: Memento, snapshot: Snapshot, answer: Answer) -> Snapshot:
        exchange = answer.exchange
        assert exchange is not None
        moment = format_date(snapshot.captured_at or memento.moment)
        place = self._archive.write(exchange, snapshot.url, self.name, moment)
        digest, date = payload_digest(exchange.body), format_date(exchange.started_at)
        self._frontier.keep(captured(memento.page, snapshot, place, digest, date), snapshot.url or memento.page)
        self._frontier.written(self._archive.end)
        return replace(snapshot, warc_file=place.file, warc_offset=place.offset)


class _IndexError(Exception):
    """An index that is not whole: the query, and the verdict on it."""

    def __init__(self, query: str, why: str | Verdict) -> None:
        self.query = query
        self.verdict = why if isinstance(why, Verdict) else Verdict("failed", "cdx", why)
        super().__init__(self.verdict.message)


def _page_of_rows(query: str, answer: Answer) -> IndexPage:
    if answer.verdict is not None or answer.exchange is None:
        raise _IndexError(query, answer.verdict or "it was asked often enough in this run")
    try:
        return parse_cdx(answer.body)
    except ValueError as error:
        what = what_came(answer.exchange, answer.body)
        raise _IndexError(query, f"it answers with {what}, and no rows ({error}); run again later") from None


def _is_time(timestamp: str) -> bool:
    try:
        dt.datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return False
    return True


def _served(answer: Answer, memento: Memento) -> tuple[dt.datetime, str]:
    """Return time and address of the capture that was really served: an archive may give another than asked."""
    moment, original = memento.moment, memento.original
    match = _SERVED.search(answer.chain[-1])
    if match and _is_time(match.group(1)):
        moment = replace(memento, timestamp=match.group(1)).moment
        original = re.sub(r"^(https?):/+", r"\1://", match.group(2))
    header = answer.exchange.header("memento-datetime") if answer.exchange else None
    try:
        moment = parsedate_to_datetime(header).astimezone(dt.UTC) if header else moment
    except (TypeError, ValueError):
        return moment, original
    return moment, original if urlsplit(original).hostname else memento.original
