"""Practices held up as examples: a title with its paragraph is one, and so is each bullet of a list."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.questions import find_question
from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section
from scraper.parsers.readers.recommendations import read_asks
from tests.parsers.pieces import claims, codes, read_lines, read_section, texts


def asked(markup: str, role: Role) -> Builder:
    builder, section = read_section(markup, role, "A practice")
    read_asks(builder, section)
    return builder


def below(markup: str, role: Role) -> Builder:
    return asked(f"<h3>A label</h3>{markup}", role)


def items(builder: Builder) -> list[str]:
    return [row.text for row in builder.recommendations]


@pytest.mark.parametrize("role", [Role.INNOVATIVE, Role.PROMISING])
def test_a_practice_is_its_title_and_its_paragraph(role: Role) -> None:
    builder = asked("<h3>A practice</h3><p>Back to top</p><p>A van</p><p>It goes round.</p><p>More.</p>", role)
    assert items(builder) == ["A van\nIt goes round."]
    assert texts(builder.findings) == ["More."]
    assert claims(builder)["It goes round."] == "recommendations"
    assert items(asked("<h3>A practice</h3><p>It goes round.</p><p>More.</p>", role)) == ["It goes round."]
    assert items(asked("<h3>A practice</h3><p>A van</p><p>Back to top</p>", role)) == ["A van"]
    assert items(asked("<h3>A practice</h3><p>A van</p>", role)) == ["A van"]


def test_each_bullet_under_the_label_of_a_practice_is_one_and_of_headings_the_first() -> None:
    listed = below("<ul><li>It has a van.</li><li>It has a boat.</li></ul><p>More.</p>", Role.PROMISING)
    assert (items(listed), texts(listed.findings)) == (["It has a van.", "It has a boat."], ["More."])
    titled = below("<h4>A van</h4><p>It goes round.</p><h4>Why</h4><p>Others copy it.</p>", Role.PROMISING)
    assert (items(titled), texts(titled.findings)) == (["A van\nIt goes round."], ["Why", "Others copy it."])


def test_of_a_practice_only_bullets_beside_each_other_are_each_one() -> None:
    van, boat = "It has a van.", "It has a boat."
    assert items(below(f"<ul><li>{van}</li><li>{boat}</li></ul>", Role.PROMISING)) == [van, boat]
    assert items(below(f"<p>{van}</p><ul><li>{boat}</li></ul>", Role.PROMISING)) == [van]
    assert items(below(f"<ul><li>{van}</li></ul><div><p>{boat}</p></div>", Role.PROMISING)) == [van]
    assert items(below(f"<ul><li>{van}</li><li>Good</li><li>{boat}</li></ul>", Role.PROMISING)) == [van]
    builder, lines = read_lines(f"<ul><li>Promising practice</li><li>{van}</li><li>{boat}</li></ul>")
    read_asks(builder, Section(Role.PROMISING, "Promising practice", lines[0], body=lines[1:]))
    assert items(builder) == [van]


@pytest.mark.parametrize("role", [Role.INNOVATIVE, Role.PROMISING])
def test_the_sentence_with_which_the_findings_begin_is_no_practice(role: Role) -> None:
    said = "We set out our detailed findings below. They are the basis of our judgment."
    builder = below(f"<p>{said}</p>", role)
    assert (items(builder), texts(builder.findings)) == ([], [said])
    assert items(below("<p>Back to top</p>", role)) == []


BEGIN = "<p>We set out our detailed findings below.</p><p>The force works.</p>"


@pytest.mark.parametrize("more", [1, 2])
@pytest.mark.parametrize("title", ["<p>A van</p>", ""])
def test_paragraphs_before_the_findings_begin_are_the_practices(title: str, more: int) -> None:
    builder = below(f"{title}<p>It goes round.</p>{'<p>It comes back.</p>' * more}{BEGIN}", Role.PROMISING)
    assert items(builder) == ["\n".join([*(["A van"] if title else []), "It goes round.", *["It comes back."] * more])]
    assert texts(builder.findings) == ["We set out our detailed findings below.", "The force works."]
    assert claims(builder)["It comes back."] == "recommendations"
    assert codes(builder) == []


@pytest.mark.parametrize("follows", ["", "<h4>Why</h4><p>Others copy it.</p>", f"<h4>Why</h4>{BEGIN}"])
def test_other_paragraphs_behind_a_practice_are_told(follows: str) -> None:
    builder = below(f"<p>A van</p><p>It goes round.</p><p>It comes back.</p>{follows}", Role.PROMISING)
    assert items(builder) == ["A van\nIt goes round."]
    assert "section_missing" in codes(builder)
    for markup in ("<p>A van</p><p>It goes round.</p>", "<ul><li>It has a van.</li></ul><p>It comes back.</p>"):
        assert "section_missing" not in codes(below(markup + follows, Role.PROMISING))


def test_a_practice_that_is_printed_again_is_not_made_longer() -> None:
    question = find_question("police", "2023-25", "Investigating crime")
    once = "<h3>A label</h3><p>A van</p><p>It goes round.</p>"
    builder, lines = read_lines(f"{once}{BEGIN}{once}<p>It comes back.</p>{BEGIN}", "police/2023-25")
    for place in (0, 5):
        read_asks(
            builder,
            Section(
                Role.PROMISING,
                "A practice",
                lines[place],
                known=question,
                question_key=question and question.key,
                body=lines[place + 1 : place + 6],
            ),
        )
    assert items(builder) == ["A van\nIt goes round."]
