"""Content coding undone in bounded memory, with the end of each stream proven (RFC 9110 8.4, RFC 1952, 7932, 8878).

Labels lie: proxies undo a coding and leave its name, browsers and crawlers keep a coded body without one. Where a body
says by its own first bytes what it is, that is believed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from scraper.document.signs import GZIP, ZSTD

_PIECE = 1 << 16
_WINDOW = 27
"""The largest window of a Zstandard stream as a power of two: 128 MiB, what its own tools take."""
_GZIP = 16 + zlib.MAX_WBITS
_IDENTITY = frozenset({"", "identity", "none", "utf-8", "binary"})
_ALIASES = {"x-gzip": "gzip", "x-deflate": "deflate", "brotli": "br", "zst": "zstd"}
_MAGIC = (("gzip", GZIP), ("zstd", ZSTD))
_UNMARKED = ("br", "deflate")
"""Codings whose streams have no mark at their beginning."""
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\xff]")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|body)", re.I)


class CodingError(Exception):
    """A body that cannot be decoded: `reason` is `cut`, `undecodable`, `too_large` or `too_many_codings`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True)
class Decoded:
    """A body with its codings undone; `note` says where its label was wrong."""

    body: bytes
    note: str | None = None


def codings_of(header: str | None) -> list[str]:
    """Return the codings of a Content-Encoding header in the order they were applied, `identity` left out."""
    names = [name.strip().lower() for name in (header or "").split(",")]
    return [_ALIASES.get(name, name) for name in names if name not in _IDENTITY]


def dechunk(payload: bytes) -> bytes | None:
    """Undo chunked transfer coding; None where the bytes are not chunked or end early."""
    out, at = bytearray(), 0
    while match := _CHUNK.match(payload, at):
        size = int(match.group(1), 16)
        if size == 0:
            return bytes(out)
        start, at = match.end(), match.end() + size
        if at > len(payload):
            return None
        out += payload[start:at]
        at += 2 if payload[at : at + 2] == b"\r\n" else 1
    return None


def decode_body(raw: bytes, content_encoding: str | None, cap: int, max_codings: int = 5) -> bytes:
    """Return the body of `decode`."""
    return decode(raw, content_encoding, cap, max_codings).body


def decode(raw: bytes, content_encoding: str | None, cap: int, max_codings: int = 5) -> Decoded:
    """Return a body with its content coding undone, the one that its label names or the one that its bytes show.

    `cap` (bytes) bounds every layer. Raises CodingError where the stream ends early, fails its checksum, is
    no such stream, has more than `max_codings` layers, or is larger than the cap.
    """
    names = codings_of(content_encoding)
    if len(names) > max_codings:
        raise CodingError("too_many_codings", f"{len(names)} content codings, {max_codings} are read")
    body, notes, left = raw, list[str](), max_codings
    if (whole := _unchunked(raw)) is not None:
        body, notes = whole, ["in chunks without a label"]
    for name in reversed(names):
        if _is_plain(body, name, cap):
            notes.append(f"labelled {name} and not coded so")
            continue
        body, really, left = *_undone(body, name, cap), left - 1
        if really != name:
            notes.append(f"labelled {name}, coded {really}")
    while left and (found := _unlabelled(body, cap)) is not None:
        body, really, left = *found, left - 1
        notes.append(f"coded {really} without a label")
    return Decoded(body, f"the body is {'; '.join(notes)}" if notes else None)


def _unchunked(body: bytes) -> bytes | None:
    """Return a body without the chunks that it still is in, None where it is in none; raises CodingError where they are cut.

    Read as they stand, the lines between chunks would part words and figures of the page.
    """
    first = _CHUNK.match(body)
    if first is None:
        return None
    whole = dechunk(body)
    if whole is None and (_MARKUP.match(body, first.end()) or _shown(body[first.end() : first.end() + 4])):
        raise CodingError("cut", "the body is in chunks without a label, and the last one is missing")
    return whole or None


def _undone(body: bytes, name: str, cap: int) -> tuple[bytes, str]:
    """Return a body without the coding of its label, or the one that it really has, and the coding's name."""
    really = _shown(body) or name
    if really not in _CODINGS:
        raise CodingError("undecodable", f"content coding {name!r} is not read")
    try:
        return _layer(body, really, cap), really
    except CodingError as error:
        found = _guessed(body, cap) if error.reason == "undecodable" else None
        if found is None:
            raise
        return found


def _unlabelled(body: bytes, cap: int) -> tuple[bytes, str] | None:
    """Return a body without a coding that no label names, None where it has none that can be undone."""
    shown = _shown(body)
    if shown is None:
        return _guessed(body, cap) if _may_be_coded(body) else None
    try:
        return _layer(body, shown, cap), shown
    except CodingError as error:
        if error.reason != "undecodable":
            raise
        return None


def _guessed(body: bytes, cap: int) -> tuple[bytes, str] | None:
    """Return a body without a coding that has no mark of its own; it is believed where markup comes out."""
    for name in _UNMARKED:
        try:
            plain = _layer(body, name, cap)
        except CodingError:
            continue
        if _MARKUP.match(plain[:1024]):
            return plain, name
    return None


def is_coded_markup(head: bytes) -> bool:
    """Return whether markup comes out of the first bytes of a file that is coded without a mark of its coding."""
    return _may_be_coded(head) and any(_MARKUP.match(_first_of(head, name)) for name in _UNMARKED)


def _may_be_coded(body: bytes) -> bool:
    """Look whether a body's first bytes are neither text nor markup."""
    return _BINARY.search(body[:1024]) is not None and _MARKUP.match(body[:1024]) is None


def _first_of(head: bytes, name: str) -> bytes:
    out = b""
    with suppress(CodingError):  # it is the beginning of a stream
        for piece in _CODINGS[name]([head]):
            out += piece
            if len(out) >= 1024:
                break
    return out[:1024]


def _shown(body: bytes) -> str | None:
    """Return the coding that a body's first bytes show, None where they show none."""
    return next((name for name, magic in _MAGIC if body.startswith(magic)), None)


def _is_plain(body: bytes, name: str, cap: int) -> bool:
    """Return whether a body is markup as it stands, whatever its label says."""
    if _shown(body) is not None or not _MARKUP.match(body[:1024]):
        return False
    if name not in _UNMARKED:
        return True
    try:  # a stream without a mark may by chance begin like markup
        _layer(body, name, cap)
    except CodingError as error:
        return error.reason != "too_large"
    return False


def _layer(body: bytes, name: str, cap: int) -> bytes:
    return b"".join(_capped(_CODINGS[name]([body]), cap))


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


def _unbrotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo Brotli; a stream ends by itself (RFC 7932)."""
    import brotli

    machine = brotli.Decompressor()
    try:
        for chunk in chunks:
            piece = machine.process(chunk, output_buffer_limit=_PIECE)
            while piece:
                yield piece
                piece = b"" if machine.is_finished() else machine.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise CodingError("undecodable", f"the compressed stream is broken ({error})") from error
    if not machine.is_finished():
        raise CodingError("cut", "the compressed stream ends before its end mark")


def _unzstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo Zstandard; a stream may have several frames (RFC 8878, 3)."""
    from backports import zstd

    data = b"".join(chunks)
    while data:
        machine = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW})
        try:
            while not machine.eof:
                if not data and machine.needs_input:
                    raise CodingError("cut", "the compressed stream ends before its end mark")
                piece, data = machine.decompress(data, _PIECE), b""
                yield piece
        except zstd.ZstdError as error:
            raise CodingError("undecodable", f"the compressed stream is broken ({error})") from error
        data = machine.unused_data


def _inflate(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Undo one layer; a gzip stream may have several members (RFC 1952 2.2), a zlib stream has one."""
    source = _Pushback(chunks)
    members = 0
    while head := source.peek(2):
        if members and not head.strip(b"\0"):
            return
        if members and (name == "deflate" or head != GZIP[:2]):
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


_CODINGS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": lambda chunks: _inflate(chunks, "gzip"),
    "deflate": lambda chunks: _inflate(chunks, "deflate"),
    "br": _unbrotli,
    "zstd": _unzstd,
}


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
