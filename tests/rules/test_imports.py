"""What is loaded once: never what holds on to the module under trial."""

from __future__ import annotations

from pathlib import Path

import pytest

from .imports import tests_of as with_conftest
from .imports import to_load
from .modules import ELSEWHERE, suite_of


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


@pytest.mark.parametrize("module", ELSEWHERE)
def test_an_exception_names_what_there_is_and_no_file_of_the_usual_name_stands_beside_it(module: str) -> None:
    root = Path(__file__).parents[2]
    suite = suite_of(root, Path(module))
    assert (root / module).is_file()
    assert [path.as_posix() for path in suite.tests] == list(ELSEWHERE[module])
    usual = root / f"tests/parsers/test_{Path(module).name}"
    assert not usual.is_file() or usual.relative_to(root) in suite.tests
