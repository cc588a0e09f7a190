"""The views of the contract: the researchers' stable interface, each with the meaning of its columns."""

from __future__ import annotations

from schemas.figures import FIGURES, RANGES
from schemas.vocabulary import Pillar, Scope
from scraper.store.moments import in_order

from .judged import GRADES_LONG, HISTORY, LATEST
from .view import BODY, WHO, WHO_SQL, View
from .wholes import BLOCKS

NEWEST_FIGURE = f"{in_order('coalesce(n.captured_at, n.inferred_at)')} DESC, k.assessment DESC"
"""The order in which pages speak for a figure `k` of one period; `n` is the newest capture of its page."""

_GRADES = View(
    "grades",
    "an assessment, a pillar a column: the grade, else the name of its absence",
    {
        **WHO,
        "grade_scale": "Grades of the round's scale, 4 or 5.",
        **{pillar.value: f"Judgment of {pillar.value}." for pillar in Pillar},
    },
    f"SELECT {WHO_SQL}, a.grade_scale,\n"
    + ",\n".join(
        f"  max(CASE j.pillar WHEN '{pillar.value}' THEN coalesce(j.grade, j.status) END) AS {pillar.value}"
        for pillar in Pillar
    )
    + """
FROM assessments a
JOIN organisations o ON o.id = a.organisation
LEFT JOIN judgments j ON j.assessment = a.id AND j.question IS NULL
GROUP BY a.id""",
    ("assessment",),
    {"grade_scale": "INTEGER"},
)

_UNITS = {measure: unit.value for measure, unit in RANGES}


def _figure(topic: str, measure: str, scope: str) -> str:
    """Return what a column of a figure means."""
    whose = "the organisation's own" if scope == Scope.LOCAL else "the national one beside it"
    span = "; over how many years, `key_facts.years` says" if measure == "change" else ""
    return f"The figure `{measure}` of `{topic}`, {whose}{span}."


_FACTS = View(
    "key_facts_wide",
    "an assessment with key facts, a figure a column",
    {
        **WHO,
        "period": "The period of the figures.",
        **{"_".join(figure): _figure(*figure) for figure in FIGURES},
    },
    f"SELECT {WHO_SQL}, a.key_facts_period AS period,\n"
    + ",\n".join(
        f"  max(CASE WHEN k.topic = '{t}' AND k.measure = '{m}' AND k.scope = '{s}' THEN k.value END) AS {t}_{m}_{s}"
        for t, m, s in FIGURES
    )
    + """
FROM assessments a
JOIN organisations o ON o.id = a.organisation
JOIN key_facts k ON k.assessment = a.id
GROUP BY a.id""",
    ("assessment",),
    {"_".join(figure): "REAL" for figure in FIGURES},
    {"_".join(figure): _UNITS[figure[1]] for figure in FIGURES},
)

# A figure belongs to its period, not to the round on whose page it is printed: pages of 2016 and of 2017 show the
# panel of 2019/20. Of one period the page that was captured last speaks.
_FIGURES = View(
    "key_facts_long",
    "a figure of an organisation in a period, on however many pages it is printed",
    {
        **BODY,
        "topic": "What the figure is about.",
        "measure": "What is measured.",
        "scope": "`local`: the organisation's own; `national`: the comparator.",
        "period": "The period of the figure, not the round of a page.",
        "value": "The number, as the page captured last has it.",
        "unit": "Its unit.",
        "years": "The span of a change.",
        "pages": "Assessments, and pages of none, that print the figure of this period.",
        "agree": "1 all of them print the same number, 0 they do not.",
        "period_before": "The newest earlier period of the same figure.",
        "value_before": "The number of that period: a change is one between periods, not between pages.",
    },
    f"""SELECT kind, organisation, organisation_name, topic, measure, scope, period, value, unit, years, pages, agree,
  CASE WHEN period IS NOT NULL THEN lag(period) OVER w END AS period_before,
  CASE WHEN period IS NOT NULL THEN lag(value) OVER w END AS value_before
FROM (
  SELECT o.kind, k.organisation, o.name AS organisation_name, k.topic, k.measure, k.scope, k.period, k.value, k.unit, k.years,
    count(*) OVER same AS pages, min(k.value) OVER same IS max(k.value) OVER same AS agree,
    row_number() OVER (same ORDER BY {NEWEST_FIGURE}, k.id) AS age
  FROM key_facts k
  JOIN organisations o ON o.id = k.organisation
  JOIN snapshots s ON s.id = k.snapshot
  JOIN pages p ON p.id = s.page
  JOIN snapshots n ON n.id = p.snapshot
  WHERE k.topic IS NOT NULL
  WINDOW same AS (
    PARTITION BY k.organisation, k.topic, k.measure, k.scope, k.years, coalesce(k.period, k.assessment, k.snapshot))
)
WHERE age = 1
WINDOW w AS (PARTITION BY organisation, topic, measure, scope, years, period IS NULL ORDER BY period)""",
    ("organisation", "topic", "measure", "scope", "period"),
    {"value": "REAL", "years": "INTEGER", "pages": "INTEGER", "agree": "INTEGER", "value_before": "REAL"},
)

_ITS_PAGES = (
    "p.id IN (SELECT id FROM pages WHERE assessment = a.id UNION SELECT page FROM snapshots WHERE id = a.snapshot)"
)
"""The pages of an assessment; a region's report is of none, and speaks for those of all forces that it grades."""
_COVERAGE = View(
    "coverage",
    "an assessment: what of it is loaded, and how well it was read",
    {
        **WHO,
        "pages": "Pages that are loaded; a region's report is one of each assessment that it makes.",
        "gone": "Pages among them that are gone from the site.",
        "last_seen": "The newest capture of any of its pages.",
        "graded": "Judgments with a grade.",
        "ungraded": "Judgments with a named absence of one.",
        "text_coverage": "The lowest share of text accounted for on any of its pages.",
        "unread": "Blocks that nothing claims.",
        "warnings": "Problems above info of the current captures.",
    },
    f"""SELECT {WHO_SQL},
  (SELECT count(*) FROM pages p WHERE {_ITS_PAGES}) AS pages,
  (SELECT count(p.gone_at) FROM pages p WHERE {_ITS_PAGES}) AS gone,
  (SELECT max(p.last_seen) FROM pages p WHERE {_ITS_PAGES}) AS last_seen,
  (SELECT count(j.grade) FROM judgments j WHERE j.assessment = a.id) AS graded,
  (SELECT count(*) - count(j.grade) FROM judgments j WHERE j.assessment = a.id) AS ungraded,
  (SELECT min(s.coverage) FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE {_ITS_PAGES}) AS text_coverage,
  (SELECT sum(s.unread) FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE {_ITS_PAGES}) AS unread,
  (SELECT count(*) FROM pages p JOIN problems x ON x.snapshot = p.snapshot
    WHERE {_ITS_PAGES} AND x.severity <> 'info') AS warnings
FROM assessments a
JOIN organisations o ON o.id = a.organisation""",
    ("assessment",),
    {
        **dict.fromkeys(("pages", "gone", "graded", "ungraded", "unread", "warnings"), "INTEGER"),
        "text_coverage": "REAL",
        "last_seen": "TIME",
    },
)

VIEWS: tuple[View, ...] = (_GRADES, GRADES_LONG, LATEST, HISTORY, _FACTS, _FIGURES, _COVERAGE, BLOCKS)
