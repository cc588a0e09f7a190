"""The inspector: name, title and contact, wherever the lines stand."""

from __future__ import annotations

import re
from unicodedata import normalize

from schemas.record import Inspector
from schemas.text import APOSTROPHES
from scraper.parsers.builder import Builder
from scraper.parsers.lines import INSPECTOR_TITLE, Line, LineKind
from scraper.parsers.outline import Section

_NAME = re.compile(r"^[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,5}$")  # `Sir Thomas Winsor QPM`
_TITLE = (
    rf"(?:(?:Interim|Acting|Temporary) )?(?:(?:Her|His) Majesty[{APOSTROPHES}]s|HM) (?:Chief )?Inspector of (?:Constabulary|Fire (?:and|&) Rescue Services)"
    r"(?: and (?:of )?Fire (?:and|&) Rescue Services)?"
)
_TITLES = re.compile(rf"{_TITLE}(?:,? (?:and|&) {_TITLE})?", re.I)


_BEFORE_NAME = re.compile(
    r"^(?:(?:by|(?:photo(?:graph)?|picture|portrait|image) of) |(?:(?:the|our|your|lead) )?(?:inspector|hmi|signed|name)(?: is)?: ?)",
    re.I,
)
_NO_MORE = re.compile(r",? \(?(?P<word>former|formerly|previously|then|outgoing|retired)$", re.I)
"""What parts a name from the title of a post that its bearer has no more."""


def read_people(b: Builder, lines: list[Line]) -> None:
    """Read the inspector's name, title and contact; a name doubled by an image's alt text is read once."""
    if not lines:
        return
    name = title = contact = None
    blocks: list[int] = []
    for place, line in enumerate(lines):
        b.claim("inspector", line)
        blocks.append(line.number)
        if line.kind is LineKind.CONTACT:
            contact = contact or _after_contact(line, lines[place + 1 : place + 2])
        elif line.kind is LineKind.INSPECTOR:
            found_name, found_title = _split_person(line.text)
            if name and found_name and _plain(name) != _plain(found_name):
                told = f"“{name}” and “{found_name}” are named as inspectors; the last was believed."
                b.flag("section_missing", told, *blocks)
            name, title = found_name or name, title or found_title
        elif name is None:
            name = line.text
    if title and not _TITLES.fullmatch(title):
        b.flag("inspector_title_unknown", f"“{title}” is no inspector's title of the vocabulary.", *blocks)
    b.inspector = Inspector(name=name, title=title, contact=contact, blocks=blocks)


def _plain(name: str) -> str:
    """Return a name without its accents and what follows its first two words, which may be honours."""
    letters = normalize("NFKD", name.split(",")[0]).encode("ascii", "ignore").decode()
    return " ".join(letters.casefold().split()[:2])


def tell_nameless(b: Builder) -> None:
    """Flag that a page names no inspector."""
    if b.inspector is None:
        b.flag("inspector_missing", "No line of the page names the inspector.")


def _after_contact(line: Line, following: list[Line]) -> str | None:
    text = re.sub(r"^contact\b[: ]*", "", line.text, flags=re.I).strip()
    if text:
        return text
    return following[0].text if following and following[0].kind is not LineKind.INSPECTOR else None


def _split_person(text: str) -> tuple[str, str | None]:
    """Return the name before a title, empty where none stands there, and the title, None where the line has none."""
    match = INSPECTOR_TITLE.search(text)
    if match is None:
        return "", None
    name = _BEFORE_NAME.sub("", text[: match.start()].strip(" ,–-|("))
    half = name[: len(name) // 2]  # an image's alt text is the name too, in one line with it
    if name == f"{half} {half}":
        name = half
    title = text[match.start() :].strip(" ,.")
    if (was := _NO_MORE.search(name)) is not None:
        return name[: was.start()], f"{was['word']} {title}"
    known = _TITLES.match(title)
    behind = title[known.end() :].strip(" ,:–-") if known is not None and not name else ""
    if known is not None and _NAME.match(behind):
        return behind, known[0]
    return name, title.rstrip(")") if "(" not in title else title


def is_name(body: list[Line], place: int) -> bool:
    """Return whether a line is a person's name alone, beside an inspector's line (an image's alt text)."""
    text = body[place].text
    if body[place].kind is not LineKind.PROSE or len(text) > 50 or not _NAME.match(text):
        return False
    near = list(body[place + 1 : place + 4] + body[max(0, place - 1) : place])
    return any(line.kind in (LineKind.INSPECTOR, LineKind.CONTACT) for line in near)


def take_people(section: Section) -> list[Line]:
    """Take the inspector's lines out of a section; a contact line counts beside one or before the first heading."""
    if not any(line.kind is LineKind.INSPECTOR for line in section.body):
        found = [line for line in section.body if line.kind is LineKind.CONTACT] if section.role is None else []
    else:
        found = [
            line
            for place, line in enumerate(section.body)
            if line.kind is LineKind.INSPECTOR or is_name(section.body, place) or _contact_beside(section.body, place)
        ]
    if found:
        section.body = [line for line in section.body if line not in found]
    return found


def _contact_beside(body: list[Line], place: int) -> bool:
    near = body[max(0, place - 2) : place + 3]
    return body[place].kind is LineKind.CONTACT and any(line.kind is LineKind.INSPECTOR for line in near)
