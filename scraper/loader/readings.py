"""Readings: what a parser read in one capture, packed small, and unpacked again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from schemas.extraction import Extraction
from schemas.page_types import PageType

Reading = dict[str, Any]
T = TypeVar("T")

_QUOTED = ("observations", "context", "findings", "recommendations")
# Level 3 costs a third of level 6 and makes a reading 7 % larger (docs/database.md, What it costs).
_LEVEL = 3


class Recent(Generic[T]):
    """The newest few values by key; what falls out is made again by whoever needs it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Any, T] = OrderedDict()

    def get(self, key: Any) -> T | None:
        """Give the value of a key, or None."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def put(self, key: Any, value: T) -> T:
        """Keep a value and give it back."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return value


_unpacked: Recent[Reading] = Recent(32)
ProblemValues = tuple[str, str, str, str]
"""A problem as its table keeps it: code, severity, message, blocks as JSON."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the loader needs of an extraction, small and plain, so that it crosses a process border cheaply.

    Of a loaded page `record` is the reading's id and `data` the packed reading, of a refused one `refused` is
    the reason, `message` the line for a person, `problems` its problems. `characters` counts the visible text:
    claimed, boilerplate, unread; `organisation` and `round` are those that the page proved to be of.
    """

    record: str | None = None
    data: bytes = b""
    refused: str | None = None
    message: str | None = None
    problems: tuple[ProblemValues, ...] = ()
    is_unknown: bool = False
    characters: tuple[int, int, int] = (0, 0, 0)
    organisation: str | None = None
    round: str | None = None


def parcel_of(extraction: Extraction) -> Parcel:
    """Pack an extraction for the loader."""
    if extraction.refused is not None:
        problems = tuple((p.code, p.severity.value, p.message, json.dumps(p.blocks)) for p in extraction.problems)
        return Parcel(refused=extraction.refused.reason.value, message=extraction.refused.message, problems=problems)
    reading = reading_of(extraction)
    record, data = pack(reading)
    page = extraction.page
    return Parcel(
        record,
        data,
        is_unknown=page.type is PageType.UNKNOWN,
        characters=_characters(reading["blocks"]),
        organisation=page.organisation,
        round=page.round,
    )


def _characters(blocks: list[list[Any]]) -> tuple[int, int, int]:
    claimed = boilerplate = unread = 0
    for _, _, text, claim in blocks:
        if claim is None:
            unread += len(text)
        elif claim.startswith("boilerplate:"):
            boilerplate += len(text)
        else:
            claimed += len(text)
    return claimed, boilerplate, unread


def reading_of(extraction: Extraction) -> Reading:
    """Give the plain data of a loaded page: page, record, blocks, problems, accounting.

    The time of capture is the snapshot's, and path and level of a block are the document's; neither is part
    of what the page says.
    """
    data = extraction.model_dump(mode="json")
    del data["page"]["captured_at"], data["refused"]
    data["blocks"] = [[block["block"], block["kind"], block["text"], block["claimed_by"]] for block in data["blocks"]]
    return data


def pack(reading: Reading) -> tuple[str, bytes]:
    """Give a reading's id (32 hex of the SHA-256 of its JSON) and its JSON, compressed.

    A paragraph that is the whole text of its block is stored once, in the block.
    """
    texts = {block[0]: block[2] for block in reading["blocks"]}
    record = dict(reading["record"])
    for name in _QUOTED:
        record[name] = [_without_text(row, texts) for row in record[name]]
    packed = json.dumps({**reading, "record": record}, ensure_ascii=False, separators=(",", ":"))
    data = packed.encode("utf-8", "surrogatepass")
    key = hashlib.sha256(data).hexdigest()[:32]
    _unpacked.put(key, reading)
    return key, zlib.compress(data, _LEVEL)


def _without_text(row: dict[str, Any], texts: dict[int, str]) -> dict[str, Any]:
    if row["text"] != texts.get(row["block"]):
        return row
    return {name: value for name, value in row.items() if name != "text"}


def unpack(key: str, data: bytes) -> Reading:
    """Give the reading that `pack` packed."""
    known = _unpacked.get(key)
    if known is not None:
        return known
    reading: Reading = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    texts = {block[0]: block[2] for block in reading["blocks"]}
    for name in _QUOTED:
        for row in reading["record"][name]:
            row.setdefault("text", texts.get(row["block"]))
    return _unpacked.put(key, reading)
