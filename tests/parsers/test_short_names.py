"""The short name of a question above it or below it is its heading in other words, and the grade beside both is the question's."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.extraction import Extraction
from tests.parsers.shown import read

NAMES = {
    "Treating the public fairly": "To what extent does the force treat all of the people it serves with fairness and respect?",
    "Ethical and lawful workforce behaviour": "How well does the force ensure that its workforce behaves ethically and lawfully?",
    "Treating the workforce fairly": "To what extent does the force treat its workforce with fairness and respect?",
}
GRADES = ("Good", "Requires improvement", "Outstanding")
TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
HEAD = "<h1>Kent PEEL 2018</h1><h2>Legitimacy</h2><p>Last updated 02/05/2019</p><p>Inadequate</p>{}<h2>Questions for Legitimacy</h2>"


def page(form: str, names: tuple[str, ...] = tuple(NAMES), grades: tuple[str, ...] = GRADES) -> Extraction:
    parts = (
        form.format(name=name, asks=asks, grade=grade, place=place) + TEXT
        for place, (name, asks, grade) in enumerate(zip(names, NAMES.values(), grades, strict=True), 1)
    )
    return read(HEAD.format(TEXT) + "".join(parts), "peel-assessments/peel-2018/kent/legitimacy/")


def graded(found: Extraction) -> dict[str | None, str | None]:
    assert found.record is not None
    return {one.question: one.grade_text for one in found.record.judgments if one.question}


def codes(found: Extraction) -> set[str]:
    return {one.code for one in found.problems if one.severity != "info"}


RIGHT = dict(zip(NAMES.values(), GRADES, strict=True))
FORMS = (
    "<h3>{name}</h3><h4>{asks}</h4><p>{grade}</p>", "<p>{name}</p><h3>{asks}</h3><p>{grade}</p>", "<h3>{name}:</h3><p>{asks}</p><p>{grade}</p>",
    "<p>{place}</p><h3>{name}</h3><h4>{asks}</h4><p>{grade}</p>", "<h3>{name}</h3><p>{place}</p><h4>{asks}</h4><p>{grade}</p>",
    "<h3>{name}</h3><p>{grade}</p><h4>{asks}</h4>", "<p>{place}</p><h3>{name}</h3><p>{grade}</p><h4>{asks}</h4>",
    "<h3>{asks}</h3><h4>{name}</h4><p>{grade}</p>", "<h3>{asks}</h3><p><strong>{name}</strong></p><p>{grade}</p>", "<dl><dt>{name}</dt><dd>{asks}</dd></dl><p>{grade}</p>",
    "<ul><li>{name}</li></ul><h4>{asks}</h4><p>{grade}</p>", "<table><tr><th>{name}</th></tr><tr><td>{asks}</td></tr><tr><td>{grade}</td></tr></table>",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_question_stands_in_full_with_its_grade_and_nothing_is_told(form: str) -> None:
    for names in (tuple(NAMES), tuple(map(str.upper, NAMES))):
        found = page(form, names)
        assert graded(found) == RIGHT
        assert codes(found) == set()
        assert found.accounting is not None
        assert found.accounting.unread == 0
        assert found.record is not None
        assert not set(names) & {row.text.removesuffix(":") for row in found.record.findings}


@pytest.mark.parametrize("form", FORMS)
def test_a_question_without_its_grade_takes_no_other(form: str) -> None:
    for place in range(3):
        grades = tuple("" if place == other else grade for other, grade in enumerate(GRADES))
        found = page(
            form.replace("<p>{grade}</p>", "{grade}") if "<td>" not in form else form,
            grades=tuple(f"<p>{one}</p>" if one else "" for one in grades),
        )
        right = {asks: grade or None for asks, grade in zip(NAMES.values(), grades, strict=True)}
        assert graded(found) == right
        assert "grade_missing" in codes(found)


def test_a_name_of_another_question_or_of_none_stays_where_it_is() -> None:
    moved = (*list(NAMES)[1:], next(iter(NAMES)))
    for form, names in product(FORMS[:2], (moved, ("Vetting", "Custody", "Stop and search"))):
        found = page(form, names)
        assert graded(found) == RIGHT
        assert "unknown_heading" in codes(found), names
    for form in FORMS[5:9]:
        found = page(form, ("Vetting", "Custody", "Stop and search"))
        assert set(graded(found).values()) == {None}, form


def test_a_grade_below_a_name_is_not_added_to_that_of_its_question() -> None:
    found = page("<h3>{name}</h3><p>Inadequate</p><h4>{asks}</h4><p>{grade}</p>")
    assert graded(found) == RIGHT
    assert "unread_text" in codes(found)


def test_a_name_that_is_quoted_or_ends_a_sentence_or_stands_apart_is_text() -> None:
    for form in (
        "<blockquote><p>{name}</p></blockquote><h4>{asks}</h4><p>{grade}</p>",
        "<figure><img src='a.png' alt=''><figcaption>{name}</figcaption></figure><h4>{asks}</h4><p>{grade}</p>",
        "<p>{name}.</p><h4>{asks}</h4><p>{grade}</p>",
        "<p>{name}</p><p>Last updated 02/05/2019</p><h4>{asks}</h4><p>{grade}</p>",
        "<h3>{name}</h3><p>We say more of it below.</p><h4>{asks}</h4><p>{grade}</p>",
    ):
        found = page(form)
        assert graded(found) == RIGHT
        assert found.record is not None
        texts = {row.text.removesuffix(".") for row in found.record.findings}
        assert set(NAMES) <= texts, form


def test_what_else_stands_unread_in_the_section_above_is_not_the_questions() -> None:
    name = FORMS[5]
    for above, unread in (
        ("<p>Inadequate</p>", 2),
        (f"{TEXT}<p>Inadequate</p>{TEXT}", 2),
        (f"{TEXT}<p>7</p>{TEXT}", 3),
    ):
        for form in (f"{above}{name}", f"{above}{FORMS[0]}"):
            found = page(form)
            assert graded(found) == RIGHT, form
            assert found.accounting is not None
            assert found.accounting.unread >= unread


def test_a_name_above_what_a_question_asks_for_is_its_text() -> None:
    asks = "<h4>Areas for improvement</h4><ul><li>The force should train its staff.</li></ul>"
    for last in ("<p>{name}</p>" + asks, asks + "<p>{name}</p>"):
        found = page("<h3>{asks}</h3><p>{grade}</p>" + TEXT + last)
        assert found.record is not None
        assert set(NAMES) <= {row.text for row in found.record.findings}
        assert len(found.record.recommendations) == 3


def test_a_question_that_nobody_knows_has_no_short_name() -> None:
    found = page(FORMS[0] + "<p>Counting cars</p><h4>How well does the force count its cars?</h4><p>Good</p>")
    assert RIGHT.items() <= graded(found).items()
    assert "unknown_heading" in codes(found)
