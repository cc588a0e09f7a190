"""What a page type is made of: its proof, how its lines nest, its sections with their readers and their counts.

A page type is one file in `pages/` that names a `PageSpec`; a layout era of it is a file of its own, made from its
sibling by `sibling()`. Where a section is named, its count says how many of it a whole page has, and one function
(`name_lacks`) says what a page lacks: no reader does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from schemas.extraction import Problem
from schemas.labels import Role
from schemas.page_types import PageFacts, PageType
from schemas.vocabulary import OrganisationKind, Pillar, Round
from scraper.catalogue.organisations import Organisation
from scraper.document.blocks import RawBlock

from .builder import Builder
from .evidence import Evidence
from .nesting import Nesting
from .outline import Outline, Section

# --- proof ---------------------------------------------------------------------------------------------------

Sign = Callable[[Evidence], bool]
"""Something that a page shows, or does not."""


class Strength(IntEnum):
    """How far a sign proves a page type; the strongest sign that any type has decides, whoever's it is."""

    CERTAIN = 1
    """Only such a page shows it."""
    PROMISED = 2
    """The page's address says so."""
    LIKELY = 3
    """Such a page shows it, and others of which nothing stronger is known may."""
    POSSIBLE = 4
    """Pages of several types show it, one of them oftener; asked where nothing else is known."""


@dataclass(frozen=True)
class Proof:
    """A sign and how far it goes."""

    strength: Strength
    sign: Sign


def promised(facts: PageFacts) -> Sign:
    """Return the sign that the address promises a type."""
    return lambda e: e.address is not None and e.address.facts is facts


def no_promise(e: Evidence) -> bool:
    """Return whether the address promises nothing, or there is none."""
    return e.promised is None


def headlines(least: int) -> Sign:
    """Return the sign of headline judgments, at least so many."""
    return lambda e: e.headlines >= least


def pillars(least: int) -> Sign:
    """Return the sign of so many pillars' headings; leadership's alone stands on other pages too."""
    return lambda e: len(e.pillars - {Pillar.LEADERSHIP}) >= least


def has_role(*roles: Role) -> Sign:
    """Return the sign that a label of one of some roles stands on the page."""
    return lambda e: not e.roles.isdisjoint(roles)


def titled(e: Evidence) -> bool:
    """Return whether the page has a title of the form that assessments have."""
    return e.heading is not None


def any_of(*signs: Sign) -> Sign:
    """Return the sign that one of some is there."""
    return lambda e: any(sign(e) for sign in signs)


def all_of(*signs: Sign) -> Sign:
    """Return the sign that all of some are there."""
    return lambda e: all(sign(e) for sign in signs)


# --- whose page it is ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Whose:
    """Whose page it is: organisation and round where they are known, the body where only that is.

    `title` is the block of the heading, `declined` says that the page is not what its proof said after all.
    """

    organisation: Organisation | None = None
    round: Round | None = None
    kind: OrganisationKind | None = None
    title: RawBlock | None = None
    problems: tuple[Problem, ...] = ()
    declined: bool = False

    @property
    def body(self) -> OrganisationKind | None:
        """Police or fire; None where nothing tells."""
        known = self.organisation or self.round
        return OrganisationKind(known.kind) if known is not None else self.kind


Era = Callable[[Whose, Evidence], bool]
"""Whether a page is of a layout's era."""


def in_rounds(kind: OrganisationKind, *rounds: str) -> Era:
    """Return the era of some rounds of a body."""
    return lambda whose, _: whose.body is kind and whose.round is not None and whose.round.id in rounds


def of_body(kind: OrganisationKind) -> Era:
    """Return the era of all rounds of a body."""
    return lambda whose, _: whose.body is kind


# --- sections and counts -------------------------------------------------------------------------------------

Lack = tuple[str, tuple[int, ...]]
"""What a page lacks, in words, and the blocks that say that it should be there."""
Count = Callable[[Builder, Outline], Iterable[Lack]]
"""How many of a section a whole page has: names what is not there."""
ReadSection = Callable[[Builder, Section], None]


def any_number(_b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask for none: the section may be there or not."""
    yield from ()


def not_on_page(what: str, *blocks: int, of: str = "") -> Lack:
    """Return the lack of a section by its name; `of` says of what list it is."""
    return f"The section “{what}”{of} is not on the page.", blocks


@dataclass(frozen=True)
class SectionSpec:
    """A section that a page type has: the role of its label, who reads it, how many a whole page has."""

    role: Role
    read: ReadSection
    count: Count = any_number


@dataclass(frozen=True)
class PageSpec:
    """A page type, or one layout era of it.

    `name` is what `page.layout` says. `whose` finds out whose page it is, where the heading and the address do not
    decide it as they do for an assessment's pages. `era` tells an era from its `base`, which is read otherwise.
    `opening` reads what stands before the first heading, `closing` lays together what all sections gave, `counts`
    name what the page as a whole lacks. `read` reads the outline, by default section by section.
    `headed_by_name` says that questions or areas may be headed by their name alone, `graded_headings` that a grade may
    stand in such a heading, `graded_lines` that a name with its grade heads a part whatever its tag. Without a `nesting` all lines are one section, which `read` parts by itself.
    """

    name: str
    facts: PageFacts
    proof: tuple[Proof, ...] = ()
    whose: Callable[[Evidence], Whose] | None = None
    era: Era | None = None
    base: PageSpec | None = None
    nesting: type[Nesting] | None = None
    headed_by_name: bool = False
    graded_headings: bool = False
    graded_lines: bool = False
    opening: ReadSection | None = None
    sections: tuple[SectionSpec, ...] = ()
    closing: Callable[[Builder, Outline], None] | None = None
    counts: tuple[Count, ...] = ()
    read: Callable[[Builder, PageSpec, Outline], None] | None = None

    @property
    def type(self) -> PageType:
        """The page type that the record names."""
        return self.facts.type

    @property
    def depth(self) -> int:
        """How many siblings this layout was made from, one of another."""
        return 0 if self.base is None else self.base.depth + 1


def sibling(base: PageSpec, name: str, era: Era | None = None, **changes: Any) -> PageSpec:
    """Return a layout made from another one: what differs is named, all else is read in the same way."""
    return replace(base, name=name, era=era, base=base, **changes)


def read_page(b: Builder, spec: PageSpec, outline: Outline) -> None:
    """Read a page as its spec says, and name what it lacks."""
    (spec.read or section_by_section)(b, spec, outline)
    name_lacks(b, spec, outline)


def section_by_section(b: Builder, spec: PageSpec, outline: Outline) -> None:
    """Read the opening, then each section by the reader of its role, then lay together what they gave."""
    opening, *sections = outline.sections
    if spec.opening is not None:
        spec.opening(b, opening)
    for section in sections:
        read_section(b, spec, section)
    if spec.closing is not None:
        spec.closing(b, outline)


def read_section(b: Builder, spec: PageSpec, section: Section) -> None:
    """Read a section by the reader of its role; one that the page type does not have stays unread, and says so."""
    for each in spec.sections:
        if each.role is (section.role or Role.TOPIC):
            each.read(b, section)
            return


def name_lacks(b: Builder, spec: PageSpec, outline: Outline) -> None:
    """Flag what a whole page of this type has and this page lacks."""
    for count in (*spec.counts, *(section.count for section in spec.sections)):
        for message, blocks in count(b, outline):
            b.flag("section_missing", message, *blocks)
