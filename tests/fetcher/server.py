"""A site on loopback that can be as broken as a site can be, and remembers who asked what and when."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seen:
    path: str
    headers: dict[str, str]
    at: float


Reply = bytes | Callable[[socket.socket, Seen], None]
REASONS = {200: "OK", 301: "Moved", 304: "Not Modified", 403: "Forbidden", 404: "Not Found", 429: "Too Many"}


def answer(body: bytes | str = b"", status: int = 200, *, length: str | None = "right", **headers: str) -> bytes:
    """A whole response; header names are given with underscores, `length` None leaves Content-Length out."""
    raw = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": "text/html; charset=utf-8"}
    told.update({k.replace("_", "-"): v for k, v in headers.items()})
    if length is not None:
        told["Content-Length"] = str(len(raw)) if length == "right" else length
    lines = "".join(f"{k}: {v}\r\n" for k, v in told.items() if v)
    return f"HTTP/1.1 {status} {REASONS.get(status, 'Some')}\r\n{lines}\r\n".encode() + raw


def chunked(body: bytes, size: int = 100, end: bytes = b"0\r\n\r\n", **headers: str) -> bytes:
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    coded = b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in pieces) + end
    return answer(coded, length=None, Transfer_Encoding="chunked", **headers)


def page(title: str = "Staffordshire 2016", text: str = "The force is good.", more: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>{title} - HMICFRS</title></head><body><main><h1>{title}</h1>"
        f"<p>{text}</p>{more}</main></body></html>"
    ).encode()


def zipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def reset(conn: socket.socket, _: Seen) -> None:
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    conn.close()


def drip(first: bytes, piece: bytes, every: float = 0.05, times: int = 400) -> Reply:
    def send(conn: socket.socket, _: Seen) -> None:
        conn.sendall(first)
        for _i in range(times):
            time.sleep(every)
            conn.sendall(piece)

    return send


def hang(conn: socket.socket, _: Seen) -> None:
    conn.settimeout(20)
    with suppress(OSError):
        conn.recv(1)


@dataclass
class Site:
    """`routes` maps a path to the replies it gives in turn; the last one stays."""

    routes: dict[str, list[Reply]] = field(default_factory=dict)
    otherwise: Reply = field(default_factory=lambda: answer("<html><h1>Page not found</h1></html>", 404))
    log: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.routes.setdefault("/robots.txt", [answer(b"", 404)])
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.base = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def asked(self, path: str) -> list[Seen]:
        return [seen for seen in self.log if seen.path == path]

    def pages(self) -> list[str]:
        return [seen.path for seen in self.log if seen.path != "/robots.txt" and "no-such-page" not in seen.path]

    def _serve(self) -> None:
        while True:
            try:
                conn, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(conn,), daemon=True).start()

    def _one(self, conn: socket.socket) -> None:
        with conn, suppress(OSError, ValueError, IndexError):
            raw = b""
            while b"\r\n\r\n" not in raw:
                piece = conn.recv(65536)
                if not piece:
                    return
                raw += piece
                if not raw.startswith(b"G"):
                    conn.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    return
            at = time.monotonic()
            lines = raw.decode("latin-1").split("\r\n")
            pairs = (line.partition(":") for line in lines[1:] if line)
            seen = Seen(lines[0].split(" ")[1], {k.lower(): v.strip() for k, _, v in pairs}, at)
            reply = self._choose(seen)
            if callable(reply):
                reply(conn, seen)
            else:
                conn.sendall(reply)

    def _choose(self, seen: Seen) -> Reply:
        with self._lock:
            self.log.append(seen)
            replies = self.routes.get(seen.path)
            if not replies:
                return self.otherwise
            return replies.pop(0) if len(replies) > 1 else replies[0]
