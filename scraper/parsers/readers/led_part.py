"""Lead-ins and headings by which the grades below them are those of a part: `For children, our grades are:`, `In some districts`."""

from __future__ import annotations

import re

from schemas.text import fold
from scraper.parsers.grades import sentences
from scraper.parsers.lines import Line

from .head_words import HEAD_WORDS
from .states import is_heading

_OF = re.compile(
    r"(?:(?:and|but|here|now|then),? )?(?:across|among(?:st)?|as (?:for|to)|at|by|concerning|for|from|in|of|on|regarding|under|when it comes to"
    r"|where|with(?:in)?)\b (?P<what>.+)"
)
_GRADES_OF = re.compile(r".*\b(?:grad(?:es?|ings?)|judge?ments?|ratings?) (?:about|as to|for|in|of|on) (?P<what>.+)")
_ENDS = re.compile(r"[,:;]|\b(?:are|has|have|hmic(?:frs)?|is|our|we)\b")
_ANNOUNCES = re.compile(r"\b(?:these|following|below|as follows|table|list)\b")
_WORD = re.compile(r"[a-z]+")
_ALL_THE_SAME = HEAD_WORDS | frozenset(
    _WORD.findall(
        """
        addition above as all and any be being below brief by case certain conclusion detail detailed details each ease either end every few figure first following
        form full fully general glance have here how including information into key line list main many more most much number one order other part particular
        per pillar pillars points policing purpose purposes reading reference respect response same second several short single so some summary table ten terms
        that their them there these they those total turn two three four five six seven eight nine eleven twelve unless view way well which whole with work you your
        effectiveness efficiency legitimacy leadership people alphabetical page section light basis context glossary public keeps keep safe reduces reducing reduce
        crime effectively efficiently does do can read see find s were was had follows gave give gives make made makes judge judges rate rates
        """
    )
)
"""Words of what makes the grades below it no part of what is judged: each area, the inspection, the page."""


def leads_part(line: Line, names: re.Pattern[str]) -> bool:
    """Return whether a line that heads grades, or announces them, says first that they are of a part: of some people, places or crimes.

    `names` is the pattern of the folded names of whose page it is.
    """
    said = sentences(line.text)[-1]
    folded = fold(said)
    found = _OF.fullmatch(folded) or _GRADES_OF.fullmatch(folded)
    if found is None or not (said.rstrip()[-1] == ":" or is_heading(line) or _ANNOUNCES.search(folded) is not None):
        return False
    what = _ENDS.split(names.sub(" ", found["what"]))[0]
    return not set(_WORD.findall(what)) <= _ALL_THE_SAME
