"""Whose page it is: heading and address must agree, the words tell police from fire, a guess is never made."""

from __future__ import annotations

import pytest

from schemas.vocabulary import OrganisationKind, Programme, RefusalReason, find_round, inspection
from scraper.catalogue.organisations import ORGANISATIONS
from scraper.parsers.agree import by_heading_and_address, introduction_of_other, of_address, refuse_contradicted
from scraper.parsers.evidence import Refusal
from scraper.parsers.spec import Whose

from .shown import SITE, read, shown

POLICE, FIRE = "<p>The force is Police.</p>", "<p>The Fire and Rescue Service.</p>"


def whose(heading: str | None, words: str = POLICE, path: str | None = None, title: str = "") -> Whose:
    """Return whose page it is that has a heading, some words, and is found at a path of the site."""
    h1 = f"<h1>{heading}</h1>" if heading else ""
    head = f"<title>{title}</title>" if title else ""
    return by_heading_and_address(shown(h1 + words, path, head))


def named(found: Whose) -> tuple[str | None, str | None]:
    return found.organisation.id if found.organisation else None, found.round.id if found.round else None


def codes(found: Whose) -> list[str]:
    return [problem.code for problem in found.problems]


def refused(heading: str | None, words: str, path: str) -> str:
    with pytest.raises(Refusal) as error:
        whose(heading, words, path)
    assert error.value.reason is RefusalReason.IDENTITY
    return error.value.message


# --- police or fire ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "words", "kind"),
    [
        ("Avon 2018/19", POLICE, "fire"),  # no force is called so
        ("Staffordshire 2016", FIRE, "police"),  # no service was inspected then
        ("Staffordshire 2018/19", POLICE, "police"),
        ("Staffordshire 2018/19", FIRE, "fire"),
        ("Atlantis 2016", FIRE, "fire"),  # of no known area the words are believed
        ("Atlantis 2018/19", POLICE, "police"),
        ("Avon 2017", POLICE, "fire"),  # of a round that its body does not have, the area is
        ("Staffordshire 2018/19", "<p>We inspect.</p>", None),
    ],
)
def test_the_body_is_the_one_that_has_area_and_round_else_the_one_of_the_words(
    heading: str, words: str, kind: str | None
) -> None:
    assert whose(heading, words).body == (kind and OrganisationKind(kind))


@pytest.mark.parametrize(
    "words",
    ["fire and rescue", "fire & rescue", "fire brigade", "fire service", "HM Inspector of Fire",
     "which the service is effective", "which the service is efficient", "which the service looks after its people"],
)  # fmt: skip
def test_one_phrase_of_a_service_counts_for_more_than_two_of_the_police(words: str) -> None:
    text = words.replace("&", "&amp;")
    assert whose("Staffordshire 2018/19", f"<p>{text} and police, police</p>").body is OrganisationKind.FIRE
    assert whose("Staffordshire 2018/19", f"<p>{text} and police, police, police</p>").body is OrganisationKind.POLICE


@pytest.mark.parametrize(
    "often", ["The force helps.", "Police officers and the force help.", "The constabulary drives them."]
)
@pytest.mark.parametrize(
    "said",
    ["The extent to which the service is effective at keeping people safe is good.", "The extent to which the service looks after its people is good.",
     "How effective is the fire and rescue service at keeping people safe and secure?", "How well does the fire and rescue service look after its people?"],
)  # fmt: skip
def test_a_service_that_speaks_often_of_the_force_is_one(said: str, often: str) -> None:
    assert named(whose("Staffordshire 2018/19", f"<p>{said}</p>" + f"<p>{often}</p>" * 30)) == (
        "fire/staffordshire",
        "2018-19",
    )
    of_force = "<p>The extent to which the force is effective is good.</p>"
    assert named(whose("Staffordshire 2018/19", f"<p>{said}</p>" * 30 + of_force)) == (
        "police/staffordshire",
        "2018-19",
    )


@pytest.mark.parametrize("word", ["police", "constabulary", "PEEL", "the force"])
def test_each_word_of_the_police_tells_a_force(word: str) -> None:
    assert whose("Staffordshire 2018/19", f"<p>{word}</p>").body is OrganisationKind.POLICE


def test_a_page_that_judges_a_force_is_of_the_police_however_much_it_tells_of_fire() -> None:
    words = FIRE * 5 + "<p>The extent to which the force is effective is good.</p>"
    assert named(whose("Staffordshire 2018/19", words))[0] == "police/staffordshire"


@pytest.mark.parametrize("word", ["campfire service", "antipolice", "policed", "HM subinspector of fires"])
def test_a_word_in_another_tells_nothing(word: str) -> None:
    assert whose("Staffordshire 2018/19", f"<p>{word}</p>").body is None


def test_where_no_word_tells_the_address_does() -> None:
    found = whose("Staffordshire 2018/19", "<p>We inspect.</p>", "frs-assessment/frs-2018/staffordshire/")
    assert named(found) == ("fire/staffordshire", "2018-19")


# --- heading and address -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "path", "expected"),
    [
        ("Staffordshire 2016", None, ("police/staffordshire", "2016")),
        ("Staffordshire 2016", "peel-assessments/peel-2016/staffordshire/", ("police/staffordshire", "2016")),
        ("Devon &amp; Cornwall 2017", None, ("police/devon-and-cornwall", "2017")),
        ("Surrey PEEL 2014", "peel-assessments/peel-2014/surrey/", ("police/surrey", "2014")),
        ("Gwent 2018/19", "peel-assessments/peel-2018/gwent/", ("police/gwent", "2018-19")),
        ("Hampshire 2018/19", "peel-assessments/peel-2018/hampshire/", ("police/hampshire", "2018-19")),
        ("Hampshire 2021/22", "peel-reports/hampshire-2021-22", ("police/hampshire-and-isle-of-wight", "2021-22")),
        ("Surrey 2016", "peel-assessments/peel-2016/", ("police/surrey", "2016")),
        ("Surrey 2016", "police-forces/surrey/", ("police/surrey", "2016")),
        ("Surrey 2019", "peel-assessments/peel-2016/surrey/", ("police/surrey", None)),
    ],
)
def test_heading_and_address_agree(heading: str, path: str | None, expected: tuple[str, str | None]) -> None:
    found = whose(heading, POLICE, path)
    assert (named(found), codes(found)) == (expected, [])
    assert found.title is not None


@pytest.mark.parametrize(
    ("heading", "words", "path"),
    [
        ("Surrey 2016", POLICE, "peel-assessments/peel-2016/staffordshire/"),
        ("Surrey 2019", POLICE, "peel-assessments/peel-2016/staffordshire/"),
        ("Surrey 2016", POLICE, "peel-assessments/peel-2016/atlantis/"),
        ("Staffordshire 2016", POLICE, "peel-assessments/peel-2015/staffordshire/"),
        ("Lancashire 2018/19", FIRE, "peel-assessments/peel-2018/lancashire/"),
    ],
)
def test_heading_and_address_that_differ_are_refused(heading: str, words: str, path: str) -> None:
    assert heading in refused(heading, words, path)


@pytest.mark.parametrize("years", ["2016/17", "2016-17", "2016–2017", "2016-18"])
def test_years_that_are_no_rounds_begin_in_that_of_the_address_or_are_of_none(years: str) -> None:
    found = whose(f"Surrey {years}", POLICE, "peel-assessments/peel-2016/surrey/")
    assert (named(found), codes(found)) == (("police/surrey", "2016"), ["unknown_round"])
    assert f"“Surrey {years}”" in found.problems[0].message and "the address, 2016" in found.problems[0].message
    assert named(whose(f"Surrey {years}", POLICE, "peel-assessments/peel-2015/surrey/")) == ("police/surrey", None)
    assert named(whose(f"Surrey {years}", POLICE, "police-forces/surrey/")) == ("police/surrey", None)


def test_an_area_that_the_catalogue_does_not_have_is_told() -> None:
    found = whose("Atlantis 2016")
    assert (named(found), found.kind, codes(found)) == (
        (None, "2016"),
        OrganisationKind.POLICE,
        ["unknown_organisation"],
    )
    assert found.problems[0].blocks == [1]


def test_a_heading_of_which_nothing_tells_the_body_is_a_title_and_no_more() -> None:
    found = whose("Staffordshire 2018/19", "<p>We inspect.</p>")
    assert found.title is not None
    assert found == Whose(title=found.title)


# --- without a heading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "path", "expected"),
    [
        ("<p>It is good.</p>", "peel-assessments/peel-2016/surrey/", ("police/surrey", "2016")),
        ("<p>Surrey Police is good.</p>", "peel-assessments/peel-2016/surrey/", ("police/surrey", "2016")),
        ("<p>Sussex Police and Surrey Police.</p>", "peel-assessments/peel-2016/surrey/", ("police/surrey", "2016")),
        (
            "<p>Surrey has roads. Sussex Police has cars.</p>",
            "peel-assessments/peel-2016/surrey/",
            ("police/surrey", "2016"),
        ),
        (
            "<p>The Met and Kent Police.</p>",
            "peel-assessments/peel-2016/metropolitan/",
            ("police/metropolitan", "2016"),
        ),
        (
            "<p>Hampshire Constabulary is good.</p>",
            "peel-reports/hampshire-and-isle-of-wight-2021-22",
            ("police/hampshire-and-isle-of-wight", "2021-22"),
        ),
        (
            "<p>Hampshire Fire and Rescue Service is good.</p>",
            "frs-assessment/frs-2021/hampshire-and-isle-of-wight/",
            ("fire/hampshire-and-isle-of-wight", "2021-22"),
        ),
        ("<p>Surrey Police is good.</p>", "police-forces/surrey/", ("police/surrey", None)),
    ],
)
def test_the_address_is_believed_and_told(words: str, path: str, expected: tuple[str, str | None]) -> None:
    found = whose(None, words, path)
    assert (named(found), codes(found)) == (expected, ["no_heading"])


def test_a_text_that_names_only_others_is_refused() -> None:
    assert "Sussex Police" in refused(None, "<p>Sussex Police is good.</p>", "peel-assessments/peel-2016/surrey/")


@pytest.mark.parametrize(
    "body",
    ["Sussex Fire and Rescue Service", "the Dorset Fire & Rescue Service", "Northumbria Fire Service", "Atlantis Fire Brigade",
     "Yorkshire Police", "the Atlantis Constabulary"],
)  # fmt: skip
def test_a_heading_that_names_a_body_that_nobody_knows_is_refused(body: str) -> None:
    assert body.removeprefix("the ") in refused(f"An inspection of {body}", FIRE, "frs-assessments/kent-2023-2025/")


@pytest.mark.parametrize(
    "heading",
    ["An inspection of Kent Fire and Rescue Service", "An inspection of the Kent and Medway Fire Brigade", "Inspection of the service", "Inspection of the police service’s work", "Our inspection"],
)  # fmt: skip
def test_one_that_names_its_body_or_none_leaves_the_address_to_be_believed(heading: str) -> None:
    assert named(whose(heading, FIRE, "frs-assessments/kent-2023-2025/")) == ("fire/kent", "2023-25")


def test_a_heading_may_name_what_became_part_of_the_body() -> None:
    found = whose(
        "An inspection of Hampshire Fire and Rescue Service",
        FIRE,
        "frs-assessments/hampshire-and-isle-of-wight-2023-2025/",
    )
    assert named(found) == ("fire/hampshire-and-isle-of-wight", "2023-25")


@pytest.mark.parametrize("path", ["peel-assessments/peel-2016/", "peel-assessments/peel-2016/atlantis/"])
def test_an_address_of_nobody_known_tells_nothing(path: str) -> None:
    assert whose(None, POLICE, path) == Whose()


@pytest.mark.parametrize(
    "sentence",
    [
        "Our inspection assessed how good Surrey Police is in nine areas of policing.",
        "How good the Surrey Police is",
        "We assessed how well Surrey Police has performed.",
        "This is how well Surrey Police performs.",
        "We inspected Surrey Police in nine areas.",
        "Here we inspected Surrey Police at work.",
    ],
)
def test_without_an_address_the_sentence_that_names_the_body_is_believed(sentence: str) -> None:
    found = whose(None, f"<p>Summary</p><p>{sentence}</p><p>PEEL 2023–2025</p>")
    assert (named(found), codes(found)) == (("police/surrey", "2023-25"), ["no_heading"])
    assert found.problems[0].blocks == [2]


@pytest.mark.parametrize(
    ("words", "title", "round_id"),
    [
        ("<p>PEEL 2021/22</p>", "", "2021-22"),
        ("<p>Important changes to PEEL 2021/22</p>", "", "2021-22"),
        ("<p>PEEL 2021/22</p>", "Surrey report 2023–25 and more", "2021-22"),
        ("<p>In PEEL 2021/22</p>", "A report of 2023–25", "2023-25"),
        ("", "", None),
        ("", "A report", None),
    ],
)
def test_its_round_is_the_programmes_else_the_titles(words: str, title: str, round_id: str | None) -> None:
    found = whose(None, f"<p>We inspected Surrey Police in nine areas.</p>{words}", title=title)
    assert named(found) == ("police/surrey", round_id)


def test_it_has_the_name_that_it_has_in_its_round() -> None:
    found = whose(None, "<p>How good Hampshire Police is</p><p>PEEL 2021/22</p>")
    assert named(found) == ("police/hampshire-and-isle-of-wight", "2021-22")


@pytest.mark.parametrize("words", ["Surrey Police is good.", "How good Surrey Police and Sussex Police is", "Police"])
def test_another_sentence_is_believed_of_nobody(words: str) -> None:
    assert whose(None, f"<p>{words}</p><p>PEEL 2021/22</p>") == Whose()


# --- the introduction ----------------------------------------------------------------------------------------


def other(text: str, before: str = "<h1>Sussex 2015</h1>", organisation: str = "police/sussex") -> str | None:
    found = introduction_of_other(shown(f"{before}<p>{text}</p>"), ORGANISATIONS[organisation])
    return found.message if found else None


@pytest.mark.parametrize(
    "text",
    [
        "This is the second PEEL judgment of Surrey Police, and much more is said of it here.",
        "This is the second assessment by us, and much more of Surrey Police is said here.",
        "This is the first full inspection of Surrey Police, and much more is said of it here.",
        "Read more about Sussex This is the second PEEL judgment of Surrey Police, and of much.",
        "Read more about Sussex. The second PEEL judgment of Surrey Police, and of much else.",
        "Read more about Sussex Our second PEEL judgment of Surrey Police, and of much else.",
    ],
)
def test_an_introduction_that_names_another_organisation_is_told(text: str) -> None:
    assert other(text) == "The introduction names Surrey Police."
    assert other(text, before="") == "The introduction names Surrey Police."


@pytest.mark.parametrize(
    "text",
    [
        "This is the second PEEL judgment of Sussex Police, which is a neighbour of Surrey Police.",
        "This is the second PEEL judgment of the force, and much more is said of it here.",
        "Surrey Police is a neighbour and an ally, and much more of both of them is said here.",
        "The second PEEL assessment of Surrey Police",
        "Read more about Sussex in the second PEEL judgment of Surrey Police, and much more.",
        "In Sussex this is the second PEEL judgment, as it is of Surrey Police, and much more.",
    ],
)
def test_an_introduction_that_names_its_own_or_nobody_or_is_none_is_not(text: str) -> None:
    assert other(text) is None


def test_a_name_that_is_not_the_areas_is_its_own_too() -> None:
    text = "This is the second PEEL judgment of Kent Police, and much more is said of it and of the Met."
    assert other(text, organisation="police/metropolitan") is None


def test_only_what_stands_right_after_the_heading_is_the_introduction() -> None:
    text = "This is the second PEEL judgment of Surrey Police, and much more is said of it here."
    assert other(text, before="<h1>Sussex 2015</h1>" + "<p>Home</p>" * 8) is None
    assert other(text, before="<p>Home</p>" * 8 + "<h1>Sussex 2015</h1>") is not None


def test_without_an_address_none_names_an_organisation_or_a_round() -> None:
    assert of_address(None) == (None, None)


# --- what else names the page --------------------------------------------------------------------------------

KENT = "peel-assessments/peel-2016/kent/"
ELSEWHERE = ["peel-assessments/peel-2016/essex/", "peel-assessments/peel-2017/kent/"]


def contradicted(main: str, path: str | None = None, title: str = "", canonical: str | None = None) -> bool:
    head = f"<title>{title}</title>" + (f'<link rel="canonical" href="{SITE}{canonical}">' if canonical else "")
    kent, round_ = ORGANISATIONS["police/kent"], find_round("police", "2016")
    try:
        refuse_contradicted(shown(main + POLICE, path, head), kent, round_)
    except Refusal as refused:
        assert refused.reason is RefusalReason.IDENTITY
        return True
    return False


@pytest.mark.parametrize(
    "other", ["Essex 2016", "Kent 2017", "Kent PEEL 2018", "PEEL 2021/22: An inspection of Kent Police"]
)
def test_a_heading_alone_is_not_believed_where_another_title_names_somebody_else_or_another_round(other: str) -> None:
    assert contradicted("<h1>Kent 2016</h1>", title=f"{other} - HMICFRS")
    assert contradicted(f"<h1>Kent 2016</h1><h1>{other}</h1>")
    assert not contradicted("<h1>Kent 2016</h1>", KENT, title=f"{other} - HMICFRS")
    assert not contradicted(f"<h1>Kent 2016</h1><h1>{other}</h1>", KENT)


@pytest.mark.parametrize(
    "same", ["Kent 2016", "Kent PEEL 2016", "PEEL 2016: Kent Police", "PEEL assessments", "Atlantis 2017"]
)
def test_another_title_that_names_the_same_or_nobody_contradicts_nothing(same: str) -> None:
    assert not contradicted("<h1>Kent 2016</h1>", title=f"{same} - HMICFRS")
    assert not contradicted(f"<h1>Kent 2016</h1><h1>{same}</h1>")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_heading_or_address_alone_is_not_believed_where_the_page_states_another_address(elsewhere: str) -> None:
    assert contradicted("<h1>Kent 2016</h1>", canonical=elsewhere)
    assert contradicted("<h1>More about this area</h1>", KENT, canonical=elsewhere)
    assert not contradicted("<h1>Kent 2016</h1>", KENT, canonical=elsewhere)
    assert not contradicted("<h1>More about this area</h1>", KENT, canonical=KENT)
    assert not contradicted("<h1>More about this area</h1>", KENT, canonical="news/")


def test_the_month_of_a_programme_is_no_round_that_a_title_contradicts() -> None:
    kent = ORGANISATIONS["police/kent"]
    month = inspection(OrganisationKind.POLICE, Programme.CUSTODY, "2024-01")
    refuse_contradicted(shown("<h1>Kent 2016</h1>"), kent, month)
    with pytest.raises(Refusal):
        refuse_contradicted(shown("<h1>Essex 2016</h1>"), kent, month)


def test_a_title_of_the_service_of_the_area_is_anothers() -> None:
    assert contradicted("<h1>Kent 2016</h1>", title="Kent Fire and Rescue Service 2018/19")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_such_a_page_is_refused_as_a_whole(elsewhere: str) -> None:
    canonical = f'<link rel="canonical" href="{SITE}{elsewhere}more-about-this-area/">'
    area = "<h1>More about this area</h1><h2>The force says...</h2><p>There are two tunnels. HMICFRS</p>"
    found = read(area, f"{KENT}more-about-this-area/", canonical)
    assert found.refused is not None and found.refused.reason is RefusalReason.IDENTITY
    assert read(area, f"{KENT}more-about-this-area/").page.assessment == "police/kent/2016"


@pytest.mark.parametrize("times", range(6))
def test_the_programme_of_the_police_in_the_heading_counts_for_more_than_the_words(times: int) -> None:
    assert named(whose("Kent PEEL 2018", FIRE * times)) == ("police/kent", "2018-19")
    assert named(whose("PEEL 2018/19: Kent", FIRE * times)) == ("police/kent", "2018-19")


@pytest.mark.parametrize(
    ("heading", "words"),
    [("Hampshire and Isle of Wight 2016", POLICE), ("Hampshire and Isle of Wight 2018/19", POLICE), ("Hampshire and Isle of Wight 2018/19", FIRE)],
)  # fmt: skip
def test_a_body_that_was_not_yet_in_the_round_of_the_heading_is_told_and_nobodys(heading: str, words: str) -> None:
    found = whose(heading, words)
    assert (found.organisation, codes(found)) == (None, ["unknown_organisation"])
    assert named(whose("Hampshire and Isle of Wight 2021/22", words))[0] is not None
