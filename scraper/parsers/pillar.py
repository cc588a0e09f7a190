"""A pillar's page and its detailed findings, rounds 2014 to 2021/22; the leadership page.

Samples: …/peel-assessments/peel-2016/staffordshire/effectiveness/ and …/peel-2018/gwent/efficiency/detailed-findings/
Rounds: police 2014-2018/19, fire 2018/19 and 2021/22.
History: areas for improvement stand after a question's prose until 2017 and before it from 2018; numbers and
badges are lost in most copies; leadership pages open with the standing text about other inspections.
"""

from __future__ import annotations

from schemas.labels import Role
from schemas.questions import questions_of
from schemas.vocabulary import PILLAR_LABEL, WitnessSource

from .assessment import READERS, unknown
from .builder import Builder
from .judgments import Drafts, finish
from .outline import Outline, Section
from .preamble import read_preamble


def parse(b: Builder, outline: Outline) -> None:
    """Read every line of the page into the builder."""
    drafts = Drafts()
    read_preamble(b, drafts, outline.preamble)
    for section in outline.sections[1:]:
        READERS.get(section.role or Role.TOPIC, unknown)(b, drafts, section)
    b.judgments.extend(finish(b, draft) for draft in drafts.by_key.values())
    _check(b, drafts, outline)


def _check(b: Builder, drafts: Drafts, outline: Outline) -> None:
    pillar = b.page.pillar
    if pillar is not None and not any(s.pillar is pillar for s in outline.of(Role.PILLAR)):
        b.flag("section_missing", f"The section “{PILLAR_LABEL[pillar]}” is not on the page.")
    questions = [s for s in outline.sections if s.is_question]
    if b.round and pillar and not questions and not b.round.long_report:
        b.flag("section_missing", f"The page has no questions under {PILLAR_LABEL[pillar].lower()}.")
    _check_missing(b, questions)
    _check_badges(b, drafts)
    _check_duplicates(b, questions)


def _check_missing(b: Builder, questions: list[Section]) -> None:
    """Name the questions that the round asks of this pillar and the page lacks."""
    if b.round is None or b.page.pillar is None or not questions:
        return
    found = {section.question_key for section in questions}
    for question in questions_of(b.round.kind.value, b.round.id, b.page.pillar.value):
        if question.key not in found:
            b.flag("section_missing", f"The question “{question.label}” is not on the page.")


def _check_badges(b: Builder, drafts: Drafts) -> None:
    """Say where a graded question has no badge although others of the page have theirs."""
    asked = [draft for draft in drafts.by_key.values() if draft.question_key is not None and draft.witnesses]
    badged = [draft for draft in asked if any(w[0] is WitnessSource.BADGE for w in draft.witnesses)]
    if any(" " not in w[2] for draft in badged for w in draft.witnesses):
        for draft in asked:
            if draft not in badged:
                b.flag("witness_missing", f"“{draft.name}” has no badge under its heading; its prose was believed.")


def _check_duplicates(b: Builder, questions: list[Section]) -> None:
    seen: set[str | None] = set()
    for section in questions:
        if section.question_key in seen:
            b.flag("section_differs", f"The question “{section.question}” stands twice on the page.")
        seen.add(section.question_key)
