"""A list of reports: where each begins, its parts, and what a copy lost of them."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import Role
from scraper.parsers.builder import Builder
from scraper.parsers.lines import LineKind
from scraper.parsers.readers.reports import PUBLISHED, add_publication, published_in, read_published, read_reports
from tests.parsers.pieces import ADDRESS, claims, codes, read_lines, read_section, texts

GET = "<p>Get the report</p>"
LINK = '<p><a href="/publications/custody/">Kent – joint inspection of custody</a></p>'
DAY = "<p>Published: 5 March 2015</p>"
ONE = f"<h3>Police custody</h3><p>A joint visit.</p><p>We saw the cells.</p>{GET}{LINK}{DAY}"


def listed(markup: str) -> Builder:
    builder, section = read_section("<h2>Other reports</h2>" + markup, Role.OTHER_REPORTS, "Other reports")
    read_reports(builder, section)
    return builder


def titles(markup: str) -> list[str]:
    return [report.title for report in listed(markup).reports]


def test_a_report_has_title_summary_prose_link_and_day() -> None:
    builder = listed(ONE)
    (report,) = builder.reports
    assert (report.title, report.summary, report.report) == (
        "Police custody", "A joint visit.", "Kent – joint inspection of custody",
    )  # fmt: skip
    assert (report.published, report.published_text, report.block) == (dt.date(2015, 3, 5), "5 March 2015", 2)
    assert report.url == ADDRESS.partition("/peel-")[0] + "/publications/custody/"
    assert texts(builder.findings) == ["We saw the cells."]
    reports = {claim for text, claim in claims(builder).items() if text not in ("We saw the cells.", "Other reports")}
    assert (reports, claims(builder)["Other reports"]) == ({"reports"}, "findings")


def test_a_heading_that_leads_to_itself_leads_to_no_report() -> None:
    for tag in ("h4", "p", "div"):
        get = f'<{tag}><a href="#get-the-report">Get the report</a></{tag}>'
        (report,) = listed(ONE.replace(GET, get)).reports
        assert (report.title, report.report) == ("Police custody", "Kent – joint inspection of custody")
        assert (report.url or "").endswith("/publications/custody/") and report.published == dt.date(2015, 3, 5)


_LABELS = (
    "Published",
    "Published on",
    "PUBLISHED ON",
    "First published",
    "First published on",
    "Originally published",
    "Publication date",
)


@pytest.mark.parametrize("line", [f"{label}{sign} 5 March 2015" for label in _LABELS for sign in ("", ":")])
def test_the_day_has_several_forms(line: str) -> None:
    assert listed(ONE.replace("Published: 5 March 2015", line)).reports[0].published_text == "5 March 2015"


_APART = (
    "<h4>{}</h4><p>{}</p>", "<h2>{}</h2><p>{}</p>", "<p>{}</p><p>{}</p>", "<dl><dt>{}</dt><dd>{}</dd></dl>", "<p><strong>{}</strong><br>{}</p>",
    "<table><tr><th>{}</th><td>{}</td></tr></table>", "<ul><li>{}</li><li>{}</li></ul>", "<h4>{}</h4><h4>{}</h4>", "<p><span>{}</span><span>{}</span></p>",
)  # fmt: skip


@pytest.mark.parametrize("form", _APART)
@pytest.mark.parametrize("label", [f"{label}{sign}" for label in _LABELS for sign in ("", ":")])
def test_the_day_may_stand_apart_from_its_label(form: str, label: str) -> None:
    """Of two reports: neither label nor day is the title of one."""
    second = f"<h3>Firearms</h3><p>Another visit.</p>{GET}{LINK}{form.format(label, '8 June 2015')}"
    builder = listed(ONE.replace(DAY, form.format(label, "5 March 2015")) + second)
    found = [(report.title, report.summary, report.published, report.published_text) for report in builder.reports]
    assert found == [
        ("Police custody", "A joint visit.", dt.date(2015, 3, 5), "5 March 2015"),
        ("Firearms", "Another visit.", dt.date(2015, 6, 8), "8 June 2015"),
    ]
    assert None not in claims(builder).values() and codes(builder) == []


@pytest.mark.parametrize(("first", "second"), [("Published", "We say more"), ("It was seen on", "5 March 2015")])
def test_lines_that_say_no_day_together_stay_apart(first: str, second: str) -> None:
    builder = listed(f"<h3>Custody</h3><p>A visit.</p><p>{first}</p><p>{second}</p>{GET}{LINK}")
    assert [(report.title, report.published) for report in builder.reports] == [("Custody", None)]
    assert {first, second} <= claims(builder).keys()


@pytest.mark.parametrize("line", ["Published", "Published on:", "8 June 2015", "08/06/2015"])
def test_a_label_or_a_day_alone_is_the_title_of_no_report(line: str) -> None:
    assert titles(f"{ONE}<h4>{line}</h4><p>We say more.</p>{GET}{LINK}") == ["Police custody"]


def test_the_day_of_a_publication_may_be_its_first() -> None:
    assert PUBLISHED.sub(r"\1", "First published: 5 March 2015") == "5 March 2015"
    assert PUBLISHED.match("We published: it was late") is None
    assert PUBLISHED.match("Published:") is None


def test_the_link_may_be_on_the_line_itself() -> None:
    (report,) = listed(f'<h3>Custody</h3><p>A visit.</p><p><a href="/c/">Get the report</a></p>{DAY}').reports
    assert (report.report, report.published_text) == ("Get the report", "5 March 2015")
    (report,) = listed(f'<h3>Custody</h3><p><a href="/c/">Get the report</a></p>{LINK}{DAY}').reports
    assert (report.report, report.summary) == ("Get the report", "Kent – joint inspection of custody")


def test_what_follows_the_words_is_the_reports_own_title_once() -> None:
    builder = listed(
        f"<h3>Custody</h3><p>A visit.</p>{GET}<p>Its own title.</p><p>More prose.</p>{DAY}<p>Even more.</p>"
    )
    (report,) = builder.reports
    assert (report.report, report.url) == ("Its own title.", None)
    assert texts(builder.findings) == ["More prose.", "Even more."]


def test_after_its_day_no_line_is_a_reports_own_title() -> None:
    builder = listed(f"<h3>Custody</h3><p>A visit.</p>{GET}{DAY}<p>More prose.</p>")
    assert builder.reports[0].report is None
    assert texts(builder.findings) == ["More prose."]


def test_a_report_may_be_only_a_title() -> None:
    (report,) = listed("<h3>Custody</h3>").reports
    assert (report.summary, report.report, report.url, report.published, report.published_text) == (None,) * 5


@pytest.mark.parametrize(
    "bare", ["<h3>Support links</h3><p>Help</p><p>Privacy</p>", "<h2>Get help</h2>", "<h3>Custody</h3><p>A visit.</p>"]
)
def test_one_without_a_report_or_a_day_is_told_where_others_have_them(bare: str) -> None:
    for markup, found in (
        (ONE + bare, ["section_missing"]),
        (bare + ONE, ["section_missing"]),
        (bare, []),
        (bare + bare, []),
        (ONE + ONE, []),
    ):
        assert codes(listed(markup)) == found
    for part in (GET, DAY):
        assert codes(listed(f"{ONE}{bare}{part}")) == []


@pytest.mark.parametrize(
    ("title", "starts"),
    [
        ("<h3>Custody</h3>", True),
        ("<dl><dt>Custody</dt></dl>", True),
        ("<p>Custody</p>", True),
        ("<h3>Good</h3>", False),
        (f"<h3>{'Custody of ' * 11}</h3>", False),
        *((f"<h3>Custody{end}</h3>", False) for end in ";?"),
        *((f"<p><b>Custody{end}</b></p>", False) for end in ".:;?"),
    ],
)
def test_a_title_is_short_and_no_sentence(title: str, starts: bool) -> None:
    assert (len(titles(f"{title}<p>A visit.</p>{GET}{LINK}{DAY}")) == 1) is starts


def test_a_bare_line_is_a_title_only_where_a_report_may_begin() -> None:
    second = f"<p>Firearms</p><p>A look.</p>{GET}{LINK}{DAY}"
    assert titles(ONE + second) == ["Police custody", "Firearms"]
    assert titles(ONE.replace(DAY, "") + second) == ["Police custody", "Firearms"]
    assert titles(ONE.replace(GET + LINK, "") + second) == ["Police custody", "Firearms"]
    assert titles("<h3>Custody</h3><p>A visit.</p><h3>Firearms</h3>") == ["Custody", "Firearms"]
    assert titles("<h3>Custody</h3><p>A visit.</p><dl><dt>Firearms</dt></dl>") == ["Custody", "Firearms"]
    assert titles(f"<h3>Custody</h3><p>A visit.</p><p>The cells</p>{GET}{LINK}{DAY}") == ["Custody"]


def test_a_bare_line_with_no_report_behind_it_is_prose() -> None:
    far = "".join(f"<p>A sentence with the number {n}.</p>" for n in range(12))
    assert titles(f"<p>Custody</p>{far}{GET}") == []
    assert titles(f"<p>Custody</p>{far[: far.index('<p>A sentence with the number 10')]}{GET}") == ["Custody"]


@pytest.mark.parametrize("line", ["Posted 5 March 2015", "5 March 2015", "(Published 05/03/2015)", "Out since 5 March"])
def test_a_day_of_no_label_is_told(line: str) -> None:
    builder = listed(f"<h3>Custody</h3><p>A visit.</p><p>More.</p><p>{line}</p>{GET}{LINK}")
    assert (builder.reports[0].published, codes(builder)) == (None, ["section_missing"])
    assert codes(listed(f"<h3>Custody</h3><p>A visit.</p><p>{line}</p>{GET}{LINK}{DAY}")) == []
    assert (
        codes(listed(f"<h3>Custody</h3><p>A visit.</p><p>In {'a long ' * 9}sentence of 5 March 2015.</p>{GET}")) == []
    )


def test_before_the_first_report_all_is_prose() -> None:
    builder = listed(f"<p>This is a list.</p>{GET}{DAY}")
    assert builder.reports == []
    assert texts(builder.findings) == ["This is a list.", "Get the report", "Published: 5 March 2015"]
    assert listed("<p>This is a list.</p><p>First published: 5 March 2015</p>").reports == []


def test_boilerplate_is_set_aside() -> None:
    builder = listed("<p>Back to top</p>" + ONE.replace(GET, "<p>Print this page</p>" + GET))
    assert len(builder.reports) == 1
    assert claims(builder)["Back to top"] == "boilerplate:back_to_top"
    assert texts(builder.findings) == ["We saw the cells."]


# --- a page that is a report itself --------------------------------------------------------------------------


def published(markup: str) -> Builder:
    builder, section = read_section(markup, None, "Judgments")
    read_published(builder, section)
    return builder


def test_a_report_is_its_own_first_entry_with_the_day_under_its_title() -> None:
    builder = published(
        "<p>We visit forces.</p><p>Published on: 5 March 2015</p><p>Print this page</p><p>This is why.</p>"
    )
    (report,) = builder.reports
    assert (report.title, report.url, report.published, report.published_text, report.block) == (
        "Kent 2016", ADDRESS, dt.date(2015, 3, 5), "5 March 2015", 2,
    )  # fmt: skip
    assert (report.summary, report.report) == (None, None)
    assert builder.introduction == ["We visit forces.", "This is why."]
    assert claims(builder) == {
        "We visit forces.": "introduction",
        "Published on: 5 March 2015": "reports",
        "Print this page": "boilerplate:print_page",
        "This is why.": "introduction",
    }


def test_a_report_without_a_day_is_one_of_no_known_day() -> None:
    builder = published("<p>We visit forces.</p>")
    (report,) = builder.reports
    assert (report.published, report.published_text, report.block) == (None, None, 1)
    assert claims(builder) == {"We visit forces.": "introduction"}


def test_a_day_that_is_none_is_kept_as_text_and_told() -> None:
    builder = published("<p>Published: spring 2015</p>")
    assert (builder.reports[0].published, builder.reports[0].published_text) == (None, "spring 2015")
    assert codes(builder) == ["date_invalid"]


def test_only_the_first_such_line_is_the_day() -> None:
    builder = published("<p>Published: 5 March 2015</p><p>Published: 6 March 2015</p>")
    assert builder.reports[0].published_text == "5 March 2015"
    assert builder.introduction == ["Published: 6 March 2015"]


def test_what_dates_the_head_of_a_report_is_claimed() -> None:
    builder, section = read_section("<h2>About us</h2><p>We visit forces.</p>", None, "About us")
    read_published(builder, section)
    assert claims(builder)["About us"] == "findings"


def test_a_page_without_a_title_is_no_entry_and_its_day_is_read_all_the_same() -> None:
    builder, (line,) = read_lines("<p>Published: 5 March 2015</p>")
    builder.page = builder.page.model_copy(update={"title": None})
    add_publication(builder, line)
    assert builder.reports == []
    assert claims(builder) == {"Published: 5 March 2015": "reports"}


def test_a_day_that_is_set_aside_is_not_read() -> None:
    _, found = read_lines(f"{DAY}{DAY}")
    assert published_in(found) is found[0]
    found[0].kind = LineKind.BOILERPLATE
    assert published_in(found) is found[1]


@pytest.mark.parametrize("end", ["", ".", ":", " –"])
@pytest.mark.parametrize("tag", ["h2", "h3", "h4"])
def test_a_heading_is_a_title_whatever_sign_ends_it(tag: str, end: str) -> None:
    builder = listed(ONE.replace("<h3>Police custody</h3>", f"<{tag}>Police custody{end}</{tag}>"))
    assert [(report.title, report.summary) for report in builder.reports] == [
        (f"Police custody{end}", "A joint visit.")
    ]


def test_a_link_to_a_report_that_nothing_names_is_no_title_and_is_told() -> None:
    builder = listed(f"<p>One report.</p>{GET}{LINK}{DAY}<h3>Vetting</h3>{GET}{LINK}{DAY}")
    assert [report.title for report in builder.reports] == ["Kent – joint inspection of custody", "Vetting"]
    assert codes(builder) == ["section_missing"]


def test_of_two_days_below_a_report_the_first_is_its_own_and_that_is_told() -> None:
    builder = listed(ONE + "<p>Published: 6 April 2016</p>")
    assert [report.published for report in builder.reports] == [dt.date(2015, 3, 5)]
    assert codes(builder) == ["dates_repeated"]
    assert codes(listed(ONE + DAY)) == []


@pytest.mark.parametrize(
    "get",
    [
        "Get the full report",
        "Read the report",
        "Read the full report:",
        "Download the report",
        "View the report (PDF)",
        "See the report here",
    ],
)
def test_a_report_is_got_in_other_words_too(get: str) -> None:
    (report,) = listed(ONE.replace("Get the report", get)).reports
    assert (report.report, report.published) == ("Kent – joint inspection of custody", dt.date(2015, 3, 5))


def test_a_sentence_that_speaks_of_the_report_gets_none() -> None:
    builder = listed(ONE.replace("<p>We saw the cells.</p>", "<p>We saw the cells.</p><p>See the report for what they were like.</p><p>They were cold.</p>"))  # fmt: skip
    assert texts(builder.findings) == [
        "We saw the cells.",
        "See the report for what they were like.",
        "They were cold.",
    ]
    assert [report.report for report in builder.reports] == ["Kent – joint inspection of custody"]


@pytest.mark.parametrize("between", [" ", ", ", " – ", " (", "; "])
def test_the_day_may_stand_behind_the_link_in_its_block(between: str) -> None:
    day = "Published: 5 March 2015" + (")" if "(" in between else "")
    link = LINK.replace("</a></p>", f"</a>{between}{day}</p>")
    (report,) = listed(ONE.replace(LINK + DAY, link)).reports
    assert (report.report, report.published) == ("Kent – joint inspection of custody", dt.date(2015, 3, 5))


def test_the_day_may_stand_above_the_link() -> None:
    two = ONE.replace(GET + LINK + DAY, DAY + GET + LINK) + ONE.replace("Police custody", "Firearms")
    assert [(each.title, each.report, each.published) for each in listed(two).reports] == [
        (title, "Kent – joint inspection of custody", dt.date(2015, 3, 5)) for title in ("Police custody", "Firearms")
    ]


def test_a_link_that_nothing_calls_the_report_is_told() -> None:
    builder = listed(ONE.replace(GET, ""))
    assert [report.url for report in builder.reports] == [None]
    assert codes(builder) == ["section_missing"]
    assert codes(listed(ONE)) == []


def told(builder: Builder) -> list[str]:
    return [one.message for one in builder.problems if one.code == "section_missing"]


def test_so_is_one_with_its_day_behind_it_and_a_second_one() -> None:
    dated = "<p><a href='/publications/custody/'>Kent – joint inspection of custody</a> (March 2015)</p>"
    assert any(
        "leads to the report “Police custody”" in one
        for one in told(listed(f"<h3>Police custody</h3><p>A visit.</p>{dated}"))
    )
    again = LINK.replace("joint", "second")
    assert any("“Kent – second" in one for one in told(listed(ONE.replace(LINK, LINK + again))))
    prose = "<p>More of <a href='/publications/custody/'>custody</a> in March 2015.</p>"
    assert told(listed(ONE.replace("<p>We saw the cells.</p>", prose))) == []


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li><a href='/a/'>Custody in Kent</a> – published 5 March 2015</li><li><a href='/b/'>Vetting in Kent</a>, 1 May 2016</li></ul>",
        "<table><tr><th>Report</th><th>Published</th></tr><tr><td><a href='/a/'>Custody in Kent</a></td><td>5 March 2015</td></tr></table>",
    ],
)
def test_a_list_of_links_of_which_no_report_is_read_is_told(links: str) -> None:
    builder = listed(links)
    assert builder.reports == []
    (message,) = told(builder)
    assert "is a report of “Other reports”" in message


def test_what_a_report_asks_for_is_told() -> None:
    asks = "<p>The force should:</p><ul><li>heat the cells.</li></ul>"
    builder = listed(ONE.replace("<p>We saw the cells.</p>", asks))
    assert len(builder.reports) == 1
    assert told(builder) == ["No label heads “The force should:”; it is not read as asked for."]
