"""A report on vetting and counter-corruption: what proves it, what is read of it, what it lacks."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.vocabulary import RefusalReason
from tests.parsers.shown import claims, lacks, layout, read

from .parts import ASKED, WENT_TO

TITLE = "A report into the effectiveness of vetting and counter-corruption arrangements in Kent Police"
URL = "publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-kent-police/"
DAY = "<p>Published on: 17 November 2022</p>"
LABEL = "Vetting, IT monitoring and counter-corruption"
GRADED = f"<h2>Introduction</h2><h3>{LABEL}: requires improvement</h3><p>We visited the force.</p>"
PAGE = f"<h1>{TITLE}</h1>{DAY}{GRADED}"


def judged(found: Extraction) -> list[tuple[str | None, str, str | None]]:
    assert found.record is not None, found.refused
    return [(one.question_key, one.status.value, one.grade_text) for one in found.record.judgments]


def codes(found: Extraction) -> list[str]:
    return [problem.code for problem in found.problems]


# --- what proves it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        TITLE.removesuffix(" Police"),
        "The effectiveness of vetting and counter-corruption arrangements in Kent",
        "The effectiveness of vetting and counter-corruption arrangements in Kent Police",
        "Vetting and counter-corruption arrangements in Kent Police",
        "VETTING AND COUNTER-CORRUPTION ARRANGEMENTS IN KENT POLICE",
    ],
)
@pytest.mark.parametrize("tag", ["h1", "p"])
def test_its_title_proves_it_whatever_its_tag(title: str, tag: str) -> None:
    found = read(f"<{tag}>{title}</{tag}>{DAY}{GRADED}")
    assert (found.page.layout, found.page.type) == ("vetting", PageType.REPORT)
    assert found.page.assessment == "police/kent/vetting/2022-11"


def test_its_address_proves_it() -> None:
    assert layout(f"<h1>Kent Police</h1>{DAY}{GRADED}", URL) == "vetting"


@pytest.mark.parametrize(
    "title", ["Vetting in Kent Police", "An inspection of vetting and counter-corruption in policing"]
)
def test_a_report_under_another_title_is_none(title: str) -> None:
    assert layout(f"<h1>{title}</h1>{DAY}{GRADED}", "publication-html/one/") != "vetting"
    assert layout(f"<p>{title}</p>{DAY}{GRADED}", "publication-html/one/") != "vetting"


def test_one_of_nobody_is_of_unknown_type() -> None:
    found = read(f"<h1>{TITLE.replace('Kent Police', 'a force')}</h1>{DAY}{GRADED}<p>HMICFRS</p>")
    assert found.page.type is PageType.UNKNOWN


def test_one_whose_title_names_another_force_than_its_address_is_refused() -> None:
    found = read(PAGE, URL.replace("kent", "essex"))
    assert found.refused is not None
    assert found.refused.reason is RefusalReason.IDENTITY


# --- what is read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", [f"<h3>{LABEL}: requires improvement</h3>", f"<p>{LABEL}: requires improvement</p>",
                f"<h3>{LABEL}</h3><p>Requires improvement</p>",
                f"<p>Kent Police requires improvement at {LABEL[0].lower()}{LABEL[1:]}.</p>"],
)  # fmt: skip
def test_its_one_grade_is_read_from_a_heading_a_line_or_a_sentence(heading: str) -> None:
    found = read(f"<h1>{TITLE}</h1>{DAY}<h2>Introduction</h2>{heading}<p>We visited the force.</p>", URL)
    (judgment,) = judged(found)
    assert judgment[:2] == ("area/vetting-and-counter-corruption", "graded")
    assert str(judgment[2]).lower() == "requires improvement"
    assert "grade_missing" not in codes(found)


@pytest.mark.parametrize("tag", ["h3", "p"])
def test_what_stands_below_the_name_with_its_grade_is_of_the_topic_whatever_its_tag(tag: str) -> None:
    line = f"<{tag}>{LABEL}: requires improvement</{tag}>"
    found = read(f"<h1>{TITLE}</h1>{DAY}<h2>Introduction</h2><p>We came.</p>{line}<p>We visited the force.</p>", URL)
    assert found.record is not None
    assert [(row.text, row.question_key) for row in found.record.findings] == [
        ("We came.", None), ("We visited the force.", "area/vetting-and-counter-corruption"),
    ]  # fmt: skip


def test_a_report_without_a_grade_has_a_judgment_that_says_so() -> None:
    found = read(f"<h1>{TITLE}</h1>{DAY}<h2>Introduction</h2><p>Its neighbours are good at vetting.</p>", URL)
    assert judged(found) == [("area/vetting-and-counter-corruption", "unreadable", None)]
    assert codes(found) == ["grade_missing"]


def test_its_day_and_what_introduces_it_stand_before_its_parts() -> None:
    found = read(f"<h1>{TITLE}</h1>{DAY}<p>We look at forces.</p>{GRADED}", URL)
    assert found.record is not None
    (report,) = found.record.reports
    assert (report.title, report.published_text) == (TITLE, "17 November 2022")
    assert found.record.introduction == ["We look at forces."]
    assert claims(found)["We visited the force."] == "findings"
    assert found.accounting is not None
    assert found.accounting.coverage == 1.0


def test_what_it_asks_for_is_read_and_what_is_related_set_aside() -> None:
    asks = ASKED.replace("<h4>", "<h3>").replace("</h4>", "</h3>")
    found = read(f"{PAGE}<h2>How well does the force vet?</h2>{asks}<h2>Related content</h2><p>Another page</p>", URL)
    asked = {text: claims(found)[text] for text in WENT_TO if WENT_TO[text] == "recommendations"}
    assert set(asked.values()) == {"recommendations"}
    assert claims(found)["Another page"] == "boilerplate:related"


def test_its_parts_are_those_of_its_list_of_contents_in_a_copy_without_headings() -> None:
    names = ("About us", "Introduction")
    listed = "<p>Contents</p>" + "".join(f"<p>{name}</p>" for name in names)
    body = "<p>About us</p><p>We look at forces.</p><p>Introduction</p><p>We visited the force.</p>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{listed}{body}", URL)
    assert found.record is not None
    assert {row.text: row.section for row in found.record.findings} == {
        "We look at forces.": "About us", "We visited the force.": "Introduction",
    }  # fmt: skip


# --- what it lacks -------------------------------------------------------------------------------------------


def test_a_report_without_a_part_under_a_heading_is_told() -> None:
    assert lacks(read(PAGE, URL)) == []
    bare = read(f"<h1>{TITLE}</h1>{DAY}<p>We visited the force.</p>", URL)
    assert lacks(bare) == ["The report has no section under a heading of its own."]


def test_its_questions_are_parts_where_the_list_of_contents_alone_says_so() -> None:
    names = ("Introduction", "How well does the force vet?", "How does it look for corruption?")
    links = "".join(f"<p><a href='#x'>{name}</a></p>" for name in names)
    for listed in (links, "".join(f"<p>{name}</p>" for name in names)):
        body = "".join(f"<p>{name}</p><p>Words about {place}.</p>" for place, name in enumerate(names))
        found = read(f"<h1>{TITLE}</h1>{DAY}<p>Contents</p>{listed}<p>Print this document</p>{body}", URL)
        assert found.record is not None
        assert [(row.section, row.text) for row in found.record.findings] == [
            (name, f"Words about {place}.") for place, name in enumerate(names)
        ]


def test_a_part_that_the_list_of_contents_has_and_the_page_has_not_is_told() -> None:
    listed = "<h2>Contents</h2><ul><li><a href='#i'>Introduction</a></li><li><a href='#v'>How well does the force vet?</a></li></ul>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{listed}{GRADED}", URL)
    assert lacks(found) == ["The section “How well does the force vet?” of the list of contents is not on the page."]


@pytest.mark.parametrize(
    "heading", ["March 2013", "2013/14", "PEEL 2013", "Graded in 2013", "As at March 2022", "Our ambition", "An appeal"]
)
def test_a_grade_below_a_heading_of_a_year_or_of_an_aim_is_none_of_a_report_of_no_year(heading: str) -> None:
    found = read(
        f"<h1>{TITLE}</h1><h2>Introduction</h2><p>We visited the force.</p><h3>{heading}</h3><p>{LABEL}</p><p>Inadequate</p>"
    )
    assert not any(row[2] for row in judged(found))
    assert "grade_unreadable" in codes(found)


@pytest.mark.parametrize("item", [f"{LABEL}: inadequate", "Inadequate", "Good"])
def test_an_item_of_its_list_of_contents_grades_nothing(item: str) -> None:
    contents = f"<h2>Contents</h2><ul><li>{item}</li><li><a href='#i'>Introduction</a></li></ul>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{contents}<h2 id='i'>Introduction</h2><p>We visited the force.</p>")
    assert not any(row[2] for row in judged(found))
    assert lacks(found)
