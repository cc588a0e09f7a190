"""What is looked at cheaply in a page's blocks: what may ask for something, what may stand alone."""

from __future__ import annotations

import pytest

from scraper.parsers.looks import alone, may_ask

from .made import block, builder


def test_what_stands_alone_is_known_by_how_its_block_begins() -> None:
    begin = alone({"completion date", "by"})
    for text in ("By:", "by", "By.", "By :", "By?", "COMPLETION DATE:", "Completion date", "Completion Date ?"):
        assert not builder(block("One", 1), block(text, 2)).beginnings.isdisjoint(begin), text
    for text in ("Bystanders", "By May", "Completion", "The completion date"):
        assert builder(block(text, 1)).beginnings.isdisjoint(begin), text


def test_what_may_ask_for_something_is_an_item_or_has_a_label_s_words_in_it_or_above_it() -> None:
    found = may_ask([
        block("The force should act.", 1), block("* The force should act.", 2), block("| It must act.", 3), block("## It needs to act.", 4),
        block("* It acts.", 5), block("Areas for improvement now", 6), block("It should act.", 7), block("It should act.", 8),
        block("RECOMMENDATIONS", 9), block("It acts.", 10), block("It should act.", 11), block("A cause of concern: it must act.", 12),
        block("CAUSE OF CONCERN", 13), block("It must act.", 14), block("IMPROVEMENT", 15), block("It must.", 16),
        block("A recommendation.", 17), block("It must.", 18), block("It acts.", 19), block("We recommend that it should act.", 20),
    ])  # fmt: skip
    assert found == {2, 3, 4, 7, 12, 13, 14, 16, 18, 20}


@pytest.mark.parametrize(
    "head", ["Areas for improvement", "Area(s)-for-improvement", "Our recommendations", "A cause of concern", "Cause-of-concern",
             "Innovative practice", "Promising practices"]
)  # fmt: skip
def test_so_may_what_stands_right_below_the_words_of_a_label_however_it_is_put(head: str) -> None:
    below = (block("It acts.", 2), block("It acts.", 3))
    assert may_ask([block(head, 1), *below]) == {2}
    assert may_ask([block(f"{head}{' and more' * 10}", 1), *below]) == frozenset()
    assert may_ask([block("It requires improvement", 1), *below]) == frozenset()


NAMES = ["its improvement", "a recommendation", "a cause of concern", "a cause for concern", "IMPROVEMENT", "A RECOMMENDATION",
         "CAUSE OF CONCERN", "CAUSE FOR CONCERN", "an AFI"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_so_may_a_sentence_that_names_what_is_asked_for_or_stands_below_one_wherever_in_it(name: str) -> None:
    long = f"Since the year before last, when all of this began and when nobody knew what would come, {name}"
    assert may_ask([block(f"{long} says that it should act.", 1), block("It acts.", 2)]) == {1}
    assert may_ask([block(f"{long} is open.", 1), block("It should act.", 2), block("It should act.", 3)]) == {2}
    assert may_ask([block(f"{long} is open.", 1), block("It acts.", 2)]) == frozenset()


@pytest.mark.parametrize(
    "lead", ["We asked the force to:", "It did the following:", "We recommend this:", "These are improvements:", "It should do this:",
             "Since the year before last it has made all of these improvements:"]
)  # fmt: skip
def test_so_may_what_leads_in_what_somebody_was_asked(lead: str) -> None:
    assert may_ask([block(lead, 1)]) == {1}
    assert (
        may_ask(
            [
                block(
                    f"{lead[:-1].replace('should', 'does').replace('recommend', 'know').replace('improvements', 'ones')} now.",
                    1,
                )
            ]
        )
        == frozenset()
    )
    assert may_ask([block("It has done this:", 1)]) == frozenset()


@pytest.mark.parametrize("head", ["Areas of improvement", "Reasons for concern", "Causes of concern"])
def test_so_may_what_stands_below_other_words_of_labels(head: str) -> None:
    assert may_ask([block(head, 1), block("It acts.", 2)]) == {2}


@pytest.mark.parametrize("sign", [": ", ". ", " – ", " - "])
@pytest.mark.parametrize("label", ["Recommendation", "Area for improvement", "Cause of concern", "AFI"])
def test_so_may_a_label_that_runs_in(label: str, sign: str) -> None:
    assert may_ask([block(f"{label}{sign}it acts.", 1)]) == {1}
    assert may_ask([block(f"{label} of those that we have seen in {sign}it acts.", 1)]) == (
        {1} if len(label) < 5 else frozenset()
    )
    assert may_ask([block(f"This{sign}it acts.", 1), block(f"{label}, it acts.", 2)]) == frozenset()


def test_words_below_a_long_line_or_one_that_names_nothing_ask_for_nothing() -> None:
    assert may_ask([block("The practice", 1), block("It acts.", 2)]) == frozenset()
    assert may_ask([block("Requires improvement", 1), block("It acts.", 2)]) == frozenset()
