"""The report, the log, the hook and `peel check`, through the installed command."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .site import PEEL, Running, arguments, ask, environment, history, peel, report, run_here, save, swap

NO_SIGNATURE = swap(r"<p>Wendy Williams,.*?</p>\n<p><a[^\n]*</p>", "")
CUT: Callable[[str], str] = lambda text: text[: len(text) // 2]  # noqa: E731


def markdown(out: Path) -> str:
    return (out / "runs" / str(report(out)["run"]) / "report.md").read_text("utf-8")


def test_a_clean_day_is_short_and_every_sum_closes(first_run: Path) -> None:
    text = markdown(first_run)
    assert text.startswith("# clean: 10 planned: 10 loaded")
    assert len(text.splitlines()) < 35
    found: Any = report(first_run)
    assert all(one["closes"] for one in found["sums"])
    levels = [one["level"] for one in found["sums"]]
    assert levels[:2] == ["pages planned", "captures read"] and levels[-1] == "characters visible"
    assert found["verdict"]["exit_code"] == 0 and found["problems"] == []


def test_f59_no_text_of_a_page_or_name_of_a_file_is_markdown(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    save(tmp_path / "site", change=lambda text: text[:5000], forces=["Kent"])
    (tmp_path / "site/kent").rename(tmp_path / "site/<b>[x](y)\n# kent")
    assert run_here(out, tmp_path / "site") in {1, 4}
    text = markdown(out)
    assert "\\<b>\\[x\\](y)" in text and "<b>" not in text.replace("\\<b>", "") and "\n# kent" not in text


def test_a_bad_day_names_every_place(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    save(tmp_path / "site", "2018-04-01T10:00:00Z", change=NO_SIGNATURE, forces=["Kent", "Surrey", "Essex"])
    save(tmp_path / "site", "2018-04-01T10:00:00Z", change=CUT, forces=["Durham"])
    assert run_here(out, tmp_path / "site") == 4
    found: Any = report(out)
    assert found["drift"]["alarms"][0]["code"] == "fill_dropped"
    assert "police/kent/2016/assessment" in markdown(out) and "durham" in markdown(out)
    assert next(one for one in found["sums"] if one["level"] == "pages planned")["parts"] == {
        "loaded": 3,
        "rejected": 1,
    }
    assert next(one for one in found["sums"] if one["level"] == "captures read")["parts"] == {
        "loaded": 3,
        "refused: incomplete": 1,
    }
    kept = ask(out / "state.db", "SELECT exit_code, loaded, rejected, planned FROM runs ORDER BY started_at")
    assert kept == [(0, 10, 0, 10), (4, 3, 1, 4)]


def test_drift_stays_an_alarm_until_it_is_accepted(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    site = save(tmp_path / "site", "2018-04-01T10:00:00Z", change=NO_SIGNATURE)
    assert [run_here(out, site) for _ in range(2)] == [3, 3]
    first = peel("check", "--db", out / "peel.db", cwd=out)
    assert first.code == 3
    assert first.out.startswith("loaded, but quality is below the threshold: 10 pages")
    assert "fill_dropped" in first.out
    accepted = peel("check", "--accept", "--db", out / "peel.db", cwd=out)
    assert accepted.code == 0, accepted.said
    assert "accepted: the next run is compared with these 10 pages" in accepted.out
    assert run_here(out, site) == 0


def test_a_run_with_an_alarm_is_never_the_baseline(ran: Callable[[], Path], tmp_path: Path) -> None:
    out = ran()
    before = ask(out / "state.db", "SELECT run FROM drift_accepted")
    assert run_here(out, save(tmp_path / "site", "2018-04-01T10:00:00Z", change=NO_SIGNATURE)) == 3
    assert ask(out / "state.db", "SELECT run FROM drift_accepted") == before


def test_check_needs_neither_state_nor_rights_to_write(first_run: Path, tmp_path: Path) -> None:
    (tmp_path / "alone.db").write_bytes((first_run / "peel.db").read_bytes())
    (tmp_path / "alone.db").chmod(0o444)
    done = peel("check", "--db", tmp_path / "alone.db", cwd=tmp_path)
    assert done.code == 0, done.said
    assert done.out.startswith("clean: 10 pages") and "no run has been accepted yet" in done.out.splitlines()[0]
    assert "SQLite 3." in done.out
    assert [path.name for path in tmp_path.iterdir()] == ["alone.db"]


def test_check_of_what_is_not_there(tmp_path: Path) -> None:
    done = peel("check", cwd=tmp_path)
    assert done.code == 1 and "peel run" in done.err
    assert not (tmp_path / "output").exists()


def test_check_names_what_was_edited_by_hand(ran: Callable[[], Path]) -> None:
    import sqlite3

    out = ran()
    with sqlite3.connect(out / "peel.db") as db:
        db.execute("UPDATE judgments SET grade = 'inadequate' WHERE id = 'police/kent/2016/efficiency'")
    db.close()
    done = peel("check", "--db", out / "peel.db", cwd=out)
    assert done.code == 3 and "1 row of judgments is not as the stored readings say" in done.out
    assert "witnesses_contradict: police/kent/2016/efficiency is inadequate" in done.out


def test_the_log_is_one_event_a_line_with_the_run_in_each_and_no_text_of_a_page(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Running(out, history(tmp_path / "site", 1)) as running:
        assert running.end() == 0
    assert {event["run"] for event in running.events} == {report(out)["run"]}
    assert [event["event"] for event in running.events].count("page") == 10
    assert running.events[-1]["event"] == "end" and running.events[-1]["exit_code"] == 0
    text = json.dumps(running.events)
    assert "Wendy" not in text and "force" not in text.replace("in force", "")


def test_the_log_ends_with_what_kept_a_run_from_starting(tmp_path: Path) -> None:
    with Running(tmp_path / "out", tmp_path / "no-such-folder") as running:
        assert running.end() == 2
    (event,) = running.events
    assert (event["event"], event["exit_code"]) == ("end", 2)
    assert "no-such-folder" in event["verdict"]


def test_f57_a_reader_who_leaves_changes_nothing(tmp_path: Path) -> None:
    words = [*arguments(tmp_path, save(tmp_path / "site", forces=["Kent"])), "--on-finish", "cat > told.json"]
    script = f"set -o pipefail; {shlex.join(words)} | head -c 1"
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "told.json").read_text())["published"] is True


def test_the_hook_gets_the_report_and_changes_no_exit_code(tmp_path: Path) -> None:
    site = save(tmp_path / "site", forces=["Kent"], change=CUT)
    code = "import json, sys; json.dump(json.load(sys.stdin)['verdict'], open('told.json', 'w')); sys.exit(7)"
    out = tmp_path / "out"
    out.mkdir()
    hook = f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"
    done = peel(
        "run", site, "--db", out / "peel.db", "--archive-dir", out / "archive", "--on-finish", hook, cwd=out
    )  # fmt: skip
    assert done.code == 1
    assert "--on-finish ended with 7" in done.err
    assert json.loads((out / "told.json").read_text())["exit_code"] == 1


def test_a_hook_that_fails_is_told_to_whom_wants_the_verdict_alone(tmp_path: Path) -> None:
    site = save(tmp_path / "site", forces=["Kent"])
    places = ("--db", tmp_path / "peel.db", "--archive-dir", tmp_path / "archive")
    done = peel("run", site, *places, "--quiet", "--on-finish", "exit 7", cwd=tmp_path)
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    assert done.err.splitlines() == ["peel: the command of --on-finish ended with 7"]
    assert peel("run", site, *places, "--quiet", "--on-finish", "true", cwd=tmp_path).err == ""


def test_settings_by_file_environment_and_option_in_that_order(tmp_path: Path) -> None:
    (tmp_path / "peel.toml").write_text("fill_drop = 0.3\ngrade_shift = 0.4\n", "utf-8")
    shown = peel("settings", cwd=tmp_path, PEEL_FILL_DROP="0.25").out
    assert "fill_drop = 0.25  [environment]" in shown
    assert "grade_shift = 0.4  [peel.toml]" in shown
    assert "drift_sample = 8  [default]" in shown


def test_f59_a_report_shows_the_text_of_a_page_as_text(tmp_path: Path) -> None:
    hostile = swap("<h2>Context</h2>", "<h2>&lt;script&gt;[x](javascript:1) `|`\x1b[2J</h2>")
    assert run_here(tmp_path / "out", save(tmp_path / "site", forces=["Kent"], change=hostile)) == 3
    text = markdown(tmp_path / "out")
    assert "\x1b" not in text and "\\<script>" in text and "\\[x\\](javascript" in text
    assert not re.search(r"(?<!\\)(<script|\]\(javascript|`\|)", text)


def test_the_command_and_the_environment_of_these_tests_are_clean() -> None:
    assert PEEL.exists()
    assert not [name for name in environment() if name.startswith("PEEL_")]
