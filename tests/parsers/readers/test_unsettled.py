"""Words that say that a judgment stands no longer, or not yet, in each of their forms; and those that only look so."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.text import fold
from scraper.parsers.readers.unsettled import QUICK, Unsettled, is_state_alone, is_unsettled_grade, read_unsettled

UNDONE = (
    "annulled",
    "cancelled",
    "quashed",
    "removed",
    "rescinded",
    "retracted",
    "revoked",
    "set aside",
    "suspended",
    "withdrawn",
)
AWAITS = (
    "awaiting confirmation", "awaiting moderation", "pending an appeal", "subject to change", "subject to any moderation", "the subject of an appeal",
    "under review", "under internal review", "under re-consideration", "undergoing quality assurance", "under our further review",
    "under the formal appeal", "subject to its external review",
)  # fmt: skip
AGAIN = ("reassess", "re-assess", "reconsider", "re-consider", "reexamin", "re-examin", "reevaluat", "re-evaluat", "review", "revisit", "re-visit")  # fmt: skip
OPPOSED = ("appealed", "challenged", "contested", "disputed")
NOT_YET = (
    "provisional", "draft", "a draft", "an interim", "tentative", "unconfirmed", "not final", "not yet final", "not confirmed", "not yet been confirmed",
    "not yet finalised", "not finalized",
)  # fmt: skip
STATES = (*AWAITS, *NOT_YET, *(f"being {one}" for one in ("reviewed", "reconsidered", *OPPOSED)))
ADVERBS = ("also", "again", "as yet", "currently", "formally", "however", "now", "only", "since", "still", "subsequently", "temporarily", "then",
           "therefore", "yet")  # fmt: skip
OURS = ("our", "this", "that", "the", "these", "those", "HMICFRS’s", "HMIC’s", "the inspectorate’s", "all", "all our", "all of the", "both of these", "each of the", "some of those")  # fmt: skip
NOUNS = (
    "judgment", "judgement", "judgments", "grade", "grades", "grading", "gradings", "rating", "ratings", "assessment", "graded judgment", "initial grade",
    "first rating", "original grade", "overall judgment", "previous grade", "published grade", "grade judgment", "PEEL assessment", "effectiveness judgment",
    "efficiency grade", "legitimacy rating", "leadership judgment",
)  # fmt: skip


def said(text: str) -> Unsettled | None:
    """What a sentence says, and a look that every such sentence passes."""
    found = read_unsettled(fold(text))
    assert found is None or any(word in text for word in QUICK), text
    return found


def test_a_sentence_says_it_of_a_judgment_in_each_form() -> None:
    undone = [
        f"{verb} {one}" for verb in ("has been", "have been", "had been", "was", "were", "is", "are") for one in UNDONE
    ]
    states = [f"{verb} {one}" for verb in ("is", "are", "remains", "remain") for one in STATES]
    for what, noun in product((*undone, *states, "has been under review", "has not been confirmed"), NOUNS[:2]):
        for rest in ("", ", as those who live there were told"):
            assert said(f"Our {noun} {what}{rest}.") == Unsettled(noun), (what, rest)
    for ours, noun in product(OURS, NOUNS):
        assert said(f"{ours.capitalize()} {noun} is under review.") == Unsettled(fold(noun)), (ours, noun)
        assert said(f"In May 2024, we withdrew {ours} {noun}.") == Unsettled(fold(noun)), (ours, noun)
    for adverb in ADVERBS:
        for form in ("Our grade has {} been withdrawn.", "Our grade is {} under appeal.", "Our grade {} is provisional.", "We have {} withdrawn our grade.", "We are {} reviewing this grade.", "The force has {} challenged our grade."):  # fmt: skip
            assert said(form.format(adverb)) == Unsettled("grade"), (form, adverb)


def test_those_who_judge_and_those_who_are_judged_say_so_too() -> None:
    for who, have, verb in product(
        ("we", "HMIC", "HMICFRS", "the inspectorate"), (" have", " has", " had", ""), (*UNDONE, "withdrew")
    ):
        assert said(f"So {who}{have} {verb} our grade") == Unsettled("grade"), (who, have, verb)
        assert said(f"So {who}{have} {verb} its grade") == Unsettled("grade"), (who, have, verb)
    for verb, again in product(("are", "is", "have agreed to", "has decided to", "agreed to"), AGAIN):
        stem_alone = again.endswith(("examin", "evaluat"))
        ing = "ing" if verb in ("are", "is") else "e" if stem_alone else ""
        assert said(f"We {verb} {again}{ing} this judgment.") == Unsettled("judgment"), (verb, again)
    by_them = (*OPPOSED, *(f"{one} against" for one in OPPOSED), "appealing against", "challenging", "contesting", "disputing", "complained about",
               "lodged an appeal against", "made representations to us about", "asked us to review", "asked HMICFRS to reconsider")  # fmt: skip
    for verb, them in product(("has", "have", "had", "is", "are"), by_them):
        assert said(f"The force {verb} {them} this grade.") == Unsettled("grade"), them
    for them in ("challenges", "contests", "disputes", "dispute"):
        assert said(f"The force {them} our grade.") == Unsettled("grade"), them
        assert said(f"The force does not {them} our grade.") is None, them
        for ours in ("HMIC’s", "HMICFRS’s", "the inspectorate’s"):
            assert said(f"The force {them} {ours} grade.") == Unsettled("grade"), (them, ours)
        assert said(f"They {them} the assessment of risks.") is None, them
    for adjective, noun in product(
        ("provisional", "draft", "interim", "tentative", "unconfirmed"), ("judgment", "grade")
    ):
        assert said(f"Our {adjective} {noun} is that the force is good.") == Unsettled(noun)
        assert said(f"We gave it a {adjective} {noun} of good.") == Unsettled(noun)
        assert said(f"We think that its {adjective} {noun} is good.") == Unsettled(noun)
        assert said(f"We sent our {adjective} {noun} to the force before we were done.") is None
    for verb in ("graded", "judged", "rated", "assessed"):
        assert said(f"It was provisionally {verb} as good.") == Unsettled(verb)
    for grade in ("good", "adequate", "outstanding", "inadequate", "requires improvement"):
        assert said(f"Kent Police is provisionally {grade} at investigating crime.") == Unsettled(grade)
        for state in (
            "subject to appeal",
            "pending an appeal",
            "though this is under review",
            "awaiting moderation",
            "but subject to confirmation",
        ):
            assert said(f"Kent Police is {grade} at investigating crime, {state}.") == Unsettled(grade), (grade, state)
        assert said(f"Kent Police is {grade} at work, which is under review in the county.") is None
        assert said(f"Kent Police is {grade} at work; files are pending review.") is None
    for what, of, goes in product(("appeal", "challenge", "complaint"), ("against", "about", "of", "to"), ("awaited", "being heard", "in progress", "ongoing", "pending", "under way", "underway")):  # fmt: skip
        assert said(f"An {what} {of} our judgment by the force is {goes}.") == Unsettled("judgment"), (what, goes)
    for paper, what in product(("document", "letter", "page", "publication", "report", "inspection report"), ("has been withdrawn", "was suspended", "is provisional", "is a draft", "is under review")):  # fmt: skip
        assert said(f"This {paper} {what}.") == Unsettled(paper), (paper, what)


def test_what_the_judgment_is_of_stands_before_the_verb_or_behind_it() -> None:
    for preposition in ("about", "as to", "for", "in", "of", "on", "under"):
        of = f"{preposition} how well it prevents crime"
        assert said(f"Our judgment {of} is under appeal.") == Unsettled("judgment", "how well it prevents crime")
        for end in (
            ".",
            "",
            ", as we found",
            " because of an error",
            " after an appeal",
            " following an appeal",
            " on 3 May",
            " since then",
            " but not yet",
        ):
            assert said(f"We have withdrawn our judgment {of}{end}") == Unsettled(
                "judgment", "how well it prevents crime"
            ), end


@pytest.mark.parametrize(
    "text",
    [
        "The force has withdrawn its judgment of risk.", "Its grades are under review.", "Officers’ ratings are being reviewed.", "Our judgment was reviewed.",
        "This grade is no longer under review.", "The grade is not provisional.", "This grade was provisional.", "Our judgment is final.", "We reviewed our grade.",
        "If our judgment is withdrawn, we say so.", "Our judgment may be withdrawn once the appeal is heard.", "Until this grade is confirmed, it is under review.",
        "Whether the judgment is under appeal, we do not know.", "We would say that this grade is provisional.", "We might say that this grade is provisional.",
        "The force has appealed against our judgment, and the appeal was rejected.", "This grade was under appeal, which was dismissed.", "Unless this grade is withdrawn, it stands.",
        "The force has challenged our grade, unsuccessfully.", "The judgment has been challenged in the courts.", "This grade was suspended, and since reinstated.",
        "This judgment has been reviewed and confirmed; our grade is under review and stands.", "The force said that this page is under review.", "We asked for a review of the grading.",
        "The offers have been withdrawn.", "The appeal against our judgment was long.", "The tribunal’s judgment is under appeal; this judgment is under appeal by a tribunal.",
        "The judgment, which the judge has withdrawn, was withdrawn.", "Our grade is good.", "Whenever our grade is under review, we could say so.",
        "This grade has been appealed against, and the appeal was not upheld.", "We decided to reassess the force.",
    ],
)  # fmt: skip
def test_other_words_say_it_of_none(text: str) -> None:
    assert said(text) is None


def test_a_line_beside_a_grade_says_it_alone() -> None:
    for state in (*AWAITS, *NOT_YET, *UNDONE, *(f"being {one}" for one in OPPOSED)):
        for form in ("{}", "({})", "{}.", "Now {}", "This is {}", "It has been {}", "Which is {}", "But still {}", "Currently {}", "And now {}", "{} at present", "{} by the inspectorate", "{} on 3 May 2024", "{} since May 2024"):  # fmt: skip
            line = form.format(state)
            assert is_state_alone(fold(line)), line
            assert said(line) is None, line
        for form in (
            "Our grade {}",
            "Grade {}",
            "Judgment: {}",
            "Rating – {}",
            "This grade is {}",
            "Grades are {}",
            "Judgment has been {}",
        ):
            assert said(form.format(state)) is not None, (form, state)
            assert is_state_alone(fold(form.format(state)))
    for word, noun in product(
        (
            "Provisional",
            "Draft",
            "A draft",
            "Interim",
            "This is a provisional",
            "It is a draft",
            "Which remains an interim",
            "The draft",
            "Our unconfirmed",
            "It has been a withdrawn",
        ),
        ("judgment", "grade", "report"),
    ):
        assert said(f"{word} {noun}") == Unsettled(noun)
    for other in (
        "Under review since we came in and saw what there was",
        "Review",
        "Appeals",
        "Under the force",
        "Good",
        "What we withdrew",
        "Draft plans",
    ):
        assert not is_state_alone(fold(other)), other


NOTES = ("Note: {}", "N.B. {}", "Please note: {}", "Status: {}", "Grade status: {}", "Judgment: {}", "* {}", "[{}]", "1 {}", "{} (May 2024)", "{}, May 2024", "{} as of May 2024",
         "{} until July 2024", "{} – see below", "{}: see note 1", "{} pending the outcome of an appeal", "Its grade is {}", "{} for now", "The status of this judgment is {}", "{}, and still so")  # fmt: skip


def test_a_note_beside_a_grade_says_it_alone_whatever_points_to_it_and_says_since_when() -> None:
    for state in (*AWAITS, *NOT_YET, *UNDONE, *(f"being {one}" for one in OPPOSED)):
        for form in NOTES[:-1]:
            assert is_state_alone(fold(form.format(state))), (form, state)
            for graded in (f"Good ({state})", f"Good – {state}", f"{state}: requires improvement", f"INADEQUATE [{state.upper()}]"):  # fmt: skip
                assert is_unsettled_grade(fold(graded)) and not is_state_alone(fold(graded)), graded
        for form in ("{} plans", "The force’s offer is {}", "Not {}", "No longer {}", "Never {}", "May be {}", "If {}, see below", "Offers {}", "{} by a tribunal", "{}, now confirmed",
                     "{} until May 2024, but now upheld", "Good plans, {}"):  # fmt: skip
            assert not is_state_alone(fold(form.format(state))), (form, state)
            assert not is_unsettled_grade(fold(form.format(state))), (form, state)
    for state in UNDONE:
        assert (
            is_state_alone(f"was {state} in may 2024")
            and is_state_alone(f"it had been {state} then, see above") is False
        )
    for state in (*AWAITS, *NOT_YET):
        assert not is_state_alone(f"was {state} in may 2024"), state


def test_what_settles_it_all_the_same_or_only_supposes_it_leaves_it() -> None:
    settled = ("dismissed", "not upheld", "rejected", "unsuccessful", "unsuccessfully", "reinstated", "a court’s", "the courts’", "a judge’s", "the judges’", "a tribunal’s")  # fmt: skip
    settled += tuple(
        f"{how}{then} {what}"
        for how in ("and", "but")
        for then in ("", " now", " since", " then")
        for what in ("confirmed", "stands", "upheld")
    )
    for word in settled:
        assert said(f"This grade is under review, {word}") is None, word
    assert said("This grade is under review, and long") is not None
    for word in (
        "Could it be that",
        "If",
        "Might it be that",
        "Once",
        "Unless",
        "Until",
        "Whenever",
        "Whether",
        "Would you say that",
        "It may be that",
    ):
        assert said(f"{word} this grade is under review") is None, word
    for when in ("In May", "On 3 May", "May 2024 and since:", "In the end"):
        assert said(f"{when} this grade is under review") == Unsettled("grade"), when
    for end in ("until", "when", "while", "since", "on", "after", "because", "following", "but"):
        assert said(f"We withdrew our grade of its work {end} it grew") == Unsettled("grade", "its work"), end
    for of_page in (
        "Our report is draft",
        "So it is: this page is a draft",
        "Our letter has been withdrawn",
        "All the grades of this report are draft",
    ):
        assert said(of_page) is not None, of_page
    for other in ("This report is drafting", "We say that this report is a draft"):
        assert said(other) is None, other
