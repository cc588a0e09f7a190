"""Pages saved as MHTML, by Chrome, Edge, Internet Explorer and others: a mail with the page and its files as parts.

Source: RFC 2557, and files as the browsers write them. The date of the mail is when it was saved.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from scraper.catalogue.urls import is_ours

from .saved import Origin, moment_of, origin_of

_ANOTHER = re.compile(r"^(?:mime-version|content-location):", re.I | re.M)
"""What follows the end of a mail where another one begins."""
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
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes) or not body.strip():
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
    """Return the part that is the page: the one that `start` names, else the first HTML of the site's, else the first HTML."""
    pages = [part for part in mail.walk() if part.get_content_type() in _HTML]
    start = str(mail.get_param("start") or "")
    named = (part for part in pages if start and part.get("Content-ID") == start)
    ours = (part for part in pages if is_ours(_address(part, "Content-Location")))
    return next(named, None) or next(ours, pages[0] if pages else None)


def _addresses(mail: Message, part: Message) -> Iterator[str]:
    for holder, name in ((mail, "Snapshot-Content-Location"), (part, "Content-Location"), (mail, "Content-Location")):
        yield _address(holder, name)


def _address(holder: Message, name: str) -> str:
    return "".join(str(holder.get(name) or "").split()).strip("<>")
