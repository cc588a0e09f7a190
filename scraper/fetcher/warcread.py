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
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from scraper.document.signs import GZIP, ZSTD

from .coding import CodingError, dechunk, decode_body
from .members import (
    PIECE,
    BrokenMemberError,
    BrokenRecordError,
    DamageKind,
    Plain,
    Stream,
    behind_skippable,
    stream_at,
)

_HEAD_CAP = 1 << 16
_VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_PACKED = re.compile(re.escape(GZIP) + b"|" + re.escape(ZSTD))
_START = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n(?=[A-Za-z])")
"""The start of a record and of the first field of its head; what is cut stands right before it, without a line's end."""
_LONGEST_START = 16
_MOST_BROKEN = 100
"""Broken places of one member behind which its records are still looked for: for each it is unpacked anew."""
_CLOSED = frozenset({b"\r\n\r\n", b"\n\n"})
_RUNS_ON = re.compile(r"WARC/(?:0\.1[78]|1\.[01])$")
"""What a line of a head ends with that was cut, and runs into the next record."""
_CODING = re.compile(rb"\ncontent-encoding:([^\r\n]*)", re.I)
_PAYLOAD_CAP = 64 << 20
_ALGORITHMS = frozenset({"md5", "sha1", "sha256", "sha512"})

Headers = dict[str, str]


@dataclass(frozen=True)
class WarcRecord:
    """A record proven whole. `offset` and `end` are bytes in the file; `headers` have lower-case names.

    `inner` is its place inside a compressed member that holds several (bytes, unpacked). `block` is None where the
    record was not wanted or is larger than the cap (`oversize`). `note` says what is odd about it and no damage.
    """

    offset: int
    end: int
    type: str
    headers: Headers
    block: bytes | None
    length: int
    oversize: bool = False
    inner: int = 0
    note: str | None = None
    head: bytes = b""
    """The beginning of a block that is larger than the cap."""


@dataclass(frozen=True)
class Damage:
    """A place in a file that holds no sound record; `inner` as in `WarcRecord`."""

    offset: int
    kind: DamageKind
    message: str
    inner: int = 0


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
                del self.kept[_HEAD_CAP:]

    def verify(self) -> tuple[bool, str | None]:
        """Return whether a digest proved the block, and what is wrong with one that does not match."""
        if self._hash is not None and self._wanted is not None and self._hash.digest() != self._wanted[1]:
            return False, "the block does not match its digest"
        proven = self._hash is not None
        if self.keep and not self.oversize:
            matches = _payload_matches(self.headers, bytes(self.kept))
            if matches is False:
                return False, "the payload does not match its digest"
            proven = bool(matches) or proven
        return proven, None


def parse_digest(value: str | None) -> tuple[str, bytes] | None:
    """Return algorithm and bytes of a labelled digest (base 16, 32 or 64); None for one that is not understood."""
    name, _, text = (value or "").partition(":")
    name, text = name.strip().lower().replace("-", ""), text.strip()
    if name not in _ALGORITHMS:
        return None
    size = hashlib.new(name, usedforsecurity=False).digest_size
    padded = text.rstrip("=")
    for decode, length, group in _ENCODINGS:
        if len(padded) == -(-size * 8 // length):
            try:
                return name, decode(padded + "=" * (-len(padded) % group))
            except (ValueError, binascii.Error):
                continue
    return None


def _base64(text: str) -> bytes:
    return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)


_ENCODINGS: tuple[tuple[Callable[[str], bytes], int, int], ...] = (
    (bytes.fromhex, 4, 1),
    (lambda text: base64.b32decode(text.upper()), 5, 8),
    (_base64, 6, 4),
)
"""Ways to write a digest: how it is read, bits a character, characters that are padded to."""


def _payload_matches(headers: Headers, block: bytes) -> bool | None:
    """Return whether the payload matches its digest, None where there is none that can be compared.

    Writers differ on whether chunking, and whether the content coding, belongs to the payload: all are taken.
    """
    wanted = parse_digest(headers.get("warc-payload-digest"))
    if wanted is None or headers.get("warc-type") not in {"response", "resource"}:
        return None
    if headers.get("warc-type") == "resource":
        candidates: Iterable[bytes] = (block,)
    else:
        candidates = payloads_of(block)
    return any(hashlib.new(wanted[0], one, usedforsecurity=False).digest() == wanted[1] for one in candidates)


def payloads_of(block: bytes) -> Iterator[bytes]:
    """Return what writers call the payload of an HTTP response: as sent, without chunking, without its content coding."""
    head, payload = split_http(block)
    yield payload
    plain = dechunk(payload)
    if plain is not None:
        yield plain
    label = _CODING.search(head)
    try:
        yield decode_body(payload if plain is None else plain, label and label[1].decode("latin-1"), _PAYLOAD_CAP)
    except CodingError:
        return


def split_http(block: bytes) -> tuple[bytes, bytes]:
    """Split an HTTP message into its head and its body."""
    match = re.search(rb"\r?\n\r?\n", block)
    return (block[: match.start()], block[match.end() :]) if match else (block, b"")


def _read_headers(stream: Stream) -> Headers:
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
            headers[name] = f"{headers[name]} {text}".strip(" \t<>" if name == "warc-target-uri" else None)
            continue
        name, colon, value = text.partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon or not name or ("WARC/" in value and _RUNS_ON.search(value)):
            raise BrokenRecordError("flipped", "a line of the record's head is broken")
        if name == "warc-type":
            value = value.lower()
        headers[name] = value.strip("<>") if name == "warc-target-uri" else value
    raise BrokenRecordError("torn", "the record's head is cut")


def _close(stream: Stream) -> bytes:
    """Return the four bytes behind a block, or two line ends of one byte, and skip the blank lines behind them."""
    close = stream.read(4)
    if close != b"\r\n\r\n":
        whole = 2 if close.startswith(b"\n\n") else close.find(b"W")  # what stands there may be the next record
        if whole >= 0:
            stream.unread(close[whole:])
            close = close[:whole]
    if close in _CLOSED:
        while byte := stream.read(1):
            if byte not in b"\r\n":
                stream.unread(byte)
                break
    return close


def _read_record(
    stream: Stream, offset: int, want: Want, cap: int, *, packed: bool
) -> tuple[WarcRecord, Damage | None]:
    """Read one record; the damage is that of a missing or wrong end after a block proven by its digest.

    `note` of the record says which of its digests does not match.
    """
    inner = stream.taken if packed else 0
    headers = _read_headers(stream)
    if not headers.get("content-length", "").isdecimal() or "warc-type" not in headers:
        raise BrokenRecordError("flipped", "the record's head lacks its length or its type")
    length = int(headers["content-length"])
    block = _Block(headers, want(headers), cap)
    left = length
    while left:
        piece = stream.read(min(left, PIECE))
        if not piece:
            raise BrokenRecordError("torn", f"the block is cut, {left} of {length} bytes are missing")
        left -= len(piece)
        block.take(piece)
    proven, doubt = block.verify()
    close = _close(stream)
    damage = None
    if close not in _CLOSED:
        if not proven:
            raise BrokenRecordError("flipped", "the record does not end where its head says")
        # A place of its own: the record is given as well.
        at = stream.taken - len(close)
        how: DamageKind = "torn" if len(close) < 4 else "flipped"
        damage = Damage(offset, how, "the record's closing lines are broken", at)
    kept = bytes(block.kept) if block.keep and not block.oversize else None
    head, kind = bytes(block.kept) if block.oversize else b"", headers["warc-type"]
    return WarcRecord(offset, stream.end, kind, headers, kept, length, block.oversize, inner, doubt, head), damage


def read_warc(
    file: BinaryIO, want: Want = lambda _: True, cap: int = 21 << 20, start: int = 0, size: int | None = None,
    *, padded: bool = True,
) -> Iterator[WarcRecord | Damage]:  # fmt: skip
    """Return the sound records of a WARC file (gzip, Zstandard or plain) in order, and the damaged places between them.

    `want` says by its headers whether a record's block is kept; `cap` (bytes) bounds a kept block; reading
    begins at `start` and ends at `size` (bytes; the file's end where None). `file` must be seekable. What storage that
    works in blocks fills a file up with, zeros to its end, is no damage where it is `padded`.
    """
    end = file.seek(0, 2) if size is None else size
    if end == 0:
        yield Damage(0, "empty", "the file is empty")
    offset = start
    while offset < end:
        offset = yield from _at(file, offset, end, want, cap, padded)


def _at(
    file: BinaryIO, offset: int, end: int, want: Want, cap: int, padded: bool
) -> Generator[WarcRecord | Damage, None, int]:
    """Return what stands at an offset; returns the offset to go on from."""
    behind = behind_skippable(file, offset)
    if behind > offset:
        return behind
    try:
        stream = stream_at(file, offset)
        for _ in range(_MOST_BROKEN):
            broken = yield from _records_of(stream, offset, want, cap)
            if broken is None:
                return stream.end
            if padded and (offset or broken.inner) and (behind := _behind_zeros(file, offset, broken.inner)):
                return min(behind, end)
            yield Damage(offset, broken.kind, broken.message, broken.inner)
            if isinstance(stream, Plain):
                return _next_start(file, offset + 1, end)
            stream = _behind(file, offset, broken.inner + 1)
            if stream.at_end():
                return stream.end
        yield Damage(offset, "flipped", "so much of the member is broken that its rest is not read", stream.taken)
    except BrokenMemberError as error:
        yield Damage(offset, error.kind, error.message, error.inner)
    return _next_start(file, offset + 1, end)


def _behind_zeros(file: BinaryIO, offset: int, inner: int) -> int:
    """Return where a member, or the file, ends in which nothing but zeros and line ends stands from a place in it on, else 0."""
    stream = _past(file, offset, inner)
    is_filled_up = all(not piece.strip(b"\0\r\n") for piece in iter(lambda: stream.read(PIECE), b""))
    return stream.end if is_filled_up else 0


def _past(file: BinaryIO, offset: int, inner: int) -> Stream:
    """Return the stream of a member from a place in it on."""
    stream = stream_at(file, offset)
    while inner > stream.taken and stream.read(min(inner - stream.taken, PIECE)):
        pass
    return stream


def _behind(file: BinaryIO, offset: int, inner: int) -> Stream:
    """Return the stream of a member at the first start of a record from a place in it on, or at its end."""
    stream, window = _past(file, offset, inner), b""
    try:
        while piece := stream.read(PIECE):
            window += piece
            found = _START.search(window)
            if found is not None:
                stream.unread(window[found.start() :])
                break
            window = window[-_LONGEST_START:]
        stream.at_end()
    except BrokenMemberError as error:
        error.inner = stream.taken
        raise
    return stream


def _records_of(
    stream: Stream, offset: int, want: Want, cap: int
) -> Generator[WarcRecord | Damage, None, BrokenRecordError | None]:
    """Return the one record of a plain stream, or all of a member once the member is proven so far.

    Returns the break where what comes next is no whole record; raises BrokenMemberError where nothing more comes.
    """
    packed = not isinstance(stream, Plain)
    while True:
        inner = stream.taken if packed else 0
        try:
            record, damage = _read_record(stream, offset, want, cap, packed=packed)
            over = stream.at_end() if packed else True
        except BrokenRecordError as broken:
            broken.inner = inner
            if isinstance(broken, BrokenMemberError):
                raise
            return broken
        if record.note and record.type != "revisit" and not (over and stream.proves and not record.inner):
            yield Damage(offset, "digest", record.note, record.inner)
        else:
            # A revisit's digest may be of the block that it leaves out. What the one record of a member says of itself
            # and the member's checksum contradicts is its writer's mistake.
            yield replace(record, end=stream.end)
        if damage is not None:
            yield damage
        if over:
            return None


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
    found = [m.start() for m in _PACKED.finditer(window)]
    found += [m.start() for m in _START.finditer(window)]
    return sorted(found)


def _is_start(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    if file.read(5) == b"WARC/":
        return True
    try:
        stream = stream_at(file, offset)
        return not isinstance(stream, Plain) and stream.read(5) == b"WARC/"
    except BrokenRecordError:
        return False
