"""The version of the parser: of the package, and of the very sources that decide what a page says."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from schemas.catalogued import own_file
from scraper import __version__

_ROOT = Path(__file__).parents[2]
_DECIDING = ("schemas", "scraper/catalogue", "scraper/document", "scraper/parsers")
_READING = ("scraper/fetcher",)
_LOOKING = ("scraper/loader", "scraper/quality")
_SOURCES = ("*.py", "*.csv")


@cache
def parser_version() -> str:
    """Return `<version>+<8 hexadecimal digits>` of the deciding sources.

    A maintainer's fix is thereby applied to all current captures by the next run, without a number to raise.
    """
    return version_of(_ROOT, own_file())


@cache
def reading_version() -> str:
    """Return the version of all that decides what a file gives: of the parser, and of what reads and judges answers."""
    return version_of(_ROOT, own_file(), (*_DECIDING, *_READING))


@cache
def audit_version() -> str:
    """Return the version of all that decides what is found in a database: of what its rows are made by, and of the checks."""
    return version_of(_ROOT, own_file(), (*_DECIDING, *_LOOKING))


def version_of(root: Path, own: Path | None = None, folders: Sequence[str] = _DECIDING) -> str:
    """Return the version that the sources of some folders below `root` make, those of packages in packages too.

    `own` is the user's own file of the catalogue: whose page it is may hang on it.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for kind in _SOURCES for path in (root / folder).rglob(kind)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    if own is not None:
        digest.update(own.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"
