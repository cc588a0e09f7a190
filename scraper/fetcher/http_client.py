"""One GET over requests: the bytes as sent, a limit on everything, and every broken ending named.

What is used here and in `framing.py` though no page documents it, and what pyproject.toml has ceilings for:

- urllib3: `HTTPConnection._new_conn` and `_dns_host` (the socket is ours: deadline, public addresses only),
  `PoolManager.pool_classes_by_scheme` (so that pools make it), `HTTPResponse._fp` (the body as it is sent).
- requests: `HTTPAdapter.init_poolmanager` and `proxy_manager_for`, which are documented as to be overridden.
- Python: `HTTPResponse.fp` and, of its socket file, `raw._sock` (what follows an announced length).
"""

from __future__ import annotations

import datetime as dt
import http.client
import ipaddress
import os
import socket
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

from .exchange import Exchange, FaultKind
from .faults import UnsafeAddressError, diagnose, fault_of
from .framing import Body, CutError, TooLargeError, read_framed, skip_interim
from .options import FetchSettings, is_loopback


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, also where it wraps an IPv4 address."""
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


class HttpClient:
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

        `extra` headers win over the standing ones. At most `max_page_bytes` of the body are kept.
        """
        started = dt.datetime.now(dt.UTC)
        headers = self._headers(url, extra or {})
        exchange = Exchange(url, list(headers.items()), started, started)
        self.sent += 1
        limit = self._settings.total_timeout
        proxies = _proxies(url)
        with _in_use(_Deadline(limit), not proxies and not self._loopback_allowed(url)) as deadline:
            try:
                self._exchange(exchange, headers, proxies)
            except (CutError, TooLargeError) as error:
                kind: FaultKind = "cut" if isinstance(error, CutError) else "too_large"
                exchange.fault = fault_of(kind, str(error))
            except (requests.RequestException, OSError, http.client.HTTPException, ValueError) as error:
                exchange.fault = diagnose(error, _asked(url, proxies), deadline.fired, limit)
            if deadline.fired:
                exchange.fault = fault_of("timeout", f"not done after {limit:g} s in all")
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
        # The adapter, not the session: that reads a redirect's body itself, to see where it leads.
        response = self._session.get_adapter(exchange.url).send(
            self._session.prepare_request(request),
            stream=True,
            timeout=timeout,
            verify=self._verify,
            proxies=proxies,
        )
        try:
            exchange.status, exchange.reason = response.status_code, response.reason or ""
            exchange.headers = [(str(k), str(v)) for k, v in response.raw.headers.items()]
            stream: Any = response.raw._fp
            skip_interim(exchange, stream.fp)
            body = Body(stream.fp, self._settings.max_page_bytes)
            try:
                read_framed(exchange, body)
            finally:
                exchange.body = bytes(body.data[: self._settings.max_page_bytes])
        finally:
            response.close()


def _asked(url: str, proxies: dict[str, str]) -> str:
    """Return the host that is asked, and the proxy, without its password, which may be what does not answer."""
    parts = urlsplit(url)
    host, proxy = parts.hostname or url, proxies.get(parts.scheme)
    if proxy is None:
        return host
    where = urlsplit(proxy if "//" in proxy else f"//{proxy}").netloc.rpartition("@")[2]
    return f"{host} (through the proxy {where or proxy})"


def _proxies(url: str) -> dict[str, str]:
    """Return the proxy that the environment names for an address; none for this machine."""
    host = urlsplit(url).hostname or ""
    if is_loopback(url) or proxy_bypass(host):
        return {}
    return {k: v for k, v in getproxies().items() if k in {"http", "https"}}
