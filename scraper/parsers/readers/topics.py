"""The graded topics of a programme of its own: a heading or a sentence anywhere in the report states their grades."""

from __future__ import annotations

from schemas.questions import Question, questions_of
from schemas.vocabulary import WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import split_badge
from scraper.parsers.outline import Outline, Section
from scraper.parsers.subject import substance, whole_question

from .findings import read_findings
from .judgments import finish, read_prose_witness
from .regraded import tell_notes


def topics(b: Builder) -> tuple[Question, ...]:
    """Return the topics that the programme of the page's round grades."""
    asked = questions_of(b.round.kind.value, b.round.framework) if b.round is not None else ()
    return tuple(question for question in asked if question.graded)


def read_part(b: Builder, section: Section) -> None:
    """Read a part of the report: its prose, and the line or the sentence that grades all of a topic, if it has one."""
    for topic in topics(b):
        draft = b.drafts.of(None, topic.key)
        draft.question, draft.known = draft.question or topic.label, topic
        draft.section = draft.section or section
        _read_graded_line(draft, section)
        if not draft.witnesses:
            read_prose_witness(b, draft, section)
    read_findings(b, section)


def _read_graded_line(draft: Draft, section: Section) -> None:
    """Add a line of the form `{Topic}: {grade}`, whatever its tag."""
    whole = whole_question(draft.known, draft.question)
    for line in section.body:
        split = split_badge(line.text)
        if split is not None and substance(split[0]) in whole.phrases:
            draft.add(WitnessSource.BADGE, split[1], split[1].text, line.number)


def judge_topics(b: Builder, _outline: Outline) -> None:
    """Turn the drafts into judgments; a topic that is graded nowhere on the page is one too, and says so."""
    b.judgments.extend(finish(b, draft) for draft in b.drafts.all())
    tell_notes(b)
