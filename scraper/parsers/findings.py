"""Prose under a pillar or a question, and of sections that are neither observation nor context."""

from __future__ import annotations

from schemas.labels import Role
from schemas.record import Section as SectionRow
from schemas.vocabulary import Pillar

from .builder import Builder
from .judgments import claim_head
from .lines import Is
from .outline import Section
from .prose import read_rows

_STANDING = frozenset({Role.OTHER_INSPECTIONS})


def read_findings(b: Builder, section: Section, pillar: Pillar | None = None) -> None:
    """Add the section's prose to the findings, and the section itself where it is dated."""
    for line in read_rows(b, section, "findings"):
        b.finding(section, line, pillar)
    head(b, section)


def head(b: Builder, section: Section) -> None:
    """Claim a section's heading lines; a dated section becomes a row of `sections`."""
    dated = bool(section.of(Is.DATE))
    claim_head(b, section, "sections" if dated else "findings")
    if not dated:
        return
    day, text = b.dated(section)
    line = section.heading or section.head[0]
    b.sections.append(
        SectionRow(
            section=section.text,
            section_text=section.section_text,
            pillar=section.pillar,
            question=section.question or _own_question(section),
            question_key=section.question_key,
            last_updated=day,
            last_updated_text=text,
            block=line.number,
        )
    )


def _own_question(section: Section) -> str | None:
    """Give the question line that a pillar's own section prints under its heading."""
    lines = [*section.of(Is.PILLAR_QUESTION), *section.of(Is.OTHER_QUESTION)]
    return lines[0].text if lines else None
