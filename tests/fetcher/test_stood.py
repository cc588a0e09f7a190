"""Revisits that are known give again what they gave, without their originals' bytes, and only where that is proven."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.fetcher import before as module
from scraper.fetcher import revisits
from scraper.fetcher.archive import Archive
from scraper.fetcher.before import Before
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.store.state import State
from tests.support.amount import amount
from tests.support.forms import Written, put, record

from .test_before import Record, harmed, identity, others, read, told
from .test_revisits import CAPTURES, RECORDS, WRITERS


def archived(folder: Path, run: str, captures: list[Written]) -> None:
    """Let a run write captures to the archive, as copies of what a file gave."""
    with Archive(folder, run) as archive:
        for one in captures:
            html = {"Content-Type": "text/html"}
            archive.keep(Snapshot(one.body, one.url, one.at, "warc", headers=html, payload_digest=one.digest))


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as made:
        yield made


@settings(max_examples=amount(10, 100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_whatever_becomes_of_files_and_archive_revisits_give_what_reading_them_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    # The bytes of an archive differ each time (ids, times), so that what happens to them is not drawn one by one.
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("stood")
    archive, known = folder / "archive", Record()
    endings = [name for name in WRITERS if not name.endswith(".zst")]

    def another(number: int) -> None:
        ending = chance.choice(endings)
        some = chance.sample(RECORDS, chance.randrange(1, len(RECORDS)))
        raw = WRITERS[ending](some)
        put(folder, f"in/{number}{ending}", raw if ending == ".wacz" else raw + others() * chance.randrange(2))

    another(0)
    with State(folder / "state.db") as state, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SIZE", size)
        for number in range(1, 5):
            expected, counts = read(folder / "in", None, archive)
            found, counted = read(folder / "in", Before(state, "1", known.has), archive)
            assert told(found) == told(expected)
            assert counted == counts
            pages = [one for one in found if isinstance(one, Snapshot)]
            assert all(identity(one) in known.ids if one.is_known else one.body for one in pages)
            known.load(found)
            if chance.random() < 0.3 and known.ids:
                known.ids.discard(chance.choice(sorted(known.ids, key=repr)))
            if chance.random() < 0.5:
                another(number)
            if chance.random() < 0.5:
                archived(archive, f"r{number}", chance.sample(CAPTURES, 5))
            there = [path for name in ("in", "archive") for path in sorted((folder / name).glob("*")) if path.is_file()]
            if chance.random() < 0.6:
                path = chance.choice(there)
                path.write_bytes(harmed(path.read_bytes(), chance) or b"x")


def refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError("unpacked, though it is known")


@pytest.mark.parametrize("ending", [".warc.gz", "-one.warc.gz", ".warc", ".wacz"])
def test_a_known_revisit_is_not_unpacked_nor_its_original(tmp_path: Path, state: State, ending: str) -> None:
    put(tmp_path, f"in/a{ending}", WRITERS[ending](RECORDS))
    known, archive = Record(), tmp_path / "archive"
    first, _ = read(tmp_path / "in", Before(state, "1", known.has), archive)
    known.load(first)
    read(tmp_path / "in", Before(state, "1", known.has), archive)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(revisits, "read_warc", refuse)
        patch.setattr(module, "read_warc", refuse)
        again, _ = read(tmp_path / "in", Before(state, "1", known.has), archive)
    assert told(again) == told(first) and len(again) == len(RECORDS)
    assert all(isinstance(one, Snapshot) and one.is_known and not one.body for one in again)
    newer, _ = read(tmp_path / "in", Before(state, "2", known.has), archive)
    assert not any(isinstance(one, Snapshot) and one.is_known for one in newer), "another version reads it itself"


def test_what_the_archive_holds_is_indexed_once(tmp_path: Path, state: State) -> None:
    archive = tmp_path / "archive"
    pages = [one for one, kind in RECORDS if kind == "response"]
    again = [(one, kind) for one, kind in RECORDS if kind == "revisit"]
    archived(archive, "r1", pages)
    put(tmp_path, "in/a.warc.gz", WRITERS[".warc.gz"](again))
    known = Record()
    first, _ = read(tmp_path / "in", Before(state, "1", known.has), archive)
    assert [type(one) for one in first] == [Snapshot] * len(again)
    known.load(first)
    # Another night: what came to the archive is read, and nothing of what was there before.
    archived(archive, "r2", [Written(one.url + "later/", one.at, one.body + b"<p>") for one in pages])
    seen = []

    def noting(*args: object, **named: object) -> object:
        seen.append(str(getattr(args[0], "name", "")))
        return read_warc(*args, **named)  # type: ignore[arg-type]

    read_warc = revisits.read_warc
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(revisits, "read_warc", noting)
        patch.setattr(module, "read_warc", noting)
        read(tmp_path / "in", Before(state, "1", known.has), archive)
    assert seen and all("peel-r2-" in name for name in seen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(revisits, "read_warc", refuse)
        patch.setattr(module, "read_warc", refuse)
        third, _ = read(tmp_path / "in", Before(state, "1", known.has), archive)
    assert told(third) == told(first)


def test_a_member_of_the_archive_that_is_damaged_inside_ends_a_stretch(tmp_path: Path, state: State) -> None:
    """Its first record is sound, and where it ends nobody knows."""
    archive = tmp_path / "archive"
    archived(archive, "r1", CAPTURES[:3])
    (path,) = archive.iterdir()
    damaged = gzip.compress(record(CAPTURES[3]) + record(CAPTURES[4])[:-9] + b"no end")
    path.write_bytes(path.read_bytes() + damaged)
    archived(archive, "r2", CAPTURES[5:7])
    (other,) = (one for one in archive.iterdir() if one != path)
    path.write_bytes(path.read_bytes() + other.read_bytes())
    other.unlink()
    put(tmp_path, "in/a.warc.gz", WRITERS[".warc.gz"]([(one, "revisit") for one in CAPTURES[:7]]))
    expected, _ = read(tmp_path / "in", None, archive)
    for _ in range(3):
        found, _ = read(tmp_path / "in", Before(state, "1", Record().has), archive)
        assert told(found) == told(expected)
    kept = state.db.execute("SELECT start, behind FROM originals_before WHERE container LIKE '%peel-r1%' ORDER BY 1")
    assert [(0 <= start < behind) for start, behind in kept] == [True, True]


def test_a_file_of_the_archive_that_is_named_gives_its_pages_though_it_is_indexed(tmp_path: Path, state: State) -> None:
    archive, known = tmp_path / "archive", Record()
    archived(archive, "r1", CAPTURES[:3])
    put(tmp_path, "in/a.warc.gz", WRITERS[".warc.gz"]([(CAPTURES[0], "revisit")]))
    for _ in range(2):
        read(tmp_path / "in", Before(state, "1", known.has), archive)
        for _ in range(2):
            found, _ = read(archive, Before(state, "1", known.has))
            assert told(found) == told(read(archive, None)[0]) and len(found) == 3
            known.load(found)


def test_an_original_that_comes_to_stand_nearer_is_taken(tmp_path: Path, state: State) -> None:
    """The choice hangs on all records there are: of several with the payload the same address, then the oldest."""
    one = next(one for one, kind in RECORDS if kind == "revisit")
    elsewhere = Written(
        "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/more/", one.at, one.body
    )
    put(tmp_path, "in/b.warc.gz", WRITERS[".warc.gz"]([(elsewhere, "response"), (one, "revisit")]))
    known, archive = Record(), tmp_path / "archive"
    for files in (1, 2):
        for _ in range(2):
            before = Before(state, "1", known.has)
            found, _ = read(tmp_path / "in", before, archive)
            assert told(found) == told(read(tmp_path / "in", None, archive)[0])
            known.load(found)
        if files == 1:
            put(tmp_path, "in/c.warc.gz", WRITERS[".warc.gz"]([(one, "response")]))


def test_a_revisit_without_an_original_is_looked_for_each_time(tmp_path: Path, state: State) -> None:
    archive = tmp_path / "archive"
    put(tmp_path, "in/a.warc.gz", WRITERS[".warc.gz"]([(CAPTURES[0], "revisit")]))
    known = Record()
    for _ in range(2):
        found, _ = read(tmp_path / "in", Before(state, "1", known.has), archive)
        assert [one.reason for one in found if isinstance(one, Missed)] == ["revisit_without_original"]
    archived(archive, "r1", [CAPTURES[0]])
    found, _ = read(tmp_path / "in", Before(state, "1", known.has), archive)
    assert [one.body for one in found if isinstance(one, Snapshot)] == [CAPTURES[0].body]


def test_what_is_kept_of_a_file_goes_with_its_bytes(tmp_path: Path, state: State) -> None:
    path = put(tmp_path, "in/a.warc.gz", WRITERS[".warc.gz"](RECORDS))
    known = Record()
    first, _ = read(path.parent, Before(state, "1", known.has), tmp_path / "archive")
    known.load(first)

    def kept() -> list[int]:
        tables = ("originals_before", "revisits_before")
        return [state.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables]

    assert kept()[1] == sum(kind == "revisit" for _, kind in RECORDS)
    read(path.parent, Before(state, "1", known.has), tmp_path / "archive")
    assert all(kept())
    path.write_bytes(b"")
    read(path.parent, Before(state, "1", known.has), tmp_path / "archive")
    assert kept() == [0, 0]


def test_what_can_not_be_read_back_is_read_from_the_files_again_and_told_once(tmp_path: Path, state: State) -> None:
    for name in "ab":
        put(tmp_path, f"in/{name}.warc.gz", WRITERS[".warc.gz"](RECORDS))
    put(tmp_path, "in/page.html", CAPTURES[0].body)
    known, archive = Record(), tmp_path / "archive"
    first, _ = read(tmp_path / "in", Before(state, "1", known.has), archive)
    known.load(first)
    read(tmp_path / "in", Before(state, "1", known.has), archive)
    for table, column in (("read_before", "gave"), ("originals_before", "noted"), ("revisits_before", "gave")):
        for broken in ("substr({0}, 1, 9)", "''", "'[{{}}]'", "x'789c'", "'null'"):
            value = f"CAST({broken.format(column)} AS {'TEXT' if table == 'revisits_before' else 'BLOB'})"
            assert state.db.execute(f"UPDATE {table} SET {column} = {value}").rowcount
            if table != "read_before":  # its records are asked for only where something else is not known
                state.db.execute(
                    f"DELETE FROM {'revisits_before' if table == 'originals_before' else 'originals_before'}"
                )
            said: list[str] = []
            again, _ = read(tmp_path / "in", Before(state, "1", known.has, said.append), archive)
            assert told(again) == told(first)
            assert [line.split()[2] for line in said] in ([table], []), said
            assert said or table == "originals_before"
