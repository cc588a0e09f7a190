"""Which page it is: the page type and layout that prove themselves, whose page it is; or a refusal.

The specs say what proves a page type (`pages/`); the strongest proof decides, whoever's it is. Then organisation and
round are agreed on, and of the type's layouts the one whose era it is is taken. A page that proves nothing is of
unknown type where it is the site's, and refused where it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.extraction import Problem, problem
from schemas.labels import Role
from schemas.page_types import UNKNOWN, PageType, Subject
from schemas.vocabulary import OrganisationKind, Pillar, RefusalReason, Round, assessment_id
from scraper.catalogue.organisations import Organisation
from scraper.document.blocks import RawBlock
from scraper.document.challenge import WAYS_ON, find_block
from scraper.document.read import Document
from scraper.document.rough import Look
from scraper.document.soft404 import is_soft_404

from .agree import by_heading_and_address, introduction_of_other, refuse_contradicted
from .evidence import Evidence, Refusal
from .pages import SPECS
from .spec import PageSpec, Strength, Whose

NOTHING_KNOWN = PageSpec("unknown", UNKNOWN)
"""The spec of a page of no known type: it is kept, and read by nobody."""


@dataclass(frozen=True)
class Identity:
    """Which page it is. `title` is the block of the heading, None where a copy lost it; `kind` is the body."""

    spec: PageSpec
    organisation: Organisation | None
    round: Round | None
    kind: OrganisationKind | None
    pillar: Pillar | None
    title: RawBlock | None
    url: str | None
    problems: tuple[Problem, ...] = ()

    @property
    def type(self) -> PageType:
        """The page type."""
        return self.spec.type

    @property
    def organisation_id(self) -> str | None:
        """`police/<slug>` or `fire/<slug>`."""
        return self.organisation.id if self.organisation else None

    @property
    def assessment(self) -> str | None:
        """`<organisation>/<round>`, for a programme of its own `<organisation>/<programme>/<round>`."""
        if self.organisation is None or self.round is None:
            return None
        return assessment_id(self.organisation.id, self.round.programme, self.round.id)


_PROOFS = tuple(
    (proof.sign, spec)
    for strength in Strength
    for spec in SPECS
    for proof in spec.proof
    if proof.strength is strength and spec.era is None
)
"""The signs that prove a page type, the strongest first; an era is told once the type is known."""


def identify(document: Document, body: bytes, url: str | None) -> Identity:
    """Return which page it is; raises Refusal for a page that is another's, none of the site's, or blocked."""
    e = Evidence(document, body, url)
    if e.heading is None:
        _refuse_stand_ins(body)
    spec = _proven(e)
    if spec is not None and spec.whose is not None:
        identity = _of_others(e, spec, spec.whose(e))
    else:
        identity = _of_assessment(e, spec)
    if identity.organisation is not None:
        refuse_contradicted(e, identity.organisation, identity.round)
    return identity


def _refuse_stand_ins(body: bytes) -> None:
    """Refuse a page that stands in for the one asked; asked only where no heading proves the page."""
    look = Look(body)
    block = find_block(200, {}, look)
    if block is not None:
        raise Refusal(RefusalReason.BLOCKED, f"this is a {block.reason} page ({block.sign}), not the page; {WAYS_ON}")
    words = is_soft_404(look)
    if words is not None:
        raise Refusal(RefusalReason.SOFT_404, f"the page says “{words}”")


def _proven(e: Evidence) -> PageSpec | None:
    """Return the spec of the page type that the page proves best, None where it proves none."""
    for sign, spec in _PROOFS:
        if sign(e):
            return spec
    return next((spec for spec in SPECS if spec.type is e.promised), None)


def _of_others(e: Evidence, spec: PageSpec, whose: Whose) -> Identity:
    """Return the identity of a page that is not one of an assessment's own pages."""
    spec = NOTHING_KNOWN if whose.declined else _layout(spec, whose, e)
    return Identity(
        spec, whose.organisation, whose.round, whose.body, None, whose.title, e.canonical, whose.problems
    )  # fmt: skip


def _of_assessment(e: Evidence, spec: PageSpec | None) -> Identity:
    """Return the identity of a page of an assessment, or of one that nothing tells the type of."""
    whose = by_heading_and_address(e)
    _refuse_strangers(e, whose)
    if e.heading is None and not _has_landmarks(e):
        return Identity(NOTHING_KNOWN, None, None, None, None, e.first_heading(), e.canonical)
    spec = _layout(spec, whose, e) if spec is not None else NOTHING_KNOWN
    return Identity(
        spec, whose.organisation, whose.round, whose.body, _pillar(e, spec), whose.title, e.canonical,
        (*whose.problems, *_doubts(e, spec, whose)),
    )  # fmt: skip


def _layout(spec: PageSpec, whose: Whose, e: Evidence) -> PageSpec:
    """Return the layout of a page type whose era the page is of; of several, the one furthest from their base."""
    eras = [each for each in SPECS if each.facts is spec.facts and each.era is not None and each.era(whose, e)]
    return max(eras, key=lambda each: each.depth, default=spec)


def _refuse_strangers(e: Evidence, whose: Whose) -> None:
    """Refuse a page that shows nothing of an inspection page, or nothing of this inspectorate's."""
    if e.heading is None and not _has_landmarks(e):
        why = "it has neither the heading nor one section of an inspection page; look at it"
    elif whose.organisation is None and e.address is None:
        why = "nothing on it is of an inspection page of HMICFRS; if it is one, say its address: --url of `peel parse`, a meta.json beside page.html"
    else:
        return
    if not e.is_of_site:
        raise Refusal(RefusalReason.NOT_A_PAGE, why)


def _has_landmarks(e: Evidence) -> bool:
    """Return whether a page shows anything of an inspection page: a label, a headline judgment."""
    return bool(e.headlines) or any(role is not Role.CHROME for role in e.roles)


def _pillar(e: Evidence, spec: PageSpec) -> Pillar | None:
    """Return the pillar of a pillar's page: the one its address names, else the first that it shows."""
    if not spec.facts.of_pillar:
        return None
    return Pillar(e.address.pillar) if e.address and e.address.pillar else e.first_pillar


def _doubts(e: Evidence, spec: PageSpec, whose: Whose) -> list[Problem]:
    """Return what speaks against the identity: an address that promises another type or no round, an introduction."""
    found: list[Problem] = []
    address = e.address
    if whose.round is not None and whose.round.asks is not None:
        asks = f"it is read by the questions of {whose.round.asks}"
        found.append(problem("unknown_round", f"The round {whose.round.id} is later than all that are known; {asks}."))
    if address is not None and address.type not in (spec.type, PageType.LANDING):
        found.append(
            problem(
                "url_type_differs",
                f"{address.canonical} promises a page of type {address.type.value}; this is {spec.type.value}.",
            )
        )
    if address is not None and whose.organisation is not None and address.round is None and address.organisation:
        read = whose.round and whose.round.id
        found.append(problem("url_without_round", f"{e.canonical} states no round; {read} was read."))
    if whose.organisation is not None and whose.round is None and spec.facts.subject is Subject.ASSESSMENT:
        text = whose.title.text if whose.title else spec.type.value
        found.append(problem("round_missing", f"“{text}” is of no round that is known; none of its rows is loaded."))
    if whose.organisation is not None:
        other = introduction_of_other(e, whose.organisation)
        found.extend([other] if other else [])
    return found
