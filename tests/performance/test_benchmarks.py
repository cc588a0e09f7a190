"""The benchmark's own parts: made pages are pages, and the contenders do the same work."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from math import isfinite
from pathlib import Path

import pytest

from benchmarks import pages
from benchmarks.bulk import lines, quiet, runs
from benchmarks.measure import Series, ratio
from benchmarks.report import markdown
from benchmarks.street import check_same, loading, rows_of, unchanged
from benchmarks.warcs import write_revisits, write_set
from scraper.fetcher.snapshot import Snapshot
from scraper.fetcher.warcsource import WarcSource
from scraper.parsers.parse import parse_page


@pytest.mark.parametrize("name", pages.BASES)
def test_a_made_page_is_read_as_another_organisations(name: str) -> None:
    of = pages.base(name)
    other = of.others[5]
    page = pages.make_page(of, other, state=1)
    told = parse_page(page.body, page.url)
    assert told.record is not None and told.accounting is not None
    assert (told.page.organisation, told.page.round) == (other.id, of.round)
    assert told.accounting.unread == 0
    assert 60_000 <= len(page.body) <= 90_000


def test_the_same_seed_gives_the_same_bytes_and_a_new_capture_another_shell() -> None:
    of = pages.base(pages.MODEL)
    one, again, later = (pages.make_page(of, of.others[0], capture=n).body for n in (0, 0, 1))
    assert one == again != later
    assert parse_page(one, of.url.replace("staffordshire", of.others[0].slug)) == parse_page(
        later, of.url.replace("staffordshire", of.others[0].slug)
    )


def test_the_floor_and_the_naive_design_read_what_peel_reads() -> None:
    check_same(pages.model_pages(3))


def test_every_contender_writes_the_same_rows_and_figures_come_out(tmp_path: Path) -> None:
    found = loading(2, 2, tmp_path)
    assert found["rows a page"] > 100
    assert all(isfinite(found[name].median) for name in ("naive ÷ peel", "peel ÷ floor, a transaction a page"))


def test_an_unchanged_page_writes_no_row(tmp_path: Path) -> None:
    found = unchanged(2, 1, tmp_path)
    assert (found["rows written"], found["file touched"]) == (0, False)


def test_bulk_loads_and_quiet_nights_are_measured_beside_lxml(tmp_path: Path) -> None:
    found = runs(3, 2, 1, tmp_path)
    assert found["run ÷ lxml"].median > 0 and found["nothing new ÷ lxml"].median > 0
    assert found["rebuild ÷ lxml"].median > 0 and found["seven captures ÷ lxml"].median > 0
    assert set(lines(2, 4, 1, tmp_path)) == {"in order", "shuffled"}
    still = quiet(4, 1, tmp_path)
    assert still["quiet ÷ lxml"].median > 0 and still["revisits ÷ lxml"].median > 0


def test_rows_of_a_page_are_only_its_own(tmp_path: Path) -> None:
    one, two = rows_of(pages.model_pages(2), tmp_path)
    assert len(one) == len(two)
    assert not {row for _, rows in one for row in rows} & {
        row for sql, rows in two if "snapshots" in sql for row in rows
    }


def test_made_revisits_are_read_as_the_pages_that_they_repeat(tmp_path: Path) -> None:
    made = list(islice(pages.crawls(2), 2))
    assert write_revisits(tmp_path / "a.warc.gz", made, 3) == 8
    found = [item for item in WarcSource(tmp_path / "a.warc.gz").snapshots() if isinstance(item, Snapshot)]
    assert Counter((one.url, one.body) for one in found) == {(page.url, page.body): 4 for page in made}
    assert len({one.captured_at for one in found}) == 8


def test_made_warcs_are_read_back(tmp_path: Path) -> None:
    files = write_set(tmp_path, 5, each=3)
    found = [item for path in files for item in WarcSource(path).snapshots()]
    assert [path.name for path in files] == ["crawl-0000.warc.gz", "crawl-0001.warc.gz"]
    assert [(s.url, s.body) for s in found if isinstance(s, Snapshot)] == [
        (page.url, page.body) for page in islice(pages.crawls(5), 5)
    ]


def test_a_ratio_is_taken_inside_each_round() -> None:
    one, other = Series("one", (2.0, 30.0, 6.0)), Series("other", (1.0, 10.0, 2.0))
    assert ratio(one, other).median == 3.0


def test_the_table_says_which_target_is_missed() -> None:
    met = ratio(Series("a", (1.0, 1.0)), Series("b", (1.0, 1.0)))
    far = ratio(Series("a", (9.0, 9.0)), Series("b", (1.0, 1.0)))
    found = {
        "parsing": {"model": {"peel ÷ lxml": far}, "all layouts": {"peel ÷ lxml": met}},
        "loading": {
            "peel ÷ floor, a transaction a page": met,
            "peel ÷ floor, one transaction": met,
            "naive ÷ peel": far,
        },
        "unchanged": {
            "identical bytes µs": 100,
            "304 and its outcome µs": 20,
            "rows written": 0,
            "file touched": False,
        },
        "workers": {"peel ÷ control": met},
        "startup": {"over bare Python ms": 60},
        "captures of one page": {"in order": {"many ÷ few": met}, "shuffled": {"many ÷ few": far}},
        "whole runs": {
            "run ÷ lxml": far,
            "seven captures ÷ lxml": far,
            "nothing new ÷ lxml": met,
            "rebuild ÷ lxml": met,
            "KB a page": 40.5,
        },
        "a quiet run": {
            "captures": 10_000,
            "quiet ÷ lxml": far,
            "records with revisits": 2_000,
            "revisits ÷ lxml": far,
        },
        "memory": {"500": {"peak MB": 70.0}, "5000": {"peak MB": 79.0}},
    }
    shown = markdown(found).splitlines()
    missed = [line.split(" | ")[0].removeprefix("| ") for line in shown if line.endswith("| **no** |")]
    assert missed == [
        "bytes → record ÷ lxml's parse, model page, in batches",
        "naive ÷ peel, bytes → rows, with the waits for the disk",
        "peel --help over bare Python",
        "a capture among 160 of one page ÷ among 40, shuffled",
        "a quiet run over 10,000 known captures, a capture ÷ lxml's parse",
        "the same over 2,000 records, three of four of them revisits",
        "`peel.db` a page",
        "peak memory at 5,000 captures over 500 (70 MB)",
    ]
