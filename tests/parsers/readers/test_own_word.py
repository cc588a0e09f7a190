"""A sentence judges a force only in the page's own words, and only where its subject is that force."""

from __future__ import annotations

import pytest

from schemas.text import fold
from schemas.vocabulary import BlockKind, Grade, Pillar, WitnessSource
from scraper.parsers.drafts import Draft
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section
from scraper.parsers.readers.area import read_area
from scraper.parsers.readers.judgments import finish, read_pillar, read_question
from scraper.parsers.readers.own_word import ANOTHER, Said, is_told_of_it

from .made import PREVENTING, Made

ALL = "at keeping people safe and reducing crime."
OWN = f"Kent Police is good {ALL}"
QUOTED = f"Kent Police is outstanding {ALL}"
IT, FORCE = f"It is outstanding {ALL}", f"The force is outstanding {ALL}"


def told(page: Made, *texts: str | Line) -> list[str]:
    """The sentences of a section of effectiveness that state its grade."""
    section: Section = page.pillar(Pillar.EFFECTIVENESS, *texts)
    read_pillar(page.b, section)
    judgment = finish(page.b, page.b.drafts.of(Pillar.EFFECTIVENESS))
    return [one.text for one in judgment.witnesses if one.source is WitnessSource.PROSE]


def of_markup(html: str) -> list[str]:
    page = Made()
    return told(page, *page.markup(html))


# --- of whom -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before",
    ["Kent Police learns from its neighbour, Surrey Police.", "Surrey Police lies to the west.", "The force works with another force.",
     "Its control room is new.", "The council has a team of its own.", "We went to Surrey Police. It answers all calls.",
     "Kent’s officers know their streets.", "Other forces have found this hard.", "A survey was made in May.",
     "In Surrey Police, the force has a partner.", "Kent County Council has a plan.", "Kent Fire Authority works with the force.",
     "The Kent Police and Crime Commissioner has a plan.", "Kent and Surrey Crime Panel has met."],
)  # fmt: skip
@pytest.mark.parametrize("apart", [" ", "\n"])
def test_it_is_no_force_that_the_sentence_before_is_not_about(before: str, apart: str) -> None:
    assert told(Made(), *f"{before}{apart}{IT}".split("\n")) == []


@pytest.mark.parametrize(
    "before",
    ["Kent Police knows its county.", "The force knows its county.", "Kent knows its towns.", "The Kent Police has a plan.",
     "The force knows its county. It has a plan.", "We found that the force has a plan.", "In the last year, the force has grown.",
     "Overall, Kent Police does well."],
)  # fmt: skip
@pytest.mark.parametrize("apart", [" ", "\n"])
def test_it_is_the_force_that_the_sentence_before_is_about(before: str, apart: str) -> None:
    assert told(Made(), *f"{before}{apart}{IT}".split("\n")) == [IT]


def test_it_is_the_force_where_no_sentence_stands_before() -> None:
    assert told(Made(), IT) == [IT]
    page = Made()
    assert told(page, "A survey was made in May by two councils.", page.heading("Judgment", 3), IT) == [IT]
    page = Made()
    assert told(
        page, "A survey was made in May by two councils.", page.heading("What the people of the county told us", 4), IT
    ) == [IT]


@pytest.mark.parametrize("sentence", [IT, FORCE])
def test_below_the_name_of_another_force_the_force_is_that_one(sentence: str) -> None:
    page = Made()
    assert told(page, page.heading("Surrey Police", 4), sentence) == []


def test_it_is_what_the_heading_is_about_however_often_it_is_called_so() -> None:
    page = Made()
    assert told(page, page.heading("Surrey Police", 4), "It has a plan for its county.", IT) == []
    page = Made()
    assert told(page, page.heading("What it does", 4), f"It has a plan. {IT}") == [IT]


def test_a_line_that_heads_what_follows_is_a_heading_whatever_its_tag() -> None:
    assert told(Made(), "A survey was made in May by two councils.", "Areas for improvement", IT) == [IT]


def test_the_force_is_another_one_where_the_sentence_before_is_about_that_one() -> None:
    for other in (
        "Surrey Police answers all calls.",
        "Surrey Police works with Kent Police.",
        "The Surrey Police helps Kent.",
    ):
        assert told(Made(), f"{other} {FORCE}") == []
    for before in ("A survey was made in May.", "In other forces it is harder.", "The force works with Surrey Police.",
                   "Surrey Police and Kent Police work together.", "With Surrey Police Kent Police has a plan."):  # fmt: skip
        assert told(Made(), f"{before} {FORCE}") == [FORCE]


def test_a_name_is_the_force_whatever_stands_before() -> None:
    assert told(Made(), f"Surrey Police answers all calls. {OWN}") == [OWN]


MANY = ("another", "other", "one", "some", "most", "many", "all", "its", "neighbouring", "similar")


@pytest.mark.parametrize("noun", ["force", "forces", "service", "services"])
def test_behind_a_sentence_that_speaks_of_others_it_may_be_one_of_them(noun: str) -> None:
    for which in ("a", "an", *MANY):
        assert ANOTHER.search(f"the force works with {which} {noun}"), which
        assert told(Made(), f"The force works with {which} {noun}. {IT}") == [], which
    for which in ("another police", "another fire", "many other", "a neighbouring", "some similar"):
        assert ANOTHER.search(f"the force works with {which} {noun}"), which
        assert told(Made(), f"The force works with {which} {noun}. {IT}") == [], which
    for which in ("the", "this", "each", "a police", "a fire"):
        assert not ANOTHER.search(f"we went to {which} {noun}"), which


def test_two_forces_together_are_not_another_one() -> None:
    for both in ("Surrey Police and Kent Police work together.", "Surrey Police & Kent Police work together."):
        assert told(Made(), f"{both} {FORCE}") == [FORCE]


# --- whose word --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quotation",
    ["<blockquote>{}</blockquote>", "<blockquote><p>{}</p></blockquote>", "<blockquote><ul><li>{}</li></ul></blockquote>",
     "<p>“We went there in May. {} It did well.”</p>", '<p>"We went there in May. {} It did well."</p>',
     "<p>‘We went there in May. {} It did well.’</p>", "<p>‘The force’s plan is new. {} It did well.’</p>", "<p>“We went there in May. {}”</p>",
     "<p>“We went there in May, and again.</p><p>We saw all of it. {}”</p>",
     "<p>In 2014 we wrote:</p><p>{}</p>", "<p>The chief constable said:</p><p>{}</p>", "<p>In our report of 2015 we found:</p><p>{}</p>",
     "<p>Last year’s judgment:</p><p>{}</p>", "<p>It is a short report. In it we wrote:</p><ul><li>We went there in May.</li><li>{}</li></ul>"],
)  # fmt: skip
def test_what_is_quoted_is_no_word_of_the_page(quotation: str) -> None:
    assert of_markup(quotation.format(QUOTED)) == []
    assert of_markup(f"{quotation.format(QUOTED)}<p>{OWN}</p>") == [OWN]


@pytest.mark.parametrize(
    "verb",
    ["wrote", "writes", "said", "says", "told us", "tells us", "stated", "states", "reported", "reports", "commented", "replied",
     "explained", "added"],
)  # fmt: skip
def test_what_somebody_says_is_no_word_of_the_page(verb: str) -> None:
    assert told(Made(), f"The council {verb}:", QUOTED, OWN) == [OWN]


def test_a_block_of_the_kind_of_a_quotation_is_one_wherever_it_stands() -> None:
    page = Made()
    assert told(page, page.line(QUOTED, BlockKind.QUOTE), OWN) == [OWN]


@pytest.mark.parametrize(
    "before",
    ["<p>“It is good to be here,” one said. {}</p>", '<p>They call it "the plan". {}</p>', "<p>They call it ‘the plan’ here. {}</p>",
     "<p>The officers’ work is hard. {}</p>", "<p>We found:</p><p>{}</p>", "<p>In 2016 we found:</p><p>{}</p>",
     "<p>What we found is this:</p><ul><li>{}</li></ul>", "<p>It said:</p><p>“We do well.”</p><p>{}</p>",
     "<p>It said:</p><ul><li>They do well.</li></ul><p>{}</p>", "<ul><li>{}</li></ul>", "<ul><li>It was in May.</li><li>{}</li></ul>",
     "<p>We went there:</p><h4>May</h4><p>{}</p>"],
)  # fmt: skip
def test_what_stands_beside_a_quotation_is(before: str) -> None:
    assert of_markup(before.format(OWN)) == [OWN]


def test_a_sentence_that_quotes_a_few_words_is_the_pages_own() -> None:
    sentence = "Kent Police is good at “keeping people safe and reducing crime”."
    assert told(Made(), f"“The plan” is new. {sentence}") == [sentence]


# --- of an earlier round, and of what was not done ---------------------------------------------------------------

AREA = "Investigating crime"
THEN = (Grade.INADEQUATE, "2021-22")
QUOTING = [
    "<blockquote>{}</blockquote>", "<blockquote><p>We were there. {}</p></blockquote>", "<p>“{}”</p>", "<p>“{}” the chair said.</p>",
    '<p>"{}" the chair said.</p>', "<p>‘{}’ the chair said.</p>", "<p>“We went there. {} It did well.”</p>", "<p>The chair said:</p><p>{}</p>",
    "<p>In 2021 we wrote:</p><ul><li>{}</li></ul>", "<p>In our report of 2017:</p><ul><li>It was in May.</li><li>{}</li></ul>",
]  # fmt: skip


def of_area(html: str) -> Draft:
    """The draft of an area after its section was read."""
    page = Made("2023-25")
    read_area(page.b, [], page.question(AREA, *page.markup(html)))
    return page.b.drafts.all()[0]


def of_question(html: str) -> Draft:
    """The draft of a question of a pillar after its section was read."""
    page = Made("2018-19")
    read_question(page.b, page.question(PREVENTING, *page.markup(html)))
    return page.b.drafts.all()[0]


@pytest.mark.parametrize("quotation", QUOTING)
def test_a_grade_or_an_absence_that_is_quoted_is_no_word_of_the_page(quotation: str) -> None:
    assert of_area(quotation.format("The force was inadequate in 2021/22.")).previous == (None, None)
    assert not of_area(quotation.format("We do not make a graded judgment in this area.")).not_graded
    assert of_area(quotation.format("We publish a separate report of this area.")).elsewhere is None
    assert not of_question(quotation.format("This question was not inspected in 2018.")).not_inspected
    assert of_question(quotation.format("Our judgment from the 2017 inspection is carried over.")).carried_from is None
    told = of_question(
        f"<p>This question was not inspected.</p>{quotation.format('In our 2017 inspection it was good.')}"
    )
    assert (told.not_inspected, told.previous) == (True, (None, None))


@pytest.mark.parametrize(
    "before",
    ["Essex Police works with the force.", "Essex Police is a partner.", "Another force helps.", "The force works with another force.",
     "Its custody suite is old.",
     "The council has a plan. It is new.", "The force works with Essex Police."],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence",
    ["It was inadequate in 2021/22.", "Its grade in 2021/22 was inadequate.", "This was inadequate in 2021/22."],
)
@pytest.mark.parametrize("apart", [" ", "</p><p>"])
def test_it_had_no_grade_that_the_sentence_before_is_not_about(before: str, sentence: str, apart: str) -> None:
    assert of_area(f"<p>{before}{apart}{sentence}</p>").previous == (None, None)


@pytest.mark.parametrize("what", ["The force", "The judgment", "This force"])
def test_behind_a_sentence_about_another_force_the_force_and_the_judgment_are_its(what: str) -> None:
    sentence = f"{what} was inadequate in 2021/22."
    assert of_area(f"<p>{sentence}</p>").previous == THEN
    assert of_area(f"<p>Crime is rare here. {sentence}</p>").previous == THEN
    assert of_area(f"<p>Essex Police is a partner. {sentence}</p>").previous == (None, None)
    assert of_area(f"<h3>Essex Police</h3><p>It has a plan. {sentence}</p>").previous == (None, None)


@pytest.mark.parametrize(
    "before",
    [
        *(f"The {which} {what} a partner." for which in ("ambulance", "border", "coastguard", "health", "prison", "probation")
          for what in ("force is", "service is", "services are", "and rescue trust is")),
        "A health and care trust lies to the west.",
    ],
)  # fmt: skip
def test_the_service_may_be_that_of_others(before: str) -> None:
    assert of_area(f"<p>{before} The force was inadequate in 2021/22.</p>").previous == (None, None)
    assert of_area(f"<p>{before} Kent Police helps. The force was inadequate in 2021/22.</p>").previous == THEN


@pytest.mark.parametrize("heading", ["Essex Police", "Custody suites", "The control room"])
def test_below_a_heading_it_is_what_that_is_about(heading: str) -> None:
    sentence = "It was inadequate in 2021/22."
    assert of_area(f"<h3>{heading}</h3><p>{sentence}</p>").previous == (None, None)
    assert of_area(f"<h3>Our last inspection</h3><p>{sentence}</p>").previous == THEN


@pytest.mark.parametrize(
    "before",
    ["", "Kent Police knows its county. ", "This area was inspected before. ", "We inspected this area in 2021/22. ", "We last inspected investigating crime in 2021/22. ", "We call it “the plan”. The force knows it. "],
)  # fmt: skip
def test_it_had_the_grade_where_the_sentence_before_is_about_the_force_or_the_area(before: str) -> None:
    assert of_area(f"<p>{before}It was inadequate in 2021/22.</p>").previous == THEN


def test_whoever_is_named_is_meant_whatever_stands_before() -> None:
    assert of_area("<p>Essex Police is a partner. Kent Police was inadequate in 2021/22.</p>").previous == THEN
    assert of_area("<p>Essex Police is a partner. We graded this area as inadequate in 2021/22.</p>").previous == THEN


@pytest.mark.parametrize("word", ["‘inadequate’", "“inadequate”", '"inadequate"'])
def test_a_grade_in_quotation_marks_is_the_pages_own(word: str) -> None:
    assert of_area(f"<p>In 2021/22 we graded the force as {word} in this area.</p>").previous == THEN


THINGS = ("question", "area", "pillar", "section")
BODIES = ("force", "service", "brigade", "constabulary")
TIMES = ("inspection", "assessment", "report", "round", "judgment", "judgement", "grade", "time", "year", "visit")


def meant(before: str, words: str) -> bool:
    """Whether a sentence of an absence with these words, behind another, is told of the area of a page."""
    page = Made("2023-25")
    section = page.question(AREA, f"{before} This is a sentence.")
    draft = Draft(None, section.question, section.question_key, section.known)
    said = Said.of(section, section.body[0], "This is a sentence.")
    return is_told_of_it(page.b, draft, said, words, absent=True)


def test_a_thing_of_the_page_is_meant_by_its_noun_whatever_stands_before() -> None:
    for thing in THINGS:
        for words in (f"this {thing}", f"these {thing}s", f"the {thing}", f"in the {thing}s"):
            assert meant("Essex Police is a partner.", words), words
            assert not meant("Essex Police is a partner.", f"the force in {words}"), words
        assert not meant("Essex Police is a partner.", f"that {thing}"), thing


def test_a_body_is_meant_by_its_noun_where_the_sentence_before_is_about_it() -> None:
    for words in (f"{which} {body} and it" for which in ("the", "this") for body in BODIES):
        assert meant("Kent Police is large.", words), words
        assert not meant("Essex Police is large.", words), words


def test_a_pronoun_may_be_what_the_sentence_before_is_about_but_not_a_time_or_what_is_its_own() -> None:
    before = "The force has a cadet scheme."
    for words in ("it", "they", "its plan", "their plan", "this", "these", "this scheme", "these plans"):
        assert not meant(before, words), words
    for words in ("we", "its own plan", "their own plan", "", *(f"{which} {time}{s}" for which, s in (("this", ""), ("these", "s"))
                                                              for time in TIMES)):  # fmt: skip
        assert meant(before, words), words


VERBS = ("is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "remain", "remains", "stand", "stands", "stood",
         "require", "requires", "required")  # fmt: skip
MARKS = ("“{}”", '"{}"', "‘{}’")


def folded(sentence: str) -> str:
    """A sentence without the clauses that it quotes."""
    page = Made()
    section = page.opening(sentence)
    return Said.of(section, section.body[0], sentence).folded


@pytest.mark.parametrize("mark", MARKS)
def test_a_clause_in_quotation_marks_is_left_out_and_a_few_words_stay(mark: str) -> None:
    for clause in (
        *(f"it {verb} here" for verb in VERBS),
        *(f"good enough{end}" for end in ".,;!?"),
        "the force’s plan is new",
    ):
        assert folded(f"The plan, {mark.format(clause)}, lies here") == "the plan, , lies here", clause
    for words in ("good", "requires improvement", "the plan", "the force’s plan", "an island, a standing plan"):
        assert folded(f"The plan, {mark.format(words)}, lies here") == f"the plan, {fold(words)}, lies here", words


def test_a_quotation_that_does_not_end_is_left_as_it_is() -> None:
    for sentence in (
        "They said ‘it is the force’s plan",
        "They said “it is the plan",
        "Since the ‘60s it is the force’s plan",
    ):
        assert folded(sentence) == fold(sentence)


@pytest.mark.parametrize(
    "before",
    ["The control room is run with Essex Police.", "The force has a cadet scheme.", "Essex Police was inspected.", "It has a joint custody suite."],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence", ["We did not inspect this in our inspection.", "It was not subject to inspection in 2018."]
)
def test_what_was_not_inspected_may_be_what_the_sentence_before_is_about(before: str, sentence: str) -> None:
    assert of_question(f"<p>{sentence}</p>").not_inspected
    assert of_question(f"<p>This question is not new. {sentence}</p>").not_inspected
    assert not of_question(f"<p>{before} {sentence}</p>").not_inspected


def test_a_force_that_was_not_inspected_is_the_one_before_it() -> None:
    sentence = "The force was not inspected on this question in 2018."
    assert of_question(f"<p>{sentence}</p>").not_inspected
    assert not of_question(f"<p>Essex Police was in our inspection. {sentence}</p>").not_inspected
    assert of_question(
        "<p>Essex Police was in our inspection. This question was not inspected in 2018.</p>"
    ).not_inspected


def test_what_is_carried_over_is_of_whom_the_sentence_before_is_about() -> None:
    sentence = "Its judgment from the 2017 inspection is carried over."
    assert of_question(f"<p>Kent Police was not inspected. {sentence}</p>").carried_from == "2017"
    assert of_question(f"<p>Essex Police was not inspected. {sentence}</p>").carried_from is None


def test_what_is_not_graded_may_be_what_the_sentence_before_is_about() -> None:
    assert of_area("<p>We did not make a graded judgment of it.</p>").not_graded
    assert not of_area("<p>Essex Police does this too. We did not make a graded judgment of it.</p>").not_graded


@pytest.mark.parametrize(
    "before",
    ["The force has a training centre.", "Kent Police runs an academy.", "The force has closed the old control room.", "It has one archive.",
     "The force has a plan. It is new.", "The force shares its helicopter.", "The force knows this plan, and that building.",
     "The force works with another charity.", "The force has a class of its own kind."],
)  # fmt: skip
@pytest.mark.parametrize(
    "sentence",
    [
        "It was inadequate in 2021/22.",
        "It has slipped from inadequate in 2021/22.",
        "Its grade in 2021/22 was inadequate.",
    ],
)
def test_behind_something_else_that_the_force_has_it_may_be_that_and_is_told(before: str, sentence: str) -> None:
    draft = of_area(f"<p>{before} {sentence}</p>")
    assert draft.previous == (None, None)
    assert [text for text, _ in draft.unread] == [sentence]
    for named in (
        "The force was inadequate in 2021/22.",
        "Kent Police was inadequate in 2021/22.",
        "This area was inadequate in 2021/22.",
    ):
        assert of_area(f"<p>{before} {named}</p>").previous == THEN


@pytest.mark.parametrize(
    "before",
    ["The force knows its county.", "The force knows its officers.", "The force protects the public.", "The force is good at investigating crime.",
     "The force has grown this year.", "The force knows the streets. It learns.", "We inspected this area. It has a plan."],
)  # fmt: skip
def test_behind_what_it_can_not_mean_it_is_the_force(before: str) -> None:
    draft = of_area(f"<p>{before} It was inadequate in 2021/22.</p>")
    assert (draft.previous, draft.unread) == (THEN, []) or before.startswith("We inspected")


@pytest.mark.parametrize(
    "thing", ["centre", "college", "department", "directorate", "hub", "panel", "partnership", "control room", "school", "squad", "team", "unit"]
)  # fmt: skip
def test_what_acts_for_the_force_may_be_what_is_good(thing: str) -> None:
    for before in (f"The force has a new {thing}.", f"Kent Police opened its {thing} in May."):
        assert told(Made(), f"{before} {IT}") == []
    assert told(Made(), f"The force has {thing}s. {IT}") == [IT]


STOPS = ("and", "as", "at", "but", "by", "for", "from", "in", "is", "it", "of", "on", "or", "so", "than", "that", "to", "was", "when", "where",
         "which", "with")  # fmt: skip


def unsure(before: str, sentence: str = "It was inadequate in 2021/22.") -> bool:
    """Whether a sentence may be about something else that the one before names."""
    draft = of_area(f"<p>{before} {sentence}</p>")
    assert (draft.previous == THEN) is not bool(draft.unread)
    return bool(draft.unread)


@pytest.mark.parametrize("stop", [*(f" {word} officers." for word in STOPS), ", officers.", "; officers.", "."])
def test_the_noun_of_a_thing_ends_before_a_word_that_joins(stop: str) -> None:
    assert unsure(f"The force has a new fire centre{stop}")


@pytest.mark.parametrize("which", ["a", "an", "another", "its", "one", "that", "the", "this"])
def test_one_thing_is_what_it_may_be_and_many_are_not(which: str) -> None:
    assert unsure(f"The force knows {which} fortress.")
    assert not unsure(f"The force knows {which} officers.")
    assert not unsure("The force knows fortress.")


@pytest.mark.parametrize(
    "noun", ["public", "county", "country", "community", "police", "past", "future", "year", "time", "world", *BODIES]
)
def test_some_nouns_are_not_what_it_is(noun: str) -> None:
    assert not unsure(f"Kent Police knows the {noun}.")


def test_who_or_what_is_named_beside_it_is_meant() -> None:
    centre = "The force has a training centre."
    assert unsure(centre, "In its 2021/22 inspection it was inadequate.")
    for whom in ("Kent Police", "the force", "this service", "this area"):
        assert not unsure(centre, f"In its 2021/22 inspection {whom} was inadequate."), whom
    assert not unsure(centre, "Our grade in 2021/22 was inadequate.")
    assert not unsure(f"{centre} The force learns.")
    assert not unsure(f"{centre} The force was inspected in the last round.")
