"""Addresses: every host, prefix and noise leads to one canonical address; a promise is only a promise."""

from __future__ import annotations

import itertools

import pytest

from schemas.page_types import PageType
from scraper.catalogue.grid import expected_pages
from scraper.catalogue.organisations import ORGANISATIONS, continued, find_organisation, mentioned
from scraper.catalogue.urls import canonical_url, read_address

CANONICAL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/"
BASES = (
    "http://www.justiceinspectorates.gov.uk/hmic/",
    "https://www.justiceinspectorates.gov.uk/hmicfrs/",
    "https://hmicfrs.justiceinspectorates.gov.uk/",
    "https://hmicfrs.justiceinspectorates.gov.uk///hmicfrs/",
    "https://web.archive.org/web/20170301000000id_/http://www.justiceinspectorates.gov.uk/hmic/",
    "https://webarchive.nationalarchives.gov.uk/ukgwa/20170301000000/https://www.justiceinspectorates.gov.uk/hmicfrs/",
)


@pytest.mark.parametrize(("base", "end"), list(itertools.product(BASES, ("", "/", "/?", "?", "//", "/#content"))))
def test_one_canonical_address(base: str, end: str) -> None:
    url = f"{base}peel-assessments/peel-2016/staffordshire{end}"
    assert canonical_url(url) == CANONICAL
    address = read_address(url)
    assert address is not None
    assert address.page_id == "police/staffordshire/2016/assessment"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("peel-assessments/peel-2018/gwent/efficiency/", ("pillar", "police/gwent", "2018-19", "efficiency")),
        ("peel-assessments/peel-2018/gwent/efficiency/detailed-findings/", ("findings", "police/gwent", "2018-19", "efficiency")),
        ("peel-assessments/peel-2014/surrey/other-reports/", ("other_reports", "police/surrey", "2014", None)),
        ("peel-reports/avon-and-somerset-2021-22/", ("report", "police/avon-and-somerset", "2021-22", None)),
        ("peel-reports/kent-2023-25/", ("report", "police/kent", "2023-25", None)),
        ("peel-reports/kent-2025-27/", ("report", "police/kent", "2025-27", None)),
        ("frs-assessment/frs-2018/avon/people/", ("pillar", "fire/avon", "2018-19", "people")),
        ("frs-assessment/frs-2021/west-midlands/", ("assessment", "fire/west-midlands", "2021-22", None)),
        ("frs-assessments/avon-2023-2025/", ("report", "fire/avon", "2023-25", None)),
        ("frs-assessment/devon-and-somerset", ("report", "fire/devon-and-somerset", None, None)),
        ("hmicfrs/warwickshire/", ("assessment", "police/warwickshire", None, None)),
        ("peel-assessments/peel-2018/?view=table&data=question", ("overview", None, None, None)),
        ("frs-assessment/frs-2023-25/service-assessment-data-table/", ("data_table", None, None, None)),
        ("news/news-feed/x/", ("news", None, None, None)),
        ("publications/x/", ("landing", None, None, None)),
        ("peel-assessments/what-is-peel/peel-assessments-2021-22/", ("round_index", None, None, None)),
        ("cy/x/", ("welsh", None, None, None)),
        ("peel-assessments/page/2/", ("round_index", None, None, None)),
        ("fire-and-rescue-services/how-we-inspect-frs/page/12/", ("round_index", None, None, None)),
    ],
)  # fmt: skip
def test_what_addresses_promise(path: str, expected: tuple[str | None, ...]) -> None:
    address = read_address("https://hmicfrs.justiceinspectorates.gov.uk/" + path)
    assert address is not None
    assert (address.type.value, address.organisation, address.round, address.pillar) == expected


@pytest.mark.parametrize(
    "path", ["page/2/", "peel-assessments/peel-2016/surrey/page/2/", "peel-reports/kent-2023-25/page/2/"]
)
def test_only_a_list_goes_on_below_its_address(path: str) -> None:
    assert read_address("https://hmicfrs.justiceinspectorates.gov.uk/" + path) is None


@pytest.mark.parametrize(
    "url", ["https://example.org/peel-assessments/peel-2016/surrey/", "file:///etc/passwd", "nonsense"]
)
def test_other_hosts_promise_nothing(url: str) -> None:
    assert read_address(url) is None


def test_the_grid_has_every_force_and_leads_back_to_itself() -> None:
    cells = list(expected_pages())
    assert len({cell.page_id for cell in cells}) == len(cells)
    forces = {c.organisation for c in cells if c.round == "2016" and c.type is PageType.ASSESSMENT}
    assert len(forces) == 43
    for cell in cells:
        address = read_address(cell.url)
        assert address is not None
        assert address.page_id == cell.page_id


def test_one_slug_may_be_a_force_and_a_service() -> None:
    assert {"police/staffordshire", "fire/staffordshire"} <= set(ORGANISATIONS)
    assert sum(o.programme == "peel" for o in ORGANISATIONS.values()) == 44
    assert sum(o.programme == "frs" for o in ORGANISATIONS.values()) == 46


@pytest.mark.parametrize(
    ("kind", "name", "found"),
    [
        ("police", "Metropolitan Police Service", "police/metropolitan"),
        ("police", "the Metropolitan Police", "police/metropolitan"),
        ("police", "Devon & Cornwall", "police/devon-and-cornwall"),
        ("police", "Devon & Cornwall Police", "police/devon-and-cornwall"),
        ("police", "North Wales’ Police", "police/north-wales"),
        ("fire", "Hereford & Worcester", "fire/hereford-and-worcester"),
        ("fire", "London Fire Brigade", "fire/london"),
        ("fire", "Essex County", "fire/essex"),
        ("fire", "Devon & Somerset Fire & Rescue Service", "fire/devon-and-somerset"),
        ("police", "Atlantis", None),
    ],
)
def test_names_as_the_site_writes_them(kind: str, name: str, found: str | None) -> None:
    organisation = find_organisation(kind, name)
    assert (organisation.id if organisation else None) == found


def test_a_merged_force_is_found_under_its_successor() -> None:
    assert continued(ORGANISATIONS["police/hampshire"], "2021-22").id == "police/hampshire-and-isle-of-wight"
    assert continued(ORGANISATIONS["police/hampshire"], "2016").id == "police/hampshire"
    assert [o.id for o in mentioned("police", "Surrey Police works with Sussex Police.")] == [
        "police/surrey",
        "police/sussex",
    ]
