"""What is asked for: which lines under a label are asks, their deadlines, causes, practices, and where asks end."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import Role
from schemas.questions import find_question
from schemas.record import Recommendation
from schemas.vocabulary import Pillar, RecommendationKind
from scraper.parsers.builder import Builder
from scraper.parsers.lines import AskRow
from scraper.parsers.outline import Section
from scraper.parsers.readers.recommendations import read_asks, read_items
from tests.parsers.pieces import claims, codes, read_lines, read_section, texts

CRIME = find_question("police", "2016", "Investigating crime")


def asked(markup: str, role: Role = Role.AREAS, **of: object) -> Builder:
    builder, section = read_section(markup, role, "Areas for improvement", **of)  # type: ignore[arg-type]
    read_asks(builder, section)
    return builder


def first(markup: str, role: Role = Role.AREAS) -> Recommendation:
    return asked(markup, role).recommendations[0]


def items(builder: Builder) -> list[str]:
    return [row.text for row in builder.recommendations]


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.AREAS, "area_for_improvement"),
        (Role.CAUSE, "cause_of_concern"),
        (Role.RECOMMENDATIONS, "recommendation"),
        (Role.INNOVATIVE, "innovative_practice"),
        (Role.PROMISING, "promising_practice"),
    ],
)
def test_each_label_has_its_kind(role: Role, kind: str) -> None:
    assert first("<h3>A label</h3><ul><li>The force should train its staff.</li></ul>", role).kind.value == kind


@pytest.mark.parametrize("role", [Role.INNOVATIVE, Role.PROMISING])
def test_a_practice_is_one_row_with_its_title(role: Role) -> None:
    assert items(asked("<h3>A label</h3><p>A van</p><p>It goes round.</p>", role)) == ["A van\nIt goes round."]


def test_only_prose_is_an_ask() -> None:
    assert items(asked("<h3>Areas for improvement</h3><ul><li>Good</li><li>train them.</li></ul>")) == []


def test_boilerplate_among_the_asks_is_set_aside() -> None:
    builder = asked(
        "<h3>Areas for improvement</h3><p>Back to top</p><ul><li>The force should train its staff.</li></ul>"
    )
    assert items(builder) == ["The force should train its staff."]
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"


LEAD_INS = [
    ("By 30 April 2024, the service should:", dt.date(2024, 4, 30), "By 30 April 2024"),
    ("By 1st May 2024, the service should:", dt.date(2024, 5, 1), "By 1st May 2024"),
    ("By the end of May 2024, the service should:", dt.date(2024, 5, 31), "By the end of May 2024"),
    ("Within 28 days, the force should:", None, "Within 28 days"),
    ("Within three months, the force should:", None, "Within three months"),
    ("Within two weeks, the force should:", None, "Within two weeks"),
    ("Within one year, the force should:", None, "Within one year"),
    ("Immediately, the force should:", None, "Immediately"),
    ("As soon as possible, the force should:", None, "As soon as possible"),
    ("The force should:", None, None),
    ("Our force must:", None, None),
    ("The chief constable of Kent should:", None, None),
    ("The force should immediately:", None, "immediately"),
    ("We recommend that Kent Police should do this:", None, None),
    ("We therefore recommend that this be done:", None, None),
    ("Service to complete by 31 May 2022:", dt.date(2022, 5, 31), "by 31 May 2022"),
    ("The force is to complete the following by 31 May 2022:", dt.date(2022, 5, 31), "by 31 May 2022"),
    ("The service has until 31 August 2023 to:", dt.date(2023, 8, 31), "until 31 August 2023"),
    ("The constabulary has until the end of August 2023 to:", dt.date(2023, 8, 31), "until the end of August 2023"),
    ("For completion by 31 May 2022:", dt.date(2022, 5, 31), "by 31 May 2022"),
    ("Actions required by the end of May 2022:", dt.date(2022, 5, 31), "by the end of May 2022"),
    (
        "The deadline for all of them is 31 May 2022. The force should:",
        dt.date(2022, 5, 31),
        "The deadline for all of them is 31 May 2022",
    ),
    ("It is recommended that, by 31 May 2022, the force:", dt.date(2022, 5, 31), "by 31 May 2022"),
]


@pytest.mark.parametrize(("lead_in", "day", "text"), LEAD_INS)
def test_a_lead_in_dates_the_asks_after_it(lead_in: str, day: dt.date | None, text: str | None) -> None:
    markup = f"<h3>Recommendations</h3><p>{lead_in}</p><ul><li>train its staff.</li></ul><p>and goes on;</p>"
    builder = asked(markup, Role.RECOMMENDATIONS)
    assert [(r.text, r.deadline, r.deadline_text) for r in builder.recommendations] == [
        ("train its staff.", day, text), ("and goes on;", day, text),
    ]  # fmt: skip
    assert claims(builder)[lead_in] == "recommendations"


@pytest.mark.parametrize(
    "line",
    [
        "By 30 April 2024, the service trains.",
        "There is one thing to do:",
        "By 30 April 2024, the force will:",
        "By 30 April 2024, the force had:",
    ],
)
def test_a_line_without_colon_or_ask_is_no_lead_in(line: str) -> None:
    builder = asked(f"<h3>Recommendations</h3><p>{line}</p><p>train its staff.</p>", Role.RECOMMENDATIONS)
    assert items(builder) == []
    assert texts(builder.findings) == [line, "train its staff."]


def test_a_day_in_a_lead_in_that_may_be_no_deadline_is_told() -> None:
    lead = "<h3>Recommendations</h3><p>We wrote on 31 May 2022. The force should:</p><ul><li>train its staff.</li></ul>"
    builder = asked(lead, Role.RECOMMENDATIONS)
    assert [(row.text, row.deadline_text) for row in builder.recommendations] == [("train its staff.", None)]
    assert any("“31 May 2022” is the day by which" in problem.message for problem in builder.problems)


def test_what_goes_on_after_a_lead_in_begins_with_a_small_letter_and_is_prose() -> None:
    lead = "<h3>Recommendations</h3><p>The force should:</p>"
    assert items(asked(f"{lead}<p>Others did.</p>", Role.RECOMMENDATIONS)) == []
    assert items(asked(f"{lead}<p>good</p>", Role.RECOMMENDATIONS)) == []
    assert items(asked("<h3>Recommendations</h3><p>train its staff.</p>", Role.RECOMMENDATIONS)) == []


def test_a_recommendation_may_have_its_own_deadline_and_an_area_a_day() -> None:
    own = "<h3>A label</h3><p>By 31 May 2020, the force should train its staff.</p>"
    assert first(own, Role.RECOMMENDATIONS).deadline == dt.date(2020, 5, 31)
    assert first(own, Role.AREAS).deadline == dt.date(2020, 5, 31)
    for text in (
        "The force should answer calls of 2020 immediately.",
        "By the end of 2020, the force should act.",
        "Within 28 days, the force should act.",
    ):
        assert first(f"<h3>A label</h3><p>{text}</p>", Role.AREAS).deadline_text is None
    late = "<h3>A label</h3><p>Within 28 days, the force should:</p><ul><li>train by 31 May 2020.</li></ul>"
    assert first(late, Role.RECOMMENDATIONS).deadline_text == "Within 28 days"


def test_a_cause_has_its_statement_and_no_deadline() -> None:
    cause = first("<h3>Cause of concern</h3><p>Calls are not answered by 1 May 2020.</p>", Role.CAUSE)
    assert (cause.text, cause.deadline_text, cause.parent) == ("Calls are not answered by 1 May 2020.", None, None)


@pytest.mark.parametrize(
    ("title", "joined"),
    [
        ("Calls from the public", True),
        ("Calls are not answered.", False),
        ("Calls are not answered;", False),
        ("Calls are not answered:", False),
        ("Calls are not answered " + "by day or by night " * 6, False),
    ],
)
def test_the_title_of_a_cause_is_joined_to_its_statement(title: str, joined: bool) -> None:
    builder = asked(f"<h3>Cause of concern</h3><p>{title}</p><p>There is no plan.</p>", Role.CAUSE)
    title = title.strip()
    assert items(builder) == [f"{title}\nThere is no plan." if joined else title]
    assert claims(builder)["There is no plan."] == ("recommendations" if joined else "findings")


def test_a_title_is_not_joined_to_a_lead_in_nor_to_boilerplate() -> None:
    lead_in = "<p>The force should:</p><ul><li>answer them.</li></ul>"
    assert items(asked(f"<h3>Cause of concern</h3><p>Calls</p>{lead_in}", Role.CAUSE)) == ["Calls", "answer them."]
    builder = asked("<h3>Cause of concern</h3><p>Calls</p><p>Back to top</p>", Role.CAUSE)
    assert items(builder) == ["Calls"]
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"
    assert items(asked("<h3>Cause of concern</h3><p>Calls</p>", Role.CAUSE)) == ["Calls"]


def test_recommendations_after_a_cause_need_a_lead_in_and_belong_to_it() -> None:
    builder = asked(
        "<h3>Cause of concern</h3><p>Calls are not answered.</p><p>We saw it.</p><p>Back to top</p>"
        "<p>As soon as we could we said this.</p><p>Here is why:</p>"
        "<p>By 1 May 2020, the force should:</p><ul><li>answer them.</li></ul><p>It has begun.</p>",
        Role.CAUSE,
    )
    rows = [(r.kind.value, r.text, r.parent) for r in builder.recommendations]
    assert rows == [("cause_of_concern", "Calls are not answered.", None), ("recommendation", "answer them.", 1)]
    assert texts(builder.findings) == [
        "We saw it.", "As soon as we could we said this.", "Here is why:", "It has begun.",
    ]  # fmt: skip
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"


def test_asks_are_counted_by_kind_and_question_or_by_their_label() -> None:
    builder, lines = read_lines("<ul><li>a;</li><li>b;</li><li>c;</li><li>d;</li></ul>")
    of = (("A label", "efficiency/ours"), ("Another", "efficiency/ours"), ("A label", None), ("Another", None))
    for line, (label, key) in zip(lines, of, strict=True):
        read_asks(builder, Section(Role.AREAS, label, question_key=key, body=[line]))
    assert [row.position for row in builder.recommendations] == [1, 2, 1, 1]


def test_a_recommendation_belongs_to_the_last_cause_of_its_own_question() -> None:
    markup = "<h3>A</h3><p>One is bad.</p><h3>B</h3><p>Two is bad.</p><h3>C</h3><ul><li>do it.</li></ul>"
    builder, lines = read_lines(markup)
    ours, theirs = ("efficiency", "efficiency/ours"), ("efficiency", "efficiency/theirs")
    parts = ((Role.CAUSE, ours, 0), (Role.CAUSE, theirs, 2), (Role.AREAS, ours, 4), (Role.RECOMMENDATIONS, ours, 4))
    for role, (pillar, key), place in parts:
        head, line = lines[place], lines[place + 1]
        read_asks(builder, Section(role, head.text, head, Pillar(pillar), "A question", key, None, body=[line]))
    assert [row.parent for row in builder.recommendations] == [None, None, None, 1]
    other = Section(Role.RECOMMENDATIONS, "C", None, Pillar.LEGITIMACY, None, "efficiency/ours", body=[lines[5]])
    read_asks(builder, other)
    assert builder.recommendations[-1].parent is None


@pytest.mark.parametrize("role", [Role.CAUSE, Role.INNOVATIVE])
def test_a_label_with_no_prose_below_asks_nothing(role: Role) -> None:
    builder = asked("<h3>A label</h3><p>Back to top</p>", role)
    assert builder.recommendations == []
    assert claims(builder) == {"A label": "recommendations", "Back to top": "boilerplate:back_to_top"}


PROSE = "<h3>Areas for improvement</h3><p>What follows is prose.</p>"


@pytest.mark.parametrize(
    ("of", "name"),
    [
        ({"known": CRIME, "question": "How well are crimes investigated?"}, CRIME.label if CRIME else ""),
        ({"known": CRIME, "pillar": Pillar.EFFECTIVENESS}, CRIME.label if CRIME else ""),
        ({"question": "How many crews are there?"}, "How many crews are there?"),
        ({"pillar": Pillar.EFFICIENCY}, "Efficiency"),
        ({}, "Areas for improvement"),
    ],
)
def test_what_follows_the_asks_is_prose_of_what_is_around(of: dict[str, object], name: str) -> None:
    builder = asked(PROSE, **of)
    (row,) = builder.findings
    assert (row["section"], row["section_text"]) == (name, None)
    assert row["question_key"] == (
        CRIME.key if CRIME and "known" in of else "area/of-no-vocabulary" if "question" in of else None
    )


def test_sub_headings_may_follow_the_asks_of_a_question_alone() -> None:
    item = "<ul><li>The force should act.</li></ul>"
    markup = f"<h3>Areas for improvement</h3>{item}<p>Prose.</p><h4>Why</h4><p>Because.</p>"
    assert [p.code for p in asked(markup, known=CRIME).problems] == []
    assert [p.code for p in asked(markup, pillar=Pillar.EFFICIENCY).problems] == ["unknown_heading"]


# --- an item that ends in a colon ------------------------------------------------------------------------------


def test_after_a_bullet_a_paragraph_asks_nothing_and_before_one_it_may() -> None:
    ask = "The force should make sure it knows."
    bulleted = asked(f"<h3>Areas</h3><ul><li>{ask}</li></ul><p>{ask}</p>")
    assert items(bulleted) == [ask]
    plain = asked(
        f"<h3>Areas</h3><p>{ask}</p><p>The force should act.</p><ul><li>It should wait.</li></ul><p>{ask}</p>"
    )
    assert items(plain) == [ask, "The force should act.", "It should wait."]


def test_a_bullet_was_there_also_where_a_lead_in_goes_on_behind_it() -> None:
    ask = "The force should act."
    found = asked(
        f"<h3>Areas</h3><p>The force should:</p><ul><li>train staff;</li></ul><p>lead them; and</p><p>{ask}</p>"
    )
    assert items(found)[-1] == "lead them; and"


def test_the_deadline_of_a_lead_in_above_is_that_of_the_items_and_lets_them_go_on() -> None:
    day = dt.date(2024, 5, 31)
    builder, section = read_section("<p>train its staff.</p><ul><li>Count them.</li></ul><p>It was cold.</p>")
    after = read_items(builder, section, RecommendationKind.RECOMMENDATION, (day, "31 May 2024"))
    assert [(row.text, row.deadline) for row in builder.recommendations] == [
        ("train its staff.", day), ("Count them.", day),
    ]  # fmt: skip
    assert [line.text for line in after] == ["It was cold."]


def test_what_is_asked_of_two_on_one_page_is_counted_apart() -> None:
    builder, section = read_section("<p>The force should act.</p>")
    for owner in ("police/kent/2016", "police/essex/2016"):
        builder.owner = owner
        read_items(builder, section, RecommendationKind.RECOMMENDATION)
    assert [(row.assessment, row.position) for row in builder.recommendations] == [
        ("police/kent/2016", 1), ("police/essex/2016", 1),
    ]  # fmt: skip


# --- what should improve, in other words -------------------------------------------------------------------------

WEAK = "The force doesn’t answer calls quickly enough."
BEGINS = "<p>In this section we set out our main findings.</p>"


@pytest.mark.parametrize(
    "markup",
    ["<h3>Areas for improvement</h3><p>{}</p>", "<h3>Areas for improvement</h3><p>{}</p><h3>Main points</h3><p>It is so.</p>",
     "<div><h3>Areas for improvement</h3><p>{}</p></div><p>It is so.</p>", f"<h3>Areas for improvement</h3><p>{{}}</p>{BEGINS}",
     "<h3>Areas for improvement</h3><p><b>{}</b></p><p>Calls wait for ten minutes.</p>", "<h3>Areas for improvement</h3><h4>{}</h4><p>Calls wait for ten minutes.</p>"],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence",
    [WEAK, "Kent Police isn’t quick enough when it answers calls.", "The service fails to write down what it is told."],
)
def test_a_sentence_about_the_body_that_is_all_below_the_label_is_what_should_improve(
    markup: str, sentence: str
) -> None:
    builder = asked(markup.format(sentence))
    assert items(builder) == [sentence]
    assert sentence not in texts(builder.findings)


@pytest.mark.parametrize(
    "sentence",
    ["We found no areas for improvement.", "The force has no areas for improvement.", "The force has since addressed this.", "None.",
     "The force in numbers.", "Calls are many in the county.", "The force’s calls are many.", "The force has the following weak points:"],
)  # fmt: skip
def test_a_sentence_that_says_that_there_is_none_or_is_about_something_else_is_not(sentence: str) -> None:
    assert items(asked(f"<h3>Areas for improvement</h3><p>{sentence}</p>")) == []


@pytest.mark.parametrize(
    "below",
    [
        "<p>Calls wait for ten minutes.</p>",
        "<ul><li>Calls wait for ten minutes.</li></ul>",
        "<div><p>Calls wait.</p></div>",
    ],
)
def test_a_paragraph_with_others_below_it_is_not(below: str) -> None:
    assert items(asked(f"<div><h3>Areas for improvement</h3><p>{WEAK}</p>{below}</div>"))[:1] != [WEAK]


def test_a_heading_as_high_as_the_label_is_not_nor_what_stands_below_another_label() -> None:
    assert items(asked(f"<h3>Areas for improvement</h3><h3>{WEAK}</h3><p>It is so.</p>")) == []
    assert items(asked(f"<h3>Recommendations</h3><p>{WEAK}</p>", Role.RECOMMENDATIONS)) == []
    assert items(asked(f"<p>{WEAK}</p>")) == []


def test_only_the_first_line_below_the_label_is() -> None:
    assert items(asked(f"<h3>Areas for improvement</h3><p>The force should learn.</p><p>{WEAK}</p>")) == [
        "The force should learn."
    ]


# --- titles, bold, copies, what is told ----------------------------------------------------------------------


def below(markup: str, role: Role = Role.AREAS, question: str | None = None) -> Builder:
    return asked(f"<h3>A label</h3>{markup}", role, question=question)


def test_a_sentence_after_the_asks_announces_none() -> None:
    builder = below(
        "<ul><li>The force should act.</li></ul><p>It has the following strengths:</p><ul><li>zeal.</li></ul>"
    )
    assert items(builder) == ["The force should act."]
    assert texts(builder.findings) == ["It has the following strengths:", "zeal."]


def test_it_stands_for_the_body_after_an_item() -> None:
    assert items(below("<p>The force should act.</p><p>It should train.</p>")) == [
        "The force should act.",
        "It should train.",
    ]
    assert items(below("<p>It should be noted that it was cold.</p>")) == []
    assert items(below("<p>The force should act.</p><p>It should be noted that it was cold.</p>")) == [
        "The force should act."
    ]


@pytest.mark.parametrize("title", ["<h4>{}</h4>", "<p><strong>{}</strong></p>"])
def test_each_item_may_have_a_title_and_prose_behind_it(title: str) -> None:
    part = "{}<p>The force should {}.</p><p>We saw why.</p>"
    builder = below(part.format(title.format("Crews"), "train") + part.format(title.format("Calls"), "answer"))
    assert items(builder) == ["Crews\nThe force should train.", "Calls\nThe force should answer."]
    assert texts(builder.findings) == ["We saw why."] * 2


def test_a_heading_as_high_as_the_label_is_no_title() -> None:
    builder = below("<h3>Crews</h3><p>The force should train.</p>")
    assert (items(builder), texts(builder.findings)) == ([], ["Crews", "The force should train."])
    after = below("<p>The force should act.</p><h4>Crews</h4><p>The force should train.</p>")
    assert items(after) == ["The force should act."]


def test_items_in_bold_are_told_from_the_prose_between_them() -> None:
    part = "<p><b>The force should {}.</b></p><p>We saw why.</p><p>The force must know why.</p>"
    builder = below(part.format("train") + part.format("answer"))
    assert items(builder) == ["The force should train.", "The force should answer."]
    assert texts(builder.findings) == ["We saw why.", "The force must know why."] * 2


def test_what_is_printed_twice_under_one_question_is_asked_for_once() -> None:
    builder = below("<ul><li>The force should act.</li><li>The force should act.</li></ul>", question="How well?")
    assert [(row.text, row.position) for row in builder.recommendations] == [("The force should act.", 1)]
    assert codes(builder) == ["section_repeated"]


@pytest.mark.parametrize("role", [Role.AREAS, Role.RECOMMENDATIONS])
@pytest.mark.parametrize("said", ["Act on it.", "Crews were trained.", "Leaders should act."])
def test_a_label_under_which_nothing_was_read_is_told(role: Role, said: str) -> None:
    builder = below(f"<p>{said}</p>", role)
    assert (items(builder), codes(builder)) == ([], ["section_missing"])


@pytest.mark.parametrize("role", [Role.CAUSE, Role.PROMISING])
def test_the_sentence_with_which_the_findings_begin_is_no_cause_and_no_practice(role: Role) -> None:
    said = "We set out our detailed findings below. They are the basis of our judgment."
    builder = below(f"<p>{said}</p>", role)
    assert (items(builder), texts(builder.findings)) == ([], [said])


# --- the sentence that is all below a label ---------------------------------------------------------------------

AS_A_VERB = (
    "is too slow", "isn’t quick", "are too slow", "does not answer", "do not answer", "has too few crews", "have too few crews",
    "need more crews", "needs more crews", "can not answer", "could answer sooner", "will not answer", "would not answer", "takes too long",
    "take too long", "makes calls wait", "make calls wait", "lacks crews", "lack crews", "fails to answer", "fail to answer",
)  # fmt: skip


@pytest.mark.parametrize("verb", AS_A_VERB)
def test_what_should_improve_is_a_sentence_with_a_verb_of_the_present(verb: str) -> None:
    assert items(below(f"<p>Kent Police {verb}.</p>")) == [f"Kent Police {verb}."]


@pytest.mark.parametrize(
    "said",
    [
        *(f"{one} {noun} of note" for one in ("has no", "does not have any", "is without any", "has no new", "hasn’t any other")
          for noun in ("area", "areas", "cause", "causes")),
        "is short of areas for improvement", "has an area for improvement from 2018",
        *(f"has {when}{done} what was asked of it" for when in ("", "since ", "now ") for done in ("addressed", "improved", "made")),
        "in numbers", "on the phone",
    ],
)  # fmt: skip
def test_a_sentence_that_says_there_is_nothing_is_never_what_should_improve(said: str) -> None:
    assert items(below(f"<p>The force {said}.</p>")) == []


def test_what_has_improved_but_not_enough_is_told_where_it_is_not_read() -> None:
    assert codes(below("<p>The force has improved, but calls wait.</p>")) == ["section_missing"]
    assert codes(below("<p>The force has since improved. However, calls wait.</p>")) == ["section_missing"]
    assert codes(below("<p>The force has since improved.</p>")) == []


def test_a_term_is_a_heading_of_what_explains_it_and_ends_what_stands_above() -> None:
    assert items(below(f"<dl><dt>{WEAK}</dt><dd>Calls wait.</dd></dl>")) == [WEAK]
    assert items(below(f"<p>{WEAK}</p><dl><dt>Calls</dt><dd>They wait.</dd></dl>")) == [WEAK]


def test_where_the_label_is_no_heading_of_a_level_any_heading_below_it_is_deeper() -> None:
    assert items(asked(f"<p><b>Areas for improvement</b></p><h4>{WEAK}</h4><p>Calls wait.</p>")) == [WEAK]


def test_it_stands_in_the_box_of_the_label_and_is_no_judgment_and_no_bullet_about_all() -> None:
    assert items(asked(f"<div><h3>A label</h3></div><p>{WEAK}</p><p>Calls wait.</p>")) == []
    assert items(below(f"<figure><figcaption>{WEAK}</figcaption></figure><p>Calls wait.</p>")) == []
    judged = "the extent to which the force is effective at keeping people safe is good."
    assert items(below(f"<p>The force is sure that {judged}</p>")) == []
    assert items(below("<ul><li>The force is slow, and all services should be quick.</li></ul>")) == []


@pytest.mark.parametrize("role", [Role.AREAS, Role.CAUSE, Role.RECOMMENDATIONS, Role.PROMISING])
def test_what_names_an_extent_is_asked_for_like_everything_else(role: Role) -> None:
    said = "The force should know the extent to which it listens."
    assert items(below(f"<ul><li>{said}</li></ul>", role)) == [said]
    assert items(below(f"<p>{said}</p>", role)) == [said]


def test_a_headline_judgment_is_not_asked_for() -> None:
    said = "The extent to which the force is effective at keeping people safe is good."
    assert items(below(f"<ul><li>{said}</li></ul>")) == []


# --- what is told ----------------------------------------------------------------------------------------------


def test_a_label_of_which_nothing_was_read_is_told_also_below_one_that_was_read() -> None:
    builder, lines = read_lines("<h3>A</h3><p>The force should act.</p><h3>B</h3><p>Crews were trained.</p>")
    for head, line in ((lines[0], lines[1]), (lines[2], lines[3])):
        read_asks(builder, Section(Role.AREAS, head.text, head, body=[line]))
    assert codes(builder) == ["section_missing"]


def test_a_label_is_not_told_where_nothing_is_asked_for_or_all_was_read_before() -> None:
    for said in (
        "<p>There are no areas for improvement.</p>",
        "<p>Good</p>",
        "<p>We set out our detailed findings below.</p>",
    ):
        assert codes(below(said)) == []
    builder, lines = read_lines(
        "<ul><li>The force should act.</li><li>The force should act.</li></ul><p>Crews were trained.</p>"
    )
    ask, again, prose = lines
    read_asks(builder, Section(Role.AREAS, "A", ask, question="Q", question_key="area/q", body=[ask]))
    read_asks(builder, Section(Role.AREAS, "A", prose, question="Q", question_key="area/q", body=[again, prose]))
    assert codes(builder) == ["section_repeated"]


def test_of_no_question_what_is_printed_twice_is_asked_for_twice() -> None:
    assert (
        items(below("<ul><li>The force should act.</li><li>The force should act.</li></ul>"))
        == ["The force should act."] * 2
    )


@pytest.mark.parametrize(("words", "told"), [("31 June 2024", True), ("31 May 2024", False), ("May 2024", False)])
def test_a_deadline_that_no_calendar_has_is_told(words: str, told: bool) -> None:
    builder = below(f"<p>By {words}, the force should act.</p>", Role.RECOMMENDATIONS)
    assert codes(builder) == ["date_invalid"] * told
    assert builder.recommendations[0].deadline_text == f"By {words}"


# --- lists -------------------------------------------------------------------------------------------------------


def test_a_list_may_be_introduced_counted_and_numbered() -> None:
    counted = below(
        "<p>We found two areas for improvement.</p><p>1. The force should act.</p><p>2. The force should train.</p>"
    )
    assert items(counted) == ["The force should act.", "The force should train."]
    assert texts(counted.findings) == ["We found two areas for improvement."]
    led = below("<p>The service should do the following by 31 May 2024:</p><ul><li>act.</li></ul>")
    assert items(led) == ["act."]
    introduced = below("<p>Here are the following areas for improvement:</p><ul><li>The force should act.</li></ul>")
    assert (items(introduced), texts(introduced.findings)) == (["The force should act."], [])


def test_a_number_may_be_typed_before_any_paragraph_that_asks() -> None:
    numbered = below("<p>The force should act.</p><p>2. The force should train.</p><p>(c) The force should wait.</p>")
    assert items(numbered) == ["The force should act.", "The force should train.", "The force should wait."]


def test_a_line_is_a_title_only_where_it_heads_what_is_asked_for() -> None:
    ask = "<p>The force should act.</p>"
    assert items(below(f"<p>Crews</p>{ask}")) == []
    assert items(below(f"<p><b>Crews are few.</b></p>{ask}")) == []
    assert items(below(f"<h4>Good</h4>{ask}")) == []
    assert items(below("<h4>Crews</h4>")) == []
    assert items(below("<h4>Crews</h4><p>They were trained.</p>")) == []
    assert items(below("<h4>Crews</h4><ul><li>The force should act.</li></ul>")) == []
    assert items(below(f"<h4>The force should train</h4>{ask}")) == ["The force should train", "The force should act."]
    assert items(below(f"<h4>Crews</h4>{ask}<p>The force should train.</p>")) == [
        "Crews\nThe force should act.",
        "The force should train.",
    ]


def test_without_a_heading_of_its_own_a_list_has_titles_of_any_level_in_bold_only() -> None:
    builder, section = read_section("<p>The force should:</p><h4>Crews</h4><p>The force should act.</p>")
    assert [line.text for line in read_items(builder, section, RecommendationKind.AREA_FOR_IMPROVEMENT)][:1] == [
        "Crews"
    ]


@pytest.mark.parametrize("form", ["<h4>{}</h4>", "<p><b>{}</b></p>", "<dl><dt>{}</dt></dl>"])
def test_items_that_are_headings_are_told_from_the_prose_between_them(form: str) -> None:
    first_item, other = form.format("The force should act."), form.format("The force should train.")
    between = below(f"{first_item}<p>We saw why.</p>{other}<p>The force must know why.</p>")
    if "<dt>" in form:
        assert items(between)[:1] == ["The force should act."]
        return
    assert items(between) == ["The force should act.", "The force should train."]
    assert texts(between.findings) == ["We saw why.", "The force must know why."]
    plain = below(f"{first_item}<p>The force should know.</p><p>We saw why.</p>{other}")
    assert items(plain) == ["The force should act.", "The force should know.", "The force should train."]
    headed = below(f"{first_item}<p>We saw why.</p>{form.format('Why')}<p>It is so.</p>{other}")
    assert items(headed) == ["The force should act.", "The force should train."]


def test_it_stands_for_the_body_only_behind_an_item_that_is_no_bullet() -> None:
    assert items(below("<p>It should train.</p>")) == []
    assert items(below("<ul><li>The force should act.</li></ul><p>It should train.</p>")) == ["The force should act."]
    assert items(below("<p>The force should act.</p><p>They should train.</p>")) == ["The force should act."]
    assert items(below("<p>The force should act.</p><p>good</p>")) == ["The force should act."]


# --- what is closed, and what stands between items ---------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.AREAS, Role.CAUSE])
def test_a_section_that_is_closed_asks_for_nothing(role: Role) -> None:
    builder, section = read_section("<h3>A label</h3><p>Calls are missed.</p><ul><li>train.</li></ul>", role, "A label")
    section.closed = True
    read_asks(builder, section)
    assert items(builder) == []
    assert texts(builder.findings) == ["A label", "Calls are missed.", "train."]
    builder, section = read_section("<p>Calls are missed.</p>", role, "A label")
    section.closed = True
    read_asks(builder, section)
    assert texts(builder.findings) == ["Calls are missed."]


@pytest.mark.parametrize("end", [" (closed)", " [closed]", ". Closed", " – closed", " - closed"])
def test_an_item_that_is_closed_is_prose_and_told(end: str) -> None:
    builder = asked(
        f"<h3>Areas for improvement</h3><ul><li>The force should act{end}</li><li>It should heed.</li></ul>"
    )
    assert items(builder) == ["It should heed."]
    assert codes(builder) == ["unknown_heading"]


@pytest.mark.parametrize("end", [" (soon).", " [soon].", ". Soon.", " – soon.", " - soon."])
def test_an_item_with_other_words_behind_it_is_asked_for(end: str) -> None:
    assert len(items(asked(f"<h3>Areas for improvement</h3><ul><li>The force should act{end}</li></ul>"))) == 1


@pytest.mark.parametrize(("closed", "read"), [(False, ["Act.\nSoon."]), (True, [])])
def test_a_row_of_a_table_is_read_wherever_it_stands(closed: bool, read: list[str]) -> None:
    builder, section = read_section(
        "<h3>Recommendations</h3><p>Before.</p><p>Act.</p><p>Soon.</p><p>1</p><p>Open</p>", Role.RECOMMENDATIONS
    )
    before, act, soon, number, other = section.body
    act.row = AskRow("31 May 2022", (soon,), (number,), (other,), closed)
    section.body = [before, act]
    read_asks(builder, section)
    assert items(builder) == read
    assert texts(builder.findings) == ["Before.", *(["Act.", "Soon."] if closed else []), "Open"]
    assert claims(builder)["1"] == "recommendations"
    assert any("is closed;" in one.message for one in builder.problems) == closed


def test_a_status_below_an_item_ends_no_list() -> None:
    one, two = "<p>The force should act.</p>", "<p>The force should heed.</p>"
    assert len(items(asked(f"<h3>A label</h3>{one}<p>Not started</p>{two}"))) == 2
    assert len(items(asked(f"<h3>A label</h3>{one}<p>Status: {'now ' * 9}met</p>{two}"))) == 1
    assert items(asked(f"<h3>A label</h3><p>Not started</p>{two}")) == []


def test_recommendations_below_several_causes_have_no_parent() -> None:
    builder, section = read_section(
        "<h3>A label</h3><p>Slow.</p><p>The force should:</p><ul><li>act.</li></ul>", Role.CAUSE
    )
    section.shared = True
    read_asks(builder, section)
    assert [row.parent for row in builder.recommendations] == [None, None]


def test_lead_ins_below_a_cause_are_read_up_to_the_findings() -> None:
    lead = "<p>By 1 May 2020, the force should:</p><ul><li>{}</li></ul>"
    begin = "<p>In this section we set out our main findings.</p>"
    one, two = lead.format("act."), lead.format("heed.")
    cause = f"<h3>A label</h3><p>Slow.</p>{one}<p>And late.</p>"
    assert items(asked(f"{cause}{two}", Role.CAUSE)) == ["Slow.", "act.", "heed."]
    assert items(asked(f"{cause}{begin}{two}", Role.CAUSE)) == ["Slow.", "act."]


def test_cells_beside_what_is_asked_for_are_prose() -> None:
    def cells(*texts_: str) -> str:
        return f"<tr>{''.join(f'<td>{text}</td>' for text in texts_)}</tr>"

    rows = cells("The force should act.", "31 May 2022") + cells("The force should heed.", "Soon")
    builder = asked(f"<h3>A label</h3><table>{rows}</table><p>Later.</p><p>The force should plan.</p>")
    assert items(builder) == ["The force should act.", "The force should heed."]
    assert [one.message.split("”")[0] for one in builder.problems if one.code == "section_missing"] == [
        "Nothing says whether “31 May 2022"
    ]


@pytest.mark.parametrize(
    "start", ["Within 28 days, ", "Within six months of this letter, ", "By 31 May 2022, ", "Immediately, "]
)
def test_what_begins_with_its_deadline_is_asked_for_behind_bullets_too(start: str) -> None:
    found = asked(f"<p>It should:</p><ul><li>act.</li></ul><p>{start}the force should write.</p>", Role.RECOMMENDATIONS)
    assert items(found) == ["act.", f"{start}the force should write."]
    assert codes(found) == []


@pytest.mark.parametrize(
    "more", ["The force should write.", "It must write.", "We also expect the force to write.", "As before, they need to write.",
             "We recommend that the force writes."],
)  # fmt: skip
def test_what_may_be_asked_for_too_is_told(more: str) -> None:
    bullets = "<p>It should:</p><ul><li>act.</li></ul>"
    assert codes(asked(f"{bullets}<p>{more}</p><p>Staff agree.</p><p>{more}</p>", Role.RECOMMENDATIONS)) == [
        "section_missing"
    ]
    assert codes(asked(f"{bullets}<p>Staff agree.</p><p>{more}</p>", Role.RECOMMENDATIONS)) == []
    assert codes(asked(f"<ul><li>The force should act.</li></ul><p>{more}</p>")) == []


def test_a_grade_among_bullets_is_not_asked_for() -> None:
    found = asked(
        "<ul><li>The force should act.</li><li>Essex Police: Inadequate</li><li>The force should write.</li></ul>"
    )
    assert items(found) == ["The force should act.", "The force should write."]
    assert codes(found) == ["grade_unreadable"]
    assert texts(found.findings) == ["Essex Police: Inadequate"]


@pytest.mark.parametrize(
    ("lead", "is_old"),
    [
        ("In our last inspection we identified these areas for improvement:", True),
        ("In 2014 we told the force about these areas for improvement:", True),
        ("Following its previous PEEL report, the force should:", True),
        ("At the first visit we made the following recommendations:", True),
        ("In our 2016 inspection we found these areas for improvement:", False),
        ("By 31 May 2015, the force should:", False),
        ("We found these areas for improvement:", False),
    ],
)
def test_what_was_asked_for_earlier_is_told(lead: str, is_old: bool) -> None:
    for role, before in ((Role.AREAS, ""), (Role.RECOMMENDATIONS, ""), (Role.CAUSE, "<p>The force is slow.</p>")):
        found = asked(f"<h3>A label</h3>{before}<p>{lead}</p><ul><li>The force should act.</li></ul>", role)
        kinds = [row.kind.value for row in found.recommendations if row.kind.value != "cause_of_concern"]
        if role is not Role.CAUSE or lead.endswith("should:"):
            assert bool(kinds) is not is_old
            assert ("section_missing" in codes(found)) is is_old


def test_what_stands_right_below_a_cause_may_be_asked_for() -> None:
    found = asked(
        "<p>The force is slow.</p><p>The force should act.</p><p>By 31 May 2017, it should:</p><ul><li>write.</li></ul>",
        Role.CAUSE,
    )
    assert items(found) == ["The force is slow.", "write."]
    assert codes(found) == ["section_missing"]
    old = "<p>As part of our last inspection, the force should:</p><ul><li>act.</li></ul><p>Now the force should:</p><ul><li>write.</li></ul>"
    assert items(asked(f"<p>The force is slow.</p>{old}", Role.CAUSE)) == ["The force is slow.", "write."]


# --- asked of others ---------------------------------------------------------------------------------------------

OURS, ALSO = "The force should act.", "The force should also write."


def of_kent(markup: str, role: Role = Role.AREAS) -> Builder:
    builder, section = read_section(f"<h3>A label</h3>{markup}", role, "A label")
    builder.page = builder.page.model_copy(update={"organisation": "police/kent"})
    read_asks(builder, section)
    return builder


@pytest.mark.parametrize("form", ["<p>{}</p>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td></tr></table>"])
def test_what_is_asked_of_another_force_stands_in_the_findings_and_ends_no_list(form: str) -> None:
    other = "Essex Police should help."
    for texts_of, read in (((OURS, other, ALSO), [OURS, ALSO]), ((other, OURS), [OURS])):
        builder = of_kent("".join(map(form.format, texts_of)))
        assert (items(builder), texts(builder.findings), codes(builder)) == (read, [other], ["section_missing"])


def test_nor_does_what_a_list_asks_of_all() -> None:
    builder = of_kent(f"<ul><li>{OURS}</li><li>Every force should help.</li><li>{ALSO}</li></ul>")
    assert (items(builder), codes(builder)) == ([OURS, ALSO], ["section_missing"])
    for behind in ("", "<p>More.</p>"):
        builder = of_kent(f"<ul><li>{OURS}</li><li>Every force should help.</li></ul>{behind}")
        assert (items(builder), codes(builder)) == ([OURS], [])
    assert items(of_kent(f"<p>{OURS}</p><p>Good</p><p>{ALSO}</p>")) == [OURS]


@pytest.mark.parametrize("role", [Role.RECOMMENDATIONS, Role.CAUSE])
def test_what_a_lead_in_asks_of_another_force_is_none_of_ours(role: Role) -> None:
    asked_of = "<p>By 31 May 2022, {} should:</p><ul><li>act; and</li><li>write.</li></ul>"
    cause = "<p>It fails.</p>" if role is Role.CAUSE else ""
    ours = of_kent(f"{cause}{asked_of.format('Kent Police')}", role)
    assert items(ours)[-2:] == ["act; and", "write."]
    theirs = of_kent(f"{cause}{asked_of.format('Essex Police')}", role)
    assert [row.kind for row in theirs.recommendations] == [RecommendationKind.CAUSE_OF_CONCERN] * (role is Role.CAUSE)
    assert "section_missing" in codes(theirs)


@pytest.mark.parametrize(
    "lead", ["The coroner recommended that the force should:", "By 31 May 2022, Essex Police should"]
)
def test_what_others_ask_for_behind_a_list_is_none_of_it_with_its_bullets(lead: str) -> None:
    builder = of_kent(f"<ul><li>{OURS}</li></ul><p>{lead}</p><ul><li>act; and</li><li>write.</li></ul>")
    assert items(builder) == [OURS]
    assert "section_missing" in codes(builder)


def test_a_row_of_a_table_may_ask_another_force() -> None:
    builder, section = read_section("<p>Essex Police should help.</p><p>The force should act.</p>", Role.AREAS)
    builder.page = builder.page.model_copy(update={"organisation": "police/kent"})
    for line in section.body:
        line.row = AskRow()
    read_asks(builder, section)
    assert (items(builder), codes(builder)) == ([OURS], ["section_missing"])


# --- a cause for which nothing is asked, and words before asks ----------------------------------------------------


def test_what_may_be_asked_for_in_the_text_below_a_cause_is_told() -> None:
    cause, why = "<p>The force loses records.</p>", "<p>We saw it in each of the files that we took.</p>"
    builder = below(f"{cause}{why}<p>{OURS}</p>{why}<ul><li>{ALSO}</li></ul>", Role.CAUSE)
    assert items(builder) == ["The force loses records."]
    (problem,) = builder.problems
    assert (problem.code, len(problem.blocks), OURS in problem.message) == ("section_missing", 2, True)
    assert codes(below(f"{cause}{why}<p>We set out our detailed findings below.</p><p>{OURS}</p>", Role.CAUSE)) == []
    led = below(f"{cause}{why}<p>The force should:</p><ul><li>act.</li></ul>{why}<p>{OURS}</p>", Role.CAUSE)
    assert codes(led) == []


def test_a_sentence_above_what_is_asked_for_is_no_area_itself() -> None:
    said = "<p>The force has areas to work on.</p>"
    assert items(below(f"{said}<h3>Calls</h3><p>It is slow.</p>")) == ["The force has areas to work on."]
    builder = below(f"{said}<h3>Calls</h3><p>{OURS}</p>")
    assert items(builder) == []
    assert "section_missing" in codes(builder)


def test_items_in_bold_may_go_on_with_a_lead_in() -> None:
    why = "<p>We saw why.</p>"
    builder = below(f"<p>The force should:</p><p><b>act; and</b></p>{why}<p><b>write.</b></p>{why}<p><b>More</b></p>")
    assert items(builder) == ["act; and", "write."]
    builder = below(f"<p><b>{OURS}</b></p>{why}<p><b>write.</b></p>")
    assert items(builder) == [OURS]


SO = "so that callers do not have to wait."
HALVES = [
    ("The force should improve how it answers calls,", SO), ("The force should improve how it answers calls", SO),
    ("The force should improve how it answers calls –", "in particular those that come at night."),
    ("The force should improve how it answers calls and", "which of them it visits."),
    ("The force should make sure that each crime has a plan,", "and that somebody looks at it."),
]  # fmt: skip
LISTS = (
    "<p>{}</p><p>{}</p>",
    "<ul><li>{}</li><li>{}</li></ul>",
    "<ul><li>{}</li></ul><p>{}</p>",
    "<h4>{}</h4><p>{}</p>",
)


def parted(markup: str, label: str) -> Builder:
    role = {
        "Recommendations": Role.RECOMMENDATIONS,
        "Area for improvement": Role.AREAS,
        "Cause of concern": Role.CAUSE,
    }[label]
    builder, section = read_section(f"<h3>{label}</h3>{markup}<p>Our inspectors saw how it is done.</p>", role, label)
    read_asks(builder, section)
    return builder


@pytest.mark.parametrize("halves", HALVES)
@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize("label", ["Recommendations", "Area for improvement"])
def test_a_sentence_that_a_copy_parted_asks_for_one_thing(label: str, form: str, halves: tuple[str, str]) -> None:
    builder = parted(form.format(*halves), label)
    assert [row.text for row in builder.recommendations] == [" ".join(halves)]
    assert claims(builder)[halves[1]] == "recommendations"
    assert codes(builder) == []


def test_so_does_an_item_of_a_lead_in() -> None:
    builder = parted(
        f"<p>The force should:</p><ul><li>train its crews,</li><li>{SO}</li><li>count them.</li></ul>",
        "Recommendations",
    )
    assert [row.text for row in builder.recommendations] == [f"train its crews, {SO}", "count them."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("train its crews,", "count them."), ("train its crews;", "count them."), ("train its crews; and", "count them."),
        ("The force should train its crews;", "count them."), ("The force should train its crews.", "so that it is."),
        ("The force should train its crews,", "The force should count them."), ("The force should train,", "Count them."),
    ],
)  # fmt: skip
def test_bullets_are_one_each(first: str, second: str) -> None:
    builder = parted(f"<p>The force should:</p><ul><li>{first}</li><li>{second}</li></ul>", "Recommendations")
    assert [row.text for row in builder.recommendations] == [first, second]


@pytest.mark.parametrize("label", ["Recommendations", "Area for improvement"])
def test_a_line_behind_that_begins_small_is_told(label: str) -> None:
    builder = parted("<p>The force should train its crews.</p><p>and count them.</p>", label)
    assert [row.text for row in builder.recommendations] == ["The force should train its crews."]
    assert codes(builder) == ["section_missing"]


def test_a_lead_in_is_no_cause_of_concern() -> None:
    asked = "<p>By 31 May 2024, the force should:</p><ul><li>train its crews; and</li><li>count them.</li></ul>"
    builder = parted(asked, "Cause of concern")
    rows = [(row.kind.value, row.text, str(row.deadline), row.parent) for row in builder.recommendations]
    assert rows == [
        ("recommendation", "train its crews; and", "2024-05-31", None),
        ("recommendation", "count them.", "2024-05-31", None),
    ]
    assert codes(builder) == ["section_missing"]
    first = parted(f"<p>Calls go unanswered, which puts people at risk.</p>{asked}", "Cause of concern")
    assert [row.parent for row in first.recommendations] == [None, 1, 1] and codes(first) == []


def test_a_letter_o_is_a_bullet_before_what_is_asked_for_alone() -> None:
    builder = parted("<p>The force should:</p><p>o train its crews; and</p><p>o count them.</p>", "Recommendations")
    assert [row.text for row in builder.recommendations] == ["train its crews; and", "count them."]
    items = parted(
        "<p>o The force should train its crews.</p><p>o The force should count them.</p>", "Area for improvement"
    )
    assert [row.text for row in items.recommendations] == [
        "The force should train its crews.",
        "The force should count them.",
    ]


@pytest.mark.parametrize(
    "lead", ["By 31 May 2024, the force should:", "The force should:", "Within 28 days, the service should:"]
)
def test_a_lead_in_with_nothing_below_is_told(lead: str) -> None:
    builder, section = read_section(f"<h3>Recommendations</h3><p>{lead}</p>", Role.RECOMMENDATIONS, "Recommendations")
    read_asks(builder, section)
    assert codes(builder) == ["section_missing"]
    assert "Nothing stands below" in builder.problems[0].message


@pytest.mark.parametrize("role", [Role.AREAS, Role.RECOMMENDATIONS])
def test_a_sentence_behind_a_list_that_gives_a_time_to_do_it_is_told(role: Role) -> None:
    items_ = "<h3>A label</h3><ul><li>The force should train its staff.</li></ul>"
    for said, told in (
        ("These should be completed by 31 May 2022.", True),
        ("The deadline for these is the end of May 2022.", True),
        ("It is to finish this by the end of May 2022.", True),
        ("By 31 May 2022, it had trained them all.", False),
    ):
        builder = asked(f"{items_}<p>{said}</p>", role)
        assert items(builder) == ["The force should train its staff."]
        assert any(f"“{said}” is the day by which" in problem.message for problem in builder.problems) is told, said


@pytest.mark.parametrize("first_", ["Kent Police should train its staff.", "Kent Police doesn’t train its staff."])
@pytest.mark.parametrize("tags", ["<p><strong>{}</strong></p>", "<h4>{}</h4>"])
def test_a_further_sentence_that_looks_like_an_area_is_told(first_: str, tags: str) -> None:
    said = "Kent Police isn’t answering calls."
    for between in ("", "<p>We looked at files.</p>"):
        builder = asked(
            f"<h3>Areas for improvement</h3>{tags.format(first_)}{between}{tags.format(said)}<p>It is slow.</p>"
        )
        assert items(builder) == [first_]
        assert any(f"“{said}” is one more" in problem.message for problem in builder.problems)
    for other in ("<p>{}</p>", "<h5>{}</h5>"):
        builder = asked(f"<h3>Areas for improvement</h3>{tags.format(first_)}<p>It is slow.</p>{other.format(said)}")
        assert not any("one more" in problem.message for problem in builder.problems)


def test_an_item_of_a_list_of_terms_has_its_term_as_its_title() -> None:
    terms = "<dl><dt>Crews</dt><dd>The force should train.</dd><dt>Calls</dt><dd>The force should answer.</dd></dl>"
    builder = asked(f"<h3>Areas for improvement</h3>{terms}<p>We saw why.</p>")
    assert items(builder) == ["Crews\nThe force should train.", "Calls\nThe force should answer."]
    assert texts(builder.findings) == ["We saw why."]
    odd = asked("<h3>Areas for improvement</h3><dl><dt>The force should train.</dt><dd>We saw why.</dd></dl>")
    assert items(odd) == ["The force should train."]
