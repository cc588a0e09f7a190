"""The recipes of deploy/ and docs/scheduling.md, tried as far as a machine without root and network can."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

import click
import pytest

from scraper.cli import cli
from scraper.errors import ExitCode

from .site import PEEL, ROOT, Done, environment, save, swap

DEPLOY = ROOT / "deploy"
DOCS = (ROOT / "docs/scheduling.md").read_text("utf-8")
CUT = swap("<h2>Context</h2>.*", "")


def shell(script: str, cwd: Path, **env: str) -> Done:
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment(**env),
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder as the recipes expect it: the command below .venv, saved pages in `site` instead of the web."""
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/peel").symlink_to(PEEL)
    return tmp_path


def test_the_line_for_cron_is_silent_on_a_clean_day_and_speaks_on_a_bad_one(place: Path) -> None:
    line = next(line for line in (DEPLOY / "peel.cron").read_text().splitlines() if line.startswith("17 3 "))
    command, count = re.subn(r"peel run ", "peel run site ", line.split(None, 5)[5])
    assert count == 1
    save(place / "site", forces=["Kent"])
    clean = shell(command, place, DATA_DIR=str(place))
    assert (clean.code, clean.said) == (0, "")
    save(place / "site", "2018-01-01T00:00:00Z", forces=["Surrey"], change=CUT)
    bad = shell(command, place, DATA_DIR=str(place))
    assert "partial: 2 planned" in bad.out


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((DEPLOY / name).read_text())
    return parser


def test_the_service_can_write_nothing_but_its_state_directory() -> None:
    service = unit("peel.service")["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["StateDirectory"] == "peel" and service["WorkingDirectory"] == "/var/lib/peel"
    assert "ReadWritePaths" not in service
    assert service["CapabilityBoundingSet"] == "" and service["NoNewPrivileges"] == "yes"
    assert service["KillSignal"] == "SIGINT"
    assert service["SuccessExitStatus"] == str(int(ExitCode.LOCKED))


def test_the_service_starts_a_command_that_exists() -> None:
    program, verb, *options = unit("peel.service")["Service"]["ExecStart"].split()
    assert program.endswith("/peel")
    command = cli.commands[verb]
    with click.Context(command) as context:
        command.parse_args(context, options)


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    text = (DEPLOY / "peel.service").read_text().replace("/opt/peel/bin/peel", str(PEEL))
    (tmp_path / "peel.service").write_text(text)
    shutil.copy(DEPLOY / "peel.timer", tmp_path)
    assert unit("peel.timer")["Timer"]["Persistent"] == "yes"
    program = shutil.which("systemd-analyze")
    if program is not None:
        done = subprocess.run(
            [program, "verify", str(tmp_path / "peel.service"), str(tmp_path / "peel.timer")],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")


def step(name: str) -> str:
    """The script of a step of the workflow."""
    text = (DEPLOY / "github-actions.yml").read_text()
    found = re.search(rf"- name: {name}\n(?:        (?!run:).*\n)*        run: \|\n((?: {{10}}.*\n)+)", text)
    assert found, name
    return textwrap.dedent(found[1])


def test_the_workflow_keeps_the_code_and_shows_the_report(place: Path) -> None:
    save(place / "site", forces=["Kent"])
    save(place / "site", "2018-01-01T00:00:00Z", forces=["Surrey"], change=CUT)
    script = step("run").replace("peel run", "peel run site")
    files = {name: str(place / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    done = shell(script, place, **files)
    assert done.code == 0, done.said
    assert (place / "GITHUB_OUTPUT").read_text() == "code=4\n"
    assert (place / "GITHUB_STEP_SUMMARY").read_text().startswith("# partial: ")
    text = (DEPLOY / "github-actions.yml").read_text()
    assert "exit ${{ steps.run.outputs.code }}" in text and "\t" not in text
    exports = re.search(r"run: \.venv/bin/peel (export .*)", text)
    assert exports and shell(f".venv/bin/peel {exports[1]}", place).code == 0
    assert list((place / "data").iterdir())


def test_the_container_file_copies_what_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M) for word in line.split()[:-1]]
    assert {"schemas", "scraper", "pyproject.toml", "requirements.lock"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "USER peel" in text


def test_the_docs_name_every_recipe_and_every_exit_code() -> None:
    for path in DEPLOY.iterdir():
        assert f"deploy/{path.name}" in DOCS
    for code in ExitCode:
        assert re.search(rf"^\| {int(code)} \|", DOCS, re.M), code


def test_the_hooks_of_the_docs_run(place: Path) -> None:
    hooks = re.findall(r"--on-finish '([^']+)'", DOCS)
    assert hooks
    save(place / "site", forces=["Kent"], change=CUT)
    (place / "bin").mkdir()
    told = place / "bin/mail"
    told.write_text(f"#!/bin/sh\necho \"$@\" > '{place}/subject'; cat > '{place}/body'\n")
    told.chmod(0o755)
    for hook in hooks:
        path = os.pathsep.join([str(place / "bin"), str(PEEL.parent), os.environ["PATH"]])
        words = ["run", "site", "--quiet", "--on-finish", hook]
        done = subprocess.run(
            [str(PEEL), *words],
            cwd=place,
            env=environment(PATH=path),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "--on-finish" not in done.stderr
    assert "partial" in (place / "subject").read_text() or "failed" in (place / "subject").read_text()
