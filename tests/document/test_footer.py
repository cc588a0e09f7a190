"""What closes a page (its site's links, address, copyright line) is no content, whichever tags hold it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.document.read import read_document
from scraper.parsers.parse import parse_page
from tests.support.compare import same_record

CONTENT = "<h1>Staffordshire 2016</h1><h2>Context</h2><p>The county is rural.</p><ul><li>It has one city.</li></ul>"
KNOWN = ["Staffordshire 2016", "Context", "The county is rural.", "It has one city."]
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/"
LINES = (
    "Accessibility", "Accessibility statement", "Cookies", "Cookie policy", "Privacy", "Privacy notice", "Contact us",
    "Crown copyright", "© Crown copyright 2021", "Terms and conditions", "Site map", "Freedom of information", "About us",
    "Follow us on Twitter", "Email: contact@example.org", "Telephone: 020 3513 0500", "Back to top",
    "6th Floor, Globe House, 89 Eccleston Square, London SW1V 1PN", "HMICFRS",
)  # fmt: skip
SURE = ("Accessibility", "Cookies", "Privacy", "© Crown copyright")


def listed(lines: list[str]) -> str:
    return "<ul>" + "".join(f'<li><a href="/x/">{line}</a></li>' for line in lines) + "</ul>"


def linked(lines: list[str]) -> str:
    return "<div>" + " ".join(f"<a href=/x/>{line}</a>" for line in lines) + "</div>"


FORMS = {
    "list": listed,
    "paragraphs": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    "links in a div": linked,
    "links without space": lambda lines: linked(lines).replace("</a> <a", "</a><a"),
    "bars": lambda lines: f"<p>{' | '.join(lines)}</p>",
    "breaks": lambda lines: f"<div>{'<br>'.join(lines)}</div>",
    "with a heading": lambda lines: f"<h2>Useful links</h2>{listed(lines)}",
    "cells": lambda lines: "<table><tr>" + "".join(f"<td>{line}</td>" for line in lines) + "</tr></table>",
}


def texts(body: str) -> list[str]:
    page = f"<html><head><meta charset=utf-8></head><body>{body}</body></html>"
    return [block.text for block in read_document(page.encode()).blocks]


@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=7, unique=True),
    st.sampled_from(SURE),
    st.sampled_from(sorted(FORMS)),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_a_footer_in_any_form_and_order_is_no_content(
    lines: list[str], sure: str, form: str, inside: bool, rng: random.Random
) -> None:
    all_lines = list(dict.fromkeys([*lines, sure, "Contact us"]))
    rng.shuffle(all_lines)
    foot = f'<div id="footer">{FORMS[form](all_lines)}</div>'
    assert texts(f"<main>{CONTENT}{foot}</main>" if inside else CONTENT + foot) == KNOWN


@pytest.mark.parametrize("form", FORMS)
def test_record_and_warnings_are_those_of_a_marked_footer(form: str) -> None:
    lines = ["Accessibility", "Cookies", "Privacy", "Contact us", "Crown copyright"]
    plain = parse_page(f"<html><body>{CONTENT}<footer>x</footer></body></html>".encode(), URL)
    found = parse_page(f"<html><body>{CONTENT}{FORMS[form](lines)}</body></html>".encode(), URL)
    assert plain.record is not None
    assert same_record(found) == same_record(plain)
    assert [p.code for p in found.problems] == [p.code for p in plain.problems]


def test_one_line_that_nobody_knows_among_those_of_a_footer_goes_with_them() -> None:
    assert texts(f"{CONTENT}<p>Privacy</p><p>Our sister sites</p><p>Cookies</p><p>Crown copyright</p>") == KNOWN


@pytest.mark.parametrize(
    "end",
    [
        ["Contact us"],
        ["Cookies"],
        ["Contact us", "News"],
        ["Accessibility", "The force has made its front desks accessible.", "Cookies"],
        ["Privacy", "Good", "Some prose about data that is long enough to be a paragraph of its own."],
    ],
)
def test_what_only_looks_like_a_footer_stays(end: list[str]) -> None:
    assert texts(CONTENT + "".join(f"<p>{line}</p>" for line in end)) == [*KNOWN, *end]


def test_nothing_before_the_footer_is_taken_with_it() -> None:
    before = "<p>Good</p><p>Read the full report</p><p>West Yorkshire</p>"
    found = texts(f"{CONTENT}{before}<p>Accessibility</p><p>Crown copyright</p>")
    assert found == [*KNOWN, "Good", "Read the full report", "West Yorkshire"]
