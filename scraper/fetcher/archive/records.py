"""WARC records of exchanges and of snapshots, each as one gzip member. Source: WARC 1.1 (ISO 28500:2017)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.fetcher.exchange import Exchange
from scraper.fetcher.records import (
    CAPTURED_AT,
    DATED_BY,
    ORIGIN,
    PAGE_URI,
    PAYLOAD,
    READ_AT,
    REFERS_TO,
    SOURCE,
    UNKNOWN,
    one_line,
)
from scraper.fetcher.snapshot import Snapshot
from scraper.store.moments import format_date
from scraper.store.rows import Place

_LEVEL = 4
"""A page of 80 KB takes a third of the time of level 9, at 3 % more bytes."""
_COPY_LEVEL = 2
"""Of isal, for what came from a file: a seventh of the time of zlib's level 4, at 4 % more bytes; a fetched page has a second between requests."""
_GZIP = 16 + zlib.MAX_WBITS
_MEMBER = bytes.fromhex("1f8b0800000000000003")
"""The head of every member, whoever packed it: no checksum covers it, so that one that differs from a file's others is damage (`check`)."""
Maker = Callable[[WARCWriter], Any]
Packer = Callable[[memoryview], bytes]

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True)
class Original:
    """The stored record that a revisit record stands in for."""

    place: Place
    url: str
    date: str
    payload_digest: str
    profile: str


def payload_digest(raw: bytes) -> str:
    """Return the labelled SHA-1 of a payload in base 32, as WARC writers do."""
    return "sha1:" + base64.b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode("ascii")


def _closely(data: memoryview) -> bytes:
    return zlib.compress(data, _LEVEL, _GZIP)


def _quickly(data: memoryview) -> bytes:
    return isal_zlib.compress(data, _COPY_LEVEL, _GZIP)


def pack(maker: Maker, packer: Packer = _closely) -> bytes:
    """Return a record as one gzip member."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    writer.write_record(maker(writer))
    return _MEMBER + packer(out.getbuffer())[len(_MEMBER) :]


def refers_to(original: Original) -> dict[str, str]:
    """Return the headers by which a revisit record names its original (WARC 1.1, 6.7)."""
    return {
        "WARC-Profile": original.profile,
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": original.date,
        "WARC-Payload-Digest": original.payload_digest,
        REFERS_TO: str(original.place),
    }


def answer_record(exchange: Exchange, told: dict[str, str], revisit: bool) -> Maker:
    """Return the response record of an exchange; the body is as sent, chunking (undone) renamed in its head."""
    headers = [
        ("X-Archive-Orig-" + k if k.lower() == "transfer-encoding" else one_line(k), one_line(v))
        for k, v in exchange.headers
    ]
    # warcio encodes headers that are not ASCII, but not the reason phrase, which tells nothing (RFC 9112 4).
    line = one_line(f"{exchange.status} {exchange.reason}").encode("ascii", "replace").decode()
    status = StatusAndHeaders(line, headers, protocol="HTTP/1.1")
    body = b"" if revisit else exchange.body
    return lambda writer: writer.create_warc_record(
        exchange.url,
        "revisit" if revisit else "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=status,
        warc_headers_dict=told,
    )


def request_record(exchange: Exchange, date: str, answer_id: str) -> Maker:
    """Return the request record of an exchange, tied to the record of its answer."""
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = StatusAndHeaders(f"GET {path} HTTP/1.1", exchange.request_headers, is_http_request=True)
    told = {"WARC-Date": date, "WARC-Concurrent-To": answer_id}
    return lambda writer: writer.create_warc_record(exchange.url, "request", http_headers=line, warc_headers_dict=told)


def _resource_record(snapshot: Snapshot, url: str, told: dict[str, str]) -> Maker:
    """Return the record of a saved file, of which HTTP told nothing."""
    return lambda writer: writer.create_warc_record(
        url,
        "resource",
        payload=io.BytesIO(snapshot.body),
        length=len(snapshot.body),
        warc_content_type=snapshot.content_type or "text/html",
        warc_headers_dict=told,
    )


_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def _stored_record(snapshot: Snapshot, url: str, told: dict[str, str]) -> Maker:
    """Return the response record of a snapshot whose codings are undone already."""
    kept = [(one_line(k), one_line(v)) for k, v in snapshot.headers.items() if k.lower() not in _UNDONE]
    headers = [*kept, ("Content-Length", str(len(snapshot.body)))]
    status = StatusAndHeaders(f"{snapshot.status} -", headers, protocol="HTTP/1.1")
    return lambda writer: writer.create_warc_record(
        snapshot.requested_url or url,
        "response",
        payload=io.BytesIO(snapshot.body),
        length=len(snapshot.body),
        http_headers=status,
        warc_headers_dict=told,
    )


def copy_of(snapshot: Snapshot) -> bytes:
    """Return the packed record of a snapshot that came from a folder or from another WARC file.

    What HTTP told is kept as a response record without codings, a saved file as a resource record.
    """
    captured = format_date(snapshot.captured_at) if snapshot.captured_at else snapshot.claimed or UNKNOWN
    url = snapshot.url or f"urn:sha256:{snapshot.sha256}"
    told = {
        PAGE_URI: url,
        SOURCE: snapshot.source,
        CAPTURED_AT: captured,
        DATED_BY: snapshot.dated_by,
        READ_AT: format_date(snapshot.read_at or dt.datetime.now(dt.UTC)),
        ORIGIN: snapshot.origin,
        PAYLOAD: snapshot.payload_digest,
    }
    headers = {k: one_line(v) for k, v in told.items() if v}
    if snapshot.captured_at is not None:
        headers["WARC-Date"] = format_date(snapshot.captured_at)
    make = _resource_record if snapshot.source == "folder" else _stored_record
    return pack(make(snapshot, url, headers), _quickly)
