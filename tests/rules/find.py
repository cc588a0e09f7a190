"""The rules of a module, found in its syntax tree: rows of tables, parts of patterns, guards.

Docstrings, type hints, imports, `__all__`, decorators and messages (of `raise` and `assert`) are no rules.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from .patterns import NotAPattern, changes, template
from .shapes import is_fixed, is_of_re, is_record, looks_like_pattern, shown

Edit = Callable[[], None]
_MESSAGES = frozenset({"description", "title", "message", "help", "doc", "examples", "reason", "note"})
_OUTSIDE = frozenset({"TYPE_CHECKING", "__name__ == '__main__'"})
_JUMPS = (ast.Return, ast.Continue, ast.Break, ast.Raise)
_NO_PATTERN = (ast.Assign, ast.AnnAssign, ast.Expr, ast.Raise, ast.Assert)  # messages, or looked at with their name
_HOLDERS = frozenset({"frozenset", "set", "tuple", "list", "dict"})


@dataclass(frozen=True)
class Rule:
    """One rule: where it stands, what it is, and the edit that deletes it from the module's tree."""

    line: int
    kind: str
    owner: str
    text: str
    edit: Edit = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        """What names the rule in its module, whatever its line: `alternative of _TURNS: never`."""
        return f"{self.kind} of {self.owner}: {self.text}" if self.owner else f"{self.kind}: {self.text}"


@dataclass(frozen=True)
class Source:
    """A module's tree, its rules by line, and how many changes were left out because no pattern would remain."""

    tree: ast.Module
    rules: list[Rule]
    skipped: int


def find_rules(text: str) -> Source:
    """Return the rules of a module's source. An edit changes the tree in place: one edit for each forked process."""
    tree = ast.parse(text)
    finder = _Finder()
    finder.visit(tree)
    rules = sorted(finder.rules, key=lambda rule: rule.line)
    return Source(tree, _numbered(rules), finder.skipped)


def _numbered(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules with a number behind the second and later ones of the same name."""
    seen: Counter[str] = Counter()
    named = []
    for rule in rules:
        seen[rule.key] += 1
        times = seen[rule.key]
        named.append(rule if times == 1 else replace(rule, text=f"{rule.text} ({times})"))
    return named


class _Finder(ast.NodeVisitor):
    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.skipped = 0
        self._owners: list[str] = []
        self._in_function = False
        self._tables: set[int] = set()
        self._records: set[int] = set()
        self._parts: set[int] = set()

    def _add(self, kind: str, node: ast.AST, text: ast.AST | str, edit: Edit) -> None:
        line = getattr(node, "lineno", 0)
        self.rules.append(Rule(line, kind, ".".join(self._owners), shown(text), edit))

    def _visit_all(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _within(self, name: str, nodes: Iterable[ast.AST | None], in_function: bool) -> None:
        before, self._in_function = self._in_function, in_function
        self._owners.append(name)
        self._visit_all(nodes)
        self._owners.pop()
        self._in_function = before

    # What is no rule, and what names the rules inside it.

    def visit_Import(self, node: ast.Import) -> None:
        """Pass imports by."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Pass imports by."""

    def visit_Raise(self, node: ast.Raise) -> None:
        """Pass messages by."""

    def visit_Assert(self, node: ast.Assert) -> None:
        """Pass what narrows a type by."""

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._within(node.name, node.body, True)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._within(node.name, node.body, True)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._within(node.name, node.body, self._in_function)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if self._in_function:
            self.visit(node.slice)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._assigned(node, ast.unparse(node.targets[0]))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._assigned(node, ast.unparse(node.target))

    def _assigned(self, node: ast.Assign | ast.AnnAssign, name: str) -> None:
        if self._in_function:
            self._pattern(node, node, "value")
            self._visit_all([node.value])
        elif not name.startswith("__") and name != "model_config":
            self._owners.append(name)
            self._pattern(node, node, "value")
            self._owners.pop()
            self._within(name, [node.value], False)

    # Rows of tables.

    def visit_Tuple(self, node: ast.Tuple) -> None:
        if not self._in_function or id(node) in self._tables:
            self._rows(node, node.elts)
        self._visit_all(node.elts)

    def visit_List(self, node: ast.List) -> None:
        self._table_or_value(node)

    def visit_Set(self, node: ast.Set) -> None:
        self._table_or_value(node)

    def _table_or_value(self, node: ast.List | ast.Set) -> None:
        if not self._in_function or id(node) in self._tables or is_fixed(node):
            self._rows(node, node.elts)
        self._visit_all(node.elts)

    def visit_Dict(self, node: ast.Dict) -> None:
        if not self._in_function or is_fixed(node):
            self._mark(node.values)
            for place, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
                text = f"**{shown(value)}" if key is None else f"{ast.unparse(key)}: {ast.unparse(value)}"
                self._add("row", value if key is None else key, text, partial(_cut, place, node.keys, node.values))
        self._visit_all((*node.keys, *node.values))

    def _rows(self, node: ast.Tuple | ast.List | ast.Set, rows: list[ast.expr]) -> None:
        if id(node) in self._records:
            return
        self._mark(rows)
        for place, row in enumerate(rows):
            self._add("row", row, row, partial(_cut, place, rows))

    def _mark(self, rows: Sequence[ast.expr | None]) -> None:
        self._tables |= {id(row) for row in rows if is_fixed(row)}
        if is_record(rows):
            self._records |= {id(row) for row in rows}

    def visit_Compare(self, node: ast.Compare) -> None:
        for op, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, ast.In | ast.NotIn):
                self._tables.add(id(right))
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        if is_fixed(node.iter):
            self._tables.add(id(node.iter))
        self._visit_all([node.iter, *node.body, *node.orelse])

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"startswith", "endswith"} or (name in _HOLDERS and isinstance(node.func, ast.Name)):
            self._tables |= {id(argument) for argument in node.args}
        if not self._in_function and name[:1].isupper():
            for place, keyword in enumerate(node.keywords):
                if keyword.arg not in _MESSAGES:
                    self._add("keyword", keyword, f"{name}({ast.unparse(keyword)})",
                              partial(_cut, place, node.keywords))  # fmt: skip
        self.visit(node.func)
        self._visit_all(node.args)
        self._visit_all(k.value for k in node.keywords if k.arg not in _MESSAGES)

    # Parts of patterns.

    def generic_visit(self, node: ast.AST) -> None:
        self._visit_all(ast.iter_child_nodes(node))

    def visit(self, node: ast.AST) -> None:
        """Look for patterns in the strings below a node, then at the node itself."""
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "slice"} or isinstance(node, _NO_PATTERN):
                continue
            if isinstance(value, list):
                for place in range(len(value)):
                    self._pattern(node, value, place, certain=place == 0 and name == "args" and is_of_re(node))
            else:
                self._pattern(node, node, name)
        super().visit(node)

    def _pattern(self, call: ast.AST, holder: object, place: int | str, certain: bool = False) -> None:
        """Add the rules of the string at a place of a node or a list; `certain` where it is an argument of `re`."""
        node = holder[int(place)] if isinstance(holder, list) else getattr(holder, str(place), None)
        if not isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) or id(node) in self._parts:
            return
        pattern = template(node)
        if pattern is None or not (certain or looks_like_pattern(pattern.text)):
            return
        self._parts |= {
            id(part) for part in ast.walk(node) if isinstance(part, ast.Constant | ast.JoinedStr | ast.BinOp)
        }
        try:
            if certain and "VERBOSE" in ast.unparse(call):
                raise NotAPattern(pattern.text)
            found = changes(pattern)
        except NotAPattern:
            self.skipped += certain
            return
        for change in found:
            if not change.pattern:
                self.skipped += 1
                continue
            new = pattern.node(change.pattern)
            self._add(change.kind, node, change.text, partial(_put, holder, place, node, new))

    # Guards.

    def visit_If(self, node: ast.If) -> None:
        test = ast.unparse(node.test)
        if test.removeprefix("typing.") in _OUTSIDE:
            return
        jumps = isinstance(node.body[-1], _JUMPS) or "yield" in ast.unparse(node.body[-1])
        self._add("guard" if jumps else "branch", node, f"if {test}", partial(_never, node, "test"))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        word = "and" if isinstance(node.op, ast.And) else "or"
        for place, operand in enumerate(node.values):
            text = f"{ast.unparse(operand)} {word}" if place == 0 else f"{word} {ast.unparse(operand)}"
            self._add("operand", operand, text, partial(_drop, node, place))
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if is_fixed(node.iter):
            self._tables.add(id(node.iter))
        for place, test in enumerate(node.ifs):
            self._add("condition", test, f"if {ast.unparse(test)}", partial(_cut, place, node.ifs))
        self._visit_all([node.iter, *node.ifs])

    def visit_match_case(self, node: ast.match_case) -> None:
        text = ast.unparse(node.pattern) + (f" if {ast.unparse(node.guard)}" if node.guard else "")
        self._add("case", node.pattern, text, partial(_never, node, "guard"))
        self._visit_all([node.guard, *node.body])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        text = ast.unparse(node.type) if node.type else "all"
        self._add("handler", node, f"except {text}", partial(setattr, node, "type", ast.Tuple([], ast.Load())))
        self._visit_all(node.body)


def _cut(place: int, *lists: list) -> None:  # type: ignore[type-arg]
    for items in lists:
        del items[place]


def _drop(node: ast.BoolOp, place: int) -> None:
    """Take an operand away; a last one keeps its value beside the neutral constant."""
    del node.values[place]
    if len(node.values) == 1:
        node.values.insert(0, ast.Constant(isinstance(node.op, ast.And)))


def _never(node: ast.AST, name: str) -> None:
    setattr(node, name, ast.Constant(False))


def _put(holder: object, place: int | str, old: ast.AST, new: ast.expr) -> None:
    ast.copy_location(new, old)
    if isinstance(holder, list):
        holder[int(place)] = new
    else:
        setattr(holder, str(place), new)
