"""The page types: one row for each, with all that anyone asks of a type.

Whose pages they are, in which rounds and at which addresses the site has them, what a whole page must hold, which
page speaks first where several state one thing. Addresses, the grid of expected pages, the loader, the checks, the
browser and the fixture tool ask this table; how a page is read stands in `scraper/parsers/pages/`.

A new page type is a row here and a file there. `PageType` is what a record says of itself (docs/data-dictionary.md);
several rows may share a type where a programme of its own has pages of that type.

Sources: docs/layouts.md, 1 (addresses), 3 to 10 (what the pages of each round hold).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from .catalogued import Line, made
from .questions import questions_of
from .vocabulary import OrganisationKind, Pillar, Programme, Round, kind_of


class PageType(StrEnum):
    """What a page is."""

    ASSESSMENT = "assessment"
    PILLAR = "pillar"
    FINDINGS = "findings"
    OTHER_REPORTS = "other_reports"
    REPORT = "report"
    LETTER = "letter"
    OVERVIEW = "overview"
    DATA_TABLE = "data_table"
    PUBLICATION = "publication"
    AREA = "area"
    ROUND_INDEX = "round_index"
    NEWS = "news"
    LANDING = "landing"
    WELSH = "welsh"
    UNKNOWN = "unknown"


class Subject(Enum):
    """Whom a page is about: one organisation in one round, one in none, several, all, or nobody (it is set aside by name)."""

    ASSESSMENT = auto()
    ORGANISATION = auto()
    SEVERAL = auto()
    MANY = auto()
    NOBODY = auto()


class Judged(Enum):
    """Which judgments a whole page of a type holds: the round's pillars, a pillar's questions, areas, or none.

    `EVERYONE` is a page that tells the grades of all organisations, as cells of a table; it judges none itself.
    """

    NOTHING = auto()
    EVERYONE = auto()
    PILLARS = auto()
    QUESTIONS = auto()
    AREAS = auto()


@dataclass(frozen=True)
class Place:
    """Where the site has a type's pages in one round of a body.

    `path` is the path with `{slug}` for the organisation and, for pages of a pillar, `{pillar}`; `expected` says
    that a complete data set has the page for every organisation of the round, `seen` that such an address was seen.
    """

    kind: OrganisationKind
    round: str
    path: str
    expected: bool = True
    seen: bool = True


@dataclass(frozen=True)
class Form:
    """A form of paths that promises a type but states no known round.

    `pattern` is a regular expression for the whole path; its groups (slug, first and last year) are read.
    `kind` is the body whose slug it is, None where the path names no organisation.
    """

    pattern: str
    kind: OrganisationKind | None = None


@dataclass(frozen=True)
class PageFacts:
    """What is known of a page type.

    `name` is the row's key; `meaning` says what the page is, in words; `titles` are the forms of the heading that prove
    a page that is set aside, folded; `sections` are the labels that a whole page
    of a round has, by body and round; `least` is the smallest number of judgments of a whole page whose judgments
    are areas. `rank` orders the pages that state a row of an assessment (1 speaks first), `question_rank` those
    that state a question's judgment; None where such a page states none. A page that `revisits` speaks after all
    others, of a later day. `several` says that one assessment can have several such pages, told apart by the last
    part of their address. `programme` is that of a type whose pages belong to a programme of inspections of its own.
    `column` is the letter of its column in a grid of pages. `followed` says that a link to such a page is followed,
    `leads` that such a page is there to lead to others, so that what it links to and nobody knows is told.
    """

    name: str
    type: PageType
    meaning: str
    subject: Subject = Subject.ASSESSMENT
    places: tuple[Place, ...] = ()
    forms: tuple[Form, ...] = ()
    titles: tuple[str, ...] = ()
    judged: Judged = Judged.NOTHING
    sections: tuple[tuple[tuple[str, str], tuple[str, ...]], ...] = ()
    least: int = 0
    rank: int | None = None
    question_rank: int | None = None
    revisits: bool = False
    several: bool = False
    programme: Programme | None = None
    column: str | None = None
    followed: bool = True
    leads: bool = False

    @property
    def is_list(self) -> bool:
        """Whether such a page holds nothing but what it leads to."""
        return self.leads and self.subject is Subject.NOBODY

    @property
    def of_pillar(self) -> bool:
        """Whether each page is about one pillar."""
        return any("{pillar}" in place.path for place in self.places)

    def sections_of(self, round_: Round) -> tuple[str, ...]:
        """Return the labels that a whole page of a round has; none where that is not known."""
        return dict(self.sections).get((round_.kind.value, round_.id), ())

    def judgments_of(self, round_: Round, pillar: Pillar | None) -> tuple[str, ...]:
        """Return the pillars, and the keys of the graded questions, that a whole page must judge.

        `pillar` is the page's own, for pages of a pillar. Where a pillar has no grade of its own, its graded questions
        stand beside the pillars (2014). Areas are not listed: reports leave some out (`least`).
        """
        if self.judged is Judged.PILLARS:
            graded = [key for each in round_.ungraded for key in _graded(round_, each)]
            return (*(each.value for each in round_.pillars), *graded)
        if self.judged is Judged.QUESTIONS and pillar is not None:
            return _graded(round_, pillar)
        return ()


def _graded(round_: Round, pillar: Pillar) -> tuple[str, ...]:
    asked = questions_of(round_.kind.value, round_.id, pillar.value)
    return tuple(question.key for question in asked if question.graded)


_POLICE, _FIRE = OrganisationKind.POLICE, OrganisationKind.FIRE


def _place(line: Line) -> tuple[str, Place]:
    """Return the name of a page type and the place that a row of `data/places.csv` gives it."""
    kind, seen = kind_of(line["kind"]), bool(line["seen"])
    if "{slug}" not in line["path"]:
        raise ValueError("path lacks {slug}, where the organisation's name stands")
    return line["page"], Place(kind, line["round"], line["path"].strip("/"), bool(line["expected"]), seen)


_PLACES = made(_place, "places")


def _places(name: str) -> tuple[Place, ...]:
    return tuple(place for page, place in _PLACES if page == name)


# A path that ends in the name of an organisation and states no round.
_SLUG = r"(?P<slug>[^/]+)"
_YEARS = r"(?P<slug>[^/]+?)-(?P<first>20\d\d)-(?P<last>(?:20)?\d\d)"

ASSESSMENT = PageFacts(
    "assessment", PageType.ASSESSMENT, "a force's or service's page of a round, with the judgments of its pillars",
    places=_places("assessment"), forms=(Form(_SLUG, _POLICE),),
    judged=Judged.PILLARS,
    sections=(
        (("police", "2015"), ("HMI's observations",)),
        # The 2016 list is that of the one page of the round that is known whole.
        (("police", "2016"), (
            "HMI's observations", "Context", "Working arrangements", "Looking ahead to 2017", "Other inspections",
            "Leadership", "Other reports", "Key facts", "Points of context provided by the force",
            "Police and crime plan priorities",
        )),
        (("police", "2017"), ("HMI's observations",)),
        (("police", "2018-19"), ("HMI's observations",)),
    ),
    rank=1, question_rank=4, column="A",
)  # fmt: skip
PILLAR = PageFacts(
    "pillar", PageType.PILLAR, "a pillar of a force or service, with its questions",
    places=_places("pillar"), judged=Judged.QUESTIONS, rank=3, question_rank=1, column="P",
)  # fmt: skip
FINDINGS = PageFacts(
    "findings", PageType.FINDINGS, "the detailed findings under a pillar's questions",
    places=_places("findings"),
    rank=4, question_rank=2, column="F",
)  # fmt: skip
OTHER_REPORTS = PageFacts(
    "other_reports", PageType.OTHER_REPORTS, "what else was published about a force",
    places=_places("other_reports"), rank=5, question_rank=5, column="O",
)  # fmt: skip
REPORT = PageFacts(
    "report", PageType.REPORT, "a long report: one page with every area of a force or service",
    places=_places("report"),
    forms=(
        Form(rf"peel-reports/{_YEARS}", _POLICE),
        Form(rf"frs-assessments?/{_YEARS}", _FIRE),
        Form(rf"frs-assessments?/{_SLUG}", _FIRE),
    ),
    # Some reports leave out one to three areas of their round, none leaves out more (docs/layouts.md, 9).
    judged=Judged.AREAS, least=8, rank=2, question_rank=3, column="R",
)  # fmt: skip
VETTING = PageFacts(
    "vetting", PageType.REPORT, "a report on vetting and counter-corruption in a force",
    forms=(Form(r"publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-[^/]+"),),
    judged=Judged.AREAS, least=1, rank=2, question_rank=3, programme=Programme.VETTING,
)  # fmt: skip
AREA = PageFacts(
    "area", PageType.AREA, "more about the area of a force or service, in its own words", Subject.ORGANISATION,
    places=_places("area"),
    forms=(
        Form(rf"police-forces/{_SLUG}/more-about-this-area", _POLICE),
        Form(rf"fire-and-rescue-services/{_SLUG}/more-about-this-area", _FIRE),
    ),
)  # fmt: skip
ORGANISATION = PageFacts(
    "organisation", PageType.LANDING, "the page of a force or service, which leads to its reports and may have key facts",
    Subject.ORGANISATION, leads=True,
    forms=(Form(rf"police-forces/{_SLUG}", _POLICE), Form(rf"fire-and-rescue-services/{_SLUG}", _FIRE)),
)  # fmt: skip
CHILD_PROTECTION = PageFacts(
    "child_protection", PageType.REPORT, "a report on child protection in a force",
    forms=(Form(r"publication-html/[^/]+-national-child-protection-(?:re-?)?inspection[^/]*"),),
    judged=Judged.AREAS, rank=2, question_rank=3, programme=Programme.CHILD_PROTECTION,
)  # fmt: skip
INTEGRITY = PageFacts(
    "integrity", PageType.REPORT, "a report on vetting, professional standards and counter-corruption in a force",
    forms=(Form(r"publication-html/[^/]+-integrity-inspection[^/]*"),),
    judged=Judged.AREAS, least=1, rank=2, question_rank=3, programme=Programme.INTEGRITY,
)  # fmt: skip
CRIME_DATA_INTEGRITY = PageFacts(
    "crime_data_integrity", PageType.REPORT, "a report on how a force records crime",
    forms=(Form(r"publication-html/[^/]+-crime-data-integrity-(?:re-?)?inspection[^/]*"),),
    judged=Judged.AREAS, least=1, rank=2, question_rank=3, programme=Programme.CRIME_DATA_INTEGRITY,
)  # fmt: skip
REGIONAL = PageFacts(
    "regional", PageType.REPORT, "a report on a region's response to serious and organised crime, force by force",
    Subject.SEVERAL,
    forms=(Form(r"publication-html/[^/]+-regional-response-to-serious-and-organised-crime[^/]*"),),
    judged=Judged.AREAS, rank=2, question_rank=3, programme=Programme.SERIOUS_ORGANISED_CRIME,
)  # fmt: skip
CUSTODY = PageFacts(
    "custody", PageType.REPORT, "a report on the custody of a force",
    forms=(Form(r"publication-html/[^/]*(?:police-custody|custody-services)[^/]*"),),
    rank=2, question_rank=3, programme=Programme.CUSTODY,
)  # fmt: skip
SPECIAL = PageFacts(
    "special", PageType.REPORT, "a report on one body that belongs to no programme of its own",
    judged=Judged.AREAS, rank=2, question_rank=3, programme=Programme.SPECIAL,
)  # fmt: skip
LETTER = PageFacts(
    "letter", PageType.LETTER, "a letter about causes of concern", rank=6, question_rank=6, revisits=True, several=True,
)  # fmt: skip
OVERVIEW = PageFacts(
    "overview", PageType.OVERVIEW, "the questions of a round, with the grades of everyone drawn by script",
    Subject.MANY, forms=(Form(r"peel-assessments/peel-\d{4}"), Form(r"frs-assessment/frs-[\d-]+")),
    judged=Judged.EVERYONE,
)  # fmt: skip
DATA_TABLE = PageFacts(
    "data_table", PageType.DATA_TABLE, "the table of all services' grades",
    Subject.MANY, forms=(Form(r"frs-assessment/frs-[\d-]+/service-assessment-data-table"),),
    judged=Judged.EVERYONE,
)  # fmt: skip
PUBLICATION = PageFacts(
    "publication", PageType.PUBLICATION, "a national report as text",
    Subject.MANY, forms=(Form(r"publication-html/[^/]+(?:/.*)?"),),
)  # fmt: skip
ROUND_INDEX = PageFacts(
    "round_index", PageType.ROUND_INDEX, "a list of a round's or a programme's pages, or how one inspects",
    Subject.NOBODY, leads=True,
    forms=(
        Form(r"peel-assessments/(?:what-is-peel|how-we-inspect)(?:/.*)?"),
        Form(r"peel-assessments/national-peel-reports"),
        Form(r"fire-and-rescue-services/how-we-inspect[^/]*(?:/.*)?"),
        Form(r"(?:peel-assessments|peel-reports|frs-assessments?)"),
        Form(r"(?:our-work|about-us/(?:what-we-do|who-we-inspect))(?:/.*)?"),
        Form(r"police-forces(?:/integrated-peel-assessments|/forces-organisations/[^/]+)?"),
    ),
    titles=(
        r"(?:peel|frs|fire and rescue service) (?:assessments?|inspections?) 20\d\d(?:[/-](?:20)?\d\d)?",
        r"(?:the )?20\d\d(?:[/-](?:20)?\d\d)? (?:peel|frs|fire and rescue service) (?:assessments?|inspections?)",
        r"(?:the )?(?:first|second|third|fourth|fifth) peel assessments?",
        r"(?:what is peel|how we (?:inspect|carry out peel assessments)|about peel assessments)\??",
    ),
)  # fmt: skip
NEWS = PageFacts(
    "news", PageType.NEWS, "a news release", Subject.NOBODY, forms=(Form(r"news(?:/.*)?"),), followed=False
)
LANDING = PageFacts(
    "landing", PageType.LANDING, "a page that leads to reports, and holds none",
    Subject.NOBODY, leads=True,
    forms=(
        Form(r"publications(?:/.*)?"),
        Form(r"peel-assessments/[a-z-]+"),
        Form(r"(?:key-facts-technical-note|fire-and-rescue-services)(?:/.*)?"),
        Form(r""),
    ),
    titles=(r".{3,60} (?:peel|frs) (?:assessments|inspections|reports)(?: 20\d\d(?:[/-](?:20)?\d\d)?)?",),
)  # fmt: skip
WELSH = PageFacts(
    "welsh", PageType.WELSH, "a page in Welsh, whose English twin is read", Subject.NOBODY, forms=(Form(r"cy(?:/.*)?"),),
    followed=False,
)  # fmt: skip

PAGE_TYPES: tuple[PageFacts, ...] = (
    WELSH, ROUND_INDEX, NEWS, CRIME_DATA_INTEGRITY, AREA, ORGANISATION, LANDING, DATA_TABLE, OVERVIEW, VETTING, CHILD_PROTECTION, INTEGRITY,
    REGIONAL, CUSTODY, LETTER, SPECIAL, PUBLICATION,
    ASSESSMENT, PILLAR, FINDINGS, OTHER_REPORTS, REPORT,
)  # fmt: skip
"""All rows, in the order in which an address, and a page, is asked what type it is."""
UNKNOWN = PageFacts("unknown", PageType.UNKNOWN, "a page that nothing tells the type of", Subject.NOBODY)
_BY_NAME = {facts.name: facts for facts in (*PAGE_TYPES, UNKNOWN)}
SET_ASIDE = frozenset(facts.type for facts in PAGE_TYPES if facts.subject is Subject.NOBODY)
"""Types that are known, hold no record, and are told by name."""


OF_ORGANISATIONS = frozenset({PageType.AREA, PageType.LANDING, PageType.LETTER})
"""Types whose pages are an organisation's where they are of no assessment."""
OF_PUBLICATIONS = frozenset({PageType.PUBLICATION, PageType.LANDING})
"""Types whose pages are publications, where they are no organisation's own."""


OF_NO_ONE_ORGANISATION = frozenset({PageType.ROUND_INDEX, PageType.OVERVIEW, PageType.DATA_TABLE, PageType.NEWS})
"""Types at whose addresses no organisation's own page stands."""


OF_SEVERAL = frozenset(facts.type for facts in PAGE_TYPES if facts.subject is Subject.SEVERAL)
"""Types of which some pages state rows of several assessments."""


def facts_of(page_type: str) -> PageFacts:
    """Return the row of a page type by its name; raises KeyError for a name that no row has."""
    return _BY_NAME[page_type]
