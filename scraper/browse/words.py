"""How values are written for people: grades by letter and colour, figures with their unit, safe links."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.vocabulary import GRADE_LABEL, GRADE_LETTER, Grade, Status, Unit


@dataclass(frozen=True)
class Mark:
    """How a grade or the name of its absence is shown.

    `letter` stands in a cell, `label` in words, `meaning` says it in one line of ours; `paper` and `ink` are its colours (hexadecimal sRGB). Grades
    have capitals, absences small letters.
    """

    key: str
    letter: str
    label: str
    meaning: str
    paper: str
    ink: str

    @property
    def css(self) -> str:
        """The class of the mark in HTML."""
        return f"g-{self.letter if self.letter.isalpha() else 'q'}"


# Blue for the good end, orange for the other: red-green blindness parts them. In grey no two are alike either: each has
# at least 1.5:1 to the next. Each letter has at least 4.5:1 on its paper (WCAG 2.2, success criterion 1.4.3).
_GRADE_COLOURS: dict[Grade, tuple[str, str]] = {
    Grade.OUTSTANDING: ("#08306b", "#ffffff"),
    Grade.GOOD: ("#5aa2d0", "#000000"),
    Grade.ADEQUATE: ("#fff3b0", "#000000"),
    Grade.REQUIRES_IMPROVEMENT: ("#fdae61", "#000000"),
    Grade.INADEQUATE: ("#ab2f05", "#ffffff"),
}
_GRADE_MEANING: dict[Grade, str] = {
    Grade.OUTSTANDING: "Goes well beyond good performance; others can learn from it.",
    Grade.GOOD: "Shows nearly everything that good performance asks for.",
    Grade.ADEQUATE: "On the scale of five only: shows some of what good performance asks for, and has things to improve.",
    Grade.REQUIRES_IMPROVEMENT: "Shows little of what good performance asks for; much has to improve.",
    Grade.INADEQUATE: "Fails so seriously that the inspectorate is concerned, and says what has to be done.",
}
_ABSENCES: dict[Status, tuple[str, str, str]] = {
    Status.NOT_YET_GRADED: ("t", "To be graded", "The page says that a grade will follow."),
    Status.NOT_GRADED: ("u", "Not graded", "The page says that none is given, or the round gives none for it."),
    Status.NARRATIVE_ONLY: ("n", "Told without a grade", "The round tells it in words alone, for everyone."),
    Status.NOT_INSPECTED: ("x", "Not inspected", "The page says that it was not looked at this time."),
    Status.SECTION_MISSING: ("m", "Section missing", "The page lacks the section in which the grade would stand."),
    Status.UNREADABLE: ("?", "Unreadable", "There is something, but no grade can be read from it for sure."),
}
GRADE_MARKS: tuple[Mark, ...] = tuple(
    Mark(grade.value, GRADE_LETTER[grade], GRADE_LABEL[grade], _GRADE_MEANING[grade], *_GRADE_COLOURS[grade])
    for grade in Grade
)
ABSENCE_MARKS: tuple[Mark, ...] = tuple(
    Mark(status.value, *told, "#ffffff", "#555555") for status, told in _ABSENCES.items()
)
MARKS: dict[str, Mark] = {mark.key: mark for mark in (*GRADE_MARKS, *ABSENCE_MARKS)}
"""Every mark by the word that the database has for it."""

_UNIT_FORM: dict[str, str] = {
    Unit.SQUARE_MILES.value: "{:,.15g} square miles",
    Unit.PEOPLE.value: "{:,.15g} people",
    Unit.PERCENT.value: "{:,.15g}%",
    Unit.WORKFORCE_PER_1000_PEOPLE.value: "{:,.15g} per 1,000 people",
    Unit.CRIMES_PER_PERSON.value: "{:,.15g} per person",
    Unit.GBP.value: "£{:,.2f}",
}
_ALMOST = 1e-9
"""What a sum of fractions may lack of the whole by its rounding."""
_NOT_IN_URL = re.compile(r"[\s\x00-\x20\x7f\"<>\\^`{|}]")


def figure(value: float | None, unit: str | None, measure: str | None = None) -> str:
    """Return a figure with its unit (`Unit`), a change with its sign; empty where there is no number."""
    if value is None:
        return ""
    form = _UNIT_FORM.get(unit or "", "{:,.15g}")
    sign = "+" if measure == "change" and value > 0 else ""
    return sign + form.format(value)


def spaced(word: str | None) -> str:
    """Return a word of the vocabulary for a reader: `requires_improvement` is `requires improvement`."""
    return (word or "").replace("_", " ")


def programme_in_words(programme: str) -> str:
    """Return a programme for a reader: `child-protection` is `child protection`."""
    return programme.replace("-", " ")


HEADS: dict[str, str] = {
    "name": "Force or service",
    "organisation_name": "Force or service",
    "question_key": "Pillar, question or area",
    "grade_before": "Before",
    "round_before": "in round",
    "date_basis": "The date is",
    "newer_round": "Newer round",
    "carried_from": "Printed again from",
    "kept_from": "No longer stated, kept from",
    "now_part_of": "Now part of",
    "found_in": "Found in",
    "hit": "What the page says",
    "text": "What the page says",
    "block": "Evidence",
    "kind": "Kind",
    "last_updated": "Dated",
    "seen_at": "Seen",
    "captured_at": "Captured",
    "table_name": "Of",
    "row_id": "Which",
    "column_name": "What",
    "deadline": "By when",
}
"""What a column is called above an answer, where that is not its name."""


def head(column: str) -> str:
    """Return a column's name for a reader."""
    return HEADS.get(column) or spaced(column).capitalize()


def share(part: float) -> str:
    """Return a part of a whole in percent, cut to a tenth: what is not all of it is never 100 %."""
    return f"{math.floor(part * 1000 + _ALMOST) / 10:.1f}%"


def plain(text: object) -> str:
    """Return text in one line without control characters and direction marks (F59)."""
    return "".join(c if c.isprintable() else "�" for c in " ".join(str(text).split()))


def minute(moment: str) -> str:
    """Return a moment of ISO 8601 to the minute, as a person reads it."""
    return moment[:16].replace("T", " ")


def http_url(text: object) -> str | None:
    """Return an address that may become a link: http or https with a host and nothing odd in it; else None."""
    if not isinstance(text, str) or _NOT_IN_URL.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and host else None


def shortened(text: str, most: int) -> str:
    """Return a text cut at a word to at most `most` characters, with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{cut} …"


def css_of_marks() -> str:
    """Return the style rules that colour the marks, for a style sheet of ours."""
    rules = [f".{mark.css}{{background:{mark.paper};color:{mark.ink}}}" for mark in MARKS.values()]
    return "\n".join(rules)
