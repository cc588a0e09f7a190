"""Long reports written for a test: areas with the witnesses that a test wants, in the form that it wants."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.extraction import Extraction
from schemas.questions import Question, questions_of
from schemas.record import Judgment
from schemas.vocabulary import GRADE_LABEL, Grade
from scraper.parsers.parse import parse_page

URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/surrey-2023-25/"
AREAS: tuple[Question, ...] = tuple(q for q in questions_of("police", "2023-25") if q.graded)


@dataclass
class Area:
    """An area of a written page: what its three places state, and further paragraphs of its section."""

    question: Question
    table: Grade | None = None
    badge: Grade | None = None
    sentence: Grade | None = None
    prose: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.question.label


def sentence(label: str, grade: Grade) -> str:
    words = GRADE_LABEL[grade].lower()
    says = words if grade is Grade.REQUIRES_IMPROVEMENT else f"is {words}"
    return f"Surrey Police {says} at {label[0].lower()}{label[1:]}."


def p(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>"


def section(area: Area) -> str:
    parts = [f"<h2>{html.escape(area.label)}</h2>"]
    if area.badge is not None:
        parts.append(p(GRADE_LABEL[area.badge]))
    if area.sentence is not None:
        parts.append(p(sentence(area.label, area.sentence)))
    parts += [p(text) for text in area.prose]
    parts.append(p("We looked at a sample of files, and we spoke with those who had written them."))
    return "\n".join(parts)


def rows(areas: Sequence[Area]) -> str:
    cells = "".join(f"<tr><td>{a.label}</td><td>{GRADE_LABEL[a.table]}</td></tr>" for a in areas if a.table)
    return f"<table><tr><th>Area</th><th>Grade</th></tr>{cells}</table>"


def columns(areas: Sequence[Area]) -> str:
    heads = "".join(f"<th>{GRADE_LABEL[g]}</th>" for g in Grade)
    cells = "".join("<td>" + "".join(p(a.label) for a in areas if a.table is grade) + "</td>" for grade in Grade)
    return f"<table><tr>{heads}</tr><tr>{cells}</tr></table>"


def ticks(areas: Sequence[Area]) -> str:
    heads = "<th>Area</th>" + "".join(f"<th>{GRADE_LABEL[g]}</th>" for g in Grade)
    body = "".join(
        f"<tr><td>{a.label}</td>" + "".join(f"<td>{'✓' if a.table is g else ''}</td>" for g in Grade) + "</tr>"
        for a in areas
        if a.table
    )
    return f"<table><tr>{heads}</tr>{body}</table>"


def bullets(areas: Sequence[Area]) -> str:
    return "<ul>" + "".join(f"<li>{a.label}: {GRADE_LABEL[a.table]}</li>" for a in areas if a.table) + "</ul>"


def alt(areas: Sequence[Area]) -> str:
    text = "; ".join(f"{a.label}: {GRADE_LABEL[a.table]}" for a in areas if a.table)
    return f'<p><img src="grades.png" alt="{text}"></p>'


def svg(areas: Sequence[Area]) -> str:
    text = ". ".join(f"{a.label} – {GRADE_LABEL[a.table]}" for a in areas if a.table)
    return f"<figure><svg><title>{text}</title><path d='M0 0'/></svg></figure>"


def cards(areas: Sequence[Area]) -> str:
    return "".join(f"<div><h3>{a.label}</h3><p>{GRADE_LABEL[a.table]}</p></div>" for a in areas if a.table)


def lines(areas: Sequence[Area]) -> str:
    return "".join(f"<div>{a.label}</div><div>{GRADE_LABEL[a.table]}</div>" for a in areas if a.table)


def groups(areas: Sequence[Area]) -> str:
    found = []
    for grade in Grade:
        named = [f"<li>{a.label}</li>" for a in areas if a.table is grade]
        if named:
            found.append(f"<h4>{GRADE_LABEL[grade]}</h4><ul>{''.join(named)}</ul>")
    return "".join(found)


FORMS = {f.__name__: f for f in (rows, columns, ticks, bullets, alt, svg, cards, lines, groups)}


def page(areas: Sequence[Area], table: str = "", counts: str | None = None, h1: str = "Surrey PEEL 2023–25") -> str:
    if counts is None:
        n = len(areas)
        counts = f"in {n} areas of policing. We make graded judgments in {n} of these {n} as follows:"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>HMICFRS</title></head><body><main>
{f"<h1>{h1}</h1>" if h1 else ""}
<h2>Overall summary</h2><h3>Our judgments</h3>
<p>Our inspection assessed how good Surrey Police is {counts}</p>
{table}
<h2>PEEL 2023–2025</h2><p>We began to inspect all forces in 2014.</p>
<h2>HM Inspector’s summary</h2><p>I thank the force for its help.</p>
<p>Roy Wilsher, His Majesty’s Inspector of Constabulary</p>
{"".join(section(area) for area in areas)}
</main></body></html>"""


def read(markup: str, url: str | None = URL) -> Extraction:
    return parse_page(markup.encode(), url)


def judgments(found: Extraction) -> dict[str, Judgment]:
    assert found.record is not None, found.refused
    return {str(j.question_key): j for j in found.record.judgments}


def codes(found: Extraction) -> set[str]:
    return {problem.code for problem in found.problems}
