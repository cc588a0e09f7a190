"""What is asked for below the name of a body that has no part in a report of several is asked of that body, and told."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from tests.parsers.shown import read
from tests.support.amount import amount

URL = "publication-html/inspection-of-the-eastern-regional-response-to-serious-and-organised-crime/"
CONTENTS = "<h2>Contents</h2><ol>{}</ol>".format(
    "".join(
        f'<li><a href="#x">{name}</a></li>'
        for name in ("Regional findings", "Eastern Region Special Operations Unit (ERSOU)", "Kent Police")
    )
)
HEAD = f"<h1>An inspection of the Eastern regional response to serious and organised crime</h1><p>Published on: 14 May 2024</p>{CONTENTS}"
TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
REGION = f"<h2>Regional findings</h2>{TEXT}"
UNIT = f"<h2>Eastern Region Special Operations Unit (ERSOU)</h2><p>Good</p><p>ERSOU is good at tackling serious and organised crime.</p>{TEXT}"
KENT = f"<h2>Kent Police</h2><p>Good</p><p>Kent Police is good at tackling serious and organised crime.</p>{TEXT}"
OTHERS = (
    "Essex Police", "Essex Police:", "Essex Fire and Rescue Service", "Ofsted", "HM Inspectorate of Probation", "Essex County Council",
    "National Crime Agency", "Police Scotland", "North West Regional Organised Crime Unit", "The North West region",
)  # fmt: skip
ASKED = (
    "<h3>Area for improvement</h3><p>The force should count its cars.</p>", "<h4>Areas for improvement</h4><ul><li>The force should count its cars.</li></ul>",
    "<p>Areas for improvement</p><ul><li>The force should count its cars.</li></ul>",
    "<h3>Cause of concern</h3><p>The force does not count its cars.</p><h3>Recommendations</h3><ul><li>count its cars.</li></ul>",
    "<h4>Recommendations</h4><p>By 30 November 2024, the force should:</p><ul><li>count its cars.</li></ul>",
    "<p>We recommend that by 30 November 2024 the force should:</p><ul><li>count its cars.</li></ul>",
)  # fmt: skip


def asked(found: Extraction) -> list[str | None]:
    assert found.record is not None
    return [one.assessment for one in found.record.recommendations]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("form", ["<h3>{}</h3>", "<p>{}</p>", "<p><strong>{}</strong></p>"])
def test_what_is_asked_below_another_bodys_name_is_told_and_asked_of_no_part(other: str, ask: str, form: str) -> None:
    turn, step = OTHERS.index(other) + ASKED.index(ask), amount(3, 1)
    for text in ("", TEXT):
        piece = form.format(other) + text + ask
        pages = (REGION + piece + UNIT + KENT, REGION + UNIT + piece + KENT, REGION + UNIT + KENT + piece)
        for page in pages[turn % step :: step]:
            found = read(HEAD + page, URL)
            assert asked(found) == [], (form, text)
            assert found.record is not None
            assert [one.grade for one in found.record.judgments] == ["good", "good"]
            assert {"unknown_heading", "section_missing"} & {one.code for one in found.problems}


@pytest.mark.parametrize("ask", ASKED[:4])
def test_it_ends_at_the_next_name_and_at_the_next_heading_as_high(ask: str) -> None:
    other = f"<h3>Essex Police</h3>{TEXT}"
    whose = {"police/kent/serious-organised-crime/2024-05"}
    assert set(asked(read(HEAD + REGION + other + UNIT + KENT + ask, URL))) == whose
    again = f"<h3>Setting priorities: Kent Police</h3>{TEXT}{ask}"
    assert set(asked(read(HEAD + REGION + UNIT + KENT + other + again, URL))) == whose


@pytest.mark.parametrize(
    "own",
    ["<h3>Kent Police</h3>", "<h3>Setting priorities: Kent Police</h3>", "<h3>Working with Essex Police</h3>", "<ul><li>Essex Police</li></ul>",
     '<p><a href="/essex/">Essex Police</a></p>', "<p>It works with Essex Police.</p>", "<h4>Essex Police</h4>", "<h3>The unit</h3>"],
)  # fmt: skip
def test_other_lines_are_no_name_of_another_body(own: str) -> None:
    for ask in ASKED[:1]:
        assert asked(read(HEAD + REGION + UNIT + KENT + own + TEXT + ask, URL)) == [
            "police/kent/serious-organised-crime/2024-05"
        ]
    unit = f"<h3>Setting priorities: ERSOU</h3>{TEXT}{ASKED[0]}"
    assert asked(read(HEAD + REGION + UNIT + unit + KENT, URL)) == ["region/eastern/serious-organised-crime/2024-05"]
