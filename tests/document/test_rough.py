"""The rough look at markup: what it shows, and the quick look that may only spare work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.document.challenge import find_block
from scraper.document.rough import has_text, shown_markup, visible_text

WORDS = "What the inspectors saw on this visit does not change the sense of the page, said so at length. "
PIECES = (
    "<p>", '<p class="lead">', "</p>", "<script>", "</script>", "<STYLE>", "</style >", "<template>", "</template>",
    "<noscript>", "</noscript>", "<!--", "-->", "<b>", "<P\n>", "&nbsp;" * 20, " " * 100, WORDS, "<", ">", "<!-", "</scriptx>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(1, 600))
def test_the_quick_look_counts_nothing_that_a_page_does_not_show(pieces: list[str], least: int) -> None:
    markup = "".join(pieces)
    assert not has_text(markup, least) or len(visible_text(markup)) >= least


def test_the_paragraphs_of_a_sound_page_are_seen() -> None:
    assert has_text(f"<main>{f'<p>{WORDS * 4}</p>' * 10}</main>", 3000)


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
