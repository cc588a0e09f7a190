"""Pages of all organisations: nobody's, of the round of their heading, else of their address; grades that they print are told."""

from __future__ import annotations

import re
from collections import Counter

from schemas.vocabulary import OrganisationKind, RefusalReason, Round
from scraper.document.blocks import RawBlock
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence, Refusal
from scraper.parsers.grades import Stated, split_badge
from scraper.parsers.lines import Line
from scraper.parsers.spec import Whose
from scraper.parsers.titles import YEARS, round_of

_TITLE = re.compile(r"^(?:PEEL|FRS) assessments? 20\d\d|^Service Assessment Data Table\b", re.I)
_BODIES = (
    (OrganisationKind.FIRE, re.compile(r"/frs-"), re.compile(r"\bfire\b|\bservice assessment|\bFRS\b", re.I)),
    (OrganisationKind.POLICE, re.compile(r"/peel-"), re.compile(r"\bpeel\b|\bpolice\b|\bforces?\b", re.I)),
)
_IN_ADDRESS = re.compile(r"(?:peel|frs)-(?P<year>20\d\d)(?:-(?P<end>(?:20)?\d\d))?(?=[/?]|$)")


def whose_of_many(e: Evidence) -> Whose:
    """Return the body and the round of a page of all forces or services, as far as title or address say.

    Raises Refusal where they name two rounds.
    """
    title = e.first_heading(_TITLE)
    kind = _body(e, title)
    return Whose(round=_round(kind, title, e.canonical or ""), kind=kind, title=title)


def _body(e: Evidence, title: RawBlock | None) -> OrganisationKind | None:
    for kind, path, words in _BODIES:
        if path.search(e.canonical or "") or (title is not None and words.search(title.text)):
            return kind
    return None


def _round(kind: OrganisationKind | None, title: RawBlock | None, address: str) -> Round | None:
    """Return the round of the title, else of the address; raises Refusal where they name two."""
    named = (re.search(YEARS, title.text) if title else None, _IN_ADDRESS.search(address))
    by_title, by_address = (round_of(kind, one["year"], one["end"]) if one and kind else None for one in named)
    if title is not None and by_title is not None and by_address is not None and by_title.id != by_address.id:
        raise Refusal(
            RefusalReason.IDENTITY,
            f"the title “{title.text}” is of the round {by_title.id}, the address of {by_address.id}",
        )
    return by_title if named[0] else by_address


_LEGENDS = 2  # that a page may print: one for the wheel, one for the table


def tell_printed(b: Builder, lines: list[Line]) -> None:
    """Say so where a page prints a grade more often than legends have it, alone or behind a name: none of them is read."""
    printed: list[tuple[Line, Stated]] = []
    for line in lines:
        split = split_badge(line.text)
        told = line.stated or (split[1] if split is not None and split[1].grade else None)
        printed += [(line, told)] if told else []
    if max(Counter((told.status, told.grade) for _, told in printed).values(), default=0) > _LEGENDS:
        first = printed[0][0]
        message = (
            f"The page prints {len(printed)} grades, from “{first.block.text[:40]}”; those of such a page are not read."
        )
        b.flag("grade_unreadable", message, first.number)
