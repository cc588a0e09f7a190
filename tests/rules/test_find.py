"""What is a rule, and what the module is without it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .find import find_rules
from .patterns import NotAPattern, Template, changes
from .trial import Untried, compiled


def without(text: str) -> dict[str, str]:
    """Return each rule of a source with the source as it is without the rule; every one of them compiles."""
    found = {}
    for place in range(len(find_rules(text).rules)):
        source = find_rules(text)
        source.rules[place].edit()
        compiled(source.tree, Path(__file__))
        found[source.rules[place].key] = ast.unparse(source.tree)
    return found


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("A = ('x', 'y')", {"row of A: 'x'": "A = ('y',)", "row of A: 'y'": "A = ('x',)"}),
        ("A = frozenset({B.C, *D})", {"row of A: B.C": "A = frozenset({*D})", "row of A: *D": "A = frozenset({B.C})"}),
        ("A = {'x': 1, **B}", {"row of A: 'x': 1": "A = {**B}", "row of A: **B": "A = {'x': 1}"}),
        (
            "A = ((B.C, 'x'), (B.D, 'y'))",
            {"row of A: (B.C, 'x')": "A = ((B.D, 'y'),)", "row of A: (B.D, 'y')": "A = ((B.C, 'x'),)"},
        ),
        (
            "S = Spec(parts=[P('x', optional=True)])",
            {
                "keyword of S: Spec(parts=[P('x', optional=True)])": "S = Spec()",
                "row of S: P('x', optional=True)": "S = Spec(parts=[])",
                "keyword of S: P(optional=True)": "S = Spec(parts=[P('x')])",
            },
        ),
        ("class C:\n    T = ['x']", {"row of C.T: 'x'": "class C:\n    T = []"}),
        ("def f(x):\n    return x in ('a',)", {"row of f: 'a'": "def f(x):\n    return x in ()"}),
        ("def f():\n    d = {B.C: ('x',)}", {
            "row of f: B.C: ('x',)": "def f():\n    d = {}",
            "row of f: 'x'": "def f():\n    d = {B.C: ()}",
        }),
    ],
)  # fmt: skip
def test_a_row_of_a_table(source: str, rules: dict[str, str]) -> None:
    assert without(source) == rules


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        (
            "P = re.compile('a|b')",
            {
                "alternative of P: a": "P = re.compile('(?!)(?:a)|b')",
                "alternative of P: b": "P = re.compile('a|(?!)(?:b)')",
            },
        ),
        ("P = r'x(?: y)?'", {"optional group of P: (?: y)?": "P = 'x(?: (?!)(?: y))?'".replace("(?: (?!)", "(?:(?!)")}),
        ("P = r'(?!a)x'", {"look of P: (?!a)": "P = 'x'"}),
        (
            "P = r'\\b(?:' + Q + r'|b)'",
            {
                "alternative of P: {Q}": "P = f'\\\\b(?:(?!)(?:{Q})|b)'",
                "alternative of P: b": "P = f'\\\\b(?:{Q}|(?!)(?:b))'",
            },
        ),
        (
            "def f(x):\n    return re.match(rf'{A}|b', x)",
            {
                "alternative of f: {A}": "def f(x):\n    return re.match(f'(?!)(?:{A})|b', x)",
                "alternative of f: b": "def f(x):\n    return re.match(f'{A}|(?!)(?:b)', x)",
            },
        ),
    ],
)
def test_a_part_of_a_pattern(source: str, rules: dict[str, str]) -> None:
    assert without(source) == rules


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("if x:\n    return", {"guard of f: if x": "if False:\n    return"}),
        (
            "if x:\n    a()\nelif y:\n    b()",
            {
                "branch of f: if x": "if False:\n    a()\nelif y:\n    b()",
                "branch of f: if y": "if x:\n    a()\nelif False:\n    b()",
            },
        ),
        (
            "return x and y",
            {"operand of f: x and": "return True and y", "operand of f: and y": "return True and x"},
        ),
        (
            "return x or y or z",
            {
                "operand of f: x or": "return y or z",
                "operand of f: or y": "return x or z",
                "operand of f: or z": "return x or y",
            },
        ),
        ("return [x for x in y if x]", {"condition of f: if x": "return [x for x in y]"}),
        (
            "match x:\n    case 1:\n        return 2",
            {"case of f: 1": "match x:\n    case 1 if False:\n        return 2"},
        ),
        (
            "try:\n    a()\nexcept E:\n    b()",
            {"handler of f: except E": "try:\n    a()\nexcept ():\n    b()"},
        ),
    ],
)
def test_a_guard(source: str, rules: dict[str, str]) -> None:
    def in_function(body: str) -> str:
        return "def f():\n    " + body.replace("\n", "\n    ")

    assert without(in_function(source)) == {key: in_function(changed) for key, changed in rules.items()}


@pytest.mark.parametrize(
    "source",
    [
        "__all__ = ['a', 'b']",
        "from a import b, c",
        "def f(x: Literal['a', 'b'] = 'a|b') -> tuple[int, str]:\n    'one|two (?:three)'",
        "Kind = Literal['a', 'b']",
        "if TYPE_CHECKING:\n    A = ['x']",
        "def f():\n    raise ValueError('a|b', (1, 2))",
        "def f():\n    return a, b",
        "@dataclass(frozen=True)\nclass C:\n    'one|two'\n    x: int | None = None",
        "A = Field(description='a|b')",
        "A = '| a | b |'",
    ],
)
def test_what_is_no_rule(source: str) -> None:
    assert without(source) == {}


def test_rules_of_the_same_name_are_numbered() -> None:
    assert list(without("def f(x):\n    if x:\n        return\n    if x:\n        return")) == [
        "guard of f: if x",
        "guard of f: if x (2)",
    ]


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (r"[|(]a\|b\(", []),
        (r"(?P<a>x|y)(?P=a)(?#no|ne)", ["x", "y"]),
        (r"(a)?(?(1)b|c)", ["(a)?"]),
        (r"(?<=a|b)c*", ["(?<=a|b)", "a", "b"]),
        (r"(?:a|)b", ["a", "(nothing)"]),
        (r"(?:a){0,3}(?:b){1,3}(?:c)*?", ["(?:a){0,3}", "(?:c)*?"]),
        (r"[]|]|[^]|]", ["[]|]", "[^]|]"]),
    ],
)
def test_a_pattern_is_taken_apart_where_it_may_be(pattern: str, parts: list[str]) -> None:
    assert [change.text for change in changes(Template(pattern))] == parts


def test_what_leaves_no_pattern_is_counted_and_not_tried() -> None:
    assert find_rules("P = re.compile('(?i)a|b')").skipped == 1
    assert find_rules("P = re.compile('a|(b')").skipped == 1
    assert find_rules("P = re.compile('a | b # or', re.VERBOSE)").skipped == 1
    assert find_rules("P = re.compile('(?=(a))(b)|c')").skipped == 1
    with pytest.raises(NotAPattern):
        changes(Template("(?x) a|b"))


def test_a_tree_that_is_no_python_is_told_from_a_failing_module() -> None:
    with pytest.raises(Untried):
        compiled(ast.Module([ast.Expr(ast.BoolOp(ast.And(), [ast.Constant(1)]))], []), Path(__file__))
