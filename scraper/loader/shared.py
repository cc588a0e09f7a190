"""What of a page matters to the other pages of its assessment: what several state, and which blocks its own rows cite."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from .history import State
from .statements import OWNED, CitedRow, Rows

Cited = dict[str, tuple[int, ...]]
"""Blocks that rows cite: their numbers, by the capture's id."""


_EMPTY: dict[str, CitedRow] = {}
_NONE: dict[str, Any] = dict.fromkeys(OWNED, _EMPTY)  # one for all: hundreds of states are kept


class Shared(NamedTuple):
    """A state without the rows that belong to the page alone, and the blocks that those cite."""

    state: State
    cited: Cited


def shared_of(state: State) -> Shared:
    """Return what of a state matters to other pages."""
    rows_of_own = (state.rows.of(table).values() for table in OWNED)
    places = {(row.snapshot, row.block) for rows in rows_of_own for row in rows if row.block is not None}
    captures = {snapshot for snapshot, _ in places}
    cited = {key: tuple([block for snapshot, block in places if snapshot == key]) for key in captures}
    rows = Rows(state.rows.assessments, state.rows.judgments, state.rows.key_facts, **_NONE)
    return Shared(replace(state, rows=rows), cited)
