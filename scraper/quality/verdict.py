"""The verdict of a run or a database: one exit code, one line, the places that are not whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.text import some_of
from scraper.errors import ExitCode, worst
from scraper.loader.captures import STANDS_AT
from scraper.loader.problems import IN_FUTURE
from scraper.store.outcomes import NOT_OBTAINED, OBTAINED
from scraper.store.sqlite import Database

_TOGETHER = 3  # pages that a sentence about many of them names
SUMS = "the sums"
"""What stands for the sums where a problem names its page."""
_NAMED = 10  # warnings that a verdict names where there are too many; the report has them all


_WORDS = {
    "not_reached": "not reached",
    "not_published": "addresses without a page",
    "robots": "not allowed by robots.txt",
}


@dataclass(frozen=True)
class Flag:
    """A problem of a current snapshot."""

    page: str
    snapshot: str
    code: str
    severity: str
    message: str


@dataclass(frozen=True)
class Verdict:
    """How whole the data is: `code` by the contract's precedence, `line` for a person, `reasons` each on its own."""

    code: ExitCode
    line: str
    reasons: list[str] = field(default_factory=list)


def current_flags(db: Database) -> list[Flag]:
    """Return the problems above `info` of all current snapshots, errors first; what a page took the place of has none.

    A capture that claims to come from the future is told wherever it stands: it is not current because of that claim.
    """
    rows = db.conn.execute(
        "SELECT s.page, q.snapshot, q.code, q.severity, q.message FROM problems q JOIN snapshots s ON s.id = q.snapshot "
        "LEFT JOIN pages p ON p.snapshot = s.id WHERE q.severity <> 'info' AND s.page IS NOT NULL "
        f"AND (p.id IS NOT NULL AND NOT ({_SINCE_KNOWN}) OR q.code = ?) ORDER BY q.severity, s.page, q.code, q.message",
        (IN_FUTURE,),
    )
    return [Flag(*row) for row in rows]


def page_count(db: Database) -> int:
    """Return the number of pages that are loaded and not gone."""
    return int(db.conn.execute("SELECT count(*) FROM pages WHERE gone_at IS NULL").fetchone()[0])


def unknown_pages(db: Database) -> list[str]:
    """Return the pages that are of no known type, but for those at whose address a page of a known one stood later."""
    sql = "SELECT p.id FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE p.type = 'unknown'"
    return [row[0] for row in db.conn.execute(f"{sql} AND NOT ({_SINCE_KNOWN}) ORDER BY p.id")]


_SINCE_KNOWN = (
    "p.type = 'unknown' AND EXISTS (SELECT 1 FROM pages later JOIN snapshots t ON t.id = later.snapshot "
    f"WHERE later.url = p.url AND later.type <> 'unknown' AND {STANDS_AT.replace('s.', 't.')} > {STANDS_AT})"
)
"""Whether a page `p`, whose capture is `s`, is what an address showed before its page was there: a home page, a form."""


def judge_quality(flags: Iterable[Flag], pages: int, warning_share: float) -> list[str]:
    """Return why the data is below the threshold; empty where it is not. `flags` are those that nobody accepted."""
    found = list(flags)
    errors = [flag for flag in found if flag.severity == "error"]
    warnings = [flag for flag in found if flag.severity == "warning"]
    warned = {flag.page for flag in warnings}
    reasons = told_once((flag.page, f"{flag.code}: {flag.message}") for flag in errors)
    if pages and len(warned) > warning_share * pages:
        reasons.append(f"{len(warned)} of {pages} pages have warnings, more than {warning_share:.1%}")
        reasons += told_once((flag.page, f"{flag.code}: {flag.message}") for flag in warnings)[:_NAMED]
    return reasons


def told_once(said: Iterable[tuple[str, str]]) -> list[str]:
    """Return a line for each sentence, with the pages of which it is said: what is true of many is told once."""
    pages: dict[str, list[str]] = {}
    for page, sentence in said:
        pages.setdefault(sentence, []).append(page)
    return [_of_pages(list(dict.fromkeys(found)), sentence) for sentence, found in pages.items()]


def _of_pages(pages: Sequence[str], sentence: str) -> str:
    if len(pages) == 1:
        return f"{pages[0]}: {sentence}"
    return f"{len(pages)} pages: {sentence} ({some_of(pages, _TOGETHER)})"


def judge_outcomes(counts: Counter[str], newly_gone: int, *, asked_in_vain: bool = False) -> set[ExitCode]:
    """Return the exit codes that a run's outcomes call for; an address that never had a page is of no account.

    A page that is newly gone is news, which is published, also where it is all that a run brought: only a page that was
    gone before is nothing. `asked_in_vain` tells that a target gave no page.
    """
    loaded = sum(counts[name] for name in OBTAINED)
    codes: set[ExitCode] = set()
    missing = sum(counts[name] for name in NOT_OBTAINED)
    if not loaded and (missing or asked_in_vain or (counts["gone"] and not newly_gone)):
        codes.add(ExitCode.FAILED)
    if missing or newly_gone:
        codes.add(ExitCode.PARTIAL)
    return codes


def sums(counts: Counter[str], planned: int) -> str:
    """Return the run's outcomes in one line whose parts add up to the plan."""
    parts = ", ".join(f"{count} {_WORDS.get(name, name)}" for name, count in sorted(counts.items()) if count)
    return f"{planned} planned: {parts or 'nothing'}"


def combine(codes: set[ExitCode], line: str, reasons: list[str]) -> Verdict:
    """Return the verdict of several codes."""
    code = worst(codes)
    word = {
        ExitCode.CLEAN: "clean",
        ExitCode.FAILED: "failed, nothing loaded",
        ExitCode.QUALITY: "loaded, but quality is below the threshold",
        ExitCode.PARTIAL: "partial",
        ExitCode.INTERRUPTED: "interrupted, state kept; run again to go on",
    }.get(code, code.name.lower())
    return Verdict(code, f"{word}: {line}", reasons)


def as_json(flags: list[Flag]) -> list[dict[str, Any]]:
    """Return flags as plain data."""
    return [vars(flag) for flag in flags]
