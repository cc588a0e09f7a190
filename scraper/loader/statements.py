"""A reading as rows: what one capture states, before other captures and pages have their say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from schemas.page_types import PageType
from schemas.text import digest8, slug
from schemas.vocabulary import GRADE_RANK, Status, find_round

from .readings import Reading, Recent
from .tables import SPECS

Row = list[Any]
Rows = dict[str, dict[str, Row]]

OWNED = (
    "observations",
    "context",
    "findings",
    "recommendations",
    "sections",
    "reports",
    "letters",
    "links",
)
"""Tables whose rows belong to one page: the page is part of their id."""
SHARED = ("assessments", "judgments", "key_facts")
"""Tables whose rows several pages can state."""
RANK: dict[str | None, int | None] = {None: None, **{grade.value: rank for grade, rank in GRADE_RANK.items()}}

_statements: Recent[Statement] = Recent(32)


@dataclass(frozen=True)
class Statement:
    """What one capture states: its page's row values, its rows by table and id, its witnesses by judgment."""

    page: dict[str, Any]
    rows: Rows
    witnesses: dict[str, list[Row]]
    newest: str
    """The newest date printed on the page, `` where there is none."""
    blocks: dict[int, list[Any]] = field(repr=False)


def page_id(page: dict[str, Any]) -> str:
    """Give a page's id: `<assessment>/<type>[/<pillar>]`, or `<type>/<path>` where it has no assessment.

    An assessment can have several letters, so a letter's id ends in the last part of its address.
    """
    kind, assessment, pillar = page["type"], page["assessment"], page["pillar"]
    path = [part for part in urlsplit(page["url"] or "").path.split("/") if part]
    if assessment is None:
        return f"{kind}/{slug('/'.join(path) or page['title'] or 'unnamed', 120)}"
    if kind == PageType.LETTER.value:
        return f"{assessment}/{kind}/{slug(path[-1] if path else page['title'] or 'unnamed', 80)}"
    return f"{assessment}/{kind}/{pillar}" if pillar else f"{assessment}/{kind}"


def where(page: dict[str, Any], page_key: str) -> str:
    """Give the page's part of a row id: `<page type>[-<pillar>]`."""
    if page["type"] == PageType.LETTER.value:
        return "letter-" + page_key.rsplit("/", 1)[1]
    return f"{page['type']}-{page['pillar']}" if page["pillar"] else str(page["type"])


def prefixes(page: dict[str, Any], page_key: str) -> dict[str, str]:
    """Give, for each table of OWNED, what the ids of this page's rows begin with."""
    assessment, place = page["assessment"], where(page, page_key)
    made = {name: f"{assessment}/{name}/{place}/" for name in OWNED[:6]} if assessment else {}
    return {**made, "letters": page_key + "/", "links": f"{page_key}/links/"}


def stated(record: str, reading: Callable[[], Reading], snapshot: str) -> Statement:
    """Give what a capture states.

    `record` is the reading's id, `reading` fetches it, `snapshot` is the capture's id. The result is shared,
    so nobody changes it.
    """
    known = _statements.get((record, snapshot))
    return known or _statements.put((record, snapshot), _Builder(reading(), snapshot).build())


class _Numbered:
    """Ids made unique by `-2`, `-3` … where the same one comes again."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, key: str) -> str:
        count = self._seen[key] = self._seen.get(key, 0) + 1
        return key if count == 1 else f"{key}-{count}"


class _Builder:
    def __init__(self, reading: Reading, snapshot: str) -> None:
        self.reading, self.snapshot = reading, snapshot
        self.record = reading["record"]
        self.key = page_id(reading["page"])
        self.page = {**reading["page"], "id": self.key}
        self.assessment: str | None = self.page["assessment"]
        self.prefix = prefixes(self.page, self.key)
        self.number = _Numbered()
        self.rows: Rows = {name: {} for name in (*SHARED, *OWNED)}
        self.witnesses: dict[str, list[Row]] = {}

    def build(self) -> Statement:
        self._links()
        if self.assessment:
            self._judgments()
            for name in ("observations", "context", "findings"):
                self._each(name, self.record[name], lambda row: f"{slug(row['section'])}/{digest8(row['text'])}")
            self._recommendations()
            self._sections()
            self._each("reports", self.record["reports"], lambda row: digest8(row["title"]))
            self._key_facts()
            self._letter()
            self._assessment()
        blocks = {block[0]: block for block in self.reading["blocks"]}
        return Statement(self.page, self.rows, self.witnesses, self._newest(), blocks)

    def _newest(self) -> str:
        dated = [*self.record["judgments"], *self.record["sections"]]
        return max((row["last_updated"] or "" for row in dated), default="")

    def _row(self, table: str, key: str, values: dict[str, Any], block: int | None) -> Row:
        names = SPECS[table].names[2:-2]
        return [key, self.assessment, *map(values.get, names), self.snapshot, block]

    def _each(self, table: str, items: Iterable[dict[str, Any]], tail: Any) -> list[str]:
        rows, prefix, keys = self.rows[table], self.prefix[table], []
        for item in items:
            key = self.number(prefix + tail(item))
            rows[key] = self._row(table, key, item, item["block"])
            keys.append(key)
        return keys

    def _recommendations(self) -> None:
        items = self.record["recommendations"]
        keys = self._each("recommendations", items, lambda row: f"{slug(row['kind'])}/{digest8(row['text'])}")
        parent = SPECS["recommendations"].at["parent"]
        for key, item in zip(keys, items, strict=True):
            place = item["parent"]
            known = place is not None and place <= len(keys)
            self.rows["recommendations"][key][parent] = keys[place - 1] if known else None

    def _sections(self) -> None:
        self._each("sections", self.record["sections"], lambda row: slug(row["section"]))

    def _links(self) -> None:
        rows = self.rows["links"]
        for link in self.record["links"]:
            key = self.number(self.prefix["links"] + digest8(f"{link['text']} {link['url']}"))
            rows[key] = [
                key,
                self.key,
                self.assessment,
                link["text"],
                link["url"],
                self.snapshot,
                link["block"],
            ]

    def _judgments(self) -> None:
        for item in self.record["judgments"]:
            key = _judgment_id(str(self.assessment), item)
            block = item["blocks"][0] if item["blocks"] else self._place_of(item)
            values = {**item, "page": self.key, "grade_rank": RANK[item["grade"]]}
            self.rows["judgments"].setdefault(key, self._row("judgments", key, values, block))
            self.witnesses.setdefault(key, []).extend(
                [witness["source"], witness["grade"], witness["text"], self.snapshot, witness["block"]]
                for witness in item["witnesses"]
            )

    def _place_of(self, item: dict[str, Any]) -> int | None:
        """Give the block where the section of a judgment without words of its own begins, if it is there."""
        if item["status"] == Status.SECTION_MISSING.value:
            return None
        about = (item["pillar"], item["question_key"])
        rows = [*self.record["sections"], *self.record["findings"]]
        return next((row["block"] for row in rows if (row["pillar"], row["question_key"]) == about), None)

    def _key_facts(self) -> None:
        panel = self.record["key_facts"] or {"period": None, "figures": []}
        for item in panel["figures"]:
            parts = [item["topic"], item["measure"], item["scope"]]
            tail = f"unread/{digest8(item['text'])}" if None in parts else "/".join(parts)
            key = self.number(f"{self.assessment}/key-facts/{tail}")
            row = self._row("key_facts", key, {**item, "period": panel["period"]}, item["block"])
            self.rows["key_facts"][key] = row

    def _letter(self) -> None:
        letter = self.record["letter"]
        if letter:
            block = letter["blocks"][0] if letter["blocks"] else None
            values = {**letter, "title": self.page["title"]}
            self.rows["letters"][self.key] = self._row("letters", self.key, values, block)

    def _assessment(self) -> None:
        kind, _, rest = str(self.assessment).partition("/")
        found = find_round(kind, rest.rpartition("/")[2])
        inspector = self.record["inspector"] or {}
        values = {
            "organisation": self.page["organisation"],
            "round": self.page["round"],
            "title": self.page["title"],
            "inspector_name": inspector.get("name"),
            "inspector_title": inspector.get("title"),
            "inspector_contact": inspector.get("contact"),
            "introduction": "\n\n".join(self.record["introduction"]) or None,
            "url": self.page["url"],
            "key_facts_period": (self.record["key_facts"] or {}).get("period"),
            "grade_scale": found.scale if found else None,
        }
        row = [self.assessment, *map(values.get, SPECS["assessments"].names[1:-2])]
        self.rows["assessments"][str(self.assessment)] = [*row, self.snapshot, self._title_block()]

    def _title_block(self) -> int | None:
        """Give the block of the title; of a page without one, the first block."""
        blocks = self.reading["blocks"]
        titles = [block for block in blocks if block[3] == "page.title"]
        return next((int(block[0]) for block in (*titles, *blocks)), None)


def _judgment_id(assessment: str, item: dict[str, Any]) -> str:
    pillar, question = item["pillar"], item["question"]
    if question is None and pillar:
        return f"{assessment}/{pillar}"
    lead = pillar or "area"
    key = item["question_key"] or slug(question or "unnamed")
    return f"{assessment}/{key}" if key.startswith(f"{lead}/") else f"{assessment}/{lead}/{key}"


def grade_or_status(row: Row) -> str:
    """Give the word that stands for a judgment's row: its grade, else the name of the absence."""
    at = SPECS["judgments"].at
    return str(row[at["grade"]] or row[at["status"]])
