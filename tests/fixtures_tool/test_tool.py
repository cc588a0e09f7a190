"""The tool a maintainer uses: list, add, check, refresh; what it writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from scraper.fixtures.cases import Case, all_cases
from scraper.fixtures.listing import gaps, readme_with
from scraper.fixtures.reduce import reduce_page, what_counts
from tests.support.room import no_file_longer_than

from .conftest import MODEL, ROOT, Tool

PAGE = ROOT / "fixtures" / MODEL / "page.html"


def meta_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "meta.json").read_text("utf-8"))
    return found


def write_meta(folder: Path, **values: Any) -> None:
    (folder / "meta.json").write_text(json.dumps({**meta_of(folder), **values}), "utf-8")


def damage(checkout: Path, old: str, new: str) -> Path:
    """Change the model page, as the site would."""
    folder = checkout / "fixtures" / MODEL
    text = (folder / "page.html").read_text("utf-8")
    assert old in text
    (folder / "page.html").write_text(text.replace(old, new), "utf-8")
    return folder


@pytest.mark.parametrize("limit", [0, 500, 4_000])
@pytest.mark.parametrize("words", [
    ("refresh", "--yes", "--reason", "why", MODEL),
    ("list", "--write"),
    ("add", PAGE, "--case", "another", "--why", "why"),
])  # fmt: skip
def test_a_full_disk_leaves_the_fixtures_as_they_were(
    words: tuple[str | Path, ...], limit: int, checkout: Path, tool: Tool
) -> None:
    answer = checkout / "fixtures" / MODEL / "expected.json"
    answer.write_text(answer.read_text("utf-8").replace("Wendy Williams", "Somebody Else"), "utf-8")
    readme = checkout / "fixtures/README.md"
    readme.write_text(readme.read_text("utf-8").replace("staffordshire", "elsewhere"), "utf-8")
    told = checkout / "fixtures" / MODEL / "meta.json"  # may have the reason, and is whole
    before = {one: one.read_bytes() for one in checkout.rglob("*") if one.is_file() and one != told}
    with no_file_longer_than(limit):
        done = tool(*words)
    assert done.returncode == 1 and "can't be written" in done.stderr and "ulimit" in done.stderr, done
    after = {one: one.read_bytes() for one in checkout.rglob("*") if one.is_file() and one != told}
    assert after == before and not (checkout / "fixtures/assessment/another").exists()
    assert tool(*words).returncode == 0


def test_list_counts_and_names_the_gaps(tool: Tool) -> None:
    done = tool("list")
    assert done.returncode == 0
    assert f"{MODEL}  [police 2016; final; headings; sound]" in done.stdout
    assert "gaps: " in done.stdout
    assert "no report of" in done.stdout or "no page of type report" in done.stdout


def test_a_name_that_no_fixture_has_is_one_line(tool: Tool) -> None:
    done = tool("list", "assessment/atlantis")
    assert done.returncode == 2
    assert "no fixture is called assessment/atlantis" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_readme_lists_every_case_of_the_project() -> None:
    text = (ROOT / "fixtures/README.md").read_text("utf-8")
    assert readme_with(text, all_cases(ROOT / "fixtures")) == text, "run `peel fixtures list --write`"


def test_the_projects_fixtures_have_no_gap() -> None:
    assert list(gaps(all_cases(ROOT / "fixtures"))) == []


def test_add_a_saved_page_then_the_first_test_run_asks_for_review(tool: Tool, checkout: Path) -> None:
    done = tool("add", PAGE, "--case", "staffordshire-2016-again", "--why", "It is here twice.", "--url",
                "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/")  # fmt: skip
    assert done.returncode == 0, done.stderr
    folder = checkout / "fixtures/assessment/staffordshire-2016-again"
    assert (folder / "page.html").read_bytes() == PAGE.read_bytes()
    assert not (folder / "expected.json").exists()
    found = meta_of(folder)
    assert found["origin"] == "captured"
    assert found["case"] == "It is here twice."
    assert found["facts"] == {}
    assert "4 judgments" in done.stdout
    assert "write its facts" in done.stdout


def test_a_page_of_a_new_type_is_added_as_what_it_shall_be(tool: Tool, checkout: Path) -> None:
    done = tool("add", PAGE, "--case", "to-be-read", "--type", "fact_sheet", "--why", "x")
    assert done.returncode == 0, done.stderr
    folder = checkout / "fixtures/fact_sheet/to-be-read"
    assert meta_of(folder)["facts"] == {"page": {"type": "fact_sheet"}}
    assert "read as assessment" in done.stdout
    checked = tool("check", "fact_sheet/to-be-read")
    assert checked.returncode == 3
    assert "the facts say 'fact_sheet'" in checked.stdout
    malformed = tool("add", PAGE, "--case", "to-be-read-too", "--type", "../fact")
    assert malformed.returncode == 2
    assert "is no name of a page type" in malformed.stderr


def test_add_refuses_to_overwrite_and_a_malformed_name(tool: Tool) -> None:
    taken = tool("add", PAGE, "--case", "staffordshire-2016", "--why", "x")
    assert taken.returncode == 2
    assert "is there already" in taken.stderr
    malformed = tool("add", PAGE, "--case", "../../etc/passwd")
    assert malformed.returncode == 2
    assert "is no name of a case" in malformed.stderr


def test_a_page_that_must_be_refused_is_added_as_a_failure(tool: Tool, checkout: Path, tmp_path: Path) -> None:
    page = tmp_path / "cut.html"
    page.write_bytes(PAGE.read_bytes()[:6000])
    done = tool("add", page, "--case", "staffordshire-2016-cut-early", "--why", "x")
    assert done.returncode == 0, done.stderr
    assert "refused: incomplete" in done.stdout
    assert (checkout / "fixtures/failure/staffordshire-2016-cut-early/page.html").exists()


def served(httpserver: HTTPServer) -> str:
    """Serve the model page and no robots.txt; give the page's address."""
    path = "/peel-assessments/peel-2016/staffordshire/"
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request(path).respond_with_data(PAGE.read_bytes(), content_type="text/html; charset=utf-8")
    return httpserver.url_for(path)


def test_add_an_address_fetches_archives_and_keeps_what_was_received(
    tool: Tool, checkout: Path, httpserver: HTTPServer
) -> None:
    address = served(httpserver)
    done = tool("add", address, "--case", "from-the-site", "--why", "x", "--site", httpserver.url_for(""))
    assert done.returncode == 0, done.stderr
    folder = checkout / "fixtures/assessment/from-the-site"
    assert (folder / "page.html").read_bytes() == PAGE.read_bytes()
    assert meta_of(folder)["captured_at"] is not None
    assert list((checkout / "output/archive/fixtures").glob("*.warc.gz"))
    gone = tool(
        "add",
        httpserver.url_for("/peel-assessments/peel-2016/surrey/"),
        "--case",
        "none",
        "--site",
        httpserver.url_for(""),
    )
    assert gone.returncode == 2
    assert "gave no page" in gone.stderr


def test_add_a_snapshot_of_the_database_takes_the_archived_bytes(
    tool: Tool, checkout: Path, httpserver: HTTPServer
) -> None:
    from scraper.pipeline import Request, run
    from scraper.settings import load_settings

    address = served(httpserver)
    settings = load_settings(
        db=checkout / "output/peel.db", archive_dir=checkout / "output/archive", site=httpserver.url_for(""), delay=0.0
    )  # fmt: skip
    run(settings, Request((address,)))
    done = tool("add", "police/staffordshire/2016/assessment", "--case", "from-the-archive", "--why", "x")
    assert done.returncode == 0, done.stderr
    assert (checkout / "fixtures/assessment/from-the-archive/page.html").read_bytes() == PAGE.read_bytes()
    unknown = tool("add", "police/atlantis/2016/assessment", "--case", "none")
    assert unknown.returncode != 0
    assert "no snapshot or page" in unknown.stderr
    (checkout / "output/peel.db").unlink()
    unknown = tool("add", "pgae.html", "--why", "x")
    assert unknown.returncode == 2 and "no file that is there, and there is no database at" in unknown.stderr


def test_check_is_silent_for_true_fixtures_and_names_what_is_not(tool: Tool, checkout: Path) -> None:
    assert tool("check").returncode == 0
    damage(checkout, "1,049 square miles", "1,050 square miles")
    done = tool("check")
    assert done.returncode == 3
    assert "figure 1 is" in done.stdout
    assert "key_facts.force_area.area.local" in done.stdout


def test_check_live_says_that_the_layout_is_another(tool: Tool, checkout: Path, httpserver: HTTPServer) -> None:
    from scraper.fixtures.check import check_live
    from scraper.parsers.parse import parse_page

    case = Case(checkout / "fixtures" / MODEL)
    text = case.body.decode()
    assert list(check_live(case, lambda url: parse_page(case.body, url))) == []
    today = (
        text.replace("<h2>", '<p class="title">').replace("</h2>", "</p>").replace("HMI's observations", "What we saw")
    )
    lines = list(check_live(case, lambda url: parse_page(today.encode(), url)))
    assert any("of the layout that is tested" in line for line in lines) or any("new problem" in line for line in lines)
    refused = list(check_live(case, lambda url: parse_page(case.body[:5000], url)))
    assert "today's page is refused: incomplete" in refused[0]


def test_refresh_shows_the_fields_with_the_pages_text_and_writes_nothing(tool: Tool, checkout: Path) -> None:
    folder = damage(checkout, "The county of Staffordshire is policed", "All of Staffordshire is policed")
    before = (folder / "expected.json").read_bytes()
    done = tool("refresh")
    assert done.returncode == 3
    assert "context.Context.1:" in done.stdout
    assert "- " in done.stdout
    assert ">  23 All of Staffordshire" in done.stdout
    assert (folder / "expected.json").read_bytes() == before


def test_refresh_yes_needs_a_reason_and_keeps_it(tool: Tool, checkout: Path) -> None:
    folder = damage(checkout, "The county of Staffordshire is policed", "All of Staffordshire is policed")
    assert "--reason" in tool("refresh", "--yes").stderr
    done = tool("refresh", "--yes", "--reason", "the site reworded the context")
    assert done.returncode == 0, done.stderr
    kept = meta_of(folder)["refreshed"][-1]
    assert kept["reason"] == "the site reworded the context"
    assert kept["fields"] == ["context.Context.1"]
    assert len(kept["date"]) == 10
    assert tool("refresh").stdout == ""


def test_review_asks_for_each_field_and_one_no_leaves_everything(tool: Tool, checkout: Path) -> None:
    folder = damage(checkout, "The county of Staffordshire is policed", "All of Staffordshire is policed")
    before = (folder / "expected.json").read_bytes()
    refused = tool("refresh", "--review", answers="n\n")
    assert refused.returncode == 3
    assert (folder / "expected.json").read_bytes() == before
    accepted = tool("refresh", "--review", answers="y\nthe site reworded it\n")
    assert accepted.returncode == 0, accepted.stderr
    assert (folder / "expected.json").read_bytes() != before


def test_refresh_never_goes_against_the_facts(tool: Tool, checkout: Path) -> None:
    folder = damage(checkout, "1,049 square miles", "1,050 square miles")
    before = (folder / "expected.json").read_bytes()
    done = tool("refresh", "--yes", "--reason", "x")
    assert done.returncode == 3
    assert "against the facts" in done.stderr
    assert (folder / "expected.json").read_bytes() == before


def test_refresh_lowers_coverage_only_with_its_own_flag(tool: Tool, checkout: Path) -> None:
    new = (
        "<h2>Something nobody knows</h2><p>"
        + "A new section of the site announces itself. " * 3
        + "</p><h2>Context</h2>"
    )
    folder = damage(checkout, "<h2>Context</h2>", new)
    write_meta(folder, facts={"key_facts_period": "2019/20"})
    done = tool("refresh", "--yes", "--reason", "x")
    assert done.returncode == 3
    assert "refusing to lower the coverage" in done.stderr
    assert "--allow-lower-coverage" in done.stderr
    allowed = tool("refresh", "--yes", "--reason", "a new section, not read yet", "--allow-lower-coverage")
    assert allowed.returncode == 0, allowed.stderr
    assert meta_of(folder)["coverage"] < 1
    assert meta_of(folder)["sound"] is False


def test_refresh_of_a_case_without_an_answer_names_no_coverage_that_it_had(tool: Tool, checkout: Path) -> None:
    folder = checkout / "fixtures" / MODEL
    meta = meta_of(folder)
    del meta["coverage"], meta["sound"]
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    shown = tool("refresh").stdout
    assert "coverage: (absent) → 1.0" in shown and "sound: (absent) → True" in shown
    assert tool("refresh", "--yes", "--reason", "new").returncode == 0
    assert meta_of(folder)["coverage"] == 1


@pytest.mark.parametrize("case", all_cases(ROOT / "fixtures")[::9], ids=lambda case: case.key)
def test_reducing_keeps_the_extraction_to_the_letter(case: Case) -> None:
    reduced = reduce_page(case.body, case.parse)
    assert len(reduced.body) <= len(case.body)
    assert what_counts(case.parse(reduced.body)) == what_counts(case.extraction)
    assert len(case.body) - len(reduced.body) == sum(reduced.cut.values())


def test_what_cannot_be_cut_is_kept_and_said() -> None:
    body = PAGE.read_bytes().replace(
        b"<h2>Context</h2>", b"<footer>Context and more than this</footer><h2>Context</h2>"
    )
    body = body.replace(b"<p>The county of", b"<aside><h2>Key facts</h2></aside><p>The county of")
    case = Case(ROOT / "fixtures" / MODEL)
    reduced = reduce_page(body, case.parse)
    assert "asides" in reduced.kept
    assert any(line.startswith("kept: asides") for line in reduced.lines())
    assert b"<aside>" in reduced.body


def test_a_type_that_there_is_not_is_told_with_those_that_there_are(tool: Tool) -> None:
    done = tool("add", PAGE, "--why", "x", "--case", "slip", "--type", "asesment")
    assert done.returncode == 0 and "asesment is a new page type; there are assessment, " in done.stdout
    done = tool("add", PAGE, "--why", "x", "--case", "known", "--type", "report")
    assert done.returncode == 0 and "new page type" not in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--write", MODEL), "leave out CASES"),
        (("--write", "--edit", "comments"), "leave out CASES"),
        (("--lower-floors", "because"), "give both"),
    ],
)
def test_a_part_of_the_mutants_settles_no_floor(words: tuple[str, ...], says: str, tool: Tool, checkout: Path) -> None:
    done = tool("mutate", "-n", "1", *words)
    assert done.returncode == 2 and says in done.stderr and not (checkout / "docs").exists()


def test_a_kind_of_edit_without_mutants_has_no_score(tool: Tool) -> None:
    lines = tool("mutate", "-n", "1", "--edit", "comments", MODEL).stdout.splitlines()
    assert next(line for line in lines if line.startswith("| all neutral")).endswith("| 100.0% |")
    assert next(line for line in lines if line.startswith("| all damage")).endswith("|  |  |")
