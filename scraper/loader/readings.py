"""Readings: what a parser read in one capture, as models, and packed for the database or another process."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from isal import isal_zlib
from pydantic import TypeAdapter

from schemas.extraction import Accounting, Extraction, Page, Problem
from schemas.page_types import PageType
from schemas.prose_rows import TEXT_TABLES
from schemas.record import Judgment, Record, Section
from scraper.store.sqlite import Database

from .statements import ReadBlock, StoredBlock

Plain = dict[str, Any]
"""A reading as plain data: the JSON that is packed."""
T = TypeVar("T")

# Of ISA-L: a third of the time of zlib's level 3, and 1 % fewer bytes (docs/decisions.md, 84).
_LEVEL = 3
_PLAIN = TypeAdapter(Plain)
_EXTRACTION = TypeAdapter(Extraction)
_BLOCKS = TypeAdapter(list[tuple[int, str, str, str | None]])
_PROBLEMS = TypeAdapter(list[Problem])


ProblemValues = tuple[str, str, str, str]
"""A problem as its table keeps it: code, severity, message, blocks as JSON."""
TextCounts = tuple[int | None, int | None, int | None, float | None]
"""How many blocks are claimed, boilerplate and unread, and the share of the text that is accounted for."""


class Recent(Generic[T]):
    """The newest few values by key; what falls out is made again by whoever needs it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """Return the value of a key, or None."""
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def put(self, key: Hashable, value: T) -> T:
        """Keep a value and return it."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return value


class Gist(NamedTuple):
    """What recording a reading takes from it: which page it is, the newest date printed on it, counts, problems."""

    page: Page
    newest: str
    texts: TextCounts
    problems: tuple[ProblemValues, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says, and where its text went; without the time of capture, which is the snapshot's."""

    page: Page
    record: Record
    accounting: Accounting | None
    problems: Sequence[Problem]
    blocks: Sequence[ReadBlock]


# Few: the garbage collector walks whatever is kept, and rows are kept apart (`stating`).
_models: Recent[Reading] = Recent(4)


@dataclass(slots=True)
class Packable:
    """A reading on its way into the database: its models and its packed form, each made when first asked for.

    `id` is 32 hex of the SHA-256 of its JSON. It is packed where it is stored, and where it is pickled for
    another process, and its gist beside it; it is unpacked only where it came packed and more of it is asked for.
    """

    id: str
    _json: bytes | None = field(default=None, compare=False, repr=False)
    _data: bytes | None = field(default=None, compare=False, repr=False)
    _reading: Reading | None = field(default=None, compare=False, repr=False)
    _gist: Gist | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, extraction: Extraction) -> Packable:
        """Return the reading of an extraction that is not refused."""
        data = _json_of(extraction)
        return cls(_id_of(data), data, None, _reading_of(extraction))

    @classmethod
    def packed(cls, key: str, data: bytes, gist: Gist | None = None) -> Packable:
        """Return the reading that was packed as `data`; `gist` is its gist where that is known."""
        return cls(key, None, data, None, gist)

    @property
    def data(self) -> bytes:
        """The packed form."""
        if self._data is None:
            assert self._json is not None
            self._data, self._json = isal_zlib.compress(self._json, _LEVEL), None
        return self._data

    @property
    def reading(self) -> Reading:
        """The models."""
        if self._reading is None:
            self._reading = _models.get(self.id) or _validated(unpack(self.data))
        return _models.put(self.id, self._reading)

    @property
    def gist(self) -> Gist:
        """What recording it takes from it."""
        if self._gist is None:
            self._gist = _gist_of(self.reading)
        return self._gist

    def __reduce__(self) -> tuple[Any, ...]:
        return Packable.packed, (self.id, self.data, self.gist)


def _gist_of(reading: Reading) -> Gist:
    count = reading.accounting
    texts = (count.claimed, count.boilerplate, count.unread, count.coverage) if count else (None, None, None, None)
    return Gist(reading.page, newest_date(reading.record), texts, problem_values(reading.problems))


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the loader needs of an extraction, small enough to cross a process border cheaply.

    Of a loaded page `content` is its reading, of a refused one `refused` is the reason, `message` the line for
    a person, `problems` its problems. `characters` counts the visible text: claimed, boilerplate, unread;
    `organisation` and `round` are those that the page proved to be of. `statement` is what the capture states (packed), `profile`
    what the page looks like (JSON), where another process made them.
    """

    content: Packable | None = None
    refused: str | None = None
    message: str | None = None
    problems: tuple[ProblemValues, ...] = ()
    is_unknown: bool = False
    characters: tuple[int, int, int] = (0, 0, 0)
    organisation: str | None = None
    round: str | None = None
    statement: bytes | None = None
    profile: str | None = None


def parcel_of(extraction: Extraction) -> Parcel:
    """Return what the loader needs of an extraction; its reading is not packed yet."""
    if extraction.refused is not None:
        problems = problem_values(extraction.problems)
        return Parcel(refused=extraction.refused.reason.value, message=extraction.refused.message, problems=problems)
    page = extraction.page
    return Parcel(
        Packable.of(extraction),
        is_unknown=page.type is PageType.UNKNOWN,
        characters=_characters(extraction),
        organisation=page.organisation,
        round=page.round,
    )


def problem_values(problems: Iterable[Problem]) -> tuple[ProblemValues, ...]:
    """Return problems as their table keeps them: what is said of several places in the same words is one row with all blocks."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for one in problems:
        blocks = places.setdefault((one.code, one.severity.value, one.message), [])
        blocks += (block for block in one.blocks if block not in blocks)
    return tuple((*told, json.dumps(blocks)) for told, blocks in places.items())


def _characters(extraction: Extraction) -> tuple[int, int, int]:
    claimed = boilerplate = unread = 0
    for block in extraction.blocks:
        if block.claimed_by is None:
            unread += len(block.text)
        elif block.claimed_by.startswith("boilerplate:"):
            boilerplate += len(block.text)
        else:
            claimed += len(block.text)
    return claimed, boilerplate, unread


def _reading_of(extraction: Extraction) -> Reading:
    assert extraction.record is not None
    return Reading(
        extraction.page.model_copy(update={"captured_at": None}),
        extraction.record,
        extraction.accounting,
        extraction.problems,
        extraction.blocks,
    )


def newest_date(record: Record) -> str:
    """Return the newest date that a page states of its judgments and sections (ISO 8601), `` where there is none."""
    dated: list[Judgment | Section] = [*record.judgments, *record.sections]
    return max((row.last_updated.isoformat() for row in dated if row.last_updated), default="")


def plain_of(extraction: Extraction) -> Plain:
    """Return the plain data of an extraction that is not refused: page, record, accounting, problems, blocks."""
    data = extraction.model_dump(mode="json")
    del data["page"]["captured_at"], data["refused"]
    data["blocks"] = [[block["block"], block["kind"], block["text"], block["claimed_by"]] for block in data["blocks"]]
    return data


def pack(plain: Plain) -> tuple[str, bytes]:
    """Return a reading's id and its packed form."""
    data = _json_of_plain(plain)
    return _id_of(data), isal_zlib.compress(data, _LEVEL)


def _json_of(extraction: Extraction) -> bytes:
    """Return the JSON of a reading, as that of its plain data is: written in one go, which costs two thirds."""
    blocks: list[tuple[int, str, str, str | None]] = [
        (block.block, block.kind, block.text, block.claimed_by) for block in extraction.blocks
    ]
    texts = {number: text for number, _, text, _ in blocks}
    said: dict[str, Any] = {}
    for name in TEXT_TABLES:
        rows = getattr(extraction.record, name)
        said[name] = {place: {"text"} for place, row in enumerate(rows) if row.text == texts.get(row.block)}
    without: dict[str, Any] = {"page": {"captured_at"}, "refused": True, "blocks": True, "record": said}
    try:
        return (
            _EXTRACTION.dump_json(extraction, exclude=without)[:-1] + b',"blocks":' + _BLOCKS.dump_json(blocks) + b"}"
        )
    except ValueError:  # half of a surrogate pair, which UTF-8 has no form for
        return _json_of_plain(plain_of(extraction))


def _json_of_plain(plain: Plain) -> bytes:
    """Return the JSON of a reading; a paragraph that is the whole text of its block stands once, in the block."""
    texts = {block[0]: block[2] for block in plain["blocks"]}
    record = dict(plain["record"])
    for name in TEXT_TABLES:
        record[name] = [_without_text(row, texts) for row in record[name]]
    whole = {**plain, "record": record}
    try:
        return _PLAIN.dump_json(whole)
    except ValueError:  # half of a surrogate pair, which UTF-8 has no form for
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _id_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _without_text(row: Plain, texts: dict[int, str]) -> Plain:
    if row["text"] != texts.get(row["block"]):
        return row
    return {name: value for name, value in row.items() if name != "text"}


def unpack(data: bytes) -> Plain:
    """Return the plain data that `pack` packed.

    Raises sqlite3.DatabaseError, as for any damage of the file, where the bytes are not those that were packed.
    """
    try:
        plain = _PLAIN.validate_json(zlib.decompress(data))
        texts = {block[0]: block[2] for block in plain["blocks"]}
        for name in TEXT_TABLES:
            for row in plain["record"][name]:
                row.setdefault("text", texts.get(row["block"]))
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise sqlite3.DatabaseError(f"a stored reading cannot be unpacked: {type(error).__name__}") from error
    return plain


def _validated(plain: Plain) -> Reading:
    """Return the models of plain data; fields that an older parser wrote and today's models lack are left out.

    Raises sqlite3.DatabaseError, as for any damage of the file, where the data is not of the form that any parser wrote.
    """
    try:
        return _models_of(plain)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise sqlite3.DatabaseError(f"a stored reading is of another form: {type(error).__name__}") from error


def _models_of(plain: Plain) -> Reading:
    accounting = plain["accounting"]
    return Reading(
        Page.model_validate(plain["page"], strict=False, extra="ignore"),
        Record.model_validate(plain["record"], strict=False, extra="ignore"),
        accounting and Accounting.model_validate(accounting, strict=False, extra="ignore"),
        _PROBLEMS.validate_python(plain["problems"], strict=False, extra="ignore"),
        [StoredBlock(*block) for block in plain["blocks"]],
    )


def is_whole(key: str, data: bytes) -> bool:
    """Return whether packed bytes are the reading that has the id `key`."""
    try:
        return _id_of(zlib.decompress(data)) == key
    except (zlib.error, TypeError):
        return False


def stored_reading(db: Database, key: str) -> Reading:
    """Return a stored reading by its id."""
    return _models.get(key) or Packable.packed(key, packed_reading(db, key)).reading


def reading_by_id(db: Database, key: str) -> Plain:
    """Return the plain data of a stored reading by its id."""
    return unpack(packed_reading(db, key))


def has_reading(db: Database, key: str) -> bool:
    """Return whether a reading is stored."""
    return db.conn.execute("SELECT 1 FROM _records WHERE id = ?", (key,)).fetchone() is not None


def packed_reading(db: Database, key: str) -> bytes:
    """Return a stored reading as it is packed, by its id; raises sqlite3.DatabaseError where it is missing."""
    row = db.conn.execute("SELECT data FROM _records WHERE id = ?", (key,)).fetchone()
    if row is None or not isinstance(row[0], bytes):
        raise sqlite3.DatabaseError(f"the stored reading {key} is missing")
    return row[0]
