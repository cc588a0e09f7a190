"""Pages written at the end of their group: the rows of each once for all its captures, the search index once for all pages.

While a group is loaded, a capture is stored and takes its place in its page's line; what the tables say of the page waits.
FTS5 writes out what it has gathered with every statement that fires a trigger: while the rows of a group are written,
`_unsearched` says from which row on the texts of each table wait. The triggers leave those rows alone and go on with
the others, so that a row which is changed or deleted before its turn needs no care. All of it stands in the group's
transaction: a file at rest has nothing that waits, and a kill leaves none.
"""

from __future__ import annotations

from scraper.store.sqlite import Database

from .line import Line, Walked
from .sql import Batch
from .tables import SEARCHED, SPECS
from .writing import Turn, write_pages


class Later:
    """The pages of one transaction whose rows wait to be written."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._turns: dict[str, Turn] = {}
        self._is_index_waiting = False

    def is_waiting(self, page: str) -> bool:
        """Return whether the rows of a page wait."""
        return page in self._turns

    def line(self, page: str) -> Line:
        """Return the line of a page, with what was looked up of it since it waits."""
        turn = self._turns.get(page)
        return turn.line if turn is not None else Line(self._db, page)

    def put(self, page: str, assessment: str | None, line: Line, walked: Walked, *, is_named: bool) -> None:
        """Let a page wait whose line has changed; `is_named` tells whether the capture's row names the page already."""
        turn = self._turns.setdefault(page, Turn(page, assessment, line, walked))
        turn.put(walked)
        if not is_named:
            turn.unnamed.append(walked.capture)

    def write(self) -> None:
        """Write the rows of the pages that wait; the transaction is still open."""
        owners: dict[tuple[str, str | None], list[Turn]] = {}
        for turn in self._turns.values():
            owners.setdefault((turn.assessment or turn.page, turn.assessment), []).append(turn)
        batch = Batch(self._db)
        for (_, assessment), turns in owners.items():
            if assessment is None:  # it may state rows of several, which their own pages look at
                batch.write()
            write_pages(self._db, assessment, turns, batch)
            if assessment is None:
                batch.write()
        batch.write()
        self._turns.clear()

    def flush(self) -> None:
        """Write the rows of the pages that wait, for whoever asks what the tables say; their texts still wait."""
        if self._turns and not self._is_index_waiting:
            self._db.conn.execute(_BEGIN)
            self._is_index_waiting = True
        self.write()

    def settle(self) -> None:
        """Write what waits, and put it into the search index; the transaction is still open."""
        self.flush()
        if self._is_index_waiting:
            for sql in (*_SETTLE, "DELETE FROM _unsearched"):
                self._db.conn.execute(sql)
            self._is_index_waiting = False


_BEGIN = "INSERT INTO _unsearched (table_name, after) " + " UNION ALL ".join(
    f"SELECT '{name}', coalesce(max(rowid), 0) FROM \"{name}\"" for name in SEARCHED
)
_SETTLE = tuple(
    f'INSERT INTO "{name}_fts" (rowid, {fields}) SELECT rowid, {fields} FROM "{name}" '
    f"WHERE rowid > (SELECT after FROM _unsearched WHERE table_name = '{name}') ORDER BY rowid"
    for name, fields in ((name, ", ".join(f'"{field}"' for field in SPECS[name].table.search)) for name in SEARCHED)
)
