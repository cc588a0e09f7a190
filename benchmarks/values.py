"""What every contender must read in a page of the model's layout, and what peel's own record says of it."""

from __future__ import annotations

from typing import Any

from schemas.extraction import Extraction

Values = dict[str, Any]
PILLARS = ("effectiveness", "efficiency", "legitimacy")
OBSERVATIONS = frozenset({"HMI's observations", "Looking ahead to 2017"})
CONTEXT = frozenset({
    "Context", "Working arrangements", "Points of context provided by the force", "Police and crime plan priorities",
})  # fmt: skip
FINDINGS = {"Effectiveness": "effectiveness", "Efficiency": "efficiency", "Legitimacy": "legitimacy",
            "Leadership": "leadership", "Other inspections": None, "Other reports": None}  # fmt: skip
TOPICS = frozenset({"Force Area", "Population", "Workforce", "Victim-based crimes", "Cost"})


def values_of(extraction: Extraction) -> Values:
    """Return peel's record in the form in which the contenders are compared."""
    record = extraction.record
    assert record is not None
    return {
        "title": extraction.page.title,
        "introduction": record.introduction,
        "judgments": [
            [j.pillar.value if j.pillar else None, j.grade_text, j.statement, j.last_updated_text]
            for j in record.judgments if j.grade is not None
        ],
        "inspector": record.inspector.name if record.inspector else None,
        "observations": [[row.section, row.text] for row in record.observations],
        "context": [[row.section, row.text] for row in record.context],
        "findings": [[row.section, row.pillar.value if row.pillar else None, row.text] for row in record.findings],
        "key_facts": [figure.text for figure in record.key_facts.figures] if record.key_facts else [],
        "links": [[link.text, link.url] for link in record.links],
    }  # fmt: skip


def record_of(values: Values) -> dict[str, Any]:
    """Return the values of a contender as a record for full validation; every row of prose is its own part."""
    return {
        "introduction": values["introduction"],
        "judgments": [
            {"pillar": pillar, "question": None, "status": "graded", "grade": text.lower().replace(" ", "_"),
             "grade_text": text, "statement": statement, "last_updated": None, "last_updated_text": updated,
             "witnesses": [], "blocks": [1]}
            for pillar, text, statement, updated in values["judgments"]
        ],
        "inspector": {"name": values["inspector"], "title": None, "contact": None},
        "observations": _prose(values["observations"]),
        "context": _prose(values["context"]),
        "findings": [
            {"section": section, "position": place, "kind": "paragraph", "text": text, "block": place,
             "pillar": pillar, "question": None}
            for place, (section, pillar, text) in enumerate(values["findings"], 1)
        ],
        "key_facts": {"period": None, "figures": [
            {"topic": None, "measure": None, "scope": None, "value": None, "unit": None, "text": text, "block": 1}
            for text in values["key_facts"]
        ]},
        "links": [{"text": text, "url": url, "block": 1} for text, url in values["links"]],
    }  # fmt: skip


def _prose(rows: list[list[str]]) -> list[dict[str, Any]]:
    return [
        {"section": section, "position": place, "kind": "paragraph", "text": text, "block": place}
        for place, (section, text) in enumerate(rows, 1)
    ]
