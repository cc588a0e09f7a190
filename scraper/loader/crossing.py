"""What crosses from the process that read a page to the one that loads it: beside its packed reading all that is made of it alone."""

from __future__ import annotations

import pickle
from dataclasses import replace

from .plain import page_of, page_values, rows_of, rows_values, witnesses_of, witnesses_values
from .profile import profile_text
from .readings import Parcel
from .statements import ROW_OF, HeadSign, ReadBlock, Statement, StoredBlock
from .stating import remember, stated


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
    plain = (
        page_values(made.page),
        rows_values(made.rows, ROW_OF),
        witnesses_values(made.witnesses),
        made.newest,
        [sign.value for sign in made.head],
        made.is_whole,
        [(number, str(one.kind), one.text, one.claimed_by) for number, one in made.blocks.items()],
        made.whole,
    )
    return pickle.dumps(plain, pickle.HIGHEST_PROTOCOL)


def _unpacked(data: bytes) -> Statement:
    page, rows, witnesses, newest, head, is_whole, blocks, whole = pickle.loads(data)  # noqa: S301 - a process of this run packed it
    there: dict[int, ReadBlock] = {block.block: block for block in map(StoredBlock._make, blocks)}
    signs = frozenset(map(HeadSign, head))
    return Statement(page_of(page), rows_of(rows), witnesses_of(witnesses), newest, signs, is_whole, there, whole)
