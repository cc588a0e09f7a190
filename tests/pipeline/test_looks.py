"""The newest that the site showed speaks, whatever comes from elsewhere of the days before, and in whatever order."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.cli import cli
from scraper.pipeline import Request, run
from scraper.settings import Settings
from tests.fetcher.server import Site
from tests.runs.nights import Calendar, Change, path_of, stamped, to_grade
from tests.runs.site import ask, page
from tests.runs.test_rebuilt import rebuilt, without_clocks
from tests.support.amount import amount
from tests.support.forms import Written, record

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
FORCES = ("Kent", "Essex")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


@pytest.fixture
def kept(site: Site, tmp_path: Path) -> Calendar:
    made = Calendar(tmp_path / "out", site, frozenset(f"police/{force.lower()}" for force in FORCES))
    made.pages.clear()
    made.publish(FORCES)
    made.restore()
    return made


def bring(kept: Calendar, force: str, change: Change, at: dt.datetime) -> str:
    """Load a capture of a force's page from a file; returns the verdict's line."""
    path = kept.out.parent / f"{force}-{at:%H%M%S%f}.warc"
    written = Written(f"{SITE}{path_of(force)}", at, change(page(force)).encode())
    path.write_bytes(record(written, WARC_Date=f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"))
    chosen = Settings(db=kept.out / "peel.db", archive_dir=kept.out / "archive")
    return run(chosen, Request((str(path),))).verdict.line


def same(text: str) -> str:
    return text


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(
    ("nights_before", "again"),
    amount([(1, stamped), (2, same), (3, stamped)], [(night, how) for night in (1, 2, 3) for how in (same, stamped)]),
)
def test_a_capture_between_two_looks_does_not_outlive_the_second(
    nights_before: int, again: Change, kept: Calendar
) -> None:
    kept.night()
    between = now()
    kept.publish(["Kent"], again)
    for night in (1, 2, 3):
        if night == nights_before:
            bring(kept, "Kent", to_grade("inadequate"), between)
        if night < 3:
            kept.night(days=31)
    assert kept.grades() == {"kent": "good", "essex": "good"}
    assert kept.grades() == {"kent": "good", "essex": "good"}
    states = "SELECT grade FROM judgment_history WHERE judgment = 'police/kent/2016/efficiency' ORDER BY state"
    assert kept.rows(states) == [("good",), ("inadequate",), ("good",)]
    assert rebuilt(kept) == without_clocks(kept.out / "peel.db")
    quiet = (kept.out / "peel.db").read_bytes()
    kept.night(days=31)
    assert (kept.out / "peel.db").read_bytes() == quiet


def test_the_run_that_loads_a_look_again_says_so_and_what_it_changed(kept: Calendar) -> None:
    kept.night()
    between = now()
    kept.night(days=31)
    told = "SELECT checked_at, good_at, outcome, misses FROM frontier WHERE page LIKE '%kent%' AND state = 'done'"
    before = ask(kept.out / "state.db", told)
    assert bring(kept, "Kent", to_grade("inadequate"), between).endswith("2 planned: 2 loaded; 2 pages in the database")
    assert ask(kept.out / "state.db", told) == before
    assert ask(kept.out / "state.db", "SELECT count(*) FROM captures WHERE loaded = 0") == [(0,)]
    words = ["check", "--db", str(kept.out / "peel.db")]
    assert cli.main(words, standalone_mode=False) in (0, 3)


@pytest.mark.parametrize("seed", range(amount(2, 20)))
def test_nights_and_files_in_any_order(seed: int, kept: Calendar) -> None:
    chance = random.Random(seed)
    changes = [to_grade(word) for word in ("inadequate", "outstanding")] + [stamped, same]
    kept.night()
    moments = [now()]
    for _ in range(6):
        force = chance.choice(FORCES)
        if chance.random() < 0.5:
            kept.publish([force], chance.choice(changes))
            kept.night(days=31)
            moments.append(now())
        elif len(moments) > 1:
            bring(kept, force, chance.choice(changes), chance.choice(moments[:-1]))
        shown = {each.lower(): to_shown(kept, each) for each in FORCES}
        assert kept.grades() == shown
    assert rebuilt(kept) == without_clocks(kept.out / "peel.db")


def to_shown(kept: Calendar, force: str) -> str:
    """The grade of efficiency that the site shows of a force."""
    said = next(line for line in kept.pages[force].splitlines() if "efficient at keeping people safe" in line)
    return next(word for word in ("inadequate", "outstanding", "good") if f"reducing crime is {word}" in said)
