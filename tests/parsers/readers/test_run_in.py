"""Labels that stand in one paragraph with what they head."""

from __future__ import annotations

import pytest

from scraper.parsers.lines import LineKind
from scraper.parsers.parse import parse_page
from scraper.parsers.readers.run_in import with_run_in_labels
from tests.parsers.pieces import read_lines

URL = "https://hmicfrs.justiceinspectorates.gov.uk/frs-assessment/frs-2021/kent/people/"


def parted(markup: str) -> list[tuple[str, str]]:
    _, lines = read_lines(markup)
    return [(line.kind.name, line.text) for line in with_run_in_labels(lines)]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Area for improvement", "The force should train its staff."),
        ("Areas for improvement", "Kent Police needs to train its staff."),
        ("AREA FOR IMPROVEMENT", "The force should train its staff."),
        ("Area for improvement 2", "By 31 May 2024, the force should train its staff."),
        ("Recommendation", "To earn trust, the force should train."),
        ("Recommendations", "By 31 May 2024, the force should:"),
        ("Recommendation 12", "The chief constable should train the staff."),
        ("Cause of concern", "The force does not answer its calls."),
        ("Accelerated cause of concern", "Kent Police does not answer its calls."),
        ("Area of improvement", "The force should train its staff."),
        ("Cause for concern", "The force does not answer its calls."),
        ("New area for improvement", "The force should train its staff."),
        ("Our recommendations", "The force should train its staff."),
        ("Further area for improvement", "The force should train its staff."),
        ("Additional areas for improvement", "The force should train its staff."),
    ],
)
@pytest.mark.parametrize("between", [": ", " – ", " - ", " "])
@pytest.mark.parametrize("form", ["<p>{}{}{}</p>", "<p><strong>{}{}</strong>{}</p>", "<div><b>{}</b>{}{}</div>"])
def test_a_label_that_runs_in_is_parted_from_what_it_heads(label: str, said: str, between: str, form: str) -> None:
    assert parted(form.format(label, between, said)) == [(LineKind.LABEL.name, label), (LineKind.PROSE.name, said)]


@pytest.mark.parametrize(
    "text",
    [
        "Area for improvement: we give one where a force falls short of what is expected.",
        "Areas for improvement: those of 2018 have been met by all.",
        "Recommendation: every force should train its staff from now on.",
        "Cause of concern: if a force falls short, we say so at once.",
        "Cause of concern: any force may be given one in a year.",
        "Recommendations that the force should train its staff: all were taken.",
        "Areas that we looked at: the force should know them well by now.",
        "Recommendations the force should train its staff by were made.",
        "Area for improvement Training of the staff of the force.",
    ],
)
def test_other_sentences_that_begin_so_stay_whole(text: str) -> None:
    assert parted(f"<p>{text}</p>") == [(LineKind.PROSE.name, text)]


def test_only_a_paragraph_has_a_label_that_runs_in() -> None:
    text = "Recommendation 1: The force should train its staff."
    assert parted(f"<ul><li>{text}</li></ul>") == [(LineKind.PROSE.name, text)]


def test_what_such_labels_head_is_read_and_each_block_is_claimed_once() -> None:
    markup = (
        "<h1>Kent 2021/22</h1><h2>People</h2><p>How well does the fire and rescue service look after its people?</p>"
        "<p>Last updated 15/12/2021</p><p>Good</p><p>Kent Fire and Rescue Service is good at looking after its people.</p>"
        "<h2>Questions for People</h2><h3>How well does the FRS promote its values and culture?</h3><p>Good</p>"
        "<p>Kent Fire and Rescue Service is good at promoting its values and culture.</p>"
        "<p><strong>Cause of concern:</strong> The service does not test its drivers.</p>"
        "<p><strong>Recommendations:</strong> By 31 May 2024, the service should:</p>"
        "<ul><li>test them; and</li><li>list them.</li></ul><p>We saw the list.</p>"
    )
    found = parse_page(f"<!DOCTYPE html><html><body><main>{markup}</main></body></html>".encode(), URL)
    assert found.record is not None
    assert found.accounting is not None
    assert [(row.kind.value, row.text, row.parent, str(row.deadline)) for row in found.record.recommendations] == [
        ("cause_of_concern", "The service does not test its drivers.", None, "None"),
        ("recommendation", "test them; and", 1, "2024-05-31"),
        ("recommendation", "list them.", 1, "2024-05-31"),
    ]
    assert [row.text for row in found.record.findings][-1] == "We saw the list."
    assert found.accounting.coverage == 1.0


@pytest.mark.parametrize(
    "label", ["CAUSE OF CONCERN", "Cause of concern", "Causes of concern", "ACCELERATED CAUSE OF CONCERN"]
)
@pytest.mark.parametrize("whose", ["The force", "Our force", "Force", "Kent Police", "The chief constable"])
def test_a_cause_of_concern_is_a_sentence_about_ours(label: str, whose: str) -> None:
    said = f"{whose} does not answer its calls."
    assert parted(f"<p>{label}: {said}</p>") == [(LineKind.LABEL.name, label), (LineKind.PROSE.name, said)]


@pytest.mark.parametrize(
    "label",
    ["RECOMMENDATION", "RECOMMENDATIONS", "Recommendation 4", "AREAS FOR IMPROVEMENT", "Our recommendations", "OUR RECOMMENDATION",
     *(f"{which} areas for improvement" for which in ("New", "NEW", "Our", "Further", "FURTHER", "Additional", "ADDITIONAL"))],
)  # fmt: skip
def test_what_is_asked_for_runs_in_behind_a_label_in_any_case(label: str) -> None:
    said = "The force should train its staff."
    assert parted(f"<p>{label}: {said}</p>") == [(LineKind.LABEL.name, label), (LineKind.PROSE.name, said)]


@pytest.mark.parametrize("begins", ["If", "When", "Where", "A", "An", "Any", "Every", "Each"])
@pytest.mark.parametrize("who", ["force", "good force"])
def test_a_sentence_about_any_force_is_no_cause_of_concern(begins: str, who: str) -> None:
    text = f"Cause of concern: {begins} {who} falls short, we say so at once."
    assert parted(f"<p>{text}</p>") == [(LineKind.PROSE.name, text)]


@pytest.mark.parametrize(
    "text",
    ["Leadership: The force should train its staff.", "Recommendations of ours for all of them: The force should train its staff.",
     "Effectiveness: The force should train its staff.", "Area of the county: The force should train its staff.",
     "Cause", "Recommended: The force should train its staff.", "Our judgments: The force should train its staff.",
     "Innovative practice: The force should train its staff.", "Cause of concern: The force and its many calls"],
)  # fmt: skip
def test_other_words_before_a_colon_are_no_label_that_runs_in(text: str) -> None:
    assert [said for _, said in parted(f"<p>{text}</p>")] == [text]
