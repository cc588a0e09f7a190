"""Signs in a body's bytes that both the fetcher and the reader go by: of another file format, and of a page's end."""

from __future__ import annotations

import re

GZIP, ZSTD, ZIP = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
XZ, BZIP2 = b"\xfd7zXZ\0", b"BZh"
ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""What packed files begin with: RFC 1952, RFC 8878, APPNOTE.TXT; the last is the frame in which a .warc.zst file has its dictionary."""
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (ZIP, "a ZIP or Office file"),
    (GZIP, "a gzip file; unpack it first"),
    (b"SQLite format 3", "a SQLite database"),
    (b"WARC/1.", "a WARC file; name it .warc and use `peel run`"),
    (b"filedesc://", "an ARC file; make a WARC file of it"),
    (b"bplist00", "a property list, as Safari's web archives are"),
    *((mark, "JSON data") for mark in (b'{"', b'{ "', b"[{", b"{\r", b"{\n", b"[\r", b"[\n")),
)
"""What other files that get among pages begin with, and what each is called in a message."""
_FEED = re.compile(rb"(?:(?><\?[^>]*+>|<!--.*?-->)\s*+)*+<(?:rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.I | re.S)
"""What a feed or a sitemap begins with. Each comment ends at its first end, as in `fetcher.kinds`."""
BEFORE = b"\xef\xbb\xbf \t\r\n"
"""Bytes that may stand before a page, and say nothing."""
_HEADER = re.compile(
    rb"(?:From [^\n]*\n)?(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:mime-version:|content-type:\s*multipart/related)",
    re.I,
)
"""Header lines of a mail that holds a page: the line of a mailbox may stand before them, MIME's version be left out."""
_END_TAG = re.compile(rb"</(?:html|body)\s*>", re.I)
_COMMENTS = rb"\s*(?:<!--(?:[^-]|-(?!->))*-->\s*)*"
_BEGINS_AGAIN = re.compile(
    _COMMENTS + rb"(?:<!doctype[^>]*>" + _COMMENTS + rb")?<html\b[^>]*>(?:(?!</head).)*?<title\b", re.I | re.S
)
_NEXT_HEAD = 1 << 14  # bytes behind the end of a page in which the title of another stands
_LEAST_PAGE = 100
_MHTML = "MHTML, as browsers save pages"
_MAIL_HEAD = 1 << 14  # bytes that hold the header lines of a mail
_HTML_END = b"</html"
_BODY_END = b"</body"


def format_of(body: bytes) -> str | None:
    """Return what a body is by its first bytes, None where they are of no known format; white space before is skipped."""
    start = body[:1024].lstrip()
    known = next((name for signature, name in SIGNATURES if start.startswith(signature)), None)
    if known is None and _FEED.match(start):
        return "a feed or a sitemap in XML"
    return _MHTML if known is None and is_mhtml(body[:_MAIL_HEAD].lstrip(BEFORE)) else known


def is_mhtml(head: bytes) -> bool:
    """Return whether bytes begin as a mail does that holds a page: header lines with MIME's own among them."""
    return _HEADER.match(head) is not None and re.search(rb"content-type:", head, re.I) is not None


def has_end_tag(utf8: bytes) -> bool:
    """Return whether a page in UTF-8 has the end tag of its body or of the whole."""
    return utf8.rfind(b"</html>") >= 0 or _END_TAG.search(utf8) is not None


def holds_another(utf8: bytes) -> bool:
    """Return whether a second page, with a title of its own, follows the end of the first, as where two are written to one file."""
    end = _first(utf8, b"</html>")
    end = end if end >= 0 else _first(utf8, b"</HTML>")
    behind = utf8[end + len(_HTML_END) + 1 : end + _NEXT_HEAD] if 0 <= end < len(utf8) - _LEAST_PAGE else b""
    return _BEGINS_AGAIN.match(behind) is not None


def _first(utf8: bytes, tag: bytes) -> int:
    """Return what `find` does, of what stands near the end: from behind CPython goes over a page in a third of the time."""
    at = utf8.rfind(tag)
    while (before := utf8.rfind(tag, 0, max(at, 0))) >= 0:
        at = before
    return at


def is_ended(body: bytes, *, by_body: bool = False) -> bool:
    """Return whether a response holds its last end tag, in whatever encoding its letters are ASCII (or UTF-16).

    `by_body`: the end of the body is enough.
    """
    if body.rfind(_HTML_END) >= 0:
        return True
    lower = body.lower().replace(b"\0", b"")
    return _HTML_END in lower or (by_body and _BODY_END in lower)
