"""Files that hold pages in a form that peel does not read: what each is, and what to do with it.

To pass one over among others would be a gap in silence: whoever gave the folder meant its pages.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_PAGES = r"\.(?:x?html?|mhtml?|warc|wacz)(?:\.gz|\.zst)?"
_HAR = re.compile(rb'\s*\{\s*"log"\s*:')
_TAR = 257, b"ustar"  # where the mark of POSIX stands
_IN_TAR = re.compile(_PAGES.encode() + rb"\0")
_IN_ZIP = re.compile(rf".*{_PAGES}", re.I | re.S)
_PACKED = re.compile(rf".*(?:{_PAGES}\.(?:br|bz2|xz|lzma|7z|rar|z)|\.webarchive)", re.I | re.S)
_OF_OFFICE = frozenset({"mimetype", "[Content_Types].xml"})
"""Members of books and Office files, whose pages are their own."""
_UNPACK = ", which is not read; unpack it"

UNOPENED = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
"""What `zipfile` raises where a file cannot be opened: no ZIP, a damaged one, one of a form that it does not know."""


def left_out(path: Path, head: bytes) -> str | None:
    """Return what a file of pages is that is not read, and what to do; None for any other. `head` is its unpacked beginning."""
    if head.startswith(b"filedesc://"):
        return "an ARC file, which is not read; make a WARC file of it (`warcio recompress old.arc.gz new.warc.gz`)"
    if _HAR.match(head):
        return "a HAR file, which is not read; record the pages as WARC or WACZ, or save them"
    if head.startswith(b"bplist00") and (b"WebMainResource" in head or path.name.lower().endswith(".webarchive")):
        return "a web archive of Safari, which is not read; save the page as its source"
    if head.startswith(b"PK\x03\x04"):
        return f"a ZIP file with saved pages in it{_UNPACK}" if _holds_pages(path) else None
    if head[_TAR[0] :].startswith(_TAR[1]):
        return f"a tar file with saved pages in it{_UNPACK}" if _IN_TAR.search(head) else None
    return f"a file of pages in a form of its own{_UNPACK}" if _PACKED.fullmatch(path.name) else None


def members_of(path: Path) -> list[str]:
    """Return the names of what is in a ZIP file; none where it cannot be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except UNOPENED:
        return []


def _holds_pages(path: Path) -> bool:
    names = members_of(path)
    return any(map(_IN_ZIP.fullmatch, names)) and _OF_OFFICE.isdisjoint(names)
