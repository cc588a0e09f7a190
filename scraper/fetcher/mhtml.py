"""Pages saved as MHTML, by Chrome, Edge, Internet Explorer and others: a mail with the page and its files as parts.

Source: RFC 2557, and files as the browsers write them. The date of the mail is when it was saved.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.message import Message
from urllib.parse import urljoin

from scraper.catalogue.urls import is_ours, read_address

from .kinds import begins_like_html, begins_within_html
from .saved import Origin, origin_of, saved_at

_ANOTHER = re.compile(r"^(?:mime-version|content-location):", re.I | re.M)
"""What follows the end of a mail where another one begins."""
_PLACE = "Content-Location"
_OF_MAIL = ("Snapshot-Content-Location", _PLACE)
"""Where a mail says what address its page has."""
_BASE = "Content-Base"
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary", "quoted-printable"})
"""Transfer encodings in which any bytes are some text."""
_BROKEN = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)


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
    if _is_broken(part, body):
        return "is MHTML whose page can't be decoded: it is cut or damaged; save it again"
    if _ANOTHER.search(mail.epilogue or ""):
        return "is MHTML with another such file behind it; save each as a file of its own"
    more = _others(mail, part)
    if more:
        return f"is MHTML of several pages ({more[0]}), of which one could be read; save each as a file of its own"
    charset = part.get_content_charset()
    label = part.get_content_type() + (f"; charset={charset}" if charset else "")
    inner = origin_of(body)
    url = next((url for url in _addresses(mail, part) if url.lower().startswith(("http://", "https://"))), inner.url)
    saved = saved_at(url, str(mail.get("Date") or ""), inner.archived_at)
    if saved.captured_at is None and inner.captured_at is not None:
        saved = Origin(url, inner.captured_at, inner.archived_at)
    return SavedMail(body, label, saved)


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
        lambda part: _place(mail, part) in own,
        lambda part: is_ours(_place(mail, part)),
        lambda part: _address(part, _PLACE) == "" and is_ours(origin_of(_bytes_of(part)).url or ""),
    )
    found = (part for sign in signs for part in pages if sign(part))
    return next(found, pages[0])


def _bytes_of(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _others(mail: Message, root: Message) -> list[str]:
    """Return the addresses of the site's other pages in a mail, as tools write it that save a whole site, or all tabs, as one file.

    A frame is no page of the site that a run would ask for.
    """
    own = {None, *map(read_address, _addresses(mail, root))}
    places = (_place(mail, part) for part in mail.walk() if part is not root and part.get_content_type() in _HTML)
    return [one for one in places if read_address(one) not in own]


def _is_broken(part: Message, body: bytes) -> bool:
    """Return whether what came out of a part's transfer encoding is not what went into it."""
    how = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    if any(isinstance(defect, _BROKEN) for defect in part.defects):
        return True
    return how not in _AS_IT_IS and not (begins_like_html(body) or begins_within_html(body))


def _addresses(mail: Message, part: Message) -> Iterator[str]:
    yield from (_address(mail, _OF_MAIL[0]), _place(mail, part), _address(mail, _PLACE))


def _place(mail: Message, part: Message) -> str:
    """Return the address of a part; one that is relative is so to that of the mail (RFC 2557, 5)."""
    place, base = _address(part, _PLACE), _address(mail, _BASE) or _address(mail, _PLACE)
    try:
        return urljoin(base, place) if place and base else place
    except ValueError:
        return place


def _address(holder: Message, name: str) -> str:
    return "".join(str(holder.get(name) or "").split()).strip("<>")
