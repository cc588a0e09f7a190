"""What holds for the parser whatever it is given."""

from __future__ import annotations

import json
import time

from schemas.extraction import Extraction
from schemas.vocabulary import Status
from scraper.parsers.parse import parse_page

MOST_SECONDS = 1.0


def parsed(body: bytes, url: str | None = None, content_type: str | None = None) -> Extraction:
    """Parse, and hold the parser to its word: no exception, a second at most, an answer that is whole."""
    started = time.process_time()
    extraction = parse_page(body, url, content_type=content_type)
    taken = time.process_time() - started
    assert taken <= MOST_SECONDS, f"{taken:.2f} s for {len(body)} bytes"
    assert (extraction.record is None) is (extraction.refused is not None)
    again = Extraction.model_validate_json(extraction.model_dump_json())
    assert again == extraction
    json.dumps(extraction.to_json(), ensure_ascii=False).encode("utf-8")
    if extraction.record is not None:
        _whole(extraction)
    return extraction


def _whole(extraction: Extraction) -> None:
    assert extraction.record is not None
    assert extraction.accounting is not None
    numbers = {block.block for block in extraction.blocks}
    accounting = extraction.accounting
    assert accounting.claimed + accounting.boilerplate + accounting.unread == len(extraction.blocks)
    for judgment in extraction.record.judgments:
        assert (judgment.grade is not None) is (judgment.status is Status.GRADED)
        assert set(judgment.blocks) <= numbers
        texts = {block.block: block.text for block in extraction.blocks}
        assert all(witness.block in texts for witness in judgment.witnesses)
