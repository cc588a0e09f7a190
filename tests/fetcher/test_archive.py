"""The archive: WARC that stock readers read, that survives a kill at any byte, and that finds every flaw."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scraper.fetcher.archive import (
    IDENTICAL,
    Archive,
    Original,
    check,
    original_of,
    pages,
    payload_digest,
    read_at,
    repair,
    warc_files,
)
from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.exchange import Exchange, Fault
from scraper.fetcher.options import FetchSettings
from scraper.fetcher.resume import recover
from scraper.fetcher.snapshot import Snapshot
from scraper.fetcher.warcread import Damage, WarcRecord, read_warc
from scraper.store.moments import format_date
from scraper.store.state import State

from .server import page, zipped

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/{}/"


def exchange(body: bytes, url: str = URL.format("kent"), **headers: str) -> Exchange:
    pairs = [("Content-Type", "text/html"), *headers.items()]
    return Exchange(url, [("Host", "x")], NOW, NOW, 200, "OK", pairs, body)


def filled(folder: Path, count: int = 6, run: str = "r1") -> list[tuple[str, int]]:
    with Archive(folder, run) as archive:
        places = []
        for number in range(count):
            url = URL.format(f"force-{number}")
            places.append(archive.write(exchange(page(f"Force {number}"), url), page=url))
    return [(p.file, p.offset) for p in places]


def with_copies(folder: Path) -> None:
    """An archive of what was fetched beside what came from files, which other code packs."""
    with Archive(folder, "r1") as archive:
        for number in range(3):
            url = URL.format(f"force-{number}")
            archive.write(exchange(page(f"Force {number}"), url), page=url)
            archive.keep(Snapshot(page(f"Copy {number}"), url, NOW, "warc", headers={"Content-Type": "text/html"}))


def test_stock_readers_read_it_and_find_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_copies(tmp_path)
    path = warc_files(tmp_path)[0]
    with path.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]
    assert kinds == ["warcinfo"] + ["response", "request", "response"] * 3
    checker = Checker(type("Cmd", (), {"verbose": False, "inputs": [str(path)]})())
    checker.process_all()
    assert checker.exit_value == 0
    assert check(tmp_path).findings == []


def test_raw_bytes_stay_as_sent_and_come_back_decoded(tmp_path: Path) -> None:
    raw = zipped(page())
    with Archive(tmp_path, "r1") as archive:
        place = archive.write(exchange(raw, **{"Content-Encoding": "gzip"}), page=URL.format("kent"))
    found = read_at(tmp_path, place.file, place.offset)
    assert found.body == page() and found.source == "web" and found.captured_at == NOW
    with (tmp_path / place.file).open("rb") as stream:
        bodies = [r.raw_stream.read() for r in ArchiveIterator(stream) if r.rec_type == "response"]
    assert bodies == [raw]


def test_revisit_record_gives_the_originals_body_at_its_own_time(tmp_path: Path) -> None:
    url = URL.format("kent")
    with Archive(tmp_path, "r1") as archive:
        first = archive.write(exchange(page()), page=url)
        original = Original(first, url, format_date(NOW), payload_digest(page()), "profile")
        later = exchange(b"")
        later.started_at = NOW + dt.timedelta(days=1)
        second = archive.write(later, page=url, original=original)
    found = read_at(tmp_path, second.file, second.offset)
    assert found.body == page() and found.captured_at == later.started_at
    assert found.warc_offset == second.offset
    assert len([p for p in pages(tmp_path) if isinstance(p, Snapshot)]) == 2


def test_a_revisit_record_whose_original_is_lost_is_found(tmp_path: Path) -> None:
    url = URL.format("kent")
    with Archive(tmp_path, "r1") as archive:
        first = archive.write(exchange(page()), page=url)
    with Archive(tmp_path, "r2") as archive:
        again = [archive.write(exchange(b""), page=url, original=original_of(tmp_path, first, IDENTICAL)) for _ in "ab"]
    assert check(tmp_path).findings == []
    (tmp_path / first.file).unlink()
    found = check(tmp_path, [(first.file, first.offset)]).findings
    lost = [(first.file, first.offset), *((place.file, place.offset) for place in again)]
    assert [(one.file, one.offset) for one in found] == lost and {one.kind for one in found} == {"missing"}
    assert all(str(first) in one.message for one in found[1:])


def test_evidence_is_kept_and_is_no_page(tmp_path: Path) -> None:
    cut = exchange(b"<html>half")
    cut.fault = Fault("cut", "cut at 10 of 100 bytes", True)
    with Archive(tmp_path, "r1") as archive:
        archive.write(cut, page=URL.format("kent"), verdict="failed/cut")
    assert list(pages(tmp_path)) == []
    with warc_files(tmp_path)[0].open("rb") as stream:
        told = [r.rec_headers.get_header("WARC-Truncated") for r in ArchiveIterator(stream)]
    assert "disconnect" in told


@pytest.mark.parametrize("source", ["folder", "warc"])
def test_saved_pages_are_kept_too_and_come_back(tmp_path: Path, source: str) -> None:
    snapshot = Snapshot(page(), URL.format("kent"), None, source, origin="a/page.html")
    with Archive(tmp_path, "r1") as archive:
        place = archive.keep(snapshot)
    found = read_at(tmp_path, place.file, place.offset)
    assert (found.body, found.url, found.captured_at) == (snapshot.body, snapshot.url, None)
    assert (found.source, found.origin) == (source, "a/page.html")
    assert check(tmp_path).findings == []


def test_page_without_an_address_comes_back_without_one(tmp_path: Path) -> None:
    with Archive(tmp_path, "r1") as archive:
        place = archive.keep(Snapshot(page(), None, None, "folder"))
    assert read_at(tmp_path, place.file, place.offset).url is None


def test_files_rotate_and_names_are_never_reused(tmp_path: Path) -> None:
    settings = FetchSettings(max_archive_file=3000)
    for _ in range(2):
        with Archive(tmp_path, "../r 1", settings) as archive:
            for number in range(5):
                archive.write(exchange(random.Random(number).randbytes(900)), page=URL.format("kent"))
        ends = {end.file: end.offset for end in archive.ends}
        assert len(ends) >= 2 and all((tmp_path / name).stat().st_size == size for name, size in ends.items())
    names = [p.name for p in warc_files(tmp_path)]
    assert len(names) == len(set(names)) >= 4
    assert all(name.startswith("peel-") and "/" not in name for name in names)
    assert check(tmp_path).findings == []


def test_trap_3_every_random_tail_cut_is_found_and_the_rest_read(tmp_path: Path) -> None:
    with_copies(tmp_path)
    path = warc_files(tmp_path)[0]
    whole, chance = path.read_bytes(), random.Random(3)
    records = [r for r in read_warc(io.BytesIO(whole)) if isinstance(r, WarcRecord)]
    for _ in range(150):
        at = chance.randrange(records[-1].offset + 1, len(whole))
        items = list(read_warc(io.BytesIO(whole[:at])))
        assert items[:-1] == records[:-1]
        assert isinstance(items[-1], Damage) and items[-1].offset == records[-1].offset


@pytest.mark.parametrize("plain", [False, True])
def test_f53_every_byte_flip_is_found_and_the_intact_records_are_read(tmp_path: Path, plain: bool) -> None:
    with_copies(tmp_path)
    path = warc_files(tmp_path)[0]
    whole, chance = path.read_bytes(), random.Random(5)
    if plain:
        import gzip

        whole = gzip.decompress(whole)
    records = [r for r in read_warc(io.BytesIO(whole)) if isinstance(r, WarcRecord)]
    body_only = plain  # a flipped letter of a plain record's head is another, equally sound head
    for _ in range(200):
        at = chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        hit = next(r for r in records if r.offset <= at < r.end)
        if body_only and at < hit.end - hit.length - 4:
            continue
        path.write_bytes(flipped)
        items = list(read_warc(io.BytesIO(bytes(flipped))))
        found = check(tmp_path).findings if not plain else [i for i in items if isinstance(i, Damage)]
        assert found or items == records, (at, hit)  # the padding bits after the last deflate code say nothing
        others = {r.offset for r in records if r is not hit}
        assert others <= {i.offset for i in items if isinstance(i, WarcRecord)}


def test_trap_4_nothing_is_appended_to_a_torn_file_and_its_end_is_cut_into_a_side_file(tmp_path: Path) -> None:
    places = filled(tmp_path)
    path = warc_files(tmp_path)[0]
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    repairs, records = repair(tmp_path, {})
    assert len(repairs) == 1
    side = tmp_path / repairs[0].side
    assert path.read_bytes() + side.read_bytes() == whole[:-30]
    assert check(tmp_path, places).findings == []
    assert len(records) == 12
    filled(tmp_path, 2, run="r2")
    assert check(tmp_path, places).findings == []


def test_zeros_at_the_end_of_our_own_file_are_what_a_power_cut_leaves_and_are_cut_off(tmp_path: Path) -> None:
    places = filled(tmp_path)
    path = warc_files(tmp_path)[0]
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(4096))
    assert [found.kind for found in check(tmp_path, places).findings] == ["not_warc"]
    assert len(repair(tmp_path, {})[0]) == 1 and path.read_bytes() == whole
    assert check(tmp_path, places).findings == []


@pytest.mark.parametrize("left", [0, 1, 40, 200])
def test_a_file_that_never_held_a_whole_record_does_not_stay(tmp_path: Path, left: int) -> None:
    """A run that was killed before its first record was whole: what is there of it is kept beside, and nothing is wrong."""
    places = filled(tmp_path)
    other = tmp_path / "peel-20261128T085522Z-c881-00000.warc.gz"
    begun = warc_files(tmp_path)[0].read_bytes()[:left]
    other.write_bytes(begun)
    repairs, records = repair(tmp_path, {})
    assert not other.exists() and len(records) == check(tmp_path).records
    assert [(tmp_path / one.side).read_bytes() for one in repairs] == [begun] * bool(left)
    assert check(tmp_path, places).findings == []
    assert repair(tmp_path, {})[0] == []


def test_an_empty_file_that_held_records_stays_and_is_told(tmp_path: Path) -> None:
    filled(tmp_path)
    path = warc_files(tmp_path)[0]
    size = path.stat().st_size
    path.write_bytes(b"")
    assert len(repair(tmp_path, {path.name: size})[0]) == 1
    assert [found.kind for found in check(tmp_path).findings] == ["empty"]


def test_damage_in_the_middle_is_named_with_its_offset_and_references_are_checked(tmp_path: Path) -> None:
    places = filled(tmp_path)
    path = warc_files(tmp_path)[0]
    raw = bytearray(path.read_bytes())
    raw[places[2][1] + 60] ^= 0xFF
    path.write_bytes(raw)
    found = check(tmp_path, [*places, ("peel-gone-00000.warc.gz", 7)]).findings
    assert [(f.file, f.offset) for f in found if f.kind != "missing"] == [places[2]]
    assert {(f.file, f.offset) for f in found if f.kind == "missing"} == {places[2], ("peel-gone-00000.warc.gz", 7)}
    with pytest.raises(ArchiveError, match="archive check"):
        read_at(tmp_path, *places[2])
    assert read_at(tmp_path, *places[3]).body == page("Force 3")


def test_read_at_never_leaves_the_folder(tmp_path: Path) -> None:
    filled(tmp_path / "in")
    filled(tmp_path / "out")
    with pytest.raises(ArchiveError):
        read_at(tmp_path / "in", "../out/" + warc_files(tmp_path / "out")[0].name, 0)


def test_full_disk_cuts_back_to_the_last_whole_record_and_says_where(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import resource, sys
        sys.path.insert(0, {str(Path(__file__).parents[2])!r})
        from pathlib import Path
        from tests.fetcher.test_archive import exchange
        from scraper.fetcher.archive import Archive
        from scraper.fetcher.errors import ArchiveError
        import random
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        with Archive(Path(sys.argv[1]), "r1") as archive:
            try:
                for number in range(100):
                    archive.write(exchange(random.Random(number).randbytes(3000)), page="https://x/")
            except ArchiveError as error:
                print(number, error.message)
        """
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    number, _, message = done.stdout.strip().partition(" ")
    assert int(number) >= 4 and "bytes" in message and str(tmp_path) in message
    assert check(tmp_path).findings == []
    with warc_files(tmp_path)[0].open("rb") as stream:
        assert sum(r.rec_type == "response" for r in ArchiveIterator(stream)) == int(number)


def test_killed_while_writing_every_finished_record_is_there(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(Path(__file__).parents[2])!r})
        from pathlib import Path
        from tests.fetcher.test_archive import exchange
        from scraper.fetcher.archive import Archive
        with Archive(Path(sys.argv[1]), "r1") as archive:
            for number in range(100_000):
                archive.write(exchange(b"<html>%d</html>" % number), page="https://x/")
                print(number, flush=True)
        """
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(40):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        told = child.stdout.read().split()
    last = int(told[-1]) if told else 39
    with State(tmp_path / "state.db") as state:
        recover(tmp_path, state)
    assert check(tmp_path).findings == []
    found = [p for p in pages(tmp_path) if isinstance(p, Snapshot)]
    assert len(found) >= last + 1
    assert [p.body for p in found] == [b"<html>%d</html>" % n for n in range(len(found))]


def test_each_record_is_on_disk_before_its_place_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    real = os.fsync

    def spy(descriptor: int) -> None:
        sizes.append(os.fstat(descriptor).st_size)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", spy)
    with Archive(tmp_path, "r1") as archive:
        for _ in range(3):
            archive.write(exchange(page()), page=URL.format("kent"))
            assert archive.end is not None and sizes[-1] == archive.end.offset
