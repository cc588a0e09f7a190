"""What each block is by its own words: the first reading of a page, without its surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache
from typing import NamedTuple

from schemas.labels import Label, find_heading, find_label, suggest_label, without_switch
from schemas.questions import Question, find_pillar_question, find_question, is_other_inspections_question
from schemas.text import APOSTROPHES, RAISED, fold
from schemas.vocabulary import HEADING_KINDS, BlockKind, Grade, OrganisationKind, Pillar, Round
from scraper.document.blocks import RawBlock

from .dates import MONTH
from .grades import HEADLINE, Stated, read_badge, read_with_earlier, split_asked, split_badge, unknown_badge


class LineKind(IntEnum):
    """What a line is."""

    TITLE = auto()
    LABEL = auto()
    PILLAR_QUESTION = auto()
    OTHER_QUESTION = auto()
    QUESTION = auto()
    DATE = auto()
    BADGE = auto()
    NUMBER = auto()
    HEADLINE = auto()
    INSPECTOR = auto()
    CONTACT = auto()
    VIEW = auto()
    BOILERPLATE = auto()
    PROSE = auto()


class AskRow(NamedTuple):
    """What stands beside what is asked for in a row of a table.

    `more` are further lines of its own cell, `beside` its number and its deadline, `others` what else the row says,
    `closed` whether that is that it is closed.
    """

    deadline: str = ""
    more: tuple[Line, ...] = ()
    beside: tuple[Line, ...] = ()
    others: tuple[Line, ...] = ()
    closed: bool = False


@dataclass(slots=True)
class Line:
    """A block and what it is; the other fields are set where that kind of line has them.

    `earlier` is the grade of an earlier round, and that round, behind a badge; `names_whose` says that it names whose
    the part below it is, on a page of several assessments. `row` is the row of a table of asks.
    """

    block: RawBlock
    kind: LineKind
    text: str
    label: Label | None = None
    pillar: Pillar | None = None
    question: Question | None = None
    stated: Stated | None = None
    date_text: str | None = None
    rule: str | None = None
    earlier: tuple[Grade, str] | None = None
    names_whose: bool = False
    row: AskRow | None = None

    @property
    def number(self) -> int:
        """The block's number."""
        return self.block.number


# One sentence at the most: what a copy glued behind it is prose. A name in it may be of any length.
_ONE = r"(?:[^.!?]|[.](?! ))*[.!?]?"
# What banners say of cookies; no report does.
_COOKIE = r"(?:(?:additional|all|analytics|essential|necessary|optional|some) ){0,3}cookies"
_COOKIES = (
    rf"(?:this (?:site|website) uses {_COOKIE}|cookies on (?:this|the|our)|our use of cookies|we use {_COOKIE}"
    rf"|we(?: would|'d) (?:also )?like to (?:set|use) {_COOKIE}|(?:accept|reject|manage|view|hide) {_COOKIE}"
    r"|(?:analytics|essential|necessary) cookies).*"
)
BOILERPLATE: tuple[tuple[str, str], ...] = (
    ("skip_link", r"skip to (?:the )?(?:main )?(?:content|navigation)"),
    ("read_more", rf"read (?:more about|my assessment|the transcript|more:){_ONE}|(?:show|hide)(?: details| less)?|(?:expand|collapse)(?: all)?"),
    ("video", rf"(?:watch|view|see) (?:the|a|our) video{_ONE}|(?:(?:read|view|see) )?(?:(?:the|a|our) )?(?:video )?transcript(?: of (?:the|this|my|our) video{_ONE})?"),
    ("welsh_link", r"(?:read this (?:page|report) in )?welsh|cymraeg|darllen .*"),
    ("masthead", rf"english ?\|? ?cymraeg|hmicfrs|promoting improvements? in polic{_ONE}"),
    ("back_to_top", r"(?:back|return) to (?:the )?top"),
    ("print_page", r"print (?:this )?(?:page|document)"),
    ("share", rf"share (?:this )?(?:page|on {_ONE})|tweet|facebook|twitter|linkedin|whatsapp|e-?mail(?: this page)?|copy (?:the )?link"),
    ("copyright", r"(?:©|\(c\)) ?crown copyright.*|all content is available under the open government.*"),
    ("compare_link", r"compare (?:and view key facts|.*(?:forces|services))|view (?:all )?key facts"),
    ("cookie_banner", _COOKIES),
    ("download", r"download(?: (?:the |our |this )?(?:full )?(?:report|pdf|document).{0,40})?|(?:(?:get|open|read|see) )?(?:the |our )?full report(?: \(.*\))?"),
    ("publication_date", r"first published:? .{0,30}|publication date:? .{0,30}"),
)  # fmt: skip
"""Lines that are no content, by the rule that sets them aside; each form is that of the whole folded line."""
SAID_TOO = frozenset({"read_more", "video", "welsh_link", "masthead", "share", "compare_link"})
"""Rules whose words are said of other things too: what is asked for, where the public is spoken with."""
_ONE_WORD = frozenset({"share", "welsh_link"})
_PROSE, _LABEL = LineKind.PROSE, LineKind.LABEL  # most lines of a page are one of the two
_BY_WORDS = frozenset({LineKind.VIEW, LineKind.CONTACT, LineKind.INSPECTOR})
_BOILERPLATE = re.compile("|".join(f"(?P<{rule}>{pattern})" for rule, pattern in BOILERPLATE))
_DAY_OR_MONTH = rf"(?:\d{{1,2}}(?:[/.-]|\w*(?: of)? {MONTH})|{MONTH})"
_UPDATED = re.compile(
    rf"^(?:(?:(?:this )?(?:page|section)(?: was)? |date )?last update[d:]|updated(?=(?: on)?\s*[:–—-]? {_DAY_OR_MONTH}))"
    r"(?: on)?\s*[:–—-]?\s*(.*)$",
    re.I,
)
_DAY_THEN = re.compile(r"^(\d{1,2}[/.]\d{1,2}[/.]\d{4})\s*[|,;–-]?\s*(\D.*)$")
# What leads to another page of the assessment, by what it says: where to go, or of which part it is.
_PART_OF_SITE = (
    r"(?:questions?|findings|judge?ments?|reports?|pages?|effectiveness|efficiency|legitimacy|leadership|people)"
)
_VIEW = re.compile(
    r"^(?:view the full .*"
    rf"|(?:view|see|go (?:back )?to|back to|return to|next|previous|jump to|continue to)\b[: ]*(?:\w+ ){{0,3}}"
    rf"{_PART_OF_SITE}(?: (?:for|on|of|under) [^.]+| \d+)?"
    rf"|(?:detailed|main) findings(?: (?:for|on|of|under)| ?[:–-]) (?:(?:this|the|each) )?(?:question \d+|{_PART_OF_SITE}))$",
    re.I,
)
# A line that is all link, and says where to read on.
_READ_THE = re.compile(r"^(?:read|see) (?:the|our)\b", re.I)
_NUMBER = re.compile(r"^(?:question\s+)?(\d{1,2})[.):]?$", re.I)
_NUMBERED = re.compile(r"^(?:question\s+)?\d{1,2}[.):]?\s+", re.I)
INSPECTOR_TITLE = re.compile(
    rf"(?:(?:interim|acting|temporary) )?(?:(?:Her|His) Majesty[{APOSTROPHES}]?s|HM) (?:Chief )?Inspector(?!ate)(?: of (?:Constabulary|Fire)[\w ,&]*)?",
    re.I,
)
_CONTACT = re.compile(r"^contact\b[: ]*(.{0,160})$", re.I)
QUESTION_OPENERS = ("how ", "to what extent ", "does ", "is ", "are ", "what ", "has ")
_LONGEST_HEADING = 220


@lru_cache(maxsize=256)
def _read_more_about(area: str | None) -> re.Pattern[str]:
    """Compile the form of a line in which a copy glued `Read more about {area}` to the next paragraph."""
    place = re.escape(area) if area else r"[A-Z][\w’'&-]+(?: (?:and |& )?[A-Z][\w’'&-]+)*"
    return re.compile(
        rf"^(Read more about {place}(?: (?:Police|Constabulary|Fire and Rescue Service))?"
        rf"(?: \d{{4}}(?:[/-]\d\d)?)?)[ .]*(?=[A-Z]\S* )(.{{20,}})$"
    )


# What begins boilerplate that may be as long as a sentence.
_BOILERPLATE_STARTS = (
    "contact", "read ", "view ", "watch ", "© crown", "©crown", "(c)", "all content", "this site", "this website", "we use cookies",
    "cookies", "promoting", "last updated", "darllen", "we use some", "we use essential", "we use necessary", "we would like to",
    "we’d like to", "we’d also like", "we'd like to", "we'd also like", "necessary cooki", "analytics cooki",
)  # fmt: skip
_BEGINNINGS = frozenset(text[:3] for text in _BOILERPLATE_STARTS)
_BADGE_ENDS = tuple(
    word for end in ("utstanding", "ood", "dequate", "mprovement", "raded", "nspected") for word in (end, end.upper())
)


def _is_sentence(text: str) -> bool:
    """Return, by its looks alone, whether a block is a sentence of prose: no label, question, badge or boilerplate looks so."""
    if text[-1] not in ".;" or len(text) <= 60:
        return False
    return text[:3].lower() not in _BEGINNINGS or not text[:16].lower().startswith(_BOILERPLATE_STARTS)


class Reader:
    """Reads the lines of a page of one body and round; None where they are not known.

    `area` is the organisation's name in titles. `headed_by_name` says that questions or areas may be headed by their
    name alone, `graded_headings` that a grade may be glued to such a heading, `graded_lines` that it is one then whatever its tag.
    """

    def __init__(
        self, kind: OrganisationKind | None, round_: Round | None, area: str | None,
        headed_by_name: bool = False, graded_headings: bool = False, graded_lines: bool = False,
    ) -> None:  # fmt: skip
        self._kind = kind
        self._asks = (round_.kind.value, round_.framework) if round_ is not None else None
        self._named = headed_by_name
        self._graded = graded_headings
        self._graded_lines = graded_lines
        self._read_more = _read_more_about(area)

    def _asked(self, text: str) -> Question | None:
        """Return the question or area of the round that a text names."""
        return find_question(*self._asks, text) if self._asks is not None else None

    def read(self, block: RawBlock) -> Line:
        """Return the line that a block is."""
        text = block.text
        short = len(text) <= _LONGEST_HEADING or (text[:5] == "Read " and text[400:] == "")
        line = self._short(block, text) if short and (block.kind in HEADING_KINDS or not _is_sentence(text)) else None
        if line is not None:
            return line
        if ("xtent" in text or "XTENT" in text) and (HEADLINE.search(text[:300]) or "xtent to which" in text):
            return Line(block, LineKind.HEADLINE, text)
        begins = text[:3]  # most paragraphs are told by these letters that they are neither
        if begins == "Os " and text.startswith("Os hoffech chi"):
            return Line(block, LineKind.BOILERPLATE, text, rule="welsh_link")
        glued = self._read_more.match(text) if begins == "Rea" and text.startswith("Read more about ") else None
        return Line(block, _PROSE, glued[2] if glued else text)

    def _short(self, block: RawBlock, text: str) -> Line | None:
        bare = text.rstrip(RAISED) if text[-1] in RAISED else text
        label = find_heading(bare) if block.kind in HEADING_KINDS else find_label(bare)
        named = self._asked(bare) if self._named and label is not None and label.pillar is not None else None
        if label is not None and named is None:
            return Line(block, _LABEL, bare, label=label, pillar=label.pillar)
        bare = without_switch(bare) if block.kind in HEADING_KINDS else bare
        return self._question(block, bare) or self._by_words(block, text)

    def _question(self, block: RawBlock, text: str) -> Line | None:
        text, stated = split_asked(text) if "?" in text[:-1] else (text, None)
        asks = text.endswith("?")
        if asks or text[:4] in ("How ", "HOW "):
            pillar = find_pillar_question(self._kind, text) if self._kind else None
            if pillar is not None:
                return Line(block, LineKind.PILLAR_QUESTION, text, pillar=pillar, stated=stated)
            if ("nspections" in text or "NSPECTIONS" in text) and is_other_inspections_question(text):
                return Line(block, LineKind.OTHER_QUESTION, text)
        if asks:
            number = _NUMBERED.match(text)
            words = text[number.end() :] if number else text
            if fold(words).startswith(QUESTION_OPENERS):
                return Line(block, LineKind.QUESTION, words, question=self._asked(text), stated=stated)
        return self._name(block, text) if self._named else None

    def _name(self, block: RawBlock, text: str) -> Line | None:
        """Return the line of a question or an area that is headed by its name, with a grade glued to it or not."""
        heading = block.kind in HEADING_KINDS
        if not heading and (block.kind in (BlockKind.FIGURE, BlockKind.QUOTE) or text.endswith(".")):
            return None
        split = split_badge(text) if self._graded and (heading or self._graded_lines) else None
        name, stated = split if split is not None else (text, None)
        question = self._asked(name)
        if not heading and question is not None and fold(name) not in map(fold, (question.label, *question.names)):
            return None
        return Line(block, LineKind.QUESTION, name, question=question, stated=stated) if question else None

    def _by_words(self, block: RawBlock, text: str) -> Line | None:
        """Return the line that a block is by its words alone, but for what a copy glued to them and what is a link."""
        words = _words_of(text)
        if words is not None and not block.links and _is_entry(block, words):
            return None
        if words is not None and words.rule is None:
            return Line(block, *words)
        if block.linked and (_READ_THE.match(text) or "/detailed-findings" in f"/{block.links[0][1]}"):
            return Line(block, LineKind.VIEW, text)
        if words is None or self._read_more.match(text):
            return None
        leads = words.rule == "download" and block.links
        return Line(block, LineKind.VIEW if leads else words.kind, text, rule=words.rule)


# --- what a short line is by its words, on whatever page it stands --------------------------------------------


class _Words(NamedTuple):
    """What a line is, without its block; the fields are those of a line."""

    kind: LineKind
    text: str
    label: Label | None = None
    pillar: Pillar | None = None
    question: Question | None = None
    stated: Stated | None = None
    date_text: str | None = None
    rule: str | None = None
    earlier: tuple[Grade, str] | None = None


@lru_cache(maxsize=2048)
def _words_of(text: str) -> _Words | None:
    """Return what a short line says by itself: a date, a badge, a person, where to read on, boilerplate."""
    return _dated(text) or _badge(text) or _person(text) or _set_aside(text)


def _is_entry(block: RawBlock, words: _Words) -> bool:
    """Return whether a line without a link is the rest of a sentence, or a word in a list of words: what it says is meant.

    Copies make lists and tables of whole pages, so that the place alone tells nothing.
    """
    if words.rule in _ONE_WORD and block.kind is BlockKind.LIST_ITEM:
        return True
    if words.kind not in _BY_WORDS and words.rule not in SAID_TOO:
        return False
    text = block.text
    return text[0].islower() or text.endswith((";", "; and", "; or"))


def _dated(text: str) -> _Words | None:
    match = _UPDATED.match(text)
    if match is None:
        return None
    rest = match[1]
    glued = _DAY_THEN.match(rest)
    stated = read_badge(glued[2]) if glued else read_badge(rest)
    split = split_badge(rest) if stated is None else None
    if split is not None:
        rest, stated = split
    elif glued:
        word = glued[2]
        stated = stated or unknown_badge(word, dated=word.isalpha() and word.istitle())
        rest = glued[1] if stated else rest
    elif stated is not None:
        rest = ""
    return _Words(LineKind.DATE, text, date_text=rest.strip(" .,|–-") or None, stated=stated)


def _badge(text: str) -> _Words | None:
    stated = read_badge(text)
    if stated is not None:
        return _Words(LineKind.BADGE, text, stated=stated)
    both = read_with_earlier(text) if text[-1] == ")" else None
    if both is not None:
        return _Words(LineKind.BADGE, text, stated=both[0], earlier=both[1])
    if _NUMBER.match(text):
        return _Words(LineKind.NUMBER, text)
    split = split_badge(text) if text.endswith(_BADGE_ENDS) else None
    if split is not None:
        label = find_label(split[0])
        if label is not None and label.pillar is not None:
            return _Words(LineKind.LABEL, split[0], label=label, pillar=label.pillar, stated=split[1])
    return None


def _person(text: str) -> _Words | None:
    if (
        ("nspector" in text or "NSPECTOR" in text)
        and suggest_label(text) is None
        and INSPECTOR_TITLE.search(text)
        and len(text) < 130
        and not text.endswith(".")
    ):
        return _Words(LineKind.INSPECTOR, text)
    return _Words(LineKind.CONTACT, text) if _CONTACT.match(text) and not text.endswith("?") else None


def _set_aside(text: str) -> _Words | None:
    if _VIEW.match(text):
        return _Words(LineKind.VIEW, text)
    match = _BOILERPLATE.fullmatch(fold(text))
    return _Words(LineKind.BOILERPLATE, text, rule=match.lastgroup) if match else None
