"""The key-facts panel: every published form of a figure, what is no form, and what does not fit together."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.labels import Role
from schemas.record import Figure
from schemas.text import fold
from schemas.vocabulary import Scope, Topic, Unit
from scraper.parsers.builder import Builder
from scraper.parsers.readers.key_facts import is_figure, read_figure, read_key_facts
from scraper.parsers.readers.scopes import is_of_other_topic
from tests.parsers.pieces import claims, codes, read_lines, read_section
from tests.parsers.readers.figures import AREA, COST, FORMS, PEOPLE, WORK

FEW = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip


@pytest.mark.parametrize(("topic", "text", "reading"), FORMS)
def test_each_published_form_is_read_under_its_topic(topic: Topic, text: str, reading: tuple[object, ...]) -> None:
    found = read_figure(topic, text)
    assert found is not None
    assert (found.measure, found.scope, found.value, found.unit, found.years) == reading
    if is_of_other_topic(Topic.FORCE_AREA, fold(text)):
        assert [other for other in Topic if read_figure(other, text)] == [topic]
    elif reading[0] == "change":
        assert all(read_figure(other, text) == found for other in Topic)
    elif topic is COST or not any(words in text.lower() for words in ("national", "per 1")):
        assert [other for other in Topic if read_figure(other, text)] == [topic]


@pytest.mark.parametrize(
    "text",
    ["1.049 square miles", "249.000 sq miles", "1.140 people", "10,49 square miles", "1049 square kilometres", "about 1049 square miles", ".5 per person", "5. per person",
     "up9%", "up -9% local 5 year trend", "down +9% local 5 year trend", "9% local 5 year trend", "up9% trend", "0.5% local 5 year trend", "49p per person per day",
     "49 per person per day local", "per person", "up9% 100 year trend", "1,000,00 people"],
)  # fmt: skip
def test_no_other_form_is_read(text: str) -> None:
    assert [read_figure(topic, text) for topic in Topic] == [None] * len(Topic)


@FEW
@given(
    number=st.integers(1, 99_999),
    comma=st.booleans(),
    unit=st.sampled_from(["square miles", "square mile", "sq miles"]),
)
def test_an_area_is_its_number(number: int, comma: bool, unit: str) -> None:
    found = read_figure(Topic.FORCE_AREA, f"{number:,} {unit}" if comma else f"{number} {unit}")
    assert found is not None
    assert (found.value, found.unit) == (number, Unit.SQUARE_MILES)


@FEW
@given(
    direction=st.sampled_from(["up", "down"]),
    number=st.integers(1, 99),
    years=st.sampled_from([5, 10]),
    scope=st.sampled_from(["local", "national"]),
    topic=st.sampled_from([Topic.WORKFORCE, Topic.VICTIM_BASED_CRIMES]),
)
def test_a_change_has_its_sign_scope_and_span(direction, number, years, scope, topic) -> None:  # type: ignore[no-untyped-def]
    found = read_figure(topic, f"{direction}{number}% {scope} {years} yr change")
    assert found is not None
    assert found.value == (number if direction == "up" else -number)
    assert (found.scope, found.years, found.measure) == (Scope(scope), years, "change")


@FEW
@given(pence=st.integers(1, 250), scope=st.sampled_from(["local", "national"]))
def test_pence_and_pounds_are_one_value(pence: int, scope: str) -> None:
    in_pence = read_figure(Topic.COST, f"{pence}p per person per day {scope}")
    in_pounds = read_figure(Topic.COST, f"£{pence / 100:.2f} per person per day {scope}")
    assert in_pence is not None
    assert in_pence == in_pounds
    assert in_pence.value == round(pence / 100, 2)


@FEW
@given(
    topic=st.sampled_from(list(Topic)),
    number=st.text(alphabet="0123456789,._ −-–½eE+NaninfxX", min_size=1, max_size=10),
    rest=st.sampled_from(
        [" square miles", "m people", "% frontline police officers", " per person", "p per person per day local"]
    ),
)
def test_no_number_is_made_of_a_form_that_is_not_published(topic: Topic, number: str, rest: str) -> None:
    found = read_figure(topic, f"{number}{rest}")
    if found is not None:
        assert re.fullmatch(r"\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*", fold(number)), number


PANEL = (
    "<h3>Force area</h3><p>1,049 square miles</p><h3>Population</h3><p>1.14m people</p><p>up4% local 10 yr change</p>"
    "<h3>Workforce</h3><p>95% frontline officers</p><p>92% national level</p>"
)


def panel(markup: str, heading: str = "Key facts – 2019/20") -> Builder:
    builder, section = read_section(f"<h2>{heading}</h2>{markup}", Role.KEY_FACTS, "Key facts")
    read_key_facts(builder, section)
    return builder


def figures(builder: Builder) -> list[Figure]:
    assert builder.key_facts is not None
    return builder.key_facts.figures


def values(builder: Builder) -> list[tuple[str | None, int | float | None]]:
    return [(figure.measure, figure.value) for figure in figures(builder)]


def test_a_panel_has_its_figures_topic_by_topic() -> None:
    builder = panel(PANEL)
    assert [(f.topic, f.measure, f.value, f.block) for f in figures(builder)] == [
        (AREA, "area", 1049, 3), (PEOPLE, "people", 1_140_000, 5), (PEOPLE, "change", 4, 6),
        (WORK, "frontline_officers", 95, 8), (WORK, "frontline_officers", 92, 9),
    ]  # fmt: skip
    assert codes(builder) == []
    assert set(claims(builder).values()) == {"key_facts.period", "key_facts.figures"}


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Key facts – 2019/20", "2019/20"),
        ("Key facts 2019 – 20", "2019 - 20"),
        ("Key facts 2019-2020", "2019-2020"),
        ("Key facts 2019", "2019"),
        ("Key facts", None),
    ],
)
def test_the_heading_dates_the_figures(heading: str, period: str | None) -> None:
    found = panel("", heading).key_facts
    assert found is not None
    assert found.period == period


def test_a_panel_may_have_lost_its_heading() -> None:
    builder, section = read_section("<p>Force area</p><p>1,049 square miles</p>", Role.KEY_FACTS)
    read_key_facts(builder, section)
    assert builder.key_facts is not None
    assert (builder.key_facts.period, values(builder)) == (None, [("area", 1049)])


@pytest.mark.parametrize("line", ["Compare these figures", "View all of them", "Show more", "See the data", "Local",
                                  "National", "Back to top"])  # fmt: skip
def test_controls_of_the_panel_are_boilerplate(line: str) -> None:
    builder = panel(f"<p>Force area</p><p>{line}</p><p>1,049 square miles</p><p>{'Compare it with others, ' * 3}</p>")
    rule = "back_to_top" if line == "Back to top" else "key_facts_furniture"
    assert claims(builder)[line] == f"boilerplate:{rule}"
    assert codes(builder) == ["figure_unread"]
    other = panel(f"<p>{line} of it, as this long line has it that goes on and on and on to its end</p>")
    assert codes(other) == ["unknown_topic"]


def test_a_figure_under_no_topic_is_told_and_not_guessed() -> None:
    builder = panel("<p>1,049 square miles</p>" + PANEL)
    assert codes(builder) == ["unknown_topic"]
    assert values(builder)[0] == ("area", 1049)
    assert figures(builder)[0].block == 4


def test_what_is_no_form_is_kept_as_it_is_written() -> None:
    builder = panel("<p>Force area</p><p>very wide</p><p>and long</p><p>1,049 square miles</p><p>and flat</p>")
    assert [(f.text, f.value) for f in figures(builder)] == [
        ("very wide", None), ("and long", None), ("1,049 square miles", 1049), ("and flat", None),
    ]  # fmt: skip
    assert codes(builder) == ["figure_unread"] * 3


def test_what_waits_belongs_to_its_own_topic() -> None:
    builder = panel("<p>Population</p><p>1.14m</p><p>Force area</p><p>1,049 square miles</p>")
    assert [(f.topic, f.text) for f in figures(builder)] == [(PEOPLE, "1.14m"), (AREA, "1,049 square miles")]
    assert panel("<p>Force area</p><p>wide</p>").problems[0].message.count("force_area") == 1


@pytest.mark.parametrize(
    ("topic", "parts"),
    [
        ("Force area", ["1,049", "square miles"]),
        ("Population", ["1.14m", "people"]),
        ("Population", ["1.14", "m", "people"]),
        ("Population", ["765", "k people"]),
        ("Population", ["up 4", "%", "local 10 yr change"]),
        ("Population", ["down 4", "%", "local 10 yr change"]),
        ("Population", ["up", "4%", "local 10 yr change"]),
        ("Population", ["▲", "4%", "local 10 yr change"]),
        ("Population", ["up 4%", "local 10 yr change"]),
        ("Population", ["down4", "% local 10 yr change"]),
        ("Workforce", ["2.88 per", "1000", "people"]),
        ("Workforce", ["2.88", "per 1000", "population"]),
        ("Workforce", ["2.88", "per 1,000", "residents"]),
        ("Workforce", ["2.88 per", "thousand", "Population"]),
        ("Workforce", ["288", "per 100,000"]),
        ("Victim-based crimes", ["288", "per 100,000", "people"]),
        ("Victim-based crimes", ["288", "per", "100k"]),
        ("Cost", ["£", "1.20", "per person per day local"]),
        ("Cost", ["49p", "per person per day local"]),
    ],
)
def test_a_figure_may_stand_in_several_cells(topic: str, parts: list[str]) -> None:
    builder = panel(f"<p>{topic}</p>" + "".join(f"<p>{part}</p>" for part in parts))
    (figure,) = figures(builder)
    assert figure.value is not None
    assert figure.block == 3
    assert "figure_unread" not in codes(builder)
    assert set(claims(builder).values()) == {"key_facts.period", "key_facts.figures"}


def test_a_sign_in_a_cell_of_its_own_stands_at_its_number_as_in_a_line() -> None:
    (figure,) = figures(panel("<p>Population</p><p>765</p><p>k people</p>"))
    assert (figure.text, figure.value) == ("765k people", 765_000)


@pytest.mark.parametrize(
    ("topic", "parts", "text"),
    [
        ("Population", ("1.14", "m people"), "1.14m people"),
        ("Population", ("1.14", "bn people"), "1.14bn people"),
        ("Workforce", ("95", "% frontline officers"), "95% frontline officers"),
        ("Cost", ("49", "p per person per day local"), "49p per person per day local"),
        ("Cost", ("49", "p", "per person per day local"), "49p per person per day local"),
        ("Population", ("1.14", "million people"), "1.14 million people"),
        ("Workforce", ("2.88", "per 1000 people"), "2.88 per 1000 people"),
    ],
)
def test_only_a_sign_stands_at_its_number(topic: str, parts: tuple[str, ...], text: str) -> None:
    (figure,) = figures(panel(f"<p>{topic}</p>" + "".join(f"<p>{part}</p>" for part in parts)))
    assert figure.text == text


@pytest.mark.parametrize(
    "mark",
    ["<sup>3</sup>", "<sup>1,2</sup>", "³", "¹²", "[3]", "*", "†", " <sup>3</sup>", "<sup><a href='#n'>(3)</a></sup>"],
)
@pytest.mark.parametrize(
    ("topic", "figure", "value"),
    [
        ("Force area", "<b>1,049@</b> square miles", 1049),
        ("Population", "<b>1.14@</b>m people", 1_140_000),
        ("Population", "1.14m people@", 1_140_000),
        ("Population@", "765k@ people (residents)", 765_000),
        ("Population", "up<b>4@</b>% local 10 yr change", 4),
        ("Population", "▲ 4%@ local 10 yr change", 4),
        ("Workforce", "2.88@ per 1000 population", 2.88),
        ("Workforce", "2.88 per 1000@ population", 2.88),
        ("Victim-based crimes", "0.05@ per person", 0.05),
        ("Victim-based crimes", "<p>0.05@</p><p>per person</p>", 0.05),
        ("Cost", "49@p per person per day local", 0.49),
    ],
)
def test_the_mark_of_a_footnote_is_no_digit_of_a_figure(topic: str, figure: str, value: float, mark: str) -> None:
    body = f"<h3>{topic}</h3><div>{figure}</div>".replace("@", mark)
    builder = panel(body, "Key facts – 2019/20<sup>1</sup>")
    (found,) = figures(builder)
    assert found.value == value
    assert "figure_unread" not in codes(builder)
    assert builder.key_facts is not None
    assert builder.key_facts.period == "2019/20"


@pytest.mark.parametrize("number", ["10<sup>6</sup>", "10⁶", "0.05³7", "0.05[1]7", "0.05<sup>th</sup>"])
def test_what_may_be_more_than_a_mark_is_told_and_not_guessed(number: str) -> None:
    builder = panel(f"<h3>Victim-based crimes</h3><p>{number} per person</p>")
    (found,) = figures(builder)
    assert found.value is None
    assert codes(builder) == ["figure_unread"]


def test_a_mark_alone_is_kept() -> None:
    assert [figure.text for figure in figures(panel("<h3>Cost</h3><p>*</p><p>not known</p>"))] == ["*", "not known"]


def test_a_number_too_large_for_any_figure_is_told_and_has_no_value() -> None:
    for number in ("9" * 20, "9" * 1_000_001):
        builder = panel(f"<p>Population</p><p>{number} people</p>")
        assert values(builder) == [("people", None)]
        assert "figure_too_large" in codes(builder)


def test_a_line_of_words_begins_no_figure() -> None:
    builder = panel("<p>Population</p><p>no</p><p>change</p><p>local 5 year trend</p>")
    assert values(builder) == [(None, None)] * 3
    builder = panel("<p>Force area</p><p>roughly</p><p>1,049</p><p>square miles</p>")
    assert values(builder) == [(None, None), ("area", 1049)]
    builder = panel("<p>Population</p><p>▲▲</p><p>so it is</p><p>up 4</p><p>is</p><p>1.14m people</p>")
    assert [f.text for f in figures(builder)] == ["▲▲", "so it is", "up 4", "is", "1.14m people"]


def test_a_date_or_badge_that_came_too_late_is_unread() -> None:
    builder, lines = read_lines("<p>Last updated 08/12/2016</p>")
    _, section = read_section("", Role.KEY_FACTS)
    section.stray = lines
    read_key_facts(builder, section)
    assert codes(builder) == ["figure_unread"]


TWICE = "<p>Population</p><p>{}</p><p>{}</p>"


@pytest.mark.parametrize(
    ("one", "other", "flagged"),
    [
        ("1.14m people", "1.14 million people", False),
        ("1.14m people", "1.15m people", True),
        ("up4% local 10 yr change", "up4% local 5 yr change", True),
        ("up4% local 10 yr change", "up4% local 10 year change", False),
    ],
)
def test_a_figure_that_is_printed_twice_is_one_and_is_told_where_it_differs(
    one: str, other: str, flagged: bool
) -> None:
    builder = panel(TWICE.format(one, other))
    assert [f.text for f in figures(builder)] == [one]
    assert codes(builder) == ["figure_repeated"] * flagged


def test_a_figure_is_another_by_topic_measure_or_scope() -> None:
    builder = panel(
        "<p>Workforce</p><p>up4% local 10 yr change</p><p>up5% national 10 yr change</p>"
        "<p>Victim-based crimes</p><p>up6% local 10 yr change</p><p>up7% national 10 yr change</p>"
    )
    assert [value for _, value in values(builder)] == [4, 5, 6, 7]
    assert codes(builder) == []


def test_a_second_panel_adds_what_the_first_has_not() -> None:
    builder, lines = read_lines(
        "<p>Population</p><p>1.14m people</p><p>Population</p><p>1.15m people</p><p>up4% local 10 yr change</p>"
        "<p>Population</p><p>1.14m people</p>"
    )
    for part in (lines[:2], lines[2:5], lines[5:]):
        _, section = read_section("", Role.KEY_FACTS)
        section.body = part
        read_key_facts(builder, section)
    assert values(builder) == [("people", 1_140_000), ("change", 4)]
    assert codes(builder) == ["figure_repeated"]


@pytest.mark.parametrize(
    ("topic", "figure", "flagged"),
    [
        ("Workforce", "95% frontline officers", True),
        ("Workforce", "92% national level", True),
        ("Workforce", "up4% local 10 yr change", True),
        ("Workforce", "up4% national 10 yr change", True),
        ("Population", "up4% local 10 yr change", False),
        ("Population", "1.14m people", False),
        ("Force area", "1,049 square miles", False),
        ("Victim-based crimes", "0.05 per person", True),
        ("Cost", "49p per person per day local", True),
    ],
)
def test_a_compared_figure_without_its_other_is_told(topic: str, figure: str, flagged: bool) -> None:
    builder = panel(f"<p>{topic}</p><p>{figure}</p>")
    assert codes(builder) == ["comparator_missing"] * flagged
    if flagged:
        assert ("no local figure" in builder.problems[0].message) is ("national" in figure)


@pytest.mark.parametrize(
    ("local", "national", "flagged"),
    [
        ("0.05 per person", "0.06 national level", False),
        ("0.5 per person", "0.05 national level", False),
        ("0.05 per person", "0.5 national level", False),
        ("0.51 per person", "0.05 national level", True),
        ("0.05 per person", "0.51 national level", True),
        ("up99% local 5 year trend", "up1% national 5 year trend", False),
    ],
)
def test_a_figure_far_from_the_national_one_is_told_once(local: str, national: str, flagged: bool) -> None:
    builder = panel(f"<p>Victim-based crimes</p><p>{local}</p><p>{national}</p>")
    assert codes(builder) == ["figure_out_of_range"] * flagged


def test_nothing_is_compared_with_none_at_all() -> None:
    for pair in (
        "<p>0% frontline officers</p><p>5% national level</p>",
        "<p>5% frontline officers</p><p>0% national</p>",
    ):
        assert codes(panel(f"<p>Workforce</p>{pair}")) == []


@pytest.mark.parametrize(
    ("topic", "figure", "flagged"),
    [
        ("Force area", "0.5 square miles", True),
        ("Force area", "10,001 square miles", True),
        ("Force area", "10,000 square miles", False),
        ("Population", "1 people", True),
        ("Population", "5bn people", True),
        ("Population", "up101% local 10 yr change", True),
        ("Force area", "wide", False),
    ],
)
def test_a_figure_that_no_force_can_have_is_told(topic: str, figure: str, flagged: bool) -> None:
    assert ("figure_out_of_range" in codes(panel(f"<p>{topic}</p><p>{figure}</p>"))) is flagged


@pytest.mark.parametrize("text", [text for _, text, _ in FORMS])
def test_a_form_is_a_figure_of_some_topic_and_a_sentence_that_holds_it_is_none(text: str) -> None:
    assert is_figure(text)
    assert not is_figure(f"There it is: {text}.")


def test_a_national_figure_is_of_what_was_understood_above_it() -> None:
    made = panel(
        "<p>Workforce</p><p>34% women</p><p>31% national level</p><p>1 in 3</p><p>2 in 3</p><p>30% national level</p>"
    )
    assert [figure.value for figure in figures(made)] == [None] * 5
    assert codes(made).count("figure_unread") == 5
    then = panel(
        "<p>Force area</p><p>A lake</p><p>Workforce</p><p>31% national level</p><p>A lake</p><p>2.88 per 1000 population</p><p>3.69 national level</p>"
    )
    assert [figure.value for figure in figures(then)] == [None, 31, None, 2.88, 3.69]


def test_so_is_one_in_cells_of_its_own_below_what_was_not_understood() -> None:
    cells = "<p>Workforce</p><p>34% women</p><p>31%</p><p>national level</p>"
    assert all(value is None for _, value in values(panel(cells)))
    assert values(panel(cells.replace("34% women", "95% frontline officers")))[1] == ("frontline_officers", 31)


@pytest.mark.parametrize("digit", ["₁", "①", "⓵", "❶", "➀"])
def test_a_digit_of_no_number_is_none_of_a_figure(digit: str) -> None:
    assert read_figure(Topic.FORCE_AREA, f"104{digit} square miles") is None
    assert read_figure(Topic.VICTIM_BASED_CRIMES, f"0.05{digit} per person") is None


def test_the_word_of_a_change_may_stand_behind_its_number() -> None:
    for word, sign in (
        ("increase", 1),
        ("rise", 1),
        ("up", 1),
        ("decrease", -1),
        ("fall", -1),
        ("drop", -1),
        ("down", -1),
    ):
        for percent in ("%", " %", " per cent"):
            for tail, scope in (
                ("local 10 yr change", Scope.LOCAL),
                ("10 year national trend", Scope.NATIONAL),
                ("10 yr change", Scope.LOCAL),
            ):
                for comma in ("", ","):
                    found = read_figure(Topic.WORKFORCE, f"9{percent} {word}{comma} {tail}")
                    assert found is not None, (word, percent, tail)
                    assert (found.measure, found.value, found.years, found.scope) == ("change", 9 * sign, 10, scope)
        for other in (f"9% {word}", f"9% {word} since May", f"up 9% {word} 10 yr change", f"-9% {word} 10 yr change"):
            assert read_figure(Topic.WORKFORCE, other) is None, other


def test_people_below_what_is_no_rate_are_the_topic_or_unread() -> None:
    builder = panel("<p>Workforce</p><p>95% frontline officers</p><p>Population</p><p>1.14m people</p>")
    assert [(f.topic, f.value) for f in figures(builder)] == [(WORK, 95), (PEOPLE, 1_140_000)]
    builder = panel("<p>Workforce</p><p>2019</p><p>Population</p><p>1.14m people</p>")
    assert [(f.topic, f.value) for f in figures(builder)] == [(WORK, None), (PEOPLE, 1_140_000)]


@pytest.mark.parametrize("text", ["288 per 100,000 officers", "288 per 100,000 households", "288 per", "per 100,000", "0.05 crimes", "49p per person", "1,049 sq", "National: per 1000"])  # fmt: skip
@pytest.mark.parametrize("topic", ["Workforce", "Victim-based crimes", "Cost", "Force area"])
def test_what_is_no_form_of_a_figure_is_kept_and_told(topic: str, text: str) -> None:
    builder = panel(f"<p>{topic}</p><p>{text}</p>")
    assert [(f.value, f.text) for f in figures(builder)] == [(None, text)]
    assert "figure_unread" in codes(builder)
