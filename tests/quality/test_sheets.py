"""Tables of grades as spreadsheets save them: the same cells from every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.quality.reconcile import read_cells

ROWS = [
    ["organisation", "round", "pillar", "grade"],
    ["police/surrey", "2016", "effectiveness", "Requires improvement"],
    ["police/kent", "2016", "efficiency", "Good"],
]
FORMS = {
    "commas": ("csv", ",", "utf-8", ""),
    "semicolons": ("csv", ";", "utf-8", ""),
    "semicolons, with a mark": ("csv", ";", "utf-8-sig", ""),
    "Windows": ("csv", ";", "cp1252", ""),
    "Unicode text": ("txt", "\t", "utf-16", ""),
    "tabs": ("tsv", "\t", "utf-8", ""),
    "tabs under another name": ("csv", "\t", "utf-16", ""),
    "bars": ("csv", "|", "utf-8", ""),
    "a line that names the delimiter": ("csv", ";", "utf-8-sig", "sep=;\r\n"),
    "a note of Köln": ("csv", ";", "cp1252", ""),
}


def written(folder: Path, form: str, rows: list[list[str]], end: str = "\r\n") -> Path:
    suffix, delimiter, coded, before = FORMS[form]
    more = [*rows[0], "note"] if "note" in form else rows[0]
    lines = [delimiter.join(row) for row in ([more, *([*row, "Köln"] for row in rows[1:])] if "note" in form else rows)]
    path = folder / f"grades.{suffix}"
    path.write_bytes((before + end.join(lines) + end).encode(coded))
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_form_gives_the_same_cells(form: str, end: str, tmp_path: Path) -> None:
    found = read_cells(written(tmp_path, form, ROWS, end))
    assert [(c.organisation, c.round, c.key, c.grade) for c in found] == [
        ("police/surrey", "2016", "effectiveness", "requires_improvement"),
        ("police/kent", "2016", "efficiency", "good"),
    ]


def test_quoted_cells_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        '"organisation";"round";"pillar";"grade";"a, b, c, d, e"\n\n"police/kent";"2016";"efficiency";"Good"\n;;;\n'
    )
    assert [c.grade for c in read_cells(path)] == ["good"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "lacks the column organisation"),
        (b"organisation;round;pillar;grade\n", "has no rows"),
        (b"organisation;round;grade\npolice/kent;2016;Good\n", "pillar or question"),
        (b"organisation;round;pillar;grade\npolice/kent;2016;efficiency;Splendid\n", "line 2"),
        (b'organisation;round;pillar;grade\n"police/kent;2016', "can't be read as a table"),
        (b"\xff\xfeo", "can't be read as a table"),
        (b"\x81\x8d", "can't be read as a table"),
    ],
)
def test_what_is_no_such_table_is_a_line(raw: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    with pytest.raises(UsageError) as caught:
        read_cells(path)
    assert says in caught.value.message and str(path) in caught.value.message
