"""What came of one address: the chain of redirects, the last exchange, and why it is no page."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin

from .classify import Verdict
from .exchange import REDIRECTS, Exchange
from .hosts import in_ascii


@dataclass
class Answer:
    """What came of one address: the last exchange, its decoded body, and why it is no page (or None).

    `chain` holds every address asked, in order. A 304 has an exchange with that status and no verdict.
    """

    chain: list[str]
    exchange: Exchange | None = None
    body: bytes = b""
    verdict: Verdict | None = None
    notes: list[str] = field(default_factory=list)
    html: bool = True
    """False where data, not a page, is wanted."""

    @property
    def not_modified(self) -> bool:
        """Whether the site says that the stored copy still stands."""
        return self.exchange is not None and self.exchange.status == 304

    def follow(self) -> str | None:
        """Return the absolute address that the last exchange redirects to, without its fragment; None for no redirect.

        An address that cannot be read is the answer's verdict.
        """
        exchange = self.exchange
        if self.verdict is not None or exchange is None or exchange.status not in REDIRECTS:
            return None
        locations = exchange.every("location")
        if not locations:
            return None
        if len(locations) > 1:
            words = f"a redirect ({exchange.status}) to several addresses: {', '.join(locations)[:100]!r}"
            self.verdict = Verdict("failed", "redirects", words)
            return None
        location = locations[0]
        try:
            joined = urljoin(self.chain[-1], in_ascii(location.encode("latin-1", "replace")))
        except ValueError:
            words = f"a redirect ({exchange.status}) to an address that cannot be read: {location[:100]!r}"
            self.verdict = Verdict("failed", "redirects", words)
            return None
        return joined.partition("#")[0]
