"""Prose under a pillar or a question, and of sections that are neither observation nor context."""

from __future__ import annotations

from scraper.parsers.builder import Builder
from scraper.parsers.lines import LineKind
from scraper.parsers.outline import Section

from .prose import claim_head, read_list, read_rows
from .unlabelled import tell_unlabelled


def read_findings(b: Builder, section: Section, sub_headings: bool = False) -> None:
    """Add the section's prose to the findings, and the section itself where it is dated."""
    rows, asks = read_rows(b, section, "findings", sub_headings), False
    for line in rows:
        asks = asks or line.block.number in b.may_ask
        b.finding(section, line)
    if asks and not section.closed:
        tell_unlabelled(b, section, rows)
    head(b, section)


def read_insights(b: Builder, section: Section) -> None:
    """Add a list of other reports, by their titles, to the findings."""
    for line in read_list(b, section, "findings"):
        b.finding(section, line)
    head(b, section)


def read_standing_text(b: Builder, section: Section) -> None:
    """Add a section of standing text, which has sub-headings of its own, to the findings."""
    read_findings(b, section, sub_headings=True)


def head(b: Builder, section: Section) -> None:
    """Claim a section's heading lines; a dated section becomes a row of `sections`."""
    dated = bool(section.of(LineKind.DATE))
    claim_head(b, section, "sections" if dated else "findings")
    if not dated:
        return
    day, text = b.dated(section)
    line = section.heading or section.head[0]
    b.sections.append(
        {
            "section": section.text,
            "section_text": section.section_text,
            "pillar": section.pillar,
            "question": section.question or _own_question(section),
            "question_key": section.question_key,
            "last_updated": day,
            "last_updated_text": text,
            "block": line.number,
        }
    )


def _own_question(section: Section) -> str | None:
    """Return the question line that a pillar's own section prints under its heading."""
    lines = [*section.of(LineKind.PILLAR_QUESTION), *section.of(LineKind.OTHER_QUESTION)]
    return lines[0].text if lines else None
