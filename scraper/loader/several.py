"""Pages that state rows of several assessments: those that state rows of the same ones speak together.

An assessment's own pages are found by its id. A report of a region is of no assessment and states rows of many; a copy of
it that was saved without its address, or under another one, is a page of its own that states the same rows. Which of
them speaks is told by the pages (`place`), never by the order of loading.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from schemas.page_types import OF_SEVERAL
from scraper.store.sqlite import Database

from .history import PageState
from .line import Line
from .precedence import place
from .standing import Stated, add_rows, own_rows, shared_rows
from .statements import OWNED, prefixes

_OTHERS = "SELECT id, type, pillar FROM pages WHERE assessment IS NULL AND type IN (SELECT value FROM json_each(?))"
_STATED = "SELECT DISTINCT j.assessment FROM judgment_states s JOIN judgments j ON j.id = s.judgment WHERE s.page = ?"
"""The assessments of which a page states a judgment, or stated one that still stands."""


@dataclass(frozen=True)
class Company:
    """Pages that state rows of the same assessments: `kept` is each that is there still, the one that speaks first first.

    Of a row of a page's own that several state only the first one's is left.
    """

    assessments: frozenset[str]
    names: frozenset[tuple[str, str, str | None]]
    """Id, type and pillar of each page, of those that are gone too."""
    kept: list[PageState]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the pages."""
        return frozenset(key for key, *_ in self.names)

    def stands(self, db: Database) -> Stated:
        """Return the rows in the tables that these pages state."""
        found: Stated = {}
        for key, kind, pillar in self.names:
            add_rows(found, shared_rows(db, None, key))
            add_rows(found, own_rows(db, prefixes(key, kind, pillar, None)))
        alike = {
            (kind, pillar): key for key, kind, pillar in self.names
        }  # their rows of an assessment have the same ids
        for assessment in self.assessments:
            add_rows(found, shared_rows(db, assessment, ""))
            for (kind, pillar), key in alike.items():
                add_rows(found, own_rows(db, prefixes(key, kind, pillar, assessment)))
        return found


def company(db: Database, own: Mapping[str, PageState | None], *, and_before: bool = False) -> Company | None:
    """Return pages of no assessment (by id, None for one that is to go) with all that state rows of the same assessments.

    With `and_before` those count too that the pages stated before they changed: their rows may be to go. Returns None
    where none of the pages is of a type that states rows of several.
    """
    if not any(one is None or one.page.has_assessments for one in own.values()):
        return None
    names = {row[0]: row for row in db.conn.execute(_OTHERS, (json.dumps(sorted(OF_SEVERAL)),))}
    names |= {key: (key, one.page.type.value, one.page.pillar) for key, one in own.items() if one is not None}
    stated = {key: _stated(own[key] if key in own else _shared(db, key)) for key in names}
    for key in own.keys() & names.keys() if and_before else ():
        stated[key] |= {each for (each,) in db.conn.execute(_STATED, (key,))}
    found: set[str] = set()
    inside = own.keys() & names.keys()
    while inside - found:
        found |= inside
        assessments = frozenset(each for key in found for each in stated[key])
        inside = {key for key, each in stated.items() if each & assessments}
    if not found:
        return None
    states = [own[key] if key in own else Line(db, key).state() for key in found]
    kept = sorted((one for one in states if one is not None), key=place)
    return Company(assessments, frozenset(names[key] for key in found), _apart(kept))


def _shared(db: Database, key: str) -> PageState | None:
    found = Line(db, key).shared()
    return None if found is None else found[0]


def _stated(one: PageState | None) -> set[str]:
    return set() if one is None else {*one.state.rows.assessments}


def _apart(pages: list[PageState]) -> list[PageState]:
    """Return the pages without the rows of their own, and the values kept for those, that a page before them states."""
    spoken: dict[str, set[str]] = {table: set() for table in OWNED}
    return [_without(one, spoken) for one in pages]


def _without(one: PageState, spoken: dict[str, set[str]]) -> PageState:
    rows, kept = one.state.rows, one.state.kept
    doubles = {(table, key) for table in OWNED for key in rows.of(table).keys() & spoken[table]}
    for table in OWNED:
        spoken[table] |= rows.of(table).keys()
    if not doubles:
        return one
    rows = rows.copy()
    for table, key in doubles:
        rows.drop(table, key)
    kept = {where: value for where, value in kept.items() if (where.table, where.row_id) not in doubles}
    return replace(one, state=replace(one.state, rows=rows, kept=kept))
