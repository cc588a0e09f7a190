"""What of an extraction must be equal for two to be the same record."""

from __future__ import annotations

from typing import Any

from schemas.extraction import Extraction

_LEFT_OUT = frozenset({"block", "blocks", "kind"})


def same_record(extraction: Extraction) -> Any:
    """Return the record without block numbers and kinds; a recommendation's kind is a value and stays."""
    assert extraction.record is not None
    data = extraction.record.model_dump(mode="json")
    asked = [(r["kind"], r["text"]) for r in data["recommendations"]]
    return _without(data) | {"asked": asked}


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(item) for key, item in value.items() if key not in _LEFT_OUT}
    if isinstance(value, list):
        return [_without(item) for item in value]
    return value
