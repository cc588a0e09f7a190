"""When an assessment was published and inspected: what counts as said, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.record import Dates
from scraper.parsers.parse import parse_page
from scraper.parsers.when import inspected_between

BASE = "https://hmicfrs.justiceinspectorates.gov.uk"
FOOTER = "<footer><p>Contact us</p><p>Privacy</p><p>Accessibility</p></footer></body></html>"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Between October and December 2023, we inspected the service.", "2023-10-01", "2023-12-31"),
        ("We inspected the force between 4 October 2023 and 15 January 2024.", "2023-10-04", "2024-01-15"),
        ("In March and April 2021, we inspected Kent Police.", "2021-03-01", "2021-04-30"),
        ("We inspected it in February 2024 and gave each area a grade.", "2024-02-01", "2024-02-29"),
        ("From November to January 2024 we inspected the force.", "2023-11-01", "2024-01-31"),
        ("Our inspection took place in September, October and November 2021.", "2021-09-01", "2021-11-30"),
        ("We carried out our fieldwork on 5th June 2022.", "2022-06-05", "2022-06-05"),
        ("The force is busy. In May 2022, the inspection was carried out by five of us.", "2022-05-01", "2022-05-31"),
    ],
)
def test_a_sentence_that_says_when_we_inspected(text: str, first: str, last: str) -> None:
    span = inspected_between([text], 2020, 2025)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert span.text in text


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 we inspected the force.",  # a year is no day
        "In May and June we inspected the force.",
        "In May 2022, we revisited the force that we had inspected.",
        "We will have inspected the force by May 2023.",
        "Between May and July 2022, we inspected 12 forces.",
        "In May 2022, we inspected all services.",
        "In May 2022, we inspected the force's custody suites.",
        "In May 2015, we inspected the force.",  # an inspection of long ago
        "In May 2022, the force changed its crime recording.",
        "On 31 June 2022, we inspected the force.",
    ],
)
def test_a_sentence_that_does_not(text: str) -> None:
    assert inspected_between([text], 2020, 2025) is None


def test_of_several_sentences_the_latest_is_meant() -> None:
    texts = ["In June 2021 we inspected the force for the last time.", "In May 2023, we inspected the force again."]
    span = inspected_between(texts, 2020, 2025)
    assert span is not None and span.last == dt.date(2023, 5, 31)


def report(head: str, body: str = "") -> Dates | None:
    areas = "".join(
        f"<h2>{name}</h2><p>Good</p><p>Kent Police is good at {name.lower()}.</p><p>Words of ours.</p>"
        for name in ("Preventing crime", "Investigating crime", "Managing offenders", "Responding to the public")
    )
    page = (
        "<!DOCTYPE html><html lang=en-GB><head><meta charset=utf-8><title>Kent 2021/22</title></head><body><main>"
        f"<h1>PEEL 2021/22: An inspection of Kent Police</h1>{head}<h2>Overall summary</h2><p>{body or 'Words.'}</p>{areas}</main>"
    )
    said = parse_page((page + FOOTER).encode(), f"{BASE}/peel-reports/kent-2021-22/")
    assert said.record is not None, said.refused
    texts = {block.block: block for block in said.blocks}
    if said.record.dates is not None and said.record.dates.published is not None:
        assert not [text for text in said.record.introduction if "ublished" in text]
        assert "dates" in {texts[number].claimed_by for number in said.record.dates.blocks}
    assert said.accounting is not None and said.accounting.unread == 0
    return said.record.dates


@pytest.mark.parametrize(
    "head",
    [
        "<p>Published on: 12 May 2022</p>",
        "<p>Published 12 May 2022</p><p>Words before the summary.</p>",
        "<p>Words before it.</p><p>First published on 12/05/2022</p>",
        "<p>Published on:</p><p>12 May 2022</p>",
        "<dl><dt>Published on</dt><dd>12 May 2022</dd></dl>",
        "<p>Publication date: 12 May 2022</p>",
    ],
)
def test_the_day_of_publication_below_the_title(head: str) -> None:
    dates = report(head)
    assert dates is not None and dates.published == dt.date(2022, 5, 12)
    assert dates.inspected_from is None


@pytest.mark.parametrize("text", ["May 2022", "31 June 2022"])
def test_a_day_that_is_not_whole_is_kept_as_text(text: str) -> None:
    dates = report(f"<p>Published on: {text}</p>")
    assert dates is not None
    assert (dates.published, dates.published_text) == (None, text)


def test_without_a_day_there_is_none() -> None:
    assert report("") is None and report("<p>Published reports say more than we can say here.</p>") is None


def test_a_day_further_down_is_of_another_report() -> None:
    assert report("", "Published: 8 December 2021") is None


def test_the_days_of_the_inspection_stand_beside_the_day_of_publication() -> None:
    dates = report(
        "<p>Published on: 12 May 2022</p>", "Between October and December 2021, we inspected Kent Police. It did well."
    )
    assert dates is not None
    assert (dates.published, dates.inspected_from, dates.inspected_to) == (
        dt.date(2022, 5, 12), dt.date(2021, 10, 1), dt.date(2021, 12, 31),
    )  # fmt: skip
    assert dates.inspected_text == "Between October and December 2021, we inspected Kent Police."
    assert len(dates.blocks) == 2


def test_a_page_that_states_neither_has_no_such_part() -> None:
    page = (
        f"<!DOCTYPE html><html><body><main><h1>Kent 2017</h1><h2>Efficiency</h2><p>Good</p><p>Words.</p></main>{FOOTER}"
    )
    said = parse_page(page.encode(), f"{BASE}/peel-assessments/peel-2017/kent/")
    assert said.record is not None and "dates" not in said.to_json()["record"]
