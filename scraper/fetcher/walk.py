"""The files below a folder that hold pages, and how many of what other kind were passed over."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from .beside import META, is_page_name
from .forms import Form, form_of, head_of
from .kinds import HIDDEN, begins_like_html, is_hidden, kind_by_name, kind_of_file

COMPANIONS, WORKING = "files saved beside a page", "working files"
LEADING_OUT, LEADING_NOWHERE = "links out of the folder", "links that lead nowhere"
NO_FILES = "pipes, sockets and devices"
BESIDE_NONE = "meta.json files beside no page.html"
AGAIN, MADE = "files named twice", "pages made by a mirroring tool"
_BESIDE = (
    "_files", ".files", "-dateien", "-filer", "_archivos", "_arquivos", "_bestanden", "_bylos", "_datoteke", "_dosyalar", "_elemei",
    "_failid", "_fails", "_fajlovi", "_ficheiros", "_fichiers", "_file", "_fitxategiak", "_fitxers", "_pliki", "_soubory", "_tiedostot",
)  # fmt: skip
"""What browsers append to a page's name for the folder of its files, by their language. Source: the list by which Windows moves both
together (Connected Files)."""
_SAVED_AS = tuple(
    f"{ending}{packed}" for ending in (".html", ".htm", ".xhtml", ".mhtml", ".mht") for packed in ("", ".gz")
)
_WORKING = re.compile(
    r"#.*#|.*(?:\.working|\.part|\.partial|\.crdownload|\.download|\.tmp|\.temp|\.lock|\.swp|~|\.torn-\d+|\.orig|\.bak|\.crswap)",
    re.I,
)
_APPLE_DOUBLE = b"\x00\x05\x16\x07"
_MADE = re.compile(rb"<!-- Mirror and index made by HTTrack|<TITLE>Local index - HTTrack", re.I)


class Walk:
    """Goes through a folder in the order of its paths. `counts` tells what was passed over; links out are not followed.

    `seen` holds the files that the run has met already, by what tells them from one another on this machine.
    """

    def __init__(self, folder: Path, seen: set[tuple[int, int]] | None = None) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self._root = folder.resolve()
        self._seen = seen if seen is not None else set()

    def files(self) -> Iterator[tuple[Path, Form]]:
        """Return each file that holds pages, and the form in which it does."""
        yield from self._below(self.folder)

    def _below(self, folder: Path) -> Iterator[tuple[Path, Form]]:
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            yield folder, Form.PAGE  # who reads it tells why it cannot be
            return
        names = {path.name.lower() for path in entries}
        for path in entries:
            why = _passed_over(path.name, names) or _companion_of_another(path, entries)
            if why is not None:
                self.counts[why] += _number(path)
            elif path.is_dir():
                if not path.is_symlink():
                    yield from self._below(path)
                elif not self._inside(path):
                    self.counts[LEADING_OUT] += 1
            elif path.name.lower() == META and path.is_file() and not any(map(is_page_name, names)):
                self.counts[BESIDE_NONE] += 1
            elif path.is_file():
                yield from self._file(path, names)
            elif path.is_symlink():
                self.counts[LEADING_NOWHERE] += 1
            else:
                self.counts[NO_FILES] += 1

    def _inside(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self._root)

    def _file(self, path: Path, names: Collection[str]) -> Iterator[tuple[Path, Form]]:
        if not self._inside(path):
            self.counts[LEADING_OUT] += 1
            return
        if path.is_symlink():  # what it leads to is read under its own name
            self.counts[AGAIN] += 1
            return
        form = self._form(path, names)
        if form is None:
            return
        if is_new(path, self._seen):
            yield path, form
        else:
            self.counts[AGAIN] += 1

    def _form(self, path: Path, names: Collection[str]) -> Form | None:
        """Return the form of a file; one that holds no page is counted by its kind, unless a folder of files says that it was saved as one."""
        try:
            head = head_of(path)
        except OSError:
            if kind_by_name(path.name) is None:
                return Form.PAGE  # it may be a page or an archive of pages: who reads it tells why it cannot be
            head = b""
        if head.startswith(_APPLE_DOUBLE):
            self.counts[HIDDEN] += 1
            return None
        form = form_of(path, head)
        if (
            form is None
            and kind_by_name(path.name) is None
            and any(path.name.lower() + one in names for one in _BESIDE)
        ):
            form = Form.PAGE
        if form is None:
            self.counts[kind_of_file(path.name, head)] += 1
        elif form is Form.PAGE and _MADE.search(head):
            self.counts[MADE] += 1
            return None
        return form


def is_new(path: Path, seen: set[tuple[int, int]]) -> bool:
    """Return whether a file was not met before, under this or another name, and note it as met."""
    status = path.stat()
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _passed_over(name: str, beside: set[str]) -> str | None:
    """Return why a file or folder is passed over by its name alone; `beside` are the names in its folder, in lower case."""
    lower = name.lower()
    if is_hidden(name):
        return HIDDEN
    if _WORKING.fullmatch(lower):
        return WORKING
    for ending in _BESIDE:
        if lower.endswith(ending):
            stem = lower[: -len(ending)]
            if any(stem + saved in beside for saved in _SAVED_AS):
                return COMPANIONS
    return None


def _companion_of_another(path: Path, entries: Sequence[Path]) -> str | None:
    """Return why a folder is passed over that is beside a page of another ending than pages have, or of none: by the page's bytes."""
    lower = path.name.lower()
    ending = next((one for one in _BESIDE if lower.endswith(one)), None)
    if ending is None or not path.is_dir():
        return None
    stem = lower[: -len(ending)]
    beside = (one for one in entries if one.name.lower() == stem or one.name.lower().rpartition(".")[0] == stem)
    return COMPANIONS if any(map(_is_page, beside)) else None


def _is_page(path: Path) -> bool:
    try:
        return path.is_file() and begins_like_html(head_of(path))
    except OSError:
        return False


def _number(path: Path) -> int:
    """Return how many files a path that is passed over stands for."""
    if path.is_symlink() or not path.is_dir():
        return 1
    return sum(len(files) for _, _, files in os.walk(path)) or 1
