"""Extractions for the tests: Staffordshire 2016 as facts, in prose of our own, and pages around it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from schemas.extraction import Accounting, Block, Extraction, Page, Problem, Refused
from schemas.page_types import PageType
from schemas.record import (
    Figure,
    Finding,
    Inspector,
    Judgment,
    KeyFacts,
    Letter,
    Link,
    Prose,
    Recommendation,
    Record,
    Report,
    Section,
    Witness,
)
from schemas.vocabulary import (
    BlockKind,
    Grade,
    Pillar,
    ProseKind,
    RecommendationKind,
    RefusalReason,
    Scope,
    Severity,
    Status,
    Topic,
    Unit,
    WitnessSource,
)
from scraper.fetcher.snapshot import Snapshot

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
STAFFORDSHIRE = "police/staffordshire/2016"
EXTENT = {
    pillar: f"The extent to which the force is {word} at keeping people safe and reducing crime"
    for pillar, word in (
        (Pillar.EFFECTIVENESS, "effective"),
        (Pillar.EFFICIENCY, "efficient"),
        (Pillar.LEGITIMACY, "legitimate"),
    )
}
WORDS = {
    Grade.OUTSTANDING: "Outstanding",
    Grade.GOOD: "Good",
    Grade.ADEQUATE: "Adequate",
    Grade.REQUIRES_IMPROVEMENT: "Requires improvement",
    Grade.INADEQUATE: "Inadequate",
}
FIGURES: list[tuple[Topic, str, Scope, float, Unit, int | None, str]] = [
    (Topic.FORCE_AREA, "area", Scope.LOCAL, 1049, Unit.SQUARE_MILES, None, "1,049 square miles"),
    (Topic.POPULATION, "people", Scope.LOCAL, 1140000, Unit.PEOPLE, None, "1.14m people"),
    (Topic.POPULATION, "change", Scope.LOCAL, 4, Unit.PERCENT, 10, "up4% local 10 yr change"),
    (
        Topic.WORKFORCE,
        "frontline_officers",
        Scope.LOCAL,
        95,
        Unit.PERCENT,
        None,
        "95% frontline police officers",
    ),
    (Topic.WORKFORCE, "frontline_officers", Scope.NATIONAL, 92, Unit.PERCENT, None, "92% national level"),
    (
        Topic.WORKFORCE,
        "per_1000_population",
        Scope.LOCAL,
        2.88,
        Unit.WORKFORCE_PER_1000_PEOPLE,
        None,
        "2.88 per 1000 population",
    ),
    (
        Topic.WORKFORCE,
        "per_1000_population",
        Scope.NATIONAL,
        3.69,
        Unit.WORKFORCE_PER_1000_PEOPLE,
        None,
        "3.69 national level",
    ),
    (Topic.WORKFORCE, "change", Scope.LOCAL, -9, Unit.PERCENT, 10, "down9% 10yr change in local workforce"),
    (Topic.WORKFORCE, "change", Scope.NATIONAL, -5, Unit.PERCENT, 10, "down5% 10yr national change"),
    (
        Topic.VICTIM_BASED_CRIMES,
        "per_person",
        Scope.LOCAL,
        0.05,
        Unit.CRIMES_PER_PERSON,
        None,
        "0.05 per person",
    ),
    (
        Topic.VICTIM_BASED_CRIMES,
        "per_person",
        Scope.NATIONAL,
        0.06,
        Unit.CRIMES_PER_PERSON,
        None,
        "0.06 national level",
    ),
    (Topic.VICTIM_BASED_CRIMES, "change", Scope.LOCAL, -3, Unit.PERCENT, 5, "down3% Local 5 year trend"),
    (Topic.VICTIM_BASED_CRIMES, "change", Scope.NATIONAL, 9, Unit.PERCENT, 5, "up9% National 5 year trend"),
    (Topic.COST, "per_person_per_day", Scope.LOCAL, 0.49, Unit.GBP, None, "49p per person per day local"),
    (
        Topic.COST,
        "per_person_per_day",
        Scope.NATIONAL,
        0.59,
        Unit.GBP,
        None,
        "59p per person per day national",
    ),
]
DATES = {
    Pillar.EFFECTIVENESS: dt.date(2017, 3, 2),
    Pillar.EFFICIENCY: dt.date(2016, 11, 3),
    Pillar.LEGITIMACY: dt.date(2016, 12, 8),
}
GRADES: dict[Pillar, Grade | Status] = {
    Pillar.EFFECTIVENESS: Grade.REQUIRES_IMPROVEMENT,
    Pillar.EFFICIENCY: Grade.GOOD,
    Pillar.LEGITIMACY: Grade.GOOD,
}
OBSERVATIONS = [
    "I am satisfied with most of what the force does, but it has work to do on its effectiveness.",
    "Since our last look the force has become better at caring for people who are at risk.",
    "Its plans for money are careful, and it knows its people’s skills well.",
]
CONTEXT = [
    "The county has both poor and well-off areas, and around 1.1 million people live in it.",
    "Motorways and a main railway line cross the area.",
]


class Writer:
    """Writes a page block by block, and remembers what each block went to."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def add(self, text: str, claimed: str | None, kind: BlockKind = BlockKind.PARAGRAPH) -> int:
        number = len(self.blocks) + 1
        level = 2 if kind is BlockKind.HEADING else None
        block = Block(block=number, kind=kind, level=level, text=text, path=f"main/p[{number}]", claimed_by=claimed)
        self.blocks.append(block)
        return number

    def heading(self, text: str, claimed: str = "sections") -> int:
        return self.add(text, claimed, BlockKind.HEADING)

    def prose(self, field: str, section: str, texts: list[str]) -> list[Prose]:
        return [
            Prose(
                section=section,
                section_text=section,
                position=place,
                kind=ProseKind.PARAGRAPH,
                text=text,
                block=self.add(text, field),
            )
            for place, text in enumerate(texts, 1)
        ]

    def findings(self, section: str, texts: list[str], pillar: Pillar | None, **question: Any) -> list[Finding]:
        return [
            Finding(
                section=section,
                section_text=section,
                position=place,
                kind=ProseKind.PARAGRAPH,
                text=text,
                pillar=pillar,
                question=question.get("question"),
                question_key=question.get("question_key"),
                block=self.add(text, "findings"),
            )
            for place, text in enumerate(texts, 1)
        ]


def day(date: dt.date) -> str:
    return date.strftime("Last updated %d/%m/%Y")


def judgment(
    writer: Writer,
    pillar: Pillar | None,
    said: Grade | Status,
    *,
    dated: dt.date | None = None,
    headline: bool = True,
    badge: bool = True,
    **more: Any,
) -> Judgment:
    """Write a judgment's headline, date and badge, as many as the page has."""
    grade = said if isinstance(said, Grade) else None
    words = WORDS[grade] if grade else "To be graded"
    absent = said in (Status.SECTION_MISSING, Status.UNREADABLE)
    blocks, witnesses, statement = [], [], None
    if headline and not absent and pillar in EXTENT:
        statement = f"{EXTENT[pillar]} {words.lower() if grade else 'is not yet graded'}."
        blocks.append(writer.add(statement, "judgments"))
        witnesses.append(Witness(source=WitnessSource.HEADLINE, grade=grade, text=statement, block=blocks[-1]))
    if dated:
        blocks.append(writer.add(day(dated), "sections"))
    if badge and not absent:
        blocks.append(writer.add(words, "judgments"))
        witnesses.append(Witness(source=WitnessSource.BADGE, grade=grade, text=words, block=blocks[-1]))
    stated = grade is not None and (badge or statement)
    status = Status.GRADED if stated else said if isinstance(said, Status) else Status.UNREADABLE
    return Judgment(
        pillar=pillar,
        question=more.pop("question", None),
        question_key=more.pop("question_key", None),
        status=status,
        grade=grade if stated else None,
        grade_text=None if status in (Status.UNREADABLE, Status.SECTION_MISSING) else words,
        statement=statement,
        last_updated=dated,
        last_updated_text=day(dated).removeprefix("Last updated ") if dated else None,
        agreement=1 if len(witnesses) > 1 else None,
        witnesses=witnesses,
        blocks=blocks,
        **more,
    )


def page(
    kind: PageType = PageType.ASSESSMENT,
    organisation: str | None = "police/staffordshire",
    round_id: str | None = "2016",
    pillar: Pillar | None = None,
    url: str | None = None,
    title: str | None = None,
) -> Page:
    assessment = f"{organisation}/{round_id}" if organisation and round_id else None
    name = (organisation or "x/overview").split("/")[1]
    path = f"{name}/{pillar.value}/" if pillar else f"{name}/"
    return Page(
        type=kind,
        assessment=assessment,
        organisation=organisation,
        round=round_id,
        pillar=pillar,
        title=title or f"{name.replace('-', ' ').title()} {round_id}",
        url=url or f"{SITE}/peel-assessments/peel-{round_id}/{path}",
    )


def extraction(where: Page, record: Record | None, writer: Writer, **more: Any) -> Extraction:
    count = len(writer.blocks)
    done = Accounting(claimed=count, boilerplate=0, unread=0, coverage=1.0)
    return Extraction(page=where, record=record, accounting=done, blocks=writer.blocks, **more)


def assessment_page(
    grades: dict[Pillar, Grade | Status] | None = None,
    *,
    dates: dict[Pillar, dt.date | None] | None = None,
    badges: bool = True,
    headlines: bool = True,
    inspector: str | None = "Wendy Williams",
    observations: list[str] | None = None,
    figures: list[tuple[Topic, str, Scope, float, Unit, int | None, str]] | None = None,
    where: Page | None = None,
    findings: dict[Pillar, list[str]] | None = None,
    problems: list[Problem] | None = None,
    leadership: bool = True,
) -> Extraction:
    """Write an assessment page of 2016; what is not said is as Staffordshire's stands today."""
    grades, dates = {**GRADES, **(grades or {})}, {**DATES, **(dates or {})}
    where, writer = where or page(), Writer()
    writer.heading(where.title or "", "page.title")
    introduction = ["This is our assessment of the force for the year."]
    writer.add(introduction[0], "introduction")
    judgments = [
        judgment(writer, pillar, said, dated=dates.get(pillar), badge=badges, headline=headlines)
        for pillar, said in grades.items()
    ]
    signed = None
    if inspector:
        title = "Her Majesty’s Inspector of Constabulary"
        blocks = [writer.add(inspector, "inspector"), writer.add(title, "inspector")]
        signed = Inspector(name=inspector, title=title, contact=inspector, blocks=blocks)
    sections = [
        Section(
            section=pillar.value.capitalize(),
            section_text=pillar.value.capitalize(),
            pillar=pillar,
            question=f"How good is the force’s {pillar.value}?",
            last_updated=dates.get(pillar),
            last_updated_text=f"{dates[pillar]:%d/%m/%Y}" if dates.get(pillar) else None,
            block=writer.heading(pillar.value.capitalize()),
        )
        for pillar in grades
    ]
    found = {pillar: [f"Our inspectors looked at {pillar.value} in the autumn."] for pillar in grades}
    found |= findings or {}
    prose = [
        one for pillar, texts in found.items() for one in writer.findings(pillar.value.capitalize(), texts, pillar)
    ]
    if leadership:
        text = "The force knows what it expects of those who lead."
        block = writer.heading("Leadership")
        judgments.append(
            Judgment(
                pillar=Pillar.LEADERSHIP,
                question=None,
                status=Status.NARRATIVE_ONLY,
                grade=None,
                grade_text=None,
                statement=None,
                last_updated=dt.date(2016, 12, 8),
                last_updated_text="08/12/2016",
                witnesses=[],
                blocks=[block],
            )
        )
        prose += writer.findings("Leadership", [text], Pillar.LEADERSHIP)
    made = [
        Figure(
            topic=topic,
            measure=measure,
            scope=scope,
            value=value,
            unit=unit,
            years=years,
            text=text,
            block=writer.add(text, "key_facts.figures", BlockKind.FIGURE),
        )
        for topic, measure, scope, value, unit, years, text in (FIGURES if figures is None else figures)
    ]
    record = Record(
        introduction=introduction,
        judgments=judgments,
        inspector=signed,
        observations=writer.prose("observations", "HMI's observations", observations or OBSERVATIONS),
        context=writer.prose("context", "Context", CONTEXT),
        findings=prose,
        sections=sections,
        key_facts=KeyFacts(period="2019/20", figures=made) if made else None,
        links=[
            Link(
                text="View the five questions for effectiveness",
                url=f"{where.url}effectiveness/",
                block=writer.add("View the five questions for effectiveness", "links"),
            )
        ],
    )
    return extraction(where, record, writer, problems=problems or [])


def pillar_page(
    pillar: Pillar = Pillar.EFFECTIVENESS,
    said: Grade | Status = Grade.REQUIRES_IMPROVEMENT,
    *,
    kind: PageType = PageType.PILLAR,
    questions: dict[str, Grade | Status] | None = None,
    dated: dt.date | None = dt.date(2017, 3, 2),
    organisation: str = "police/staffordshire",
) -> Extraction:
    """Write a pillar or findings page: the pillar's judgment, its questions, areas for improvement."""
    where, writer = page(kind, organisation, pillar=pillar), Writer()
    writer.heading(where.title or "", "page.title")
    asked = {"preventing-crime": Grade.GOOD, "vulnerable-people": Grade.REQUIRES_IMPROVEMENT}
    judgments = [judgment(writer, pillar, said, dated=dated)]
    findings, asks = [], []
    for key, grade in (asked if questions is None else questions).items():
        question = f"How effective is the force at {key.replace('-', ' ')}?"
        names: dict[str, Any] = {"question": question, "question_key": key}
        writer.heading(question)
        judgments.append(judgment(writer, pillar, grade, headline=False, **names))
        findings += writer.findings(question, [f"The force’s work on {key} was looked at."], pillar, **names)
        cause = f"The force’s work on {key} gives cause for concern."
        asks.append(recommendation(writer, RecommendationKind.CAUSE_OF_CONCERN, pillar, names, cause, None))
        text = f"The force should improve its work on {key}."
        asks.append(recommendation(writer, RecommendationKind.RECOMMENDATION, pillar, names, text, len(asks)))
    record = Record(judgments=judgments, findings=findings, recommendations=asks)
    return extraction(where, record, writer)


def recommendation(
    writer: Writer,
    kind: RecommendationKind,
    pillar: Pillar,
    names: dict[str, Any],
    text: str,
    parent: int | None,
) -> Recommendation:
    return Recommendation(
        kind=kind,
        pillar=pillar,
        position=1,
        text=text,
        parent=parent,
        deadline=dt.date(2017, 12, 31),
        deadline_text="By 31 December 2017",
        block=writer.add(text, "recommendations"),
        **names,
    )


def other_reports_page() -> Extraction:
    where, writer = (
        page(PageType.OTHER_REPORTS, url=f"{SITE}/peel-assessments/peel-2016/staffordshire/other/"),
        Writer(),
    )
    writer.heading(where.title or "", "page.title")
    report = Report(
        title="Best use of stop and search",
        summary="How the force uses its powers.",
        report="Get the report",
        url=f"{SITE}/publications/stop/",
        published=dt.date(2016, 9, 22),
        published_text="22 September 2016",
        block=writer.add("Best use of stop and search", "reports"),
    )
    return extraction(where, Record(reports=[report]), writer)


def letter_page(said: Grade | None = None) -> Extraction:
    where, writer = page(PageType.LETTER, url=f"{SITE}/publications/staffordshire-revisit-letter/"), Writer()
    block = writer.heading(where.title or "", "page.title")
    letter = Letter(
        sender="Wendy Williams",
        addressee="The Chief Constable",
        date=dt.date(2018, 5, 1),
        date_text="1 May 2018",
        blocks=[block],
    )
    judgments = [judgment(writer, Pillar.EFFECTIVENESS, said)] if said else []
    return extraction(where, Record(letter=letter, judgments=judgments), writer)


def publication_page() -> Extraction:
    """A national report of two paragraphs."""
    where, writer = (
        page(
            PageType.PUBLICATION,
            None,
            None,
            url=f"{SITE}/publication-html/policing-in-general/",
            title="Policing in general",
        ),
        Writer(),
    )
    block = writer.heading(where.title or "", "page.title")
    report = Report(
        title=where.title or "",
        summary=None,
        url=where.url,
        published=dt.date(2019, 7, 2),
        published_text="2 July 2019",
        block=block,
    )
    findings = writer.findings("Summary", ["Most forces did well.", "Some have work to do."], None)
    return extraction(where, Record(reports=[report], findings=findings), writer)


def overview_page() -> Extraction:
    where, writer = (
        page(PageType.OVERVIEW, None, None, url=f"{SITE}/peel-2016-overview/", title="PEEL 2016"),
        Writer(),
    )
    link = Link(text="Staffordshire", url=f"{SITE}/staffordshire/", block=writer.add("Staffordshire", "links"))
    return extraction(where, Record(links=[link]), writer)


def refused_page(reason: RefusalReason = RefusalReason.BLOCKED) -> Extraction:
    where = Page(
        type=PageType.UNKNOWN,
        assessment=None,
        organisation=None,
        round=None,
        pillar=None,
        title=None,
        url=None,
    )
    note = Problem(code="no_heading", severity=Severity.WARNING, message="no heading", blocks=[])
    return Extraction(
        page=where, record=None, refused=Refused(reason=reason, message="a challenge page"), problems=[note]
    )


def before_grading() -> Extraction:
    """The earlier state of Staffordshire 2016: effectiveness is still to be graded."""
    grades: dict[Pillar, Grade | Status] = {Pillar.EFFECTIVENESS: Status.NOT_YET_GRADED}
    return assessment_page(grades, dates={Pillar.EFFECTIVENESS: None})


def snapshot(
    made: Extraction, captured: str | None = "2017-03-02T10:00:00", source: Any = "warc", salt: str = ""
) -> Snapshot:
    """Return a capture whose bytes say what the extraction says; `salt` alters bytes that do not matter."""
    body = json.dumps(made.to_json(), ensure_ascii=False) + salt
    moment = dt.datetime.fromisoformat(captured).replace(tzinfo=dt.UTC) if captured else None
    return Snapshot(
        body=body.encode(),
        url=made.page.url or f"{SITE}/unknown/",
        captured_at=moment,
        source=source,
        headers={"ETag": '"1"'},
        warc_file="peel-00001.warc.gz" if source == "warc" else None,
        warc_offset=len(body) if source == "warc" else None,
    )
