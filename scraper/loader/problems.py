"""The problems that only show when captures and pages are laid beside each other."""

from __future__ import annotations

NO_LONGER_STATED = "no_longer_stated"
PAGES_DISAGREE = "pages_disagree"
COPY_INCOMPLETE = "copy_incomplete"
CAPTURED_AT_INFERRED = "captured_at_inferred"
IN_FUTURE = "capture_in_future"
STATED_IN_FUTURE = "stated_in_future"
CAPTURE_PROBLEMS = frozenset({IN_FUTURE, "date_unreadable"})
"""Problems of a capture itself, whatever is read in it."""
HISTORY_PROBLEMS = frozenset({NO_LONGER_STATED, PAGES_DISAGREE, COPY_INCOMPLETE})
