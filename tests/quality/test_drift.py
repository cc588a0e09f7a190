"""Every alarm of drift is raised by what it is for, and by nothing less."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from scraper.loader.profile import Profile
from scraper.quality.baseline import load_baseline
from scraper.quality.current import Current, current_profiles
from scraper.quality.drift import Drift, Limits, accept, distance, find_drift
from scraper.store.sqlite import Database
from tests.runs.site import FORCES, PAGE, swap

from .build import capture, forces, put

LIMITS = Limits(fill_drop=0.1, grade_shift=0.2, skeleton_distance=0.35, sample=8)
Change = Callable[[str], str]
NO_SIGNATURE = swap(r"<p>Wendy Williams,.*?</p>", "")
WORSE = swap(r"\bgood\b|Good", "inadequate")
OTHER_PAGE = (
    "<html><body><main><h1>Staffordshire 2016</h1>"
    + "".join(f"<h2>Area {n}</h2><ul><li>One</li><li>Two</li></ul>" for n in range(30))
    + "</main><footer>©</footer></body></html>"
)


def baseline(db: Database, state: sqlite3.Connection, count: int = 10) -> None:
    forces(db, count=count)
    accept(state, "first", "2018-04-01", current_profiles(db), "1", LIMITS.skeleton_distance)


def later(db: Database, state: sqlite3.Connection, change: Change, count: int = 10, limits: Limits = LIMITS) -> Drift:
    forces(db, change, year=2019, count=count)
    return find_drift(current_profiles(db), load_baseline(state), limits, list)


def codes(found: Drift) -> list[str]:
    return [flag.code for flag in found.flags]


def test_without_a_baseline_nothing_is_compared_and_it_is_said(db: Database, state: sqlite3.Connection) -> None:
    forces(db)
    found = find_drift(current_profiles(db), load_baseline(state), LIMITS, list)
    assert found.flags == [] and found.baseline is None
    assert "no run has been accepted yet" in found.line()


def test_the_same_pages_raise_nothing(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    found = find_drift(current_profiles(db), load_baseline(state), LIMITS, list)
    assert found.flags == []
    assert found.compared == ["police/2016/assessment"]
    assert found.line().endswith("compared with run first, 0 alarms")
    assert found.line("1") == found.line()
    assert "read by parser 1, this one by 2" in found.line("2")


def test_new_words_in_the_same_layout_raise_nothing(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    more = swap("<h3>Working", "<p>One more paragraph of context.</p><p>And another.</p><h3>Working")
    assert later(db, state, more).flags == []


def test_a_field_that_is_lost_on_many_pages_is_an_alarm(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    found = later(db, state, NO_SIGNATURE)
    dropped = [flag for flag in found.flags if flag.code == "fill_dropped"]
    assert any(
        "inspector.name is filled on 0% of 10 pages (the same pages), was 100%" in flag.message for flag in dropped
    )
    assert all("police/" in flag.message and flag.severity == "error" for flag in dropped)


def test_a_field_that_is_lost_on_one_page_of_ten_is_none(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    assert "fill_dropped" not in codes(later(db, state, NO_SIGNATURE, count=1))
    assert "fill_dropped" in codes(later(db, state, NO_SIGNATURE, count=2))


def test_grades_that_move_are_an_alarm(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    (flag,) = later(db, state, WORSE).flags
    assert flag.code == "grades_shifted"
    assert "50% of the judgments moved (the same pages)" in flag.message
    assert "inadequate 50%" in flag.message


def test_grades_that_move_on_few_pages_are_none(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    assert later(db, state, WORSE, count=3).flags == []
    assert codes(later(db, state, WORSE, count=5)) == ["grades_shifted"]


def test_a_new_skeleton_names_page_block_and_nearest_layout(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    put(db, [capture("Kent", OTHER_PAGE, 2019)])
    found = [
        flag
        for flag in find_drift(current_profiles(db), load_baseline(state), LIMITS, list).flags
        if flag.code == "new_skeleton"
    ]
    assert [flag.page for flag in found] == ["police/kent/2016/assessment"]
    assert "from block" in found[0].message and "nearest known layout" in found[0].message
    known = {row[0] for row in state.execute("SELECT id FROM drift_layouts")}
    assert any(layout in found[0].message for layout in known)


def test_a_layout_that_was_accepted_is_known(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    put(db, [capture("Kent", OTHER_PAGE, 2019)])
    accept(state, "second", "2019-04-01", current_profiles(db), "1", LIMITS.skeleton_distance)
    put(db, [capture("Surrey", OTHER_PAGE, 2019)])
    found = find_drift(current_profiles(db), load_baseline(state), LIMITS, list)
    assert "new_skeleton" not in codes(found)
    assert found.baseline == "second"


def test_a_layout_is_remembered_when_its_pages_are_gone(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    put(db, [capture("Kent", OTHER_PAGE, 2019)])
    accept(state, "second", "2019-04-01", current_profiles(db), "1", LIMITS.skeleton_distance)
    put(db, [capture("Kent", PAGE.replace("Wendy", "Zoë"), 2020)])
    accept(state, "third", "2020-04-01", current_profiles(db), "1", LIMITS.skeleton_distance)
    put(db, [capture("Surrey", OTHER_PAGE, 2021)])
    assert "new_skeleton" not in codes(find_drift(current_profiles(db), load_baseline(state), LIMITS, list))


@pytest.mark.parametrize("count", [1, 7])
def test_a_small_baseline_judges_nothing_and_says_so(count: int, db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state, count=count)
    found = later(db, state, NO_SIGNATURE)
    assert found.flags == []
    assert found.too_small == ["police/2016/assessment"]
    assert "1 groups are too small to judge" in found.line()


def test_the_sample_is_a_setting(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state, count=3)
    assert "fill_dropped" in codes(later(db, state, NO_SIGNATURE, count=3, limits=replace(LIMITS, sample=3)))


def test_the_thresholds_are_settings(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    forces(db, WORSE, year=2019)
    pages, before = current_profiles(db), load_baseline(state)
    assert codes(find_drift(pages, before, replace(LIMITS, grade_shift=0.51), list)) == []
    assert codes(find_drift(pages, before, replace(LIMITS, grade_shift=0.49), list)) == ["grades_shifted"]


def _made(page: str, filled: tuple[str, ...], grade: str = "good", year: str = "2016") -> Current:
    profile = Profile(
        "assessment", year, f"police/{page}", (("findings paragraph", 3, 1),), filled, (("efficiency", grade),), (),
        False, False, {}, {}, 1.0,
    )  # fmt: skip
    return Current(f"police/{page}/{year}/assessment", page, f"{page}{grade}{filled}", profile)


def test_pages_never_seen_are_compared_with_those_known(state: sqlite3.Connection) -> None:
    known = [_made(f"a{n}", ("title", "inspector.name")) for n in range(20)]
    accept(state, "first", "2018-04-01", known, "1", 0.35)
    fresh = [_made(f"b{n}", ("title",)) for n in range(20)]
    (flag,) = find_drift([*known, *fresh], load_baseline(state), LIMITS, list).flags
    assert "inspector.name is filled on 0% of 20 pages (new pages), was 100% of 20" in flag.message


def test_what_chance_explains_in_new_pages_is_no_alarm(state: sqlite3.Connection) -> None:
    known = [_made(f"a{n}", ("title", "inspector.name"), "good" if n % 2 else "inadequate") for n in range(10)]
    accept(state, "first", "2018-04-01", known, "1", 0.35)
    fresh = [
        _made(f"b{n}", ("title", "inspector.name") if n > 1 else ("title",), "good" if n > 2 else "inadequate")
        for n in range(10)
    ]
    assert find_drift([*known, *fresh], load_baseline(state), LIMITS, list).flags == []


def test_another_round_is_another_group(state: sqlite3.Connection) -> None:
    accept(state, "first", "2018-04-01", [_made(f"a{n}", ("title", "inspector.name")) for n in range(20)], "1", 0.35)
    found = find_drift([_made(f"a{n}", ("title",), year="2017") for n in range(20)], load_baseline(state), LIMITS, list)
    assert found.flags == [] and found.too_small == ["police/2017/assessment"]


def test_distance() -> None:
    one = (("a", 1, 1), ("b", 4, 2), ("c", 2, 6))
    assert distance(one, one) == 0
    assert distance(one, (("x", 3, 1), ("y", 1, 4))) == 1
    assert distance((), one) == distance(one, ()) == 1
    assert 0 < distance(one, (("a", 1, 1), ("b", 5, 2), ("c", 2, 7))) < 0.1
    assert 0.1 < distance(one, (("b", 4, 1), ("c", 2, 5))) < 0.4
    assert distance(one, one[::-1]) == distance(one[::-1], one)


def test_a_write_that_fails_leaves_the_baseline_as_it_was(db: Database, state: sqlite3.Connection) -> None:
    baseline(db, state)
    before = state.execute("SELECT count(*) FROM drift_pages").fetchone()
    broken = [*current_profiles(db), _made("a", ("title",))]
    with pytest.raises(sqlite3.IntegrityError):
        accept(state, "second", "2019", [*broken, broken[0]], "1", 0.35)
    found = load_baseline(state)
    assert found is not None and found.run == "first"
    assert state.execute("SELECT count(*) FROM drift_pages").fetchone() == before


def test_profiles_are_kept_and_are_the_same(db: Database, state: sqlite3.Connection) -> None:
    forces(db)
    first = current_profiles(db, state)
    assert state.execute("SELECT count(*) FROM profiles").fetchone()[0] == len(FORCES)
    assert current_profiles(db, state) == first == current_profiles(db)
