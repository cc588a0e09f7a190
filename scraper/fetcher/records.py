"""A WARC record as a snapshot, and the fields peel adds to say which page of the site a record holds.

The added fields are `Peel-Page-URI` (the page's address on the site, whatever mirror or web archive served
it), `Peel-Captured-At` (as it was stated, believed or not; `unknown` where nothing tells it), `Peel-Dated-By` (which evidence
that is), `Peel-Read-At` (when a saved capture was first read), `Peel-Payload-Digest` (of the record that it was copied from),
`Peel-Source`, `Peel-Origin` and `Peel-Verdict` (why the
record is evidence only, absent on a page). WARC 1.1, section 5: writers may add named fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote

from schemas.capture_rows import DatedBy
from scraper.store.rows import SourceName

from .classify import classify, of_coding
from .coding import CodingError, dechunk, decode
from .dating import Dating, dated, parse_date
from .snapshot import Missed, Snapshot
from .warcread import Headers, WarcRecord, split_http

PAGE_URI = "Peel-Page-URI"
CAPTURED_AT = "Peel-Captured-At"
DATED_BY = "Peel-Dated-By"
READ_AT = "Peel-Read-At"
PAYLOAD = "Peel-Payload-Digest"
SOURCE = "Peel-Source"
ORIGIN = "Peel-Origin"
VERDICT = "Peel-Verdict"
REFERS_TO = "Peel-Refers-To"
UNKNOWN = "unknown"
_NO_DATE = "none"  # where a record lacks its date or leaves it blank, which the format forbids
LONGEST_ADDRESS = 8000
"""Characters; a record of the archive has its page's address several times in its head, which is bounded."""
_TORN = frozenset({"warc-truncated", "warc-segment-number"})
"""Fields of records that hold a part of an answer."""
_OF_BODY = ("content-", "transfer-encoding")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})", re.I)
WELL = frozenset({200, 203})
"""Statuses of answers that hold what was asked for."""
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_MARKUP = re.compile(rb"[\r\n][ \t]*<")
"""What no head has: where it stands in one, nothing parts head and body."""
_MOST_BEFORE = 20
"""Answers before the final one: interim ones, and a proxy's to the request for a tunnel."""


@dataclass(frozen=True)
class HttpMessage:
    """A response as recorded: transfer coding undone, content coding still on."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    cut: bool = False

    def header(self, name: str) -> str | None:
        """Return a header by its name, or None."""
        found = [v for k, v in self.headers if k.lower() == name]
        return ", ".join(found) if found else None


def is_http(head: bytes) -> bool:
    """Return whether bytes begin as an HTTP answer does."""
    return _STATUS.match(head) is not None


def parse_http(block: bytes) -> HttpMessage | None:
    """Return the response in a record's block, None where it is none."""
    head, body = split_http(block)
    for _ in range(_MOST_BEFORE):
        if not _STATUS.match(body):
            break
        head, body = split_http(body)
    match = _STATUS.match(head)
    if match is None or (b"<" in head and _MARKUP.search(head)):
        return None
    if b"\n " in head or b"\n\t" in head:
        head = _FOLDED.sub(b" ", head)
    lines = head.decode("utf-8", "replace").splitlines()
    headers = [(k.strip(), v.strip()) for k, _, v in (line.partition(":") for line in lines[1:]) if k.strip()]
    message = HttpMessage(int(match.group(1)), headers, body)
    if "chunked" not in (message.header("transfer-encoding") or "").lower():
        return message
    plain = dechunk(body)
    looks_chunked = re.match(rb"[0-9a-fA-F]{1,15}[ \t]*(?:;[^\r\n]*)?\r\n", body) is not None
    return HttpMessage(message.status, headers, body if plain is None else plain, plain is None and looks_chunked)


def dating_of(headers: Headers) -> Dating:
    """Return when the capture in a record was made: by peel's own field, else by the record's address and date."""
    stated = headers.get(CAPTURED_AT.lower())
    if stated == UNKNOWN:
        return Dating()
    of_record = headers.get("warc-date")
    if PAGE_URI.lower() not in headers:
        return dated(headers.get("warc-target-uri"), of_record or _NO_DATE)
    read_at = parse_date(headers.get(READ_AT.lower()) or of_record)
    return dated(None, stated or of_record, read_at=read_at, by=_evidence(headers))


def _evidence(headers: Headers) -> DatedBy:
    """Return what dated a record of our own; older ones do not say so."""
    stated = headers.get(DATED_BY.lower())
    of_archive = headers.get(SOURCE.lower()) in {"wayback", "ukgwa"}
    usual = DatedBy.ADDRESS if of_archive else DatedBy.RECORD
    return next((one for one in DatedBy if one.value == stated), usual)


def source_of(headers: Headers) -> SourceName:
    """Return where a record of our own came from, `warc` for others'."""
    stated = headers.get(SOURCE.lower())
    return next((name for name in get_args(SourceName) if name == stated), "warc")


def one_line(text: str) -> str:
    """Return a text as one header line, and as it comes back from there: what has no place in one is percent-encoded."""
    return text if text.isprintable() else "".join(c if c.isprintable() else quote(c, errors="replace") for c in text)


def page_uri(headers: Headers) -> str:
    """Return the address of the page that a record holds."""
    return one_line(headers.get(PAGE_URI.lower()) or headers.get("warc-target-uri", ""))


def snapshot_of(
    record: WarcRecord,
    file: str,
    cap: int,
    dates: Headers | None = None,
    message: HttpMessage | None = None,
) -> Snapshot | Missed:
    """Return the page in a response or resource record, or why it holds none.

    `file` is what `warc_file` of the snapshot says; `cap` bounds the decoded body; `dates` are the headers
    that tell address, time and source where a revisit record stands for this one; `message` is the answer in it
    (`message_of`) where that was looked at already.
    """
    told = dates or record.headers
    url = page_uri(told)
    where = f"{file} at {record.offset}"
    if (refused := _beyond_bounds(record, url, where)) is not None:
        return refused
    message = message or message_of(record)
    if message is None:
        return Missed(url, "rejected", "not_html", f"{where}: the record holds no HTTP response")
    if message.cut or not _TORN.isdisjoint(record.headers):
        return Missed(url, "failed", "cut", f"{where}: the recorded answer was cut")
    try:
        decoded = decode(message.body, message.header("content-encoding"), cap)
    except CodingError as error:
        verdict = of_coding(error)
        return Missed(url, verdict.outcome, verdict.reason, f"{where}: {verdict.message}")
    when = dating_of(told)
    return Snapshot(
        body=decoded.body,
        note=decoded.note,
        url=None if url.startswith("urn:") else url,
        captured_at=when.captured_at,
        dated_by=when.dated_by,
        claimed=when.claimed,
        read_at=parse_date(told.get(READ_AT.lower())),
        source=source_of(told),
        status=message.status,
        headers=dict(message.headers),
        requested_url=told.get("warc-target-uri"),
        warc_file=file,
        warc_offset=record.offset,
        origin=told.get(ORIGIN.lower()) or f"{file}@{record.offset}",
    )


def _beyond_bounds(record: WarcRecord, url: str, where: str) -> Missed | None:
    if len(url) > LONGEST_ADDRESS:
        words = f"{where}: the address is longer than {LONGEST_ADDRESS:,} characters, which no page's is"
        return Missed(url[:100], "failed", "unreadable", words)
    if record.block is None:
        return Missed(url, "rejected", "too_large", f"{where}: the record is larger than the limit")
    return None


def renewed(headers: Mapping[str, str], told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the headers of a stored page after an answer that says that it stands (RFC 9111 3.2).

    What describes the body stays as it came with the body: an answer without one is labelled by many servers as they
    label anything.
    """
    newer = [(name, value) for name, value in told if not name.lower().startswith(_OF_BODY)]
    names = {name.lower() for name, _ in newer}
    return {**{name: value for name, value in headers.items() if name.lower() not in names}, **dict(newer)}


def message_of(record: WarcRecord) -> HttpMessage | None:
    """Return the answer that a record holds; a resource record is one that was well."""
    block = record.head if record.block is None else record.block
    content_type = record.headers.get("content-type", "text/html")
    if record.type == "resource" and not content_type.lower().startswith("application/http"):
        return HttpMessage(200, [("Content-Type", content_type)], block)
    return parse_http(block)


def judged(snapshot: Snapshot, where: str) -> Snapshot | Missed:
    """Return a snapshot that may be a page, else why it is none."""
    verdict = classify(snapshot.status, snapshot.headers, snapshot.body)
    if verdict is None:
        return snapshot
    message = f"{where}: {verdict.message}"
    return Missed(snapshot.url or where, verdict.outcome, verdict.reason, message)
