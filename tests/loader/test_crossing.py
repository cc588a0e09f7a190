"""What crosses from a process that reads pages to the one that loads them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from schemas.extraction import Extraction
from scraper.loader import readings
from scraper.loader.captures import snapshot_id
from scraper.loader.crossing import for_another, take_statement
from scraper.loader.database import open_database
from scraper.loader.load import load
from scraper.loader.readings import Parcel, parcel_of
from scraper.loader.statements import ROW_OF
from scraper.loader.stating import stated

from .compare import differing
from .pages import assessment_page, letter_page, other_reports_page, pillar_page, snapshot
from .test_readings import forget

PAGES = [assessment_page(), pillar_page(), letter_page(), other_reports_page()]


def surrogates() -> Extraction:
    """Return a page with half of a surrogate pair, which UTF-8 has no form for."""
    made = assessment_page()
    first = made.blocks[0]
    return made.model_copy(update={"blocks": [replace(first, text=f"{first.text} \ud83d"), *made.blocks[1:]]})


def crossed(made: Extraction, key: str) -> Parcel:
    """Return the parcel of a page, of a capture with an id, as it comes from another process."""
    parcel: Parcel = pickle.loads(pickle.dumps(for_another(parcel_of(made), key)))
    return parcel


@pytest.mark.parametrize("made", PAGES)
def test_a_page_with_its_statement_gives_the_rows_of_one_without_and_is_not_unpacked(
    made: Extraction, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = open_database(tmp_path / "crossed.db"), open_database(tmp_path / "fresh.db")
    parcel = crossed(made, snapshot_id(snapshot(made)))
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


@pytest.mark.parametrize("made", [*PAGES, surrogates()])
def test_a_statement_is_on_the_other_side_what_it_was(made: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    key, content = "20170302-000000000000", parcel_of(made).content
    assert content is not None
    here = stated(content.id, lambda: content.reading, key)
    parcel = crossed(made, key)
    forget(monkeypatch)
    take_statement(parcel, key)

    def refuse() -> NoReturn:
        raise AssertionError("made again, though it came")

    there = stated(content.id, refuse, key)
    plain = {number: (str(one.kind), one.text, one.claimed_by) for number, one in here.blocks.items()}
    assert {number: (one.kind, one.text, one.claimed_by) for number, one in there.blocks.items()} == plain
    assert replace(there, blocks={}) == replace(here, blocks={})
    assert [type(row) for row in there.rows.each(tuple(ROW_OF))] == [type(row) for row in here.rows.each(tuple(ROW_OF))]


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
