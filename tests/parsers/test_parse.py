"""One page from bytes to extraction: what is refused, what stands before the title, menus, and who reads the rest."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.vocabulary import Grade, RefusalReason
from scraper.parsers.parse import parse_page

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
URL = f"{SITE}/peel-assessments/peel-2016/staffordshire/"
TITLE = "<h1>Staffordshire 2016</h1>"
PILLARS = "".join(
    f"<h2>{name}</h2><p>How {word} is the force at keeping people safe and reducing crime?</p><p>Good</p>"
    for name, word in (("Effectiveness", "effective"), ("Efficiency", "efficient"), ("Legitimacy", "legitimate"))
)


def markup(body: str, head: str = "<title>HMICFRS</title>", end: str = "</body></html>") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body><main>{body}</main>{end}"


def read(
    body: str, url: str | None = URL, head: str = "<title>HMICFRS</title>", end: str = "</body></html>"
) -> Extraction:
    return parse_page(markup(body, head, end).encode(), url)


def claims(found: Extraction) -> dict[str, str | None]:
    assert found.refused is None, found.refused
    return {each.text: each.claimed_by for each in found.blocks}


def codes(found: Extraction) -> set[str]:
    return {problem.code for problem in found.problems}


# --- refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", RefusalReason.EMPTY),
        (markup("").encode(), RefusalReason.EMPTY),
        (b"%PDF-1.4", RefusalReason.NOT_HTML),
        (markup(f"{TITLE.replace('Stafford', 'Lincoln')}{PILLARS}").encode(), RefusalReason.IDENTITY),
    ],
    ids=["no bytes", "no text", "no page", "another force's page"],
)
def test_what_is_no_page_or_another_is_refused_and_its_address_kept(body: bytes, reason: RefusalReason) -> None:
    moment = dt.datetime(2017, 3, 2, tzinfo=dt.UTC)
    found = parse_page(body, URL, captured_at=moment)
    assert found.refused is not None
    assert found.refused.reason is reason
    assert (found.record, found.page.type, found.page.url, found.page.captured_at) == (
        None, PageType.UNKNOWN, URL, moment,
    )  # fmt: skip


def test_a_page_over_the_limit_is_refused() -> None:
    found = parse_page(markup(TITLE).encode(), URL, limit=20)
    assert found.refused is not None
    assert found.refused.reason is RefusalReason.TOO_LARGE


def test_a_page_that_stops_before_its_end_is_refused_and_named() -> None:
    found = read(f"{TITLE}{PILLARS}", end="")
    assert found.refused is not None
    assert (found.refused.reason, found.page.assessment) == (RefusalReason.INCOMPLETE, "police/staffordshire/2016")


# --- which page ----------------------------------------------------------------------------------------------


def test_a_page_is_told_with_its_title_its_assessment_and_its_layout() -> None:
    page = read(f"{TITLE}{PILLARS}").page
    assert (page.type, page.title, page.organisation, page.round, page.assessment, page.url, page.layout) == (
        PageType.ASSESSMENT, "Staffordshire 2016", "police/staffordshire", "2016", "police/staffordshire/2016", URL,
        "force",
    )  # fmt: skip


def test_where_no_address_is_known_the_page_may_state_its_own() -> None:
    pillar = f"{URL}efficiency/"
    head = f"<title>HMICFRS</title><link rel='canonical' href='{pillar}'>"
    assert read(f"{TITLE}{PILLARS}", None, head).page.url == pillar
    assert read(f"{TITLE}{PILLARS}", URL, head).page.url == URL
    assert read(f"{TITLE}{PILLARS}", None).page.url is None


def test_an_address_that_a_page_states_of_itself_elsewhere_is_none() -> None:
    head = "<title>HMICFRS</title><link rel='canonical' href='https://example.org/copy/'>"
    assert read(f"{TITLE}{PILLARS}", None, head).page.url is None


def test_a_page_without_a_title_is_known_by_its_address() -> None:
    found = read(PILLARS)
    assert (found.page.title, found.page.assessment) == (None, "police/staffordshire/2016")
    assert claims(found)["Effectiveness"] is not None


def test_the_title_is_claimed() -> None:
    assert claims(read(f"{TITLE}{PILLARS}"))["Staffordshire 2016"] == "page.title"


@pytest.mark.parametrize(
    ("body", "head", "called"),
    [
        ("<h1>Our history</h1><p>HMICFRS was founded long ago.</p>", "<title>Our past</title>", "Our history"),
        ("<p>HMICFRS was founded long ago.</p><h2>Context</h2>", "<title>Our past</title>", "Our past"),
        ("<p>HMICFRS was founded long ago.</p><h2>Context</h2>", "", ""),
    ],
)
def test_a_page_of_no_known_type_is_kept_unread_and_told_by_its_title(body: str, head: str, called: str) -> None:
    found = read(body, None, head)
    assert found.page.type is PageType.UNKNOWN
    (told,) = [each for each in found.problems if each.code == "unknown_page_type"]
    assert told.message == f"“{called}” is of no type that peel knows."
    assert claims(found)["HMICFRS was founded long ago."] is None


def test_an_assessment_of_an_unknown_force_is_not_read() -> None:
    found = read(f"<h1>Atlantis 2016</h1>{PILLARS}<p>HMICFRS</p>", None)
    assert {"unknown_organisation", "unknown_page_type"} <= codes(found)
    assert found.record is not None
    assert found.record.judgments == []


def test_a_page_that_is_nobodys_is_read_all_the_same() -> None:
    found = read("<h1>PEEL assessments 2016</h1><p>HMICFRS</p>", f"{SITE}/peel-assessments/peel-2016/")
    assert found.page.type is PageType.OVERVIEW
    assert "unknown_page_type" not in codes(found)


# --- the names of an organisation ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Devon & Cornwall", "Devon and Cornwall", "Devon and Cornwall Police"])
def test_prose_judges_a_force_under_each_of_its_names(name: str) -> None:
    url = f"{SITE}/peel-assessments/peel-2016/devon-and-cornwall/"
    said = PILLARS.replace("<p>Good</p>", f"<p>{name} is good at keeping people safe and reducing crime.</p>")
    found = read(f"<h1>Devon and Cornwall 2016</h1>{said}", url)
    assert found.record is not None
    graded = [each for each in found.record.judgments if each.grade is Grade.GOOD]
    assert graded


# --- before the title ----------------------------------------------------------------------------------------


def test_what_stands_before_the_title_is_set_aside_by_the_name_of_its_rule() -> None:
    found = claims(read(f"<p>Skip to content</p><p>We move house in May</p>{TITLE}{PILLARS}"))
    assert found["Skip to content"] == "boilerplate:skip_link"
    assert found["We move house in May"] == "boilerplate:site_notice"


@pytest.mark.parametrize("label", ["On this page", "Contents", "Related links"])
def test_a_list_of_the_sites_before_the_title_takes_nothing_of_the_page(label: str) -> None:
    box = (
        f"<div><h2>{label}</h2><ul><li><a href=/a/>What we found</a></li><li><a href=/b/>Next steps</a></li></ul></div>"
    )
    opening = "<p>This is our third assessment of Staffordshire Police.</p>"
    plain, boxed = read(f"{TITLE}{opening}{PILLARS}"), read(f"{box}{TITLE}{opening}{PILLARS}")
    assert plain.record is not None
    assert boxed.record is not None
    assert boxed.record.introduction == plain.record.introduction != []
    assert codes(boxed) == codes(plain)


def test_a_section_that_was_moved_before_the_title_is_read_and_a_link_to_one_is_set_aside() -> None:
    found = read(f"<p>We move house in May</p>{PILLARS}{TITLE}<h2>Context</h2><p>It is flat.</p>")
    assert found.record is not None
    assert len([each for each in found.record.judgments if each.grade is Grade.GOOD]) == 3
    assert claims(found)["We move house in May"] == "boilerplate:site_notice"
    assert [each.text for each in found.record.context] == ["It is flat."]
    linked = "<p><a href='/x/'>Efficiency</a></p>"
    assert claims(read(f"{linked}{TITLE}<h2>Context</h2><p>It is flat.</p>"))["Efficiency"] == "boilerplate:site_notice"


@pytest.mark.parametrize(
    "stated", ["<dd>2013: Inadequate</dd>", "<dd>Inadequate</dd>", "<dd>2013</dd><dd>Inadequate</dd>"]
)
def test_a_pillar_above_the_title_and_below_it_is_a_card_there_and_told(stated: str) -> None:
    card = f"<dl><dt>Efficiency</dt>{stated}</dl>"
    found, plain = read(f"{card}{TITLE}{PILLARS}"), read(f"{TITLE}{PILLARS}")
    assert found.record is not None
    assert plain.record is not None
    told = [each.blocks for each in found.problems if each.code == "grade_unreadable"]
    assert told == [[1]]
    assert [each.grade for each in found.record.judgments] == [each.grade for each in plain.record.judgments]
    assert {each.previous_grade for each in found.record.judgments} == {None}
    assert "grade_unreadable" not in codes(read(f"<p><a href='/x/'>Efficiency</a></p>{TITLE}{PILLARS}"))


@pytest.mark.parametrize("heading", ["Essex Police", "Ofsted", "Previous judgments"])
def test_the_heading_right_above_it_says_whose_it_is(heading: str) -> None:
    for level in ("h2", "h3"):
        card = f"<{level}>{heading}</{level}><h4>Efficiency</h4><p>Inadequate</p>"
        found = read(f"<p>We move house in May</p>{card}{TITLE}<h2>Context</h2><p>It is flat.</p>")
        assert found.record is not None
        assert {each.grade for each in found.record.judgments} == {None}
        assert "grade_unreadable" in {problem.code for problem in found.problems}
        assert claims(found)["We move house in May"] == "boilerplate:site_notice"


def test_of_a_page_that_is_set_aside_all_is_claimed_by_that_rule() -> None:
    found = claims(read("<p>We move house in May</p><h1>News</h1><p>HMICFRS</p>", f"{SITE}/news/"))
    assert set(found.values()) == {"page.title", "boilerplate:set_aside_news"}


# --- menus ---------------------------------------------------------------------------------------------------


def menu(*labels: str, href: str = "/x/", tag: str = "p") -> str:
    return "".join(f"<{tag}><a href='{href}'>{label}</a></{tag}>" for label in labels)


def claimed(body: str, text: str) -> str | None:
    return claims(read(f"{TITLE}<p>Some words of the force.</p>{body}<p>More words of it.</p>{PILLARS}"))[text]


@pytest.mark.parametrize(
    "text", ["Context", "Is the moon round?", "How efficient is the force at keeping people safe and reducing crime?"]
)
def test_links_beside_one_another_that_name_sections_are_a_menu(text: str) -> None:
    said = "<h2>HMI’s observations</h2><p>I am content.</p>"
    assert claims(read(f"{TITLE}{menu('Other reports', text)}{said}"))[text] == "boilerplate:menu"


def test_a_link_alone_is_a_heading_unless_it_leads_into_the_page() -> None:
    assert claimed(menu("Context"), "Context") != "boilerplate:menu"
    assert claimed(menu("Context", href="#context"), "Context") == "boilerplate:menu"


def test_a_link_beside_headings_or_words_is_no_menu() -> None:
    assert claimed(f"<p>Other words</p>{menu('Context')}", "Context") != "boilerplate:menu"
    beside = f"{menu('Other reports', tag='h2')}{menu('Context')}"
    assert claimed(beside, "Context") != "boilerplate:menu"


def test_a_heading_is_no_menu_though_it_is_a_link() -> None:
    assert claimed(menu("Context", "Other reports", tag="h2"), "Context") != "boilerplate:menu"
    assert claimed(menu("Context", href="#x", tag="h2"), "Context") != "boilerplate:menu"


def test_labels_that_are_no_links_and_links_that_are_no_labels_are_no_menu() -> None:
    assert claimed(f"<p>Context</p>{menu('Other reports', 'Key facts')}", "Context") != "boilerplate:menu"
    assert claimed(menu("Our dogs", "Our horses"), "Our dogs") != "boilerplate:menu"


@pytest.mark.parametrize("named", ["<a href='#x'>Effectiveness</a></p><p>Good", "<a href='#x'>Effectiveness: Good</a>"])
def test_a_link_into_the_page_that_names_what_is_graded_is_no_menu(named: str) -> None:
    found = claims(read(f"{TITLE}<p>Some words of the force.</p><p>{named}</p><p>More words of it.</p>{PILLARS}"))
    assert "boilerplate:menu" not in found.values()


def test_links_are_a_menu_above_other_links_and_at_the_end_of_a_page() -> None:
    graded = menu("Context", "Good", href="#x")
    assert claimed(graded, "Context") == "boilerplate:menu"
    assert claims(read(f"{TITLE}{PILLARS}{menu('Context', href='#x')}"))["Context"] == "boilerplate:menu"


# --- days, repeats, downloads, shells ------------------------------------------------------------------------

DAY = "Published on: 14 May 2024"


def test_the_day_below_the_title_of_an_assessment_is_its_own() -> None:
    assert claims(read(f"{TITLE}<p>{DAY}</p>{PILLARS}"))[DAY] == "dates"


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("More about this area", "police-forces/staffordshire/more-about-this-area/"),
        ("Vetting and counter-corruption arrangements in Kent Police", "publication-html/one/"),
        ("Cause of concern revisit letter: Kent Police", "publication-html/kent-letter/"),
    ],
)
def test_the_day_of_a_page_of_another_kind_is_read_in_its_own_way(title: str, path: str) -> None:
    found = read(f"<h1>{title}</h1><p>{DAY}</p><h2>Context</h2><p>It is flat.</p>", f"{SITE}/{path}")
    assert claims(found)[DAY] != "dates"


def test_links_of_a_list_of_contents_are_its_own_and_no_menu() -> None:
    listed = "<p>Contents</p>" + menu("Context", "Background", "Our visit", href="#x")
    body = "<h2>Context</h2><p>It is flat.</p><h2>Background</h2><p>We came.</p><h2>Our visit</h2><p>It was short.</p>"
    title = "<h1>Vetting and counter-corruption arrangements in Kent Police</h1>"
    found = read(f"{title}{listed}{body}", None)
    at_top = {block.text: block.claimed_by for block in reversed(found.blocks)}
    assert at_top["Context"] == at_top["Background"] == at_top["Our visit"] == "boilerplate:contents"


def test_what_is_said_of_two_forces_in_the_same_words_is_no_repeat() -> None:
    said = "<p>Good</p><h3>Planning</h3><p>It has a plan for all who call it by day and by night.</p>"
    title = "An inspection of the Eastern regional response to serious and organised crime"
    found = read(f"<h1>{title}</h1><h2>Kent Police</h2>{said}<h2>Essex Police</h2>{said}", None)
    assert "section_repeated" not in codes(found)
    assert found.record is not None
    assert len(found.record.findings) == 2
    twice = "<h2>Context</h2><p>It is flat.</p>"
    assert "section_repeated" in codes(read(f"{TITLE}{twice}{twice}{PILLARS}"))


def test_links_right_below_the_heading_of_a_download_lead_to_files() -> None:
    heading, linked = "<h2>Download the full report</h2>", menu("Staffordshire’s report (PDF)", href="/one.pdf")
    more = menu("The same, large (PDF)", href="/two.pdf")
    found = claims(read(f"{TITLE}{PILLARS}{heading}{linked}{more}<p>Staffordshire’s force is large.</p>"))
    assert found["Staffordshire’s report (PDF)"] == found["The same, large (PDF)"] == "links"
    assert found["Staffordshire’s force is large."] == "findings"
    unlinked = claims(read(f"{TITLE}{PILLARS}{heading}<p>Staffordshire’s force is large.</p>"))
    assert unlinked["Staffordshire’s force is large."] == "findings"


@pytest.mark.parametrize("tag", ["h2", "h3", "h4", "p", "div"])
@pytest.mark.parametrize(
    "words", ["Get the report", "Get the full report", "Read the report", "Download", "Download the PDF", "Full report"]
)
def test_a_heading_above_the_link_to_the_report_opens_no_section(tag: str, words: str) -> None:
    link = menu("PEEL: Police effectiveness, efficiency and legitimacy 2016 – Staffordshire Police", href="/one.pdf")
    people = "<p>Wendy Williams, Her Majesty’s Inspector of Constabulary</p><p>Contact Wendy Williams</p>"
    judged = f"<p>{HEADLINE}</p><p>{HEADLINE.replace('efficient', 'effective')}</p>"
    found = read(f"{TITLE}{judged}<{tag}>{words}</{tag}>{link}{people}<h2>HMI’s observations</h2><p>I am content.</p>")
    assert found.record is not None
    assert found.record.inspector is not None
    assert (found.record.inspector.name, found.record.inspector.contact) == ("Wendy Williams", "Wendy Williams")
    assert found.accounting is not None
    assert found.accounting.unread == 0


def test_a_page_that_says_nothing_is_refused_unless_it_is_of_no_known_type_or_force() -> None:
    shell = read(f"{TITLE}<p>Please wait</p>")
    assert shell.refused is not None
    assert shell.refused.reason is RefusalReason.INCOMPLETE
    assert read("<h1>Atlantis 2016</h1><p>HMICFRS</p>", None).refused is None
    judged = "<p>The extent to which the force is effective is good.</p>"
    assert (
        read(f"<h1>Atlantis 2016</h1>{judged}{judged.replace('effective', 'efficient')}<p>HMICFRS</p>", None).refused
        is None
    )


ITEMS = "<ul><li><a href='#o'>HMI’s observations</a></li><li><a href='#w'>What we found</a></li><li><a href='#e'>Efficiency</a></li></ul>"
PLAIN = "<ul><li>HMI’s observations</li><li>Efficiency</li></ul>"
HEADLINE = "The extent to which the force is efficient at keeping people safe and reducing crime is good."
SECTIONS = f"<p>{HEADLINE}</p><h2>HMI’s observations</h2><p>I am content.</p>{PILLARS}"


@pytest.mark.parametrize("heading", ["On this page", "Contents", "In this section", "Jump to", "Page contents"])
@pytest.mark.parametrize("tag", ["h2", "p"])
def test_a_list_of_contents_below_the_title_is_a_menu_and_takes_nothing_with_it(heading: str, tag: str) -> None:
    found = read(f"{TITLE}<{tag}>{heading}</{tag}>{ITEMS}{SECTIONS}")
    told = claims(found)
    assert told[heading] == told["What we found"] == "boilerplate:menu"
    assert found.record is not None and found.accounting is not None
    assert [each.statement for each in found.record.judgments if each.statement] == [HEADLINE]
    assert found.accounting.unread == 0


@pytest.mark.parametrize("heading", ["On this page", "Contents", "Table of contents:", "Contents of this page"])
def test_such_a_list_without_links_is_told_by_its_heading(heading: str) -> None:
    found = read(f"{TITLE}<h2>{heading}</h2>{PLAIN}{SECTIONS}")
    assert found.record is not None and found.accounting is not None
    assert [each.statement for each in found.record.judgments if each.statement] == [HEADLINE]
    assert [each.text for each in found.record.observations] == ["I am content."]
    assert found.accounting.unread == 0
    assert "section_differs" not in codes(found)


def test_what_follows_such_a_heading_and_comes_no_more_is_the_pages_own() -> None:
    found = read(f"{TITLE}<h2>On this page</h2><p>Context</p><p>It is flat.</p>{PILLARS}")
    assert found.record is not None
    assert [each.text for each in found.record.context] == ["It is flat."]


@pytest.mark.parametrize(
    "above",
    [
        "<p>It is a force.</p>",
        "<h2>Context</h2><p>It is flat.</p><h3>Where to go</h3>",
        f"<h2>{'Where to go ' * 4}</h2>",
    ],
)
def test_no_other_line_above_a_menu_is_its_heading(above: str) -> None:
    found = claims(read(f"{TITLE}{above}{ITEMS}{SECTIONS}"))
    assert [text for text, claim in found.items() if claim == "boilerplate:menu"] == ["What we found"]


@pytest.mark.parametrize("heading", ["Related links", "Related pages", "Share this page"])
def test_a_label_of_the_sites_above_a_menu_is_its_heading(heading: str) -> None:
    found = read(f"{TITLE}<h2>{heading}</h2>{ITEMS}{SECTIONS}")
    assert claims(found)[heading] == "boilerplate:menu"
    assert found.record is not None
    assert [each.statement for each in found.record.judgments if each.statement] == [HEADLINE]


def test_a_list_of_contents_without_links_ends_at_the_first_line_that_names_no_section_and_with_the_page() -> None:
    twice = "<p>We serve all who live here.</p>"
    found = read(f"{TITLE}<h2>On this page</h2>{twice}{PLAIN}{twice}{SECTIONS}")
    first = next(each for each in found.blocks if each.text == "We serve all who live here.")
    assert first.claimed_by != "boilerplate:menu"
    assert read(f"{TITLE}<h2>On this page</h2>{PLAIN}{PLAIN}").refused is not None


def test_a_link_out_of_the_page_in_a_list_and_one_into_the_page_in_prose_are_no_menu() -> None:
    assert claimed(f"<ul>{menu('Our dogs', 'Our horses', tag='li')}</ul>", "Our dogs") != "boilerplate:menu"
    assert claimed(f"<ul>{menu('Our dogs', href='#dogs', tag='li')}</ul>", "Our dogs") == "boilerplate:menu"
    assert claimed(menu("Our dogs", href="#dogs"), "Our dogs") != "boilerplate:menu"


@pytest.mark.parametrize(
    "entry",
    ["<table><tr><td>{}</td><td>Good</td></tr></table>", "<table><tr><td>{}</td><td>2015: Good</td></tr></table>", "<ul><li>{}<br>It is so.</li></ul>",
     "<dl><dt>{}</dt><dd>Good</dd></dl>", "<p>{}</p><p>Good</p>"],
)  # fmt: skip
def test_a_link_above_or_beside_its_grade_is_no_menu(entry: str) -> None:
    link = "<a href='#context'>Context</a>"
    assert claimed(entry.format(link), "Context") != "boilerplate:menu"
    other = (
        entry.format(link).replace("<td>Good</td>", "").replace("<td>2015: Good</td>", "").replace("<br>It is so.", "")
    )
    other = other.replace("<dd>Good</dd>", "<dd>More</dd>").replace("<p>Good</p>", "<p>More</p>")
    assert claimed(other, "Context") == "boilerplate:menu"


OTHERS = f"<h2>Previous assessment: 2015</h2><h3>Efficiency</h3><p>Good</p><p>{'We looked at it. ' * 6}</p>"


def test_grades_above_the_names_and_parts_of_another_round_are_left_alone() -> None:
    above = read(f"{TITLE}<p>Good</p><h2>Effectiveness</h2><p>Outstanding</p><h2>Efficiency</h2><p>It is.</p>")
    assert above.record is not None
    assert {each.grade for each in above.record.judgments} == {None}
    assert "grade_unreadable" in codes(read(TITLE + OTHERS + PILLARS))


def test_where_no_round_is_known_no_part_is_of_another_one() -> None:
    found = read(TITLE.replace("2016", "2019") + OTHERS + PILLARS, f"{SITE}/hmicfrs/staffordshire/")
    assert "round_missing" in codes(found)
    assert "grade_unreadable" not in codes(found)


PROGRAMME = """<h1>Kent Police: National child protection inspection</h1><p>Published on: 1 May 2025</p><h2>Overview</h2><p>We looked.</p>
<h2>Leadership of child protection arrangements</h2><p>Good</p><p>It leads well, and it has done so for years.</p>"""


def test_a_report_of_a_programme_leaves_the_grades_of_others_alone_and_repeats_what_it_asked_for() -> None:
    part = "<h2>Responding to children at risk of harm</h2><p>Good</p><p>It does.</p>"
    for heading in ("Our inspection of Essex Police", "Our 2021 inspection"):
        found = read(f"{PROGRAMME}<h2>{heading}</h2>{part}", None)
        assert found.page.assessment == "police/kent/child-protection/2025-05"
        assert "grade_unreadable" in codes(found)
        assert found.record is not None
        assert [each.grade for each in found.record.judgments if each.grade] == ["good"]
    asked = "<h3>Area for improvement</h3><p>The force should look for each missing child.</p>"
    for heading, count in (("Essex Police", 0), ("Our 2021 inspection", 1)):
        asking = read(f"{PROGRAMME}<h2>{heading}</h2>{asked}", None)
        assert asking.record is not None
        assert len(asking.record.recommendations) == count


def test_a_lead_in_above_all_headings_is_of_what_stands_right_below_it() -> None:
    lead = "<p>In 2014 the grades were:</p>"
    force = read(f"{TITLE}{lead}<h2>Efficiency</h2><p>Inadequate</p>{PILLARS}")
    report = read(
        f"{PROGRAMME.replace('<h2>Overview</h2><p>We looked.</p>', lead + '<p>Leadership of child protection arrangements</p><p>Inadequate</p>')}",
        None,
    )
    listed = read(
        f"<h1>PEEL 2021/22 – An inspection of Kent Police</h1>{lead}<p>Investigating crime</p><p>Inadequate</p><h2>Investigating crime</h2><p>Good</p>{PLAIN}",
        f"{SITE}/peel-reports/kent-2021-22/",
    )
    again = PROGRAMME.partition("</p>")[2].partition("</p>")[2]
    headed = read(
        f"{PROGRAMME.partition('<h2>')[0]}{lead}<h2>Leadership of child protection arrangements</h2><p>Inadequate</p>{again}",
        None,
    )
    cards = read(
        f"<h1>PEEL 2021/22 – An inspection of Kent Police</h1>{lead}<h2>Investigating crime</h2><p>Inadequate</p><h2>Investigating crime</h2><p>Good</p>{PLAIN}",
        f"{SITE}/peel-reports/kent-2021-22/",
    )
    for found in (force, report, listed, headed, cards):
        assert found.record is not None
        assert "inadequate" not in {each.grade for each in found.record.judgments}


def test_what_a_regional_report_asks_of_each_force_is_asked() -> None:
    title = "<h1>An inspection of the Eastern regional response to serious and organised crime</h1><p>Published on: 14 May 2024</p>"
    part = "<h2>{0}</h2><p>Good</p><h3>Area for improvement</h3><p>The force should write it down in {0}.</p>"
    found = read(title + part.format("Kent Police") + part.format("Essex Police"), None)
    assert found.record is not None
    assert [each.assessment for each in found.record.recommendations] == [
        f"police/{force}/serious-organised-crime/2024-05" for force in ("kent", "essex")
    ]


@pytest.mark.parametrize("address", ["peel-assessments/peel-2016/kent/", "publication-html/vetting-in-kent/"])
@pytest.mark.parametrize("again", ["{}", "<div class=print-only>{}</div>"])
def test_a_title_that_stands_again_is_told(address: str, again: str) -> None:
    page = "<h1>Kent 2016</h1><h2>Effectiveness</h2><p>Good</p><p>It does well.</p><h2>Efficiency</h2><p>Good</p>"
    told = "The title “Kent 2016” stands again; what is below it may be the page once more."
    for markup, news in (
        (page + again.format(page), [told]),
        (page + again.format("<h1>Kent 2017</h1><p>Kent 2016</p>"), []),
    ):
        found = read(markup, address)
        assert [one.message for one in found.problems if "stands again" in one.message] == news
