"""The settings of the fetcher: every limit has a default, a name and a reason."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from scraper import __version__

from .errors import NoContactError, SourceError

if TYPE_CHECKING:
    from scraper.settings import Settings

MIB = 1 << 20
DAY = 86_400.0
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CONTACT_HELP = "no contact is set: sites must be able to reach you; give --contact you@example.org or set PEEL_CONTACT"


@dataclass(frozen=True)
class FetchSettings:
    """How pages are fetched. Times are in seconds where the name says no other unit, sizes in bytes.

    The defaults keep a run polite; `delay` is never undercut, whatever the site allows. What a user may set has the
    name that it has in `scraper.settings` (`of_run` takes it from there); the rest is fixed.
    """

    contact: str | None = None
    """Who runs this: an e-mail address or a page, sent in the User-Agent; needed off loopback."""
    site: str | None = None
    """Another base for the live site (a mirror, a test server), None for the site itself."""
    delay: float = 1.0
    """From the end of one request to a host to the start of the next."""
    jitter: float = 0.25
    """At most this share of the delay is added to it at random."""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    """Between two bytes."""
    total_timeout: float = 60.0
    """For one request as a whole, whatever trickles in."""
    max_page_bytes: int = 20 * MIB
    """For a body as sent, and again decoded."""
    max_codings: int = 5
    max_hops: int = 10
    max_tries: int = 3
    """Requests for one address in one run."""
    backoff: float = 2.0
    """The first wait before a retry; it doubles."""
    backoff_cap: float = 60.0
    retry_after_cap: float = 120.0
    """The longest wait asked by Retry-After that is slept; a longer one ends the host's run."""
    crawl_delay_cap: float = 60.0
    robots_max_age: float = 0.8 * DAY
    """How long a copy of robots.txt stands (RFC 9309, 2.4: at most 24 hours; below a day: what forbids costs a nightly run one night)."""
    robots_max_bytes: int = 512 * 1024
    """What is read of robots.txt (RFC 9309, 2.5: at least 500 KiB)."""
    blocks_in_a_row: int = 2
    failures_in_a_row: int = 5
    waits_in_a_row: int = 3
    """Answers 429 after which a web archive is left alone, whatever wait was kept between them."""
    wayback: str = "https://web.archive.org"
    ukgwa: str = "https://webarchive.nationalarchives.gov.uk/ukgwa"
    captures: Literal["all", "newest"] = "all"
    """Which captures of a page are read from a web archive."""
    index_calls_per_minute: int = 20
    """Calls of a web archive's index in any 60 seconds."""
    archive_wait: float = 60.0
    """How long an archive is left alone after a 429 that names no time."""
    ca_bundle: str | None = None
    """A file of trusted certificates; REQUESTS_CA_BUNDLE and SSL_CERT_FILE are read where it is None."""
    max_archive_file: int = 256 * MIB
    """A WARC file larger than this is closed and the next begun."""
    current_days: float = 0.8
    """How old the last look at a page of a current round may be (below a day: a nightly run sees it)."""
    settled_days: float = 30
    """How old the last look at any page may get."""
    absent_days: float = 30
    """How old the last look at an address that never had a page may be."""
    current_rounds: frozenset[str] = frozenset({"2023-25", "2025-27"})
    nightly_share: float = 0.15
    """Requests of a repeated run for each known page, at most."""
    nightly_floor: int = 200
    """While fewer pages are known, each run looks at all of them again."""
    discovered_pages: int = 500
    """Pages of no round that a run asks for the first time, at most; the rest waits for the next run."""
    max_pages: int | None = None
    max_requests: int | None = None
    max_minutes: float | None = None
    refetch: bool = False
    """Ask for every page again, conditionally."""

    @classmethod
    def of_run(cls, settings: Settings, *, refetch: bool = False) -> FetchSettings:
        """Return the fetcher's settings of a run: all that it shares with the program's settings, by name."""
        shared = settings.model_dump(include={field.name for field in fields(cls)})
        return cls(**shared, refetch=refetch)

    @property
    def user_agent(self) -> str:
        """`peel/<version> (+<contact>)`."""
        return f"peel/{__version__} (+{self.contact})" if self.contact else f"peel/{__version__}"

    @property
    def site_base(self) -> str | None:
        """The other site's base with one slash at its end, None without one."""
        return self.site.rstrip("/") + "/" if self.site else None


def is_loopback(url: str) -> bool:
    """Return whether an address names this machine."""
    host = urlsplit(url).hostname or ""
    return host in LOOPBACK or host.startswith("127.")


def require_contact(settings: FetchSettings, base: str) -> None:
    """Raise NoContactError (exit 2) where requests would leave this machine without a contact, SourceError for one that can't be sent."""
    if not is_loopback(base) and not (settings.contact or "").strip():
        raise NoContactError(CONTACT_HELP)
    if any(ord(c) < 32 or ord(c) > 126 for c in settings.contact or ""):
        raise SourceError("the contact must be plain ASCII in one line; correct --contact or PEEL_CONTACT")
