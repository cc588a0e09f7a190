"""The cases of a function as one test, where nothing but its parameters tells them apart.

To set up, report and take down seventeen thousand cases of some words each took a third of what they took themselves.
A case that fails is named as it would be by itself, all that fail are told, and `pytest "file::test[case]"` asks one alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import pytest


class Cases(pytest.Item):
    """All cases of a function that takes its parameters alone."""

    def __init__(self, *, cases: Sequence[pytest.Function], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._cases = cases

    def runtest(self) -> None:
        """Run each case; raise what one raised, with its name, a group where several did; skip where any was skipped."""
        failed: list[Exception] = []
        skipped: list[str] = []
        for case in self._cases:
            try:
                case.obj(**case.callspec.params)
            except pytest.skip.Exception as reason:
                skipped.append(str(reason))
            except (Exception, pytest.fail.Exception) as error:
                failed.append(error if isinstance(error, Exception) else AssertionError(str(error)))
                failed[-1].add_note(f"in the case {case.name}")
        if failed:
            raise failed[0] if len(failed) == 1 else ExceptionGroup(f"{len(failed)} of {len(self._cases)}", failed)
        if skipped:
            pytest.skip(f"{len(skipped)} of {len(self._cases)} cases: {skipped[0]}")

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Say where the function stands."""
        path, line, _ = self._cases[0].reportinfo()
        return path, line, self.name


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make one test of the cases of each function that stands alone, once those are taken out that were not asked for."""
    items[:] = _folded(items)


def _folded(items: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
    for function, group in groupby(items, key=_function):
        cases = list(group)
        if function is None or len(cases) == 1:
            yield from cases
        else:
            first = cases[0]
            yield Cases.from_parent(first.parent, name=first.originalname, cases=cases)  # type: ignore[attr-defined]


def _function(item: pytest.Item) -> object:
    """Return the function that a test is a case of, None where it asks for more than the case's parameters."""
    if not isinstance(item, pytest.Function) or item.cls is not None or not hasattr(item, "callspec"):
        return None
    marks = list(item.iter_markers())
    alone = all(mark.name == "parametrize" and not mark.kwargs.get("indirect") for mark in marks)
    names_itself = set(item.fixturenames) == set(item.callspec.params)
    return item.function if alone and names_itself and not hasattr(item.function, "hypothesis") else None
