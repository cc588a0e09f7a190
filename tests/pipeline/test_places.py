"""A dry run is refused where the run would be, by the same words, and writes nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from scraper.errors import PeelError
from scraper.loader.database import open_database
from scraper.loader.lock import locked
from scraper.pipeline import Request, plan_lines, run
from scraper.settings import Settings
from scraper.store.file import state_path
from scraper.store.state import State
from tests.fetcher.server import page
from tests.support.forked import forked
from tests.support.forms import put
from tests.support.room import heed_rights


def stated(file: str, sql: str) -> Callable[[Path], None]:
    def change(out: Path) -> None:
        with closing(sqlite3.connect(out / file)) as db:
            db.executescript(sql)

    return change


def damaged(out: Path) -> None:
    raw = (out / "peel.db").read_bytes()
    (out / "peel.db").write_bytes(raw[:8192] + b"\xa5" * 8192 + raw[16384:])


def instead(file: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(out: Path) -> None:
        shutil.rmtree(out / file) if (out / file).is_dir() else (out / file).unlink(missing_ok=True)
        make(out / file)

    return change


REFUSED: dict[str, tuple[int, Callable[[Path], object]]] = {
    "another program's": (2, stated("peel.db", "PRAGMA application_id = 7")),
    "a newer schema": (2, stated("peel.db", "PRAGMA user_version = 999")),
    "damaged": (1, damaged),
    "no database": (1, instead("peel.db", lambda file: file.write_bytes(b"page" * 500))),
    "empty": (1, instead("peel.db", Path.touch)),
    "a folder": (2, instead("peel.db", Path.mkdir)),
    "a newer state": (2, stated("state.db", "PRAGMA user_version = 999")),
    "another program's state": (1, instead("state.db", lambda file: file.write_bytes(b"page" * 500))),
    "an archive that is a file": (2, instead("archive", Path.touch)),
    "an archive that leads nowhere": (2, instead("archive", lambda folder: folder.symlink_to("nowhere"))),
    "a page that is not there": (2, lambda out: (out / "page.html").unlink()),
    "a folder without rights": (2, lambda out: out.chmod(0o555)),
    "a database without rights": (2, lambda out: (out / "peel.db").chmod(0o444)),
    "a state without rights": (2, lambda out: (out / "state.db").chmod(0o444)),
    "a database that can't be read": (2, lambda out: (out / "peel.db").chmod(0)),
    "an archive without rights": (2, lambda out: (out / "archive").chmod(0o555)),
}


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def laid(out: Path) -> tuple[Settings, Request]:
    """A database, a state, an archive and a page, as a run leaves them."""
    (out / "archive").mkdir(parents=True)
    open_database(out / "peel.db").close()
    settings = Settings(db=out / "peel.db", archive_dir=out / "archive")
    State(state_path(settings.db)).close()
    return settings, Request((str(put(out, "page.html", page())),))


def told(act: Callable[[Settings, Request], object], settings: Settings, request: Request) -> tuple[int, str]:
    try:
        act(settings, request)
    except PeelError as error:
        return int(error.exit_code), error.message
    except OSError as error:
        return 1, str(error)
    return 0, ""


@pytest.mark.parametrize("name", REFUSED)
def test_a_dry_run_foretells_what_would_keep_the_run_from_its_first_page(name: str, tmp_path: Path) -> None:
    code, change = REFUSED[name]

    def look() -> None:
        heed_rights()
        settings, request = laid(tmp_path / "out")
        change(tmp_path / "out")
        there = names(tmp_path / "out")
        ahead = told(plan_lines, settings, request)
        print(json.dumps([names(tmp_path / "out") == there, ahead, told(run, settings, request)]))

    child = forked(look)
    is_as_it_was, ahead, found = json.loads(child.stdout.read())
    assert child.wait() == 0 and is_as_it_was
    assert ahead == found and ahead[0] == code


def test_a_dry_run_meets_the_locks_of_a_run_and_keeps_none(tmp_path: Path) -> None:
    settings, request = laid(tmp_path / "out")
    assert told(plan_lines, settings, request) == (0, "")
    for held in (settings.db, state_path(settings.db), settings.archive_dir / ".peel"):
        with locked(held):
            code, words = told(plan_lines, settings, request)
            assert (code, words) == told(run, settings, request) and code == 5
    assert told(run, settings, request)[0] == 0
