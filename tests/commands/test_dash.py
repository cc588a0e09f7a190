"""A lone dash as a path: standard output where text is written, standard input where a page is read, else refused."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from scraper.cli import cli
from scraper.commands.options import Place
from scraper.commands.parse import _parse
from scraper.errors import UsageError
from scraper.settings import load_settings
from tests.runs.site import FORCES, peel, run_here, save


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dash")
    assert run_here(made, save(made / "site", forces=FORCES[:1])) == 0
    return made


def verbs(group: click.Group, words: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, verb in group.commands.items():
        found += verbs(verb, (*words, name)) if isinstance(verb, click.Group) else [((*words, name), verb)]
    return found


PLACES = [
    (words, one) for words, verb in verbs(cli) for one in verb.params if isinstance(one.type, click.Path)
]  # fmt: skip


def test_the_report_goes_to_standard_output_as_it_goes_to_a_file(folder: Path) -> None:
    done = peel("report", "--db", "peel.db", "-o", "-", cwd=folder, PYTHONIOENCODING="ascii")
    assert peel("report", "--db", "peel.db", "-o", "report.html", cwd=folder).code == 0
    assert (done.code, done.out) == (0, (folder / "report.html").read_text("utf-8"))
    assert not (folder / "-").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_can_not_go_there_is_a_line(folder: Path, form: str) -> None:
    done = peel("export", form, "-", "--db", "peel.db", cwd=folder)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert ("a workbook goes to a folder" in done.err) is (form == "xlsx")


@pytest.mark.parametrize(
    ("words", "param"), PLACES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else value.name
)
def test_every_other_path_refuses_it(words: tuple[str, ...], param: click.Parameter) -> None:
    assert isinstance(param.type, Place)
    context = click.Context(cli, info_name=" ".join(words))
    if param.type.allow_dash:
        assert words in {("report",), ("export",), ("parse",)}
        return
    with pytest.raises(click.BadParameter, match=r"- stands for no file or folder here; name one"):
        param.type.convert("-", param, context)


@pytest.fixture
def standard_input(tmp_path: Path) -> Iterator[Callable[[bytes], None]]:
    before = os.dup(0)

    def give(raw: bytes) -> None:
        (tmp_path / "given").write_bytes(raw)
        os.dup2(os.open(tmp_path / "given", os.O_RDONLY), 0)

    yield give
    os.dup2(before, 0)
    os.close(before)


def test_a_page_comes_from_standard_input_as_from_a_file(
    folder: Path, standard_input: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    page = next(folder.glob("site/**/*.html"))
    url = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/"
    told = []
    for raw in (page.read_bytes(), gzip.compress(page.read_bytes())):
        standard_input(raw)
        assert _parse([Path("-")], url, False) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1] and told[0]["page"]["url"] == url
    assert _parse([page], url, False) == 0
    assert json.loads(capsys.readouterr().out)["record"] == told[0]["record"]


def test_standard_input_that_holds_no_page_is_refused_by_name(
    standard_input: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    standard_input(b"")
    assert _parse([Path("-")], None, False) == 1
    assert capsys.readouterr().err.startswith("peel: standard input: empty: ")
    with pytest.raises(UsageError, match="only once"):
        _parse([Path("-"), Path("-")], None, False)


@pytest.mark.parametrize("name", ["PEEL_DB", "PEEL_ARCHIVE_DIR", "PEEL_CATALOGUE", "PEEL_CA_BUNDLE", "PEEL_CONFIG"])
def test_a_variable_that_names_a_file_refuses_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "-")
    with pytest.raises(UsageError, match=f"{name}.*- stands for no file or folder here"):
        load_settings()


def test_a_file_of_that_name_can_be_meant(folder: Path) -> None:
    done = peel("report", "--db", "peel.db", "-o", "./-", cwd=folder)
    assert (done.code, done.out.strip()) == (0, str(folder / "-"))
    assert (folder / "-").read_text("utf-8").startswith("<!DOCTYPE html>")
    (folder / "-").unlink()
