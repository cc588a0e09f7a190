"""Whether a page has its end: what a browser's saver leaves out does not make it a broken copy."""

from __future__ import annotations

import pytest

from scraper.document.read import read_document

COMMENT = "<!--\n Page saved with SingleFile \n url: https://www.example.org/ \n saved date: Tue Mar 02 2021 \n-->"
OLD_COMMENT = "<!--\n Archive processed by SingleFile \n url: https://www.example.org/ \n-->"
CONTENT = "<meta charset=utf-8><title>t</title><main><h1>Title</h1><h2>Context</h2><p>The county is rural"


def is_complete(comment: str, end: str) -> bool:
    return read_document(f"<!DOCTYPE html> <html lang=en>{comment}{CONTENT}{end}".encode()).complete


@pytest.mark.parametrize("comment", [COMMENT, OLD_COMMENT])
@pytest.mark.parametrize(
    "end",
    [
        ".",
        ".</p>",
        ".</main>",
        ". <p>Is it so?",
        ".<p><a href=/x/>Read more</a>",
        ".<ul><li><a href=/a/>Accessibility</a><li><a href=/c/>Cookies</a></ul><p>Contact us",
        ".<footer>x</footer>",
        "<table><tr><th>Efficiency<td>Good</table></main>",
        "<div><h3>Efficiency</h3>Good</div></main>",
    ],
)
def test_a_page_that_singlefile_saved_is_complete_without_its_last_tags(comment: str, end: str) -> None:
    assert is_complete(comment, end)
    assert is_complete("", end) is ("footer" in end)


@pytest.mark.parametrize(
    "end",
    [
        *(" and has", ".<p>It has", ".<p cla", ". <a href='/x", ".<h2>Effectiveness</h2>"),
        *(".<table><tr><th>Efficiency<td>Good", ".<div><h3>Efficiency</h3>Good</div>", ".<div><p>Good</main>"),
    ],
)
def test_one_that_breaks_off_is_not(end: str) -> None:
    assert not is_complete(COMMENT, end)


@pytest.mark.parametrize("end", ["</body></html>", "</BODY>", "</html>"])
def test_a_page_with_its_end_tags_is_complete_whoever_saved_it(end: str) -> None:
    assert is_complete("", end)
    assert is_complete(COMMENT, end)


@pytest.mark.parametrize("name", ["sf-hidden", '"sf-hidden"', '"menu sf-hidden top"', "'menu sf-hidden'"])
def test_what_singlefile_marks_as_hidden_is_not_shown(name: str) -> None:
    """Its mark is heeded in its own pages alone."""
    page = f"<html lang=en>{{}}<title>t</title><h1>Title</h1><p>The county is rural.</p><div class={name}>Menu</div>"
    shown = [block.text for block in read_document(page.format(COMMENT).encode()).blocks]
    assert shown == ["Title", "The county is rural."]
    assert read_document(page.format("").encode()).blocks[-1].text == "Menu"
    assert read_document(page.format(COMMENT).replace("sf-hidden", "sf-hiddenly").encode()).blocks[-1].text == "Menu"
