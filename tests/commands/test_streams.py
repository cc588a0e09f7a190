"""Output that cannot be written, or not in the terminal's characters: a line, never a traceback (F57)."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from scraper.commands.streams import escaped, tame, words_of
from tests.runs.site import FORCES, environment, save
from tests.support import warm
from tests.support.amount import THOROUGH
from tests.support.warm import PEEL

NEEDS = Path("/dev/full")
pytestmark = pytest.mark.skipif(not NEEDS.exists(), reason="no /dev/full here")
VERBS = {
    "parse": ("parse", "site/kent/page.html"),
    "show": ("show", "police/kent/2016", "--db", "out/peel.db"),
    "why": ("why", "judgments", "police/kent/2016/effectiveness", "--db", "out/peel.db"),
    "check": ("check", "--db", "out/peel.db"),
    "changes": ("changes", "--db", "out/peel.db"),
    "status": ("status", "--db", "out/peel.db"),
    "export": ("export", "csv", "-", "--view", "grades_long", "--db", "out/peel.db"),
    "export of more than a buffer": ("export", "jsonl", "-", "--view", "blocks", "--db", "out/peel.db"),
    "settings": ("settings",),
    "help": ("run", "--help"),
    "version": ("--version",),
}
RUN = ("run", "site", "--db", "new/peel.db", "--archive-dir", "new/archive", "--on-finish", "cat > told.json")
HERE = ("full", "closed", "nobody reads")
QUICKLY = {"help": HERE, "version": HERE, "export of more than a buffer": ("full",)}
"""What is started from nothing where there is little time: into each, and with text that is not all written at the end."""
AFRESH = [
    *((verb, where) for verb, places in QUICKLY.items() for where in places),
    *(zip(VERBS, cycle(HERE), strict=False) if THOROUGH else ()),
]
CODED = [("help", "koi8-r"), ("show", "iso-8859-1"), *([("parse", "ascii"), ("changes", "cp1252")] if THOROUGH else [])]
Into = Callable[[str, tuple[str, ...], Path], tuple[int, list[str]]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams")
    save(folder / "site", forces=FORCES[2:3])
    warm.stand_in(folder / "bin/peel")
    words = ["run", "site", "--db", "out/peel.db", "--archive-dir", "out/archive", "--quiet"]
    assert warm.peel(*words, cwd=folder, env=environment()).returncode == 0
    return folder


def into(where: str, words: tuple[str, ...], cwd: Path) -> tuple[int, list[str]]:
    """Run the command with a standard output that takes nothing: its exit code, the lines of standard error."""
    reader, writer = os.pipe()
    os.close(reader)
    full = os.open(NEEDS, os.O_WRONLY)
    try:
        out = full if where == "full" else writer
        done = warm.peel(*words, cwd=cwd, env=environment(), stdout=out, closed=[1] if where == "closed" else [])
    finally:
        os.close(writer)
        os.close(full)
    return done.returncode, done.stderr.splitlines()


def freshly_into(where: str, words: tuple[str, ...], cwd: Path) -> tuple[int, list[str]]:
    """The same with a process that starts from nothing, and ends as any does."""
    script = {"full": 'exec "$@" >/dev/full', "closed": 'exec "$@" >&-', "nobody reads": 'exec "$@"'}[where]
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", script, "sh", str(PEEL), *words], stdout=writer, stderr=subprocess.PIPE, text=True,
            cwd=cwd, env=environment(), timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(writer)
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize("where", HERE)
@pytest.mark.parametrize("verb", VERBS)
def test_output_that_cannot_be_written_is_one_line_and_exit_1(verb: str, where: str, place: Path) -> None:
    code, lines = into(where, VERBS[verb], place)
    assert code == 1
    assert len(lines) == 1 and "could not be written" in lines[0], lines


@pytest.mark.parametrize(("verb", "where"), dict.fromkeys(AFRESH))
def test_a_process_that_starts_from_nothing_says_the_same(verb: str, where: str, place: Path) -> None:
    assert freshly_into(where, VERBS[verb], place) == into(where, VERBS[verb], place)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_fills_in_the_midst_of_a_text_is_told_however_python_writes(
    unbuffered: str, tmp_path: Path
) -> None:
    """Of a text in one piece the system takes the half that has room, and says only how much it took."""
    script = 'ulimit -f 8; exec "$@" >whole.json'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", str(PEEL), "schema"], cwd=tmp_path, stderr=subprocess.PIPE, text=True,
        env=environment(PYTHONUNBUFFERED=unbuffered), timeout=60, check=False,
    )  # fmt: skip
    assert (tmp_path / "whole.json").stat().st_size in {8 * 512, 8 * 1024}
    assert done.returncode == 1 and "could not be written" in done.stderr


@pytest.mark.parametrize(("where", "how"), [*((where, into) for where in HERE), ("full", freshly_into)])
def test_a_run_that_has_published_keeps_its_code_and_its_hook(where: str, how: Into, place: Path) -> None:
    (place / "told.json").unlink(missing_ok=True)
    code, lines = how(where, RUN, place)
    assert code == 0, lines
    assert json.loads((place / "told.json").read_text())["verdict"]["exit_code"] == 0
    assert not [line for line in lines if "Traceback" in line or "Exception" in line]


@pytest.mark.parametrize(("where", "how"), [*((where, into) for where in HERE), ("nobody reads", freshly_into)])
def test_what_is_accepted_is_accepted_whoever_reads_it(where: str, how: Into, place: Path) -> None:
    with sqlite3.connect(place / "out/state.db") as state:
        state.execute("DELETE FROM drift_accepted")
    code, lines = how(where, ("check", "--accept", "--db", "out/peel.db"), place)
    assert code == 0 and len(lines) == (where != "nobody reads"), lines
    assert state.execute("SELECT run FROM drift_accepted").fetchall(), "it is not written that it is accepted"
    state.close()


@pytest.mark.parametrize("script", ['exec "$@" 2>/dev/full', 'exec "$@" 2>&-'])
def test_a_standard_error_that_takes_nothing_stops_no_run(script: str, place: Path) -> None:
    words = [str(place / "bin/peel"), *RUN]
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *words], cwd=place, env=environment(), capture_output=True, timeout=60, check=False
    )  # fmt: skip
    assert done.returncode == 0


@pytest.mark.parametrize("coded", ["ascii", "iso-8859-1", "cp1252", "koi8-r"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_survives_every_terminal(verb: str, coded: str, place: Path) -> None:
    done = warm.peel(*VERBS[verb], cwd=place, env=environment(PYTHONIOENCODING=coded), text=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("verb", "coded"), CODED)
def test_a_process_that_starts_in_such_a_terminal_says_the_same(verb: str, coded: str, place: Path) -> None:
    env = environment(PYTHONIOENCODING=coded)
    done = subprocess.run([str(PEEL), *VERBS[verb]], cwd=place, env=env, capture_output=True, timeout=60, check=False)
    forked = warm.peel(*VERBS[verb], cwd=place, env=env, text=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, forked.stdout, forked.stderr)


def test_json_for_a_terminal_that_lacks_characters_is_the_same_json(place: Path) -> None:
    wide, narrow = (
        warm.peel(*VERBS["parse"], cwd=place, env=environment(PYTHONIOENCODING=coded), text=False).stdout.decode(coded)
        for coded in ("utf-8", "iso-8859-1")
    )
    assert wide != narrow and json.loads(wide) == json.loads(narrow)


@pytest.mark.parametrize("text", ["“", "𝄞", "\udc80", "a–b"])
def test_what_cannot_be_shown_is_an_escape_that_json_reads(text: str) -> None:
    with pytest.raises(UnicodeEncodeError) as caught:
        text.encode("ascii")
    found, end = escaped(caught.value)
    assert json.loads(f'"{found}"') == text[caught.value.start : caught.value.end]
    assert end == caught.value.end


@pytest.mark.parametrize("text", ["a\x07b", "\x00", "\x9b5m", "\x1b]0;title\x07", "\u202egood"])
def test_f59_what_a_terminal_would_obey_is_an_escape_that_json_reads(text: str) -> None:
    assert tame(text).isprintable() and json.loads(f'"{tame(text)}"') == text
    assert tame("a\tb\n\x1b[1mgood\x1b[0m") == "a\tb\n\x1b[1mgood\x1b[0m"


def test_f59_the_name_of_a_file_styles_nothing(place: Path) -> None:
    done = warm.peel("parse", "no\x1b[31m\x07.html", cwd=place)
    assert done.returncode == 2 and done.stderr.rstrip("\n").isprintable()
    assert "no\\u001b[31m\\u0007.html" in done.stderr


ODD = "out\n\x1b[31mX\u202e"
"""A name that would begin a line of its own, style what follows, and turn it round."""
OF_PLACES = {
    "run": ("run", ODD, "--db", f"{ODD}/peel.db", "--archive-dir", f"{ODD}/arc"),
    "dry run": ("run", "--dry-run", ODD),
    "rebuild": ("rebuild", "--db", f"{ODD}/peel.db", "--archive-dir", f"{ODD}/arc"),
    "archive check": ("archive", "check", "--db", f"{ODD}/peel.db", "--archive-dir", f"{ODD}/arc"),
    "archive check without a database": ("archive", "check", "--archive-dir", f"{ODD}/arc"),
    "export": ("export", "csv", f"{ODD}/csv", "--db", f"{ODD}/peel.db"),
    "report": ("report", "--db", f"{ODD}/peel.db"),
    "check": ("check", "--db", f"{ODD}/peel.db"),
    "status": ("status", "--db", f"{ODD}/peel.db"),
    "parse": ("parse", f"{ODD}/b.warc.gz"),
    "no place": ("run", f"{ODD}/none"),
    "settings": ("settings",),
}


def test_f60_the_name_of_a_folder_begins_no_line_and_styles_none(tmp_path: Path) -> None:
    save(tmp_path / ODD, forces=FORCES[2:3])
    (tmp_path / ODD / "b.warc.gz").write_bytes(b"nothing")
    for verb, words in OF_PLACES.items():
        env = {"PEEL_DB": f"{ODD}/none.db"} if verb in {"settings", "archive check without a database"} else {}
        done = warm.peel(*words, cwd=tmp_path, env=environment() | env)
        lines = (done.stdout + done.stderr).split("\n")
        assert verb in {"check", "status", "run"} or "out\\n" in "".join(lines), (verb, lines)
        assert not [line for line in lines if line.startswith(("X", "\x1b", "[31m")) or "\u202e" in line], verb


def test_the_next_command_can_be_typed_where_the_name_of_its_database_is_odd(tmp_path: Path) -> None:
    save(tmp_path / "site", forces=FORCES[2:3])
    words = ("run", "site", "--db", f"{ODD}/it's.db", "--archive-dir", "arc")
    done = warm.peel(*words, cwd=tmp_path, env=environment())
    (line,) = [line for line in done.stdout.splitlines() if " status --db" in line]
    typed = line.partition(" status ")[2].partition("  #")[0]
    echoed = subprocess.run(["bash", "-c", f"printf %s {typed.partition(' ')[2]}"], stdout=subprocess.PIPE, check=True)
    assert echoed.stdout.decode() == f"{ODD}/it's.db"


def test_a_working_folder_that_is_gone_is_told_as_one() -> None:
    assert "working folder" in words_of(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    assert words_of(FileNotFoundError(errno.ENOENT, "No such file", "a.html")) == "a.html: No such file"


def test_another_error_of_characters_stays_one() -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        b"\xff".decode("utf-8")
    with pytest.raises(UnicodeDecodeError):
        escaped(caught.value)


def test_a_file_whose_name_is_no_utf_8_is_told_escaped(place: Path) -> None:
    name = os.fsencode(place) + b"/caf\xe9.html"
    try:
        Path(os.fsdecode(name)).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    done = subprocess.run(
        [os.fsencode(place / "bin/peel"), b"run", name, b"--db", b"bad/peel.db", b"--archive-dir", b"bad/archive"], cwd=place,
        env=environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr and "caf\\xe9.html" in done.stdout.decode() + done.stderr.decode()
