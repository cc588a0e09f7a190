"""One request and what came back: what is classified and archived, without the machinery that sends it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

FaultKind = Literal["dns", "tls", "connect", "timeout", "reset", "protocol", "cut", "too_large", "unsafe"]
TRANSIENT: frozenset[str] = frozenset({"dns", "connect", "timeout", "reset", "protocol", "cut"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses that name another address to ask (RFC 9110 15.4)."""


@dataclass(frozen=True)
class Fault:
    """Why an exchange is not whole."""

    kind: FaultKind
    message: str
    transient: bool


@dataclass
class Exchange:
    """One request and what came back. `body` is as sent (content coding on, chunking off).

    `status` is None where no head arrived; `fault` is None where the answer is whole; `started_at` and
    `ended_at` are UTC.
    """

    url: str
    request_headers: list[tuple[str, str]]
    started_at: dt.datetime
    ended_at: dt.datetime
    status: int | None = None
    reason: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    framed: bool = True
    """False where only the closing of the connection ends the body."""
    fault: Fault | None = None

    def header(self, name: str) -> str | None:
        """Return a header by its name, several joined with a comma, or None."""
        found = [v for k, v in self.headers if k.lower() == name.lower()]
        return ", ".join(found) if found else None

    def every(self, name: str) -> list[str]:
        """Return the values of a header that is no list, each once, without those that are blank."""
        found = (v.strip() for k, v in self.headers if k.lower() == name.lower())
        return list(dict.fromkeys(filter(None, found)))
