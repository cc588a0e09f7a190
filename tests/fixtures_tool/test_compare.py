"""Fields have stable names that a person can act on, and differ only where a value does."""

from __future__ import annotations

import copy

from scraper.fixtures.cases import Case, answer_of
from scraper.fixtures.compare import PROVENANCE, differences, flatten
from scraper.fixtures.facts import check_facts, check_group
from scraper.fixtures.refresh import described_field

from .conftest import MODEL, ROOT

CASE = Case(ROOT / "fixtures" / MODEL)
ANSWER = answer_of(CASE.extraction)[1]


def test_names_are_those_that_a_maintainer_would_say() -> None:
    fields = flatten(ANSWER)
    assert fields["judgments.effectiveness.grade"] == "requires_improvement"
    assert fields["judgments.effectiveness.witnesses.headline"]["grade"] == "requires_improvement"
    assert fields["key_facts.cost.per_person_per_day.local"]["value"] == 0.49
    assert fields["observations.HMI's observations.1"]["text"].startswith("In most respects")
    assert fields["page.assessment"] == "police/staffordshire/2016"
    assert fields["links.View other reports"]["url"].endswith("/other-reports/")
    assert len(fields) == len(set(fields))


def test_a_moved_line_differs_in_its_provenance_alone() -> None:
    moved = copy.deepcopy(ANSWER)
    for row in moved["record"]["findings"]:
        row["block"] += 1
    assert [one.name for one in differences(flatten(ANSWER), flatten(moved))] == [PROVENANCE]


def test_a_changed_a_lost_and_a_new_field_are_named() -> None:
    other = copy.deepcopy(ANSWER)
    other["record"]["judgments"][0]["grade"] = "good"
    other["record"]["inspector"]["name"] = None
    other["record"]["introduction"].append("One more.")
    names = [one.name for one in differences(flatten(ANSWER), flatten(other))]
    assert names == ["judgments.effectiveness.grade", "inspector.name", "introduction.2"]


def test_a_difference_is_shown_with_the_text_around_it() -> None:
    other = copy.deepcopy(ANSWER)
    other["record"]["judgments"][0]["grade"] = "good"
    (one,) = differences(flatten(other), flatten(ANSWER))
    text = "\n".join(described_field(CASE.extraction, one))
    assert "- good" in text
    assert "+ requires_improvement" in text
    assert "The extent to which the force is effective" in text


def test_facts_that_do_not_hold_are_told_in_a_line_each() -> None:
    assert check_facts(CASE.facts, CASE.extraction) == []
    wrong = {
        "judgments": {"effectiveness": {"grade": "good"}, "people": {}},
        "figures": [["cost", "per_person_per_day", "local", 49, "gbp", None]],
        "counts": {"observations": 3},
        "inspector": {"name": "Nobody"},
        "problems": ["witnesses_disagree"],
        "must_contain": {"findings": ["a phrase that is not there"]},
        "must_not_contain": {"anywhere": ["Staffordshire Police"]},
        "not_judgments": ["Good"],
        "key_facts_period": "2015/16",
        "links": ["No such link"],
        "page": {"round": "2017"},
        "refused": "identity",
    }
    for group, wanted in wrong.items():
        assert check_group(group, wanted, CASE.extraction), group
