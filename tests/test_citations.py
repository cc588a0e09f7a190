"""What docstrings, tests and pages cite is there to be read: pages, sections, numbered traps, numbers of faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLACES = (
    "scraper", "schemas", "tests", "docs", "benchmarks", "deploy",
    "README.md", "CONTRIBUTING.md", "fixtures/README.md", "pyproject.toml",
)  # fmt: skip
TEXTS = {".py", ".md", ".json", ".toml", ".yml"}
_PAGE = re.compile(r"\bdocs/([\w-]+\.md)")
_LIST = r"\d+(?:(?:, | and | to )\d+)*"
_LAYOUT = re.compile(rf"\bdocs/layouts\.md, (?P<trap>traps? )?(?P<numbers>{_LIST})\b")
_FAULT = re.compile(r"(?:\b[Ff]|\btest_f)(\d\d)(?=\b|_)")
# Names of notes that were never part of the repository: whoever follows them finds nothing.
_LOST = re.compile(r"\bLAYOUTS\b|\bDESIGN\.md|\bRELIABILITY\b|\bPERFORMANCE\b")
# A path of code; what a `git` command names after its dashes may be gone, and `<…>` stands for any name.
_PATH = re.compile(r"(?<!-- )(?<![\w/])(?:scraper|schemas|tests|benchmarks|deploy)/[\w./-]*\w/?")

# Another project's: on PyPI the name is taken, and the name of the distribution is nobody's there.
_BY_NAME = re.compile(
    r"\b(?:(?:pipx?|uv tool|uv pip) install|uv add) (?:--?\w\S* )*['\"]?peel\b(?!/)|\binstall ['\"]?peel\[", re.I
)


def _files() -> Iterator[Path]:
    for place in PLACES:
        path = ROOT / place
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (p for p in found if p.suffix in TEXTS and p != Path(__file__))


@cache
def _layouts() -> tuple[set[int], set[int]]:
    text = (ROOT / "docs/layouts.md").read_text("utf-8")
    sections, traps = text.split("## 19 Traps")
    return (
        {int(n) for n in re.findall(r"^## (\d+) ", sections + "## 19 Traps", re.M)},
        {int(n) for n in re.findall(r"^(\d+)\. ", traps, re.M)},
    )


@cache
def _faults() -> set[str]:
    return set(re.findall(r"^\| F(\d\d) \| \S.* \| \S.* \|$", (ROOT / "docs/sources.md").read_text("utf-8"), re.M))


def broken(text: str) -> list[str]:
    """Return the citations of a text that lead nowhere."""
    flat = re.sub(r"\s+(?:# )?", " ", text)  # a citation may go on in the next line
    wrong = [name for name in _PAGE.findall(flat) if not (ROOT / "docs" / name).is_file()]
    for cited in _LAYOUT.finditer(flat):
        there = _layouts()[1 if cited["trap"] else 0]
        wrong += [cited[0] for n in re.findall(r"\d+", cited["numbers"]) if int(n) not in there]
    wrong += [f"F{n}" for n in _FAULT.findall(flat) if n not in _faults()]
    return wrong + _LOST.findall(flat)


def absent(text: str) -> list[str]:
    """Return the paths of code that a text names and the repository lacks."""
    return [path for path in _PATH.findall(re.sub(r"\s+", " ", text)) if not (ROOT / path).exists()]


@pytest.mark.parametrize("path", [p for p in _files() if p.suffix == ".md"], ids=lambda p: p.name)
def test_every_path_of_code_that_a_page_names_is_there(path: Path) -> None:
    assert absent(path.read_text("utf-8")) == []


def test_what_counts_as_absent() -> None:
    text = "`scraper/cli.py`, scraper/commands/<verb>.py, tests/store. `scraper/none.py: X`, git log -- scraper/gone.py"
    assert absent(text) == ["scraper/none.py"]


def test_every_citation_leads_somewhere() -> None:
    found = {str(path.relative_to(ROOT)): broken(path.read_text("utf-8")) for path in _files()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_page_and_no_message_says_to_install_the_package_that_is_called_peel_on_pypi() -> None:
    found = {str(path.relative_to(ROOT)): _BY_NAME.findall(path.read_text("utf-8")) for path in _files()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_what_installs_by_name() -> None:
    wrong = ["pip install peel", "pip install 'peel[dask]'", "uv tool install peel", "pipx install --force peel"]
    wrong += ["pip install peel-hmicfrs", "install peel[parquet], or", "uv add peel"]
    right = [
        "pipx install .",
        "pipx install --force '.[dask]'",
        "/opt/peel/bin/pip install .",
        "pipx install git+URL/peel",
        "make a peel, or pip install x",
    ]
    assert [text for text in wrong + right if _BY_NAME.search(text)] == wrong


def test_layouts_are_numbered_without_a_gap() -> None:
    sections, traps = _layouts()
    assert sections == set(range(1, 20))
    assert traps == set(range(1, max(traps) + 1))


def test_every_fault_is_explained() -> None:
    assert _faults() == {f"{n:02}" for n in range(1, 61)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a form of 2016 (docs/layouts.md, 5), see docs/database.md", []),
        ("docs/layouts.md, 3 to 7 and 11; docs/layouts.md, traps 8 and 9", []),
        ("as\n    # docs/layouts.md, trap\n    # 8 has it", []),
        ("F01, F37-F48, test_f60_names, a0f99 and #FF00F99", []),
        ("docs/layouts.md, 20", ["docs/layouts.md, 20"]),
        ("docs/layouts.md, trap 99", ["docs/layouts.md, trap 99"]),
        ("docs/layouts.md, traps 1 and\n99", ["docs/layouts.md, traps 1 and 99"]),
        ("docs/none.md", ["none.md"]),
        ("F61 and test_f00_of_nothing", ["F61", "F00"]),
        ("LAYOUTS-2014-2017 §3, DESIGN.md, RELIABILITY F44", ["LAYOUTS", "DESIGN.md", "RELIABILITY"]),
    ],
)
def test_what_counts_as_broken(text: str, wrong: list[str]) -> None:
    assert broken(text) == wrong
