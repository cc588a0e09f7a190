from __future__ import annotations

from itertools import combinations

import pytest

from schemas.vocabulary import Grade, Status, Unit
from scraper.browse.words import ABSENCE_MARKS, GRADE_MARKS, MARKS, figure, http_url, minute, plain, share, shortened

# Linear RGB as a protanope and a deuteranope see it (Machado, Oliveira and Fernandes 2009, severity 1.0).
_SEEN = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_APART = 0.1


def _linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mark", [*GRADE_MARKS, *ABSENCE_MARKS], ids=lambda mark: mark.key)
def test_every_letter_can_be_read_on_its_paper(mark: object) -> None:
    assert _contrast(mark.paper, mark.ink) >= 4.5  # type: ignore[attr-defined]


@pytest.mark.parametrize("eyes", _SEEN)
def test_grades_stay_apart_for_colour_blind_readers(eyes: str) -> None:
    for one, other in combinations(GRADE_MARKS, 2):
        seen = [
            [sum(weight * part for weight, part in zip(line, _linear(mark.paper), strict=True)) for line in _SEEN[eyes]]
            for mark in (one, other)
        ]
        distance = sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5
        assert distance > _APART, (one.label, other.label)


def test_grades_stay_apart_in_grey() -> None:
    papers = sorted(mark.paper for mark in GRADE_MARKS)
    for one, other in combinations(papers, 2):
        assert _contrast(one, other) >= 1.5, (one, other)


def test_every_word_of_the_vocabulary_has_a_mark_of_its_own() -> None:
    assert set(MARKS) == {*(grade.value for grade in Grade), *(s.value for s in Status if s is not Status.GRADED)}
    assert len({mark.letter for mark in MARKS.values()}) == len(MARKS)
    assert len({mark.css for mark in MARKS.values()}) == len(MARKS)


@pytest.mark.parametrize(
    ("value", "unit", "measure", "said"),
    [
        (95.0, Unit.PERCENT, "frontline_officers", "95%"),
        (9.0, Unit.PERCENT, "change", "+9%"),
        (-9.0, Unit.PERCENT, "change", "-9%"),
        (0.0, Unit.PERCENT, "change", "0%"),
        (0.49, Unit.GBP, "per_person_per_day", "£0.49"),
        (1140000.0, Unit.PEOPLE, "people", "1,140,000 people"),
        (2.88, Unit.WORKFORCE_PER_1000_PEOPLE, "per_1000_population", "2.88 per 1,000 people"),
        (None, Unit.PERCENT, "change", ""),
        (3.5, None, None, "3.5"),
    ],
)
def test_figures_have_their_unit(value: float | None, unit: str | None, measure: str | None, said: str) -> None:
    assert figure(value, unit, measure) == said


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://", "https://a b", "https://a/\nb",
     "https://a/\"x", "https://[", " https://a", "vbscript:x", "", None, 7, "/path", "https://a/<b>"],
)  # fmt: skip
def test_odd_addresses_are_no_links(text: object) -> None:
    assert http_url(text) is None


def test_ordinary_addresses_are() -> None:
    url = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/?a=b&c=d%20e#x"
    assert http_url(url) == url


def test_no_escape_reaches_a_terminal() -> None:
    assert plain("a\x1b[2Jb\n\tc\u202ed\x07") == "a�[2Jb c�d�"


def test_a_text_is_cut_at_a_word() -> None:
    assert shortened("one two three", 9) == "one two …"
    assert shortened("one two", 9) == "one two"


@pytest.mark.parametrize(
    ("part", "said"), [(1.0, "100.0%"), (0.1 + 0.2 + 0.7, "100.0%"), (0.99996, "99.9%"), (0.9, "90.0%"), (0.0, "0.0%")]
)
def test_what_is_not_all_of_it_is_never_a_hundred_percent(part: float, said: str) -> None:
    assert share(part) == said


def test_a_moment_is_read_to_the_minute() -> None:
    assert minute("2026-11-28T21:19:11.5Z") == "2026-11-28 21:19"
