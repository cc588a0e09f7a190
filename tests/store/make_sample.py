"""Write the sample state database of today's schema version: `python -m tests.store.make_sample`.

Done once for each version, before it is released; the samples of older versions are never written again. What it
holds is what state-v1.db holds, which was written by the code of version 1.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch

from scraper.loader.profile import Profile
from scraper.quality.current import Current
from scraper.quality.drift import accept
from scraper.store.frontier import Frontier
from scraper.store.rows import Capture, Item, Place, RobotsCopy
from scraper.store.schema import VERSION
from scraper.store.state import State

FOLDER = Path(__file__).parents[2] / "fixtures" / "databases"
SITE = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/"
START = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
OPTIONS = "web||*|*|0"
FILE = "peel-first-00000.warc.gz"
IDS = {name: f"police/{name}/2016/assessment" for name in ("kent", "surrey", "essex", "atlantis", "dorset")}
PROFILE = Profile(
    type="assessment", round="2016", organisation="police/kent", skeleton=(("heading", 1, 1), ("prose", 3, 2)),
    filled=("judgments",), judgments=(("effectiveness", "good"),), figures=(), panel=False, pending=False,
    characters={"visible": 9}, blocks={"visible": 4}, coverage=1.0,
)  # fmt: skip


@contextmanager
def steady_clock() -> Iterator[None]:
    """Let a second pass with each look at the clock, so that every sample has the same times."""
    seconds = count()

    def now() -> str:
        return (START + dt.timedelta(seconds=next(seconds))).isoformat()

    with patch("scraper.store.state.utc_now", now), patch("scraper.store.frontier.utc_now", now):
        yield


def capture(name: str, number: int) -> Capture:
    moment = START + dt.timedelta(seconds=number)
    return Capture(
        page=IDS[name], url=f"{SITE}{name}/", captured_at=moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), source="web",
        sha256=name * 8, etag=f'"{name}"', last_modified="Thu, 02 Mar 2017 10:00:00 GMT",
        payload_digest=f"sha1:{name.upper()}", warc_date="2026-11-20T02:00:00.000000Z",
        place=Place(FILE, 400 + 1000 * number),
    )  # fmt: skip


def fill(state: State) -> None:
    """Do two runs: one that ended with two pages loaded, one that was killed after a page had gone."""
    frontier = Frontier(state)
    state.start_run("first", OPTIONS)
    frontier.add(Item(page, f"{SITE}{name}/", "2016", "new") for name, page in IDS.items())
    state.plan("first", IDS.values())
    for number, name in enumerate(("kent", "surrey", "essex")):
        found = capture(name, number)
        frontier.tried(found.page)
        frontier.keep(found, found.url)
        frontier.written(Place(FILE, found.place.offset + 1000))
        if name != "essex":
            place = (FILE, found.place.offset)
            state.record("first", found.page, "loaded", None, found.sha256[:16], found.url, place=place)
    state.record("first", IDS["atlantis"], "gone", "not_published", url=f"{SITE}atlantis/", message="404")
    rules = RobotsCopy("rules", "User-agent: *\nCrawl-delay: 2\n", START)
    frontier.keep_robots("https://hmicfrs.justiceinspectorates.gov.uk/robots.txt", rules)
    frontier.hold("web.archive.org", START + dt.timedelta(hours=1))
    frontier.shown_changes(SITE, {IDS["kent"]: "aa", IDS["surrey"]: "bb"})
    state.finish_run("first", 4, 6, {"characters_visible": 321})
    state.start_run("second", OPTIONS)
    state.plan("second", [IDS["surrey"], IDS["kent"]])
    state.plan("first", IDS.values())  # which older versions did not forget
    words = "the site answers 404: there is no such page"
    state.record("second", IDS["surrey"], "gone", "http_404", url=f"{SITE}surrey/", message=words)
    known = [Current(IDS["kent"], "k1", "r1", PROFILE)]
    accept(state.db, "first", "2026-11-20T02:00:13+00:00", known, "0.1.0+aaaa", 0.35)


def make_sample(path: Path) -> None:
    """Write a small state database, the same rows every time."""
    path.unlink(missing_ok=True)
    with steady_clock(), State(path) as state:
        fill(state)
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA journal_mode = delete")
    conn.execute("PRAGMA page_size = 512")
    conn.execute("VACUUM")
    conn.execute("PRAGMA journal_mode = wal")
    conn.close()


if __name__ == "__main__":
    make_sample(FOLDER / f"state-v{VERSION}.db")
