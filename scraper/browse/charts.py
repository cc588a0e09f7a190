"""The charts of the report: Vega-Lite specifications of numbers and our own words, drawn to SVG offline.

No text of a page goes into a chart. Each chart says in words what it shows (`title` of the SVG), and the
numbers stand in a table beside it.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from .errors import ChartError, MissingExtraError, NoDocstringsError
from .words import GRADE_MARKS, plain

# vl-convert measures with a font of Arial's widths: a wider one in the reader's browser would collide.
_FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
_INK = "#1a1a1a"
_LETTERED = 0.09
"""Share of a bar from which on a part has room for its letter and number."""
_SIGNS, _LABEL = " ,.:()-–'’&/", 60
_ROWS = "rows"
_SVG = "{http://www.w3.org/2000/svg}"
_CONFIG = {
    "aria": False,
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {"labelColor": _INK, "labelFontSize": 11, "labelPadding": 6},
    "header": {
        "labelColor": _INK,
        "labelFontSize": 12,
        "labelFontWeight": "bold",
        "labelAnchor": "start",
        "labelPadding": 4,
    },
    "text": {"color": _INK, "fontSize": 11},
}
_UNSEEN = frozenset(
    {"class", "pointer-events", "role", "aria-roledescription", "aria-hidden", "aria-label", "stroke-miterlimit"}
)
_SAME = frozenset({("font-family", _FONT), ("font-size", "11px"), ("fill", _INK), ("opacity", "1")})
"""What the root says for all."""
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")


@dataclass(frozen=True)
class Share:
    """How often a grade was given: in `group` (a pillar, a round) and `line` (a round, an area)."""

    group: str
    line: str
    grade: str
    count: int


def draws() -> None:
    """Check that charts can be drawn.

    Raises MissingExtraError with the command that installs what lacks, NoDocstringsError where Python leaves
    docstrings out: altair copies its own as it is loaded.
    """
    if sys.flags.optimize > 1:
        raise NoDocstringsError
    try:
        import altair  # noqa: F401
        import vl_convert  # noqa: F401
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name, "report") from error


def spread_svg(shares: Sequence[Share], lines: Sequence[str], title: str, across: int) -> str:
    """Draw how grades are spread: a bar a line, a panel a group, the grades in their colours with letters.

    `lines` are the bars from the top, `across` is how many panels stand side by side.
    """
    safe = [Share(label(share.group), label(share.line), share.grade, share.count) for share in shares]
    groups = dict.fromkeys(share.group for share in safe)
    spec = _spread_spec(tuple(label(line) for line in lines), tuple(groups), across)
    return _svg(spec, _stacked(safe), title)


def label(text: str) -> str:
    """Return a text as a label of a chart: letters, digits and a few signs, cut short.

    A control character ends the process that draws (seen with vl-convert 1.9: an abort, no exception).
    """
    return "".join(c for c in plain(text) if c.isalnum() or c in _SIGNS)[:_LABEL]


def _stacked(shares: Sequence[Share]) -> list[dict[str, Any]]:
    """Put each share at its place on the bar of its line: from, to, middle, as parts of the whole."""
    order = {mark.key: (place, mark) for place, mark in enumerate(GRADE_MARKS)}
    bars: dict[tuple[str, str], list[Share]] = defaultdict(list)
    for share in shares:
        bars[share.group, share.line].append(share)
    rows = []
    for (group, line), parts in bars.items():
        whole, done = sum(part.count for part in parts), 0
        for part in sorted(parts, key=lambda one: order[one.grade][0]):
            mark, start, done = order[part.grade][1], done / whole, done + part.count
            end = done / whole
            text = f"{mark.letter} {part.count}" if end - start >= _LETTERED else ""
            rows.append({"group": group, "line": line, "grade": mark.label, "start": start, "end": end,
                         "middle": (start + end) / 2, "text": text})  # fmt: skip
    return rows


def _spread_spec(lines: tuple[str, ...], groups: tuple[str, ...], across: int) -> dict[str, Any]:
    import altair as alt

    whole = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart().encode(
        y=alt.Y("line:N", title=None, sort=list(lines), axis=alt.Axis(ticks=False, domain=False, labelLimit=210))
    )
    bars = base.mark_bar(stroke="#ffffff").encode(
        x=alt.X("start:Q", title=None, axis=None, scale=whole), x2="end:Q", color=_grade_scale(alt, "paper")
    )
    letters = base.mark_text(fontSize=11).encode(
        x=alt.X("middle:Q", title=None, axis=None, scale=whole), text="text:N", color=_grade_scale(alt, "ink")
    )
    layers = alt.layer(bars, letters, data=_data(alt)).resolve_scale(color="independent")
    chart = layers.properties(width=220, height={"step": 24})
    faceted = chart.facet(facet=alt.Facet("group:N", title=None, sort=list(groups)), columns=across, spacing=24)
    return _spec(faceted.resolve_scale(y="independent"))


def _grade_scale(alt: Any, colour: str) -> Any:
    domain = [mark.label for mark in GRADE_MARKS]
    colours = [getattr(mark, colour) for mark in GRADE_MARKS]
    return alt.Color("grade:N", scale=alt.Scale(domain=domain, range=colours), legend=None)


def _data(alt: Any) -> Any:
    """Return data that is filled in when a chart is drawn, so that one specification draws many charts."""
    return alt.Data(name=_ROWS)


def _spec(chart: Any) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict()
    return {**spec, "config": _CONFIG}


def _svg(spec: dict[str, Any], rows: list[dict[str, Any]], title: str) -> str:
    """Draw a chart to an SVG element that scales and has a name."""
    import vl_convert

    try:
        drawn = vl_convert.vegalite_to_svg({**spec, "datasets": {_ROWS: rows}}, allowed_base_urls=[])
    except BaseException as error:  # what panics in the library's Rust is no Exception
        if isinstance(error, ValueError) or type(error).__name__ == "PanicException":
            raise ChartError(error) from error
        raise
    return slim(drawn, title)


def slim(drawn: str, title: str) -> str:
    """Return an SVG with what is not seen taken out, positions rounded to a tenth of a pixel, and a title."""
    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter()):
        _slim_element(element)
    for element in reversed(list(root.iter(f"{_SVG}g", f"{_SVG}path"))):
        parent = element.getparent()
        if parent is not None and not len(element) and (element.tag == f"{_SVG}g" or not _is_seen(element)):
            parent.remove(element)
    _, _, width, height = root.get("viewBox", "0 0 600 200").split()
    root.attrib.clear()
    for name, value in {"role": "img", "viewBox": f"0 0 {width} {height}", "width": width, "height": height,
                        "font-family": _FONT, "font-size": "11px", "fill": _INK}.items():  # fmt: skip
        root.set(name, value)
    caption = etree.Element(f"{_SVG}title")
    caption.text = plain(title)
    root.insert(0, caption)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _is_seen(path: Any) -> bool:
    return bool(path.get("fill") or path.get("stroke")) and path.get("display") != "none" and path.get("d") != ""


def _slim_element(element: Any) -> None:
    for name, value in list(element.attrib.items()):
        if name in _UNSEEN or (name, value) in _SAME or (element.tag == f"{_SVG}g" and name == "fill"):
            del element.attrib[name]
        elif name in {"d", "transform", "x", "y"}:
            element.set(name, _LONG_NUMBER.sub(lambda match: f"{float(match.group()):.1f}", value))
