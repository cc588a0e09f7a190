"""A page that shows its heading and nothing else is refused, in every round and page type; a page of a new form is not."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType, Subject
from schemas.record import Judgment, KeyFacts, Letter, Record, Report
from schemas.vocabulary import RefusalReason, Status
from scraper.document.read import read_document
from scraper.parsers.parse import parse_page
from scraper.parsers.shells import is_shell

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
PLACES = (
    ("/peel-assessments/peel-2014/surrey/", "Surrey 2014", PageType.ASSESSMENT),
    ("/peel-assessments/peel-2016/surrey/", "Surrey 2016", PageType.ASSESSMENT),
    ("/peel-assessments/peel-2018/surrey/", "Surrey PEEL 2018", PageType.ASSESSMENT),
    ("/peel-assessments/peel-2016/surrey/effectiveness/", "Surrey PEEL 2016", PageType.PILLAR),
    ("/frs-assessment/frs-2018/avon/effectiveness/", "Avon 2018/19", PageType.PILLAR),
    ("/peel-reports/surrey-2021-22/", "PEEL 2021/22 – An inspection of Surrey Police", PageType.REPORT),
    (
        "/publication-html/surrey-child-protection-inspection/",
        "Surrey – National child protection inspection",
        PageType.REPORT,
    ),
    (
        "/publication-html/essex-regional-response-to-serious-and-organised-crime/",
        "An inspection of the Eastern regional response to serious and organised crime",
        PageType.REPORT,
    ),
    ("/publication-html/state-of-policing-2018/", "State of Policing 2018", PageType.PUBLICATION),
)
NOTHING = (
    "",
    "<div id='app'></div>",
    "<p>Please wait while the page is loading…</p>",
    "<p>You need JavaScript to see this page.</p><p><a href='/'>Home</a></p>",
    "<h2>Context</h2>",
)


def read(path: str, heading: str, body: str) -> tuple[PageType, RefusalReason | None]:
    markup = (
        f"<!DOCTYPE html><html><head><title>{heading} - HMICFRS</title></head><body><main><h1>{heading}</h1>{body}</main>"
        "<footer><p>© Crown copyright</p></footer></body></html>"
    )
    found = parse_page(markup.encode(), SITE + path)
    return found.page.type, found.refused and found.refused.reason


@pytest.mark.parametrize("body", NOTHING)
@pytest.mark.parametrize(("path", "heading", "kind"), PLACES)
def test_a_shell_is_incomplete(path: str, heading: str, kind: PageType, body: str) -> None:
    assert read(path, heading, body) == (kind, RefusalReason.INCOMPLETE)


SOMETHING = (
    "<h2>HMI’s observations</h2><p>I am content with what the force does.</p>",
    "<h2>Context</h2><p>The force polices a county.</p>",
    "<h2>Effectiveness</h2><p>Last updated 08/12/2016</p><p>To be graded</p>",
    "<p>The extent to which the force is effective at keeping people safe and reducing crime is good.</p>",
    "<h2>A heading that nobody knows</h2><p>And its text.</p>",
    "<p>Ynys Môn – ▲ 4%</p>",
)


@pytest.mark.parametrize("body", SOMETHING)
def test_a_page_that_says_something_is_none(body: str) -> None:
    path, heading, kind = PLACES[1]
    assert read(path, heading, body) == (kind, None)


@pytest.mark.parametrize("length", [150, 250])
def test_much_text_that_is_not_read_yet_is_no_stand_in(length: int) -> None:
    (block,) = read_document(f"<html><body><main><p>{'x' * length}</p></main></body></html>".encode()).blocks
    assert is_shell(Record(), Subject.ASSESSMENT, [block]) is (length < 200)


def test_a_page_that_is_set_aside_has_nothing_to_say() -> None:
    assert read("/news/", "News", "<p>HMICFRS</p>") == (PageType.NEWS, None)


def shell(subject: Subject = Subject.ASSESSMENT, unread: str = "", **said: object) -> bool:
    """Return whether a page is a shell that says this in its record, and of which a line is unread."""
    body = f"<html><body><main><p>{unread}</p></main></body></html>".encode()
    return is_shell(Record().model_copy(update=said), subject, read_document(body).blocks)


@pytest.mark.parametrize("part", ["observations", "context", "findings", "recommendations", "questions", "grades"])
def test_a_row_of_any_part_of_the_record_is_something(part: str) -> None:
    assert shell()
    assert not shell(**{part: ["A row"]})


@pytest.mark.parametrize(
    ("own", "told"), [(True, {}), (False, {}), (True, {"summary": "It was good."}), (True, {"report": "Get it"})]
)
def test_a_report_is_something_unless_it_is_the_pages_own_title(own: bool, told: dict[str, str]) -> None:
    report = Report(title="A report", summary=None, url=None, published=None, block=1).model_copy(update=told)
    said = Record().model_copy(update={"reports": [report]})
    assert is_shell(said, Subject.MANY, [], 1 if own else 2) is (own and not told)


def test_a_letters_head_is_something_and_so_are_figures_but_not_their_heading_alone() -> None:
    assert not shell(letter=Letter(sender=None, addressee=None, date=None, blocks=[]))
    facts = KeyFacts(period=None, figures=[])
    assert shell(key_facts=facts)
    assert not shell(key_facts=facts.model_copy(update={"figures": ["A figure"]}))


@pytest.mark.parametrize("status", list(Status))
def test_a_judgment_is_something_unless_it_says_that_nothing_is_said(status: Status) -> None:
    judgment = Judgment(
        pillar=None, question="An area", status=status, grade=None, grade_text=None, statement=None, last_updated=None,
        witnesses=[], blocks=[],
    )  # fmt: skip
    assert shell(judgments=[judgment]) is (status in (Status.SECTION_MISSING, Status.UNREADABLE))


def test_the_page_of_an_organisation_may_do_nothing_but_lead_to_others() -> None:
    assert not shell(Subject.ORGANISATION, links=["A link"])
    assert shell(links=["A link"])
    assert shell(Subject.ORGANISATION)


def test_a_text_about_all_may_have_an_introduction_alone() -> None:
    assert not shell(Subject.MANY, introduction=["We look at forces."])
    assert shell(Subject.MANY, introduction=["Please wait."])
    assert shell(introduction=["We look at forces."])
    assert shell(Subject.MANY)


@pytest.mark.parametrize(
    "notice",
    [
        "JavaScript 1.8 is needed", "Loading 3 of 5", "Please wait 5 seconds", "Try again in 5 minutes", "Error 500",
        "We refresh it in 5 seconds", "© Crown 2024", "Crown Copyright 2024",
    ],
)  # fmt: skip
def test_the_number_of_a_notice_is_no_figure(notice: str) -> None:
    assert shell(unread=notice)
    assert not shell(unread="5 of 7")


@pytest.mark.parametrize(
    ("path", "heading", "kind"), [place for place in PLACES if place[2] is PageType.ASSESSMENT]
)  # fmt: skip
@pytest.mark.parametrize(
    "noise", ["<p>3\ufffdd8 y\ufffdo</p>", "<h2>\ufffd 12 \ufffd</h2>", "<p>PleÒf.ª0Ý</p>", "<h2>Please wait</h2>"]
)
def test_lost_characters_and_notices_say_nothing(path: str, heading: str, kind: PageType, noise: str) -> None:
    assert read(path, heading, noise) == (kind, RefusalReason.INCOMPLETE)


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("<h2>Our visit</h2>", True), ("<h1>Our visit</h1>", False), ("<h2>Please wait</h2>", False),
        ("<h2>Our v\ufffdsit</h2>", False), (f"<h1>{'Our visit ' * 30}</h1>", False), ("<p>5 of 7</p>", True),
        ("<p>5 of \ufffd</p>", False), ("<p>Call 5x5x5x5x5</p>", False),
    ],
)  # fmt: skip
def test_a_heading_below_the_title_or_a_figure_says_something_unless_characters_are_lost(
    markup: str, says: bool
) -> None:
    blocks = read_document(
        f"<html><head><meta charset=utf-8></head><body><main>{markup}</main></body></html>".encode()
    ).blocks
    assert is_shell(Record(), Subject.ASSESSMENT, blocks) is not says
