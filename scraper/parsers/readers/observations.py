"""The inspector's voice: HMI's observations, the inspector's summary, Looking ahead."""

from __future__ import annotations

from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section

from .prose import read_rows


def read_observations(b: Builder, section: Section) -> None:
    """Add the section's paragraphs and bullets to the observations."""
    b.observations.extend(b.prose("observations", section, line) for line in read_rows(b, section, "observations"))
