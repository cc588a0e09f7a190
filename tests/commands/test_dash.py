"""A lone dash as a path: standard output where text is written, refused where it can be no file."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from scraper.cli import cli
from scraper.commands.options import Place
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
        assert words in {("report",), ("export",)}
        return
    with pytest.raises(click.BadParameter, match=r"- stands for no file or folder here; name one"):
        param.type.convert("-", param, context)


def test_a_file_of_that_name_can_be_meant(folder: Path) -> None:
    done = peel("report", "--db", "peel.db", "-o", "./-", cwd=folder)
    assert (done.code, done.out.strip()) == (0, str(folder / "-"))
    assert (folder / "-").read_text("utf-8").startswith("<!DOCTYPE html>")
    (folder / "-").unlink()
