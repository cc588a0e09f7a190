"""What answers of a web archive are: rows of its index, captures of a page, or the archive's own words.

An answer of the archive says nothing of the page on the site: its 404, 403 and 5xx are failures of the archive, and a 200
without `Memento-Datetime` (RFC 7089, 2.1.1) is a page of its own. What was captured on a day when the site refused, or had
no page, is no page either, and tells nothing of today.
"""

from __future__ import annotations

from collections.abc import Callable

from scraper.document.rough import heading_of, rough_text, title_of

from .classify import RETRY_STATUS, Verdict, classify, of_coding, of_fault
from .coding import CodingError, decode_body
from .exchange import Exchange

Classifier = Callable[[Exchange, int, int], tuple[bytes, Verdict | None]]
"""Takes an exchange, the cap of its decoded body in bytes, and how many codings are undone."""
_BANNERS = (b"BEGIN WAYBACK TOOLBAR INSERT", b"WB_wombat_Init", b"/static/wombat", b"__wm.wombat")
_DATA = frozenset({"application/json", "application/x-ndjson", "text/x-ndjson", "text/x-cdxj", "text/plain"})
_CAPTURED = {"gone": "of a page that says it is not there", "blocked": "of a page that refuses"}


def playback_of(name: str) -> Classifier:
    """Return what classifies an archive's playback of a capture; `name` is the archive's, for messages."""

    def classify_playback(exchange: Exchange, cap: int, max_codings: int) -> tuple[bytes, Verdict | None]:
        body, broken = _decoded(exchange, cap, max_codings)
        if broken is not None:
            return b"", broken
        captured = exchange.header("memento-datetime") is not None
        if not captured:
            return body, _own_words(name, exchange, body)
        if exchange.status not in {200, 203}:
            words = f"the capture is of an answer {exchange.status} of the site"
            return body, Verdict("rejected", f"http_{exchange.status}", words)
        return body, _rewritten(body) or _not_a_page(exchange, body)

    return classify_playback


def index_of(name: str) -> Classifier:
    """Return what classifies the answers of an archive's index; `name` is the archive's, for messages."""

    def classify_index(exchange: Exchange, cap: int, max_codings: int) -> tuple[bytes, Verdict | None]:
        body, broken = _decoded(exchange, cap, max_codings)
        if broken is not None or exchange.status in {200, 203}:
            return body, broken
        return body, _own_words(name, exchange, body)

    return classify_index


def says_no_rows(name: str, exchange: Exchange, body: bytes) -> bool:
    """Return whether an index says that it has no rows: with nothing that is labelled as data, or in words of pywb's with 404.

    A server in front of it that has lost it sends a page, or nothing with a page's label or none. `name` is the archive's: pywb is
    the UK Government Web Archive's.
    """
    label = _label(exchange)
    if exchange.status == 404:
        return name == "ukgwa" and "html" not in label and body.strip()[:1] not in {b"", b"<"}
    return exchange.status == 200 and exchange.fault is None and not body.strip() and label in _DATA


def _label(exchange: Exchange) -> str:
    return (exchange.header("content-type") or "").split(";")[0].strip().lower()


def _decoded(exchange: Exchange, cap: int, max_codings: int) -> tuple[bytes, Verdict | None]:
    broken = of_fault(exchange)
    if broken is not None:
        return b"", broken
    try:
        return decode_body(exchange.body, exchange.header("content-encoding"), cap, max_codings), None
    except CodingError as error:
        return b"", of_coding(error)


def _own_words(name: str, exchange: Exchange, body: bytes) -> Verdict:
    """Return the verdict on an answer in which the archive speaks for itself."""
    status = exchange.status or 0
    if status in {200, 203}:
        words = f"{name} answers with {what_came(exchange, body)} and no capture"
        return Verdict("failed", "no_capture", words)
    words = f"{name} answers {status} with {what_came(exchange, body)}"
    return Verdict("failed", f"http_{status}", words, status in RETRY_STATUS)


def _not_a_page(exchange: Exchange, body: bytes) -> Verdict | None:
    found = classify(200, dict(exchange.headers), body)
    if found is None or found.outcome not in _CAPTURED:
        return found
    return Verdict("rejected", found.reason, f"the capture is {_CAPTURED[found.outcome]} ({found.reason})")


def _rewritten(body: bytes) -> Verdict | None:
    """Return the verdict on a page with the archive's own banner or script: its bytes are not the site's."""
    if not any(mark in body for mark in _BANNERS):
        return None
    return Verdict("rejected", "archive_banner", "the archive put its own banner into the page")


def what_came(exchange: Exchange, body: bytes) -> str:
    """Return in words what a body is, for a message: its kind, and its title or how it begins."""
    markup = rough_text(body[: 1 << 16])
    title = title_of(markup) or heading_of(markup)
    if title:
        return f"an HTML page (“{_short(title)}”)"
    label = _label(exchange)
    begin = _short(markup)
    if not begin:
        return "nothing"
    return f"{'HTML' if 'html' in label else label or 'text'} that begins with “{begin}”"


def _short(text: str) -> str:
    clean = " ".join("".join(c if c.isprintable() else " " for c in text[:400]).split())
    return clean if len(clean) <= 60 else clean[:59] + "…"
