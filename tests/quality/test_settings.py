"""A check that is set wrong, or off, is an error of the settings: never silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scraper.errors import UsageError
from scraper.settings import Settings, load_settings, origins
from tests.runs.site import FORCES, peel, save

THRESHOLDS = ("warning_share", "fill_drop", "grade_shift", "skeleton_distance")
WRONG = ("1", "1.0", "2", "-0.1", "nan", "inf", "off", "false", "0,1")


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


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
@pytest.mark.parametrize("empty", ["", "  ", '""', "\r"])
def test_an_empty_variable_is_not_set(name: str, empty: str, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    monkeypatch.setenv(f"PEEL_{name.upper()}", empty)
    assert getattr(load_settings(), name) == Settings.model_fields[name].default
    assert origins(load_settings(), {})[0][2] == "default"


def test_what_is_no_file_in_the_place_of_the_settings_is_not_taken_for_none(here: Path) -> None:
    place = Path("peel.toml")
    place.symlink_to("unmounted/peel.toml")
    with pytest.raises(UsageError, match=r"peel.toml is no file"):
        load_settings()
    place.unlink()
    place.mkdir()
    with pytest.raises(UsageError, match=r"peel.toml is no file"):
        load_settings()


@pytest.mark.parametrize("text", ["contact = " + "[" * 9000, "current_rounds = '" + "[" * 9000 + "'"])
def test_lists_without_end_are_refused_in_a_line(text: str, here: Path) -> None:
    Path("peel.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"peel\.toml"):
        load_settings()


@pytest.mark.parametrize("name", ["db", "archive_dir", "catalogue"])
def test_a_dash_is_no_file_of_a_setting(name: str, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    monkeypatch.setenv(f"PEEL_{name.upper()}", "-")
    with pytest.raises(UsageError, match=f"PEEL_{name.upper()}.*- stands for no file or folder here"):
        load_settings()
    monkeypatch.setenv(f"PEEL_{name.upper()}", "./-")
    assert getattr(load_settings(), name) == Path("-")


@pytest.mark.parametrize("name", ["db", "archive_dir", "catalogue"])
def test_a_name_with_a_nul_in_it_is_no_file_of_a_setting(name: str, here: Path) -> None:
    Path("peel.toml").write_text(f'{name} = "a\\u0000b"', "utf-8")
    with pytest.raises(UsageError, match=f"{name} in peel.toml: .*no file can have a name with a NUL in it"):
        load_settings()


@pytest.mark.parametrize("name", ["db", "archive_dir", "catalogue", "ca_bundle"])
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_place_in_the_file_is_not_the_folder_where_peel_is_started(name: str, empty: str, here: Path) -> None:
    Path("peel.toml").write_text(f'{name} = "{empty}"', "utf-8")
    with pytest.raises(UsageError, match=rf"{name} in peel\.toml: it is empty"):
        load_settings()


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
@pytest.mark.parametrize("switch", ["true", "false"])
def test_no_setting_is_a_switch(name: str, switch: str, here: Path) -> None:
    Path("peel.toml").write_text(f"{name} = {switch}", "utf-8")
    with pytest.raises(UsageError, match=rf"setting {name} in peel\.toml: {switch} is no value of it"):
        load_settings()


@pytest.mark.parametrize(
    "written",
    ['["2021-22", "2023-25"]', "2021-22,2023-25", "2023-25 2021-22", " 2021-22 ; 2023-25 ", "'2021-22, 2023-25'"],
)
def test_a_list_is_read_as_people_write_it(written: str, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    monkeypatch.setenv("PEEL_CURRENT_ROUNDS", written)
    assert load_settings().current_rounds == {"2021-22", "2023-25"}


@pytest.mark.parametrize("wrong", ["2023/25", '["2023-25"', "[1]", "next year", "{}"])
def test_a_wrong_list_names_its_variable(wrong: str, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    monkeypatch.setenv("PEEL_CURRENT_ROUNDS", wrong)
    with pytest.raises(UsageError, match="PEEL_CURRENT_ROUNDS") as told:
        load_settings()
    assert "peel.toml" not in told.value.message and "\n" not in told.value.message


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("2023", "2023 is no round; did you mean 2023-25?"),
        ("2022-23", "did you mean 2021-22?"),
        ("2023-25, 2024-26", "2024-26 is no round; did you mean 2023-25?"),
        ("2018", "did you mean 2018-19?"),
        ("2012", "2012 is no round; did you mean 201"),
        ("2099", "2099 is no round; the newest is 2025-27"),
    ],
)
def test_a_round_that_there_is_not_is_refused_with_those_near_it(
    wrong: str, meant: str, monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    monkeypatch.setenv("PEEL_CURRENT_ROUNDS", wrong)
    with pytest.raises(UsageError) as told:
        load_settings()
    assert meant in told.value.message and "\n" not in told.value.message
    monkeypatch.setenv("PEEL_CURRENT_ROUNDS", "2023-25, 2027-29")  # one to come, that peel reads as it stands
    assert load_settings().current_rounds == {"2023-25", "2027-29"}


def test_a_message_names_the_option_the_variable_or_the_file(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    with pytest.raises(UsageError, match=r"^--delay -1"):
        load_settings(delay=-1)
    (here / "peel.toml").write_text("delay = -1\n")
    with pytest.raises(UsageError, match=r"setting delay in peel\.toml"):
        load_settings()
    monkeypatch.setenv("PEEL_DELAY", "soon")
    with pytest.raises(UsageError, match=r"PEEL_DELAY.*soon"):
        load_settings()


@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e308", str(10**30)])
@pytest.mark.parametrize(
    "name", sorted(n for n, f in Settings.model_fields.items() if re.search("int|float", str(f.annotation)))
)
def test_a_number_that_nothing_can_wait_for_or_count_is_refused(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    monkeypatch.setenv(f"PEEL_{name.upper()}", value)
    with pytest.raises(UsageError, match=f"PEEL_{name.upper()}") as told:
        load_settings()
    assert "\n" not in told.value.message


def test_a_misspelt_setting_is_told_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    (here / "peel.toml").write_text("dleay = 3\n")
    with pytest.raises(UsageError, match="there is no such setting; did you mean delay"):
        load_settings()
    monkeypatch.setenv("PEEL_ARCHIVE", "x")
    with pytest.raises(UsageError, match="PEEL_ARCHIVE is no setting of peel; did you mean PEEL_ARCHIVE_DIR"):
        load_settings()


@pytest.mark.parametrize("coded", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_file_of_any_editor_is_read(coded: str, here: Path) -> None:
    (here / "peel.toml").write_bytes('# Köln\r\ndelay = 2\r\ncurrent_rounds = ["2023-25"]\r\n'.encode(coded))
    assert load_settings().delay == 2


def test_a_file_that_is_no_utf_8_or_not_there_is_a_line(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    (here / "peel.toml").write_bytes("# Köln\ndelay = 2\n".encode("cp1252"))
    with pytest.raises(UsageError, match="save it as UTF-8"):
        load_settings()
    monkeypatch.setenv("PEEL_CONFIG", "elsewhere.toml")
    with pytest.raises(UsageError, match=r"PEEL_CONFIG names elsewhere\.toml"):
        load_settings()


def test_every_threshold_is_one_that_can_fire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings()
    for name in THRESHOLDS:
        assert 0 <= getattr(settings, name) < 1
        assert Settings.model_fields[name].description
