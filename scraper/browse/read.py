"""What the terminal and the report show of an assessment, read from the tables in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from schemas.vocabulary import PILLAR_LABEL, Pillar
from scraper.store.sqlite import Database

from .cells import KEPT_GRADES
from .words import spaced


@dataclass(frozen=True)
class Witness:
    """A place where a page states a judgment."""

    source: str
    grade: str | None
    text: str


@dataclass(frozen=True)
class Judgment:
    """A judgment; `grade` and `status` are words of the vocabulary, `agreement` is 1, 0 or None."""

    id: str
    assessment: str
    pillar: str | None
    question: str | None
    question_key: str | None
    status: str
    grade: str | None
    statement: str | None
    last_updated: str | None
    agreement: int | None
    carried_from: str | None
    previous_grade: str | None
    previous_round: str | None
    is_kept: int = 0
    witnesses: list[Witness] = field(default_factory=list)

    @property
    def is_pillar(self) -> bool:
        """Return whether it is a pillar's own judgment."""
        return self.question is None

    @property
    def key(self) -> str:
        """What is followed from round to round: the question's key, else the pillar."""
        return self.question_key or self.pillar or "?"

    @property
    def label(self) -> str:
        """What is judged, as published; for a pillar its name."""
        return self.question or (PILLAR_LABEL[Pillar(self.pillar)] if self.pillar else self.key)

    @property
    def before(self) -> str:
        """Where the grade comes from, or what it was before; empty where the page says nothing."""
        if self.carried_from:
            return f"printed again from {self.carried_from}"
        if not self.previous_grade:
            return ""
        when = f" ({self.previous_round})" if self.previous_round else ""
        return f"{spaced(self.previous_grade)}{when}"


@dataclass(frozen=True)
class Prose:
    """A paragraph, bullet or heading of a section."""

    assessment: str
    section: str
    kind: str
    text: str


@dataclass(frozen=True)
class Fact:
    """A figure of the key facts: the force's own and the national one, in one `unit` (`Unit`)."""

    topic: str | None
    measure: str | None
    unit: str | None
    years: int | None
    text: str
    local: float | None
    national: float | None

    @property
    def label(self) -> str:
        """What is measured, in words."""
        return fact_label(self.topic, self.measure, self.years)


@dataclass(frozen=True)
class Recommendation:
    """What is asked for, or held up as an example."""

    assessment: str
    kind: str
    text: str
    deadline: str | None


@dataclass
class Assessment:
    """An organisation in a round, with what its pages say."""

    id: str
    organisation: str
    name: str
    round: str
    title: str | None
    url: str | None
    inspector: str
    days: str
    period: str | None
    judgments: list[Judgment] = field(default_factory=list)
    observations: list[Prose] = field(default_factory=list)
    context: list[Prose] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    findings: int = 0
    problems: list[str] = field(default_factory=list)


_FACT_LABEL: dict[tuple[str, str], str] = {
    ("force_area", "area"): "Area",
    ("population", "people"): "Population",
    ("population", "change"): "Population, change",
    ("workforce", "frontline_officers"): "Officers at the front line",
    ("workforce", "per_1000_population"): "Workforce",
    ("workforce", "change"): "Workforce, change",
    ("victim_based_crimes", "per_person"): "Victim-based crimes",
    ("victim_based_crimes", "change"): "Victim-based crimes, change",
    ("cost", "per_person_per_day"): "Cost per person per day",
}


def fact_label(topic: str | None, measure: str | None, years: int | None) -> str:
    """Return in words what a figure measures; `years` is over how many a change is."""
    name = _FACT_LABEL.get((topic or "", measure or ""))
    if name is None:
        name = spaced(" ".join(part for part in (topic, measure) if part)).capitalize() or "Figure"
    return f"{name} in {years} years" if years else name


_ASSESSMENTS = """SELECT a.id, a.organisation, o.name, a.round, a.title, a.url, a.inspector_name, a.inspector_title,
  {days}, a.key_facts_period
FROM assessments a JOIN organisations o ON o.id = a.organisation {where} ORDER BY a.organisation, a.round"""
_DAYS = "a.published, a.inspected_from, a.inspected_to"
_JUDGMENTS = f"""SELECT id, assessment, pillar, question, question_key, status, grade, statement, last_updated,
  agreement, carried_from, previous_grade, previous_round,
  EXISTS (SELECT 1 FROM {KEPT_GRADES} k WHERE k.judgment = judgments.id)
FROM judgments {{where}} ORDER BY assessment, CASE pillar {{order}} ELSE 9 END, question IS NOT NULL, block, id"""
_WITNESSES = """SELECT w.judgment, w.source, w.grade, w.text FROM witnesses w
JOIN judgments j ON j.id = w.judgment {where} ORDER BY w.judgment, w.position"""
_PROSE = "SELECT assessment, section, kind, text FROM {table} {where} ORDER BY assessment, block, position"
_FACTS = """SELECT assessment, topic, measure, unit, years, scope, value, text FROM key_facts {where}
ORDER BY assessment, block, id"""
_RECOMMENDATIONS = """SELECT assessment, kind, text, max(deadline) FROM recommendations {where}
GROUP BY assessment, kind, text ORDER BY assessment, min(position), min(id)"""
_PAGES = """SELECT assessment, id FROM (
  SELECT assessment, id FROM pages UNION
  SELECT j.assessment, p.id FROM judgments j JOIN snapshots s ON s.id = j.snapshot JOIN pages p ON p.id = s.page
  WHERE p.assessment IS NULL) {where} ORDER BY id"""
"""A page about several organisations is of no assessment, and each that it judges has it."""
_FINDINGS = "SELECT assessment, count(*) FROM findings {where} GROUP BY assessment"
_PROBLEMS = """SELECT p.assessment, q.message FROM pages p JOIN problems q ON q.snapshot = p.snapshot
{where} AND q.severity <> 'info' ORDER BY q.severity, p.id, q.message"""
_ORDER = " ".join(f"WHEN '{pillar.value}' THEN {place}" for place, pillar in enumerate(Pillar))
# A comparison that holds for every row, so that a query can be narrowed to one assessment or not.
_ALL = "(:only IS NULL OR {column} = :only)"


def read_assessment(db: Database, key: str) -> Assessment | None:
    """Return one assessment whole, None where there is none of that id."""
    found = read_assessments(db, key)
    return found[0] if found else None


def read_assessments(db: Database, only: str | None = None) -> list[Assessment]:
    """Return all assessments, or the one that `only` names, by organisation and round."""
    days = (
        _DAYS if "published" in db.table("assessments").columns_dict else "NULL, NULL, NULL"
    )  # before schema version 4
    sql = _ASSESSMENTS.replace("{days}", days)
    found = {row[0]: _assessment(row) for row in _rows(db, sql, only, "a.id")}
    _add_judgments(db, found, only)
    for name, place in (("observations", "observations"), ("context", "context")):
        for row in _rows(db, _PROSE.replace("{table}", name), only):
            getattr(found[row[0]], place).append(Prose(*row))
    for key, facts in _grouped(_rows(db, _FACTS, only)).items():
        found[key].facts.extend(_facts(facts))
    for row in _rows(db, _RECOMMENDATIONS, only):
        found[row[0]].recommendations.append(Recommendation(*row))
    for key, page in _known(_rows(db, _PAGES, only), found):
        found[key].pages.append(page.removeprefix(f"{key}/"))
    for key, count in _known(_rows(db, _FINDINGS, only), found):
        found[key].findings = count
    for key, message in _known(_rows(db, _PROBLEMS, only, "p.assessment"), found):
        found[key].problems.append(message)
    return list(found.values())


def _rows(db: Database, sql: str, only: str | None, column: str = "assessment") -> list[Any]:
    where = f"WHERE {_ALL.format(column=column)}"
    query = sql.replace("{where}", where).replace("{order}", _ORDER)
    return db.conn.execute(query, {"only": only}).fetchall()


def _known(rows: Iterable[Sequence[Any]], found: dict[str, Assessment]) -> list[Sequence[Any]]:
    """Leave out the rows of pages of no assessment."""
    return [row for row in rows if row[0] in found]


def _assessment(row: Sequence[Any]) -> Assessment:
    key, organisation, name, round_id, title, url, inspector, office, published, first, last, period = row
    signed = ", ".join(part for part in (inspector, office) if part)
    return Assessment(key, organisation, name, round_id, title, url, signed, _days(published, first, last), period)


def _days(published: str | None, first: str | None, last: str | None) -> str:
    """Return in words when an assessment was made and published, as far as its pages say so."""
    span = f"inspected {' to '.join(dict.fromkeys(day for day in (first, last) if day))}" if first or last else ""
    return ", ".join(part for part in (span, f"published {published}" if published else "") if part)


def _add_judgments(db: Database, found: dict[str, Assessment], only: str | None) -> None:
    witnesses: dict[str, list[Witness]] = defaultdict(list)
    for key, *rest in _rows(db, _WITNESSES, only, "j.assessment"):
        witnesses[key].append(Witness(*rest))
    for row in _rows(db, _JUDGMENTS, only):
        found[row[1]].judgments.append(replace(Judgment(*row), witnesses=witnesses.get(row[0], [])))


Row = TypeVar("Row", bound=Sequence[Any])


def _grouped(rows: Iterable[Row]) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def _facts(rows: list[Sequence[Any]]) -> list[Fact]:
    """Return an assessment's figures, the local and the national of a measure as one."""
    pairs: dict[tuple[Any, ...], dict[str, Sequence[Any]]] = {}
    for place, row in enumerate(rows):
        _, topic, measure, unit, years, scope, *_ = row
        key = (topic, measure, unit, years) if topic and measure else (place,)
        pairs.setdefault(key, {})[scope or "local"] = row
    return [_fact(pair) for pair in pairs.values()]


def _fact(pair: dict[str, Sequence[Any]]) -> Fact:
    local, national = pair.get("local"), pair.get("national")
    _, topic, measure, unit, years, _, _, text = local or national or ()
    return Fact(topic, measure, unit, years, text, local[6] if local else None, national[6] if national else None)
