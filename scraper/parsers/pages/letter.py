"""A letter about causes of concern: who wrote to whom and when, the causes, what is asked for, what was found.

Sample: …/publication-html/cause-of-concern-revisit-letter-gloucestershire-fire-and-rescue-service/
Rounds: police and fire from 2021/22. It gives no grade; grades that it quotes are findings (docs/layouts.md, 16).
"""

from __future__ import annotations

import datetime as dt
import re

from schemas.extraction import Problem, problem
from schemas.labels import CAUSES, Role
from schemas.page_types import LETTER, PageType
from schemas.text import fold
from schemas.vocabulary import RefusalReason, Round, round_at
from scraper.catalogue.organisations import Organisation, continued
from scraper.document.blocks import RawBlock
from scraper.parsers.builder import Builder
from scraper.parsers.counts import a_letters_head
from scraper.parsers.dates import MONTHS, SEASONS, read_date
from scraper.parsers.evidence import Evidence, Refusal
from scraper.parsers.inspections import of_several
from scraper.parsers.nesting import ByParts
from scraper.parsers.outline import Section
from scraper.parsers.readers.announced import read_announced
from scraper.parsers.readers.judgments import read_pillar
from scraper.parsers.readers.letter_head import read_letter_head, read_letter_opening
from scraper.parsers.readers.prose import suggest
from scraper.parsers.spec import PageSpec, Proof, SectionSpec, Strength, Whose
from scraper.parsers.titles import YEARS, all_named, only_one, round_of
from scraper.parsers.when import inspected_in

from ._common import ASKED, CONTEXT, KEY_FACTS, OBSERVATIONS, OTHER_INSPECTIONS, OTHER_REPORTS, RELATED

_LETTER_LABEL = re.compile(r"^letter information$", re.I)
# The label of a letter's part is no title, though a copy without a heading has it first.
_LETTER_TITLE = re.compile(rf"^(?!{CAUSES}:?$|annex\b).*(?:\bletter\b|\b{CAUSES}\b)", re.I)
_LETTER_HEAD = re.compile(r"^(?:letter information|from|to|cc|sent)\b", re.I)
_ADDRESSED = re.compile(r"(?:from|to|cc)(?::|$)", re.I)
_MONTH = "|".join((*MONTHS, *SEASONS))
_LETTER_ROUND = re.compile(
    rf"\b{YEARS} (?:round|inspection|assessment|report)|(?:round|inspection|assessment|report)s? (?:of|in|for) "
    r"(?P<year2>20\d\d) ?[/–-] ?(?P<end2>(?:20)?\d\d)"
    r"|\binspected\b[^.;]{0,60}? (?:in|during|for) (?P<year3>20\d\d) ?[/–-] ?(?P<end3>(?:20)?\d\d)\b"
    r"(?:,? and(?: again)?(?: in| during)? (?P<year5>20\d\d) ?[/–-] ?(?P<end5>(?:20)?\d\d)\b)?"
    rf"|\b(?:inspection(?: of [\w ]{{2,50}}?)?|inspected(?: \w+){{0,5}}?) (?:in|during|of) (?:\w+ (?:and|to) )?(?:{_MONTH})(?: of)? (?P<year4>20\d\d)\b(?! ?[/-])"
)
_SENT = re.compile(
    r"^(?:sent(?: on)?|date):? *(?P<day>\d{1,2} [A-Z][a-z]+ (?P<year>20\d\d))$|^(?P<alone>\d{1,2} [A-Z][a-z]+ 20\d\d)$",
    re.I,
)


def is_labelled(e: Evidence) -> bool:
    """Return whether a page has the label that heads a letter."""
    return e.says(_LETTER_LABEL, within=60, shorter_than=20)


def _published_as_letter(e: Evidence) -> bool:
    """Return whether a text publication has the title of a letter, and is one: of a body, or with a head.

    The word alone makes none: an annex to a letter about all forces is a publication.
    """
    title = e.first_heading(_LETTER_TITLE) if e.promised is PageType.PUBLICATION else None
    if title is None or not _LETTER_TITLE.search(title.text):
        return False
    return e.says(_ADDRESSED, within=25, shorter_than=160) or (only_one(title.text) or _by_address(e)) is not None


def _by_address(e: Evidence) -> Organisation | None:
    return only_one(re.sub(r"[/-]", " ", e.canonical or ""))


def _title(e: Evidence) -> RawBlock | None:
    """Return a letter's title; where a copy lost the heading itself, that of the window or a line before its head."""
    title = e.first_heading(_LETTER_TITLE)
    head = next((block.number for block in e.blocks if _LETTER_HEAD.match(block.text)), None)
    if title is not None and (title.level == 1 or head is None or title.number < head):
        return title
    return e.window_title if _LETTER_TITLE.search(e.window_title.text) else None


def _whose(e: Evidence) -> Whose:
    """Say which assessment a letter follows: the body from its title or addressee, the round from its text.

    Where the text names no round, the day it was sent decides, unless that year is the first of a round: a
    letter of 2023 may follow either round. One whose title names several is declined. Raises Refusal where its address names another force or service.
    """
    title = _title(e)
    if title is not None and len(several := all_named(title.text)) > 1:
        return Whose(title=title, declined=True, problems=(of_several(several),))
    texts = [title.text] if title else []
    texts += [block.text for block in e.blocks[:25] if len(block.text) < 160]
    organisation = next((found for text in texts if (found := only_one(text)) is not None), None)
    organisation = organisation or _by_address(e)
    if organisation is None:
        where = problem("unknown_organisation", "Neither title, addressee nor address names one force or service.", 1)
        return Whose(title=title, problems=(where,))
    _refuse_address_of_other(organisation, e.canonical)
    notes = () if title else (problem("no_heading", "No heading says what the letter is about.", 1),)
    round_, doubts = _round(e, organisation.kind)
    if round_ is None:
        where = problem("unknown_round", "Neither its text nor its date says which assessment the letter follows.", 1)
        return Whose(organisation, title=title, problems=(*notes, where))
    return Whose(continued(organisation, round_.id), round_, title=title, problems=(*notes, *doubts))


def _refuse_address_of_other(organisation: Organisation, canonical: str | None) -> None:
    """Refuse a letter whose address names another force or service than its title."""
    named = all_named(re.sub(r"[/-]", " ", canonical or ""))
    if named and organisation.id not in {o.id for o in named}:
        raise Refusal(
            RefusalReason.IDENTITY,
            f"the letter is about {organisation.full_name}, its address names {named[0].full_name}",
        )


def _round(e: Evidence, kind: str) -> tuple[Round | None, tuple[Problem, ...]]:
    """Return the round whose inspection a letter follows, and what speaks against it.

    The sentence that says when the inspection was decides, then both years of a round, then the latest year that an
    inspection is called by, then the day that the letter was sent: it follows the newest round begun before.
    """
    month = inspected_in(block.text for block in e.blocks[:60])
    if month is not None:
        return round_at(kind, month), ()
    named = [m for block in e.blocks[:60] if "20" in block.text for m in _LETTER_ROUND.finditer(fold(block.text))]
    both = [(m["year"] or m["year2"] or m["year3"], m["end"] or m["end2"] or m["end3"]) for m in named]
    both += [(m["year5"], m["end5"]) for m in named if m["end5"]]
    found = {each.id: each for year, end in both if end and (each := round_of(kind, year, end)) is not None}
    if found:
        first = next(iter(found.values()))
        several = f"The letter names several rounds, {', '.join(found)}; {first.id} was believed."
        is_old = any(each.begins > first.begins for each in found.values())  # an earlier one is told besides
        later = [
            f"{year}/{end}"
            for year, end in both
            if end and round_of(kind, year, end) is None and int(year) > first.first
        ]
        if later:
            several = f"The letter names {', '.join(later)} too, which is no round's; {first.id} was believed."
        return first, (problem("unknown_round", several),) if is_old or later else ()
    years = [year for m in named if (year := m["year"] or m["year4"]) and not m["end"]]
    if years:
        return round_at(kind, f"{max(years)}-12"), ()
    sent = next((day for block in e.blocks[:25] if (day := _sent(block.text)) is not None), None)
    return (round_at(kind, f"{sent:%Y-%m}") if sent else None), ()


def _sent(text: str) -> dt.date | None:
    match = _SENT.match(text)
    return read_date(match["day"] or match["alone"]) if match else None


def _part(b: Builder, section: Section) -> None:
    """Read a part of the letter under a heading of its own; a slip of the pen in a label's words is told."""
    if section.heading is not None:
        suggest(b, section.heading)
    read_announced(b, section)


SPEC = PageSpec(
    "letter",
    LETTER,
    proof=(Proof(Strength.CERTAIN, is_labelled), Proof(Strength.CERTAIN, _published_as_letter)),
    whose=_whose,
    nesting=ByParts,
    headed_by_name=True,
    opening=read_letter_opening,
    sections=(
        SectionSpec(Role.LETTER, read_letter_head, a_letters_head),
        SectionSpec(Role.TOPIC, _part),
        *ASKED,
        SectionSpec(Role.FINDINGS, read_announced),
        SectionSpec(Role.PILLAR, read_pillar),
        SectionSpec(Role.QUESTIONS, read_announced),
        *OBSERVATIONS,
        CONTEXT,
        OTHER_INSPECTIONS,
        OTHER_REPORTS,
        KEY_FACTS,
        RELATED,
    ),
)
