"""The page of a force or service: what leads to its reports, and its key facts of today.

Samples: …/police-forces/staffordshire/ and …/fire-and-rescue-services/avon/
It holds no assessment. Its key facts are those of the organisation, in no round; all else is set aside.
"""

from __future__ import annotations

from schemas.labels import Role
from schemas.page_types import ORGANISATION
from scraper.parsers.agree import of_address
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence
from scraper.parsers.nesting import ByTopics
from scraper.parsers.outline import Outline
from scraper.parsers.readers.key_facts import is_figure, read_key_facts
from scraper.parsers.spec import PageSpec, Proof, Strength, Whose, promised
from scraper.parsers.titles import all_named

from ._common import states_judgments


def _proves(e: Evidence) -> bool:
    return promised(ORGANISATION)(e) and (e.heading is None or not states_judgments(e))


def _whose(e: Evidence) -> Whose:
    """Return whose page it is: the address names it; a title that names another is not believed."""
    stated, _ = of_address(e.address)
    title = e.first_heading()
    named = all_named(title.text) if title else []
    if named and named != [stated]:
        return Whose(title=title, declined=True)
    return Whose(stated, title=title)


def _read(b: Builder, _spec: PageSpec, outline: Outline) -> None:
    for section in outline.of(Role.KEY_FACTS):
        read_key_facts(b, section)
    others = [section for section in outline.sections if section.role is not Role.KEY_FACTS]
    stated = [line for section in others for line in section.lines() if line.stated is not None]
    for line in stated[:1]:
        b.flag("grade_unreadable", f"“{line.block.text[:60]}” stands on the page of an organisation.", line.number)
    for line in (line for section in others for line in section.lines() if is_figure(line.text)):
        b.flag("figure_unread", f"“{line.text}” is a figure that stands outside the key facts.", line.number)
    b.claim("boilerplate:set_aside_landing", *outline.before, *outline.in_page_order())


SPEC = PageSpec(
    "organisation",
    ORGANISATION,
    proof=(Proof(Strength.CERTAIN, _proves),),
    whose=_whose,
    nesting=ByTopics,
    read=_read,
)
