"""A shell: a page with its heading and its address, and nothing of what such a page says.

Pages that a script fills come so when the script did not run, and so do stand-ins of a server. They would blank what an
older capture states, so that they are refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemas.page_types import Subject
from schemas.record import Record
from schemas.vocabulary import Status
from scraper.document.blocks import RawBlock

SHELL = (
    "the page shows its heading and not one section and no judgment: a shell that a script fills, or a stand-in; "
    "save it from a browser when it has loaded"
)
_TOLD = ("observations", "context", "findings", "recommendations", "reports", "questions", "grades")
_LITTLE_TEXT = 200  # characters: "please wait", "this page needs JavaScript"
_SILENT = frozenset({Status.SECTION_MISSING, Status.UNREADABLE})
"""What a judgment is said to be where the page says nothing of it."""


def is_shell(record: Record, subject: Subject, unread: Iterable[RawBlock]) -> bool:
    """Return whether a page of a known type says nothing: not one judgment, not one paragraph of a section, no figure.

    A page of a new form says something that is not read yet: headings, or more text than a stand-in has.
    """
    waiting = list(unread)
    if subject is Subject.NOBODY or any(block.level is not None for block in waiting):
        return False
    if sum(len(block.text) for block in waiting) > _LITTLE_TEXT:
        return False
    told = any(getattr(record, name) for name in _TOLD)
    figures = record.key_facts is not None and bool(record.key_facts.figures)
    judged = any(judgment.status not in _SILENT for judgment in record.judgments)
    introduced = subject is Subject.MANY and bool(record.introduction)
    leads_on = subject is Subject.ORGANISATION and bool(record.links)
    return not (told or figures or judged or introduced or leads_on or record.letter is not None)
