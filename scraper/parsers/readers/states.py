"""Of whom and of when grades are, by the words beside them: the head of a column, a heading, a lead-in, a caption.

A page's grades are those of its own organisation and round. A table or a list may be of another round, of another
force or service, or of many: then the words beside it say so. A column's head is read strictly, since nothing but a
head says what its column is: one of which any word is not known is of nobody. A heading or a sentence above is read
for what it says of grades; most say nothing, and then the grades are the page's own.
"""

from __future__ import annotations

import re

from schemas.text import fold, has_any
from schemas.vocabulary import BODIES, HEADING_KINDS, OTHER_INSPECTORATES, ROUND_BY_KEY, BlockKind, Round
from scraper.catalogue.organisations import find_organisation, is_not_inspected, mentioned, name_key
from scraper.parsers.grades import names_pattern, sentences
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.pagers import BEGIN_PAGERS, PAGER, names_pager

from .head_words import HEAD_WORDS, TELLING
from .unsettled import is_state_alone

State = tuple[bool, str | None]
"""Whether a grade is of an earlier state, and of which round where that is named."""
NOW: State = (False, None)

_NOBODY = names_pattern(frozenset())
_FIRST = re.compile(
    r"\b(?:initial(?:ly)?|first|previous(?:ly)?|prior|last|earlier|before|old|original(?:ly)?|former(?:ly)?|past|then)\b"
)
_LATEST = re.compile(r"\b(?:(?<!before )(?<!before the )revisit|after|current(?:ly)?|now|new|this|latest|today)\b")
_LAST = re.compile(r"\blast\b")
_YEARS = re.compile(r"\b(20\d\d) ?[/-] ?(?:20)?(\d\d)\b")
_STATE = re.compile("|".join(form.pattern for form in (_FIRST, _LATEST, _YEARS)))
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
OF_MONTH = re.compile(rf"\b{_MONTHS} 20\d\d\b")
"""A year that is that of an inspection or a publication, and of no round."""
_YEAR = re.compile(r"\b20\d\d\b")
_YEAR_ALONE = re.compile(r"\W*(?:(?:at|for|in|of) )?20\d\d(?: ?[/-] ?(?:20)?\d\d)?\W*")
_ENDS_IN_YEAR = re.compile(r"^20\d\d\W|\b20\d\d\W*$")
"""A name with the year of its grade: `Vetting 2014`, `2014 – Vetting`."""
_TELLS = re.compile("|".join(form.pattern for form in (_FIRST, _LATEST, _YEAR)))
_PRINTED = re.compile(
    r"\b(?:(?P<order>initially|originally|previously|then) )?(?:published|publication|updated|reviewed|changed)\b"
    r"|\blast (?P<judged>assessed|graded|inspected|judged|rated|revised|amended|corrected)\b"
)
"""What was done on a day, in an order that is none of grades: `First published 12 May 2016`, `Last graded 2016`."""
_DAY_ALONE = re.compile(rf"(?:on |date )?(?:\d{{1,2}}\w{{0,2}} {_MONTHS},? 20\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]20\d\d)")
_PROGRAMME = re.compile(r"\beffectiveness, efficiency and (?:people|legitimacy)\b")
_WORD = re.compile(r"[a-z]+")
_IN_NAMES = ("Fire", "Police", "Constabulary")
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|last (?:inspection|assessment|report|round|time|year)|earlier|initial(?:ly)?|former(?:ly)?"
    r"|(?:before|prior to|until) (?:this|our) (?:inspection|assessment|report|round|visit)|gave before)\b"
)
_THIS_TIME = re.compile(
    r"\b(?:this (?:inspection|assessment|report|round|time|year)|current(?:ly)?|now|latest|after (?:\w+ )?revisit)\b"
)
_MOVED = re.compile(
    r"\b(?:chang|correct|revis(?!it)|regrad|amend|since\b|compar|improv|declin|deteriorat|than\b|unlike)"
)
_OF_GRADES = re.compile(r"\b(?:grad(?:es?|ed|ings?)|judge?ments?|judged|rat(?:ed|ings?)|scor(?:es?|ed)|results?)\b")
_OF_ROUND = re.compile(rf"{_OF_GRADES.pattern}|\b(?:inspections?|assessments?|peel)\b")
"""What a heading has whose year is that of a round."""
_IN_YEAR = re.compile(rf"\b(?:in|of|for|from|our|until|before) (?:{_MONTHS} )?20\d\d\b")
_ANNOUNCES = re.compile(r"\b(?:these|following|below|as follows|table|list|shows?|set out)\b")
# What a note beside a grade has that says no state of it, and yet that it is not one of now.
_NOT_OF_NOW = re.compile(
    r"\bcarried (?:on|over|forward)\b|(?<!\bhas )(?<!\bhave )\bnot (?:re-?)?(?:inspected|graded)\b"
    r"|\b(?:we|hmic(?:frs)?) (?:did|do|have|has)(?: not|n't) (?:re-?)?(?:inspect|grade)|\bprovisional\b"
)
_OF_MANY = re.compile(
    r"\b(?:most common|average|typical|(?:most|other|similar|neighbouring) (?:\w+ ){0,2}(?:forces|services|brigades)|"
    r"(?:another|neighbouring) (?:\w+ )?(?:force|service|brigade)|self-assess\w*|own (?:\w+ )?(?:assessment|opinion|rating|view)|"
    r"(?:rate|grade|judge|score)d? (?:themselves|itself)|(?:think|thinks|thought|say|says|view) of (?:themselves|itself)|"
    r"(?:assess|grad|judg|rat|scor)ed by (?:(?:the|its|their|own|local) ){0,2}(?:communities|officers|partners|peers|people|public|residents|staff|victims"
    r"|force|service|constabulary|brigade|itself|themselves)|"
    rf"{OTHER_INSPECTORATES}|surveys?|respondents|(?:draft|provisional) (?:graded? )?(?:grades?|judge?ments?)|predecessors?|targets?|looks? like"
    r"|(?:council|could|expects? to|may|mayor|might|partners|staff|would) (?:be )?(?:graded?|judged?|rated?)|(?:how|what) (?:(?:the|our|its|local) )*(?:communities|officers|partners|people|public|residents|staff|victims)"
    r" (?:say|said|think|thought|tell us|told us|feel|felt|see|saw|graded?|judged?|rated?|scored?)|characteristics of|grading criteria|grade descriptors?)\b|^for (?:example|instance)\b"
)
"""What is said of the grades of many bodies, of the body itself, of other inspectorates, of who was asked, of an example."""
_OTHER_BODY = re.compile(
    r"(?!.*\bConstabulary\b)(?:(?:[A-Z][\w’'&,-]*|and|for|of|the) ){0,7}(?:Commission|Council|Crime Agency|Inspectorate|Ombudsman)"
    r"(?: (?:for|of)(?: (?:[A-Z][\w’'&,-]*|and|the)){1,5})?"
)
"""The name of a body of another kind, as a whole line: `Kent County Council`, `HM Inspectorate of Probation`."""
_OF_ALL = re.compile(r"\b(?:national(?:ly)?(?! poli| risk| stan)|england|all (?:\w+ ){0,2}(?:force|service|brigade)s)\b")  # fmt: skip
_OF_OTHER_BODY = ("ouncil", "ommission", "rime ", "nspectorate", "mbudsman")
"""What such names have, for a look that makes no calls."""
_BESIDE_A_NAME = frozenset({"are", "were", "compares", "compared", "did", "has", "as", "follows", "these", "following"})
_OF_TABLE = re.compile(r"^(?:the|this) (?:table|list)(?: above)? (?:shows?|gives?|sets? out|has|lists?)\b", re.I)
_TO_COME = re.compile(r"\b(?:next|due|planned|until|will)\b")
"""Words of what is to come, which say nothing of a grade that is there."""
_LONGEST_STATE = 40  # characters of a cell that names a state and says nothing else
_LONGEST_HEADING = 100  # characters of a line without a stop that heads what follows


class States:
    """Reads what words say of the grades beside them, on a page of one round.

    `names` is the pattern of the folded names of the page's organisation.
    """

    def __init__(self, round_: Round, names: re.Pattern[str] | None = None) -> None:
        self.round = round_
        self._names = names or _NOBODY

    def of_head(self, head: str) -> State | None:
        """Tell of what state a column's grades are, by its head: `Initial judgment`, `2021/22`.

        None where they are of another body, of many, or where a word of the head is not known.
        """
        folded, own = self._names.subn(" ", _PROGRAMME.sub("report", fold(head).replace("'s", "")))
        words = set(_WORD.findall(folded))
        if not words <= HEAD_WORDS or not (own or words & TELLING or _YEAR.search(folded)):
            return None
        if _YEAR.search(folded) and _YEARS.search(folded) is None:
            printed = _PRINTED.search(folded)
            if printed is not None or _DAY_ALONE.fullmatch(folded.strip(" :")):
                return self._of_day(folded, printed)
        first = (bool(_FIRST.search(folded)) and not _LATEST.search(folded), None)
        if _YEAR.search(folded):
            of_years = self._by_years(folded)
            if of_years == NOW and _LAST.search(folded):
                return None  # the last one of a year of this round may be this one
            return first if of_years == NOW else of_years
        return first

    def _of_day(self, folded: str, printed: re.Match[str] | None) -> State | None:
        """Return the state of grades beside a day: this round's by its year, else nothing says whether the day is that of the round."""
        state = self._by_years(folded)
        if printed is not None and printed["judged"]:
            return state
        is_now = state == NOW and (printed is None or printed["order"] is None)
        return NOW if is_now else None

    def tells_state(self, head: str) -> bool:
        """Return whether a column's head tells one state of the grades from another."""
        return _STATE.search(fold(head)) is not None

    def of_label_alone(self, label: str) -> State | None:
        """Return of what state a grade is by a label that says so, None where it says nothing of it or more."""
        return self.of_head(label) if may_tell_state(label) else None

    def _by_years(self, folded: str) -> State | None:
        """Return the state that years name: this round's, an earlier one's, none of ours where they lie after it.

        Where nothing says when an inspection was, no year is known to be its own. A report of a programme of its own has
        the year of its publication: it may have looked at the one before.
        """
        spans = [f"{m[1]}-{m[2]}" for m in _YEARS.finditer(folded)]
        first, last, known = self.round.first, self.round.last + 1, list[str]()
        if self.round.is_undated:
            return None
        if self.round.programme is not None:
            first -= 1
        else:
            named = spans or _YEAR.findall(OF_MONTH.sub(" ", folded))
            known = [round_id for round_id in named if (self.round.kind.value, round_id) in ROUND_BY_KEY]
        if any(round_id > self.round.id for round_id in known):
            return None
        years = [int(year[:4]) for year in spans or _YEAR.findall(folded)]
        if all(year < first for year in years):
            return True, max(known, default=None)
        return NOW if max(years) <= last else None

    def is_before(self, folded: str) -> bool:
        """Return whether all years that words name lie before the round."""
        latest = max(_YEAR.findall(folded), default="")
        return bool(latest) and int(latest) < self.round.first - (self.round.programme is not None)

    def of_lead(self, line: Line, *, heads: bool = False) -> tuple[State | None, ...]:
        """Return what a heading or a lead-in says of the grades below it, nothing where it does not say.

        None is of another body or of many, or of two states at once. `heads` says that the line is a heading.
        """
        text = sentences(line.text)[-1]
        folded = fold(text)
        heads, colon = heads or is_heading(line), text.rstrip().endswith(":")
        if not (heads or colon or _ANNOUNCES.search(folded) or _OF_GRADES.search(folded)):
            return ()
        if (folded[:4] in BEGIN_PAGERS and names_pager(line, folded)) or self._is_of_others(text, folded, heads=heads):
            return (None,)
        earlier: State | None = (True, None) if _EARLIER.search(folded) else None
        if (colon or _ANNOUNCES.search(folded)) and self._is_of_year_before(folded):
            earlier = (True, None)
        if _YEARS.search(folded) or (heads and _YEAR.search(folded) and _OF_ROUND.search(folded)):
            earlier = self._by_years(folded)
            if earlier is None or earlier == NOW:
                return (earlier,)
        if _THIS_TIME.search(folded):
            return (NOW,) if earlier is None or _MOVED.search(folded) else (None,)
        if earlier is not None:
            return () if _MOVED.search(folded) and not colon else (earlier,)
        alone = self.of_year_alone(folded) if heads or colon else ()
        return alone or (self._before_it(fold(line.text)) if colon else ())

    def _is_of_year_before(self, folded: str) -> bool:
        """Return whether a lead-in tells of grades that were given in a year before the round: `In 2018 the grades were:`."""
        return bool(_IN_YEAR.search(folded) and _OF_GRADES.search(folded)) and self.is_before(folded)

    def of_year_alone(self, text: str) -> tuple[State | None, ...]:
        """Return the state of the grades below a year and nothing else: an earlier one, nobody's where nothing says when the page's are of."""
        folded = fold(text) if "20" in text else ""
        if _YEAR_ALONE.fullmatch(folded) is None:
            return ()
        return (None,) if self.round.is_undated else ((True, None),) if self.is_before(folded) else ()

    def of_time(self, text: str) -> tuple[State | None, ...]:
        """Return the earlier state that a heading names by its year, or by words that say nothing else: `What we found in 2021`."""
        folded = fold(text)
        if self.of_year_alone(folded) == (None,):
            return (None,)
        if self.is_before(folded) and not _MOVED.search(folded):
            return ((True, None),)
        return ((True, None),) if may_tell_state(text) and self.of_head(text) == (True, None) else ()

    def of_name(self, text: str) -> tuple[State | None, ...]:
        """Return the state that a line names and says nothing else: an earlier round, another body; else nothing."""
        folded = fold(text)
        if PAGER.fullmatch(folded) or _OF_MANY.match(folded.removeprefix("the ")) or self.is_anothers_name(text):
            return (None,)
        state = self.of_head(text) if _OF_ROUND.search(folded) else None
        return (state,) if state is not None else ()

    def is_anothers_name(self, text: str) -> bool:
        """Return whether a text is the name of another body, with its grades or rounds or without them."""
        if self._is_of_another_kind(text):
            return True
        if self._names.search(fold(text)) is not None:
            return False
        rest = [word for word in name_key(text).split() if word not in HEAD_WORDS]
        full = (name_key(o.full_name).split() for o in mentioned(self.round.kind, text))
        return find_organisation(self.round.kind, " ".join(rest)) is not None or any(set(rest) <= set(n) for n in full)

    def _is_of_another_kind(self, text: str) -> bool:
        """Return whether a text is the name of a body that is not of the page's kind, or not inspected at all."""
        for word in _OF_OTHER_BODY:
            if word in text and _OTHER_BODY.fullmatch(text):
                return True
        if not has_any(text, *_IN_NAMES):
            return False
        return is_not_inspected(text) or (
            find_organisation(self.round.kind, text) is None
            and any(find_organisation(kind, text) is not None for kind in BODIES)
        )

    def of_note(self, line: Line) -> tuple[State | None, ...]:
        """Return what a line right below a table says of its grades: `The table shows …`."""
        return self.of_lead(line) if _OF_TABLE.match(line.text) else ()

    def of_cell(self, text: str) -> tuple[State | None, ...]:
        """Return the state that a cell beside a grade names as a whole, nothing where it is of something else."""
        folded = fold(text)
        if len(text) > _LONGEST_STATE or to_come(folded):
            return ()
        if self._is_of_others(text, folded, heads=True):
            return (None,)
        if self._by_years(folded) is None:
            return (None,)
        state = self.of_head(text) if self.tells_state(text) else None
        return (state,) if state is not None else ()

    def is_of_another(self, note: str) -> bool:
        """Return whether a note on a grade says that it is of another time or another body, in whatever words."""
        folded = fold(note)
        if _NOT_OF_NOW.search(folded) or is_state_alone(folded):
            return True
        if _OF_GRADES.search(folded) is None:
            return False
        earlier = _EARLIER.search(folded) is not None or self.is_before(folded)
        return (earlier and not _MOVED.search(folded)) or self._is_of_others(note, folded, heads=False)

    def of_label(self, label: str, area: str = "") -> State | None:
        """Tell of what state a grade is by the label before it, where that says more than the area's own name does."""
        folded, own = fold(label), fold(area)
        if self._is_of_others(label, folded, heads=False) and not _OF_MANY.search(own):
            return None
        if _YEARS.search(folded):
            return self._by_years(folded)
        if _ENDS_IN_YEAR.search(folded) and OF_MONTH.search(folded) is None:
            return None if self.round.is_undated else (self.is_before(folded), None)
        return bool(_EARLIER.search(folded)) and not _EARLIER.search(own), None

    def _before_it(self, whole: str) -> tuple[State | None, ...]:
        """Return what the sentences before a lead-in say of when its grades were given: `In 2021/22 we … As follows:`."""
        of_years = self._by_years(whole) if _YEARS.search(whole) else None
        earlier = of_years if of_years is not None else (True, None) if _EARLIER.search(whole) else NOW
        return (earlier,) if earlier[0] and not _MOVED.search(whole) and not _THIS_TIME.search(whole) else ()

    def _is_of_others(self, text: str, folded: str, *, heads: bool) -> bool:
        """Return whether a lead-in is about another organisation or about many."""
        if _OF_MANY.search(folded) or self._is_of_another_kind(text):
            return True
        mine = self._names.search(folded)
        named = [o for o in mentioned(self.round.kind, text) if not self._names.search(fold(o.full_name))]
        if mine is not None:
            return bool(named) and (heads or 0 <= folded.find(fold(named[0].full_name)) < mine.start())
        if named:
            return True
        if heads and _OF_ALL.search(folded):
            return True
        rest = " ".join([w for w in name_key(text).split() if w not in HEAD_WORDS and w not in _BESIDE_A_NAME])
        return find_organisation(self.round.kind, rest) is not None


def to_come(text: str) -> bool:
    """Return whether words are of what is to come: `Next inspection`."""
    return _TO_COME.search(fold(text)) is not None


def may_tell_state(text: str) -> bool:
    """Look whether words may say of when a grade is."""
    return _TELLS.search(fold(text)) is not None


def both(first: State | None, second: State | None) -> State | None:
    """Return the state of grades of which two places tell: nobody's by either, earlier by either."""
    if first is None or second is None:
        return None
    return first if first[1] or not second[0] else second


def is_heading(line: Line) -> bool:
    """Return whether a line heads what follows: by its tag, or as a short line without a stop."""
    if line.block.kind in HEADING_KINDS or line.kind is LineKind.LABEL:
        return True
    plain = line.block.kind is BlockKind.PARAGRAPH and line.kind is LineKind.PROSE
    return plain and len(line.text) <= _LONGEST_HEADING and not line.text.rstrip().endswith((".", ":", ";", "!", "?"))
