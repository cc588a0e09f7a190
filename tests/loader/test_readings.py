"""A reading: packed where it is stored or sent, the same on both ways, and readable when an older parser wrote it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from isal import isal_zlib

from schemas.extraction import Extraction
from scraper.loader import line, readings, stating
from scraper.loader.database import open_database
from scraper.loader.load import load
from scraper.loader.readings import Packable, Recent, pack, parcel_of, plain_of
from scraper.store.sqlite import Database

from .compare import differing
from .pages import assessment_page, letter_page, other_reports_page, pillar_page, snapshot


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with empty caches, as a new process does."""
    monkeypatch.setattr(readings, "_models", Recent(32))
    monkeypatch.setattr(stating, "_statements", Recent(32))
    monkeypatch.setattr(line, "_states", Recent(32))


@pytest.mark.parametrize("made", [assessment_page(), pillar_page(), letter_page(), other_reports_page()])
def test_a_page_from_another_process_gives_the_rows_of_one_from_this(
    made: Extraction, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crossed, fresh = open_database(tmp_path / "crossed.db"), open_database(tmp_path / "fresh.db")
    forget(monkeypatch)
    load(crossed, snapshot(made), pickle.loads(pickle.dumps(parcel_of(made))))
    forget(monkeypatch)
    load(fresh, snapshot(made), parcel_of(made))
    found = {table for table in differing(crossed, fresh) if table != "_sqlite_migrations"}
    assert found == set()
    assert crossed.execute("SELECT count(*) FROM blocks").fetchone() != (0,)
    crossed.close()
    fresh.close()


def test_a_page_that_says_nothing_new_is_not_packed(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    made = assessment_page()
    load(db, snapshot(made, "2017-03-02T10:00:00", source="web"), made)

    def refuse(*_: Any) -> NoReturn:
        raise AssertionError("packed for nothing")

    monkeypatch.setattr(isal_zlib, "compress", refuse)
    again = load(db, snapshot(made, "2017-04-02T10:00:00", source="web"), made)
    assert again.outcome == "unchanged"
    with pytest.raises(AssertionError, match="for nothing"):
        pickle.dumps(parcel_of(made))


STORED = {
    assessment_page: "6af169ee80211d350f1e7bbac49ede61",
    pillar_page: "b503e89beead0d881b91a8f939a6ba58",
    letter_page: "a55ed75b92403b1ab1ebce204433e0b6",
    other_reports_page: "6347d290f7eecefc7b63be041bceb417",
}
"""The ids under which databases have the readings of these pages."""


@pytest.mark.parametrize("make", STORED)
def test_a_reading_keeps_its_id_however_it_is_packed(make: Callable[[], Extraction]) -> None:
    made = make()
    key, data = pack(plain_of(made))
    assert (Packable.of(made).id, Packable.of(made).data) == (key, data)
    assert key == STORED[make]


def test_a_reading_of_a_page_with_half_a_character_keeps_its_id() -> None:
    made = pillar_page()
    made.blocks[-1] = replace(made.blocks[-1], text="half of a pair: \ud83d")
    assert Packable.of(made).id == pack(plain_of(made))[0] != STORED[pillar_page]


def test_fields_that_todays_models_lack_do_not_make_a_reading_unreadable() -> None:
    made = assessment_page()
    plain = plain_of(made)
    plain["page"]["of_old"] = plain["record"]["of_old"] = plain["record"]["judgments"][0]["of_old"] = 1
    plain["accounting"]["of_old"] = 1
    plain["problems"] = [{"code": "a", "severity": "info", "message": "b", "blocks": [1], "of_old": 1}]
    reading = Packable.packed(*pack(plain)).reading
    assert reading.record == made.record and reading.accounting == made.accounting
    assert [one.code for one in reading.problems] == ["a"]
