"""The figures as Markdown and JSON, each target beside what was measured."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .measure import Ratio

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
RESULTS = ROOT / "benchmarks" / "results" / "latest.json"
_START, _END = "<!-- measured -->", "<!-- /measured -->"


def _targets(found: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
    """Return each target: what, how much, the figure, whether it is met."""
    model, mixed = found["parsing"]["model"], found["parsing"]["all layouts"]
    loading, same, two = found["loading"], found["unchanged"], found["workers"]
    slowest = max(same["identical bytes µs"], same["304 and its outcome µs"]) / 1000
    still = same["rows written"] == 0 and not same["file touched"]
    own, low = loading["peel ÷ floor, a transaction a page"], loading["peel ÷ floor, one transaction"]
    rows = [
        ("bytes → record ÷ lxml's parse, model page, in batches", "≤ 4.5", str(model["peel ÷ lxml"]), model["peel ÷ lxml"].median <= 4.5),
        ("the same, all layouts", "≤ 4.5", str(mixed["peel ÷ lxml"]), mixed["peel ÷ lxml"].median <= 4.5),
        ("bytes → rows ÷ floor (a transaction a page)", "≤ 2", str(own), own.median <= 2),
        ("bytes → rows ÷ floor (one transaction)", "≤ 2", str(low), low.median <= 2),
        ("naive ÷ peel, bytes → rows, with the waits for the disk", "≥ 15", str(loading["naive ÷ peel"]), loading["naive ÷ peel"].median >= 15),
        ("unchanged page, ms of our own; rows; file", "≤ 0.2; 0; untouched",
         f"{slowest:.2f}; {same['rows written']}; {'touched' if same['file touched'] else 'untouched'}", slowest <= 0.2 and still),
        ("--workers 2: gain ÷ control loop's gain", "≥ 0.95", str(two["peel ÷ control"]), two["peel ÷ control"].median >= 0.95),
        ("peel --help over bare Python", "≤ 50 ms", f"{found['startup']['over bare Python ms']} ms",
         found["startup"]["over bare Python ms"] <= 50),
    ]  # fmt: skip
    bulk = _bulk(found["captures of one page"], found["whole runs"], found["a quiet run"])
    return rows + bulk + _memory(found["memory"])


def _bulk(
    lines: Mapping[str, Any], runs: Mapping[str, Any], quiet: Mapping[str, Any]
) -> list[tuple[str, str, str, bool]]:
    limits = {
        "run ÷ lxml": ("`peel run` of a WARC file, a page ÷ lxml's parse", 12),
        "seven captures ÷ lxml": ("the same, pages with seven captures each", 12),
        "nothing new ÷ lxml": ("the same again with nothing new", 1),
        "rebuild ÷ lxml": ("`peel rebuild`, a page ÷ lxml's parse", 10),
    }
    rows = [
        (
            f"a capture among 160 of one page ÷ among 40, {how}",
            "≤ 1.2",
            str(one["many ÷ few"]),
            one["many ÷ few"].median <= 1.2,
        )
        for how, one in lines.items()
    ]
    rows += [(what, f"≤ {most}", str(runs[key]), runs[key].median <= most) for key, (what, most) in limits.items()]
    still, captures = quiet["quiet ÷ lxml"], quiet["captures"]
    rows.append(
        (
            f"a quiet run over {captures:,} known captures, a capture ÷ lxml's parse",
            "≤ 1",
            str(still),
            still.median <= 1,
        )
    )
    records, again = quiet["records with revisits"], quiet["revisits ÷ lxml"]
    rows.append(
        (f"the same over {records:,} records, three of four of them revisits", "≤ 1", str(again), again.median <= 1)
    )
    return [*rows, ("`peel.db` a page", "≤ 36 KB", f"{runs['KB a page']} KB", runs["KB a page"] <= 36)]


def _memory(sizes: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
    first, *others = sizes
    start = sizes[first]["peak MB"]
    return [
        (f"peak memory at {int(size):,} captures over {int(first):,} ({start:.0f} MB)", "≤ 8 MB",
         f"{sizes[size]['peak MB'] - start:+.1f} MB", sizes[size]["peak MB"] - start <= 8)
        for size in others
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Ratio):
        return {"median": round(value.median, 3), "quartiles": [round(value.low, 3), round(value.high, 3)]}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _lines(found: Mapping[str, Any], indent: str = "") -> list[str]:
    lines = []
    for key, value in found.items():
        if isinstance(value, Mapping):
            lines += [f"{indent}- {key}", *_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}- {key}: {value}")
    return lines


def markdown(found: Mapping[str, Any]) -> str:
    """Return the table of the targets and all figures."""
    rows = [
        f"| {what} | {aim} | {figure} | {'yes' if met else '**no**'} |" for what, aim, figure, met in _targets(found)
    ]
    return "\n".join(["| what | target | measured (quartiles) | met |", "|---|---|---|---|", *rows, "", *_lines(found)])


def write(found: Mapping[str, Any], *, keep: bool) -> None:
    """Print the table; with `keep` put it into docs/performance.md and the figures into a JSON file."""
    text = markdown(found)
    print(text)
    if not keep:
        return
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(_plain(found), indent=1, ensure_ascii=False) + "\n", "utf-8")
    document = DOCUMENT.read_text("utf-8")
    block = f"{_START}\n{text}\n{_END}"
    DOCUMENT.write_text(re.sub(rf"{_START}.*{_END}", lambda _: block, document, flags=re.S), "utf-8")
