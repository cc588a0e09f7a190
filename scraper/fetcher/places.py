"""Where a record is: its file, the member of a WACZ, the offset, the place inside a compressed member. One key for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemas.text import printable

from .warcread import Damage, WarcRecord


@dataclass(frozen=True, order=True)
class Container:
    """A stream of records: a file, or a member (its name inside) of a WACZ file."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """Its whole path, the member's behind an exclamation mark; printable."""
        return printable(self.path) + (f"!{printable(self.member)}" if self.member else "")

    def at(self, item: WarcRecord | Damage) -> RecordPlace:
        """Return the place of a record, or of a damage, in it."""
        return RecordPlace(self, item.offset, item.inner)


@dataclass(frozen=True, order=True)
class RecordPlace:
    """The place of a record: `offset` in bytes in the container, `inner` in bytes inside the member that begins there."""

    container: Container
    offset: int
    inner: int = 0

    @property
    def key(self) -> str:
        """The key of what becomes of the record: no two records of a run share one."""
        return f"{self.container.name}@{self.offset}" + (f"+{self.inner}" if self.inner else "")

    @property
    def words(self) -> str:
        """The place for a person."""
        inner = f", {self.inner} bytes into the member there" if self.inner else ""
        return f"{self.container.name} at offset {self.offset}{inner}"
