"""Recommendations that no label heads: what announces them, what their cause is, and what stays prose of the part."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import Role
from scraper.parsers.builder import Builder
from scraper.parsers.readers.announced import read_announced, read_asked_in_text
from tests.parsers.pieces import claims, codes, read_section, texts

LIST = "<ul><li>heat them.</li></ul>"
Row = tuple[str, str]


def read(markup: str, *, with_cause: bool = True) -> Builder:
    builder, section = read_section(f"<h2>Cells</h2>{markup}", round_key="police/2021-22")
    (read_announced if with_cause else read_asked_in_text)(builder, section)
    assert None not in claims(builder).values()
    return builder


def asked(builder: Builder) -> list[Row]:
    return [(row.kind.value, row.text) for row in builder.recommendations]


CAUSE, ASK = "cause_of_concern", "recommendation"


@pytest.mark.parametrize(
    "lead_in",
    ["The force should:", "By 31 August 2021, the force should:", "We made these recommendations:",
     "We recommend that this be done:", "In all of them it must do this:", "What it should do, we said:"],
)  # fmt: skip
def test_a_sentence_that_announces_them_and_an_item_below_it_are_enough(lead_in: str) -> None:
    builder = read(f"<p>They are cold.</p><p>{lead_in}</p>{LIST}")
    assert asked(builder) == [(CAUSE, "They are cold."), (ASK, "heat them.")]
    assert claims(builder)[lead_in] == "recommendations"
    assert texts(builder.findings) == []
    assert codes(builder) == ["cause_inferred"]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>They are cold.</p><p>The force has:</p>{LIST}",
        "<p>They are cold.</p><p>The force should:</p><p>That was in May.</p>",
        "<p>They are cold.</p><p>The force should:</p>",
        f"<p>They are cold.</p><p>The force should heat them.</p>{LIST}",
        "<p>They are cold.</p><p>Last updated 1 May 2021 and should be:</p><ul><li>heat them.</li></ul>",
    ],
)
def test_else_nothing_is_asked_for(markup: str) -> None:
    builder = read(markup)
    assert asked(builder) == []
    assert "They are cold." in texts(builder.findings)


def test_the_deadline_is_that_of_the_sentence() -> None:
    builder = read(f"<p>They are cold.</p><p>By 31 August 2021, the force should:</p>{LIST}")
    assert builder.recommendations[1].deadline == dt.date(2021, 8, 31)


@pytest.mark.parametrize("end", [".", "!", "?", ".”", ".’", '."', ".'"])
def test_the_cause_is_the_nearest_full_sentence_above(end: str) -> None:
    builder = read(f"<p>We came.</p><p>They are cold{end}</p><p>A note</p><p>The force should:</p>{LIST}")
    assert asked(builder)[0] == (CAUSE, f"They are cold{end}")
    assert texts(builder.findings) == ["We came.", "A note"]


def test_neither_a_heading_nor_a_line_of_the_site_is_a_cause() -> None:
    above = "<dl><dt>We looked.</dt></dl><h3>We found it.</h3><p>Read more about our work.</p>"
    builder = read(f"<p>They are cold.</p>{above}<p>The force should:</p>{LIST}")
    assert asked(builder)[0] == (CAUSE, "They are cold.")


@pytest.mark.parametrize(
    "cause", ["<p><strong>They are cold.</strong></p>", "<p><b>They are cold.</b></p>", "<div>They are cold.</div>"]
)
def test_a_sentence_in_bold_is_a_cause_as_any_other(cause: str) -> None:
    for lead in ("<p>The force should:</p>", "<p><strong>By 1 May 2022, the force should:</strong></p>"):
        assert asked(read(f"{cause}{lead}{LIST}"))[0] == (CAUSE, "They are cold.")


def test_without_a_sentence_above_the_heading_is_the_cause_of_the_first_alone() -> None:
    builder = read(f"<p>The force should:</p>{LIST}<p>By 1 May 2022, it should:</p><ul><li>count them.</li></ul>")
    assert asked(builder) == [(CAUSE, "Cells"), (ASK, "heat them."), (ASK, "count them.")]


@pytest.mark.parametrize("heading", ["Progress", "Progress since our visit", "The service’s progress"])
def test_a_heading_of_progress_is_no_cause(heading: str) -> None:
    builder, section = read_section(f"<h2>{heading}</h2><p>The force should:</p>{LIST}", text=heading)
    read_announced(builder, section)
    assert asked(builder) == [(ASK, "heat them.")]
    assert "section_missing" in codes(builder)


def test_what_the_force_should_have_done_is_told_where_its_part_is_of_progress() -> None:
    markup = f"<p>They are cold.</p><p>By 31 August 2021, the force should have:</p>{LIST.replace('heat', 'heated')}"
    for text, asks in (("Cells", 2), ("Progress on cells", 0)):
        builder, section = read_section(f"<h2>{text}</h2>{markup}", text=text)
        read_announced(builder, section)
        assert len(asked(builder)) == asks
        assert ("section_missing" in codes(builder)) is (asks == 0)


def test_what_was_so_by_a_day_is_asked_for_by_nobody() -> None:
    assert asked(read("<p>They are cold.</p><p>By 31 March 2022:</p><ul><li>all cells were heated.</li></ul>")) == []
    assert len(asked(read(f"<p>They are cold.</p><p>By 31 March 2022:</p>{LIST}"))) == 2


def test_a_cause_stands_below_what_was_asked_before() -> None:
    more = "<p>They are full.</p><p>It should:</p><ul><li>empty them.</li></ul><p>It was late.</p>"
    builder = read(f"<p>They are cold.</p><p>The force should:</p>{LIST}{more}")
    assert asked(builder) == [
        (CAUSE, "They are cold."), (ASK, "heat them."), (CAUSE, "They are full."), (ASK, "empty them."),
    ]  # fmt: skip
    assert texts(builder.findings) == ["It was late."]


def test_what_a_report_asks_for_in_its_text_needs_no_cause() -> None:
    builder = read(f"<p>They are cold.</p><p>The force should:</p>{LIST}", with_cause=False)
    assert asked(builder) == [(ASK, "heat them.")]
    assert texts(builder.findings) == ["They are cold."]
    assert codes(builder) == []


def test_what_names_an_extent_is_announced_and_asked_for_like_everything_else() -> None:
    item = "The force should know the extent to which they are cold."
    builder = read(f"<p>They are cold.</p><p>The force should:</p><ul><li>{item}</li></ul>")
    assert asked(builder) == [(CAUSE, "They are cold."), (ASK, item)]


def test_a_part_that_is_closed_asks_for_nothing_and_a_sentence_that_says_so_is_no_cause() -> None:
    markup = f"<h2>Cells</h2><p>We have closed this cause of concern.</p><p>The force should:</p>{LIST}"
    builder, section = read_section(markup)
    read_announced(builder, section)
    assert asked(builder) == [(CAUSE, "Cells"), (ASK, "heat them.")]
    builder, section = read_section(markup)
    section.closed = True
    read_announced(builder, section)
    assert asked(builder) == []
    assert len(texts(builder.findings)) == 3


def test_what_was_asked_for_in_an_earlier_round_is_prose_and_told() -> None:
    builder, section = read_section(
        "<h3>Calls</h3><p>In our last inspection we said that the force should:</p><ul><li>act.</li></ul>"
    )
    read_asked_in_text(builder, section)
    assert builder.recommendations == []
    assert codes(builder) == ["section_missing"]


@pytest.mark.parametrize(
    "lead", ["By 31 May 2022, all forces should:", "The coroner recommended that the force should:"]
)
def test_what_all_or_others_ask_for_is_prose_and_told(lead: str) -> None:
    builder = read(f"<p>They are cold.</p><p>{lead}</p>{LIST}")
    assert (asked(builder), codes(builder)) == ([], ["section_missing"])


def test_what_a_sentence_asks_of_another_force_is_none_of_ours() -> None:
    builder, section = read_section(f"<h2>Cells</h2><p>Essex Police should:</p>{LIST}", round_key="police/2021-22")
    builder.page = builder.page.model_copy(update={"organisation": "police/kent"})
    read_asked_in_text(builder, section)
    assert (asked(builder), codes(builder)) == ([], ["section_missing"])


@pytest.mark.parametrize("between", ["<p>They are all for this year.</p>", "<h3>Heat</h3>"])
def test_what_is_announced_and_does_not_follow_at_once_is_told(between: str) -> None:
    builder = read(f"<p>They are cold.</p><p>We made these recommendations:</p>{between}{LIST}")
    assert asked(builder) == []
    assert "section_missing" in codes(builder)
    assert codes(read("<p>We made these recommendations:</p><p>None.</p><p>None.</p>")) == []


@pytest.mark.parametrize("mark", ["*", " †", "<sup>1</sup>"])
def test_a_mark_behind_what_announces_them_is_none_of_its_words(mark: str) -> None:
    assert asked(read(f"<p>They are cold.</p><p>We made these recommendations:{mark}</p>{LIST}"))[1:] == [
        (ASK, "heat them.")
    ]


@pytest.mark.parametrize("with_cause", [True, False])
@pytest.mark.parametrize(
    "sentence",
    [
        "By 31 August 2021, the force should: heat them; and light them.",
        "The force should immediately: heat them.",
        "We recommend that within three months: the force heats them.",
        "We made the following recommendations: The force should heat them.",
    ],
)
def test_what_is_asked_for_in_the_sentence_that_announces_it_is_told(sentence: str, with_cause: bool) -> None:
    builder = read(f"<p>They are cold.</p><p>{sentence}</p><p>We come back.</p>", with_cause=with_cause)
    assert asked(builder) == []
    assert codes(builder) == ["section_missing"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We made recommendations: some are done.",
        "It was at 10:30 that the force should act.",
        "They say this: it should be so.",
    ],
)
def test_other_sentences_with_a_colon_are_not(sentence: str) -> None:
    assert codes(read(f"<p>They are cold.</p><p>{sentence}</p>")) == []


def test_a_heading_with_the_words_of_a_label_is_no_cause() -> None:
    builder, section = read_section(
        f"<h2>Recommendations identified</h2><p>The force should:</p>{LIST}", round_key="police/2021-22"
    )
    read_announced(builder, section)
    assert asked(builder) == [(ASK, "heat them.")]
    assert codes(builder) == ["section_missing"]


@pytest.mark.parametrize("heading", ["What we recommended", "Recommendations (2021/22)", "Recommendations from our 2021 inspection", "Original recommendations", "What we asked the service to do",
                                     "Our recommendations in full"])  # fmt: skip
def test_a_heading_that_says_that_something_is_asked_for_is_no_cause(heading: str) -> None:
    builder, section = read_section(f"<h2>{heading}</h2><p>By 31 May 2024, the service should:</p><ul><li>act.</li></ul>", Role.TOPIC)  # fmt: skip
    read_announced(builder, section)
    assert [row.kind.value for row in builder.recommendations] == ["recommendation"]
    assert codes(builder) == ["section_missing"]
