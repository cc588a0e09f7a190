"""The title behind a label may say of whom or of what is asked below it."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from scraper.parsers.parse import parse_page
from scraper.parsers.readers.asked_of import with_titles_heeded
from tests.parsers.readers.made import Made

ASK = "The force should count its cars."


def heeded(label: str, role: Role = Role.AREAS, round_id: str | None = "2023-25") -> tuple[bool, str | None, list[str]]:
    """Whether the section of a label is closed, the area it is of, and the codes of the problems."""
    page = Made(round_id)
    (found,) = with_titles_heeded(page.b, [page.section(role, label, ASK)])
    return found.closed, found.question_key, page.codes


@pytest.mark.parametrize("between", [": ", ":", " – ", " - ", " — "])
@pytest.mark.parametrize("whose", ["Essex Police", "2018/19", "all forces", "Kent Fire and Rescue Service"])
def test_what_the_title_says_was_asked_of_another_body_or_then_is_told_and_closed(whose: str, between: str) -> None:
    assert heeded(f"Areas for improvement{between}{whose}") == (True, None, ["unknown_heading"])


@pytest.mark.parametrize(
    "label",
    ["Areas for improvement", "Areas for improvement: Kent Police", "Cause of concern: calls for help", "Areas for improvement: 2023–25",
     "Areas for improvement: crime", "Investigating crime: areas for improvement", "Recommendations (3)"],
)  # fmt: skip
def test_other_titles_close_nothing(label: str) -> None:
    assert heeded(label) == (False, None, [])


def test_the_title_may_be_the_area_of_what_is_asked_for() -> None:
    assert heeded("Areas for improvement – investigating crime") == (False, "area/investigating-crime", [])
    assert heeded("Cause of concern: managing offenders and suspects", Role.CAUSE)[1] == "area/managing-offenders"


def test_a_name_may_be_longer_than_most_cells() -> None:
    assert heeded("Areas for improvement: Hampshire and Isle of Wight Fire and Rescue Service")[0]


def test_what_stands_in_that_area_keeps_the_name_that_the_page_gives_it() -> None:
    page = Made("2023-25")
    section = page.section(Role.AREAS, "Areas for improvement: investigating crime", ASK)
    section.question, section.question_key = "How good is it at investigating crime?", "area/investigating-crime"
    with_titles_heeded(page.b, [section])
    assert section.question == "How good is it at investigating crime?"


def test_only_what_is_asked_for_in_a_known_round_has_such_titles() -> None:
    assert heeded("Essex: Essex Police in the year before", Role.TOPIC) == (False, None, [])
    assert heeded("Areas for improvement: Essex Police", round_id=None) == (False, None, [])
    page = Made("2023-25")
    bare = page.section(Role.AREAS, "Areas for improvement", ASK)
    bare.heading = None
    assert with_titles_heeded(page.b, [bare]) == [bare]


def test_on_a_page_they_stand_in_the_area_that_their_title_is() -> None:
    parts = "".join(
        f"<h2>{name}</h2><p>Good</p><p>We looked at files.</p>" for name in ("Investigating crime", "Preventing crime")
    )
    asks = "".join(
        f"<h3>Areas for improvement: {of}</h3><ul><li>{ASK[:-1]} of {of}.</li></ul>"
        for of in ("investigating crime", "Essex Police")
    )
    body = f"<h1>Kent PEEL 2023–25</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p>{parts}{asks}"
    found = parse_page(
        f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode(),
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2023-25/",
    )
    assert found.record is not None
    assert [each.question_key for each in found.record.recommendations] == ["area/investigating-crime"]
