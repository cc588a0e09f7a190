"""Everything that is asked of a database at the end of a run, or by `peel check`: checks, drift, sums."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.problems import severity_of
from scraper.loader.known import Differing
from scraper.settings import Settings
from scraper.store.reread import Tell, untold
from scraper.store.sqlite import Database

from .accepted import accepted_alarms, alarm_of, lost_files, lost_reason, unknown_alarm
from .baseline import load_baseline, unread_reason
from .checks import ACROSS, CHECKS, FILE_CHECKS, run_checks, unsaid
from .current import Current, current_profiles
from .drift import Drift, Limits, find_drift
from .kept import NOTHING, Kept, look_again
from .parts import Outline
from .rows import rows_differ
from .sums import Sum, database_sums, open_sums
from .verdict import Flag, current_flags, judge_quality, unknown_pages

_ORDER = {"error": 0, "warning": 1}


@dataclass(frozen=True)
class Audit:
    """What was found: every problem above a note, the drift, the sums, and the pages that were looked at.

    `accepted` are the alarms that a person accepted, `lost` the files of the archive that are gone and were not,
    `unknown` the pages of no known type, `parts` what was found in each part.
    """

    pages: list[Outline]
    flags: list[Flag]
    drift: Drift
    sums: list[Sum]
    accepted: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    parts: Kept = field(default_factory=Kept)

    def reasons(self, warning_share: float) -> list[str]:
        """Return why the data is below the threshold; empty where it is not. What was accepted is no reason."""
        fresh = [flag for flag in self.flags if alarm_of(flag) not in self.accepted]
        of_file = [*lost_reason(list(self.lost)), *unread_reason(list(self.drift.unread))]
        pages = {one.page for one in self.pages} | {flag.page for flag in fresh if flag.severity == "warning"}
        return [*of_file, *judge_quality(fresh, len(pages), warning_share)]

    @property
    def is_as_read(self) -> bool:
        """Whether no row is known to be another than what was read, but for those that a person accepted."""
        return all(flag.code != rows_differ.__name__ or alarm_of(flag) in self.accepted for flag in self.flags)

    @property
    def strange(self) -> list[str]:
        """The pages of no known type that nobody accepted."""
        return [page for page in self.unknown if unknown_alarm(page) not in self.accepted]

    @property
    def alarms(self) -> list[str]:
        """Everything that can be accepted."""
        return [*(alarm_of(flag) for flag in self.flags), *(unknown_alarm(page) for page in self.unknown)]


def limits(settings: Settings) -> Limits:
    """Return the thresholds of drift."""
    return Limits(settings.fill_drop, settings.grade_shift, settings.skeleton_distance, settings.drift_sample)


def audit(
    db: Database, state: sqlite3.Connection | None, settings: Settings, *, of_file: bool = False, is_doubted: bool = False,
    cache: bool = True, more: Sequence[Sum] = (), known: Sequence[Differing] = (), kept: Kept = NOTHING,
    changed: bool = True, tell: Tell = untold,
) -> Audit:  # fmt: skip
    """Look at a database: all checks, drift against the last accepted run of the state database, all sums.

    `of_file` adds the checks of the file itself, `is_doubted` the one of them by which a run sees that somebody else wrote to it, `more` the sums of a run, `known` the grades of the site's pages that
    are not those of the answer sheet. With `cache` the profiles of new readings are kept in the state database. `kept` is
    what is known of the parts of the file as it was before it was `changed`: only the others are looked at. `tell` gets
    a line where something kept has to be made again. Raises sqlite3.Error where a file cannot be read.
    """
    parts = look_again(db, state, kept, cache=cache, changed=changed, tell=tell)
    pages = sorted((page for part in parts.parts.values() for page in part.pages), key=lambda page: page.page)
    stated = current_flags(db)
    own = FILE_CHECKS if of_file else {rows_differ.__name__: rows_differ} if is_doubted else {}
    checks = {code: check for code, check in CHECKS.items() if code in ACROSS} | own
    found = [*(flag for part in parts.parts.values() for flag in part.flags), *run_checks(db, [], [], checks)]
    left = unsaid(found, stated)
    drift = find_drift(pages, load_baseline(state), limits(settings), lambda some: _profiles(db, state, some))
    sums = [*more, *database_sums(db, parts.parts.values())]
    flags = [*stated, *left, *drift.flags, *open_sums(sums), *map(_differs, known)]
    ranked = sorted(flags, key=lambda flag: _ORDER.get(flag.severity, 2))
    lost, unknown = tuple(lost_files(state)), tuple(unknown_pages(db))
    return Audit(pages, ranked, drift, sums, accepted_alarms(state), lost, unknown, parts)


def _profiles(db: Database, state: sqlite3.Connection | None, some: Sequence[Outline]) -> list[Current]:
    return current_profiles(db, state, keep=False, only=[one.page for one in some])


def _differs(one: Differing) -> Flag:
    code = "known_grade_differs"
    return Flag(one.page, one.snapshot, code, severity_of(code).value, f"{one.line()}.")


def to_accept(db: Database, state: sqlite3.Connection, found: Audit, version: str) -> list[Current] | None:
    """Return the pages that would be the ones to compare with; `version` is their parser's.

    None where every page says what it said in the last accepted run, so that nothing would change.
    """
    baseline = load_baseline(state)
    records = {one.page: one.record for one in found.pages if one.has_layout}
    is_same = baseline is not None and baseline.version == version and baseline.records() == records
    if is_same and not found.drift.unread:
        return None
    return current_profiles(db, state)
