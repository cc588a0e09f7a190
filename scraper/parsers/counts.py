"""How many of a section a whole page has: the counts that page types name beside their sections.

Each returns what the page lacks, in words; `spec.name_lacks` alone makes problems of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.labels import CALLED_TOO, Role
from schemas.page_types import ASSESSMENT
from schemas.questions import questions_of
from schemas.vocabulary import PILLAR_LABEL, Status, Topic

from .builder import Builder
from .listing import CONTENTS_RULE, is_furniture, only_listed
from .outline import Outline
from .spec import Lack, not_on_page


def each_pillar_judged(b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask for a judgment of each pillar of the round, wherever on the page it stands."""
    for judgment in b.judgments:
        if judgment.status is Status.SECTION_MISSING and judgment.pillar is not None:
            yield f"The page says nothing of {PILLAR_LABEL[judgment.pillar].lower()}.", ()


def each_pillar(b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask for a section of each pillar of the round, on a page that has one of them."""
    shown = {section.pillar for section in outline.of(Role.PILLAR)}
    asked = b.round.pillars if b.round else ()
    if shown & set(asked):
        yield from (not_on_page(PILLAR_LABEL[pillar]) for pillar in asked if pillar not in shown)


def as_listed(b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask for the sections that the table of page types lists for the round (`PageFacts.sections`)."""
    found = {section.text for section in outline.sections}
    found |= {CALLED_TOO[text] for text in found.intersection(CALLED_TOO)}
    found |= {PILLAR_LABEL[section.pillar] for section in outline.of(Role.PILLAR) if section.pillar}
    if b.round is not None:
        yield from (not_on_page(text) for text in ASSESSMENT.sections_of(b.round) if text not in found)


def each_topic(b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask the key facts, where a page has them, for every topic of the panel."""
    if b.key_facts is None:
        return
    topics = {figure.topic for figure in b.key_facts.figures}
    yield from ((f"The key facts have no “{topic.value}”.", ()) for topic in Topic if topic not in topics)


def own_pillar(b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask a pillar's page for the section of its pillar."""
    pillar = b.page.pillar
    if pillar is not None and not any(section.pillar is pillar for section in outline.of(Role.PILLAR)):
        yield not_on_page(PILLAR_LABEL[pillar])


def each_question(b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask a pillar's page for the questions that the round asks of its pillar."""
    pillar = b.page.pillar
    if b.round is None or pillar is None:
        return
    found = {section.question_key for section in outline.sections if section.is_question}
    if not found:
        yield f"The page has no questions under {PILLAR_LABEL[pillar].lower()}.", ()
        return
    for question in questions_of(b.round.kind.value, b.round.id, pillar.value):
        if question.key not in found:
            yield f"The question “{question.label}” is not on the page.", ()


def each_graded_area(b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask a long report for a section of each area that it grades."""
    drafts = b.drafts.all()
    if not any(draft.section is not None for draft in drafts):
        yield "The report has no section of any area.", ()
        return
    for draft in drafts:
        if draft.section is None:
            yield f"The area “{draft.name}” has a grade but no section on the page.", ()


def the_inspectors_voice(b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask a long report for the inspector's observations."""
    if not b.observations:
        yield not_on_page("HM Inspector's observations")


def a_part(_b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask a report of a programme of its own for a part under a heading: a copy may have lost what its headings were."""
    if not outline.of(Role.TOPIC):
        yield "The report has no section under a heading of its own.", ()


def as_contents_list(_b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask for each part that the list of contents has, where it is the list of this page: it then has half of them at least."""
    lines = outline.in_page_order()
    listed = [line for line in lines if line.rule == CONTENTS_RULE and not is_furniture(line)]
    gone = only_listed(listed, (line for line in lines if line.rule != CONTENTS_RULE))
    if 2 * len(gone) <= len(listed):
        yield from (not_on_page(line.text, line.number, of=" of the list of contents") for line in gone)


def a_letters_head(b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask a letter for its head."""
    if b.letter is None:
        yield "The letter has no head that says who wrote to whom.", ()
    elif b.letter.date is None:
        yield "The letter does not say when it was sent.", ()


def each_topic_judged(b: Builder, _outline: Outline) -> Iterator[Lack]:
    """Ask a graded report of a programme of its own for each topic that the programme grades."""
    found = {judgment.question_key for judgment in b.judgments}
    asked = questions_of(b.round.kind.value, b.round.framework) if b.round else ()
    yield from ((f"The report does not judge “{one.label}”.", ()) for one in asked if one.key not in found)
