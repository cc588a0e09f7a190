"""The search index written once for many pages: FTS5 writes out what it has gathered with every statement that fires a trigger.

While a group of pages is loaded, `_unsearched` says from which row on the texts of each table wait. The triggers leave
those rows alone and go on with the others, so that a row which is changed or deleted before its turn needs no care. All of
it stands in the group's transaction: a file at rest has nothing that waits, and a kill leaves none.
"""

from __future__ import annotations

from sqlite_utils import Database

from .tables import SEARCHED, SPECS


class Later:
    """The texts of one transaction that wait for the search index."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._waits = False

    def begin(self) -> None:
        """Let texts that are written from now on wait; nothing is written before the first page that needs it."""
        if not self._waits:
            self._db.conn.execute(_BEGIN)
            self._waits = True

    def settle(self) -> None:
        """Put what waits into the search index; the transaction is still open."""
        if self._waits:
            for sql in (*_SETTLE, "DELETE FROM _unsearched"):
                self._db.conn.execute(sql)
            self._waits = False


_BEGIN = "INSERT INTO _unsearched (table_name, after) " + " UNION ALL ".join(
    f"SELECT '{name}', coalesce(max(rowid), 0) FROM \"{name}\"" for name in SEARCHED
)
_SETTLE = tuple(
    f'INSERT INTO "{name}_fts" (rowid, {fields}) SELECT rowid, {fields} FROM "{name}" '
    f"WHERE rowid > (SELECT after FROM _unsearched WHERE table_name = '{name}') ORDER BY rowid"
    for name, fields in ((name, ", ".join(f'"{field}"' for field in SPECS[name].table.search)) for name in SEARCHED)
)
