"""A text publication about all forces or services: a national report in sections of its own. It gives no grade.

Sample: …/publication-html/{title}/. Title, `Published on: D Month YYYY`, `Contents` with links into the page, `Print
this document`, sections (docs/layouts.md, 17). The date can be that of a later publication. Grades that it counts or
quotes are findings. Its list of contents says what its sections are: each stands once more in the text, as a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from schemas.extraction import problem
from schemas.labels import ASKS
from schemas.page_types import PUBLICATION
from schemas.text import fold
from schemas.vocabulary import BlockKind, OrganisationKind
from scraper.document.blocks import RawBlock
from scraper.parsers.builder import Builder
from scraper.parsers.dates import LONG_DATE, NUMERIC_DATE
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import read_badge, split_badge
from scraper.parsers.inspections import is_of_one, is_of_rounds, names_in_full, of_several
from scraper.parsers.lines import Line
from scraper.parsers.listing import CONTENTS, PRINT, only_listed, part_contents
from scraper.parsers.outline import Outline, Section
from scraper.parsers.readers.contents import claim_contents, highest, is_aside, parted
from scraper.parsers.readers.preamble import introduce
from scraper.parsers.readers.reports import add_publication, published_in
from scraper.parsers.repeats import without_repeats
from scraper.parsers.spec import Lack, PageSpec, Proof, Strength, Whose, not_on_page
from scraper.parsers.titles import YEARS, all_named, known_area, only_one, round_of

_PUBLISHED_ON = re.compile(rf"^published(?: on)?:? (?:{LONG_DATE}|{NUMERIC_DATE})$", re.I)
_WORDS = re.compile(r"^(?:contents|print this document)$", re.I)
_NAME = 80  # characters of a line that is little more than a name
_BODIES = (
    (OrganisationKind.FIRE, re.compile(r"\b(?:fire|FRS)\b", re.I)),
    (OrganisationKind.POLICE, re.compile(r"\b(?:police|policing|PEEL|constabular(?:y|ies)|forces?)\b", re.I)),
)


def _is_text(e: Evidence) -> bool:
    """Return whether a page without an assessment's title is a text publication: by its address, else by its lines."""
    if e.heading is not None and known_area(e.heading.area):
        return False
    if e.address is not None:
        return e.address.facts is PUBLICATION or e.address.facts.programme is not None
    return e.says(_PUBLISHED_ON, within=60, shorter_than=60) and e.says(_WORDS, within=60, shorter_than=60)


def _whose(e: Evidence) -> Whose:
    """Say what a text publication is about: everyone or one body, and a round where its title names both years of it.

    One with headline judgments, with the grade of a body beside its name, or about one body in a programme of rounds or
    with a grade may hold judgments that nobody reads yet, and one about several by name may ask something of them: it is
    of unknown type, which a run says aloud.
    """
    title = e.title_of_text
    text = title.text if title else ""
    states = any(_states_grade(block) for block in e.blocks)
    if e.headlines or _grades_a_body(e) or (is_of_one(e) and (states or is_of_rounds(e))):
        return Whose(title=title, declined=True)
    if len(several := all_named(text)) > 1 and not ASKS.isdisjoint(e.roles):
        return Whose(title=title, declined=True, problems=(of_several(several),))
    years = re.search(YEARS, text)
    kind = next((body for body, words in _BODIES if words.search(text)), None)
    round_ = round_of(kind, years["year"], years["end"]) if kind and years and years["end"] else None
    notes = () if title else (problem("no_heading", "No heading says what the publication is about.", 1),)
    named = names_in_full(e)
    if named is None and not ASKS.isdisjoint(e.roles) and _seems_of_one(e):
        told = "It seems to be a report on one force or service, which nothing names in full; what it asks for is not read."
        notes = (*notes, problem("unknown_organisation", told, 1))
    return Whose(named, round=round_, kind=kind, title=title, problems=notes)


def _seems_of_one(e: Evidence) -> bool:
    """Return whether the address of a text is that of a report of a programme on one body, or ends in the name of one."""
    return is_of_one(e) or (e.address is not None and e.address.facts.programme is not None)


def _states_grade(block: RawBlock) -> bool:
    """Return whether a block is a grade, or a heading or a bullet that ends in one: `Leadership: Adequate`."""
    if read_badge(block.text) is not None:
        return True
    return block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) and split_badge(block.text) is not None


def _grades_a_body(e: Evidence) -> bool:
    """Return whether the full name of a force or a service stands right beside a grade: above it, or in its line."""
    for above, block in pairwise(e.blocks):
        if read_badge(block.text) is not None and len(above.text) < _NAME and only_one(above.text):
            return True
        split = split_badge(block.text) if len(block.text) < _NAME else None
        if split is not None and only_one(split[0]):
            return True
    return False


def _published(outline: Outline) -> Line | None:
    return published_in(outline.preamble.body)


def _contents(outline: Outline) -> tuple[list[Line], list[Line]]:
    published = _published(outline)
    return part_contents([line for line in outline.preamble.body if line is not published])


def _read(b: Builder, _spec: PageSpec, outline: Outline) -> None:
    """Read the report's date, its list of contents, its opening text and its sections."""
    add_publication(b, _published(outline))
    listed, lines = _contents(outline)
    claim_contents(b, outline.preamble.body, listed)
    lines = [line for line in lines if not is_aside(b, line)]
    for line in lines:
        line.text = line.block.text  # the whole line: no question's number or badge is parted from it here
    opening, *sections = parted(lines, {fold(line.text): line.text for line in listed or highest(lines)})
    for line in opening.body:
        introduce(b, line)
    for section in without_repeats(b, sections):
        b.claim("findings", *([section.heading] if section.heading else []))
        for line in section.body:
            b.finding(section, line)
    _check_headings(b, sections)
    _tell_grades(b, sections)


def _check_headings(b: Builder, sections: list[Section]) -> None:
    """Flag headings as high as the sections' that the list of contents has not, where lower ones part the text."""
    lowest = max((section.level for section in sections if section.level is not None), default=0)
    headings = [(line, line.block.level) for section in sections for line in section.body if line.block.level]
    if all(level <= lowest for _, level in headings):
        return
    for line in (line for line, level in headings if level <= lowest):
        b.flag("unknown_heading", f"“{line.text}” looks like a section that the list of contents lacks.", line.number)


def _tell_grades(b: Builder, sections: list[Section]) -> None:
    """Flag grades that stand right below a heading, as those of a body do that nobody knows: they are nobody's."""
    for section in sections:
        for above, line in pairwise([*([section.heading] if section.heading else []), *section.body]):
            alone = line.block.kind is BlockKind.PARAGRAPH and read_badge(line.text) is not None
            if alone and above.block.kind is BlockKind.HEADING:
                told = f"“{line.text}” below “{above.text[:60]}” is read as no grade of anybody."
                b.flag("grade_unreadable", told, line.number)


def _its_day(_b: Builder, outline: Outline) -> Iterator[Lack]:
    if _published(outline) is None:
        yield "The publication does not say when it was published.", ()


def _its_contents(_b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask for the list of contents, and for each section that it lists."""
    listed, lines = _contents(outline)
    if not listed and not _drawn_by_script(outline):
        yield "The list of contents is not on the page; its sections are the highest headings.", ()
    for line in only_listed(listed, lines):
        yield not_on_page(line.text, line.number, of=" of the list of contents")


def _drawn_by_script(outline: Outline) -> bool:
    """Return whether the heading of the contents stands right above what follows the list: a script would draw it."""
    pairs = pairwise(outline.in_page_order())
    return any(CONTENTS.match(one.text) and (PRINT.match(two.text) or two.block.level) for one, two in pairs)


SPEC = PageSpec(
    "publication",
    PUBLICATION,
    proof=(Proof(Strength.CERTAIN, _is_text),),
    whose=_whose,
    read=_read,
    counts=(_its_day, _its_contents),
)
