"""Rows of a web archive's index (CDX), page by page: an answer that was cut is never taken for a whole one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

Row = dict[str, str]
ArchiveName = Literal["wayback", "ukgwa"]
LIMIT = 10_000
"""Rows that are asked for at once."""
MOST_PAGES = 500
"""Pages of one query; more would be five million captures of a site of some thousand pages."""
_NEEDED = frozenset({"original", "timestamp"})
_FIELDS = {"url": "original", "mime": "mimetype", "status": "statuscode"}


@dataclass(frozen=True)
class IndexPage:
    """Rows of an index, and the key of what follows; None where the archive names none."""

    rows: list[Row]
    resume: str | None = None


def query_of(index: str, address: str, prefix: bool, name: ArchiveName, more: str = "") -> str:
    """Return the address of an index's answer for an address, or for all below it; `more` says which page of rows.

    The Wayback Machine's server gives a key where it has more than `limit` rows; pywb's (the UK Government Web
    Archive) knows no key, so that no limit is asked of it.
    """
    query = f"{index}?url={quote(address, safe='/:')}&output=json"
    query += "&matchType=prefix" if prefix else ""
    if name == "wayback":
        query += f"&limit={LIMIT}&showResumeKey=true"
    return query + more


def parse_cdx(body: bytes) -> IndexPage:
    """Return the rows of a CDX answer in JSON, and the key at its end where there is one.

    It is a list of lists with a head (Wayback Machine; then an empty list and a list of one, the key) or an object a
    line (pywb; key and time may stand before it). Field names are the Wayback Machine's. Raises ValueError, with what is wrong in words, for anything else.
    """
    try:
        text = body.decode("utf-8").strip()
        if not text:
            raise ValueError("not even an empty list")
        is_table = text.startswith("[")
        page = _of_table(json.loads(text)) if is_table else IndexPage([_of_line(line) for line in text.splitlines()])
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ValueError("the rows are no JSON, or they are cut") from None
    if not all(row.keys() >= _NEEDED for row in page.rows):
        raise ValueError("a row names no address or no time")
    return page


def _of_table(table: Any) -> IndexPage:
    if not all(isinstance(row, list) for row in table):
        raise ValueError("the rows are no lists")
    resume = None
    if len(table) >= 2 and table[-2] == [] and len(table[-1]) == 1:
        resume = str(table[-1][0])
        table = table[:-2]
    rows = [row for row in table[1:] if row]
    if any(len(row) != len(table[0]) for row in rows):
        raise ValueError("a row has not as many fields as the head names")
    head = [str(name) for name in table[0]] if table else []
    return IndexPage([dict(zip(head, map(str, row), strict=True)) for row in rows], resume)


def _of_line(line: str) -> Row:
    start = max(0, line.find("{"))
    found = json.loads(line[start:])
    if not isinstance(found, dict):
        raise ValueError("a row is no object")
    before = line[:start].split()
    if len(before) == 2:
        found = {"urlkey": before[0], "timestamp": before[1], **found}
    return {_FIELDS.get(str(k), str(k)): str(v) for k, v in found.items()}
