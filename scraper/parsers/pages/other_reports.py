"""The page of other reports: what else was published about a force. No grades.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/other-reports/
Rounds 2014 to 2016; the standing text about other inspections stands first (docs/layouts.md, 10).
"""

from __future__ import annotations

from schemas.labels import Role
from schemas.page_types import OTHER_REPORTS
from scraper.parsers.evidence import Evidence
from scraper.parsers.nesting import ByReports
from scraper.parsers.readers.closing import judge_questions
from scraper.parsers.readers.judgments import read_pillar, read_question
from scraper.parsers.readers.preamble import read_preamble
from scraper.parsers.readers.reports import read_reports
from scraper.parsers.spec import PageSpec, Proof, SectionSpec, Strength, all_of, has_role, no_promise, promised, titled

from ._common import ASKED, CONTEXT, FURTHER_INSIGHTS, KEY_FACTS, OBSERVATIONS, OTHER_INSPECTIONS, RELATED


def _no_pillar(e: Evidence) -> bool:
    return not e.pillars


SPEC = PageSpec(
    "other-reports",
    OTHER_REPORTS,
    proof=(
        Proof(Strength.PROMISED, promised(OTHER_REPORTS)),
        Proof(Strength.POSSIBLE, all_of(titled, no_promise, has_role(Role.OTHER_REPORTS), _no_pillar)),
    ),
    nesting=ByReports,
    opening=read_preamble,
    sections=(
        OTHER_INSPECTIONS,
        SectionSpec(Role.OTHER_REPORTS, read_reports),
        SectionSpec(Role.PILLAR, read_pillar),
        SectionSpec(Role.QUESTIONS, read_question),
        *ASKED,
        FURTHER_INSIGHTS,
        *OBSERVATIONS,
        CONTEXT,
        KEY_FACTS,
        RELATED,
    ),
    closing=judge_questions,
)
