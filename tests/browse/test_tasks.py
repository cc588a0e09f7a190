"""What people come for, done by clicks and choices alone: on a phone and a desk, with few pages and with a decade's."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.amount import amount

from .chromium import DESK, PHONE, Watched

SIZES = {"phone": PHONE, "desk": DESK}


@pytest.fixture(params=amount(["phone"], [*SIZES]))  # the other tests in a browser are on a desk
def visitor(request: pytest.FixtureRequest, watched: Watched) -> Iterator[Watched]:
    watched.page.set_viewport_size(SIZES[request.param])
    yield watched
    assert watched.complaints == []
    assert watched.off_loopback() == []


@pytest.fixture(params=["address", "large"], ids=["fixtures", "1500"])
def site(request: pytest.FixtureRequest) -> str:
    """Return the address of the start page, over the fixtures or over 1,500 made assessments (`make screenshots`)."""
    if request.param == "large" and not os.environ.get("BROWSE_LARGE"):
        pytest.skip("BROWSE_LARGE is not set: the tasks over 1,500 assessments are part of `make screenshots`")
    found: str = request.getfixturevalue(request.param)
    return found


def _choose(page: Any, form: str, choices: dict[str, str]) -> None:
    for label, value in choices.items():
        page.locator(form).get_by_label(label, exact=True).select_option(value)
    with page.expect_navigation():
        page.locator(form).get_by_role("button").last.click()


def _rows(page: Any) -> list[dict[str, str]]:
    """Return the answer's rows by their heads, when the page that was asked for has come whole."""
    page.wait_for_load_state()
    page.locator("table.cards tbody tr").first.wait_for()
    rows: list[dict[str, str]] = page.locator("table.cards tbody tr").evaluate_all(
        "rows => rows.map(row => Object.fromEntries([...row.cells].map(cell => [cell.dataset.head, cell.innerText.trim()])))"
    )
    return rows


def test_how_did_staffordshires_effectiveness_move_and_where_does_the_page_say_so(visitor: Watched, site: str) -> None:
    page = visitor.page
    page.goto(site)
    _choose(page, "form:has(#who)", {"Go to": "police/staffordshire"})
    assert page.locator("h1").inner_text() == "Staffordshire Police"
    line = page.locator("table.strip tr", has=page.get_by_role("link", name="Effectiveness", exact=True))
    page.wait_for_load_state()
    heads = page.locator("table.strip thead th").all_inner_texts()
    column = next(place for place, head in enumerate(heads) if head.startswith("2016"))
    cell = line.locator("th, td").nth(column)
    assert cell.inner_text().split() == ["R", "2017-03-02"]
    cell.get_by_role("link").click()
    marked = page.locator("[aria-current=true]").inner_text()
    assert "keeping people safe and reducing crime requires improvement" in marked
    assert "#:~:text=" in str(page.get_by_role("link", name="Open the published page").get_attribute("href"))


def test_who_is_inadequate_in_anything_now_with_dates(visitor: Watched, site: str) -> None:
    page = visitor.page
    page.goto(site)
    page.get_by_role("link", name="Who is inadequate in anything now?").click()
    rows = _rows(page)
    assert rows
    assert all(row["Grade"] == "I Inadequate" for row in rows)
    assert all(row.get("Date") or row.get("Captured") for row in rows)
    assert {"Force or service": "Cleveland", "Topic": "Effectiveness", "Date": "2019-09-27"}.items() <= next(
        row for row in rows if row["Force or service"] == "Cleveland" and row["Topic"] == "Effectiveness"
    ).items()


def test_what_must_cleveland_do_by_when(visitor: Watched, site: str) -> None:
    page = visitor.page
    page.goto(site)
    _choose(page, "form:has(#who)", {"Go to": "police/cleveland"})
    page.get_by_role("link", name="What was asked of it").click()
    rows = [row for row in _rows(page) if row["By when"]]
    assert ("2020-03-31", "look every quarter at what has come of it.") in {
        (row["By when"], row["What the page says"]) for row in rows
    }


def test_two_forces_side_by_side(visitor: Watched, site: str) -> None:
    page = visitor.page
    page.goto(site)
    page.get_by_role("link", name="How do two forces compare?").click()
    _choose(page, "form.choose", {"First": "police/cleveland", "Second": "police/derbyshire"})
    page.wait_for_load_state()
    heads = page.locator("table.compare thead th").all_inner_texts()
    assert heads == ["Topic", "Cleveland", "Derbyshire"]
    line = page.locator("table.compare tr", has=page.get_by_role("link", name="Efficiency", exact=True))
    said = [cell.split()[0] for cell in line.locator("td").all_inner_texts()]
    assert said == ["I", "G"] if "fixtures" in site else len(said) == 2
    with page.expect_download() as started:
        page.get_by_role("link", name="as CSV").click()
    found = _csv(started.value)
    assert {row["organisation"] for row in found} == {"police/cleveland", "police/derbyshire"}


def test_all_sentences_on_domestic_abuse_of_a_round_in_a_region_as_csv(visitor: Watched, site: str) -> None:
    page = visitor.page
    page.goto(site)
    page.get_by_role("link", name="domestic abuse").first.click()
    _choose(page, "form.ask-form", {"Round": "2018-19", "Region": "North East"})
    shown = _rows(page)
    assert shown
    with page.expect_download() as started:
        page.get_by_role("link", name="as CSV").click()
    found = _csv(started.value)
    assert len(found) >= len(shown)
    assert {row["round"] for row in found} == {"2018-19"}
    assert {row["name"] for row in found} <= {"Cleveland", "Durham", "Northumbria", "Tyne and Wear", "Northumberland"}
    assert all("domestic abuse" in row["sentence"].casefold() for row in found)


def _csv(download: Any) -> list[dict[str, str]]:
    assert download.suggested_filename.endswith(".csv")
    return list(csv.DictReader(io.StringIO(Path(download.path()).read_bytes().decode())))
