"""Pages that are the site's and no assessment: known by name, kept, and never an error.

By their address, or by being in Welsh. A page that states headline judgments under a title is read whatever its
address says (docs/layouts.md, 15).
"""

from __future__ import annotations

import re

from schemas.labels import ASKS, Role
from schemas.page_types import LANDING, PAGE_TYPES, ROUND_INDEX, WELSH, PageFacts, Subject
from schemas.text import fold
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence
from scraper.parsers.outline import Outline
from scraper.parsers.readers.reports import add_publication, published_in
from scraper.parsers.spec import PageSpec, Proof, Sign, Strength, Whose, all_of, any_of, no_promise, promised

from ._common import states_judgments
from ._many import tell_printed
from .letter import is_labelled

_OF_TEXTS = ASKS | {Role.OUR_JUDGMENTS, Role.SUMMARY}
"""What only the text itself has, not a page that leads to it."""


def _is_in_welsh(e: Evidence) -> bool:
    return (e.document.language or "").lower().startswith("cy")


def _judges_nothing(e: Evidence) -> bool:
    """Return whether a page is neither an assessment with its judgments nor a letter, whatever its address says."""
    return (e.heading is None or not states_judgments(e)) and not is_labelled(e)


def _nobodys(e: Evidence) -> Whose:
    return Whose(title=e.title_of_text if e.promised is LANDING.type else e.first_heading())


def _read(b: Builder, spec: PageSpec, outline: Outline) -> None:
    """Claim every line: the page holds no record, but the day on which a page that leads to a report published it."""
    lines = outline.in_page_order()
    published = published_in(lines)
    if spec.facts is LANDING and published is not None:
        add_publication(b, published)
    stated = [line for line in lines if line.stated is not None]
    if spec.facts is LANDING and stated:
        b.flag("grade_unreadable", f"“{stated[0].text}” stands on a page that is set aside.", stated[0].number)
    if spec.facts is ROUND_INDEX:
        tell_printed(b, lines)
    asks = [line for line in lines if line.label and line.label.role in _OF_TEXTS and not line.block.linked]
    if spec.facts is LANDING and asks:
        told = f"“{asks[0].text}” stands on a page that is set aside; what it heads is unread."
        b.flag("unread_text", told, asks[0].number)
    b.claim(f"boilerplate:set_aside_{spec.type.value}", *outline.before, *lines)


def _sign(facts: PageFacts) -> Sign:
    """Return what proves a type: its address; for pages in Welsh their language too."""
    by_address = all_of(promised(facts), _judges_nothing)
    return any_of(_is_in_welsh, by_address) if facts is WELSH else by_address


def _titled_as(facts: PageFacts) -> Sign:
    """Return the sign of a heading that only such pages have, on a page whose address promises nothing."""
    form = re.compile("|".join(facts.titles))

    def is_titled(e: Evidence) -> bool:
        heading = e.first_heading()
        return heading is not None and no_promise(e) and bool(form.fullmatch(fold(heading.text)))

    return is_titled


SPECS = tuple(
    PageSpec(
        facts.name.replace("_", "-"), facts,
        proof=(Proof(Strength.CERTAIN, _sign(facts)), Proof(Strength.LIKELY, _titled_as(facts))),
        whose=_nobodys, read=_read,
    )
    for facts in PAGE_TYPES
    if facts.subject is Subject.NOBODY
)  # fmt: skip
