"""Proof of page: which organisation and round, from heading, text and address; what kind of page; or a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.extraction import Problem, problem
from schemas.labels import Role, find_label
from schemas.vocabulary import ROUNDS, BlockKind, PageType, Pillar, RefusalReason, Round, find_round
from scraper.catalogue.organisations import (
    ORGANISATIONS,
    Organisation,
    continued,
    find_organisation,
    mentioned,
    name_key,
)
from scraper.catalogue.urls import Address, canonical_url, is_ours, read_address
from scraper.document.blocks import RawBlock
from scraper.document.read import Document
from scraper.fetcher.blocks import WAYS_ON, find_block
from scraper.fetcher.soft404 import is_soft_404

from .dates import LONG_DATE, NUMERIC_DATE

_YEARS = r"(?P<year>20\d\d)(?: ?[/–-] ?(?P<end>(?:20)?\d\d))?"
# Any block that has this form is the title; `{Area} 2016`, `{Area} PEEL 2018`, `{Area} 2018/19`, `PEEL 2021/22 – {Area}`.
_TITLE = re.compile(rf"^(?P<area>[A-Z][\w’'&.,/ -]{{2,60}}?),?(?: PEEL(?: assessment)?)? {_YEARS}$")
_REPORT_TITLES = (
    re.compile(rf"^PEEL {_YEARS} ?[:–-] ?(?:An inspection of |Police effectiveness.{{0,60}}inspection of )?(?P<area>.{{3,80}})$"),
    re.compile(rf"^(?P<area>[A-Z].{{2,70}}?)(?: PEEL)?(?: assessment| inspection report| inspection|:? PEEL assessment)? {_YEARS}$"),
    re.compile(rf"^(?:Effectiveness and efficiency of|Inspection of|Fire and rescue service inspections?:?) (?P<area>.{{3,80}}?),? {_YEARS}$"),
    re.compile(rf"^(?P<area>[A-Z].{{2,70}}?)(?: PEEL)?[ ,:–-]+(?:assessment |inspection |report )*{_YEARS}(?: (?:assessment|inspection|report))*$"),
)  # fmt: skip
_NO_AREAS = (
    "key facts",
    "looking ahead",
    "planned",
    "last updated",
    "peel",
    "fire and rescue service assess",
)
_FIRE = re.compile(
    r"\bfire (?:and|&) rescue\b|\bfire (?:brigade|service)\b|inspector of fire|which the service (?:is effective|is efficient|looks after)"
)
_POLICE = re.compile(r"\bpolice\b|\bconstabulary\b|\bpeel\b|\bthe force\b")
_FIRST_SENTENCE = re.compile(
    r"\b(?:[Hh]ow (?:good|well) (?:the )?|[Ww]e inspected )(?P<area>[A-Z].{2,80}?) (?:is|has|in|at|performs)\b"
)
_PROGRAMME = re.compile(rf"^(?:Important changes to )?PEEL {_YEARS}$")


class Refusal(Exception):
    """The page is not to be loaded; carries the contract's reason and a line for a person."""

    def __init__(self, reason: RefusalReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True)
class Identity:
    """Which page it is. `title` is the block of the heading, None where a copy lost it."""

    type: PageType
    organisation: Organisation | None
    round: Round | None
    pillar: Pillar | None
    title: RawBlock | None
    url: str | None
    problems: tuple[Problem, ...] = ()

    @property
    def organisation_id(self) -> str | None:
        """`police/<slug>` or `fire/<slug>`."""
        return self.organisation.id if self.organisation else None

    @property
    def assessment(self) -> str | None:
        """`<organisation>/<round>`."""
        return f"{self.organisation.id}/{self.round.id}" if self.organisation and self.round else None


@dataclass(frozen=True)
class _Heading:
    block: RawBlock
    area: str
    year: str
    end: str | None


def _heading(blocks: list[RawBlock]) -> _Heading | None:
    """Find the title by its form: the first h1 that has it, else the first short block that has it."""
    for candidates in ([b for b in blocks if b.level == 1], blocks[:40]):
        for block in candidates:
            match = _match_title(block.text)
            if match and (block.level == 1 or _known_area(match["area"])):
                return _Heading(block, match["area"], match["year"], match["end"])
    return None


_SITE_NAME = re.compile(r"\s*[-–|:]\s*HMIC(?:FRS)?\b.*$")


def _named_in_head(document: Document) -> _Heading | None:
    """Give the title from the page's `title` element, where a copy lost the heading itself."""
    block = _window_title(document)
    match = _match_title(block.text)
    if match is None or not _known_area(match["area"]):
        return None
    return _Heading(block, match["area"], match["year"], match["end"])


def _window_title(document: Document) -> RawBlock:
    """Give the title of the window without the site's name, as a block that is not on the page."""
    return RawBlock(0, BlockKind.HEADING, 1, _SITE_NAME.sub("", document.title or ""), "head/title")


def _match_title(text: str) -> re.Match[str] | None:
    if len(text) > 140 or "20" not in text:
        return None
    for pattern in (_TITLE, *_REPORT_TITLES):
        match = pattern.match(text)
        if match and not match["area"].lower().startswith(_NO_AREAS):
            return match
    return None


def _known_area(area: str) -> bool:
    return any(find_organisation(kind, area) for kind in ("police", "fire"))


def _kind(document: Document, heading: _Heading | None, address: Address | None) -> str | None:
    """Say whether a page is of a police force or a fire service: by its words, then by its address."""
    only = _only_kind(heading)
    if only is not None:
        return only
    folded = " ".join(block.text for block in document.blocks[:60])[:12_000].lower()
    fire, police = len(_FIRE.findall(folded)), len(_POLICE.findall(folded))
    stated = address.organisation.split("/")[0] if address and address.organisation else None
    if fire == police == 0:
        return stated
    by_text = "fire" if fire * 3 > police and "extent to which the force" not in folded else "police"
    if heading and find_organisation(by_text, heading.area) is None:
        other = "fire" if by_text == "police" else "police"
        if find_organisation(other, heading.area) is not None:
            return other
    return by_text


def _only_kind(heading: _Heading | None) -> str | None:
    """Give the body that alone has the heading's area and round, None where both or neither do."""
    if heading is None:
        return None
    kinds = [
        kind
        for kind in ("police", "fire")
        if find_organisation(kind, heading.area) and _round(kind, heading.year, heading.end)
    ]
    return kinds[0] if len(kinds) == 1 else None


def _round(kind: str, year: str, end: str | None) -> Round | None:
    """Give the round that a title's years name: `2018`, `2018/19`, `2021/22`, `2023-25`, `2023–2025`."""
    for r in ROUNDS:
        if r.kind.value == kind and r.first == int(year):
            last = int(end[-2:]) if end else None
            if last is None or last in (r.last % 100, r.first % 100):
                return r
    return None


def _page_round(kind: str, text: str) -> Round | None:
    match = re.match(r"(20\d\d)(?:-(\d\d))?$", text)
    return find_round(kind, text) or (_round(kind, match[1], match[2]) if match else None)


def identify(document: Document, body: bytes, url: str | None) -> Identity:
    """Say which page it is; raises Refusal for a page that is another's, none of the site's, or blocked.

    The heading decides organisation and round; the address decides where there is no heading. Where both
    state one and differ the page is refused (DESIGN.md, Contract: identity).
    """
    heading = _heading(document.blocks) or _named_in_head(document)
    if heading is None:
        _refuse_stand_ins(body)
    address = read_address(url) if url else None
    canonical = canonical_url(url) if url and (address or is_ours(url)) else url
    set_aside = _set_aside(document, heading, address)
    if set_aside is not None:
        return Identity(set_aside, None, None, None, _first_h1(document), canonical)
    of_many = _of_many(document, address)
    if of_many is not None:
        title = _first_h1(document, _MANY_TITLE)
        return Identity(of_many, None, _standing_round(title, canonical), None, title, canonical)
    if _is_letter(document, address):
        return _letter(document, canonical)
    if (heading is None or not _known_area(heading.area)) and _is_publication(document, address):
        return _publication(document, canonical)
    problems: list[Problem] = []
    kind = _kind(document, heading, address)
    organisation, round_ = _agree(document, heading, address, kind, problems)
    if heading is None and not _has_landmarks(document):
        if _looks_ours(document):
            return Identity(PageType.UNKNOWN, None, None, None, _first_h1(document), canonical)
        raise Refusal(
            RefusalReason.NOT_A_PAGE,
            "it has neither the heading nor one section of an inspection page; look at it",
        )
    if organisation is None and address is None and not _looks_ours(document):
        raise Refusal(
            RefusalReason.NOT_A_PAGE,
            "nothing on it is of an inspection page of HMICFRS; if it is one, name its address with --url",
        )
    page_type, pillar = _type(document, heading, address, problems)
    if address is not None and organisation is not None and address.round is None and address.organisation:
        problems.append(problem("url_without_round", f"{canonical} states no round; {round_ and round_.id} was read."))
    _introduction(document, organisation, heading, problems)
    return Identity(
        page_type,
        organisation,
        round_,
        pillar,
        heading.block if heading else None,
        canonical,
        tuple(problems),
    )


def _refuse_stand_ins(body: bytes) -> None:
    """Refuse a page that stands in for the one asked; asked only where no heading proves the page."""
    block = find_block(200, {}, body)
    if block is not None:
        raise Refusal(RefusalReason.BLOCKED, f"this is a {block.reason} page ({block.sign}), not the page; {WAYS_ON}")
    words = is_soft_404(body)
    if words is not None:
        raise Refusal(RefusalReason.SOFT_404, f"the page says “{words}”")


_PROSE_ENDS = (".", ";", ":", ",", "?", "!")


def _first_h1(document: Document, form: re.Pattern[str] | None = None) -> RawBlock | None:
    """Give the first h1; where a page has none, its first short line of a form."""
    first = next((block for block in document.blocks if block.level == 1), None)
    if first is not None or form is None:
        return first
    short = (block for block in document.blocks[:12] if len(block.text) < 160 and not block.linked)
    return next((block for block in short if form.search(block.text) and not block.text.endswith(_PROSE_ENDS)), None)


def _set_aside(document: Document, heading: _Heading | None, address: Address | None) -> PageType | None:
    """Give the type of a page that is the site's and no assessment: by its address, or by being in Welsh."""
    if document.language and document.language.lower().startswith("cy"):
        return PageType.WELSH
    if address is not None and address.type in {
        PageType.ROUND_INDEX, PageType.NEWS, PageType.LANDING, PageType.WELSH,
    }:  # fmt: skip
        return None if heading is not None and _headlines(document) >= 2 else address.type
    return None


# --- pages of many organisations: an overview, a data table --------------------------------------------------

_MANY_TITLE = re.compile(r"^(?:PEEL|FRS) assessments? 20\d\d|^Service Assessment Data Table\b", re.I)


def _of_many(document: Document, address: Address | None) -> PageType | None:
    """Give the type of a page of all organisations by its own words, else by its address where it has no other sign."""
    before = ""
    for block in document.blocks[:120]:
        text = block.text
        if len(text) < 120 and not block.linked:
            for page_type, form in _TYPE_BY_WORDS:
                if page_type is not PageType.LETTER and form.match(text):
                    return page_type
            if text == "Score" and before == "Question":
                return PageType.DATA_TABLE
        before = text
    return None


def _standing_round(title: RawBlock | None, canonical: str | None) -> Round | None:
    """Give the round that such a page's heading names, else the one its address names."""
    fire = "/frs-" in (canonical or "") or bool(title and re.search(r"\bfire\b|\bservice assessment", title.text, re.I))
    kind = "fire" if fire else "police"
    named = re.search(_YEARS, title.text) if title else None
    if named is None and canonical:
        named = re.search(r"(?:peel|frs)-(?P<year>20\d\d)(?:-(?P<end>(?:20)?\d\d))?(?=[/?]|$)", canonical)
    return _round(kind, named["year"], named["end"]) if named else None


# --- letters -------------------------------------------------------------------------------------------------

_LETTER_LABEL = re.compile(r"^letter information$", re.I)
# A label of a letter's parts is no title, though a copy without a heading has it first.
_LETTER_TITLE = re.compile(
    r"^(?!(?:letter information|causes? of concern):?$).*(?:\bletter\b|\bcauses? of concern\b)", re.I
)
_LETTER_HEAD = re.compile(r"^(?:letter information|from|to|cc|sent(?: on)?)\b", re.I)
_LETTER_ROUND = re.compile(
    rf"\b{_YEARS} (?:round|inspection|assessment|report)|(?:round|inspection|assessment|report)s? (?:of|in|for) "
    r"(?P<year2>20\d\d) ?[/–-] ?(?P<end2>(?:20)?\d\d)"
)
_SENT = re.compile(
    r"^(?:sent(?: on)?|date):? *(?:on )?(?P<day>\d{1,2} [A-Z][a-z]+ (?P<year>20\d\d))$|^(?P<alone>\d{1,2} [A-Z][a-z]+ 20\d\d)$",
    re.I,
)


def _is_letter(document: Document, address: Address | None) -> bool:
    if any(_LETTER_LABEL.match(block.text) for block in document.blocks[:60] if len(block.text) < 40):
        return True
    title = _first_h1(document, _LETTER_TITLE)
    return bool(address and address.type is PageType.PUBLICATION and title and _LETTER_TITLE.search(title.text))


def _letter_title(document: Document) -> RawBlock | None:
    """Give a letter's title; where a copy lost the heading itself, that of the window or a line before its head."""
    title = _first_h1(document, _LETTER_TITLE)
    head = next((block.number for block in document.blocks if _LETTER_HEAD.match(block.text)), None)
    if title is not None and (title.level == 1 or head is None or title.number < head):
        return title
    window = _window_title(document)
    return window if _LETTER_TITLE.search(window.text) else None


def _letter(document: Document, canonical: str | None) -> Identity:
    """Say which assessment a letter follows: the body from its title or addressee, the round from its text.

    Where the text names no round, the day it was sent decides, unless that year is the first of a round: a
    letter of 2023 may follow either round.
    """
    title = _letter_title(document)
    texts = [title.text] if title else []
    texts += [block.text for block in document.blocks[:25] if len(block.text) < 160]
    organisation = next((o for text in texts if (o := _only_one(text)) is not None), None)
    if organisation is None:
        where = problem("unknown_organisation", "Neither title nor addressee names one force or service.", 1)
        return Identity(PageType.LETTER, None, None, None, title, canonical, (where,))
    _refuse_address_of_other(organisation, canonical)
    notes = () if title else (problem("no_heading", "No heading says what the letter is about.", 1),)
    round_ = _letter_round(document, organisation.kind)
    if round_ is None:
        where = problem("unknown_round", "Neither its text nor its date says which assessment the letter follows.", 1)
        return Identity(PageType.LETTER, organisation, None, None, title, canonical, (*notes, where))
    return Identity(PageType.LETTER, continued(organisation, round_.id), round_, None, title, canonical, notes)


def _refuse_address_of_other(organisation: Organisation, canonical: str | None) -> None:
    """Refuse a letter whose address names another force or service than its title."""
    named = mentioned(organisation.kind, re.sub(r"[/-]", " ", canonical or ""))
    if named and organisation.id not in {o.id for o in named}:
        raise Refusal(
            RefusalReason.IDENTITY,
            f"the letter is about {organisation.full_name}, its address names {named[0].full_name}",
        )


# --- publications --------------------------------------------------------------------------------------------

_PUBLISHED = re.compile(rf"^published(?: on)?:? (?:{LONG_DATE}|{NUMERIC_DATE})$", re.I)
_PUBLICATION_WORDS = re.compile(r"^(?:contents|print this document)$", re.I)


def _is_publication(document: Document, address: Address | None) -> bool:
    """Say whether a page is a text publication: by its address, without one by the lines under its title."""
    if address is not None:
        return address.type is PageType.PUBLICATION
    near = [block.text for block in document.blocks[:60] if len(block.text) < 60]
    return any(map(_PUBLISHED.match, near)) and any(map(_PUBLICATION_WORDS.match, near))


def _publication(document: Document, canonical: str | None) -> Identity:
    """Say what a text publication is about: everyone, and a round where its title names both years of it.

    One about a single force or service, or with headline judgments, may hold grades that nobody reads yet: it is
    of unknown type, which a run says aloud.
    """
    window = _window_title(document)
    title = _first_h1(document) or (window if window.text else None)
    text = title.text if title else ""
    if _headlines(document) or _names_one(text, canonical):
        return Identity(PageType.UNKNOWN, None, None, None, title, canonical)
    years = re.search(_YEARS, text)
    kind = "fire" if re.search(r"\b(?:fire|FRS)\b", text, re.I) else "police"
    round_ = _round(kind, years["year"], years["end"]) if years and years["end"] else None
    notes = () if title else (problem("no_heading", "No heading says what the publication is about.", 1),)
    return Identity(PageType.PUBLICATION, None, round_, None, title, canonical, notes)


def _names_one(title: str, canonical: str | None) -> bool:
    """Say whether a title has the full name of a force or service, or an address ends in the slug of one."""
    path = (canonical or "").rstrip("/")
    return any(mentioned(kind, title) for kind in ("police", "fire")) or any(
        path.endswith(f"-{organisation.slug}") for organisation in ORGANISATIONS.values()
    )


def _only_one(text: str) -> Organisation | None:
    """Give the organisation that a short text names, None where it names none or several."""
    named = [o for kind in ("police", "fire") for o in mentioned(kind, text)]
    return named[0] if len(named) == 1 else None


def _letter_round(document: Document, kind: str) -> Round | None:
    for block in document.blocks[:60]:
        for match in _LETTER_ROUND.finditer(block.text) if "20" in block.text else ():
            found = _round(kind, match["year"] or match["year2"], match["end"] or match["end2"])
            if found is not None:
                return found
    years = [int(m["year"] or m["alone"][-4:]) for b in document.blocks[:25] if (m := _SENT.match(b.text))]
    rounds = [r for r in ROUNDS if r.kind.value == kind and years and r.first <= years[0]]
    return rounds[-1] if rounds and rounds[-1].first < years[0] else None


def _headlines(document: Document) -> int:
    return sum("xtent to which the" in block.text for block in document.blocks[:60])


def _agree(
    document: Document,
    heading: _Heading | None,
    address: Address | None,
    kind: str | None,
    problems: list[Problem],
) -> tuple[Organisation | None, Round | None]:
    """Give organisation and round; refuse where the heading and the address state different ones."""
    by_url = ORGANISATIONS.get(address.organisation or "") if address else None
    round_url = _page_round(by_url.kind, address.round) if by_url and address and address.round else None
    if heading is None:
        return _from_address(document, address, by_url, round_url, problems)
    if kind is None:
        return None, None
    round_ = _round(kind, heading.year, heading.end)
    organisation = find_organisation(kind, heading.area)
    if organisation is None:
        problems.append(
            problem(
                "unknown_organisation",
                f"The catalogue has no {kind} “{heading.area}”.",
                *([heading.block.number] if heading.block.number else []),
            )
        )
        return None, round_
    if round_ is not None:
        organisation = continued(organisation, round_.id)
    _refuse_other(heading, organisation, round_, address, round_url)
    return organisation, round_


def _refuse_other(
    heading: _Heading,
    organisation: Organisation,
    round_: Round | None,
    address: Address | None,
    round_url: Round | None,
) -> None:
    if address is None:
        return
    if address.organisation and address.organisation != organisation.id:
        same = ORGANISATIONS.get(address.organisation)
        if not (same and round_ and continued(same, round_.id).id == organisation.id):
            raise Refusal(
                RefusalReason.IDENTITY,
                f"the heading “{heading.block.text}” is {organisation.id}, the address is {address.organisation}",
            )
    if round_url is not None and round_ is not None and round_url.id != round_.id:
        raise Refusal(
            RefusalReason.IDENTITY,
            f"the heading “{heading.block.text}” is of the round {round_.id}, the address of {round_url.id}",
        )


def _from_address(
    document: Document,
    address: Address | None,
    by_url: Organisation | None,
    round_url: Round | None,
    problems: list[Problem],
) -> tuple[Organisation | None, Round | None]:
    if by_url is None or address is None:
        return _from_first_sentence(document, problems) if address is None else (None, None)
    texts = " ".join(block.text for block in document.blocks[:25])
    named = mentioned(by_url.kind, texts)
    others = [o for o in named if continued(o, round_url.id if round_url else "9999").id != by_url.id]
    if named and named[0].id != by_url.id and len(others) == len(named) and not _names(by_url, texts):
        raise Refusal(RefusalReason.IDENTITY, f"the text names {named[0].full_name}, the address is {by_url.id}")
    problems.append(
        problem("no_heading", f"No heading names organisation and round; {address.canonical} was believed.")
    )
    return by_url, round_url


def _from_first_sentence(document: Document, problems: list[Problem]) -> tuple[Organisation | None, Round | None]:
    """Give organisation and round of a long report that lost its heading and came without an address.

    The counts sentence names the body (`… how good {Force} is in nine areas`), the heading of the part about the
    programme the round (`PEEL 2023–2025`), else the title of the document does.
    """
    for block in document.blocks[:25]:
        match = _FIRST_SENTENCE.search(block.text)
        named = _only_one(match["area"]) if match else None
        if named is None:
            continue
        years = [m for b in document.blocks[:60] if (m := _PROGRAMME.match(b.text))]
        years += [m for m in (re.search(_YEARS, document.title or ""),) if m]
        round_ = _round(named.kind, years[0]["year"], years[0]["end"]) if years else None
        problems.append(
            problem("no_heading", "No heading names organisation and round; the text was believed.", block.number)
        )
        return (continued(named, round_.id) if round_ else named), round_
    return None, None


def _names(organisation: Organisation, text: str) -> bool:
    return name_key(organisation.name) in name_key(text)


def _has_landmarks(document: Document) -> bool:
    """Say whether a page without a heading shows anything of an inspection page: a label, a judgment, a list."""
    if _headlines(document) or _shown_type(document, None, None) is not None:
        return True
    labels = (find_label(block.text) for block in document.blocks if len(block.text) < 60)
    return any(label is not None and label.role is not Role.CHROME for label in labels)


def _looks_ours(document: Document) -> bool:
    text = " ".join(block.text for block in document.blocks[:80])
    title = document.title or ""
    marks = (
        "HMICFRS",
        "HMIC ",
        "HMIC’s",
        "Her Majesty’s Inspectorate of Constabulary",
        "His Majesty’s Inspectorate",
        "PEEL assessment",
    )
    return any(mark in text or mark in title for mark in marks) or is_ours(document.canonical or "")


_TYPE_BY_WORDS: tuple[tuple[PageType, re.Pattern[str]], ...] = (
    (PageType.OVERVIEW, re.compile(r"^(?:effectiveness|efficiency|legitimacy|people) ?- ?question \d", re.I)),
    (PageType.DATA_TABLE, re.compile(r"^service assessment data table|^question score$", re.I)),
    (PageType.LETTER, re.compile(r"^letter information$", re.I)),
)
_TYPE_INITIALS = frozenset("elpsq")  # the first letters of those words: a cheap look before the patterns
_FINDINGS_LEAD = re.compile(r"detailed findings", re.I)


def _type(
    document: Document, heading: _Heading | None, address: Address | None, problems: list[Problem]
) -> tuple[PageType, Pillar | None]:
    promised = address.type if address else None
    shown = _shown_type(document, heading, promised)
    pillar = Pillar(address.pillar) if address and address.pillar else None
    if shown is None:
        shown = promised or PageType.UNKNOWN
    if shown in (PageType.PILLAR, PageType.FINDINGS):
        pillar = pillar or _pillar_shown(document)
    elif shown is PageType.ASSESSMENT:
        pillar = None
    if promised is not None and promised is not shown and promised is not PageType.LANDING and address:
        problems.append(
            problem(
                "url_type_differs",
                f"{address.canonical} promises a page of type {promised.value}; this is {shown.value}.",
            )
        )
    return shown, pillar


def _shown_type(document: Document, heading: _Heading | None, promised: PageType | None) -> PageType | None:
    """Give the type that a page's own words show, None where they leave it to the address."""
    for block in document.blocks[:120]:
        if len(block.text) < 120 and block.text[:1].lower() in _TYPE_INITIALS:
            for page_type, form in _TYPE_BY_WORDS:
                if form.match(block.text):
                    return page_type
    labels = [label for block in document.blocks if len(block.text) < 60 and (label := find_label(block.text))]
    pillars = {label.pillar for label in labels if label.role is Role.PILLAR}
    asks = any(label.role is Role.QUESTIONS for label in labels)
    long = any(label.role in (Role.SUMMARY, Role.OUR_JUDGMENTS) for label in labels)
    if _headlines(document) >= 2 or len(pillars - {Pillar.LEADERSHIP}) >= 2:
        return PageType.ASSESSMENT
    if promised in (PageType.PILLAR, PageType.FINDINGS, PageType.OTHER_REPORTS, PageType.REPORT):
        return promised
    if long and promised is None:
        return PageType.REPORT
    if asks:
        return (
            PageType.FINDINGS if any(_FINDINGS_LEAD.search(b.text) for b in document.blocks[:60]) else PageType.PILLAR
        )
    if heading is not None and promised is None:
        return _type_by_sections({label.role for label in labels}, pillars)
    return None


def _type_by_sections(roles: set[Role], pillars: set[Pillar | None]) -> PageType | None:
    """Give the type of a page with a title and no address, by the sections it has."""
    if roles & {Role.OBSERVATIONS, Role.CONTEXT, Role.KEY_FACTS}:
        return PageType.ASSESSMENT
    if Role.OTHER_REPORTS in roles and not pillars:
        return PageType.OTHER_REPORTS
    return PageType.PILLAR if len(pillars) == 1 else None


def _pillar_shown(document: Document) -> Pillar | None:
    for block in document.blocks:
        label = find_label(block.text) if len(block.text) < 60 else None
        if label is not None and label.pillar is not None:
            return label.pillar
    return None


_READ_MORE = re.compile(r"^Read more about .{3,60}?[ .]*(?=This |The |Our )")
_OF_ITSELF = re.compile(r"PEEL |assessment |\binspection of ")


def _introduction(
    document: Document, organisation: Organisation | None, heading: _Heading | None, problems: list[Problem]
) -> None:
    """Flag an introduction that names another organisation (one real page does; LAYOUTS-2014-2017, trap 4)."""
    if organisation is None:
        return
    start = heading.block.number if heading is not None else 0
    for block in document.blocks[start : start + 8]:
        if len(block.text) > 60 and _OF_ITSELF.search(block.text):
            if organisation.full_name in block.text:
                return
            named = mentioned(organisation.kind, block.text)
            if (
                named
                and organisation.id not in {o.id for o in named}
                and not _names(organisation, _READ_MORE.sub("", block.text))
            ):
                problems.append(
                    problem(
                        "introduction_names_other",
                        f"The introduction names {named[0].full_name}.",
                        block.number,
                    )
                )
            return
