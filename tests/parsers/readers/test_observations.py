"""The inspector's voice: its paragraphs and bullets are rows of the observations, in order."""

from __future__ import annotations

from schemas.labels import Role
from schemas.vocabulary import ProseKind
from scraper.parsers.readers.observations import read_observations
from tests.parsers.pieces import ASKS_IN_PROSE, claims, codes, read_section

MARKUP = "<h2>A heading</h2><p>First.</p><p>Back to top</p><ul><li>a bullet;</li></ul><h3>A part</h3><p>Last.</p>"


def test_each_line_but_boilerplate_is_a_row_in_its_place() -> None:
    builder, section = read_section(MARKUP, Role.OBSERVATIONS)
    read_observations(builder, section)
    assert [(row["position"], row["kind"], row["text"]) for row in builder.observations] == [
        (1, ProseKind.PARAGRAPH, "First."),
        (2, ProseKind.LIST_ITEM, "a bullet;"),
        (3, ProseKind.HEADING, "A part"),
        (4, ProseKind.PARAGRAPH, "Last."),
    ]
    assert {(row["section"], row["section_text"]) for row in builder.observations} == {("A section", "A heading")}
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"
    assert {claim for text, claim in claims(builder).items() if text != "Back to top"} == {"observations"}


def test_a_sub_heading_is_told_as_perhaps_a_section_of_its_own() -> None:
    builder, section = read_section(MARKUP, Role.OBSERVATIONS)
    read_observations(builder, section)
    assert codes(builder) == ["unknown_heading"]


def test_a_second_section_of_one_name_goes_on_counting() -> None:
    builder, section = read_section(MARKUP, Role.OBSERVATIONS)
    section.body = section.body[:1]
    read_observations(builder, section)
    read_observations(builder, section)
    assert [row["position"] for row in builder.observations] == [1, 2]


def test_who_signs_the_observations_is_the_inspector_where_nobody_is_yet() -> None:
    for form in ("<p>{}</p><p>Text.</p>", "<p>Text.</p><p>{}</p>", "<p>Text.</p><ul><li>{}</li></ul>"):
        builder, section = read_section(form.format("Matt Parr, HM Inspector of Constabulary"), Role.OBSERVATIONS)
        read_observations(builder, section)
        assert builder.inspector is not None and builder.inspector.name == "Matt Parr"
        assert [row["text"] for row in builder.observations] == ["Text."]
        builder.observations.clear()
        again = read_section(form.format("Wendy Williams, HM Inspector of Constabulary"), Role.OBSERVATIONS)[1]
        read_observations(builder, again)
        assert builder.inspector.name == "Matt Parr"
        assert len(builder.observations) == 2


def test_what_is_asked_for_in_it_is_told() -> None:
    for asks, told in ASKS_IN_PROSE:
        builder, section = read_section(f"<h2>A heading</h2><p>First.</p>{asks}", Role.OBSERVATIONS)
        read_observations(builder, section)
        assert codes(builder) == ["section_missing"] * told
        assert len(builder.observations) > 1
