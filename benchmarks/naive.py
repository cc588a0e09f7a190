"""The same work as most would write it: BeautifulSoup with html.parser, a selector for each field, a commit a row."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from schemas.record import Record

from .floor import PageRows
from .values import CONTEXT, FINDINGS, OBSERVATIONS, PILLARS, TOPICS, Values, record_of

_FURNITURE = ("Read more about ", "Contact ", "View ")


def _text(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def _heading(soup: BeautifulSoup, label: str) -> Tag | None:
    for tag in soup.select("main h2, main h3, main h4"):
        if _text(tag).replace("’", "'") == label:
            return tag
    return None


def _is_label(tag: Tag) -> bool:
    text = _text(tag).replace("’", "'")
    known = text in OBSERVATIONS or text in CONTEXT or text in FINDINGS or text in TOPICS
    return tag.name in ("h2", "h3", "h4") and (known or text.startswith("Key facts"))


def _under(soup: BeautifulSoup, label: str) -> list[Tag]:
    """Return the paragraphs and bullets between a heading and the next one that is a label."""
    found: list[Tag] = []
    heading = _heading(soup, label)
    for tag in heading.find_all_next(["h2", "h3", "h4", "p", "li"]) if heading else []:
        if _is_label(tag) or tag.find_parent("main") is None:
            break
        found.append(tag)
    return [tag for tag in found if not _text(tag).startswith(_FURNITURE) and not _text(tag).endswith("?")]


def _rows(soup: BeautifulSoup, label: str) -> list[str]:
    texts = [_text(tag) for tag in _under(soup, label)]
    return [t for t in texts if not t.startswith("Last updated ")]


def _judgment(soup: BeautifulSoup, pillar: str) -> list[Any]:
    said = [_text(p) for p in soup.select("main p") if _text(p).startswith("The extent to which the force is ")]
    statement = next(text for text in said if pillar[:6] in text)
    under = [_text(tag) for tag in _under(soup, pillar.capitalize())]
    updated = next((text[13:] for text in under if text.startswith("Last updated ")), None)
    grade = next(text for text in under if len(text) < 22 and not text.startswith("Last"))
    return [pillar, grade, statement, updated]


def _findings(soup: BeautifulSoup) -> list[list[str | None]]:
    found: list[list[str | None]] = []
    for section, pillar in FINDINGS.items():
        rows = _rows(soup, section)
        found += [[section, pillar, text] for text in (rows[1:] if pillar in PILLARS else rows)]
    order = ["Effectiveness", "Efficiency", "Legitimacy", "Other inspections", "Leadership", "Other reports"]
    return sorted(found, key=lambda row: order.index(str(row[0])))


def extract(body: bytes, url: str) -> Values:
    """Read a page of the model's layout, a selector for each field."""
    soup = BeautifulSoup(body, "html.parser")
    title = soup.select_one("main h1")
    assert title is not None
    intro = []
    for tag in title.find_all_next("p"):
        if _text(tag).startswith(("The extent to which", *_FURNITURE)):
            if not _text(tag).startswith(_FURNITURE):
                break
            continue
        intro.append(_text(tag))
    people = [_text(p) for p in soup.select("main p") if _text(p).endswith("Majesty’s Inspector of Constabulary")]
    ordered = (
        "Context",
        "Working arrangements",
        "Points of context provided by the force",
        "Police and crime plan priorities",
    )
    return {
        "title": _text(title),
        "introduction": intro,
        "judgments": [_judgment(soup, pillar) for pillar in PILLARS],
        "inspector": people[0].split(",")[0],
        "observations": [[s, t] for s in ("HMI's observations", "Looking ahead to 2017") for t in _rows(soup, s)],
        "context": [[s, t] for s in ordered for t in _rows(soup, s)],
        "findings": _findings(soup),
        "key_facts": [
            t for s in ("Force Area", "Population", "Workforce", "Victim-based crimes", "Cost") for t in _rows(soup, s)
        ],
        "links": [
            [_text(a), urljoin(url, str(a["href"]))]
            for a in soup.select("main a[href]")
            if not str(a["href"]).startswith("#")
        ],
    }


def load(conn: sqlite3.Connection, pages: Sequence[tuple[bytes, str]], rows: Sequence[PageRows]) -> None:
    """Read pages, validate them and commit each of their rows."""
    for (body, url), mine in zip(pages, rows, strict=True):
        Record.model_validate(record_of(extract(body, url)), strict=False)
        for sql, values in mine:
            for row in values:
                conn.execute("BEGIN")
                conn.execute(sql, row)
                conn.execute("COMMIT")
