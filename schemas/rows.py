"""The tables of the database, declared once: DDL, data dictionary and data package come from these models.

One model is one table, one field is one column (docs/database.md). A field's type gives the
column's type and whether it may be null; an enumeration gives a CHECK; `col` says the rest.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from .page_types import PageType
from .vocabulary import (
    BlockKind,
    Grade,
    OrganisationKind,
    Pillar,
    ProseKind,
    RecommendationKind,
    RefusalReason,
    Scope,
    Severity,
    Status,
    Topic,
    Unit,
    WitnessSource,
)


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


@dataclass(frozen=True)
class Table:
    """What a table is beside its columns.

    `meaning` completes "One row is …"; `key` is the primary key; `rowid` is False for a table stored by its
    key alone; `headline` names the column that stands for the row when it appears or vanishes; `data` tells
    the published tables from the machinery (whose names begin with an underscore).
    """

    name: str
    meaning: str
    key: tuple[str, ...] = ("id",)
    rowid: bool = True
    indexes: tuple[tuple[str, ...], ...] = ()
    checks: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    headline: str | None = None
    data: bool = True


def col(
    description: str,
    *,
    source: str,
    unit: str | None = None,
    ref: str | None = None,
    published: bool = False,
) -> Any:
    """Declare a column.

    `source` says where the value comes from, `unit` its unit or format, `ref` the table whose key it names;
    `published` marks what the page itself says, and so what `changes` watches.
    """
    extra: dict[str, Any] = {"source": source, "unit": unit, "ref": ref, "published": published}
    return Field(description=description, json_schema_extra=extra)


_PAGE, _DERIVED, _CAPTURE, _CATALOGUE, _LOADER = "page", "derived", "capture", "catalogue", "loader"
_DATE, _TIME = "ISO 8601 day", "ISO 8601 time, UTC"
_SNAPSHOT = "The capture that the row was read from."
_BLOCK = "The block of that capture; null where the page has none."
_ASSESSMENT = "The assessment, `<organisation>/<round>`."
_QUESTION_KEY = "The vocabulary's key of the question, the same in every round."
_GRADED = "(status = 'graded') = (grade IS NOT NULL)"


class Row(BaseModel):
    """What all rows share: strict about names, frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: ClassVar[Table]


class OrganisationRow(Row):
    """A police force or a fire and rescue service."""

    table = Table("organisations", "a police force or a fire and rescue service")
    id: str = col("`police/<slug>` or `fire/<slug>`.", source=_CATALOGUE)
    kind: OrganisationKind = col("`police` or `fire`.", source=_CATALOGUE)
    slug: str = col("The slug of the site's addresses.", source=_CATALOGUE)
    name: str = col("Name.", source=_CATALOGUE)
    continues: str | None = col(
        "The organisation it came from, where it was renamed or merged.",
        source=_CATALOGUE,
        ref="organisations",
    )


class AssessmentRow(Row):
    """An organisation in a round."""

    table = Table("assessments", "an organisation in a round", indexes=(("organisation",), ("round",)))
    id: str = col("`<organisation>/<round>`: the key of everything.", source=_PAGE)
    organisation: str = col("Who was inspected.", source=_PAGE, ref="organisations")
    round: str = col("The round of inspection: `2014` … `2017`, `2018-19`, `2021-22`, `2023-25`.", source=_PAGE)
    title: str | None = col("The page's heading as published.", source=_PAGE, published=True)
    inspector_name: str | None = col("Who signs the page, as published.", source="page: signature", published=True)
    inspector_title: str | None = col("The signer's title as published.", source="page: signature", published=True)
    inspector_contact: str | None = col("Whom the contact line names.", source="page: contact line", published=True)
    introduction: str | None = col(
        "The paragraphs before the judgments, parted by an empty line.", source=_PAGE, published=True
    )
    url: str | None = col("Canonical address of the page that speaks for the assessment.", source=_DERIVED)
    key_facts_period: str | None = col(
        "The period of the key-facts panel, not the round of the page.",
        source="page: key-facts heading",
        unit="e.g. `2019/20`",
        published=True,
    )
    grade_scale: int | None = col(
        "How many grades the round's scale has: 4, or 5 with `adequate`.", source="vocabulary", unit="grades"
    )
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class JudgmentRow(Row):
    """A grade, or its named absence."""

    table = Table(
        "judgments",
        "a grade of a pillar, a question or an area, or the named absence of one",
        indexes=(("assessment",), ("question_key",), ("status", "grade")),
        checks=(_GRADED, "agreement IN (0, 1)"),
        headline="status",
    )
    id: str = col("`<assessment>/<pillar>[/<question_key>]`, or `<assessment>/area/<question_key>`.", source=_DERIVED)
    assessment: str = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    page: str = col("The page that speaks for the row.", source=_LOADER, ref="pages")
    pillar: Pillar | None = col("The pillar; null for the areas of long reports.", source=_PAGE)
    question: str | None = col("The question or area as published; null for a pillar's own.", source=_PAGE)
    question_key: str | None = col(_QUESTION_KEY, source="vocabulary")
    status: Status = col("`graded`, or the name of the absence: never a bare null.", source=_PAGE, published=True)
    grade: Grade | None = col("The grade; null unless `graded`.", source=_PAGE, published=True)
    grade_rank: int | None = col(
        "5 outstanding, 4 good, 3 adequate, 2 requires improvement, 1 inadequate.",
        source=_DERIVED,
        unit="rank 1-5",
    )
    grade_text: str | None = col("The words of the grade as published.", source=_PAGE, published=True)
    statement: str | None = col("The headline sentence as published.", source="page: headline", published=True)
    last_updated: dt.date | None = col("The date printed with the judgment.", source=_PAGE, unit=_DATE, published=True)
    last_updated_text: str | None = col("That date as published.", source=_PAGE, published=True)
    agreement: int | None = col(
        "1 the page's witnesses agree, 0 they do not, null where there is one or none.", source=_DERIVED
    )
    carried_from: str | None = col("The round whose grade is printed again.", source=_PAGE, published=True)
    previous_grade: Grade | None = col("The grade of an earlier round or state.", source=_PAGE, published=True)
    previous_round: str | None = col("The round of `previous_grade`.", source=_PAGE, published=True)
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class WitnessRow(Row):
    """A place where a page states a grade."""

    table = Table("witnesses", "a place where a page states a judgment", key=("judgment", "position"), rowid=False)
    judgment: str = col("The judgment stated.", source=_DERIVED, ref="judgments")
    position: int = col("Order: the page that speaks first, then the others.", source=_LOADER)
    source: WitnessSource = col("Headline sentence, badge, table or prose.", source=_PAGE)
    grade: Grade | None = col("The grade stated; null where the words name an absence.", source=_PAGE)
    text: str = col("The stating words as published.", source=_PAGE)
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class _ProseRow(Row):
    """The columns of a paragraph or bullet."""

    id: str = col(
        "`<assessment>/<table>/<page type>[-<pillar>]/<section key>/<8 hex of the folded text>[-n]`.",
        source=_DERIVED,
    )
    assessment: str = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    section: str = col("The vocabulary's label of the section.", source="vocabulary")
    section_text: str | None = col("The section's heading as published.", source=_PAGE, published=True)
    position: int = col("Place in its page and section, from 1.", source=_DERIVED)
    kind: ProseKind = col("What the text was on the page.", source=_PAGE)
    text: str = col("The text as published.", source=_PAGE, published=True)


class ObservationRow(_ProseRow):
    """A paragraph or bullet of the inspector."""

    table = Table(
        "observations",
        "a paragraph or bullet in the inspector's voice",
        indexes=(("assessment",),),
        search=("text",),
        headline="text",
    )
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class ContextRow(_ProseRow):
    """A paragraph or bullet about the area."""

    table = Table(
        "context",
        "a paragraph or bullet about the area, or the force's own words",
        indexes=(("assessment",),),
        search=("text",),
        headline="text",
    )
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class FindingRow(_ProseRow):
    """A paragraph or bullet under a pillar or question."""

    table = Table(
        "findings",
        "a paragraph or bullet under a pillar, a question or a standing section",
        indexes=(("assessment", "pillar"), ("question_key",)),
        search=("text",),
        headline="text",
    )
    pillar: Pillar | None = col("The pillar it stands under.", source=_PAGE)
    question: str | None = col("The question it stands under, as published.", source=_PAGE, published=True)
    question_key: str | None = col(_QUESTION_KEY, source="vocabulary")
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class RecommendationRow(Row):
    """What the inspectorate asks for, or holds up as an example."""

    table = Table(
        "recommendations",
        "an area for improvement, a cause of concern, a recommendation or a practice",
        indexes=(("assessment",), ("kind",)),
        search=("text",),
        headline="text",
    )
    id: str = col("As for prose; the section key is the kind.", source=_DERIVED)
    assessment: str = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    kind: RecommendationKind = col("What it is.", source=_PAGE)
    pillar: Pillar | None = col("The pillar it stands under.", source=_PAGE)
    question: str | None = col("The question it stands under, as published.", source=_PAGE, published=True)
    question_key: str | None = col(_QUESTION_KEY, source="vocabulary")
    position: int = col("Place among its page's, from 1.", source=_DERIVED)
    text: str = col("The text as published; a practice's title and paragraph.", source=_PAGE, published=True)
    deadline: dt.date | None = col("The day by which it is to be done.", source=_PAGE, unit=_DATE, published=True)
    deadline_text: str | None = col("The deadline as published.", source=_PAGE, published=True)
    parent: str | None = col("Its cause of concern.", source=_PAGE, ref="recommendations")
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class KeyFactRow(Row):
    """One figure of the key-facts panel."""

    table = Table(
        "key_facts",
        "one figure of the key-facts panel",
        indexes=(("assessment",), ("topic", "measure", "scope")),
        headline="text",
    )
    id: str = col("`<assessment>/key-facts/<topic>/<measure>/<scope>`.", source=_DERIVED)
    assessment: str = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    period: str | None = col("The period of the panel.", source="page: key-facts heading", published=True)
    topic: Topic | None = col("The heading it stands under; null where that is not known.", source=_PAGE)
    measure: str | None = col("What is measured: `area`, `people`, `change` …", source=_PAGE)
    scope: Scope | None = col("`local`: the force's own; `national`: the comparator.", source=_PAGE)
    value: float | None = col(
        "The number; null where the text is not read.", source=_PAGE, unit="see `unit`", published=True
    )
    unit: Unit | None = col("The unit of `value`.", source=_PAGE, published=True)
    years: int | None = col("The span of a change.", source=_PAGE, unit="years", published=True)
    text: str = col("The line as published.", source=_PAGE, published=True)
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class SectionRow(Row):
    """A dated section."""

    table = Table("sections", "a section with its date", indexes=(("assessment",),), headline="section")
    id: str = col("`<assessment>/sections/<page type>[-<pillar>]/<section key>[-n]`.", source=_DERIVED)
    assessment: str = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    section: str = col("The vocabulary's label of the section.", source="vocabulary")
    section_text: str | None = col("The section's heading as published.", source=_PAGE, published=True)
    pillar: Pillar | None = col("The pillar the section is about.", source=_PAGE)
    question: str | None = col("The question printed under the heading.", source=_PAGE, published=True)
    question_key: str | None = col(_QUESTION_KEY, source="vocabulary")
    last_updated: dt.date | None = col("The date printed.", source=_PAGE, unit=_DATE, published=True)
    last_updated_text: str | None = col("The date as published.", source=_PAGE, published=True)
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class ReportRow(Row):
    """A report that a page lists."""

    table = Table("reports", "a report that a page lists", indexes=(("assessment",),), headline="title")
    id: str = col("`<assessment>/reports/<page type>[-<pillar>]/<8 hex of the title>[-n]`.", source=_DERIVED)
    assessment: str = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    title: str = col("Title as published.", source=_PAGE, published=True)
    summary: str | None = col("The first line under the title.", source=_PAGE, published=True)
    report: str | None = col("The words of the link to the report.", source=_PAGE, published=True)
    url: str | None = col("Address of the report.", source=_PAGE, published=True)
    published: dt.date | None = col("Day of publication.", source=_PAGE, unit=_DATE, published=True)
    published_text: str | None = col("The date as published.", source=_PAGE, published=True)
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class LetterRow(Row):
    """A revisit letter."""

    table = Table("letters", "a revisit letter", indexes=(("assessment",),), headline="sender")
    id: str = col("`<page>`: the letter's own page.", source=_DERIVED)
    assessment: str = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    title: str | None = col("The letter's heading as published.", source=_PAGE, published=True)
    sender: str | None = col("Who sent it.", source=_PAGE, published=True)
    addressee: str | None = col("Whom it was sent to.", source=_PAGE, published=True)
    copied: str | None = col("Whom it was copied to.", source=_PAGE, published=True)
    date: dt.date | None = col("Day it was sent.", source=_PAGE, unit=_DATE, published=True)
    date_text: str | None = col("The date as published.", source=_PAGE, published=True)
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class LinkRow(Row):
    """A link in the main content of a page."""

    table = Table("links", "a link in the main content of a page", indexes=(("page",),), headline="text")
    id: str = col("`<page>/links/<8 hex of words and address>[-n]`.", source=_DERIVED)
    page: str = col("The page it stands on.", source=_LOADER, ref="pages")
    assessment: str | None = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    text: str = col("The words of the link.", source=_PAGE, published=True)
    url: str = col("Where it leads.", source=_PAGE, published=True)
    snapshot: str = col(_SNAPSHOT, source=_LOADER, ref="snapshots")
    block: int | None = col(_BLOCK, source=_DERIVED)


class PageRow(Row):
    """An address."""

    table = Table("pages", "a page of the site, wherever it was captured", indexes=(("assessment",),))
    id: str = col(
        "`<assessment>/<type>[/<pillar>]`; `<type>/<path>` where there is no one assessment.", source=_DERIVED
    )
    type: PageType = col("What the page is.", source=_PAGE)
    assessment: str | None = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    pillar: Pillar | None = col("The pillar of a pillar or findings page.", source=_PAGE)
    title: str | None = col("The heading as published.", source=_PAGE)
    url: str | None = col("Canonical address.", source=_DERIVED)
    last_seen: dt.datetime | None = col(
        "When the newest capture that is loaded was made; null where no capture is dated.",
        source=_CAPTURE,
        unit=_TIME,
    )
    gone_at: dt.datetime | None = col(
        "When the page was first found to be gone, and not seen since; its rows stay.",
        source=_CAPTURE,
        unit=_TIME,
    )
    snapshot: str = col("The newest capture.", source=_LOADER, ref="snapshots")


class SnapshotRow(Row):
    """One capture of a page."""

    table = Table(
        "snapshots",
        "one capture of an address, loaded or refused",
        indexes=(("page", "captured_at"), ("sha256",)),
    )
    id: str = col("Day of capture and 12 hex of address, time and digest.", source=_DERIVED)
    page: str | None = col("The page; null for a refused capture.", source=_LOADER, ref="pages")
    url: str | None = col("The address the bytes came from.", source=_CAPTURE)
    captured_at: dt.datetime | None = col("When they were captured.", source=_CAPTURE, unit=_TIME)
    source: CaptureSource = col("Where they came from.", source=_CAPTURE)
    status: int = col("HTTP status.", source=_CAPTURE)
    sha256: str = col("SHA-256 of the body.", source=_DERIVED, unit="hexadecimal")
    etag: str | None = col("The ETag header.", source=_CAPTURE)
    last_modified: str | None = col("The Last-Modified header as sent.", source=_CAPTURE)
    warc_file: str | None = col("The archive file, relative to the archive folder.", source=_CAPTURE)
    warc_offset: int | None = col("Where the record begins in it.", source=_CAPTURE, unit="bytes")
    parser_version: str = col("The parser whose reading is current.", source=_LOADER)
    refused: RefusalReason | None = col("Why it was not loaded; null where it was.", source=_LOADER)
    refused_message: str | None = col("The reason in words.", source=_LOADER)
    claimed: int | None = col("Blocks that a field claims.", source=_DERIVED, unit="blocks")
    boilerplate: int | None = col("Blocks that a named rule sets aside.", source=_DERIVED, unit="blocks")
    unread: int | None = col("Blocks that nothing claims.", source=_DERIVED, unit="blocks")
    coverage: float | None = col(
        "1 - unread characters / all characters of the main content.", source=_DERIVED, unit="share 0-1"
    )


class BlockRow(Row):
    """A block of a snapshot that a current row cites."""

    table = Table(
        "blocks",
        "a block of a capture that a current row cites",
        key=("snapshot", "block"),
    )
    snapshot: str = col("The capture.", source=_LOADER, ref="snapshots")
    block: int = col("Number of the block on its page, from 1.", source=_DERIVED)
    kind: BlockKind = col("What the block was.", source=_PAGE)
    text: str = col("The visible text.", source=_PAGE)
    claimed_by: str | None = col("The field that the text went to.", source=_DERIVED)


class ProblemRow(Row):
    """Something that a reader of the data should know."""

    table = Table(
        "problems",
        "something about a capture that a reader of the data should know",
        key=("snapshot", "code", "message"),
        indexes=(("severity",),),
    )
    snapshot: str = col("The capture.", source=_LOADER, ref="snapshots")
    code: str = col("What kind of problem.", source=_DERIVED)
    severity: Severity = col("`info`, `warning` or `error`.", source="vocabulary")
    message: str = col("The problem in words.", source=_DERIVED)
    blocks: str = col("The blocks concerned.", source=_DERIVED, unit="JSON array of numbers")


class ChangeRow(Row):
    """One published value that changed between two captures of a page."""

    table = Table(
        "changes",
        "one published value that changed between two neighbouring captures of a page",
        key=("page", "new_snapshot", "table_name", "row_id", "column_name", "cause", "parser_version"),
        indexes=(("assessment",), ("seen_at",), ("row_id",)),
    )
    page: str = col("The page whose captures differ.", source=_LOADER, ref="pages")
    assessment: str | None = col(_ASSESSMENT, source=_PAGE, ref="assessments")
    table_name: str = col("The table of the row.", source=_LOADER)
    row_id: str = col("The row's id.", source=_LOADER)
    column_name: str = col("The column; `*` where the whole row appeared or vanished.", source=_LOADER)
    old: str | None = col("The value before; null where there was none.", source=_PAGE)
    new: str | None = col("The value after; null where there is none.", source=_PAGE)
    old_snapshot: str = col("The capture before.", source=_LOADER, ref="snapshots")
    new_snapshot: str = col(
        "The capture after; the same as before where the parser changed.", source=_LOADER, ref="snapshots"
    )
    seen_at: dt.datetime | None = col("When the new capture was made.", source=_CAPTURE, unit=_TIME)
    cause: Cause = col("`site`, or `parser` where a newer parser reads the same bytes otherwise.", source=_LOADER)
    parser_version: str = col("The parser of the new reading.", source=_LOADER)


class KeptValueRow(Row):
    """A value that the newest capture no longer states."""

    table = Table(
        "kept_values",
        "a value of a row that its newest capture merely lacks, kept from an older one",
        key=("table_name", "row_id", "column_name"),
        rowid=False,
    )
    table_name: str = col("The table of the row.", source=_LOADER)
    row_id: str = col("The row's id.", source=_LOADER)
    column_name: str = col("The column.", source=_LOADER)
    value: str | None = col("The value that was kept.", source=_PAGE)
    snapshot: str = col("The newest capture that states it.", source=_LOADER, ref="snapshots")
    block: int | None = col("The block of that capture.", source=_DERIVED)


class JudgmentStateRow(Row):
    """A state that a page's judgment was in."""

    table = Table(
        "judgment_states",
        "a state that a judgment was in on one page, from the capture that first showed it",
        key=("judgment", "page", "position"),
        rowid=False,
        checks=(_GRADED,),
    )
    judgment: str = col("Id of the judgment, also where no current row has it any more.", source=_DERIVED)
    page: str = col("The page that states it.", source=_LOADER, ref="pages")
    position: int = col("Number of the state on that page, from 1.", source=_LOADER)
    snapshot: str = col("The capture that first shows the state.", source=_LOADER, ref="snapshots")
    captured_at: dt.datetime | None = col("When that capture was made.", source=_CAPTURE, unit=_TIME)
    status: Status | None = col("The status; null from when the page states the judgment no more.", source=_PAGE)
    grade: Grade | None = col("The grade; null unless `graded`.", source=_PAGE)
    grade_rank: int | None = col("5 outstanding … 1 inadequate.", source=_DERIVED, unit="rank 1-5")
    last_updated: dt.date | None = col("The date printed.", source=_PAGE, unit=_DATE)


class ColumnDocRow(Row):
    """What a column means."""

    table = Table("_column_doc", "what a column means", key=("table_name", "column_name"), rowid=False, data=False)
    table_name: str = col("The table.", source="schema")
    column_name: str = col("The column.", source="schema")
    description: str = col("What it means.", source="schema")
    unit: str | None = col("Its unit or format.", source="schema")
    source: str = col("Where the value comes from.", source="schema")


class SchemaRow(Row):
    """The version of the schema."""

    table = Table("_schema", "the version of the schema", key=("version",), rowid=False, data=False)
    version: int = col("Version of the schema, from 1.", source="schema")
    hash: str = col("16 hex of the digest of the statements that make it.", source="schema")


class RecordRow(Row):
    """What a page says, as read: the material from which all other rows are derived."""

    table = Table("_records", "one reading of a page, shared by the captures that say the same", data=False)
    id: str = col("32 hex of the reading's digest.", source=_DERIVED)
    data: bytes = col("The reading: JSON, zlib.", source=_DERIVED)


class ReadingRow(Row):
    """Which parser read what in a capture."""

    table = Table(
        "_readings",
        "one parser's reading of a capture",
        key=("snapshot", "position"),
        rowid=False,
        data=False,
    )
    snapshot: str = col("The capture.", source=_LOADER, ref="snapshots")
    position: int = col("Order of reading, from 1; the last is current.", source=_LOADER)
    parser_version: str = col("The parser.", source=_LOADER)
    record: str = col("The reading.", source=_LOADER, ref="_records")


ROWS: tuple[type[Row], ...] = (
    OrganisationRow,
    AssessmentRow,
    JudgmentRow,
    WitnessRow,
    ObservationRow,
    ContextRow,
    FindingRow,
    RecommendationRow,
    KeyFactRow,
    SectionRow,
    ReportRow,
    LetterRow,
    LinkRow,
    PageRow,
    SnapshotRow,
    BlockRow,
    ProblemRow,
    ChangeRow,
    KeptValueRow,
    JudgmentStateRow,
    ColumnDocRow,
    SchemaRow,
    RecordRow,
    ReadingRow,
)
