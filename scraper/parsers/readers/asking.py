"""What is asked for, by its own words and place: items of a list, what announces them, what belongs to one."""

from __future__ import annotations

import re

from schemas.labels import ASKED, CAUSES
from schemas.text import fold
from schemas.vocabulary import A_BODY, HEADING_KINDS, BlockKind
from scraper.parsers.grades import read_headline, split_badge
from scraper.parsers.lines import Line, LineKind

from .deadlines import ASK, AT_START, STARTS, gives_time, is_deadline_alone

BODY = (
    rf"(?:[\w'&-]+ ){{0,6}}?(?:{A_BODY}|authority|police|frs|"
    r"chief constable|chief fire officer|commissioner)s?"
)
# What may stand before the one who should do it: what for, and what ties the sentence to the one before.
_FIRST = (
    r"(?:(?:(?:to|in order to|as part of|as a matter of) [^,.:;]{2,100}|also|additionally|as a priority|as a result|as such|because of this|finally"
    r"|first(?:ly)?|further(?:more)?|in addition|in particular|moreover|overall|secondly|specifically|therefore|without delay), ){0,2}"
)
# Bodies that are not inspected, of whom a report asks something too.
_OTHERS = (
    r"(?:[\w'&-]+ ){0,6}?(?:agenc(?:y|ies)|board|college of policing|council|department|government|hmicfrs|home office|mayor"
    r"|ministry|nfcc|npcc|partners(?:hip)?|unit)s?"
)
_WHO = rf"(?:{BODY}|{_OTHERS})"
# How soon, or beside what else, it should be done.
_HOW = (
    r"(?:,? (?:also|both|further|immediately|now|promptly|quickly|still|then|therefore|urgently|without (?:further )?delay"
    r"|as (?:a matter of urgency|a priority|soon as possible)))*"
)
_ITEM = re.compile(
    rf"^{_FIRST}(?!every |a |any |each |no |all services |(?:fire and rescue )?services |(?:the )?leaders )"
    rf"{_WHO}(?: and {_WHO})?{_HOW} {ASK}"
)
# What an item tells a body to do without naming it; words that name things too only with what they are done to.
_DO = re.compile(
    r"(?:adopt|analyse|assure|carry out|clarify|communicate|consider|create|define|demonstrate|develop|embed|enable|ensure|establish"
    r"|evaluate|explain|give|identify|implement|improve|introduce|maintain|make sure|prioritise|promote|provide|publish|put in place"
    r"|reduce|set (?:out|up)|strengthen|take (?:action|steps)"
    r"|(?:address|agree|allocate|answer|apply|assess|audit|build|complete|hold|increase|keep|monitor|plan|record|report|review|share"
    r"|support|target|test|train|update|use) (?:all|both|each|every|how|its|the|their|these|this|those|whether))\b"
)
SAME_BODY = re.compile(rf"^it (?:also )?{ASK}(?! be noted)")
_TO_COMPLETE = (
    rf"{BODY} (?:(?:has|have) (?:until|till|up to) (?:the )?(?:end|\d)[^:]{{3,40}} to(?: (?:complete|do) the following)?:$"
    r"|(?:(?:is|are) )?to (?:complete|do)(?: (?:this|these|them|the following))? (?:by|before|no later than|within) [^:]{3,40}:$)"
)
"""What gives a body a time in which to do what stands below: `Service to complete by 31 May 2022:`, `The service has until 31 August 2023 to:`."""
LEAD_IN = re.compile(
    rf"^(?:{STARTS}|{_TO_COMPLETE}|(?:the|our) \w+(?: \w+){{0,6}} (?:should|must){_HOW}:$|"
    rf"{_FIRST}{BODY}{_HOW} {ASK}{_HOW},? ?(?:do the following ?)?(?:{STARTS}[^:]{{0,40}})?:$|we (?:therefore )?recommend)",
    re.I,
)
_ASKS_OF = re.compile(
    rf"^{_TO_COMPLETE}|"
    r"\b(?:should|must|needs? to|ha(?:s|ve) to|(?:is|are) to|ought to|recommend\w*|expect\w*|ask\w*|requir\w+|want|we need|would like|urge\w*|advise\w*|call on|do the following)\b",
    re.I,
)
"""What a sentence has that asks for something, and none that tells what was done by a day: `By July 2023, the service had:`."""
ENDS = frozenset(".;")
"""What no lead-in ends with."""
LEAD_IN_ENDS = re.compile(r"(?::|\b(?:should|must|needs? to)|\bthe following\.)$")
# A number, a letter, a bullet as word processors have it or the name of its kind that an editor typed before what is asked for.
_TYPED = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|o|(?:recommendation|area for improvement|afi) \d{1,2} ?[:.–-]) ", re.I
)
TYPED_STARTS = frozenset("(0123456789abcdefghiovxRrA")
"""What such a mark can begin with."""
_ANNOUNCES_ASKS = re.compile(
    rf"\b(?:should|must|needs? to|have to|has to|recommends?|{ASKED}|following)\b",
    re.I,
)
_NAMES_ASKS = re.compile(rf"\b(?:{ASKED}|following)\b", re.I)
_LONGEST_INTRODUCTION = 300
NOTHING_ASKED = re.compile(
    r"^(?:none|n/a|not applicable|nil)$|\b(?:no|not (?:identify|identified|find|found|make|made) any|without any)\b(?: \w+){0,2} (?:areas?|causes?|recommendations?|practices?)\b"
    r"|\bhas (?:since |now )?(?:addressed|improved|made)\b(?!.*\b(?:but|however)\b)"
)

_NO_CAUSE = re.compile(
    r"(?:none(?: (?:were |was )?(?:found|identified|made|reported))?|n/a|not applicable|nil)\W*$"
    r"|(?:we|hmic(?:frs)?|our inspection|there) (?:\w+ )?(?:no|not (?:identify|find|make) any)\b(?: \w+){0,2} causes?\b"
    rf"|(?:an? |our )?(?:accelerated )?{CAUSES} (?:means?\b|(?:is|are)\b(?! that\b))"
)


# The fixed sentences and sub-headings with which the findings begin; nothing after them is asked for.
FINDINGS_BEGIN = re.compile(
    r"^(?:in this section we set out our main findings|we set out our (?:detailed|main) findings|our detailed findings)\b"
    r"|^what we (?:found|would like to see)(?: ?[:-] .{1,60})?$"
)


# The standing paragraph on what every service should do; it asks nothing of this one.
_OF_ALL = re.compile(
    r"^(?:every|each|all|an?)(?: [\w-]+){0,4} services?\b|^(?:fire and rescue )?services\b|^(?:the )?leaders of a service\b"
    r"|\b(?:every|each|all) (?:[\w-]+ ){0,3}(?:services?|forces?) should\b"
)


def is_no_cause(text: str) -> bool:
    """Return whether what stands right below the label of a cause is none: that there is none, what one is, the findings."""
    folded = fold(text)
    return FINDINGS_BEGIN.match(folded) is not None or _NO_CAUSE.match(folded) is not None


def take_as_prose(lines: list[Line]) -> None:
    """Make prose of lines that name an extent as headline judgments do and grade nothing: `It should know the extent to which …`.

    So is the title of what is asked for that is the name of an area: `Values and culture`.
    """
    if lines and lines[0].kind is LineKind.QUESTION and lines[0].stated is None:
        lines[0].kind = LineKind.PROSE
    headline_kind = LineKind.HEADLINE
    for line in lines:
        if line.kind is headline_kind and (headline := read_headline(line.text)) and headline.stated.grade is None:
            line.kind = LineKind.PROSE


def is_lead_in(line: Line) -> bool:
    """Return whether a line announces what is asked for, with a deadline or without: `Within 28 days, it should:`."""
    if line.text[-1] in ENDS and line.text[-15:] != " the following.":
        return False
    return _leads(line.text)


def _leads(text: str) -> bool:
    text = text.rstrip(" -–")
    if LEAD_IN_ENDS.search(text) is None or not LEAD_IN.match(text if text[-1] == ":" else f"{text.rstrip('.')}:"):
        return False
    return _ASKS_OF.search(text) is not None or is_deadline_alone(text)


def lead_in_among(lines: list[Line]) -> int | None:
    """Return the place of the first line that announces recommendations, before the findings begin."""
    for place, line in enumerate(lines):
        if FINDINGS_BEGIN.match(fold(line.text)):
            return None
        if is_lead_in(line):
            return place
    return None


def says_what_to_do(text: str) -> bool:
    """Return whether a sentence says what our body should do, or tells it to, or announces it."""
    folded = AT_START.sub("", fold(text))
    return bool(_ITEM.match(folded) or _DO.match(folded)) or _leads(text)


def is_asked(line: Line) -> bool:
    """Return whether a line below a lead-in is asked for: a bullet, what the body should do, what goes on with it."""
    untype(line)
    return is_item(line) or goes_on(line)


def states_grade(line: Line) -> bool:
    """Return whether a line is somebody's grade, `Essex Police: Inadequate`, which asks for nothing."""
    return line.text[-1].isalpha() and split_badge(line.text) is not None


def is_item(line: Line) -> bool:
    """Return whether a line asks for something: a bullet that is not about all bodies, a sentence on what ours should do."""
    if line.kind is not LineKind.PROSE:
        return False
    folded = fold(line.text)
    if FINDINGS_BEGIN.match(folded):
        return False
    if line.block.kind is BlockKind.LIST_ITEM:
        return not (_OF_ALL.search(folded) or states_grade(line))
    folded = AT_START.sub("", folded)
    return bool(_ITEM.match(folded) or (_DO.match(folded) and _may_stand_alone(line))) and len(line.text) < 700


def is_of_all(line: Line) -> bool:
    """Return whether a bullet or a lead-in says what every body should do: it asks nothing of the page's own."""
    return (line.block.kind is BlockKind.LIST_ITEM or line.text[-1] == ":") and _OF_ALL.search(
        fold(line.text)
    ) is not None


def _may_stand_alone(line: Line) -> bool:
    """Return whether a line is a sentence or a heading: a few words in a paragraph may be the title of what is below."""
    begins = line.text[0].isupper()
    return begins and (line.block.kind in HEADING_KINDS or line.text.endswith((".", ";", ":", "; and", ", and")))


def begins_with_deadline(line: Line) -> bool:
    """Return whether a line says first by when: then it is asked for, wherever it stands."""
    return AT_START.match(fold(line.text)) is not None


_MAY_ASK = re.compile(
    rf"^we (?:also |further |therefore )?(?:expect|recommend) (?:that|the|it)\b|(?:^|, ){_FIRST}(?:it|they|{BODY}) (?:also )?{ASK}"
)


def may_ask_too(line: Line) -> bool:
    """Return whether a line behind a list of what is asked for may ask for something too."""
    return line.kind is LineKind.PROSE and _MAY_ASK.search(fold(line.text)) is not None and not is_lead_in(line)


def names_who(line: Line) -> bool:
    """Return whether a line says who should do something, as no title does."""
    return bool(_ITEM.match(AT_START.sub("", fold(line.text))))


def untype(line: Line) -> None:
    """Take the number or letter away that an editor typed before what is asked for: a list has it in its markup."""
    typed = _TYPED.match(line.text)
    if typed is None:
        return
    text, line.text = line.text, line.text[typed.end() :]
    if not (is_item(line) or goes_on(line) or is_lead_in(line)):
        line.text = text


def introduces(line: Line, following: list[Line]) -> bool:
    """Return whether a line that stands before all items announces them, in whatever words."""
    if line.kind is not LineKind.PROSE or not following or len(line.text) > _LONGEST_INTRODUCTION:
        return False
    if line.text.rstrip().endswith(":"):
        names = _ANNOUNCES_ASKS.search(line.text) is not None or gives_time(line)
        return names and not is_item(line) and is_asked(following[0])
    untype(following[0])
    return bool(_NAMES_ASKS.search(line.text)) and bool(_ITEM.match(AT_START.sub("", fold(following[0].text))))


def owned_by(item: Line, following: list[Line]) -> list[Line]:
    """Return the lines that an item which ends in a colon owns: bullets inside it, else those that go on with it.

    Beside it they go on until one ends in a full stop, or the next asks for something itself.
    """
    owned: list[Line] = []
    if item.text[-1] != ":":
        return _same_bullet(item, following)
    inside = f"{item.block.path}/"
    for line in following:
        deeper = line.block.path.startswith(inside)
        if line.kind is not LineKind.PROSE or (not deeper and not _beside(line, owned, inside)):
            break
        owned.append(line)
    return owned


def _same_bullet(item: Line, following: list[Line]) -> list[Line]:
    """Return the further paragraphs of a bullet, those that ask for nothing themselves."""
    path = item.block.path
    if not following or "/li[" not in path or ("li[" in path[-6:] and path not in following[0].block.path):
        return []
    bullet = _bullet_of(item)
    more: list[Line] = []
    for line in following:
        begins = line.kind is LineKind.PROSE and line.text[0].isupper() and _bullet_of(line) == bullet
        if not begins or is_lead_in(line) or _ends_asking(fold(line.text)):
            break
        more.append(line)
    return more


def _ends_asking(folded: str) -> bool:
    """Return whether a paragraph begins another item, or what is asked for no more: the findings, what all services should do."""
    return bool(_ITEM.match(folded) or FINDINGS_BEGIN.match(folded) or _OF_ALL.search(folded))


def _bullet_of(line: Line) -> str | None:
    """Return the path of the list item that a line stands in, None where it stands in none."""
    head, found, last = line.block.path.rpartition("/li[")
    return f"{head}{found}{last.partition(']')[0]}" if found else None


def _beside(line: Line, owned: list[Line], inside: str) -> bool:
    """Return whether a line beside an item, not inside it, is one of its bullets."""
    ended = bool(owned) and (owned[-1].text.rstrip().endswith(".") or owned[-1].block.path.startswith(inside))
    bullet = line.block.kind is BlockKind.LIST_ITEM
    return not ended and (bullet or goes_on(line)) and not _ITEM.match(fold(line.text))


def is_title(line: Line) -> bool:
    """Return whether a line is short and no sentence: the title of what stands below it."""
    return len(line.text) < 120 and not line.text.rstrip().endswith((".", ":", ";"))


def goes_on(line: Line) -> bool:
    """Return whether a line that is no list item goes on with a sentence that ended in a colon."""
    return line.kind is LineKind.PROSE and line.text[0].islower()
