"""Judgments: three witnesses are read wherever they stand, compared, and none is guessed (DESIGN.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemas.questions import Question
from schemas.record import Judgment, Witness
from schemas.text import fold, words
from schemas.vocabulary import (
    PILLAR_LABEL,
    ROUNDS,
    Grade,
    Pillar,
    Status,
    WitnessSource,
)
from scraper.catalogue.organisations import mentioned

from .builder import Builder
from .grades import ProseGrade, Stated, names_pillar, read_prose, sentences
from .lines import Is, Line
from .outline import Section

Previous = tuple[Grade | None, str | None]
"""The grade of an earlier round and that round; None where there is none, or no single one."""
_RANK = {source: place for place, source in enumerate(WitnessSource)}
_LEADING = 2  # paragraphs at a section's head in which its grade is stated in prose


@dataclass
class Draft:
    """A judgment while its witnesses are gathered."""

    pillar: Pillar | None
    question: str | None = None
    question_key: str | None = None
    known: Question | None = None
    statement: str | None = None
    section: Section | None = None
    witnesses: list[tuple[WitnessSource, Stated, str, int]] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    carried_from: str | None = None
    previous: Previous = (None, None)
    not_inspected: bool = False
    not_graded: bool = False

    def add(self, source: WitnessSource, stated: Stated, text: str, block: int) -> None:
        """Add a place that states the judgment."""
        self.witnesses.append((source, stated, text, block))
        if block not in self.blocks:
            self.blocks.append(block)

    @property
    def name(self) -> str:
        """What a problem's message calls it."""
        return self.question or (PILLAR_LABEL[self.pillar] if self.pillar else "the judgment")


class Drafts:
    """The judgments of a page by pillar and question, in order of first mention."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[Pillar | None, str | None], Draft] = {}

    def of(self, pillar: Pillar | None, question_key: str | None = None) -> Draft:
        """Give the draft of a pillar or a question, new where there is none."""
        return self.by_key.setdefault((pillar, question_key), Draft(pillar=pillar, question_key=question_key))


def read_section(b: Builder, drafts: Drafts, section: Section) -> Draft:
    """Add the badge and the prose of a pillar's or question's section to its judgment."""
    draft = drafts.of(section.pillar, section.question_key)
    if draft.section is None:
        draft.section = section
    draft.question, draft.known = section.question, section.known
    read_badges(draft, section)
    _read_prose(b, draft, section)
    _read_history(b, draft, section)
    return draft


def read_badges(draft: Draft, section: Section) -> None:
    """Add the grade lines of a section's head to its judgment."""
    for line in (section.heading, *section.head):
        if line is not None:
            if line.stated is not None:
                draft.add(WitnessSource.BADGE, line.stated, line.stated.text, line.number)
            elif line.what in (Is.PILLAR_QUESTION, Is.QUESTION, Is.LABEL) and line.number not in draft.blocks:
                draft.blocks.append(line.number)


def _leading(section: Section) -> list[Line]:
    return [line for line in section.body if line.what is Is.PROSE and len(line.text) > 20][:_LEADING]


def _read_prose(b: Builder, draft: Draft, section: Section) -> None:
    for place, line in enumerate(_leading(section)):
        for order, sentence in enumerate(sentences(line.text)[:3]):
            told = read_prose(sentence, b.names)
            if told is not None and (_is_about(draft, told) or (place == order == 0 and _is_overall(draft, told))):
                draft.add(WitnessSource.PROSE, told.stated, sentence, line.number)
                return


_CORE = re.compile(r"keeping people safe and reducing crime|reducing crime and keeping people safe|in this respect")


def _is_about(draft: Draft, told: ProseGrade) -> bool:
    """Say whether a graded sentence is about the whole judgment, not about a part of it."""
    folded = fold(told.sentence)
    if draft.question_key is None:
        if draft.pillar is None:
            return False
        return names_pillar(folded, draft.pillar) or bool(_CORE.search(folded) and told.about)
    if not told.about:
        return False
    label = f"{draft.question or ''} {draft.known.label if draft.known else ''}"
    return bool(_stems(told.about) & _stems(label))


def _is_overall(draft: Draft, told: ProseGrade) -> bool:
    """Say whether a section's very first sentence judges all of it: `Overall {Name} is judged to be good at …`."""
    folded = fold(told.sentence)
    return draft.question_key is None and folded.startswith("overall") and bool(_JUDGED.search(folded))


_JUDGED = re.compile(r"\b(?:judged|assessed|graded)\b")
_COMMON = frozenset(["force", "service", "effec", "effici", "extent", "which", "their", "about", "people", "publi"])


def _stems(text: str) -> set[str]:
    return {w[:5] for w in words(text) if len(w) > 4} - _COMMON


_GRADE_THEN = r"(outstanding|good|adequate|inadequate|require[sd]? improvement|requiring improvement)"
_ROUND_TEXT = r"(20\d\d(?:[/-](?:20)?\d\d)?)"
_PREVIOUS = re.compile(
    rf"\b(?:was|were|as|be|been|of|as being|grade of|to)\s+(?:graded |judged |assessed |rated )?(?:to be |as )?{_GRADE_THEN}\b"
    rf"|\b(required improvement)\b"
)
_YEARS = re.compile(rf"\b{_ROUND_TEXT}\b")
_CARRIED = re.compile(
    r"not (?:been )?subject to (?:a )?(?:detailed )?inspection|carried (?:over|forward)|"
    r"(?:grade|judgment|judgement)s? (?:from|of) (?:our |the |its )?(?:last year|20\d\d|previous)[^.]{0,60}"
    r"(?:stands?|remains?|carr)|(?:last|previous) year.{0,30}(?:grade|judgment|judgement) (?:still )?(?:stands|remains)|"
    r"(?:grade|judgment|judgement)[^.]{0,40}(?:stands|remains)"
)
_NOT_INSPECTED = re.compile(
    r"\b(?:was|were|is|has|have) not (?:been )?(?:inspected|(?:formally )?assessed|subject to)|\bdid not inspect|"
    r"\bnot (?:inspected|subject to (?:a )?(?:detailed )?inspection)|\bno inspection (?:was|took)"
)
# The form of the fire reports of 2021/22 and after: `{Service} was good in its 2018/19 assessment`.
_FIXED = re.compile(
    r"\b(?:was (?:outstanding|good|adequate|inadequate)|required improvement) in (?:its|our|the) 20\d\d"
)
_LAST_YEAR = re.compile(r"\blast year|\bprevious year")


def round_named(b: Builder, folded: str) -> str | None:
    """Give the earlier round that a folded sentence names, by its years or as the last one; else None."""
    for match in _YEARS.finditer(folded):
        named = _as_round(b, match[1])
        if named and b.page.round and named < b.page.round:
            return named
    return round_before(b) if _LAST_YEAR.search(folded) else None


def _as_round(b: Builder, text: str) -> str | None:
    kind = (b.page.organisation or "police/").split("/")[0]
    year = int(text[:4])
    for r in ROUNDS:
        if r.kind.value == kind and (r.first == year or (len(text) == 4 and r.first <= year <= r.last)):
            return r.id
    return None


def round_before(b: Builder) -> str | None:
    """Give the round of the page's body before the page's own, None where it is the first."""
    kind = (b.page.organisation or "police/").split("/")[0]
    earlier = [r.id for r in ROUNDS if r.kind.value == kind and b.page.round and r.id < b.page.round]
    return max(earlier, default=None)


# A cheap look at a paragraph before its sentences are parted: words without which nothing of the past is said.
_HISTORY = ("inspect", "assessment", "carried", "judg", "grade")


def _read_history(b: Builder, draft: Draft, section: Section) -> None:
    """Read what a section says of an earlier round: a grade that is carried over, or stands, or was."""
    fixed: list[Previous] = []
    for line in [li for li in section.body if li.what is Is.PROSE][:6]:
        if not _tells_history(draft, line.text):
            continue
        for sentence in sentences(line.text):
            folded = fold(sentence)
            if draft.question_key is not None and _NOT_INSPECTED.search(folded):
                draft.not_inspected = True
            if draft.carried_from is None and draft.question_key and _CARRIED.search(folded):
                draft.carried_from = round_named(b, folded)
            if "20" in folded and _FIXED.search(folded) and not _of_other(b, sentence, folded):
                told = _previous(b, folded)
                fixed.extend([told] if told else [])
            elif draft.previous[0] is None and (draft.not_inspected or draft.carried_from):
                draft.previous = _previous(b, folded) or draft.previous
    if draft.previous[0] is None:
        draft.previous = one_previous(fixed)


def _tells_history(draft: Draft, text: str) -> bool:
    """Look cheaply whether a paragraph may tell of an earlier round; without a question only a year can."""
    if draft.question_key is None and not draft.not_inspected and not draft.carried_from and "20" not in text:
        return False
    lower = text.lower()
    return any(word in lower for word in _HISTORY)


def _of_other(b: Builder, sentence: str, folded: str) -> bool:
    """Say whether a sentence is about another organisation: one that was merged into this one."""
    kind = (b.page.organisation or "police/").split("/")[0]
    return b.names.search(folded) is None and bool(mentioned(kind, sentence))


ANOTHER = re.compile(
    r"\b(?:an?|another|other|one|some|most|many|all|its|neighbouring) (?:other |neighbouring |similar )*(?:forces?|services?)\b"
)
"""A subject that is not the force or service whose page it is."""


def one_previous(told: list[Previous]) -> Previous:
    """Give the grade of the latest earlier round; none where sentences differ, as those of two merged services do."""
    latest = max((round_id or "" for _, round_id in told), default="")
    grades = {(grade, round_id) for grade, round_id in told if (round_id or "") == latest}
    return grades.pop() if len(grades) == 1 else (None, None)


def _previous(b: Builder, folded: str) -> Previous | None:
    round_id = round_named(b, folded)
    match = _PREVIOUS.search(folded)
    if round_id is None or match is None or ANOTHER.search(folded[: match.start()]):
        return None
    word = (match[1] or match[2]).replace("required", "requires").replace("requiring", "requires")
    word = "requires improvement" if word.startswith("require") else word
    if "was" not in folded and "were" not in folded and "required" not in folded and "grade" not in folded:
        return None
    return Grade(word.replace(" ", "_")), round_id


def finish(b: Builder, draft: Draft) -> Judgment:
    """Give the judgment of all witnesses: the headline is believed first, then badge, table, prose."""
    draft.witnesses.sort(key=lambda w: (_RANK[w[0]], w[3]))
    day, day_text = b.dated(draft.section) if draft.section else (None, None)
    status, grade, grade_text = _decide(b, draft)
    previous_grade, previous_round = draft.previous
    carried = draft.carried_from if status is Status.GRADED else None
    return Judgment(
        pillar=draft.pillar,
        question=draft.question,
        question_key=draft.question_key,
        status=status,
        grade=grade,
        grade_text=grade_text,
        statement=draft.statement,
        last_updated=day,
        last_updated_text=day_text,
        agreement=_agreement(b, draft),
        carried_from=carried,
        previous_grade=None if carried else previous_grade,
        previous_round=None if carried else previous_round,
        witnesses=[
            Witness(source=source, grade=stated.grade, text=text, block=block)
            for source, stated, text, block in draft.witnesses
        ],
        blocks=draft.blocks,
    )


def _agreement(b: Builder, draft: Draft) -> int | None:
    if len(draft.witnesses) < 2:
        return None
    if len({_meaning(w[1]) for w in draft.witnesses}) == 1:
        return 1
    texts = "; ".join(f"{source.value} “{_short(text)}”" for source, _, text, _ in draft.witnesses)
    b.flag(
        "witnesses_disagree", f"{draft.name}: the page states different grades: {texts}.",
        *[w[3] for w in draft.witnesses],
    )  # fmt: skip
    return 0


def _meaning(stated: Stated) -> tuple[Status, Grade | None, str]:
    """Give what a witness says in a form that can be compared: the words only where they are not understood."""
    unread = stated.status is Status.UNREADABLE
    return stated.status, stated.grade, fold(stated.text) if unread else ""


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "…"


def _decide(b: Builder, draft: Draft) -> tuple[Status, Grade | None, str | None]:
    readable = [w for w in draft.witnesses if w[1].status is not Status.UNREADABLE]
    if not readable and draft.witnesses:
        badges = [w[1] for w in draft.witnesses if w[0] is WitnessSource.BADGE]
        stated = badges[0] if badges else draft.witnesses[0][1]
        b.flag(
            "unknown_grade", f"{draft.name}: “{_short(stated.text)}” is no grade of the vocabulary.",
            draft.witnesses[0][3],
        )  # fmt: skip
        return Status.UNREADABLE, None, stated.text
    if not readable:
        return _without_grade(b, draft)
    source, stated, _, block = readable[0]
    if stated.grade is not None and b.round and b.round.scale == 4 and stated.grade is Grade.ADEQUATE:
        b.flag(
            "grade_outside_scale",
            f"{draft.name}: the round {b.round.id} has no grade “{stated.text}”.",
            block,
        )
        return Status.UNREADABLE, None, stated.text
    if stated.grade is None and draft.not_inspected:
        return Status.NOT_INSPECTED, None, stated.text
    badge = next((w[1].text for w in readable if w[0] is WitnessSource.BADGE and w[1].grade is stated.grade), None)
    agrees = badge is not None and source is not WitnessSource.BADGE
    return stated.status, stated.grade, badge if agrees else stated.text


def _without_grade(b: Builder, draft: Draft) -> tuple[Status, Grade | None, str | None]:
    """Name the absence of a judgment that no witness states."""
    if draft.not_inspected:
        return Status.NOT_INSPECTED, None, None
    if draft.pillar is Pillar.LEADERSHIP:
        return Status.NARRATIVE_ONLY, None, None
    if (
        draft.not_graded
        or (draft.known is not None and not draft.known.graded)
        or (b.round is not None and draft.question_key is None and draft.pillar in b.round.ungraded)
    ):
        return Status.NOT_GRADED, None, None
    if draft.section is None:
        return Status.SECTION_MISSING, None, None
    b.flag(
        "grade_missing", f"{draft.name}: neither a badge nor a sentence states a grade.",
        *([draft.section.heading.number] if draft.section.heading else []),
    )  # fmt: skip
    return Status.UNREADABLE, None, None


def claim_head(b: Builder, section: Section, field: str) -> None:
    """Claim a section's heading, question and number lines for a field, its badges for the judgments."""
    if section.heading is not None:
        b.claim(field, section.heading)
    for line in section.head:
        b.claim("judgments" if line.what is Is.BADGE else field, line)
    for line in section.stray:
        if line.what is Is.DATE and section.of(Is.DATE):
            b.claim("sections.last_updated", line)


def missing(pillar: Pillar) -> Judgment:
    """Give the row of a pillar that the round has and of which the page says nothing."""
    return Judgment(
        pillar=pillar, question=None, status=Status.SECTION_MISSING, grade=None, grade_text=None, statement=None,
        last_updated=None, witnesses=[], blocks=[],
    )  # fmt: skip
