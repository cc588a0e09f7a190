"""Whose a report of a programme of its own is: the organisation of its title or address, the month it was published in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.page_types import VETTING
from schemas.vocabulary import OrganisationKind, Programme, RefusalReason
from scraper.catalogue.organisations import ORGANISATIONS, Organisation
from scraper.parsers.evidence import Refusal
from scraper.parsers.inspections import is_of_one, is_of_rounds, names_in_full, of_inspection, reports_on_one
from scraper.parsers.spec import Whose

from .shown import SITE, shown

FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
FORM = re.compile(r"^report on .*in\b")
ADDRESS = "publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-one/"
KENT = "<h1>Report on vetting in Kent Police</h1>"
DAY = "<p>Published on: 17 November 2022</p>"


def whose(main: str, url: str | None = None, title: str = "") -> Whose:
    return of_inspection(shown(main, url, head=f"<title>{title}</title>"), VETTING, FORM)


def proves(main: str, url: str | None = None) -> bool:
    return reports_on_one(VETTING, FORM)(shown(main, url))


def month(main: str, url: str | None = None) -> str | None:
    found = whose(main, url).round
    return found.id if found else None


def codes(found: Whose) -> list[str]:
    return [problem.code for problem in found.problems]


# --- the organisation ----------------------------------------------------------------------------------------


def test_an_inspection_is_of_the_organisation_of_its_title_in_a_month_of_its_programme() -> None:
    found = whose(KENT + DAY)
    assert found.organisation is not None
    assert found.round is not None
    assert (found.organisation.id, found.kind, found.declined) == ("police/kent", OrganisationKind.POLICE, False)
    assert (found.round.id, found.round.programme, found.round.kind) == (
        "2022-11", Programme.VETTING, OrganisationKind.POLICE,
    )  # fmt: skip
    assert found.title is not None
    assert found.title.text == "Report on vetting in Kent Police"
    assert codes(found) == []


def test_without_an_h1_the_title_is_a_line_of_the_form_else_the_title_of_the_window() -> None:
    by_line = whose(f"<p>Home</p><p>Report on vetting in Kent Police</p><p>Menu of the site</p>{DAY}")
    by_window = whose(f"<p>Home</p>{DAY}", title="Report on vetting in Kent Police")
    for found in (by_line, by_window):
        assert found.organisation is not None
        assert found.title is not None
        assert (found.organisation.id, found.title.text) == ("police/kent", "Report on vetting in Kent Police")


@pytest.mark.parametrize("end", ["kent-police/", "kent-police", "kent-police-november-2022/"])
def test_where_the_title_names_nobody_the_address_does(end: str) -> None:
    found = whose(f"<h1>Report on vetting</h1>{DAY}", f"publication-html/vetting-in-{end}")
    assert found.organisation is not None
    assert (found.organisation.id, codes(found)) == ("police/kent", [])


def test_without_any_title_the_address_is_believed_and_that_is_told() -> None:
    found = whose(f"<p>Home</p>{DAY}", "publication-html/vetting-in-kent-police/")
    assert found.organisation is not None
    assert (found.organisation.id, found.title, codes(found)) == ("police/kent", None, ["no_heading"])
    assert "vetting-in-kent-police" in found.problems[0].message


def test_a_report_of_nobody_is_no_report_on_one() -> None:
    assert not proves(f"<h1>Report on vetting</h1>{DAY}")
    assert not proves(f"<h1>Report on vetting</h1>{DAY}", ADDRESS)
    assert not proves(f"<p>Home</p>{DAY}")


FORCES = [one for one in ORGANISATIONS.values() if one.kind == "police" and one.in_rounds and one.continued_by is None]


@FEW
@given(
    st.lists(st.sampled_from(FORCES), min_size=2, max_size=3, unique=True), st.booleans(),
    st.sampled_from([" and ", ", ", " & ", " with ", "/"]),
    st.sampled_from(["Report on vetting in {}", "{}: vetting", "{} – report on vetting"]), st.booleans(),
)  # fmt: skip
def test_a_report_on_several_is_nobodys_and_names_them(
    forces: list[Organisation], in_full: bool, between: str, form: str, at_address: bool
) -> None:
    several = between.join(force.full_name if in_full else force.name for force in forces)
    slug = "-and-".join(force.slug for force in forces)
    title = "Report on vetting" if at_address else form.format(several)
    url = ADDRESS.replace("in-one", f"in-{slug}" if at_address else f"in-{forces[0].slug}")
    assert proves(f"<h1>{title}</h1>{DAY}", url)
    found = whose(f"<h1>{title}</h1>{DAY}", url)
    assert (found.organisation, found.declined, codes(found)) == (None, True, ["unknown_organisation"])
    assert all(force.full_name in found.problems[0].message for force in forces)


def test_a_report_that_names_a_force_and_what_it_became_is_of_one() -> None:
    found = whose(f"<h1>Report on vetting in Hampshire and Isle of Wight (once Hampshire Constabulary)</h1>{DAY}")
    assert found.organisation is not None
    assert found.organisation.id == "police/hampshire-and-isle-of-wight"


def test_a_force_and_the_service_of_its_area_are_two() -> None:
    found = whose(f"<h1>Report on vetting in Kent Police and Kent Fire and Rescue Service</h1>{DAY}")
    assert (found.organisation, codes(found)) == (None, ["unknown_organisation"])


def test_its_address_or_the_form_of_its_title_proves_a_report_on_one() -> None:
    assert proves(KENT + DAY)
    assert proves(f"<h1>Kent Police</h1>{DAY}", ADDRESS)
    assert not proves(f"<h1>Kent Police</h1>{DAY}", "publication-html/one/")
    assert not proves(f"<h1>Kent Police</h1>{DAY}")


@pytest.mark.parametrize(
    "title",
    [
        "Kent: Gardening inspection", "Kent – Gardening inspection 2018", "Kent, Gardening inspection, May 2021",
        "A Gardening inspection of the Kent", "An inspection of Kent: Gardening inspection", "Gardening inspection in Kent",
        "Report on the Gardening inspection into Kent", "Inspection on Kent: Gardening inspection",
        "Kent: Report on the Gardening inspection", "Kent: Gardening inspection of 2018",
    ],
)  # fmt: skip
def test_a_force_is_named_by_its_area_and_nothing_beside_it(title: str) -> None:
    form = re.compile(r"\bgardening inspection\b")
    for text in (title, title.upper()):
        found = of_inspection(shown(f"<h1>{text}</h1>{DAY}"), VETTING, form)
        assert found.organisation is not None
        assert found.organisation.id == "police/kent"
    assert not reports_on_one(VETTING, form)(shown(f"<h1>{title.replace('Kent', 'Kent schools')}</h1>"))
    assert of_inspection(shown(f"<h1>{title.replace('Kent', 'Kent Essex')}</h1>"), VETTING, form).declined


def test_a_service_is_named_in_full() -> None:
    found = whose(f"<h1>Report on vetting in Avon Fire and Rescue Service</h1>{DAY}").organisation
    assert found is not None
    assert found.id == "fire/avon"
    assert not proves(f"<h1>Report on vetting in Avon</h1>{DAY}")


@pytest.mark.parametrize(
    ("last", "organisation"),
    [
        ("devon-and-cornwall-gardening", "police/devon-and-cornwall"), ("city-of-london-gardening", "police/city-of-london"),
        ("west-mercia-gardening", "police/west-mercia"), ("gardening-west-mercia", None), ("kent", None),
        ("isle-of-wight-gardening", None),
    ],
)  # fmt: skip
def test_an_address_may_begin_with_the_slug_of_a_force(last: str, organisation: str | None) -> None:
    e = shown(f"<h1>Gardening inspection</h1>{DAY}", f"publication-html/{last}/")
    form = re.compile("gardening")
    assert reports_on_one(VETTING, form)(e) is (organisation is not None)
    if organisation is not None:
        found = of_inspection(e, VETTING, form).organisation
        assert found is not None
        assert found.id == organisation


def test_a_force_and_what_it_became_are_one_and_the_month_says_which() -> None:
    url = "publication-html/vetting-in-hampshire-and-isle-of-wight-constabulary-{}/"
    for month_, organisation in (("may-2016", "police/hampshire"), ("may-2023", "police/hampshire-and-isle-of-wight")):
        found = whose("<h1>Report on vetting in Hampshire Constabulary</h1>", url.format(month_)).organisation
        assert found is not None
        assert found.id == organisation


def test_a_title_and_an_address_that_name_two_are_refused_with_both_names() -> None:
    with pytest.raises(Refusal) as error:
        whose(KENT + DAY, "publication-html/vetting-in-essex-police/")
    assert error.value.reason is RefusalReason.IDENTITY
    assert "Kent Police" in str(error.value)
    assert "Essex Police" in str(error.value)
    assert whose(KENT + DAY, "publication-html/vetting-in-kent-police/").organisation is not None


# --- the month -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("january-2021", "2021-01"), ("february-2021", "2021-02"), ("march-2021", "2021-03"), ("april-2021", "2021-04"),
        ("may-2021", "2021-05"), ("june-2021", "2021-06"), ("july-2021", "2021-07"), ("august-2021", "2021-08"),
        ("september-2021", "2021-09"), ("october-2021", "2021-10"), ("november-2021", "2021-11"),
        ("december-2023", "2023-12"),
    ],
)  # fmt: skip
def test_the_month_is_that_at_the_end_of_the_address(name: str, expected: str) -> None:
    for end in ("/", ""):
        address = f"{SITE}publication-html/vetting-in-kent-police-{name}{end}"
        assert month(KENT + DAY, address) == expected


@pytest.mark.parametrize("name", ["november-2021-part-2", "november", "november-1999", "november2021", "brumaire-2021"])
def test_a_month_elsewhere_in_the_address_is_not_its(name: str) -> None:
    assert month(KENT + DAY, f"{SITE}publication-html/vetting-in-kent-police-{name}/") == "2022-11"


@pytest.mark.parametrize(
    "day", ["Published on: 17 November 2022", "Published: 17/11/2022", "First published on 17th November 2022"]
)
def test_else_it_is_the_month_of_the_line_that_dates_the_report(day: str) -> None:
    assert month(f"{KENT}<p>{day}</p>") == "2022-11"


def test_a_line_that_dates_nothing_is_passed_over() -> None:
    assert month(f"{KENT}<p>Published on: paper</p><p>17 November 2021</p>{DAY}") == "2022-11"


def test_the_day_stands_in_the_head_of_the_page() -> None:
    assert month(KENT + "<p>Word</p>" * 29 + DAY) == "2022-11"
    assert month(KENT + "<p>Word</p>" * 30 + DAY) == "undated"


def test_a_report_of_no_day_is_undated_and_says_so() -> None:
    found = whose(KENT)
    assert found.round is not None
    assert (found.round.id, codes(found)) == ("undated", ["inspection_undated"])


# --- what a text is about ------------------------------------------------------------------------------------


def named(title: str, last: str | None = None) -> str | None:
    found = names_in_full(shown(f"<h1>{title}</h1>", f"publication-html/{last}/" if last else None))
    return found.id if found else None


def test_a_text_is_about_the_one_body_whose_full_name_title_or_address_has() -> None:
    assert named("Gardens of Kent Police") == named("Gardens", "gardens-of-kent-police") == "police/kent"
    assert named("Gardens of Kent Police", "gardens") == "police/kent"
    assert named("Gardens") is named("Gardens", "gardens-of-kent") is named("Kent Police and Essex Police") is None
    assert named("Kent Police and Essex Police", "gardens-of-kent-police") is None
    assert is_of_one(shown("<h1>Kent Police and Essex Police</h1>"))
    no_title = shown("<p>Words</p>", "publication-html/gardens-of-kent-police/")
    found = names_in_full(no_title)
    assert found is not None and found.id == "police/kent"


def test_at_the_end_of_an_address_a_slug_is_enough_to_say_that_it_is_about_one() -> None:
    for title, last in (("Gardens of Kent Police", None), ("Gardens", "gardens-of-kent"), ("Gardens", "kent-police")):
        assert is_of_one(shown(f"<h1>{title}</h1>", f"publication-html/{last}/" if last else None))
    for title, last in (("Gardens of Kent", None), ("Gardens", "kent-and-its-gardens"), ("Gardens", "gardens")):
        assert not is_of_one(shown(f"<h1>{title}</h1>", f"publication-html/{last}/" if last else None))


@pytest.mark.parametrize("word", ["PEEL", "FRS"])
def test_a_programme_of_rounds_is_named_by_title_or_address(word: str) -> None:
    assert is_of_rounds(shown(f"<h1>{word}: a summary</h1>"))
    assert is_of_rounds(shown("<h1>A summary</h1>", f"publication-html/{word.lower()}-a-summary/"))
    assert is_of_rounds(shown("<p>Words</p>", f"publication-html/{word.lower()}-a-summary/"))
    assert not is_of_rounds(shown(f"<h1>A summary</h1><p>{word}</p>"))
    assert not is_of_rounds(shown(f"<h1>{word}ing away</h1>", "publication-html/a-summary/"))


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("An inspection of the Essex", "an-inspection-of-the-civil-nuclear-constabulary"),
        ("Inspection into Dorset effectiveness and legitimacy", "inspection-into-british-transport-police-effectiveness"),
        ("An inspection of the Civil Nuclear Constabulary", "an-inspection-of-the-essex"),
        ("Inspection into British Transport Police effectiveness", "inspection-into-dorset-effectiveness"),
    ],
)  # fmt: skip
def test_an_area_that_stands_first_is_enough_to_contradict(title: str, last: str) -> None:
    with pytest.raises(Refusal) as error:
        whose(f"<h1>{title}</h1>{DAY}", f"publication-html/{last}/")
    assert error.value.reason is RefusalReason.IDENTITY


def test_a_full_name_in_the_title_and_another_in_the_address_are_refused() -> None:
    title = "<h1>A review of how Kent Police answered</h1>"
    assert names_in_full(shown(title)) == ORGANISATIONS["police/kent"]
    assert names_in_full(shown(title, "publication-html/review-of-an-answer/")) == ORGANISATIONS["police/kent"]
    with pytest.raises(Refusal):
        names_in_full(shown(title, "publication-html/review-of-how-essex-police-answered/"))


def test_a_report_that_names_nobody_is_declined() -> None:
    assert whose("<h1>Report on vetting in somewhere</h1>" + DAY).declined
