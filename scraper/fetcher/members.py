"""The streams that WARC records stand in: a gzip member, a Zstandard frame, or the plain file, read in bounded memory.

Sources: WARC 1.1, annex D (gzip members); IIPC, "Use of Zstandard with WARC" (frames, and a dictionary in a skippable
frame at the beginning of the file).
"""

from __future__ import annotations

import re
import zlib
from abc import ABC, abstractmethod
from typing import Any, BinaryIO, Literal, Protocol

from scraper.document.signs import GZIP, ZSTD, ZSTD_DICTIONARY

PIECE = 1 << 16
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_MOST_DICTIONARY = 100 << 20

DamageKind = Literal["torn", "flipped", "digest", "not_warc", "empty"]


class BrokenRecordError(Exception):
    """What is at this place is no whole record; `inner` is the place inside a compressed member (bytes, unpacked)."""

    def __init__(self, kind: DamageKind, message: str, inner: int = 0) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.inner = inner


class BrokenMemberError(BrokenRecordError):
    """A compressed member of which no more comes out."""


class Stream(Protocol):
    """Bytes to read records from."""

    taken: int
    """Bytes that were read from it."""
    proves: bool
    """Whether its end proves, by a checksum, that its bytes are as they were written."""

    @property
    def end(self) -> int:
        """The offset in the file behind what was read."""

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, fewer only at the end."""

    def readline(self, limit: int) -> bytes:
        """Return a line with its end, at most `limit` bytes."""

    def unread(self, data: bytes) -> None:
        """Give back what was read last."""

    def at_end(self) -> bool:
        """Return whether nothing is left; for a member this proves its checksum."""


class _Buffered(ABC):
    """Reading over a buffer that `_fill` tops up; `_fill` gives False at the end."""

    proves = False

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.taken = 0

    @abstractmethod
    def _fill(self) -> bool:
        """Add bytes to the buffer; return False where there are no more."""

    def read(self, size: int) -> bytes:
        while len(self._buffer) < size and self._fill():
            pass
        piece = bytes(self._buffer[:size])
        del self._buffer[:size]
        self.taken += len(piece)
        return piece

    def readline(self, limit: int) -> bytes:
        while (at := self._buffer.find(b"\n", 0, limit)) < 0 and len(self._buffer) < limit and self._fill():
            pass
        return self.read(at + 1 if at >= 0 else limit)

    def unread(self, data: bytes) -> None:
        self._buffer[:0] = data
        self.taken -= len(data)

    def at_end(self) -> bool:
        while not self._buffer:
            if not self._fill():
                return True
        return False


class _Packed(_Buffered):
    """One compressed member of a file."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__()
        self._file = file
        self._at = offset
        self.end = offset

    def _more(self) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(PIECE)
        self._at += len(data)
        if not data:
            raise BrokenMemberError("torn", "the compressed member has no end")
        return data


class GzipMember(_Packed):
    """One gzip member of a file."""

    proves = True

    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__(file, offset)
        self._machine = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def _fill(self) -> bool:
        if self._machine.eof:
            return False
        data = self._machine.unconsumed_tail or self._more()
        try:
            self._buffer += self._machine.decompress(data, PIECE)
        except zlib.error as error:
            raise BrokenMemberError("flipped", f"the gzip member is broken ({error})") from error
        if self._machine.eof:
            self.end = self._at - len(self._machine.unused_data)
        return True


class ZstdFrame(_Packed):
    """One Zstandard frame of a file, whose dictionary stands at its beginning where it has one."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        from backports import zstd

        super().__init__(file, offset)
        words = _dictionary(file)
        self._error = zstd.ZstdError
        try:
            self._machine: Any = zstd.ZstdDecompressor(zstd.ZstdDict(words) if words else None)
        except (zstd.ZstdError, ValueError) as error:
            raise _broken_dictionary(error) from error

    def _fill(self) -> bool:
        if self._machine.eof:
            return False
        data = self._more() if self._machine.needs_input else b""
        try:
            self._buffer += self._machine.decompress(data, PIECE)
        except self._error as error:
            raise BrokenMemberError("flipped", f"the Zstandard frame is broken ({error})") from error
        if self._machine.eof:
            self.end = self._at - len(self._machine.unused_data)
        return True


class Plain(_Buffered):
    """The rest of an uncompressed file; `end` is what has been read of it."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__()
        self._file = file
        self._at = offset

    def _fill(self) -> bool:
        self._file.seek(self._at)
        data = self._file.read(PIECE)
        self._at += len(data)
        self._buffer += data
        return bool(data)

    @property
    def end(self) -> int:
        """The offset of the next byte to be read."""
        return self._at - len(self._buffer)


def stream_at(file: BinaryIO, offset: int) -> Stream:
    """Return the stream that begins at an offset, by its first bytes."""
    file.seek(offset)
    head = file.read(4)
    if head.startswith(GZIP[:2]):
        return GzipMember(file, offset)
    return ZstdFrame(file, offset) if head == ZSTD else Plain(file, offset)


def behind_skippable(file: BinaryIO, offset: int) -> int:
    """Return the offset behind the skippable frame that stands at an offset, the offset itself where none does."""
    file.seek(offset)
    head = file.read(8)
    return offset + 8 + int.from_bytes(head[4:], "little") if _SKIPPABLE.match(head) and len(head) == 8 else offset


def _dictionary(file: BinaryIO) -> bytes | None:
    """Return the dictionary at the beginning of a file of Zstandard frames, itself unpacked; None without one."""
    from backports import zstd

    file.seek(0)
    head = file.read(8)
    size = int.from_bytes(head[4:], "little")
    if head[:4] != ZSTD_DICTIONARY or size > _MOST_DICTIONARY:
        return None
    words = file.read(size)
    try:
        return zstd.ZstdDecompressor().decompress(words, _MOST_DICTIONARY) if words.startswith(ZSTD) else words
    except zstd.ZstdError as error:
        raise _broken_dictionary(error) from error


def _broken_dictionary(error: Exception) -> BrokenMemberError:
    return BrokenMemberError("flipped", f"the dictionary of the file is broken ({error})")
