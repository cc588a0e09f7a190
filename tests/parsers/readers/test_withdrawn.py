"""A judgment of which its page says that it stands no longer, or not yet, has no grade, and that is told."""

from __future__ import annotations

from itertools import permutations

from schemas.extraction import Extraction
from tests.parsers.shown import read

TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
SENTENCE = "<p>Kent Police is good at investigating crime.</p>"
REPORT = "<h1>Kent PEEL 2023–25</h1><h2>HM Inspector’s summary</h2><p>Thanks.</p>{}"
ONE, OTHER = "area/investigating-crime", "area/preventing-crime"
OF_IT = (
    "We have withdrawn our judgment.", "This judgment has been withdrawn", "This grade is under appeal.", "This grade is under review", "This grade is being reviewed.",
    "This grade is provisional.", "Grade under review", "The force has appealed against our judgment.", "Our judgment of this area was withdrawn in May 2024.",
    "We withdrew our judgment on 3 May.", "This rating is provisional.", "Our assessment is under appeal.", "We have withdrawn our judgment of how well it investigates crime.",
    "Our grade for investigating crime is under review.", "Our judgment in this area of policing is provisional.",
)  # fmt: skip
BESIDE = (
    "Under review",
    "Under appeal",
    "Not final",
    "(provisional)",
    "It is under appeal.",
    "Withdrawn",
    "Being reviewed",
    "Subject to appeal",
    "Set aside",
    "UNDER REVIEW",
    "[Draft]",
    "* Under review",
    "Note: under review",
    "Provisional – see the note below",
    "Status: withdrawn (May 2024)",
    "Its grade is under review.",
)


def report(area: str, front: str = "", end: str = "") -> Extraction:
    area = f"<h2>Investigating crime</h2>{area}{TEXT}"
    other = f"<h2>Preventing crime</h2><p>Adequate</p>{TEXT}<h2>Responding to the public</h2><p>Good</p>{TEXT}"
    return read(f"{REPORT.format(front)}{area}{other}{end}", "peel-reports/kent-2023-25/")


def graded(found: Extraction) -> dict[str | None, str]:
    assert found.record is not None
    return {one.question_key or one.pillar: one.grade.value for one in found.record.judgments if one.grade is not None}


def told(found: Extraction) -> bool:
    return any(one.code == "grade_unreadable" for one in found.problems)


def test_what_stands_no_longer_has_no_grade_wherever_the_page_says_so() -> None:
    assert graded(report(f"<p>Good</p>{SENTENCE}")) == {
        ONE: "good",
        OTHER: "adequate",
        "area/responding-to-the-public": "good",
    }
    places = (
        "<p>Good</p>{}" + SENTENCE, "{}<p>Good</p>" + SENTENCE, "<p>Good</p>" + SENTENCE + TEXT * 6 + "{}", SENTENCE + "{}", "<p>Good</p>{}",
    )  # fmt: skip
    tags = (
        "<p>{}</p>",
        "<h3>{}</h3>",
        "<ul><li>{}</li></ul>",
        "<p><strong>{}</strong></p>",
        "<blockquote>{}</blockquote>",
    )
    for number, said in enumerate(OF_IT):
        for place, tag in zip(places, tags[number % 5 :] + tags[: number % 5], strict=True):
            found = report(place.format(tag.format(said)))
            assert told(found), (said, place, tag)
            assert graded(found) == {OTHER: "adequate", "area/responding-to-the-public": "good"}, (said, place, tag)


def test_a_word_beside_a_grade_says_so_too_and_nowhere_else() -> None:
    assert ONE not in graded(report("<h3>Under review</h3><p>Good</p>"))
    for said in BESIDE:
        for place in (
            "<p>Good</p><p>{}</p>",
            "<p>Good</p><p>{}</p>" + SENTENCE,
            "<p>Good</p><h3>{}</h3>",
            "<p>Good</p><h4>{}</h4>" + SENTENCE,
        ):
            found = report(place.format(said))
            assert told(found) and ONE not in graded(found), (said, place)
            assert found.record is not None
            assert {one.status.value for one in found.record.judgments if one.question_key == ONE} == {"unreadable"}
        needs = "<p>Requires improvement</p><p>{}</p><p>Kent Police requires improvement at investigating crime.</p>"
        found = report(needs.format(said))
        assert told(found) and graded(found) == {OTHER: "adequate", "area/responding-to-the-public": "good"}, said
        assert graded(report(needs.format("We looked at it.")))[ONE] == "requires_improvement"
        found = report(f"<p>Good</p>{SENTENCE}{TEXT}<p>{said}</p>")
        assert graded(found)[ONE] == "good"
        assert not told(found)


def test_so_do_words_in_one_line_with_the_grade_and_the_sentence_gives_none_instead() -> None:
    for line in (
        "Good (provisional)",
        "Good – under review",
        "GOOD (PROVISIONAL)",
        "Provisional grade: Good",
        "Good, subject to appeal",
        "Under review: Good",
    ):
        for sentence in ("", SENTENCE):
            found = report(f"<p>{line}</p>{sentence}")
            assert told(found) or not sentence, line
            assert graded(found) == {OTHER: "adequate", "area/responding-to-the-public": "good"}, line
            assert any("Investigating crime is not read" in one.message for one in found.problems) or not sentence, line
    found = report("<p>Good</p>" + SENTENCE, "<p>Good (provisional)</p>")
    assert graded(found)[ONE] == "good" and told(found), "nobody knows of which it is"
    for line in ("Good (our plans are provisional)", "Good: draft plans"):
        assert graded(report(f"<p>{line}</p>{SENTENCE}"))[ONE] == "good", line


def test_a_sentence_that_judges_says_so_itself_beside_its_grade() -> None:
    for said in (
        "is provisionally good at investigating crime.",
        "is good at investigating crime, subject to appeal.",
        "is good at investigating crime, but pending review.",
    ):
        for place in ("<p>Good</p>{}", "<p>Good</p><p>Investigating crime</p>{}"):
            found = report(place.format(f"<p>Kent Police {said}</p>"))
            assert told(found) and ONE not in graded(found), (said, place)
    assert ONE in graded(
        report("<p>Good</p><p>Kent Police is good at investigating crime, subject to what we say below.</p>")
    )


def test_it_is_of_its_row_in_a_table_of_grades() -> None:
    head = "<table><tr><th>Area</th><th>Grade</th><th>Status</th></tr>"
    rows = "<tr><td>Investigating crime</td>{}</tr><tr><td>Preventing crime</td><td>Adequate</td><td></td></tr></table>"
    for cells in (
        "<td>Good</td><td>Under review</td>",
        "<td>Under review</td><td>Good</td>",
        "<td>Good (under review)</td><td></td>",
    ):
        for badge in ("", "<p>Good</p>"):
            found = report(badge + SENTENCE, head + rows.format(cells))
            assert told(found) and graded(found) == {OTHER: "adequate", "area/responding-to-the-public": "good"}, cells


def test_in_the_place_of_a_grade_it_is_of_what_the_sentence_says() -> None:
    for said in ("Under review", "Not final", "Provisional", "Grade under review", "Under review (see below)"):
        found = report(f"<p>{said}</p>{SENTENCE}")
        assert told(found) and graded(found) == {OTHER: "adequate", "area/responding-to-the-public": "good"}, said
        found = report(f"<p>Good</p>{SENTENCE}", f"<h3>Thanks</h3><p>{said}</p><p>We say that it is good.</p>")
        assert graded(found)[ONE] == "good", said


def test_it_may_stand_anywhere_in_the_head_of_a_section() -> None:
    page = (
        "<h1>Kent 2018/19</h1><h2>Effectiveness</h2>{}"
        + TEXT
        + "<h2>Efficiency</h2><p>Last updated 02/05/2019</p><p>Good</p>"
        + TEXT
    )
    lines = ("<p>Last updated 02/05/2019</p>", "<p>Good</p>", "<p>Under review</p>")
    for order in permutations(lines):
        found = read(page.format("".join(order)), "peel-assessments/peel-2018/kent/")
        assert {one.code for one in found.problems} & {"grade_missing", "grade_unreadable"}, order
        assert set(graded(found)) == {"efficiency"}, order
    found = read(page.format("".join((*lines[:2], TEXT, lines[2]))), "peel-assessments/peel-2018/kent/")
    assert set(graded(found)) == {"effectiveness", "efficiency"}


def test_one_that_is_named_elsewhere_is_that_and_all_of_them_are_all() -> None:
    named = "We have withdrawn our judgment for investigating crime."
    both = "We have withdrawn our judgments for preventing crime and investigating crime, because of an error."
    unknown = "We have withdrawn our judgment for the care of horses."
    every = ("This report has been withdrawn.", "All grades on this page are provisional.", "The judgments in this report are under review.", "Our judgments are draft.", "This page has been withdrawn.", "The judgments in our report are provisional.", "All grades on the whole page are draft.")  # fmt: skip
    for place in ("front", "end"):
        for said, left in (
            (named, {OTHER, "rest"}),
            (both, {"rest"}),
            (unknown, {ONE, OTHER, "rest"}),
            *((one, set[str]()) for one in every),
        ):
            markup = f"<p>{said}</p>" if place == "front" else f"<h2>Related content</h2><p>{said}</p>"
            found = report("<p>Good</p>", **{place: markup})
            assert told(found), said
            assert {key if key in (ONE, OTHER) else "rest" for key in graded(found)} == left, said


def test_a_pillar_is_meant_by_its_name_or_its_section() -> None:
    page = "<h1>Kent 2018/19</h1><h2>Effectiveness</h2><p>Last updated 02/05/2019</p><p>Good</p>{}" + TEXT
    page += "<h2>Efficiency</h2><p>Last updated 02/05/2019</p><p>Good</p>" + TEXT
    for said, left in (
        ("We have withdrawn our judgment.", {"efficiency"}),
        ("We have withdrawn our judgment of the force’s effectiveness.", {"efficiency"}),
        ("We have withdrawn our efficiency judgment.", {"effectiveness"}),
        ("Our judgment of its efficiency is under appeal.", {"effectiveness"}),
        ("We have withdrawn our legitimacy judgment.", {"effectiveness", "efficiency"}),
    ):
        found = read(page.format(f"<p>{said}</p>"), "peel-assessments/peel-2018/kent/")
        assert told(found) or said.endswith("legitimacy judgment."), said
        assert set(graded(found)) == left, said


def test_what_is_of_an_earlier_round_or_of_others_leaves_the_grade() -> None:
    for said in ("Our 2021/22 judgment was withdrawn.", "In our last inspection we withdrew our judgment.", "The force has withdrawn its grade.",
                 "This grade is no longer under review.", "The force keeps its assessments under review."):  # fmt: skip
        found = report(f"<p>Good</p>{SENTENCE}<p>{said}</p>")
        assert graded(found)[ONE] == "good" and not told(found), said


def test_a_long_sentence_is_looked_at_where_it_names_a_judgment() -> None:
    more = " while we look once more at all that the force has sent to us since we were there"
    for noun in ("judgment", "grade", "rating", "assessment"):
        found = report(f"<p>Good</p><p>This {noun} is under review{more}.</p>")
        assert ONE not in graded(found), noun
        assert any("Investigating crime is not read as “Good”" in one.message for one in found.problems), noun
    for paper in ("report", "page"):
        assert graded(report(f"<p>Good</p><p>This {paper} has been withdrawn{more}.</p>")) == {}, paper
    assert graded(report(f"{SENTENCE}<p>Under review</p>"))[ONE] == "good", "it stands beside no grade line"


def test_the_one_judgment_of_a_report_is_meant_in_any_of_its_parts() -> None:
    title = "A report into the effectiveness of vetting and counter-corruption arrangements in Kent Police"
    topic = "Vetting, IT monitoring and counter-corruption: requires improvement"
    page = f"<h1>{title}</h1><p>Published on: 17 November 2022</p><h2>Introduction</h2><h3>{topic}</h3>{TEXT}<h2>About us</h2><p>{{}}</p>"
    address = "publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-kent-police/"
    for said, left in (
        ("We have withdrawn our judgment.", []),
        ("This grade is provisional.", []),
        ("We came in May.", ["requires_improvement"]),
    ):
        found = read(page.format(said), address)
        assert list(graded(found).values()) == left, said
        assert told(found) is (left == []), said


REGION = "publication-html/inspection-of-the-eastern-regional-response-to-serious-and-organised-crime/"
FORCES = {"Kent": "Adequate", "Essex": "Inadequate", "Norfolk": "Good"}
_ALL = ("police/kent", "police/essex", "police/norfolk")


def regional(front: str = "", **below: str) -> dict[str, str | None]:
    """The grades of a page with a part for each of three forces, by force."""
    title = "<h1>An inspection of the eastern regional response to serious and organised crime</h1><p>Published on: 5 June 2024</p>"
    part = (
        "<h2>{0} Police</h2><p>{1}</p>{3}<h3>Understanding SOC: {0} Police</h3><p>{0} Police asks its officers.</p>{2}"
    )
    parts = (part.format(name, grade, below.get(name, ""), TEXT) for name, grade in FORCES.items())
    found = read(f"{title}<h2>Regional findings</h2>{TEXT}{front}{''.join(parts)}", REGION)
    assert found.record is not None
    taken = {str(one.assessment).split("/ser")[0]: one.grade and one.grade.value for one in found.record.judgments}
    assert told(found) is (front + "".join(below.values()) != "")
    return taken


def taken(front: str = "", **below: str) -> list[str]:
    return [force for force, grade in regional(front, **below).items() if grade is None]


def test_on_a_page_of_several_forces_the_judgment_of_whom_it_names_is_meant_wherever_it_stands() -> None:
    assert list(regional()) == list(_ALL)
    assert taken() == []
    for said, meant in (
        ("We have withdrawn our judgment of Essex Police.", _ALL[1:2]),
        ("Our grade for Kent Police is under appeal.", _ALL[:1]),
        ("Our judgments of Essex Police and Norfolk Constabulary are provisional.", _ALL[1:]),
        ("We have withdrawn our judgment of how well Kent Police tackles serious and organised crime.", _ALL[:1]),
        ("All grades on this page are provisional.", _ALL),
        ("This report has been withdrawn.", _ALL),
        ("We have withdrawn our judgment of Surrey Police.", ()),
        ("We have withdrawn our judgment of the regional unit.", ()),
    ):
        for place in ("front", *FORCES):
            assert taken(**{place: f"<p>{said}</p>"}) == list(meant), (said, place)


def test_on_a_page_of_several_forces_one_that_is_not_named_is_that_of_the_part() -> None:
    for said in (
        "We have withdrawn our judgment.",
        "This grade is provisional.",
        "Our judgment of how well it tackles serious and organised crime is under review.",
    ):
        assert taken(f"<p>{said}</p>") == [], said
        for name, force in zip(FORCES, _ALL, strict=True):
            assert taken(**{name: f"<p>{said}</p>"}) == [force], said
