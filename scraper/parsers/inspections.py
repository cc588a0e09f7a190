"""Whose page a report of a programme of its own is: the organisation of its title, the month that it was published in.

Such inspections have no rounds: each is known by its month, `2022-11`, by the address where that has it, else by the
line `Published on`, else `undated` (docs/layouts.md, 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.extraction import Problem, problem
from schemas.page_types import PageFacts
from schemas.text import fold
from schemas.vocabulary import OrganisationKind, RefusalReason, Round, inspection
from scraper.catalogue.organisations import ORGANISATIONS, Organisation, continued, find_organisation, mentioned, named
from scraper.document.blocks import RawBlock

from .dates import MONTHS
from .evidence import Evidence, Refusal
from .published import published_days
from .spec import Sign, Whose, promised
from .titles import all_named, only_one

UNDATED = "undated"
_POLICE = OrganisationKind.POLICE
_MONTH_IN_ADDRESS = re.compile(rf"-({'|'.join(MONTHS)})-(20\d\d)/?$")


def reports_on_one(facts: PageFacts, form: re.Pattern[str]) -> Sign:
    """Return the sign of a report of a programme on one organisation: by its address, or by the form of its title.

    `form` is that of a folded title.
    """
    return lambda e: (
        (promised(facts)(e) or is_titled(e, form)) and (bool(_several(e, form)) or _organisation(e, form) is not None)
    )


def title_of(e: Evidence, form: re.Pattern[str]) -> RawBlock | None:
    """Return the title of a report; where it is no h1, it is found by the form of such a report's title."""
    return e.first_heading(form) or e.title_of_text


def is_titled(e: Evidence, form: re.Pattern[str]) -> bool:
    """Return whether a report has a title of a form, which is that of the folded title."""
    title = title_of(e, form)
    return title is not None and form.search(fold(title.text)) is not None


def of_inspection(e: Evidence, facts: PageFacts, form: re.Pattern[str]) -> Whose:
    """Return whose page a report is that is known to be of one organisation (`reports_on_one`).

    `form` is the form of such a report's folded title, by which it is found where it is no h1. Where neither title nor address
    names the organisation, or they name several, the page is declined. Raises Refusal where the title names another organisation than the address.
    """
    title = title_of(e, form)
    if several := _several(e, form):
        return Whose(title=title, declined=True, problems=(of_several(several),))
    organisation = _organisation(e, form)
    assert facts.programme is not None
    if organisation is None:
        return Whose(title=title, declined=True)
    kind = OrganisationKind(organisation.kind)
    round_ = inspection(kind, facts.programme, month_of(e, title))
    notes = list(undated(round_))
    if title is None:
        notes.append(problem("no_heading", f"No heading says whose the report is; {e.canonical} was believed."))
    return Whose(continued(organisation, round_.id), round_, kind, title, tuple(notes))


def undated(round_: Round) -> Iterator[Problem]:
    """Return the note that nothing says when an inspection was published, where nothing does."""
    if round_.id == UNDATED:
        yield problem("inspection_undated", "Nothing says when the report was published.")


# --- by name -------------------------------------------------------------------------------------------------


def _organisation(e: Evidence, form: re.Pattern[str]) -> Organisation | None:
    """Return the organisation that title and address name; raises Refusal where they name two."""
    title = title_of(e, form)
    by_title = _in_title(title.text, form) if title else None
    last = (e.canonical or "").rstrip("/").rpartition("/")[2]
    by_address = _in_address(last)
    begun = _begun_with(_words(title.text, form)) if title and not all_named(title.text) else None
    _one_of(by_title or begun, by_address or _begun_with(_ENDS.sub("", last.replace("-", " "))))
    return by_title or by_address


def _several(e: Evidence, form: re.Pattern[str]) -> list[Organisation]:
    """Return the forces and services that title and address of a report name, in full or by their areas; none where it is one."""
    title = title_of(e, form)
    last = (e.canonical or "").rstrip("/").rpartition("/")[2].replace("-", " ")
    for text in (title.text if title else "", last):
        found = {continued(o, "9999").id: o for o in (*named(_POLICE, text), *mentioned(OrganisationKind.FIRE, text))}
        if len(found) > 1:
            return list(found.values())
    return []


def of_several(organisations: list[Organisation]) -> Problem:
    """Return the problem of a page that is about several forces or services: whose its rows are nothing says."""
    several = " and ".join(each.full_name for each in organisations)
    return problem("unknown_organisation", f"The page is about several, {several}; it is read as nobody's.")


def names_in_full(e: Evidence) -> Organisation | None:
    """Return the one organisation whose full name stands in the title of a page, or in its address.

    None where the title names several. Raises Refusal where they name two.
    """
    title = e.title_of_text
    by_title = only_one(title.text) if title else None
    if by_title is None and title is not None and all_named(title.text):
        return None
    return _one_of(by_title, only_one((e.canonical or "").rpartition("/publication-html/")[2].replace("-", " ")))


def _one_of(by_title: Organisation | None, by_address: Organisation | None) -> Organisation | None:
    if by_title and by_address and continued(by_title, "9999") != continued(by_address, "9999"):
        raise Refusal(
            RefusalReason.IDENTITY,
            f"the title names {by_title.full_name}, the address {by_address.full_name}",
        )
    return by_title or by_address


_OF_ROUNDS = re.compile(r"\b(?:peel|frs)\b")


def is_of_rounds(e: Evidence) -> bool:
    """Return whether title or address name the programme of all forces or all services, which is inspected in rounds."""
    title = e.title_of_text
    return _OF_ROUNDS.search(f"{fold(title.text) if title else ''} {e.canonical}") is not None


def is_of_one(e: Evidence) -> bool:
    """Return whether title or address name an organisation, in full or, at the end of the address, by its slug."""
    path = (e.canonical or "").rstrip("/")
    title = e.title_of_text
    if names_in_full(e) is not None or (title is not None and all_named(title.text)):
        return True
    return any(path.endswith(f"-{o.slug}") for o in ORGANISATIONS.values())


_DAYS = re.compile(rf"\b(?:{'|'.join(MONTHS)}|20\d\d)\b")
_WORDS = r"(?:an?|the|of|in|on|into|to|by|report|joint|announced|unannounced|(?:post-|re-?)?inspections?|visits?|reviews?|programme|[ ,:-])+"
"""What stands around the name of an area in a title: nothing else may, so that no word of a longer name is lost."""
_BY_WHOM = re.compile(r" by (?:hm|her majesty's|his majesty's) inspectorate\b.*$")
_NO_WORD = re.compile(r"[^a-z]+")
_ENDS = re.compile(rf"^{_WORDS}\b|\b{_WORDS}$")


def _words(title: str, form: re.Pattern[str]) -> str:
    """Return the folded words of a title without those of its form, its day and what joins them."""
    return _ENDS.sub("", " ".join(_DAYS.sub(" ", form.sub(" ", _BY_WHOM.sub("", fold(title)))).split()))


def _in_title(text: str, form: re.Pattern[str]) -> Organisation | None:
    """Return the organisation that a title names, in full, or as a police force by its area and nothing beside it."""
    return only_one(text) or find_organisation(_POLICE, _words(text, form))


def _in_address(last: str) -> Organisation | None:
    """Return the organisation that the last part of an address names, in full, or as a police force that it begins with."""
    return only_one(last.replace("-", " ")) or _by_first_slug(last)


def _begun_with(text: str) -> Organisation | None:
    """Return the police force whose area some folded words begin with: too little to believe, enough to contradict."""
    return _by_first_slug(f"{_NO_WORD.sub('-', text).strip('-')}-")


def _by_first_slug(text: str) -> Organisation | None:
    """Return the police force with whose slug a text begins, and goes on behind a dash; the longest of several."""
    forces = (one for one in ORGANISATIONS.values() if one.kind == _POLICE)
    begun = (force for force in forces if text.startswith(f"{force.slug}-"))
    return max(begun, key=lambda force: len(force.slug), default=None)


# --- by day --------------------------------------------------------------------------------------------------


def month_of(e: Evidence, title: RawBlock | None) -> str:
    """Return the month by which an inspection is known: by the address, else by the day it was published."""
    match = _MONTH_IN_ADDRESS.search(e.canonical or "")
    if match is not None:
        return f"{match[2]}-{MONTHS.index(match[1]) + 1:02}"
    stated = published_days(e.blocks, title.number if title is not None else 0)
    months = {f"{one.day:%Y-%m}" for one in stated}
    return months.pop() if len(months) == 1 else UNDATED
