"""The run report: the verdict first, then only what is not whole; Markdown and JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.errors import UsageError
from scraper.loader.known import Checked
from scraper.parsers.version import parser_version
from scraper.places import cause_of, made_beside
from scraper.store.freshness import Freshness
from scraper.store.outcomes import NOT_OBTAINED

from .cause import without_address
from .drift import Drift
from .fresh import fresh_json, fresh_line
from .grades import GradeChange
from .sums import Sum, by_level
from .verdict import Flag, Verdict, as_json, told_once

OutcomeLine = tuple[str, str, str | None, str | None]
"""What became of a page: its id, the outcome, the reason, a message for a person."""
GRADES_SHOWN = 70
"""Assessments whose grades a run shows at its end, at most."""
_MOST = 25


@dataclass
class Report:
    """What a run did; counts add up to `planned`.

    `outcomes` are the lines of the pages of which there is more to say than that they
    were obtained; `known` is the answer sheet beside the database; `grades` the first rows of the view `grades`, of which
    the database has `assessments`, each with how many of its questions and areas have which grade or absence. `written`
    is where report.md lies, None where it could not be written; `grade_changes` what a reader of the database finds other
    than before; `freshness` how old the record is.
    """

    run: str
    started_at: str
    ended_at: str
    verdict: Verdict
    planned: int
    counts: Counter[str]
    obtained: Counter[str]
    requests: int
    outcomes: list[OutcomeLine]
    flags: list[Flag]
    sums: list[Sum]
    drift: Drift
    known: Checked
    grades: list[dict[str, Any]] = field(default_factory=list)
    assessments: int = 0
    accounting: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    database: str = ""
    published: bool = False
    passed_over: Counter[str] = field(default_factory=Counter)
    written: Path | None = None
    grade_changes: list[GradeChange] = field(default_factory=list)
    freshness: Freshness | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "run": self.run,
            "verdict": {"exit_code": int(self.verdict.code), "line": self.verdict.line, "reasons": self.verdict.reasons},
            "started_at": self.started_at,
            "ended_at": self.ended_at,
            "pages": {"planned": self.planned, **dict(self.counts)},
            "obtained": dict(self.obtained),
            "passed_over": dict(self.passed_over),
            "requests": self.requests,
            "text": self.accounting,
            "sums": [one.to_json() for one in self.sums],
            "drift": self.drift.to_json(),
            "grade_changes": [change.to_json() for change in self.grade_changes],
            "freshness": fresh_json(self.freshness) if self.freshness else None,
            "outcomes": [dict(zip(("page", "outcome", "reason", "message"), row, strict=True)) for row in self.outcomes],
            "problems": as_json(self.flags),
            "known_grades": self.known.to_json(),
            "notes": self.notes,
            "database": self.database,
            "published": self.published,
        }  # fmt: skip

    def to_markdown(self) -> str:
        """Return the report for a person: short on a clean day, precise on a bad one."""
        lines = [f"# {plain(self.verdict.line)}", "", f"Run `{self.run}`, {self.started_at} to {self.ended_at}.", ""]
        lines += [f"- {plain(reason)}" for reason in self.verdict.reasons[:_MOST]]
        lines += _more(len(self.verdict.reasons))
        lines += ["", "| | |", "|---|---|", f"| pages planned | {self.planned} |"]
        lines += [f"| {name.replace('_', ' ')} | {count} |" for name, count in sorted(self.counts.items())]
        lines += [f"| {name} | {count} |" for name, count in sorted(self.obtained.items())]
        lines += [f"| passed over: {name} | {count} |" for name, count in self.passed_over.most_common()]
        lines += [f"| requests sent | {self.requests} |"]
        lines += [f"| {name.replace('_', ' ')} | {count} |" for name, count in self.accounting.items()]
        if self.grade_changes:
            lines += ["", "## Grades that changed", ""]
            lines += [f"- {plain(change.line())}" for change in self.grade_changes[:_MOST]]
            lines += _more(len(self.grade_changes))
        bad = told_once(
            (page, f"{outcome} ({reason or ''}): {without_address(message)}")
            for page, outcome, reason, message in self.outcomes
            if outcome in NOT_OBTAINED or outcome == "gone"
        )
        if bad:
            lines += ["", "## Pages that are not in the data", ""]
            lines += [f"- {plain(line)}" for line in bad[:_MOST]]
            lines += _more(len(bad))
        if self.flags:
            lines += ["", "## Problems of current pages", ""]
            lines += [flag_line(flag) for flag in self.flags[:_MOST]]
            lines += _more(len(self.flags))
        lines += sums_lines(self.sums)
        told = [
            plain(self.known.line()),
            self.drift.line(parser_version()),
            fresh_line(self.freshness) if self.freshness else "",
            *map(plain, self.notes),
        ]
        lines += ["", *[f"- {line}" for line in told if line]]
        return "\n".join(lines).rstrip() + "\n"


def sums_lines(sums: list[Sum], *, escape: bool = True) -> list[str]:
    """Return the sums for a person: those that do not close first and marked, the others one line a level."""
    shown = [f"- **open** {plain(one.line(), escape=escape)}" for one in sums if not one.closes]
    shown += [f"- {plain(one.line(), escape=escape)}" for one in by_level(one for one in sums if one.closes)]
    return ["", "## Sums", "", *shown]


def flag_line(flag: Flag, *, escape: bool = True) -> str:
    """Return a problem in one line; with `escape` as Markdown."""
    return f"- {flag.severity} {plain(flag.page, escape=escape)}: {flag.code}: {plain(flag.message, escape=escape)}"


def _more(count: int) -> list[str]:
    return [f"- … and {count - _MOST} more (report.json)"] if count > _MOST else []


def plain(text: str | None, *, escape: bool = True) -> str:
    """Return text of a page in one line, without control characters; with `escape` so that Markdown shows it as text."""
    clean = text or ""
    if not clean.isprintable():
        clean = "".join(c if c.isprintable() else " " for c in clean)
    for mark in () if not escape else ("\\", "`", "*", "_", "<", "[", "]", "|"):
        clean = clean.replace(mark, "\\" + mark)
    return clean


def write_report(report: Report, folder: Path) -> None:
    """Write report.md and report.json below `folder`/<run>, each whole or not at all, and note where; what can't be written is a note.

    A page may hold half a character, which no file in UTF-8 can: it is written as an escape.
    """
    place = folder / report.run
    try:
        place.mkdir(parents=True, exist_ok=True)
        with (
            made_beside(place / "report.json") as part,
            part.open("w", encoding="utf-8", errors="backslashreplace") as file,
        ):
            json.dump(report.to_json(), file, indent=2, ensure_ascii=False)
            file.write("\n")
        with made_beside(place / "report.md") as part:
            part.write_text(report.to_markdown(), "utf-8", errors="backslashreplace")
        report.written = place / "report.md"
    except UsageError as error:
        report.notes.append(f"the report could not be written: {error}")
    except OSError as error:
        why, todo = cause_of(error)
        report.notes.append(f"the report could not be written to {place} ({why}); {todo}")
