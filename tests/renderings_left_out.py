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
        _ONE_LEVEL,
        (
            "publication/fire-2018-19-summary-of-tranche-one",
            "publication/state-of-policing-2018-contents-without-links",
        ),
    ),
    (
        "Sub-headings are told as unknown; in a list of everything a cause of concern swallows what follows.",
        frozenset({"list-of-everything"}),
        ("pillar/fire-norfolk-2018-19-people-no-judgment-sentence",),
    ),
)
"""Why, in which renderings, which fixtures."""
