"""What peel adds to Datasette: grades in colour, links from rows to the sentence, a start page, the report.

Registered by `serve` in the process that serves, and nowhere else. Every value is escaped; only http and
https addresses become links; the policy sent with every page forbids any other host.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils.asgi import Response

from scraper.store.sqlite import Database

from .faults import handle_exception
from .metadata import DATABASE
from .pages.answers import answer_csv, form
from .pages.compare import compare, compare_csv
from .pages.home import home
from .pages.lists import chosen_organisation, glossary, organisations
from .pages.organisation import organisation, organisation_csv
from .pages.sentence import sentence
from .pages.shared import ask
from .pages.topic import topic, topic_csv, topics
from .queries import QUESTION_BY_NAME, SUBJECTS, search_words
from .rendering import HIDDEN, render_cell
from .words import ABSENCE_MARKS, GRADE_MARKS, MARKS, css_of_marks, head

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


_reports: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


async def report(datasette: Any) -> Any:
    """Show the report of the database, made when it is first asked for."""
    from .report import html_of

    database = datasette.get_database(DATABASE)
    if database not in _reports:
        path = Path(database.path)
        _reports[database] = await ask(datasette, lambda conn: html_of(Database(conn), path))
    return Response.html(_reports[database])


@cache
def _css() -> str:
    tiles = "\n".join(
        f".tile.{mark.css} rect{{fill:{mark.paper}}}\n.tile.{mark.css} text{{fill:{mark.ink}}}"
        for mark in MARKS.values()
    )
    return f"{(Path(__file__).parent / 'browse.css').read_text('utf-8')}\n{css_of_marks()}\n{tiles}\n"


async def style() -> Any:
    """Return the style sheet over Datasette's own."""
    return Response(_css(), content_type="text/css; charset=utf-8")


async def script() -> Any:
    """Return the script of the pages: comfort alone, everything can be read and asked without it."""
    text = (Path(__file__).parent / "browse.js").read_text("utf-8")
    return Response(text, content_type="text/javascript; charset=utf-8")


def prepare_connection(conn: Any) -> None:
    """Put a function that takes whatever is typed in the place of Datasette's own of that name."""
    conn.create_function("escape_fts", 1, search_words, deterministic=True)


_KEY = r"(?P<kind>[a-z]+)/(?P<slug>[a-z0-9-]+)"


def register_routes() -> list[tuple[str, Any]]:
    """Return the pages of ours."""
    return [
        (rf"^/organisation/{_KEY}\.csv$", organisation_csv),
        (rf"^/organisation/{_KEY}$", organisation),
        (r"^/organisation$", chosen_organisation),
        (r"^/organisations$", organisations),
        (r"^/topic/(?P<topic>[^/]+)\.csv$", topic_csv),
        (r"^/topic/(?P<topic>[^/]+)$", topic),
        (r"^/topics$", topics),
        (r"^/compare\.csv$", compare_csv),
        (r"^/compare$", compare),
        (r"^/glossary$", glossary),
        (r"^/answer/(?P<question>[a-z_]+)\.csv$", answer_csv),
        (r"^/-/sentence/(?P<snapshot>[^/]+)/(?P<block>\d{1,9})$", sentence),
        (r"^/-/report$", report),
        (r"^/-/peel\.css$", style),
        (r"^/-/peel\.js$", script),
    ]


def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Return the entries of the menu."""
    path = datasette.urls.path
    return [
        {"href": path("/organisations"), "label": "Forces and services"},
        {"href": path("/topics"), "label": "Topics"},
        {"href": path("/compare"), "label": "Compare"},
        {"href": datasette.urls.query(DATABASE, "search"), "label": "Search"},
        {"href": path("/-/report"), "label": "Report"},
        {"href": path("/glossary"), "label": "Grades explained"},
        {"href": datasette.urls.database(DATABASE), "label": "Tables"},
    ]


def extra_template_vars(template: str, view_name: str, request: Any, datasette: Any) -> Any:
    """Return what the start page and the pages of questions show, and every page the legend and the words of columns."""

    async def variables() -> dict[str, Any]:
        found: dict[str, Any] = {
            "peel_marks": (*GRADE_MARKS, *ABSENCE_MARKS), "peel_head": head, "peel_hidden": HIDDEN,
            "peel_is_replaced": datasette.get_database(DATABASE).is_replaced,
        }  # fmt: skip
        if view_name == "index":
            found |= await home(datasette, request)
        if view_name == "table":
            found["url_csv"] = f"{request.path}.csv?{_all_rows(request.query_string)}"
        name = request.url_vars.get("table") if request and template == "query.html" else None
        if name in QUESTION_BY_NAME:
            found["peel_form"] = await form(datasette, request, name)
            found["peel_csv"] = f"{datasette.urls.path(f'/answer/{name}.csv')}?{request.query_string}"
            found["peel_subjects"] = SUBJECTS if name == "search" else ()
        return found

    return variables


def _all_rows(query: str) -> str:
    """Return the query of a CSV that has all rows of what a page shows; Datasette's own stops at a thousand and says nothing."""
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in _OF_A_PAGE]
    return urlencode([*kept, ("_stream", "on")])


_OF_A_PAGE = frozenset({"_next", "_size", "_stream", "_labels"})
Scope = dict[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


def asgi_wrapper() -> Callable[[App], App]:
    """Send with every page the policy that nothing is loaded from another host."""

    def wrap(app: App) -> App:
        async def guarded(scope: Scope, receive: Any, send: Any) -> None:
            async def answer(message: dict[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    given = message.get("headers", [])
                    own = {name.lower() for name, _ in given}
                    message = {**message, "headers": [*given, *(h for h in _HEADERS if h[0] not in own)]}
                await send(message)

            await app(scope, receive, answer)

        return guarded

    return wrap


hookimpl(prepare_connection, trylast=True)
hookimpl(handle_exception, hookwrapper=True)
for _hook in (render_cell, register_routes, menu_links, extra_template_vars, asgi_wrapper):
    hookimpl(_hook)
