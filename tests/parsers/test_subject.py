"""“Good at part of it” is never a grade, “good at all of it” is one in every known form: all rounds, both bodies."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.questions import PILLAR_SAID, QUESTIONS, Question, plain_words
from schemas.vocabulary import ROUNDS, Grade, OrganisationKind, Pillar, Round
from scraper.parsers.grades import names_pattern
from scraper.parsers.subject import (
    COMMON,
    Whole,
    judges_all,
    may_judge,
    opening_subject,
    read_judged,
    substance,
    whole_pillar,
    whole_question,
)
from tests.support.amount import amount

POLICE, FIRE = OrganisationKind.POLICE, OrganisationKind.FIRE
NAMES = names_pattern(
    frozenset({"kent police", "kent", "north wales police", "north wales", "metropolitan police service"})
)
MEDWAY = names_pattern(frozenset({"medway", "kent fire and rescue service"}))
NAMES_ALONE = names_pattern(frozenset({"kent police", "kent", "north wales"}))
FEW = settings(max_examples=amount(4, 30), deadline=None)  # for each of hundreds of questions and pillars
GRADES = st.sampled_from([g for g in Grade if g is not Grade.REQUIRES_IMPROVEMENT])
SUBJECTS = ("Kent Police", "The force", "the service", "It", "The Metropolitan Police Service", "Overall, Kent Police",
            "HMIC has assessed that Kent Police", "We found that the force")  # fmt: skip
VERBS = ("is", "remains", "continues to be", "is still", "has been assessed as", "has been judged to be",
         "is graded as", "is now", "is judged to be")  # fmt: skip
NEEDS = ("requires improvement", "continues to require improvement", "is judged to require improvement",
         "has been assessed as requiring improvement", "is assessed as requires improvement", "still requires improvement",
         "has fallen to requiring improvement")  # fmt: skip
# Parts that real pages praise, and words that turn a whole into a part.
PARTS = ("tackling fraud", "supporting new recruits", "making effective use of body-worn video", "preventing rural crime",
         "using its vehicles efficiently", "explaining the legitimate reasons for a delay", "answering calls",
         "protecting vulnerable adults", "responding to public protests", "reducing the backlog of telephone calls")  # fmt: skip


def read(sentence: str, whole: Whole) -> Grade | None:
    """What a sentence says of a whole; None where it is no witness."""
    judged = read_judged(sentence, NAMES)
    return judged.stated.grade if judged is not None and judges_all(judged, whole) else None


def gerund(question: Question) -> str:
    """The published words of a question or area without what asks: the object of a sentence about all of it."""
    text = question.label.rstrip("?")
    text = re.sub(r"^(?:How (?:effective|well|good) (?:is|are|does|do|has) (?:the )?(?:force|FRS|forces)(?:’s)?(?: at)?"
                  r"|To what extent (?:is|does|do|are|has) (?:the )?(?:force|forces|FRS)?|How (?:is|well|effective) )\s*", "", text)  # fmt: skip
    return text[:1].lower() + text[1:]


def pillars() -> list[tuple[OrganisationKind, Round, Pillar]]:
    return [(r.kind, r, pillar) for r in ROUNDS for pillar in r.pillars]


GRADED = [q for q in QUESTIONS if q.graded]
IDS = [f"{q.kind}-{q.rounds[0]}-{q.key}" for q in GRADED]


AREA = whole_question(None, "Preventing crime")
TOLD = "Kent Police is good at preventing crime."


@pytest.mark.parametrize(
    "lead",
    ["Overall, ", "In general ", "We found that ", "We have found that ", "Our inspection found that ", "HMIC assessed that ",
     "However, ", "HMICFRS judged that ", "HMIC judges that ", "HMIC has found that ", "We found that overall "],
)  # fmt: skip
def test_a_sentence_may_be_led_in(lead: str) -> None:
    assert read(lead + TOLD, AREA) is Grade.GOOD
    assert read("It is said that " + TOLD, AREA) is None


@pytest.mark.parametrize(
    "verb",
    ["is", "are", "remain", "remains", "continue to be", "continues to be", "has been judged", "have been rated as", "is also", "is now", "is again",
     "is still", "is overall judged", "is currently", "is judged", "is assessed", "is graded", "is rated", "is judged to be",
     "is judged as", "is judged as being", "is judged to be overall", "is again now", "has again been judged as",
     "has now been assessed to be"],
)  # fmt: skip
@pytest.mark.parametrize("grade", ["outstanding", "good", "adequate", "inadequate"])
def test_a_verb_of_the_present_states_the_grade(verb: str, grade: str) -> None:
    assert read(f"Kent Police {verb} {grade} at preventing crime.", AREA) is Grade(grade)


@pytest.mark.parametrize("grade", ["outstanding", "good", "adequate", "inadequate"])
def test_a_grade_may_be_quoted_or_have_overall_behind_it(grade: str) -> None:
    for told in (f"‘{grade}’", f'"{grade}"', f"{grade} overall"):
        assert read(f"Kent Police is {told} at preventing crime.", AREA) is Grade(grade)
    assert read(f"Kent Police is ‘{grade} at preventing crime.", AREA) is None
    assert read(f"Kent Police is ‘{grade}’ at preventing rural crime.", AREA) is None


@pytest.mark.parametrize(
    "who",
    ["We have judged", "HMIC has assessed", "Overall, HMICFRS has graded", "We judge", "HMIC rates", "We have rated"],
)
@pytest.mark.parametrize(
    ("what", "grade"),
    [("to be good", "good"), ("as inadequate", "inadequate"), ("as being outstanding", "outstanding"), ("as ‘good’", "good"),
     ("to require improvement", "requires_improvement"), ("as requiring improvement", "requires_improvement")],
)  # fmt: skip
def test_who_judges_may_be_the_subject(who: str, what: str, grade: str) -> None:
    for whom in ("Kent Police", "the force", "North Wales Police", "the Metropolitan Police Service"):
        assert read(f"{who} {whom} {what} at preventing crime.", AREA) is Grade(grade)
    for whom in ("Essex Police", "forces", "a force", "its custody suites", "Kent County Council"):
        assert read(f"{who} {whom} {what} at preventing crime.", AREA) is None
    for then in (
        "We previously judged",
        "In 2015 we judged",
        "HMIC judged",
        "We would have judged",
        "Residents have judged",
    ):
        assert read(f"{then} Kent Police {what} at preventing crime.", AREA) is None


@pytest.mark.parametrize("aspect", ["effectiveness", "overall effectiveness", "overall efficiency", "performance"])
def test_what_the_organisation_has_may_be_its_effectiveness_at_all_of_a_question(aspect: str) -> None:
    assert read(f"Kent Police’s {aspect} at preventing crime is good.", AREA) is Grade.GOOD
    assert read(f"Kent Police’s {aspect} at preventing rural crime is good.", AREA) is None
    assert read(f"Kent Police’s {aspect} is good.", AREA) is None


def test_the_effectiveness_of_the_organisation_is_what_it_has() -> None:
    whole = whole_pillar(POLICE, None, Pillar.EFFECTIVENESS)
    for lead in ("The", "The overall"):
        assert (
            read(f"{lead} effectiveness of Kent Police at keeping people safe and reducing crime is good.", whole)
            is Grade.GOOD
        )
        assert read(f"{lead} effectiveness of the force requires improvement.", whole) is Grade.REQUIRES_IMPROVEMENT
        for other in (
            "Essex Police",
            "its patrols",
            "Kent Police’s patrols",
            "Kent Police officers",
            "stop and search",
        ):
            assert read(f"{lead} effectiveness of {other} is good.", whole) is None


@pytest.mark.parametrize(
    "verb",
    ["has been", "have been", "has also been", "has been overall", "had been", "has long been", "was", "used to be", "remained", "became", "will be",
     "would be", "had been judged", "was judged to be", "has been thought", "is to be", "is no longer"],
)  # fmt: skip
@pytest.mark.parametrize("grade", ["outstanding", "good", "inadequate", "requiring improvement"])
def test_what_was_or_has_been_is_not_said_to_be_now(verb: str, grade: str) -> None:
    for subject in ("Kent Police", "The force", "It"):
        assert read(f"{subject} {verb} {grade} at preventing crime.", AREA) is None


@pytest.mark.parametrize(
    "verb",
    ["requires improvement", "require improvement", "is requiring improvement", "is judged requires improvement",
     "is judged to require improvement", "is assessed as requiring improvement", "continues to require improvement",
     "continue to require improvement", "still requires improvement", "also requires improvement", "now requires improvement",
     "is now judged to require improvement"],
)  # fmt: skip
def test_requires_improvement_has_verbs_of_its_own(verb: str) -> None:
    assert read(f"Kent Police {verb} at preventing crime.", AREA) is Grade.REQUIRES_IMPROVEMENT
    assert read(f"Kent Police often {verb} at preventing crime.", AREA) is None


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("The force", "the force"), ("This service", "this service"), ("The brigade", "the brigade"),
        ("The constabulary", "the constabulary"), ("Force", "force"), ("It", "it"), ("Kent", "kent"), ("The Kent Police", "kent police"),
        ("Kent Constabulary", "kent constabulary"), ("North Wales Police", "north wales police"), ("Kent Force", "kent force"),
        ("Kent Service", "kent service"), ("Kent Police Service", "kent police service"), ("North Wales Police Service", "north wales police service"),
        ("Kent Fire and Rescue Service", None), ("Kent FRS", None), ("Kent Fire Brigade", None), ("Kent Police and Crime Commissioner", None),
        ("The forces", None), ("Its staff", None), ("Kent Policemen", None), ("Kent’s", None), ("Some", None),
    ],
)  # fmt: skip
def test_the_subject_is_the_organisation(subject: str, told: str | None) -> None:
    judged = read_judged(f"{subject} is good at preventing crime.", NAMES_ALONE)
    assert (judged.subject if judged else None) == told


@pytest.mark.parametrize(
    ("name", "is_own"),
    [("Kent Fire and Rescue Service", True), ("Kent Fire & Rescue Service", True), ("Kent Fire & Rescue", True), ("Kent Fire Brigade", True),
     ("Kent Fire Service", True), ("Kent FRS", True), ("Kent Fire and Rescue", True), ("Kent Brigade", True), ("Kent Service", True), ("Kent", True), ("Kent Police", False), ("Kent Constabulary", False)],
)  # fmt: skip
def test_a_police_force_is_no_fire_service_of_the_same_county(name: str, is_own: bool) -> None:
    fire = names_pattern(frozenset({"kent fire and rescue service", "kent"}))
    assert (read_judged(f"{name} is good at preventing crime.", fire) is not None) is is_own
    assert (opening_subject(f"{name} has a plan.", fire) is not None) is is_own
    other = name.replace("Kent", "Medway")
    assert (read_judged(f"{other} is good at preventing crime.", MEDWAY) is not None) is is_own
    both = names_pattern(frozenset({"kent police", "kent fire and rescue service", "kent"}))
    assert read_judged(f"{name} is good at preventing crime.", both) is not None


@pytest.mark.parametrize(
    "aspect", ["in respect of", "with respect to", "with regard to", "in relation to", "in terms of", "when it comes to", "at", "in",
               ", in respect of"],
)  # fmt: skip
def test_what_is_judged_follows_the_grade(aspect: str) -> None:
    assert read(f"Kent Police is good{'' if aspect[0] == ',' else ' '}{aspect} preventing crime.", AREA) is Grade.GOOD


@pytest.mark.parametrize(
    ("states", "grade"),
    [
        ("is", None),
        ("is still", None),
        ("is rated", Grade.GOOD),
        ("is graded", Grade.GOOD),
        ("is assessed as", Grade.GOOD),
        ("has been judged to be", Grade.GOOD),
    ],
)
@pytest.mark.parametrize("aspect", ["for", "with"])
def test_only_what_is_judged_is_so_for_something(states: str, grade: Grade | None, aspect: str) -> None:
    assert read(f"Kent Police {states} good {aspect} preventing crime.", AREA) is grade
    assert read(f"Kent Police requires improvement {aspect} preventing crime.", AREA) is Grade.REQUIRES_IMPROVEMENT


@pytest.mark.parametrize("sentence", ["Kent Police is good informing the public.", "Kent Police is good because it prevents crime.",
                                      "Kent Police is judged good without preventing crime.", "Kent Police is rated good because it prevents crime.",
                                      "Kent Police requires improvement because it prevents crime.", "Kent Police prevents crime."])  # fmt: skip
def test_what_does_not_follow_so_is_no_judgment(sentence: str) -> None:
    assert read_judged(sentence, NAMES) is None


@pytest.mark.parametrize("word", ["good", "adequate", "outstanding", "requires improvement", "inadequate"])
def test_a_paragraph_with_a_grade_word_may_judge(word: str) -> None:
    assert may_judge(f"The force is {word} at this.")
    assert not may_judge("The force does this well.")


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("The force is good in this respect.", AREA),
        ("Kent Police’s control room is good in this respect.", None),
        ("Kent Police is good in its effectiveness.", None),
        ("Kent Police’s service is good.", None),
        ("Kent Police’s effectiveness unit is good.", None),
        ("Kent Police’s preventing crime is good at night.", AREA),
        ("Kent Police is good.", AREA),
    ],
)
def test_what_does_not_name_all_of_it_judges_it_not(sentence: str, whole: Whole | None) -> None:
    pillar = whole_pillar(POLICE, next(r for r in ROUNDS if r.id == "2016"), Pillar.EFFECTIVENESS)
    assert read(sentence, whole or pillar) is None


def test_what_the_organisation_has_may_be_all_of_a_question() -> None:
    assert read("Kent Police’s preventing crime is good.", AREA) is Grade.GOOD


def test_a_heading_that_tells_nothing_names_nothing() -> None:
    assert whole_question(None, "The service").phrases == frozenset()
    assert whole_question(None, None).phrases == frozenset()


@pytest.mark.parametrize(
    ("kind", "round_id", "pillar", "phrases"),
    [
        (POLICE, "2018-19", Pillar.EFFICIENCY,
         {"operate how sustainable services public", "keeping people safe reducing crime", "operating sustainably"}),
        (POLICE, "2016", Pillar.LEGITIMACY, {"keeping people safe reducing crime"}),
        (FIRE, "2018-19", Pillar.PEOPLE, {"look after people"}),
        (FIRE, "2021-22", Pillar.EFFECTIVENESS,
         {"keeping people safe secure", "keeping people safe secure fire other risks"}),
    ],
)  # fmt: skip
def test_the_whole_of_a_pillar_is_its_question_of_the_round_and_its_standing_phrases(
    kind: OrganisationKind, round_id: str, pillar: Pillar, phrases: set[str]
) -> None:
    round_ = next(r for r in ROUNDS if r.kind is kind and r.id == round_id)
    assert whole_pillar(kind, round_, pillar).phrases == {substance(phrase) for phrase in phrases}


@pytest.mark.parametrize(
    ("one", "other"),
    [("planning", "plans"), ("calling", "calls"), ("assessing", "assess"), ("meeting", "meets"), ("process", "processing"),
     ("using", "use"), ("king", "kings")],
)  # fmt: skip
def test_a_word_is_one_in_all_its_inflections(one: str, other: str) -> None:
    assert substance(one) == substance(other)


@pytest.mark.parametrize("question", GRADED, ids=IDS)
@FEW
@given(grade=GRADES, subject=st.sampled_from(SUBJECTS), verb=st.sampled_from(VERBS), data=st.data())
def test_good_at_all_of_a_question_is_a_grade(question, grade, subject, verb, data) -> None:  # type: ignore[no-untyped-def]
    whole = whole_question(question, question.label)
    known = data.draw(st.sampled_from([gerund(question), *question.names, *question.said]))
    assert read(f"{subject} {verb} {grade.value} at {known}.", whole) is grade
    needs = data.draw(st.sampled_from(NEEDS))
    assert read(f"{subject} {needs} in how it does {known}.".replace("does ", ""), whole) is Grade.REQUIRES_IMPROVEMENT


@pytest.mark.parametrize("question", GRADED, ids=IDS)
@FEW
@given(grade=GRADES, subject=st.sampled_from(SUBJECTS), verb=st.sampled_from(VERBS), data=st.data())
def test_good_at_a_part_of_a_question_is_none(question, grade, subject, verb, data) -> None:  # type: ignore[no-untyped-def]
    whole = whole_question(question, question.label)
    known = data.draw(st.sampled_from([gerund(question), *question.names, *question.said]))
    told = sorted(set(plain_words(known)))
    left_out = data.draw(st.sampled_from(told))
    part = " ".join(word for word in plain_words(known) if word != left_out)
    if part and substance(part) not in whole.phrases:
        assert read(f"{subject} {verb} {grade.value} at {part}.", whole) is None
    assert read(f"{subject} {verb} {grade.value} at {known} in rural areas.", whole) is None
    for praised in PARTS:
        if substance(praised) not in whole.phrases:
            assert read(f"{subject} {verb} {grade.value} at {praised}.", whole) is None


@pytest.mark.parametrize(("kind", "round_", "pillar"), pillars(), ids=lambda value: getattr(value, "id", str(value)))
@FEW
@given(grade=GRADES, subject=st.sampled_from(SUBJECTS), verb=st.sampled_from(VERBS), data=st.data())
def test_good_at_all_of_a_pillar_is_a_grade(kind, round_, pillar, grade, subject, verb, data) -> None:  # type: ignore[no-untyped-def]
    whole = whole_pillar(kind, round_, pillar)
    said = [phrase for body, each, phrases in PILLAR_SAID if (body, each) == (kind, pillar) for phrase in phrases]
    phrase = data.draw(st.sampled_from(said))
    assert read(f"{subject} {verb} {grade.value} at {phrase}.", whole) is grade
    noun = {Pillar.PEOPLE: None}.get(pillar, pillar.value)
    if noun is not None:
        assert read(f"{subject} {verb} {grade.value} in respect of its {noun} at {phrase}.", whole) is grade
        assert read(f"Kent Police’s overall {noun} at {phrase} {verb} {grade.value}.", whole) is grade
        assert read(f"Kent Police’s overall {noun} {verb} {grade.value}.", whole) is grade


@pytest.mark.parametrize(("kind", "round_", "pillar"), pillars(), ids=lambda value: getattr(value, "id", str(value)))
@FEW
@given(grade=GRADES, subject=st.sampled_from(SUBJECTS), verb=st.sampled_from(VERBS), praised=st.sampled_from(PARTS))
def test_good_at_a_part_of_a_pillar_is_none(kind, round_, pillar, grade, subject, verb, praised) -> None:  # type: ignore[no-untyped-def]
    whole = whole_pillar(kind, round_, pillar)
    assert read(f"{subject} {verb} {grade.value} at {praised}.", whole) is None
    assert (
        read(f"{subject} {verb} {grade.value} at {praised} effectively, efficiently and legitimately.", whole) is None
    )
    assert (
        read(f"{subject} {verb} {grade.value} at keeping people safe in town centres and reducing crime.", whole)
        is None
    )
    for other in (p for p in round_.pillars if p not in (pillar, Pillar.PEOPLE)):
        sentence = (
            f"{subject} {verb} {grade.value} in respect of its {other.value} at keeping people safe and reducing crime."
        )
        assert read(sentence, whole) is None
        assert read(f"Kent Police’s overall {other.value} {verb} {grade.value}.", whole) is None


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("Durham remains outstanding in its effectiveness at reducing crime and keeping people safe.", None),
        ("Kent Police remains outstanding in its effectiveness at reducing crime and keeping people safe.", "outstanding"),
        ("Kent Police requires improvement in how it keeps people safe and reduces crime.", "requires_improvement"),
        ("Kent Police is good in how effective it is at keeping people safe and reducing crime.", "good"),
        ("Kent Police has been assessed as good, with elements of outstanding, in respect of its effectiveness at keeping "
         "people safe and reducing crime.", "good"),
        ("Kent Police’s overall effectiveness at keeping people safe and reducing crime is good.", "good"),
        ("North Wales Police’ overall effectiveness is adequate.", "adequate"),
        ("The force requires improvement in this respect.", "requires_improvement"),
        ("Overall Kent Police is judged to be good at making use of the money that it has.", None),
        ("Kent Police was good at keeping people safe and reducing crime.", None),
        ("Kent Police is not good at keeping people safe and reducing crime.", None),
        ("Kent Police is mostly good at keeping people safe and reducing crime.", None),
        ("Kent Police is no longer inadequate at keeping people safe and reducing crime.", None),
        ("Some forces are good at keeping people safe and reducing crime.", None),
        ("Kent Police and its partners are good at keeping people safe and reducing crime.", None),
        ("Kent Police’s control room is good at keeping people safe and reducing crime.", None),
        ("Kent Police is good at keeping people safe but requires improvement at reducing crime.", None),
        ("Kent Police is good.", None),
        ("Kent Police is good at keeping people safe and reducing crime?", None),
        ("Kent Police’s overall effectiveness is good at reducing crime.", None),
        ("Kent Police is good about keeping people safe and reducing crime.", None),
    ],
)  # fmt: skip
def test_sentences_of_the_effectiveness_pillar(sentence: str, grade: str | None) -> None:
    whole = whole_pillar(POLICE, next(r for r in ROUNDS if r.id == "2016"), Pillar.EFFECTIVENESS)
    found = read(sentence, whole)
    assert (found.value if found else None) == grade


@pytest.mark.parametrize("subject", ["It", "The force", "This service", "The brigade", "the constabulary", "Force"])
def test_a_noun_or_a_pronoun_may_call_another_organisation_too(subject: str) -> None:
    judged = read_judged(f"{subject} is good at preventing crime.", NAMES)
    assert judged is not None
    assert judged.subject in COMMON
    named = read_judged("Kent is good at preventing crime.", NAMES)
    assert named is not None
    assert named.subject not in COMMON


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Kent Police has a plan.", "kent police"), ("The Kent Police has a plan.", "the kent police"), ("Kent has towns.", "kent"),
        ("Kent Constabulary has a plan.", "kent constabulary"), ("This force has a plan.", "this force"), ("It has a plan.", "it"),
        ("We found that the force has a plan.", "the force"), ("In May, it began.", "it"),
        ("Kent’s officers know.", None), ("Its officers know.", None), ("The forces know.", None), ("Italy is far.", None),
        ("Kent County Council has a plan.", None), ("Kent and Essex Coroners share it.", None), ("Kent & Essex share it.", None),
        ("Kent Fire and Rescue Service has a plan.", None), ("Kent Police Federation has a plan.", None), ("The force and Essex Police share it.", None),
        ("Kent Police and crime commissioner are two.", None), ("The force and its partners share it.", "the force"), ("Kent Police, Essex and Surrey share it.", "kent police"),
        ("In May, the\u00a0force HMICFRS saw began.", None), ("The force", "the force"), ("So¨ and so¨, the force", "the force"),
        ("Surrey Police has a plan.", None), ("We saw Kent Police.", None), (f"{'So and so ' * 7}, it began.", None),
    ],
)  # fmt: skip
def test_a_sentence_is_about_the_organisation_that_opens_it(sentence: str, subject: str | None) -> None:
    assert opening_subject(sentence, NAMES_ALONE) == subject


@pytest.mark.parametrize("sentence", ["Surrey Police is good at preventing crime.", "A force is good at preventing crime.",
                                      "The chief constable is good at preventing crime."])  # fmt: skip
def test_another_subject_judges_nothing(sentence: str) -> None:
    assert read_judged(sentence, NAMES) is None


def test_the_words_of_the_grade_are_as_published() -> None:
    judged = read_judged("Kent Police Requires  improvement at preventing crime.", NAMES)
    assert judged is not None
    assert judged.stated.text == "Requires  improvement"
    assert (judged.subject, judged.noun, judged.about) == ("kent police", "", "at preventing crime")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("using its resources to meet the demand it faces", "How well does the force use its resources to meet the demand it faces?", True),
        ("manages performance and develops leaders", "Managing performance and developing leaders", True),
        ("planning for the future", "plans for the future", True),
        ("getting the right people with the right skills", "get the right people with the right skills", True),
        ("tackling serious and organised crime", "Serious and organised crime", False),
        ("treating the public fairly", "treating the workforce fairly", False),
        ("investigating crime", "investigating crimes against children", False),
        ("re-offending", "reoffending", True),
        ("missing people", "mis people", False),
    ],
)  # fmt: skip
def test_substance_is_what_a_phrase_is_about(one: str, other: str, same: bool) -> None:
    assert (substance(one) == substance(other)) is same


def test_a_question_nobody_knows_is_judged_by_its_own_words() -> None:
    whole = whole_question(None, "Protecting children online")
    assert read("The force is good at protecting children online.", whole) is Grade.GOOD
    assert read("The force is good at protecting children.", whole) is None


def test_a_pillar_of_no_known_round_has_its_standing_phrases_alone() -> None:
    assert whole_pillar(FIRE, None, Pillar.PEOPLE).phrases == {substance("looking after its people")}
    assert whole_pillar(None, None, Pillar.PEOPLE).phrases == frozenset()


def test_where_no_name_says_which_body_it_is_it_may_be_a_police_force() -> None:
    for subject in ("Kent Constabulary", "Kent Police", "Kent"):
        judged = read_judged(f"{subject} is good at preventing crime.", names_pattern(frozenset({"kent"})))
        assert judged is not None and judged.subject == subject.lower()


@pytest.mark.parametrize("have", ["has", "have", "has now", "has since", "has also"])
@pytest.mark.parametrize(
    "moved", ["improved", "slipped", "moved up", "been upgraded", "been downgraded", "now been raised", "fallen back"]
)
@pytest.mark.parametrize(
    "left", ["", " from adequate", " from a grade of inadequate", " from adequate in 2021/22", " from outstanding in its 2021/22 assessment"]
)  # fmt: skip
def test_the_grade_that_something_has_reached_is_stated(have: str, moved: str, left: str) -> None:
    verb = f"{have} {moved.removeprefix('now ') if have in ('has now', 'has since', 'has also') else moved}"
    verb = verb.replace("now been", "been")
    assert read(f"Kent Police {verb}{left} to good at preventing crime.", AREA) is Grade.GOOD
    assert (
        read(f"Kent Police {verb}{left} to requires improvement at preventing crime.", AREA)
        is Grade.REQUIRES_IMPROVEMENT
    )


@pytest.mark.parametrize(
    "sentence",
    ["Kent Police improved to good at preventing crime.", "Kent Police has not improved to good at preventing crime.",
     "Kent Police had improved to good at preventing crime.", "Kent Police should have improved to good at preventing crime.",
     "Kent Police has nearly improved to good at preventing crime.", "Kent Police has improved to good at preventing fraud.",
     "Kent Police has improved from good at preventing crime.", "Has Kent Police improved to good at preventing crime?",
     "Kent Police has improved to good at preventing crime since 2021/22.", "Kent Police says it has improved to good at preventing crime.",
     "Kent Police has moved to good buildings.", "Kent Police has improved from adequate, and to good at preventing crime."],
)  # fmt: skip
def test_what_was_or_was_not_reached_is_not_stated(sentence: str) -> None:
    assert read(sentence, AREA) is None
