"""The inspector: name, title and contact, wherever the lines stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.labels import Role
from scraper.parsers.readers.people import is_name, read_people, take_people, tell_nameless

from .made import Made

TITLE = "Her Majesty’s Inspector of Constabulary"
BOTH = f"Zoë Billingham, {TITLE}"


def read(*texts: str) -> Made:
    page = Made()
    read_people(page.b, page.lines(*texts))
    return page


def person(*texts: str) -> tuple[str | None, str | None, str | None]:
    inspector = read(*texts).b.inspector
    assert inspector is not None
    return inspector.name, inspector.title, inspector.contact


def test_of_two_inspectors_the_last_is_believed_and_that_is_told() -> None:
    page = read(BOTH, f"Wendy Williams CBE, {TITLE}")
    assert [one.code for one in page.b.problems] == ["section_missing"]
    assert "“Zoë Billingham” and “Wendy Williams CBE”" in page.b.problems[0].message
    for again in ("Zoe Billingham", "Zoë Billingham CBE", "zoë billingham"):
        assert read(BOTH, f"{again}, {TITLE}").b.problems == []


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([BOTH], ("Zoë Billingham", TITLE, None)),
        (["Zoë Billingham", TITLE], ("Zoë Billingham", TITLE, None)),
        (["Mike Cunningham", TITLE, BOTH], ("Zoë Billingham", TITLE, None)),
        ([BOTH, "Zoe Billingham"], ("Zoë Billingham", TITLE, None)),
        ([BOTH, "HM Inspector of Constabulary"], ("Zoë Billingham", TITLE, None)),
        (
            [BOTH, "Contact: the press office", "Contact: Mike Cunningham"],
            ("Zoë Billingham", TITLE, "the press office"),
        ),
        (["Contact", "Zoë Billingham"], ("Zoë Billingham", None, "Zoë Billingham")),
        (["Contact", BOTH], ("Zoë Billingham", TITLE, None)),
        (["Contact"], (None, None, None)),
    ],
)
def test_name_title_and_contact_are_read(texts: list[str], found: tuple[str | None, ...]) -> None:
    assert person(*texts) == found


@pytest.mark.parametrize("rank", ["Interim", "Acting", "Temporary"])
@pytest.mark.parametrize(
    "title", [TITLE, "HM Inspector of Constabulary", "HM Chief Inspector of Fire & Rescue Services"]
)
def test_who_holds_the_title_for_a_time_has_it_in_the_title_not_in_the_name(rank: str, title: str) -> None:
    page = read(f"Zoë Billingham, {rank} {title}")
    assert page.b.inspector is not None
    assert (page.b.inspector.name, page.b.inspector.title) == ("Zoë Billingham", f"{rank} {title}")
    assert page.codes == []


@pytest.mark.parametrize(
    "text",
    [
        f"By Zoë Billingham, {TITLE}",
        f"Zoë Billingham ({TITLE})",
        f"Zoë Billingham Zoë Billingham, {TITLE}",
        *(
            f"{what} of Zoë Billingham, {TITLE}"
            for what in ("Photo", "Photograph", "Picture", "Portrait", "Image", "PHOTO")
        ),
        f"Zoë Billingham | {TITLE}",
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(text: str) -> None:
    page = read(text)
    assert page.b.inspector is not None
    assert (page.b.inspector.name, page.b.inspector.title) == ("Zoë Billingham", TITLE)
    assert page.codes == []


@pytest.mark.parametrize("name", ["Byron Zoë", "Ann Ann Lee", "Anna Anna-Lee"])
def test_a_name_that_only_looks_so_stays_whole(name: str) -> None:
    assert person(f"{name}, {TITLE}")[0] == name


def test_a_line_of_an_inspector_that_names_no_title_gives_none() -> None:
    page = Made()
    line = page.line(BOTH)
    line.text = "The inspector"
    read_people(page.b, [line])
    assert page.b.inspector is not None
    assert (page.b.inspector.name, page.b.inspector.title) == (None, None)


def test_the_lines_are_claimed_and_cited() -> None:
    page = read("Zoë Billingham", TITLE)
    assert page.claims("inspector") == ["Zoë Billingham", TITLE]
    assert page.b.inspector is not None
    assert page.b.inspector.blocks == [1, 2]


def test_no_line_means_no_inspector_and_says_so() -> None:
    page = read()
    tell_nameless(page.b)
    assert (page.b.inspector, page.codes) == (None, ["inspector_missing"])


@pytest.mark.parametrize(
    "title",
    [
        "Her Majesty’s Inspector of Constabulary",
        "His Majesty's Chief Inspector of Constabulary",
        "HM Inspector of Constabulary and Fire & Rescue Services",
        "HM Chief Inspector of Fire and Rescue Services",
        "Her Majesty’s Inspector of Fire & Rescue Services",
        "His Majesty’s Inspector of Constabulary and of Fire and Rescue Services",
    ],
)
def test_titles_of_the_vocabulary_are_known(title: str) -> None:
    page = read(f"Zoë Billingham, {title}")
    assert page.codes == []
    assert page.b.inspector is not None
    assert page.b.inspector.title == title


def test_another_title_is_kept_with_a_problem() -> None:
    page = read("Zoë Billingham, HM Inspector of Fire")
    assert page.codes == ["inspector_title_unknown"]
    assert page.b.problems[0].blocks == [1]


# --- names beside an inspector's line ----------------------------------------------------------------------------


def names(*texts: str) -> list[str]:
    page = Made()
    body = page.lines(*texts)
    return [line.text for place, line in enumerate(body) if is_name(body, place)]


@pytest.mark.parametrize("name", ["Zoë Billingham", "Sir Thomas Winsor QPM", "Wendy Williams CBE", "Matt O’Hara-Smith"])
def test_a_name_beside_an_inspectors_or_a_contact_line_is_one(name: str) -> None:
    assert names(name, BOTH) == [name]
    assert names(BOTH, name) == [name]
    assert names(name, "Contact") == [name]
    assert names(name, "The force is well led.", "It did well.", BOTH) == [name]


@pytest.mark.parametrize(
    "text",
    ["Zoë", "The force is well led", "Wilhelmina-Alexandrina Featherstonehaugh-Cholmondeley Smith", "Other Reports"],
)
def test_what_is_no_persons_name_is_none(text: str) -> None:
    assert names(text, BOTH) == []


def test_a_name_far_from_such_a_line_is_none() -> None:
    assert names("Zoë Billingham", "One.", "Two.", "Three.", BOTH) == []
    assert names(BOTH, "One.", "Zoë Billingham") == []


# --- taken out of a section --------------------------------------------------------------------------------------


def taken(role: Role | None, *texts: str) -> tuple[list[str], list[str]]:
    """The texts that are taken out of a section's body, and those that are left."""
    page = Made()
    section = page.opening(*texts)
    section.role = role
    return [line.text for line in take_people(section)], [line.text for line in section.body]


def test_the_inspectors_lines_are_taken_out_of_a_section() -> None:
    found = taken(Role.OBSERVATIONS, "I thank the force.", "Zoë Billingham", BOTH, "It did well.")
    assert found == (["Zoë Billingham", BOTH], ["I thank the force.", "It did well."])


def test_a_contact_line_is_taken_beside_an_inspectors() -> None:
    contact = "Contact the press office"
    assert taken(Role.OBSERVATIONS, BOTH, "It did well.", contact) == ([BOTH, contact], ["It did well."])
    assert taken(Role.OBSERVATIONS, contact, "It did well.", BOTH) == ([contact, BOTH], ["It did well."])
    far = (BOTH, "It did well.", "All is said.", contact)
    assert taken(Role.OBSERVATIONS, *far) == ([BOTH], list(far[1:]))


def test_without_an_inspectors_line_a_contact_is_taken_before_the_first_heading_alone() -> None:
    contact = "Contact the press office"
    assert taken(None, contact, "It did well.") == ([contact], ["It did well."])
    assert taken(Role.OBSERVATIONS, contact, "It did well.") == ([], [contact, "It did well."])


@pytest.mark.parametrize(
    "write", [str, str.upper, *(lambda text, sign=sign: text.replace("’", sign) for sign in "'‘ʼ´`")]
)
def test_a_title_is_known_in_capitals_and_with_any_apostrophe(write: Callable[[str], str]) -> None:
    page = read(write(BOTH))
    assert page.b.inspector is not None
    assert (page.b.inspector.name, page.b.inspector.title) == (write("Zoë Billingham"), write(TITLE))
    assert "inspector_title_unknown" not in {problem.code for problem in page.b.problems}


def test_a_title_may_be_of_both_bodies_and_stand_before_the_name() -> None:
    chief = "His Majesty’s Chief Inspector of {}"
    both = " and ".join(map(chief.format, ("Constabulary", "Fire & Rescue Services")))
    for title in (TITLE, both, both.replace(" and His", ", and His"), "HM Inspector of Fire and Rescue Services"):
        for form in ("{0}, {1}", "{1}: {0}", "{1} {0}", "{1}, {0}"):
            page = read(form.format("Roy Wilsher", title))
            found = page.b.inspector
            assert found is not None and (found.name, found.title) == ("Roy Wilsher", title), form
            assert page.codes == []


@pytest.mark.parametrize(
    "label", ["Inspector: ", "HMI: ", "Your inspector is: ", "Signed:", "Lead inspector: ", "Name: "]
)
def test_a_label_before_a_name_is_none_of_it(label: str) -> None:
    assert person(f"{label}{BOTH}") == ("Zoë Billingham", TITLE, None)


@pytest.mark.parametrize("was", ["former", "formerly", "previously", "then", "outgoing"])
def test_the_title_of_a_post_of_the_past_is_told(was: str) -> None:
    page = read(f"Zoë Billingham, {was} {TITLE}")
    assert page.b.inspector is not None
    assert (page.b.inspector.name, page.b.inspector.title) == ("Zoë Billingham", f"{was} {TITLE}")
    assert [problem.code for problem in page.b.problems] == ["inspector_title_unknown"]
