"""Several areas in one cell: however they are parted, whatever signs their own names have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.questions import Question, find_question, questions_of
from scraper.parsers.readers.area_list import areas_in

ROUNDS = [
    ("police", "2021-22"), ("police", "2023-25"), ("police", "2025-27"), ("police", "child-protection"),
    ("fire", "2023-25"), ("fire", "2025-27"),
]  # fmt: skip


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, str, list[Question], str]:
    kind, round_ = draw(st.sampled_from(ROUNDS))
    rows = draw(
        st.lists(st.sampled_from(questions_of(kind, round_)), min_size=2, max_size=5, unique_by=lambda q: q.key)
    )
    return kind, round_, rows, draw(st.sampled_from([", ", "; ", "\n", " • ", ",\n", " | "]))


@given(cells(), st.booleans())
def test_each_area_is_found_once_and_as_it_is_published(made, last_by_and) -> None:  # type: ignore[no-untyped-def]
    kind, round_, rows, sign = made
    labels = [row.label for row in rows]
    text = f"{sign.join(labels[:-1])} and {labels[-1]}" if last_by_and else sign.join(labels)
    found = areas_in(text, lambda name: find_question(kind, round_, name))
    assert [(label, known.key if known else None) for label, known in found] == [(row.label, row.key) for row in rows]


def _area(name: str) -> Question | None:
    return find_question("police", "2023-25", name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Preventing crime", ["Preventing crime"]),
        ("Something nobody knows, and another", ["Something nobody knows, and another"]),
        ("Preventing crime, Something nobody knows", ["Preventing crime", "Something nobody knows"]),
        ("Building, supporting and\nprotecting the workforce", ["Building, supporting and\nprotecting the workforce"]),
        ("Investigating crime and Preventing crime", ["Investigating crime", "Preventing crime"]),
        ("Investigating crime and supporting victims", ["Investigating crime and supporting victims"]),
    ],
)
def test_one_name_is_one_area(text: str, names: list[str]) -> None:
    assert [name for name, _ in areas_in(text, _area)] == names


def test_many_parts_take_no_more_than_their_number() -> None:
    asked = 0

    def count(name: str) -> Question | None:
        nonlocal asked
        asked += 1
        return None

    areas_in("x, " * 5000, count)
    assert asked < 5000 * 20


ONE, TWO = "Preventing crime", "Investigating crime"


@pytest.mark.parametrize("between", [", ", "; ", " • ", " | ", ", and ", "; and ", ","])
def test_a_cell_may_name_several_areas(between: str) -> None:
    assert [label for label, known in areas_in(f"{ONE}{between}{TWO}", _area) if known] == [ONE, TWO]


def test_areas_of_a_cell_may_stand_on_lines_of_their_own() -> None:
    assert [label for label, _ in areas_in(f"{ONE}\n{TWO}", _area)] == [ONE, TWO]


def test_a_name_with_commas_of_its_own_is_one() -> None:
    long = "Building, supporting and protecting the workforce"
    assert [label for label, _ in areas_in(long, _area)] == [long]
    found = areas_in(f"{ONE}, {long}, {TWO}", _area)
    assert [(label, known is not None) for label, known in found] == [(ONE, True), (long, True), (TWO, True)]


def test_an_unknown_area_among_known_ones_is_one_and_a_cell_of_none_is_whole() -> None:
    found = areas_in(f"{ONE}, policing the tides, {TWO}", _area)
    assert [(label, known is not None) for label, known in found] == [
        (ONE, True), ("policing the tides", False), (TWO, True),
    ]  # fmt: skip
    assert areas_in("Tides, moors", _area) == [("Tides, moors", None)]
    assert areas_in("Tides", _area) == [("Tides", None)]


def test_one_area_is_named_as_published() -> None:
    for text in ("Building,supporting and protecting the workforce", f"{ONE},"):
        ((label, known),) = areas_in(text, _area)
        assert (label, known is not None) == (text, True)


def test_empty_parts_of_a_cell_are_no_areas() -> None:
    assert [label for label, _ in areas_in(f"{ONE},, {TWO},", _area)] == [ONE, TWO]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Preventing crime & Investigating crime", ["Preventing crime", "Investigating crime"]),
        ("Preventing crime, roads and bridges", ["Preventing crime", "roads and bridges"]),
        ("Preventing and deterring crime and antisocial behaviour, Investigating crime",
         ["Preventing and deterring crime and antisocial behaviour", "Investigating crime"]),
        ("Preventing and deterring crime and antisocial behaviour, and reducing harm, Investigating crime",
         ["Preventing and deterring crime and antisocial behaviour, and reducing harm", "Investigating crime"]),
    ],
)  # fmt: skip
def test_a_name_in_other_words_goes_as_far_as_no_other_begins(text: str, names: list[str]) -> None:
    assert [name for name, _ in areas_in(text, _area)] == names
