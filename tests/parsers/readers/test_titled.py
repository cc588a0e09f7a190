"""What stands below deeper headings of a letter is of the label, or of the area, above them."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from tests.parsers.shown import lacks, read

ADDRESS = "publication-html/cause-of-concern-revisit-letter-kent-fire-and-rescue-service/"
HEAD = (
    "<h1>Cause of concern revisit letter: Kent Fire and Rescue Service</h1><h2>Letter information</h2><p>From: Roy Wilsher</p>"
    "<p>To: The Chief Fire Officer, Kent Fire and Rescue Service</p><p>Sent on: 12 May 2022</p>"
    "<h2>Background</h2><p>We inspected the service in September 2021.</p>"
)
AREA = "<h2>Promoting the right values and culture</h2><p>It has a plan for this.</p>"
KEY = "people/values-and-culture"
ONE, TWO = "<p>The service should count its cars.</p>", "<p>The service should wash them.</p>"
LED = "<p>By 31 May 2023, the service should:</p><ul><li>count its cars;</li><li>wash them.</li></ul>"
NOT_SAID = "Nothing says whether"


def letter(parts: str) -> Extraction:
    return read(f"{HEAD}{parts}<h2>Next steps</h2><p>We will come back.</p>{TWO}", ADDRESS)


def asked(found: Extraction) -> list[tuple[str, str, str | None]]:
    assert found.record is not None
    return [(each.kind.value, each.text, each.question_key) for each in found.record.recommendations]


@pytest.mark.parametrize("level", [3, 4])
@pytest.mark.parametrize("between", ["", "<p>It lacks one for its cars.</p>"])
def test_a_part_below_an_area_is_of_it(level: int, between: str) -> None:
    for part in (f"<h{level}>Training</h{level}>{between}{LED}", f"<h{level}>Cars</h{level}><p>They rust.</p><h5>Training</h5>{between}{LED}",
                 f"<h{level}>Training</h{level}>{between}<p>Recommendations</p>{ONE}"):  # fmt: skip
        found = letter(AREA + part)
        assert {key for _, _, key in asked(found)} == {KEY}
        assert found.record is not None
        assert [each.question_key for each in found.record.findings if each.section == "Next steps"] == [None, None]


@pytest.mark.parametrize(
    "part",
    [
        "<h2>Training</h2>",
        "<h2>Training</h2><h3>Cars</h3>",
        "<p>Training</p><h2>Cars</h2>",
        "<dl><dt>Training</dt><dd>It has some.</dd></dl>",
    ],
)
def test_a_part_as_high_as_an_area_is_of_none(part: str) -> None:
    for below in (LED, "<h3>Recommendations</h3>" + ONE):
        assert {key for _, _, key in asked(letter(AREA + part + below))} == {None}


def test_an_area_below_an_area_is_its_own() -> None:
    found = letter(f"{AREA}<h3>Preventing fires and other risks</h3>{LED}<h3>Cars</h3>{LED}")
    assert [key for kind, _, key in asked(found) if kind == "cause_of_concern"] == [
        "effectiveness/preventing-fires",
        KEY,
    ]


@pytest.mark.parametrize(
    ("label", "kind"), [("Recommendations", "recommendation"), ("Areas for improvement", "area_for_improvement")]
)
def test_titles_right_below_a_label_are_those_of_what_is_asked(label: str, kind: str) -> None:
    found = letter(
        f"<h2>{label}</h2><h3>Cars</h3><p>1. The service should count its cars.</p><h3>Washing</h3>{TWO}<h3>What we saw</h3><p>Mud.</p>"
    )
    texts = [
        (kind, "Cars\nThe service should count its cars.", None),
        (kind, "Washing\nThe service should wash them.", None),
    ]
    assert asked(found) == texts
    assert not [each for each in lacks(found) if each.startswith(NOT_SAID)]


@pytest.mark.parametrize("label", ["Recommendations", "Areas for improvement", "Cause of concern"])
def test_what_is_asked_below_another_part_of_a_label_is_told(label: str) -> None:
    first = f"<h2>{label}</h2><p>The service doesn’t know its cars.</p>"
    for part in (f"<h3>Cars</h3>{ONE}", f"<h3>Cars</h3><p>It has none.</p>{ONE}", f"<h3>Preventing fires and other risks</h3>{ONE}",
                 "<h3>Cars</h3><ul><li>The service should count its cars.</li></ul>"):  # fmt: skip
        assert len([each for each in lacks(letter(first + part)) if each.startswith(NOT_SAID)]) == 1, part
    for part in (
        "<h3>Cars</h3><p>It has none.</p>",
        f"<h3>Cars</h3>{LED}",
        f"<h2>Cars</h2>{ONE}",
        f"<p>Cars</p>{ONE}",
        "<h3>Cars</h3>",
    ):
        assert not [each for each in lacks(letter(first + part)) if each.startswith(NOT_SAID)], part


def test_a_lead_in_below_a_bare_label_is_told_and_read_by_itself() -> None:
    found = letter(f"<h2>Areas for improvement</h2><h3>Cars</h3>{LED}")
    assert [kind for kind, _, _ in asked(found)] == ["cause_of_concern", "recommendation", "recommendation"]
    assert len([each for each in lacks(found) if each.startswith(NOT_SAID)]) == 1


@pytest.mark.parametrize("part", ["<h3>Cars</h3><h3>Wheels</h3>", "<dl><dt>Cars</dt><dd>They rust.</dd></dl>"])
def test_an_empty_part_or_one_that_is_no_deeper_says_nothing(part: str) -> None:
    found = letter(f"<h2>Recommendations</h2>{part}")
    assert not asked(found)
    assert not [each for each in lacks(found) if each.startswith(NOT_SAID)]


def test_a_label_or_an_area_below_a_label_is_one_of_its_own() -> None:
    found = letter(f"<h2>Recommendations</h2><h3>Preventing fires and other risks</h3>{ONE}")
    assert len([each for each in lacks(found) if each.startswith(NOT_SAID)]) == 1
    found = letter(f"<h2>Recommendations</h2>{TWO}<h3>Areas for improvement</h3>{ONE}")
    assert [kind for kind, _, _ in asked(found)] == ["recommendation", "area_for_improvement"]
    assert not [each for each in lacks(found) if each.startswith(NOT_SAID)]
    found = letter(f"{AREA}<h3>Training</h3><p>It has some.</p><h2>Recommendations</h2>{ONE}")
    assert [key for _, _, key in asked(found)] == [None]


def test_a_label_with_text_between_is_told_for_its_first_part_too() -> None:
    found = letter(f"<h2>Recommendations</h2><h3>Cars</h3><p>They rust.</p>{ONE}<h3>Washing</h3>{TWO}")
    assert len([each for each in lacks(found) if each.startswith(NOT_SAID)]) == 2
    assert not asked(found)


def test_a_part_in_which_nothing_is_asked_for_is_of_none() -> None:
    found = letter(f"{AREA}<h3>Progress</h3><p>There is some.</p><h3>Cars</h3>{LED}")
    assert found.record is not None
    assert [each.question_key for each in found.record.findings if each.section == "Progress"] == [None]
    assert {key for _, _, key in asked(found)} == {KEY}
