from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from scraper.browse import report
from scraper.browse.charts import Share, _svg, spread_svg
from scraper.browse.errors import ChartError, MissingExtraError
from scraper.browse.report import report_html, write_html
from scraper.cli import cli
from scraper.errors import PeelError
from tests.support.amount import amount

from .databases import TEXT

_MANY, _MOST = amount((700, 1.8 * 2**20), (1500, 3 * 2**20))
"""Assessments, and the bytes that a report of them may have."""


@pytest.fixture(scope="module")
def text(database: Path) -> str:
    return report_html(database)


@pytest.fixture(scope="module")
def page(text: str) -> Any:
    return lxml_html.document_fromstring(text)


def _letter(page: Any, title: str, row: str, group: str, round_id: str) -> str:
    """Return the cell of a matrix as a reader finds it: by the heads of its row and columns."""
    (table,) = (one for one in page.iter("table") if one.findtext("caption") == title)
    groups, rounds = table.findall("thead/tr")
    heads = [(th.text, int(th.get("colspan"))) for th in groups.findall("th") if th.get("class") == "group"]
    names = [name for name, width in heads for _ in range(width)]
    columns = list(zip(names, [th.text_content() for th in rounds.findall("th")], strict=True))
    (line,) = (tr for tr in table.xpath("tbody/tr[td]") if tr.find("th").text_content() == row)
    return str(line.findall("td")[columns.index((group, round_id))].text_content().strip())


@pytest.mark.parametrize(
    ("pillar", "letter"), [("Effectiveness", "R"), ("Efficiency", "G"), ("Legitimacy", "G"), ("Leadership", "n")]
)
def test_the_matrix_has_the_letter_of_a_known_grade(page: Any, pillar: str, letter: str) -> None:
    assert _letter(page, "Police forces: pillars", "Staffordshire", pillar, "2016") == letter


def test_every_cell_of_the_matrices_says_what_the_database_says(page: Any, database: Path) -> None:
    rows = sqlite3.connect(database).execute(
        "SELECT o.kind, o.name, a.round, j.pillar, j.grade FROM judgments j JOIN assessments a ON a.id = j.assessment "
        "JOIN organisations o ON o.id = a.organisation WHERE j.question IS NULL AND j.grade IS NOT NULL"
    )
    bodies = {"police": "Police forces: pillars", "fire": "Fire and rescue services: pillars"}
    seen = 0
    for kind, name, round_id, pillar, grade in rows:
        assert _letter(page, bodies[kind], name, pillar.capitalize(), round_id) == grade[0].upper()
        seen += 1
    assert seen > 30


def test_nothing_is_loaded_from_anywhere(page: Any, text: str) -> None:
    loading = list(page.iter("link", "img", "iframe", "object", "embed", "video", "audio", "base"))
    assert not loading
    assert not page.xpath("//*[@src or @srcset or @background or @action]")
    assert "@import" not in text
    assert "url(" not in text
    assert all(href.startswith(("#", "https://", "http://")) for href in page.xpath("//@href"))


def test_the_policy_allows_its_own_script_alone(page: Any) -> None:
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (script,) = page.xpath("//script")
    assert "default-src 'none'" in policy
    assert f"'{report._digest(script.text)}'" in policy


def test_tables_have_captions_and_heads_and_charts_have_names(page: Any) -> None:
    for table in page.iter("table"):
        assert table.findtext("caption")
        assert all(th.get("scope") in {"row", "col", "colgroup", "rowgroup"} for th in table.iter("th"))
    charts = page.xpath("//*[local-name()='svg']")
    assert charts
    assert all(chart.get("role") == "img" and chart[0].text for chart in charts)
    assert len(page.xpath("//main")) == 1


def test_links_inside_lead_somewhere_and_ids_are_unique(page: Any) -> None:
    ids = Counter(page.xpath("//@id"))
    assert not [name for name, count in ids.items() if count > 1]
    assert {href[1:] for href in page.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_a_force_has_its_strip_with_dates_its_figures_and_a_link_to_each_newest_sentence(page: Any) -> None:
    (force,) = page.xpath("//article[@id='police-staffordshire']")
    said = " ".join(" ".join(force.itertext()).split())
    assert "Effectiveness R 2017-03-02" in said
    assert "Cost per person per day £0.49 £0.59" in said
    assert "Victim-based crimes, change in 5 years -3% +9%" in said
    (link,) = force.xpath(".//tr[th[normalize-space()='Effectiveness']]/td//@href")
    assert "reducing%20crime%20requires%20improvement" in link
    assert "peel-2016/staffordshire" in link


def test_every_cell_of_a_matrix_leads_to_its_evidence(page: Any) -> None:
    ids = {element.get("id"): element for element in page.xpath("//*[@id]")}
    seen = 0
    for link in page.xpath("//table[@data-sort]//td//a"):
        place = ids[link.get("href")[1:]]
        if place.tag == "td":
            assert place.text_content().strip()[0] == link.text_content().strip()
            assert place.xpath(".//@href") or place.xpath("ancestor::table//th//@href")
        seen += 1
    assert seen > 300


def test_forces_without_data_have_a_row_with_the_reason(page: Any, database: Path) -> None:
    conn = sqlite3.connect(database)
    rows = conn.execute(
        "SELECT name, kind FROM organisations o WHERE region IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM assessments a WHERE a.organisation = o.id)"
    ).fetchall()
    assert len(rows) > 20
    for kind, title in (
        ("police", "Police forces: newest grades"),
        ("fire", "Fire and rescue services: newest grades"),
    ):
        (table,) = (one for one in page.iter("table") if one.findtext("caption") == title)
        said = {tr.find("th").text_content(): tr.findtext("td") for tr in table.xpath("tbody/tr[td]")}
        for name, of in rows:
            assert of != kind or str(said[name]).startswith("no data: "), name


def test_grades_come_first_and_what_went_wrong_last(page: Any) -> None:
    order = [section.get("aria-labelledby") for section in page.xpath("//main/section")]
    assert order == ["grades", "changes", "forces", "glossary", "missing", "made"]
    assert page.find_class("verdict")[0].getparent().get("aria-labelledby") == "made"


def test_the_rounds_of_the_long_reports_are_not_blank(page: Any, database: Path) -> None:
    graded = sqlite3.connect(database).execute(
        "SELECT kind, name, topic, grade FROM latest_judgments WHERE pillar IS NULL AND programme IN ('peel', 'frs')"
    )
    bodies = {"police": "Police forces: newest grades", "fire": "Fire and rescue services: newest grades"}
    seen = 0
    for kind, name, topic, grade in graded:
        (table,) = (one for one in page.iter("table") if one.findtext("caption") == bodies[kind])
        heads = [th.text_content() for th in table.findall("thead/tr")[1].findall("th")]
        (line,) = (tr for tr in table.xpath("tbody/tr[td]") if tr.find("th").text_content() == name)
        cell = line.findall("td")[heads.index(topic.replace("-", " ").capitalize())]
        assert cell.findtext("a") == grade[0].upper(), (name, topic)
        seen += 1
    assert seen > 50


def test_the_same_database_gives_the_same_text(database: Path, text: str) -> None:
    assert report_html(database) == text


@pytest.fixture(scope="module")
def made(hostile: Path) -> Any:
    return lxml_html.document_fromstring(report_html(hostile))


def test_hostile_text_stays_text(made: Any, page: Any) -> None:
    allowed = {str(element.tag) for element in page.iter()}
    assert {str(element.tag) for element in made.iter()} <= allowed
    assert len(made.xpath("//script")) == 1
    assert not [name for element in made.iter() for name in element.attrib if name.lower().startswith("on")]
    assert not [href for href in made.xpath("//@href") if not href.startswith(("#", "https://", "http://"))]
    assert "<script>window.bad=1</script>" in made.text_content()
    assert "{{ 7*7 }}" in made.text_content()


def test_hostile_text_in_an_address_is_no_link(made: Any) -> None:
    assert not [href for href in made.xpath("//article//@href") if "bad" in href]
    assert TEXT[:20] in made.text_content()


def test_a_report_of_all_that_will_be_in_years_fits_in_three_megabytes(decade: Path) -> None:
    count = sqlite3.connect(decade).execute("SELECT count(*) FROM assessments").fetchone()[0]
    text = report_html(decade)
    assert count >= _MANY
    assert len(text.encode()) < _MOST
    assert text.count('<article class="force"') >= 80


def test_changes_are_those_of_the_last_run(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)  # no charts: three reports in a moment
    copied = tmp_path / "peel.db"
    copied.write_bytes(database.read_bytes())
    state = tmp_path / "state.db"
    state.write_bytes(database.with_name("state.db").read_bytes())
    conn = sqlite3.connect(copied)
    told = "SELECT new_snapshot, count(*) FROM changes GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    snapshot, count = conn.execute(told).fetchone()
    assert count
    before = lxml_html.document_fromstring(report_html(copied))
    assert before.xpath("//section[@aria-labelledby='changes']//li")
    runs = sqlite3.connect(state)
    with runs:
        runs.execute("UPDATE outcomes SET outcome = 'unchanged'")
    quiet = lxml_html.document_fromstring(report_html(copied))
    assert not quiet.xpath("//section[@aria-labelledby='changes']//li")
    with runs:
        runs.execute("UPDATE outcomes SET outcome = 'loaded' WHERE snapshot = ?", (snapshot,))
    one = lxml_html.document_fromstring(report_html(copied))
    told_of = one.xpath("//section[@aria-labelledby='changes']//li")
    name, round_id = conn.execute(
        "SELECT o.name, a.round FROM snapshots s JOIN pages p ON p.id = s.page JOIN assessments a ON a.id = p.assessment "
        "JOIN organisations o ON o.id = a.organisation WHERE s.id = ?",
        (snapshot,),
    ).fetchone()
    assert told_of
    assert all(line.text_content().startswith(f"{name} {round_id}, ") for line in told_of)


def test_without_a_runs_database_it_says_so(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    copied = tmp_path / "peel.db"
    copied.write_bytes(database.read_bytes())
    page = lxml_html.document_fromstring(report_html(copied))
    assert page.find_class("verdict")[0].text == "No run is recorded beside this database"
    assert page.get_element_by_id("changes").text == "All changes: which the last run found is not known"


def test_a_runs_database_that_is_damaged_is_told(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    copied = tmp_path / "peel.db"
    copied.write_bytes(database.read_bytes())
    (tmp_path / "state.db").write_bytes(b"x" * 5000)
    met: list[PeelError] = []
    page = lxml_html.document_fromstring(report_html(copied, met.append))
    assert [fault.exit_code for fault in met] == [1]
    assert page.find_class("verdict")[0].text == met[0].message and "state.db cannot be read" in met[0].message
    assert "never asked for" not in page.text_content()


def test_without_the_chart_library_one_line_says_how_to_install_it(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtraError, match=re.escape("pipx install --force '.[report]'")):
        write_html(database, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()
    page = lxml_html.document_fromstring(report_html(database))
    assert not page.xpath("//*[local-name()='svg']")
    assert page.xpath("//table[@data-sort]")


def test_the_command_writes_the_file_beside_the_database(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out" / "r.html"
    cli.main(["report", "--db", str(database), "-o", str(target)], standalone_mode=False)
    assert capsys.readouterr().out.strip() == str(target)
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in target.parent.iterdir()] == ["r.html"]


def test_labels_of_charts_hold_nothing_that_ends_the_process_that_draws() -> None:
    shares = [Share(TEXT, TEXT, "good", 3), Share("Ünïted – a’b (1)", "a\x00\x1b\ud800b", "inadequate", 1)]
    drawn = spread_svg(shares, [share.line for share in shares], TEXT, 1)
    made = etree.fromstring(drawn)
    texts = [element.text for element in made.iter("{*}text")]
    assert "Ünïted – a’b (1)" in texts
    assert not [text for text in texts if text and set(text) & set('<>"\x1b\x00')]
    assert len(made.findall(".//{*}script")) == 0


def test_where_python_leaves_docstrings_out_no_chart_is_drawn_and_a_line_says_why(database: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from scraper.browse import report; from scraper.errors import UsageError\n"
        "try: report.drawn_html(Path(sys.argv[1]))\n"
        "except UsageError as error: print(error.message)\n"
        "print('<svg' in report.report_html(Path(sys.argv[1])))"
    )
    told = subprocess.run(
        [sys.executable, "-OO", "-c", program, str(database)], capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"charts can't be drawn .*PYTHONOPTIMIZE\nFalse\n", told.stdout)


def test_a_chart_that_can_not_be_drawn_is_a_line() -> None:
    with pytest.raises(ChartError, match=r"a chart can't be drawn \(.*\); see whether files"):
        _svg({"mark": 7}, [], "nothing")
