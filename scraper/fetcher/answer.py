"""What came of one address: the chain of redirects, the last exchange, and why it is no page."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin

from .classify import Verdict
from .exchange import REDIRECTS, Exchange


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

    @property
    def target(self) -> str | None:
        """The absolute address that the last exchange redirects to, without its fragment; None for no redirect."""
        exchange = self.exchange
        if self.verdict is not None or exchange is None or exchange.status not in REDIRECTS:
            return None
        location = exchange.header("location")
        if not location:
            return None
        return urljoin(self.chain[-1], location.strip()).partition("#")[0]
