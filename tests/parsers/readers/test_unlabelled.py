"""What seems to be asked for in findings is told; so is a label of what is asked for with nothing below it."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.labels import find_label
from scraper.parsers.readers.unlabelled import is_almost_label
from tests.parsers.shown import lacks, read

TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
ASK = "The force should count its cars."
ADDRESS = "peel-reports/kent-2023-25/"


def report(parts: str, after: str = TEXT) -> Extraction:
    head = "<h1>Kent PEEL 2023–25</h1><h2>HM Inspector’s summary</h2><p>Thanks.</p>"
    areas = f"<h2>Investigating crime</h2><p>Good</p>{TEXT}{parts}<h2>Preventing crime</h2><p>Good</p>{after}"
    return read(f"{head}{areas}<h2>Responding to the public</h2><p>Good</p>{TEXT}", ADDRESS)


def told(found: Extraction) -> list[str]:
    return [one for one in lacks(found) if one.startswith("No label heads")]


ITEMS = (
    f"<ul><li>{ASK}</li><li>The force should wash them.</li></ul>", f"<h4>{ASK}</h4>{TEXT}", f"<table><tr><td>1</td><td>{ASK}</td></tr></table>",
    "<ul><li>Kent Police must count its cars.</li></ul>", f"<p>Area for improvement. {ASK}</p>", f"<ul><li>Areas of improvement 2: {ASK}</li></ul>",
    "<p>We recommend that the force should count its cars.</p>", "<p>We therefore recommend that, by 31 May 2025, the force should:</p><ul><li>count its cars.</li></ul>",
    "<p>The force should:</p><ul><li>count its cars; and</li><li>wash them.</li></ul>", "<p>To do better, the force must also:</p><ol><li>count its cars.</li></ol>",
    "<p>By 31 May 2025, the force should:</p><ul><li>count its cars.</li></ul>", "<p>Kent Police needs to:</p><ul><li>count its cars.</li></ul>",
    "<p>In particular, the force should:</p><ul><li>count its cars.</li></ul>", "<p>The force now also must:</p><ul><li>count its cars.</li></ul>",
    "<p>We made the following recommendations:</p><ul><li>count cars.</li></ul>", "<p>Our areas for improvement are as follows:</p><ul><li>cars.</li></ul>",
    "<p>The following is our cause of concern:</p><ul><li>cars.</li></ul>", "<p>HMIC has identified these areas for improvement:</p><ul><li>cars.</li></ul>",
    "<p>HMIC also recommends that the force should count its cars.</p>", "<p>HMICFRS recommends that the force must count its cars.</p>", f"<p>Our recommendations; {ASK}</p>", f"<p>Causes of concern. {ASK}</p>",
)  # fmt: skip
OTHERWISE = (
    "We asked the force to", "We have asked the force to do the following", "We expect it to", "HMICFRS therefore requires the force to", "The force was asked to",
    "It has been told to", "The force is required to", "It needs to", "The force also needs to do the following", "It was recommended that the force",
    "The force has three months to", "The force had until 31 May 2022 to", "We gave the force until the end of May to", "To be completed by 31 May 2022",
    "Actions by the end of May 2022", "By 31 May 2022", "By 31 May 2022, the following should be done", "We have recommended that by 31 May 2022 the force should", "We wrote on 31 May 2022. The force should",
)  # fmt: skip
NOTHING_ASKED = (
    "We asked officers to",
    "The force agreed to",
    "We want you to know the following",
    "The force asked its staff to",
    "It has been able to",
    "By 31 May 2022, the force had",
    "By 31 May 2022, the force will",
    "In the year to 31 May 2022, the force counted",
)


@pytest.mark.parametrize("words", OTHERWISE)
def test_a_line_that_asks_in_other_words_is_told_where_a_list_stands_below_it(words: str) -> None:
    items = "<ul><li>count its cars; and</li><li>wash them.</li></ul>"
    assert len(told(report(f"<p>{words}:</p>{items}"))) == 1
    assert told(report(f"<p>{words}:</p>{TEXT}")) == []


@pytest.mark.parametrize("words", NOTHING_ASKED)
def test_a_line_that_asks_ours_for_nothing_is_not(words: str) -> None:
    assert told(report(f"<p>{words}:</p><ul><li>count cars; and</li><li>wash them.</li></ul>")) == []


HEADS = (
    "Areas for improvement identified", "Areas of improvement from 2021", "Progress on our recommendations", "Recommendations (see annex)",
    "A cause of concern that we found", "SUMMARY OF AREAS FOR IMPROVEMENT",
)  # fmt: skip


@pytest.mark.parametrize("items", ITEMS)
def test_an_item_that_says_what_ours_should_do_is_told_once_a_section(items: str) -> None:
    assert len(told(report(items))) == 1
    assert len(told(report(items + items))) == 1
    assert len(told(report(items, after=items))) == 2


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("tag", ["<h4>{}</h4>", "<p>{}</p>"])
def test_so_is_a_sentence_below_the_words_of_a_label(head: str, tag: str) -> None:
    for ask in (ASK, "The force needs to count its cars."):
        assert len(told(report(f"{tag.format(head)}<p>{ask}</p>"))) == 1


@pytest.mark.parametrize(
    "parts",
    [
        f"<p>{ASK}</p>", "<ul><li>The force needs to count its cars.</li></ul>", "<ul><li>Officers should count cars.</li></ul>",
        f"<ul><li>{ASK} (addressed)</li></ul>", f"<h4>What we found</h4><p>{ASK}</p><ul><li>Officers must rest.</li></ul>", f"<h4>Areas for improvement</h4><p>{ASK}</p>",
        f"<p>We made these recommendations, of which the force has seen to most in the year since we told it of them.</p><p>{ASK}</p>",
        "<ul><li>The force muster its cars.</li></ul>", f"<h4>Recommendations we made</h4><p>There are some.</p><p>{ASK}</p>",
        "<p>It has acted on all of our recommendations:</p><ul><li>cars are counted.</li></ul>", "<p>There has been progress on areas for improvement:</p><ul><li>cars.</li></ul>",
        "<p>In 2014, we said that the force should:</p><ul><li>count its cars.</li></ul>", "<p>The force should:</p><p>Officers count cars.</p>", "<p>Officers should:</p><ul><li>count cars.</li></ul>", "<p>The force told us that it should:</p><ul><li>count cars.</li></ul>",
        "<p>Recommendation. Officers count cars.</p>", f"<p>Improvement: {ASK}</p>", f"<h4>Cause of concern – closed</h4><ul><li>{ASK}</li></ul>",
        "<h4>Areas for improvement</h4><ul><li>Essex Police should count its cars.</li></ul>",
    ],
)  # fmt: skip
def test_other_findings_ask_for_nothing(parts: str) -> None:
    assert not told(report(parts))


# --- labels with nothing below them ------------------------------------------------------------------------------

LABELS = ("Areas for improvement", "Cause of concern", "Recommendations")


def empty(found: Extraction) -> list[str]:
    return [one for one in lacks(found) if one.startswith("Nothing stands below")]


@pytest.mark.parametrize("label", LABELS)
def test_a_label_with_nothing_below_it_is_told(label: str) -> None:
    for mark in ("<h4>{}</h4>", "<p>{}</p>"):
        assert len(empty(report(mark.format(label)))) == 1
    assert len(empty(report(f"<p>{ASK}</p><h4>{label}</h4>", after=""))) == 1
    for below in (
        f"<p>{ASK}</p>",
        "<h5>Cars</h5>",
        f"<h5>Area for improvement</h5><p>{ASK}</p>",
        f"<h4>Area for improvement</h4><p>{ASK}</p>",
    ):
        assert not empty(report(f"<h4>{label}</h4>{below}")), below


def test_only_what_asks_for_something_lacks_it() -> None:
    assert not empty(report("<h4>Innovative practice</h4>"))


def test_a_part_that_is_deeper_is_of_the_label() -> None:
    title, address = (
        "<h1>Kent Police: Police custody inspection</h1>",
        "publication-html/kent-police-custody-inspection/",
    )
    for label, part, count in (("<h2>{}</h2>", "<h3>{}</h3>", 0), ("<h2>{}</h2>", "<h2>{}</h2>", 1), ("<h3>{}</h3>", "<h2>{}</h2>", 1),
                               ("<p>{}</p>", "<h2>{}</h2>", 1), ("<h2>{}</h2>", "<dl><dt>{}</dt><dd>There are some.</dd></dl>", 1)):  # fmt: skip
        parts = f"{label.format('Areas for improvement')}{part.format('Cars')}{TEXT}"
        assert len(empty(read(f"{title}<h2>Introduction</h2>{TEXT}{parts}", address))) == count, parts
    assert len(empty(read(f"{title}<h2>Introduction</h2>{TEXT}<h2>Areas for improvement</h2>", address))) == 1


STATED = "The force does not know how many cars it has, and nobody counts them."
ALMOST = (
    "Our cause of concern", "Causes of concern identified", "Cause-of-concern", "New causes of concern for the force", "Key cause of concern: cars",
    "Area(s) for improvement", "Areas-for-improvement", "Areas for improvement we found", "Recommendations made", "Our innovative practice", "Promising practices (2)",
)  # fmt: skip


@pytest.mark.parametrize("head", ALMOST)
@pytest.mark.parametrize("tag", ["<h4>{}</h4>", "<p><strong>{}</strong></p>", "<p>{}</p>"])
def test_what_words_head_that_are_almost_a_label_is_told_however_it_is_put(head: str, tag: str) -> None:
    found = report(f"{tag.format(head)}<p>{STATED}</p>")
    assert found.record is not None
    codes = {problem.code for problem in found.problems}
    assert found.record.recommendations or "label_misspelt" in codes or len(told(found)) == 1


@pytest.mark.parametrize(
    "head",
    [
        "What we found on our recommendations",
        "Progress on the causes of concern",
        "Requires improvement in part",
        "Working practices",
        "Closed areas for improvement",
    ],
)
def test_what_tells_of_such_things_is_findings(head: str) -> None:
    assert told(report(f"<h4>{head}</h4><p>{STATED}</p>")) == []


BEFORE = ("another", "other", "further", "additional", "main", "key", "new", "the", "our", "first", "second")
BEHIND = (
    "identified", "found", "raised", "we identified", "we found", "we raised", "in this area", "(new)", "(2)", "2", "#2", "raised in this area",
    *(f"for {one} {body}" for one in ("the", "this") for body in ("force", "service", "constabulary", "brigade", "area")),
)  # fmt: skip
NAMED = (
    "areas for improvement", "area(s) for improvement", "areas-for-improvement", "area-of-improvement", "recommendations", "causes of concern",
    "cause-for-concern", "cause-of-concern", "innovative practice", "promising-practices", "accelerated causes of concern", "accelerated-cause-of-concern",
)  # fmt: skip


@pytest.mark.parametrize("named", NAMED)
def test_each_word_beside_the_words_of_a_label_leaves_a_head(named: str) -> None:
    heads = [
        named,
        *(f"{word} {named}" for word in BEFORE),
        *(f"{named} {word}" for word in BEHIND),
        f"{named}: cars",
        f"{named} - cars",
    ]
    assert [head for head in heads if not (is_almost_label(head) or find_label(head))] == []
    assert not any(is_almost_label(head) for head in heads if find_label(head))
    assert not any(is_almost_label(f"{word} {named}") for word in ("old", "closed", "some"))


@pytest.mark.parametrize("label", LABELS)
def test_what_is_set_aside_is_nothing(label: str) -> None:
    for nothing in ("<p>Print this page</p>", "<p>Back to top</p>"):
        assert len(empty(report(f"<h3>{label}</h3>{nothing}"))) == 1
        assert empty(report(f"<h3>{label}</h3>{nothing}<p>{ASK}</p>")) == []


@pytest.mark.parametrize(
    "label",
    [
        "Recommendation {}",
        "Area for improvement {}",
        "AFI {}",
        "Cause of concern no. {}",
        "Cause of concern {} – calls",
    ],
)
@pytest.mark.parametrize("lost", [0, 1, 2, 3])
def test_a_gap_in_the_numbers_of_labels_is_told(label: str, lost: int) -> None:
    text = "<p>We looked at files, and we spoke with those who had written them.</p>"
    asks = "".join(
        (f"<h3>{label.format(n)}</h3>" if n != lost else "")
        + f"<p>The force should count its {'abcd'[n]} cars.</p>{text}"
        for n in (1, 2, 3)
    )
    page = f"<h1>PEEL 2023–25: An inspection of Kent Police</h1><h2>Preventing crime</h2><p>Good</p>{text}{asks}"
    told = [
        one.message for one in read(page, "peel-reports/kent-2023-25/").problems if "right behind number" in one.message
    ]
    assert len(told) == (lost == 2)


def test_a_numbered_item_that_runs_in_is_told_but_for_what_became_of_it() -> None:
    numbered = (
        "Recommendation 3",
        "Our recommendation 3",
        "Recommendation no. 3",
        "Recommendation b",
        "AFI 2",
        "Recommendation #3",
    )
    asked = (
        "train its crews",
        "buy boats",
        "Buy boats for all of them",
        "by May 2025, buy boats",
        "more boats",
        "boats, and who sails them",
    )
    became = (
        "completed",
        "met in May 2024",
        "closed",
        "in progress",
        "the force has done so",
        "this was met",
        "recommendation 4 is the same",
        "page 4",
        "",
    )
    for label, sign in zip(numbered * 2, (":", " –", " -", ".", ":", ":") + (":",) * 6, strict=True):
        for text in asked:
            for tag in ("<ul><li>{}</li></ul>", "<ol><li>{}</li><li>Other words</li></ol>"):
                assert len(told(report(tag.format(f"{label}{sign} {text}")))) == 1, (label, sign, text, tag)
        for text in became:
            assert told(report(f"<ul><li>{label}{sign} {text}</li></ul>", after="")) == [], (label, sign, text)
    for label in ("Recommendation", "AFI", "Our recommendation"):
        assert len(told(report(f"<ul><li>{label}: train its crews</li></ul>"))) == 1
        for text in ("what we ask for", "more boats", "a word of ours"):
            assert told(report(f"<ul><li>{label}: {text}</li></ul>")) == []


def test_an_item_that_says_itself_what_the_cause_is_is_told_where_a_text_follows_it() -> None:
    for said in (
        "it does not train its crews",
        "crews are not trained",
        "the force fails to train",
        "it has no boats",
        "it cannot count",
        "it lacks boats",
    ):
        found = report(f"<ul><li>Cause of concern: {said}</li></ul>{TEXT}")
        assert any("says itself" in one for one in lacks(found)), said
    for markup in (
        "<ul><li>Cause of concern: Training</li></ul>",
        "<h4>Cause of concern: the force is slow</h4>",
        "<ul><li>Cause of concern</li></ul>",
    ):
        assert not any("says itself" in one for one in lacks(report(markup + TEXT))), markup


def test_what_ours_should_do_is_told_behind_an_opening_too() -> None:
    for opening in ("Moreover", "Therefore", "Furthermore", "As a result", "In addition, to help victims"):
        for markup in (
            f"<p>{opening}, the force should:</p><ul><li>count its cars.</li></ul>",
            f"<ul><li>{opening}, the force should count its cars.</li></ul>",
        ):
            assert len(told(report(markup))) == 1, markup
        assert told(report(f"<ul><li>{opening}, the force counts its cars.</li></ul>")) == []


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("The force should send us a plan by 31 August 2024.", True),
        ("By the end of August 2024, Kent Police must have a plan.", True),
        ("The force should have had a plan in 2024.", False),
        ("By 31 August 2024, the force had a plan.", False),
        ("Staff said that by 31 August 2024 they should have a plan.", False),
        ("The force should have a plan.", False),
    ],
)
def test_a_sentence_that_asks_for_something_by_a_day_is_told(said: str, asks: bool) -> None:
    assert len(told(report(f"<p>{said}</p>"))) == asks
