"""Prose under a pillar or a question: its rows, and the row of a section that is dated."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import Role
from schemas.vocabulary import Pillar
from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section
from scraper.parsers.readers.findings import head, read_findings, read_insights, read_standing_text
from tests.parsers.pieces import claims, codes, read_lines, read_section, texts

DATED = "<h2>Legitimacy</h2><p>{}</p><p>Last updated 08/12/2016</p><p>The force listens.</p>"
LEGITIMACY = "How legitimate is the force at keeping people safe and reducing crime?"
OTHERS = "How well has the force performed in our other inspections?"


def dated(question_line: str, *, question: str | None = None, heading: bool = True) -> tuple[Builder, Section]:
    builder, lines = read_lines(DATED.format(question_line))
    section = Section(
        Role.PILLAR, "Legitimacy", lines[0] if heading else None, Pillar.LEGITIMACY, question,
        head=lines[1:3], body=lines[3:],
    )  # fmt: skip
    return builder, section


def test_each_line_is_a_row_under_its_pillar_and_question() -> None:
    builder, section = read_section("<h2>Calls</h2><p>They are answered.</p>", question="How many crews are there?")
    section.pillar = Pillar.LEGITIMACY
    read_findings(builder, section)
    (row,) = builder.findings
    assert (row["section"], row["section_text"], row["text"]) == ("A section", "Calls", "They are answered.")
    assert (row["pillar"], row["question_key"]) == (Pillar.LEGITIMACY, "area/of-no-vocabulary")
    assert builder.sections == []
    assert set(claims(builder).values()) == {"findings"}


@pytest.mark.parametrize(("line", "question"), [(LEGITIMACY, LEGITIMACY), (OTHERS, OTHERS), ("Good", None)])
def test_a_dated_section_is_a_row_with_its_day_and_the_question_of_its_head(line: str, question: str | None) -> None:
    builder, section = dated(line)
    head(builder, section)
    (row,) = builder.sections
    assert (row["section"], row["pillar"], row["last_updated"]) == (
        "Legitimacy", Pillar.LEGITIMACY, dt.date(2016, 12, 8),
    )  # fmt: skip
    assert (row["question"], row["block"], row["section_text"]) == (question, 1, "Legitimacy")
    assert claims(builder)["Legitimacy"] == "sections"


def test_a_section_keeps_its_own_question() -> None:
    builder, section = dated(LEGITIMACY, question="How many crews are there?")
    head(builder, section)
    assert builder.sections[0]["question"] == "How many crews are there?"


def test_a_dated_section_whose_heading_is_lost_begins_at_its_head() -> None:
    builder, section = dated(LEGITIMACY, heading=False)
    head(builder, section)
    assert (builder.sections[0]["block"], builder.sections[0]["section_text"]) == (2, None)


def test_standing_text_may_have_sub_headings_and_other_findings_have_none() -> None:
    for read, problems in ((read_findings, ["unknown_heading"]), (read_standing_text, [])):
        builder, section = read_section("<h2>About us</h2><h3>Why</h3><p>Because.</p>")
        read(builder, section)
        assert texts(builder.findings) == ["Why", "Because."]
        assert codes(builder) == problems


def test_a_list_of_other_reports_is_findings_and_dated_where_it_is() -> None:
    builder, section = dated("Further insights on legitimacy")
    section.body = read_lines("<p>Crime inspection 2014: Durham</p>")[1]
    read_insights(builder, section)
    assert texts(builder.findings) == ["Crime inspection 2014: Durham"]
    assert codes(builder) == []
    assert len(builder.sections) == 1


@pytest.mark.parametrize("words", ["Last updated", "Last updated:", "Last updated –", "Last updated on"])
def test_a_date_whose_day_is_lost_is_told(words: str) -> None:
    builder, lines = read_lines(f"<h2>Legitimacy</h2><p>{words}</p><p>The force listens.</p>")
    section = Section(Role.PILLAR, "Legitimacy", lines[0], Pillar.LEGITIMACY, head=lines[1:2], body=lines[2:])
    read_findings(builder, section)
    assert (builder.sections[0]["last_updated"], builder.sections[0]["last_updated_text"]) == (None, None)
    assert codes(builder) == ["date_invalid"]


@pytest.mark.parametrize("closed", [False, True])
def test_what_seems_to_be_asked_for_is_told_unless_it_is_closed(closed: bool) -> None:
    builder, section = read_section(
        "<h2>Calls</h2><ul><li>The force should count them.</li></ul><p>They are answered.</p>"
    )
    section.closed = closed
    read_findings(builder, section)
    assert ("section_missing" in codes(builder)) is not closed
