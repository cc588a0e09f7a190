"""Whose page is one of all organisations: nobody's; its round is that of its heading, else of its address."""

from __future__ import annotations

import re

from schemas.vocabulary import OrganisationKind, Round
from scraper.document.blocks import RawBlock
from scraper.parsers.evidence import Evidence
from scraper.parsers.spec import Whose
from scraper.parsers.titles import YEARS, round_of

_TITLE = re.compile(r"^(?:PEEL|FRS) assessments? 20\d\d|^Service Assessment Data Table\b", re.I)
_BODIES = (
    (OrganisationKind.FIRE, re.compile(r"/frs-"), re.compile(r"\bfire\b|\bservice assessment|\bFRS\b", re.I)),
    (OrganisationKind.POLICE, re.compile(r"/peel-"), re.compile(r"\bpeel\b|\bpolice\b|\bforces?\b", re.I)),
)
_IN_ADDRESS = re.compile(r"(?:peel|frs)-(?P<year>20\d\d)(?:-(?P<end>(?:20)?\d\d))?(?=[/?]|$)")


def whose_of_many(e: Evidence) -> Whose:
    """Return the body and the round of a page of all forces or services, as far as title or address say."""
    title = e.first_heading(_TITLE)
    kind = _body(e, title)
    return Whose(round=_round(kind, title, e.canonical or ""), kind=kind, title=title)


def _body(e: Evidence, title: RawBlock | None) -> OrganisationKind | None:
    for kind, path, words in _BODIES:
        if path.search(e.canonical or "") or (title is not None and words.search(title.text)):
            return kind
    return None


def _round(kind: OrganisationKind | None, title: RawBlock | None, address: str) -> Round | None:
    named = re.search(YEARS, title.text) if title else None
    named = named or _IN_ADDRESS.search(address)
    return round_of(kind, named["year"], named["end"]) if named and kind else None
