"""Every view beside answers that were worked out by hand on small databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.questions import questions_of
from schemas.record import Dates
from schemas.vocabulary import ROUNDS, Grade, Pillar, Status
from scraper.loader.load import load, set_organisations
from scraper.loader.readings import newest_date
from scraper.loader.views import VIEWS
from scraper.store.sqlite import Database

from .graded import ADEQUATE, GOOD, INADEQUATE, OUTSTANDING, WEAK, force_page, report_page
from .pages import assessment_page, letter_page, page, pillar_page, snapshot
from .sample import organisation

A, B, C = "police/northshire", "fire/northshire", "fire/northshire-and-isle"
EFFECTIVENESS = Pillar.EFFECTIVENESS
NewDatabase = Callable[[], Database]


def put(db: Database, *made: Extraction | tuple[Extraction, str | None]) -> None:
    for one in made:
        extraction, time = one if isinstance(one, tuple) else (one, "2026-01-01T00:00:00")
        load(db, snapshot(extraction, time), extraction)


def rows(db: Database, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute(sql, values)]


def graded(who: str, *grades: tuple[str, Grade | Status]) -> list[Extraction]:
    return [force_page(who, round_id, {EFFECTIVENESS: grade}) for round_id, grade in grades]


# --- steps ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (OUTSTANDING, GOOD, -1),
        (GOOD, WEAK, -1),
        (WEAK, GOOD, 1),
        (WEAK, INADEQUATE, -1),
        (OUTSTANDING, INADEQUATE, -3),
        (INADEQUATE, OUTSTANDING, 3),
        (GOOD, INADEQUATE, -2),
        (GOOD, GOOD, 0),
    ],
)
def test_a_step_on_the_scale_of_four(db: Database, before: Grade, after: Grade, step: int) -> None:
    put(db, *graded(A, ("2015", before), ("2016", after)))
    assert rows(db, "SELECT round, grade_before, step FROM grades_long ORDER BY round") == [
        ("2015", None, None),
        ("2016", before.value, step),
    ]


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (GOOD, ADEQUATE, -1),
        (GOOD, WEAK, -2),
        (WEAK, ADEQUATE, 1),
        (INADEQUATE, OUTSTANDING, 4),
        (ADEQUATE, ADEQUATE, 0),
    ],
)
def test_a_step_on_the_scale_of_five(db: Database, before: Grade, after: Grade, step: int) -> None:
    put(db, report_page(A, "2021-22", {"managing-offenders": before}))
    put(db, report_page(A, "2023-25", {"managing-offenders": after}))
    assert rows(db, "SELECT step FROM grades_long WHERE round = '2023-25'") == [(step,)]


def test_across_scales_there_is_no_step_but_what_stood_before(db: Database) -> None:
    put(db, pillar_page(questions={"effectiveness/investigating-crime": GOOD}, organisation=A))
    put(db, report_page(A, "2023-25", {"investigating-crime": ADEQUATE}))
    sql = "SELECT round, round_before, scale_before, grade_before, step FROM grades_long WHERE topic = 'investigating-crime'"
    assert rows(db, f"{sql} ORDER BY round") == [
        ("2016", None, None, None, None),
        ("2023-25", "2016", 4, "good", None),
    ]


def test_only_neighbouring_graded_rounds_are_laid_side_by_side(db: Database) -> None:
    put(db, *graded(A, ("2014", GOOD), ("2015", Status.NOT_GRADED), ("2016", WEAK), ("2017", WEAK)))
    assert rows(db, "SELECT round, round_before, step FROM grades_long WHERE step IS NOT NULL ORDER BY round") == [
        ("2016", "2014", -1),
        ("2017", "2016", 0),
    ]


def test_an_ungraded_judgment_has_nothing_before_it(db: Database) -> None:
    put(db, *graded(A, ("2015", GOOD), ("2016", Status.NOT_YET_GRADED)))
    sql = "SELECT status, round_before, grade_before, step FROM grades_long WHERE round = '2016'"
    assert rows(db, sql) == [("not_yet_graded", None, None, None)]


def test_an_undated_inspection_is_nobodys_before_and_has_none(db: Database) -> None:
    topic = "vetting-and-counter-corruption"
    put(db, report_page(A, "undated", {topic: WEAK}, programme="vetting"))
    put(db, report_page(A, "undated-2", {topic: INADEQUATE}, programme="vetting"))
    put(db, *(report_page(A, round_id, {topic: grade}) for round_id, grade in (("2021-22", GOOD), ("2023-25", WEAK))))
    sql = "SELECT round, round_before, grade_before, step FROM grades_long ORDER BY round"
    assert rows(db, sql) == [
        ("2021-22", None, None, None),
        ("2023-25", "2021-22", "good", -2),
        ("undated", None, None, None),
        ("undated-2", None, None, None),
    ]


def test_a_grade_that_is_printed_again_says_of_which_round_it_is(db: Database) -> None:
    made = force_page(A, "2017", {EFFECTIVENESS: GOOD}, published=dt.date(2018, 3, 22))
    assert made.record is not None
    again = made.record.judgments[0].model_copy(update={"carried_from": "2016"})
    put(db, made.model_copy(update={"record": made.record.model_copy(update={"judgments": [again]})}))
    for view in ("grades_long", "latest_judgments"):
        assert rows(db, f"SELECT round, grade, carried_from FROM {view}") == [("2017", "good", "2016")]


def test_police_and_fire_of_one_name_are_two(db: Database) -> None:
    set_organisations(db, [organisation(A, "Northshire"), organisation(B, "Northshire")])
    put(db, *graded(A, ("2018-19", OUTSTANDING)), *graded(B, ("2018-19", GOOD), ("2021-22", WEAK)))
    sql = (
        "SELECT kind, organisation_name, grade, count(*) FROM grades_long WHERE round = '2018-19' GROUP BY kind, grade"
    )
    assert rows(db, sql) == [("fire", "Northshire", "good", 1), ("police", "Northshire", "outstanding", 1)]
    assert rows(db, "SELECT kind, step FROM grades_long WHERE step IS NOT NULL") == [("fire", -1)]
    for view in ("grades", "latest_judgments", "judgment_history", "coverage"):
        assert rows(db, f"SELECT DISTINCT kind, organisation_name FROM {view} ORDER BY kind") == [
            ("fire", "Northshire"),
            ("police", "Northshire"),
        ]


def test_a_merged_service_begins_anew(db: Database) -> None:
    set_organisations(db, [organisation(B, "Northshire"), organisation(C, "Northshire and Isle")._replace(continues=B)])
    put(db, *graded(B, ("2018-19", GOOD)), *graded(C, ("2021-22", INADEQUATE)))
    assert rows(db, "SELECT organisation, grade_before, step FROM grades_long ORDER BY organisation") == [
        (B, None, None),
        (C, None, None),
    ]
    assert rows(db, "SELECT organisation, round, grade FROM latest_judgments ORDER BY organisation") == [
        (B, "2018-19", "good"),
        (C, "2021-22", "inadequate"),
    ]


def test_a_topic_that_a_round_grades_twice_is_nobodys_before(db: Database) -> None:
    both = {"effectiveness/planning": GOOD}
    put(db, pillar_page(questions=both, organisation=A))
    put(db, pillar_page(Pillar.EFFICIENCY, questions={"efficiency/planning": WEAK}, organisation=A))
    put(db, report_page(A, "2021-22", {"planning": GOOD}))
    sql = "SELECT judgment, grade_before FROM grades_long WHERE topic = 'planning' ORDER BY judgment"
    assert rows(db, sql) == [
        (f"{A}/2016/effectiveness/planning", None),
        (f"{A}/2016/efficiency/planning", None),
        (f"{A}/2021-22/area/planning", None),
    ]
    assert rows(db, "SELECT round, grade FROM latest_judgments WHERE topic = 'planning'") == [("2021-22", "good")]


def test_no_round_of_the_vocabulary_asks_one_topic_twice() -> None:
    for round_ in ROUNDS:
        topics = [question.topic for question in questions_of(round_.kind.value, round_.id)]
        assert len(set(topics)) == len(topics), round_.id
        assert not set(topics) & set(Pillar)


# --- the newest ----------------------------------------------------------------------------------------------


def test_a_topic_has_one_newest_grade_whatever_its_key(db: Database) -> None:
    put(db, pillar_page(questions={"effectiveness/investigating-crime": GOOD}, organisation=A))
    put(db, report_page(A, "2023-25", {"investigating-crime": ADEQUATE}))
    sql = "SELECT round, question_key, grade FROM latest_judgments WHERE topic = 'investigating-crime'"
    assert rows(db, sql) == [("2023-25", "area/investigating-crime", "adequate")]
    assert rows(db, "SELECT organisation, topic FROM latest_judgments GROUP BY 1, 2 HAVING count(*) > 1") == []


def test_the_newest_is_the_newest_graded(db: Database) -> None:
    put(db, *graded(A, ("2016", GOOD), ("2017", Status.NOT_YET_GRADED)))
    assert rows(db, "SELECT round, grade FROM latest_judgments") == [("2016", "good")]


@pytest.mark.parametrize(
    ("month", "published", "newest"),
    [
        ("2022-11", None, "2022-11"),  # after the round of 2021 began
        ("2020-11", None, "2021-22"),
        ("2023-05", None, "2023-05"),
        ("undated", None, "2021-22"),
        ("undated", dt.date(2023, 5, 4), "undated"),
    ],
)
def test_programmes_are_ordered_by_publication(
    db: Database, month: str, published: dt.date | None, newest: str
) -> None:
    topic = "vetting-and-counter-corruption"
    put(db, report_page(A, "2021-22", {topic: GOOD}))
    put(db, report_page(A, month, {topic: WEAK}, programme="vetting", published=published))
    assert rows(db, "SELECT round FROM latest_judgments") == [(newest,)]


def test_an_inspection_is_published_no_earlier_than_it_ends(db: Database) -> None:
    topic = "vetting-and-counter-corruption"
    put(db, report_page(A, "2021-22", {topic: GOOD}, inspected=(dt.date(2022, 12, 1), dt.date(2023, 1, 31))))
    put(db, report_page(A, "2022-11", {topic: WEAK}, programme="vetting"))
    assert rows(db, "SELECT round, date, round_before FROM latest_judgments") == [("2021-22", "2023-01-31", "2022-11")]


def test_a_main_round_is_never_older_than_the_one_before(db: Database) -> None:
    late = dt.date(2018, 6, 1)
    put(db, force_page(A, "2016", {EFFECTIVENESS: GOOD}, published=late), *graded(A, ("2017", WEAK)))
    assert rows(db, "SELECT round, step FROM latest_judgments") == [("2017", -1)]


# --- dates ---------------------------------------------------------------------------------------------------


def test_a_judgments_best_date_says_what_it_is(db: Database) -> None:
    printed, day = dt.date(2017, 3, 2), dt.date(2017, 5, 1)
    span = (dt.date(2016, 9, 1), dt.date(2016, 10, 31))
    put(db, force_page(A, "2014", {EFFECTIVENESS: GOOD}))
    put(db, force_page(A, "2015", {EFFECTIVENESS: GOOD}, inspected=span))
    put(db, force_page(A, "2016", {EFFECTIVENESS: GOOD}, published=day, inspected=span))
    put(db, force_page(A, "2017", {EFFECTIVENESS: GOOD}, published=day, dated=printed))
    put(db, report_page(A, "2022-11", {"vetting": GOOD}, programme="vetting"))
    assert rows(db, "SELECT round, date, date_basis FROM grades_long ORDER BY round") == [
        ("2014", None, None),
        ("2015", "2016-10-31", "inspected_to"),
        ("2016", "2017-05-01", "published"),
        ("2017", "2017-03-02", "last_updated"),
        ("2022-11", "2022-11-01", "month_of_publication"),
    ]


def test_an_assessment_has_the_days_that_any_of_its_pages_states(db: Database) -> None:
    span = (dt.date(2016, 9, 1), dt.date(2016, 10, 31))
    put(db, force_page(A, "2016", {EFFECTIVENESS: GOOD}, published=dt.date(2017, 5, 1)))
    put(db, *(dated_findings(A, dt.date(2018, 1, 1), span),))
    sql = "SELECT published, inspected_from, inspected_to FROM assessments"
    assert rows(db, sql) == [("2017-05-01", "2016-09-01", "2016-10-31")]


def dated_findings(who: str, published: dt.date, span: tuple[dt.date, dt.date]) -> Extraction:
    made = pillar_page(kind=PageType.FINDINGS, organisation=who)
    assert made.record is not None
    dates = Dates(published=published, inspected_from=span[0], inspected_to=span[1])
    return made.model_copy(update={"record": made.record.model_copy(update={"dates": dates})})


def test_a_grade_of_a_letter_has_the_letters_day(db: Database) -> None:
    put(db, assessment_page(dates={EFFECTIVENESS: None}), letter_page(GOOD))
    sql = "SELECT grade, date, date_basis FROM grades_long WHERE pillar = 'effectiveness'"
    assert rows(db, sql) == [("good", "2018-05-01", "letter")]


def test_a_letter_and_its_assessment_lend_each_other_no_day(db: Database) -> None:
    day, span = dt.date(2018, 5, 1), (dt.date(2018, 2, 1), dt.date(2018, 3, 31))
    letter, whole = letter_page(GOOD), assessment_page(dates={EFFECTIVENESS: None, Pillar.EFFICIENCY: None})
    assert letter.record is not None and letter.record.letter is not None and whole.record is not None
    undated = letter.record.letter.model_copy(update={"date": None, "date_text": None})
    dates = Dates(published=day, inspected_from=span[0], inspected_to=span[1])
    put(db, letter.model_copy(update={"record": letter.record.model_copy(update={"letter": undated, "dates": dates})}))
    sql = "SELECT published, inspected_from, inspected_to FROM assessments"
    assert rows(db, sql) == [(None, None, None)]
    dates = Dates(published=dt.date(2017, 3, 2))
    put(db, whole.model_copy(update={"record": whole.record.model_copy(update={"dates": dates})}))
    assert rows(db, sql) == [("2017-03-02", None, None)]
    sql = "SELECT pillar, grade, date, date_basis FROM grades_long WHERE last_updated IS NULL ORDER BY pillar"
    assert rows(db, sql) == [("effectiveness", "good", None, None), ("efficiency", "good", "2017-03-02", "published")]


# --- as of a day ---------------------------------------------------------------------------------------------

Made = tuple[Extraction, str | None]
DAYS = ("2016-01-01", "2016-12-14", "2017-01-15", "2017-03-02", "2017-09-01", "2018-05-02", "2020-01-01")
EFFICIENCY = f"{A}/2016/efficiency"


def as_of(db: Database, day: str) -> set[tuple[Any, ...]]:
    sql = (
        "SELECT judgment, status, grade, last_updated FROM judgment_history "
        "WHERE coalesce(first_seen, '') <= :end AND (until IS NULL OR until > :end)"
    )
    return {tuple(row) for row in db.execute(sql, {"end": f"{day}T23:59:59Z"})}


def loaded_by(new: NewDatabase, captures: list[Made], day: str) -> set[tuple[Any, ...]]:
    """Return what a database that had only the captures up to a day says: what `rebuild --as-of` makes."""
    db = new()
    put(db, *(one for one in captures if stands_at(one) <= day))
    return set(rows(db, "SELECT id, status, grade, last_updated FROM judgments"))


def stands_at(made: Made) -> str:
    """Return the day at which a capture stands: its own, else the newest that it states."""
    extraction, moment = made
    assert extraction.record is not None
    return moment[:10] if moment else newest_date(extraction.record)


def efficiency_page(said: Grade | Status, kind: PageType = PageType.PILLAR) -> Extraction:
    return pillar_page(Pillar.EFFICIENCY, said, kind=kind, questions={"planning": GOOD}, organisation=A, dated=None)


def whole_page(said: Grade | Status = GOOD) -> Extraction:
    return assessment_page({Pillar.EFFICIENCY: said}, where=page(organisation=A))


HISTORIES: dict[str, list[Made]] = {
    "another page spoke then": [(efficiency_page(WEAK), "2016-12-14T08:00:00"), (whole_page(), "2017-09-01T08:00:00")],
    "the page that speaks came first": [
        (whole_page(), "2016-12-14T08:00:00"),
        (efficiency_page(WEAK), "2017-09-01T08:00:00"),
    ],
    "findings, then pillar, then assessment": [
        (efficiency_page(WEAK, PageType.FINDINGS), "2016-12-14T08:00:00"),
        (efficiency_page(GOOD), "2017-03-02T08:00:00"),
        (whole_page(OUTSTANDING), "2017-09-01T08:00:00"),
    ],
    "the page that speaks says nothing yet": [
        (efficiency_page(WEAK), "2016-12-14T08:00:00"),
        (whole_page(Status.UNREADABLE), "2017-03-02T08:00:00"),
        (whole_page(GOOD), "2018-05-02T08:00:00"),
    ],
    "graded in two states, at one moment": [
        (whole_page(Status.NOT_YET_GRADED), "2016-12-14T08:00:00"),
        (whole_page(WEAK), "2017-03-02T08:00:00"),
        (efficiency_page(WEAK), "2017-03-02T08:00:00"),
    ],
    "an undated copy": [(whole_page(WEAK), None), (whole_page(GOOD), "2017-09-01T08:00:00")],
    "an undated copy that states a later day": [
        (whole_page(Status.NOT_YET_GRADED), "2016-12-14T08:00:00"), (whole_page(WEAK), None),
    ],
    "an undated copy of no day": [
        (efficiency_page(WEAK), None), (efficiency_page(GOOD), "2016-12-14T08:00:00"),
    ],
    "a question leaves its page": [
        (pillar_page(Pillar.EFFICIENCY, GOOD, questions={"planning": GOOD, "other": WEAK}, organisation=A, dated=None),
         "2016-12-14T08:00:00"),
        (efficiency_page(GOOD), "2017-03-02T08:00:00"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("captures", HISTORIES.values(), ids=HISTORIES)
def test_the_history_says_of_any_day_what_a_rebuild_says(new_database: NewDatabase, captures: list[Made]) -> None:
    db = new_database()
    put(db, *captures)
    for day in DAYS:
        assert as_of(db, day) == loaded_by(new_database, captures, day), day
    now = set(rows(db, "SELECT judgment, status, grade FROM judgment_history WHERE until IS NULL"))
    assert now == set(rows(db, "SELECT id, status, grade FROM judgments"))


def test_a_revisits_grade_is_current_from_the_day_of_its_letter(new_database: NewDatabase) -> None:
    db = new_database()
    captures: list[Made] = [
        (assessment_page(), "2017-03-02T10:00:00"),
        (pillar_page(said=INADEQUATE), "2017-09-01T08:00:00"),
        (letter_page(GOOD), "2018-05-02T08:00:00"),
    ]
    put(db, *captures)
    key = "police/staffordshire/2016/effectiveness"
    sql = "SELECT state, grade, first_seen, until FROM judgment_history WHERE judgment = ? ORDER BY state"
    assert rows(db, sql, key) == [
        (1, "requires_improvement", "2017-03-02T10:00:00Z", "2018-05-02T08:00:00Z"),
        (2, "good", "2018-05-02T08:00:00Z", None),
    ]
    for day in DAYS:
        assert as_of(db, day) == loaded_by(new_database, captures, day), day


# --- figures and prose ---------------------------------------------------------------------------------------


def test_a_figure_belongs_to_its_period_not_to_a_round(db: Database) -> None:
    def page_of(round_id: str, period: str, value: float) -> Extraction:
        return force_page(A, round_id, {EFFECTIVENESS: GOOD}, figure=(period, value))

    put(
        db,
        (page_of("2016", "2018/19", 2.9), "2019-10-01T00:00:00"),
        (page_of("2016", "2019/20", 2.88), "2021-01-01T00:00:00"),
    )
    put(
        db,
        (page_of("2017", "2019/20", 2.88), "2021-01-01T00:00:00"),
        (page_of("2018-19", "2020/21", 3.0), "2022-01-01T00:00:00"),
    )
    sql = "SELECT kind, period, value, pages, agree, period_before, value_before FROM key_facts_long ORDER BY period"
    assert rows(db, sql) == [
        ("police", "2019/20", 2.88, 2, 1, None, None),
        ("police", "2020/21", 3.0, 1, 1, "2019/20", 2.88),
    ]


def test_pages_that_print_other_numbers_of_one_period_are_told(db: Database) -> None:
    put(db, (force_page(A, "2016", {EFFECTIVENESS: GOOD}, figure=("2019/20", 2.8)), "2021-01-01T00:00:00"))
    put(db, (force_page(A, "2017", {EFFECTIVENESS: GOOD}, figure=("2019/20", 2.9)), "2020-01-01T00:00:00"))
    assert rows(db, "SELECT value, pages, agree FROM key_facts_long") == [(2.8, 2, 0)]


def test_the_page_that_was_captured_last_says_the_number_though_it_said_so_before(db: Database) -> None:
    first = force_page(A, "2016", {EFFECTIVENESS: GOOD}, figure=("2019/20", 2.88))
    put(db, (first, "2021-01-01T00:00:00"), (first, "2023-01-01T00:00:00"))
    put(db, (force_page(A, "2017", {EFFECTIVENESS: GOOD}, figure=("2019/20", 2.5)), "2022-01-01T00:00:00"))
    assert rows(db, "SELECT value, pages, agree FROM key_facts_long") == [(2.88, 2, 0)]


def test_a_paragraph_that_a_page_prints_twice_is_counted_once(db: Database) -> None:
    twice = "The force should look after its people."
    once = {Pillar.EFFICIENCY: [twice], Pillar.LEGITIMACY: [twice, "Another text."]}
    put(db, assessment_page(findings=once), assessment_page(findings=once, where=page(round_id="2017")))
    found = rows(db, "SELECT assessment, printing FROM findings WHERE text = ? ORDER BY 1, 2", twice)
    assert [printing for _, printing in found] == [1, 2, 1, 2]
    sql = (
        "SELECT count(*) FROM findings_fts t JOIN findings f ON f.rowid = t.rowid "
        "WHERE findings_fts MATCH '\"look after\"' AND f.printing = 1"
    )
    assert rows(db, sql) == [(2,)]


# --- all of them ---------------------------------------------------------------------------------------------


def test_views_have_the_columns_and_the_types_that_they_document(db: Database) -> None:
    put(
        db,
        assessment_page(),
        pillar_page(),
        letter_page(GOOD),
        report_page("police/staffordshire", "2021-22", {"x": GOOD}),
    )
    put(db, force_page(A, "2016", {EFFECTIVENESS: GOOD}, inspected=(dt.date(2016, 9, 1), dt.date(2016, 9, 2))))
    put(db, *graded(A, ("2017", WEAK)))
    stored = {"INTEGER": int, "REAL": float, "TEXT": str, "DATE": str, "TIME": str, "DAY_OR_TIME": str}
    for view in VIEWS:
        cursor = db.execute(f"SELECT * FROM {view.name}")
        names = [column[0] for column in cursor.description]
        assert names == list(view.columns) and set(view.types) <= set(names) and set(view.key) <= set(names)
        found = cursor.fetchall()
        assert found, view.name
        for place, name in enumerate(names):
            values = [row[place] for row in found if row[place] is not None]
            assert all(isinstance(value, stored[view.types.get(name, "TEXT")]) for value in values), (view.name, name)
        keys = [tuple(row[names.index(name)] for name in view.key) for row in found]
        assert len(set(keys)) == len(keys), view.name
