"""Pages as they are now, and the profiles that are kept of them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from benchmarks.pages import crawls
from benchmarks.warcs import write_warc
from scraper.engine.extract import extract
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.captures import snapshot_id
from scraper.loader.crossing import for_another
from scraper.loader.readings import parcel_of
from scraper.pipeline import Request, run
from scraper.quality import current
from scraper.quality.current import Told, current_profiles, keep_told
from scraper.settings import load_settings
from scraper.store.sqlite import Database

from .build import capture, put


def told(one: Snapshot) -> tuple[str, Told]:
    """Return what a worker tells of a capture beside its reading: the capture's id, the reading's id, the profile."""
    key = snapshot_id(one)
    parcel = for_another(parcel_of(extract(one)), key)
    assert parcel.content is not None and parcel.profile is not None
    return key, (parcel.content.id, parcel.profile)


def test_only_the_profiles_of_captures_that_speak_are_kept(db: Database, state: sqlite3.Connection) -> None:
    captures = [capture(force, year=year) for force in ("Kent", "Surrey") for year in (2018, 2017, 2019)]
    put(db, captures)
    keep_told(db, state, {**dict(map(told, captures)), "20010101-000000000000": ("no reading", "{}")})
    kept = [row[0] for row in state.execute("SELECT record FROM profiles ORDER BY record")]
    speaking = db.execute("SELECT r.record FROM pages p JOIN _readings r ON r.snapshot = p.snapshot ORDER BY 1")
    assert kept == sorted({row[0] for row in speaking}) and kept


def test_a_page_of_many_captures_leaves_one_profile(db: Database, state: sqlite3.Connection) -> None:
    for year in (2016, 2017, 2018, 2019):
        plain = capture("Kent", year=year)
        one = replace(plain, body=plain.body.replace(b"</h1>", f"</h1><p>This was said in {year}.</p>".encode()))
        put(db, [one])
        keep_told(db, state, dict([told(one)]))
    kept = [row[0] for row in state.execute("SELECT record FROM profiles")]
    assert kept == [one.record for one in current_profiles(db)]
    assert db.execute("SELECT count(*) FROM _records").fetchone()[0] == 4


def test_what_was_told_need_not_be_unpacked(
    db: Database, state: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures = [capture(force) for force in ("Kent", "Surrey", "Sussex")]
    put(db, captures)
    unpacked = current_profiles(db)
    keep_told(db, state, dict(map(told, captures)))

    def refuse(*_: Any) -> NoReturn:
        raise AssertionError("unpacked, though its profile came with it")

    monkeypatch.setattr(current, "reading_by_id", refuse)
    assert current_profiles(db, state) == unpacked
    with pytest.raises(AssertionError, match="though"):
        current_profiles(db)


def test_a_run_over_files_unpacks_nothing_that_it_has_just_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> NoReturn:
        raise AssertionError("unpacked, though this run read it")

    monkeypatch.setattr(current, "reading_by_id", refuse)
    write_warc(tmp_path / "a.warc.gz", list(crawls(6)))
    settings = load_settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive")
    ended = run(settings, Request((str(tmp_path / "a.warc.gz"),)))
    assert ended.counts["loaded"] == 6
