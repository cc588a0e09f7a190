"""What crosses from the process that read a page to the one that loads it: beside its packed reading all that is made of it alone."""

from __future__ import annotations

from dataclasses import replace

from .profile import profile_text
from .readings import Parcel
from .statements import ReadBlock, StoredBlock
from .stating import remember, stated


def for_another(parcel: Parcel, snapshot: str) -> Parcel:
    """Return a parcel with what its capture (an id) states, and its profile, so that the process that loads it need not unpack it."""
    content = parcel.content
    if content is None:
        return parcel
    made = stated(content.id, lambda: content.reading, snapshot)
    blocks: dict[int, ReadBlock] = {
        key: StoredBlock(key, str(one.kind), one.text, one.claimed_by) for key, one in made.blocks.items()
    }
    return replace(parcel, statement=replace(made, blocks=blocks), profile=profile_text(content.reading))


def take_statement(parcel: Parcel, snapshot: str) -> None:
    """Take from a parcel what its capture (an id) states, where another process made it."""
    if parcel.content is not None and parcel.statement is not None:
        remember(parcel.content.id, snapshot, parcel.statement)
