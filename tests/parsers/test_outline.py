"""The walk: what opens a section, what goes to its head, to its body, and what came too late."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.vocabulary import Pillar, Status
from scraper.parsers.by_forces import ByForces
from scraper.parsers.lines import LineKind
from scraper.parsers.nesting import ByAreas, ByParts, ByQuestions, ByRole, Nesting
from scraper.parsers.outline import Outline, Outliner, Section

from .made import R2014, R2016, R2023, line, lines, section, texts

EFFECTIVE = "How effective is the force at keeping people safe and reducing crime?"
EFFICIENT = "How efficient is the force at keeping people safe and reducing crime?"
OTHER = "How did the force perform in other inspections?"
CRIME = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
DATE = "Last updated 2 March 2017"
PROSE = "The force talks with those it serves."


def walked(nesting: Nesting, *marked: str) -> list[Section]:
    return Outliner(nesting).run(lines(*marked, round_=R2023 if isinstance(nesting, ByAreas) else R2016))


def by_role(*marked: str) -> list[Section]:
    return walked(ByRole(None, R2016), *marked)


def by_questions(*marked: str, pillar: Pillar | None = Pillar.EFFECTIVENESS) -> list[Section]:
    return walked(ByQuestions(pillar, R2016), *marked)


AREAS = ("## Preventing crime", "Good", "## Investigating crime", "Good", "## Responding to the public", "Good")


def by_areas(*marked: str) -> list[Section]:
    return walked(
        ByAreas(None, R2023),
        "## Overall summary",
        "### Our judgments",
        "## HM Inspector's observations",
        *AREAS,
        *marked,
    )


def names(sections: list[Section]) -> list[str]:
    return [each.text for each in sections[1:]]


# --- a section and an outline --------------------------------------------------------------------------------


def test_a_question_is_what_stands_in_a_place_of_questions_and_asks() -> None:
    assert section(Role.QUESTIONS, question="Is it good?").is_question
    assert not section(Role.QUESTIONS).is_question
    assert not section(Role.AREAS, question="Is it good?").is_question


def test_the_heading_gives_the_published_text_and_the_level() -> None:
    assert (section(Role.CONTEXT, "### Context").section_text, section(Role.CONTEXT, "### Context").level) == (
        "Context", 3,
    )  # fmt: skip
    assert (section().section_text, section().level) == (None, None)


def test_the_lines_of_the_head_are_told_by_kind() -> None:
    one = section(Role.PILLAR, "## Efficiency", head=[DATE, "Good"])
    assert texts(one.of(LineKind.DATE)) == [DATE]


def test_all_lines_of_a_section_its_heading_first() -> None:
    one = section(Role.PILLAR, "## Efficiency", PROSE, head=["Good"])
    one.stray = lines(DATE)
    assert texts(one.lines()) == ["Efficiency", "Good", PROSE, DATE]
    assert texts(section(None, None, PROSE).lines()) == [PROSE]


def test_an_outline_tells_its_preamble_its_sections_by_role_and_its_lines_as_the_page_has_them() -> None:
    late = line("late")
    first, second = section(None, None, "early"), section(Role.CONTEXT, "## Context")
    first.stray.append(late)
    found = Outline([first, second])
    assert found.preamble is first
    assert found.of(Role.CONTEXT) == [second]
    first.stray, second.body = [line("last")], [late]
    assert texts(found.in_page_order())[-2:] == ["Context", "last"]


# --- labels and pillars --------------------------------------------------------------------------------------


def test_what_stands_before_the_first_heading_is_the_preamble() -> None:
    (preamble,) = by_role(PROSE)
    assert (preamble.role, preamble.text, texts(preamble.body)) == (None, "Judgments", [PROSE])


def test_a_label_opens_a_section_and_one_that_does_not_is_prose() -> None:
    _, context = by_role("## Context", "### Background", PROSE)
    assert (context.role, texts(context.body)) == (Role.CONTEXT, ["Background", PROSE])


def test_what_is_asked_for_is_under_the_pillar_and_question_it_stands_under() -> None:
    *_, question, asked = by_questions("## Effectiveness", f"### {CRIME}", "Areas for improvement")
    assert asked.role is Role.AREAS
    assert (asked.pillar, asked.question_key) == (Pillar.EFFECTIVENESS, "effectiveness/preventing-crime")
    assert (asked.question, asked.known) == (question.question, question.known)


def test_other_labels_are_of_their_own_pillar_alone() -> None:
    _, _, context = by_role("## Efficiency", "## Context")
    assert context.pillar is None


def test_a_pillars_question_above_its_heading_is_of_one_section() -> None:
    _, pillar = by_role(EFFICIENT, "## Efficiency", PROSE)
    assert (pillar.text, pillar.section_text, texts(pillar.head)) == ("Efficiency", "Efficiency", [EFFICIENT])


@pytest.mark.parametrize(
    "between",
    [(EFFECTIVE,), ("## Efficiency",), (EFFICIENT, PROSE)],
    ids=["another pillar's question", "a heading it has", "prose"],
)
def test_a_pillars_heading_opens_a_section_after(between: tuple[str, ...]) -> None:
    assert len(by_role(*between, "## Efficiency")) == 3


def test_a_grade_in_a_pillars_heading_is_in_its_head() -> None:
    _, told, plain = by_role("## Efficiency: Good", "## Legitimacy")
    assert [each.stated is not None for each in told.head] == [True]
    assert plain.head == []


def test_a_pillars_question_is_in_the_head_of_its_section() -> None:
    _, pillar = by_role("## Efficiency", EFFICIENT)
    assert texts(pillar.head) == [EFFICIENT]


@pytest.mark.parametrize("before", ["## Effectiveness", "## Questions for Efficiency", PROSE])
def test_a_pillars_question_opens_a_section_where_its_own_is_not_open(before: str) -> None:
    *_, pillar = by_role(before, EFFICIENT)
    assert (pillar.role, pillar.pillar, pillar.text) == (Role.PILLAR, Pillar.EFFICIENCY, "Efficiency")
    assert (pillar.heading, texts(pillar.head)) == (None, [EFFICIENT])


@pytest.mark.parametrize("before", [EFFICIENT, PROSE])
def test_a_pillars_question_that_comes_again_or_late_is_prose(before: str) -> None:
    _, pillar = by_role("## Efficiency", before, EFFICIENT)
    assert texts(pillar.body)[-1] == EFFICIENT


def test_the_question_about_other_inspections_heads_their_section() -> None:
    _, other = by_role(PROSE, OTHER)
    assert (other.role, other.text, texts(other.head)) == (Role.OTHER_INSPECTIONS, "Other inspections", [OTHER])
    _, other = by_role("## Other inspections", OTHER)
    assert texts(other.head) == [OTHER]


def test_the_question_about_other_inspections_under_prose_begins_them_again() -> None:
    assert names(by_role("## Other inspections", PROSE, OTHER)) == ["Other inspections"] * 2


# --- questions and areas -------------------------------------------------------------------------------------


def test_a_known_question_has_its_key_its_pillar_and_the_published_words() -> None:
    _, question = by_questions(f"### {CRIME}")
    assert (question.role, question.pillar) == (Role.QUESTIONS, Pillar.EFFECTIVENESS)
    assert (question.question_key, question.question) == ("effectiveness/preventing-crime", CRIME)


def test_an_unknown_question_has_a_key_of_its_words_under_the_pillar_of_the_page() -> None:
    _, question = by_questions("1", "### Is the moon round?")
    assert (question.question_key, question.text) == ("effectiveness/is-the-moon-round", "Is the moon round?")


def test_a_questions_heading_that_is_printed_again_opens_nothing_and_another_one_does() -> None:
    _, question = by_questions(f"### {CRIME}", f"#### {CRIME}", PROSE)
    assert (texts(question.head), texts(question.body)) == ([CRIME], [PROSE])
    assert [one.question for one in by_questions(f"### {CRIME}", PROSE, f"### {CRIME}")[1:]] == [CRIME, CRIME]
    asked = by_questions(f"### {CRIME}", "Areas for improvement", f"### {CRIME}")
    assert [one.role for one in asked[1:]] == [Role.QUESTIONS, Role.AREAS, Role.QUESTIONS]
    unknown = by_questions("1", "### Is the moon round?", "2", "### Is the sun round?")
    assert [one.text for one in unknown[1:]] == ["Is the moon round?", "Is the sun round?"]


def test_a_question_opens_the_section_that_is_no_question_yet() -> None:
    found = by_questions("## Effectiveness", f"### {CRIME}")
    assert [one.role for one in found[-2:]] == [Role.PILLAR, Role.QUESTIONS]


def test_an_unknown_question_is_under_the_open_pillar_where_the_page_has_none() -> None:
    *_, question = by_questions(EFFICIENT, "1", "### Is the moon round?", pillar=None)
    assert question.question_key == "efficiency/is-the-moon-round"


def test_a_question_that_heads_nothing_is_prose_with_all_its_words() -> None:
    (preamble,) = by_role(CRIME)
    assert texts(preamble.body) == [CRIME]
    *_, area = by_areas("#### Preventing crime: Good", "#### Preventing crime")
    assert texts(area.body) == ["Preventing crime: Good", "Preventing crime"]


# --- dates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ["## Efficiency", "## Other inspections", "## Other reports", "## Questions for Efficiency"]
)
def test_a_date_is_in_the_head_of_a_section_that_bears_one(label: str) -> None:
    _, found = walked(ByRole(None, R2014), label, DATE)
    assert texts(found.head) == [DATE]


def test_a_date_is_stray_in_a_section_that_bears_none() -> None:
    _, context = by_role("## Context", DATE)
    assert (context.head, texts(context.stray)) == ([], [DATE])


def test_a_second_date_is_stray() -> None:
    _, pillar = by_role("## Efficiency", DATE, DATE)
    assert (len(pillar.head), len(pillar.stray)) == (1, 1)


def test_a_date_under_prose_is_that_of_a_pillar_not_of_a_question() -> None:
    _, pillar = by_role("## Efficiency", PROSE, DATE)
    assert texts(pillar.head) == [DATE]
    _, question = by_questions(f"### {CRIME}", PROSE, DATE)
    assert texts(question.stray) == [DATE]
    _, question = by_questions(f"### {CRIME}", DATE)
    assert texts(question.head) == [DATE]


@pytest.mark.parametrize("heading", ["### Our new way", ": Our new way"])
def test_a_heading_nobody_knows_with_a_date_under_it_is_a_section(heading: str) -> None:
    *_, topic = by_role("## Efficiency", PROSE, heading, DATE)
    assert (topic.role, topic.text, texts(topic.stray)) == (Role.TOPIC, "Our new way", [DATE])
    assert topic.section_text == "Our new way"


@pytest.mark.parametrize("above", ["### Background", PROSE], ids=["a label", "a paragraph"])
def test_a_date_under_anything_else_makes_no_section(above: str) -> None:
    assert names(by_role("## Efficiency", above, DATE)) == ["Efficiency"]


def test_a_date_makes_no_section_in_a_long_report() -> None:
    assert names(by_areas("#### Our new way", DATE))[-1] == names(by_areas())[-1]


def test_a_date_before_all_headings_is_that_of_the_pages_pillar() -> None:
    _, pillar = by_questions(DATE)
    assert (pillar.role, pillar.text, texts(pillar.head)) == (Role.PILLAR, "Effectiveness", [DATE])
    _, pillar = by_questions("## Effectiveness", DATE)
    assert texts(pillar.head) == [DATE]


def test_a_date_before_all_headings_of_a_page_of_no_pillar_is_stray() -> None:
    (preamble,) = by_role(DATE)
    assert texts(preamble.stray) == [DATE]


def test_a_date_under_the_standing_text_is_that_of_the_section_whose_heading_a_copy_lost() -> None:
    *_, lost = by_role(OTHER, PROSE, DATE)
    assert (lost.text, texts(lost.head)) == ("Leadership", [DATE])


# --- badges --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["## Efficiency", "## Questions for Efficiency"])
def test_a_grade_is_in_the_head_of_a_section_that_bears_one(label: str) -> None:
    _, found = by_role(label, "Good")
    assert texts(found.head) == ["Good"]


@pytest.mark.parametrize("above", [("## Context",), ("## Efficiency", PROSE)])
def test_a_grade_elsewhere_is_stray(above: tuple[str, ...]) -> None:
    *_, found = by_role(*above, "Good")
    assert (found.head, texts(found.stray)) == ([], ["Good"])


@pytest.mark.parametrize("between", ["↓", "–", "Print this page"])
def test_a_sign_alone_and_what_is_set_aside_are_no_text_below_which_a_grade_came_too_late(between: str) -> None:
    for above in ("## Efficiency", "## How well does the force use its resources?"):
        *_, found = by_role("## Context", above, "Good", between, "Inadequate")
        assert texts(found.head)[-2:] == ["Good", "Inadequate"]
        assert not found.stray


def test_a_grade_in_the_table_of_a_reports_front_is_an_entry() -> None:
    _, summary = walked(ByAreas(None, R2023), "## Overall summary", "| Good")
    assert texts(summary.body) == ["Good"]


def test_a_grade_under_a_heading_of_a_reports_areas_makes_it_an_area() -> None:
    *_, before, area = by_areas("### Sub-heading", PROSE, "## Caring for horses", "Good")
    assert (area.text, area.question_key, texts(area.head)) == ("Caring for horses", "area/caring-for-horses", ["Good"])
    assert before.text == "Responding to the public"


def test_a_heading_that_was_taken_for_a_section_becomes_an_area_once_a_grade_stands_under_it() -> None:
    found = by_areas("## HM Inspector's observations", "## Caring for horses", "Good")
    assert names(found)[-2:] == ["HM Inspector's observations", "Caring for horses"]
    assert found[-1].is_question


def test_an_area_made_by_its_grade_leaves_the_section_above_without_its_heading() -> None:
    found = by_areas("Areas for improvement", "## Caring for horses", "Good")
    assert (found[-2].role, found[-2].body) == (Role.AREAS, [])


@pytest.mark.parametrize(
    ("above", "text"),
    [
        (("## Efficiency",), "Satisfactory"),
        (("## Efficiency", DATE), "Rather good"),
    ],
)
def test_words_of_no_grade_in_the_place_of_a_badge_are_an_unreadable_one(above: tuple[str, ...], text: str) -> None:
    *_, found = by_role(*above, text)
    badge = found.head[-1]
    assert (badge.kind, badge.text) == (LineKind.BADGE, text)
    assert badge.stated is not None
    assert badge.stated.status is Status.UNREADABLE


def test_one_word_under_a_question_is_an_unreadable_badge() -> None:
    for text, is_badge in (("Splendid", True), ("Rather splendid", False), ("#### Splendid", False)):
        _, question = by_questions(f"### {CRIME}", text)
        assert (LineKind.BADGE in [each.kind for each in question.head]) is is_badge, text
    _, pillar = by_role("## Efficiency", "Splendid")
    assert texts(pillar.body) == ["Splendid"]


@pytest.mark.parametrize(
    ("text", "is_badge"),
    [("Satisfactory", True), ("Splendid", True), ("Rather splendid", False), ("#### Splendid", False), (PROSE, False)],
)
def test_words_of_no_grade_below_the_name_of_a_force_are_an_unreadable_badge(text: str, is_badge: bool) -> None:
    *_, found = walked(ByForces(None, R2016), "## Kent Police", text)
    assert (LineKind.BADGE in [each.kind for each in found.head]) is is_badge


@pytest.mark.parametrize(
    "above",
    [
        ("## Context",),
        ("## Efficiency", PROSE),
        ("## Efficiency", "Good"),
        ("## Leadership",),
    ],
    ids=["not judged", "under prose", "has a grade", "told without a grade"],
)
def test_words_of_no_grade_are_prose_where_no_badge_stands(above: tuple[str, ...]) -> None:
    *_, found = by_role(*above, "Satisfactory")
    assert texts(found.body)[-1] == "Satisfactory"


def test_a_line_of_a_known_kind_or_a_long_one_is_no_badge() -> None:
    _, pillar = by_role("## Efficiency", DATE, "HMICFRS")
    assert texts(pillar.body) == ["HMICFRS"]
    long = "Extraordinarily-well-considered-and-very-good"
    _, pillar = by_role("## Efficiency", DATE, long)
    assert texts(pillar.body) == [long]


# --- numbers, days, prose ------------------------------------------------------------------------------------


def test_a_number_is_in_the_head_of_the_question_below_it() -> None:
    _, question = by_questions("1", f"### {CRIME}")
    assert texts(question.head) == ["1"]


def test_a_number_with_no_question_below_it_is_stray() -> None:
    (preamble,) = by_questions("1", PROSE, "2")
    assert (texts(preamble.body), texts(preamble.stray)) == ([PROSE], ["1", "2"])
    _, question = by_questions("1", PROSE, f"### {CRIME}")
    assert question.head == []


def test_a_number_is_prose_where_questions_have_none() -> None:
    (preamble,) = by_role("1")
    assert (texts(preamble.body), preamble.stray) == (["1"], [])


def test_a_number_in_the_head_of_a_letter_is_text_of_it() -> None:
    *_, head = walked(ByParts(None, R2023), "## Letter information", "1")
    assert (texts(head.body), head.stray) == (["1"], [])


def test_a_day_completes_a_date_whose_words_stand_alone() -> None:
    _, pillar = by_role("## Efficiency", "Last updated", "2 March 2017")
    date, day = pillar.head
    assert (date.date_text, day.kind) == ("2 March 2017", LineKind.NUMBER)


@pytest.mark.parametrize(
    "under",
    [
        ("Last updated", "2 March 2017 is a day on which we wrote to the force"),
        ("Last updated", PROSE, "2 March 2017"),
        ("Last updated", "In the March of that year"),
        ("2 March 2017 it was",),
        (DATE, "2 March 2017 it was"),
    ],
    ids=["long", "under prose", "no day", "no date", "has its day"],
)
def test_other_lines_complete_no_date(under: tuple[str, ...]) -> None:
    _, pillar = by_role("## Efficiency", *under)
    assert texts(pillar.body)[-1] == under[-1]


def test_a_heading_nobody_knows_as_high_as_those_that_are_known_is_a_section() -> None:
    _, _, topic = by_role("## Context", "## Our new way", PROSE)
    assert (topic.role, topic.text, topic.section_text, texts(topic.body)) == (
        Role.TOPIC, "Our new way", "Our new way", [PROSE],
    )  # fmt: skip


def test_a_number_in_the_place_of_a_badge_is_one_that_can_not_be_read_where_nothing_is_numbered() -> None:
    pillar = by_role("## Effectiveness", DATE, "3", PROSE)[-1]
    assert [one.text for one in pillar.of(LineKind.BADGE)] == ["3"]
    assert by_role("## Effectiveness", DATE, "Good", "3")[-1].of(LineKind.BADGE)[0].text == "Good"
    numbered = by_questions("## Effectiveness", DATE, "3", f"### {CRIME}")
    assert not any(one.of(LineKind.BADGE) for one in numbered)


def test_a_grade_behind_the_name_of_a_pillar_that_heads_nothing_stays_in_its_line() -> None:
    found = walked(ByAreas(None, R2023), "## Our judgments", "* Leadership: Adequate", "Effectiveness – Good")
    assert texts(found[-1].body) == ["Leadership: Adequate", "Effectiveness – Good"]


# --- what the site puts into the midst of a section ------------------------------------------------------------

LONG = "The force has too few people for the work that it has taken on, and it knows where they are missing."


def bodies(*marked: str) -> list[list[str]]:
    """Return the name, and the lines, of each section of a page of sections with some lines below its first."""
    return [[each.text, *texts(each.body)] for each in by_role("## Context", PROSE, *marked)[1:]]


@pytest.mark.parametrize("rest", [[LONG], [LONG, "* councils; and", LONG], ["### Its people", PROSE]])
def test_the_section_goes_on_below_a_block_of_the_sites_and_below_two(rest: list[str]) -> None:
    share, sign = ("### Share this page", "Kent Police"), ("### Sign up", "Essex Police")
    own = [one.lstrip("#* ") for one in rest]
    one, other = ["Share this page", "Kent Police"], ["Sign up", "Essex Police"]
    assert bodies(*share, *rest) == [["Context", PROSE, *own], one]
    assert bodies(*share, *sign, *rest) == [["Context", PROSE, *own], one, other]


def test_what_stands_as_high_as_the_section_ends_it_and_its_sentences_are_nobodys() -> None:
    found = by_role("## Context", PROSE, "## Share this page", "Kent Police", LONG)
    assert [texts(each.body) for each in found[1:]] == [[PROSE], ["Kent Police"]]
    assert texts(found[-1].stray) == [LONG]
    found = by_role("## Context", PROSE, "## Share this page", "### Sign up", "Essex Police", LONG)
    assert [texts(each.body) for each in found[1:]] == [[PROSE], [], ["Essex Police"]]
    assert texts(found[-1].stray) == [LONG]


@pytest.mark.parametrize("below", [LONG, "* It helps its neighbours;"])
def test_a_heading_right_above_a_sentence_is_the_texts(below: str) -> None:
    assert bodies("### Similar forces", below) == [["Context", PROSE, "Similar forces", below.lstrip("* ")]]


def test_above_a_short_line_or_a_heading_it_is_the_sites_though_the_text_goes_on_there() -> None:
    for rest in (["It does not say why."], ["#### Its people", LONG]):
        own = [one.lstrip("# ") for one in rest]
        assert bodies("### Similar forces", *rest) == [["Context", PROSE, *own], ["Similar forces"]]


@pytest.mark.parametrize("above", [[], ["### Its people"]])
def test_a_heading_above_lines_that_are_held_is_the_sites(above: list[str]) -> None:
    found = bodies("### Similar forces", "Kent Police", *above, LONG)
    assert found == [["Context", PROSE, *(["Its people"] if above else []), LONG], ["Similar forces", "Kent Police"]]


def test_an_entry_of_a_list_that_texts_have_too_is_the_texts_and_what_only_the_site_says_is_not() -> None:
    assert bodies("* Other forces", "* Charities", LONG) == [["Context", PROSE, "Other forces", "Charities", LONG]]
    assert bodies("* Share this page", "* Twitter", LONG) == [["Context", PROSE, LONG], ["Share this page", "Twitter"]]


def test_in_an_area_of_a_long_report_the_site_has_its_blocks_too() -> None:
    area, site = by_areas("### Share this page", "Kent Police", LONG)[-2:]
    assert (texts(area.body), site.text, texts(site.body)) == ([LONG], "Share this page", ["Kent Police"])


def test_a_pillars_question_that_the_round_does_not_ask_is_text() -> None:
    led = "### How well led is the force?"
    for round_, opened in ((R2014, []), (R2016, [Pillar.LEADERSHIP])):
        found = Outliner(ByRole(None, round_)).run(lines("## Effectiveness", PROSE, led, "Good", round_=round_))
        assert [each.pillar for each in found[2:]] == opened
