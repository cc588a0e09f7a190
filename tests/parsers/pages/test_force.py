"""A force's page: what proves it, what it is made of, what a whole one must have (docs/layouts.md, 4 to 7)."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Pillar, RecommendationKind, Status
from tests.parsers.shown import claims, lacks, layout, read

from .parts import ASKED, HEADLINES, PANEL, SHARED, WENT_TO

PARTS = {
    "preamble": f"<p>This is the third PEEL assessment of Surrey Police.</p>{HEADLINES}",
    **{name: SHARED[name] for name in ("Overall summary", "HMI's observations", "Context")},
    "Working arrangements": "<h2>Working arrangements</h2><p>The force works with others.</p>",
    "Looking ahead to 2017": SHARED["Looking ahead to 2017"],
    "Effectiveness": f"<h2>Effectiveness</h2><p>Last updated 02/03/2017</p><p>Good</p><p>It keeps people safe.</p>{ASKED}"
    "<h3>Further insights on effectiveness</h3><p>There is more to say of cars.</p>",
    "Efficiency": "<h2>Efficiency</h2><p>Good</p><p>It saves money.</p><h3>Questions for efficiency</h3>"
    "<h4>How well does the force understand demand?</h4><p>Good</p><p>It understands demand.</p>",
    "Legitimacy": "<h2>Legitimacy</h2><p>Good</p><p>It treats people well.</p>",
    "Other inspections": SHARED["Other inspections"],
    "Leadership": "<h2>Leadership</h2><p>Last updated 08/12/2016</p><p>It leads well.</p>",
    "Other reports": SHARED["Other reports"],
    "Key facts": SHARED["Key facts"],
    "Points of context provided by the force": "<h2>Points of context provided by the force</h2><p>It has roads.</p>",
    "Police and crime plan priorities": "<h2>Police and crime plan priorities</h2><p>There is a plan.</p>",
    "Related content": SHARED["Related content"],
}


def page(heading: str = "Surrey 2016", *without: str) -> str:
    return f"<h1>{heading}</h1>" + "".join(part for name, part in PARTS.items() if name not in without)


# --- proof ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [None, "peel-assessments/peel-2016/surrey/", "peel-assessments/peel-2016/surrey/efficiency/"]
)
@pytest.mark.parametrize(
    "main",
    [
        "<p>The extent to which the force is efficient is good.</p>" * 2,
        "<h2>Efficiency</h2><p>Good</p><h2>Legitimacy</h2><p>Good</p>",
    ],
)
def test_two_headlines_or_two_pillars_prove_it_whatever_its_address(main: str, path: str | None) -> None:
    assert layout(f"<h1>Surrey 2016</h1>{main}", path) == "force"


CLAUSE = "<p>the efficiency with which the force carries out its responsibilities is good; and</p>"


@pytest.mark.parametrize("path", [None, "peel-assessments/peel-2014/surrey/efficiency/"])
def test_two_clauses_of_the_first_year_prove_it_whatever_its_address_and_one_does_not(path: str | None) -> None:
    title = "<h1>Surrey 2014</h1>"
    assert layout(f"{title}<p>In terms of its effectiveness, the force is good; and</p>{CLAUSE}", path) == "force-2014"
    good = "<p>Surrey Police is good at reducing crime.</p>"
    assert layout(f"{title}{CLAUSE}<p>In terms of money it is poor.</p>", path) not in ("force", "force-2014")
    assert layout(f"{title}{CLAUSE}{good}", path) not in ("force", "force-2014")
    assert layout(f"{title}{CLAUSE}{CLAUSE}", path) not in ("force", "force-2014")
    assert layout(f"{title}{'<p>We looked.</p>' * 40}{CLAUSE}<p>In terms of its effectiveness, it is good</p>", path) not in (
        "force", "force-2014",
    )  # fmt: skip


LISTED = (
    "<h2>Effectiveness</h2><p>PEEL: Police effectiveness 2017</p><h2>Legitimacy</h2><p>PEEL: Police legitimacy 2017</p>"
)


def test_pillars_as_headings_prove_no_page_of_which_title_and_address_name_nobody() -> None:
    title = "<h1>National PEEL reports</h1>"
    assert layout(f"{title}{LISTED}", "peel-assessments/national-peel-reports/") == "round-index"
    assert layout(f"{title}{LISTED}") == "landing"
    assert layout(f"<h1>What we found</h1><p>HMICFRS</p>{LISTED}", "reports/of-ours/") == "unknown"
    assert layout(f"{LISTED}<p>HMICFRS</p>") == "force"  # a copy that lost its title
    assert layout(LISTED, "peel-assessments/peel-2016/surrey/") == "force"
    assert layout(f"<h1>What we found</h1>{LISTED}", "peel-assessments/peel-2016/surrey/efficiency/") == "force"
    assert layout(f"<h1>What we found</h1>{LISTED}", "peel-assessments/peel-2016/") != "force"
    assert layout(f"<h1>Surrey 2016</h1>{LISTED}", "reports/of-ours/") == "force"


@pytest.mark.parametrize("label", ["HMI's observations", "Context", "Key facts"])
def test_without_an_address_a_title_and_a_section_of_its_own_are_likely_its(label: str) -> None:
    assert layout(f"<h1>Surrey 2016</h1><h2>{label}</h2>") == "force"
    assert layout(f"<h2>{label}</h2><p>HMICFRS</p>") == "unknown"
    assert layout(f"<h1>Surrey 2016</h1><h2>{label}</h2>", "peel-assessments/peel-2016/surrey/efficiency/") == "pillar"


@pytest.mark.parametrize(
    "main",
    [
        "<p>The extent to which the force is efficient is good.</p>",
        "<h2>Recommendations</h2>",
        "<p>It is good.</p>",
    ],
)
def test_one_headline_or_another_section_proves_nothing(main: str) -> None:
    assert layout(f"<h1>Surrey 2016</h1>{main}") == "unknown"


# --- its sections --------------------------------------------------------------------------------------------


def test_a_whole_page_is_read_and_lacks_nothing() -> None:
    found = read(page())
    assert found.page.layout == "force"
    assert lacks(found) == []
    assert [text for text, field in claims(found).items() if field is None] == []


OWN = {
    "This is the third PEEL assessment of Surrey Police.": "introduction",
    "The force works with others.": "context",
    "It keeps people safe.": "findings",
    "There is more to say of cars.": "findings",
    "It understands demand.": "findings",
    "It treats people well.": "findings",
    "It leads well.": "findings",
    "It has roads.": "context",
    "There is a plan.": "context",
}


@pytest.mark.parametrize(("text", "field"), [*WENT_TO.items(), *OWN.items()])
def test_each_section_goes_to_its_field(text: str, field: str) -> None:
    assert claims(read(page()))[text] == field


def test_the_pillars_are_judged_first_and_the_questions_after_them() -> None:
    record = read(page()).record
    assert record is not None
    assert [(j.pillar, j.question_key, j.status, j.grade) for j in record.judgments] == [
        (Pillar.EFFECTIVENESS, None, Status.GRADED, Grade.GOOD),
        (Pillar.EFFICIENCY, None, Status.GRADED, Grade.GOOD),
        (Pillar.LEGITIMACY, None, Status.GRADED, Grade.GOOD),
        (Pillar.LEADERSHIP, None, Status.NARRATIVE_ONLY, None),
        (Pillar.EFFICIENCY, "efficiency/understanding-demand", Status.GRADED, Grade.GOOD),
    ]


def test_what_is_asked_keeps_its_kind_and_its_pillar() -> None:
    record = read(page()).record
    assert record is not None
    assert [each.kind for each in record.recommendations] == [
        RecommendationKind.AREA_FOR_IMPROVEMENT,
        RecommendationKind.CAUSE_OF_CONCERN,
        RecommendationKind.RECOMMENDATION,
        RecommendationKind.INNOVATIVE_PRACTICE,
        RecommendationKind.PROMISING_PRACTICE,
    ]
    assert {each.pillar for each in record.recommendations} == {Pillar.EFFECTIVENESS}


# --- what a whole page must have -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "HMI's observations", "Context", "Working arrangements", "Looking ahead to 2017", "Effectiveness", "Efficiency",
        "Legitimacy", "Other inspections", "Leadership", "Other reports", "Key facts",
        "Points of context provided by the force", "Police and crime plan priorities",
    ],
)  # fmt: skip
def test_a_whole_page_of_2016_has_each_of_these(name: str) -> None:
    assert lacks(read(page("Surrey 2016", name))) == [f"The section “{name}” is not on the page."]


@pytest.mark.parametrize(
    ("heading", "missing"), [("Surrey 2017", True), ("Surrey 2018/19", True), ("Avon 2018/19", False)]
)
def test_a_whole_page_of_another_round_has_the_sections_of_its_own(heading: str, missing: bool) -> None:
    told = lacks(read(page(heading, "HMI's observations", "Working arrangements")))
    assert ("The section “HMI's observations” is not on the page." in told) == missing
    assert "The section “Working arrangements” is not on the page." not in told


def test_each_pillar_of_the_round_must_be_judged_somewhere() -> None:
    main = page("Surrey 2016", "Legitimacy").replace("legitimate at keeping", "nice at keeping")
    assert "The page says nothing of legitimacy." in lacks(read(main))


@pytest.mark.parametrize("topic", PANEL)
def test_key_facts_have_every_topic(topic: str) -> None:
    assert lacks(read(page().replace(PANEL[topic], ""))) == [f"The key facts have no “{topic}”."]


def test_a_table_that_is_parted_by_pillars_is_no_page_of_a_round_with_pillars() -> None:
    rows = "<h2>Overall summary</h2><table><tr><th>Effectiveness</th></tr><tr><th>Efficiency</th></tr><tr><th>People</th></tr></table>"
    for heading, path, found in (
        ("Avon Fire and Rescue Service 2023–2025", "frs-assessments/avon-2023-2025/", "long-report"),
        ("Avon Fire and Rescue Service 2025–27", None, "long-report"),
        ("Kent Police 2021/22", "peel-reports/kent-2021-22/", "long-report"),
        ("Avon 2021/22", "frs-assessment/frs-2021/avon/", "service"),
        ("Avon 2031", "frs-assessment/frs-2021/avon/", "service"),
    ):
        assert layout(f"<h1>{heading}</h1>{rows}", path) == found, heading
