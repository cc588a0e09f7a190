"""A signal that ends a command ends it in a line, with nothing half made left behind."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.commands.signals import done, heed
from scraper.errors import Interrupted
from scraper.loader.database import reading
from scraper.loader.exports import FORMATS, Format, export
from scraper.loader.exports.sources import SOURCES, Source
from tests.runs.site import FORCES, ROOT, environment, run_here, save
from tests.support import warm

NUMBERS = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signals")
    assert run_here(folder / "out", save(folder / "site", forces=FORCES[:1])) == 0
    return folder / "out/peel.db"


@pytest.fixture
def heeding() -> Iterator[None]:
    before = {number: signal.signal(number, signal.SIG_DFL) for number in NUMBERS}
    heed()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_command_that_waits_for_its_reader_ends_at_once(database: Path, number: int) -> None:
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    words = ["export", "jsonl", "-", "--view", "blocks", "--db", database]
    with tempfile.TemporaryFile() as said, Path(os.devnull).open("rb") as nothing:
        started = warm.Started(
            words, database.parent, environment(), [nothing.fileno(), writer, said.fileno()], closed=[]
        )
        os.close(writer)
        assert os.read(reader, 1) == b"{"
        started.signal(number)
        code = started.wait()
        said.seek(0)
        lines = said.read().decode().splitlines()
    os.close(reader)
    assert (code, lines) == (130, ["peel: interrupted; what was done is kept, run again to go on"])


def test_a_signal_while_a_class_is_made_ends_a_command_in_the_same_line(tmp_path: Path) -> None:
    made = "import os, signal, sys\nclass Part:\n    def __set_name__(self, *_):\n        os.kill(os.getpid(), signal.SIGINT)\n"
    code = f"{made}import scraper.commands.status as one\ndef made_anew(*_, **__):\n    class Whole:\n        part = Part()\n"
    code += "one.status.callback = made_anew\nfrom scraper.cli import main\nsys.argv = ['peel', 'status']\nmain()\n"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    assert (ended.returncode, ended.stderr) == (130, "peel: interrupted; what was done is kept, run again to go on\n")


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        heed()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("heeding")
def test_a_second_signal_to_a_process_that_has_its_exit_code_changes_nothing() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        done()
        for number in (signal.SIGINT, *NUMBERS):
            os.kill(os.getpid(), number)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.usefixtures("heeding")
def test_an_export_that_is_ended_leaves_what_was_there(
    database: Path, tmp_path: Path, form: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    rows = Source.rows

    def ended(self: Source, db: object) -> object:
        if self is SOURCES["grades_long"]:
            os.kill(os.getpid(), signal.SIGTERM)
        return rows(self, db)  # type: ignore[arg-type]

    with reading(database) as db:
        export(db, out, form)
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        monkeypatch.setattr(Source, "rows", ended)
        with pytest.raises(Interrupted):
            export(db, out, form)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_what_a_killed_export_left_goes_with_the_next_of_another_day(database: Path, tmp_path: Path) -> None:
    left = tmp_path / ".peel.xlsx.123.part.sheets"
    left.mkdir()
    (left / "tmp1").write_text("half a sheet")
    (tmp_path / "peel.xlsx.123.part").write_text("half a book")
    for one in (left, tmp_path / "peel.xlsx.123.part"):
        os.utime(one, (time.time() - 90_000,) * 2)
    with reading(database) as db:
        export(db, tmp_path, "xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json", "peel.xlsx"]
