"""When a capture was made: which evidence is believed, what is not, and that a rebuild agrees."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.capture_rows import DatedBy
from scraper.cli import cli
from scraper.fetcher.dating import dated, doubt, parse_date
from tests.runs.site import ask, page, run_here
from tests.support.forms import Written, by_record, put, record, single_file

URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/{}/"
ARCHIVE = "https://web.archive.org/web/20170118103000/" + URL.format("surrey")
OF_ADDRESS = dt.datetime(2017, 1, 18, 10, 30, tzinfo=dt.UTC)
OTHER = dt.datetime(2024, 11, 12, 10, tzinfo=dt.UTC)
PLACED = "SELECT substr(captured_at, 1, 19), dated_by, inferred_at FROM snapshots ORDER BY captured_at, inferred_at"


@pytest.mark.parametrize(
    ("url", "record", "saved", "archived_at", "moment", "evidence"),
    [
        (ARCHIVE, "2024-11-12T10:00:00Z", OTHER, OTHER, OF_ADDRESS, DatedBy.ADDRESS),
        (ARCHIVE, None, OTHER, None, OF_ADDRESS, DatedBy.ADDRESS),
        (URL, "2024-11-12T10:00:00Z", OTHER, OF_ADDRESS, OF_ADDRESS, DatedBy.ADDRESS),
        (URL, "2024-11-12T10:00:00Z", OF_ADDRESS, None, OTHER, DatedBy.RECORD),
        (URL, "not a date", OTHER, None, OTHER, DatedBy.SAVED_PAGE),
        (None, None, OTHER, None, OTHER, DatedBy.SAVED_PAGE),
        (None, None, None, None, None, None),
    ],
)
def test_the_best_evidence_is_believed(
    url: str | None, record: str | None, saved: dt.datetime | None, archived_at: dt.datetime | None,
    moment: dt.datetime | None, evidence: DatedBy | None,
) -> None:  # fmt: skip
    found = dated(url, record, saved, archived_at)
    assert (found.captured_at, found.dated_by, found.claimed) == (moment, evidence, None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2017-03-02T10:00:00Z", "2017-03-02T10:00:00"),
        ("2017-03-02T10:00:00.123456789Z", "2017-03-02T10:00:00.123456"),
        ("2017-03-02T11:00:00+01:00", "2017-03-02T10:00:00"),
        ("2017-03-02", "2017-03-02T00:00:00"),
        ("2017-03-02T10:00Z", "2017-03-02T10:00:00"),
        ("20170302100000", "2017-03-02T10:00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59"),
    ],
)
def test_dates_of_records_are_read_in_any_precision_that_names_a_day(text: str, moment: str) -> None:
    assert parse_date(text) == dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2017-02-31", "20170231100000", "0001-01-01T00:00:00+05:00", "2017-13", "2017", "2017-03"]
)
def test_what_no_calendar_has_is_no_date_and_is_told(text: str) -> None:
    assert parse_date(text) is None
    assert dated(None, text).claimed == (text or None)
    assert not text or (doubt(text) or ("",))[0] == "date_unreadable"


@settings(deadline=None)
@given(st.integers(-400, 400), st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2030, 1, 1)))
def test_a_capture_is_never_younger_than_the_day_after_its_first_reading(hours: int, read: dt.datetime) -> None:
    read_at = read.replace(tzinfo=dt.UTC)
    moment = read_at + dt.timedelta(hours=hours)
    for evidence in ({"record": moment.isoformat()}, {"saved": moment}, {"archived_at": moment}):
        found = dated(None, read_at=read_at, **evidence)  # type: ignore[arg-type]
        assert (found.captured_at == moment) is (hours <= 24)
        assert (doubt(found.claimed) or (None,))[0] == (None if hours <= 24 else "capture_in_future")


def warc(path: Path, *captures: tuple[str, str]) -> Path:
    """A WARC of Surrey's page: for each capture its date as written, and the word in place of its grade."""
    records = b""
    for date, word in captures:
        body = page("Surrey").replace("Requires improvement", word).replace("requires improvement", word)
        one = Written(URL.format("surrey"), OTHER, body.encode())
        records += gzip.compress(record(one, WARC_Date=date), mtime=0)
    path.write_bytes(records)
    return path


def grade(out: Path) -> str:
    sql = "SELECT grade FROM judgments WHERE id = 'police/surrey/2016/effectiveness'"
    return str(ask(out / "peel.db", sql)[0][0])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_comes_from_the_future_is_undated_an_error_and_the_same_after_a_rebuild(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    captures = [("2999-01-01T00:00:00Z", "good"), ("2021-02-15T10:00:00Z", "outstanding")]
    assert run_here(tmp_path, warc(tmp_path / "w.warc.gz", *(captures[n] for n in order))) == 3
    assert grade(tmp_path) == "outstanding"
    placed = ask(tmp_path / "peel.db", PLACED)
    assert placed[0][:2] == (None, None) and placed[1][:2] == ("2021-02-15T10:00:00", "record")
    told = "SELECT code, severity, message FROM problems WHERE code IN ('capture_in_future', 'captured_at_inferred')"
    before = ask(tmp_path / "peel.db", f"{told} ORDER BY 1")
    assert [row[:2] for row in before] == [("capture_in_future", "error"), ("captured_at_inferred", "info")]
    assert rebuilt(tmp_path) == 0
    assert (ask(tmp_path / "peel.db", PLACED), ask(tmp_path / "peel.db", f"{told} ORDER BY 1")) == (placed, before)


def rebuilt(out: Path, database: str = "peel.db", as_of: str | None = None) -> int:
    words = ["rebuild", "--db", str(out / database), "--archive-dir", str(out / "archive")]
    return int(cli.main([*words, *(["--as-of", as_of] if as_of else [])], standalone_mode=False))


@pytest.mark.parametrize(("stated", "named"), [("never", "never"), ("", "none")])
def test_a_date_that_cannot_be_read_is_told_and_a_rebuild_tells_it_too(tmp_path: Path, stated: str, named: str) -> None:
    source = warc(tmp_path / "w.warc.gz", (stated, "good"), ("2021-02-15T10:00:00Z", "outstanding"))
    run_here(tmp_path, source)
    told = "SELECT severity, message FROM problems WHERE code = 'date_unreadable'"
    before = ask(tmp_path / "peel.db", told)
    assert [row[0] for row in before] == ["warning"] and f"'{named}'" in str(before[0][1])
    assert grade(tmp_path) == "outstanding"
    assert rebuilt(tmp_path) == 0
    assert ask(tmp_path / "peel.db", told) == before


@pytest.mark.parametrize("date", ["2018", "2018-01"])
def test_a_date_without_a_day_is_told_and_dates_no_capture(tmp_path: Path, date: str) -> None:
    source = warc(tmp_path / "w.warc.gz", (date, "good"), ("2021-02-15T10:00:00Z", "outstanding"))
    run_here(tmp_path, source)
    told = "SELECT severity, message FROM problems WHERE code IN ('date_unreadable', 'date_after_capture')"
    before = ask(tmp_path / "peel.db", told)
    assert before == [
        ("warning", f"The date that stands there, {date!r}, names no day; the capture counts as undated.")
    ]
    placed = ask(tmp_path / "peel.db", PLACED)
    assert placed[0][:2] == (None, None) and grade(tmp_path) == "outstanding"
    assert rebuilt(tmp_path) == 0
    assert (ask(tmp_path / "peel.db", told), ask(tmp_path / "peel.db", PLACED)) == (before, placed)


def test_what_dated_a_capture_is_kept_and_survives_a_rebuild(tmp_path: Path) -> None:
    body = page("Surrey").encode()
    moment = dt.datetime(2024, 11, 12, 10, tzinfo=dt.UTC)
    put(tmp_path / "in", "archived.html", single_file(Written(ARCHIVE, moment, body)))
    put(tmp_path / "in", "saved.html", single_file(Written(URL.format("kent"), moment, page("Kent").encode())))
    put(
        tmp_path / "in",
        "c.warc.gz",
        by_record([(Written(URL.format("essex"), moment, page("Essex").encode()), "response")]),
    )
    put(tmp_path / "in", "undated.html", page("Dorset").encode())
    assert run_here(tmp_path, tmp_path / "in") == 3  # a page of January that is dated in March is told too
    placed = sorted(ask(tmp_path / "peel.db", PLACED), key=repr)
    assert placed == [
        ("2017-01-18T10:30:00", "address", None),
        ("2024-11-12T10:00:00", "record", None),
        ("2024-11-12T10:00:00", "saved_page", None),
        (None, None, "2017-03-02"),
    ]
    assert rebuilt(tmp_path) == 0
    assert sorted(ask(tmp_path / "peel.db", PLACED), key=repr) == placed


def test_the_state_of_a_day_leaves_out_undated_captures_that_state_a_later_one(tmp_path: Path) -> None:
    put(tmp_path / "in", "undated.html", page("Surrey").encode())
    warc(tmp_path / "in" / "old.warc.gz", ("2017-01-02T00:00:00Z", "good"))
    assert run_here(tmp_path, tmp_path / "in") in {0, 3}
    assert grade(tmp_path) == "requires_improvement"
    assert rebuilt(tmp_path, "old.db", "2017-01-31") == 0
    sql = "SELECT grade FROM judgments WHERE id = 'police/surrey/2016/effectiveness'"
    assert ask(tmp_path / "old.db", sql) == [("good",)]
