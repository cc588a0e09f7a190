"""When a text says that an inspection was: by the sentence that says so, whatever else it names."""

from __future__ import annotations

import pytest

from scraper.parsers.when import inspected_in


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("In March and April 2021, we inspected the service.", "2021-04"),
        ("Between October and December 2023, we inspected it.", "2023-12"),
        ("Between November 2022 and February 2023, we inspected it.", "2023-02"),
        ("The force was inspected in May 2019.", "2019-05"),
        ("The forces were last inspected in May 2019.", "2019-05"),
        ("We carried out a full inspection in May 2019.", "2019-05"),
        ("We completed our inspection in May 2019.", "2019-05"),
        ("We conducted an inspection in May 2019.", "2019-05"),
        ("We undertook this inspection in May 2019.", "2019-05"),
        ("We carried out our fieldwork in May 2019.", "2019-05"),
        ("WE INSPECTED THE FORCE IN MAY 2019.", "2019-05"),
        ("We inspected the force in 2019.", "2019-12"),
        ("We inspected the force during 2019.", "2019-12"),
        ("We inspected the force in the 2021/22 round.", None),
        ("We inspected the force in 2021/22.", None),
        ("We revisited the force, which we had inspected before, in May 2019.", None),
        ("We re-inspected the force in May 2019.", None),
        ("We returned to the force that we inspected in May 2019.", None),
        ("We looked at the progress of the force that we inspected in May 2019.", None),
        ("It is next inspected, as all were inspected, in May 2019.", None),
        ("It will, as all were inspected, be seen in May 2019.", None),
        ("Our 2021 inspection left two causes.", None),
        ("We inspected the force.", None),
    ],
)
def test_the_month_is_that_of_the_sentence_that_says_when(text: str, month: str | None) -> None:
    assert inspected_in([text]) == month
    assert inspected_in(["It left much in May 2024. " + text, "We wrote in June 2025."]) == month


def test_of_two_inspections_the_later_is_meant() -> None:
    texts = ["We inspected it in May 2021.", "We inspected it in May 2023. We inspected it in May 2019."]
    assert inspected_in(texts) == inspected_in(texts[::-1]) == "2023-05"
