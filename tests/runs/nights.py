"""A calendar of nights: a site on loopback whose pages change, and days that pass between the runs that look at it.

Days pass for the record alone: every moment in state.db is moved back, so that a run at the real clock finds that so
much time went by. Nothing of peel is replaced.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.errors import PeelError
from scraper.pipeline import Request
from scraper.pipeline import run as run_pipeline
from scraper.quality.report import Report
from scraper.settings import Settings
from tests.fetcher.server import Site, answer, reset

from .site import FORCES, ask, page, swap

Change = Callable[[str], str]
MOMENTS = {
    "runs": ("started_at", "ended_at"),
    "outcomes": ("at",),
    "frontier": ("found_at", "checked_at", "tried_at", "good_at"),
    "robots": ("fetched_at",),
    "hosts": ("not_before",),
}
INDEX = "/peel-assessments/"
ROUND = "2016"
NOT_FOUND = "<html><head><title>Page not found</title></head><body><main><h1>Page not found</h1></main></body></html>"
CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><div id='challenge-running'></div>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body></html>"
)
HOME = (
    "<!DOCTYPE html><html><head><title>HMICFRS - Home</title></head><body><main><h1>Welcome</h1><p>We inspect police "
    "forces and fire and rescue services in the public interest.</p></main><footer>© Crown copyright</footer></body></html>"
)


def path_of(force: str) -> str:
    return f"{INDEX}peel-{ROUND}/{force.lower()}/"


def id_of(force: str) -> str:
    return f"police/{force.lower()}/{ROUND}/assessment"


def to_grade(word: str) -> Change:
    """Give a page another grade of efficiency, in its headline, its badge and its prose."""

    def change(text: str) -> str:
        headline = re.sub(r"(efficient at keeping people safe and reducing crime is) \w+", rf"\1 {word}", text)
        head, found, tail = headline.partition("<h2>Efficiency</h2>")
        assert found
        end = tail.index("<h2>Legitimacy</h2>")
        section = re.sub(r'(class="grade">)\w+', rf"\1{word.capitalize()}", tail[:end])
        return head + found + re.sub(r"assessed as \w+", f"assessed as {word}", section) + tail[end:]

    return change


LESS = swap("<h3>Working arrangements.*?(?=<h3>Looking)", "")
RENAMED = swap("<h2>Context</h2>", "<h2>Background to the force</h2>")
NO_BADGE = swap(r'(<h2>Efficiency</h2>.*?)<p class="judgment">.*?</p>', r"\1", 1)
NEW_WORD = swap(r'(<h2>Efficiency</h2>.*?class="grade">)Good', r"\1Splendid", 1)


def remarked(text: str) -> str:
    """The same words in other markup: other tags, other classes, a box around all."""
    text = swap("<h2>", '<div class="hd">')(text)
    text = swap("</h2>", "</div>")(text)
    text = swap('class="grade"', 'class="c-badge__value"')(text)
    return swap("<main", "<main data-new='1'")(text)


def stamped(text: str) -> str:
    """The same words with another comment of the server's behind them."""
    return text + "<!-- served by node 7 in 31 ms -->"


@dataclass
class Night:
    """What one run told: its code, its line, its report, how many requests it sent."""

    code: int
    line: str
    report: Report | None
    requests: int
    said: list[str] = field(default_factory=list)

    @property
    def json(self) -> dict[str, Any]:
        assert self.report is not None
        return self.report.to_json()

    @property
    def reasons(self) -> str:
        return "\n".join(self.report.verdict.reasons) if self.report else ""


class Calendar:
    """A record that is kept night by night in a folder, and the site that it is kept of.

    `organisations` are the ids of the bodies that its nights look after, None for all.
    """

    def __init__(self, out: Path, site: Site, organisations: frozenset[str] | None = None) -> None:
        self.out, self.site, self.organisations = out, site, organisations
        self.pages: dict[str, str] = {}
        self.publish(FORCES)

    def publish(self, forces: Iterable[str], change: Change = lambda text: text) -> None:
        """Let the site show a page of each force, changed."""
        self.show({force: change(page(force)) for force in forces})

    def show(self, pages: dict[str, str]) -> None:
        self.pages.update(pages)
        for force, text in pages.items():
            self.site.routes[path_of(force)] = [answer(text)]
        self.link(self.pages)

    def link(self, forces: Iterable[str]) -> None:
        """Let the index show these pages and no others."""
        items = "".join(f'<li><a href="{path_of(force)}">{force} {ROUND}</a></li>' for force in forces)
        text = f"<h1>PEEL assessments</h1><p>All that we have published.</p><ul>{items}</ul>"
        self.site.routes[INDEX] = [
            answer(f"<html><head><title>PEEL</title></head><body><main>{text}</main></body></html>")
        ]

    def withdraw(self, *forces: str) -> None:
        for force in forces:
            self.site.routes.pop(path_of(force))

    def answer_all(self, body: str, status: int, *, robots: bool = False, **headers: str) -> None:
        """Let every page, and robots.txt with it if told so, give one answer."""
        for path in list(self.site.routes):
            if path != "/robots.txt" or robots:
                self.site.routes[path] = [answer(body, status, **headers)]
        self.site.otherwise = answer(body, status, **headers)

    def go_down(self) -> None:
        """Let the site break every connection off."""
        for path in self.site.routes:
            self.site.routes[path] = [reset]
        self.site.otherwise = reset

    def restore(self) -> None:
        """Let the site be as it was published."""
        self.site.routes.clear()
        self.site.routes["/robots.txt"] = [answer("", 404)]
        self.site.otherwise = answer(NOT_FOUND, 404)
        self.show(dict(self.pages))

    def sleep(self, days: float) -> None:
        """Let days pass since all that state.db knows; negative ones put it into the future, as a clock set back does."""
        path = self.out / "state.db"
        if not path.exists():
            return
        with closing(sqlite3.connect(path)) as db:
            for table, columns in MOMENTS.items():
                for column in columns:
                    rows = db.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
                    moved = [
                        ((dt.datetime.fromisoformat(at) - dt.timedelta(days=days)).isoformat(), key) for key, at in rows
                    ]
                    db.executemany(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", moved)
            db.commit()

    def night(self, *, days: float = 1, **settings: Any) -> Night:
        """Let days pass, then run once without targets, in this process."""
        self.sleep(days)
        self.site.log.clear()
        said: list[str] = []
        made = Settings(
            db=self.out / "peel.db",
            archive_dir=self.out / "archive",
            delay=0,
            jitter=0,
            backoff=0,
            site=f"{self.site.base}/",
            **settings,
        )
        try:
            report = run_pipeline(
                made, Request(rounds=frozenset({ROUND}), organisations=self.organisations), say=said.append
            )
        except PeelError as error:
            return Night(int(error.exit_code), error.message, None, len(self.site.log), said)
        return Night(int(report.verdict.code), report.verdict.line, report, len(self.site.log), said)

    def asked(self) -> set[str]:
        """The forces whose pages the last night asked for."""
        return {force for force in self.pages if self.site.asked(path_of(force))}

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return ask(self.out / "peel.db", sql)

    def gone(self) -> list[str]:
        return [str(row[0]) for row in self.rows("SELECT id FROM pages WHERE gone_at IS NOT NULL ORDER BY id")]

    def grades(self) -> dict[str, str | None]:
        """The grade of efficiency of each force that the database has."""
        rows = self.rows("SELECT assessment, grade FROM judgments WHERE id LIKE '%/efficiency' ORDER BY id")
        return {str(assessment).split("/")[1]: grade for assessment, grade in rows}  # type: ignore[misc]
