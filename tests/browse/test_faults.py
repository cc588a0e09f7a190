"""What a page answers that stumbles: damage in the file is told with what to do about it, and so is a runs' database that can't be read."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from scraper.browse.serve import application

STAFFORDSHIRE = "/organisation/police/staffordshire"


@pytest.fixture
def asked(database: Path, tmp_path: Path) -> Callable[..., Any]:
    """Serves a copy that was changed by hand, and asks it for a path."""

    def ask(path: str, sql: str = "", state: bytes | None = None) -> Any:
        copied = Path(shutil.copy(database, tmp_path / "peel.db"))
        with closing(sqlite3.connect(copied)) as conn:
            conn.executescript(f"PRAGMA foreign_keys = off; PRAGMA ignore_check_constraints = on; {sql}")
        if state is not None:
            (tmp_path / "state.db").write_bytes(state)
        with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop of its own running in the tests' thread
            return apart.submit(lambda: asyncio.run(application(copied).client.get(path))).result()

    return ask


@pytest.mark.parametrize(
    ("sql", "path", "words"),
    [
        ("UPDATE changes SET seen_at = ''", "/", "changes with an odd seen_at"),
        ("UPDATE judgments SET grade = ''", f"{STAFFORDSHIRE}?x=1", "judgments with an odd grade"),
        ("DROP TABLE recommendations", STAFFORDSHIRE, "lacks the table recommendations"),
        ("DROP TABLE observations", "/answer/search.csv?q=force", "lacks the table observations"),
    ],
)
def test_rows_that_no_run_has_left_so_are_told_as_damage(
    sql: str, path: str, words: str, asked: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(path, sql)
    said = capsys.readouterr().err
    assert answer.status_code == 500 and words in answer.text and "peel rebuild" in answer.text
    (told,) = said.splitlines()
    assert told.startswith("peel: ") and words in told


@pytest.mark.parametrize("path", ["/peel/{}/x", "/peel/{}/x.json", "/peel/{}/%28"])
@pytest.mark.parametrize("table", ["witnesses", "judgment_states", "kept_values"])
def test_a_row_of_which_half_the_key_is_given_is_not_there(
    path: str, table: str, asked: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert (asked(path.format(table)).status_code, capsys.readouterr().err) == (404, "")


@pytest.mark.parametrize("path", ["/-/static/app.css/x", "/-/static/x", "/-/static/app.css/x/y.css"])
def test_nothing_stands_below_a_file(path: str, asked: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert (asked(path).status_code, capsys.readouterr().err) == (404, "")


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@pytest.mark.parametrize(
    ("form", "question"),
    [
        *product(("", ".json", ".csv"), ("_where=*", "_sort=nope", "_col=nope")),
        *product(("", ".json"), ("_facet=", "_facet=nope", "_facet_array=")),
    ],
)
def test_a_question_that_the_table_cannot_answer_is_told_where_it_was_asked(
    form: str, question: str, asked: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert (asked(f"/peel/sections{form}?{question}").status_code, capsys.readouterr().err) == (400, "")


def test_a_runs_database_that_is_damaged_is_told_on_the_start_page(asked: Callable[..., Any]) -> None:
    answer = asked("/", state=b"x" * 5000)
    assert answer.status_code == 200 and "state.db cannot be read (file is not a database)" in answer.text
