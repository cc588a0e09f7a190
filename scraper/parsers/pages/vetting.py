"""A report on vetting and counter-corruption in a force, 2021 to 2023.

Sample: …/publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-cumbria-constabulary/
Title, `Published on`, contents, `About us`, introduction with the one grade: as a heading (`Vetting, IT monitoring and
counter-corruption: requires improvement`) or as a sentence; then three questions without grades of their own, with
areas for improvement (docs/layouts.md, 17). Some forces got no grade: the judgment then says that none is stated.
"""

from __future__ import annotations

import re

from schemas.labels import Role
from schemas.page_types import VETTING
from scraper.parsers.counts import a_part, as_contents_list
from scraper.parsers.evidence import Evidence
from scraper.parsers.inspections import of_inspection, reports_on_one
from scraper.parsers.nesting import ByTopics
from scraper.parsers.readers.judgments import read_question
from scraper.parsers.readers.reports import read_published
from scraper.parsers.readers.topics import judge_topics, read_part
from scraper.parsers.spec import PageSpec, Proof, SectionSpec, Strength, Whose

from ._common import ASKED, RELATED

_TITLE = re.compile(r"(?:\beffectiveness of )?\bvetting and counter-corruption arrangements in\b", re.I)


def _whose(e: Evidence) -> Whose:
    return of_inspection(e, VETTING, _TITLE)


SPEC = PageSpec(
    "vetting",
    VETTING,
    proof=(Proof(Strength.CERTAIN, reports_on_one(VETTING, _TITLE)),),
    whose=_whose,
    nesting=ByTopics,
    headed_by_name=True,
    graded_headings=True,
    graded_lines=True,
    opening=read_published,
    sections=(
        SectionSpec(Role.QUESTIONS, read_question),
        SectionSpec(Role.TOPIC, read_part, a_part),
        *ASKED,
        RELATED,
    ),
    closing=judge_topics,
    counts=(as_contents_list,),
)
