"""What holds for every page that is read, whatever it says: asked of each page that the tests read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemas.extraction import Extraction
from schemas.page_types import facts_of
from schemas.questions import QUESTIONS
from schemas.record import Judgment, Record
from schemas.vocabulary import Pillar, find_round


def broken(extraction: Extraction) -> list[str]:
    """Return a line for each invariant that an extraction breaks; a refused page breaks none."""
    if extraction.record is None:
        return []
    return [*_claims(extraction, extraction.record), *_witnesses(extraction.record), *_named(extraction)]


def _claims(extraction: Extraction, record: Record) -> Iterator[str]:
    """A block that the judgments or the inspector claim stands in one of them."""
    cited = {
        "judgments": {block for judgment in record.judgments for block in judgment.blocks},
        "inspector": set(record.inspector.blocks) if record.inspector else set(),
    }
    for block in extraction.blocks:
        if block.claimed_by in cited and block.block not in cited[block.claimed_by]:
            yield f"block {block.block} “{block.text[:60]}” is claimed by {block.claimed_by}, and no row cites it"


def _witnesses(record: Record) -> Iterator[str]:
    """A witness is one by its source, its block and its words."""
    for judgment in record.judgments:
        times = Counter((witness.source, witness.block, witness.text) for witness in judgment.witnesses)
        yield from (
            f"{_key(judgment)}: {source.value} of block {block} counts twice"
            for (source, block, _), n in times.items()
            if n > 1
        )


def _key(judgment: Judgment) -> str:
    return judgment.question_key or (judgment.pillar.value if judgment.pillar else "")


def _named(extraction: Extraction) -> Iterator[str]:
    """A judgment that such a page of the round must state is there, or a problem names it."""
    page, record = extraction.page, extraction.record
    round_ = find_round((page.organisation or "").split("/")[0], page.round or "")
    if round_ is None or record is None:
        return
    found = {_key(judgment) for judgment in record.judgments}
    told = " ".join(problem.message for problem in extraction.problems)
    for key in facts_of(page.type).judgments_of(round_, Pillar(page.pillar) if page.pillar else None):
        labels = [q.label for q in QUESTIONS if q.key == key and page.round in q.rounds and q.kind is round_.kind]
        nothing_asked = page.pillar is not None and f"no questions under {page.pillar}" in told
        if key not in found and not nothing_asked and not any(name in told for name in (key, *labels)):
            yield f"{key} is not judged, and no problem says so"
