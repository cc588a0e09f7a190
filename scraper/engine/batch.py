"""A record batch: what one unit gave, as JSON Lines, beside a WARC copy of the pages that are new.

A batch is a folder: `records.jsonl` has a line for each capture in the unit's order, `index.json` what the loader
must know before it reads them, `originals.db` the records that revisits may stand for, and the revisits. A folder without an index is half a batch of a lost worker and is never read.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from schemas.capture_rows import DatedBy
from scraper.fetcher.dating import parse_date
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.loader.readings import Packable, Parcel

RECORDS, INDEX, ORIGINALS = "records.jsonl", "index.json", "originals.db"
_TOLD = ("etag", "last-modified")
_TIMES = ("captured_at", "read_at")
_KEPT = (
    "url",
    "source",
    "status",
    "requested_url",
    "warc_file",
    "warc_offset",
    "origin",
    "page",
    "obtained",
    "dated_by",
    "claimed",
    "payload_digest",
    "note",
    "sha256",
)
Line = tuple[Snapshot | Missed, Parcel | None]


@dataclass(frozen=True)
class Index:
    """What a batch holds: who read it, the WARC files beside it, what its sources skipped."""

    parser_version: str
    warc_files: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def to_line(item: Snapshot | Missed, parcel: Parcel | None) -> str:
    """Return a capture and what it says as one line of JSON, without the page's bytes."""
    if isinstance(item, Missed):
        return _json({"missed": asdict(item)})
    told: dict[str, Any] = {name: getattr(item, name) for name in _KEPT}
    for name in _TIMES:
        moment = getattr(item, name)
        told[name] = moment.isoformat() if moment else None
    told["headers"] = {name: value for name in _TOLD if (value := item.header(name)) is not None}
    if parcel is None:
        return _json({"snapshot": told})
    return _json({"snapshot": told, "said": _said(parcel)})


def from_line(line: str) -> Line:
    """Return what `to_line` was given; the snapshot has its digest and an empty body."""
    data = json.loads(line)
    if "missed" in data:
        return Missed(**data["missed"]), None
    told = data["snapshot"]
    told.update({name: parse_date(told[name]) for name in _TIMES})
    told["dated_by"] = told["dated_by"] and DatedBy(told["dated_by"])
    snapshot = Snapshot(body=b"", digest=told.pop("sha256"), **told)
    return snapshot, _parcel(data["said"]) if "said" in data else None


def _said(parcel: Parcel) -> dict[str, Any]:
    content = parcel.content
    packed = None if content is None else {"id": content.id, "data": base64.b64encode(content.data).decode("ascii")}
    return {**asdict(replace(parcel, content=None, statement=None)), "content": packed}


def _parcel(said: dict[str, Any]) -> Parcel:
    packed = said["content"]
    said["content"] = packed and Packable.packed(packed["id"], base64.b64decode(packed["data"]))
    said["problems"] = tuple(map(tuple, said["problems"]))
    said["characters"] = tuple(said["characters"])
    return Parcel(**said)


def _json(data: Any) -> str:
    # ASCII alone: a lone surrogate of a page crosses as an escape.
    return json.dumps(data, separators=(",", ":")) + "\n"


def write_index(folder: Path, index: Index) -> None:
    """Finish a batch."""
    part = folder / (INDEX + ".part")
    part.write_text(json.dumps(asdict(index)), "ascii")
    part.replace(folder / INDEX)


def read_index(folder: Path) -> Index:
    """Return a batch's index; raises OSError or ValueError where there is no whole one."""
    data = json.loads((folder / INDEX).read_text("ascii"))
    return Index(data["parser_version"], tuple(data["warc_files"]), data["counts"])


def read_lines(folder: Path) -> Iterator[Line]:
    """Return the captures of a batch in order, one in memory at a time."""
    with (folder / RECORDS).open(encoding="ascii") as file:
        for line in file:
            yield from_line(line)
