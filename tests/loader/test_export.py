"""Exports say the same as the database, and nothing in them runs."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest
from frictionless import Package
from sqlite_utils import Database

from schemas.vocabulary import Pillar
from scraper.errors import UsageError
from scraper.loader.export import EXPORTED, Format, export, safe_cell
from scraper.loader.load import load
from scraper.loader.tables import SPECS

from .pages import assessment_page, before_grading, letter_page, other_reports_page, pillar_page, snapshot

HOSTILE = [
    '=HYPERLINK("http://example.org")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "'=1",
    "''",
    "'",
    "  =1+1",
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "=1;2",
    "@",
    "-",
    "+",
    "=",
    "＝",
    '="a"',
    "=A1,B1",
    "=“x”",
    "\n=1",
    "- a dash",
    "+44 20",
    "@name",
    "=IMPORTXML(1)",
]
PUBLISHED = [text.strip() for text in HOSTILE if text.strip()]


@pytest.fixture
def filled(db: Database) -> Database:
    made = [
        (assessment_page(findings={Pillar.EFFECTIVENESS: PUBLISHED}), "2017-03-02T10:00:00"),
        (before_grading(), "2016-12-01T00:00:00"),
        (pillar_page(), "2017-03-02T10:00:00"),
        (other_reports_page(), None),
        (letter_page(), "2018-05-01T00:00:00"),
    ]
    for one, time in made:
        load(db, snapshot(one, time), one)
    return db


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(cell: str) -> str:
    """Return the published text of a cell, as docs/database.md tells readers of the files to."""
    return cell.removeprefix("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_f58_a_cell_that_would_run_is_made_safe_and_comes_back(text: str) -> None:
    cell = safe_cell(text)
    assert cell[0] not in "=+-@\t\r\n＝＋－＠ "
    assert published(cell) == text


def test_f58_csv_gives_every_text_back_and_numbers_stay_numbers(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path)
    texts = {published(row["text"]) for row in rows_of(tmp_path / "findings.csv")}
    assert set(PUBLISHED) <= texts
    assert not any(row["text"][0] in "=+-@＝＋－＠" for row in rows_of(tmp_path / "findings.csv"))
    values = {row["id"]: row["value"] for row in rows_of(tmp_path / "key_facts.csv")}
    assert values["police/staffordshire/2016/key-facts/workforce/change/local"] == "-9"
    raw = tmp_path / "raw"
    export(filled, raw, raw=True)
    assert set(PUBLISHED) <= {row["text"] for row in rows_of(raw / "findings.csv")}


def test_frictionless_accepts_files_and_package(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])[:5]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_package_describes_every_file(filled: Database, tmp_path: Path, form: Format) -> None:
    export(filled, tmp_path, form)
    assert Package.validate_descriptor(str(tmp_path / "datapackage.json")).valid
    described = json.loads((tmp_path / "datapackage.json").read_text())
    assert {one["name"]: one["stats"]["rows"] for one in described["resources"]} == {
        name.replace("_", "-"): filled.table(name).count for name in EXPORTED
    }


def test_frictionless_refuses_a_package_whose_file_was_altered(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path)
    path = tmp_path / "judgments.csv"
    path.write_bytes(path.read_bytes().replace(b"graded", b"gradet"))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_jsonl_is_the_database(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path, "jsonl")
    for name in EXPORTED:
        lines = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text().splitlines()]
        order = ", ".join(SPECS[name].table.key)
        assert lines == [dict(row) for row in filled.query(f'SELECT * FROM "{name}" ORDER BY {order}')]


def test_parquet_is_the_database(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path, "parquet")
    for name in EXPORTED:
        table = pyarrow.parquet.read_table(tmp_path / f"{name}.parquet")
        order = ", ".join(SPECS[name].table.key)
        assert table.to_pylist() == [dict(row) for row in filled.query(f'SELECT * FROM "{name}" ORDER BY {order}')]


def test_two_exports_are_the_same_bytes(filled: Database, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export(filled, tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_parquet_without_pyarrow_is_a_line(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from sqlite_utils import Database\n"
        "from pathlib import Path\n"
        "from scraper.errors import UsageError\n"
        "from scraper.loader.export import export\n"
        "try: export(Database(memory=True), Path(sys.argv[1]), 'parquet')\n"
        "except UsageError as error: print(error.message)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "pipx install --force '.[parquet]'" in done.stdout


def test_a_folder_that_can_not_be_written_is_a_line(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="can not be written"):
        export(filled, tmp_path / "file")
