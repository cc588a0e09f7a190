"""What a page says is closed is not asked for anew, and is told; what is open, supposed or denied is not said so."""

from __future__ import annotations

import pytest

from schemas.labels import ASKS
from schemas.page_types import PageType
from scraper.parsers.builder import Builder
from scraper.parsers.nesting import ByAreas, ByParts, Nesting
from scraper.parsers.outline import Outliner
from scraper.parsers.readers.announced import read_announced
from scraper.parsers.readers.closed import (
    ends_closed,
    heads_closed,
    is_closed_alone,
    is_status,
    moves_deadline,
    says_closed,
    with_closed_marked,
)
from scraper.parsers.readers.recommendations import read_asks
from tests.parsers import shown
from tests.parsers.pieces import read_lines, texts

STATES = ["closed", "discharged", "signed off", "signed-off", "lifted", "withdrawn", "removed", "resolved", "complete",
          "completed", "addressed", "met", "achieved"]  # fmt: skip
NAMES = ["Cause of concern", "Causes of concern", "Area for improvement", "Areas for improvement", "Recommendation",
         "Recommendations", "AFI", "AFIs", "Cause for concern", "Area of improvement", "Cause of concern 1", "Recommendation no. 12", "Recommendation no 2"]  # fmt: skip
BEFORE = ["Accelerated", "New", "Our", "Further", "Additional", "Previous", "Earlier", "Past"]


@pytest.mark.parametrize("state", STATES)
def test_each_state_that_closes_is_known_in_each_place(state: str) -> None:
    assert heads_closed(f"Cause of concern – {state}")
    assert is_closed_alone(state.capitalize())
    assert ends_closed(f"The force should act. ({state.capitalize()})")


@pytest.mark.parametrize("name", [*NAMES, *(f"{word} cause of concern" for word in BEFORE)])
def test_a_heading_says_of_asks_that_they_are_closed(name: str) -> None:
    forms = ["{} – closed", "{}: closed", "{} (closed)", "{} [closed]", "{} closed", "{}: calls – closed", "{} – calls (closed)",
             "{} – calls [closed]", "{}: calls: closed", "{} – now closed", "{} – fully closed", "{} – formally closed", "{} – all closed", "{} – status closed", "{} (status: closed)",
             "Closed {}", "Now closed {}", "Closed {} – calls", "Closed {}: calls", "{} that have been closed", "{} which has been closed", "{} that are closed", "{} that is now closed",
             "{} that were closed", "{} that was closed", "{} that we closed", "{} that we have closed", "{} we closed", "{} we have closed"]  # fmt: skip
    assert [form for form in forms if not heads_closed(form.format(name))] == []


@pytest.mark.parametrize(
    "text",
    ["Cause of concern", "Cause of concern – ongoing", "Cause of concern: calls – not closed", "Recommendations not met",
     "Area for improvement (partially addressed)", "Cause of concern: emergency calls", "Closed cases", "Cause of concern: closed cases"],
)  # fmt: skip
def test_other_headings_say_no_such_thing(text: str) -> None:
    assert not heads_closed(text)


def test_a_status_stands_alone() -> None:
    closed = ["Closed", "(Closed)", "[Closed]", "Status: closed", "Current status – closed", "Progress: completed.", "Position: met", "Outcome: lifted", "Now closed"]  # fmt: skip
    is_open = ["Open", "Still open", "Remains open", "Partially met", "Partly met", "Not met", "Not yet met", "Ongoing", "Outstanding",
               "In progress", "Under way", "Not started", "Not yet started", "Not begun", "Partly begun", "Partially open"]  # fmt: skip
    assert all(map(is_closed_alone, closed))
    assert not any(
        map(is_closed_alone, [*is_open, "Closed at last by the new chief constable", "Good", "Closed" + " " * 40])
    )
    assert all(map(is_status, [*closed, *is_open]))
    assert not any(map(is_status, ["Good", "It is open", "Met." + " " * 40]))


WHEN = ["in 2024", "in 2021/22", "2024", "(2024)", "– May 2024", ", May 2024", "(May 2024)", "on 12 May 2024", "12/05/2024", "at our last inspection", "at the last visit",
        "as of May 2024", "since 2023", "in this inspection", "at our revisit"]  # fmt: skip


@pytest.mark.parametrize("when", WHEN)
def test_what_is_closed_may_say_when(when: str) -> None:
    assert is_closed_alone(f"Closed {when}") and is_closed_alone(f"(Status: closed {when})")
    assert is_status(f"Still open {when}") and not is_closed_alone(f"Still open {when}")
    assert ends_closed(f"It should act. Closed {when}") and ends_closed(f"It should act (closed {when}).")
    assert heads_closed(f"Cause of concern – closed {when}")


@pytest.mark.parametrize(
    "rest", ["cases in 2024", "by the force", "in May", "doors", "by May 2024", "at our next visit", "2024 cases"]
)
def test_what_else_stands_behind_it_is_no_time(rest: str) -> None:
    assert not is_closed_alone(f"Closed {rest}") and not is_status(f"Still open {rest}")


def test_a_status_stands_behind_an_item() -> None:
    items = ["It should act. (Closed)", "It should act. [Closed]", "It should act. Closed", "It should act – closed", "It should act. Status: closed.", "It should act (closed);"]  # fmt: skip
    assert all(map(ends_closed, items))
    assert not any(
        map(ends_closed, ["It should see that needs are met.", "It should act. (Open)", "It should be well-met"])
    )


@pytest.mark.parametrize(
    "text",
    [
        "This cause of concern is now closed.",
        "The areas for improvement are closed.",
        "Both causes of concern were discharged.",
        "The recommendation was signed off.",
        "Our causes of concern on calls have been lifted.",
        "The cause of concern has been removed.",
        "We have closed this cause of concern.",
        "We have therefore discharged the cause of concern.",
        "HMICFRS has since signed off all three recommendations.",
        "We have now lifted our cause of concern.",
        "We have formally removed the cause of concern.",
        "We have decided to close the cause of concern.",
    ],
)
def test_a_sentence_says_that_something_is_closed(text: str) -> None:
    assert says_closed(text)


@pytest.mark.parametrize(
    "text",
    ["We asked whether the cause of concern has been closed.", "The cause of concern would have been closed.", "It is not so that the cause of concern is closed.", "By May the cause of concern will have been closed.", "We have not closed this cause of concern.",
     "Until the cause of concern is closed we watch.", "Once this cause of concern is closed we stop.", "The cause of concern could have been closed.",
     "If the cause of concern is closed, we stop.", "When the cause of concern is closed, we stop.", "Unless the cause of concern is closed we watch.",
     "Before the cause of concern is closed we look.", "Cases are closed.", "It hasn’t been that the cause of concern was closed."],
)  # fmt: skip
def test_what_is_supposed_or_denied_is_not_said(text: str) -> None:
    assert not says_closed(text)


# --- pages -------------------------------------------------------------------------------------------------------

STATEMENT = "<p>Kent Police misses calls.</p>"
ASKED = "<p>By 31 May 2022, the force should:</p><ul><li>answer; and</li><li>listen.</li></ul>"
HEAD = "<h3>Recommendations</h3>"


def read(markup: str, nesting: type[Nesting] = ByParts, type_: PageType = PageType.LETTER) -> Builder:
    builder, lines = read_lines(markup)
    builder.page = builder.page.model_copy(update={"type": type_})
    for section in with_closed_marked(builder, Outliner(nesting(None, builder.round)).run(lines)):
        (read_asks if section.role in ASKS else read_announced)(builder, section)
    return builder


def told(builder: Builder) -> list[str]:
    return [one.message.split("”")[0][1:] for one in builder.problems if "is closed;" in one.message]


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        (f"<h2>Cause of concern – closed</h2>{STATEMENT}{HEAD}{ASKED}", "Cause of concern – closed"),
        (f"<h2>CAUSE OF CONCERN – CLOSED</h2>{STATEMENT}{HEAD}{ASKED}", "CAUSE OF CONCERN – CLOSED"),
        (f"<h2>Cause of concern – closed</h2>{STATEMENT}{ASKED}", "Cause of concern – closed"),
        (f"<h2>Cause of concern: closed</h2>{STATEMENT}{HEAD}{ASKED}", "Cause of concern: closed"),
        (f"<h2>Cause of concern</h2><h3>Closed</h3>{STATEMENT}{HEAD}{ASKED}", "Closed"),
        (f"<h2>Cause of concern</h2>{STATEMENT}<p>Status: closed</p>{HEAD}{ASKED}", "Status: closed"),
        (f"<h2>Cause of concern</h2><h3>Calls – closed</h3>{STATEMENT}{HEAD}{ASKED}", "Calls – closed"),
        ("<h2>Areas for improvement – closed</h2><ul><li>It should act.</li></ul>", "Areas for improvement – closed"),
        ("<h2>AREAS FOR IMPROVEMENT – CLOSED</h2><ul><li>It should act.</li></ul>", "AREAS FOR IMPROVEMENT – CLOSED"),
        ("<h2>RECOMMENDATIONS – CLOSED</h2><ul><li>It should act.</li></ul>", "RECOMMENDATIONS – CLOSED"),
        ("<h2>AFIs – closed</h2><ul><li>It should act.</li></ul>", "AFIs – closed"),
        ("<h2>Recommendations (closed)</h2><ul><li>It should act.</li></ul>", "Recommendations (closed)"),
    ],
)
def test_what_a_heading_or_a_status_closes_is_not_asked_for(markup: str, what: str) -> None:
    builder = read(markup)
    assert (builder.recommendations, told(builder)) == ([], [what])
    assert builder.accounted()[0].unread == 0
    assert all(one.code == "unknown_heading" for one in builder.problems)


@pytest.mark.parametrize("state", STATES)
def test_each_state_closes_a_part_of_a_page(state: str) -> None:
    heading = f"Cause of concern ({state})"
    builder = read(f"<h2>{heading}</h2>{STATEMENT}{HEAD}{ASKED}")
    assert (builder.recommendations, told(builder)) == ([], [heading])


def test_what_stands_elsewhere_is_asked_for() -> None:
    closed = f"<h2>Cause of concern – closed</h2>{STATEMENT}"
    assert len(read(f"{closed}<h2>Calls</h2>{STATEMENT}{HEAD}{ASKED}").recommendations) == 2
    assert len(read(f"{closed}<h2>Cause of concern</h2>{STATEMENT}{HEAD}{ASKED}").recommendations) == 3
    assert len(read(f"<h2>Recommendations on closed cases</h2>{STATEMENT}{ASKED}").recommendations) == 3
    status = f"<h2>Cause of concern</h2>{STATEMENT}{ASKED}<p>Closed</p>"
    assert (len(read(status).recommendations), told(read(status))) == (3, ["Closed"])


def test_what_another_reader_closed_stays_so_beside_what_the_page_closes() -> None:
    builder, lines = read_lines(
        "<h2>Area for improvement</h2><p>Act.</p><h2>Area for improvement 2 – closed</h2><p>Rest.</p>"
    )
    sections = Outliner(ByParts(None, builder.round)).run(lines)[1:]
    sections[0].closed = True
    assert [each.closed for each in with_closed_marked(builder, sections)] == [True, True]


def test_the_last_heading_of_a_part_closes_the_recommendations_below_it() -> None:
    area, closed = "<h2>Responding to the public</h2><p>Text.</p>", "<h3>Cause of concern – closed</h3>"
    builder = read(f"{area}{closed}{STATEMENT}<h4>Recommendations</h4>{ASKED}", ByAreas, PageType.REPORT)
    assert (builder.recommendations, told(builder)) == ([], ["Cause of concern – closed"])
    more = f"{area}{closed}{STATEMENT}<h3>Calls</h3><p>Text.</p><h4>Recommendations</h4>{ASKED}"
    builder = read(more, ByAreas, PageType.REPORT)
    assert (len(builder.recommendations), told(builder)) == (2, ["Cause of concern – closed"])
    open_ = f"{area}<h3>Causes of concern and closed cases</h3>{STATEMENT}<h4>Recommendations</h4>{ASKED}"
    assert len(read(open_, ByAreas, PageType.REPORT).recommendations) == 2
    mixed = f"{area}<h3>Areas for improvement</h3><ul><li>It should act.</li></ul>{closed}{STATEMENT}<h4>Recommendations</h4>{ASKED}"
    builder = read(mixed, ByAreas, PageType.REPORT)
    assert ([row.text for row in builder.recommendations], told(builder)) == (
        ["It should act."],
        ["Cause of concern – closed"],
    )


def test_a_sentence_that_closes_is_told_and_is_no_cause() -> None:
    sentence = "<p>We have closed this cause of concern.</p>"
    part = f"<h2>Prevention</h2>{sentence}{ASKED}"
    builder = read(part)
    assert [row.text for row in builder.recommendations] == ["Prevention", "answer; and", "listen."]
    assert told(builder) == ["We have closed this cause of concern."]
    assert told(read(part, type_=PageType.REPORT)) == []
    asks = f"<h2>Cause of concern</h2>{STATEMENT}{sentence.replace('closed', 'discharged')}"
    assert told(read(asks, type_=PageType.REPORT)) == ["We have discharged this cause of concern."]
    assert told(read("<h2>Progress</h2><p>The cases are closed.</p><p>It is not.</p>")) == []


def test_an_item_that_is_closed_is_told_and_a_status_ends_no_list() -> None:
    items = "<ul><li>It should act. (Closed)</li><li>It should listen.</li></ul><p>In progress</p><ul><li>It should write.</li></ul>"
    builder = read(f"<h2>Areas for improvement</h2>{items}")
    assert [row.text for row in builder.recommendations] == ["It should listen.", "It should write."]
    assert texts(builder.findings) == ["It should act. (Closed)", "In progress"]
    assert told(builder) == ["It should act. (Closed)"]


@pytest.mark.parametrize("end", ["(closed)", "[Closed]", ". Closed.", "– closed", "- discharged"])
def test_an_item_is_closed_by_what_stands_behind_it_however_it_is_parted(end: str) -> None:
    item = "The force should act on this" if end.startswith(".") else "The force should act on this "
    assert ends_closed(item + end)


SAID_MOVED = ["We have extended the deadline to 31 December 2023.", "We extended the original deadline by three months.", "The deadline has been revised to 31 December 2023.",
         "The target date was moved to 31 December 2023.", "Its timescale has now been changed.", "The new deadline is 31 December 2023.", "We agreed a revised timescale with the service.",
         "We have given the service more time, until 31 December 2023.", "The deadline for these recommendations has been postponed."]  # fmt: skip


@pytest.mark.parametrize("text", SAID_MOVED)
def test_a_sentence_says_that_there_is_another_day(text: str) -> None:
    assert moves_deadline(text)


@pytest.mark.parametrize(
    "text",
    ["We will decide whether to extend the deadline.", "We could not extend the deadline.", "The service met the deadline.", "The deadline is 31 December 2023.",
     "The service should agree a new deadline with its partners.", "It changed the way it works.", "It gave managers more time for their staff."],
)  # fmt: skip
def test_other_sentences_say_of_no_other_day(text: str) -> None:
    assert not moves_deadline(text)


def test_another_day_is_told_and_the_first_is_read() -> None:
    head = "<h1>Kent Fire: cause of concern letter</h1><h2>Letter information</h2><p>To: Chief Fire Officer, Kent Fire and Rescue Service</p>"
    asks = "<h2>Cause of concern</h2><p>It is late.</p><p>By 31 May 2024, the service should:</p><ul><li>act.</li></ul><h2>Progress</h2>"
    found = shown.read(f"{head}{asks}<p>{SAID_MOVED[0]}</p>", "publication-html/kent-fire-letter/")
    assert found.record is not None
    assert [row.deadline_text for row in found.record.recommendations] == [None, "By 31 May 2024"]
    assert "dates_repeated" in {problem.code for problem in found.problems}
