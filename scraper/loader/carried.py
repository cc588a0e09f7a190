"""What a page's state owes to older captures, packed: all that the newest capture does not state itself."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .history import Kept, Place, State
from .statements import OWNED, ROW_OF, SHARED, CitedRow, HeadSign, StatedWitness, Statement

_LEVEL = 6
NOTHING = b""
"""Packed: the state is what its capture states."""


def pack_state(state: State, said: Statement) -> bytes:
    """Return a state as what it has beside the statement of its capture; equal for equal states."""
    told = {name: value for name, value in _parts(state, said) if value}
    if not told:
        return NOTHING
    return zlib.compress(json.dumps(told, separators=(",", ":"), sort_keys=True).encode("ascii"), _LEVEL)


def _parts(state: State, said: Statement) -> Iterator[tuple[str, Any]]:
    if state.page != said.page:
        yield "page", [state.page.title, state.page.url]
    if state.rows is not said.rows:
        stated = {table: (state.rows.of(table), said.rows.of(table)) for table in (*SHARED, *OWNED)}
        for table, (now, own) in stated.items():
            yield table, sorted(row for key, row in now.items() if own.get(key) is not row and own.get(key) != row)
        yield "dropped", sorted([table, key] for table, (now, own) in stated.items() for key in own if key not in now)
    if state.witnesses is not said.witnesses:
        own_witnesses = said.witnesses
        yield "witnesses", {key: rows for key, rows in state.witnesses.items() if own_witnesses.get(key) != rows}
        yield "unwitnessed", sorted(own_witnesses.keys() - state.witnesses.keys())
    yield "kept", sorted(([*place, *_of(kept)] for place, kept in state.kept.items()), key=repr)
    if state.head != said.head:
        yield "head", sorted(state.head)
    yield "lost_head", state.lost_head


def _of(kept: Kept) -> list[Any]:
    return [kept.value, kept.snapshot, kept.block]


def unpack_state(data: bytes, said: Statement) -> State:
    """Return the state that `pack_state` packed, from the statement of its capture, which stays as it is.

    Raises sqlite3.DatabaseError, as for any damage of the file, where the bytes are not those that were packed.
    """
    if data == NOTHING:
        return State(said.page, said.rows, said.witnesses, head=said.head)
    try:
        return _state_of(json.loads(zlib.decompress(data)), said)
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise sqlite3.DatabaseError(
            f"what a page owes to older captures cannot be unpacked: {type(error).__name__}"
        ) from error


def is_packed(data: bytes) -> bool:
    """Return whether bytes are those of a packed state."""
    try:
        return data == NOTHING or isinstance(json.loads(zlib.decompress(data)), dict)
    except (zlib.error, ValueError, RecursionError):
        return False


def _state_of(told: dict[str, Any], said: Statement) -> State:
    state = State(said.page, said.rows.copy(), dict(said.witnesses), lost_head=told.get("lost_head", False))
    if "page" in told:
        title, url = told["page"]
        state.page = replace(said.page, title=title, url=url)
    for table, key in told.get("dropped", ()):
        state.rows.drop(table, key)
    for table in (*SHARED, *OWNED):
        for values in told.get(table, ()):
            state.rows.put(_row(table, values))
    for key in told.get("unwitnessed", ()):
        del state.witnesses[key]
    for key, rows in told.get("witnesses", {}).items():
        state.witnesses[key] = [StatedWitness(*values) for values in rows]
    state.kept = {Place(*row[:3]): Kept(*row[3:]) for row in told.get("kept", ())}
    state.head = frozenset(map(HeadSign, told["head"])) if "head" in told else said.head
    return state


def _row(table: str, values: list[Any]) -> CitedRow:
    row: CitedRow = ROW_OF[table]._make(values)
    return row
