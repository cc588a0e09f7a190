"""The end of a run: the sums, the verdict, the publication, the report."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any

from schemas.text import printable, some_of
from scraper.errors import ExitCode, PeelError, worst
from scraper.fetcher.sources import Provider
from scraper.loader.database import reading
from scraper.loader.known import Checked, check_known
from scraper.loader.publish import Publication
from scraper.parsers.version import parser_version
from scraper.quality.accepted import lapse, point_elsewhere
from scraper.quality.audit import Audit, audit, to_accept
from scraper.quality.cause import BROKEN, UNREACHABLE, Cause, briefly, cause_of, not_obtained
from scraper.quality.current import Current
from scraper.quality.drift import accept
from scraper.quality.fresh import ahead_reasons, stale_reasons
from scraper.quality.gone import newly_gone
from scraper.quality.grades import GradeChange, grade_changes, in_the_line
from scraper.quality.kept import forget, keep
from scraper.quality.report import GRADES_SHOWN, OutcomeLine, Report, write_report
from scraper.quality.sums import run_sums
from scraper.quality.verdict import Verdict, combine, judge_outcomes, page_count, sums
from scraper.store.freshness import Freshness, freshness
from scraper.store.frontier import Frontier
from scraper.store.moments import utc_now
from scraper.store.outcomes import NOT_OBTAINED, NOT_PUBLISHED, OBTAINED

from .clean import empty_targets, told_of
from .context import RunContext

_WELL = (ExitCode.CLEAN, ExitCode.PARTIAL)
_PUBLISHED = (*_WELL, ExitCode.QUALITY)
_NAMED = 3  # pages that the line of a verdict names
_REASONS = 20  # reasons for pages not obtained that the verdict names, at most


def finish(
    run: RunContext,
    publication: Publication,
    sources: Sequence[Provider],
    started: str,
    interrupted: ExitCode | None,
    failed: PeelError | None,
) -> Report:
    """Close the sums, judge, publish what may be published, and write the report."""
    requests = sum(source.requests for source in sources)
    for source in sources:
        run.passed_over.update(source.counts)
    planned = run.state.planned(run.id)
    outcomes = [(o.page, o.outcome, o.reason, o.message) for o in run.state.outcomes(run.id)]
    codes = {code for code in (interrupted, failed.exit_code if failed else None) if code is not None}
    reasons = [failed.message] if failed else []
    empty = [] if codes else empty_targets(run)
    if empty:
        codes.add(ExitCode.PARTIAL)
        reasons += [f"{target}: no page is in it{told_of(run.passed_over, '; passed over ')}" for target in empty]
    changed = grade_changes(publication.path, run.db) if publication.changed else []
    run.newly_gone |= newly_gone(publication.path, run.db) if publication.changed else set()
    point_elsewhere(run.state.db, run.db, run.missing_files, run.settings.archive_dir)
    age = freshness(run.state.db, run.settings.settled_days, covers=run.request.scope.covers)
    known = check_known(run.db, is_mirrored=Frontier(run.state).is_mirrored)
    is_other = publication.changed
    ended = [failed.message] if failed else _empty_in_words(empty)
    verdict, found = _judge(run, codes, reasons, ended, planned, outcomes, changed, age, known, publication)
    grades = _grades(run)
    assessments = run.db.execute("SELECT count(*) FROM grades").fetchone()[0]
    pages = _to_accept(run, verdict, found)
    verdict, published = _publish(publication, verdict)
    if published or not is_other:
        _keep(run, publication, found)
    if pages is not None and verdict.code in _WELL:
        _accept(run, pages)
    counts = run.state.finish_run(run.id, int(verdict.code), requests, dict(run.text))
    report = Report(
        run.id, started, utc_now(), verdict, planned, counts, run.obtained, requests, outcomes, found.flags,
        sums=found.sums, drift=found.drift, grades=grades, assessments=assessments, accounting=dict(run.text),
        known=known, database=printable(run.settings.db), published=published, passed_over=run.passed_over,
        notes=run.notes, grade_changes=changed if published else [], freshness=age,
    )  # fmt: skip
    write_report(report, run.settings.db.parent / "runs")
    return report


def _empty_in_words(targets: Sequence[str]) -> list[str]:
    """Return in a line which targets gave no page; the reasons say of each what was passed over."""
    more = f" and {len(targets) - 1} more" if len(targets) > 1 else ""
    return [f"{targets[0]}{more}: no page is in it"] if targets else []


def _publish(publication: Publication, verdict: Verdict) -> tuple[Verdict, bool]:
    """Publish what may be published; returns the verdict after that, and whether the file is another now."""
    if verdict.code not in _PUBLISHED:
        return verdict, False
    try:
        return verdict, publication.publish()
    except PeelError as error:
        return combine({error.exit_code}, error.message, [error.message]), False


def _grades(run: RunContext) -> list[dict[str, Any]]:
    """Return the first assessments with their pillars, and how many questions and areas have which grade or absence."""
    rows = list(run.db.query("SELECT * FROM grades ORDER BY organisation, round LIMIT ?", [GRADES_SHOWN]))
    counted = (
        "SELECT coalesce(grade, status), count(*) FROM judgments WHERE assessment = ? "
        "AND (pillar IS NULL OR question IS NOT NULL) GROUP BY 1"
    )
    return [{**row, "others": dict(run.db.execute(counted, [row["assessment"]]).fetchall())} for row in rows]


def _judge(
    run: RunContext, codes: set[ExitCode], reasons: list[str], ended: list[str], planned: int,
    outcomes: list[OutcomeLine], changed: list[GradeChange], age: Freshness, known: Checked, publication: Publication,
) -> tuple[Verdict, Audit]:  # fmt: skip
    """Return the verdict and what it goes by; `ended` is what of the run as a whole is told first, before any page."""
    is_other = publication.changed
    counts = run.state.counts(run.id)
    counts["not_reached"] += planned - counts.total()
    codes |= _of_outcomes(run, counts, asked_in_vain=ExitCode.PARTIAL in codes)
    reasons += [words for words in (run.lost.words, run.lost.of_files) if words]
    in_vain = _in_vain(run, counts, planned, codes)
    if in_vain is not None:
        codes.add(ExitCode.FAILED)
        ended.append(in_vain)
        reasons.append(in_vain)
    more = run_sums(planned, counts, run.captures)
    found = audit(
        run.db, run.state.db, run.settings, more=more, known=known.from_site, kept=run.kept, changed=is_other, tell=run.note,
        is_doubted=publication.is_doubted,
    )  # fmt: skip
    if found.strange:
        codes.add(ExitCode.PARTIAL)
        reasons += [f"{page}: of no known page type" for page in found.strange[:5]]
    reasons += not_obtained(outcomes)[:_REASONS]
    stale = [*ahead_reasons(run.db), *(stale_reasons(age) if run.request.is_whole else [])]
    quality = [*found.reasons(run.settings.warning_share), *stale]
    if quality:
        codes.add(ExitCode.QUALITY)
    is_kept_back = is_other and worst(codes) not in _PUBLISHED
    told = [] if is_kept_back else changed  # what is not published changes nothing for a reader
    pages = _pages_published(run) if is_kept_back else page_count(run.db)
    reasons += [*quality, *(f"grade changed: {change.line()}" for change in told)]
    below = [*_strange_in_words(found.strange), *([briefly("; ".join(quality[:2]))] if quality else [])]
    line = _line(run, counts, planned, outcomes, below, told, pages)
    return combine(codes, "; ".join([*map(briefly, ended), line]), reasons), found


def _strange_in_words(pages: Sequence[str]) -> list[str]:
    """Return in a line which pages are of no known type, which makes a run partial."""
    return [f"of no known page type: {some_of(pages, _NAMED)}"] if pages else []


def _in_vain(run: RunContext, counts: Counter[str], planned: int, codes: Collection[ExitCode]) -> str | None:
    """Return in words that there was no page at what a run asked for, or that it had nothing to ask for and has no page."""
    is_missed = counts[NOT_PUBLISHED] and not any(counts[name] for name in OBTAINED) and not run.newly_gone
    if is_missed and (run.request.addresses or not _knows_a_page(run)):
        return f"the site has no page at any of the {counts[NOT_PUBLISHED]} addresses that were asked for"
    if not planned and not codes and not _knows_a_page(run):
        if run.request.fetches and run.settings.via != "web":
            return f"the index of {run.settings.via} has no capture of any address that was asked for"
        return "the database has no page, and none of the addresses is due: none had a page when it was last asked for"
    return None


def _pages_published(run: RunContext) -> int:
    """Return how many pages the published file has, which stays as it is; none where there is no such file."""
    if not run.settings.db.exists():
        return 0
    try:
        with reading(run.settings.db) as db:
            return page_count(db)
    except PeelError:  # one of an older schema, of which the copy is a newer form
        return page_count(run.db)


def _knows_a_page(run: RunContext) -> bool:
    """Return whether the record has a page, gone or not: that a page which is known to be gone still is, is no failure."""
    return run.db.execute("SELECT 1 FROM pages LIMIT 1").fetchone() is not None


def _line(
    run: RunContext, counts: Counter[str], planned: int, outcomes: list[OutcomeLine], below: Sequence[str],
    changed: list[GradeChange], pages: int,
) -> str:  # fmt: skip
    """Return the line: why pages were not obtained, why the data is `below` the threshold, the sums, grades that changed.

    What the night did comes before what lasts: a page with warnings has them tomorrow too, and is not why nothing was read.
    """
    cause = None if run.lost.seem_gone or any(counts[name] for name in OBTAINED) else cause_of(outcomes)
    is_file = cause is not None and cause.word == UNREACHABLE and not run.request.fetches  # one that is damaged
    if is_file or (cause is not None and cause.word == BROKEN and run.lost.words):
        cause = None
    failed = not_obtained(outcomes)[:1] if cause is None and not run.lost.seem_gone else []
    gone = sorted(run.newly_gone)
    parts = [
        cause.sentence if cause else "",
        run.lost.words or "",
        run.lost.of_files or "",
        *map(briefly, failed),
        f"newly gone: {some_of(gone, _NAMED)}" if gone else "",
        *below,
        "nothing is due"
        if not planned and run.request.is_whole and run.settings.via == "web"
        else sums(_as_told(counts, cause), planned),
        f"{pages} pages in the database",
        _without_page(run),
        told_of(run.passed_over, "passed over "),
        in_the_line(changed),
    ]
    return "; ".join(part for part in parts if part)


def _without_page(run: RunContext) -> str:
    """Return in words at which addresses, to which an index of the site leads, the site has no page; they are asked for again."""
    if not run.request.is_whole:
        return ""
    covers = run.request.scope.covers
    pages = [one.page for one in Frontier(run.state).missing() if covers(one.round, one.organisation)]
    what = "1 address" if len(pages) == 1 else f"{len(pages)} addresses"
    return f"an index leads to {what} without a page: {some_of(pages, _NAMED)}" if pages else ""


def _as_told(counts: Counter[str], cause: Cause | None) -> Counter[str]:
    """Return the outcomes as the line counts them: a site whose robots.txt cannot be had is unreachable, forbids nothing."""
    if cause is None or cause.word == "robots" or not counts["robots"]:
        return counts
    rest = Counter({name: count for name, count in counts.items() if name != "robots"})
    rest["not_reached"] += counts["robots"]
    return rest


def _of_outcomes(run: RunContext, counts: Counter[str], *, asked_in_vain: bool) -> set[ExitCode]:
    """Return the exit codes that the outcomes call for; a broken site, or pages that are gone, have not failed a night.

    `asked_in_vain` tells that a target gave no page.
    """
    if run.lost.seem_gone:
        return {ExitCode.PARTIAL}
    codes = judge_outcomes(counts, len(run.newly_gone), asked_in_vain=asked_in_vain)
    is_told = (not run.request.targets or run.lost.of_files) and not any(counts[name] for name in NOT_OBTAINED)
    codes |= {ExitCode.PARTIAL} if run.lost.of_files else set()
    return codes - {ExitCode.FAILED} if is_told else codes


def _keep(run: RunContext, publication: Publication, found: Audit) -> None:
    """Keep what was found in the file that is now in place, so that the next run looks only at what it touches."""
    if publication.digest is not None:
        with suppress(sqlite3.OperationalError):  # a full disk: the next run looks at all
            if found.is_as_read:
                keep(run.state.db, publication.digest, found.parts, run.kept)
            else:  # believed, it would be clean the night after
                forget(run.state.db)
            if found.accepted:
                lapse(run.state, found.accepted, {one.page for one in found.pages}, set(found.alarms))


def _to_accept(run: RunContext, verdict: Verdict, found: Audit) -> list[Current] | None:
    """Return the pages of a run without an alarm that the next is compared with, None where they are as they were."""
    if verdict.code not in _WELL or found.reasons(run.settings.warning_share):
        return None
    return to_accept(run.db, run.state.db, found, parser_version())


def _accept(run: RunContext, pages: list[Current]) -> None:
    """Make a run the one that the next is compared with."""
    try:
        accept(run.state.db, run.id, utc_now(), pages, parser_version(), run.settings.skeleton_distance)
    except sqlite3.OperationalError as error:
        damage = run.state.damage()
        why = f"the baseline of drift could not be written ({error}); the next run is compared with the one before"
        run.note(damage.message if damage is not None else why)
