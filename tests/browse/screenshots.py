"""`make screenshots`: every page of the report and of `peel browse`, on a phone and a desk, as PNG, to be looked at.

The pages are those of a full-sized example: the database it is given, with an assessment made for everyone and every
round that the catalogue knows. Their grades are made up.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

from scraper.browse.queries import QUESTIONS
from scraper.browse.report import write_html

from .chromium import browser, served
from .databases import grow, vary

SIZES = {1280: 900, 390: 844}
CARD = {"width": 1000, "height": 640}  # the two in docs/images
_JUDGMENT = "/peel/judgments/police~2Fstaffordshire~2F2016~2Feffectiveness"
BROWSE = {
    "start": "/",
    "organisations": "/organisations",
    "organisation": "/organisation/police/cleveland",
    "service": "/organisation/fire/avon",
    "topics": "/topics",
    "topic": "/topic/investigating-crime",
    "compare": "/compare?with=police/cleveland&with=police/derbyshire&with=police/staffordshire",
    "compare-nobody": "/compare",
    "glossary": "/glossary",
    "tables": "/peel",
    "table": "/peel/grades_long?_size=20",
    "rows": "/peel/observations?_search=victims&_size=5",
    "row": _JUDGMENT,
    "sentence": "/-/sentence/{snapshot}/{block}",
    "no-such-page": "/organisation/police/nowhere",
}
CHOSEN = {"search": '?q="domestic abuse"', "now": "?grade=inadequate"} | dict.fromkeys(
    ("history", "evidence"), "?name=police/staffordshire"
)
REPORT = {
    "top": "h1",
    "grades": "#m-police-newest",
    "pillars": "#m-police-pillars",
    "areas": "#m-police-areas",
    "changes": "#changes",
    "force": "#police-staffordshire",
    "glossary": "#glossary",
    "missing": "#missing",
    "made": "#made",
}


def main(db: Path, folder: Path) -> None:
    """Write the pictures of a full-sized example made of a database, and its report as PDF, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    example = _example(db, folder)
    report = write_html(example, folder / "report.html").resolve().as_uri()
    with browser() as running, served(example) as address:
        for width, height in SIZES.items():
            page = running.new_page(viewport={"width": width, "height": height})
            _report(page, report, folder, width)
            _pages(page, address, folder, width)
        page.goto(report)
        page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
        card = running.new_page(viewport=CARD)
        card.goto(report)
        card.locator("#m-police-newest").evaluate("part => part.scrollIntoView()")
        card.screenshot(path=folder / "small-report.png")
        card.goto(f"{address}/topic/investigating-crime")
        card.locator("#police").evaluate("part => part.scrollIntoView()")
        card.screenshot(path=folder / "small-browse.png")


def _example(db: Path, folder: Path) -> Path:
    made = folder / "example.db"
    shutil.copy(db, made)
    with sqlite3.connect(made) as conn:
        grow(conn, later=())
        vary(conn)
    conn.close()
    return made


def _report(page: Any, report: str, folder: Path, width: int) -> None:
    page.goto(report)
    for name, anchor in REPORT.items():
        page.locator(anchor).first.evaluate("part => part.scrollIntoView()")
        page.screenshot(path=folder / f"report-{name}-{width}.png")


def _pages(page: Any, address: str, folder: Path, width: int) -> None:
    row = page.request.get(f"{address}{_JUDGMENT}.json?_shape=objects").json()["rows"][0]
    questions = {question.name: f"/peel/{question.name}{CHOSEN.get(question.name, '')}" for question in QUESTIONS}
    for name, path in (BROWSE | questions).items():
        page.goto(address + path.format(snapshot=row["snapshot"], block=row["block"]))
        page.screenshot(path=folder / f"browse-{name}-{width}.png", full_page=name in BROWSE and width < 500)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
