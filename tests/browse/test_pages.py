"""The pages beside Datasette's, as they are served: addresses, files, forms."""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from schemas.vocabulary import Grade, Pillar, Status
from scraper.browse.asked import newest_asked
from scraper.browse.facts import read_panels
from scraper.browse.pages.compare import asked_lines
from scraper.browse.queries import FIELDS, QUESTIONS
from scraper.browse.read import read_assessment
from scraper.browse.show import show
from scraper.browse.words import ABSENCE_MARKS, GRADE_MARKS
from scraper.catalogue.organisations import ORGANISATIONS, organisation_rows
from scraper.loader.database import open_database
from scraper.loader.load import load, set_organisations
from scraper.store.sqlite import Database
from tests.loader.graded import force_page
from tests.loader.pages import snapshot

from .test_browse import Get, _getter


@pytest.fixture(scope="module")
def get(database: Path) -> Get:
    return _getter(database)


@pytest.fixture(scope="module")
def conn(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(database)


def _page(get: Get, path: str, **query: str) -> Any:
    answer = get(path, **query)
    assert answer.status_code == 200, answer.text[:300]
    return lxml_html.document_fromstring(answer.text)


def _csv(get: Get, path: str, **query: str) -> list[dict[str, str]]:
    answer = get(path, **query)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].endswith('.csv"')
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_everyone_has_a_page_with_every_grade(get: Get, conn: sqlite3.Connection) -> None:
    for key in ("police/cleveland", "police/cumbria", "fire/avon", "police/derbyshire", "police/northumbria"):
        page = _page(get, f"/organisation/{key}")
        letters = [
            td.text_content().split()[0]
            for td in page.xpath("//table[contains(@class, 'strip')]//td[not(contains(@class, 'nothing'))]")
        ]
        (wanted,) = conn.execute(
            "SELECT count(*) FROM grades_long WHERE organisation = ? AND programme IN ('peel', 'frs')", (key,)
        ).fetchone()
        assert len(letters) == wanted, key
        assert ORGANISATIONS[key].full_name in page.findtext(".//h1")


def test_every_grade_of_a_page_leads_to_its_sentence(get: Get) -> None:
    page = _page(get, "/organisation/police/cleveland")
    links = page.xpath("//table[contains(@class, 'strip')]//td/a/@href")
    assert len(links) >= 7
    for href in links:
        assert _page(get, href).xpath("//*[@aria-current='true']")


def test_who_has_no_data_is_told_why(get: Get) -> None:
    assert "never asked for" in _page(get, "/organisation/police/northumbria").text_content()
    listed = _page(get, "/organisations").text_content()
    assert all(one.name in listed for one in ORGANISATIONS.values())


def test_who_the_database_does_not_know_yet_stands_as_the_catalogue_has_them(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)  # the report without charts: in a moment
    copied = tmp_path / "peel.db"
    copied.write_bytes(database.read_bytes())
    with sqlite3.connect(copied) as conn:
        assert conn.execute("DELETE FROM organisations WHERE id = 'police/northumbria'").rowcount == 1
    get = _getter(copied)
    page = _page(get, "/organisation/police/northumbria")
    assert "Northumbria" in page.findtext(".//h1")
    assert "never asked for" in page.text_content() or "missing without" in page.text_content()
    assert "Northumbria" in _page(get, "/organisations").text_content()
    assert "Northumbria" in _page(get, "/-/report").text_content()


def test_what_is_near_an_address_that_is_none_is_named(get: Get) -> None:
    assert "Did you mean /organisation/police/surrey?" in get("/organisation/police/surry").text
    assert "Did you mean /topic/investigating-crime" in get("/topic/investigatin-crime").text


def test_who_became_part_of_another_is_not_shown_as_of_today(tmp_path: Path) -> None:
    db = open_database(tmp_path / "peel.db")
    set_organisations(db, organisation_rows())
    made = force_page("police/hampshire", "2016", {Pillar.EFFECTIVENESS: Grade.GOOD})
    load(db, snapshot(made, "2017-01-01T00:00:00"), made)
    refused = "INSERT INTO snapshots SELECT 'refused', page, url, '2026-01-01T00:00:00Z', source, status, 'x', etag, last_modified, warc_file"
    db.execute(f"{refused}, 0, parser_version, 'soft_404', '', 0, 0, 0, 0, NULL, dated_by, NULL FROM snapshots")
    db.conn.commit()
    db.close()
    get = _getter(tmp_path / "peel.db")
    old, new = (_page(get, f"/organisation/police/hampshire{more}") for more in ("", "-and-isle-of-wight"))
    assert "now part of Hampshire and Isle of Wight Constabulary" in " ".join(old.text_content().split())
    assert "/organisation/police/hampshire" in new.xpath("//p/a/@href")
    assert "now part of police/hampshire-and-isle-of-wight" in " ".join(_page(get, "/-/report").text_content().split())
    (row,) = _csv(get, "/answer/now.csv")
    assert row["now_part_of"] == "Hampshire and Isle of Wight"
    # A capture that was refused makes nothing fresher.
    for path in ("/", "/-/report", "/organisation/police/hampshire"):
        said = _page(get, path).text_content()
        assert "2017-01-01" in said and "2026-01-01" not in said, path


def test_a_newest_grade_has_beside_it_what_makes_it_old(get: Get) -> None:
    for question in ("now", "latest"):
        rows = _csv(get, f"/answer/{question}.csv")
        newer = [row for row in rows if row["newer_round"]]
        assert newer and all(row["newer_round"] > row["round"] for row in newer)
        assert any(row["carried_from"] for row in rows)
        assert not [row for row in newer if "/child-protection/" in row["judgment"]]


def test_a_grade_that_the_newest_capture_states_no_more_is_told_as_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = open_database(tmp_path / "peel.db")
    for said, day in ((Grade.GOOD, "2017-01-01"), (Status.UNREADABLE, "2018-01-01")):
        made = force_page("police/surrey", "2016", {Pillar.EFFECTIVENESS: said})
        load(db, snapshot(made, f"{day}T00:00:00"), made)
    db.close()
    get = _getter(tmp_path / "peel.db")
    (cell,) = _page(get, "/organisation/police/surrey").xpath("//table[contains(@class, 'strip')]//td[a]")
    assert "no longer stated" in cell.text_content()
    sentence = _page(get, cell.xpath("a/@href")[0])
    assert "effective at keeping people safe and reducing crime good." in sentence.text_content()
    assert "2017-01-01T00:00:00Z" in sentence.text_content()
    (now,), (why,) = (_csv(get, f"/answer/{name}.csv", name="police/surrey") for name in ("now", "evidence"))
    assert (now["captured"], now["kept_from"], why["source"]) == ("2017-01-01", "2017-01-01", "no_longer_stated")
    show(tmp_path / "peel.db", "police/surrey/2016")
    assert "Effectiveness: Good\n      no longer stated, kept from" in capsys.readouterr().out


def test_what_a_letter_asks_is_not_told_as_what_a_later_letter_says_of_it(get: Get) -> None:
    asked = " ".join(_page(get, "/organisation/fire/cumbria").find_class("asked")[0].text_content().split())
    assert "in the letter of 2022-01-19" in asked and "see the letter of" not in asked


def test_a_citation_names_the_rounds_that_are_there(get: Get, conn: sqlite3.Connection) -> None:
    rounds = sorted(r for (r,) in conn.execute("SELECT round FROM assessments WHERE id LIKE 'police/cleveland/20%'"))
    cited = _page(get, "/organisation/police/cleveland").get_element_by_id("citation").text_content()
    assert f", {' to '.join(dict.fromkeys((rounds[0], rounds[-1])))}, pages as captured" in cited


def test_of_what_two_pages_print_of_one_period_the_newer_capture_speaks(tmp_path: Path) -> None:
    db = open_database(tmp_path / "peel.db")
    for round_id, value, day in (("2016", 2.8, "2020-01-01"), ("2017", 2.9, "2021-01-01")):
        made = force_page("police/surrey", round_id, {Pillar.EFFECTIVENESS: Grade.GOOD}, figure=("2019/20", value))
        load(db, snapshot(made, f"{day}T00:00:00"), made)
    ((panel,),) = read_panels(db.conn).values()
    assert [one.local for one in panel.figures] == ["2.9 per 1,000 people"]
    assert db.execute("SELECT value, agree FROM key_facts_long").fetchall() == [(2.9, 0)]


def test_what_is_printed_twice_is_asked_once_and_nothing_asked_is_no_nought(database: Path) -> None:
    db = sqlite3.connect(":memory:")
    sqlite3.connect(database).backup(db)
    before = newest_asked(db)
    names = [row[1] for row in db.execute("PRAGMA table_info(recommendations)")]
    again = ", ".join(
        {"id": "id || '-2'", "position": "position + 50", "printing": "2"}.get(name, name) for name in names
    )
    db.execute(f"INSERT INTO recommendations SELECT {again} FROM recommendations")
    assert newest_asked(db) == before
    lines = dict(asked_lines([before["police/cleveland"], None]))
    assert lines and all(isinstance(mine, int) and theirs is None for mine, theirs in lines.values())


def test_what_two_pages_of_an_assessment_ask_is_asked_once_everywhere(database: Path, get: Get) -> None:
    """The two pages of a pillar print the same areas for improvement."""
    db = sqlite3.connect(database)
    pages = "SELECT text, count(DISTINCT snapshot) FROM recommendations WHERE assessment = 'police/gwent/2018-19' GROUP BY 1"
    texts = dict(db.execute(pages).fetchall())
    assert len(texts) == 3 and set(texts.values()) == {2}
    assert newest_asked(db)["police/gwent"].count("area for improvement") == 3
    page = get("/organisation/police/gwent").text
    found = read_assessment(Database(db), "police/gwent/2018-19")
    assert found is not None
    for text in texts:
        assert page.count(text) == sum(row.text == text for row in found.recommendations) == 1
    rows = _csv(get, "/answer/asked.csv", name="police/gwent", round="2018-19")
    assert sorted(row["text"] for row in rows) == sorted(texts)


@pytest.mark.parametrize(
    "path",
    [
        "/organisation/police/nowhere",
        "/organisation/x/y",
        "/topic/nothing",
        "/topic/nothing.csv",
        f"/-/sentence/x/{'9' * 5000}",
        "/answer/nothing.csv",
    ],
)
def test_what_is_not_there_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_a_choice_leads_to_a_page(get: Get) -> None:
    assert get("/organisation", id="police/surrey").headers["location"] == "/organisation/police/surrey"
    assert get("/organisation", id="https://evil.example/").headers["location"] == "/organisations"


def test_files_have_what_the_page_has_and_no_more(get: Get, conn: sqlite3.Connection) -> None:
    count = "SELECT count(*) FROM grades_long WHERE "
    own = _csv(get, "/organisation/police/cleveland.csv")
    assert {row["organisation"] for row in own} == {"police/cleveland"}
    assert len(own) == conn.execute(count + "organisation = 'police/cleveland'").fetchone()[0]
    topics = dict(conn.execute("SELECT topic, count(*) FROM grades_long WHERE topic IS NOT NULL GROUP BY topic"))
    for topic in ("investigating-crime", "vetting-and-counter-corruption", "professional-standards"):
        shown = _page(get, f"/topic/{topic}").xpath("//table[@class='strip']//td/a|//ul[contains(@class, 'grades')]/li")
        assert len(shown) == len(_csv(get, f"/topic/{topic}.csv")) == topics[topic] > 0, topic
    assert {href.rpartition("/")[2] for href in _page(get, "/topics").xpath("//tbody//a/@href")} == set(topics)
    five = [
        f"with={key}"
        for key in ("police/cleveland", "fire/avon", "police/kent", "police/essex", "police/cumbria", "nobody")
    ]
    left = " ".join(_page(get, f"/compare?{'&'.join(five)}").text_content().split())
    assert "only those that are known: nobody, police/cumbria." in left
    pair = _csv(get, "/compare.csv?with=police/cleveland&with=fire/avon&with=nobody")
    assert {row["organisation"] for row in pair} == {"police/cleveland", "fire/avon"}


def test_a_file_runs_nothing_in_a_spreadsheet(hostile: Path) -> None:
    conn = sqlite3.connect(hostile)
    conn.execute("UPDATE organisations SET name = '=cmd()' WHERE id = 'police/cleveland'")
    conn.commit()
    conn.close()
    (name,) = {row["organisation_name"] for row in _csv(_getter(hostile), "/organisation/police/cleveland.csv")}
    assert name == "'=cmd()"


def test_the_file_of_an_answer_is_whole(get: Get, conn: sqlite3.Connection) -> None:
    rows = _csv(get, "/answer/search.csv", q="victims", kind="police", round="2018-19")
    assert rows
    assert {row["round"] for row in rows} == {"2018-19"}
    assert "hit" not in rows[0]
    assert all("victim" in row["sentence"].casefold() for row in rows)
    region = {row["organisation"] for row in _csv(get, "/answer/now.csv", region="Wales")}
    assert region
    assert region <= {key for (key,) in conn.execute("SELECT id FROM organisations WHERE region = 'Wales'")}


def test_forms_offer_what_the_data_has(get: Get, conn: sqlite3.Connection) -> None:
    page = _page(get, "/peel/search")
    offered = {select.get("name"): [option.get("value") for option in select][1:] for select in page.iter("select")}
    assert set(offered["round"]) == {row[0] for row in conn.execute("SELECT round FROM assessments")}
    assert set(offered["name"]) == {row[0] for row in conn.execute("SELECT organisation FROM assessments")}
    assert "North East" in offered["region"]
    labels = {field.label for field in FIELDS.values()}
    for question in QUESTIONS:
        form = _page(get, f"/peel/{question.name}?name=police/surrey").find_class("ask-form")[0]
        assert {label.text for label in form.iter("label")} <= labels


def test_an_answer_stands_above_its_sql_and_has_words_for_heads(get: Get) -> None:
    text = get("/peel/now", grade="inadequate").text
    assert "Custom SQL" not in text
    assert text.index("<table") < text.index("SELECT name, kind, topic")
    page = lxml_html.document_fromstring(text)
    heads = [th.text for th in page.xpath("//th[@scope='col']")]
    assert heads[:4] == ["Force or service", "Kind", "Topic", "Grade"]
    assert not [head for head in heads if "_" in head]
    (badge,) = {href.partition("?")[0] for href in page.xpath("//td[contains(@class, 'col-grade')]//@href")}
    assert badge == "/peel/evidence"


def test_every_mark_is_explained(get: Get) -> None:
    said = _page(get, "/glossary").text_content()
    for mark in (*GRADE_MARKS, *ABSENCE_MARKS):
        assert mark.meaning.endswith(".")
        assert mark.meaning in said


def test_the_start_page_tells_how_fresh_and_how_checked_it_is(get: Get, conn: sqlite3.Connection) -> None:
    said = " ".join(_page(get, "/").text_content().split())
    (captured,) = conn.execute("SELECT max(captured_at) FROM snapshots").fetchone()
    assert f"captured on {captured[:10]}; the last run ended" in said
    agree, stated = conn.execute("SELECT sum(agreement), count(agreement) FROM judgments").fetchone()
    assert f"it agrees with itself {agree} times of {stated}" in said
    assert "grades that people read by hand: " in said
    chosen = _page(get, "/", topic="effectiveness")
    assert chosen.xpath("//select[@id='topic']//option[@selected]/@value") == ["effectiveness"]
    squares = chosen.xpath("//svg//a/@aria-label")
    assert "I Clevel: Cleveland, Inadequate, 2018-19" in squares
    beside = chosen.xpath("//details[contains(@class, 'beside')]//tbody/tr/th")
    assert len(beside) == len(squares)
