"""Thirty kinds of night, each with its exit code, its line, its report and what the database says after it."""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout
from pathlib import Path

import pytest

from scraper.browse.lastrun import TO_DO
from scraper.browse.status import status as print_status
from scraper.errors import ExitCode
from scraper.fetcher.scope import Scope
from scraper.quality.check import check_command
from scraper.quality.gone import newly_gone
from scraper.settings import Settings
from scraper.store.sqlite import Database
from tests.fetcher.server import Seen, Site, answer, hang

from .nights import (
    CHALLENGE,
    HOME,
    INDEX,
    LESS,
    NEW_WORD,
    NO_BADGE,
    NOT_FOUND,
    RENAMED,
    Calendar,
    id_of,
    path_of,
    remarked,
    stamped,
    to_grade,
)
from .site import FORCES, ROOT, page, swap

NEW = "Sussex"
GOOD = {force.lower(): "good" for force in FORCES}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Path:
    """The record after its first night."""
    kept = Calendar(tmp_path_factory.mktemp("calendar") / "out", site)
    kept.restore()
    night = kept.night()
    assert (night.code, kept.grades()) == (0, GOOD), night.line
    assert "11 loaded" in night.line and "addresses without a page" in night.line and "gone" not in night.line
    return kept.out


@pytest.fixture
def kept(first: Path, site: Site, tmp_path: Path) -> Calendar:
    made = Calendar(Path(shutil.copytree(first, tmp_path / "out")), site)
    made.restore()
    return made


def test_what_an_interrupted_night_did_not_get_is_asked_for_again_and_told(kept: Calendar) -> None:
    """Failures and pages that seem gone, before the interruption: the run that goes on is no clean one without them."""

    def stop(conn: socket.socket, _: Seen) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        conn.sendall(answer(page("Surrey")))

    kept.withdraw("Cumbria")
    kept.site.routes[path_of("Kent")] = [answer("", 500)]
    kept.site.routes[path_of("Surrey")] = [stop]
    night = kept.night()
    assert (night.code, kept.gone()) == (130, []) and "gone" not in night.line
    kept.site.routes[path_of("Surrey")] = [answer(page("Surrey"))]
    night = kept.night(days=0)
    assert night.code == 4 and "the site answers 500" in night.line and id_of("Cumbria") in night.line
    assert {"Cumbria", "Kent"} <= kept.asked() < set(kept.pages) and kept.gone() == [id_of("Cumbria")]


def test_a_page_that_went_in_a_night_without_publication_is_told_by_the_next(kept: Calendar) -> None:
    with closing(sqlite3.connect(kept.out / "peel.db")) as db:
        db.execute("UPDATE pages SET gone_at = '2026-01-01T00:00:00Z' WHERE id = ?", (id_of("Kent"),))
        db.commit()
        work = Database(db)
        assert newly_gone(kept.out / "peel.db", work) == set() == newly_gone(kept.out / "none.db", work)
        shutil.copy(kept.out / "peel.db", kept.out / "old.db")
        with closing(sqlite3.connect(kept.out / "old.db")) as old:
            old.execute("UPDATE pages SET gone_at = NULL")
            old.commit()
        assert newly_gone(kept.out / "old.db", work) == {id_of("Kent")}


@pytest.fixture
def few(kept: Calendar) -> Calendar:
    """The same record, of whose forces alone its nights ask: where all is asked again, it is asked of 270 addresses."""
    kept.organisations = frozenset(f"police/{force.lower()}" for force in FORCES)
    return kept


def bytes_of(kept: Calendar) -> bytes:
    return (kept.out / "peel.db").read_bytes()


def accept(kept: Calendar) -> int:
    return int(check_command(Settings(db=kept.out / "peel.db"), True))


def checked(kept: Calendar) -> int:
    return int(check_command(Settings(db=kept.out / "peel.db"), False))


def status(kept: Calendar) -> str:
    """What `peel status` says behind the grid, in one line."""
    cli_said = io.StringIO()
    with redirect_stdout(cli_said):
        print_status(Settings(db=kept.out / "peel.db"), Scope(), False)
    return " ".join(cli_said.getvalue().split()).partition("last run: ")[2]


def test_status_tells_how_the_last_run_ended_and_what_to_do(kept: Calendar) -> None:
    assert f", exit code 0: {kept.night().line}" in status(kept) and "to do" not in status(kept)
    happens: dict[int, Callable[[], object]] = {
        4: lambda: kept.withdraw("Kent"),
        3: lambda: kept.publish(["Kent"], NO_BADGE),
        1: lambda: kept.answer_all(CHALLENGE, 200),
    }
    for code, happen in happens.items():
        kept.restore()
        happen()
        night = kept.night(days=4)
        told = status(kept)
        assert night.code == code and f", exit code {code}: {' '.join(night.line.split())}" in told, told
        assert f"to do: {TO_DO[ExitCode(code)]} ({kept.out}/runs/" in told and "report.md)" in told
    with closing(sqlite3.connect(kept.out / "state.db")) as db:
        db.execute("UPDATE runs SET ended_at = NULL, exit_code = NULL WHERE id = (SELECT max(id) FROM runs)")
        db.commit()
    assert "has not ended; if it is not at work, it was killed: run again, it goes on where it stopped" in status(kept)
    with closing(sqlite3.connect(kept.out / "state.db")) as db:
        db.execute("DELETE FROM outcomes")
        db.execute("DELETE FROM planned")
        db.execute("DELETE FROM runs")
        db.commit()
    assert status(kept) == ""


def test_what_to_do_is_what_the_documents_say() -> None:
    text = (ROOT / "docs/scheduling.md").read_text("utf-8")
    rows = {line.split(" | ")[0]: line.split(" | ")[-1] for line in text.splitlines() if line.startswith("| ")}
    for code in ExitCode:
        told = rows[f"| {code.value}"].rstrip(" |").replace(" (see [Drift](#drift))", "")
        assert told == TO_DO.get(code, "nothing"), code


def test_nothing_new(kept: Calendar) -> None:
    before = bytes_of(kept)
    night = kept.night()
    assert night.code == 0 and night.line.startswith("clean: ") and "11 unchanged" in night.line
    assert night.json["grade_changes"] == [] and night.json["freshness"]["overdue"] == 0
    assert bytes_of(kept) == before and kept.asked() == set(FORCES)


def test_a_grade_changes(kept: Calendar) -> None:
    kept.publish(["Kent"], to_grade("inadequate"))
    night = kept.night()
    assert night.code == 0 and "1 grade changed (police/kent/2016/efficiency: good → inadequate)" in night.line
    (told,) = night.json["grade_changes"]
    assert (told["judgment"], told["old"], told["new"]) == ("police/kent/2016/efficiency", "good", "inadequate")
    assert kept.grades() == {**GOOD, "kent": "inadequate"}
    assert "grade changed" not in kept.night().line


def pending(text: str) -> str:
    """A page as it was before efficiency was graded."""
    headline = swap(r"(efficient at keeping people safe and reducing crime) is good", r"\1: not yet graded")(text)
    badge = swap(r"(<h2>Efficiency</h2>.*?class=\"grade\">)Good", r"\1To be graded", 1)(headline)
    return swap(r'(<h2>Efficiency</h2>.*?</h3>)\s*<p class="updated">.*?</p>', r"\1", 1)(
        swap(r"<p>[^<]*assessed as good in respect of the efficiency[^<]*</p>", "<p>We report in spring.</p>")(badge)
    )


def told_grades(line: str) -> str:
    """The one grade that a line tells to have changed."""
    return line.partition("1 grade changed (")[2].partition(")")[0]


@pytest.mark.parametrize(
    ("older", "told"), [(str, "good again"), (pending, "not yet graded")], ids=["older date", "not yet graded"]
)
def test_an_older_copy_is_shown_in_place_of_a_page(kept: Calendar, older: Callable[[str], str], told: str) -> None:
    """A cache, or a site that was put back: its grade stands, and no night is clean until the page is back or somebody accepts it."""
    newer = to_grade("inadequate")(page("Kent")).replace("03/11/2016", "03/03/2017")
    kept.show({"Kent": newer})
    assert kept.night().code == 0
    for _ in range(2):
        kept.show({"Kent": older(page("Kent"))})
        night = kept.night()
        assert night.code == 3 and f"{id_of('Kent')}: grade_went_back: police/kent/2016/efficiency: " in night.line
        assert "where the page had inadequate of 2017-03-03" in night.line
        assert told_grades(night.line) == f"police/kent/2016/efficiency: inadequate → {told}"
        assert (kept.night().code, checked(kept)) == (3, 3)
        kept.show({"Kent": newer})
        night = kept.night()
        assert (night.code, checked(kept), kept.grades()["kent"]) == (0, 0, "inadequate"), night.line
        told = "good again" if told.startswith("good") else "not yet graded again"
    kept.show({"Kent": older(page("Kent"))})
    assert (kept.night().code, accept(kept), kept.night().code) == (3, 0, 0)


def test_a_grade_that_the_page_had_before_is_told_as_such(kept: Calendar) -> None:
    """The date beside it tells nothing: an error that was taken back and an older copy look the same."""
    for word, told in (("inadequate", "inadequate"), ("good", "good again"), ("inadequate", "inadequate again")):
        kept.show({"Kent": to_grade(word)(page("Kent"))})
        night = kept.night()
        assert night.code == 0 and told_grades(night.line).endswith(f" → {told}"), night.line
        assert [change["again"] for change in night.json["grade_changes"]] == [told.endswith("again")]


def test_a_badge_is_lost(kept: Calendar) -> None:
    kept.publish(["Kent"], NO_BADGE)
    night = kept.night()
    assert night.code == 3 and "have warnings" in night.line and id_of("Kent") in night.reasons
    assert kept.grades() == GOOD and night.json["grade_changes"] == []
    kept.publish(["Kent"])
    assert kept.night().code == 0


def test_a_page_is_gone_and_comes_back(kept: Calendar) -> None:
    kept.withdraw("Kent")
    night = kept.night()
    assert night.code == 4 and f"newly gone: {id_of('Kent')}" in night.line
    assert kept.gone() == [id_of("Kent")] and kept.grades() == GOOD
    again = kept.night()
    assert again.code == 0 and "newly gone" not in again.line and "10 pages in the database" in again.line
    kept.publish(["Kent"])
    back = kept.night(days=2)
    assert back.code == 0 and kept.gone() == [] and "11 pages in the database" in back.line


def test_the_only_page_is_gone_and_stays_so(site: Site, tmp_path: Path) -> None:
    kept = Calendar(tmp_path / "out", site, frozenset({"police/kent"}))
    kept.pages.clear()
    kept.publish(["Kent"])
    kept.restore()
    assert kept.night().code == 0
    site.routes[path_of("Kent")] = [answer(NOT_FOUND, 404)]
    nights = [kept.night(days=days) for days in (1, 1, 31)]
    assert [(night.code, "1 gone" in night.line) for night in nights] == [(4, True), (0, True), (3, True)]
    assert "last good look" in nights[-1].line


def test_a_page_is_back_with_other_words(kept: Calendar) -> None:
    kept.withdraw("Kent")
    kept.night()
    kept.publish(["Kent"], to_grade("inadequate"))
    back = kept.night(days=2)
    assert back.code == 0 and kept.gone() == [] and kept.grades()["kent"] == "inadequate"
    assert len(back.json["grade_changes"]) == 1


def test_all_pages_answer_404(kept: Calendar) -> None:
    kept.answer_all(NOT_FOUND, 404)
    night = kept.night()
    assert night.code == 4 and "the site looks broken" in night.line
    assert kept.gone() == [] and {o["reason"] for o in night.json["outcomes"] if o["outcome"] == "failed"} == {
        "site_broken"
    }
    kept.restore()
    after = kept.night()
    assert after.code == 0 and kept.asked() == set(FORCES) and kept.gone() == []


def test_half_of_the_pages_answer_410(kept: Calendar) -> None:
    for force in FORCES[:5]:
        kept.site.routes[path_of(force)] = [answer(NOT_FOUND, 410)]
    night = kept.night()
    assert night.code == 4 and "5 of 10 known pages" in night.line and kept.gone() == []


def test_a_section_vanishes_from_all_pages(kept: Calendar) -> None:
    kept.publish(FORCES, LESS)
    night = kept.night()
    assert night.code == 3 and "Working arrangements" in night.reasons
    assert len([line for line in night.reasons.splitlines() if "section_missing" in line]) == 1
    assert kept.grades() == GOOD and kept.night().code == 3
    assert accept(kept) == 0
    assert kept.night().code == 0 and checked(kept) == 0


def test_a_section_that_vanishes_once_more_is_an_alarm_again(kept: Calendar) -> None:
    """What was accepted is what was there then: pages that were whole since have not got it any more."""
    kept.publish(FORCES, LESS)
    assert kept.night().code == 3 and accept(kept) == 0
    kept.publish(FORCES[:9])
    assert kept.night().code == 0
    kept.publish(FORCES, LESS)
    night = kept.night()
    assert night.code == 3 and checked(kept) == 3 and "9 pages: section_missing" in night.reasons, night.reasons


def test_a_heading_is_renamed_on_all_pages(kept: Calendar) -> None:
    kept.publish(FORCES, RENAMED)
    night = kept.night()
    assert night.code == 3 and "Background to the force" in night.reasons
    assert kept.grades() == GOOD


def test_the_markup_of_all_pages_is_changed(kept: Calendar) -> None:
    before = kept.rows("SELECT id, grade, status, statement FROM judgments ORDER BY id")
    kept.publish(FORCES, remarked)
    night = kept.night()
    assert night.code == 0, night.reasons
    assert kept.rows("SELECT id, grade, status, statement FROM judgments ORDER BY id") == before
    assert night.json["grade_changes"] == [] and kept.rows("SELECT count(*) FROM changes") == [(0,)]


def test_other_bytes_with_the_same_words(kept: Calendar) -> None:
    kept.publish(FORCES, stamped)
    night = kept.night()
    assert night.code == 0 and kept.rows("SELECT count(*) FROM changes") == [(0,)]


def test_a_grade_word_that_nobody_knows(kept: Calendar) -> None:
    kept.publish(["Kent"], NEW_WORD)
    night = kept.night()
    assert night.code == 3 and "Splendid" in night.reasons
    assert kept.grades()["surrey"] == "good"


def test_403_for_a_week(kept: Calendar) -> None:
    before = bytes_of(kept)
    kept.answer_all("<h1>Forbidden</h1>", 403)
    for _ in range(7):
        night = kept.night()
        assert night.code == 1 and "refused: " in night.line and len(night.line) < 400
        assert night.requests < 12
    assert bytes_of(kept) == before
    kept.restore()
    after = kept.night()
    assert after.code == 0 and kept.asked() == set(FORCES) and kept.grades() == GOOD


def test_a_challenge_on_every_page(kept: Calendar) -> None:
    kept.answer_all(CHALLENGE, 200)
    night = kept.night()
    assert night.code == 1 and "refused: " in night.line
    assert kept.grades() == GOOD and kept.gone() == []


def test_the_site_is_down(kept: Calendar) -> None:
    before = bytes_of(kept)
    kept.go_down()
    night = kept.night()
    assert night.code == 1 and "unreachable: " in night.line and "robots.txt forbids" not in night.line
    assert bytes_of(kept) == before
    kept.restore()
    assert kept.night().code == 0


def test_the_site_answers_503(kept: Calendar) -> None:
    kept.answer_all("down", 503, Retry_After="0")
    night = kept.night()
    assert night.code == 1 and "unreachable" in night.line
    kept.restore()
    assert kept.night().code == 0


def test_why_a_night_got_nothing_is_told_before_the_pages_that_had_warnings_already(kept: Calendar) -> None:
    kept.publish(["Kent"], NO_BADGE)
    assert kept.night().code == 3
    kept.answer_all("down", 503, Retry_After="0")
    night = kept.night()
    assert night.line.startswith("failed, nothing loaded: unreachable: ") and "have warnings" in night.line
    kept.restore()
    kept.publish(["Kent"], NO_BADGE)
    kept.withdraw("Surrey")
    assert kept.night(days=2).line.startswith(f"partial: newly gone: {id_of('Surrey')}; 1 of 10 pages have warnings")


def test_a_page_that_is_gone_and_had_warnings_is_one_of_the_pages(kept: Calendar) -> None:
    kept.publish(["Kent"], NO_BADGE)
    assert "1 of 11 pages have warnings" in kept.night().line
    kept.withdraw("Kent")
    assert "1 of 11 pages have warnings" in kept.night().line


def test_the_site_sends_nothing_in_time(kept: Calendar) -> None:
    for path in kept.site.routes:
        kept.site.routes[path] = [hang]
    kept.site.otherwise = hang
    night = kept.night(read_timeout=0.2, total_timeout=0.4)
    assert night.code == 1 and "unreachable" in night.line


def test_robots_txt_answers_503(kept: Calendar) -> None:
    kept.site.routes["/robots.txt"] = [answer("down", 503, Retry_After="0")]
    night = kept.night(days=2)
    assert night.code == 1 and "unreachable" in night.line and "not allowed by robots.txt" not in night.line
    assert kept.asked() == set()


def test_robots_txt_forbids(kept: Calendar) -> None:
    kept.site.routes["/robots.txt"] = [answer("User-agent: *\nDisallow: /\n", Content_Type="text/plain")]
    night = kept.night(days=2)
    assert night.code == 1 and "robots.txt forbids it" in night.line
    assert kept.asked() == set() and kept.grades() == GOOD
    kept.restore()
    night = kept.night(days=0.95)
    assert night.code == 0 and kept.asked() == set(FORCES), "nights do not begin to the minute"


def test_the_index_is_empty(kept: Calendar) -> None:
    kept.link([])
    night = kept.night()
    assert night.code == 0 and "10 unchanged" in night.line and kept.asked() == set(FORCES)


def test_the_index_is_gone(kept: Calendar) -> None:
    kept.site.routes.pop(INDEX)
    night = kept.night()
    assert night.code == 4 and kept.gone() == ["round_index/peel-assessments"] and kept.grades() == GOOD
    kept.restore()
    assert kept.night().code == 0 and kept.gone() == []


def test_a_new_page_is_shown(kept: Calendar) -> None:
    kept.publish([NEW])
    night = kept.night()
    assert night.code == 0 and "loaded" in night.line and "12 pages in the database" in night.line
    assert kept.grades()[NEW.lower()] == "good" and night.json["grade_changes"] == []


def test_the_clock_was_set_back(kept: Calendar) -> None:
    kept.sleep(-40)
    night = kept.night(days=0)
    assert night.code == 0 and kept.asked() == set(FORCES)


def test_the_parser_is_a_newer_one(kept: Calendar) -> None:
    with closing(sqlite3.connect(kept.out / "peel.db")) as db:
        db.execute("UPDATE snapshots SET parser_version = 'older'")
        db.execute("UPDATE _readings SET parser_version = 'older'")
        db.commit()
    night = kept.night()
    assert night.code == 0 and night.json["obtained"]["read again"] == 11
    assert kept.rows("SELECT DISTINCT parser_version FROM snapshots") != [("older",)] and kept.grades() == GOOD


def test_state_db_is_lost(few: Calendar) -> None:
    for path in few.out.glob("state.db*"):
        path.unlink()
    night = few.night()
    assert night.code == 0 and few.grades() == GOOD
    assert few.rows("SELECT count(*) FROM pages") == [(11,)]


def test_a_page_is_new_after_state_db_was_lost(kept: Calendar) -> None:
    """The index says what it said when the state is made anew: what it shows has to be noted from the copy."""
    for path in kept.out.glob("state.db*"):
        path.unlink()
    assert kept.night().code == 0
    kept.publish([NEW])
    night = kept.night()
    assert night.code == 0 and kept.grades() == {**GOOD, NEW.lower(): "good"}, night.line


def test_the_database_is_lost(kept: Calendar) -> None:
    (kept.out / "peel.db").unlink()
    night = kept.night()
    assert night.code == 0 and kept.grades() == GOOD
    assert kept.rows("SELECT count(*) FROM pages") == [(11,)]


def test_the_archive_is_lost(kept: Calendar) -> None:
    shutil.rmtree(kept.out / "archive")
    night = kept.night()
    assert night.code == 3 and "the archive has lost 1 file" in night.line
    files = {str(row[0]) for row in kept.rows("SELECT warc_file FROM snapshots")}
    assert all((kept.out / "archive" / name).exists() for name in files)
    assert kept.night().code == 3 and accept(kept) == 0
    assert kept.night().code == 0


def test_half_of_the_archive_is_lost(kept: Calendar) -> None:
    kept.publish(["Kent"], to_grade("inadequate"))
    kept.night()
    files = sorted((kept.out / "archive").glob("*.warc.gz"))
    files[-1].unlink()
    night = kept.night()
    assert night.code == 3 and "the archive has lost 1 file" in night.line
    assert kept.grades()["kent"] == "inadequate"


def test_a_file_of_the_archive_is_cut(kept: Calendar) -> None:
    (path,) = (kept.out / "archive").glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-700])
    night = kept.night()
    assert night.code in {0, 3} and night.said and kept.grades() == GOOD
    kept.night()
    assert kept.night().code in {0, 3}


def test_nobody_ran_for_forty_days(few: Calendar) -> None:
    few.sleep(40)
    assert checked(few) == 3
    night = few.night(days=0)
    assert night.code == 0 and few.asked() == set(FORCES)
    assert checked(few) == 0


def test_an_outage_of_forty_days(kept: Calendar) -> None:
    kept.go_down()
    codes = [kept.night(days=days).code for days in (13, 13, 14)]
    assert set(codes) == {1} and checked(kept) == 3
    kept.restore()
    night = kept.night()
    assert night.code == 0 and night.json["freshness"]["overdue"] == 0


def test_a_page_leads_to_another_force(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [answer("", 301, Location=path_of("Surrey"))]
    night = kept.night()
    assert night.code == 4 and "identity" in str(night.json["outcomes"]) and kept.gone() == []
    assert kept.grades() == GOOD


def test_the_home_page_stands_for_a_page(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [answer(HOME)]
    night = kept.night()
    assert night.code == 4 and "soft_404" in str(night.json["outcomes"])
    assert kept.gone() == [] and kept.rows("SELECT count(*) FROM pages WHERE type = 'unknown'") == [(0,)]


@pytest.mark.parametrize(("status", "body", "code"), [(404, NOT_FOUND, 0), (200, page("Kent"), 4)])
def test_an_index_leads_to_a_page_that_is_there_only_later(status: int, body: str, code: int, kept: Calendar) -> None:
    kept.link([*kept.pages, NEW])
    kept.site.routes[path_of(NEW)] = [answer(body, status)]
    asked = []
    for _ in range(4):
        night = kept.night()
        asked.append(len(kept.site.asked(path_of(NEW))))
        assert (
            night.code == code * asked[-1] and f"an index leads to 1 address without a page: {id_of(NEW)}" in night.line
        )
    assert asked[0] == 1 and sum(asked) == 2  # it was asked for as a guess before: after 2 days, then after 4
    kept.publish([NEW])
    night = kept.night(days=8)
    assert night.code == 0 and kept.grades()[NEW.lower()] == "good" and "leads to" not in night.line


def test_a_forces_page_stands_for_the_index(kept: Calendar) -> None:
    kept.site.routes[INDEX] = [answer(page("Kent"))]
    night = kept.night()
    assert night.code == 4 and "at the address of a list of" in night.line
    address = "SELECT url FROM pages WHERE id = 'police/kent/2016/assessment'"
    assert str(kept.rows(address)[0][0]).endswith(path_of("Kent"))
    kept.link(kept.pages)
    assert kept.night().code == 0


def test_the_home_page_stands_where_a_page_will_be(kept: Calendar) -> None:
    kept.show({"Sussex": HOME})
    assert [kept.night().code for _ in range(2)] == [4, 4]
    kept.publish(["Sussex"])
    night = kept.night()
    assert night.code == 0 and kept.grades()["sussex"] == "good"
    assert kept.rows("SELECT count(*) FROM pages WHERE type = 'unknown'") == [(1,)]
    assert checked(kept) == 0


def test_one_page_fails_and_is_there_the_next_night(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [answer("down", 500)]
    night = kept.night()
    assert night.code == 4 and id_of("Kent") in night.reasons
    kept.restore()
    assert kept.night().code == 0


def test_a_page_stops_in_the_middle(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [answer(page("Kent")[:4000])]
    night = kept.night()
    assert night.code == 4 and "incomplete" in str(night.json["outcomes"]) and kept.grades() == GOOD


def test_a_database_that_is_damaged(kept: Calendar) -> None:
    whole = bytes_of(kept)
    (kept.out / "peel.db").write_bytes(whole[:8192] + b"\x55" * 8192 + whole[16384:])
    night = kept.night()
    assert night.code == 1 and "peel rebuild" in night.line
    assert night.requests == 0


def test_pages_that_said_the_same_in_other_bytes_are_asked_for_like_any(kept: Calendar) -> None:
    kept.publish(FORCES, stamped)
    kept.night()
    night = kept.night()
    assert kept.asked() == set(FORCES) and night.json["obtained"].get("archive", 0) == 0
    kept.publish(["Kent"], to_grade("inadequate"))
    kept.night()
    assert kept.grades()["kent"] == "inadequate"


def test_a_database_put_back_from_an_older_copy(kept: Calendar) -> None:
    older = bytes_of(kept)
    kept.publish(["Kent"], to_grade("inadequate"))
    kept.night()
    (kept.out / "peel.db").write_bytes(older)
    night = kept.night()
    assert night.code == 0 and kept.grades() == {**GOOD, "kent": "inadequate"}


def test_a_database_that_is_lost_after_a_grade_went_and_came_back(kept: Calendar) -> None:
    kept.publish(["Kent"], to_grade("inadequate"))
    kept.night()
    kept.publish(["Kent"])
    kept.night()
    assert kept.grades() == GOOD
    (kept.out / "peel.db").unlink()
    assert kept.night().code == 0
    assert kept.grades() == GOOD
    assert kept.rows("SELECT count(*) FROM changes WHERE column_name = 'grade'") == [(2,)]


def test_the_archive_is_lost_and_then_the_database(kept: Calendar) -> None:
    shutil.rmtree(kept.out / "archive")
    kept.night()
    (kept.out / "peel.db").unlink()
    kept.night()
    assert kept.grades() == GOOD and kept.rows("SELECT count(*) FROM pages") == [(11,)]


def test_the_archive_is_lost_and_then_all_say_the_same_in_other_bytes(kept: Calendar) -> None:
    shutil.rmtree(kept.out / "archive")
    kept.publish(FORCES, stamped)
    kept.night()
    night = kept.night()
    assert kept.asked() == set(FORCES) and night.json["obtained"].get("archive", 0) == 0


def kinds() -> list[Callable[..., None]]:
    return [
        one
        for name, one in globals().items()
        if name.startswith("test_") and {"kept", "few"} & one.__annotations__.keys()
    ]


def test_there_are_thirty_kinds_of_night() -> None:
    assert len(kinds()) >= 30
