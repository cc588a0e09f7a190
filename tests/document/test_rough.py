"""The rough look at markup: what it shows, and the quick look that may only spare work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.document.challenge import find_block
from scraper.document.rough import Look, has_text, shown_markup, visible_text
from scraper.document.soft404 import is_soft_404

WORDS = "What the inspectors saw on this visit does not change the sense of the page, said so at length. "
PIECES = (
    "<p>", '<p class="lead">', "</p>", "<script>", "</script>", "<STYLE>", "</style >", "<template>", "</template>",
    "<noscript>", "</noscript>", "<!--", "-->", "<b>", "<P\n>", "&nbsp;" * 20, " " * 100, WORDS, "<", ">", "<!-", "</scriptx>",
    "&lt", "&amp;", "&notit;", "&#62", 'title="a > b', "<li>", "words of a line",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(1, 600))
def test_the_quick_look_counts_nothing_that_a_page_does_not_show(pieces: list[str], least: int) -> None:
    markup = "".join(pieces)
    assert not has_text(markup, least) or len(visible_text(markup)) >= least


@pytest.mark.parametrize(
    "line", ["<p>{}</p>", '<li class="x">{}', "<td>{}<td>", "<p><a href=x>{}</a>", "<b>\n  {}</b>"]
)
def test_the_lines_of_a_sound_page_are_seen_whatever_they_stand_in(line: str) -> None:
    markup = f"<main>{line.format(WORDS) * 40}</main>"
    assert has_text(markup, 3000)
    assert not has_text(markup, 30_000)


def test_a_look_shows_what_it_showed_before_and_no_more() -> None:
    look = Look(f"<h1>A page</h1><main>{f'<p>{WORDS}</p>' * 20}</main>".encode())
    assert [look.has_text(least) for least in (1500, 30_000, 1500, 100)] == [True, False, True, True]
    assert (look.title, look.heading) == ("", "a page")
    assert Look.at(look) is look


def test_a_page_of_much_text_may_say_that_a_page_was_not_found() -> None:
    said = "<p>The page you were looking for could not be found.</p>"
    assert is_soft_404(f"<h1>Kent</h1>{said}".encode()) is not None
    assert is_soft_404(f"<h1>Kent</h1>{said}{f'<p>{WORDS}</p>' * 20}".encode()) is None


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("a<script>b</script>c", "a >c"),
        ("a<SCRIPT src=x>b</Script>c", "a >c"),
        ("a<!-- b -->c", "a c"),
        ("a<style>b", "a "),
        ("a<!-- b", "a "),
        ("a<scripted>b</scripted>", "a<scripted>b</scripted>"),
    ],
)
def test_what_is_hidden_is_left_out(markup: str, shown: str) -> None:
    assert shown_markup(markup) == shown


@pytest.mark.parametrize("hidden", ["<script>{}</script>", "<!-- {} -->", "<template>{}</template>"])
def test_text_that_is_not_shown_hides_no_challenge(hidden: str) -> None:
    long = f"<p>{WORDS * 4}</p>" * 10
    page = f"<html><body><div class='cf-turnstile'></div>{hidden.format(long)}</body></html>"
    assert find_block(200, {}, page.encode()) is not None
    assert find_block(200, {}, page.replace(hidden.format(long), long).encode()) is None
