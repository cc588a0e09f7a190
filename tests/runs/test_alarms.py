"""Alarms that a person accepts, files that the archive loses, grades that change: told once, in every place."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scraper.fetcher.snapshot import Snapshot
from scraper.loader.database import reading
from scraper.loader.load import load
from scraper.loader.publish import Publication
from scraper.parsers.parse import parse_page
from scraper.parsers.version import parser_version
from scraper.quality.fresh import ahead_reasons

from .nights import id_of
from .site import BASE, FORCES, ask, page, peel, report, run, run_here, save, swap

LESS = swap("<h3>Working arrangements.*?(?=<h3>Looking)", "")
UNKNOWN_GRADE = swap(r'(<span class="grade">)Good', r"\1Splendid")


def to_worse(text: str) -> str:
    """The page with efficiency inadequate, in the headline, the badge and the prose."""
    headline = re.sub(r"(efficient at keeping people safe and reducing crime) is good", r"\1 is inadequate", text)
    head, found, tail = headline.partition("<h2>Efficiency</h2>")
    assert found and headline != text
    end = tail.index("<h2>Legitimacy</h2>")
    section = tail[:end].replace("Good", "Inadequate").replace("assessed as good", "assessed as inadequate")
    return head + found + section + tail[end:]


@pytest.mark.parametrize("change", [LESS, UNKNOWN_GRADE], ids=["warnings on all pages", "errors"])
def test_every_alarm_is_accepted_and_only_what_was_there_then(
    change: Callable[[str], str], ran: Callable[[], Path], tmp_path: Path
) -> None:
    out = ran()
    most = save(tmp_path / "site", "2018-04-01T10:00:00Z", change=change, forces=FORCES[:9])
    assert run_here(out, most) == 3
    accepted = peel("check", "--accept", "--db", out / "peel.db", cwd=out)
    assert accepted.code == 0, accepted.said
    again = peel("check", "--db", out / "peel.db", cwd=out)
    assert again.code == 0 and "accepted)" in again.out, again.said
    assert run_here(out, most) == 0
    assert run_here(out, save(tmp_path / "more", "2018-04-02T10:00:00Z", change=change, forces=FORCES[9:])) == 3


def test_an_archive_that_lost_files_is_an_alarm_with_one_reason_until_it_is_accepted(
    ran: Callable[[], Path], tmp_path: Path
) -> None:
    out, site = ran(), save(tmp_path / "site")
    kept = tmp_path / "kept"
    shutil.move(out / "archive", kept)
    done = run(out, site)
    assert done.code == 3 and "the archive has lost 1 file" in done.out
    found: Any = report(out)
    assert len([reason for reason in found["verdict"]["reasons"] if "archive" in reason]) == 1
    assert run_here(out, site) == 3
    assert peel("check", "--accept", "--db", out / "peel.db", cwd=out).code == 0
    assert run_here(out, site) == 0
    assert peel("check", "--db", out / "peel.db", cwd=out).code == 0


def test_a_file_of_the_archive_that_lost_its_end_is_lost_and_a_rebuild_keeps_what_it_took_away(
    ran: Callable[[], Path], tmp_path: Path
) -> None:
    out, site = ran(), save(tmp_path / "site")
    (file,) = (out / "archive").glob("*.warc.gz")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert run_here(out, site) == run_here(out, site) == 3, "until it is put back, or accepted"
    done = peel("rebuild", "--db", out / "peel.db", "--archive-dir", out / "archive", cwd=out)
    assert done.code == 4 and f"captures that the archive gives no more ({file.name})" in done.err
    assert (
        len(ask(out / "peel.db.replaced", "SELECT id FROM pages"))
        == 10
        > len(ask(out / "peel.db", "SELECT id FROM pages"))
    )
    (out / "peel.db.replaced").replace(out / "peel.db")
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
    done = peel("rebuild", "--db", out / "peel.db", "--archive-dir", out / "archive", cwd=out)
    assert done.code == 4 and f"1 capture that the archive gives no more ({file.name})" in done.err, "one odd byte"
    assert len(ask(out / "peel.db.replaced", "SELECT id FROM pages")) == 10


def test_a_run_of_which_one_page_is_of_no_known_type_says_so_in_its_line(
    ran: Callable[[], Path], tmp_path: Path
) -> None:
    odd = tmp_path / "odd.html"
    head = "<!doctype html><html><head><title>Another look - HMICFRS</title></head><body><main>"
    said = (
        "<p>Published on: 17 November 2022</p><h2>What we did</h2><p>We looked and say in some words what we found.</p>"
    )
    odd.write_text(f"{head}<h1>Another look at Kent Police</h1>{said}</main></body></html>")
    done = run(ran(), odd, "--quiet")
    line = "partial: of no known page type: unknown/another-look-at-kent-police; "
    assert done.code == 4 and done.out.startswith(line), done.said


def test_files_that_are_put_back_end_the_alarm(ran: Callable[[], Path], tmp_path: Path) -> None:
    out, site = ran(), save(tmp_path / "site")
    kept = tmp_path / "kept"
    shutil.move(out / "archive", kept)
    assert run_here(out, site) == 3
    shutil.copytree(kept, out / "archive", dirs_exist_ok=True)
    assert run_here(out, site) == 0
    assert ask(out / "state.db", "SELECT count(*) FROM lost_files") == [(0,)]


def test_a_lone_database_is_not_asked_for_its_archive(first_run: Path, tmp_path: Path) -> None:
    for name in ("peel.db", "state.db"):
        shutil.copy(first_run / name, tmp_path / name)
    done = peel("check", "--db", tmp_path / "peel.db", cwd=tmp_path)
    assert done.code == 0, done.said


def test_a_grade_that_changed_is_told_in_every_place(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    site = save(tmp_path / "site", "2018-04-01T10:00:00Z", change=to_worse, forces=["Kent"])
    done = run(out, site, "--on-finish", "cat > told.json", "--quiet")
    assert done.code == 0, done.said
    sentence = "police/kent/2016/efficiency: good → inadequate"
    assert f"1 grade changed ({sentence})" in done.out
    told = json.loads((out / "told.json").read_text())
    assert told["grade_changes"] == [
        {
            "judgment": "police/kent/2016/efficiency", "old": "good", "new": "inadequate", "old_status": "graded",
            "new_status": "graded", "page": "police/kent/2016/assessment", "captured_at": "2018-04-01T10:00:00Z",
            "again": False,
        }
    ]  # fmt: skip
    assert f"grade changed: {sentence} (captured 2018-04-01)" in told["verdict"]["reasons"]
    assert "## Grades that changed" in (out / "runs" / told["run"] / "report.md").read_text("utf-8")
    again = run(out, site)
    assert again.code == 0 and "grade changed" not in again.out


def test_a_page_seen_first_and_an_older_capture_change_no_grade(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    site = save(tmp_path / "site", "2018-04-01T10:00:00Z", change=to_worse, forces=["Sussex"])
    save(tmp_path / "site", "2015-04-01T10:00:00Z", change=to_worse, forces=["Kent"])
    assert run_here(out, site) == 0
    found: Any = report(out)
    assert found["grade_changes"] == []


def test_a_first_run_changes_no_grade_and_a_run_over_files_has_no_age(first_run: Path) -> None:
    found: Any = report(first_run)
    assert found["grade_changes"] == []
    assert found["freshness"]["kept"] == 0 and found["freshness"]["days_since_last_good_look"] is None


def test_captures_of_a_clock_that_was_ahead_are_told_until_it_is_that_day(ran: Callable[[], Path]) -> None:
    out = ran()
    with Publication(out / "peel.db") as made:
        for force in ("Kent", "Essex"):
            body, url = page(force).encode(), f"{BASE}/{force.lower()}/"
            seen = Snapshot(body, url, dt.datetime(2999, 10, 2, 3, tzinfo=dt.UTC), "folder")
            load(made.db, seen, parse_page(body, url), parser_version=parser_version())
        made.publish()
    with reading(out / "peel.db") as db:
        (reason,) = ahead_reasons(db)
        assert reason.startswith("2 pages were captured after now") and f"up to 2999-10-02 ({id_of('Essex')}" in reason
        assert ahead_reasons(db, dt.datetime(2999, 10, 1, 4, tzinfo=dt.UTC)) == []
    done = peel("check", "--accept", "--db", out / "peel.db", cwd=out)
    assert done.code == 3 and "does not show" in done.out, done.said
