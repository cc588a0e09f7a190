"""A report on a region's response to serious and organised crime, 2023 on: one page, an assessment for each force.

Sample: …/publication-html/inspection-of-the-south-east-regional-response-to-serious-and-organised-crime/
Title, day, contents, introduction, `Regional findings` without a grade, then a part for the regional unit and for each
force: its name as a heading, a grade, the sentence that judges it, what is asked for, questions as sub-headings
(`Understanding SOC and setting priorities to tackle it: Staffordshire Police`). What stands under no force is the
region's (docs/layouts.md, 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from schemas.labels import Role
from schemas.page_types import REGIONAL
from schemas.questions import Question
from schemas.text import fold
from schemas.vocabulary import OrganisationKind, RefusalReason, WitnessSource, assessment_id, inspection
from scraper.catalogue.organisations import Organisation, continued, find_organisation
from scraper.parsers.builder import Builder
from scraper.parsers.by_forces import ByForces
from scraper.parsers.counts import as_contents_list
from scraper.parsers.drafts import Draft
from scraper.parsers.evidence import Evidence, Refusal
from scraper.parsers.grades import names_pattern, split_badge
from scraper.parsers.inspections import is_titled, month_of, title_of, undated
from scraper.parsers.lines import Line
from scraper.parsers.listing import CONTENTS_RULE
from scraper.parsers.outline import Outline, Section
from scraper.parsers.readers.announced import read_asked_in_text
from scraper.parsers.readers.foreign_parts import close_asks_of_others
from scraper.parsers.readers.judgments import finish, read_badges, read_prose_witness
from scraper.parsers.readers.reports import read_published
from scraper.parsers.readers.topics import topics
from scraper.parsers.spec import (
    Lack,
    PageSpec,
    Proof,
    SectionSpec,
    Strength,
    Whose,
    any_of,
    promised,
    read_section,
)

from ._common import ASKED_IN_PARTS

_TITLE = re.compile(r"\bthe (?P<region>.+?) regional response to serious and organised crime\b")


def _whose(e: Evidence) -> Whose:
    """Return that the page is of a month, and of several organisations; each part says whose it is.

    Raises Refusal where title and address name two regions.
    """
    assert REGIONAL.programme is not None
    title = title_of(e, _TITLE)
    regions = {
        one.id for text in _naming(title.text if title else None, e.canonical) if (one := _named(text)) is not None
    }
    if len(regions) > 1:
        raise Refusal(RefusalReason.IDENTITY, f"title and address name several: {', '.join(sorted(regions))}")
    round_ = inspection(OrganisationKind.POLICE, REGIONAL.programme, month_of(e, title))
    return Whose(None, round_, title=title, problems=tuple(undated(round_)))


def _region(b: Builder) -> Organisation | None:
    """Return the region that the title names, where it names none the address; None for a name that is not known."""
    text = next((text for text in _naming(b.page.title, b.page.url) if _TITLE.search(text)), "")
    return _named(text)


def _naming(title: str | None, url: str | None) -> tuple[str, str]:
    """Return the texts that may name a region: the title, the address."""
    return fold(title or ""), (url or "").rpartition("/publication-html/")[2].replace("-", " ")


def _named(text: str) -> Organisation | None:
    match = _TITLE.search(text)
    return find_organisation("regional", match["region"]) if match else None


def _read(b: Builder, spec: PageSpec, outline: Outline) -> None:
    """Read the day, then each part; what stands under no force's name is the region's."""
    topic, region = topics(b)[0], _region(b)
    if region is None:
        b.flag("unknown_organisation", "Neither title nor address names a region of the catalogue.", 1)
    drafts: dict[str | None, Draft] = {}
    opening, *sections = outline.sections
    b.owner = _assessment(b, region) if region else None
    read_published(b, opening)
    assert b.round is not None
    close_asks_of_others(b, b.round, outline.sections, region)
    under = False  # whether a name was met yet: from there on all is about the topic
    for place, section in enumerate(sections):
        if section.heading is not None and section.heading.names_whose:
            under = True
            names = _begin(b, section.heading, region, sections[place + 1 :])
            draft = drafts.setdefault(b.owner, Draft(None, topic.label, topic.key, topic))
            _judge(b, draft, section, section.heading, names)
        about = replace(section, role=Role.TOPIC) if section.role is Role.QUESTIONS else section
        read_section(b, spec, _about(about, topic) if under else about)
    _tell_unlisted(b, outline)
    b.judgments.extend(finish(b, one).model_copy(update={"assessment": key}) for key, one in drafts.items() if key)


def _tell_unlisted(b: Builder, outline: Outline) -> None:
    """Flag the names that head a part and are not in the list of contents, where it has others of them."""
    listed = {fold(line.text) for line in outline.in_page_order() if line.rule == CONTENTS_RULE}
    heads = [each.heading for each in outline.sections if each.heading is not None and each.heading.names_whose]
    unlisted = [line for line in heads if fold(line.text) not in listed]
    for line in unlisted if len(unlisted) < len(heads) else ():
        b.flag("unknown_heading", f"“{line.text}” heads a part that the list of contents lacks.", line.number)


def _about(section: Section, topic: Question) -> Section:
    return replace(section, question=topic.label, question_key=topic.key, known=topic)


def _assessment(b: Builder, organisation: Organisation) -> str:
    assert b.round is not None
    return assessment_id(continued(organisation, b.round.id).id, b.round.programme, b.round.id)


def _begin(b: Builder, heading: Line, region: Organisation | None, following: list[Section]) -> frozenset[str]:
    """Begin the part of a force or of the region's unit; return the folded names by which its sentences call it."""
    split = split_badge(heading.text)
    name = split[0] if split else heading.text
    force = find_organisation(OrganisationKind.POLICE, name)
    if force is not None:
        b.owner = _assessment(b, force)
        return frozenset(map(fold, (name, force.name, force.full_name, *force.aliases)))
    b.owner = _assessment(b, region) if region else None
    short = re.findall(r"\(([^)]+)\)", name)
    short += [other.heading.text.rpartition(": ")[2] for other in following[:1] if other.heading]
    return frozenset(map(fold, (re.sub(r"\s*\([^)]*\)", "", name), *short, "rocu")))


def _judge(b: Builder, draft: Draft, section: Section, heading: Line, names: frozenset[str]) -> None:
    """Read the grade of a part: the line below its name, the end of its heading, the sentence that judges it."""
    draft.section = draft.section or section
    read_badges(b, draft, section)
    split = split_badge(heading.text)
    if split is not None:
        draft.add(WitnessSource.BADGE, split[1], split[1].text, heading.number)
    b.names = names_pattern(names)
    read_prose_witness(b, draft, section)


def _a_force(b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask for the part of a force at least."""
    if not any(str(one.assessment).startswith("police/") for one in b.judgments):
        yield "The report has no part of any force.", ()


SPEC = PageSpec(
    "regional",
    REGIONAL,
    proof=(Proof(Strength.CERTAIN, any_of(promised(REGIONAL), partial(is_titled, form=_TITLE))),),
    whose=_whose,
    nesting=ByForces,
    sections=(SectionSpec(Role.TOPIC, read_asked_in_text), *ASKED_IN_PARTS[1:]),  # which parts it has, it counts itself
    counts=(_a_force, as_contents_list),
    read=_read,
)
