"""A quiet night leaves nothing behind that grows, and what is forgotten changes no answer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scraper.store import thinning
from scraper.store.frontier import Frontier
from scraper.store.outcomes import INTERRUPTED, OUTCOMES
from scraper.store.rows import LOADED, SAME, SET_ASIDE, Capture, Place
from scraper.store.state import State, loaded_since, looks
from scraper.store.thinning import WHOLE_RUNS

FIRST = datetime(2026, 1, 1, 3, tzinfo=UTC)
PAGES = ("a", "b", "c", "d")
NEWEST = "SELECT page, outcome, reason FROM outcomes o WHERE at = (SELECT max(at) FROM outcomes WHERE page = o.page) ORDER BY 1"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as found:
        yield found


def size(state: State) -> dict[str, int]:
    counted = {}
    for table in ("planned", "outcomes", "captures", "frontier"):
        counted[table] = int(state.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    return counted


def gone(state: State, day: date) -> dict[str, bool]:
    """What is gone by the end of a day, of what was ever."""
    return {look.page: look.is_gone for look in looks(state.db, day)}


def capture(page: str, night: int, sha256: str) -> Capture:
    at = f"{FIRST + timedelta(days=night):%Y-%m-%dT%H:%M:%SZ}"
    place = Place(f"peel-{night:05d}.warc.gz", PAGES.index(page))
    return Capture(page, f"https://x/{page}", at, "web", sha256, None, None, "d", at, place)


def night(state: State, number: int, outcomes: dict[str, tuple[str, str | None]], shas: dict[str, str]) -> None:
    """One run at its time: what became of each page, and the bytes that it showed where it showed any."""
    run, at = f"run-{number:05d}", FIRST + timedelta(days=number)
    state.start_run(run, "web|all")
    state.db.execute("UPDATE runs SET started_at = ? WHERE id = ?", (at.isoformat(), run))
    state.plan(run, PAGES)
    for page, (outcome, reason) in outcomes.items():
        place = None
        if page in shas:
            found = capture(page, number, shas[page])
            Frontier(state).keep(found, found.url)
            place = found.place.file, found.place.offset
        moment = (at + timedelta(minutes=PAGES.index(page))).isoformat()
        url = f"https://x/{page}"
        state.record(run, page, outcome, reason, f"s-{number}-{page}", url, None, place, moment)  # type: ignore[arg-type]
    state.finish_run(run, 0)


def test_a_quiet_night_leaves_nothing_that_grows(state: State) -> None:
    night(state, 0, dict.fromkeys(PAGES, ("loaded", None)), dict.fromkeys(PAGES, "one"))
    sizes = []
    for number in range(1, 3 * WHOLE_RUNS):
        night(state, number, dict.fromkeys(PAGES, ("unchanged", "identical")), dict.fromkeys(PAGES, "one"))
        sizes.append(size(state))
    assert (
        sizes[-1]
        == sizes[WHOLE_RUNS]
        == {
            "planned": len(PAGES),
            "outcomes": (WHOLE_RUNS + 1) * len(PAGES),
            "captures": 2 * len(PAGES),
            "frontier": len(PAGES),
        }
    )
    kept = state.db.execute("SELECT count(*), min(planned), max(planned) FROM runs").fetchone()
    assert tuple(kept) == (3 * WHOLE_RUNS, len(PAGES), len(PAGES)), "how many pages ended in what stays for good"
    assert [row[0] for row in state.db.execute("SELECT DISTINCT loaded FROM captures ORDER BY 1")] == [LOADED, SAME]


def test_of_the_same_bytes_the_first_and_the_newest_stay(state: State) -> None:
    shown = ["one", "one", "one", "two", "two", "two", "two", "one", "one", "one"]
    before = None
    for number, sha256 in enumerate(shown):
        outcome = ("unchanged", "identical") if sha256 == before else ("loaded", None)
        night(state, number, {"a": outcome}, {"a": sha256})
        before = sha256
    rows = state.db.execute("SELECT warc_file, sha256 FROM captures ORDER BY captured_at").fetchall()
    assert [(int(file[5:10]), sha256) for file, sha256 in rows] == [
        (0, "one"), (2, "one"), (3, "two"), (6, "two"), (7, "one"), (9, "one"),
    ]  # fmt: skip
    newest = Frontier(state).newest("a")
    assert newest is not None and newest.place.file == "peel-00009.warc.gz"


def test_what_is_loaded_or_waits_or_was_refused_otherwise_is_not_between_others(state: State) -> None:
    """Bytes that were loaded twice, under two labels, are two captures that the database has."""
    for number in range(6):
        outcome = ("rejected", "identity") if number == 4 else ("loaded", None)
        night(state, number, {"a": outcome}, {"a": "one"})
    assert [row[0] for row in state.db.execute("SELECT loaded FROM captures ORDER BY captured_at")] == [
        LOADED, LOADED, LOADED, LOADED, SET_ASIDE, LOADED,
    ]  # fmt: skip
    assert state.reconcile([]) == 5


@pytest.mark.parametrize("seed", range(5))
def test_what_is_forgotten_changes_no_answer(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    for name, runs in (("all", 10_000), ("few", 3)):
        monkeypatch.setattr(thinning, "WHOLE_RUNS", runs)
        chance = random.Random(seed)
        with State(tmp_path / f"{name}.db") as state:
            for number in range(40):
                became = {}
                for page in chance.sample(PAGES, chance.randint(1, len(PAGES))):
                    outcome = chance.choice([*OUTCOMES, "unchanged", "unchanged"])
                    reason = chance.choice(["identical", "known"]) if outcome == "unchanged" else None
                    became[page] = (outcome, reason)
                shown = {page: "x" for page, (outcome, _) in became.items() if outcome in {"loaded", "unchanged"}}
                night(state, number, became, shown)
            answers.append((
                [gone(state, FIRST.date() + timedelta(days=day)) for day in range(41)],
                [tuple(row) for row in state.db.execute(NEWEST)],
                [loaded_since(state.db, f"run-{number:05d}") for number in range(40)],
                [tuple(row)[3:] for row in state.db.execute("SELECT * FROM runs ORDER BY id")],
                state.left_over("next", "web|all"),
                Frontier(state).items().keys(),
            ))  # fmt: skip
            counts = size(state)
            assert (counts["outcomes"] < 60) is (name == "few")
    assert answers[0] == answers[1]


def test_what_a_killed_run_left_undone_is_known_to_the_next_though_its_plan_is_forgotten(state: State) -> None:
    state.start_run("killed", "web|all")
    state.plan("killed", PAGES)
    state.record("killed", "a", "loaded")
    assert state.left_over("dry", "web|all") == ["b", "c", "d"], "a look before it is closed"
    state.start_run("next", "web|all")
    assert size(state)["planned"] == 0
    assert state.left_over("next", "web|all") == ["b", "c", "d"]
    reasons = state.db.execute("SELECT DISTINCT reason FROM outcomes WHERE outcome = 'not_reached'").fetchall()
    assert [row[0] for row in reasons] == [INTERRUPTED]
