"""Everything that pages come from states the same of itself, so that a run asks no source what it is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from scraper.engine.source import EngineSource
from scraper.engine.work import Job
from scraper.fetcher.archive import Archive
from scraper.fetcher.errors import SourceError
from scraper.fetcher.options import FetchSettings
from scraper.fetcher.scope import Scope
from scraper.fetcher.scoped import ScopedSource
from scraper.fetcher.snapshot import Snapshot
from scraper.fetcher.sources import Provider, Source, open_target
from scraper.fetcher.web import WebSource
from scraper.fetcher.webarchive import WebArchiveSource
from scraper.store.state import State

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = FIXTURES / "assessment" / "staffordshire-2016"
SETTINGS = FetchSettings(contact="tests@example.org")


def providers(folder: Path, state: State, archive: Archive) -> dict[str, Provider]:
    archive.keep(Snapshot(b"<html></html>", "https://hmicfrs.justiceinspectorates.gov.uk/x/", None, "warc"))
    saved = open_target(str(PAGES))
    return {
        "folder": saved,
        "warc": open_target(str(next(archive.folder.glob("*.warc.gz")))),
        "scoped": ScopedSource(saved, Scope((), frozenset({"2016"}))),
        "web": WebSource(SETTINGS, Scope(), state, archive, "run", cells=list),
        "wayback": WebArchiveSource("wayback", SETTINGS, Scope(), state, archive, "run"),
        "dask": EngineSource([], Job("run", str(folder), 1 << 20), folder, options="dask|x"),
    }


def test_every_source_states_all_that_a_run_reads_of_it(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state, Archive(tmp_path / "archive", "run") as archive:
        found = providers(tmp_path, state, archive)
        for kind, one in found.items():
            assert one.name and one.requests == 0 and isinstance(one.counts, Counter), kind
            assert one.plan().lines and one.options.startswith(one.name), kind
            assert "+" not in one.options, "the keys of a run's sources are joined with a plus sign"
            assert isinstance(one, Source) == (kind != "dask"), kind
        assert len({one.options for one in found.values()}) == len(found)


def test_what_a_narrowed_source_counts_is_counted_with_it(tmp_path: Path) -> None:
    with Archive(tmp_path, "run") as archive:
        archive.keep(Snapshot(b"%PDF-1.7", "https://hmicfrs.justiceinspectorates.gov.uk/x.pdf", None, "warc"))
    source = ScopedSource(open_target(str(next(tmp_path.glob("*.warc.gz")))), Scope((), frozenset({"2016"})))
    assert list(source.snapshots()) == []
    assert source.counts["PDF documents"] == 1


def test_a_target_that_is_neither_address_nor_file_is_named() -> None:
    with pytest.raises(SourceError, match="no-such-folder"):
        open_target("no-such-folder")


PAGE = "hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"


@pytest.mark.parametrize("written", [PAGE, f"<https://{PAGE}>", f" https://{PAGE}\n", f'"{PAGE}"', f"<HTTP://{PAGE}"])
def test_what_an_address_was_meant_for_is_told_as_it_is_to_be_typed(written: str) -> None:
    with pytest.raises(SourceError, match=rf"did you mean (?:https|HTTP)://{re.escape(PAGE)}\?$"):
        open_target(written)


@pytest.mark.parametrize("written", ["page.html", "https:/kent", "www.example.org/kent", "a b", "https://", "[::1"])
def test_what_is_no_address_of_the_site_is_told_how_one_begins(written: str) -> None:
    with pytest.raises(SourceError, match=r"an address begins with https://$"):
        open_target(written)
