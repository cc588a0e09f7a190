"""What a person leaves in the place of a fixture's files is told in a line, and the other cases are looked at all the same."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.cli import cli
from tests.runs.site import ROOT

CASES = ("assessment/staffordshire-2016", "failure/empty-body")


def meta(**more: object) -> Callable[[Path], object]:
    def change(case: Path) -> None:
        found = json.loads((case / "meta.json").read_text("utf-8"))
        (case / "meta.json").write_text(json.dumps({**found, **more}), "utf-8")

    return change


def instead(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    def change(case: Path) -> None:
        (case / name).unlink()
        make(case / name)

    return change


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "no page": (lambda case: (case / "page.html").unlink(), "has no page.html"),
    "a folder as page": (instead("page.html", Path.mkdir), "page.html is no file"),
    "a pipe as page": (instead("page.html", os.mkfifo), "page.html is no file"),
    "no meta.json": (lambda case: (case / "meta.json").unlink(), "meta.json can't be read (No such file"),
    "a pipe as meta.json": (instead("meta.json", os.mkfifo), "meta.json is no file"),
    "an address that is no text": (meta(url=5), "has a url that is no text"),
    "a moment that is none": (meta(captured_at="soon"), "has a captured_at that is no moment"),
    "a coverage that is none": (meta(coverage={}), "has a coverage that is no number"),
    "refreshed by nobody": (meta(refreshed=None), "has a refreshed that is no list"),
    "facts of another form": (meta(facts={"grades": 5, "page": 5}), "meta.json is not of the form of its kind"),
    "a loop as answer": (instead("expected.json", lambda at: at.symlink_to(at)), "expected.json can't be read (Too many"),
    "an answer of another form": (
        lambda case: (case / "expected.json").write_text('{"page": 5, "record": 5}'), "expected.json is not of the form",
    ),
    "nothing at all": (lambda case: [shutil.rmtree(case), case.mkdir()], "has no page.html"),
    "a link to nothing": (lambda case: [shutil.rmtree(case), case.symlink_to("nowhere")], "has no page.html"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_a_line_and_the_others_are_checked(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = ODD[name]
    for case in CASES:
        shutil.copytree(ROOT / "fixtures" / case, tmp_path / "fixtures" / case)
    change(tmp_path / "fixtures" / CASES[0])
    monkeypatch.chdir(tmp_path)
    assert cli.main(["fixtures", "check"], standalone_mode=False) == 3
    *told, last = capsys.readouterr().out.splitlines()
    assert len(told) == 1 and told[0].startswith(f"{CASES[0]}: ") and words in told[0]
    assert last == "2 fixtures checked, 1 to look at"
