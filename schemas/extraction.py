"""The extraction: what `peel parse` prints for one page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from .page_types import PageType
from .problems import severity_of
from .record import BlockNumber, Part, Record
from .vocabulary import BlockKind, Pillar, RefusalReason, Severity


class Page(Part):
    """Which page it is."""

    type: PageType
    assessment: str | None = Field(description="`<organisation>/<round>`, the key of everything.")
    organisation: str | None = Field(description="`police/<slug>` or `fire/<slug>`.")
    round: str | None = Field(
        description="`2014` … `2017`, `2018-19`, `2021-22` and on; of a programme of its own the month, `2024-05`, or `undated`."
    )
    pillar: Pillar | None = Field(description="The pillar of a pillar or findings page.")
    title: str | None = Field(description="The h1 as published.")
    url: str | None = Field(description="The canonical address.")
    captured_at: dt.datetime | None = Field(default=None, description="When the bytes were captured (UTC).")
    layout: str | None = Field(default=None, description="The layout that the page was read by; null if refused.")


class Problem(Part):
    """Something about the page that a reader of the data should know."""

    code: str = Field(description="A code of docs/checks.md.")
    severity: Severity
    message: str = Field(description="What is wrong, in one line.")
    blocks: list[BlockNumber] = Field(default_factory=list)


def problem(code: str, message: str, *blocks: int) -> Problem:
    """Make a problem with the severity that the table gives its code; raises KeyError for an unknown code."""
    return Problem(code=code, severity=severity_of(code), message=message, blocks=list(blocks))


@dataclass(slots=True, kw_only=True)
class Block:
    """A numbered block of the visible main content."""

    # No `Part`: of a page's parts most are blocks, and each is the copy of one that the walk over the tree has made.
    # What comes from JSON is validated as all parts are.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    block: BlockNumber
    kind: BlockKind
    level: Annotated[
        Annotated[int, Field(ge=1, le=6)] | None,
        Field(description="Heading level 1-6, null where it is no heading or has none."),
    ] = None
    text: Annotated[str, Field(description="The visible text, NFC, white space folded.")]
    path: Annotated[str, Field(description="Path of the element in the tree, from the main content.")]
    claimed_by: Annotated[
        str | None,
        Field(description="The field that the text went to, `boilerplate:<rule>`, or null where it is unread."),
    ]


class Accounting(Part):
    """Where the visible text went. Blocks are counted; coverage is in characters."""

    claimed: int = Field(description="Blocks that a field claims.")
    boilerplate: int = Field(description="Blocks that a named rule sets aside.")
    unread: int = Field(description="Blocks that nothing claims.")
    coverage: float = Field(description="1 - unread characters / all characters of the main content.")
    unread_blocks: list[BlockNumber] = Field(default_factory=list)


class Refused(Part):
    """Why a page is not loaded."""

    reason: RefusalReason
    message: str = Field(description="Why, in a sentence for people.")


class Extraction(Part):
    """What a page says, or why it was refused. Exactly one of `record` and `refused` is set."""

    page: Page
    record: Record | None
    refused: Refused | None = None
    accounting: Accounting | None = None
    problems: list[Problem] = Field(default_factory=list)
    blocks: list[Block] = Field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of the contract: a refusal has no accounting and no blocks."""
        data = self.model_dump(mode="json")
        if self.refused is None:
            del data["refused"]
            return data
        return {key: data[key] for key in ("page", "record", "refused", "problems")}
