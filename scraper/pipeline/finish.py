"""The end of a run: the sums, the verdict, the publication, the report."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from scraper.errors import ExitCode, PeelError
from scraper.fetcher.sources import Provider
from scraper.loader.known import Checked, check_known
from scraper.loader.publish import Publication
from scraper.parsers.version import parser_version
from scraper.quality.audit import Audit, accept_run, audit
from scraper.quality.report import GRADES_SHOWN, OutcomeLine, Report, write_report
from scraper.quality.sums import run_sums
from scraper.quality.verdict import Verdict, combine, judge_outcomes, page_count, sums, unknown_pages
from scraper.store.moments import utc_now
from scraper.store.outcomes import NOT_OBTAINED, NOT_PUBLISHED, OBTAINED

from .context import RunContext

_REASONS = 20  # pages not obtained that the verdict names, at most


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
        run.obtained.update(source.counts)
    planned = run.state.planned(run.id)
    outcomes = [(o.page, o.outcome, o.reason, o.message) for o in run.state.outcomes(run.id)]
    codes = {code for code in (interrupted, failed.exit_code if failed else None) if code is not None}
    reasons = [failed.message] if failed else []
    known = check_known(run.db, site=run.settings.site is None)
    verdict, found = _judge(run, codes, reasons, planned, outcomes, known)
    grades = list(run.db.query("SELECT * FROM grades ORDER BY organisation, round LIMIT ?", [GRADES_SHOWN]))
    assessments = run.db.execute("SELECT count(*) FROM grades").fetchone()[0]
    published = False
    if verdict.code in (ExitCode.CLEAN, ExitCode.QUALITY, ExitCode.PARTIAL):
        try:
            published = publication.publish()
        except PeelError as error:
            verdict = combine({error.exit_code}, error.message, [error.message])
    _accept(run, verdict, found)
    counts = run.state.finish_run(run.id, int(verdict.code), requests, dict(run.text))
    report = Report(
        run.id, started, utc_now(), verdict, planned, counts, run.obtained, requests, outcomes, found.flags,
        sums=found.sums, drift=found.drift, grades=grades, assessments=assessments, accounting=dict(run.text),
        known=known, database=str(run.settings.db), published=published,
    )  # fmt: skip
    write_report(report, run.settings.db.parent / "runs")
    return report


def _judge(
    run: RunContext, codes: set[ExitCode], reasons: list[str], planned: int, outcomes: list[OutcomeLine], known: Checked
) -> tuple[Verdict, Audit]:
    counts = run.state.counts(run.id)
    counts["not_reached"] += planned - counts.total()
    codes |= _of_outcomes(run, counts)
    reasons += [run.lost.words] if run.lost.words else []
    in_vain = counts[NOT_PUBLISHED] and not any(counts[name] for name in OBTAINED)
    if in_vain and (run.request.addresses or not page_count(run.db)):
        codes.add(ExitCode.FAILED)
        reasons.append(f"the site has no page at any of the {counts[NOT_PUBLISHED]} addresses that were asked for")
    strange = unknown_pages(run.db)
    if strange:
        codes.add(ExitCode.PARTIAL)
        reasons += [f"{page}: of no known page type" for page in strange[:5]]
    bad = [line for line in outcomes if line[1] in NOT_OBTAINED][:_REASONS]
    reasons += [f"{page}: {outcome}: {message or reason or ''}" for page, outcome, reason, message in bad]
    more = run_sums(planned, counts, run.captures)
    found = audit(run.db, run.state.db, run.settings, more=more, known=known.from_site)
    quality = found.reasons(run.settings.warning_share)
    if quality:
        codes.add(ExitCode.QUALITY)
    reasons += quality
    line = f"{sums(counts, planned)}; {page_count(run.db)} pages in the database"
    line += f"; {run.lost.words}" if run.lost.words else ""
    return combine(codes, line, reasons), found


def _of_outcomes(run: RunContext, counts: Counter[str]) -> set[ExitCode]:
    """Return the exit codes that the outcomes call for; a broken site, or pages that are gone, have not failed a night."""
    if run.lost.words is not None:
        return {ExitCode.PARTIAL}
    codes = judge_outcomes(counts, len(run.newly_gone))
    is_told = not run.request.targets and not any(counts[name] for name in NOT_OBTAINED)
    return codes - {ExitCode.FAILED} if is_told else codes


def _accept(run: RunContext, verdict: Verdict, found: Audit) -> None:
    """Make a run without an alarm the one that the next is compared with."""
    if verdict.code in (ExitCode.CLEAN, ExitCode.PARTIAL) and not found.reasons(run.settings.warning_share):
        try:
            accept_run(run.state.db, run.id, utc_now(), found, parser_version(), run.settings)
        except sqlite3.OperationalError as error:
            run.say(
                f"the baseline of drift could not be written ({error}); the next run is compared with the one before"
            )
