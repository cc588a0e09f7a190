"""Of what, whose and when a figure of the key facts is where another line says so: its topic, `National` above the figure, the period above all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from schemas.figures import COMPARED
from schemas.labels import TOPIC_LABELS
from schemas.text import fold
from schemas.vocabulary import Scope, Topic
from scraper.parsers.lines import Line

if TYPE_CHECKING:
    from .key_facts import Reading

_SCOPES = {scope.value: scope for scope in Scope}
_ALONE = re.compile(r"^(?:local|national)\b\W*$", re.I | re.M)
BARE = re.compile(r"[\d.,]+ ?%? ?national\b[^\d]*", re.I)
"""A national figure of which only the line above it says what it is of."""
_PERIOD = re.compile(r"(?<!\d)20\d\d(?:(?:\s?[/–-]\s?|\sto\s)(?:20)?\d\d)?(?!\d)")
_SIGN_APART = re.compile(r"\n(?=(?:k|m|bn)\b|[%p]\s)")
"""Where cells part a number from the sign that scales it: there the line had no space."""
_NUMBERS_APART = re.compile(r"(?<=\d)\n(?=\d)")
"""Where one line ends in a digit and the next begins with one: two numbers, never the thousands of one."""
Above = dict[int, Scope | None]
"""The scope that stands above a line, by the line's number; None where nothing tells which of them is whose."""


_SUBJECT = re.compile(r"\bin (?:local|national) (.+)")
_SUBJECTS = {
    "area": Topic.FORCE_AREA, "population": Topic.POPULATION, "people": Topic.POPULATION, "residents": Topic.POPULATION,
    "workforce": Topic.WORKFORCE, "officers": Topic.WORKFORCE, "staff": Topic.WORKFORCE, "crime": Topic.VICTIM_BASED_CRIMES,
    "crimes": Topic.VICTIM_BASED_CRIMES, "cost": Topic.COST, "costs": Topic.COST, "spending": Topic.COST,
}  # fmt: skip


def is_of_other_topic(topic: Topic, folded: str) -> bool:
    """Return whether a change is by its own words one of another topic: `up 4% 10 yr change in local workforce`."""
    subject = _SUBJECT.search(folded)
    return subject is not None and any(_SUBJECTS.get(word, topic) is not topic for word in subject[1].split())


def periods_named(text: str) -> list[str]:
    """Return the periods that the heading of a panel names, each once: `2016/17`, `2021-2022`."""
    found = (match[0].replace("–", "-").replace(" to ", "-") for match in _PERIOD.finditer(text))
    return list(dict.fromkeys(found))


def in_one_line(lines: list[Line]) -> str:
    """Return the text of lines that may be the parts of one figure."""
    text = "\n".join(line.text for line in lines)
    return _NUMBERS_APART.sub(" | ", _SIGN_APART.sub("", text)).replace("\n", " ")


def scopes_above(body: list[Line]) -> Above:
    """Return what scopes stand above the lines of a panel, topic by topic.

    Scopes one beside the other head columns, and one at the end closes what is above it: then none is told by its place.
    """
    found: Above = {}
    if not _ALONE.search("\n".join([line.text for line in body])):
        return found
    for lines in _by_topic(body):
        named = [_SCOPES.get(fold(line.text)) for line in lines]
        unclear = named[-1:] != [None] or any(a and b for a, b in pairwise(named))
        above: Scope | None = None
        for line, scope in zip(lines, named, strict=True):
            above = scope or above
            if scope is None and (above or unclear):
                found[line.number] = None if unclear else above
    return found


def topics_first(body: list[Line], is_figure: Callable[[str], bool]) -> list[Line]:
    """Return the lines of a panel with each topic before its figures, also where the panel prints all topics below theirs.

    So it does where figures stand above the first topic, and none below the last.
    """
    if not body or fold(body[0].text) in TOPIC_LABELS:
        return body
    *parts, last = _by_topic(body)
    if not parts or not any(is_figure(line.text) for line in parts[0]) or any(is_figure(line.text) for line in last):
        return body
    topics = [line for line in body if fold(line.text) in TOPIC_LABELS]
    return [line for topic, lines in zip(topics, parts, strict=True) for line in (topic, *lines)] + last


_NUMBER = re.compile(r"(?:(?:up|down) ?|[+-])?£? ?[\d.,]+ ?(?:[%pmk]|bn|per ?cent|pence|million|thousand)?", re.I)
_LONGEST_NUMBER = 24  # characters: `down £1,234.5 thousand`


def in_order(body: list[Line], is_figure: Callable[[str], bool]) -> list[Line]:
    """Return the lines of a panel with each topic before its figures, and each number before what it counts.

    A topic prints its numbers below their units where units and numbers alone take turns, a unit first: with the next
    unit below it a number would be a figure too, of somebody else.
    """
    body = topics_first(body, is_figure)
    if not any(_is_number(line.text) for line in body if line.text[_LONGEST_NUMBER:] == ""):
        return body
    first, *parts = _by_topic(body)
    topics = [line for line in body if fold(line.text) in TOPIC_LABELS]
    ordered = (_numbers_first(lines, is_figure) for lines in parts)
    return [*first, *(line for topic, lines in zip(topics, ordered, strict=True) for line in (topic, *lines))]


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _numbers_first(lines: list[Line], is_figure: Callable[[str], bool]) -> list[Line]:
    """Return the lines of a topic, those that state its units above their numbers below them; as they are where the last number may be of either."""
    turns = [_is_number(line.text) for line in lines]
    count = next((at for at in range(0, len(turns), 2) if turns[at : at + 2] != [False, True]), len(turns))
    pairs, rest = list(zip(lines[:count:2], lines[1:count:2], strict=True)), lines[count:]
    if not any(is_figure(in_one_line([number, unit])) for unit, number in pairs):
        return lines
    if rest and is_figure(in_one_line([lines[count - 1], rest[0]])):
        return lines
    return [line for unit, number in pairs for line in (number, unit)] + rest


def _by_topic(body: list[Line]) -> Iterator[list[Line]]:
    """Return the lines of each topic of a panel."""
    lines: list[Line] = []
    for line in body:
        if fold(line.text) in TOPIC_LABELS:
            yield lines
            lines = []
        else:
            lines.append(line)
    yield lines


def as_headed(above: Above, line: Line, text: str, reading: Reading | None) -> Reading | None:
    """Return what a figure says in the light of the scope above it; None where that leaves open whose it is."""
    if reading is None or line.number not in above or reading.measure not in COMPARED:
        return reading
    if any(scope in fold(text) for scope in _SCOPES):
        return reading
    scope = above[line.number]
    return replace(reading, scope=scope) if scope else None
