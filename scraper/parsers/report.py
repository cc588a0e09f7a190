"""A long report: one page with every area of a force or service.

Samples: …/peel-reports/sussex-2021-22/ and …/frs-assessments/avon-2023-2025/
Rounds: police 2021/22 and 2023-25, fire 2023-25. There are no pillars: each area is a judgment of its own.
History: the first eight forces of 2021/22 have the old set of areas and, as pilots, an initial judgment beside
the one after the revisit; 2023-25 adds the terminology. The table of grades is drawn in many ways or not at all,
copies lose the grade lines of one word (LAYOUTS-2018-2025 §6): whichever of table, grade line and sentence
are there are read and compared; none of them is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from schemas.labels import ASKS, Role
from schemas.text import fold, slug, words
from schemas.vocabulary import GRADE_WORDS, BlockKind, Grade, Status, WitnessSource

from .assessment import READERS, unknown
from .builder import Builder
from .findings import head, read_findings
from .grade_table import Entry, State, TableReader
from .grades import MENTION, ProseGrade, Stated, grade_word, published, read_prose, sentences
from .judgments import ANOTHER, Draft, Drafts, Previous, finish, one_previous, round_before, round_named
from .lines import Is, Line
from .outline import FRONT, Outline, Section
from .preamble import is_name, read_people
from .prose import is_fragment, set_aside, suggest


def parse(b: Builder, outline: Outline) -> None:
    """Read every line of the report into the builder."""
    if b.round is None:
        b.flag("unknown_page_type", "The report's round is not known; its text is kept as blocks.")
        return
    drafts = Drafts()
    table = TableReader((b.page.organisation or "police/").split("/")[0], b.round)
    columns = _columns(outline.sections, table)
    sections = _without_cards(b, drafts, outline.sections, columns)
    people = [line for section in sections for line in _take_people(section)]
    stated: list[tuple[Counts, int]] = []
    for section in sections:
        if section.role in FRONT:
            _read_front(b, drafts, section, table, stated)
        elif section.is_question:
            _read_area(b, drafts, section, columns)
        else:
            _READERS.get(section.role or Role.TOPIC, unknown)(b, drafts, section)
    read_people(b, people)
    _judge(b, drafts)
    for counts, block in stated[:1]:
        check_counts(b, counts, block)


_READERS: dict[Role, Callable[[Builder, Drafts, Section], None]] = {
    role: READERS[role] for role in (*ASKS, Role.OBSERVATIONS, Role.CONTEXT, Role.FINDINGS, Role.CHROME)
}


def _take_people(section: Section) -> list[Line]:
    """Take the inspector's lines out of a section; a contact line counts beside one or before the first heading."""
    if not any(line.what is Is.INSPECTOR for line in section.body):
        found = [line for line in section.body if line.what is Is.CONTACT] if section.role is None else []
    else:
        found = [
            line
            for place, line in enumerate(section.body)
            if line.what is Is.INSPECTOR or is_name(section.body, place) or _contact_beside(section.body, place)
        ]
    if found:
        section.body = [line for line in section.body if line not in found]
    return found


def _contact_beside(body: list[Line], place: int) -> bool:
    near = body[max(0, place - 2) : place + 3]
    return body[place].what is Is.CONTACT and any(line.what is Is.INSPECTOR for line in near)


# --- the front: overall summary, our judgments, the table of grades ------------------------------------------


def _columns(sections: list[Section], table: TableReader) -> list[State]:
    """Give the states of the columns of a table that a copy wrote out line by line, from the lines before it."""
    first = next((place for place, section in enumerate(sections) if section.is_question), 0)
    states: list[State] = []
    for line in reversed(sections[first - 1].body if first else []):
        if len(line.text) > 60 or line.text.endswith((".", ":")) or fold(line.text) in _COLUMNS:
            break
        states.insert(0, table.state(line.text))
    return states if sum(not earlier for earlier, _ in states) == 1 else []


def _by_state(section: Section, columns: list[State]) -> list[tuple[Line, Stated | None, Earlier | None]]:
    """Give a section's grade lines, each as this state's grade or an earlier one's.

    Several different grades whose columns are not known are no grade.
    """
    lines = [(line, line.stated) for line in (section.heading, *section.head) if line is not None and line.stated]
    if len(lines) == len(columns) > 1:
        return [
            (line, None, (stated.grade, round_id)) if old and stated.grade else (line, None if old else stated, None)
            for (line, stated), (old, round_id) in zip(lines, columns, strict=True)
        ]
    if len({(stated.status, stated.grade) for _, stated in lines}) > 1:
        return [(line, Stated(Status.UNREADABLE, None, stated.text), None) for line, stated in lines]
    return [(line, stated, None) for line, stated in lines]


def _without_cards(b: Builder, drafts: Drafts, sections: list[Section], columns: list[State]) -> list[Section]:
    """Give the sections without the areas that the front only lists with their grades, as cards.

    A card is an area's heading before the first section that is neither front nor area, when the area has a
    section of its own further down. What stands below a card's grade is the front's again.
    """
    cards = _cards(sections)
    if not cards:
        return sections
    above = _grades_above(sections, cards[0])
    each = {len(_grade_lines(card)) for card in cards}
    if len(each) == 1 and 0 not in each and len(above) != 1:
        rest = {id(card): _card(b, drafts, card, columns) for card in cards}
    else:
        rest = _groups(b, drafts, cards, above)
    kept: list[Section] = []
    for section in sections:
        if id(section) not in rest:
            kept.append(section)
        else:
            next(s for s in reversed(kept) if s.role in FRONT).body.extend(rest[id(section)])
    return kept


def _cards(sections: list[Section]) -> list[Section]:
    """Give the areas that the front lists: each stands again below, or is no more than a line there."""
    times = Counter(s.question_key for s in sections if s.is_question)
    cards = []
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        times[section.question_key] -= section.is_question
        if section.role not in FRONT and not section.is_question:
            break
        if section.is_question and (times[section.question_key] > 0 or _is_line(section, following)):
            cards.append(section)
    return cards


def _is_line(section: Section, following: Section | None) -> bool:
    """Say whether an area's section is its heading alone, or below a line that is no heading."""
    asks = following is not None and following.question_key == section.question_key and following.role in ASKS
    if asks or section.heading is None:
        return False
    return not section.body or section.heading.block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)


def _grades_above(sections: list[Section], first: Section) -> list[Line]:
    """Give the grade words that stand alone before the first card: a legend, or the heading of a group."""
    assert first.heading is not None
    fronts = [section for section in sections if section.role in FRONT]
    lines = [line for section in fronts for line in (*section.body, *section.stray) if line.what is Is.BADGE]
    return [line for line in lines if line.number < first.heading.number]


def _grade_lines(section: Section) -> list[Line]:
    lines = (section.heading, *section.head, *section.stray)
    return [line for line in lines if line is not None and line.stated is not None]


def _groups(b: Builder, drafts: Drafts, cards: list[Section], above: list[Line]) -> dict[int, list[Line]]:
    """Read areas that stand in groups under their grade; give the other lines of each.

    Sure only where every grade heads one group, the first line is a grade and the last an area; else nothing is
    read: the grade after an area may be the next group's, several grades before all areas are the heads of lost
    columns, and “Requires improvement” alone is what a copy left of them.
    """
    below = [line for card in cards for line in _grade_lines(card)]
    grades = sorted([*above, *below], key=lambda line: line.number)
    distinct = len({line.stated.grade for line in grades if line.stated}) == len(grades)
    whole = any(line.stated is not None and " " not in line.stated.text for line in grades)
    sure = distinct and whole and not _grade_lines(cards[-1]) and (len(above) == 1 or bool(above and below))
    rest: dict[int, list[Line]] = {}
    for card in cards:
        assert card.heading is not None
        others = [*card.head, *card.body, *card.stray]
        rest[id(card)] = [line for line in others if line not in grades]
        head = next((line for line in reversed(grades) if line.number < card.heading.number), None)
        if sure and head is not None and head.stated is not None:
            b.claim("judgments", card.heading, head)
            _enter(b, drafts, Entry(card.heading.text, card.known, head.stated, head.text, card.heading))
        else:
            rest[id(card)].insert(0, card.heading)
    b.claim("boilerplate:legend", *grades)
    return rest


def _card(b: Builder, drafts: Drafts, section: Section, columns: list[State]) -> list[Line]:
    """Read a card; give the lines below it."""
    assert section.heading is not None
    grades = _by_state(section, columns)
    if not grades:
        return [section.heading, *section.head, *section.body, *section.stray]
    b.claim("judgments", section.heading)
    for line, stated, earlier in grades:
        b.claim("judgments", line)
        _enter(b, drafts, Entry(section.heading.text, section.known, stated, line.text, line, earlier))
    return [*(line for line in section.head if line.stated is None), *section.body, *section.stray]


_STATE_HEAD = re.compile(
    r"^(?:(?:initial|previous|current) )?judge?ment(?: after (?:the )?revisit)? \([A-Z][a-z]+ 20\d\d\)$", re.I
)
_COLUMNS = frozenset(
    {"area", "areas", "grade", "grades", "judgment", "judgement", "area grade", "area judgment", "key"}
)


def _read_front(
    b: Builder, drafts: Drafts, section: Section, table: TableReader, stated: list[tuple[Counts, int]]
) -> None:
    """Read the overall summary: counts, table, a grade that was changed later; the rest is findings."""
    entries, made, section.body = table.read(section.body)
    b.claim("judgments", *made)
    for entry in entries:
        _enter(b, drafts, entry)
    if drafts.by_key:
        heads = [line for line in section.body if fold(line.text) in _COLUMNS or _STATE_HEAD.match(line.text)]
        b.claim("judgments", *heads)
        section.body = [line for line in section.body if line not in heads]
    for line in section.body:
        counts = read_counts(line.text) if "areas" in line.text else None
        if counts is not None:
            stated.append((counts, line.number))
        elif "hanged" in line.text:
            _regraded(b, drafts, table, line)
    section.head.extend(line for line in section.stray if line.what is Is.DATE)
    b.claim("boilerplate:legend", *(line for line in section.stray if line.what is Is.BADGE))
    section.stray = [line for line in section.stray if line.what not in (Is.DATE, Is.BADGE)]
    if section.role is None:
        _preamble(b, section)
    else:
        read_findings(b, section)


def _preamble(b: Builder, section: Section) -> None:
    """Read what stands before the first heading: furniture, and what introduces the report."""
    head(b, section)
    for line in section.body:
        if set_aside(b, line):
            continue
        if is_fragment(line):
            suggest(b, line)
        else:
            b.claim("introduction", line)
            b.introduction.append(line.text)


def _enter(b: Builder, drafts: Drafts, entry: Entry) -> None:
    """Add an entry of the table to its area's judgment; two entries that differ are no grade."""
    key = entry.known.key if entry.known else f"area/{slug(entry.label)}"
    if entry.known is None:
        b.flag("unknown_question", f"“{entry.label[:100]}” is no area of the round {b.page.round}.", entry.line.number)
    draft = drafts.of(None, key)
    draft.question, draft.known = draft.question or entry.label, entry.known
    if entry.earlier is not None and draft.previous[0] is None:
        draft.previous = entry.earlier
    if entry.stated is None:
        return
    said = {(w[1].status, w[1].grade) for w in draft.witnesses if w[0] is WitnessSource.TABLE}
    draft.add(WitnessSource.TABLE, entry.stated, entry.text, entry.line.number)
    if said and said != {(entry.stated.status, entry.stated.grade)}:
        draft.witnesses = [
            (source, Stated(Status.UNREADABLE, None, text) if source is WitnessSource.TABLE else told, text, block)
            for source, told, text, block in draft.witnesses
        ]


_CHANGED = re.compile(
    r"\bchanged (?:our|the) (?:graded )?judge?ment (?:for|of|on|about) (?P<area>.{5,120}?) "
    r"from (?P<old>[a-z]+(?: improvement)?) to (?P<new>[a-z]+(?: improvement)?)\b"
)


def _regraded(b: Builder, drafts: Drafts, table: TableReader, line: Line) -> None:
    """Read a note that a grade was changed after publication: the new one is stated, the old one previous."""
    for sentence in sentences(line.text):
        folded = fold(sentence)
        match = _CHANGED.search(folded)
        known = table.area(match["area"]) if match else None
        if match is None or known is None:
            continue
        old, new = GRADE_WORDS.get(match["old"]), grade_word(match["new"])
        if old is None or new is None:
            continue
        draft = drafts.of(None, known.key)
        draft.question, draft.known = draft.question or known.label, known
        draft.previous = (old, None)
        told = Stated(new.status, new.grade, published(sentence, match["new"]))
        draft.add(WitnessSource.PROSE, told, sentence, line.number)


# --- counts --------------------------------------------------------------------------------------------------

Earlier = tuple[Grade, str | None]
"""A grade of an earlier state and its round, where that is named."""
Counts = tuple[int | None, int | None]
"""How many areas the page says it assessed, and how many of them it graded; None where it gives no number."""

_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_AREAS = re.compile(r"\b(?:in|across|against|of) (?:all |these |the )?(\w+) areas\b")
_GRADED = re.compile(
    r"\bgraded judge?ments (?:in|for|on) (?P<graded>\w+) (?:of (?:these|the|those)(?: (?P<all>\w+))?|areas)\b"
)
_ALL_GRADED = re.compile(r"\bgraded judge?ments\b")


def number(word: str) -> int | None:
    """Give the number that a word or digits say, from 0 to 99; None for any other word."""
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return _NUMBERS.index(word) if word in _NUMBERS else None


def read_counts(text: str) -> Counts | None:
    """Give the counts of a text such as `in nine areas of policing. We make graded judgments in 8 of these 9`.

    None where the text counts no graded areas; where it states two different totals the total is None.
    """
    folded = fold(text)
    areas = _AREAS.search(folded)
    graded = _GRADED.search(folded)
    if areas is None or not _ALL_GRADED.search(folded):
        return None
    total = number(areas[1])
    if graded is None:
        return total, total
    again = number(graded["all"]) if graded["all"] else None
    if again is not None and again != total:
        total = None
    return total, number(graded["graded"])


def check_counts(b: Builder, counts: Counts, block: int) -> None:
    """Flag counts that do not close against the judgments that were found."""
    areas = len(b.judgments)
    graded = sum(judgment.status is Status.GRADED for judgment in b.judgments)
    total, of_them = counts
    if total == areas and of_them == graded:
        return
    says = f"{'no one number of' if total is None else total} areas, {'?' if of_them is None else of_them} graded"
    b.flag("counts_differ", f"The page says: {says}; found: {areas} areas, {graded} graded.", block)


# --- an area -------------------------------------------------------------------------------------------------

_UNGRADED = re.compile(
    r"\b(?:do not|don't|did not|didn't|have not|haven't) (?:make|made|give|given) (?:a |any |an )?(?:graded? )?"
    r"(?:judge?ments?|grades?|assessments?)\b|\bhave not graded\b|\b(?:is|are) (?:not graded|ungraded)\b"
)
_LEADING, _HISTORY = 2, 5  # paragraphs of an area in which its grade, or an earlier one, is stated


def _read_area(b: Builder, drafts: Drafts, section: Section, columns: list[State]) -> None:
    """Read an area: its grade lines, the sentence that judges it, what it says of an earlier round; its prose."""
    draft = drafts.of(None, section.question_key)
    if section.known is None:
        b.flag(
            "unknown_question", f"“{section.question}” is no area of the round {b.page.round}.",
            section.heading.number if section.heading else 1,
        )  # fmt: skip
    if draft.section is None:
        draft.section = section
    draft.question, draft.known = section.question, section.known
    if section.heading is not None:
        draft.blocks.append(section.heading.number)
    for line, told, earlier in _by_state(section, columns):
        if told is not None:
            draft.add(WitnessSource.BADGE, told, told.text, line.number)
        draft.previous = earlier or draft.previous
    _read_sentences(b, draft, section)
    read_findings(b, section)


def _read_sentences(b: Builder, draft: Draft, section: Section) -> None:
    prose = [line for line in section.body if line.what is Is.PROSE and line.block.kind is not BlockKind.HEADING]
    stems = _topic(draft)
    before: list[Previous] = []
    for place, line in enumerate(prose[:_HISTORY]):
        for order, sentence in enumerate(sentences(line.text)[:4]):
            folded = fold(sentence)
            if place < _LEADING and order < 3 and not _has_prose(draft, section):
                told = _told(b, sentence, folded, stems, place == order == 0)
                if told is not None:
                    draft.add(WitnessSource.PROSE, told.stated, sentence, line.number)
                    continue
            if place < 3 and _UNGRADED.search(folded):
                draft.not_graded = True
                draft.blocks.append(line.number)
            else:
                earlier = _previous(b, folded, stems)
                before.extend([earlier] if earlier else [])
    if draft.previous[0] is None and (draft.known is None or draft.known.graded):
        draft.previous = one_previous(before)


def _has_prose(draft: Draft, section: Section) -> bool:
    start = section.heading.number if section.heading else 0
    return any(w[0] is WitnessSource.PROSE and w[3] > start for w in draft.witnesses)


# How the sentences under an area call it, where that shares no word with its names.
_ALSO = {
    "area/strategic-planning-and-value-for-money": "operating efficiently",
    "area/leadership-and-force-management": "leading and managing the force, operating efficiently",
    "area/workforce": "building and developing its workforce",
    "area/treating-the-public-fairly": "treating people fairly and with respect",
    "area/recording-data-about-crime": "recording crime",
    "area/serious-and-organised-crime": "tackling disrupting serious and organised crime",
    "area/affordable": "making the service affordable",
}
_PLAIN = frozenset(["with", "that", "this", "from", "into", "when", "people", "which", "their", "they"])


def _stem(word: str) -> str:
    return word[:4]


def _stems(text: str) -> set[str]:
    return {_stem(w) for w in words(text) if len(w) > 3 and w not in _PLAIN}


def _topic(draft: Draft) -> set[str]:
    """Give the word beginnings of all names of an area."""
    known = draft.known
    names = [draft.question or "", _ALSO.get(draft.question_key or "", "")]
    if known is not None:
        names += [known.label, *known.names]
    return _stems(" ".join(names))


def _told(b: Builder, sentence: str, folded: str, stems: set[str], first: bool) -> ProseGrade | None:
    """Give the grade of a sentence about the whole area, as `{Service} is adequate at understanding risk`.

    All telling words after the grade must be of the area's names; in the area's very first sentence most of
    them. A sentence with a second grade states none.
    """
    if MENTION.search(folded) is None:
        return None
    told = read_prose(sentence, b.names) or _possessive(b, sentence, folded)
    if told is None or not told.about:
        return None
    about = _stems(told.about)
    strange = about - stems
    second = MENTION.search(told.about.replace("good use of", "use of"))
    if not about or second or (strange and not (first and len(about & stems) > len(strange))):
        return None
    return told


_POSSESSIVE = re.compile(
    r"'s? (?P<about>[^.;:,]{6,80}?) (?:is|are) (?P<is>outstanding|good|adequate|inadequate)$"
    r"|'s? (?P<at>[^.;:,]{6,80}?) (?P<needs>requires? improvement)$"
)


def _possessive(b: Builder, sentence: str, folded: str) -> ProseGrade | None:
    """Give the grade of the form `{Force}’s leadership and management is adequate`, the whole sentence of it."""
    name = b.names.match(folded) or _THE_BODY.match(folded)
    match = _POSSESSIVE.fullmatch(folded, name.end()) if name else None
    if name is None or match is None:
        return None
    word = match["is"] or match["needs"]
    stated = grade_word(word)
    if stated is None:
        return None
    told = Stated(stated.status, stated.grade, published(sentence, word))
    return ProseGrade(told, match["about"] or match["at"], sentence, name.group())


_THE_BODY = re.compile(r"the (?:force|service|brigade|constabulary)(?!\w)")
_WAS = re.compile(
    r"\b(?:was|were|been)\s+(?:(?:judged|graded|assessed|rated)\s+)?(?:to be |as )?"
    r"(?P<was>outstanding|good|adequate|inadequate)\b(?P<about>[^.;]*)|\b(?P<needed>required improvement)\b(?P<at>[^.;]*)"
)
_FIRST_VISIT = re.compile(r"\b(?:first|initial) (?:visit|inspection|judge?ment|assessment)|\binitially\b|\bpilot\b")
_LAST_TIME = re.compile(r"\b(?:last|previous) (?:inspection|assessment|report|judge?ment|round)")
_WHEN = re.compile(
    r"\b(?:in|at|during|since|from) (?:its|our|the|a|their)?\s*(?:last|previous|first|initial|20\d\d|this area|this respect)\b.*$"
)


def _previous(b: Builder, folded: str, stems: set[str]) -> Previous | None:
    """Give the grade of an earlier round, or of the first visit, that a sentence tells of the whole area."""
    match = _WAS.search(folded)
    if match is None or ANOTHER.search(folded[: match.start()]):
        return None
    about = _stems(_WHEN.sub("", match["about"] or match["at"] or ""))
    if about - stems:
        return None
    grade = Grade.REQUIRES_IMPROVEMENT if match["needed"] else GRADE_WORDS[match["was"]]
    if _FIRST_VISIT.search(folded):
        return grade, None
    named = round_named(b, folded)
    if named is None and _LAST_TIME.search(folded):
        named = round_before(b)
    return (grade, named) if named is not None else None


# --- judgments -----------------------------------------------------------------------------------------------


def _judge(b: Builder, drafts: Drafts) -> None:
    """Turn the drafts into judgments; name what the page's witnesses lack."""
    shown = any(draft.section is not None for draft in drafts.by_key.values())
    if not shown:
        b.flag("section_missing", "The report has no section of any area.")
    if not b.observations:
        b.flag("section_missing", "The section “HM Inspector's observations” is not on the page.")
    for draft in drafts.by_key.values():
        if shown and draft.section is None:
            b.flag("section_missing", f"The area “{draft.name}” has a grade but no section on the page.")
        if draft.not_graded and draft.witnesses and not _all_ungraded(draft):
            stated = Stated(Status.NOT_GRADED, None, "not graded")
            draft.add(WitnessSource.PROSE, stated, "The page says that this area is not graded.", draft.blocks[-1])
        b.judgments.append(finish(b, draft))
    _check_badges(b, list(drafts.by_key.values()))


def _all_ungraded(draft: Draft) -> bool:
    return all(stated.status is Status.NOT_GRADED for _, stated, _, _ in draft.witnesses)


def _check_badges(b: Builder, drafts: list[Draft]) -> None:
    """Say where a graded area has no grade line; where all of one word are gone, a copy has lost them."""
    badges = [w[2] for draft in drafts for w in draft.witnesses if w[0] is WitnessSource.BADGE]
    lost = all(" " in text for text in badges)
    for draft in drafts:
        sources = {w[0] for w in draft.witnesses}
        if draft.section is not None and sources and WitnessSource.BADGE not in sources:
            code = "badges_lost" if lost else "witness_missing"
            b.flag(code, f"{draft.name} has no grade line under its heading; the other witnesses were believed.")
