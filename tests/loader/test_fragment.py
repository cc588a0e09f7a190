from __future__ import annotations

import pytest

from scraper.loader.fragment import fragment_link

URL = "https://x.example/a"
SENTENCE = "The extent to which the force is effective at keeping people safe is good."


@pytest.mark.parametrize(
    ("text", "before", "after", "directive"),
    [
        (SENTENCE, ["Staffordshire 2016"], [], "The%20extent%20to%20which,people%20safe%20is%20good."),
        ("Well-run, all in all & more", ["x"], [], "Well%2Drun%2C%20all%20in%20all%20%26%20more"),
        ("Good", [], [], "Good"),
        (
            "Good",
            ["Efficiency", "Last updated 03/11/2016"],
            ["Words"],
            "Last%20updated%2003%2F11%2F2016-,Good&text=Good,-Words",
        ),
        (
            "Good",
            ["Efficiency", "Last updated 03/11/2016", "Good", "Legitimacy", "Last updated 03/11/2016"],
            ["It treats people well."],
            "Legitimacy,Good",
        ),
        ("Good", ["Good", "Good"], ["Its plans are sound."], "Good-,Good,-Its%20plans%20are%20sound."),
        ("GOOD", ["Efficiency", "good"], [], "good-,GOOD"),
    ],
)
def test_a_link_names_what_no_earlier_place_says(
    text: str, before: list[str], after: list[str], directive: str
) -> None:
    assert fragment_link(URL, text, before, after) == f"{URL}#:~:text={directive}"


def test_an_address_with_a_fragment_of_its_own_keeps_it() -> None:
    assert fragment_link(f"{URL}#b", "Good") == f"{URL}#b:~:text=Good"
