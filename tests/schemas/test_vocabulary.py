"""The rounds of the vocabulary: those of the main programmes, and the inspections of a programme of its own."""

from __future__ import annotations

import pytest

from schemas.vocabulary import (
    BODIES,
    OrganisationKind,
    Programme,
    assessed,
    find_round,
    inspection,
    kind_of,
    organisation_of,
    programme_named,
    round_at,
)

POLICE, FIRE = OrganisationKind.POLICE, OrganisationKind.FIRE


def test_an_inspection_of_a_programme_of_its_own_is_known_by_its_month() -> None:
    found = inspection(POLICE, Programme.VETTING, "2022-11")
    assert (found.id, found.kind, found.programme) == ("2022-11", POLICE, Programme.VETTING)
    assert (found.first, found.last) == (2022, 2022)
    assert (found.scale, found.pillars, found.narrative, found.ungraded) == (5, (), (), ())


def test_an_undated_inspection_may_be_of_any_year() -> None:
    found = inspection(FIRE, Programme.SPECIAL, "undated")
    assert (found.id, found.kind, found.first, found.last) == ("undated", FIRE, 2014, 2034)


def test_its_questions_are_those_of_its_programme_and_a_rounds_are_its_own() -> None:
    assert inspection(POLICE, Programme.VETTING, "2022-11").framework == "vetting"
    round_ = find_round("police", "2023-25")
    assert round_ is not None
    assert (round_.framework, round_.programme) == ("2023-25", None)


@pytest.mark.parametrize(
    ("assessment", "programme", "round_id"),
    [
        ("police/kent/2016", Programme.PEEL, "2016"),
        ("fire/avon/2023-25", Programme.FRS, "2023-25"),
        ("police/kent/vetting/2022-11", Programme.VETTING, "2022-11"),
        ("police/kent/vetting/undated", Programme.VETTING, "undated"),
        ("fire/avon/special/2021-06", Programme.SPECIAL, "2021-06"),
    ],
)
def test_the_id_of_an_assessment_says_its_programme_and_its_round(
    assessment: str, programme: Programme, round_id: str
) -> None:
    found, round_ = assessed(assessment)
    assert found is programme
    assert round_ is not None
    assert (round_.id, round_.kind.value) == (round_id, assessment.partition("/")[0])
    main = programme in (Programme.PEEL, Programme.FRS)
    assert round_.programme is (None if main else programme)


def test_a_round_that_nobody_knows_is_none_and_its_programme_is_told() -> None:
    assert assessed("police/kent/2013-14") == (Programme.PEEL, None)
    assert assessed("fire/avon/2016") == (Programme.FRS, None)


@pytest.mark.parametrize(
    "assessment", ["police/kent/gardening/2022-11", "clergy/kent/2016", "clergy/kent/vetting/2016"]
)
def test_a_programme_or_a_body_of_no_vocabulary_is_an_error(assessment: str) -> None:
    with pytest.raises(ValueError, match=r"is not a valid|is no kind of organisation"):
        assessed(assessment)


@pytest.mark.parametrize("kind", ["police", "fire"])
def test_a_round_of_later_years_is_asked_what_the_newest_asked(kind: str) -> None:
    found = find_round(kind, "2027-29")
    assert found is not None
    assert (found.id, found.first, found.last, found.scale) == ("2027-29", 2027, 2029, 5)
    assert (found.asks, found.framework) == ("2025-27", "2025-27")
    newest = find_round(kind, "2025-27")
    assert newest is not None
    assert (newest.asks, newest.framework) == (None, "2025-27")
    for other in ("2027-27", "2029-27", "2024-26", "2027", "2027-2029", "1999-01", "2099-01"):
        assert find_round(kind, other) is None
    assert find_round("region", "2027-29") is None


@pytest.mark.parametrize(
    ("kind", "month", "round_id"),
    [
        ("fire", "2018-05", None), ("fire", "2018-06", "2018-19"), ("fire", "2020-12", "2018-19"),
        ("fire", "2021-01", "2021-22"), ("fire", "2023-12", "2023-25"), ("fire", "2025-05", "2023-25"),
        ("fire", "2025-06", "2025-27"), ("police", "2018-10", "2017"), ("police", "2018-11", "2018-19"),
        ("police", "2025-04", "2025-27"), ("police", "2025-03", "2023-25"),
    ],
)  # fmt: skip
def test_a_month_is_of_the_newest_round_begun_before_it(kind: str, month: str, round_id: str | None) -> None:
    found = round_at(kind, month)
    assert (found.id if found else None) == round_id


def test_reports_of_programmes_have_five_grades_since_2021_and_those_on_crime_data_four() -> None:
    scale = {
        (programme, month): inspection(OrganisationKind.POLICE, programme, month).scale
        for programme in (Programme.SPECIAL, Programme.CRIME_DATA_INTEGRITY)
        for month in ("2020-12", "2021-01", "undated")
    }
    four = {key for key, grades in scale.items() if grades == 4}
    assert four == {
        (Programme.SPECIAL, "2020-12"),
        *((Programme.CRIME_DATA_INTEGRITY, m) for m in ("2020-12", "2021-01", "undated")),
    }
    assert set(scale.values()) == {4, 5}


def test_an_id_says_the_kind_of_its_organisation_and_which_it_is() -> None:
    kinds = [OrganisationKind.POLICE, OrganisationKind.FIRE, OrganisationKind.REGIONAL]
    ids = ["police/kent", "fire/avon/2016", "region/eastern/serious-organised-crime/2024-05"]
    assert [kind_of(key) for key in ids] == kinds
    assert organisation_of(ids[2]) == "region/eastern"
    assert assessed(ids[2])[0] is Programme.SERIOUS_ORGANISED_CRIME
    assert kinds[:2] == list(BODIES)


@pytest.mark.parametrize(
    ("title", "programme"),
    [
        ("National child protection inspections: 2019 thematic report", "child-protection"),
        ("Crime-recording: making the victim count", "crime-data-integrity"), ("Crime data integrity", "crime-data-integrity"),
        ("An inspection of vetting, misconduct and corruption", "vetting"), ("Integrity matters", "integrity"),
        ("Regional units: serious and organised crime", "serious-organised-crime"), ("The custody programme", "custody"),
        ("PEEL 2025", "peel"), ("State of Policing 2018", "peel"), ("State of Fire and Rescue 2019", "frs"),
        ("FRS framework", "frs"), ("A plan for 2024", None),
    ],
)  # fmt: skip
def test_a_title_may_name_a_programme(title: str, programme: str | None) -> None:
    assert programme_named(title) == programme
