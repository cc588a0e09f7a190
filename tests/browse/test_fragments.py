"""Links to sentences, opened: the browser shows the place that is meant, not another that says the same."""

from __future__ import annotations

import html

import pytest
from pytest_httpserver import HTTPServer

from scraper.loader.fragment import fragment_link

from .chromium import Watched

PARTS = (
    ("Effectiveness", "Last updated 02/03/2017", "Good", "It keeps people safe, and it knows where to look."),
    ("Efficiency", "Last updated 03/11/2016", "Good", "Its plans for money are careful – and well-known."),
    ("Legitimacy", "Last updated 03/11/2016", "Good", "It treats people well, on the whole."),
    ("Leadership", "Last updated 08/12/2016", "Good", "It treats people well, on the whole."),
)
BLOCKS = ["Northshire 2016", *(text for part in PARTS for text in part)]
FILLER = 60


def _page() -> str:
    """Return a page in which badges and a sentence stand more than once, far apart, and the menu says a badge too."""
    texts = iter(enumerate(BLOCKS))
    _, title = next(texts)
    body = [f'<nav><a href="#x">Good</a></nav><main><h1 id="b0">{title}</h1>']
    for place, text in texts:
        tag = "h2" if text in {part[0] for part in PARTS} else "p"
        body.append(f'<{tag} id="b{place}">{html.escape(text)}</{tag}>')
        if text in {part[3] for part in PARTS}:
            body.append("<p>.</p>" * FILLER)
    return f"<!DOCTYPE html><meta charset=utf-8><title>t</title>{''.join(body)}</main>"


@pytest.mark.parametrize("place", range(1, len(BLOCKS)))
def test_a_link_opens_the_page_at_its_place(httpserver: HTTPServer, watched: Watched, place: int) -> None:
    httpserver.expect_request("/page").respond_with_data(_page(), content_type="text/html; charset=utf-8")
    link = fragment_link(httpserver.url_for("/page"), BLOCKS[place], BLOCKS[:place], BLOCKS[place + 1 :])
    watched.page.set_viewport_size({"width": 800, "height": 500})
    watched.page.goto(link)
    top = watched.page.locator(f"#b{place}").evaluate("part => part.getBoundingClientRect().top")
    assert 0 <= top < 500, (link, top)
