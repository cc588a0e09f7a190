"""What a section says of how its own thing was inspected: not at all, not graded, elsewhere, or in an earlier round.

Such words count only where they speak of the judgment, the question or the area itself, or of the force as a whole.
A force's vehicles are not inspected either, its incidents are not graded, its areas for improvement carried over.
"""

from __future__ import annotations

import re

from schemas.text import has_any
from schemas.vocabulary import GRADE_ALTERNATION
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import A_GRADE
from scraper.parsers.inspecting import first_clause, speaks_of, told_of
from scraper.parsers.subject import substance

from .rounds_named import is_of_then

_ADVERB = r"(?: (?:also|again|currently|formally|however|now|previously|still|therefore))*"
"""Words that may stand between those of a verb; what was not fully graded, or not yet, is another thing."""
_US = rf"(?:we|hmic(?:frs)?){_ADVERB}"
_THING = r"(?:areas?|questions?)"
_THIS = rf"(?:this|these) {_THING}"
_INSPECTION = r"(?:an? )?(?:(?:detailed|full) )?(?:inspections?|assessments?)"


def _absence(done: str, does: str, none: str) -> re.Pattern[str]:
    """Compile the forms of an absence: a thing was not `done`, the inspectorate does not do it (`does`), or `none`."""
    no = rf"{_ADVERB}(?: not|n't){_ADVERB}"
    return re.compile(
        rf"(?P<passive>(?:\b(?:was|were|is|are){no}(?: being)?|\b(?:has|have){no} been|(?:^|(?<=, )|(?<=question ))not)"
        rf"{_ADVERB} (?:{done})\b(?! yet\b)(?! by (?!us\b|hmic))(?! (?:as |to be )?(?:{GRADE_ALTERNATION})\b))"
        rf"|(?P<active>\b{_US} (?:do|does|did|have|has){no} (?:{does})\b)|(?P<none>\b(?:{none})\b)"
    )


_NOT_INSPECTED = _absence(
    rf"inspected|(?:formally )?assessed|subject to {_INSPECTION}",
    r"(?:inspect(?:ed)?|assess(?:ed)?)(?! it\b)",
    r"no inspection (?:was|took place)",
)
_NOT_GRADED = _absence(
    "graded",
    r"graded?(?! it\b)|(?:make|made|give|given) (?:a |any |an )?(?:graded? )?(?:judge?ments?|grades?|assessments?(?! of it\b))",
    r"(?:is|are) (?:ungraded|no longer graded)|no (?:graded? )?(?:grade|judge?ment) (?:is|was) (?:given|made)"
    r"|(?:there (?:is|was)|(?:we|hmic(?:frs)?) (?:make|made|give|gave)) no (?:graded? )?(?:grade|judge?ment)"
    r"|(?:we|hmic(?:frs)?) (?:can(?:not|'t)|could(?: not|n't)|(?:are|were) unable to|decided not to) grade",
)
# The patterns of this module take twenty microseconds a sentence each; the words that whatever they find has take one.
NO = ("no", "n't", "unable", "ungraded")
INSPECTED = ("inspect", "assess")
GRADED = ("grade", "judg", "assess")
_ROUND = r"\bsubject to (?:a )?(?:detailed )?inspection\b"
_OF_A_ROUND = re.compile(_ROUND)
_SUBJECT = re.compile(rf"(?<!in )(?<!of )(?<!for )\b{_THIS},? $")
_OBJECT = re.compile(rf" (?:the (?:force|service) )?(?:(?:in|of|on|for) )?{_THIS}\b(?! (?:of|for)\b|'s)")
_NAMED = re.compile(rf"\b(?:this|the (?:force|service)|{_THING})\b")
_BESIDE = substance("effectiveness effectively efficiency efficiently legitimacy legitimately judged assessed graded")


def says_not_inspected(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the question or area of a draft was not inspected."""
    if not (has_any(folded, *NO) and has_any(folded, *INSPECTED)):
        return False
    match = _NOT_INSPECTED.search(folded)
    return match is not None and _is_of_it(match, b, draft)


def says_not_graded(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the question or area of a draft is not graded."""
    if not (has_any(folded, *NO) and has_any(folded, *GRADED)):
        return False
    match = _NOT_GRADED.search(folded)
    return match is not None and _is_of_it(match, b, draft)


def _is_of_it(match: re.Match[str], b: Builder, draft: Draft) -> bool:
    """Return whether an absence that a sentence states is that of a draft's thing, or of the organisation as a whole."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if is_of_then(b, f"{_own_clause(before)}{match[0]}{first_clause(after)}"):
        return False
    if _SUBJECT.search(before) if match["passive"] else _OBJECT.match(after):
        return True
    around = told_of(A_GRADE.sub(" ", f"{before} {first_clause(after)}"), b.names, b.kind)
    if not speaks_of(around, draft.known, draft.question, _BESIDE):
        return False
    if not match["passive"] or not before or _NAMED.search(around) or _OF_A_ROUND.search(match[0]):
        return True
    return not speaks_of(around, None, None)  # it names all of the thing in its own words


_WHEN = re.compile(
    r"(?:(?:at|during|for|in) [^,]{3,40}|(?:the )?(?:last|previous) year|previously|formerly|last time),? "
)
_PARTS = re.compile(r"[,;:] | (?:and|as|because|but|so) ")


def _own_clause(before: str) -> str:
    """Return of what stands before a verb its own clause, with the words of time that the sentence begins with."""
    when = _WHEN.match(before)
    return f"{when[0] if when else ''}{_PARTS.split(before)[-1]}"


_OVER = r"(?:across|forward|on|over)"
_STANDING = rf"\b(?:(?:brought|carr(?:y|ies|ied)|rolled|t(?:aken|ook)|transferred) {_OVER}|transferred(?= from\b)|(?:continues? to )?(?:stands?|appl(?:y|ies)|holds?)|remains?|retain(?:s|ed)?|kept|unchanged)\b(?! out)"
_STANDS = re.compile(_STANDING)
_GIVEN = r"(?:awarded|determined|given|made|reached)"
_AT = r"(?:at|by|during|following|in)"
_DATED = re.compile(
    rf"\b(?:judge?ments?|grades?|ratings?)\b[^,;:]{{0,80}}? (?P<verb>(?:is|are|was|were|has been)(?: still| the one| the same as)*"
    rf" (?:{_GIVEN} {_AT}|from|of|taken (?:over )?from|th(?:at|ose) (?:from|of|{_GIVEN} {_AT}))|(?:comes?|dates?|stems?)(?: back)? (?:from|to)"
    rf"|(?P<shown>(?:is|are) (?:displayed|printed|repeated|reproduced|shown|used)))\b"
)
"""The words that say when a grade was given, and the verb before it: `This judgment dates from 2017`."""
_CARRIED_LINE = re.compile(
    rf"\W*(?:(?:brought|carried|rolled|taken|transferred) {_OVER}|transferred) (?:unchanged )?from\b.{{3,60}}"
)
_EARLIER = re.compile(r"\b(?:earlier|first|former|initial|last|original|previous)\b")
CARRIED = re.compile(rf"(?P<round>{_ROUND})|{_STANDING}|{_DATED.pattern}|{_CARRIED_LINE.pattern}")
"""What a sentence has that says that the grade of an earlier round stands."""
STANDING = (
    "subject to", "brought", "carr", "rolled", "taken", "took", "transferred", "stand", "appl", "hold", "remain", "retain", "kept",
    "unchanged",
)  # fmt: skip
"""Words one of which a sentence has that says so otherwise than by when a grade was given."""
RATED = ("judg", "grade", "rating")
_NEW_PHRASE = re.compile(r"(?:[;:,]|,? (?:and|but|so|&)) (?=(?:the|our|its|that|last|20\d\d)\b)")
_WE_CARRY = re.compile(rf"\b{_US} (?:(?:have|has) )?$")
_JUDGMENT = re.compile(r"\b(?:judge?ment|grade|rating)s?\b")
_PRINTED = substance("above below")
_THEIRS = re.compile(r"\btheir\b")


_NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|half|many|most|part|parts|several|some|\d{1,2})"
)
_IN_PART = re.compile(
    r" (?:largely|mainly|mostly|partially|partly|in (?:(?:large|small) )?part|to (?:an|some) extent|in some (?:areas|cases|questions|respects))\b"
    rf"|\b(?:(?:all but|just|only) )?{_NUMBER} (?:out )?of (?=(?:our|that|the|this|these|those)\b)"
    rf"|,? (?:as to|for|in|in respect of|on|with regard to) (?:(?:all but|just|only|the) )*{_NUMBER} (?:out )?of\b.*"
    r"|,? (?:apart from|but (?:it does )?not|except|excluding|other than|save|with(?: the)? exceptions?)\b.*"
    r"|,? only (?:as to|for|in|in respect of|on|with regard to)\b.*|,? (?:as to|for|in|in respect of|on|with regard to) [^,;]{3,80} (?:alone|only)\b.*"
    r"| not(?=.*\b(?:as a whole|completely|entirely|fully|in full|wholly)\b)| (?:completely|entirely|fully|wholly)(?= (?:apply|carr|st))"
)
"""What says that a grade stands for a part of what it was given for."""


def may_be_carried(folded: str) -> bool:
    """Look whether a folded sentence may say that the grade of an earlier round stands."""
    return has_any(folded, *STANDING) or (has_any(folded, *RATED) and _DATED.search(folded) is not None)


def says_carried_in_part(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the grade of an earlier round stands for a part of a draft's question or area."""
    if _STANDS.search(folded) is None or _JUDGMENT.search(folded) is None or _IN_PART.search(folded) is None:
        return False
    return says_carried_over(b, draft, " ".join(_IN_PART.sub(" ", folded).split()))


def says_carried_over(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the grade of an earlier round stands for a draft's question or area."""
    match = CARRIED.search(folded)
    if match is None:
        return False
    if match["round"] and says_not_inspected(b, draft, folded):
        return True
    for verb in _STANDS.finditer(folded):
        before = folded[: verb.start()]
        ours = _WE_CARRY.search(before)
        what = first_clause(folded[verb.end() :]) if ours else _NEW_PHRASE.split(before)[-1]
        if _is_its_grade(b, draft, what):
            return True
    return _CARRIED_LINE.fullmatch(folded) is not None or _is_dated(b, draft, folded)


def _is_dated(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the grade that stands here was given at another time; that of an earlier one may be told beside it."""
    match = _DATED.search(folded)
    if match is None:
        return False
    own, rest = folded[: match.start("verb")], first_clause(folded[match.end() :])
    if _EARLIER.search(own) is not None or (match["shown"] is None and is_of_then(b, own)):
        return False
    return _is_its_grade(b, draft, own) and speaks_of(
        told_of(rest, b.names, b.kind), draft.known, draft.question, _PRINTED
    )


def _is_its_grade(b: Builder, draft: Draft, what: str) -> bool:
    if _JUDGMENT.search(what) is None or _THEIRS.search(what):
        return False
    return speaks_of(told_of(A_GRADE.sub(" ", what), b.names, b.kind), draft.known, draft.question, _PRINTED)


# An area that is inspected apart from this report, and told in one of its own: no grade of it is meant to stand here.
_ELSEWHERE = re.compile(
    r"\binspect\w*\b.*\b(?:separately|on a regional basis)\b|\breported on in\b"
    r"|\bseparate (?:inspection|programme|report)s?\b|\breports? of (?:its|their) own\b"
)
ELSEWHERE_WORDS = ("separate", "regional basis", "reported on in", "of its own", "of their own")
"""Words, in lower case, one of which a text has that tells of such an area."""
_NOW_APART = re.compile(
    r"\bwe (?:now )?(?:assess|grade|inspect|report on)\b.*\b(?:separately|on a regional basis|of (?:its|their) own)\b"
)
_BY_THE_FORCE = re.compile(r"\b(?:it|the (?:force|service)) (?:has )?(?:publish\w+|written)\b")
_APART = substance(
    "separate separately regional regionally region basis programme inspect inspected inspects individually differently "
    "rather than each one another own such there not together publish published write written told tell include "
    "included find findings found reported result performance deal change changed new part kind"
)


def says_told_elsewhere(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the grade of a draft's area is given in a report of its own."""
    match = _ELSEWHERE.search(folded)
    if match is None or ("inspected" in match[0] and is_of_then(b, folded)):
        return False
    told = told_of(folded, b.names, b.kind)
    return _BY_THE_FORCE.search(told) is None and speaks_of(told, draft.known, draft.question, _APART)


def says_now_apart(folded: str) -> bool:
    """Return whether a folded sentence says that the inspectorate looks at something apart from such reports, whatever that is."""
    return _NOW_APART.search(folded) is not None
