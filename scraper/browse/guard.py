"""Who may ask `peel browse`, and for what: this machine by its loopback names, with GET and HEAD, below the root.

A page on the web whose name is bound to 127.0.0.1 anew (DNS rebinding) asks under its own name, which is refused.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_LOOPBACK = re.compile(r"(?:localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.I)
_METHODS = frozenset({"GET", "HEAD"})


def guarded(app: App) -> App:
    """Return an application that hands on what may be asked and answers the rest itself: 400, 404 or 405."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        refusal = refused(scope) if scope["type"] == "http" else None
        if refusal is None:
            await app(scope, receive, send)
            return
        status, words = refusal
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
        if status == 405:
            headers.append((b"allow", ", ".join(sorted(_METHODS)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": f"{words}\n".encode()})

    return ask


def refused(scope: Scope) -> tuple[int, str] | None:
    """Return the status and the words of a request that is not answered, None for one that is."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
    if len(hosts) != 1 or not _LOOPBACK.fullmatch(hosts[0]):
        return 400, "This answers to localhost alone."
    if scope["method"] not in _METHODS:
        return 405, "Only GET and HEAD are answered: the database is read-only."
    raw = scope.get("raw_path") or scope["path"].encode()
    parts = re.split(r"[/\\]", unquote(unquote(raw.decode("latin-1"))))
    if ".." in parts or "" in parts[1:-1] or "\0" in "".join(parts):
        return 404, "There is no such page."
    return None
