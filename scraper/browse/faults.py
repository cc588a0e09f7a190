"""What a page answers that can't be shown: a page or JSON that says why, and at most a line on the terminal.

Datasette's own handler writes a traceback to the terminal for a misspelt question in an address.
"""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Generator
from typing import Any

import click
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from scraper.errors import STUMBLES, PeelError

from .metadata import DATABASE
from .words import plain

_OF_ROWS = (sqlite3.DatabaseError, *STUMBLES)
"""What reading rows ends with that no run can have left so (`loader/conforming.py`); over sound ones it is a fault of ours."""
_OF_THE_WORLD = (PeelError, sqlite3.Error, OSError)
"""What is no fault of the program: a damaged file, an older schema, a disk."""
_LEADS_NOWHERE = (NotADirectoryError, sqlite3.ProgrammingError)
"""What an address ends with that goes on below a file of Datasette's own, or names fewer columns than the key of a row has."""


def handle_exception(datasette: Any, request: Any, exception: Exception) -> Generator[None, Any, None]:
    """Answer in the place of Datasette's own handler, which is not even asked."""
    outcome = yield

    async def answer() -> Any:
        return await _answer(datasette, request, exception)

    outcome.force_result([answer])


async def _answer(datasette: Any, request: Any, error: Exception) -> Any:
    if isinstance(error, _OF_ROWS) and (damage := await datasette.get_database(DATABASE).damage()) is not None:
        error = damage
    status, title, message = _told(error, bool(request.query_string))
    if status != 404 and not isinstance(error, Base400 | DatasetteError):
        _say(request, error, status)
    info = {"ok": False, "error": message, "status": status, "title": title}
    if request.path.endswith(".json"):
        return Response.json(info, status=status)
    template = datasette.jinja_env.select_template([f"{status}.html", "error.html"])
    shown = {**info, "urls": datasette.urls, "app_css_hash": datasette.app_css_hash(), "menu_links": list}
    return Response.html(await template.render_async(shown), status=status)


def _told(error: Exception, is_question: bool) -> tuple[int, str | None, str]:
    """Return status, title and words of an answer; where a question stands in the address, it is what can't be answered."""
    failed = 400 if is_question and not isinstance(error, PeelError) else 500
    if isinstance(error, DatasetteError):
        text = Markup(error.message) if error.message_is_html else error.message  # noqa: S704 - Datasette's own markup
        return (failed if error.status == 500 else error.status), error.title, text
    if isinstance(error, Base400):
        return error.status, None, str(error.args[0])
    if isinstance(error, _LEADS_NOWHERE) and not is_question:
        return 404, None, "There is no such page or row."
    return failed, None, str(error) or type(error).__name__


def _say(request: Any, error: Exception, status: int) -> None:
    if status == 500 and not isinstance(error, _OF_THE_WORLD):
        traceback.print_exception(error)
    asked = f"{request.path}?{request.query_string}" if request.query_string else request.path
    click.echo(f"peel: {plain(asked)} can't be shown: {plain(' '.join(str(error).split()))}", err=True)
