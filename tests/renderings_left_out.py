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
        _ONE_LEVEL,
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
        "Sub-headings are told as unknown wherever they are no lines in bold (the record is the same).",
        _ONE_LEVEL | {"aria-headings", "shifted-levels"},
        (
            "findings/avon-and-somerset-2018-19-efficiency-lead-in-before-questions",
            "pillar/fire-west-midlands-2021-22-effectiveness-innovative-practice",
            "report/humberside-2021-22-counts-do-not-close",
        ),
    ),
    (
        "What a letter says under a heading that is a line or an item is read as prose before it.",
        _WITHOUT_HEADINGS | {"definition-list", "list-of-everything"},
        (
            "letter/fire-buckinghamshire-second-revisit-lines",
            "letter/fire-gloucestershire-revisit-definition-list",
            "letter/police-nottinghamshire-accelerated-single-word-labels-lost",
        ),
    ),
    (
        "A bullet that is a line of text is not told from the line that leads it in.",
        _WITHOUT_HEADINGS | {"list-of-everything"},
        (
            "report/cumbria-vetting-2022-grade-in-a-heading",
            "report/humberside-vetting-undated-grade-in-a-sentence",
            "report/wiltshire-vetting-2021-without-a-grade",
        ),
    ),
    (
        "A publication's sub-sections are told as unknown, or lost, where all headings are of one level.",
        _ONE_LEVEL | {"bare-divs-without-h1", "shifted-levels"},
        (
            "publication/fire-2018-19-summary-of-tranche-one",
            "publication/state-of-policing-2018-contents-without-links",
        ),
    ),
    (
        "A figure parted into cells is not put together where it has no comparator.",
        frozenset({"table-with-figures-in-cells"}),
        ("assessment/suffolk-2016-comparators-missing",),
    ),
    (
        "An unknown grade word behind a date is not told from the date.",
        frozenset({"date-and-badge-together"}),
        ("assessment/warwickshire-2016-unknown-grade-word",),
    ),
    (
        "Sub-headings of two questions are told as unknown (the record is the same).",
        _ONE_LEVEL
        | {
            "accordions",
            "aria-headings",
            "bare-divs",
            "bare-divs-without-h1",
            "bold-paragraphs",
            "definition-list",
            "shifted-levels",
            "table",
            "table-with-figures-in-cells",
        },
        ("pillar/durham-2014-effectiveness-three-of-six-graded",),
    ),
    (
        "Sub-headings are told as unknown; in a list of everything a cause of concern swallows what follows.",
        _ONE_LEVEL | {"aria-headings", "list-of-everything", "shifted-levels"},
        ("pillar/fire-norfolk-2018-19-people-no-judgment-sentence",),
    ),
)
"""Why, in which renderings, which fixtures."""
