"""What stands below deeper headings of a letter: every heading begins a part there, so that what is around it is found again."""

from __future__ import annotations

from dataclasses import replace

from schemas.labels import ASKS, Role
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section

from .announced import is_full_sentence
from .asking import is_item, is_lead_in, names_who, untype

_PARTS = frozenset({Role.TOPIC, Role.QUESTIONS})


def with_titled_asks(b: Builder, sections: list[Section]) -> list[Section]:
    """Return the sections, of which parts that are a title and what is asked for are the label's above it again.

    So they are where nothing stands between the label and the first of them, and they are deeper than it. Of any other
    part below such a label in which something is asked for nothing says whether the label heads it, and it is told.
    """
    kept: list[Section] = []
    label: Section | None = None
    bare = False  # nothing stands below the label but such parts
    for section in sections:
        if section.role not in _PARTS or label is None or not _is_deeper(section, label):
            label, bare = (section, not section.body) if section.role in ASKS else (None, False)
        elif bare and section.role is Role.TOPIC and _asks_first(section.body):
            label.body += section.lines()
            continue
        elif any(names_who(line) and (bare or not is_lead_in(line)) for line in section.body):
            bare = False
            _tell(b, label, section)
        kept.append(section)
    return kept


def with_causes_of_parts(b: Builder, sections: list[Section]) -> list[Section]:
    """Return the sections, with a cause where a part that no label calls one has recommendations of its own behind a cause that had its own.

    Its cause is the nearest full sentence above them, else its heading; the cause before it would be taken for theirs.
    """
    kept: list[Section] = []
    cause: Section | None = None
    has_own = False  # the last cause has its recommendations
    for section, below in zip(sections, [*sections[1:], None], strict=True):
        kept.append(section)
        if section.role is Role.CAUSE:
            cause, has_own = section, any(map(is_lead_in, section.body))
        elif section.role is Role.RECOMMENDATIONS:
            has_own = True
        elif _is_cause(section, below, cause, has_own=has_own):
            kept += _cause_of(b, section)
            has_own = False
    return kept


def _is_cause(part: Section, below: Section | None, cause: Section | None, *, has_own: bool) -> bool:
    """Return whether a part is a cause that no label calls one: recommendations follow it that are not those of the cause before it."""
    if part.role not in _PARTS or below is None or below.role is not Role.RECOMMENDATIONS:
        return False
    return cause is not None and not _is_deeper(part, cause) and (has_own or _is_deeper(below, part))


def _cause_of(b: Builder, part: Section) -> list[Section]:
    """Take the sentence that is the cause of what is asked for behind a part out of it, else its heading."""
    line = next((one for one in reversed(part.body) if is_full_sentence(one) and not is_lead_in(one)), part.heading)
    if line is None:
        return []
    part.body = [one for one in part.body if one is not line]
    part.heading = None if line is part.heading else part.heading
    b.flag("cause_inferred", f"No label names the cause “{line.text[:80]}”.", line.number)
    return [replace(part, role=Role.CAUSE, heading=None, head=[], stray=[], body=[line])]


def _tell(b: Builder, label: Section, section: Section) -> None:
    assert label.heading is not None
    message = f"Nothing says whether “{label.heading.text}” heads what is asked for below “{section.text[:60]}”."
    b.flag("section_missing", message, label.heading.number)


def give_areas(sections: list[Section]) -> None:
    """Give the parts below the heading of a question or an area in which something is asked for, and which name none themselves, that question.

    Levels alone say so, which copies lose: the text of other parts is of none.
    """
    areas: list[Section] = []  # those that are open, the deepest last
    for section in sections:
        lists = section.level is None and section.role in ASKS
        while areas and not (lists or _is_deeper(section, areas[-1])):
            areas.pop()
        if section.is_question:
            areas.append(section)
        elif areas and (section.role in ASKS or any(map(is_lead_in, section.body))):
            area = areas[-1]
            section.pillar, section.question = area.pillar, area.question
            section.question_key, section.known = area.question_key, area.known


def _is_deeper(section: Section, other: Section) -> bool:
    return section.level is not None and other.level is not None and section.level > other.level


def _asks_first(body: list[Line]) -> bool:
    """Return whether what stands right below a title is asked for; a lead-in announces several, of which it is no title."""
    if not body:
        return False
    untype(body[0])
    return is_item(body[0]) and not is_lead_in(body[0])
