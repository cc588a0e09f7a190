"""Words for what stands in a change: names in place of ids, both sides of a value so that they are seen to differ."""

from __future__ import annotations

import re

from schemas.prose_rows import PROSE_TABLES
from schemas.questions import QUESTIONS

_LABELS = {(question.kind.value, question.key): question.label for question in QUESTIONS}
_NOUN = {
    **{table: f"paragraph of the {table}" for table in PROSE_TABLES},
    "recommendations": "recommendation",
    "key_facts": "key fact",
    "sections": "section",
    "reports": "report",
    "letters": "letter",
    "links": "link",
    "judgments": "judgment",
}
_CODED = frozenset({"grade", "status", "previous_grade", "unit", "kind", "scope", "measure"})
"""Columns that hold words of a vocabulary."""
_DIGEST = re.compile(r"[0-9a-f]{8}(?:-\d+)?")
_SHOWN = 80
"""Characters of a long text that a sentence shows."""


def noun(table: str) -> str:
    """Return what a row of a table is called."""
    return _NOUN.get(table, words(table))


def words(name: str) -> str:
    """Return a name of the database as words."""
    return name.replace("_", " ").replace("-", " ")


def name_of(table: str, row_id: str, assessment: str | None, kind: str | None) -> str:
    """Return what a person calls a row: the published question, the figure's topic, the section; never its key.

    Empty where the row has no name of its own. `kind` is the body (`police`, `fire`).
    """
    tail = row_id.removeprefix(f"{assessment}/")
    if table == "judgments":
        label = _LABELS.get((kind or "police", tail))
        return f"“{label}”" if label else words(tail).replace("/", ", ")
    parts = tail.split("/")
    if table == "key_facts":
        return ", ".join(words(part) for part in parts[1:] if not _DIGEST.fullmatch(part))
    rest = parts[parts.index(table) + 2 :] if table in parts else []
    named = [words(part) for part in rest if not _DIGEST.fullmatch(part)]
    return f"“{', '.join(named)}”" if named else ""


def value(column: str, text: str | None) -> str | None:
    """Return a value for people: a word of a vocabulary as words, anything else as it is."""
    return words(text) if text is not None and column in _CODED else text


def apart(old: str | None, new: str | None) -> str:
    """Return two values so that it is seen how they differ; long ones that begin alike from the word where they part."""
    if old and new and max(len(old), len(new)) > _SHOWN:
        alike = _alike(old, new)
        old, new = (f"…{text[alike:]}" if alike else text for text in (old, new))
    one, other = short(old), short(new)
    if one == other:
        one, other = (_spelt(old, new), _spelt(new, old))
    return f"{one} → {other}"


def _alike(old: str, new: str) -> int:
    """Return how many characters two texts share at the front, up to a word's beginning."""
    count = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    if count is None:
        count = min(len(old), len(new))
    return old.rfind(" ", 0, count) + 1


def _spelt(text: str | None, other: str | None) -> str:
    """Return where a text leaves another that looks the same when it is cut, signs that are not seen by their numbers."""
    text, other = text or "", other or ""
    start = next(
        (n for n, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), min(len(text), len(other))
    )
    piece = text[start : start + _SHOWN // 4]
    shown = "".join(c if c.isprintable() and c.isascii() else f"[U+{ord(c):04X}]" for c in piece)
    return f"…{shown}" if start else shown or "nothing"


def short(text: str | None) -> str:
    """Return a text cut to what a sentence shows."""
    if text is None:
        return "nothing"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"
