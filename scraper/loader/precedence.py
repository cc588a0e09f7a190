"""The precedence of pages: which page of an assessment speaks for a row that several state.

A pillar's judgment is the assessment page's, else the pillar page's, else the findings page's; a question's
is the pillar page's, else the findings page's. The others are witnesses (docs/database.md, Which page speaks).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.capture_rows import KeptValueRow, ProblemRow
from schemas.page_types import facts_of
from schemas.problems import severity_of
from schemas.rows import AssessmentRow, JudgmentRow, WitnessRow
from schemas.vocabulary import SILENT

from .history import Kept, PageState, Place
from .problems import COPY_INCOMPLETE, NO_LONGER_STATED, PAGES_DISAGREE
from .statements import OWNED, SHARED, CitedRow, Rows, grade_or_status


@dataclass
class Merged:
    """What the pages of an assessment say together, as rows of the tables that they share."""

    rows: Rows = field(default_factory=Rows)
    witnesses: list[WitnessRow] = field(default_factory=list)
    kept: list[KeptValueRow] = field(default_factory=list)
    problems: list[ProblemRow] = field(default_factory=list)


def merge(pages: list[PageState]) -> Merged:
    """Lay the pages of one assessment together, or pages of none that state rows of the same ones (`several`)."""
    merged = Merged()
    for table in SHARED:
        keys = {key for page in pages for key in page.state.rows.of(table)}
        for key in sorted(keys):
            _speak(merged, table, key, [page for page in pages if key in page.state.rows.of(table)])
    for page in pages:
        _keep_owned(merged, page)
        if page.state.lost_head:
            merged.problems.append(_problem(page, COPY_INCOMPLETE, _lost_head(page)))
    return merged


def _lost_head(page: PageState) -> str:
    what = page.page.title or page.page.id
    return f"The copy begins after the title and the judgments of “{what}”; what older captures state stays."


def place(page: PageState) -> tuple[bool, str]:
    """Return the place of a page among those of its type: one whose address is known first, then by id."""
    return page.page.url is None, page.page.id


def _order(table: str, key: str, page: PageState) -> tuple[bool, int, bool, bool, str]:
    """Return the place of a page among those that state a row: by the table of page types, its own pillar first."""
    row = page.state.rows.of(table)[key]
    judgment = row if isinstance(row, JudgmentRow) else None
    facts = facts_of(page.page.type)
    rank = facts.question_rank if judgment is not None and judgment.question is not None else facts.rank
    other = judgment is not None and page.page.pillar != judgment.pillar
    return rank is None, rank or 0, other, *place(page)


def _speak(merged: Merged, table: str, key: str, pages: list[PageState]) -> None:
    if len(pages) > 1:
        pages = sorted(pages, key=lambda page: _order(table, key, page))
    if table == "judgments":
        _speak_judgment(merged, key, pages)
    elif table == "assessments":
        _take(merged, pages[0], _dated([page.state.rows.assessments[key] for page in pages]), table)
    else:
        _take(merged, pages[0], pages[0].state.rows.of(table)[key], table)


def _dated(rows: list[AssessmentRow]) -> AssessmentRow:
    """Return the first page's row with the days that it lacks from the first page that states them.

    The days of an inspection stand together: both are one page's.
    """
    published = next((row.published for row in rows if row.published), None)
    spans = ((row.inspected_from, row.inspected_to) for row in rows if row.inspected_from or row.inspected_to)
    first, last = next(spans, (None, None))
    return rows[0]._replace(published=published, inspected_from=first, inspected_to=last)


def _speak_judgment(merged: Merged, key: str, pages: list[PageState]) -> None:
    stating = [page for page in pages if page.state.rows.judgments[key].status not in SILENT]
    speaker = (stating or pages)[0]
    speaker, row = _revisited(key, speaker, stating)
    _take(merged, speaker, row, "judgments")
    ordered = [speaker, *(page for page in pages if page is not speaker)]
    witnesses = [witness for page in ordered for witness in page.state.witnesses.get(key, [])]
    merged.witnesses += [WitnessRow(key, place, *witness) for place, witness in enumerate(witnesses, 1)]
    _disagree(merged, key, speaker, stating)


def _revisited(key: str, speaker: PageState, stating: list[PageState]) -> tuple[PageState, JudgmentRow]:
    """Let a revisit's judgment be the current one, and the initial one its `previous_grade`."""
    row = speaker.state.rows.judgments[key]
    for page in stating:
        newer = page.state.rows.judgments[key]
        graded = newer.grade is not None and row.grade is not None
        if page is not speaker and facts_of(page.page.type).revisits and graded:
            return page, newer._replace(previous_grade=row.grade, previous_round=page.page.round)
    return speaker, row


def _take(merged: Merged, page: PageState, row: CitedRow, table: str) -> None:
    merged.rows.put(row)
    for place, kept in page.state.kept.items():
        if (place.table, place.row_id) == (table, row.id):
            _note_kept(merged, page, place, kept)


def _keep_owned(merged: Merged, page: PageState) -> None:
    for place, kept in page.state.kept.items():
        if place.table in OWNED:
            _note_kept(merged, page, place, kept)


def _note_kept(merged: Merged, page: PageState, place: Place, kept: Kept) -> None:
    if place.column == "grade_rank":
        return
    if kept.value is not None:
        merged.kept.append(KeptValueRow(*place, str(kept.value), kept.snapshot, kept.block))
        message = f"{place.table} {place.row_id}: {place.column} is no longer stated; kept from capture {kept.snapshot}"
        merged.problems.append(_problem(page, NO_LONGER_STATED, message))


def _disagree(merged: Merged, key: str, speaker: PageState, stating: list[PageState]) -> None:
    said = {page.page.id: grade_or_status(page.state.rows.judgments[key]) for page in stating}
    plain = [page for page in stating if not facts_of(page.page.type).revisits]
    if len({said[page.page.id] for page in plain}) > 1:
        words = ", ".join(f"{page} says {word}" for page, word in sorted(said.items()))
        merged.problems.append(_problem(speaker, PAGES_DISAGREE, f"{key}: {words}"))


def _problem(page: PageState, code: str, message: str) -> ProblemRow:
    return ProblemRow(page.newest, code, severity_of(code).value, message, "[]")
