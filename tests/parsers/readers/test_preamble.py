"""What stands between the title and the first section goes where it belongs, line by line."""

from __future__ import annotations

import pytest

from scraper.document.blocks import RawBlock
from scraper.parsers.lines import Line
from scraper.parsers.readers.preamble import read_preamble

from .made import Made

HEADLINE = "The extent to which the force is efficient at keeping people safe and reducing crime is good."
INSPECTOR = "Zoë Billingham, Her Majesty’s Inspector of Constabulary"


def read(*texts: str | Line, page: Made | None = None) -> Made:
    page = page or Made()
    read_preamble(page.b, page.opening(*texts))
    return page


def findings(page: Made) -> list[str]:
    return [row["text"] for row in page.b.findings]


def test_prose_before_the_headlines_is_introduction_and_after_them_findings() -> None:
    page = read(
        "This is our report.", HEADLINE, "We comment below.", HEADLINE.replace("efficient", "effective"), "All told."
    )
    assert page.b.introduction == ["This is our report.", "We comment below."]
    assert findings(page) == ["All told."]
    assert len(page.b.drafts.all()) == 2


@pytest.mark.parametrize(
    "note",
    [
        "A summary of our findings is below.",
        "Our findings are set out in May.",
        "Our findings will be with you soon.",
        "The grades are published below.",
        "It was published in May.",
        "Legitimacy will be published later.",
        "Legitimacy will be graded later.",
        "Legitimacy will be available later.",
    ],
)
def test_without_headlines_a_note_of_what_is_still_to_come_is_a_finding(note: str) -> None:
    page = read("This is our report.", note)
    assert (page.b.introduction, findings(page)) == (["This is our report."], [note])


@pytest.mark.parametrize(
    "text", ["We published it last year.", "The findings of others are there.", "It will be good."]
)
def test_without_headlines_other_prose_is_introduction(text: str) -> None:
    page = read("This is our report.", text)
    assert (page.b.introduction, findings(page)) == (["This is our report.", text], [])


def test_before_headlines_such_a_note_is_introduction() -> None:
    assert read("Legitimacy will be graded later.", HEADLINE).b.introduction == ["Legitimacy will be graded later."]


def test_the_inspector_is_read_wherever_the_lines_stand() -> None:
    page = read("Zoë Billingham", INSPECTOR, "Contact Zoë Billingham", HEADLINE)
    assert page.b.inspector is not None
    assert (page.b.inspector.name, page.b.inspector.contact) == ("Zoë Billingham", "Zoë Billingham")
    assert page.b.inspector.blocks == [1, 2, 3]
    assert page.b.introduction == []
    only = read("Contact Zoë Billingham")
    assert only.b.inspector is not None


def test_boilerplate_is_set_aside_under_its_rule() -> None:
    assert read("Os hoffech chi ddarllen hwn").claims("boilerplate:welsh_link") == ["Os hoffech chi ddarllen hwn"]


@pytest.mark.parametrize(
    "text",
    [
        "Download the full report (PDF)",
        "Get the report",
        "Read the full report",
        "PEEL: Police effectiveness, efficiency and legitimacy 2016 – Kent",
        "View the full report",
    ],
)
def test_what_leads_to_the_report_is_no_introduction(text: str) -> None:
    page = read(text)
    assert page.claims("boilerplate:download") == [text]
    assert page.b.introduction == []
    linked = Made()
    block = RawBlock(1, linked.line(text).block.kind, None, text, "main/p", [(text, "/report.pdf")])
    linked.blocks[:] = [block]
    assert read(linked._reader.read(block), page=linked).claims("links") == [text]


def test_a_few_words_without_a_stop_are_no_introduction() -> None:
    page = read("Efficiensy")
    assert page.b.introduction == []
    assert page.codes == ["label_misspelt"]


@pytest.mark.parametrize(
    "lead",
    ["In 2014 we found:", "Our previous assessment was as follows:", "Essex Police:", "Essex Police", "PEEL 2014"],
)
def test_judgments_below_the_name_of_another_round_or_body_are_not_the_pages_own_and_told(lead: str) -> None:
    page = read(lead, HEADLINE.replace("good", "inadequate"), HEADLINE.replace("efficient", "effective").replace("good", "inadequate"),
                "We found:", HEADLINE)  # fmt: skip
    (draft,) = page.b.drafts.all()
    assert [one.stated.grade for one in draft.witnesses] == ["good"]
    assert [problem.code for problem in page.b.problems].count("headline_unread") == 2
    assert len([text for text in page.b.introduction if "inadequate" in text]) == 2


@pytest.mark.parametrize("lead", ["We found:", "Kent Police:", "PEEL 2016", "The available evidence indicates that:",
                                  "These grades are of Essex Police, and the grades below are not."])  # fmt: skip
def test_other_words_above_judgments_say_nothing_of_them(lead: str) -> None:
    (draft,) = read(lead, HEADLINE).b.drafts.all()
    assert [one.stated.grade for one in draft.witnesses] == ["good"]
    nobodys = read(lead, HEADLINE, page=Made(None))
    assert "headline_unread" not in [problem.code for problem in nobodys.b.problems]
    nobodys = read("Essex Police:", HEADLINE, page=Made(None))
    assert "headline_unread" not in [problem.code for problem in nobodys.b.problems]
