"""How much a test that could go on for ever does: a little in `make test`, all of it in `make soak`."""

from __future__ import annotations

import os
from typing import TypeVar

THOROUGH = bool(os.environ.get("TESTS_THOROUGH"))
"""Whether the tests were asked for as thorough ones."""

_Amount = TypeVar("_Amount")


def amount(quick: _Amount, thorough: _Amount) -> _Amount:
    """Return the one of two amounts (of examples, pages, rounds …) that the tests were asked for."""
    return thorough if THOROUGH else quick
