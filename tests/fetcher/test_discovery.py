"""What pages and sitemaps lead to: followed where the run is about it, so many at a time, named where nobody knows it."""

from __future__ import annotations

import gzip

import pytest

from scraper.fetcher.archive import Archive
from scraper.fetcher.discovery import locations
from scraper.fetcher.scope import Scope
from scraper.fetcher.web import WebSource
from scraper.store.frontier import Frontier

from .conftest import Bench, record
from .server import Site, answer, page

BASE = "https://hmicfrs.justiceinspectorates.gov.uk"
INDEX = BASE + "/peel-assessments/"
LETTER = "/publication-html/wiltshire-police-peel-causes-of-concern-revisit-letter-may-2024/"
FOUND = {
    "a letter": LETTER,
    "a report of another programme": "/publication-html/cleveland-national-child-protection-inspection-january-2025/",
    "an index of a round to come": "/peel-assessments/what-is-peel/peel-assessments-2031-2033/",
    "an index of a programme": "/our-work/article/custody/",
    "a report of a round to come": "/peel-reports/kent-2031-33/",
    "a table of grades": "/frs-assessment/frs-2031-33/service-assessment-data-table/",
    "a view of an overview": "/peel-assessments/peel-2018/?data=pillar&view=table",
    "another page of a list": "/publications/?paged=2",
    "another page of a list, by another name": "/peel-assessments/?page=2",
    "another page of a list below its address": "/peel-assessments/page/2/",
    "a page of a force": "/police-forces/kent/",
    "what a force says of itself": "/peel-assessments/peel-2016/kent/more-about-this-area/",
    "a page that leads to reports": "/publications/peel-assessment-2021-22-lancashire/",
}
NOT_FOLLOWED = {
    "news": "/news/news-feed/one/",
    "a file": "/wp-content/uploads/one.pdf",
    "the Welsh twin": "/cy/hafan/",
    "another host": "https://example.org/peel-reports/kent-2031-33/",
    "a place on the page": "#content",
    "an address for mail": "mailto:you@example.org",
}


def leading(*paths: str, title: str = "PEEL assessments") -> bytes:
    return page(title, more="".join(f"<li><a href='{path}'>{path}</a></li>" for path in paths))


@pytest.mark.parametrize("path", FOUND.values(), ids=FOUND)
def test_what_an_index_leads_to_is_asked_for(path: str, bench: Bench, site: Site) -> None:
    site.routes["/peel-assessments/"] = [answer(leading(path))]
    bench.web(index=(INDEX,))
    assert site.pages() == ["/peel-assessments/", path]


@pytest.mark.parametrize("path", NOT_FOLLOWED.values(), ids=NOT_FOLLOWED)
def test_what_holds_nothing_or_is_elsewhere_is_not(path: str, bench: Bench, site: Site) -> None:
    site.routes["/peel-assessments/"] = [answer(leading(path))]
    bench.web(index=(INDEX,))
    assert site.pages() == ["/peel-assessments/"]
    with bench.state() as state:
        assert [i.url for i in Frontier(state).items().values() if i.tier == "unexplained"] == []


def test_a_mirror_may_name_its_pages_in_full(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer(f"User-agent: *\nDisallow:\nSitemap: {site.base}/map.xml\n")]
    site.routes["/map.xml"] = [answer(sitemap(f"{site.base}/peel-reports/kent-2031-33/"))]
    site.routes["/peel-assessments/"] = [answer(leading(site.base + LETTER, BASE + "/peel-reports/essex-2031-33/"))]
    bench.web(index=(INDEX,))
    asked = ["/map.xml", "/peel-assessments/", "/peel-reports/essex-2031-33/", "/peel-reports/kent-2031-33/", LETTER]
    assert sorted(site.pages()) == sorted(asked)


def test_an_index_leads_to_an_index_and_that_to_a_letter(bench: Bench, site: Site) -> None:
    later = FOUND["an index of a round to come"]
    site.routes["/peel-assessments/"] = [answer(leading(later))]
    site.routes[later] = [answer(leading(LETTER, title="PEEL assessments 2031-33"))]
    bench.web(index=(INDEX,))
    assert site.pages() == ["/peel-assessments/", later, LETTER]


def test_so_many_are_asked_for_in_a_run_and_the_rest_in_the_next(bench: Bench, site: Site) -> None:
    letters = [f"/publication-html/force-{n}-police-revisit-letter-may-2024/" for n in range(5)]
    site.routes["/peel-assessments/"] = [answer(leading(*letters))]
    asked = []
    for _ in range(3):
        site.log.clear()
        bench.web(index=(INDEX,), discovered_pages=2)
        asked += [path for path in site.pages() if path in letters]
    assert sorted(asked) == letters


def test_an_address_that_no_rule_knows_is_named_and_not_asked_for(bench: Bench, site: Site) -> None:
    site.routes["/peel-assessments/"] = [answer(leading("/super-complaints/one/", "/super-complaints/one", "/"))]
    bench.web(index=(INDEX,))
    assert "/super-complaints/one/" not in site.pages()
    with bench.state() as state:
        named = [i.url for i in Frontier(state).items().values() if i.tier == "unexplained"]
    assert named == [f"{BASE}/super-complaints/one/"]


REPORT, GUESSED, LISTED = "police/kent/2025-27/report", "/peel-reports/kent-2025-27/", "/peel-reports/kent-2025-2027/"


def at_night(bench: Bench, site: Site, **there: object) -> list[str]:
    """A run over the index and one page of the grid; gives what was asked for beside the index."""
    for path in (GUESSED, LISTED):
        site.routes.pop(path, None)
    site.routes.update({{"guessed": GUESSED, "listed": LISTED}[name]: [reply] for name, reply in there.items()})
    site.log.clear()
    bench.web(cells=lambda: [_Cell(REPORT, BASE + GUESSED, "2025-27")], index=(INDEX,))
    return [path for path in site.pages() if path != "/peel-assessments/"]


@pytest.mark.parametrize("was_known", [False, True])
def test_a_page_is_asked_for_where_an_index_leads_when_it_is_not_where_it_was_looked_for(
    was_known: bool, bench: Bench, site: Site
) -> None:
    """The catalogue's guess, or the address that the page had, was asked for again and again; the one in the index never."""
    kent = answer(page("Kent 2025-27"))
    if was_known:
        site.routes["/peel-assessments/"] = [answer(leading(GUESSED))]
        assert at_night(bench, site, guessed=kent) == [GUESSED]
    site.routes["/peel-assessments/"] = [answer(leading(LISTED))]
    assert at_night(bench, site, listed=kent) == [GUESSED, LISTED]
    assert at_night(bench, site, listed=kent) == [LISTED], "it is known there now"


def test_a_sitemap_too_says_where_a_page_is(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer(f"User-agent: *\nDisallow:\nSitemap: {site.base}/map.xml\n")]
    site.routes["/map.xml"] = [answer(sitemap(BASE + LISTED))]
    assert at_night(bench, site, listed=answer(page("Kent 2025-27"))) == ["/map.xml", GUESSED, LISTED]


def test_a_page_that_is_where_it_was_looked_for_is_not_asked_for_twice(bench: Bench, site: Site) -> None:
    site.routes["/peel-assessments/"] = [answer(leading(LISTED))]
    assert at_night(bench, site, guessed=answer(page("Kent 2025-27")), listed=answer("", 301, Location=GUESSED)) == [
        GUESSED
    ]


def test_an_address_of_an_index_that_fails_tells_nothing_of_the_page(bench: Bench, site: Site) -> None:
    site.routes["/peel-assessments/"] = [answer(leading(LISTED))]
    assert at_night(bench, site, listed=answer("", 403)) == [GUESSED, LISTED]
    with bench.state() as state:
        found = Frontier(state).items()[REPORT]
    assert (found.outcome, found.good_at) == ("blocked", None)


@pytest.mark.parametrize("scope", [Scope(rounds=frozenset({"2016"})), Scope(organisations=frozenset({"police/kent"}))])
def test_a_narrowed_run_follows_only_what_is_known_to_be_in_it(scope: Scope, bench: Bench, site: Site) -> None:
    inside, outside = "/peel-assessments/peel-2016/kent/", "/peel-assessments/peel-2017/essex/"
    site.routes["/peel-assessments/peel-2016/kent/legitimacy/"] = [answer(leading(inside, outside, LETTER))]
    with bench.state() as state, Archive(bench.archive_folder, "run", bench.settings) as archive:
        state.start_run("run", "web")
        target = _Cell("police/kent/2016/pillar/legitimacy", f"{BASE}/peel-assessments/peel-2016/kent/legitimacy/")
        source = WebSource(bench.settings, scope, state, archive, "run", cells=lambda: [target], say=bench.said.append)
        for item in source.snapshots():
            record(state, "run", item)
    assert site.pages() == ["/peel-assessments/peel-2016/kent/legitimacy/", inside]


class _Cell:
    def __init__(self, page_id: str, url: str, round_id: str = "2016") -> None:
        self.page_id, self.url, self.round = page_id, url, round_id


# --- sitemaps ----------------------------------------------------------------------------------------------------

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(*urls: str, kind: str = "url") -> str:
    outer = "urlset" if kind == "url" else "sitemapindex"
    rows = "".join(f"<{kind}><loc> {url} </loc><lastmod>2026-01-01</lastmod></{kind}>" for url in urls)
    return f'{HEAD}<{outer} xmlns="{NAMESPACE}">{rows}</{outer}>'


def test_what_the_sitemaps_of_robots_txt_list_is_asked_for(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer(f"User-agent: *\nDisallow: /private/\nSitemap: {site.base}/map.xml\n")]
    site.routes["/map.xml"] = [answer(sitemap(f"{BASE}/more.xml.gz", f"{BASE}/map.xml", kind="sitemap"))]
    more = gzip.compress(
        sitemap(BASE + LETTER, f"{BASE}/news/one/", "https://example.org/peel-reports/x-2031-33/").encode()
    )
    site.routes["/more.xml.gz"] = [answer(more, Content_Type="application/gzip")]
    site.routes["/peel-assessments/"] = [answer(leading())]
    bench.web(index=(INDEX,))
    assert sorted(site.pages()) == ["/map.xml", "/more.xml.gz", "/peel-assessments/", LETTER]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (sitemap("https://a/1", "https://a/2").encode(), ["https://a/1", "https://a/2"]),
        (sitemap("https://a/1", "https://a/2").encode()[:-60], ["https://a/1"]),
        (b"<urlset><url><loc>https://a/1</loc></url></urlset>", ["https://a/1"]),
        (b"<!DOCTYPE x [<!ENTITY e 'https://a/e'>]><urlset><url><loc>&e;</loc></url></urlset>", []),
        (gzip.compress(sitemap("https://a/1").encode(), mtime=0), ["https://a/1"]),
        (gzip.compress(sitemap("https://a/1").encode(), mtime=0)[:30], []),
        (b"\x1f\x8bno gzip", []),
        (b"<html><body>Not found", []),
        (b"", []),
    ],
)
def test_a_sitemap_lists_what_can_be_read_of_it(body: bytes, pages: list[str]) -> None:
    assert locations(body, 1 << 20) == (pages, [])


def test_a_sitemap_is_read_to_a_bound() -> None:
    body = gzip.compress(sitemap(*(f"https://a/{n}" for n in range(2000))).encode())
    found, _ = locations(body, 10_000)
    assert 0 < len(found) < 200
