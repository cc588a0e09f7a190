"""The rules inside a regular expression: its alternatives, its optional groups, its looks ahead and behind.

An alternative is switched off by `(?!)` before it rather than cut out, so that the numbers of the groups stay.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

_FIRST = 0xE000  # the private use area: one character stands for one expression inside a pattern
_HOLE = re.compile("[\ue000-\uf8ff]")
_OPENING = re.compile(
    r"\((?:(?P<whole>\?(?:P=\w+|#[^)]*|[aiLmsux]+)\))|(?P<condition>\?\([^)]+\))|(?P<look>\?<?[=!])|"
    r"\?(?:P<\w+>|:|>|[aiLmsux]*-?[imsx]*:))?"
)
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d*(?:,\d*)?\})[?+]?")
_VERBOSE = re.compile(r"^\(\?[a-wyz]*x")


class NotAPattern(ValueError):
    """A text that this module can not take apart as a regular expression."""


@dataclass(frozen=True)
class Template:
    """A pattern as it is put together: `text` has one private character for each expression of `holes`."""

    text: str
    holes: tuple[ast.expr, ...] = ()

    def shown(self, text: str) -> str:
        """Return `text` with each expression as an f-string writes it."""
        return _HOLE.sub(lambda m: "{" + ast.unparse(self.holes[ord(m[0]) - _FIRST]) + "}", text)

    def node(self, text: str) -> ast.expr:
        """Return the expression that makes `text`."""
        if not self.holes:
            return ast.Constant(text)
        values: list[ast.expr] = []
        for part in re.split(f"({_HOLE.pattern})", text):
            if _HOLE.fullmatch(part):
                values.append(ast.FormattedValue(self.holes[ord(part) - _FIRST], -1))
            elif part:
                values.append(ast.Constant(part))
        return ast.JoinedStr(values)


def template(node: ast.expr) -> Template | None:
    """Return the template of a literal, an f-string, or a sum with one of them in it; None for anything else."""
    holes: list[ast.expr] = []
    parts = list(_parts(node, holes))
    return Template("".join(parts), tuple(holes)) if len(holes) < len(parts) else None


def _parts(node: ast.expr, holes: list[ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            for value in values:
                yield from _parts(value, holes)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            yield _hole(value, holes)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _parts(left, holes)
            yield from _parts(right, holes)
        case ast.expr():
            yield _hole(node, holes)


def _hole(node: ast.expr, holes: list[ast.expr]) -> str:
    holes.append(node)
    return chr(_FIRST + len(holes) - 1)


@dataclass(frozen=True)
class Change:
    """One rule of a pattern taken away: what it was, as written, and the pattern without it."""

    kind: str
    at: int
    text: str
    pattern: str


@dataclass
class _Group:
    start: int
    body: int
    end: int
    branches: list[tuple[int, int]]
    is_look: bool = False
    is_condition: bool = False
    quantifier: str = ""

    @property
    def is_optional(self) -> bool:
        return self.quantifier.startswith(("?", "*", "{0,", "{,"))


@dataclass
class _Reader:
    text: str
    at: int = 0
    groups: list[_Group] = field(default_factory=list)

    def branches(self, nested: bool) -> list[tuple[int, int]]:
        spans, start = [], self.at
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == ")":
                break
            if char == "(":
                self._group()
                continue
            if char == "[":
                self._set()
            elif char == "|":
                spans.append((start, self.at))
                start = self.at + 1
            self.at += 2 if char == "\\" else 1
        if nested is (self.at >= len(self.text)):
            raise NotAPattern(self.text)
        return [*spans, (start, self.at)]

    def _set(self) -> None:
        found = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*", re.S).match(self.text, self.at)
        assert found
        self.at = found.end()

    def _group(self) -> None:
        opening = _OPENING.match(self.text, self.at)
        assert opening
        start, self.at = self.at, opening.end()
        if opening["whole"]:
            return
        branches = self.branches(nested=True)
        self.at += 1
        quantifier = _QUANTIFIER.match(self.text, self.at)
        self.groups.append(
            _Group(start, opening.end(), self.at, branches, bool(opening["look"]), bool(opening["condition"]),
                   quantifier[0] if quantifier else "")
        )  # fmt: skip


def changes(pattern: Template) -> list[Change]:
    """Return what can be taken away from a pattern, by place; a change that would not compile has no pattern.

    Raises NotAPattern for what is no regular expression, or one that is written with comments.
    """
    if _VERBOSE.match(pattern.text) or not compiles(pattern.text):
        raise NotAPattern(pattern.text)
    reader = _Reader(pattern.text)
    found = list(_without_branch(pattern, reader.branches(nested=False)))
    for group in reader.groups:
        found += _of_group(pattern, group)
    checked = (c if compiles(c.pattern) else Change(c.kind, c.at, c.text, "") for c in found)
    return sorted(checked, key=lambda change: (change.at, change.kind))


def _of_group(pattern: Template, group: _Group) -> Iterator[Change]:
    text, inner = pattern.text, pattern.text[group.body : group.end - 1]
    shown = pattern.shown(text[group.start : group.end] + group.quantifier)
    if group.is_condition:
        return
    yield from _without_branch(pattern, group.branches)
    if group.is_look and inner:
        without = text[: group.start] + text[group.end :]
        same = re.compile(_filled(text)).groups == re.compile(_filled(without)).groups if compiles(without) else False
        yield Change("look", group.start, shown, without if same else "(")
    elif group.is_optional and inner:
        off = f"{text[: group.body]}(?!)(?:{inner}){text[group.end - 1 :]}"
        yield Change("optional group", group.start, shown, off)


def _without_branch(pattern: Template, branches: list[tuple[int, int]]) -> Iterator[Change]:
    text = pattern.text
    if len(branches) < 2 or not any(start < end for start, end in branches):
        return
    for start, end in branches:
        off = f"{text[:start]}(?!)(?:{text[start:end]}){text[end:]}"
        yield Change("alternative", start, pattern.shown(text[start:end]) or "(nothing)", off)


def _filled(text: str) -> str:
    return _HOLE.sub("(?:x)", text)


def compiles(text: str) -> bool:
    """Return whether a pattern compiles, whatever its expressions are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(_filled(text))
        except (re.error, RecursionError, OverflowError):
            return False
    return True
