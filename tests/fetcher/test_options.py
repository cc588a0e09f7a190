"""What the user set reaches the fetcher, by the name it has in the settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path

from scraper.fetcher.options import FetchSettings
from scraper.fetcher.planner import Planner
from scraper.settings import Settings
from scraper.store.rows import Item

SHARED = {field.name for field in fields(FetchSettings)} & set(Settings.model_fields)
NOT_FETCHING = {
    "db", "archive_dir", "via", "workers", "warning_share", "fill_drop", "grade_shift", "skeleton_distance",
    "drift_sample", "on_finish", "catalogue",
}  # fmt: skip
SET: dict[str, object] = {
    "contact": "you@example.org", "site": "http://127.0.0.1:1", "delay": 7.0, "jitter": 0.5, "backoff": 0.5, "ca_bundle": "ca.pem",
    "max_requests": 11, "max_minutes": 12.0, "current_rounds": frozenset({"2016"}), "current_days": 2.0,
    "settled_days": 3.0, "discovered_pages": 14, "absent_days": 4.0, "nightly_share": 0.5, "wayback": "http://a.example",
    "ukgwa": "http://b.example", "captures": "newest", "max_pages": 13, "max_page_bytes": 2048, "connect_timeout": 1.5,
    "read_timeout": 2.5, "total_timeout": 3.5,
}  # fmt: skip


def test_every_setting_of_fetching_reaches_the_fetcher() -> None:
    assert set(Settings.model_fields) - NOT_FETCHING == SHARED == set(SET)
    found = FetchSettings.of_run(Settings(**SET), refetch=True)  # type: ignore[arg-type]
    assert {name: getattr(found, name) for name in SET} == SET
    assert found.refetch and not FetchSettings.of_run(Settings()).refetch


def test_the_fetcher_alone_has_the_defaults_of_the_program(tmp_path: Path) -> None:
    assert FetchSettings.of_run(Settings()) == FetchSettings()


def test_days_are_days() -> None:
    settings = FetchSettings.of_run(Settings(settled_days=3.0, absent_days=4.0, current_days=2.0))
    now = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    planner = Planner(replace(settings, nightly_floor=0), {}, now)
    for item, days in (
        (Item("a", "u", "2016", good_at=now), 3),
        (Item("a", "u", "2023-25", good_at=now), 2),
        (Item("a", "u", "2016", outcome="not_published"), 4),
    ):
        ages = [now - dt.timedelta(days=days + more) for more in (-0.1, 0.1)]
        assert [planner.tier_of(replace(item, checked_at=at)) is not None for at in ages] == [False, True]
