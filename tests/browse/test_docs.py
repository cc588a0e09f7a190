from __future__ import annotations

import re
import shlex

import click

from scraper.browse.queries import QUESTIONS
from scraper.cli import cli

from .chromium import ROOT

DOC = (ROOT / "docs" / "browsing.md").read_text("utf-8")
_SMALL = 150 * 1024


def test_every_command_of_the_page_is_one_that_peel_takes() -> None:
    commands = [shlex.split(line)[1:] for line in re.findall(r"^\$ (peel .*)$", DOC, re.MULTILINE)]
    assert {command[0] for command in commands} == {"browse", "report", "show", "status"}
    for name, *arguments in commands:
        given = arguments[: arguments.index(">")] if ">" in arguments else arguments
        verb = cli.commands[name]
        with verb.make_context(name, list(given)) as context:
            assert isinstance(context, click.Context)


def test_the_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"\]\((images/[a-z]+\.png)\)", DOC)
    assert len(pictures) == 2
    for picture in pictures:
        assert 10_000 < (ROOT / "docs" / picture).stat().st_size < _SMALL


def test_the_number_of_questions_is_the_one_told() -> None:
    assert len(QUESTIONS) == 13
    assert "thirteen questions" in DOC
