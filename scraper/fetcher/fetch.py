"""One address fetched politely: allow-list, robots.txt, pace, retries, redirects, circuit breaker."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from scraper.document.challenge import find_block
from scraper.store.frontier import Frontier
from scraper.store.rows import RobotsCopy, SourceName

from .answer import Answer
from .archive import Archive
from .circuit import Circuit
from .classify import RETRY_STATUS, Verdict, classify_data, classify_exchange, of_fault
from .coding import CodingError, decode_body
from .exchange import REDIRECTS, Exchange
from .hosts import AllowList, in_ascii
from .http_client import HttpClient
from .options import FetchSettings
from .pace import LONGEST_WAIT, Pace, Say, clock_ahead, retry_after
from .playback import Classifier
from .revalidated import is_conditional, of_another
from .robots import Rules, copy_of, robots_url

Strays = Callable[[str], Verdict | None]
"""Takes an address that a page's address redirects to, and returns why it is not that page's; None where it may be."""
_STRAIN = frozenset({429, 503})
_IDENTITY = {"Accept-Encoding": "identity"}
_SKEW = 300.0
_USUAL_ANSWER = 0.5  # seconds, until a host has been asked


class Fetcher:
    """Fetches addresses one after the other.

    Every answer that is no page goes to the archive here, as evidence; the caller archives pages, because it
    knows what they stand for.
    """

    def __init__(
        self,
        settings: FetchSettings,
        allow: AllowList,
        archive: Archive,
        frontier: Frontier,
        *,
        source: SourceName = "web",
        robots: bool = True,
        page_of: Classifier | None = None,
        data_of: Classifier = classify_data,
        say: Say = lambda _: None,
    ) -> None:
        self._settings = settings
        self._allow = allow
        self._archive = archive
        self._frontier = frontier
        self._source: SourceName = source
        self._obey_robots = robots
        self._page_of = page_of
        self._data_of = data_of
        self._say = say
        self._client = HttpClient(settings)
        self._pace = Pace(settings.delay, settings.jitter)
        self._random = random.Random()  # noqa: S311 - jitter, no secret
        self._tries: Counter[str] = Counter()
        self._circuit = Circuit(settings, say)
        self._rules: dict[str, Rules] = {}
        self.most: int | None = None
        """Requests to send at most, None for as many as it takes."""

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return self._client.sent

    def known_delay(self, url: str) -> float:
        """Return the seconds between requests to a host as far as is known now, without asking."""
        copy = self._frontier.robots(robots_url(url)) if self._obey_robots else None
        asked = Rules(copy, self._settings.crawl_delay_cap).crawl_delay if copy else 0.0
        return max(self._settings.delay, asked)

    def sitemaps(self, url: str) -> list[str]:
        """Return the sitemaps that the robots.txt of an address's host names."""
        return self._rules_for(url).sitemaps

    def answer_time(self, url: str) -> float:
        """Return the seconds that a host takes to answer, as far as is known, without asking."""
        known = self._frontier.answer_time(urlsplit(url).netloc)
        return _USUAL_ANSWER if known is None else known

    def fetch(
        self,
        url: str,
        conditional: dict[str, str] | None = None,
        page: str | None = None,
        html: bool = True,
        strays: Strays = lambda _: None,
    ) -> Answer:
        """Fetch an address, following redirects; `conditional` headers go to the first address only.

        `page` is the page's address on the site, for the archive's evidence; without `html` any content is
        welcome; `strays` says why a redirect to an address leads away from the page. Raises ArchiveError where the
        archive cannot be written; everything the world does wrong is the answer's verdict.
        """
        answer = Answer([in_ascii(url)], html=html)
        extra = dict(conditional or {})
        while True:
            answer.verdict = self._may_ask(answer.chain[-1], first=len(answer.chain) == 1)
            if answer.verdict is not None:
                return answer
            self._ask(answer, extra, page)
            extra = {}
            target = answer.follow()
            if target is None:
                return answer
            answer.verdict = self._hop(answer, target) or strays(target)
            if answer.verdict is not None:
                return answer
            answer.chain.append(target)

    def _may_ask(self, url: str, first: bool) -> Verdict | None:
        """Return why an address is not asked now."""
        refusal = self._allow.refusal(url)
        if refusal is not None:
            what = "unsafe_address" if first else "unsafe_redirect"
            return Verdict("rejected", what, f"{url[:200]} is not asked: {refusal}")
        stopped = self._stopped_now(url) or self._spent()
        if stopped is not None or not self._obey_robots:
            return stopped
        refused = self._rules_for(url).refusal(url)
        if refused is None:
            return None
        if refused.reason == "challenge":
            self._circuit.block(url)
            return Verdict("blocked", "challenge", refused.message)
        return Verdict("robots", refused.reason, refused.message)

    def _spent(self) -> Verdict | None:
        """Return why nothing is asked any more in this run: it has sent what its plan allows it."""
        if self.most is None or self.requests < self.most:
            return None
        words = f"the {self.most} requests that the plan allows are spent; run again to go on"
        return Verdict("not_reached", "budget", words)

    def _stopped_now(self, url: str) -> Verdict | None:
        if self._circuit.stopped(url) is None:
            until = self._frontier.not_before(urlsplit(url).netloc)
            left = (until - dt.datetime.now(dt.UTC)).total_seconds() if until else 0.0
            if left > LONGEST_WAIT:  # written while a clock was wrong
                return None
            if left > self._settings.retry_after_cap:
                self._circuit.stop(url, "retry_after", f"asked to be left alone for another {left:.0f} s")
            elif left > 0:
                self._pace.hold(urlsplit(url).netloc, left)
        return self._circuit.stopped(url)

    def _hop(self, answer: Answer, target: str) -> Verdict | None:
        """Return why a redirect is not followed."""
        path = " -> ".join([*answer.chain, target])[:600]
        refusal = self._allow.refusal(target)
        if refusal is not None:
            return Verdict("rejected", "unsafe_redirect", f"unsafe redirect to {target[:200]}: {refusal}")
        if target in answer.chain:
            return Verdict("failed", "redirect_loop", f"redirects run in a circle: {path}")
        if len(answer.chain) > self._settings.max_hops:
            return Verdict("failed", "redirects", f"more than {self._settings.max_hops} redirects: {path}")
        return None

    def _ask(self, answer: Answer, extra: dict[str, str], page: str | None) -> None:
        """Ask the last address of the chain, again where that may help; fills in the answer."""
        url = answer.chain[-1]
        while True:
            if self._tries[url] >= self._settings.max_tries:
                answer.verdict = answer.verdict or _asked_enough(answer)
                return
            if (spent := self._spent()) is not None:
                answer.verdict = spent
                return
            exchange = self._send(url, extra)
            answer.exchange = exchange
            answer.body, answer.verdict = self._classify(exchange, answer, extra)
            if answer.verdict is None and (exchange.status == 304 or exchange.status not in REDIRECTS):
                self._circuit.good(url)
                self._note_clock(answer)
                return
            self._keep_evidence(exchange, answer.verdict, page)
            if answer.verdict is None:
                self._circuit.good(url)
                return
            if not self._try_again(answer, exchange):
                return
            extra = self._changed(extra, answer.verdict)

    def _changed(self, extra: dict[str, str], verdict: Verdict) -> dict[str, str]:
        """Return the headers for another try: without coding after a broken one, plain after a stray 304 or a 412."""
        if verdict.reason == "undecodable":
            return {**extra, **_IDENTITY}
        return {} if verdict.reason in {"http_304", "http_412"} else extra

    def _send(self, url: str, extra: dict[str, str]) -> Exchange:
        host = urlsplit(url).netloc
        self._tries[url] += 1
        self._pace.wait(host)
        began = time.monotonic()
        exchange = self._client.get(url, extra)
        if exchange.fault is None:
            self._frontier.took(host, time.monotonic() - began)
        self._pace.done(host, exchange.status in _STRAIN)
        return exchange

    def _classify(self, exchange: Exchange, answer: Answer, extra: dict[str, str]) -> tuple[bytes, Verdict | None]:
        if exchange.status in REDIRECTS and exchange.header("location"):
            # All that it says stands in its head: a body that is cut takes nothing from it.
            return b"", self._challenge(exchange)
        broken = of_fault(exchange)
        if broken is None and exchange.status == 304:
            words = of_another(exchange, extra)
            return b"", Verdict("failed", "http_304", f"the site answers 304 {words}", True, 2) if words else None
        # What asks about a copy gets no 412 (RFC 9110, 13.2).
        if broken is None and exchange.status == 412 and is_conditional(extra):
            return b"", Verdict("failed", "http_412", "the site answers 412 to a request about a copy", True, 2)
        if broken is None and exchange.status in REDIRECTS:
            return b"", Verdict("failed", "redirects", f"a redirect ({exchange.status}) without an address")
        cap, codings = self._settings.max_page_bytes, self._settings.max_codings
        if not answer.html:
            return self._data_of(exchange, cap, codings)
        if self._page_of is not None:
            return self._page_of(exchange, cap, codings)
        return classify_exchange(exchange, answer.chain[0], cap, codings)

    def _challenge(self, exchange: Exchange) -> Verdict | None:
        block = find_block(200, dict(exchange.headers), b"")
        return Verdict("blocked", block.reason, f"the site refuses ({block.sign})") if block else None

    def _keep_evidence(self, exchange: Exchange, verdict: Verdict | None, page: str | None) -> None:
        if exchange.status is None:
            return
        words = f"{verdict.outcome}/{verdict.reason}" if verdict else "redirect"
        self._archive.write(exchange, page=page, source=self._source, verdict=words)
        self._frontier.written(self._archive.end)

    def _try_again(self, answer: Answer, exchange: Exchange) -> bool:
        """Return whether to ask once more, after the wait that is due; closes the circuit where it must."""
        verdict, url = answer.verdict, answer.chain[-1]
        if verdict is None:
            return False
        held = self._retry_after(exchange, url, refused=verdict.outcome == "blocked")
        if verdict.outcome == "blocked":
            self._circuit.block(url)
            return False
        if held is not None:
            answer.verdict = held
            return False
        if verdict.retry and self._tries[url] < min(verdict.at_most, self._settings.max_tries):
            self._back_off(url)
            return True
        if verdict.outcome == "failed" and exchange.status not in {404, 410}:  # an archive's, of one capture
            self._circuit.failure(url)
        else:
            self._circuit.good(url)
        return False

    def _retry_after(self, exchange: Exchange, url: str, refused: bool = False) -> Verdict | None:
        """Obey Retry-After for the whole host, also on a refusal; a verdict where the wait is too long for this run."""
        if not refused and exchange.status not in {413, *_STRAIN} and (exchange.status or 0) < 500:
            return None
        wait = retry_after(exchange.header("retry-after"), exchange.header("date"), exchange.ended_at)
        is_over_rate = exchange.status == 429 and self._source in {"wayback", "ukgwa"}
        if not wait and is_over_rate:
            wait = self._settings.archive_wait
        if not wait:
            return None
        host = urlsplit(url).netloc
        self._frontier.hold(host, exchange.ended_at + dt.timedelta(seconds=wait))
        if wait > self._settings.retry_after_cap:
            return self._circuit.stop(url, "retry_after", f"asks for a wait of {wait:.0f} s")
        if is_over_rate and (stopped := self._circuit.too_many(url)) is not None:
            return stopped
        self._say(f"{host} asks for a wait of {wait:.0f} s")
        self._pace.hold(host, wait)
        return None

    def _back_off(self, url: str) -> None:
        """Wait before another try: twice as long each time, with jitter."""
        base = min(self._settings.backoff * 2 ** (self._tries[url] - 1), self._settings.backoff_cap)
        time.sleep(base * (0.5 + self._random.random() / 2))

    def _note_clock(self, answer: Answer) -> None:
        exchange = answer.exchange
        if exchange is None:
            return
        ahead = clock_ahead(exchange.header("date"), exchange.header("age"), exchange.ended_at)
        if abs(ahead) > _SKEW:
            answer.notes.append(f"the site's clock is {abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} ours")

    def _rules_for(self, url: str) -> Rules:
        """Return the rules of an address's host: asked once a run, a stored copy stands in while it is young."""
        address = robots_url(url)
        if address not in self._rules:
            now = dt.datetime.now(dt.UTC)
            copy = self._frontier.robots(address)
            age = (now - copy.fetched_at).total_seconds() if copy is not None else -1.0
            if copy is None or not 0 <= age <= self._settings.robots_max_age:
                copy = self._fetch_robots(address)
            rules = Rules(copy, self._settings.crawl_delay_cap)
            self._rules[address] = rules
            if copy.note:
                self._say(f"{urlsplit(url).netloc}: {copy.note}")
            if 0 < rules.crawl_delay <= self._settings.crawl_delay_cap:
                self._pace.ask_for(urlsplit(url).netloc, rules.crawl_delay)
                self._say(f"{urlsplit(url).netloc} asks for {rules.crawl_delay:g} s between requests")
        return self._rules[address]

    def _fetch_robots(self, address: str) -> RobotsCopy:
        """Ask for robots.txt, following redirects within the allow-list (RFC 9309 2.3.1.2)."""
        now = dt.datetime.now(dt.UTC)
        answer = Answer([address])
        while True:
            exchange = self._ask_robots(answer.chain[-1])
            answer.exchange = exchange
            target = answer.follow()
            if target is None:
                break
            if target in answer.chain or len(answer.chain) > self._settings.max_hops:
                return RobotsCopy("allow", "", now, "robots.txt redirects without end: taken as absent")
            refusal = self._allow.refusal(target)
            if refusal is not None:
                return RobotsCopy("unreachable", "", now, f"robots.txt leads elsewhere ({refusal})")
            answer.chain.append(target)
        copy = self._read_robots(exchange, now)
        if copy.state in {"rules", "allow"}:
            self._frontier.keep_robots(address, copy)
        return copy

    def _ask_robots(self, url: str) -> Exchange:
        while True:
            exchange = self._send(url, {})
            self._keep_evidence(exchange, Verdict("robots", "robots_txt", ""), None)
            transient = exchange.fault is not None and exchange.fault.transient
            transient = transient or exchange.status in RETRY_STATUS
            held = self._retry_after(exchange, url)
            if held is not None or not transient or self._tries[url] >= self._settings.max_tries:
                return exchange
            self._back_off(url)

    def _read_robots(self, exchange: Exchange, now: dt.datetime) -> RobotsCopy:
        fault = exchange.fault
        if exchange.status is None or (fault is not None and fault.kind != "too_large"):
            words = fault.message if fault else "no answer"
            return RobotsCopy("unreachable", "", now, f"robots.txt cannot be read ({words})")
        if fault is not None:
            body = exchange.body
        else:
            try:
                cap = self._settings.max_page_bytes
                body = decode_body(exchange.body, exchange.header("content-encoding"), cap)
            except CodingError as error:
                return RobotsCopy("unreachable", "", now, f"robots.txt cannot be read ({error.message})")
        block = find_block(200, dict(exchange.headers), body)
        if block is not None and block.reason == "challenge":
            return RobotsCopy("blocked", "", now, f"robots.txt is a challenge page ({block.sign})")
        return copy_of(exchange.status, body, now, self._settings.robots_max_bytes)


def _asked_enough(answer: Answer) -> Verdict:
    """Return the verdict on an address that is asked no more in a run; of one that leads to it, which it is."""
    where = f"it leads to {answer.chain[-1]}, which was " if len(answer.chain) > 1 else ""
    return Verdict("failed", "tries", f"{where}asked often enough in this run")
