"""From the models of a reading to the rows that a capture states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from schemas.page_types import facts_of
from schemas.problems import NOT_WHOLE
from schemas.prose_rows import (
    ContextRow,
    FindingRow,
    ObservationRow,
    PublicationRow,
    PublicationTextRow,
    RecommendationRow,
)
from schemas.record import Finding, Judgment, Prose, Recommendation, Section
from schemas.rows import AssessmentRow, JudgmentRow, KeyFactRow, LetterRow, LinkRow, ReportRow, SectionRow
from schemas.text import digest8, digest8_of, fold, slug
from schemas.vocabulary import Status, WitnessSource, assessed, organisation_of, programme_named

from .readings import Reading, Recent, newest_date
from .statements import RANK, HeadSign, Rows, StatedPage, StatedWitness, Statement, page_id, prefixes_of
from .wholes import whole_blocks

_statements: Recent[Statement] = Recent(32)
_SUMMED_UP = (WitnessSource.HEADLINE.value, WitnessSource.TABLE.value)


def stated(record: str, reading: Callable[[], Reading], snapshot: str) -> Statement:
    """Return what a capture states.

    `record` is the reading's id, `reading` fetches it, `snapshot` is the capture's id. The result is shared,
    so nobody changes it.
    """
    known = _statements.get((record, snapshot))
    return known or remember(record, snapshot, _Builder(reading(), snapshot).build())


def remember(record: str, snapshot: str, statement: Statement) -> Statement:
    """Keep what a capture states by a reading, and return it; `stated` will."""
    return _statements.put((record, snapshot), statement)


class _Builder:
    """Makes the rows that a capture states from the models of its reading."""

    def __init__(self, reading: Reading, snapshot: str) -> None:
        self.reading, self.snapshot = reading, snapshot
        self.record = reading.record
        page = reading.page
        self.page = StatedPage(
            page_id(page),
            page.type,
            page.assessment,
            page.organisation,
            page.round,
            _word(page.pillar),
            page.title,
            page.url,
        )
        self.assessment = page.assessment
        self.organisation = page.organisation or ""
        self.prefix = prefixes_of(self.page)
        self.numbers: dict[str, int] = {}
        self.printed: dict[tuple[str, str | None, str], int] = {}
        self.rows = Rows()
        self.witnesses: dict[str, list[StatedWitness]] = {}

    def build(self) -> Statement:
        self._links()
        if self.assessment:
            self._judgments()
            self._sections()
            self._reports()
            self._assessment(self.assessment)
        elif self.page.has_assessments:
            self._judgments()
            for each in dict.fromkeys(one.assessment for one in self.record.judgments if one.assessment):
                self._assessment(each)
        if self.organisation or self.page.has_assessments:
            self._prose()
            self._recommendations()
            self._key_facts()
            self._letter()
        if "publications" in self.prefix:
            self._publication()
        blocks = {block.block: block for block in self.reading.blocks}
        is_whole = not NOT_WHOLE.intersection(problem.code for problem in self.reading.problems)
        whole = whole_blocks(self.rows, blocks)
        newest, head = newest_date(self.record), self._head()
        return Statement(self.page, self.rows, self.witnesses, newest, head, is_whole, blocks, whole)

    def _head(self) -> frozenset[HeadSign]:
        """Return what the page shows of its head; a pillar's own page sums its judgment up wherever it states it."""
        signs = set()
        if any(block.claimed_by == "page.title" for block in self.reading.blocks):
            signs.add(HeadSign.TITLE)
        own = f"{self.assessment}/{self.page.pillar}" if self.page.pillar else None
        stated_first = (one for rows in self.witnesses.values() for one in rows if one.source in _SUMMED_UP)
        if self.witnesses.get(own or "") or any(True for _ in stated_first):
            signs.add(HeadSign.JUDGMENTS)
        return frozenset(signs)

    def _key(self, table: str, tail: str, owner: str | None = None) -> str:
        """Return the id of a row; `owner` is the assessment that it is of, on a page of several."""
        prefix = prefixes_of(replace(self.page, assessment=owner))[table] if owner else self.prefix[table]
        return self._number(prefix + tail)

    def _number(self, key: str) -> str:
        """Return an id, made unique by `-2`, `-3` … where the same one comes again."""
        count = self.numbers[key] = self.numbers.get(key, 0) + 1
        return key if count == 1 else f"{key}-{count}"

    def _whose(self, owner: str | None) -> tuple[str | None, str]:
        """Return the assessment and the organisation of a row; `owner` is its assessment on a page of several."""
        return (owner, organisation_of(owner)) if owner else (self.assessment, self.organisation)

    def _printing(self, table: str, folded: str, assessment: str | None) -> int:
        """Return which time the page prints a text in a table: a standing paragraph can stand under each question."""
        key = (table, assessment, folded)
        count = self.printed[key] = self.printed.get(key, 0) + 1
        return count

    def _prose(self) -> None:
        if self.assessment:
            for item in self.record.observations:
                key, words, printing = self._paragraph(item, "observations")
                place = (self.snapshot, item.block, printing)
                self.rows.observations[key] = ObservationRow(key, self.assessment, *words, *place)
        for item in self.record.context:
            key, words, printing = self._paragraph(item, "context")
            self.rows.context[key] = ContextRow(
                key, self.assessment, *words, self.snapshot, item.block, self.organisation, printing
            )
        for finding in self.record.findings:
            if finding.assessment or self.organisation:
                row = self._finding(finding)
                self.rows.findings[row.id] = row

    def _paragraph(self, item: Prose, table: str) -> tuple[str, tuple[str, str | None, int, str, str], int]:
        """Return the id of a paragraph's row, what of it is published, and which time it is printed."""
        words = (item.section, item.section_text, item.position, item.kind._value_, item.text)
        folded = fold(item.text)
        key = self._key(table, f"{slug(item.section)}/{digest8_of(folded)}")
        return key, words, self._printing(table, folded, self.assessment)

    def _finding(self, item: Finding) -> FindingRow:
        assessment, organisation = self._whose(item.assessment)
        folded = fold(item.text)
        return FindingRow(
            self._key("findings", f"{slug(item.section)}/{digest8_of(folded)}", item.assessment),
            assessment,
            item.section,
            item.section_text,
            item.position,
            item.kind._value_,
            item.text,
            _word(item.pillar),
            item.question,
            item.question_key,
            self.snapshot,
            item.block,
            organisation,
            self._printing("findings", folded, assessment),
        )

    def _recommendations(self) -> None:
        items = [item for item in self.record.recommendations if item.assessment or self.organisation]
        keys = [
            self._key("recommendations", f"{slug(item.kind)}/{digest8(item.text)}", item.assessment) for item in items
        ]
        for key, item in zip(keys, items, strict=True):
            known = item.parent is not None and item.parent <= len(keys)
            parent = keys[item.parent - 1] if known and item.parent is not None else None
            self.rows.recommendations[key] = self._recommendation(key, item, parent)

    def _recommendation(self, key: str, item: Recommendation, parent: str | None) -> RecommendationRow:
        assessment, organisation = self._whose(item.assessment)
        return RecommendationRow(
            key,
            assessment,
            item.kind._value_,
            _word(item.pillar),
            item.question,
            item.question_key,
            item.position,
            item.text,
            _day(item.deadline),
            item.deadline_text,
            parent,
            self.snapshot,
            item.block,
            organisation,
            self._printing("recommendations", fold(item.text), assessment),
        )

    def _sections(self) -> None:
        assert self.assessment
        for item in self.record.sections:
            key = self._key("sections", slug(item.section))
            self.rows.sections[key] = SectionRow(
                key,
                self.assessment,
                item.section,
                item.section_text,
                _word(item.pillar),
                item.question,
                item.question_key,
                _day(item.last_updated),
                item.last_updated_text,
                self.snapshot,
                item.block,
            )

    def _reports(self) -> None:
        assert self.assessment
        for item in self.record.reports:
            key = self._key("reports", digest8(item.title))
            self.rows.reports[key] = ReportRow(
                key,
                self.assessment,
                item.title,
                item.summary,
                item.report,
                item.url,
                _day(item.published),
                item.published_text,
                self.snapshot,
                item.block,
            )

    def _links(self) -> None:
        place = (self.page.id, self.page.assessment)
        for item in self.record.links:
            key = self._key("links", digest8(f"{item.text} {item.url}"))
            self.rows.links[key] = LinkRow(key, *place, item.text, item.url, self.snapshot, item.block)

    def _judgments(self) -> None:
        for item in self.record.judgments:
            owner = item.assessment or self.assessment
            if owner is None:
                continue
            row = self._judgment(item, owner)
            self.rows.judgments.setdefault(row.id, row)
            self.witnesses.setdefault(row.id, []).extend(
                StatedWitness(one.source._value_, _word(one.grade), one.text, self.snapshot, one.block)
                for one in item.witnesses
            )

    def _judgment(self, item: Judgment, assessment: str) -> JudgmentRow:
        grade = _word(item.grade)
        return JudgmentRow(
            _judgment_id(assessment, item),
            assessment,
            self.page.id,
            _word(item.pillar),
            item.question,
            item.question_key,
            item.status._value_,
            grade,
            RANK[grade],
            item.grade_text,
            item.statement,
            _day(item.last_updated),
            item.last_updated_text,
            item.agreement,
            item.carried_from,
            _word(item.previous_grade),
            item.previous_round,
            self.snapshot,
            item.blocks[0] if item.blocks else self._place_of(item),
        )

    def _place_of(self, item: Judgment) -> int | None:
        """Return the block where the section of a judgment without words of its own begins, if it is there."""
        if item.status is Status.SECTION_MISSING:
            return None
        about = (item.pillar, item.question_key)
        rows: list[Section | Finding] = [*self.record.sections, *self.record.findings]
        return next((row.block for row in rows if (row.pillar, row.question_key) == about), None)

    def _key_facts(self) -> None:
        panel = self.record.key_facts
        for item in panel.figures if panel else ():
            parts = (item.topic, item.measure, item.scope)
            words = [part for part in parts if part is not None]
            tail = "/".join(words) if len(words) == len(parts) else f"unread/{digest8(item.text)}"
            key = self._number(f"{self.assessment or self.page.id}/key-facts/{tail}")
            self.rows.key_facts[key] = KeyFactRow(
                key,
                self.assessment,
                panel.period if panel else None,
                _word(item.topic),
                item.measure,
                _word(item.scope),
                item.value,
                _word(item.unit),
                item.years,
                item.text,
                self.snapshot,
                item.block,
                self.organisation,
            )

    def _letter(self) -> None:
        letter = self.record.letter
        if letter:
            self.rows.letters[self.page.id] = LetterRow(
                self.page.id,
                self.assessment,
                self.page.title,
                letter.sender,
                letter.addressee,
                letter.copied,
                _day(letter.date),
                letter.date_text,
                self.snapshot,
                letter.blocks[0] if letter.blocks else None,
                self.organisation,
            )

    def _publication(self) -> None:
        key = self.prefix["publications"][:-1]
        report = next(iter(self.record.reports), None)
        self.rows.publications[key] = PublicationRow(
            key,
            self.page.title,
            self.page.url,
            _day(report.published) if report else None,
            programme_named(self.page.title or ""),
            self.page.organisation,
            self.snapshot,
            self._title_block(),
        )
        opening = enumerate(self.record.introduction, 1)
        texts: list[tuple[str, int, str, str, int | None]]
        texts = [("Introduction", place, "paragraph", text, None) for place, text in opening]
        texts += [
            (item.section, item.position, item.kind._value_, item.text, item.block) for item in self.record.findings
        ]
        for section, position, kind, text, block in texts:
            row = self._key("publication_texts", f"{slug(section)}/{digest8(text)}")
            self.rows.publication_texts[row] = PublicationTextRow(
                row, key, section, position, kind, text, self.snapshot, block
            )  # fmt: skip

    def _assessment(self, assessment: str) -> None:
        programme, found = assessed(assessment)
        inspector, panel = self.record.inspector, self.record.key_facts
        self.rows.assessments[assessment] = AssessmentRow(
            assessment,
            organisation_of(assessment),
            assessment.rpartition("/")[2],
            self.page.title,
            inspector.name if inspector else None,
            inspector.title if inspector else None,
            inspector.contact if inspector else None,
            "\n\n".join(self.record.introduction) or None,
            self.page.url,
            panel.period if panel else None,
            found.scale if found else None,
            self.snapshot,
            self._title_block(),
            programme._value_,
            *self._dates(),
            self.reading.page.layout,
        )

    def _dates(self) -> tuple[str | None, str | None, str | None]:
        """Return the day of publication, the first and the last of the inspection; a letter's are of a later look."""
        dates = None if facts_of(self.page.type).revisits else self.record.dates
        return (_day(dates.published), _day(dates.inspected_from), _day(dates.inspected_to)) if dates else (None,) * 3

    def _title_block(self) -> int | None:
        """Return the block of the title; of a page without one, the first block."""
        blocks = self.reading.blocks
        titles = [block for block in blocks if block.claimed_by == "page.title"]
        return next((block.block for block in (*titles, *blocks)), None)


def _word(value: StrEnum | None) -> str | None:
    """Return a word of a vocabulary as plain text, the same object each time: SQLite binds it faster, rows share it."""
    return None if value is None else value._value_


def _day(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()


def _judgment_id(assessment: str, item: Judgment) -> str:
    pillar, question = _word(item.pillar), item.question
    if question is None and pillar:
        return f"{assessment}/{pillar}"
    lead = pillar or "area"
    key = item.question_key or slug(question or "unnamed")
    return f"{assessment}/{key}" if key.startswith(f"{lead}/") else f"{assessment}/{lead}/{key}"
