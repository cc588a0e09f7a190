"""A page that shows its heading and nothing else is refused, in every round and page type; a page of a new form is not."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType, Subject
from schemas.record import Record
from schemas.vocabulary import RefusalReason
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


@pytest.mark.parametrize(
    ("path", "heading", "kind"), [place for place in PLACES if place[2] is PageType.ASSESSMENT]
)  # fmt: skip
@pytest.mark.parametrize(
    "noise", ["<p>3\ufffdd8 y\ufffdo</p>", "<h2>\ufffd 12 \ufffd</h2>", "<p>PleÒf.ª0Ý</p>", "<h2>Please wait</h2>"]
)
def test_lost_characters_and_notices_say_nothing(path: str, heading: str, kind: PageType, noise: str) -> None:
    assert read(path, heading, noise) == (kind, RefusalReason.INCOMPLETE)
