"""The survivors that are accepted, each with its reason: survivors.toml beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path("tests/rules/survivors.toml")


class BadList(Exception):
    """The list of accepted survivors can not be read."""


@dataclass(frozen=True)
class Accepted:
    """A survivor that may stay: its module, its rule as the run prints it, and why."""

    module: str
    rule: str
    reason: str


def read_accepted(root: Path) -> list[Accepted]:
    """Return the accepted survivors. Raises BadList for a line that has no module, rule and reason."""
    try:
        entries = tomllib.loads((root / FILE).read_text("utf-8")).get("survivor", [])
        found = [Accepted(**entry) for entry in entries]
    except (OSError, ValueError, TypeError) as error:
        raise BadList(f"{FILE}: {error}") from error
    for entry in found:
        if not all(isinstance(text, str) and text.strip() for text in (entry.module, entry.rule, entry.reason)):
            raise BadList(f"{FILE}: {entry.module}, {entry.rule}: module, rule and reason are needed")
    return found


def rotten(accepted: list[Accepted], survived: Mapping[str, Mapping[str, bool]], whole: bool) -> Iterator[str]:
    """Yield a line for each acceptance that is no longer true.

    `survived` says for each module that was tried which of its rules survived; `whole` where all of them were.
    """
    for entry in accepted:
        if entry.module not in survived:
            if whole:
                yield f"{FILE}: {entry.module}: the module is gone, or has no quick tests: {entry.rule}"
        elif entry.rule not in survived[entry.module]:
            yield f"{FILE}: {entry.module}: there is no such rule: {entry.rule}"
        elif not survived[entry.module][entry.rule]:
            yield f"{FILE}: {entry.module}: a test fails without it now: {entry.rule}"
