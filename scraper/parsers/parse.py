"""One page: bytes and address in, extraction out. The same call serves the run, the fixtures and a rebuild."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from schemas.extraction import Extraction, Page, Refused
from schemas.labels import Role
from schemas.page_types import PageType, Subject
from schemas.text import fold
from schemas.vocabulary import BlockKind, RefusalReason
from scraper.batches import Stages, in_step
from scraper.catalogue.organisations import Organisation
from scraper.catalogue.urls import is_ours
from scraper.document.blocks import RawBlock
from scraper.document.read import MAX_BYTES, Document, Unreadable, read_document

from .above import names_of_things, with_names_first, without_grades_above
from .builder import Builder
from .by_forces import names_of_forces
from .evidence import Refusal
from .grades import names_pattern, read_badge, split_badge
from .identify import NOTHING_KNOWN, Identity, identify
from .lines import Line, LineKind, Reader
from .listing import CONTENTS, is_chrome, part_contents
from .nesting import ByAreas, ByParts
from .outline import Outline, Outliner, Section
from .pagers import with_pagers_aside
from .published import take_published_line
from .readers.ask_tables import with_asks_of_tables
from .readers.asked_of import with_titles_heeded
from .readers.captions import without_captioned
from .readers.closed import with_closed_marked
from .readers.deadlines import with_deadlines_joined
from .readers.explained import without_explained
from .readers.footnotes import without_footnoted
from .readers.grade_labels import without_grade_labels
from .readers.noted import without_noted
from .readers.others import with_others_apart
from .readers.run_in import with_run_in_labels
from .readers.titled import give_areas, with_causes_of_parts, with_titled_asks
from .readers.unlabelled import tell_empty
from .readers.when import read_dates, take_published, with_updates_marked
from .readers.withdrawn import take_unsettled
from .repeats import without_repeats
from .several import with_each_apart
from .shells import SHELL, is_shell
from .short_names import with_short_names
from .spec import read_page


def parse_page(
    body: bytes,
    url: str | None = None,
    *,
    content_type: str | None = None,
    captured_at: dt.datetime | None = None,
    limit: int = MAX_BYTES,
) -> Extraction:
    """Return what a page says.

    `body` are the bytes with their content coding undone, `url` the address they were found at, `content_type`
    the header's value, `captured_at` the moment in UTC, `limit` the largest page in bytes. Never raises for a
    bad page: it is refused by the contract's reason, and what can be said of its identity is said.
    """
    [extraction] = in_step([parsing(body, url, content_type=content_type, captured_at=captured_at, limit=limit)])
    return extraction


def parsing(
    body: bytes,
    url: str | None,
    *,
    content_type: str | None,
    captured_at: dt.datetime | None,
    limit: int,
) -> Stages[Extraction]:
    """Return what `parse_page` does as a work in stages: bytes to blocks, whose page it is, its sections, what they say, the record."""
    try:
        document = read_document(body, content_type, limit)
        yield
        if not document.blocks:
            raise Unreadable(RefusalReason.EMPTY, "the page shows no text; fetch it again")
        identity = identify(document, body, url or _own_address(document))
    except (Unreadable, Refusal) as refused:
        return _refused(_stub(url, captured_at), refused.reason, refused.message)
    page = _page(identity, captured_at)
    if not document.complete:
        return _refused(
            page,
            RefusalReason.INCOMPLETE,
            "the page stops before its end (no </html>, no footer); fetch it again",
        )
    yield
    return (yield from _extract(document, identity, page))


def _own_address(document: Document) -> str | None:
    """Return the address that a page states of itself, where it is one of the site's."""
    return document.canonical if document.canonical and is_ours(document.canonical) else None


def _stub(url: str | None, captured_at: dt.datetime | None) -> Page:
    return Page(
        type=PageType.UNKNOWN, assessment=None, organisation=None, round=None, pillar=None, title=None, url=url,
        captured_at=captured_at, layout=None,
    )  # fmt: skip


def _page(identity: Identity, captured_at: dt.datetime | None) -> Page:
    return Page(
        type=identity.type,
        assessment=identity.assessment,
        organisation=identity.organisation_id,
        round=identity.round.id if identity.round else None,
        pillar=identity.pillar,
        title=identity.title.text if identity.title else None,
        url=identity.url,
        captured_at=captured_at,
        layout=identity.spec.name,
    )


def _refused(page: Page, reason: RefusalReason, message: str) -> Extraction:
    return Extraction(page=page, record=None, refused=Refused(reason=reason, message=message))


@lru_cache(maxsize=256)
def _names(organisation: Organisation | None) -> re.Pattern[str]:
    """Return the pattern of the names by which prose calls an organisation."""
    if organisation is None:
        return names_pattern(frozenset())
    names = {fold(n) for n in (organisation.full_name, organisation.name, *organisation.aliases)}
    return names_pattern(frozenset(names | {n.replace(" and ", " & ", 1) for n in names}))


def _extract(document: Document, identity: Identity, page: Page) -> Stages[Extraction]:
    b = Builder(page, document.blocks, _names(identity.organisation), identity.kind, identity.round)
    b.note(*document.problems, *identity.problems)
    if identity.title is not None:
        b.claim("page.title", identity.title)
        _tell_second(b, identity.title)
    spec = identity.spec
    of_nobody = spec.facts.subject is Subject.ASSESSMENT and identity.organisation is None
    is_known = not (spec is NOTHING_KNOWN or of_nobody)
    if is_known:
        outline = _outline(b, document, identity)
        yield
        read_page(b, spec, outline)
        take_unsettled(b, outline)
        read_dates(b)
        yield
    else:
        b.flag("unknown_page_type", f"“{page.title or document.title or ''}” is of no type that peel knows.")
    record = b.record()
    accounting, blocks = b.accounted()
    unread = (document.blocks[number - 1] for number in accounting.unread_blocks)
    title = identity.title.number if identity.title else None
    if is_known and is_shell(record, spec.facts.subject, unread, title):
        return _refused(page, RefusalReason.INCOMPLETE, SHELL)
    return Extraction.model_validate(
        {"page": page, "record": record, "accounting": accounting, "problems": b.problems, "blocks": blocks}
    )


def _tell_second(b: Builder, title: RawBlock) -> None:
    """Flag the page's title where it stands again as one: what is printed below it may be all of the page once more."""
    again = [block.number for block in b.blocks[title.number :] if block.level == 1 and block.text == title.text]
    if again:
        b.flag(
            "section_differs",
            f"The title “{title.text[:60]}” stands again; what is below it may be the page once more.",
            *again,
        )


_ARE_JUDGED = {Subject.ASSESSMENT: names_of_things, Subject.SEVERAL: names_of_forces}
"""What tells the lines that name what is judged, on pages that judge something."""


def _outline(b: Builder, document: Document, identity: Identity) -> Outline:
    """Part the page's lines into sections, in the way of its page type."""
    spec = identity.spec
    area = identity.organisation.name if identity.organisation else None
    reader = Reader(identity.kind, identity.round, area, spec.headed_by_name, spec.graded_headings, spec.graded_lines)
    title = identity.title.number if identity.title else 0
    before, lines = _parted(b, with_updates_marked(b, [reader.read(block) for block in document.blocks]), title)
    lines = with_asks_of_tables(with_run_in_labels(with_deadlines_joined(b, with_pagers_aside(b, lines))))
    if spec.facts.subject is not Subject.NOBODY:
        _set_aside_before(b, before)
    has_rounds = spec.facts.subject is Subject.ASSESSMENT and spec.facts.programme is None and not spec.facts.revisits
    day, lines = ([], lines) if has_rounds else take_published_line(b, lines, title)
    if spec.nesting is None:
        return Outline([Section(None, "Page", body=[*day, *lines])], before)
    listed = {line.number for line in part_contents(lines)[0]} if spec.nesting.has_contents else set[int]()
    lines = [
        line
        for line in _downloads(lines)
        if not line.block.linked or line.number in listed or not _menu(b, line, document.blocks)
    ]
    lines = lines if spec.nesting.has_contents else _without_contents(b, lines, title)
    if has_rounds:
        lines = take_published(b, lines)
    names = _ARE_JUDGED.get(spec.facts.subject)
    if names is not None:
        lines = with_names_first(without_grade_labels(b, lines), names)
    _without_said_of_others(b, lines, alone=names is names_of_things)
    sections = Outliner(spec.nesting(identity.pillar, identity.round)).run(lines)
    sections[0].body[:0] = day
    if names is not None:
        without_grades_above(with_short_names(sections))
        without_explained(sections)
        if identity.round is not None and spec.facts.subject is Subject.ASSESSMENT:
            with_others_apart(b, identity.round, sections, has_front=spec.nesting is ByAreas)
        tell_empty(b, sections)
    if spec.nesting is ByParts:
        give_areas(sections)
        sections = with_causes_of_parts(b, with_titled_asks(b, sections))
    sections = with_each_apart(b, with_titles_heeded(b, without_repeats(b, sections)))
    return Outline(with_closed_marked(b, sections), before)


def _without_said_of_others(b: Builder, lines: list[Line], *, alone: bool) -> None:
    """Take the grades from the lines of which a caption, a footnote or a note says that they are none of the page's."""
    without_captioned(b, lines, alone=alone)
    without_footnoted(b, lines)
    without_noted(b, lines)


def _parted(b: Builder, lines: list[Line], title: int) -> tuple[list[Line], list[Line]]:
    """Part what stands before the title; a section of the record that was moved there is content, with what leads it in.

    A pillar that stands below the title too is in a card there, or in another body's list: its grade is told.
    """
    before: list[Line] = []
    for place, line in enumerate(lines[: max(0, title - 1)]):
        if line.label is None or line.label.role is Role.CHROME or line.block.linked:
            before.append(line)
            continue
        if line.pillar is not None and any(one.pillar is line.pillar and one.label for one in lines[title:]):
            b.flag(
                "grade_unreadable",
                f"“{line.block.text[:60]}” stands above the title and below it; the first is not read.",
                line.number,
            )
        else:
            leads = place - (bool(before) and _leads_in(before[-1], lines[place : place + 2]))
            return before[:leads], [*lines[leads : title - 1], *lines[title:]]
        before.append(line)
    return before, lines[title:]


def _leads_in(above: Line, section: list[Line]) -> bool:
    """Return whether a line leads in the section right below it: a heading, short words above a name with its grade."""
    if above.block.linked:
        return False
    short = above.text[_LONGEST_LEAD:] == "" and above.text[-1] not in ".;!?"
    return above.block.level is not None or (short and any(line.stated is not None for line in section))


def _set_aside_before(b: Builder, before: list[Line]) -> None:
    """Claim what stands between the top of the content and the title: notices, mastheads, crumbs."""
    for line in before:
        b.claim(f"boilerplate:{line.rule or 'site_notice'}", line)


def _downloads(lines: list[Line]) -> list[Line]:
    """Return the lines, of which those that are links right under the heading of a download lead to a file."""
    for above, line in pairwise(lines):
        if line.block.linked and above.rule == "download":
            line.kind, line.rule = LineKind.VIEW, "download"
    return lines


_FIRST = 2  # lines below the title of which one may head the page's list of contents
_NAMES = frozenset({LineKind.LABEL, LineKind.QUESTION, LineKind.PILLAR_QUESTION})
_LONGEST_LEAD = 80  # characters of a line that says whose or of when the grade below it is
_LONGEST_HEADING = 40  # characters of that heading


def _without_contents(b: Builder, lines: list[Line], title: int) -> list[Line]:
    """Set aside the heading of a list of contents at the top of the page, and the list itself where it has no links.

    Its links are those of a menu, and set aside before: the heading is the line above what is no longer there. What has
    no links is told by its heading, and names sections that come again below.
    """
    for place, (line, below) in enumerate(pairwise(lines[: _FIRST + 1])):
        headed = CONTENTS.match(line.text) is not None
        gone = below.number - line.number - 1 - (line.number < title < below.number)
        if headed or (gone > 0 and _heads_menu(line)):
            end = place + 1
            if headed:
                times = Counter(fold(one.text) for one in lines)
                while end < len(lines) and lines[end].kind in _NAMES and times[fold(lines[end].text)] > 1:
                    end += 1
            b.claim("boilerplate:menu", *lines[place:end])
            return [*lines[:place], *lines[end:]]
    return lines


def _heads_menu(line: Line) -> bool:
    """Return whether a line may be the heading of a menu: a short one that is none of the page's text."""
    short = len(line.text) <= _LONGEST_HEADING and line.text[-1] not in ".:;!?"
    return short and (line.kind is LineKind.PROSE or is_chrome(line))


def _menu(b: Builder, line: Line, blocks: list[RawBlock]) -> bool:
    """Set aside a link that is a line of a menu or a table of contents: a label beside others of its kind."""
    block = line.block
    in_page = block.links[0][1].startswith("#")
    listed = in_page and block.kind is BlockKind.LIST_ITEM
    if block.level is not None or not (listed or line.kind in _NAMES) or _is_graded(block, blocks):
        return False
    near = blocks[max(0, block.number - 2) : block.number + 1]
    if in_page or sum(other.linked and other.level is None for other in near) >= 2:
        b.claim("boilerplate:menu", line)
        return True
    return False


def _is_graded(block: RawBlock, blocks: list[RawBlock]) -> bool:
    """Return whether a link names what the line below it grades: an area that leads to its section, in a table or a list."""
    below = blocks[block.number] if block.number < len(blocks) else None
    if below is None or below.linked:
        return False
    row = block.row_path + "/t" if block.kind is BlockKind.TABLE_CELL else block.path
    return below.path.startswith(row) or read_badge(below.text) is not None or split_badge(block.text) is not None
