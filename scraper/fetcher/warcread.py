"""WARC files read with every record proven whole; what is damaged is named and the rest is read.

Stock readers take a record cut short for a whole one. Here a record counts only when its gzip member ended
with the right checksum, its block has the announced length, and its digests match. After damage the reader
looks for the next record start. Memory is constant: one record at most is held, and only if wanted.
Source of the format: WARC 1.1 (ISO 28500:2017), annex D for gzip members.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, Protocol

_PIECE = 1 << 16
_HEAD_CAP = 1 << 16
_MAGIC = b"\x1f\x8b\x08"
_VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_START = re.compile(rb"(?:\A|\n)(WARC/(?:0\.1[78]|1\.[01])\r?\n)")
_ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha512"})

Headers = dict[str, str]
DamageKind = Literal["torn", "flipped", "digest", "not_warc", "empty"]


@dataclass(frozen=True)
class WarcRecord:
    """A record proven whole. `offset` and `end` are bytes in the file; `headers` have lower-case names.

    `block` is None where the record was not wanted or is larger than the cap (`oversize`).
    """

    offset: int
    end: int
    type: str
    headers: Headers
    block: bytes | None
    length: int
    oversize: bool = False


@dataclass(frozen=True)
class Damage:
    """A place in a file that holds no sound record."""

    offset: int
    kind: DamageKind
    message: str


class BrokenRecordError(Exception):
    """What is at this place is no whole record."""

    def __init__(self, kind: DamageKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class _Stream(Protocol):
    @property
    def end(self) -> int: ...

    def read(self, size: int) -> bytes: ...
    def readline(self, limit: int) -> bytes: ...
    def at_end(self) -> bool: ...


class _Buffered:
    """Reading over a buffer that `_fill` tops up; `_fill` gives False at the end."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def _fill(self) -> bool:
        raise NotImplementedError

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, fewer only at the end."""
        while len(self._buffer) < size and self._fill():
            pass
        piece = bytes(self._buffer[:size])
        del self._buffer[:size]
        return piece

    def readline(self, limit: int) -> bytes:
        """Return a line with its end, at most `limit` bytes."""
        while (at := self._buffer.find(b"\n", 0, limit)) < 0 and len(self._buffer) < limit and self._fill():
            pass
        return self.read(at + 1 if at >= 0 else limit)

    def at_end(self) -> bool:
        """Return whether nothing is left; for a gzip member this proves its checksum."""
        while not self._buffer:
            if not self._fill():
                return True
        return False


class _Member(_Buffered):
    """One gzip member of a file."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__()
        self._file = file
        self._at = offset
        self._machine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self.end = offset

    def _fill(self) -> bool:
        if self._machine.eof:
            return False
        data = self._machine.unconsumed_tail
        if not data:
            self._file.seek(self._at)
            data = self._file.read(_PIECE)
            self._at += len(data)
        if not data:
            raise BrokenRecordError("torn", "the gzip member has no end")
        try:
            self._buffer += self._machine.decompress(data, _PIECE)
        except zlib.error as error:
            raise BrokenRecordError("flipped", f"the gzip member is broken ({error})") from error
        if self._machine.eof:
            self.end = self._at - len(self._machine.unused_data)
        return True


class _Plain(_Buffered):
    """The rest of an uncompressed file; `end` is what has been read of it."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__()
        self._file = file
        self._at = offset

    def _fill(self) -> bool:
        self._file.seek(self._at)
        data = self._file.read(_PIECE)
        self._at += len(data)
        self._buffer += data
        return bool(data)

    @property
    def end(self) -> int:
        """The offset of the next byte to be read."""
        return self._at - len(self._buffer)


Want = Callable[[Headers], bool]


@dataclass
class _Block:
    """A block on its way through the digests."""

    headers: Headers
    keep: bool
    cap: int
    kept: bytearray = field(default_factory=bytearray)
    oversize: bool = False

    def __post_init__(self) -> None:
        self._wanted = parse_digest(self.headers.get("warc-block-digest"))
        self._hash = hashlib.new(self._wanted[0], usedforsecurity=False) if self._wanted else None

    def take(self, piece: bytes) -> None:
        if self._hash is not None:
            self._hash.update(piece)
        if self.keep and not self.oversize:
            self.kept += piece
            if len(self.kept) > self.cap:
                self.oversize = True
                self.kept.clear()

    def verify(self) -> bool:
        """Raise BrokenRecordError on a digest that does not match; True where one proved the block."""
        if self._hash is not None and self._wanted is not None and self._hash.digest() != self._wanted[1]:
            raise BrokenRecordError("digest", "the block does not match its digest")
        proven = self._hash is not None
        if self.keep and not self.oversize:
            proven = _verify_payload(self.headers, bytes(self.kept)) or proven
        return proven


def parse_digest(value: str | None) -> tuple[str, bytes] | None:
    """Return algorithm and bytes of a labelled digest (base 32 or hexadecimal), None for an unknown one."""
    name, _, text = (value or "").partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in _ALGORITHMS:
        return None
    size = hashlib.new(name, usedforsecurity=False).digest_size
    text = text.strip()
    try:
        raw = bytes.fromhex(text) if len(text) == 2 * size else base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except (ValueError, binascii.Error):
        raw = b""
    return name, raw


def _verify_payload(headers: Headers, block: bytes) -> bool:
    """Check the payload digest; writers differ on whether chunking belongs to the payload, both are taken."""
    wanted = parse_digest(headers.get("warc-payload-digest"))
    if wanted is None or headers.get("warc-type") not in {"response", "resource"}:
        return False
    payload = split_http(block)[1] if headers.get("warc-type") == "response" else block
    for candidate in (payload, dechunk(payload)):
        if candidate is not None and hashlib.new(wanted[0], candidate, usedforsecurity=False).digest() == wanted[1]:
            return True
    raise BrokenRecordError("digest", "the payload does not match its digest")


def split_http(block: bytes) -> tuple[bytes, bytes]:
    """Split an HTTP message into its head and its body."""
    match = re.search(rb"\r?\n\r?\n", block)
    return (block[: match.start()], block[match.end() :]) if match else (block, b"")


def dechunk(payload: bytes) -> bytes | None:
    """Undo chunked transfer coding; None where the bytes are not chunked or end early."""
    out, at = bytearray(), 0
    while match := re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n").match(payload, at):
        size = int(match.group(1), 16)
        if size == 0:
            return bytes(out)
        start, at = match.end(), match.end() + size
        if at > len(payload):
            return None
        out += payload[start:at]
        at += 2 if payload[at : at + 2] == b"\r\n" else 1
    return None


def _read_headers(stream: _Stream) -> Headers:
    if not _VERSION.fullmatch(stream.readline(64)):
        raise BrokenRecordError("not_warc", "no WARC record begins here")
    headers: Headers = {}
    name, size = "", 0
    while line := stream.readline(_HEAD_CAP):
        size += len(line)
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return headers
        if size > _HEAD_CAP:
            raise BrokenRecordError("flipped", "the record's head is too long")
        if text[0] in " \t" and name:
            headers[name] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon or not name:
            raise BrokenRecordError("flipped", "a line of the record's head is broken")
        headers[name] = value.strip().strip("<>") if name in {"warc-target-uri"} else value.strip()
    raise BrokenRecordError("torn", "the record's head is cut")


def _read_record(stream: _Stream, offset: int, want: Want, cap: int) -> tuple[WarcRecord, Damage | None]:
    """Read one record; the damage is that of a missing or wrong end after a block proven by its digest."""
    headers = _read_headers(stream)
    if not headers.get("content-length", "").isdecimal() or "warc-type" not in headers:
        raise BrokenRecordError("flipped", "the record's head lacks its length or its type")
    length = int(headers["content-length"])
    block = _Block(headers, want(headers), cap)
    left = length
    while left:
        piece = stream.read(min(left, _PIECE))
        if not piece:
            raise BrokenRecordError("torn", f"the block is cut, {left} of {length} bytes are missing")
        left -= len(piece)
        block.take(piece)
    proven = block.verify()
    close = stream.read(4)
    damage = None
    if close != b"\r\n\r\n":
        if not proven:
            raise BrokenRecordError("flipped", "the record does not end where its head says")
        damage = Damage(offset, "torn" if len(close) < 4 else "flipped", "the record's closing lines are broken")
    kept = bytes(block.kept) if block.keep and not block.oversize else None
    record = WarcRecord(offset, stream.end, headers["warc-type"], headers, kept, length, block.oversize)
    return record, damage


def read_warc(
    file: BinaryIO, want: Want = lambda _: True, cap: int = 21 << 20, start: int = 0, size: int | None = None
) -> Iterator[WarcRecord | Damage]:
    """Return the sound records of a WARC file (gzip or plain) in order, and the damaged places between them.

    `want` says by its headers whether a record's block is kept; `cap` (bytes) bounds a kept block; reading
    begins at `start` and ends at `size` (bytes; the file's end where None). `file` must be seekable.
    """
    end = file.seek(0, 2) if size is None else size
    if end == 0:
        yield Damage(0, "empty", "the file is empty")
    offset = start
    while offset < end:
        offset = yield from _at(file, offset, end, want, cap)


def _at(file: BinaryIO, offset: int, end: int, want: Want, cap: int) -> Generator[WarcRecord | Damage, None, int]:
    """Return what stands at an offset; returns the offset to go on from."""
    file.seek(offset)
    gz = file.read(2) == _MAGIC[:2]
    stream: _Stream = _Member(file, offset) if gz else _Plain(file, offset)
    try:
        yield from _records_of(stream, offset, want, cap, gz)
    except BrokenRecordError as broken:
        yield Damage(offset, broken.kind, broken.message)
        return _next_start(file, offset + 1, end)
    return stream.end


def _records_of(stream: _Stream, offset: int, want: Want, cap: int, gz: bool) -> Iterator[WarcRecord | Damage]:
    """Return the one record of a plain stream, or all of a gzip member once the member is proven so far."""
    while True:
        record, damage = _read_record(stream, offset, want, cap)
        over = stream.at_end() if gz else True
        yield WarcRecord(
            record.offset,
            stream.end,
            record.type,
            record.headers,
            record.block,
            record.length,
            record.oversize,
        )
        if damage is not None:
            yield damage
        if over:
            return


def _next_start(file: BinaryIO, offset: int, end: int) -> int:
    """Return the offset of the next record start, gzip or plain, from `offset` on; `end` for none."""
    at = offset
    while at < end:
        file.seek(at)
        window = file.read(1 << 20)
        if not window:
            return end
        for place in _candidates(window):
            if _is_start(file, at + place):
                return at + place
        if at + len(window) >= end:
            return end
        at += len(window) - 16
    return end


def _candidates(window: bytes) -> list[int]:
    found = [m.start() for m in re.finditer(re.escape(_MAGIC), window)]
    found += [m.start(1) for m in _START.finditer(window) if m.start(1) or m.group(0)[:1] == b"\n"]
    return sorted(found)


def _is_start(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    head = file.read(4096)
    if head.startswith(b"WARC/"):
        return True
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False
