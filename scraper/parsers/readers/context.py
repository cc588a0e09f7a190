"""The area's own part: Context, Working arrangements, Points of context, Police and crime plan priorities."""

from __future__ import annotations

from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section

from .prose import read_rows


def read_context(b: Builder, section: Section) -> None:
    """Add the section's paragraphs and bullets to the context."""
    b.context.extend(b.prose("context", section, line) for line in read_rows(b, section, "context"))
