"""`peel parse` on anything: never an exception, never more than a second."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.amount import amount

from .check import parsed
from .soup import TYPES, URLS, one

QUIET = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
TEXTS = st.lists(st.sampled_from(["Good", "Effectiveness", "Last updated 02/03/2017", "½", "\x00", "Context", "1", "<p>", "</p>"])
                 | st.text(max_size=40), max_size=30)  # fmt: skip


@settings(QUIET, max_examples=150)
@given(body=st.binary(max_size=600), url=st.sampled_from(URLS), content_type=st.sampled_from(TYPES))
def test_any_bytes(body: bytes, url: str | None, content_type: str | None) -> None:
    parsed(body, url, content_type)


@settings(QUIET, max_examples=150)
@given(
    texts=TEXTS,
    tags=st.lists(
        st.sampled_from(["p", "h1", "h2", "li", "dt", "dd", "td", "div", "b", "span"]), min_size=1, max_size=12
    ),
)
def test_any_text_in_any_tags(texts: list[str], tags: list[str]) -> None:
    rows = "".join(f"<{tags[i % len(tags)]}>{text}</{tags[i % len(tags)]}>" for i, text in enumerate(texts))
    page = f"<html><body><main><h1>Staffordshire 2016</h1>{rows}</main></body></html>"
    parsed(page.encode("utf-8", "surrogatepass"), URLS[2])


@pytest.mark.parametrize("start", range(0, amount(400, 800), 100))
def test_soup_and_mixed_pages(start: int) -> None:
    for seed in range(start, start + 100):
        try:
            parsed(*one(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}") from error
