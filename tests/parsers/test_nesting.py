"""What nests in what, strategy by strategy: each answer is about one line, in the light of the section it stands in."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.vocabulary import OrganisationKind, Pillar, Programme, inspection
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.nesting import (
    FRONT,
    ByAreas,
    ByGradedTopics,
    ByParts,
    ByQuestions,
    ByReports,
    ByRole,
    ByTopics,
    Nesting,
    has_front,
)
from scraper.parsers.outline import Section

from .made import FIRE, R2014, R2016, R2023, line, lines, section

CRIME = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
NAMED = "Preventing crime and tackling anti-social behaviour"
PROSE = "The force talks with those it serves."


def opens(nesting: Nesting, label: str, now: Section | None = None) -> bool:
    read = line(label)
    assert read.label is not None
    return nesting.opens(now or section(), read, read.label)


def begins(nesting: Nesting, text: str, now: Section | None = None) -> bool:
    return nesting.begins(now or section(), line(text))


def asked(heading: str = f"### {CRIME}", pillar: Pillar | None = Pillar.EFFECTIVENESS, *body: str) -> Section:
    return section(Role.QUESTIONS, heading, *body, pillar=pillar, question=CRIME)


# --- what all strategies share -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ["Context", "Efficiency", "Leadership", "Questions for Efficiency", "Cause of concern"]
)
def test_the_labels_of_a_records_sections_open_one(label: str) -> None:
    assert opens(ByRole(None, R2016), label)


@pytest.mark.parametrize("label", ["Background", "Letter information"])
def test_labels_inside_sections_open_none(label: str) -> None:
    assert not opens(ByRole(None, R2016), label)


def test_findings_open_a_section_where_they_are_a_pillars() -> None:
    assert opens(ByRole(None, R2016), "Further insights on efficiency")


def test_a_pillar_that_the_round_has_not_opens_none() -> None:
    assert not opens(ByRole(None, R2016), "People")
    assert not opens(ByRole(None, R2014), "Leadership")
    assert opens(ByRole(None, FIRE), "People")


def test_any_pillar_opens_a_section_where_the_round_is_not_known() -> None:
    assert opens(ByRole(None, None), "People")


def test_a_pillars_name_in_small_letters_is_no_heading_among_the_key_facts() -> None:
    facts = section(Role.KEY_FACTS, "## Key facts")
    assert not opens(ByRole(None, R2016), "efficiency", facts)
    assert opens(ByRole(None, R2016), "Efficiency", facts)
    assert opens(ByRole(None, R2016), "efficiency", section(Role.CONTEXT))


def test_a_question_of_the_round_heads_a_section_once_one_is_open() -> None:
    nesting, pillar = ByRole(None, R2016), section(Role.PILLAR, "## Effectiveness")
    assert nesting.heads(pillar, line(CRIME), False)
    assert not nesting.heads(section(), line(CRIME), False)
    assert not nesting.heads(pillar, line("Is the moon round?"), False)
    assert not nesting.heads(pillar, line(f"## {NAMED}"), False)


def test_the_heading_of_a_pillars_questions_says_whose_they_are() -> None:
    nesting = ByRole(None, R2016)
    nesting.opened(section(Role.PILLAR, pillar=Pillar.LEGITIMACY))
    nesting.opened(asked(pillar=Pillar.LEGITIMACY))
    assert nesting.zone is None
    nesting.opened(section(Role.QUESTIONS, pillar=Pillar.EFFICIENCY))
    assert nesting.zone is Pillar.EFFICIENCY


def test_the_date_under_other_inspections_is_that_of_the_pillar_told_without_a_grade() -> None:
    lost = ByRole(None, R2016).lost(section(Role.OTHER_INSPECTIONS))
    assert lost is not None
    assert (lost.role, lost.pillar, lost.text) == (Role.PILLAR, Pillar.LEADERSHIP, "Leadership")
    assert ByRole(None, R2014).lost(section(Role.OTHER_INSPECTIONS)) is None
    assert ByRole(None, R2016).lost(section()) is None


def test_on_a_page_of_reports_that_date_is_the_reports() -> None:
    lost = ByReports(None, R2016).lost(section(Role.OTHER_INSPECTIONS))
    assert lost is not None
    assert (lost.role, lost.text) == (Role.OTHER_REPORTS, "Other reports")


def test_among_the_other_reports_a_heading_nobody_knows_is_a_report_and_elsewhere_a_section() -> None:
    nesting, heading = ByReports(None, R2016), line("## Crime data integrity")
    reports, context = section(Role.OTHER_REPORTS, "## Other reports"), section(Role.CONTEXT, "## Context")
    assert Nesting(None, R2016).begins(reports, heading) and not nesting.begins(reports, heading)
    assert nesting.begins(context, heading) and not nesting.begins(context, line("Prose."))


def test_elsewhere_no_heading_is_known_to_be_lost() -> None:
    assert Nesting(None, R2016).lost(section(Role.OTHER_INSPECTIONS)) is None


def test_no_grade_is_an_entry_or_makes_an_area() -> None:
    nesting = ByRole(None, R2016)
    assert not nesting.is_entry(section(Role.SUMMARY), line("| Good"))
    assert nesting.graded_heading(section(Role.TOPIC, "## Caring for horses")) is None


def test_a_heading_as_high_as_the_open_one_begins_a_section() -> None:
    nesting = ByRole(None, R2016)
    context = section(Role.CONTEXT, "### Context")
    assert begins(nesting, "### Our new way", context)
    assert begins(nesting, "## Our new way", context)
    assert not begins(nesting, "#### Our new way", context)
    assert not begins(nesting, "Our new way", context)
    assert not begins(nesting, "### Our new way", section(Role.OTHER_INSPECTIONS))
    assert not begins(nesting, "### HMICFRS", context)


@pytest.mark.parametrize(
    "now", [section(Role.AREAS, "### Areas for improvement"), asked(), section(Role.KEY_FACTS, "### Key facts")]
)
def test_a_heading_nobody_knows_is_a_part_of_what_is_asked_of_questions_and_of_key_facts(now: Section) -> None:
    assert not begins(ByRole(None, R2016), "### Our new way", now)


def test_before_all_sections_a_heading_or_a_term_begins_one() -> None:
    nesting = ByRole(None, R2016)
    assert begins(nesting, "#### Our new way")
    assert begins(nesting, ": Our new way")
    assert not begins(nesting, PROSE)
    assert not begins(nesting, "#### Our new way", section(None, "## Our old way"))
    assert not begins(nesting, ": Our new way", section(Role.OTHER_INSPECTIONS))


def test_a_term_begins_a_section_under_a_term() -> None:
    nesting = ByRole(None, R2016)
    assert begins(nesting, ": Our new way", section(Role.CONTEXT, ": Context"))
    assert not begins(nesting, ": Our new way", section(Role.CONTEXT, "## Context"))
    assert not begins(nesting, PROSE, section(Role.CONTEXT, ": Context"))


@pytest.mark.parametrize(
    "now", [section(Role.AREAS, ": Areas for improvement"), asked(f": {CRIME}"), section(Role.KEY_FACTS, ": Key facts")]
)
def test_a_term_is_a_part_of_what_is_asked_of_questions_and_of_key_facts(now: Section) -> None:
    assert not begins(ByRole(None, R2016), ": Our new way", now)


def test_the_round_says_which_pillar_is_told_without_a_grade() -> None:
    nesting = ByRole(None, R2016)
    assert nesting.is_narrative(Pillar.LEADERSHIP)
    assert not nesting.is_narrative(Pillar.EFFICIENCY)


# --- a pillar's page -----------------------------------------------------------------------------------------


def of_effectiveness() -> ByQuestions:
    return ByQuestions(Pillar.EFFECTIVENESS, R2016)


def test_on_a_pillars_page_its_pillar_alone_opens_a_section() -> None:
    nesting = of_effectiveness()
    assert opens(nesting, "Effectiveness")
    assert not opens(nesting, "Efficiency")
    assert opens(nesting, "Cause of concern")
    nesting.zone = Pillar.EFFICIENCY
    assert opens(nesting, "Efficiency")
    assert opens(nesting, "Effectiveness")


def test_a_question_of_the_round_heads_a_section_wherever_it_stands() -> None:
    assert of_effectiveness().heads(section(), line(CRIME), False)


def test_an_unknown_question_heads_one_under_its_number_or_as_a_heading_of_the_list() -> None:
    nesting, listed, unknown = of_effectiveness(), section(Role.QUESTIONS), "Is the moon round?"
    assert nesting.heads(section(), line(unknown), True)
    assert nesting.heads(listed, line(f"### {unknown}"), False)
    assert nesting.heads(listed, line(f": {unknown}"), False)
    assert not nesting.heads(listed, line(unknown), False)
    assert not nesting.heads(section(), line(f"### {unknown}"), False)
    for of_page in ("What does this grade mean?", "How would you rate this page?"):
        assert not nesting.heads(listed, line(f"### {of_page}"), True)


def test_the_name_of_a_question_heads_one_by_its_number() -> None:
    nesting = of_effectiveness()
    assert nesting.heads(section(), line(f"## {NAMED}"), True)
    assert not nesting.heads(section(), line(f"## {NAMED}"), False)


def test_the_name_of_a_question_heads_one_as_the_first_under_the_lists_heading() -> None:
    nesting, name = of_effectiveness(), line(f"### {NAMED}")
    listed = section(Role.QUESTIONS, "## Questions for Effectiveness")
    assert nesting.heads(listed, name, False)
    assert not nesting.heads(section(Role.QUESTIONS, "## Questions for Effectiveness", PROSE), name, False)
    assert not nesting.heads(asked(), name, False)
    assert not nesting.heads(section(Role.PILLAR, "## Effectiveness"), name, False)


def test_the_name_of_a_question_heads_one_at_the_level_of_the_last_question() -> None:
    nesting = of_effectiveness()
    nesting.opened(asked("### Preventing crime"))
    nesting.opened(section(Role.AREAS, "## Areas for improvement"))
    now = section(Role.AREAS, "#### Areas for improvement")
    assert nesting.heads(now, line(f"### {NAMED}"), False)
    assert not nesting.heads(now, line(f"#### {NAMED}"), False)
    nesting.opened(asked(CRIME))
    assert not nesting.heads(now, line(NAMED), False)


def test_the_name_of_another_pillars_question_heads_none() -> None:
    nesting = ByQuestions(Pillar.LEGITIMACY, R2016)
    assert not nesting.heads(section(), line(f"## {NAMED}"), True)
    nesting.zone = Pillar.EFFECTIVENESS
    assert nesting.heads(section(), line(f"## {NAMED}"), True)
    nesting = of_effectiveness()
    nesting.zone = Pillar.LEGITIMACY
    assert nesting.heads(section(), line(f"## {NAMED}"), True)


def test_the_heading_of_the_list_says_whose_questions_follow() -> None:
    nesting = ByQuestions(None, R2016)
    nesting.opened(section(Role.QUESTIONS, pillar=Pillar.EFFICIENCY))
    assert nesting.zone is Pillar.EFFICIENCY


def test_the_first_date_of_a_pillars_page_is_its_pillars() -> None:
    lost = of_effectiveness().lost(section())
    assert lost is not None
    assert (lost.role, lost.pillar, lost.text) == (Role.PILLAR, Pillar.EFFECTIVENESS, "Effectiveness")
    assert ByQuestions(None, R2016).lost(section()) is None


# --- a long report -------------------------------------------------------------------------------------------

AREAS = ("## Preventing crime", "## Investigating crime", "## Responding to the public")


def area(heading: str = "## Preventing crime", *body: str, role: Role = Role.QUESTIONS) -> Section:
    return section(role, heading, *body, question=NAMED, round_=R2023)


def report(*more: str, ended: bool = True, kind: type[ByAreas] = ByAreas) -> ByAreas:
    """Return the strategy of a report whose areas are headed on level 2, after its front or still in it."""
    nesting = kind(None, R2023)
    nesting.begin(lines(*AREAS, "### A sub-heading", *more, round_=R2023))
    if ended:
        nesting.opened(section(Role.OBSERVATIONS, "## HM Inspector's observations"))
        nesting.opened(area())
    return nesting


@pytest.mark.parametrize(
    "label",
    ["Efficiency", "Questions for Efficiency", "Other inspections", "Other reports", "Key facts", "Letter information",
     "Further insights on efficiency"],
)  # fmt: skip
def test_what_a_report_never_has_opens_no_section_in_it(label: str) -> None:
    assert not opens(report(), f"## {label}", section())


@pytest.mark.parametrize("label", ["### Background", "Context", "#### Cause of concern", "Main findings"])
def test_outside_an_area_every_other_label_opens_a_section(label: str) -> None:
    assert opens(report(), label, section(Role.OBSERVATIONS, "## HM Inspector's observations"))


def test_a_label_in_a_cell_beside_others_opens_none() -> None:
    cells = [
        line(f"| {text}", path=f"main/table[1]/tr[1]/th[{place}]") for place, text in ((1, "Area"), (2, "PEEL 2021/22"))
    ]
    alone = line("| PEEL 2021/22", path="main/table[2]/tr[1]/td[1]")
    nesting = ByAreas(None, R2023)
    nesting.begin([*cells, alone])
    for cell, is_section in ((cells[1], False), (alone, True)):
        assert cell.label is not None
        assert nesting.opens(section(), cell, cell.label) is is_section


def test_inside_an_area_a_label_opens_a_section_as_high_as_the_areas() -> None:
    assert opens(report(), "## Background", area())
    assert not opens(report(), "### Background", area())
    assert opens(report(), "About this report", area())


@pytest.mark.parametrize("label", ["Background", "Main findings", "Detailed findings", "Context"])
def test_inside_an_area_some_labels_without_a_level_are_sub_headings(label: str) -> None:
    assert not opens(report(), label, area())
    assert opens(report(), f"## {label}", area())


def test_inside_an_area_what_is_asked_opens_a_section_at_any_level() -> None:
    assert opens(report(), "#### Cause of concern", area())
    assert opens(report(), "Cause of concern", area())


def test_where_no_area_has_a_heading_with_a_level_labels_open_sections() -> None:
    nesting = ByAreas(None, R2023)
    nesting.begin(lines(*(text.removeprefix("## ") for text in AREAS), round_=R2023))
    assert opens(nesting, "### Background", area("Preventing crime"))


def heads(nesting: ByAreas, text: str, now: Section | None = None) -> bool:
    return nesting.heads(now or area(), line(text, R2023), False)


def test_a_line_that_names_no_area_heads_none() -> None:
    assert not heads(report(), "Is the moon round?")


def test_the_question_of_an_area_heads_it_whatever_the_level() -> None:
    assert heads(report(), "#### How good is the force at preventing and deterring crime?")


def test_the_name_of_an_area_heads_it_in_the_way_of_the_page() -> None:
    assert heads(report(), AREAS[1])
    assert not heads(report(), "#### Investigating crime")
    assert not heads(report(), "* Investigating crime")


def test_in_the_front_the_name_of_an_area_in_another_form_heads_an_entry() -> None:
    assert heads(report(ended=False), "* Investigating crime", section())
    assert heads(report(ended=False), "#### Investigating crime", section())
    nesting = report(ended=False)
    nesting.opened(area())
    assert not heads(nesting, "#### Investigating crime")


@pytest.mark.parametrize("role", [Role.SUMMARY, Role.OUR_JUDGMENTS, None, Role.QUESTIONS])
def test_the_front_lasts_until_a_section_that_is_not_of_it(role: Role | None) -> None:
    nesting = report(ended=False)
    nesting.opened(section(role, "## Overall summary", question=NAMED if role is Role.QUESTIONS else None))
    assert heads(nesting, "* Investigating crime")
    nesting.opened(section(Role.OBSERVATIONS, "## HM Inspector's observations"))
    assert not heads(nesting, "* Investigating crime")
    nesting.opened(section(role, "## Overall summary"))
    assert not heads(nesting, "* Investigating crime")


def test_the_areas_stand_as_deep_as_the_last_one_that_was_opened() -> None:
    nesting = report()
    nesting.opened(area("### Preventing crime"))
    assert heads(nesting, "### Investigating crime")
    for other in (
        area("#### Cause of concern", role=Role.CAUSE), section(Role.QUESTIONS, None, question=NAMED),
        area("#### Caring for horses"),
    ):  # fmt: skip
        nesting.opened(other)
        assert not heads(nesting, "#### Investigating crime")


def test_no_heading_of_a_report_is_known_to_be_lost() -> None:
    assert report().lost(section(Role.OTHER_INSPECTIONS)) is None


@pytest.mark.parametrize("role", sorted(FRONT, key=str))
def test_a_grade_in_a_cell_of_the_front_is_an_entry(role: Role | None) -> None:
    assert report().is_entry(section(role), line("| Good"))
    assert not report().is_entry(section(role), line("Good"))


def test_a_grade_in_a_cell_elsewhere_is_no_entry() -> None:
    assert not report().is_entry(area(), line("| Good"))


def test_a_heading_as_high_as_the_areas_may_be_one() -> None:
    now = area("## Preventing crime", "## Caring for horses")
    assert report().graded_heading(now) is now.body[-1]
    assert report().graded_heading(area("## Preventing crime", "### Caring for horses")) is None
    assert report().graded_heading(area("## Preventing crime")) is None


def test_in_the_front_no_grade_makes_an_area() -> None:
    nesting = report(ended=False)
    nesting.opened(area())
    assert nesting.graded_heading(area("## Preventing crime", "## Caring for horses")) is None


def test_a_sub_heading_that_names_an_area_may_be_one() -> None:
    now = area("## Preventing crime", "#### Investigating crime")
    assert report().graded_heading(now) is now.body[-1]


def test_an_area_that_has_its_section_has_no_other_and_none_among_other_forces() -> None:
    now = area("## Preventing crime", "#### Investigating crime")
    assert now.body[-1].question is not None
    nesting, other = report(), area("## Investigating crime")
    other.question_key = now.body[-1].question.key
    nesting.opened(other)
    assert nesting.graded_heading(now) is None
    assert (
        report().graded_heading(section(Role.CHROME, "## Other forces", "#### Investigating crime", round_=R2023))
        is None
    )


def test_the_heading_of_a_section_of_its_own_may_be_an_areas() -> None:
    topic = section(Role.TOPIC, "## Caring for horses")
    assert report().graded_heading(topic) is topic.heading
    assert report().graded_heading(section(Role.TOPIC, "## Caring for horses", PROSE)) is None
    assert report().graded_heading(section(Role.OBSERVATIONS, "## HM Inspector's observations")) is None


def test_a_heading_nobody_knows_begins_a_section_after_one_as_high() -> None:
    standing = section(Role.FINDINGS, "## About this report")
    assert begins(report(), "## Our new way", standing)
    assert begins(report(), "# Our new way", standing)
    assert not begins(report(), "### Our new way", standing)
    assert not begins(report(), "Our new way", standing)
    assert not begins(report(), "## HMICFRS", standing)
    assert not begins(report(), "## Our new way", section(Role.FINDINGS, "About this report"))
    assert not begins(report(ended=False), "## Our new way", standing)


def test_a_heading_nobody_knows_is_a_part_of_an_area_and_of_what_is_asked() -> None:
    assert not begins(report(), "## Our new way", area())
    assert not begins(report(), "## Our new way", area("## Cause of concern", role=Role.CAUSE))


def test_where_no_heading_is_below_another_none_begins_a_section() -> None:
    nesting = ByAreas(None, R2023)
    nesting.begin(lines(*AREAS, round_=R2023))
    nesting.opened(section(Role.OBSERVATIONS, "## HM Inspector's observations"))
    assert not begins(nesting, "## Our new way", section(Role.FINDINGS, "## About this report"))


def test_where_what_is_asked_stands_below_the_areas_a_heading_as_high_as_they_begins_a_section() -> None:
    nesting, asks = report(), area("### Cause of concern", role=Role.CAUSE)
    assert opens(nesting, "### Cause of concern", area())
    assert opens(nesting, "## Cause of concern", area())
    assert begins(nesting, "## Our new way", asks)
    assert not begins(nesting, "### Our new way", asks)
    nesting.opened(area(": Preventing crime"))
    assert not begins(nesting, "## Our new way", asks)
    nesting = report()
    assert opens(nesting, "## Cause of concern", area())
    assert not begins(nesting, "## Our new way", asks)


# --- a letter ------------------------------------------------------------------------------------------------


def letter() -> ByParts:
    return ByParts(None, R2023)


@pytest.mark.parametrize("label", ["Background", "Letter information", "Cause of concern"])
def test_a_letter_has_sections_of_findings_of_its_head_and_of_what_is_asked(label: str) -> None:
    assert opens(letter(), label)


def test_a_question_of_the_round_heads_a_part_of_a_letter() -> None:
    known = "How good is the force at preventing and deterring crime?"
    assert letter().heads(section(), line(known, R2023), False)
    assert not letter().heads(section(), line("Is the moon round?", R2023), False)
    assert letter().heads(section(), line("## Preventing crime", R2023), False)


def test_every_heading_begins_a_part_of_a_letter() -> None:
    assert begins(letter(), "#### Our visit")
    assert not begins(letter(), "Our visit")


@pytest.mark.parametrize("end", [":", ".", ";"])
def test_a_lead_in_in_bold_begins_none(end: str) -> None:
    assert not begins(letter(), f"#### The force should{end}")


def test_a_heading_that_goes_on_begins_one() -> None:
    assert begins(letter(), "#### The force tells us...")


@pytest.mark.parametrize(
    ("role", "label"),
    [
        (Role.CAUSE, "## Cause of concern"),
        (Role.INNOVATIVE, "## Innovative practice"),
        (Role.PROMISING, "## Promising practice"),
    ],
)
def test_the_title_of_a_cause_or_a_practice_begins_none(role: Role, label: str) -> None:
    assert not begins(letter(), "### Custody", section(role, label))
    for nothing in ("3", "Good", "Print this page"):
        assert not begins(letter(), "### Custody", section(role, label, nothing))
    assert begins(letter(), "### Our visit", section(role, label, PROSE))


# --- a report of a programme of its own ----------------------------------------------------------------------

VETTING = inspection(OrganisationKind.POLICE, Programme.VETTING, "2022-11")
GRADED = "Vetting, IT monitoring and counter-corruption"


def programme(*more: str) -> tuple[ByTopics, list[Line]]:
    """Return the strategy of a report that lists `Introduction` and the graded topic, and the report's lines."""
    listed = ["Contents", "Introduction", GRADED]
    found = lines(*listed, *more, "Introduction", "We inspected.", GRADED, round_=VETTING)
    nesting = ByTopics(None, VETTING)
    nesting.begin(found)
    return nesting, found


def test_what_the_list_of_contents_names_begins_a_part_whatever_its_tag() -> None:
    nesting, (_, entry, _, heading, prose, _) = programme()
    assert nesting.begins(section(), heading)
    assert not nesting.begins(section(), entry)
    assert not nesting.begins(section(), prose)


def test_a_name_of_the_list_may_be_in_other_letters_below() -> None:
    nesting, _ = programme()
    assert begins(nesting, "INTRODUCTION")
    assert not begins(ByTopics(None, VETTING), "Introduction")


def test_a_heading_or_a_term_begins_a_part_also_where_the_list_has_it_not() -> None:
    nesting, _ = programme()
    for heading in ("## Our visit", ": Our visit"):
        assert begins(nesting, heading)
    assert not begins(nesting, "Our visit")
    assert not begins(nesting, "## The force should:")


def test_a_line_that_names_a_graded_topic_heads_its_section_below_the_list() -> None:
    nesting, (*_, entry, _, prose, heading) = programme()
    assert nesting.heads(section(), heading, False)
    assert entry.kind is LineKind.BOILERPLATE
    assert not nesting.heads(section(), prose, False)


def test_the_parts_of_such_a_report_are_labels_of_a_letters_kind() -> None:
    nesting, _ = programme()
    assert opens(nesting, "Background")
    assert not nesting.numbers
    assert not opens(nesting, "Leadership")
    assert not nesting.dates_parts


def test_a_term_begins_a_part_but_as_the_title_of_a_cause() -> None:
    nesting, cause = programme()[0], section(Role.CAUSE, "## Cause of concern")
    assert not begins(nesting, ": Custody", cause)
    assert begins(nesting, ": Custody", section(Role.CAUSE, "## Cause of concern", PROSE))
    assert begins(nesting, ": Custody", section(Role.TOPIC, "## Our visit"))
    assert begins(nesting, ": Custody:", section(Role.TOPIC, "## Our visit"))
    assert begins(nesting, ": Custody:", section(Role.CAUSE, "## Cause of concern", PROSE))
    assert not begins(nesting, ": Custody:", cause)
    assert not begins(nesting, "Custody", section(Role.TOPIC, "## Our visit", PROSE))


def test_a_topic_of_key_facts_begins_no_part_there_and_one_elsewhere() -> None:
    nesting, facts = programme()[0], section(Role.KEY_FACTS, "## Key facts")
    assert not begins(nesting, "### Population", facts)
    assert begins(nesting, "## Our visit", facts)
    assert begins(nesting, "### Population", section(Role.TOPIC, "## Our visit", PROSE))


def test_a_grade_in_a_cell_is_an_entry_of_a_table_that_counts() -> None:
    nesting, now = programme()[0], section(Role.TOPIC, "## Our visit")
    assert nesting.is_entry(now, line("| Good"))
    assert not nesting.is_entry(now, line("Good"))


# --- a graded report of a programme of its own ---------------------------------------------------------------


def graded_programme() -> tuple[ByGradedTopics, list[Line]]:
    found = lines("## Contents", "Introduction", "## Vetting", "Introduction", "We inspected.", round_=VETTING)
    nesting = ByGradedTopics(None, VETTING)
    nesting.begin(found)
    return nesting, found


def test_what_its_list_of_contents_names_begins_a_section_whatever_its_tag() -> None:
    nesting, (_, entry, _, heading, prose) = graded_programme()
    assert nesting.begins(section(), heading)
    assert not nesting.begins(section(), prose)
    assert entry.kind is LineKind.BOILERPLATE
    assert not nesting.begins(section(), entry)


def test_another_heading_begins_one_as_in_a_long_report() -> None:
    nesting, standing = report(kind=ByGradedTopics), section(Role.FINDINGS, "## About this report")
    assert begins(nesting, "## Our new way", standing)
    assert not begins(nesting, "### Our new way", standing)


def test_of_key_facts_no_topic_and_no_deeper_heading_begins_a_part() -> None:
    nesting, _ = programme()
    panel = section(Role.KEY_FACTS, "## Key facts – 2023/24", "1,443 square miles")
    assert not begins(nesting, "## Population", panel)
    assert not begins(nesting, "### Those who live here", panel)
    assert begins(nesting, "## Latest news", panel)
    assert not begins(nesting, "Those who live here", panel)
    for figure in ("1,443 square miles", "£12.3m", "+3%", "-3%", "Up 5% in five years", "down 3 posts"):
        assert not begins(nesting, f"## {figure}", panel)
    assert begins(nesting, "## Upton and 3 more", panel)
    assert begins(nesting, "### Latest news", section(Role.KEY_FACTS, ": Key facts", "1,443 square miles"))


def test_a_term_begins_a_letters_part_but_in_its_head() -> None:
    assert begins(letter(), ": What we found")
    for term in ("From", "Enquiries"):
        assert not begins(letter(), f": {term}", section(Role.LETTER, "## Letter information"))


def test_what_a_letters_head_has_begins_no_part_before_the_first_one_unless_a_list_of_contents_names_the_parts() -> (
    None
):
    nesting, _ = programme()
    for text in ("## From", "## 28 October 2022"):
        assert not begins(letter(), text) and begins(nesting, text)
        assert begins(letter(), text, section(Role.TOPIC))


def test_a_line_that_looks_like_a_heading_begins_a_part_where_no_heading_is_tagged() -> None:
    for nesting in (ByParts(None, R2023), ByTopics(None, VETTING)):
        for tagged in (False, True):
            read = lines(*(["## Background"] if tagged else []), "What we found", PROSE)
            nesting.begin(read)
            assert nesting.begins(section(), read[-2]) is not tagged
            assert not nesting.begins(section(), read[-1])


# --- where a report of a programme prints all its grades at once ----------------------------------------------------


def test_a_question_in_a_row_of_a_table_heads_nothing() -> None:
    rows = [
        line(f"| {text}", path=f"main/table[1]/tr[{row}]/td[{cell}]")
        for row in (1, 2)
        for cell, text in ((1, CRIME), (2, "Good"))
    ]
    nesting = ByAreas(None, R2016)
    nesting.begin(rows)
    assert not nesting.heads(section(), rows[0], numbered=False)
    assert nesting.heads(section(), line(f"### {CRIME}"), numbered=False)


@pytest.mark.parametrize(("first", "second", "is_front"), [
    ("* ", "## ", True), ("", "## ", True), ("## ", "## ", False), ("* ", "* ", False), ("## ", None, False), ("* ", None, False),
])  # fmt: skip
def test_a_front_has_a_heading_or_lines_that_name_what_headings_name_again(
    first: str, second: str | None, is_front: bool
) -> None:
    other = section(Role.TOPIC, "## Vetting")
    one = [section(), other, *(asked(f"{mark}{CRIME}") for mark in (first, second) if mark is not None)]
    for each in one:
        each.question_key = "area/crime"
    assert has_front(one) is is_front
    assert has_front([section(), section(Role.OUR_JUDGMENTS, "## Our judgments"), *one])
    assert has_front([section(None), section(Role.FINDINGS, "## Findings"), *one]) is is_front


def test_a_pillar_is_the_round_s_or_of_a_round_that_nobody_knows() -> None:
    assert [ByRole(None, round_).has_pillar(Pillar.LEADERSHIP) for round_ in (R2014, R2016, None)] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    "text", ["Sent on: 28 October 2022", "Date: 28/10/2022", "28 October 2022", "DATE SENT: 28 October 2022"]
)
def test_the_day_of_a_letter_is_no_heading_of_it(text: str) -> None:
    nesting = ByParts(None, R2023)
    assert not begins(nesting, f"## {text}", section(Role.LETTER))
    assert begins(nesting, f"## {text}", section(Role.TOPIC))
    assert begins(nesting, f"## After {text}", section(Role.LETTER))
