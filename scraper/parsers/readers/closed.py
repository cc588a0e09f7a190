"""What a page says of asks that are closed: in a heading, on a line of its own, behind an item, in a sentence.

The record has no field for it: what a heading, a status or an item says is closed is not asked for and stands in the
findings; where only a sentence says so, what it speaks of may be any of what is read, and the sentence is told.
"""

from __future__ import annotations

import re
from itertools import pairwise

from schemas.labels import ASKED, ASKS, Role
from schemas.page_types import PageType
from schemas.text import fold, has_any
from schemas.vocabulary import HEADING_KINDS
from scraper.parsers.builder import Builder
from scraper.parsers.dates import MONTHS
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section

from .asking import is_lead_in

_WHEN = (
    r"(?: ?[-,:(]? ?(?:(?:in|on|at|since|as of|as at) )?(?:(?:our|the|this|its) )?(?:last |previous )?"
    rf"(?:inspection|revisit|visit|(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) 20\d\d|\d{{1,2}}/\d{{1,2}}/20\d\d|20\d\d(?: ?[/-] ?(?:20)?\d\d)?)\)?)?"
)
_STATE = (
    rf"(?:closed|discharged|signed[ -]off|lifted|withdrawn|removed|resolved|completed?|addressed|met|achieved){_WHEN}"
)
_FULLY = r"(?:(?:now|fully|formally|all|status:?) )*"
_NAME = rf"(?:(?:accelerated|new|our|further|additional|previous|earlier|past) )?{ASKED}(?: (?:no\.? )?\d{{1,2}})?"
_HEADS = re.compile(
    rf"{_NAME} ?[:(\[-]? ?{_FULLY}{_STATE}[)\]]?"
    rf"|{_NAME}(?: ?[:-] .{{3,80}}?) ?[:(\[-] ?{_FULLY}{_STATE}[)\]]?"
    rf"|{_FULLY}{_STATE} {_NAME}(?: ?[:-] .{{3,80}})?"
    rf"|{_NAME} (?:(?:that|which) (?:we (?:have )?|(?:have|has) been |are |is |were |was )|we (?:have )?){_FULLY}{_STATE}"
)
_STATUS = r"[(\[]?(?:(?:current )?(?:status|progress|position|outcome) ?[:-] ?)?{}[)\]]?\.?"
_ALONE = re.compile(_STATUS.format(_FULLY + _STATE))
_OPEN = (
    r"(?:(?:still|remains?|partially|partly|not(?: yet)?) )*(?:open|ongoing|outstanding|in progress|under way|started|begun)"
    + _WHEN
)
_ANY = re.compile(_STATUS.format(rf"(?:{_FULLY}{_STATE}|{_OPEN}|(?:partially|partly|not(?: yet)?) {_STATE})"))
_LONGEST_STATUS = 40
_LOOK = (
    "close", "discharge", "sign", "lift", "withdrawn", "remove", "resolve", "complete", "address", "achieve", "deadline",
    "timescale",
)  # fmt: skip
"""A cheap look: whatever closes something, or moves its day, has one of these, or is met."""
_MET = re.compile(r"met\b")
_BEHIND = re.compile(rf"(?:[(\[] ?|\. ?| - ){_FULLY}{_STATE}[)\]]?[.;]?$")
_BEFORE_STATE = ("(", "[", ". ", "– ", "- ")
"""What parts an item from such words behind it, one of them."""
_SAYS = re.compile(
    rf"\b{ASKED}(?: \w+){{0,3}} (?:is|are|was|were|(?:has|have) been) {_FULLY}(?:closed|discharged|signed off|lifted|removed)\b"
    rf"|\b(?:have|has) (?:now |therefore |since |formally |decided to )*(?:closed?|discharged?|signed? off|lift(?:ed)?|removed?)"
    rf" (?:\w+ ){{1,3}}{ASKED}\b"
)
_WHEN_DUE = r"(?:deadlines?|time ?(?:scales?|frames?|limits?)|(?:target|completion|due) dates?)"
_MOVES = re.compile(
    rf"\b(?:extend(?:ed)?|revised?|moved?|postponed?|deferred?|changed?|put back|amended?) (?:(?!by\b)\w+ ){{0,3}}{_WHEN_DUE}\b"
    rf"|\b{_WHEN_DUE}(?: \w+){{0,4}}? (?:is|are|was|were|(?:has|have) (?:now |since |therefore )?been) (?:now )?(?:extended|revised|moved|postponed|deferred|changed|put back|amended)\b"
    rf"|\b(?:new|revised|extended|amended|later) {_WHEN_DUE}\b"
    r"|\b(?:given|give|gave|allowed|granted) \w+(?: \w+){0,3} (?:more|additional|extra|further|longer)(?: time)?\b.{0,40}\b(?:until|till|by|to) \d"
)
_DUE = ("deadline", "timescale", "timeframe", "time scale", "time frame", "time limit", " date", " time")
_SUPPOSED = re.compile(r"\b(?:whether|if|until|once|when|before|unless|not|could|will|would)\b|n't\b")
_NOT_OF_NOW = ("not subject to detailed inspection", "carried over")
"""What a question says below which everything that is asked for is of an earlier round, and read as such (`history.py`)."""
_PAGES_OF_ASKS = frozenset({PageType.LETTER})
"""Types of pages that are about what was asked for, in all their parts."""


def heads_closed(text: str) -> bool:
    """Return whether a heading says that what was asked for, and stands below it, is closed."""
    return _HEADS.fullmatch(fold(text)) is not None


def is_closed_alone(text: str) -> bool:
    """Return whether a line says of what stands beside it that it is closed, and nothing else."""
    return len(text) < _LONGEST_STATUS and _ALONE.fullmatch(fold(text)) is not None


def is_status(text: str) -> bool:
    """Return whether a line says what became of what stands above it, and nothing else: `In progress`."""
    return len(text) < _LONGEST_STATUS and _ANY.fullmatch(fold(text)) is not None


def ends_closed(text: str) -> bool:
    """Return whether an item has behind it that it is closed: `The force should act. (Closed)`."""
    end = text[-_LONGEST_STATUS:]
    return has_any(end, *_BEFORE_STATE) and _BEHIND.search(fold(end)) is not None


def says_closed(text: str) -> bool:
    """Return whether a sentence says that something that was asked for is closed."""
    folded = fold(text)
    match = _SAYS.search(folded)
    return match is not None and _SUPPOSED.search(folded[max(0, match.start() - 60) : match.end()]) is None


def moves_deadline(text: str) -> bool:
    """Return whether a sentence says that what was asked for may be done by another day than was said first."""
    if not has_any(text, *_DUE) or has_any(text, "should", "must"):
        return False
    folded = fold(text)
    match = _MOVES.search(folded)
    return match is not None and _SUPPOSED.search(folded[max(0, match.start() - 60) : match.start()]) is None


def with_closed_marked(b: Builder, sections: list[Section]) -> list[Section]:
    """Return the sections; those of which the page says that what they ask for is closed are marked, and told."""
    everywhere = b.page.type in _PAGES_OF_ASKS
    _mark_of_then(sections)
    if not _may_close(sections, everywhere):
        return sections
    above: Line | None = None  # what closes the recommendations of the next section
    old = {each.question_key for each in sections if any(has_any(line.text, *_NOT_OF_NOW) for line in each.body)}
    for section in sections:
        if above is not None and section.role is Role.RECOMMENDATIONS:
            section.closed = True
            continue
        whole = _closes_all(section)
        section.closed = section.closed or whole is not None
        above = _closes_last(b, section) or whole
        if whole is not None:
            tell_closed(b, whole)
        if everywhere or (section.role in ASKS and (section.question_key is None or section.question_key not in old)):
            for line in section.body:
                if is_closed_alone(line.text) or says_closed(line.text):
                    tell_closed(b, line)
                elif moves_deadline(line.text):
                    told = f"“{line.text[:80]}” speaks of another day by which something is asked for; the day first said is read."
                    b.flag("dates_repeated", told, line.number)
    return sections


def _mark_of_then(sections: list[Section]) -> None:
    """Mark what a question of a pillar asks for where the next part of what it asks for says that its grade is of an earlier round.

    Below which such words stand is known; a cause, its recommendations and areas for improvement are a section each.
    """
    of_then = False
    for below, section in pairwise(sections[::-1]):  # from the last
        ours = section.pillar is not None and section.question_key is not None
        if ours and section.role in ASKS and below.role in ASKS and section.question_key == below.question_key:
            of_then = of_then or any(_says_then(line.text) for line in below.body)
            section.closed = section.closed or of_then
        else:
            of_then = False


def _says_then(text: str) -> bool:
    return _NOT_OF_NOW[0] in text or (_NOT_OF_NOW[1] in text and ("udg" in text or "rade" in text))


def _may_close(sections: list[Section], everywhere: bool) -> bool:
    """Look cheaply whether a line that is looked at may say that something is closed: it names what is asked for, or is a short one among it."""
    suspects = [
        text
        for section in sections
        for line in _looked_at(section, everywhere)
        if "oncern" in (text := line.text)
        or "mprovement" in text
        or "ecommendation" in text
        or "AFI" in text
        or "CONCERN" in text
        or "MPROVEMENT" in text
        or "RECOMMENDATION" in text
        or "deadline" in text
        or "timescale" in text
        or (section.role in ASKS and text[_LONGEST_STATUS:] == "")
    ]
    together = "\n".join(suspects).lower()
    return has_any(together, *_LOOK) or ("met" in together and _MET.search(together) is not None)


def _looked_at(section: Section, everywhere: bool) -> list[Line]:
    """Return the lines of a section that may close something: its heading, those in it, and where it asks the others too."""
    body = section.body
    if not everywhere and section.role not in ASKS:
        body = [line for line in body if line.block.kind in HEADING_KINDS]
    return body if section.heading is None else [section.heading, *body]


def _closes_all(section: Section) -> Line | None:
    """Return the line that says that all that a section asks for is closed: its heading, the status of a cause."""
    head = section.heading
    if head is not None and heads_closed(head.text):
        return head
    for line in section.body if section.role is Role.CAUSE else ():
        if is_lead_in(line):
            break
        if is_closed_alone(line.text) or ends_closed(line.text):
            return line
    return None


def _closes_last(b: Builder, section: Section) -> Line | None:
    """Tell the sub-headings below which something is closed; return the last one where it is one."""
    headings = [line for line in section.body if line.block.kind in HEADING_KINDS]
    closed = [line for line in headings if heads_closed(line.text)]
    for line in closed:
        tell_closed(b, line)
    return closed[-1] if closed and closed[-1] is headings[-1] else None


def tell_closed(b: Builder, line: Line) -> None:
    """Tell a line that says that something is closed."""
    message = f"“{line.text[:80]}” says that what was asked for is closed; no field of the record says so."
    b.flag("unknown_heading", message, line.number)
