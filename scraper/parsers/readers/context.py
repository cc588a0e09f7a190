"""The area's own part: Context, Working arrangements, Points of context, Police and crime plan priorities."""

from __future__ import annotations

from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section

from .prose import read_rows
from .unlabelled import tell_asked


def read_context(b: Builder, section: Section) -> None:
    """Add the section's paragraphs and bullets to the context."""
    rows = read_rows(b, section, "context")
    b.context.extend(b.prose("context", section, line) for line in rows)
    tell_asked(b, section, rows)
