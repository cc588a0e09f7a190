"""Other names in the table of grades: each is its section's area, and no second row of it."""

from __future__ import annotations

import pytest

from tests.parsers.shown import read

HEAD = "<h1>Effectiveness, efficiency and people 2023–2025: An inspection of Avon Fire and Rescue Service</h1><h2>Overall summary</h2><h3>Our judgments</h3>"
URL = "frs-assessments/avon-2023-2025/"


def grades(
    count: str | None, rows: dict[str, str], sections: dict[str, str], note: str = ""
) -> dict[str | None, tuple[str | None, int]]:
    counted = (
        f"<p>Our inspection assessed how well the service has performed in {count} areas. We have made the following graded judgments:</p>"
        if count
        else ""
    )
    table = "".join(f"<tr><td>{name}</td><td>{grade}</td></tr>" for name, grade in rows.items())
    areas = "".join(f"<h2>{name}</h2><p>{grade}</p><p>Much is said of it here.</p>" for name, grade in sections.items())
    found = read(f"{HEAD}{counted}<table>{table}</table>{note}<h2>HMI summary</h2><p>Words.</p>{areas}", URL)
    assert found.record is not None, found.refused
    return {j.question_key: (j.grade and j.grade.value, len(j.witnesses)) for j in found.record.judgments}


PREVENTING = "Preventing fires and other risks"
KNOWN = {"Promoting the right values and culture": "Good"}


@pytest.mark.parametrize("name", ["Preventing fires and ills", "Ills: preventing fires"])
def test_a_name_that_nobody_knows_is_the_area_of_its_words(name: str) -> None:
    found = grades("two", {**KNOWN, name: "Adequate"}, {PREVENTING: "Adequate", **KNOWN})
    assert found == {"area/values-and-culture": ("good", 2), "area/preventing-fires": ("adequate", 2)}


def test_of_another_grade_it_is_no_witness_and_where_too_many_were_found_no_row() -> None:
    found = grades("two", {**KNOWN, "Preventing fires and ills": "Good"}, {PREVENTING: "Adequate", **KNOWN})
    assert found == {"area/values-and-culture": ("good", 2), "area/preventing-fires": ("adequate", 1)}


def test_without_its_section_it_stands_as_it_is() -> None:
    found = grades("two", {**KNOWN, "Policing the night": "Good"}, KNOWN)
    assert found["area/policing-the-night"] == ("good", 1)


def test_a_name_is_no_area_by_a_word_or_by_the_smaller_part_of_its_words() -> None:
    for name in ("Preventing", "Preventing fires, floods and storms"):
        found = grades("two", {**KNOWN, name: "Adequate"}, {PREVENTING: "Adequate", **KNOWN})
        assert found["area/preventing-fires"] == ("adequate", 1)


def test_a_name_that_may_be_any_of_several_areas_is_none_of_them() -> None:
    names = ("Understanding the risk of fire and other emergencies", PREVENTING)
    found = grades("three", {**KNOWN, "Fires and emergencies": "Good"}, {**dict.fromkeys(names, "Good"), **KNOWN})
    assert found["area/understanding-risk"] == found["area/preventing-fires"] == ("good", 1)


def test_an_area_that_the_table_names_itself_has_no_other_name_there() -> None:
    rows = {**KNOWN, PREVENTING: "Adequate", "Preventing fires and ills": "Adequate"}
    found = grades("three", rows, {PREVENTING: "Adequate", **KNOWN})
    assert found["area/preventing-fires"] == ("adequate", 2)
    assert found["area/preventing-fires-and-ills"] == ("adequate", 1)


@pytest.mark.parametrize("count", [None, "two"])
def test_the_area_that_it_means_has_to_be_on_the_page(count: str | None) -> None:
    found = grades(count, {**KNOWN, "Preventing fires and ills": "Adequate"}, KNOWN)
    assert found["area/preventing-fires-and-ills"] == ("adequate", 1)


def test_a_note_alone_is_no_section_of_the_area() -> None:
    note = f"<p>We changed our judgment for {PREVENTING.lower()} from inadequate to adequate.</p>"
    found = grades("three", {**KNOWN, "Preventing fires and ills": "Adequate"}, KNOWN, note)
    assert found["area/preventing-fires"] == found["area/preventing-fires-and-ills"] == ("adequate", 1)


def test_where_too_many_were_found_what_the_round_knows_and_what_has_a_section_stays() -> None:
    rows = {**KNOWN, PREVENTING: "Adequate"}
    found = grades("one", rows, {**KNOWN, "Policing the night": "Good"})
    assert {**found, "area/policing-the-night": found.get("area/policing-the-night")} == found
    assert found["area/preventing-fires"] == ("adequate", 1)
