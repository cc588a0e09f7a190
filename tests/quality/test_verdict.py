"""The one line of a night: its cause where it got nothing, the same sentence once, what counts for the exit code."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from scraper.errors import ExitCode
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.load import load
from scraper.parsers.parse import parse_page
from scraper.quality.audit import Audit
from scraper.quality.cause import Ended, cause_of, not_obtained
from scraper.quality.drift import Drift
from scraper.quality.fresh import fresh_json, fresh_line, stale_reasons
from scraper.quality.grades import GradeChange, in_the_line
from scraper.quality.verdict import (
    SUMS,
    Flag,
    current_flags,
    judge_outcomes,
    judge_quality,
    sums,
    told_once,
    unknown_pages,
)
from scraper.store.freshness import Freshness
from scraper.store.rows import Look
from tests.runs.nights import HOME
from tests.runs.site import BASE, page
from tests.support.empty import empty_database

AT = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/{}/"
NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
ENDED: dict[str, tuple[str, str, str, str]] = {
    "a refusal": ("blocked", "challenge", "the site refuses (status 403)", "refused"),
    "a refusal in a row": ("not_reached", "host_blocked", "refused 3 times in a row", "refused"),
    "robots.txt refused": ("robots", "challenge", "robots.txt is behind a challenge", "refused"),
    "robots.txt without an answer": ("robots", "unreachable", "robots.txt cannot be read", "unreachable"),
    "no connection": ("failed", "connect", "refuses connections", "unreachable"),
    "no answer in time": ("failed", "timeout", "sent nothing in time", "unreachable"),
    "an error of the server": ("failed", "http_503", "the site answers 503", "unreachable"),
    "failures in a row": ("not_reached", "host_failing", "failed 5 times in a row", "unreachable"),
    "forbidden": ("robots", "disallowed", "robots.txt forbids it", "robots"),
    "a broken site": ("failed", "site_broken", "answers 404 with so many others", "broken"),
}


def ended(what: str, count: int) -> list[Ended]:
    outcome, reason, message, _ = ENDED[what]
    return [(f"police/{n}/2016/assessment", outcome, reason, f"{AT.format(n)}: {message}") for n in range(count)]


@pytest.mark.parametrize("what", ENDED)
def test_the_cause_of_a_night_is_named(what: str) -> None:
    found = cause_of([*ended(what, 5), ("police/x/2016/assessment", "rejected", "not_html", "a PDF")])
    assert found is not None
    assert (found.word, found.pages) == (ENDED[what][3], 5)
    assert ENDED[what][2] in found.sentence and "https" not in found.sentence


def test_the_cause_is_what_most_pages_share() -> None:
    found = cause_of([*ended("forbidden", 2), *ended("no connection", 3)])
    assert found is not None and found.word == "unreachable"


@pytest.mark.parametrize(
    "ends", [[], [("p", "rejected", "identity", "another force")], [("p", "failed", "incomplete", "cut")]]
)
def test_a_page_that_is_wrong_is_no_cause_of_a_night(ends: list[Ended]) -> None:
    assert cause_of(ends) is None


def test_the_same_sentence_is_told_once_with_its_pages() -> None:
    lines = not_obtained([*ended("a refusal", 9), *ended("forbidden", 1), ("x", "loaded", None, "fine")])
    assert lines == [
        "9 pages: blocked: the site refuses (status 403) (police/0/2016/assessment, police/1/2016/assessment, "
        "police/2/2016/assessment and 6 more)",
        "police/0/2016/assessment: robots: robots.txt forbids it",
    ]
    assert told_once([("a", "x"), ("a", "x"), ("b", "y")]) == ["a: x", "b: y"]


def test_warnings_and_errors_that_are_alike_are_told_once() -> None:
    flags = [Flag(f"p{n}", "", code, severity, "A section lacks.") for n in range(4) for code, severity in
             (("section_missing", "warning"), ("unknown_grade", "error"))]  # fmt: skip
    assert judge_quality(flags, 10, 0.02) == [
        "4 pages: unknown_grade: A section lacks. (p0, p1, p2 and 1 more)",
        "4 of 10 pages have warnings, more than 2.0%",
        "4 pages: section_missing: A section lacks. (p0, p1, p2 and 1 more)",
    ]


def test_no_more_pages_have_warnings_than_there_are() -> None:
    """Pages that are gone keep their rows and what is told of these."""
    flags = [Flag(f"p{n}", "", "section_missing", "warning", "A section lacks.") for n in range(3)]
    found = Audit([], [*flags, Flag(SUMS, "", "sum_open", "error", "1 = 2")], Drift([], None, [], []), [])
    assert "3 of 3 pages have warnings, more than 2.0%" in found.reasons(0.02)


@pytest.mark.parametrize(
    ("counts", "gone", "codes"),
    [
        ({"unchanged": 3, "not_published": 90}, 0, set()),
        ({"not_published": 90}, 0, set()),
        ({"loaded": 1, "not_published": 1}, 0, set()),
        ({"unchanged": 3, "gone": 1}, 1, {ExitCode.PARTIAL}),
        ({"gone": 1}, 0, {ExitCode.FAILED}),
        ({"gone": 1}, 1, {ExitCode.PARTIAL}),
        ({"gone": 1, "failed": 1}, 1, {ExitCode.FAILED, ExitCode.PARTIAL}),
        ({"robots": 9}, 0, {ExitCode.FAILED, ExitCode.PARTIAL}),
    ],
)
def test_what_an_outcome_counts_for(counts: dict[str, int], gone: int, codes: set[ExitCode]) -> None:
    assert judge_outcomes(Counter(counts), gone) == codes


def test_addresses_that_never_had_a_page_are_counted_as_such() -> None:
    line = sums(Counter({"unchanged": 3, "not_published": 1416, "gone": 1}), 1420)
    assert line == "1420 planned: 1 gone, 1416 addresses without a page, 3 unchanged"


def change(n: int, old: str | None = "good", new: str | None = "inadequate") -> GradeChange:
    status = "graded" if new else "not_inspected"
    return GradeChange(
        f"police/{n}/2016/efficiency", old, new, "graded", status, f"police/{n}/2016/assessment", "2022-02-15T10:00:00Z"
    )


def test_a_line_names_few_grades_and_counts_all() -> None:
    assert in_the_line([]) == ""
    assert in_the_line([change(1)]) == "1 grade changed (police/1/2016/efficiency: good → inadequate)"
    assert in_the_line([change(n) for n in range(5)]).endswith("and 2 more)")
    assert change(1, new=None).line() == "police/1/2016/efficiency: good → not inspected (captured 2022-02-15)"


def looks(*days: float, gone: bool = False) -> tuple[Look, ...]:
    then = [NOW - dt.timedelta(days=d) for d in days]
    return tuple(Look(f"p{n}", "", None, "gone" if gone else "unchanged", at, at) for n, at in enumerate(then))


def test_a_fresh_record_gives_no_reason() -> None:
    age = Freshness(NOW, 30, looks(1, 29, 31), NOW)
    assert stale_reasons(age) == []
    assert fresh_line(age) == "freshness: 1 of 3 pages are overdue (every 30 days); last good look at the site: today"
    assert fresh_json(age)["overdue"] == 1 and fresh_json(age)["overdue_by_more_than_a_week"] == 0


def test_a_page_overdue_by_over_a_week_and_a_site_not_seen_for_as_long_are_reasons() -> None:
    assert "5 pages were not looked at for over 30 days" in stale_reasons(Freshness(NOW, 30, looks(*[39] * 5), NOW))[0]
    (reason,) = stale_reasons(Freshness(NOW, 30, looks(9), NOW - dt.timedelta(days=9)))
    assert reason == "the last good look at the site is 9 days ago"
    assert stale_reasons(Freshness(NOW, 30, looks(90, gone=True), NOW)) == []


def test_what_nobody_keeps_fresh_has_no_age() -> None:
    age = Freshness(NOW, 30)
    assert (stale_reasons(age), fresh_line(age)) == ([], "")
    assert fresh_json(age)["last_good_look"] is None


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("home", "told"), [(1, 0), (3, 1)])
def test_what_an_address_showed_before_its_page_is_no_page_of_unknown_type(
    home: int, told: int, order: int, tmp_path: Path
) -> None:
    db = empty_database(tmp_path / "peel.db")
    for body, day in [(HOME.encode(), home), (page("Kent").encode(), 2)][::order]:
        capture = Snapshot(body, f"{BASE}/kent/", dt.datetime(2017, 4, day, tzinfo=dt.UTC), "warc")
        load(db, capture, parse_page(body, capture.url))
    assert len(unknown_pages(db)) == told
    assert len([flag for flag in current_flags(db) if flag.code == "unknown_page_type"]) == told
