"""The graded topics of a programme of its own: any part of the report may state their grades."""

from __future__ import annotations

from schemas.labels import Role
from schemas.vocabulary import OrganisationKind, Programme, Status, WitnessSource, inspection
from scraper.parsers.lines import Line
from scraper.parsers.outline import Outline, Section
from scraper.parsers.readers.judgments import read_question
from scraper.parsers.readers.topics import judge_topics, read_part, topics

from .made import Made, told

KEY, LABEL = "area/vetting-and-counter-corruption", "Vetting, IT monitoring and counter-corruption"
SENTENCE = "Kent Police requires improvement at vetting, IT monitoring and counter-corruption."


class Report(Made):
    """A report on vetting; `part` adds a part, `read` reads all of them."""

    def __init__(self) -> None:
        super().__init__("2023-25")
        self.b.round = inspection(OrganisationKind.POLICE, Programme.VETTING, "2022-11")
        self.parts: list[Section] = []

    def part(self, heading: str, *texts: str | Line) -> Report:
        self.parts.append(self.section(Role.TOPIC, heading, *texts))
        return self

    def read(self) -> Report:
        for part in self.parts:
            read_part(self.b, part)
        judge_topics(self.b, Outline([self.opening()]))
        return self


def report(*texts: str) -> Report:
    return Report().part("Introduction", *texts).read()


def stated(page: Report) -> list[tuple[WitnessSource, str, int]]:
    (judgment,) = page.b.judgments
    return [(one.source, one.text, one.block) for one in judgment.witnesses]


def test_the_topics_of_a_page_are_those_that_its_programme_grades() -> None:
    assert [topic.key for topic in topics(Report().b)] == [KEY]
    assert topics(Made(None).b) == ()
    police = {topic.key for topic in topics(Made("2023-25").b)}
    assert "area/investigating-crime" in police
    assert "area/armed-threats" not in police  # it is never graded


def test_a_line_of_topic_and_grade_states_it_whatever_its_tag() -> None:
    page = report("We inspected.", f"{LABEL}: requires improvement", "That is all.")
    (judgment,) = page.b.judgments
    assert told(judgment) == ("graded", "requires_improvement", "requires improvement")
    assert (judgment.question, judgment.question_key, judgment.pillar) == (LABEL, KEY, None)
    assert stated(page) == [(WitnessSource.BADGE, "requires improvement", 3)]
    assert page.codes == []


def test_a_dash_parts_them_as_a_colon_does() -> None:
    for sign in (" – ", " - ", " — ", ": "):
        for grade in ("good", "Requires improvement", "requires improvement"):
            assert [text for _, text, _ in stated(report(f"{LABEL}{sign}{grade}"))] == [grade]
        assert stated(report(f"{LABEL}{sign}good practice")) == stated(report(f"Vetting{sign}good")) == []


def test_the_heading_of_a_part_may_state_it() -> None:
    page = (
        Report()
        .part("Introduction", "We inspected.")
        .part(f"{LABEL} – requires improvement", "In May we went there.")
        .read()
    )
    assert [text for _, text, _ in stated(page)] == ["requires improvement"]
    assert stated(Report().part(f"{LABEL} – matters", "In May we went there.").read()) == []


def test_the_topic_may_be_called_by_its_other_name() -> None:
    assert stated(report("Vetting and counter-corruption: good")) == [(WitnessSource.BADGE, "good", 2)]


def test_a_line_that_grades_a_part_or_another_thing_states_none() -> None:
    page = report("Vetting: good", "IT monitoring: inadequate", "Vetting, IT monitoring and counter-corruption matters")
    assert stated(page) == []


def test_a_sentence_about_all_of_it_states_its_grade() -> None:
    assert stated(report("We inspected.", SENTENCE)) == [(WitnessSource.PROSE, SENTENCE, 3)]


def test_a_sentence_beside_a_line_that_grades_it_is_a_witness_too_in_whatever_part() -> None:
    for grade, agreement in (("Requires improvement", 1), ("Inadequate", 0)):
        for page in (
            report(f"{LABEL}: {grade}", SENTENCE),
            Report().part("About us", f"{LABEL}: {grade}").part("Introduction", SENTENCE).read(),
            Report().part("Introduction", SENTENCE).part("About us", f"{LABEL}: {grade}").read(),
        ):
            assert {(one, text) for one, text, _ in stated(page)} == {
                (WitnessSource.BADGE, grade), (WitnessSource.PROSE, SENTENCE),
            }  # fmt: skip
            assert page.b.judgments[0].agreement == agreement
            assert ("witnesses_disagree" in page.codes) is not agreement


def test_sentences_of_two_parts_that_differ_are_no_grade() -> None:
    other = SENTENCE.replace("requires improvement", "is good")
    page = Report().part("Introduction", SENTENCE).part("Vetting", other).read()
    assert page.b.judgments[0].grade is None
    assert "witnesses_disagree" in page.codes


def test_a_line_that_is_quoted_or_shown_by_a_figure_states_none_and_is_told() -> None:
    told_of = "<figure>{}<figcaption>Grades of Essex Police</figcaption></figure>"
    for form in ("<blockquote><p>{}</p></blockquote>", told_of.format("<img src=a.png alt='{}'>")):
        page = Report()
        lines = page.markup(form.format(f"{LABEL}: Inadequate"))
        page = page.part("Introduction", *lines, SENTENCE).read()
        assert [one for one, _, _ in stated(page)] == [WitnessSource.PROSE]
        assert page.codes == ["grade_unreadable"]


def test_any_part_may_state_it_and_later_ones_say_no_more() -> None:
    page = Report().part("About us", "We look at forces.").part("Introduction", SENTENCE).part("Vetting", SENTENCE)
    assert stated(page.read()) == [(WitnessSource.PROSE, SENTENCE, 4)]


def test_two_lines_that_differ_disagree() -> None:
    page = Report().part("Introduction", f"{LABEL}: Good").part("Summary", f"{LABEL}: Inadequate").read()
    assert page.b.judgments[0].agreement == 0
    assert "witnesses_disagree" in page.codes


def test_a_topic_that_is_graded_nowhere_is_a_judgment_and_says_so() -> None:
    page = report("We inspected.", "A few of its neighbours are good at vetting.")
    (judgment,) = page.b.judgments
    assert (judgment.status, judgment.question) == (Status.UNREADABLE, LABEL)
    assert page.codes == ["grade_missing"]
    assert page.b.problems[0].blocks == [1]


def test_the_first_part_is_what_the_topic_is_missed_in() -> None:
    page = Report().part("About us", "We look at forces.").part("Introduction", "We inspected.").read()
    assert page.b.problems[0].blocks == [1]


def test_a_section_of_the_topic_itself_keeps_its_name_and_its_place() -> None:
    page = Report()
    section = page.section(Role.QUESTIONS, "Vetting and counter-corruption", "We inspected.", head=["Good"])
    topic = topics(page.b)[0]
    section.question, section.question_key, section.known = "Vetting and counter-corruption", KEY, topic
    page.part("Introduction", SENTENCE)
    read_question(page.b, section)
    page.read()
    (judgment,) = page.b.judgments
    assert (judgment.question, told(judgment)) == ("Vetting and counter-corruption", ("graded", "good", "Good"))
    assert page.b.drafts.all()[0].section is section


def test_what_a_part_says_is_findings() -> None:
    page = report("We inspected.", SENTENCE)
    assert [(row["section"], row["text"]) for row in page.b.findings] == [
        ("Introduction", "We inspected."), ("Introduction", SENTENCE),
    ]  # fmt: skip
