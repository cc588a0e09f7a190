"""Drift: what differs from the last accepted run before anybody notices a hole in the data.

Three things are watched for each body, round and page type: the skeleton of a page against the layouts known,
the share of pages that fill a field, and the distribution of grades. What is known is the baseline (`baseline.py`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import sqrt
from typing import Any, Protocol, TypeVar

from schemas.problems import severity_of
from schemas.text import some_of
from scraper.loader.profile import Profile, Stretch
from scraper.store.file import at_once

from .baseline import Accepted, Baseline, Layout, load_baseline
from .current import Current
from .verdict import Flag

_STANDS_FOR = 0.25  # of the limit: a layout this near to a known one adds nothing and is not kept
_ERRORS = 2.0  # standard errors that pages never seen before may differ by beyond the threshold
_NAMED = 3  # pages that a message names


@dataclass(frozen=True)
class Limits:
    """The thresholds: shares from 0 to 1, and the pages from which on a group is judged."""

    fill_drop: float
    grade_shift: float
    skeleton_distance: float
    sample: int


class Shape(Protocol):
    """A page as far as it is known without its profile."""

    @property
    def page(self) -> str:
        """Its id."""

    @property
    def record(self) -> str:
        """The id of its reading."""

    @property
    def group(self) -> str:
        """What it is compared with."""

    @property
    def has_layout(self) -> bool:
        """Whether pages of its type have a layout of their own."""


S = TypeVar("S", bound=Shape)


@dataclass(frozen=True)
class Drift:
    """What was found: the alarms, the baseline's run or None, groups compared, groups too small to judge.

    `version` is the parser that read the baseline, `unread` says which rows of it can't be read.
    """

    flags: list[Flag]
    baseline: str | None
    compared: list[str]
    too_small: list[str]
    version: str = ""
    unread: tuple[str, ...] = ()

    def line(self, parser: str = "") -> str:
        """Return it in one line for a person; `parser` is the version now, named where the baseline's was another."""
        if self.baseline is None:
            return "drift: no run has been accepted yet, so there was nothing to compare with"
        line = f"drift: {len(self.compared)} groups compared with run {self.baseline}, {len(self.flags)} alarms"
        if parser and parser != self.version:
            line += f"; that run was read by parser {self.version}, this one by {parser}"
        return line + (f"; {len(self.too_small)} groups are too small to judge" if self.too_small else "")

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "baseline": self.baseline,
            "baseline_parser": self.version,
            "alarms": [vars(flag) for flag in self.flags],
            "compared": self.compared,
            "too_small": self.too_small,
            "unread": list(self.unread),
        }


def accept(state: sqlite3.Connection, run: str, at: str, pages: Sequence[Current], version: str, limit: float) -> None:
    """Make a run the one that the next is compared with; `limit` is the distance from which a layout is new.

    Pages that the run no longer has are forgotten, layouts are not: a layout that comes back is a known one. Layouts that
    can't be read are forgotten too.
    Raises sqlite3.Error where the state database can not be written; then nothing is changed.
    """
    with at_once(state):
        _accept(state, run, at, [one for one in pages if one.profile.has_layout], version, limit)


def _accept(state: sqlite3.Connection, run: str, at: str, pages: Sequence[Current], version: str, limit: float) -> None:
    known = load_baseline(state) or Baseline(run, at, version)
    readable = json.dumps([layout.id for group in known.layouts.values() for layout in group])
    state.execute("DELETE FROM drift_layouts WHERE id NOT IN (SELECT value FROM json_each(?))", (readable,))
    for one in pages:
        layouts = known.layouts[one.profile.group]
        near = _nearest(one.profile.skeleton, layouts, limit * _STANDS_FOR)
        if near is None or near[0] > limit * _STANDS_FOR:
            layout = Layout(_layout_id(one.profile), one.page, one.profile.skeleton)
            layouts.append(layout)
            row = (layout.id, one.profile.group, one.page, json.dumps(one.profile.skeleton), run)
            state.execute("INSERT OR IGNORE INTO drift_layouts VALUES (?, ?, ?, ?, ?)", row)
    state.execute("DELETE FROM drift_pages")
    rows = [
        (c.page, c.profile.group, c.record, json.dumps(c.profile.filled), json.dumps(_grades(c.profile))) for c in pages
    ]
    state.executemany("INSERT INTO drift_pages VALUES (?, ?, ?, ?, ?)", rows)
    state.execute("INSERT INTO drift_accepted VALUES (?, ?, ?, ?)", (run, at, len(pages), version))


def _layout_id(profile: Profile) -> str:
    text = json.dumps([profile.group, [(role, count) for role, count, _ in profile.skeleton]])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _grades(profile: Profile) -> list[str]:
    return sorted(grade for _, grade in profile.judgments)


# --- distance ----------------------------------------------------------------------------------------------


def distance(one: Sequence[Stretch], other: Sequence[Stretch]) -> float:
    """Return how far two skeletons are from each other, 0 the same to 1 nothing in common.

    Half of it is the order of the roles (1 - the share that a longest matching has), half the number of blocks
    of each role (half the sum of the differences of their shares).
    """
    order = 1 - SequenceMatcher(None, _roles(one), _roles(other), autojunk=False).ratio()
    return (order + _shift(_weights(one), _weights(other))) / 2


def _roles(skeleton: Sequence[Stretch]) -> list[str]:
    return [role for role, _, _ in skeleton]


def _weights(skeleton: Sequence[Stretch]) -> Counter[str]:
    weights: Counter[str] = Counter()
    for role, count, _ in skeleton:
        weights[role] += count
    return weights


def _shift(one: Counter[str], other: Counter[str]) -> float:
    """Return half the sum of the differences of shares: 0 the same distribution, 1 none in common."""
    if not one or not other:
        return float(bool(one) != bool(other))
    all_one, all_other = one.total(), other.total()
    return sum(abs(one[name] / all_one - other[name] / all_other) for name in one.keys() | other.keys()) / 2


def _nearest(skeleton: Sequence[Stretch], layouts: Iterable[Layout], enough: float) -> tuple[float, Layout] | None:
    """Return the nearest layout and its distance; the first that is nearer than `enough` will do."""
    best: tuple[float, Layout] | None = None
    for layout in layouts:
        far = 0.0 if layout.skeleton == skeleton else distance(skeleton, layout.skeleton)
        if best is None or far < best[0]:
            best = (far, layout)
        if far <= enough:
            break
    return best


# --- comparing ---------------------------------------------------------------------------------------------


def find_drift(
    pages: Sequence[S], baseline: Baseline | None, limits: Limits, profiles: Callable[[list[S]], Sequence[Current]]
) -> Drift:
    """Compare the pages of a database with the last accepted run, group by group.

    A group is judged from `limits.sample` pages in the baseline on, so that a run of one page raises no alarm. Of a group
    in which all pages read as they did then there is nothing to find; of the others `profiles` gives the profiles.
    """
    if baseline is None:
        return Drift([], None, [], [])
    flags: list[Flag] = []
    compared: list[str] = []
    too_small: list[str] = []
    for group, shapes in sorted(_groups(pages).items()):
        before = baseline.pages.get(group, {})
        if len(before) < limits.sample:
            too_small.append(group)
            continue
        compared.append(group)
        if all(one.page in before and before[one.page].record == one.record for one in shapes):
            continue
        members = profiles(shapes)
        flags += _new_skeletons(members, before, baseline.layouts[group], limits)
        flags += _falls(group, members, before, limits)
        flags += _shifts(group, members, before, limits)
    return Drift(flags, baseline.run, compared, too_small, baseline.version, tuple(baseline.unread))


def _groups(pages: Iterable[S]) -> dict[str, list[S]]:
    groups: dict[str, list[S]] = defaultdict(list)
    for one in pages:
        if one.has_layout:
            groups[one.group].append(one)
    return groups


def _new_skeletons(
    members: Iterable[Current], before: Mapping[str, Accepted], layouts: list[Layout], limits: Limits
) -> Iterator[Flag]:
    for one in members:
        accepted = before.get(one.page)
        if accepted is not None and accepted.record == one.record:
            continue
        near = _nearest(one.profile.skeleton, layouts, limits.skeleton_distance)
        if near is not None and near[0] > limits.skeleton_distance:
            yield _flag("new_skeleton", one.page, one.snapshot, _difference(one.profile.skeleton, *near))


def _difference(skeleton: Sequence[Stretch], far: float, layout: Layout) -> str:
    """Say where a skeleton first leaves the nearest known layout."""
    block, found, wanted = 0, "nothing", "nothing"
    matcher = SequenceMatcher(None, _roles(skeleton), _roles(layout.skeleton), autojunk=False)
    for what, start, end, from_, to in matcher.get_opcodes():
        if what == "equal":
            continue
        block = skeleton[min(start, len(skeleton) - 1)][2] if skeleton else 0
        found = skeleton[start][0] if start < end else "nothing"
        wanted = layout.skeleton[from_][0] if from_ < to else "nothing"
        break
    return (
        f"distance {far:.2f} from the nearest known layout {layout.id} (that of {layout.page}); "
        f"from block {block} on: {found} where it has {wanted}."
    )


def _halves(
    members: Sequence[Current], before: Mapping[str, Accepted], sample: int
) -> Iterator[tuple[str, list[Accepted], list[Current], bool]]:
    """Return the two comparisons of a group: its known pages with themselves, its new pages with the known ones."""
    known = [one for one in members if one.page in before]
    fresh = [one for one in members if one.page not in before]
    if len(known) >= sample:
        yield "the same pages", [before[one.page] for one in known], known, False
    if len(fresh) >= sample:
        yield "new pages", list(before.values()), fresh, True


def _falls(group: str, members: Sequence[Current], before: Mapping[str, Accepted], limits: Limits) -> Iterator[Flag]:
    for which, then, now, others in _halves(members, before, limits.sample):
        filled_then = Counter(name for one in then for name in one.filled)
        filled_now = Counter(name for one in now for name in one.profile.filled)
        for name, count in sorted(filled_then.items()):
            rate, later = count / len(then), filled_now[name] / len(now)
            if rate - later > limits.fill_drop + (_margin(rate, later, len(then), len(now)) if others else 0):
                lost = [
                    one for one in now if name not in one.profile.filled and (others or name in before[one.page].filled)
                ]
                yield _flag(
                    "fill_dropped", lost[0].page, lost[0].snapshot,
                    f"{group}: {name} is filled on {later:.0%} of {len(now)} pages ({which}), was {rate:.0%} of "
                    f"{len(then)}; missing on {_list(lost)}.",
                )  # fmt: skip


def _shifts(group: str, members: Sequence[Current], before: Mapping[str, Accepted], limits: Limits) -> Iterator[Flag]:
    for which, then, now, others in _halves(members, before, limits.sample):
        old = Counter(grade for one in then for grade in one.grades)
        new = Counter(grade for one in now for _, grade in one.profile.judgments)
        noise = _spread(old, new) if others else 0.0
        shift = _shift(old, new)
        if shift > limits.grade_shift + noise:
            moved = [one for one in now if others or tuple(_grades(one.profile)) != before[one.page].grades]
            yield _flag(
                "grades_shifted", moved[0].page, moved[0].snapshot,
                f"{group}: {shift:.0%} of the judgments moved ({which}): {_shares(old)}; now {_shares(new)}; "
                f"e.g. {_list(moved)}.",
            )  # fmt: skip


def _margin(one: float, other: float, count_one: int, count_other: int) -> float:
    """Return the difference of two shares that mere chance explains: two standard errors."""
    pooled = (one * count_one + other * count_other) / (count_one + count_other)
    return _ERRORS * sqrt(pooled * (1 - pooled) * (1 / count_one + 1 / count_other))


def _spread(one: Counter[str], other: Counter[str]) -> float:
    """Return the shift between two distributions that mere chance explains, about two standard errors."""
    if not one or not other:
        return 0.0
    kinds = len(one.keys() | other.keys())
    return _ERRORS * sqrt(max(kinds - 1, 1) / 8 * (1 / one.total() + 1 / other.total()))


def _list(pages: Sequence[Current]) -> str:
    return some_of([one.page for one in pages], _NAMED)


def _shares(grades: Counter[str]) -> str:
    total = grades.total() or 1
    return ", ".join(f"{name} {count / total:.0%}" for name, count in sorted(grades.items())) or "none"


def _flag(code: str, page: str, snapshot: str, message: str) -> Flag:
    return Flag(page, snapshot, code, severity_of(code).value, message)
