"""A quick look before a pattern may pass what the pattern does not know, and never hides what it knows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.text import fold, has_any
from scraper.catalogue import webarchives
from scraper.catalogue.organisations import ORGANISATIONS, mentioned
from scraper.parsers.readers import absence, area, history, others, preamble, rounds_named
from tests.support.amount import amount

LOOKS: list[tuple[re.Pattern[str], tuple[str, ...]]] = [
    (absence._ELSEWHERE, absence.ELSEWHERE_WORDS),
    (absence._NOT_GRADED, area._JUDGING),
    (history._THEN, area._JUDGING),
    (absence._NOT_GRADED, absence.NO),
    (absence._NOT_GRADED, absence.GRADED),
    (absence._NOT_INSPECTED, history._PAST),
    (absence._NOT_INSPECTED, absence.NO),
    (absence._NOT_INSPECTED, absence.INSPECTED),
    (absence._STANDS, absence.STANDING),
    (absence._CARRIED_LINE, absence.STANDING),
    (absence._OF_A_ROUND, absence.STANDING),
    (absence._DATED, absence.RATED),
    (history._THEN, history._GRADED),
    (others._ANNOUNCES, others._ANNOUNCING),
    (history._FIXED, history._PAST),
    (rounds_named._YEARS, history._PAST),
    (rounds_named._LAST_YEAR, history._PAST),
    (preamble._PENDING, preamble._PENDING_WORDS),
]


@pytest.mark.parametrize(("form", "words"), LOOKS, ids=[form.pattern[:30] for form, _ in LOOKS])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_a_pattern_finds_has_a_word_of_the_look_before_it(
    form: re.Pattern[str], words: tuple[str, ...], data: st.DataObject
) -> None:
    found = form.search(data.draw(st.from_regex(form)))
    assert found is not None
    assert has_any(found.group(), *words)


@settings(max_examples=amount(60, 200), deadline=None)
@given(st.from_regex(webarchives._WAYBACK, fullmatch=True) | st.from_regex(webarchives._BARE, fullmatch=True))
def test_whatever_an_archives_address_has_inside_is_found(url: str) -> None:
    assert webarchives.archived(url) is not None


@pytest.mark.parametrize("around", ["{}", "({})", "“{}”", "by {}’s officers", "{}.", "the {}: how"])
def test_a_full_name_is_found_whatever_stands_around_it(around: str) -> None:
    for one in ORGANISATIONS.values():
        if one.name != one.full_name and one.kind in ("police", "fire"):
            assert one in mentioned(one.kind, around.format(one.full_name)), fold(one.full_name)
