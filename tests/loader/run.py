"""What the kill tests run in a process of its own: load pages one by one, say which are done, publish."""

from __future__ import annotations

from pathlib import Path

from schemas.extraction import Extraction
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.load import load
from scraper.loader.publish import Publication

from .pages import assessment_page, page, pillar_page, snapshot


def captures(count: int) -> list[tuple[Snapshot, Extraction]]:
    made = []
    for number in range(count):
        name = f"police/force-{number}"
        for one in (assessment_page(where=page(organisation=name)), pillar_page(organisation=name)):
            made.append((snapshot(one), one))
    return made


def load_pages(path: str, count: int) -> None:
    """Load so many forces' pages, and print each capture that is loaded, then that it publishes and has."""
    with Publication(Path(path)) as run:
        for capture, made in captures(count):
            load(run.db, capture, made)
            print(capture.sha256, flush=True)
        print("publishing", flush=True)
        run.publish()
        print("published", flush=True)
