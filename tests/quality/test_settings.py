"""A check that is set wrong, or off, is an error of the settings: never silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.settings import Settings, load_settings
from tests.runs.site import FORCES, peel, save

THRESHOLDS = ("warning_share", "fill_drop", "grade_shift", "skeleton_distance")
WRONG = ("1", "1.0", "2", "-0.1", "nan", "inf", "off", "false", "", "0,1")


@pytest.mark.parametrize("name", THRESHOLDS)
@pytest.mark.parametrize("value", WRONG)
def test_a_threshold_that_switches_its_check_off_is_refused(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"PEEL_{name.upper()}", value)
    with pytest.raises(UsageError) as told:
        load_settings()
    assert name in told.value.message and "peel settings" in told.value.message


@pytest.mark.parametrize("value", ["0", "41", "1000000", "x", "1.5"])
def test_a_sample_that_no_group_reaches_is_refused(value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEEL_DRIFT_SAMPLE", value)
    with pytest.raises(UsageError, match="drift_sample"):
        load_settings()


@pytest.mark.parametrize(
    ("text", "env"),
    [
        ("fill_drop = 1.0\n", {}),
        ("fill_drops = 0.1\n", {}),
        ("skeleton_distance = false\n", {}),
        ("", {"PEEL_GRADE_SHIFT": "1"}),
        ("", {"PEEL_WARNING_SHARES": "0.1"}),
    ],
)
def test_the_command_ends_with_2_before_anything_is_read(text: str, env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "peel.toml").write_text(text, "utf-8")
    done = peel("run", save(tmp_path / "site", forces=FORCES[:1]), cwd=tmp_path, **env)
    assert done.code == 2, done.said
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "output").exists()


def test_every_threshold_is_one_that_can_fire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    for name in THRESHOLDS:
        assert 0 <= getattr(settings, name) < 1
        assert Settings.model_fields[name].description
