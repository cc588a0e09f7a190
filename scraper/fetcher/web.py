"""The live site as a source: the plan, conditional requests, discovery, and the archive before everything."""

from __future__ import annotations

import heapq
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from schemas.capture_rows import DatedBy
from scraper.catalogue.urls import CANONICAL_HOST, canonical_url, is_ours
from scraper.document.challenge import WAYS_ON, SameBody
from scraper.document.soft404 import signature
from scraper.store.frontier import Frontier, page_key
from scraper.store.moments import format_date
from scraper.store.outcomes import NOT_PUBLISHED
from scraper.store.rows import Capture, Item
from scraper.store.state import State

from .answer import Answer
from .archive import IDENTICAL, NOT_MODIFIED, Archive, Original, original_of, payload_digest, read_at
from .astray import another_page, astray
from .capture import captured
from .classify import Verdict
from .discovery import MOST_SITEMAPS, Discovery, locations
from .errors import ArchiveError, SourceError
from .exchange import Exchange
from .fetch import Fetcher
from .hosts import site_hosts
from .named import named
from .options import FetchSettings, require_contact
from .pace import Say
from .planner import CellLike, Plan, Planner, describe, limited, most_requests, order
from .records import renewed
from .scope import Scope, for_targets
from .snapshot import Missed, Snapshot

_SITE = f"https://{CANONICAL_HOST}/"
_CANARY = "peel-assessments/peel-2016/no-such-page-{token}/"
_EXTRA = 2
_FINDABLE = 50  # a new round's forces, or services, of one night
Cells = Callable[[], Iterable[CellLike]]


class WebSource:
    """The site's pages of a scope, in the order of the planner; resumes where an interrupted run stopped."""

    name = "web"

    def __init__(
        self,
        settings: FetchSettings,
        scope: Scope,
        state: State,
        archive: Archive,
        run: str,
        *,
        cells: Cells,
        index_urls: Sequence[str] = (),
        say: Say = lambda _: None,
        is_overtaken: Callable[[Snapshot], bool] = lambda _: False,
    ) -> None:
        """Make the source; nothing is sent. Raises SourceError for a missing contact or a foreign target.

        `cells` gives the grid's cells of the scope, `index_urls` the round pages; `run` is the run's id. `is_overtaken`
        tells of a page that shows again what it showed when it was last asked whether something else came between.
        """
        self._settings = for_targets(settings, scope.targets)
        self._scope = scope
        self._state = state
        self._frontier = Frontier(state)
        self._archive = archive
        self._run = run
        self._cells = cells
        self._index_urls = () if scope.targets or scope.organisations else tuple(index_urls)
        self._say = say
        self._is_overtaken = is_overtaken
        self._allow = site_hosts(self._settings)
        self._check_targets()
        require_contact(self._settings, self._settings.site_base or _SITE)
        self._discovery = Discovery(self._frontier, scope, self._settings.discovered_pages, self._settings.site_base)
        self._fetcher = Fetcher(self._settings, self._allow, archive, self._frontier, say=say)
        self._same = SameBody()
        self._stand_in: str | None = None
        self._indexes: set[str] = set()
        self._queue: list[tuple[tuple[int, float, str], Item]] = []
        self._planned: set[str] = set()
        self._kept: list[str] = []
        self._started = time.monotonic()
        self.counts: Counter[str] = Counter()
        """Nothing: each page of the plan has an outcome of its own."""

    @property
    def options(self) -> str:
        """The key of `State.start_run`: a run with the same key goes on where this one stopped."""
        return f"web|{self._settings.site or ''}|{self._scope.key}|{int(self._settings.refetch)}"

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return self._fetcher.requests

    def _check_targets(self) -> None:
        for target in self._scope.targets:
            refusal = self._allow.refusal(self._address(target))
            if refusal is not None:
                raise SourceError(f"{target} cannot be fetched: {refusal}; --site names another site's base")

    def plan(self) -> Plan:
        """Return the sums of what is going to be asked; nothing is sent."""
        items = self._choose()
        waiting = [c for c in self._frontier.waiting("web") if c.page not in {i.page for i in items}]
        base = self._settings.site_base or _SITE
        extra = 1 if self._scope.targets else _EXTRA
        pause, answer = self._fetcher.known_delay(base), self._fetcher.answer_time(base)
        return describe(items, len(waiting), extra, self._findable, pause, answer, self._settings)

    @property
    def _findable(self) -> int:
        """How many pages and sitemaps that it finds on its way a run may ask for at once."""
        sitemaps = MOST_SITEMAPS if self._scope.is_whole else 0
        return 0 if self._scope.targets else _FINDABLE + sitemaps

    def _choose(self) -> list[Item]:
        """Return the pages to ask for: the rest of an interrupted run of the same scope, else what is due."""
        waiting = {c.page for c in self._frontier.waiting("web")}
        known = self._frontier.items()
        if self._scope.targets:
            items = named(self._frontier, [(url, self._address(url), self._public(url)) for url in self._scope.targets])
        else:
            left = self._state.left_over(self._run, self.options)
            items = self._due(known) if left is None else [known[page] for page in left if page in known]
        fresh = [item for item in items if item.page not in waiting]
        return limited(list({i.page: i for i in fresh}.values()), self._settings.max_pages)

    def _due(self, known: dict[str, Item]) -> list[Item]:
        beyond = self._discovery.earlier(known)
        planner = Planner(self._settings, known, last_run=self._state.began_before(self._run, self.options))
        cells = list(self._cells())
        self._kept = [*map(page_key, self._index_urls), *planner.wanted(cells, beyond)]
        return planner.due(cells, self._index_urls, beyond)

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return what the archive holds unparsed, then each page of the plan; the rest is not_reached."""
        resumed = self._state.left_over(self._run, self.options) is not None
        waiting = self._frontier.waiting("web")
        items = self._choose()
        self._indexes = {page_key(url) for url in self._index_urls}
        with self._state.transaction():
            self._state.plan(self._run, [c.page for c in waiting])
            self._enqueue(items)
            self._frontier.place(items)
            self._frontier.keep_fresh(self._kept)
        self._fetcher.most = most_requests(len(items), self._settings, self._findable)
        newest = {capture.page: capture for capture in waiting}
        for capture in waiting:
            yield from self._from_archive(capture, is_newest=newest[capture.page] is capture)
        if self._queue and not resumed and not self._scope.targets:
            self._send_canary()
            if self._scope.is_whole:
                self._ask_sitemaps()
        while self._queue:
            item = heapq.heappop(self._queue)[1]
            yield self._over_budget(item) or self._find(item)

    def _enqueue(self, items: Iterable[Item]) -> None:
        fresh = [i for i in items if i.page not in self._planned]
        self._frontier.add(fresh)
        self._state.plan(self._run, [i.page for i in fresh])
        for item in fresh:
            self._planned.add(item.page)
            heapq.heappush(self._queue, (order(item), item))

    def _from_archive(self, capture: Capture, *, is_newest: bool) -> Iterator[Snapshot | Missed]:
        """Give a page that an earlier run fetched; whether that one came to note what it shows, nobody knows."""
        place = capture.place
        item = self._frontier.get(capture.page) or Item(capture.page, capture.url)
        try:
            found = read_at(self._archive.folder, place.file, place.offset, self._settings.max_page_bytes)
        except ArchiveError as error:
            self._say(error.message)
            self._state.note_damaged(self._run, error.damaged)
            self._state.forget_capture(place.file, place.offset)
            self._enqueue([item])
            return
        if is_newest:
            self._discover(item, found.body, found.url or capture.url)
        yield replace(found, page=capture.page, obtained="archive")

    def _address(self, url: str) -> str:
        """Return the address to ask for a page: on the other site where there is one."""
        base = self._settings.site_base
        if base and is_ours(url):  # by whichever of the site's names
            whole = url if url.startswith(_SITE) else canonical_url(url)
            return base + whole[len(_SITE) :]
        return url

    def _public(self, url: str) -> str:
        """Return a page's address on the site for one on a mirror."""
        base = self._settings.site_base
        return canonical_url(_SITE + url[len(base) :] if base and url.startswith(base) else url)

    def _over_budget(self, item: Item) -> Missed | None:
        requests, minutes = self._settings.max_requests, self._settings.max_minutes
        spent = (time.monotonic() - self._started) / 60
        if (requests is not None and self.requests >= requests) or (minutes is not None and spent >= minutes):
            words = f"the budget is spent after {self.requests} requests and {spent:.1f} minutes"
            return Missed(item.url, "not_reached", "budget", f"{words}; run again to go on", item.page)
        return None

    def _send_canary(self) -> None:
        """Ask for an address that cannot exist, to prove that a missing page is told from a present one."""
        answer = self._fetcher.fetch((self._settings.site_base or _SITE) + _CANARY.format(token=secrets.token_hex(4)))
        if answer.verdict is None and answer.exchange is not None:
            self._stand_in = signature(answer.body)
            self._keep(answer.exchange, None, "gone/canary")
            self._say("the site answers an address that does not exist with a page; such pages count as gone")

    def _stored(self, item: Item) -> tuple[Capture, Snapshot] | None:
        """Return the newest stored copy of a page, proven readable; a 304 is worth nothing without one."""
        capture = self._frontier.newest(item.page)
        if capture is None:
            return None
        try:
            place = capture.place
            return capture, read_at(self._archive.folder, place.file, place.offset, self._settings.max_page_bytes)
        except ArchiveError as error:
            self._say(error.message)
            self._state.note_damaged(self._run, error.damaged)
            return None

    def _find(self, item: Item) -> Snapshot | Missed:
        """Ask for one page where it is known, and where that is nothing, there where an index of the site leads to."""
        found, other = self._look(item), self._discovery.elsewhere.get(item.page)
        if other is None or not _is_nothing(found):
            return found
        again = self._look(replace(item, url=other))
        if _is_nothing(again):
            return found
        self._frontier.move(item.page, other)
        return again

    def _look(self, item: Item) -> Snapshot | Missed:
        """Ask for one page."""
        self._frontier.tried(item.page)
        stored = self._stored(item)
        url = self._address(item.url)
        conditional = stored[0].conditional if stored and stored[0].url == url else {}
        answer = self._fetcher.fetch(url, conditional, item.url, strays=lambda target: self._strays(item, target))
        is_told = answer.not_modified and answer.verdict is None
        if is_told and stored is not None and answer.exchange is not None:
            return self._unchanged(item, stored, answer.exchange, NOT_MODIFIED)
        if is_told:
            answer.verdict = Verdict("failed", "http_304", "the site answers 304 and no copy of the page is stored")
        verdict = answer.verdict or self._stands_in(item, answer)
        if verdict is not None:
            return self._missed(item, answer, verdict)
        return self._page(item, answer, stored)

    def _strays(self, item: Item, target: str) -> Verdict | None:
        """Return why an address that a page redirects to is not that page's; another page of its assessment is asked for itself."""
        public = self._public(target)
        other = another_page(item.url, public)
        if other is None or (self._scope.targets and item.good_at is None):
            return astray(item.url, public)
        if not self._scope.targets:
            self._enqueue([self._frontier.get(page_key(other)) or Item(page_key(other), other, item.round)])
        return _not_there(item, f"the address leads to {other}, another page")

    def _stands_in(self, item: Item, answer: Answer) -> Verdict | None:
        """Return the verdict on a body that other addresses have too."""
        exchange = answer.exchange
        if exchange is None:
            return Verdict("failed", "tries", "asked often enough in this run")
        verdict = None
        if self._stand_in is not None and signature(answer.body) == self._stand_in:
            verdict = _not_there(item, "the site shows the page that it shows for any address")
        block = self._same.check(item.page, payload_digest(answer.body))
        if verdict is None and block is not None:
            verdict = Verdict("blocked", block.reason, f"the site refuses ({block.sign}); {WAYS_ON}")
        if verdict is not None:
            self._keep(exchange, item.url, f"{verdict.outcome}/{verdict.reason}")
        return verdict

    def _missed(self, item: Item, answer: Answer, verdict: Verdict) -> Missed:
        if verdict.reason == "soft_404":
            verdict = _not_there(item, verdict.message)
        outcome = NOT_PUBLISHED if verdict.outcome == "gone" and item.good_at is None else verdict.outcome
        return Missed(item.url, outcome, verdict.reason, f"{answer.chain[-1]}: {verdict.message}", item.page)

    def _keep(
        self,
        exchange: Exchange,
        page: str | None,
        verdict: str | None = None,
        original: Original | None = None,
    ) -> tuple[str, int]:
        place = self._archive.write(exchange, page, "web", None, verdict, original)
        return place.file, place.offset

    def _page(self, item: Item, answer: Answer, stored: tuple[Capture, Snapshot] | None) -> Snapshot | Missed:
        exchange = answer.exchange
        assert exchange is not None
        final = answer.chain[-1]
        public = self._public(final)
        snapshot = Snapshot(
            body=answer.body,
            url=public,
            captured_at=exchange.started_at,
            dated_by=DatedBy.RECORD,
            source="web",
            status=exchange.status or 200,
            headers=dict(exchange.headers),
            requested_url=final,
            origin=final,
            page=item.page,
            note="; ".join(answer.notes) or None,
        )
        if stored is not None and snapshot.reads_like(stored[1]):
            return self._unchanged(item, stored, exchange, IDENTICAL)
        kept = self._noted(item, snapshot, exchange, None)
        self._discover(item, answer.body, public)
        return kept

    def _noted(self, item: Item, snapshot: Snapshot, exchange: Exchange, original: Original | None) -> Snapshot:
        """Write a page to the archive, then to the state; in this order a crash between loses nothing."""
        place = self._archive.write(exchange, snapshot.url, "web", None, None, original)
        digest = original.payload_digest if original else payload_digest(exchange.body)
        date = format_date(exchange.started_at)
        self._frontier.keep(captured(item.page, snapshot, place, digest, date), snapshot.url or item.page)
        self._frontier.written(self._archive.end)
        return replace(snapshot, warc_file=place.file, warc_offset=place.offset)

    def _unchanged(
        self, item: Item, stored: tuple[Capture, Snapshot], exchange: Exchange, profile: str
    ) -> Snapshot | Missed:
        """Write a revisit record; a copy that was never loaded, or was overtaken, is given to be parsed after all."""
        capture, copy = stored
        original = original_of(self._archive.folder, capture.place, profile, self._settings.max_page_bytes)
        how = "revalidated" if profile == NOT_MODIFIED else "identical"
        headers = renewed(copy.headers, exchange.headers)
        again = replace(copy, headers=headers, captured_at=exchange.started_at, page=item.page, obtained="archive")
        kept = self._noted(item, replace(again, requested_url=capture.url), exchange, original)
        if not capture.loaded or self._is_overtaken(kept):
            return kept
        self._state.mark_loaded(str(kept.warc_file), int(kept.warc_offset or 0))
        if item.page in self._indexes and not self._frontier.is_shown(item.page):
            self._discover(item, copy.body, copy.url or item.url)
        words = "304, the stored copy stands" if how == "revalidated" else "the same bytes as the stored copy"
        return Missed(item.url, "unchanged", how, words, item.page)

    def _discover(self, item: Item, body: bytes, public: str) -> None:
        """Add what a page shows: pages not known yet, and those that an index shows otherwise than before."""
        if not self._scope.targets:
            self._add(self._discovery.of_page(item, body, public, item.page in self._indexes))

    def _add(self, found: list[Item]) -> None:
        fresh = [i for i in found if i.page not in self._planned]
        self._frontier.keep_fresh(i.page for i in fresh)
        now = limited(fresh, self._room())
        self._frontier.ask_again(i.page for i in fresh[len(now) :])
        self._enqueue(now)

    def _room(self) -> int | None:
        """Return how many more pages this run may ask for, by its plan and its settings; the rest waits for the next."""
        most, pages = self._fetcher.most, self._settings.max_pages
        rooms = [] if pages is None else [pages - len(self._planned)]
        rooms += [] if most is None else [(most - self.requests) // 2 - len(self._queue)]
        return min(rooms, default=None)

    def _ask_sitemaps(self) -> None:
        """Ask for the sitemaps that robots.txt names, and add the pages that they list and nobody knows."""
        waiting = self._fetcher.sitemaps(self._settings.site_base or _SITE)
        asked: set[str] = set()
        while waiting and len(asked) < MOST_SITEMAPS:
            url = self._address(waiting.pop(0))
            room = self._room()
            if url in asked or self._allow.refusal(url) is not None or (room is not None and room < 1):
                continue
            asked.add(url)
            answer = self._fetcher.fetch(url, html=False)
            if answer.verdict is None:
                pages, more = locations(answer.body, self._settings.max_page_bytes)
                waiting += more
                self._add(self._discovery.of_addresses(pages))


def _is_nothing(found: Snapshot | Missed) -> bool:
    """Return whether the site says that there is no page at an address."""
    return isinstance(found, Missed) and found.reason in {"http_404", "http_410", "soft_404"}


def _not_there(item: Item, words: str) -> Verdict:
    """Return the verdict on a page that says with status 200 that there is none.

    A page that was there is not gone by that (only 404 and 410 say so): it was not given, and is asked for again.
    """
    return Verdict("gone" if item.good_at is None else "rejected", "soft_404", words)
