"""The record while it is being read: parts, problems, and which block went to which field."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Hashable
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from schemas.extraction import Accounting, Block, Page, Problem, problem
from schemas.questions import Question, find_question
from schemas.record import (
    Dates,
    GradeCell,
    Inspector,
    Judgment,
    KeyFacts,
    Letter,
    OverviewQuestion,
    Recommendation,
    Record,
    Report,
)
from schemas.vocabulary import MARGIN, BlockKind, OrganisationKind, Pillar, ProseKind, Round
from scraper.catalogue.webarchives import unwrap
from scraper.document.blocks import RawBlock

from .dates import read_date
from .drafts import Drafts
from .lines import Line, LineKind
from .looks import ALONE, may_ask
from .outline import Section

_PARTS = tuple(Record.model_fields)
Row = dict[str, Any]  # a part of the record before the record as a whole is validated
_PROSE_KIND = {
    BlockKind.HEADING: ProseKind.HEADING,
    BlockKind.TERM: ProseKind.HEADING,
    BlockKind.LIST_ITEM: ProseKind.LIST_ITEM,
    BlockKind.TABLE_CELL: ProseKind.TABLE,
    BlockKind.QUOTE: ProseKind.QUOTE,
}
_PARAGRAPH = ProseKind.PARAGRAPH
_CHROME = frozenset(
    f"boilerplate:{rule}"
    for rule in (
        "related",
        "menu",
        "site_notice",
        "section_repeated",
        "masthead",
        "skip_link",
        "share",
        "copyright",
        "cookie_banner",
    )
)


class Builder:
    """Collects the parts of one page's record. Every method that takes a line claims its block.

    `names` is the pattern of the organisation's folded names, `kind` the body and `round` the round of the page: None
    where nothing tells. `drafts` are the judgments while their witnesses are gathered.
    """

    def __init__(
        self, page: Page, blocks: list[RawBlock], names: re.Pattern[str],
        kind: OrganisationKind | None, round_: Round | None,
    ) -> None:  # fmt: skip
        self.page = page
        self.names = names
        self.kind = kind
        self.round = round_
        self.owner: str | None = None
        self.of_causes: set[int] = set()  # further paragraphs of what causes of concern say
        self.drafts = Drafts()
        self.blocks = blocks
        self.introduction: list[str] = []
        self.judgments: list[Judgment] = []
        self.inspector: Inspector | None = None
        self.observations: list[Row] = []
        self.context: list[Row] = []
        self.findings: list[Row] = []
        self.recommendations: list[Recommendation] = []
        self.sections: list[Row] = []
        self.key_facts: KeyFacts | None = None
        self.reports: list[Report] = []
        self.letter: Letter | None = None
        self.dates: Dates | None = None
        self.questions: list[OverviewQuestion] = []
        self.grades: list[GradeCell] = []
        self.problems: list[Problem] = []
        self._told: set[tuple[str, str, tuple[int, ...]]] = set()
        self._claims: dict[int, str] = {}
        self._positions: dict[tuple[str | None, ...], int] = {}
        self._met: set[tuple[Hashable, ...]] = set()

    @cached_property
    def graded(self) -> frozenset[int]:
        """The blocks that have a grade's words in them; most have none, and so no sentence about a grade."""
        return frozenset(
            [
                block.number
                for block in self.blocks
                # All grades but two have a q, which is found ten times faster than a word.
                if "ood" in (text := block.text)
                or "utstanding" in text
                or ("q" in text and ("mprovement" in text or "dequate" in text))
            ]
        )

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What the page's blocks begin with, the shortest whole: a cheap look for words that stand alone (`alone`)."""
        return frozenset([block.text[:ALONE] for block in self.blocks])

    @cached_property
    def may_ask(self) -> frozenset[int]:
        """The blocks that may say what somebody should do as an item, headed by words of a label, as recommended: a cheap look."""
        return may_ask(self.blocks)

    @cached_property
    def lowest_level(self) -> int:
        """The level of the page's lowest headings, 6 at most, 0 where none has a level."""
        return max((block.level or 0 for block in self.blocks), default=0)

    def claim(self, field: str, *lines: Line | RawBlock) -> None:
        """Say that blocks went to a field, or to `boilerplate:<rule>`; the first claim stays."""
        claims = self._claims
        for line in lines:
            claims.setdefault(line.number, field)

    def is_claimed(self, line: Line, field: str) -> bool:
        """Return whether a line went to a field."""
        return self._claims.get(line.number) == field

    def disclaim(self, *blocks: int) -> None:
        """Take back that blocks went anywhere: no row was made of them after all."""
        for block in blocks:
            self._claims.pop(block, None)

    def asked(self, text: str, pillar: Pillar | None = None) -> Question | None:
        """Return the question or area of the page's round that a text names, None where it names none."""
        if self.round is None:
            return None
        return find_question(self.round.kind.value, self.round.framework, text, pillar.value if pillar else None)

    def flag(self, code: str, message: str, *blocks: int) -> None:
        """Add a problem, once."""
        self.note(problem(code, message, *blocks))

    def note(self, *problems: Problem) -> None:
        """Add problems, each once."""
        for found in problems:
            key = (found.code, found.message, tuple(found.blocks))
            if key not in self._told:
                self._told.add(key)
                self.problems.append(found)

    def position(self, *key: str | None) -> int:
        """Return the next position of a page's section, from 1."""
        position = self._positions[key] = self._positions.get(key, 0) + 1
        return position

    def is_new(self, *key: Hashable) -> bool:
        """Return whether something of the page is met for the first time, and take note of it."""
        if key in self._met:
            return False
        self._met.add(key)
        return True

    def prose(self, field: str, section: Section, line: Line) -> Row:
        """Make a row of prose and claim its block; the record validates all its rows at once."""
        number = line.block.number
        self._claims.setdefault(number, field)
        return {
            "section": section.text,
            "section_text": section.section_text,
            "position": self.position(field, self.owner, section.text),
            "kind": _PROSE_KIND.get(line.block.kind, _PARAGRAPH),
            "text": line.text,
            "block": number,
        }

    def finding(self, section: Section, line: Line) -> None:
        """Add a row of findings under the section's pillar and question."""
        row = self.prose("findings", section, line)
        row["pillar"] = section.pillar
        row["question"] = section.question
        row["question_key"] = section.question_key
        row["assessment"] = self.owner
        self.findings.append(row)

    def day(self, text: str | None, block: int) -> dt.date | None:
        """Read a date of any time; what is no whole day is flagged."""
        day = read_date(text) if text else None
        if text and day is None:
            self.flag("date_invalid", f"“{text}” is not a whole date that exists; it is kept as text.", block)
        return day

    def date(self, text: str | None, block: int) -> dt.date | None:
        """Read a date of the round; what is no whole day, or lies far from the round, is flagged."""
        day = self.day(text, block)
        if day and self.round and not self.round.first - MARGIN <= day.year <= self.round.last + MARGIN:
            self.flag("date_outside_round", f"{day.isoformat()} is far from the round {self.round.id}.", block)
        return day

    def dated(self, section: Section) -> tuple[dt.date | None, str | None]:
        """Return the date printed in a section's head, and its text."""
        lines = section.of(LineKind.DATE)
        later = [line for line in section.stray if line.kind is LineKind.DATE]
        if not lines:
            return None, None
        first = lines[0]
        if first.date_text is None:
            self.flag("date_invalid", f"“{first.text}” in “{section.text}” has no day behind it.", first.number)
        others = [line for line in (*lines[1:], *later) if line.date_text]
        self.claim("sections.last_updated", *lines, *later)
        if others:
            texts = ", ".join(str(line.date_text) for line in (first, *others))
            self.flag("dates_repeated", f"“{section.text}” has several dates: {texts}.", first.number)
        return self.date(first.date_text, first.number), first.date_text

    def absolute(self, href: str) -> str | None:
        """Return a link's address, absolute where the page's own is known; None where it is not http(s)."""
        return _join(self.page.url or "", href)

    def links(self) -> list[Row]:
        """Return the links of the main content, absolute where the page's address is known, http(s) only."""
        found: list[Row] = []
        for block in self.blocks:
            if not block.links or self._claims.get(block.number) in _CHROME:
                continue
            for text, href in block.links:
                if href.startswith("#"):
                    continue
                url = self.absolute(href)
                if url is not None:
                    found.append({"text": text, "url": url, "block": block.number})
        return found

    def record(self) -> Record:
        """Return the validated record."""
        parts = {name: getattr(self, name) for name in _PARTS}
        parts["links"] = self.links()
        return Record.model_validate(parts)

    def accounted(self) -> tuple[Accounting, list[Block]]:
        """Return the accounting and the blocks with their claims; unread text is flagged."""
        claims, blocks = self._claims, self.blocks
        rows = [
            Block(
                block=raw.number, kind=raw.kind, level=raw.level, text=raw.text, path=raw.path,
                claimed_by=claims.get(raw.number),
            )
            for raw in blocks
        ]  # fmt: skip
        unread = [raw.number for raw in blocks if raw.number not in claims]
        lost = sum(len(blocks[number - 1].text) for number in unread)
        fields = Counter(claims.values())
        boilerplate = sum(count for field, count in fields.items() if field.startswith("boilerplate:"))
        if unread:
            first = self.blocks[unread[0] - 1].text[:60]
            self.flag(
                "unread_text",
                f"{len(unread)} blocks ({lost} characters) are unread, from “{first}”.",
                *unread,
            )
        coverage = round(1 - lost / sum(len(raw.text) for raw in blocks), 6) if lost else 1.0
        claimed = len(rows) - boilerplate - len(unread)
        return (
            Accounting(
                claimed=claimed, boilerplate=boilerplate, unread=len(unread), coverage=coverage,
                unread_blocks=unread,
            ),
            rows,
        )  # fmt: skip


_WEB = frozenset({"http", "https"})
_PLAIN = re.compile(r"/(?:[\w~-]+/)*[\w~-]*", re.ASCII)
"""A path from the site's root that joining leaves as it is (RFC 3986, 5.2): most links of a page."""
_WHOLE = re.compile(r"https?://[\w.-]+/[\w.~%/-]*", re.ASCII)
"""An address that joining leaves as it is, and that holds no other: most links that lead elsewhere."""


@lru_cache(maxsize=16)
def _site(base: str) -> str:
    """Return the root of the site of an address, without a path; empty for what is not http(s)."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in _WEB else ""


@lru_cache(maxsize=256)
def _join(base: str, href: str) -> str | None:
    """Return a link's address on the site: a web archive writes its own around it."""
    try:
        if _WHOLE.fullmatch(href) is not None:
            return unwrap(href)
        site = _site(base)
        if site and _PLAIN.fullmatch(href) is not None:
            return unwrap(f"{site}{href}")
        url = unwrap(urljoin(base, href.strip()))
        return url if urlsplit(url).scheme in _WEB else None
    except ValueError:
        return None
