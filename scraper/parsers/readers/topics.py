"""The graded topics of a programme of its own: a heading or a sentence anywhere in the report states their grades."""

from __future__ import annotations

import re

from schemas.questions import Question, questions_of
from schemas.vocabulary import BlockKind, WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import split_badge
from scraper.parsers.lines import Line
from scraper.parsers.outline import Outline, Section
from scraper.parsers.subject import substance, whole_question

from .findings import read_findings
from .grid import figure_of
from .judgments import finish, meaning, read_prose_witness
from .regraded import tell_notes


def topics(b: Builder) -> tuple[Question, ...]:
    """Return the topics that the programme of the page's round grades."""
    asked = questions_of(b.round.kind.value, b.round.framework) if b.round is not None else ()
    return tuple(question for question in asked if question.graded)


_DASH = re.compile(r" [–—-] ")
"""What parts a topic from its grade as a colon does; behind it a grade has no capital."""


def read_part(b: Builder, section: Section) -> None:
    """Read a part of the report: its prose, and the line or the sentence that grades all of a topic, if it has one."""
    for topic in topics(b):
        draft = b.drafts.of(None, topic.key)
        draft.question, draft.known = draft.question or topic.label, topic
        draft.section = draft.section or section
        _read_graded_line(draft, section)
        _read_sentence(b, draft, section)
    read_findings(b, section)


def _read_graded_line(draft: Draft, section: Section) -> None:
    """Add a line of the form `{Topic}: {grade}`, whatever its tag, but for one that is quoted or in a figure with others."""
    whole = whole_question(draft.known, draft.question)
    heads = [section.heading] if section.heading is not None else []
    for line in [*heads, *section.body]:
        split = split_badge(_DASH.sub(": ", line.text))
        if split is not None and substance(split[0]) in whole.phrases and not _is_elsewhere(section, line):
            draft.add(WitnessSource.BADGE, split[1], split[1].text, line.number)


def _is_elsewhere(section: Section, line: Line) -> bool:
    """Return whether a line is quoted, or what stands in for a picture that has a caption."""
    figure = figure_of(line) if line.block.kind is BlockKind.FIGURE else None
    captioned = figure is not None and any(
        other is not line and other.block.path.startswith(f"{figure}/") for other in section.body
    )
    return captioned or line.block.kind is BlockKind.QUOTE


def _read_sentence(b: Builder, draft: Draft, section: Section) -> None:
    """Add the sentence of a part that judges all of the topic; one that says again what another part says is no more."""
    said = draft.of(WitnessSource.PROSE)
    read_prose_witness(b, draft, section)
    known = {meaning(one.stated) for one in said}
    draft.witnesses = [
        one
        for one in draft.witnesses
        if one.source is not WitnessSource.PROSE or one in said or meaning(one.stated) not in known
    ]


def judge_topics(b: Builder, _outline: Outline) -> None:
    """Turn the drafts into judgments; a topic that is graded nowhere on the page is one too, and says so."""
    b.judgments.extend(finish(b, draft) for draft in b.drafts.all())
    tell_notes(b)
