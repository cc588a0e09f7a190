"""The pages of an assessment laid together: which page speaks for a row that several state.

A pillar's judgment is the assessment page's, else the pillar page's, else the findings page's; a question's
is the pillar page's, else the findings page's. The others are witnesses (docs/database.md, Which page speaks).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from schemas.page_types import PageType
from schemas.problems import severity_of
from schemas.vocabulary import Status

from .fold import Folded, Kept
from .problems import NO_LONGER_STATED, PAGES_DISAGREE
from .statements import OWNED, SHARED, Row, Rows, grade_or_status
from .tables import SPECS

_WHOLE = (
    PageType.ASSESSMENT,
    PageType.REPORT,
    PageType.PILLAR,
    PageType.FINDINGS,
    PageType.OTHER_REPORTS,
    PageType.LETTER,
)
_QUESTION = (
    PageType.PILLAR,
    PageType.FINDINGS,
    PageType.REPORT,
    PageType.ASSESSMENT,
    PageType.OTHER_REPORTS,
    PageType.LETTER,
)
_AT = SPECS["judgments"].at
# A page that has no such section, or an unreadable one, does not speak where another page does.
_SILENT = frozenset({Status.SECTION_MISSING.value, Status.UNREADABLE.value})

KeptRow = tuple[str, str, str, Any, str, int | None]
ProblemRow = tuple[str, str, str, str, str]


@dataclass
class Merged:
    """What the pages of an assessment say together, as rows of the tables."""

    rows: Rows = field(default_factory=lambda: {name: {} for name in SHARED})
    witnesses: list[Row] = field(default_factory=list)
    kept: list[KeptRow] = field(default_factory=list)
    problems: list[ProblemRow] = field(default_factory=list)

    def cited(self) -> set[tuple[str, int]]:
        """Give the blocks, by capture and number, that these rows cite."""
        rows = [row for part in self.rows.values() for row in part.values()] + self.witnesses
        cited = {(row[-2], row[-1]) for row in rows if row[-1] is not None}
        return cited | {(one[4], one[5]) for one in self.kept if one[5] is not None}


def merge(pages: list[Folded]) -> Merged:
    """Lay the pages of one assessment together; without an assessment, each page speaks for itself."""
    merged = Merged()
    for table in SHARED:
        keys = {key: None for page in pages for key in page.state.rows[table]}
        for key in sorted(keys):
            _speak(merged, table, key, [page for page in pages if key in page.state.rows[table]])
    for page in pages:
        _keep_owned(merged, page)
    return merged


def _order(table: str, key: str, page: Folded) -> tuple[int, bool, str]:
    row = page.state.rows[table][key]
    kinds = _QUESTION if table == "judgments" and row[_AT["question"]] is not None else _WHOLE
    kind = PageType(page.page["type"])
    place = kinds.index(kind) if kind in kinds else len(kinds)
    other = table == "judgments" and page.page["pillar"] != row[_AT["pillar"]]
    return place, other, page.page["id"]


def _speak(merged: Merged, table: str, key: str, pages: list[Folded]) -> None:
    pages = sorted(pages, key=lambda page: _order(table, key, page))
    if table != "judgments":
        _take(merged, table, key, pages[0], pages[0].state.rows[table][key])
        return
    stating = [page for page in pages if page.state.rows[table][key][_AT["status"]] not in _SILENT]
    speaker = (stating or pages)[0]
    row = speaker.state.rows[table][key]
    speaker, row = _revisited(key, speaker, row, stating)
    _take(merged, table, key, speaker, row)
    ordered = [speaker, *(page for page in pages if page is not speaker)]
    rows = [witness for page in ordered for witness in page.state.witnesses.get(key, [])]
    merged.witnesses += [[key, place, *witness] for place, witness in enumerate(rows, 1)]
    _disagree(merged, key, speaker, stating)


def _revisited(key: str, speaker: Folded, row: Row, stating: list[Folded]) -> tuple[Folded, Row]:
    """Let a revisit's judgment be the current one, and the initial one its `previous_grade`."""
    for page in stating:
        newer = page.state.rows["judgments"][key]
        graded = newer[_AT["grade"]] is not None and row[_AT["grade"]] is not None
        if page is speaker or page.page["type"] != PageType.LETTER.value or not graded:
            continue
        current = list(newer)
        current[_AT["previous_grade"]] = row[_AT["grade"]]
        current[_AT["previous_round"]] = page.page["round"]
        return page, current
    return speaker, row


def _take(merged: Merged, table: str, key: str, page: Folded, row: Row) -> None:
    merged.rows[table][key] = row
    for (where, row_id, column), kept in page.state.kept.items():
        if (where, row_id) == (table, key):
            _note_kept(merged, page, (where, row_id, column), kept)


def _keep_owned(merged: Merged, page: Folded) -> None:
    for place, kept in page.state.kept.items():
        if place[0] in OWNED:
            _note_kept(merged, page, place, kept)


def _note_kept(merged: Merged, page: Folded, place: tuple[str, str, str], kept: Kept) -> None:
    if place[2] == "grade_rank":
        return
    if kept.value is not None:
        merged.kept.append((*place, str(kept.value), kept.snapshot, kept.block))
        message = f"{place[0]} {place[1]}: {place[2]} is no longer stated; kept from capture {kept.snapshot}"
        merged.problems.append(_problem(page, NO_LONGER_STATED, message))


def _disagree(merged: Merged, key: str, speaker: Folded, stating: list[Folded]) -> None:
    said = {page.page["id"]: grade_or_status(page.state.rows["judgments"][key]) for page in stating}
    plain = [page for page in stating if page.page["type"] != PageType.LETTER.value]
    if len({said[page.page["id"]] for page in plain}) > 1:
        words = ", ".join(f"{page} says {word}" for page, word in sorted(said.items()))
        merged.problems.append(_problem(speaker, PAGES_DISAGREE, f"{key}: {words}"))


def _problem(page: Folded, code: str, message: str) -> ProblemRow:
    return page.newest.id, code, severity_of(code).value, message, "[]"
