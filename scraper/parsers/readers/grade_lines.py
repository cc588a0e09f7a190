"""Grades that stand in lines: `{Area}: {Grade}`, several of them in one text, an area with the grade that it had before."""

from __future__ import annotations

import re
from collections.abc import Callable

from schemas.questions import Question
from schemas.text import fold
from schemas.vocabulary import GRADE_WORDS, BlockKind, Status
from scraper.parsers.grades import Stated, grade_word, split_badge
from scraper.parsers.lines import Line

from .entries import Earlier, Entry, placed
from .states import States

_WORDS = "|".join([*GRADE_WORDS, "ungraded", "not graded"])
_BEFORE_GRADE = r"\s?(?::|–|—|\s-)\s*"
_END = re.compile(rf"{_BEFORE_GRADE}({_WORDS})\s*(?:[;,.|]\s*(?:and\s+)?|$)", re.I)
# One area and two grades: `{Area}: Good, previously Adequate`, `{Area}: from Adequate to Good`.
_TWO = re.compile(
    rf"(?P<label>.{{3,160}}?){_BEFORE_GRADE}(?P<first>{_WORDS})\b(?P<between>.{{1,60}}?)\b(?P<second>{_WORDS})\b"
    r"(?P<after>.{0,40})",
    re.I,
)
_MOVED = re.compile(
    rf"(?P<label>.{{3,160}}?){_BEFORE_GRADE}(?:\w+ )?from (?P<then>{_WORDS}) to (?P<now>{_WORDS})\.?", re.I
)
_MENTION = re.compile(rf"\b(?:{_WORDS})\b", re.I)
_YEARS = r"(?:in )?20\d\d ?[/-] ?(?:20)?\d\d"
_THEN = re.compile(
    r"\W*(?:(?:(?:it )?was|(?:up|down|moved) from|from|no longer|formerly|before|compared (?:with|to)|"
    r"(?:(?:in|at) (?:our |the |its )?)?(?:previous(?:ly)?|last|earlier)(?: grade| judge?ment| inspection| time| round)?)"
    rf"\W*(?:{_YEARS})?|{_YEARS})\W*"
)
_PARTED = re.compile(r"\s*[^\w\s]")
_LONGEST = 300  # characters of a line about one area


class LineReader:
    """Reads entries out of lines; `area` tells the area that a text names."""

    def __init__(self, states: States, area: Callable[[str], Question | None]) -> None:
        self._states = states
        self._area = area

    def read(self, line: Line, begun: bool) -> list[Entry]:
        """Return what a line says of areas, by itself; `begun` says that the list has begun."""
        text = line.text
        two = self._two(line) if len(text) <= _LONGEST and len(_MENTION.findall(text)) > 1 else None
        if two is not None:
            return [two]
        split = split_badge(text)
        if split is not None:
            known = self._area(split[0])
            if known is not None or (begun and line.block.kind is BlockKind.LIST_ITEM):
                return self._one(line, split[0], known, split[1])
        return self._several(line)

    def _one(self, line: Line, label: str, known: Question | None, stated: Stated) -> list[Entry]:
        """Return the entry of a line that ends in a grade; none where its label says that it is of somebody else."""
        if _MENTION.search(_without_names(label, known)):
            stated = Stated(Status.UNREADABLE, None, line.text)
        state = self._states.of_label(label, known.label if known else "")
        if state is None or (known is None and state[0]):
            return []
        return [placed(Entry(label, known, stated, line.text, line), state)]

    def _two(self, line: Line) -> Entry | None:
        """Return the entry of a line that states two grades of one area: what was before is told from what is."""
        moved, two = _MOVED.fullmatch(line.text), _TWO.fullmatch(line.text)
        match = moved or two
        known = self._area(match["label"]) if match else None
        if match is None or known is None:
            return None
        label = match["label"].strip()
        if moved is not None:
            return Entry(label, known, told(moved["now"]), line.text, line, _earlier(moved["then"]))
        if self._area(match["between"].strip(" ,;.|:–—-").removeprefix("and ")) is not None:
            return None  # of several areas each with its own
        beside = f"{match['between']} {match['after']}".strip()
        state = self._states.of_label(beside)
        if _THEN.fullmatch(fold(beside)):
            earlier = _earlier(match["second"], state[1] if state else None)
            return Entry(label, known, told(match["first"]), line.text, line, earlier)
        if match["between"].rstrip().endswith(":") or not _PARTED.match(match["between"]):
            return None  # an area that nobody knows, prose with a grade's word
        stated = told(match["first"]) if state is None else Stated(Status.UNREADABLE, None, line.text)
        return Entry(label, known, stated, line.text, line)

    def _several(self, line: Line) -> list[Entry]:
        """Return the entries of a text that holds all areas, parted by semicolons."""
        text = line.text
        ends = list(_END.finditer(text))
        starts = [0, *(end.end() for end in ends)]
        pieces = [
            (text[start : end.start()].strip(), end[1], text[start : end.end()].strip())
            for start, end in zip(starts, ends, strict=False)
        ]
        named = [(self.named(label), grade, piece) for label, grade, piece in pieces]
        if sum(known is not None for (_, known), _, _ in named) * 2 <= len(named):
            return []
        state = self._states.of_label(pieces[0][0].removesuffix(named[0][0][0]))
        return [
            placed(Entry(label, known, stated, piece, line), state)
            for (label, known), grade, piece in named
            if (stated := told(grade)) is not None and state is not None
        ]

    def named(self, label: str) -> tuple[str, Question | None]:
        """Return a label, without another one before it, and the area that it names."""
        known = self._area(label)
        if known is None:
            after = label.rpartition(": ")[2]
            known = self._area(after)
            label = after if known is not None else label
        return label.strip(), known


def told(word: str) -> Stated | None:
    """Return what a grade word states, as published; None for one with a letter that only looks like that of a grade."""
    found = grade_word(fold(word))
    return Stated(found.status, found.grade, word) if found else None


def _earlier(word: str, round_id: str | None = None) -> Earlier | None:
    stated = told(word)
    return (stated.grade, round_id) if stated is not None and stated.grade is not None else None


def _without_names(label: str, known: Question | None) -> str:
    """Return a label without the names of its area, which may have a grade word of their own."""
    folded = fold(label)
    for name in (known.label, *known.names) if known else ():
        folded = folded.replace(fold(name), " ")
    return folded
