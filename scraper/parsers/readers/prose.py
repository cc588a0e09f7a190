"""What all sections of prose share: their heading is claimed, boilerplate is set aside, rows are given in order."""

from __future__ import annotations

import re

from schemas.labels import suggest_label
from schemas.text import fold, slug
from schemas.vocabulary import HEADING_KINDS, BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.furniture import is_sentence
from scraper.parsers.grades import STATES_THEN
from scraper.parsers.letter_labels import salutes
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .closed import is_status
from .grid import is_caption
from .remarks import LONGEST as LONGEST_NOTE
from .remarks import is_of_history, is_told, may_remark

_BOXES = frozenset({BlockKind.PARAGRAPH, BlockKind.TABLE_CELL, *HEADING_KINDS})
_HEADING = BlockKind.HEADING
_LONGEST_NAME = 50
_CAPTIONS = re.compile(r"(?:figure|fig\.|table|chart|graph|map|box) \d{1,2}\b|sources?:|notes?:", re.I)
"""What the caption of a table or a picture begins with, and what stands below it, whatever its tag."""
_ASIDE = frozenset({LineKind.BOILERPLATE, LineKind.VIEW})


def claim_head(b: Builder, section: Section, field: str) -> None:
    """Claim a section's heading, question and number lines for a field, its badges for the judgments."""
    if section.heading is not None:
        b.claim(field, section.heading)
    badge = LineKind.BADGE
    for line in section.head:
        b.claim("judgments" if line.kind is badge else field, line)
    for line in section.stray:
        if line.kind is LineKind.DATE and section.of(LineKind.DATE):
            b.claim("sections.last_updated", line)


def read_rows(b: Builder, section: Section, field: str, sub_headings: bool = False) -> list[Line]:
    """Return the lines of a section that are rows of `field`; set boilerplate aside, leave strays unread.

    `sub_headings` says that such a section has sub-headings of its own; those under questions and areas have.
    """
    rows = read_list(b, section, field)
    _check_headings(b, section, rows, sub_headings or section.question_key is not None)
    return rows


def read_list(b: Builder, section: Section, field: str) -> list[Line]:
    """Return the lines of a section as `read_rows` does, where any line may be a few words: a list of titles."""
    if section.heading is not None:
        b.claim(field, section.heading)
    rows, prose = [], LineKind.PROSE
    for line in section.body:
        if line.kind is prose:
            aside = line.text[_LONGEST_NAME:] == "" and _is_inspector_again(b, line)
        else:
            aside = set_aside(b, line)
        if not aside:
            suggest(b, line)
            rows.append(line)
    return rows


def _check_headings(b: Builder, section: Section, rows: list[Line], sub_headings: bool) -> None:
    """Flag a row that looks like the heading of a section nobody knows: too high, or with nothing below it.

    Where no heading of the page is lower than the section's own, one as high is not too high: its own sub-headings
    could stand no lower.
    """
    own, prose = section.level, LineKind.PROSE
    if rows and _is_note_on_grade(b, section, rows[0]):
        told = f"“{rows[0].text}” at the head of “{section.text}” may be a note on its grade, or one in other words; no field of the record says so."
        b.flag("unknown_heading", told, rows[0].number)
    for place, line in enumerate(rows):
        if line.kind is not prose:
            continue
        level, heads = line.block.level, line.block.kind in HEADING_KINDS
        high = level is not None and own is not None and (level < own or level == own < b.lowest_level)
        bare = not sub_headings or place == len(rows) - 1  # no sub-headings here, or nothing below it
        looks_so = (heads and (high or bare)) or (bare and is_fragment(line) and not line.block.linked)
        if looks_so and not (_is_known(b, line) or STATES_THEN.search(fold(line.text)) or is_told(b, line.number)):
            b.flag(
                "unknown_heading",
                f"“{line.text}” in “{section.text}” looks like a section of its own.",
                line.number,
            )


def _is_note_on_grade(b: Builder, section: Section, line: Line) -> bool:
    """Return whether the first line of a section may be a note on the grade right above it, or one in no known words: short, no heading, no link."""
    block, top = line.block, section.head[-1] if section.head else section.heading
    if block.text[LONGEST_NOTE:] or block.linked or top is None:
        return False
    if top.block.number != block.number - 1 or not (section.question or section.pillar):
        return False
    if block.kind is not BlockKind.PARAGRAPH:
        return top.stated is not None and may_remark(b, block.text)
    if block.number in b.graded:
        return block.text[-1] != "."
    return any(each.stated is not None for each in section.head) and (
        is_fragment(line) or (may_remark(b, block.text) and not is_of_history(b, block.text))
    )


def _is_known(b: Builder, line: Line) -> bool:
    """Return whether a few words are known to be no heading: a caption, a status, the form or the signature of a letter."""
    if is_caption(line.block) or is_status(line.text) or _CAPTIONS.match(line.text):
        return True
    return b.letter is not None and (salutes(line.text) or slug(b.letter.sender or "").startswith(slug(line.text)))


def is_fragment(line: Line) -> bool:
    """Return whether a line is a few words without a stop: no prose, perhaps the heading of a section nobody knows."""
    text = line.text
    whole = len(text) < 60 and line.block.kind in _BOXES and text[0].isupper()
    return whole and not text.endswith((".", ":", ";", "!", "?", "”", ")", ",", " and"))


def set_aside(b: Builder, line: Line) -> bool:
    """Claim a line that is no content of its section; return whether it is none.

    Such are a link to another page, a line that a named rule sets aside, and the inspector's line once more, as the
    caption of a video.
    """
    if line.kind is LineKind.INSPECTOR and b.inspector is not None and _names(line, b.inspector.name):
        _claim_inspector(b, line)
        return True
    if line.kind not in _ASIDE:
        return False
    if line.kind is LineKind.VIEW:
        b.claim("links" if line.block.links else "boilerplate:view_link", line)
    else:
        b.claim(f"boilerplate:{line.rule}", line)
    return True


def _names(line: Line, name: str | None) -> bool:
    """Return whether an inspector's line is of this name, whatever honours stand behind it, or of none: another's is text."""
    said, known = slug(line.text), slug(" ".join((name or "").split()[:2]))
    return said.startswith(known) or f"-{known}" in said or said[:3] in ("hm-", "her", "his")


def _is_inspector_again(b: Builder, line: Line) -> bool:
    """Claim a line that is the inspector's name alone, as below a video or a text; return whether it is."""
    if b.inspector is None or b.inspector.name is None:
        return False
    if line.text[:2] != b.inspector.name[:2] and line.text[:4] != "HMI ":  # a quick look
        return False
    said, name = slug(line.text).removeprefix("hmi-").removesuffix("-hmi"), slug(b.inspector.name)
    if said != name and not ("-" in said and name.startswith(f"{said}-")):
        return False
    _claim_inspector(b, line)
    return True


def _claim_inspector(b: Builder, line: Line) -> None:
    assert b.inspector is not None
    b.claim("inspector", line)
    b.inspector = b.inspector.model_copy(update={"blocks": [*b.inspector.blocks, line.number]})


def suggest(b: Builder, line: Line) -> None:
    """Flag a short heading that looks like a known label with a slip of the pen."""
    if line.block.kind is _HEADING or (len(line.text) < 45 and not line.text.endswith((".", ";", ":"))):
        label = suggest_label(line.text)
        if label is not None and fold(label) != fold(line.text):
            b.flag(
                "label_misspelt",
                f"“{line.text}” is no known label; did the page mean “{label}”?",
                line.number,
            )


def related(b: Builder, section: Section) -> None:
    """Set a section aside that is of other pages: related content, other forces, sharing.

    Sentences that stand in no list or box of it may be the page's own: they stay unread, and so are told.
    """
    b.claim(
        "boilerplate:related", *(line for line in section.lines() if line not in section.stray or not is_sentence(line))
    )
