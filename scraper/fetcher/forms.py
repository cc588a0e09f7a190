"""What a file is, by its first bytes and not by its name: a saved page, MHTML, WARC, WACZ, one that is left out, or nothing of pages."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from scraper.document.signs import BEFORE, GZIP, ZIP, ZSTD, ZSTD_DICTIONARY, is_mhtml

from .coding import is_coded_markup
from .kinds import LONGEST_COMMENT, begins_like_html, begins_with_comment, begins_within_html, kind_by_name
from .leftout import is_self_extracting, left_out, members_of
from .members import BrokenRecordError, Plain, stream_at
from .records import is_http

WARC_ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".wacz")
MAIL_ENDINGS = (".mhtml", ".mht")
PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", *MAIL_ENDINGS)
_HEAD = 1 << 14  # bytes that are looked at, unpacked
_WARC = re.compile(rb"WARC/\d")


class Form(StrEnum):
    """A form in which files hold pages."""

    PAGE = "saved pages"
    MHTML = "MHTML files"
    WARC = "WARC files"
    WACZ = "WACZ files"
    LEFT_OUT = "files of pages that are not read"

    @property
    def is_archive(self) -> bool:
        """Whether a file of this form holds records, not a page."""
        return self in {Form.WARC, Form.WACZ}


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, without its compression, more of them where it begins with a comment.

    Raises OSError where it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head.startswith((GZIP, ZSTD, ZSTD_DICTIONARY)):
            return _behind_comment(head, file.read)
        try:
            stream = stream_at(file, _behind_dictionary(head))
            return head if isinstance(stream, Plain) else _behind_comment(stream.read(_HEAD), stream.read)
        except BrokenRecordError:
            return _what_comes_out(head)


def _behind_comment(head: bytes, read: Callable[[int], bytes]) -> bytes:
    return head + read(LONGEST_COMMENT) if len(head) == _HEAD and begins_with_comment(head) else head


def _behind_dictionary(head: bytes) -> int:
    return 8 + int.from_bytes(head[4:8], "little") if head.startswith(ZSTD_DICTIONARY) else 0


def _what_comes_out(head: bytes) -> bytes:
    """Return what a broken gzip file gives before it breaks, the bytes themselves where that is nothing."""
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _HEAD) or head
    except zlib.error:
        return head


def form_of(path: Path, head: bytes) -> Form | None:
    """Return the form of a file, None for one that holds no page; `head` is what `head_of` gives.

    An ending of a page or an archive is believed where the bytes say nothing else: what is in it is then refused, or
    told as damage, and never passed over.
    """
    name = path.name.lower()
    start = head.lstrip(BEFORE)
    if _WARC.match(start):
        return Form.WARC
    if head.startswith(ZIP):
        if name.endswith(".wacz") or _holds_warcs(path):
            return Form.WACZ
        return Form.LEFT_OUT if left_out(path, head) else None
    if is_mhtml(start):
        return Form.MHTML
    if is_self_extracting(path, head) or (start.startswith(b"{") and left_out(path, head)):
        return Form.LEFT_OUT
    if begins_like_html(head) or begins_within_html(head) or is_http(start):
        return Form.PAGE
    if name.endswith(WARC_ENDINGS):
        return Form.WACZ if name.endswith(".wacz") else Form.WARC
    if left_out(path, head):
        return Form.LEFT_OUT
    if name.endswith(PAGE_ENDINGS):
        return Form.PAGE
    return Form.PAGE if kind_by_name(name) is None and is_coded_markup(head) else None


def _holds_warcs(path: Path) -> bool:
    return any(name.lower().endswith(WARC_ENDINGS[:3]) for name in members_of(path))
