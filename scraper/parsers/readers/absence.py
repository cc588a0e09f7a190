"""What a section says of how its own thing was inspected: not at all, not graded, elsewhere, or in an earlier round.

Such words count only where they speak of the judgment, the question or the area itself, or of the force as a whole.
A force's vehicles are not inspected either, its incidents are not graded, its areas for improvement carried over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.vocabulary import GRADE_ALTERNATION
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.subject import speaks_of, substance, told_of

_US = r"(?:we|hmic(?:frs)?|(?:our|this) inspection)(?: also| therefore| still)?"
_THIS = r"(?:this (?:area|question|aspect|pillar|section)|these (?:areas|questions|aspects|pillars|sections))"
_INSPECTION = r"(?:an? |our |any )?(?:(?:detailed|full) )?(?:inspections?|assessments?|judge?ments?|grading)"


def _absence(done: str, does: str, none: str) -> re.Pattern[str]:
    """Compile the forms of an absence: a thing was not `done`, the inspectorate does not do it (`does`), or `none`."""
    return re.compile(
        r"(?P<passive>(?:\b(?:was|were|is|are)(?: not|n't)(?: being)?|\b(?:has|have)(?: not|n't) been"
        r"|(?<!has )(?<!have )(?<!had )(?<!did )(?<!does )(?<!do )\bnot(?: been)?)"
        rf" (?:{done})\b(?! by (?!us\b|hmic)))"
        rf"|(?P<active>\b{_US} (?:do|does|did|have|has)(?: not|n't) (?:{does})\b)|(?P<none>\b(?:{none})\b)"
    )


_NOT_INSPECTED = _absence(
    rf"inspected|(?:formally )?assessed|subject to {_INSPECTION}",
    r"(?:inspect(?:ed)?|assess(?:ed)?)(?! (?:it|them)\b)",
    r"no inspection (?:was|took place)",
)
_NOT_GRADED = _absence(
    "graded",
    r"(?:(?<=did not )grade|(?<=didn't )grade|graded)(?! (?:it|them)\b)"
    r"|(?:make|made|give|given) (?:a |any |an )?(?:graded? )?(?:judge?ments?|grades?|assessments?(?! of (?:it|them)\b))",
    "(?:is|are) ungraded",
)
_OF_A_ROUND = re.compile(r"\bsubject to (?:a )?(?:detailed )?inspection\b")
_SUBJECT = re.compile(rf"(?<!in )(?<!of )(?<!for )\b{_THIS},? $")
_OBJECT = re.compile(rf" (?:(?:in|of|on|for) )?{_THIS}\b(?! (?:of|for)\b|'s)")
_NAMED = re.compile(
    r"\b(?:this|these|such|the|an?) (?:areas?|questions?|aspects?|pillars?|sections?)\b|\bthis\b|\b(?:the|this) (?:force|service)\b"
    r"|\b(?:judge?ment|grade|inspection|assessment)s?\b"
)
_PILLARS = substance("effectiveness efficiency legitimacy")
_DETERMINER = r"(?=(?:the|our|its|that|this|these|we|it|hmic(?:frs)?|last|20\d\d)\b)"
_NEW_CLAUSE = re.compile(rf"(?:[;:]|,? (?:and|but|so|therefore)) {_DETERMINER}")
_NEW_PHRASE = re.compile(rf"(?:[;:,]|,? (?:and|but|so|therefore)) {_DETERMINER}")
_CLAUSE_ENDS = re.compile(r"[;:,] (?:and|but|as|so|while|which|though)\b|,? (?:because|but|although|so that)\b|[.;]")


def says_not_inspected(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the question or area of a draft was not inspected."""
    return _says(_NOT_INSPECTED, b, draft, folded)


def says_not_graded(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the question or area of a draft is not graded."""
    return _says(_NOT_GRADED, b, draft, folded)


def _says(form: re.Pattern[str], b: Builder, draft: Draft, folded: str) -> bool:
    match = form.search(folded)
    if match is None:
        return False
    before, after = folded[: match.start()], folded[match.end() :]
    if _SUBJECT.search(before) if match["passive"] else match["active"] and _OBJECT.match(after):
        return True
    around = told_of(f"{_last(before, _NEW_CLAUSE)} {_CLAUSE_ENDS.split(after, maxsplit=1)[0]}", b.names, b.kind)
    if not speaks_of(around, draft.known, draft.question, _PILLARS):
        return False
    if not match["passive"] or not before or _NAMED.search(around) or _OF_A_ROUND.search(match[0]):
        return True
    return not speaks_of(around, None, None)  # it names all of the thing in its own words


def _last(text: str, border: re.Pattern[str]) -> str:
    """Return what follows the last of some borders in a text, all of it where there is none."""
    ends = [found.end() for found in border.finditer(text)]
    return text[ends[-1] :] if ends else text


_STANDS = re.compile(r"\b(?:carr(?:y|ies|ied) (?:on|over|forward)|stands?|remains?)\b(?! out)")
_WE_CARRY = re.compile(rf"\b{_US} (?:(?:have|has) )?$")
_JUDGMENT = re.compile(r"\b(?:judge?ment|grade|rating)s?\b")
_GRADES = re.compile(rf"\b(?:(?:of|was|is|as) )?(?:{GRADE_ALTERNATION})\b")


def says_carried_over(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the grade of an earlier round stands for a draft's question or area."""
    if _OF_A_ROUND.search(folded) and says_not_inspected(b, draft, folded):
        return True
    return any(_is_its_grade(b, draft, what) for what in _standing(folded))


def _standing(folded: str) -> Iterator[str]:
    """Yield the phrases of what is carried over, stands or remains."""
    for verb in _STANDS.finditer(folded):
        before = folded[: verb.start()]
        if _WE_CARRY.search(before):
            yield _CLAUSE_ENDS.split(folded[verb.end() :], maxsplit=1)[0]
        else:
            yield _last(before, _NEW_PHRASE)


def _is_its_grade(b: Builder, draft: Draft, what: str) -> bool:
    if _JUDGMENT.search(what) is None or " their " in f" {what}":
        return False
    return speaks_of(told_of(_GRADES.sub(" ", what), b.names, b.kind), draft.known, draft.question)


# An area that is inspected apart from this report, and told in one of its own: no grade of it is meant to stand here.
_ELSEWHERE = re.compile(
    r"\binspect\w*\b.*\b(?:separately|on a regional basis)\b|\breported on in\b"
    r"|\bseparate (?:inspection|programme|report)s?\b|\breports? of (?:its|their) own\b"
)
_BY_THE_FORCE = re.compile(
    r"\b(?:it|the (?:force|service)) (?:(?:has|also|now) )*"
    r"(?:inspects|publishes|published|writes|wrote|written|reports|prepares|prepared)\b"
)
_APART = substance(
    "separate separately regional regionally region basis programme inspect inspected inspects individually differently "
    "rather than each one another own such there not together publish published write written told tell include "
    "included find findings found reported result performance deal change changed new part kind"
)


def says_told_elsewhere(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence says that the grade of a draft's area is given in a report of its own."""
    if _ELSEWHERE.search(folded) is None:
        return False
    told = told_of(folded, b.names, b.kind)
    return _BY_THE_FORCE.search(told) is None and speaks_of(told, draft.known, draft.question, _APART)
