"""What a person accepted is no alarm while it lasts, and is one again when it comes back."""

from __future__ import annotations

from pathlib import Path

from scraper.quality.accepted import accept_alarms, accepted_alarms, alarm_of, lapse
from scraper.quality.sums import Sum, open_sums
from scraper.quality.verdict import Flag
from scraper.store.state import State

OPEN = open_sums([Sum("judgments expected", 3, {"found": 2})])
OF_FILE = Flag("the database", "", "rows_differ", "error", "1 row differs.")


def test_what_is_mended_is_forgotten_and_what_was_not_looked_at_stays(tmp_path: Path) -> None:
    """A run adds all sums up anew; of the file itself only `peel check` knows."""
    page = Flag("police/kent/2016/assessment", "", "grade_missing", "warning", "No grade.")
    away = Flag("police/essex/2016/assessment", "", "grade_missing", "warning", "No grade.")
    alarms = [alarm_of(flag) for flag in (*OPEN, OF_FILE, page, away)]
    with State(tmp_path / "state.db") as state:
        accept_alarms(state.db, "run", "2018-04-01T00:00:00Z", alarms)
        lapse(state, accepted_alarms(state.db), {page.page}, alarms)
        assert accepted_alarms(state.db) == set(alarms), "as it was"
        lapse(state, accepted_alarms(state.db), {page.page}, [])
        assert accepted_alarms(state.db) == {alarm_of(OF_FILE), alarm_of(away)}
