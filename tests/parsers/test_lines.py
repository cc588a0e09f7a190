"""What each block is by its own words: labels, questions, dates, badges, people, boilerplate, sentences, prose."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.questions import Question
from schemas.vocabulary import Grade, Pillar, Status
from scraper.parsers.lines import INSPECTOR_TITLE, SAID_TOO, Line, LineKind, Reader

from .made import FIRE, R2016, R2023, block, reader

AREA = "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability"


def plain(marked: str) -> Line:
    """Return a line of a page on which names head nothing."""
    return reader(R2016).read(block(marked))


def named(marked: str, graded: bool = True) -> Line:
    """Return a line of a long report, on which a grade may stand in the heading of an area."""
    return reader(R2023, named=True, graded=graded).read(block(marked))


def key(found: Line) -> str | None:
    question: Question | None = found.question
    return question.key if question else None


# --- boilerplate -----------------------------------------------------------------------------------------------

BOILERPLATE = {
    "skip_link": [
        "Skip to content", "Skip to the content", "Skip to main content", "Skip to the main content",
        "Skip to navigation",
    ],
    "read_more": [
        "Read more about our work", "Read my assessment of the force", "Read the transcript of the video",
        "Read more: our work", "Show", "Hide details", "Expand all", "Collapse", "Show less",
    ],
    "video": [
        "Watch the video", "Watch a video about us", "Watch our video", "Video transcript", "View the video", "Transcript",
        "Transcript of the video", "View the transcript of the video", "Read a transcript of this video", "See the transcript",
    ],
    "welsh_link": [
        "Os hoffech chi weld y dudalen hon", "Read this page in Welsh", "Read this report in Welsh", "Welsh", "Cymraeg",
        "Darllen yn Gymraeg",
    ],
    "masthead": [
        "English | Cymraeg", "English Cymraeg", "HMICFRS",
        "Promoting improvements in policing and fire & rescue services", "Promoting improvement in policing",
    ],
    "back_to_top": ["Back to top", "Back to the top", "Return to top"],
    "print_page": ["Print page", "Print this page", "Print document"],
    "share": [
        "Share page", "Share on Facebook", "Share this on Facebook", "Tweet", "Facebook", "Twitter", "LinkedIn",
        "Email this page", "Email", "E-mail", "WhatsApp", "Copy link", "Copy the link",
    ],
    "copyright": [
        "© Crown copyright 2019", "(c) Crown copyright",
        "All content is available under the Open Government Licence v3.0",
    ],
    "compare_link": [
        "Compare and view key facts", "Compare with other police forces", "Compare fire and rescue services",
        "View key facts", "View all key facts",
    ],
    "cookie_banner": [
        "This site uses cookies", "This website uses cookies", "We use cookies to see how you use it",
        "Cookies on this site", "Cookies on the site", "Cookies on our site", "Our use of cookies",
        "This site uses all cookies", "We use analytics cookies", "We use some essential cookies", "We use optional cookies",
        "We would like to set additional cookies", "We’d also like to use cookies", "Accept all cookies", "Reject cookies",
        "Manage cookies", "View cookies", "Hide cookies", "Necessary cookies", "Analytics cookies", "Essential cookies",
    ],
    "download": ["Download report", "Download the report", "Download full report", "Download the full report (PDF)",
                 "Download", "Download the PDF", "Download this report", "Get the full report", "Read the full report", "Full report (PDF, 2MB)"],
    "publication_date": ["First published: 2 March 2017", "Publication date 2 March 2017"],
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in BOILERPLATE.items() for text in texts])
def test_boilerplate_is_set_aside_by_the_name_of_its_rule(rule: str, text: str) -> None:
    found = plain(text)
    assert (found.kind, found.rule) == (LineKind.BOILERPLATE, rule)


@pytest.mark.parametrize(
    "text",
    [
        "We share this page of our history with all who ask for it",
        "Watch committees met",
        "The facebook of the force",
        "Cookies are baked in the canteen",
        "We use some of the money",
        "We would like to set an example",
        "Print shops",
    ],
)
def test_words_of_boilerplate_in_a_line_of_other_words_set_nothing_aside(text: str) -> None:
    assert plain(text).kind is LineKind.PROSE


LONG = {
    "contact": ("Contact the officer in charge of this page, who will help you with all you ask.", LineKind.CONTACT),
    "read ": ("Read more about how the force keeps those safe who live and work in its area.", None),
    "view ": ("View the full report of the inspectorate with all of its figures and its tables.", LineKind.VIEW),
    "watch ": ("Watch the video in which the inspector tells what he has found in the force.", None),
    "©": ("© Crown copyright, and all of the other rights that those who wrote the page have.", None),
    "©crown": ("©Crown copyright, and all of the other rights that those who wrote the page have.", None),
    "(c)": ("(c) Crown copyright, and all of the other rights that those who wrote the page have.", None),
    "all content": ("All content is available under the Open Government Licence, but where told else.", None),
    "this site": ("This site uses cookies to see how you use it, and to make it better for everyone.", None),
    "this website": ("This website uses cookies to see how you use it, and to make it better for all.", None),
    "we use cookies": ("We use cookies to see how you use this, and to make it better for everyone here.", None),
    "cookies": ("Cookies on this page are used to see how you use it, and to make it all better.", None),
    "we use some": ("We use some essential cookies to see how you use this, and to make it better.", None),
    "we use essential": ("We use essential cookies to see how you use this, and to make it all better.", None),
    "we use necessary": ("We use necessary cookies to see how you use this, and to make it all better.", None),
    "we would like to": ("We would like to set additional cookies to see how you use this, and for more.", None),
    "we’d like to": ("We’d like to set additional cookies to see how you use this, and for yet more.", None),
    "we’d also like": ("We’d also like to set optional cookies to see how you use this, and for more.", None),
    "we'd like to": ("We'd like to set additional cookies to see how you use this, and for yet more.", None),
    "we'd also like": ("We'd also like to set optional cookies to see how you use this, and for more.", None),
    "necessary cooki": ("Necessary cookies make the site safe and easy to use, and can not be turned off.", None),
    "analytics cooki": ("Analytics cookies tell us how you use the site, and what you look for within it.", None),
    "promoting": ("Promoting improvements in policing and in fire & rescue services to make all safer.", None),
    "darllen": ("Darllen yr adroddiad hwn yn Gymraeg, a gweld yr holl ffigurau sydd ynddo hefyd.", None),
}


@pytest.mark.parametrize("start", LONG)
def test_boilerplate_of_a_sentences_length_is_told_by_its_first_word(start: str) -> None:
    text, kind = LONG[start]
    assert text.lower().startswith(start)
    assert plain(text).kind is (kind or LineKind.BOILERPLATE)


def test_a_link_to_more_that_a_copy_glued_to_a_paragraph_is_cut_off() -> None:
    rest = "The force is good at keeping people safe."
    for link in (
        "Read more about Staffordshire", "Read more about Staffordshire Police", "Read more about Staffordshire 2016",
        "Read more about Staffordshire Constabulary 2016/17", "Read more about Staffordshire Fire and Rescue Service",
        "Read more about Staffordshire 2018-19.",
    ):  # fmt: skip
        found = plain(f"{link} {rest}")
        assert (found.kind, found.text) == (LineKind.PROSE, rest), link
    long = f"Read more about Staffordshire {rest}{' It is so each day.' * 20}"
    assert plain(long).text.startswith("The force")


@pytest.mark.parametrize("area", ["Kent", "Avon and Somerset", "Avon & Somerset", "West Mercia"])
def test_where_the_force_is_not_known_any_name_may_stand_in_the_glued_link(area: str) -> None:
    rest = "The force is good at it, and has been for years."
    found = Reader(None, None, None).read(block(f"Read more about {area} Police {rest}"))
    assert (found.kind, found.text) == (LineKind.PROSE, rest)


def test_a_line_that_is_all_link_is_boilerplate_and_a_paragraph_that_begins_so_is_prose() -> None:
    assert plain("Read more about Staffordshire").rule == "read_more"
    assert plain("Read more about Staffordshire and what we found there").rule == "read_more"
    long = "Read more about Staffordshire in small words " + "and in small words " * 20
    assert (plain(long).kind, plain(long).text) == (LineKind.PROSE, long)


def test_a_long_paragraph_that_leads_to_the_welsh_page_is_boilerplate() -> None:
    found = plain("Os hoffech chi weld y dudalen hon " + "yn Gymraeg " * 30)
    assert (found.kind, found.rule) == (LineKind.BOILERPLATE, "welsh_link")


@pytest.mark.parametrize(
    "text", ["Read the report on Kent", "Read our letter", "See the whole letter", "See our letter"]
)
def test_a_link_that_says_where_to_read_on_is_a_view_and_other_words_are_none(text: str) -> None:
    linked = [(text, "/one/")]
    assert reader(R2016).read(block(text, links=linked)).kind is LineKind.VIEW
    assert plain(text).kind is LineKind.PROSE
    assert reader(R2016).read(block("A letter to us", links=[("A letter to us", "/one/")])).kind is LineKind.PROSE


def test_a_download_that_leads_to_a_file_is_a_view_and_no_other_boilerplate_is() -> None:
    download, share = "Download the report", "Tweet"
    found = reader(R2016).read(block(download, links=[(download, "/one.pdf")]))
    assert (found.kind, found.rule) == (LineKind.VIEW, "download")
    assert reader(R2016).read(block(share, links=[(share, "/one/")])).kind is LineKind.BOILERPLATE


def test_a_line_that_is_all_link_to_the_findings_of_a_question_leads_there_whatever_it_says() -> None:
    for text in ("Our findings in detail", "Question 3 in full", "More on serious and organised crime"):
        for href in (
            "detailed-findings/#question-3",
            "/peel-assessments/peel-2018/kent/effectiveness/detailed-findings/",
        ):
            assert reader(R2016).read(block(text, links=[(text, href)])).kind is LineKind.VIEW
        assert reader(R2016).read(block(text, links=[(text, "/elsewhere/")])).kind is LineKind.PROSE
        assert (
            reader(R2016).read(block(f"{text} and more", links=[(text, "detailed-findings/")])).kind is LineKind.PROSE
        )


@pytest.mark.parametrize("name", ["Kent Police", "the Metropolitan Police Service", "Devon and Cornwall Police" * 8])
def test_what_leads_on_does_so_however_long_the_name_in_it_is(name: str) -> None:
    line = f"Read more about my assessment of {name}’s performance this year, including where I would like to see improvements next year."
    assert (plain(line).kind, plain(line).rule) == (LineKind.BOILERPLATE, "read_more")
    assert plain(f"{line} It has done well.").kind is LineKind.PROSE


@pytest.mark.parametrize(
    "text",
    [
        "View the questions for effectiveness", "View questions for efficiency", "View other reports",
        "View the five questions for people", "View detailed findings for this question", "View the full report",
        "Detailed findings for this question", "Detailed findings – question 3", "Main findings: effectiveness",
    ],
)  # fmt: skip
def test_a_line_that_leads_to_another_page_of_the_assessment(text: str) -> None:
    assert plain(text).kind is LineKind.VIEW


# --- labels and questions ------------------------------------------------------------------------------------


WAYS = ("View", "See", "Go to", "Go back to", "Back to", "Return to", "Next", "Previous", "Jump to", "Continue to")
PARTS = (
    "question", "questions", "findings", "judgment", "judgement", "judgments", "report", "reports", "page", "pages",
    "effectiveness", "efficiency", "legitimacy", "leadership", "people",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("way", WAYS)
def test_a_way_to_a_part_of_the_site_is_a_view(way: str, part: str) -> None:
    for line in (f"{way} {part}", f"{way} the {part}", f"{way}: the very next {part}", f"{way} {part} 3"):
        assert plain(line).kind is LineKind.VIEW


@pytest.mark.parametrize("part", [*PARTS, "question 3"])
@pytest.mark.parametrize("which", ["Detailed findings", "Main findings"])
@pytest.mark.parametrize("word", ["for", "on", "of", "under"])
def test_findings_of_a_part_of_the_site_are_a_view(which: str, word: str, part: str) -> None:
    assert plain(f"{which} {word} {part}").kind is LineKind.VIEW
    assert plain(f"See the {which} {word} {part}").kind is LineKind.VIEW


@pytest.mark.parametrize(
    "text",
    ["Next steps", "Previous force", "See officers", "Findings for question", "Detailed findings", "Main findings of crews",
     "See the reports we made last year and the year before", "See questions. They are open", "Viewing questions"],
)  # fmt: skip
def test_other_lines_with_the_words_of_a_way_are_no_view(text: str) -> None:
    assert plain(text).kind is not LineKind.VIEW


def test_a_full_stop_within_a_name_ends_no_boilerplate_and_one_behind_a_sentence_does() -> None:
    assert plain("Read more about St.Mary Force").rule == "read_more"
    assert plain("Watch the video. It shows a crew at work").rule is None


def test_a_label_of_the_vocabulary_is_one_whatever_its_block() -> None:
    for marked in ("## Efficiency", "Efficiency", "* Efficiency"):
        found = plain(marked)
        assert found.label is not None
        assert (found.kind, found.label.role, found.pillar) == (LineKind.LABEL, Role.PILLAR, Pillar.EFFICIENCY)


def test_a_pillars_question_is_told_by_its_words() -> None:
    for text in (
        "How efficient is the force at keeping people safe and reducing crime?",
        "1. How efficient is the force at keeping people safe and reducing crime?",
        "HOW WELL THE FORCE DELIVERS VALUE FOR MONEY",
    ):
        found = plain(text)
        assert (found.kind, found.pillar) == (LineKind.PILLAR_QUESTION, Pillar.EFFICIENCY), text


def test_a_pillars_question_of_some_body_is_told_where_the_body_is_known() -> None:
    text = "How well does the service look after its people?"
    assert reader(FIRE).read(block(text)).kind is LineKind.PILLAR_QUESTION
    assert reader(None).read(block(text)).kind is LineKind.QUESTION


def test_the_heading_that_stands_for_a_pillars_question_has_no_question_mark() -> None:
    found = reader(FIRE).read(block("## How well the service looks after its people"))
    assert (found.kind, found.pillar) == (LineKind.PILLAR_QUESTION, Pillar.PEOPLE)


def test_the_question_about_other_inspections() -> None:
    for write in (str, str.upper, str.title):
        text = write("How did the force perform in other inspections?")
        assert plain(text).kind is LineKind.OTHER_QUESTION
    assert plain("How were the inspections made?").kind is LineKind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "How is it?", "To what extent is it?", "Does it?", "Is it?", "Are they?", "What is it?", "Has it?",
        "1. Is it?", "Question 1: Is it?", "2 is it?",
    ],
)  # fmt: skip
def test_a_question_is_what_begins_as_one_and_ends_with_its_mark(text: str) -> None:
    assert plain(text).kind is LineKind.QUESTION


def test_a_number_before_a_question_is_not_part_of_it() -> None:
    for text in ("1. Is it so?", "Question 1: Is it so?", "2 Is it so?", "question 3) Is it so?"):
        assert plain(text).text == "Is it so?", text


@pytest.mark.parametrize("text", ["Really?", "Was it?", "Is it so"])
def test_other_lines_are_no_question(text: str) -> None:
    assert plain(text).kind is LineKind.PROSE


def test_a_question_of_the_round_is_known_by_its_key() -> None:
    text = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
    assert key(plain(text)) == "effectiveness/preventing-crime"
    assert key(reader(None).read(block(text))) is None


def test_a_question_may_be_as_long_as_a_heading() -> None:
    asked = "Is it " + "very " * 40 + "good?"
    assert len(asked) < 220
    assert plain(asked).kind is LineKind.QUESTION
    assert plain(asked.replace("good", "good " * 5)).kind is LineKind.PROSE


# --- areas by their names ------------------------------------------------------------------------------------


def test_the_name_of_an_area_heads_it_where_names_do() -> None:
    assert (named("## Investigating crime").kind, key(named("## Investigating crime"))) == (
        LineKind.QUESTION, "area/investigating-crime",
    )  # fmt: skip
    assert reader(R2023).read(block("## Investigating crime")).kind is LineKind.PROSE


def test_a_heading_may_vary_the_name_and_another_line_must_have_it_whole() -> None:
    assert key(named("## Investigating crimes")) == "area/investigating-crime"
    assert key(named(": Investigating crimes")) == "area/investigating-crime"
    for mark in ("", "* ", "| "):
        assert key(named(f"{mark}Investigating crime")) == "area/investigating-crime"
        assert named(f"{mark}Investigating crimes").kind is LineKind.PROSE


@pytest.mark.parametrize("marked", ["! Investigating crime", "> Investigating crime", "Investigating crime."])
def test_a_drawing_a_quote_and_a_sentence_head_no_area(marked: str) -> None:
    assert named(marked).kind is LineKind.PROSE
    assert key(named("## Investigating crime.")) == "area/investigating-crime"
    assert key(named(f"## {AREA}.")) == key(named(f"## {AREA}")) is not None
    assert named(f"{AREA}.").kind is LineKind.PROSE


def test_a_line_that_is_no_heading_and_long_heads_no_area() -> None:
    assert named(f"{AREA} {AREA}").kind is LineKind.PROSE


def test_a_heading_that_names_no_area_is_prose() -> None:
    assert named("## Caring for horses").kind is LineKind.PROSE


def test_a_grade_in_the_heading_of_an_area_is_told_apart_where_reports_have_it() -> None:
    found = named("## Investigating crime: Good")
    assert found.stated is not None
    assert (found.text, key(found), found.stated.grade) == (
        "Investigating crime",
        "area/investigating-crime",
        Grade.GOOD,
    )
    assert named("## Investigating crime: Good", graded=False).stated is None


def test_a_grade_in_a_line_of_another_tag_is_told_apart_where_such_lines_head_a_part() -> None:
    one = block("Investigating crime: Good")
    found = Reader(R2023.kind, R2023, None, True, True, True).read(one)
    assert (found.kind, found.text, found.stated is not None) == (LineKind.QUESTION, "Investigating crime", True)
    assert Reader(R2023.kind, R2023, None, True, True).read(one).kind is not LineKind.QUESTION


def test_the_mark_of_a_footnote_is_no_part_of_a_heading() -> None:
    for text in ("Effectiveness", "How effective is the force at preventing crime and tackling anti-social behaviour?"):
        bare, marked = plain(f"## {text}"), plain(f"## {text}¹²")
        assert (marked.kind, marked.text, marked.label, marked.question) == (bare.kind, text, bare.label, bare.question)
        assert bare.kind is not LineKind.PROSE


def test_a_question_and_a_pillars_may_have_their_grade_in_their_line() -> None:
    for text, kind in (
        ("How effective is the force at preventing crime and tackling anti-social behaviour?", LineKind.QUESTION),
        ("How effective is the force at keeping people safe and reducing crime?", LineKind.PILLAR_QUESTION),
    ):
        found = plain(f"## {text} Good")
        assert (found.kind, found.text, found.stated.grade if found.stated else None) == (kind, text, Grade.GOOD)


# --- dates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date", "grade"),
    [
        ("Last updated 2 March 2017", "2 March 2017", None),
        ("Last updated on 2 March 2017", "2 March 2017", None),
        ("Last updated: 02/03/2017", "02/03/2017", None),
        ("Last updated", None, None),
        ("Last updated Good", None, Grade.GOOD),
        ("Last updated 02/03/2017 Good", "02/03/2017", Grade.GOOD),
        ("Last updated 02/03/2017 | Good", "02/03/2017", Grade.GOOD),
        ("Last updated 2 March 2017 Good", "2 March 2017", Grade.GOOD),
        ("Last updated 02/03/2017 Good and well", "02/03/2017 Good and well", None),
        ("Last updated 02/03/2017 by us Good", "02/03/2017 by us", Grade.GOOD),
    ],
)  # fmt: skip
def test_a_date_and_the_grade_that_is_glued_to_it(text: str, date: str | None, grade: Grade | None) -> None:
    found = plain(text)
    assert (found.kind, found.date_text) == (LineKind.DATE, date)
    assert (found.stated.grade if found.stated else None) is grade


@pytest.mark.parametrize(
    ("before", "date"),
    [
        ("Updated ", "2 March 2017"), ("Updated: ", "02/03/2017"), ("Updated on ", "2nd of March 2017"), ("Updated – ", "02-03-2017"),
        ("Updated: ", "March 2017"), ("Last update: ", "2 March 2017"), ("Last updated — ", "2 March 2017"), ("Date last updated: ", "2 March 2017"),
        ("Page last updated ", "02.03.2017"), ("This page was last updated on ", "2 March 2017"), ("This section was last updated on ", "2 March 2017"),
        ("Section last updated: ", "2 March 2017"),
    ],
)  # fmt: skip
def test_a_date_of_a_section_in_other_words(before: str, date: str) -> None:
    found = plain(f"{before}{date}")
    assert (found.kind, found.date_text) == (LineKind.DATE, date)


@pytest.mark.parametrize(
    "text",
    [
        "Updated guidance of 2 March 2017",
        "Updated 12 cars",
        "Updated",
        "Last update of the plan",
        "Recently updated 2 March 2017",
    ],
)
def test_what_else_was_updated_is_no_date_of_a_section(text: str) -> None:
    assert plain(text).kind is not LineKind.DATE


@pytest.mark.parametrize(
    ("rest", "word"),
    [
        (" Satisfactory", "Satisfactory"),
        (" | Splendid", "Splendid"),
        (" not rated", None),
        (" at 10:30", None),
        (" now", None),
        (" Next Week", None),
    ],
)
def test_a_word_that_is_no_grade_right_behind_a_date_stands_in_a_badges_place(rest: str, word: str | None) -> None:
    found = plain(f"Last updated 02/03/2017{rest}")
    assert (found.stated.text if found.stated else None) == word
    assert (found.date_text == "02/03/2017") is (word is not None)


def test_a_date_may_be_as_long_as_a_sentence() -> None:
    assert plain("Last updated 2 March 2017, when the force had answered all of our questions.").kind is LineKind.DATE


# --- badges --------------------------------------------------------------------------------------------------


def test_a_badge_may_say_the_grade_of_an_earlier_round_behind_it() -> None:
    found = plain("Adequate (2021/22: Requires improvement)")
    assert found.stated is not None
    assert (found.kind, found.stated.grade, found.earlier) == (
        LineKind.BADGE, Grade.ADEQUATE, (Grade.REQUIRES_IMPROVEMENT, "2021-22"),
    )  # fmt: skip
    assert plain("The force is adequate (and so is its neighbour)").kind is LineKind.PROSE


def test_a_grade_alone_is_a_badge() -> None:
    found = plain("Requires improvement")
    assert found.stated is not None
    assert (found.kind, found.stated.grade) == (LineKind.BADGE, Grade.REQUIRES_IMPROVEMENT)


@pytest.mark.parametrize("text", ["1", "1.", "Question 1", "question 12:"])
def test_a_number_alone_is_one(text: str) -> None:
    assert plain(text).kind is LineKind.NUMBER


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Outstanding", Status.GRADED),
        ("Good", Status.GRADED),
        ("Adequate", Status.GRADED),
        ("Requires improvement", Status.GRADED),
        ("Ungraded", Status.NOT_GRADED),
        ("Not inspected", Status.NOT_INSPECTED),
    ],
)
def test_a_pillar_with_its_grade_is_its_label(words: str, status: Status) -> None:
    for written in (words, words.upper()):
        found = plain(f"Efficiency: {written}")
        assert found.stated is not None, written
        assert (found.kind, found.text, found.pillar, found.stated.status) == (
            LineKind.LABEL, "Efficiency", Pillar.EFFICIENCY, status,
        )  # fmt: skip


@pytest.mark.parametrize("text", ["Context: Good", "Custody: Good"])
def test_a_grade_behind_another_label_or_other_words_is_prose(text: str) -> None:
    assert plain(text).kind is LineKind.PROSE


# --- people --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Roy Wilsher, Her Majesty’s Inspector of Constabulary", "Roy Wilsher, His Majesty's Inspector",
        "Roy Wilsher, HM Inspector of Fire & Rescue Services", "Sir Thomas Winsor, HM Chief Inspector of Constabulary",
    ],
)  # fmt: skip
def test_an_inspector_is_told_by_the_title(text: str) -> None:
    assert plain(text).kind is LineKind.INSPECTOR
    assert plain(text.upper()).kind is LineKind.INSPECTOR
    for apostrophe in "'’‘ʼ´`":
        assert plain(text.replace("’", apostrophe)).kind is LineKind.INSPECTOR


@pytest.mark.parametrize(
    "text",
    [
        "An inspector of the force",
        "HM INSPECTORATE OF CONSTABULARY",
        "HM Inspector’s observation",
        "HM Inspector came to see us.",
        "HM Inspector" + " of many a thing" * 9,
    ],
    ids=["no title", "a masthead in capitals", "nearly a label", "a sentence", "long"],
)
def test_other_lines_with_an_inspector_in_them_name_none(text: str) -> None:
    assert plain(text).kind is LineKind.PROSE


@pytest.mark.parametrize(
    "title", ["HM Inspector", "HM Chief Inspector of Constabulary", "HM Inspector of Fire & Rescue Services"]
)
def test_a_title_goes_on_to_the_office_and_ends_before_the_place(title: str) -> None:
    for whole in (title, f"Interim {title}", f"Acting {title}", f"Temporary {title}"):
        found = INSPECTOR_TITLE.search(f"Roy Wilsher – {whole} – London")
        assert found is not None
        assert found[0].strip() == whole


def test_a_contact_is_told_by_its_word() -> None:
    assert plain("Contact: Roy Wilsher").kind is LineKind.CONTACT
    assert plain("Contact the officer?").kind is LineKind.PROSE
    assert plain("Contacts of all kinds").kind is LineKind.PROSE


# --- sentences -----------------------------------------------------------------------------------------------

HEADLINE = "The extent to which the force is efficient at keeping people safe is good."


def test_a_headline_judgment_is_told_by_its_form() -> None:
    assert plain(HEADLINE).kind is LineKind.HEADLINE
    assert plain(HEADLINE.upper()).kind is LineKind.HEADLINE
    assert plain("The extent to to which the force is efficient is good.").kind is LineKind.HEADLINE
    assert plain(f"The extent of it is told. {HEADLINE}").kind is LineKind.HEADLINE


def test_a_headline_judgment_may_stand_late_in_a_long_paragraph() -> None:
    before = "The force works hard. " * 20
    assert plain(f"{before}{HEADLINE}").kind is LineKind.HEADLINE
    assert plain(f"{before}The extent of it is told.").kind is LineKind.PROSE


def test_a_sentence_with_another_extent_is_prose() -> None:
    assert (
        plain("The force knows the extent of it, and it tells it to all those who ask for it.").kind is LineKind.PROSE
    )


def test_a_long_sentence_is_prose_whatever_it_could_be_for_its_words() -> None:
    for end in (".", ";"):
        text = f"Roy Wilsher told HM Inspector of Constabulary that it was so{end}"
        assert plain(text).kind is LineKind.PROSE


# --- what is said in the words of boilerplate ----------------------------------------------------------------

SAID = [
    "continue to invest in its people", "compare its performance with that of other forces", "share on lessons learned",
    "continue to improve its efficiency", "promoting improvements in policing", "read the transcript of each interview",
    "watch the video of each interview", "contact victims within a day", "Facebook", "Twitter", "Welsh", "Cymraeg",
    "view the full picture of demand", "see the people of the area",
]  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_an_entry_of_a_list_says_what_it_says(text: str) -> None:
    assert plain(f"* {text}").kind is LineKind.PROSE
    assert plain(f"| {text[0].upper()}{text[1:]}").kind is not LineKind.PROSE


@pytest.mark.parametrize("text", SAID)
def test_a_link_in_a_list_leads_elsewhere(text: str) -> None:
    found = reader().read(block(f"* {text}", links=[(text, "/x/")]))
    assert found.kind in (LineKind.BOILERPLATE, LineKind.VIEW, LineKind.CONTACT)


@pytest.mark.parametrize(
    "text",
    [
        "contact victims within a day;",
        "continue to learn of its people",
        "welsh",
        "Contact victims;",
        "Contact victims; and",
        "Contact victims; or",
    ],
)
def test_the_rest_of_a_sentence_is_prose_whatever_its_tag(text: str) -> None:
    assert plain(text).kind is LineKind.PROSE


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("* write to HM Inspector of Constabulary", LineKind.PROSE),
        ("* Write to HM Inspector of Constabulary;", LineKind.PROSE),
        ("* Zoë Billingham, HM Inspector of Constabulary", LineKind.INSPECTOR),
        ("| HM Inspector of Constabulary", LineKind.INSPECTOR),
    ],
)
def test_the_inspector_is_named_in_a_list_too(marked: str, kind: LineKind) -> None:
    assert plain(marked).kind is kind


@pytest.mark.parametrize(
    "text", ["© Crown copyright", "Skip to content", "Print this page", "Back to top", "This site uses cookies"]
)
def test_what_only_the_site_says_is_its_own_in_a_list_too(text: str) -> None:
    assert plain(f"* {text}").kind is LineKind.BOILERPLATE


def test_the_rules_that_need_more_than_words_are_rules() -> None:
    assert set(BOILERPLATE) > SAID_TOO


def test_the_rest_of_a_sentence_that_speaks_of_sharing_is_prose() -> None:
    assert plain("share on its own pages what it learns;").kind is LineKind.PROSE
    assert plain("Share on its own pages").rule == "share"
