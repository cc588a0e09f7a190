"""A round of the catalogue from a site that stumbles: every page is loaded, within the requests that the plan names."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.flaky_site import try_it


def test_a_site_that_redirects_and_fails_once_gives_every_page_within_the_plans_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    found = try_it(tmp_path, ("2023-25",))
    assert found.pages >= 70 and found.redirects >= 7 and found.failures >= 1
    assert found.first["loaded"] == found.pages and found.requests <= found.bound < 4 * found.pages
    assert not found.second["loaded"] and found.second["unchanged"] == found.pages
    assert found.holds
