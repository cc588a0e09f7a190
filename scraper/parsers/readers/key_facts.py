"""The key-facts panel: a grammar of the written forms of figures. What it does not know is kept, never guessed.

Forms: Staffordshire 2016, the one whole page (docs/layouts.md, 14), and the technical note on key facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from math import inf

from schemas.figures import COMPARED, MOST_RATIO, RANGES
from schemas.labels import TOPIC_LABELS
from schemas.record import Figure, KeyFacts
from schemas.text import RAISED, fold
from schemas.vocabulary import Scope, Topic, Unit
from scraper.document.markup import ARROW_ALONE, one_direction
from scraper.parsers.builder import Builder, Row
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .qualified import scope_last, unqualified
from .rates import BASE, MEASURED_PER, in_base_beside, per_person, with_people_joined
from .scopes import BARE, Above, as_headed, in_one_line, in_order, is_of_other_topic, periods_named, scopes_above

# 1,049 or 1 049 or 1049 or 2.88: thousands in threes or none, an optional decimal part; nothing else is a number.
NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+|\d+(?:\.\d+)?)"
# 1.049 miles, 1.140 people: a count has no thousandths, and whether the point parts thousands no page says.
_NO_COUNT = r"(?![1-9]\d{0,2}\.\d{3} (?:sq|people))"
_SCALES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_SPAN = r"(?P<years>\d{1,2})[ -]?(?:yrs?|years?)"
_SCOPE = r"(?P<scope>local|national)"
_ANY_SCOPE = rf"(?:,? {_SCOPE}(?: level| average)?)?"
_PERCENT = r" ?(?:%|per ?cent)"
# The marks of footnotes; those of the text were written raised (document/raised.py).
_MARKS = re.compile(rf" ?(?<!\b10)(?:[{RAISED}*†‡]++(?:, ?[{RAISED}]++)*+|\[\d{{1,2}}\])(?!\d)")
_MARK = re.compile(rf"[{RAISED}*†‡\[]")
_UNCLEAR = re.compile(
    rf"\b10[{RAISED}]|[{RAISED}]\d|[₀-₉①-⓿❶-➓]"
)  # a power of ten, or ten with a mark; digits of no number
_DIGITS = 25
"""A number that is longer is no figure: what it is worth does not matter."""
_BEYOND = 1000.0
"""How many times its plausible bound a value may be and still be a figure that somebody meant."""

Groups = dict[str, str | None]


@dataclass(frozen=True)
class Reading:
    """A figure that the grammar read: measure, scope, value in `unit`, span of a change in years."""

    measure: str
    scope: Scope
    value: int | float
    unit: Unit
    years: int | None = None


@dataclass(frozen=True)
class Rule:
    """A written form: the topics it belongs to and how its parts become a reading."""

    topics: frozenset[Topic]
    form: re.Pattern[str]
    read: Callable[[Groups], Reading]


def _value(text: str, scale: int | Decimal = 1) -> int | float:
    digits = text.replace(",", "").replace(" ", "")
    if len(digits) > _DIGITS:
        return inf
    number = Decimal(digits) * scale
    return int(number) if number == number.to_integral_value() else float(number)


def _scope(groups: Groups) -> Scope:
    return Scope(groups.get("scope") or Scope.LOCAL)


def _told(groups: Groups, name: str) -> str:
    """Return a part that every reading of its form has."""
    told = groups[name]
    assert told is not None
    return told


def _number(groups: Groups, scale: int | Decimal = 1) -> int | float:
    return _value(_told(groups, "number"), scale)


def _plain(measure: str, unit: Unit, scope: Scope | None = None) -> Callable[[Groups], Reading]:
    return lambda told: Reading(measure, scope or _scope(told), _number(told, _SCALES[told.get("scale") or ""]), unit)


def _change(groups: Groups) -> Reading:
    sign = -1 if groups["direction"] in _DOWN else 1
    return Reading("change", _scope(groups), _number(groups, sign), Unit.PERCENT, int(_told(groups, "years")))


def _no_change(groups: Groups) -> Reading:
    return Reading("change", _scope(groups), 0, Unit.PERCENT, int(_told(groups, "years")))


def _workforce_rate(groups: Groups) -> Reading:
    factor = 1000 * per_person(_told(groups, "base"))
    return Reading("per_1000_population", _scope(groups), _number(groups, factor), Unit.WORKFORCE_PER_1000_PEOPLE)


def _crime_rate(groups: Groups) -> Reading:
    return Reading(
        "per_person", _scope(groups), _number(groups, per_person(_told(groups, "base"))), Unit.CRIMES_PER_PERSON
    )


def _money(groups: Groups) -> Reading:
    scale = Decimal("0.01") if groups["pence"] else 1
    return Reading("per_person_per_day", _scope(groups), _number(groups, scale), Unit.GBP)


_ALL = frozenset(Topic)
_DOWN = frozenset({"down", "-", "minus", "decrease", "fall", "drop"})
# A sign behind a word says the same once more, else the figure says two things.
_DIRECTION = r"(?:(?P<direction>up|plus|increase)(?: by| of)?(?: ?\+)?|(?P<direction_1>down|minus|decrease)(?: by| of)?(?: ?-)?|(?P<direction_2>[+-]))"
_CHANGE_TAIL = rf"(?:{_SCOPE} {_SPAN} (?:change|trend)|{_SPAN} {_SCOPE} (?:change|trend)|{_SPAN} change in {_SCOPE}(?: \w+)*|{_SPAN} (?:change|trend){_ANY_SCOPE})"


def _form(pattern: str) -> re.Pattern[str]:
    """Compile a form in which alternatives may share a group's name: `scope`, `scope_1` … are one."""
    for name in ("scope", "years", "number"):
        first, *more = pattern.split(f"(?P<{name}>")
        pattern = first + "".join(f"(?P<{name}{f'_{place}' if place else ''}>{part}" for place, part in enumerate(more))
    return re.compile(pattern)


def _groups(match: re.Match[str]) -> Groups:
    merged: Groups = {}
    for name, value in match.groupdict().items():
        base = name.split("_")[0]
        merged[base] = merged.get(base) or value
    return merged


def _rules() -> tuple[Rule, ...]:
    area, people = frozenset({Topic.FORCE_AREA}), frozenset({Topic.POPULATION})
    work, crime, cost = (frozenset({one}) for one in (Topic.WORKFORCE, Topic.VICTIM_BASED_CRIMES, Topic.COST))
    national = r"national(?: level| average)?"
    table: tuple[tuple[frozenset[Topic], str, Callable[[Groups], Reading]], ...] = (
        (area, rf"{_NO_COUNT}{NUMBER} (?:square miles?|sq\.? ?mi(?:les?|\.)?)", _plain("area", Unit.SQUARE_MILES)),
        (people, rf"{_NO_COUNT}{NUMBER} ?(?P<scale>k|thousand|m|million|bn)? people", _plain("people", Unit.PEOPLE)),
        (_ALL, rf"{_DIRECTION} ?{NUMBER}{_PERCENT} ?{_CHANGE_TAIL}", _change),
        (_ALL, rf"{NUMBER}{_PERCENT} ?(?P<direction>increase|rise|up|decrease|fall|drop|down),? ?{_CHANGE_TAIL}", _change),
        (_ALL, rf"(?:no change|(?:0|0\.0+){_PERCENT} ?(?:change)?),? ?{_CHANGE_TAIL}", _no_change),
        (work, rf"{NUMBER}{_PERCENT} ?frontline (?:police )?officers{_ANY_SCOPE}", _plain("frontline_officers", Unit.PERCENT)),
        (work, rf"{NUMBER}{_PERCENT} ?{national}", _plain("frontline_officers", Unit.PERCENT, Scope.NATIONAL)),
        (work, rf"{NUMBER} per {BASE}(?: (?:population|people|residents))?{_ANY_SCOPE}", _workforce_rate),
        (work, rf"{NUMBER} {national}", _plain("per_1000_population", Unit.WORKFORCE_PER_1000_PEOPLE, Scope.NATIONAL)),
        (crime, rf"{NUMBER} (?:crimes? )?per person{_ANY_SCOPE}", _plain("per_person", Unit.CRIMES_PER_PERSON)),
        (crime, rf"{NUMBER} per {BASE}(?: (?:population|people|residents))?{_ANY_SCOPE}", _crime_rate),
        (crime, rf"{NUMBER} {national}", _plain("per_person", Unit.CRIMES_PER_PERSON, Scope.NATIONAL)),
        (cost, rf"(?:(?P<pounds>£) ?{NUMBER}|{NUMBER} ?(?P<pence>p(?:ence)?)) per person per day,? {_SCOPE}(?: level| average)?", _money),
    )  # fmt: skip
    return tuple(Rule(topics, _form(pattern), read) for topics, pattern, read in table)


RULES = _rules()


@lru_cache(maxsize=2048)
def read_figure(topic: Topic, text: str) -> Reading | None:
    """Return the figure that a line of a topic states, without the mark of a footnote; None for a form not in the grammar."""
    if _UNCLEAR.search(text):
        return None
    folded, passing = scope_last(fold(_MARKS.sub("", text))), False
    if "(" in folded or "[" in folded or "resident" in folded or "transient" in folded or "daytime" in folded:
        folded, passing = unqualified(topic, folded)
    for rule in RULES:
        if topic in rule.topics and (match := rule.form.fullmatch(folded)):
            read = None if is_of_other_topic(topic, folded) else rule.read(_groups(match))
            return replace(read, measure="transient_people") if read and passing else read
    return None


def is_figure(text: str) -> bool:
    """Return whether a line is a figure of some topic as a whole."""
    return any(read_figure(topic, text) is not None for topic in Topic)


_BOILERPLATE = re.compile(r"^(?:compare|view|show|see) .{0,60}$|^(?:local|national)\W*$", re.I)


def read_key_facts(b: Builder, section: Section) -> None:
    """Read the panel: its period from the heading, its figures topic by topic."""
    periods = periods_named(section.section_text or "")
    if len(periods) > 1:
        told = f"“{section.section_text}” names several periods: {', '.join(periods)}; none is read."
        b.flag("dates_repeated", told, *([section.heading.number] if section.heading else []))
    if section.heading is not None:
        b.claim("key_facts.period", section.heading)
    period = periods[0] if len(periods) == 1 else None
    read = KeyFacts.model_validate({"period": period, "figures": _figures(b, section)})
    if b.key_facts is not None:
        read = KeyFacts(period=period, figures=_merge(b, b.key_facts.figures, read.figures))
    b.key_facts = read
    _check(b, read.figures)


def _merge(b: Builder, old: list[Figure], new: list[Figure]) -> list[Figure]:
    values = {(f.topic, f.measure, f.scope): f.value for f in old}
    for figure in new:
        key = (figure.topic, figure.measure, figure.scope)
        if key in values and values[key] != figure.value:
            b.flag("figure_repeated", f"“{figure.text}” is printed with another value too.", figure.block)
    return [*old, *(f for f in new if (f.topic, f.measure, f.scope) not in values)]


_Key = tuple[Topic | None, str | None, Scope | None]
"""Topic, measure and scope: what a figure is of."""


@dataclass
class _Found:
    """The figures of a panel in order, the first of each kind that was read, the scopes above its lines, whether the last was unread."""

    above: Above
    figures: list[Row] = field(default_factory=list)
    first: dict[_Key, Row] = field(default_factory=dict)
    unclear: bool = False


def _figures(b: Builder, section: Section) -> list[Row]:
    topic: Topic | None = None
    found = _Found(scopes_above(body := in_order(with_people_joined(b, section.body), is_figure)))
    waiting: list[Line] = []
    marked, boilerplate = _MARK.search("\n".join([line.text for line in body])) is not None, LineKind.BOILERPLATE
    for line in body:
        line.text = (marked and _MARKS.sub("", line.text)) or line.text
        named = TOPIC_LABELS.get(fold(line.text))
        if named is not None:
            _unread(b, found, topic, waiting)
            waiting, topic, found.unclear = [], Topic(named), False
            b.claim("key_facts.figures", line)
        elif line.kind is boilerplate or _BOILERPLATE.match(line.text):
            b.claim(f"boilerplate:{line.rule or 'key_facts_furniture'}", line)
        elif topic is None:
            told = f"“{line.text[:60]}” stands under no known heading of the key facts."
            b.flag("unknown_topic", told, line.number)
        else:
            waiting = _step(b, found, topic, [*waiting, line])
    _unread(b, found, topic, waiting)
    for line in section.stray:
        b.flag("figure_unread", f"“{line.text}” of the key facts is not read.", line.number)
    return found.figures


def _step(b: Builder, found: _Found, topic: Topic, lines: list[Line]) -> list[Line]:
    """Read a line, alone or together with the fragments of a figure before it (a number in its own cell)."""
    for start in range(len(lines)):
        part = lines[start:]
        text = one_direction(part[0].text if len(part) == 1 else in_one_line(part))
        reading = read_figure(topic, text)
        if found.above:
            reading = as_headed(found.above, part[0], text, reading)
        if (start or found.unclear) and BARE.fullmatch(text):
            reading = None
        if reading is not None:
            if reading.measure in MEASURED_PER and reading.scope is Scope.NATIONAL:
                beside = found.first.get((topic, reading.measure, Scope.LOCAL))
                reading = in_base_beside(beside["text"], text, reading) if beside else reading
            _unread(b, found, topic, lines[:start])
            _add(b, found, topic, text, part, reading)
            return []
    if len(lines) > 1 and not _is_fragment(lines[-2].text):
        _unread(b, found, topic, lines[:-1])
        lines = lines[-1:]
    return lines


def _is_fragment(text: str) -> bool:
    """Return whether a line can be the beginning of a figure: a number or a mark of direction with little else."""
    return bool(ARROW_ALONE.match(text) or re.fullmatch(r"[\d.,£%pmk ]+(?:per)?|(?:up|down) ?[\d.,]+ ?%?", text, re.I))


def _add(b: Builder, found: _Found, topic: Topic, text: str, lines: list[Line], reading: Reading) -> None:
    found.unclear = False
    b.claim("key_facts.figures", *lines)
    value = None if _is_no_figure(reading) else reading.value
    if value is None:
        b.flag("figure_too_large", f"“{text[:60]}” is too large a number for any figure.", lines[0].number)
    figure: Row = {
        "topic": topic, "measure": reading.measure, "scope": reading.scope, "value": value, "unit": reading.unit,
        "years": reading.years, "text": text, "block": lines[0].number,
    }  # fmt: skip
    twin = found.first.setdefault((topic, reading.measure, reading.scope), figure)
    if twin is figure:
        found.figures.append(figure)
    elif (twin["value"], twin["years"]) != (value, reading.years):
        told = f"“{twin['text']}” and “{text}” state two values of one figure."
        b.flag("figure_repeated", told, twin["block"], lines[0].number)


def _is_no_figure(reading: Reading) -> bool:
    """Return whether a value is so far beyond what is plausible that no slip of a digit or a unit explains it."""
    return abs(reading.value) > _BEYOND * RANGES[reading.measure, reading.unit][1]


def _unread(b: Builder, found: _Found, topic: Topic | None, lines: list[Line]) -> None:
    found.unclear = bool(lines)
    for line in lines:
        b.claim("key_facts.figures", line)
        text = line.block.text
        b.flag("figure_unread", f"“{text}” is not a written form of a figure of {topic}.", line.number)
        unread = dict.fromkeys(("measure", "scope", "value", "unit"))
        found.figures.append({"topic": topic, **unread, "text": text, "block": line.number})


def _check(b: Builder, figures: list[Figure]) -> None:
    known = {(f.topic, f.measure, f.scope): f for f in figures if f.value is not None}
    local, national = Scope.LOCAL, Scope.NATIONAL
    for (topic, measure, scope), figure in known.items():
        _check_range(b, figure)
        other = national if scope is local else local
        twin = known.get((topic, measure, other))
        compared = measure in COMPARED or (measure == "change" and topic is not Topic.POPULATION)
        if twin is None:
            if compared:
                b.flag("comparator_missing", f"“{figure.text}” has no {other.value} figure beside it.", figure.block)
        elif scope is local and measure in COMPARED and twin.value and figure.value:
            ratio = float(figure.value) / float(twin.value)
            if not 1 / MOST_RATIO <= ratio <= MOST_RATIO:
                b.flag(
                    "figure_out_of_range",
                    f"“{figure.text}” is {ratio:.3g} times the national figure.",
                    figure.block,
                )


def _check_range(b: Builder, figure: Figure) -> None:
    assert figure.measure is not None
    assert figure.unit is not None
    assert figure.value is not None
    low, high = RANGES[figure.measure, figure.unit]
    if not low <= figure.value <= high:
        told = f"“{figure.text}” lies outside {low:g} to {high:g} {figure.unit.value}."
        b.flag("figure_out_of_range", told, figure.block)
