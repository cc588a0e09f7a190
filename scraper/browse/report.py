"""`peel report`: the database as one HTML file that needs no network, no script and no server."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from schemas.vocabulary import PILLAR_LABEL, Pillar
from scraper.loader.changes import Change, changes
from scraper.loader.database import reading
from scraper.loader.dataset import LICENCE
from scraper.places import put_in_place, real_path
from scraper.quality.verdict import current_flags
from scraper.store.file import state_path

from .charts import draws, facts_svg, spread_svg
from .errors import MissingExtraError
from .grid import MEANING, Grid, Place, State, lay, read_state
from .matrix import KIND_LABEL, Matrix, matrices, question_matrices
from .read import Assessment, Fact, Judgment, Prose, read_assessments
from .words import ABSENCE_MARKS, GRADE_MARKS, MARKS, Mark, css_of_marks, figure, http_url, plain, shortened, spaced

_HERE = Path(__file__).parent
_EXCERPT, _STATEMENT = 700, 260  # characters of the inspector's voice, and of a statement, that are shown
_CHANGES, _OF_FORCE, _FLAGS = 200, 6, 60  # changes, changes of one force, problems that are listed

_WEIGHT = {"judgments": 0, "key_facts": 1, "recommendations": 2}
"""What of a page's changes is told first."""


def _weight(change: Change) -> tuple[int, bool]:
    return _WEIGHT.get(change.table, len(_WEIGHT)), "grade" not in change.columns


@dataclass(frozen=True)
class Figure:
    """A key fact in words."""

    label: str
    local: str
    national: str


@dataclass(frozen=True)
class Graded:
    """A judgment as the report shows it."""

    label: str
    indent: bool
    mark: Mark
    when: str
    before: str
    statement: str
    witnesses: str
    contradiction: list[str]


@dataclass
class Force:
    """An organisation's section."""

    id: str
    anchor: str
    name: str
    kind: str
    rounds: list[str]
    pillars: list[tuple[str, list[Mark | None]]]
    newest: Assessment
    url: str | None
    judgments: list[Graded]
    excerpt: list[Prose] = field(default_factory=list)
    excerpt_of: str = ""
    period: str = ""
    figures: list[Figure] = field(default_factory=list)
    chart: str = ""
    changes: list[Change] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LastRun:
    """What the runs' database says of the last run; `snapshots` are the captures it loaded."""

    id: str
    ended_at: str
    verdict: str
    reasons: list[str]
    snapshots: set[str]


def write_html(db: Path, output: Path | None) -> Path:
    """Write the report of a database, by default report.html beside it; return its path.

    The file is written whole or not at all. Raises what `loader.database.reading` raises, and
    MissingExtraError where the chart library is not installed.
    """
    draws()
    target = real_path(output or db.parent / "report.html")
    html = report_html(db)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    part.write_text(html, "utf-8")
    put_in_place(part, target)
    return target


def report_html(db: Path) -> str:
    """Return the report of a database as HTML; the same database and last run give the same text.

    Without the chart library it has no charts; the tables beside them are always there.
    """
    template = _template()
    with reading(db) as opened:
        context = _context(opened, db)
    script, style = _asset("report.js"), f"{_asset('report.css')}\n{css_of_marks()}"
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _stripped(template.render(**context, script=script, style=style, policy=policy))


def _context(db: Database, path: Path) -> dict[str, Any]:
    """Gather what the template shows."""
    assessments = read_assessments(db)
    grid, run = lay(db, path), _last_run(path)
    all_changes = changes(db)
    new = [one for one in all_changes if run is None or one.new_snapshot in run.snapshots]
    drawn = _can_draw()
    shown = matrices(assessments)
    return {
        "run": run,
        "numbers": _numbers(db, assessments),
        "grid": _grid_table(grid),
        "states": [(MEANING[state], grid.counts()[state]) for state in State if grid.counts()[state]],
        "expected": len(grid.places),
        "flags": _flags(db),
        "legend": (*GRADE_MARKS, *ABSENCE_MARKS),
        "matrices": [(matrix, _spread(matrix) if drawn else "") for matrix in shown],
        "question_matrices": question_matrices(assessments),
        "forces": _forces(assessments, all_changes, drawn),
        "changes": _by_page(new[-_CHANGES:]),
        "changes_left": max(0, len(new) - _CHANGES),
        "licence": LICENCE,
    }


def _can_draw() -> bool:
    try:
        draws()
    except MissingExtraError:
        return False
    return True


def _spread(matrix: Matrix) -> str:
    if not matrix.shares:
        return ""
    across = {"pillars": 3, "areas": 2}[matrix.subject]
    return spread_svg(matrix.shares, matrix.lines, f"{matrix.title}: how often each grade was given", across)


def _last_run(db: Path) -> LastRun | None:
    """Return the last run that ended, with the verdict it wrote; None where no runs' database is beside."""
    state = state_path(db)
    rows = read_state(
        state, "SELECT id, ended_at FROM runs WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1"
    )
    if not rows:
        return None
    run, ended_at = str(rows[0][0]), str(rows[0][1])
    loaded = read_state(
        state,
        "SELECT snapshot FROM outcomes WHERE run = ? AND outcome = 'loaded' AND snapshot IS NOT NULL",
        (run,),
    )
    verdict, reasons = _verdict(db.parent / "runs" / run / "report.json")
    return LastRun(run, ended_at[:16].replace("T", " "), verdict, reasons, {str(row[0]) for row in loaded})


def _verdict(path: Path) -> tuple[str, list[str]]:
    try:
        told = json.loads(path.read_text("utf-8"))["verdict"]
        return str(told["line"]), [str(reason) for reason in told["reasons"]]
    except (OSError, ValueError, KeyError, TypeError):
        return "its report is not beside the database", []


def _numbers(db: Database, assessments: list[Assessment]) -> list[tuple[str, str]]:
    """Return the coverage in numbers, each with what it counts."""
    statuses = Counter(judgment.status for one in assessments for judgment in one.judgments)
    pages, gone, captured, text = db.conn.execute(
        "SELECT count(*), count(gone_at), (SELECT max(captured_at) FROM snapshots), "
        "(SELECT avg(s.coverage) FROM pages q JOIN snapshots s ON s.id = q.snapshot) FROM pages"
    ).fetchone()
    organisations = len({one.organisation for one in assessments})
    numbers = [
        ("organisations", f"{organisations:,}"),
        ("assessments", f"{len(assessments):,}"),
        ("pages", f"{pages:,}"),
        ("grades", f"{statuses.pop('graded', 0):,}"),
    ]
    numbers += [(MARKS[name].label.lower(), f"{count:,}") for name, count in sorted(statuses.items())]
    if gone:
        numbers.append(("pages gone from the site", f"{gone:,}"))
    if text is not None:
        numbers.append(("of the text accounted for", f"{text:.1%}"))
    return [*numbers, ("newest capture", str(captured)[:10])] if captured else numbers


def _flags(db: Database) -> dict[str, Any]:
    flags = current_flags(db)
    counts = Counter((flag.severity, flag.code) for flag in flags)
    return {"all": flags[:_FLAGS], "left": max(0, len(flags) - _FLAGS), "counts": sorted(counts.items())}


def _grid_table(grid: Grid) -> list[dict[str, Any]]:
    """Give, for each body, how many of the expected pages of a round each organisation lacks."""
    tables = []
    for kind, title in KIND_LABEL.items():
        places = [place for place in grid.places if place.cell.organisation.startswith(f"{kind}/")]
        rounds = sorted({place.cell.round for place in places})
        cells: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
        for place in places:
            cells[place.cell.organisation][place.cell.round].append(place)
        rows = [(name, [_lack(row[r]) if r in row else None for r in rounds]) for name, row in cells.items()]
        tables.append({"title": title, "rounds": rounds, "rows": rows})
    return tables


def _lack(places: list[Place]) -> tuple[int, int]:
    """Return how many of the pages are there or explained, and how many are expected."""
    return sum(place.state is not State.UNEXPLAINED for place in places), len(places)


def _forces(assessments: list[Assessment], all_changes: list[Change], drawn: bool) -> list[Force]:
    groups: dict[str, list[Assessment]] = defaultdict(list)
    for one in assessments:
        groups[one.organisation].append(one)
    told: dict[str, list[Change]] = defaultdict(list)
    for change in all_changes:
        told[(change.assessment or "").rpartition("/")[0]].append(change)
    order = {kind: place for place, kind in enumerate(KIND_LABEL)}
    names = sorted(groups, key=lambda name: (order.get(name.partition("/")[0], len(order)), name))
    return [_force(name, groups[name], told[name], drawn) for name in names]


def _force(name: str, own: list[Assessment], told: list[Change], drawn: bool) -> Force:
    newest = _newest(own, "judgments") or own[-1]
    voice, panel = _newest(own, "observations"), _newest(own, "facts")
    rounds = [one.round for one in own]
    newest_first = told[::-1]
    return Force(
        id=name,
        anchor=name.replace("/", "-"),
        name=newest.name,
        kind=KIND_LABEL.get(name.partition("/")[0], ""),
        rounds=rounds,
        pillars=_pillars(own),
        newest=newest,
        url=http_url(newest.url),
        judgments=[_graded(judgment) for judgment in newest.judgments],
        excerpt=_excerpt(voice.observations) if voice else [],
        excerpt_of=voice.round if voice else "",
        period=(panel.period or "") if panel else "",
        figures=[_figure(fact) for fact in panel.facts] if panel else [],
        chart=facts_svg(panel.facts, newest.name) if panel and drawn else "",
        changes=sorted(newest_first, key=_weight)[:_OF_FORCE],
        asked=dict(Counter(spaced(row.kind) for row in newest.recommendations)),
    )


def _by_page(told: list[Change]) -> list[tuple[str, list[Change], list[Change]]]:
    """Return changes page by page, the newest page first: grades and figures, then the rest; few, then all others."""
    pages: dict[str, list[Change]] = defaultdict(list)
    for change in reversed(told):
        pages[change.page].append(change)
    made = []
    for page, some in pages.items():
        some.sort(key=_weight)
        made.append((page, some[:_OF_FORCE], some[_OF_FORCE:]))
    return made


def _newest(own: list[Assessment], what: str) -> Assessment | None:
    """Return the newest assessment that has some of `what`, a list of its own."""
    return next((one for one in reversed(own) if getattr(one, what)), None)


def _pillars(own: list[Assessment]) -> list[tuple[str, list[Mark | None]]]:
    """Return a line for each pillar that any round judges, a mark a round."""
    found = {
        (judgment.pillar, one.round): MARKS[judgment.grade or judgment.status]
        for one in own
        for judgment in one.judgments
        if judgment.is_pillar
    }
    used = [pillar for pillar in Pillar if any(key == pillar.value for key, _ in found)]
    return [(PILLAR_LABEL[pillar], [found.get((pillar.value, one.round)) for one in own]) for pillar in used]


def _graded(judgment: Judgment) -> Graded:
    witnesses = [f"{one.source} {_letter(one.grade)}" for one in judgment.witnesses]
    contradiction = [f"{one.source}: {one.text}" for one in judgment.witnesses] if judgment.agreement == 0 else []
    return Graded(
        label=judgment.label,
        indent=not judgment.is_pillar and judgment.pillar is not None,
        mark=MARKS[judgment.grade or judgment.status],
        when=judgment.last_updated or "",
        before=judgment.before,
        statement=shortened(judgment.statement or "", _STATEMENT),
        witnesses=", ".join(witnesses),
        contradiction=contradiction,
    )


def _letter(grade: str | None) -> str:
    return MARKS[grade].letter if grade else "–"


def _excerpt(rows: list[Prose]) -> list[Prose]:
    """Return the first paragraphs of the inspector's voice, cut at a word."""
    left, kept = _EXCERPT, []
    for row in rows:
        if row.kind == "heading" or left <= 0:
            continue
        kept.append(Prose(row.assessment, row.section, row.kind, shortened(row.text, left)))
        left -= len(row.text)
    return kept


def _figure(fact: Fact) -> Figure:
    local = figure(fact.local, fact.unit, fact.measure) or fact.text
    return Figure(fact.label, local, figure(fact.national, fact.unit, fact.measure))


def _template() -> Any:
    """Return the template; every value that goes into it is escaped, charts of ours alone are marked as markup."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name, "report") from error
    loader = FileSystemLoader(_HERE / "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, finalize=_shown)
    return env.get_template("report.html")


def _shown(value: Any) -> Any:
    """Take control characters out of what goes into the template; markup of ours is left as it is."""
    return plain(value) if type(value) is str else value


@cache
def _asset(name: str) -> str:
    return _stripped((_HERE / "templates" / name).read_text("utf-8")).strip()


def _stripped(text: str) -> str:
    """Leave out indents and empty lines: no text of ours depends on them."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _digest(script: str) -> str:
    """Return the source expression that allows this script alone (CSP level 3, hash-source)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
