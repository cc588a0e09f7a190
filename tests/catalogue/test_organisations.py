"""Organisations by the names that texts give them."""

from __future__ import annotations

import pytest

from scraper.catalogue.organisations import ORGANISATIONS, mentioned, named, names


@pytest.mark.parametrize("organisation", ORGANISATIONS.values(), ids=ORGANISATIONS)
def test_each_is_named_by_its_area_and_by_its_full_name(organisation: object) -> None:
    found = next(one for one in ORGANISATIONS.values() if one is organisation)
    for text in (found.name, found.full_name, f"We inspected {found.full_name.upper()}’s crews.", *found.aliases):
        assert names(found, text), text
        assert not names(found, "We inspected crews.")


@pytest.mark.parametrize(
    ("who", "text", "expected"),
    [
        ("police/hampshire", "Hampshire and Isle of Wight Constabulary is good", False),
        ("police/hampshire", "Hampshire is part of Hampshire and Isle of Wight", True),
        ("fire/isle-of-wight", "Hampshire and Isle of Wight Fire and Rescue Service", False),
        ("police/hampshire-and-isle-of-wight", "Hampshire and Isle of Wight Constabulary is good", True),
        ("police/kent", "the Kentish police", True),
    ],
)
def test_a_name_within_the_name_of_another_is_not_its_own(who: str, text: str, expected: bool) -> None:
    assert names(ORGANISATIONS[who], text) is expected


def test_full_names_alone_are_mentioned_each_once_in_their_order() -> None:
    text = "Kent Police works with Essex Police; Kent Police leads, Surrey follows."
    assert [one.id for one in mentioned("police", text)] == ["police/kent", "police/essex"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norfolk and Suffolk: custody", ["norfolk", "suffolk"]),
        ("Avon and Somerset", ["avon-and-somerset"]),
        ("Hampshire & Isle of Wight", ["hampshire-and-isle-of-wight"]),
        ("Kent Police, Essex and Kent", ["kent", "essex"]),
        ("warwickshire west mercia", ["warwickshire", "west-mercia"]),
        ("Kentish gardens", []),
    ],
)
def test_titles_name_by_areas_too_the_longest_name_first(text: str, expected: list[str]) -> None:
    assert [one.slug for one in named("police", text)] == expected
