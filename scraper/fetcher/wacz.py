"""WACZ files: a ZIP with WARC files in it, each checked against the hash that the package states. Source: WACZ 1.1.1."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from schemas.text import printable
from scraper.store.temporary import no_room, temporary_file

from .errors import SourceError
from .kinds import is_hidden
from .leftout import UNOPENED, collected
from .warcread import parse_digest

_PACKAGE = "datapackage.json"
_PIECE = 1 << 20
_END, _FAR = b"PK\5\6", 16 << 20
"""What the end of a ZIP file begins with, and how far before the file's end it is looked for where none is found (bytes)."""
_ENCRYPTED = 1
"""The bit of a member's flags that says so."""
_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
"""Algorithms of hashes that name none, by their hexadecimal digits."""
WARCS = (".warc", ".warc.gz", ".warc.zst")


@dataclass(frozen=True)
class Member:
    """A WARC file inside a WACZ: its name, a seekable copy, and what is wrong with it or not understood about it.

    `file` is None where nothing of it can be had.
    """

    name: str
    file: BinaryIO | None
    fault: str | None = None


def members(path: Path) -> Iterator[Member]:
    """Return the WARC files of a WACZ, one at a time; raises SourceError where it is none."""
    with _opened(path) as archive:
        stated = _stated(archive)
        hashes = _hashes(stated or {})
        names = Counter(name for name in archive.namelist() if _is_warc(name))
        for name, count in names.items():
            with _unpacked(archive, name, hashes.get(_plain(name))) as (file, fault):
                unproven = f"can't be verified, for what {_PACKAGE} holds is no package" if stated is None else None
                twice = f"stands in it {count} times, of which the last is read" if count > 1 else None
                has_any = fault is None or file.seek(0, 2) > 0
                yield Member(name, file if has_any else None, twice or fault or unproven)
        there = {_last(name) for name in names}
        for name in stated or ():
            if _is_warc(name) and _last(name) not in there:
                yield Member(name, None, f"is named in {_PACKAGE} and is not there; get the file again")


def named_in(path: Path) -> list[str]:
    """Return the WACZ files that the package of a WACZ names in place of WARC files; raises SourceError where it is none."""
    with _opened(path) as archive, suppress(zipfile.BadZipFile):
        return collected(b"".join(_pieces(archive, _PACKAGE)))
    return []


@contextmanager
def member(path: Path, name: str) -> Iterator[BinaryIO]:
    """Return one WARC file of a WACZ by its name."""
    with _opened(path) as archive, _unpacked(archive, name, None) as (file, _):
        yield file


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except UNOPENED as error:
        raise SourceError(f"{printable(path)} is no WACZ file ({error}){_behind_its_end(path)}") from error
    with archive:
        yield archive


def _behind_its_end(path: Path) -> str:
    """Return what to do with a ZIP file whose end is too far from the file's, where a comment of its can be no longer; else nothing."""
    with suppress(OSError), path.open("rb") as file:
        file.seek(-min(file.seek(0, 2), _FAR), 2)
        if _END in file.read():
            return "; more than 64 KiB stand behind its end, where a reader of ZIP files looks for it: get it again, or cut them off"
    return ""


def _is_warc(name: str) -> bool:
    return name.lower().endswith(WARCS) and not is_hidden(name)


def _plain(name: str) -> str:
    """Return a member's name as a package writes it: some write backslashes, or begin at the root or the package itself."""
    return re.sub(r"^(?:\./|/)+", "", name.replace("\\", "/"))


def _last(name: str) -> str:
    return _plain(name).rpartition("/")[2]


def _stated(archive: zipfile.ZipFile) -> dict[str, str] | None:
    """Return the hash of each member that datapackage.json names, empty where it has none; None for one that is no package."""
    try:
        package: Any = json.loads(b"".join(_pieces(archive, _PACKAGE)))
        return {_plain(str(r["path"])): str(r.get("hash", "")) for r in package.get("resources", []) if "path" in r}
    except zipfile.BadZipFile:
        return {}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None


def _hashes(stated: dict[str, str]) -> dict[str, tuple[str, bytes]]:
    """Return algorithm and hash of each member that has one; of an unknown algorithm nothing."""
    read = {
        path: parse_digest(text if ":" in text else f"{_BY_LENGTH.get(len(text))}:{text}")
        for path, text in stated.items()
    }
    return {path: digest for path, digest in read.items() if digest is not None}


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Return a member piece by piece; raises BadZipFile where it cannot be read."""
    try:
        with archive.open(name) as packed:
            while piece := packed.read(_PIECE):
                yield piece
    except Exception as error:  # each of the compressors that a ZIP may name has errors of its own
        raise zipfile.BadZipFile(str(error) or type(error).__name__) from error


@contextmanager
def _unpacked(
    archive: zipfile.ZipFile, name: str, wanted: tuple[str, bytes] | None
) -> Iterator[tuple[BinaryIO, str | None]]:
    """Return a member as a seekable file, as much as can be read of a broken one, and what is wrong with it.

    The copy is a nameless temporary file on disk: a member's name is never used as a path.
    """
    digest = hashlib.new(wanted[0] if wanted else "sha256", usedforsecurity=False)
    fault = None
    what = f"{name} of {archive.filename}"
    with temporary_file(what) as copy:
        try:
            for piece in _pieces(archive, name):
                digest.update(piece)
                _keep(copy, piece, what)
        except zipfile.BadZipFile as error:
            fault = _closed(archive.getinfo(name)) or f"is damaged ({error})"
            copy.seek(0)
            copy.truncate()
            _copy_raw(archive, name, copy, what)
        if fault is None and wanted is not None and digest.digest() != wanted[1]:
            fault = "does not match its hash in datapackage.json"
        yield copy, fault


def _closed(info: zipfile.ZipInfo) -> str | None:
    """Return why a member that is not damaged can't be unpacked here."""
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted; unpack it with its password"
    is_known = info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
    return None if is_known else f"is packed by a method that is not read ({info.compress_type}); unpack it"


def _keep(copy: BinaryIO, piece: bytes, what: str) -> None:
    """Write a piece of a member; raises NoRoomError where the disk is full: that is no fault of the file."""
    try:
        copy.write(piece)
        copy.flush()
    except OSError as error:
        raise no_room(what, error) from error


def _copy_raw(archive: zipfile.ZipFile, name: str, out: BinaryIO, what: str) -> None:
    """Copy a stored member's bytes without the zip's own check; nothing of a compressed one."""
    info = archive.getinfo(name)
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & _ENCRYPTED or archive.filename is None:
        return
    with Path(archive.filename).open("rb") as file:
        file.seek(info.header_offset + 26)
        lengths = file.read(4)
        skip = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        file.seek(info.header_offset + 30 + skip)
        left = info.compress_size
        while left and (piece := file.read(min(left, _PIECE))):
            _keep(out, piece, what)
            left -= len(piece)
