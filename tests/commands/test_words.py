"""What a person reads on the terminal: verbs without one, near names, the commands to type next."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scraper.cli import cli
from scraper.commands.invoked import invoked
from scraper.commands.options import Word
from scraper.commands.progress import duration
from tests.support.warm import peel


def said(*words: str) -> subprocess.CompletedProcess[str]:
    return peel(*words, cwd=Path.cwd())


@pytest.mark.parametrize(("words", "group"), [((), cli), (("fixtures",), cli.commands["fixtures"])])
def test_a_group_alone_prints_its_verbs(words: tuple[str, ...], group: click.Group) -> None:
    done = said(*words)
    assert done.returncode == 2
    lines = [line.split() for line in done.stdout.splitlines()]
    assert {line[0] for line in lines if line} >= set(group.commands)
    assert "..." not in done.stdout.partition("Commands:")[2]
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("reprot",), "report"),
        (("fixtures", "lst"), "list"),
        (("run", "--organistion", "police/surrey"), "--organisation"),
        (("run", "--round", "2018", "--dry-run"), "2018-19"),
        (("run", "--organisation", "police/stafordshire", "--dry-run"), "police/staffordshire"),
        (("run", "--round", "x", "--dry-run"), "2016"),
    ],
)
def test_a_slip_is_one_line_with_what_was_meant(words: tuple[str, ...], meant: str) -> None:
    done = said(*words)
    assert done.returncode == 2
    assert meant in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words", [("changes", "--since", "\udcff"), ("show", "\udcff\udc80"), ("status", "--organisation", "kent\udcff")]
)
def test_bytes_that_are_no_text_are_refused_in_a_line(words: tuple[str, ...]) -> None:
    done = said(*words)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1) and "no UTF-8" in done.stderr, done.stderr


def test_what_was_typed_makes_no_endless_line() -> None:
    done = said("changes", "--since", "x" * 90_000)
    assert done.returncode == 2 and "--since takes a day" in done.stderr and len(done.stderr) < 2100


def test_what_a_locale_without_utf_8_leaves_of_a_word_is_read_as_it_was_typed() -> None:
    assert Word().convert("Ynys M\udcc3\udcb4n", None, None) == "Ynys Môn"


def test_the_next_commands_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "some where" / "bin"
    place.mkdir(parents=True)
    program = place / "peel"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "run"])
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    assert invoked() == "'some where/bin/peel'"
    monkeypatch.chdir(place)
    assert invoked() == "./peel"
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")
    assert invoked() == "peel"
    monkeypatch.setattr(sys, "argv", ["-c"])
    assert invoked() == "peel"


@pytest.mark.parametrize(("seconds", "told"), [(0.2, "0 s"), (119, "119 s"), (120, "2 min"), (9000, "2 h")])
def test_the_time_left_is_told_in_a_unit_that_fits(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def _examples() -> list[str]:
    def leaves(group: click.Group) -> list[click.Command]:
        made: list[click.Command] = []
        for one in group.commands.values():
            made += leaves(one) if isinstance(one, click.Group) else [one]
        return made

    return [str(verb.epilog).removeprefix("Example: ") for verb in (cli, *leaves(cli))]


@pytest.mark.parametrize("example", _examples())
def test_an_example_of_the_help_is_taken_as_it_is_written(example: str) -> None:
    assert "…" not in example
    for command in example.split(" && "):
        words = [word for word in shlex.split(command) if not word.startswith("PEEL_")]
        assert words[0] == "peel"
        verb: click.Command = cli
        rest = words[1:]
        while isinstance(verb, click.Group):
            verb, rest = verb.commands[rest[0]], rest[1:]
        with verb.make_context(verb.name, list(rest)) as context:
            assert isinstance(context, click.Context)
