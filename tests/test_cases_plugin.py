"""Cases that are one test: all of them are asked, what fails is named, and one can be asked alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.forked import forked

HEAD = 'import pytest\n\n@pytest.mark.parametrize("number", range(6))\n@pytest.mark.parametrize("word", ["a", "b"])\n'
SOUND = HEAD + "def test_it(number, word): assert number < 6\n"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """pytest on a file of tests, with the plugin, in a process that is forked from this one: its exit code and what it says."""
    (tmp_path / "conftest.py").write_text('pytest_plugins = ("tests.cases_plugin",)\n')

    def pytest_on(text: str, *words: str) -> tuple[int, str]:
        (tmp_path / "test_it.py").write_text(text)
        told = tmp_path / "told.txt"

        def inside() -> int:
            os.chdir(tmp_path)
            with told.open("w", encoding="utf-8") as sys.stdout:
                return int(pytest.main(["-p", "no:cacheprovider", "-rs", "--rootdir", str(tmp_path), *words]))

        return forked(inside).wait(), told.read_text("utf-8")

    return pytest_on


def test_cases_that_pass_are_one_test_and_each_can_be_asked_alone(run: Run) -> None:
    code, said = run(SOUND)
    assert code == 0 and "1 passed" in said
    code, said = run(SOUND, "test_it.py::test_it[b-4]", "-v")
    assert code == 0 and "1 passed" in said and "test_it[b-4] PASSED" in said
    code, said = run(SOUND, "-k", "4 or b-1")
    assert code == 0 and "1 passed" in said


@pytest.mark.parametrize("how", ["assert {} not in {}", "pytest.fail('no') if {} in {} else None"])
def test_every_case_that_fails_is_named_and_the_others_are_asked(run: Run, how: str) -> None:
    told = how.format("(number, word)", [(2, "a"), (5, "b")])
    code, said = run(HEAD + f"def test_it(number, word): {told}\n")
    assert code == 1 and "1 failed" in said and "2 of 12" in said
    assert "in the case test_it[a-2]" in said and "in the case test_it[b-5]" in said
    assert said.count("in the case ") == 2


def test_one_that_fails_says_what_it_would_say_by_itself(run: Run) -> None:
    code, said = run(HEAD + "def test_it(number, word): assert (number, word) != (3, 'b')\n")
    assert code == 1 and "assert (3, 'b') != (3, 'b')" in said and "in the case test_it[b-3]" in said


def test_what_is_skipped_is_told_and_hides_no_failure(run: Run) -> None:
    skips = HEAD + "def test_it(number, word):\n    if number == 2: pytest.skip('two')\n"
    code, said = run(skips)
    assert code == 0 and "1 skipped" in said and "2 of 12 cases: two" in said
    code, said = run(skips + "    assert number != 3\n")
    assert code == 1 and "1 failed" in said


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('@pytest.mark.parametrize("a", [1, 2])\ndef test_it(a, tmp_path): pass\n', "2 passed"),
        ('@pytest.mark.parametrize("a", [1, pytest.param(2, marks=pytest.mark.xfail)])\ndef test_it(a): assert a == 1\n', "1 passed, 1 xfailed"),
        ('@pytest.fixture\ndef a(request): return request.param\n@pytest.mark.parametrize("a", [1, 2], indirect=True)\ndef test_it(a): pass\n', "2 passed"),
        ('@pytest.fixture(autouse=True)\ndef b(): pass\n@pytest.mark.parametrize("a", [1, 2])\ndef test_it(a): pass\n', "2 passed"),
        ('class TestIt:\n    @pytest.mark.parametrize("a", [1, 2])\n    def test_it(self, a): pass\n', "2 passed"),
        ('from hypothesis import given, strategies as st\n@pytest.mark.parametrize("a", [1, 2])\n@given(b=st.booleans())\ndef test_it(a, b): pass\n', "2 passed"),
    ],
    ids=["a fixture", "a mark", "an indirect one", "a fixture of all", "a class", "a property"],
)  # fmt: skip
def test_what_needs_more_than_its_parameters_stays_a_test_a_case(run: Run, text: str, count: str) -> None:
    code, said = run("import pytest\n" + text)
    assert code == 0 and count in said, said
