"""Why a row says what it says: the sentence on the page, the capture, and a link that opens it there."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from typing import Any

from schemas.vocabulary import BlockKind
from scraper.catalogue.near import near_organisations
from scraper.store.sqlite import Database, NotFoundError

from .errors import RowNotFoundError
from .fragment import fragment_link
from .readings import Recent, reading_by_id
from .tables import SPECS

_CANDIDATES = 500
TABLES: tuple[str, ...] = tuple(
    name
    for name, spec in SPECS.items()
    if spec.table.data and spec.table.key == ("id",) and {"snapshot", "block"} <= set(spec.names)
)
"""The tables whose rows `why` explains."""
_OF_JUDGMENTS = ("grades_long", "latest_judgments", "judgment_history", "judgment_states", "witnesses")


@dataclass(frozen=True)
class Evidence:
    """A place where the row is stated: what it says there, which block of which capture, and a link to it."""

    role: str
    """`row`, the source of a witness (`headline`, `badge` …), or `kept:<column>`."""
    says: str | None
    grade: str | None
    block: int | None
    block_text: str | None
    snapshot: str
    captured_at: str | None
    source: str
    url: str | None
    warc_file: str | None
    warc_offset: int | None
    link: str | None


@dataclass(frozen=True)
class Why:
    """A row, its evidence, the headings that were found where its section is missing, and its problems."""

    table: str
    id: str
    row: dict[str, Any]
    value: str
    evidence: list[Evidence]
    headings: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain data."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return the same as lines for a person."""
        said = [f"{self.id}: {self.value}"]
        for one in self.evidence:
            said += _lines_of(one)
        if self.headings:
            said += [
                "the page has no words of its own for it; its headings are:",
                *(f"  {text}" for text in self.headings),
            ]
        return said + [f"problem: {text}" for text in self.problems]


def _lines_of(one: Evidence) -> list[str]:
    when = one.captured_at or "at an unknown time"
    archived = f", {one.warc_file} at byte {one.warc_offset}" if one.warc_file else ""
    quoted = f"“{one.says or one.block_text}”" if one.says or one.block_text else "no text"
    place = f"block {one.block} of " if one.block else ""
    said = [
        f"  {one.role}: {quoted}",
        f"    {place}capture {one.snapshot}, {when}, from {one.source}{archived}",
    ]
    return [*said, f"    {one.link}"] if one.link else said


def why(db: Database, table: str, key: str) -> Why:
    """Explain a row by its table and id; raises RowNotFoundError for an unknown one, naming near ones."""
    if table in _OF_JUDGMENTS:
        raise RowNotFoundError(f"{table} has no evidence of its own; ask for its judgment: peel why judgments {key}")
    if table not in TABLES:
        near = get_close_matches(table, TABLES, 1)
        meant = f"did you mean {near[0]}? The tables" if near else "the tables"
        raise RowNotFoundError(f"there is no table {table!r} to explain; {meant} are {', '.join(TABLES)}")
    try:
        values = db.table(table).get(key)
    except NotFoundError:
        raise RowNotFoundError(_not_found(db, table, key)) from None
    evidence = [_evidence(db, "row", None, None, values["snapshot"], values["block"])]
    if table == "judgments":
        evidence += _witnesses(db, key)
    evidence += _kept(db, table, key)
    headings = _headings(db, values["snapshot"]) if values["block"] is None else []
    return Why(table, key, values, _value(table, values), evidence, headings, _problems(db, key, values["snapshot"]))


def _not_found(db: Database, table: str, key: str) -> str:
    near = _near(db, table, key.strip())
    hint = f"; ids near it: {', '.join(near)}" if near else f"; SELECT id FROM {table} lists those it has"
    return f"{table} has no row {key!r}{hint}"


def _near(db: Database, table: str, key: str) -> list[str]:
    """Return the ids spelt most like one, of those that begin as it does; else of an organisation that it may name."""
    parts = key.split("/")
    leads = ["/".join(parts[:n]) for n in range(len(parts) - 1, 1, -1)]
    if len(parts) > 1:
        leads += near_organisations("/".join(parts[:2]))
    sql = f'SELECT id FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id LIMIT {_CANDIDATES}'
    for lead in leads:
        if found := [row[0] for row in db.conn.execute(sql, (f"{lead}/", f"{lead}0"))]:  # `0` comes after `/`
            return get_close_matches(key, found, cutoff=0)
    return []


def _value(table: str, values: dict[str, Any]) -> str:
    if table == "judgments":
        return str(values["grade"] or values["status"]).replace("_", " ")
    if table == "key_facts" and values["value"] is not None:
        return f"{values['value']:.15g} {values['unit'] or ''}".strip()
    return str(values[SPECS[table].table.headline or "title"] or values["id"])


def _witnesses(db: Database, key: str) -> list[Evidence]:
    sql = "SELECT source, text, grade, snapshot, block FROM witnesses WHERE judgment = ? ORDER BY position"
    return [_evidence(db, *row) for row in db.conn.execute(sql, (key,)).fetchall()]


def _kept(db: Database, table: str, key: str) -> list[Evidence]:
    sql = "SELECT column_name, value, snapshot, block FROM kept_values WHERE table_name = ? AND row_id = ?"
    rows = db.conn.execute(sql, (table, key)).fetchall()
    return [_evidence(db, f"kept:{name}", value, None, *place) for name, value, *place in rows]


def _evidence(
    db: Database, role: str, says: str | None, grade: str | None, snapshot: str, block: int | None
) -> Evidence:
    found = db.conn.execute(
        "SELECT s.captured_at, s.source, coalesce(s.url, p.url), s.warc_file, s.warc_offset, "
        "(SELECT text FROM blocks b WHERE b.snapshot = s.id AND b.block = ?) "
        "FROM snapshots s LEFT JOIN pages p ON p.id = s.page WHERE s.id = ?",
        (block, snapshot),
    ).fetchone()
    captured_at, source, url, warc_file, warc_offset, text = found
    link = link_to(db, snapshot, block, url, text) if url and text and block is not None else url
    return Evidence(role, says, grade, block, text, snapshot, captured_at, source, url, warc_file, warc_offset, link)


def _headings(db: Database, snapshot: str) -> list[str]:
    return [text for _, kind, text, _ in _blocks(db, snapshot) if kind == BlockKind.HEADING.value]


def _problems(db: Database, key: str, snapshot: str) -> list[str]:
    """Return the problems that name a row by its whole id: many an id is the beginning of others."""
    sql = "SELECT message FROM problems WHERE snapshot = ? AND instr(message, ?) > 0 ORDER BY code, message"
    whole = re.compile(rf"(?<![\w/-]){re.escape(key)}(?![\w/-]|\.\w)")
    return [text for (text,) in db.conn.execute(sql, (snapshot, key)) if whole.search(text)]


def link_to(db: Database, snapshot: str, block: int, url: str, text: str) -> str:
    """Return an address that opens a page at a block of a capture, told from others that say the same."""
    before: list[str] = []
    after: list[str] = []
    for number, _, other, _ in _blocks(db, snapshot):
        if number != block:
            (before if number < block else after).append(other)
    return fragment_link(url, text, before, after)


_unpacked: Recent[list[tuple[int, str, str, str | None]]] = Recent(32)
"""The blocks of the readings that were asked for last, by the reading's id, which is made of what it says."""


def _blocks(db: Database, snapshot: str) -> list[tuple[int, str, str, str | None]]:
    """Return number, kind, text and claim of every block of a capture, as its newest reading has them."""
    sql = "SELECT record FROM _readings WHERE snapshot = ? ORDER BY position DESC LIMIT 1"
    found = db.conn.execute(sql, (snapshot,)).fetchone()
    if not found:
        return []
    kept = _unpacked.get(found[0])
    return kept or _unpacked.put(found[0], [tuple(one) for one in reading_by_id(db, found[0])["blocks"]])
