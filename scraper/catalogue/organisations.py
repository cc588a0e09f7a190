"""Whom the inspectorate inspects: police forces, fire and rescue services, other bodies, with the names the site gives them.

They are the rows of `data/organisations.csv`; their official codes stand, each with its sources, in
`data/identifiers.csv`. A file of the user's own may add to them (`schemas.catalogued`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from schemas.catalogued import Line, lines, listed, made
from schemas.rows import OrganisationRow
from schemas.text import fold
from schemas.vocabulary import MAIN_PROGRAMME, OrganisationKind, Programme, kind_of

from .files import FOLDER

_SUFFIX = {
    "police": ("police", "constabulary", "police service"),
    "fire": ("fire and rescue service", "fire brigade", "fire service", "fire and rescue", "frs"),
    "regional": ("regional organised crime unit", "region", "rocu"),
}
_BODY = {
    OrganisationKind.POLICE: "Police",
    OrganisationKind.FIRE: "Fire and Rescue Service",
    OrganisationKind.REGIONAL: "Regional Organised Crime Unit",
}
IDENTIFIERS = ("ons_code", "police_uk_id", "home_office_name", "region", "country")
"""What `identifiers.csv` says of organisations, in the order of the columns of the table `organisations`."""


@dataclass(frozen=True)
class Organisation:
    """A force, a service, or another body.

    `name` is the area as the h1 writes it, `full_name` the body as prose writes it; `aliases` are further
    names seen; `programme` is the programme in whose rounds it is inspected; `continues` is the organisation it came
    from, `continued_by` the one it became part of; `first` and `last` are the rounds in which it exists (None: all),
    `active_from` and `active_to` the days, where a merger or a new name set them; `verified` says whether its slug was
    seen in a real address.
    """

    id: str
    kind: str
    slug: str
    name: str
    full_name: str
    programme: Programme
    aliases: tuple[str, ...] = ()
    continues: str | None = None
    continued_by: str | None = None
    first: str | None = None
    last: str | None = None
    active_from: str | None = None
    active_to: str | None = None
    verified: bool = True

    @property
    def in_rounds(self) -> bool:
        """Whether it is inspected in the rounds of its body."""
        return self.programme in MAIN_PROGRAMME.values()

    def in_round(self, round_id: str) -> bool:
        """Return whether the organisation exists in a round; one that states no year is of today."""
        year = _year(round_id)
        return _year(self.first or "0000") <= year and (self.last is None or year <= _year(self.last))


def _year(round_id: str) -> int:
    return int(round_id[:4]) if round_id[:4].isdigit() else 9999


def _organisation(line: Line) -> Organisation:
    kind, slug = kind_of(line["id"]), line["id"].partition("/")[2]
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or not line["name"]:
        raise ValueError("an id such as fire/kent and a name are wanted")
    return Organisation(
        id=line["id"],
        kind=kind.value,
        slug=slug,
        name=line["name"],
        full_name=line["full_name"] or f"{line['name']} {_BODY[kind]}",
        programme=Programme(line["programme"] or MAIN_PROGRAMME.get(kind, Programme.SPECIAL)),
        aliases=listed(line["aliases"]),
        continues=line["continues"] or None,
        continued_by=line["continued_by"] or None,
        first=line["first"] or None,
        last=line["last"] or None,
        active_from=line["active_from"] or None,
        active_to=line["active_to"] or None,
        verified=bool(line["slug_seen"]),
    )


_ALL: tuple[Organisation, ...] = made(_organisation, "organisations", FOLDER)
ORGANISATIONS: dict[str, Organisation] = {o.id: o for o in _ALL}
_BY_SLUG: dict[str, str] = {
    f"{line['id'].partition('/')[0]}/{slug}": line["id"]
    for line in lines("organisations", FOLDER)
    for slug in (line["id"].partition("/")[2], *listed(line["slugs"]))
}


def of_slug(kind: str, slug: str) -> str:
    """Return the id of the organisation that has a slug in addresses of a body; one of its own for an unknown slug."""
    return _BY_SLUG.get(f"{kind}/{slug}", f"{kind}/{slug}")


@cache
def _identifiers() -> dict[tuple[str, str], str]:
    return {
        (line["organisation"], line["field"]): line["value"] for line in lines("identifiers", FOLDER) if line["value"]
    }


def organisation_rows(organisations: Iterable[Organisation] = _ALL) -> list[OrganisationRow]:
    """Return organisations as rows of the database, with their official codes; a code that is not sure is None."""
    known = _identifiers()
    return [
        OrganisationRow._make(
            (
                *(o.id, o.kind, o.slug, o.name, o.continues, o.continued_by),
                *(known.get((o.id, field)) for field in IDENTIFIERS),
                *(o.active_from, o.active_to),
            )
        )
        for o in organisations
    ]


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


_BY_NAME: dict[str, dict[str, Organisation]] = {kind: {} for kind in _SUFFIX}
for _o in _ALL:
    for _n in _names(_o):
        _BY_NAME[_o.kind].setdefault(_n, _o)


def find_organisation(kind: str, name: str) -> Organisation | None:
    """Return the organisation of a body (`police`, `fire`, `regional`) by any name the site gives it, or None."""
    return _BY_NAME[kind].get(name_key(name))


_NOT_INSPECTED = frozenset(
    {
        "south wales fire and rescue service", "mid and west wales fire and rescue service",
        "north wales fire and rescue service", "scottish fire and rescue service",
        "northern ireland fire and rescue service", "police scotland",
    }
)  # fmt: skip


def is_not_inspected(name: str) -> bool:
    """Return whether a text is the name of a force or service of another country, of which the inspectorate grades nothing."""
    return name_key(name) in _NOT_INSPECTED


def continued(organisation: Organisation, round_id: str) -> Organisation:
    """Return the organisation under the identity it has in a round: a merged force follows its successor."""
    later = ORGANISATIONS.get(organisation.continued_by or "")
    if later is None or organisation.in_round(round_id) or not later.in_round(round_id):
        return organisation
    return later


@cache
def _full_names(kind: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the words that the full names of a body's organisations begin with, and the pattern of the names."""
    of_kind = [o for o in _ALL if o.kind == kind]
    areas = {name_key(o.name) for o in of_kind if o.name != o.full_name}
    full = sorted({n for o in of_kind for n in _names(o)} - areas, key=len, reverse=True)
    return frozenset(w for n in full for w in n.split()[:1]), re.compile(
        r"\b(" + "|".join(map(re.escape, full)) + r")\b"
    )


@cache
def _all_names(kind: str) -> re.Pattern[str]:
    """Return the pattern of all names of a body's organisations, areas too, the longest first."""
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, _BY_NAME[kind]), key=len, reverse=True)) + r")\b")


def named(kind: str, text: str) -> list[Organisation]:
    """Return the organisations of a body that a text names, in full or by their areas, in order, each once.

    Areas are names of more than organisations: ask it of titles and addresses alone.
    """
    found = {o.id: o for name in _all_names(kind).findall(name_key(text)) if (o := _BY_NAME[kind][name])}
    return list(found.values())


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
    key = name_key(text)
    begins, form = _full_names(kind)
    if begins.isdisjoint(key.split()):
        return []
    for match in form.finditer(key):
        o = _BY_NAME[kind][match.group(1)]
        found.setdefault(o.id, o)
    return list(found.values())
