"""Labels that run in: `Area for improvement: The force should …` is a label, and below it what it heads; so without the colon."""

from __future__ import annotations

import re

from schemas.labels import ASKED, ASKS, Role, find_label
from schemas.text import fold
from schemas.vocabulary import BlockKind
from scraper.parsers.lines import Line, LineKind

from .asking import BODY, says_what_to_do

_BEGINNINGS = frozenset({"Area", "AREA", "Caus", "CAUS", "Reco", "RECO", "Acce", "ACCE", "New ", "NEW ", "Our ", "OUR ", "Furt", "FURT",
                         "Addi", "ADDI"})  # fmt: skip
_RUN_IN = re.compile(r"^([A-Za-z ]{12,40}(?: \d{1,2})?)(?: ?:| [–-]) (.{20,})$")
_GLUED = re.compile(
    rf"^((?i:(?:(?:accelerated|new|our|further|additional) )?{ASKED}(?: \d{{1,2}})?)) (?=[A-Z])(.{{20,}})$"
)
_OF_OURS = re.compile(rf"^(?!if |when |where |a |an |any |every |each ){BODY}\b")


def with_run_in_labels(lines: list[Line]) -> list[Line]:
    """Return the lines, a label that runs in apart from what it heads: both are of one block.

    What stands behind it must say what ours should do, or be a sentence about ours: what a glossary says of the
    label's words is neither.
    """
    places = [
        place
        for place, line in enumerate(lines)
        if line.text[:4] in _BEGINNINGS and line.kind is LineKind.PROSE and line.block.kind is BlockKind.PARAGRAPH
    ]
    for place in reversed(places):
        lines[place : place + 1] = _parted(lines[place])
    return lines


def _parted(line: Line) -> list[Line]:
    match = _RUN_IN.match(line.text) or _GLUED.match(line.text)
    if match is None:
        return [line]
    label = find_label(match[1])
    if label is None or label.role not in ASKS or not _heads(label.role, match[2]):
        return [line]
    return [Line(line.block, LineKind.LABEL, match[1], label=label), Line(line.block, LineKind.PROSE, match[2])]


def _heads(role: Role, text: str) -> bool:
    return bool(_OF_OURS.match(fold(text))) if role is Role.CAUSE else says_what_to_do(text)
