"""The shapes by which rules are told from other code, and how a rule is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

_SHOWN = 100  # characters of a rule that a line shows: the first, and the last quarter
_RE_CALLS = frozenset({"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})


def shown(node: ast.AST | str) -> str:
    text = " ".join((node if isinstance(node, str) else ast.unparse(node)).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN * 3 // 4]}…{text[-_SHOWN // 4 :]}"


def is_fixed(node: ast.AST | None) -> bool:
    """Return whether an expression is written out: constants, names of members, containers and calls of them."""
    match node:
        case None | ast.Constant():
            return True
        case ast.Attribute(value=value):
            return isinstance(value, ast.Name) and value.id[:1].isupper()
        case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
            return all(map(is_fixed, elts))
        case ast.Dict(keys=keys, values=values):
            return all(map(is_fixed, (*keys, *values)))
        case ast.Call(args=args, keywords=keywords):
            return all(map(is_fixed, (*args, *(k.value for k in keywords))))
    return False


def is_record(rows: Sequence[ast.expr | None]) -> bool:
    """Return whether all rows are tuples of one length with fields of several kinds: a field of them is no row."""

    def kinds(row: ast.Tuple) -> list[type]:
        return [type(e.value) if isinstance(e, ast.Constant) else type(e) for e in row.elts]

    tuples = [row for row in rows if isinstance(row, ast.Tuple)]
    return len(tuples) == len(rows) and len({len(t.elts) for t in tuples}) == 1 and any(
        len(set(kinds(t))) > 1 for t in tuples
    )  # fmt: skip


def is_of_re(node: ast.AST) -> bool:
    """Return whether a node is a call such as `re.compile(…)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)):
            return name in _RE_CALLS
    return False


def looks_like_pattern(text: str) -> bool:
    return "(?" in text or ("|" in text and " | " not in text and bool(re.search(r"\w\|.|.\|\w", text)))
