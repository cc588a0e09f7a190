"""Headings by their looks: what a line looks like that lost the tag of a heading, and when looks are not asked."""

from __future__ import annotations

import pytest

from scraper.parsers.untagged import headings_by_looks

from .made import lines

SENTENCE = "The force talks with those it serves."


def found(*texts: str) -> list[str]:
    read = lines(*texts)
    numbers = headings_by_looks(read)
    return [line.text for line in read if line.number in numbers]


@pytest.mark.parametrize("heading", ["What we found", "Values and culture", "What did we find?", "Work since 2021"])
@pytest.mark.parametrize("below", [SENTENCE, f"“{SENTENCE}”", "Within 28 days, the force should:", "Cause of concern"])
def test_a_short_line_above_a_sentence_or_a_label_is_a_heading(heading: str, below: str) -> None:
    assert found(SENTENCE, heading, below) == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "what is no sentence", "It ends here.", "It goes on:", "messages are not looked at; and", "The first one;",
        "Heard!", "First of all,", "Really?", "Good", "Background", "8 February 2024", "Sent on 8 February 2024", "September 2023", "It has more letters than a line " * 3,
    ],
)  # fmt: skip
def test_a_line_of_other_looks_is_none(line: str) -> None:
    assert found(SENTENCE, line, SENTENCE) == []


@pytest.mark.parametrize(
    "below", ["Wendy Williams", "Cc:", "Sent on:", "No stop stands at its end, however long it is"]
)
def test_a_line_above_no_sentence_is_none(below: str) -> None:
    assert found(SENTENCE, "What we found", below) == []


def test_the_last_line_heads_nothing_but_where_it_asks() -> None:
    assert found(SENTENCE, "What we found") == []
    assert found(SENTENCE, "What did we find?") == ["What did we find?"]


def test_where_one_heading_kept_its_tag_looks_are_not_asked() -> None:
    for tagged in ("## Background", ": Background", "## What we asked"):
        assert found(tagged, "What we found", SENTENCE) == []


def test_the_tag_of_a_line_of_the_site_is_none() -> None:
    assert found("## HMICFRS", "What we found", SENTENCE) == ["What we found"]
