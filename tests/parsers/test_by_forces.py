"""A regional report: which lines are the name of a force or of the region's unit, and which of them head a part."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.vocabulary import OrganisationKind, Programme, inspection
from scraper.parsers.by_forces import ByForces, names_force_or_unit
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section

from .made import line, lines, section

PROSE = "The force talks with those it serves."
KENT, UNIT = "Kent Police", "Eastern Region Special Operations Unit (ERSOU)"


@pytest.mark.parametrize(
    "name",
    [
        KENT, "KENT POLICE", "Kent Police: good", UNIT, "Regional organised crime unit", "The Far ROCU", "Tarian",
        "Eastern Region Special Operations Unit: outstanding",
    ],
)  # fmt: skip
def test_the_name_of_a_force_or_of_a_unit_is_one_with_its_grade_or_without(name: str) -> None:
    assert names_force_or_unit(name)


@pytest.mark.parametrize(
    "text",
    ["Kent Police works with its neighbours", "Understanding SOC: Tarian", "It is led by Tarian.", "Regional findings",
     "Avon Fire and Rescue Service", f"{UNIT} and all that it does for the forces of the region by day and by night"],
)  # fmt: skip
def test_a_line_that_says_more_is_no_name(text: str) -> None:
    assert not names_force_or_unit(text)


def naming(*marked: str) -> list[str]:
    """Return the lines that head the part of a force or of the unit."""
    found = lines(*marked)
    ByForces(None, None).begin(found)
    return [each.text for each in found if each.names_whose]


def test_the_names_that_the_list_of_contents_has_head_parts_whatever_their_tag() -> None:
    assert naming("Contents", KENT, UNIT, UNIT, PROSE, "## Essex Police", KENT, PROSE) == [UNIT, KENT]


def test_without_a_list_the_headings_as_high_as_the_highest_name_do() -> None:
    assert naming("# Our report", f"## {UNIT}", "### Essex Police", "Sussex Police", f"## {KENT}", "## Findings") == [
        UNIT, KENT,
    ]  # fmt: skip
    assert naming(KENT, PROSE, UNIT) == []


def test_a_line_of_the_site_is_no_name() -> None:
    assert naming("## HMICFRS", f"## {KENT}") == [KENT]


def by_forces(*marked: str) -> tuple[ByForces, list[Line]]:
    found = lines(*marked)
    nesting = ByForces(None, None)
    nesting.begin(found)
    return nesting, found


def test_a_name_begins_a_part_and_so_does_a_heading_in_it() -> None:
    nesting, (_, _, name, heading, prose) = by_forces("Contents", KENT, KENT, "### Crime", PROSE)
    now = section(Role.TOPIC, "## Regional findings")
    assert nesting.begins(now, name)
    assert nesting.begins(now, heading)
    assert not nesting.begins(now, prose)
    nesting, (ends_in_a_colon,) = by_forces(f"## {KENT}:")
    assert nesting.begins(now, ends_in_a_colon)


def test_a_grade_right_below_a_name_is_the_grade_of_its_part() -> None:
    nesting, (_, _, name) = by_forces("Contents", KENT, KENT)
    bare = Section(Role.TOPIC, KENT, name)
    assert nesting.graded_heading(bare) is name
    assert nesting.graded_heading(Section(Role.TOPIC, KENT, name, body=lines(PROSE))) is None
    assert nesting.graded_heading(Section(Role.QUESTIONS, KENT, name)) is None
    assert nesting.graded_heading(section(Role.TOPIC, "## Regional findings")) is None
    assert nesting.graded_heading(section(Role.TOPIC)) is None
    assert not nesting.is_entry(bare, line("| Good"))
    assert nesting.is_entry(section(Role.TOPIC, "## Regional findings"), line("| Good"))
    assert not nesting.is_entry(section(Role.TOPIC, "## Regional findings"), line("Good"))


@pytest.mark.parametrize(("other", "grade", "entry"), [(None, "tr[1]/td[2]", False), (None, "tr[2]/td[1]", False),
    ("tr[1]/td[2]", "tr[1]/td[3]", False), ("tr[1]/td[2]", "tr[2]/td[1]", True), ("tr[1]/td[2]", "tr[2]/td[2]", True)])  # fmt: skip
def test_a_grade_below_a_row_of_several_cells_is_not_that_of_the_name_in_it(
    other: str | None, grade: str, entry: bool
) -> None:
    """A name that is all of its row is a line, as where a table lays the page out."""
    name = line(f"| {KENT}", path="main/table[1]/tr[1]/td[1]")
    beside = [line("| Surrey Police", path=f"main/table[1]/{other}")] if other else []
    graded = line("| Good", path=f"main/table[1]/{grade}")
    nesting = ByForces(None, None)
    nesting.begin([name, *beside, graded])
    name.names_whose = True
    assert nesting.is_entry(Section(Role.TOPIC, KENT, name), graded) is entry


def test_a_name_heads_a_part_where_it_is_the_strongest_line_of_that_name() -> None:
    contents = ("Contents", KENT, UNIT)
    assert naming(*contents, f"* {KENT}", f"| {KENT}", KENT, f": {KENT}", f"## {KENT}", f"* {UNIT}", UNIT) == [
        KENT,
        UNIT,
    ]
    assert naming(*contents, f"* {KENT}: good", f"## {KENT}: good") == [f"{KENT}: good"]
    assert naming("Contents", KENT, "We looked.", f"| {KENT}", PROSE, KENT, "We saw.") == [KENT]
    assert naming("Contents", KENT, PROSE, KENT, PROSE, "Essex Police", PROSE) == [KENT]
    assert naming("Contents", KENT, PROSE, f"### {KENT}", f"## {KENT}", f"## {KENT}") == [KENT, KENT]
    assert naming(*contents, f"* {KENT}", f"* {UNIT}") == [KENT, UNIT]


def test_a_heading_as_high_as_the_names_that_are_listed_heads_a_part_too() -> None:
    assert naming("Contents", KENT, f"## {KENT}", PROSE, "## Essex Police", "### Surrey Police") == [
        KENT,
        "Essex Police",
    ]


def of_now(*marked: str) -> list[str]:
    """Return the names that head a part, on a page of a round: of May 2024."""
    found = lines(*marked)
    ByForces(None, inspection(OrganisationKind.POLICE, Programme.SERIOUS_ORGANISED_CRIME, "2024-05")).begin(found)
    return [each.block.text for each in found if each.names_whose]


@pytest.mark.parametrize(
    "lead", ["## Grades in 2019", "### Previous grades", "In 2019 the grades were as follows:", "How the forces rated themselves:"]
)  # fmt: skip
@pytest.mark.parametrize("mark", ["## ", "### ", ": "])
def test_names_below_a_lead_in_to_old_grades_or_to_others_head_nothing(lead: str, mark: str) -> None:
    old = [f"{mark}{KENT}", "Good", f"{mark}Essex Police", "Good"]
    own = ["## Kent Police ", PROSE, "## Essex Police ", PROSE]
    assert of_now("## Findings", lead, *old, *own) == ["Kent Police ", "Essex Police "]
    assert of_now("## Findings", *own, lead, *old) == ["Kent Police ", "Essex Police "]
    assert of_now("## Findings", lead, old[0], "### Good", old[2], "### Good", *own) == [
        "Kent Police ",
        "Essex Police ",
    ]
    assert of_now("## Findings", "## Kent Police", "## Essex Police", PROSE) == ["Kent Police", "Essex Police"]
    assert of_now("## Kent Police", PROSE) == ["Kent Police"]
    assert of_now("## Findings", "Our judgments in this inspection:", *own) == ["Kent Police ", "Essex Police "]
    assert of_now("## Findings", "## The forces", *own) == ["Kent Police ", "Essex Police "]
    deeper = ["## Essex Police", PROSE, "### Its priorities: Essex Police", "## Kent Police", PROSE]
    assert of_now("## Findings", *deeper) == ["Essex Police", "Kent Police"]


@pytest.mark.parametrize(("head", "second", "heads"), [
    ("Grade", None, True), ("2019", None, False), ("Previous grade", None, False), ("Grade", "Good", False),
])  # fmt: skip
def test_names_in_a_table_that_tells_of_several_times_head_nothing(head: str, second: str | None, heads: bool) -> None:
    row = "main/table[1]/tr[{}]/td[{}]"
    found = [line(f"| {text}", path=row.format(1, place)) for place, text in ((1, "Force"), (2, head))]
    found += [line(f"| {text}", path=row.format(2, place)) for place, text in ((1, KENT), (2, "Adequate"))]
    found += [line(f"| {second}", path=row.format(2, 3))] if second else []
    found += [line(f"| {text}", path=row.format(3, place)) for place, text in ((1, UNIT), (2, "Good"))]
    other = line("| Grade in 2019", path="main/table[2]/tr[1]/td[1]")
    nesting = ByForces(None, None)
    nesting.begin([*lines("Contents", KENT, UNIT, "| Grade in 2019"), other, *found])
    assert found[2].names_whose is heads
