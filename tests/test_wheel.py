"""The wheel: what a user needs and nothing else, installed into an empty folder and used from another one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.cli import cli

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "fixtures/assessment/staffordshire-2016/page.html"
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/"
PUBLISHED = "organisation,round,pillar,grade\npolice/staffordshire,2016,efficiency,good\n"
VERBS: tuple[tuple[str, ...], ...] = (
    ("parse", "page.html", "--url", URL), ("run", "page.html"), ("status",), ("check",), ("export", "csv", "out"), ("schema",), ("changes",), ("report",),
    ("why", "judgments", "police/staffordshire/2016/effectiveness"), ("show", "police/staffordshire/2016"), ("settings",),
    ("archive", "check"), ("rebuild",), ("reconcile", "published.csv"), ("reconcile",),
    ("browse", "--metadata"), ("fixtures", "check"),
)  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it is built from a copy of what git would give, without what tests and tools leave there."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("scraper", "schemas", "reference", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*command, "--target", str(target), str(wheel)], check=True, capture_output=True)
    return target


_EACH = """
import gc, importlib, json, os, pkgutil, sys
from pathlib import Path
import schemas, scraper
for it in (scraper, schemas): assert Path(sys.argv[1]) in Path(it.__file__).parents, it.__file__
for module in pkgutil.walk_packages(scraper.__path__, "scraper."):
    if not module.name.startswith("scraper.engine"): importlib.import_module(module.name)
from scraper.cli import main
gc.freeze()
codes = []
for number, words in enumerate(json.loads(sys.argv[2])):
    child = os.fork()
    if child == 0:
        for stream in (1, 2): os.dup2(os.open(f"{sys.argv[3]}/{number}.{stream}", os.O_CREAT | os.O_WRONLY), stream)
        sys.argv[1:] = words
        try: main()
        except SystemExit as end: code = end.code or 0
        sys.stdout.flush()
        os._exit(code)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(codes))
"""
"""Runs commands one after the other, each in a process forked from one that has loaded the installed packages."""


def each(installed: Path, folder: Path, said: Path) -> Iterator[tuple[int, str, str]]:
    """Run the installed command with each of the words in a folder: exit code, standard output and error of each."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PEEL_")}
    command = [sys.executable, "-P", "-c", _EACH, str(installed), json.dumps(VERBS), str(said)]
    environment["PYTHONPATH"] = str(installed)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for number, code in enumerate(json.loads(done.stdout)):
        yield code, *((said / f"{number}.{stream}").read_text("utf-8") for stream in (1, 2))


def test_the_wheel_holds_the_two_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name.startswith("peel_hmicfrs-")
    own = [name for name in names if ".dist-info/" not in name]
    assert {name.split("/")[0] for name in own} == {"scraper", "schemas"}
    assert not [name for name in own if "test" in name or "__pycache__" in name]
    assert {Path(name).suffix for name in own} == {".py", ".json", ".css", ".js", ".html", ".typed", ".csv"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    (entry,) = (name for name in names if name.endswith("entry_points.txt"))
    assert "peel = scraper.entry:main" in zipfile.ZipFile(wheel).read(entry).decode()


def test_every_verb_says_its_help_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from scraper.cli import cli\n"
        "for verb in cli.commands:\n"
        "    done = CliRunner().invoke(cli, [verb, '--help']); print(verb, done.exit_code, f'Usage: cli {verb} ' in done.output)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-P", "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"{verb} 0 True" for verb in cli.commands]
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_read_loaded_and_exported_from_an_empty_folder(
    installed: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shutil.copy(PAGE, tmp_path / "page.html")
    (tmp_path / "published.csv").write_text(PUBLISHED, "utf-8")
    said = each(installed, tmp_path, tmp_path_factory.mktemp("said"))
    outs = {}
    for words, (code, out, err) in zip(VERBS, said, strict=True):
        outs[words[0]] = out
        if words[0] == "fixtures":
            assert (code, err.count("\n")) == (2, 1) and "in the root of a checkout" in err
        else:
            assert (code, err if words[0] != "run" else "") == (0, ""), (words, out, err)
    assert '"assessment": "police/staffordshire/2016"' in outs["parse"]
    assert "police/staffordshire/2016" in (tmp_path / "out/judgments.csv").read_text("utf-8")


def test_every_verb_has_its_turn() -> None:
    assert {words[0] for words in VERBS} == set(cli.commands)
