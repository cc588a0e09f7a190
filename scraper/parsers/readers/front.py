"""The front of a long report: overall summary, our judgments, the grades of all areas at once (docs/layouts.md, 9)."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.questions import is_narrowed
from schemas.text import fold, slug
from schemas.vocabulary import A_BODY, Status, WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.listing import CONTENTS_RULE
from scraper.parsers.outline import Section

from .entries import Earlier, Entry, keep_latest
from .findings import head, read_findings
from .grade_table import CHANGE, TableReader
from .preamble import introduce
from .prose import is_fragment, set_aside, suggest
from .remarks import narrows, tell_remarks
from .states import State

_STATE_HEAD = re.compile(
    r"^(?:(?:initial|previous|current) )?judge?ment(?: after (?:the )?revisit)? \([A-Z][a-z]+ 20\d\d\)$", re.I
)
_NONE = re.compile(r"(?:no (?:area|question|judge?ment)s?|none|nil|nothing|not applicable|n\W?a\b)(?: .{1,60})?\W*|\W*")
"""What stands beside a grade that no area has."""
_OF_ALL = re.compile(
    r"(?:the )?(?:average|mean|median|modal|mode|most common|most frequent|national|regional|total)s?(?: .{1,40})?\W*"
)
"""What a row is called that reckons the grades of all areas, or of all bodies, together."""
_OF_WHOLE = rf"(?:a|all|areas?|as|assessment|combined|entire|for|grades?|in|judge?ments?|of|overall|peel|performance|ratings?|results?|summary|the|this|whole|{A_BODY})"
_WHOLE = re.compile(
    rf"(?=.*\b(?:all|combined|entire|overall|peel|summary|whole|{A_BODY})\b)"
    rf"{_OF_WHOLE}(?: {_OF_WHOLE})*\W*"
)
"""What a row is called that is of the whole body, which no round of areas judges: `Overall`, `Kent Police`, `All areas`."""
_FEWEST = 2  # grades of a legend
_COLUMNS = frozenset(
    {"area", "areas", "grade", "grades", "judgment", "judgement", "area grade", "area judgment", "key"}
)


def read_front(b: Builder, table: TableReader, section: Section) -> None:
    """Read a part of the front: its table of grades; the rest is findings."""
    listed = [line for line in section.body if line.rule == CONTENTS_RULE]
    if listed:  # a list of contents states no grade
        section.body = [line for line in section.body if line.rule != CONTENTS_RULE]
    entries, made, section.body = table.read(section.body, section.heading)
    section.body = [*listed, *section.body]
    for entry in entries:
        if entry.known is not None or not _is_of_none(b, entry):
            enter(b, _of_nobody(entry))
    for line in table.unread:
        b.flag("grade_unreadable", f"No grade was read from “{line.text[:160]}”.", line.number)
    table.unread.clear()
    if entries:
        tell_remarks(b, _around(table, entries, made, section.body))
    b.claim("boilerplate:legend", *made)  # what no entry was read from: the heads of columns
    if b.drafts.by_key:
        heads = [line for line in section.body if fold(line.text) in _COLUMNS or _STATE_HEAD.match(line.text)]
        b.claim("boilerplate:legend", *heads)
        section.body = [line for line in section.body if line not in heads]
    section.head.extend(line for line in section.stray if line.kind is LineKind.DATE)
    legend = [line for line in section.stray if line.kind is LineKind.BADGE]
    if len({line.stated.grade for line in legend if line.stated is not None}) >= _FEWEST:
        b.claim("boilerplate:legend", *legend)  # one alone may be somebody's, and is unread
    section.stray = [line for line in section.stray if line.kind is not LineKind.DATE]
    if section.role is None:
        _preamble(b, section)
    else:
        read_findings(b, section)


def _around(table: TableReader, entries: list[Entry], made: list[Line], rest: list[Line]) -> list[Line]:
    """Return the lines of tables that no entry was read from, and those right above and below entries.

    The heads of columns that say of when grades are have been heeded; where a column tells of changes, `unchanged` is no remark.
    """
    read = {line.number for entry in entries for line in (entry.line, *entry.beside)}
    within = [line for line in made if line.number not in read]
    within = [line for line in within if line.number > min(read) or not table.states.tells_state(line.text)]
    if any(CHANGE.fullmatch(line.text) for line in within):
        within = [line for line in within if narrows(line.text)]
    numbers = {line.number for line in made}
    return within + [line for line in rest if line.number - 1 in numbers or line.number + 1 in numbers]


def _preamble(b: Builder, section: Section) -> None:
    """Read what stands before the first heading: boilerplate, and what introduces the report."""
    head(b, section)
    for line in section.body:
        if set_aside(b, line):
            continue
        if is_fragment(line):
            suggest(b, line)
        else:
            introduce(b, line)


def _of_nobody(entry: Entry) -> Entry:
    """Return an entry as that of an area nobody knows where its label makes it less than the one it names: `{Name} (draft)`."""
    narrowed = entry.known is not None and is_narrowed(entry.known, entry.label)
    return replace(entry, known=None) if narrowed else entry


def _is_of_none(b: Builder, entry: Entry) -> bool:
    """Return whether the label of an entry names no area: `None` beside a grade that none has, `Average` below them all, which is told."""
    folded = fold(entry.label)
    if _OF_ALL.fullmatch(folded) is not None or _WHOLE.fullmatch(b.names.sub("the force", folded)) is not None:
        message = f"“{entry.label[:80]}” is no area; no grade was read from “{entry.text[:80]}”."
        b.flag("grade_unreadable", message, entry.line.number)
    elif _NONE.fullmatch(folded) is None:
        return False
    b.claim("boilerplate:legend", entry.line, *entry.beside)
    return True


def enter(b: Builder, entry: Entry) -> None:
    """Add an entry of the table to its area's judgment; two entries that differ are no grade."""
    key = entry.known.key if entry.known else f"area/{slug(entry.label)}"
    if entry.known is None:
        b.flag("unknown_question", f"“{entry.label[:100]}” is no area of the round {b.page.round}.", entry.line.number)
    draft = b.drafts.of(None, key)
    draft.question, draft.known = draft.question or entry.label, entry.known
    if entry.earlier is not None:
        keep_latest(draft, entry.earlier)
    _state(draft, entry)
    for line in (entry.line, *entry.beside):
        b.claim("judgments", line)
        draft.cite(line.number)


def _state(draft: Draft, entry: Entry) -> None:
    """Add what an entry states as a witness; entries that differ are no grade."""
    if entry.stated is None:
        return
    draft.add_only(WitnessSource.TABLE, entry.stated, entry.text, entry.line.number)


def columns_before(sections: list[Section], table: TableReader) -> list[State]:
    """Return the states of the columns of a table that a copy wrote out line by line, from the lines before it."""
    first = next((place for place, section in enumerate(sections) if section.is_question), 0)
    states: list[State] = []
    for line in reversed(sections[first - 1].body if first else []):
        if len(line.text) > 60 or line.text.endswith((".", ":")) or fold(line.text) in _COLUMNS:
            break
        state = table.states.of_head(line.text)
        if state is None:
            break
        states.insert(0, state)
    return states if sum(not earlier for earlier, _ in states) == 1 else []


def by_state(
    section: Section, columns: list[State], labelled: list[tuple[Line, Stated]] | None = None
) -> list[tuple[Line, Stated | None, Earlier | None]]:
    """Return a section's grade lines, each as this state's grade or an earlier one's.

    Several different grades whose columns are not known are no grade. `labelled` are those that say that they are of
    this state.
    """
    lines = [(line, line.stated) for line in (section.heading, *section.head) if line is not None and line.stated]
    if len(lines) == len(columns) > 1:
        return [
            (line, None, (stated.grade, round_id)) if old and stated.grade else (line, None if old else stated, None)
            for (line, stated), (old, round_id) in zip(lines, columns, strict=True)
        ]
    lines += labelled or []
    if len({(stated.status, stated.grade) for _, stated in lines}) > 1:
        return [(line, Stated(Status.UNREADABLE, None, stated.text), None) for line, stated in lines]
    return [(line, stated, line.earlier) for line, stated in lines]
