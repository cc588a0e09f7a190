from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from scraper.fetcher.archive import Archive
from scraper.fetcher.options import FetchSettings
from scraper.fetcher.resume import recover
from scraper.fetcher.scope import Scope
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.web import WebSource
from scraper.fetcher.webarchive import WebArchiveSource
from scraper.store.state import State

from .server import Site

QUICK = FetchSettings(
    contact="tests@example.org",
    delay=0.0,
    jitter=0.0,
    backoff=0.01,
    connect_timeout=1.0,
    read_timeout=1.0,
    total_timeout=2.0,
    archive_wait=0.1,
)


@dataclass
class Bench:
    """A folder with archive and state, and runs over it."""

    folder: Path
    settings: FetchSettings
    number: int = 0
    said: list[str] = field(default_factory=list)
    source: WebSource | WebArchiveSource | None = None

    @property
    def archive_folder(self) -> Path:
        return self.folder / "archive"

    def state(self) -> State:
        return State(self.folder / "state.db")

    def web(self, *targets: str, cells: Callable[[], list[object]] = list, index: tuple[str, ...] = (), **more: object):
        self.number += 1
        run = f"run-{self.number}"
        settings = replace(self.settings, **more)
        with self.state() as state, Archive(self.archive_folder, run, settings) as archive:
            source = WebSource(
                settings, Scope(targets), state, archive, run, cells=cells, index_urls=index, say=self.said.append
            )
            self.source = source
            return self._finish(state, run, source)

    def via(self, name: str, *targets: str, **more: object):
        self.number += 1
        run = f"run-{self.number}"
        settings = replace(self.settings, **more)
        with self.state() as state, Archive(self.archive_folder, run, settings) as archive:
            source = WebArchiveSource(name, settings, Scope(targets), state, archive, run, say=self.said.append)
            self.source = source
            return self._finish(state, run, source)

    def _finish(self, state: State, run: str, source: WebSource | WebArchiveSource) -> list[Snapshot | Missed]:
        state.start_run(run, source.options)
        self.said.extend(recover(self.archive_folder, state).lines)
        found = []
        for item in source.snapshots():
            found.append(item)
            record(state, run, item)
        tally = state.finish_run(run, 0, source.requests)
        assert sum(tally.values()) == state.planned(run)
        return found


def record(state: State, run: str, item: Snapshot | Missed) -> None:
    """What the pipeline does after a page is loaded or given up."""
    if isinstance(item, Missed):
        state.record(run, str(item.page), item.outcome, item.reason, url=item.url, message=item.message)
    else:
        place = (str(item.warc_file), int(item.warc_offset or 0))
        state.record(run, str(item.page), "loaded", item.obtained, snapshot=item.sha256, place=place)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


@pytest.fixture
def bench(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return Bench(tmp_path, replace(QUICK, site=site.base))
