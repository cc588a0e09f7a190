"""The page `More about this area`: what a force or service says of its area, its demand, its plans.

Samples: …/peel-assessments/peel-2016/staffordshire/more-about-this-area/ and …/police-forces/kent/more-about-this-area/
The logo, `The force says...`, paragraphs. No heading names whose it is: the address does (docs/layouts.md, 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.extraction import problem
from schemas.labels import Role
from schemas.page_types import AREA
from schemas.vocabulary import BlockKind, RefusalReason
from scraper.catalogue.organisations import continued
from scraper.parsers.agree import of_address
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence, Refusal
from scraper.parsers.nesting import ByTopics
from scraper.parsers.outline import Outline, Section
from scraper.parsers.readers.context import read_context
from scraper.parsers.readers.prose import suggest
from scraper.parsers.spec import Lack, PageSpec, Proof, SectionSpec, Strength, Whose, not_on_page, promised
from scraper.parsers.titles import only_one, round_named

from ._common import CONTEXT, KEY_FACTS, RELATED, states_clauses

_TITLE = re.compile(r"^more about this area$", re.I)
_LOGO = re.compile(r"^(?:the )?(?:logo|badge|crest) of\b|\b(?:logo|badge|crest)$", re.I)


def _is_titled(e: Evidence) -> bool:
    heading = e.first_heading(_TITLE)
    return heading is not None and _TITLE.match(heading.text) is not None


def _proves(e: Evidence) -> bool:
    return (promised(AREA)(e) or _is_titled(e)) and e.headlines == 0 and not states_clauses(e)


def _whose(e: Evidence) -> Whose:
    """Return whose area it is: that of the address, else of the logo; raises Refusal where they name two."""
    logos = (only_one(block.text) for block in e.blocks[:10] if _LOGO.search(block.text))
    by_logo = next((found for found in logos if found is not None), None)
    organisation = of_address(e.address)[0] or by_logo
    if organisation is None:
        return Whose(title=e.first_heading(_TITLE), declined=True)
    round_ = round_named(organisation.kind, e.address.round) if e.address and e.address.round else None
    if round_ is not None:
        organisation = continued(organisation, round_.id)
    if by_logo is not None and by_logo.id not in (organisation.id, organisation.continues, organisation.continued_by):
        raise Refusal(
            RefusalReason.IDENTITY, f"the logo is that of {by_logo.full_name}, the address is {organisation.id}"
        )
    notes = [] if e.promised is AREA.type else [problem("unknown_round", "No address says of which round the page is.")]
    return Whose(organisation, round_, title=e.first_heading(_TITLE), problems=tuple(notes))


def _opening(b: Builder, section: Section) -> None:
    """Read what stands before the first heading: the logo, and what is said of the area."""
    logos = [line for line in section.body if line.block.kind is BlockKind.FIGURE or _LOGO.search(line.text)]
    b.claim("boilerplate:logo", *logos)
    section.body = [line for line in section.body if line not in logos]
    section.text = b.page.title or "More about this area"
    read_context(b, section)


def _part(b: Builder, section: Section) -> None:
    """Read a part under a heading of its own; a slip of the pen in a label's words is told."""
    if section.heading is not None:
        suggest(b, section.heading)
    read_context(b, section)


def _says(_b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask for what the force or the service says."""
    if not outline.of(Role.CONTEXT):
        yield not_on_page("The force says...")


SPEC = PageSpec(
    "area",
    AREA,
    proof=(Proof(Strength.CERTAIN, _proves),),
    whose=_whose,
    nesting=ByTopics,
    opening=_opening,
    sections=(
        SectionSpec(Role.TOPIC, _part),
        SectionSpec(Role.FINDINGS, read_context),
        SectionSpec(Role.OBSERVATIONS, read_context),
        SectionSpec(Role.SUMMARY, read_context),
        CONTEXT,
        KEY_FACTS,
        RELATED,
    ),
    counts=(_says,),
)
