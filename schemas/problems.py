"""The problems a page or a database can have: code, severity, meaning. One place for all of them."""

from __future__ import annotations

from .vocabulary import Severity

NOTE, W, E = Severity.INFO, Severity.WARNING, Severity.ERROR

PROBLEMS: dict[str, tuple[Severity, str]] = {
    # reading
    "encoding_overridden": (NOTE, "The bytes are UTF-8 although the header or the page names another charset."),
    "encoding_fallback": (W, "The declared charset does not fit the bytes; another one was used."),
    "characters_cleaned": (NOTE, "Control characters or invalid code points were taken out of the text."),
    "characters_lost": (W, "Characters of the visible text could not be read and stand as U+FFFD."),
    # identity
    "introduction_names_other": (W, "The introduction names another organisation than the heading."),
    "url_type_differs": (W, "The address promises another page type than the page shows."),
    "url_without_round": (W, "The address states no round; the heading's was taken."),
    "no_heading": (W, "The page has no h1 that names organisation and round; the address was believed."),
    "unknown_page_type": (W, "Nothing tells what kind of page this is; its text is kept as blocks."),
    "unknown_organisation": (W, "The heading names an organisation that the catalogue does not have, or several."),
    "round_missing": (
        E,
        "An assessment's page is of no round that is known: neither heading nor address tells one, and its rows are not loaded.",
    ),
    "unknown_round": (W, "Nothing on the page says to which round it belongs."),
    # judgments
    "witnesses_disagree": (W, "The places of the page that state a grade differ."),
    "unknown_grade": (E, "A grade word is not in the vocabulary."),
    "grade_outside_scale": (E, "The grade is not one of this round's scale."),
    "grade_unreadable": (W, "A judgment is stated, but no grade can be read from it."),
    "grade_missing": (W, "A section has neither a badge nor a grade word."),
    "headline_repeated": (W, "A headline judgment sentence is printed twice."),
    "headline_unread": (
        W,
        "A sentence of the form of a judgment does not say which pillar it judges, or judges a part of one, another round or body.",
    ),
    "witness_missing": (W, "A judgment lacks its headline sentence or its badge; the others were believed."),
    "badges_lost": (NOTE, "The copy has lost its badges of one word; the headline sentences were believed."),
    "section_missing": (
        W,
        "A section that this page type and round have is not on the page, or nothing of what it asks for was read.",
    ),
    "section_repeated": (NOTE, "A section is printed twice with the same text."),
    "section_differs": (W, "A section is printed twice with different text."),
    "counts_differ": (W, "The counts that the page states do not agree with the judgments that were found."),
    # vocabulary
    "unknown_question": (W, "A question is not in the vocabulary of its round."),
    "label_misspelt": (W, "A line looks like a known label that is misspelt."),
    "unknown_heading": (
        W,
        "A heading of no vocabulary stands as high as its section where lower ones part the text, or has nothing below it;"
        " or a line says that what was asked for is closed, which no field says.",
    ),
    "unread_text": (W, "Visible text was not claimed by any field."),
    "cause_inferred": (NOTE, "No label names the cause of recommendations; the sentence or the heading above is it."),
    # dates and figures
    "date_invalid": (W, "A date does not exist or is not complete."),
    "date_outside_round": (W, "A date lies outside its round and three years around it."),
    "dates_repeated": (W, "A section, the head of a page or what is asked for has several dates."),
    "figure_unread": (W, "A line of the key facts is not a figure that the grammar knows."),
    "figure_out_of_range": (W, "A figure lies outside its plausible range."),
    "figure_too_large": (E, "A figure is too large a number for any figure; its text is kept, it has no value."),
    "figure_repeated": (W, "A figure is printed twice with different values."),
    "comparator_missing": (W, "A local figure has no national one beside it, or the other way round."),
    "unknown_topic": (W, "A heading of the key facts is not in the vocabulary."),
    # across pages and tables
    "witnesses_contradict": (
        E,
        "The grade of a row is stated by none of its witnesses, or they differ and it says they agree.",
    ),
    "grades_differ": (W, "An overview or a data table states another grade than the assessment's own pages."),
    "grade_went_back": (
        E,
        "A page states an older date beside a grade than it had beside another one, or that it is not yet graded; it may be an older copy.",
    ),
    "judgment_missing": (
        W,
        "A question that the round asks is not among the judgments of the page that should answer it.",
    ),
    "figure_missing": (W, "A figure that the key facts of every page have is not on this one."),
    "date_after_capture": (W, "A section is dated later than the capture that shows it."),
    "unit_unexpected": (E, "A figure has a measure or a unit that the range table does not know."),
    "organisation_differs": (E, "A row names another organisation or round than its page, its assessment or its id."),
    "position_gap": (W, "The positions of a section's rows are not 1, 2, 3 … without a gap."),
    "accounting_open": (E, "The characters claimed, set aside and unread of a page do not add up to the visible ones."),
    "known_grade_differs": (E, "A grade on a page of the site is not the published one that was read by hand."),
    "sum_open": (E, "A sum of the run does not close."),
    # drift
    "new_skeleton": (E, "A page's skeleton is far from every layout of the last accepted run."),
    "fill_dropped": (E, "A field is filled on far fewer pages than in the last accepted run."),
    "grades_shifted": (E, "The grades are distributed otherwise than in the last accepted run."),
    # the file
    "database_damaged": (E, "SQLite's integrity check fails, or values are such as no run has written."),
    "rows_differ": (E, "Rows are not as the stored readings say: they were changed or deleted by hand."),
    "reference_broken": (E, "A row names a row that is not there, or cites a block whose text is not."),
    "search_broken": (E, "The full-text index does not agree with its table."),
    "sqlite_wal_bug": (W, "The file is in WAL mode and this SQLite is older than 3.51.3, which mended a fault of it."),
    # the time of a capture
    "captured_at_inferred": (
        NOTE,
        "Nothing says when the capture was made; it stands among the others at the newest date that it states.",
    ),
    "stated_in_future": (
        W,
        "The newest date that an undated capture states is later than the day after it was first read; it stands before all others.",
    ),
    "capture_in_future": (E, "A capture is dated later than the day after it was first read; it counts as undated."),
    "date_unreadable": (
        W,
        "The date of a capture's record, or of its saving, cannot be read, or names no day; the capture counts as undated.",
    ),
    # between captures and pages
    "copy_incomplete": (
        W,
        "The newest capture lacks the head of its page, which an older one has; nothing is taken away by it.",
    ),
    "no_longer_stated": (NOTE, "The newest capture lacks a value that an older one states; it is kept."),
    "pages_disagree": (W, "Two pages state different grades for one judgment."),
    # programmes
    "inspection_undated": (NOTE, "Nothing on the page says when the inspection was published; its round is `undated`."),
    # people
    "inspector_missing": (NOTE, "No line names the inspector."),
    "inspector_title_unknown": (W, "The inspector's title is not in the vocabulary."),
}

NOT_WHOLE = frozenset({"section_missing", "counts_differ"})
"""Problems that say that a page, or its copy, is not whole: what it lacks is not taken down."""


def severity_of(code: str) -> Severity:
    """Return the severity of a problem code; raises KeyError for a code that is not in the table."""
    return PROBLEMS[code][0]
