"""A lost end tag in the boilerplate of a page takes nothing of its content (and shows nothing of the boilerplate)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.document.mending import mended
from scraper.document.read import read_document
from tests.support.amount import amount

CONTENT = "<h1>Title</h1><h2>Effectiveness</h2><p>Good</p><ul><li>One</li></ul><h2>Context</h2><p>End</p>"
KNOWN = ["Title", "Effectiveness", "Good", "One", "Context", "End"]
PLACES = {
    "main": "{top}<main>{content}</main><footer>f</footer>",
    "article": "{top}<article><div>{content}</div></article><footer>f</footer>",
    "bare": "{top}<div><div>{content}</div></div><footer>f</footer>",
    "wrapped": "<div><div>{top}</div><div>{content}</div></div><footer>f</footer>",
}
CLOSED = {
    "nav": "<nav><ul><li><a href=/a/>A{lost}</a></li></ul></nav>",
    "header": "<header><p>Logo</p>{lost}<ul><li>A</li></ul></header>",
    "header and nav": "<header role=banner><nav><ul><li><a href=/a/>A{lost}</a></li></ul></nav></header>",
    "aside": "<aside><p>A{lost}</p></aside>",
    "role": "<section role=navigation><ul><li>A{lost}</li></ul></section>",
    "dialog": "<dialog open><p>We use cookies{lost}</p></dialog>",
    "footer above": "<footer>A{lost}</footer>",
    "hidden": "<section hidden><p>A{lost}</p></section>",
}
LOST = (
    "<div>",
    "<div><div>",
    "<tr>",
    "<td>",
    "<table><tr><td>",
    "<table>",
    "<ul>",
    "<span>",
    "<b>",
    "<div><ul><li>",
    "<p>",
)


def texts(body: str, head: str = "<title>t</title>") -> list[str]:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return [block.text for block in read_document(page.encode()).blocks]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("top", CLOSED)
@pytest.mark.parametrize("lost", LOST)
def test_what_is_not_closed_in_a_landmark_ends_with_it(place: str, top: str, lost: str) -> None:
    if place == "wrapped":  # a header is the site's where it stands below the body, or says so
        top = "header and nav" if top == "header" else top
    page = PLACES[place].format(top=CLOSED[top].format(lost=lost), content=CONTENT)
    assert texts(page) == KNOWN


UNCLOSED = {
    "nav": "<nav><ul><li><a href=/a/>A</a></li></ul>",
    "nav without a list": "<nav><a href=/a/>A</a>",
    "nav in a header": "<header><nav><ul><li>A</li></ul></header>",
    "header": "<header role=banner><p>Logo</p><ul><li>A</li></ul>",
    "aside": "<aside><p>A</p>",
    "footer": "<footer><p>A</p>",
    "list in a nav": "<nav><ul><li>A<li>B</nav>",
    "link in a nav": "<nav><ul><li><a href=/a/>A</ul></nav>",
    "span hidden": "<header><span hidden>A</header>",
    "span hidden in a paragraph": "<p><span hidden>A</p>",
    "span hidden before everything": "<span hidden>A",
    "section hidden": "<section hidden><p>A</p>",
    "box hidden": "<div hidden><p>A</p>",
    "box of a menu": '<div role="navigation"><ul><li>A</li></ul>',
    "noscript": "<noscript><p>Switch scripts on</p>",
    "noscript with an image": "<noscript><img src=/x.gif>",
    "comment": "<!-- the menu begins",
    "comments": "<!-- the menu begins <!-- it ends",
    "drawing": "<svg><path d='M0 0'/>",
    "select": "<select><option>A<option>B</select>",
    "select without an end": "<header><select><option>A</header>",
    "frame": "<iframe src=/x/>",
    "script": "<script>var x = 1;\n",
    "style": "<style>p { color: red }\n",
    "capitals": "<NAV><UL><LI>A</UL>",
}


@pytest.mark.parametrize("place", ["main", "article", "bare"])
@pytest.mark.parametrize("top", UNCLOSED)
def test_boilerplate_that_is_never_closed_ends_where_the_content_begins(place: str, top: str) -> None:
    assert texts(PLACES[place].format(top=UNCLOSED[top], content=CONTENT)) == KNOWN


@pytest.mark.parametrize(
    "head", ["<title>t", "<title>t</title><style>p {}", "<title>t</title><!-- x", "<noscript><link>"]
)
def test_a_head_that_does_not_end_leaves_the_body(head: str) -> None:
    assert texts(f"<main>{CONTENT}</main>", head) == KNOWN


@pytest.mark.parametrize(
    ("inside", "end"),
    [
        ("<aside><h3>Related</h3><ul><li>A</li></ul>", "<h2>Context</h2>"),
        ("<nav><ul><li>A</li></ul>", "<h2>Context</h2>"),
        ("<nav><ul><li>A</li></ul>", "<p>Good</p>"),
        ("<noscript><img src=/x.gif>", "<p>Good</p>"),
        ("<aside><p>A<div></p></aside>", "<p>Good</p>"),
        ("<!-- a note", "<p>Good</p>"),
        ("<object data=/x/><param name=a>", "<p>Good</p>"),
        ("<dialog><p>A</p>", "<h2>Context</h2>"),
        ("<section hidden><p>A</p>", "<h2>Context</h2>"),
        ("<article role=navigation><p>A</p>", "<h2>Context</h2>"),
        ("<template><p>A</p>", "<h2>Context</h2>"),
        ("<select><option>A", "<h2>Context</h2>"),
        ("</body>", "<h2>Context</h2>"),
        ("</html>", "<p>Good</p>"),
    ],
)
def test_boilerplate_within_the_content_ends_before_the_next_section(inside: str, end: str) -> None:
    assert texts(f"<main>{CONTENT.replace(end, inside + end)}</main>") == KNOWN


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("end", ["</body>", "</html>", "</BODY ></HTML>", "<p>A<div></p></body>"])
def test_the_end_of_a_page_before_its_content_ends_is_none(place: str, end: str) -> None:
    assert (
        texts(PLACES[place].format(top=f"<nav>A</nav>{end.replace('<p>A', '<p hidden>A')}", content=CONTENT)) == KNOWN
    )


@pytest.mark.parametrize("tag", ["template", "select"])
@pytest.mark.parametrize("inside", ["<details>", "<table><tr><td>", "<div>", "<section>", "<ul><li>"])
def test_what_is_open_in_a_template_ends_with_it(tag: str, inside: str) -> None:
    page = f"<div><nav></div><main>{CONTENT}<{tag}>{inside}<p>Inadequate</p></{tag}></main>"
    assert texts(page) == KNOWN


def test_a_heading_with_an_open_box_does_not_make_headings_of_all_that_follows() -> None:
    page = f"<html><body><main>{CONTENT.replace('Effectiveness</h2>', 'Effectiveness<div></h2>')}</main></body></html>"
    kinds = {block.text: block.kind.value for block in read_document(page.encode()).blocks}
    assert kinds["Good"] == "paragraph"
    assert kinds["One"] == "list_item"


SOUND = (
    "<nav><h1>Site</h1><p>A</p></nav>",
    "<aside><p>A</p></aside>",
    "<!-- a <b>note</b> -->",
    "<noscript><p>A</p></noscript>",
    "<script>document.write('<!-- <nav>')</script>",
    "<header><table><tr><td>A</td></tr></table></header>",
    "<svg><title>x</title></svg>",
)


@given(st.lists(st.sampled_from(SOUND), max_size=6))
def test_sound_markup_is_left_as_it_is(parts: list[str]) -> None:
    page = f"<html><body>{''.join(parts)}<main>{CONTENT}</main><footer><p>f</p></footer></body></html>".encode()
    assert mended(page) == page


@given(st.text(alphabet="<>/!-\"'= anvdithrspoc1", max_size=120))
def test_any_soup_is_mended_once_and_keeps_its_text(soup: str) -> None:
    page = f"<html><body>{soup}".encode()
    once = mended(page)
    assert isinstance(once, bytes)
    assert len(once) >= len(page) - soup.count("<") * 120


@pytest.mark.parametrize(
    "form",
    ["<nav>", "<nav><div></nav>", "<title>", "<!-- x", "<svg>", "<span hidden>", "</nav>", "<a '", "<td>", "<tr><td>",
     "<noscript><p>", "<h1><nav><p></nav>", "<table><tr><td><div></nav>"],
)  # fmt: skip
def test_mending_takes_no_longer_than_the_page_is_long(form: str) -> None:
    many, seconds = amount((20_000, 1.5), (100_000, 5))
    page = f"<html><body>{form * many}".encode()
    begun = time.process_time()
    mended(page)
    assert time.process_time() - begun < seconds
