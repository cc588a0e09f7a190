"""Lines of an area and its grade: of two grades the one that is told to be of now is the area's."""

from __future__ import annotations

import pytest

from schemas.vocabulary import find_round
from scraper.parsers.readers.grade_table import TableReader

from .made import NAMES, Made

AREAS = ("Investigating crime", "Managing offenders", "Responding to the public")


def read(markup: str) -> list[tuple[str, str | None, tuple[str, str | None] | None]]:
    """What was read: of each entry the area's label, what it states, and the earlier grade and round."""
    round_ = find_round("police", "2023-25")
    assert round_ is not None
    entries, _, _ = TableReader(round_, NAMES).read(Made("2023-25").markup(markup))
    return [
        (
            e.label,
            (e.stated.grade or e.stated.status).value if e.stated else None,
            (e.earlier[0].value, e.earlier[1]) if e.earlier else None,
        )
        for e in entries
    ]


def listed(form: str) -> list[tuple[str, str | None, tuple[str, str | None] | None]]:
    """What a list of three areas says that are adequate and were good."""
    return read("<ul>" + "".join(f"<li>{form.format(a=a, now='Adequate', then='Good')}</li>" for a in AREAS) + "</ul>")


@pytest.mark.parametrize(
    "form",
    [
        "{a}: {now}, previously {then}", "{a}: {now}; previously {then}", "{a}: {now} – previously {then}",
        "{a}: {now} (previously {then})", "{a}: {now} previously {then}", "{a}: {now}. Previously: {then}",
        "{a} – {now}, was {then}", "{a}: {now} (was {then})", "{a}: {now} (it was {then})", "{a}: {now}, up from {then}",
        "{a}: {now}, down from {then}.", "{a}: {now}, compared with {then}", "{a}: {now}, last time {then}",
        "{a}: {now}, no longer {then}", "{a}: {now}, formerly {then}", "{a}: from {then} to {now}",
        "{a}: improved from {then} to {now}",
    ],
)  # fmt: skip
def test_the_grade_before_is_the_previous_one(form: str) -> None:
    assert listed(form) == [(area, "adequate", ("good", None)) for area in AREAS]


@pytest.mark.parametrize(
    "form",
    [
        "{a}: {now}, {then} in 2021/22", "{a}: {now}. In 2021/22: {then}", "{a}: {now} (2021/22: {then})",
        "{a}: {now} ({then} in 2021–22)", "{a}: {now}, previously {then} (2021/22)",
    ],
)  # fmt: skip
def test_its_round_is_kept_where_it_is_named(form: str) -> None:
    assert listed(form) == [(area, "adequate", ("good", "2021-22")) for area in AREAS]


@pytest.mark.parametrize(
    "form",
    [
        "{a}: {now}, most forces {then}", "{a}: {now}; England average {then}", "{a}: {now}, Essex Police {then}",
        "{a}: {now} (similar forces: {then})",
    ],
)  # fmt: skip
def test_the_grade_of_others_beside_it_says_nothing(form: str) -> None:
    assert [entry for entry in listed(form) if entry[1] != "adequate" or entry[2]] == []


@pytest.mark.parametrize(
    "form",
    [
        "{a}: {then} / {now}", "{a}: {then} ({now})", "{a}: {then} → {now}", "{a}: {then}; now {now}",
        "{a}: {then}; Essex: {now}", "{a} (was {then}): {now}", "{a} (2021/22: {then}): {now}", "{a} – {then} – {now}",
        "{a}: not {then} but {now}", "{a}: {now} here, England average {then}", "{a} {then} {now}", "{a}: {then} to {now}",
    ],
)  # fmt: skip
def test_two_grades_that_nothing_tells_apart_are_none(form: str) -> None:
    assert {entry[1] for entry in listed(form)} <= {"unreadable"}
    assert {entry[2] for entry in listed(form)} <= {None}


@pytest.mark.parametrize("label", ["Previously: {a}", "In 2021/22: {a}"])
def test_a_label_that_tells_of_an_earlier_state_gives_the_previous_grade(label: str) -> None:
    assert {(entry[1], entry[2] and entry[2][0]) for entry in listed(f"{label}: {{then}}")} == {(None, "good")}


@pytest.mark.parametrize("label", ["{a} – previously", "{a} (2021/22)", "{a}, last time"])
def test_a_label_of_an_earlier_state_never_gives_the_grade_of_now(label: str) -> None:
    assert {entry[1] for entry in listed(f"{label}: {{then}}")} <= {None}


@pytest.mark.parametrize("label", ["{a}, most forces", "Essex Police: {a}"])
def test_a_label_of_somebody_else_gives_none(label: str) -> None:
    assert listed(f"{label}: {{then}}") == []


def test_what_stands_before_the_first_area_of_a_text_is_said_of_all() -> None:
    text = f"{AREAS[0]}: good; {AREAS[1]}: adequate; {AREAS[2]}: good"
    assert [entry[1] for entry in read(f"<p>Our judgments: {text}</p>")] == ["good", "adequate", "good"]
    assert [entry[2] for entry in read(f"<p>2021/22: {text}</p>")] == [
        ("good", "2021-22"), ("adequate", "2021-22"), ("good", "2021-22"),
    ]  # fmt: skip
    assert read(f"<p>Essex Police: {text}</p>") == []


def test_the_rest_of_a_list_after_a_grade_of_others_is_of_others_too() -> None:
    lines = "".join(f"<li>{area}: Good</li>" for area in AREAS)
    assert read(f"<p>Essex Police has these grades:</p><ul>{lines}</ul>") == []
    assert len(read(f"<p>Essex Police has these grades:</p><ul>{lines}</ul><h4>Our grades</h4><ul>{lines}</ul>")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Investigating crime: good work was done, and the force is outstanding at telling victims of it.",
        "Responding to the public – good practice of another force, which was adequate before, is used.",
        "We looked at investigating crime, where the force is good, and was inadequate.",
    ],
)
def test_prose_that_has_the_word_of_a_grade_states_none(text: str) -> None:
    assert read(f"<p>{text}</p>") == read(f"<ul><li>{text}</li></ul>") == []


FIRST, SECOND, THIRD = AREAS


def test_one_text_may_hold_all_areas_however_they_are_parted() -> None:
    for colon in (": ", " – ", " — ", " - "):
        for stop in ("; ", ", ", ". ", " | ", "; and ", ", and "):
            for absent in ("not graded", "ungraded"):
                text = f"{FIRST}{colon}good{stop}{SECOND}{colon}{absent}{stop}{THIRD}{colon}adequate"
                assert [entry[:2] for entry in read(f"<p>{text}</p>")] == [
                    (FIRST, "good"), (SECOND, "not_graded"), (THIRD, "adequate"),
                ], text  # fmt: skip
            two = read(f"<p>{FIRST}{colon}good{stop}{SECOND}{colon}adequate</p>")
            assert two == [(FIRST, "good", None), (SECOND, "adequate", None)], text


def test_every_way_to_tell_of_the_grade_before_is_read() -> None:
    times = ("previous", "previously", "last", "earlier")
    things = ("", " grade", " judgment", " judgement", " inspection", " time", " round")
    where = ("", "in ", "at ", "in our ", "at the ", "in its ")
    ways = [f"{place}{when}{thing}" for place in where for when in times for thing in things]
    ways += ["was", "it was", "up from", "down from", "moved from", "from", "no longer", "formerly", "before", "compared with",
             "compared to"]  # fmt: skip
    for way in ways:
        assert read(f"<p>{FIRST}: Adequate, {way} Good</p>") == [(FIRST, "adequate", ("good", None))], way
    for years in ("2021/22", "2021-22", "2021/2022", "in 2021/22", "in 2021 – 2022"):
        assert read(f"<p>{FIRST}: Adequate (Good {years})</p>") == [(FIRST, "adequate", ("good", "2021-22"))], years
    for absent in ("Not graded", "Ungraded", "\u0131nadequate"):
        assert [entry[2] for entry in read(f"<p>{FIRST}: Adequate, previously {absent}</p>")] == [None], absent
    assert read("<p>Policing the tides: Adequate, previously Good</p>") == []


def test_the_line_of_an_area_that_nobody_knows_is_an_entry_in_a_list_that_has_begun() -> None:
    def second(item: str, tag: str = "li") -> list[tuple[str, str | None, tuple[str, str | None] | None]]:
        return read(f"<ul><li>{FIRST}: Good</li></ul><{tag}>{item}</{tag}>")[1:]

    assert second("Policing the tides: Adequate") == [("Policing the tides", "adequate", None)]
    assert second("Policing the tides: Adequate", "p") == []
    assert read("<ul><li>Policing the tides: Adequate</li></ul>") == []
    assert second("Tides (was good): Adequate") == [("Tides (was good)", "unreadable", None)]
    assert second("Tides of Essex Police: Adequate") == second("Tides, previously: Adequate") == []
    assert read(f"<p>{FIRST} in other forces: Good</p>") == []
    long = "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability previously"
    assert read(f"<p>{long}: Good</p>") == [(long, None, ("good", None))]
    for form in ("{}: Good", "{} Good", "{} – Good"):
        assert read(f"<p>{form.format(FIRST)}</p>") == [(FIRST, "good", None)]


@pytest.mark.parametrize(
    "form",
    [
        "{a} – current grade: {now}; previous grade: {then}", "{a} – previous grade: {then}; current grade: {now}",
        "{a}: Previous: {then} Current: {now}", "{a}: previously {then}, this time {now}", "{a} (previous: {then}; current: {now})",
        "{a}, previously {then}, now {now}", "{a} - previous: {then}, current: {now}", "{a}: {now} (up from {then})",
    ],
)  # fmt: skip
def test_labels_behind_the_area_tell_the_states_of_its_grades(form: str) -> None:
    assert listed(form) == [(area, "adequate", ("good", None)) for area in AREAS]


@pytest.mark.parametrize(
    "form",
    ["{a}: 2021/22: {then}; 2023/25: {now}", "{a}: {then} (2021/22), {now} (2023/25)", "{a} 2021/22 {then} 2023/25 {now}",
     "{a}: {then} in 2021/22, {now} now"],
)  # fmt: skip
def test_so_do_rounds(form: str) -> None:
    assert listed(form) == [(area, "adequate", ("good", "2021-22")) for area in AREAS]


def test_of_two_grades_of_now_none_is_read_and_one_of_before_alone_is_the_previous() -> None:
    assert listed("{a}: now {then}; currently {now}") == [(area, "unreadable", None) for area in AREAS]
    assert listed("{a}: previous: {then}") == [(area, None, ("good", None)) for area in AREAS]
    assert listed("{a}: previous: not graded; now: {now}") == [(area, "adequate", None) for area in AREAS]
    assert listed("Essex Police, {a}: previous: {then}; now: {now}") == []


@pytest.mark.parametrize("noun", ["Grade", "Overall grade", "Judgment", "Our rating"])
def test_a_word_for_a_grade_may_stand_between_an_area_and_its_own(noun: str) -> None:
    found = listed(f"{{a}}: {noun}: {{now}}")
    assert found == [(area, "adequate", None) for area in AREAS] or noun.startswith("Our")
    assert {label for label, _, _ in found} <= set(AREAS)


@pytest.mark.parametrize(
    "words", ["Target:", "Not", "Nearly", "Up to", "Remains", "Improved to", "Expected grade:", "Overall:", "Draft –"]
)
@pytest.mark.parametrize("sign", [":", " –", " -", " ("])
def test_a_grade_behind_other_words_is_neither_the_areas_nor_that_of_an_area_of_such_a_name(
    words: str, sign: str
) -> None:
    assert listed(f"{{a}}{sign} {words} {{now}}") == []


def test_words_behind_the_only_grade_of_a_line_leave_none() -> None:
    assert listed("{a}: {now}, England average") == listed("{a}: {now}; as others") == []
    assert listed("{a}: {now}; ") == [(area, "adequate", None) for area in AREAS]


def unread(markup: str) -> list[str]:
    """The lines that state grades in words that are not understood."""
    round_ = find_round("police", "2023-25")
    assert round_ is not None
    reader = TableReader(round_, NAMES)
    reader.read(Made("2023-25").markup(markup))
    return [line.text for line in reader.unread]


def test_what_is_not_understood_of_an_areas_grade_is_noted() -> None:
    for words in ("Good to Outstanding", "Good (no change)", "Remains Good", "▲▲ Outstanding still", "Inadequate ??"):
        line = f"{AREAS[0]}: {words}"
        assert unread(f"<ul><li>{line}</li></ul>") == [line], words
        assert unread(
            f"<table><tr><th>Area</th><th>Grade</th></tr><tr><td>{AREAS[0]}</td><td>{words}</td></tr></table>"
        ) == [words]
    for line in (f"{AREAS[0]}: Good", f"{AREAS[0]}: good to know", f"{AREAS[0]}: 2025/27: Good still", f"The tides: {words}",
                 "Good use of resources: see below", f"{AREAS[0]}: {'Good and ' * 40}", f"{AREAS[0]}, Good to Outstanding"):  # fmt: skip
        assert unread(f"<ul><li>{line}</li></ul>") == [], line
    assert unread(f"<table><tr><td>{AREAS[0]}</td><td>Good use of resources</td><td>x</td></tr></table>") == []
    assert unread(f"<table><tr><td>{AREAS[0]}</td><td>Good</td><td>Good (no change)</td></tr></table>") == []
    assert unread("<table><tr><td>The tides</td><td>Good (no change)</td></tr></table>") == []


def test_a_name_with_a_sign_of_its_own_and_words_behind_several_grades_are_read_as_before() -> None:
    for name in (
        "Building, supporting and protecting: the workforce",
        "Preventing crime: antisocial behaviour and vulnerability",
    ):
        assert read(f"<p>{name}: Good</p>") == [(name, "good", None)]
    assert read(f"<p>{AREAS[0]}: good; {AREAS[1]}: good; and more</p>") == [
        (AREAS[0], "good", None),
        (AREAS[1], "good", None),
    ]
    assert listed("{a}: {now}; England average {then}") == [(area, "adequate", None) for area in AREAS]
    for absent in ("Not graded", "Ungraded"):
        assert [entry[2] for entry in read(f"<p>{AREAS[0]}: Adequate, compared with {absent}</p>")] == [None]
    for sign in (":", " –", " -", " —", " ("):
        line = f"{AREAS[0]}{sign} Good to Outstanding"
        assert unread(f"<p>{line}</p>") == [line]
    round_ = find_round("police", "2021-22")
    assert round_ is not None
    reader = TableReader(round_, NAMES)
    reader.read(
        Made("2021-22").markup(
            "<p>Good use of resources: see below</p><p>Good use of resources: Good to Outstanding</p>"
        )
    )
    assert [line.text for line in reader.unread] == ["Good use of resources: Good to Outstanding"]


@pytest.mark.parametrize("sign", [": ", " – ", " - ", "— "])
def test_the_grade_may_stand_before_the_area(sign: str) -> None:
    areas = (*AREAS, "Good use of resources")
    for grade in ("Adequate", "Requires improvement", "inadequate"):
        found = read("<ul>" + "".join(f"<li>{grade}{sign}{area}</li>" for area in areas) + "</ul>")
        assert [(label, stated, then) for label, stated, then in found] == [
            (area, grade.lower().replace(" ", "_"), None) for area in areas[: len(found)]
        ]
        assert len(found) >= len(AREAS)
    assert read(f"<p>Good{sign}Investigating crime</p>") == [("Investigating crime", "good", None)]
    both = [("Investigating crime", "good", None), ("Managing offenders", "good", None)]
    for between in (", ", "; ", " and "):
        assert read(f"<p>Good{sign}Investigating crime{between}Managing offenders</p>") == both
    for other in (" in 2021/22", ", what we saw", ": Inadequate", " of Essex Police"):
        assert not any(stated == "good" for _, stated, _ in read(f"<p>Good{sign}Investigating crime{other}</p>")), other
    assert read(f"<p>Good{sign}what we saw</p>") == []


@pytest.mark.parametrize(
    "label", ["2012", "Draft grade", "Overall", "Draft judgment", "Our draft judgement", "Provisional rating"]
)
def test_a_label_that_says_of_when_or_of_what_kind_a_grade_is_names_no_area(label: str) -> None:
    form = "<ul><li>Investigating crime: Good</li><li>{}: Inadequate</li></ul>"
    assert read(form.format(label)) == [("Investigating crime", "good", None)]
    assert read(form.format("Policing the night"))[1:] == [("Policing the night", "inadequate", None)]
