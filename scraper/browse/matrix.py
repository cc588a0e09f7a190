"""The grade matrices: organisations down, pillars, questions or areas across, a column a round."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.questions import QUESTIONS
from schemas.vocabulary import PILLAR_LABEL, Grade, Pillar

from .charts import Share
from .read import Assessment, Judgment
from .words import MARKS, Mark

KIND_LABEL = {"police": "Police forces", "fire": "Fire and rescue services"}


@dataclass(frozen=True)
class Row:
    """An organisation's line: its id and name, a mark (None: nothing known) for each column."""

    organisation: str
    name: str
    marks: list[Mark | None]


@dataclass(frozen=True)
class Matrix:
    """A table of grades: `groups` are the heads, each with the rounds below it."""

    title: str
    kind: str
    subject: str
    groups: list[tuple[str, list[str]]]
    rows: list[Row]
    shares: list[Share]

    @property
    def lines(self) -> list[str]:
        """The bars of its chart from the top: rounds in order, areas in the vocabulary's."""
        found = dict.fromkeys(share.line for share in self.shares)
        return sorted(found) if self.subject == "pillars" else list(found)


Chosen = Callable[[Judgment], bool]


def matrices(assessments: Sequence[Assessment]) -> list[Matrix]:
    """Return the matrices of pillars and of areas, the police's first; those without a judgment are left out."""
    made = []
    for kind, body in KIND_LABEL.items():
        own = [one for one in assessments if one.organisation.startswith(f"{kind}/")]
        made.append(_matrix(f"{body}: pillars", kind, "pillars", own, _is_of_pillar))
        made.append(_matrix(f"{body}: areas of the long reports", kind, "areas", own, _is_of_area))
    return [matrix for matrix in made if matrix.rows]


def question_matrices(assessments: Sequence[Assessment]) -> list[Matrix]:
    """Return a matrix of the questions of each pillar, left out where no question of it has a judgment."""
    made = []
    for kind, body in KIND_LABEL.items():
        own = [one for one in assessments if one.organisation.startswith(f"{kind}/")]
        for pillar in Pillar:
            title = f"{body}: questions of {PILLAR_LABEL[pillar].lower()}"
            made.append(_matrix(title, kind, "questions", own, _is_question_of(pillar)))
    return [matrix for matrix in made if matrix.rows]


def _is_of_pillar(judgment: Judgment) -> bool:
    return judgment.is_pillar and judgment.pillar is not None


def _is_of_area(judgment: Judgment) -> bool:
    return judgment.pillar is None and judgment.question_key is not None


def _is_question_of(pillar: Pillar) -> Chosen:
    return lambda judgment: judgment.pillar == pillar.value and judgment.question_key is not None


def _matrix(title: str, kind: str, subject: str, own: list[Assessment], chosen: Chosen) -> Matrix:
    cells: dict[tuple[str, str, str], Mark] = {}
    names: dict[str, str] = {}
    for one in own:
        for judgment in filter(chosen, one.judgments):
            cells[one.organisation, judgment.key, one.round] = MARKS[judgment.grade or judgment.status]
            names[one.organisation] = one.name
    rounds: dict[str, set[str]] = defaultdict(set)
    for _, key, round_id in cells:
        rounds[key].add(round_id)
    keys = sorted(rounds, key=_place)
    rows = [
        Row(who, name, [cells.get((who, key, r)) for key in keys for r in sorted(rounds[key])])
        for who, name in sorted(names.items())
    ]
    groups = [(label(key), sorted(rounds[key])) for key in keys]
    return Matrix(title, kind, subject, groups, rows, _shares(cells, keys, subject))


def _shares(cells: dict[tuple[str, str, str], Mark], keys: list[str], subject: str) -> list[Share]:
    """Count the grades: a panel a pillar with a line a round, or a panel a round with a line an area."""
    counts = Counter((key, r, mark.key) for (_, key, r), mark in cells.items() if mark.key in set(Grade))
    by_round = subject != "pillars"
    shares = [
        Share(r if by_round else label(key), label(key) if by_round else r, grade, count)
        for (key, r, grade), count in sorted(counts.items(), key=lambda item: (_place(item[0][0]), *item[0][1:]))
    ]
    return sorted(shares, key=lambda share: share.group) if by_round else shares


@cache
def _keys() -> dict[str, int]:
    """Map each key of the vocabulary to its place."""
    keys = [*(pillar.value for pillar in Pillar), *(question.key for question in QUESTIONS)]
    return {key: place for place, key in enumerate(dict.fromkeys(keys))}


def _place(key: str) -> tuple[int, str]:
    return _keys().get(key, len(_keys())), key


def label(key: str) -> str:
    """Return the short name of a pillar, question or area by its key."""
    return key.rpartition("/")[2].replace("-", " ").capitalize()
