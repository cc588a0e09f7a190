"""HTML to numbered blocks (F29-F37): what a browser shows, once, in order, and nothing else."""

from __future__ import annotations

import pytest

from schemas.vocabulary import BlockKind, RefusalReason
from scraper.document.blocks import RawBlock
from scraper.document.read import Unreadable, read_document

END = "</body></html>"


def blocks(body: str) -> list[RawBlock]:
    return read_document(f"<html><head><meta charset=utf-8></head><body>{body}{END}".encode()).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def test_f29_unclosed_crossed_and_stray_tags() -> None:
    assert texts("<main><p>a<p>b</b><i>c<b>d</i>e</b></section><ul><li>f<li>g</ul>") == ["a", "bcde", "f", "g"]


def test_f30_nested_tables_give_each_cell_once() -> None:
    body = "<main><table><tr><td>49p<table><tr><td>59p</td></tr></table></td><td><ul><li>x</ul></td></tr></table>"
    assert texts(body) == ["49p", "59p", "x"]


def test_f31_duplicate_ids_are_two_blocks() -> None:
    assert texts('<main><p id="a">one</p><p id="a">two</p>') == ["one", "two"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- Good -->",
        "<template><p>Good</p></template>",
        "<noscript><p>Good</p></noscript>",
        "<script>Good</script>",
        "<p hidden>Good</p>",
        '<p style="display: none">Good</p>',
        '<p style="visibility:hidden">Good</p>',
        "<nav><p>Good</p></nav>",
        "<aside><p>Good</p></aside>",
        '<div role="complementary">Good</div>',
        '<dialog role="alertdialog">Good</dialog>',
        "<select><option>Good</option></select>",
    ],
)
def test_f32_what_a_browser_does_not_show_and_chrome_are_not_there(hidden: str) -> None:
    assert texts(f"<main><p>a</p>{hidden}<p>b</p>") == ["a", "b"]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ('<p><span class="visually-hidden">up</span><b>4%</b> local</p>', "up4% local"),
        ('<p><img src="x" alt="up"> 4% local</p>', "up4% local"),
        ("<p>▲ 4% local</p>", "up4% local"),
        ("<p>▾9% local</p>", "down9% local"),
        ('<p><svg role="img" aria-label="down"></svg>9% local</p>', "down9% local"),
        ("<p><svg><title>Down</title><text>x</text></svg> 9% local</p>", "down9% local"),
        ('<p><span aria-hidden="true">▼</span><span class="sr-only">down</span> 9% local</p>', "down9% local"),
        ('<p><i role="img" aria-label="Good"></i></p>', "Good"),
    ],
)
def test_f32_what_a_reader_hears_is_text(shown: str, text: str) -> None:
    assert texts(f"<main>{shown}") == [text]


@pytest.mark.parametrize("depth", [260, 1000, 2000])
def test_f33_deep_nesting_is_read_in_full(depth: int) -> None:
    assert texts("<main>" + "<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>") == ["deep", "after"]


def test_f33_too_deep_is_refused_and_never_a_shorter_page() -> None:
    with pytest.raises(Unreadable) as refused:
        blocks("<main>" + "<div>" * 10_000 + "deep" + "</div>" * 10_000 + "<p>after</p>")
    assert refused.value.reason is RefusalReason.TOO_DEEP


def test_f34_a_large_text_node_does_not_swallow_what_follows() -> None:
    found = texts(f"<main><p>{'x ' * 5_500_000}</p><p>after</p>")
    assert found[-1] == "after"
    assert len(found[0]) > 10_000_000


def test_f34_a_page_over_the_cap_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_document(b"<html><body>" + b"x" * 2000 + b"</body></html>", limit=1000)
    assert refused.value.reason is RefusalReason.TOO_LARGE


def test_f36_no_entity_is_expanded_or_fetched() -> None:
    page = b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>1&a;&x;2</p></body></html>'
    found = read_document(page).blocks
    assert "root:" not in " ".join(block.text for block in found)


def test_a_br_parts_lines_and_a_broken_sentence_is_put_together() -> None:
    assert texts("<main><p>Last updated 02/03/2017<br>Good</p>") == ["Last updated 02/03/2017", "Good"]
    assert texts("<main><p>The force has<br>worked well.</p>") == ["The force has worked well."]
    assert texts("<main><p>To: A Name<br>Kent Police<br>cc: B Name<br>of the council</p>") == [
        "To: A Name",
        "Kent Police",
        "cc: B Name of the council",
    ]
    assert texts("<main><p>1.14m people<br>up4% local 10 yr change</p>") == ["1.14m people", "up4% local 10 yr change"]


def test_headings_of_all_kinds_are_headings() -> None:
    body = (
        "<main><h3>a</h3><div role=heading aria-level=2>b</div><dl><dt>c</dt></dl><details><summary>d</summary></details>"
        "<table><caption>e</caption></table><fieldset><legend>f</legend></fieldset><p><strong>g</strong></p>"
    )
    found = blocks(body)
    assert [(b.text, b.level) for b in found if b.kind is BlockKind.HEADING] == [
        ("a", 3), ("b", 2), ("d", None), ("e", None), ("f", None), ("g", None),
    ]  # fmt: skip
    assert [b.text for b in found if b.kind is BlockKind.TERM] == ["c"]


def test_links_are_kept_with_their_words() -> None:
    (block,) = blocks('<main><p>See <a href="/x/">the <b>report</b></a> and <a href="#y">this</a>.</p>')
    assert block.text == "See the report and this."
    assert block.links == [("the report", "/x/"), ("this", "#y")]
    assert not block.linked


@pytest.mark.parametrize("sign", ["#", "¶", "§", "🔗"])
def test_a_sign_that_leads_to_its_own_heading_is_no_text_of_it(sign: str) -> None:
    (heading,) = blocks(f"<h2><a href='/a/'>Context</a> <a href='#context'>{sign}</a></h2>")
    assert (heading.text, list(heading.links), heading.linked) == ("Context", [("Context", "/a/")], True)
    assert texts(f"<h2>Context <a href='/a/'>of {sign}</a></h2><p>Text <a href='#a'>{sign}</a></p>") == [
        f"Context of {sign}",
        f"Text {sign}",
    ]


@pytest.mark.parametrize(
    "mark", ["\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\u00ad"]
)
def test_what_nobody_sees_is_no_text(mark: str) -> None:
    assert texts(f"<p>Last {mark}updated{mark}</p>") == ["Last updated"]


def test_a_link_around_boxes_belongs_to_each_of_them() -> None:
    found = blocks('<main><a href="/x/"><div>one</div><div>two</div></a>')
    assert [(b.text, b.links) for b in found] == [("one", [("one", "/x/")]), ("two", [("two", "/x/")])]


def test_bullets_in_text_are_list_items() -> None:
    assert [(b.text, b.kind) for b in blocks("<main><p>• one<br>• two</p>")] == [
        ("one", BlockKind.LIST_ITEM), ("two", BlockKind.LIST_ITEM),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["-", "–"])
def test_a_dash_before_a_word_at_the_beginning_of_a_paragraph_is_a_bullet(mark: str) -> None:
    found = blocks(f'<main><p>{mark} one<br>{mark}&nbsp;two</p><ul><li>{mark} <a href="/x/">three</a></li></ul>')
    assert [(b.text, b.kind, list(b.links)) for b in found] == [
        ("one", BlockKind.LIST_ITEM, []),
        ("two", BlockKind.LIST_ITEM, []),
        ("three", BlockKind.LIST_ITEM, [("three", "/x/")]),
    ]


@pytest.mark.parametrize(
    "markup", ["<p>- 4% local 10 yr change</p>", "<p>-4%</p>", "<p>-</p>", "<h2>– Efficiency</h2>", "<td>- Good</td>"]
)
def test_a_dash_before_a_figure_or_in_a_heading_or_a_cell_is_none(markup: str) -> None:
    table = f"<table><tr>{markup}<td>a</td></tr></table>" if "td" in markup else markup
    first = blocks(f"<main>{table}")[0]
    assert first.kind is not BlockKind.LIST_ITEM
    assert first.text[0] in "-–"


def test_the_heading_in_a_masthead_counts_where_the_content_has_none() -> None:
    assert texts("<header><h1>Title</h1></header><main><p>a</p></main>") == ["Title", "a"]


def test_without_landmarks_the_body_is_the_content() -> None:
    assert texts("<header>menu</header><div><h1>t</h1><p>a</p></div><footer>f</footer>") == ["t", "a"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", RefusalReason.EMPTY),
        (b" \n\t ", RefusalReason.EMPTY),
        (b"%PDF-1.4 x", RefusalReason.NOT_HTML),
        (b"\x89PNG\r\n", RefusalReason.NOT_HTML),
        (b'{"a": 1}', RefusalReason.NOT_HTML),
        (b"plain text", RefusalReason.NOT_HTML),
    ],
)
def test_f17_f20_what_is_no_page_is_refused_by_reason(body: bytes, reason: RefusalReason) -> None:
    with pytest.raises(Unreadable) as refused:
        read_document(body)
    assert refused.value.reason is reason


def test_a_block_of_the_words_of_a_picture_alone_says_so() -> None:
    body = '<main><p><img alt="Good"></p><div><svg><title>Good</title></svg><p>Good</p></div><p> Good </p><p><img alt="up"> 4%</p><p><img alt="•"></p></main>'
    assert [(block.text, block.drawn) for block in blocks(body)] == [
        ("Good", True), ("Good", True), ("Good", False), ("Good", False), ("up4%", False)
    ]  # fmt: skip


def test_a_heading_that_a_break_parts_before_a_joining_word_is_one() -> None:
    for tag in ("h3", "td", "p"):
        box = f"<table><tr><td>1</td><{tag}>{{}}</{tag}></tr></table>" if tag == "td" else f"<{tag}>{{}}</{tag}>"
        assert "Leadership and force management" in texts(f"<main>{box.format('Leadership<br>and force management')}")
        assert "Leadership" in texts(f"<main>{box.format('Leadership<br>Last updated 02/03/2017')}")


@pytest.mark.parametrize("mark", [*"•●▪◦‣∙·■□○►⦁⁃▸➢➤❖◆◇", "\uf0b7", "\uf0a7", "\uf0d8", "\uf076"])
def test_the_bullets_of_word_processors_are_bullets(mark: str) -> None:
    found = blocks(f"<main><p>a</p><p>{mark} find out</p><p>{mark}\u00a0visit</p></main>")
    assert [(block.text, block.kind) for block in found[1:]] == [
        ("find out", BlockKind.LIST_ITEM), ("visit", BlockKind.LIST_ITEM),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["<p>{}</p><p>{}</p>", "<p>{}<br>{}</p>", "<div>{}</div><div>{}</div>"])
@pytest.mark.parametrize(
    ("above", "first", "second", "items"),
    [
        ("It should:", "* find out", "* visit", ["find out", "visit"]),
        ("It did.", "* find out", "* visit", ["find out", "visit"]),
        ("It should:", "* find out", "We come back.", ["find out"]),
        ("It did.", "* A note of one line.", "We come back.", []),
        ("It did.", "* A note of one line.", "** Another note.", []),
        ("Good*", "* This is of 2016.", "We come back.", []),
    ],
)
def test_stars_are_bullets_behind_a_colon_and_one_below_the_other(
    above: str, first: str, second: str, items: list[str], form: str
) -> None:
    found = blocks(f"<main><p>{above}</p>{form.format(first, second)}</main>")
    assert [block.text for block in found if block.kind is BlockKind.LIST_ITEM] == items
    assert len(found) == 3
