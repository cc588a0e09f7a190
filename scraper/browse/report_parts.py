"""What the report shows, in its order: grades, changes, forces and services, what is missing, how it was made."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.vocabulary import organisation_of
from scraper.errors import PeelError
from scraper.loader.changes import Change, changes
from scraper.loader.dataset import LICENCE
from scraper.loader.known import check_known
from scraper.quality.verdict import current_flags
from scraper.store.file import state_path
from scraper.store.sqlite import Database

from .asked import Asked, newest_asked
from .cells import Cell, by_organisation, newest, read_cells, round_place
from .charts import spread_svg
from .evidence import page_links
from .facts import Panel, read_panels
from .grid import MEANING, Grid, Place, State, lay, read_state
from .lastrun import verdict_of
from .matrix import Matrix, matrices, newest_matrices, question_matrices
from .strips import Strip, strip
from .who import KIND_LABEL, Who, anchor_of, by_region, everyone
from .words import ABSENCE_MARKS, GRADE_MARKS, MARKS, http_url, minute, share

_CHANGES, _OF_FORCE, _FLAGS = 60, 3, 60  # changes, changes of one force, problems that are listed

_WEIGHT = {"judgments": 0, "key_facts": 1, "recommendations": 2}
"""What of a page's changes is told first."""


@dataclass
class Force:
    """An organisation's section: its strip, the links of its newest grades, what was asked, figures, changes."""

    who: Who
    strip: Strip
    urls: dict[str, str]
    asked: Asked | None = None
    panel: Panel | None = None
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class LastRun:
    """What the runs' database says of the last run; `snapshots` are the captures it loaded."""

    id: str
    ended_at: str
    verdict: str
    reasons: list[str]
    snapshots: set[str]


@dataclass(frozen=True)
class Places:
    """Where in the file a judgment stands: `cells` for those with a link to their sentence, `rounds` for the others."""

    cells: dict[str, int]
    rounds: dict[str, int]
    links: dict[tuple[str, int | None], str]

    def of(self, cell: Cell) -> str:
        """Return the name of a judgment's place."""
        number = self.cells.get(cell.judgment)
        return f"j{number}" if number is not None else f"a{self.rounds[cell.assessment]}"

    def sentence(self, cell: Cell) -> str | None:
        """Return the address of a newest judgment's sentence; None for the older ones, and without an address."""
        return self.links.get((cell.snapshot, cell.block)) if cell.judgment in self.cells else None


def context(db: Database, path: Path, *, charts: bool) -> dict[str, Any]:
    """Return what the template shows of an open database; `path` is its file, beside which the runs' database is."""
    grid, cells = lay(db, path), read_cells(db.conn)
    run, fault = _last_run(path)
    who = everyone(db.conn, grid)
    all_changes = changes(db)
    new = sorted(
        (one for one in all_changes if run is None or one.new_snapshot in run.snapshots),
        key=lambda one: (one.seen_at or "", one.page),
        reverse=True,
    )
    shown = matrices(cells, who)
    return {
        "run": run,
        "numbers": _numbers(db, cells),
        "sheet": check_known(db).line(),
        "newest_capture": _newest_capture(db),
        "fault": grid.fault or fault,
        "grid": _grid_table(grid, who),
        "states": [(MEANING[state], grid.counts()[state]) for state in State if grid.counts()[state]],
        "expected": len(grid.places),
        "flags": _flags(db),
        "legend": (*GRADE_MARKS, *ABSENCE_MARKS),
        "newest": newest_matrices(cells, who),
        "matrices": [(matrix, _spread(matrix) if charts else "") for matrix in shown],
        "question_matrices": question_matrices(cells, who),
        "places": _places(db, cells),
        "anchor_of": anchor_of,
        "regions": sorted({one.region for one in who.values()}),
        "bodies": _bodies(db, cells, who, all_changes),
        "changes": sorted(new[:_CHANGES], key=_weight),
        "changes_left": max(0, len(new) - _CHANGES),
        "licence": LICENCE,
    }


def _weight(change: Change) -> tuple[int, bool]:
    return _WEIGHT.get(change.table, len(_WEIGHT)), "grade" not in change.columns


def _spread(matrix: Matrix) -> str:
    if not matrix.shares:
        return ""
    across = 3 if matrix.subject == "pillars" else 2
    return spread_svg(matrix.shares, matrix.lines, f"{matrix.title}: how often each grade was given", across)


def _places(db: Database, cells: list[Cell]) -> Places:
    """Return numbers for the newest judgments and for the assessments, with the links of the former to their sentences."""
    current = newest(cell for cell in cells if cell.is_main).values()
    numbers = {cell.judgment: n for n, cell in enumerate(current)}
    links = page_links(db.conn, ((cell.snapshot, cell.block) for cell in current))
    rows = db.conn.execute("SELECT id FROM assessments ORDER BY id").fetchall()
    return Places(numbers, {row[0]: n for n, row in enumerate(rows)}, links)


def _last_run(db: Path) -> tuple[LastRun | None, PeelError | None]:
    """Return the last run that ended, with the verdict it wrote; None where no runs' database is beside, or why it can't be read."""
    state = state_path(db)
    try:
        rows = read_state(
            state, "SELECT id, ended_at FROM runs WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1"
        )
        if not rows:
            return None, None
        run, ended_at = str(rows[0][0]), str(rows[0][1])
        loaded = read_state(
            state,
            "SELECT snapshot FROM outcomes WHERE run = ? AND outcome = 'loaded' AND snapshot IS NOT NULL",
            (run,),
        )
    except PeelError as error:
        return None, error
    verdict, reasons = verdict_of(db, run)
    return LastRun(run, minute(ended_at), verdict, reasons, {str(row[0]) for row in loaded}), None


def _newest_capture(db: Database) -> str:
    found = db.conn.execute("SELECT max(captured_at) FROM snapshots WHERE refused IS NULL").fetchone()[0]
    return str(found)[:10] if found else ""


def _numbers(db: Database, cells: list[Cell]) -> list[tuple[str, str]]:
    """Return the coverage in numbers, each with what it counts."""
    statuses = Counter(cell.status for cell in cells)
    organisations, assessments = db.conn.execute(
        "SELECT count(DISTINCT organisation), count(*) FROM assessments"
    ).fetchone()
    pages, gone, text = db.conn.execute(
        "SELECT count(*), count(gone_at), (SELECT avg(s.coverage) FROM pages q JOIN snapshots s ON s.id = q.snapshot) "
        "FROM pages"
    ).fetchone()
    numbers = [
        ("organisations", f"{organisations:,}"),
        ("assessments", f"{assessments:,}"),
        ("pages", f"{pages:,}"),
        ("grades", f"{statuses.pop('graded', 0):,}"),
    ]
    numbers += [(MARKS[name].label.lower(), f"{count:,}") for name, count in sorted(statuses.items())]
    if gone:
        numbers.append(("pages gone from the site", f"{gone:,}"))
    if text is not None:
        numbers.append(("of the text accounted for", share(text)))
    return numbers


def _flags(db: Database) -> dict[str, Any]:
    flags = current_flags(db)
    counts = Counter((flag.severity, flag.code) for flag in flags)
    return {"all": flags[:_FLAGS], "left": max(0, len(flags) - _FLAGS), "counts": sorted(counts.items())}


def _grid_table(grid: Grid, who: dict[str, Who]) -> list[dict[str, Any]]:
    """Return, for each body, how many of the expected pages of a round each organisation lacks."""
    tables = []
    for kind, title in KIND_LABEL.items():
        places = [place for place in grid.places if place.cell.organisation.startswith(f"{kind}/")]
        rounds = sorted({place.cell.round for place in places}, key=round_place)
        cells: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
        for place in places:
            cells[place.cell.organisation][place.cell.round].append(place)
        rows = [(who[name].name, [_lack(row[r]) if r in row else None for r in rounds]) for name, row in cells.items()]
        tables.append({"title": title, "rounds": rounds, "rows": rows})
    return tables


def _lack(places: list[Place]) -> tuple[int, int]:
    """Return how many of the pages are there or explained, and how many are expected."""
    return sum(place.state is not State.UNEXPLAINED for place in places), len(places)


def _bodies(
    db: Database, cells: list[Cell], who: dict[str, Who], all_changes: list[Change]
) -> list[tuple[str, list[tuple[str, list[Force]]]]]:
    """Return the sections of the organisations by body and region; those without data have an empty strip."""
    forces = _forces(db, cells, who, all_changes)
    bodies = []
    for kind, title in {**KIND_LABEL, "": "Others"}.items():
        own = [one for one in who.values() if one.kind == kind or (not kind and one.kind not in KIND_LABEL)]
        regions = [(region, [forces[one.id] for one in ones]) for region, ones in by_region(own)]
        bodies.append((title, regions))
    return [(title, regions) for title, regions in bodies if regions]


def _forces(db: Database, cells: list[Cell], who: dict[str, Who], all_changes: list[Change]) -> dict[str, Force]:
    own, panels, asked = by_organisation(cells), read_panels(db.conn), newest_asked(db.conn)
    told: dict[str, list[Change]] = defaultdict(list)
    loaded: dict[str, dict[str, str]] = defaultdict(dict)
    urls: dict[str, dict[str, str]] = defaultdict(dict)
    by_assessment = {}
    for key, organisation, round_id, url in db.conn.execute("SELECT id, organisation, round, url FROM assessments"):
        by_assessment[key] = organisation
        if key == f"{organisation}/{round_id}":
            loaded[organisation][round_id] = key
        if (link := http_url(url)) is not None:
            urls[organisation][key] = link
    for change in all_changes[::-1]:
        # An area's page is of no assessment; its id begins as one's does.
        told[by_assessment.get(change.assessment or "", organisation_of(change.page))].append(change)
    return {
        key: Force(
            one,
            strip(one.kind, own.get(key, []), loaded.get(key, {})),
            urls.get(key, {}),
            asked.get(key),
            next(iter(panels.get(key, [])), None),
            sorted(told.get(key, []), key=_weight)[:_OF_FORCE],
        )
        for key, one in who.items()
    }
