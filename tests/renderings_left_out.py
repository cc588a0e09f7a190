"""Pairs of a fixture and a rendering in which the parsers do not yet say the same: to be emptied, never to grow."""

from __future__ import annotations

_WITHOUT_HEADINGS = frozenset(["bare-divs", "bare-divs-without-h1", "br-lines", "table", "table-with-figures-in-cells"])
_ONE_LEVEL = frozenset(
    [
        "alt-arrow",
        "alt-text",
        "arrow-glyph-and-hidden-word",
        "arrows",
        "badges-as-images",
        "br-within-sections",
        "date-and-badge-together",
        "entities-and-spaces",
        "flat-levels",
        "masthead-title",
        "svg-label",
        "svg-title",
        "unclosed-tags",
    ]
)
LEFT_OUT: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...] = (
    (
        "A sub-heading that stands as high as its section is told as unknown (the record is the same).",
        _ONE_LEVEL | _WITHOUT_HEADINGS,
        (
            "findings/cleveland-2018-19-effectiveness-cause-of-concern-with-deadline",
            "pillar/fire-bedfordshire-2021-22-efficiency-adequate-outside-scale",
            "pillar/fire-cheshire-2018-19-effectiveness-areas-first",
            "pillar/fire-dorset-and-wiltshire-2021-22-efficiency-no-grade-lines",
            "pillar/fire-hampshire-and-isle-of-wight-2021-22-efficiency-two-predecessors",
            "report/derbyshire-2023-25-previous-judgments",
            "report/devon-and-somerset-fire-2023-25-irregular-address",
            "report/kent-2021-22-grades-in-image-alt",
            "report/lancashire-2021-22-only-grade-lines",
            "report/northamptonshire-2023-25-regraded-after-publication",
            "report/nottinghamshire-2023-25-nine-areas-list",
            "report/south-wales-2021-22-welsh-operating-context",
            "report/suffolk-2021-22-pilot-revisit-initial-grades",
            "report/sussex-2021-22-grade-table",
            "report/warwickshire-2021-22-no-table-no-one-word-grades",
        ),
    ),
    (
        "Bullets and sub-headings that are lines of text are told as unknown headings (the record is the same).",
        _WITHOUT_HEADINGS,
        (
            "findings/gloucestershire-2018-19-effectiveness-old-areas-with-status",
            "findings/gwent-2018-19-efficiency-areas-first",
            "pillar/fire-gloucestershire-2021-22-people-cause-of-concern",
            "pillar/fire-hereford-and-worcester-2018-19-efficiency-ampersand",
            "report/avon-fire-2023-25-grade-table",
            "report/isles-of-scilly-fire-2023-25-ten-areas",
            "report/london-fire-2023-25-sentences-only",
        ),
    ),
    (
        "Sub-headings are told as unknown wherever they are no lines in bold (the record is the same).",
        _ONE_LEVEL | _WITHOUT_HEADINGS | {"shifted-levels", "aria-headings"},
        (
            "findings/avon-and-somerset-2018-19-efficiency-lead-in-before-questions",
            "pillar/fire-west-midlands-2021-22-effectiveness-innovative-practice",
            "report/humberside-2021-22-counts-do-not-close",
        ),
    ),
    (
        "A letter's sections are not found where its headings are lines or items.",
        _WITHOUT_HEADINGS | {"list-of-everything", "definition-list"},
        (
            "letter/fire-buckinghamshire-second-revisit-lines",
            "letter/fire-gloucestershire-revisit-definition-list",
            "letter/police-nottinghamshire-accelerated-single-word-labels-lost",
        ),
    ),
    (
        "The second report of a list is lost where its title stands as high as the list's.",
        _ONE_LEVEL | {"definition-list"},
        ("other_reports/essex-2015-three-reports", "other_reports/north-wales-2017-one-report-welsh-line"),
    ),
    (
        "A publication's sub-sections are told as unknown, or lost, where all headings are of one level.",
        _ONE_LEVEL | {"shifted-levels", "bare-divs-without-h1"},
        (
            "publication/fire-2018-19-summary-of-tranche-one",
            "publication/state-of-policing-2018-contents-without-links",
        ),
    ),
    (
        "A figure parted into cells is not put together where it has no comparator.",
        frozenset(["table-with-figures-in-cells"]),
        ("assessment/suffolk-2016-comparators-missing",),
    ),
    (
        "Sub-headings of two questions are told as unknown.",
        _ONE_LEVEL
        | {
            "table-with-figures-in-cells",
            "aria-headings",
            "definition-list",
            "shifted-levels",
            "bare-divs-without-h1",
            "accordions",
            "bare-divs",
            "bold-paragraphs",
            "table",
        },
        ("pillar/durham-2014-effectiveness-three-of-six-graded",),
    ),
    (
        "Sub-headings are told as unknown; in a list of everything a cause of concern swallows what follows.",
        _ONE_LEVEL | _WITHOUT_HEADINGS | {"list-of-everything", "shifted-levels", "aria-headings"},
        ("pillar/fire-norfolk-2018-19-people-no-judgment-sentence",),
    ),
    (
        "An unknown grade word behind a date is not told from the date.",
        frozenset(["date-and-badge-together"]),
        ("assessment/warwickshire-2016-unknown-grade-word",),
    ),
)
"""Why, in which renderings, which fixtures."""
