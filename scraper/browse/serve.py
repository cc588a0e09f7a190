"""`peel browse`: Datasette on the published database, read-only, for this machine alone."""

from __future__ import annotations

import contextlib
import json
import socket
import warnings
import webbrowser
from pathlib import Path
from typing import Any

import click

from schemas.text import printable
from scraper.errors import Interrupted

from .errors import MissingExtraError, PortError
from .guard import guarded

HOST = "127.0.0.1"
_HERE = Path(__file__).parent
# A page of an answer is one that a phone can show, its CSV is whole; a question over all prose has time on a slow disk.
_SETTINGS = {
    "default_page_size": 100,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 20000,
    "facet_time_limit_ms": 1000,
    "default_facet_size": 20,
    "suggest_facets": False,
    "truncate_cells_html": 600,
    "allow_download": True,
}


def browse(db: Path, port: int, open_browser: bool) -> None:
    """Serve a database on the loopback address until interrupted; port 0 takes any free one.

    What is shown is the file as it is now; a later run puts another file in its place, which shows after a
    new start. Raises what `loader.database.reading` raises for a file that is not ours, MissingExtraError
    without Datasette, PortError where the port is taken.
    """
    uvicorn = _uvicorn()
    app = guarded(application(db).app())
    # Of several statements at once Datasette gives up the others where one fails, and Python would name each on the terminal.
    warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
    with _listener(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        click.echo(f"{printable(db)} at {address} (Ctrl-C ends)")
        if open_browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", lifespan="on", server_header=False)
        with contextlib.suppress(KeyboardInterrupt, Interrupted):
            uvicorn.Server(config).run(sockets=[listener])


def application(db: Path) -> Any:
    """Return the Datasette of a database: immutable, with metadata, plugin, templates and styles of ours."""
    from scraper.loader.database import reading

    from .cells import read_cells
    from .who import everyone

    _uvicorn()
    with reading(db) as opened:  # what the pages show: what is not in the file is told now, and not page by page
        everyone(opened.conn)
        read_cells(opened.conn, organisation="")
    from datasette.app import Datasette
    from datasette.plugins import pm

    from . import plugin
    from .metadata import DATABASE, metadata
    from .opened import Opened

    if not pm.is_registered(plugin):
        pm.register(plugin, "peel")
    served = Datasette(
        metadata=metadata(),
        template_dir=str(_HERE / "templates" / "browse"),
        settings=_SETTINGS,
    )
    served.remove_database("_memory")
    served.add_database(Opened(served, db), name=DATABASE)
    return served


def metadata_json() -> str:
    """Return the metadata as JSON, for a Datasette of your own."""
    from .metadata import metadata

    return json.dumps(metadata(), indent=2, ensure_ascii=False)


def _uvicorn() -> Any:
    try:
        import datasette.app  # noqa: F401 - tells what is not installed
        import uvicorn
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name, "browse") from error
    return uvicorn


def _listener(port: int) -> socket.socket:
    """Listen on the loopback address; whoever asks before the server is up waits for it."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortError(f"port {port} can't be listened on ({error}); name another with --port") from error
    return listener
