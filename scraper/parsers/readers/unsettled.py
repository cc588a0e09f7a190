"""Words that say of a judgment that it stands no longer, or not yet: withdrawn, under appeal or review, provisional.

Such words count only where they are of a judgment of the inspectorate, as a sentence (`We have withdrawn our judgment`)
or a line (`Grade under review`) says; a force withdraws offers and reviews its ratings.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scraper.parsers.grades import A_JUDGMENT

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
        rf"\b(?:appeal|challenge|complaint)s? (?:about|against|of|to) {_OBJECT}.{{0,60}}?\b(?:is|are) (?:awaited|being|in progress|ongoing|pending|under ?way)\b",
        rf"(?:^|[,:-] )(?:this|our) (?P<noun>{_DOCUMENT})(?P<about>)"
        rf"{_ADVERB} (?:(?:(?:has|have){_ADVERB} been|was|is){_ADVERB} {_UNDONE}|is{_ADVERB} (?:{_NOT_YET}|under review))(?!\w)",
    )
)
_ALONE = re.compile(
    rf"\W*(?:(?:and|but|currently|now|still|{_OURS}) )*(?:(?:it|this|which|(?P<noun>{A_JUDGMENT}))\b(?: {_IS}\b)?)?{_ADVERB}\W*{_STATE}"
    rf"(?: (?P<of>{A_JUDGMENT}|{_DOCUMENT}))?(?: (?:at present|by .{{3,30}}|on .{{3,20}}|since .{{3,20}}))?\W*"
)
"""A line that says nothing else: `Under review`, `This grade is provisional`, `Provisional judgment`."""
_SETTLED = re.compile(
    r"\b(?:dismissed|not upheld|rejected|unsuccessful(?:ly)?|reinstated|courts?|judges?|tribunal)\b|\b(?:and|but) (?:now |since |then )?(?:confirmed|stands|upheld)\b"
)
"""What says that a judgment stands all the same, or that it is a court's."""
_SUPPOSED = re.compile(r"\b(?:could|if|might|once|unless|until|whenever|whether|would|(?<!\d )(?<!in )may(?! 20))\b")
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
    alone = _ALONE.fullmatch(folded)
    noun = alone["noun"] or alone["of"] if alone is not None else None
    return Unsettled(noun) if noun else None


_OF = re.compile(
    r",? ?(?:about|as to|for|in|of|on|under) (?P<about>.{3,160}?)(?=[.,;:]|$| (?:after|because|but|following|on|since|until|when|while)\b)"
)


def _behind(rest: str) -> str | None:
    """Return what a judgment is of where that stands behind it: `… our judgment of how it prevents crime`."""
    found = _OF.match(rest)
    return found["about"] if found is not None else None


def is_state_alone(folded: str) -> bool:
    """Return whether a folded line beside a grade says that it stands no longer, or not yet, and nothing else."""
    return _ALONE.fullmatch(folded) is not None
