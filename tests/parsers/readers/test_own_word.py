"""A sentence judges a force only in the page's own words, and only where its subject is that force."""

from __future__ import annotations

import pytest

from schemas.vocabulary import BlockKind, Pillar, WitnessSource
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section
from scraper.parsers.readers.judgments import finish, read_pillar

from .made import Made

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
     "In Surrey Police, the force has a partner."],
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
    assert told(Made(), f"Surrey Police answers all calls. {FORCE}") == []
    for before in ("A survey was made in May.", "In other forces it is harder.", "The force works with Surrey Police.",
                   "Surrey Police and Kent Police work together."):  # fmt: skip
        assert told(Made(), f"{before} {FORCE}") == [FORCE]


def test_a_name_is_the_force_whatever_stands_before() -> None:
    assert told(Made(), f"Surrey Police answers all calls. {OWN}") == [OWN]


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
