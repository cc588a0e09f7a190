"""How a cell of Datasette is shown: grades as badges, ids as links, codes in words, long texts folded, hits marked."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any
from urllib.parse import quote

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from scraper.loader.tables import SPECS

from .cells import topic_label
from .evidence import page_link
from .metadata import DATABASE
from .pages.shared import ask, organisation_path, sentence_path, topic_path, topics_with_a_page
from .queries import MARKED
from .words import MARKS, http_url, plain, shortened, spaced

_FOLD, _FIRST = 200, 130
"""Characters from which a text is folded, and those that are shown of it then."""
_GRADES = {"effectiveness", "efficiency", "legitimacy", "leadership", "people", "status"}
_CODES = {
    "date_basis",
    "kind",
    "source",
    "cause",
    "table_name",
    "column_name",
    "measure",
    "figure",
    "unit",
    "found_in",
    "severity",
}
"""Columns that hold words of a vocabulary."""
_MOMENTS = {"seen_at", "captured_at", "first_seen", "until", "last_seen"}
"""Columns of moments, of which the day is shown."""
_TOPICS = {"topic", "question_key"}
_NAMES = {"name", "organisation_name"}
# Columns of views and queries that hold an id: the table whose row they name.
_IDS = {
    "assessment": "assessments",
    "organisation": "organisations",
    "judgment": "judgments",
    "page": "pages",
    "snapshot": "snapshots",
    "old_snapshot": "snapshots",
    "new_snapshot": "snapshots",
    "parent": "recommendations",
}
_MAY_BE_GONE = {"row_id", "judgment"}
"""Ids of rows that may have vanished: their link is a search, which then finds nothing, and no error."""
HIDDEN = frozenset(
    {
        "organisation",
        "assessment",
        "judgment",
        "snapshot",
        "parent",
        "old_snapshot",
        "new_snapshot",
        "pillar",
        "sentence",
    }
)
"""Columns of an answer that its links are made of, and that a page need not show; every file has them."""

Rendered = Markup | None | Awaitable[Markup | None]


def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Rendered:
    """Return a cell's HTML, or None for Datasette's own escaped text."""
    if database != DATABASE or value in ("", None) or isinstance(value, dict | bytes):
        return None
    if column == "block":
        return _block_cell(row, value, datasette)
    if not isinstance(value, str):
        return None
    made = _grade_cell(row, column, value, datasette) or _url_cell(column, value) or _hit_cell(column, value)
    if made is None and column in _TOPICS:
        return _topic_cell(row, value, datasette)
    if made is None and column in _NAMES:
        made = _named_cell(row, value, table, datasette)
    made = made or _id_cell(row, column, value, datasette) or _day_cell(column, value)
    return made or _code_cell(column, value) or _folded(column, value)


def _grade_cell(row: Any, column: str, value: str, datasette: Any) -> Markup | None:
    mark = MARKS.get(value)
    if mark is None or not (column in _GRADES or column.endswith("grade") or column == "grade_before"):
        return None
    badge = Markup('<span class="grade {}"><b>{}</b> <span class="word">{}</span></span>').format(
        mark.css, mark.letter, mark.label
    )
    judgment = raw(row, "judgment") if column in ("grade", "to_grade") else None
    if not isinstance(judgment, str):
        return badge
    href = f"{datasette.urls.query(DATABASE, 'evidence')}?judgment={quote(judgment, safe='')}"
    return Markup('<a class="evidence" href="{}">{}</a>').format(href, badge)


def _url_cell(column: str, value: str) -> Markup | None:
    url = http_url(value) if column.endswith("url") else None
    return Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(url, url) if url else None


def _hit_cell(column: str, value: str) -> Markup | None:
    """Mark the words that were found."""
    if column != "hit":
        return None
    first, last = MARKED
    before, *found = plain(value).split(first)
    made = escape(before)
    for part in found:
        word, _, rest = part.partition(last)
        made += Markup("<mark>{}</mark>{}").format(word, rest)
    return made


async def _topic_cell(row: Any, value: str, datasette: Any) -> Markup:
    """Name a topic in words, and lead to its page where it has one; a figure's topic is none that is graded."""
    lead, _, rest = value.rpartition("/")
    label = topic_label(rest) if not lead or lead == "area" else f"{topic_label(lead)}: {topic_label(rest).lower()}"
    if raw(row, "measure") is not None or rest not in await topics_with_a_page(datasette):
        return escape(label)
    return Markup('<a href="{}">{}</a>').format(topic_path(datasette, rest), label)


def _named_cell(row: Any, value: str, table: str | None, datasette: Any) -> Markup | None:
    key = raw(row, "id") if table == "organisations" else raw(row, "organisation")
    if not isinstance(key, str):
        return None
    return Markup('<a href="{}">{}</a>').format(organisation_path(datasette, key), value)


def _id_cell(row: Any, column: str, value: str, datasette: Any) -> Markup | None:
    target = raw(row, "table_name") if column == "row_id" else _IDS.get(column)
    if target not in SPECS:
        return None
    if column in _MAY_BE_GONE:
        href = f"{datasette.urls.table(DATABASE, target)}?id={quote(value, safe='')}"
    else:
        href = datasette.urls.row(DATABASE, target, str(tilde_encode(value)))
    return Markup('<a href="{}">{}</a>').format(href, value)


def _day_cell(column: str, value: str) -> Markup | None:
    if column not in _MOMENTS:
        return None
    return Markup('<time datetime="{}" title="{}">{}</time>').format(value, value, value[:10])


def _code_cell(column: str, value: str) -> Markup | None:
    return escape("all of it" if value == "*" else spaced(value)) if column in _CODES else None


def _folded(column: str, value: str) -> Markup | None:
    """Fold a long text: its beginning, and the whole where it is opened."""
    if len(value) <= _FOLD or column == "blocks":
        return None
    first = shortened(plain(value), _FIRST)
    return Markup('<details class="long"><summary>{}</summary>{}</details>').format(first, plain(value))


def raw(row: Any, column: str) -> Any:
    """Return the value of another column of the row, without the label that Datasette may have put beside it."""
    if column not in row.keys():  # noqa: SIM118 - sqlite3.Row has no other way to ask
        return None
    value = row[column]
    return value["value"] if isinstance(value, dict) else value


async def _block_cell(row: Any, value: Any, datasette: Any) -> Markup | None:
    """Link to the sentence here, and to the published page at the sentence."""
    snapshot = raw(row, "snapshot")
    if not isinstance(snapshot, str) or not isinstance(value, int):
        return None
    cell = Markup('<a href="{}">sentence {}</a>').format(sentence_path(datasette, snapshot, value), value)
    link = await ask(datasette, lambda conn: page_link(conn, snapshot, value))
    if link:
        cell += Markup(' <a href="{}" rel="noreferrer noopener" class="out">on the page</a>').format(link)
    return cell
