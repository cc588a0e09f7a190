"""What all sections of prose share: what is claimed, what is set aside, which rows look like a section of their own."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.record import Inspector, Letter
from schemas.vocabulary import Pillar
from scraper.parsers.lines import LineKind
from scraper.parsers.readers.prose import (
    claim_head,
    is_fragment,
    read_list,
    read_rows,
    related,
    set_aside,
    suggest,
)
from tests.parsers.pieces import claims, codes, read_lines, read_section
from tests.parsers.shown import read


def rows(markup: str, *, sub_headings: bool = False, question: str | None = None) -> tuple[list[str], list[str]]:
    """Return the texts of a section's rows and the codes of its problems."""
    builder, section = read_section(markup, question=question)
    found = read_rows(builder, section, "findings", sub_headings)
    return [line.text for line in found], codes(builder)


def test_a_head_is_claimed_for_its_field_and_its_badges_for_the_judgments() -> None:
    builder, lines = read_lines(
        "<h2>Leadership</h2><p>How well led is the force?</p><p>Last updated 08/12/2016</p><p>Good</p><p>3</p>"
    )
    _, section = read_section("")
    section.heading, section.head = lines[0], lines[1:]
    claim_head(builder, section, "sections")
    assert list(claims(builder).values()) == ["sections", "sections", "sections", "judgments", "sections"]


def test_without_a_heading_only_the_head_is_claimed() -> None:
    builder, section = read_section("<p>Some prose of the section.</p>")
    claim_head(builder, section, "findings")
    assert claims(builder) == {"Some prose of the section.": None}
    assert read_rows(builder, section, "findings") == section.body


def test_a_late_date_is_claimed_where_the_head_has_one_and_a_late_badge_never() -> None:
    for dated in (True, False):
        builder, lines = read_lines("<p>Last updated 08/12/2016</p><p>Last updated 09/12/2016</p><p>Good</p>")
        _, section = read_section("")
        section.head, section.stray = lines[:1] if dated else [], lines[1:]
        claim_head(builder, section, "sections")
        late = "sections.last_updated" if dated else None
        assert list(claims(builder).values())[1:] == [late, None]


def test_rows_are_all_lines_but_boilerplate() -> None:
    builder, section = read_section(
        "<h2>News</h2><p>Some prose of it.</p><p>Back to top</p><ul><li>A bullet;</li></ul>"
    )
    assert [line.text for line in read_rows(builder, section, "context")] == ["Some prose of it.", "A bullet;"]
    assert claims(builder)["News"] == "context"
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"


def test_a_link_to_another_page_is_a_link_and_its_bare_words_are_boilerplate() -> None:
    builder, lines = read_lines('<p><a href="/other/">View other reports</a></p><p>View other reports</p><p>Prose.</p>')
    assert [set_aside(builder, line) for line in lines] == [True, True, False]
    given = [row.claimed_by for row in builder.accounted()[1]]
    assert given == ["links", "boilerplate:view_link", None]


HEADS = "<h2>News</h2><p>Prose of it.</p>"


@pytest.mark.parametrize(
    ("markup", "sub_headings", "strange"),
    [
        ("<h3>Why</h3><p>Because.</p>", False, True),
        ("<h3>Why</h3><p>Because.</p>", True, False),
        ("<h3>Why</h3>", True, True),
        ("<h2>Why</h2><p>Because.</p><h3>How</h3><p>Well.</p>", True, True),
        ("<h1>Why</h1><p>Because.</p><h3>How</h3><p>Well.</p>", True, True),
        ("<h2>Why</h2><p>Because.</p>", True, False),
        ("<h1>Why</h1><p>Because.</p>", True, True),
        ("<dl><dt>Why</dt><dd>Because.</dd></dl>", False, True),
        ("<dl><dt>Why</dt><dd>Because.</dd></dl>", True, False),
        ("<p>Why</p><p>Because.</p>", True, False),
        ("<p>Why</p><p>Because.</p>", False, True),
        ("<p>Because.</p>", True, False),
        ("<h2>Good</h2><p>Because.</p>", True, False),
    ],
)
def test_what_looks_like_a_section_of_its_own_is_named(markup: str, sub_headings: bool, strange: bool) -> None:
    assert rows(HEADS + markup, sub_headings=sub_headings)[1] == ["unknown_heading"] * strange


def test_a_link_is_no_section_of_its_own() -> None:
    link = '<p><a href="/publication-html/x/">Kent Police: vetting and counter-corruption</a></p>'
    assert rows(f"<p>We publish a report of its own.</p>{link}")[1] == []
    assert rows("<p>We publish a report of its own.</p><p>Kent Police: vetting and counter-corruption</p>")[1] == [
        "unknown_heading"
    ]


def test_in_a_list_of_titles_a_few_words_are_no_wonder() -> None:
    builder, section = read_section(f"{HEADS}<p>Crime inspection 2014</p><p>View other reports</p>")
    assert [line.text for line in read_list(builder, section, "findings")] == ["Prose of it.", "Crime inspection 2014"]
    assert codes(builder) == []


def test_under_a_question_sub_headings_are_no_wonder() -> None:
    assert rows(f"{HEADS}<h3>Why</h3><p>Because.</p>", question="How many crews are there?")[1] == []


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<p>Void</p>", True), ("<p>For the county</p>", True), ("<div>Frozen</div>", True), ("<h4>Void</h4>", False), ("<ul><li>Void</li></ul>", False),
        ("<p>void</p>", False), ("<p>Void.</p>", False), ("<p><a href='/x/'>Void</a></p>", False), ("<p>It is so.</p><p>Void</p>", False),
    ],
)  # fmt: skip
def test_a_few_words_right_below_a_grade_may_be_a_note_on_it(markup: str, told: bool) -> None:
    for question in (None, "questions/calls"):
        for head in (1, 2):
            builder, section = read_section(
                f"<h2>Calls</h2><p>Good</p><p>Last updated 02/05/2019</p>{markup}<p>Prose of it.</p>"
                if head == 2
                else f"<h2>Calls</h2><p>Good</p>{markup}<p>Prose of it.</p>",
                question=question,
            )
            section.pillar = None if question else Pillar.EFFECTIVENESS
            section.head, section.body = section.body[:head], section.body[head:]
            read_rows(builder, section, "findings", sub_headings=True)
            assert codes(builder) == ["unknown_heading"] * told
    for below in ("<h2>Calls</h2>", "<h2>Calls</h2><p>It is so.</p>"):
        builder, section = read_section(f"{below}{markup}<p>Prose of it.</p>", question="questions/calls")
        read_rows(builder, section, "findings", sub_headings=True)
        assert codes(builder) == []


@pytest.mark.parametrize(("text", "told"), [("Mostly good", True), ("Good?", True), ("Outstanding in parts", True), ("It is good.", False), ("Calls", False)])  # fmt: skip
def test_so_is_a_grade_in_other_words_in_the_place_of_one(text: str, told: bool) -> None:
    for tag, is_there in (("p", True), ("h4", False)):
        builder, section = read_section(f"<h2>Calls</h2><{tag}>{text}</{tag}><p>Prose of it.</p>", question="calls")
        read_rows(builder, section, "findings")
        assert codes(builder) == ["unknown_heading"] * (told and is_there), (text, tag)
        builder, section = read_section(f"<h2>Calls</h2><p>{text}</p><p>Prose of it.</p>")
        read_rows(builder, section, "findings", sub_headings=True)
        assert codes(builder) == [], "nothing is judged here"


def test_without_a_heading_no_level_is_too_high() -> None:
    assert rows("<p>Prose of it.</p><h2>Why</h2><p>Because.</p>", sub_headings=True)[1] == []


@pytest.mark.parametrize(
    ("markup", "fragment"),
    [
        ("<p>Why we came</p>", True),
        ("<h3>Why we came</h3>", True),
        ("<dl><dt>Why we came</dt></dl>", True),
        ("<table><tr><td>Why we came</td><td>We asked.</td></tr></table>", True),
        ("<ul><li>Why we came</li></ul>", False),
        ("<blockquote>Why we came</blockquote>", False),
        ("<p>why we came</p>", False),
        ("<p>Why we came to this place and how we found it on the day itself</p>", False),
        *((f"<p>Why we came{end}</p>", False) for end in (".", ":", ";", "!", "?", "”", ")", ",", " and")),
    ],
)
def test_a_fragment_is_a_few_words_without_a_stop(markup: str, fragment: bool) -> None:
    _, lines = read_lines(f"{markup}<p>More.</p>")
    assert is_fragment(lines[0]) is fragment


@pytest.mark.parametrize(
    ("markup", "misspelt"),
    [
        ("<h2>Contxt</h2>", True),
        ("<p>Working arangements</p>", True),
        ("<p>Points of context provided by the forces</p>", True),
        ("<h2>Points of context that are provided by the force</h2>", True),
        ("<p>Points of context that are provided by the force</p>", False),
        ("<p>Working arangements.</p>", False),
        ("<p>Working arangements;</p>", False),
        ("<p>Working arangements:</p>", False),
        ("<h2>Working arangements:</h2>", True),
        ("<p>Something quite different</p>", False),
        ("<h2>Working arrangements:</h2>", False),
    ],
)
def test_a_slip_of_the_pen_in_a_label_is_told(markup: str, misspelt: bool) -> None:
    builder, lines = read_lines(f"{markup}<p>More.</p>")
    suggest(builder, lines[0])
    assert codes(builder) == ["label_misspelt"] * misspelt


def test_rows_are_looked_at_for_slips_of_the_pen() -> None:
    assert rows("<h2>News</h2><p>Working arangements</p><p>More.</p>")[1] == ["label_misspelt", "unknown_heading"]


def test_what_is_of_other_pages_is_set_aside_whole() -> None:
    builder, section = read_section("<h2>Related content</h2><p>Another page.</p>", Role.CHROME)
    assert section.heading is not None
    assert section.heading.kind is LineKind.LABEL
    related(builder, section)
    assert set(claims(builder).values()) == {"boilerplate:related"}


SIGNED = "<p>Zoë Billingham, HM Inspector of Constabulary</p>"


def test_the_inspectors_line_once_more_is_a_caption_and_the_first_one_is_not() -> None:
    builder, lines = read_lines(f"{SIGNED}<p>Prose.</p>")
    assert [set_aside(builder, line) for line in lines] == [False, False]
    builder.inspector = Inspector(name="Zoë Billingham", title="HM Inspector of Constabulary", contact=None, blocks=[9])
    assert [set_aside(builder, line) for line in lines] == [True, False]
    assert builder.inspector.blocks == [9, lines[0].number]
    assert list(claims(builder).values()) == ["inspector", None]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Zoë Billingham", True), ("Zoe Billingham", True), ("HMI Zoë Billingham", True), ("Zoë Billingham HMI", True), ("Zoë Billingham OBE", True),
        ("Zoë", False), ("Billingham", False), ("Zoë Billinghams", False), ("Jane Doe", False), ("Zoë Billingham is pleased", False),
    ],
)  # fmt: skip
def test_the_inspectors_name_alone_is_no_row_and_no_heading(text: str, again: bool) -> None:
    for tag in ("p", "h4", "figcaption"):
        builder, section = read_section(
            f"<p>Words of ours about the force.</p><{tag}>{text}</{tag}><p>More words of ours.</p>"
        )
        builder.inspector = Inspector(name="Zoë Billingham OBE", title=None, contact=None, blocks=[9])
        found = [line.text for line in read_rows(builder, section, "observations")]
        assert (text not in found) is again
        assert ("unknown_heading" not in codes(builder)) or not again
        assert (claims(builder)[text] == "inspector") is again


def test_a_name_is_a_row_where_nobody_is_the_inspector() -> None:
    assert (
        "Zoë Billingham"
        in rows("<p>Words of ours about the force.</p><p>Zoë Billingham</p><p>More words of ours.</p>")[0]
    )


def test_a_heading_among_sub_headings_is_no_fragment_of_a_line() -> None:
    markup = f"{HEADS}<h3>Why</h3><p>Because.</p><h3>How</h3><p>Well.</p>"
    assert rows(markup, sub_headings=True)[1] == []
    assert rows(f"{HEADS}<h3>Why so</h3>", sub_headings=True)[1] == ["unknown_heading"]
    assert rows(f"{HEADS}<p>Why so</p>", sub_headings=True)[1] == ["unknown_heading"]
    assert rows(f"{HEADS}<h3>Why so</h3><p>Because.</p>", sub_headings=False)[1] == ["unknown_heading"]
    assert rows(f"{HEADS}<h3>We asked why.</h3><p>Because.</p>", sub_headings=False)[1] == ["unknown_heading"]


def test_a_grade_or_a_date_in_a_heading_is_no_section_of_its_own() -> None:
    for text in ("Good", "Last updated 2 March 2017"):
        assert rows(f"{HEADS}<h2>{text}</h2><p>Because.</p>")[1] == []


def test_a_status_a_caption_and_an_earlier_grade_are_no_headings_of_sections() -> None:
    last = (
        "<p>Addressed</p>",
        "<p>In progress</p>",
        "<p>The service was good in its 2018/19 assessment</p>",
        "<p>Kent Police required improvement in 2014</p>",
    )
    for line in last:
        assert rows(f"<h2>A heading</h2><p>Some text of it.</p>{line}")[1] == [], line
    table = "<table><caption>Areas of work</caption><tr><td>Calls are answered.</td></tr></table>"
    assert rows(f"<h2>A heading</h2><p>Some text of it.</p>{table}")[1] == []
    assert rows("<h2>A heading</h2><p>Some text of it.</p><p>Areas of work</p>")[1] == ["unknown_heading"]


@pytest.mark.parametrize("caption", ["Figure 1: Crimes recorded in Kent", "Table 12 – Crimes", "Fig. 2 Crimes", "Source: Home Office", "Note: data of 2018", "Chart 3"])  # fmt: skip
def test_the_caption_of_a_table_is_no_heading_whatever_its_tag(caption: str) -> None:
    assert rows(f"<h2>A heading</h2><p>Some text of it.</p><p>{caption}</p>") == (["Some text of it.", caption], [])


@pytest.mark.parametrize(
    "text", ["Figures of crime", "Tables turned", "Sources of income", "Notes on crime", "Figure it out"]
)
def test_other_words_may_head_a_section(text: str) -> None:
    assert rows(f"<h2>A heading</h2><p>Some text of it.</p><p>{text}</p>")[1] == ["unknown_heading"]


@pytest.mark.parametrize(("text", "told"), [("Dear Mark", False), ("Yours sincerely,", False), ("Wendy Williams CBE", False), ("Wendy Williams", False), ("Dearth of cells", True),
                                            ("Wendy Smith", True)])  # fmt: skip
def test_the_form_and_the_signature_of_a_letter_are_no_headings(text: str, told: bool) -> None:
    builder, section = read_section(f"<h2>A heading</h2><p>Some text of it.</p><p>{text}</p>")
    builder.letter = Letter(sender="Wendy Williams CBE, HM Inspector", addressee=None, date=None, blocks=[1])
    read_rows(builder, section, "findings")
    assert codes(builder) == ["unknown_heading"] * told


@pytest.mark.parametrize(
    "form", ["<h3>{}</h3>", "<h4>{}</h4>", "<p><strong>{}</strong></p>", "<ul><li>{}</li></ul>", "<p>{}</p>"]
)
@pytest.mark.parametrize("text", ["For domestic abuse only", "Towns only", "(adults)", "In part"])
def test_they_are_told_there_and_nowhere_else(text: str, form: str) -> None:
    told = f"“{text}” at the head of “Investigating crime” may be a note on its grade, or one in other words; no field of the record says so."
    after = "<p>It knows its county, and it has what it needs.</p>"
    head = (
        "<h1>Kent PEEL 2023–25</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p><h2>Investigating crime</h2>"
    )
    for area, said in (
        (f"<p>Good</p>{form.format(text)}{after}", 1),
        (f"<p>Good</p>{after}{form.format(text)}{after}", 0),
    ):
        found = read(f"{head}{area}<h2>Managing offenders</h2><p>Good</p>{after}", "peel-reports/kent-2023-25/")
        assert [each.message for each in found.problems].count(told) == said
