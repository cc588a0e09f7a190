"""The recipes of deploy/ and docs/scheduling.md, tried as far as a machine without root and network can."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

import click
import pytest

from scraper.cli import cli
from scraper.errors import ExitCode
from tests.support.warm import stand_in

from .nights import to_grade
from .site import PEEL, ROOT, Done, environment, peel, save, swap

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
    stand_in(tmp_path / ".venv/bin/peel")
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
    assert bad.out.startswith("partial: ") and "2 planned" in bad.out
    shutil.rmtree(place / "site")
    save(place / "site", "2019-01-01T00:00:00Z", forces=["Kent"], change=to_grade("inadequate"))
    changed = shell(command, place, DATA_DIR=str(place))
    assert changed.out.startswith("clean: ") and "1 grade changed" in changed.out
    again = shell(command, place, DATA_DIR=str(place))
    assert (again.code, again.said) == (0, "")


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((DEPLOY / name).read_text())
    return parser


JOURNAL = """#!/bin/sh
case "$1" in _SYSTEMD_UNIT=peel.service) ;; *) cat said; echo "peel.service: Failed with result 'exit-code'."; exit;; esac
tail -n 1 said
"""


def test_the_mail_of_a_run_that_failed_has_the_verdict_as_its_subject(place: Path) -> None:
    """systemd writes a line of its own behind the run's, which `journalctl -u` gives too."""
    command = (
        unit("peel-failed.service")["Service"]["ExecStart"].removeprefix("/bin/sh -c ").strip("'").replace("$$", "$")
    )
    for name, script in (("journalctl", JOURNAL), ("mail", '#!/bin/sh\nprintf "%s\\n" "$2" "$3"\ncat\n')):
        (place / name).write_text(script)
        (place / name).chmod(0o755)
    save(place / "site", forces=["Kent"], change=CUT)
    run = shell(".venv/bin/peel run site --log-format json 2> said", place)
    here = {"PATH": f"{place}:{os.environ['PATH']}", "PEEL_MAIL_TO": "you@example.org"}
    subject, to, *rest = shell(command, place, **here).out.splitlines()
    assert run.code == 1 and subject.startswith("peel: failed, nothing loaded: ") and not subject.endswith("}")
    assert to == "you@example.org" and rest[-1].startswith("peel.service: ")
    (place / "said").write_text("peel: no contact is set\n")
    assert shell(command, place, **here).out.splitlines()[0] == "peel: peel: no contact is set"


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
    for name in ("peel.timer", "peel-failed.service"):
        shutil.copy(DEPLOY / name, tmp_path)
    assert unit("peel.service")["Unit"]["OnFailure"] == "peel-failed.service"
    assert unit("peel.timer")["Timer"]["Persistent"] == "yes"
    program = shutil.which("systemd-analyze")
    if program is not None:
        done = subprocess.run(
            [program, "verify", *(str(tmp_path / name) for name in ("peel.service", "peel.timer", "peel-failed.service"))],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")


def step(name: str) -> str:
    """The script of a step of the workflow."""
    text = (DEPLOY / "github-actions.yml").read_text()
    found = re.search(rf"- name: {name}\n(?:        (?!run:).*\n)*        run: \|\n((?: {{10}}.*\n)+)", text)
    assert found, name
    return textwrap.dedent(found[1])


FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")


def test_the_workflow_keeps_the_code_and_shows_the_report(place: Path) -> None:
    save(place / "site", forces=["Kent"])
    save(place / "site", "2018-01-01T00:00:00Z", forces=["Surrey"], change=CUT)
    script = step("run").replace("peel run", "peel run site")
    files = {name: str(place / name) for name in FILES}
    done = shell(script, place, **files)
    assert done.code == 0, done.said
    assert (place / "GITHUB_OUTPUT").read_text() == "code=4\n"
    assert (place / "GITHUB_STEP_SUMMARY").read_text().startswith("# partial: ")
    text = (DEPLOY / "github-actions.yml").read_text()
    assert "exit ${{ steps.run.outputs.code || 1 }}" in text and "\t" not in text
    exports = re.search(r"run: \.venv/bin/peel (export .*)", text)
    assert exports and shell(f".venv/bin/peel {exports[1]}", place).code == 0
    assert list((place / "data").iterdir())


def test_the_workflow_keeps_the_record_whatever_the_code() -> None:
    text = (DEPLOY / "github-actions.yml").read_text()
    kept = text[text.index("- name: keep the record") : text.index("- name: keep the report")]
    assert kept.count("if: always()") == 2
    assert {"output/peel.db", "output/state.db", "output/archive"} <= set(kept.split())
    assert "actions/cache/save" in kept and "uses: actions/cache@" not in text


def gh(place: Path, artifact: Path | None) -> Path:
    """A stand-in for GitHub's command: it knows one artifact, or none, and writes down the issues that are made."""
    path = place / "bin/gh"
    path.parent.mkdir(exist_ok=True)
    there = f"case $2 in */zip) cat {artifact};; *) echo 7;; esac" if artifact else "true"
    path.write_text(
        f'#!/bin/sh\nif [ "$1" = api ]; then {there}; else echo "$@" > {place}/issue; cat changed.md >> {place}/issue; fi\n'
    )
    path.chmod(0o755)
    return path.parent


@pytest.mark.parametrize(
    ("what", "lost"),
    [
        ("no run before", "no"),
        ("the record", "no"),
        ("no record", "yes"),
        ("half a record", "yes"),
        ("the cache alone", "no"),
    ],
)
def test_the_workflow_begins_with_the_newest_record_and_tells_a_lost_one(what: str, lost: str, place: Path) -> None:
    record = place / "made"
    for name in ("peel.db", "state.db", "archive/a.warc.gz"):
        (record / name).parent.mkdir(parents=True, exist_ok=True)
        (record / name).write_text(what)
    if what == "half a record":
        (record / "state.db").unlink()
    if what == "the cache alone":
        shutil.copytree(record, place / "output")
    if what != "no run before":
        (place / "data").mkdir()
        (place / "data/datapackage.json").touch()
    zipped = Path(shutil.make_archive(str(place / "zipped"), "zip", record)) if "record" in what else None
    path = os.pathsep.join([str(gh(place, None if what == "no record" else zipped)), os.environ["PATH"]])
    files = {name: str(place / name) for name in FILES}
    done = shell(step("restore"), place, PATH=path, GITHUB_REPOSITORY="a/b", **files)
    assert done.code == 0, done.said
    assert (place / "GITHUB_OUTPUT").read_text() == f"lost={lost}\n"
    assert (place / "output/archive/a.warc.gz").exists() == (what not in {"no run before", "no record"})
    end = step("end with peel's own exit code, red where history was lost")
    end = end.replace("${{ steps.restore.outputs.lost }}", lost).replace("${{ steps.run.outputs.code || 1 }}", "0")
    assert shell(end, place).code == (1 if lost == "yes" else 0)


def test_the_workflow_makes_an_issue_of_a_changed_grade_and_of_nothing_else(place: Path) -> None:
    path = os.pathsep.join([str(gh(place, None)), str(Path(sys.executable).parent), os.environ["PATH"]])
    tell = step("tell of a changed grade")
    assert shell(tell, place, PATH=path).code == 0 and not (place / "issue").exists()
    run = step("run").replace("peel run", "peel run site")
    files = {name: str(place / name) for name in FILES}
    for year, change in ((2018, lambda text: text), (2019, to_grade("inadequate"))):
        save(place / "site" / str(year), f"{year}-01-01T00:00:00Z", forces=["Kent"], change=change)
        assert shell(run, place, **files).code == 0
        assert shell(tell, place, PATH=path).code == 0
        assert (place / "issue").exists() == (year == 2019)
    assert "police/kent/2016/efficiency: good → inadequate" in (place / "issue").read_text()


def test_the_container_file_copies_what_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M) for word in line.split()[:-1]]
    assert {"schemas", "scraper", "pyproject.toml", "requirements.lock"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "USER peel" in text


def test_the_steps_of_the_container_file_make_a_command_that_runs(tmp_path: Path) -> None:
    """Run them in a clean folder; dependencies come from here instead of from a registry, and no user is made."""
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    src, opt, data = tmp_path / "src", tmp_path / "opt", tmp_path / "data"
    src.mkdir()
    for words in (line.split() for line in lines):
        if words[:1] == ["COPY"] and not words[1].startswith("--from"):
            for name in words[1:-1]:
                target = src / words[-1] / ("" if (ROOT / name).is_dir() else name)
                copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
                copy(ROOT / name, target, **({"dirs_exist_ok": True} if (ROOT / name).is_dir() else {}))
    steps = [part.strip() for line in lines if line.startswith("RUN ") for part in line[4:].split("&&")]
    pip = f"{opt}/bin/python -m pip"  # from here, as its dependencies: to unpack one takes longest of all
    made = [part.replace("/opt/peel/bin/pip", pip).replace("/opt/peel", str(opt)) for part in steps]
    for part in (part.replace("/data", str(data)) for part in made):
        if "-r requirements.lock" in part:
            folder = next((opt / "lib").glob("python3*")) / "site-packages"
            (folder / "here.pth").write_text(sysconfig.get_path("purelib"))
        elif not part.startswith(("useradd", "chown")):
            done = shell(re.sub("^python -m venv", f"{sys.executable} -m venv --without-pip", part), src)
            assert done.code == 0, done.said
    save(data / "site", forces=["Kent"])
    (entry,) = (json.loads(line.removeprefix("ENTRYPOINT ")) for line in lines if line.startswith("ENTRYPOINT "))
    (verb,) = (json.loads(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD "))
    words = [entry[0].replace("/opt/peel", str(opt)), *verb, "site"]
    ran = subprocess.run(
        words, cwd=data, env=environment(PYTHONPATH=""), capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert (data / "output/peel.db").exists()


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
        path = os.pathsep.join([str(place / "bin"), str(place / ".venv/bin"), str(PEEL.parent), os.environ["PATH"]])
        done = peel("run", "site", "--quiet", "--on-finish", hook, cwd=place, PATH=path)
        assert "--on-finish" not in done.err
    assert "partial" in (place / "subject").read_text() or "failed" in (place / "subject").read_text()
