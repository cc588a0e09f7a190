"""The forms of headings: an area and a year in each published form, and nothing else (docs/layouts.md, 3 to 10)."""

from __future__ import annotations

import re

import pytest

from schemas.vocabulary import BlockKind
from scraper.document.blocks import RawBlock
from scraper.parsers.titles import known_area, only_one, read_title, round_named, round_of


def title(text: str) -> tuple[str, str, str | None] | None:
    found = read_title(RawBlock(1, BlockKind.HEADING, 1, text, "main/h1"))
    return (found.area, found.year, found.end) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Surrey 2016", ("Surrey", "2016", None)),
        ("Surrey, 2016", ("Surrey", "2016", None)),
        ("Devon & Cornwall 2017", ("Devon & Cornwall", "2017", None)),
        ("Surrey PEEL 2014", ("Surrey", "2014", None)),
        ("Surrey PEEL assessment 2014", ("Surrey", "2014", None)),
        ("Surrey 2018/19", ("Surrey", "2018", "19")),
        ("Surrey 2018-19", ("Surrey", "2018", "19")),
        ("Surrey 2023–2025", ("Surrey", "2023", "2025")),
        ("Surrey 2023 – 2025", ("Surrey", "2023", "2025")),
        ("PEEL 2021/22 – Surrey", ("Surrey", "2021", "22")),
        ("PEEL 2023–25: An inspection of Surrey Police", ("Surrey Police", "2023", "25")),
        ("PEEL 2023–25 An inspection of Surrey Police", ("Surrey Police", "2023", "25")),
        (
            "PEEL 2021/22 - Police effectiveness, efficiency and legitimacy: an inspection of Surrey Police",
            ("Surrey Police", "2021", "22"),
        ),
        ("Surrey (police) 2016", ("Surrey (police)", "2016", None)),
        ("Surrey (police) PEEL 2016", ("Surrey (police)", "2016", None)),
        ("Surrey (police) assessment 2016", ("Surrey (police)", "2016", None)),
        ("Surrey (police) inspection 2016", ("Surrey (police)", "2016", None)),
        ("Surrey (police) inspection report 2016", ("Surrey (police)", "2016", None)),
        ("Surrey (police): PEEL assessment 2016", ("Surrey (police)", "2016", None)),
        ("Effectiveness and efficiency of Avon Fire and Rescue Service 2018/19", ("Avon Fire and Rescue Service", "2018", "19")),
        ("Inspection of Avon Fire and Rescue Service, 2018/19", ("Avon Fire and Rescue Service", "2018", "19")),
        ("Fire and rescue service inspections: Avon 2018/19", ("Avon", "2018", "19")),
        ("Fire and rescue service inspection Avon 2018/19", ("Avon", "2018", "19")),
        ("Surrey – 2016", ("Surrey", "2016", None)),
        ("Surrey (police) PEEL – 2016", ("Surrey (police)", "2016", None)),
        ("Surrey: assessment 2016", ("Surrey", "2016", None)),
        ("Surrey: inspection report 2016", ("Surrey", "2016", None)),
        ("Surrey: inspection 2016", ("Surrey", "2016", None)),
        ("Surrey 2016 assessment", ("Surrey", "2016", None)),
        ("Surrey 2016 inspection", ("Surrey", "2016", None)),
        ("Surrey PEEL 2016 inspection report", ("Surrey", "2016", None)),
        ("PEEL 2021/22 – Nowhere", ("Nowhere", "2021", "22")),
        ("2021/22 PEEL – Surrey Police", ("Surrey Police", "2021", "22")),
        ("2021/22 PEEL assessment: Surrey", ("Surrey", "2021", "22")),
        ("2021/22 PEEL inspection: Surrey", ("Surrey", "2021", "22")),
        ("2021/22 PEEL report: Surrey", ("Surrey", "2021", "22")),
        ("2021/22 FRS: Avon", ("Avon", "2021", "22")),
        (
            "Effectiveness, efficiency and people 2023–2025: An inspection of Avon Fire and Rescue Service",
            ("Avon Fire and Rescue Service", "2023", "2025"),
        ),
        ("2023–25: Police effectiveness, efficiency and legitimacy, Surrey", ("Surrey", "2023", "25")),
        ("2021/22 PEEL: assessment of Surrey", ("Surrey", "2021", "22")),
        ("2021/22 PEEL: a report on Surrey", ("Surrey", "2021", "22")),
        ("2021/22 PEEL: an inspection into Surrey", ("Surrey", "2021", "22")),
    ],
)  # fmt: skip
def test_a_title_is_an_area_and_a_year(text: str, expected: tuple[str, str, str | None]) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Surrey",
        "Surrey 1998",
        "surrey 2016",
        "In 2016 Surrey was good",
        "Key facts – 2019/20",
        "Key facts 2019/20",
        "Looking ahead to 2017",
        "Planned website downtime 2019",
        "Last updated 2016",
        "PEEL 2016",
        "PEEL assessment 2016",
        "2021/22: Surrey",
        "2021/22 PEEL: Nowhere",
        "2021/22 PEEL: Surrey 2016",
        "The 20 forces of PEEL",
        "Fire and rescue service assessments 2021/22",
        f"Surrey{', and more' * 12} {'x' * 2} 2016",
    ],
)
def test_other_lines_with_a_year_are_no_title(text: str) -> None:
    assert title(text) is None


def test_an_area_is_known_where_a_force_or_a_service_has_its_name() -> None:
    assert known_area("Devon & Cornwall")
    assert known_area("Isles of Scilly")
    assert not known_area("Planned downtime")


@pytest.mark.parametrize(
    ("kind", "year", "end", "expected"),
    [
        ("police", "2018", None, "2018-19"),
        ("police", "2018", "18", "2018-19"),
        ("police", "2018", "19", "2018-19"),
        ("fire", "2021", "2022", "2021-22"),
        ("police", "2023", "2025", "2023-25"),
        ("police", "2018", "20", None),
        ("police", "2019", None, None),
        ("fire", "2016", None, None),
    ],
)
def test_the_years_of_a_title_are_those_of_one_round_of_its_body(
    kind: str, year: str, end: str | None, expected: str | None
) -> None:
    found = round_of(kind, year, end)
    assert (found and (found.kind.value, found.id)) == (expected and (kind, expected))


@pytest.mark.parametrize(
    ("round_id", "expected"),
    [("2018-19", "2018-19"), ("2018", "2018-19"), ("2018-18", "2018-19"), ("2018-20", None), ("wheel", None)],
)
def test_a_round_is_named_by_its_id_or_by_its_first_year(round_id: str, expected: str | None) -> None:
    found = round_named("fire", round_id)
    assert (found and found.id) == expected


def test_a_short_text_names_one_organisation_or_nobody() -> None:
    one = only_one("the Surrey Police")
    assert one is not None
    assert one.id == "police/surrey"
    assert only_one("Surrey Police and Sussex Police") is None
    assert only_one("the force") is None


_PARTS = {
    "police": ("PEEL", "PEEL assessment", "Police effectiveness, efficiency and legitimacy"),
    "fire": (
        "Effectiveness, efficiency and people",
        "FRS assessment",
        "Fire and rescue service inspection",
        "Fire and rescue service assessment",
        "Fire and rescue service report",
    ),
}
_BODY = {
    "police": (
        "Surrey Police",
        "An inspection of Surrey Police",
        "Surrey",
        "A report on Surrey Police",
        "Assessment of Surrey Police",
    ),
    "fire": (
        "Avon Fire and Rescue Service",
        "An inspection into Avon Fire and Rescue Service",
        "Avon Fire & Rescue Service",
    ),
}


@pytest.mark.parametrize("kind", ["police", "fire"])
@pytest.mark.parametrize("years", ["2021/22", "2023–25", "2023-2025"])
@pytest.mark.parametrize("sign", [" – ", ": ", " - "])
def test_programme_round_and_body_may_stand_in_any_order(kind: str, years: str, sign: str) -> None:
    for programme in _PARTS[kind]:
        for body in _BODY[kind]:
            area = re.sub("^.* (?:of|on|into) ", "", body)
            for parts in ((f"{programme} {years}", body), (body, f"{programme} {years}"), (f"{years} {programme}", body),
                          (programme, f"{body} {years}"), (body, f"{years} {programme}")):  # fmt: skip
                found = title(sign.join(parts))
                assert found is not None, parts
                assert (found[0], found[1]) == (area, years[:4]), parts


def test_a_link_has_a_title_only_by_its_form_and_an_unknown_area_stays_as_it_is_written() -> None:
    linked = RawBlock(1, BlockKind.HEADING, 1, "2021/22 – Surrey Police – PEEL", "main/h1", [("x", "/x/")], True)
    assert read_title(linked) is None
    assert title("2021/22 – Surrey Police – PEEL") == ("Surrey Police", "2021", "22")
    assert title("Atlantis: PEEL 2016") == ("Atlantis", "2016", None)
    assert title("An inspection of Atlantis Police – PEEL 2016") == ("An inspection of Atlantis Police", "2016", None)
