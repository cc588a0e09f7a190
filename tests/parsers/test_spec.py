"""What a page type is made of: signs, eras, siblings, and how a page is read and its lacks are named by a spec."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemas.labels import Role
from schemas.page_types import ASSESSMENT, LETTER, PILLAR, REPORT, PageType
from schemas.vocabulary import OrganisationKind
from scraper.catalogue.organisations import ORGANISATIONS
from scraper.document.read import Document
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence
from scraper.parsers.outline import Outline, Section
from scraper.parsers.spec import (
    Lack,
    PageSpec,
    SectionSpec,
    Whose,
    all_of,
    any_number,
    any_of,
    has_role,
    headlines,
    in_rounds,
    no_promise,
    not_on_page,
    of_body,
    pillars,
    promised,
    read_page,
    sibling,
    titled,
)

from .made import FIRE, R2014, R2016, block, builder, outline, section

POLICE = OrganisationKind.POLICE
SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
HEADLINE = "The extent to which the force is efficient is good."


def page(*marked: str, path: str | None = None) -> Evidence:
    return Evidence(Document([block(text) for text in marked]), b"", f"{SITE}/{path}" if path else None)


# --- signs ---------------------------------------------------------------------------------------------------


def test_an_address_promises_one_type() -> None:
    report = page(path="peel-reports/surrey-2023-25/")
    assert promised(REPORT)(report)
    assert not promised(ASSESSMENT)(report)
    assert not promised(REPORT)(page())


def test_without_an_address_nothing_is_promised() -> None:
    assert no_promise(page())
    assert not no_promise(page(path="peel-reports/surrey-2023-25/"))


def test_headline_judgments_are_counted() -> None:
    assert headlines(2)(page(HEADLINE, HEADLINE))
    assert not headlines(2)(page(HEADLINE))


def test_pillars_are_counted_without_leadership() -> None:
    assert pillars(2)(page("Effectiveness", "Efficiency"))
    assert not pillars(2)(page("Effectiveness", "Leadership"))


def test_one_label_of_some_roles_is_enough() -> None:
    sign = has_role(Role.SUMMARY, Role.CONTEXT)
    assert sign(page("Context"))
    assert not sign(page("Efficiency"))


def test_a_page_with_a_title_of_the_form_of_assessments_is_titled() -> None:
    assert titled(page("# Staffordshire 2016"))
    assert not titled(page("# About us"))


def test_signs_are_joined() -> None:
    one, none = page("Context"), page("Efficiency")
    context, summary = has_role(Role.CONTEXT), has_role(Role.SUMMARY)
    assert any_of(summary, context)(one)
    assert not any_of(summary, context)(none)
    assert not all_of(summary, context)(one)
    assert all_of(context, no_promise)(one)


# --- whose page, which era -----------------------------------------------------------------------------------


def test_the_body_is_that_of_the_organisation_or_the_round_else_what_is_told() -> None:
    kent = ORGANISATIONS["police/kent"]
    assert Whose(organisation=kent).body is POLICE
    assert Whose(organisation=kent, round=FIRE).body is POLICE
    assert Whose(round=FIRE).body is OrganisationKind.FIRE
    assert Whose(kind=OrganisationKind.FIRE).body is OrganisationKind.FIRE
    assert Whose().body is None


def test_an_era_is_some_rounds_of_a_body() -> None:
    era = in_rounds(POLICE, "2014", "2018-19")
    assert era(Whose(round=R2014), page())
    assert not era(Whose(round=R2016), page())
    assert not era(Whose(round=FIRE), page())
    assert not era(Whose(kind=POLICE), page())


def test_an_era_may_be_all_rounds_of_a_body() -> None:
    assert of_body(POLICE)(Whose(kind=POLICE), page())
    assert not of_body(POLICE)(Whose(round=FIRE), page())


# --- specs ---------------------------------------------------------------------------------------------------


def test_a_spec_has_the_type_of_its_row() -> None:
    assert PageSpec("letter", LETTER).type is PageType.LETTER


def test_a_sibling_is_read_as_its_base_but_for_what_it_names() -> None:
    base = PageSpec("pillar", PILLAR, headed_by_name=True, graded_headings=True)
    era = of_body(POLICE)
    late = sibling(sibling(base, "police-pillar"), "late-pillar", era, graded_headings=False)
    assert (late.name, late.facts, late.era, late.headed_by_name, late.graded_headings) == (
        "late-pillar", PILLAR, era, True, False,
    )  # fmt: skip
    assert (base.depth, late.depth) == (0, 2)


# --- reading -------------------------------------------------------------------------------------------------


class Told:
    """Notes what was read, in order, as parts of a page's spec do."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def section(self, _b: Builder, one: Section) -> None:
        self.heard.append(one.text)

    def closing(self, _b: Builder, _outline: Outline) -> None:
        self.heard.append("closing")

    def whole(self, _b: Builder, spec: PageSpec, _outline: Outline) -> None:
        self.heard.append(spec.name)


def lacks_context(_b: Builder, _outline: Outline) -> Iterator[Lack]:
    yield not_on_page("Context", 3, of=" of the list")


def lacks_all(_b: Builder, _outline: Outline) -> Iterator[Lack]:
    yield "The page lacks all.", ()


PAGE = outline(section(Role.CONTEXT, "## Context"), section(None, "## Our way"), section(Role.SUMMARY, "## Summary"))


def test_a_page_is_read_opening_first_then_section_by_section_then_laid_together() -> None:
    told = Told()
    spec = PageSpec(
        "one", ASSESSMENT, opening=told.section, closing=told.closing,
        sections=(SectionSpec(Role.TOPIC, told.section), SectionSpec(Role.CONTEXT, told.section)),
    )  # fmt: skip
    read_page(builder(), spec, PAGE)
    assert told.heard == ["Judgments", "Context", "Our way", "closing"]


def test_a_section_is_read_by_the_first_reader_of_its_role_alone() -> None:
    told = Told()
    spec = PageSpec("one", ASSESSMENT, sections=(SectionSpec(Role.CONTEXT, told.section),) * 2)
    read_page(builder(), spec, PAGE)
    assert told.heard == ["Context"]


def test_a_spec_may_read_its_page_as_a_whole() -> None:
    told = Told()
    read_page(builder(), PageSpec("one", ASSESSMENT, opening=told.section, read=told.whole), PAGE)
    assert told.heard == ["one"]


def test_lacks_are_named_those_of_the_page_first() -> None:
    b = builder()
    sections = (
        SectionSpec(Role.CONTEXT, Told().section, lacks_context), SectionSpec(Role.SUMMARY, Told().section),
    )  # fmt: skip
    read_page(b, PageSpec("one", ASSESSMENT, counts=(lacks_all,), sections=sections), PAGE)
    assert [(each.code, each.message, each.blocks) for each in b.problems] == [
        ("section_missing", "The page lacks all.", []),
        ("section_missing", "The section “Context” of the list is not on the page.", [3]),
    ]


@pytest.mark.parametrize("pages", [outline(), PAGE])
def test_any_number_of_a_section_lacks_nothing(pages: Outline) -> None:
    assert list(any_number(builder(), pages)) == []
