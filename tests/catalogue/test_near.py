from __future__ import annotations

import pytest

from scraper.catalogue.near import near_assessments, near_organisations, near_rounds
from scraper.catalogue.organisations import ORGANISATIONS
from tests.support.amount import amount


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2018", ["2018-19"]),
        ("2019", ["2018-19"]),
        ("2018/19", ["2018-19"]),
        ("2018-2019", ["2018-19"]),
        ("2024", ["2023-25"]),
        (" 2016 ", ["2016"]),
        ("nonsense", []),
    ],
)
def test_a_year_or_another_spelling_finds_its_round(text: str, meant: list[str]) -> None:
    assert near_rounds(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("police/stafordshire", ["police/staffordshire"]),
        ("stafordshire", ["police/staffordshire", "fire/staffordshire"]),
        ("Staffordshire Police", ["police/staffordshire"]),
        ("police/West Yorkshire", ["police/west-yorkshire"]),
        ("police/surrey/2016", ["police/surrey"]),
        ("Kent", ["police/kent", "fire/kent"]),
        ("police/devon", ["police/devon-and-cornwall"]),
        ("fire/durham", ["fire/durham-and-darlington"]),
        ("police/north", ["police/north-wales", "police/north-yorkshire"]),
        ("zzzz", []),
        ("", []),
    ],
)
def test_a_name_or_a_slip_finds_its_organisation(text: str, meant: list[str]) -> None:
    assert near_organisations(text) == meant


LOADED = (
    "fire/cumbria/2021-22",
    "police/cumbria/2016",
    "police/cumbria/vetting/2022-11",
    "police/humberside/vetting/undated",
    "police/kent/2016",
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("police/cumbria/vetting/undated", [LOADED[2], LOADED[1]]),
        (" Cumbria/vetting/2023", [LOADED[2], LOADED[0], LOADED[1]]),
        ("police/cumbira/2016", [LOADED[1], LOADED[2]]),
        ("police/kent/2017", [LOADED[4]]),
        ("zzzz", []),
    ],
)
def test_an_assessment_that_is_not_there_is_not_taken_for_another_body_s(text: str, meant: list[str]) -> None:
    assert near_assessments(text, LOADED) == meant


def test_one_letter_wrong_anywhere_still_finds_it() -> None:
    for key in [*ORGANISATIONS][:: amount(3, 1)]:
        kind, _, slug = key.partition("/")
        for place in range(len(slug)):
            assert key in near_organisations(f"{kind}/{slug[:place]}x{slug[place + 1 :]}")
