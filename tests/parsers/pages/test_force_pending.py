"""A force's page while its pillars are published one by one: nothing of what comes later lacks (docs/layouts.md, 5, 6)."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Pillar, Status
from scraper.parsers.pages.force_pending import still_open
from tests.parsers.shown import lacks, layout, read, shown

from .parts import HEADLINES

NOTE = "<p>The findings for legitimacy will be published in spring 2017.</p>"


def headlines(ending: str) -> str:
    return HEADLINES.replace("legitimate at keeping people safe and reducing crime is good.", f"legitimate {ending}")


@pytest.mark.parametrize("ending", [": not yet graded.", "is not yet graded.", "is to be graded."])
@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Surrey 2016", "force-pending"),
        ("Surrey 2017", "force-pending"),
        ("Surrey 2015", "force"),
        ("Surrey 2018/19", "force"),
    ],
)
def test_its_era_are_pages_of_2016_and_2017_with_a_judgment_to_come(heading: str, name: str, ending: str) -> None:
    assert layout(f"<h1>{heading}</h1>{headlines(ending)}") == name


def test_a_page_of_which_all_is_judged_is_of_the_final_state() -> None:
    assert layout(f"<h1>Surrey 2016</h1>{HEADLINES}") == "force"
    assert layout(f"<h1>Surrey 2016</h1>{headlines('is not being graded.')}") == "force"


@pytest.mark.parametrize("badge", ["Not yet graded", "To be graded", "NOT YET GRADED:"])
def test_a_badge_that_stands_for_a_grade_to_come_says_so_wherever_it_stands(badge: str) -> None:
    late = "<p>Word</p>" * 60
    assert still_open(shown(f"<h1>Surrey 2016</h1>{late}<h2>Legitimacy</h2><p>{badge}</p>"))


def test_prose_that_ends_so_does_not() -> None:
    assert not still_open(
        shown(f"<h1>Surrey 2016</h1><p>{'The force is as it is. ' * 13}Some of it is not yet graded.</p>")
    )
    assert not still_open(shown("<h1>Surrey 2016</h1><p>Last year it was not yet graded at all.</p>"))


@pytest.mark.parametrize(
    ("main", "found"),
    [
        (f"<h1>Surrey 2016</h1><p>Word</p>{NOTE}", True),
        (f"<h1>Surrey 2016</h1><p>Related content</p>{NOTE}", True),
        (f"{NOTE}<h1>Surrey 2016</h1>", False),
        (f"<h1>Surrey 2016</h1><h2>Context</h2>{NOTE}", False),
        (f"<h1>Surrey 2016</h1>{'<p>Word</p>' * 40}{NOTE}", False),
        ("<h1>Surrey 2016</h1><p>Word</p>", False),
        (NOTE, False),
    ],
)
def test_a_note_says_so_between_the_heading_and_the_first_section(main: str, found: bool) -> None:
    assert still_open(shown(main)) is found


def test_a_pillar_to_come_is_not_yet_graded_and_no_section_lacks() -> None:
    found = read(f"<h1>Surrey 2016</h1>{headlines(': not yet graded.')}{NOTE}")
    assert found.record is not None
    status = {judgment.pillar: judgment.status for judgment in found.record.judgments}
    assert status[Pillar.LEGITIMACY] is Status.NOT_YET_GRADED
    assert status[Pillar.EFFICIENCY] is Status.GRADED
    assert lacks(found) == []


def test_each_pillar_must_be_spoken_of_all_the_same() -> None:
    found = read(f"<h1>Surrey 2016</h1>{headlines('is good.').replace('legitimate', 'nice')}{NOTE}")
    assert lacks(found) == ["The page says nothing of legitimacy."]
