"""The tables of texts: paragraphs and bullets, and what the inspectorate asks for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, NamedTuple

from .columns import (
    DAY,
    DERIVED,
    PAGE,
    AssessmentRef,
    BlockRef,
    CaptureRef,
    OrganisationRef,
    PerhapsAssessment,
    QuestionKey,
    col,
    table,
)
from .vocabulary import Pillar, Programme, ProseKind, RecommendationKind

PROSE_TABLES = ("observations", "context", "findings")
"""The tables, and lists of a record, of paragraphs and bullets."""
TEXT_TABLES = (*PROSE_TABLES, "recommendations")
"""The tables, and lists of a record, whose rows are whole blocks of text."""
ProseId = Annotated[
    str,
    col(
        "`<assessment>/<table>/<page type>[-<pillar>]/<section key>/<8 hex of the folded text>[-n]`.",
        source=DERIVED,
    ),
]
SectionLabel = Annotated[str, col("The vocabulary's label of the section.", source="vocabulary")]
SectionText = Annotated[str | None, col("The section's heading as published.", source=PAGE, published=True)]
ProsePosition = Annotated[int, col("Place in its page and section, from 1.", source=DERIVED)]
KindOfProse = Annotated[str, col("What the text was on the page.", source=PAGE, holds=ProseKind)]
ProseText = Annotated[str, col("The text as published.", source=PAGE, published=True)]
Printing = Annotated[
    int,
    col(
        "1, or which time the page prints this same text in this table: count mentions where it is 1.",
        source=DERIVED,
        unit="from 1",
    ),
]


@table(
    "observations",
    "a paragraph or bullet in the inspector's voice",
    indexes=(("assessment",), ("snapshot", "block")),
    search=("text",),
    headline="text",
)
class ObservationRow(NamedTuple):
    """A paragraph or bullet of the inspector."""

    id: ProseId
    assessment: AssessmentRef
    section: SectionLabel
    section_text: SectionText
    position: ProsePosition
    kind: KindOfProse
    text: ProseText
    snapshot: CaptureRef
    block: BlockRef
    printing: Printing


@table(
    "context",
    "a paragraph or bullet about the area, or the force's own words",
    indexes=(("assessment",), ("snapshot", "block")),
    search=("text",),
    headline="text",
)
class ContextRow(NamedTuple):
    """A paragraph or bullet about the area."""

    id: ProseId
    assessment: PerhapsAssessment
    section: SectionLabel
    section_text: SectionText
    position: ProsePosition
    kind: KindOfProse
    text: ProseText
    snapshot: CaptureRef
    block: BlockRef
    organisation: OrganisationRef
    printing: Printing


@table(
    "findings",
    "a paragraph or bullet under a pillar, a question or a standing section",
    indexes=(("assessment",), ("snapshot", "block")),
    search=("text",),
    headline="text",
)
class FindingRow(NamedTuple):
    """A paragraph or bullet under a pillar or question."""

    id: ProseId
    assessment: PerhapsAssessment
    section: SectionLabel
    section_text: SectionText
    position: ProsePosition
    kind: KindOfProse
    text: ProseText
    pillar: Annotated[str | None, col("The pillar it stands under.", source=PAGE, holds=Pillar)]
    question: Annotated[str | None, col("The question it stands under, as published.", source=PAGE, published=True)]
    question_key: QuestionKey
    snapshot: CaptureRef
    block: BlockRef
    organisation: OrganisationRef
    printing: Printing


@table(
    "recommendations",
    "an area for improvement, a cause of concern, a recommendation or a practice",
    indexes=(("assessment",), ("snapshot", "block")),
    search=("text",),
    headline="text",
)
class RecommendationRow(NamedTuple):
    """What the inspectorate asks for, or holds up as an example."""

    id: Annotated[str, col("As for prose; the section key is the kind.", source=DERIVED)]
    assessment: PerhapsAssessment
    kind: Annotated[str, col("What it is.", source=PAGE, holds=RecommendationKind)]
    pillar: Annotated[str | None, col("The pillar it stands under.", source=PAGE, holds=Pillar)]
    question: Annotated[str | None, col("The question it stands under, as published.", source=PAGE, published=True)]
    question_key: QuestionKey
    position: Annotated[int, col("Place among its page's, from 1.", source=DERIVED)]
    text: Annotated[str, col("The text as published; a practice's title and paragraph.", source=PAGE, published=True)]
    deadline: Annotated[
        str | None,
        col(
            "The day by which it is to be done; null where the page names none (`Within 28 days`): see `deadline_text`.",
            source=PAGE,
            unit=DAY,
            published=True,
            holds=dt.date,
        ),
    ]
    deadline_text: Annotated[str | None, col("The deadline as published.", source=PAGE, published=True)]
    parent: Annotated[str | None, col("Its cause of concern.", source=PAGE, ref="recommendations")]
    snapshot: CaptureRef
    block: BlockRef
    organisation: OrganisationRef
    printing: Printing


@table(
    "publications",
    "a publication about all bodies, or about one in no assessment",
    indexes=(("organisation",),),
    headline="title",
)
class PublicationRow(NamedTuple):
    """A national report, or the page that leads to a report."""

    id: Annotated[str, col("The slug of its path.", source=DERIVED)]
    title: Annotated[str | None, col("The page's heading as published.", source=PAGE, published=True)]
    url: Annotated[str | None, col("Canonical address.", source=DERIVED)]
    published: Annotated[str | None, col("Day of publication.", source=PAGE, unit=DAY, published=True, holds=dt.date)]
    programme: Annotated[
        str | None, col("The programme of inspections that its title names, if it does.", source=PAGE, holds=Programme)
    ]
    organisation: Annotated[
        str | None,
        col("The one body that it is about; null where it is about several or all.", source=PAGE, ref="organisations"),
    ]
    snapshot: CaptureRef
    block: BlockRef


@table(
    "publication_texts",
    "a paragraph or bullet of a publication",
    indexes=(("publication",), ("snapshot", "block")),
    search=("text",),
    headline="text",
)
class PublicationTextRow(NamedTuple):
    """A paragraph or bullet of a publication."""

    id: Annotated[str, col("`<publication>/<section key>/<8 hex of the folded text>[-n]`.", source=DERIVED)]
    publication: Annotated[str, col("The publication.", source=PAGE, ref="publications")]
    section: Annotated[str, col("The section's heading; `Introduction` before the first.", source=PAGE)]
    position: ProsePosition
    kind: KindOfProse
    text: ProseText
    snapshot: CaptureRef
    block: BlockRef
