"""The inspector's voice: HMI's observations, the inspector's summary, Looking ahead."""

from __future__ import annotations

from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section

from .people import read_people, take_people
from .prose import read_rows
from .unlabelled import tell_asked


def read_observations(b: Builder, section: Section) -> None:
    """Add the section's paragraphs and bullets to the observations; who signs them is the inspector where no line above says so."""
    if b.inspector is None:
        read_people(b, take_people(section))
    rows = read_rows(b, section, "observations")
    b.observations.extend(b.prose("observations", section, line) for line in rows)
    tell_asked(b, section, rows)
