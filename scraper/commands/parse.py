"""`peel parse`: what saved pages say, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.errors import ExitCode, UsageError

from .options import Address, Place, is_stream, refuse_pipes
from .streams import say

if TYPE_CHECKING:
    from schemas.extraction import Extraction
    from schemas.vocabulary import RefusalReason
    from scraper.fetcher.snapshot import Missed, Snapshot


@click.command(
    epilog="Example: peel parse --pretty page.html --url https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/",
)
@click.argument("pages", nargs=-1, required=True, type=Place(path_type=Path, allow_dash=True))
@click.option("--url", type=Address(), help="The address of the pages; holds for every page named.")
@click.option("--pretty", is_flag=True, help="Indent the JSON.")
def parse(pages: tuple[Path, ...], url: str | None, pretty: bool) -> int:
    """Print what saved PAGES say: one JSON object each. A dash reads one page from standard input.

    Ends with exit code 1 where all pages were refused, 4 where some were.
    """
    from scraper.garbage import seldom_searched

    with seldom_searched():
        return int(_parse(list(pages), url, pretty))


def _parse(paths: list[Path], url: str | None, pretty: bool) -> ExitCode:
    """Print the extraction of each saved page; return 1 if all were refused, 4 if some were.

    Raises UsageError for a path that is not there.
    """
    import json

    refuse_pipes(paths, instead="save it as a file, or give it to `peel parse -`")
    refused = total = 0
    for extraction, name in _extractions(paths, url):
        total += 1
        click.echo(json.dumps(extraction.to_json(), ensure_ascii=False, indent=2 if pretty else None))
        if extraction.refused is not None:
            refused += 1
            say(f"{name}: {extraction.refused.reason.value}: {extraction.refused.message}")
    if not total:
        raise UsageError("no page was found there; name .html files or folders that hold some")
    if not refused:
        return ExitCode.CLEAN
    return ExitCode.FAILED if refused == total else ExitCode.PARTIAL


def _extractions(paths: list[Path], url: str | None) -> Iterator[tuple[Extraction, str]]:
    from dataclasses import replace

    from scraper.engine.extract import extract
    from scraper.fetcher.folder import FolderSource
    from scraper.fetcher.snapshot import Missed

    for path in paths:
        if not is_stream(path) and not path.exists():
            raise UsageError(f"{path} is not there; name a saved page or a folder of them")
    if sum(map(is_stream, paths)) > 1:
        raise UsageError("- is named twice, and standard input can be read only once")
    for path in paths:
        for found in [_piped()] if is_stream(path) else FolderSource(path).snapshots():
            if isinstance(found, Missed):
                yield _missed(found, url), found.url
            else:
                yield extract(replace(found, url=url or found.url)), str(found.origin or path)


def _piped() -> Snapshot | Missed:
    """Return the page that standard input holds. Raises UsageError where it can't be read."""
    from scraper.fetcher.folder import FolderSource

    try:
        with open(0, "rb", closefd=False) as file:
            return FolderSource(Path("standard input")).piped(file)
    except OSError as error:
        raise UsageError(f"standard input can't be read ({error.strerror}); name a file") from None


def _missed(missed: Missed, url: str | None) -> Extraction:
    from schemas.extraction import Extraction, Page, Refused
    from schemas.page_types import PageType

    page = Page(
        type=PageType.UNKNOWN, assessment=None, organisation=None, round=None, pillar=None, title=None, url=url
    )  # fmt: skip
    return Extraction(page=page, record=None, refused=Refused(reason=_reason_of(missed), message=missed.message))


def _reason_of(missed: Missed) -> RefusalReason:
    """Return the contract's word for what kept a page from being read."""
    from schemas.vocabulary import RefusalReason

    reason = missed.reason or ""
    if reason in set(RefusalReason):
        return RefusalReason(reason)
    if missed.outcome == "blocked":
        return RefusalReason.BLOCKED
    if reason.startswith("http_"):
        return RefusalReason.NOT_A_PAGE
    return RefusalReason.INCOMPLETE if reason == "cut" else RefusalReason.UNDECODABLE
