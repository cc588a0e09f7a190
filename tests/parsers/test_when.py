"""When a text says that an inspection was: by the sentence that says so, whatever else it names."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parsers.dates import MONTHS
from scraper.parsers.when import inspected_between, inspected_in


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("In March and April 2021, we inspected the service.", "2021-04"),
        ("Between October and December 2023, we inspected it.", "2023-12"),
        ("Between November 2022 and February 2023, we inspected it.", "2023-02"),
        ("The force was inspected in May 2019.", "2019-05"),
        ("The forces were last inspected in May 2019.", "2019-05"),
        ("We carried out a full inspection in May 2019.", "2019-05"),
        ("We completed our inspection in May 2019.", "2019-05"),
        ("We conducted an inspection in May 2019.", "2019-05"),
        ("We undertook this inspection in May 2019.", "2019-05"),
        ("We carried out our fieldwork in May 2019.", "2019-05"),
        ("WE INSPECTED THE FORCE IN MAY 2019.", "2019-05"),
        ("We conducted our fieldwork in May 2019.", "2019-05"),
        ("In May 2019 we did the fieldwork.", "2019-05"),
        ("Our inspection ran until May 2019.", "2019-05"),
        ("The inspection was conducted in May 2019.", "2019-05"),
        ("We inspected the force in 2019.", "2019-12"),
        ("We inspected the force during 2019.", "2019-12"),
        ("We inspected the force in the 2021/22 round.", None),
        ("We inspected the force in 2021/22.", None),
        ("In spring 2019 the force was inspected.", "2019-05"),
        ("We inspected the force in the autumn of 2019.", "2019-11"),
        ("In summer 2019, we inspected the force.", "2019-08"),
        ("We inspected it in winter 2019.", "2019-12"),
        ("We inspected the force in the summer of 2021/22.", None),
        ("We revisited the force, which we had inspected before, in May 2019.", None),
        ("We re-inspected the force in May 2019.", None),
        ("We inspected the force, and re-inspected it in May 2019.", None),
        ("We returned to the force that we inspected in May 2019.", None),
        ("We looked at the progress of the force that we inspected in May 2019.", None),
        ("It is next inspected, as all were inspected, in May 2019.", None),
        ("It will, as all were inspected, be seen in May 2019.", None),
        ("Our 2021 inspection left two causes.", None),
        ("We inspected the force.", None),
    ],
)
def test_the_month_is_that_of_the_sentence_that_says_when(text: str, month: str | None) -> None:
    assert inspected_in([text]) == month
    assert inspected_in(["It left much in May 2024. " + text, "We wrote in June 2025."]) == month


def test_of_two_inspections_the_later_is_meant() -> None:
    texts = ["We inspected it in May 2021.", "We inspected it in May 2023. We inspected it in May 2019."]
    assert inspected_in(texts) == inspected_in(texts[::-1]) == "2023-05"


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
        ("On 1st June 2022 we inspected the force.", "2022-06-01", "2022-06-01"),
        ("On 2nd June 2022 we inspected the force.", "2022-06-02", "2022-06-02"),
        ("On 3rd June 2022 we inspected the force.", "2022-06-03", "2022-06-03"),
        ("On 4th June, 2022, we inspected the force.", "2022-06-04", "2022-06-04"),
        ("In May 2022 we inspected the force, which is one of 43.", "2022-05-01", "2022-05-31"),
        ("We inspected the force between 4–15 October 2023.", "2023-10-04", "2023-10-15"),
        ("Our inspection took place from 4 to 15 October 2023.", "2023-10-04", "2023-10-15"),
        ("Our inspection took place on 4, 5 and 6 October 2023.", "2023-10-04", "2023-10-06"),
        ("We inspected it on 28–30 November, 2 and 3 December 2022.", "2022-11-28", "2022-12-03"),
        ("We inspected it on the 4th of October 2023.", "2023-10-04", "2023-10-04"),
        ("In week 30 and 15 October 2023 we inspected it.", "2023-10-15", "2023-10-15"),  # a week is no day
        ("In 2022, 4 and 5 October 2023 among them, we inspected it.", "2023-10-04", "2023-10-05"),
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
        "In 2022 and in May we inspected the force.",
        "In May 2022, we revisited the force that we had inspected.",
        "We will have inspected the force by May 2023.",
        "Between May and July 2022, we inspected 12 forces.",
        "In May 2022, we inspected the other services.",
        "In May 2022, we inspected these 44 services.",
        "In May 2022, we inspected the force's custody suites.",
        "In May 2022, we inspected child protection in Kent.",
        "In May 2022, we inspected this nationally.",
        "In May 2022, we carried out a national inspection.",
        "In May 2015, we inspected the force.",  # an inspection of long ago
        "In May 2027, we inspected the force.",
        "From November 2019 to May 2022 we inspected the force.",
        "In May 2022, the force changed its crime recording.",
        "On 31 June 2022, we inspected the force.",
    ],
)
def test_a_sentence_that_does_not(text: str) -> None:
    assert inspected_between([text], 2020, 2025) is None


@given(
    days=st.lists(st.integers(1, 30), min_size=2, max_size=4, unique=True).map(sorted),
    between=st.sampled_from(["-", "–", " – ", " to ", " until ", ", ", " and ", ", and "]),
    ending=st.sampled_from(["", "th"]),
    before=st.sampled_from(
        ["We inspected the force on ", "We inspected it, for 3 weeks from ", "Our inspection ran from "]
    ),
)
def test_days_of_one_month_are_its_first_and_its_last_however_they_are_joined(
    days: list[int], between: str, ending: str, before: str
) -> None:
    span = inspected_between([f"{before}{between.join(f'{day}{ending}' for day in days)} June 2022."], 2020, 2025)
    assert span is not None
    assert (span.first, span.last) == (dt.date(2022, 6, days[0]), dt.date(2022, 6, days[-1]))


@given(
    month=st.sampled_from([m.capitalize() for m in MONTHS]), other=st.sampled_from([m.capitalize() for m in MONTHS]),
    inspected=st.sampled_from(["We inspected the force in {}", "Our inspection took place in {}", "We carried out our fieldwork in {}"]),
    beside=st.sampled_from(
        ["{}{} and published our report in {} 2023{}", "{}{}, using data to 31 {} 2021{}", "{}{} (report published 3 {} 2023{})",
         "{}{}, and the data are of the year ending {} 2021{}", "{}{}; the chief joined in {} 2020{}",
         "{}{} during the pandemic, which began in {} 2020{}", "{1}The pandemic began in {2} 2020 and {0}{3}",
         "{1}In {2} 2021 a new chief was appointed who has changed much of what it does and had done, and {0}{3}"]
    ),
)  # fmt: skip
def test_the_days_of_something_else_in_the_sentence_are_none_of_the_inspection(
    month: str, other: str, inspected: str, beside: str
) -> None:
    told = inspected.format(f"{month} 2022")
    told = told[0].lower() + told[1:] if beside.startswith("{1}") else told
    text = beside.format(told, "", other, ".")
    number = MONTHS.index(month.lower()) + 1
    span = inspected_between([text], 2020, 2025)
    assert span is not None
    assert (span.first, span.last.year, span.last.month) == (dt.date(2022, number, 1), 2022, number)
    assert inspected_in([text]) == f"2022-{number:02}"


def test_days_before_what_the_sentence_tells_first_are_of_that() -> None:
    assert inspected_between(["In May 2022 we published; our report says that we inspected it."], 2020, 2025) is None
    assert inspected_between(["In May 2022 we published, before we inspected it."], 2020, 2025) is None
    far = "In May 2022 the chief of the constabulary told us much about what it does every day and we inspected it."
    assert inspected_between([far], 2020, 2025) is None
    assert inspected_in(["We inspected it, using data of May 2022."]) == "2022-05"  # nothing else says


@pytest.mark.parametrize(
    "text",
    [
        "We last inspected the force in May 2022.", "It was last inspected in May 2022.", "We first inspected it in May 2022.",
        "We previously inspected it in May 2022.", "Our previous inspection took place in May 2022.",
        "The last inspection was carried out in May 2022.", "Since we inspected the force in May 2022, it has improved.",
        "The initial inspection was carried out in May 2022.", "An earlier inspection took place in May 2022.",
    ],
)  # fmt: skip
def test_an_earlier_inspection_is_only_what_follows_it_is_told_by(text: str) -> None:
    assert inspected_between([text], 2020, 2025) is None
    span = inspected_between([text], 2020, 2025, with_earlier=True)
    assert span is not None and span.first == dt.date(2022, 5, 1)


@pytest.mark.parametrize("words", ["week of", "week commencing", "week beginning", "week starting on"])
def test_of_a_week_only_the_first_day_is_told(words: str) -> None:
    assert inspected_between([f"We inspected the force in the {words} 4 May 2022."], 2020, 2025) is None


@pytest.mark.parametrize("more", ["revisited it in May 2023", "will return in May 2023", "returned to it in June 2023"])
def test_what_is_told_of_a_revisit_behind_the_days_is_none_of_the_inspection(more: str) -> None:
    text = f"We inspected the force in May 2022, and {more}."
    span = inspected_between([text], 2020, 2025)
    assert span is not None and (span.first, span.last) == (dt.date(2022, 5, 1), dt.date(2022, 5, 31))
    assert inspected_in([text]) == "2022-05"
    assert inspected_between([f"We {more}, where we had inspected in June 2021."], 2020, 2025) is None


def test_days_that_end_before_they_begin_are_none() -> None:
    assert inspected_between(["We inspected it from 4 May 2023 to 3 June 2022."], 2020, 2025) is None


def test_of_several_sentences_the_latest_is_meant() -> None:
    texts = ["In June 2021 we inspected the force for the last time.", "In May 2023, we inspected the force again."]
    span = inspected_between(texts, 2020, 2025)
    assert span is not None and span.last == dt.date(2023, 5, 31)


def test_a_sentence_with_a_day_that_does_not_say_when_has_no_span() -> None:
    assert inspected_between(["Our inspection report of 4 May 2023 is here."], 2021, 2025) is None


@pytest.mark.parametrize("by", ["last", "first", "previously", "originally", "initially"])
@pytest.mark.parametrize("kind", ["last", "previous", "earlier", "prior", "initial", "original"])
@pytest.mark.parametrize("since", ["we", "it was", "our", "the", "this"])
def test_each_word_of_an_earlier_inspection_says_so(by: str, kind: str, since: str) -> None:
    for text in (
        f"We {by} inspected it in May 2022.", f"The {kind} inspection took place in May 2022.",
        f"We inspected it in May 2022, and since {since} change it is calm.",
    ):  # fmt: skip
        assert inspected_between([text], 2020, 2025) is None


@pytest.mark.parametrize(
    "word",
    ["published", "report", "reports", "reported", "data", "figures", "using", "used", "which", "who", "whose", "since", "before", "after",
     "compared", "year", "ending", "ended", "began", "(", ";"],
)  # fmt: skip
def test_each_word_that_leads_to_a_day_of_something_else_parts_it_from_the_inspection(word: str) -> None:
    assert inspected_between([f"We inspected the force, {word} a thing of May 2022."], 2020, 2025) is None
    assert inspected_between([f"In May 2022 {word} a thing, and we inspected the force."], 2020, 2025) is None


@pytest.mark.parametrize(
    "between",
    [" and ", " or ", " to ", " until ", " till ", " through ", ", ", "/", " & ", "-", " and again in ", " and then in ", " and later in ",
     " to the ", " and on ", " and from ", " and between ", " and during "],
)  # fmt: skip
def test_each_word_that_joins_days_makes_them_those_of_one_inspection(between: str) -> None:
    span = inspected_between([f"We inspected the force in May 2022{between}June 2022."], 2020, 2025)
    assert span is not None
    assert (span.first, span.last) == (dt.date(2022, 5, 1), dt.date(2022, 6, 30))


@given(day=st.integers(1, 30), open_=st.sampled_from(["from", "until", "up to", "since", "starting on", "beginning", "till the end of", "from the end of", "from late"]))  # fmt: skip
def test_a_day_or_a_month_from_which_or_until_which_it_ran_is_half_of_when_it_was(day: int, open_: str) -> None:
    stated = f"{day} June 2022" if open_[-2:] != "of" and "late" not in open_ else "June 2022"
    assert inspected_between([f"We inspected the force for two weeks {open_} {stated}."], 2020, 2025) is None
    assert inspected_between([f"We inspected the force on {day} June 2022."], 2020, 2025) is not None
    assert inspected_in([f"We inspected the force {open_} {stated}."]) == "2022-06"


@given(
    first=st.dates(dt.date(2021, 1, 1), dt.date(2022, 12, 31)), more=st.integers(0, 90),
    form=st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y"]),
)  # fmt: skip
def test_days_are_read_however_they_are_written(first: dt.date, more: int, form: str) -> None:
    last = first + dt.timedelta(days=more)
    span = inspected_between([f"Our inspection took place between {first.strftime(form)} and {last.strftime(form)}."], 2020, 2025)  # fmt: skip
    assert span is not None
    assert (span.first, span.last) == (first, last)


def test_early_and_late_in_a_month_are_in_it() -> None:
    span = inspected_between(["We inspected the force between late June and early July 2022."], 2020, 2025)
    assert span is not None
    assert (span.first, span.last) == (dt.date(2022, 6, 1), dt.date(2022, 7, 31))


@pytest.mark.parametrize(
    "text",
    ["The force was inspected by Ofsted in May 2022.", "Its custody was inspected by its insurer in May 2022.", "We inspected 40 files from May 2022.", "We inspected about twenty case files from May 2022.",
     "We inspected files that the force had closed in May 2022.", "We inspected over 300 crime records of May 2022."],
)  # fmt: skip
def test_whom_another_inspected_and_what_was_looked_at_says_nothing(text: str) -> None:
    assert inspected_between([text], 2020, 2025) is None
    assert inspected_in([text]) is None


@pytest.mark.parametrize("text", ["The force was inspected by HMICFRS in May 2022.", "It was inspected by His Majesty’s Inspectorate in May 2022.", "It was inspected by us in May 2022.",
                                  "We inspected the force’s files in May 2022.", "We inspected all of its stations in May 2022.", "We completed an inspection that took place in May 2022."])  # fmt: skip
def test_what_we_inspected_does(text: str) -> None:
    span = inspected_between([text], 2020, 2025)
    assert span is not None
    assert (span.first, span.last) == (dt.date(2022, 5, 1), dt.date(2022, 5, 31))
