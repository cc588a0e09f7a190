"""Files that are put in the place of others: links stay links, rights stay what they were."""

from __future__ import annotations

import errno
import os
import re
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest

from scraper.browse.report import write_html
from scraper.errors import PeelError, UsageError
from scraper.places import (
    NotWrittenError,
    made_beside,
    not_written,
    put_in_place,
    real_path,
    take_rights,
    write_whole,
)
from scraper.settings import load_settings
from tests.runs.site import FORCES, ask, run, run_here, save
from tests.support.room import no_file_longer_than


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


def test_a_link_to_itself_or_to_nothing_stays_and_is_named(tmp_path: Path) -> None:
    site, link, nowhere = save(tmp_path / "site", forces=FORCES[:1]), tmp_path / "peel.db", tmp_path / "nowhere"
    link.symlink_to("peel.db")
    nowhere.symlink_to("nothing")
    done = run(tmp_path, site)
    assert (done.code, done.err) == (2, f"peel: {link} is a link that leads back to itself; name a file\n")
    with pytest.raises(UsageError, match="leads back to itself"):
        write_whole(link, "new")
    assert "it is a link to nothing" in not_written(nowhere, FileExistsError(errno.EEXIST, "File exists")).message
    assert link.is_symlink() and nowhere.is_symlink() and not (tmp_path / "archive").exists()


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


@contextmanager
def _standing(kind: str, path: Path) -> Iterator[None]:
    """Let something that is no regular file stand at a path."""
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    else:
        with socket.socket(socket.AF_UNIX) as listening, chdir(path.parent):  # a whole path may be too long for one
            listening.bind(path.name)
            yield
        return
    yield


_KINDS = [
    "folder",
    "pipe",
    "socket",
    pytest.param("device", marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root can make devices")),
]


@pytest.mark.parametrize("kind", _KINDS)
def test_only_a_file_is_replaced(kind: str, tmp_path: Path) -> None:
    target, made = tmp_path / "there", tmp_path / "made"
    made.write_text("new")
    with _standing(kind, target):
        before = stat.S_IFMT(target.stat().st_mode)
        with pytest.raises(UsageError, match="name a file"):
            put_in_place(made, target)
        assert stat.S_IFMT(target.stat().st_mode) == before
    assert made.read_text() == "new"


@pytest.mark.parametrize(("kind", "code"), [("folder", 2), ("socket", 1)])
def test_what_can_not_take_a_text_is_named_and_stays(kind: str, code: int, tmp_path: Path) -> None:
    target = tmp_path / "there"
    with _standing(kind, target), pytest.raises(PeelError, match=re.escape(str(target))) as caught:
        write_whole(target, "new")
    assert caught.value.exit_code == code
    assert [one.name for one in tmp_path.iterdir()] == ["there"]


def test_a_pipe_gets_the_text_and_stays_a_pipe(tmp_path: Path) -> None:
    target = tmp_path / "there"
    with _standing("pipe", target):
        reader = os.open(target, os.O_RDONLY | os.O_NONBLOCK)
        write_whole(target, "new")
        assert os.read(reader, 100) == b"new"
        os.close(reader)
        assert target.is_fifo()
    assert [one.name for one in tmp_path.iterdir()] == ["there"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make devices")
def test_a_device_stays_a_device_and_a_link_to_it_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "there", tmp_path / "link"
    link.symlink_to("there")
    with _standing("device", target):
        write_whole(link, "new")
        assert target.is_char_device() and link.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link", "there"]


def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_text("old")
    with no_file_longer_than(1000), pytest.raises(NotWrittenError, match=r"File too large.*ulimit") as caught:
        write_whole(target, "new" * 1000)
    assert caught.value.exit_code == 1 and str(target) in caught.value.message
    assert target.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["there"]


def test_the_system_s_word_is_told_with_what_to_do(tmp_path: Path) -> None:
    told = {
        code: not_written(tmp_path, OSError(code, os.strerror(code))).message for code in (errno.ENOSPC, errno.EROFS)
    }
    assert told[errno.ENOSPC].endswith("(No space left on device); free some space, or name another place")
    assert "check the rights" in told[errno.EROFS]


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


def test_two_that_write_one_file_at_once_leave_the_last_ones_whole(tmp_path: Path) -> None:
    target = tmp_path / "kent.csv"
    with made_beside(target) as ours:
        ours.write_text("ours")
        child = os.fork()
        if not child:
            write_whole(target, "theirs")
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        assert (target.read_text(), ours.read_text()) == ("theirs", "ours")
    assert target.read_text() == "ours"
    assert [one.name for one in tmp_path.iterdir()] == ["kent.csv"]


def test_two_threads_of_one_process_do_not_meet_either(tmp_path: Path) -> None:
    with made_beside(tmp_path / "a.csv") as one, made_beside(tmp_path / "a.csv") as other:
        one.write_text("one")
        other.write_text("other")
    assert (tmp_path / "a.csv").read_text() == "one"


def test_what_killed_ones_left_goes_after_a_day_and_nothing_else(tmp_path: Path) -> None:
    names = ["a.csv.1.part", "a.csv.22.part", "a.csv.part", "b.csv.1.part", "a.csv.x.part"]
    for name in names:
        (tmp_path / name).touch()
        age = 3600 if name == "a.csv.22.part" else 90_000
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_whole(tmp_path / "a.csv", "new")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", *sorted(names[1:])]
