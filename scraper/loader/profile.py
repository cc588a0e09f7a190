"""What a page looks like from outside: its skeleton, which fields it fills, its grades, where its text went.

A profile is made from a reading alone, so any database can be looked at, without HTML and without the
archive. It is kept by the reading's id, which is a digest: one that is known never changes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter

from schemas.page_types import SET_ASIDE, PageType
from schemas.prose_rows import TEXT_TABLES
from schemas.vocabulary import Status
from scraper.store.reread import UnreadError, reread

from .readings import Plain, Reading

VERSION = 1
_VALUES: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])
_WHERE = ("visible", "claimed", "boilerplate", "unread")
_NOTES = "Judgments"  # the section of notes that stand before the first heading while pillars are still open
_NO_LAYOUT = frozenset(SET_ASIDE | {PageType.UNKNOWN})
_LISTS = (
    "introduction",
    *TEXT_TABLES,
    "links",
    "reports",
    "questions",
    "grades",
)

Stretch = tuple[str, int, int]
"""Neighbouring blocks of one role: the role, how many, the number of the first."""


@dataclass(frozen=True)
class Profile:
    """A page's shape. `characters` and `blocks` count visible, claimed, boilerplate and unread text.

    `coverage` is what the reading states, `panel` whether there are key facts, `pending` whether the page says
    that some of it is still to be published.
    """

    type: str
    round: str | None
    organisation: str | None
    skeleton: tuple[Stretch, ...]
    filled: tuple[str, ...]
    judgments: tuple[tuple[str, str], ...]
    figures: tuple[str, ...]
    panel: bool
    pending: bool
    characters: dict[str, int]
    blocks: dict[str, int]
    coverage: float

    @property
    def group(self) -> str:
        """Return what it is compared with: `<body>/<round>/<page type>`."""
        body = (self.organisation or "all").split("/")[0]
        return sys.intern(f"{body}/{self.round or 'no-round'}/{self.type}")

    @property
    def has_layout(self) -> bool:
        """Whether pages of this type have a layout of their own: not those set aside by name."""
        return self.type not in _NO_LAYOUT

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles in order."""
        return tuple(stretch[0] for stretch in self.skeleton)

    def to_json(self) -> str:
        """Return it as text."""
        return _VALUES.dump_json(vars(self)).decode("utf-8")

    @classmethod
    def of_json(cls, text: bytes | str) -> Profile:
        """Return what `to_json` was made of; what the pages of a layout have in common is one object for all.

        Raises UnreadError where it is of another form.
        """
        found = reread(_form(), text)
        if not found.characters.keys() == found.blocks.keys() == set(_WHERE):
            raise UnreadError("it counts other text than a profile does")
        return replace(
            found,
            skeleton=tuple(_stretch(*row) for row in found.skeleton),
            judgments=tuple(_judgment(*pair) for pair in found.judgments),
            filled=_names(found.filled),
            figures=_names(found.figures),
        )


@cache
def _form() -> TypeAdapter[Profile]:
    return TypeAdapter(Profile)


def seen_in(reading: Reading) -> Plain:
    """Return as much of a reading as its profile is made of, as the plain data that it is stored as."""
    record, panel = reading.record, reading.record.key_facts
    opened = {
        "judgments": [{**vars(one), "witnesses": list(map(vars, one.witnesses))} for one in record.judgments],
        "findings": list(map(vars, record.findings)),
        "sections": list(map(vars, record.sections)),
        "inspector": record.inspector and vars(record.inspector),
        "key_facts": panel and {"figures": list(map(vars, panel.figures))},
    }
    return {
        "page": vars(reading.page),
        "record": {**vars(record), **opened},
        "accounting": reading.accounting and vars(reading.accounting),
        "blocks": [(one.block, one.kind, one.text, one.claimed_by) for one in reading.blocks],
    }


def profile_text(reading: Reading) -> str:
    """Return the profile of a reading as text, as it is kept: made of its models, which costs a third of unpacking it again."""
    return profile_of(seen_in(reading)).to_json()


def profile_of(reading: Plain) -> Profile:
    """Return the profile of a stored reading."""
    page, record, accounting = reading["page"], reading["record"], reading["accounting"] or {}
    key_facts = record["key_facts"] or {"period": None, "figures": []}
    skeleton, characters, blocks = _laid_out(reading["blocks"])
    return Profile(
        type=str(page["type"]),
        round=page["round"],
        organisation=page["organisation"],
        skeleton=skeleton,
        filled=_names(sorted(_filled(page, record))),
        judgments=tuple(_judgments(record)),
        figures=_names(
            f"{f['topic']}/{f['measure']}/{f['scope']}" for f in key_facts["figures"] if f["value"] is not None
        ),
        panel=record["key_facts"] is not None,
        pending=any(j["status"] == Status.NOT_YET_GRADED for j in record["judgments"])
        or (not record["observations"] and any(f["section"] == _NOTES for f in record["findings"])),
        characters=characters,
        blocks=blocks,
        coverage=accounting.get("coverage", 1.0),
    )


def _laid_out(blocks: Iterable[list[Any]]) -> tuple[tuple[Stretch, ...], dict[str, int], dict[str, int]]:
    """Return the roles of a page's blocks in order, and its characters and blocks by where they went.

    What a rule sets aside is no part of the layout.
    """
    stretches: list[Stretch] = []
    characters, counts = dict.fromkeys(_WHERE, 0), dict.fromkeys(_WHERE, 0)
    role, count, first = ("", ""), 0, 0
    for number, kind, text, claim in blocks:
        where = "unread" if claim is None else "boilerplate" if claim.startswith("boilerplate:") else "claimed"
        characters[where] += len(text)
        counts[where] += 1
        if where == "boilerplate":
            continue
        now = (claim or "unread", kind)
        if now == role:
            count += 1
            continue
        if count:
            stretches.append(_stretch(" ".join(role), count, first))
        role, count, first = now, 1, number
    if count:
        stretches.append(_stretch(" ".join(role), count, first))
    characters["visible"], counts["visible"] = sum(characters.values()), sum(counts.values())
    return tuple(stretches), characters, counts


@lru_cache(maxsize=8192)
def _stretch(role: str, count: int, first: int) -> Stretch:
    """Return one object for equal stretches: the pages of a layout share most of them, and all profiles are held at once."""
    return sys.intern(role), count, first


def _filled(page: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    if page["title"]:
        yield "title"
    yield from (name for name in _LISTS if record[name])
    inspector = record["inspector"] or {}
    yield from (f"inspector.{name}" for name in ("name", "title", "contact") if inspector.get(name))
    judgments = record["judgments"]
    yield from {f"judgments.{w['source']}" for j in judgments for w in j["witnesses"]}
    yield from (
        f"judgments.{name}" for name in ("grade", "statement", "last_updated") if any(j[name] for j in judgments)
    )
    if any(section["last_updated"] for section in record["sections"]):
        yield "sections.last_updated"
    if record["key_facts"] and record["key_facts"]["figures"]:
        yield "key_facts.figures"
    if record["letter"]:
        yield "letter"


def _judgments(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for judgment in record["judgments"]:
        key, said = judgment["question_key"] or judgment["pillar"] or "", judgment["grade"] or judgment["status"]
        yield _judgment(str(key), str(said))


@lru_cache(maxsize=1024)
def _judgment(key: str, said: str) -> tuple[str, str]:
    return sys.intern(key), sys.intern(said)


@lru_cache(maxsize=4096)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sys.intern(name) for name in names)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Return one tuple for equal names, of which the pages of a layout have the same."""
    return _shared(tuple(names))
