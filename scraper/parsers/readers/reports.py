"""Reports that a page lists: title, summary line, prose, `Get the report`, the report's own title, its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from schemas.record import Report
from schemas.vocabulary import HEADING_KINDS
from scraper.parsers.builder import Builder
from scraper.parsers.dates import DAY_IN_TEXT, LONG_DATE, MONTH, NUMERIC_DATE, PUBLISHED, PUBLISHED_LABEL, read_date
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .findings import head
from .preamble import introduce
from .prose import set_aside
from .unlabelled import tell_asked

_LONGEST_TAGGED = 80  # characters of a heading that may end as a sentence does
_LONGEST_DAY = 60
_HAS_DAY = re.compile(rf"{MONTH} \d{{4}}|{LONG_DATE}|{NUMERIC_DATE}|\b{DAY_IN_TEXT}", re.I)
_GET = re.compile(
    r"^(?:get the (?:full )?report\b|(?:read|view|download|see) the (?:full )?report(?: here)?(?: \(.{1,20}\))?\W*$)",
    re.I,
)
_DAY_BEHIND = re.compile(rf"(?P<link>.*[^\s(,;–-])[\s(,;–-]+(?P<day>{PUBLISHED.pattern[1:-1]})$", re.I)
"""The text of a link with the day of what it leads to behind it, in one block."""


@dataclass
class _Entry:
    title: Line
    lines: list[Line] = field(default_factory=list)
    link: Line | None = None
    got: bool = False
    published: Line | None = None


def read_reports(b: Builder, section: Section) -> None:
    """Read a list of reports: each has a title, a summary, prose, a link and the day it was published."""
    head(b, section)
    entries: list[_Entry] = []
    section.body = _days_apart(_days_in_one_line(b, section.body))
    for place, line in enumerate(section.body):
        if not (entries and (PUBLISHED.match(line.text) or _GET.match(line.text))) and set_aside(b, line):
            continue
        if _GET.match(line.text) and entries:
            b.claim("reports", line)
            entries[-1].got = True
            leads = any(not to.startswith("#") for _, to in line.block.links)  # a heading may lead to itself
            if leads and entries[-1].link is None:
                entries[-1].link = line
        elif PUBLISHED.match(line.text) and entries:
            b.claim("reports", line)
            _dated(b, entries[-1], line)
        elif entries and _awaits_link(entries[-1], section.body[place - 1]):
            b.claim("reports", line)
            entries[-1].link = line
        elif _starts(section.body, place, entries):
            b.claim("reports", line)
            entries.append(_Entry(line))
        elif entries:
            entries[-1].lines.append(line)
        else:
            if _GET.match(line.text):
                b.flag("section_missing", "Nothing names the report that “Get the report” leads to.", line.number)
            b.finding(section, line)
    _tell_bare(b, entries)
    _tell_unread(b, section, entries)
    for entry in entries:
        _add(b, section, entry)


def _tell_unread(b: Builder, section: Section, entries: list[_Entry]) -> None:
    """Flag what is asked for in the lines of a list, and the first that leads somewhere in one of which no report was read."""
    lines = [line for entry in entries for line in entry.lines] if entries else section.body
    tell_asked(b, section, lines)
    for line in islice((line for line in lines if not entries and _leads_away(line)), 1):
        told = f"Nothing says whether “{line.text[:60]}” is a report of “{section.text}”; none is read."
        b.flag("section_missing", told, line.number)


def _leads_away(line: Line) -> bool:
    """Return whether a line is a link, or begins with one that is all that it says but for a day."""
    links = line.block.links
    return bool(links) and (
        line.block.linked or (line.text.startswith(links[0][0]) and _HAS_DAY.search(line.text) is not None)
    )


def _awaits_link(entry: _Entry, above: Line) -> bool:
    """Return whether the line below another leads to a report: none does yet, and it has no day, or was called just above."""
    return entry.got and entry.link is None and (entry.published is None or _GET.match(above.text) is not None)


def _days_apart(body: list[Line]) -> list[Line]:
    """Return the lines, of which each link with the day of its report behind it is two."""
    parted: list[Line] = []
    for line in body:
        behind = _DAY_BEHIND.match(line.text) if line.block.links and "ublished" in line.text else None
        if behind is None or PUBLISHED.match(line.text):
            parted.append(line)
        else:
            parted += [replace(line, text=behind["link"]), replace(line, text=behind["day"].rstrip(")"))]
    return parted


def _tell_bare(b: Builder, entries: list[_Entry]) -> None:
    """Flag the reports that have neither a link nor a day where others have one: a heading below them may be of something else."""
    bare = [entry for entry in entries if not entry.got and entry.published is None]
    for entry in bare if len(bare) < len(entries) else ():
        told = f"“{entry.title.text[:60]}” has neither a report nor a day, as others have; it may be the title of none."
        b.flag("section_missing", told, entry.title.number)


def _days_in_one_line(b: Builder, body: list[Line]) -> list[Line]:
    """Return the lines, of which each label of a day that stands alone is one line with the day below it, whatever their tags."""
    joined: list[Line] = []
    for line in body:
        above = joined[-1] if joined else None
        if above is not None and PUBLISHED_LABEL.fullmatch(above.text) and read_date(line.text) is not None:
            above.kind, above.text = LineKind.PROSE, f"{above.text} {line.text}"
            b.claim("reports", line)
        else:
            joined.append(line)
    return joined


def _dated(b: Builder, entry: _Entry, line: Line) -> None:
    """Keep the day of a report; where a second one stands below it, whose it is nothing says, and that is told."""
    first = entry.published or line
    if first.text != line.text:
        told = f"“{entry.title.text[:60]}” has several days: “{first.text}”, “{line.text}”; the first was believed."
        b.flag("dates_repeated", told, first.number, line.number)
    entry.published = first


def _starts(body: list[Line], place: int, entries: list[_Entry]) -> bool:
    """Return whether a line is a report's title: short, no sentence, and a `Get the report` follows before the next."""
    line = body[place]
    tagged = line.block.level is not None and len(line.text) <= _LONGEST_TAGGED
    ends = (";", "?") if tagged else (".", ":", ";", "?")
    if line.kind is not LineKind.PROSE or len(line.text) > 110 or line.text.endswith(ends) or _GET.match(line.text):
        return False
    if PUBLISHED_LABEL.fullmatch(line.text) or read_date(line.text) is not None:
        return False
    if line.block.kind in HEADING_KINDS:
        return True
    fresh = not entries or entries[-1].published is not None or entries[-1].got
    return fresh and any(_GET.match(later.text) for later in body[place + 1 : place + 12])


def _add(b: Builder, section: Section, entry: _Entry) -> None:
    summary, rest = (entry.lines[0], entry.lines[1:]) if entry.lines else (None, [])
    if summary is not None:
        b.claim("reports", summary)
    for line in rest:
        b.finding(section, line)
    if entry.published is None:
        _tell_day(b, entry)
    if entry.link is None or entry.got:
        _tell_link(b, entry)
    match = PUBLISHED.match(entry.published.text) if entry.published else None
    text = match[1] if match else None
    links = entry.link.block.links if entry.link else []
    b.reports.append(
        Report(
            title=entry.title.text,
            summary=summary.text if summary else None,
            report=entry.link.text if entry.link else None,
            url=b.absolute(links[0][1]) if links else None,
            published=b.day(text, entry.published.number) if entry.published else None,
            published_text=text,
            block=entry.title.number,
        )
    )


def _tell_day(b: Builder, entry: _Entry) -> None:
    """Flag the first short line below a report of no day that has one: it may be the day that the report was published."""
    lines = (line for line in entry.lines if len(line.text) <= _LONGEST_DAY and _HAS_DAY.search(line.text))
    for line in islice(lines, 1):
        told = (
            f"Nothing says whether “{line.text}” is the day that “{entry.title.text[:60]}” was published; none is read."
        )
        b.flag("section_missing", told, line.number)


def _tell_link(b: Builder, entry: _Entry) -> None:
    """Flag the first line below a report without a link that is one, with a day behind it or without: it may lead to the report."""
    for line in islice(filter(_leads_away, entry.lines), 1):
        told = f"Nothing says whether “{line.text[:60]}” leads to the report “{entry.title.text[:60]}”; it is not read."
        b.flag("section_missing", told, line.number)


def add_publication(b: Builder, published: Line | None) -> None:
    """Add the page itself to the reports, with the day that is printed under its title, if it is."""
    number, text = (published.number, PUBLISHED.sub(r"\1", published.text)) if published else (1, None)
    b.claim("reports", *([published] if published else []))
    if b.page.title is not None:
        day = b.day(text, number) if b.page.assessment is None else b.date(text, number)
        b.reports.append(
            Report(
                title=b.page.title, summary=None, report=None, url=b.page.url, published=day, published_text=text,
                block=number,
            )
        )  # fmt: skip


def published_in(lines: Iterable[Line]) -> Line | None:
    """Return the line that says when the page was published."""
    return next((line for line in lines if line.kind is LineKind.PROSE and PUBLISHED.match(line.text)), None)


def read_published(b: Builder, section: Section) -> None:
    """Read what stands between the title of a report and its first heading: its day, then what introduces it."""
    published = published_in(section.body)
    add_publication(b, published)
    for line in section.body:
        if line is not published and not set_aside(b, line):
            introduce(b, line)
    head(b, section)
