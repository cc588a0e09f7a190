"""The main landmark read alone gives what the whole page gives, and is not read alone where markup does not prove that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from scraper.document import landmark
from scraper.document.blocks import RawBlock, blocks_and_rest
from scraper.document.landmark import head_and_main, is_proven, main_of
from scraper.document.raised import raise_marks
from scraper.document.read import _landmark_alone, _parsed, _tree, read_document

PAGES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/*/page.html"))
PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Kent 2016</title><link rel=canonical href=/kent/></head>{a}<body class='x'>{b}"
    '<header><nav><ul><li><a href=\'/a/\' title="it\'s">A</a>{c}</li></ul></nav></header>{d}<main id="content">{e}<h1>Kent 2016</h1>'
    "<section><h2>Effectiveness</h2>{f}<p>Good</p><ul><li>One{g}</li></ul></section>{h}<p>End</p></main>{i}"
    "<aside><h2>Others</h2><table><tr><td>Inadequate</td></tr></table>{j}</aside><footer><p>f</p></footer></body></html>"
)
PLACES = sorted(set(re.findall(r"{(\w)}", PAGE)))
PIECES = [
    *(f"<{end}{tag}>" for tag in ("div", "main", "script", "style", "title", "textarea", "noscript", "template", "svg", "nav",
      "aside", "dialog", "p", "b", "table", "td", "li", "section", "h1", "select", "iframe", "body", "html", "object") for end in ("", "/")),
    "<!--", "-->", '"', "'", '="', "='", ">", "<", "&", "<MAIN>", "</main >", '<div role="main">', "<DIV ROLE=main>", "<div hidden>",
    "<section hidden>", "<main hidden>", '<div data-x="<main>">', "<div data-x='<p class=\"a\"><main>'>", '<div data-x="</main>">',
    '<iframe srcdoc="<main><h1>x</h1></main>">', "<title>y</title>", "<script>'<main>'</script>", "<!-- <main> -->",
    "<main><h1>Other</h1><p>Inadequate</p></main>", '<div role="main"><h1>Other</h1><p>Inadequate</p></div>',
]  # fmt: skip


def blocks_of(root: object) -> list[RawBlock]:
    main = main_of(root)  # type: ignore[arg-type]
    raise_marks(main)
    return blocks_and_rest(main)[0]


def alone_of(page: bytes) -> etree._Element | None:
    """Return the tree of a page's head and landmark alone, None where the page is read whole; its head says what the page's does."""
    found = _landmark_alone(page)
    if found is None:
        return None
    assert found[1] == landmark.titled_by(_tree(page))
    return found[0]


def page_with(**parts: str) -> bytes:
    return PAGE.format(**{place: parts.get(place, "") for place in PLACES}).encode()


@pytest.mark.parametrize("place", PLACES)
def test_alone_or_whole_a_page_with_any_piece_in_any_place_reads_the_same(place: str) -> None:
    alone = 0
    for piece in PIECES:
        page = page_with(**{place: piece})
        root = alone_of(page)
        if root is not None:
            alone += 1
            assert blocks_of(root) == blocks_of(_tree(page)), piece
            assert root.get("lang") == "en"
    assert alone, "nothing was tried"


@pytest.mark.parametrize("first", ["<div hidden>", "<b>", "<section hidden>", "<nav>", "</body>", "<!-- x -->", "<p>"])
def test_so_it_does_with_two(first: str) -> None:
    for place in "bdfi":
        for piece in ("<div>", "<p>", "<b>", "</div>", "<aside>", "<table>", "<select>", "</html>"):
            page = page_with(b=first) if place == "b" else page_with(**{"b": first, place: piece})
            root = alone_of(page)
            assert root is None or blocks_of(root) == blocks_of(_tree(page)), (place, piece)


def test_sound_pages_with_a_landmark_are_read_alone_and_the_same() -> None:
    alone = 0
    for path in PAGES:
        page = path.read_bytes()
        root = alone_of(page) if page.isascii() or b"utf-8" in page[:400].lower() else None
        if root is not None:
            alone += 1
            assert blocks_of(root) == blocks_of(_tree(page)), path
    assert alone > len(PAGES) // 3


@pytest.mark.parametrize(
    "parts",
    [
        {"d": "<!-- <main> --><!--"},
        {"d": "<script>x = '"},
        {"d": '<div data-x="'},
        {"d": '<div data-x=\'<p class="a">'},
        {"d": "<div data-x= '<p>"},
        {"b": '<div role="main">'},
        {"b": "<DIV ROLE=MAIN>"},
        {"d": "<title>"},
        {"d": "text "},
    ],
)
def test_a_landmark_that_may_be_none_is_not_cut_out(parts: dict[str, str]) -> None:
    assert head_and_main(page_with(**parts)) is None


@pytest.mark.parametrize(
    "parts", [{"e": "<div>"}, {"e": "<!--"}, {"e": "<script>"}, {"g": '<a href="'}, {"e": "<main>"}, {"f": "</div>"}]
)
def test_one_that_does_not_end_where_it_was_cut_is_read_with_the_page(parts: dict[str, str]) -> None:
    assert head_and_main(page_with(**parts)) is not None
    assert _landmark_alone(page_with(**parts)) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>Kent 2016</title>", ""),
        ("<h1>Kent 2016</h1>", ""),
        ("<link rel=canonical href=/kent/></head>", "</head><body><link rel=canonical href=/x/>"),
        ("<main id", "<main hidden id"),
        ("<body class", "<body hidden class"),
        ("<body class='x'>", ""),
    ],
)
def test_where_something_is_read_from_elsewhere_the_page_is_read_whole(old: str, new: str) -> None:
    assert _landmark_alone(page_with()) is not None
    assert _landmark_alone(page_with().decode().replace(old, new).encode()) is None


def test_what_older_parsers_say_of_new_tags_is_no_fault() -> None:
    part = head_and_main(page_with())
    assert part is not None
    root = _tree(part)
    titled = landmark.titled_by(root)
    assert landmark.is_proven(root, titled, page_with(), ["Tag main invalid", "Tag nav invalid"])
    assert not landmark.is_proven(root, titled, page_with(), ["Tag main invalid", "Unexpected end tag : p"])


# --- several landmarks ---------------------------------------------------------------------------------------

SENTENCE = "The county is rural, and more of its people are old than in other places of its size."


@pytest.mark.parametrize("first", ["<main><p>Loading</p></main>", "<main></main>", "<div role=main>Wait.</div>"])
def test_of_two_landmarks_without_a_title_the_longer_one_is_the_page(first: str) -> None:
    document = read_document(f"<html><body><h1>t</h1>{first}<main><p>{SENTENCE}</p></main></body></html>".encode())
    assert SENTENCE in [block.text for block in document.blocks]
    assert document.problems == []


@pytest.mark.parametrize(
    "box", ["<main>{}</main>", "<div role=main>{}</div>", "<main class=print><div>{}</div></main>"]
)
def test_what_a_second_landmark_says_of_its_own_is_told(box: str) -> None:
    page = "<html><body><main><h1>t</h1><p>a</p>{}</main>{}</body></html>"
    for said, first in (
        (f"<h2>More</h2><p>{SENTENCE}</p>", SENTENCE[:60]),
        ("<h2>Key facts</h2><p>49p a day</p>", "Key facts"),
        ("<table><tr><td>Preventing crime</td><td>Good</td></tr></table>", "Preventing crime"),
    ):
        own = read_document(page.format("", box.format(said)).encode())
        assert [problem.message for problem in own.problems] == [
            f"A second main part of the page is unread, from “{first}”."
        ]
    menu = "<h2>More</h2><p><a href=/c/>Context</a></p><p>Loading.</p>"
    assert read_document(page.format("", box.format(menu)).encode()).problems == []
    again = read_document(page.format(f"<p>{SENTENCE}</p>", box.format(f"<p>{SENTENCE}</p>")).encode())
    hidden = read_document(page.format("", f"<div hidden>{box.format(f'<p>{SENTENCE}</p>')}</div>").encode())
    assert again.problems == hidden.problems == []


def test_a_page_with_a_second_landmark_is_not_read_by_the_first_alone() -> None:
    page = "<html><head><title>t</title></head><body><main><h1>t</h1></main>{}</body></html>"
    assert head_and_main(page.format("").encode()) is not None
    assert head_and_main(page.format("<main><p>a</p></main>").encode()) is None


# --- what proves that the landmark is enough -------------------------------------------------------------------------


def test_scripts_and_comments_before_the_landmark_leave_the_body_where_it_begins() -> None:
    whole = page_with(d="<script>'</main>'</script><p>x</p><!-- y --><style>a</style>")
    part = head_and_main(whole)
    assert part is not None
    assert b"<body class='x'><main" in part
    assert b"<script>" not in part
    old = page_with(a="<!-- <body class=old> -->")
    assert b"--><body class='x'><main" in (head_and_main(old) or b"")


@pytest.mark.parametrize("piece", ["<plaintext>", "<!-- x", "<script>", "<title>"])
def test_what_does_not_end_before_the_landmark_may_hold_it(piece: str) -> None:
    assert head_and_main(page_with(d=piece)) is None


@pytest.mark.parametrize("tag", ["style-guide", "titles", "script-x", "iframed"])
def test_a_tag_that_begins_as_one_of_text_alone_is_another(tag: str) -> None:
    assert head_and_main(page_with(d=f"<{tag}>")) is not None


def test_a_landmark_that_is_hidden_is_not_read_alone() -> None:
    page = page_with().replace(b"<main id", b"<main hidden id")
    part = head_and_main(page)
    assert part is not None
    hidden, shown = _parsed(part)[0], _parsed(head_and_main(page_with()) or b"")[0]
    assert not is_proven(hidden, landmark.titled_by(hidden), page, [])
    assert is_proven(shown, landmark.titled_by(shown), page_with(), [])


def test_a_link_that_does_not_say_what_it_is_proves_nothing() -> None:
    assert _landmark_alone(page_with(a="<link href=/x/>")) is not None
    linked = page_with().replace(b"rel=canonical", b"")
    assert _landmark_alone(linked) is not None
    assert _landmark_alone(linked.replace(b"<main", b"<p>canonical</p><main")) is None


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("<main hidden><p>a</p></main><p>b</p>", ["b"]),
        ("<main hidden><p>long and longer</p></main><main><p>b</p></main><p>c</p>", ["b"]),
        ("<main><p>a</p></main><main><p>longer</p></main><h1>c</h1>", ["longer"]),
        ("<main><p>longer</p></main><main><h1>a</h1></main>", ["a"]),
        ("<main> </main><p>b</p>", ["b"]),
        ("<main><p><b>a</b></p></main><p>b</p>", ["a"]),
    ],
)
def test_the_content_is_the_landmark_that_is_shown_and_has_text(body: str, content: list[str]) -> None:
    root = _tree(f"<html><body>{body}</body></html>".encode())
    assert [block.text for block in blocks_of(root)] == content
