"""Files that hold pages in a form that peel does not read: what each is, and what to do with it.

To pass one over among others would be a gap in silence: whoever gave the folder meant its pages. A packed file is looked into as
far as the standard library unpacks it; one that nothing here unpacks, or that is damaged, may hold pages.
"""

from __future__ import annotations

import bz2
import json
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

from schemas.text import printable, some_of
from scraper.document.rough import rough_text
from scraper.document.signs import BEFORE, BZIP2, GZIP, XZ, ZIP, ZSTD

from .kinds import DOCUMENTS, begins_like_html, begins_within_html, is_hidden, kind_by_name
from .members import BrokenRecordError, stream_at

_PAGES = r"\.(?:x?html?|mhtml?|warc|wacz)(?:\.gz|\.zst)?"
_HAR = re.compile(r'\s*\{.{0,4000}?"log"\s*:\s*\{', re.S)
_SELF_EXTRACTING = re.compile(rb"<html\b[^>]*\sdata-sfz\b", re.I)
_TAR = 257, b"ustar"  # where the mark of POSIX stands
_TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst")
_INSIDE = re.compile(
    rf".*(?:{_PAGES}(?:[?@][^/]*)?|\.(?:har|arc(?:\.gz)?|webarchive|maff|zip|tar|tgz|7z|rar))", re.I | re.S
)
"""Names of what holds pages, or may, in a ZIP or tar file; the addresses' queries stand behind the names that wget gives."""
_PACKED = re.compile(
    rf".*(?:{_PAGES}(?:\.gz\.gz|\.zst\.zst|\.(?:br|bz2|xz|lzma|lz|lz4|lzo|zz|7z|rar|z|gpg|pgp|age|enc))|\.webarchive|\.har(?:\.\w+)?)",
    re.I | re.S,
)
_CLOSED = ((b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!\x1a\x07", "RAR"))
_OPENERS: tuple[tuple[bytes, Callable[[Path], IO[bytes]]], ...] = ((XZ, lzma.open), (BZIP2, bz2.open))
_WARC = re.compile(rb"(?:WARC/\d|filedesc://)")
_ARC = re.compile(rb"https?://\S+ [\d.:a-f]+ \d{14} \S+ \d+\r?\n")
"""The head of a record, where an ARC file lost its own."""
_OF_OFFICE = frozenset({"mimetype", "[Content_Types].xml"})
"""Members of books and Office files, whose pages are their own."""
_UNPACK = ", which is not read; unpack it"
_HEAD = 1 << 14  # bytes of a packed file that are looked at
_LOOKED_AT = 200
"""Members without a telling name whose first bytes are looked at."""

UNOPENED = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
"""What `zipfile` raises where a file cannot be opened: no ZIP, a damaged one, one of a form that it does not know."""
_BROKEN = (
    *UNOPENED, EOFError, RuntimeError, tarfile.TarError, lzma.LZMAError, zlib.error, BrokenRecordError,
)  # fmt: skip
"""What the unpackers raise besides, where a file is damaged or locked."""


_COLLECTION = 16 << 20  # bytes of a list of WACZ files that are read
WACZ = ".wacz"


def collected(raw: bytes) -> list[str]:
    """Return the WACZ files that a package names (multi-WACZ), as it writes them; none for any other package, or data."""
    try:
        named = [str(one.get("path") or one.get("name")) for one in json.loads(raw)["resources"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
    return named if named and all(name.lower().endswith(WACZ) for name in named) else []


def _of_collection(path: Path, head: bytes) -> str | None:
    """Return what a list of WACZ files is of which some are not beside it; None where they are, or for any other file."""
    if not head.lstrip(BEFORE).startswith(b"{") or WACZ.encode() not in head.lower():
        return None
    with path.open("rb") as file:
        named = collected(file.read(_COLLECTION))
    missing = [name for name in named if not (path.parent / re.split(r"[/\\]", name)[-1]).is_file()]
    if not missing:
        return None
    return f"a list of WACZ files (multi-WACZ), which holds no page itself; get the files that it names ({printable(some_of(missing, 3))})"


def left_out(path: Path, head: bytes) -> str | None:
    """Return what a file of pages is that is not read, and what to do; None for any other. `head` is its unpacked beginning."""
    name = path.name.lower()
    if head.startswith(b"filedesc://") or _ARC.match(head):
        return "an ARC file, which is not read; make a WARC file of it (`warcio recompress old.arc.gz new.warc.gz`)"
    if is_self_extracting(path, head):
        return "a page that SingleFile packed into a ZIP file of its own, which is not read; open it, and save it as one file without compression"
    if name.endswith(".har") or _HAR.match(rough_text(head)):
        return "a HAR file, which is not read; record the pages as WARC or WACZ, or save them"
    if (words := _of_collection(path, head)) is not None:
        return words
    is_list = head.startswith(b"bplist00") or (head.startswith(b"<?xml") and b"<plist" in head)
    if is_list and (b"WebMainResource" in head or ".webarchive" in name):
        return "a web archive of Safari, which is not read; save the page as its source"
    if head.startswith(ZIP) or name.endswith((".zip", ".maff")):
        return _of_zip(path)
    if head[_TAR[0] :].startswith(_TAR[1]) or name.endswith(_TAR_ENDINGS):
        return _of_tar(path)
    closed = next((kind for mark, kind in _CLOSED if head.startswith(mark)), None)
    if closed is not None:
        return f"a {closed} file{_UNPACK}"
    if _PACKED.fullmatch(path.name) or _is_packed_page(path, head):
        return f"a file of pages in a form of its own{_UNPACK}"
    return None


def is_self_extracting(path: Path, head: bytes) -> bool:
    """Return whether a page is the wrapper that SingleFile writes round a ZIP file; the page unpacked keeps its mark."""
    return _SELF_EXTRACTING.search(head) is not None and zipfile.is_zipfile(path)


def members_of(path: Path) -> list[str]:
    """Return the names of what is in a ZIP file; none where it cannot be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except UNOPENED:
        return []


def pages_beside(path: Path, warcs: tuple[str, ...]) -> list[str]:
    """Return the names of what holds pages in a ZIP file beside its WARC files, which end in `warcs`."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.lower().endswith(warcs)]
            untold = [name for name, head in _beginnings(archive) if _is_page(head)]
            return [name for name in names if name in untold or (_may_hold(name) and not is_hidden(name))]
    except UNOPENED:
        return []


def _of_zip(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            found = any(map(_may_hold, names)) or any(_is_page(head) for _, head in _beginnings(archive))
    except UNOPENED:
        # What an Office file lacks is no page.
        is_known = kind_by_name(path.name) == DOCUMENTS and not path.name.lower().endswith(".zip")
        return None if is_known else "a ZIP file that is damaged, so that what is in it is not known; get it again"
    if any(name.lower().endswith(WACZ) for name in names):
        return f"a ZIP file with WACZ files in it{_UNPACK}"
    return f"a ZIP file with saved pages in it{_UNPACK}" if found and _OF_OFFICE.isdisjoint(names) else None


def _may_hold(name: str) -> bool:
    """Return whether the name of a member is one of what holds pages, or may."""
    return _INSIDE.fullmatch(name) is not None or _PACKED.fullmatch(name) is not None


def _beginnings(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Return name and first bytes of the members whose names do not tell what they are."""
    untold = (
        one
        for one in archive.infolist()
        if not one.filename.endswith("/") and not is_hidden(one.filename) and not _may_hold(one.filename) and kind_by_name(one.filename) is None
    )  # fmt: skip
    for one in islice(untold, _LOOKED_AT):
        try:
            with archive.open(one) as file:
                yield one.filename, file.read(_HEAD)
        except _BROKEN:
            continue


def _of_tar(path: Path) -> str | None:
    looked_at = 0
    try:
        with _tar(path) as archive:
            for one in archive:
                if one.isfile() and _may_hold(one.name):
                    return f"a tar file with saved pages in it{_UNPACK}"
                if one.isfile() and looked_at < _LOOKED_AT and kind_by_name(one.name) is None:
                    looked_at += 1
                    file = archive.extractfile(one)
                    if file is not None and _is_page(file.read(_HEAD)):
                        return f"a tar file with saved pages in it{_UNPACK}"
    except _BROKEN:
        return "a tar file that is damaged, so that what is in it is not known; get it again"
    return None


@contextmanager
def _tar(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a tar file, in order to be read from its beginning to its end."""
    with path.open("rb") as file:
        is_zstd = file.read(len(ZSTD)) == ZSTD
        file.seek(0)
        stream: Any = stream_at(file, 0) if is_zstd else file  # what is asked of it is to be read
        with tarfile.open(fileobj=stream, mode="r|" if is_zstd else "r") as archive:
            yield archive


def _is_packed_page(path: Path, head: bytes) -> bool:
    """Return whether a file that the standard library unpacks holds a page, or an archive of pages."""
    opener = next((opener for mark, opener in _OPENERS if head.startswith(mark)), None)
    if opener is None:
        return False
    try:
        with opener(path) as file:
            inner = file.read(_HEAD)
    except _BROKEN:
        return True
    if inner[_TAR[0] :].startswith(_TAR[1]):
        return _of_tar(path) is not None
    return _is_page(inner) or _HAR.match(rough_text(inner)) is not None


def _is_page(head: bytes) -> bool:
    if head.startswith(GZIP):
        with suppress(zlib.error):
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _HEAD)
    return begins_like_html(head) or begins_within_html(head) or _WARC.match(head) is not None
