"""Files that are put in the place of others: links stay links, rights stay what they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scraper.browse.report import write_html
from scraper.places import put_in_place, real_path, take_rights
from scraper.settings import load_settings
from tests.runs.site import FORCES, ask, run, run_here, save


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real/file")
    (tmp_path / "second").symlink_to("link")
    made = tmp_path / "made"
    made.write_text("new")
    put_in_place(made, tmp_path / "second")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "second").is_symlink()
    assert (tmp_path / "real/file").read_text() == "new"


def test_a_path_without_a_link_is_left_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert real_path(Path("a/../b.db")) == Path("a/../b.db")
    assert load_settings(db=Path("b.db")).db == Path("b.db")


@pytest.mark.parametrize("mode", [0o600, 0o660, 0o604, 0o777])
def test_the_rights_of_the_replaced_file_are_kept(mode: int, tmp_path: Path) -> None:
    old, made = tmp_path / "old", tmp_path / "made"
    old.touch()
    old.chmod(mode)
    made.touch()
    put_in_place(made, old)
    assert old.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_group_that_cannot_be_kept_opens_the_file_to_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, made = tmp_path / "old", tmp_path / "made"
    old.touch()
    old.chmod(0o664)
    os.chown(old, -1, 12345)
    made.touch()

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refused)
    take_rights(made, old)
    assert made.stat().st_mode & 0o777 == 0o644


def test_a_run_a_rebuild_and_a_report_go_through_links(tmp_path: Path) -> None:
    real, links = tmp_path / "real", tmp_path / "links"
    links.mkdir()
    assert run_here(real, save(tmp_path / "site", forces=FORCES[:1])) == 0
    (links / "peel.db").symlink_to(real / "peel.db")
    (links / "archive").symlink_to(real / "archive")
    done = run(links, save(tmp_path / "more", forces=FORCES[1:2]))
    assert done.code == 0, done.said
    assert (links / "peel.db").is_symlink()
    assert ask(real / "peel.db", "SELECT count(*) FROM pages") == [(2,)]
    assert [one.name for one in links.iterdir() if not one.is_symlink()] == []
    html = links / "report.html"
    html.symlink_to(tmp_path / "shown.html")
    write_html(real / "peel.db", html)
    assert html.is_symlink() and (tmp_path / "shown.html").stat().st_size > 1000
