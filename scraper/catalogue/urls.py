"""The addresses of the site: one canonical form, and what an address promises. An address can lie.

What the paths promise stands with the page types (`schemas/page_types.py`). The URL year is the first year of a
round only: `peel-2018` is 2018-19 and `frs-2021` is 2021-22 (docs/layouts.md, 1).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from schemas.page_types import PAGE_TYPES, Form, PageFacts, PageType, Place
from schemas.vocabulary import Pillar

from .organisations import ORGANISATIONS, continued, of_slug
from .webarchives import unwrap

CANONICAL_HOST = "hmicfrs.justiceinspectorates.gov.uk"
HOSTS = frozenset({CANONICAL_HOST, "www.justiceinspectorates.gov.uk", "justiceinspectorates.gov.uk"})

_PREFIX = re.compile(r"^(?:hmicfrs|hmic)(?:/|$)")
_TELLING = frozenset({"view", "data", "body", "paged", "page", "pg", "sf_paged"})
"""Parameters of a query by which addresses are of several pages: views of an overview, pages of a list."""
_LATER = re.compile(r"(.+)/page/\d+")
"""Where a list goes on that does not fit one page, below the address of its first."""


@dataclass(frozen=True)
class Address:
    """What an address promises: type, organisation, round and pillar where it states them."""

    facts: PageFacts
    organisation: str | None
    round: str | None
    pillar: str | None
    canonical: str

    @property
    def type(self) -> PageType:
        """The page type."""
        return self.facts.type

    @property
    def assessment(self) -> str | None:
        """`<organisation>/<round>`, None where the address lacks one of the two."""
        return f"{self.organisation}/{self.round}" if self.organisation and self.round else None

    @property
    def page_id(self) -> str | None:
        """`<assessment>/<type>[/<pillar>]`, None where the address states no assessment."""
        return page_id(self.type, self.assessment, self.pillar)


def page_id(page_type: PageType, assessment: str | None, pillar: str | None) -> str | None:
    """Return the id of a page (docs/database.md), None without an assessment."""
    if assessment is None:
        return None
    return f"{assessment}/{page_type.value}" + (f"/{pillar}" if pillar else "")


def same_assessment(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Return whether two pairs of organisation and round may be one, as far as both state them.

    An organisation and the one that continues it in the round count as one.
    """
    (organisation, round_id), (other_organisation, other_round) = one, other
    if round_id and other_round and round_id != other_round:
        return False
    if not organisation or not other_organisation or organisation == other_organisation:
        return True
    found = [ORGANISATIONS.get(organisation), ORGANISATIONS.get(other_organisation)]
    day = round_id or other_round
    names = {continued(o, day).id if o and day else o.id if o else None for o in found}
    return None not in names and len(names) == 1


def _split(url: str) -> SplitResult:
    """Split an address; one that is malformed (`http://[::1/`) has no host and no path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


@lru_cache(maxsize=256)
def _page(url: str) -> SplitResult:
    """Return the parts of a page's own address, also where it stands inside that of a web archive."""
    return _split(unwrap(url))


@lru_cache(maxsize=256)
def path_of(url: str) -> str:
    """Return the site's path of an address, without host, old prefixes, doubled slashes and noise."""
    path = "/".join(filter(None, _page(url).path.split("/")))
    return _PREFIX.sub("", path).casefold()


def canonical_url(url: str) -> str:
    """Return the one address of a page, whatever host, prefix, slash or query noise it was found with.

    >>> canonical_url("http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/surrey?")
    'https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/surrey/'
    """
    path = path_of(url)
    query = _view_query(url)
    end = "" if not path or "." in path.rsplit("/", 1)[-1] else "/"
    return f"https://{CANONICAL_HOST}/{path}{end}{query}"


def _view_query(url: str) -> str:
    query = _page(url).query
    kept = [(k, v) for k, v in parse_qsl(query) if k in _TELLING] if query else None
    return "?" + urlencode(sorted(kept)) if kept else ""


def is_ours(url: str, sites: tuple[str, ...] = ()) -> bool:
    """Return whether an address is on a host of the site, or below one of the bases in `sites`."""
    return _page(url).hostname in HOSTS or unwrap(url).startswith(sites)


def _slug_id(kind: str, slug: str) -> str | None:
    return of_slug(kind, slug) if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) and len(slug) < 60 else None


Promise = tuple[PageFacts, str | None, str | None, str | None]
"""What a path promises: the row of its page type, organisation, round, pillar."""
_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Promise | None]]
_PILLAR_NAME = "|".join(pillar.value for pillar in Pillar)


def _of_place(facts: PageFacts, place: Place) -> _Rule:
    """Return the rule of the paths of one round's pages of a type."""
    path = re.escape(place.path).replace(r"\{slug\}", r"(?P<slug>[^/]+)")
    pattern = re.compile(path.replace(r"\{pillar\}", rf"(?P<pillar>{_PILLAR_NAME})"))

    def read(match: re.Match[str]) -> Promise:
        groups = match.groupdict()
        return facts, _slug_id(place.kind, groups["slug"]), place.round, groups.get("pillar")

    return pattern, read


def _of_form(facts: PageFacts, form: Form) -> _Rule:
    """Return the rule of paths that state no known round; one without years names an organisation of the catalogue."""

    def read(match: re.Match[str]) -> Promise | None:
        groups = match.groupdict()
        if form.kind is None:
            return facts, None, None, None
        if groups.get("first"):
            round_id = f"{groups['first']}-{groups['last'][-2:]}"
            return facts, _slug_id(form.kind, groups["slug"]), round_id, None
        organisation = of_slug(form.kind, groups["slug"])
        return (facts, organisation, None, None) if organisation in ORGANISATIONS else None

    return re.compile(form.pattern), read


RULES: tuple[_Rule, ...] = tuple(
    rule
    for facts in PAGE_TYPES
    for rule in (
        *(_of_place(facts, place) for place in facts.places),
        *(_of_form(facts, form) for form in facts.forms),
    )
)
"""The rules of the site's paths, made from the table of page types; the first that promises something is believed."""


@lru_cache(maxsize=256)
def _promise(path: str) -> Promise | None:
    for pattern, read in RULES:
        match = pattern.fullmatch(path)
        promised = read(match) if match else None
        if promised is not None:
            return promised
    later = _LATER.fullmatch(path)
    first = _promise(later[1]) if later else None
    return first if first is not None and first[0].is_list else None


def read_address(url: str, sites: tuple[str, ...] = ()) -> Address | None:
    """Return what an address of the site promises; None for another host or a path that no rule knows.

    `sites` are further bases (a mirror, a test server) whose paths count as the site's.
    """
    if not is_ours(url, sites):
        return None
    promised = _promise(path_of(url))
    return Address(*promised, canonical_url(url)) if promised is not None else None
