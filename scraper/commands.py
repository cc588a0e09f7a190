"""What the verbs of the command line do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from schemas.extraction import Extraction, Page, Refused
from schemas.page_types import PageType
from schemas.vocabulary import RefusalReason

from .errors import ExitCode, UsageError
from .fetcher.folder import FolderSource
from .fetcher.snapshot import Missed
from .parallel import extract


def parse_files(paths: Iterable[Path], url: str | None, pretty: bool) -> ExitCode:
    """Print the extraction of each saved page; give 1 if all were refused, 4 if some were.

    Raises UsageError for a path that is not there.
    """
    refused = total = 0
    for extraction, name in _extractions(list(paths), url):
        total += 1
        click.echo(json.dumps(extraction.to_json(), ensure_ascii=False, indent=2 if pretty else None))
        if extraction.refused is not None:
            refused += 1
            click.echo(f"peel: {name}: {extraction.refused.reason.value}: {extraction.refused.message}", err=True)
    if not total:
        raise UsageError("no page was found there; name .html files or folders that hold some")
    if not refused:
        return ExitCode.CLEAN
    return ExitCode.FAILED if refused == total else ExitCode.PARTIAL


def _extractions(paths: list[Path], url: str | None) -> Iterator[tuple[Extraction, str]]:
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} is not there; name a saved page or a folder of them")
    for path in paths:
        for found in FolderSource(path).snapshots():
            if isinstance(found, Missed):
                yield _missed(found, url), found.url
            else:
                yield extract(replace(found, url=url or found.url)), str(found.origin or path)


def _missed(missed: Missed, url: str | None) -> Extraction:
    reason = RefusalReason.TOO_LARGE if missed.reason == "too_large" else RefusalReason.UNDECODABLE
    page = Page(
        type=PageType.UNKNOWN, assessment=None, organisation=None, round=None, pillar=None, title=None, url=url
    )  # fmt: skip
    return Extraction(page=page, record=None, refused=Refused(reason=reason, message=missed.message))
