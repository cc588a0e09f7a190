"""A pillar's page: what proves it, what it is made of, what a whole one must have (docs/layouts.md, 10)."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.vocabulary import Grade, Pillar, Status
from scraper.parsers.pages.pillar import is_detailed
from tests.parsers.shown import claims, lacks, layout, read, shown

from .parts import ASKED, SHARED, WENT_TO

ADDRESS = "peel-assessments/peel-2016/surrey/efficiency/"
QUESTIONS = {
    "How well does the force understand its current and likely future demand?": "It understands demand.",
    "How well does the force use its resources to manage current demand?": "It uses what it has.",
    "How well is the force planning for demand in the future?": "It has a plan.",
}
PARTS = {
    "Other inspections": SHARED["Other inspections"],
    "Efficiency": "<h2>Efficiency</h2><p>Last updated 03/11/2016</p><p>Good</p><p>It saves money.</p>"
    "<h3>Further insights on efficiency</h3><p>There is more to say of cars.</p>",
    "Questions": "<h2>Questions for Efficiency</h2>"
    + "".join(f"<h3>{asked}</h3><p>Good</p><p>{said}</p>{ASKED}" for asked, said in QUESTIONS.items()),
    **{name: SHARED[name] for name in SHARED if name != "Other inspections"},
}


def page(heading: str = "Surrey PEEL 2016", *without: str) -> str:
    intro = "<p>This is what we found at Surrey Police.</p>"
    return f"<h1>{heading}</h1>{intro}" + "".join(part for name, part in PARTS.items() if name not in without)


# --- proof ---------------------------------------------------------------------------------------------------


def test_its_address_promises_it() -> None:
    assert layout("<h1>Surrey 2016</h1><h2>Context</h2>", ADDRESS) == "pillar"
    assert layout("<h1>Surrey 2016</h1><h2>Context</h2>", "peel-assessments/peel-2016/surrey/") == "force"


@pytest.mark.parametrize("path", [None, "peel-assessments/peel-2016/surrey/"])
def test_questions_are_likely_its(path: str | None) -> None:
    assert layout("<h1>Surrey 2016</h1><h2>Questions for Efficiency</h2>", path) == "pillar"


def test_one_pillar_is_likely_it_under_a_title_without_an_address() -> None:
    assert layout("<h1>Surrey 2016</h1><h2>Efficiency</h2>") == "pillar"
    assert layout("<h1>Surrey 2016</h1><h2>Leadership</h2>") == "pillar"
    assert layout("<h2>Efficiency</h2><p>HMICFRS</p>") == "unknown"
    assert layout("<h1>Surrey 2016</h1><h2>Efficiency</h2>", "peel-assessments/peel-2016/surrey/") == "force"
    assert layout("<h1>Surrey 2016</h1><h2>Efficiency</h2><h2>Leadership</h2>") == "unknown"


LEAD_IN = "<p>We set out our detailed findings below.</p>"


@pytest.mark.parametrize(
    ("main", "found"),
    [
        (f"<h1>Surrey PEEL 2018</h1><h2>Questions for Efficiency</h2>{LEAD_IN}", True),
        (f"<h1>Surrey PEEL 2018</h1><h2>Efficiency</h2>{LEAD_IN}", False),
        ("<h1>Surrey PEEL 2018</h1><h2>Questions for Efficiency</h2>", False),
        (f"<h1>Surrey 2018/19</h1><h2>Questions for Efficiency</h2>{LEAD_IN}", False),
        (f"<h2>Questions for Efficiency</h2>{LEAD_IN}", False),
    ],
)
def test_a_forces_questions_that_are_led_in_to_are_those_of_the_detailed_findings(main: str, found: bool) -> None:
    assert is_detailed(shown(main)) is found
    assert layout(main, ADDRESS.replace("2016", "2018")) == "pillar"


# --- its sections --------------------------------------------------------------------------------------------


def test_a_whole_page_is_read_and_lacks_nothing() -> None:
    found = read(page(), ADDRESS)
    assert (found.page.layout, found.page.pillar) == ("pillar", Pillar.EFFICIENCY)
    assert lacks(found) == []
    assert [text for text, field in claims(found).items() if field is None] == []


OWN = {
    "This is what we found at Surrey Police.": "introduction",
    "It saves money.": "findings",
    "There is more to say of cars.": "findings",
    "It understands demand.": "findings",
}


@pytest.mark.parametrize(("text", "field"), [*WENT_TO.items(), *OWN.items()])
def test_each_section_goes_to_its_field(text: str, field: str) -> None:
    assert claims(read(page(), ADDRESS))[text] == field


def test_the_pillar_and_its_questions_are_judged() -> None:
    record = read(page(), ADDRESS).record
    assert record is not None
    assert [(j.question_key, j.status, j.grade) for j in record.judgments] == [
        (None, Status.GRADED, Grade.GOOD),
        ("efficiency/understanding-demand", Status.GRADED, Grade.GOOD),
        ("efficiency/using-resources", Status.GRADED, Grade.GOOD),
        ("efficiency/planning-for-the-future", Status.GRADED, Grade.GOOD),
    ]
    assert {judgment.pillar for judgment in record.judgments} == {Pillar.EFFICIENCY}


def test_what_is_asked_is_asked_under_its_question() -> None:
    record = read(page(), ADDRESS).record
    assert record is not None
    assert len(record.recommendations) == 15
    assert len({(each.kind, each.question_key) for each in record.recommendations}) == 15


def test_a_date_under_the_standing_text_is_that_of_the_pillar_whose_heading_is_lost() -> None:
    main = (
        "<h1>Surrey PEEL 2016</h1>"
        + SHARED["Other inspections"]
        + "<p>Last updated 08/12/2016</p><p>It leads well.</p>"
    )
    record = read(main, ADDRESS.replace("efficiency", "leadership")).record
    assert record is not None
    assert [(j.pillar, str(j.last_updated)) for j in record.judgments] == [(Pillar.LEADERSHIP, "2016-12-08")]


# --- what a whole page must have -----------------------------------------------------------------------------


def test_it_has_the_section_of_its_pillar() -> None:
    assert lacks(read(page("Surrey PEEL 2016", "Efficiency"), ADDRESS)) == [
        "The section “Efficiency” is not on the page."
    ]


def test_it_has_the_questions_that_its_round_asks() -> None:
    none = lacks(read(page("Surrey PEEL 2016", "Questions"), ADDRESS))
    assert none == ["The page has no questions under efficiency."]
    for question in QUESTIONS:
        found = lacks(read(page().replace(f"<h3>{question}</h3>", ""), ADDRESS))
        assert [lack for lack in found if "the practice" not in lack] == [
            f"The question “{question}” is not on the page."
        ]


# --- asks of an earlier round ------------------------------------------------------------------------------------

CARRIED = (
    "This question was not subject to detailed inspection in 2018/19, and our judgment from the 2017 effectiveness inspection has been carried over.",
    "This area was not subject to detailed inspection in 2018/19. The judgment from our 2017 inspection has been carried over.",
    "Kent Police’s crime investigation was not subject to detailed inspection in 2018/19, and its judgment from 2017 has been carried over.",
)
_PLANS, _STAFF = "The force should improve its plans.", "The force should train its staff."
OLD = (
    f"<ul><li>{_PLANS}</li><li>{_STAFF}</li></ul>",
    f"<ul><li>{_PLANS} Addressed</li><li>{_STAFF} In progress</li></ul>",
    f"<ul><li>{_PLANS}</li></ul><p>In progress</p><ul><li>{_STAFF}</li></ul><p>Addressed</p>",
    f"<p>{_PLANS}</p><p>Addressed</p><p>{_STAFF}</p><p>In progress</p>",
    f"<ul><li>{_PLANS}<br>Addressed</li><li>{_STAFF}<br>In progress</li></ul>",
)  # fmt: skip


def test_a_cause_above_the_words_that_carry_its_question_over_is_of_an_earlier_round_with_its_recommendations() -> None:
    cause = (
        f"<h4>Cause of concern</h4><p>The force loses its files.</p><h4>Recommendations</h4><ul><li>{_PLANS}</li></ul>"
    )
    areas = f"<h4>Areas for improvement</h4><ul><li>{_STAFF}</li></ul>"
    first = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
    second = "How effective is the force at investigating crime and reducing re-offending?"
    head = "<h1>Kent PEEL 2018</h1><h2>Effectiveness</h2><p>Last updated 02/05/2019</p><p>Good</p><h2>Questions for Effectiveness</h2>"
    for said, asks in product((*CARRIED, "It has carried over its files."), (cause, cause + areas, areas + cause)):
        markup = f"{head}<h3>{first}</h3><p>Good</p>{asks}<p>{said}</p><h3>{second}</h3><p>Good</p>{areas}"
        found = read(markup, "peel-assessments/peel-2018/kent/effectiveness/")
        assert found.record is not None
        carried = {one.question_key: one.carried_from for one in found.record.judgments}
        asked = [one.question_key for one in found.record.recommendations]
        old = said in CARRIED
        assert carried["effectiveness/preventing-crime"] == ("2017" if old else None)
        assert ("effectiveness/preventing-crime" in asked) is not old, (said, asks)
        assert asked[-1] == "effectiveness/investigating-crime"


def test_what_a_carried_over_question_asks_for_is_of_an_earlier_round() -> None:
    first = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
    second = "How effective is the force at investigating crime and reducing re-offending?"
    ours = f"<h4>Areas for improvement</h4><ul><li>{_STAFF}</li></ul>"
    head = "<h1>Kent PEEL 2018</h1><h2>Effectiveness</h2><p>Last updated 02/05/2019</p><p>Good</p><h2>Questions for Effectiveness</h2>"
    for said, old, end in product(CARRIED, OLD, ("", "detailed-findings/")):
        labelled = f"<h4>Areas for improvement</h4>{old}"
        for parts in (f"<p>{said}</p>{labelled}", f"{labelled}<p>{said}</p>"):
            markup = f"{head}<h3>{first}</h3><p>Good</p>{parts}<h3>{second}</h3><p>Good</p>{ours}"
            found = read(markup, f"peel-assessments/peel-2018/kent/effectiveness/{end}")
            assert found.record is not None
            asked = [(one.question_key, one.text) for one in found.record.recommendations]
            assert asked == [("effectiveness/investigating-crime", _STAFF)], parts
            carried = {one.question_key: one.carried_from for one in found.record.judgments}
            assert (carried["effectiveness/preventing-crime"], carried["effectiveness/investigating-crime"]) == (
                "2017",
                None,
            )
            texts = [one.text for one in found.record.findings if one.question_key == "effectiveness/preventing-crime"]
            assert any(text.startswith(_PLANS) for text in texts) and said in texts
            assert {one.code for one in found.problems if one.severity != "info"} <= {
                "section_missing",
                "witness_missing",
            }
