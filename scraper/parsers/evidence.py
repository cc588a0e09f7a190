"""What a page shows of itself before anyone decides what it is: its title, labels, sentences; and its address.

Everything is looked up once and kept, so that proofs can ask freely. Nothing here knows a page type's rules.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from schemas.labels import Label, Role, find_heading, find_label
from schemas.page_types import PageType
from schemas.text import fold, has_any
from schemas.vocabulary import A_BODY, HEADING_KINDS, BlockKind, Pillar, RefusalReason
from scraper.catalogue.urls import Address, canonical_url, is_ours, read_address
from scraper.document.blocks import RawBlock
from scraper.document.read import Document

from .dates import PUBLISHED
from .titles import Heading, known_area, read_title

_SITE_NAME = re.compile(r"\s*[-–|:]\s*HMIC(?:FRS)?\b.*$")
_MARKS = (
    "HMICFRS", "HMIC ", "HMIC’s", "Her Majesty’s Inspectorate of Constabulary", "His Majesty’s Inspectorate",
    "PEEL assessment",
)  # fmt: skip
_HEADLINE = re.compile(
    rf"xtent to which (?:the {A_BODY}|(?:the )?[A-Z][\w’'&-]+(?: [\w’'&-]+){{0,6}}?) "
    r"(?:is|are|operates|looks|treats)\b[^.;\n]*"
)
"""A headline judgment to the end of its sentence."""
_EARLY, _SHORT = 120, 120  # blocks, characters
_FRONT = 60  # blocks
_PROSE_ENDS = (".", ";", ":", ",", "?", "!")


class Refusal(Exception):
    """The page is not to be loaded; carries the contract's reason and a line for a person."""

    def __init__(self, reason: RefusalReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Evidence:
    """A page's document and address, and what they show; `url` is the address it was found at, if any."""

    def __init__(self, document: Document, body: bytes, url: str | None) -> None:
        self.document = document
        self.body = body
        self.blocks = document.blocks
        self.address: Address | None = read_address(url) if url else None
        self.canonical: str | None = (
            self.address.canonical if self.address else canonical_url(url) if url and is_ours(url) else url
        )

    @property
    def promised(self) -> PageType | None:
        """The page type that the address promises."""
        return self.address.type if self.address else None

    @cached_property
    def heading(self) -> Heading | None:
        """The title by its form: the first h1 that has it, else an early block that is no link, else the window's title."""
        for block in self.blocks:
            if block.level == 1 and (found := read_title(block)) is not None:
                return found
        early = [read_title(block) for block in self.blocks[:40] if not block.linked]
        areas = [found for found in early if found is not None and known_area(found.area)]
        # Lines of several years or areas are a menu, and none of them is the page's title.
        if len({(one.area, one.year) for one in areas}) == 1:
            return areas[0]
        found = read_title(self.window_title)
        return found if found is not None and known_area(found.area) else None

    @cached_property
    def window_title(self) -> RawBlock:
        """The title of the window without the site's name, as a block that is not on the page."""
        return RawBlock(0, BlockKind.HEADING, 1, _SITE_NAME.sub("", self.document.title or ""), "head/title")

    def first_heading(self, form: re.Pattern[str] | None = None) -> RawBlock | None:
        """Return the first h1; where a page has none, its first short line of a form, as it stands or folded."""
        first = next((block for block in self.blocks if block.level == 1), None)
        if first is not None or form is None:
            return first
        short = (block for block in self.blocks[:12] if len(block.text) < 160 and not block.linked)
        return next(
            (
                b
                for b in short
                if (form.search(b.text) or form.search(fold(b.text))) and not b.text.endswith(_PROSE_ENDS)
            ),
            None,
        )

    @cached_property
    def title_of_text(self) -> RawBlock | None:
        """The title of a text: its first h1, else the short line right above the day it was published, else the window's."""
        first = self.first_heading()
        if first is not None:
            return first
        above = (one for one, day in pairwise(self.blocks[:30]) if PUBLISHED.match(day.text))
        line = next((one for one in above if len(one.text) < 160 and not one.linked and " " in one.text.strip()), None)
        return line or (self.window_title if self.window_title.text else None)

    @cached_property
    def short(self) -> tuple[RawBlock, ...]:
        """The early blocks that may be a label, a title or a cell: short, and no link."""
        return tuple(b for b in self.blocks[:_EARLY] if len(b.text) < _SHORT and not b.linked)

    @cached_property
    def early_text(self) -> str:
        """The text of the first sixty blocks."""
        return " ".join([block.text for block in self.blocks[:_FRONT]])

    def early(self, *parts: str, within: int = _FRONT) -> list[str]:
        """Return the texts, of the first blocks (sixty at the most), that have one of some parts."""
        there = [part for part in parts if part in self.early_text]
        if not there:
            return []
        texts = [block.text for block in self.blocks[:within]]
        if len(there) == 1:
            return [text for text in texts if there[0] in text]
        return [text for text in texts if has_any(text, *there)]

    @cached_property
    def headlines(self) -> int:
        """How many early sentences have the form of a headline judgment, of any round from 2015 on; a copy may have them in one block."""
        return len(_HEADLINE.findall("\n".join(self.early("xtent to which"))))

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels of the vocabulary that stand on the page as whole lines, in order."""
        found = (
            find_heading(block.text) if block.kind in HEADING_KINDS else find_label(block.text)
            for block in self.blocks
            if len(block.text) < 60
        )
        return tuple(label for label in found if label is not None)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles of the page's labels."""
        return frozenset(label.role for label in self.labels)

    @cached_property
    def pillars(self) -> frozenset[Pillar]:
        """The pillars whose own heading stands on the page."""
        headed = {label.pillar for label in self.labels if label.role is Role.PILLAR}
        return frozenset(pillar for pillar in Pillar if pillar in headed)

    @cached_property
    def first_pillar(self) -> Pillar | None:
        """The pillar of the first label that has one."""
        return next((label.pillar for label in self.labels if label.pillar is not None), None)

    def says(self, form: re.Pattern[str], within: int, shorter_than: int) -> bool:
        """Return whether one of the first `within` blocks, shorter than so many characters, begins as a form."""
        return any(form.match(b.text) for b in self.blocks[:within] if len(b.text) < shorter_than)

    @cached_property
    def is_of_site(self) -> bool:
        """Whether the page names the inspectorate, or states an address of its site as its own."""
        text = " ".join(block.text for block in self.blocks[:80])
        title = self.document.title or ""
        return any(mark in text or mark in title for mark in _MARKS) or is_ours(self.document.canonical or "")
