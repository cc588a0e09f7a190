"""When a text says that an inspection was: the month that its sentence names, as `2023-12`, or its first and last day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas.text import fold, has_any

from .dates import MONTHS, SEASONS
from .grades import sentences

_INSPECTED = re.compile(
    r"\b(?:we|was|were) (?:\w+ ){0,2}?inspected\b|\b(?:carried out|completed|conducted|undertook)\b.*\binspection\b"
    r"|\binspection (?:took place|ran|was carried out|was conducted)\b|\b(?:carried out|conducted|did) (?:our |the )?fieldwork\b"
)
_WORDS = ("inspected", "inspection", "fieldwork")  # without one of them no text says when
_ANOTHER = re.compile(r"\b(?:re-?visit|re-?inspect|returned|progress|next|will)")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?: (20\d\d))?")
_SEASONS = dict(zip(SEASONS, ("05", "08", "11", "12"), strict=True))
"""The month that stands for a season: its last, of a winter the one of the year that it is called by."""
_SEASON = re.compile(rf"\b({'|'.join(_SEASONS)})(?: of)? (20\d\d)\b(?! ?[/-])")
_ONLY_YEAR = re.compile(r"\b(?:in|during) (20\d\d)\b(?! ?[/-])")


def inspected_in(texts: Iterable[str]) -> str | None:
    """Return the last month in which an inspection was, by the sentence that says when `we inspected`.

    Of several such sentences the one of the latest month is meant: what is told besides is an earlier inspection. A year
    alone stands for its last month. None where no sentence says when.
    """
    return max((month for sentence in _dated_sentences(texts) if (month := _told(_inspecting(sentence)))), default=None)


def _dated_sentences(texts: Iterable[str]) -> Iterator[str]:
    """Yield the sentences of the texts that may say when an inspection was: they name a year, and have one of its words."""
    for text in texts:
        if "20" in text:
            lower = text.lower()
            if has_any(lower, *_WORDS):
                for sentence in sentences(text):
                    if "20" in sentence:
                        yield sentence


_FORMS = re.compile(
    r"\b(?P<day>\d{1,2})(?P<by>[/.])(?P<month>0?[1-9]|1[0-2])(?P=by)(?P<year>20\d\d)\b"
    rf"|\b(?P<short>{'|'.join(month[:3] for month in MONTHS if month != 'may')})t?\b\.?(?= 20\d\d\b| (?:and|to) )"
    rf"|\b(?:early|mid|late)[ -](?={'|'.join(MONTHS)})"
)
"""What is written otherwise than days are looked for: `03/07/2023`, `sept`, `late june`."""


def _written_out(form: re.Match[str]) -> str:
    """Return what such words are as days are looked for: `3 july 2023`, `september`, a month without what part of it."""
    if form["day"]:
        return f"{int(form['day'])} {MONTHS[int(form['month']) - 1]} {form['year']}"
    return next((month for month in MONTHS if month[:3] == form["short"]), "")


def _inspecting(sentence: str) -> str:
    """Return a folded sentence that says that something of ours was inspected, its days written out; else nothing."""
    folded = fold(sentence)
    ours = _INSPECTED.search(folded) is not None and _NOT_IT.search(folded) is None
    return _FORMS.sub(_written_out, folded) if ours else ""


class Span(NamedTuple):
    """The days of an inspection, of a stated month its first or last day, and the sentence that says so."""

    first: dt.date
    last: dt.date
    text: str


# What several bodies, or an inspection of another programme, were asked says nothing of this one.
_OTHERS = re.compile(r"\bforces\b|\b\w+ services\b|\bcustody\b|\bchild protection\b|\bnational(?:ly)?\b")
_NOT_IT = re.compile(
    r"\binspected by (?!(?:us|hmic\w*|hm|his|her|the inspectorate)\b)"
    r"|\binspected (?:(?:about|over|some|more than) )?(?:\d+|\w+ty|\w+ hundred) (?:\w+ )?(?:calls|cases|crimes|files|incidents|records)\b"
    r"|\binspected (?:\w+ ){1,3}(?:that|which|who) (?!(?:took place|ran|lasted)\b)"
)
"""Whom another inspected, and things that were looked at, of which a day may be: `40 files from July 2023`."""
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_BETWEEN = r" ?(?:[-–—,/&]|,? ?\band\b|\bto\b|\buntil\b|\btill\b) ?"
_DAYS = re.compile(rf"\b(?:({_NUMBER}(?:{_BETWEEN}{_NUMBER})*) (?:of )?)?({'|'.join(MONTHS)})\b(?:,? (20\d\d))?")
"""The days of a month that stand before its name, the month, its year: `4, 5 and 6 October 2023`, `4–15 October`, `October`."""
_JOINED = re.compile(
    r"[ ,/&-]*(?:(?:and|or|to|until|till|through)\b)?(?: ?(?:again|then|later|in|on|from|between|during|the)\b)* ?"
)
"""What stands between the days of one inspection; other words part them from days of something else."""
_ELSE = re.compile(
    r"[;(].|\b(?:publish\w*|reports?|reported|data|figures|using|used|which|who|whose|since|before|after|compared|year|ending|ended|began)\b"
)
"""What stands between the words of inspecting and a day that is of something else: `and published our report in March`."""
_LEAD = 60  # characters between the days that a sentence begins with and the words of inspecting
_OPEN = re.compile(
    r"\b(?:week (?:of|commencing|beginning|starting)(?: on)?|from|since|after|until|till|up to|by|before|(?:starting|beginning|started|began|ended|ending)(?: in| on)?)"
    r"(?: the)?(?: (?:end|start|beginning|middle) of)?(?: the)?(?: (?:early|mid|late)[ -]?)? ?$"
)
"""What makes a day the first of an inspection alone, or the last."""
_EARLIER = re.compile(
    r"\b(?:last|first|previously|originally|initially) inspected\b|\b(?:last|previous|earlier|prior|initial|original) inspection\b"
    r"|\bsince (?:we|it was|our|the|this)\b"
)
"""What says that an inspection was one before."""


def inspected_between(
    texts: Iterable[str], first_year: int, last_year: int, *, with_earlier: bool = False
) -> Span | None:
    """Return the days of the inspection by the sentence that says when `we inspected`; None where none says a month.

    Only days between two years count. Of several such sentences the one of the latest day is meant, as for
    `inspected_in`. What was last inspected then counts `with_earlier` alone: it follows the inspection that it names.
    """
    spans = (span for sentence in _dated_sentences(texts) if (span := _span(sentence, with_earlier)))
    near = [span for span in spans if first_year <= span.first.year <= span.last.year <= last_year]
    return max(near, key=lambda span: (span.last, span.first), default=None)


def _span(sentence: str, with_earlier: bool) -> Span | None:
    folded = _inspecting(sentence)
    inspected = _INSPECTED.search(folded)
    if inspected is None or _OTHERS.search(folded):
        return None
    if not _DAYS.search(folded) or (not with_earlier and _EARLIER.search(folded)):
        return None
    year = 0
    days: list[_Days] = []
    stated = _of_inspecting(folded, inspected)
    if _is_another(folded, inspected, stated):
        return None
    if len(stated) == 1 and len(_ascending(stated[0][1] or "")) < 2 and _OPEN.search(folded, 0, stated[0].start()):
        return None
    for match in reversed(stated):
        month = MONTHS.index(match[2]) + 1
        if match[3]:
            year = int(match[3])
        elif not days:
            return None
        elif month > days[-1].month:
            year -= 1  # `between November and January 2024`
        days.append(_Days(year, month, _ascending(match[1] or "")))
    try:
        span = Span(days[-1].first, days[0].last, sentence) if days else None
    except ValueError:
        return None
    return span if span is not None and span.first <= span.last else None


def _of_inspecting(folded: str, inspected: re.Match[str]) -> list[re.Match[str]]:
    """Return the days that a sentence says it was inspected on: the first behind those words, else the last before them.

    None where words stand between that make them days of something else.
    """
    before: list[re.Match[str]] = []
    after: list[re.Match[str]] = []
    for days in _parted(folded):
        if days[0].start() < inspected.start():
            before = days
        elif not after:
            after = days
    if after and not _ELSE.search(folded[inspected.end() : after[0].start()]):
        return after
    between = folded[before[-1].end() : inspected.start()] if before else ""
    return [] if len(between) > _LEAD or _ELSE.search(between) else before


def _is_another(folded: str, inspected: re.Match[str], days: list[re.Match[str]]) -> bool:
    """Return whether a sentence tells of a revisit, or of what is to come, before it has said when it was inspected."""
    end = max(inspected.end(), days[-1].end()) if days else len(folded)
    return _ANOTHER.search(folded, 0, end) is not None


def _parted(folded: str) -> list[list[re.Match[str]]]:
    """Return the days of a sentence, those that are joined together."""
    found: list[list[re.Match[str]]] = []
    for match in _DAYS.finditer(folded):
        if found and _JOINED.fullmatch(folded, found[-1][-1].end(), match.start()):
            found[-1].append(match)
        else:
            found.append([match])
    return found


def _ascending(numbers: str) -> list[int]:
    """Return the numbers of a text, of those that do not ascend the last alone: what stands before it is no day."""
    found = [int(number) for number in re.findall(r"\d+", numbers)]
    return found if found == sorted(found) else found[-1:]


class _Days(NamedTuple):
    """Days of a month in order, none where only the month is named."""

    year: int
    month: int
    days: list[int]

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month, self.days[0] if self.days else 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, self.month, self.days[-1] if self.days else self._length)

    @property
    def _length(self) -> int:
        return calendar.monthrange(self.year, self.month)[1]


def _told(folded: str) -> str | None:
    inspected = _INSPECTED.search(folded)
    if inspected is None:
        return None
    stated = _of_inspecting(folded, inspected)
    if _is_another(folded, inspected, stated):
        return None
    days = [f"{match[3]}-{MONTHS.index(match[2]) + 1:02}" for match in stated if match[3]]
    if days:
        return max(days)
    dated = [f"{match[2]}-{MONTHS.index(match[1]) + 1:02}" for match in _MONTH.finditer(folded) if match[2]]
    dated += [f"{match[2]}-{_SEASONS[match[1]]}" for match in _SEASON.finditer(folded)]
    years = [f"{match[1]}-12" for match in _ONLY_YEAR.finditer(folded)]
    return max(years or dated, default=None)
