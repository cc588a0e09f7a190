"""Which addresses a person may give."""

from __future__ import annotations

import pytest

from scraper.addresses import fault_of_address


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "https://example.org/mirror/", "http://[::1]:80/x y?z=[", "HTTP://EXAMPLE.org", "http://ü.example:/"],
)  # fmt: skip
def test_what_names_a_host_can_be_asked(address: str) -> None:
    assert fault_of_address(address) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://[", "read"),
        ("http://a:99999", "read"),
        ("http://a:1 x", "read"),
        ("http://a\\b", "host"),
        ("http://..", "host"),
        ("http:///x", "host"),
        ("a.example/x", "http://"),
        ("ftp://a", "begins with ftp:"),
        ("http://a@b", "credentials"),
        ("http://a:0", "port"),
    ],
)
def test_what_does_not_is_told_by_what_is_wrong(address: str, why: str) -> None:
    assert why in (fault_of_address(address) or "")
