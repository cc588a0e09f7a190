"""Lines that lead to another part and print its grade: no grade of the part in which they stand, or of an earlier round."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.text import fold
from schemas.vocabulary import BlockKind
from scraper.parsers.lines import LineKind
from scraper.parsers.pagers import PAGER, names_pager, with_pagers_aside
from tests.parsers.pieces import codes, read_lines
from tests.parsers.readers.made import Made
from tests.parsers.shown import read

TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
LINK = '<p><a href="/x/">{}</a></p>'
WORDS = (
    "Previous: {}",
    "Next: {}",
    "PREVIOUS: {}",
    "Next area: {}",
    "Previous section – {}",
    "Next page » {}",
    "Back to: {}",
    "← {}",
    "« {}",
    "{} →",
)
NAMES = ("Efficiency", "Legitimacy – ", "How effective is the force at tackling serious and organised crime?")


def told(markup: str) -> tuple[list[LineKind], list[str]]:
    builder, lines = read_lines(markup)
    found = with_pagers_aside(builder, lines)
    assert all(line.stated is None and line.text == line.block.text for line in found if line.kind is LineKind.VIEW)
    return [line.kind for line in found], codes(builder)


@pytest.mark.parametrize("words", [each for each in WORDS if each[0] != "{"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_its_grade_behind_such_words_is_a_link(words: str, name: str) -> None:
    line = words.format(f"{name.removesuffix(' – ')}{' –' if ' – ' in name else ':'} Good")
    assert told(LINK.format(line)) == ([LineKind.VIEW], [])
    assert told(f"<p>{line}</p>") == ([LineKind.VIEW], ["grade_unreadable"])
    assert told(f"<ul><li>{line} →</li></ul>")[0] == [LineKind.VIEW]


@pytest.mark.parametrize(
    "line",
    ["Previous: Good", "Previous grade: Good", "Next: Good", "Previous: vehicles – Good", "Efficiency: Good", "Next efficiency Good", "→ Good",
     "Previously efficient: Good", "Nextdoor: Efficiency – Good"],
)  # fmt: skip
def test_other_lines_are_none(line: str) -> None:
    assert LineKind.VIEW not in told(f"<p>{line}</p>")[0]


PARTS = ("area", "chapter", "page", "part", "question", "section")


@pytest.mark.parametrize("part", [*PARTS, "pillar", "report", ""])
@pytest.mark.parametrize("word", ["Previous", "next", "BACK TO", "Continue to"])
def test_every_word_for_a_part_leads_to_it(word: str, part: str) -> None:
    line = f"{word}{' ' if part else ''}{part}: Efficiency – Good"
    assert told(f"<p>{line}</p>") == ([LineKind.VIEW], ["grade_unreadable"])
    assert told(LINK.format(line.replace(":", ""))) == ([LineKind.VIEW], [])
    assert told(f"<p>{line.replace(':', '')}</p>")[0] != [LineKind.VIEW]
    assert told(LINK.format(line.replace("Efficiency – ", "vehicles – ")))[0] != [LineKind.VIEW]
    assert told(LINK.format(line.replace("Efficiency – ", "Context – ")))[0] != [LineKind.VIEW]


@pytest.mark.parametrize("word", ["Previous", "Next"])
@pytest.mark.parametrize("part", ["", *PARTS, "report"])
def test_the_name_of_a_link_leads_to_a_part_unless_it_is_an_earlier_state(word: str, part: str) -> None:
    for form in ("{}", "« {}", "{} »", "{}:"):
        text = form.format(f"{word} {part}".strip())
        assert PAGER.fullmatch(fold(text)) is not None
        for kind, level in ((BlockKind.PARAGRAPH, None), (BlockKind.HEADING, 3)):
            is_state = word == "Previous" and part in ("", "report") and (level is not None or ":" in form)
            assert names_pager(Made().line(text, kind, level), fold(text)) is not is_state, (text, level)


@pytest.mark.parametrize(
    "text", ["Previously", "Next steps", "The next area", "Previous grades", "Next area of work", "Previous inspection"]
)
def test_other_words_lead_to_no_part(text: str) -> None:
    assert not names_pager(Made().line(text), fold(text))


def report(body: str, front: str = "") -> Extraction:
    page = f"<h1>Kent PEEL 2023–25</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p>{front}<h2>HM Inspector’s summary</h2><p>Thanks.</p>"
    own = f"<h2>Responding to the public</h2><p>Good</p>{TEXT}"
    return read(f"{page}<h2>Investigating crime</h2>{body}{own}", "peel-reports/kent-2023-25/")


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(
    "form", ["<p>{}</p>", LINK, "<ul><li>{}</li></ul>", '<nav><a href="/x/">{}</a></nav>', "<h4>{}</h4>"]
)
def test_it_changes_no_grade_and_is_none_of_an_earlier_round_wherever_it_stands(words: str, form: str) -> None:
    pager = form.format(words.format("Managing offenders – Inadequate"))
    for grade, right in (("<p>Good</p>", "good"), ("", None)):
        for body in (pager + grade + TEXT, grade + pager + TEXT, grade + TEXT + pager):
            found = report(body)
            assert found.record is not None
            stated = {one.question_key: (one.grade, one.previous_grade) for one in found.record.judgments}
            assert stated.get("area/investigating-crime", (None, None)) in ((right, None), (None, None))
            assert stated["area/responding-to-the-public"] == ("good", None)
            if right and stated["area/investigating-crime"][0] is None:
                assert {"grade_missing", "unread_text"} <= {one.code for one in found.problems}
    found = report(f"<p>Good</p>{TEXT}", pager)
    assert found.record is not None
    assert {one.previous_grade for one in found.record.judgments} == {None}
