"""The forms of a page's heading: `{Area} 2016`, `{Area} PEEL 2018`, `PEEL 2021/22 – {Area}` and their like.

Source: docs/layouts.md, 3 to 10; the years are written in all the ways of its list of traps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.vocabulary import BODIES, ROUNDS, Round, find_round
from scraper.catalogue.organisations import Organisation, find_organisation, mentioned
from scraper.document.blocks import RawBlock

YEARS = r"(?P<year>20\d\d)(?: ?[/–-] ?(?P<end>(?:20)?\d\d))?"
"""A year, or the two of a round."""
_TITLES = (
    # Any block that has this form is the title; the form that says most of what the page is stands first.
    re.compile(
        r"^(?:Effectiveness and efficiency of|Inspection of|Fire and rescue service inspections?(?::| [–-])?) "
        rf"(?P<area>.{{3,80}}?),? {YEARS}$"
    ),
    re.compile(
        rf"^PEEL {YEARS} ?[:–-] ?(?!\d)(?:An inspection of |Police effectiveness.{{0,60}}inspection of )?(?P<area>.{{3,80}})$"
    ),
    re.compile(
        rf"^(?P<area>[A-Z].{{2,70}}?)[ ,:–-]{{1,3}}(?:(?:PEEL|assessment|inspection|report)[ ,:–-]{{1,3}})*{YEARS}"
        r"(?: (?:assessment|inspection|report))*$"
    ),
)
# Programme, body and years in any order, with a dash or a colon between: what is left without them is the area.
_PROGRAMME = re.compile(
    r"\b(?:PEEL|FRS|Effectiveness, efficiency and people|Police effectiveness, efficiency and legitimacy"
    r"|Fire and rescue service(?= (?:assessment|inspection|report)))\b"
    r"(?: (?:assessment|inspection|report)\b)?",
    re.I,
)
_OF = re.compile(r"\b(?:an? )?(?:assessment|inspection|report)\b(?: (?:of|on|into)\b)?", re.I)
_BETWEEN = " ,:–-"
_NO_AREAS = ("key facts", "looking ahead", "planned", "last updated", "peel", "fire and rescue service assess")


@dataclass(frozen=True)
class Heading:
    """A page's title: its block, the area as it is written, the year and, where it states two, the last."""

    block: RawBlock
    area: str
    year: str
    end: str | None


def read_title(block: RawBlock) -> Heading | None:
    """Return what a block says that has the form of a title, None for any other block."""
    text = block.text
    if "20" not in text:
        return None
    matches = (match for form in _TITLES if (match := form.match(text)))
    match = next((match for match in matches if not match["area"].lower().startswith(_NO_AREAS)), None)
    found = Heading(block, match["area"], match["year"], match["end"]) if match else None
    if block.linked or (found is not None and known_area(found.area)):
        return found
    return _in_any_order(block) or found


def _in_any_order(block: RawBlock) -> Heading | None:
    """Return what a heading says that has programme, years and the name of a body, in whatever order."""
    years = list(re.finditer(YEARS, block.text))
    if len(years) != 1 or not _PROGRAMME.search(block.text):
        return None
    rest = _PROGRAMME.sub(" ", block.text.replace(years[0][0], " "))
    area = " ".join(_OF.sub(" ", rest).split()).strip(_BETWEEN)
    return Heading(block, area, years[0]["year"], years[0]["end"]) if known_area(area) else None


def known_area(area: str) -> bool:
    """Return whether an area is that of a force or a service of the catalogue."""
    return any(find_organisation(kind, area) for kind in BODIES)


def round_of(kind: str, year: str, end: str | None) -> Round | None:
    """Return the round of a body that a title's years name: `2018`, `2018/19`, `2021/22`, `2023-25`, `2023–2025`."""
    for each in ROUNDS:
        if each.kind.value == kind and each.first == int(year):
            last = int(end[-2:]) if end else None
            if last is None or last in (each.last % 100, each.first % 100):
                return each
    return find_round(kind, f"{year}-{end[-2:]}") if end else None


def round_named(kind: str, round_id: str) -> Round | None:
    """Return the round of a body by its id, or by its first year alone; None for any other."""
    match = re.match(r"(20\d\d)(?:-(\d\d))?$", round_id)
    return round_of(kind, match[1], match[2]) if match else None


def all_named(text: str) -> list[Organisation]:
    """Return the organisations that a short text names in full."""
    return [organisation for kind in BODIES for organisation in mentioned(kind, text)]


def only_one(text: str) -> Organisation | None:
    """Return the organisation that a short text names, None where it names none or several."""
    named = all_named(text)
    return named[0] if len(named) == 1 else None
