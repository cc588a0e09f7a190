"""What a page costs grows with its bytes, whatever stands in it (seconds of a slow core; each was minutes or gigabytes)."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from scraper.document.read import read_document
from tests.support.amount import amount

FORMS: dict[str, Callable[[int], str]] = {
    "links in a paragraph": lambda n: "<p>" + "".join(f'<a href="/x/{k}/">link {k}</a> ' for k in range(n)) + "</p>",
    "links parted by br": lambda n: "<p>" + "".join(f'<a href="/x/{k}/">link {k}</a><br>' for k in range(n)) + "</p>",
    "a sentence parted by br": lambda n: "<p>" + "word,<br>" * n + "</p>",
    "lines of pre": lambda n: "<pre>" + "word\n" * n + "</pre>",
    "lines of a heading": lambda n: "<h2>" + "word<br>" * n + "</h2>",
    "empty paragraphs": lambda n: "<p></p>" * 5 * n,
    "paragraphs in deep boxes": lambda n: "<div>" * 1500 + "<p>x</p>" * n + "</div>" * 1500,
    "links around boxes around links": lambda n: "<a href=x><div>" * 700 + "<p>x</p>" * (n // 2),
    "rows of spanning cells": lambda n: (
        "<table>"
        + "<tr>"
        + "<td colspan=2 rowspan=65000>x</td>" * 40
        + "</tr>"
        + "<tr><td>y</td></tr>" * n
        + "</table>"
    ),
    "a row of cells": lambda n: "<table><tr>" + "<td>x</td>" * 5 * n + "</tr></table>",
    "a row of headings": lambda n: "<table><tr>" + "<th>x</th>" * 5 * n + "</tr></table>",
    "a row of a heading and cells": lambda n: "<table><tr><th>x</th>" + "<td>x</td>" * 5 * n + "</tr></table>",
    "boxes with a role": lambda n: "<div role=img aria-label=x></div>" * 5 * n,
    "mains in mains": lambda n: "<main>" * 1500 + "<p>x</p>" * n,
    "attributes": lambda n: "<p>y</p><p " + " ".join(f'a{k}="x"' for k in range(n)) + ">z</p>",
    "attributes with signs": lambda n: "<p>y</p><p " + " ".join(f"a{k}='>'" for k in range(n)) + ">z</p>",
    "attributes without values": lambda n: "<p>y</p><div " + " ".join(f"a{k}" for k in range(n)) + "><p>z</p></div>",
    "asides in boxes": lambda n: "<div><aside><p>x</p></aside></div>" * n,
    "asides in asides": lambda n: "<aside>" * 1500 + "<p>Recommendations</p>" + "<p>x</p>" * n + "</aside>" * 1500,
    "asides of sentences": lambda n: f"<aside><p>{'x ' * 40}.</p></aside>" * (n // 4),
    "empty boxes in asides": lambda n: "<aside>" + "<div></div>" * n + "</aside>",
    "marks of footnotes": lambda n: "<p>" + "x<sup>1</sup> " * n + "</p>",
    "marks without a figure": lambda n: "<p>" + "<i></i>" * n + "</p>" + "<p><i></i> <sup>1</sup></p>" * (n // 4),
    "raised in raised": lambda n: "<sup>" * 1500 + "<b>1</b>" * n + "</sup>" * 1500,
    "headings in hidden boxes": lambda n: "<div hidden>" + "<div>" * 1500 + "<h1>x</h1>" * n + "</div>" * 1501,
}


MANY, SECONDS = amount((10_000, 1.5), (100_000, 5))
"""What takes minutes for a hundred thousand takes a twenty-fifth of them for twenty thousand: still more than is allowed."""


@pytest.mark.parametrize("form", FORMS)
def test_many_of_a_kind_are_read_in_seconds(form: str) -> None:
    body = f"<html><body><main><p>begin</p>{FORMS[form](MANY)}<p>end</p></main></body></html>".encode()
    begun = time.process_time()
    blocks = read_document(body).blocks
    assert time.process_time() - begun < SECONDS
    assert [blocks[0].text, blocks[-1].text] == ["begin", "end"]


def test_paths_of_deep_boxes_do_not_grow_with_the_depth() -> None:
    body = ("<html><body>" + "<div>" * 1500 + "<p>x</p>" * 2_000 + "</body></html>").encode()
    tracemalloc.start()
    blocks = read_document(body).blocks
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len({block.path for block in blocks}) == 2_000
    assert most < 16 * 1024 * 1024


def test_links_belong_to_the_line_they_stand_in() -> None:
    body = b"<p>One <a href=/1/>link</a><br>Another <a href=/2/>link</a> and <a href=/3/>more,<br>here</a></p>"
    found = read_document(b"<html><body><main>" + body + b"</main></body></html>").blocks
    assert [(b.text, b.links) for b in found] == [
        ("One link", [("link", "/1/")]),
        ("Another link and more, here", [("link", "/2/"), ("more, here", "/3/")]),
    ]
