"""The closed vocabularies of the record: grades, statuses, pillars, rounds.

Sources: docs/layouts.md (labels seen on the pages), the service assessment data
table 2023/25, and the overview page of 2018/19. A word that is not here is kept and flagged, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from .catalogued import Line, listed, made, number


class Grade(StrEnum):
    """A graded judgment."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"


GRADE_RANK: dict[Grade, int] = {
    Grade.OUTSTANDING: 5,
    Grade.GOOD: 4,
    Grade.ADEQUATE: 3,
    Grade.REQUIRES_IMPROVEMENT: 2,
    Grade.INADEQUATE: 1,
}

GRADE_LABEL: dict[Grade, str] = {
    Grade.OUTSTANDING: "Outstanding",
    Grade.GOOD: "Good",
    Grade.ADEQUATE: "Adequate",
    Grade.REQUIRES_IMPROVEMENT: "Requires improvement",
    Grade.INADEQUATE: "Inadequate",
}

GRADE_LETTER: dict[Grade, str] = {
    Grade.OUTSTANDING: "O",
    Grade.GOOD: "G",
    Grade.ADEQUATE: "A",
    Grade.REQUIRES_IMPROVEMENT: "R",
    Grade.INADEQUATE: "I",
}


class Status(StrEnum):
    """Why a judgment has a grade, or the name of its absence."""

    GRADED = "graded"
    NOT_YET_GRADED = "not_yet_graded"
    NOT_GRADED = "not_graded"
    NARRATIVE_ONLY = "narrative_only"
    NOT_INSPECTED = "not_inspected"
    SECTION_MISSING = "section_missing"
    UNREADABLE = "unreadable"


SILENT: frozenset[str] = frozenset({Status.SECTION_MISSING.value, Status.UNREADABLE.value})
"""Absences, as plain words, that are no statement of the page: a page with one does not speak where another page does."""


class Pillar(StrEnum):
    """A pillar of an assessment; `leadership` is police only, `people` fire only."""

    EFFECTIVENESS = "effectiveness"
    EFFICIENCY = "efficiency"
    LEGITIMACY = "legitimacy"
    LEADERSHIP = "leadership"
    PEOPLE = "people"


PILLAR_LABEL: dict[Pillar, str] = {p: p.value.capitalize() for p in Pillar}

# Badge words and sentence endings, folded. Anything else in a badge's place is an unknown grade word.
GRADE_WORDS: dict[str, Grade] = {
    "outstanding": Grade.OUTSTANDING,
    "good": Grade.GOOD,
    "adequate": Grade.ADEQUATE,
    "requires improvement": Grade.REQUIRES_IMPROVEMENT,
    "inadequate": Grade.INADEQUATE,
}
ABSENCE_WORDS: dict[str, Status] = {
    "to be graded": Status.NOT_YET_GRADED,
    "not yet graded": Status.NOT_YET_GRADED,
    "not yet been graded": Status.NOT_YET_GRADED,
    "ungraded": Status.NOT_GRADED,
    "not graded": Status.NOT_GRADED,
    "not being graded": Status.NOT_GRADED,
    "not been graded": Status.NOT_GRADED,
    "not inspected": Status.NOT_INSPECTED,
}


class OrganisationKind(StrEnum):
    """Whom the inspectorate inspects; a `regional` unit serves several police forces."""

    POLICE = "police"
    FIRE = "fire"
    REGIONAL = "regional"


BODIES = (OrganisationKind.POLICE, OrganisationKind.FIRE)
"""The bodies that are inspected in rounds."""
BODY_NOUNS = ("force", "service", "brigade", "constabulary")
"""What the pages call a body that they do not name: `the force`. In lower case, as folded text has it."""
A_BODY = f"(?:{'|'.join(BODY_NOUNS)})"
"""The pattern of one of these nouns."""
OTHER_INSPECTORATES = (
    r"(?:ofsted|estyn|cqc|care quality commission|care inspectorate(?: wales)?|healthcare inspectorate wales|hmicpsi|hmcpsi|hmip"
    r"|hm[ip]* prisons|hmi? probation|(?:prisons?|probation|crown prosecution service) inspectorate"
    r"|inspectorate of (?:prisons|probation|prosecution))"
)
"""The pattern of what other inspectorates are called, in folded text: their grades are none of the page's."""
_KIND_OF_PREFIX = {"region": OrganisationKind.REGIONAL}


def kind_of(organisation: str) -> OrganisationKind:
    """Return the kind of an organisation by its id (`police/kent`, `region/west-midlands`), or by that of a row of it.

    Raises ValueError, in words, for a kind that there is not.
    """
    prefix = organisation.partition("/")[0]
    kinds = {kind.value: kind for kind in OrganisationKind} | _KIND_OF_PREFIX
    if prefix not in kinds:
        raise ValueError(f"“{prefix}” is no kind of organisation; one is, e.g., {OrganisationKind.POLICE.value}")
    return kinds[prefix]


class Programme(StrEnum):
    """A programme of inspections; `peel` is that of the police forces, `frs` that of the fire and rescue services."""

    PEEL = "peel"
    FRS = "frs"
    CHILD_PROTECTION = "child-protection"
    VETTING = "vetting"
    INTEGRITY = "integrity"
    SERIOUS_ORGANISED_CRIME = "serious-organised-crime"
    CUSTODY = "custody"
    CRIME_DATA_INTEGRITY = "crime-data-integrity"
    SPECIAL = "special"


MAIN_PROGRAMME: dict[OrganisationKind, Programme] = {
    OrganisationKind.POLICE: Programme.PEEL,
    OrganisationKind.FIRE: Programme.FRS,
}
"""The programme whose assessments are `<organisation>/<round>`; those of the others name theirs between the two."""


class WitnessSource(StrEnum):
    """Where a page states a grade; the order is the order in which one is believed."""

    HEADLINE = "headline"
    BADGE = "badge"
    TABLE = "table"
    PROSE = "prose"


class RecommendationKind(StrEnum):
    """What the inspectorate asks for, or holds up as an example."""

    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    CAUSE_OF_CONCERN = "cause_of_concern"
    RECOMMENDATION = "recommendation"
    INNOVATIVE_PRACTICE = "innovative_practice"
    PROMISING_PRACTICE = "promising_practice"


class ProseKind(StrEnum):
    """What a row of prose was on its page."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    HEADING = "heading"
    QUOTE = "quote"
    TABLE = "table"


class BlockKind(StrEnum):
    """What a block of the page was."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    TERM = "term"
    QUOTE = "quote"
    FIGURE = "figure"


HEADING_KINDS = (BlockKind.HEADING, BlockKind.TERM)
"""The kinds of blocks that head what is below them."""


class Severity(StrEnum):
    """How much a problem matters: `info` is a note, `warning` counts towards a threshold, `error` exits 3."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class RefusalReason(StrEnum):
    """Why a page is not a record."""

    IDENTITY = "identity"
    INCOMPLETE = "incomplete"
    BLOCKED = "blocked"
    SOFT_404 = "soft_404"
    NOT_HTML = "not_html"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    UNDECODABLE = "undecodable"
    NOT_A_PAGE = "not_a_page"


class Topic(StrEnum):
    """A heading of the key-facts panel."""

    FORCE_AREA = "force_area"
    POPULATION = "population"
    WORKFORCE = "workforce"
    VICTIM_BASED_CRIMES = "victim_based_crimes"
    COST = "cost"


class Scope(StrEnum):
    """Whose figure it is."""

    LOCAL = "local"
    NATIONAL = "national"


class Unit(StrEnum):
    """The unit of a key-facts figure."""

    SQUARE_MILES = "square_miles"
    PEOPLE = "people"
    PERCENT = "percent"
    WORKFORCE_PER_1000_PEOPLE = "workforce_per_1000_people"
    CRIMES_PER_PERSON = "crimes_per_person"
    GBP = "gbp"

    @classmethod
    def _missing_(cls, value: object) -> Unit | None:
        """Return the unit that a reading of the first edition named otherwise: its workforce is not officers alone."""
        return cls.WORKFORCE_PER_1000_PEOPLE if value == "officers_per_1000_people" else None


@dataclass(frozen=True)
class Round:
    """A round of inspection of one body.

    `first` and `last` are its years; a section may be dated in them or in the three on each side (F44). `began` is the
    month in which its inspections began, the first of its years where that is not known. `scale` is
    the number of grades; `pillars` those of the assessment, of which `ungraded` have no grade of their own;
    `narrative` pillars are told without a grade. `programme` is None for rounds of the main programmes. `asks` is
    the round whose questions it is read by, where they are not its own.
    """

    id: str
    kind: OrganisationKind
    first: int
    last: int
    scale: int
    pillars: tuple[Pillar, ...]
    narrative: tuple[Pillar, ...] = ()
    ungraded: tuple[Pillar, ...] = ()
    programme: Programme | None = None
    began: str | None = None
    asks: str | None = None

    @property
    def framework(self) -> str:
        """The key of the questions that it asks: those of a programme of its own, else those of the round."""
        return self.programme.value if self.programme else self.asks or self.id

    @property
    def is_undated(self) -> bool:
        """Whether it is the inspection of a programme of its own of which nothing says when it was."""
        return self.programme is not None and self.first < self.last

    @property
    def begins(self) -> str:
        """The month from which on an inspection is of this round, `2025-06`."""
        return self.began or f"{self.first}-01"


def _pillars(line: Line, column: str) -> tuple[Pillar, ...]:
    known = {pillar.value: pillar for pillar in Pillar}
    unknown = [word for word in listed(line[column]) if word not in known]
    if unknown:
        raise ValueError(f"“{unknown[0]}” in {column} is no pillar; there are {', '.join(known)}")
    return tuple(known[word] for word in listed(line[column]))


def _round(line: Line) -> Round:
    """Return the round of a row of `data/rounds.csv`."""
    return Round(
        id=line["id"],
        kind=kind_of(line["kind"]),
        first=number(line, "first"),
        last=number(line, "last"),
        scale=number(line, "scale"),
        pillars=_pillars(line, "pillars"),
        narrative=_pillars(line, "narrative"),
        ungraded=_pillars(line, "ungraded"),
        began=line["began"] or None,
        asks=line["asks"] or None,
    )


ROUNDS: tuple[Round, ...] = tuple(
    sorted(made(_round, "rounds"), key=lambda each: each.kind is not OrganisationKind.POLICE)
)
"""The rounds of both bodies, those of the police first, each body's in the order in which they were published."""
ROUND_BY_KEY: dict[tuple[str, str], Round] = {(r.kind.value, r.id): r for r in ROUNDS}


_FIRST_YEAR, _LAST_YEAR = 2014, 2034  # between which an inspection of no known date may lie
MARGIN = 3
"""Years around a round in which a section of its pages may be dated (F44)."""


def find_round(kind: str, round_id: str) -> Round | None:
    """Return the round of a body (`police`, `fire`) by its id, or None where the body can have no such round.

    One of later years than all that are known (`2027-29`) is read as it stands, by the questions and the scale of the
    newest that is known.
    """
    return ROUND_BY_KEY.get((kind, round_id)) or _later_round(kind, round_id)


_YEARS = re.compile(r"(20\d\d)-(\d\d)")


def _later_round(kind: str, round_id: str) -> Round | None:
    newest = next((each for each in reversed(ROUNDS) if each.kind.value == kind), None)
    years = _YEARS.fullmatch(round_id)
    if newest is None or years is None:
        return None
    first, last = int(years[1]), int(years[1][:2] + years[2])
    if not newest.first < first < last:
        return None
    return replace(newest, id=round_id, first=first, last=last, began=None, asks=newest.id)


def round_at(kind: str, month: str) -> Round | None:
    """Return the round whose inspections ran in a month (`2023-10`), else the newest begun before it."""
    begun = [each for each in ROUNDS if each.kind.value == kind and each.begins <= month]
    return max(begun, key=lambda each: each.begins, default=None)


_FIVE_GRADES = 2021  # the first year of reports on the scale of five


def inspection(kind: OrganisationKind, programme: Programme, round_id: str) -> Round:
    """Return the round of one inspection of a programme of its own: `round_id` is its month, `2022-11`, or `undated`.

    Its scale is that of five grades, as of every graded report since 2021; those before had four. A regional unit is
    asked what the police are.
    """
    year = int(round_id[:4]) if round_id[:4].isdigit() else None
    of_four = programme is Programme.CRIME_DATA_INTEGRITY or (year is not None and year < _FIVE_GRADES)
    body = OrganisationKind.POLICE if kind is OrganisationKind.REGIONAL else kind
    return Round(
        round_id, body, year or _FIRST_YEAR, year or _LAST_YEAR, 4 if of_four else 5, (), programme=programme
    )  # fmt: skip


def assessment_id(organisation: str, programme: Programme | None, round_id: str) -> str:
    """Return the id of an assessment: `organisation` is `<kind>/<slug>`; a main programme, or None, adds no part."""
    own = "" if programme is None or programme in MAIN_PROGRAMME.values() else f"{programme.value}/"
    return f"{organisation}/{own}{round_id}"


def organisation_of(assessment: str) -> str:
    """Return the organisation of an assessment by its id."""
    return "/".join(assessment.split("/", 2)[:2])


_NAMED: tuple[tuple[re.Pattern[str], Programme], ...] = (
    (re.compile(r"\bchild protection\b"), Programme.CHILD_PROTECTION),
    (re.compile(r"\bcrime[- ](?:data integrity|recording)\b"), Programme.CRIME_DATA_INTEGRITY),
    (re.compile(r"\bvetting\b.*\bcorruption\b"), Programme.VETTING),
    (re.compile(r"\bintegrity\b"), Programme.INTEGRITY),
    (re.compile(r"\bserious and organised crime\b"), Programme.SERIOUS_ORGANISED_CRIME),
    (re.compile(r"\bcustody\b"), Programme.CUSTODY),
    (re.compile(r"\bpeel\b|\bstate of policing\b"), Programme.PEEL),
    (re.compile(r"\bfire and rescue\b|\bfrs\b"), Programme.FRS),
)


def programme_named(title: str) -> Programme | None:
    """Return the programme of inspections that the title of a publication names, None where it names none."""
    folded = title.casefold()
    return next((programme for form, programme in _NAMED if form.search(folded)), None)


@lru_cache(maxsize=4096)
def assessed(assessment: str) -> tuple[Programme, Round | None]:
    """Return the programme and the round of an assessment by its id; a round that nobody knows is None.

    The id is `<organisation>/<round>`, or `<organisation>/<programme>/<round>` for a programme of its own.
    """
    kind, (_, _, *programme, round_id) = kind_of(assessment), assessment.split("/")
    if programme:
        own = Programme(programme[0])
        return own, inspection(kind, own, round_id)
    return MAIN_PROGRAMME[kind], find_round(kind, round_id)


GRADE_ADJECTIVES = "|".join(word for word in GRADE_WORDS if " " not in word)
"""The grade words that stand behind a verb, as an alternation for patterns of folded text (without brackets)."""
IMPROVEMENT = r"requires? improvement"
"""The grade that is its own verb, in the singular and the plural."""
GRADE_ALTERNATION = f"{GRADE_ADJECTIVES}|{IMPROVEMENT}"
"""Every grade as a sentence states it, as an alternation for patterns of folded text (without brackets)."""
