"""What of a page matters to the other pages of its assessment: what several state, and which blocks its own rows cite."""

from __future__ import annotations

import pickle
from collections.abc import Hashable
from typing import Any, NamedTuple

from isal import isal_zlib

from .history import Kept, Place, State
from .plain import page_of, page_values, rows_of, rows_values, witnesses_of, witnesses_values
from .readings import Recent
from .statements import OWNED, SHARED, CitedRow, Rows

Cited = dict[str, tuple[int, ...]]
"""Blocks that rows cite: their numbers, by the capture's id."""


_EMPTY: dict[str, CitedRow] = {}
_NONE: dict[str, Any] = dict.fromkeys(OWNED, _EMPTY)
_LEVEL = 0  # the quickest of ISA-L, which halves them
_PIECE = 448
"""Bytes of a piece: with Python's own 33 fewer than the 512 up to which it takes memory from pools of one size.

What is larger lies among the buffers of the parser and of SQLite, and leaves holes there when it goes.
"""


class Shared(NamedTuple):
    """A state without the rows that belong to the page alone and without its head, and the blocks that those rows cite."""

    state: State
    cited: Cited


def shared_of(state: State) -> Shared:
    """Return what of a state matters to other pages."""
    rows_of_own = (state.rows.of(table).values() for table in OWNED)
    places = {(row.snapshot, row.block) for rows in rows_of_own for row in rows if row.block is not None}
    captures = {snapshot for snapshot, _ in places}
    cited = {key: tuple([block for snapshot, block in places if snapshot == key]) for key in captures}
    rows = Rows(state.rows.assessments, state.rows.judgments, state.rows.key_facts, **_NONE)
    return Shared(State(state.page, rows, state.witnesses, state.kept, lost_head=state.lost_head), cited)


class SharedStates:
    """What the newest few pages share, one state each: by the page, and by what its state is told by.

    It is kept packed, in a fifth of the memory of its objects.
    """

    def __init__(self, size: int) -> None:
        self._kept: Recent[tuple[Hashable, tuple[bytes, ...]]] = Recent(size)

    def get(self, page: str, key: Hashable) -> Shared | None:
        """Return what a page shares in a state, None where that is not kept."""
        kept = self._kept.get(page)
        return _unpacked(b"".join(kept[1])) if kept is not None and kept[0] == key else None

    def put(self, page: str, key: Hashable, shared: Shared) -> Shared:
        """Keep what a page shares in a state, in place of what it shared before, and return it."""
        data = _packed(shared)
        self._kept.put(page, (key, tuple([data[at : at + _PIECE] for at in range(0, len(data), _PIECE)])))
        return shared


def _packed(shared: Shared) -> bytes:
    state, cited = shared
    plain = (
        page_values(state.page),
        rows_values(state.rows, SHARED),
        witnesses_values(state.witnesses),
        [(*place, kept.value, kept.snapshot, kept.block) for place, kept in state.kept.items()],
        state.lost_head,
        cited,
    )
    return isal_zlib.compress(pickle.dumps(plain, pickle.HIGHEST_PROTOCOL), _LEVEL)


def _unpacked(data: bytes) -> Shared:
    plain = pickle.loads(isal_zlib.decompress(data))  # noqa: S301 - this very process packed it
    page, rows, witnesses, kept, lost_head, cited = plain
    values = {Place(*one[:3]): Kept(*one[3:]) for one in kept}
    made = rows_of(rows)
    shared = Rows(made.assessments, made.judgments, made.key_facts, **_NONE)
    return Shared(State(page_of(page), shared, witnesses_of(witnesses), values, lost_head=lost_head), cited)
