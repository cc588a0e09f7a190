"""A service's page: a force's, with the pillar people, and questions headed by their short names (docs/layouts.md, 8)."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Pillar
from tests.parsers.shown import lacks, layout, read

HEADLINES = """
<p>The extent to which the service is effective at keeping people safe and secure from fire and other risks is good.</p>
<p>The extent to which the service is efficient at keeping people safe and secure from fire and other risks is good.</p>
<p>The extent to which the service looks after its people is good.</p>
"""
PILLARS = {
    name: f"<h2>{name}</h2><p>Good</p><p>It does so well.</p>" for name in ("Effectiveness", "Efficiency", "People")
}


@pytest.mark.parametrize("heading", ["Avon 2018/19", "Avon 2021/22", "Staffordshire 2021/22"])
def test_its_era_are_all_rounds_of_the_services(heading: str) -> None:
    assert layout(f"<h1>{heading}</h1>{HEADLINES}") == "service"
    assert layout(f"<h2>Efficiency</h2>{HEADLINES}", "frs-assessment/frs-2018/avon/") == "service"


def test_a_force_is_no_service() -> None:
    assert layout(f"<h1>Surrey 2018/19</h1><p>The Police.</p>{HEADLINES.replace('service', 'force')}") == "force"


def test_the_summary_is_the_inspectors() -> None:
    record = read(f"<h1>Avon 2021/22</h1>{HEADLINES}<h2>HM Inspector's summary</h2><p>It is good.</p>").record
    assert record is not None
    assert [row.text for row in record.observations] == ["It is good."]


@pytest.mark.parametrize("name", PILLARS)
def test_a_whole_page_has_the_pillars_of_a_service(name: str) -> None:
    main = f"<h1>Avon 2021/22</h1>{HEADLINES}" + "".join(PILLARS.values())
    assert lacks(read(main)) == []
    assert lacks(read(main.replace(PILLARS[name], ""))) == [f"The section “{name}” is not on the page."]


@pytest.mark.parametrize("level", [2, 3])
def test_the_short_name_of_a_question_is_a_sub_heading_of_its_pillar_on_any_level(level: int) -> None:
    named = f"<h{level}>Promoting the right values and culture</h{level}><p>It does as it should do.</p>"
    found = read(f"<h1>Avon 2021/22</h1>{HEADLINES}{''.join(PILLARS.values())}{named}")
    assert found.record is not None
    told = {row.text: row.pillar for row in found.record.findings}
    assert told["Promoting the right values and culture"] is told["It does as it should do."] is Pillar.PEOPLE
    assert [problem.code for problem in found.problems] == ["inspector_missing"]
