"""TLS with real certificates, made here, and servers that speak no HTTP/1.1: refused in words, never retried or ignored."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import trustme

from scraper.fetcher.http_client import HttpClient
from scraper.fetcher.snapshot import Missed, Snapshot

from .conftest import QUICK, Bench
from .server import answer, page

P = "/peel-assessments/peel-2016/staffordshire/"
NOW = dt.datetime.now(dt.UTC)
SETTINGS_FRAME = b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80\0\x04\0\x01\0\0\0\x05\0\xff\xff\xff"
GOAWAY_FRAME = b"\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x01"
NO_APPLICATION_PROTOCOL = 120


@dataclass
class Server:
    """A server on loopback; with a context it speaks TLS. `reply` makes the answer to what was sent first."""

    context: ssl.SSLContext | None
    reply: Callable[[bytes], bytes] = lambda asked: answer(b"", 404) if b"robots" in asked else answer(page())
    asked: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=16)
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                conn, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(conn,), daemon=True).start()

    def _one(self, conn: socket.socket) -> None:
        with suppress(OSError), conn:
            conn.settimeout(5)
            wrapped = self.context.wrap_socket(conn, server_side=True) if self.context else conn
            with wrapped:
                self.asked.append(wrapped.recv(65536))
                wrapped.sendall(self.reply(self.asked[-1]))


@pytest.fixture
def servers() -> Iterator[Callable[..., Server]]:
    made: list[Server] = []

    def make(context: ssl.SSLContext | None, **more: object) -> Server:
        made.append(Server(context, **more))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def trusting(authority: trustme.CA, folder: Path) -> str:
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def fetched(bench: Bench, server: Server, scheme: str = "https", **more: object) -> Snapshot | Missed:
    base = f"{scheme}://localhost:{server.port}"
    (found,) = bench.web(base + P, site=base, **more)
    return found


def refused(found: Snapshot | Missed, reason: str, *words: str) -> None:
    assert isinstance(found, Missed), found
    assert (found.outcome, found.reason) in {("failed", reason), ("robots", "unreachable")}
    assert "\n" not in found.message and "localhost" in found.message
    assert all(word in found.message for word in words), found.message


def test_a_certificate_of_an_authority_that_is_named_is_trusted(
    bench: Bench, servers: Callable[..., Server], authority: trustme.CA, tmp_path: Path
) -> None:
    server = servers(context_of(authority.issue_cert("localhost")))
    found = fetched(bench, server, ca_bundle=trusting(authority, tmp_path))
    assert isinstance(found, Snapshot) and found.body == page()


@pytest.mark.parametrize(
    ("names", "days", "words"),
    [
        (("localhost",), (-30, -1), ("has expired", "clock")),
        (("localhost",), (5, 30), ("not valid yet", "clock")),
        (("elsewhere.example",), (-1, 30), ("is for other hosts", "address")),
    ],
    ids=["expired", "early", "other host"],
)
def test_a_certificate_that_does_not_hold_is_named_and_asked_for_once(
    bench: Bench,
    servers: Callable[..., Server],
    authority: trustme.CA,
    tmp_path: Path,
    names: tuple[str, ...],
    days: tuple[int, int],
    words: tuple[str, ...],
) -> None:
    begin, end = (NOW + dt.timedelta(days=day) for day in days)
    server = servers(context_of(authority.issue_cert(*names, not_before=begin, not_after=end)))
    refused(fetched(bench, server, ca_bundle=trusting(authority, tmp_path)), "tls", *words)
    assert server.asked == [] and server.connections == 1, "no retry, and not a byte of a request"


def test_a_certificate_that_nobody_trusts_names_the_setting_that_would(
    bench: Bench, servers: Callable[..., Server], authority: trustme.CA
) -> None:
    server = servers(context_of(authority.issue_cert("localhost")))
    refused(fetched(bench, server), "tls", "nobody whom this machine trusts", "REQUESTS_CA_BUNDLE", "ca_bundle")
    assert server.asked == []


def test_a_certificate_signed_by_itself_is_refused(
    bench: Bench, servers: Callable[..., Server], authority: trustme.CA, tmp_path: Path
) -> None:
    context, path = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), tmp_path / "own.pem"
    path.write_bytes(authority.private_key_pem.bytes() + authority.cert_pem.bytes())
    context.load_cert_chain(path)
    refused(fetched(bench, servers(context)), "tls", "signed by itself")


def test_plain_http_at_the_port_of_tls_is_told(bench: Bench, servers: Callable[..., Server]) -> None:
    refused(fetched(bench, servers(None)), "tls", "without TLS", "http://")


def test_a_server_of_http_2_alone_is_told_over_tls(
    bench: Bench, servers: Callable[..., Server], authority: trustme.CA, tmp_path: Path
) -> None:
    context = context_of(authority.issue_cert("localhost"))
    context.set_alpn_protocols(["h2"])
    server = servers(context, reply=lambda _: SETTINGS_FRAME + GOAWAY_FRAME)
    refused(fetched(bench, server, ca_bundle=trusting(authority, tmp_path)), "protocol", "only HTTP/2", "--via wayback")
    assert server.connections == 1


def test_a_server_that_ends_the_handshake_for_want_of_http_2_is_told(
    bench: Bench, servers: Callable[..., Server], authority: trustme.CA, tmp_path: Path
) -> None:
    context = context_of(authority.issue_cert("localhost"))
    context.sni_callback = lambda *_: NO_APPLICATION_PROTOCOL
    refused(fetched(bench, servers(context), ca_bundle=trusting(authority, tmp_path)), "tls", "only HTTP/2")


@pytest.mark.parametrize("reply", [SETTINGS_FRAME, SETTINGS_FRAME + GOAWAY_FRAME, GOAWAY_FRAME])
def test_a_server_of_http_2_alone_is_told_without_tls(servers: Callable[..., Server], reply: bytes) -> None:
    server = servers(None, reply=lambda _: reply)
    base = f"http://127.0.0.1:{server.port}"
    fault = HttpClient(replace(QUICK, site=base)).get(base + P).fault
    assert fault is not None and not fault.transient and "127.0.0.1 speaks only HTTP/2" in fault.message


@pytest.mark.parametrize("status", [426, 505])
def test_a_server_that_asks_for_another_version_is_told(
    bench: Bench, servers: Callable[..., Server], status: int
) -> None:
    def reply(asked: bytes) -> bytes:
        return answer(b"", 404) if b"robots" in asked else answer("no", status, Upgrade="h2c")

    found = fetched(bench, servers(None, reply=reply), scheme="http")
    refused(found, f"http_{status}", "another version of HTTP")
