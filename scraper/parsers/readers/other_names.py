"""A table of grades that calls areas otherwise than their sections do: no second graded row of one area."""

from __future__ import annotations

from schemas.vocabulary import WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.subject import substance, words_of

from .topics import topics

_ENOUGH = 2  # telling words that two names of one area share at the least


def settle_names(b: Builder, total: int | None) -> None:
    """Lay an entry of the table under a name that nobody knows to the section of the area that it means.

    It means the one area that no other entry names and that shares the most telling words with it, most of its own;
    that area has a section on the page, and the same grade. `total` is the number of areas that the page states: where
    more were found, an entry that means none of them is no area of its own. Elsewhere it stands as it is.
    """
    for entry in [each for each in b.drafts.all() if each.known is None and each.section is None]:
        meant = _meant(b, entry)
        if meant is not None:
            _lay_together(meant, entry)
        elif total is not None and len(b.drafts.by_key) > total:
            b.disclaim(*entry.blocks)
        else:
            continue
        del b.drafts.by_key[entry.pillar, entry.question_key]


def _lay_together(area: Draft, entry: Draft) -> None:
    for told in entry.witnesses:
        area.add(told.source, told.stated, told.text, told.block)
    for block in entry.blocks:
        area.cite(block)


def _meant(b: Builder, entry: Draft) -> Draft | None:
    """Return the area that an entry means, None where it means none, one of several, or one without a section."""
    own = substance(entry.name)
    there = [(len(own & words_of(area, None)), b.drafts.by_key.get((None, area.key))) for area in topics(b)]
    free = [(shared, draft) for shared, draft in there if draft is None or not draft.of(WitnessSource.TABLE)]
    most = max((shared for shared, _ in free), default=0)
    best = [draft for shared, draft in free if shared == most]
    if most < _ENOUGH or 2 * most <= len(own) or len(best) > 1 or best[0] is None:
        return None
    return best[0] if best[0].section is not None and _of_one_grade(entry, best[0]) else None


def _of_one_grade(entry: Draft, area: Draft) -> bool:
    return len({one.stated.grade for one in (*entry.witnesses, *area.witnesses)}) == 1
