"""Properties of the grammar of figures: one in a published form is read as it is said, never as another number."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.labels import TOPIC_LABELS
from schemas.text import fold
from schemas.vocabulary import Scope, Topic, Unit
from scraper.parsers.readers.key_facts import read_figure

FEW = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip


@FEW
@given(
    number=st.integers(1, 99_999),
    comma=st.booleans(),
    unit=st.sampled_from(["square miles", "square mile", "sq miles"]),
)
def test_an_area_is_its_number(number: int, comma: bool, unit: str) -> None:
    found = read_figure(Topic.FORCE_AREA, f"{number:,} {unit}" if comma else f"{number} {unit}")
    assert found is not None
    assert (found.value, found.unit) == (number, Unit.SQUARE_MILES)


@FEW
@given(
    direction=st.sampled_from(["up", "down"]),
    number=st.integers(1, 99),
    years=st.sampled_from([5, 10]),
    scope=st.sampled_from(["local", "national"]),
    topic=st.sampled_from([Topic.WORKFORCE, Topic.VICTIM_BASED_CRIMES]),
)
def test_a_change_has_its_sign_scope_and_span(direction, number, years, scope, topic) -> None:  # type: ignore[no-untyped-def]
    found = read_figure(topic, f"{direction}{number}% {scope} {years} yr change")
    assert found is not None
    assert found.value == (number if direction == "up" else -number)
    assert (found.scope, found.years, found.measure) == (Scope(scope), years, "change")


@FEW
@given(pence=st.integers(1, 250), scope=st.sampled_from(["local", "national"]))
def test_pence_and_pounds_are_one_value(pence: int, scope: str) -> None:
    in_pence = read_figure(Topic.COST, f"{pence}p per person per day {scope}")
    in_pounds = read_figure(Topic.COST, f"£{pence / 100:.2f} per person per day {scope}")
    assert in_pence is not None
    assert in_pence == in_pounds
    assert in_pence.value == round(pence / 100, 2)


@FEW
@given(
    topic=st.sampled_from(list(Topic)),
    number=st.text(alphabet="0123456789,._ −-–½eE+NaninfxX", min_size=1, max_size=10),
    rest=st.sampled_from(
        [" square miles", "m people", "% frontline police officers", " per person", "p per person per day local"]
    ),
)
def test_no_number_is_made_of_a_form_that_is_not_published(topic: Topic, number: str, rest: str) -> None:
    found = read_figure(topic, f"{number}{rest}")
    if found is not None:
        assert re.fullmatch(r"\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*", fold(number)), number


def test_every_label_of_a_topic_is_one() -> None:
    assert {Topic(name) for name in TOPIC_LABELS.values()} == set(Topic)
