"""Cases that are one test: all of them are asked, what fails is named, and one can be asked alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import pytest

from tests.support.forked import forked

TESTS = """
import pytest
from hypothesis import given, strategies as st

both = pytest.mark.parametrize("number", range(6)), pytest.mark.parametrize("word", ["a", "b"])
def cases(test): return both[1](both[0](test))

@cases
def test_sound(number, word): assert number < 6

@cases
def test_two_fail(number, word): assert (number, word) not in [(2, "a"), (5, "b")]

@cases
def test_two_are_failed(number, word):
    if (number, word) in [(1, "a"), (4, "b")]: pytest.fail("no")

@cases
def test_one_fails(number, word): assert (number, word) != (3, "b")

@cases
def test_some_are_skipped(number, word):
    if number == 2: pytest.skip("two")

@cases
def test_skipped_and_failing(number, word):
    if number == 2: pytest.skip("two")
    assert number != 3

@pytest.fixture
def given_one(request): return request.param

@pytest.mark.parametrize("a", [1, 2])
def test_with_a_fixture(a, tmp_path): pass

@pytest.mark.parametrize("a", [1, pytest.param(2, marks=pytest.mark.xfail)])
def test_with_a_mark(a): assert a == 1

@pytest.mark.parametrize("given_one", [1, 2], indirect=True)
def test_indirect(given_one): pass

class TestClass:
    @pytest.mark.parametrize("a", [1, 2])
    def test_of_a_class(self, a): pass

@pytest.mark.parametrize("a", [1, 2])
@given(b=st.booleans())
def test_of_a_property(a, b): pass
"""
Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """pytest on a file of tests, with the plugin, in a process that is forked from this one: what it says."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "conftest.py").write_text('pytest_plugins = ("tests.cases_plugin",)\n')
    (folder / "test_it.py").write_text(TESTS)

    def pytest_on(*words: str) -> str:
        told = folder / "told.txt"

        def inside() -> int:
            os.chdir(folder)
            with told.open("w", encoding="utf-8") as sys.stdout:
                return int(pytest.main(["-p", "no:cacheprovider", "-vrs", "--rootdir", str(folder), *words]))

        forked(inside).wait()
        return told.read_text("utf-8")

    return pytest_on


@pytest.fixture(scope="module")
def said(run: Run) -> str:
    return run()


def failure(said: str, name: str) -> str:
    """What is said of a test that failed."""
    return said.partition(f"_ {name} _")[2].partition("\n_____")[0]


def test_cases_that_pass_are_one_test(said: str) -> None:
    assert "test_it.py::test_sound PASSED" in said and "test_sound[" not in said


def test_each_can_be_asked_alone(run: Run) -> None:
    said = run("test_it.py::test_sound[4-b]", "test_it.py::test_one_fails[1-a]")
    assert "test_sound[4-b] PASSED" in said and "test_one_fails[1-a] PASSED" in said and "2 passed" in said


@pytest.mark.parametrize(
    ("name", "wrong"), [("test_two_fail", ("2-a", "5-b")), ("test_two_are_failed", ("1-a", "4-b"))]
)
def test_every_case_that_fails_is_named_and_the_others_are_asked(said: str, name: str, wrong: tuple[str, ...]) -> None:
    told = failure(said, name)
    assert "2 of 12" in told and told.count("in the case ") == 2
    assert all(f"in the case {name}[{case}]" in told for case in wrong)


def test_one_that_fails_says_what_it_would_say_by_itself(said: str) -> None:
    told = failure(said, "test_one_fails")
    assert "assert (3, 'b') != (3, 'b')" in told and "in the case test_one_fails[3-b]" in told


def test_what_is_skipped_is_told_and_hides_no_failure(said: str) -> None:
    assert "test_some_are_skipped SKIPPED" in said and "2 of 12 cases: two" in said
    assert "2 of 12" in failure(said, "test_skipped_and_failing")


def test_what_needs_more_than_its_parameters_stays_a_test_a_case(said: str) -> None:
    for name in ("test_with_a_fixture", "test_indirect", "TestClass::test_of_a_class", "test_of_a_property"):
        assert said.count(f"::{name}[") == 2, name
    assert "test_with_a_mark[2] XFAIL" in said
    assert "test_with_a_mark[1] PASSED" in said
