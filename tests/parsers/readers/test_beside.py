"""A grade that a page states and nobody read is told where it is another one than was read."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.vocabulary import GRADE_WORDS
from scraper.parsers.readers.beside import _BESIDE, HEAD_WORDS
from tests.parsers.shown import read

TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
SENTENCE = "<p>Kent Police is good at investigating crime.</p>"
REPORT = "<h1>Kent PEEL 2023–25</h1><h2>HM Inspector’s summary</h2><p>Thanks.</p>"
OTHERS = f"<h2>Preventing crime</h2><p>Good</p>{TEXT}<h2>Responding to the public</h2><p>Good</p>{TEXT}"


def report(parts: str) -> Extraction:
    return read(REPORT + parts + OTHERS, "peel-reports/kent-2023-25/")


def told(found: Extraction) -> list[str]:
    return [one.message for one in found.problems if "states another grade" in one.message]


LINES = (
    "{}: what we saw", "{} (see below)", "{} – unchanged", "{} → up", "{} [note]", "{} / 2024", "Kent Police is {}", "Our view: {}",
    "Our view - {}", "Of the force – {}", "No longer {}", "Mostly {}", "{} overall", "★ {}", "This area is {}.", "Not {}",
    "First published 12 May 2024: {}", "The force: {}", "Kent: {}",
)  # fmt: skip
"""Lines that state a grade, in words that no reader knows."""


@pytest.mark.parametrize("form", LINES)
@pytest.mark.parametrize("tag", ["<p>{}</p>", "<h4>{}</h4>", "<ul><li>{}</li></ul>"])
def test_a_line_at_the_head_of_a_section_that_states_another_grade_is_told(form: str, tag: str) -> None:
    for word in ("Inadequate", "Requires improvement"):
        line = tag.format(form.format(word, word))
        found = report(f"<h2>Investigating crime</h2>{line}{SENTENCE}{TEXT}")
        assert told(found) or "witnesses_disagree" in {one.code for one in found.problems}, line
    line = tag.format(form.format("Good", "Good"))
    assert not told(report(f"<h2>Investigating crime</h2>{line}{SENTENCE}{TEXT}"))


@pytest.mark.parametrize(
    "line",
    [
        "What officers know of inadequate locks", "Inadequate, it seems, were the locks", "Inadequate locks", "The force’s work is better.",
        "Officers met inadequate people – and helped them", "Inadequacy: a word", "The force has an inadequate plan.", "Inadequate; locks",
    ],
)  # fmt: skip
def test_a_line_that_says_more_states_none(line: str) -> None:
    assert not told(report(f"<h2>Investigating crime</h2><p>{line}</p>{SENTENCE}{TEXT}"))


def test_so_is_one_further_down_that_names_no_time() -> None:
    for before in ("", TEXT, TEXT * 5):
        for line, is_told in (
            ("Our view: inadequate", True),
            ("Our view in 2024: inadequate", not before[len(TEXT) * 2 :]),
        ):
            found = report(f"<h2>Investigating crime</h2><p>Good</p>{before}<p>{line}</p>")
            assert len(told(found)) == is_told, (before, line)


SENTENCES = (
    "We judge the force to be inadequate at investigating crime.", "We found Kent Police to be inadequate at investigating crime.",
    "Our judgment is that Kent Police is inadequate at investigating crime.", "Our grade for investigating crime is inadequate.",
    "The grade that we have given the force for this area is inadequate.", "Kent Police has received a grade of inadequate for investigating crime.",
    "At investigating crime, Kent Police is inadequate.", "Kent Police’s performance at investigating crime is inadequate.",
    "Following our revisit, the force is now inadequate at investigating crime.", "We have since regraded the force as inadequate at investigating crime.",
    "Update: this area is now inadequate.", "The force is inadequate.", "The force is rated inadequate.",
    "Investigating crime is judged inadequate.", "Investigating crime is rated inadequate.", "The rating is inadequate.",
    "It is now regraded as inadequate.", "The force was good and is now inadequate at investigating crime.", "It was good in 2023, and is now graded inadequate.", "The grade has been changed from good to inadequate.",
)  # fmt: skip
"""Sentences that judge all of an area, in words that no reader knows."""


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<p>We looked at this. {} This is what we saw.</p>"])
def test_a_sentence_that_says_another_grade_of_all_of_it_and_nothing_else_is_told(sentence: str, form: str) -> None:
    for before in ("", TEXT * 4):
        body = f"<h2>Investigating crime</h2><p>Good</p>{before}{form.format(sentence)}{TEXT}"
        assert told(report(body)) or "witnesses_disagree" in {one.code for one in report(body).problems}
        assert not told(report(body.replace("inadequate", "good")))


@pytest.mark.parametrize(
    "sentence",
    ["We judge the force to be inadequate at finding locks.", "The locks of the force are inadequate.", "The force was inadequate at investigating crime.",
     "Our grades are outstanding, good, adequate and inadequate.", "Its plan is an old one. It is inadequate.", "Is the force inadequate at investigating crime?",
     "Essex Police is inadequate at investigating crime.", "Five forces are inadequate at investigating crime.", "In 2018 we judged the force inadequate.",
     "We asked more. Is the force inadequate at investigating crime?", "The grade has been changed from inadequate to good.", "The force had been inadequate.", "From inadequate to good",
     "The locks were inadequate.", "Those of the last inspection: inadequate.", "The earlier grade is inadequate.", "Its previous grade is inadequate.",
     "The previously given grade is inadequate.", "The initial grade is inadequate.", "The grade of 2016 is inadequate.", "The grades were inadequate.",
     "What the officers of the town of Maidstone told us of their long work: inadequate", "Residents say that the force is inadequate at investigating crime."],
)  # fmt: skip
def test_other_sentences_say_nothing_of_it(sentence: str) -> None:
    assert not told(report(f"<h2>Investigating crime</h2><p>Good</p>{TEXT * 4}<p>{sentence}</p>{TEXT}"))


@pytest.mark.parametrize(
    "word",
    [
        "outstanding",
        "Outstanding",
        "adequate",
        "Adequate",
        "inadequate",
        "Inadequate",
        "Requires improvement",
        "requires improvement",
    ],
)
def test_the_case_of_its_words_is_none_of_a_grade(word: str) -> None:
    assert told(report(f"<h2>Investigating crime</h2><p>Good</p>{TEXT * 4}<p>Our view: {word}</p>{TEXT}"))


def test_what_others_told_of_or_read_is_not_told_again() -> None:
    both = SENTENCE + TEXT + "<p>Kent Police is inadequate at investigating crime.</p>"
    for own in ("Good", "Adequate"):
        found = report(f"<h2>Investigating crime</h2><p>{own}</p>{both}")
        assert not told(found)
        assert "witnesses_disagree" in {one.code for one in found.problems}
    force = "<h1>Kent 2016</h1><p>This is the third PEEL assessment of Kent Police.</p>"
    parts = "".join(f"<h2>{name}</h2><p>Good</p>{TEXT}" for name in ("Efficiency", "Legitimacy"))
    note = "<p>On 2 May we changed our judgment of the force’s effectiveness from good to requires improvement.</p>"
    found = read(f"{force}<h2>Effectiveness</h2><p>Good</p>{TEXT}{note}{parts}", "peel-assessments/peel-2016/kent/")
    assert [one.code for one in found.problems].count("grade_unreadable") == 1
    said = "<p>Kent Police is inadequate at keeping people safe and reducing crime.</p>"
    found = read(f"{force}<h2>Effectiveness</h2><p>Good</p>{said}{parts}", "peel-assessments/peel-2016/kent/")
    assert not told(found)


def test_a_sentence_of_an_earlier_time_is_none_of_now_at_the_head_either() -> None:
    said = "<p>We looked at this. The force had been inadequate. It has moved on.</p>"
    assert not told(report(f"<h2>Investigating crime</h2><p>Good</p>{said}{TEXT}"))


def test_of_a_pillar_all_is_what_it_is_asked_about() -> None:
    force = "<h1>Kent 2016</h1><p>This is the third PEEL assessment of Kent Police.</p>"
    for about, is_told in (
        ("keeping people safe and reducing crime", True),
        ("the effectiveness of its work", False),
        ("finding locks", False),
        ("", True),
    ):
        said = f"<p>We have graded the force as inadequate {'for ' + about if about else ''}.</p>"
        own = "".join(
            f"<h2>{name}</h2><p>Good</p>{TEXT * 4}{said}" for name in ("Effectiveness", "Efficiency", "Legitimacy")
        )
        assert len(told(read(force + own, "peel-assessments/peel-2016/kent/"))) == 3 * is_told, about
    service = f"<h1>Kent 2018/19</h1><h2>People</h2><p>Good</p>{TEXT * 4}<p>The service is inadequate.</p>"
    assert told(read(service, "frs-assessment/frs-2018/kent/"))


def test_a_line_beside_no_grade_is_told_as_that_alone() -> None:
    found = report(f"<h2>Investigating crime</h2><p>Our view: inadequate</p>{TEXT}")
    assert not told(found)
    assert "grade_missing" in {one.code for one in found.problems}


def test_an_earlier_grade_that_is_told_in_words_is_none_of_another() -> None:
    earlier = "<p>Inadequate – previous inspection</p><p>In 2021/22 the force was judged inadequate at investigating crime.</p>"
    assert not told(report(f"<h2>Investigating crime</h2><p>Good</p>{earlier}{TEXT}"))


def test_every_word_that_may_stand_beside_a_grade_may() -> None:
    words = sorted(_BESIDE - HEAD_WORDS - {part for word in GRADE_WORDS for part in word.split()})
    for first in range(0, len(words), 4):
        line = f"<p>It is inadequate {' '.join(words[first : first + 4])}</p>"
        assert told(report(f"<h2>Investigating crime</h2><p>Good</p>{line}{TEXT}")), line


# --- names that head no section ----------------------------------------------------------------------------------

INTEGRITY = "<h1>Kent Police: Integrity inspection</h1><p>Published on: 12 September 2024</p><h2>HM Inspector’s summary</h2><p>Thanks.</p>"
TOPICS = ("Vetting", "Professional standards", "Counter-corruption")


@pytest.mark.parametrize("form", ["<h3>{}: Good</h3>", "<h3>{}</h3><p>Kent Police is good at {}.</p>"])
@pytest.mark.parametrize("old", ["Inadequate", "Good"])
def test_names_below_those_that_head_the_sections_are_told_where_their_grades_differ(form: str, old: str) -> None:
    high = "".join(f"<h2>{name}</h2><p>{old}</p>{TEXT}" for name in TOPICS)
    deep = "".join(form.format(name, name.lower()) + TEXT for name in TOPICS)
    for parts in (f"<h2>History</h2>{high}{deep}", f"<h2>History</h2>{high}<h2>What we found</h2>{deep}"):
        found = read(INTEGRITY + parts, "publication-html/kent-police-integrity-inspection/")
        named = {message.partition(":")[0] for message in told(found)}
        assert (named >= set(TOPICS[:2])) is (old != "Good"), parts


def test_a_name_below_a_section_s_own_heading_says_nothing_without_a_grade() -> None:
    parts = "".join(
        f"<h2>{name}</h2><p>Good</p>{TEXT}<h3>{TOPICS[0]}</h3>{below}" for name in TOPICS for below in ("", TEXT)
    )
    assert not told(read(INTEGRITY + parts, "publication-html/kent-police-integrity-inspection/"))


def test_a_pillar_or_a_question_that_is_named_with_another_grade_is_told() -> None:
    force = "<h1>Kent 2016</h1><p>This is the third PEEL assessment of Kent Police.</p>"
    own = "".join(f"<h2>{name}</h2><p>Good</p>{TEXT}" for name in ("Effectiveness", "Efficiency", "Legitimacy"))
    address = "peel-assessments/peel-2016/kent/"
    for grade in ("Inadequate", "Good"):
        found = read(f"{force}{own}<h2>Key facts – 2016</h2><p>efficiency: {grade}</p>", address)
        assert bool(told(found)) is (grade != "Good"), grade


def test_only_what_judges_all_of_a_name_below_it_counts_and_an_earlier_grade_is_none_of_another() -> None:
    own = "".join(f"<h2>{name}</h2><p>Good</p><p>Previous grade: Inadequate</p>{TEXT}" for name in TOPICS)
    for deep in ("<p>Kent Police is adequate at finding locks. Locks are good.</p>", "<p>Its locks are adequate.</p>"):
        found = read(
            f"{INTEGRITY}{own}<h3>{TOPICS[0]}</h3>{deep}", "publication-html/kent-police-integrity-inspection/"
        )
        assert not told(found)
    for grade in ("Inadequate", "Adequate"):
        found = read(
            f"{INTEGRITY}{own}<h3>{TOPICS[0]}: {grade}</h3>{TEXT}", "publication-html/kent-police-integrity-inspection/"
        )
        assert bool(told(found)) is (grade == "Adequate")
    others = own.replace("<p>Good</p>", "<p>Adequate</p>").replace("<p>Adequate</p>", "<p>Good</p>", 1)
    assert told(
        read(
            f"{INTEGRITY}{others}<h3>{TOPICS[0]}: Adequate</h3>{TEXT}",
            "publication-html/kent-police-integrity-inspection/",
        )
    )


def test_what_is_only_listed_or_is_no_name_is_looked_at_by_others() -> None:
    front = "<h2>Overall summary</h2><ul><li>Investigating crime: Good</li></ul><table><tr><td>Locks</td><td>Inadequate</td></tr></table>"
    assert not told(report(front))


VICTIMS = "Providing a service to the victims of crime"


@pytest.mark.parametrize(
    "below",
    [
        "We do not make a graded judgment in this area.",
        "This area was not inspected.",
        "This area isn’t graded.",
        "There is no grade for this area.",
        "No grade is given for this area.",
        "We were unable to grade this area.",
        "This area is no longer graded.",
    ],
)
def test_a_name_that_heads_no_section_and_has_no_grade_is_told(below: str) -> None:
    areas = "".join(
        f"<ul><li>{name}</li></ul><p>Good</p>{TEXT}"
        for name in ("Preventing crime", "Responding to the public", "Investigating crime")
    )
    summary = f"<h2>HM Inspector’s summary</h2>{TEXT}"
    for heading, line in ((VICTIMS, below), (VICTIMS, "We did not look at files."), ("Records", below)):
        markup = f"<h1>Kent PEEL 2023–25</h1>{summary}<h4>{heading}</h4><p>{line}</p>{areas}"
        found = read(markup, "peel-reports/kent-2023-25/")
        news = [one.message for one in found.problems if "heads no section; what stands" in one.message]
        assert found.record is not None
        judged = [one for one in found.record.judgments if one.question_key == "area/service-to-victims"]
        assert bool(news or judged) is (heading == VICTIMS and line == below), (heading, line)


def test_a_name_of_an_area_that_was_read_is_no_news_where_it_stands_again() -> None:
    own = f"<h2>{VICTIMS}</h2><p>We do not make a graded judgment in this area.</p>{TEXT}"
    again = f"<h2>Investigating crime</h2><p>Good</p>{TEXT}<h4>{VICTIMS}</h4><p>This area was not graded.</p>"
    assert not [one for one in report(own + again).problems if "heads no section" in one.message]


APART = {
    "Disrupting serious organised crime": "We now inspect serious and organised crime on a regional basis, and not force by force.",
    "Vetting and counter corruption": "In 2021 we changed how we look at vetting. We inspect each force separately to PEEL, and write a report.",
}  # fmt: skip
TWO = f"<h2>Investigating crime</h2>{SENTENCE}{TEXT}"


def of_2021(parts: str) -> Extraction:
    front = (
        "<h1>PEEL 2021/22 – An inspection of Kent Police</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p>"
    )
    return read(
        front + TWO + parts + "<h2>Managing offenders</h2><p>Kent Police is good at managing offenders.</p>",
        "peel-reports/kent-2021-22/",
    )


@pytest.mark.parametrize("name", APART)
@pytest.mark.parametrize("tag", ["p", "h4", "div", "h6", "li"])
def test_a_name_that_heads_no_section_and_is_told_elsewhere_is_told(name: str, tag: str) -> None:
    lost = of_2021(f"<{tag}>{name}</{tag}><p>{APART[name]}</p>")
    assert lost.record is not None
    rows = [one.status for one in lost.record.judgments if one.grade is None]
    assert rows == ["not_graded"] or [one.message for one in lost.problems if "heads no section" in one.message]
    whole = of_2021(f"<h2>{name}</h2><p>{APART[name]}</p>")
    assert whole.record is not None
    assert [one.status for one in whole.record.judgments if one.grade is None] == ["not_graded"]
    assert not [one.message for one in whole.problems if "heads no section" in one.message]


@pytest.mark.parametrize("text", APART.values())
def test_so_is_the_sentence_where_the_name_is_lost(text: str) -> None:
    assert [one.message for one in of_2021(f"<p>{text}</p>").problems if "graded elsewhere" in one.message]
    other = "<p>We spoke with each team separately. Their reports stand in a folder of its own.</p>"
    assert not [one.message for one in of_2021(other).problems if "graded elsewhere" in one.message]


def unheaded(found: Extraction) -> list[str]:
    return [one.message for one in found.problems if "no judgment was read" in one.message]


REST = (
    ": ‘Good’", " – “Good”", " (Good)", " – not good", ": graded good", " Good.", ": RI", " – R", " requires-improvement", ": Needs improvement", " (good and improving)",
    " – Good to outstanding", " – Satisfactory", ": N/A", " – 2021/22 Good", " judged as it was", " rated again", " graded", " improvement", " improvements needed", " poor", " fair", " satisfactory", " RI", " N/A", " R", " R.",
)  # fmt: skip
"""What stands behind a name in a heading that no reader knows."""


@pytest.mark.parametrize("rest", REST)
@pytest.mark.parametrize("tag", ["h2", "h3", "dt"])
def test_a_heading_that_names_an_area_and_more_is_told_where_no_judgment_of_it_was_read(rest: str, tag: str) -> None:
    found = report(f"<{tag}>Investigating crime{rest}</{tag}>{TEXT}")
    assert found.record is not None
    read_of = [one for one in found.record.judgments if one.question_key == "area/investigating-crime"]
    assert read_of or unheaded(found)


def test_a_term_that_names_an_area_is_told_where_its_words_are_no_grade() -> None:
    own = f"<h2>Managing offenders</h2><p>Good</p>{TEXT}"
    for word in ("RI", "requires-improvement", "–", "Needs improvement"):
        found = report(f"{own}<dl><dt>Investigating crime</dt><dd>{word}</dd></dl>{TEXT}")
        assert unheaded(found) or "unknown_grade" in {one.code for one in found.problems}


@pytest.mark.parametrize(
    "heading",
    [
        "Investigating crime together",
        "Investigating crime with partners",
        "Crime: good",
        f"Investigating crime: {'what we saw of it ' * 7}",
    ],
)
def test_other_headings_are_not(heading: str) -> None:
    assert not unheaded(report(f"<h3>{heading}</h3>{TEXT}"))
    for tag in ("<p>{}</p>", "<h3><a href='/x'>{}</a></h3>"):
        assert not unheaded(report(f"{tag.format('Investigating crime: RI')}{TEXT}"))
    assert not unheaded(
        report(f"<h2>Investigating crime</h2><p>Good</p>{TEXT}<h3>Investigating crime: how good it is</h3>{TEXT}")
    )


def test_what_is_said_of_the_body_alone_below_a_pillar_is_of_all_of_it() -> None:
    head = "<h1>Kent 2018/19</h1><h2>Effectiveness</h2><p>Last updated 02/05/2019</p><p>Good</p>"
    for line in (
        "The force is {}.",
        "Overall, as a result of our revisit, we have found that this force is judged as {}.",
    ):
        for word in ("inadequate", "good"):
            body = f"{head}{TEXT * 3}<p>{line.format(word)}</p>"
            found = read(body, "peel-assessments/peel-2018/kent/effectiveness/")
            assert bool(told(found)) is (word == "inadequate"), line
