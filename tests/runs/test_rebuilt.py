"""What a rebuild makes of the archive that nights left is what the nights made of it, whatever came between them."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.cli import cli
from tests.fetcher.server import Reply, Site, answer
from tests.support.amount import amount

from .nights import CHALLENGE, HOME, LESS, NOT_FOUND, RENAMED, Calendar, path_of, remarked, stamped, to_grade
from .site import FORCES, ask, content, page

SOME = FORCES[:5]
"""The forces whose pages there are: of nights on which anything happens, few pages tell as much as many."""
UNFINISHED = "<html><head><title>Kent</title></head><body><main><h1>{force} 2016</h1></main></body></html>"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.close()


def calendar(out: Path, site: Site) -> Calendar:
    made = Calendar(out, site, frozenset(f"police/{force.lower()}" for force in SOME))
    made.pages.clear()
    made.publish(SOME)
    made.restore()
    return made


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Path:
    """The record after its first night."""
    made = calendar(tmp_path_factory.mktemp("rebuilt") / "out", site)
    assert made.night().code == 0
    return made.out


@pytest.fixture
def kept(first: Path, site: Site, tmp_path: Path) -> Calendar:
    return calendar(Path(shutil.copytree(first, tmp_path / "out")), site)


def labelled(charset: str, force: str = "Kent") -> Reply:
    """A page of a force whose bytes are other words in other charsets, under a label."""
    text = page(force).replace('<meta charset="utf-8">', "").replace("is policed", "\xa4 is policed", 1)
    return answer(text.encode("cp1252", "ignore"), Content_Type=f"text/html{charset and '; charset='}{charset}")


def rebuilt(kept: Calendar) -> dict[str, list[tuple[object, ...]]]:
    """What a rebuild makes of the archive beside a copy of what the nights know; when pages went is told by its own tests."""
    folder = kept.out.parent / "again"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(kept.out / "state.db", folder)
    words = ["rebuild", "--db", str(folder / "peel.db"), "--archive-dir", str(kept.out / "archive")]
    assert cli.main(words, standalone_mode=False) == 0
    return without_clocks(folder / "peel.db")


def without_clocks(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a database; nights that pass for state.db alone leave no sound date of a page's going."""
    found = content(database)
    found["pages"] = [row[:7] + row[8:] for row in found["pages"]]
    return {name: rows for name, rows in found.items() if name != "dataset"}


def words_of_kent(kept: Calendar) -> set[str]:
    texts = kept.rows("SELECT text FROM context WHERE assessment LIKE '%/kent/%' AND text LIKE 'The county of%'")
    return {str(text)[:28] for (text,) in texts}


def test_the_same_bytes_under_another_charset_are_other_words(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [labelled("windows-1252")]
    assert "1 loaded" in kept.night(days=31).line
    assert words_of_kent(kept) == {"The county of Kent \xa4 is poli"}
    kept.site.routes[path_of("Kent")] = [labelled("iso-8859-15")]
    assert "1 loaded" in kept.night(days=31).line
    assert words_of_kent(kept) == {"The county of Kent € is poli"}
    assert kept.rows("SELECT 1 FROM changes WHERE old LIKE '%\xa4 is%' AND cause = 'site'")
    assert rebuilt(kept) == without_clocks(kept.out / "peel.db")
    night = kept.night(days=31)
    assert "loaded" not in night.line.partition(" pages in")[0] and "5 unchanged" in night.line


def test_a_label_that_changes_no_word_is_nothing_new(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [answer(page("Kent"), Content_Type="text/html")]
    before = (kept.out / "peel.db").read_bytes()
    assert "5 unchanged" in kept.night(days=31).line
    assert (kept.out / "peel.db").read_bytes() == before


@pytest.mark.parametrize("lost", [True, False])
def test_both_readings_come_back_from_the_archive(kept: Calendar, lost: bool) -> None:
    """Where the database is lost, and where a run was killed after it kept the page and before it loaded it."""
    for charset in ("windows-1252", "iso-8859-15"):
        kept.site.routes[path_of("Kent")] = [labelled(charset)]
        older = (kept.out / "peel.db").read_bytes()
        kept.night(days=31)
    whole = without_clocks(kept.out / "peel.db")
    if lost:
        (kept.out / "peel.db").unlink()
    else:
        (kept.out / "peel.db").write_bytes(older)
        with closing(sqlite3.connect(kept.out / "state.db")) as db:
            db.execute(
                "UPDATE captures SET loaded = 0 WHERE rowid = (SELECT max(rowid) FROM captures WHERE loaded = 1)"
            )
            db.commit()
    kept.night()
    assert words_of_kent(kept) == {"The county of Kent € is poli"}
    assert without_clocks(kept.out / "peel.db") == whole


def test_a_page_that_stays_refused_has_one_row(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [answer(page("Essex"))]
    for _ in range(3):
        line = kept.night(days=31).line
        assert "1 rejected" in line and "the heading “Essex 2016”" in line
    refused = "SELECT count(*) FROM snapshots WHERE refused IS NOT NULL"
    assert ask(kept.out / "peel.db", refused) == [(1,)]
    assert rebuilt(kept) == without_clocks(kept.out / "peel.db")


def test_what_stays_refused_is_judged_again_by_a_newer_parser_and_keeps_its_row(kept: Calendar) -> None:
    kept.site.routes[path_of("Kent")] = [answer(page("Essex"))]
    kept.night(days=31)
    with closing(sqlite3.connect(kept.out / "peel.db")) as db:
        db.execute("UPDATE snapshots SET parser_version = 'older', refused_message = 'x' WHERE refused IS NOT NULL")
        db.commit()
    assert "1 rejected" in kept.night(days=31).line
    rows = kept.rows("SELECT parser_version, refused_message FROM snapshots WHERE refused IS NOT NULL")
    assert len(rows) == 1 and rows[0][0] != "older" and "Essex" in str(rows[0][1])


Event = Callable[[Calendar, str], None]


def shown(*changes: Callable[[str], str]) -> list[Event]:
    def event(change: Callable[[str], str]) -> Event:
        return lambda kept, force: kept.show({force: change(page(force))})

    return [event(change) for change in changes]


def answered(*replies: Callable[[str], Reply]) -> list[Event]:
    def event(reply: Callable[[str], Reply]) -> Event:
        return lambda kept, force: kept.site.routes.update({path_of(force): [reply(force)]})

    return [event(reply) for reply in replies]


EVENTS: list[Event] = [
    *shown(to_grade("inadequate"), to_grade("outstanding"), LESS, RENAMED, remarked, stamped, lambda text: text),
    *answered(
        lambda force: answer(NOT_FOUND, 404),
        lambda force: answer("", 503),
        lambda force: answer(CHALLENGE, 403),
        lambda force: answer(HOME),
        lambda force: answer(UNFINISHED.format(force=force)),
        lambda force: answer(page("Essex" if force != "Essex" else "Kent")),
        lambda force: labelled("windows-1252", force),
        lambda force: labelled("iso-8859-15", force),
        lambda force: labelled("", force),
        lambda force: answer(page(force), length="100000000"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(1, amount(2, 13)))
def test_nights_on_which_anything_happens(kept: Calendar, seed: int) -> None:
    """Each of the events happens on one of the nights, in any order, to any of the forces."""
    chance = random.Random(seed)
    events = chance.sample(EVENTS, len(EVENTS))
    while events:
        for force in chance.sample(SOME, 3):
            if events:
                events.pop()(kept, force)
        kept.night(days=31)
    assert rebuilt(kept) == without_clocks(kept.out / "peel.db")
