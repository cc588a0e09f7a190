"""What revisits gave, kept so that neither they nor their originals are unpacked again.

It lies in state.db beside what files gave (`before`) and is believed as that is: where the stretch of a file that an
original stands in, and that which its revisit stands in, have the same bytes now, and the page is in the database.
"""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from scraper.store.reread import reread

from .before import Before, Told, found_of, told_of
from .places import RecordPlace
from .snapshot import Missed, Snapshot

_FORM: TypeAdapter[Told | str] = TypeAdapter(Told | str)
"""A string is the kind by which a revisit was passed over."""


class Stood:
    """What is kept of revisits, by the stretches of files that `before` proves."""

    def __init__(self, before: Before) -> None:
        self._before = before
        self._db = before.state.db

    def gave(self, own: RecordPlace, original: RecordPlace) -> Snapshot | Missed | str | None:
        """Return what the revisit at a place gave with its original, None where that is to be read.

        A string is the kind by which it was passed over.
        """
        proof = self._proof(own, original)
        if proof is None:
            return None
        row = self._db.execute(
            "SELECT CAST(gave AS BLOB) FROM revisits_before WHERE container = ? AND start = ? AND inner = ? AND proof = ?",
            (own.container.name, own.offset, own.inner, proof),
        ).fetchone()
        told = self._before.reread("revisits_before", lambda: reread(_FORM, row[0])) if row else None
        if told is None or isinstance(told, str):
            return told
        found = found_of(own.key, told)
        return None if isinstance(found, Snapshot) and not self._before.are_known([found]) else found

    def keep(self, own: RecordPlace, original: RecordPlace, found: Snapshot | Missed | str) -> None:
        """Keep what the revisit at a place gave with its original, where the bytes of both were looked at."""
        proof = self._proof(own, original)
        if proof is None:
            return
        told = json.dumps(found if isinstance(found, str) else told_of(found))
        with self._before.state.transaction() as db:
            row = (own.container.name, own.offset, own.inner, proof, told)
            db.execute("INSERT OR REPLACE INTO revisits_before VALUES (?, ?, ?, ?, ?)", row)

    def _proof(self, own: RecordPlace, original: RecordPlace) -> bytes | None:
        """Return a digest of the bytes of both records, None where either stands in no stretch."""
        here, there = self._before.proven_at(own), self._before.proven_at(original)
        if here is None or there is None:
            return None
        return self._before.proof(here.digest.hex(), there.digest.hex(), original.key)
