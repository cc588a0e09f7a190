"""`peel show`: one assessment on the terminal, for reading."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.catalogue.near import near_assessments
from scraper.loader.database import reading
from scraper.store.sqlite import Database

from .cells import KEPT
from .errors import UnknownAssessmentError
from .read import Assessment, Judgment, Prose, read_assessment
from .words import MARKS, figure, plain, spaced

_WIDEST, _NARROWEST = 110, 40
_PLAIN_WIDTH = 100


@dataclass(frozen=True)
class Line:
    """A line of output: its text, how far it is indented, what it is (`style`: title, head, grade, text or note)."""

    text: str
    indent: int = 0
    style: str = "text"


def show(db: Path, assessment: str) -> None:
    """Print an assessment; raises UnknownAssessmentError, with ids near it, where there is none of that id."""
    with reading(db) as opened:
        found = read_assessment(opened, assessment)
        if found is None:
            raise UnknownAssessmentError(_unknown(opened, assessment))
        told = list(lines(found))
    _print(told)


def _unknown(db: Database, assessment: str) -> str:
    known = [row[0] for row in db.conn.execute("SELECT id FROM assessments ORDER BY id")]
    near = near_assessments(assessment, known)
    hint = f"; near it: {', '.join(near)}" if near else ""
    return f"no assessment {plain(assessment)} in the database, of {len(known)}{hint}"


def lines(found: Assessment) -> Iterator[Line]:
    """Return an assessment as lines: grades first, then what the inspector says, figures, what is asked."""
    yield Line(f"{found.title or found.name}  ({found.id})", style="title")
    if found.url:
        yield Line(found.url, style="note")
    if found.days:
        yield Line(found.days, style="note")
    if found.inspector:
        yield Line(found.inspector, style="note")
    yield from _judgments(found.judgments)
    yield from _prose("Observations", found.observations)
    yield from _prose("Context", found.context)
    yield from _figures(found)
    yield from _recommendations(found)
    yield from _counts(found)


def _head(text: str) -> Iterator[Line]:
    yield Line("")
    yield Line(text, style="head")


def _judgments(judgments: list[Judgment]) -> Iterator[Line]:
    if judgments:
        yield from _head("Judgments")
    for judgment in judgments:
        mark = MARKS[judgment.grade or judgment.status]
        when = f", {judgment.last_updated}" if judgment.last_updated else ""
        yield Line(f"{judgment.label}: {mark.label}{when}", 2 if judgment.is_pillar else 4, f"grade {mark.key}")
        if judgment.is_kept:
            yield Line(KEPT, 6, "note")
        if judgment.before:
            yield Line(judgment.before if judgment.carried_from else f"before: {judgment.before}", 6, "note")
        if judgment.statement:
            yield Line(judgment.statement, 6)
        if judgment.agreement == 0:
            yield Line("the page contradicts itself:", 6, "note")
            for witness in judgment.witnesses:
                yield Line(f"{witness.source}: {spaced(witness.grade) or 'no grade'}: “{witness.text}”", 8, "note")


def _prose(title: str, rows: list[Prose]) -> Iterator[Line]:
    if rows:
        yield from _head(title)
    section = None
    for row in rows:
        if row.section != section:
            section = row.section
            yield Line(row.section, 2, "section")
        yield Line(f"- {row.text}" if row.kind == "list_item" else row.text, 4)


def _figures(found: Assessment) -> Iterator[Line]:
    if found.facts:
        yield from _head(f"Key facts{f', {found.period}' if found.period else ''}")
    for fact in found.facts:
        local = figure(fact.local, fact.unit, fact.measure)
        national = figure(fact.national, fact.unit, fact.measure)
        beside = f" (national {national})" if national else ""
        yield Line(f"{fact.label}: {local or fact.text}{beside}", 2)


def _recommendations(found: Assessment) -> Iterator[Line]:
    if found.recommendations:
        yield from _head("What the inspectorate asks for or holds up")
    for row in found.recommendations:
        by = f" (by {row.deadline})" if row.deadline else ""
        yield Line(f"{spaced(row.kind)}{by}: {row.text}", 2)


def _counts(found: Assessment) -> Iterator[Line]:
    yield Line("")
    pages = ", ".join(found.pages)
    yield Line(f"pages: {pages or 'none'}; paragraphs under pillars and questions: {found.findings}", style="note")
    for message in found.problems:
        yield Line(f"note: {message}", style="note")


def _print(all_lines: list[Line]) -> None:
    if sys.stdout.isatty():
        _print_rich(all_lines)
        return
    for line in all_lines:
        for part in _wrapped(line, _PLAIN_WIDTH):
            sys.stdout.write(part + "\n")


def _wrapped(line: Line, width: int) -> list[str]:
    pad = " " * line.indent
    hang = pad + ("  " if line.text.startswith("- ") else "")
    text = plain(line.text)
    whole = textwrap.wrap(
        text, width, initial_indent=pad, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
    return whole or [""]


_RICH: dict[str, str] = {"title": "bold", "head": "bold underline", "section": "italic", "note": "dim"}


def _print_rich(all_lines: list[Line]) -> None:
    from rich.console import Console
    from rich.text import Text

    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    console = Console(width=width, highlight=False)
    for line in all_lines:
        for part in _wrapped(line, width):
            console.print(Text(part, style=_style(line.style)), soft_wrap=True)


def _style(name: str) -> Any:
    if not name.startswith("grade "):
        return _RICH.get(name, "")
    mark = MARKS[name.removeprefix("grade ")]
    return f"{mark.ink} on {mark.paper}" if mark.letter.isupper() else "dim"
