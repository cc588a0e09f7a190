"""`peel changes`: filters by grade, force, round and time; words in place of keys; every line shows what differs."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from scraper.loader.wording import apart, name_of
from tests.runs.site import peel, report, run_here, save, swap
from tests.runs.test_alarms import to_worse


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kent's grade changes and Surrey's area, between 2017 and 2018."""
    folder = tmp_path_factory.mktemp("changes")
    assert run_here(folder / "out", save(folder / "old", forces=["Kent", "Surrey"])) == 0
    save(folder / "new", "2018-04-01T10:00:00Z", forces=["Kent"], change=to_worse)
    save(
        folder / "new",
        "2019-04-01T10:00:00Z",
        forces=["Surrey"],
        change=swap("1,049 square miles", "1,050 square miles"),
    )
    assert run_here(folder / "out", folder / "new") == 0
    return folder


def told(place: Path, *words: str, code: int = 0) -> list[str]:
    done = peel("changes", *words, "--db", "out/peel.db", cwd=place)
    assert done.code == code, done.said
    return (done.out if code == 0 else done.err).splitlines()


GRADE = "Kent 2016, efficiency: good → inadequate, first seen so on 1 April 2018"
NO_PAGE = "there is no page of this in out/peel.db, so that nothing can have changed; `peel status` says what is loaded"
AREA = "Surrey 2016, key fact force area, area, local, value: 1049 → 1050, first seen so on 1 April 2019"


def test_a_line_has_words_and_says_what_its_date_is(place: Path) -> None:
    lines = told(place)
    assert GRADE in lines and AREA in lines
    assert not [line for line in lines if "_" in line or "police/" in line]


_RUN = "20260101T000000Z-aaaa"


def _cut(state: Path) -> None:
    os.truncate(state, state.stat().st_size // 3)


def _foreign(state: Path) -> None:
    state.unlink()
    with closing(sqlite3.connect(state)) as conn:
        conn.execute("CREATE TABLE mine (a)")


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lambda state: os.truncate(state, 0), "holds nothing"),
        (_foreign, "is not one of peel's"),
        (_cut, "cannot be read"),
        (lambda state: state.write_text("x" * 5000), "cannot be read"),
        (Path.unlink, "there is no run"),
    ],
)
def test_a_run_asked_of_a_state_that_can_not_tell_is_a_line(
    place: Path, damage: Callable[[Path], None], word: str, tmp_path: Path
) -> None:
    copied = shutil.copytree(place / "out", tmp_path / "out")
    damage(copied / "state.db")
    done = peel("changes", "--since", _RUN, "--db", "out/peel.db", cwd=tmp_path)
    assert (done.code, done.out, len(done.err.splitlines())) == (2 if word == "there is no run" else 1, "", 1), (
        done.said
    )
    assert word in done.err
    missing = peel("status", "--missing", "--db", "out/peel.db", cwd=tmp_path)
    is_told = word != "there is no run"
    assert missing.code == is_told and (word in missing.err) == is_told
    assert ("what the last runs met is not known" in missing.out) == is_told
    assert ("never asked for" in missing.out) != is_told
    check = peel("check", "--db", "out/peel.db", cwd=tmp_path)
    assert "peel.db is damaged" not in check.said and "Traceback" not in check.said


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--grades",), [GRADE]),
        (("--grade", "inadequate"), [GRADE]),
        (("--grade", "Good"), [GRADE]),
        (("--grade", "requires_improvement"), ["nothing of this changed"]),
        (("--grades", "--organisation", "police/surrey"), ["nothing of this changed"]),
        (("--grades", "--organisation", "Kent", "--organisation", "police/surrey"), [GRADE]),
        (("--grades", "--round", "2016"), [GRADE]),
        (("--grades", "--round", "2017"), [NO_PAGE]),
        (("--grades", "--organisation", "fire/kent"), [NO_PAGE]),
        (("--grades", "--organisation", "police/kent", "--round", "2014"), [NO_PAGE]),
        (("--grades", "--since", "2018-04-01"), [GRADE]),
        (("--grades", "--since", "2018-04-02"), ["nothing of this changed"]),
    ],
)
def test_changes_are_asked_for_by_grade_force_round_and_time(
    words: tuple[str, ...], wanted: list[str], place: Path
) -> None:
    assert told(place, *words) == wanted


def test_changes_of_one_force_are_of_that_force(place: Path) -> None:
    assert AREA in told(place, "--organisation", "police/surrey")
    assert all(line.startswith("Surrey 2016, ") for line in told(place, "--organisation", "police/surrey"))


def test_since_a_run_needs_no_right_to_write(place: Path) -> None:
    run = report(place / "out")["run"]
    before = sorted((one.name, one.stat().st_mtime_ns) for one in (place / "out").iterdir() if one.is_file())
    assert GRADE in told(place, "--since", str(run))
    assert sorted((one.name, one.stat().st_mtime_ns) for one in (place / "out").iterdir() if one.is_file()) == before


def test_json_is_filtered_too(place: Path) -> None:
    (line,) = told(place, "--grades", "--json")
    assert (json.loads(line)["old"], json.loads(line)["new"]) == ("good", "inadequate")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--grade", "splendid"), "splendid is no grade"),
        (("--organisation", "Atlantis"), "Atlantis is no organisation"),
        (("--organisation", "police/surey"), "did you mean police/surrey?"),
        (("--round", "2018"), "did you mean 2018-19?"),
        (("--round", "2016", "--round", "2099"), "2099 is no round"),
        (("--since", "yesterday"), "--since takes a day"),
    ],
)
def test_a_word_that_nobody_knows_is_a_line(words: tuple[str, ...], says: str, place: Path) -> None:
    (line,) = told(place, *words, code=2)
    assert says in line


LONG = "The force has told us of its plans for the years to come, at great length and with many words, and "


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a", "b"), (None, "b"), ("a", None), ("force's", "force’s"), ("a b", "a\u00a0b"), (LONG + "one", LONG + "two"),
        (LONG + "x" * 200 + "a", LONG + "x" * 200 + "b"), ("x" * 300, "x" * 299), ("x" * 200 + " a" * 90, "x" * 200 + " b" * 90),
        ("y" * 79, "y" * 90), ("", "a"), (LONG, LONG + "and on"), ("a\u200b", "a"),
    ],
)  # fmt: skip
def test_both_sides_are_seen_to_differ(old: str | None, new: str | None) -> None:
    one, _, other = apart(old, new).partition(" → ")
    shown = [side.replace("\u00a0", " ").replace("\u200b", "").replace("’", "'") for side in (one, other)]
    assert one != other and (
        shown[0] != shown[1] or "’" in str(new) or not str(new).isascii() or not str(old).isascii()
    )
    assert len(one) < 120 and len(other) < 120


@pytest.mark.parametrize(
    ("table", "tail", "name"),
    [
        ("judgments", "effectiveness", "effectiveness"),
        ("judgments", "area/unheard-of", "area, unheard of"),
        ("key_facts", "key-facts/cost/per_person_per_day/local", "cost, per person per day, local"),
        ("key_facts", "key-facts/unread/12ab34cd", "unread"),
        ("sections", "sections/assessment/effectiveness", "“effectiveness”"),
        ("findings", "findings/assessment/working-arrangements/12ab34cd-2", "“working arrangements”"),
        ("links", "assessment/links/12ab34cd", ""),
    ],
)
def test_a_row_is_named_in_words(table: str, tail: str, name: str) -> None:
    key = "police/kent/2016"
    assert name_of(table, f"{key}/{tail}", key, "police") == name


def test_a_round_that_the_database_alone_has_can_be_asked_for(place: Path, tmp_path: Path) -> None:
    copied = tmp_path / "peel.db"
    shutil.copy(place / "out" / "peel.db", copied)
    with closing(sqlite3.connect(copied)) as conn:
        conn.execute("UPDATE assessments SET round = '2019-03' WHERE id = 'police/kent/2016'")
        conn.commit()
    done = peel("changes", "--round", "2019-03", "--db", copied, cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
