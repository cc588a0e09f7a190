"""A file of the user's own adds rounds, organisations and addresses: a new round needs no release."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.support import warm

OWN = """
[[rounds]]
kind = "police"
id = "2027-29"
first = 2027
last = 2029
scale = 5
asks = "2025-27"

[[places]]
page = "report"
kind = "police"
round = "2027-29"
path = "peel-report/{slug}-from-2027"
expected = true

[[organisations]]
id = "police/westshire"
name = "Westshire"
aliases = ["West and Shire"]
first = "2027-29"
continues = "police/kent"

[[pages]]
path = "peel-assessments/the-round-of-2027/"
nightly = true
"""
BASE = "https://hmicfrs.justiceinspectorates.gov.uk/"
REPORT = """<!DOCTYPE html><html lang=en-GB><head><meta charset=utf-8><title>PEEL 2027–29: Westshire - HMICFRS</title></head>
<body><main><h1>PEEL 2027–29: An inspection of Westshire Police</h1><p>Published on: 3 May 2028</p>
<h2>Responding to the public</h2><p>Good</p><p>Westshire Police is good at responding to the public.</p></main>
<footer><p>Contact us</p><p>Accessibility</p></footer></body></html>"""


def peel(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("PEEL_")} | {"NO_COLOR": "1", "COLUMNS": "200"}
    return warm.peel(*words, cwd=folder, env=env | environment, loaded=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    (tmp_path / "peel.toml").write_text('catalogue = "own.toml"\n', "utf-8")
    (tmp_path / "page.html").write_text(REPORT, "utf-8")
    return tmp_path


def test_a_round_of_the_file_is_planned_and_read(folder: Path) -> None:
    told = peel(folder, "run", "--round", "2027-29", "--dry-run", "--contact", "you@example.org")
    assert told.returncode == 0 and "web: 0 pages" not in told.stdout, told
    parsed = peel(folder, "parse", "page.html", "--url", f"{BASE}peel-report/westshire-from-2027/")
    said = json.loads(parsed.stdout)
    assert said["page"]["assessment"] == "police/westshire/2027-29"
    assert [(j["question_key"], j["grade"]) for j in said["record"]["judgments"]] == [
        ("area/responding-to-the-public", "good")
    ]


def test_the_files_organisations_are_in_the_database_and_the_status(folder: Path) -> None:
    (folder / "page.html").write_text(
        f"<!-- Page saved with SingleFile\n url: {BASE}peel-report/westshire-from-2027/ -->" + REPORT
    )
    loaded = peel(folder, "run", "page.html")
    assert "1 loaded" in loaded.stdout, loaded
    with sqlite3.connect(folder / "output/peel.db") as db:
        found = db.execute("SELECT name, continues FROM organisations WHERE id = 'police/westshire'").fetchall()
    assert found == [("Westshire", "police/kent")]
    assert f"{BASE}peel-report/surrey-from-2027/" in peel(folder, "status", "--missing").stdout


def test_the_environment_names_the_file_too_and_the_settings_tell_it(folder: Path) -> None:
    (folder / "peel.toml").unlink()
    words = ("run", "--round", "2027-29", "--dry-run", "--contact", "you@example.org")
    assert peel(folder, *words).returncode == 2
    assert peel(folder, *words, PEEL_CATALOGUE="own.toml").returncode == 0
    told = peel(folder, "settings", PEEL_CATALOGUE=str(folder / "own.toml")).stdout
    assert any("catalogue" in line and "environment" in line for line in told.splitlines())


def test_a_row_with_a_known_key_takes_its_place(folder: Path) -> None:
    (folder / "own.toml").write_text(
        '[[places]]\npage = "report"\nkind = "fire"\nround = "2025-27"\npath = "fire/{slug}-2025"\nexpected = true\n'
    )
    scope = ("--round", "2025-27", "--organisation", "fire/kent")
    told = peel(folder, "run", *scope, "--dry-run", "--contact", "you@example.org")
    assert "web: 1 pages" in told.stdout
    parsed = json.loads(peel(folder, "parse", "page.html", "--url", f"{BASE}fire/kent-2025/").stdout)
    assert parsed["page"]["url"] == f"{BASE}fire/kent-2025/"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rounds]\n", "can't be read as TOML"),
        ("[[forces]]\nid = 1\n", "forces is no table of the catalogue"),
        ("rounds = 3\n", "rounds is no table of the catalogue"),
        ('[[rounds]]\nkind = "police"\nyear = 2027\n', "[[rounds]] 1: year is no column"),
        ('[[rounds]]\nkind = "police"\nfirst = 2027\n', "[[rounds]] 1: id is missing"),
        (
            '[[rounds]]\nkind = "navy"\nid = "2027-29"\nfirst = 1\nlast = 2\nscale = 5\n',
            "“navy” is no kind of organisation",
        ),
        (
            '[[rounds]]\nkind = "police"\nid = "2027-29"\nfirst = "soon"\n',
            "2027-29: first is a whole number, not “soon”",
        ),
        (
            '[[rounds]]\nkind = "police"\nid = "2027-29"\nfirst = 2027\nlast = 2029\nscale = 5\npillars = ["morale"]\n',
            "“morale” in pillars is no pillar",
        ),
        ('[[places]]\npage = "report"\nkind = "police"\nround = "2027-29"\npath = "x"\n', "path lacks {slug}"),
        ('[[organisations]]\nid = "police/West Shire"\nname = "x"\n', "an id such as fire/kent and a name"),
        ('[[organisations]]\nid = "navy/x"\nname = "x"\n', "“navy” is no kind of organisation"),
    ],
)
def test_what_is_wrong_in_it_is_said_in_a_line(text: str, words: str, folder: Path) -> None:
    (folder / "own.toml").write_text(text, "utf-8")
    told = peel(folder, "run", "--dry-run", "--contact", "you@example.org")
    assert told.returncode == 2 and words in told.stderr and "own.toml" in told.stderr, told
    assert "current_rounds" not in told.stderr  # the setting in whose place the catalogue is first read
    assert len(told.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_said_in_a_line(folder: Path) -> None:
    (folder / "own.toml").unlink()
    told = peel(folder, "run", "--dry-run", "--contact", "you@example.org")
    assert told.returncode == 2 and len(told.stderr.splitlines()) == 1, told
    assert "own.toml, the file of the setting catalogue, can't be read: No such file" in told.stderr
