"""Lines that hard breaks part, put together where they are one sentence or one heading."""

from __future__ import annotations

from schemas.labels import find_label

from .markup import BULLETS

Joined = tuple[str, int]
"""A text and the number of lines that it was put together from."""
_ENDS = (".", ";", ":", "!", "?", "”", '"', "; and", "; or")
_JOINS = ("and ", "for ", "in ", "of ", "to ", "with ")
_COPIED = ("cc", "cc:", "cc ", "bcc")
"""What heads those who get a copy of a letter, and goes on with nobody's name above it."""
_LONGEST_LABEL = 300  # characters; what is longer is no label, and not looked at again for each line that it goes on in


def heading_lines(lines: list[str]) -> list[Joined]:
    """Put the lines of a heading together, unless its first line alone is a label and all of them are none.

    Also below a label a line that begins with a word that joins goes on with it: `Leadership` / `and force management`.
    """
    joined = " ".join(lines)
    if find_label(joined) is not None or find_label(lines[0]) is None or lines[1].startswith(_JOINS):
        return [(joined, len(lines))]
    return [(line, 1) for line in lines]


def rejoin(lines: list[str]) -> list[Joined]:
    """Put lines together that a hard break parted inside a sentence.

    A line goes on in the next where it ends in a word or a comma and the next begins in lower case, unless the
    line is a label or either begins like a figure (docs/layouts.md, trap 18).
    """
    head, sentences = lines[0], [[lines[0]]]
    for line in lines[1:]:
        if _goes_on(head, sentences[-1][-1], line):
            sentences[-1].append(line)
            head = head if len(head) > _LONGEST_LABEL else f"{head} {line}"
        else:
            sentences.append([line])
            head = line
    return [(" ".join(sentence), len(sentence)) for sentence in sentences]


def _goes_on(head: str, last: str, line: str) -> bool:
    """Return whether a sentence goes on in a line; `head` is its beginning, `last` its last line."""
    return (
        (line[0].islower() or last.endswith(","))
        and line[:3] not in _COPIED
        and not last.endswith(_ENDS)
        and "%" not in line[:8]
        and not any(c.isdigit() for c in head[:4])
        and "%" not in head[:8]
        and head[0] not in BULLETS
        and (len(head) > _LONGEST_LABEL or line.startswith(_JOINS) or find_label(head) is None)
    )
