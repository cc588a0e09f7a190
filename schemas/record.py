"""The record: everything one page says, as validated parts. Each part knows the blocks it was read from."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from .vocabulary import (
    Grade,
    Pillar,
    ProseKind,
    RecommendationKind,
    Scope,
    Status,
    Topic,
    Unit,
    WitnessSource,
)

Text = Annotated[str, Field(min_length=1)]
BlockNumber = Annotated[int, Field(ge=1, description="Number of the block on its page, from 1.")]
Position = Annotated[int, Field(ge=1, description="Place among the rows of its page and section, from 1.")]


def _is_none(value: object) -> bool:
    return value is None


class Part(BaseModel):
    """What all parts of a record share: strict, frozen, no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Witness(Part):
    """One place of a page that states a grade, or says that there is none."""

    source: WitnessSource = Field(description="Where the page states it: headline sentence, badge, table, prose.")
    grade: Grade | None = Field(description="The grade stated; null where the words name an absence or are unknown.")
    text: Text = Field(description="The stating words as published.")
    block: BlockNumber


class Judgment(Part):
    """A grade of a pillar, a question or an area; or the named absence of one."""

    assessment: str | None = Field(
        default=None, description="Whose it is on a page of several assessments; null on a page of one."
    )
    pillar: Pillar | None = Field(description="The pillar; null for the areas of reports from 2021/22 on.")
    question: str | None = Field(description="The question or area as published; null for a pillar's own judgment.")
    question_key: str | None = Field(
        default=None, description="The vocabulary's stable key of the question, the same in every round."
    )
    status: Status = Field(description="`graded`, or why there is no grade.")
    grade: Grade | None = Field(description="The grade; null unless the status is `graded`.")
    grade_text: str | None = Field(description="The words of the grade as published.")
    statement: str | None = Field(description="The headline sentence as published.")
    last_updated: dt.date | None = Field(description="The date printed with the judgment (ISO 8601, day).")
    last_updated_text: str | None = Field(default=None, description="The date as published.")
    agreement: Annotated[int, Field(ge=0, le=1)] | None = Field(
        default=None, description="1 all witnesses agree, 0 they do not, null where there is one or none."
    )
    carried_from: str | None = Field(
        default=None, description="The round whose grade the page prints again for this one."
    )
    previous_grade: Grade | None = Field(default=None, description="The grade of an earlier round or state.")
    previous_round: str | None = Field(default=None, description="The round of `previous_grade`.")
    witnesses: list[Witness] = Field(description="Every place of the page that states this judgment.")
    blocks: list[BlockNumber] = Field(description="The blocks the judgment was read from.")


class Inspector(Part):
    """Her or His Majesty's Inspector who signs the page."""

    name: str | None = Field(description="Name as published.")
    title: str | None = Field(description="Title as published.")
    contact: str | None = Field(description="What the page's contact line names.")
    blocks: list[BlockNumber] = Field(default_factory=list)


class Prose(Part):
    """A paragraph, bullet, sub-heading, quote or table row of a section."""

    section: Text = Field(description="The vocabulary's label of the section.")
    section_text: str | None = Field(default=None, description="The section's heading as published.")
    position: Position
    kind: ProseKind = Field(description="What the text was on the page.")
    text: Text = Field(description="The text as published, NFC, white space folded.")
    block: BlockNumber


class Finding(Prose):
    """Prose under a pillar or a question, or of a section that is neither observation nor context."""

    pillar: Pillar | None = Field(description="The pillar it stands under; null where the page gives none.")
    question: str | None = Field(description="The question it stands under; null for a pillar's own prose.")
    question_key: str | None = Field(default=None, description="The vocabulary's key of the question.")
    assessment: str | None = Field(
        default=None, exclude_if=_is_none, description="Whose it is on a page of several assessments, else absent."
    )


class Recommendation(Part):
    """An area for improvement, a cause of concern, a recommendation, or a practice held up as an example."""

    kind: RecommendationKind
    pillar: Pillar | None = Field(description="The pillar it stands under.")
    question: str | None = Field(description="The question it stands under.")
    question_key: str | None = Field(default=None, description="The vocabulary's key of the question.")
    position: Position
    text: Text = Field(description="The text as published; a practice's title and paragraph parted by a line break.")
    deadline: dt.date | None = Field(default=None, description="The day by which it is to be done (ISO 8601).")
    deadline_text: str | None = Field(default=None, description="The deadline as published.")
    parent: int | None = Field(
        default=None, description="Place, from 1, in this list of the cause of concern that it belongs to."
    )
    assessment: str | None = Field(
        default=None, exclude_if=_is_none, description="Whose it is on a page of several assessments, else absent."
    )
    block: BlockNumber


class Section(Part):
    """A section of the page that is dated."""

    section: Text = Field(description="The vocabulary's label of the section.")
    section_text: str | None = Field(default=None, description="The section's heading as published.")
    pillar: Pillar | None = Field(description="The pillar that the section is about.")
    question: str | None = Field(description="The question printed under the section's heading.")
    question_key: str | None = Field(default=None, description="The vocabulary's key of the question.")
    last_updated: dt.date | None = Field(description="The date printed (ISO 8601, day).")
    last_updated_text: str | None = Field(default=None, description="The date as published.")
    block: BlockNumber


class Figure(Part):
    """One figure of the key-facts panel."""

    topic: Topic | None = Field(description="The heading it stands under; null where that is not known.")
    measure: str | None = Field(description="What is measured: `area`, `people`, `change`, `per_person` …")
    scope: Scope | None = Field(description="`local`: the force's own; `national`: the comparator.")
    value: int | float | None = Field(description="The number in `unit`; null where the text is not read.")
    unit: Unit | None = Field(description="The unit of `value`.")
    years: int | None = Field(default=None, description="The span of a change, in years.")
    text: Text = Field(description="The line as published.")
    block: BlockNumber


class KeyFacts(Part):
    """The key-facts panel; its period is not the round of the page."""

    period: str | None = Field(description="The period in the panel's heading, e.g. `2019/20`.")
    figures: list[Figure]


class Report(Part):
    """A report that the page lists."""

    title: Text = Field(description="Title as published.")
    summary: str | None = Field(description="The first line under the title.")
    report: str | None = Field(default=None, description="The text of the link to the report.")
    url: str | None = Field(description="Address of the report.")
    published: dt.date | None = Field(description="Day of publication (ISO 8601).")
    published_text: str | None = Field(default=None, description="The date as published.")
    block: BlockNumber


class Letter(Part):
    """The head of a revisit letter."""

    sender: str | None = Field(description="Who sent it: name, post and body joined by a comma.")
    addressee: str | None = Field(description="To whom it was sent, in the same form.")
    copied: str | None = Field(default=None, description="Who has a copy, in the same form.")
    date: dt.date | None = Field(description="Day it was sent (ISO 8601).")
    date_text: str | None = Field(default=None, description="The date as published.")
    blocks: list[BlockNumber]


class Dates(Part):
    """When the page, or the report on it, was published, and when its inspection was, as far as the page says so."""

    published: dt.date | None = Field(default=None, description="Day of publication (ISO 8601).")
    published_text: str | None = Field(default=None, description="The date as published.")
    inspected_from: dt.date | None = Field(
        default=None, description="First day of the inspection (ISO 8601); of a month its first."
    )
    inspected_to: dt.date | None = Field(
        default=None, description="Last day of the inspection (ISO 8601); of a month its last."
    )
    inspected_text: str | None = Field(default=None, description="The words that say when the inspection was.")
    blocks: list[BlockNumber] = Field(default_factory=list)


class Link(Part):
    """A link in the main content."""

    text: str = Field(description="The words of the link.")
    url: Text = Field(description="Where it leads, absolute where the page's address is known.")
    block: BlockNumber


class OverviewQuestion(Part):
    """A line of an overview page's list of questions."""

    pillar: Pillar | None
    number: int | None = Field(description="The question's number inside its pillar.")
    question: Text = Field(description="The question as published.")
    question_key: str | None = Field(description="The vocabulary's key of the question.")
    graded: bool = Field(description="False where the page marks the question as ungraded.")
    block: BlockNumber


class GradeCell(Part):
    """A grade of one organisation in an overview or a data table: a witness, not a judgment."""

    organisation: str | None = Field(description="The catalogue's id, null where the heading is not known.")
    organisation_text: str | None = Field(description="The name as published.")
    pillar: Pillar | None
    question: str | None = Field(description="The question or area as published, null for a pillar's own grade.")
    question_key: str | None = Field(description="The vocabulary's key of the question.")
    grade: Grade | None
    grade_text: str | None = Field(description="The words of the cell as published.")
    block: BlockNumber


class Record(Part):
    """All that one page says."""

    introduction: list[str] = Field(default_factory=list, description="The paragraphs before the judgments.")
    judgments: list[Judgment] = Field(default_factory=list)
    inspector: Inspector | None = None
    observations: list[Prose] = Field(default_factory=list, description="The inspector's voice.")
    context: list[Prose] = Field(default_factory=list, description="The area and the force's own words.")
    findings: list[Finding] = Field(default_factory=list)
    recommendations: list[Recommendation] = Field(default_factory=list)
    sections: list[Section] = Field(default_factory=list, description="The dated sections.")
    key_facts: KeyFacts | None = None
    reports: list[Report] = Field(default_factory=list)
    letter: Letter | None = None
    dates: Dates | None = Field(
        default=None, exclude_if=_is_none, description="Absent where the page states none of them."
    )
    links: list[Link] = Field(default_factory=list)
    questions: list[OverviewQuestion] = Field(default_factory=list)
    grades: list[GradeCell] = Field(default_factory=list)
