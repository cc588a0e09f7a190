"""The pages in a real browser: what a person sees, hears and reaches with the keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from scraper.browse.report import write_html
from tests.support.amount import amount

from .chromium import PHONE, SMALLEST, Watched, axe_script, served

STAFFORDSHIRE = "police~2Fstaffordshire~2F2016"
JUDGMENT = "police/staffordshire/2016/effectiveness"
PAGES = (
    "/",
    "/organisations",
    "/organisation/police/cleveland",
    "/organisation/fire/gloucestershire",
    "/organisation/police/surrey",
    "/topics",
    "/topic/effectiveness",
    "/topic/investigating-crime",
    "/compare",
    "/compare?with=police/cleveland&with=police/derbyshire&with=fire/avon",
    "/glossary",
    "/peel",
    "/peel/grades?_size=20",
    "/peel/grades_long?round=2016&_size=20",
    "/peel/observations?_search=victims&_size=10",
    f"/peel/assessments/{STAFFORDSHIRE}",
    f"/peel/judgments/{STAFFORDSHIRE}~2Feffectiveness",
    "/peel/search?q=victims",
    "/peel/now?grade=inadequate",
    "/peel/asked",
    "/peel/changed",
    f"/peel/evidence?judgment={quote(JUDGMENT, safe='')}",
    "/peel?sql=select+*+from+witnesses+limit+5",
    "/-/report",
)
ALIKE = {
    "/organisation/fire/gloucestershire",
    "/organisation/police/surrey",
    "/topic/investigating-crime",
    "/compare",
    "/peel/grades?_size=20",
    "/peel/asked",
}
"""Pages of a template that another one of the list has too: where a look takes long, thorough tests alone have it."""
OF_DATASETTES_OWN = (
    "/peel",
    "/peel/grades_long?_size=5",
    "/peel/coverage?_where=1%3D2&_size=5",
    "/peel?sql=select+:name",
    "/peel?sql=select",
)
ENDLESS = (
    "/peel?_timelimit=200&sql=with+recursive+a(x)+as+(select+1+union+all+select+x%2B1+from+a)+select+count(*)+from+a"
)
"""A question that Datasette gives up, here after a fifth of a second."""
WITH_LONG_WORDS = (
    "/organisation/fire/gloucestershire",
    "/peel/search?q=victims",
    "/peel/asked",
    "/peel/changed",
    "/peel/assessments",
    "/peel/key_facts_wide?_size=5",
    "/peel/judgments?_size=50",
    "/peel?sql=select+*+from+judgments",
    "/-/metadata",
)
# What axe-core finds in Datasette's own markup and we can't mend from outside. Nothing so far.
EXCEPTIONS: frozenset[str] = frozenset()
_SETTLED = 100  # milliseconds in which scripts that run after loading would complain or ask
_TOO_BAD = {"serious", "critical"}


@pytest.fixture(scope="module")
def report(database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_html(database, tmp_path_factory.mktemp("report") / "report.html").as_uri()


def _sentence(page: Any, address: str) -> str:
    answer = page.request.get(f"{address}/peel/judgments/{STAFFORDSHIRE}~2Feffectiveness.json?_shape=objects")
    row = json.loads(answer.text())["rows"][0]
    return f"/-/sentence/{row['snapshot']}/{row['block']}"


def _of_each_template() -> list[str]:
    return [path for path in PAGES if path not in amount(ALIKE, set())]


def test_pages_load_without_complaint_ask_nobody_else_and_keep_nobody_out(
    watched: Watched, address: str, report: str
) -> None:
    paths = [*_of_each_template(), _sentence(watched.page, address)]
    for place in [*(address + path for path in paths), report]:
        answer = watched.page.goto(place, wait_until="load")
        watched.page.wait_for_timeout(_SETTLED)
        assert answer.status in {200, 0}, place
        assert watched.page.locator("h1").count() == 1
        assert watched.complaints == [], place
        asked = len(watched.requests)
        if not place.endswith("/-/report"):  # the same as the file
            assert _serious(watched.page) == [], place
        assert len(watched.requests) == asked, "axe-core asks for nothing"
    assert watched.off_loopback() == []
    assert len(watched.requests) > len(paths)
    if axe_script() is None:
        pytest.skip("all but what keeps somebody out: no axe-core here; .ci/install-browser installs it")


def test_a_search_from_the_start_page_finds_a_sentence(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    watched.page.get_by_label("Search all prose").fill("visits to sex offenders")
    watched.page.keyboard.press("Enter")
    hit = watched.page.locator("tr", has_text="visits to sex offenders are made late").first
    hit.wait_for()
    assert {"visits", "to", "sex", "offenders"} <= set(hit.locator("mark").all_inner_texts())
    hit.get_by_role("link", name="sentence").click()
    marked = watched.page.locator("[aria-current=true]")
    assert "visits to sex offenders are made late" in marked.inner_text()


def test_a_facet_filters(watched: Watched, address: str) -> None:
    watched.page.goto(f"{address}/peel/grades_long?round=2016")
    before = watched.page.locator("tbody tr").count()
    watched.page.locator(".facet-info", has_text="grade").get_by_role("link", name="outstanding").first.click()
    watched.page.wait_for_url("**&grade=outstanding")
    grades = watched.page.locator("td.col-grade").all_inner_texts()
    assert 0 < len(grades) < before
    assert set(grades) == {"O Outstanding"}


def test_a_named_question_answers(watched: Watched, address: str) -> None:
    watched.page.goto(address)
    watched.page.get_by_role("link", name="Where does the page say so?").click()
    watched.page.get_by_label("Force or service").select_option("police/staffordshire")
    watched.page.get_by_role("button", name="Show").click()
    watched.page.locator("td.col-source").first.wait_for()
    assert set(watched.page.locator("td.col-source").all_inner_texts()) >= {"headline", "badge"}
    sentences = watched.page.locator("td.col-sentence").all_inner_texts()
    assert any(text.endswith("reducing crime requires improvement.") for text in sentences)


_CELL = """([title, row, group, round]) => {
  const table = [...document.querySelectorAll("table.matrix")].find(t => t.caption.textContent === title);
  const [groups, rounds] = table.tHead.rows;
  const names = [...groups.querySelectorAll("th.group")].flatMap(th => Array(th.colSpan).fill(th.textContent));
  const column = [...rounds.cells].findIndex((th, at) => th.textContent === round && names[at] === group);
  const line = [...table.rows].find(r => r.cells[0].textContent === row && r.cells.length > 1);
  const cell = line.querySelectorAll("td")[column];
  return [cell.innerText.trim(), getComputedStyle(cell).backgroundColor];
}"""


def test_the_matrix_shows_the_letter_and_colour_of_a_known_grade(watched: Watched, report: str) -> None:
    watched.page.goto(report)
    where = ["Police forces: pillars", "Staffordshire", "Effectiveness", "2016"]
    assert watched.page.evaluate(_CELL, where) == ["R", "rgb(253, 174, 97)"]
    where[2] = "Efficiency"
    assert watched.page.evaluate(_CELL, where) == ["G", "rgb(90, 162, 208)"]


def test_the_filter_touches_organisations_alone_and_says_when_nothing_fits(watched: Watched, report: str) -> None:
    watched.page.goto(report)
    others = "section[aria-labelledby=glossary] tbody tr:visible, section[aria-labelledby=missing] summary:visible"
    before = watched.page.locator(others).count()
    watched.page.get_by_label("Name").fill("stafford")
    rows = watched.page.locator("table[data-sort] tbody tr:not(.region):visible th")
    assert set(rows.all_inner_texts()) == {"Staffordshire"}
    assert watched.page.locator("article.force:visible").count() == 2
    assert watched.page.locator(others).count() == before
    watched.page.get_by_label("Name").fill("nobody")
    assert watched.page.get_by_role("status").inner_text().startswith("No force or service fits")
    watched.page.get_by_role("button", name="Show all").click()
    watched.page.get_by_label("Region", exact=True).select_option("Wales")
    assert set(rows.all_inner_texts()) == {"Dyfed-Powys", "Gwent", "North Wales", "South Wales"}
    rows.first.get_by_role("link").click()
    assert watched.page.url.endswith("#police-dyfed-powys")


_COLUMN = """() => [...document.querySelectorAll("table[data-sort]")[0].querySelectorAll("tbody tr:not(.region)")]
  .map(row => row.cells.length > 2 ? row.cells[1].innerText.trim() : "")"""


def test_a_column_sorts_and_comes_back(watched: Watched, report: str) -> None:
    watched.page.goto(report)
    home = watched.page.evaluate(_COLUMN)
    head = watched.page.locator("table[data-sort]").first.locator("thead tr:last-child th").first.get_by_role("button")
    head.click()
    worst = [letter for letter in watched.page.evaluate(_COLUMN) if letter.isupper()]
    assert worst == sorted(worst, key="IRAGO".index)
    head.click()
    best = [letter for letter in watched.page.evaluate(_COLUMN) if letter.isupper()]
    assert best == worst[::-1]
    head.click()
    assert watched.page.evaluate(_COLUMN) == home


def test_the_heads_of_a_long_table_stay_in_sight(watched: Watched, report: str) -> None:
    watched.page.goto(report)
    table = watched.page.locator(".scroll", has=watched.page.locator("table[data-sort]")).first
    table.evaluate("box => { box.scrollIntoView(); box.scrollTop = box.scrollHeight; box.scrollLeft = 60; }")
    inside = """box => { const head = box.querySelector("thead").getBoundingClientRect(), own = box.getBoundingClientRect();
      const name = box.querySelector("tbody:last-of-type tr:last-child th").getBoundingClientRect();
      return [Math.abs(head.top - own.top) < 2, Math.abs(name.left - own.left) < 2]; }"""
    assert table.evaluate(inside) == [True, True]


@pytest.mark.parametrize(
    "path",
    [
        "report",
        "/",
        "/organisation/police/derbyshire",
        "/compare?with=police/cleveland&with=police/derbyshire",
        "/topic/effectiveness",
        "/peel/asked",
        "/peel/grades_long?_size=5",
    ],
)
def test_nothing_is_wider_than_a_phone(watched: Watched, address: str, report: str, path: str) -> None:
    watched.page.set_viewport_size(PHONE)
    watched.page.goto(report if path == "report" else address + path)
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_nothing_is_wider_than_a_page_that_is_read_at_four_times_its_size(watched: Watched, address: str) -> None:
    """320 pixels: what 1280 are at 400 % (WCAG 1.4.10)."""
    watched.page.set_viewport_size(SMALLEST)
    wide = {}
    for path in WITH_LONG_WORDS:
        watched.page.goto(address + path)
        wide[path] = watched.page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > SMALLEST["width"]} == {}


def test_headings_leave_no_level_out_and_every_field_has_a_name_in_pages_of_datasettes_own(
    watched: Watched, address: str
) -> None:
    if axe_script() is None:
        pytest.skip("no axe-core here; .ci/install-browser installs it")
    for path in (*OF_DATASETTES_OWN, ENDLESS):
        watched.page.goto(address + path)
        watched.page.wait_for_timeout(_SETTLED)
        assert (path == ENDLESS) == ("interrupted" in watched.page.title().lower()), path
        assert _violations(watched.page, "heading-order", "label") == [], path


def test_the_report_needs_no_script(running: Any, report: str) -> None:
    context = running.new_context(java_script_enabled=False)
    watched = Watched(context.new_page())
    watched.page.goto(report)
    assert watched.page.locator("table[data-sort]").first.is_visible()
    assert watched.page.locator("table[data-sort] button").count() == 0
    assert not watched.page.locator("#filter").is_visible()
    watched.page.locator("summary").first.click()
    assert watched.page.locator("details[open]").count() == 1
    assert watched.complaints == []
    context.close()


def test_on_paper_nothing_is_folded_away(watched: Watched, report: str) -> None:
    watched.page.goto(report)
    assert watched.page.locator("details:not([open])").count()
    assert watched.page.pdf().startswith(b"%PDF")
    assert watched.page.locator("details:not([open])").count() == 0


_FOCUSABLE = """() => {
  window.reached = new Set();
  document.addEventListener("focusin", event => window.reached.add(event.target));
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
  window.wanted = all.filter(one => one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0 && !one.disabled);
  return window.wanted.length;
}"""
_MISSED = "() => window.wanted.filter(one => !window.reached.has(one)).map(one => one.outerHTML.slice(0, 120))"
_RING = "() => getComputedStyle(document.activeElement).outlineStyle"


@pytest.mark.parametrize(
    "path",
    ["/", "/organisation/police/cleveland", "/compare?with=police/cleveland&with=fire/avon", "/peel/grades_long?_size=5",
     "/peel/search?q=victims&round=2016"],
)  # fmt: skip
def test_the_keyboard_reaches_everything(watched: Watched, address: str, path: str) -> None:
    watched.page.goto(address + path)
    count = watched.page.evaluate(_FOCUSABLE)
    assert count > 10
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate(_RING) != "none"
    for _ in range(count + 5):
        watched.page.keyboard.press("Tab")
    assert watched.page.evaluate(_MISSED) == []


def test_the_keyboard_passes_over_a_table_of_the_report_or_sorts_it(watched: Watched, report: str) -> None:
    watched.page.goto(report)
    skip = watched.page.get_by_role("link", name="Skip this table").first
    skip.focus()
    assert watched.page.evaluate(_RING) != "none"
    watched.page.keyboard.press("Enter")
    assert watched.page.url.endswith("#after-police-newest")
    head = watched.page.locator("table[data-sort]").first.locator("thead tr:last-child button").first
    head.focus()
    watched.page.keyboard.press("Enter")
    assert watched.page.locator("table[data-sort] th[aria-sort=descending]").count() == 1


# Sections and lines of one kind are alike: some of each are enough for axe, which looks at every element.
_FEWER = """() => {
  document.querySelectorAll("article.force:nth-of-type(n+4)").forEach(one => one.remove());
  document.querySelectorAll("table tbody:nth-of-type(n+4), table tbody tr:nth-of-type(n+4)").forEach(one => one.remove());
  document.querySelectorAll("svg a:nth-of-type(n+4)").forEach(one => one.remove());
}"""


def _serious(page: Any) -> list[tuple[str, str]]:
    """Return what axe-core finds on a page that keeps somebody out."""
    return [
        (one["id"], one["nodes"][0]["html"][:160])
        for one in _violations(page)
        if one["impact"] in _TOO_BAD and one["id"] not in EXCEPTIONS
    ]


def _violations(page: Any, *rules: str) -> list[dict[str, Any]]:
    """Return what axe-core finds on a page, by some rules or by all; nothing where it is not installed."""
    script = axe_script()
    if script is None:
        return []
    page.evaluate(_FEWER)
    page.evaluate(script.read_text("utf-8"))
    only = {"runOnly": list(rules)} if rules else {}
    options = {"resultTypes": ["violations"], "preload": False, **only}
    result = page.evaluate("options => axe.run(document, options)", options)
    assert result["testEngine"]["name"] == "axe-core"
    found: list[dict[str, Any]] = result["violations"]
    return found


def test_f59_hostile_text_runs_nothing_and_asks_nobody(hostile: Path, watched: Watched, tmp_path: Path) -> None:
    written = write_html(hostile, tmp_path / "report.html").as_uri()
    with served(hostile) as address:
        tables = ("organisations", "assessments", "judgments", "observations", "recommendations", "links", "problems")
        paths = [
            *(path for path in _of_each_template() if not path.startswith(("/topic", "/-/report", "/glossary"))),
            *(f"/peel/{name}?_size=5" for name in tables[:: amount(2, 1)]),
            _sentence(watched.page, address),
        ]
        for place in [*(address + path for path in paths), written]:
            watched.page.goto(place, wait_until="load")
            assert watched.page.evaluate("window.bad") is None, place
            assert watched.page.locator("img, iframe, [onerror], [onload], [onmouseover]").count() == 0, place
            assert watched.page.locator("[href^='javascript:' i]").count() == 0, place
        assert "<script>window.bad=1</script>" in watched.page.locator("body").inner_text()
    assert watched.complaints == []
    assert watched.off_loopback() == []
