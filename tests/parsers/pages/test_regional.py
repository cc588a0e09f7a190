"""A regional report: whose each part is, what it judges, and what it lacks."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.vocabulary import RefusalReason, Status
from tests.parsers.shown import lacks, read

TITLE = "An inspection of the Eastern regional response to serious and organised crime"
DAY = "<p>Published on: 14 May 2024</p>"
URL = "publication-html/inspection-of-the-eastern-regional-response-to-serious-and-organised-crime/"
KENT = "<h2>Kent Police</h2><p>Good</p><p>Kent Police is good at tackling serious and organised crime.</p>"
ESSEX = "<h2>Essex Police</h2><p>Essex Police requires improvement at tackling serious and organised crime.</p>"
UNIT = "<h2>Eastern Region Special Operations Unit (ERSOU)</h2><p>Outstanding</p><p>ERSOU is outstanding at tackling serious and organised crime.</p>"
SOC = "serious-organised-crime/2024-05"


def judged(found: Extraction) -> list[tuple[str | None, str | None, int]]:
    assert found.record is not None, found.refused
    return [(one.assessment, one.grade and one.grade.value, len(one.witnesses)) for one in found.record.judgments]


def test_each_name_heads_the_part_of_its_own() -> None:
    found = read(f"<h1>{TITLE}</h1>{DAY}{UNIT}{KENT}{ESSEX}", URL)
    assert (found.page.type, found.page.assessment, found.page.round) == (PageType.REPORT, None, "2024-05")
    assert judged(found) == [
        (f"region/eastern/{SOC}", "outstanding", 2), (f"police/kent/{SOC}", "good", 2),
        (f"police/essex/{SOC}", "requires_improvement", 1),
    ]  # fmt: skip
    assert lacks(found) == []


def test_a_title_of_another_regional_response_proves_no_such_report() -> None:
    other = TITLE.replace("serious and organised crime", "floods")
    assert [read(f"<h1>{title}</h1>{DAY}{KENT}").page.layout == "regional" for title in (TITLE, other)] == [True, False]


@pytest.mark.parametrize(
    ("main", "head"),
    [
        (f"<h1>{TITLE}</h1>{DAY}{KENT}", ""),
        (f"<p>{TITLE}</p><p>HMICFRS</p>{KENT}", ""),
        (f"{DAY}{KENT}", f"<title>{TITLE} - HMICFRS</title>"),
    ],
    ids=["heading", "line", "window"],
)
def test_its_title_proves_it_and_names_the_region(main: str, head: str) -> None:
    found = read(f"{main}{UNIT}", head=head)
    assert found.page.layout == "regional"
    assert [key for key, _, _ in judged(found)] == [
        f"{owner}/serious-organised-crime/{found.page.round}" for owner in ("police/kent", "region/eastern")
    ]


@pytest.mark.parametrize("title", ["<h1>Our inspection of a region</h1>", ""])
def test_its_address_proves_it_too_and_names_the_region(title: str) -> None:
    found = read(f"{title}{DAY}{UNIT}{KENT}", URL)
    assert found.page.layout == "regional"
    assert judged(found)[0] == (f"region/eastern/{SOC}", "outstanding", 2)


def test_a_grade_of_another_or_of_a_part_is_none_of_this_force() -> None:
    other = "<h2>Kent Police</h2><p>Essex Police is good at tackling serious and organised crime.</p><p>Kent Police is good at sharing.</p>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{other}", URL)
    assert judged(found) == [(f"police/kent/{SOC}", None, 0)]
    assert found.record is not None
    assert found.record.judgments[0].status is Status.UNREADABLE


def test_a_force_whose_name_stands_twice_has_one_judgment_and_lacks_its_grade_under_the_first() -> None:
    part = "<h2>Kent Police</h2><p>Words stand here.</p>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{part}{part.replace('Words', 'Other words')}", URL)
    assert judged(found) == [(f"police/kent/{SOC}", None, 0)]
    assert [problem.blocks for problem in found.problems if problem.code == "grade_missing"] == [[3]]


def test_a_question_that_stands_without_a_heading_is_no_part() -> None:
    asked = "<p>How effective is the force at reducing crime and keeping people safe?</p><p>It tries.</p>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{UNIT}{asked}{KENT}{asked}", URL)
    assert [grade for _, grade, _ in judged(found)] == ["outstanding", "good"]


def test_a_grade_may_stand_in_the_heading() -> None:
    found = read(f"<h1>{TITLE}</h1>{DAY}<h2>Kent Police: adequate</h2><p>Words stand here.</p>", URL)
    assert judged(found) == [(f"police/kent/{SOC}", "adequate", 1)]


def test_a_name_below_the_others_is_a_sub_heading() -> None:
    below = f"{KENT}<h3>Essex Police</h3><p>Kent Police works with its neighbours:</p><ul><li>Sussex Police</li></ul>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{below}", URL)
    assert judged(found) == [(f"police/kent/{SOC}", "good", 2)]
    assert lacks(found) == []


def test_what_is_asked_for_is_of_the_force_under_whose_name_it_stands() -> None:
    asks = "<h3>Area for improvement</h3><p>The force should act.</p>"
    found = read(
        f"<h1>{TITLE}</h1>{DAY}<h2>Regional findings</h2><p>All share.</p>{asks}{KENT}{asks}{ESSEX}{asks}", URL
    )
    assert found.record is not None
    whose = [(row.assessment, row.position) for row in found.record.recommendations]
    assert whose == [(f"{key}/{SOC}", 1) for key in ("region/eastern", "police/kent", "police/essex")]
    assert found.record.findings[0].assessment == f"region/eastern/{SOC}"


def test_a_part_of_the_list_of_contents_that_is_gone_is_missed() -> None:
    listed = '<h2>Contents</h2><ul><li><a href="#k">Kent Police</a></li><li><a href="#e">Essex Police</a></li></ul>'
    assert any("Essex Police" in lack for lack in lacks(read(f"<h1>{TITLE}</h1>{DAY}{listed}{KENT}", URL)))
    assert lacks(read(f"<h1>{TITLE}</h1>{DAY}{listed}{KENT}{ESSEX}", URL)) == []
    assert lacks(read(f"<h1>{TITLE}</h1>{DAY}<h2>Regional findings</h2><p>Words.</p>", URL)) != []
    assert lacks(read(f"<h1>{TITLE}</h1>{DAY}{UNIT}", URL)) == ["The report has no part of any force."]


def test_a_region_that_nobody_knows_leaves_the_forces_theirs() -> None:
    found = read(f"<h1>{TITLE.replace('Eastern', 'Far')}</h1>{DAY}{UNIT}{KENT}")
    assert judged(found) == [(f"police/kent/{SOC}", "good", 2)]
    assert "unknown_organisation" in {problem.code for problem in found.problems}


def test_a_word_of_no_grade_below_a_name_is_an_unreadable_badge() -> None:
    for word in ("Goodd", "Good*", "Satisfactory", "Outstandingly"):
        found = read(f"<h1>{TITLE}</h1>{DAY}{KENT.replace('<p>Good</p>', f'<p>{word}</p>')}{ESSEX}", URL)
        assert judged(found)[0] == (f"police/kent/{SOC}", "good", 2)
        assert "witnesses_disagree" in {problem.code for problem in found.problems}


def test_words_below_a_name_that_are_more_than_one_are_its_prose() -> None:
    found = read(f"<h1>{TITLE}</h1>{DAY}{KENT.replace('<p>Good</p>', '<p>The force knows much</p>')}", URL)
    assert judged(found) == [(f"police/kent/{SOC}", "good", 1)]


def test_a_slip_in_a_heading_that_the_list_of_contents_has_is_told() -> None:
    listed = "".join(f'<li><a href="#x">{name}</a></li>' for name in ("About our inspection", "Kent Police"))
    page = f"<h1>{TITLE}</h1>{DAY}<h2>Contents</h2><ol>{listed}</ol><h3>About our insection</h3><p>We went.</p>"
    page += f"<h2>Regional findings</h2><p>All share.</p>{KENT}"
    assert lacks(read(page, URL)) == ["The section “About our inspection” of the list of contents is not on the page."]
    assert lacks(read(page.replace("insection", "inspection"), URL)) == []


def test_a_section_that_is_printed_again_is_read_once() -> None:
    once = read(f"<h1>{TITLE}</h1>{DAY}{KENT}{ESSEX}", URL)
    for again in (f"{KENT}{KENT}{ESSEX}", f"{KENT}{ESSEX}{ESSEX}"):
        twice = read(f"<h1>{TITLE}</h1>{DAY}{again}", URL)
        assert once.record is not None and twice.record is not None
        assert judged(twice) == judged(once)
        assert [row.text for row in twice.record.findings] == [row.text for row in once.record.findings]


FORCES = ("Kent Police", "Essex Police", "Suffolk Constabulary")
GRADES = ("Good", "Requires improvement", "Outstanding")
TEXT = "<p>It talks with the others of the region.</p>"


def graded(parts: str) -> list[str | None]:
    """Return the grade of each force, None where it has none, of a page whose list of contents names them."""
    contents = "".join(f"<li><a href='#{place}'>{name}</a></li>" for place, name in enumerate(FORCES))
    main = f"<h1>{TITLE}</h1>{DAY}<h2>Contents</h2><ul>{contents}</ul><h2>Introduction</h2>{TEXT}{parts}"
    found = {owner: grade for owner, grade, _ in judged(read(f"{main}<h2>About the data</h2>{TEXT}", URL))}
    return [found.get(f"police/{name.split()[0].lower()}/{SOC}") for name in FORCES]


RIGHT: list[str | None] = ["good", "requires_improvement", "outstanding"]
BOXES = ["<div>{}</div>", "<ul><li>{}</li></ul>", "<section><div>{}</div></section>"]


@pytest.mark.parametrize("box", ["{}", *BOXES])
@pytest.mark.parametrize(
    "form", ["<p>{1}</p><h2>{0}</h2>", "<p>{1}</p><p>Last updated 14/05/2024</p><p><b>{0}</b></p>"]
)
@pytest.mark.parametrize("below", ["", TEXT])
def test_a_grade_above_a_name_is_never_that_of_the_name_before_it(form: str, box: str, below: str) -> None:
    parts = "".join(box.format(form.format(*each) + below) for each in zip(FORCES, GRADES, strict=True))
    assert graded(parts) == (RIGHT if box in BOXES else [None] * 3)


@pytest.mark.parametrize(
    ("table", "right"),
    [
        ("".join(f"<tr><td>{name}</td><td>{grade}</td></tr>" for name, grade in zip(FORCES, GRADES, strict=True)), RIGHT),
        ("".join(f"<tr><td>{grade}</td><td>{name}</td></tr>" for name, grade in zip(FORCES, GRADES, strict=True)), RIGHT),
        (f"<tr><th>{'</th><th>'.join(FORCES)}</th></tr><tr><td>{'</td><td>'.join(GRADES)}</td></tr>", [None] * 3),
    ],
)  # fmt: skip
def test_a_cell_is_of_the_name_in_its_row(table: str, right: list[str | None]) -> None:
    assert graded(f"<table>{table}</table>") == right


OLD = "".join(
    f"<tr><td>{name}</td><td>Inadequate</td><td>{grade}</td></tr>" for name, grade in zip(FORCES, GRADES, strict=True)
)


@pytest.mark.parametrize("form", ["<h2>{0}</h2><p>{1}</p>" + TEXT, "<h2>{0}</h2>" + TEXT, "<h3>{0}: {1}</h3>" + TEXT])
@pytest.mark.parametrize(
    "table",
    [f"<table><tr><th>Force</th><th>2019</th><th>2024</th></tr>{OLD}</table>",
     f"<table><caption>Grades in 2019</caption>{OLD.replace('<td>Good</td>', '')}</table>",
     "<h3>Inadequate</h3><ul>" + "".join(f"<li>{name}</li>" for name in FORCES) + "</ul><h3>Good</h3>",
     "<p>In 2019 the grades were:</p>" + "".join(f"<h3>{name}</h3><p>Inadequate</p>" for name in FORCES)],
)  # fmt: skip
def test_no_force_has_a_grade_of_another_time_or_of_a_group(table: str, form: str) -> None:
    parts = "".join(form.format(*each) for each in zip(FORCES, GRADES, strict=True))
    for body in (f"{table}{parts}", f"{parts}<h2>Annex</h2>{table}"):
        assert graded(body) in (RIGHT, [None] * 3)


def test_a_force_that_the_list_of_contents_lacks_has_its_part_and_is_told() -> None:
    contents = "<h2>Contents</h2><ul><li><a href='#a'>Kent Police</a></li></ul>"
    found = read(f"<h1>{TITLE}</h1>{DAY}{contents}{KENT}{ESSEX}", URL)
    assert [grade for _, grade, _ in judged(found)] == ["good", "requires_improvement"]
    assert [each.message for each in found.problems if each.code == "unknown_heading"] == [
        "“Essex Police” heads a part that the list of contents lacks."
    ]


@pytest.mark.parametrize("other", ["North West", "London"])
def test_a_title_and_an_address_of_two_regions_are_refused(other: str) -> None:
    found = read(f"<h1>{TITLE.replace('Eastern', other)}</h1>{DAY}{UNIT}{KENT}", URL)
    assert found.refused is not None and found.refused.reason is RefusalReason.IDENTITY


def test_a_title_of_no_one_region_is_not_that_of_the_address() -> None:
    found = read(f"<h1>{TITLE.replace('Eastern', 'Eastern and North West')}</h1>{DAY}{UNIT}{KENT}", URL)
    assert judged(found) == [(f"police/kent/{SOC}", "good", 2)]
    assert "unknown_organisation" in {each.code for each in found.problems}
