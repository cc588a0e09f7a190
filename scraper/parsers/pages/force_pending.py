"""A force's page of 2016 or 2017 while its pillars were still published one by one.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/gloucestershire/ as of December 2016
States: November 2016 (one pillar), December 2016 to February 2017 (two), March 2017 (all, with a note); November and
December 2017 (docs/layouts.md, 5 and 6). A pillar to come is `not yet graded`; the sections below the judgments come
with the final state, so none of them lacks.
"""

from __future__ import annotations

import re

from schemas.labels import Role, find_label
from schemas.text import fold
from schemas.vocabulary import ABSENCE_WORDS, OrganisationKind, Status
from scraper.parsers.counts import each_pillar_judged
from scraper.parsers.evidence import Evidence
from scraper.parsers.readers.preamble import is_pending
from scraper.parsers.spec import Whose, in_rounds, sibling

from . import force

_NOT_YET = re.compile(
    rf"\b(?:{'|'.join(word for word, status in ABSENCE_WORDS.items() if status is Status.NOT_YET_GRADED)})$"
)
_LAST = 16  # characters in which a text that says so ends
_FIRST = 40  # blocks in which a page begins


def still_open(e: Evidence) -> bool:
    """Return whether the page says that some of it is not published yet: a judgment to come, or a note on it."""
    for block in e.blocks:
        end = block.text[-_LAST:]
        if ("raded" in end or "RADED" in end) and len(block.text) < 300 and _NOT_YET.search(fold(block.text)):
            return True
    for block in e.blocks[:_FIRST]:
        label = find_label(block.text)
        if label is not None and label.role is not Role.CHROME:
            return False
        if e.heading is not None and block.number > e.heading.block.number and is_pending(block.text):
            return True
    return False


def _pending(whose: Whose, e: Evidence) -> bool:
    return in_rounds(OrganisationKind.POLICE, "2016", "2017")(whose, e) and still_open(e)


SPEC = sibling(force.SPEC, "force-pending", era=_pending, counts=(each_pillar_judged,))
