"""Judgments: three witnesses are read wherever they stand, compared, and none is guessed."""

from __future__ import annotations

import re

from schemas.record import Judgment
from schemas.text import fold, has_any
from schemas.vocabulary import GRADE_WORDS, IMPROVEMENT, Grade, Pillar, Status, WitnessSource, find_round
from scraper.parsers.builder import Builder, Row
from scraper.parsers.drafts import Draft, Told
from scraper.parsers.grades import IS, REACHES, Stated, is_one_sentence, read_headline, sentences
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import Whole, judges_all, may_judge, read_judged, whole_pillar, whole_question

from .beside import tell_beside
from .findings import read_findings
from .headlines import is_of_a_part, is_of_others
from .history import read_history
from .labelled import take_labelled
from .own_word import is_own_word
from .remarks import tell_behind, tell_end

_RANK = {source: place for place, source in enumerate(WitnessSource)}
_NAMES = (LineKind.PILLAR_QUESTION, LineKind.QUESTION, LineKind.LABEL)
_PROSE = (LineKind.PROSE, LineKind.HEADLINE)
_NEEDED = "improvement"
_BADGE, _UNREADABLE = WitnessSource.BADGE, Status.UNREADABLE  # asked of each witness of each judgment


def _but(grade: Grade) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return the words of all grades but one, and the pattern of what states them."""
    words = [word for word, other in GRADE_WORDS.items() if other is not grade]
    form = rf"\b(?:{IS}|{REACHES}) (?:{'|'.join(words)})\b"
    if grade is not Grade.REQUIRES_IMPROVEMENT:
        words, form = [*words, _NEEDED], rf"{form}|\b(?:{IMPROVEMENT}|requiring {_NEEDED})"
    return tuple(words), re.compile(form)


_OTHERS: dict[Grade | None, tuple[tuple[str, ...], re.Pattern[str]]] = {grade: _but(grade) for grade in Grade}
_THE_BODY = "the force"
_EXTENT = ("the extent", "overall, the extent")
_LEADING = 2  # paragraphs at a section's head in which any sentence may state its grade


def read_pillar(b: Builder, section: Section) -> None:
    """Read a pillar's section: its badge, the sentence that judges it, what it says of earlier rounds, its prose."""
    _read_judgment(b, section)
    read_findings(b, section)


def read_question(b: Builder, section: Section) -> None:
    """Read a question's section in the same way; the heading of a list of questions judges nothing."""
    if section.question is not None:
        _read_judgment(b, section)
        check_known(b, section, "question")
    read_findings(b, section)


def check_known(b: Builder, section: Section, what: str) -> None:
    """Flag a question or an area that the vocabulary of the page's round does not have."""
    if section.known is None:
        b.flag(
            "unknown_question", f"“{section.question}” is no {what} of the round {b.page.round}.",
            section.heading.number if section.heading else 1,
        )  # fmt: skip


def _read_judgment(b: Builder, section: Section) -> None:
    draft = b.drafts.of(section.pillar, section.question_key)
    if draft.section is None:
        draft.section = section
    draft.question, draft.known = section.question, section.known
    read_badges(b, draft, section)
    read_prose_witness(b, draft, section)
    read_history(b, draft, section)


def read_badges(b: Builder, draft: Draft, section: Section) -> None:
    """Add the grade line of a section's head to its judgment; of several that differ none says which is meant."""
    labelled = take_labelled(b, draft, section)
    lines = [line for line in (section.heading, *section.head) if line is not None]
    badges = [*((line, line.stated) for line in lines if line.stated is not None), *labelled]
    for line in lines:
        if line.stated is not None or line.kind in _NAMES:
            draft.cite(line.number)
    if len({meaning(stated) for _, stated in badges}) > 1:
        texts = ", ".join(f"“{stated.text}”" for _, stated in badges)
        b.flag(
            "witnesses_disagree",
            f"{draft.name}: its head states several grades: {texts}.",
            *(li.number for li, _ in badges),
        )
        return
    for line, stated in badges:
        draft.add(WitnessSource.BADGE, stated, stated.text, line.number)


def whole_of(b: Builder, draft: Draft) -> Whole:
    """Return all of what a draft judges, by no phrase where nothing says what that is."""
    if draft.question_key is not None:
        return whole_question(draft.known, draft.question)
    return whole_pillar(b.kind, b.round, draft.pillar) if draft.pillar is not None else Whole(frozenset())


def read_prose_witness(b: Builder, draft: Draft, section: Section) -> None:
    """Add the sentence of a section that judges all of what the section is about; of several that differ none.

    It may stand in the first two paragraphs, or be a paragraph of its own anywhere in the section.
    """
    whole = whole_of(b, draft)
    paragraphs = _judging(b, section)
    for line in paragraphs:
        if not may_judge(line.text):
            continue
        said = sentences(line.text)
        for place, sentence in enumerate(said, 1):
            told = _told(b, section, line, sentence, whole)
            if told is not None:
                tell_behind(b, section, line, said[place:])
                _add(b, draft, told, _judging_otherwise(b, section, paragraphs, whole, told.stated))
                return


def _add(b: Builder, draft: Draft, told: Told, others: list[Told]) -> None:
    """Add a sentence that judges all of it; where others judge it otherwise, say so and add none."""
    if not others:
        draft.add(told.source, told.stated, told.text, told.block)
        return
    texts = ", ".join([f"“{_short(one.text)}”" for one in (told, *others)])
    b.flag(
        "witnesses_disagree", f"{draft.name}: its sentences state several grades: {texts}.",
        *[one.block for one in (told, *others)],
    )  # fmt: skip


def _judging(b: Builder, section: Section) -> list[Line]:
    """Return the paragraphs of a section that may judge it: they have a grade's words, lead it or are one sentence."""
    paragraphs = [line for line in section.body if line.kind in _PROSE and len(line.text) > 20]
    return [
        line
        for place, line in enumerate(paragraphs)
        if line.number in b.graded and (place < _LEADING or is_one_sentence(line.text))
    ]


def _judging_otherwise(
    b: Builder, section: Section, paragraphs: list[Line], whole: Whole, stated: Stated
) -> list[Told]:
    """Return the sentences of a section that judge all of a thing, and otherwise than is stated."""
    found: list[Told] = []
    words, form = _OTHERS[stated.grade]
    for line in paragraphs:
        if has_any(line.text, *words):
            graded = [one for one in sentences(line.text) if has_any(one, *words) and form.search(one)]
            found += [told for one in graded if (told := _told(b, section, line, one, whole)) is not None]
    return found


def _told(b: Builder, section: Section, line: Line, sentence: str, whole: Whole) -> Told | None:
    """Return the witness that a sentence of a section is, None where it does not judge all of a thing."""
    judged = read_judged(sentence, b.names)
    if judged is None or not judges_all(judged, whole):
        if judged is not None:
            tell_end(b, line, sentence, whole)
        return _told_as_headline(b, section, line, sentence) if line.kind is LineKind.HEADLINE else None
    if not is_own_word(b, section, line, sentence, judged.subject):
        return None
    return Told(WitnessSource.PROSE, judged.stated, sentence, line.number)


def _told_as_headline(b: Builder, section: Section, line: Line, sentence: str) -> Told | None:
    """Return the witness that a sentence of the form of headlines is of the pillar in whose section it stands."""
    begins = section.question_key is None and fold(sentence).startswith(_EXTENT)
    headline = read_headline(sentence) if begins else None
    if headline is None or headline.stated.grade is None or headline.pillar is not section.pillar:
        return None
    if is_of_others(b, sentence) or is_of_a_part(b, headline) or not is_own_word(b, section, line, sentence, _THE_BODY):
        return None
    return Told(WitnessSource.PROSE, headline.stated, sentence, line.number)


def finish(b: Builder, draft: Draft) -> Judgment:
    """Return the judgment of all witnesses: the headline is believed first, then badge, table, prose."""
    draft.witnesses.sort(key=lambda one: (_RANK[one.source], one.block))
    day, day_text = b.dated(draft.section) if draft.section else (None, None)
    status, grade, grade_text = _decide(b, draft)
    tell_beside(b, draft, grade)
    previous_grade, previous_round = draft.previous
    carried = draft.carried_from if status in (Status.GRADED, Status.UNREADABLE) else None
    differs = carried is not None and carried == previous_round and previous_grade is not grade
    if differs and grade is not None:
        told = f"{draft.name}: the grade of {carried} that is carried over was another one than “{grade_text}”."
        b.flag("witnesses_disagree", told, *draft.blocks)
    stands = carried is not None and grade is not None and not differs
    row: Row = {
        "pillar": draft.pillar,
        "question": draft.question,
        "question_key": draft.question_key,
        "status": status,
        "grade": grade,
        "grade_text": grade_text,
        "statement": draft.statement,
        "last_updated": day,
        "last_updated_text": day_text,
        "agreement": _agreement(b, draft),
        "carried_from": _of_programme(b, carried),
        "previous_grade": None if stands else previous_grade,
        "previous_round": None if stands else _of_programme(b, previous_round),
        "witnesses": [
            {"source": one.source, "grade": one.stated.grade, "text": one.text, "block": one.block}
            for one in draft.witnesses
        ],
        "blocks": draft.blocks,
    }
    return Judgment.model_validate(row)


def _of_programme(b: Builder, earlier: str | None) -> str | None:
    """Return an earlier round where the page is of a round too: another programme's inspections have no rounds, and no year of theirs names one."""
    if earlier is None or b.kind is None or b.page.round is None:
        return None
    return earlier if find_round(b.kind, b.page.round) is not None else None


def _agreement(b: Builder, draft: Draft) -> int | None:
    if len(draft.witnesses) < 2:
        return None
    if len({meaning(one.stated) for one in draft.witnesses}) == 1:
        return 1
    texts = "; ".join(
        f"{source.value} “{_short(text)}”" for source, text in ((one.source, one.text) for one in draft.witnesses)
    )
    b.flag(
        "witnesses_disagree", f"{draft.name}: the page states different grades: {texts}.",
        *[one.block for one in draft.witnesses],
    )  # fmt: skip
    return 0


def meaning(stated: Stated) -> tuple[Status, Grade | None, str]:
    """Return what a witness says in a form that can be compared: the words only where they are not understood."""
    unread = stated.status is _UNREADABLE
    return stated.status, stated.grade, fold(stated.text) if unread else ""


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "…"


def _decide(b: Builder, draft: Draft) -> tuple[Status, Grade | None, str | None]:
    readable = [one for one in draft.witnesses if one.stated.status is not _UNREADABLE]
    if not readable and draft.witnesses:
        stated = (draft.of(WitnessSource.BADGE) or draft.witnesses)[0].stated
        b.flag(
            "unknown_grade", f"{draft.name}: “{_short(stated.text)}” is no grade of the vocabulary.",
            draft.witnesses[0].block,
        )  # fmt: skip
        return Status.UNREADABLE, None, stated.text
    if not readable:
        return _without_grade(b, draft)
    twice = readable[1:] and readable[1].source is readable[0].source
    first = _believed(readable) if twice else readable[0]
    if first is None:
        return Status.UNREADABLE, None, None
    stated = first.stated
    if b.round and b.round.scale == 4 and stated.grade is Grade.ADEQUATE:
        b.flag(
            "grade_outside_scale",
            f"{draft.name}: the round {b.round.id} has no grade “{stated.text}”.",
            first.block,
        )
        return Status.UNREADABLE, None, stated.text
    if stated.grade is not None and _is_told_without_grade(b, draft):
        told = f"{draft.name}: the round {b.page.round} gives it no grade, and the page states “{stated.text}”."
        b.flag("grade_outside_scale", told, first.block)
        return Status.UNREADABLE, None, stated.text
    if draft.not_inspected:
        if stated.grade is None:
            return Status.NOT_INSPECTED, None, stated.text
        if draft.carried_from is None:
            told = f"{draft.name}: the page says that it was not inspected, and states “{stated.text}”; of which round that is was not read."
            b.flag("witnesses_disagree", told, first.block)
    if stated.grade is None and (expected := _ungraded(b, draft)) is not None and expected is not stated.status:
        told = f"{draft.name} has no grade in the round {b.page.round}, and the page states “{stated.text}”."
        b.flag("witnesses_disagree", told, first.block)
    agreeing = [one.stated.text for one in readable if one.source is _BADGE and one.stated.grade is stated.grade]
    return stated.status, stated.grade, agreeing[0] if agreeing else stated.text or None


def _believed(readable: list[Told]) -> Told | None:
    """Return the witness that is believed: one of the first place that states it, which another place says too where they differ.

    Two badges of one thing in two parts of a page may be of two times or bodies: where nothing else says which, it is neither.
    """
    best = [one for one in readable if one.source is readable[0].source]
    if len({meaning(one.stated) for one in best}) == 1:
        return best[0]
    others = {meaning(one.stated) for one in readable if one.source is not best[0].source}
    said = [one for one in best if meaning(one.stated) in others]
    return said[0] if len({meaning(one.stated) for one in said}) == 1 else None


def _is_told_without_grade(b: Builder, draft: Draft) -> bool:
    """Return whether a draft is of a pillar that its round tells without a grade, leadership, or of a question of it."""
    return b.round is not None and draft.pillar in b.round.narrative


def _without_grade(b: Builder, draft: Draft) -> tuple[Status, Grade | None, str | None]:
    """Name the absence of a judgment that no witness states."""
    if draft.not_inspected and draft.carried_from is None:
        return Status.NOT_INSPECTED, None, None
    expected = _ungraded(b, draft)
    if expected is not None:
        return expected, None, None
    if draft.section is None:
        return Status.SECTION_MISSING, None, None
    b.flag(
        "grade_missing", f"{draft.name}: neither a badge nor a sentence states a grade.",
        *([draft.section.heading.number] if draft.section.heading else []),
    )  # fmt: skip
    return Status.UNREADABLE, None, None


def _ungraded(b: Builder, draft: Draft) -> Status | None:
    """Return why a draft's thing has no grade in its round, or by a sentence of the page; None for what is graded."""
    if draft.pillar is Pillar.LEADERSHIP:
        return Status.NARRATIVE_ONLY
    is_graded = draft.known is None or draft.known.graded
    if draft.not_graded or not is_graded or _is_ungraded_pillar(b, draft):
        return Status.NOT_GRADED
    return None


def _is_ungraded_pillar(b: Builder, draft: Draft) -> bool:
    return b.round is not None and draft.question_key is None and draft.pillar in b.round.ungraded


def missing(pillar: Pillar) -> Judgment:
    """Return the row of a pillar that the round has and of which the page says nothing."""
    return Judgment(
        pillar=pillar, question=None, status=Status.SECTION_MISSING, grade=None, grade_text=None, statement=None,
        last_updated=None, witnesses=[], blocks=[],
    )  # fmt: skip
