"""The official codes: each has its sources, none stands twice, and none is there where sources differ."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from schemas.catalogued import lines
from scraper.catalogue.files import FOLDER
from scraper.catalogue.organisations import IDENTIFIERS, ORGANISATIONS, Organisation, organisation_rows

SOURCES = {line["key"] for line in lines("sources", FOLDER)}
ROWS = {row.id: row for row in organisation_rows()}
OF_PEEL = [o for o in ORGANISATIONS.values() if o.programme == "peel"]
OF_FRS = [o for o in ORGANISATIONS.values() if o.programme == "frs"]
FORMS = {
    "ons_code": r"E23\d{6}|W15\d{6}|E31\d{6}",
    "police_uk_id": r"[a-z]+(?:-[a-z]+)*",
    "home_office_name": r"[A-Z][A-Za-z &-]+",
    "region": r"(?:North|South) (?:East|West)|(?:East|West) Midlands|East of England|London|Wales|Yorkshire and The Humber",
    "country": r"England|Wales",
}


def test_each_code_has_two_sources_and_each_that_is_missing_says_why() -> None:
    seen = set()
    for line in lines("identifiers", FOLDER):
        key, sources = (line["organisation"], line["field"]), line["sources"].split()
        assert key not in seen and key[0] in ORGANISATIONS and key[1] in IDENTIFIERS, key
        seen.add(key)
        assert set(sources) <= SOURCES and len(set(sources)) == len(sources), line
        assert len(sources) >= 2 if line["value"] else line["note"], line
        if line["value"]:
            assert re.fullmatch(FORMS[line["field"]], line["value"]), line


def test_no_code_stands_twice() -> None:
    for field in ("ons_code", "police_uk_id"):
        counts = Counter(value for row in ROWS.values() if (value := getattr(row, field)) is not None)
        assert [value for value, count in counts.items() if count > 1] == [], field
    for kind in ("police", "fire"):
        names = Counter(row.home_office_name for row in ROWS.values() if row.kind == kind and row.home_office_name)
        assert max(names.values(), default=1) == 1


def today(organisations: list[Organisation]) -> list[Organisation]:
    return [o for o in organisations if o.continued_by is None]


def test_every_force_and_service_of_today_has_its_code_region_and_country() -> None:
    assert len(today(OF_PEEL)) == 43 and len(today(OF_FRS)) == 44
    for o in (*today(OF_PEEL), *today(OF_FRS)):
        row = ROWS[o.id]
        assert row.ons_code and row.region and row.country, o.id
        assert (row.country == "Wales") == row.ons_code.startswith("W"), o.id
    assert all(str(ROWS[o.id].ons_code).startswith(("E23", "W15")) for o in today(OF_PEEL))
    assert all(str(ROWS[o.id].ons_code).startswith("E31") for o in today(OF_FRS))


@pytest.mark.parametrize(
    ("who", "code", "region"),
    [
        # Read once more in the ONS's lists of names and codes.
        ("police/metropolitan", "E23000001", "London"),
        ("police/city-of-london", "E23000034", "London"),
        ("police/gwent", "W15000002", "Wales"),
        ("police/hampshire-and-isle-of-wight", "E23000030", "South East"),
        ("police/north-yorkshire", "E23000009", "Yorkshire and The Humber"),
        ("fire/london", "E31000046", "London"),
        ("fire/northumberland", "E31000029", "North East"),
        ("fire/nottinghamshire", "E31000030", "East Midlands"),
        ("fire/durham-and-darlington", "E31000013", "North East"),
        ("fire/isles-of-scilly", "E31000039", "South West"),
    ],
)
def test_codes_as_they_are_published(who: str, code: str, region: str) -> None:
    assert (ROWS[who].ons_code, ROWS[who].region) == (code, region)


def test_a_service_that_was_merged_leads_to_the_one_it_became() -> None:
    for o in ORGANISATIONS.values():
        if o.continued_by is not None:
            later = ORGANISATIONS[o.continued_by]
            assert not later.in_round(o.last or "") and not o.in_round(later.first or "")
            if o.active_to and later.active_from:
                assert dt.date.fromisoformat(later.active_from) == dt.date.fromisoformat(o.active_to) + dt.timedelta(1)
        if o.continues is not None:
            assert ORGANISATIONS[o.continues].continued_by == o.id
    assert ORGANISATIONS["fire/isle-of-wight"].continued_by == "fire/hampshire-and-isle-of-wight"


def test_every_row_of_the_catalogue_says_who_says_so() -> None:
    for line in lines("organisations", FOLDER):
        assert line["source"].split() and set(line["source"].split()) <= SOURCES, line
    files = {"organisations.csv", "identifiers.csv", "pages.csv", "sources.csv"}
    assert {path.name for path in FOLDER.iterdir()} == files
