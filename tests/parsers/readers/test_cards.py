"""Areas that the front only lists with their grades, as cards or in groups under a grade; what is not sure is not read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.extraction import Extraction
from schemas.labels import Role
from schemas.vocabulary import BlockKind
from scraper.parsers.outline import Section
from scraper.parsers.readers.cards import without_cards
from scraper.parsers.readers.grade_table import TableReader
from scraper.parsers.readers.states import State
from tests.parsers.shown import read as read_page

from .made import Made

ONE, TWO, THREE = "Investigating crime", "Managing offenders", "Responding to the public"
NAMES = {"area/investigating-crime": 1, "area/managing-offenders": 2, "area/responding-to-the-public": 3}


class Front(Made):
    """A report's front; `sections` are added in the order of the page."""

    def __init__(self, *body: str) -> None:
        super().__init__("2023-25")
        self.front = self.section(Role.OUR_JUDGMENTS, "Our judgments", *body)
        self.sections = [self.front]
        self.kept: list[Section] = []

    def area(self, name: str, *body: str, head: tuple[str, ...] = (), stray: tuple[str, ...] = ()) -> Section:
        section = self.question(name, *body, head=head)
        section.stray = self.lines(*stray)
        self.sections.append(section)
        return section

    def then(self, role: Role, heading: str, *body: str, key: str | None = None) -> Section:
        section = self.section(role, heading, *body)
        section.question_key = key
        self.sections.append(section)
        return section

    def areas(self, *names: str) -> None:
        """The areas' own sections, below the inspector's words."""
        self.then(Role.OBSERVATIONS, "HM Inspector’s summary", "I thank the force.")
        for name in names:
            self.area(name, "We looked at files.")

    def read(self, *columns: State) -> dict[int, str | None]:
        """Read the cards; return the grade of each area that they state."""
        self.kept = without_cards(self.b, TableReader(self.b.round, self.b.names), self.sections, list(columns))
        return {
            NAMES[str(draft.question_key)]: str(draft.witnesses[0].stated.grade) if draft.witnesses else None
            for draft in self.b.drafts.all()
        }

    @property
    def body(self) -> list[str]:
        """What the front holds after the cards were read."""
        return [line.text for line in self.front.body]

    @property
    def left(self) -> list[str]:
        return [section.text for section in self.kept]


# --- cards -------------------------------------------------------------------------------------------------------


def test_an_area_that_stands_again_below_is_a_card() -> None:
    page = Front()
    page.area(ONE, "12 files", head=("Good",))
    page.area(TWO, head=("Inadequate",))
    page.areas(ONE, TWO)
    assert page.read() == {1: "good", 2: "inadequate"}
    assert page.left == ["Our judgments", "HM Inspector’s summary", ONE, TWO]
    assert page.body == ["12 files"]
    assert page.claims("judgments") == [ONE, "Good", TWO, "Inadequate"]


def test_a_report_without_cards_is_left_as_it_is() -> None:
    page = Front("We inspected the force.")
    page.areas(ONE, TWO)
    assert page.read() == {}
    assert page.kept is page.sections


def test_an_area_below_the_front_is_no_card_even_if_it_stands_twice() -> None:
    page = Front()
    page.then(Role.OBSERVATIONS, "HM Inspector’s summary", "I thank the force.")
    page.area(ONE, head=("Good",))
    page.area(ONE, head=("Good",))
    assert page.read() == {}


def test_an_area_with_its_own_prose_is_no_card() -> None:
    page = Front()
    page.area(ONE, "We looked at files.", head=("Good",))
    assert page.read() == {}


def test_an_area_that_is_no_more_than_a_line_is_a_card() -> None:
    page = Front()
    page.area(ONE, head=("Good",))
    page.area(TWO, head=("Good",))
    assert page.read() == {1: "good", 2: "good"}
    for kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL):
        page = Front()
        section = page.area(ONE, "12 files", head=("Good",))
        assert section.heading is not None
        section.heading.block = replace(section.heading.block, kind=kind)
        assert page.read() == {1: "good"}


def test_an_area_with_what_it_asks_for_is_no_card() -> None:
    page = Front()
    page.area(ONE, head=("Good",))
    page.then(Role.AREAS, "Areas for improvement", "Answer calls.", key="area/investigating-crime")
    assert page.read() == {}
    page = Front()
    page.area(ONE, "We looked at files.", head=("Good",))
    page.then(Role.AREAS, "Areas for improvement", "Answer calls.", key="area/investigating-crime")
    assert page.read() == {}


def test_a_front_of_a_heading_alone_is_no_card() -> None:
    page = Front()
    page.then(Role.SUMMARY, "Overall summary")
    page.area(ONE, head=("Good",))
    page.areas(ONE)
    assert page.read() == {1: "good"}
    assert page.left[:2] == ["Our judgments", "Overall summary"]


def test_cards_of_two_states_give_the_current_grade_and_the_one_before() -> None:
    page = Front()
    page.area(ONE, head=("Good", "Adequate"))
    page.areas(ONE)
    assert page.read((True, "2021-22"), (False, None)) == {1: "adequate"}
    assert page.b.drafts.all()[0].previous[1] == "2021-22"


def test_lines_of_a_card_that_are_no_grade_are_the_fronts_again() -> None:
    page = Front()
    page.area(ONE, head=("12", "Good"))
    page.area(TWO, "Much was done.", stray=("Good",))
    page.areas(ONE, TWO)
    assert page.read() == {1: "good"}
    assert page.body == ["12", TWO, "Much was done.", "Good"]


def test_what_a_card_leaves_goes_to_the_front_before_it_not_to_an_area() -> None:
    page = Front()
    page.area(THREE, "We looked at calls.")
    page.area(ONE, "12 files", head=("Good",))
    page.areas(ONE)
    assert page.read() == {1: "good"}
    assert page.body == ["12 files"]


def test_grades_of_other_sections_are_no_legend() -> None:
    page = Front()
    page.area(THREE, "We looked at calls.", stray=("Adequate",))
    page.area(ONE, head=("Good",))
    page.area(TWO, head=("Inadequate",))
    page.then(Role.SUMMARY, "Overall summary", "Outstanding")
    page.areas(ONE, TWO)
    assert page.read() == {1: "good", 2: "inadequate"}


def test_cards_with_unequal_numbers_of_grades_are_not_read() -> None:
    page = Front()
    page.area(ONE, head=("Good",))
    page.area(TWO, head=("Good", "Adequate"))
    page.areas(ONE, TWO)
    assert page.read() == {}
    assert page.body == [ONE, TWO]


# --- groups ------------------------------------------------------------------------------------------------------


def grouped(*rows: tuple[str, tuple[str, ...]], above: tuple[str, ...] = ()) -> Front:
    """A front whose areas stand in groups: `above` are the grades before the first, each area has those below it."""
    page = Front("We inspected the force.", *above)
    for name, head in rows:
        page.area(name, head=head)
    page.areas(*(name for name, _ in rows))
    return page


def test_areas_stand_under_the_grade_of_their_group() -> None:
    page = grouped((ONE, ()), (TWO, ("Inadequate",)), (THREE, ()), above=("Good",))
    assert page.read() == {1: "good", 2: "good", 3: "inadequate"}
    assert page.claims("judgments") == ["Good", ONE, TWO, "Inadequate", THREE]
    assert page.body == ["We inspected the force.", "Good"]


def test_one_grade_above_all_areas_is_that_of_all() -> None:
    assert grouped((ONE, ()), (TWO, ()), above=("Good",)).read() == {1: "good", 2: "good"}


def test_a_group_may_be_empty() -> None:
    page = grouped((ONE, ("Inadequate",)), (TWO, ()), above=("Outstanding", "Good"))
    assert page.read() == {1: "good", 2: "inadequate"}


def test_a_grade_after_the_last_area_may_be_the_next_groups() -> None:
    page = grouped((ONE, ("Adequate",)), (TWO, ("Inadequate",)), above=("Good",))
    assert page.read() == {}
    assert page.claims("boilerplate:legend") == ["Good", "Adequate", "Inadequate"]
    assert page.body == ["We inspected the force.", "Good", ONE, TWO]


def test_a_grade_that_heads_two_groups_is_not_sure() -> None:
    assert grouped((ONE, ("Good",)), (TWO, ()), above=("Good",)).read() == {}


def test_requires_improvement_alone_is_what_a_copy_left() -> None:
    assert grouped((ONE, ()), (TWO, ()), above=("Requires improvement",)).read() == {}


def test_grades_before_all_areas_may_be_the_heads_of_lost_columns() -> None:
    page = grouped((ONE, ()), (TWO, ()), above=("Good", "Adequate"))
    assert page.read() == {}
    assert page.claims("boilerplate:legend") == ["Good", "Adequate"]


def test_groups_need_a_grade_before_the_first_area() -> None:
    assert grouped((ONE, ("Good",)), (TWO, ())).read() == {}


# --- what is cited -------------------------------------------------------------------------------------------


def test_a_card_is_cited_by_its_heading_and_its_grade() -> None:
    page = Front()
    page.area(ONE, "12 files", head=("Good",))
    page.areas(ONE)
    page.read()
    assert page.b.drafts.all()[0].blocks == [3, 2]


def test_an_area_of_a_group_is_cited_with_the_grade_above_it() -> None:
    page = grouped((ONE, ()), (TWO, ("Inadequate",)), (THREE, ()), above=("Good",))
    page.read()
    assert {NAMES[str(draft.question_key)]: draft.blocks for draft in page.b.drafts.all()} == {
        1: [4, 3], 2: [5, 3], 3: [7, 6],
    }  # fmt: skip
    assert [draft.witnesses[0].block for draft in page.b.drafts.all()] == [4, 5, 7]


# --- an area that is named twice ---------------------------------------------------------------------------------


def test_a_card_that_is_printed_twice_is_an_entry_each_time() -> None:
    page = Front()
    page.area(ONE, head=("Good",))
    page.area(TWO, head=("Adequate", TWO, "Inadequate"))
    page.areas(ONE, TWO)
    assert page.read() == {1: "good", 2: "None"}
    assert page.left == ["Our judgments", "HM Inspector’s summary", ONE, TWO]


@pytest.mark.parametrize(("last", "third"), [((THREE,), "inadequate"), ((), None)])
def test_an_area_that_two_groups_name_is_of_neither_and_the_others_are_read(last: tuple[str], third: str) -> None:
    page = Front()
    page.front.stray = page.lines("Good")
    page.area(ONE)
    page.area(TWO, head=("Adequate", TWO, *(["Inadequate"] if last else [])))
    for name in last:
        page.area(name)
    page.areas(ONE, TWO, *last)
    assert page.read() == {1: "good", 2: "None", **({3: third} if last else {})}


def test_an_area_that_one_group_names_twice_has_its_grade() -> None:
    page = Front()
    page.front.stray = page.lines("Good")
    page.area(ONE, head=(ONE,))
    page.areas(ONE)
    assert page.read() == {1: "good"}


def test_a_card_whose_heading_stands_again_above_its_grade_is_one_card() -> None:
    page = Front()
    page.area(ONE, head=(ONE, "Good"))
    page.area(TWO, head=("Inadequate",))
    page.areas(ONE, TWO)
    assert page.read() == {1: "good", 2: "inadequate"}


# --- grades that say of when they are ----------------------------------------------------------------------------


def previous(page: Front) -> dict[int, tuple[str | None, str | None]]:
    """The earlier grade of each area and its round."""
    return {
        NAMES[str(d.question_key)]: (d.previous[0] and d.previous[0].value, d.previous[1]) for d in page.b.drafts.all()
    }


@pytest.mark.parametrize(
    ("lines", "head"),
    [(("Previous: Adequate", "Current: Good"), ()), (("Current: Good", "Previous: Adequate"), ()), (("Previous: Adequate",), ("Good",)),
     (("Previous: Adequate; current: Good",), ()), (("Up from Adequate",), ("Good",))],
)  # fmt: skip
def test_a_card_may_have_the_grade_before_beside_that_of_now(lines: tuple[str, ...], head: tuple[str, ...]) -> None:
    page = Front()
    page.area(ONE, *lines, "12 files", head=head)
    page.area(TWO, *lines, head=head)
    page.areas(ONE, TWO)
    assert page.read() == {1: "good", 2: "good"}
    assert previous(page) == {1: ("adequate", None), 2: ("adequate", None)}
    assert page.body == ["12 files"]


def test_a_card_of_an_earlier_grade_alone_has_none_of_now_and_one_without_any_is_left() -> None:
    page = Front()
    page.area(ONE, "2021/22: Adequate")
    page.area(TWO, "It was a hard year.", "12 files", head=())
    page.areas(ONE, TWO)
    assert page.read() == {1: None}
    assert previous(page) == {1: ("adequate", "2021-22")}
    assert page.body == [TWO, "It was a hard year.", "12 files"]


@pytest.mark.parametrize("above", ["Our judgments in 2021/22", "In 2021/22 our grades were as follows:"])
def test_the_words_above_cards_tell_of_when_their_grades_are(above: str) -> None:
    page = Front(above)
    page.area(ONE, head=("Adequate",))
    page.area(TWO, "Our judgments in 2023/25", head=("Adequate",))
    page.area(ONE, head=("Good",))
    page.area(TWO, head=("Good",))
    page.areas(ONE, TWO)
    assert page.read() == {1: "good", 2: "good"}
    assert previous(page) == {1: ("adequate", "2021-22"), 2: ("adequate", "2021-22")}


@pytest.mark.parametrize("below", [(), ("Previous: Good", "Current: Good")])
def test_cards_of_another_force_are_nobodys(below: tuple[str, ...]) -> None:
    page = Front("Essex Police")
    page.area(ONE, *below, head=() if below else ("Good",))
    page.area(TWO, *below, head=() if below else ("Good",))
    page.areas(ONE, TWO)
    assert page.read() == {}
    assert page.body[:2] == ["Essex Police", ONE]


def test_groups_under_a_grade_are_of_the_state_above_them() -> None:
    page = Front("Our judgments in 2021/22", "Good")
    page.area(ONE, head=())
    page.area(TWO, head=())
    page.areas(ONE, TWO)
    assert page.read() == {1: None, 2: None}
    assert previous(page) == {1: ("good", "2021-22"), 2: ("good", "2021-22")}


def own(page: Front, name: str, grade: str) -> None:
    heading = page.area(name).heading
    assert heading is not None
    heading.stated = page.line(grade).stated


def test_an_area_whose_line_has_its_own_grade_is_in_no_group_of_another() -> None:
    page = Front("Requires improvement", "Good")
    own(page, ONE, "Inadequate")
    own(page, TWO, "Good")
    page.area(THREE)
    page.areas(ONE, TWO, THREE)
    assert page.read() == {1: "inadequate", 2: "good"}
    assert page.body == ["Requires improvement", "Good", THREE]
    page = Front("Good")
    own(page, ONE, "Inadequate")
    own(page, TWO, "Good")
    page.areas(ONE, TWO)
    assert page.read() == {1: "inadequate", 2: "good"}


# --- a name that nobody knows among them ---------------------------------------------------------------------------

FORMS = (
    "<dl>{}</dl>|<dt>{}</dt><dd>{}</dd>",
    "{}|<div><h4>{}</h4><p>{}</p></div>",
    "{}|<h4>{}</h4><p>{}</p>",
    "{}|<details><summary>{}</summary><p>{}</p></details>",
)
KNOWN = {ONE: "Good", TWO: "Inadequate", "Responding to the public": "Adequate"}


def report(form: str, *unknown: tuple[int, str, str], badges: bool) -> Extraction:
    whole, one = form.split("|")
    listed = list(KNOWN.items())
    for place, name, word in unknown:
        listed.insert(place, (name, word))
    cards = whole.format("".join(one.format(*each) for each in listed))
    text = "<p>We looked at files, and spoke with those who had written them.</p>"
    areas = "".join(f"<h2>{name}</h2>{f'<p>{word}</p>' * badges}{text}" for name, word in KNOWN.items())
    page = f"<h1>Kent Police: PEEL 2023–25</h1><h2>Our judgments</h2><p>Our graded judgments are as follows:</p>{cards}<h2>HM Inspector’s summary</h2><p>Thanks.</p>{areas}"
    return read_page(page, "peel-reports/kent-2023-25/")


def grades_of(found: Extraction, source: str = "table") -> dict[str | None, str | None]:
    assert found.record is not None
    return {
        one.question: one.grade_text
        for one in found.record.judgments
        if any(each.source == source for each in one.witnesses)
    }


def untold(found: Extraction) -> bool:
    return not any(one.code == "grade_unreadable" for one in found.problems)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["Custody arrangements", "Requires improvement plan", "Outstanding warrants"])
def test_the_grade_of_a_card_that_nobody_knows_is_told_and_takes_no_other_cards(form: str, name: str) -> None:
    for places in ([1], [2], [3], [1, 3]):
        for badges in (True, False):
            found = report(form, *((place, name, "Outstanding") for place in places), badges=badges)
            assert grades_of(found) == KNOWN, places
            told = [one.message for one in found.problems if one.code == "grade_unreadable"]
            assert len(told) == len(places) and all(name in one for one in told)
    assert untold(report(form, badges=False))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name", ["Essex Police", "2021/22", "Previous judgments", "Most forces in England", "National average"]
)
def test_a_name_of_others_or_of_then_among_cards_is_no_such_name(form: str, name: str) -> None:
    for place in (1, 2, 3):
        found = report(form, (place, name, "Outstanding"), badges=False)
        assert found.record is not None
        graded = {one.question: one.grade_text for one in found.record.judgments if one.grade is not None}
        assert graded.items() <= KNOWN.items()
        assert graded == KNOWN or any(one.severity == "warning" for one in found.problems)


def test_what_stands_in_groups_is_no_card_that_nobody_knows() -> None:
    name = "Custody arrangements"
    groups = f"<h4>Good</h4><p>{ONE}</p><p>{name}</p><h4>Inadequate</h4><p>{TWO}</p><h4>Adequate</h4><p>Responding to the public</p>"
    area = "<h2>{}</h2><p>We looked at files, and spoke with those who had written them.</p>"
    page = (
        f"<h1>Kent Police: PEEL 2023–25</h1><h2>Our judgments</h2>{groups}<h2>HM Inspector’s summary</h2><p>Thanks.</p>"
    )
    found = read_page(page + "".join(area.format(one) for one in KNOWN), "peel-reports/kent-2023-25/")
    assert not any(name in one.message for one in found.problems if one.code == "grade_unreadable")
    assert grades_of(found).items() <= KNOWN.items()
