"""The line of a page's captures: what is folded, what is left alone, and how little it takes."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.guard import calls
from schemas.extraction import Extraction
from schemas.vocabulary import Grade, Pillar
from scraper.loader.captures import stale
from scraper.loader.carried import NOTHING, pack_state, unpack_state
from scraper.loader.history import carry
from scraper.loader.load import load, reparse
from scraper.loader.readings import parcel_of
from scraper.loader.stating import stated
from scraper.store.sqlite import Database
from tests.support.amount import amount
from tests.support.empty import empty_database

from .compare import check_sound, content, differing
from .pages import assessment_page, before_grading, snapshot
from .test_copies import DAMAGES, PAGES, Damage, copy
from .test_order import CAPTURES, STATES, Capture, loaded

E = Pillar.EFFECTIVENESS


def put(db: Database, made: Extraction, time: str) -> None:
    load(db, snapshot(made, time, salt=time), made)


def moments(count: int) -> list[str]:
    start = dt.datetime(2014, 1, 1)
    return [(start + dt.timedelta(days=9 * number)).isoformat() for number in range(count)]


def state_of(number: int) -> Extraction:
    """Return what a page says in a capture: another paragraph each time, another grade in every fifth."""
    grade = (Grade.GOOD, Grade.REQUIRES_IMPROVEMENT)[number // 5 % 2]
    return assessment_page({E: grade}, observations=[f"What we saw on visit {number} was sound."])


def calls_of_the_last(count: int, place: int, folder: Path) -> int:
    """Return the calls that one more capture takes at a place of a line of so many."""
    db = empty_database(folder / f"{count}-{place}.db")
    times = moments(count + 2)
    captures = [snapshot(state_of(number), time) for number, time in enumerate(times)]
    parcels = [parcel_of(state_of(number)) for number in range(count + 2)]
    late = [place, place + 1] if place else [count, count + 1]
    for number, (capture, parcel) in enumerate(zip(captures, parcels, strict=True)):
        if number not in late:
            load(db, capture, parcel)
    rest = iter(late)

    def one_more() -> None:
        number = next(rest)
        load(db, captures[number], parcels[number])

    made = calls(one_more)
    db.close()
    return made


@pytest.mark.parametrize("at", ["behind all", "in the middle"])
def test_a_capture_among_160_takes_no_more_than_one_among_20(at: str, tmp_path: Path) -> None:
    few, many = (calls_of_the_last(n, n // 2 if at == "in the middle" else 0, tmp_path) for n in (20, 160))
    assert many <= few * 1.2


@settings(max_examples=amount(6, 60), deadline=None)
@given(CAPTURES, st.randoms(use_true_random=False))
def test_captures_of_an_older_schema_get_their_places_when_their_page_is_written(
    captures: list[Capture], chance: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        one, other = loaded(captures, Path(folder, "one.db")), loaded(captures[:-1], Path(folder, "other.db"))
        with other.atomic():
            other.execute("DELETE FROM _places")
        place, time, salt = captures[-1]
        load(other, snapshot(STATES[place], time, salt=salt), STATES[place])
        for db in (one, other):
            for made in STATES:
                load(db, snapshot(made, "2030-01-01T00:00:00"), made)
        assert differing(one, other) == {}
        check_sound(other)
        one.close()
        other.close()


@settings(max_examples=amount(20, 150), deadline=None)
@given(st.sampled_from(PAGES), st.lists(st.sets(st.sampled_from(DAMAGES)), min_size=1, max_size=4))
def test_a_state_is_unpacked_as_it_was_packed(page: str, losses: list[set[Damage]]) -> None:
    state = None
    for number, lost in enumerate(losses):
        made = copy(page, tuple(damage for damage in DAMAGES if damage in lost))
        content = parcel_of(made).content
        if content is None:
            continue
        said = stated(content.id, lambda c=content: c.reading, f"capture-{number}")  # type: ignore[misc]
        is_first, state = state is None, carry(state, said)
        data = pack_state(state, said)
        assert unpack_state(data, said) == state
        assert (data == NOTHING) is (state == carry(None, said))
        assert not is_first or data == NOTHING


def test_cited_blocks_are_those_of_the_newer_parser(db: Database) -> None:
    before, after = assessment_page(), assessment_page(inspector=None)
    put(db, before, "2017-03-02T10:00:00")
    [stored] = stale(db, "2")
    reparse(db, stored, after, parser_version="2")
    stands = {block.block: block.text for block in after.blocks}
    cited = db.execute("SELECT b.block, b.text FROM blocks b JOIN findings f USING (snapshot, block)").fetchall()
    assert cited and all(stands[number] == text for number, text in cited)


def test_a_late_capture_that_the_newest_overrides_touches_no_row_of_the_page(db: Database) -> None:
    put(db, before_grading(), "2017-03-02T10:00:00")
    put(db, assessment_page(), "2019-03-02T10:00:00")
    before = content(db)
    put(db, assessment_page({E: Grade.GOOD}), "2018-03-02T10:00:00")
    after = content(db)
    history = {"snapshots", "_records", "_readings", "_places", "changes", "judgment_states"}
    assert {name for name in before if before[name] != after[name]} == history
