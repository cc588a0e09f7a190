"""A force's page, rounds 2015 to 2018/19.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/
History: 2015 the force's name as subject, Description of force area; 2016 the longest, with key facts and a leadership
section without a grade; 2017 placeholders for the observations; 2018/19 lower-case judgments after a tranche sentence.
Other eras: force_2014.py, force_pending.py; the fire services' pages: service.py. Copies lose badges, dates, headings
(docs/layouts.md, 2 to 7).
"""

from __future__ import annotations

from schemas.labels import Role
from schemas.page_types import ASSESSMENT
from schemas.vocabulary import BODIES, ROUNDS
from scraper.parsers.counts import as_listed, each_pillar, each_pillar_judged
from scraper.parsers.evidence import Evidence
from scraper.parsers.nesting import ByRole
from scraper.parsers.readers.closing import judge_pillars
from scraper.parsers.readers.judgments import read_pillar, read_question
from scraper.parsers.readers.preamble import read_preamble
from scraper.parsers.spec import (
    PageSpec,
    Proof,
    SectionSpec,
    Strength,
    all_of,
    any_of,
    has_role,
    headlines,
    no_promise,
    pillars,
    titled,
)

from ._common import (
    ASKED,
    CONTEXT,
    FURTHER_INSIGHTS,
    KEY_FACTS,
    OBSERVATIONS,
    OTHER_INSPECTIONS,
    OTHER_REPORTS,
    RELATED,
    states_clauses,
)


def _of_a_body(e: Evidence) -> bool:
    """Return whether a page may be a body's own: its title or its address names one, or its copy lost the title."""
    stated = e.address is not None and e.address.organisation is not None
    return e.heading is not None or stated or e.first_heading() is None


def _of_pillars(e: Evidence) -> bool:
    """Return whether a page may be of a round that has pillars; a long report only groups its table of grades by them."""
    year = e.heading.year if e.heading is not None else e.address.round if e.address is not None else None
    body = e.address.organisation if e.address is not None else None
    kinds = [body.partition("/")[0]] if body else [kind.value for kind in BODIES]
    rounds = [each for each in ROUNDS if each.kind.value in kinds and year is not None and str(each.first) == year[:4]]
    return not rounds or any(each.pillars for each in rounds)


SPEC = PageSpec(
    "force",
    ASSESSMENT,
    proof=(
        Proof(Strength.CERTAIN, any_of(headlines(2), all_of(pillars(2), _of_a_body, _of_pillars), states_clauses)),
        Proof(Strength.POSSIBLE, all_of(titled, no_promise, has_role(Role.OBSERVATIONS, Role.CONTEXT, Role.KEY_FACTS))),
    ),
    nesting=ByRole,
    opening=read_preamble,
    sections=(
        *OBSERVATIONS,
        CONTEXT,
        SectionSpec(Role.PILLAR, read_pillar, each_pillar),
        SectionSpec(Role.QUESTIONS, read_question),
        *ASKED,
        FURTHER_INSIGHTS,
        OTHER_INSPECTIONS,
        OTHER_REPORTS,
        KEY_FACTS,
        RELATED,
    ),
    closing=judge_pillars,
    counts=(each_pillar_judged, as_listed),
)
