"""What a capture states comes back from its plain values as it was, and those are plain."""

from __future__ import annotations

import pickle
import pickletools

import pytest

from schemas.extraction import Extraction
from scraper.loader.plain import page_of, page_values, rows_of, rows_values, witnesses_of, witnesses_values
from scraper.loader.readings import parcel_of
from scraper.loader.statements import ROW_OF, SHARED, Rows
from scraper.loader.stating import stated

from .pages import assessment_page, letter_page, other_reports_page, pillar_page


@pytest.mark.parametrize("made", [assessment_page(), pillar_page(), letter_page(), other_reports_page()])
def test_what_a_page_states_comes_back_as_it_was(made: Extraction) -> None:
    content = parcel_of(made).content
    assert content is not None
    said = stated(content.id, lambda: content.reading, "20170302-000000000000")
    plain = page_values(said.page), rows_values(said.rows, ROW_OF), witnesses_values(said.witnesses)
    assert (page_of(plain[0]), rows_of(plain[1]), witnesses_of(plain[2])) == (said.page, said.rows, said.witnesses)
    names = {code.name for code, _, _ in pickletools.genops(pickle.dumps(plain))}
    assert names.isdisjoint({"GLOBAL", "STACK_GLOBAL", "REDUCE", "NEWOBJ"}), "no class of ours is packed"


def test_of_other_tables_nothing_is_taken() -> None:
    assert rows_values(Rows(), ROW_OF) == {} and rows_of({}) == Rows()
    content = parcel_of(assessment_page()).content
    assert content is not None
    rows = stated(content.id, lambda: content.reading, "20170302-000000000000").rows
    assert (
        set(rows_values(rows, SHARED))
        == {table for table in SHARED if rows.of(table)}
        != set(rows_values(rows, ROW_OF))
    )
