"""The live site as a source: the plan, the pace, discovery, nightly runs, and going on after a kill."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scraper.catalogue.grid import INDEX_URLS, expected_pages
from scraper.fetcher.archive import Archive, check, pages
from scraper.fetcher.discovery import MOST_SITEMAPS
from scraper.fetcher.errors import SourceError
from scraper.fetcher.planner import most_requests
from scraper.fetcher.resume import recover
from scraper.fetcher.scope import Scope
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.web import WebSource
from scraper.store.frontier import Frontier
from scraper.store.state import State
from tests.support.amount import amount

from .conftest import Bench, record
from .server import Seen, Site, answer, page

BASE = "https://hmicfrs.justiceinspectorates.gov.uk"


@dataclass(frozen=True)
class Cell:
    page_id: str
    organisation: str
    round: str
    url: str


def cells(count: int, round_id: str = "2016") -> list[Cell]:
    found = []
    for number in range(count):
        organisation = f"police/force-{number}"
        path = f"/peel-assessments/peel-{round_id}/force-{number}/"
        found.append(Cell(f"{organisation}/{round_id}/assessment", organisation, round_id, BASE + path))
    return found


def serve(site: Site, grid: list[Cell]) -> None:
    for number, cell in enumerate(grid):
        site.routes[cell.url.removeprefix(BASE)] = [answer(page(f"Force {number} 2016"), ETag=f'"{number}"')]


FOUND = 50 + MOST_SITEMAPS
INDEX = BASE + "/peel-assessments/"


def index_page(links: dict[str, str]) -> bytes:
    rows = "".join(f'<li><a href="{url.removeprefix(BASE)}">Force</a> {words}</li>' for url, words in links.items())
    return page("PEEL assessments", more=f"<ul>{rows}</ul>")


def test_index_first_then_the_grid_and_the_outcomes_add_up(bench: Bench, site: Site) -> None:
    grid = cells(6)
    serve(site, grid[:4])
    site.routes["/peel-assessments/"] = [answer(index_page({grid[0].url: "good"}))]
    found = bench.web(cells=lambda: grid, index=(INDEX,))
    assert site.log[0].path == "/robots.txt"
    assert "no-such-page" in site.log[1].path
    assert site.pages()[0] == "/peel-assessments/"
    assert Counter(getattr(f, "outcome", "page") for f in found) == {"page": 5, "not_published": 2}
    with bench.state() as state:
        row = state.last_run()
        assert row is not None and row["planned"] == 7 == row["loaded"] + row["not_published"]
        assert row["requests"] == 9


def test_pages_that_an_index_shows_are_found_and_changed_ones_asked_again(bench: Bench, site: Site) -> None:
    grid = cells(3)
    serve(site, grid)
    shown = dict.fromkeys((grid[0].url, grid[1].url), "to be graded")
    site.routes["/peel-assessments/"] = [answer(index_page(shown))]
    assert len(bench.web(index=(INDEX,))) == 3
    site.routes["/peel-assessments/"] = [answer(index_page({**shown, grid[1].url: "good", grid[2].url: "good"}))]
    site.log.clear()
    bench.web(index=(INDEX,), nightly_floor=0)
    assert sorted(site.pages()) == sorted([u.removeprefix(BASE) for u in (INDEX, grid[1].url, grid[2].url)])


def test_nightly_run_on_an_unchanged_site_is_within_its_share(bench: Bench, site: Site) -> None:
    grid = cells(180) + cells(40, "2017")
    serve(site, grid)
    site.routes["/peel-assessments/"] = [answer(index_page({c.url: "good" for c in grid[:50]}))]
    bench.web(cells=lambda: grid, index=(INDEX,))
    for _ in range(3):
        site.log.clear()
        stale = {"current_days": 0.0, "current_rounds": frozenset({"2017"})}
        found = bench.web(cells=lambda: grid, index=(INDEX,), **stale)
        assert 0 < len(site.log) <= 0.15 * len(grid)
        assert [f for f in found if not (isinstance(f, Missed) and f.outcome == "unchanged")] == []


def test_what_an_index_shows_beyond_the_plans_bound_waits_for_the_next_run(bench: Bench, site: Site) -> None:
    grid = cells(230)
    serve(site, grid)
    site.routes["/peel-assessments/"] = [answer(index_page({c.url: "good" for c in grid[:220]}))]
    bench.web(cells=lambda: grid[:220], index=(INDEX,))
    every = {c.url: "inadequate" for c in grid}
    site.routes["/peel-assessments/"] = [answer(index_page(every))]
    asked: Counter[str] = Counter()
    for _ in range(8):
        site.log.clear()
        found = bench.web(cells=lambda: grid[:220], index=(INDEX,))
        assert bench.source is not None and bench.source.requests <= most_requests(1 + 60, bench.settings, FOUND)
        assert not [f for f in found if isinstance(f, Missed) and f.outcome == "not_reached"]
        asked.update(path for path in site.pages() if "force-" in path)
    assert asked.keys() == {c.url.removeprefix(BASE) for c in grid} and max(asked.values()) == 1


def test_a_run_ends_its_requests_where_its_plan_said(bench: Bench, site: Site) -> None:
    grid = cells(30)
    for cell in grid:
        path = cell.url.removeprefix(BASE)
        for hop in range(9):
            site.routes[f"{path}{hop or ''}"] = [answer("moved", 302, Location=f"{path}{hop + 1}")]
        site.routes[f"{path}9"] = [answer(page("Force 2016"))]
    bound = most_requests(30, bench.settings, FOUND)
    found = bench.web(cells=lambda: grid)
    assert len(site.log) == bound == 216
    spent = [f for f in found if isinstance(f, Missed) and f.reason == "budget"]
    assert spent and all("216 requests that the plan allows are spent; run again" in f.message for f in spent)
    assert len(bench.web(cells=lambda: grid)) >= len(spent), "the next run asks for what is left"


def test_refetch_asks_for_everything_conditionally_and_stores_no_body(bench: Bench, site: Site) -> None:
    grid = cells(12)
    serve(site, grid)
    bench.web(cells=lambda: grid)
    for number, cell in enumerate(grid):
        site.routes[cell.url.removeprefix(BASE)] = [answer(b"", 304, length=None, ETag=f'"{number}"')]
    site.log.clear()
    found = bench.web(cells=lambda: grid, refetch=True)
    assert [f.reason for f in found if isinstance(f, Missed)] == ["revalidated"] * 12
    asked = [seen for seen in site.log if "force-" in seen.path]
    assert len(asked) == 12 and all("if-none-match" in seen.headers for seen in asked)
    assert check(bench.archive_folder).findings == []


def test_settled_pages_are_left_alone_and_failed_ones_tried_again(bench: Bench, site: Site) -> None:
    grid = cells(4)
    serve(site, grid[:3])
    site.routes[grid[3].url.removeprefix(BASE)] = [answer("x", 500)]
    bench.web(cells=lambda: grid)
    site.log.clear()
    bench.web(cells=lambda: grid, nightly_floor=1)
    assert set(site.pages()) == {grid[3].url.removeprefix(BASE)}


def test_while_few_pages_are_known_each_run_looks_at_all_of_them_but_not_at_what_was_absent(
    bench: Bench, site: Site
) -> None:
    grid = cells(30)
    serve(site, grid[:28])
    bench.web(cells=lambda: grid)
    site.log.clear()
    found = bench.web(cells=lambda: grid)
    assert [f.outcome for f in found if isinstance(f, Missed)] == ["unchanged"] * 28
    assert all("if-none-match" in seen.headers for seen in site.log if "force-" in seen.path)


def test_killed_after_its_last_page_a_run_asks_for_nothing_again(bench: Bench, site: Site) -> None:
    grid = cells(3)
    serve(site, grid)
    with bench.state() as state, Archive(bench.archive_folder, "killed") as archive:
        source = WebSource(bench.settings, Scope(), state, archive, "killed", cells=lambda: grid)
        state.start_run("killed", source.options)
        for item in source.snapshots():
            record(state, "killed", item)
        state.start_run("killed-before-its-plan", source.options)
    site.log.clear()
    assert bench.web(cells=lambda: grid) == []
    assert site.log == []
    assert len(bench.web(cells=lambda: grid)) == 3


def test_max_pages_and_budget_bound_a_run(bench: Bench, site: Site) -> None:
    grid = cells(10)
    serve(site, grid)
    assert len(bench.web(cells=lambda: grid, max_pages=3)) == 3
    assert len(site.pages()) == 3
    found = bench.web(cells=lambda: grid, max_requests=4)
    assert [getattr(f, "reason", None) for f in found].count("budget") == len(found) - sum(
        isinstance(f, Snapshot) for f in found
    )
    assert bench.source is not None and bench.source.requests <= 4


def test_plan_sends_nothing_and_tells_requests_and_minutes(bench: Bench, site: Site) -> None:
    grid = cells(30)
    with bench.state() as state, Archive(bench.archive_folder, "dry") as archive:
        settings = replace(bench.settings, delay=2.0)
        plan = WebSource(settings, Scope(), state, archive, "dry", cells=lambda: grid).plan()
    assert (plan.items, plan.requests) == (30, most_requests(30, settings, FOUND))
    assert 32 * 2.0 / 60 < plan.minutes < 32 * 2.6 / 60, "the time of answers counts too"
    assert "30 pages" in plan.lines[0] and "32 requests" in plan.lines[1]
    assert site.log == [] and not bench.archive_folder.exists()


@pytest.mark.parametrize("delay", [0.05])
def test_the_rate_never_exceeds_the_delay(bench: Bench, site: Site, delay: float) -> None:
    grid = cells(15)
    serve(site, grid)
    site.routes[grid[3].url.removeprefix(BASE)] = [answer("x", 503), answer(page("Again"))]
    bench.web(cells=lambda: grid, delay=delay, jitter=0.2)
    times = [seen.at for seen in site.log]
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert len(gaps) >= 16
    assert min(gaps) >= delay - 0.005


def test_strain_doubles_the_gap(bench: Bench, site: Site) -> None:
    grid = cells(4)
    serve(site, grid)
    site.routes[grid[0].url.removeprefix(BASE)] = [answer("x", 429), answer(page("Again"))]
    bench.web(cells=lambda: grid, delay=0.05)
    times = [seen.at for seen in site.log][2:]
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert min(gaps) >= 0.095


def test_canary_answered_with_a_page_makes_the_same_page_gone_elsewhere(bench: Bench, site: Site) -> None:
    clock = iter(range(1000))

    def home(conn: object, _: Seen) -> None:
        conn.sendall(answer(page("HMICFRS", f"Welcome at {next(clock)} o'clock")))  # type: ignore[attr-defined]

    site.otherwise = home
    grid = cells(4)
    serve(site, grid[:2])
    found = bench.web(cells=lambda: grid)
    assert [getattr(f, "reason", "page") for f in found] == ["page", "page", "soft_404", "soft_404"]


def test_off_loopback_a_contact_is_needed_before_anything_is_sent(bench: Bench) -> None:
    with pytest.raises(SourceError, match="PEEL_CONTACT") as error:
        bench.web(site=None, contact=None, cells=lambda: cells(1))
    assert error.value.exit_code == 2
    with pytest.raises(SourceError, match="ASCII"):
        bench.web(site=None, contact="a@b\r\nX-Evil: 1", cells=lambda: cells(1))


def test_a_target_elsewhere_is_a_usage_error(bench: Bench) -> None:
    with pytest.raises(SourceError, match="--site"):
        bench.web("https://example.org/peel/")


def test_a_target_on_this_machine_is_its_own_site(bench: Bench, site: Site) -> None:
    site.routes["/peel-assessments/peel-2016/kent/"] = [answer(page("Kent 2016"))]
    (found,) = bench.web(site.base + "/peel-assessments/peel-2016/kent/", site=None)
    assert isinstance(found, Snapshot) and found.page == "police/kent/2016/assessment"


def test_a_copy_fetched_and_not_loaded_is_taken_from_the_archive(bench: Bench, site: Site) -> None:
    grid = cells(5)
    serve(site, grid)
    with bench.state() as state, Archive(bench.archive_folder, "killed") as archive:
        source = WebSource(bench.settings, Scope(), state, archive, "killed", cells=lambda: grid)
        state.start_run("killed", source.options)
        steps = source.snapshots()
        next(steps), next(steps)
    site.log.clear()
    found = bench.web(cells=lambda: grid)
    assert len(found) == 5 and all(isinstance(f, Snapshot) for f in found)
    assert [f.obtained for f in found if isinstance(f, Snapshot)].count("archive") == 2
    assert len(site.pages()) == 3 and not any("no-such" in seen.path for seen in site.log)
    with bench.state() as state:
        assert state.counts("killed") == {"not_reached": 5}


RUN = textwrap.dedent(
    """
    # For each name on standard input a run in a process of its own: tells its number, then its exit code.
    import os, sys
    sys.path.insert(0, sys.argv[1])
    from dataclasses import replace
    from pathlib import Path
    from tests.fetcher.conftest import QUICK, record
    from tests.fetcher.test_web import cells
    from scraper.fetcher.archive import Archive
    from scraper.fetcher.resume import recover
    from scraper.fetcher.scope import Scope
    from scraper.fetcher.web import WebSource
    from scraper.store.state import State
    folder, base = Path(sys.argv[2]), sys.argv[3]

    def go(run):
        settings = replace(QUICK, site=base)
        with State(folder / "state.db") as state, Archive(folder / "archive", run, settings) as archive:
            source = WebSource(settings, Scope(), state, archive, run, cells=lambda: cells(200))
            state.start_run(run, source.options)
            print(os.getpid(), flush=True)
            recover(folder / "archive", state)
            for item in source.snapshots():
                record(state, run, item)
            state.finish_run(run, 0, source.requests)
            os._exit(0)

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            go(line.strip())
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    """
)


KILLS = amount(3, 20)


def _wait_for(site: Site, requests: int) -> None:
    """Wait until the site was asked for so many pages."""
    end = time.monotonic() + 20
    while len(site.pages()) < requests and time.monotonic() < end:
        time.sleep(0.001)


def test_killed_at_random_moments_no_page_is_fetched_twice_but_the_one_in_flight(tmp_path: Path, site: Site) -> None:
    grid = cells(200)
    serve(site, grid)
    chance, root, kills = random.Random(13), str(Path(__file__).parents[2]), 0
    command = [sys.executable, "-c", RUN, root, str(tmp_path), site.base]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as runs:
        assert runs.stdin is not None and runs.stdout is not None
        for number in range(KILLS + 1):
            runs.stdin.write(f"run-{number:02d}\n")
            child = int(runs.stdout.readline())
            if number < KILLS:
                _wait_for(site, len(site.pages()) + chance.randrange(1, 25))
                time.sleep(chance.uniform(0, 0.004))
                os.kill(child, signal.SIGKILL)
            kills += int(runs.stdout.readline()) != 0
    asked = Counter(site.pages())
    assert len(asked) == 200
    assert kills == KILLS
    assert sum(asked.values()) - 200 <= kills and max(asked.values()) <= 2
    assert check(tmp_path / "archive").findings == []
    bodies = {p.body for p in pages(tmp_path / "archive") if isinstance(p, Snapshot)}
    assert bodies == {page(f"Force {n} 2016") for n in range(200)}
    with State(tmp_path / "state.db") as state:
        loaded = state.db.execute("SELECT count(DISTINCT page) FROM outcomes WHERE outcome = 'loaded'").fetchone()
        assert loaded[0] == 200
        for run in state.db.execute("SELECT id, planned FROM runs").fetchall():
            assert sum(state.counts(run["id"]).values()) == run["planned"]


def test_the_catalogues_grid_is_what_the_planner_plans(bench: Bench) -> None:
    with bench.state() as state, Archive(bench.archive_folder, "dry") as archive:
        grid = list(expected_pages({"2016"}, None))
        source = WebSource(
            bench.settings,
            Scope(rounds=frozenset({"2016"})),
            state,
            archive,
            "dry",
            cells=lambda: grid,
            index_urls=INDEX_URLS,
        )
        assert source.plan().items == len(grid) + len(INDEX_URLS)


def test_a_database_that_lost_its_pages_gets_them_from_the_archive(bench: Bench, site: Site) -> None:
    grid = cells(4)
    serve(site, grid)
    bench.web(cells=lambda: grid)
    bench.web(cells=lambda: grid, refetch=True)
    with bench.state() as state:
        digests = [row[0] for row in state.db.execute("SELECT DISTINCT sha256 FROM captures")]
        assert state.reconcile(digests) == 0
        assert state.reconcile(digests[:1]) == 3
    site.log.clear()
    found = bench.web(cells=lambda: grid, nightly_floor=0)
    assert [f.obtained for f in found if isinstance(f, Snapshot)] == ["archive"] * 3
    assert site.log == []


def test_saved_pages_in_the_archive_are_not_taken_for_fetched_ones(bench: Bench) -> None:
    with Archive(bench.archive_folder, "folder") as archive:
        archive.keep(Snapshot(page(), BASE + "/peel-assessments/peel-2016/kent/", None, "folder"))
    with bench.state() as state:
        assert recover(bench.archive_folder, state).lines == []
        assert Frontier(state).waiting("folder") == [] and Frontier(state).items() == {}
        assert Frontier(state).files() != {}


def test_a_record_that_the_state_never_heard_of_is_taken_up_and_not_fetched_again(bench: Bench, site: Site) -> None:
    grid = cells(3)
    serve(site, grid)
    with bench.state() as state, Archive(bench.archive_folder, "killed") as archive:
        source = WebSource(bench.settings, Scope(), state, archive, "killed", cells=lambda: grid)
        state.start_run("killed", source.options)
        next(source.snapshots())
        state.db.execute("DELETE FROM captures")
        state.db.execute("DELETE FROM warc_files")
    site.log.clear()
    found = bench.web(cells=lambda: grid)
    assert [f.obtained for f in found if isinstance(f, Snapshot)] == ["archive", "fetched", "fetched"]
    assert len(site.pages()) == 2
    assert any("taken from there" in line for line in bench.said)
