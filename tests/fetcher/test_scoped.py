"""Saved pages narrowed to rounds and organisations: by their addresses first, then by what they prove to be."""

from __future__ import annotations

from pathlib import Path

from scraper.fetcher.scope import Scope
from scraper.fetcher.scoped import OUTSIDE, ScopedSource
from scraper.fetcher.sources import open_target
from scraper.pipeline import Request, run
from scraper.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = ("assessment/staffordshire-2016", "assessment/durham-2014-mixed-grades-in-one-clause")


def folder(tmp_path: Path, *, with_addresses: bool) -> Path:
    place = tmp_path / "pages"
    place.mkdir()
    for case in CASES:
        body = (FIXTURES / case / "page.html").read_text("utf-8")
        if not with_addresses:
            body = body.replace('rel="canonical"', 'rel="x"')
        (place / f"{case.rpartition('/')[2]}.html").write_text(body, "utf-8")
    return place


def test_a_capture_whose_address_states_another_round_is_left_out() -> None:
    source = ScopedSource(open_target(str(FIXTURES / "assessment")), Scope((), frozenset({"2014"}), None))
    found = list(source.snapshots())
    assert source.counts[OUTSIDE] > 20
    assert all("2014" in str(item.url) or "peel-20" not in str(item.url) for item in found)


def test_a_run_loads_only_what_it_is_about_also_where_no_address_tells(tmp_path: Path) -> None:
    settings = Settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive")
    request = Request((str(folder(tmp_path, with_addresses=False)),), frozenset({"2014"}), None)
    report = run(settings, request)
    assert report.passed_over[OUTSIDE] == 1
    assert [grade["assessment"] for grade in report.grades] == ["police/durham/2014"]
