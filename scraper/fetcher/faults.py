"""What went wrong with an exchange, named from the exceptions of the stack below."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator

import requests

from .exchange import TRANSIENT, Fault, FaultKind


class UnsafeAddressError(OSError):
    """A host name that resolves to an address that is not public."""


def fault_of(kind: FaultKind, message: str) -> Fault:
    """Return the fault of a kind; whether it is transient goes with the kind."""
    return Fault(kind, message, kind in TRANSIENT)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Return an error and everything wrapped in it."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
        waiting.extend(i for i in inner if isinstance(i, BaseException))


_CAUSES: tuple[tuple[type[BaseException], FaultKind, str], ...] = (
    (UnsafeAddressError, "unsafe", "{error}"),
    (ssl.SSLError, "tls", "TLS: {error}; where a proxy signs, name its certificates with REQUESTS_CA_BUNDLE"),
    (socket.gaierror, "dns", "the name {host} cannot be resolved ({error}); is this machine online?"),
    (ConnectionRefusedError, "connect", "{host} refuses connections"),
    (requests.ConnectTimeout, "timeout", "no connection to {host} in time"),
    (TimeoutError, "timeout", "{host} sent nothing in time"),
    (requests.Timeout, "timeout", "{host} sent nothing in time"),
    (http.client.LineTooLong, "protocol", "a header line is too long ({error})"),
    (requests.exceptions.InvalidHeader, "cut", "{error}"),
    (http.client.RemoteDisconnected, "reset", "{host} closed the connection without an answer"),
    (ConnectionError, "reset", "{host} reset the connection"),
    (http.client.HTTPException, "protocol", "the answer is not sound HTTP ({error})"),
    (OSError, "connect", "no connection to {host} ({error})"),
)


def diagnose(error: BaseException, host: str, fired: bool, limit: float) -> Fault:
    """Return the fault that an exception of the stack below stands for."""
    if fired:
        return fault_of("timeout", f"not done after {limit:g} s in all")
    found = list(_chain(error))
    for kind, name, words in _CAUSES:
        for one in found:
            if isinstance(one, kind) and not (kind is OSError and isinstance(one, requests.RequestException)):
                text = " ".join(words.format(error=one, host=host).split())[:300]
                hopeless = isinstance(one, http.client.LineTooLong) or "got more than" in text
                return Fault(name, text, name in TRANSIENT and not hopeless)
    return fault_of("protocol", f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")
