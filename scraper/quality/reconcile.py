"""Compare the grades of a database with another statement of them: an overview, a data table, or a CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from schemas.page_types import PAGE_TYPES, Judged, facts_of
from schemas.questions import find_question, questions_of
from schemas.text import fold
from schemas.vocabulary import ABSENCE_WORDS, GRADE_WORDS, Grade, Pillar, find_round
from scraper.catalogue.organisations import ORGANISATIONS, find_organisation
from scraper.engine.extract import extract
from scraper.errors import ExitCode, PeelError, UsageError
from scraper.fetcher.folder import FolderSource
from scraper.fetcher.snapshot import Missed
from scraper.loader.database import reading
from scraper.loader.known import check_known
from scraper.loader.readings import reading_by_id
from scraper.store.sqlite import Database

from .sheets import SUFFIXES, read_table

_COLUMNS = ("organisation", "round", "grade")
_SHOWN = 25
_ADVICE = "compare with the service data table, or with a CSV that has the columns organisation, round, pillar or question, grade"


@dataclass(frozen=True)
class Cell:
    """A grade stated elsewhere: whose, of what (a pillar, or a question's key), null where an absence is named.

    `place` is where it stands, the file and the line, where that can be told.
    """

    organisation: str
    round: str
    key: str
    grade: str | None
    text: str
    readable: bool = True
    place: str = ""

    def words(self) -> str:
        """Return what it says, and where."""
        return f"{self.grade or self.text} ({self.place})" if self.place else self.grade or self.text


@dataclass(frozen=True)
class Pair:
    """One judgment in both places; `here` is the grade or the status of the database, None where it has no row."""

    organisation: str
    round: str
    key: str
    here: str | None
    there: str | None

    def line(self) -> str:
        """Return it in one line."""
        what = f"{self.organisation}/{self.round} {self.key}"
        return f"{what}: here {self.here or 'nothing'}, there {self.there or 'nothing'}"


@dataclass
class Comparison:
    """Where two statements agree and differ, and what only one of them has."""

    agree: list[Pair] = field(default_factory=list)
    differ: list[Pair] = field(default_factory=list)
    only_here: list[Pair] = field(default_factory=list)
    only_there: list[Pair] = field(default_factory=list)

    @property
    def code(self) -> ExitCode:
        """0 where all that stands in both agrees; 3 where something differs, or nothing stands in both."""
        return ExitCode.QUALITY if self.differ or not self.agree else ExitCode.CLEAN

    def line(self) -> str:
        """Return the verdict."""
        counts = (
            f"{len(self.agree)} agree, {len(self.differ)} differ, {len(self.only_here)} only here, "
            f"{len(self.only_there)} only there"
        )
        if not self.agree and not self.differ:
            return f"nothing to compare: no grade stands in both: {counts}"
        return f"{'some grades differ' if self.differ else 'all grades agree'}: {counts}"


def compare(db: Database, cells: Iterable[Cell]) -> Comparison:
    """Compare cells with the judgments of a database.

    `only_here` holds the graded judgments of the same rounds and questions for which there is no cell. Where two cells
    say two things of one judgment, it differs, whichever of them the database says.
    """
    result = Comparison()
    wanted: dict[tuple[str, str, str], list[Cell]] = {}
    for one in cells:
        wanted.setdefault((one.organisation, one.round, one.key), []).append(one)
    ours = _judgments(db)
    for where, stated in sorted(wanted.items()):
        there = _stated(stated)
        if where not in ours:
            result.only_there.append(Pair(*where, None, there))
            continue
        grade, status = ours[where]
        same = all(cell.readable and grade == cell.grade for cell in stated)
        (result.agree if same else result.differ).append(Pair(*where, grade or status, there))
    asked = {(where[0].split("/")[0], *where[1:]) for where in wanted}
    for where, (grade, _) in sorted(ours.items()):
        if grade and where not in wanted and (where[0].split("/")[0], *where[1:]) in asked:
            result.only_here.append(Pair(*where, grade, None))
    return result


def _stated(cells: list[Cell]) -> str:
    """Return what cells say of one judgment: the grade, or where they do not agree, all that is said and where."""
    first, *others = cells
    if all((cell.grade, cell.readable) == (first.grade, first.readable) for cell in others):
        return first.grade or first.text
    return " and ".join(cell.words() for cell in cells)


def _judgments(db: Database) -> dict[tuple[str, str, str], tuple[str | None, str]]:
    rows = db.conn.execute(
        "SELECT a.organisation, a.round, coalesce(j.question_key, j.pillar), j.grade, j.status "
        "FROM judgments j JOIN assessments a ON a.id = j.assessment WHERE coalesce(j.question_key, j.pillar) IS NOT NULL"
    )
    return {(organisation, round_id, key): (grade, status) for organisation, round_id, key, grade, status in rows}


def cells_of_database(db: Database) -> Iterator[tuple[str, str, list[Cell]]]:
    """Return the cells of the overviews and data tables that are loaded: page, capture, cells."""
    types = sorted(facts.type.value for facts in PAGE_TYPES if facts.judged is Judged.EVERYONE)
    asked = ", ".join("?" * len(types))
    rows = db.conn.execute(
        "SELECT p.id, p.snapshot, r.record, max(r.position) FROM pages p JOIN _readings r ON r.snapshot = p.snapshot "
        f"WHERE p.type IN ({asked}) GROUP BY p.id",
        types,
    ).fetchall()
    for page, snapshot, record, _ in rows:
        read = reading_by_id(db, record)
        yield page, snapshot, list(_cells(read["record"]["grades"], read["page"]["round"]))


def _cells(grades: Iterable[dict[str, Any]], round_id: str | None) -> Iterator[Cell]:
    for one in grades:
        key = one["question_key"] or one["pillar"]
        if one["organisation"] and key and round_id:
            text = one["grade_text"] or ""
            known = one["grade"] is not None or fold(text) in ABSENCE_WORDS
            yield Cell(one["organisation"], round_id, key, one["grade"], text, known)


# --- reading the other side --------------------------------------------------------------------------------


def read_cells(path: Path) -> list[Cell]:
    """Return the grades that a saved page or a CSV states.

    Raises UsageError for a file that states none, or that cannot be understood, naming the first line; PeelError
    for a page that is refused.
    """
    if not path.is_file():
        what = "is no file" if path.exists() else "is not there"
        raise UsageError(f"{path} {what}; name a saved overview page, a service data table, or a CSV of grades")
    if path.suffix.lower() in SUFFIXES:
        return list(_table_cells(path))
    return _page_cells(path)


def _page_cells(path: Path) -> list[Cell]:
    found = next(iter(FolderSource(path).snapshots()))
    if isinstance(found, Missed):
        raise PeelError(found.message)
    extraction = extract(found)
    if extraction.record is None or extraction.refused is not None:
        refused = extraction.refused
        raise PeelError(f"{path} is refused: {refused.message if refused else 'it has no record'}")
    page = extraction.page
    facts = facts_of(page.type)
    if facts.judged is not Judged.EVERYONE:
        raise UsageError(f"{path} is a page of type {page.type.value}, which is no table of grades; {_ADVICE}")
    cells = list(_cells([one.model_dump(mode="json") for one in extraction.record.grades], page.round))
    if not cells:
        what = facts.name.replace("_", " ")
        raise UsageError(f"{path}: this {what} has no grades in its text (they are drawn by script); {_ADVICE}")
    return cells


def _table_cells(path: Path) -> Iterator[Cell]:
    columns, rows = read_table(path)
    names = {fold(name): name for name in columns if name}
    missing = [name for name in _COLUMNS if name not in names]
    if missing or not names.keys() & {"pillar", "question"}:
        raise UsageError(f"{path} lacks the column {(missing or ['pillar or question'])[0]}; {_ADVICE}")
    found = [
        _table_cell(f"{path}, line {number}", {name: row[column] for name, column in names.items()})
        for number, row in rows
    ]
    if not found:
        raise UsageError(f"{path} has no rows; {_ADVICE}")
    yield from found


def _table_cell(where: str, row: dict[str, str]) -> Cell:
    organisation = _organisation(where, row["organisation"])
    body = organisation.split("/")[0]
    if find_round(body, row["round"]) is None:
        raise UsageError(f"{where}: “{row['round']}” is no round of {body}; one is, e.g., 2016 or 2018-19")
    key = _key(where, body, row)
    word = fold(row["grade"].replace("_", " "))
    if word not in GRADE_WORDS and word not in ABSENCE_WORDS:
        raise UsageError(
            f"{where}: “{row['grade']}” is no grade; one is, e.g., {Grade.GOOD.value} or {Grade.REQUIRES_IMPROVEMENT.value}"
        )
    grade = GRADE_WORDS.get(word)
    return Cell(organisation, row["round"], key, grade.value if grade else None, row["grade"], place=where)


def _organisation(where: str, text: str) -> str:
    if text in ORGANISATIONS:
        return text
    found = [o.id for o in (find_organisation(body, text) for body in ("police", "fire")) if o is not None]
    if len(found) == 1:
        return found[0]
    why = (
        f"is both {' and '.join(found)}; write one of them"
        if found
        else "is not in the catalogue; write its id, e.g. police/surrey"
    )
    raise UsageError(f"{where}: “{text}” {why}")


def _key(where: str, body: str, row: dict[str, str]) -> str:
    question, pillar = row.get("question", ""), fold(row.get("pillar", ""))
    if question:
        if question in {q.key for q in questions_of(body, row["round"])}:
            return question
        known = find_question(body, row["round"], question, pillar or None)
        if known is None:
            raise UsageError(f"{where}: “{question[:80]}” is no question of the round {row['round']}")
        return known.key
    if pillar not in set(Pillar):
        raise UsageError(f"{where}: “{row.get('pillar', '')}” is no pillar; one is, e.g., effectiveness")
    return pillar


# --- the verb ----------------------------------------------------------------------------------------------


def reconcile_command(path: Path, database: Path) -> ExitCode:
    """Print how the grades of a database compare with those of a page or a CSV: the verdict, then each difference."""
    cells = read_cells(path)
    with reading(database) as db:
        result = compare(db, cells)
    click.echo(_plain(result.line()))
    for title, pairs in (("differ", result.differ), ("only here", result.only_here), ("only there", result.only_there)):
        limit = len(pairs) if title == "differ" else _SHOWN
        for pair in pairs[:limit]:
            click.echo(f"  {title}: {_plain(pair.line())}")
        if len(pairs) > limit:
            click.echo(f"  {title}: … and {len(pairs) - limit} more")
    return result.code


def reconcile_known(database: Path) -> ExitCode:
    """Print how the grades of a database compare with the answer sheet: the line, then each difference.

    Returns 3 where a grade differs, whatever its page came from, and where none of the sheet is loaded.
    """
    with reading(database) as db:
        found = check_known(db)
    if found.unreadable:
        raise PeelError(found.unreadable)
    click.echo(_plain(found.line()))
    for one in found.differ:
        click.echo(f"  differ: {_plain(one.line())}")
    return ExitCode.QUALITY if found.differ or not found.agree else ExitCode.CLEAN


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
