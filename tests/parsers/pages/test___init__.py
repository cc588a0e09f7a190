"""The page types are found by being there: a file names one layout or several, a shared file none."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from schemas.page_types import PAGE_TYPES
from scraper.parsers import pages
from scraper.parsers.spec import PageSpec


def named(module: str) -> list[PageSpec]:
    """Return the layouts that a file names."""
    page = import_module(f"scraper.parsers.pages.{module}")
    return list(getattr(page, "SPECS", [page.SPEC] if hasattr(page, "SPEC") else []))


def test_each_file_names_its_layouts_and_what_begins_with_an_underscore_is_shared() -> None:
    files = [path.stem for path in Path(*pages.__path__).glob("*.py") if path.stem != "__init__"]
    layouts = {file: {spec.name for spec in named(file)} for file in files}
    assert {file for file in files if not layouts[file]} == {file for file in files if file.startswith("_")}
    assert {spec.name for spec in pages.SPECS} == set().union(*layouts.values())
    assert len(pages.SPECS) == sum(map(len, layouts.values()))


def test_each_page_type_has_a_layout_and_a_base_stands_before_its_eras() -> None:
    assert {spec.facts.name for spec in pages.SPECS} == {facts.name for facts in PAGE_TYPES}
    for spec in pages.SPECS:
        assert spec.base is None or pages.SPECS.index(spec.base) < pages.SPECS.index(spec)
