"""The labels of a letter's head, and what is none."""

from __future__ import annotations

import pytest

from scraper.parsers.letter_labels import LONGEST, field_of, is_lone, is_of_head, salutes, says_when

LABELS = {
    "From": "sender", "Sender": "sender", "To": "addressee", "Addressee": "addressee", "Recipient": "addressee", "Cc": "copied", "Bcc": "copied",
    "Copied to": "copied", "Copy to": "copied", "Copies": "copied", "Copies to": "copied", "Sent": "date", "Sent on": "date", "Date sent": "date",
    "Author": "sender", "Addressees": "addressee", "Recipients": "addressee", "Sent to": "addressee", "Date of letter": "date", "Date of the letter": "date", "Letter date": "date",
    "Date sent on": "date", "Sent by email on": "date", "Sent by e-mail on": "date", "Sent by post on": "date", "Date": "date", "Dated": "date",
}  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("write", [str, str.upper, str.lower])
def test_a_label_names_its_field_with_and_without_a_colon(label: str, write: type[str]) -> None:
    for text in (label, f"{label}:", f"{label} :"):
        assert field_of(write(text)) == (LABELS[label], "") and is_lone(write(text))
    for rest in ("A Name", "8 March 2024"):
        assert field_of(f"{write(label)} {rest}") == field_of(f"{write(label)}: {rest}") == (LABELS[label], rest)
        assert not is_lone(f"{label} {rest}")
    assert field_of(f"{write(label)}: a name") == (LABELS[label], "a name")
    assert field_of(f"{write(label)} a name") is None and not is_lone(f"{label} a name")


@pytest.mark.parametrize(
    "text", ["Tomorrow", "Fromage", "Background", "", "Sentences", "We sent it", "A Name To", "Datedness"]
)
def test_what_begins_otherwise_is_no_label(text: str) -> None:
    assert field_of(text) is None and not is_lone(text)


def test_a_copy_alone_is_a_label_and_copying_none() -> None:
    assert field_of("Copy:") == field_of("COPY") == ("copied", "")
    assert field_of("Copy: A Name") == ("copied", "A Name")
    assert field_of("Copy A Name") is None


def test_a_paragraph_is_no_line_of_the_head() -> None:
    assert field_of("To: " + "A" * (LONGEST - 4)) is not None
    assert field_of("To: " + "A" * (LONGEST - 3)) is None


@pytest.mark.parametrize("day", ["8 March 2024", "08/03/2024"])
@pytest.mark.parametrize(
    "lead", ["", "Sent ", "Sent on ", "Sent on: ", "Date sent: ", "date sent on ", "Dated ", "Date: "]
)
def test_a_day_says_when_with_and_without_its_label(lead: str, day: str) -> None:
    assert says_when(lead + day)
    assert not says_when(f"{lead}{day} we came back") and not says_when(f"On the {day}")


def test_a_label_alone_says_no_day() -> None:
    assert not any(map(says_when, LABELS))


def test_a_label_a_day_and_what_stands_below_a_label_are_of_the_head() -> None:
    assert is_of_head("Sent on", "A Name") and is_of_head("8 March 2024", "A Name") and is_of_head("A Name", "To")
    assert (
        not is_of_head("Background", "A Name")
        and not is_of_head("Background", "")
        and not is_of_head("A Name", "To: B Name")
    )


def test_who_sent_it_stands_behind_a_colon_or_below() -> None:
    assert field_of("Sent by: A Name") == ("sender", "A Name")
    assert field_of("Sent by") == field_of("Sent by:") == ("sender", "")
    assert field_of("Sent by Royal Mail") is None or field_of("Sent by Royal Mail") != ("sender", "Royal Mail")
    assert field_of("Sent by email on 8 March 2024") == ("date", "8 March 2024")


@pytest.mark.parametrize("text", ["Dear Mark", "Dear Chief Fire Officer,", "Dear Sir or Madam", "Dear Mr O’Neill", "Yours sincerely", "Yours faithfully,", "Kind regards", "With best wishes", "Kindest regards"])  # fmt: skip
def test_a_letter_begins_and_ends_with_a_form(text: str) -> None:
    assert salutes(text) and salutes(text.upper())
    assert not salutes(f"{text} and much more that we found in our time with the service")


@pytest.mark.parametrize("text", ["Dear", "Dearth of cells", "Yours", "Regards", "The dear price"])
def test_other_words_are_no_form(text: str) -> None:
    assert not salutes(text)
