"""The views of the contract: the researchers' stable interface, each with the meaning of its columns."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.figures import FIGURES
from schemas.vocabulary import Pillar


@dataclass(frozen=True)
class View:
    """A view: its name, what one row is, its columns with their meaning, and its SELECT."""

    name: str
    meaning: str
    columns: dict[str, str]
    sql: str


_WHO = {
    "assessment": "The assessment, `<organisation>/<round>`.",
    "organisation": "The organisation's id.",
    "name": "The organisation's name.",
    "round": "The round of inspection.",
}
_GRADE = {
    "pillar": "The pillar; null for areas of long reports.",
    "question": "The question or area as published; null for a pillar's own judgment.",
    "question_key": "The stable key of the question; for a pillar's own judgment the pillar.",
    "topic": "The last part of the key, which a question shares with the area that continues it from 2021 on.",
    "status": "`graded`, or the name of the absence.",
    "grade": "The grade.",
    "grade_rank": "5 outstanding … 1 inadequate.",
}

_GRADES = View(
    "grades",
    "an assessment, a pillar a column: the grade, else the name of its absence",
    {
        **_WHO,
        "grade_scale": "Grades of the round's scale, 4 or 5.",
        **{pillar.value: f"Judgment of {pillar.value}." for pillar in Pillar},
    },
    "SELECT a.id AS assessment, a.organisation, o.name, a.round, a.grade_scale,\n"
    + ",\n".join(
        f"  max(CASE j.pillar WHEN '{pillar.value}' THEN coalesce(j.grade, j.status) END) AS {pillar.value}"
        for pillar in Pillar
    )
    + """
FROM assessments a
JOIN organisations o ON o.id = a.organisation
LEFT JOIN judgments j ON j.assessment = a.id AND j.question IS NULL
GROUP BY a.id""",
)

_LONG = """SELECT j.id AS judgment, a.id AS assessment, a.organisation, o.name, a.round, a.grade_scale,
  j.pillar, j.question, coalesce(j.question_key, j.pillar) AS question_key,
  substr(coalesce(j.question_key, j.pillar), instr(coalesce(j.question_key, j.pillar), '/') + 1) AS topic,
  j.status, j.grade, j.grade_rank, j.last_updated
FROM judgments j
JOIN assessments a ON a.id = j.assessment
JOIN organisations o ON o.id = a.organisation"""

_LONG_COLUMNS = {
    "judgment": "The judgment's id.",
    **_WHO,
    "grade_scale": "Grades of the scale: good on 4 to adequate on 5 is no fall.",
    **_GRADE,
    "last_updated": "The date printed with it.",
}

_GRADES_LONG = View("grades_long", "a judgment, comparable by `question_key`", _LONG_COLUMNS, _LONG)

_LATEST = View(
    "latest_judgments",
    "an organisation's newest graded judgment of a pillar, question or area",
    _LONG_COLUMNS,
    f"""SELECT judgment, assessment, organisation, name, round, grade_scale, pillar, question, question_key,
  topic, status, grade, grade_rank, last_updated
FROM (
  SELECT g.*, row_number() OVER (
    PARTITION BY organisation, question_key, (question IS NULL) ORDER BY round DESC, judgment
  ) AS age
  FROM ({_LONG}) g
  WHERE status = 'graded'
)
WHERE age = 1""",
)

_HISTORY = View(
    "judgment_history",
    "a state that a judgment was in, on the page that speaks for it",
    {
        "judgment": "The judgment's id.",
        "page": "The page.",
        "state": "Number of the state, from 1.",
        "first_seen": "When the first capture that shows the state was made.",
        "until": "When the next state was first seen; null for the current one.",
        "status": "`graded`, or the name of the absence; null from when the page states it no more.",
        "grade": "The grade.",
        "grade_rank": "5 outstanding … 1 inadequate.",
        "last_updated": "The date printed with it.",
        "snapshot": "That capture.",
    },
    """SELECT s.judgment, s.page,
  s.position AS state,
  s.captured_at AS first_seen,
  lead(s.captured_at) OVER w AS until,
  s.status, s.grade, s.grade_rank, s.last_updated, s.snapshot
FROM judgment_states s
LEFT JOIN judgments j ON j.id = s.judgment
WHERE j.id IS NULL OR j.page = s.page
WINDOW w AS (PARTITION BY s.judgment, s.page ORDER BY s.position)""",
)

_FACTS = View(
    "key_facts_wide",
    "an assessment with key facts, a figure a column",
    {
        **_WHO,
        "period": "The period of the figures.",
        **{"_".join(figure): f"{figure[0]}, {figure[1]}, {figure[2]}." for figure in FIGURES},
    },
    "SELECT a.id AS assessment, a.organisation, o.name, a.round, a.key_facts_period AS period,\n"
    + ",\n".join(
        f"  max(CASE WHEN k.topic = '{t}' AND k.measure = '{m}' AND k.scope = '{s}' THEN k.value END) AS {t}_{m}_{s}"
        for t, m, s in FIGURES
    )
    + """
FROM assessments a
JOIN organisations o ON o.id = a.organisation
JOIN key_facts k ON k.assessment = a.id
GROUP BY a.id""",
)

_COVERAGE = View(
    "coverage",
    "an assessment: what of it is loaded, and how well it was read",
    {
        **_WHO,
        "pages": "Pages that are loaded.",
        "gone": "Pages among them that are gone from the site.",
        "last_seen": "The newest capture of any of its pages.",
        "graded": "Judgments with a grade.",
        "ungraded": "Judgments with a named absence of one.",
        "text_coverage": "The lowest share of text accounted for on any of its pages.",
        "unread": "Blocks that nothing claims.",
        "warnings": "Problems above info of the current captures.",
    },
    """SELECT a.id AS assessment, a.organisation, o.name, a.round,
  (SELECT count(*) FROM pages p WHERE p.assessment = a.id) AS pages,
  (SELECT count(p.gone_at) FROM pages p WHERE p.assessment = a.id) AS gone,
  (SELECT max(p.last_seen) FROM pages p WHERE p.assessment = a.id) AS last_seen,
  (SELECT count(j.grade) FROM judgments j WHERE j.assessment = a.id) AS graded,
  (SELECT count(*) - count(j.grade) FROM judgments j WHERE j.assessment = a.id) AS ungraded,
  (SELECT min(s.coverage) FROM pages p JOIN snapshots s ON s.id = p.snapshot
    WHERE p.assessment = a.id) AS text_coverage,
  (SELECT sum(s.unread) FROM pages p JOIN snapshots s ON s.id = p.snapshot
    WHERE p.assessment = a.id) AS unread,
  (SELECT count(*) FROM pages p JOIN problems x ON x.snapshot = p.snapshot
    WHERE p.assessment = a.id AND x.severity <> 'info') AS warnings
FROM assessments a
JOIN organisations o ON o.id = a.organisation""",
)

VIEWS: tuple[View, ...] = (_GRADES, _GRADES_LONG, _LATEST, _HISTORY, _FACTS, _COVERAGE)
