"""By when something is to be done: the forms in which a page says so, and the lead-ins that begin with them."""

from __future__ import annotations

import datetime as dt
import re

from schemas.text import fold
from schemas.vocabulary import BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.dates import DAY_IN_TEXT, MONTH, SEASONS, read_date, read_end_of_month
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.looks import alone

ASK = r"(?:should|must|needs? to|has to)\b"
"""The verbs with which a page asks for something, of all readers."""
_APART = "; "  # between the words of several deadlines
Deadline = tuple[dt.date | None, str | None]
"""The day by which something is to be done, and the words that say so."""

_LIMIT = (
    r"(?:by(?: no later than)?:?|(?:no|not) (?:later than|after)|at the latest (?:by|on)|(?:on or )?before)(?: the)?"
)
_HOUR = (
    r"(?:(?:(?:12 )?(?:noon|midday|midnight)|\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\.?|hours)?|(?:close of (?:business|play)|cob)"
    r"|(?:end|close)(?: of (?:the day|business))?|start(?: of business)?|morning|afternoon|evening),? (?:on|of)(?: the)? )?"
)
"""The hour of the day, which is the day by which something is to be done: `noon on`, `the end of`."""
_ODD_YEAR = r"(?:,? ?[’‘']?\d{2,}(?:/\d{2,})?| (?:this|next|each|every) year)?"
"""A year as no date is read with: `31 May 24`, `31 May ’24`, `31 May 2024/25`, `31 May next year`."""
_DAY = (
    rf"(?:{DAY_IN_TEXT}{_ODD_YEAR}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_UNIT = r"(?:days|weeks|months|quarters|years?)"
_ONE = (
    r"(?:an?|one|the|the (?:next|coming|following|first)) (?:working |calendar |financial )?(?:day|week|month|quarter)"
)
_SPAN = rf"(?:within (?:(?:[\w()-]+ ){{1,4}}?{_UNIT}|{_ONE})|(?:in|during|over) the next (?:(?:\w+ ){{0,2}}?{_UNIT}|month|quarter))"
"""What begins a sentence that says how soon; further on `over the next four years` may be how far to look ahead."""
_SINCE = (
    r"(?: (?:of|from|after) (?:(?:the|this|our|its|receiving|receipt|date|publication|of) ){0,5}"
    r"(?:publication|publishing|receipt|letter|report|inspection|visit|review)\b(?! of an?\b))?"
)
"""From when such a span runs: `of the publication of this report`, `of receiving this letter`."""
_YEAR = r"20\d\d(?: ?[/–-] ?(?:20)?\d\d)?"
_SEASON = rf"(?:(?:(?:early|mid|late)[ -])?(?:{MONTH}\.?|(?:{'|'.join(SEASONS)})(?: of)?) \d{{4}})"
_PART = (
    r"(?:(?:(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th) (?:quarter|half)|q[1-4]|quarter (?:[1-4]|one|two|three|four))"
    rf"(?:,?(?: of| in)?(?: the)?(?: (?:(?:next|current) )?(?:financial |calendar )?(?:year )?(?:{_YEAR}|year\b)))?)"
)
"""A part of a year: `Q3 2022`, `the third quarter of the financial year`, `quarter 2 of 2022/23`."""
_GOES_ON = r" (?:and|or|so|to|with|which|(?:the|this|your) (?:force|service|constabulary|brigade)|it|they)\b"
_END = (
    rf"(?:(?:end|start|beginning|middle) of (?!(?:an?|any|each|every)\b)(?:(?!{_GOES_ON})[^,.:;])+"
    rf"|end[ -](?:{MONTH}\.?(?: \d{{4}})?|{_PART}|{_YEAR})|(?:time of )?(?:(?:our|the) )?next (?:\w+ )?(?:inspection|visit|revisit)s?)"
)
"""The end of a month or another time, with `of` or without; the next inspection."""
_UNTIL = r"(?:(?<=\bhas )|(?<=\bhave ))(?:until|till|up to)(?: the)?"
"""What names a deadline where somebody has until then to do something; what is so until a day need not be done by it."""
_CALLED = r"(?:(?:with )?(?:a |the )?deadline(?: for [^,.:;]{3,40}?)?(?: is| of|:)?|(?:target|completion|due) date(?: is|:)?|due(?: by| on)?:?)"
"""What a deadline is called."""
_BY_DAY = re.compile(
    rf"\b((?:{_LIMIT}|{_UNTIL}|{_CALLED}) {_HOUR}({_DAY}))(?![A-Za-z0-9/])", re.I
)  # the mark of a footnote may follow
_ANY_DAY = re.compile(rf"(?<![\w/]){_DAY}(?![A-Za-z0-9/])", re.I)
_OR_DAY = re.compile(rf" ?(?:(?:to|or|and|until)\b|[-–—&])(?: by)?(?: ?the)? ?{_DAY}(?![A-Za-z0-9/])", re.I)
_TIME = (
    rf"(?:{_YEAR}|(?:financial |calendar )?(?:quarter|year)|{MONTH}|{'|'.join(SEASONS)}|christmas|easter|week (?:beginning|commencing|ending|of)"
    r"|(?:next|our)(?: \w+)? (?:inspection|(?:re)?visit|review|assessment|round))\b"
)
_VAGUE = rf"(?!(?:\w+ing|its|their)\b){_LIMIT} (?=(?!(?:\w+ing|its|their)\b)[^,.:;]{{0,60}}\b{_TIME})(?!.{{0,30}}\b(?:an?|any|each|every)\b)(?:(?!{_GOES_ON})[^,.:;]){{1,70}}"
"""What begins a sentence with words of when that are no day: `By the time of our next inspection`, `By Easter 2024`."""
_AT_ONCE = r"(?:immediately|with immediate effect)"
_URGENT = r"(?:as soon as (?:possible|practicable)|as a matter of urgency|without (?:further |any )?delay|straight ?away|urgently|forthwith|at once)"
_MOVED_DAY = re.compile(
    r" ?[(\[,;–-]? ?(?:(?:and|which|that|since|now|has|have|been|was|is|we|later|date|deadline) )*(?:revised|extended|changed|moved|postponed|deferred|amended|updated"
    rf"|originally|previously|formerly|initially|now|instead of|not)(?:,? (?:date|deadline|to|from|until|by|on|before))*:?(?: the)? {_DAY}(?![A-Za-z0-9/])",
    re.I,
)
"""Another day behind a day, which took its place, or whose place it took: `(revised to 31 August 2023)`."""
_END_OF_MONTH = rf"end(?: of(?: the)?|-| ) ?{MONTH}\.?(?:,? \d{{4}})?"
_ENDS = re.compile(
    rf"\b((?:{_LIMIT}|{_UNTIL}) {_END_OF_MONTH}) ?[(\[,;–-]? ?((?:(?:(?:and|which|since|now|has|been|was|is|later|revised|extended|changed|moved|to|or|by|originally|previously) ?)+"
    rf"|[-–—&] ?)(?:the )?(?:{_END_OF_MONTH}|{MONTH}\.?,? \d{{4}}|{_DAY})(?![A-Za-z0-9/]))",
    re.I,
)
"""The end of a month with another right behind it, or a day: `By the end of May and the end of August 2022`."""
_BY_WORDS = re.compile(
    rf"\b((?:{_LIMIT}|{_UNTIL}|{_CALLED}(?: the)?) (?:{_SEASON}|{_END}|{_PART})|within (?:[\w ()–-]+? {_UNIT}|{_ONE}){_SINCE}|^{_SPAN}{_SINCE}|{_AT_ONCE}"
    rf"|^{_URGENT}|(?:(?<=should )|(?<=must )){_URGENT}|^{_VAGUE})\b",
    re.I,
)
_WHEN = re.compile(
    rf"^(?:in|during|throughout|over|from|after|until|between) (?!(?:our|an?|any|each|every)\b)(?=[^,.:;]{{0,60}}\b{_TIME})[^,.:;]{{1,70}}(?=,)"
    rf"|^(?:\w+ ){{1,3}}{_UNIT} (?:after|from) [^,.:;]{{3,50}}(?=,)",
    re.I,
)
"""What else a lead-in says of when: `During 2024`, `From 1 April 2024`, `Six months after publication`."""
STARTS = (
    rf"(?:{_LIMIT} (?:\d|the end|{_HOUR}(?:{_DAY}|{_SEASON}|{_END}|{_PART})\b)|{_SPAN}|{_AT_ONCE}|as soon as|{_VAGUE})"
)
"""What a sentence begins with that says at once by when."""
AT_START = re.compile(
    rf"^(?:{_LIMIT} (?:{_HOUR}{_DAY}|{_SEASON}|{_PART}|(?:the )?end (?:of )?[^,.:]{{3,30}})|{_SPAN}(?: (?:of|from|after) [^,.:]{{3,40}})?|{_AT_ONCE}|{_VAGUE}(?=,)),? ",
    re.I,
)
"""The whole of such words at the beginning of a sentence."""

_BEGINNINGS = frozenset(
    {"By ", "by ", "Bef", "bef", "Wit", "wit", "No ", "no ", "Not", "not", "On ", "on ", "Imm", "imm", "At ", "at "}
)
"""What such words begin with; a line of them alone is no longer than `LONGEST_ALONE` characters."""
LONGEST_ALONE = 60
_LABELS = frozenset(
    {"by", "by when", "deadline", "the deadline", "due", "due by", "due date", "target date", "completion date"}
)
"""What stands alone above the day by which something is to be done."""
_BEGIN_LABELS = alone(_LABELS)
_ASKS = re.compile(rf"\b{ASK}")
_RUNS_ON = re.compile(rf"[a-z].*\b{ASK}")


def with_deadlines_joined(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines, the words of a deadline that a line break parted from their sentence in one line with the rest of it."""
    if not b.beginnings.isdisjoint(_BEGIN_LABELS):
        for place in reversed([place for place, line in enumerate(lines[:-2]) if line.text[LONGEST_ALONE:] == ""]):
            _join_label(b, lines, place)
    places = [
        place
        for place, line in enumerate(lines[:-1])
        if line.text[:3] in _BEGINNINGS and line.text[LONGEST_ALONE:] == "" and line.kind is LineKind.PROSE
    ]
    for place in reversed(places):
        line, below = lines[place : place + 2]
        if line.block.level is None and _is_deadline(line.text) and _RUNS_ON.match(below.text) is not None:
            b.claim("recommendations", line)
            below.text = f"{line.text} {below.text}"
            del lines[place]
    return lines


def _join_label(b: Builder, lines: list[Line], place: int) -> None:
    """Join the label of a day with the day below it, where what stands below that is asked for: `By`, `31 May 2024`."""
    label, day, below = lines[place : place + 3]
    folded = fold(label.text.rstrip(" :?"))
    if folded not in _LABELS or read_date(day.text) is None or day.block.level is not None:
        return
    if below.block.kind is BlockKind.LIST_ITEM or _ASKS.search(below.text) is not None:
        b.claim("recommendations", label)
        words = "By" if folded.startswith("by") else label.text.rstrip(" :?")
        day.kind, day.text = LineKind.PROSE, f"{words} {day.text}"
        del lines[place]


def _is_deadline(text: str) -> bool:
    """Return whether a line consists of the words of a deadline."""
    found = AT_START.match(f"{text} ")
    return found is not None and found.end() == len(text) + 1


_LOOSE = re.compile(
    rf"\b(?:(?:up to|till|prior to|ahead of)(?: the)?|latest\)|(?:timescales?|date|when):?) {_DAY}(?![A-Za-z0-9/])",
    re.I,
)


def dated_day(text: str) -> str | None:
    """Return the first day with a year that a text names, whatever stands before it."""
    return next((found[0] for found in _ANY_DAY.finditer(text) if found[0][-4:].isdigit()), None)


def loose_day(text: str) -> str | None:
    """Return the words of a sentence that may be a deadline with a day, and may be of something else."""
    found = _LOOSE.search(text)
    return found[0] if found is not None else None


_LABEL = r"by|by when|(?:the )?deadline|due(?: by| date)?|(?:target|completion) date|timescale"
_ALONE = re.compile(rf"[( ]*(?:{_BY_DAY.pattern}|{_BY_WORDS.pattern}|{_ANY_DAY.pattern}|{_LABEL})[ (),.:;]*", re.I)


def is_deadline_alone(text: str) -> bool:
    """Return whether a line says by when and nothing else; whether it is a day, or the label of one, and nothing else."""
    return text[LONGEST_ALONE:] == "" and _ALONE.fullmatch(text) is not None


def deadline_of(line: Line) -> Deadline:
    """Return the day by which a line asks for something, and its words; no day where they are no whole date, or name several."""
    found = {fold(match[2]): match for match in _BY_DAY.finditer(line.text)}
    if found:
        first, *more = found.values()
        others = [other[1] for other in more]
        beside = _OR_DAY.match(line.text, first.end()) or _MOVED_DAY.match(line.text, first.end())
        if beside is not None and (other := beside[0].strip(" ([,;–-")) not in others:
            others.insert(0, other)
        words = first[1].rstrip(".")
        return (read_date(first[2]), words) if not others else (None, _APART.join([words, *others]))
    if "nd" in line.text and (ends := _ENDS.search(line.text)) is not None:
        return None, f"{ends[1]}{_APART}{ends[2]}"
    match = _BY_WORDS.search(line.text)
    if match is None and line.text[-1] == ":" and (when := _WHEN.match(line.text)) is not None:
        return None, when[0]
    if match is None or _is_inside(match):
        return None, None
    several = _BY_WORDS.search(line.text, match.end()) is not None
    return None if several else _end_of_month(match[1]), match[1]


_TELLS = re.compile(
    r"(?!.*\b(?:should|must)\b).*\b(?:had|has|have|was|were|did|told|said|on track|will|plan(?:s|ned)|intends|aims)\b"
)
"""What has a line with a day that tells what was done, or will be: `By 31 March 2022, the force had:`."""


def gives_time(line: Line) -> bool:
    """Return whether a line above a list names the day by which something is to be done: `For completion by 31 May 2022:`."""
    return "20" in line.text and deadline_of(line)[0] is not None and _TELLS.match(line.text) is None


_BEFORE_END = re.compile(rf"(?:{_LIMIT}|(?:(?:until|till|up to)|{_CALLED})(?: the)?) (?=end\b)", re.I)


def _end_of_month(words: str) -> dt.date | None:
    """Return the day that the words of a deadline mean that name the end of a month: its last one."""
    limit = _BEFORE_END.match(words)
    return read_end_of_month(words[limit.end() :]) if limit is not None else None


_SOON = ("within ", "immediately")
_INSIDE = re.compile(rf"\b{ASK}.* (?:if|that|when|where|whether|which|who|whose)\b", re.I)


def soon_inside(text: str) -> str | None:
    """Return the words of how soon in what is asked for that may be its deadline, and may be part of it."""
    match = _BY_WORDS.search(text)
    return match[1] if match is not None and _is_inside(match) else None


def _is_inside(match: re.Match[str]) -> bool:
    """Return whether words of how soon stand in a clause of what is asked for: `that victims are called within five days`."""
    return match[1].startswith(_SOON) and _INSIDE.search(match.string, 0, match.start()) is not None


def names_several(text: str) -> bool:
    """Return whether a deadline of which no day was read names several, or several ends of months."""
    return len(_ANY_DAY.findall(text)) > 1 or _ENDS.match(text.replace(_APART, " ")) is not None


def in_one(deadline: Deadline, own: Deadline) -> Deadline:
    """Return the deadline of an item below the words that state one for all; no day where the item names another one."""
    if own[0] is None or deadline[0] is None or own[0] == deadline[0]:
        return deadline
    return None, _APART.join([deadline[1] or "", own[1] or ""])


def names_no_day(text: str) -> bool:
    """Return whether a deadline of which no day was read names one, with its year: no calendar has it, or it is not day first."""
    match = _BY_DAY.fullmatch(text) or _BY_DAY.fullmatch(f"by {text}")
    return match is not None and re.search(r"\d[/.-]\d|\d{2,}$", match[2]) is not None


def deadline_in_cell(text: str) -> Deadline:
    """Return the deadline that a cell of a table states under its head; none where it has no word or number."""
    if not any(map(str.isalnum, text)):
        return None, None
    match = _BY_DAY.fullmatch(text) or _BY_DAY.fullmatch(f"by {text}")
    if match is not None:
        return read_date(match[2]), text
    bare = text.rstrip(" .")
    return _end_of_month(bare) or read_end_of_month(bare.removeprefix("The ").removeprefix("the ")), text
