"""Whose page a report of a programme of its own is: the organisation of its title, the month that it was published in.

Such inspections have no rounds: each is known by its month, `2022-11`, by the address where that has it, else by the
line `Published on`, else `undated` (docs/layouts.md, 17).
"""

from __future__ import annotations

import re

from schemas.extraction import problem
from schemas.page_types import PageFacts
from schemas.vocabulary import OrganisationKind, RefusalReason, inspection
from scraper.catalogue.organisations import Organisation

from .dates import MONTHS, PUBLISHED, read_date
from .evidence import Evidence, Refusal
from .spec import Whose
from .titles import only_one

UNDATED = "undated"
_MONTH_IN_ADDRESS = re.compile(rf"-({'|'.join(MONTHS)})-(20\d\d)/?$")
_HEAD = 30  # blocks in which the day of publication stands


def of_inspection(e: Evidence, facts: PageFacts, form: re.Pattern[str]) -> Whose:
    """Return whose page it is; declined where neither title nor address names one organisation.

    `form` is the form of such a report's title, by which it is found where it is no h1. Raises Refusal where the title
    names another organisation than the address.
    """
    title = e.first_heading(form) or (e.window_title if e.window_title.text else None)
    by_title = only_one(title.text) if title else None
    by_address = only_one(re.sub(r"[/-]", " ", e.canonical or ""))
    organisation = by_title or by_address
    if organisation is None or facts.programme is None:
        return Whose(title=title, declined=True)
    _refuse_other(by_title, by_address)
    kind = OrganisationKind(organisation.kind)
    round_id = _month(e)
    round_ = inspection(kind, facts.programme, round_id)
    notes = []
    if round_id == UNDATED:
        notes.append(problem("inspection_undated", "Nothing says when the report was published."))
    if title is None:
        notes.append(problem("no_heading", f"No heading says whose the report is; {e.canonical} was believed."))
    return Whose(organisation, round_, kind, title, tuple(notes))


def _refuse_other(by_title: Organisation | None, by_address: Organisation | None) -> None:
    if by_title and by_address and by_title.id != by_address.id:
        raise Refusal(
            RefusalReason.IDENTITY,
            f"the title names {by_title.full_name}, the address {by_address.full_name}",
        )


def _month(e: Evidence) -> str:
    """Return the month by which an inspection is known."""
    match = _MONTH_IN_ADDRESS.search(e.canonical or "")
    if match is not None:
        return f"{match[2]}-{MONTHS.index(match[1]) + 1:02}"
    for block in e.blocks[:_HEAD]:
        published = PUBLISHED.match(block.text)
        day = read_date(published[1]) if published else None
        if day is not None:
            return f"{day:%Y-%m}"
    return UNDATED
