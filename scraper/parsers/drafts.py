"""Judgments while a page is being read: the witnesses of each are gathered here, by pillar and question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from schemas.questions import Question
from schemas.vocabulary import PILLAR_LABEL, Grade, Pillar, Status, WitnessSource

from .grades import Stated
from .outline import Section

Previous = tuple[Grade | None, str | None]
"""The grade of an earlier round and that round; None where there is none, or no single one."""


@dataclass(frozen=True)
class Told:
    """A place that states a judgment: its kind, what it says, its words, its block."""

    source: WitnessSource
    stated: Stated
    text: str
    block: int


@dataclass
class Draft:
    """A judgment while its witnesses are gathered."""

    pillar: Pillar | None
    question: str | None = None
    question_key: str | None = None
    known: Question | None = None
    statement: str | None = None
    section: Section | None = None
    witnesses: list[Told] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    carried_from: str | None = None
    previous: Previous = (None, None)
    not_inspected: bool = False
    not_graded: bool = False
    elsewhere: tuple[str, int] | None = None
    """The sentence that says that its grade is told in a report of its own, and its block."""
    unread: list[tuple[str, int]] = field(default_factory=list)
    """Sentences that state an earlier grade of it in words that are not all understood, and their blocks."""

    def add(self, source: WitnessSource, stated: Stated, text: str, block: int) -> None:
        """Add a place that states the judgment; the same words of one block are one witness."""
        if not any((one.source, one.text, one.block) == (source, text, block) for one in self.witnesses):
            self.witnesses.append(Told(source, stated, text, block))
        self.cite(block)

    def add_only(self, source: WitnessSource, stated: Stated, text: str, block: int) -> None:
        """Add a place of a kind of which a page has one for each judgment; of several that differ none is read."""
        said = {(one.stated.status, one.stated.grade) for one in self.of(source)}
        self.add(source, stated, text, block)
        if said and said != {(stated.status, stated.grade)}:
            self.witnesses = [
                replace(one, stated=Stated(Status.UNREADABLE, None, one.text)) if one.source is source else one
                for one in self.witnesses
            ]

    def cite(self, block: int) -> None:
        """Note a block that the judgment was read from."""
        if block not in self.blocks:
            self.blocks.append(block)

    def of(self, source: WitnessSource) -> list[Told]:
        """Return the witnesses of one kind."""
        return [one for one in self.witnesses if one.source is source]

    @property
    def name(self) -> str:
        """What a problem's message calls it."""
        return self.question or (PILLAR_LABEL[self.pillar] if self.pillar else "the judgment")


class Drafts:
    """The judgments of a page by pillar and question, in order of first mention."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[Pillar | None, str | None], Draft] = {}

    def of(self, pillar: Pillar | None, question_key: str | None = None) -> Draft:
        """Return the draft of a pillar or a question, new where there is none."""
        return self.by_key.setdefault((pillar, question_key), Draft(pillar=pillar, question_key=question_key))

    def all(self) -> list[Draft]:
        """Return all drafts, in order of first mention."""
        return list(self.by_key.values())
