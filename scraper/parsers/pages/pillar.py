"""A pillar's page of a force, rounds 2014 to 2018/19; the leadership page is one of them.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/effectiveness/
History: areas for improvement stand after a question's prose until 2017 and before it from 2018; numbers and badges are
lost in most copies; leadership pages open with the standing text about other inspections (docs/layouts.md, 10).
Siblings: findings.py, service_pillar.py.
"""

from __future__ import annotations

from schemas.labels import Role
from schemas.page_types import PILLAR
from scraper.parsers.counts import each_question, own_pillar
from scraper.parsers.evidence import Evidence
from scraper.parsers.nesting import ByQuestions
from scraper.parsers.readers.closing import judge_questions
from scraper.parsers.readers.judgments import read_pillar, read_question
from scraper.parsers.readers.preamble import read_preamble
from scraper.parsers.spec import PageSpec, Proof, SectionSpec, Strength, all_of, has_role, no_promise, promised, titled

from ._common import (
    ASKED,
    CONTEXT,
    FURTHER_INSIGHTS,
    KEY_FACTS,
    OBSERVATIONS,
    OTHER_INSPECTIONS,
    OTHER_REPORTS,
    RELATED,
)

_LEAD_IN = "detailed findings"


def _one_pillar(e: Evidence) -> bool:
    return len(e.pillars) == 1


def is_detailed(e: Evidence) -> bool:
    """Return whether a page of questions is the one of their detailed findings (findings.py), which leads in to them.

    Services have the lead-in on the pillar's page; `PEEL` in the title tells a force's (docs/layouts.md, 8 and 10).
    """
    of_force = e.heading is not None and "PEEL" in e.heading.block.text
    return of_force and Role.QUESTIONS in e.roles and bool(e.early(_LEAD_IN))


def _is_summed_up(e: Evidence) -> bool:
    return not is_detailed(e)


SPEC = PageSpec(
    "pillar",
    PILLAR,
    proof=(
        Proof(Strength.PROMISED, promised(PILLAR)),
        Proof(Strength.LIKELY, all_of(has_role(Role.QUESTIONS), _is_summed_up)),
        Proof(Strength.POSSIBLE, all_of(titled, no_promise, _one_pillar, _is_summed_up)),
    ),
    nesting=ByQuestions,
    opening=read_preamble,
    sections=(
        OTHER_INSPECTIONS,
        SectionSpec(Role.PILLAR, read_pillar, own_pillar),
        SectionSpec(Role.QUESTIONS, read_question, each_question),
        *ASKED,
        FURTHER_INSIGHTS,
        *OBSERVATIONS,
        CONTEXT,
        OTHER_REPORTS,
        KEY_FACTS,
        RELATED,
    ),
    closing=judge_questions,
)
