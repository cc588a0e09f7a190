"""One set of captures written in every form that people keep pages in, each as its tools write it."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import io
import json
import quopri
import random
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True)
class Written:
    """A capture: the address, the moment (UTC, whole seconds), the page."""

    url: str
    at: dt.datetime
    body: bytes

    @property
    def stamp(self) -> str:
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def digest(self) -> str:
        return "sha1:" + base64.b32encode(hashlib.sha1(self.body).digest()).decode()


Records = Sequence[tuple[Written, str]]
"""Captures, and the type of record for each: `response` or `revisit`."""


# --- WARC ---------------------------------------------------------------------------------------------------------


def record(
    one: Written, kind: str = "response", *, status: int = 200, version: str = "1.1", headers: str = "", **more: str
) -> bytes:
    """A record of a capture; `headers` are further lines of its HTTP head, `more` further fields of its own."""
    body = b"" if kind == "revisit" else one.body
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}Content-Length: {len(one.body)}\r\n\r\n"
    block = http.encode() + body
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{one.url} {one.stamp} {kind}')}>",
        "WARC-Target-URI": one.url,
        "WARC-Date": one.stamp,
        "WARC-Payload-Digest": one.digest,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    if kind == "revisit":
        told.setdefault("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def by_record(records: Records) -> bytes:
    """A gzip member for each record, as crawlers write."""
    return b"".join(gzip.compress(record(one, kind), mtime=0) for one, kind in records)


def as_one_member(records: Records) -> bytes:
    """The whole file in one gzip member, as `gzip crawl.warc` writes."""
    return gzip.compress(b"".join(record(one, kind) for one, kind in records), mtime=0)


def plain(records: Records) -> bytes:
    """A file without compression."""
    return b"".join(record(one, kind) for one, kind in records)


def with_revisits(captures: Iterable[Written]) -> list[tuple[Written, str]]:
    """The captures as a crawler with deduplication records them: what was seen before is a revisit."""
    seen: set[tuple[str, str]] = set()
    found = []
    for one in sorted(captures, key=lambda each: (each.at, each.url)):
        key = (one.url, one.digest)
        found.append((one, "revisit" if key in seen else "response"))
        seen.add(key)
    return found


def wacz(members: dict[str, bytes], algorithm: str = "sha256") -> bytes:
    """A WACZ of some WARC files, with the hashes of its members."""
    resources = [
        {"name": name, "path": f"archive/{name}", "hash": f"{algorithm}:{hashlib.new(algorithm, raw).hexdigest()}", "bytes": len(raw)}
        for name, raw in members.items()
    ]  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in members.items():
            archive.writestr(f"archive/{name}", raw)
        package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
        archive.writestr("datapackage.json", json.dumps(package))
    return out.getvalue()


# --- saved pages --------------------------------------------------------------------------------------------------


def single_file(one: Written) -> bytes:
    """A page as SingleFile saves it: a comment with address and date, in the form of a script's date."""
    moment = f"{one.at:%a %b %d %Y %H:%M:%S} GMT+0000 (Greenwich Mean Time)"
    told = f"<!--\n Page saved with SingleFile \n url: {one.url} \n saved date: {moment}\n-->".encode()
    head, mark, rest = one.body.partition(b"<head")
    assert mark, "the page has no head"
    return head + told + mark + rest


def mhtml(one: Written) -> bytes:
    """A page as Chrome saves a web page in a single file."""
    mark = "----MultipartBoundary--x1y2----"
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {one.url}\r\nSubject: A page\r\n"
        f"Date: {format_datetime(one.at)}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        f'\ttype="text/html";\r\n\tboundary="{mark}"\r\n\r\n\r\n--{mark}\r\nContent-Type: text/html\r\n'
        f"Content-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {one.url}\r\n\r\n"
    ).encode() + quopri.encodestring(one.body) + (
        f"\r\n--{mark}\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: cid:css-1@mhtml.blink\r\n\r\np {{ color: black; }}\r\n--{mark}--\r\n"
    ).encode()  # fmt: skip


def mirrored(one: Written) -> tuple[str, bytes]:
    """A page as HTTrack mirrors it: its path is its address, a comment behind the end says when it was taken."""
    parts = urlsplit(one.url)
    path = f"{parts.netloc}{parts.path}index.html"
    told = f"<!-- Mirrored from {parts.netloc}{parts.path} by HTTrack Website Copier/3.x [XR&CO'2014], {one.at:%a, %d %b %Y %H:%M:%S} GMT -->"
    return path, one.body.replace(b"</html>", told.encode() + b"\n</html>")


# --- the eight forms ----------------------------------------------------------------------------------------------


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def _parts(captures: Sequence[Written], count: int, chance: random.Random) -> list[list[Written]]:
    """The captures in some parts, in an order and a split of their own."""
    mixed = chance.sample(captures, len(captures))
    return [part for number in range(count) if (part := mixed[number::count])]


def _folder(folder: Path, captures: Sequence[Written], chance: random.Random) -> None:
    for number, one in enumerate(chance.sample(captures, len(captures))):
        put(folder, f"{number:02d}/page.html", one.body)
        put(folder, f"{number:02d}/meta.json", json.dumps({"url": one.url, "captured_at": one.stamp}).encode())


def _mirror(folder: Path, captures: Sequence[Written], chance: random.Random) -> None:
    newest = {one.url: one for one in sorted(captures, key=lambda each: each.at)}
    for one in newest.values():
        put(folder, *mirrored(one))


def _each(write: Callable[[Written], bytes], ending: str) -> Callable[[Path, Sequence[Written], random.Random], None]:
    def made(folder: Path, captures: Sequence[Written], chance: random.Random) -> None:
        for number, one in enumerate(chance.sample(captures, len(captures))):
            put(folder, f"save {number:02d}{ending}", write(one))

    return made


def _warcs(
    write: Callable[[Records], bytes], ending: str = ".warc.gz"
) -> Callable[[Path, Sequence[Written], random.Random], None]:
    def made(folder: Path, captures: Sequence[Written], chance: random.Random) -> None:
        for number, part in enumerate(_parts(captures, 3, chance)):
            put(folder, f"crawl-{number}{ending}", write([(one, "response") for one in part]))

    return made


def _split(folder: Path, captures: Sequence[Written], chance: random.Random) -> None:
    records = with_revisits(captures)
    mixed = chance.sample(records, len(records))
    for number in range(4):
        put(folder, f"part-{number}.warc.gz", (by_record, as_one_member)[number % 2](mixed[number::4]))


def _wacz(folder: Path, captures: Sequence[Written], chance: random.Random) -> None:
    for number, part in enumerate(_parts(captures, 2, chance)):
        halves = {f"data-{n}.warc.gz": by_record([(one, "response") for one in part[n::2]]) for n in range(2)}
        put(folder, f"crawl-{number}.wacz", wacz(halves, ("sha256", "md5")[number]))


FORMS: dict[str, Callable[[Path, Sequence[Written], random.Random], None]] = {
    "folder": _folder,
    "mirror": _mirror,
    "mhtml": _each(mhtml, ".mhtml"),
    "singlefile": _each(single_file, ".html"),
    "warc by record": _warcs(by_record),
    "warc as one member": _warcs(as_one_member),
    "split warcs with revisits": _split,
    "wacz": _wacz,
}
"""Each writes captures below a folder, in files and an order that the chance decides."""
NEWEST_ONLY = frozenset({"mirror"})
"""Forms that hold one capture of a page."""
