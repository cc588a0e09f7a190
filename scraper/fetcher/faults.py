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


_CA = "where a proxy signs, name its certificates with REQUESTS_CA_BUNDLE or the setting ca_bundle"
_CERTIFICATE: dict[int, str] = {
    9: "is not valid yet; see whether this machine's clock is right",
    10: "has expired; see whether this machine's clock is right, else only the site's owner can mend it",
    18: f"is signed by itself, by nobody whom this machine trusts; {_CA}",
    19: f"is signed by itself, by nobody whom this machine trusts; {_CA}",
    20: f"is signed by nobody whom this machine trusts; {_CA}",
    21: f"is signed by nobody whom this machine trusts; {_CA}",
    62: "is for other hosts; see whether the address is right",
    64: "is for other hosts; see whether the address is right",
}
"""What is wrong with a certificate, by OpenSSL's number (its manual, openssl-verification-options)."""
_HTTP_2 = "{host} speaks only HTTP/2, and peel speaks HTTP/1.1; --via wayback, or a WARC of a browser crawl, may have the page"
_TLS: dict[str, str] = {
    "NO_APPLICATION_PROTOCOL": _HTTP_2,
    "WRONG_VERSION_NUMBER": "{host} answers without TLS; see whether the address should begin with http://",
    "RECORD_LAYER_FAILURE": "{host} answers without TLS; see whether the address should begin with http://",
}
_FRAMES = frozenset({4, 7})  # SETTINGS and GOAWAY, with which a server of HTTP/2 alone begins (RFC 9113, 4.1 and 6)


def _of_tls(error: ssl.SSLError, host: str) -> str:
    """Return what is wrong with a connection over TLS, and what to do."""
    code = getattr(error, "verify_code", None)
    if code is not None:
        words = _CERTIFICATE.get(code)
        return f"TLS: the certificate of {host} {words}" if words else f"TLS: the certificate of {host}: {error}; {_CA}"
    said = f"{error.reason} {error}".upper().replace(" ", "_")
    known = next((words for name, words in _TLS.items() if name in said), None)
    return "TLS: " + (known or "{error}; " + _CA).format(host=host, error=error)


def _is_http_2(error: http.client.BadStatusLine) -> bool:
    line = str(error.args[0])
    return len(line) > 3 and line[:2] == "\0\0" and ord(line[3]) in _FRAMES


_CAUSES: tuple[tuple[type[BaseException], FaultKind, str], ...] = (
    (UnsafeAddressError, "unsafe", "{error}"),
    (ssl.SSLError, "tls", ""),
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


def _words(error: BaseException, words: str, host: str) -> str:
    if isinstance(error, ssl.SSLError):
        return _of_tls(error, host)
    if isinstance(error, http.client.BadStatusLine) and _is_http_2(error):
        return _HTTP_2.format(host=host)
    return words.format(error=error, host=host)


def diagnose(error: BaseException, host: str, fired: bool, limit: float) -> Fault:
    """Return the fault that an exception of the stack below stands for."""
    if fired:
        return fault_of("timeout", f"not done after {limit:g} s in all")
    found = list(_chain(error))
    for kind, name, words in _CAUSES:
        for one in found:
            if isinstance(one, kind) and not (kind is OSError and isinstance(one, requests.RequestException)):
                text = " ".join(_words(one, words, host).split())[:300]
                hopeless = isinstance(one, http.client.LineTooLong) or "got more than" in text or "only HTTP/2" in text
                return Fault(name, text, name in TRANSIENT and not hopeless)
    return fault_of("protocol", f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")
