"""A piece that is of another body, of many or of another part changes no grade, wherever on a page it stands."""

from __future__ import annotations

import re

import pytest

from schemas.extraction import Extraction
from tests.parsers.shown import read
from tests.support.amount import amount

TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
SAID = "<p>Kent Police is good at {}.</p>"
FORCE = "<h1>Kent 2016</h1><p>This is the third PEEL assessment of Kent Police.</p><h2>HMI’s observations</h2><p>Thanks.</p>"
REPORT = "<h1>Kent PEEL 2023–25</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p><h2>HM Inspector’s summary</h2><p>Thanks.</p>"
VETTING = (
    "<h1>A report into the effectiveness of vetting and counter-corruption arrangements in Kent Police</h1><p>Published on: 17 November 2022</p>"
    f"<h2>About us</h2>{TEXT}<h2>Introduction</h2>"
)
_VETTING = "Vetting, IT monitoring and counter-corruption"
PAGES = {  # of each its address, what stands before what is judged, the names of that, the part that states its grade
    "force": ("peel-assessments/peel-2016/kent/", FORCE, ("Efficiency", "Legitimacy"), "<h2>{}</h2>{}"),
    "report": ("peel-reports/kent-2023-25/", REPORT, ("Investigating crime", "Managing offenders"), "<h2>{}</h2>{}"),
    "vetting": ("publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-kent-police/", VETTING, (_VETTING,), "<!--{}-->{}"),
}  # fmt: skip
OTHERS = (
    "<dl><dt>{}</dt><dd>Inadequate</dd><dd>12 forces</dd></dl>", "<table><tr><td>{}</td><td>Inadequate</td><td>40 %</td></tr></table>",
    "<table><tr><th>Question</th><th>Answer</th><th>Forces</th></tr><tr><td>{}</td><td>Inadequate</td><td>12</td></tr></table>",
    "<h3>{}</h3><p>Inadequate</p><p>1,204 respondents</p>", "<div><h3>{}</h3><p>Inadequate</p><p>Essex Police</p></div>",
    "<div><h4>HM Inspectorate of Probation</h4><p>{}</p><p>Inadequate</p></div>", "<div><p>Essex County Council</p><p>{}</p><p>Inadequate</p></div>",
    "<h3>Estyn</h3><p>{}</p><p>Inadequate</p>", "<h3>What the force thinks of itself</h3><p>{}</p><p>Inadequate</p>",
    "<p>In its own view:</p><p>{}</p><p>Inadequate</p>", "<p>For example:</p><p>{}</p><p>Inadequate</p>", "<p>Next</p><p>{}</p><p>Inadequate</p>",
    "<p>Next area</p><p>{}</p><p>Inadequate</p>", "<blockquote><p>{}: Inadequate</p></blockquote>",
    "<figure><img src=a.png alt='{}: Inadequate'><figcaption>Grades of Essex Police</figcaption></figure>",
    "<p><a href='/a/'>Next: {} – Inadequate</a></p>",
    "<div><p>Inadequate</p><p>{}</p><p>Essex Police</p></div>", "<div><p>Inadequate</p><h3>{}</h3><p>Essex Police</p></div>",
    "<div><p>Essex Police</p><p>{}</p><p>Grade</p><p>Inadequate</p></div>",
    "<figure><table><tr><td>{}</td><td>Inadequate</td></tr></table><figcaption>Grades of Essex Police</figcaption></figure>",
    "<p>Previous area</p><p>{}</p><p>Inadequate</p>", "<p>Previous</p><p>{}</p><p>Inadequate</p>", "<h3>{} 2013</h3><p>Inadequate</p>",
    *(f"<p>{lead}</p><p>{{}}: Inadequate</p>" for lead in ("2013/14", "2013", "Provisional grades", "Target", "Essex Police")),
    "<p>2013/14</p><p>{}</p><p>Inadequate</p>", "<div><p>Essex Police</p><p>{}: Inadequate</p></div>",
    *(f"<h3>{{}}</h3><p>Inadequate</p><p>{note}</p>{TEXT}" for note in (
        "2013/14", "Graded in 2013", "(2013)", "2013/14 inspection", "Previous grade", "Source: Ofsted", "National average", "Draft judgment")),
    *(f"<{tag}>{lead}</{tag}><p>{{}}</p><p>Inadequate</p>" for tag, lead in (
        ("p", "In 2013:"), ("p", "What people say"), ("p", "Provisional grades"), ("h3", "What staff told us"), ("h3", "Draft judgments"),
        ("h3", "Grading criteria"), ("h3", "What inadequate looks like"))),
)  # fmt: skip
COUNTS = (
    "<table><tr><td>Inadequate</td><td>40 %</td></tr></table>", "<table><tr><td>Inadequate</td><td>40</td></tr><tr><td>Good</td><td>60</td></tr></table>",
    "<dl><dt>Inadequate</dt><dd>12</dd></dl>", "<dl><dd>Inadequate</dd><dd>12</dd></dl>", "<p>Inadequate</p><p>12 forces</p>", "<h3>Inadequate</h3><p>Three forces</p>",
    "<p>Inadequate</p><p>(40 per cent of people)</p>", "<p>Inadequate</p><p>12</p>",
)  # fmt: skip
_TOLD = {"grade_unreadable", "witnesses_disagree", "unknown_grade", "grade_missing", "unread_text"}


def page(kind: str, stated: str) -> tuple[str, str]:
    """The address and the markup of a page whose names have such grades: by a badge, by a sentence, by none."""
    address, before, names, part = PAGES[kind]
    parts = ""
    for name in names:
        badge = f"<h3>{name}: good</h3>" if kind == "vetting" else "<p>Good</p>"
        of_it = "operating efficiently" if name == "Efficiency" else name.lower()
        grade = {"badge": badge, "sentence": SAID.format(of_it.replace("it monitoring", "IT monitoring")), "none": ""}[
            stated
        ]
        parts += part.format(name, grade + TEXT)
    return address, f"{before}{parts}"


def places(markup: str) -> list[int]:
    """The places between the blocks of a page, and the one before its title."""
    first = markup.index("</h1>") + 5
    return [0, first, *(found.end() for found in re.finditer(r"</(?:p|h\d)>", markup) if found.end() > first)]


def grades(found: Extraction) -> dict[str, str | None]:
    assert found.record is not None, found.refused
    return {str(one.question_key or one.pillar): one.grade and one.grade.value for one in found.record.judgments}


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("stated", ["badge", "sentence", "none"])
@pytest.mark.parametrize("piece", OTHERS)
def test_a_grade_of_others_is_none_of_the_pages_own(kind: str, stated: str, piece: str) -> None:
    address, markup = page(kind, stated)
    before = grades(read(markup, address))
    turn, step = OTHERS.index(piece), amount(6, 1)
    for name in PAGES[kind][2]:
        for place in places(markup)[turn % step :: step]:
            found = read(markup[:place] + piece.format(name) + markup[place:], address)
            after = grades(found)
            assert "inadequate" not in after.values(), (markup[:place][-60:], name)
            assert all(grade in (None, before.get(key)) for key, grade in after.items())
            codes = {one.code for one in found.problems}
            assert {key: after.get(key) for key in before} == before or codes & _TOLD, markup[:place][-60:]


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("stated", ["badge", "sentence", "none"])
@pytest.mark.parametrize("piece", COUNTS)
def test_a_grade_that_is_counted_is_none_at_all(kind: str, stated: str, piece: str) -> None:
    address, markup = page(kind, stated)
    before = grades(read(markup, address))
    for place in places(markup):
        found = read(markup[:place] + piece + markup[place:], address)
        after = grades(found)
        assert "inadequate" not in after.values(), markup[:place][-60:]
        assert all(grade in (None, before.get(key)) for key, grade in after.items())
        assert after == before or {one.code for one in found.problems} & _TOLD, markup[:place][-60:]


@pytest.mark.parametrize("verb", ["has been", "had been", "has long been", "used to be", "remained", "became"])
@pytest.mark.parametrize("kind", PAGES)
def test_what_has_been_is_no_grade_of_now(kind: str, verb: str) -> None:
    address, markup = page(kind, "sentence")
    found = read(markup.replace(" is good ", f" {verb} good "), address)
    assert set(grades(found).values()) <= {None}
    assert "grade_missing" in {one.code for one in found.problems}
