"""Fixtures as tests: one for each field of `expected.json`, each group of `facts`, and the text accounting.

A test is called `assessment/staffordshire-2016::judgments.effectiveness.grade`. Where the page as a whole fails
one test fails, `page`, and its fields are skipped. A missing answer is written and the run fails once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from _pytest.reports import TestReport

from scraper.errors import PeelError
from scraper.fetcher.beside import META
from scraper.fixtures.cases import Case, answer_of, is_sound, write_json
from scraper.fixtures.compare import ABSENT, PROVENANCE, Fields, equal, flatten
from scraper.fixtures.facts import check_group
from tests.support.invariants import broken

COVERAGE = 0.99
Check = Callable[[], None]


class Mismatch(Exception):
    """A field, a fact or the accounting of a page is not what the fixture says."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the collector of a fixture's folder for its meta.json."""
    if file_path.name == META and file_path.with_name("page.html").is_file():
        return FixtureFolder.from_parent(parent, path=file_path)
    return None


class FixtureFolder(pytest.File):
    """The tests of one fixture."""

    @cached_property
    def case(self) -> Case:
        """The fixture."""
        return Case(self.path.parent)

    @cached_property
    def found(self) -> tuple[str, Fields]:
        """The file name and the fields of today's answer."""
        name, answer = answer_of(self.case.extraction)
        return name, flatten(answer)

    @cached_property
    def failed(self) -> str | None:
        """Why the page as a whole fails; None where it is read, or refused, as the fixture says."""
        refused = self.case.extraction.refused
        if refused is not None and not self.case.is_failure:
            return f"the page was refused: {refused.reason.value}: {refused.message}"
        if refused is None and self.case.is_failure:
            return "the page was read, and is a page that must be refused"
        return None

    def collect(self) -> Iterator[pytest.Item]:
        """Return one test for the page, then one for each field, group of facts, and the accounting."""
        stored = self.case.stored
        yield self._item("page", self._page)
        if stored is None:
            yield self._item("answer", self._write)
        else:
            for name, value in flatten(stored).items():
                yield self._item(name, lambda n=name, v=value: self._field(n, v), needs_page=True)
            yield self._item("no-other-fields", lambda: self._extra(flatten(stored)), needs_page=True)
            yield self._item("sound", self._sound)
        for group, wanted in self.case.facts.items():
            yield self._item(f"facts.{group}", lambda g=group, w=wanted: self._facts(g, w))
        if not self.case.is_failure:
            yield self._item("coverage", self._coverage, needs_page=True)
            yield self._item("invariants", self._invariants, needs_page=True)

    def _item(self, name: str, check: Check, needs_page: bool = False) -> FieldItem:
        return FieldItem.from_parent(
            self, name=name, nodeid=f"{self.case.key}::{name}", check=check, needs_page=needs_page
        )

    def _page(self) -> None:
        if self.failed is not None and self.case.stored is not None:
            raise Mismatch(self.failed)

    def _write(self) -> None:
        name, answer = answer_of(self.case.extraction)
        write_json(self.case.folder / name, answer)
        raise Mismatch(f"{name} was missing and has been written; read it against the page, then run the tests again")

    def _field(self, name: str, wanted: Any) -> None:
        found = self.found[1].get(name, ABSENT)
        if not equal(name, wanted, found):
            raise Mismatch(_told(name, wanted, found))

    def _extra(self, stored: Fields) -> None:
        extra = [name for name in self.found[1] if name not in stored]
        if extra:
            raise Mismatch(
                f"{len(extra)} fields are new: {', '.join(extra[:5])}; `peel fixtures refresh {self.case.key} --review`"
            )

    def _sound(self) -> None:
        if self.case.meta.get("sound") is not is_sound(self.case.extraction):
            raise Mismatch(f"meta.json says sound: {self.case.meta.get('sound')}; `peel fixtures refresh` corrects it")

    def _facts(self, group: str, wanted: Any) -> None:
        lines = check_group(group, wanted, self.case.extraction)
        if lines:
            raise Mismatch("\n".join(lines))

    def _invariants(self) -> None:
        lines = broken(self.case.extraction)
        if lines:
            raise Mismatch("\n".join(lines))

    def _coverage(self) -> None:
        accounting = self.case.extraction.accounting
        assert accounting is not None
        floor = max(COVERAGE, self.case.meta.get("coverage", 0))
        if accounting.coverage < floor:
            unread = [b.text[:80] for b in self.case.extraction.blocks if b.claimed_by is None]
            raise Mismatch(f"coverage is {accounting.coverage}, at least {floor} is wanted; unread: {unread[:5]}")


class FieldItem(pytest.Item):
    """One test of a fixture."""

    def __init__(self, *, check: Check, needs_page: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._check = check
        self._needs_page = needs_page

    def runtest(self) -> None:
        """Run the check; skip it where the page as a whole failed."""
        if self._needs_page and self._folder.failed is not None:
            pytest.skip("the page as a whole failed")
        self._check()

    @property
    def _folder(self) -> FixtureFolder:
        assert isinstance(self.parent, FixtureFolder)
        return self.parent

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what differs without a traceback through the plugin."""
        if isinstance(excinfo.value, Mismatch | PeelError):
            return f"{self.nodeid}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Say where the test stands: its fixture's page and its name."""
        return self.path.with_name("page.html"), None, f"fixture {self.nodeid}"


def _told(name: str, wanted: Any, found: Any) -> str:
    if name == PROVENANCE and isinstance(wanted, dict) and isinstance(found, dict):
        names = [key for key in wanted if wanted[key] != found.get(key)]
        return (
            f"{len(names)} fields come from other blocks, first {names[0]}: {wanted[names[0]]} → {found.get(names[0])}"
        )
    old, new = (
        json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).splitlines() for value in (wanted, found)
    )
    return "\n".join(
        [*(f"- {line}" for line in old if line not in new), *(f"+ {line}" for line in new if line not in old)]
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    """Run a field in one phase: it has nothing to set up or to tear down, and there are thousands."""
    if not isinstance(item, FieldItem):
        return None
    hook = item.ihook
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    call = pytest.CallInfo.from_call(item.runtest, "call")
    hook.pytest_runtest_logreport(report=TestReport.from_item_and_call(item, call))
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
