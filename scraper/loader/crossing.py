"""What crosses from the process that read a page to the one that loads it: beside its packed reading all that is made of it alone.

A statement crosses as tuples of plain values, which takes half the time that its rows do.
"""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from schemas.page_types import PageType

from .profile import profile_text
from .readings import Parcel
from .statements import ROW_OF, HeadSign, ReadBlock, Rows, StatedPage, StatedWitness, Statement, StoredBlock
from .stating import remember, stated

_page_values = attrgetter(*(field.name for field in fields(StatedPage)))


def for_another(parcel: Parcel, snapshot: str) -> Parcel:
    """Return a parcel with what its capture (an id) states, and its profile, so that the process that loads it need not unpack it."""
    content = parcel.content
    if content is None:
        return parcel
    made = stated(content.id, lambda: content.reading, snapshot)
    return replace(parcel, statement=_packed(made), profile=profile_text(content.reading))


def take_statement(parcel: Parcel, snapshot: str) -> None:
    """Take from a parcel what its capture (an id) states, where another process made it."""
    if parcel.content is not None and parcel.statement is not None:
        remember(parcel.content.id, snapshot, _unpacked(parcel.statement))


def _packed(made: Statement) -> bytes:
    key, kind, *page = _page_values(made.page)
    plain = (
        (key, kind.value, *page),
        {table: [*map(tuple, rows.values())] for table in ROW_OF if (rows := made.rows.of(table))},
        {judgment: [*map(tuple, found)] for judgment, found in made.witnesses.items()},
        made.newest,
        [sign.value for sign in made.head],
        made.is_whole,
        [(number, str(one.kind), one.text, one.claimed_by) for number, one in made.blocks.items()],
        made.whole,
    )
    return pickle.dumps(plain, pickle.HIGHEST_PROTOCOL)


def _unpacked(data: bytes) -> Statement:
    page, rows, witnesses, newest, head, is_whole, blocks, whole = pickle.loads(data)  # noqa: S301 - a process of this run packed it
    key, kind, *others = page
    said: dict[str, list[StatedWitness]] = {
        judgment: [*map(StatedWitness._make, found)] for judgment, found in witnesses.items()
    }
    there: dict[int, ReadBlock] = {block.block: block for block in map(StoredBlock._make, blocks)}
    signs = frozenset(map(HeadSign, head))
    return Statement(StatedPage(key, PageType(kind), *others), _rows(rows), said, newest, signs, is_whole, there, whole)


def _rows(plain: dict[str, list[tuple[Any, ...]]]) -> Rows:
    rows = Rows()
    for table, values in plain.items():
        getattr(rows, table).update({row[0]: row for row in map(ROW_OF[table]._make, values)})
    return rows
