"""Whole runs against a site on loopback: pages that go and come back, broken nights, redirects that lead astray."""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import random
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from scraper.catalogue.organisations import ORGANISATIONS
from scraper.cli import cli
from scraper.fetcher.archive import warc_files
from scraper.pipeline import Request
from scraper.pipeline import run as run_pipeline
from scraper.quality.report import Report
from scraper.settings import load_settings
from tests.fetcher.server import Reply, Seen, Site, answer
from tests.support.amount import amount
from tests.support.forms import Written, put, record

from .site import ROOT, ask, page, save

PATH = "/peel-assessments/peel-2016/{}/"
AT = "https://hmicfrs.justiceinspectorates.gov.uk" + PATH
FORCES = ("surrey", "kent", "essex", "norfolk", "suffolk", "dorset")
TITLES = {o.slug: o.name for o in ORGANISATIONS.values() if o.kind == "police" and o.in_round("2016")}
GONE = answer("<html><body><h1>Page not found</h1></body></html>", 404)
PILLAR = (ROOT / "fixtures/pillar/norfolk-2016-efficiency-one-word-lines-lost/page.html").read_text(
    "utf-8"
)  # Norfolk, efficiency
HOME = "<!doctype html><html><head><title>HMICFRS</title></head><body><main><h1>HMICFRS</h1><p>Welcome.</p></main></body></html>"


def found(force: str, **headers: str) -> bytes:
    return answer(page(force.capitalize()), ETag=f'"{force}"', **headers)


def conditional(force: str) -> Reply:
    """A page that answers 304 to whoever has it."""

    def reply(conn: object, seen: Seen) -> None:
        there = seen.headers.get("if-none-match") == f'"{force}"'
        conn.sendall(answer(b"", 304, length=None, ETag=f'"{force}"') if there else found(force))  # type: ignore[attr-defined]

    return reply


@dataclass
class Bench:
    """An output folder, a site, and runs of the pipeline in this process."""

    folder: Path
    site: Site
    said: list[str] = field(default_factory=list)
    runs: int = 0

    def serve(self, *forces: str, **replies: Reply) -> None:
        """Let these forces' pages be there, these answer so, and nothing else."""
        kept = self.site.routes["/robots.txt"]
        self.site.routes = {"/robots.txt": kept, **{PATH.format(f): [found(f)] for f in forces}}
        self.site.routes |= {PATH.format(f): [reply] for f, reply in replies.items()}
        self.site.log.clear()

    def run(
        self, *targets: str, forces: tuple[str, ...] = FORCES, files: tuple[Path, ...] = (), **more: object
    ) -> Report:
        settings = load_settings(
            db=self.folder / "peel.db", archive_dir=self.folder / "archive", site=self.site.base, delay=0.0, jitter=0.0,
            backoff=0.0,
            **more,
        )  # fmt: skip
        scope = {} if targets else {"rounds": frozenset({"2016"}), "organisations": _ids(forces)}
        request = Request((*(AT.format(t) for t in targets), *map(str, files)), **scope)
        self.runs += 1
        return run_pipeline(settings, request, say=self.said.append, run_id=f"run-{self.runs:02d}")

    def outcomes(self, run: Report) -> dict[str, tuple[object, object]]:
        """Outcome and reason of each page of 2016's assessments in a run, by force."""
        rows = ask(self.folder / "state.db", f"SELECT page, outcome, reason FROM outcomes WHERE run = '{run.run}'")
        return {str(p).split("/")[1]: (o, r) for p, o, r in rows if str(p).endswith("/assessment")}

    def gone(self) -> list[object]:
        return [
            row[0] for row in ask(self.folder / "peel.db", "SELECT id FROM pages WHERE gone_at IS NOT NULL ORDER BY id")
        ]


def _ids(forces: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"police/{force}" for force in forces)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    site = Site()
    yield Bench(tmp_path, site)
    site.close()


@pytest.mark.parametrize("how", ["same bytes", "304", "other bytes"])
def test_a_page_that_was_gone_and_answers_again_is_no_longer_gone(bench: Bench, how: str) -> None:
    bench.serve(kent=found("kent"), surrey=conditional("surrey") if how == "304" else found("surrey"))
    assert bench.run("surrey", "kent").verdict.code == 0
    bench.serve("kent", surrey=GONE)
    second = bench.run("surrey", "kent")
    assert second.verdict.code == 4 and bench.gone() == ["police/surrey/2016/assessment"]
    assert bench.outcomes(second)["surrey"] == ("gone", "http_404")
    assert bench.run("surrey", "kent").verdict.code == 0, "a page newly gone gives 4 once"
    text = page("Surrey").replace("</main>", "<p>One more.</p></main>")
    back = {"304": conditional("surrey"), "same bytes": found("surrey"), "other bytes": answer(text)}[how]
    bench.serve("kent", surrey=back)
    fourth = bench.run("surrey", "kent")
    assert (fourth.verdict.code, fourth.published, bench.gone()) == (0, True, [])


@pytest.mark.parametrize(
    "where", ["https://www.justiceinspectorates.gov.uk/hmicfrs", "https://hmicfrs.justiceinspectorates.gov.uk"]
)
def test_an_address_by_any_of_the_sites_names_is_asked_for_on_the_mirror(bench: Bench, where: str) -> None:
    bench.serve("kent")
    settings = load_settings(
        db=bench.folder / "peel.db", archive_dir=bench.folder / "archive", site=bench.site.base, delay=0.0, jitter=0.0
    )
    done = run_pipeline(settings, Request((where + PATH.format("kent"),)), say=bench.said.append)
    assert (done.verdict.code, done.counts) == (0, {"loaded": 1}), done.verdict.line
    assert ask(bench.folder / "peel.db", "SELECT id FROM pages") == [("police/kent/2016/assessment",)]


def test_a_rebuild_knows_which_pages_are_gone_and_which_came_back(bench: Bench) -> None:
    bench.serve("kent", "essex", surrey=found("surrey"))
    bench.run("surrey", "kent", "essex")
    bench.serve("kent", surrey=GONE, essex=GONE)
    bench.run("surrey", "kent", "essex")
    bench.serve("kent", "surrey", essex=GONE)
    bench.run("surrey", "kent", "essex")
    before = bench.gone()
    words = ["rebuild", "--db", str(bench.folder / "peel.db"), "--archive-dir", str(bench.folder / "archive")]
    cli.main(words, standalone_mode=False)
    assert bench.gone() == before == ["police/essex/2016/assessment"]
    other = bench.folder / "elsewhere" / "peel.db"
    other.parent.mkdir()
    cli.main(["rebuild", "--db", str(other), *words[3:]], standalone_mode=False)
    assert ask(other, "SELECT id FROM pages WHERE gone_at IS NOT NULL") == [("police/essex/2016/assessment",)]
    assert not (other.parent / "state.db").exists()


SURREY: dict[str, Reply] = {
    "home": answer(HOME),
    "gone": GONE,
    "page": found("surrey"),
    "304": conditional("surrey"),
    "other bytes": answer(page("Surrey") + "<!-- node 7 -->"),
    "other words": answer(page("Surrey").replace("</main>", "<p>One more.</p></main>")),
    "another's": found("kent"),
}
SHOWN = [
    ["home", "gone", "page", "page", "gone", "304"],
    ["page", "gone", "home", "304", "gone", "home", "304"],
    ["home", "another's", "gone", "home"],
]


@pytest.mark.parametrize(
    "shown", [*SHOWN, *(random.Random(seed).choices([*SURREY], k=6) for seed in range(amount(0, 30)))]
)
def test_a_rebuild_after_each_night_has_the_pages_of_the_night(bench: Bench, shown: list[str]) -> None:
    other = bench.folder / "again/peel.db"
    other.parent.mkdir()
    words = ["rebuild", "--db", str(other), "--archive-dir", str(bench.folder / "archive")]
    pages = "SELECT * FROM pages ORDER BY id"
    for one in shown:
        bench.serve("kent", surrey=SURREY[one])
        bench.run("surrey", "kent")
        assert cli.main(words, standalone_mode=False) == 0
        assert ask(other, pages) == ask(bench.folder / "peel.db", pages)


@pytest.mark.parametrize("status", [404, 410])
def test_a_night_on_which_a_fifth_of_the_pages_is_gone_marks_none(bench: Bench, status: int) -> None:
    bench.serve(*FORCES)
    assert bench.run().verdict.code == 0
    bench.serve("surrey", **dict.fromkeys(FORCES[1:], answer("no", status)))
    broken = bench.run()
    assert broken.verdict.code == 4 and bench.gone() == []
    assert (
        "the site looks broken: 5 of 6" in broken.verdict.line and "the site looks broken" in broken.verdict.reasons[0]
    )
    told = bench.outcomes(broken)
    assert [told[force] for force in FORCES] == [("unchanged", "identical"), *[("failed", "site_broken")] * 5]
    bench.serve(*FORCES)
    good = bench.run()
    assert good.verdict.code == 0 and set(bench.outcomes(good).values()) == {("unchanged", "identical")}


STOOD: dict[str, bytes] = {
    "home": answer(HOME),
    "not found": answer("<html><body><h1>Page not found</h1></body></html>"),
    "nothing": answer(""),
}


@pytest.mark.parametrize(
    ("stood", "gone"), amount([*zip(STOOD, (0, 2, 0), strict=True)], [(one, gone) for one in STOOD for gone in (0, 2)])
)
def test_a_night_on_which_something_else_stands_for_a_fifth_of_the_pages_is_asked_again_by_the_next(
    bench: Bench, stood: str, gone: int
) -> None:
    """By their clock such pages wait for a day, then for two, for four: the site is back the next night."""
    bench.serve(*FORCES)
    bench.run()
    for _ in range(2):
        bench.serve("surrey", **(dict.fromkeys(FORCES[1:], STOOD[stood]) | dict.fromkeys(FORCES[1 : 1 + gone], GONE)))
        broken = bench.run()
        assert (broken.verdict.code, bench.gone()) == (4, [])
        assert "the site looks broken: 5 of 6 known pages" in broken.verdict.line
        assert {PATH.format(force) for force in FORCES} <= {seen.path for seen in bench.site.log}
    bench.serve(*FORCES)
    good = bench.run()
    assert good.verdict.code == 0 and set(bench.outcomes(good)) == set(FORCES)


def test_what_a_broken_site_shows_where_no_page_ever_was_is_no_news_of_that(bench: Bench) -> None:
    sql = "SELECT page, outcome FROM outcomes WHERE outcome IN ('not_published', 'rejected') ORDER BY page"
    absent = "SELECT page, outcome, misses FROM frontier WHERE good_at IS NULL ORDER BY page"
    bench.serve(*FORCES)
    bench.run()
    known, told = (ask(bench.folder / "state.db", query) for query in (absent, sql))
    assert len(known) > 20 and {row[1] for row in known} == {"not_published"}
    bench.serve()
    bench.site.otherwise = answer("")
    with closing(sqlite3.connect(bench.folder / "state.db")) as state, state:
        state.execute("UPDATE frontier SET again = 1")
    broken = bench.run()
    assert "the site looks broken: 6 of 6" in broken.verdict.line and broken.planned > len(FORCES) + 20
    assert broken.verdict.line.count("looks broken") == 1
    assert [*map(ask, [bench.folder / "state.db"], [absent])] == [known]
    assert {page for page, outcome in ask(bench.folder / "state.db", sql) if outcome == "rejected"} <= {
        f"police/{force}/2016/assessment" for force in FORCES
    }
    assert set(told) <= set(ask(bench.folder / "state.db", sql))


FRONTS = [HOME, HOME.replace("Welcome", "Maintenance soon"), "<html><body><h1>Other</h1></body></html>"]


@pytest.mark.parametrize(
    ("kept", "front"), amount([*enumerate(FRONTS)], [(kept, front) for kept in range(3) for front in FRONTS])
)
def test_pages_that_lead_to_one_other_are_all_asked_again_though_not_each_was_followed(
    bench: Bench, kept: int, front: str
) -> None:
    """The address that they lead to is asked for a few times only, so that the rest have another outcome than the first."""
    bench.serve(*FORCES)
    bench.run()
    bench.serve(*FORCES[:kept], **dict.fromkeys(FORCES[kept:], answer("", 302, Location="/")))
    bench.site.routes["/"] = [answer(front)]
    broken = bench.run()
    assert broken.verdict.code in {1, 4} and bench.gone() == []
    assert ("the site looks broken" in broken.verdict.line) == (kept < 2)
    bench.serve(*FORCES)
    good = bench.run()
    assert good.verdict.code == 0 and set(bench.outcomes(good)) == set(FORCES)


def test_a_page_in_whose_place_something_else_stands_waits_for_its_clock_where_the_others_are_there(
    bench: Bench,
) -> None:
    bench.serve(*FORCES)
    bench.run()
    bench.serve(*FORCES[1:], surrey=answer(HOME))
    assert "looks broken" not in bench.run().verdict.line
    bench.run()
    assert [seen.path for seen in bench.site.log].count(PATH.format("surrey")) == 1


def test_a_site_on_which_everything_is_gone_is_partial_and_costs_nothing(bench: Bench) -> None:
    bench.serve(*FORCES)
    bench.run()
    before = (bench.folder / "peel.db").read_bytes()
    bench.serve()
    for _ in range(3):
        broken = bench.run()
        assert broken.verdict.code == 4 and not broken.published
    assert (bench.folder / "peel.db").read_bytes() == before and bench.gone() == []
    assert {PATH.format(force) for force in FORCES} <= {seen.path for seen in bench.site.log}


@pytest.mark.parametrize(("lost", "asked", "broken"), [(4, 6, False), (5, 6, True), (5, 25, True), (5, 26, False)])
def test_five_and_a_fifth_of_the_known_pages_asked_are_many(bench: Bench, lost: int, asked: int, broken: bool) -> None:
    names = sorted(TITLES)[:asked]
    bench.serve(*names)
    for name in names:
        bench.site.routes[PATH.format(name)] = [answer(page(TITLES[name]), ETag=f'"{name}"')]
    assert bench.run(*names).verdict.code in {0, 3}
    for name in names[:lost]:
        bench.site.routes[PATH.format(name)] = [GONE]
    found_so = bench.run(*names)
    assert (len(bench.gone()), found_so.verdict.line.count("looks broken")) == ((0, 1) if broken else (lost, 0))


def test_pages_that_are_gone_already_are_no_sign_of_a_broken_site(bench: Bench) -> None:
    bench.serve(*FORCES)
    bench.run(*FORCES)
    for last in (3, 5):
        bench.serve(*FORCES[last:], **dict.fromkeys(FORCES[:last], GONE))
        assert bench.run(*FORCES).verdict.code == 4
        assert len(bench.gone()) == last


def test_the_last_pages_of_a_scope_may_go_too(bench: Bench) -> None:
    bench.serve("surrey")
    bench.run(forces=("surrey",))
    bench.serve()
    assert bench.run(forces=("surrey",)).verdict.code == 4
    assert bench.gone() == ["police/surrey/2016/assessment"]
    assert bench.run(forces=("surrey",)).verdict.code == 0


def test_an_address_that_never_had_a_page_is_not_published_and_fails_only_who_named_it(bench: Bench) -> None:
    bench.serve("kent")
    alone = bench.run("surrey")
    assert (alone.verdict.code, bench.outcomes(alone)) == (1, {"surrey": ("not_published", "http_404")})
    assert alone.counts["not_published"] == 1 and not alone.counts["gone"]
    both = bench.run("surrey", "kent")
    assert (both.verdict.code, both.counts["not_published"], both.counts["loaded"]) == (0, 1, 1)
    scope = bench.run(forces=("surrey",))
    assert scope.verdict.code == 0 and scope.counts["not_published"] == scope.planned > 1


def test_a_scope_at_whose_addresses_nothing_ever_was_is_not_clean(bench: Bench) -> None:
    bench.serve()
    empty = bench.run(forces=("surrey",))
    assert empty.verdict.code == 1 and "no page at any" in empty.verdict.reasons[0]
    again = bench.run(forces=("surrey",))
    assert (again.planned, again.verdict.code) == (0, 1) and "the database has no page" in again.verdict.line


@pytest.mark.parametrize("via", ["wayback", "ukgwa"])
def test_a_scope_of_which_a_web_archive_has_nothing_is_told_as_that(bench: Bench, via: str) -> None:
    bench.site.otherwise = answer("[]", **{"Content-Type": "application/json"})
    settings = load_settings(
        db=bench.folder / "peel.db", archive_dir=bench.folder / "archive", contact="tests@example.org", delay=0.0, via=via,
        wayback=bench.site.base, ukgwa=bench.site.base,
    )  # fmt: skip
    done = run_pipeline(settings, Request(rounds=frozenset({"2016"}), organisations=_ids(("surrey",))), run_id="run-01")
    assert done.verdict.code == 1
    assert f"the index of {via} has no capture of any address that was asked for; 0 planned" in done.verdict.line


def test_a_page_that_the_database_has_and_a_lost_state_has_not_is_gone_all_the_same(bench: Bench) -> None:
    bench.serve("surrey", "kent")
    bench.run("surrey", "kent")
    for name in ("state.db", "state.db-wal", "state.db-shm"):
        (bench.folder / name).unlink(missing_ok=True)
    bench.serve("kent", surrey=GONE)
    assert bench.run("surrey", "kent").verdict.code == 0, "the archive gives what the state has lost"
    assert bench.run("surrey", "kent").verdict.code == 4
    assert bench.gone() == ["police/surrey/2016/assessment"]


@pytest.mark.parametrize("order", [("kent", "surrey"), ("surrey", "kent"), ("surrey",)])
@pytest.mark.parametrize("body", ["", "<html><h1>301 Moved</h1></html>"], ids=["empty", "body"])
def test_a_redirect_to_anothers_page_is_refused_in_any_order(bench: Bench, order: tuple[str, ...], body: str) -> None:
    bench.serve("kent", surrey=answer(body, 302, Location=PATH.format("kent")))
    for code in (1 if order == ("surrey",) else 4,) * 2:
        run = bench.run(*order)
        assert bench.outcomes(run)["surrey"] == ("rejected", "identity") and run.verdict.code == code
    pages = ask(bench.folder / "peel.db", "SELECT id FROM pages") if "kent" in order else []
    assert pages == ([("police/kent/2016/assessment",)] if "kent" in order else [])


def test_a_redirect_to_another_round_is_refused_and_one_to_the_forces_new_address_is_not(bench: Bench) -> None:
    other = "/peel-assessments/peel-2017/surrey/"
    bench.serve("kent", surrey=answer("", 301, Location=other))
    bench.site.routes[other] = [answer(page("Surrey").replace("2016", "2017"))]
    assert bench.outcomes(bench.run("kent", "surrey"))["surrey"] == ("rejected", "identity")
    bench.serve(kent=answer("", 301, Location="/inspections/a-kent/"))
    bench.site.routes["/inspections/a-kent/"] = [found("kent")]
    assert bench.outcomes(bench.run("kent"))["kent"][0] == "unchanged"


def test_pages_that_lead_to_another_of_their_assessment_are_none_and_leave_that_one_its_requests(bench: Bench) -> None:
    efficiency, *rest = (f"{PATH.format('norfolk')}{name}/" for name in ("efficiency", "effectiveness", "legitimacy"))
    bench.serve("norfolk")
    bench.site.routes |= {path: [answer("", 301, Location=PATH.format("norfolk"))] for path in rest}
    bench.site.routes[efficiency] = [answer(PILLAR)]
    bench.run(forces=("norfolk",))
    bench.site.routes[efficiency] = [answer("", 301, Location=PATH.format("norfolk"))]
    bench.site.routes[PATH.format("norfolk")] = [answer(page("Norfolk").replace("</main>", "<p>More.</p></main>"))]
    run = bench.run(forces=("norfolk",))
    assert bench.outcomes(run)["norfolk"] == ("loaded", None) and run.verdict.code == 4
    lost = "SELECT outcome, reason FROM outcomes WHERE page LIKE '%/efficiency' ORDER BY run DESC LIMIT 1"
    assert ask(bench.folder / "state.db", lost) == [("rejected", "soft_404")]
    assert len(bench.site.asked(PATH.format("norfolk"))) == 2
    named = bench.run("norfolk/efficiency")
    assert named.verdict.code == 1 and "another page" in named.verdict.line


def test_a_304_that_speaks_of_another_copy_is_asked_again_without_conditions(bench: Bench) -> None:
    def always(conn: socket.socket, seen: Seen) -> None:
        """Answer 304 to whoever has any copy, with the tag of the one that is there now."""
        conn.sendall(answer("", 304, length=None, ETag='"new"') if "if-none-match" in seen.headers else new)

    new = answer(page("Kent").replace("</main>", "<p>More.</p></main>"), ETag='"new"')
    bench.serve("kent")
    bench.run("kent")
    bench.serve(kent=always)
    assert [bench.outcomes(bench.run("kent"))["kent"] for _ in range(2)] == [
        ("loaded", None),
        ("unchanged", "revalidated"),
    ]


def test_a_page_that_only_its_text_shows_to_be_anothers_does_not_count_as_the_one_asked_for(bench: Bench) -> None:
    bench.serve("kent", surrey=answer("", 302, Location="/inspections/one/"))
    bench.site.routes["/inspections/one/"] = [answer(page("Kent").replace("</main>", "<p>Moved.</p></main>"))]
    for _ in range(2):
        run = bench.run("kent", "surrey")
        assert bench.outcomes(run)["surrey"] == ("rejected", "identity") and run.verdict.code == 4
    assert ask(bench.folder / "peel.db", "SELECT id FROM pages") == [("police/kent/2016/assessment",)]


@pytest.mark.parametrize("how", ["in place", "by a redirect", "by a redirect to the front page"])
def test_a_home_page_at_the_address_of_a_page_that_was_there_is_refused_until_the_page_is_back(
    bench: Bench, how: str
) -> None:
    bench.serve("surrey", "kent")
    bench.run("surrey", "kent")
    to = {"by a redirect": "/welcome/", "by a redirect to the front page": "/"}.get(how)
    bench.serve("kent", surrey=answer("", 302, Location=to) if to else answer(HOME))
    bench.site.routes |= {"/welcome/": [answer(HOME)], "/": [answer(HOME)]}
    for _ in range(2):
        run = bench.run("surrey", "kent")
        assert bench.outcomes(run)["surrey"] == ("rejected", "soft_404") and run.verdict.code == 4
    assert ask(bench.folder / "peel.db", "SELECT grade FROM judgments WHERE id = 'police/surrey/2016/effectiveness'")
    assert bench.gone() == []
    bench.serve("surrey", "kent")
    assert bench.outcomes(bench.run("surrey", "kent"))["surrey"][0] in {"unchanged", "loaded"}


def test_a_rebuild_refuses_the_home_page_too(bench: Bench) -> None:
    bench.serve("surrey", "kent")
    bench.run("surrey", "kent")
    bench.serve("kent", surrey=answer(HOME))
    bench.run("surrey", "kent")
    words = ["rebuild", "--db", str(bench.folder / "peel.db"), "--archive-dir", str(bench.folder / "archive")]
    cli.main(words, standalone_mode=False)
    pages = ask(bench.folder / "peel.db", "SELECT id FROM pages ORDER BY id")
    assert pages == [("police/kent/2016/assessment",), ("police/surrey/2016/assessment",)]


def test_a_page_that_came_back_in_other_bytes_is_there_after_a_rebuild_too(bench: Bench) -> None:
    bench.serve("surrey", "kent")
    bench.run("surrey", "kent")
    bench.serve("kent", surrey=GONE)
    assert bench.run("surrey", "kent").verdict.code == 4 and bench.gone() == ["police/surrey/2016/assessment"]
    bench.serve("kent", surrey=answer(page("Surrey") + "<!-- node 7 -->"))
    assert bench.outcomes(bench.run("surrey", "kent"))["surrey"] == ("unchanged", "same_words")
    before = (bench.gone(), ask(bench.folder / "peel.db", "SELECT id FROM snapshots ORDER BY id"))
    words = ["rebuild", "--db", str(bench.folder / "peel.db"), "--archive-dir", str(bench.folder / "archive")]
    cli.main(words, standalone_mode=False)
    assert (bench.gone(), ask(bench.folder / "peel.db", "SELECT id FROM snapshots ORDER BY id")) == before
    assert before[0] == []


def test_an_outage_is_no_news_of_any_page(bench: Bench) -> None:
    bench.serve(*FORCES)
    first = bench.run()
    plan = {seen.path for seen in bench.site.log}
    told = ask(bench.folder / "state.db", "SELECT page, outcome, reason, checked_at FROM frontier ORDER BY page")
    bench.site.routes = {"/robots.txt": [answer("down", 503)]}
    bench.site.otherwise = answer("down", 503)
    assert bench.run(total_timeout=2.0).verdict.code == 1
    assert told == ask(
        bench.folder / "state.db", "SELECT page, outcome, reason, checked_at FROM frontier ORDER BY page"
    )
    bench.site.routes["/robots.txt"], bench.site.otherwise = [answer("", 404)], GONE
    bench.serve(*FORCES)
    assert bench.run().verdict.code == 0 and first.planned > len(FORCES)
    assert {seen.path for seen in bench.site.log} <= plan | {s.path for s in bench.site.log if "no-such-page" in s.path}


def test_status_tells_when_pages_were_looked_at_and_narrows_by_round_and_organisation(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.serve(*FORCES)
    bench.run()
    old = "2020-01-01T03:00:00+00:00"
    ask_state = bench.folder / "state.db"
    _write(ask_state, f"UPDATE frontier SET checked_at = '{old}' WHERE page LIKE 'police/kent/%'")
    said = _said(capsys, "status", "--db", str(bench.folder / "peel.db"))
    assert "1 of 6 pages are overdue" in said and "1 by more than a week" in said and "0 days ago" in said
    assert "police/kent/2016/assessment" in said and "2016" in said
    narrow = _said(capsys, "status", "--db", str(bench.folder / "peel.db"), "--organisation", "police/surrey")
    assert "0 of 1 pages are overdue" in narrow and "police/kent" not in narrow
    assert ["police/surrey", "1"] in [line.split()[:2] for line in narrow.splitlines()]
    other = _said(capsys, "status", "--db", str(bench.folder / "peel.db"), "--round", "2017")
    assert "no live run over the catalogue looks after these pages" in other


def test_pages_of_targets_and_files_are_never_overdue(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.serve("surrey")
    bench.run("surrey")
    _write(bench.folder / "state.db", "UPDATE frontier SET checked_at = '2020-01-01T03:00:00+00:00'")
    assert "looks after these pages" in _said(capsys, "status", "--db", str(bench.folder / "peel.db"))
    assert warc_files(bench.folder / "archive")


def _write(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(sql)
        db.commit()


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    cli.main([*words], standalone_mode=False)
    return capsys.readouterr().out


@pytest.mark.parametrize("profile", ["identical-payload-digest", "server-not-modified"])
@pytest.mark.parametrize("is_file", [False, True])
def test_a_revisit_stands_for_what_the_same_run_keeps(bench: Bench, profile: str, is_file: bool) -> None:
    """Of whatever source: a page that it fetches, or a saved one that it reads."""
    bench.serve("kent", "essex")
    later = Written(AT.format("kent"), dt.datetime(2018, 5, 1, tzinfo=dt.UTC), page("Kent").encode())
    named = {"WARC-Profile": f"http://netpreserve.org/warc/1.1/revisit/{profile}"}
    crawl = put(bench.folder, "crawl.warc.gz", gzip.compress(record(later, "revisit", **named)))
    saved = save(bench.folder / "saved", forces=["Kent"])
    run = bench.run("essex" if is_file else "kent", files=(crawl, *([saved] if is_file else [])))
    rows = ask(bench.folder / "state.db", "SELECT outcome, reason FROM outcomes WHERE page LIKE '%crawl.warc.gz%'")
    assert (run.verdict.code, rows) == (0, [("loaded", None)]), run.verdict.reasons


TOLD = {
    "page": Written(AT.format("kent"), dt.datetime(2017, 5, 1, tzinfo=dt.UTC), page("Kent").encode()),
    "gone": Written(AT.format("kent"), dt.datetime(2018, 5, 1, tzinfo=dt.UTC), b"no page"),
    "other": Written(AT.format("kent"), dt.datetime(2019, 5, 1, tzinfo=dt.UTC), page("Kent").encode() + b"<!-- 7 -->"),
}


@pytest.mark.parametrize("names", [("page", "gone"), ("page", "gone", "other")])
def test_when_a_page_was_gone_hangs_on_no_order_of_runs(bench: Bench, names: tuple[str, ...]) -> None:
    files = {
        name: put(
            bench.folder, f"{name}.warc.gz", gzip.compress(record(TOLD[name], status=404 if name == "gone" else 200))
        )
        for name in names
    }
    found: set[object] = set()
    for number, order in enumerate(itertools.permutations(names)):
        apart = Bench(bench.folder / str(number), bench.site)
        for name in order:
            apart.run(files=(files[name],))
        found.add(tuple(ask(apart.folder / "peel.db", "SELECT id, gone_at FROM pages")))
    assert found == {(("police/kent/2016/assessment", None if "other" in names else "2018-05-01T00:00:00Z"),)}


def test_a_database_that_was_lost_knows_what_is_gone(bench: Bench) -> None:
    bench.serve("kent", "essex")
    bench.run("kent", "essex")
    bench.serve("essex", kent=GONE)
    assert bench.run("kent", "essex").verdict.code == 4
    (bench.folder / "peel.db").unlink()
    bench.run("essex")
    assert bench.gone() == ["police/kent/2016/assessment"]


@pytest.mark.parametrize(
    ("of_page", "of_answer", "gone"),
    [
        *(("new", "old", 0), ("old", "old", 1), ("old", "new", 1), ("new", "new", 1)),
        *(
            ("new", "kept of new", 1),
            ("kept of new", "old", 0),
            ("kept of new", "kept of new", 1),
            ("old", "kept of new", 1),
        ),
        *(("kept of new", "kept of old", 0), ("new", "kept of old", 0), ("kept of old", "kept of old", 1)),
    ],
)
def test_an_old_host_that_answers_no_more_tells_nothing_of_a_page_that_moved(
    bench: Bench, of_page: str, of_answer: str, gone: int
) -> None:
    """A web archive's address says of which host its copy is."""
    old = "http://www.justiceinspectorates.gov.uk/hmicfrs" + PATH
    hosts = {"new": AT, "old": old}
    captures = []
    for one, where in ((TOLD["page"], of_page), (TOLD["gone"], of_answer)):
        url = hosts[where.removeprefix("kept of ")].format("kent")
        kept = f"https://web.archive.org/web/{one.at:%Y%m%d%H%M%S}/{url}"
        captures.append(replace(one, url=kept if where.startswith("kept") else url))
    there, away = captures
    of_the_site = "Memento-Datetime: Tue, 01 May 2018 00:00:00 GMT\r\n"
    parts = (record(there), record(away, status=404, headers=of_the_site))
    crawl = put(bench.folder, "crawl.warc.gz", b"".join(map(gzip.compress, parts)))
    assert (bench.run(files=(crawl,)).verdict.code, len(bench.gone())) == (4 if gone else 0, gone)


@pytest.mark.parametrize("is_named", [True, False])
def test_a_page_newly_gone_is_news_though_it_is_all_that_a_run_brings(bench: Bench, is_named: bool) -> None:
    """It is told and published once; a page that was gone before, asked for by name, is a target without a page."""
    targets = ("kent",) if is_named else ()
    bench.serve("kent")
    assert bench.run(*targets, forces=("kent",)).verdict.code == 0
    bench.serve(kent=GONE)
    second = bench.run("kent", forces=("kent",)) if is_named else bench.run(forces=("kent",), settled_days=1e-9)
    assert (second.verdict.code, second.published) == (4, True), second.verdict.line
    assert bench.gone() == ["police/kent/2016/assessment"]
    assert "newly gone: police/kent/2016/assessment" in second.verdict.line
    if is_named:
        assert bench.run("kent").verdict.code == 1


@pytest.mark.parametrize("how", ["a file", "the site again"])
def test_a_page_of_another_site_may_hold_made_up_grades_in_later_runs_too(bench: Bench, how: str) -> None:
    bench.serve("kent")
    first = bench.run("kent")
    assert first.known is not None and first.known.differ, "the page made for tests differs from the published one"
    again = load_settings(
        db=bench.folder / "peel.db", archive_dir=bench.folder / "archive", contact="tests@example.org"
    )
    saved = str(save(bench.folder / "saved", forces=["Essex"]))
    target = saved if how == "a file" else bench.site.base + PATH.format("kent")
    later = run_pipeline(again, Request((target,)), run_id="run-02")
    assert later.verdict.code == 0 and later.known is not None and not later.known.from_site, later.verdict.line


def test_an_answer_of_a_crawl_that_a_page_is_gone_is_news(bench: Bench) -> None:
    bench.serve("kent")
    assert bench.run("kent").verdict.code == 0
    later = Written(AT.format("kent"), dt.datetime.now(dt.UTC) + dt.timedelta(hours=1), b"no page")
    crawl = put(bench.folder, "crawl.warc.gz", gzip.compress(record(later, status=404)))
    run = bench.run(files=(crawl,))
    assert (run.verdict.code, run.published, bench.gone()) == (4, True, ["police/kent/2016/assessment"])


@pytest.mark.parametrize("left", amount([None, 0, 0.5, 0.95, "zeros"], [None, 0, 0.3, 0.5, 0.8, 0.95, 0.999, "zeros"]))
def test_an_archive_file_that_lost_anything_is_an_alarm_each_night_until_it_is_accepted_or_put_back(
    bench: Bench, left: float | str | None
) -> None:
    """What was cut off behind the last capture was nobody's loss, a cut inside one was told for a night, and zeros of its length in a line of a clean run."""
    bench.serve(*FORCES[:2])
    for name in FORCES[:2]:
        bench.site.routes[PATH.format(name)] = [conditional(name)]
    assert bench.run(forces=FORCES[:2]).verdict.code == 0
    (file,) = warc_files(bench.folder / "archive")
    whole = file.read_bytes()
    file.unlink()
    if left is not None:
        file.write_bytes(bytes(len(whole)) if isinstance(left, str) else whole[: int(len(whole) * left)])
    for _ in range(3):
        night = bench.run(*FORCES[:2])
        assert (
            night.verdict.code == 3
            and f"the archive has lost 1 file that was written to it ({file.name})" in night.verdict.line
        )
    taken = [
        line for line in bench.said if "was fetched and not loaded" in line or "of which nothing was noted" in line
    ]
    assert len(taken) <= 2, "what is left of the file is taken up once"
    kept = bench.folder / "kept"
    shutil.copytree(bench.folder, kept)
    file.write_bytes(whole)
    assert bench.run(*FORCES[:2]).verdict.code == 0, "put back"
    assert cli.main(["check", "--accept", "--db", str(kept / "peel.db")], standalone_mode=False) in {0, None}
    bench.folder = kept
    for _ in range(2):
        assert bench.run(*FORCES[:2]).verdict.code == 0, "accepted"
