"""The documented questions as named queries with parameters: a form each, no SQL to write.

A parameter left empty means "all". `escape_fts` is `search_words` here, Datasette's own function elsewhere:
whatever is typed becomes a search, never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from schemas.prose_rows import TEXT_TABLES

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
class Question:
    """A named query: its name in the address, its title, what its parameters take, and its SQL."""

    name: str
    title: str
    help: str
    sql: str

    def to_metadata(self) -> dict[str, Any]:
        """Return it as Datasette's metadata has it."""
        return {"title": self.title, "description": self.help, "sql": self.sql, "hide_sql": True}


def _all_or(column: str, parameter: str) -> str:
    return f"(coalesce(:{parameter}, '') = '' OR {column} = :{parameter})"


def _named(parameter: str = "name", column: str = "name") -> str:
    return (
        f"(coalesce(:{parameter}, '') = '' OR instr(lower({column}), lower(:{parameter})) > 0 "
        f"OR organisation = :{parameter})"
    )


_KIND = "(coalesce(:kind, '') = '' OR organisation LIKE :kind || '/%')"


def _hits(table: str, more: str = "") -> str:
    return (
        f"SELECT '{table}' AS found_in, t.assessment, snippet({table}_fts, 0, '[', ']', '…', 24) AS hit, "
        f"t.snapshot, t.block, f.rank AS score\n"
        f"FROM {table}_fts f JOIN {table} t ON t.rowid = f.rowid\n"
        f"WHERE t.printing = 1 AND {table}_fts MATCH escape_fts(coalesce(:q, '')){more}"
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        "search",
        "What do the pages say about a subject?",
        "q: words to look for in all prose, by word stem, e.g. victims. round: e.g. 2016.",
        "SELECT found_in, assessment, hit, snapshot, block FROM (\n"
        + "\nUNION ALL\n".join(_hits(table) for table in TEXT_TABLES)
        + f"\n)\nWHERE {_all_or('substr(assessment, -length(:round))', 'round')}\n"
        "ORDER BY score, assessment LIMIT 500",
    ),
    Question(
        "grades_of",
        "What are the grades of each force or service in each round?",
        "name: part of a name or an id, e.g. Surrey or police/surrey. round: e.g. 2016. kind: police or fire.",
        "SELECT assessment, name, round, effectiveness, efficiency, legitimacy, leadership, people FROM grades\n"
        f"WHERE {_named()} AND {_all_or('round', 'round')} AND {_KIND}\nORDER BY organisation, round",
    ),
    Question(
        "areas_of",
        "What are the grades of each question and area?",
        "name: part of a name or an id. round: e.g. 2021-22. question_key: e.g. area/preventing-crime.",
        "SELECT judgment, name, round, pillar, question, grade, status, last_updated FROM grades_long\n"
        f"WHERE {_named()} AND {_all_or('round', 'round')} AND {_all_or('question_key', 'question_key')}\n"
        "ORDER BY organisation, round, judgment",
    ),
    Question(
        "spread",
        "How are the grades spread?",
        "round: e.g. 2016. kind: police or fire. Pillars and questions by their key.",
        "SELECT round, kind, question_key, grade,\n"
        "  count(*) AS judgments\nFROM grades_long\n"
        f"WHERE status = 'graded' AND {_all_or('round', 'round')} AND {_KIND}\n"
        "GROUP BY 1, 2, 3, grade_rank ORDER BY 1, 2, 3, grade_rank DESC",
    ),
    Question(
        "moved",
        "Whose grade changed from one round to a later one?",
        "name: part of a name or an id. from_round, to_round: e.g. 2015, 2016. kind: police or fire. A round is laid "
        "beside the one before it, where both have one scale: good on a scale of four to adequate on one of five is "
        "no fall. steps: places on the scale, down is negative.",
        "SELECT name, kind, question_key, round_before AS from_round, grade_before AS from_grade,\n"
        "  round AS to_round, grade AS to_grade, step AS steps FROM grades_long\n"
        f"WHERE step <> 0 AND {_named()} AND {_KIND}\n"
        f"  AND {_all_or('round_before', 'from_round')} AND {_all_or('round', 'to_round')}\n"
        "ORDER BY steps, name, kind, question_key, from_round",
    ),
    Question(
        "latest",
        "What is the newest grade of everyone?",
        "question_key: a pillar (effectiveness), a question or an area; empty for the pillars. kind: police or fire.",
        "SELECT name, question_key, grade, round, last_updated, judgment FROM latest_judgments\n"
        "WHERE (CASE WHEN coalesce(:question_key, '') = '' THEN question IS NULL "
        f"ELSE question_key = :question_key END) AND {_KIND}\n"
        "ORDER BY question_key, grade_rank, name",
    ),
    Question(
        "history",
        "When was a grade first seen, and what stood there before?",
        "judgment: its id, e.g. police/staffordshire/2016/effectiveness, or the beginning of one.",
        "SELECT judgment, state, status, grade, first_seen, until, snapshot FROM judgment_history\n"
        "WHERE substr(judgment, 1, length(:judgment)) = :judgment AND :judgment <> ''\n"
        "ORDER BY judgment, page, state",
    ),
    Question(
        "evidence",
        "Where does the page say so?",
        "judgment: its id, e.g. police/staffordshire/2016/effectiveness.",
        "SELECT w.source, w.grade, coalesce(b.text, w.text) AS sentence, s.captured_at, w.snapshot, w.block\n"
        "FROM witnesses w JOIN snapshots s ON s.id = w.snapshot\n"
        "LEFT JOIN blocks b ON b.snapshot = w.snapshot AND b.block = w.block\n"
        "WHERE w.judgment = :judgment ORDER BY w.position",
    ),
    Question(
        "figures",
        "How do the force's figures compare with the national ones?",
        "name: part of a name or an id. Mind the period: figures of 2019/20 can stand on a page of 2016.",
        "SELECT name, round, period, topic, measure, unit, years,\n"
        "  max(CASE scope WHEN 'local' THEN value END) AS local,\n"
        "  max(CASE scope WHEN 'national' THEN value END) AS national\n"
        "FROM (SELECT k.*, a.round, a.organisation, o.name FROM key_facts k\n"
        "  JOIN assessments a ON a.id = k.assessment JOIN organisations o ON o.id = a.organisation)\n"
        f"WHERE {_named()}\n"
        "GROUP BY organisation, round, topic, measure ORDER BY organisation, round, topic, measure",
    ),
    Question(
        "asked",
        "What was asked of whom, and by when?",
        "name: part of a name or an id. kind_of: area_for_improvement, cause_of_concern, recommendation, "
        "innovative_practice or promising_practice. round: e.g. 2021-22.",
        "SELECT assessment, kind, pillar, question, text, deadline, parent, snapshot, block\n"
        "FROM (SELECT r.*, a.round, a.organisation, o.name FROM recommendations r\n"
        "  JOIN assessments a ON a.id = r.assessment JOIN organisations o ON o.id = a.organisation)\n"
        f"WHERE {_named()} AND {_all_or('kind', 'kind_of')} AND {_all_or('round', 'round')}\n"
        "ORDER BY assessment, position",
    ),
    Question(
        "changed",
        "What changed on the pages?",
        "since: a day, e.g. 2021-01-01. name: part of a name or an id. cause: site, or parser where a newer "
        "parser reads the same bytes otherwise.",
        "SELECT seen_at, assessment, table_name, row_id, column_name, old, new, old_snapshot, new_snapshot, "
        "cause\nFROM (SELECT c.*, a.organisation, o.name FROM changes c\n"
        "  LEFT JOIN assessments a ON a.id = c.assessment LEFT JOIN organisations o ON o.id = a.organisation)\n"
        f"WHERE (coalesce(:since, '') = '' OR seen_at >= :since) AND {_named()} AND {_all_or('cause', 'cause')}\n"
        "ORDER BY seen_at DESC, row_id, column_name",
    ),
    Question(
        "trust",
        "What is loaded, and what should I know before I trust it?",
        "name: part of a name or an id. round: e.g. 2016.",
        "SELECT assessment, pages, gone, last_seen, graded, ungraded, text_coverage, unread, warnings\n"
        f"FROM coverage WHERE {_named()} AND {_all_or('round', 'round')}\n"
        "ORDER BY warnings DESC, assessment",
    ),
)
"""In the order in which a newcomer asks them."""
