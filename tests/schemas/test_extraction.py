from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.extraction import Extraction
from scraper.parsers.parse import parse_page

_PAGE = b"""<html><body><main><h1>Staffordshire 2016</h1><p>The extent to which the force is effective is good.</p>
<h2>Context</h2><p role="heading" aria-level="6">Of the area</p><p>It is wide.</p></main></body></html>"""


def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(parse_page(_PAGE).model_dump_json())
    return told


def test_an_extraction_is_the_same_from_its_json() -> None:
    extraction = parse_page(_PAGE)
    assert [block.level for block in extraction.blocks] == [1, None, 2, 6, None]
    assert Extraction.model_validate_json(extraction.model_dump_json()) == extraction


def test_every_property_of_the_json_schema_is_described() -> None:
    schema = Extraction.model_json_schema()
    parts = schema["$defs"]

    def is_described(one: dict[str, Any]) -> bool:
        inside = [*one.get("anyOf", []), *([one["items"]] if "items" in one else [])]
        inside += [parts[one["$ref"].rpartition("/")[2]]] if "$ref" in one else []
        return "description" in one or any(map(is_described, inside))

    for name, part in {"Extraction": schema, **parts}.items():
        assert [key for key, one in part.get("properties", {}).items() if not is_described(one)] == [], name


@pytest.mark.parametrize(
    "wrong", [{"block": 0}, {"kind": "box"}, {"level": 7}, {"text": 1}, {"path": None}, {"more": 1}]
)
def test_a_block_from_json_is_validated_as_every_part_is(wrong: dict[str, Any]) -> None:
    told = _told()
    told["blocks"][1] |= wrong
    with pytest.raises(ValidationError, match=rf"blocks\.1\.{next(iter(wrong))}"):
        Extraction.model_validate_json(json.dumps(told))
