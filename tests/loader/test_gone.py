"""Which pages are gone, by the answers that files hold: the same whatever became known first."""

from __future__ import annotations

import gzip
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.cli import cli
from scraper.pipeline import Request, run
from scraper.settings import load_settings
from tests.runs.site import ask, page, report, run_here
from tests.support.amount import amount
from tests.support.forms import Written, put, record

HOST = "https://hmicfrs.justiceinspectorates.gov.uk"
SIX = ("Surrey", "Kent", "Essex", "Dorset", "Durham", "Gwent")
MISSING = b"<html><body><h1>Page not found</h1></body></html>"
GONE = "SELECT id, substr(gone_at, 1, 10) FROM pages WHERE gone_at IS NOT NULL ORDER BY id"
NIGHT = datetime(2023, 5, 4, 23, 30, tzinfo=UTC)


def url_of(force: str) -> str:
    return f"{HOST}/peel-assessments/peel-2016/{force.lower()}/"


def shown(force: str, at: datetime) -> bytes:
    return gzip.compress(record(Written(url_of(force), at, page(force).encode())))


def missing(force: str, at: datetime) -> bytes:
    return gzip.compress(record(Written(url_of(force), at, MISSING), status=404))


def news(number: int) -> bytes:
    body = f"<html><head><title>News {number}</title></head><body><main><h1>News {number}</h1><p>HMICFRS</p></main></body></html>"
    return gzip.compress(record(Written(f"{HOST}/news/{number}/", NIGHT, body.encode())))


def files(folder: Path) -> dict[str, Path]:
    """Crawls of one site: whole, on a broken night around midnight, of other pages in that night, a year later."""
    lost = [missing(force, NIGHT + timedelta(minutes=20 * number)) for number, force in enumerate(SIX[:5])]
    made = {
        "old": [shown(force, datetime(2021, 2, 15, tzinfo=UTC)) for force in SIX],
        "broken": [*lost, shown(SIX[5], NIGHT)],
        "others": [news(number) for number in range(21)],
        "later": [missing("Kent", NIGHT + timedelta(days=365))],
    }
    return {name: put(folder, f"{name}.warc.gz", b"".join(raw)) for name, raw in made.items()}


def gone_in(out: Path) -> dict[str, str]:
    return {str(key).split("/")[1]: str(at) for key, at in ask(out / "peel.db", GONE)}


LATER = {"kent": "2024-05-03"}
NIGHTS = {
    "surrey": "2023-05-04",
    "kent": "2023-05-04",
    "essex": "2023-05-05",
    "dorset": "2023-05-05",
    "durham": "2023-05-05",
}


ORDERS = {
    "old broken later others": ([0, 4, 4, 4], 1),
    "later broken old others": ([1, 0, 4, 4], 2),
    "others+broken+later+old": ([4], None),
    "broken+old later broken": ([4, 4, 0], 0),
}
"""The files of each run, how it ends, and which run says that the site looks broken: once, when both are known."""
BROKEN = (
    "the site looks broken in files: 5 known pages answer that they are gone, a fifth or more of those told of then"
)


@pytest.mark.parametrize("order", amount([*ORDERS][1::2], [*ORDERS]))
def test_a_crawl_of_a_broken_night_marks_no_page(order: str, tmp_path: Path) -> None:
    there = files(tmp_path)
    codes, said = [], []
    for group in order.split():
        codes.append(run_here(tmp_path, *(there[name] for name in group.split("+"))))
        said += [len(codes) - 1] if BROKEN in str(report(tmp_path)["verdict"]) else []
    assert (codes, *said) == tuple(one for one in ORDERS[order] if one is not None)
    rebuild = ["rebuild", "--db", str(tmp_path / "peel.db"), "--archive-dir", str(tmp_path / "archive")]
    before = gone_in(tmp_path)
    assert cli.main(rebuild, standalone_mode=False) == 0
    assert gone_in(tmp_path) == before == (NIGHTS if "others" in order else LATER)


def test_what_an_interrupted_run_read_of_gone_pages_is_told_by_the_next(tmp_path: Path) -> None:
    """The next one that was about something else published its pages, and none of them as gone."""
    at = datetime(2021, 2, 15, tzinfo=UTC)
    crawl = put(tmp_path, "crawl.warc.gz", shown("Surrey", at) + missing("Surrey", NIGHT) + shown("Kent", at))
    settings = load_settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive")

    def stop(page: str, outcome: str, done: int, planned: int) -> None:
        if outcome == "gone":
            signal.raise_signal(signal.SIGINT)

    assert run(settings, Request((str(crawl),)), step=stop).verdict.code == 130
    assert not (tmp_path / "peel.db").exists()
    saved = put(tmp_path, "kent.html", page("Kent").encode())
    assert run_here(tmp_path, saved) == 4
    assert gone_in(tmp_path) == {"surrey": "2023-05-04"}
    assert "newly gone: police/surrey/2016/assessment" in str(report(tmp_path)["verdict"])
