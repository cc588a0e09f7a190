"""What is no page, by kind: told by its label, its address and its first bytes, in crawls and in folders alike."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from schemas.page_types import Subject
from scraper.catalogue.urls import Address, path_of, read_address
from scraper.document.rough import rough_text
from scraper.document.signs import ZIP

SCRIPTS, STYLES, DATA, IMAGES = "scripts", "style sheets", "data files", "images"
FONTS, VIDEOS, SOUNDS, DOCUMENTS = "fonts", "videos", "sound files", "documents"
HIDDEN = "hidden files"
TEXTS, EMPTY, FRAGMENTS, OTHERS = "text files", "empty answers", "fragments of pages", "other files"

_MEDIA: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:application|text)/(?:x-)?(?:javascript|ecmascript)|application/wasm"), SCRIPTS),
    (re.compile(r"text/css"), STYLES),
    (re.compile(r"image/"), IMAGES),
    (re.compile(r"font/|application/(?:x-)?font|application/vnd\.ms-fontobject"), FONTS),
    (re.compile(r"video/|application/(?:vnd\.apple\.mpegurl|x-mpegurl|dash\+xml)"), VIDEOS),
    (re.compile(r"audio/"), SOUNDS),
    (re.compile(r"application/(?:pdf|msword|rtf|zip|vnd\.|epub)"), DOCUMENTS),
    (
        re.compile(r"(?:application|text)/(?!xhtml)(?:[\w.-]+\+)?(?:json|xml)|text/csv|application/(?:x-)?protobuf"),
        DATA,
    ),
)
"""Labels of what is no page; the first that fits names the kind."""
_ENDINGS: dict[str, str] = {
    **dict.fromkeys(("js", "mjs", "map", "wasm"), SCRIPTS),
    "css": STYLES,
    **dict.fromkeys(("json", "jsonl", "xml", "rss", "csv", "tsv", "cdx", "cdxj", "idx", "yaml", "yml"), DATA),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff"), IMAGES),
    **dict.fromkeys(("woff", "woff2", "ttf", "otf", "eot"), FONTS),
    **dict.fromkeys(("mp4", "webm", "m4s", "m3u8", "mov", "avi", "ogv", "ts"), VIDEOS),
    **dict.fromkeys(("mp3", "ogg", "wav", "m4a"), SOUNDS),
    **dict.fromkeys(("doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "epub", "zip"), DOCUMENTS),
    "pdf": "PDF documents",
    **dict.fromkeys(("txt", "md", "log"), TEXTS),
}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF documents"),
    (b"\x89PNG", IMAGES),
    (b"\xff\xd8\xff", IMAGES),
    (b"GIF8", IMAGES),
    (b"RIFF", IMAGES),
    (b"wOFF", FONTS),
    (b"wOF2", FONTS),
    (ZIP, DOCUMENTS),
    (b"SQLite format 3", DATA),
    (b'{"', DATA),
    (b"[{", DATA),
)
_SYSTEM = frozenset({"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "hts-cache", "hts-log.txt"})
_HTML_LABEL = re.compile(r"text/html|application/xhtml\+xml", re.I)
_COMMENT = r"\s*+(?:<\?xml[^>]*+>\s*+)?+<!--"
_BEFORE = r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<"
"""What may stand before a page's first element. Each comment ends at its first end: tried at others too, thirty of them would take years."""
_BEGINS = re.compile(_BEFORE + r"(?:!doctype\s+html|html|head|title|body)\b", re.I | re.S)
_PARTS = r"meta|link|base|script|style|noscript|header|nav|main|section|article|div|h[1-6]"
_BEGINS_IN_IT = re.compile(_BEFORE + rf"(?:{_PARTS})\b", re.I | re.S)
_MACHINERY = ("wp-content/", "wp-includes/", "wp-admin/", "wp-json/", "cdn-cgi/")
"""What paths of the site begin with that are asked for by its pages, never as pages."""
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|main|h1|title|article)\b", re.I)
"""What a page has and a fragment that a script asked for has not."""
_HEAD = 8192  # bytes in which a page begins
LONGEST_COMMENT = 1 << 20  # bytes of comments behind which it may
_COMMENTED = re.compile(_COMMENT)


def begins_like_html(head: bytes) -> bool:
    """Return whether bytes begin as a whole page does, in UTF-8, UTF-16, or any encoding whose letters are ASCII."""
    return _begins(_BEGINS, head)


def begins_within_html(head: bytes) -> bool:
    """Return whether bytes begin as a page does that lost its beginning: with an element of its head or body."""
    return _begins(_BEGINS_IN_IT, head)


def begins_with_comment(head: bytes) -> bool:
    """Return whether bytes begin with a comment, behind which a page may begin that shows nothing of itself before."""
    return _COMMENTED.match(rough_text(head[:_HEAD])) is not None


def _begins(pattern: re.Pattern[str], head: bytes) -> bool:
    if pattern.match(rough_text(head[:_HEAD])):
        return True
    is_longer = len(head) > _HEAD and begins_with_comment(head)
    return is_longer and pattern.match(rough_text(head[:LONGEST_COMMENT])) is not None


def is_hidden(name: str) -> bool:
    """Return whether a name, or a part of one in a ZIP file, is one that a system or a tool keeps out of sight."""
    parts = re.split(r"[/\\]", name.lower())
    return any((part.startswith((".", "~$")) and part not in {".", ".."}) or part in _SYSTEM for part in parts)


def kind_of_file(name: str, head: bytes) -> str:
    """Return the kind of a file that is no page and no archive of pages, by its first bytes and its ending."""
    known = next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), None)
    return known or kind_by_name(name) or OTHERS


def kind_by_name(name: str) -> str | None:
    """Return the kind of a file whose ending says that it is no page, None for any other."""
    return _ENDINGS.get(name.lower().rpartition(".")[2])


def kind_of_answer(url: str, label: str | None, body: bytes | None, status: int = 200) -> str | None:
    """Return the kind of an answer that is no page and was not asked for as one; None for one to be judged as a page.

    `label` is its Content-Type, `body` None where it is not known. A page is what begins like one, whatever its label;
    what an address of the site's pages gave is always judged, unless its label says that it is something else and the
    address is none of a page that says something of somebody: a list may be had as a feed.
    """
    is_part = path_of(url).startswith(_MACHINERY) or _asset(url) is not None
    address = read_address(url)
    if address is not None and not is_part and _says_something(address) and not urlsplit(url).query:
        return None
    if body is not None and status == 200 and not is_part and begins_like_html(body):
        return None
    label = (label or "").strip().lower()
    of_label = next((kind for pattern, kind in _MEDIA if pattern.match(label)), None)
    if of_label is not None:
        return of_label
    if address is not None:
        return None
    if is_part:
        return _asset(url) or _of_part(body)
    if body is None:
        return None
    if not body.strip():
        return EMPTY
    return None if _may_be_page(label, body) else _by_bytes(body)


def _says_something(address: Address) -> bool:
    """Return whether a page at an address says something of a body that is known, or of several or all."""
    return address.organisation is not None or address.facts.subject in {Subject.SEVERAL, Subject.MANY}


def _of_part(body: bytes | None) -> str:
    if body is None:
        return OTHERS
    return _by_bytes(body) if body.strip() else EMPTY


def _asset(url: str) -> str | None:
    """Return the kind that the ending of an address's path names."""
    try:
        name = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return None
    return _ENDINGS.get(name.lower().rpartition(".")[2]) if "." in name else None


def _may_be_page(label: str, body: bytes) -> bool:
    """Return whether a body is or pretends to be a page: it has markup, or its label says so and it is not just data."""
    text = rough_text(body[:_HEAD])
    if label and not _HTML_LABEL.match(label) and not label.startswith(("text/plain", "application/octet-stream")):
        return False
    return _MARKUP.search(text) is not None


def _by_bytes(body: bytes) -> str:
    known = next((kind for mark, kind in _SIGNATURES if body.startswith(mark)), None)
    return known or (FRAGMENTS if body.lstrip().startswith(b"<") else OTHERS)
