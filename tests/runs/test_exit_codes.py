"""Every exit code of the contract through the installed command, and their order."""

from __future__ import annotations

import itertools
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.errors import PRECEDENCE, ExitCode, worst

from .site import Running, arguments, ask, data, history, is_whole, peel, report, run, run_here, save, swap

UNKNOWN_GRADE = swap(r"\bgood\b", "gratifying")


def cut(text: str) -> str:
    return text[: len(text) // 2]


def test_0_a_clean_run_and_the_same_again(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    before = (out / "peel.db").read_bytes()
    done = run(out, save(tmp_path / "site"))
    assert done.code == 0, done.said
    assert "10 unchanged" in done.out
    assert (out / "peel.db").read_bytes() == before
    assert ask(out / "state.db", "SELECT count(*) FROM drift_accepted") == [(1,)]


def test_1_nothing_loaded(tmp_path: Path) -> None:
    done = run(tmp_path / "out", save(tmp_path / "site", forces=["Kent"], change=cut))
    assert done.code == 1
    assert "failed, nothing loaded" in done.out
    assert not (tmp_path / "out/peel.db").exists()


@pytest.mark.parametrize(
    ("organisation", "round_id", "words"),
    [
        ("fire/kent", "2016", "no address for fire/kent and 2016"),
        ("police/hampshire", "2023-25", "police/hampshire-and-isle-of-wight continues it"),
        ("region/london", "2021-22", "no address for region/london"),
    ],
)
@pytest.mark.parametrize("more", [["--dry-run"], ["--site", "http://127.0.0.1:9"], ["--via", "wayback"]], ids=" ".join)
def test_1_a_scope_without_an_address(
    organisation: str, round_id: str, words: str, more: list[str], tmp_path: Path
) -> None:
    scope = ["--organisation", organisation, "--round", round_id, "--contact", "you@example.org"]
    done = peel("run", *scope, *more, cwd=tmp_path)
    assert done.code == 1
    assert words in done.err and len(done.err.splitlines()) == 1
    assert not (tmp_path / "output/peel.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["run", "no-such-folder"],
        ["run", "--no-such-option"],
        ["run", "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"],
    ],
    ids=" ".join,
)
def test_2_wrong_usage_is_one_line(words: list[str], tmp_path: Path) -> None:
    done = peel(*words, cwd=tmp_path)
    assert done.code == 2
    assert done.err.startswith("peel: ")
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "output/peel.db").exists()


def test_3_loaded_but_below_the_threshold(tmp_path: Path) -> None:
    done = run(tmp_path / "out", save(tmp_path / "site", forces=["Kent"], change=UNKNOWN_GRADE))
    assert done.code == 3
    assert "police/kent/2016/assessment: " in done.out
    assert (tmp_path / "out/peel.db").exists()


def test_4_partial_and_it_comes_before_3(tmp_path: Path) -> None:
    save(tmp_path / "site", forces=["Kent"])
    save(tmp_path / "site", forces=["Surrey"], change=cut)
    save(tmp_path / "site", forces=["Essex"], change=UNKNOWN_GRADE)
    done = run(tmp_path / "out", tmp_path / "site")
    assert done.code == 4
    assert "1 rejected, 2 loaded" in done.out.replace("2 loaded, 1 rejected", "1 rejected, 2 loaded")
    assert "essex" in str(report(tmp_path / "out")["problems"]) and "surrey" in done.out


def test_1_comes_before_3(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run_here(out, save(tmp_path / "old", forces=["Kent"], change=UNKNOWN_GRADE)) == 3
    assert run_here(out, save(tmp_path / "new", "2018-01-01T00:00:00Z", forces=["Essex"], change=cut)) == 1


def test_5_another_run_holds_the_lock(tmp_path: Path) -> None:
    pages, out = history(tmp_path / "site", 2), tmp_path / "out"
    start = time.monotonic()
    assert peel("run", "no-such-folder", cwd=tmp_path).code == 2
    to_start_and_end = time.monotonic() - start
    with Running(out, pages) as first:
        assert first.until_page(1)
        first.signal(signal.SIGSTOP)
        start = time.monotonic()
        second = run(out, pages)
        assert time.monotonic() - start < 2 + 2 * to_start_and_end
        assert second.code == 5
        assert "another run holds" in second.err and "process" in second.err and "started" in second.err
        for database in (out / "other.db", tmp_path / "elsewhere/peel.db"):  # of the same runs, of the same archive
            words = [*arguments(out, pages)[1:], "--db", database]
            assert (peel(*words, cwd=out).code, database.exists()) == (5, False)
        first.signal(signal.SIGCONT)
        assert first.end() == 0
    assert is_whole(out / "peel.db")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_130_interrupted_and_the_next_run_completes(number: int, tmp_path: Path) -> None:
    site, out = history(tmp_path / "site", 3), tmp_path / "out"
    save(site / "000/a-cut", forces=["Sussex"], change=cut)
    with Running(out, site) as running:
        assert running.until_page(5)
        running.signal(number)
        start = time.monotonic()
        assert running.end() == 130
        assert time.monotonic() - start < 5
    assert not (out / "peel.db").exists()
    outcome = report(out)["verdict"]
    assert "run again to go on" in str(outcome) and "0 pages in the database" in str(outcome)
    assert run_here(out, site) == 4
    assert run_here(tmp_path / "unbroken", site) == 4
    assert data(out / "peel.db") == data(tmp_path / "unbroken/peel.db")


def test_a_second_signal_ends_at_once(tmp_path: Path) -> None:
    site, out = history(tmp_path / "site", 3), tmp_path / "out"
    with Running(out, site) as running:
        assert running.until_page(3)
        running.signal(signal.SIGINT)
        running.signal(signal.SIGTERM)
        assert running.end() == 130
        assert running.events[-1]["exit_code"] == 130
    assert run_here(out, site) == 0
    assert is_whole(out / "peel.db")


def test_the_order_of_the_codes() -> None:
    order = [130, 5, 2, 1, 4, 3, 0]
    assert [int(code) for code in PRECEDENCE] == order
    for one, other in itertools.combinations(order, 2):
        assert worst({ExitCode(one), ExitCode(other)}) == one
    assert worst(set()) == 0


def test_every_code_is_told_by_help(tmp_path: Path) -> None:
    text = peel("--help", cwd=tmp_path).out
    assert all(f"{code} " in text for code in ExitCode)


def test_the_arguments_of_these_tests_name_the_installed_command() -> None:
    assert shutil.which(arguments(Path("out"))[0])
