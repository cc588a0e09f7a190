"""A shell: a page with its heading and its address, and nothing of what such a page says.

Pages that a script fills come so when the script did not run, and so do stand-ins of a server. They would blank what an
older capture states, so that they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.page_types import Subject
from schemas.record import Record
from schemas.vocabulary import Status
from scraper.document.blocks import RawBlock

SHELL = (
    "the page shows its heading and not one section and no judgment: a shell that a script fills, or a stand-in; "
    "save it from a browser when it has loaded"
)
_TOLD = ("observations", "context", "findings", "recommendations", "questions", "grades")
_LITTLE_TEXT = 200  # characters, of a notice at most
_NOTICE = re.compile(r"javascript|\bload|please wait|try again|\berror\b|refresh|©|copyright", re.I)
"""What the line of a stand-in may say beside a number."""
_FIGURE = re.compile(r"(?<!\S)[^\w\s]?\d[\d.,]*\w{0,2}%?(?!\S)")
_LOST = "\ufffd"
_SILENT = frozenset({Status.SECTION_MISSING, Status.UNREADABLE})
"""What a judgment is said to be where the page says nothing of it."""


def is_shell(record: Record, subject: Subject, unread: Iterable[RawBlock], title: int | None = None) -> bool:
    """Return whether a page of a known type says nothing: not one judgment, not one paragraph, no figure.

    `unread` are the blocks that nobody claimed. A page of a new form says something that is not read yet: headings below
    its title, more text than a stand-in has, or a figure. What lost characters says nothing. The page of an organisation
    may do nothing but lead to others. `title` is the block of the page's title, which stands among its reports too.
    """
    waiting = list(unread)
    if subject is Subject.NOBODY or any(map(_heads_something, waiting)):
        return False
    words = [*record.introduction, *(block.text for block in waiting if block.level is None)]
    if sum(map(len, words)) > _LITTLE_TEXT or any(map(_tells_a_figure, words)):
        return False
    told = any(getattr(record, name) for name in (*_TOLD, *(["links"] if subject is Subject.ORGANISATION else [])))
    figures = record.key_facts is not None and bool(record.key_facts.figures)
    judged = any(judgment.status not in _SILENT for judgment in record.judgments)
    listed = any(report.block != title or report.summary or report.report for report in record.reports)
    introduced = subject is Subject.MANY and record.introduction and not any(map(_NOTICE.search, record.introduction))
    return not (told or figures or judged or listed or introduced or record.letter is not None)


def _heads_something(block: RawBlock) -> bool:
    return (
        block.level is not None and block.level > 1 and _NOTICE.search(block.text) is None and _LOST not in block.text
    )


def _tells_a_figure(text: str) -> bool:
    return _FIGURE.search(text) is not None and _NOTICE.search(text) is None and _LOST not in text
