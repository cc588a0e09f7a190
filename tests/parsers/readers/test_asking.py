"""Asks as editors write them: other lead-ins, typed numbers, titles, introductions, two copies, none."""

from __future__ import annotations

import pytest

from schemas.labels import Role, find_label
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.readers.asking import (
    NOTHING_ASKED,
    introduces,
    is_asked,
    is_item,
    is_lead_in,
    is_no_cause,
    is_of_all,
    is_title,
    may_ask_too,
    names_who,
    owned_by,
    says_what_to_do,
    take_as_prose,
    untype,
)
from scraper.parsers.readers.recommendations import read_asks
from tests.parsers.pieces import claims, codes, read_lines, read_section, texts

ITEMS = "<ul><li>train its crews; and</li><li>count them.</li></ul>"


def asked(markup: str, role: Role = Role.AREAS, question: str | None = None) -> Builder:
    label = {Role.AREAS: "Areas for improvement", Role.CAUSE: "Cause of concern"}.get(role, "Recommendations")
    builder, section = read_section(f"<h3>{label}</h3>{markup}", role, label, question=question)
    read_asks(builder, section)
    return builder


def lines_of(markup: str) -> list[Line]:
    return read_lines(markup)[1]


def line_of(text: str, tag: str = "p") -> Line:
    (line,) = lines_of(f"<{tag}>{text}</{tag}>")
    return line


def items(builder: Builder) -> list[str]:
    return [row.text for row in builder.recommendations]


# --- what announces asks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lead_in",
    [
        "The service should also:",
        "The service should, by 31 May 2024:",
        "Kent Fire and Rescue Service should immediately:",
        "Kent FRS must:",
        "The service should urgently:",
        "Kent FRS now needs to:",
        "The service must, as a matter of urgency:",
        "The service should further, without delay:",
        "To put this right, the service should:",
        "In order to put this right, by 31 May 2024 the service should:",
        "Recommendations: by 31 May 2024 the service should:",
        "We found the following areas for improvement:",
        "By 31 May 2024, the service should",
        "By 31 May 2024, the service should: –",
        "By 31 May 2024, the service should do the following.",
        "The service should do the following by 31 May 2024:",
    ],
)
@pytest.mark.parametrize("role", [Role.AREAS, Role.RECOMMENDATIONS])
def test_a_lead_in_right_under_a_label_announces_what_follows(lead_in: str, role: Role) -> None:
    builder = asked(f"<p>{lead_in}</p>{ITEMS}", role)
    assert items(builder) == ["train its crews; and", "count them."]
    assert claims(builder)[lead_in] == "recommendations"
    assert codes(builder) == []


def test_a_sentence_that_counts_the_asks_stands_before_them_and_is_prose() -> None:
    said = "We found two areas for improvement."
    for below in ("<p>The force should act.</p>", "<ul><li>The force should act.</li></ul>"):
        builder = asked(f"<p>{said}</p>{below}")
        assert items(builder) == ["The force should act."]
        assert texts(builder.findings) == [said]


@pytest.mark.parametrize("line", ["Much was done well here:", "It is good at:", "The force knows:"])
def test_a_list_of_what_is_done_is_not_asked_for(line: str) -> None:
    builder = asked(f"<p>{line}</p><p>its streets.</p>")
    assert (items(builder), texts(builder.findings)) == ([], [line, "its streets."])


# --- how an item is written ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["1. ", "2) ", "(a) ", "b) ", "(iv) ", "Recommendation 3: ", "AFI 4 – ", "Area for improvement 5: "]
)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<ul><li>{}</li></ul>"])
def test_a_typed_number_is_no_part_of_what_is_asked_for(typed: str, form: str) -> None:
    first, second = form.format(f"{typed}The force should act."), form.format(f"{typed}The force should train.")
    assert items(asked(first + second)) == ["The force should act.", "The force should train."]


def test_a_number_that_belongs_to_the_words_stays() -> None:
    assert items(asked("<ul><li>999 calls: the force should answer them.</li></ul>")) == [
        "999 calls: the force should answer them."
    ]


@pytest.mark.parametrize(
    "item",
    [
        "To earn trust, the force should act.",
        "Without delay, the force must act.",
        "Kent FRS should act.",
        "As a priority, the force needs to act.",
    ],
)
def test_what_for_may_stand_before_who_should_do_it(item: str) -> None:
    assert items(asked(f"<p>{item}</p>")) == [item]


def test_the_paragraphs_of_one_bullet_are_one_item() -> None:
    builder = asked(
        "<ul><li><p>The force should train.</p><p>This is for all.</p></li><li>The force should act.</li></ul>"
    )
    assert items(builder) == ["The force should train.\nThis is for all.", "The force should act."]
    own = asked("<ul><li><p>The force should train.</p><p>The force should act.</p></li></ul>")
    assert items(own) == ["The force should train.", "The force should act."]


# --- printed twice, not at all -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", ["None.", "There are no areas for improvement.", "We found no new areas for improvement here."]
)
def test_a_label_that_says_that_nothing_is_asked_for_is_no_fault(said: str) -> None:
    builder = asked(f"<p>{said}</p>")
    assert (items(builder), codes(builder)) == ([], [])


# --- labels --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Cause of concern 1", Role.CAUSE),
        ("Cause of concern 2: how calls are answered", Role.CAUSE),
        ("Cause of concern – calls", Role.CAUSE),
        ("Accelerated cause of concern", Role.CAUSE),
        ("Accelerated causes of concern", Role.CAUSE),
        ("Cause of concern (accelerated)", Role.CAUSE),
        ("Causes of concern and recommendations", Role.CAUSE),
        ("Area for improvement 3", Role.AREAS),
        ("Areas for improvement (AFIs)", Role.AREAS),
        ("New areas for improvement", Role.AREAS),
        ("Areas for improvement: crews", Role.AREAS),
        ("Recommendation 4", Role.RECOMMENDATIONS),
        ("Promising practice – a van", Role.PROMISING),
        ("Innovative practices", Role.INNOVATIVE),
    ],
)
def test_a_label_is_known_with_a_number_or_a_title_of_its_own(text: str, role: Role) -> None:
    label = find_label(text)
    assert label is not None
    assert label.role is role


@pytest.mark.parametrize(
    "text",
    [
        "Areas for improvement from our last inspection",
        "Areas for improvement – progress",
        "Area for improvement: the force should act",
        "Areas for improvement: 2018/19",
        "Area for improvement – addressed",
        "Previous areas for improvement",
        "Cause of concern – closed",
        "A cause of concern",
        "Cause of concern: the force does not answer its calls.",
        "Recommendations of others",
    ],
)
def test_what_became_of_earlier_asks_is_no_label(text: str) -> None:
    label = find_label(text)
    assert label is None


# --- who is asked, and what an item owns ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "item",
    [
        "The force should train its staff.",
        "All forces should train their staff.",
        "Kent’s force should train its staff.",
        "Dyfed-Powys force should train its staff.",
        "Devon & Cornwall Police should train its staff.",
        "The service must train its staff.",
        "The fire and rescue service needs to train its staff.",
        "The forces need to train their staff.",
        "The constabulary has to train its staff.",
        "The brigade should train its staff.",
        "The authority should train its staff.",
        "Kent Police should train its staff.",
        "The chief constable should train the staff.",
        "The chief fire officer should train the staff.",
        "The police and crime commissioner should train the staff.",
        "The Essex County Fire and Rescue Service and the chief fire officer should train the staff.",
        "By 31 May 2020, the force should train its staff.",
        "By the end of May 2020, the force should train its staff.",
        "Within three months, the force should train its staff.",
        "Within 28 days, the force should train its staff.",
        "Within two weeks, the force should train its staff.",
        "Within one year, the force should train its staff.",
        "Immediately, the force should train its staff.",
    ],
)
def test_a_paragraph_that_says_what_a_body_should_do_is_an_ask(item: str) -> None:
    builder = asked(f"<p>{item}</p><p>What follows is prose.</p>")
    assert items(builder) == [item]
    assert texts(builder.findings) == ["What follows is prose."]


@pytest.mark.parametrize(
    "line",
    [
        "Every service should train its staff.",
        "A force should train its staff.",
        "Any force should train its staff.",
        "Each force should train its staff.",
        "No force should train its staff alone.",
        "All services should train their staff.",
        "Fire and rescue services should train their staff.",
        "Services should train their staff.",
        "The leaders of a service should train its staff.",
        "Leaders of the service should train its staff.",
        "The force trains its staff.",
        "We think that somebody or other in the whole of this long line says the force should train.",
    ],
)
def test_a_paragraph_about_all_or_without_an_ask_ends_the_asks(line: str) -> None:
    builder = asked(f"<p>{line}</p><ul><li>The force should come too late.</li></ul>")
    assert items(builder) == []
    assert texts(builder.findings) == [line, "The force should come too late."]


@pytest.mark.parametrize(
    ("bullet", "asks"),
    [
        ("better training;", True),
        ("All services should train.", False),
        ("Every fire and rescue service should train.", False),
        ("Each service should train.", False),
        ("A service should train.", False),
        ("An effective service trains.", False),
        ("Every service must train.", False),
        ("Each fire service must train.", False),
        ("All the services must train.", False),
        ("In time every force should train.", False),
        ("In time each service should train.", False),
        ("In time all other forces should train.", False),
        ("In time all services should train.", False),
        ("Services should train.", False),
        ("Fire and rescue services should train.", False),
        ("Leaders of a service should train.", False),
        ("The leaders of a service should train.", False),
        ("In this section we set out our main findings.", False),
        ("We set out our detailed findings below.", False),
        ("We set out our main findings below.", False),
        ("Our detailed findings are below.", False),
    ],
)
def test_a_bullet_is_an_ask_unless_it_is_about_all_or_begins_the_findings(bullet: str, asks: bool) -> None:
    assert items(asked(f"<ul><li>{bullet}</li></ul>")) == [bullet] * asks


def test_a_long_paragraph_is_no_ask() -> None:
    long = "The force should train its staff, " + "and its officers, " * 40
    assert items(asked(f"<p>{long}</p>")) == []
    assert len(items(asked(f"<ul><li>{long}</li></ul>"))) == 1


LEAD = "The force should make sure that:"


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li>{lead}<ul><li>Staff are trained;</li><li>It knows its risks.</li></ul></li><li>The force should act.</li></ul>",
        "<ul><li>{lead}</li><li>staff are trained; and</li><li>it knows its risks.</li><li>The force should act.</li></ul>",
        "<p>{lead}</p><ul><li>Staff are trained;</li><li>It knows its risks.</li></ul><p>The force should act.</p>",
        "<p>{lead}</p><p>staff are trained;</p><p>it knows its risks.</p><p>The force should act.</p>",
    ],
)
def test_an_item_that_ends_in_a_colon_owns_its_bullets_in_every_markup(markup: str) -> None:
    first_item, second = items(asked(markup.format(lead=LEAD)))
    assert first_item.split("\n")[0] == LEAD
    owned = [line.split(";")[0].rstrip(".").lower() for line in first_item.split("\n")[1:]]
    assert owned == ["staff are trained", "it knows its risks"]
    assert second == "The force should act."


def test_an_item_without_a_colon_owns_nothing() -> None:
    found = asked("<ul><li>The force should act.</li><li>staff are trained; and</li></ul>")
    assert items(found) == ["The force should act.", "staff are trained; and"]


def test_bullets_inside_an_item_end_where_it_ends() -> None:
    inside = f"<ul><li>{LEAD}<ul><li>Staff are trained</li></ul></li><li>staff are led</li></ul>"
    assert items(asked(inside)) == [f"{LEAD}\nStaff are trained", "staff are led"]


def test_bullets_beside_an_item_end_in_a_full_stop_or_at_an_ask() -> None:
    ended = f"<ul><li>{LEAD}</li><li>Staff are trained.</li><li>Staff are led.</li></ul>"
    assert items(asked(ended)) == [f"{LEAD}\nStaff are trained.", "Staff are led."]
    asks = f"<ul><li>{LEAD}</li><li>staff are trained;</li><li>The force should act;</li></ul>"
    assert items(asked(asks)) == [f"{LEAD}\nstaff are trained;", "The force should act;"]


def test_a_line_that_is_no_prose_or_begins_anew_is_no_bullet_of_an_item() -> None:
    label = f"<p>{LEAD}</p><p>staff are trained;</p><p>Good</p>"
    assert items(asked(label)) == [f"{LEAD}\nstaff are trained;"]
    anew = f"<p>{LEAD}</p><p>Staff told us of it</p>"
    assert items(asked(anew)) == [LEAD]


def test_a_grade_inside_an_item_is_none_of_its_bullets() -> None:
    found = asked(f"<ul><li>{LEAD}<ul><li>staff are trained</li><li>Good</li></ul></li></ul>")
    assert items(found) == [f"{LEAD}\nstaff are trained"]


def test_what_stands_below_a_lead_in_is_asked_for_where_it_is_an_item_or_goes_on() -> None:
    markup = "<ul><li>Train them.</li></ul><p>The force should act.</p><p>train its staff.</p><p>It was cold.</p>"
    _, lines = read_lines(markup)
    assert [is_asked(line) for line in lines] == [True, True, True, False]


# --- each word, alone ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "for_what", ["To earn trust", "In order to earn trust", "As part of its plan", "As a matter of urgency", "Without delay", "As a priority"]
)  # fmt: skip
def test_what_for_stands_before_an_ask_and_before_a_lead_in(for_what: str) -> None:
    assert says_what_to_do(f"{for_what}, the force should act.")
    assert says_what_to_do(f"{for_what}, the force should:")
    assert not says_what_to_do(f"{for_what}, the force acts.")


@pytest.mark.parametrize("also", ["", "also "])
@pytest.mark.parametrize("asks", ["should", "must", "needs to", "has to"])
def test_it_asks_in_each_word_after_an_item(also: str, asks: str) -> None:
    said = f"It {also}{asks} train."
    assert items(asked(f"<p>The force should act.</p><p>{said}</p>")) == ["The force should act.", said]
    noted = f"It {also}{asks} be noted that it was cold."
    assert items(asked(f"<p>The force should act.</p><p>{noted}</p>")) == ["The force should act."]


LEADS = [
    *(f"{whose} {who} {asks}{at_once}:" for whose in ("The", "Our") for who in ("leaders", "leaders of the whole county")
      for asks in ("should", "must") for at_once in ("", " immediately")),
    *(f"We {therefore}recommend{goes_on}:" for therefore in ("", "therefore ") for goes_on in ("", " that the force acts")),
    *(f"By 31 May 2024, the force {asks}" for asks in ("should", "must", "needs to")), "By 31 May 2024, the forces need to",
]  # fmt: skip


@pytest.mark.parametrize("lead_in", LEADS)
def test_a_lead_in_is_known_by_who_should_do_it_and_by_its_end(lead_in: str) -> None:
    assert is_lead_in(line_of(lead_in))
    assert is_lead_in(line_of(f"{lead_in} –"))
    assert says_what_to_do(lead_in)


@pytest.mark.parametrize(
    "said",
    ["By 31 May 2024, the force had trained", "The force should act", "Within 28 days we came back", "We recommend training",
     "The leaders should act.", "Its leaders should:", "It was cold, and the leaders should:"],
)  # fmt: skip
def test_a_line_that_announces_nothing_is_no_lead_in(said: str) -> None:
    assert not is_lead_in(line_of(said))


@pytest.mark.parametrize(
    "typed", ["1.", "12)", "(a)", "h)", "(iv)", "Recommendation 3:", "AFI 4 –", "Area for improvement 5."]
)
@pytest.mark.parametrize(
    ("text", "goes"),
    [("The force should act.", True), ("train its crews", True), ("Within 28 days, the leaders should:", True), ("“Act” is its word", False),
     ("Crews were trained.", False), ("All services should act.", False)],
)  # fmt: skip
def test_a_typed_mark_goes_where_something_is_asked_for_behind_it(typed: str, text: str, goes: bool) -> None:
    line = line_of(f"{typed} {text}")
    untype(line)
    assert line.text == (text if goes else f"{typed} {text}")


ASKING_WORDS = ("should", "must", "need to", "needs to", "have to", "has to", "recommend", "recommends", "recommendation",
                "recommendations", "area for improvement", "areas for improvement", "area of improvement", "areas of improvement",
                "following")  # fmt: skip
NAMING_WORDS = ASKING_WORDS[8:]
ITEM = "<ul><li>The force should act.</li></ul>"


@pytest.mark.parametrize("word", ASKING_WORDS)
def test_a_line_with_a_colon_introduces_items_by_each_word_that_asks(word: str) -> None:
    said = f"Here the county {word} go on:"
    assert introduces(*_apart(f"<p>{said}</p>{ITEM}"))
    assert introduces(*_apart(f"<p>{said}</p><ul><li>better crews.</li></ul>"))
    assert not introduces(*_apart(f"<p>{said}</p><p>Crews were trained.</p>"))
    assert not introduces(*_apart(f"<p>{'It was cold. ' * 30}{said}</p>{ITEM}"))
    assert not introduces(line_of(said), [])


@pytest.mark.parametrize("word", ASKING_WORDS)
def test_a_line_without_a_colon_introduces_items_only_by_a_word_that_names_them(word: str) -> None:
    said = f"Here the county {word} go on."
    assert introduces(*_apart(f"<p>{said}</p>{ITEM}")) == (word in NAMING_WORDS)
    assert not introduces(*_apart(f"<p>{said}</p><ul><li>better crews.</li></ul>"))


def test_a_label_introduces_nothing() -> None:
    assert not introduces(*_apart(f"<p>Recommendations:</p>{ITEM}"))
    assert not introduces(*_apart(f"<p>Here they go on:</p>{ITEM}"))


def _apart(markup: str) -> tuple[Line, list[Line]]:
    line, *following = lines_of(markup)
    return line, following


@pytest.mark.parametrize(
    "said",
    [
        "none", "n/a", "not applicable", "nil",
        *(f"there are no {noun} here" for noun in ("areas", "area", "causes", "cause", "recommendations", "recommendation", "practices",
                                                   "practice", "new areas", "new promising practices")),
        *(f"we have not {found} any {noun}" for found in ("identify", "identified", "find", "found", "make", "made") for noun in ("areas", "recommendations")),
        "it did so without any causes of concern",
        *(f"the force has {when}{done} this" for when in ("", "since ", "now ") for done in ("addressed", "improved", "made")),
    ],
)  # fmt: skip
def test_that_nothing_is_asked_for_is_said_in_many_ways(said: str) -> None:
    assert NOTHING_ASKED.search(said)


@pytest.mark.parametrize(
    "said",
    [
        "none of it is so",
        "the force has no crews",
        "the force has improved, but calls wait",
        "it has since made a plan. however, calls wait",
        "the force has areas",
        "nil by mouth",
    ],
)
def test_other_words_do_not_say_that_nothing_is_asked_for(said: str) -> None:
    assert not NOTHING_ASKED.search(said)


# --- the paragraphs of a bullet --------------------------------------------------------------------------------

FORCE = "The force should act."


@pytest.mark.parametrize(
    "bullet",
    [f"<li><p>{FORCE}</p><p>It is so.</p></li>", f"<li>{FORCE}<p>It is so.</p></li>", f"<li><p>{FORCE}</p>It is so.</li>",
     f"<li>{FORCE}<br><br>It is so.</li>"],
)  # fmt: skip
def test_a_bullet_owns_its_further_paragraphs_however_they_are_set(bullet: str) -> None:
    item, *following = lines_of(f"<ul>{bullet}<li>It goes on.</li></ul>")
    assert [line.text for line in owned_by(item, following)] == ["It is so."]
    assert items(asked(f"<ul>{bullet}<li>The force should train.</li></ul>")) == [
        f"{FORCE}\nIt is so.",
        "The force should train.",
    ]


@pytest.mark.parametrize(
    "other", ["Good", "train its crews.", "The force should train.", "Within 28 days, the leaders should:"]
)
def test_a_grade_a_bullets_own_small_letter_another_ask_and_a_lead_in_are_no_further_paragraph(other: str) -> None:
    item, *following = lines_of(f"<ul><li><p>{FORCE}</p><p>{other}</p><p>It is so.</p></li></ul>")
    assert owned_by(item, following) == []


def test_another_bullet_is_no_further_paragraph_nor_is_one_inside() -> None:
    for markup in (f"<ul><li>{FORCE}</li><li>It is so.</li></ul>", f"<ul><li>{FORCE}<ul><li>It is so.</li></ul></li></ul>",
                   f"<ul><li><p>{FORCE}</p></li><li><p>It is so.</p></li></ul>", f"<ul><li>{FORCE}</li></ul><p>It is so.</p>"):  # fmt: skip
        item, *following = lines_of(markup)
        assert owned_by(item, following) == []


def test_a_grade_in_small_letters_goes_on_with_nothing() -> None:
    assert not is_asked(line_of("good"))
    assert is_asked(line_of("good crews"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The force should know the extent to which it listens.", LineKind.PROSE),
        ("It is not clear on the extent to which its crews are trained.", LineKind.PROSE),
        ("The extent to which the force is effective at keeping people safe is good.", LineKind.HEADLINE),
        ("Thextent to which it listens should grow.", LineKind.HEADLINE),
        ("Read more about the extent to which it listens", LineKind.BOILERPLATE),
    ],
)
def test_what_names_an_extent_is_prose_below_a_label_unless_it_states_a_grade(text: str, kind: LineKind) -> None:
    line = line_of(text)
    take_as_prose([line])
    assert line.kind is kind


# --- items that tell a body what to do, without naming it ----------------------------------------------------------

ALONE = ["adopt", "analyse", "assure", "carry out", "clarify", "communicate", "consider", "create", "define", "demonstrate", "develop", "embed",
         "enable", "ensure", "establish", "evaluate", "explain", "give", "identify", "implement", "improve", "introduce", "maintain", "make sure",
         "prioritise", "promote", "provide", "publish", "put in place", "reduce", "set out", "set up", "strengthen", "take action", "take steps"]  # fmt: skip
WITH = ["address", "agree", "allocate", "answer", "apply", "assess", "audit", "build", "complete", "hold", "increase", "keep", "monitor", "plan",
        "record", "report", "review", "share", "support", "target", "test", "train", "update", "use"]  # fmt: skip
WHAT = ["all", "both", "each", "every", "how", "its", "the", "their", "these", "this", "those", "whether"]


def test_an_item_tells_what_to_do() -> None:
    told = [f"{words.capitalize()} plans for calls." for words in ALONE]
    told += [f"{words.capitalize()} the plans for calls." for words in WITH]
    told += [f"Review {words} plans work." for words in WHAT]
    told += [
        "By 31 May 2022, improve its plans.",
        "Improve its plans;",
        "Improve its plans; and",
        "Improve its plans, and",
    ]
    assert [text for text in told if items(asked(f"<p>{text}</p>")) != [text]] == []
    assert [text for text in told if not says_what_to_do(text)] == []
    owns = "<p>Improve its plans for:</p><ul><li>calls; and</li><li>crews.</li></ul>"
    assert items(asked(owns)) == ["Improve its plans for:\ncalls; and\ncrews."]


@pytest.mark.parametrize(
    "text",
    ["Review plans are old.", "Record numbers of calls were made.", "Improvements were made.", "Improved plans help.", "improve its plans.",
     "Improve its plans", "Answer rates are low.", "Ensuring that calls are met."],
)  # fmt: skip
def test_a_line_that_begins_alike_tells_nothing(text: str) -> None:
    assert items(asked(f"<p>{text}</p><p>More.</p>")) == []


def test_a_heading_that_tells_what_to_do_is_an_item_and_one_above_an_item_its_title() -> None:
    for tag in ("h4", "b"):
        builder = asked(
            f"<{tag}>Improve its plans</{tag}><p>It is slow.</p><{tag}>Ensure that calls are met</{tag}><p>It is late.</p>"
        )
        assert items(builder) == ["Improve its plans", "Ensure that calls are met"]
        assert texts(builder.findings) == ["It is slow.", "It is late."]
        above = asked(f"<{tag}>Improve its plans</{tag}><p>The force should plan.</p>")
        assert items(above) == ["Improve its plans\nThe force should plan."]


def test_a_lead_in_may_have_such_items() -> None:
    lead = "<p>By 31 May 2022, the force should:</p><p>Improve its plans.</p><p>Ensure that calls are met.</p>"
    assert items(asked(lead, Role.RECOMMENDATIONS)) == ["Improve its plans.", "Ensure that calls are met."]


def test_a_title_is_short_and_no_sentence() -> None:
    assert [is_title(line_of(text)) for text in ("Calls", "Calls.", "Calls:", "Calls;", "c" * 119, "c" * 120)] == [
        True,
        False,
        False,
        False,
        True,
        False,
    ]


def test_who_should_do_something_is_named_by_no_title() -> None:
    assert names_who(line_of("By 31 May 2022, the force should plan."))
    assert not names_who(line_of("Improve its plans."))


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The force should act.", True), ("It needs to act.", True), ("As before, they must also act.", True),
        ("We recommend that the force acts.", True), ("We therefore expect it to act.", True), ("To save lives, the force has to act.", True),
        ("By 31 May 2022, the force should:", False), ("The force acts.", False), ("We ask for more.", False), ("Good", False),
        ("Staff agree that more should be done.", False),
        ("We further recommend the same.", True), ("We also expect the force to act.", True), ("It also needs to act.", True), ("It must also act.", True), ("The extent to which the force must act is good.", False),
    ],
)  # fmt: skip
def test_a_line_behind_a_list_may_ask_too(text: str, may: bool) -> None:
    assert may_ask_too(line_of(text)) is may


def test_a_bullet_that_is_a_grade_asks_for_nothing() -> None:
    (bullet,) = lines_of("<ul><li>Essex Police: Inadequate</li></ul>")
    assert not is_asked(bullet)


@pytest.mark.parametrize(
    "who",
    ["The Home Office", "The College of Policing", "The National Police Chiefs’ Council", "Kent County Council", "HMICFRS", "The NPCC",
     "The NFCC", "The Government", "The mayor", "The mayor and the Home Office", "Partner agencies", "The probation agency", "The safeguarding board",
     "The department", "The Ministry of Justice and the department", "The ministry", "The regional organised crime unit", "The partnership", "Its partners"],
)  # fmt: skip
def test_bodies_that_are_not_inspected_are_asked_too(who: str) -> None:
    assert names_who(line_of(f"{who} should act."))


def test_a_bullet_on_what_all_should_do_is_one_of_all() -> None:
    said = ("Every force should act.", "The force should act.")
    bullets = lines_of(f"<ul><li>{said[0]}</li><li>{said[1]}</li></ul><p>{said[0]}</p>")
    assert [is_of_all(each) for each in bullets] == [True, False, False]
    leads = lines_of("<p>By 31 May 2024, all forces should:</p><p>By 31 May 2024, the force should:</p>")
    assert [is_of_all(each) for each in leads] == [True, False]


NO_CAUSES = (
    "None", "None.", "None found", "None identified.", "None were made", "None was reported", "N/A", "Not applicable", "Nil",
    "We found no causes of concern.", "HMICFRS identified no cause of concern.", "HMIC did not identify any causes of concern.",
    "There are no current causes of concern.", "Our inspection found no accelerated causes of concern.", "We did not find any causes of concern.",
    "We did not make any cause of concern public.", "A cause of concern is a serious failing.",
    "An accelerated cause of concern is published before the report.", "Causes of concern are failings.", "Our causes of concern mean this.",
    "A cause of concern means that people are not safe.", "Our detailed findings are below.",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_CAUSES)
def test_a_line_that_says_that_there_is_none_or_what_one_is_states_no_cause(text: str) -> None:
    assert is_no_cause(text)
    found = asked(f"<p>{text}</p><p>We looked at files and we spoke with people.</p>", Role.CAUSE)
    assert not found.recommendations


@pytest.mark.parametrize(
    "text",
    ["The force does not answer its calls.", "A cause of concern is that nobody answers.", "None of the calls is answered in time.",
     "There is no plan.", "We found no plan for victims.", "We are concerned that there is no cause given for stops."],
)  # fmt: skip
def test_other_lines_below_the_label_are_the_cause(text: str) -> None:
    assert not is_no_cause(text)
    found = asked(f"<p>{text}</p><p>We looked at files and we spoke with people.</p>", Role.CAUSE)
    assert [each.text for each in found.recommendations] == [text]


@pytest.mark.parametrize(
    "end",
    [
        "We set out our detailed findings below.",
        "In this section we set out our main findings that relate to people.",
        "Every fire and rescue service should know its people.",
        "Services should look ahead.",
        "What we found",
        "What we would like to see",
        "What we found: day to day",
        "What we found – strengths",
    ],
)
def test_paragraphs_of_a_bullet_end_where_the_findings_begin_or_all_are_spoken_of(end: str) -> None:
    found = asked(f"<ul><li><p>The force should act.</p><p>It has not.</p><p>{end}</p></li></ul>")
    assert items(found) == ["The force should act.\nIt has not."]


@pytest.mark.parametrize("head", ["What we found", "What we found: day to day", "What we would like to see"])
def test_a_bullet_that_heads_the_findings_is_not_asked_for(head: str) -> None:
    found = asked(f"<ul><li>The force should act.</li></ul><ul><li>{head}</li></ul><p>It has not.</p>")
    assert items(found) == ["The force should act."]
    found = asked("<ul><li>The force should act.</li><li>What we found should be mended.</li></ul>")
    assert len(items(found)) == 2


OPENINGS = (
    "Also", "Additionally", "As a priority", "As a result", "As such", "Because of this", "Finally", "First", "Firstly", "Further", "Furthermore", "In addition", "In particular",
    "Moreover", "Overall", "Secondly", "Specifically", "Therefore", "Without delay", "To help victims", "In addition, to help victims", "In order to help, therefore",
)  # fmt: skip
"""What ties what is asked for to the sentence before it, or says what for."""


def test_what_is_asked_for_is_so_behind_each_opening() -> None:
    for opening in OPENINGS:
        for who in ("the force", "Kent Police", "it", "the chief constable"):
            if who != "it":
                assert is_item(line_of(f"{opening}, {who} should buy boats.")), (opening, who)
                assert names_who(line_of(f"{opening}, {who} must buy boats.")), (opening, who)
                assert is_lead_in(line_of(f"{opening}, {who} should:")), (opening, who)
            assert may_ask_too(line_of(f"{opening}, {who} should buy boats.")), (opening, who)
        for other in (
            "the force bought boats.",
            "every force should buy boats.",
            "officers found that the boats were few.",
        ):
            assert not is_item(line_of(f"{opening}, {other}")), (opening, other)
            assert not is_lead_in(line_of(f"{opening}, {other[:-1]}:")), (opening, other)
    for unknown in ("However", "In the year before", "As we said, in addition, as a result"):
        assert not is_item(line_of(f"{unknown}, the force should buy boats.")), unknown


@pytest.mark.parametrize("when", ["By 31 August 2023", "By the end of 2022", "Within six months", "Within 28 days of our letter", "Before the end of May", "In the next six months", "Immediately"])  # fmt: skip
@pytest.mark.parametrize("rest", ["the service had:", "it had trained:", "the service:", "the service plans to:", "the service will:", "we spoke to:", "complaints had fallen in:",
                                  "the force had done the following:"])  # fmt: skip
def test_what_was_done_or_is_planned_by_a_day_announces_nothing_that_is_asked_for(when: str, rest: str) -> None:
    assert not is_lead_in(line_of(f"{when}, {rest}"))
    assert is_lead_in(line_of(f"{when}, the service should:"))
    for we_ask in (
        "we expect it to",
        "we would like the force to",
        "we need the service to",
        "the force is required to",
        "we urge it to",
        "it will need to",
        "it is to",
    ):
        assert is_lead_in(line_of(f"{when}, {we_ask}:")), we_ask
    assert is_lead_in(line_of(f"{when}:"))
