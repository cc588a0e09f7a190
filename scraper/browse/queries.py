"""The documented questions as named queries with parameters: a form each, no SQL to write.

A parameter left empty means "all"; what each takes stands in FIELDS, once. `escape_fts` is `search_words` here, Datasette's own function elsewhere
(which makes nothing of a text without a word, and MATCH takes no nothing): whatever is typed becomes a search, never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from schemas.prose_rows import TEXT_TABLES
from schemas.vocabulary import RecommendationKind

from .asked import ONCE
from .cells import KEPT_GRADES

_WORD = re.compile(r"\w+")
_MOST_WORDS = 32
"""SQLite bounds the depth of a search expression (FTS5, SQLITE_FTS5_MAX_EXPR_DEPTH)."""


def search_words(text: str | None) -> str:
    """Return the FTS5 expression that finds all words of a text, those between double quotes as a phrase.

    Each is a quoted string (SQLite, FTS5 3.1), so that operators and signs are mere words. A text without a
    word finds nothing, and is no error.
    """
    parts = (text or "").replace("\x00", " ").split('"')
    found: list[str] = []
    for place, part in enumerate(parts):
        words = _WORD.findall(part)
        found += [" ".join(words)] if place % 2 and words else words
    return " ".join(f'"{words}"' for words in found[:_MOST_WORDS]) or '""'


@dataclass(frozen=True)
class Field:
    """A field of a form: its label, the list that fills it (`source`, see `pages/answers`), or its own `options`.

    Without either it takes text. One of links is not shown unless a link fills it.
    """

    label: str
    source: str = ""
    options: tuple[str, ...] = ()
    type: str = "search"
    is_of_links: bool = False


FIELDS: dict[str, Field] = {
    "q": Field("Words"),
    "name": Field("Force or service", "organisations"),
    "region": Field("Region", "regions"),
    "kind": Field("Kind", "kinds"),
    "round": Field("Round", "rounds"),
    "from_round": Field("From round", "rounds"),
    "to_round": Field("To round", "rounds"),
    "question_key": Field("Pillar, question or area", "keys"),
    "topic": Field("Topic", "topics"),
    "grade": Field("Grade", "grades"),
    "kind_of": Field("What kind", options=tuple(kind.value for kind in RecommendationKind)),
    "since": Field("Since", type="date"),
    "cause": Field("Whose doing", options=("site", "parser")),
    "judgment": Field("Judgment", is_of_links=True),
}
"""What each parameter takes, in the order in which forms have them."""
SUBJECTS: tuple[str, ...] = (
    "domestic abuse",
    "victims",
    "stop and search",
    "vetting",
    "neighbourhood policing",
    "mental health",
    "culture",
    "prevention",
)
"""What readers look for often: a click instead of typing."""
MARKED = ("\u27e6", "\u27e7")
"""What stands around a word that was found, in the column `hit`; a page shows it as a mark."""


@dataclass(frozen=True)
class Question:
    """A named query: its name in the address, its title, a hint, its SQL; `only_shown` are columns that no file gets."""

    name: str
    title: str
    help: str
    sql: str
    only_shown: tuple[str, ...] = field(default=())

    def to_metadata(self) -> dict[str, Any]:
        """Return it as Datasette's metadata has it."""
        return {"title": self.title, "description": self.help, "sql": self.sql, "hide_sql": True}


def _all_or(column: str, parameter: str) -> str:
    return f"(coalesce(:{parameter}, '') = '' OR {column} = :{parameter})"


def _named(parameter: str = "name", column: str = "name", organisation: str = "organisation") -> str:
    """Return the condition that an organisation is the one named: by its id, or by a part of its name."""
    return (
        f"(coalesce(:{parameter}, '') = '' OR {organisation} = :{parameter} "
        f"OR (instr(:{parameter}, '/') = 0 AND instr(lower({column}), lower(:{parameter})) > 0))"
    )


def _kind(column: str = "organisation") -> str:
    return f"(coalesce(:kind, '') = '' OR {column} LIKE :kind || '/%')"


def _region(column: str = "organisation") -> str:
    return f"(coalesce(:region, '') = '' OR {column} IN (SELECT id FROM organisations WHERE region = :region))"


def _one_of(scope: str) -> str:
    """Return the figure of a scope; null where pages that name no period state several."""
    of = f"CASE scope WHEN '{scope}' THEN value END"
    return f"CASE WHEN min({of}) = max({of}) THEN max({of}) END"


_OF_PAGE = "substr(c.page, 1, instr(c.page, '/') + instr(substr(c.page, instr(c.page, '/') + 1) || '/', '/') - 1)"
"""The first two parts of a page's id: whose it is, where it is of no assessment (an area, a revisit letter)."""
_PLACE = {"recommendations": "t.question"}
"""What names the place on the page, of a table that has no column `section`."""
_OF_ASSESSMENTS_ALONE = {"observations"}
"""Tables whose rows are all of an assessment, and so do not say whose they are themselves."""


def _hits(table: str) -> str:
    first, last = MARKED
    whose = "NULL" if table in _OF_ASSESSMENTS_ALONE else "t.organisation"
    return (
        f"SELECT '{table}' AS found_in, t.assessment, {whose} AS whose, snippet({table}_fts, 0, '{first}', '{last}', '…', 40) AS hit, "
        f"{_PLACE.get(table, 't.section')} AS section, t.text AS sentence, t.snapshot, t.block, f.rank AS score\n"
        f"FROM {table}_fts f JOIN {table} t ON t.rowid = f.rowid\n"
        f"WHERE t.printing = 1 AND {table}_fts MATCH coalesce(nullif(escape_fts(coalesce(:q, '')), ''), '\"\"')"
    )


_MAIN = "('peel', 'frs')"
# What must stand beside a newest grade, lest an old one look like one of today: a newer round of the main programme that
# grades the topic no more, the round from which a page carries the grade over, the capture that last stated it, the body that took the organisation's place.
_NEWEST = f"""SELECT l.*, j.carried_from, coalesce(k.snapshot, j.snapshot) AS snapshot,
    (SELECT coalesce(substr(captured_at, 1, 10), 'undated') FROM snapshots WHERE id = k.snapshot) AS kept_from, CASE WHEN l.programme IN {_MAIN} AND n.round > l.round THEN n.round END AS newer_round,
    (SELECT p.name FROM organisations o JOIN organisations p ON p.id = o.continued_by WHERE o.id = l.organisation) AS now_part_of
  FROM latest_judgments l JOIN judgments j ON j.id = l.judgment
  LEFT JOIN {KEPT_GRADES} k ON k.judgment = j.id
  LEFT JOIN (SELECT organisation, max(round) AS round FROM grades_long
    WHERE grade IS NOT NULL AND programme IN {_MAIN} GROUP BY organisation) n ON n.organisation = l.organisation"""

_STATED = f"""SELECT judgment, position, source, grade, text, snapshot, block FROM witnesses
  UNION ALL SELECT judgment, 0, 'no_longer_stated', value, NULL, snapshot, block FROM {KEPT_GRADES}"""

QUESTIONS: tuple[Question, ...] = (
    Question(
        "search",
        "What do the pages say about a subject?",
        "Finds all words, by word stem; words between double quotes are a phrase.",
        "SELECT o.name, s.assessment, a.round, found_in, section, hit, sentence, s.snapshot, s.block, "
        "o.id AS organisation\n"
        "FROM (\n" + "\nUNION ALL\n".join(_hits(table) for table in TEXT_TABLES) + "\n) s\n"
        "LEFT JOIN assessments a ON a.id = s.assessment\n"
        "LEFT JOIN organisations o ON o.id = coalesce(s.whose, a.organisation)\n"
        f"WHERE {_named(column='o.name', organisation='o.id')} AND {_all_or('a.round', 'round')}\n"
        f"  AND {_kind('o.id')} AND {_region('o.id')}\n"
        "ORDER BY score, s.assessment, s.block",
        ("hit",),
    ),
    Question(
        "now",
        "Who has this grade in anything now?",
        "The newest grade of every topic, with its date. Choose a grade: inadequate, for example. Where a newer round "
        "grades the topic no more, it stands beside it: then the grade is no more than what was last said.",
        "SELECT name, kind, topic, grade, date, date_basis, substr(captured_at, 1, 10) AS captured, round, newer_round, carried_from, "
        "kept_from, now_part_of, grade_before, round_before, l.judgment, organisation\n"
        f"FROM (\n{_NEWEST}\n) l JOIN snapshots s ON s.id = l.snapshot\n"
        f"WHERE {_all_or('grade', 'grade')} AND {_all_or('topic', 'topic')} AND {_named()} AND {_kind()}\n"
        f"  AND {_region()}\nORDER BY coalesce(date, captured) DESC, name, topic",
    ),
    Question(
        "grades_of",
        "What are the grades of each force or service in each round?",
        "Pillars by their grade; of the questions and areas, how many have which.",
        "SELECT g.name, g.round, g.effectiveness, g.efficiency, g.legitimacy, g.leadership, g.people,\n"
        "  (SELECT group_concat(n || ' ' || replace(grade, '_', ' '), ', ') FROM (SELECT j.grade, count(*) AS n\n"
        "    FROM judgments j WHERE j.assessment = g.assessment AND j.grade IS NOT NULL\n"
        "      AND (j.pillar IS NULL OR j.question IS NOT NULL)\n"
        "    GROUP BY j.grade ORDER BY j.grade_rank DESC)) AS questions_and_areas,\n"
        "  g.assessment, g.organisation\nFROM grades g\n"
        f"WHERE {_named()} AND {_all_or('round', 'round')} AND {_kind()} AND {_region()}\n"
        "ORDER BY g.organisation, g.round",
    ),
    Question(
        "areas_of",
        "What are the grades of each question and area?",
        "A judgment a row, pillars too.",
        "SELECT name, round, topic, pillar, question, grade, status, date, judgment, organisation FROM grades_long\n"
        f"WHERE {_named()} AND {_all_or('round', 'round')} AND {_all_or('question_key', 'question_key')}\n"
        f"  AND {_kind()} AND {_region()}\n"
        "ORDER BY organisation, round, judgment",
    ),
    Question(
        "spread",
        "How are the grades spread?",
        "How often each grade was given to a pillar, a question or an area.",
        "SELECT round, kind, question_key, grade, count(*) AS judgments\nFROM grades_long\n"
        f"WHERE status = 'graded' AND {_all_or('round', 'round')} AND {_kind()} AND "
        f"{_all_or('question_key', 'question_key')}\n"
        "GROUP BY 1, 2, 3, grade_rank ORDER BY 1 DESC, 2, 3, grade_rank DESC",
    ),
    Question(
        "moved",
        "Whose grade changed from one round to a later one?",
        "A round is laid beside the one before it, where both have one scale: good on a scale of four to adequate on "
        "one of five is no fall. Steps are places on the scale, down is negative.",
        "SELECT name, kind, question_key, round_before AS from_round, grade_before AS from_grade,\n"
        "  round AS to_round, grade AS to_grade, step AS steps, judgment, organisation FROM grades_long\n"
        f"WHERE step <> 0 AND {_named()} AND {_kind()} AND {_region()}\n"
        f"  AND {_all_or('round_before', 'from_round')} AND {_all_or('round', 'to_round')}\n"
        "ORDER BY steps, name, kind, question_key, from_round",
    ),
    Question(
        "latest",
        "What is the newest grade of everyone?",
        "The newest grade of each topic. Where the organisation has a newer round that grades the topic no more, that "
        "round stands beside it: then the old grade is no more than what was last said.",
        "SELECT name, kind, topic, question_key, grade, round, date, date_basis, newer_round, carried_from, kept_from, now_part_of, "
        f"judgment, organisation\nFROM (\n{_NEWEST}\n)\n"
        f"WHERE {_all_or('question_key', 'question_key')} AND {_named()} AND {_kind()} AND {_region()}\n"
        "ORDER BY newer_round IS NOT NULL, topic, grade_rank, name",
    ),
    Question(
        "history",
        "When was a grade first seen, and what stood there before?",
        "Each state that a grade was in, from the captures of its page. Choose a force or service.",
        "SELECT organisation_name, substr(h.judgment, length(h.organisation) + 2) AS judged, h.judgment, state, status, grade, first_seen, until, snapshot, h.organisation\n"
        "FROM judgment_history h\n"
        "WHERE (coalesce(:judgment, '') <> '' AND substr(h.judgment, 1, length(:judgment)) = :judgment)\n"
        "  OR (coalesce(:judgment, '') = '' AND h.organisation = :name\n"
        "    AND (coalesce(:round, '') = '' OR substr(h.judgment, 1, length(:name) + length(:round) + 2) "
        "= :name || '/' || :round || '/'))\n"
        "ORDER BY h.judgment, page, state",
    ),
    Question(
        "evidence",
        "Where does the page say so?",
        "Every sentence that states a grade, with the capture it stands in. Choose a force or service.",
        "SELECT a.round, coalesce(j.question, j.pillar) AS judged, w.source, w.grade, "
        "coalesce((SELECT b.text FROM blocks b WHERE b.snapshot = w.snapshot AND b.block = w.block), w.text) AS sentence,\n"
        "  s.captured_at, w.snapshot, w.block, a.organisation\n"
        f"FROM judgments j JOIN assessments a ON a.id = j.assessment JOIN (\n{_STATED}\n) w ON w.judgment = j.id\n"
        "JOIN snapshots s ON s.id = w.snapshot\n"
        "WHERE (coalesce(:judgment, '') <> '' AND j.id = :judgment)\n"
        "  OR (coalesce(:judgment, '') = '' AND a.organisation = :name AND "
        f"{_all_or('a.round', 'round')}\n    AND {_all_or('coalesce(j.question_key, j.pillar)', 'question_key')})\n"
        "ORDER BY a.round DESC, j.id, w.position",
    ),
    Question(
        "figures",
        "How do the force's figures compare with the national ones?",
        "Mind the period: figures of 2019/20 can stand on a page of 2016.",
        "SELECT organisation_name AS name, period, topic AS figure, measure, unit, years,\n"
        f"  {_one_of('local')} AS local,\n  {_one_of('national')} AS national, organisation\n"
        f"FROM key_facts_long WHERE {_named(column='organisation_name')} AND {_region()}\n"
        "GROUP BY organisation, period, topic, measure, years\n"
        "ORDER BY organisation, period DESC, topic, measure",
    ),
    Question(
        "asked",
        "What was asked of whom, and by when?",
        "Causes of concern, recommendations, areas for improvement, practices held up. With a date first; a text of an "
        "assessment once, however many of its pages print it.",
        "SELECT name, round, kind, text, deadline, pillar, question, parent, snapshot, block, assessment, "
        "organisation\n"
        f"FROM (SELECT r.*, a.round, o.name FROM {ONCE} r\n"
        "  LEFT JOIN assessments a ON a.id = r.assessment JOIN organisations o ON o.id = r.organisation)\n"
        f"WHERE {_named()} AND {_all_or('kind', 'kind_of')} AND {_all_or('round', 'round')} AND {_region()}\n"
        "ORDER BY deadline IS NULL, deadline DESC, assessment, position",
    ),
    Question(
        "changed",
        "What changed on the pages?",
        "The newest first. Whose doing: the site's, or the parser's where a newer one reads the same page otherwise.",
        "SELECT seen_at, name, table_name, column_name, old, new, row_id, cause, assessment, old_snapshot, "
        "new_snapshot, organisation\nFROM (SELECT c.*, o.id AS organisation, o.name FROM changes c\n"
        "  LEFT JOIN assessments a ON a.id = c.assessment\n"
        f"  LEFT JOIN organisations o ON o.id = coalesce(a.organisation, {_OF_PAGE}))\n"
        f"WHERE (coalesce(:since, '') = '' OR seen_at >= :since) AND {_named()} AND {_all_or('cause', 'cause')}\n"
        "ORDER BY seen_at DESC, row_id, column_name",
    ),
    Question(
        "trust",
        "What is loaded, and what should I know before I trust it?",
        "An assessment a row, those with warnings first.",
        "SELECT name, round, pages, gone, last_seen, graded, ungraded, text_coverage, unread, warnings, assessment, "
        "organisation\n"
        f"FROM coverage WHERE {_named()} AND {_all_or('round', 'round')}\n"
        "ORDER BY warnings DESC, assessment",
    ),
)
"""In the order in which a newcomer asks them."""
QUESTION_BY_NAME = {question.name: question for question in QUESTIONS}
