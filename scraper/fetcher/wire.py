"""One GET over requests, with the bytes as sent, a limit on everything, and every broken ending named.

The body is framed here (RFC 9112 6) and not by the default stack, which takes a body cut inside a
compressed stream, or one longer than announced, for a whole one.
"""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from .coding import megabytes
from .exchange import TRANSIENT, Exchange, Fault, FaultKind
from .options import FetchSettings, is_loopback

_PIECE = 1 << 16
_LINE = 1 << 12
_NO_BODY = frozenset({204, 304})


def _fault(kind: FaultKind, message: str) -> Fault:
    return Fault(kind, message, kind in TRANSIENT)


class UnsafeAddressError(OSError):
    """A host name that resolves to an address that is not public."""


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet, also where it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)


class _Deadline:
    """Ends the connection in use when the time for a request is over, whatever trickles in."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds
        self.fired = False
        self._sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def watch(self, sock: socket.socket) -> None:
        """Hold a second handle of the socket: it ends the connection also when TLS has wrapped the first."""
        self._sock = sock.dup()
        if self.fired:
            self._end()

    def left(self) -> float:
        """Seconds to go, never below a hundredth."""
        return max(0.01, self.at - time.monotonic())

    def _end(self) -> None:
        self.fired = True
        if self._sock is not None:
            with suppress(OSError):
                self._sock.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._sock is not None:
            self._sock.close()


class _Current(threading.local):
    deadline: _Deadline | None = None
    check_public = True


_CURRENT = _Current()


@contextmanager
def _in_use(deadline: _Deadline, check_public: bool) -> Iterator[_Deadline]:
    _CURRENT.deadline, _CURRENT.check_public = deadline, check_public
    try:
        with deadline:
            yield deadline
    finally:
        _CURRENT.deadline = None


def _dial(host: str, port: int, timeout: float) -> socket.socket:
    """Connect to the first address of a host that answers; refuses addresses that are not public.

    Checking and connecting use one look-up, so a name cannot change its address in between.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    private = [str(a[4][0]) for a in found if not is_public(str(a[4][0]))]
    if private and _CURRENT.check_public:
        raise UnsafeAddressError(f"{host} resolves to {private[0]}, which is not a public address")
    error = OSError(f"{host} has no address")
    for family, kind, proto, _, address in found:
        sock = socket.socket(family, kind, proto)
        try:
            sock.settimeout(timeout)
            sock.connect(address)
            return sock
        except OSError as problem:
            error = problem
            sock.close()
    raise error


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        deadline = _CURRENT.deadline
        limit = float(self.timeout) if isinstance(self.timeout, (int, float)) else 60.0
        sock = _dial(self._dns_host, self.port, min(limit, deadline.left()) if deadline else limit)
        if deadline is not None:
            deadline.watch(sock)
        return sock


class _Secure(_Plain, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    """Connections of our own make, for the deadline and the check of addresses."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error and everything wrapped in it."""
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


def _diagnose(error: BaseException, host: str, fired: bool, limit: float) -> Fault:
    """Give the fault that an exception of the stack below stands for."""
    if fired:
        return _fault("timeout", f"not done after {limit:g} s in all")
    found = list(_chain(error))
    for kind, name, words in _CAUSES:
        for one in found:
            if isinstance(one, kind) and not (kind is OSError and isinstance(one, requests.RequestException)):
                text = " ".join(words.format(error=one, host=host).split())[:300]
                hopeless = isinstance(one, http.client.LineTooLong) or "got more than" in text
                return Fault(name, text, name in TRANSIENT and not hopeless)
    return _fault("protocol", f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")


class CutError(Exception):
    """A body that ends before its framing says, or goes on after it."""


class TooLargeError(Exception):
    """A body over the cap; the bytes read so far are kept by the caller."""


class _Body:
    """Reads a body by its framing (RFC 9112 6.3) into `data`, at most `cap` bytes."""

    def __init__(self, fp: Any, cap: int) -> None:
        self._fp = fp
        self._cap = cap
        self.data = bytearray()

    def _take(self, size: int) -> bool:
        """Move at most `size` bytes; False where the connection is at its end."""
        piece = self._fp.read1(min(size, _PIECE))
        self.data += piece
        if len(self.data) > self._cap:
            raise TooLargeError(f"larger than {megabytes(self._cap)}")
        return bool(piece)

    def to_length(self, length: int) -> None:
        """Read exactly `length` bytes and see that no more follow."""
        start = len(self.data)
        while (got := len(self.data) - start) < length:
            if not self._take(length - got):
                raise CutError(f"cut at {got} of {length} bytes")

    def nothing_follows(self) -> None:
        """Raise CutError where bytes follow the announced length (we asked for one answer only)."""
        if self._fp is None:  # an empty answer is closed as soon as its head is read
            return
        with suppress(OSError, ValueError):
            self._fp.raw._sock.settimeout(0.05)
            if self._fp.peek(1):
                raise CutError(f"longer than its Content-Length of {len(self.data)} bytes")

    def to_close(self) -> None:
        """Read until the connection closes."""
        while self._take(_PIECE):
            pass

    def chunks(self) -> None:
        """Read a chunked body (RFC 9112 7.1)."""
        while size := self._chunk_size():
            self.to_length(size)
            if self._fp.readline(_LINE) not in {b"\r\n", b"\n"}:
                raise CutError(f"a chunk is not closed after {len(self.data)} bytes")
        for _ in range(100):
            line = self._fp.readline(_LINE)
            if line in {b"\r\n", b"\n"}:
                return
            if not line:
                raise CutError(f"the last chunk is missing after {len(self.data)} bytes")
        raise CutError("the trailer has no end")

    def _chunk_size(self) -> int:
        line = self._fp.readline(_LINE)
        match = re.fullmatch(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n", line)
        if match is None:
            what = "the connection ended" if not line else f"bad chunk line {line[:20]!r}"
            raise CutError(f"{what} after {len(self.data)} bytes")
        return int(match.group(1), 16)


def _length(exchange: Exchange) -> int | None:
    """Give the announced length; CutError where two disagree or it is no number."""
    value = exchange.header("content-length")
    if value is None:
        return None
    lengths = {part.strip() for part in value.split(",")}
    if len(lengths) > 1 or not next(iter(lengths)).isdecimal():
        raise CutError(f"the Content-Length {value!r} is no single number")
    return int(lengths.pop())


def _read_framed(exchange: Exchange, body: _Body) -> None:
    coding = exchange.header("transfer-encoding")
    if exchange.status in _NO_BODY:
        return
    if coding is not None:
        if coding.strip().lower() != "chunked":
            raise CutError(f"the transfer coding {coding!r} is not known")
        exchange.chunked = True
        body.chunks()
    elif (length := _length(exchange)) is not None:
        if length > body._cap:
            raise TooLargeError(f"larger than {megabytes(body._cap)}: {length} bytes announced")
        body.to_length(length)
        body.nothing_follows()
    else:
        exchange.framed = False
        body.to_close()
        if not body.data:
            raise CutError("the connection closed after the head")


class Wire:
    """Sends single GETs: no redirects, no cookies, no stored credentials, certificates always verified."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        adapter = _Adapter()
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        names = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
        found = [os.environ[name] for name in names if os.environ.get(name)]
        self._verify: bool | str = settings.ca_bundle or (found[0] if found else True)
        self.sent = 0
        """Requests sent so far."""

    def get(self, url: str, extra: dict[str, str] | None = None) -> Exchange:
        """Send one GET and give the exchange; faults are in it, none is raised.

        `extra` headers win over the standing ones. At most `max_bytes` of the body are kept.
        """
        started = dt.datetime.now(dt.UTC)
        headers = self._headers(url, extra or {})
        exchange = Exchange(url, list(headers.items()), started, started)
        self._session.cookies.clear()
        self.sent += 1
        limit = self._settings.total_timeout
        proxies = _proxies(url)
        with _in_use(_Deadline(limit), not proxies and not self._loopback_allowed(url)) as deadline:
            try:
                self._exchange(exchange, headers, proxies)
            except (CutError, TooLargeError) as error:
                kind: FaultKind = "cut" if isinstance(error, CutError) else "too_large"
                exchange.fault = _fault(kind, str(error))
            except (requests.RequestException, OSError, http.client.HTTPException, ValueError) as error:
                host = urlsplit(url).hostname or url
                exchange.fault = _diagnose(error, host, deadline.fired, limit)
            if deadline.fired:
                exchange.fault = _fault("timeout", f"not done after {limit:g} s in all")
        exchange.ended_at = dt.datetime.now(dt.UTC)
        return exchange

    def _loopback_allowed(self, url: str) -> bool:
        bases = (self._settings.site, self._settings.wayback, self._settings.ukgwa)
        own = {urlsplit(base).netloc for base in bases if base and is_loopback(base)}
        return urlsplit(url).netloc in own

    def _headers(self, url: str, extra: dict[str, str]) -> dict[str, str]:
        return {
            "Host": urlsplit(url).netloc,
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **extra,
        }

    def _exchange(self, exchange: Exchange, headers: dict[str, str], proxies: dict[str, str]) -> None:
        request = requests.Request("GET", exchange.url, headers=headers)
        timeout = (self._settings.connect_timeout, self._settings.read_timeout)
        response = self._session.send(
            self._session.prepare_request(request),
            stream=True,
            allow_redirects=False,
            timeout=timeout,
            verify=self._verify,
            proxies=proxies,
        )
        try:
            exchange.status, exchange.reason = response.status_code, response.reason or ""
            exchange.headers = [(str(k), str(v)) for k, v in response.raw.headers.items()]
            stream: Any = response.raw._fp
            body = _Body(stream.fp, self._settings.max_bytes)
            try:
                _read_framed(exchange, body)
            finally:
                exchange.body = bytes(body.data[: self._settings.max_bytes])
        finally:
            response.close()


def _proxies(url: str) -> dict[str, str]:
    """Give the proxy that the environment names for an address; none for this machine."""
    host = urlsplit(url).hostname or ""
    if is_loopback(url) or proxy_bypass(host):
        return {}
    return {k: v for k, v in getproxies().items() if k in {"http", "https"}}
