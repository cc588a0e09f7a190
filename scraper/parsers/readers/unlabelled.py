"""What a page seems to ask for in its findings, where a copy lost the label above it, or has it in words that are none."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.labels import ALMOST_ASKED, ASKED, ASKS, Role, find_label
from schemas.text import fold
from schemas.vocabulary import A_BODY, BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.looks import ITEMS, LONGEST_LABEL
from scraper.parsers.outline import Section

from .asking import is_lead_in, names_who, says_what_to_do
from .closed import is_status
from .deadlines import gives_time

_HEAD_ASKS = frozenset({Role.AREAS, Role.CAUSE, Role.RECOMMENDATIONS})
_ASKS = re.compile(r"\b(?:should|must)\b")
"""Of the verbs of asking those that findings have rarely: `needs to` says in them what is amiss."""
_ALMOST = re.compile(
    r"(?:(?:our|new|the|key|main|further|additional|another|other|first|second) )?(?:accelerated[ -])?"
    rf"{ALMOST_ASKED}(?: (?:identified|found|raised|for (?:the|this) (?:force|service|constabulary|brigade|area)"
    r"|we (?:found|identified|raised)|in this area|\(\w+\)|#?\d+))*(?: ?[:-] .{3,60})?"
)
"""What heads such text as a label does, in words that are none."""
_HAS_LABEL = re.compile(rf"\b{ASKED}\b")
_RUN_IN = re.compile(rf"(?:\w+ )?{ASKED}\b(?P<number> (?:no\.? ?|#)?(?:\d{{1,2}}|[a-h]))?\s*[^\w\s]\s*")
_BECAME = re.compile(
    rf"\b(?:(?:has|have)(?: now| since)?|is|are|was|were)\b|^(?:{ASKED}|(?:page|section|paragraph)s?)\b"
)
"""What has the text behind a label that says what became of it, or where it stands, and asks for nothing."""
_WE_RECOMMEND = re.compile(r"(?:we (?:\w+ )?recommend|hmic(?:frs)? (?:\w+ )?recommends) that\b")

_THESE = re.compile(
    rf"(?:(?:we|hmic(?:frs)?) (?:\w+ ){{1,3}}(?:the following )?|the following (?:are|is) (?:our |the )?){ASKED}$|(?:the|our|these) {ASKED} (?:are|is)(?: as follows)?$"
)
"""A line that announces what is asked for by its name: `We made the following recommendations:`."""
_ONE = rf"(?:it|them|they|(?:the|this|our) (?:\w+ )?{A_BODY})"
_ASKED_TO = re.compile(
    rf"(?:we|hmic(?:frs)?) (?:\w+ ){{0,2}}(?:ask|expect|require|want|urge|told|advised?)(?:s|d|ed)? {_ONE} to\b(?! know\b)"
    rf"|{_ONE} (?:(?:is|are|was|were|(?:has|have) been) (?:\w+ )?(?:advised|asked|expected|required|told|urged) to|(?:\w+ )?(?:needs?|ought) to)\b"
    rf"|(?:{_ONE} (?:has|have|had)|(?:we|hmic(?:frs)?) (?:\w+ )?(?:gave|given?) {_ONE}) (?:until|till|up to|(?:\w+ ){{1,3}}(?:days|weeks|months)) (?:.{{1,40}} )?to$|it (?:is|was) recommended that {_ONE}\b"
)
"""One that asks of ours in other words than a lead-in's: `We asked the service to do the following:`."""


def is_almost_label(folded: str) -> bool:
    """Return whether a line heads what is asked for in words that are no label: `Our cause of concern`."""
    return _ALMOST.fullmatch(folded) is not None and find_label(folded) is None


def tell_asked(b: Builder, section: Section, rows: list[Line]) -> None:
    """Flag what is asked for in the rows of a section where any of them may ask for something."""
    if not b.may_ask.isdisjoint([line.block.number for line in rows]):
        tell_unlabelled(b, section, rows)


def tell_unlabelled(b: Builder, section: Section, rows: list[Line]) -> None:
    """Flag the first of a section's findings that says what ours should do where findings don't: as an item, or headed by the words of a label.

    What was told of before, as that it is asked of another body, is told once.
    """
    may_ask = b.may_ask
    for place, (line, above) in enumerate(zip(rows, (section.heading, *rows), strict=False), 1):
        if line.block.number not in may_ask:
            continue
        if _asks(line, above) or _leads_to_items(line, rows[place : place + 1]):
            told = {line.number, above.number if above is not None else 0}
            if not any(told.intersection(problem.blocks) for problem in b.problems):
                message = f"No label heads “{line.text[:60]}”; it is not read as asked for."
                b.flag("section_missing", message, line.number)
            return


def _leads_to_items(line: Line, below: list[Line]) -> bool:
    """Return whether a line announces what ours should do, and items stand right below it: `The force should:`."""
    if line.text[-1] != ":" or not below or below[0].block.kind not in ITEMS:
        return False
    folded = fold(line.text)
    if _THESE.match(folded) is not None or _ASKED_TO.match(folded) is not None:
        return True
    last = replace(line, text=line.text.rpartition(". ")[2])
    return (is_lead_in(last) and names_who(last)) or gives_time(line)


def _asks(line: Line, above: Line | None) -> bool:
    """Return whether a line says what is recommended, or what ours should do, with no status behind it: behind or below a label's words, as an item, or by a day."""
    folded = fold(line.text)
    if "recommend" in folded and _WE_RECOMMEND.match(folded):
        return True
    run_in = _RUN_IN.match(folded)
    if run_in is not None:
        return _runs_in(line, folded[run_in.end() :], numbered=run_in["number"] is not None)
    heads = fold(above.text) if above is not None and len(above.text) <= LONGEST_LABEL else ""
    if is_almost_label(heads):
        return True
    headed = _HAS_LABEL.search(heads) is not None
    asks = _ASKS.search(folded) is not None
    item = asks and (line.block.kind in ITEMS or gives_time(line))
    return (headed or item) and line.text[-1] != ")" and names_who(line)


def _runs_in(line: Line, asked: str, *, numbered: bool) -> bool:
    """Return whether what stands behind the words of a label asks for something: a numbered item does, but for what became of it.

    Without a number it may say what the word means: then it must say who should do something, or what to do.
    """
    if not asked:
        return False
    return (
        names_who(replace(line, text=asked))
        or says_what_to_do(asked)
        or (numbered and not _BECAME.search(asked) and not is_status(asked))
    )


def tell_empty(b: Builder, sections: list[Section]) -> None:
    """Flag the labels of what is asked for below which nothing stands, neither text nor a part of theirs, and gaps in their numbers."""
    _tell_gaps(b, [section for section in sections if section.role in _HEAD_ASKS])
    boilerplate = LineKind.BOILERPLATE
    for section, below in zip(sections, (*sections[1:], None), strict=True):
        if section.role not in _HEAD_ASKS:
            continue
        if [line for line in section.body if line.kind is not boilerplate]:
            if section.role is Role.CAUSE and section.heading is not None:
                _tell_said(b, section.heading)
            continue
        if below is None or not _is_part(section, below):
            told = f"Nothing stands below “{section.section_text}”."
            b.flag("section_missing", told, *(line.number for line in section.lines()))


_SAYS = re.compile(
    r"[:–-] .*\b(?:are|can(?:not|'t)?|do(?:es)?(?: not|n't)?|fail(?:s|ed|ing)?|has|have|is|lacks?|needs?|was|were)\b"
)


def _tell_said(b: Builder, heading: Line) -> None:
    """Flag the label of a cause that is an item of a list and says itself what the cause is: what stands below it is read as that."""
    if heading.block.kind is BlockKind.LIST_ITEM and _SAYS.search(fold(heading.text)) is not None:
        told = (
            f"“{heading.text[:80]}” says itself what it is a label of; what stands below it may be of something else."
        )
        b.flag("section_missing", told, heading.number)


def _is_part(section: Section, below: Section) -> bool:
    """Return whether what follows a label is headed by it: another label, or a part that is deeper."""
    return below.role in ASKS or (below.level or 0) > (section.level or 0) > 0


_NUMBERED = re.compile(rf"{ASKED}(?: no\.?)? (\d{{1,2}})\b(?! ?\d)", re.I)


def _tell_gaps(b: Builder, sections: list[Section]) -> None:
    """Flag the number of a label that does not follow that of the label of its kind above it: one between them is lost."""
    last: dict[Role, int] = {}
    for section in sections:
        role, heading = section.role, section.heading
        if role is None or heading is None or (found := _NUMBERED.match(heading.text)) is None:
            continue
        number, above = int(found[1]), last.get(role)
        if above is not None and number > above + 1:
            told = f"“{heading.text[:60]}” stands right behind number {above}; nothing was read of what stands between."
            b.flag("section_missing", told, heading.number)
        last[role] = number
