"""Proof of page (docs/architecture.md): the heading decides, all must agree, a guess is never made."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType
from schemas.vocabulary import RefusalReason
from scraper.parsers.parse import parse_page

SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"
HEADLINES = "".join(
    f"<p>The extent to which the force is {word} at keeping people safe and reducing crime is good.</p>"
    for word in ("effective", "efficient", "legitimate")
)
FIRE = "".join(
    f"<p>The extent to which the service {words} is good.</p>"
    for words in (
        "is effective at keeping people safe and secure from fire and other risks",
        "is efficient at keeping people safe and secure from fire and other risks",
        "looks after its people",
    )
)


def page(heading: str, body: str = HEADLINES, title: str = "") -> bytes:
    text = f"<html><head><title>{title}</title></head><body><main><h1>{heading}</h1>{body}</main></body></html>"
    return text.encode()


@pytest.mark.parametrize(
    ("heading", "path", "expected"),
    [
        ("Staffordshire 2016", None, "police/staffordshire/2016"),
        ("Staffordshire 2016", "peel-assessments/peel-2016/staffordshire/", "police/staffordshire/2016"),
        ("Devon &amp; Cornwall 2017", None, "police/devon-and-cornwall/2017"),
        ("Surrey PEEL 2014", "peel-assessments/peel-2014/surrey/", "police/surrey/2014"),
        ("Gwent 2018/19", "peel-assessments/peel-2018/gwent/", "police/gwent/2018-19"),
        ("Hampshire 2018/19", "peel-assessments/peel-2018/hampshire/", "police/hampshire/2018-19"),
    ],
)
def test_heading_and_address_agree(heading: str, path: str | None, expected: str) -> None:
    found = parse_page(page(heading), SITE + path if path else None)
    assert found.refused is None
    assert (found.page.type, found.page.assessment) == (PageType.ASSESSMENT, expected)


def test_one_slug_two_organisations_told_by_the_text() -> None:
    assert parse_page(page("Staffordshire 2018/19")).page.organisation == "police/staffordshire"
    assert parse_page(page("Staffordshire 2018/19", FIRE + "<p>Fire and Rescue Service</p>")).page.organisation == (
        "fire/staffordshire"
    )


@pytest.mark.parametrize(
    ("heading", "body", "path"),
    [
        ("Surrey 2016", HEADLINES, "peel-assessments/peel-2016/staffordshire/"),
        ("Staffordshire 2016", HEADLINES, "peel-assessments/peel-2015/staffordshire/"),
        (
            "Lancashire 2018/19",
            FIRE + "<p>Lancashire Fire and Rescue Service</p>",
            "peel-assessments/peel-2018/lancashire/",
        ),
    ],
)
def test_heading_and_address_that_differ_are_refused(heading: str, body: str, path: str) -> None:
    found = parse_page(page(heading, body), SITE + path)
    assert found.refused is not None
    assert found.refused.reason is RefusalReason.IDENTITY


def test_a_page_of_the_site_of_no_known_type_is_unknown_with_its_text_kept() -> None:
    found = parse_page(page("About us", "<p>We inspect.</p>", "About us - HMICFRS"), SITE + "about-us/")
    assert found.refused is None
    assert found.page.type is PageType.UNKNOWN
    assert [b.text for b in found.blocks] == ["About us", "We inspect."]
    assert "unknown_page_type" in {p.code for p in found.problems}


def test_a_page_of_another_site_is_refused_also_at_an_address_of_the_site() -> None:
    for url in (None, SITE + "peel-assessments/peel-2016/surrey/"):
        found = parse_page(page("Soup of the day", "<p>Our soups are outstanding.</p>"), url)
        assert found.refused is not None
        assert found.refused.reason is RefusalReason.NOT_A_PAGE


def test_an_address_without_a_round_is_a_warning() -> None:
    found = parse_page(page("Warwickshire 2014", HEADLINES.replace("extent", "extent")), SITE + "hmicfrs/warwickshire/")
    assert found.page.assessment == "police/warwickshire/2014"
    assert "url_without_round" in {p.code for p in found.problems}


def test_the_introduction_that_names_another_force_is_a_warning() -> None:
    body = "<p>This is the second PEEL assessment of Surrey Police, and much more is said of it here.</p>" + HEADLINES
    found = parse_page(page("Sussex 2015", body))
    assert found.page.assessment == "police/sussex/2015"
    assert "introduction_names_other" in {p.code for p in found.problems}


@pytest.mark.parametrize("heading", ["Planned website downtime 2019", "Key facts 2019/20", "Looking ahead to 2017"])
def test_a_banner_is_never_the_title(heading: str) -> None:
    body = f"<main><h2>{heading}</h2><p>Good.</p><h1>Staffordshire 2016</h1>{HEADLINES}</main>"
    found = parse_page(f"<html><body>{body}</body></html>".encode())
    assert found.page.title == "Staffordshire 2016"


def test_parsing_is_a_pure_function_of_bytes_and_address() -> None:
    first, second = (parse_page(page("Staffordshire 2016"), None) for _ in range(2))
    assert first == second
