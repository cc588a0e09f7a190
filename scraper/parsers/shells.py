"""A shell: a page with its heading and its address, and nothing of what such a page says.

Pages that a script fills come so when the script did not run, and so do stand-ins of a server. They would blank what an
older capture states, so that they are refused.
"""

from __future__ import annotations

from schemas.page_types import Subject
from schemas.record import Record
from schemas.vocabulary import Status

_TOLD = ("observations", "context", "findings", "recommendations", "reports", "questions", "grades")
_SILENT = frozenset({Status.SECTION_MISSING, Status.UNREADABLE})
"""What a judgment is said to be where the page says nothing of it."""


def is_shell(record: Record, subject: Subject) -> bool:
    """Return whether a page of a known type says nothing: not one judgment, not one paragraph of a section, no figure."""
    if subject is Subject.NOBODY:
        return False
    told = any(getattr(record, name) for name in _TOLD)
    figures = record.key_facts is not None and bool(record.key_facts.figures)
    judged = any(judgment.status not in _SILENT for judgment in record.judgments)
    introduced = subject is Subject.MANY and bool(record.introduction)
    return not (told or figures or judged or introduced or record.letter is not None)
