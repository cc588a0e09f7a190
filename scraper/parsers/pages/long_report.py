"""A long report: one page with every area of a force or service.

Samples: …/peel-reports/sussex-2021-22/ and …/frs-assessments/avon-2023-2025/
Rounds: police 2021/22 and 2023-25, fire 2023-25. There are no pillars: each area is a judgment of its own.
History: the first eight forces of 2021/22 have the old set of areas and, as pilots, an initial judgment beside
the one after the revisit; 2023-25 adds the terminology. The table of grades is drawn in many ways or not at all,
copies lose the grade lines of one word (docs/layouts.md, 9): whichever of table, grade line and sentence
are there are read and compared; none of them is guessed.
"""

from __future__ import annotations

from schemas.labels import Role
from schemas.page_types import REPORT
from scraper.parsers.builder import Builder
from scraper.parsers.counts import each_graded_area, the_inspectors_voice
from scraper.parsers.nesting import FRONT, ByAreas
from scraper.parsers.outline import Outline
from scraper.parsers.readers.area import judge_areas, read_area
from scraper.parsers.readers.beside import tell_named, tell_unheaded
from scraper.parsers.readers.cards import without_cards
from scraper.parsers.readers.findings import read_standing_text
from scraper.parsers.readers.front import columns_before, read_front
from scraper.parsers.readers.grade_table import TableReader
from scraper.parsers.readers.observations import read_observations
from scraper.parsers.readers.other_names import settle_names
from scraper.parsers.readers.people import read_people, take_people, tell_nameless
from scraper.parsers.readers.regraded import find_notes, read_notes
from scraper.parsers.readers.totals import check_totals, find_totals
from scraper.parsers.spec import (
    PageSpec,
    Proof,
    SectionSpec,
    Strength,
    all_of,
    has_role,
    no_promise,
    promised,
    read_section,
)

from ._common import ASKED, CONTEXT, RELATED


def read(b: Builder, spec: PageSpec, outline: Outline, *, has_front: bool = True) -> None:
    """Read the front with its grades, then the areas, then the standing sections; close the totals it states.

    Without a front no area is only listed with its grade before its own section.
    """
    if b.round is None:
        b.flag("unknown_page_type", "The report's round is not known; its text is kept as blocks.")
        return
    table = TableReader(b.round, b.names)
    notes = find_notes(b, table.states)
    columns = columns_before(outline.sections, table)
    totals = find_totals(section for section in outline.sections if section.role in FRONT)
    sections = without_cards(b, table, outline.sections, columns) if has_front else outline.sections
    people = [line for section in sections for line in take_people(section)]
    for section in sections:
        if section.role in FRONT:
            read_front(b, table, section)
        elif section.is_question:
            read_area(b, columns, section)
        else:
            read_section(b, spec, section)
        if notes:
            read_notes(b, notes, section)
    read_people(b, people)
    tell_nameless(b)
    read_notes(b, notes)
    settle_names(b, totals[0][0] if totals else None)
    judge_areas(b)
    tell_named(b, outline.sections)
    tell_unheaded(b, outline.sections)
    check_totals(b, totals)


SPEC = PageSpec(
    "long-report",
    REPORT,
    proof=(
        Proof(Strength.PROMISED, promised(REPORT)),
        Proof(Strength.LIKELY, all_of(no_promise, has_role(Role.SUMMARY, Role.OUR_JUDGMENTS))),
    ),
    nesting=ByAreas,
    headed_by_name=True,
    graded_headings=True,
    read=read,
    sections=(
        SectionSpec(Role.OBSERVATIONS, read_observations, the_inspectors_voice),
        CONTEXT,
        SectionSpec(Role.FINDINGS, read_standing_text),
        *ASKED,
        RELATED,
    ),
    counts=(each_graded_area,),
)
