"""Pages saved as MHTML, by Chrome, Edge, Internet Explorer and others: a mail with the page and its files as parts.

Source: RFC 2557, and files as the browsers write them. The date of the mail is when it was saved.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message

from scraper.catalogue.urls import is_ours

from .saved import Origin, moment_of, origin_of

_ANOTHER = re.compile(r"^(?:mime-version|content-location):", re.I | re.M)
"""What follows the end of a mail where another one begins."""
_PLACE = "Content-Location"
_OF_MAIL = ("Snapshot-Content-Location", _PLACE)
"""Where a mail says what address its page has."""
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class SavedMail:
    """The page of an MHTML file: its bytes, the label of its part, where and when it was taken."""

    body: bytes
    content_type: str
    origin: Origin


def page_of(raw: bytes) -> SavedMail | str:
    """Return the page in an MHTML file, or why it gives none: it holds none, or another file's pages follow."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    part = _root(mail)
    body = _bytes_of(part) if part is not None else b""
    if part is None or not body.strip():
        return "is MHTML without a page in it"
    if _ANOTHER.search(mail.epilogue or ""):
        return "is MHTML with another such file behind it; save each as a file of its own"
    charset = part.get_content_charset()
    label = part.get_content_type() + (f"; charset={charset}" if charset else "")
    inner = origin_of(body)
    url = next((url for url in _addresses(mail, part) if url.lower().startswith(("http://", "https://"))), inner.url)
    return SavedMail(
        body, label, Origin(url, moment_of(str(mail.get("Date") or "")) or inner.captured_at, inner.archived_at)
    )


def _root(mail: Message) -> Message | None:
    """Return the part that is the page, None where none is.

    It is the one that `start` names, else the one at the mail's own address, else the first of the site's by its address or by what saving
    left in it, else the first: a frame stands before its page where the page's script put it there.
    """
    pages = [part for part in mail.walk() if part.get_content_type() in _HTML]
    if len(pages) < 2:
        return pages[0] if pages else None
    start = str(mail.get_param("start") or "")
    own = {_address(mail, name) for name in _OF_MAIL} - {""}
    signs: tuple[Callable[[Message], bool], ...] = (
        lambda part: start != "" and part.get("Content-ID") == start,
        lambda part: _address(part, _PLACE) in own,
        lambda part: is_ours(_address(part, _PLACE)),
        lambda part: _address(part, _PLACE) == "" and is_ours(origin_of(_bytes_of(part)).url or ""),
    )
    found = (part for sign in signs for part in pages if sign(part))
    return next(found, pages[0])


def _bytes_of(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _addresses(mail: Message, part: Message) -> Iterator[str]:
    for holder, name in ((mail, _OF_MAIL[0]), (part, _PLACE), (mail, _PLACE)):
        yield _address(holder, name)


def _address(holder: Message, name: str) -> str:
    return "".join(str(holder.get(name) or "").split()).strip("<>")
