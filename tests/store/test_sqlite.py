"""sqlite-utils is loaded without what it loads beside itself, and nothing else is kept from loading that."""

from __future__ import annotations

import sys

import pytest

from scraper.store.sqlite import _as_if_absent


def test_what_is_hidden_is_absent_inside_alone() -> None:
    sys.modules.pop("colorsys", None)
    with _as_if_absent("colorsys", "json"):
        with pytest.raises(ImportError):
            import colorsys
        import json  # it is loaded, and stays what it is
    import colorsys

    assert sys.modules["colorsys"] is colorsys and sys.modules["json"] is json


def test_an_error_inside_hides_nothing_for_ever() -> None:
    sys.modules.pop("colorsys", None)
    with pytest.raises(ValueError, match="inside"), _as_if_absent("colorsys"):
        raise ValueError("inside")
    assert "colorsys" not in sys.modules
