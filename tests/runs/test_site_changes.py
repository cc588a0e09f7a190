"""Twelve and more kinds of change that a site can make: each is the same record, or it is told; never a clean loss."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .site import FORCES, data, report, run_here, save, swap

Change = Callable[[str], str]
SAME, TOLD = "the same record", "told"


def moved(pattern: str, before: str) -> Change:
    """Move what a pattern finds to just before another text."""

    def change(text: str) -> str:
        found = re.search(pattern, text, re.S)
        assert found and before in text
        rest = text.replace(found[0], "")
        return rest.replace(before, found[0] + before, 1)

    return change


def both(*changes: Change) -> Change:
    def change(text: str) -> str:
        for one in changes:
            text = one(text)
        return text

    return change


FACTS = r"<h2>Key facts.*?(?=<h3>Points of context)"
CONSENT = (
    "<!DOCTYPE html><html lang='en'><head><title>Before you continue</title></head><body><main><h1>Before you "
    "continue</h1><p>We use cookies to run this site. Accept all cookies or manage your choices to go on.</p>"
    "<form><button>Accept all</button><button>Reject all</button></form></main></body></html>"
)
CHANGES: dict[str, tuple[Change, str, str]] = {
    "class renamed": (both(swap('class="updated"', 'class="c-date"'), swap('class="grade"', 'class="b_7f3"')), SAME, ""),
    "heading reworded": (swap("<h2>HMI's observations</h2>", "<h2>What we saw this year</h2>"), TOLD, "HMI's observations"),
    "section dropped": (swap("<h2>Efficiency</h2>.*?(?=<h2>Legitimacy</h2>)", ""), TOLD, "fficiency"),
    "order changed": (moved("<h2>Context</h2>.*?(?=<h2>Effectiveness</h2>)", "<h2>HMI's observations</h2>"), SAME, ""),
    "key facts moved up": (moved(FACTS, "<h2>HMI's observations</h2>"), SAME, ""),
    "key facts moved out of the page's content": (
        both(
            moved(FACTS, '<aside class="compare"'), swap("<h2>Key facts", '<aside class="facts"><h2>Key facts'),
            swap('(<aside class="compare")', r"</aside>\1"),
        ),
        TOLD, "ey facts",
    ),
    "grade word new": (swap(r"Good</span>", "Satisfactory</span>"), TOLD, "atisfactory"),
    "grade word new everywhere": (swap(r"\b([Gg])ood\b", r"\1ratifying"), TOLD, "ratifying"),
    "consent page": (lambda _: CONSENT, TOLD, "rejected"),
    "every h2 a div": (both(swap("<h2>", "<div>"), swap("</h2>", "</div>")), SAME, ""),
    "badge an image with alt": (swap(r'<span class="grade">([^<]+)</span>', r'<img src="/b.svg" alt="\1">'), SAME, ""),
    "badge an image without alt": (swap(r'<span class="grade">([^<]+)</span>', '<img src="/b.svg">'), TOLD, "judgments.badge"),
    "date written out": (swap(r"Last updated 02/03/2017", "Last updated 2 March 2017"), SAME, ""),
    "date not to be read": (swap(r"Last updated (\d\d)/(\d\d)/(\d{4})", r"Last updated \1 of \2, \3"), TOLD, "date"),
    "label misspelt": (swap("<h2>Efficiency</h2>", "<h2>Eficiency</h2>"), TOLD, "ficiency"),
    "truncated": (lambda text: text[: len(text) // 2], TOLD, "rejected"),
    "text loaded by script": (swap("(<h2>HMI's observations</h2>).*?(?=<h2>Context</h2>)", r'\1<div id="app"></div>'), TOLD, "bservations"),
    "signature dropped": (swap(r"<p>Wendy Williams,.*?</p>\n<p><a[^\n]*</p>", ""), TOLD, "inspector.name"),
    "figure reworded": (swap("49p per person per day local", "daily cost a head: forty-nine"), TOLD, "ost"),
    "questions taken away": (swap(r"<h3>How (effective|efficient|legitimate).*?</h3>", ""), SAME, ""),
}  # fmt: skip


def less(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The tables that lost rows or differ in what the pages say; positions and published headings may move."""
    return [table for table in before if before[table] != after[table]]


def reasons(out: Path) -> str:
    found = report(out)
    return json.dumps([found["verdict"], found["drift"], found["problems"]], ensure_ascii=False)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_the_whole_site_is_the_same_record_or_told(
    name: str, ran: Callable[[], Path], first_run: Path, tmp_path: Path
) -> None:
    change, what, word = CHANGES[name]
    out = ran()
    code = run_here(out, save(tmp_path / "site", "2018-04-01T10:00:00Z", change=change))
    if code == 0:
        assert what is SAME
        assert less(data(first_run / "peel.db"), data(out / "peel.db")) == []
    else:
        assert code in {1, 3, 4}
        assert word in reasons(out)
        assert any(
            f"police/{force.lower()}" in reasons(out) or f"/{force.lower()}/" in reasons(out) for force in FORCES
        )


ON_ONE_PAGE = ("heading reworded", "section dropped", "grade word new", "badge an image without alt", "text loaded by script", "signature dropped")  # fmt: skip


@pytest.mark.parametrize("name", ON_ONE_PAGE)
def test_a_change_of_one_page_is_kept_or_told(
    name: str, ran: Callable[[], Path], first_run: Path, tmp_path: Path
) -> None:
    change, _, _ = CHANGES[name]
    out = ran()
    code = run_here(out, save(tmp_path / "site", "2018-04-01T10:00:00Z", forces=["Kent"], change=change))
    if code == 0:
        assert less(data(first_run / "peel.db"), data(out / "peel.db")) == []
    else:
        assert code in {1, 3, 4}
        assert "kent" in reasons(out)
