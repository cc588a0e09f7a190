"""Killed at any moment, a run goes on to the same database as one that was not (F49)."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.support.amount import amount

from .site import Running, content, history, is_whole, run, run_here

SEEDS = range(1, amount(3, 13))


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unbroken")
    assert run_here(folder / "out", history(folder / "site", 4)) == 0
    return folder


@pytest.mark.parametrize("seed", SEEDS)
def test_f49_killed_at_a_random_point_and_run_again(seed: int, unbroken: Path, tmp_path: Path) -> None:
    dice, out, site = random.Random(seed), tmp_path / "out", unbroken / "site"
    with Running(out, site) as running:
        running.until_page(dice.randint(1, 39))
        time.sleep(dice.random() * 0.01)
        running.signal(signal.SIGKILL)
    assert not (out / "peel.db").exists() or is_whole(out / "peel.db")
    assert run_here(out, site) == 0
    assert is_whole(out / "peel.db")
    assert content(out / "peel.db") == content(unbroken / "out/peel.db")


def test_f49_a_published_database_is_what_it_was_until_the_next_is_whole(unbroken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run_here(out, unbroken / "site/000") == 0
    before = (out / "peel.db").read_bytes()
    with Running(out, unbroken / "site") as running:
        assert running.until_page(25)
        running.signal(signal.SIGKILL)
    assert (out / "peel.db").read_bytes() == before
    assert run_here(out, unbroken / "site") == 0
    assert content(out / "peel.db") == content(unbroken / "out/peel.db")


def alive(number: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def children(number: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up below /proc")
def test_workers_end_with_a_killed_run_and_its_lock_is_free_at_once(tmp_path: Path) -> None:
    site, out = history(tmp_path / "site", 12), tmp_path / "out"
    with Running(out, site, "--workers", "2") as running:
        assert running.until_page(1)
        workers = children(running.number)
        assert len(workers) == 2
        running.signal(signal.SIGKILL)
    done = run(out, site)
    assert done.code == 0, done.said
    assert [one for one in workers if alive(one)] == []
