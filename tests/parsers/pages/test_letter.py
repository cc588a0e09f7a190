"""Letters about causes of concern: head, causes, recommendations with deadlines, and which assessment they follow."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.record import Letter
from schemas.vocabulary import RefusalReason
from scraper.parsers.parse import parse_page
from tests.parsers.shown import lacks
from tests.parsers.shown import read as read_markup

URL = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/cause-of-concern-revisit-letter-essex/"
SENDER = "Roy Wilsher OBE QFSM, His Majesty’s Inspector of Fire & Rescue Services"
TO = "Chief Fire Officer, Essex County Fire and Rescue Service"
COPIED = "Chair of the fire authority"
DAY = "8 February 2024"
BACKGROUND = "<h2>Background</h2><p>We inspected the service in the 2021/22 round, when it was inadequate.</p>"


def letter(
    head: str, body: str = "", background: str = BACKGROUND, title: str = "Cause of concern revisit letter"
) -> Extraction:
    markup = (
        f"<!DOCTYPE html><html><head><title>x</title></head><body><main><h1>{title}</h1>"
        f"<h2>Letter information</h2>{head}{background}{body}</main></body></html>"
    )
    return parse_page(markup.encode(), URL)


def read(found: Extraction) -> Letter:
    assert found.record is not None, found.refused
    assert found.record.letter is not None, found.problems
    return found.record.letter


@given(
    colon=st.sampled_from(["", ":"]), split=st.booleans(), labels=st.booleans(), copied=st.booleans(),
    order=st.permutations(["From", "To", "Cc", "Sent on"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_head_is_read_in_all_its_forms(
    colon: str, split: bool, labels: bool, copied: bool, order: list[str]
) -> None:
    values = {"From": SENDER, "To": TO, "Cc": COPIED, "Sent on": DAY}
    if not labels:
        order = ["From", "To", "Sent on"]
    elif not copied:
        order = [label for label in order if label != "Cc"]
    parts = []
    for label in order:
        if not labels:
            parts.append(f"<p>{values[label]}</p>")
        elif split:
            parts.append(f"<p>{label}{colon}</p><p>{values[label]}</p>")
        else:
            parts.append(f"<p>{label}{colon} {values[label]}</p>")
    found = letter("".join(parts))
    head = read(found)
    assert (head.sender, head.addressee, head.date) == (SENDER, TO, dt.date(2024, 2, 8))
    assert head.copied == (COPIED if "Cc" in order else None)
    assert (found.page.type, found.page.assessment) == (PageType.LETTER, "fire/essex/2021-22")
    assert found.accounting is not None
    assert found.accounting.coverage == 1.0


_LABELS = (
    "<h3>{}</h3>",
    "<h4>{}</h4>",
    "<h6>{}</h6>",
    "<p>{}</p>",
    "<p><strong>{}</strong></p>",
    "<div><span>{}</span></div>",
    "<ul><li>{}</li></ul>",
)
_LINES = ("<p>{}</p>", "<div>{}</div>", "<ul><li>{}</li></ul>")


@pytest.mark.parametrize("information", ["<h2>Letter information</h2>", ""])
@pytest.mark.parametrize("colon", ["", ":"])
@pytest.mark.parametrize("label", _LABELS)
@pytest.mark.parametrize("line", [*_LINES, "br"])
def test_labels_are_labels_whatever_their_tags_are(information: str, colon: str, label: str, line: str) -> None:
    def lines(*texts: str) -> str:
        return f"<p>{'<br>'.join(texts)}</p>" if line == "br" else "".join(map(line.format, texts))

    head = {"From": SENDER.split(", "), "To": TO.split(", "), "Cc": ["A Name", COPIED], "Sent on": [DAY]}
    markup = "".join(label.format(name + colon) + lines(*texts) for name, texts in head.items())
    found = page(
        f"<h1>Essex County Fire and Rescue Service: {LETTER}</h1>{information}{markup}{BACKGROUND}", PUBLICATION
    )
    made = read(found)
    assert (made.sender, made.addressee, made.copied) == (SENDER, TO, f"A Name, {COPIED}")
    assert made.date == dt.date(2024, 2, 8)
    assert "unknown_heading" not in problems(found)
    assert found.record is not None and found.record.findings[0].section_text == "Background"


HEAD = f"<p>From: {SENDER}</p><p>To: {TO}</p><p>Sent on: {DAY}</p>"


def test_a_letter_grades_nothing_and_keeps_what_it_quotes() -> None:
    record = letter(HEAD).record
    assert record is not None
    assert record.judgments == []
    assert [f.text for f in record.findings] == [
        "We inspected the service in the 2021/22 round, when it was inadequate."
    ]


def test_each_cause_has_its_own_recommendations() -> None:
    body = (
        "<h2>Staffing</h2><h3>Cause of concern</h3><p>There are too few crews</p>"
        "<p>By 30 April 2024, the service should:</p><ul><li>count them; and</li><li>report.</li></ul>"
        "<h3>Progress</h3><p>It has begun.</p>"
        "<h2>Accelerated cause of concern: alarms</h2><p>Alarms are not answered.</p><h3>Recommendations</h3>"
        "<p>The service should immediately:</p><ul><li>answer them.</li></ul><h2>Conclusion</h2><p>We will return.</p>"
    )
    record = letter(HEAD, body).record
    assert record is not None
    got = [(r.kind.value, r.text, r.deadline, r.parent) for r in record.recommendations]
    assert got == [
        ("cause_of_concern", "There are too few crews", None, None),
        ("recommendation", "count them; and", dt.date(2024, 4, 30), 1),
        ("recommendation", "report.", dt.date(2024, 4, 30), 1),
        ("cause_of_concern", "Alarms are not answered.", None, None),
        ("recommendation", "answer them.", None, 4),
    ]
    assert {f.text: f.section for f in record.findings}["It has begun."] == "Progress"
    assert {f.text: f.section for f in record.findings}["We will return."] == "Conclusion"


@pytest.mark.parametrize(
    ("background", "sent", "assessment"),
    [
        ("<p>In our 2021/22 inspection we found a cause of concern.</p>", DAY, "fire/essex/2021-22"),
        ("<p>During our inspection of 2023–25 we found a cause.</p>", "1 May 2025", "fire/essex/2023-25"),
        ("<p>We found a cause of concern.</p>", "1 May 2022", "fire/essex/2021-22"),
        ("<p>We found a cause of concern.</p>", "1 May 2023", "fire/essex/2023-25"),
        ("<p>We found a cause of concern.</p>", "1 May 2018", None),
    ],
)
def test_the_round_comes_from_the_text_else_from_the_day_it_was_sent(
    background: str, sent: str, assessment: str | None
) -> None:
    found = letter(HEAD.replace(DAY, sent), background=f"<h2>Background</h2>{background}")
    assert found.page.assessment == assessment
    assert found.page.organisation == "fire/essex"


def test_a_title_that_names_the_body_decides() -> None:
    found = letter(HEAD.replace("Essex County", "Kent"), title="Cause of concern letter: Surrey Police")
    assert found.page.organisation == "police/surrey"


def test_a_letter_without_a_heading_has_no_title_and_says_so() -> None:
    found = letter(HEAD, title="")
    assert (found.page.type, found.page.title) == (PageType.LETTER, None)
    assert "no_heading" in [problem.code for problem in found.problems]


def test_a_text_publication_that_is_no_letter_is_read_as_what_it_is() -> None:
    markup = b"<html><body><main><h1>State of Policing 2018</h1><p>Contents</p><p>Policing is done by consent.</p></main></body></html>"
    found = parse_page(markup, URL.replace("cause-of-concern-revisit-letter-essex", "state-of-policing-2018"))
    assert (found.page.type, found.page.assessment) == (PageType.PUBLICATION, None)


PUBLICATION = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/a-text/"
ADDRESSED = f"<p>To: {TO}</p>"
INFORMATION = "<h2>Letter information</h2>"
LETTER = "Cause of concern letter"


def page(markup: str, url: str | None = None, window: str = "x") -> Extraction:
    body = f"<!DOCTYPE html><html><head><title>{window}</title></head><body><main>{markup}</main></body></html>"
    return parse_page(body.encode(), url)


def problems(found: Extraction) -> set[str]:
    return {problem.code for problem in found.problems}


def test_the_words_letter_information_prove_a_letter_at_any_address_and_at_none() -> None:
    found = page(f"<h1>A visit</h1>{INFORMATION}{ADDRESSED}{BACKGROUND}")
    assert (found.page.type, found.page.assessment) == (PageType.LETTER, "fire/essex/2021-22")
    assert page(f"<h1>A visit</h1>{ADDRESSED}{BACKGROUND}", PUBLICATION).page.type is PageType.PUBLICATION
    assert page(f"<p>A visit.</p>{ADDRESSED}{BACKGROUND}", PUBLICATION).page.type is PageType.PUBLICATION


@pytest.mark.parametrize(
    "title", [LETTER, "Letter to the service", "Causes of concern in Essex", "A cause of concern revisited"]
)
@pytest.mark.parametrize("tag", ["h1", "p"])
def test_a_text_publication_with_the_title_of_a_letter_is_one(title: str, tag: str) -> None:
    found = page(f"<{tag}>{title}</{tag}>{ADDRESSED}{BACKGROUND}", PUBLICATION)
    assert (found.page.type, found.page.title) == (PageType.LETTER, title)
    found = page(f"<{tag}>{title}</{tag}>{BACKGROUND}", PUBLICATION)
    assert found.page.type is PageType.PUBLICATION
    named = page(f"<{tag}>Kent Police: {title}</{tag}>{BACKGROUND}", PUBLICATION)
    assert (named.page.type, named.page.organisation) == (PageType.LETTER, "police/kent")
    by_address = page(f"<{tag}>{title}</{tag}>{BACKGROUND}", f"{PUBLICATION[:-1]}-of-kent-police/")
    assert (by_address.page.type, by_address.page.organisation) == (PageType.LETTER, "police/kent")


@pytest.mark.parametrize("line", ["From: A Name", "To: A Name", "Cc: A Name", "From", "To", "Cc"])
def test_a_line_of_its_head_is_enough_beside_the_title(line: str) -> None:
    assert page(f"<h1>{LETTER}</h1><p>{line}</p>{BACKGROUND}", PUBLICATION).page.type is PageType.LETTER
    assert (
        page(f"<h1>{LETTER}</h1><p>{line[:2]}m and others</p>{BACKGROUND}", PUBLICATION).page.type
        is PageType.PUBLICATION
    )


def test_an_annex_to_a_letter_is_none() -> None:
    for head in ("", ADDRESSED):
        found = page(f"<h1>Annex to a letter to Kent Police</h1>{head}{BACKGROUND}", PUBLICATION)
        assert found.page.type is not PageType.LETTER


@pytest.mark.parametrize(
    ("text", "round_id"),
    [
        ("In March and April 2021, we inspected the service.", "2021-22"),
        ("Between October and December 2023, we inspected it. Our 2021 inspection had left two causes.", "2023-25"),
        ("Our 2021/22 inspection had left two causes. Between October and December 2023, we inspected it.", "2023-25"),
        ("The service was inspected in November 2018.", "2018-19"),
        ("In July 2025 we carried out a full inspection.", "2025-27"),
        ("We inspected the service in 2022.", "2021-22"),
        ("We inspected it in May 2021. In May 2025 we revisited it.", "2021-22"),
        ("We inspected it in May 2021. We will say more when it is next inspected in May 2026.", "2021-22"),
        ("It was left from our 2021 inspection.", "2021-22"),
        (
            "In January 2026, we revisited the service to see what became of the cause from our inspection in May 2021.",
            "2021-22",
        ),
        ("We returned to the service that we inspected in March and April 2021.", "2021-22"),
        ("Since our inspection of the service in autumn 2023 it has done much.", "2023-25"),
        ("In our inspection report, published in January 2022, we named a cause.", "2025-27"),
        ("It was left from our 2021 inspection, and found again in our 2023 inspection.", "2023-25"),
    ],
)
def test_the_sentence_that_says_when_the_inspection_was_decides_the_round(text: str, round_id: str) -> None:
    sent = "<p>Sent on: 1 March 2026</p>"
    found = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}{sent}<h2>Background</h2><p>{text}</p>")
    assert found.page.round == round_id


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("<p>It is late.</p><p>By 31 August 2021, the service should:</p><ul><li>a plan; and</li><li>a list.</li></ul>",
         [("cause_of_concern", "It is late.", None), ("recommendation", "a plan; and", "2021-08-31"), ("recommendation", "a list.", "2021-08-31")]),
        ("<p>We found:</p><p>“It is late.”</p><p>We made the following recommendations:</p><ul><li>Be early.</li></ul>",
         [("cause_of_concern", "“It is late.”", None), ("recommendation", "Be early.", None)]),
        ("<p>This is what we found:</p><p>Immediately, the service should:</p><ul><li>be early.</li></ul>",
         [("cause_of_concern", "Prevention", None), ("recommendation", "be early.", None)]),
        ("<p>It is late.</p><p>It should now:</p><p>be early;</p><p>say so.</p>",
         [("cause_of_concern", "It is late.", None), ("recommendation", "be early;", None), ("recommendation", "say so.", None)]),
        ("<p>It is late.</p><p>By 1 May 2022, it should:</p><ul><li>a plan.</li></ul><p>By 2 May 2022, it should:</p><ul><li>a list.</li></ul>",
         [("cause_of_concern", "It is late.", None), ("recommendation", "a plan.", "2022-05-01"), ("recommendation", "a list.", "2022-05-02")]),
        ("<p>It is late.</p><p>The service has:</p><ul><li>a plan.</li></ul>", []),
        ("<p>It is late.</p><p>The service should:</p><p>That was in May.</p>", []),
    ],
)  # fmt: skip
def test_recommendations_of_no_label_are_read_with_their_cause(
    body: str, rows: list[tuple[str, str, str | None]]
) -> None:
    found = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}<h2>Prevention</h2>{body}")
    assert found.record is not None
    asked = found.record.recommendations
    assert [(str(r.kind), r.text, r.deadline and r.deadline.isoformat()) for r in asked] == rows
    assert {r.parent for r in asked if r.kind == "recommendation"} == ({1} if rows else set())
    assert ("cause_inferred" in problems(found)) is bool(rows)
    assert not {row.text for row in found.record.findings} & {r.text for r in asked}


@pytest.mark.parametrize(("month", "asked"), [("January", False), ("March", True)])
def test_what_should_have_been_done_before_the_letter_was_sent_is_told(month: str, asked: bool) -> None:
    ask = f"<p>It is late.</p><p>By 31 {month} 2024, the service should have:</p><ul><li>been early.</li></ul>"
    found = letter(f"<p>From: {SENDER}</p><p>To: {TO}</p><p>Sent on: {DAY}</p>", f"<h2>Prevention</h2>{ask}")
    assert found.record is not None
    assert bool(found.record.recommendations) is asked
    assert any("still asked for" in one for one in lacks(found)) is not asked


@pytest.mark.parametrize("label", ["Letter information", "Cause of concern", "Causes of concern:"])
def test_a_label_is_no_title(label: str) -> None:
    found = page(f"<p>{label}</p>{ADDRESSED}{INFORMATION}{BACKGROUND}")
    assert (found.page.type, found.page.title) == (PageType.LETTER, None)


@pytest.mark.parametrize("line", ["Letter information", "From: Somebody", "To: Somebody", "Cc: Somebody", "Sent: 1 May 2022",
                                  "Sent on 1 May 2022"])  # fmt: skip
def test_what_stands_below_the_head_is_no_title_but_its_heading_is(line: str) -> None:
    below = f"<p>{line}</p><{{tag}}>Our letter of concern</{{tag}}>{ADDRESSED}{INFORMATION}{BACKGROUND}"
    assert page(below.format(tag="p")).page.title is None
    assert page(below.format(tag="h1")).page.title == "Our letter of concern"
    assert page(f"<p>Our letter of concern</p>{below.format(tag='p')}").page.title == "Our letter of concern"


def test_the_title_of_the_window_stands_in_for_a_lost_heading() -> None:
    assert page(INFORMATION + ADDRESSED + BACKGROUND, window=f"{LETTER} - HMICFRS").page.title == LETTER
    assert page(INFORMATION + ADDRESSED + BACKGROUND, window="A visit - HMICFRS").page.title is None


def test_a_letter_is_about_the_one_body_that_a_short_early_line_names() -> None:
    long = (
        "<p>" + "We have been in many places, as all of them know. " * 3 + "One was Kent Fire and Rescue Service.</p>"
    )
    both = "<p>Kent Police and Surrey Police</p>"
    assert page(f"<h1>{LETTER}</h1>{INFORMATION}{long}{both}{ADDRESSED}").page.organisation == "fire/essex"
    nobody = page(f"<h1>{LETTER}</h1>{INFORMATION}<p>To: Somebody</p>")
    assert (nobody.page.type, nobody.page.organisation) == (PageType.LETTER, None)
    assert "unknown_organisation" in problems(nobody)


def test_a_letter_at_the_address_of_another_body_is_refused() -> None:
    for slug, refused in (("kent-fire-and-rescue-service", True), ("essex-county-fire-and-rescue-service", False)):
        found = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}", PUBLICATION.replace("a-text", f"letter-{slug}"))
        assert (found.refused is not None) is refused


@pytest.mark.parametrize(
    ("text", "round_id"),
    [
        *((f"In our 2021/22 {word} we found it.", "2021-22") for word in ("round", "inspection", "assessment", "report")),
        *((f"It was in the {word} {link} 2021/22.", "2021-22") for word in ("round", "inspection", "assessment", "reports")
          for link in ("of", "in", "for")),
        *((f"We inspected the service {link} 2021/22.", "2021-22") for link in ("in", "during", "for")),
        ("We inspected the service in 2023–2025 and came back.", "2023-25"),
        ("We inspected the service in the summer of 2021/22.", None),
        ("It was in the inspection of 2023–2025.", "2023-25"),
        ("It was in the inspection of 2023 – 25.", "2023-25"),
        ("After our 2019/20 inspection came our 2021/22 inspection.", "2021-22"),
        ("In our 2021/24 inspection we found it.", None),
        ("It was in the inspection of 2021/24.", None),
        ("In 2021/22 we found it.", None),
        ("In our inspections we found it.", None),
    ],
)  # fmt: skip
def test_the_text_names_the_round_that_a_letter_follows(text: str, round_id: str | None) -> None:
    found = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}<h2>Background</h2><p>{text}</p>")
    assert found.page.round == round_id
    assert ("unknown_round" in problems(found)) is (round_id is None)
    for same in (text.upper(), *(text.replace("–", dash) for dash in "-‐‑‒—−")):
        again = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}<h2>Background</h2><p>{same}</p>")
        assert again.page.round == round_id


@pytest.mark.parametrize(
    ("line", "round_id"),
    [
        ("Sent: 1 May 2022", "2021-22"),
        ("Sent on 1 May 2022", "2021-22"),
        ("Sent on: 1 May 2022", "2021-22"),
        ("Date: 1 May 2022", "2021-22"),
        ("1 May 2022", "2021-22"),
        ("1 May 2020", "2018-19"),
        ("1 May 2018", None),
        ("1 May 2021", "2021-22"),
        ("1 May 2010", None),
        ("We were there on 1 May 2022", None),
        ("Sent to the chief on 1 May 2022", None),
    ],
)
def test_else_the_day_it_was_sent_does(line: str, round_id: str | None) -> None:
    found = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}<p>{line}</p>")
    assert found.page.round == round_id


def test_the_round_is_that_of_its_body() -> None:
    area = "<h2>How good is the force at investigating crime?</h2><p>It is better.</p>"
    found = page(f"<h1>{LETTER}: Kent Police</h1>{INFORMATION}<p>Sent on 1 May 2022</p>{area}")
    assert found.page.assessment == "police/kent/2021-22"
    assert found.record is not None
    assert [row.question_key for row in found.record.findings] == ["area/investigating-crime"]


@pytest.mark.parametrize(
    ("markup", "field"),
    [
        ("<h2>Progress</h2><p>There is some.</p>", "findings"),
        ("<h2>Background</h2><p>There is some.</p>", "findings"),
        ("<h2>People</h2><p>There is some.</p>", "findings"),
        ("<h2>How well does the FRS promote its values and culture?</h2><p>There is some.</p>", "findings"),
        ("<h2>Areas for improvement</h2><p>There is some.</p>", "findings"),
        ("<h2>Areas for improvement</h2><ul><li>There is some.</li></ul>", "recommendations"),
        ("<h2>HM Inspector’s summary</h2><p>There is some.</p>", "observations"),
        ("<h2>Overall summary</h2><p>There is some.</p>", "observations"),
        ("<h2>Context</h2><p>There is some.</p>", "context"),
        ("<h2>Other inspections</h2><p>There is some.</p>", "findings"),
        ("<h2>Other reports</h2><p>There is some.</p>", "findings"),
        ("<h2>Key facts</h2><p>Population</p><p>There is some.</p>", "key_facts.figures"),
        ("<h2>Related content</h2><p>There is some.</p>", "boilerplate:related"),
    ],
)
def test_each_part_of_a_letter_is_read(markup: str, field: str) -> None:
    found = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}{BACKGROUND}{markup}")
    assert found.blocks[-1].claimed_by == field
    assert found.accounting is not None
    assert found.accounting.coverage == 1.0


def test_what_stands_before_the_parts_is_introduction_and_a_lost_head_is_missed() -> None:
    found = page(f"<h1>{LETTER}: Kent Police</h1><p>Dear colleague</p>{BACKGROUND}", PUBLICATION)
    assert found.record is not None
    assert found.record.introduction == ["Dear colleague"]
    assert "section_missing" in problems(found)
    found = page(f"<h1>{LETTER}</h1>{ADDRESSED}{BACKGROUND}", PUBLICATION)
    assert read(found).addressee == TO


def test_a_slip_of_the_pen_in_the_heading_of_a_part_is_told() -> None:
    found = page(f"<h1>{LETTER}</h1>{INFORMATION}{ADDRESSED}{BACKGROUND}<h2>Recomendations</h2><p>There are some.</p>")
    assert "label_misspelt" in problems(found)


def test_a_letter_whose_label_comes_late_may_have_no_line_that_could_be_its_title() -> None:
    prose = "".join(f"<p>A sentence with the number {n}.</p>" for n in range(12))
    found = page(f"{ADDRESSED}{prose}{INFORMATION}{BACKGROUND}")
    assert (found.page.type, found.page.title, found.page.organisation) == (PageType.LETTER, None, "fire/essex")


@pytest.mark.parametrize(
    "several",
    ["Kent Fire and Rescue Service and Avon Fire and Rescue Service", "Kent Police and Kent Fire and Rescue Service"],
)
def test_a_letter_about_several_is_nobodys(several: str) -> None:
    found = letter(f"<p>Sent: {DAY}</p>", title=f"Cause of concern revisit letter – {several}")
    assert (found.page.organisation, found.page.type) == (None, PageType.UNKNOWN)
    assert {"unknown_organisation", "unknown_page_type"} <= problems(found)


def test_a_letter_at_the_address_of_the_force_or_the_service_of_the_same_area_is_refused() -> None:
    for title, slug in (
        ("Kent Police", "kent-fire-and-rescue-service"),
        ("Kent Fire and Rescue Service", "kent-police"),
    ):
        url = URL.replace("revisit-letter-essex", f"letter-{slug}")
        found = page(f"<h1>Cause of concern letter: {title}</h1>{ADDRESSED}{BACKGROUND}", url)
        assert found.refused is not None and found.refused.reason is RefusalReason.IDENTITY


@pytest.mark.parametrize(
    ("text", "round_id", "told"),
    [
        ("In the 2023–25 round we found much. In the 2021/22 round we had found less.", "2023-25", False),
        ("In the 2021/22 round we found much. In the 2023–25 round we will return.", "2021-22", True),
        ("In the 2018/19 round we found much, in the 2021/22 round more.", "2018-19", True),
        ("We inspected the service in 2021/22.", "2021-22", False),
        ("We inspected the service in 2018/19 and 2021/22.", "2018-19", True),
        ("We inspected the service in 2018/19, and again in 2021/22.", "2018-19", True),
        ("The service was inspected during 2018–19, by us.", "2018-19", False),
        ("We inspected the service in May 2021, and revisited it in May 2023.", "2021-22", False),
        ("We inspected the service in May 2021 and published our report in July 2023.", "2021-22", False),
        ("We inspected the service in May 2021 and will return in May 2026.", "2021-22", False),
    ],
)
def test_the_round_is_that_of_the_inspection_whatever_else_is_told(text: str, round_id: str, told: bool) -> None:
    found = letter(f"<p>To: {TO}</p><p>Sent on: {DAY}</p>", background=f"<h2>Background</h2><p>{text}</p>")
    assert found.page.assessment == f"fire/essex/{round_id}"
    assert ("unknown_round" in problems(found)) is told


_DAYS = (
    "<h4>{}</h4><h4>{}</h4>", "<h4>{}</h4><p>{}</p>", "<p>{}</p><h4>{}</h4>", "<p>{} {}</p>", "<h3>{} {}</h3>", "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "<ul><li>{}</li><li>{}</li></ul>", "<table><tr><th>{}</th><td>{}</td></tr></table>",
)  # fmt: skip


@pytest.mark.parametrize("form", _DAYS)
@pytest.mark.parametrize("label", ["Published on", "First published", "Publication date:"])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_day_of_publication_in_the_head(form: str, label: str, is_first: bool) -> None:
    """It is a report's, whatever its tags, and takes nothing from the fields of the letter."""
    day, head = (
        form.format(label, "3 March 2024"),
        f"<dl><dt>From</dt><dd>{SENDER}</dd><dt>To</dt><dd>{TO}</dd><dt>Sent on</dt><dd>{DAY}</dd></dl>",
    )
    found = letter(day + head if is_first else head + day)
    assert found.record is not None
    assert [one.published for one in found.record.reports] == [dt.date(2024, 3, 3)]
    assert (read(found).sender, read(found).date_text) == (SENDER, DAY)


LED = "<p>Crews are not trained, which puts people at risk.</p><p>By 31 May 2024, the service should:</p>"


@pytest.mark.parametrize("switch", ["Show", "Hide", "Expand all", "Show details", "Collapse"])
@pytest.mark.parametrize("form", ["<details><summary>{}</summary>{}</details>", "<h4>{}</h4>{}", "<p>{}</p>{}"])
def test_a_switch_between_a_lead_in_and_its_list_takes_nothing_away(form: str, switch: str) -> None:
    items = "<ul><li>train its crews; and</li><li>count them.</li></ul>"
    found = letter(
        f"<dl><dt>From</dt><dd>{SENDER}</dd><dt>To</dt><dd>{TO}</dd></dl>",
        f"<h2>Crews</h2>{LED}{form.format(switch, items)}",
    )
    assert found.record is not None
    asked = [(row.text, row.deadline) for row in found.record.recommendations if row.parent is not None]
    assert asked == [("train its crews; and", dt.date(2024, 5, 31)), ("count them.", dt.date(2024, 5, 31))]


def test_a_lead_in_at_the_end_of_a_part_is_told() -> None:
    found = letter(
        f"<dl><dt>From</dt><dd>{SENDER}</dd><dt>To</dt><dd>{TO}</dd></dl>",
        f"<h2>Crews</h2>{LED}<h2>Next</h2><p>We will come.</p>",
    )
    assert [one.message for one in found.problems if "Nothing stands below" in one.message]


# --- causes and their titles -------------------------------------------------------------------------------------

LETTER_HEAD = (
    "<h1>Gloucestershire Fire and Rescue Service: Causes of concern revisit letter</h1>{0}Letter information{1}<p>From: Roy Wilsher</p>"
    "<p>To: A Name, Chief Fire Officer, Gloucestershire Fire and Rescue Service</p><p>Sent on: 9 March 2023</p>{0}Background{1}"
    "<p>We carried out an inspection in June 2022.</p>"
)  # fmt: skip
LEVELS = (
    (("<h2>", "</h2>"), ("<h3>", "</h3>")),
    (("<p>", "</p>"), ("<p>", "</p>")),
    (("<p><b>", "</b></p>"), ("<p><b>", "</b></p>")),
)
STATEMENTS = ("Some staff have little confidence in their leaders.", "The service does not do enough to look after its people.",
        "Gloucestershire Fire and Rescue Service has not done enough to embed its values")  # fmt: skip
ASKED_FOR = "<p>By 26 October 2023, the service should:</p><ul><li>give its managers training;</li><li>review its policies.</li></ul>"


def asks_of(markup: str) -> tuple[list[tuple[str, int | None]], set[str]]:
    found = read_markup(markup, "publication-html/gloucestershire-frs-causes-of-concern-revisit-letter-march-2024/")
    assert found.record is not None
    told = {one.code for one in found.problems if one.severity != "info"}
    return [(one.text, one.parent) for one in found.record.recommendations], told


def test_the_title_of_a_cause_may_be_the_name_of_an_area_and_its_statement_without_a_stop() -> None:
    for (high, low), said, title in product(
        LEVELS, STATEMENTS, ("Values and culture", "Promoting the right values and culture", "Prevention", "")
    ):
        below = f"{low[0]}{title}{low[1]}" if title else ""
        markup = (
            LETTER_HEAD.format(*high)
            + f"{high[0]}Cause of concern{high[1]}{below}<p>{said}</p>{low[0]}Recommendations{low[1]}{ASKED_FOR}"
        )
        cause = f"{title}\n{said}" if title else said
        items = [("give its managers training;", 1), ("review its policies.", 1)]
        assert asks_of(markup) == ([(cause, None), *items], set()), (low, said, title)


def test_a_second_cause_that_no_label_names_has_its_own_recommendations() -> None:
    more = ASKED_FOR.replace("training", "time").replace("policies", "plans")
    for (high, low), said, title in product(
        LEVELS, STATEMENTS, ("Values and culture", "Prevention", "Leaders and what they do")
    ):
        first = f"{high[0]}Cause of concern{high[1]}<p>It does not know its risks.</p>{low[0]}Recommendations{low[1]}{ASKED_FOR}"
        markup = f"{LETTER_HEAD.format(*high)}{first}{high[0]}{title}{high[1]}<p>{said}</p>{low[0]}Recommendations{low[1]}{more}"
        found, told = asks_of(markup)
        assert [parent for _, parent in found] == [None, 1, 1, None, 4, 4], (low, said, title)
        assert found[3][0] == said and told <= {"unknown_heading"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We inspected the service in 2021/22 and in 2023/24.", True),
        ("In our 2021/22 inspection we found two causes, and in our 2022/23 inspection one more.", True),
        ("In our 2021/22 inspection we found two causes, as its 2019/20 report had.", False),
        ("We inspected the service in 2021/22.", False),
    ],
)
def test_later_years_that_are_no_rounds_are_told_beside_a_round(text: str, told: bool) -> None:
    found = letter(
        f"<p>From: {SENDER}</p><p>To: {TO}</p><p>Sent on: {DAY}</p>", background=f"<h2>Background</h2><p>{text}</p>"
    )
    assert found.page.round == "2021-22"
    assert ("unknown_round" in {problem.code for problem in found.problems}) is told
