"""What of an extraction must be equal for two to be the same record."""

from __future__ import annotations

from typing import Any

from schemas.extraction import Extraction
from scraper.fixtures.compare import comparable


def same_record(extraction: Extraction) -> Any:
    """Return what two extractions of the same record share, None for a refused page."""
    return comparable(extraction.record.model_dump(mode="json")) if extraction.record is not None else None
