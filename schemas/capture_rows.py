"""The tables of pages, captures and their history, and of peel's own machinery (`schemas.rows` says how they are read)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, NamedTuple

from .columns import (
    ASSESSMENT,
    CAPTURE,
    DAY,
    DERIVED,
    GRADED,
    LOADER,
    PAGE,
    TIME,
    col,
    table,
)
from .page_types import PageType
from .vocabulary import BlockKind, Grade, Pillar, RefusalReason, Severity, Status


class Cause(StrEnum):
    """Why a value differs: the site changed it, or a newer parser reads the same bytes otherwise."""

    SITE = "site"
    PARSER = "parser"


class CaptureSource(StrEnum):
    """Where the bytes of a capture came from."""

    WEB = "web"
    WAYBACK = "wayback"
    UKGWA = "ukgwa"
    WARC = "warc"
    FOLDER = "folder"


FROM_SITE: frozenset[str] = frozenset({CaptureSource.WEB.value, CaptureSource.WAYBACK.value, CaptureSource.UKGWA.value})
"""Sources, as plain words, whose captures peel itself fetched from the site or through a web archive."""


class DatedBy(StrEnum):
    """Which evidence says when a capture was made; the first that there is, in this order, is believed."""

    ADDRESS = "address"
    RECORD = "record"
    SAVED_PAGE = "saved_page"


@table("pages", "a page of the site, wherever it was captured", indexes=(("assessment",),))
class PageRow(NamedTuple):
    """An address."""

    id: Annotated[
        str, col("`<assessment>/<type>[/<pillar>]`; `<type>/<path>` where there is no one assessment.", source=DERIVED)
    ]
    type: Annotated[str, col("What the page is.", source=PAGE, holds=PageType)]
    assessment: Annotated[str | None, ASSESSMENT]
    pillar: Annotated[str | None, col("The pillar of a pillar or findings page.", source=PAGE, holds=Pillar)]
    title: Annotated[str | None, col("The heading as published.", source=PAGE)]
    url: Annotated[str | None, col("Canonical address.", source=DERIVED)]
    last_seen: Annotated[
        str | None,
        col(
            "When the newest dated capture that is loaded was made; null where no capture is dated.",
            source=CAPTURE,
            unit=TIME,
            holds=dt.datetime,
        ),
    ]
    gone_at: Annotated[
        str | None,
        col(
            "When the page was first found to be gone, and not seen since; its rows stay.",
            source=CAPTURE,
            unit=TIME,
            holds=dt.datetime,
        ),
    ]
    snapshot: Annotated[str, col("The newest capture.", source=LOADER, ref="snapshots")]


@table(
    "snapshots",
    "one capture of an address, loaded or refused",
    indexes=(("page", "captured_at"), ("sha256",)),
)
class SnapshotRow(NamedTuple):
    """One capture of a page."""

    id: Annotated[str, col("Day of capture and 12 hex of address, time and digest.", source=DERIVED)]
    page: Annotated[str | None, col("The page; null for a refused capture.", source=LOADER, ref="pages")]
    url: Annotated[str | None, col("The address the bytes came from.", source=CAPTURE)]
    captured_at: Annotated[
        str | None,
        col("When they were captured; null where nothing says so.", source=CAPTURE, unit=TIME, holds=dt.datetime),
    ]
    source: Annotated[str, col("Where they came from.", source=CAPTURE, holds=CaptureSource)]
    status: Annotated[int, col("HTTP status.", source=CAPTURE)]
    sha256: Annotated[str, col("SHA-256 of the body.", source=DERIVED, unit="hexadecimal")]
    etag: Annotated[str | None, col("The ETag header.", source=CAPTURE)]
    last_modified: Annotated[str | None, col("The Last-Modified header as sent.", source=CAPTURE)]
    warc_file: Annotated[str | None, col("The archive file, relative to the archive folder.", source=CAPTURE)]
    warc_offset: Annotated[int | None, col("Where the record begins in it.", source=CAPTURE, unit="bytes")]
    parser_version: Annotated[str, col("The parser whose reading is current.", source=LOADER)]
    refused: Annotated[str | None, col("Why it was not loaded; null where it was.", source=LOADER, holds=RefusalReason)]
    refused_message: Annotated[str | None, col("The reason in words.", source=LOADER)]
    claimed: Annotated[int | None, col("Blocks that a field claims.", source=DERIVED, unit="blocks")]
    boilerplate: Annotated[int | None, col("Blocks that a named rule sets aside.", source=DERIVED, unit="blocks")]
    unread: Annotated[int | None, col("Blocks that nothing claims.", source=DERIVED, unit="blocks")]
    coverage: Annotated[
        float | None,
        col("1 - unread characters / all characters of the main content.", source=DERIVED, unit="share 0-1"),
    ]
    layout: Annotated[
        str | None, col("The layout that the page was read by; null where it was refused.", source=LOADER)
    ]
    dated_by: Annotated[
        str | None,
        col(
            "What says when it was captured: a web archive's timestamp (`address`), the date of the `record`, "
            "what the saving left in the `saved_page`; null where nothing does.",
            source=CAPTURE,
            holds=DatedBy,
        ),
    ]
    inferred_at: Annotated[
        str | None,
        col(
            "Where an undated capture stands among the others: the newest date that it states; null where it is dated.",
            source=DERIVED,
            unit=DAY,
            holds=dt.date,
        ),
    ]


@table(
    "_blocks",
    "a block of a capture that a current row cites, and that is not the whole of one row of texts",
    key=("snapshot", "block"),
    rowid=False,
    data=False,
)
class BlockRow(NamedTuple):
    """A block that a current row cites, and that stands in no row of texts as a whole."""

    snapshot: Annotated[str, col("The capture.", source=LOADER, ref="snapshots")]
    block: Annotated[int, col("Number of the block on its page, from 1.", source=DERIVED)]
    kind: Annotated[str, col("What the block was.", source=PAGE, holds=BlockKind)]
    text: Annotated[str, col("The visible text.", source=PAGE)]
    claimed_by: Annotated[str | None, col("The field that the text went to.", source=DERIVED)]


@table(
    "problems",
    "something about a capture that a reader of the data should know",
    key=("snapshot", "code", "message"),
)
class ProblemRow(NamedTuple):
    """Something that a reader of the data should know."""

    snapshot: Annotated[str, col("The capture.", source=LOADER, ref="snapshots")]
    code: Annotated[str, col("What kind of problem.", source=DERIVED)]
    severity: Annotated[str, col("`info`, `warning` or `error`.", source="vocabulary", holds=Severity)]
    message: Annotated[str, col("The problem in words.", source=DERIVED)]
    blocks: Annotated[str, col("The blocks concerned.", source=DERIVED, unit="JSON array of numbers")]


@table(
    "changes",
    "one published value that changed between two neighbouring captures of a page",
    key=("page", "new_snapshot", "table_name", "row_id", "column_name", "cause", "parser_version"),
    indexes=(("assessment",), ("seen_at",), ("row_id",)),
)
class ChangeRow(NamedTuple):
    """One published value that changed between two captures of a page."""

    page: Annotated[str, col("The page whose captures differ.", source=LOADER, ref="pages")]
    assessment: Annotated[str | None, ASSESSMENT]
    table_name: Annotated[str, col("The table of the row.", source=LOADER)]
    row_id: Annotated[str, col("The row's id.", source=LOADER)]
    column_name: Annotated[str, col("The column; `*` where the whole row appeared or vanished.", source=LOADER)]
    old: Annotated[str | None, col("The value before; null where there was none.", source=PAGE)]
    new: Annotated[str | None, col("The value after; null where there is none.", source=PAGE)]
    old_snapshot: Annotated[str, col("The capture before.", source=LOADER, ref="snapshots")]
    new_snapshot: Annotated[
        str, col("The capture after; the same as before where the parser changed.", source=LOADER, ref="snapshots")
    ]
    seen_at: Annotated[str | None, col("When the new capture was made.", source=CAPTURE, unit=TIME, holds=dt.datetime)]
    cause: Annotated[
        str, col("`site`, or `parser` where a newer parser reads the same bytes otherwise.", source=LOADER, holds=Cause)
    ]
    parser_version: Annotated[str, col("The parser of the new reading.", source=LOADER)]


@table(
    "kept_values",
    "a value of a row that its newest capture merely lacks, kept from an older one",
    key=("table_name", "row_id", "column_name"),
    rowid=False,
)
class KeptValueRow(NamedTuple):
    """A value that the newest capture no longer states."""

    table_name: Annotated[str, col("The table of the row.", source=LOADER)]
    row_id: Annotated[str, col("The row's id.", source=LOADER)]
    column_name: Annotated[str, col("The column.", source=LOADER)]
    value: Annotated[str | None, col("The value that was kept.", source=PAGE)]
    snapshot: Annotated[str, col("The newest capture that states it.", source=LOADER, ref="snapshots")]
    block: Annotated[int | None, col("The block of that capture.", source=DERIVED)]


@table(
    "judgment_states",
    "a state that a judgment was in on one page, from the capture that first showed it",
    key=("judgment", "page", "position"),
    rowid=False,
    checks=(GRADED,),
)
class JudgmentStateRow(NamedTuple):
    """A state that a page's judgment was in."""

    judgment: Annotated[str, col("Id of the judgment, also where no current row has it any more.", source=DERIVED)]
    page: Annotated[str, col("The page that states it.", source=LOADER, ref="pages")]
    position: Annotated[int, col("Number of the state on that page, from 1.", source=LOADER)]
    snapshot: Annotated[str, col("The capture that first shows the state.", source=LOADER, ref="snapshots")]
    captured_at: Annotated[str | None, col("When that capture was made.", source=CAPTURE, unit=TIME, holds=dt.datetime)]
    status: Annotated[
        str | None, col("The status; null from when the page states the judgment no more.", source=PAGE, holds=Status)
    ]
    grade: Annotated[str | None, col("The grade; null unless `graded`.", source=PAGE, holds=Grade)]
    grade_rank: Annotated[int | None, col("5 outstanding … 1 inadequate.", source=DERIVED, unit="rank 1-5")]
    last_updated: Annotated[str | None, col("The date printed.", source=PAGE, unit=DAY, holds=dt.date)]


@table(
    "_places",
    "the place of a capture among those of its page, and what of the page's state then older ones had stated",
    key=("page", "place", "snapshot"),
    rowid=False,
    data=False,
)
class PlaceRow(NamedTuple):
    """Where a capture stands in the history of its page."""

    page: Annotated[str, col("The page.", source=LOADER)]
    place: Annotated[str, col("What the captures of a page are sorted by.", source=DERIVED)]
    snapshot: Annotated[str, col("The capture.", source=LOADER, ref="snapshots")]
    carried: Annotated[
        bytes | None,
        col(
            "What the page's state after it has beside what the capture states: JSON, zlib; empty for nothing, null for "
            "a capture that says just what the one before it says.",
            source=DERIVED,
        ),
    ]


@table(
    "dataset", "something about the file as a whole: its title, licence, source, day, counts", key=("key",), rowid=False
)
class DatasetRow(NamedTuple):
    """Something about the file as a whole, since it travels alone."""

    key: Annotated[str, col("What it is: `title`, `licence`, `attribution`, `newest_capture` …", source=LOADER)]
    value: Annotated[str, col("In words, or the number as text.", source=LOADER)]


@table("_column_doc", "what a column means", key=("table_name", "column_name"), rowid=False, data=False)
class ColumnDocRow(NamedTuple):
    """What a column means."""

    table_name: Annotated[str, col("The table.", source="schema")]
    column_name: Annotated[str, col("The column.", source="schema")]
    description: Annotated[str, col("What it means.", source="schema")]
    unit: Annotated[str | None, col("Its unit or format.", source="schema")]
    source: Annotated[str, col("Where the value comes from.", source="schema")]


@table("_schema", "the version of the schema", key=("version",), rowid=False, data=False)
class SchemaRow(NamedTuple):
    """The version of the schema."""

    version: Annotated[int, col("Version of the schema, from 1.", source="schema")]
    hash: Annotated[str, col("16 hex of the digest of the statements that make it.", source="schema")]


@table("_records", "one reading of a page, shared by the captures that say the same", data=False)
class RecordRow(NamedTuple):
    """What a page says, as read: the material from which all other rows are derived."""

    id: Annotated[str, col("32 hex of the reading's digest.", source=DERIVED)]
    data: Annotated[bytes, col("The reading: JSON, zlib.", source=DERIVED)]


@table(
    "_unsearched",
    "a table whose newest rows wait for the search index while pages are loaded; empty in a file at rest",
    key=("table_name",),
    rowid=False,
    data=False,
)
class UnsearchedRow(NamedTuple):
    """From which row on a table's texts wait for the search index."""

    table_name: Annotated[str, col("The table.", source=LOADER)]
    after: Annotated[int, col("The `rowid` behind which rows wait.", source=LOADER)]


@table(
    "_readings",
    "one parser's reading of a capture",
    key=("snapshot", "position"),
    rowid=False,
    data=False,
)
class ReadingRow(NamedTuple):
    """Which parser read what in a capture."""

    snapshot: Annotated[str, col("The capture.", source=LOADER, ref="snapshots")]
    position: Annotated[int, col("Order of reading, from 1; the last is current.", source=LOADER)]
    parser_version: Annotated[str, col("The parser.", source=LOADER)]
    record: Annotated[str, col("The reading.", source=LOADER, ref="_records")]
