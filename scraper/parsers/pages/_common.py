"""Sections that pages of several types have, read in one way wherever they stand."""

from __future__ import annotations

from schemas.labels import Role
from scraper.parsers.counts import a_part, each_topic
from scraper.parsers.evidence import Evidence
from scraper.parsers.readers.announced import read_asked_in_text
from scraper.parsers.readers.clauses import clause_pillars
from scraper.parsers.readers.context import read_context
from scraper.parsers.readers.findings import read_findings, read_insights
from scraper.parsers.readers.key_facts import read_key_facts
from scraper.parsers.readers.observations import read_observations
from scraper.parsers.readers.prose import related
from scraper.parsers.readers.recommendations import read_asks
from scraper.parsers.spec import SectionSpec

OBSERVATIONS = (SectionSpec(Role.OBSERVATIONS, read_observations), SectionSpec(Role.SUMMARY, read_observations))
CONTEXT = SectionSpec(Role.CONTEXT, read_context)
ASKED = tuple(
    SectionSpec(role, read_asks)
    for role in (Role.AREAS, Role.CAUSE, Role.RECOMMENDATIONS, Role.INNOVATIVE, Role.PROMISING)
)
"""Areas for improvement, causes of concern, recommendations, practices: under a pillar, a question or an area."""
FURTHER_INSIGHTS = SectionSpec(Role.FINDINGS, read_insights)
OTHER_INSPECTIONS = SectionSpec(Role.OTHER_INSPECTIONS, read_findings)
OTHER_REPORTS = SectionSpec(Role.OTHER_REPORTS, read_findings)
KEY_FACTS = SectionSpec(Role.KEY_FACTS, read_key_facts, each_topic)
RELATED = SectionSpec(Role.CHROME, related)
ASKED_IN_PARTS = (
    SectionSpec(Role.TOPIC, read_asked_in_text, a_part),
    SectionSpec(Role.FINDINGS, read_asked_in_text),
    *OBSERVATIONS,
    CONTEXT,
    *ASKED,
    RELATED,
)
"""The sections of a report whose parts have headings of their own, and which asks for something in its text."""


def states_clauses(e: Evidence) -> bool:
    """Return whether a page states its judgments in the form of 2014: two clauses of its three at least."""
    found = map(clause_pillars, e.early("with which", "terms of", within=40))
    return len({pillar for pillars in found for pillar in pillars}) >= 2


def states_judgments(e: Evidence) -> bool:
    """Return whether a page has the headline judgments of a body's own page, in whatever round's form."""
    return e.headlines >= 2 or states_clauses(e)
