"""The run as a whole, on a small project: what a test misses is told, what it does not is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.rules.accepted import read_accepted
from tests.rules.find import find_rules
from tests.rules.modules import modules, suite_of

ROOT = Path(__file__).parents[2]
MODULE = '''"""Labels; `never|a rule` in a docstring is none."""

import re

__all__ = ["NAMES", "kind"]
NAMES = {
    "effectiveness": "pillar",
    "efficiency": "pillar",
}
_WORD = r"(?:un)?tested"
_PATTERN = re.compile(rf"^(?:good|poor)(?: {_WORD})?$")


def kind(text: str) -> str | None:
    """Return what a text is."""
    if text == "":
        return None
    if text == "endless" and text in NAMES:
        raise ValueError("dead|never")
    return "grade" if _PATTERN.match(text) else NAMES.get(text)


def steps(text: str) -> int:
    count = 0
    while True:
        if count >= len(text):
            return count
        count += 1
'''
TESTS = """from schemas.labels import kind, steps


def test_kind():
    assert kind("effectiveness") == "pillar"
    assert kind("good") == kind("good untested") == "grade"
    assert kind("good tested") == "grade"
    assert kind("bad") is None
    assert steps("four") == 4


def test_a_folder_is_there(tmp_path):
    assert tmp_path.is_dir()
"""
QUICK = MODULE.partition("\n\ndef steps")[0]
QUICK_TESTS = TESTS.replace("kind, steps", "kind").replace('    assert steps("four") == 4\n', "")
SURVIVED = {
    "row of NAMES: 'efficiency': 'pillar'": 8,
    "alternative of _PATTERN: poor": 11,
    "guard of kind: if text == ''": 16,
    "guard of kind: if text == 'endless' and text in NAMES": 18,
    "operand of kind: and text in NAMES": 18,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "schemas/__init__.py": "",
        "schemas/labels.py": MODULE,
        "tests/schemas/test_labels.py": TESTS,
        "tests/rules/survivors.toml": "",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def quick(project: Path) -> Path:
    """The project without the function that never ends where its rule is deleted: a trial of that takes its whole second."""
    (project / "schemas/labels.py").write_text(QUICK)
    (project / "tests/schemas/test_labels.py").write_text(QUICK_TESTS)
    return project


def test_every_module_with_rules_has_quick_tests_and_every_reason_is_that_of_a_rule() -> None:
    rules = {path: {rule.key for rule in find_rules((ROOT / path).read_text("utf-8")).rules} for path in modules(ROOT)}
    assert Path("scraper/parsers/pages/__init__.py") in rules
    assert [path for path, keys in rules.items() if keys and not suite_of(ROOT, path).tests] == []
    assert [each.rule for each in read_accepted(ROOT) if each.rule not in rules.get(Path(each.module), ())] == []


def started(project: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rules", *arguments],
        cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(project: Path, *arguments: str) -> tuple[int, list[str], str]:
    process = started(project, "--seconds", "1", *arguments)
    out, errors = process.communicate(timeout=120)
    return process.returncode, out.splitlines(), errors


def accept(project: Path, *rules: str, module: str = "schemas/labels.py", reason: str = "kept for a reason") -> None:
    with (project / "tests/rules/survivors.toml").open("a") as file:
        for rule in rules:
            file.write(f"[[survivor]]\nmodule = '{module}'\nrule = '''{rule}'''\nreason = '{reason}'\n")


def files(project: Path) -> dict[str, str]:
    return {str(p.relative_to(project)): p.read_text("utf-8") for p in project.rglob("*") if p.is_file()}


def git(project: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True)


def test_what_no_test_misses_is_told_with_its_place_and_nothing_is_written(project: Path) -> None:
    before = files(project)
    code, lines, errors = run(project)
    assert (code, errors) == (1, "")
    assert lines[0].startswith("schemas/labels.py: 11 rules, 6 killed, 0 accepted, 5 survived; ")
    assert lines[1:-1] == [f"schemas/labels.py:{line}: {rule}" for rule, line in SURVIVED.items()]
    assert files(project) == before


def test_a_survivor_with_a_reason_is_accepted_wherever_it_stands(quick: Path) -> None:
    accept(quick, *SURVIVED)
    (quick / "schemas/labels.py").write_text(QUICK.replace("import re", "import re\n\n"))
    code, lines, _ = run(quick)
    assert code == 0
    assert lines[0].startswith("schemas/labels.py: 10 rules, 5 killed, 5 accepted, 0 survived; ")
    assert len(lines) == 2


def test_a_reason_that_is_no_longer_true_is_told(quick: Path) -> None:
    accept(quick, *SURVIVED, "alternative of _PATTERN: good", "row of NAMES: 'cost': 'pillar'")
    accept(quick, "guard of read: if text", module="schemas/gone.py")
    code, lines, _ = run(quick)
    assert code == 1
    assert lines[1:-1] == [
        "tests/rules/survivors.toml: schemas/labels.py: a test fails without it now: alternative of _PATTERN: good",
        "tests/rules/survivors.toml: schemas/labels.py: there is no such rule: row of NAMES: 'cost': 'pillar'",
        "tests/rules/survivors.toml: schemas/gone.py: the module is gone, or has no quick tests: guard of read: if text",
    ]


def test_a_module_without_quick_tests_is_told(project: Path) -> None:
    (project / "tests/schemas/test_labels.py").unlink()
    code, lines, _ = run(project)
    assert (code, lines[0]) == (1, "schemas/labels.py: 11 rules and no quick tests")


def test_only_what_changed_since_a_revision_is_tried(quick: Path) -> None:
    accept(quick, *SURVIVED)
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"]):
        git(quick, *arguments)
    code, lines, _ = run(quick, "--since", "HEAD")
    assert (code, len(lines)) == (0, 1)
    (quick / "tests/schemas/test_labels.py").write_text(QUICK_TESTS + '    assert kind("") is None\n')
    code, lines, _ = run(quick, "--since", "HEAD")
    assert (code, len(lines)) == (0, 2)
    code, _, errors = run(quick, "--since", "no-such-revision")
    assert code == 2
    assert "no-such-revision" in errors


def test_tests_that_fail_as_they_stand_prove_nothing(project: Path) -> None:
    (project / "tests/schemas/test_labels.py").write_text(TESTS + "    assert not steps('x')\n")
    code, _, errors = run(project)
    assert code == 2
    assert errors == "schemas/labels.py: its tests do not pass as they stand: tests/schemas/test_labels.py\n"


@pytest.mark.parametrize(
    ("module", "reason"), [("schemas/labels.py", " "), ("", "why")], ids=["no reason", "no module"]
)
def test_a_line_of_the_list_has_all_it_needs(project: Path, module: str, reason: str) -> None:
    accept(project, "guard of kind: if text == ''", module=module, reason=reason)
    code, _, errors = run(project)
    assert code == 2
    assert "module, rule and reason are needed" in errors


def test_a_name_that_is_no_module_is_a_wrong_argument(project: Path) -> None:
    code, _, errors = run(project, "schemas/label.py")
    assert (code, errors) == (2, "schemas/label.py: no such module, or no quick tests of it\n")


def test_the_list_of_rules_tries_none(project: Path) -> None:
    (project / "tests/schemas/test_labels.py").write_text("assert False")
    code, lines, _ = run(project, "--list", "schemas/labels.py")
    assert code == 0
    assert len(lines) == 11
    assert "schemas/labels.py:10: optional group of _WORD: (?:un)?" in lines


def test_whoever_ends_the_run_ends_its_processes(project: Path) -> None:
    (project / "tests/schemas/test_labels.py").write_text(
        "import time\n" + TESTS.replace("steps(", "time.sleep(30) or steps(")
    )
    (project / "tests/schemas/conftest.py").write_text("import schemas.labels\n")
    process = started(project, "--seconds", "60")
    until = time.monotonic() + 20
    while len(children := psutil.Process(process.pid).children(recursive=True)) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(children) == 2
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert not psutil.wait_procs(children, timeout=20)[1]


def test_fixtures_are_tried_without_the_plugins_that_share_tests_out() -> None:
    """A trial loads the fixtures' plugin alone: the tests of a page's module pass there as they stand, or none of its rules is tried."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--quiet",
        "--override-ini=addopts=",
        "-pno:cacheprovider",
        "fixtures/area",
        "tests/parsers/pages/test_area.py",
    ]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-800:]
