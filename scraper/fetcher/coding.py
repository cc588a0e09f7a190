"""Content coding undone in bounded memory, with the end of each stream proven (RFC 9110 8.4, RFC 1952)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS
_IDENTITY = frozenset({"", "identity"})
_KNOWN = frozenset({"gzip", "x-gzip", "deflate"})


class CodingError(Exception):
    """A body that cannot be decoded: `reason` is `cut`, `undecodable`, `too_large` or `too_many_codings`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


def codings_of(header: str | None) -> list[str]:
    """Return the codings of a Content-Encoding header in the order they were applied, `identity` left out."""
    names = [name.strip().lower() for name in (header or "").split(",")]
    return [name for name in names if name not in _IDENTITY]


def decode_body(raw: bytes, content_encoding: str | None, cap: int, max_codings: int = 5) -> bytes:
    """Return a body with its content coding undone.

    `cap` (bytes) bounds every layer. Raises CodingError where the stream ends early, fails its checksum, is
    no such stream, has more than `max_codings` layers, or is larger than the cap.
    """
    names = codings_of(content_encoding)
    if len(names) > max_codings:
        raise CodingError("too_many_codings", f"{len(names)} content codings, {max_codings} are read")
    chunks: Iterable[bytes] = [raw]
    for name in reversed(names):
        if name not in _KNOWN:
            raise CodingError("undecodable", f"content coding {name!r} was not asked for and is not read")
        chunks = _capped(_inflate(chunks, name), cap)
    return b"".join(chunks) if names else raw


def _capped(chunks: Iterable[bytes], cap: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > cap:
            raise CodingError("too_large", f"larger than {megabytes(cap)} decoded")
        yield chunk


def megabytes(size: int) -> str:
    """Return a number of bytes as MiB, for people."""
    return f"{size / (1 << 20):g} MiB"


def _inflate(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Undo one layer; a gzip stream may have several members (RFC 1952 2.2), a zlib stream has one."""
    source = _Pushback(chunks)
    members = 0
    while head := source.peek(2):
        if members and not head.strip(b"\0"):
            return
        if members and (name == "deflate" or head != b"\x1f\x8b"):
            raise CodingError("undecodable", f"bytes follow the end of the {name} stream")
        yield from _member(source, _window(name, head))
        members += 1
    if not members:
        raise CodingError("cut", f"the {name} stream is empty")


def _window(name: str, head: bytes) -> int:
    if name != "deflate":
        return _GZIP
    is_zlib = len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def _member(source: _Pushback, window: int) -> Iterator[bytes]:
    machine = zlib.decompressobj(window)
    data = source.read()
    while data:
        try:
            piece = machine.decompress(data, _PIECE)
        except zlib.error as error:
            raise CodingError("undecodable", f"the compressed stream is broken ({error})") from error
        if piece:
            yield piece
        if machine.eof:
            source.unread(machine.unused_data)
            return
        data = machine.unconsumed_tail or source.read()
    raise CodingError("cut", "the compressed stream ends before its end mark")


class _Pushback:
    """Chunks that can be given back."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = b""

    def read(self) -> bytes:
        held, self._held = self._held, b""
        while not held:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            held = chunk
        return held

    def unread(self, data: bytes) -> None:
        self._held = data

    def peek(self, size: int) -> bytes:
        while len(self._held) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._held += chunk
        return self._held[:size]
