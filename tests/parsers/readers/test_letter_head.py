"""A letter's head: its labels in all their forms, what a copy left of them, and what is no part of the head."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import Role
from schemas.record import Letter
from scraper.parsers.builder import Builder
from scraper.parsers.readers.letter_head import read_letter_head, read_letter_opening
from tests.parsers.pieces import claims, read_section, texts
from tests.parsers.test_letter_labels import LABELS

ROUND = "fire/2021-22"
SENDER = "Roy Wilsher, His Majesty’s Inspector of Fire & Rescue Services"
TO = "Chief Fire Officer, Essex County Fire and Rescue Service"
DAY = "8 February 2024"


def head(*lines: str, heading: str = "<h2>Letter information</h2>") -> Builder:
    markup = heading + "".join(f"<p>{line}</p>" for line in lines)
    builder, section = read_section(markup, Role.LETTER, "Letter information", round_key=ROUND)
    read_letter_head(builder, section)
    return builder


def letter(*lines: str) -> Letter | None:
    return head(*lines).letter


def fields(*lines: str) -> dict[str, object]:
    found = letter(*lines)
    return {} if found is None else found.model_dump(exclude={"blocks", "date"}, exclude_none=True)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("form", ["{}: Somebody", "{}:Somebody", "{} Somebody", "{} 8 somebodies", "{}", "{}:"])
def test_each_label_names_its_field_with_and_without_a_colon(label: str, form: str) -> None:
    field = {"date": "date_text"}.get(LABELS[label], LABELS[label])
    for written in (label, label.upper()):
        line = form.format(written)
        value = "8 somebodies" if "8" in form else "Somebody"
        lines = [line] if "omebod" in line else [line, "Somebody"]
        assert fields(*lines) == {field: value}


@pytest.mark.parametrize(
    "line",
    [
        "To be clear, this is urgent.",
        "From our inspection we learned this",
        "Tomorrow we come back",
        "Sentences are short",
    ],
)
def test_a_sentence_that_begins_like_a_label_is_none(line: str) -> None:
    assert letter(line) is None
    assert texts(head(line).findings) == [line]


def test_a_small_letter_may_follow_a_colon() -> None:
    assert fields("To: the chief constable") == {"addressee": "the chief constable"}


def test_a_very_long_line_has_no_label_and_needs_none() -> None:
    long = "To: " + "the whole service and " * 10
    assert letter(long) is None
    assert letter(f"Chief Fire Officer {long}") is None
    assert fields("To:", long.strip()) == {"addressee": long.strip()}


@pytest.mark.parametrize("day", [DAY, f"{DAY}.", "08/02/2024"])
def test_without_labels_the_lines_say_themselves_what_they_are(day: str) -> None:
    lines = (SENDER, TO, "Chair of the authority", day)
    kept = {} if day.endswith(".") else {"date_text": day}
    expected = {"sender": SENDER, "addressee": TO, "copied": "Chair of the authority"}
    assert fields(*lines) == {**expected, **kept}


@pytest.mark.parametrize(
    "who",
    [
        "Chief Constable of Kent",
        "The Police and Crime Commissioner",
        "Chief Fire Officer",
        "The Chief Officer",
        "Chief Executive",
    ],
)
def test_a_chief_is_written_to(who: str) -> None:
    assert fields(who) == {"addressee": who}


def test_who_is_copied_stands_between_the_addressee_and_the_date() -> None:
    assert fields("Somebody else") == {}
    assert fields(SENDER, TO, "Chief Executive of the council") == {
        "sender": SENDER, "addressee": TO, "copied": "Chief Executive of the council",
    }  # fmt: skip
    assert fields(SENDER, TO, SENDER) == {"sender": SENDER, "addressee": TO, "copied": SENDER}
    assert fields(TO, "One", "Another") == {"addressee": TO, "copied": "One"}
    assert fields(TO, DAY, "Somebody else") == {"addressee": TO, "date_text": DAY}
    assert fields(TO, "Somebody tells a story.") == {"addressee": TO}


def test_the_first_of_each_counts_and_the_others_are_findings() -> None:
    lines = ("To: One", "From: Two", "Date: 8 February 2024", "To: Three", SENDER, "Chief Constable of Kent", DAY)
    builder = head(*lines)
    assert fields(*lines) == {
        "addressee": "One", "sender": "Two", "date_text": DAY,
    }  # fmt: skip
    assert texts(builder.findings) == ["To: Three", SENDER, "Chief Constable of Kent", DAY]


def test_a_second_line_with_the_label_of_its_field_is_one_more_of_it() -> None:
    found = fields("From: Somebody", "To: A chief", "To: A chair", "Cc: One", "Cc: Another")
    assert found == {"sender": "Somebody", "addressee": "A chief, A chair", "copied": "One, Another"}


def test_a_label_that_comes_again_and_has_no_text_is_still_of_the_head() -> None:
    builder = head("To: One", "To", "Two")
    assert claims(builder)["To"] == "letter"
    assert fields("To: One", "To", "Two") == {"addressee": "One, Two"}


POST, BODY = "Chief Fire Officer", "Essex County Fire and Rescue Service"


@pytest.mark.parametrize(
    "lines", [("To:", "A Name", POST, BODY), ("To: A Name", POST, BODY), ("To", f"A Name, {POST}", BODY)]
)
@pytest.mark.parametrize("before", [(), (f"From: {SENDER}",), (f"Sent on: {DAY}",)])
@pytest.mark.parametrize("after", [(), (f"Sent on: {DAY}",), ("Cc:", "B Name", "Cabinet Member for Fire")])
def test_a_field_has_as_many_lines_as_stand_below_its_label(
    lines: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    if before == after:
        after = ()
    said = fields(*before, *lines, *after)
    assert said["addressee"] == f"A Name, {POST}, {BODY}"
    assert said.get("copied") == ("B Name, Cabinet Member for Fire" if after[:1] == ("Cc:",) else None)


def test_no_sentence_day_or_long_line_goes_on_with_a_field() -> None:
    for line in ("We were there in May.", "one two three four " * 20):
        builder = head("To: A Name", line)
        assert texts(builder.findings) == [line.strip()]
    assert fields("To: A Name", DAY) == {"addressee": "A Name", "date_text": DAY}
    assert texts(head(f"Sent on: {DAY}", "Dear all").findings) == ["Dear all"]


def test_a_chief_below_the_sender_is_the_addressee_whose_label_is_lost() -> None:
    assert fields(f"From: {SENDER}", POST) == {"sender": SENDER, "addressee": POST}
    assert fields("From: A Name", "Chief Executive", f"To: {POST}") == {
        "sender": "A Name, Chief Executive",
        "addressee": POST,
    }


def test_only_a_chief_and_only_below_the_sender_is_the_addressee() -> None:
    assert fields("From: A Name", "His Majesty’s Inspector") == {"sender": "A Name, His Majesty’s Inspector"}
    assert fields(f"From: {SENDER}", "Cc: B Name", POST)["copied"] == f"B Name, {POST}"


def test_the_letter_knows_its_blocks_and_its_day() -> None:
    builder = head(f"From: {SENDER}", f"Sent on: {DAY}")
    assert builder.letter is not None
    assert (builder.letter.blocks, builder.letter.date) == ([2, 3], dt.date(2024, 2, 8))
    assert claims(builder)["Letter information"] == "letter"


def test_a_head_without_anything_in_it_is_no_letter() -> None:
    assert letter() is None
    assert letter("From") is None
    assert claims(head("From", heading=""))["From"] == "letter"


def test_boilerplate_in_the_head_is_set_aside() -> None:
    builder = head("To", "Back to top", TO)
    assert builder.letter is not None
    assert builder.letter.addressee == TO
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"


def opening(*lines: str) -> Builder:
    markup = "".join(f"<p>{line}</p>" for line in lines)
    builder, section = read_section(markup, None, "Opening", round_key=ROUND)
    read_letter_opening(builder, section)
    return builder


def test_what_stands_before_the_parts_is_introduction() -> None:
    builder = opening("Back to top", "This is a letter.")
    assert (builder.introduction, builder.letter) == (["This is a letter."], None)
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"


def test_a_head_whose_heading_is_lost_is_found_by_its_labels() -> None:
    builder = opening("Back to top", "To: Somebody", "This is a letter.")
    assert builder.letter is not None
    assert builder.letter.addressee == "Somebody"
    assert builder.introduction == []
    assert texts(builder.findings) == ["This is a letter."]


def test_a_label_far_below_begins_no_head() -> None:
    assert opening(*(f"A sentence with the number {n}." for n in range(8)), "To: Somebody").letter is None
    assert opening(*(f"A sentence with the number {n}." for n in range(7)), "To: Somebody").letter is not None


NAME, CHIEF = "Wendy Williams CBE", "Ben Brook"
INSPECTOR = "His Majesty’s Inspector of Constabulary"
FIRE_INSPECTOR = "His Majesty’s Inspector of Fire & Rescue Services"
SERVICE = "Warwickshire Fire and Rescue Service"


@pytest.mark.parametrize("titles", [[INSPECTOR], [FIRE_INSPECTOR], [INSPECTOR, FIRE_INSPECTOR]])
@pytest.mark.parametrize("name", [[], [NAME]])
@pytest.mark.parametrize("chief", [[], [CHIEF]])
@pytest.mark.parametrize("body", [[], [SERVICE]])
def test_without_labels_people_are_told_by_their_titles(
    titles: list[str], name: list[str], chief: list[str], body: list[str]
) -> None:
    found = fields(*name, *titles, *chief, "Chief Fire Officer", *body, "Sent on", DAY)
    to = [*chief, "Chief Fire Officer", *body]
    assert found == {"sender": ", ".join([*name, *titles]), "addressee": ", ".join(to), "date_text": DAY}


def test_a_line_behind_the_addressee_that_names_no_body_is_no_part_of_it() -> None:
    found = fields(INSPECTOR, "Chief Fire Officer", "A councillor", "Sent on", DAY)
    assert (found["addressee"], found["copied"]) == ("Chief Fire Officer", "A councillor")


def test_a_day_parted_into_cells_is_one() -> None:
    found = head(f"From: {SENDER}", f"To: {TO}", "Sent on:", "8", "February 2024").letter
    assert found is not None
    assert (found.date, found.date_text) == (dt.date(2024, 2, 8), DAY)
    other = head(f"From: {SENDER}", f"To: {TO}", "Sent on:", DAY, "February 2024").letter
    assert other is not None
    assert other.date_text == DAY


def test_where_one_is_labelled_only_the_inspectors_own_line_is_told_by_its_title() -> None:
    builder = head(NAME, INSPECTOR, "To: Somebody")
    assert builder.letter is not None
    assert (builder.letter.sender, builder.letter.addressee) == (INSPECTOR, "Somebody")
    assert texts(builder.findings) == [NAME]


@pytest.mark.parametrize("above", ["We wrote it.", "Written by:", "Good", "one two three four " * 5])
def test_a_line_above_the_titles_that_is_no_name_is_no_part_of_the_sender(above: str) -> None:
    assert fields(above, INSPECTOR, "Chief Fire Officer")["sender"] == INSPECTOR


def test_without_a_chief_nobody_is_written_to_and_a_sentence_before_one_is_nobody() -> None:
    assert fields(NAME, INSPECTOR, "Sent on", DAY) == {"sender": f"{NAME}, {INSPECTOR}", "date_text": DAY}
    assert fields(NAME, INSPECTOR, "Chief Fire Officer")["addressee"] == "Chief Fire Officer"
    assert fields(INSPECTOR, "A sentence stands here.", "Chief Fire Officer")["addressee"] == "Chief Fire Officer"


def test_the_day_that_it_was_published_is_that_of_the_letter_and_no_introduction() -> None:
    builder = opening(f"Published on: {DAY}", "This is a letter.")
    assert [report.published_text for report in builder.reports] == [DAY]
    assert builder.introduction == ["This is a letter."]
    assert opening("This is a letter.").reports == []


@pytest.mark.parametrize("label", ["Ref:", "Our reference:", "Subject:", "Classification:"])
@pytest.mark.parametrize("between", [" ", "</p><p>"])
@pytest.mark.parametrize(
    "after", [("From: Roy Wilsher",), ("From:", "Roy Wilsher"), ("From: Roy Wilsher", "To: Essex")]
)
def test_a_label_of_which_no_field_is_made_is_no_part_of_the_field_above_it(
    label: str, between: str, after: tuple[str, ...]
) -> None:
    builder = head(*after, f"{label}{between}12/345", f"Sent on: {DAY}")
    assert builder.letter is not None
    assert (builder.letter.sender, builder.letter.date_text) == ("Roy Wilsher", DAY)
    assert builder.letter.addressee == ("Essex" if len(after) == 2 and "To: Essex" in after else None)
    assert builder.letter.copied is None
    assert "12/345" in " ".join(map(str, texts(builder.findings)))


def test_the_text_of_such_a_label_is_one_line_and_never_a_person_or_what_has_a_label() -> None:
    after = fields("Ref:", "From: Roy Wilsher", "Director", "To: Essex")
    assert (after["sender"], after["addressee"]) == ("Roy Wilsher, Director", "Essex")
    assert fields("Ref:", INSPECTOR, "To: Essex") == {"sender": INSPECTOR, "addressee": "Essex"}
    assert fields("Ref:", NAME, INSPECTOR, CHIEF, "Chief Fire Officer", "Sent on", DAY) == {
        "sender": f"{NAME}, {INSPECTOR}", "addressee": f"{CHIEF}, Chief Fire Officer", "date_text": DAY,
    }  # fmt: skip


def test_a_persons_line_may_look_like_a_label() -> None:
    chief = "Chief Fire Officer: Ben Brook"
    assert fields(NAME, INSPECTOR, chief, "Sent on", DAY)["addressee"] == chief


LABELLED = (("From:", SENDER), ("To:", TO), ("Sent on:", DAY))
ALL = {"sender": SENDER, "addressee": TO, "date_text": DAY}


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1), (0, 2, 1)])
@pytest.mark.parametrize("behind", [(), ("We inspected the service in May.",)])
def test_labels_may_stand_below_their_texts(order: tuple[int, ...], behind: tuple[str, ...]) -> None:
    pairs = [LABELLED[place] for place in order]
    assert fields(*(part for pair in pairs for part in pair), *behind) == ALL
    assert fields(*(part for pair in pairs for part in reversed(pair)), *behind) == ALL


def test_a_text_below_the_last_label_is_its_own() -> None:
    assert fields(SENDER, "To:", TO, "Sent on:", DAY) == ALL
    assert fields(SENDER, f"To: {TO}", DAY, "Sent on:") == ALL


def test_without_labels_a_chief_and_a_day_are_no_name_of_the_sender_or_the_addressee() -> None:
    inspector, chief = "His Majesty’s Inspector of Fire & Rescue Services", "Ann Lee, Chief Fire Officer"
    assert fields(chief, SENDER, DAY) == {**ALL, "addressee": chief}
    assert fields("Roy Wilsher", inspector, DAY, chief) == {
        "sender": f"Roy Wilsher, {inspector}", "addressee": chief, "date_text": DAY,
    }  # fmt: skip


def test_titles_that_begin_a_head_have_no_name_above_them() -> None:
    both = ("HM Inspector of Constabulary", "HM Inspector of Fire and Rescue Services")
    assert fields(*both, TO, "Jane Doe")["sender"] == ", ".join(both)
