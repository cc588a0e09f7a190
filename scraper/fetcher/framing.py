"""A body read by its framing (RFC 9112 6), with a limit, and every broken ending named.

Not left to the default stack, which takes a body cut inside a compressed stream, or one longer than announced,
for a whole one.
"""

from __future__ import annotations

import http.client
import re
from contextlib import suppress
from typing import Any

from .coding import megabytes
from .exchange import REDIRECTS, Exchange

_PIECE = 1 << 16
_LINE = 1 << 12
_NO_BODY = frozenset({204, 304})
_INTERIM_MOST = 20


class CutError(Exception):
    """A body that ends before its framing says, or goes on after it."""


class TooLargeError(Exception):
    """A body over the cap; the bytes read so far are kept by the caller."""


class Body:
    """Reads a body by its framing (RFC 9112 6.3) into `data`, at most `cap` bytes."""

    def __init__(self, fp: Any, cap: int) -> None:
        self._fp = fp
        self.cap = cap
        self.data = bytearray()

    def _take(self, size: int) -> bool:
        """Move at most `size` bytes; False where the connection is at its end."""
        piece = self._fp.read1(min(size, _PIECE))
        self.data += piece
        if len(self.data) > self.cap:
            raise TooLargeError(f"larger than {megabytes(self.cap)}")
        return bool(piece)

    def to_length(self, length: int) -> None:
        """Read exactly `length` bytes and see that no more follow."""
        start = len(self.data)
        while (got := len(self.data) - start) < length:
            if not self._take(length - got):
                raise CutError(f"cut at {got} of {length} bytes")

    def nothing_follows(self) -> None:
        """Raise CutError where bytes follow the announced length (we asked for one answer only)."""
        if self._fp is None:  # an empty answer is closed as soon as its head is read
            return
        with suppress(OSError, ValueError):
            self._fp.raw._sock.settimeout(0.05)
            if self._fp.peek(1):
                raise CutError(f"longer than its Content-Length of {len(self.data)} bytes")

    def to_close(self) -> None:
        """Read until the connection closes."""
        while self._take(_PIECE):
            pass

    def chunks(self) -> None:
        """Read a chunked body (RFC 9112 7.1)."""
        while size := self._chunk_size():
            self.to_length(size)
            if self._fp.readline(_LINE) not in {b"\r\n", b"\n"}:
                raise CutError(f"a chunk is not closed after {len(self.data)} bytes")
        for _ in range(100):
            line = self._fp.readline(_LINE)
            if line in {b"\r\n", b"\n"}:
                return
            if not line:
                raise CutError(f"the last chunk is missing after {len(self.data)} bytes")
        raise CutError("the trailer has no end")

    def _chunk_size(self) -> int:
        line = self._fp.readline(_LINE)
        match = re.fullmatch(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n", line)
        if match is None:
            what = "the connection ended" if not line else f"bad chunk line {line[:20]!r}"
            raise CutError(f"{what} after {len(self.data)} bytes")
        return int(match.group(1), 16)


def _length(exchange: Exchange) -> int | None:
    """Return the announced length; CutError where two disagree or it is no number."""
    value = exchange.header("content-length")
    if value is None:
        return None
    lengths = {part.strip() for part in value.split(",")}
    if len(lengths) > 1 or not next(iter(lengths)).isdecimal():
        raise CutError(f"the Content-Length {value!r} is no single number")
    return int(lengths.pop())


def skip_interim(exchange: Exchange, fp: Any) -> None:
    """Read on to the final answer where an interim one came first (RFC 9110 15.2; Python skips only 100 itself).

    Raises http.client.HTTPException where no head follows.
    """
    for _ in range(_INTERIM_MOST):
        if exchange.status is None or not 102 <= exchange.status < 200:
            return
        line = fp.readline(_LINE + 1).decode("latin-1")
        match = re.fullmatch(r"HTTP/\d\.\d[ \t]+(\d{3})(?:[ \t]+(.*?))?[ \t]*\r?\n", line)
        if match is None:
            raise http.client.BadStatusLine(line)
        exchange.status, exchange.reason = int(match[1]), match[2] or ""
        exchange.headers = [(str(k), str(v)) for k, v in http.client.parse_headers(fp).items()]
    raise http.client.HTTPException(f"more than {_INTERIM_MOST} interim answers")


def read_framed(exchange: Exchange, body: Body) -> None:
    """Read an answer's body whole, by what its head announces; raises CutError or TooLargeError."""
    coding = exchange.header("transfer-encoding")
    if exchange.status in _NO_BODY:
        return
    if coding is not None:
        if coding.strip().lower() != "chunked":
            raise CutError(f"the transfer coding {coding!r} is not known")
        body.chunks()
    elif (length := _length(exchange)) is not None:
        if length > body.cap:
            raise TooLargeError(f"larger than {megabytes(body.cap)}: {length} bytes announced")
        body.to_length(length)
        body.nothing_follows()
    else:
        exchange.framed = False
        body.to_close()
        leads_on = exchange.status in REDIRECTS and exchange.header("location")
        if not body.data and not leads_on:
            raise CutError("the connection closed after the head")
