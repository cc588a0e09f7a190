"""Pieces of pages written for a test: a builder and the section that a reader is given."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.extraction import Page
from schemas.labels import Role
from schemas.page_types import PageType
from schemas.questions import Question
from schemas.vocabulary import BlockKind, OrganisationKind, Pillar, find_round
from scraper.document.read import read_document
from scraper.parsers.builder import Builder
from scraper.parsers.grades import names_pattern
from scraper.parsers.lines import Line, Reader
from scraper.parsers.outline import Section

ADDRESS = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"
ASKS_IN_PROSE = (
    ("<p>By 31 May 2017, the force should:</p><ul><li>act.</li></ul>", 1),
    ("<p>The force should act by 31 May 2017.</p>", 1),
    ("<p>I will watch how the force:</p><ul><li>acts.</li></ul>", 0),
    ("<p>The force should be proud.</p>", 0),
)
"""What may stand among prose, and how often it is told as asked for."""


def read_lines(markup: str, round_key: str = "police/2016") -> tuple[Builder, list[Line]]:
    """Return a builder of the blocks of some markup, and the lines that they are on a page of a round."""
    kind, _, round_id = round_key.partition("/")
    round_ = find_round(kind, round_id)
    body = f"<!DOCTYPE html><html><body><main>{markup}</main></body></html>".encode()
    blocks = read_document(body, None).blocks
    page = Page(
        type=PageType.ASSESSMENT, assessment=None, organisation=None, round=round_id or None, pillar=None,
        title="Kent 2016", url=ADDRESS, captured_at=None, layout=None,
    )  # fmt: skip
    builder = Builder(page, blocks, names_pattern(frozenset({"kent police"})), OrganisationKind(kind), round_)
    reader = Reader(OrganisationKind(kind), round_, "Kent")
    return builder, [reader.read(block) for block in blocks]


def read_section(
    markup: str, role: Role | None = Role.TOPIC, text: str = "A section", *, round_key: str = "police/2016",
    pillar: Pillar | None = None, known: Question | None = None, question: str | None = None,
) -> tuple[Builder, Section]:  # fmt: skip
    """Return a builder and one section: a heading that the markup begins with is its own, the rest its body."""
    builder, lines = read_lines(markup, round_key)
    headed = bool(lines) and lines[0].block.kind is BlockKind.HEADING
    heading, body = (lines[0], lines[1:]) if headed else (None, lines)
    key = known.key if known else "area/of-no-vocabulary" if question else None
    asked = question or (known.label if known else None)
    return builder, Section(role, text, heading, pillar, asked, key, known, body=body)


def codes(builder: Builder) -> list[str]:
    """Return the codes of the problems found so far."""
    return [problem.code for problem in builder.problems]


def claims(builder: Builder) -> dict[str, str | None]:
    """Return what each text of the page was claimed for."""
    return {row.text: row.claimed_by for row in builder.accounted()[1]}


def texts(rows: Iterable[dict[str, object]]) -> list[object]:
    """Return the texts of rows of prose."""
    return [row["text"] for row in rows]
