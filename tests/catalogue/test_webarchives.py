"""Addresses of web archives: the page's own address inside, and the time of the capture."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.catalogue.urls import canonical_url
from scraper.catalogue.webarchives import archived, unwrap

PAGE = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/surrey/"
NOON = dt.datetime(2017, 1, 18, 12, 0, 5, tzinfo=dt.UTC)
WITH_TIME = (
    "https://web.archive.org/web/20170118120005/",
    "http://web.archive.org:80/web/20170118120005id_/",
    "HTTPS://WEB.ARCHIVE.ORG/WEB/20170118120005if_/",
    "https://webarchive.nationalarchives.gov.uk/20170118120005/",
    "http://webarchive.nationalarchives.gov.uk/20170118120005mp_/",
    "https://webarchive.nationalarchives.gov.uk/ukgwa/20170118120005/",
    "https://webarchive.nationalarchives.gov.uk/ukgwa/20170118120005mp_/",
    "https://www.webarchive.org.uk/wayback/en/archive/20170118120005mp_/",
    "https://arquivo.pt/wayback/20170118120005/",
    "https://wayback.archive-it.org/1234/20170118120005/",
    "http://localhost:8080/my-collection/20170118120005mp_/",
    "https://archive.ph/2017.01.18-120005/",
    "https://webarchive.nationalarchives.gov.uk/20210301000000/https://web.archive.org/web/20170118120005/",
)
WITHOUT_TIME = (
    "https://web.archive.org/web/2017/",
    "https://web.archive.org/web/2017*/",
    "https://web.archive.org/web/*/",
    "https://web.archive.org/web/",
    "https://web.archive.org/save/",
    "http://webarchive.nationalarchives.gov.uk/+/",
    "http://webarchive.nationalarchives.gov.uk/ukgwa/+/",
    "https://web.archive.org/web/20170231120005/",
)


@pytest.mark.parametrize("prefix", WITH_TIME)
def test_the_page_and_the_time_are_in_the_address(prefix: str) -> None:
    found = archived(prefix + PAGE)
    assert found is not None and (found.url, found.captured_at) == (PAGE, NOON)
    assert canonical_url(prefix + PAGE) == PAGE


@pytest.mark.parametrize("prefix", WITHOUT_TIME)
def test_a_time_that_is_none_or_lacks_the_day_is_no_evidence(prefix: str) -> None:
    found = archived(prefix + PAGE)
    assert found is not None and (found.url, found.captured_at) == (PAGE, None)


@pytest.mark.parametrize("inner", ["https:/x.org/a", "http%3A%2F%2Fx.org/a", "x.org/a", "HTTP://x.org/a"])
def test_the_inner_address_is_read_however_it_is_written(inner: str) -> None:
    assert unwrap("https://web.archive.org/web/20170118120005/" + inner) in {"https://x.org/a", "http://x.org/a"}


@pytest.mark.parametrize("outer", ["http://a/+/", "http://a/*/", "HTTP://A.ORG/WEB/"])
@pytest.mark.parametrize("inner", ["http://x.org/a", "HTTP://x.org/a", "HTTP%3A%2F%2Fx.org/a", "http:/x.org/a"])
def test_the_shortest_address_around_another_is_one_of_an_archive(outer: str, inner: str) -> None:
    assert unwrap(outer + inner) == "http://x.org/a"


@pytest.mark.parametrize(
    "url", [PAGE, "https://example.org/2017/http://x.org/", PAGE + "20170118120005/", "", "http://[::1/", "web/2017/a"]
)
def test_any_other_address_stays_as_it_is(url: str) -> None:
    assert archived(url) is None and unwrap(url) == url


@settings(deadline=None)
@given(st.datetimes(dt.datetime(1996, 1, 1), dt.datetime(2099, 1, 1)), st.sampled_from(["", "id_", "mp_", "js_"]))
def test_every_moment_is_read_back(moment: dt.datetime, modifier: str) -> None:
    found = archived(f"https://web.archive.org/web/{moment:%Y%m%d%H%M%S}{modifier}/{PAGE}")
    assert found is not None and found.captured_at == moment.replace(microsecond=0, tzinfo=dt.UTC)
