"""A seeded sample of damaged fixtures, and the judge itself: it must see what it is there to see."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest

from schemas.extraction import problem
from schemas.vocabulary import Grade
from scraper.errors import PeelError
from scraper.fixtures.cases import Case, all_cases, write_json
from scraper.fixtures.mutate.copies import blanked
from scraper.fixtures.mutate.floors import FLOORS, SLACK, below, floors, raise_floors
from scraper.fixtures.mutate.judge import Outcome, judge
from scraper.fixtures.mutate.made import Kind, Made
from scraper.fixtures.mutate.run import EDITS, Mutant, Outcomes, run_mutants, share
from scraper.fixtures.mutate.tree import Tree
from tests.support.amount import amount

from .conftest import MODEL, ROOT

SAMPLE, SEED = amount(120, 600), 2016
CASE = Case(ROOT / "fixtures" / MODEL)


def below_in_sample(outcomes: Outcomes, path: Path = FLOORS) -> list[str]:
    """Return the floors that a small sample ends below, slack allowed: those of all edits of a kind."""
    return [line for line in below(outcomes, SLACK, path) if line.startswith("all ")]


@pytest.fixture(scope="module")
def sample() -> Outcomes:
    return run_mutants(all_cases(ROOT / "fixtures"), SEED, SAMPLE)


def test_no_mutant_of_the_sample_is_wrong_or_raises(sample: Outcomes) -> None:
    assert [mutant.told() for mutant in sample.bad] == []
    assert len(sample.mutants) == SAMPLE


def test_damage_is_noticed(sample: Outcomes) -> None:
    assert share(sample.of(Kind.DAMAGE)) >= 0.95


def test_the_sample_stands_above_its_floors(sample: Outcomes) -> None:
    assert below_in_sample(sample) == []
    assert floors()["all damage"] >= 0.95


def test_the_same_seed_gives_the_same_mutants() -> None:
    told = [[m.told() for m in run_mutants([CASE], 5, 15).mutants] for _ in range(2)]
    assert told[0] == told[1]
    assert told[0] != [m.told() for m in run_mutants([CASE], 6, 15).mutants]


def _with(**values: object) -> object:
    """The model page's extraction with another effectiveness judgment."""
    extraction = CASE.extraction
    assert extraction.record is not None
    first, *rest = extraction.record.judgments
    judgments = [first.model_copy(update=values), *rest]
    return extraction.model_copy(update={"record": extraction.record.model_copy(update={"judgments": judgments})})


def test_the_judge_sees_a_wrong_grade_even_where_something_is_flagged() -> None:
    other = _with(grade=Grade.GOOD)
    flagged = other.model_copy(update={"problems": [problem("grade_missing", "Something else.")]})  # type: ignore[attr-defined]
    for after in (other, flagged):
        outcome, detail = judge(CASE.extraction, after, Made(b""))  # type: ignore[arg-type]
        assert outcome is Outcome.WRONG
        assert "effectiveness is good" in detail
    allowed = Made(b"", allowed={"effectiveness": {"good"}})
    assert judge(CASE.extraction, flagged, allowed)[0] is Outcome.FLAGGED
    assert judge(CASE.extraction, other, allowed)[0] is Outcome.WRONG  # type: ignore[arg-type]


def test_the_judge_sees_a_value_that_changed_in_silence() -> None:
    outcome, detail = judge(CASE.extraction, _with(statement="Another sentence."), Made(b""))  # type: ignore[arg-type]
    assert outcome is Outcome.WRONG
    assert "statement" in detail
    assert judge(CASE.extraction, CASE.extraction, Made(b""))[0] is Outcome.SAME


def test_the_judge_compares_what_an_edit_says_must_be_read() -> None:
    after = _with(statement="Another sentence.")
    assert CASE.extraction.record is not None
    expected = copy.deepcopy(CASE.extraction.record.model_dump(mode="json"))
    expected["judgments"][0]["statement"] = "Another sentence."
    assert judge(CASE.extraction, after, Made(b"", expected=expected))[0] is Outcome.FAITHFUL  # type: ignore[arg-type]


def test_an_info_alone_does_not_excuse_a_changed_value() -> None:
    after = _with(statement=None).model_copy(update={"problems": [problem("inspector_missing", "x")]})  # type: ignore[attr-defined]
    assert judge(CASE.extraction, after, Made(b""))[0] is Outcome.WRONG


def test_a_copy_that_takes_a_value_away_is_seen() -> None:
    before = Tree.of(CASE)
    assert before is not None and before.before.record is not None
    first, *rest = before.before.record.judgments
    witnesses = [one.model_copy(update={"grade": Grade.GOOD}) for one in first.witnesses]
    other = [first.model_copy(update={"grade": Grade.GOOD, "witnesses": witnesses}), *rest]
    record = before.before.record.model_copy(update={"judgments": other})
    poorer = before.before.model_copy(update={"record": record})
    assert "effectiveness was requires_improvement and is good" in blanked(CASE, before.before, poorer, b"<p>")
    assert blanked(CASE, before.before, before.before, b"<p>") == ""


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_every_edit_applies_to_some_fixture_and_changes_its_bytes(edit: str) -> None:
    found = run_mutants(all_cases(ROOT / "fixtures")[:: 1 if edit.startswith("refused") else 2], 1, 1, [edit])
    assert len(found.mutants) == 1
    assert found.mutants[0].edit.name == edit


def test_a_tree_finds_its_blocks_again_and_takes_out_just_one() -> None:
    tree = Tree.of(CASE)
    assert tree is not None
    assert [b.text for b in tree.blocks] == [b.text for b in tree.before.blocks]
    number = next(b.number for b in tree.blocks if b.text.startswith("When somebody goes missing"))
    fresh = tree.fresh()
    assert fresh.remove([number])
    after = CASE.parse(fresh.html())
    assert [b.text for b in after.blocks] == [b.text for b in tree.blocks if b.number != number]
    assert CASE.parse(tree.html()).blocks == tree.before.blocks


def _outcomes(name: str, good: int, bad: int) -> Outcomes:
    ends = [Outcome.FLAGGED] * good + [Outcome.SAME] * bad
    edit = EDITS[name]
    return Outcomes([Mutant("a/b", "a", edit, "1", "", end, "") for end in ends])


def test_floors_rise_and_fall_only_for_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    name = "negate-a-headline"
    raise_floors(_outcomes(name, 9, 1), None, path)
    assert floors(path)[name] == 0.9
    raise_floors(_outcomes(name, 10, 0), None, path)
    assert floors(path)[name] == 1.0
    worse = _outcomes(name, 8, 2)
    assert any(name in line for line in below(worse, path=path))
    assert any("all damage" in line for line in below_in_sample(worse, path))
    with pytest.raises(PeelError, match="--lower-floors REASON"):
        raise_floors(worse, None, path)
    assert floors(path)[name] == 1.0
    raise_floors(worse, "the site dropped its badges", path)
    assert floors(path)[name] == 0.8


def test_a_run_with_a_wrong_value_raises_no_floor(tmp_path: Path) -> None:
    wrong = Outcomes([Mutant("a/b", "a", EDITS["negate-a-headline"], "1", "", Outcome.WRONG, "")])
    with pytest.raises(PeelError, match="mend them first"):
        raise_floors(wrong, "a reason", tmp_path / "floors.json")


def test_a_floors_file_that_is_no_json_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text("{")
    with pytest.raises(PeelError, match=r"can.t be read as JSON"):
        floors(path)
    write_json(path, {"floors": {"x": 0.5}})
    assert floors(path) == {"x": 0.5}


def test_the_generator_of_a_mutant_is_its_own() -> None:
    tree = Tree.of(CASE)
    assert tree is not None
    edit = EDITS["insert-grade-words-that-judge-nothing"]
    one, two = (edit.make(tree.fresh(), random.Random(3)) for _ in range(2))
    assert one is not None
    assert two is not None
    assert one.body == two.body
