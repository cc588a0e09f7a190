"""The pytest plugin, run as a user runs it: on a folder of fixtures of its own."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.forked import forked

from .conftest import MODEL


@dataclass
class Done:
    returncode: int
    stdout: str


Run = Callable[..., Done]


@pytest.fixture
def run(checkout: Path) -> Run:
    """pytest in the checkout, with the project's plugin, in a process that is forked from this one: all it loads is loaded."""
    (checkout / "conftest.py").write_text('pytest_plugins = ("tests.fixtures_plugin",)\n')

    def pytest_in(*arguments: str) -> Done:
        told = checkout.with_name("told.txt")

        def inside() -> int:
            os.chdir(checkout)
            with told.open("w", encoding="utf-8") as sys.stdout:
                return int(pytest.main(["-p", "no:cacheprovider", "-rfs", "--rootdir", str(checkout), *arguments]))

        code = forked(inside).wait()
        return Done(code, told.read_text("utf-8"))

    return pytest_in


def test_true_fixtures_pass_one_test_a_field(run: Run) -> None:
    done = run("fixtures", "-v")
    assert done.returncode == 0, done.stdout
    for name in ("judgments.effectiveness.grade", "facts.judgments", "coverage"):
        assert re.search(rf"{MODEL}::{re.escape(name)} .*PASSED", done.stdout), done.stdout[:2000]
    assert "failure/soft-404-page-not-found::refused.reason" in done.stdout


def test_a_changed_value_fails_its_own_test_alone(run: Run, checkout: Path) -> None:
    path = checkout / "fixtures" / MODEL / "expected.json"
    data = json.loads(path.read_text("utf-8"))
    data["record"]["judgments"][0]["grade"] = "good"
    path.write_text(json.dumps(data), "utf-8")
    done = run("fixtures")
    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert f"FAILED {MODEL}::judgments.effectiveness.grade" in done.stdout
    assert '+ "requires_improvement"' in done.stdout


def test_a_page_that_fails_as_a_whole_is_one_failure_and_skips(run: Run, checkout: Path) -> None:
    page = checkout / "fixtures" / MODEL / "page.html"
    page.write_bytes(page.read_bytes()[:5000])
    meta = checkout / "fixtures" / MODEL / "meta.json"
    meta.write_text(json.dumps({**json.loads(meta.read_text("utf-8")), "facts": {}, "sound": False}), "utf-8")
    done = run("fixtures")
    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert f"FAILED {MODEL}::page" in done.stdout
    assert "skipped" in done.stdout
    assert "refused: incomplete" in done.stdout


def test_a_missing_answer_is_written_and_fails_once(run: Run, checkout: Path) -> None:
    path = checkout / "fixtures" / MODEL / "expected.json"
    kept = path.read_bytes()
    path.unlink()
    first = run("fixtures")
    assert first.returncode == 1
    assert "expected.json was missing and has been written" in first.stdout
    assert path.read_bytes() == kept
    assert run("fixtures").returncode == 0


def test_a_fact_that_does_not_hold_and_a_misspelt_one_fail(run: Run, checkout: Path) -> None:
    meta = checkout / "fixtures" / MODEL / "meta.json"
    data = json.loads(meta.read_text("utf-8"))
    data["facts"]["key_facts_period"] = "2015/16"
    data["facts"]["inspektor"] = {}
    meta.write_text(json.dumps(data), "utf-8")
    done = run("fixtures")
    assert done.returncode == 1
    assert "2 failed" in done.stdout
    assert "the facts say '2015/16'" in done.stdout
    assert "is no group of facts" in done.stdout
