"""What one capture states, before other captures and pages have their say: rows, witnesses, and the ids of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol, get_args
from urllib.parse import urlsplit

from schemas.columns import table_of
from schemas.extraction import Page
from schemas.page_types import OF_ORGANISATIONS, OF_PUBLICATIONS, OF_SEVERAL, PageType, facts_of
from schemas.prose_rows import (
    TEXT_TABLES,
    ContextRow,
    FindingRow,
    ObservationRow,
    PublicationRow,
    PublicationTextRow,
    RecommendationRow,
)
from schemas.rows import AssessmentRow, JudgmentRow, KeyFactRow, LetterRow, LinkRow, ReportRow, SectionRow
from schemas.text import slug
from schemas.vocabulary import GRADE_RANK

CitedRow = (
    AssessmentRow
    | JudgmentRow
    | KeyFactRow
    | ObservationRow
    | ContextRow
    | FindingRow
    | RecommendationRow
    | SectionRow
    | ReportRow
    | LetterRow
    | LinkRow
    | PublicationRow
    | PublicationTextRow
)
"""A row that pages state: it has an id, and cites a block of a capture."""
_IN_ASSESSMENT = (*TEXT_TABLES, "sections", "reports")
_ONE_A_PAGE = ("letters", "publications")
OWNED = (*_IN_ASSESSMENT, *_ONE_A_PAGE, "publication_texts", "links")
"""Tables whose rows belong to one page: the page is part of their id."""
SHARED = ("assessments", "judgments", "key_facts")
"""Tables whose rows several pages can state."""
ROW_OF: dict[str, type[CitedRow]] = {table_of(row).name: row for row in get_args(CitedRow)}
"""The row type of each of those tables."""
RANK: dict[str | None, int | None] = {None: None, **{grade.value: rank for grade, rank in GRADE_RANK.items()}}


@dataclass
class Rows:
    """Rows that pages state, by id, a field a table."""

    assessments: dict[str, AssessmentRow] = field(default_factory=dict)
    judgments: dict[str, JudgmentRow] = field(default_factory=dict)
    key_facts: dict[str, KeyFactRow] = field(default_factory=dict)
    observations: dict[str, ObservationRow] = field(default_factory=dict)
    context: dict[str, ContextRow] = field(default_factory=dict)
    findings: dict[str, FindingRow] = field(default_factory=dict)
    recommendations: dict[str, RecommendationRow] = field(default_factory=dict)
    sections: dict[str, SectionRow] = field(default_factory=dict)
    reports: dict[str, ReportRow] = field(default_factory=dict)
    letters: dict[str, LetterRow] = field(default_factory=dict)
    publications: dict[str, PublicationRow] = field(default_factory=dict)
    publication_texts: dict[str, PublicationTextRow] = field(default_factory=dict)
    links: dict[str, LinkRow] = field(default_factory=dict)

    def of(self, table: str) -> Mapping[str, CitedRow]:
        """Return the rows of a table of SHARED or OWNED."""
        part: Mapping[str, CitedRow] = getattr(self, table)
        return part

    def put(self, row: CitedRow) -> None:
        """Put a row in its table, in place of the one with its id."""
        part: dict[str, CitedRow] = getattr(self, table_of(type(row)).name)
        part[row.id] = row

    def drop(self, table: str, key: str) -> None:
        """Take a row out of a table of SHARED or OWNED."""
        part: dict[str, CitedRow] = getattr(self, table)
        del part[key]

    def copy(self) -> Rows:
        """Return rows that can be changed without changing these."""
        made = Rows()
        for table in (*SHARED, *OWNED):
            getattr(made, table).update(self.of(table))
        return made

    def each(self, tables: tuple[str, ...]) -> Iterator[CitedRow]:
        """Yield the rows of some tables."""
        for table in tables:
            yield from self.of(table).values()


class ReadBlock(Protocol):
    """A block as a reading keeps it: path and level are the document's, not part of what the page says."""

    @property
    def block(self) -> int:
        """Its number on the page, from 1."""

    @property
    def kind(self) -> str:
        """What it was on the page."""

    @property
    def text(self) -> str:
        """The visible text."""

    @property
    def claimed_by(self) -> str | None:
        """The field that the text went to."""


class StoredBlock(NamedTuple):
    """A block that was unpacked, or crosses to another process."""

    block: int
    kind: str
    text: str
    claimed_by: str | None


class HeadSign(StrEnum):
    """What the head of a page shows: its title, and the judgments that it sums up."""

    TITLE = "title"
    JUDGMENTS = "judgments"


class StatedWitness(NamedTuple):
    """A place of one page that states a judgment; laid beside other pages' it becomes a `WitnessRow`."""

    source: str
    grade: str | None
    text: str
    snapshot: str
    block: int | None


@dataclass(frozen=True, slots=True)
class StatedPage:
    """Which page it is: as the parser proved it, and its id."""

    id: str
    type: PageType
    assessment: str | None
    organisation: str | None
    round: str | None
    pillar: str | None
    title: str | None
    url: str | None

    @property
    def has_assessments(self) -> bool:
        """Whether it may state rows of assessments, without being a page of one."""
        return may_state_several(self.type.value, self.assessment)


@dataclass(frozen=True)
class Statement:
    """What one capture states: its page, its rows, its witnesses by judgment."""

    page: StatedPage
    rows: Rows
    witnesses: dict[str, list[StatedWitness]]
    newest: str
    """The newest date printed on the page, `` where there is none."""
    head: frozenset[HeadSign]
    """What it shows of the page's head."""
    is_whole: bool
    """Whether nothing on it says that a part of the page is missing."""
    blocks: dict[int, ReadBlock] = field(repr=False)
    whole: frozenset[int]
    """The blocks (numbers) that are the whole of just one of its rows of texts."""


def page_id(page: Page) -> str:
    """Return a page's id: `<assessment>/<type>[/<pillar>]`, else `<organisation>/<type>`, else `<type>/<path>`.

    An assessment can have several letters, so a letter's id ends in the last part of its address.
    """
    kind = page.type.value
    path = [part for part in urlsplit(page.url or "").path.split("/") if part]
    owner = page.assessment or (page.organisation if page.type in OF_ORGANISATIONS else None)
    if owner is None:
        return f"{kind}/{slug('/'.join(path) or page.title or 'unnamed', 120)}"
    if facts_of(page.type).several:
        return f"{owner}/{kind}/{slug(path[-1] if path else page.title or 'unnamed', 80)}"
    return f"{owner}/{kind}/{page.pillar.value}" if page.pillar else f"{owner}/{kind}"


def publication_id(key: str, kind: str) -> str | None:
    """Return the id of the publication that a page is, by the page's id and type; None where it is none."""
    lead = f"{kind}/"
    return key.removeprefix(lead) if kind in OF_PUBLICATIONS and key.startswith(lead) else None


def may_state_several(kind: str, assessment: str | None) -> bool:
    """Return whether a page of a type may state rows of several assessments, without being a page of one."""
    return assessment is None and kind in OF_SEVERAL


def prefixes(key: str, kind: str, pillar: str | None, assessment: str | None) -> dict[str, str]:
    """Return, for each table of OWNED, what the ids of a page's rows begin with: `<page type>[-<pillar>]` is its part.

    `key` is the page's id, `kind` its type. The rows of a page of no assessment begin with the page's id; of tables
    with one row a page it is the whole id with a slash.
    """
    place = f"{kind}-{pillar}" if pillar else kind
    if facts_of(kind).several:
        place = f"{kind}-" + key.rsplit("/", 1)[1]
    made = {name: f"{assessment}/{name}/{place}/" if assessment else f"{key}/{name}/" for name in _IN_ASSESSMENT}
    publication = publication_id(key, kind)
    if publication is not None:
        made |= {"publications": f"{publication}/", "publication_texts": f"{publication}/"}
    return {**made, "letters": f"{key}/", "links": f"{key}/links/"}


def is_one_a_page(table: str) -> bool:
    """Return whether a page has one row of a table at the most, whose id is known."""
    return table in _ONE_A_PAGE


def prefixes_of(page: StatedPage) -> dict[str, str]:
    """Return what `prefixes` returns, for a page that a capture states."""
    return prefixes(page.id, page.type.value, page.pillar, page.assessment)


def grade_or_status(row: JudgmentRow) -> str:
    """Return the word that stands for a judgment's row: its grade, else the name of the absence."""
    return row.grade or row.status
