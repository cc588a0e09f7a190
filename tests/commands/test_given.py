"""What people give by mistake: nothing where a word is wanted, a name of bytes, a folder that is not there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scraper.cli import cli
from scraper.commands.progress import ProgressReporter
from tests.runs.site import FORCES, environment, save
from tests.support import warm

_UNSET_WHERE_EMPTY = {"contact", "on_finish"}
"""Options that mean the same when they are empty as when they are left out, as their variables do."""
_WORDS = {"table": "judgments", "target": "page.html"}
"""A word for an argument that stands before the one that is tried."""


def _tried(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Return a command line for each text that a verb takes, with nothing in its place."""
    for name, verb in group.commands.items():
        if isinstance(verb, click.Group):
            yield from _tried(verb, (*path, name))
            continue
        for given in verb.params:
            if given.type.name != "text" or given.name in _UNSET_WHERE_EMPTY:
                continue
            is_option = isinstance(given, click.Option)
            yield (*path, name, *([given.opts[-1]] if is_option else []), "", *_rest(verb, given))


def _rest(verb: click.Command, tried: click.Parameter) -> list[str]:
    return [
        _WORDS.get(str(given.name), "x")
        for given in verb.params
        if isinstance(given, click.Argument) and given.required and given is not tried
    ]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("given")
    save(folder / "site", forces=FORCES[:1])
    return folder


def peel(folder: Path, *words: str) -> tuple[int, str, str]:
    done = warm.peel(*words, cwd=folder, env=environment())
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("words", [*_tried(cli)], ids=" ".join)
def test_nothing_where_a_word_is_wanted_is_said_in_a_line(words: tuple[str, ...], place: Path) -> None:
    code, out, err = peel(place, *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1), err
    assert "empty" in err and not (place / "output").exists()


def test_every_verb_takes_a_database_whose_name_is_no_utf_8(place: Path) -> None:
    name, kept = os.fsdecode(b"caf\xe9 'x'.db"), ("--archive-dir", "archive")
    try:
        (place / name).touch()
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    (place / name).unlink()
    one = "police/staffordshire/2016"
    for words in (
        ("run", "site", *kept), ("run", "site", *kept), ("rebuild", *kept), ("status",), ("check", "--accept"), ("changes",),
        ("show", one), ("why", "judgments", f"{one}/efficiency"), ("export", "csv", "csv"), ("report",),
        ("archive", "check", *kept),
    ):  # fmt: skip
        code, out, err = peel(place, *words, "--db", name)
        assert (code, "Traceback" in err) == (0, False), (words, out, err)
    told = r"archive: 0 faults in 2 records; 1 places that caf.* 'x'\.db names were looked up\n"
    assert re.fullmatch(told, out), out


def test_generated_files_are_written_in_a_checkout_alone(tmp_path: Path) -> None:
    code, _, err = peel(tmp_path, "schema", "--write")
    assert code == 2 and "is no checkout of peel" in err and [*tmp_path.iterdir()] == []


def test_an_archive_or_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    for words in (("rebuild",), ("archive", "check")):
        code, _, err = peel(tmp_path, *words, "--archive-dir", "nowhere")
        assert code == 1 and "there is no archive at nowhere" in err and [*tmp_path.iterdir()] == []
    (tmp_path / "archive").mkdir()
    code, _, err = peel(tmp_path, "archive", "check", "--archive-dir", "archive", "--db", "nowhere.db")
    assert code == 1 and "there is no database at nowhere.db" in err
    (tmp_path / "file").touch()
    code, _, err = peel(tmp_path, "archive", "check", "--archive-dir", "file")
    assert code == 2 and "file is no folder; name that of the archive with --archive-dir" in err
    code, out, err = peel(tmp_path, "archive", "check", "--archive-dir", "archive")
    assert code == 1 and "none of its places are looked up" in out and "nothing to verify" in err


def test_a_folder_beside_which_grades_shall_be_laid_is_no_file(place: Path) -> None:
    code, _, err = peel(place, "reconcile", "site")
    assert code == 2 and "site is no file" in err


@pytest.mark.parametrize("words", [("parse",), ("run",), ("fixtures", "add", "--why", "x")], ids=" ".join)
def test_a_pipe_is_refused_since_its_first_bytes_come_only_once(words: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "fixtures").mkdir()
    code, out, err = peel(tmp_path, *words, "pipe")
    assert (code, out) == (2, "") and err.startswith("peel: pipe is a pipe, which can be read only once; save it as a ")
    assert len(err.splitlines()) == 1 and ("`peel parse -`" in err) is (words == ("parse",))
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    "address", ["page", "www.justiceinspectorates.gov.uk/hmicfrs/", "file:///page.html", "https://"]
)
@pytest.mark.parametrize("words", [("parse",), ("fixtures", "add")], ids=" ".join)
def test_what_is_no_address_of_a_page_is_refused(words: tuple[str, ...], address: str, place: Path) -> None:
    code, out, err = peel(place, *words, "site", "--url", address)
    assert (code, out, len(err.splitlines())) == (2, "", 1) and f"{address} is no address of a page: " in err


def test_a_folder_with_a_pipe_in_it_is_read(place: Path, tmp_path: Path) -> None:
    save(tmp_path / "site", forces=FORCES[:1])
    os.mkfifo(tmp_path / "site/pipe.html")
    code, out, _ = peel(tmp_path, "parse", "site")
    assert code == 0 and len(out.splitlines()) == 1


def test_of_how_many_is_told_where_more_are_to_come(capfd: pytest.CaptureFixture[str]) -> None:
    reporter = ProgressReporter("text", quiet=False, run_id="x")
    reporter.step("a", "loaded", 100, 100)
    reporter.step("b", "loaded", 200, 400)
    said = capfd.readouterr().err.splitlines()
    assert said[0] == "100 loaded: a" and said[1].startswith("200 of 400 (")
