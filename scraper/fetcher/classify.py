"""What an answer is: a page, or an outcome with a finer reason. Bytes in, classification out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scraper.document.challenge import WAYS_ON, find_block
from scraper.document.rough import Look, rough_text
from scraper.document.signs import format_of, is_ended
from scraper.document.soft404 import is_soft_404, went_home
from scraper.store.outcomes import Outcome

from .coding import CodingError, decode_body
from .exchange import Exchange

RETRY_STATUS = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
_GONE = frozenset({404, 410})
_VERSION = frozenset({426, 505})
_HTML = re.compile(r"text/html|application/xhtml\+xml", re.I)
_HEAD = 4096  # bytes in which a whole document begins
_LOOKS_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|main|h1|title|article|div|p)\b", re.I)


@dataclass(frozen=True)
class Verdict:
    """Why an answer is no page; `retry` says whether asking again may help, `at_most` how often in all."""

    outcome: Outcome
    reason: str
    message: str
    retry: bool = False
    at_most: int = 3


_CODING_OUTCOMES: dict[str, tuple[Outcome, bool, int]] = {
    "cut": ("failed", True, 3),
    "undecodable": ("failed", True, 2),
    "too_large": ("rejected", False, 1),
    "too_many_codings": ("rejected", False, 1),
}


def of_coding(error: CodingError) -> Verdict:
    """Return the verdict on a body that cannot be decoded."""
    outcome, retry, at_most = _CODING_OUTCOMES[error.reason]
    return Verdict(outcome, error.reason, error.message, retry, at_most)


def of_fault(exchange: Exchange) -> Verdict | None:
    """Return the verdict on a broken exchange, None for a whole one."""
    fault = exchange.fault
    if fault is None:
        return None
    outcome: Outcome = "rejected" if fault.kind in {"too_large", "unsafe"} else "failed"
    reason = "unsafe_redirect" if fault.kind == "unsafe" else fault.kind
    return Verdict(outcome, reason, fault.message, fault.transient)


def _decoded(exchange: Exchange, cap: int, max_codings: int) -> tuple[bytes, Verdict | None]:
    """Return the body of a whole answer with its coding undone; of any other nothing, and the verdict."""
    broken = of_fault(exchange)
    if broken is not None:
        return b"", broken
    try:
        body = decode_body(exchange.body, exchange.header("content-encoding"), cap, max_codings)
    except CodingError as error:
        return b"", of_coding(error)
    return body, None


def classify_exchange(exchange: Exchange, asked: str, cap: int, max_codings: int = 5) -> tuple[bytes, Verdict | None]:
    """Return the decoded body of a final answer (no redirect, no 304) and the verdict, None for a page.

    `asked` is the address the page was asked at; `cap` (bytes) bounds the decoded body.
    """
    body, broken = _decoded(exchange, cap, max_codings)
    if broken is not None:
        return body, broken
    headers = dict(exchange.headers)
    verdict = classify(exchange.status or 0, headers, body)
    if verdict is None and went_home(asked, exchange.url):
        verdict = Verdict("gone", "soft_404", "the address leads to the front page")
    if verdict is None and not exchange.framed and not exchange.header("content-encoding"):
        verdict = _unproven_end(body)
    return body, verdict


def classify_data(exchange: Exchange, cap: int, max_codings: int = 5) -> tuple[bytes, Verdict | None]:
    """Return the decoded body of an answer that is data and no page, and the verdict on its form and status."""
    body, broken = _decoded(exchange, cap, max_codings)
    if broken is not None:
        return body, broken
    return body, _by_status(exchange.status or 0)


def classify(status: int, headers: Mapping[str, str], body: bytes) -> Verdict | None:
    """Return the verdict on an answer with its coding undone; None for what may be a page of the site."""
    look = Look(body)
    block = find_block(status, headers, look)
    if block is not None:
        return Verdict("blocked", block.reason, f"the site refuses ({block.sign}); {WAYS_ON}")
    return _by_status(status) or _by_body(headers, look)


def _by_status(status: int) -> Verdict | None:
    if status in _GONE:
        return Verdict("gone", f"http_{status}", f"the site answers {status}: there is no such page")
    if status == 204:
        return Verdict("rejected", "empty", "the answer has no body (204)", True, 2)
    if status in {200, 203}:
        return None
    wants = "; it wants another version of HTTP than 1.1, which peel does not speak" if status in _VERSION else ""
    return Verdict("failed", f"http_{status}", f"the site answers {status}{wants}", status in RETRY_STATUS)


def _by_body(headers: Mapping[str, str], look: Look) -> Verdict | None:
    body = look.body
    if not body.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        return Verdict("rejected", "empty", "the answer is empty", True, 2)
    what = _not_html(headers, body)
    if what is not None:
        return Verdict("rejected", "not_html", f"the answer is {what}, not HTML")
    words = is_soft_404(look)
    if words is not None:
        return Verdict("gone", "soft_404", f"the page says {words!r} with status 200")
    return unfinished(body)


def _not_html(headers: Mapping[str, str], body: bytes) -> str | None:
    """Return what a body is where it is no HTML. Bytes win over the label only for HTML."""
    known = format_of(body)
    if known is not None:
        return known
    label = next((v for k, v in headers.items() if k.lower() == "content-type"), "")
    if _HTML.search(label) or _LOOKS_HTML.search(rough_text(body[:8192]).encode("utf-8", "replace")):
        return None
    return f"{label.split(';')[0].strip()[:60] or 'of no named type'}"


def unfinished(body: bytes) -> Verdict | None:
    """Return the verdict on a document that begins as a whole one and lacks its end tag."""
    begins_whole = re.search(r"<html\b", rough_text(body[:_HEAD]), re.I) is not None
    return _unproven_end(body) if begins_whole and not is_ended(body, by_body=True) else None


def _unproven_end(body: bytes) -> Verdict | None:
    if is_ended(body):
        return None
    return Verdict("failed", "incomplete", f"the page stops after {len(body)} bytes without its end tag", True)
