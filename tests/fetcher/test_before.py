"""A file that was read before gives again what it gave, wherever its bytes are the same and its pages are known."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.fetcher import before as module
from scraper.fetcher.before import Before
from scraper.fetcher.folder import FolderSource
from scraper.fetcher.originals import Originals
from scraper.fetcher.revisits import RevisitSource
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.store.state import State
from tests.support.amount import amount
from tests.support.forms import FORMS, Written, put, record

from .test_revisits import CAPTURES, FIRST, RECORDS, WRITERS, Found, zstandard

ASSET = Written("https://hmicfrs.justiceinspectorates.gov.uk/wp-content/a.js", FIRST, b"x()")
ELSEWHERE = Written("https://example.org/", FIRST, CAPTURES[0].body)
Told = list[tuple[object, ...]]


class Record:
    """A record of captures, as a database is one: what was read into it is known."""

    def __init__(self) -> None:
        self.ids: set[tuple[object, ...]] = set()

    def has(self, found: Sequence[Snapshot]) -> bool:
        return all(identity(one) in self.ids for one in found)

    def load(self, found: Sequence[Found]) -> None:
        self.ids |= {identity(one) for one in found if isinstance(one, Snapshot)}


def identity(one: Snapshot) -> tuple[object, ...]:
    return one.url, one.captured_at, one.sha256


def told(found: Sequence[Found]) -> Told:
    """What a run makes of known captures: their place, identity and note, and all that was missed."""
    return [(one.page, one.origin, one.source, one.note, *identity(one)) if isinstance(one, Snapshot) else (one,) for one in found]  # fmt: skip


def read(folder: Path, before: Before | None, archive: Path | None = None) -> tuple[list[Found], Counter[str]]:
    """What a run reads below a folder, with the archive for what the files lack."""
    originals = Originals()
    source = FolderSource(folder, originals=originals, before=before)
    found = list(source.snapshots())
    revisits = RevisitSource(originals, archive, before=before)
    found += revisits.snapshots()
    originals.close()
    return found, source.counts + revisits.counts


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as made:
        yield made


def gone(one: Written) -> bytes:
    return record(Written(one.url + "gone/", one.at, b"<html><body><h1>Not found</h1></body></html>"), status=404)


def others() -> bytes:
    """Records that give no page: an asset, another host's, one that is gone, a redirect."""
    return b"".join([record(ASSET), record(ELSEWHERE), gone(CAPTURES[0]), record(CAPTURES[0], status=301)])


def harmed(raw: bytes, chance: random.Random) -> bytes:
    """Change bytes of a file: one flipped, some cut out, some added, the end lost, or nothing at all."""
    at = chance.randrange(len(raw))
    return chance.choice(
        [
            raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :],
            raw[:at] + raw[at + chance.randrange(1, 40) :],
            raw[:at] + chance.randbytes(9) + raw[at:],
            raw[:at],
            raw + others(),
            raw,
        ]
    )


@settings(max_examples=amount(25, 250), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(WRITERS)), st.integers(1, 8))
def test_whatever_becomes_of_a_file_it_gives_what_reading_it_gives(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, ending: str, size: int
) -> None:
    folder = tmp_path_factory.mktemp("before")
    mixed = chance.sample(RECORDS, len(RECORDS))
    raw = WRITERS[ending](mixed[: chance.randrange(1, len(mixed))])
    if not ending.endswith((".wacz", ".zst")):
        raw = others() * chance.randrange(2) + raw + others() * chance.randrange(2)
    record_, path = Record(), put(folder, f"in/a{ending}", raw)
    with State(folder / "state.db") as state, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SIZE", size)
        for _ in range(3):
            expected, counts = read(path.parent, None)
            found, counted = read(path.parent, Before(state, "1", record_.has))
            assert told(found) == told(expected)
            assert counted == counts
            record_.load(found)
            if chance.random() < 0.3 and record_.ids:
                record_.ids.discard(chance.choice(sorted(record_.ids, key=repr)))
            path.write_bytes(harmed(path.read_bytes(), chance) or raw)


@pytest.mark.parametrize("ending", [".warc.gz", "-one.warc.gz", ".warc", ".wacz"])
def test_what_is_known_is_not_unpacked_again(tmp_path: Path, state: State, ending: str) -> None:
    put(tmp_path, f"in/a{ending}", WRITERS[ending]([(one, "response") for one in CAPTURES]))
    known = Record()
    first, _ = read(tmp_path / "in", Before(state, "1", known.has))
    known.load(first)
    again, _ = read(tmp_path / "in", Before(state, "1", known.has))
    assert told(again) == told(first) and len(again) == len(CAPTURES)
    assert all(isinstance(one, Snapshot) and one.is_known and not one.body for one in again)
    assert not any(isinstance(one, Snapshot) and one.is_known for one in first)
    newer, _ = read(tmp_path / "in", Before(state, "2", known.has))
    assert not any(isinstance(one, Snapshot) and one.is_known for one in newer), "another version reads it itself"


def test_one_page_that_is_not_known_is_read_with_its_neighbours_and_no_others(tmp_path: Path, state: State) -> None:
    put(tmp_path, "in/a.warc.gz", WRITERS[".warc.gz"]([(one, "response") for one in CAPTURES]))
    known = Record()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SIZE", 5)
        first, _ = read(tmp_path / "in", Before(state, "1", known.has))
        known.load(first)
        lost = first[7]
        assert isinstance(lost, Snapshot)
        known.ids.discard(identity(lost))
        again, _ = read(tmp_path / "in", Before(state, "1", known.has))
    bodies = [one.body for one in again if isinstance(one, Snapshot)]
    assert [bool(body) for body in bodies] == [5 <= n < 10 for n in range(len(CAPTURES))]
    assert bodies[7] == lost.body


def test_a_frame_that_hangs_on_a_dictionary_elsewhere_is_read_each_time(tmp_path: Path, state: State) -> None:
    put(tmp_path, "in/a.warc.zst", zstandard(RECORDS, words=True))
    known = Record()
    for _ in range(2):
        found, _ = read(tmp_path / "in", Before(state, "1", known.has))
        known.load(found)
        assert all(isinstance(one, Snapshot) and one.body for one in found)
    assert state.db.execute("SELECT count(*) FROM read_before").fetchone()[0] == 0


def test_what_is_kept_of_bytes_that_a_file_has_no_more_is_forgotten(tmp_path: Path, state: State) -> None:
    path = put(tmp_path, "in/a.warc.gz", WRITERS[".warc.gz"]([(one, "response") for one in CAPTURES]))
    read(path.parent, Before(state, "1", Record().has))
    put(tmp_path, "in/a.warc.gz", b"")
    found, _ = read(path.parent, Before(state, "1", Record().has))
    assert [one.reason for one in found if isinstance(one, Missed)] == ["warc_empty"]
    assert state.db.execute("SELECT count(*) FROM read_before").fetchone()[0] == 0


def test_a_member_of_very_many_records_is_not_held_at_once(tmp_path: Path, state: State) -> None:
    put(tmp_path, "in/a.warc.gz", WRITERS["-one.warc.gz"]([(one, "response") for one in CAPTURES]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST", 4)
        known = Record()
        for _ in range(2):
            found, _ = read(tmp_path / "in", Before(state, "1", known.has))
            known.load(found)
            assert [bool(one.body) for one in found if isinstance(one, Snapshot)] == [True] * len(CAPTURES)


@pytest.mark.parametrize("form", ["folder", "mirror", "mhtml", "singlefile"])
def test_a_saved_page_is_read_again_only_where_it_or_what_stands_beside_it_is_another(
    tmp_path: Path, state: State, form: str
) -> None:
    folder, known = tmp_path / "in", Record()
    FORMS[form](folder, CAPTURES, random.Random(1))
    first, _ = read(folder, Before(state, "1", known.has))
    known.load(first)
    again, _ = read(folder, Before(state, "1", known.has))
    assert told(again) == told(first) == told(read(folder, None)[0])
    assert all(isinstance(one, Snapshot) and one.is_known and not one.body for one in again)
    beside = sorted(folder.glob("*/meta.json"))
    path = beside[0] if beside else next(path for path in sorted(folder.rglob("*")) if path.is_file())
    path.write_bytes(path.read_bytes().replace(b"2017", b"2018").replace(b"It is", b"It was"))
    changed, _ = read(folder, Before(state, "1", known.has))
    assert told(changed) == told(read(folder, None)[0]) != told(first)
    assert sum(bool(one.body) for one in changed if isinstance(one, Snapshot)) == 1
    elsewhere = tmp_path / "www.justiceinspectorates.gov.uk"
    folder.rename(elsewhere)
    moved, _ = read(elsewhere, Before(state, "1", known.has))
    assert told(moved) == told(read(elsewhere, None)[0])


def test_a_page_that_cannot_be_read_is_told_again(tmp_path: Path, state: State) -> None:
    put(tmp_path, "in/a.html", gzip.compress(CAPTURES[0].body, mtime=0)[:-9])
    for _ in range(2):
        found, _ = read(tmp_path / "in", Before(state, "1", Record().has))
        assert told(found) == told(read(tmp_path / "in", None)[0])
        assert [one.outcome for one in found if isinstance(one, Missed)] == ["failed"]
