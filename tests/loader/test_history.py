"""What a newer capture lacks, restates or drops; which page speaks; what a newer parser changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from schemas.extraction import Extraction, problem
from schemas.page_types import PageType
from schemas.text import fold
from schemas.vocabulary import Grade, Pillar, Status
from scraper.loader.captures import known, stale
from scraper.loader.changes import Wanted, changes
from scraper.loader.errors import RowNotFoundError
from scraper.loader.gone import mark_gone
from scraper.loader.load import LoadResult, load, reparse
from scraper.loader.tables import SPECS
from scraper.loader.why import TABLES, fragment_link, why
from scraper.store.sqlite import Database

from .compare import check_sound, content
from .pages import (
    FIGURES,
    OBSERVATIONS,
    SITE,
    STAFFORDSHIRE,
    assessment_page,
    before_grading,
    letter_page,
    page,
    pillar_page,
    publication_page,
    refused_page,
    snapshot,
)
from .sample import fill

E = Pillar.EFFECTIVENESS
KEY = f"{STAFFORDSHIRE}/effectiveness"
OLD, NEW, LATER = "2017-03-02T10:00:00", "2018-03-02T10:00:00", "2019-03-02T10:00:00"


def put(db: Database, made: Extraction, time: str | None = OLD, **more: Any) -> LoadResult:
    return load(db, snapshot(made, time), made, **more)


def judgment_row(db: Database, key: str = KEY) -> dict[str, Any]:
    return next(iter(db.query("SELECT * FROM judgments WHERE id = ?", [key])), {})


def codes(db: Database) -> set[str]:
    return {row[0] for row in db.execute("SELECT code FROM problems")}


def test_a_lost_badge_date_and_inspector_stay_with_their_own_snapshot(db: Database) -> None:
    first = put(db, assessment_page()).snapshot
    put(db, assessment_page(badges=False, headlines=False, dates={E: None}, inspector=None), NEW)
    row = judgment_row(db)
    assert (row["status"], row["grade"], row["last_updated"]) == (
        "graded",
        "requires_improvement",
        "2017-03-02",
    )
    assert row["statement"] and row["snapshot"] != first
    kept = set(
        db.execute(
            "SELECT table_name, column_name, snapshot FROM kept_values WHERE row_id IN (?, ?)",
            [KEY, STAFFORDSHIRE],
        )
    )
    assert {
        ("judgments", "grade", first),
        ("judgments", "last_updated", first),
        ("assessments", "inspector_name", first),
    } <= kept
    assert codes(db) == {"no_longer_stated"}
    assert db.execute("SELECT count(*) FROM changes").fetchone() == (0,)
    assert any(one.role == "kept:grade" and one.snapshot == first for one in why(db, "judgments", KEY).evidence)
    put(db, assessment_page(), LATER)
    assert codes(db) == set() and db.table("kept_values").count == 0
    check_sound(db)


def test_what_a_page_restates_is_a_change_and_keeps_nothing_of_the_old_verdict(db: Database) -> None:
    put(db, assessment_page())
    put(db, assessment_page({E: Grade.GOOD}, headlines=False, dates={E: None}), NEW)
    row = judgment_row(db)
    assert (row["grade"], row["statement"], row["last_updated"]) == ("good", None, None)
    assert "Staffordshire 2016, effectiveness: requires improvement → good, first seen so on 2 March 2018" in [
        one.sentence for one in changes(db)
    ]


def with_record(made: Extraction, **values: Any) -> Extraction:
    assert made.record is not None
    return made.model_copy(update={"record": made.record.model_copy(update=values)})


def contradicting(made: Extraction) -> Extraction:
    """Return the page with a badge that says another grade than the sentence."""
    assert made.record is not None
    first, *rest = made.record.judgments
    sentence, badge, *more = first.witnesses
    other = [sentence, badge.model_copy(update={"grade": Grade.GOOD}), *more]
    return with_record(made, judgments=[first.model_copy(update={"witnesses": other}), *rest])


def test_a_copy_with_a_damaged_head_tells_no_news_of_what_the_whole_page_said_too(db: Database) -> None:
    put(db, contradicting(assessment_page()))
    put(db, with_record(assessment_page({E: Grade.GOOD}, headlines=False), introduction=[]), NEW)
    assert (judgment_row(db)["grade"], judgment_row(db)["statement"] is None) == ("requires_improvement", False)
    assert db.execute("SELECT introduction IS NULL FROM assessments").fetchone() == (0,)
    assert db.table("changes").count == 0
    put(db, assessment_page({E: Grade.OUTSTANDING}, headlines=False), LATER)
    assert judgment_row(db)["grade"] == "outstanding"


def test_a_capture_of_a_part_keeps_the_named_absences_it_does_not_show(db: Database) -> None:
    key = f"{STAFFORDSHIRE}/leadership"
    whole = assessment_page()
    assert whole.record is not None
    put(db, whole)
    assert judgment_row(db, key)["status"] == "narrative_only"
    part = with_record(whole, judgments=[one for one in whole.record.judgments if one.pillar is not Pillar.LEADERSHIP])
    put(db, part.model_copy(update={"problems": [problem("section_missing", "Leadership is missing.")]}), NEW)
    assert judgment_row(db, key)["status"] == "narrative_only"
    put(db, part, LATER)
    assert judgment_row(db, key) == {}


def test_the_rows_of_a_section_that_is_gone_are_a_change_and_its_judgment_is_not(db: Database) -> None:
    first = put(db, assessment_page()).snapshot
    made = put(db, assessment_page({E: Status.SECTION_MISSING}, dates={E: None}, figures=[]), NEW)
    row = judgment_row(db)
    assert (row["status"], row["grade"]) == ("graded", "requires_improvement")
    kept = "SELECT value, snapshot FROM kept_values WHERE row_id = ? AND column_name = 'grade'"
    assert db.execute(kept, [KEY]).fetchone() == ("requires_improvement", first)
    gone = set(db.execute("SELECT row_id FROM changes WHERE column_name = '*' AND new IS NULL"))
    assert len(gone) == len(FIGURES)
    assert db.execute("SELECT DISTINCT new_snapshot FROM changes").fetchall() == [(made.snapshot,)]
    assert db.execute("SELECT key_facts_period FROM assessments").fetchone() == (None,)
    explained = why(db, "judgments", KEY)
    assert explained.headings[0] == "Staffordshire 2016" and "Efficiency" in explained.headings


def test_an_inserted_paragraph_moves_nothing(db: Database) -> None:
    put(db, assessment_page())
    before = {row[0] for row in db.execute("SELECT id FROM observations")}
    put(db, assessment_page(observations=["Something new.", *OBSERVATIONS]), NEW)
    after = {row[0] for row in db.execute("SELECT id FROM observations")}
    assert before < after and len(after - before) == 1
    rows = db.execute("SELECT table_name, column_name, old, new FROM changes").fetchall()
    assert rows == [("observations", "*", None, "Something new.")]


def test_a_repeated_paragraph_has_an_id_of_its_own(db: Database) -> None:
    put(db, assessment_page(observations=["Twice.", "Twice."]))
    ids = [row[0] for row in db.execute("SELECT id FROM observations ORDER BY id")]
    assert ids[1] == f"{ids[0]}-2"
    assert ids[0].startswith(f"{STAFFORDSHIRE}/observations/assessment/hmis-observations/")


def test_ids_are_those_of_the_contract(db: Database) -> None:
    put(db, assessment_page())
    put(db, pillar_page())
    ids = {row[0] for name in ("judgments", "key_facts", "pages") for row in db.execute(f"SELECT id FROM {name}")}
    assert {
        KEY,
        f"{KEY}/preventing-crime",
        f"{STAFFORDSHIRE}/key-facts/workforce/per_1000_population/national",
        f"{STAFFORDSHIRE}/assessment",
        f"{STAFFORDSHIRE}/pillar/effectiveness",
    } <= ids


def test_a_pillar_is_the_assessment_pages_and_a_question_the_pillar_pages(db: Database) -> None:
    put(db, pillar_page(kind=PageType.FINDINGS, said=Grade.GOOD))
    assert judgment_row(db)["page"] == f"{STAFFORDSHIRE}/findings/effectiveness"
    put(db, pillar_page(said=Grade.GOOD))
    assert judgment_row(db)["page"] == f"{STAFFORDSHIRE}/pillar/effectiveness"
    put(db, assessment_page())
    assert judgment_row(db)["page"] == f"{STAFFORDSHIRE}/assessment"
    assert judgment_row(db)["grade"] == "requires_improvement"
    assert judgment_row(db, f"{KEY}/preventing-crime")["page"] == f"{STAFFORDSHIRE}/pillar/effectiveness"
    captures = db.execute("SELECT DISTINCT snapshot FROM witnesses WHERE judgment = ?", [KEY]).fetchall()
    assert len(captures) == 3 and codes(db) == {"pages_disagree"}
    check_sound(db)


def test_a_page_without_the_section_does_not_speak(db: Database) -> None:
    put(db, assessment_page({E: Status.SECTION_MISSING}, dates={E: None}))
    put(db, pillar_page())
    assert judgment_row(db)["page"] == f"{STAFFORDSHIRE}/pillar/effectiveness"
    assert judgment_row(db)["status"] == "graded" and codes(db) == set()


def test_a_revisit_is_current_and_the_initial_grade_is_the_previous_one(db: Database) -> None:
    put(db, assessment_page())
    put(db, letter_page(Grade.GOOD), NEW)
    row = judgment_row(db)
    assert (row["grade"], row["previous_grade"], row["previous_round"]) == (
        "good",
        "requires_improvement",
        "2016",
    )
    assert "pages_disagree" not in codes(db)


def test_police_and_fire_of_one_name_stay_two(db: Database) -> None:
    put(db, assessment_page())
    fire = page(organisation="fire/staffordshire", round_id="2018-19", url=f"{SITE}/frs-assessment/staffordshire/")
    put(db, assessment_page(where=fire))
    assert db.execute("SELECT id, kind FROM organisations ORDER BY id").fetchall() == [
        ("fire/staffordshire", "fire"),
        ("police/staffordshire", "police"),
    ]


def test_a_newer_parser_is_named_as_the_cause(db: Database) -> None:
    put(db, before_grading(), OLD, parser_version="1")
    put(db, assessment_page(observations=OBSERVATIONS[:1]), NEW, parser_version="1")
    site = {row[4:8] for row in content(db)["changes"]}
    waiting = stale(db, "2")
    assert len(waiting) == 1 and waiting[0].warc_file == "peel-00001.warc.gz"
    done = reparse(db, waiting[0], assessment_page(), parser_version="2")
    assert done.outcome == "loaded" and stale(db, "2") == []
    by_parser = db.execute("SELECT table_name, new, old_snapshot = new_snapshot FROM changes WHERE cause = 'parser'")
    assert sorted(by_parser) == [("observations", text, 1) for text in sorted(OBSERVATIONS[1:])]
    assert {row[4:8] for row in content(db)["changes"] if row[10] == "site"} == site
    assert db.table("observations").count == len(OBSERVATIONS)
    assert [one.cause for one in changes(db) if "read so by a newer parser" in one.sentence] == ["parser"] * 2
    put(db, assessment_page({E: Grade.GOOD}), LATER, parser_version="2")
    newest = db.execute("SELECT DISTINCT cause, table_name FROM changes WHERE seen_at LIKE '2019%'").fetchall()
    assert set(newest) == {("site", "judgments")}
    check_sound(db)


def test_a_newer_parser_that_refuses_blanks_nothing(db: Database) -> None:
    put(db, assessment_page(), parser_version="1")
    before = content(db)
    assert reparse(db, stale(db, "2")[0], refused_page(), parser_version="2").outcome == "rejected"
    assert load(db, snapshot(assessment_page()), refused_page(), parser_version="2").outcome == "rejected"
    assert content(db) == before


def test_a_newer_parser_can_find_that_a_page_is_another(db: Database) -> None:
    put(db, assessment_page(), parser_version="1")
    put(db, pillar_page(), parser_version="1")
    other = assessment_page(where=page(organisation="police/northshire"))
    first = next(one for one in stale(db, "2") if one.page.endswith("assessment"))
    reparse(db, first, other, parser_version="2")
    assert judgment_row(db)["page"] == f"{STAFFORDSHIRE}/pillar/effectiveness"
    assert db.execute("SELECT count(*) FROM observations WHERE assessment = ?", [STAFFORDSHIRE]).fetchone() == (0,)
    assert db.execute("SELECT effectiveness FROM grades WHERE name = 'Northshire'").fetchone() == (
        "requires_improvement",
    )
    check_sound(db)


def test_a_refused_capture_is_recorded_and_touches_nothing(db: Database) -> None:
    put(db, assessment_page())
    before = content(db)
    done = put(db, refused_page(), NEW)
    assert (done.outcome, done.page) == ("rejected", None)
    assert put(db, refused_page(), NEW).rows_written == 0
    row = db.execute("SELECT page, refused, refused_message FROM snapshots WHERE id = ?", [done.snapshot]).fetchone()
    assert row == (None, "blocked", "a challenge page")
    assert {name for name, rows in content(db).items() if rows != before[name]} == {"snapshots", "problems"}


@pytest.mark.parametrize("key", ["", f"{STAFFORDSHIRE}/assessment", "unknown/before"])
def test_all_that_an_address_had_is_gone_with_it_but_what_is_newer(key: str, db: Database) -> None:
    put(db, assessment_page())
    url = str(page().url)
    with db.atomic():
        row = dict(db.table("pages").get(f"{STAFFORDSHIRE}/assessment"))
        before = {**db.table("snapshots").get(row["snapshot"]), "id": "before", "captured_at": "2016-06-01T00:00:00Z"}
        db.table("snapshots").insert({**before, "page": None})
        db.table("pages").insert(
            {**row, "id": "unknown/before", "type": "unknown", "assessment": None, "snapshot": "before"}
        )
    told = mark_gone(db, url, dt.datetime(2016, 7, 1, tzinfo=dt.UTC), key)
    assert told == "unknown/before"
    assert db.execute("SELECT id FROM pages WHERE gone_at IS NOT NULL").fetchall() == [(told,)]
    assert mark_gone(db, url, dt.datetime(2018, 1, 1, tzinfo=dt.UTC), key) == f"{STAFFORDSHIRE}/assessment"


def test_a_page_that_is_gone_is_marked_once_and_keeps_its_rows(db: Database) -> None:
    put(db, assessment_page())
    url, moment = str(page().url), dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    assert mark_gone(db, url, dt.datetime(2016, 1, 1, tzinfo=dt.UTC)) is None
    assert mark_gone(db, url, moment) == f"{STAFFORDSHIRE}/assessment"
    assert mark_gone(db, url, moment) is None and mark_gone(db, "https://x.invalid/", moment) is None
    seen = db.execute("SELECT gone_at, last_seen FROM pages").fetchone()
    assert seen == ("2018-01-01T00:00:00Z", "2017-03-02T10:00:00Z") and judgment_row(db)
    put(db, before_grading(), "2016-12-01T00:00:00")
    assert db.execute("SELECT gone_at FROM pages").fetchone() == ("2018-01-01T00:00:00Z",)
    assert load(db, snapshot(assessment_page(), LATER, "web"), assessment_page()).outcome == "unchanged"
    assert db.execute("SELECT gone_at FROM pages").fetchone() == (None,)


def test_a_failing_load_leaves_no_half_page(db: Database) -> None:
    put(db, assessment_page())
    before = content(db)
    db.execute("CREATE TRIGGER stop BEFORE INSERT ON recommendations BEGIN SELECT raise(ABORT, 'stop'); END")
    with pytest.raises(Exception, match="stop"):
        put(db, pillar_page())
    assert content(db) == before
    db.execute("DROP TRIGGER stop")
    put(db, pillar_page())
    check_sound(db)


def test_one_page_is_one_transaction(db: Database) -> None:
    seen: list[str] = []
    db.conn.set_trace_callback(seen.append)
    put(db, assessment_page())
    db.conn.set_trace_callback(None)
    assert [one for one in seen if one.startswith(("BEGIN", "COMMIT"))] == ["BEGIN", "COMMIT"]


def raw_texts(table: str, row: dict[str, Any]) -> list[str]:
    names = {
        "judgments": ["statement", "grade_text"],
        "assessments": ["title"],
        "reports": ["title"],
        "letters": ["title"],
        "publications": ["title"],
        "sections": ["section_text"],
    }.get(table, ["text"])
    return [row[name] for name in names if row[name] is not None]


def test_every_row_resolves_to_the_words_it_was_read_from(db: Database) -> None:
    fill(db)
    put(db, publication_page())
    put(
        db,
        assessment_page({E: Status.SECTION_MISSING}, dates={E: None}, where=page(organisation="police/eastshire")),
    )
    seen = set()
    for table in TABLES:
        for row in db.query(f'SELECT * FROM "{table}"'):
            explained = why(db, table, row["id"])
            texts = [one.block_text for one in explained.evidence if one.block_text]
            for words in raw_texts(table, row):
                assert any(fold(words) in fold(text) for text in texts), (table, row["id"], words)
            assert texts or explained.headings, (table, row["id"])
            assert explained.lines()[0].startswith(row["id"]) and explained.to_json()["id"] == row["id"]
            seen.add(table)
    assert seen == set(TABLES)
    assert set(TABLES) == {name for name, spec in SPECS.items() if "block" in spec.names and spec.table.key == ("id",)}


def test_why_gives_grade_witnesses_capture_archive_and_link(db: Database) -> None:
    put(db, assessment_page())
    said = "\n".join(why(db, "judgments", KEY).lines())
    for part in (
        "requires improvement",
        "headline: “The extent",
        "badge: “Requires improvement”",
        "2017-03-02T10:00:00Z",
        "peel-00001.warc.gz at byte",
        "#:~:text=The%20extent%20to%20which,",
    ):
        assert part in said


def test_why_tells_the_problems_of_the_row_and_of_no_other_whose_id_begins_like_it(db: Database) -> None:
    put(db, assessment_page())
    key = f"{STAFFORDSHIRE}/effectiveness"
    (snapshot_id,) = db.execute("SELECT snapshot FROM judgments WHERE id = ?", [key]).fetchone()
    own = [f"{key}: one", f"of {key}.", f"“{key}” is three"]
    others = [f"{key}/q1 is", f"{key}-2 is", f"{key}s", f"{key}.html", f"x-{key}", f"https://a.example/{key}"]
    for text in (*own, *others):
        db.execute("INSERT INTO problems VALUES (?, 'sum_open', 'info', ?, '[]')", [snapshot_id, text])
    assert why(db, "judgments", key).problems == sorted(own)


def test_why_of_what_is_not_there_names_what_is(db: Database) -> None:
    put(db, assessment_page())
    with pytest.raises(RowNotFoundError, match=f"ask for its judgment: peel why judgments {KEY}"):
        why(db, "grades_long", KEY)
    with pytest.raises(RowNotFoundError, match=r"ids near it: .*effectiveness"):
        why(db, "judgments", f"{STAFFORDSHIRE}/effectivness")
    with pytest.raises(RowNotFoundError, match=f"ids near it: {STAFFORDSHIRE}/efficiency, "):
        why(db, "judgments", STAFFORDSHIRE.replace("ff", "f") + "/efficiency")
    with pytest.raises(RowNotFoundError, match="judgments has no row 'nowhere'; SELECT id FROM judgments lists"):
        why(db, "judgments", "nowhere")
    with pytest.raises(RowNotFoundError, match="the tables are assessments, judgments"):
        why(db, "sqlite_master", "x")


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Good", "#:~:text=Good"),
        ("well-being, £1 & more", "#:~:text=well%2Dbeing%2C%20%C2%A31%20%26%20more"),
        (
            "one two three four five six seven eight nine",
            "#:~:text=one%20two%20three%20four,six%20seven%20eight%20nine",
        ),
    ],
)
def test_text_fragments_are_encoded(text: str, fragment: str) -> None:
    assert fragment_link("https://x.example/a", text) == f"https://x.example/a{fragment}"
    assert fragment_link("https://x.example/a#b", text) == f"https://x.example/a#b{fragment[1:]}"


def test_changes_since_a_day_and_of_a_run(db: Database) -> None:
    put(db, before_grading(), "2016-12-01T00:00:00")
    second = put(db, assessment_page(), OLD).snapshot
    put(db, assessment_page(observations=OBSERVATIONS[:2]), NEW)
    assert (
        "Staffordshire 2016, effectiveness: not yet graded → requires improvement, first seen so on 2 March 2017"
        in [one.sentence for one in changes(db)]
    )
    since = [one.sentence for one in changes(db, dt.date(2018, 1, 1))]
    assert since == [
        f"Staffordshire 2016, paragraph of the observations gone: {OBSERVATIONS[2]}, first seen so on 2 March 2018"
    ]
    assert {one.new_snapshot for one in changes(db, snapshots={second})} == {second}
    assert changes(db)[0].to_json()["cause"] == "site"


def test_a_change_that_comes_again_is_told_again_and_what_two_pages_show_once(db: Database) -> None:
    grades = (Grade.GOOD, Grade.OUTSTANDING, Grade.GOOD, Grade.OUTSTANDING)
    for year, grade in enumerate(grades, 2018):
        put(db, assessment_page({Pillar.EFFECTIVENESS: grade}), f"{year}-01-01T00:00:00")
        put(db, pillar_page(said=grade), f"{year}-02-01T00:00:00")
    told = [one for one in changes(db, wanted=Wanted(grades=True)) if one.id == KEY]
    assert [(one.old, one.new, (one.seen_at or "")[:7]) for one in told] == [
        ("good", "outstanding", "2019-01"),
        ("outstanding", "good", "2020-01"),
        ("good", "outstanding", "2021-01"),
    ]


def test_neighbours_are_compared_as_one_parser_read_both(db: Database) -> None:
    put(db, assessment_page(observations=OBSERVATIONS[:1]), OLD, parser_version="1")
    reparse(db, stale(db, "2")[0], assessment_page(), parser_version="2")
    put(db, assessment_page({E: Grade.GOOD}, observations=OBSERVATIONS[:1]), NEW, parser_version="1")
    rows = set(db.execute("SELECT table_name, seen_at FROM changes WHERE cause = 'site'"))
    assert rows == {("judgments", "2018-03-02T10:00:00Z")}


def test_a_page_that_comes_back_is_not_taken_as_known(db: Database) -> None:
    made = assessment_page()
    load(db, snapshot(made, OLD, "web"), made)
    assert known(db, snapshot(made, NEW, "web")) is not None
    mark_gone(db, str(page().url), dt.datetime(2017, 6, 1, tzinfo=dt.UTC))
    assert known(db, snapshot(made, NEW, "web")) is None


def test_a_problem_stands_at_the_newest_capture(db: Database) -> None:
    put(db, assessment_page())
    lossy = assessment_page(inspector=None)
    put(db, lossy, NEW)
    newest = load(db, snapshot(lossy, LATER, salt=" "), lossy).snapshot
    assert db.execute("SELECT DISTINCT snapshot FROM problems").fetchall() == [(newest,)]


def test_a_reading_that_nobody_uses_is_dropped(db: Database) -> None:
    capture = snapshot(assessment_page())
    load(db, capture, assessment_page())
    load(db, capture, assessment_page(observations=["Read otherwise."]))
    assert db.table("_records").count == db.table("_readings").count == 1
    assert db.table("observations").count == 1 and db.table("changes").count == 0


def test_a_pillars_own_page_speaks_before_another_pillars(db: Database) -> None:
    own = pillar_page(Pillar.EFFICIENCY, Grade.GOOD, questions={})
    where = page(PageType.PILLAR, pillar=Pillar.EFFECTIVENESS)
    put(db, pillar_page(Pillar.EFFICIENCY, Grade.INADEQUATE, questions={}).model_copy(update={"page": where}))
    put(db, own)
    row = judgment_row(db, f"{STAFFORDSHIRE}/efficiency")
    assert (row["page"], row["grade"]) == (f"{STAFFORDSHIRE}/pillar/efficiency", "good")
    check_sound(db)
