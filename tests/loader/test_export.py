"""Exports say the same as the database, and nothing in them runs."""

from __future__ import annotations

import csv
import datetime as dt
import gc
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from schemas.vocabulary import Pillar
from scraper.errors import UsageError
from scraper.loader.dataset import write_dataset
from scraper.loader.errors import DatabaseError
from scraper.loader.exports import EXPORTED, FORMATS, Format, export, export_one
from scraper.loader.exports.sources import SOURCES, Kind
from scraper.loader.exports.writers import safe_cell, typed
from scraper.loader.load import load
from scraper.loader.migrations import SCHEMA_VERSION
from scraper.places import NotWrittenError
from scraper.store.sqlite import Database
from tests.support.amount import amount
from tests.support.room import no_file_longer_than

from .graded import GOOD, WEAK, force_page
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
    span = (dt.date(2016, 9, 1), dt.date(2016, 10, 31))
    for round_id, grade in (("2015", GOOD), ("2017", WEAK)):
        page = force_page("police/northshire", round_id, {Pillar.EFFICIENCY: grade}, inspected=span)
        load(db, snapshot(page, "2018-01-01T00:00:00"), page)
    write_dataset(db, SCHEMA_VERSION)
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


# Who else reads the files is loaded where that is tested: of the processes that share the tests one comes to it.


def _validated(folder: Path) -> Any:
    from frictionless import Package

    return Package(str(folder / "datapackage.json")).validate()


def _workbook(folder: Path) -> Any:
    from openpyxl import load_workbook

    return load_workbook(folder / "peel.xlsx")


@pytest.mark.parametrize("form", amount(("csv",), FORMATS))
def test_frictionless_accepts_files_and_package(filled: Database, tmp_path: Path, form: Format) -> None:
    export(filled, tmp_path, form)
    report = _validated(tmp_path)
    assert report.valid, report.flatten(["title", "message"])[:5]


def test_files_of_an_earlier_export_that_stay_are_told(filled: Database, tmp_path: Path) -> None:
    said: list[str] = []
    export(filled, tmp_path, views=("grades", "findings"), tell=said.append)
    export(filled, tmp_path, views=("findings", "grades"), tell=said.append)
    assert said == []
    export(filled, tmp_path, views=("findings",), tell=said.append)
    export(filled, tmp_path, "jsonl", views=("findings",), tell=said.append)
    told = f"1 file of an earlier export stays in {tmp_path} as it was, and datapackage.json does not name it"
    assert said == [f"{told}: grades.csv", f"{told}: findings.csv"]
    for odd in ("", "[]", '{"resources": [1]}', '{"resources": [{"path": ["/etc/passwd"]}]}', "\x00"):
        (tmp_path / "datapackage.json").write_text(odd)
        export(filled, tmp_path, views=("findings",), tell=said.append)
    assert len(said) == 2


@pytest.mark.parametrize("form", amount(("parquet",), FORMATS))
def test_frictionless_accepts_what_is_made_of_one_page(db: Database, tmp_path: Path, form: Format) -> None:
    """One round has no step: the column has no value at all."""
    one = assessment_page()
    load(db, snapshot(one, "2017-03-02T10:00:00"), one)
    export(db, tmp_path, form)
    report = _validated(tmp_path)
    assert report.valid, report.flatten(["title", "message"])[:5]


@pytest.mark.parametrize("form", FORMATS)
def test_frictionless_accepts_the_day_at_which_an_undated_capture_stands(
    db: Database, tmp_path: Path, form: Format
) -> None:
    one = assessment_page()
    load(db, snapshot(one, None), one)
    (seen,) = db.execute("SELECT DISTINCT first_seen FROM judgment_history").fetchone()
    assert dt.date.fromisoformat(seen)
    export(db, tmp_path, form, views=("judgment_history",))
    report = _validated(tmp_path)
    assert report.valid, report.flatten(["title", "message"])[:5]


def test_frictionless_accepts_csv_with_a_byte_order_mark(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path, bom=True, views=("grades", "findings"))
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfassessment,")
    assert _validated(tmp_path).valid


@pytest.mark.parametrize("form", amount(("xlsx",), FORMATS))
def test_an_empty_database_makes_a_package_too(db: Database, tmp_path: Path, form: Format) -> None:
    export(db, tmp_path, form)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert "No capture is dated." in package["description"] and "`created`" not in package["description"]
    assert "created" not in package and "+undated." in package["version"]
    report = _validated(tmp_path)
    assert report.valid, report.flatten(["title", "message"])[:5]


@pytest.mark.parametrize("form", FORMATS)
def test_the_package_describes_every_file(filled: Database, tmp_path: Path, form: Format) -> None:
    out = tmp_path / "out"
    files = export(filled, out, form)
    assert sorted(files) == sorted(out.iterdir())
    described = json.loads((out / "datapackage.json").read_text())
    wanted = [name for name in EXPORTED if form != "xlsx" or not SOURCES[name].is_table]
    assert {one["name"]: one["stats"]["rows"] for one in described["resources"]} == {
        name.replace("_", "-"): filled.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in wanted
    }
    for one in described["resources"]:
        assert [field["name"] for field in one["schema"]["fields"]] == SOURCES[one["name"].replace("-", "_")].names
    types = {one["name"]: {f["name"]: f["type"] for f in one["schema"]["fields"]} for one in described["resources"]}
    assert types["grades-long"]["date"] == "date" and types["grades-long"]["step"] == "integer"
    assert types["judgment-history"]["first_seen"] == "datetime"


def test_the_package_says_of_which_day_it_is_and_under_what_licence(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert package["created"] == "2018-05-01T00:00:00Z" and "2018-05-01" in package["description"]
    assert package["version"].startswith(f"{SCHEMA_VERSION}.0.0+20180501.") and package["digest"].startswith("sha256:")
    assert package["licenses"][0]["name"] == "OGL-UK-3.0" and "HMICFRS" in package["attribution"]
    told = {row["key"]: row["value"] for row in rows_of(tmp_path / "dataset.csv")}
    assert told["licence"] == "Open Government Licence v3.0" and told["newest_capture"] == package["created"]
    assert told["assessments"] == "3" and told["graded_judgments"] == "7"
    page = force_page("police/northshire", "2016", {Pillar.EFFICIENCY: GOOD})
    load(filled, snapshot(page, "2018-01-01T00:00:00"), page)
    export(filled, tmp_path / "more")
    more = json.loads((tmp_path / "more/datapackage.json").read_text())
    assert more["version"] != package["version"] and more["digest"] != package["digest"]


def test_frictionless_refuses_a_package_whose_file_was_altered(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path, views=("judgments",))
    path = tmp_path / "judgments.csv"
    path.write_bytes(path.read_bytes().replace(b"graded", b"gradet"))
    assert not _validated(tmp_path).valid


def rows_in(db: Database, name: str, *, stored: bool = True) -> list[dict[str, Any]]:
    """The rows of a table or view as an export orders them; with `stored` days are text."""
    source = SOURCES[name]
    order = ", ".join(source.order)
    found = [dict(row) for row in db.query(f'SELECT * FROM "{name}" ORDER BY {order}')]
    if stored:
        return found
    return [{f.name: typed(row[f.name], f.kind) for f in source.fields} for row in found]


def test_jsonl_is_the_database(filled: Database, tmp_path: Path) -> None:
    export(filled, tmp_path, "jsonl")
    for name in EXPORTED:
        lines = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text().splitlines()]
        assert lines == rows_in(filled, name)


def test_parquet_is_the_database_with_real_days(filled: Database, tmp_path: Path) -> None:
    import pyarrow.parquet

    export(filled, tmp_path, "parquet")
    for name in EXPORTED:
        table = pyarrow.parquet.read_table(tmp_path / f"{name}.parquet")
        assert table.to_pylist() == rows_in(filled, name, stored=False)
        days = {field.name for field in SOURCES[name].fields if field.kind is Kind.DATE}
        assert all(table.schema.field(day).type == pyarrow.date32() for day in days)


def test_a_workbook_has_a_sheet_a_view_and_no_formula(filled: Database, tmp_path: Path) -> None:
    filled.execute("UPDATE organisations SET name = '=1+1' WHERE id = 'police/staffordshire'")
    export(filled, tmp_path, "xlsx")
    book = _workbook(tmp_path)
    assert book.sheetnames == [name for name in EXPORTED if not SOURCES[name].is_table]
    for sheet in book:
        source = SOURCES[sheet.title]
        assert sheet.freeze_panes == "A2"
        lines = [[cell.value for cell in row] for row in sheet]
        assert lines[0] == source.names
        assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
        wanted = [list(row.values()) for row in rows_in(filled, sheet.title, stored=False)]
        assert [[day_of(cell) for cell in line] for line in lines[1:]] == [list(map(day_of, line)) for line in wanted]
    assert book["grades"]["D2"].value in {"=1+1", "Northshire"}


def day_of(value: Any) -> Any:
    """A day or a moment in one form: a spreadsheet has no zone, and no day without an hour."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value


@pytest.mark.parametrize(("long", "held"), [("x" * 40000, "x" * 32766 + "…"), ("🚒" * 17000, "🚒" * 16383 + "…")])
def test_a_workbook_keeps_what_a_cell_can_not_hold(filled: Database, tmp_path: Path, long: str, held: str) -> None:
    filled.execute("UPDATE organisations SET name = ? WHERE id = 'police/northshire'", [long])
    filled.execute("UPDATE assessments SET inspected_to = '1066-10-14' WHERE id = 'police/northshire/2015'")
    export(filled, tmp_path, "xlsx")
    sheet = _workbook(tmp_path)["grades_long"]
    column = {cell.value: cell.column for cell in sheet[1]}
    found = [
        (sheet.cell(row, column["organisation_name"]).value, sheet.cell(row, column["date"]).value)
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, column["organisation"]).value == "police/northshire"
    ]
    assert found == [(held, "1066-10-14"), (held, dt.datetime(2016, 10, 31))]


@pytest.mark.parametrize("form", FORMATS)
def test_an_infinity_that_somebody_wrote_by_hand_is_exported_as_text(
    filled: Database, tmp_path: Path, form: Format
) -> None:
    """A workbook ended in a traceback, and JSON held what is none."""
    filled.execute("UPDATE key_facts SET value = 9e999 WHERE id LIKE '%/workforce/change/local'")
    export(filled, tmp_path, form)
    if form == "jsonl":
        lines = (tmp_path / "key_facts.jsonl").read_text().splitlines()
        assert "inf" in [json.loads(line, parse_constant=pytest.fail)["value"] for line in lines]
    if form == "xlsx":
        cells = [cell.value for sheet in _workbook(tmp_path) for row in sheet for cell in row]
        assert "inf" in cells


def test_pandas_reads_each_format_with_the_types_of_the_columns(filled: Database, tmp_path: Path) -> None:
    import pandas

    for form in FORMATS:
        export(filled, tmp_path / form, form)
    whole = pandas.read_parquet(tmp_path / "parquet/grades_long.parquet", dtype_backend="pyarrow")
    assert {name: str(whole[name].dtype) for name in ("grade_rank", "step", "date", "grade")} == {
        "grade_rank": "int64[pyarrow]", "step": "int64[pyarrow]", "date": "date32[day][pyarrow]", "grade": "string[pyarrow]",
    }  # fmt: skip
    moments = pandas.read_parquet(tmp_path / "parquet/judgment_history.parquet")
    assert str(moments["first_seen"].dtype) == "datetime64[us, UTC]"
    package = json.loads((tmp_path / "csv/datapackage.json").read_text())
    for one in package["resources"]:
        fields, name = one["schema"]["fields"], one["name"].replace("-", "_")
        days = [field["name"] for field in fields if field["type"] in ("date", "datetime")]
        types = {f["name"]: PANDAS[f["type"]] for f in fields if f["name"] not in days}
        read = [pandas.read_csv(tmp_path / "csv" / one["path"], dtype=types, parse_dates=days)]
        if one["stats"]["rows"]:  # a file without a line has no columns
            read.append(pandas.read_json(tmp_path / f"jsonl/{name}.jsonl", lines=True, dtype=types))
        for frame in read:
            assert len(frame) == one["stats"]["rows"]
            for day in days:
                moment = pandas.to_datetime(frame[day])
                assert moment.isna().all() or moment.dtype.kind == "M", (name, day)
    sheet = pandas.read_excel(tmp_path / "xlsx/peel.xlsx", sheet_name="grades_long")
    assert sheet["date"].dtype.kind == "M" and sheet["step"].dropna().tolist() == [-1]


PANDAS = {"string": "string", "integer": "Int64", "number": "Float64"}


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_one_view_goes_to_an_open_file_as_it_goes_to_a_folder(filled: Database, tmp_path: Path, form: Format) -> None:
    out = tmp_path / "out"
    export(filled, out, form, views=("grades_long",))
    assert sorted(path.name for path in out.iterdir()) == ["datapackage.json", f"grades_long.{form}"]
    with (tmp_path / "stream").open("wb") as file:
        count = export_one(filled, file, form, "grades_long")
    assert count == filled.execute("SELECT count(*) FROM grades_long").fetchone()[0]
    assert (tmp_path / "stream").read_bytes() == (out / f"grades_long.{form}").read_bytes()
    if form == "csv":
        assert _validated(out).valid


def test_what_can_not_be_exported_is_a_line(filled: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="grades_wide is no table or view; one is, "):
        export(filled, tmp_path, views=("grades_wide",))
    with (tmp_path / "x").open("wb") as file, pytest.raises(UsageError, match="a workbook goes to a folder"):
        export_one(filled, file, "xlsx", "grades")
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        export_one(filled, full, "csv", "grades")
    filled.execute("PRAGMA user_version = 3")
    with pytest.raises(DatabaseError, match=r"has schema 3, this needs schema .*; `peel run` brings it up"):
        export(filled, tmp_path)


@pytest.mark.parametrize("form", FORMATS)
def test_two_exports_are_the_same_bytes(filled: Database, tmp_path: Path, form: Format) -> None:
    for name in ("one", "two"):
        export(filled, tmp_path / name, form)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize(("form", "module"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_format_whose_library_is_not_there_is_a_line(
    filled: Database, tmp_path: Path, form: Format, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=re.escape(f"pipx install --force '.[{form}]'")):
        export(filled, tmp_path, form)


def test_a_file_in_the_place_of_the_folder_is_wrong_usage(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is no folder"):
        export(filled, tmp_path / "file")


def test_a_folder_that_can_not_be_written_is_a_line_and_exit_1(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotWrittenError, match="Not a directory") as caught:
        export(filled, tmp_path / "file" / "folder")
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("room", ["none", "nearly enough"])
def test_a_full_disk_is_a_line_with_the_cause_and_exit_1(
    filled: Database, form: Format, room: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    export(filled, out, form)
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    longest = max(len(text) for text in before.values())
    filled.execute(
        "UPDATE organisations SET slug = 'north' WHERE id = 'police/northshire'"
    )  # the first file is another
    with (
        no_file_longer_than(longest - 1 if room == "nearly enough" else 0),
        pytest.raises(NotWrittenError, match=r"File too large.*ulimit") as caught,
    ):
        export(filled, out, form)
    gc.collect()
    assert caught.value.exit_code == 1
    assert capfd.readouterr() == ("", "")
    assert {one.name: one.read_bytes() for one in out.iterdir()} == before
