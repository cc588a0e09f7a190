"""Asks as editors write them: other lead-ins, typed numbers, titles, introductions, two copies, none."""

from __future__ import annotations

import pytest

from schemas.labels import Role, find_label
from scraper.parsers.builder import Builder
from scraper.parsers.readers.recommendations import read_asks
from tests.parsers.pieces import claims, codes, read_section, texts

ITEMS = "<ul><li>train its crews; and</li><li>count them.</li></ul>"


def asked(markup: str, role: Role = Role.AREAS, question: str | None = None) -> Builder:
    label = {Role.AREAS: "Areas for improvement", Role.CAUSE: "Cause of concern"}.get(role, "Recommendations")
    builder, section = read_section(f"<h3>{label}</h3>{markup}", role, label, question=question)
    read_asks(builder, section)
    return builder


def items(builder: Builder) -> list[str]:
    return [row.text for row in builder.recommendations]


# --- what announces asks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lead_in",
    [
        "The service should also:",
        "The service should, by 31 May 2024:",
        "Kent Fire and Rescue Service should immediately:",
        "Kent FRS must:",
        "To put this right, the service should:",
        "In order to put this right, by 31 May 2024 the service should:",
        "Recommendations: by 31 May 2024 the service should:",
        "We found the following areas for improvement:",
        "By 31 May 2024, the service should",
        "By 31 May 2024, the service should: –",
        "By 31 May 2024, the service should do the following.",
        "The service should do the following by 31 May 2024:",
    ],
)
@pytest.mark.parametrize("role", [Role.AREAS, Role.RECOMMENDATIONS])
def test_a_lead_in_right_under_a_label_announces_what_follows(lead_in: str, role: Role) -> None:
    builder = asked(f"<p>{lead_in}</p>{ITEMS}", role)
    assert items(builder) == ["train its crews; and", "count them."]
    assert claims(builder)[lead_in] == "recommendations"
    assert codes(builder) == []


def test_a_sentence_that_counts_the_asks_stands_before_them_and_is_prose() -> None:
    said = "We found two areas for improvement."
    for below in ("<p>The force should act.</p>", "<ul><li>The force should act.</li></ul>"):
        builder = asked(f"<p>{said}</p>{below}")
        assert items(builder) == ["The force should act."]
        assert texts(builder.findings) == [said]


def test_a_sentence_after_the_asks_announces_none() -> None:
    builder = asked(
        "<ul><li>The force should act.</li></ul><p>It has the following strengths:</p><ul><li>zeal.</li></ul>"
    )
    assert items(builder) == ["The force should act."]
    assert texts(builder.findings) == ["It has the following strengths:", "zeal."]


@pytest.mark.parametrize("line", ["Much was done well here:", "It is good at:", "The force knows:"])
def test_a_list_of_what_is_done_is_not_asked_for(line: str) -> None:
    builder = asked(f"<p>{line}</p><p>its streets.</p>")
    assert (items(builder), texts(builder.findings)) == ([], [line, "its streets."])


# --- how an item is written ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["1. ", "2) ", "(a) ", "b) ", "(iv) ", "Recommendation 3: ", "AFI 4 – ", "Area for improvement 5: "]
)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<ul><li>{}</li></ul>"])
def test_a_typed_number_is_no_part_of_what_is_asked_for(typed: str, form: str) -> None:
    first, second = form.format(f"{typed}The force should act."), form.format(f"{typed}The force should train.")
    assert items(asked(first + second)) == ["The force should act.", "The force should train."]


def test_a_number_that_belongs_to_the_words_stays() -> None:
    assert items(asked("<ul><li>999 calls: the force should answer them.</li></ul>")) == [
        "999 calls: the force should answer them."
    ]


@pytest.mark.parametrize(
    "item",
    [
        "To earn trust, the force should act.",
        "Without delay, the force must act.",
        "Kent FRS should act.",
        "As a priority, the force needs to act.",
    ],
)
def test_what_for_may_stand_before_who_should_do_it(item: str) -> None:
    assert items(asked(f"<p>{item}</p>")) == [item]


def test_it_stands_for_the_body_after_an_item() -> None:
    assert items(asked("<p>The force should act.</p><p>It should train.</p>")) == [
        "The force should act.",
        "It should train.",
    ]
    assert items(asked("<p>It should be noted that it was cold.</p>")) == []
    assert items(asked("<p>The force should act.</p><p>It should be noted that it was cold.</p>")) == [
        "The force should act."
    ]


@pytest.mark.parametrize("title", ["<h4>{}</h4>", "<p><strong>{}</strong></p>"])
def test_each_item_may_have_a_title_and_prose_behind_it(title: str) -> None:
    part = "{}<p>The force should {}.</p><p>We saw why.</p>"
    builder = asked(part.format(title.format("Crews"), "train") + part.format(title.format("Calls"), "answer"))
    assert items(builder) == ["Crews\nThe force should train.", "Calls\nThe force should answer."]
    assert texts(builder.findings) == ["We saw why."] * 2


def test_a_heading_as_high_as_the_label_is_no_title() -> None:
    builder = asked("<h3>Crews</h3><p>The force should train.</p>")
    assert (items(builder), texts(builder.findings)) == ([], ["Crews", "The force should train."])
    after = asked("<p>The force should act.</p><h4>Crews</h4><p>The force should train.</p>")
    assert items(after) == ["The force should act."]


def test_items_in_bold_are_told_from_the_prose_between_them() -> None:
    part = "<p><b>The force should {}.</b></p><p>We saw why.</p><p>The force must know why.</p>"
    builder = asked(part.format("train") + part.format("answer"))
    assert items(builder) == ["The force should train.", "The force should answer."]
    assert texts(builder.findings) == ["We saw why.", "The force must know why."] * 2


def test_the_paragraphs_of_one_bullet_are_one_item() -> None:
    builder = asked(
        "<ul><li><p>The force should train.</p><p>This is for all.</p></li><li>The force should act.</li></ul>"
    )
    assert items(builder) == ["The force should train.\nThis is for all.", "The force should act."]
    own = asked("<ul><li><p>The force should train.</p><p>The force should act.</p></li></ul>")
    assert items(own) == ["The force should train.", "The force should act."]


# --- printed twice, not at all -------------------------------------------------------------------------------


def test_what_is_printed_twice_under_one_question_is_asked_for_once() -> None:
    builder = asked("<ul><li>The force should act.</li><li>The force should act.</li></ul>", question="How well?")
    assert [(row.text, row.position) for row in builder.recommendations] == [("The force should act.", 1)]
    assert codes(builder) == ["section_repeated"]


@pytest.mark.parametrize("role", [Role.AREAS, Role.RECOMMENDATIONS])
@pytest.mark.parametrize("said", ["Act on it.", "Crews were trained.", "Leaders should act."])
def test_a_label_under_which_nothing_was_read_is_told(role: Role, said: str) -> None:
    builder = asked(f"<p>{said}</p>", role)
    assert (items(builder), codes(builder)) == ([], ["section_missing"])


@pytest.mark.parametrize(
    "said", ["None.", "There are no areas for improvement.", "We found no new areas for improvement here."]
)
def test_a_label_that_says_that_nothing_is_asked_for_is_no_fault(said: str) -> None:
    builder = asked(f"<p>{said}</p>")
    assert (items(builder), codes(builder)) == ([], [])


@pytest.mark.parametrize("role", [Role.CAUSE, Role.INNOVATIVE, Role.PROMISING])
def test_the_sentence_with_which_the_findings_begin_is_no_cause_and_no_practice(role: Role) -> None:
    said = "We set out our detailed findings below. They are the basis of our judgment."
    builder = asked(f"<p>{said}</p>", role)
    assert (items(builder), texts(builder.findings)) == ([], [said])


def test_each_bullet_under_the_label_of_a_practice_is_one_and_of_headings_the_first() -> None:
    listed = asked("<ul><li>It has a van.</li><li>It has a boat.</li></ul><p>More.</p>", Role.PROMISING)
    assert (items(listed), texts(listed.findings)) == (["It has a van.", "It has a boat."], ["More."])
    titled = asked("<h4>A van</h4><p>It goes round.</p><h4>Why</h4><p>Others copy it.</p>", Role.PROMISING)
    assert (items(titled), texts(titled.findings)) == (["A van\nIt goes round."], ["Why", "Others copy it."])


# --- labels --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Cause of concern 1", Role.CAUSE),
        ("Cause of concern 2: how calls are answered", Role.CAUSE),
        ("Cause of concern – calls", Role.CAUSE),
        ("Accelerated cause of concern", Role.CAUSE),
        ("Accelerated causes of concern", Role.CAUSE),
        ("Cause of concern (accelerated)", Role.CAUSE),
        ("Causes of concern and recommendations", Role.CAUSE),
        ("Area for improvement 3", Role.AREAS),
        ("Areas for improvement (AFIs)", Role.AREAS),
        ("New areas for improvement", Role.AREAS),
        ("Areas for improvement: crews", Role.AREAS),
        ("Recommendation 4", Role.RECOMMENDATIONS),
        ("Promising practice – a van", Role.PROMISING),
        ("Innovative practices", Role.INNOVATIVE),
    ],
)
def test_a_label_is_known_with_a_number_or_a_title_of_its_own(text: str, role: Role) -> None:
    label = find_label(text)
    assert label is not None
    assert label.role is role


@pytest.mark.parametrize(
    "text",
    [
        "Areas for improvement from our last inspection",
        "Areas for improvement – progress",
        "Area for improvement: the force should act",
        "Areas for improvement: 2018/19",
        "Area for improvement – addressed",
        "Previous areas for improvement",
        "Cause of concern – closed",
        "A cause of concern",
        "Cause of concern: the force does not answer its calls.",
        "Recommendations of others",
    ],
)
def test_what_became_of_earlier_asks_is_no_label(text: str) -> None:
    label = find_label(text)
    assert label is None
