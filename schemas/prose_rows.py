"""The tables of texts: paragraphs and bullets, and what the inspectorate asks for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, NamedTuple

from .columns import DAY, DERIVED, PAGE, AssessmentRef, BlockRef, CaptureRef, QuestionKey, col, table
from .vocabulary import Pillar, ProseKind, RecommendationKind

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


@table(
    "observations",
    "a paragraph or bullet in the inspector's voice",
    indexes=(("assessment",),),
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


@table(
    "context",
    "a paragraph or bullet about the area, or the force's own words",
    indexes=(("assessment",),),
    search=("text",),
    headline="text",
)
class ContextRow(NamedTuple):
    """A paragraph or bullet about the area."""

    id: ProseId
    assessment: AssessmentRef
    section: SectionLabel
    section_text: SectionText
    position: ProsePosition
    kind: KindOfProse
    text: ProseText
    snapshot: CaptureRef
    block: BlockRef


@table(
    "findings",
    "a paragraph or bullet under a pillar, a question or a standing section",
    indexes=(("assessment",),),
    search=("text",),
    headline="text",
)
class FindingRow(NamedTuple):
    """A paragraph or bullet under a pillar or question."""

    id: ProseId
    assessment: AssessmentRef
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


@table(
    "recommendations",
    "an area for improvement, a cause of concern, a recommendation or a practice",
    indexes=(("assessment",),),
    search=("text",),
    headline="text",
)
class RecommendationRow(NamedTuple):
    """What the inspectorate asks for, or holds up as an example."""

    id: Annotated[str, col("As for prose; the section key is the kind.", source=DERIVED)]
    assessment: AssessmentRef
    kind: Annotated[str, col("What it is.", source=PAGE, holds=RecommendationKind)]
    pillar: Annotated[str | None, col("The pillar it stands under.", source=PAGE, holds=Pillar)]
    question: Annotated[str | None, col("The question it stands under, as published.", source=PAGE, published=True)]
    question_key: QuestionKey
    position: Annotated[int, col("Place among its page's, from 1.", source=DERIVED)]
    text: Annotated[str, col("The text as published; a practice's title and paragraph.", source=PAGE, published=True)]
    deadline: Annotated[
        str | None, col("The day by which it is to be done.", source=PAGE, unit=DAY, published=True, holds=dt.date)
    ]
    deadline_text: Annotated[str | None, col("The deadline as published.", source=PAGE, published=True)]
    parent: Annotated[str | None, col("Its cause of concern.", source=PAGE, ref="recommendations")]
    snapshot: CaptureRef
    block: BlockRef
