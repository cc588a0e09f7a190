"""The police forces and the fire and rescue services, with the names the site gives them.

Sources: docs/layouts.md, 1 (all 43 force slugs were seen in real addresses; 27 fire
slugs seen; the others are formed from the service's name and marked `verified=False`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.text import fold, slug

_SUFFIX = {
    "police": ("police", "constabulary", "police service"),
    "fire": ("fire and rescue service", "fire brigade", "fire service", "fire and rescue", "frs"),
}


@dataclass(frozen=True)
class Organisation:
    """A force or a service.

    `name` is the area as the h1 writes it, `full_name` the body as prose writes it; `aliases` are further
    names seen; `continues` is the organisation it came from; `first` and `last` are the rounds in which it
    exists (None: all); `verified` says whether its slug was seen in a real address.
    """

    id: str
    kind: str
    slug: str
    name: str
    full_name: str
    aliases: tuple[str, ...] = ()
    continues: str | None = None
    first: str | None = None
    last: str | None = None
    verified: bool = True

    def in_round(self, round_id: str) -> bool:
        """Return whether the organisation exists in a round (round ids order as text)."""
        return (self.first or "") <= round_id and (self.last is None or round_id <= self.last)


_CONSTABULARIES = {
    "Avon and Somerset", "Cambridgeshire", "Cheshire", "Cumbria", "Derbyshire", "Durham", "Gloucestershire",
    "Hampshire", "Hertfordshire", "Lancashire", "Norfolk", "Suffolk",
}  # fmt: skip
_POLICE_AREAS = (
    "Avon and Somerset", "Bedfordshire", "Cambridgeshire", "Cheshire", "City of London", "Cleveland",
    "Cumbria", "Derbyshire", "Devon and Cornwall", "Dorset", "Durham", "Dyfed-Powys", "Essex",
    "Gloucestershire", "Greater Manchester", "Gwent", "Hampshire", "Hertfordshire", "Humberside", "Kent",
    "Lancashire", "Leicestershire", "Lincolnshire", "Merseyside", "Metropolitan", "Norfolk", "North Wales",
    "North Yorkshire", "Northamptonshire", "Northumbria", "Nottinghamshire", "South Wales",
    "South Yorkshire", "Staffordshire", "Suffolk", "Surrey", "Sussex", "Thames Valley", "Warwickshire",
    "West Mercia", "West Midlands", "West Yorkshire", "Wiltshire",
)  # fmt: skip
_POLICE_ALIASES: dict[str, tuple[str, ...]] = {
    "Metropolitan": ("Metropolitan Police Service", "Metropolitan Police", "the Met"),
    "Norfolk": ("Norfolk Constabulary", "Norfolk Police"),
}
_FIRE_SEEN = (
    "Avon", "Bedfordshire", "Buckinghamshire", "Cheshire", "Cornwall", "Cumbria", "Devon and Somerset",
    "Dorset and Wiltshire", "Essex", "Gloucestershire", "Greater Manchester", "Hampshire and Isle of Wight",
    "Hereford and Worcester", "Humberside", "Isles of Scilly", "Lancashire", "London", "Merseyside", "Norfolk",
    "Northamptonshire", "Oxfordshire", "Royal Berkshire", "Surrey", "Tyne and Wear", "Warwickshire",
    "West Midlands", "West Sussex",
)  # fmt: skip
_FIRE_BY_NAME = (
    "Cambridgeshire", "Cleveland", "County Durham and Darlington", "Derbyshire", "East Sussex", "Hampshire",
    "Hertfordshire", "Isle of Wight", "Kent", "Leicestershire", "Lincolnshire", "North Yorkshire",
    "Northumberland", "Nottinghamshire", "Shropshire", "South Yorkshire", "Staffordshire", "Suffolk",
    "West Yorkshire",
)  # fmt: skip
_FIRE_ALIASES: dict[str, tuple[str, ...]] = {"Essex": ("Essex County",)}
_FIRE_FULL = {
    "London": "London Fire Brigade",
    "West Midlands": "West Midlands Fire Service",
    "Essex": "Essex County Fire and Rescue Service",
    "Cleveland": "Cleveland Fire Brigade",
}
_MERGED = {"Hampshire and Isle of Wight": "2021-22"}
_ENDED = {("fire", "Hampshire"), ("fire", "Isle of Wight"), ("police", "Hampshire")}


def _police(name: str) -> Organisation:
    body = "Constabulary" if name in _CONSTABULARIES else "Police"
    full = "Metropolitan Police Service" if name == "Metropolitan" else f"{name} {body}"
    return Organisation(
        id=f"police/{slug(name)}",
        kind="police",
        slug=slug(name),
        name=name,
        full_name=full,
        aliases=_POLICE_ALIASES.get(name, ()),
        last="2018-19" if ("police", name) in _ENDED else None,
    )


def _fire(name: str, verified: bool) -> Organisation:
    merged = name in _MERGED
    return Organisation(
        id=f"fire/{slug(name)}",
        kind="fire",
        slug=slug(name),
        name=name,
        full_name=_FIRE_FULL.get(name, f"{name} Fire and Rescue Service"),
        aliases=_FIRE_ALIASES.get(name, ()),
        continues="fire/hampshire" if merged else None,
        first=_MERGED.get(name),
        last="2018-19" if ("fire", name) in _ENDED else None,
        verified=verified,
    )


_ALL: tuple[Organisation, ...] = (
    *(_police(name) for name in _POLICE_AREAS),
    Organisation(
        id="police/hampshire-and-isle-of-wight",
        kind="police",
        slug="hampshire-and-isle-of-wight",
        name="Hampshire and Isle of Wight",
        full_name="Hampshire and Isle of Wight Constabulary",
        aliases=("Hampshire Constabulary",),
        continues="police/hampshire",
        first="2021-22",
    ),
    *(_fire(name, True) for name in _FIRE_SEEN),
    *(_fire(name, False) for name in _FIRE_BY_NAME),
)
ORGANISATIONS: dict[str, Organisation] = {o.id: o for o in _ALL}


_POSSESSIVE = re.compile(r"'s?(?![a-z])")
_NO_LETTERS = re.compile(r"[^a-z ]+")


def name_key(text: str) -> str:
    """Return the form in which two spellings of a name meet: folded, `&` as and, no article, no possessive."""
    key = _POSSESSIVE.sub("", fold(text).replace("&", "and")).removeprefix("the ")
    return _NO_LETTERS.sub(" ", key).strip()


@cache
def _names(o: Organisation) -> frozenset[str]:
    found = {name_key(n) for n in (o.name, o.full_name, *o.aliases)}
    found |= {f"{name_key(o.name)} {suffix}" for suffix in _SUFFIX[o.kind]}
    return frozenset(found)


_BY_NAME: dict[str, dict[str, Organisation]] = {"police": {}, "fire": {}}
for _o in _ALL:
    for _n in _names(_o):
        _BY_NAME[_o.kind].setdefault(_n, _o)


def find_organisation(kind: str, name: str) -> Organisation | None:
    """Return the organisation of a body (`police`, `fire`) by any name the site gives it, or None."""
    return _BY_NAME[kind].get(name_key(name))


def continued(organisation: Organisation, round_id: str) -> Organisation:
    """Return the organisation under the identity it has in a round: a merged force follows its successor."""
    if organisation.in_round(round_id):
        return organisation
    for other in _ALL:
        if other.continues == organisation.id and other.in_round(round_id):
            return other
    return organisation


@cache
def _mention_pattern(kind: str) -> re.Pattern[str]:
    full = sorted(
        {n for o in _ALL if o.kind == kind for n in _names(o) if n != name_key(o.name)}, key=len, reverse=True
    )
    return re.compile(r"\b(" + "|".join(map(re.escape, full)) + r")\b")


@cache
def _longer(organisation: Organisation) -> tuple[str, ...]:
    """Return the full names of others in which the name of this organisation stands, the longest first."""
    bare, own = name_key(organisation.name), _names(organisation)
    found = {n for o in _ALL if o.kind == organisation.kind for n in _names(o) if bare in n and n not in own}
    return tuple(sorted(found, key=len, reverse=True))


def names(organisation: Organisation, text: str) -> bool:
    """Return whether a text names an organisation, by its area or in full, other than within a longer name."""
    key = name_key(text)
    for name in _longer(organisation):
        key = key.replace(name, " ")
    return any(name in key for name in _names(organisation))


def mentioned(kind: str, text: str) -> list[Organisation]:
    """Return the organisations whose full name stands in `text`, in order of first mention, each once."""
    found: dict[str, Organisation] = {}
    for match in _mention_pattern(kind).finditer(name_key(text)):
        o = _BY_NAME[kind][match.group(1)]
        found.setdefault(o.id, o)
    return list(found.values())
