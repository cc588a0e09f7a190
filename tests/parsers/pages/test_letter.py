"""Letters about causes of concern: head, causes, recommendations with deadlines, and which assessment they follow."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.record import Letter
from scraper.parsers.parse import parse_page

URL = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/cause-of-concern-revisit-letter-essex/"
SENDER = "Roy Wilsher OBE QFSM, His Majesty’s Inspector of Fire & Rescue Services"
TO = "Chief Fire Officer, Essex County Fire and Rescue Service"
COPIED = "Chair of the fire authority"
DAY = "8 February 2024"
BACKGROUND = "<h2>Background</h2><p>We inspected the service in the 2021/22 round, when it was inadequate.</p>"


def letter(
    head: str, body: str = "", background: str = BACKGROUND, title: str = "Cause of concern revisit letter"
) -> Extraction:
    markup = (
        f"<!DOCTYPE html><html><head><title>x</title></head><body><main><h1>{title}</h1>"
        f"<h2>Letter information</h2>{head}{background}{body}</main></body></html>"
    )
    return parse_page(markup.encode(), URL)


def read(found: Extraction) -> Letter:
    assert found.record is not None, found.refused
    assert found.record.letter is not None, found.problems
    return found.record.letter


@given(
    colon=st.sampled_from(["", ":"]), split=st.booleans(), labels=st.booleans(), copied=st.booleans(),
    order=st.permutations(["From", "To", "Cc", "Sent on"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_head_is_read_in_all_its_forms(
    colon: str, split: bool, labels: bool, copied: bool, order: list[str]
) -> None:
    values = {"From": SENDER, "To": TO, "Cc": COPIED, "Sent on": DAY}
    if not labels:
        order = ["From", "To", "Sent on"]
    elif not copied:
        order = [label for label in order if label != "Cc"]
    parts = []
    for label in order:
        if not labels:
            parts.append(f"<p>{values[label]}</p>")
        elif split:
            parts.append(f"<p>{label}{colon}</p><p>{values[label]}</p>")
        else:
            parts.append(f"<p>{label}{colon} {values[label]}</p>")
    found = letter("".join(parts))
    head = read(found)
    assert (head.sender, head.addressee, head.date) == (SENDER, TO, dt.date(2024, 2, 8))
    assert head.copied == (COPIED if "Cc" in order else None)
    assert (found.page.type, found.page.assessment) == (PageType.LETTER, "fire/essex/2021-22")
    assert found.accounting is not None
    assert found.accounting.coverage == 1.0


HEAD = f"<p>From: {SENDER}</p><p>To: {TO}</p><p>Sent on: {DAY}</p>"


def test_a_letter_grades_nothing_and_keeps_what_it_quotes() -> None:
    record = letter(HEAD).record
    assert record is not None
    assert record.judgments == []
    assert [f.text for f in record.findings] == [
        "We inspected the service in the 2021/22 round, when it was inadequate."
    ]


def test_each_cause_has_its_own_recommendations() -> None:
    body = (
        "<h2>Staffing</h2><h3>Cause of concern</h3><p>There are too few crews</p>"
        "<p>By 30 April 2024, the service should:</p><ul><li>count them; and</li><li>report.</li></ul>"
        "<h3>Progress</h3><p>It has begun.</p>"
        "<h2>Accelerated cause of concern: alarms</h2><p>Alarms are not answered.</p><h3>Recommendations</h3>"
        "<p>The service should immediately:</p><ul><li>answer them.</li></ul><h2>Conclusion</h2><p>We will return.</p>"
    )
    record = letter(HEAD, body).record
    assert record is not None
    got = [(r.kind.value, r.text, r.deadline, r.parent) for r in record.recommendations]
    assert got == [
        ("cause_of_concern", "There are too few crews", None, None),
        ("recommendation", "count them; and", dt.date(2024, 4, 30), 1),
        ("recommendation", "report.", dt.date(2024, 4, 30), 1),
        ("cause_of_concern", "Alarms are not answered.", None, None),
        ("recommendation", "answer them.", None, 4),
    ]
    assert {f.text: f.section for f in record.findings}["It has begun."] == "Progress"
    assert {f.text: f.section for f in record.findings}["We will return."] == "Conclusion"


@pytest.mark.parametrize(
    ("background", "sent", "assessment"),
    [
        ("<p>In our 2021/22 inspection we found a cause of concern.</p>", DAY, "fire/essex/2021-22"),
        ("<p>During our inspection of 2023–25 we found a cause.</p>", "1 May 2025", "fire/essex/2023-25"),
        ("<p>We found a cause of concern.</p>", "1 May 2022", "fire/essex/2021-22"),
        ("<p>We found a cause of concern.</p>", "1 May 2023", None),
    ],
)
def test_the_round_comes_from_the_text_else_from_an_unambiguous_year(
    background: str, sent: str, assessment: str | None
) -> None:
    found = letter(HEAD.replace(DAY, sent), background=f"<h2>Background</h2>{background}")
    assert found.page.assessment == assessment
    assert found.page.organisation == "fire/essex"


def test_a_title_that_names_the_body_decides() -> None:
    found = letter(HEAD.replace("Essex County", "Kent"), title="Cause of concern letter: Surrey Police")
    assert found.page.organisation == "police/surrey"


def test_a_letter_without_a_heading_has_no_title_and_says_so() -> None:
    found = letter(HEAD, title="")
    assert (found.page.type, found.page.title) == (PageType.LETTER, None)
    assert "no_heading" in [problem.code for problem in found.problems]


def test_a_text_publication_that_is_no_letter_is_read_as_what_it_is() -> None:
    markup = b"<html><body><main><h1>State of Policing 2018</h1><p>Contents</p><p>Policing is done by consent.</p></main></body></html>"
    found = parse_page(markup, URL.replace("cause-of-concern-revisit-letter-essex", "state-of-policing-2018"))
    assert (found.page.type, found.page.assessment) == (PageType.PUBLICATION, None)
