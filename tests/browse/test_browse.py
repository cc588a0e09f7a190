from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from lxml import html as lxml_html

from scraper.browse.errors import MissingExtraError, PortError
from scraper.browse.metadata import DATABASE, SOURCE_URL, metadata
from scraper.browse.queries import FIELDS, QUESTIONS
from scraper.browse.serve import HOST, application, browse
from scraper.cli import cli
from scraper.loader.tables import SPECS
from scraper.loader.views import VIEWS

from .databases import TEXT

STAFFORDSHIRE = "police~2Fstaffordshire~2F2016"
HOSTILE_SEARCHES = (
    '"', "'", '""', "*", "(", ")", "NEAR(", "a AND", "OR", "NOT", "^", ":", "text:", "-", "--", ";", "%", "_", "\\",
    "{}", "[]", "<script>", "a*b", "a\x00b", "é" * 300, " ", "‮", "' OR 1=1 --", "q" * 3000, "+", "\t\n", "🚒",
)  # fmt: skip

Get = Callable[..., Any]


@pytest.fixture(scope="module")
def get(database: Path) -> Get:
    """Asks the served application for a path, in this process."""
    return _getter(database)


def _getter(database: Path) -> Get:
    served = application(database)
    loop = asyncio.new_event_loop()
    apart = ThreadPoolExecutor(1)  # Playwright keeps a loop of its own running in the tests' thread

    def ask(path: str, **query: str) -> Any:
        whole = f"{path}?{urlencode(query)}" if query else path
        return apart.submit(lambda: loop.run_until_complete(served.client.get(whole))).result()

    return ask


@pytest.mark.parametrize("query", ["", "_sort=id", "kind=heading&_size=5"])
def test_the_csv_of_a_table_has_all_of_its_rows(query: str, get: Get, database: Path) -> None:
    """Datasette's own link stops at a thousand rows and does not say so."""
    shown = get(f"/peel/findings?{query}")
    (link,) = lxml_html.fromstring(shown.text).xpath("//p[@class='export-links']/a[.='CSV']/@href")
    answer = get(link)
    assert answer.status_code == 200
    where = " WHERE kind = 'heading'" if "heading" in query else ""
    with sqlite3.connect(database) as db:
        (count,) = db.execute(f"SELECT count(*) FROM findings{where}").fetchone()
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) == count > (0 if where else 1000) and set(rows[0]) == set(SPECS["findings"].names)


def _rows(get: Get, path: str, **query: str) -> list[dict[str, Any]]:
    answer = get(f"{path}.json", _shape="array", **query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = json.loads(answer.text)
    return found


def test_every_column_is_described_and_every_facet_exists(database: Path) -> None:
    tables = metadata()["databases"][DATABASE]["tables"]
    conn = sqlite3.connect(database)
    for name in [*(spec.name for spec in SPECS.values() if spec.table.data), *(view.name for view in VIEWS)]:
        columns = {row[1] for row in conn.execute(f'PRAGMA table_info("{name}")')}
        shown = tables[name]
        assert set(shown["columns"]) == columns
        assert all(shown["columns"].values())
        assert set(shown.get("facets", [])) <= columns
        assert {shown.get(key) for key in ("label_column", "sort", "sort_desc")} <= {*columns, None}
    for name in (spec.name for spec in SPECS.values() if not spec.table.data):
        assert tables[name] == {"hidden": True}


def test_units_licence_and_source_are_told() -> None:
    told = metadata()
    assert told["license"] == "Open Government Licence v3.0"
    assert told["source_url"] == SOURCE_URL
    columns = told["databases"][DATABASE]["tables"]["judgments"]["columns"]
    assert "Unit: rank 1-5." in columns["grade_rank"]
    assert "Unit: ISO 8601 day." in columns["last_updated"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_left_empty_is_answered(get: Get, question: Any) -> None:
    answer = get(f"/{DATABASE}/{question.name}")
    assert answer.status_code == 200
    assert lxml_html.document_fromstring(answer.text).findtext(".//h1") == question.title
    names = set(re.findall(r":([a-z_]+)", question.sql))
    shown = lxml_html.document_fromstring(answer.text).xpath("//form[contains(@class, 'ask-form')]//*[@name]/@name")
    assert set(shown) == {name for name in names if not FIELDS[name].is_of_links}


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("search", {"q": "sex offenders", "round": "2016"}, {"assessment": "police/staffordshire/2016"}),
        ("grades_of", {"name": "staffordshire", "kind": "police"}, {"effectiveness": "requires_improvement"}),
        ("areas_of", {"name": "police/staffordshire", "round": "2016"}, {"pillar": "efficiency", "grade": "good"}),
        ("spread", {"round": "2016", "kind": "police"}, {"question_key": "legitimacy", "grade": "good"}),
        ("moved", {"name": ""}, {"from_round": "2016"}),
        ("now", {"grade": "inadequate"}, {"grade": "inadequate", "name": "Cleveland", "topic": "effectiveness"}),
        ("latest", {"question_key": "efficiency"}, {"name": "Staffordshire", "grade": "good", "round": "2016"}),
        ("history", {"judgment": "police/staffordshire/2016/effectiveness"}, {"grade": "requires_improvement"}),
        ("evidence", {"judgment": "police/staffordshire/2016/effectiveness"}, {"source": "badge"}),
        ("figures", {"name": "staffordshire"}, {"figure": "cost", "local": 0.49, "national": 0.59}),
        ("asked", {"kind_of": "area_for_improvement"}, {"kind": "area_for_improvement"}),
        ("changed", {"since": "2014-01-01"}, {"cause": "site"}),
        ("trust", {"name": "staffordshire", "round": "2016"}, {"assessment": "police/staffordshire/2016"}),
    ],
)
def test_a_question_is_answered(get: Get, name: str, given: dict[str, str], expected: dict[str, Any]) -> None:
    rows = _rows(get, f"/{DATABASE}/{name}", **given)
    assert any(expected.items() <= row.items() for row in rows), rows[:3]


def test_a_change_of_a_page_without_an_assessment_is_told_of_its_organisation(
    get: Get, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)  # the report without charts: in a moment
    before = _rows(get, f"/{DATABASE}/changed", name="police/staffordshire")
    assert before
    copied = tmp_path / "peel.db"
    copied.write_bytes(database.read_bytes())
    with sqlite3.connect(copied) as conn:
        conn.execute("UPDATE changes SET assessment = NULL")
        told = conn.execute("SELECT count(*) FROM changes").fetchone()[0]
    other = _getter(copied)
    after = _rows(other, f"/{DATABASE}/changed", name="police/staffordshire")
    assert [{**row, "assessment": None} for row in before] == after
    assert len(_rows(other, f"/{DATABASE}/changed", _size="max")) == told
    page = lxml_html.document_fromstring(other("/-/report").text)
    assert page.xpath("//article[@id='police-staffordshire']//*[contains(text(), 'first seen so')]")


def test_parameters_narrow_the_answer(get: Get) -> None:
    everyone = _rows(get, f"/{DATABASE}/grades_of")
    fire = _rows(get, f"/{DATABASE}/grades_of", kind="fire")
    assert 0 < len(fire) < len(everyone)
    assert all(row["assessment"].startswith("fire/") for row in fire)
    assert all(row["round"] == "2016" for row in _rows(get, f"/{DATABASE}/grades_of", round="2016"))


@pytest.mark.parametrize("words", HOSTILE_SEARCHES, ids=range(len(HOSTILE_SEARCHES)))
def test_no_search_is_an_error(get: Get, words: str) -> None:
    assert get(f"/{DATABASE}/search", q=words, round="2015").status_code == 200
    assert get(f"/{DATABASE}/observations", _search=words, _size="5").status_code == 200


def test_words_between_quotes_are_a_phrase(get: Get) -> None:
    loose = _rows(get, f"/{DATABASE}/search", q="offenders sex")
    phrase = _rows(get, f"/{DATABASE}/search", q='"sex offenders"')
    assert loose and phrase
    assert not _rows(get, f"/{DATABASE}/search", q='"offenders sex"')


def test_a_row_leads_to_its_sentence_and_to_the_page_at_it(get: Get) -> None:
    page = lxml_html.document_fromstring(get(f"/{DATABASE}/judgments/{STAFFORDSHIRE}~2Feffectiveness").text)
    here, there = page.xpath("//th[text()='block']/following-sibling::td//@href")
    assert there.startswith("https://")
    words = unquote(there.partition("#:~:text=")[2]).split(",")
    assert words == ["The extent to which", "reducing crime requires improvement."]
    sentence = lxml_html.document_fromstring(get(here).text)
    (marked,) = sentence.find_class("here")
    assert "is effective at keeping people safe and reducing crime requires improvement" in marked.text_content()
    assert f"/{DATABASE}/judgments/{STAFFORDSHIRE}~2Feffectiveness" in sentence.xpath("//@href")
    assert there in sentence.xpath("//@href")
    assert all(get(href).status_code == 200 for href in sentence.xpath("//main//@href") if href.startswith("/"))


@pytest.mark.parametrize("path", ["/-/sentence/none/1", "/-/sentence/x~2Fy/1", f"/-/sentence/none/{'9' * 40}"])
def test_a_sentence_that_is_not_there_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_ids_in_views_lead_to_rows(get: Get) -> None:
    page = lxml_html.document_fromstring(get(f"/{DATABASE}/grades_long", _size="20").text)
    links = [href for href in page.xpath("//table//td//@href") if href.startswith("/")]
    assert len(links) >= 40
    assert {get(href).status_code for href in links[:12]} == {200}


def topics(table: str, column: str, get: Get) -> set[str]:
    """The pages of topics that a table leads to, shown with a row for each of its topics."""
    page = lxml_html.document_fromstring(get(f"/{DATABASE}", sql=f"SELECT * FROM {table} GROUP BY {column}").text)
    links = (link.get("href", "") for cell in page.iter("td") for link in cell.iter("a"))  # `//td//@href` takes seconds
    return {href for href in links if href.startswith("/topic/")}


def test_every_topic_that_is_a_link_has_a_page(get: Get) -> None:
    links = [
        topics(table, column, get)
        for table, column in (
            ("grades_long", "question_key, topic"),
            ("findings", "question_key"),
            ("latest_judgments", "topic"),
        )
    ]
    assert all(len(some) > 40 for some in links)
    assert {get(href).status_code for href in set().union(*links)} == {200}


@pytest.mark.parametrize(
    ("table", "column"), [("key_facts_long", "topic"), ("key_facts", "topic"), ("sections", "question_key")]
)
def test_what_is_no_topic_leads_to_none(table: str, column: str, get: Get) -> None:
    assert topics(table, column, get) == set()


def test_what_is_shown_is_one_file_though_a_run_puts_a_newer_one_in_its_place(database: Path, tmp_path: Path) -> None:
    shown, newer = tmp_path / "peel.db", tmp_path / "newer.db"
    for copied in (shown, newer):
        copied.write_bytes(database.read_bytes())
    with sqlite3.connect(newer) as conn:
        conn.execute("UPDATE organisations SET name = 'Newer' WHERE id = 'police/cleveland'")
    served = application(shown).get_database(DATABASE)
    assert not served.is_replaced
    newer.replace(shown)
    assert served.is_replaced
    names = [
        served.connect().execute("SELECT name FROM organisations WHERE id = 'police/cleveland'").fetchone()[0]
        for _ in range(served.ds.setting("num_sql_threads"))
    ]
    assert set(names) == {"Cleveland"}


def asked(served: Any, path: str) -> Any:
    """What is answered; asked in a thread, since the browser of other tests may have a loop in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(served.client.get(path))).result()


@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_file_that_is_replaced_or_taken_away_is_shown_to_the_end(
    is_replaced: bool, database: Path, tmp_path: Path
) -> None:
    shown = tmp_path / "peel.db"
    shutil.copy(database, shown)
    served = application(shown)
    before = served.get_database(DATABASE).hash
    if is_replaced:
        shutil.copy(database, tmp_path / "newer.db")
        with closing(sqlite3.connect(tmp_path / "newer.db")) as conn:
            conn.execute("DELETE FROM changes")
            conn.commit()
        (tmp_path / "newer.db").replace(shown)
    else:
        shown.unlink()
    paths = (
        "/",
        "/peel",
        "/organisation/police/kent",
        "/topics",
        "/peel/pages",
        *(("/-/report",) if is_replaced else ()),
    )
    for path in paths:
        found = asked(served, path)
        assert found.status_code == 200, path
        assert path == "/-/report" or "replaced or taken away" in found.text
    assert served.get_database(DATABASE).hash == before


@pytest.mark.parametrize("name", ["a%41b", "what?mode=rw", "no#1", "50%", "a b", "ü"])
def test_a_place_of_any_name_is_shown_and_nothing_is_made_beside_it(name: str, database: Path, tmp_path: Path) -> None:
    shown = tmp_path / name / "peel.db"
    shown.parent.mkdir()
    shutil.copy(database, shown)
    served = application(shown)
    assert asked(served, "/organisations").status_code == 200
    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert [one.name for one in shown.parent.iterdir()] == ["peel.db"]


def test_nothing_can_be_written_and_machinery_is_hidden(get: Get, database: Path) -> None:
    before = database.read_bytes()
    answer = get(f"/{DATABASE}", sql="delete from judgments")
    assert answer.status_code == 400
    home = get("/").text
    assert "_records" not in home
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "path", ["/", f"/{DATABASE}", f"/{DATABASE}/grades", "/-/report", "/-/peel.css", f"/{DATABASE}/judgments.json"]
)
def test_every_answer_forbids_other_hosts(get: Get, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)  # the report without charts: in a moment
    answer = get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_hostile_text_stays_text(hostile: Path) -> None:
    get = _getter(hostile)
    paths = ["/", f"/{DATABASE}/grades", f"/{DATABASE}/search?q=window&round=2015"]
    paths += [
        "/organisations",
        "/organisation/police/cleveland",
        "/organisation/police/staffordshire",
        "/topics",
        "/-/report",
    ]
    paths += ["/compare?with=police/cleveland&with=police/staffordshire", f"/{DATABASE}/asked", f"/{DATABASE}/changed"]
    paths += [f"/{DATABASE}/{name}?_size=10" for name, spec in SPECS.items() if spec.table.data]
    seen = 0
    for path in paths:
        page = lxml_html.document_fromstring(get(path).text)
        assert not page.xpath("//img[contains(@src, 'x')] | //iframe | //main//*[local-name()='svg' and @onload]")
        assert not [script for script in page.xpath("//main//script/text()") if "window.bad" in script]
        assert not [name for one in page.find(".//main").iter() for name in one.attrib if name.startswith("on")]
        assert not [href for href in page.xpath("//@href") if href.lstrip().lower().startswith(("javascript", "data:"))]
        seen += TEXT[:29] in page.text_content()
    assert seen > 10


def test_the_metadata_can_be_had_for_a_datasette_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["browse", "--metadata"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out) == metadata()


@pytest.mark.parametrize("typed", ["", '"', "a AND (", "anti-social*"])
def test_each_question_has_an_answer_in_a_datasette_of_ones_own(database: Path, typed: str) -> None:
    """There `escape_fts` is Datasette's, which makes nothing of a text without a word."""
    from datasette.utils import escape_fts

    with closing(sqlite3.connect(database)) as db:
        db.create_function("escape_fts", 1, escape_fts)
        for name, query in metadata()["databases"][DATABASE]["queries"].items():
            given = dict.fromkeys(re.findall(r":([a-z_]+)", query["sql"]), "") | {"q": typed}
            assert db.execute(query["sql"], given).fetchall() is not None, name


def test_a_port_that_is_taken_is_one_line(database: Path) -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        with pytest.raises(PortError, match="name another with --port") as caught:
            browse(database, other.getsockname()[1], open_browser=False)
    assert "\n" not in caught.value.message
    with pytest.raises(PortError):
        browse(database, 70000, open_browser=False)


def test_without_datasette_one_line_says_how_to_install_it(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    with pytest.raises(MissingExtraError, match=re.escape("pipx install --force '.[browse]'")):
        application(database)
