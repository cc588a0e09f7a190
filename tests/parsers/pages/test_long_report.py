"""Long reports: whichever of table, grade line and sentence are there, the grade is theirs or its absence is named."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.page_types import PageType
from schemas.vocabulary import GRADE_LABEL, Grade, Status, WitnessSource
from scraper.document.read import read_document
from scraper.fixtures.renderings import RENDERINGS
from scraper.parsers.parse import parse_page

from .long_report import AREAS, FORMS, URL, Area, codes, judgments, page, read, section

_GRADES = st.sampled_from(list(Grade))
_MAYBE = st.none() | _GRADES


@given(found=st.integers(1, 9), total=st.integers(1, 12), graded=st.integers(0, 12))
@settings(max_examples=25, deadline=None)
def test_counts_that_do_not_close_are_reported(found: int, total: int, graded: int) -> None:
    areas = [Area(q, badge=Grade.GOOD) for q in AREAS[:found]]
    counts = f"in {total} areas of policing. We make graded judgments in {graded} of these {total} as follows:"
    result = read(page(areas, counts=counts))
    assert ("counts_differ" in codes(result)) == ((found, found) != (total, graded))


@st.composite
def _areas(draw: st.DrawFn) -> list[Area]:
    chosen = draw(st.lists(st.sampled_from(range(len(AREAS))), min_size=3, max_size=8, unique=True))
    return [Area(AREAS[i], draw(_MAYBE), draw(_MAYBE), draw(_MAYBE)) for i in sorted(chosen)]


def _may_have_moved(areas: list[Area], form: str) -> bool:
    """Whether what is printed at once may be what a copy left: heads of columns without their areas, ticks without empty cells."""
    printed = {area.table for area in areas} - {None}
    return printed == {{"groups": Grade.REQUIRES_IMPROVEMENT, "ticks": Grade.OUTSTANDING}.get(form)}


def _believed(area: Area) -> Grade | None:
    return next((g for g in (area.badge, area.table, area.sentence) if g is not None), None)


@given(areas=_areas(), form=st.sampled_from(sorted(FORMS)))
@settings(max_examples=40, deadline=None)
def test_any_combination_of_witnesses_gives_the_believed_grade_or_a_named_absence(areas: list[Area], form: str) -> None:
    assume(not _may_have_moved(areas, form))
    result = read(page(areas, FORMS[form](areas)))
    found = judgments(result)
    assert set(found) == {area.question.key for area in areas}
    for area in areas:
        judgment = found[area.question.key]
        assert judgment.grade is _believed(area)
        assert judgment.status is (Status.GRADED if _believed(area) else Status.UNREADABLE)
        stated = {g for g in (area.table, area.badge, area.sentence) if g is not None}
        assert judgment.agreement == (0 if len(stated) > 1 else 1 if len(judgment.witnesses) > 1 else None)
    some_differ = any(len({g for g in (a.table, a.badge, a.sentence) if g}) > 1 for a in areas)
    assert ("witnesses_disagree" in codes(result)) == some_differ
    assert ("grade_missing" in codes(result)) == any(_believed(a) is None for a in areas)
    assert result.accounting is not None
    assert result.accounting.coverage == 1.0


@given(
    areas=_areas(),
    form=st.sampled_from(sorted(FORMS)),
    rendering=st.sampled_from(sorted(RENDERINGS)),
    cut=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_no_other_markup_gives_another_grade(areas: list[Area], form: str, rendering: str, cut: bool) -> None:
    assume(not _may_have_moved(areas, form))
    markup = page([] if cut else areas, FORMS[form](areas))
    found = judgments(read(RENDERINGS[rendering](read_document(markup.encode()).blocks)))
    for area in areas:
        allowed = {area.table if cut else _believed(area), None}
        if form in ("columns", "ticks"):  # a markup without columns loses what the table says
            allowed.add(area.sentence)
        assert area.question.key not in found or found[area.question.key].grade in allowed


@given(grades=st.lists(_GRADES, min_size=3, max_size=8), form=st.sampled_from(sorted(FORMS)), data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_copy_that_lost_lines_of_one_word_gives_no_other_grade(
    grades: list[Grade], form: str, data: st.DataObject
) -> None:
    areas = [Area(q, g, g, g) for q, g in zip(AREAS, grades, strict=False)]
    blocks = read_document(page(areas, FORMS[form](areas)).encode()).blocks
    short = [block.number for block in blocks if " " not in block.text]
    lost = (
        set(short)
        if form in ("groups", "columns", "ticks") or data.draw(st.booleans())
        else data.draw(st.sets(st.sampled_from(short)) if short else st.just(set()))
    )
    rendering = data.draw(st.sampled_from(["bare-divs", "table", "flat-levels", "definition-list", "br-lines"]))
    found = judgments(read(RENDERINGS[rendering]([block for block in blocks if block.number not in lost])))
    for area in areas:
        assert found[area.question.key].grade is area.sentence


def test_ticks_that_all_stand_below_the_first_grade_are_told_and_one_alone_is_read() -> None:
    for number, grade in ((1, Grade.OUTSTANDING), (2, None), (5, None)):
        areas = [Area(q, table=Grade.OUTSTANDING) for q in AREAS[:number]]
        result = read(page(areas, FORMS["ticks"](areas)))
        assert {judgment.grade for judgment in judgments(result).values()} == {grade}
        assert ("grade_unreadable" in codes(result)) is (grade is None)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_page_that_has_the_table_alone_is_read_or_says_nothing(form: str) -> None:
    areas = [Area(q, table=list(Grade)[i % 5]) for i, q in enumerate(AREAS)]
    found = judgments(read(page(areas, FORMS[form](areas))))
    for area in areas:
        assert found[area.question.key].grade is area.table
        assert [w.source for w in found[area.question.key].witnesses] == [WitnessSource.TABLE]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_copy_that_stops_after_the_summary_never_gives_a_wrong_grade(form: str) -> None:
    areas = [Area(q, table=list(Grade)[i % 5]) for i, q in enumerate(AREAS)]
    markup = page([], FORMS[form](areas))
    found = judgments(read(markup))
    wanted = {area.question.key: area.table for area in areas}
    for key, judgment in found.items():
        assert judgment.grade in (wanted[key], None)
        assert judgment.grade is not None or judgment.status is Status.UNREADABLE


_TRAPS = (
    "The force was inadequate at {label} in its 2021/22 assessment.",
    "In our last inspection the force required improvement at {label}.",
    "The force is outstanding at counting its paper clips.",
    "Parts of the area are of outstanding natural beauty.",
    "A neighbouring force is inadequate at {label}.",
    "The force is not inadequate at {label}.",
    "Elements of the work are outstanding.",
    "Officers are good at {label}.",
    "The force could be good at {label}.",
    "Surrey Police is good at {label} but it is inadequate at following it up.",
)


@given(traps=st.lists(st.sampled_from(_TRAPS), min_size=1, max_size=3, unique=True), grade=_MAYBE)
@settings(max_examples=20, deadline=None)
def test_sentences_that_judge_something_else_are_no_witness(traps: list[str], grade: Grade | None) -> None:
    area = AREAS[3]
    label = area.label[0].lower() + area.label[1:]
    areas = [Area(area, badge=grade, prose=[t.format(label=label) for t in traps]), Area(AREAS[4], badge=Grade.GOOD)]
    judgment = judgments(read(page(areas)))[area.key]
    assert judgment.grade is grade
    assert all(w.source is WitnessSource.BADGE for w in judgment.witnesses)


@pytest.mark.parametrize(
    ("text", "grade", "round_id"),
    [
        ("The force was adequate at {label} in its 2021/22 assessment", Grade.ADEQUATE, "2021-22"),
        ("In 2021/22 the force required improvement at {label}.", Grade.REQUIRES_IMPROVEMENT, "2021-22"),
        ("In our last inspection, in 2021/22, the force was good at {label}.", Grade.GOOD, "2021-22"),
        ("At our first visit in May 2024 the force was inadequate in this area.", Grade.INADEQUATE, None),
        ("The force was good at answering letters in its 2021/22 assessment.", None, None),
        ("The force was good.", None, None),
    ],
)
def test_an_earlier_grade_is_kept_as_previous(text: str, grade: Grade | None, round_id: str | None) -> None:
    area = AREAS[2]
    prose = text.format(label=area.label[0].lower() + area.label[1:])
    for sentence in (Grade.OUTSTANDING, None):
        areas = [Area(area, sentence=sentence, prose=[prose])]
        judgment = judgments(read(page(areas)))[area.key]
        assert judgment.grade is sentence
        assert (judgment.previous_grade, judgment.previous_round) == (grade, round_id)


@pytest.mark.parametrize(
    ("heads", "now", "round_id"),
    [
        (("Initial judgment (May 2024)", "Judgment after revisit (May 2025)"), 1, None),
        (("Judgment after revisit", "Initial judgment"), 0, None),
        (("2021/22", "2023–25"), 1, "2021-22"),
        (("2023-25 grade", "2021-22 grade"), 0, "2021-22"),
    ],
)
def test_of_two_columns_of_grades_the_current_one_is_believed(
    heads: tuple[str, str], now: int, round_id: str | None
) -> None:
    pairs = [(q.label, g, h) for q, g, h in zip(AREAS, Grade, reversed(Grade), strict=False) if g is not h]
    body = "".join(
        f"<tr><th>{label}</th><td>{GRADE_LABEL[a]}</td><td>{GRADE_LABEL[b]}</td></tr>" for label, a, b in pairs
    )
    table = f"<table><tr><th>Area</th><th>{heads[0]}</th><th>{heads[1]}</th></tr>{body}</table>"
    chosen = [Area(q) for q in AREAS if q.label in {label for label, _, _ in pairs}]
    found = judgments(read(page(chosen, table)))
    for area in chosen:
        grades = next(pair[1:] for pair in pairs if pair[0] == area.label)
        assert found[area.question.key].grade is grades[now]
        assert found[area.question.key].previous_grade is grades[1 - now]
        assert found[area.question.key].previous_round == round_id


def test_two_columns_that_nothing_tells_apart_give_no_grade() -> None:
    alike = "".join(f"<tr><td>{q.label}</td><td>Good</td><td>Inadequate</td></tr>" for q in AREAS[:4])
    found = read(
        page(
            [Area(q) for q in AREAS[:4]],
            f"<table><tr><th>Area</th><th>Grade</th><th>Judgment</th></tr>{alike}</table>",
        )
    )
    assert all(judgment.status is Status.UNREADABLE for judgment in judgments(found).values())
    assert "unknown_grade" in codes(found)


def test_columns_with_heads_that_nobody_knows_give_no_grade() -> None:
    body = "".join(f"<tr><td>{q.label}</td><td>Good</td><td>Inadequate</td></tr>" for q in AREAS[:4])
    result = read(
        page([Area(q) for q in AREAS[:4]], f"<table><tr><th>Area</th><th>A</th><th>B</th></tr>{body}</table>")
    )
    for judgment in judgments(result).values():
        assert (judgment.status, judgment.grade) == (Status.UNREADABLE, None)
    assert "grade_missing" in codes(result)


def test_the_grades_of_an_earlier_round_in_the_summary_are_previous() -> None:
    old = "<p>In 2021/22 our grades were:</p><ul>" + "".join(f"<li>{q.label}: Good</li>" for q in AREAS[:4]) + "</ul>"
    areas = [Area(q, badge=Grade.INADEQUATE) for q in AREAS[:4]]
    for judgment in judgments(read(page(areas, old))).values():
        assert judgment.grade is Grade.INADEQUATE
        assert (judgment.previous_grade, judgment.previous_round) == (Grade.GOOD, "2021-22")
        assert judgment.agreement is None


def test_an_area_that_is_not_graded_says_so() -> None:
    areas = [Area(q, badge=Grade.GOOD) for q in AREAS[:3]]
    areas.append(Area(AREAS[3], prose=["We do not make a graded judgment in this area."]))
    counts = "in four areas of policing. We make graded judgments in three of these four as follows:"
    result = read(page(areas, counts=counts))
    assert judgments(result)[AREAS[3].key].status is Status.NOT_GRADED
    assert not codes(result) - {"inspector_missing", "badges_lost"}


def test_an_area_that_no_vocabulary_has_is_kept_with_a_problem() -> None:
    markup = page([Area(q, badge=Grade.GOOD) for q in AREAS[:3]])
    more = "<h2>Policing the tides</h2><p>Adequate</p><p>Few forces have so much of the sea.</p></main>"
    result = read(markup.replace("</main>", more))
    judgment = judgments(result)["area/policing-the-tides"]
    assert (judgment.grade, judgment.question) == (Grade.ADEQUATE, "Policing the tides")
    assert {"unknown_question", "counts_differ"} <= codes(result)


def test_a_grade_word_outside_the_vocabulary_is_kept_and_gives_no_grade() -> None:
    rows = "".join(f"<tr><td>{q.label}</td><td>Excellent</td></tr>" for q in AREAS[:3])
    result = read(page([Area(q) for q in AREAS[:3]], f"<table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>"))
    assert all(j.grade is None and j.status is Status.UNREADABLE for j in judgments(result).values())


def test_a_sub_heading_with_the_name_of_another_area_opens_none() -> None:
    area = Area(AREAS[0], badge=Grade.GOOD)
    markup = page([area, Area(AREAS[1], badge=Grade.GOOD), Area(AREAS[2], badge=Grade.GOOD)])
    inside = f"<p>Good</p><h4>{AREAS[1].label}</h4><p>Inadequate work was seen here once.</p>"
    result = read(markup.replace("<p>Good</p>", inside, 1))
    assert len(judgments(result)) == 3
    assert result.record is not None
    assert {f.question_key for f in result.record.findings if "seen here" in f.text} == {AREAS[0].key}


def test_causes_of_concern_carry_their_recommendations_and_deadlines() -> None:
    asks = (
        "<p>Good</p><h3>Cause of concern</h3><p>Calls are lost.</p><h4>Recommendations</h4>"
        "<p>By 30 April 2025, the force should:</p><ul><li>answer them; and</li><li>count them.</li></ul>"
        "<p>Within three months, the force should:</p><ul><li>publish the count.</li></ul>"
        "<h3>Areas for improvement</h3><ul><li>The force should write down why.</li></ul>"
        "<h3>Promising practice</h3><p><strong>A bell</strong></p><p>It rings when a call waits.</p>"
        "<p>In this section we set out our main findings.</p>"
    )
    areas = [Area(q, badge=Grade.GOOD) for q in AREAS[:3]]
    record = read(page(areas).replace("<p>Good</p>", asks, 1)).record
    assert record is not None
    got = [
        (r.kind.value, r.text, r.deadline and r.deadline.isoformat(), r.deadline_text, r.parent)
        for r in record.recommendations
    ]
    assert got == [
        ("cause_of_concern", "Calls are lost.", None, None, None),
        ("recommendation", "answer them; and", "2025-04-30", "By 30 April 2025", 1),
        ("recommendation", "count them.", "2025-04-30", "By 30 April 2025", 1),
        ("recommendation", "publish the count.", None, "Within three months", 1),
        ("area_for_improvement", "The force should write down why.", None, None, None),
        ("promising_practice", "A bell\nIt rings when a call waits.", None, None, None),
    ]
    assert {r.question_key for r in record.recommendations} == {AREAS[0].key}
    assert "In this section we set out our main findings." in [f.text for f in record.findings]


def test_a_page_without_heading_and_address_is_known_by_its_first_sentence() -> None:
    result = read(page([Area(q, badge=Grade.GOOD) for q in AREAS[:3]], h1=""), url=None)
    assert (result.page.organisation, result.page.round) == ("police/surrey", "2023-25")
    assert "no_heading" in codes(result)


def test_the_inspector_is_read_wherever_the_line_stands() -> None:
    record = read(page([Area(q, badge=Grade.GOOD) for q in AREAS[:3]])).record
    assert record is not None
    assert record.inspector is not None
    assert (record.inspector.name, record.inspector.title) == ("Roy Wilsher", "His Majesty’s Inspector of Constabulary")
    assert [o.text for o in record.observations] == ["I thank the force for its help."]


# --- which pages are long reports, and their sections ------------------------------------------------------------

_GOOD = [Area(q, badge=Grade.GOOD) for q in AREAS[:3]]


def test_the_address_of_a_report_decides_whatever_labels_stand_on_it() -> None:
    markup = page(_GOOD).replace(
        "</main>", "<h2>Questions for Effectiveness</h2><p>They are told elsewhere.</p></main>"
    )
    assert read(markup).page.type is PageType.REPORT


def test_without_an_address_the_label_of_its_front_tells_a_report() -> None:
    markup = page(_GOOD, h1="")
    assert read(markup, url=None).page.type is PageType.REPORT
    assert read(markup.replace("Overall summary", "Text"), url=None).page.type is PageType.REPORT
    bare = markup.replace("Overall summary", "Text").replace("Our judgments", "Text")
    assert read(bare, url=None).page.type is not PageType.REPORT


def test_a_report_of_no_known_round_is_kept_as_text() -> None:
    markup = page(_GOOD, h1="Surrey").replace("2023–2025", "")
    result = read(markup, URL.replace("-2023-25", ""))
    assert (result.page.organisation, result.page.round) == ("police/surrey", None)
    assert "unknown_page_type" in codes(result)


def test_a_grade_may_be_glued_to_an_areas_heading() -> None:
    markup = page([Area(q) for q in AREAS[:3]])
    for question in AREAS[:3]:
        markup = markup.replace(f"<h2>{question.label}</h2>", f"<h2>{question.label}: Good</h2>")
    assert {j.grade for j in judgments(read(markup)).values()} == {Grade.GOOD}


def test_its_standing_sections_are_read_each_as_what_it_is() -> None:
    more = (
        "<h2>The operating context for Welsh forces</h2><p>There are four forces in Wales.</p>"
        "<h2>Related content</h2><p><a href='/x/'>Surrey 2021/22</a></p></main>"
    )
    result = read(page(_GOOD).replace("</main>", more))
    record = result.record
    assert record is not None
    assert [row.text for row in record.context] == ["There are four forces in Wales."]
    assert [row.text for row in record.observations] == ["I thank the force for its help."]
    assert "We began to inspect all forces in 2014." in [row.text for row in record.findings]
    assert [b.claimed_by for b in result.blocks if "Surrey 2021/22" in b.text] == ["boilerplate:related"]
    assert not codes(result)


def test_standing_text_that_counts_areas_states_no_totals() -> None:
    counted = "Elsewhere we speak of ten areas, and of graded judgments in two of these ten."
    areas = page(_GOOD, counts="in its county.").replace("in 2014.</p>", f"in 2014.</p><p>{counted}</p>")
    assert "counts_differ" not in codes(read(areas))


def test_what_a_whole_report_has_and_this_one_lacks_is_named() -> None:
    table = FORMS["rows"]([Area(AREAS[3], table=Grade.GOOD)])
    markup = page(_GOOD, table, counts="in its county.").replace("HM Inspector’s summary", "Terminology in this report")
    messages = [p.message for p in read(markup).problems if p.code == "section_missing"]
    assert sorted(messages) == [
        f"The area “{AREAS[3].label}” has a grade but no section on the page.",
        "The section “HM Inspector's observations” is not on the page.",
    ]


OTHERS = {
    "a column of another force": ("", "Essex Police", None),
    "a column of many": ("", "Most common grade in England and Wales", None),
    "a heading of the round before": ("<h4>Judgments in 2021/22</h4>", "Grade", "2021-22"),
    "a sentence of the round before": ("<p>In our 2021/22 inspection we gave these grades.</p>", "Grade", "2021-22"),
    "a heading of another force": ("<h4>How Essex Police compares</h4>", "Grade", None),
}


@pytest.mark.parametrize("judged", [True, False])
@pytest.mark.parametrize("form", OTHERS)
def test_a_table_of_somebody_else_or_of_another_round_states_no_grade(form: str, judged: bool) -> None:
    above, head, round_id = OTHERS[form]
    body = "".join(f"<tr><td>{q.label}</td><td>Outstanding</td></tr>" for q in AREAS[:4])
    areas = [Area(q, sentence=Grade.ADEQUATE if judged else None) for q in AREAS[:4]]
    found = read(page(areas, f"{above}<table><tr><th>Area</th><th>{head}</th></tr>{body}</table>"))
    for judgment in judgments(found).values():
        assert judgment.grade is (Grade.ADEQUATE if judged else None)
        assert (judgment.previous_round, judgment.previous_grade is None) == (round_id, round_id is None)
    assert ("grade_missing" in codes(found)) is not judged
    assert "witnesses_disagree" not in codes(found)
    assert found.accounting is not None and found.accounting.unread == 0


HEADS = [
    ("PEEL 2021/22", "PEEL 2023–25", "2021-22"), ("2021/22 grade", "Grade (2023-25)", "2021-22"), ("2021–2022", "2023–2025", "2021-22"),
    ("Our PEEL 2021/22 inspection", "This inspection", "2021-22"), ("Previous grade", "Current grade", None), ("Then", "Now", None),
    ("Effectiveness, efficiency and legitimacy 2021/22", "Effectiveness, efficiency and legitimacy 2023–25", "2021-22"),
]  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("before", "now", "round_id"), HEADS)
@pytest.mark.parametrize("tag", ["th", "td"])
def test_columns_headed_by_a_programme_and_its_years_are_of_those_rounds(
    before: str, now: str, round_id: str | None, turned: bool, tag: str
) -> None:
    def row(area: str, old: str, new: str, cell: str = "td") -> str:
        cells = (area, new, old) if turned else (area, old, new)
        return "".join(f"<{cell}>{text}</{cell}>" for text in cells).join(("<tr>", "</tr>"))

    body = "".join(row(q.label, "Inadequate", "Good") for q in AREAS[:4])
    found = read(page([Area(q) for q in AREAS[:4]], f"<table>{row('Area', before, now, tag)}{body}</table>"))
    for judgment in judgments(found).values():
        assert (judgment.grade, judgment.previous_grade) == (Grade.GOOD, Grade.INADEQUATE)
        assert judgment.previous_round == round_id
    assert not {"unknown_heading", "witnesses_disagree", "unread_text"} & set(codes(found))
    assert found.record is not None
    assert [row.text for row in found.record.findings if row.section == "PEEL"] == []


@pytest.mark.parametrize("form", ["{} (show)", "{}, Hide this section", "{} +", "Part 2: {}"])
def test_an_area_may_have_a_switch_beside_its_name(form: str) -> None:
    found = page([Area(q, badge=Grade.GOOD) for q in AREAS[:4]])
    for question in AREAS[:4]:
        found = found.replace(f"<h2>{question.label}</h2>", f"<h2>{form.format(question.label)}</h2>")
    assert {j.grade for j in judgments(read(found)).values()} == {Grade.GOOD}
    assert len(judgments(read(found))) == 4


def test_a_cell_may_have_the_grade_of_the_round_before_behind_its_own() -> None:
    body = "".join(f"<tr><td>{q.label}</td><td>Good (2021/22: Inadequate)</td></tr>" for q in AREAS[:4])
    found = read(page([Area(q) for q in AREAS[:4]], f"<table><tr><th>Area</th><th>Grade</th></tr>{body}</table>"))
    told = {(j.grade, j.previous_grade, j.previous_round) for j in judgments(found).values()}
    assert told == {(Grade.GOOD, Grade.INADEQUATE, "2021-22")}


@pytest.mark.parametrize(
    "heading", ["<h2>Other forces</h2>", "<h2>About the data</h2><p>More.</p>", "<h2>How it compares</h2>"]
)
@pytest.mark.parametrize(
    "form",
    ["<table><tr><td>{0}</td><td>{1}</td></tr></table>", "<p>{0}</p><p>{1}</p>", "<h4>{0}</h4><p>{1}</p>", "<div><span>{1}</span><p>{0}</p></div>",
     "<dl><dt>{0}</dt><dd>{1}</dd></dl>", "<table><tr><td>Essex Police</td><td>{0}</td><td>{1}</td></tr></table>"],
)  # fmt: skip
@pytest.mark.parametrize("badge", [Grade.GOOD, None])
def test_grades_of_others_behind_the_areas_are_none_of_theirs(heading: str, form: str, badge: Grade | None) -> None:
    own = [Area(question, badge=badge, prose=["It does what it does."]) for question in AREAS]
    others = "".join(form.format(question.label, "Inadequate") for question in AREAS)
    main = f"{''.join(map(section, own))}{heading}<h3>Essex Police</h3>{others}"
    found = parse_page(
        f"<html><body><main><h1>PEEL 2023–25 – An inspection of Surrey Police</h1>{main}</main></body></html>".encode(),
        URL,
    )
    assert found.record is not None
    assert {each.grade for each in found.record.judgments} <= {badge}


CAPTIONED = ("<table><caption>{1}</caption>{0}</table>", "<figure><table>{0}</table><figcaption>{1}</figcaption></figure>", "<figure><figcaption>{1}</figcaption><table>{0}</table></figure>")  # fmt: skip


def captioned(form: str, caption: str) -> tuple[set[str | None], set[str]]:
    """The grades of a report whose only grades stand in a captioned table, and the problems above a note."""
    rows = "".join(f"<tr><td>{area.label}</td><td>Adequate</td></tr>" for area in AREAS)
    sections = "".join(
        f"<h2>{area.label}</h2><p>The force knows its area and works with others in it.</p>" for area in AREAS
    )
    front = "<h1>Surrey PEEL 2023–25</h1><h2>Our judgments</h2><p>We made graded judgments as follows:</p>"
    body = f"{front}{form.format(rows, caption)}<h2>HM Inspector’s summary</h2><p>I am pleased.</p>{sections}"
    found = parse_page(f"<html><body><main>{body}</main></body></html>".encode(), URL)
    assert found.record is not None
    stated = {one.grade and one.grade.value for one in found.record.judgments}
    return stated, {one.code for one in found.problems if one.severity != "info"} - {"witness_missing"}


def test_the_caption_of_a_table_says_whose_all_its_grades_are_wherever_it_stands() -> None:
    ours = (
        "Table 1",
        "Source: HMICFRS",
        "Areas of policing",
        "Surrey Police’s grades",
        "How good the force is in each area",
    )
    others = (
        "Grades of Essex Police",
        "Essex Police",
        "Our judgments of 2018/19",
        "How people rated the force",
        "What staff think",
    )
    for form in CAPTIONED:
        for caption in ours:
            assert captioned(form, caption) == ({"adequate"}, set()), (form, caption)
        for caption in others:
            stated, told = captioned(form, caption)
            assert stated == {None}, (form, caption)
            assert "grade_missing" in told


def test_a_row_that_nobody_knows_among_the_areas_is_read_or_told() -> None:
    names = ("Using new technology", "Responding to first calls", "Learning from earlier mistakes", "Current affairs", "Old records",
             "Responding to national risks", "Partners may rate", "Average response", "Other services", "Tackling fraud")  # fmt: skip
    forms = (("<table>{}</table>", "<tr><td>{}</td><td>{}</td></tr>"), ("<figure><table>{}</table></figure>", "<tr><td>{}</td><td>{}</td></tr>"),
             ("<ul>{}</ul>", "<li>{}: {}</li>"), ("<ul>{}</ul>", "<li>{} – {}</li>"))  # fmt: skip
    front = "<h1>Surrey PEEL 2023–25</h1><h2>Our judgments</h2><p>We made graded judgments as follows:</p>"
    for name, (around, row) in product(names, forms):
        rows = [row.format(area.label, "Good") for area in AREAS]
        rows.insert(4, row.format(name, "Inadequate"))
        sections = "".join(f"<h2>{area.label}</h2><p>The force knows its area.</p>" for area in AREAS)
        body = f"{front}{around.format(''.join(rows))}<h2>HM Inspector’s summary</h2><p>I am pleased.</p>{sections}"
        found = parse_page(f"<html><body><main>{body}</main></body></html>".encode(), URL)
        assert found.record is not None
        stated = {one.question or "": one.grade for one in found.record.judgments}
        told = " ".join(one.message for one in found.problems if one.severity != "info")
        assert stated.pop(name, None) is Grade.INADEQUATE or name in told, (name, row)
        assert set(stated.values()) == {Grade.GOOD}, (name, row)
