"""Faults of markup and data on a whole page (F37-F48): the same record, or told, never a guess."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from schemas.extraction import Extraction
from schemas.record import Judgment
from schemas.vocabulary import Grade, Pillar, Status
from scraper.parsers.parse import parse_page
from tests.support.compare import same_record

PAGE = Path(__file__).parents[2] / "fixtures/assessment/staffordshire-2016/page.html"
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/"


@cache
def source() -> str:
    return PAGE.read_text("utf-8")


def read(markup: str, url: str | None = URL) -> Extraction:
    found = parse_page(markup.encode(), url)
    assert found.refused is None, found.refused
    return found


def edited(old: str, new: str, count: int = 1) -> Extraction:
    assert old in source()
    return read(source().replace(old, new, count))


def codes(found: Extraction) -> set[str]:
    return {p.code for p in found.problems if p.severity.value != "info"}


def judgment(found: Extraction, pillar: Pillar) -> Judgment:
    assert found.record is not None
    (one,) = [j for j in found.record.judgments if j.pillar is pillar and j.question is None]
    return one


def values(found: Extraction) -> dict[tuple[str | None, str | None, str | None], object]:
    assert found.record is not None
    assert found.record.key_facts is not None
    return {(f.topic, f.measure, f.scope): f.value for f in found.record.key_facts.figures}


@pytest.mark.parametrize(
    "markup",
    [
        lambda s: s.replace("<h1>", "<h2>Planned downtime</h2><p>On 18 April 2019, good for all.</p><h1>", 1),
        lambda s: s.replace("<h1>", "<h1>HMICFRS</h1><h1>", 1),
        lambda s: s.replace("<h1>Staffordshire 2016</h1>", "", 1),
    ],
    ids=["banner before the heading", "two headings", "only in the title element"],
)
def test_f37_the_heading_is_found_whatever_stands_around_it(markup: object) -> None:
    found = read(markup(source()))  # type: ignore[operator]
    assert found.page.assessment == "police/staffordshire/2016"
    assert found.page.title == "Staffordshire 2016"
    assert same_record(found) == same_record(read(source()))


def section(name: str, following: str) -> tuple[int, int]:
    start = source().index(f"<h2>{name}</h2>")
    return start, source().index(f"<h2>{following}</h2>", start)


def test_f38_a_missing_section_is_told_and_the_rest_is_read() -> None:
    start, end = section("Efficiency", "Legitimacy")
    found = read(source()[:start] + source()[end:])
    assert "section_missing" in codes(found)
    assert judgment(found, Pillar.EFFICIENCY).grade is Grade.GOOD
    assert judgment(found, Pillar.LEGITIMACY).last_updated is not None


def test_f39_sections_in_another_order_say_the_same() -> None:
    first, second, end = *section("Effectiveness", "Efficiency"), section("Efficiency", "Legitimacy")[1]
    swapped = source()[:first] + source()[second:end] + source()[first:second] + source()[end:]
    found, original = read(swapped), read(source())
    assert codes(found) == set()
    for pillar in (Pillar.EFFECTIVENESS, Pillar.EFFICIENCY, Pillar.LEGITIMACY):
        one, other = judgment(found, pillar), judgment(original, pillar)
        assert (one.grade, one.last_updated, one.statement) == (other.grade, other.last_updated, other.statement)


def test_f40_a_section_twice_is_one_and_a_different_one_is_told() -> None:
    start, end = section("Efficiency", "Legitimacy")
    twice = source()[:end] + source()[start:end] + source()[end:]
    assert judgment(read(twice), Pillar.EFFICIENCY).grade is Grade.GOOD
    other = source()[:end] + source()[start:end].replace(">Good<", ">Inadequate<") + source()[end:]
    assert codes(read(other)) & {"witnesses_disagree", "section_differs"}


def test_f41_typography_never_matters_and_a_misspelling_is_told() -> None:
    assert "HMI&#x27;s observations" in source() or "HMI's observations" in source()
    curly = (
        source()
        .replace("HMI&#x27;s observations", "HMI’s  OBSERVATIONS")
        .replace("HMI's observations", "HMI’s  OBSERVATIONS")
    )
    assert codes(read(curly)) == set()
    found = edited("<h2>Efficiency</h2>", "<h2>Eficiency</h2>")
    assert codes(found)
    assert judgment(found, Pillar.EFFICIENCY).grade is Grade.GOOD


def test_f42_witnesses_that_contradict_are_all_kept_and_told() -> None:
    found = edited(
        "is efficient at keeping people safe and reducing crime is good",
        "is efficient at keeping people safe and reducing crime is inadequate",
    )
    one = judgment(found, Pillar.EFFICIENCY)
    assert (one.grade, one.agreement) == (Grade.INADEQUATE, 0)
    assert {w.grade for w in one.witnesses} == {Grade.GOOD, Grade.INADEQUATE}
    assert "witnesses_disagree" in codes(found)


@pytest.mark.parametrize("word", ["Satisfactory", "Good*", "n/a"])
def test_f43_an_unknown_grade_word_is_kept_and_never_the_nearest(word: str) -> None:
    markup = source().replace(
        "is efficient at keeping people safe and reducing crime is good",
        f"is efficient at keeping people safe and reducing crime is {word.lower()}",
    )
    start = markup.index("<h2>Efficiency</h2>")
    markup = markup[:start] + markup[start:].replace(">Good<", f">{word}<", 1).replace(
        "has been assessed as good", "was looked at", 1
    )
    one = judgment(read(markup), Pillar.EFFICIENCY)
    assert (one.status, one.grade) == (Status.UNREADABLE, None)
    assert one.grade_text is not None
    assert word.lower().rstrip("*") in one.grade_text.lower()
    assert codes(read(markup)) & {"unknown_grade", "witnesses_disagree"}


@pytest.mark.parametrize("text", ["31/02/2017", "2/3/17", "March 2017", "13/25/2017"])
def test_f44_an_impossible_or_partial_date_is_null_with_its_text(text: str) -> None:
    found = edited("02/03/2017", text)
    one = judgment(found, Pillar.EFFECTIVENESS)
    assert (one.last_updated, one.last_updated_text) == (None, text)
    assert "date_invalid" in codes(found)


def test_f44_a_date_far_from_its_round_is_told_and_the_day_comes_first() -> None:
    assert "date_outside_round" in codes(edited("02/03/2017", "02/03/2107"))
    day = judgment(edited("02/03/2017", "01/12/2016"), Pillar.EFFECTIVENESS).last_updated
    assert day is not None
    assert day.isoformat() == "2016-12-01"


@pytest.mark.parametrize("text", ["1,04 9", "1.049.000", "1_049", "−1,049", "½", "NaN", "10,49"])
def test_f45_a_number_in_no_written_form_is_null_with_its_text(text: str) -> None:
    found = edited("1,049 square miles", f"{text} square miles")
    assert ("force_area", "area", "local") not in values(found)
    assert "figure_unread" in codes(found)
    assert found.record is not None
    assert found.record.key_facts is not None
    assert any(f.value is None and text in f.text for f in found.record.key_facts.figures)


def test_f45_pence_and_pounds_are_one_amount() -> None:
    assert values(edited("49p per person", "£0.49 per person"))["cost", "per_person_per_day", "local"] == 0.49


@pytest.mark.parametrize(
    ("old", "new"), [("95% frontline", "950% frontline"), ("49p per", "4,900p per"), ("1.14m people", "114m people")]
)
def test_f46_an_implausible_figure_is_kept_as_published_and_told(old: str, new: str) -> None:
    assert "figure_out_of_range" in codes(edited(old, new))


def test_f47_a_comparator_never_moves_into_the_other_ones_place() -> None:
    found = edited("92% national level", "")
    assert ("workforce", "frontline_officers", "national") not in values(found)
    assert values(found)["workforce", "frontline_officers", "local"] == 95
    assert "comparator_missing" in codes(found)
    found = edited("95% frontline police officers", "")
    assert ("workforce", "frontline_officers", "local") not in values(found)
    assert values(found)["workforce", "frontline_officers", "national"] == 92


def test_f48_one_slug_two_organisations() -> None:
    body = (
        "<html><head><title>x</title></head><body><main><h1>Staffordshire 2018/19</h1>"
        "<p>The extent to which the service is effective at keeping people safe and secure from fire and other risks is good.</p>"
        "<p>The extent to which the service looks after its people is good.</p></main></body></html>"
    )
    fire = read(body, "https://hmicfrs.justiceinspectorates.gov.uk/frs-assessment/frs-2018/staffordshire/")
    assert fire.page.organisation == "fire/staffordshire"
    assert read(source()).page.organisation == "police/staffordshire"
