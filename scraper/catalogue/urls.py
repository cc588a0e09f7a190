"""The addresses of the site: one canonical form, and what an address promises. An address can lie.

Sources: LAYOUTS-2014-2017 §1 and LAYOUTS-2018-2025 §2. The URL year is the first year of a round only:
`peel-2018` is 2018-19 and `frs-2021` is 2021-22.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from schemas.vocabulary import PageType

from .organisations import ORGANISATIONS

CANONICAL_HOST = "hmicfrs.justiceinspectorates.gov.uk"
HOSTS = frozenset({CANONICAL_HOST, "www.justiceinspectorates.gov.uk", "justiceinspectorates.gov.uk"})

_PREFIX = re.compile(r"^(?:hmicfrs|hmic)(?:/|$)")
_ARCHIVED = re.compile(r"^https?://[^/]+/(?:web|ukgwa|wayback)/(?:\+|\d{4,14}[a-z_]*)/+(https?:/+.+)$")
_ROUND_OF_YEAR = {
    ("peel", "2014"): "2014",
    ("peel", "2015"): "2015",
    ("peel", "2016"): "2016",
    ("peel", "2017"): "2017",
    ("peel", "2018"): "2018-19",
    ("frs", "2018"): "2018-19",
    ("frs", "2021"): "2021-22",
}
_PILLARS = {"effectiveness", "efficiency", "legitimacy", "leadership", "people"}


@dataclass(frozen=True)
class Address:
    """What an address promises: type, organisation, round and pillar where it states them."""

    type: PageType
    organisation: str | None
    round: str | None
    pillar: str | None
    canonical: str

    @property
    def assessment(self) -> str | None:
        """`<organisation>/<round>`, None where the address lacks one of the two."""
        return f"{self.organisation}/{self.round}" if self.organisation and self.round else None

    @property
    def page_id(self) -> str | None:
        """`<assessment>/<type>[/<pillar>]`, None where the address states no assessment."""
        return page_id(self.type, self.assessment, self.pillar)


def page_id(page_type: PageType, assessment: str | None, pillar: str | None) -> str | None:
    """Give the id of a page (DESIGN.md, Contract: the database), None without an assessment."""
    if assessment is None:
        return None
    return f"{assessment}/{page_type.value}" + (f"/{pillar}" if pillar else "")


def unwrap(url: str) -> str:
    """Give the address of the page inside a web archive's address; any other address as it is."""
    match = _ARCHIVED.match(url)
    return re.sub(r"^(https?):/+", r"\1://", match.group(1)) if match else url


def _split(url: str) -> SplitResult:
    """Split an address; one that is malformed (`http://[::1/`) has no host and no path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def path_of(url: str) -> str:
    """Give the site's path of an address, without host, old prefixes, doubled slashes and noise."""
    path = "/".join(part for part in _split(unwrap(url)).path.split("/") if part)
    return _PREFIX.sub("", path).casefold()


def canonical_url(url: str) -> str:
    """Give the one address of a page, whatever host, prefix, slash or query noise it was found with.

    >>> canonical_url("http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/surrey?")
    'https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/surrey/'
    """
    path = path_of(url)
    query = _view_query(url)
    end = "" if not path or "." in path.rsplit("/", 1)[-1] else "/"
    return f"https://{CANONICAL_HOST}/{path}{end}{query}"


def _view_query(url: str) -> str:
    kept = [(k, v) for k, v in parse_qsl(_split(unwrap(url)).query) if k in {"view", "data", "body"}]
    return "?" + urlencode(sorted(kept)) if kept else ""


def is_ours(url: str, sites: tuple[str, ...] = ()) -> bool:
    """Say whether an address is on a host of the site, or below one of the bases in `sites`."""
    inner = unwrap(url)
    return _split(inner).hostname in HOSTS or any(inner.startswith(base) for base in sites)


def _slug_id(kind: str, slug: str) -> str | None:
    return f"{kind}/{slug}" if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) and len(slug) < 60 else None


def _pillar_layout(m: re.Match[str], canonical: str) -> Address | None:
    kind = "police" if m["body"] == "peel" else "fire"
    round_id = _ROUND_OF_YEAR.get((m["body"], m["year"]))
    sub = m["sub"]
    if round_id is None or (sub and sub not in _PILLARS and sub != "other-reports"):
        return None
    if not sub:
        page_type = PageType.ASSESSMENT
    elif sub == "other-reports":
        page_type = PageType.OTHER_REPORTS
    else:
        page_type = PageType.FINDINGS if m["findings"] else PageType.PILLAR
    pillar = sub if sub in _PILLARS else None
    return Address(page_type, _slug_id(kind, m["slug"]), round_id, pillar, canonical)


def _long_report(m: re.Match[str], canonical: str) -> Address | None:
    kind = "police" if m["body"] == "peel-reports" else "fire"
    round_id = f"{m['first']}-{m['last'][-2:]}"
    return Address(PageType.REPORT, _slug_id(kind, m["slug"]), round_id, None, canonical)


def _without_round(kind: str, page_type: PageType) -> Callable[[re.Match[str], str], Address | None]:
    def read(m: re.Match[str], canonical: str) -> Address | None:
        organisation = f"{kind}/{m['slug']}"
        if organisation not in ORGANISATIONS:
            return None
        return Address(page_type, organisation, None, None, canonical)

    return read


def _named(page_type: PageType) -> Callable[[re.Match[str], str], Address | None]:
    return lambda _match, canonical: Address(page_type, None, None, None, canonical)


_SLUG = r"(?P<slug>[^/]+)"
RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Address | None]], ...] = tuple(
    (re.compile(f"^{pattern}$"), read)
    for pattern, read in (
        (r"cy(?:/.*)?", _named(PageType.WELSH)),
        (r"peel-assessments/(?:what-is-peel|how-we-inspect)(?:/.*)?", _named(PageType.ROUND_INDEX)),
        (r"fire-and-rescue-services/how-we-inspect[^/]*(?:/.*)?", _named(PageType.ROUND_INDEX)),
        (r"frs-assessment/frs-[\d-]+/service-assessment-data-table", _named(PageType.DATA_TABLE)),
        (r"peel-assessments/peel-\d{4}", _named(PageType.OVERVIEW)),
        (r"frs-assessment/frs-[\d-]+", _named(PageType.OVERVIEW)),
        (
            r"(?:peel-assessments|frs-assessment)/(?P<body>peel|frs)-(?P<year>\d{4})/"
            + _SLUG
            + r"(?:/(?P<sub>[^/]+)(?P<findings>/detailed-findings)?)?",
            _pillar_layout,
        ),
        (
            r"(?P<body>peel-reports|frs-assessments?)/(?P<slug>[^/]+?)-(?P<first>20\d\d)-(?P<last>(?:20)?\d\d)",
            _long_report,
        ),
        (r"frs-assessments?/" + _SLUG, _without_round("fire", PageType.REPORT)),
        (r"(?:peel-assessments|peel-reports|frs-assessments?)", _named(PageType.ROUND_INDEX)),
        (r"publication-html/[^/]+(?:/.*)?", _named(PageType.PUBLICATION)),
        (r"publications(?:/.*)?", _named(PageType.LANDING)),
        (r"news(?:/.*)?", _named(PageType.NEWS)),
        (r"(?:key-facts-technical-note|fire-and-rescue-services)(?:/.*)?", _named(PageType.LANDING)),
        (r"police-forces/" + _SLUG, _without_round("police", PageType.LANDING)),
        (_SLUG, _without_round("police", PageType.ASSESSMENT)),
        (r"", _named(PageType.LANDING)),
    )
)


def read_address(url: str, sites: tuple[str, ...] = ()) -> Address | None:
    """Give what an address of the site promises; None for another host or a path that no rule knows.

    `sites` are further bases (a mirror, a test server) whose paths count as the site's.
    """
    if not is_ours(url, sites):
        return None
    path, canonical = path_of(url), canonical_url(url)
    for pattern, read in RULES:
        match = pattern.match(path)
        if match:
            return read(match, canonical)
    return None
