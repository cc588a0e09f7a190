"""A run that looks only at what it touched finds what a look at everything finds."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pages import base, make_page
from scraper.pipeline import Request, run
from scraper.quality import kept as module
from scraper.quality.kept import kept_of
from scraper.quality.parts import excerpt, part_of_pages
from scraper.settings import load_settings
from scraper.store.sqlite import Database
from scraper.store.state import State
from tests.runs.site import ROOT, ask, peel
from tests.support.amount import amount
from tests.support.forms import Written, record

BASES = (
    "assessment/staffordshire-2016",
    "pillar/greater-manchester-2016-efficiency-tables",
    "pillar/wiltshire-2016-leadership-with-heading",
    "other_reports/lancashire-2016-standing-paragraphs-only",
    "findings/cleveland-2018-19-effectiveness-cause-of-concern-with-deadline",
    "report/derbyshire-2023-25-previous-judgments",
)
OTHERS = ("area", "data_table", "landing", "letter", "news", "overview", "publication", "report", "round_index")
"""Folders of fixtures that are loaded as they are: pages about everyone, pages of nobody."""
HARMS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text,
    lambda text: re.sub(r"\bgood\b", "inadequate", text),
    lambda text: text.replace("<h2", "<h2 hidden"),
    lambda text: text.replace("</main>", "<h2>A heading that nobody knows</h2><p>Some words.</p></main>"),
    lambda text: text.replace("2016</", "2017</"),
    lambda text: "<html><body><h1>Not found</h1></body></html>",
)
EDITS = (
    "UPDATE judgments SET grade = 'adequate', status = 'graded' WHERE id = (SELECT id FROM judgments ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE judgments SET last_updated = '2031-01-02' WHERE id = (SELECT id FROM judgments ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE judgments SET question_key = 'no/such-question' WHERE id = (SELECT id FROM judgments ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE findings SET position = position + 1 WHERE id = (SELECT id FROM findings ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE key_facts SET value = 99999 WHERE id = (SELECT id FROM key_facts ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE key_facts SET unit = 'people' WHERE id = (SELECT id FROM key_facts ORDER BY id LIMIT 1 OFFSET ?)",
    "DELETE FROM context WHERE id = (SELECT id FROM context ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE context SET assessment = (SELECT max(id) FROM assessments) WHERE id = (SELECT id FROM context ORDER BY id LIMIT 1 OFFSET ?)",
    "UPDATE assessments SET programme = 'child-protection' WHERE id = (SELECT id FROM assessments ORDER BY id LIMIT 1 OFFSET ?)",
    "DELETE FROM problems WHERE rowid % 7 = ?",
)
"""What a person might do to the rows by hand, each to some row."""
START = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
Run = dict[str, Any]


def others() -> Iterator[tuple[str, str]]:
    for folder in OTHERS:
        for path in sorted((ROOT / "fixtures" / folder).glob("*/page.html")):
            meta = json.loads(path.with_name("meta.json").read_text("utf-8"))
            if meta.get("url"):
                yield meta["url"], path.read_text("utf-8", "replace")


AS_THEY_ARE = list(others())


def capture(chance: random.Random) -> bytes:
    """A record of a capture of some page: sound, harmed, or gone."""
    moment = START + dt.timedelta(days=chance.randrange(60))
    if chance.random() < 0.4:
        url, text = chance.choice(AS_THEY_ARE)
    else:
        of = base(chance.choice(BASES))
        made = make_page(of, of.others[chance.randrange(3)], state=chance.randrange(3), capture=chance.randrange(99))
        url, text = made.url, made.body.decode()
    if chance.random() < 0.1:
        return record(Written(url, moment, b"<html><body><h1>Gone</h1></body></html>"), status=404)
    if chance.random() < 0.2:  # the same page at another address, so that two reports may have been meant
        url = f"https://hmicfrs.justiceinspectorates.gov.uk/inspections/{chance.randrange(9)}/"
    return record(Written(url, moment, chance.choice(HARMS)(text).encode()))


def go(out: Path, warc: Path, number: int) -> Run:
    """Run a file into a folder and return the report, without when and where it was."""
    chosen = load_settings(db=out / "peel.db", archive_dir=out / "archive", warning_share=0.99, drift_sample=2)
    report = run(chosen, Request((str(warc),)), run_id=f"run-{number}")
    told = report.to_json()
    return {name: value for name, value in told.items() if name not in {"started_at", "ended_at", "database"}}


def forget(out: Path) -> None:
    if (out / "state.db").exists():
        with closing(sqlite3.connect(out / "state.db")) as state:
            state.execute("DELETE FROM audited")
            state.execute("DELETE FROM audited_parts")
            state.commit()


def by_hand(chance: random.Random, *folders: Path) -> None:
    """Change the same rows of the databases, if they are there yet."""
    sql, place = chance.choice(EDITS), chance.randrange(6)
    for out in folders:
        if (out / "peel.db").exists():
            with closing(sqlite3.connect(out / "peel.db")) as db:
                db.execute(sql, (place,))
                db.commit()


@pytest.mark.parametrize("seed", range(amount(2, 20)))
def test_what_a_run_finds_is_what_a_look_at_everything_finds(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    one, other = tmp_path / "one", tmp_path / "other"
    for number in range(4):
        warc = tmp_path / f"{number}.warc.gz"
        count = 12 if not number else chance.randrange(1, 4)
        warc.write_bytes(b"".join(gzip.compress(capture(chance), 1, mtime=0) for _ in range(count)))
        if chance.random() < 0.4:
            by_hand(chance, one, other)
        forget(other)
        assert go(one, warc, number) == go(other, warc, number)
        found = ask(other / "state.db", _KEPT)
        assert not found or found == ask(one / "state.db", _KEPT)


_KEPT = "SELECT part, made_of, found FROM audited_parts ORDER BY part"


Quiet = tuple[Path, Path, Run]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Quiet:
    """A database of some sound pages, the file they are in, and what a second run over them tells."""
    out = tmp_path_factory.mktemp("quiet") / "out"
    chance = random.Random(1)
    bodies = []
    for name in BASES:
        of = base(name)
        made = [make_page(of, other, state=chance.randrange(3)) for other in of.others[:3]]
        bodies += [record(Written(one.url, START, one.body)) for one in made]
    warc = out.with_suffix(".warc.gz")
    warc.write_bytes(b"".join(gzip.compress(one, 1, mtime=0) for one in bodies))
    go(out, warc, 1)
    return out, warc, go(out, warc, 2)


@pytest.fixture
def quiet(loaded: Quiet, tmp_path: Path) -> Quiet:
    """The same, to be changed."""
    return Path(shutil.copytree(loaded[0], tmp_path / "out")), *loaded[1:]


def test_a_quiet_run_believes_what_is_kept_of_the_very_file(quiet: Quiet) -> None:
    out, warc, told = quiet
    before = (out / "peel.db").read_bytes()
    with State(out / "state.db") as state:
        kept = kept_of(state.db, hashlib.sha256(before).hexdigest())
        assert len(kept.parts) == 9 and kept.parts.keys() == kept.made_of.keys()
        assert module.look_again(Database(out / "peel.db"), state.db, kept, changed=False) is kept
        state.db.execute("UPDATE audited SET version = 'another'")
        assert kept_of(state.db, hashlib.sha256(before).hexdigest()) is module.NOTHING
    assert go(out, warc, 3) == told | {"run": "run-3", "drift": told["drift"] | {"baseline": "run-1"}}
    assert (out / "peel.db").read_bytes() == before


@pytest.mark.parametrize("sql", EDITS[1:5])
def test_a_row_changed_by_hand_is_found_by_the_next_run_and_by_check(quiet: Quiet, sql: str) -> None:
    out, warc, told = quiet
    with closing(sqlite3.connect(out / "peel.db")) as db:
        db.execute(sql, (2,))
        db.commit()
    found = [one for one in go(out, warc, 3)["problems"] if one not in told["problems"]]
    assert found
    checked = peel("check", "--db", out / "peel.db", cwd=out)
    assert all(one["code"] in checked.out and one["page"] in checked.out for one in found)
    # What was found stands in every run after it, though nothing of it is looked at again.
    assert [one for one in go(out, warc, 4)["problems"] if one not in told["problems"]] == found


def test_a_look_at_some_parts_reads_the_rows_of_no_other(quiet: Quiet) -> None:
    out, _, _ = quiet
    db = Database(out / "peel.db")
    where = part_of_pages(db)
    names = sorted(set(where.values()))[3:5]
    with excerpt(db, names, where) as some:
        pages = {row[0] for row in some.execute("SELECT id FROM pages")}
        assert pages == {page for page, name in where.items() if name in names}
        held = {row[0] for row in some.execute("SELECT 'assessment ' || id FROM assessments")}
        assert held == set(names)
        rows = some.execute("SELECT count(*), count(DISTINCT assessment) FROM findings").fetchone()
        assert 0 < rows[0] < db.table("findings").count and rows[1] <= 2


def test_nothing_is_kept_where_a_row_stands_with_another_assessment(quiet: Quiet) -> None:
    out, warc, _ = quiet
    with closing(sqlite3.connect(out / "peel.db")) as db:
        db.execute(EDITS[7], (1,))
        db.commit()
    for number in (3, 4):
        codes = {one["code"] for one in go(out, warc, number)["problems"]}
        assert "organisation_differs" in codes
        assert ask(out / "state.db", "SELECT count(*) FROM audited_parts") == [(0,)]
