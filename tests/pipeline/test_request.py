"""What a run is asked for, and the id by which it is known."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from scraper.pipeline.request import new_run_id
from scraper.store.file import STATE_FILE
from scraper.store.state import State


def test_the_ids_of_runs_stand_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / STATE_FILE
    made = []
    with State(path) as state:
        for _ in range(20):
            made.append(new_run_id(path))
            state.start_run(made[-1])
    assert made == sorted(set(made))
    assert all(re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{4}", one) for one in made)


def test_a_run_of_the_same_moment_has_the_next_id_however_coarse_the_clock_is(tmp_path: Path) -> None:
    path, now = tmp_path / STATE_FILE, dt.datetime.now(dt.UTC)
    with State(path) as state:
        for second in range(60):
            state.start_run(f"{now + dt.timedelta(seconds=second):%Y%m%dT%H%M%SZ}-fff0")
    assert int(new_run_id(path)[-4:], 16) > 0xFFF0


def test_ids_of_another_form_and_files_that_cannot_be_read_are_none_to_follow(tmp_path: Path) -> None:
    path = tmp_path / STATE_FILE
    with State(path) as state:
        state.start_run(f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}-mine")
    assert new_run_id(path)[16:17] == "-"
    path.write_bytes(b"no database")
    assert new_run_id(path)[16:17] == "-"
