"""The views of judgments: a row a judgment with its date and its step, the newest of each topic, what stood on any day."""

from __future__ import annotations

from schemas.page_types import PAGE_TYPES
from schemas.vocabulary import MAIN_PROGRAMME, SILENT, Pillar
from scraper.store.moments import in_order

from .view import BODY, WHO, WHO_SQL, View

_MAIN = ", ".join(f"'{programme.value}'" for programme in MAIN_PROGRAMME.values())
_SILENT = ", ".join(f"'{status}'" for status in sorted(SILENT))
# The round's first year, or the month of another programme; text of years, months and days sorts as time does.
_BEGAN = (
    f"CASE WHEN a.programme IN ({_MAIN}) THEN substr(a.round, 1, 4) WHEN a.round GLOB '[0-9]*' THEN a.round ELSE '' END"
)

# Rounds of a main programme follow one another whatever day a page states, so the newest day so far counts: a round
# is never older than the one before it. Between programmes the day of publication decides, which is not before the
# inspection ends. What is undated stands before all others, and is before none: nothing says that it was.
_ORDERED = f"""SELECT a.id, {_BEGAN} AS began,
    CASE WHEN a.programme IN ({_MAIN})
      THEN max(coalesce(a.published, a.inspected_to, {_BEGAN})) OVER (
        PARTITION BY a.organisation, a.programme ORDER BY {_BEGAN}, a.round)
      ELSE coalesce(a.published, {_BEGAN}) END AS since
  FROM assessments a"""

_KEY = "coalesce(j.question_key, j.pillar)"
_TOPIC = f"substr({_KEY}, instr({_KEY}, '/') + 1)"
# Places from the foot of the scale, without the gap that a scale of four has where `adequate` would be.
_RUNG = "CASE WHEN a.grade_scale = 4 AND j.grade_rank > 3 THEN j.grade_rank - 1 ELSE j.grade_rank END"
_MONTH = f"a.programme NOT IN ({_MAIN}) AND a.round GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*'"
_BASES = (
    ("last_updated", "j.last_updated IS NOT NULL", "j.last_updated"),
    ("letter", "l.date IS NOT NULL", "l.date"),
    ("published", "l.id IS NULL AND a.published IS NOT NULL", "a.published"),  # a letter came later than its assessment
    ("inspected_to", "l.id IS NULL AND a.inspected_to IS NOT NULL", "a.inspected_to"),
    ("month_of_publication", f"l.id IS NULL AND {_MONTH}", "substr(a.round, 1, 7) || '-01'"),
)
_DATE = "CASE " + " ".join(f"WHEN {given} THEN {day}" for _, given, day in _BASES) + " END"
_BASIS = "CASE " + " ".join(f"WHEN {given} THEN '{name}'" for name, given, _ in _BASES) + " END"

_ROWS = f"""SELECT j.id AS judgment, {WHO_SQL}, a.grade_scale,
    j.pillar, j.question, {_KEY} AS question_key, {_TOPIC} AS topic, j.status, j.grade, j.grade_rank, j.last_updated,
    {_DATE} AS date, {_BASIS} AS date_basis, j.carried_from, {_RUNG} AS rung, t.since, t.began
  FROM judgments j
  JOIN assessments a ON a.id = j.assessment
  JOIN organisations o ON o.id = a.organisation
  JOIN ({_ORDERED}) t ON t.id = a.id
  LEFT JOIN letters l ON l.id = j.page"""

_LONG_COLUMNS = {
    "judgment": "The judgment's id.",
    **WHO,
    "grade_scale": "Grades of the scale, 4 or 5: good on 4 to adequate on 5 is no fall.",
    "pillar": "The pillar; null for areas of long reports.",
    "question": "The question or area as published; null for a pillar's own judgment.",
    "question_key": "The stable key of the question; for a pillar's own judgment the pillar.",
    "topic": "The last part of the key, which a question shares with the area that continues it from 2021 on.",
    "status": "`graded`, or the name of the absence.",
    "grade": "The grade.",
    "grade_rank": "5 outstanding … 1 inadequate: a word's place, not a distance; `step` counts places.",
    "last_updated": "The date printed with it.",
    "date": "The judgment's best date; `date_basis` says what it is.",
    "date_basis": (
        "`last_updated` printed with the judgment, `letter` the day of the letter that grades anew, `published` the "
        "assessment's day of publication, `inspected_to` the last day of the inspection, `month_of_publication` the "
        "first of the month by which an inspection is known; null where no page states any. A pillar's date is on its own row: "
        "a question has it only where it is printed with the question."
    ),
    "round_before": "The newest earlier round in which the organisation's topic was graded; none for an undated one, and never one.",
    "scale_before": "Grades of the scale of that round.",
    "grade_before": "The grade of that round; null for the first, and where that round grades the topic twice.",
    "step": "Places moved on the scale since then, up is positive; null where the scales differ.",
    "carried_from": "The round whose grade the page prints again; null where the grade was given in this round.",
}
_LONG_TYPES = {
    "grade_scale": "INTEGER", "grade_rank": "INTEGER", "last_updated": "DATE", "date": "DATE",
    "scale_before": "INTEGER", "step": "INTEGER",
}  # fmt: skip
_AFTER = ("round_before", "scale_before", "grade_before", "step", "carried_from")
_OWN = ", ".join(name for name in _LONG_COLUMNS if name not in _AFTER)


def _before(column: str) -> str:
    """Return the value of the round before where that has one row of the topic; a graded row is laid beside graded ones."""
    return f"CASE WHEN grade IS NOT NULL AND count(*) OVER before = 1 THEN first_value({column}) OVER before END"


_LONG = f"""SELECT {_OWN}, round_before, scale_before, grade_before,
  CASE WHEN scale_before = grade_scale THEN rung - rung_before END AS step, carried_from
FROM (
  SELECT *, {_before("round")} AS round_before, {_before("grade_scale")} AS scale_before,
    {_before("grade")} AS grade_before, {_before("rung")} AS rung_before
  FROM ({_ROWS})
  WINDOW before AS (
    PARTITION BY organisation, CASE since WHEN '' THEN judgment ELSE coalesce(topic, judgment) END, grade IS NULL ORDER BY since, began, programme, round
    GROUPS BETWEEN 1 PRECEDING AND 1 PRECEDING)
)"""

GRADES_LONG = View(
    "grades_long",
    "a judgment, comparable by `topic`, with its date and its step from the round before",
    _LONG_COLUMNS,
    _LONG,
    ("judgment",),
    _LONG_TYPES,
)

LATEST = View(
    "latest_judgments",
    "an organisation's newest graded judgment of a topic: a pillar, or a question with the area that continues it",
    _LONG_COLUMNS,
    f"""SELECT {", ".join(_LONG_COLUMNS)}
FROM (
  SELECT g.*, row_number() OVER (
    PARTITION BY g.organisation, coalesce(g.topic, g.judgment) ORDER BY t.since DESC, t.began DESC, g.programme DESC, g.round DESC, g.judgment
  ) AS age
  FROM grades_long g
  JOIN ({_ORDERED}) t ON t.id = g.assessment
  WHERE g.grade IS NOT NULL
)
WHERE age = 1""",
    ("judgment",),
    _LONG_TYPES,
)

# --- what stood on any day ------------------------------------------------------------------------------------

_QUESTION = "instr(substr(s.judgment, length(p.assessment) + 2), '/') > 0"
_LEAD = "substr(s.judgment, length(p.assessment) + 2)"
_OF_PILLAR = " OR ".join(f"p.pillar = '{pillar.value}' AND {_LEAD} || '/' LIKE '{pillar.value}/%'" for pillar in Pillar)


def _ranks(question: bool) -> str:
    found = {facts.type.value: facts.question_rank if question else facts.rank for facts in PAGE_TYPES}
    return "CASE p.type " + " ".join(f"WHEN '{kind}' THEN {rank}" for kind, rank in found.items() if rank) + " END"


_REVISITS = ", ".join(f"'{facts.type.value}'" for facts in PAGE_TYPES if facts.revisits)


def _zoned(moment: str) -> str:
    """Return a moment that was compared as the tables have it: without its `Z` a whole second sorts before its fractions."""
    return f"{moment} || iif({moment} LIKE '%T%', 'Z', '')"


# At each moment at which any page of a judgment came to show something else: what each page shows, who of them speaks
# by the rules of `precedence`, and whether that differs from the moment before.
_HISTORY = f"""WITH seen AS (
  SELECT j.*, {in_order("coalesce(j.captured_at, n.inferred_at, '')")} AS stands_at FROM judgment_states j JOIN snapshots n ON n.id = j.snapshot
),
moments AS (SELECT DISTINCT judgment, stands_at AS moment FROM seen),
shown AS (
  SELECT m.judgment, m.moment, s.page, s.snapshot, s.status, s.grade, s.grade_rank, s.last_updated,
    p.type IN ({_REVISITS}) AS revisits,
    CASE WHEN {_QUESTION} THEN {_ranks(True)} ELSE {_ranks(False)} END AS turn,
    NOT coalesce({_OF_PILLAR}, FALSE) AS other, p.url IS NULL AS nowhere,
    row_number() OVER (PARTITION BY m.judgment, m.moment, s.page ORDER BY s.position DESC) AS age
  FROM moments m
  JOIN seen s ON s.judgment = m.judgment AND s.stands_at <= m.moment
  JOIN pages p ON p.id = s.page
),
placed AS (
  SELECT *, row_number() OVER speaks AS place, first_value(grade) OVER speaks AS first_grade
  FROM shown WHERE age = 1
  WINDOW speaks AS (
    PARTITION BY judgment, moment ORDER BY status IS NULL, status IN ({_SILENT}), turn IS NULL, turn, other, nowhere, page)
),
spoken AS (
  SELECT *, row_number() OVER (PARTITION BY judgment, moment ORDER BY
    NOT (revisits AND place > 1 AND grade IS NOT NULL AND first_grade IS NOT NULL), place) AS voice
  FROM placed
),
states AS (
  SELECT judgment, moment, page, snapshot, status, grade, grade_rank, last_updated, row_number() OVER w AS number,
    lag(status) OVER w IS status AND lag(grade) OVER w IS grade AND lag(last_updated) OVER w IS last_updated AS same
  FROM spoken WHERE voice = 1
  WINDOW w AS (PARTITION BY judgment ORDER BY moment)
),
spans AS (
  SELECT *, lead(moment) OVER (PARTITION BY judgment ORDER BY moment) AS until
  FROM states WHERE number = 1 OR NOT same
)
SELECT x.judgment, o.kind, o.id AS organisation, o.name AS organisation_name, x.page,
  row_number() OVER (PARTITION BY x.judgment ORDER BY x.moment) AS state,
  nullif({_zoned("x.moment")}, '') AS first_seen, {_zoned("x.until")} AS until, x.status, x.grade, x.grade_rank, x.last_updated, x.snapshot
FROM spans x
JOIN organisations o ON o.id = substr(x.judgment, 1, instr(x.judgment, '/')
  + instr(substr(x.judgment, instr(x.judgment, '/') + 1), '/') - 1)
WHERE x.status IS NOT NULL"""

HISTORY = View(
    "judgment_history",
    "a state that a judgment was in, on whichever page spoke for it then",
    {
        "judgment": "The judgment's id.",
        **BODY,
        "page": "The page that spoke when the state was first seen.",
        "state": "Number of the state, from 1.",
        "first_seen": (
            "When the first capture that shows the state was made, for an undated one the newest day that it states; null where "
            "neither is known."
        ),
        "until": "When something else, or nothing, was first seen; null for the current state.",
        "status": "`graded`, or the name of the absence.",
        "grade": "The grade.",
        "grade_rank": "5 outstanding … 1 inadequate.",
        "last_updated": "The date printed with it.",
        "snapshot": "The first capture that shows it.",
    },
    _HISTORY,
    ("judgment", "state"),
    {
        "state": "INTEGER",
        "grade_rank": "INTEGER",
        "first_seen": "DAY_OR_TIME",
        "until": "DAY_OR_TIME",
        "last_updated": "DATE",
    },
)
