"""The rows of what is asked for: each once, with its deadline, under the cause of concern that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from schemas.labels import AREAS
from schemas.record import Recommendation
from schemas.text import fold
from schemas.vocabulary import BODIES, HEADING_KINDS, PILLAR_LABEL, BlockKind, RecommendationKind
from scraper.catalogue.organisations import continued, mentioned
from scraper.document.blocks import RawBlock
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import opening_subject

from .asking import BODY, FINDINGS_BEGIN, is_item, is_lead_in, is_of_all, may_ask_too, names_who
from .deadlines import (
    ASK,
    Deadline,
    dated_day,
    deadline_of,
    gives_time,
    in_one,
    loose_day,
    names_no_day,
    names_several,
    soon_inside,
)
from .rounds_named import round_named

_ASKED = frozenset({RecommendationKind.RECOMMENDATION, RecommendationKind.AREA_FOR_IMPROVEMENT})
_ANOTHER = re.compile(rf"; (?:and )?(?:\(?\w{{1,3}}[.)] (?:it|{BODY})|(?:the|our) {BODY}) (?:should|must)\b")
"""What begins a further ask in the sentence of one: `…; the force should …`."""


def joined(item: Line, owned: Sequence[Line]) -> str:
    """Return the text of an item with the lines that it owns."""
    return "\n".join([line.text for line in (item, *owned)]) if owned else item.text


def cause_of(b: Builder, section: Section) -> int | None:
    """Return the place of the cause of concern that a recommendation belongs to: the last of its question, if only one can be it."""
    if section.shared:
        return None
    for place in range(len(b.recommendations), 0, -1):
        other = b.recommendations[place - 1]
        if other.kind is RecommendationKind.CAUSE_OF_CONCERN and (
            (other.assessment, other.pillar, other.question_key) == (b.owner, section.pillar, section.question_key)
        ):
            return place
    return None


def add_ask(
    b: Builder, section: Section, kind: RecommendationKind, line: Line, text: str,
    deadline: Deadline = (None, None), parent: int | None = None,
) -> None:  # fmt: skip
    """Add what a line asks for, or holds up as an example; `parent` is the place of its cause of concern.

    What a page prints twice under one question, for narrow screens and for wide ones, is asked for once.
    """
    own = deadline
    if kind is RecommendationKind.RECOMMENDATION:
        if deadline == (None, None):
            own = deadline_of(line)
            if own == (None, None) and (soon := soon_inside(line.text)) is not None:
                tell_day(b, line, soon)
        elif deadline[0] is not None and "20" in line.text:
            own = in_one(deadline, deadline_of(line))
    elif kind is RecommendationKind.AREA_FOR_IMPROVEMENT and deadline == (None, None) and "20" in line.text:
        found = deadline_of(line)
        own = found if found[0] is not None else deadline  # it rarely has one: no words of how soon
    if section.question_key and not b.is_new("ask", b.owner, kind, section.question_key, text, own, parent):
        b.claim("boilerplate:section_repeated", line)
        b.flag("section_repeated", f"“{text[:60]}” is printed again with the same text.", line.number)
        return
    b.claim("recommendations", line)
    if "; " in text and kind in _ASKED and _ANOTHER.search(fold(text)) is not None:
        b.flag(
            "section_missing", f"“{text[:60]}” asks for several things in one sentence; it is read as one.", line.number
        )
    _tell_no_day(b, line, own)
    b.recommendations.append(
        Recommendation(
            kind=kind, pillar=section.pillar, question=section.question, question_key=section.question_key,
            position=b.position("recommendations", b.owner, kind.value, section.question_key or section.text),
            text=text, deadline=own[0], deadline_text=own[1], parent=parent, block=line.number,
            assessment=b.owner,
        )
    )  # fmt: skip


def _tell_no_day(b: Builder, line: Line, deadline: Deadline) -> None:
    """Flag a deadline of which no day is read although it names one, or several, and one that lies before the round."""
    day, text = deadline
    if day is not None:
        if b.round is not None and day.year < b.round.first:
            told = f"“{text}” lies before the round {b.round.id}; it may be no day by which something is asked for."
            b.flag("date_outside_round", told, line.number)
        return
    if text is None:
        text = loose_day(line.text) if "20" in line.text else None
        if text is not None:
            tell_day(b, line, text)
        return
    if names_several(text):
        b.flag(
            "dates_repeated", f"“{text}” are several days by which something is asked for; none is read.", line.number
        )
    elif names_no_day(text):
        b.flag("date_invalid", f"“{text}” names no whole date that exists; it is kept as text.", line.number)


def name_around(section: Section) -> str:
    """Return the name of the question or pillar that a label stands under, its own where it stands under none."""
    if section.known is not None:
        return section.known.label
    if section.question is not None:
        return section.question
    return PILLAR_LABEL[section.pillar] if section.pillar else section.text


def tell_alone(b: Builder, lead_in: Line) -> None:
    """Flag a line that announces what is asked for and has nothing below it in its part."""
    b.flag("section_missing", f"Nothing stands below “{lead_in.text[:60]}”.", lead_in.number)


def tell_day(b: Builder, line: Line, text: str | None = None) -> None:
    """Flag a day, or words of a deadline, in or beside what is asked for: those of a line, or all of it."""
    message = f"Nothing says whether “{text or line.text}” is the day by which what stands beside it is asked for."
    b.flag("section_missing", message, line.number)


def tell_more(b: Builder, rest: list[Line], kind: RecommendationKind = RecommendationKind.RECOMMENDATION) -> None:
    """Flag the lines right behind what is asked for that may go on with it: its day, one that begins small, further recommendations in words that are no item's."""
    if rest and rest[0].text[-1] == "." and gives_time(rest[0]) and not is_item(rest[0]):
        tell_day(b, rest[0])
        return
    begins_small = bool(rest) and "a" <= rest[0].text[0] <= "z" and rest[0].kind is LineKind.PROSE
    more = takewhile(may_ask_too, rest) if kind is RecommendationKind.RECOMMENDATION else ()
    for line in rest[:1] if begins_small else more:
        message = f"Nothing says whether “{line.text[:60]}” is asked for too; it is not read as that."
        b.flag("section_missing", message, line.number)


def tell_bold(b: Builder, head: RawBlock | None, line: Line) -> int:
    """Flag a sentence about the organisation in bold, or in a heading, below what is asked for in such a one: it may be one more. Return that it is not read."""
    block = line.block
    alike = head is not None and block.kind is head.kind and block.level == head.level
    if alike and (block.level is not None or line.text[-1] == ".") and opening_subject(line.text, b.names) is not None:
        message = f"Nothing says whether “{line.text[:60]}” is one more of what is asked for; it is not read as one."
        b.flag("section_missing", message, line.number)
    return 0


def tell_asking(b: Builder, section: Section, lines: list[Line]) -> None:
    """Flag the lines below a cause for which nothing is asked that say what its body should do, before the findings begin."""
    before = takewhile(lambda line: not FINDINGS_BEGIN.match(fold(line.text)), lines)
    asking = list(filter(names_who, before))
    if asking:
        message = (
            f"Under “{section.text}” nothing says whether “{asking[0].text[:60]}” is asked for; it is not read as that."
        )
        b.flag("section_missing", message, *(line.number for line in asking))


_BODY_SHOULD = re.compile(rf"(?P<who>.*?\b(?:Police|Constabulary|Service|Brigade)\b.*?) {ASK}")


_BY_ANOTHER = re.compile(r"(?!(?:our|this) )(?:(?!(?:was|been|it|we|hmic\w*)\b)[\w'()-]+ ){1,12}recommended that\b")
"""What another than the inspectorate asked for: `The coroner recommended that the force should`."""
_KNOWS = re.compile(
    r"(?:(?!(?:we|hmic\w*|should|must|needs?|has|recommend\w*)\b)[\w'&()-]+,? ){1,12}(?:told us|said|says|recogni[sz]e[sd]?|accept(?:s|ed)?|acknowledge[sd]?|knows?|knew"
    r"|agree[sd]?|understands?|understood|believe[sd]?|thinks?|thought) (?:that )?(?:it|they|this|the \w+) (?:still |also |now )?(?:should|must|need(?:s|ed)? to|ha[sd] to)\b"
)
"""What those who are inspected say of themselves: `The service knows that it needs to:`."""


def asks_all(b: Builder, line: Line, item: Line) -> bool:
    """Return whether a line says what all bodies should do, and an item stands below it; tell it."""
    if not is_of_all(line) or not is_item(item):
        return False
    message = f"“{line.text[:60]}” is asked of all; it is not read as asked of this one."
    b.flag("section_missing", message, line.number)
    return True


def asks_another(b: Builder, line: Line) -> bool:
    """Return whether a line says what another force or service should do, by its full name and without the page's own, or what another body asked; tell it."""
    if "recommended" in line.text and _BY_ANOTHER.match(fold(line.text)):
        message = f"“{line.text[:60]}” is what another body asked for; it is not read as asked for here."
        b.flag("section_missing", message, line.number)
        return True
    if line.text[-1] == ":" and _KNOWS.match(fold(line.text)):
        message = f"“{line.text[:60]}” is what those say who are inspected; what it announces is not read as asked for."
        b.flag("section_missing", message, line.number)
        return True
    asked = _BODY_SHOULD.match(line.text)
    if (
        asked is None
        or b.round is None
        or b.page.organisation is None
        or opening_subject(line.text, b.names) is not None
    ):
        return False
    others = [each for kind in BODIES for each in mentioned(kind, asked["who"])]
    rest = fold(asked["who"])
    for other in others:
        rest = rest.replace(fold(other.full_name), " ")
    ours = {continued(other, b.round.id).id for other in others}
    if not others or b.page.organisation in ours or b.names.search(rest):
        return False
    message = f"“{line.text[:60]}” is asked of {others[0].full_name}; it is not read as asked of whose page it is."
    b.flag("section_missing", message, line.number)
    return True


_BEFORE = re.compile(
    r"\b(?:after|at|during|following|from|in|of) (?:its |our |the )?(?:(?:earlier|first|initial|last|previous) "
    r"(?:\w+ )?(?:assessment|inspection|letter|report|review|round|visit)\b|(?P<year>20\d\d)\b)"
    r"|\b(?:last (?:time|year)|previously|formerly|no longer (?:has|have|needs?) to)\b(?! (?:by )?\d)"
)

_ASKED_THEN = re.compile(r"\b(?:recommended|asked|told|said|suggested)\b")


def deadline_announced(b: Builder, line: Line) -> Deadline:
    """Return the deadline of a line that announces what is asked for; a day in it that may be none is told."""
    found = deadline_of(line)
    if found == (None, None) and "20" in line.text and (day := dated_day(line.text)) is not None:
        tell_day(b, line, day)
    return found


_SHOULD_HAVE = (" should have:", " should have")
"""What ends a lead-in that may tell what was asked for before: then its day lies behind the letter, or its part is of progress."""


def _is_past(b: Builder, section: Section, line: Line) -> bool:
    """Return whether a line announces what should have been done by now: `By 31 August 2023, the service should have:`."""
    if not line.text.endswith(_SHOULD_HAVE):
        return False
    day, written = deadline_of(line)[0], b.letter.date if b.letter is not None else None
    return "progress" in fold(section.text) or (day is not None and written is not None and day < written)


def told_of_before(b: Builder, section: Section, line: Line) -> bool:
    """Return whether a line announces what was asked for in an earlier round, and say so: whether it still is nothing says."""
    if not (_is_past(b, section, line) or _names_before(b, fold(line.text))):
        return False
    message = f"Nothing says whether what “{line.text[:80]}” announces is still asked for; it is not read as that."
    b.flag("section_missing", message, line.number)
    return True


def _names_before(b: Builder, folded: str) -> bool:
    """Return whether a lead-in names an earlier inspection or round."""
    before = _BEFORE.search(folded)
    if before is None:
        return False
    year = before["year"]
    return not year or round_named(b, year) is not None or _was_asked(b, folded, before)


def _was_asked(b: Builder, folded: str, before: re.Match[str]) -> bool:
    """Return whether a lead-in tells what was asked for in a year before the page's round, in which there was none."""
    return b.round is not None and int(before["year"]) < b.round.first and _ASKED_THEN.search(folded) is not None


_NONE = re.compile(
    rf"\b(?:no|any) (?:\w+ )?(?:areas?|causes?)\b|\b{AREAS}\b|\bhas (?:since |now )?(?:addressed|improved|made)\b"
)
_FINITE = re.compile(r"\b(?:is|are|does|do|has|have|needs?|can|could|will|would|takes?|makes?|lacks?|fails?)(?:n't)?\b")


def is_all(b: Builder, section: Section) -> bool:
    """Return whether the sentence right under a label is what should improve, however it is put: it is about the organisation.

    `The force doesn't answer calls quickly enough.` is in bold above what explains it, or all that stands there: what ends
    it is the end of the box that holds it and the label, the next heading, or the sentence with which the findings begin.
    """
    line, *below = section.body
    folded = fold(line.text)
    if line.kind is not LineKind.PROSE or section.heading is None or _NONE.search(folded) or not _FINITE.search(folded):
        return False
    if opening_subject(line.text, b.names) is None or any(map(names_who, below)):
        return False
    if line.block.kind in HEADING_KINDS:
        return line.block.level is None or section.level is None or line.block.level > section.level
    if line.block.kind is not BlockKind.PARAGRAPH or line.text[-1] != ".":
        return False
    if not below or below[0].block.kind in HEADING_KINDS or FINDINGS_BEGIN.match(fold(below[0].text)):
        return True
    box = section.heading.block.path.rpartition("/")[0] + "/"
    return line.block.path.startswith(box) and not below[0].block.path.startswith(box)


_ENDED = frozenset(".;:!?")
_RUNS_ON = re.compile(
    r"(?:so(?: that| as to)?|which|who|whose|whereby|including|such as|because|in (?:particular|order to)|for (?:example|instance)"
    r"|especially|particularly|unless|until|whil(?:e|st)|rather than|as well as)\b"
)
_AND_THAT = re.compile(r"(?:and|or) (?:that|how|whether|why)\b")
"""What begins the rest of a sentence, and no item of a list."""


def with_sentences_joined(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines, the two halves of a sentence that asks for something in one: a copy may part it at a comma.

    Bullets that go on with the sentence of the one above are items of their own, unless they can only be the rest of it.
    """
    places = [
        place
        for place, (line, below) in enumerate(pairwise(lines))
        if "a" <= below.text[0] <= "z" and line.text[-1] not in _ENDED and _is_parted(line, below)
    ]
    for place in reversed(places):
        line, below = lines[place : place + 2]
        b.claim("recommendations", below)
        line.text = f"{line.text} {below.text}"
        del lines[place + 1]
    return lines


def _is_parted(line: Line, below: Line) -> bool:
    """Return whether a line that nothing ends and the one below it, which begins small, are one sentence that asks for something."""
    if (
        line.kind is not LineKind.PROSE
        or below.kind is not LineKind.PROSE
        or line.row is not None
        or below.row is not None
    ):
        return False
    if _RUNS_ON.match(below.text) is not None:
        return is_item(line) or "a" <= line.text[0] <= "z"
    is_new = below.block.kind is BlockKind.LIST_ITEM and _AND_THAT.match(below.text) is None
    return not is_new and names_who(line) and not is_lead_in(line)
