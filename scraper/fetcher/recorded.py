"""What a record of a WARC file is: a page, an answer without one, or nothing that was asked for as a page."""

from __future__ import annotations

from dataclasses import replace

from scraper.catalogue.urls import is_ours as is_address_of_ours
from scraper.catalogue.webarchives import archived
from scraper.store.outcomes import Outcome

from .kinds import kind_of_answer
from .places import RecordPlace
from .records import PAYLOAD, VERDICT, WELL, HttpMessage, dating_of, judged, message_of, page_uri, snapshot_of
from .snapshot import Missed, Snapshot
from .warcread import Headers, WarcRecord

LABEL = "Peel-Revisit-Content-Type"
"""The Content-Type of a revisit's own answer, among its headers while it waits for its original."""
REDIRECTS, NOT_MODIFIED = "redirects", "answers that nothing changed (304)"
TYPES = frozenset({"response", "revisit", "resource"})
"""Types of records that hold an answer, or stand for one."""
_REDIRECTED = range(300, 400)
_MEMENTO = "memento-datetime"
_GIVEN_UP = frozenset({"gone", "blocked", "failed"})


def is_ours(headers: Headers) -> bool:
    """Return whether a record may hold a page of the site, under its own address or a web archive's."""
    if headers.get("warc-type") not in TYPES or VERDICT.lower() in headers:
        return False
    url = page_uri(headers)
    return url.startswith("urn:sha256:") or is_address_of_ours(url)


def page_of(record: WarcRecord, told: Headers, place: RecordPlace, cap: int) -> Snapshot | Missed | str:
    """Return the page of a record, what became of it, or by what kind it is passed over.

    `told` are the headers that say address and time: those of a revisit that the record stands for (`told_by`), whose
    place then is `place`.
    """
    message = _labelled(message_of(record), told.get(LABEL.lower()))
    url = page_uri(told)
    if message is not None and (why := _passed_over(url, message, record)) is not None:
        return why
    found = snapshot_of(record, place.container.name, cap, dates=told, message=message)
    if isinstance(found, Snapshot):
        kind = kind_of_answer(found.url or "", found.content_type, found.body, found.status)
        if kind is not None and found.url is not None:
            return kind
        found = judged(found, place.words)
    if isinstance(found, Missed):
        return _told(_of_archive(found, url, message, place), told, place)
    notes = "; ".join(note for note in (found.note, record.note) if note)
    source = found.source if found.source != "web" else "warc"
    return replace(
        found,
        source=source,
        warc_file=None,
        warc_offset=None,
        origin=place.key,
        page=place.key,
        note=notes or None,
        payload_digest=record.headers.get(PAYLOAD.lower()) or record.headers.get("warc-payload-digest"),
    )


def told_by(revisit: WarcRecord) -> Headers:
    """Return the headers of a revisit record, with the label that its own answer gave the payload that it repeats.

    The same bytes may be other words under another label (WARC 1.1, 6.7.2: the record has the headers of its answer). What
    answers that nothing was modified labels no payload.
    """
    message = message_of(revisit)
    label = message.header("content-type") if message is not None and message.status in WELL else None
    return {**revisit.headers, LABEL.lower(): label} if label else revisit.headers


def _labelled(message: HttpMessage | None, label: str | None) -> HttpMessage | None:
    if message is None or label is None:
        return message
    others = [(name, value) for name, value in message.headers if name.lower() != "content-type"]
    return replace(message, headers=[*others, ("Content-Type", label)])


def pending_of(record: WarcRecord, place: RecordPlace) -> Missed | str | None:
    """Return what a revisit record says of itself that needs no original: its kind, or an answer without a page."""
    url, message = page_uri(record.headers), message_of(record)
    if message is None or message.status == 304:
        return kind_of_answer(url, None, None)
    if message.status in _REDIRECTED:
        return REDIRECTS
    kind = kind_of_answer(url, message.header("content-type"), None, message.status)
    if kind is not None or message.status in WELL:
        return kind
    found = judged(Snapshot(b"", url, None, "warc", message.status, dict(message.headers)), place.words)
    if not isinstance(found, Missed):
        return None
    return _told(_of_archive(found, url, message, place), record.headers, place)


def _passed_over(url: str, message: HttpMessage, record: WarcRecord) -> str | None:
    """Return why an answer is passed over whatever is in its body."""
    if message.status == 304:
        return NOT_MODIFIED
    if message.status in _REDIRECTED:
        return REDIRECTS
    is_plain = record.block is not None and not message.header("content-encoding")
    body = message.body if is_plain else None
    return kind_of_answer(url, message.header("content-type"), body, message.status)


def _of_archive(missed: Missed, url: str, message: HttpMessage | None, place: RecordPlace) -> Missed:
    """Return what became of a page whose answer is a web archive's own: the archive lacks it, the site may have it."""
    is_copy = message is not None and message.header(_MEMENTO) is not None
    status = message.status if message else 200
    if archived(url) is None or is_copy or status in WELL or missed.outcome not in _GIVEN_UP:
        return missed
    words = f"{place.words}: the web archive answers {status}; it has no copy there"
    return replace(missed, outcome="failed", reason=f"http_{status}", message=words)


def _told(missed: Missed, told: Headers, place: RecordPlace) -> Missed:
    """Return what became of a page, with the moment of its answer; where that is not known, nothing says that the page is gone now."""
    moment = dating_of(told).captured_at
    if missed.outcome == "gone" and moment is None:
        words = f"{missed.message}; it marks no page as gone, for its record names no day on which it was (WARC-Date)"
        outcome: Outcome = "rejected" if missed.reason == "soft_404" else "failed"
        missed = replace(missed, outcome=outcome, message=words)
    return replace(missed, page=place.key, at=moment.isoformat() if moment else None)
