"""Sections that pages of several types have: each role has its reader, wherever it stands."""

from __future__ import annotations

from schemas.labels import ASKS, Role
from scraper.parsers.pages._common import (
    ASKED,
    ASKED_IN_PARTS,
    CONTEXT,
    FURTHER_INSIGHTS,
    KEY_FACTS,
    OBSERVATIONS,
    OTHER_INSPECTIONS,
    OTHER_REPORTS,
    RELATED,
)
from tests.parsers.pieces import claims, read_section

OTHERS = (*OBSERVATIONS, CONTEXT, FURTHER_INSIGHTS, OTHER_INSPECTIONS, OTHER_REPORTS, KEY_FACTS, RELATED)
FIELDS = {
    Role.OBSERVATIONS: "observations",
    Role.SUMMARY: "observations",
    Role.CONTEXT: "context",
    Role.FINDINGS: "findings",
    Role.OTHER_INSPECTIONS: "findings",
    Role.OTHER_REPORTS: "findings",
    Role.KEY_FACTS: "key_facts.figures",
    Role.CHROME: "boilerplate:related",
}


def test_all_that_asks_for_something_is_read_as_asks() -> None:
    assert {spec.role for spec in ASKED} == ASKS
    for spec in ASKED:
        builder, section = read_section("<h3>A label</h3><ul><li>train its staff.</li></ul>", spec.role)
        spec.read(builder, section)
        assert [row.text for row in builder.recommendations] == ["train its staff."]


def test_each_other_role_has_its_field() -> None:
    found = {}
    for spec in OTHERS:
        builder, section = read_section("<h2>A heading</h2><p>Cost</p><p>It is told here.</p>", spec.role)
        spec.read(builder, section)
        found[spec.role] = claims(builder)["It is told here."]
    assert found == FIELDS


def test_key_facts_are_asked_for_each_topic_of_the_panel() -> None:
    builder, section = read_section("<h2>Key facts</h2><p>Cost</p>", Role.KEY_FACTS)
    KEY_FACTS.read(builder, section)
    assert "The key facts have no “workforce”." in [message for message, _ in KEY_FACTS.count(builder, None)]  # type: ignore[arg-type]


def test_a_report_that_asks_in_its_text_has_parts_of_each_kind() -> None:
    found = {}
    for spec in ASKED_IN_PARTS:
        builder, section = read_section("<h2>A heading</h2><ul><li>train its staff.</li></ul>", spec.role)
        spec.read(builder, section)
        found[spec.role] = claims(builder)["train its staff."]
    assert found == {
        Role.TOPIC: "findings", Role.FINDINGS: "findings", Role.OBSERVATIONS: "observations", Role.SUMMARY: "observations",
        Role.CONTEXT: "context", Role.CHROME: "boilerplate:related", **dict.fromkeys(ASKS, "recommendations"),
    }  # fmt: skip


def test_what_its_parts_announce_is_asked_for() -> None:
    for spec in ASKED_IN_PARTS[:2]:
        builder, section = read_section("<h2>Cells</h2><p>The force should:</p><ul><li>heat them.</li></ul>", spec.role)
        spec.read(builder, section)
        assert [row.text for row in builder.recommendations] == ["heat them."]
