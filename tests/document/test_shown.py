"""Boxes beside the text: what an editor calls out of it is content, what the site puts there is not, the rest is told."""

from __future__ import annotations

import pytest

from schemas.labels import LABELS, OF_CONTENT, Role
from scraper.document.read import Document, read_document

SENTENCE = "The county is rural, and more of its people are old than in other places of its size."
BOXES = (
    "<aside class='callout'>{}</aside>",
    "<div role='complementary'>{}</div>",
    "<section role=complementary><div>{}</div></section>",
    "<dialog open>{}</dialog>",
    "<aside role='note'><div><img src=i.png alt=''><div>{}</div></div></aside>",
)
OF_THE_SITE = sorted(label.text for label in LABELS.values() if label.role is Role.CHROME)


def read(main: str) -> Document:
    return read_document(f"<html><meta charset=utf-8><body><main><p>a</p>{main}<p>b</p></main></body></html>".encode())


def texts(main: str) -> list[str]:
    return [block.text for block in read(main).blocks][1:-1]


def told(main: str) -> list[str]:
    return [problem.message for problem in read(main).problems]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize(
    "label", [*sorted(text for text, label in LABELS.items() if label.role in OF_CONTENT), "Key facts – 2016"]
)
def test_a_box_headed_by_a_label_of_the_record_is_content(box: str, label: str) -> None:
    main = box.format(f"<h4>{label}:</h4><ul><li>The force should listen.</li></ul>")
    assert texts(main) == [f"{label}:", "The force should listen."]
    assert told(main) == []


@pytest.mark.parametrize(
    "heading",
    [
        "<p><strong>Cause</strong> of <em>concern</em></p>",
        "<div>Cause of concern</div>",
        "<template>Menu</template><p hidden>Menu</p><p>Cause of concern</p>",
        "Cause of concern<br>",
        "Cause of <b>concern</b><hr>",
        "<span style='display:none'>Menu</span>Cause of concern",
        "<p><span><b>Cause of concern</b></span></p>",
    ],
)
def test_its_first_line_is_what_a_reader_sees_first(heading: str) -> None:
    shown = texts(f"<aside>{heading}<p>{SENTENCE}</p></aside>")
    assert shown == ["Cause of concern", SENTENCE]


@pytest.mark.parametrize("box", BOXES[:3])
@pytest.mark.parametrize("label", OF_THE_SITE)
def test_what_the_site_puts_beside_the_text_is_left_out_in_silence(box: str, label: str) -> None:
    main = box.format(f"<h2>{label}</h2><ul><li><a href=/x/>Kent Police</a></li></ul><p>{SENTENCE}</p>")
    assert texts(main) == []
    assert told(main) == []


@pytest.mark.parametrize(
    "box",
    [
        "<aside><ul><li><a href=/r/>Recommendations</a></li><li><a href=/c/>Context</a></li></ul></aside>",
        "<aside><p><a href=/r/><span>Recommendations</span></a></p></aside>",
        "<aside><h3>More</h3><ul><li><a href=/x/>A report with a title that is as long as a sentence.</a></li></ul></aside>",
        "<aside><p>Good</p></aside>",
        "<aside></aside>",
        f"<aside hidden><h4>Recommendations</h4><p>{SENTENCE}</p></aside>",
        f"<div role=dialog><p>{SENTENCE}</p></div>",
        f"<nav><h4>More</h4><p>{SENTENCE}</p></nav>",
        "<nav><h4>Recommendations</h4><p>Kent Police</p></nav>",
        f"<template><p>{SENTENCE}</p><p>Good</p></template>",
        f"<noscript><p>Switch scripts on. {SENTENCE}</p></noscript>",
    ],
)
def test_menus_and_what_is_not_shown_are_left_out_in_silence(box: str) -> None:
    assert texts(box) == []
    assert told(box) == []


@pytest.mark.parametrize(
    "tag", ["template", "template shadowrootmode=open", "noscript", "dialog", "nav", "div role=dialog"]
)
@pytest.mark.parametrize(
    "label",
    ["Areas for improvement", "Context", "Leadership", "Other inspections"],
)
def test_a_part_of_the_record_that_no_reader_is_shown_is_told(tag: str, label: str) -> None:
    box = f"<{tag}><section><h3>{label}</h3><p>The force should listen.</p></section></{tag.partition(' ')[0]}>"
    assert texts(box) == []
    assert told(box) == [f"A part is not shown, and unread, from “{label[:60]}”."]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("A note on the figures", f"<p>{SENTENCE}</p>"),
        (SENTENCE, ""),
        ("A note", f"<ul><li>{SENTENCE}</li></ul>"),
        ("Efficiency", "<p>Good</p>"),
        ("Other inspections", "<p>None</p>"),
    ],
)
def test_a_box_of_which_nothing_is_known_is_told_by_its_first_line(box: str, first: str, rest: str) -> None:
    main = box.format(f"<h4>{first}</h4>{rest}")
    assert texts(main) == []
    assert told(main) == [f"A box beside the text is unread, from “{first[:60]}”."]


def test_around_the_content_a_page_without_a_landmark_has_the_boxes_of_the_site() -> None:
    page = f"<html><body><h1>t</h1><p>a</p><aside><h2>Forum</h2><p>{SENTENCE}</p></aside></body></html>"
    assert read_document(page.encode()).problems == []
    assert read_document(page.replace("<body>", "<body><div role=main>").encode()).problems != []


@pytest.mark.parametrize("tag", ["aside", "div role=complementary", "dialog open"])
@pytest.mark.parametrize(
    "label", ["Areas for improvement", "Recommendation 2", "Cause of concern", "Effectiveness", "Context"]
)
@pytest.mark.parametrize("first", ["", "<h2>Preventing crime</h2>"])
def test_there_too_a_box_with_a_label_of_the_record_and_a_sentence_is_told(tag: str, label: str, first: str) -> None:
    end = tag.partition(" ")[0]
    box = f"<{tag}>{first or '<p>More</p>'}<h3>{label}</h3><p>The force should listen.</p></{end}>"
    page = f"<html><body><h1>t</h1><p>a</p>{box}<p>b</p></body></html>"
    told = [problem.message for problem in read_document(page.encode()).problems]
    assert told == [f"A box beside the text is unread, from “{'Preventing crime' if first else 'More'}”."]
    linked = page.replace(f"<h3>{label}</h3>", f"<h3><a href=/x/>{label}</a></h3>")
    for quiet in (linked, page.replace("The force should listen.", "Kent Police")):
        assert read_document(quiet.encode()).problems == []


@pytest.mark.parametrize("above", ["<p>a</p>", "<h2>a</h2>", "<div>a</div>", "<ul><li>a</li></ul>", "<aside>a</aside>"])
@pytest.mark.parametrize("below", ["<p>b</p>", "<h4>b</h4>", "<div>b</div>", "<table><tr><td>b</td></tr></table>"])
def test_there_a_box_with_sentences_between_two_pieces_of_text_is_told_too(above: str, below: str) -> None:
    box = f"<aside><h4>Main finding 3</h4><p>{SENTENCE}</p></aside>"
    told = ["A box beside the text is unread, from “Main finding 3”."]
    assert said(f"<h1>t</h1>{above}{box}{below}") == told
    for around in (
        f"{box}{below}",
        f"{above}{box}",
        f"<div><p>a</p></div>{box}{below}",
        f"{above}{box}<div> <p>b</p></div>",
    ):
        assert said(f"<h1>t</h1>{around}") == []
    assert said(f"<h1>t</h1>{above}<aside><p>Kent Police</p></aside>{below}") == []


def said(body: str) -> list[str]:
    return [problem.message for problem in read_document(f"<html><body>{body}</body></html>".encode()).problems]


@pytest.mark.parametrize("around", ["{}", "<article>{}</article>", "<section><p>a</p>{}</section>"])
def test_a_footer_among_the_text_is_told_where_it_has_sentences_of_its_own(around: str) -> None:
    assert told(around.format(f"<footer><p>{SENTENCE}</p></footer>")) == [
        f"A box beside the text is unread, from “{SENTENCE[:60]}”."
    ]
    for line in (
        "All content is available under the Open Government Licence v3.0, except where otherwise stated.",
        "© Crown copyright",
        "Kent Police, page 2",
        "We use cookies to see how you use it, and to make it better for everyone here.",
    ):
        assert told(around.format(f"<footer><p><a href=/a/>Accessibility</a></p><p>{line}</p></footer>")) == []


# --- parts that a click opens --------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["until-found", "Until-Found", " until-found "])
def test_what_is_hidden_until_it_is_found_is_there(value: str) -> None:
    assert texts(f'<h2>Context</h2><div hidden="{value}"><p>{SENTENCE}</p></div>') == ["Context", SENTENCE]
    broken = f'<main><h2>Context</h2><div hidden="{value}"><p>{SENTENCE}<h2>More</h2><p>End</p></main>'
    assert [block.text for block in read_document(broken.encode()).blocks] == ["Context", SENTENCE, "More", "End"]


@pytest.mark.parametrize("hidden", ["hidden", "hidden=hidden", "style='display:none'", "style='visibility: hidden'"])
@pytest.mark.parametrize(
    "opener", ["<h2>Context</h2>", "<button>Context</button>", "<h3><button>Context</button></h3>"]
)
@pytest.mark.parametrize("next_one", ["", "<h2>More</h2>"])
def test_a_closed_part_is_told(hidden: str, opener: str, next_one: str) -> None:
    main = f"<div>{opener}<div {hidden}><p>{SENTENCE}</p></div>{next_one}</div>"
    assert SENTENCE not in texts(main)
    assert told(main) == ["The part under “Context” is closed, and unread."]


@pytest.mark.parametrize("hidden", ["hidden", "style='display: none;'"])
@pytest.mark.parametrize(
    "opener",
    [
        "<div class=head><h3><button>Context</button></h3></div>",
        "<header><h3>Context</h3></header>",
        "<a href='#c' aria-controls=c>Context</a>",
        "<p aria-expanded=false>Context</p>",
        "<div><span><button type=button>Context</button></span></div>",
    ],
)
def test_a_closed_part_is_told_whatever_opens_it(hidden: str, opener: str) -> None:
    one = f"{opener}<div {hidden}><p>{SENTENCE}</p></div>"
    assert (
        told(f"<section>{one}</section><section>{one}</section>")
        == ["The part under “Context” is closed, and unread."] * 2
    )
    assert told(f"<section>{one}{one}</section>") == ["The part under “Context” is closed, and unread."] * 2


def test_the_panel_of_a_tab_that_is_not_shown_is_told_by_its_first_line() -> None:
    tabs = "<div role=tablist><button role=tab>One</button><button role=tab>Two</button></div>"
    shown, other = (
        f"<div role=tabpanel><p>{SENTENCE}</p></div>",
        f"<div role=tabpanel hidden><h3>Two</h3><p>{SENTENCE}</p></div>",
    )
    assert told(f"{tabs}{shown}{other}<p>{SENTENCE}</p>") == ["The part under “Two” is closed, and unread."]


def test_a_closed_part_with_a_label_in_it_is_told_however_short_its_lines() -> None:
    part = "<h3>Recommendations</h3><ul><li>The force should act.</li></ul>"
    assert told(f"<div><h2>Missing children</h2><div hidden>{part}</div></div>") == [
        "The part under “Missing children” is closed, and unread."
    ]


@pytest.mark.parametrize("grade", ["Good", "Requires improvement", "INADEQUATE"])
@pytest.mark.parametrize(
    "form", ["<p>{}</p>", "<table><tr><td>Kent</td><td>{}</td></tr></table>", "<ul><li>{}</li></ul>"]
)
def test_a_closed_part_that_states_a_grade_is_told(grade: str, form: str) -> None:
    for label in ("Fire prevention", "Effectiveness"):
        assert told(f"<div><h2>{label}</h2><div hidden>{form.format(grade)}</div></div>") == [
            f"The part under “{label}” is closed, and unread."
        ]
        assert told(f"<div><h2>{label}</h2><div hidden>{form.format('Good news')}</div></div>") == []


def test_short_lines_under_the_label_of_a_section_are_told_too() -> None:
    items = "<ul><li>The force should act.</li></ul>"
    assert told(f"<div><h4>Areas for improvement</h4><div hidden>{items}</div></div>") == [
        "The part under “Areas for improvement” is closed, and unread."
    ]
    assert told(f"<div><h4>Menu</h4><div hidden>{items}</div></div>") == []


@pytest.mark.parametrize(
    "main",
    [
        f"<div><p>{SENTENCE}</p><h3>a</h3></div><div hidden><p>{SENTENCE}</p></div>",
        f"<div><h3>Context</h3></div><div hidden><p>{SENTENCE}</p></div><p>{SENTENCE}</p>",
        f"<h2>Context</h2><div hidden><p>{SENTENCE}</p></div><p>{SENTENCE}</p>",
        f"<h2>Context</h2><p>{SENTENCE}</p><div hidden><p>{SENTENCE}</p></div>",
        f"<div><div hidden><p>{SENTENCE}</p></div></div>",
        "<h2>Context</h2><div hidden><p>Close</p></div>",
        f"<h2>Context</h2><template><p>{SENTENCE}</p></template>",
        f"<h2>Context</h2><template><p><a href=/c/>Context</a></p><p>{SENTENCE}</p></template>",
        f"<div><h2>Context</h2><script>var a = '{SENTENCE}'</script></div>",
    ],
)
def test_what_else_is_hidden_is_the_pages_own_business(main: str) -> None:
    assert told(main) == []


# --- labels that no reader is shown --------------------------------------------------------------------------

ITEMS = "<ul><li>The force should listen.</li></ul>"


@pytest.mark.parametrize(
    "label", ["Areas for improvement", "Recommendations", "Cause of concern", "Innovative practice"]
)
@pytest.mark.parametrize(
    "form",
    [
        "<h3 hidden>{}</h3>",
        "<h3 style='display: none'><span>{}</span></h3>",
        "<div><p hidden>{}</p></div>",
        "<span aria-label='{}'></span>",
        "<h3 aria-label='{}'></h3>",
        "<h4>Calls</h4><div aria-label='{}'></div>",
    ],
)
def test_a_label_of_what_is_asked_for_that_is_not_shown_is_told(form: str, label: str) -> None:
    assert told(f"<h2>Calls</h2><p>a</p>{form.format(label)}{ITEMS}") == [
        f"“{label}” is not shown; what it heads is not read as asked for."
    ]


@pytest.mark.parametrize(
    "main",
    [
        f"<h3>Areas for improvement</h3><ul aria-label='Areas for improvement'>{ITEMS}</ul>",
        f"<section aria-label='Areas for improvement'><h3>Area for improvement</h3>{ITEMS}</section>",
        f"<nav aria-label='Recommendations'>{ITEMS}</nav><a href=#r aria-label='Recommendations'>1</a>",
        f"<button aria-label='Recommendations'>1</button><div role=img aria-label='Recommendations'></div>{ITEMS}",
        f"<section aria-label='Calls'>{ITEMS}</section><h3 hidden>Calls</h3><h3 hidden>Context</h3>",
        "<script>Recommendations</script><style>Recommendations</style><select>Recommendations</select>",
    ],
)
def test_a_label_that_is_shown_too_and_a_name_of_what_leads_to_one_are_no_news(main: str) -> None:
    assert told(main) == []


# --- elements of the site's own making -----------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["x-text", "hmi-paragraph", "para"])
@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<x-panel>{}</x-panel>", "<section>{}\n<p>c</p></section>"])
def test_lines_of_unknown_elements_stand_one_below_the_other(tag: str, around: str) -> None:
    lines = f"<{tag}>Good</{tag}>\n<{tag} class=a>It <b>does</b> well.</{tag}><{tag}></{tag}>"
    assert texts(around.format(lines))[:2] == ["Good", "It does well."]


@pytest.mark.parametrize("tag", ["x-term", "o:p", "term"])
@pytest.mark.parametrize("around", ["<p>{}</p>", "<h2>{}</h2>", "<li>{}</li>", "<p><span>{}</span></p>"])
def test_in_a_line_they_are_words_of_it(tag: str, around: str) -> None:
    words = f"<{tag}>Requires</{tag}> <{tag}>improvement</{tag}>"
    assert texts(around.format(words)) == ["Requires improvement"]


@pytest.mark.parametrize("tag", ["x-term", "span", "font", "b", "cite"])
@pytest.mark.parametrize("text", ["A {} force", "{} force", "A {}"])
def test_beside_text_they_are_words_of_it_too_and_known_ones_always(tag: str, text: str) -> None:
    word = f"<{tag} lang=en>good</{tag}>"
    assert texts(f"<div>{text.format(word)}</div>") == [text.format("good")]
    if tag != "x-term":
        assert texts(f"<div>{word} {word}</div>") == ["good good"]


@pytest.mark.parametrize("alt", ["icon", "Icon", "image", "picture", "decorative"])
def test_a_picture_that_says_only_that_it_is_one_says_nothing(alt: str) -> None:
    assert texts(f"<h3><img alt={alt} src=i.png>Areas for improvement</h3>") == ["Areas for improvement"]
    assert texts(f"<p><img alt='Good {alt}' src=i.png></p>") == [f"Good {alt}"]


# --- words that are struck out -------------------------------------------------------------------------------

STRIKES = ["<del>{}</del>", "<s>{}</s>", "<strike>{}</strike>", "<span style='text-decoration: line-through'>{}</span>"]


@pytest.mark.parametrize("box", ["<aside>{}</aside>", "<div role=complementary>{}</div>"])
@pytest.mark.parametrize(
    ("above", "words", "news"),
    [
        ("<p>Good</p>", "<p>For adults only</p>", True),
        ("<p>Good</p>", "<p>Carried over.</p>", True),
        ("<h3>Good</h3>", "<p>As at 2014</p>", True),
        ("<p>Good</p>", "<p><a href=/a/>Other forces</a></p>", False),
        ("<p>The force is good.</p>", "<p>For adults only</p>", False),
        ("<p>The force is good.</p>", "<p>For adults only.</p>", True),
        ("<div><p>Good</p></div><nav></nav>", "<p>For adults only.</p>", False),
    ],
)
def test_a_few_words_in_a_box_between_two_pieces_of_text_are_told(box: str, above: str, words: str, news: bool) -> None:
    main = f"<h2>Kent</h2>{above}{box.format(words)}<p>{SENTENCE}</p>"
    assert (f"A box beside the text is unread, from “{texts(words)[0]}”." in told(main)) is news


SAYINGS = (
    "The force should listen.", "Listen to victims;", "<b>The force should listen</b>.", "The force should listen<i>.</i> ",
    "Listen<img src=i.png alt='to victims.'>", "<span role=img aria-label='Listen.'>x</span>", "<svg aria-label='Listen;'><path/></svg>",
    "<svg><title>Listen.</title></svg>", "Listen<br>to victims.<br>", "Listen.&#8203;",
)  # fmt: skip


@pytest.mark.parametrize("saying", SAYINGS)
def test_whatever_ends_a_sentence_it_is_heard_in_a_part_that_no_reader_is_shown(saying: str) -> None:
    """In a landmark and without one: a menu in which nothing does is not read."""
    part = f"<nav><h3>Leadership</h3><p>{saying}</p></nav>"
    assert [message[:35] for message in told(part)] == ["A part is not shown, and unread, fr"]
    page = f"<html><meta charset=utf-8><body><h1>Kent</h1><p>{SENTENCE}</p>{part}</body></html>"
    assert [each.code for each in read_document(page.encode()).problems] == ["unread_text"]


@pytest.mark.parametrize("strike", STRIKES)
def test_what_is_struck_out_is_said_no_more_and_is_told(strike: str) -> None:
    main = f"<p>{strike.format('Good')} <ins>Inadequate</ins></p>"
    assert texts(main) == ["Inadequate"]
    assert told(main) == ["“Good” is struck out, and unread."]


@pytest.mark.parametrize("strike", STRIKES)
def test_a_box_that_is_struck_out_as_a_whole_is_told_once(strike: str) -> None:
    main = f"<h2>Context</h2><p>{strike.format(f'A <b>small</b> place. {SENTENCE}')}</p><p>End</p>"
    assert texts(main) == ["Context", "End"]
    assert told(main) == [f"“{f'A small place. {SENTENCE}'[:60]}” is struck out, and unread."]


@pytest.mark.parametrize("strike", STRIKES)
def test_a_strike_around_nothing_or_left_open_takes_nothing_else_away(strike: str) -> None:
    assert told(f"<p>{strike.format(' ')}Good</p>") == []
    assert texts(f"<p>{strike.partition('{')[0]}Good</p><p>{SENTENCE}</p>") == [SENTENCE]
