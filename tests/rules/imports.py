"""Who imports whom among the project's files: what can be loaded once, and what has to wait for the changed module."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path


def tests_of(root: Path, paths: Iterable[Path]) -> list[Path]:
    """Return the test files among `paths` and the conftest files beside them; of a folder of fixtures, the root's."""
    paths = list(paths)
    files = [root / path for path in paths if path.suffix == ".py"]
    beside = [(root / path if path.suffix == ".py" else root / "folder").with_name("conftest.py") for path in paths]
    return [*files, *(file for file in dict.fromkeys(beside) if file.is_file())]


def to_load(root: Path, tests: Iterable[Path], target: Path) -> tuple[list[str], list[str]]:
    """Return the names to import before `target` is changed: the project's own, and those of other packages.

    Left out is what imports `target`, directly or through others, and what is imported only in functions. A package
    that asks `iter_modules` what it holds imports all of it.
    """
    tests = list(tests)
    seen = _closure(root, tests, eager=True)
    own = [
        _dotted(root, file)
        for file in seen
        if file not in tests and root / target not in _closure(root, [file], eager=False)
    ]
    others = {name for file in seen for name in _names(root, file, True) if _file(root, name) is None}
    return sorted(own), sorted(name for name in others if not (root / name.split(".")[0]).is_dir())


def _closure(root: Path, files: Iterable[Path], eager: bool) -> list[Path]:
    seen: dict[Path, None] = {}
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen[file] = None
            waiting += [found for name in _names(root, file, eager) if (found := _file(root, name))]
    return list(seen)


@cache
def _names(root: Path, file: Path, eager: bool) -> tuple[str, ...]:
    tree = ast.parse(file.read_text("utf-8"))
    package = _dotted(root, file).split(".")
    package = package if file.name == "__init__.py" else package[:-1]
    names: dict[str, None] = {}
    for node in _nodes(tree) if eager else ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name: None for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names |= {name: None for alias in node.names for name in (base, f"{base}.{alias.name}")}
    if any(getattr(node, "id", None) == "iter_modules" for node in ast.walk(tree)):  # a package that takes all it holds
        names |= {_dotted(root, each): None for each in file.parent.glob("*.py") if each != file}
    own = _dotted(root, file)  # its packages are imported before it
    parents = {
        ".".join(parts[:count])
        for name in (*names, own)
        for parts in [name.split(".")]
        for count in range(1, len(parts))
    }
    return (*sorted(parents - names.keys()), *names)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements that run when a module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _nodes(child)


@cache
def _file(root: Path, name: str) -> Path | None:
    base = root.joinpath(*name.split("."))
    return next((f for f in (base.with_suffix(".py"), base / "__init__.py") if f.is_file()), None)


def _dotted(root: Path, file: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
