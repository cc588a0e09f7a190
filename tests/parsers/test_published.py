"""The day that a page says it was published: below its title, whatever the line's tag; where two are stated, none."""

from __future__ import annotations

import pytest

from scraper.parsers.published import published_days
from tests.parsers.shown import claims, read, shown

TITLE = "<h1>A report into the effectiveness of vetting and counter-corruption arrangements in Kent Police</h1>"
DAY = "Published on: 17 November 2022"
ABOUT = "<h2>About us</h2><p>We are an inspectorate.</p>"
CONTENTS = '<h2>Contents</h2><ol><li><a href="#a">About us</a></li></ol>'


def days(main: str, title: int = 1) -> list[str]:
    return [f"{one.day:%Y-%m-%d}" for one in published_days(shown(main).blocks, title)]


@pytest.mark.parametrize("tag", ["p", "h2", "h3", "dt", "strong", "caption", "legend", "summary", "div", "li"])
def test_the_line_below_the_title_says_it_whatever_its_tag(tag: str) -> None:
    found = read(f"{TITLE}<{tag}>{DAY}</{tag}>{CONTENTS}{ABOUT}")
    assert found.record is not None
    assert found.page.assessment == "police/kent/vetting/2022-11"
    assert [str(one.published) for one in found.record.reports] == ["2022-11-17"]
    assert found.record.dates is not None
    assert str(found.record.dates.published) == "2022-11-17"
    assert claims(found)[DAY] == "reports"


@pytest.mark.parametrize(
    ("main", "stated"),
    [
        (f"{TITLE}{CONTENTS}<p>{DAY}</p>{ABOUT}", ["2022-11-17"]),
        (f"{TITLE}<h2>Share this page</h2><p>{DAY}</p>", ["2022-11-17"]),
        (f"{TITLE}<dl><dt>Published on:</dt><dd>17 November 2022</dd></dl>", ["2022-11-17"]),
        (f"{TITLE}<p>{DAY}</p><p>Published on: 17/11/2022</p>", ["2022-11-17"]),
        (f"{TITLE}<p>{DAY}</p><p>First published: 1 May 2021</p>", ["2022-11-17", "2021-05-01"]),
        (f"{TITLE}<p>Published on:</p><p>paper</p><p>17 November 2022</p>", []),
        (f"{TITLE}<p>First published:</p><p>17 November 2022</p>", ["2022-11-17"]),
        (f"{TITLE}<h2>Overall summary</h2><p>{DAY}</p>", []), (f"{TITLE}<p>Published on:</p>", []), (f"{TITLE}<h2>Published on:</h2><p>17 November 2022</p>", ["2022-11-17"]),
        (f"{TITLE}<h4>Published on</h4><h4>17 November 2022</h4>", ["2022-11-17"]),
        (f"{TITLE}<h4>17 November 2022</h4><p>{DAY}</p>", []), (f"{TITLE}<p>{DAY}</p><h4>1 May 2021</h4>", ["2022-11-17"]),
        (f"{TITLE}<h2>Letter information</h2><dl><dt>From</dt><dd>An inspector</dd><dt>Published on</dt><dd>17 November 2022</dd></dl>", ["2022-11-17"]),
        (f"{TITLE}{ABOUT}<p>{DAY}</p>", []),
        (f"{TITLE}{CONTENTS}<ul><li>{DAY}</li></ul>{ABOUT}", []),
        (f"{TITLE}<p>Published on: paper</p><p>Published on:</p>", []),
    ],
)  # fmt: skip
def test_a_line_of_the_text_or_of_its_contents_does_not(main: str, stated: list[str]) -> None:
    assert days(main) == stated


def test_above_the_title_it_counts_where_nothing_stands_below() -> None:
    assert days(f"<p>Published on: 1 May 2021</p>{TITLE}<p>{DAY}</p>", 2) == ["2022-11-17"]
    assert days(f"<p>Published on: 1 May 2021</p>{TITLE}{ABOUT}", 2) == ["2021-05-01"]


def test_of_several_days_none_is_read_and_they_are_told() -> None:
    found = read(f"{TITLE}<p>{DAY}</p><p>Published on: 1 May 2021</p>{ABOUT}")
    assert found.page.assessment == "police/kent/vetting/undated"
    assert "dates_repeated" in {each.code for each in found.problems}
    assert found.record is not None
    assert [one.published for one in found.record.reports] == [None]
    assert claims(found)[DAY] == "boilerplate:publication_date"


def test_the_label_of_a_day_in_a_block_of_its_own_is_accounted_for() -> None:
    found = read(f"{TITLE}<p>Published on:</p><p>17 November 2022</p>{CONTENTS}{ABOUT}")
    assert found.page.assessment == "police/kent/vetting/2022-11"
    assert {claims(found)[text] for text in ("Published on:", "17 November 2022")} == {"reports"}
    assert found.record is not None
    assert found.record.introduction == []


def test_a_page_may_say_nothing_of_it() -> None:
    assert read(f"{TITLE}{CONTENTS}{ABOUT}").page.assessment == "police/kent/vetting/undated"


@pytest.mark.parametrize("title", ["State of Policing: the annual report", "PEEL 2018: Kent Police, an inspection"])
def test_the_day_right_below_the_link_to_another_page_is_of_that(title: str) -> None:
    assert days(f'{TITLE}<p><a href="/x/">{title}</a></p><p>Published on: 1 May 2021</p><p>{DAY}</p>') == ["2022-11-17"]
    assert days(f'{TITLE}<p><a href="/x/">Print this page</a></p><p>{DAY}</p>') == ["2022-11-17"]
    assert days(f"{TITLE}<p>{title}</p><p>{DAY}</p>") == ["2022-11-17"]
