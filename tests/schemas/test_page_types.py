"""The table of page types, row by row: where the site has the pages, what a whole page holds, which page speaks first.

The lists here are written by hand from docs/layouts.md, 1 and 3 to 10, and never taken from the table.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas import page_types
from schemas.catalogued import CatalogueError, made
from schemas.page_types import (
    OF_ORGANISATIONS,
    OF_PUBLICATIONS,
    OF_SEVERAL,
    PAGE_TYPES,
    SET_ASIDE,
    UNKNOWN,
    Judged,
    PageType,
    Subject,
    facts_of,
)
from schemas.vocabulary import Pillar, Round, find_round
from scraper.catalogue.urls import read_address

SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"
BASES = [
    ("police", "2014", "peel-assessments/peel-2014/surrey"),
    ("police", "2015", "peel-assessments/peel-2015/surrey"),
    ("police", "2016", "peel-assessments/peel-2016/surrey"),
    ("police", "2017", "peel-assessments/peel-2017/surrey"),
    ("police", "2018-19", "peel-assessments/peel-2018/surrey"),
    ("fire", "2018-19", "frs-assessment/frs-2018/surrey"),
    ("fire", "2021-22", "frs-assessment/frs-2021/surrey"),
]
REPORTS = [
    ("police", "2021-22", "peel-reports/surrey-2021-22"),
    ("police", "2023-25", "peel-reports/surrey-2023-25"),
    ("fire", "2023-25", "frs-assessments/surrey-2023-2025"),
]
ALL = {f"{body} {round_id}" for body, round_id, _ in BASES}


def round_of(body: str, round_id: str) -> Round:
    found = find_round(body, round_id)
    assert found is not None
    return found


def promise(path: str) -> tuple[str, str | None, str | None, str | None] | None:
    found = read_address(SITE + path)
    return (found.type.value, found.organisation, found.round, found.pillar) if found else None


# --- where the pages are -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "round_id", "path"), BASES)
def test_the_pages_of_an_assessment_stand_below_its_rounds_base(body: str, round_id: str, path: str) -> None:
    surrey = f"{body}/surrey"
    assert promise(path) == ("assessment", surrey, round_id, None)
    assert promise(f"{path}/other-reports") == ("other_reports", surrey, round_id, None)
    for pillar in Pillar:
        assert promise(f"{path}/{pillar.value}") == ("pillar", surrey, round_id, pillar.value)
        assert promise(f"{path}/{pillar.value}/detailed-findings") == ("findings", surrey, round_id, pillar.value)


@pytest.mark.parametrize(("body", "round_id", "path"), REPORTS)
def test_a_long_report_has_its_round_in_its_name(body: str, round_id: str, path: str) -> None:
    assert promise(path) == ("report", f"{body}/surrey", round_id, None)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("warwickshire", ("assessment", "police/warwickshire", None, None)),
        ("peel-reports/surrey-2025-27", ("report", "police/surrey", "2025-27", None)),
        ("peel-reports/surrey-2025-2027", ("report", "police/surrey", "2025-27", None)),
        ("frs-assessment/avon-2025-27", ("report", "fire/avon", "2025-27", None)),
        ("frs-assessments/avon-2025-2027", ("report", "fire/avon", "2025-27", None)),
        ("frs-assessment/devon-and-somerset", ("report", "fire/devon-and-somerset", None, None)),
        ("police-forces/surrey", ("landing", "police/surrey", None, None)),
        ("police-forces/atlantis", None),
        ("about-us/what-we-do/peel", ("round_index", None, None, None)),
        ("about-us/who-we-inspect", ("round_index", None, None, None)),
        ("our-work/article/custody", ("round_index", None, None, None)),
        ("contact-us", None),
    ],
)
def test_an_address_may_state_no_known_round(path: str, expected: tuple[str | None, ...] | None) -> None:
    assert promise(path) == expected


@pytest.mark.parametrize(
    ("page_type", "paths"),
    [
        ("overview", ["peel-assessments/peel-2015", "frs-assessment/frs-2021", "frs-assessment/frs-2023-25"]),
        ("data_table", ["frs-assessment/frs-2023-25/service-assessment-data-table"]),
        ("publication", ["publication-html/state-of-policing", "publication-html/state-of-policing/part-1"]),
        ("report", ["publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-kent-police"]),
        (
            "round_index",
            [
                "peel-assessments", "peel-reports", "frs-assessment", "frs-assessments", "peel-assessments/what-is-peel",
                "peel-assessments/what-is-peel/2016", "peel-assessments/national-peel-reports", "peel-assessments/how-we-inspect",
                "peel-assessments/how-we-inspect/2018-peel-assessment", "fire-and-rescue-services/how-we-inspect-services",
                "fire-and-rescue-services/how-we-inspect/2023-25", "police-forces",
                "police-forces/integrated-peel-assessments", "police-forces/forces-organisations/others",
            ],
        ),
        ("news", ["news", "news/news-feed/one"]),
        (
            "landing",
            [
                "", "publications", "publications/one", "key-facts-technical-note", "key-facts-technical-note/2019",
                "fire-and-rescue-services", "fire-and-rescue-services/data/about-the-data", "peel-assessments/what-happens-next",
            ],
        ),
        ("welsh", ["cy", "cy/heddlu"]),
    ],
)  # fmt: skip
def test_pages_of_all_and_of_nobody_are_told_by_their_paths(page_type: str, paths: list[str]) -> None:
    for path in paths:
        assert promise(path) == (page_type, None, None, None), path


@pytest.mark.parametrize(
    ("page_type", "expected"),
    [
        ("assessment", ALL),
        ("pillar", ALL),
        ("findings", {"police 2018-19"}),
        ("other_reports", {"police 2014", "police 2015", "police 2016"}),
        ("report", {"police 2021-22", "police 2023-25", "police 2025-27", "fire 2023-25", "fire 2025-27"}),
        ("letter", set()),
        ("overview", set()),
    ],
)
def test_a_complete_data_set_has_a_page_of_these_rounds_for_everyone(page_type: str, expected: set[str]) -> None:
    facts = facts_of(page_type)
    assert {f"{place.kind} {place.round}" for place in facts.places if place.expected} == expected


def test_all_kinds_of_pages_are_followed_but_those_that_hold_nothing_of_their_own() -> None:
    assert {facts.name for facts in PAGE_TYPES if not facts.followed} == {"news", "welsh"}
    assert {facts.name for facts in PAGE_TYPES if facts.leads} == {"round_index", "landing", "organisation"}


# --- what a page holds ---------------------------------------------------------------------------------------


def test_the_types_have_these_names_and_an_address_is_asked_in_this_order() -> None:
    names = [
        "welsh", "round_index", "news", "crime_data_integrity", "area", "organisation", "landing", "data_table", "overview",
        "vetting", "child_protection", "integrity", "regional", "custody", "letter", "special", "publication",
        "assessment", "pillar", "findings", "other_reports", "report",
    ]  # fmt: skip
    assert [facts.name for facts in PAGE_TYPES] == names
    of_others = {facts.name for facts in PAGE_TYPES if facts.programme} | {"organisation"}
    of_their_name = [name for name in (*names, "unknown") if name not in of_others]
    assert [facts_of(name).type.value for name in of_their_name] == of_their_name
    assert facts_of("unknown") is UNKNOWN
    with pytest.raises(KeyError):
        facts_of("page")


def test_pages_of_nobody_are_set_aside() -> None:
    assert {each.value for each in SET_ASIDE} == {"welsh", "round_index", "news", "landing"}
    of_many = {facts.name for facts in PAGE_TYPES if facts.subject is Subject.MANY}
    assert of_many == {"data_table", "overview", "publication"}


OBSERVATIONS = ("HMI's observations",)
OF_2016 = (
    "HMI's observations", "Context", "Working arrangements", "Looking ahead to 2017", "Other inspections", "Leadership",
    "Other reports", "Key facts", "Points of context provided by the force", "Police and crime plan priorities",
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "round_id", "sections"),
    [
        ("police", "2014", ()),
        ("police", "2015", OBSERVATIONS),
        ("police", "2016", OF_2016),
        ("police", "2017", OBSERVATIONS),
        ("police", "2018-19", OBSERVATIONS),
        ("fire", "2018-19", ()),
    ],
)
def test_a_whole_page_of_a_round_has_these_sections(body: str, round_id: str, sections: tuple[str, ...]) -> None:
    assert facts_of("assessment").sections_of(round_of(body, round_id)) == sections
    assert facts_of("pillar").sections_of(round_of(body, round_id)) == ()


def test_a_page_of_an_assessment_judges_the_pillars_of_its_round() -> None:
    facts = facts_of("assessment")
    assert facts.judgments_of(round_of("police", "2016"), None) == ("effectiveness", "efficiency", "legitimacy")
    assert facts.judgments_of(round_of("fire", "2021-22"), None) == ("effectiveness", "efficiency", "people")


def test_a_page_of_2014_judges_three_areas_beside_its_pillars() -> None:
    assert facts_of("assessment").judgments_of(round_of("police", "2014"), None)[3:] == (
        "effectiveness/preventing-crime", "effectiveness/investigating-crime", "effectiveness/anti-social-behaviour",
    )  # fmt: skip


def test_a_page_of_a_pillar_judges_the_graded_questions_of_its_pillar() -> None:
    facts, of_2016 = facts_of("pillar"), round_of("police", "2016")
    found = facts.judgments_of(of_2016, Pillar.EFFECTIVENESS)
    assert len(found) == 4
    assert all(key.startswith("effectiveness/") for key in found)
    assert facts.judgments_of(of_2016, Pillar.LEADERSHIP) == ()
    assert facts.judgments_of(of_2016, None) == ()


@pytest.mark.parametrize("page_type", ["findings", "other_reports", "report", "letter", "overview", "publication"])
def test_of_other_pages_nobody_says_which_judgments_they_hold(page_type: str) -> None:
    assert facts_of(page_type).judgments_of(round_of("police", "2016"), Pillar.EFFECTIVENESS) == ()


def test_a_long_report_judges_areas_and_leaves_out_few() -> None:
    of_areas = {facts.name: facts.least for facts in PAGE_TYPES if facts.judged is Judged.AREAS}
    assert of_areas == {
        "report": 8, "vetting": 1, "integrity": 1, "crime_data_integrity": 1, "child_protection": 0, "regional": 0,
        "special": 0,
    }  # fmt: skip
    assert sum(facts.least for facts in PAGE_TYPES) == 11


def test_a_report_on_vetting_is_a_report_of_a_programme_of_its_own() -> None:
    assert facts_of("vetting").type is PageType.REPORT
    programmes = {facts.name: facts.programme.value for facts in PAGE_TYPES if facts.programme}
    assert programmes == {
        "vetting": "vetting", "child_protection": "child-protection", "integrity": "integrity", "custody": "custody",
        "crime_data_integrity": "crime-data-integrity", "regional": "serious-organised-crime", "special": "special",
    }  # fmt: skip


def test_the_grades_of_everyone_stand_on_two_types_of_pages() -> None:
    assert {facts.name for facts in PAGE_TYPES if facts.judged is Judged.EVERYONE} == {"overview", "data_table"}


# --- beside each other ---------------------------------------------------------------------------------------


def test_of_pages_that_state_one_thing_the_more_special_one_speaks_first() -> None:
    ranked = sorted((facts.rank, facts.name) for facts in PAGE_TYPES if facts.rank and not facts.programme)
    assert [name for _, name in ranked] == ["assessment", "report", "pillar", "findings", "other_reports", "letter"]
    asked = sorted(
        (facts.question_rank, facts.name) for facts in PAGE_TYPES if facts.question_rank and not facts.programme
    )
    assert [name for _, name in asked] == ["pillar", "findings", "report", "assessment", "other_reports", "letter"]
    assert [rank for rank, _ in ranked] == [rank for rank, _ in asked] == [1, 2, 3, 4, 5, 6]


def test_a_report_of_a_programme_of_its_own_speaks_as_a_report_does() -> None:
    own = [facts for facts in PAGE_TYPES if facts.programme]
    assert {(facts.type, facts.rank, facts.question_rank) for facts in own} == {(PageType.REPORT, 2, 3)}


def test_pages_of_an_organisation_and_of_several_are_told() -> None:
    by_subject = {facts.name: facts.subject for facts in PAGE_TYPES}
    assert {name for name, subject in by_subject.items() if subject is Subject.ORGANISATION} == {"area", "organisation"}
    assert {name for name, subject in by_subject.items() if subject is Subject.SEVERAL} == {"regional"}
    assert {"area", "landing", "letter"} == OF_ORGANISATIONS
    assert {"publication", "landing"} == OF_PUBLICATIONS
    assert {"report"} == OF_SEVERAL


@pytest.mark.parametrize(
    ("page_type", "path", "organisation", "round_id"),
    [
        ("area", "peel-assessments/peel-2015/kent/more-about-this-area", "police/kent", "2015"),
        ("area", "police-forces/kent/more-about-this-area", "police/kent", None),
        ("area", "fire-and-rescue-services/avon/more-about-this-area", "fire/avon", None),
        ("organisation", "police-forces/kent", "police/kent", None),
        ("organisation", "fire-and-rescue-services/avon", "fire/avon", None),
        ("landing", "fire-and-rescue-services/about", None, None),
        ("landing", "publications/kent-crime-data-integrity-inspection-2018", None, None),
        ("child_protection", "publication-html/kent-national-child-protection-inspection", None, None),
        ("child_protection", "publication-html/kent-national-child-protection-inspection-may-2025", None, None),
        ("child_protection", "publication-html/kent-national-child-protection-reinspection", None, None),
        ("child_protection", "publication-html/kent-national-child-protection-re-inspection-2", None, None),
        ("publication", "publication-html/national-child-protection-inspection-methodology", None, None),
        ("integrity", "publication-html/kent-police-integrity-inspection", None, None),
        ("crime_data_integrity", "publication-html/kent-crime-data-integrity-inspection-2018", None, None),
        ("crime_data_integrity", "publication-html/kent-crime-data-integrity-reinspection-2018", None, None),
        ("crime_data_integrity", "publication-html/kent-crime-data-integrity-re-inspection", None, None),
        ("regional", "publication-html/inspection-of-the-eastern-regional-response-to-serious-and-organised-crime", None, None),
        ("custody", "publication-html/kent-joint-inspection-of-police-custody", None, None),
        ("custody", "publication-html/custody-services-in-kent", None, None),
        ("publication", "publication-html/the-joint-custody-inspection-programme", None, None),
    ],
)  # fmt: skip
def test_the_families_have_addresses_of_their_own(
    page_type: str, path: str, organisation: str | None, round_id: str | None
) -> None:
    found = read_address(f"{SITE}{path}/")
    assert found is not None
    assert (found.facts.name, found.organisation, found.round, found.pillar) == (
        page_type,
        organisation,
        round_id,
        None,
    )


def test_letters_come_later_and_in_numbers() -> None:
    assert [facts.type for facts in PAGE_TYPES if facts.revisits] == [PageType.LETTER]
    assert [facts.type for facts in PAGE_TYPES if facts.several] == [PageType.LETTER]


def test_pages_of_a_pillar_are_of_one_pillar_each() -> None:
    assert {facts.name for facts in PAGE_TYPES if facts.of_pillar} == {"pillar", "findings"}


def test_a_grid_of_pages_has_a_letter_for_each_column() -> None:
    columns = {facts.name: facts.column for facts in PAGE_TYPES if facts.column}
    assert columns == {"assessment": "A", "pillar": "P", "findings": "F", "other_reports": "O", "report": "R"}


def titles(name: str) -> list[str]:
    bodies = ("peel", "frs", "fire and rescue service")
    if name == "landing":
        made = [f"kent {body} {what}" for body in bodies[:2] for what in ("assessments", "inspections", "reports")]
        return [*made, "kent peel reports 2016", "kent peel reports 2018/19", "kent frs reports 2021-2022"]
    words = ("assessment", "assessments", "inspection", "inspections")
    years = ("2016", "2018/19", "2018-19", "2018/2019")
    made = [
        line
        for b in bodies
        for w in words
        for y in years
        for line in (f"{b} {w} {y}", f"{y} {b} {w}", f"the {y} {b} {w}")
    ]
    made += [f"the {place} peel {w}" for place in ("first", "second", "third", "fourth", "fifth") for w in words[:2]]
    asked = ("what is peel", "how we inspect", "how we carry out peel assessments", "about peel assessments")
    return [*made, *asked, *(f"{line}?" for line in asked)]


@pytest.mark.parametrize("name", ["round_index", "landing"])
def test_a_page_that_is_set_aside_is_proven_by_one_form_of_its_title(name: str) -> None:
    for line in titles(name):
        assert sum(bool(re.fullmatch(form, line)) for form in facts_of(name).titles) == 1, line
    for line in (
        "peel",
        "kent 2016",
        "the sixth peel assessment",
        "what is peel for",
        "kent police",
        "peel assessments were made",
    ):
        assert not any(re.fullmatch(form, line) for form in facts_of(name).titles), line


def test_other_pages_are_not_proven_by_a_title_alone() -> None:
    assert {facts.name for facts in PAGE_TYPES if facts.titles} == {"round_index", "landing"}


@pytest.mark.parametrize(("path", "says"), [("peel-2031/{slug}", None), ("peel-2031/kent", "path lacks {slug}")])
def test_a_place_has_the_name_of_an_organisation_in_its_path(tmp_path: Path, path: str, says: str | None) -> None:
    columns = ("page", "kind", "round", "path", "expected", "seen", "source")
    row = ("assessment", "police", "2016", path, "", "", "a letter")
    (tmp_path / "places.csv").write_text("\n".join(map(",".join, (columns, row))) + "\n")
    if says is None:
        assert made(page_types._place, "places", tmp_path)[0][1].path == path
    else:
        with pytest.raises(CatalogueError, match=re.escape(says)):
            made(page_types._place, "places", tmp_path)
