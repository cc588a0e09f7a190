"""Of whom and of when grades are, by the words beside them: what is not known to be the page's own is nobody's."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.text import fold
from schemas.vocabulary import BlockKind, OrganisationKind, Programme, find_round, inspection
from scraper.catalogue.organisations import find_organisation
from scraper.parsers.grades import names_pattern
from scraper.parsers.readers.states import NOW, State, States, both, is_heading, may_tell_state, to_come

from .made import NAMES, Made

EARLIER: State = (True, None)
OLD: State = (True, "2021-22")


def states(round_id: str = "2023-25", kind: str = "police") -> States:
    round_ = find_round(kind, round_id)
    assert round_ is not None
    return States(round_, NAMES)


def lead(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[State | None, ...]:
    return states().of_lead(Made("2023-25").line(text, kind))


# --- the head of a column ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("Initial judgment", EARLIER), ("What we initially said", EARLIER), ("First visit", EARLIER),
        ("Before revisit", EARLIER), ("Grade before the revisit", EARLIER), ("Previous grade", EARLIER), ("Prior grade", EARLIER), ("Last grade", EARLIER), ("Earlier grade", EARLIER),
        ("Original judgment", EARLIER), ("Before", EARLIER), ("Then", EARLIER), ("Old grade", EARLIER),
        ("Grade last time", EARLIER), ("At our last inspection", EARLIER),
        ("2021/22", OLD), ("PEEL 2021–22", OLD), ("2021/22 (previous)", OLD), ("Kent Police 2021/22", OLD),
        ("2018/19", (True, "2018-19")), ("2019/20", EARLIER), ("2021", EARLIER), ("May 2022", EARLIER),
        ("First grade after revisit", NOW), ("Last visit, after", NOW), ("First and current", NOW), ("First to now", NOW),
        ("First, new", NOW), ("Grade before moderation", EARLIER), ("Moderated grade", NOW), ("First of this round", NOW), ("First and latest", NOW), ("Old, at a revisit", NOW),
        ("Grade", NOW), ("Judgement", NOW), ("Our graded judgment", NOW), ("2023-25", NOW), ("2023/24", NOW),
        ("June 2024", NOW), ("2021/22 and 2023-25", NOW), ("Initial judgment (2023–25)", EARLIER),
        ("Kent Police", NOW), ("Kent’s grade", NOW), ("Force grade", NOW), ("Revised judgment", NOW),
    ],
)  # fmt: skip
def test_a_columns_head_tells_the_state_of_its_grades(head: str, state: State) -> None:
    assert states().of_head(head) == state


@pytest.mark.parametrize(
    "head",
    [
        "Essex Police", "Essex", "Essex Police 2021/22", "Most common grade", "Most common grade in England and Wales",
        "National average", "England", "All forces", "Similar forces", "Target", "Expected grade",
        "The force’s own assessment", "Self-assessment", "2025-27", "2031", "By 2024", "Change", "A", "What we saw",
    ],
)  # fmt: skip
def test_a_head_with_a_word_that_nobody_knows_is_of_nobody(head: str) -> None:
    assert states().of_head(head) is None


@pytest.mark.parametrize(
    ("head", "state"),
    [("2022", NOW), ("2021/22", NOW), ("2022/23", NOW), ("2021", NOW), ("2020", EARLIER), ("2018/19", EARLIER), ("2025", None)],
)  # fmt: skip
def test_a_report_of_a_programme_of_its_own_may_have_looked_at_the_year_before(head: str, state: State | None) -> None:
    round_ = inspection(OrganisationKind.POLICE, Programme.VETTING, "2022-11")
    assert States(round_, NAMES).of_head(head) == state


def test_of_an_inspection_that_nothing_dates_no_year_is_its_own() -> None:
    undated = States(inspection(OrganisationKind.POLICE, Programme.VETTING, "undated"), NAMES)
    assert [undated.of_head(head) for head in ("2022", "2018/19", "Previous", "Grade")] == [None, None, EARLIER, NOW]


def test_the_page_of_no_known_organisation_knows_no_name() -> None:
    round_ = find_round("police", "2023-25")
    assert round_ is not None
    assert (States(round_).of_head("Grade"), States(round_).of_head("Kent Police")) == (NOW, None)


# --- a heading, a lead-in ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 2021/22 our grades were:", OLD), ("In 2021-2022 our grades were: ", OLD),
        ("Our previous grades:", EARLIER), ("What we previously found:", EARLIER), ("At our last inspection:", EARLIER),
        ("At our last assessment:", EARLIER), ("In the last round:", EARLIER), ("What we said last time:", EARLIER),
        ("Our earlier grades:", EARLIER), ("Our initial grades:", EARLIER), ("What we initially found:", EARLIER),
        ("In 2021/22 we inspected the force for the first time. We graded it as follows:", OLD),
        ("In our 2021/22 inspection we gave these grades.", OLD), ("These are the grades of our last inspection.", EARLIER),
        ("The grades that we gave in 2021/22 are set out below.", OLD),
        ("Judgments in 2021/22", OLD), ("Previous grades", EARLIER), ("Grades of our last inspection", EARLIER),
        ("Our previous inspection (2021/22)", OLD), ("Judgments in 2021", EARLIER),
        ("Our 2021 inspection", EARLIER), ("The inspections of 2021", EARLIER), ("Assessment of 2021", EARLIER), ("Assessments in 2021", EARLIER), ("PEEL 2021", EARLIER),
        ("In 2023-25 our grades are:", NOW), ("In 2021/22 and 2023-25:", NOW), ("Current judgments", NOW),
        ("Our grades after the revisit:", NOW),
        ("The force has improved since 2021/22. In this inspection we graded it as follows:", NOW),
        ("Most common grades in England and Wales", None), ("The grades of other forces are:", None),
        ("How Essex Police compares", None), ("Grades for Essex:", None), ("Essex Police", None), ("National picture", None),
        ("Essex Police, with which Kent works closely, has these grades:", None),
        ("The force’s own assessment is as follows:", None), ("Our grades of this inspection and the previous one:", None),
        ("Grades in 2025-27:", None),
    ],
)  # fmt: skip
def test_what_stands_above_grades_tells_of_whom_and_of_when_they_are(text: str, told: State | None) -> None:
    assert lead(text) == (told,)


@pytest.mark.parametrize(
    "text",
    [
        "Our grades are:", "Our judgments", "Overall summary", "We made the following graded judgments:", "Key",
        "Our inspection assessed how good Kent Police is in nine areas of policing. We make graded judgments in eight of "
        "these nine as follows:",
        "We last inspected the force in 2021/22. It has changed since. Our graded judgments are as follows:",
        "The force has improved since our last inspection.", "We have changed how we grade since 2021/22.",
        "Kent Police works with Essex Police.", "We inspected Kent Police with Essex Police, and graded it as follows:",
        "On 8 August 2024 we changed our judgment for responding to the public from adequate to requires improvement.",
        "We spoke with officers in 2021/22.", "We inspected Kent in November 2022", "Published 9 May 2022",
    ],
)  # fmt: skip
def test_most_of_what_stands_above_grades_says_nothing_of_them(text: str) -> None:
    assert lead(text) == ()


def test_a_heading_is_read_as_one_by_its_tag() -> None:
    compares = "Kent Police and Essex Police, side by side."
    assert (lead(compares), lead(compares, BlockKind.HEADING)) == ((), (None,))


def test_a_note_below_a_table_tells_of_its_grades_where_it_speaks_of_the_table() -> None:
    def note(text: str) -> tuple[State | None, ...]:
        return states().of_note(Made("2023-25").line(text))

    assert note("The table shows the grades of our previous inspection, in 2021/22.") == (OLD,)
    assert note("This table gives the most common grades.") == (None,)
    assert note("In our previous inspection, in 2021/22, we gave these grades.") == ()


# --- a label, a cell ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Investigating crime", NOW), ("Investigating crime – previously", EARLIER), ("Investigating crime (2021/22)", OLD),
        ("Essex Police: investigating crime", None), ("Investigating crime, most forces", None), ("2023-25", NOW),
        ("Vetting 2014", EARLIER), ("2014 – Vetting", EARLIER), ("Vetting 2024", NOW), ("Vetting (May 2014)", NOW), ("Vetting in 2014 and after", NOW),
    ],
)  # fmt: skip
def test_a_label_may_say_more_than_the_name_of_its_area(label: str, state: State | None) -> None:
    assert states().of_label(label, "Investigating crime") == state


def test_what_an_areas_own_name_says_is_nothing_about_its_grade() -> None:
    assert states().of_label("Dealing with previous offenders", "Dealing with previous offenders") == NOW
    assert states().of_label("Working with other forces", "Working with other forces") == NOW


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2021/22", (OLD,)), ("2023–25", (NOW,)), ("Previous", (EARLIER,)), ("Essex Police", (None,)),
        ("Most similar forces", (None,)), ("12", ()), ("Improved", ()), ("Improved since 2021/22", ()),
        ("Good (2021/22)", ()), ("The force was told of this in 2021/22, at the end of our visit", ()),
    ],
)  # fmt: skip
def test_a_cell_beside_a_grade_names_a_state_as_a_whole_or_nothing(text: str, told: tuple[State | None, ...]) -> None:
    assert states().of_cell(text) == told


def test_of_two_places_that_tell_nobodys_wins_then_the_earlier_state() -> None:
    assert both(None, NOW) is both(EARLIER, None) is None
    assert both(NOW, NOW) == NOW
    assert both(EARLIER, NOW) == both(NOW, EARLIER) == EARLIER
    assert both(EARLIER, OLD) == both(OLD, EARLIER) == both(OLD, NOW) == OLD


# --- each word and form, apart from the tables of the module -----------------------------------------------------

FORMERLY = ("initial", "initially", "first", "previous", "previously", "prior", "last", "earlier", "before", "old", "original",
            "originally", "former", "formerly", "past", "then")  # fmt: skip
NOWADAYS = ("revisit", "after", "current", "currently", "now", "new", "this", "latest", "today")
MOVES = ("changed", "corrected", "revised", "regraded", "amended", "improved", "declined", "deteriorated", "compared", "differ since",
         "are better than before", "unlike others")  # fmt: skip
GRADING = ("grade", "grades", "graded", "grading", "gradings", "judgment", "judgement", "judgments", "judgements", "judged",
           "rated", "rating", "ratings", "score", "scores", "scored", "result", "results")  # fmt: skip
LEADING = ("these", "following", "below", "as follows", "table", "list", "show", "shows", "set out")
MANY = (
    "most common", "average", "typical", "self-assessed", "self-assessment", "own assessment", "own recent assessment",
    "ofsted", "cqc", "care quality commission", "inspectorate of prisons", "inspectorate of probation", "estyn", "hmi probation", "prisons inspectorate",
    "healthcare inspectorate wales", "own view", "own opinion", "own rating", "what they say of themselves", "what it says of itself", "what they think of themselves",
    "what it thinks of itself", "what it thought of itself", "its view of itself", "provisional grade", "provisional grades", "draft grade", "draft grades", "draft judgment", "draft judgements",
    "target", "targets", "what good looks like", "what good would look like", "characteristics of good", "grading criteria", "grade descriptor", "grade descriptors", "survey", "surveys", "respondents",
    *(f"{which} {between}{who}" for which in ("most", "other", "similar", "neighbouring") for between in ("", "large ", "very large ")
      for who in ("forces", "services", "brigades")),
    *(f"{which} {between}{who}" for which in ("another", "neighbouring") for between in ("", "large ")
      for who in ("force", "service", "brigade")),
    *(f"{done} by {whose}{who}" for done in ("assessed", "graded", "judged", "rated", "scored") for whose in ("", "the ", "its ", "their own ", "local ")
      for who in ("communities", "officers", "partners", "peers", "people", "public", "residents", "staff", "victims", "force", "service", "constabulary", "brigade", "itself", "themselves")),
    *(f"what {whose}{who} {do}" for whose in ("", "the ", "our ", "its ", "local ", "its local ") for who in ("communities", "officers", "partners", "people", "public", "residents", "staff", "victims")
      for do in ("say", "said", "think", "thought", "tell us", "told us")),
)  # fmt: skip
ALL = ("national", "nationally", "england", *(f"all {between}{who}" for between in ("", "the ", "of the ")
                                              for who in ("forces", "services", "brigades")))  # fmt: skip


def test_every_word_for_then_and_now_tells_a_state() -> None:
    reads = states()
    assert {word: reads.of_head(f"Grade {word}") for word in FORMERLY} == dict.fromkeys(FORMERLY, EARLIER)
    assert {word: reads.of_cell(word) for word in FORMERLY} == dict.fromkeys(FORMERLY, (EARLIER,))
    assert {word: reads.of_head(f"Last grade, {word}") for word in NOWADAYS} == dict.fromkeys(NOWADAYS, NOW)
    assert {word: reads.of_cell(word) for word in NOWADAYS} == dict.fromkeys(NOWADAYS, (NOW,))
    assert all(
        may_tell_state(f"The grade {word} is") for word in (*FORMERLY, *NOWADAYS, "2021", "2021/22", "2021 – 2022")
    )
    assert not any(
        may_tell_state(text) for text in ("Good", "Kent Police", "Question", "Newer things, pastoral care", "120 21")
    )


def test_a_years_head_after_the_round_is_of_nobody_whatever_else_it_says() -> None:
    assert [states().of_head(head) for head in ("Previous grade (2031)", "2023-25 and 2025-27")] == [None] * 2


def test_of_a_span_of_years_the_first_counts_however_it_is_written() -> None:
    for head in ("2016/17", "2016-17", "2016/2017", "2016 / 2017", "2016–2017"):
        assert states("2017").of_head(head) == EARLIER


def test_the_programmes_own_name_is_none_of_the_things_it_names() -> None:
    for third in ("people", "legitimacy"):
        assert states().of_head(f"PEEL: effectiveness, efficiency and {third} 2021/22") == OLD
    assert states().of_head("People") is None


def test_every_way_to_name_an_inspection_before_this_one_is_read() -> None:
    before = ("previous", "previously", "last inspection", "last assessment", "last report", "last round", "last time", "earlier",
              "initial", "initially", "former", "formerly")  # fmt: skip
    assert {words: lead(f"Our grades, {words}:") for words in before} == dict.fromkeys(before, (EARLIER,))
    assert {words: states().of_label(f"Crime, {words}") for words in before} == dict.fromkeys(before, EARLIER)
    assert lead("Those of the last officers:") == ()


def test_what_is_of_this_time_and_of_an_earlier_one_at_once_is_of_nobody_unless_it_tells_of_a_change() -> None:
    now = ("this inspection", "this assessment", "this report", "this round", "this time", "this year", "current", "currently", "now",
           "latest", "after revisit", "after our revisit")  # fmt: skip
    assert {words: lead(f"Our grades, {words}:") for words in now} == dict.fromkeys(now, (NOW,))
    assert {words: lead(f"Our grades, previous and {words}:") for words in now} == dict.fromkeys(now, (None,))
    assert {words: lead(f"We now see that our previous grades {words}:") for words in MOVES} == dict.fromkeys(
        MOVES, (NOW,)
    )
    assert {words: lead(f"Our previous grades {words}.") for words in MOVES} == dict.fromkeys(MOVES, ())
    assert {words: lead(f"Our previous grades {words}:") for words in MOVES} == dict.fromkeys(MOVES, (EARLIER,))
    assert lead("In this inspection, of 2023-25, our grades are:") == (NOW,)
    assert lead("In 2023-25 our grades, which we changed, are as follows.") == (NOW,)


def test_the_sentences_before_a_lead_in_tell_when_where_none_of_them_tells_of_a_change_or_of_this_time() -> None:
    assert lead("We looked at it previously. Our grades:") == (EARLIER,)
    assert lead("We looked at it previously, and in this inspection. Our grades:") == ()
    assert {words: lead(f"Previous grades {words}. Our grades:") for words in MOVES} == dict.fromkeys(MOVES, ())


def test_a_sentence_of_grades_or_one_that_announces_is_a_lead_in() -> None:
    assert {word: lead(f"Previously we gave a {word}.") for word in GRADING} == dict.fromkeys(GRADING, (EARLIER,))
    assert {word: lead(f"Previously it was {word}.") for word in LEADING} == dict.fromkeys(LEADING, (EARLIER,))
    assert {word: lead(f"In 2021 {word}", BlockKind.HEADING) for word in GRADING} == dict.fromkeys(GRADING, (EARLIER,))
    assert lead("Previously it was so.") == lead("In 2021, upgrades of ratios", BlockKind.HEADING) == ()


def test_a_caller_may_say_that_a_line_is_a_heading() -> None:
    line = Made("2023-25").line("Nationally, in 2021.")
    assert (states().of_lead(line), states().of_lead(line, heads=True)) == ((), (None,))


def test_every_way_to_speak_of_many_is_of_nobody() -> None:
    reads = states()
    assert {words: lead(f"Grades of {words}.") for words in MANY} == dict.fromkeys(MANY, (None,))
    assert {words: reads.of_label(f"Crime, {words}") for words in MANY} == dict.fromkeys(MANY)
    assert {words: lead(f"Grades, {words}", BlockKind.HEADING) for words in ALL} == dict.fromkeys(ALL, (None,))
    assert {words: lead(f"Of {words} this one we graded as follows:") for words in ALL} == dict.fromkeys(ALL, ())


def test_a_name_is_anothers_whatever_stands_beside_it() -> None:
    beside = ("The grades of {} are:", "The grades of {} were:", "How {} compares", "How {} compared", "How {} did", "What {} has",
              "{} as follows:", "{}: it follows", "{} has these grades:", "The following of {}:", "{}")  # fmt: skip
    for words in beside:
        assert lead(words.format("Essex")) == lead(words.format("Essex Police")) == (None,), words
        assert None not in lead(words.format("Kent")) + lead(words.format("Kent Police")) + lead(
            words.format("Roads")
        ), words
    assert lead("Essex Police and Suffolk Constabulary") == (None,)
    assert lead("Kent Police: our judgments", BlockKind.HEADING) == ()
    assert (states().of_label("Essex"), states().of_label("Kent"), states().of_label("Grade")) == (None, NOW, NOW)


def test_a_long_cell_names_no_state() -> None:
    assert states().of_cell("We work with Essex Police on crime that crosses the border") == ()


def test_every_way_to_speak_of_a_table_is_a_note_of_it() -> None:
    for start in ("The table", "This table", "The list", "THIS LIST", "The table above", "This list above"):
        for says in ("show", "shows", "give", "gives", "set out", "sets out", "has", "list", "lists"):
            assert states().of_note(Made("2023-25").line(f"{start} {says} our previous grades.")) == (EARLIER,), (
                start,
                says,
            )
    assert states().of_note(Made("2023-25").line("As the table shows, our previous grades were others.")) == ()


def test_a_heading_is_known_by_its_tag_or_as_a_short_line_without_a_stop() -> None:
    page = Made("2023-25")
    short, stops = "Seen there", (".", ":", ";", "!", "?", ". ")
    for kind in (BlockKind.HEADING, BlockKind.TERM):
        assert all(is_heading(page.line(short + stop, kind)) for stop in ("", *stops))
    assert is_heading(page.line("Areas for improvement:"))
    assert is_heading(page.line("x" * 100))
    assert not is_heading(page.line("x" * 101))
    assert not any(is_heading(page.line(short + stop)) for stop in stops)
    assert not any(is_heading(page.line(short, kind)) for kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL))
    assert not is_heading(page.line("Good"))


@pytest.mark.parametrize("later", ["2025/27", "PEEL 2025-27", "2025-27 (indicative)", "Interim 2025–27"])
def test_a_cell_of_a_later_round_is_of_nobody_whatever_else_it_says(later: str) -> None:
    assert states().of_cell(later) == (None,)
    assert states().of_cell(f"{later}, {'as we said ' * 4}") == ()


@pytest.mark.parametrize("words", ["Next inspection", "Due in", "Planned for", "Good until", "It will be seen in"])
def test_what_is_to_come_says_nothing_of_a_grade_that_is_there(words: str) -> None:
    assert to_come(words)
    assert states().of_cell(f"{words} 2025/27") == ()
    assert not to_come("Grade in 2025/27, undue, nextdoor")


def test_a_year_that_is_a_round_is_that_round_unless_a_month_stands_before_it() -> None:
    reads = states("2016")
    assert [reads.of_head(head) for head in ("2014", "PEEL 2015", "2016", "2017", "Grade in 2017")] == [
        (True, "2014"), (True, "2015"), NOW, None, None,
    ]  # fmt: skip
    months = ("Jan", "February", "Mar.", "April", "May", "June", "Jul.", "August", "Sept", "October", "Nov", "December")
    assert {month: reads.of_head(f"{month} 2017") for month in months} == dict.fromkeys(months, NOW)
    assert {month: reads.of_head(f"{month} 2015") for month in months} == dict.fromkeys(months, EARLIER)


def test_all_years_of_some_words_may_lie_before_the_round() -> None:
    reads = states()
    assert [reads.is_before(text) for text in ("in 2022", "2021 and 2022", "in 2023", "2022, and in 2024", "then")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    report = States(inspection(OrganisationKind.POLICE, Programme.VETTING, "2022-11"), NAMES)
    assert [report.is_before(text) for text in ("2020", "2021", "2022")] == [True, False, False]


def test_a_label_alone_names_a_state_or_nothing() -> None:
    reads = states()
    assert [reads.of_label_alone(text) for text in ("Previous", "2021/22", "Now", "Grade", "Previous plan")] == [
        EARLIER, OLD, NOW, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "another"),
    [
        ("Carried over", True), ("Carried forward from the last round", True), ("It was carried on.", True),
        ("Not inspected this time", True), ("Not re-inspected", True), ("It was not graded.", True),
        ("We didn’t inspect this area.", True), ("HMICFRS has not reinspected it.", True), ("We don’t grade this.", True),
        ("HMIC have not graded it", True), ("Provisional", True), ("This is the grade of our previous inspection.", True),
        ("Judged in 2021/22, and shown again", True), ("The grade of Essex Police", True),
        ("See the notes below.", False), ("Regraded in May 2024", False), ("The grade is the same since 2021/22.", False),
        ("The grade has improved on the previous one.", False), ("It met an earlier recommendation.", False),
        ("In 2021/22 it had few officers.", False), ("It works with Essex Police.", False), ("The force has not inspected its cells.", False), ("They have not inspected them", False),
        ("Our judgment of Kent Police", False),
    ],
)  # fmt: skip
def test_a_note_on_a_grade_may_say_that_it_is_of_another_time_or_body(note: str, another: bool) -> None:
    assert states().is_of_another(note) is another


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Essex Police", (None,)), ("City of London Police 2016", (None,)), ("PEEL 2021/22: Devon &amp; Cornwall Police".replace("&amp;", "&"), (None,)),
        ("Grades of Essex", (None,)), ("Kent Police", ()), ("Photograph: Essex Police", ()), ("Essex Police and others", ()), ("Essex and hills", ()),
        ("Our 2021/22 inspection", (OLD,)), ("Previous assessment", (EARLIER,)), ("This inspection", (NOW,)), ("2021/22", ()),
        ("Source: 2021/22", ()), ("Kent Fire and Rescue Service", (None,)), ("Essex County Fire and Rescue Service", (None,)), ("Fire", ()), ("Police", ()),
        ("Essex Police Museum", ()), ("Most similar forces", (None,)), ("For example", (None,)), ("What staff told us", (None,)), ("The CQC", (None,)), ("What we found", ()),
    ],
)  # fmt: skip
def test_a_line_that_is_a_name_and_nothing_else_says_whose(text: str, told: tuple[State | None, ...]) -> None:
    assert states().of_name(text) == told


@pytest.mark.parametrize("heading", ["Kent Fire and Rescue Service", "Grades of Kent Fire and Rescue Service", "Kent"])
def test_a_body_of_another_kind_is_another_body(heading: str) -> None:
    others = heading.startswith("Kent Fire")
    assert (states().of_lead(Made("2023-25").line(heading), heads=True) == (None,)) is others
    fire = find_round("fire", "2023-25")
    assert fire is not None
    for force, own in (("Kent Police", "kent"), ("Lancashire Constabulary", "lancashire")):
        assert States(fire, names_pattern(frozenset({own}))).of_name(force) == (None,)


# --- a year in a lead-in, bodies that are not inspected ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 2018 the grades were as follows:", (EARLIER,)), ("Our 2018 judgments were:", (EARLIER,)),
        ("The grades of 2018 are set out below.", (EARLIER,)), ("In March 2018 we gave these grades:", (EARLIER,)),
        ("The grades for 2018 were:", (EARLIER,)), ("The judgments from 2018 are:", (EARLIER,)), ("In 2018 the grades were good.", ()),
        ("How forces graded themselves:", (None,)), ("How the force judged itself:", (None,)), ("How forces scored themselves:", (None,)),
        ("In 2024 the grades were as follows:", ()), ("Since 2014 we have made these judgments:", ()),
        ("In 2018 it had these stations:", ()), ("How the forces rated themselves:", (None,)),
    ],
)  # fmt: skip
def test_a_year_before_the_round_tells_of_grades_that_a_sentence_announces(
    text: str, told: tuple[State | None, ...]
) -> None:
    assert lead(text) == told


@pytest.mark.parametrize(
    "name",
    ["South Wales Fire and Rescue Service", "North Wales Fire and Rescue Service", "Northern Ireland Fire and Rescue Service", "The Mid and West Wales Fire & Rescue Service", "Scottish Fire and Rescue Service",
     "Police Scotland", "Police Service of Northern Ireland"],
)  # fmt: skip
def test_a_body_that_is_not_inspected_or_named_in_welsh_is_another_body(name: str) -> None:
    assert states().of_name(name) == (None,)
    assert lead(name, BlockKind.HEADING) == (None,)


def test_a_force_is_its_own_page_s_in_welsh_too() -> None:
    round_ = find_round("police", "2023-25")
    assert round_ is not None
    for own, welsh in (
        ("gwent", "Heddlu Gwent"), ("south-wales", "Heddlu De Cymru"), ("north-wales", "Heddlu Gogledd Cymru"),
        ("dyfed-powys", "Heddlu Dyfed-Powys"), ("dyfed-powys", "Heddlu Dyfed Powys"),
    ):  # fmt: skip
        force = find_organisation("police", welsh)
        assert force is not None
        assert force.slug == own
        names = frozenset(fold(name) for name in (force.full_name, force.name, *force.aliases))
        assert States(round_, names_pattern(names)).of_name(welsh) == ()
        assert states().of_name(welsh) == (None,)


@pytest.mark.parametrize("area", ["south wales", "north wales"])
def test_a_welsh_fire_service_is_another_body_for_the_force_of_its_area(area: str) -> None:
    round_ = find_round("police", "2023-25")
    assert round_ is not None
    service = f"{area.title()} Fire and Rescue Service"
    assert States(round_, names_pattern(frozenset({area, f"{area} police"}))).of_name(service) == (None,)


ACTS = ("published", "publication", "updated", "reviewed", "changed")
DONE = ("assessed", "graded", "inspected", "judged", "rated", "revised", "amended", "corrected")


def test_the_day_on_which_something_was_done_is_that_of_this_round_or_of_none() -> None:
    reads = states()
    for day in ("12 May 2024", "12th May, 2024", "12/05/2024", "May 2024", "2024"):
        for act in ACTS:
            assert {order: reads.of_head(f"{order} {act} {day}") for order in ("", "First", "Last")} == dict.fromkeys(
                ("", "First", "Last"), NOW
            )
            orders = ("initially", "originally", "previously", "then")
            assert {order: reads.of_head(f"{order} {act} {day}") for order in orders} == dict.fromkeys(orders, None)
            assert reads.of_head(f"{act} on: {day}".replace("2024", "2022")) is None
    for day in ("12 May 2022", "on 12th May, 2022", "date 12/05/2022", "12.05.2022", "1-5-2022:", "12 May 2022:"):
        assert (reads.of_head(day), reads.of_head(day.replace("2022", "2024"))) == (None, NOW), day


def test_a_round_a_month_or_what_was_done_to_a_grade_last_still_tells_of_when_it_is() -> None:
    reads = states()
    assert [reads.of_head(head) for head in ("Published 2021/22", "May 2022", "2022", "Inspection of 12 May 2022")] == [
        OLD,
        *[EARLIER] * 3,
    ]
    assert {act: reads.of_head(f"Last {act} 2024") for act in DONE} == dict.fromkeys(DONE, NOW)
    assert {act: reads.of_head(f"Last {act} 12 May 2022") for act in DONE} == dict.fromkeys(DONE, EARLIER)


def test_the_last_one_of_a_year_of_this_round_may_be_this_one() -> None:
    reads = states()
    assert [reads.of_head(f"{which} inspection: May 2024") for which in ("Last", "Initial", "Latest")] == [
        None,
        EARLIER,
        NOW,
    ]
    assert reads.of_head("Last inspection: May 2022") == EARLIER
    assert reads.of_head("Last inspection") == EARLIER
    assert reads.of_head("Updated grade") == NOW


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("What we found in 2021", (EARLIER,)), ("March 2021", (EARLIER,)), ("Our first inspection", (EARLIER,)), ("Original inspection", (EARLIER,)),
        ("Progress since 2021", ()), ("What has changed since 2021", ()), ("What we found in 2024", ()), ("2021 and 2024", ()), ("What we found", ()),
        ("The first officers", ()), ("Our current inspection", ()),
    ],
)  # fmt: skip
def test_a_heading_names_an_earlier_time_by_its_year_or_by_words_of_time_alone(
    heading: str, told: tuple[State | None, ...]
) -> None:
    assert states().of_time(heading) == told


OTHER_BODIES = (
    "HM Inspectorate of Probation", "Her Majesty’s Inspectorate of Prisons", "HMI Probation", "Ofsted", "Estyn", "Care Quality Commission",
    "Kent County Council", "Medway Council", "National Crime Agency", "Legal Ombudsman", "Council of Europe", "Commission for Racial Equality and the Arts", "Ombudsman for Wales",
    "Inspectorate of Care and the Courts", "House of Commons Commission", "Centre for Policing Council", "Friends of the Railway Council", "The Equality and Human Rights Commission", "Next", "Previous", "Next area", "Previous page »",
)  # fmt: skip


@pytest.mark.parametrize("name", OTHER_BODIES)
def test_a_line_that_is_the_name_of_a_body_of_another_kind_is_of_nobody(name: str) -> None:
    assert states().of_name(name) == states("2023-25", "fire").of_name(name) == (None,)


@pytest.mark.parametrize(
    "line",
    ["Her Majesty’s Inspectorate of Constabulary", "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services", "HMICFRS", "Kent Police",
     "The force works with the county council", "Next steps", "Previously", "A commission was set up in the town", "Probation", "HM Inspector of Constabulary"],
)  # fmt: skip
def test_other_lines_are_none_of_such_a_body(line: str) -> None:
    assert None not in states().of_name(line)


def test_what_leads_to_the_next_part_or_gives_an_example_is_of_nobody() -> None:
    for text in ("Next", "Next area:", "For example:", "For instance, of a force:"):
        assert lead(text) == (None,)
    for text in ("Next we looked at these grades:", "The following example shows our grades:"):
        assert lead(text) == ()


@pytest.mark.parametrize("year", ["2013", "In 2013", "At 2013", "for 2013", "Of 2013/2014", "2013/14", "in 2013–14"])
def test_a_year_alone_above_grades_is_theirs_and_nobodys_where_the_page_has_none(year: str) -> None:
    assert lead(f"{year}:") == lead(year, BlockKind.HEADING) == states().of_time(year) == (EARLIER,)
    undated = States(inspection(OrganisationKind.POLICE, Programme.VETTING, "undated"), NAMES)
    assert undated.of_time(year) == (None,)
    assert lead("In 2024:") == lead("By May 2013:") == ()


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Until 2020 our graded judgments were as follows:", EARLIER), ("Before 2020, our grades were as follows:", EARLIER),
        ("The grades that we gave before are as follows:", EARLIER), ("Last year’s grades were as follows:", EARLIER),
        ("Before this inspection, our grades were as follows:", None), ("The council graded it as follows:", None),
        ("Staff would rate it as follows:", None), ("It expects to be graded as follows:", None), ("A force may be graded as follows:", None),
        ("Draft graded judgments are as follows:", None), ("The grades of its predecessor are as follows:", None),
    ],
)  # fmt: skip
def test_a_lead_in_names_who_else_graded_or_what_was_before(text: str, state: State | None) -> None:
    assert lead(text) == (state,)


def test_what_people_say_of_the_force_is_no_grade_of_the_pages_own() -> None:
    for who, verb in product(
        ("people", "the public", "our staff", "local residents"), ("rated the force", "judge us", "feel", "scored it")
    ):
        assert lead(f"How {who} {verb}", BlockKind.HEADING) == (None,)
    assert lead("How we rated the force", BlockKind.HEADING) == ()


def test_a_note_on_a_grade_may_say_that_it_stands_no_longer_or_not_yet() -> None:
    for note in (
        "Under review",
        "under appeal",
        "Not final",
        "This grade is being reviewed",
        "Withdrawn",
        "Subject to change",
        "Judgment withdrawn",
        "Provisional",
    ):
        assert states().is_of_another(note), note
    for note in (
        "Policy under review by the force since we came in to see it",
        "Reviewed",
        "Final",
        "No change",
        "The appeal was heard",
    ):
        assert not states().is_of_another(note), note
