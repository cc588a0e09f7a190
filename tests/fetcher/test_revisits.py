"""Revisit records: their originals are found in whatever file, member or order; and what WARC writers differ in."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import random
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.fetcher.folder import FolderSource
from scraper.fetcher.originals import Originals
from scraper.fetcher.places import Container
from scraper.fetcher.revisits import RevisitSource
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.warcsource import WarcSource
from tests.support.amount import amount
from tests.support.forms import Records, Written, as_one_member, by_record, plain, put, record, wacz, with_revisits

from .server import page

URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/{}/"
FIRST = dt.datetime(2017, 3, 1, 2, tzinfo=dt.UTC)
FORCES = ("kent", "essex", "surrey")
Found = Snapshot | Missed


def capture(force: str, day: int, state: int) -> Written:
    moment = FIRST + dt.timedelta(days=day, seconds=FORCES.index(force) if force in FORCES else 0)
    return Written(URL.format(force), moment, page(f"{force.title()} 2016", f"It is {state}."))


# Pages that change and change back, so that a revisit may stand for an older record than the last.
CAPTURES = [capture(force, day, state) for force in FORCES for day, state in enumerate((0, 0, 1, 1, 0, 2, 1))]
RECORDS = with_revisits(CAPTURES)
AS_CAPTURED = sorted((one.url, one.at, one.body) for one in CAPTURES)


def read(folder: Path, cap: int = 20 << 20) -> list[Found]:
    """What a run reads below a folder."""
    originals = Originals()
    found = list(FolderSource(folder, cap=cap, originals=originals).snapshots())
    found += RevisitSource(originals, None, cap=cap).snapshots()
    originals.close()
    return found


def told(found: Sequence[Found]) -> list[tuple[str | None, dt.datetime | None, bytes]]:
    assert [one for one in found if isinstance(one, Missed)] == []
    return sorted((one.url, one.captured_at, one.body) for one in found if isinstance(one, Snapshot))


def zstandard(records: Records, *, words: bool = False) -> bytes:
    """A frame for each record, as crawlers write `.warc.zst`; with `words` over a dictionary in the first frame."""
    from backports import zstd

    raw = [record(one, kind) for one, kind in records]
    dictionary = zstd.train_dict([*raw, *(part[:900] for part in raw)] * 8, 4096) if words else None
    packed = b"".join(zstd.compress(part, zstd_dict=dictionary) for part in raw)
    if dictionary is None:
        return packed
    return b"\x5d\x2a\x4d\x18" + len(dictionary.dict_content).to_bytes(4, "little") + dictionary.dict_content + packed


WRITERS = {
    ".warc.gz": by_record,
    "-one.warc.gz": as_one_member,
    ".warc": plain,
    ".warc.zst": zstandard,
    ".wacz": lambda records: wacz({"a.warc.gz": by_record(records[::2]), "b.warc.gz": as_one_member(records[1::2])}),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_no_order_and_no_split_of_the_records_matters(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random, files: int
) -> None:
    folder = tmp_path_factory.mktemp("split")
    mixed = chance.sample(RECORDS, len(RECORDS))
    for number in range(files):
        ending = chance.choice(list(WRITERS))
        put(folder, f"{number}{ending}", WRITERS[ending](mixed[number::files]))
    found = read(folder)
    assert told(found) == AS_CAPTURED
    keys = [one.page for one in found]
    assert len(set(keys)) == len(RECORDS)


def test_a_dictionary_at_the_beginning_of_a_zstandard_file_is_used(tmp_path: Path) -> None:
    put(tmp_path, "a.warc.zst", zstandard(RECORDS, words=True))
    assert told(read(tmp_path)) == AS_CAPTURED
    raw = (tmp_path / "a.warc.zst").read_bytes()
    put(tmp_path, "a.warc.zst", raw[:-3])
    torn = read(tmp_path)
    assert [one.reason for one in torn if isinstance(one, Missed)] == ["warc_torn"]
    assert len(torn) == len(RECORDS)


def test_a_broken_dictionary_is_damage_that_is_named(tmp_path: Path) -> None:
    whole, chance = zstandard(RECORDS, words=True), random.Random(1)
    size = 8 + int.from_bytes(whole[4:8], "little")
    for _ in range(100):
        broken = bytearray(whole)
        for at in chance.sample(range(8, min(size, 300)), 3):
            broken[at] ^= 1 << chance.randrange(8)
        put(tmp_path, "a.warc.zst", bytes(broken))
        found = read(tmp_path)
        assert any(isinstance(one, Missed) for one in found) or told(found) == AS_CAPTURED


def test_records_are_indexed_only_from_the_first_revisit_on(tmp_path: Path) -> None:
    """What stands before it is read again then; a crawl without any costs no index."""
    pages = [(one, "response") for one in (ONE, OTHER)]
    for name, write in WRITERS.items():
        originals = Originals()
        path = put(tmp_path, f"a{name}", write([*pages, *pages]))
        assert len(list(WarcSource(path, originals=originals).snapshots())) == 4
        assert originals.left() and not originals.is_asked and list(originals.found()) == []
        behind = put(tmp_path, f"b{name}", write([(OTHER, "response"), (SAME, "revisit")]))
        found = list(WarcSource(behind, originals=originals).snapshots())
        assert originals.is_asked
        found += RevisitSource(originals, None).snapshots()
        assert [one.body for one in found if isinstance(one, Snapshot)] == [OTHER.body, SAME.body], name
        originals.close()


def test_what_is_left_out_of_an_index_is_one_stretch_as_far_as_it_is_one(tmp_path: Path) -> None:
    originals = Originals()
    one, other = Container(tmp_path / "a"), Container(tmp_path / "b")
    for container, start, behind in (
        (one, 0, 10),
        (one, 10, 25),
        (one, 30, 31),
        (one, 30, 40),
        (other, 40, 50),
        (one, 50, 60),
    ):
        originals.leave(container, start, behind)
    assert originals.left() == [(one, 0, 25), (one, 30, 40), (one, 50, 60), (other, 40, 50)]
    originals.close()


@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
def test_every_version_of_the_format_is_read(tmp_path: Path, version: str) -> None:
    put(tmp_path, "a.warc", b"".join(record(one, kind, version=version) for one, kind in RECORDS))
    assert told(read(tmp_path)) == AS_CAPTURED


ONE, SAME = capture("kent", 0, 0), Written(URL.format("kent"), FIRST + dt.timedelta(days=9), capture("kent", 0, 0).body)
OTHER = capture("kent", 5, 1)


def source(path: Path, *records: bytes) -> list[Found]:
    path.write_bytes(b"".join(gzip.compress(raw, mtime=0) for raw in records))
    return list(WarcSource(path).snapshots())


def encoded(name: str, how: str) -> str:
    digest = hashlib.new(name, ONE.body).digest()
    text = {
        "hex": digest.hex(),
        "HEX": digest.hex().upper(),
        "32": base64.b32encode(digest).decode(),
        "bare 32": base64.b32encode(digest).decode().rstrip("="),
        "64": base64.b64encode(digest).decode(),
        "url 64": base64.urlsafe_b64encode(digest).decode().rstrip("="),
    }[how]
    return f"{name}:{text}"


@pytest.mark.parametrize("how", ["hex", "HEX", "32", "bare 32", "64", "url 64"])
@pytest.mark.parametrize("name", ["sha1", "sha256", "md5", "sha512"])
def test_a_digest_is_understood_in_every_way_of_writing(tmp_path: Path, name: str, how: str) -> None:
    stated = encoded(name, how)
    found = source(
        tmp_path / "a.warc.gz",
        record(ONE, WARC_Payload_Digest=stated),
        record(SAME, "revisit", WARC_Payload_Digest=stated),
    )
    assert [one.body for one in found if isinstance(one, Snapshot)] == [ONE.body] * 2
    place = stated.index(":") + 2
    wrong = stated[:place] + ("A" if stated[place] not in "Aa" else "B") + stated[place + 1 :]
    (plain_file := tmp_path / "b.warc").write_bytes(record(ONE, WARC_Payload_Digest=wrong))
    damaged = list(WarcSource(plain_file).snapshots())
    assert [one.reason for one in damaged if isinstance(one, Missed)] == ["warc_digest"]


@pytest.mark.parametrize("stated", ["xxh3:abcdef", "sha1:nonsense", "none", "", "sha256:"])
def test_a_digest_that_is_not_understood_is_no_damage(tmp_path: Path, stated: str) -> None:
    named = {"WARC_Refers_To_Target_URI": ONE.url, "WARC_Refers_To_Date": ONE.stamp}
    found = source(
        tmp_path / "a.warc.gz", record(ONE, WARC_Payload_Digest=stated), record(SAME, "revisit", WARC_Payload_Digest=stated, **named)
    )  # fmt: skip
    assert [one.body for one in found if isinstance(one, Snapshot)] == [ONE.body] * 2


def test_digests_over_the_body_without_its_codings_prove_it(tmp_path: Path) -> None:
    packed = Written(ONE.url, ONE.at, gzip.compress(ONE.body, mtime=0))
    first = record(packed, headers="Content-Encoding: gzip\r\n", WARC_Payload_Digest=ONE.digest)
    again = record(SAME, "revisit", WARC_Payload_Digest=packed.digest)
    found = source(tmp_path / "a.warc.gz", first, again, record(SAME, "revisit", WARC_Date="2020-01-01T00:00:00Z"))
    assert [one.body for one in found if isinstance(one, Snapshot)] == [ONE.body] * 3


def test_a_revisits_own_digest_of_nothing_is_no_damage_and_proves_nothing(tmp_path: Path) -> None:
    empty = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    named = {"WARC_Refers_To_Target_URI": ONE.url, "WARC_Refers_To_Date": ONE.stamp}
    found = source(
        tmp_path / "a.warc.gz", record(OTHER), record(ONE),
        record(SAME, "revisit", WARC_Block_Digest=empty, WARC_Payload_Digest=empty, **named),
    )  # fmt: skip
    assert [one.body for one in found if isinstance(one, Snapshot)] == [OTHER.body, ONE.body, ONE.body]


def test_a_record_that_is_named_and_has_another_payload_is_not_believed(tmp_path: Path) -> None:
    named = {"WARC_Refers_To_Target_URI": OTHER.url, "WARC_Refers_To_Date": OTHER.stamp}
    (first, again) = source(tmp_path / "a.warc.gz", record(OTHER), record(SAME, "revisit", **named))
    assert isinstance(first, Snapshot) and isinstance(again, Missed)
    assert (again.outcome, again.reason) == ("failed", "revisit_without_original")
    assert str(tmp_path / "a.warc.gz") in again.message


@pytest.mark.parametrize("status", [200, 304])
def test_a_revisit_has_the_label_of_its_own_answer_where_that_labels_the_payload(tmp_path: Path, status: int) -> None:
    profile = "server-not-modified" if status == 304 else "identical-payload-digest"
    again = record(SAME, "revisit", status=status, WARC_Profile=f"http://netpreserve.org/warc/1.1/revisit/{profile}")
    other = again.replace(b"charset=utf-8", b"charset=cp932")
    assert len(other) == len(again)
    (first, found) = source(tmp_path / "a.warc.gz", record(ONE), other)
    assert isinstance(first, Snapshot) and isinstance(found, Snapshot) and first.body == found.body
    assert first.content_type == "text/html; charset=utf-8"
    assert found.content_type == ("text/html; charset=cp932" if status == 200 else first.content_type)


def test_a_page_that_was_not_modified_is_the_one_that_it_names(tmp_path: Path) -> None:
    profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    named = {"WARC_Refers_To_Target_URI": ONE.url, "WARC_Refers_To_Date": ONE.stamp, "WARC_Profile": profile}
    found = source(tmp_path / "a.warc.gz", record(SAME, "revisit", status=304, **named), record(ONE), record(OTHER))
    assert [one.captured_at for one in found if isinstance(one, Snapshot) and one.body == ONE.body] == [ONE.at, SAME.at]
    unnamed = source(tmp_path / "b.warc.gz", record(OTHER), record(SAME, "revisit", status=304, WARC_Profile=profile))
    assert isinstance(unnamed[1], Missed), "what is not proven to be the same is not taken for it"


def test_revisits_of_what_is_no_page_are_passed_over_and_of_what_is_gone_say_so(tmp_path: Path) -> None:
    at = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
    script = Written("https://hmicfrs.justiceinspectorates.gov.uk/a.js", at, b"x")
    style = Written("https://hmicfrs.justiceinspectorates.gov.uk/style", at, b"x")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        b"".join(
            gzip.compress(raw)
            for raw in (
                record(script, "revisit"),
                record(style, "revisit").replace(b"text/html; charset=utf-8", b"text/css; charset=utf-8 "),
                record(SAME, "revisit", status=301),
                record(SAME, "revisit", status=404, WARC_Date="2023-01-01T00:00:00Z"),
            )
        )
    )
    made = WarcSource(path)
    found = list(made.snapshots())
    assert [(one.outcome, one.at) for one in found if isinstance(one, Missed)] == [
        ("gone", "2023-01-01T00:00:00+00:00")
    ]
    assert made.counts == {"scripts": 1, "style sheets": 1, "redirects": 1}


def test_many_revisits_are_read_in_constant_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        pages = [Written(URL.format(f"f{n}"), FIRST, page(f"F {n}", "words " * 400)) for n in range(count)]
        again = [Written(one.url, FIRST + dt.timedelta(days=1), one.body) for one in pages]
        put(tmp_path, f"{count}/a.warc.gz", as_one_member([(one, "revisit") for one in again]))
        put(tmp_path, f"{count}/b.warc.gz", by_record([(one, "response") for one in pages]))
        originals = Originals()
        tracemalloc.start()
        read_pages = sum(1 for _ in FolderSource(tmp_path / str(count), originals=originals).snapshots())
        read_pages += sum(1 for _ in RevisitSource(originals, None).snapshots())
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read_pages == 2 * count
        return top

    few, many, bound = amount((60, 300, 550_000), (150, 900, 800_000))
    peak(10)  # what is kept for good is made
    assert peak(many) - peak(few) < bound
