"""The problems that only show when captures and pages are laid beside each other."""

from __future__ import annotations

NO_LONGER_STATED = "no_longer_stated"
PAGES_DISAGREE = "pages_disagree"
COPY_INCOMPLETE = "copy_incomplete"
HISTORY_PROBLEMS = frozenset({NO_LONGER_STATED, PAGES_DISAGREE, COPY_INCOMPLETE})
