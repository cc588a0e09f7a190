"""What a page shows of itself: each look states what it takes for a title, a label, the site's own."""

from __future__ import annotations

import re

import pytest

from schemas.labels import Role
from schemas.page_types import PageType
from schemas.vocabulary import Pillar

from .shown import SITE, shown

PROSE = "<p>We inspect forces.</p>"


def heading(main: str, title: str = "") -> str | None:
    found = shown(main, head=f"<title>{title}</title>").heading
    return found.block.text if found else None


def test_short_are_early_lines_that_are_no_links() -> None:
    link, long, late = '<p><a href="/x/">Link</a></p>', f"<p>{'word ' * 25}</p>", "<p>Line</p>" * 120
    assert [block.text for block in shown(f"<p>Score</p>{link}{long}<p>Good</p>{late}").short] == [
        "Score", "Good", *["Line"] * 116,
    ]  # fmt: skip


# --- the address ---------------------------------------------------------------------------------------------


def test_an_address_of_the_site_is_brought_to_one_form_and_promises_a_type() -> None:
    e = shown(PROSE, "http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/surrey?")
    assert e.canonical == f"{SITE}peel-assessments/peel-2016/surrey/"
    assert e.promised is PageType.ASSESSMENT


def test_an_address_of_the_site_that_promises_nothing_is_brought_to_one_form_too() -> None:
    e = shown(PROSE, "http://www.justiceinspectorates.gov.uk/hmicfrs/about-us")
    assert (e.canonical, e.address, e.promised) == (f"{SITE}about-us/", None, None)


@pytest.mark.parametrize("url", [None, "", "https://example.org/surrey"])
def test_another_address_stays_as_it_is(url: str | None) -> None:
    e = shown(PROSE, url) if url != "" else shown(PROSE, None)
    assert (e.canonical, e.address, e.promised) == (url or None, None, None)


# --- the title -----------------------------------------------------------------------------------------------


def test_the_heading_is_the_first_h1_of_the_form() -> None:
    assert heading("<p>Kent 2016</p><h1>HMICFRS</h1><h1>Surrey 2016</h1><h1>Sussex 2016</h1>") == "Surrey 2016"


def test_an_h1_of_the_form_is_the_heading_whatever_area_it_names() -> None:
    assert heading("<p>Surrey 2016</p><h1>Atlantis 2016</h1>") == "Atlantis 2016"


def test_without_such_an_h1_it_is_an_early_line_that_names_a_known_area() -> None:
    assert heading("<h1>HMICFRS</h1><p>Atlantis 2016</p><p>Surrey 2016</p>") == "Surrey 2016"
    assert heading("<p>Word</p>" * 40 + "<p>Surrey 2016</p>") is None
    assert heading('<p><a href="/x/">Surrey 2016</a></p>') is None


def test_without_any_it_is_the_title_of_the_window_without_the_name_of_the_site() -> None:
    for title in ("Surrey 2016", "Surrey 2016 - HMIC", "Surrey 2016 – HMICFRS", "Surrey 2016 | HMICFRS and more"):
        assert heading(PROSE, title) == "Surrey 2016"
    assert heading(PROSE, "Atlantis 2016 - HMICFRS") is None
    assert heading(PROSE, "Home - HMICFRS") is None
    assert shown(PROSE).heading is None


def test_the_first_heading_is_the_first_h1() -> None:
    e = shown("<h2>News</h2><h1>One</h1><h1>Two</h1>")
    found = e.first_heading(re.compile("News"))
    assert found is not None
    assert found.text == "One"


@pytest.mark.parametrize("end", [".", ";", ":", ",", "?", "!"])
def test_without_an_h1_the_first_heading_is_a_short_line_of_a_form_that_ends_like_no_prose(end: str) -> None:
    link, long = '<p><a href="/">News of the link</a></p>', f"<p>News {'of' * 80}</p>"
    e = shown(f"<p>Home</p>{link}{long}<p>News of the day{end}</p><p>News of Surrey</p>")
    found = e.first_heading(re.compile("^News"))
    assert found is not None
    assert found.text == "News of Surrey"
    assert e.first_heading(re.compile("^Letter")) is None
    assert e.first_heading() is None
    folded = e.first_heading(re.compile("^news of surrey"))
    assert folded is not None and folded.text == "News of Surrey"


DAY = "<p>Published on: 14 May 2024</p>"


def title_of_text(main: str, title: str = "") -> str | None:
    found = shown(main, head=f"<title>{title}</title>").title_of_text
    return found.text if found else None


def test_the_title_of_a_text_is_its_first_h1() -> None:
    assert title_of_text(f"<p>A line of words</p>{DAY}<h1>One</h1><h1>Two</h1>", "Three") == "One"


def test_without_an_h1_it_is_the_line_right_above_the_day_it_was_published() -> None:
    assert title_of_text(f"<p>A menu of words</p><p>A text about horses</p>{DAY}", "Three") == "A text about horses"


@pytest.mark.parametrize(
    "above", [f"<p>A text about {'horses' * 30}</p>", '<p><a href="/">A text about horses</a></p>', "<p>Horses</p>"]
)
def test_a_paragraph_a_link_or_a_word_above_the_day_is_no_title(above: str) -> None:
    assert title_of_text(above + DAY, "Three - HMICFRS") == "Three"


def test_else_it_is_the_title_of_the_window_where_it_has_one() -> None:
    assert title_of_text("<p>A text about horses</p>", "Three - HMICFRS") == "Three"
    assert title_of_text("<p>A text about horses</p>") is None


# --- labels and sentences ------------------------------------------------------------------------------------


def test_labels_are_lines_of_the_vocabulary_as_a_whole_in_order() -> None:
    e = shown(
        "<p>Context</p><p>The context of efficiency is this.</p><h2>EFFICIENCY</h2><p>Questions for Legitimacy</p>"
    )
    assert [label.text for label in e.labels] == ["Context", "Efficiency", "Questions for Legitimacy"]
    numbered = "<h2>2. Context</h2><dl><dt>Efficiency (show)</dt></dl><p>3. Legitimacy</p>"
    assert [label.text for label in shown(numbered).labels] == ["Context", "Efficiency"]
    assert e.roles == {Role.CONTEXT, Role.PILLAR, Role.QUESTIONS}


def test_a_label_is_short() -> None:
    assert shown(f"<p>Cause of concern: {'domestic abuse ' * 4}</p>").labels == ()


def test_only_a_pillars_own_heading_shows_the_pillar_the_first_label_of_one_is_the_first() -> None:
    e = shown("<p>Context</p><p>Questions for Legitimacy</p><p>Efficiency</p><p>Further insights on effectiveness</p>")
    assert e.pillars == {Pillar.EFFICIENCY}
    assert e.first_pillar is Pillar.LEGITIMACY
    assert shown("<p>Context</p>").first_pillar is None


@pytest.mark.parametrize("verb", ["is", "are", "operates", "looks", "treats"])
@pytest.mark.parametrize(
    "subject",
    ["the force", "the service", "the constabulary", "the brigade", "Kent Police", "Dyfed-Powys Police", "the Metropolitan Police",
     "The Metropolitan Police", "South Yorkshire Fire and Rescue Service"],
)  # fmt: skip
def test_a_headline_has_a_body_and_a_verb(subject: str, verb: str) -> None:
    assert shown(f"<p>The extent to which {subject} {verb} well</p>").headlines == 1


@pytest.mark.parametrize(
    "text",
    ["The extent to which the soup is good", "The extent to which the force wants", "To what extent Kent Police is good",
     "The extent to which crime is recorded"],
)  # fmt: skip
def test_a_sentence_about_another_extent_is_no_headline(text: str) -> None:
    assert shown(f"<p>{text}</p>").headlines == 0


def test_headlines_are_counted_among_the_early_lines() -> None:
    line = "<p>The extent to which the force is efficient is good.</p>"
    assert shown(line + "<p>We found</p>" + line).headlines == 2
    assert shown("<p>Word</p>" * 60 + line).headlines == 0


def test_a_form_is_said_by_a_short_early_line_that_begins_with_it() -> None:
    form = re.compile("Dear")
    assert shown("<p>Home</p><p>Dear all</p>").says(form, within=2, shorter_than=10)
    assert not shown("<p>Home</p><p>Dear all</p>").says(form, within=1, shorter_than=10)
    assert not shown("<p>Home</p><p>Dear all</p>").says(form, within=2, shorter_than=8)
    assert not shown("<p>Oh Dear</p>").says(form, within=2, shorter_than=10)


# --- the site's own ------------------------------------------------------------------------------------------

MARKS = (
    "HMICFRS", "HMIC says", "HMIC’s view", "Her Majesty’s Inspectorate of Constabulary", "His Majesty’s Inspectorate",
    "the PEEL assessment",
)  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_a_page_is_the_sites_where_its_text_or_its_title_says_so(mark: str) -> None:
    assert shown(f"<p>{mark}</p>").is_of_site
    assert shown(PROSE, head=f"<title>{mark}</title>").is_of_site


def test_a_page_is_the_sites_where_it_states_an_address_of_the_site_as_its_own() -> None:
    for address, ours in ((f"{SITE}about-us/", True), ("https://example.org/", False)):
        assert shown(PROSE, head=f'<link rel="canonical" href="{address}">').is_of_site is ours


def test_another_page_is_not_the_sites_whatever_its_address() -> None:
    assert not shown("<p>Soups of the day</p>").is_of_site
    assert not shown("<p>Soups of the day</p>", "peel-assessments/peel-2016/surrey/").is_of_site


def test_judgments_are_counted_by_their_sentences_not_by_their_blocks() -> None:
    said = [
        f"The extent to which the force is {word} at keeping people safe is good."
        for word in ("effective", "efficient", "legitimate")
    ]
    asks = "We ask the extent to which the force is effective, and the extent to which the force is efficient."
    for form in ("</p><p>", " ", "<br>", "</p><ul><li>"):
        assert shown(f"<p>{form.join(said)}</p>").headlines == 3
    assert shown(f"<p>{asks}</p>").headlines == 1
