"""The check of `peel check` that makes the rows once more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from schemas.problems import severity_of
from scraper.errors import STUMBLES
from scraper.loader.conforming import unlike_schema
from scraper.loader.errors import DatabaseError
from scraper.loader.migrations import SCHEMA_VERSION, version_of
from scraper.loader.restated import unlike_readings
from scraper.parsers.version import parser_version
from scraper.store.sqlite import Database

from .current import Current
from .verdict import Flag


def rows_differ(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find rows that are not as the stored readings say: somebody changed or deleted them by hand."""
    try:
        found = list(unlike_readings(db, parser_version())) if version_of(db) == SCHEMA_VERSION else []
    except sqlite3.DatabaseError:  # of the file, or a reading that is not there: told as damage, or as a reference
        return
    except DatabaseError as error:  # it names captures or states that are not there
        yield _flag(f"{error.message}.")
        return
    except STUMBLES:
        if next(unlike_schema(db), None) is None:  # over sound rows it is a fault of ours, and no clean bill
            raise
        return
    for words in found:
        yield _flag(f"{words}; run `peel rebuild`.")


def _flag(message: str) -> Flag:
    code = rows_differ.__name__
    return Flag("the database", "", code, severity_of(code).value, message)
