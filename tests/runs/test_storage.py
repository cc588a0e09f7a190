"""A disk that fills, a folder that cannot be written, a file that is no database: told in a line, nothing lost."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from scraper.errors import PeelError
from scraper.loader.errors import DatabaseError
from scraper.quality.check import check_command
from scraper.settings import load_settings
from tests.support.room import no_file_longer_than

from .site import Running, history, is_whole, peel, report, run, run_here, save


@pytest.mark.parametrize("kilobytes", [1, 30, 700])
def test_f50_a_full_disk_leaves_the_database_as_it_was(kilobytes: int, ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    before = (out / "peel.db").read_bytes()
    site = history(tmp_path / "site", 3)
    done = run(out, site, room=kilobytes * 1024)
    assert done.code == 1, done.said
    assert "Traceback" not in done.said
    assert any(
        "free" in line or "could not be written" in line or "cannot be written" in line
        for line in done.said.splitlines()
    )
    assert (out / "peel.db").read_bytes() == before
    assert run_here(out, site) == 0
    assert is_whole(out / "peel.db")


@pytest.mark.parametrize("kilobytes", [8, 60, 150, 200, 300, 450])
def test_a_disk_that_is_full_at_any_moment_is_the_first_that_the_line_says(kilobytes: int, tmp_path: Path) -> None:
    out, site = tmp_path / "out", save(tmp_path / "site", forces=["Kent", "Surrey"])
    with no_file_longer_than(kilobytes * 1024):
        try:
            code = run_here(out, site)
            line = str(report(out)["verdict"]["line"]) if (out / "runs").exists() else "written"  # type: ignore[index]
        except PeelError as error:
            code, line = error.exit_code, error.message
    assert (code, "ulimit" in line or "written" in line) == (1, True), line
    assert not (out / "peel.db").exists() and not (out / "peel.db.working.part").exists()
    assert "grade changed" not in line and ("in the database" not in line or "0 pages in the database" in line)


def test_a_limit_on_files_is_told_as_one_and_leaves_nothing(ran: Callable[[], Path], tmp_path: Path) -> None:
    out, new = ran(), tmp_path / "new"
    before = (out / "peel.db").read_bytes()
    site = save(tmp_path / "site")
    for words in (
        ("rebuild", "--db", out / "peel.db", "--archive-dir", out / "archive"),
        ("run", site, "--quiet", "--db", new / "peel.db", "--archive-dir", new / "archive"),
    ):
        done = peel(*words, cwd=tmp_path, room=60 * 1024)
        assert done.code == 1, done.said
        assert len(done.err.splitlines()) == 1 and "ulimit" in done.err and "rights" not in done.err
    assert (out / "peel.db").read_bytes() == before
    assert sorted(one.name for one in new.iterdir()) == ["archive", "peel.db.lock", "state.db.lock"]
    assert not list(out.glob("*.rebuilding*"))


def test_f51_a_folder_that_can_not_be_written(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    before = (out / "peel.db").read_bytes()
    out.chmod(0o555)
    try:
        told = [
            run(out, save(tmp_path / "site"), heeds_rights=True),
            peel("rebuild", "--db", out / "peel.db", "--archive-dir", out / "archive", cwd=tmp_path, heeds_rights=True),
        ]
    finally:
        out.chmod(0o755)
    assert [done.code for done in told] == [2, 2]
    for done in told:
        assert len(done.err.splitlines()) == 1 and str(out) in done.err and "rights" in done.err
    assert (out / "peel.db").read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: b"not a database, but long enough to look like a file of one" * 100,
        lambda raw: raw[:4096] + b"\xa5" * 8192 + raw[12288:],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b'CREATE VIEW "grades" AS', b"CREATE VIEW \xdf\xdf\xa0\xff ((((((", 1),
    ],
    ids=["zero bytes", "not SQLite", "overwritten", "cut", "a schema that is no text"],
)
def test_f54_a_damaged_database_is_refused_and_left(
    damage: Callable[[bytes], bytes], ran: Callable[[], Path], tmp_path: Path
) -> None:
    out = ran()
    broken = damage((out / "peel.db").read_bytes())
    (out / "peel.db").write_bytes(broken)
    with pytest.raises(DatabaseError, match="peel rebuild"):
        run_here(out, save(tmp_path / "site"))
    assert (out / "peel.db").read_bytes() == broken
    assert checked(out) == 1
    assert (out / "peel.db").read_bytes() == broken


CHANGED = {
    "DELETE FROM snapshots": "what they name was deleted or changed by hand",
    "DROP TABLE witnesses": "another program changed it",
    "ALTER TABLE pages DROP COLUMN title": "another program changed it",
}


@pytest.mark.parametrize("sql", CHANGED)
def test_a_database_that_another_program_changed_is_told_as_one(
    sql: str, ran: Callable[[], Path], tmp_path: Path
) -> None:
    out = ran()
    with closing(sqlite3.connect(out / "peel.db")) as db:
        db.execute(sql)
        db.commit()
    done = run(out, save(tmp_path / "site", "2018-04-01T10:00:00Z"), "--quiet")
    assert done.code == 1 and CHANGED[sql] in done.said and "`peel rebuild` makes" in done.said, done.said
    assert len(done.said.splitlines()) == 1


def test_what_the_archive_refuses_is_not_told_of_the_database(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    kept = next((out / "archive").glob("*.warc.gz"))
    kept.chmod(0)
    done = peel("rebuild", "--db", out / "peel.db", "--archive-dir", out / "archive", cwd=out, heeds_rights=True)
    kept.chmod(0o644)
    assert done.code == 1 and f"{kept.name} can't be read or written (Permission denied)" in done.err, done.said


def checked(out: Path) -> int:
    try:
        return int(check_command(load_settings(db=out / "peel.db"), False))
    except DatabaseError as error:
        assert "peel rebuild" in error.message
        return int(error.exit_code)


def test_f54_an_empty_file_is_not_made_new(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "peel.db").touch()
    done = run(out, save(tmp_path / "site", forces=["Kent"]))
    assert done.code == 1, done.said
    assert "peel rebuild" in done.err and len(done.err.splitlines()) == 1
    assert (out / "peel.db").stat().st_size == 0


def test_a_damaged_state_database_is_told(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    (out / "state.db").write_bytes(b"x" * 5000)
    done = run(out, save(tmp_path / "site"))
    assert done.code == 1, done.said
    assert "state.db" in done.err and len(done.err.splitlines()) == 1
    check = peel("check", "--db", out / "peel.db", cwd=out)
    assert check.code == 1 and "state.db" in check.err


@pytest.mark.parametrize("mode", ["wal left by a killed run", "the published file in WAL mode", "as it is"])
def test_readers_need_no_right_to_write_whatever_lies_there(mode: str, ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    if mode == "wal left by a killed run":
        with Running(out, history(tmp_path / "site", 3)) as running:
            assert running.until_page(2)
            running.signal(signal.SIGKILL)
        assert (out / "state.db-wal").exists()
        (out / "state.db-shm").unlink()
    elif mode == "the published file in WAL mode":
        with closing(sqlite3.connect(out / "peel.db")) as db:
            db.execute("PRAGMA journal_mode = wal")
    files = sorted(one.name for one in out.iterdir())
    out.chmod(0o555)
    try:
        for words in (
            ("check",),
            ("status",),
            ("changes",),
            ("show", "police/kent/2016"),
            ("export", "csv", tmp_path / "csv"),
        ):
            done = peel(*words, "--db", out / "peel.db", cwd=tmp_path, heeds_rights=True)
            assert done.code == 0, (words, done.said)
    finally:
        out.chmod(0o755)
    assert sorted(one.name for one in out.iterdir()) == files


def test_a_state_that_may_not_be_read_is_told_behind_what_can_be_said_without_it(
    ran: Callable[[], Path], tmp_path: Path
) -> None:
    out = ran()
    (out / "state.db").chmod(0o000)
    for words, said in (
        (("status",), "police/kent"),
        (("status", "--missing"), "police/kent"),
        (("report", "-o", "-"), "Kent"),
    ):
        done = peel(*words, "--db", out / "peel.db", cwd=tmp_path, heeds_rights=True)
        assert done.code == 1 and said in done.out, (words, done.said)
        assert len(done.err.splitlines()) == 1 and "state.db cannot be read" in done.err and "rights" in done.err
        assert "move it away" not in done.err, "it is sound"


def test_a_check_without_room_for_its_temporary_copy_calls_neither_file_nor_search_damaged(
    ran: Callable[[], Path], tmp_path: Path
) -> None:
    out = ran()
    with closing(sqlite3.connect(out / "peel.db")) as db:  # what is larger than the memory that SQLite takes for a copy
        db.execute("CREATE TABLE mine AS SELECT randomblob(4000000) AS bytes")
        db.commit()
    for size in (10_000, 200_000):
        done = peel("check", "--db", out / "peel.db", cwd=tmp_path, room=size)
        assert done.code == 1 and "TMPDIR" in done.err and len(done.err.splitlines()) == 1, done.said
        assert "damaged" not in done.said and "rebuild" not in done.said


@pytest.mark.parametrize("how", ["read-only", "refused in the midst"])
def test_what_can_not_be_accepted_in_whole_is_not_accepted_in_part(
    how: str, ran: Callable[[], Path], tmp_path: Path
) -> None:
    out = ran()
    state = out / "state.db"
    with closing(sqlite3.connect(state)) as db:
        db.execute("DELETE FROM drift_accepted")
        if how != "read-only":
            db.execute("CREATE TRIGGER no BEFORE DELETE ON accepted BEGIN SELECT RAISE(ABORT, 'no'); END")
            db.execute("INSERT INTO accepted VALUES ('a' || char(10) || 'b', 'run', '2026-01-01T00:00:00Z')")
        db.commit()
    if how == "read-only":
        state.chmod(0o444)
    done = peel("check", "--accept", "--db", out / "peel.db", cwd=tmp_path, heeds_rights=True)
    assert done.code == 1 and len(done.err.splitlines()) == 1, done.said
    if how == "read-only":
        assert f"{state} cannot be written" in done.err and "rights" in done.err and "damaged" not in done.err
    with closing(sqlite3.connect(state)) as db:
        assert db.execute("SELECT count(*) FROM drift_accepted").fetchone() == (0,)


def test_a_reader_that_has_no_room_for_its_copy_does_not_call_the_file_damaged(
    ran: Callable[[], Path], tmp_path: Path
) -> None:
    out = ran()
    with closing(sqlite3.connect(out / "peel.db")) as db:
        db.execute("PRAGMA journal_mode = wal")
        db.execute("CREATE TABLE more (text)")
        db.commit()
        shutil.copy(out / "peel.db-wal", tmp_path)
    shutil.copy(tmp_path / "peel.db-wal", out)
    out.chmod(0o555)

    try:
        for words in ("check", "changes", "status"):
            done = peel(words, "--db", out / "peel.db", cwd=tmp_path, room=10_000, heeds_rights=True)
            assert done.code == 1, (words, done.said)
            assert "TMPDIR" in done.err and "damaged" not in done.err and len(done.err.splitlines()) == 1
    finally:
        out.chmod(0o755)
