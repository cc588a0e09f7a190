"""Pages made by hand for the readers' tests: lines are read as those of a page, sections are put together by the test."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.extraction import Page
from schemas.labels import Role
from schemas.page_types import PageType
from schemas.record import Judgment
from schemas.vocabulary import PILLAR_LABEL, BlockKind, OrganisationKind, Pillar, find_round
from scraper.document.blocks import RawBlock
from scraper.document.read import read_document
from scraper.parsers.builder import Builder
from scraper.parsers.grades import names_pattern
from scraper.parsers.lines import Line, Reader
from scraper.parsers.outline import Section

POLICE, FIRE = OrganisationKind.POLICE, OrganisationKind.FIRE
NAMES = names_pattern(frozenset({"kent police", "kent", "kent fire and rescue service"}))
PREVENTING = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"


class Made:
    """A page of Kent in a round; `round_id` None where the round is not known, `kind` None where the body is not."""

    def __init__(self, round_id: str | None = "2016", kind: OrganisationKind | None = POLICE) -> None:
        round_ = find_round(kind.value, round_id) if kind and round_id else None
        page = Page(
            type=PageType.ASSESSMENT,
            assessment=None,
            organisation=None,
            round=round_id,
            pillar=None,
            title=None,
            url=None,
        )
        self.blocks: list[RawBlock] = []
        self.b = Builder(page, self.blocks, NAMES, kind, round_)
        self._reader = Reader(kind, round_, "Kent", headed_by_name=True, graded_headings=True)

    def line(
        self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int | None = None, path: str = "main/p"
    ) -> Line:
        """The next line of the page."""
        block = RawBlock(len(self.blocks) + 1, kind, level, text, path)
        self.blocks.append(block)
        return self._reader.read(block)

    def markup(self, html: str) -> list[Line]:
        """The lines of a piece of a page that is written as it is published."""
        page = f"<!DOCTYPE html><html><body><main>{html}</main></body></html>"
        found = read_document(page.encode()).blocks
        for block in found:
            block.number += len(self.blocks)
        self.blocks.extend(found)
        return [self._reader.read(block) for block in found]

    def heading(self, text: str, level: int = 2) -> Line:
        return self.line(text, BlockKind.HEADING, level)

    def lines(self, *texts: str | Line) -> list[Line]:
        return [self.line(text) if isinstance(text, str) else text for text in texts]

    def opening(self, *texts: str | Line) -> Section:
        """What stands before the first heading."""
        return Section(None, "Judgments", body=self.lines(*texts))

    def section(self, role: Role | None, heading: str, *texts: str | Line, head: Iterable[str] = ()) -> Section:
        line = self.heading(heading)
        return Section(role, heading, line, head=self.lines(*head), body=self.lines(*texts))

    def pillar(self, pillar: Pillar, *texts: str | Line, head: Iterable[str] = (), heading: str = "") -> Section:
        found = self.section(Role.PILLAR, heading or PILLAR_LABEL[pillar], *texts, head=head)
        found.pillar = pillar
        return found

    def question(self, heading: str, *texts: str | Line, head: Iterable[str] = ()) -> Section:
        """The section of a question or an area; one that the round does not have gets a key of its own."""
        found = self.section(Role.QUESTIONS, heading, *texts, head=head)
        assert found.heading is not None
        known = found.heading.question
        found.question, found.known = found.heading.text, known
        found.question_key = known.key if known else "area/unknown"
        found.pillar = known.pillar if known else None
        return found

    @property
    def codes(self) -> list[str]:
        """The codes of the page's problems, in order."""
        return [problem.code for problem in self.b.problems]

    def claims(self, field: str) -> list[str]:
        """The texts of the blocks that went to a field."""
        problems = list(self.b.problems)
        found = [row.text for row in self.b.accounted()[1] if row.claimed_by == field]
        self.b.problems[:] = problems
        return found


def told(judgment: Judgment) -> tuple[str, str | None, str | None]:
    """A judgment's status, grade and words."""
    return judgment.status.value, judgment.grade and judgment.grade.value, judgment.grade_text
