"""Which page it is: the strongest proof decides its type, its era the layout; a stranger is refused, never guessed at."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType
from schemas.vocabulary import Pillar, RefusalReason, Severity
from scraper.document.read import read_document
from scraper.parsers.evidence import Refusal
from scraper.parsers.identify import Identity, identify
from scraper.parsers.parse import parse_page

from .shown import SITE

HEADLINES = "".join(
    f"<p>The extent to which the force is {word} at keeping people safe and reducing crime is good.</p>"
    for word in ("effective", "efficient", "legitimate")
)
PROSE = "<p>We looked at what the force does.</p>"
POLICE = "We inspected the police force."
OBSERVED = "<h2>HM Inspector’s observations</h2>"
SURREY = "peel-assessments/peel-2016/surrey/"


def identified(main: str, path: str | None = None, title: str = "") -> Identity:
    body = f"<html><head><title>{title}</title></head><body><main>{main}</main></body></html>".encode()
    return identify(read_document(body), body, SITE + path if path is not None else None)


def refused(main: str, path: str | None = None, title: str = "") -> RefusalReason:
    with pytest.raises(Refusal) as error:
        identified(main, path, title)
    return error.value.reason


def codes(found: Identity) -> list[str]:
    return [problem.code for problem in found.problems]


# --- the type ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("main", "path", "layout"),
    [
        (f"<h1>Surrey 2016</h1>{HEADLINES}", None, "force"),
        (f"<h1>Surrey 2016</h1>{HEADLINES}", f"{SURREY}efficiency/", "force"),  # certain before promised
        ("<h1>Surrey 2016</h1><h2>Context</h2>", f"{SURREY}efficiency/", "pillar"),  # promised before likely
        ("<h1>Surrey 2016</h1><h2>Questions for Efficiency</h2>", f"{SURREY}other-reports/", "other-reports"),
        ("<h1>Surrey 2016</h1><h2>Questions for Efficiency</h2>", None, "pillar"),  # likely before nothing
        (f"<h1>Surrey 2016</h1><h2>Overall summary</h2>{OBSERVED}", None, "long-report"),  # likely before possible
        (f"<h1>Surrey 2016</h1>{OBSERVED}", None, "force"),
        (f"<h1>Surrey 2016</h1>{PROSE}", SURREY, "force"),  # a promise is believed where nothing is proven
        (f"<h1>Surrey 2016</h1>{PROSE}", None, "unknown"),
        (f"<h1>News</h1>{PROSE}", "news/news-feed/one/", "news"),
    ],
)
def test_the_strongest_proof_decides(main: str, path: str | None, layout: str) -> None:
    assert identified(main, path).spec.name == layout


@pytest.mark.parametrize(
    ("main", "layout"),
    [
        (f"<h1>Surrey 2014</h1>{HEADLINES}", "force-2014"),
        (f"<h1>Surrey 2015</h1>{HEADLINES}", "force"),
        ("<h1>Surrey PEEL 2014</h1><h2>Questions for Efficiency</h2>", "pillar"),
        (f"<h1>Avon 2018/19</h1>{HEADLINES}", "service"),
        ("<h1>Avon 2018/19</h1><h2>Questions for Efficiency</h2>", "service-pillar"),
    ],
)
def test_the_layout_is_that_of_the_types_era(main: str, layout: str) -> None:
    assert identified(main).spec.name == layout


def test_a_page_of_a_round_or_of_an_organisation_alone_is_of_no_assessment() -> None:
    assert identified(f"<h1>Surrey 2016</h1>{HEADLINES}").assessment == "police/surrey/2016"
    assert identified(f"<h1>Surrey 2019</h1>{HEADLINES}").assessment is None
    of_many = identified("<h1>PEEL assessments 2016</h1>", "peel-assessments/peel-2016/")
    assert (of_many.type, of_many.round and of_many.round.id, of_many.assessment) == (PageType.OVERVIEW, "2016", None)
    assert (of_many.organisation, of_many.organisation_id) == (None, None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("<p>Published on: 17 November 2022</p>", "police/surrey/vetting/2022-11"), ("", "police/surrey/vetting/undated")],
)
def test_an_assessment_of_a_programme_of_its_own_names_it(day: str, expected: str) -> None:
    title = "The effectiveness of vetting and counter-corruption arrangements in Surrey Police"
    found = identified(f"<h1>{title}</h1>{day}<h2>Introduction</h2>{PROSE}")
    assert (found.spec.name, found.type, found.assessment) == ("vetting", PageType.REPORT, expected)


@pytest.mark.parametrize(
    ("path", "pillar"),
    [
        (f"{SURREY}legitimacy/", Pillar.LEGITIMACY),
        (f"{SURREY}other-reports/", None),
        ("hmicfrs/surrey/", Pillar.EFFICIENCY),
        (None, Pillar.EFFICIENCY),
    ],
)
def test_the_pillar_is_the_addresss_else_the_first_that_a_pillars_page_shows(
    path: str | None, pillar: Pillar | None
) -> None:
    main = "<h1>Surrey 2016</h1><h2>Questions for Efficiency</h2>"
    assert identified(main, path).pillar is pillar
    assert identified(f"<h1>Surrey 2016</h1>{HEADLINES}<h2>Efficiency</h2>", path).pillar is None


# --- pages that are refused, and pages of unknown type -------------------------------------------------------


def test_a_page_that_stands_in_for_another_is_refused_where_no_heading_proves_it() -> None:
    for title, reason in (("Just a moment...", RefusalReason.BLOCKED), ("Page not found", RefusalReason.SOFT_404)):
        assert refused(PROSE, SURREY, title) is reason
        assert identified(f"<h1>Surrey 2016</h1>{HEADLINES}", SURREY, title).assessment == "police/surrey/2016"


def test_a_page_of_another_site_is_refused_also_at_an_address_of_the_site() -> None:
    for path in (None, SURREY):
        assert refused("<h1>Soup of the day</h1><p>Our soups are outstanding.</p>", path) is RefusalReason.NOT_A_PAGE
        chrome = "<h1>Soup of the day</h1><p>Related content</p>"
        assert refused(chrome, path) is RefusalReason.NOT_A_PAGE


@pytest.mark.parametrize("landmark", ["<p>The extent to which the force is good.</p>", "<h2>Context</h2>"])
def test_a_landmark_is_enough_at_an_address_of_the_site_and_not_without(landmark: str) -> None:
    assert identified(landmark, SURREY).assessment == "police/surrey/2016"
    assert refused(landmark) is RefusalReason.NOT_A_PAGE


def test_the_heading_of_nobody_known_is_no_landmark_without_an_address() -> None:
    main = "<h1>Atlantis 2016</h1><p>Our soups are outstanding.</p>"
    assert refused(main) is RefusalReason.NOT_A_PAGE
    assert identified(f"{main}<p>HMICFRS</p>").organisation is None
    assert identified(main.replace("Atlantis", "Surrey")).organisation_id == "police/surrey"


def test_a_page_of_the_site_of_no_known_type_is_unknown_with_its_text_kept() -> None:
    body = (
        b"<html><head><title>About us - HMICFRS</title></head><body><h1>About us</h1><p>We inspect.</p></body></html>"
    )
    found = parse_page(body, SITE + "about-us/")
    assert found.refused is None
    assert found.page.type is PageType.UNKNOWN
    assert [b.text for b in found.blocks] == ["About us", "We inspect."]
    assert "unknown_page_type" in {p.code for p in found.problems}


def test_what_shows_neither_heading_nor_landmark_is_unknown_whatever_its_address_promises() -> None:
    found = identified("<h1>About us</h1><p>HMICFRS inspects.</p>", SURREY)
    assert (found.spec.name, found.organisation, found.title and found.title.text) == ("unknown", None, "About us")


# --- what speaks against it ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "path", "expected"),
    [
        ("Surrey 2016", SURREY, []),
        ("Surrey 2016", None, []),
        ("Surrey 2016", "about-us/", []),
        ("Surrey 2016", f"{SURREY}efficiency/", ["url_type_differs"]),
        ("Surrey 2016", "peel-assessments/peel-2016/", ["url_type_differs"]),
        ("Surrey 2016", "police-forces/surrey/", ["url_without_round"]),
        ("Surrey 2016", "hmicfrs/surrey/", ["url_without_round"]),
        ("Surrey 2019", "hmicfrs/surrey/", ["url_without_round", "round_missing"]),
        ("Surrey 2019", SURREY, ["round_missing"]),
        ("Atlantis 2016", "hmicfrs/surrey/", ["unknown_organisation"]),
    ],
)
def test_an_address_that_promises_another_type_or_no_round_is_told(
    heading: str, path: str | None, expected: list[str]
) -> None:
    assert codes(identified(f"<h1>{heading}</h1>{HEADLINES}", path)) == expected


def test_an_address_without_a_round_is_told_with_the_round_that_was_read() -> None:
    (told,) = identified(f"<h1>Surrey 2016</h1>{HEADLINES}", "hmicfrs/surrey/").problems
    assert told.message.endswith("/surrey/ states no round; 2016 was read.")


def test_a_round_later_than_all_that_are_known_is_told_with_the_one_whose_questions_it_is_read_by() -> None:
    (told,) = identified(f"<h1>PEEL 2031–33: An inspection of Surrey Police</h1>{PROSE}").problems
    assert (told.code, told.message) == (
        "unknown_round",
        "The round 2031-33 is later than all that are known; it is read by the questions of 2025-27.",
    )


@pytest.mark.parametrize("years", ["2016/17", "2020", "2024/25", "2018-20", "2013"])
@pytest.mark.parametrize("main", [HEADLINES, f"<h2>Questions for Efficiency</h2><p>{POLICE}</p>"])
def test_an_assessments_page_of_no_round_is_an_error(main: str, years: str) -> None:
    found = identified(f"<h1>Surrey {years}</h1>{main}")
    assert (found.organisation_id, found.assessment) == ("police/surrey", None)
    assert "round_missing" in codes(found)
    told = next(one for one in found.problems if one.code == "round_missing")
    assert told.severity is Severity.ERROR and f"“Surrey {years}”" in told.message
    assert "round_missing" not in codes(identified(f"<h1>Surrey 2016</h1>{main}"))


@pytest.mark.parametrize("tab", ["<a href='/{}'>Surrey {}</a>", "<button>Surrey {}</button>"])
@pytest.mark.parametrize("before", [True, False])
def test_a_menu_of_other_years_or_forces_is_no_title(tab: str, before: bool) -> None:
    tabs = (
        "<ul>" + "".join(f"<li>{tab.format(*[year] * tab.count('{}'))}</li>" for year in (2014, 2015, 2016)) + "</ul>"
    )
    main = f"{tabs}<h1>Surrey Police</h1>{HEADLINES}" if before else f"<h1>Surrey Police</h1>{tabs}{HEADLINES}"
    assert identified(main, SURREY).assessment == "police/surrey/2016"
    with pytest.raises(Refusal):
        identified(main)
    assert identified(main, None, "Surrey 2017 - HMICFRS").assessment == "police/surrey/2017"


def test_the_introduction_that_names_another_force_is_told() -> None:
    body = "<p>This is the second PEEL assessment of Surrey Police, and much more is said of it here.</p>" + HEADLINES
    found = identified(f"<h1>Sussex 2015</h1>{body}")
    assert (found.assessment, codes(found)) == ("police/sussex/2015", ["introduction_names_other"])
    assert codes(identified(f"<h1>Atlantis 2015</h1>{body}")) == ["unknown_organisation"]


@pytest.mark.parametrize("heading", ["Planned website downtime 2019", "Key facts 2019/20", "Looking ahead to 2017"])
def test_a_banner_is_never_the_title(heading: str) -> None:
    found = identified(f"<h2>{heading}</h2><p>Good.</p><h1>Staffordshire 2016</h1>{HEADLINES}")
    assert found.title is not None
    assert found.title.text == "Staffordshire 2016"


def test_one_slug_two_organisations_told_by_the_text() -> None:
    fire = "<p>The extent to which the service looks after its people is good.</p>" * 2
    assert identified(f"<h1>Staffordshire 2018/19</h1>{HEADLINES}").organisation_id == "police/staffordshire"
    assert identified(f"<h1>Staffordshire 2018/19</h1>{fire}").organisation_id == "fire/staffordshire"


def test_parsing_is_a_pure_function_of_bytes_and_address() -> None:
    body = f"<html><body><h1>Staffordshire 2016</h1>{HEADLINES}</body></html>".encode()
    first, second = (parse_page(body, None) for _ in range(2))
    assert first == second
