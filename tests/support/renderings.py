"""One page's text in many markups: what a site's redesign, an archive or a saving browser makes of it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from schemas.vocabulary import BlockKind
from scraper.document.blocks import RawBlock

Renderer = Callable[[list[RawBlock]], str]
_FIGURE = re.compile(r"^(?:(up|down))?([£\d][\d.,]*(?:%|p|m)?)\s*(.*)$")


def page(body: str, head: str = "") -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>x</title>'
        f"{head}</head>\n<body>{body}</body></html>\n"
    )


def inline(block: RawBlock) -> str:
    text = html.escape(block.text, quote=False)
    for words, href in block.links:
        escaped = html.escape(words, quote=False)
        text = text.replace(escaped, f'<a href="{html.escape(href)}">{escaped}</a>', 1)
    return text


def is_heading(block: RawBlock) -> bool:
    return block.kind is BlockKind.HEADING


def title_and_rest(blocks: list[RawBlock]) -> tuple[str, list[RawBlock]]:
    place = next(i for i, b in enumerate(blocks) if b.level == 1)
    return inline(blocks[place]), blocks[place + 1 :]


def definition_list(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<dt>{inline(b)}</dt>" if is_heading(b) else f"<dd>{inline(b)}</dd>" for b in rest)
    return page(f"<main><h1>{title}</h1><dl>{rows}</dl></main>")


def table(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(
        f"<tr><th colspan=2>{inline(b)}</th></tr>" if is_heading(b) else f"<tr><td>{inline(b)}</td></tr>" for b in rest
    )
    return page(f"<main><h1>{title}</h1><table><tbody>{rows}</tbody></table></main>")


def table_with_figures_in_cells(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = []
    for b in rest:
        match = _FIGURE.match(b.text) if len(b.text) < 60 and not is_heading(b) else None
        if match:
            cells = [c for c in match.groups() if c]
            rows.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>")
        else:
            rows.append(f"<tr><td colspan=3>{inline(b)}</td></tr>")
    return page(f"<main><h1>{title}</h1><table>{''.join(rows)}</table></main>")


def bare_divs(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<div><div>{inline(b)}</div></div>\n" for b in rest)
    return page(f"<div><div><h1>{title}</h1>{rows}</div></div>")


def bare_divs_without_h1(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<div>{inline(b)}</div>" for b in rest)
    return page(f"<div><div>{title}</div>{rows}</div>")


def br_lines(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    bullets = "".join(("• " if b.kind is BlockKind.LIST_ITEM else "") + inline(b) + "<br>\n" for b in rest)
    return page(f"<main><h1>{title}</h1><div>{bullets}</div></main>")


def br_within_sections(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    out, run = [], []
    for b in rest:
        if is_heading(b):
            out.append(f"<p>{'<br/>'.join(run)}</p>" if run else "")
            out.append(f"<h3>{inline(b)}</h3>")
            run = []
        else:
            run.append(inline(b))
    out.append(f"<p>{'<br/>'.join(run)}</p>")
    return page(f"<main><h1>{title}</h1>{''.join(out)}</main>")


def shifted_levels(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(
        f"<h{min(6, (b.level or 4) + 2)}>{inline(b)}</h{min(6, (b.level or 4) + 2)}>"
        if is_heading(b)
        else f"<p>{inline(b)}</p>"
        for b in rest
    )
    return page(f"<main><h2>{title}</h2>{rows}</main>")


def flat_levels(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<h2>{inline(b)}</h2>" if is_heading(b) else f"<p>{inline(b)}</p>" for b in rest)
    return page(f"<main><h1>{title}</h1>{rows}</main>")


def bold_paragraphs(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<p><strong>{inline(b)}</strong></p>" if is_heading(b) else f"<p>{inline(b)}</p>" for b in rest)
    return page(f"<article><h1>{title}</h1>{rows}</article>")


def accordions(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    out: list[str] = []
    depth = 0
    for b in rest:
        if is_heading(b):
            out.append("</div></details>" * depth)
            out.append(f"<details><summary><button>{inline(b)}</button></summary><div>")
            depth = 1
        else:
            out.append(f"<p>{inline(b)}</p>")
    return page(f"<main><h1>{title}</h1>{''.join(out)}{'</div></details>' * depth}</main>")


def aria_headings(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(
        f'<div role="heading" aria-level="{b.level or 3}">{inline(b)}</div>'
        if is_heading(b)
        else f'<div role="listitem">{inline(b)}</div>'
        for b in rest
    )
    return page(f'<div role="main"><div role="heading" aria-level="1">{title}</div>{rows}</div>')


def _with_marks(mark: Callable[[str], str]) -> Renderer:
    def render(blocks: list[RawBlock]) -> str:
        title, rest = title_and_rest(blocks)
        out = []
        for b in rest:
            text = inline(b)
            match = re.match(r"^(up|down)(?=\d)", text)
            if match:
                text = mark(match[1]) + text[match.end() :]
            tag = "h3" if is_heading(b) else "p"
            out.append(f"<{tag}>{text}</{tag}>")
        return page(f"<main><h1>{title}</h1>{''.join(out)}</main>")

    return render


def unclosed_tags(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<H3>{inline(b)}</H3>" if is_heading(b) else f"<P>{inline(b)}" for b in rest)
    return page(f"<MAIN><H1>{title}</H1>{rows}")


def list_of_everything(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<li>{inline(b)}" for b in rest)
    return page(f"<main><h1>{title}</h1><ul>{rows}</ul></main>")


def masthead_title(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = "".join(f"<h2>{inline(b)}</h2>" if is_heading(b) else f"<p>{inline(b)}</p>" for b in rest)
    return page(f"<header><h1>{title}</h1></header><main>{rows}</main><footer>x</footer>")


def entities_and_spaces(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    rows = []
    for b in rest:
        text = inline(b)
        if "<a" not in text:
            text = text.replace("’", "&#8217;").replace(" ", "&nbsp; \n", 1)
        tag = "h2" if is_heading(b) else "p"
        rows.append(f"<{tag}>\n  {text}\n</{tag}>")
    return page(f"<main><h1>{title}</h1>{''.join(rows)}</main>")


def date_and_badge_together(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    out: list[str] = []
    for b in rest:
        previous = out[-1] if out else ""
        if previous.startswith("<p>Last updated") and len(b.text) < 25 and not is_heading(b):
            out[-1] = previous.replace("</p>", f" <span><b>{inline(b)}</b></span></p>")
        else:
            tag = "h2" if is_heading(b) else "p"
            out.append(f"<{tag}>{inline(b)}</{tag}>")
    return page(f"<main><h1>{title}</h1>{''.join(out)}</main>")


def badges_as_images(blocks: list[RawBlock]) -> str:
    title, rest = title_and_rest(blocks)
    out = []
    for b in rest:
        if b.text in {"Good", "Outstanding", "Requires improvement", "Inadequate", "To be graded"}:
            out.append(f'<p><img src="x.png" alt="{b.text}"></p>')
        else:
            tag = "h2" if is_heading(b) else "p"
            out.append(f"<{tag}>{inline(b)}</{tag}>")
    return page(f"<main><h1>{title}</h1>{''.join(out)}</main>")


RENDERINGS: dict[str, Renderer] = {
    "definition-list": definition_list,
    "table": table,
    "table-with-figures-in-cells": table_with_figures_in_cells,
    "bare-divs": bare_divs,
    "bare-divs-without-h1": bare_divs_without_h1,
    "br-lines": br_lines,
    "br-within-sections": br_within_sections,
    "shifted-levels": shifted_levels,
    "flat-levels": flat_levels,
    "bold-paragraphs": bold_paragraphs,
    "accordions": accordions,
    "aria-headings": aria_headings,
    "arrows": _with_marks(lambda word: "▲ " if word == "up" else "▼ "),
    "arrow-glyph-and-hidden-word": _with_marks(
        lambda word: f'<span aria-hidden="true">{"↑" if word == "up" else "↓"}</span><span>{word}</span>'
    ),
    "alt-text": _with_marks(lambda word: f'<img src="a.png" alt="{word.capitalize()}"> '),
    "alt-arrow": _with_marks(lambda word: f'<img src="a.png" alt="Arrow {word}">'),
    "svg-title": _with_marks(lambda word: f"<svg><title>{word}</title><path d='M0 0'/></svg>"),
    "svg-label": _with_marks(lambda word: f'<svg role="img" aria-label="{word}"></svg>'),
    "unclosed-tags": unclosed_tags,
    "list-of-everything": list_of_everything,
    "masthead-title": masthead_title,
    "entities-and-spaces": entities_and_spaces,
    "date-and-badge-together": date_and_badge_together,
    "badges-as-images": badges_as_images,
}
