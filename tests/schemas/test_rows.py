"""The row types: the tables of texts are those of the record, and every table is declared for one type."""

from __future__ import annotations

from typing import get_args

from schemas.columns import table_of
from schemas.prose_rows import PROSE_TABLES, TEXT_TABLES
from schemas.record import Prose, Recommendation, Record
from schemas.rows import ROWS
from scraper.loader.tables import SEARCHED, SPECS


def _lists_of(*kinds: type) -> set[str]:
    found = ((name, get_args(field.annotation)) for name, field in Record.model_fields.items())
    return {name for name, items in found if items and isinstance(items[0], type) and issubclass(items[0], kinds)}


def test_the_tables_of_texts_are_the_lists_of_texts_of_a_record() -> None:
    assert set(PROSE_TABLES) == _lists_of(Prose)
    assert set(TEXT_TABLES) == _lists_of(Prose, Recommendation)
    assert (*TEXT_TABLES, "publication_texts") == SEARCHED


def test_a_row_type_has_the_columns_of_its_table_in_order() -> None:
    assert len({table_of(row).name for row in ROWS}) == len(ROWS) == len(SPECS)
    for row in ROWS:
        assert SPECS[table_of(row).name].names == getattr(row, "_fields", None)
