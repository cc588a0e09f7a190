"""Words that say of a judgment that it stands no longer, or not yet: withdrawn, under appeal or review, provisional.

Such words count only where they are of a judgment of the inspectorate, as a sentence (`We have withdrawn our judgment`)
or a line (`Grade under review`) says; a force withdraws offers and reviews its ratings.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.vocabulary import GRADE_ALTERNATION
from scraper.parsers.grades import A_GRADE, A_JUDGMENT

_ADVERB = r"(?: (?:also|again|as yet|currently|formally|however|now|only|since|still|subsequently|temporarily|then|therefore|yet))*"
_UNDONE = r"(?:annulled|cancelled|quashed|removed|rescinded|retracted|revoked|set aside|suspended|withdrawn)"
_AGAIN = r"(?:re-?assess|re-?consider|re-?examin|re-?evaluat|review|re-?visit)"
_AWAITS = (
    r"(?:awaiting|pending|subject to|the subject of|under|undergoing)(?: (?:an?|any|further|its|our|the|formal|internal|external))*"
    r" (?:appeals?|changes?|confirmation|moderation|quality assurance|re-?consideration|review)\b"
)
_OPPOSED = r"(?:appealed|challenged|contested|disputed)"
_NOT_YET = r"(?:(?:an? )?(?:draft|interim|provisional|tentative|unconfirmed)|not(?: yet)? (?:been )?(?:confirmed|final|finali[sz]ed))"
_STATE = rf"(?:{_UNDONE}|{_AWAITS}|being{_ADVERB} (?:{_AGAIN}ed|{_OPPOSED})|{_NOT_YET})"
"""What a judgment is that stands no longer, or not yet."""
_OURS = r"(?:(?:all|both|each|some)(?: of)?(?: (?:our|the|these|those))?|hmic(?:frs)?'s|our|that|the(?: inspectorate's)?|these|this|those)"
_OBJECT = rf"{_OURS} (?P<noun>{A_JUDGMENT})\b(?P<about>)"
_OWN = rf"(?:{_OURS}|its) (?P<noun>{A_JUDGMENT})\b(?P<about>)"
DOCUMENTS = ("document", "letter", "page", "publication", "report")
"""What stands for all that it judges."""
_DOCUMENT = rf"(?:\w+ )?(?:{'|'.join(DOCUMENTS)})"
_SUBJECT = rf"{_OURS} (?P<noun>{A_JUDGMENT})(?:,? (?:about|as to|for|in|of|on|under) (?P<about>[^,;:]{{3,160}}?))?,?"
_WE = r"(?:hmic(?:frs)?|the inspectorate|we)"
_BY_THEM = (
    rf"(?:(?:{_OPPOSED}|appealing|challenging|complained|contesting|disputing|lodged an appeal|made representations)(?: (?:about|against|to us about))?"
    rf"|asked (?:hmic(?:frs)?|us) to {_AGAIN}e?)"
)
_IS = rf"(?:(?:has|have|had){_ADVERB}(?: been)?|(?:was|were)(?={_ADVERB} {_UNDONE})|(?:is|are|remains?))"
"""The verbs that say it of now; what was provisional may be so no longer."""
_SENTENCES = tuple(
    re.compile(form)
    for form in (
        rf"\b{_SUBJECT}{_ADVERB} {_IS}{_ADVERB} {_STATE}(?!\w)",
        rf"\b{_WE}(?: (?:has|have|had))?{_ADVERB} (?:{_UNDONE}|withdrew) {_OWN}",
        rf"\b{_WE} (?:are|is|(?:(?:has|have) )?(?:agreed|decided) to){_ADVERB} {_AGAIN}(?:ing|e)? {_OWN}",
        rf"\b(?:has|have|had|is|are){_ADVERB} {_BY_THEM} {_OBJECT}",
        rf"(?<!not )\b(?:challenges?|contests?|disputes?) (?:hmic(?:frs)?'s|our|the inspectorate's) (?P<noun>{A_JUDGMENT})\b(?P<about>)",
        rf"\b(?:{_OURS}|an?|its) {_NOT_YET} (?P<noun>{A_JUDGMENT})(?P<about>) (?:is|are|of)\b",
        rf"\bprovisionally (?P<noun>graded|judged|rated|assessed|{GRADE_ALTERNATION})\b(?P<about>)",
        rf"\b(?P<noun>{GRADE_ALTERNATION})\b(?P<about>)[^;]{{0,160}}, (?:though |but )?(?:(?:this|which) is )?{_AWAITS}\W*$",
        rf"\b(?:appeal|challenge|complaint)s? (?:about|against|of|to) {_OBJECT}.{{0,60}}?\b(?:is|are) (?:awaited|being|in progress|ongoing|pending|under ?way)\b",
        rf"(?:^|[,:-] )(?:this|our) (?P<noun>{_DOCUMENT})(?P<about>)"
        rf"{_ADVERB} (?:(?:(?:has|have){_ADVERB} been|was|is){_ADVERB} {_UNDONE}|is{_ADVERB} (?:{_NOT_YET}|under review))(?!\w)",
    )
)
_PAPER = re.compile(rf"\W*(?:(?:{_OURS}|an?) |(?:it|this|which) {_IS} )*{_STATE} (?P<noun>{_DOCUMENT})\W*")
"""A line that says it of all that the page is of, and nothing else: `Draft report`."""
_JUDGED = re.compile(rf"(?<!\bits )\b{A_JUDGMENT}\b")
_SETTLED = re.compile(
    r"\b(?:dismissed|not upheld|rejected|unsuccessful(?:ly)?|reinstated|courts?|judges?|tribunal|now (?:confirmed|final))\b|\b(?:and|but) (?:now |since |then )?(?:confirmed|stands|upheld)\b"
)
"""What says that a judgment stands all the same, or that it is a court's."""
_MAY = r"\b(?<!\d )(?<!in )may\b(?! 20)"  # and not the month
_SUPPOSED = re.compile(rf"\b(?:could|if|might|once|unless|until|whenever|whether|would)\b|{_MAY}")
QUICK = (
    "ithdr", "ppeal", "rovisional", "eview", "raft", "consider", "onfirm", "uspended", "t final", "halleng", "isput", "ontest", "ubject to", "set aside", "etracted",
    "escinded", "evoked", "uashed", "nnulled", "ancelled", "emoved", "nterim", "entative", "eassess", "e-assess", "valuat", "examin", "omplain", "evisit", "e-visit",
    "representations", "oderation", "ity assurance",
)  # fmt: skip
"""What one such text has each, but for the first letter."""


class Unsettled(NamedTuple):
    """A judgment of which a sentence says that it stands no longer, or not yet: what it is called, what it is of."""

    noun: str
    about: str | None = None


def read_unsettled(folded: str) -> Unsettled | None:
    """Return what a folded sentence says stands no longer, or not yet; None where it says so of no judgment, denies or supposes it."""
    if _SETTLED.search(folded) is not None:
        return None
    for form in _SENTENCES:
        found = form.search(folded)
        if found is not None:
            if _SUPPOSED.search(folded[: found.end()]) is not None:
                return None
            return Unsettled(found["noun"], found["about"] or _behind(folded[found.end() :]))
    found = _PAPER.fullmatch(folded)
    if found is not None:
        return Unsettled(found["noun"])
    named = _JUDGED.search(folded) if is_state_alone(folded) else None
    return Unsettled(named[0]) if named is not None else None


_OF = re.compile(
    r",? ?(?:about|as to|for|in|of|on|under) (?P<about>.{3,160}?)(?=[.,;:]|$| (?:after|because|but|following|on|since|until|when|while)\b)"
)


def _behind(rest: str) -> str | None:
    """Return what a judgment is of where that stands behind it: `… our judgment of how it prevents crime`."""
    found = _OF.match(rest)
    return found["about"] if found is not None else None


_STATED = re.compile(rf"(?<![\w-])(?:(?P<undone>{_UNDONE})|{_STATE})(?![\w-])")
_PERHAPS = re.compile(_MAY)
_WORD = re.compile(r"[a-z]+")
_BESIDE = frozenset(
    _WORD.findall(
        """
        a above also an and appeal appeals are as asterisk at b be been being below but by confirmation currently end final footnote for formal from grade graded grades
        grading has have hmic hmicfrs however in inspectorate is it its judgement judgements judgment judgments level moderation n nb note notes now of on only our outcome page
        pending please present rating ratings remain remains result review score see since status still subsequently temporarily that the therefore these this
        those time to until update updated us which yet
        january february march april may june july august september october november december spring summer autumn winter
        """
    )
)
"""Words that stand with one of a state in a line that says nothing else: of what it is, since when, where more is said."""


def is_unsettled_grade(folded: str) -> bool:
    """Return whether a folded line states a grade and says beside it that it stands no longer, or not yet: `Good (provisional)`."""
    rest, grades = A_GRADE.subn(" ", folded)
    return grades > 0 and is_state_alone(rest)


def is_state_alone(folded: str) -> bool:
    """Return whether a folded line beside a grade says that it stands no longer, or not yet, and nothing else."""
    found = _STATED.search(folded)
    if found is None or (_SETTLED.search(folded) or _PERHAPS.search(folded)) is not None:
        return False
    rest = {*_WORD.findall(folded[: found.start()]), *_WORD.findall(folded[found.end() :])}
    return rest <= (_BESIDE | {"had", "was", "were"} if found["undone"] else _BESIDE)
