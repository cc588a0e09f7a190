"""The floor: lxml, one pass over the main content of this one layout, full validation, raw SQL. No more can be saved.

It knows one layout by heart: no other rounds, no witnesses that differ, no accounting, no provenance. The rows it writes are
peel's own, made beforehand, so it is spared everything but the writing of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from urllib.parse import urljoin

from lxml import etree

from schemas.record import Record

from .values import CONTEXT, FINDINGS, OBSERVATIONS, PILLARS, TOPICS, Values, record_of

PageRows = list[tuple[str, list[tuple[object, ...]]]]
"""The rows of one page: an INSERT statement and its values, table by table."""


class _Pass:
    """One walk over the blocks of the main content."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.section = ""
        self.heading = ""
        self.grades: dict[str, list[str | None]] = {}
        self.values: Values = {
            name: []
            for name in ("introduction", "judgments", "observations", "context", "findings", "key_facts", "links")
        }

    def block(self, tag: str, text: str) -> None:
        if tag == "h1":
            self.values["title"] = text
        elif tag in ("h2", "h3", "h4") and self._is_label(text):
            self.section = text
        elif text.startswith("The extent to which the force is ") and not self.section:
            self.grades[next(p for p in PILLARS if p[:6] in text)] = [text, None, None]
        elif text.endswith("Majesty’s Inspector of Constabulary"):
            self.values["inspector"] = text.partition(",")[0]
        else:
            self._row(tag, text)

    def _is_label(self, text: str) -> bool:
        plain = text.replace("’", "'")
        return (
            plain in OBSERVATIONS
            or plain in CONTEXT
            or plain in FINDINGS
            or plain in TOPICS
            or plain.startswith("Key facts")
        )

    def _row(self, tag: str, text: str) -> None:
        section = self.section.replace("’", "'")
        if text.startswith(("Read more about ", "Contact ", "View ", "Skip ", "Compare ")):
            return
        if section in FINDINGS:
            self._finding(section, text)
        elif section in OBSERVATIONS:
            self.values["observations"].append([section, text])
        elif section in CONTEXT:
            self.values["context"].append([section, text])
        elif section in TOPICS:
            self.values["key_facts"].append(text)
        elif not section:
            self.values["introduction"].append(text)

    def _finding(self, section: str, text: str) -> None:
        stated = self.grades.get(section.lower())
        if text.endswith("?"):
            return
        if text.startswith("Last updated "):
            if stated:
                stated[2] = text[13:]
        elif stated and stated[1] is None and len(text) < 22:
            stated[1] = text
        else:
            self.values["findings"].append([section, FINDINGS[section], text])

    def link(self, text: str, href: str) -> None:
        if not href.startswith("#"):
            self.values["links"].append([text, urljoin(self.url, href)])

    def result(self) -> Values:
        self.values["judgments"] = [[p, grade, told, day] for p, (told, grade, day) in self.grades.items()]
        return self.values


_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li"})


def extract(body: bytes, url: str) -> Values:
    """Read a page of the model's layout in one pass."""
    root = etree.fromstring(body, etree.HTMLParser(encoding="utf-8"))
    main = next(root.iter("main"))
    walk = _Pass(url)
    for element in main.iter("h1", "h2", "h3", "h4", "p", "li", "a"):
        text = " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())
        if element.tag in _BLOCKS:
            walk.block(str(element.tag), text)
        elif text:
            walk.link(text, element.get("href") or "")
    return walk.result()


def read(body: bytes, url: str) -> Record:
    """Read and validate a page, as bytes to record."""
    return Record.model_validate_json(json.dumps(record_of(extract(body, url))))


def write_rows(conn: sqlite3.Connection, rows: PageRows) -> None:
    """Write one page's rows, inside whatever transaction is open."""
    for sql, values in rows:
        conn.executemany(sql, values)


def load(conn: sqlite3.Connection, pages: Sequence[tuple[bytes, str]], rows: Sequence[PageRows], *, each: bool) -> None:
    """Read pages and write their rows; `each` commits page by page, as a run that survives a kill does."""
    conn.execute("BEGIN")
    for (body, url), mine in zip(pages, rows, strict=True):
        read(body, url)
        write_rows(conn, mine)
        if each:
            conn.execute("COMMIT")
            conn.execute("BEGIN")
    conn.execute("COMMIT")
