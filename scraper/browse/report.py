"""`peel report`: the database as one HTML file that needs no network, no script and no server."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from scraper.errors import PeelError
from scraper.loader.database import reading
from scraper.places import write_whole
from scraper.store.sqlite import Database

from .charts import draws
from .errors import MissingExtraError, NoDocstringsError
from .report_parts import context
from .words import css_of_marks, plain

_HERE = Path(__file__).parent


Tell = Callable[[PeelError], None]
"""Takes what is wrong with the runs' database, which the report tells too."""


def untold(_fault: PeelError) -> None:
    """Tell nobody."""


def write_html(db: Path, output: Path | None, tell: Tell = untold) -> Path:
    """Write the report of a database, by default report.html beside it; return its path.

    The file is written whole or not at all. Raises what `drawn_html` and `places.write_whole` raise.
    """
    target = output or db.parent / "report.html"
    write_whole(target, drawn_html(db, tell))
    return target


def drawn_html(db: Path, tell: Tell = untold) -> str:
    """Return the report of a database with its charts; `tell` gets what is wrong with the runs' database.

    Raises what `loader.database.reading` raises, and what `draws` raises where no chart can be drawn.
    """
    draws()
    return report_html(db, tell)


def report_html(db: Path, tell: Tell = untold) -> str:
    """Return the report of a database as HTML; the same database and last run give the same text.

    Without the chart library it has no charts; the tables beside them are always there.
    """
    with reading(db) as opened:
        return html_of(opened, db, tell)


def html_of(opened: Database, db: Path, tell: Tell = untold) -> str:
    """Return the report of an open database as HTML; `db` is its file, beside which the runs' database is looked for."""
    template = _template()
    shown = context(opened, db, charts=_can_draw())
    if shown["fault"] is not None:
        tell(shown["fault"])
    script, style = _asset("report.js"), f"{_asset('report.css')}\n{css_of_marks()}"
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _stripped(template.render(**shown, script=script, style=style, policy=policy))


def _can_draw() -> bool:
    try:
        draws()
    except (MissingExtraError, NoDocstringsError):
        return False
    return True


def _template() -> Any:
    """Return the template; every value that goes into it is escaped, charts of ours alone are marked as markup."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name, "report") from error
    loader = FileSystemLoader(_HERE / "templates")
    env = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, finalize=_shown)
    return env.get_template("report.html")


def _shown(value: Any) -> Any:
    """Take control characters out of what goes into the template; markup of ours is left as it is."""
    return plain(value) if type(value) is str else value


@cache
def _asset(name: str) -> str:
    return _stripped((_HERE / "templates" / name).read_text("utf-8")).strip()


def _stripped(text: str) -> str:
    """Leave out indents and empty lines: no text of ours depends on them."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _digest(script: str) -> str:
    """Return the source expression that allows this script alone (CSP level 3, hash-source)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"
