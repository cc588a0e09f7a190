"""What crosses from a process that reads pages to the one that loads them."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any, NoReturn

import pytest

from schemas.extraction import Extraction
from scraper.loader import readings
from scraper.loader.captures import snapshot_id
from scraper.loader.crossing import for_another
from scraper.loader.database import open_database
from scraper.loader.load import load
from scraper.loader.readings import Parcel, parcel_of

from .compare import differing
from .pages import assessment_page, letter_page, other_reports_page, pillar_page, snapshot
from .test_readings import forget

PAGES = [assessment_page(), pillar_page(), letter_page(), other_reports_page()]


def crossed(made: Extraction) -> Parcel:
    """Return the parcel of a page as it comes from another process."""
    parcel: Parcel = pickle.loads(pickle.dumps(for_another(parcel_of(made), snapshot_id(snapshot(made)))))
    return parcel


@pytest.mark.parametrize("made", PAGES)
def test_a_page_with_its_statement_gives_the_rows_of_one_without_and_is_not_unpacked(
    made: Extraction, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = open_database(tmp_path / "crossed.db"), open_database(tmp_path / "fresh.db")
    parcel = crossed(made)
    forget(monkeypatch)

    def refuse(_: bytes) -> NoReturn:
        raise AssertionError("unpacked, though its statement came with it")

    with monkeypatch.context() as patched:
        patched.setattr(readings, "unpack", refuse)
        load(one, snapshot(made), parcel)
    forget(monkeypatch)
    load(other, snapshot(made), parcel_of(made))
    assert {table for table in differing(one, other) if table != "_sqlite_migrations"} == set()
    one.close()
    other.close()


@pytest.mark.parametrize("made", PAGES)
def test_what_is_recorded_of_a_reading_is_the_same_unpacked(made: Extraction) -> None:
    content = parcel_of(made).content
    assert content is not None
    bare = readings.Packable.packed(content.id, content.data)
    there: Any = pickle.loads(pickle.dumps(content))
    assert bare.gist == content.gist == there.gist


def test_a_refused_page_crosses_as_it_is() -> None:
    refused = Parcel(refused="blocked", message="a challenge")
    assert for_another(refused, "20170302-000000000000") is refused
