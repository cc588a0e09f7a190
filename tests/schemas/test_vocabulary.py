"""The rounds of the vocabulary: those of the main programmes, and the inspections of a programme of its own."""

from __future__ import annotations

import pytest

from schemas.vocabulary import OrganisationKind, Programme, assessed, find_round, inspection

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
    assert assessed("police/kent/2031-33") == (Programme.PEEL, None)
    assert assessed("fire/avon/2016") == (Programme.FRS, None)


@pytest.mark.parametrize(
    "assessment", ["police/kent/gardening/2022-11", "clergy/kent/2016", "clergy/kent/vetting/2016"]
)
def test_a_programme_or_a_body_of_no_vocabulary_is_an_error(assessment: str) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        assessed(assessment)
