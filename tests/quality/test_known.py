"""The answer sheet: what it holds, what it says of a database, and that no value is taken from it."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Asked
from werkzeug import Response

from schemas.questions import questions_of
from schemas.vocabulary import Grade, Pillar, find_round
from scraper.catalogue.organisations import ORGANISATIONS
from scraper.catalogue.urls import is_ours
from scraper.loader import known
from scraper.loader.known import check_known, known_grades
from scraper.pipeline import Request
from scraper.pipeline import run as run_street
from scraper.quality.reconcile import reconcile_known
from scraper.settings import load_settings
from scraper.store.rows import Place
from tests.runs.site import ROOT, content, page, peel, report, run_here, save

from .build import database, fixtures

SHEET = ROOT / "reference/published_grades.csv"
NAMES = ["organisation", "round", "pillar", "question", "grade", "source_url", "question_key"]
SURREY = "http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/surrey/"


def lines() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet(folder: Path, *rows: tuple[str, str, str, str], head: list[str] = NAMES) -> Path:
    """Write a sheet of organisation, round, key, grade."""
    path = folder / "known.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(head)
        out.writerows(
            [who, round_id, "", "", grade, "https://example.org/page/", key] for who, round_id, key, grade in rows
        )
    return path


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Lets another file be the answer sheet."""
    return lambda path: monkeypatch.setattr(known, "_PLACES", (path,))


# --- the sheet -----------------------------------------------------------------------------------------------


def test_every_line_names_an_organisation_a_round_a_grade_and_its_page() -> None:
    found = lines()
    assert len(found) == 1005 and list(found[0]) == NAMES
    for row in found:
        assert row["organisation"] in ORGANISATIONS, row
        assert find_round(row["organisation"].split("/")[0], row["round"]) is not None, row
        assert row["grade"] in set(Grade) and is_ours(row["source_url"]), row


def test_every_key_is_one_that_the_round_asks_and_stands_once() -> None:
    for row in lines():
        body = row["organisation"].split("/")[0]
        keys = {question.key for question in questions_of(body, row["round"])}
        if row["question"]:
            assert row["question_key"] in keys and row["question_key"].startswith(row["pillar"] or "area"), row
        else:
            assert row["question_key"] == row["pillar"] and row["pillar"] in set(Pillar), row
    assert len(known_grades()) == len(lines()) == 1005


# --- the comparison ------------------------------------------------------------------------------------------


def test_what_agrees_differs_and_is_not_loaded(tmp_path: Path, use) -> None:  # type: ignore[no-untyped-def]
    db = database(tmp_path)
    fixtures(db, "assessment/staffordshire-2016", "assessment/staffordshire-2016-before-grading")
    kent = ("police/kent", "2016", "efficiency", "good")
    mine = [("police/staffordshire", "2016", key, grade) for key, grade in
            (("effectiveness", "requires_improvement"), ("efficiency", "outstanding"), ("leadership", "good"))]  # fmt: skip
    use(sheet(tmp_path, *mine, kent))
    found = check_known(db)
    assert (found.total, found.agree, len(found.differ), found.ungraded) == (4, 1, 1, 1)
    assert found.line() == (
        "2 of 4 known grades loaded: 1 agree, 1 differs in pages from files or another site, which may be made up, "
        "2 not loaded, 1 of them here without a grade"
    )
    db.execute("UPDATE snapshots SET source = 'web', warc_file = 'a.warc.gz', warc_offset = 7")
    assert check_known(db).line().startswith(
        "2 of 4 known grades loaded: 1 agree, 1 differs (police/staffordshire/2016/efficiency: here good, read by hand "
        "outstanding, https://example.org/page/), 2 not loaded"
    )  # fmt: skip
    assert check_known(db, is_mirrored=lambda place: place == Place("a.warc.gz", 7)).from_site == []
    db.close()


def test_the_grade_before_a_revisit_is_the_published_one_too(tmp_path: Path, use) -> None:  # type: ignore[no-untyped-def]
    db = database(tmp_path)
    fixtures(db, "assessment/staffordshire-2016")
    use(sheet(tmp_path, ("police/staffordshire", "2016", "efficiency", "inadequate")))
    change = "UPDATE judgments SET previous_grade = 'inadequate', previous_round = ? WHERE pillar = 'efficiency'"
    for round_id, agree in (("2015", 0), ("2016", 1)):
        db.execute(change, [round_id])
        assert check_known(db).agree == agree
    db.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 of 0 known grades loaded: 0 agree, 0 differ, 0 not loaded"),
        (",".join(NAMES) + "\n", "0 of 0 known grades loaded: 0 agree, 0 differ, 0 not loaded"),
        ("a,b\n1,2\n", "no known grades to compare with: .* can't be read as a table of grades"),
        (None, "no known grades to compare with: reference/published_grades.csv is not there"),
    ],
)
def test_a_sheet_that_is_empty_odd_or_gone_is_said(tmp_path: Path, use, text: str | None, said: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "known.csv"
    if text is not None:
        path.write_text(text, "utf-8")
    use(path)
    db = database(tmp_path)
    assert re.match(said, check_known(db).line())
    db.close()


# --- runs ----------------------------------------------------------------------------------------------------


def test_a_run_says_the_line_and_files_may_hold_made_up_grades(tmp_path: Path) -> None:
    save(tmp_path / "in", forces=("Staffordshire", "Kent"))
    done = peel("run", "in", "--db", "out/peel.db", "--archive-dir", "out/archive", cwd=tmp_path)
    assert done.code == 0, done.said
    line = next(one for one in done.out.splitlines() if "known grades loaded" in one)
    assert re.fullmatch(
        r"6 of 1,005 known grades loaded: \d agree, \d differs? in pages from files .*, 999 not loaded", line
    )
    told = report(tmp_path / "out")
    assert told["known_grades"]["line"] == line and told["known_grades"]["errors"] == 0  # type: ignore[index]
    written = next((tmp_path / "out/runs").glob("*/report.md")).read_text("utf-8")
    assert "- 6 of 1,005 known grades loaded" in written
    again = peel("reconcile", "--db", "out/peel.db", cwd=tmp_path)
    assert again.code == 3 and again.out.splitlines()[0] == line
    assert "  differ: police/kent/2016/effectiveness: here requires_improvement, read by hand good" in again.out


def test_what_agrees_whole_is_0_on_demand(tmp_path: Path, use) -> None:  # type: ignore[no-untyped-def]
    save(tmp_path / "in", forces=("Staffordshire",))
    assert run_here(tmp_path / "out", tmp_path / "in") == 0
    assert reconcile_known(tmp_path / "out/peel.db") == 0
    use(sheet(tmp_path))
    assert reconcile_known(tmp_path / "out/peel.db") == 3


def test_no_value_is_ever_taken_from_the_sheet(tmp_path: Path, use) -> None:  # type: ignore[no-untyped-def]
    """Emptied or falsified it changes no row but the comparison's."""
    save(tmp_path / "in", forces=("Staffordshire", "Surrey"))
    wrong = [(one.organisation, one.round, one.key, "inadequate") for one in known_grades().values()]
    made = {}
    for name, path in (("own", SHEET), ("empty", sheet(tmp_path)), ("wrong", None)):
        use(path or sheet(tmp_path, *wrong))
        assert run_here(tmp_path / name, tmp_path / "in") == 0
        made[name] = content(tmp_path / name / "peel.db")
    rows = {name: set(found["dataset"]) for name, found in made.items()}
    assert (
        {key for key, _ in rows["own"] ^ rows["empty"]}
        == {key for key, _ in rows["own"] ^ rows["wrong"]}
        == {"known_grades"}
    )
    for found in made.values():
        found.pop("dataset")
    assert made["own"] == made["empty"] == made["wrong"]


def archive_of(server: HTTPServer, text: str) -> str:
    """Play a web archive that has one capture of Surrey's page; returns its base."""
    stamp, moment = "20170601000000", "Thu, 01 Jun 2017 00:00:00 GMT"
    head = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]

    def serve(asked: Asked) -> Response:
        if "cdx" in asked.path:
            wanted = parse_qs(urlsplit(asked.url).query).get("url", [""])[0]
            rows = [["k", stamp, SURREY, "text/html", "200", "AAA", "100"]] if "/hmic/" in wanted else []
            return Response(json.dumps([head, *rows] if rows else []), content_type="application/json")
        if f"/web/{stamp}id_/" in asked.path:
            return Response(text, content_type="text/html", headers={"Memento-Datetime": moment})
        return Response("none", 404)

    server.expect_request(re.compile(".*")).respond_with_handler(serve)
    return server.url_for("").rstrip("/")


@pytest.mark.parametrize(("grade", "code"), [("good", 0), ("outstanding", 3)])
def test_a_page_of_a_web_archive_that_differs_is_an_error(
    tmp_path: Path, httpserver: HTTPServer, use, grade: str, code: int  # type: ignore[no-untyped-def]
) -> None:  # fmt: skip
    use(sheet(tmp_path, ("police/surrey", "2016", "efficiency", grade)))
    settings = load_settings(
        db=tmp_path / "peel.db", archive_dir=tmp_path / "archive", via="wayback", wayback=archive_of(httpserver, page("Surrey")),
        delay=0, contact="tests@example.org",
    )  # fmt: skip
    found = run_street(settings, Request((SURREY,)))
    assert found.verdict.code == code, found.verdict
    told = [flag for flag in found.flags if flag.code == "known_grade_differs"]
    assert len(told) == (code == 3) and len(found.known.from_site) == len(told)
    if told:
        assert told[0].message.startswith("police/surrey/2016/efficiency: here good, read by hand outstanding")
        assert any("known_grade_differs" in reason for reason in found.verdict.reasons)
