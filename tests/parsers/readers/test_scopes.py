"""Whose a figure is by the heading above it: one that stands right above says so, columns and captions say nothing."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.labels import Role
from schemas.vocabulary import Scope, Topic
from scraper.parsers.readers.key_facts import is_figure, read_figure, read_key_facts
from scraper.parsers.readers.scopes import as_headed, scopes_above, topics_first
from tests.parsers.made import line, lines
from tests.parsers.pieces import codes, read_section

LOCAL, NATIONAL = Scope.LOCAL, Scope.NATIONAL
CRIMES = "Victim-based crimes"


def panel(*texts: str) -> tuple[list[tuple[str | None, int | float | None]], list[str]]:
    markup = "".join(f"<p>{text}</p>" for text in texts)
    builder, section = read_section(f"<h2>Key facts</h2>{markup}", Role.KEY_FACTS, "Key facts")
    read_key_facts(builder, section)
    assert builder.key_facts is not None
    return [(figure.scope, figure.value) for figure in builder.key_facts.figures], codes(builder)


@pytest.mark.parametrize("national", ["National", "national", "NATIONAL:", "National "])
@pytest.mark.parametrize("local", ["Local", "LOCAL"])
def test_a_heading_says_whose_the_figure_below_it_is(national: str, local: str) -> None:
    both = [(LOCAL, 0.05), (NATIONAL, 0.06)]
    assert panel(CRIMES, local, "0.05 per person", national, "0.06 per person") == (both, [])
    assert panel(CRIMES, "0.05 per person", national, "0.06 per person") == (both, [])
    assert panel(CRIMES, national, "0.06 per person", local, "0.05 per person") == (both[::-1], [])
    assert panel(CRIMES, national, "0.06", "per person", local, "0.05", "per person") == (both[::-1], [])


def test_it_says_nothing_of_another_topic() -> None:
    found, _ = panel(CRIMES, "National", "0.06 per person", "Workforce", "2.88 per 1000 population")
    assert found == [(NATIONAL, 0.06), (LOCAL, 2.88)]


def test_what_a_line_says_itself_stands() -> None:
    found, problems = panel("Cost", "National", "49p per person per day local", "59p per person per day national")
    assert (found, problems) == ([(LOCAL, 0.49), (NATIONAL, 0.59)], [])


@pytest.mark.parametrize(
    "texts",
    [
        ("Local", "National", "0.05 per person", "0.06 per person"),
        ("0.05 per person", "Local", "0.06 per person", "National"),
        ("0.06 per person", "National"),
        ("0.06 per person", "Local"),
        ("National", "Local", "0.06 per person"),
    ],
)
def test_columns_and_captions_are_told_and_not_guessed(texts: tuple[str, ...]) -> None:
    found, problems = panel(CRIMES, *texts)
    assert {value for _, value in found} == {None}
    assert set(problems) == {"figure_unread"}


def test_what_has_no_national_figure_has_no_scope_above_it() -> None:
    assert panel("Force area", "National", "1,049 square miles")[0] == [(LOCAL, 1049)]


@pytest.mark.parametrize("bare", ["31% national level", "31% National", "0.03 national average"])
def test_a_national_figure_of_what_was_not_understood_is_none(bare: str) -> None:
    topic = "Workforce" if "%" in bare else CRIMES
    for above in (["34% women", bare], ["34% women", "1 in 3", bare], ["0.02 violent crimes per person", bare]):
        assert panel(topic, *above) == ([(None, None)] * len(above), ["figure_unread"] * len(above))
    assert panel("Force area", "A lake", topic, bare)[0] == [
        (None, None),
        (NATIONAL, float(bare.split("%")[0].split()[0])),
    ]
    assert panel("Workforce", "34% women", "2.88 per 1000 population", "3.69 national level")[0][1:] == [
        (LOCAL, 2.88),
        (NATIONAL, 3.69),
    ]


def test_lines_are_told_by_their_number() -> None:
    body = lines("0.05 per person", "National", "0.06 per person", "Cost", "It is dear.")
    assert scopes_above(body) == {body[2].number: NATIONAL}
    assert scopes_above(lines("The national figure", "Cost")) == {}
    assert scopes_above([]) == {}


def test_a_line_without_a_reading_has_none() -> None:
    one = line("0.06 per person")
    assert as_headed({one.number: NATIONAL}, one, one.text, None) is None
    plain = read_figure(Topic.VICTIM_BASED_CRIMES, one.text)
    assert as_headed({}, one, one.text, plain) is plain


TOPICS = [
    ("Population", ["1.14m people", "up 4% local 10 yr change"]),
    (CRIMES, ["0.05 per person", "0.06 national level", "down 3% Local 5 year trend", "up 9% National 5 year trend"]),
    ("Cost", ["49p per person per day local", "59p per person per day national"]),
]


def told(*texts: str) -> set[tuple[object, ...]]:
    markup = "".join(f"<p>{text}</p>" for text in texts)
    builder, section = read_section(f"<h2>Key facts</h2>{markup}", Role.KEY_FACTS, "Key facts")
    read_key_facts(builder, section)
    assert builder.key_facts is not None
    return {
        (one.topic, one.measure, one.scope, one.value) for one in builder.key_facts.figures if one.value is not None
    }


@pytest.mark.parametrize("order", [*permutations(TOPICS)], ids=lambda order: " ".join(name for name, _ in order))
def test_a_panel_may_print_each_topic_below_its_figures(order: tuple[tuple[str, list[str]], ...]) -> None:
    below = told(*(text for name, figures in order for text in (name, *figures)))
    assert len(below) == 8
    assert told(*(text for name, figures in order for text in (*figures, name))) == below
    assert told(*(text for name, figures in order for text in (*figures, name)), "Compare and view key facts") == below


def test_figures_above_the_first_topic_and_below_the_last_are_of_no_order() -> None:
    found, problems = panel("1.14m people", "Population", "0.05 per person", CRIMES, "up 9% National 5 year trend")
    assert (None, None) in found
    assert "unknown_topic" in problems


def in_parts(figure: str) -> list[str]:
    """A figure as its number and what it counts."""
    number, _, unit = (
        figure.replace("up ", "up").replace("down ", "down").replace("m people", "m  people").partition(" ")
    )
    return [number, unit.strip()]


@pytest.mark.parametrize("behind", [[], ["Source: the force"], ["Some other words", "and more"]])
def test_a_topic_may_print_its_numbers_below_their_units(behind: list[str]) -> None:
    topics = [(name, [in_parts(figure) for figure in figures]) for name, figures in TOPICS]
    above = told(
        *(
            text
            for name, parts in topics
            for text in (name, *(t for number, unit in parts for t in (unit, number)), *behind)
        )
    )
    assert len(above) == 8
    assert above == told(*(text for name, figures in TOPICS for text in (name, *figures)))


def test_a_number_between_two_units_is_of_the_one_below_it() -> None:
    unclear = told("Cost", "per person per day local", "59p", "per person per day national")
    assert unclear == {(Topic.COST, "per_person_per_day", Scope.NATIONAL, 0.59)}
    assert told("Cost", "What we know", "59p", "per person per day national") == unclear


def test_a_topic_without_figures_takes_none_of_those_above_it() -> None:
    assert told("What the force said.", "Population", "1.14m people", "Cost") == told("Population", "1.14m people")
    for body in ([], lines("1,049 square miles")):
        assert topics_first(body, is_figure) == body


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("area", Topic.FORCE_AREA), ("population", Topic.POPULATION), ("people", Topic.POPULATION), ("residents", Topic.POPULATION),
        ("workforce", Topic.WORKFORCE), ("police officers", Topic.WORKFORCE), ("staff numbers", Topic.WORKFORCE),
        ("crime", Topic.VICTIM_BASED_CRIMES), ("victim based crimes", Topic.VICTIM_BASED_CRIMES),
        ("cost", Topic.COST), ("costs", Topic.COST), ("spending", Topic.COST),
    ],
)  # fmt: skip
@pytest.mark.parametrize("scope", ["local", "national"])
def test_a_change_is_of_the_topic_that_its_own_words_name(words: str, topic: Topic, scope: str) -> None:
    text = f"up 4% 10 yr change in {scope} {words}"
    assert [each for each in Topic if read_figure(each, text) is not None] == [topic]


def test_words_that_name_no_topic_leave_a_change_where_it_stands() -> None:
    for text in ("up 4% 10 yr change in local numbers", "up 4% 10 yr change in local", "up 4% local 10 yr change"):
        assert all(read_figure(topic, text) is not None for topic in Topic)
    assert panel(CRIMES, "0.05 per person", "down 9% 10yr change in local workforce")[1][0] == "figure_unread"


@given(
    number=st.from_regex(r"[1-9]\d{0,2}", fullmatch=True),
    figure=st.sampled_from([("Force area", "104 square miles", 104), ("Population", "400 people", 400), ("Population", "400k people", 400_000)]),
)  # fmt: skip
def test_a_number_that_stands_above_a_figure_is_none_of_its_digits(number: str, figure: tuple[str, str, int]) -> None:
    topic, text, value = figure
    builder, section = read_section(f"<h2>Key facts</h2><h3>{topic}</h3><p>{number}</p><p>{text}</p>", Role.KEY_FACTS)
    read_key_facts(builder, section)
    assert builder.key_facts is not None
    assert [(one.text, one.value) for one in builder.key_facts.figures] == [(number, None), (text, value)]
    assert "figure_unread" in codes(builder)


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Key facts 2016/17", "2016/17"), ("Key facts – 2016–17", "2016-17"), ("Key facts 2016 to 2017", "2016-2017"),
        ("Key facts 2016/17 (2016/17)", "2016/17"), ("Key facts", None), ("Key facts 20161", None), ("Key facts 1049", None),
    ],
)  # fmt: skip
def test_the_period_is_that_of_the_heading(heading: str, period: str | None) -> None:
    markup = f"<h2>{heading}</h2><h3>Force area</h3><p>104 square miles</p>"
    builder, section = read_section(markup, Role.KEY_FACTS, "Key facts")
    read_key_facts(builder, section)
    assert builder.key_facts is not None
    assert (builder.key_facts.period, codes(builder)) == (period, [])


@pytest.mark.parametrize(
    "heading",
    ["Key facts 2016/17 (published 2023)", "Key facts 2015/16 and 2016/17", "Key facts, 1 April 2016 to 31 March 2017"],
)
def test_of_several_periods_none_is_read_and_they_are_told(heading: str) -> None:
    markup = f"<h2>{heading}</h2><h3>Force area</h3><p>104 square miles</p>"
    builder, section = read_section(markup, Role.KEY_FACTS, "Key facts")
    read_key_facts(builder, section)
    assert builder.key_facts is not None
    assert (builder.key_facts.period, codes(builder)) == (None, ["dates_repeated"])
