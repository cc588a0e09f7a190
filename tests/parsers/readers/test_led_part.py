"""A lead-in says first that the grades below it are of a part: of some people, places or crimes; or it says nothing of the kind."""

from __future__ import annotations

from itertools import product

from schemas.vocabulary import Grade
from scraper.parsers.readers.led_part import leads_part
from tests.parsers.made import line
from tests.parsers.pages.long_report import AREAS, FORMS, Area, codes, judgments, page, read

from .made import NAMES

PARTS = (
    "children", "some crimes", "victims aged under 18", "domestic abuse", "most districts", "rural areas", "young people and women", "Maidstone", "its custody suites", "officers",
    "a few cases", "two of its towns", "part of the county", "neighbourhood policing teams",
)  # fmt: skip
OF = ("For", "In", "Among", "Across", "As for", "As to", "By", "Concerning", "From", "Of", "On", "Regarding", "Under", "When it comes to", "Where", "With", "Within",
      "With regard to", "With respect to", "And for", "But in", "Here, for", "At", "Amongst", "Then, in", "Now for")  # fmt: skip
GRADES = (", our grades are as follows:", ", the grades are:", " our judgments are these.", ", we gave the following grades.", " we grade:", ":", ", the force is graded as follows:",
          " these grades were given:", ", it is rated:", "; our table is below.")  # fmt: skip
ALL = (
    "each area", "all of these areas", "this inspection", "our 2023 inspection", "2023/24", "the force", "Kent Police", "this force in Kent", "each of the following areas", "nine areas of policing",
    "ten of these 13", "some areas", "summary", "brief", "our view", "May 2024", "the table below", "this round", "total", "the effectiveness pillar", "information", "the first time",
)  # fmt: skip


def test_a_part_that_is_named_first_is_one_in_each_form() -> None:
    for of, part, grades in product(OF, PARTS, GRADES):
        assert leads_part(line(f"{of} {part}{grades}"), NAMES), f"{of} {part}{grades}"
    for of, part in product(OF, PARTS):
        assert leads_part(line(f"## {of} {part}"), NAMES), (of, part)
        assert not leads_part(line(f"{of} {part}, the force trains its crews."), NAMES), "it announces nothing"
    for noun, of, part in product(
        ("grades", "judgments", "ratings", "gradings"), ("for", "of", "in", "on", "about", "as to"), PARTS
    ):
        assert leads_part(line(f"We saw it. Our {noun} {of} {part} are:"), NAMES), (noun, of, part)
        assert leads_part(line(f"### {noun.capitalize()} {of} {part}"), NAMES), (noun, of, part)


def test_what_is_of_all_of_it_is_of_no_part() -> None:
    for of, whole, grades in product(("For", "In", "At", "By", "On", "Of"), ALL, GRADES):
        assert not leads_part(line(f"{of} {whole}{grades}"), NAMES), f"{of} {whole}{grades}"
    for whole in ALL:
        assert not leads_part(line(f"Our grades for {whole} are:"), NAMES), whole
        assert not leads_part(line(f"## Grades in {whole}"), NAMES), whole
    for other in (
        "Overall, our grades are:",
        "We gave these grades:",
        "Children say that the grades are:",
        "Our grades are:",
        "Our judgments",
        "For children. Our grades are:",
    ):
        assert not leads_part(line(other), NAMES), other


def test_the_standing_words_of_reports_and_others_like_them_are_of_no_part() -> None:
    for said in ("make graded judgments in nine of these ten as follows:", "gave a grade in each of 9 areas of policing, which follow:", "judge it in ten of these 11 areas, as follows:",
                 "made graded judgments of it in some areas as follows:", "rate it on each of the following:", "make a graded judgment in each of three areas:"):  # fmt: skip
        assert not leads_part(line(f"Our inspection assessed how good Kent Police is. We {said}"), NAMES), said
    for end in (",", ";", ":", " are", " has", " have", " HMIC", " HMICFRS", " is", " our", " we"):
        for announces in ("these:", "the following.", "grades below.", "as follows.", "a table.", "a list."):
            assert not leads_part(line(f"In this inspection{end} boats and horses, {announces}"), NAMES), (
                end,
                announces,
            )
            assert leads_part(line(f"In the towns{end} boats and horses, {announces}"), NAMES), (end, announces)


def test_the_grades_below_it_are_told_and_not_read_in_whatever_form() -> None:
    areas = [Area(area, table=Grade.INADEQUATE) for area in AREAS]
    for form in FORMS.values():
        for lead in ("<p>For children, our grades are as follows:</p>", "<h4>In some districts</h4>"):
            found = read(page(areas, lead + form(areas)))
            assert {one.grade for one in judgments(found).values()} <= {None}, (form, lead)
            assert "grade_unreadable" in codes(found), (form, lead)
        found = read(page(areas, f"<p>For each area, our grades are as follows:</p>{form(areas)}"))
        assert {one.grade for one in judgments(found).values()} == {Grade.INADEQUATE}, form
