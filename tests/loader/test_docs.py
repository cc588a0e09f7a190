"""The docs say what the database says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scraper.loader.dictionary import data_dictionary
from scraper.loader.tables import SPECS
from scraper.loader.views import VIEWS
from scraper.store.sqlite import Database

from .compare import check_sound
from .sample import answer, fill_for_questions

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "database.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```\n\n```text\n(.*?)\n```", TEXT, re.DOTALL)


def test_every_query_has_its_answer() -> None:
    assert len(QUERIES) == TEXT.count("```sql") >= 15
    assert re.findall(r"^\*\*(\d+)\. ", TEXT, re.MULTILINE) == [str(number) for number in range(1, 13)]


@pytest.fixture
def sample(db: Database) -> Database:
    fill_for_questions(db)
    return db


def test_every_query_gives_the_answer_that_is_printed(sample: Database) -> None:
    for sql, printed in QUERIES:
        assert answer(sample, sql) == printed
        assert len(printed.splitlines()) > 1


def test_a_public_table_whose_columns_are_text_gives_the_same_share(sample: Database) -> None:
    """So does `.import` of sqlite3 make it; of whole numbers as text SQLite gave the quotient without its remainder."""
    ((sql, printed),) = [one for one in QUERIES if "home_office_workforce" in one[0]]
    for table, column in (("home_office_workforce", "officers_fte"), ("ons_population", "people")):
        names = [each.name for each in sample.table(table).columns]
        cells = ", ".join(
            f"CAST(CAST({n} AS INTEGER) AS TEXT) AS {n}" if n == column else f"{n} || '' AS {n}" for n in names
        )
        sample.execute(f"CREATE TABLE made AS SELECT {cells} FROM {table}")
        sample.execute(f"DROP TABLE {table}")
        sample.execute(f"ALTER TABLE made RENAME TO {table}")
    shares = [line.rpartition(" | ")[2] for line in printed.splitlines()]
    assert [line.rpartition(" | ")[2] for line in answer(sample, sql).splitlines()] == shares


def test_the_questions_in_pandas_have_the_answers_of_the_queries(sample: Database, tmp_path: Path) -> None:
    sample.execute("VACUUM INTO ?", [str(tmp_path / "peel.db")])
    (code,) = re.findall(r"```python\n(import sqlite3\n\nimport pandas.*?)```", TEXT, re.DOTALL)
    found: dict[str, Any] = {}
    exec(code.replace("output/peel.db", str(tmp_path / "peel.db")), found)
    trend, moved, spread = ([line.split(" | ") for line in printed.splitlines()[1:]] for _, printed in QUERIES[:3])
    got = {(kind, round_id, topic): tuple(row) for (kind, topic, round_id), row in found["trend"].T.items()}
    assert got == {(kind, r, topic): (int(n), int(good), float(share)) for kind, r, topic, n, good, share in trend}
    assert [int(step) for step in found["moved"].step] == [int(row[-1]) for row in moved]
    assert {(*key, str(count)) for key, count in found["spread"].items()} == set(map(tuple, spread))
    found["db"].close()


def test_the_sample_is_sound(sample: Database) -> None:
    check_sound(sample)


def test_every_table_and_view_is_described() -> None:
    for name in [*(n for n, spec in SPECS.items() if spec.table.data), *(view.name for view in VIEWS)]:
        assert name == "_column_doc" or f"| `{name}` |" in TEXT, name


def test_the_dictionary_is_what_the_models_say() -> None:
    assert (DOCS / "data-dictionary.md").read_text(encoding="utf-8") == data_dictionary()


def test_views_have_the_columns_they_document(db: Database) -> None:
    for view in VIEWS:
        names = [column[0] for column in db.execute(f"SELECT * FROM {view.name}").description]
        assert names == list(view.columns)
