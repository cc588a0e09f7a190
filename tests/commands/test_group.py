"""The group lists every verb, and a look at its help loads nothing that only a verb needs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scraper.cli import cli
from scraper.errors import ExitCode

HEAVY = {
    "bs4", "lxml", "sqlite_utils", "sqlite3", "warcio", "requests", "urllib3", "pydantic", "pydantic_settings", "rich",
    "datasette", "altair", "jinja2", "protego", "dask", "distributed", "pyarrow",
}  # fmt: skip
NOT_VERBS = {"__init__", "generated", "invoked", "options", "progress", "scope", "signals", "streams", "verbs"}
FILES = {path.stem for path in Path(sys.modules["scraper.cli"].__file__ or "").with_name("commands").glob("*.py")}


def loaded(*words: str) -> set[str]:
    """The packages that a command has loaded at its end."""
    script = (
        "import sys; from scraper.cli import cli\n"
        f"try: cli.main({list(words)!r}, standalone_mode=False)\n"
        "finally: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_every_file_of_the_verbs_is_in_the_group_and_every_verb_is_a_file() -> None:
    assert list(cli.commands) == sorted(FILES - NOT_VERBS)
    assert {name: verb.name for name, verb in cli.commands.items()} == dict(
        zip(cli.commands, cli.commands, strict=True)
    )
    assert cli.commands.get("rnu") is None


def test_every_verb_has_an_example_and_says_what_it_does() -> None:
    def leaves(group: click.Group) -> list[click.Command]:
        return [
            leaf for one in group.commands.values() for leaf in (leaves(one) if isinstance(one, click.Group) else [one])
        ]

    for verb in leaves(cli):
        assert verb.help and (verb.epilog or "").startswith("Example: "), verb.name


def test_help_names_the_exit_codes_of_what_ends_with_more_than_0_1_and_2() -> None:
    assert {int(code) for code in re.findall(r"\b(\d+) [a-z]", cli.help or "")} == {int(code) for code in ExitCode}
    for words in ("run", "parse", "check", "rebuild", "archive check", "reconcile"):
        verb = cli.commands[words.split()[0]]
        found = verb.commands["check"] if isinstance(verb, click.Group) else verb
        assert "exit code" in (found.help or ""), words


def test_help_of_the_group_loads_no_more_of_python_than_it_prints_with() -> None:
    found = loaded("--help")
    assert found & {"tomllib", "subprocess", "json", "dataclasses", "logging", "socket", "sqlite3", "pathlib"} == set()


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("fixtures", "--help"), ("archive", "check", "-h")])
def test_help_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    assert loaded(*words) & HEAVY == set()


def test_a_verb_loads_what_it_needs_and_no_more() -> None:
    found = loaded("settings")
    assert "pydantic_settings" in found
    assert found & {"bs4", "lxml", "sqlite_utils", "warcio", "requests"} == set()
