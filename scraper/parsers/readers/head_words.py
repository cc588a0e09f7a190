"""The words of which the head of a column consists that says of what state the grades below it are."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+")
TELLING = frozenset(
    _WORD.findall(
        """
        grade grades graded grading judgment judgments judgement judgements judged rating ratings rated score scores result results
        outcome outcomes finding findings assessment assessments inspection inspections report round year state stage area areas
        question questions peel frs hmi hmicfrs hmic force service brigade constabulary police fire rescue performance level mark
        status assessed final revised corrected moderated moderation updated amended changed visit revisit inspected inspect overall
        initial initially first previous previously prior last earlier before old original originally former formerly past then
        after current currently now new this latest today january february march april june july august september october november
        december jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn winter
        """
    )
)
"""Those that tell of grades, of inspections, of a time."""
_FILLING = frozenset(
    _WORD.findall(
        """
        our the a an of in for at and on to from we it its is was what how said gave made given awarded published publication
        reviewed date st nd rd th may time re
        """
    )
)
HEAD_WORDS = TELLING | _FILLING
"""Words of which the head of a column of this organisation's grades consists, beside its name and years."""
