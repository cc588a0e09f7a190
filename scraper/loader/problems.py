"""The problems that only show when captures and pages are laid beside each other."""

from __future__ import annotations

from schemas.vocabulary import Severity

NO_LONGER_STATED = "no_longer_stated"
PAGES_DISAGREE = "pages_disagree"

FOLD_PROBLEMS: dict[str, tuple[Severity, str]] = {
    NO_LONGER_STATED: (
        Severity.INFO,
        "The newest capture lacks a value that an older one states; it is kept.",
    ),
    PAGES_DISAGREE: (Severity.WARNING, "Two pages state different grades for one judgment."),
}
