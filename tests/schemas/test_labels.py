"""The labels of the pages: each is a heading of its role under the name that rows keep, and no other line is one."""

from __future__ import annotations

import re

import pytest

from schemas.labels import (
    ALMOST_ASKED,
    ASKED,
    ASKS,
    IN_TEXT_TOO,
    OF_CONTENT,
    TOPIC_LABELS,
    Role,
    find_heading,
    find_label,
    suggest_label,
    without_switch,
)
from schemas.vocabulary import Pillar, Topic

# What stands on the pages (docs/layouts.md, 3 to 17), by what it opens. A label is its own name unless one follows.
PUBLISHED: dict[str, tuple[str, ...]] = {
    "observations": (
        "HMI's observations", "HM Inspector's observations", "HM Inspector's summary", "HMI summary", "HMI's summary",
        "HM Inspector's overview", "Looking ahead", "Looking ahead to 2017", "Looking ahead to 2018/19",
        "Looking ahead to 2018-2019",
    ),
    "context": (
        "Context", "Description of force area", "Working arrangements", "Points of context provided by the force",
        "Points of context provided by the service", "Police and crime plan priorities",
        "The operating context for Welsh forces",
        "Operating context for Welsh forces → The operating context for Welsh forces",
        "The operating context of the Welsh forces → The operating context for Welsh forces",
        "Operating context for forces in Wales → The operating context for Welsh forces",
        "The force says...", "The service says...", "The constabulary says: → The force says...", "The brigade says… → The service says...",
    ),
    "pillar": ("Effectiveness", "Efficiency", "Legitimacy", "Leadership", "People"),
    "other_inspections": ("Other inspections",),
    "other_reports": ("Other reports",),
    "key_facts": (
        "Key facts", "Key facts – 2019/20 → Key facts", "Key facts 2019 → Key facts", "Key facts-2019-2020 → Key facts",
        "Key facts 2019 – 20 → Key facts", "Force in numbers → Key facts", "Service in numbers → Key facts",
    ),
    "questions": (
        "Questions for Effectiveness", "Questions for Efficiency", "Questions for Legitimacy",
        "Questions for Leadership", "Questions for People",
    ),
    "areas_for_improvement": (
        "Areas for improvement", "Area for improvement", "AFI → Areas for improvement", "AFIs → Areas for improvement",
        "AFI 3 → Areas for improvement", "Areas of improvement → Areas for improvement", "Area of improvement 2 → Areas for improvement",
    ),
    "cause_of_concern": (
        "Cause of concern", "Causes of concern", "Cause of concern: calls → Cause of concern", "Causes for concern → Cause of concern",
        "Cause for concern: calls → Cause of concern", "Accelerated cause for concern: alarms → Cause of concern",
        "New cause for concern 2 → Cause of concern",
        "Accelerated cause of concern: alarms → Cause of concern", "Causes of concern: alarms → Cause of concern",
    ),
    "recommendations": (
        "Recommendations", "Recommendation",
        "Answering calls: recommendation from the 2018 inspection report → Recommendations",
        "Answering calls: recommendations from the 2018 inspection report → Recommendations",
    ),
    "innovative_practice": ("Innovative practice",),
    "promising_practice": ("Promising practice",),
    "findings": (
        "Terminology in this report", "Important changes to PEEL", "PEEL 2023-2025", "PEEL 2021/22",
        "Changes to this round of inspection", "Background", "Main findings", "Detailed findings",
        "Further insights on effectiveness", "Further insights on efficiency", "Further insights on legitimacy",
        "PEEL 2018/19 → PEEL", "PEEL 2023 – 25 → PEEL", "PEEL 2021-2022 → PEEL", "About the data → About this report",
        "About our inspection → About this report", "About our inspections → About this report", "About this report",
        "Terminology → About this report", "Terminology used → About this report",
        "Data in this report → About this report", "Annex A → About this report",
    ),
    "summary": ("Overall summary",),
    "our_judgments": ("Our judgments",),
    "letter": ("Letter information",),
    "chrome": (
        "Related content", "Related links", "Related pages", "Share this page", "Share this", "Compare forces",
        "Compare with other forces", "Compare with others", "Compare with similar forces", "How other forces compare", "Other forces",
        "Similar forces", "Sign up", "Latest news", "Contents", "Print this document", "On this page",
    ),
}  # fmt: skip
CASES = [(role, *line.partition(" → ")[::2]) for role, lines in PUBLISHED.items() for line in lines]
ASKING = {"areas_for_improvement", "cause_of_concern", "recommendations", "innovative_practice", "promising_practice"}


@pytest.mark.parametrize(("role", "text", "name"), CASES)
def test_each_published_label_has_its_role_and_its_name(role: str, text: str, name: str) -> None:
    for written in (text, text.upper(), f"{text}:", text.replace("'", "’").replace("-", "–").replace(" ", "\u00a0")):
        label = find_label(written)
        assert label is not None, written
        assert (label.role.value, label.text) == (role, name or text)


@pytest.mark.parametrize("pillar", list(Pillar))
def test_what_is_of_a_pillar_says_of_which(pillar: Pillar) -> None:
    for text in (pillar.value, f"Questions for {pillar.value}", f"Further insights on {pillar.value}"):
        label = find_label(text)
        assert label is not None
        assert label.pillar is pillar
    context = find_label("Context")
    assert context is not None
    assert context.pillar is None


@pytest.mark.parametrize(
    "text",
    ["", "The context", "Context of the force", "Looking ahead to a good year", "Looking ahead to 17", "Key facts of Kent",
     "Key facts – 19/20", "Kent in numbers", "PEEL 2018", "PEEL 1998/99", "Operating context for English forces",
     "About the force", "About our people", "Annex 12", "Causes of concern: 12", "Cause of concern: " + "calls " * 20,
     "Cause of concern: " + "x" * 90, "Accelerated causes of concern: " + "x" * 75, "Main finding", "Questions for everyone", "Areas for improvement are told below"],
)  # fmt: skip
def test_no_other_line_is_a_label(text: str) -> None:
    assert find_label(text) is None


def test_what_asks_for_something_is_known_as_such() -> None:
    assert {role.value for role in ASKS} == ASKING
    assert set(PUBLISHED) == {role.value for role in Role} - {"topic"}


def test_what_names_pages_too_and_what_a_text_says_too_is_known_as_such() -> None:
    assert {role.value for role in Role} - {role.value for role in OF_CONTENT} == {
        "pillar", "questions", "other_inspections", "other_reports", "topic", "chrome",
    }  # fmt: skip
    assert {"Other forces", "Similar forces", "How other forces compare"} == IN_TEXT_TOO


COUNTED = (" 1", " 12", " no. 2", " no 2", " (accelerated)", " (new)", " (AFI)", " (AFIs)", " (3)", " 2 (new)")
ASKED_FOR = {
    "Cause of concern": ("{}Cause of concern", "{}Causes of concern", "{}Cause for concern", "{}Causes for concern"),
    "Areas for improvement": (
        "{}Area for improvement",
        "{}Areas for improvement",
        "{}Area of improvement",
        "{}Areas of improvement",
    ),
    "Recommendations": ("{}Recommendation", "{}Recommendations"),
    "Innovative practice": ("{}Innovative practice", "{}Innovative practices"),
    "Promising practice": ("{}Promising practice", "{}Promising practices"),
}
BEFORE = {"Cause of concern": ("Accelerated ", "New ", "Our ", "Further ", "Additional "),
          **dict.fromkeys(("Areas for improvement", "Recommendations", "Innovative practice", "Promising practice"), ("New ", "Our ", "Further ", "Additional "))}  # fmt: skip
OTHERWISE = (
    "should", "must", "need", "needs", "has to", "have to", "no longer", "previous", "previously", "earlier", "last", "2019",
    "progress", "closed", "closure", "show", "hide", "open", "close", "expand", "collapse", "discharged", "address", "addressed",
    "complete", "completed", "met", "removed", "resolved", "ongoing", "outstanding",
)  # fmt: skip


def names(*lines: str) -> set[str | None]:
    """The names of the labels that lines are, None for a line that is none."""
    return {label.text if (label := find_label(line)) else None for line in lines}


@pytest.mark.parametrize("name", ASKED_FOR)
def test_what_asks_may_be_counted_and_have_a_title_that_tells_not_what_became_of_it(name: str) -> None:
    plain = [form.format("") for form in ASKED_FOR[name]]
    assert names(*(f"{line}{counted}" for line in plain for counted in COUNTED)) == {name}
    assert None not in names(*(form.format(before) for form in ASKED_FOR[name] for before in BEFORE.get(name, ())))
    assert names(*(f"Other {line}" for line in plain)) == names(*(f"{line} (more)" for line in plain)) == {None}
    if name == "Recommendations":
        return
    titled = [
        f"{line}{mark} calls from those at risk" for line in plain for mark in (" –", ":", " -", " 2:", " (new) –")
    ]
    assert names(*titled) == {name}
    assert names(*(f"{line}." for line in titled), *(f"{line};" for line in titled)) == {None}
    for word in OTHERWISE:
        assert names(*(f"{line} – calls {word} now" for line in plain)) == {None}, word


@pytest.mark.parametrize("name", ["Areas for improvement", "Cause of concern", "Recommendations"])
def test_what_asks_may_say_that_it_asks_the_body(name: str) -> None:
    plain = [form.format("") for form in ASKED_FOR[name]]
    for whom in ("force", "constabulary", "service", "chief constable", "chief fire officer", "chief officer"):
        said = [f"to the {whom}", f"for the {whom}", f"(to the {whom})", f"to {whom}"]
        assert names(*(f"{line} {words}" for line in plain for words in said)) == {name}
    for other in (
        "all forces",
        "the Home Office",
        "chief constables",
        "the police and crime commissioner",
        "the public",
    ):
        assert names(*(f"{line} to {other}" for line in plain)) == {None}


def test_a_recommendation_has_a_title_where_it_is_a_heading() -> None:
    plain = find_label("Recommendations")
    for line in (
        "Recommendation 1: calls from those at risk",
        "Recommendation – data quality",
        "Recommendation 2 to the force: data",
    ):
        assert find_heading(line) == plain, line
        assert find_label(line) is None
    for word in OTHERWISE:
        assert find_heading(f"Recommendation 1: calls {word} now") is None, word


def test_the_title_of_a_cause_of_concern_behind_a_colon_may_say_what_it_will() -> None:
    for which in ("Cause", "Causes", "Accelerated cause"):
        assert names(f"{which} of concern: calls that should be met") == {"Cause of concern"}
    assert names("Causes of concern and recommendations", "Cause of concern and recommendation") == {"Cause of concern"}


def test_a_full_stop_behind_a_label_alone_or_behind_its_number_makes_no_sentence_of_it() -> None:
    assert names("Recommendation 1.", "Recommendations.") == {"Recommendations"}
    assert names("About the data.", "Terminology used.") == {"About this report"}


@pytest.mark.parametrize("role", sorted(PUBLISHED))
def test_a_slip_of_the_pen_in_a_label_is_seen(role: str) -> None:
    for text in (line for line in PUBLISHED[role] if " → " not in line):
        if not any(mark.isdigit() for mark in text) and text not in {"Key facts", "About this report"}:
            slip = text.replace("e", "", 1) if "e" in text else text[:-1]
            assert suggest_label(f"{slip}.") == text, slip


@pytest.mark.parametrize("text", ["Kontext and more", "The crew", "Contexts of " + "x" * 60, "x" * 61, ""])
def test_what_is_near_no_label_suggests_none(text: str) -> None:
    assert suggest_label(text) is None


def test_a_long_line_suggests_nothing_however_near_it_is() -> None:
    near = "The operating  context  for  Welsh  forces"
    assert suggest_label(near) == "The operating context for Welsh forces"
    assert suggest_label(near + " " * 20) is None


def test_the_headings_of_the_panel_are_its_topics() -> None:
    assert TOPIC_LABELS == {
        "force area": "force_area", "service area": "force_area", "area": "force_area", "population": "population",
        "workforce": "workforce", "victim-based crimes": "victim_based_crimes",
        "victim-based crime": "victim_based_crimes", "victim based crimes": "victim_based_crimes", "cost": "cost",
    }  # fmt: skip
    assert {Topic(name) for name in TOPIC_LABELS.values()} == set(Topic)


DRESSED = (
    "1. {}", "1) {}", "12.{}", "Part 1: {}", "Section 2 – {}", "Chapter IV. {}", "A. {}", "iv) {}", "3 - {}", "{} (show)", "{} [hide]", "{} Show", "{} – hide",
    "{}, Show this section", "{} (expand all)", "{}: (open)", "{} [close]", "{} Expand", "{}, collapse", "{} Show contents", "{} (show content)", "{} Hide details", "{} show more",
    "{} – show less", "{} Expand section", "2. – {}", "Part 3: – {}", "Chapter 2. {}", "{} +", "{} ▼", "{} »", "1. {} (show)",
    "1.2 {}", "1.2.3. {}", "+ {}", "▸ {}", "» 1. {}", "{} #", "{} ¶", "{} §", "{} 🔗", "{} Copy link", "{} [1]", "{}*", "{} †", "{}‡",
)  # fmt: skip


@pytest.mark.parametrize("form", DRESSED)
@pytest.mark.parametrize(
    "name", ["Effectiveness", "Context", "HMI’s observations", "Areas for improvement", "Key facts 2019/20"]
)
def test_a_heading_may_have_its_number_and_a_switch_beside_it(form: str, name: str) -> None:
    plain = find_label(name)
    assert plain is not None
    for written in (form.format(name), form.format(name).upper()):
        assert find_heading(written) == plain
        assert find_label(written) is None
    assert find_heading(name) == plain


def test_a_number_alone_is_that_of_a_pillar_and_counts_what_else_follows_it() -> None:
    assert find_heading("1 Effectiveness") == find_label("Effectiveness")
    for text in ("3 recommendations", "2 causes of concern", "5 areas for improvement"):
        assert find_heading(text) is None


@pytest.mark.parametrize(
    "text",
    ["(Effectiveness)", "Show", "Close", "Effectiveness 1", "Effectiveness (more)", "1. The effectiveness", "Effectiveness open", "Cause of concern", "12.", "+",
     "1. Effectiveness " + "x" * 90, "Effectiveness?", "3 horses", "1. Accelerated cause of concern: " + "x" * 75],
)  # fmt: skip
def test_what_else_stands_beside_a_label_makes_another_line_of_it(text: str) -> None:
    assert find_heading(text) == find_label(text)


@pytest.mark.parametrize(
    "form",
    [
        "{} (show)",
        "{} Show",
        "{}, Hide this section",
        "{} +",
        "Part 3: {}",
        "Section B – {} ▼",
        "Chapter 2. {}",
        "Part iv) {}",
        "{} collapse",
        "1.2 {}",
        "+ {}",
        "▸{}",
        "{} [2]",
        "{} ¶",
    ],
)
def test_the_name_of_an_area_is_what_stands_beside_its_switch(form: str) -> None:
    assert without_switch(form.format("Investigating crime")) == "Investigating crime"


@pytest.mark.parametrize(
    "text",
    ["Investigating crime", "3. Investigating crime", "How good is it?", "Part of the force", "Fire (and rescue)"],
)
def test_a_heading_without_a_switch_stays_as_it_is(text: str) -> None:
    assert without_switch(text) == text


_KINDS = {
    ASKED: ("area for improvement", "areas for improvement", "area of improvement", "areas of improvement", "cause of concern", "causes of concern",
            "cause for concern", "causes for concern", "recommendation", "recommendations", "afi", "afis"),
    ALMOST_ASKED: ("area for improvement", "areas of improvement", "area(s) for improvement", "areas-for-improvement", "area-of-improvement",
                   "cause of concern", "causes for concern", "cause-for-concern", "causes-of-concern", "recommendation", "recommendations", "afi", "afis",
                   "innovative practice", "innovative practices", "promising practice", "promising-practices"),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "name"), [(pattern, name) for pattern, names in _KINDS.items() for name in names])
def test_what_asks_is_named_in_each_of_its_forms(pattern: str, name: str) -> None:
    assert re.fullmatch(pattern, name)


@pytest.mark.parametrize("pattern", [ASKED, ALMOST_ASKED])
@pytest.mark.parametrize(
    "name",
    [
        "improvement",
        "concern",
        "area",
        "areas in improvement",
        "causes in concern",
        "recommends",
        "practices",
        "the afis",
        "good practice",
    ],
)
def test_what_is_called_otherwise_asks_for_nothing(pattern: str, name: str) -> None:
    assert not re.fullmatch(pattern, name)
