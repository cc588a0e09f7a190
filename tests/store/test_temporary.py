"""Temporary files: what they hold, that they go, and the line where there is no room for them."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from pathlib import Path

import pytest

from scraper.errors import ExitCode
from scraper.store.temporary import NoRoomError, temporary_copies, temporary_database, temporary_file
from tests.support.room import no_file_longer_than


def test_copies_are_whole_and_go_with_the_block(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1" * 5000)
    two.write_bytes(b"")
    with temporary_copies("a test", one, two) as copies:
        assert [copy.name for copy in copies] == ["one", "two"]
        assert [copy.read_bytes() for copy in copies] == [one.read_bytes(), b""]
        assert copies[0].parent != tmp_path
    assert not any(copy.exists() for copy in copies)


def test_what_is_not_there_has_no_copy(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    with temporary_copies("a test", tmp_path / "none", tmp_path / "one") as copies:
        assert [copy.name for copy in copies] == ["one"]


def test_a_copy_without_room_is_no_copy_and_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"1" * 50_000)
    with (
        no_file_longer_than(10_000),
        pytest.raises(NoRoomError) as error,
        temporary_copies("a test of large", tmp_path / "large"),
    ):
        pytest.fail("half a copy was given")
    assert "a test of large" in str(error.value)
    assert tempfile.gettempdir() in str(error.value)
    assert "TMPDIR" in str(error.value)
    assert error.value.exit_code is ExitCode.FAILED


def test_a_folder_that_is_not_there_is_told_in_the_same_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(NoRoomError, match="gone"), temporary_file("a test"):
        pytest.fail("a file was given")
    with pytest.raises(NoRoomError, match="gone"), temporary_copies("a test", tmp_path / "one"):
        pytest.fail("a folder was given")


@pytest.mark.parametrize("limit", [0, 10_000, 3_000_000])
def test_what_sqlite_has_no_room_for_is_told_with_the_folder_that_it_takes(
    limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with (
        no_file_longer_than(limit),
        pytest.raises(NoRoomError, match=re.escape(str(tmp_path))) as error,
        temporary_database("a test of rows") as db,
    ):
        db.execute("PRAGMA cache_size = 10")
        db.execute("CREATE TABLE rows AS SELECT randomblob(5000000)")
        db.commit()
    assert "a test of rows" in str(error.value) and "TMPDIR" in str(error.value)


def test_what_is_no_matter_of_room_in_a_temporary_database_stays_what_it_is() -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), temporary_database("a test") as db:
        db.execute("SELECT * FROM nowhere")


def test_a_temporary_file_takes_and_gives(tmp_path: Path) -> None:
    with temporary_file("a test") as file:
        file.write(b"words")
        file.seek(0)
        assert file.read() == b"words"
    assert file.closed
