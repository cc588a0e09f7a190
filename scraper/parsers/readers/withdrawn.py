"""Judgments of which their page says that they stand no longer, or not yet: their grades are told, and not read.

A reader asks for the grade that stands. One that was withdrawn does not, and one that is provisional, under appeal or
under review may not; that the page still prints it is no answer (`unsettled.py` has the words).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.record import Judgment
from schemas.text import fold, has_any
from schemas.vocabulary import PILLAR_LABEL, BlockKind, Status, WitnessSource
from scraper.catalogue.organisations import continued, mentioned
from scraper.parsers.builder import Builder
from scraper.parsers.grades import pillars_named, read_badge, sentences
from scraper.parsers.inspecting import speaks_of, told_of
from scraper.parsers.outline import Outline, Section
from scraper.parsers.subject import substance

from .rounds_named import is_of_then
from .unsettled import DOCUMENTS, QUICK, Unsettled, is_state_alone, is_unsettled_grade, read_unsettled

_LONGEST = 60
"""Characters of a line that says it of the grade beside it and names nothing: `Under review`."""
_SHOWN = (WitnessSource.BADGE, WitnessSource.TABLE)
_NEAR = (-2, -1, 0, 1, 2)
"""Where such a line stands beside a grade, or holds one itself; a date may stand between the two."""
_SHORT = 160
"""Characters of a text that says it of something that prose often names too: an assessment, the report."""
_NO_THING = re.compile(rf"\d{{1,2}} [a-z]+\b|(?:our|the|this) (?:\w+ )?(?:{'|'.join(DOCUMENTS)})\b")
"""What stands behind `on` and `in` and is not what a judgment is of: when it was done, where it is printed."""


def take_unsettled(b: Builder, outline: Outline) -> None:
    """Take the grades of the judgments that the page says stand no longer, or not yet; tell what else it says of such.

    What it says of the report, or of its judgments, is of all. What it says of a judgment that nobody knows is told alone.
    A page of which no grade was read has none to take.
    """
    if not any(one.grade is not None for one in b.judgments):
        return
    for number, text in _may_say(b):
        for sentence in sentences(text):
            folded = fold(sentence)
            said = read_unsettled(folded)
            if said is not None and not is_of_then(b, folded):
                _take(b, _meant(b, outline, said, sentence, number), sentence, number)
            elif said is None and is_state_alone(folded):
                _take_beside(b, outline, sentence, number)
            elif said is None and len(sentence) <= _LONGEST and is_unsettled_grade(folded):
                _take_own(b, outline, sentence, number)


def _may_say(b: Builder) -> Iterator[tuple[int, str]]:
    """Yield the blocks that may say so, by a look that makes no calls; of a rating, or of the report, a short one says it.

    Few pages have any: they are looked at together first.
    """
    badges = {each.block for one in b.judgments for each in one.witnesses if each.source in _SHOWN}
    beside = {number + step for number in b.graded | badges for step in _NEAR}
    texts = [
        (block.number, text)
        for block in b.blocks
        if (
            "udg" in (text := block.text)
            or "rade" in text
            or (
                text[_SHORT:] == ""
                and (
                    "rating" in text
                    or "ssessment" in text
                    or "report" in text
                    or "page" in text
                    or block.number in beside
                )
            )
            or (text[_LONGEST:] == "" and text.isupper())
        )
    ]
    together = "\n".join([text for _, text in texts]).lower()
    words = [word for word in QUICK if word in together]
    if words:
        yield from (one for one in texts if has_any(one[1].lower(), *words))


def _section(outline: Outline, number: int) -> Section | None:
    """Return the section in which a block stands."""
    for section in outline.sections:
        if any(line.number == number for line in section.lines()):
            return section
    return None


def _take_own(b: Builder, outline: Outline, sentence: str, number: int) -> None:
    """Take the grade that a line itself has with such words, `Good (provisional)`: that of its row, or of its section."""
    section = _section(outline, number)
    meant = _of_row(b, number) or [one for one in b.judgments if _has_badge_at(one, number)]
    if not meant and section is not None and _is_judged(section):
        meant = _of_section(b, section)
    _take(b, meant, sentence, number)


def _take_beside(b: Builder, outline: Outline, sentence: str, number: int) -> None:
    """Take the grade that stands right above a line that says it alone, or right below it: `Good`, `Under review`.

    In the head of a section dates may stand between the two.
    """
    for beside in (number - 1, number + 1):
        meant = [one for one in b.judgments if _has_badge_at(one, beside)]
        if not meant and 0 < beside <= len(b.blocks) and read_badge(b.blocks[beside - 1].text) is not None:
            # In the head of its section nobody reads it any more.
            meant = _of_row(b, number) or _of_section(b, _section(outline, beside))
        if meant:
            _take(b, meant, sentence, number)
            return
    section = _section(outline, number)
    if section is not None and _is_in_head(section, number):
        _take(b, _of_section(b, section), sentence, number)


def _of_row(b: Builder, number: int) -> list[Judgment]:
    """Return the judgments of what is named in the row of a table in which a cell stands, right before it or before its grade."""
    cells = [block for block in b.blocks[max(0, number - 3) : number] if block.kind is BlockKind.TABLE_CELL]
    row = [block for block in cells if block.row_path == cells[-1].row_path]
    keys = [known.key for block in row if (known := b.asked(block.text)) is not None]
    return [one for one in b.judgments if one.question_key in keys[-1:]]


def _is_judged(section: Section) -> bool:
    """Return whether a section is that of a pillar, a question or an area."""
    return bool(section.question or section.pillar)


def _is_in_head(section: Section, number: int) -> bool:
    """Return whether a line stands in the head of what is judged: among its date and its grade, or in the place of one."""
    if section.heading is None or not _is_judged(section):
        return False
    text = next((line.number for line in section.body if line.number != number), number + 1)
    return section.heading.number < number < text


def _of_section(b: Builder, section: Section | None) -> list[Judgment]:
    """Return the judgments of a section, none of no section."""
    return [one for one in b.judgments if section is not None and _is_of(section, one)]


def _is_of(section: Section, one: Judgment) -> bool:
    """Return whether a judgment is that of a section."""
    return (one.pillar, one.question_key) == (section.pillar, section.question_key)


def _has_badge_at(one: Judgment, number: int) -> bool:
    return any(each.block == number and each.source in _SHOWN for each in one.witnesses)


def _take(b: Builder, meant: list[Judgment], sentence: str, number: int) -> None:
    """Take the grades from the judgments that a sentence is of, and tell it; of which it is, nobody may know."""
    told = f"“{sentence[:160]}” says that a judgment stands no longer, or not yet"
    if not meant:
        b.flag("grade_unreadable", f"{told}; of which is not known, and grades are read as they are printed.", number)
    for one in [each for each in meant if each.grade is not None]:
        name = one.question or (PILLAR_LABEL[one.pillar] if one.pillar else "the judgment")
        b.flag("grade_unreadable", f"{told}: {name} is not read as “{one.grade_text}”.", number, *one.blocks)
        b.judgments[b.judgments.index(one)] = one.model_copy(update={"status": Status.UNREADABLE, "grade": None})


def _meant(b: Builder, outline: Outline, said: Unsettled, sentence: str, number: int) -> list[Judgment]:
    """Return the judgments that a sentence is of; on a page of several bodies those of whom it names, else of whose part it stands in."""
    if len({one.assessment for one in b.judgments}) < 2:
        section = _section(outline, number)
        return [one for one in b.judgments if _is_meant(b, said, section, one)]
    named = [continued(each, b.page.round or "").id for each in mentioned(b.kind or "police", sentence)]
    if named:
        return [one for one in b.judgments if any((one.assessment or "").startswith(f"{each}/") for each in named)]
    heads = [each.heading.number for each in outline.sections if each.heading is not None and each.heading.names_whose]
    if said.noun[-1] == "s" or said.noun.endswith(DOCUMENTS):
        return b.judgments[:]
    begins = max([head for head in heads if head <= number], default=0)
    ends = min([head for head in heads if head > number], default=len(b.blocks) + 1)
    about = _thing(said)
    own = [one for one in b.judgments if begins and any(begins <= block < ends for block in one.blocks)]
    return [one for one in own if about is None or substance(one.question or "") <= substance(about)]


def _is_meant(b: Builder, said: Unsettled, section: Section | None, one: Judgment) -> bool:
    """Return whether a sentence is of a judgment: the one that it names, else that of the section in which it stands."""
    about = _thing(said)
    if about is not None and not speaks_of(told_of(about, b.names, b.kind), None, None):
        areas = _areas(b, about)
        if areas:
            return one.question_key in areas
        return one.question_key is None and one.pillar in pillars_named(about)
    named = pillars_named(said.noun)
    if named:
        return one.question_key is None and one.pillar in named
    if said.noun.endswith(DOCUMENTS):
        return True
    if section is None or not (section.is_question or section.pillar):
        return len(b.judgments) == 1 or said.noun[-1] == "s"
    return _is_of(section, one)


def _thing(said: Unsettled) -> str | None:
    """Return what a judgment is of by a sentence, None where it says none, or only when it was done and where it is printed."""
    return None if said.about is None or _NO_THING.match(said.about) else said.about


_AND = re.compile(r",? and ")


def _areas(b: Builder, about: str) -> list[str]:
    """Return the keys of the areas that words name: one, or several that are parted by `and`; what follows them is none."""
    for border in (len(about), *(found.start() for found in _AND.finditer(about))):
        known = b.asked(about[:border])
        if known is not None:
            more = _AND.match(about, border)
            return [known.key, *(_areas(b, about[more.end() :]) if more else [])]
    return []
