"""What a page costs grows with what it has, not with its square: told by the calls that reading it makes."""

from __future__ import annotations

from benchmarks.guard import calls
from scraper.parsers.parse import parse_page


def cost(sections: int) -> int:
    told = "".join(f"<h2>Context</h2><p>It has {number} towns.</p>" for number in range(sections))
    page = f"<html><body><main><h1>Staffordshire 2016</h1>{told}</main></body></html>".encode()
    return calls(lambda: parse_page(page))


def test_four_times_as_many_sections_of_one_name_cost_four_times_as_much() -> None:
    assert cost(400) < 5 * cost(100)
