"""The house stays small and plain: sizes of files and functions, one table of page types, docstrings that are true."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for room in ("scraper", "schemas") for path in (ROOT / room).rglob("*.py"))
PARSERS = ROOT / "scraper/parsers"
LINES, FUNCTION_LINES = 400, 45
PARSER_LINES, PARSER_FUNCTION_LINES = 350, 40
Function = ast.FunctionDef | ast.AsyncFunctionDef
HOUSE = {".ci", "benchmarks", "deploy", "docs", "fixtures", "output", "reference", "schemas", "scraper", "tests"}
BYTES = 300_000


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def too_long(name: str, text: str, tree: ast.Module, lines: int, function_lines: int) -> Iterator[str]:
    """Return a line for a file, and for each function in it, that is longer than allowed."""
    length = len(text.splitlines())
    if length > lines:
        yield f"{name}: {length} lines, {lines} at most"
    for node in ast.walk(tree):
        if isinstance(node, Function) and (length := (node.end_lineno or 0) - node.lineno + 1) > function_lines:
            yield f"{name}: {node.name} has {length} lines, {function_lines} at most"


def test_no_file_and_no_function_is_long() -> None:
    found: list[str] = []
    for path in MODULES:
        if path.is_relative_to(PARSERS):
            found += too_long(_name(path), path.read_text("utf-8"), _tree(path), PARSER_LINES, PARSER_FUNCTION_LINES)
        elif path.is_relative_to(ROOT / "scraper"):
            found += too_long(_name(path), path.read_text("utf-8"), _tree(path), LINES, FUNCTION_LINES)
    assert found == []


def test_what_counts_as_long() -> None:
    text = "def one():\n    a = 1\n    return a\n\n\nclass Two:\n    async def three(self):\n        return 1\n"
    tree = ast.parse(text)
    assert list(too_long("x.py", text, tree, 8, 3)) == []
    assert list(too_long("x.py", text, tree, 7, 2)) == ["x.py: 8 lines, 7 at most", "x.py: one has 3 lines, 2 at most"]


def test_what_a_page_type_is_stands_in_one_table() -> None:
    naming = [_name(path) for path in MODULES if re.search(r"\bPageType\.REPORT\b", path.read_text("utf-8"))]
    assert len(naming) <= 4, naming
    asks = re.compile(r"\bpage_type (?:is|in|not in)\b")
    allowed = {"scraper/parsers/spec.py", "scraper/parsers/identify.py"}
    asking = {_name(path) for path in MODULES if asks.search(path.read_text("utf-8"))}
    assert {name for name in asking - allowed if not name.startswith("scraper/parsers/pages/")} == set()


def strangers(sizes: dict[str, int]) -> Iterator[str]:
    """Return a line for each file (path from the root to its bytes) that is in no room of the house or is large."""
    for name, size in sizes.items():
        room, inside, _ = name.partition("/")
        if inside and room not in HOUSE:
            yield f"{name}: {room}/ is no room of the house"
        elif size > BYTES:
            yield f"{name}: {size} bytes, {BYTES} at most"


def test_what_is_kept_is_small_and_in_a_room_of_the_house() -> None:
    git = ("git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z")
    kept = subprocess.run(git, capture_output=True, check=False, text=True)
    if kept.returncode:
        pytest.skip(f"not a git repository: {kept.stderr.strip()}")
    files = (ROOT / name for name in kept.stdout.split("\0") if name)
    assert list(strangers({_name(file): file.stat().st_size for file in files if file.is_file()})) == []


def test_what_a_run_left_beside_the_code_is_a_stranger() -> None:
    sizes = {"README.md": 9, "x/state.db": 9, "output/README.md": 9, "fixtures/big.warc.gz": BYTES + 1}
    assert [line.split(": ")[0] for line in strangers(sizes)] == ["x/state.db", "fixtures/big.warc.gz"]


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    firsts = {_name(path): (ast.get_docstring(_tree(path)) or "").split("\n")[0] for path in MODULES}
    bad = [f"{n}: {first}" for n, first in firsts.items() if not first.endswith((".", "…")) or len(first.split()) < 4]
    assert not bad, "\n".join(bad)


# --- docstrings of classes ---------------------------------------------------------------------------------------

_CODE = re.compile(r"`([a-z_]\w*)`")


def _strings(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _has(node: ast.ClassDef) -> set[str]:
    """Return the names that a class has: fields, methods, parameters, attributes it sets, words it holds."""
    names: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, Function):
            names |= {one.name} | {arg.arg for arg in (*one.args.args, *one.args.kwonlyargs)}
        elif isinstance(one, ast.Attribute | ast.Name) and isinstance(one.ctx, ast.Store):
            names.add(one.attr if isinstance(one, ast.Attribute) else one.id)
    return names | set(_strings(node))


@cache
def _classes() -> dict[str, ast.ClassDef]:
    found = (node for path in MODULES for node in ast.walk(_tree(path)))
    return {node.name: node for node in found if isinstance(node, ast.ClassDef)}


def _with_bases(node: ast.ClassDef) -> set[str]:
    bases = (_classes().get(base.id) for base in node.bases if isinstance(base, ast.Name))
    return _has(node).union(*(_with_bases(base) for base in bases if base is not None))


def _given(tree: ast.Module, name: str) -> set[str]:
    """Return the words that a module makes a class of that name with."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        word for call in calls if isinstance(call.func, ast.Name) and call.func.id == name for word in _strings(call)
    }


def lacking(tree: ast.Module) -> Iterator[str]:
    """Return the names that docstrings of classes speak of as code and neither they nor the module has."""
    functions = {node.name for node in tree.body if isinstance(node, Function)}
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            said = set(_CODE.findall(ast.get_docstring(node) or ""))
            if said:
                said -= _with_bases(node) | _given(tree, node.name) | functions | imported
            yield from (f"{node.name}.{name}" for name in said)


def test_docstrings_of_classes_name_what_the_classes_have() -> None:
    bad = [f"{_name(path)}: {name}" for path in MODULES for name in lacking(_tree(path))]
    assert not bad, "\n".join(bad)


def test_what_a_class_lacks() -> None:
    text = 'class A:\n    """Has `one`, `two` and `gone`."""\n    one: int\n\n    def two(self): ...\n'
    assert list(lacking(ast.parse(text))) == ["A.gone"]


# --- dead code ---------------------------------------------------------------------------------------------------


def test_the_whitelist_of_dead_code_names_only_what_is_there() -> None:
    text = (ROOT / "tests/vulture_whitelist.py").read_text("utf-8")
    names = re.findall(r"^_\.(\w+)$", text, re.M)
    places = [path for room in ("scraper", "schemas", "benchmarks", "tests") for path in (ROOT / room).rglob("*.py")]
    words = {
        word
        for path in places
        if path.name != "vulture_whitelist.py"
        for word in re.findall(r"\w+", path.read_text("utf-8"))
    }
    assert names and set(names) - words == set()
    assert all(re.search(rf"^# .*\n(?:_\.\w+\n)*_\.{name}$", text, re.M) for name in names)
