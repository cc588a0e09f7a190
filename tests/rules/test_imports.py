"""What is loaded once: never what holds on to the module under trial."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .imports import tests_of as with_conftest
from .imports import to_load
from .modules import suite_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "pkg/__init__.py": "",
        "pkg/target.py": "from . import base\nimport json.decoder",
        "pkg/base.py": "import re",
        "pkg/user.py": "from .target import x",
        "pkg/lazy.py": "def f():\n    from .user import y\n    import csv",
        "pkg/free.py": "import pkg.base",
        "tests/conftest.py": "import pkg.free, pkg.lazy",
        "tests/test_target.py": "from pkg.user import y",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return tmp_path


def test_only_what_does_not_reach_the_module_is_loaded_before_it(root: Path) -> None:
    files = with_conftest(root, [Path("tests/test_target.py")])
    own, others = to_load(root, files, Path("pkg/target.py"))
    assert own == ["pkg", "pkg.base", "pkg.free"]
    assert others == ["json", "json.decoder", "re"]


def test_a_package_that_finds_its_modules_holds_on_to_each_of_them(root: Path) -> None:
    (root / "pkg/all").mkdir()
    (root / "pkg/all/__init__.py").write_text("from pkgutil import iter_modules\nlist(iter_modules(__path__))")
    for name in ("one", "two"):
        (root / f"pkg/all/{name}.py").write_text("")
    (root / "tests/test_one.py").write_text("import pkg.all.two")
    assert to_load(root, [root / "tests/test_one.py"], Path("pkg/all/one.py"))[0] == ["pkg"]


def test_a_module_beside_it_in_a_package_that_finds_its_modules_waits_too(root: Path) -> None:
    (root / "pkg/all").mkdir()
    (root / "pkg/all/__init__.py").write_text("from pkgutil import iter_modules\nlist(iter_modules(__path__))")
    for name in ("one", "_shared"):
        (root / f"pkg/all/{name}.py").write_text("")
    (root / "tests/test_one.py").write_text("import pkg.all.one, pkg.all._shared, pkg.base")
    assert to_load(root, [root / "tests/test_one.py"], Path("pkg/all/one.py"))[0] == ["pkg", "pkg.base"]


def test_tests_are_found_by_the_name_of_the_module(root: Path) -> None:
    page = root / "scraper/parsers/pages/letter.py"
    test, fixture = root / "tests/parsers/pages/test_letter.py", root / "fixtures/letter/one/meta.json"
    for file in (page, test, fixture):
        file.parent.mkdir(parents=True)
        file.write_text("")
    suite = suite_of(root, page.relative_to(root))
    assert suite.name == "scraper.parsers.pages.letter"
    assert suite.tests == (Path("tests/parsers/pages/test_letter.py"), Path("fixtures/letter"))
    assert suite.with_fixtures
    test.unlink()
    assert suite_of(root, page.relative_to(root)).tests == ()


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("force", ["assessment"]),
        ("force_2014", ["assessment"]),
        ("service_pillar", ["pillar"]),
        ("long_report", ["report"]),
        ("set_aside", ["round_index", "news", "landing"]),
        ("_many", []),
    ],
)
def test_the_fixtures_of_a_page_module_are_those_of_its_page_types(tmp_path: Path, name: str, types: list[str]) -> None:
    folders = [*types, "failure", name]
    for file in (f"tests/parsers/pages/test_{name}.py", *(f"fixtures/{folder}/meta.json" for folder in folders)):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("")
    suite = suite_of(tmp_path, Path(f"scraper/parsers/pages/{name}.py"))
    assert [path.as_posix() for path in suite.tests[1:]] == [f"fixtures/{each}" for each in types]
    assert suite.with_fixtures == bool(types)


def test_to_ask_the_specs_loads_none_of_them_here() -> None:
    code = "import sys; from tests.rules.modules import page_types; print(bool(page_types()), 'scraper.parsers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"
