"""Saved pages: one file, or a folder of them in any form, with the address and the date that the saving left behind."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from schemas.text import printable
from scraper.catalogue.urls import is_ours
from scraper.catalogue.webarchives import archived
from scraper.document.signs import BEFORE, is_mhtml

from .before import Before
from .beside import Told, is_unsound, told_beside
from .coding import CodingError, decode
from .dating import dated
from .forms import MAIL_ENDINGS, Form, form_of, head_of
from .kinds import begins_like_html, begins_within_html
from .leftout import left_out
from .mhtml import page_of
from .originals import Originals
from .planner import Plan
from .records import LONGEST_ADDRESS, WELL, is_http, one_line, parse_http
from .saved import origin_of
from .snapshot import Missed, Snapshot
from .walk import Walk
from .warcsource import WarcSource

_MIRRORED = re.compile(
    r"(?P<page>.*?)(?:\.\d{1,3})?(?:\.x?html?)?(?:\.\d{1,3})?(?:(?:[?@]|%3F)(?P<query>[^?@/]+=[^?@/]*?)(?:\.x?html?)?)?(?:\.gz|\.zst|\.br)?",
    re.I,
)
"""A file's name in a mirror: the site's addresses have no ending. wget numbers what it fetched again (`index.html.1`), and
writes their query behind `?` or, for Windows, `@`."""
_INDEX = re.compile(r"index(?:-\d{1,2}|[0-9a-f]{4})?", re.I)
"""Names of a folder's own page; what HTTrack fetched twice has a number or a digest of its query."""
_SCHEME = re.compile(r"(https?)(?:[_:]|[%@+]3A)?", re.I)
"""The scheme inside the address of a web archive, as a part of a path: with no colon where a tool or a system allows none."""
_OF_WAYBACK = re.compile(r"https://([^/]+)/(\d{14})/")
"""How downloaders of the Wayback Machine keep several captures of a page: the moment stands behind the host."""
_PACKED = 1 << 20
"""What a compressed file may be larger than the page in it, in bytes."""


class FolderSource:
    """A saved page, or all below a folder in the order of their paths; links out of it are not followed.

    Archives in the folder are read too. `originals`, `seen` and `before` are those of the run: records that revisits stand
    for, files that were met before, and what files gave in other runs.
    """

    name = "folder"
    requests = 0

    def __init__(
        self,
        path: Path,
        *,
        sound_only: bool = False,
        cap: int = 20 << 20,
        originals: Originals | None = None,
        seen: set[tuple[int, int]] | None = None,
        before: Before | None = None,
    ) -> None:
        self._path = path
        self._before = before
        self.options = f"folder|{printable(path)}"
        self.counts: Counter[str] = Counter()
        self._sound_only = sound_only
        self._cap = cap
        self._originals = originals
        self._seen = seen

    def plan(self) -> Plan:
        """Count the files that hold pages; no page is read."""
        forms = Counter(form for _, form in self.files())
        told = ", ".join(f"{count} {form.value}" for form, count in sorted(forms.items())) or "no saved pages"
        return Plan(forms.total(), 0, 0.0, (f"folder {printable(self._path)}: {told}, no requests",))

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return each page; files that cannot be read or are too large are Missed."""
        self.counts.clear()
        for path, form in self.files(self._seen):
            if form.is_archive:
                archive = WarcSource(path, cap=self._cap, originals=self._originals, before=self._before)
                yield from archive.snapshots()
                self.counts.update(archive.counts)
            elif form is Form.LEFT_OUT:
                yield _left_out(path)
            else:
                yield self._read(path)

    def files(self, seen: set[tuple[int, int]] | None = None) -> Iterator[tuple[Path, Form]]:
        """Return the files that hold pages, in the order in which they are read, each with its form."""
        if not self._path.is_dir():
            yield self._path, _form(self._path)
            return
        walk = Walk(self._path, seen)
        for path, form in walk.files():
            if not (self._sound_only and is_unsound(path)):
                yield path, form
        self.counts.update(walk.counts)

    def _read(self, path: Path) -> Snapshot | Missed:
        name = printable(path)
        try:
            with path.open("rb") as file:
                raw = self._raw(file)
        except OSError as error:
            words = f"{name} cannot be read ({error.strerror})"
            return Missed(name, "failed", "unreadable", words, name)
        if raw is None:
            return self._too_large(name)
        told = told_beside(path)
        if self._before is None:
            return self._read_again(path, name, raw, told)
        # What a page is hangs on its bytes, on what stands beside it, and on its place in a mirror.
        around = json.dumps([*told, str(path.resolve())]).encode("ascii")
        digest = hashlib.sha256(hashlib.sha256(raw).digest() + around).digest()
        found = self._before.page(name, digest)
        if found is None:
            found = self._read_again(path, name, raw, told)
            self._before.keep_page(name, len(raw), digest, found)
        return found

    def _read_again(self, path: Path | None, name: str, raw: bytes, told: Told) -> Snapshot | Missed:
        """Return the page that the bytes of a file are; `path` is None of what has none, `told` what stands beside it."""
        headers: dict[str, str] = {}
        try:
            body = decode(raw, None, self._cap).body
            if is_http(body):  # as `curl -i` and `wget --save-headers` write
                answer = parse_http(body)
                if answer is None or answer.status not in WELL:
                    words = f"{name} is an HTTP answer without a page"
                    return Missed(name, "rejected", "not_html", words + (f" ({answer.status})" if answer else ""), name)
                if answer.cut:
                    raise CodingError("cut", "its last chunk is missing")
                body = decode(answer.body, answer.header("content-encoding"), self._cap).body
                headers = {"Content-Type": answer.header("content-type") or ""}
        except CodingError as error:
            if error.reason == "too_large":
                return self._too_large(name)
            return Missed(name, "failed", error.reason, f"{name} cannot be unpacked ({error.message})", name)
        if len(body) > self._cap:
            return self._too_large(name)
        return self._snapshot(path, name, body, headers, told)

    def _too_large(self, name: str) -> Missed:
        return Missed(name, "rejected", "too_large", f"{name} is larger than {self._cap >> 20} MiB", name)

    def _snapshot(
        self, path: Path | None, name: str, body: bytes, headers: dict[str, str], told: Told
    ) -> Snapshot | Missed:
        found = origin_of(body)
        if told.fault is not None:
            return Missed(name, "failed", "unreadable", told.fault, name)
        if is_mhtml(body[: 1 << 14].lstrip(BEFORE)):
            mail = page_of(body.lstrip(BEFORE))
            if isinstance(mail, str):
                return Missed(name, "rejected", "not_html", f"{name} {mail}", name)
            body, found, headers = mail.body, mail.origin, {"Content-Type": mail.content_type}
        elif path is not None and _is_no_mail(path, body):
            words = f"{name} is no MHTML and no page, though it is called one; save the page again"
            return Missed(name, "rejected", "not_html", words, name)
        url = one_line(told.url or found.url or (_of_mirror(path) if path else None) or "") or None
        if url is not None and len(url) > LONGEST_ADDRESS:
            words = f"{name} has an address of more than {LONGEST_ADDRESS:,} characters, which no page's is"
            return Missed(name, "failed", "unreadable", words, name)
        when = dated(url, told.captured_at, found.captured_at, found.archived_at, unread=found.unread)
        return Snapshot(
            body=body,
            url=url,
            captured_at=when.captured_at,
            dated_by=when.dated_by,
            claimed=when.claimed,
            source="folder",
            headers=headers,
            origin=name,
            page=name,
        )

    def piped(self, file: IO[bytes]) -> Snapshot | Missed:
        """Return the page that comes out of a pipe, or of a file without a name."""
        name, raw = printable(self._path), self._raw(file)
        return self._too_large(name) if raw is None else self._read_again(None, name, raw, Told())

    def _raw(self, file: IO[bytes]) -> bytes | None:
        """Return what is in a file, None where it is more than a page may have: a device has no size and no end."""
        raw = file.read(self._cap + _PACKED + 1)
        return raw if len(raw) <= self._cap + _PACKED else None


def _of_mirror(path: Path) -> str | None:
    """Return the address of a page in a mirror, whose path is the address behind a folder of its host's name."""
    parts = [*path.resolve().parent.parts, _mirrored(path.name)]
    for at, part in enumerate(parts[:-1]):
        if "." not in part:
            continue
        below = parts[at:]
        for one in (below, list(map(_with_colon, below))):
            url = printable("https://" + "/".join(one))
            if is_ours(url):
                if archived(url) is not None:
                    return url
                return _OF_WAYBACK.sub(r"https://web.archive.org/web/\2/https://\1/", url)
    return None


def _with_colon(part: str) -> str:
    scheme = _SCHEME.fullmatch(part)
    return f"{scheme[1]}:" if scheme else part


def _is_no_mail(path: Path, body: bytes) -> bool:
    """Return whether a file is called MHTML and holds none: what stands in it is no text of a page, however much of one shows through."""
    named = path.name.lower().removesuffix(".gz").endswith(MAIL_ENDINGS)
    return named and bool(body.strip()) and not (begins_like_html(body) or begins_within_html(body))


def _mirrored(name: str) -> str:
    """Return the last part of the address of a page in a mirror, by its file's name."""
    match = _MIRRORED.fullmatch(name)
    if match is None:
        return name
    page = "" if _INDEX.fullmatch(match["page"]) else match["page"]
    return f"{page}?{match['query']}" if match["query"] else page


def _form(path: Path) -> Form:
    """Return the form of a file that a user named: a page where it is no archive."""
    try:
        return form_of(path, head_of(path)) or Form.PAGE
    except OSError:
        return Form.PAGE


def _left_out(path: Path) -> Missed:
    name = printable(path)
    return Missed(name, "rejected", "not_html", f"{name} is {left_out(path, head_of(path))}", name)
