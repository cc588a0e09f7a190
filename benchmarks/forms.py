"""Sixty captures in eight forms, each loaded in five orders: the same data whatever the form and the order.

    python benchmarks/forms.py [CAPTURES] [ORDERS]

The captures are of twenty pages of six layouts, three times each, some as they were, some changed, some changed back.
Compared are judgments with their history, prose, figures, recommendations and changes; not what a form cannot hold
(docs/collecting.md): digests, headers, what dated a capture. A mirror has one capture of a page and is compared with the
newest captures alone. Ends with 1 and the first differences where two databases are not the same.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.pages import base, make_page
from tests.runs.site import ask, run_here
from tests.support.forms import FORMS, NEWEST_ONLY, Written

_LAYOUTS = (
    "assessment/staffordshire-2016",
    "assessment/fire-norfolk-2018-19-lead-in-bullets",
    "pillar/greater-manchester-2016-efficiency-tables",
    "findings/cleveland-2018-19-effectiveness-cause-of-concern-with-deadline",
    "report/derbyshire-2023-25-previous-judgments",
    "other_reports/essex-2015-three-reports",
)
_TABLES = (
    "assessments", "judgments", "witnesses", "observations", "context", "findings", "recommendations", "key_facts",
    "sections", "reports", "links", "pages", "changes", "judgment_states", "kept_values",
)  # fmt: skip
_OF_THE_FORM = frozenset({"snapshot", "old_snapshot", "new_snapshot"})
"""Columns that hold the id of a capture, in which its digest is."""
Content = dict[str, list[tuple[object, ...]]]


def captures(count: int) -> list[Written]:
    """Make captures: every page three times, a year apart; every third page is changed back at last."""
    made = []
    for number in range(count):
        page, visit = divmod(number, 3)
        of = base(_LAYOUTS[page % len(_LAYOUTS)])
        other = of.others[page // len(_LAYOUTS)]
        state = (0, 1, 0)[visit] if page % 3 == 0 else min(visit, page % 3)
        told = make_page(of, other, state=state, capture=page)
        moment = told.captured_at.replace(year=2023 + visit, month=1 + page % 12, day=1 + page)
        made.append(Written(told.url, moment, told.body))
    return made


def said(database: Path) -> Content:
    """Return what a database says, without what a form of files cannot hold."""
    found: Content = {}
    for table in _TABLES:
        names = [str(row[1]) for row in ask(database, f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in names if name not in _OF_THE_FORM)
        found[table] = sorted(ask(database, f"SELECT {kept} FROM {table}"), key=repr)
    return found


def loaded(form: str, made: Sequence[Written], order: int) -> Content:
    """Write captures in a form and an order, load them, and return what the database says; the run must be clean."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        chance = random.Random(f"{form} {order}")
        FORMS[form](place / "in", made, chance)
        targets = sorted((place / "in").iterdir()) if order % 2 else [place / "in"]
        chance.shuffle(targets)
        code = run_here(place / "out", *targets)
        if code not in {0, 3}:
            sys.exit(f"{form}, order {order}: the run ended with {code}")
        return said(place / "out" / "peel.db")


def differences(one: Content, other: Content) -> list[str]:
    """Return a line for each table in which two databases differ."""
    lines = []
    for table in _TABLES:
        left, right = set(one[table]), set(other[table])
        if left != right:
            lines.append(f"{table}: {sorted(left - right, key=repr)[:2]} against {sorted(right - left, key=repr)[:2]}")
    return lines


def compare(count: int, orders: int) -> list[str]:
    """Return what differs between the forms and the orders."""
    made = captures(count)
    newest = list({one.url: one for one in sorted(made, key=lambda each: each.at)}.values())
    standards: dict[bool, Any] = {few: loaded("warc by record", newest if few else made, 0) for few in (False, True)}
    lines = []
    for form in FORMS:
        for order in range(orders):
            found = differences(loaded(form, made, order), standards[form in NEWEST_ONLY])
            lines += [f"{form}, order {order}: {line}"[:400] for line in found]
        print(f"{form}: {orders} orders, {len(lines)} differences so far", flush=True)
    return lines


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    found = compare(*[*words, *(60, 5)[len(words) :]])
    print("\n".join(found) or "the same data in every form and order")
    sys.exit(1 if found else 0)
