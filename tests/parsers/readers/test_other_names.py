"""Other names in the table of grades: each is its section's area, and no second row of it."""

from __future__ import annotations

import pytest

from tests.parsers.shown import read

HEAD = "<h1>Effectiveness, efficiency and people 2023–2025: An inspection of Avon Fire and Rescue Service</h1><h2>Overall summary</h2><h3>Our judgments</h3>"
URL = "frs-assessments/avon-2023-2025/"


def grades(count: str, rows: dict[str, str], sections: dict[str, str]) -> dict[str | None, tuple[str | None, int]]:
    counted = f"<p>Our inspection assessed how well the service has performed in {count} areas. We have made the following graded judgments:</p>"
    table = "".join(f"<tr><td>{name}</td><td>{grade}</td></tr>" for name, grade in rows.items())
    areas = "".join(f"<h2>{name}</h2><p>{grade}</p><p>Much is said of it here.</p>" for name, grade in sections.items())
    found = read(f"{HEAD}{counted}<table>{table}</table><h2>HMI summary</h2><p>Words.</p>{areas}", URL)
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
