"""Pages of a few grades for the tests of views and exports: what is right can be worked out by hand."""

from __future__ import annotations

import datetime as dt

from schemas.extraction import Extraction, Page
from schemas.page_types import PageType
from schemas.record import Dates, Figure, KeyFacts, Recommendation, Record
from schemas.text import slug
from schemas.vocabulary import BlockKind, Grade, Pillar, RecommendationKind, Scope, Status, Topic, Unit

from .pages import SITE, Writer, extraction, judgment, page

OUTSTANDING, GOOD, ADEQUATE = Grade.OUTSTANDING, Grade.GOOD, Grade.ADEQUATE
WEAK, INADEQUATE = Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE


def force_page(
    organisation: str,
    round_id: str,
    grades: dict[Pillar, Grade | Status],
    *,
    dated: dt.date | None = None,
    published: dt.date | None = None,
    inspected: tuple[dt.date, dt.date] | None = None,
    figure: tuple[str, float] | None = None,
) -> Extraction:
    """Write a page with a judgment for each pillar; `figure` is a period and the workforce ratio in it."""
    where, writer = page(organisation=organisation, round_id=round_id), Writer()
    writer.heading(where.title or "", "page.title")
    judgments = [judgment(writer, pillar, said, dated=dated) for pillar, said in grades.items()]
    dates = None
    if published or inspected:
        first, last = inspected or (None, None)
        dates = Dates(published=published, inspected_from=first, inspected_to=last)
    record = Record(judgments=judgments, dates=dates, key_facts=_panel(writer, figure))
    return extraction(where, record, writer)


def _panel(writer: Writer, figure: tuple[str, float] | None) -> KeyFacts | None:
    if figure is None:
        return None
    period, value = figure
    block = writer.add(f"{value} per 1000 population", "key_facts.figures", BlockKind.FIGURE)
    one = Figure(
        topic=Topic.WORKFORCE, measure="per_1000_population", scope=Scope.LOCAL, value=value,
        unit=Unit.WORKFORCE_PER_1000_PEOPLE, text=f"{value} per 1000 population", block=block,
    )  # fmt: skip
    return KeyFacts(period=period, figures=[one])


def report_page(
    organisation: str, round_id: str, areas: dict[str, Grade | Status], *,
    programme: str | None = None, published: dt.date | None = None,
    inspected: tuple[dt.date, dt.date] | None = None, asks: dict[str, str] | None = None,
) -> Extraction:  # fmt: skip
    """Write a long report with a judgment for each area, and areas for improvement (`asks`), by the area's topic."""
    own = f"{programme}/" if programme else ""
    where, writer = (
        Page(
            type=PageType.REPORT, assessment=f"{organisation}/{own}{round_id}", organisation=organisation,
            round=round_id, pillar=None, title=f"{organisation} {round_id}",
            url=f"{SITE}/reports/{slug(organisation)}-{slug(own)}{round_id}/",
        ),
        Writer(),
    )  # fmt: skip
    writer.heading(where.title or "", "page.title")
    judgments = [judgment(writer, None, said, headline=False, **_area(topic)) for topic, said in areas.items()]
    kind = RecommendationKind.AREA_FOR_IMPROVEMENT
    asked = [
        Recommendation(
            kind=kind, pillar=None, position=place, text=text, block=writer.add(text, "recommendations"), **_area(topic)
        )
        for place, (topic, text) in enumerate((asks or {}).items(), 1)
    ]  # fmt: skip
    first, last = inspected or (None, None)
    stated = published or inspected
    dates = Dates(published=published, inspected_from=first, inspected_to=last) if stated else None
    return extraction(where, Record(judgments=judgments, recommendations=asked, dates=dates), writer)


def _area(topic: str) -> dict[str, str]:
    return {"question": topic.replace("-", " ").capitalize(), "question_key": f"area/{topic}"}
