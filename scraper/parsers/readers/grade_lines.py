"""Grades that stand in lines: `{Area}: {Grade}`, several of them in one text, an area with the grade that it had before."""

from __future__ import annotations

import re
from collections.abc import Callable

from schemas.questions import Question
from schemas.text import fold
from schemas.vocabulary import GRADE_WORDS, BlockKind, Status
from scraper.parsers.grades import Stated, grade_word, read_badge, split_badge
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.subject import substance, words_of

from .area_list import areas_in
from .counted import is_count
from .entries import Earlier, Entry, latest, placed
from .footnotes import FOOTNOTED
from .states import NOW, State, States
from .told import may_be_told, read_told

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
_GRADE_FIRST = re.compile(rf"(?P<word>{_WORDS}){_BEFORE_GRADE}(?P<label>.{{3,280}})", re.I)
_BEFORE_LABEL = re.compile(r"\s*[:–—(|,]\s*|\s+-\s+|\s+(?=20\d\d\b)")
"""What parts an area from the labels behind it."""
_AFTER_AREA = re.compile(r"\s*[:–—(]\s*|\s+-\s+")
_BADGE_IN = re.compile(rf"\b(?:{'|'.join(word.capitalize() for word in GRADE_WORDS)})\b")
"""A grade as badges have it."""
_MENTION = re.compile(rf"\b(?:{_WORDS})\b", re.I)
_THEN = re.compile(r"\W*(?:it was|compared (?:with|to)|previous(?:ly)?|20\d\d ?[/-] ?(?:20)?\d\d)\W*")
_OF_GRADE = re.compile(r"\b(?:grade|judge?ment|rating)$")
"""How a label ends that says what kind of grade stands behind it, and names no area."""
_LETTER = re.compile(r"[^\W\d_]")
_PARTED = re.compile(r"\s*[^\w\s]")
_LONGEST = 300  # characters of a line about one area


class LineReader:
    """Reads entries out of lines; `area` tells the area that a text names."""

    def __init__(self, states: States, area: Callable[[str], Question | None]) -> None:
        self._states = states
        self._area = area

    def read(self, line: Line, begun: bool) -> list[Entry]:
        """Return what a line says of areas, by itself; `begun` says that the list has begun."""
        if line.rule == FOOTNOTED:
            return []
        text = line.text
        mentions = len(_MENTION.findall(text)) if len(text) <= _LONGEST else 0
        said = self._labelled(line) if mentions and may_be_told(text) else None
        if said is not None:
            return said
        first = _GRADE_FIRST.fullmatch(text) if mentions else None
        named = areas_in(first["label"], self._area) if first is not None else []
        if first is not None and all(known for _, known in named) and (stated := told(first["word"])):
            return [entry for label, known in named for entry in self._one(line, label, known, stated)]
        two = self._two(line) if mentions > 1 else None
        if two is not None:
            return [two]
        split = split_badge(text)
        if split is not None:
            known = self._area(split[0])
            within = self._within(split[0], known) if mentions == 1 else None
            if within is not None:
                return self._qualified(line, within)
            if known is not None or (begun and line.block.kind is BlockKind.LIST_ITEM and self._may_be_area(split[0])):
                return self._one(line, split[0], known, split[1])
        return self._several(line)

    def _may_be_area(self, label: str) -> bool:
        """Return whether a label that names no area of the round may be one nobody knows: it says not just of when a grade is."""
        return not is_count(label) and self._states.of_head(label) is None and _OF_GRADE.search(fold(label)) is None

    def _within(self, label: str, known: Question | None = None) -> re.Match[str] | None:
        """Return what parts the name of an area from more words of a label, `Investigating crime: Overall`; else None.

        `known` is the area that the whole label names: its own words are no more words.
        """
        own = words_of(known, None) if known is not None else frozenset()
        for sign in _AFTER_AREA.finditer(label):
            if self._area(label[: sign.start()]) is not None and not substance(label[sign.end() :]) <= own:
                return sign
        return None

    def _qualified(self, line: Line, sign: re.Match[str]) -> list[Entry]:
        """Return the entry of an area with its grade behind a word for one, `{Area}: Grade: Good`; none behind others."""
        label, stated = line.text[: sign.start()], read_badge(line.text[sign.end() :])
        return self._one(line, label, self._area(label), stated) if stated is not None else []

    def says_more(self, line: Line, label: str | None = None, *, begun: bool = False) -> bool:
        """Return whether a line, of whose grades none is read, states one of an area, in words that are not understood.

        `label` is the area's name where it stands beside the line, `begun` says that a list of grades has. The grades of others are understood.
        """
        text = line.text
        if len(text) > _LONGEST or _BADGE_IN.search(text) is None:
            return False
        split = split_badge(text) if begun and line.block.kind is BlockKind.LIST_ITEM else None
        if split is not None and self._may_be_area(split[0]) and not self._states.is_anothers_name(split[0]):
            return True
        sign = self._within(text) if label is None else None
        named = self._area(text) is None if label is not None else sign is not None
        said = text[sign.end() :] if sign is not None else text
        return named and _BADGE_IN.search(said) is not None and self._states.of_label(text) is not None

    def _labelled(self, line: Line) -> list[Entry] | None:
        """Return the entry of an area behind which grades stand that say of when they are; None where none do.

        `{Area} – current grade: Good; previous grade: Adequate`; nothing is read where its label is of somebody else.
        """
        for sign in _BEFORE_LABEL.finditer(line.text):
            label, rest = line.text[: sign.start()], line.text[sign.end() :]
            known = self._area(label)
            told = read_told(rest, self._states.of_label_alone) if known is not None else []
            if known is not None and any(stated.text != rest for _, stated in told):
                state = self._states.of_label(label, known.label)
                return [_of_states(line, label, known, told)] if state == NOW else []
        return None

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
        if len(named) == 1 and _LETTER.search(text, starts[-1]):
            return []  # words behind its grade that say nobody knows what of it
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


def _of_states(line: Line, label: str, known: Question, told: list[tuple[State, Stated]]) -> Entry:
    """Return the entry of an area whose line states several grades; two of this state that differ are none."""
    now = [stated for state, stated in told if not state[0]]
    old = [(stated.grade, state[1]) for state, stated in told if state[0] and stated.grade is not None]
    stated = now[0] if now else None
    if len({(one.status, one.grade) for one in now}) > 1:
        stated = Stated(Status.UNREADABLE, None, line.text)
    return Entry(label.strip(), known, stated, line.text, line, latest(old) if old else None)


_LEADS_NOWHERE = frozenset({LineKind.DATE, LineKind.BADGE, LineKind.NUMBER, LineKind.VIEW, LineKind.BOILERPLATE})
_NUMBERED = re.compile(r"(?:table|figure|list) \d{1,2}\W*$", re.I)


def leads_nowhere(line: Line) -> bool:
    """Return whether a line may stand between a table and the words that announce it, and says nothing itself.

    An item of a list that states a grade is one of the list's own, and leads in none of those behind it.
    """
    if line.kind in _LEADS_NOWHERE or line.block.linked or _NUMBERED.match(line.text) is not None:
        return True
    item = line.block.kind is BlockKind.LIST_ITEM and line.text[-1] != ":"
    return item and _MENTION.search(line.text) is not None


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
