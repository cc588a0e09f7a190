"""When an assessment was published and inspected: what counts as said, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.extraction import Extraction
from schemas.record import Dates, Judgment, Report
from schemas.vocabulary import Grade, Status
from scraper.parsers.parse import parse_page
from scraper.parsers.readers.when import read_dates, take_published, with_updates_marked
from tests.parsers.pieces import read_lines
from tests.parsers.shown import read as read_page

from .made import Made

BASE = "https://hmicfrs.justiceinspectorates.gov.uk"
FOOTER = "<footer><p>Contact us</p><p>Privacy</p><p>Accessibility</p></footer></body></html>"


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
        "<p>Date published: 12 May 2022</p>",
        "<p>Date of publication: 12 May 2022</p>",
        "<p>Originally published on 12 May 2022</p>",
        "<h4>Published on: 12 May 2022</h4>",
        "<h4>Published on</h4><h4>12 May 2022</h4>",
        "<h2>First published</h2><p>12 May 2022</p>",
        "<h3>First published: 12 May 2022</h3>",
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


def test_without_a_day_below_it_the_line_is_none() -> None:
    page = Made()
    lines = page.lines("Published on", "Our report of 12 May 2022 says more.")
    assert take_published(page.b, lines) == lines
    assert page.b.dates is None and page.codes == []


def test_a_sentence_that_begins_with_the_word_is_none() -> None:
    page = Made()
    lines = page.lines("Published 12 May 2022, together with our letter to the force.")
    assert take_published(page.b, lines) == lines


@pytest.mark.parametrize("above", ["A heading", "Context", "How effective is the force?"])
def test_below_the_first_heading_it_is_that_of_another_report(above: str) -> None:
    page = Made()
    first = page.heading(above) if above == "A heading" else page.line(above)
    lines = [first, page.line("Published on: 12 May 2022")]
    assert take_published(page.b, lines) == lines
    assert page.b.dates is None


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


# --- of which page the days are ------------------------------------------------------------------------------

INSPECTED = "In May 2016, we inspected the force."


def of_kent(assessment: str | None = "police/kent/2016", round_id: str | None = "2016") -> Made:
    page = Made(round_id)
    page.b.page = page.b.page.model_copy(update={"assessment": assessment, "title": "A report on Kent"})
    page.lines("The force polices a county.", INSPECTED)
    return page


def listed(title: str, published: dt.date | None) -> Report:
    return Report(title=title, summary=None, url=None, published=published, published_text="as written", block=1)


def test_the_days_are_those_of_an_assessment() -> None:
    page = of_kent()
    read_dates(page.b)
    assert page.b.dates is not None
    assert (page.b.dates.inspected_from, page.b.dates.blocks) == (dt.date(2016, 5, 1), [2])
    for none in (of_kent(assessment=None), of_kent(round_id=None)):
        read_dates(none.b)
        assert none.b.dates is None


def test_a_page_of_several_assessments_states_their_days() -> None:
    page = of_kent(assessment=None)
    judged = Judgment(
        assessment="police/kent/2016", pillar=None, question=None, status=Status.GRADED, grade=Grade.GOOD,
        grade_text="Good", statement=None, last_updated=None, witnesses=[], blocks=[1],
    )  # fmt: skip
    page.b.judgments.append(judged)
    read_dates(page.b)
    assert page.b.dates is not None


def test_a_report_names_itself_among_its_reports() -> None:
    day = dt.date(2016, 6, 1)
    page = of_kent()
    page.b.reports = [listed("Another", dt.date(2015, 1, 1)), listed("A report on Kent", day)]
    read_dates(page.b)
    assert page.b.dates is not None
    assert (page.b.dates.published, page.b.dates.published_text, page.b.dates.blocks) == (day, "as written", [1, 2])


def test_another_report_or_one_without_a_day_dates_nothing() -> None:
    for other in (listed("Another", dt.date(2015, 1, 1)), listed("A report on Kent", None)):
        page = of_kent()
        page.b.reports = [other]
        read_dates(page.b)
        assert page.b.dates is not None and page.b.dates.published_text is None


def test_a_day_below_the_title_stands_before_that_of_the_list() -> None:
    page = of_kent()
    take_published(page.b, page.lines("Published on: 2 June 2016"))
    page.b.reports = [listed("A report on Kent", dt.date(2016, 6, 1))]
    read_dates(page.b)
    assert page.b.dates is not None and page.b.dates.published == dt.date(2016, 6, 2)


def test_the_day_of_publication_stands_alone_where_nothing_says_when_it_was_inspected() -> None:
    page = Made()
    page.b.page = page.b.page.model_copy(update={"assessment": "police/kent/2016"})
    take_published(page.b, page.lines("Published on: 2 June 2016"))
    read_dates(page.b)
    assert page.b.dates is not None and page.b.dates.inspected_from is None


OWN = "<p>Published on: 12 May 2022</p>"


def read_report(head: str) -> Extraction:
    page = f"<html><body><main><h1>PEEL 2021/22: An inspection of Kent Police</h1>{head}<h2>Overall summary</h2><p>Words.</p></main>"
    return parse_page((page + FOOTER).encode(), f"{BASE}/peel-reports/kent-2021-22/")


def test_of_several_days_below_the_title_none_is_read_and_they_are_told() -> None:
    said = read_report(f"{OWN}<p>Another report</p><p>Published on: 3 June 2022</p>")
    assert said.record is not None and said.record.dates is None
    assert "dates_repeated" in {each.code for each in said.problems}
    twice = read_report(OWN + OWN)
    assert twice.record is not None and twice.record.dates is not None
    assert twice.record.dates.published == dt.date(2022, 5, 12)


def test_the_day_right_below_the_link_to_another_page_is_of_that() -> None:
    link = '<p><a href="/x/">State of Policing: the annual report</a></p><p>Published on: 3 June 2022</p>'
    alone, beside = read_report(link).record, read_report(link + OWN).record
    assert alone is not None and alone.dates is None
    assert beside is not None and beside.dates is not None
    assert beside.dates.published == dt.date(2022, 5, 12)


def test_a_day_far_from_the_round_is_told() -> None:
    for year, told in (("2022", False), ("2012", True)):
        said = read_report(f"<p>Published on: 12 May {year}</p>")
        assert ("date_outside_round" in {each.code for each in said.problems}) is told


def test_words_of_an_update_alone_are_the_label_of_the_day_below_them() -> None:
    for label in (
        "Updated",
        "UPDATED",
        "Updated:",
        "Updated on",
        "Date updated",
        "Last updated on",
        "Date last updated:",
    ):
        for day in ("2 May 2019", "02/05/2019"):
            markup = f"<h1>Kent 2018/19</h1><h2>Effectiveness</h2><p>{label}</p><p>{day}</p><p>Good</p><p>We looked at files.</p>"
            found = read_page(markup, "peel-assessments/peel-2018/kent/effectiveness/")
            assert found.record is not None
            assert [(one.grade, one.last_updated) for one in found.record.judgments] == [
                (Grade.GOOD, dt.date(2019, 5, 2))
            ], label
    for markup in (
        "<p>Updated</p><p>It works.</p>",
        "<p>Updated plans</p><p>2 May 2019</p>",
        "<p>Updated</p><h3>2 May 2019</h3>",
        "<p>Last</p><p>2 May 2019</p>",
    ):
        b, lines = read_lines(markup)
        kinds = [line.kind for line in lines]
        assert [line.kind for line in with_updates_marked(b, lines)] == kinds, markup
