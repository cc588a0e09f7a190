"""Runs and their file: readers see whole runs only, a kill loses nothing, one run at a time."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from schemas.vocabulary import Grade, Pillar
from scraper.errors import ExitCode, PeelError
from scraper.loader.captures import known
from scraper.loader.database import open_database, reading, unreadable
from scraper.loader.errors import (
    DatabaseError,
    ForeignDatabaseError,
    LockedError,
    NewerSchemaError,
    NotAFileError,
)
from scraper.loader.load import load
from scraper.loader.lock import lock_path, locked, owner, refuse_held
from scraper.loader.migrations import SCHEMA_VERSION
from scraper.loader.publish import Publication, disk_error, working_path
from scraper.loader.rebuild import rebuild
from tests.runs.nights import LESS, to_grade
from tests.runs.site import peel, run_here, save
from tests.support.forked import Forked, forked
from tests.support.room import no_file_longer_than

from .compare import check_sound, content
from .pages import (
    STAFFORDSHIRE,
    assessment_page,
    before_grading,
    overview_page,
    pillar_page,
    refused_page,
    snapshot,
)
from .run import load_pages


def run_with(path: Path, *pages: tuple[object, str | None]) -> bool:
    with Publication(path) as run:
        for made, time_ in pages:
            load(run.db, snapshot(made, time_), made)  # type: ignore[arg-type]
        return run.publish()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "peel.db"


def child(path: Path, count: int = 3) -> Forked:
    return forked(lambda: load_pages(str(path), count))


def limited(path: Path, kib: int) -> int:
    """Load pages where no file may become larger than so many KiB; print what a run would say of it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kib * 1024, resource.RLIM_INFINITY))
    try:
        load_pages(str(path), 12)
    except PeelError as error:
        print(error.message)
        return int(error.exit_code)
    except sqlite3.OperationalError as error:
        print(disk_error(error, path).message)
        return 1
    return 0


def test_a_run_is_published_whole_and_can_be_read_without_rights(path: Path) -> None:
    assert run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    assert sorted(one.name for one in path.parent.iterdir()) == ["peel.db", "peel.db.lock"]
    path.parent.chmod(0o500)
    try:
        with reading(path) as db:
            check = db.execute("PRAGMA journal_mode").fetchone()
            assert check == ("delete",)
            assert db.execute("SELECT count(*) FROM judgments").fetchone() == (4,)
            assert db.execute("SELECT count(*) FROM sqlite_stat1").fetchone()[0] > 5
    finally:
        path.parent.chmod(0o700)


def test_a_run_that_changes_nothing_leaves_every_byte(path: Path) -> None:
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    before, moment = path.read_bytes(), path.stat().st_mtime_ns
    assert not run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, moment)
    assert not working_path(path).exists()


def test_asking_the_site_again_for_the_same_page_writes_nothing(path: Path) -> None:
    made = assessment_page()
    with Publication(path) as run:
        load(run.db, snapshot(made, "2026-01-01T00:00:00", "web"), made)
        run.publish()
    before = path.read_bytes()
    again = snapshot(made, "2026-01-02T00:00:00", "web")
    with Publication(path) as run:
        found = known(run.db, again)
        assert found is not None and found.page == f"{STAFFORDSHIRE}/assessment"
        noise = snapshot(made, "2026-01-03T00:00:00", "web", salt="<!-- nonce -->")
        assert known(run.db, noise) is None
        assert load(run.db, noise, made).outcome == "unchanged"
        assert not run.publish()
    assert path.read_bytes() == before


def test_what_is_not_published_stays_in_the_copy_for_the_next_run(path: Path) -> None:
    run_with(path, (before_grading(), "2016-12-01T00:00:00"))
    before = path.read_bytes()
    with Publication(path) as run:
        load(run.db, snapshot(assessment_page()), assessment_page())
    assert path.read_bytes() == before
    said: list[str] = []
    with Publication(path, say=said.append) as run:
        assert run.changed and run.publish()
    assert said == ["going on from the copy of an interrupted run"]
    with reading(path) as db:
        assert db.execute("SELECT effectiveness FROM grades").fetchone() == ("requires_improvement",)


def test_a_run_that_wrote_nothing_leaves_no_copy_whether_there_was_a_file_or_not(path: Path) -> None:
    said: list[str] = []
    for published in (False, True):
        with Publication(path, say=said.append) as run:
            assert not run.changed and not run.publish()
        assert (said, path.exists(), list(path.parent.glob("*.working*"))) == ([], published, [])
        run_with(path, (before_grading(), "2016-12-01T00:00:00"))


@pytest.mark.parametrize("seed", range(4))
def test_f49_a_kill_leaves_whole_pages_and_the_next_run_ends_as_an_unbroken_one(seed: int, path: Path) -> None:
    run_with(path, (overview_page(), "2017-01-01T00:00:00"))
    before = path.read_bytes()
    process = child(path)
    done = [process.stdout.readline().strip() for _ in range(random.Random(seed).randint(1, 5))]
    time.sleep(random.Random(seed).random() / 100)
    process.kill()
    done += process.stdout.read().split()
    process.wait()
    if "publishing" not in done:
        assert path.read_bytes() == before
        db = open_database(working_path(path))
        check_sound(db)
        kept = {row[0] for row in db.execute("SELECT sha256 FROM snapshots")}
        assert set(done) <= kept
        pages = db.execute("SELECT count(*) FROM snapshots WHERE page IS NOT NULL").fetchone()[0]
        assert db.execute("SELECT count(*) FROM _readings").fetchone()[0] == pages
        db.close()
    assert child(path).wait() == 0
    whole = path.with_name("unbroken.db")
    run_with(
        whole,
        (overview_page(), "2017-01-01T00:00:00"),
    )
    assert child(whole).wait() == 0
    with reading(path) as one, reading(whole) as other:
        assert content(one) == content(other)


def test_f56_a_second_run_is_told_who_holds_the_lock(path: Path) -> None:
    with locked(path):
        start = time.monotonic()
        with pytest.raises(LockedError) as caught, Publication(path):
            pass
        assert time.monotonic() - start < 2
        assert caught.value.exit_code == ExitCode.LOCKED
        for part in (str(os.getpid()), os.uname().nodename, owner(path)["started_at"]):
            assert part in caught.value.message
    with locked(path):
        pass


def test_a_lock_is_held_where_there_is_no_room_to_say_by_whom(path: Path) -> None:
    with no_file_longer_than(0), locked(path):
        assert lock_path(path).stat().st_size == 0
        with pytest.raises(LockedError, match="process unknown"), locked(path, wait=0):
            pass


def test_half_a_copy_does_not_stay_on_a_full_disk(path: Path) -> None:
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    with no_file_longer_than(9000), pytest.raises(DatabaseError, match="could not be written"), Publication(path):
        pass
    assert sorted(one.name for one in path.parent.iterdir()) == ["peel.db", "peel.db.lock"]


def test_what_keeps_a_file_from_being_opened_is_no_damage(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(Path("/")).execute("SELECT * FROM sqlite_master")
    told = unreadable(path, SCHEMA_VERSION, caught.value).message
    assert "can't be read (unable to open database file)" in told and "damaged" not in told


def test_f56_a_dead_owners_lock_is_taken_over(path: Path) -> None:
    path.parent.mkdir()
    lock_path(path).write_text(json.dumps({"pid": "1", "host": "gone", "started_at": "2016-01-01T00:00:00"}))
    with locked(path):
        assert owner(path)["pid"] == str(os.getpid())


def test_f52_another_programs_lock_is_waited_for_and_named(path: Path) -> None:
    run_with(path, (before_grading(), "2016-12-01T00:00:00"))
    before = path.read_bytes()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said: list[str] = []
    with pytest.raises(DatabaseError, match="locked by another program") as caught:
        Publication(path, say=said.append, wait=0.3).__enter__()
    assert caught.value.exit_code == ExitCode.FAILED
    assert "\n" not in caught.value.message and len(said) == 1
    other.execute("ROLLBACK")
    other.close()
    assert run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    assert path.read_bytes() != before


def test_a_reader_does_not_hold_a_run_up(path: Path) -> None:
    run_with(path, (before_grading(), "2016-12-01T00:00:00"))
    reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM changes").fetchone() == (0,)
    assert run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    assert reader.execute("SELECT count(*) FROM changes").fetchone() == (0,)
    reader.close()
    with reading(path) as db:
        assert db.execute("SELECT count(*) FROM changes").fetchone()[0] > 0


@pytest.mark.parametrize("kib", [40, 160, 300, 420])
def test_f50_a_full_disk_is_a_line_and_keeps_what_was_there(kib: int, path: Path) -> None:
    run_with(path, (overview_page(), "2017-01-01T00:00:00"))
    before = path.read_bytes()
    process = forked(lambda: limited(path, kib))
    said = process.stdout.read()
    assert process.wait() == 1
    assert str(path) in said.splitlines()[-1] and "MB are free" in said
    assert path.read_bytes() == before
    assert child(path, 12).wait() == 0
    with reading(path) as db:
        check = db.execute("SELECT count(*) FROM pages").fetchone()
    assert check == (25,)


@pytest.mark.parametrize(
    ("made", "error", "code"),
    [
        (b"", DatabaseError, 1),
        (b"this is a text file, not a database", DatabaseError, 1),
        (b"SQLite format 3\x00" + b"\xff" * 5000, DatabaseError, 1),
    ],
)
def test_f54_a_file_that_is_no_database_is_refused_and_kept(
    made: bytes, error: type[PeelError], code: int, path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(made)
    with pytest.raises(error) as caught:
        Publication(path).__enter__()
    assert caught.value.exit_code == code
    assert "peel rebuild" in caught.value.message and "\n" not in caught.value.message
    with pytest.raises(error), reading(path):
        pass
    assert path.read_bytes() == made


def test_f54_an_overwritten_page_is_found_and_rebuild_restores_it(path: Path) -> None:
    states = [(assessment_page(), "2017-03-02T10:00:00"), (before_grading(), "2016-12-01T00:00:00")]
    run_with(path, *states)
    with reading(path) as db:
        before = content(db)
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 20] = b"\x55" * 4096 * 17
    path.write_bytes(data)
    with pytest.raises(DatabaseError, match="peel rebuild"):
        Publication(path).__enter__()
    assert path.read_bytes() == bytes(data)
    assert rebuild(path, [(snapshot(made, time_), made) for made, time_ in states]).captures == 2
    with reading(path) as db:
        assert content(db) == before
    assert path.with_name("peel.db.replaced").read_bytes() == bytes(data)


def test_f51_another_programs_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (a)")
    other.close()
    with pytest.raises(ForeignDatabaseError) as caught:
        Publication(path).__enter__()
    assert caught.value.exit_code == 2


def test_f51_a_folder_in_the_databases_place_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(NotAFileError):
        Publication(path).__enter__()


def test_f55_a_newer_schema_is_refused(path: Path) -> None:
    run_with(path, (overview_page(), None))
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA user_version = 99")
    conn.close()
    before = path.read_bytes()
    with pytest.raises(NewerSchemaError) as caught:
        Publication(path).__enter__()
    assert caught.value.exit_code == 2 and path.read_bytes() == before
    assert str(path) in caught.value.message and not working_path(path).exists()


def test_rebuild_equals_the_original_and_as_of_gives_the_state_of_that_day(path: Path) -> None:
    states = [
        (assessment_page(), "2017-03-02T10:00:00"),
        (before_grading(), "2016-12-01T00:00:00"),
        (pillar_page(), "2017-03-03T10:00:00"),
        (refused_page(), "2017-03-04T10:00:00"),
        (assessment_page({Pillar.EFFICIENCY: Grade.INADEQUATE}), "2018-01-01T00:00:00"),
    ]
    run_with(path, *states)
    with reading(path) as db:
        before = content(db)
    made = [(snapshot(one, time_), one) for one, time_ in states]
    rebuild(path, reversed(made))
    with reading(path) as db:
        assert content(db) == before
    rebuild(path, made, dt.date(2017, 1, 15))
    with reading(path) as db:
        assert db.execute("SELECT effectiveness, efficiency FROM grades").fetchall() == [("not_yet_graded", "good")]
        assert db.execute("SELECT count(*) FROM changes").fetchone() == (0,)
    rebuild(path, made, dt.date(2017, 3, 2))
    with reading(path) as db:
        assert db.execute("SELECT effectiveness, efficiency FROM grades").fetchall() == [
            ("requires_improvement", "good")
        ]


def test_rebuild_of_what_the_site_said_over_time_equals_the_runs(path: Path) -> None:
    said = [before_grading(), before_grading(), assessment_page(), assessment_page(), before_grading()]
    made = [(snapshot(one, f"2017-0{month}-01T00:00:00", "web"), one) for month, one in enumerate(said, 1)]
    outcomes = []
    for capture, one in made:
        with Publication(path) as run:
            outcomes.append(load(run.db, capture, one).outcome)
            run.publish()
    assert outcomes == ["loaded", "unchanged", "loaded", "unchanged", "loaded"]
    with reading(path) as db:
        before = content(db)
        assert len(before["snapshots"]) == 3 and db.execute("SELECT effectiveness FROM grades").fetchone() == (
            "not_yet_graded",
        )
    rebuild(path, made)
    with reading(path) as db:
        assert content(db) == before


def test_two_rebuilds_give_the_same_bytes_but_for_the_moment_of_making(path: Path) -> None:
    made = [
        (snapshot(one, time_), one)
        for one, time_ in [(before_grading(), "2016-12-01T00:00:00"), (assessment_page(), None)]
    ]
    found = []
    for name in ("one.db", "two.db"):
        rebuild(path.with_name(name), made)
        conn = sqlite3.connect(path.with_name(name))
        found.append([line for line in conn.iterdump() if "_sqlite_migrations" not in line])
        conn.close()
    assert found[0] == found[1]


def test_an_empty_archive_replaces_nothing(path: Path) -> None:
    run_with(path, (overview_page(), None))
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="no capture"):
        rebuild(path, [])
    assert path.read_bytes() == before
    assert not path.with_name("peel.db.rebuilding").exists()


def test_what_stumbles_over_rows_that_no_run_leaves_so_is_told_as_damage(path: Path) -> None:
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    with pytest.raises(ValueError, match="a fault of ours"), Publication(path):
        raise ValueError("a fault of ours")
    harms = {
        "UPDATE _records SET data = x'00'": "in _records that can't be read back; nothing was changed",
        "UPDATE judgments SET assessment = 'junk'": r"rows whose reference is broken \(4 of judgments name one of assessments\)",
    }
    for sql, words in harms.items():
        with pytest.raises(DatabaseError, match=words), Publication(path) as run:
            run.db.conn.execute("PRAGMA foreign_keys = OFF")
            run.db.conn.execute(sql)
            run.db.conn.commit()
            raise ValueError("what is kept is of another form")
    assert not working_path(path).exists(), "the next run would go on from it"


def test_rows_that_name_what_is_not_there_are_told_of_the_published_file_before_a_page_is_read(path: Path) -> None:
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    conn = sqlite3.connect(path)
    conn.execute("DELETE FROM assessments")
    conn.commit()
    conn.close()
    with pytest.raises(DatabaseError) as caught, Publication(path):
        pytest.fail("it is read")
    assert str(caught.value).startswith(f"{path} has ") and "of judgments name one of assessments" in str(caught.value)
    assert "`peel rebuild` makes the database again" in str(caught.value)
    assert not working_path(path).exists()


def test_a_copy_in_which_references_are_broken_is_not_gone_on_from(path: Path) -> None:
    run_with(path, (before_grading(), "2016-12-01T00:00:00"))
    with Publication(path) as run:
        load(run.db, snapshot(assessment_page()), assessment_page())
        run.db.conn.execute("PRAGMA foreign_keys = OFF")
        run.db.conn.execute("DELETE FROM assessments")
        run.db.conn.commit()
    said: list[str] = []
    with Publication(path, say=said.append) as run:
        assert run.db.table("assessments").count == 1
    assert said[0].startswith("the copy of an interrupted run is not used: ")


@pytest.mark.parametrize("is_known", [True, False])
def test_no_run_goes_on_from_a_copy_that_is_older_than_a_rebuild(is_known: bool, path: Path) -> None:
    run_with(path, (before_grading(), "2016-12-01T00:00:00"))
    made = [(snapshot(before_grading(), "2016-12-01T00:00:00"), before_grading())]
    with Publication(path) as run:
        load(run.db, snapshot(assessment_page(), "2017-03-02T10:00:00"), assessment_page())
    if is_known:
        made.append((snapshot(assessment_page(), "2017-03-02T10:00:00"), assessment_page()))
    said: list[str] = []
    rebuild(path, made, say=said.append)
    assert not working_path(path).exists()
    kept = path.with_name("peel.db.working.replaced")
    assert kept.exists() is not is_known and len(said) == 1 and "the copy of an interrupted run is" in said[0]
    if not is_known:
        with reading(kept) as db:
            assert db.table("snapshots").count == 2
    before = path.read_bytes()
    with Publication(path, say=said.append) as run:
        assert not run.publish()
    assert path.read_bytes() == before and len(said) == 1


OWN = {
    "CREATE TABLE notes (row REFERENCES context (id)); INSERT INTO notes SELECT id FROM context": "the table notes, whose rows name rows of context",
    "CREATE TRIGGER mine BEFORE UPDATE ON judgments BEGIN SELECT raise(abort, 'no'); END": "the trigger mine over judgments",
    "CREATE UNIQUE INDEX mine ON snapshots (page)": "the index mine over snapshots",
}


@pytest.mark.parametrize("sql", OWN)
def test_what_a_user_made_and_refuses_a_row_is_named_and_no_damage(sql: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    save(tmp_path / "one", forces=["Kent"])
    save(
        tmp_path / "two",
        "2018-04-01T10:00:00Z",
        forces=["Kent"],
        change=lambda text: LESS(to_grade("inadequate")(text)),
    )
    assert run_here(out, tmp_path / "one") == 0
    conn = sqlite3.connect(out / "peel.db")
    conn.executescript(sql)
    conn.close()
    before = (out / "peel.db").read_bytes()
    done = peel("run", tmp_path / "two", "--db", out / "peel.db", "--archive-dir", out / "archive", cwd=tmp_path)
    assert (
        done.code == 1
        and f"peel.db: {OWN[sql]} refuses what the pages say now" in done.out
        and "damaged" not in done.said
    )
    assert (out / "peel.db").read_bytes() == before and not working_path(out / "peel.db").exists()
    conn = sqlite3.connect(out / "peel.db")
    conn.executescript("DROP TABLE IF EXISTS notes; DROP TRIGGER IF EXISTS mine; DROP INDEX IF EXISTS mine")
    conn.close()
    assert run_here(out, tmp_path / "two") in (0, 3)


def test_a_file_that_a_run_has_not_published_is_doubted_and_so_is_a_copy_of_it(path: Path) -> None:
    with Publication(path) as run:
        load(run.db, snapshot(before_grading(), "2016-12-01T00:00:00"), before_grading())
        assert run.publish() and not run.is_doubted
    for is_proven in (True, False):
        with Publication(path, is_proven=lambda digest, told=is_proven: digest == run.digest and told) as run:
            assert run.is_doubted is not is_proven
    with Publication(path) as run:
        load(run.db, snapshot(assessment_page()), assessment_page())
    with Publication(path, is_proven=lambda digest: True) as run:
        assert run.is_doubted, "the copy was made of a file that may be another"


def test_a_run_and_its_plan_refuse_what_is_no_file_in_the_place_of_a_lock(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(lock_path(path))
    lock_path(path.with_name("a.db")).mkdir()
    for place in (path, path.with_name("a.db")):
        for hold in (lambda one: locked(one).__enter__(), refuse_held):
            with pytest.raises(PeelError, match="is no file") as caught:
                hold(place)
            assert caught.value.exit_code == ExitCode.USAGE
    lock_path(path).unlink()
    for raw in (b"", b"x", b"[" * 9000, b"[]", b'{"pid": 5}', b"\xff"):
        lock_path(path).write_bytes(raw)
        assert owner(path) == {}
