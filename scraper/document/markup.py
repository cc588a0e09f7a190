"""What elements mean to a reader, as tables: no class and no nesting is relied on (docs/architecture.md)."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.vocabulary import BlockKind

STRUCK_TAGS = frozenset({"del", "s", "strike"})
"""What stands struck out on a page: it was said, and is said no more."""
STRUCK_STYLE = re.compile(r"line-through", re.I)
# Never shown, or not text: what a browser keeps from the reader (F32).
HIDDEN_TAGS = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "meta",
        "link",
        "base",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "source",
        "track",
        "input",
        "select",
        "textarea",
        "datalist",
        "param",
        "map",
        "progress",
        "meter",
        "rp",
        *STRUCK_TAGS,
    ]
)
UNSEEN_TAGS = frozenset({"template", "noscript"})
"""Those of them that may hold a part of the page: a script shows it, or hides it."""
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BLOCK_KINDS: dict[str, BlockKind | None] = {
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    "summary": BlockKind.HEADING,
    "caption": BlockKind.HEADING,
    "legend": BlockKind.HEADING,
    "dt": BlockKind.TERM,
    "li": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "blockquote": BlockKind.QUOTE,
    "figure": BlockKind.FIGURE,
    "figcaption": BlockKind.FIGURE,
    "p": BlockKind.PARAGRAPH,
    "dd": BlockKind.PARAGRAPH,
    # None: a box without a meaning of its own; what stands in it keeps the kind of what is around it.
    **dict.fromkeys(
        [
            "address",
            "article",
            "aside",
            "body",
            "center",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "fieldset",
            "footer",
            "form",
            "header",
            "hgroup",
            "hr",
            "html",
            "main",
            "menu",
            "nav",
            "ol",
            "optgroup",
            "option",
            "pre",
            "search",
            "section",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul",
        ]
    ),
}
INLINE_TAGS = frozenset(
    [
        "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "blink", "br", "button", "cite", "code",
        "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "marquee", "math",
        "nobr", "output", "picture", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "slot", "small", "span",
        "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr",
    ]
)  # fmt: skip
"""Elements in a line of text. What is none of them, nor a box, nor hidden, is of the site's own making: what it looks like is not in the markup."""
_KEPT = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.TERM})


@lru_cache(maxsize=512)
def meaning(tag: str, around: BlockKind, level: int | None, layout: bool) -> tuple[BlockKind, int | None]:
    """Return kind and level of a box's text; a paragraph in a list item, cell or heading is that.

    `around` and `level` are those of what it stands in, `layout` says that its table only lays the page out.
    """
    kind = BLOCK_KINDS.get(tag)
    if kind is None or (kind is BlockKind.PARAGRAPH and around in _KEPT) or (kind is BlockKind.TABLE_CELL and layout):
        return around, level
    return kind, HEADINGS.get(tag)


BOLD = frozenset({"b", "strong"})
VERBATIM_TAGS = frozenset({"title", "textarea", "script", "style", "iframe", "xmp", "noembed", "noframes"})
"""Elements whose text ends with their own end tag alone: tags in it are text."""
CHROME_TAGS = frozenset({"nav", "aside", "footer", "dialog", "search"})
CHROME_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
    }
)
INVISIBLE_STYLE = re.compile(rf"display\s*:\s*none|visibility\s*:\s*hidden|{STRUCK_STYLE.pattern}", re.I)
DECORATIVE = frozenset(
    {"icon", "Icon", "image", "Image", "img", "picture", "Picture", "graphic", "Graphic", "decorative"}
)
"""What pictures are said to be that say nothing: it stood before labels as a word of theirs."""
BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
BULLETS = "•●▪◦‣∙·■□○►⦁⁃▸➢➤❖◆◇\uf0b7\uf0a7\uf0d8\uf076"
"""What stands before an item of a list; the last are those of Wingdings, as word processors write them."""
TYPED_BULLETS = "-–"
"""What editors type for a bullet: one it is before a space and a letter, where a paragraph begins with it."""
STAR = "* "
"""What is a bullet behind a colon, and where the next line begins with it too; elsewhere it begins a note."""

# A mark of direction before a number, however it is drawn: a word a screen reader hears, an arrow, an alt text.
_UP = r"up(?:wards?)?|increased?|rise|rising|risen|(?:up(?:wards?)? arrow|arrow (?:pointing )?up(?:wards?)?)|[▲▴↑⬆△↗⇧🔺🔼]️?"
_DOWN = (
    r"down(?:wards?)?|decreased?|fall|falling|fallen|"
    r"(?:down(?:wards?)? arrow|arrow (?:pointing )?down(?:wards?)?)|[▼▾↓⬇▽↘⇩🔻🔽]️?"
)
_DIRECTION = re.compile(rf"^(?:(?P<up>(?:(?:{_UP})[\s:]*)+)|(?P<down>(?:(?:{_DOWN})[\s:]*)+))(?=\d[\d.,]*\s?%)", re.I)
ARROW_ALONE = re.compile(rf"^(?:(?P<up>(?:{_UP}))|(?P<down>(?:{_DOWN})))$", re.I)


def one_direction(text: str) -> str:
    """Write the mark of direction before a percentage one way: `▲ 4% local` becomes `up4% local`."""
    if "%" not in text or len(text) > 90:
        return text
    return _one_direction(text)


@lru_cache(maxsize=1024)
def _one_direction(text: str) -> str:
    match = _DIRECTION.match(text)
    if match is None:
        return text
    return ("up" if match["up"] else "down") + text[match.end() :]
