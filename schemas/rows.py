"""The tables of the database, declared once: DDL, data dictionary and data package come from these row types.

One type is one table, one field is one column, in the table's order (docs/database.md). The
loader makes these rows and binds them to its statements as they are. Here is what pages say; the texts among it
are in `schemas.prose_rows`, the pages, their captures and their history in `schemas.capture_rows`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, NamedTuple

from .capture_rows import (
    BlockRow,
    ChangeRow,
    ColumnDocRow,
    DatasetRow,
    JudgmentStateRow,
    KeptValueRow,
    PageRow,
    PlaceRow,
    ProblemRow,
    ReadingRow,
    RecordRow,
    SchemaRow,
    SnapshotRow,
    UnsearchedRow,
)
from .columns import (
    ASSESSMENT,
    CATALOGUE,
    DAY,
    DERIVED,
    GRADED,
    LOADER,
    PAGE,
    AssessmentRef,
    BlockRef,
    CaptureRef,
    OrganisationRef,
    PerhapsAssessment,
    QuestionKey,
    Row,
    col,
    table,
)
from .prose_rows import (
    ContextRow,
    FindingRow,
    ObservationRow,
    PublicationRow,
    PublicationTextRow,
    RecommendationRow,
)
from .vocabulary import (
    Grade,
    OrganisationKind,
    Pillar,
    Programme,
    Scope,
    Status,
    Topic,
    Unit,
    WitnessSource,
)


@table("organisations", "a police force, a fire and rescue service, or another body that is inspected")
class OrganisationRow(NamedTuple):
    """A police force, a fire and rescue service, or another body that is inspected."""

    id: Annotated[str, col("`police/<slug>`, `fire/<slug>` or `region/<slug>`.", source=CATALOGUE)]
    kind: Annotated[
        str,
        col("`police`, `fire`, or `regional` for a unit of several forces.", source=CATALOGUE, holds=OrganisationKind),
    ]
    slug: Annotated[str, col("The slug of the site's addresses.", source=CATALOGUE)]
    name: Annotated[str, col("Name.", source=CATALOGUE)]
    continues: Annotated[
        str | None,
        col(
            "The organisation it came from, where it was renamed or merged.",
            source=CATALOGUE,
            ref="organisations",
        ),
    ]
    continued_by: Annotated[
        str | None, col("The organisation it became part of, or was renamed to.", source=CATALOGUE, ref="organisations")
    ]
    ons_code: Annotated[
        str | None,
        col(
            "Code of the ONS: of the police force area (`E23…`, `W15…`) or the fire and rescue authority (`E31…`); null "
            "where sources differ or the area has none, and where a renamed force left it to its successor.",
            source=CATALOGUE,
        ),
    ]
    police_uk_id: Annotated[str | None, col("The force's id on data.police.uk.", source=CATALOGUE)]
    home_office_name: Annotated[
        str | None, col("The name in the Home Office's statistics of the police.", source=CATALOGUE)
    ]
    region: Annotated[
        str | None, col("The region of England as the ONS writes it; `Wales` for Welsh forces.", source=CATALOGUE)
    ]
    country: Annotated[str | None, col("`England` or `Wales`.", source=CATALOGUE)]
    active_from: Annotated[
        str | None,
        col("First day under this name, where a merger or renaming set it.", source=CATALOGUE, unit=DAY, holds=dt.date),
    ]
    active_to: Annotated[
        str | None,
        col("Last day under this name, where a merger or renaming set it.", source=CATALOGUE, unit=DAY, holds=dt.date),
    ]


@table("assessments", "an organisation in a round", indexes=(("organisation",), ("round",)))
class AssessmentRow(NamedTuple):
    """An organisation in a round, or in one inspection of another programme."""

    id: Annotated[
        str,
        col("`<organisation>/<round>`, or `<organisation>/<programme>/<round>`: the key of everything.", source=PAGE),
    ]
    organisation: Annotated[str, col("Who was inspected.", source=PAGE, ref="organisations")]
    round: Annotated[
        str,
        col(
            "The round of inspection: `2014` … `2018-19`, `2021-22` …; of a programme of its own the month, or `undated`.",
            source=PAGE,
        ),
    ]
    title: Annotated[str | None, col("The page's heading as published.", source=PAGE, published=True)]
    inspector_name: Annotated[
        str | None, col("Who signs the page, as published.", source="page: signature", published=True)
    ]
    inspector_title: Annotated[
        str | None, col("The signer's title as published.", source="page: signature", published=True)
    ]
    inspector_contact: Annotated[
        str | None, col("Whom the contact line names.", source="page: contact line", published=True)
    ]
    introduction: Annotated[
        str | None, col("The paragraphs before the judgments, parted by an empty line.", source=PAGE, published=True)
    ]
    url: Annotated[str | None, col("Canonical address of the page that speaks for the assessment.", source=DERIVED)]
    key_facts_period: Annotated[
        str | None,
        col(
            "The period of the key-facts panel, not the round of the page.",
            source="page: key-facts heading",
            unit="e.g. `2019/20`",
            published=True,
        ),
    ]
    grade_scale: Annotated[
        int | None,
        col("How many grades the round's scale has: 4, or 5 with `adequate`.", source="vocabulary", unit="grades"),
    ]
    snapshot: CaptureRef
    block: BlockRef
    programme: Annotated[
        str,
        col("The programme of inspections: `peel`, `frs`, or one of its own.", source="page: its id", holds=Programme),
    ]
    published: Annotated[
        str | None,
        col(
            "Day of publication; null where no page states it.",
            source="page: published on",
            unit=DAY,
            published=True,
            holds=dt.date,
        ),
    ]
    inspected_from: Annotated[
        str | None,
        col(
            "First day of the inspection, of a stated month its first; null where no page states it.",
            source="page: prose",
            unit=DAY,
            published=True,
            holds=dt.date,
        ),
    ]
    inspected_to: Annotated[
        str | None,
        col(
            "Last day of the inspection, of a stated month its last; null where no page states it.",
            source="page: prose",
            unit=DAY,
            published=True,
            holds=dt.date,
        ),
    ]
    layout: Annotated[
        str | None, col("The layout by which the page that speaks for the assessment was read.", source=LOADER)
    ]


@table(
    "judgments",
    "a grade of a pillar, a question or an area, or the named absence of one",
    indexes=(("assessment",), ("page",)),
    checks=(GRADED, "agreement IN (0, 1)"),
    headline="status",
)
class JudgmentRow(NamedTuple):
    """A grade, or its named absence."""

    id: Annotated[
        str,
        col(
            "`<assessment>/<question_key>`, which begins with the pillar or `area`; of a pillar itself `<assessment>/<pillar>`.",
            source=DERIVED,
        ),
    ]
    assessment: AssessmentRef
    page: Annotated[str, col("The page that speaks for the row.", source=LOADER, ref="pages")]
    pillar: Annotated[str | None, col("The pillar; null for the areas of long reports.", source=PAGE, holds=Pillar)]
    question: Annotated[str | None, col("The question or area as published; null for a pillar's own.", source=PAGE)]
    question_key: QuestionKey
    status: Annotated[
        str, col("`graded`, or the name of the absence: never a bare null.", source=PAGE, published=True, holds=Status)
    ]
    grade: Annotated[str | None, col("The grade; null unless `graded`.", source=PAGE, published=True, holds=Grade)]
    grade_rank: Annotated[
        int | None,
        col(
            "5 outstanding, 4 good, 3 adequate, 2 requires improvement, 1 inadequate.",
            source=DERIVED,
            unit="rank 1-5",
        ),
    ]
    grade_text: Annotated[str | None, col("The words of the grade as published.", source=PAGE, published=True)]
    statement: Annotated[
        str | None, col("The headline sentence as published.", source="page: headline", published=True)
    ]
    last_updated: Annotated[
        str | None, col("The date printed with the judgment.", source=PAGE, unit=DAY, published=True, holds=dt.date)
    ]
    last_updated_text: Annotated[str | None, col("That date as published.", source=PAGE, published=True)]
    agreement: Annotated[
        int | None, col("1 the page's witnesses agree, 0 they do not, null where there is one or none.", source=DERIVED)
    ]
    carried_from: Annotated[str | None, col("The round whose grade is printed again.", source=PAGE, published=True)]
    previous_grade: Annotated[
        str | None, col("The grade of an earlier round or state.", source=PAGE, published=True, holds=Grade)
    ]
    previous_round: Annotated[str | None, col("The round of `previous_grade`.", source=PAGE, published=True)]
    snapshot: CaptureRef
    block: BlockRef


@table("witnesses", "a place where a page states a judgment", key=("judgment", "position"), rowid=False)
class WitnessRow(NamedTuple):
    """A place where a page states a grade."""

    judgment: Annotated[str, col("The judgment stated.", source=DERIVED, ref="judgments")]
    position: Annotated[int, col("Order: the page that speaks first, then the others.", source=LOADER)]
    source: Annotated[str, col("Headline sentence, badge, table or prose.", source=PAGE, holds=WitnessSource)]
    grade: Annotated[
        str | None, col("The grade stated; null where the words name an absence.", source=PAGE, holds=Grade)
    ]
    text: Annotated[str, col("The stating words as published.", source=PAGE)]
    snapshot: CaptureRef
    block: BlockRef


@table(
    "key_facts",
    "one figure of the key-facts panel",
    indexes=(("assessment",),),
    headline="text",
)
class KeyFactRow(NamedTuple):
    """One figure of the key-facts panel."""

    id: Annotated[str, col("`<assessment>/key-facts/<topic>/<measure>/<scope>`.", source=DERIVED)]
    assessment: PerhapsAssessment
    period: Annotated[str | None, col("The period of the panel.", source="page: key-facts heading", published=True)]
    topic: Annotated[
        str | None, col("The heading it stands under; null where that is not known.", source=PAGE, holds=Topic)
    ]
    measure: Annotated[str | None, col("What is measured: `area`, `people`, `change` …", source=PAGE)]
    scope: Annotated[str | None, col("`local`: the force's own; `national`: the comparator.", source=PAGE, holds=Scope)]
    value: Annotated[
        float | None,
        col("The number; null where the text is not read.", source=PAGE, unit="see `unit`", published=True),
    ]
    unit: Annotated[str | None, col("The unit of `value`.", source=PAGE, published=True, holds=Unit)]
    years: Annotated[int | None, col("The span of a change.", source=PAGE, unit="years", published=True)]
    text: Annotated[str, col("The line as published.", source=PAGE, published=True)]
    snapshot: CaptureRef
    block: BlockRef
    organisation: OrganisationRef


@table("sections", "a section with its date", indexes=(("assessment",),), headline="section")
class SectionRow(NamedTuple):
    """A dated section."""

    id: Annotated[str, col("`<assessment>/sections/<page type>[-<pillar>]/<section key>[-n]`.", source=DERIVED)]
    assessment: AssessmentRef
    section: Annotated[str, col("The vocabulary's label of the section.", source="vocabulary")]
    section_text: Annotated[str | None, col("The section's heading as published.", source=PAGE, published=True)]
    pillar: Annotated[str | None, col("The pillar the section is about.", source=PAGE, holds=Pillar)]
    question: Annotated[str | None, col("The question printed under the heading.", source=PAGE, published=True)]
    question_key: QuestionKey
    last_updated: Annotated[str | None, col("The date printed.", source=PAGE, unit=DAY, published=True, holds=dt.date)]
    last_updated_text: Annotated[str | None, col("The date as published.", source=PAGE, published=True)]
    snapshot: CaptureRef
    block: BlockRef


@table("reports", "a report that a page lists", indexes=(("assessment",),), headline="title")
class ReportRow(NamedTuple):
    """A report that a page lists."""

    id: Annotated[str, col("`<assessment>/reports/<page type>[-<pillar>]/<8 hex of the title>[-n]`.", source=DERIVED)]
    assessment: AssessmentRef
    title: Annotated[str, col("Title as published.", source=PAGE, published=True)]
    summary: Annotated[str | None, col("The first line under the title.", source=PAGE, published=True)]
    report: Annotated[str | None, col("The words of the link to the report.", source=PAGE, published=True)]
    url: Annotated[str | None, col("Address of the report.", source=PAGE, published=True)]
    published: Annotated[str | None, col("Day of publication.", source=PAGE, unit=DAY, published=True, holds=dt.date)]
    published_text: Annotated[str | None, col("The date as published.", source=PAGE, published=True)]
    snapshot: CaptureRef
    block: BlockRef


@table("letters", "a revisit letter", indexes=(("assessment",),), headline="sender")
class LetterRow(NamedTuple):
    """A revisit letter."""

    id: Annotated[str, col("`<page>`: the letter's own page.", source=DERIVED)]
    assessment: PerhapsAssessment
    title: Annotated[str | None, col("The letter's heading as published.", source=PAGE, published=True)]
    sender: Annotated[str | None, col("Who sent it.", source=PAGE, published=True)]
    addressee: Annotated[str | None, col("Whom it was sent to.", source=PAGE, published=True)]
    copied: Annotated[str | None, col("Whom it was copied to.", source=PAGE, published=True)]
    date: Annotated[str | None, col("Day it was sent.", source=PAGE, unit=DAY, published=True, holds=dt.date)]
    date_text: Annotated[str | None, col("The date as published.", source=PAGE, published=True)]
    snapshot: CaptureRef
    block: BlockRef
    organisation: OrganisationRef


@table("links", "a link in the main content of a page", indexes=(("page",),), headline="text")
class LinkRow(NamedTuple):
    """A link in the main content of a page."""

    id: Annotated[str, col("`<page>/links/<8 hex of words and address>[-n]`.", source=DERIVED)]
    page: Annotated[str, col("The page it stands on.", source=LOADER, ref="pages")]
    assessment: Annotated[str | None, ASSESSMENT]
    text: Annotated[str, col("The words of the link.", source=PAGE, published=True)]
    url: Annotated[str, col("Where it leads.", source=PAGE, published=True)]
    snapshot: CaptureRef
    block: BlockRef


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
    PublicationRow,
    PublicationTextRow,
    PageRow,
    SnapshotRow,
    BlockRow,
    ProblemRow,
    ChangeRow,
    KeptValueRow,
    JudgmentStateRow,
    DatasetRow,
    ColumnDocRow,
    SchemaRow,
    RecordRow,
    ReadingRow,
    PlaceRow,
    UnsearchedRow,
)
