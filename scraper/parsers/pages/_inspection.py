"""Reports of a programme of inspections of its own on one body: how they prove themselves, and their two layouts.

Graded ones have the layout of a long report: a front with the grades of all topics, then a section for each. Ungraded
ones are texts of their own parts, with what is asked for under labels or after a sentence that announces it.
"""

from __future__ import annotations

import re
from functools import partial

from schemas.labels import Role
from schemas.page_types import PageFacts
from schemas.vocabulary import BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.counts import as_contents_list, each_topic_judged
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import read_badge
from scraper.parsers.inspections import of_inspection, reports_on_one
from scraper.parsers.nesting import ByGradedTopics, ByTopics, has_front
from scraper.parsers.outline import Outline
from scraper.parsers.readers.findings import read_standing_text
from scraper.parsers.readers.observations import read_observations
from scraper.parsers.readers.reports import add_publication, published_in, read_published
from scraper.parsers.spec import PageSpec, Proof, SectionSpec, Strength, Whose

from . import long_report
from ._common import ASKED, ASKED_IN_PARTS, CONTEXT, RELATED


def states_grades(e: Evidence) -> bool:
    """Return whether a line of the page is a grade, other than a cell of a table: tables count grades, too."""
    return any(read_badge(b.text) is not None for b in e.blocks if b.kind is not BlockKind.TABLE_CELL)


def graded_report(facts: PageFacts, form: re.Pattern[str]) -> PageSpec:
    """Return the layout of a programme's graded reports; `form` is that of their folded titles."""
    return PageSpec(
        facts.name.replace("_", "-"),
        facts,
        proof=(Proof(Strength.CERTAIN, reports_on_one(facts, form)),),
        whose=partial(_whose, facts, form),
        nesting=ByGradedTopics,
        headed_by_name=True,
        graded_headings=True,
        read=_read_graded,
        sections=(
            SectionSpec(Role.OBSERVATIONS, read_observations),
            CONTEXT,
            SectionSpec(Role.FINDINGS, read_standing_text),
            SectionSpec(Role.TOPIC, read_standing_text),
            *ASKED,
            RELATED,
        ),
        counts=(*long_report.SPEC.counts, each_topic_judged, as_contents_list),
    )


def ungraded_report(facts: PageFacts, form: re.Pattern[str]) -> PageSpec:
    """Return the layout of a programme's reports that ask for something and grade nothing."""
    return PageSpec(
        facts.name.replace("_", "-"),
        facts,
        proof=(Proof(Strength.CERTAIN, reports_on_one(facts, form)),),
        whose=partial(_whose, facts, form),
        nesting=ByTopics,
        opening=read_published,
        sections=ASKED_IN_PARTS,
        counts=(as_contents_list,),
    )


def _whose(facts: PageFacts, form: re.Pattern[str], e: Evidence) -> Whose:
    return of_inspection(e, facts, form)


def _read_graded(b: Builder, spec: PageSpec, outline: Outline) -> None:
    """Read the day that it was published, then the rest as a long report."""
    opening = outline.preamble
    published = published_in(opening.body)
    add_publication(b, published)
    opening.body = [line for line in opening.body if line is not published]
    long_report.read(b, spec, outline, has_front=has_front(outline.sections))
