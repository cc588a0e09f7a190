"""By when something is to be done, in each form that editors write it in."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.labels import Role
from scraper.parsers.builder import Builder
from scraper.parsers.readers.asking import is_lead_in, says_what_to_do
from scraper.parsers.readers.deadlines import (
    deadline_in_cell,
    deadline_of,
    in_one,
    names_no_day,
    names_several,
    with_deadlines_joined,
)
from scraper.parsers.readers.recommendations import read_asks
from tests.parsers.pieces import codes, read_lines, read_section
from tests.parsers.shown import read

FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
DAY = dt.date(2024, 5, 31)
ITEMS = "<ul><li>train its crews; and</li><li>count them.</li></ul>"


def asked(lead_in: str) -> Builder:
    builder, section = read_section(f"<h3>Recommendations</h3><p>{lead_in}</p>{ITEMS}", Role.RECOMMENDATIONS)
    read_asks(builder, section)
    return builder


@pytest.mark.parametrize(
    "words",
    [
        "By 31 May 2024",
        "By 31 May, 2024",
        "By 31st of May 2024",
        "By Friday 31 May 2024",
        "By Friday, 31 May 2024",
        "By 31/05/2024",
        "By 31.5.2024",
        "By no later than 31 May 2024",
        "By the 31st of May 2024",
        "On or before 31 May 2024",
        "By 31-05-2024",
        "No later than 31 May 2024",
        "Not later than 31 May 2024",
        "Before 31 May 2024",
        "By noon on 31 May 2024",
        "By 12 noon on 31 May 2024",
        "By midday on Friday 31 May 2024",
        "By midnight on 31/05/2024",
        "By 5pm on 31 May 2024",
        "By 5 p.m. on the 31st of May 2024",
        "By 17:00 on 31 May 2024",
        "By 17.00 hours on 31 May 2024",
        "By close of business on 31 May 2024",
        "By the close of play on 31 May 2024",
        "By COB on 31 May 2024",
        "By the end of business on 31 May 2024",
        "By the end of 31 May 2024",
        "By the end of the day on 31 May 2024",
        "No later than the end of 31 May 2024",
        "Not later than the close of 31 May 2024",
        "Before noon on 31 May 2024",
        "Not after 31 May 2024",
        "At the latest by 31 May 2024",
        "At the latest on the 31st of May 2024",
        "By the morning of 31 May 2024",
        "By the afternoon of Friday 31 May 2024",
        "By the evening on 31/05/2024",
        "By the start of business on 31 May 2024",
        "By: 31 May 2024",
    ],
)
def test_a_deadline_is_read_in_each_form_that_names_its_day(words: str) -> None:
    builder = asked(f"{words}, the service should:")
    assert [(row.text, row.deadline, row.deadline_text) for row in builder.recommendations] == [
        ("train its crews; and", DAY, words),
        ("count them.", DAY, words),
    ]
    assert codes(builder) == []


@FEW
@given(
    day=st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31)), form=st.sampled_from(["%d %B %Y", "%d %b %Y", "%d/%m/%Y"])
)
def test_any_day_is_read_as_it_is_written(day: dt.date, form: str) -> None:
    builder = asked(f"By {day.strftime(form)}, the force should:")
    assert {row.deadline for row in builder.recommendations} == {day}


@pytest.mark.parametrize(
    "words",
    ["By May 2024", "By early May 2024", "By spring 2024", "By 31 May", "With immediate effect", "Within 10 years"],
)
def test_a_deadline_without_a_whole_day_is_kept_as_words(words: str) -> None:
    builder = asked(f"{words}, the service should:")
    assert [(row.deadline, row.deadline_text) for row in builder.recommendations] == [(None, words)] * 2
    assert codes(builder) == []


@pytest.mark.parametrize(
    "words",
    [
        "By 31 June 2024",
        "By 32/01/2024",
        "By 05/31/2024",
        "By May 31, 2024",
        "By 31/05/24",
        "By 31 May 24",
        "By 31 May ’24",
        "By 31 May 2024/25",
        "By 31 May 20244",
        "By 2024-05-31",
        "By Monday 31 May 2024",
    ],
)
def test_a_day_that_no_calendar_has_or_that_is_not_day_first_is_told(words: str) -> None:
    builder = asked(f"{words}, the service should:")
    assert {(row.deadline, row.deadline_text) for row in builder.recommendations} == {(None, words)}
    assert set(codes(builder)) == {"date_invalid"}


PARTS = ("Q3 2022", "Q1", "quarter 3", "quarter 2 of 2022/23", "quarter two of 2022-23", "the third quarter of 2022", "the first half of 2024", "the 4th quarter",
         "the last quarter of the financial year", "the first quarter of the next financial year", "the second half of the year")  # fmt: skip
EDGES = ("the beginning of April 2024", "the start of the next financial year", "the middle of 2024", "the end of the financial year", "the end of Q2 2022/23",
         "end August", "end of financial year 2022/23", "end-2024", "end Q1 2024", "our next inspection", "the next inspection", "the time of our next revisit")  # fmt: skip


@pytest.mark.parametrize("limit", ["by", "before", "no later than"])
@pytest.mark.parametrize("time", [*PARTS, *EDGES])
@pytest.mark.parametrize(
    "behind", ["", " and tell us", " to improve trust", " so that victims are safe", ", with its partners"]
)
def test_a_time_without_a_day_is_kept_as_words_wherever_it_stands(limit: str, time: str, behind: str) -> None:
    words = f"{limit} {time}"
    assert said(f"The force should act {words}{behind}.") == (None, words)
    begins = words[0].upper() + words[1:]
    for who in (", the force should act.", " the force should act.", ", it should act."):
        assert said(f"{begins}{who}") == (None, begins)
    builder = asked(f"{begins}, the service should:")
    assert {(row.deadline, row.deadline_text) for row in builder.recommendations} == {(None, begins)}
    assert codes(builder) == []


@pytest.mark.parametrize(
    "words",
    ["By Easter 2024", "By Christmas", "By 2024", "By 2023/24", "By the time we make our next visit", "By the week commencing 4 March 2024", "By 31 March next year",
     "Before the year is out", "Within a month of receiving this letter", "Within six months of the publication of this report", "Within 6 months of publication",
     "Within 28 days of the date of this letter", "Within six (6) months", "Within 12–18 months", "Within one week", "Within the next quarter", "In the next month",
     "During 2024", "In the first quarter of 2024", "Throughout 2024", "From 1 April 2024", "Until 31 March 2024", "Over the winter of 2024",
     "Six months after publication", "As soon as practicable", "Without further delay", "As a matter of urgency", "Urgently", "Straight away", "Forthwith", "At once"],
)  # fmt: skip
def test_a_lead_in_keeps_its_words_of_when(words: str) -> None:
    builder = asked(f"{words}, the service should:")
    assert {(row.deadline, row.deadline_text) for row in builder.recommendations} == {(None, words)}
    assert codes(builder) == []


def test_days_between_which_something_is_to_be_done_are_kept_and_told() -> None:
    builder = asked("Between 1 March and 31 March 2024, the service should:")
    assert {row.deadline_text for row in builder.recommendations} == {"Between 1 March and 31 March 2024"}
    assert set(codes(builder)) == {"dates_repeated"}


@pytest.mark.parametrize(
    "text",
    ["By using its plan for the year, the force should act.", "By its own 2023 standards, the force should act.", "By doing this every year, the force should act.",
     "Before each year, the force should act.", "The force should reduce its emissions by 2030.", "The force should make sure that officers act at once.",
     "The force should look at its data for 2023 by quarter.", "The force should make sure that work within the force is recorded each month.",
     "In 2024, the force should act.", "From 1 April 2024, the force should act.", "The force should act in the third quarter of 2022.", "The force should end Q1 meetings.",
     "The force should act by the end of a quarter.", "The force should know within teams what each month brings."],
)  # fmt: skip
def test_other_words_of_time_are_no_deadline(text: str) -> None:
    assert said(text) == (None, None)


@FEW
@given(
    day=st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31)),
    limit=st.sampled_from(["By", "No later than", "Before"]),
    end=st.sampled_from(["end {}", "end-{}", "end of {}", "the end of {}"]),
    form=st.sampled_from(["%B %Y", "%b %Y", "%B, %Y"]),
)
def test_the_end_of_any_month_is_its_last_day(day: dt.date, limit: str, end: str, form: str) -> None:
    last = (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    words = f"{limit} {end.format(day.strftime(form))}"
    if ", " not in words:
        assert said(f"{words}, the force should act.") == (last, words)
    assert deadline_in_cell(words) == (last, words)


LIMITS = ("by", "by no later than", "no later than", "not later than", "before", "not after", "at the latest by")
MARKED = ("May 1st, 2024", "May 2nd 2024", "May 3rd, 2024", "Sept. 4th 2024")
SEASONS = ("May 2024", "Sept. 2024", "early May 2024", "mid-May 2024", "late May 2024", "late-spring 2024", "spring 2024", "mid summer 2024",
           "summer 2024", "autumn 2024", "winter 2024")  # fmt: skip
UNITS = ("28 days", "two weeks", "three months", "one year", "10 years", "the next year", "twenty working days")
STARTING = (
    "In the next six months",
    "Over the next year",
    "During the next two working weeks",
    "Within the next twenty working days",
)
AT_ONCE = ("immediately", "with immediate effect")
WORDS = [
    *(f"{limit} {day}" for limit in LIMITS for day in ("31 May 2024", "31 May", "31/05/2024", "31.5.24", *MARKED)),
    *(f"{limit} {season}" for limit in LIMITS for season in SEASONS),
    *(f"within {unit}" for unit in UNITS), *AT_ONCE, *(f"{limit} the end of May 2024" for limit in LIMITS),
]  # fmt: skip


def said(text: str) -> tuple[dt.date | None, str | None]:
    (line,) = read_lines(f"<p>{text}</p>")[1]
    return deadline_of(line)


@pytest.mark.parametrize("words", WORDS)
def test_every_form_is_one_at_the_beginning_and_at_the_end_of_what_is_asked(words: str) -> None:
    begins = words[0].upper() + words[1:]
    assert says_what_to_do(f"{begins}, the force should act.")
    (lead_in,) = read_lines(f"<p>{begins}, those who lead should:</p>")[1]
    assert is_lead_in(lead_in)
    assert said(f"{begins}, the force should act.")[1] == begins
    assert said(f"The force should act {words}.")[1] == words


@pytest.mark.parametrize("words", STARTING)
def test_a_span_that_lies_ahead_is_one_at_the_beginning(words: str) -> None:
    assert says_what_to_do(f"{words}, improve how it acts.")
    assert said(f"{words}, the force should act.")[1] == words
    assert {row.deadline_text for row in asked(f"{words}, the service should:").recommendations} == {words}
    assert said("The force should count what it needs over the next four years.") == (None, None)


@pytest.mark.parametrize("each", ["each shift", "every month", "a shift", "any call"])
def test_the_end_of_what_comes_again_is_no_deadline(each: str) -> None:
    assert said(f"The force should act by the end of {each}.") == (None, None)


def test_the_end_of_a_month_ends_where_the_sentence_goes_on() -> None:
    assert said("The force should act by the end of May 2024 and tell us.") == (DAY, "by the end of May 2024")


@pytest.mark.parametrize("soon", ["within five days", "immediately"])
@pytest.mark.parametrize("inside", ["make sure that victims are called", "know whether calls were answered", "find those who were helped",
                                    "say when it acts"])  # fmt: skip
def test_how_soon_within_a_clause_of_what_is_asked_for_is_no_deadline_and_told(soon: str, inside: str) -> None:
    builder = alone(f"<ul><li>The force should {inside} {soon}.</li></ul>")
    assert ([row.deadline_text for row in builder.recommendations], codes(builder)) == ([None], ["section_missing"])
    plain = alone(f"<ul><li>The force should act {soon}.</li></ul>")
    assert ([row.deadline_text for row in plain.recommendations], codes(plain)) == ([soon], [])


@given(st.integers(2010, 2035), st.sampled_from(["By 31 May {}, the service should:"]))
@FEW
def test_a_day_before_the_round_is_told(year: int, lead_in: str) -> None:
    builder = asked(lead_in.format(year))
    assert {row.deadline for row in builder.recommendations} == {dt.date(year, 5, 31)}
    assert ("date_outside_round" in codes(builder)) == (year < 2016)


def test_what_begins_with_as_soon_as_or_the_end_leads_in_too() -> None:
    for begins in ("As soon as it can", "By the end of the year", "Before the end of May", "By 2025"):
        (lead_in,) = read_lines(f"<p>{begins}, those who lead should:</p>")[1]
        assert is_lead_in(lead_in)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The force has until 31 May 2024 to act.", "until 31 May 2024"),
        ("Chief constables have until noon on 31 May 2024 to act.", "until noon on 31 May 2024"),
        ("They have until the 31st of May 2024 to act.", "until the 31st of May 2024"),
        ("The force should act, with a deadline of 31 May 2024.", "with a deadline of 31 May 2024"),
        ("The force should act; the deadline is 31 May 2024.", "the deadline is 31 May 2024"),
        ("The force should act. Deadline: 31 May 2024", "Deadline: 31 May 2024"),
        ("The force should act (deadline 31 May 2024).", "deadline 31 May 2024"),
        ("The force should act (due 31 May 2024).", "due 31 May 2024"),
        ("The force should act. Due by: 31 May 2024", "Due by: 31 May 2024"),
        ("The force should act. Due date: 31 May 2024", "Due date: 31 May 2024"),
        ("The force should act. Target date 31 May 2024", "Target date 31 May 2024"),
        ("The force should act. Completion date is 31 May 2024", "Completion date is 31 May 2024"),
        ("The force has up to 31 May 2024 to act.", "up to 31 May 2024"),
        ("They have till the 31st of May 2024 to act.", "till the 31st of May 2024"),
    ],
)
def test_who_has_until_a_day_and_what_has_a_deadline_is_to_be_done_by_then(text: str, words: str) -> None:
    assert said(text) == (DAY, words)


@pytest.mark.parametrize(
    "words", ["until 31 May 2024", "from 1 May 2024 until 31 May 2024", "up to 31 May 2024", "at noon on 31 May 2024"]
)
def test_what_is_done_up_to_a_day_has_no_deadline(words: str) -> None:
    assert said(f"The force should act {words}.") == (None, None)


@pytest.mark.parametrize(
    "words", ["by 31/05/2024/2", "by 31/5/24x", "by hand", "before all", "within reason", "in May 2024"]
)
def test_other_words_are_no_deadline(words: str) -> None:
    assert said(f"The force should act {words} in any case.") == (None, None)


def test_only_words_with_a_year_name_a_day_that_may_be_wrong() -> None:
    words = ("by 31 May", "by May 2024", "within 28 days", "by 31 June 2024", "by 31/06/2024", "by June 31, 2024")
    assert [names_no_day(each) for each in words] == [False, False, False, True, True, True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31 May 2024", (DAY, "31 May 2024")),
        ("By 31 May 2024", (DAY, "By 31 May 2024")),
        ("Friday, 31 May 2024", (DAY, "Friday, 31 May 2024")),
        ("May 2024", (None, "May 2024")),
        ("31 June 2024", (None, "31 June 2024")),
        ("Within 28 days", (None, "Within 28 days")),
        ("–", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_cell_states_a_deadline(text: str, found: tuple[dt.date | None, str | None]) -> None:
    assert deadline_in_cell(text) == found


def test_a_day_of_no_calendar_is_one_in_a_cell_too() -> None:
    assert names_no_day("31 June 2024")
    assert names_no_day("by 31 June 2024")
    assert not names_no_day("May 2024")


@pytest.mark.parametrize(
    "start", ["Within six months of this letter, ", "Within three months of our report, ", "Within six months "]
)
def test_a_span_may_say_from_when_it_runs(start: str) -> None:
    assert says_what_to_do(f"{start}improve how it acts.")
    assert not says_what_to_do("Within six months of work it improves.")


@FEW
@given(
    days=st.lists(st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31)), min_size=2, max_size=3, unique=True),
    between=st.sampled_from([", and by ", " or by ", ". It should do so no later than ", " and of the rest before ", " or ", " to ", "–", " and ", " until ", " and by ", " to by "]),
    form=st.sampled_from(["%d %B %Y", "%d/%m/%Y", "the %d %B %Y"]),
)  # fmt: skip
def test_of_several_days_none_is_read_and_all_are_kept_and_told(days: list[dt.date], between: str, form: str) -> None:
    told = [day.strftime(form) for day in days]
    builder, section = read_section(
        f"<h3>Recommendations</h3><ul><li>The force should train its crews by {between.join(told)}.</li></ul>",
        Role.RECOMMENDATIONS,
    )
    read_asks(builder, section)
    assert {row.deadline for row in builder.recommendations} == {None}
    assert all(told[1] in (row.deadline_text or "") for row in builder.recommendations)
    assert set(codes(builder)) == {"dates_repeated"}


def test_the_same_day_twice_is_one() -> None:
    builder = asked("By 31 May 2024, and not later than 31 May 2024, the service should:")
    assert {row.deadline for row in builder.recommendations} == {DAY}
    assert codes(builder) == []


@FEW
@given(st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
def test_an_item_that_names_another_day_than_what_it_stands_below_is_told(day: dt.date) -> None:
    said = f"{day.day} {day:%B %Y}"
    builder, section = read_section(
        "<h3>Recommendations</h3><p>By 31 May 2024, the service should:</p>"
        f"<ul><li>train its crews by {said}; and</li><li>count them.</li></ul>",
        Role.RECOMMENDATIONS,
    )
    read_asks(builder, section)
    first, second = builder.recommendations
    assert (second.deadline, second.deadline_text) == (DAY, "By 31 May 2024")
    if day == DAY:
        assert (first.deadline, codes(builder)) == (DAY, [])
    else:
        assert (first.deadline, first.deadline_text) == (None, f"By 31 May 2024; by {said}")
        assert codes(builder) == ["dates_repeated"]


def test_the_mark_of_a_footnote_is_none_of_the_day() -> None:
    builder = asked("By 31 May 2024<sup>2</sup>, the service should:")
    assert {(row.deadline, row.deadline_text) for row in builder.recommendations} == {(DAY, "By 31 May 2024")}


def test_the_end_of_a_month_is_its_last_day() -> None:
    months = (("January", 31), ("Feb", 29), ("april", 30), ("Sept", 30), ("December", 31))
    for place, (month, last) in zip((1, 2, 4, 9, 12), months, strict=True):
        day = dt.date(2024, place, last)
        for words in (
            f"By the end of {month} 2024",
            f"By end of {month} 2024",
            f"No later than the end of {month} 2024",
        ):
            (row, _) = asked(f"{words}, the service should:").recommendations
            assert row.deadline == day, words
            assert deadline_in_cell(words) == (day, words)
        assert deadline_in_cell(f"End of {month}., 2024")[0] == day
        for cell in (f"End of {month} 2024", f"The end of {month} 2024", f"end of {month} 2024."):
            assert deadline_in_cell(cell) == (day, cell)
    assert said("By the end of February 2023, the force should act.")[0] == dt.date(2023, 2, 28)
    for words in (
        "the end of May",
        "the end of 2024",
        "the end of spring 2024",
        "the end of the year",
        "the end of May 2024/25",
        "the end of Maytime 2024",
    ):
        assert said(f"By {words}, the force should act.")[0] is None, words
        assert deadline_in_cell(f"by {words}")[0] is None, words
    two = said("By the end of May 2024, or by the end of June 2024, the force should act.")
    assert two == (None, "By the end of May 2024; or by the end of June 2024")


def test_of_several_ends_of_months_none_is_read_and_all_are_kept() -> None:
    for first, second in (
        ("By the end of May 2024", "and the end of June 2024"),
        ("By the end of May", "or June 2024"),
        ("By end of May 2024", "revised to 31 August 2024"),
        ("By the end of May 2024", "and by the end of 2024/25"),
    ):
        builder = asked(f"{first} {second}, the service should:")
        found = {(row.deadline, row.deadline_text) for row in builder.recommendations}
        whole = not second.endswith("/25")
        assert found == {(None, f"{first}; {second}" if whole else first)}
        assert ("dates_repeated" in codes(builder)) is whole
    assert said("By the end of May 2024, the force should plan to the end of June 2025.")[0] == DAY


def test_a_label_of_a_deadline_alone_is_one_with_the_day_below_it() -> None:
    for label in (
        "By",
        "by:",
        "By when?",
        "Deadline",
        "The deadline:",
        "Due",
        "Due by:",
        "Due date",
        "Target date:",
        "Completion date",
    ):
        for below in ("<p>The force should train its crews.</p>", "<ul><li>The force must train its crews.</li></ul>"):
            builder, section = read_section(
                f"<h3>Recommendations</h3><p>{label}</p><p>31 May 2024</p>{below}", Role.RECOMMENDATIONS
            )
            section.body = with_deadlines_joined(builder, section.body)
            read_asks(builder, section)
            assert [row.deadline for row in builder.recommendations] == [DAY], label
            assert codes(builder) == [], label
    for markup in ("<p>By</p><p>A writer</p><p>The force should act.</p>", "<p>By</p><p>31 May 2024</p><p>It rained.</p>", "<p>Buy</p><p>31 May 2024</p><p>It should act.</p>",
                   "<p>By</p><h3>31 May 2024</h3><p>The force should act.</p>"):  # fmt: skip
        builder, lines = read_lines(markup)
        assert len(with_deadlines_joined(builder, lines)) == 3, markup


_WORDS = (
    "By 31 May 2024,", "By close of business on 31 May 2024,", "Not later than 31 May 2024,", "By 31 May 2024", "by 31 May 2024,", "By the 31 May 2024,", "No later than 31 May 2024,", "not later than 31 May 2024,",
    "On or before 31 May 2024,", "Before 31 May 2024,", "By noon on 31 May 2024,", "Within 28 days,", "within three months,", "Immediately,",
    "With immediate effect,", "By the end of the year,",
)  # fmt: skip


def joined(markup: str) -> tuple[Builder, list[str]]:
    b, lines = read_lines(markup)
    return b, [line.text for line in with_deadlines_joined(b, lines)]


@pytest.mark.parametrize("words", _WORDS)
@pytest.mark.parametrize("break_", ["</p><p>", "<br>", "</div><div>", "</p>\n<p>&nbsp;</p>\n<p>"])
@pytest.mark.parametrize(("write", "ask"), [(str, "should"), (str.lower, "must"), (str, "needs to")])
def test_a_line_break_parts_no_deadline_from_what_is_asked(write: type[str], words: str, ask: str, break_: str) -> None:
    words = write(words)
    whole = f"<h2>A</h2><p>{words} the service {ask}:</p><p>Then more.</p>"
    assert (
        joined(whole.replace(f"{words} ", words + break_))[1]
        == joined(whole)[1]
        == ["A", f"{words} the service {ask}:", "Then more."]
    )


@pytest.mark.parametrize("break_", ["</p><p>", "<br>"])
def test_the_day_of_a_lead_in_that_a_line_break_parts_is_that_of_its_items(break_: str) -> None:
    markup = f"<h1>Kent Fire: cause of concern letter</h1><h2>Letter information</h2><p>To: Chief Fire Officer, Kent Fire and Rescue Service</p><h2>Cause of concern</h2><p>It is late.</p><p>By 31 May 2024,{break_}the service should:</p>{ITEMS}"
    found = read(markup, "publication-html/kent-fire-letter/")
    assert found.record is not None
    asks = [one for one in found.record.recommendations if one.kind == "recommendation"]
    assert [one.deadline for one in asks] == [DAY, DAY]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("By 31 May 2024,", "The service should:"), ("By 31 May 2024,", "the service was late."), ("By 31 May 2024 we came back,", "the service should:"),
        ("By then,", "the service should:"), ("We said that by 31 May 2024,", "the service should:"),
    ],
)  # fmt: skip
def test_other_lines_stay_apart(first: str, second: str) -> None:
    assert joined(f"<p>{first}</p><p>{second}</p>")[1] == [first, second]
    assert joined(f"<h3>By 31 May 2024,</h3><p>{second}</p>")[1] == ["By 31 May 2024,", second]


def test_an_item_that_names_another_day_than_the_words_above_all_has_none() -> None:
    all_, same, other = (DAY, "by 31 May 2024"), (DAY, "by 31/05/2024"), (dt.date(2024, 6, 30), "by 30 June 2024")
    assert in_one(all_, (None, None)) == in_one(all_, (None, "within a year")) == in_one(all_, same) == all_
    assert in_one(all_, other) == (None, "by 31 May 2024; by 30 June 2024")
    assert in_one((None, "within a year"), other) == (None, "within a year") and in_one((None, None), other) == (
        None,
        None,
    )


@pytest.mark.parametrize(("text", "several"), [
    ("by 31 May 2024 or 30 June 2024", True), ("31 May 2024 and 1/6/2024", True), ("by 31 May 2024", False), ("by 31 May 2024, see 12/31/05/2024", False),
    ("by 31 May 2024 with 30 Mayors", False), ("within a year", False),
])  # fmt: skip
def test_several_days_are_counted_where_each_is_whole(text: str, several: bool) -> None:
    assert names_several(text) is several


ACT = "The force should train all of its officers."
ABOVE = (
    "By 31 May 2024",
    "By 31 May 2024:",
    "By: 31 May 2024",
    "Deadline: 31 May 2024",
    "(By 31 May 2024)",
    "Due date: 31 May 2024.",
)


def alone(markup: str, label: str = "Recommendations") -> Builder:
    role = Role.RECOMMENDATIONS if label == "Recommendations" else Role.AREAS
    builder, section = read_section(f"<h3>{label}</h3>{markup}<p>Our inspectors saw how it is done.</p>", role)
    read_asks(builder, section)
    return builder


@pytest.mark.parametrize("words", ABOVE)
@pytest.mark.parametrize("label", ["Recommendations", "Areas for improvement"])
@pytest.mark.parametrize(
    "form",
    ["<p>{}</p><p>{}</p>", "<h4>{}</h4><p>{}</p>", "<h4>{}</h4><ul><li>{}</li></ul>", "<dl><dt>{}</dt><dd>{}</dd></dl>", "<p>{}<br>{}</p>"],
)  # fmt: skip
def test_a_deadline_alone_above_what_is_asked_for_is_its_own(form: str, label: str, words: str) -> None:
    builder = alone(form.format(words, ACT), label)
    assert [(row.text, row.deadline) for row in builder.recommendations] == [(ACT, DAY)]
    assert codes(builder) == []


@pytest.mark.parametrize(
    "words", [*ABOVE, "31 May 2024", "31/05/2024", "By spring 2024", "By", "Deadline:", "Due date"]
)
@pytest.mark.parametrize("label", ["Recommendations", "Areas for improvement"])
@pytest.mark.parametrize(
    "form",
    ["<p>{}</p><p>{}</p>", "<ul><li>{}</li></ul><p>{}</p>", "<ul><li>{}</li><li>{}</li></ul>", "<p>{}<br>{}</p>"],
)
def test_a_deadline_alone_below_what_is_asked_for_is_told_and_asks_nothing(form: str, label: str, words: str) -> None:
    builder = alone(form.format(ACT, words), label)
    assert [(row.text, row.deadline) for row in builder.recommendations] == [(ACT, None)]
    assert "section_missing" in codes(builder)


def test_a_heading_that_says_by_when_is_of_what_stands_below_it() -> None:
    builder = alone(
        f"<h4>By 31 May 2024</h4><p>{ACT}</p><h4>By 1 June 2024</h4><p>The force should count its cars.</p>"
    )
    assert [row.deadline for row in builder.recommendations] == [DAY, dt.date(2024, 6, 1)]


@pytest.mark.parametrize("words", ["up to 31 May 2024", "till 31 May 2024", "prior to 31 May 2024", "ahead of the 31 May 2024", "(at the latest) 31 May 2024", "(timescale: 31 May 2024)"])  # fmt: skip
def test_a_day_that_may_be_a_deadline_is_told(words: str) -> None:
    builder = alone(f"<p>The force should act {words}.</p>")
    assert ([row.deadline for row in builder.recommendations], codes(builder)) == ([None], ["section_missing"])


@pytest.mark.parametrize("words", ["since 31 May 2024", "as in our letter of 31 May 2024", "from 1 May 2024 until 31 May 2024"])  # fmt: skip
def test_a_day_of_something_else_is_not(words: str) -> None:
    assert codes(alone(f"<p>The force should act {words}.</p>")) == []


@FEW
@given(
    days=st.lists(st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31)), min_size=2, max_size=2, unique=True),
    moved=st.sampled_from([" (revised to {})", " (originally {})", ", extended to {}", ", which has now been moved to {}", " (now {})", " (date changed from {})", " [previously {}]", " (not {})"]),
    form=st.sampled_from(["%d %B %Y", "%d/%m/%Y"]),
)  # fmt: skip
def test_of_a_day_and_the_day_that_took_its_place_none_is_read(days: list[dt.date], moved: str, form: str) -> None:
    first, second = (day.strftime(form) for day in days)
    builder = asked(f"By {first}{moved.format(second)}, the service should:")
    assert {row.deadline for row in builder.recommendations} == {None}
    assert all(
        first in (row.deadline_text or "") and second in (row.deadline_text or "") for row in builder.recommendations
    )
    assert set(codes(builder)) == {"dates_repeated"}


def test_another_day_that_is_of_something_else_leaves_the_deadline_as_it_is() -> None:
    for text in ("By 31 May 2024 (our report is of 1 April 2024), the service should:", "By 31 May 2024, the service, inspected on 1 April 2024, should:"):  # fmt: skip
        builder = asked(text)
        assert {row.deadline for row in builder.recommendations} == {DAY}
