"""The installed command: what it prints, its exit codes, one line and no traceback for a user's mistake."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.cli import _refused_by_sqlite, _words_of_sqlite, cli
from scraper.commands.parse import _reason_of
from scraper.fetcher.snapshot import Missed
from scraper.store.outcomes import Outcome
from tests.support import warm
from tests.support.warm import PEEL

ROOT = Path(__file__).parent.parent
SOUND = ROOT / "fixtures/assessment/staffordshire-2016/page.html"


def peel(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return warm.peel(*arguments, cwd=ROOT, env={**os.environ, **(env or {})})


def one_line(text: str) -> str:
    assert "Traceback" not in text
    assert len(text.strip().splitlines()) == 1, text
    return text.strip()


def test_parse_prints_the_contracts_record() -> None:
    done = peel("parse", SOUND)
    assert done.returncode == 0
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert set(found) == {"page", "record", "accounting", "problems", "blocks"}
    assert found["page"]["assessment"] == "police/staffordshire/2016"
    assert found["accounting"]["coverage"] == 1.0
    assert found["problems"] == []
    dated = {j["pillar"]: (j["grade"], j["last_updated"]) for j in found["record"]["judgments"]}
    assert dated == {
        "effectiveness": ("requires_improvement", "2017-03-02"),
        "efficiency": ("good", "2016-11-03"),
        "legitimacy": ("good", "2016-12-08"),
        "leadership": (None, "2016-12-08"),
    }
    assert len(found["record"]["key_facts"]["figures"]) == 15


def test_parse_prints_one_object_a_line() -> None:
    done = peel("parse", SOUND, SOUND)
    assert [json.loads(line)["page"]["round"] for line in done.stdout.splitlines()] == ["2016", "2016"]
    assert len(peel("parse", "--pretty", SOUND).stdout.splitlines()) > 100


@pytest.mark.parametrize("case", sorted(p.name for p in (ROOT / "fixtures/failure").iterdir() if p.is_dir()))
def test_a_refused_page_is_an_object_and_a_line_and_exit_1(case: str) -> None:
    folder = ROOT / "fixtures/failure" / case
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    done = peel("parse", folder / "page.html")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert set(found) == {"page", "record", "refused", "problems"}
    assert found["record"] is None
    assert found["refused"]["reason"] == meta["facts"]["refused"]
    assert meta["facts"]["refused"] in one_line(done.stderr)


def test_some_refused_is_exit_4(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    assert peel("parse", SOUND, tmp_path / "empty.html").returncode == 4


def test_mistakes_are_one_line_and_exit_2(tmp_path: Path) -> None:
    for arguments in (
        ("parse", tmp_path / "missing.html"),
        ("parse", tmp_path),
        ("run", tmp_path / "missing"),
        ("run", "--round", "1999"),
        ("run", "--organisation", "police/atlantis"),
        ("run", "--no-such-option"),
        ("run", ""),
        ("export", "csv", ""),
        ("report", "-o", ""),
        ("run", "--db", "", SOUND),
        ("run", "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/surrey/", "--db", tmp_path / "p.db",
         "--archive-dir", tmp_path / "a"),
    ):  # fmt: skip
        done = peel(*arguments)
        assert done.returncode == 2, (arguments, done.stderr)
        one_line(done.stderr)


def test_wrong_settings_are_one_line_and_exit_2(tmp_path: Path) -> None:
    assert "delay" in one_line(peel("settings", env={"PEEL_DELAY": "soon"}).stderr)
    assert "PEEL_DELYA" in one_line(peel("settings", env={"PEEL_DELYA": "1"}).stderr)
    config = tmp_path / "peel.toml"
    config.write_text("delay = [")
    done = peel("settings", env={"PEEL_CONFIG": str(config)})
    assert done.returncode == 2
    one_line(done.stderr)


_BAD_BASES = ("http://[", "http://127.0.0.1:99999", "http://127.0.0.1:1 x", "http://127.0.0.1:0", "http://", "http://a b/",
    "http://u:p@127.0.0.1", "foo", "file:///etc", "javascript:x", "//127.0.0.1", "")  # fmt: skip


@pytest.mark.parametrize("address", _BAD_BASES)
def test_an_address_that_cant_be_asked_is_refused_wherever_it_is_given(address: str, tmp_path: Path) -> None:
    places = ("--db", tmp_path / "out/peel.db", "--archive-dir", tmp_path / "out/archive")
    plan = ("--dry-run", "--organisation", "police/surrey", "--round", "2016", *places)
    given: list[tuple[tuple[str | Path, ...], dict[str, str]]] = [(("run", "--site", address, *plan), {})]
    if address:
        given += [
            (("run", *plan), {"PEEL_SITE": address}),
            (("run", "--via", "wayback", *plan), {"PEEL_WAYBACK": address}),
            (("run", "--via", "ukgwa", *plan), {"PEEL_UKGWA": address}),
            (("run", address, "--contact", "a@example.org", *places), {}),
        ]
    for words, env in given:
        done = peel(*words, env=env)
        assert done.returncode == 2, (words, env, done.stdout, done.stderr)
        one_line(done.stderr)
    assert not (tmp_path / "out").exists()


def test_settings_come_from_file_then_environment(tmp_path: Path) -> None:
    config = tmp_path / "peel.toml"
    config.write_text("delay = 7\nworkers = 2\n")
    shown = peel("settings", env={"PEEL_CONFIG": str(config), "PEEL_DELAY": "9"}).stdout
    assert "delay = 9.0  [environment]" in shown
    assert f"workers = 2  [{config}]" in shown
    assert "current_rounds = 2023-25, 2025-27  [default]" in shown


def test_names_in_capitals_are_the_settings_of_the_file_too(tmp_path: Path) -> None:
    config, own = tmp_path / "peel.toml", tmp_path / "own.toml"
    own.write_text('[[organisations]]\nid = "fire/westshire"\nname = "Westshire"\n', "utf-8")
    config.write_text(f'DELAY = 7\nCatalogue = "{own}"\n')
    env = {"PEEL_CONFIG": str(config)}
    assert f"delay = 7.0  [{config}]" in peel("settings", env=env).stdout
    where = ("--organisation", "fire/westshire", "--db", tmp_path / "peel.db", "--archive-dir", tmp_path / "archive")
    planned = warm.peel("run", "--dry-run", *where, cwd=ROOT, env={**os.environ, **env}, loaded=False)
    assert planned.returncode == 0, planned.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["own.toml", "peel.toml"]  # a plan writes nothing
    config.write_text("delay = 7\nDELAY = 8\n")
    assert "sets delay twice" in one_line(peel("settings", env=env).stderr)


def test_help_and_version() -> None:
    assert "Exit codes" in peel("--help").stdout
    assert peel("--version").stdout.startswith("peel, version")


@pytest.mark.parametrize(
    ("outcome", "reason", "told"),
    [
        ("blocked", "challenge", "blocked"),
        ("gone", "http_404", "not_a_page"),
        ("gone", "soft_404", "soft_404"),
        ("rejected", "empty", "empty"),
        ("failed", "cut", "incomplete"),
        ("failed", "warc_torn", "undecodable"),
    ],
)
def test_what_a_record_says_of_itself_has_a_reason_of_the_contract(outcome: Outcome, reason: str, told: str) -> None:
    assert _reason_of(Missed("https://x/", outcome, reason, "")).value == told


def test_what_sqlite_refuses_is_a_line() -> None:
    assert issubclass(sqlite3.OperationalError, _refused_by_sqlite())
    assert "(disk I/O error); see whether another" in _words_of_sqlite(sqlite3.OperationalError("disk I/O error"))


@pytest.mark.parametrize("verb", cli.commands)
def test_every_verb_says_its_help_in_a_process_that_has_loaded_no_other(verb: str) -> None:
    done = warm.peel(verb, "--help", cwd=ROOT, loaded=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: peel {verb} ")


def test_what_a_process_says_that_starts_from_nothing_is_what_a_forked_one_says() -> None:
    for words in (("parse", str(SOUND)), ("settings",), ("run", "--help"), ("reprot",), ("--version",), ()):
        env = {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")}
        done = subprocess.run(
            [str(PEEL), *words], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT, env=env
        )
        forked = peel(*words)
        assert (forked.returncode, forked.stderr) == (done.returncode, done.stderr)
        assert forked.stdout.splitlines() == done.stdout.splitlines()


_IN_LITTLE_MEMORY = """
import resource, sys
from scraper.cli import main
import scraper.commands.parse, scraper.parsers.parse
pages = int(open("/proc/self/statm").read().split()[0])
least = pages * resource.getpagesize() + (8 << 20)
resource.setrlimit(resource.RLIMIT_AS, (least, least))
main()
"""


def test_want_of_memory_is_one_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(SOUND.read_bytes() + b"<!-- " + b" " * (18 << 20) + b"-->")
    done = subprocess.run(
        [sys.executable, "-c", _IN_LITTLE_MEMORY, "parse", str(page)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, "memory is used up" in one_line(done.stderr)) == (1, True)
