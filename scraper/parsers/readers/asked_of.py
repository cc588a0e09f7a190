"""Labels that say of whom or of what in their title: `Areas for improvement: Essex Police`, `Cause of concern – vetting`."""

from __future__ import annotations

import re

from schemas.labels import ASKS
from schemas.questions import find_question
from schemas.vocabulary import Round
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section

from .others import close_asks
from .states import NOW, States

_TITLE = re.compile(r"(?::| [–—-]) *(.{3,80})$")
_BARE = 21  # characters of a label that has no title


def with_titles_heeded(b: Builder, sections: list[Section]) -> list[Section]:
    """Return the sections, those closed of which a label's title says that another body was asked, or in another round; tell that.

    What is asked for below the name of another area than it stands in is that area's.
    """
    for each in sections:
        if each.role in ASKS and each.heading is not None and each.heading.text[_BARE:] and b.round is not None:
            title = _TITLE.search(each.heading.text)
            if title is not None:
                _heed(b, b.round, each, each.heading, title[1])
    return sections


def _heed(b: Builder, round_: Round, each: Section, heading: Line, title: str) -> None:
    states = States(round_, b.names)
    told = states.of_cell(title) or states.of_name(title)
    if told and told[0] != NOW:
        close_asks(b, heading.text, heading.number, [each])
    elif (named := find_question(round_.kind.value, round_.framework, title)) and named.key != each.question_key:
        each.question, each.question_key, each.known, each.pillar = title, named.key, named, named.pillar
