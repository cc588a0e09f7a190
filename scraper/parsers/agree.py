"""Whose page an assessment's page is: organisation and round as the heading and the address agree on, or a refusal.

The heading decides organisation and round; the address decides where there is no heading. Where both state one and
differ the page is refused (docs/architecture.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.extraction import Problem, problem
from schemas.text import has_any
from schemas.vocabulary import BODIES, OrganisationKind, RefusalReason, Round, kind_of
from scraper.catalogue.organisations import (
    ORGANISATIONS,
    Organisation,
    continued,
    find_organisation,
    mentioned,
    names,
)
from scraper.catalogue.urls import Address, read_address, same_assessment

from .evidence import Evidence, Refusal
from .spec import Whose
from .titles import YEARS, Heading, only_one, read_title, round_named, round_of

_BRIGADE = r" (?:(?:and|&) rescue|brigade|service)\b"
_FIRE = (
    ("fire", _BRIGADE),
    ("inspector of fire", f"(?!{_BRIGADE})"),
    ("which the service", " (?:is effective|is efficient|looks after)"),
)
_POLICE = (("police", r"\b"), ("constabulary", r"\b"), ("peel", r"\b"), ("the force", r"\b"))
"""What each body's pages say of it: the beginning, which begins a word, and what follows."""
# A pattern each: what begins with its letters alone is found ten times faster than the alternatives of one.
_FIRE_WORDS, _POLICE_WORDS = (
    tuple(re.compile(rf"{begin}(?<!\w{begin}){rest}") for begin, rest in forms) for forms in (_FIRE, _POLICE)
)
_JUDGES_A_FORCE = "extent to which the force"
_JUDGES_A_SERVICE = re.compile(
    r"extent to which the service (?:is|looks)\b|fire and rescue service (?:at keeping|look after)\b"
)
"""What the headlines and the questions of the pillars have, of one body alone: words beside them may be of the other."""
_FIRST_SENTENCE = re.compile(
    r"\b(?:[Hh]ow (?:good|well) (?:the )?|[Ww]e inspected )(?P<area>[A-Z].{2,80}?) (?:is|has|in|at|performs)\b"
)
_INSPECTED = re.compile(
    r"\binspection of (?P<body>.{3,80}?\b(?:Police|Constabulary|Fire (?:(?:and|&) Rescue )?Service|Fire Brigade))\b"
)
"""What a heading has that names a body, of a form or of a name that is not known."""
_PROGRAMME = re.compile(rf"^(?:Important changes to )?PEEL {YEARS}$")


def by_heading_and_address(e: Evidence) -> Whose:
    """Return whose page it is; raises Refusal where heading and address, or text and address, state different ones."""
    if e.heading is None:
        return _without_heading(e)
    kind = _body(e, e.heading)
    title = e.heading.block
    if kind is None:
        return Whose(title=title)
    round_ = round_of(kind, e.heading.year, e.heading.end)
    organisation = find_organisation(kind, e.heading.area)
    if organisation is None:
        told = problem(
            "unknown_organisation", f"The catalogue has no {kind} “{e.heading.area}”.",
            *([title.number] if title.number else []),
        )  # fmt: skip
        return Whose(round=round_, kind=kind, title=title, problems=(told,))
    notes: tuple[Problem, ...] = ()
    if round_ is None:
        round_, notes = _round_of_address(e, e.heading)
    if round_ is not None:
        organisation = continued(organisation, round_.id)
    _refuse_other(e, e.heading, organisation, round_)
    if round_ is not None and organisation.first and not organisation.in_round(round_.id):
        text = f"{organisation.full_name} was not in the round {round_.id}, which “{title.text}” names."
        told = problem("unknown_organisation", text, *([title.number] if title.number else []))
        return Whose(round=round_, kind=kind, title=title, problems=(told,))
    return Whose(organisation, round_, kind, title, problems=notes)


def of_address(address: Address | None) -> tuple[Organisation | None, Round | None]:
    """Return the organisation and the round that an address names; None for what it does not name."""
    if address is None:
        return None, None
    named = ORGANISATIONS.get(address.organisation or "")
    return named, round_named(named.kind, address.round) if named and address.round else None


# --- police or fire ------------------------------------------------------------------------------------------


def _body(e: Evidence, heading: Heading) -> OrganisationKind | None:
    """Return whether a page is of a police force or a fire service: by its heading, its words, then its address."""
    only = [
        kind for kind in BODIES if find_organisation(kind, heading.area) and round_of(kind, heading.year, heading.end)
    ]
    if len(only) == 1:
        return only[0]
    if "PEEL" in heading.block.text and find_organisation(OrganisationKind.POLICE, heading.area):
        return OrganisationKind.POLICE  # no service is inspected in that programme
    by_words = _body_by_words(e)
    if by_words is None:
        stated = e.address.organisation if e.address else None
        return kind_of(stated) if stated else None
    if find_organisation(by_words, heading.area) is None:
        other = next(kind for kind in BODIES if kind is not by_words)
        if find_organisation(other, heading.area) is not None:
            return other
    return by_words


def _body_by_words(e: Evidence) -> OrganisationKind | None:
    """Return the body that the page's words are about; a page of a service names the police rarely."""
    folded = e.early_text[:12_000].lower()
    fire, police = (sum(len(form.findall(folded)) for form in forms) for forms in (_FIRE_WORDS, _POLICE_WORDS))
    if fire == police == 0:
        return None
    of_service = fire * 3 > police or _JUDGES_A_SERVICE.search(folded) is not None
    return OrganisationKind.FIRE if of_service and _JUDGES_A_FORCE not in folded else OrganisationKind.POLICE


# --- heading and address -------------------------------------------------------------------------------------


def _refuse_other(e: Evidence, heading: Heading, organisation: Organisation, round_: Round | None) -> None:
    if e.address is None:
        return
    if e.address.organisation and e.address.organisation != organisation.id:
        same = ORGANISATIONS.get(e.address.organisation)
        if not (same and round_ and continued(same, round_.id).id == organisation.id):
            raise Refusal(
                RefusalReason.IDENTITY,
                f"the heading “{heading.block.text}” is {organisation.id}, the address is {e.address.organisation}",
            )
    _, stated = of_address(e.address)
    if stated is not None and round_ is not None and stated.id != round_.id:
        raise Refusal(
            RefusalReason.IDENTITY,
            f"the heading “{heading.block.text}” is of the round {round_.id}, the address of {stated.id}",
        )


def _round_of_address(e: Evidence, heading: Heading) -> tuple[Round | None, tuple[Problem, ...]]:
    """Return the round that the address states, for a heading whose years are no round's but begin in that one.

    Where they do not, the page may be of another round that nobody knows.
    """
    _, stated = of_address(e.address)
    if stated is None or not stated.first <= int(heading.year) <= stated.last:
        return None, ()
    told = problem(
        "unknown_round",
        f"The years of the heading “{heading.block.text}” are no round's; that of the address, {stated.id}, was believed.",
        *([heading.block.number] if heading.block.number else []),
    )
    return stated, (told,)


def _without_heading(e: Evidence) -> Whose:
    """Return whose page it is that lost its heading: its address's, else that of its first sentences."""
    if e.address is None:
        return _by_first_sentence(e)
    stated, round_ = of_address(e.address)
    if stated is None:
        return Whose()
    texts = " ".join(block.text for block in e.blocks[:25])
    named = mentioned(stated.kind, texts)
    is_named = any(continued(o, round_.id if round_ else "9999").id == stated.id for o in named)
    if named and not is_named and not names(stated, texts):
        raise Refusal(RefusalReason.IDENTITY, f"the text names {named[0].full_name}, the address is {stated.id}")
    first = e.first_heading()
    inspected = _INSPECTED.search(first.text) if first is not None else None
    if inspected is not None and not is_named and not names(stated, inspected["body"]):
        raise Refusal(
            RefusalReason.IDENTITY, f"the heading names “{inspected['body']}”, the address is {stated.id}"
        )  # fmt: skip
    told = problem("no_heading", f"No heading names organisation and round; {e.address.canonical} was believed.")
    return Whose(stated, round_, problems=(told,))


def _by_first_sentence(e: Evidence) -> Whose:
    """Return whose a long report is that lost its heading and came without an address.

    The counts sentence names the body (`… how good {Force} is in nine areas`), the heading of the part about the
    programme the round (`PEEL 2023–2025`), else the title of the document does.
    """
    for block in e.blocks[:25]:
        match = _FIRST_SENTENCE.search(block.text)
        named = only_one(match["area"]) if match else None
        if named is None:
            continue
        years = [m for b in e.blocks[:60] if (m := _PROGRAMME.match(b.text))]
        years += [m for m in (re.search(YEARS, e.document.title or ""),) if m]
        round_ = round_of(named.kind, years[0]["year"], years[0]["end"]) if years else None
        told = problem("no_heading", "No heading names organisation and round; the text was believed.", block.number)
        return Whose(continued(named, round_.id) if round_ else named, round_, problems=(told,))
    return Whose()


# --- what else names the page --------------------------------------------------------------------------------


def refuse_contradicted(e: Evidence, organisation: Organisation, round_: Round | None) -> None:
    """Raise Refusal where nothing but one witness says whose a page is, and another names somebody else or another round.

    A heading and the address that name the same are believed, whatever the window's title, another heading or the address
    that the page states as its own say; one of them alone is not.
    """
    headed = e.heading is not None and e.heading.block.number > 0
    if headed and e.address is not None and e.address.organisation:
        return
    read = (organisation.id, round_.id if round_ is not None and round_.programme is None else None)
    for what, stated in _further_witnesses(e, organisation.kind):
        if not same_assessment(read, stated):
            other = " of ".join(filter(None, (stated[1] and f"the round {stated[1]}", stated[0])))
            raise Refusal(
                RefusalReason.IDENTITY,
                f"the page was taken for {'/'.join(filter(None, read))}, {what} is that of {other}; say its address",
            )


def _further_witnesses(e: Evidence, kind: str) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    """Yield what else says whose a page is, each with the organisation and the round that it names."""
    own = read_address(e.document.canonical) if e.document.canonical else None
    if own is not None:
        yield f"the address that it states, {own.canonical},", (own.organisation, own.round)
    if e.address is not None and e.address.organisation:
        return
    titles = [e.window_title, *(block for block in e.blocks if block.level == 1)]
    for heading in filter(None, map(read_title, titles)):
        for each in (kind, *BODIES):
            named = find_organisation(each, heading.area)
            if named is not None:
                found = round_of(each, heading.year, heading.end)
                yield f"its title “{heading.block.text}”", (named.id, found.id if found else None)
                break


# --- the introduction ----------------------------------------------------------------------------------------

_READ_MORE = re.compile(r"^Read more about .{3,60}?[ .]*(?=This |The |Our )")
_OF_ITSELF = ("PEEL ", "assessment ", "inspection of ")


def introduction_of_other(e: Evidence, organisation: Organisation) -> Problem | None:
    """Return the problem of an introduction that names another organisation (docs/layouts.md, trap 4), if it does."""
    start = e.heading.block.number if e.heading is not None else 0
    for block in e.blocks[start : start + 8]:
        if len(block.text) <= 60 or not has_any(block.text, *_OF_ITSELF):
            continue
        text = _READ_MORE.sub("", block.text)
        named = [] if names(organisation, text) else mentioned(organisation.kind, text)
        if not named:
            return None
        return problem("introduction_names_other", f"The introduction names {named[0].full_name}.", block.number)
    return None
