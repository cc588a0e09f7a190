"""The page types, one file for each type or layout era; every file is found by being here.

A file names its `SPEC` (or `SPECS`); names that begin with an underscore are what several files share.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from schemas.page_types import PAGE_TYPES
from scraper.parsers.spec import PageSpec


def _found() -> tuple[PageSpec, ...]:
    """Return the specs of all files, in the order of the table of page types, a type's base before its eras."""
    specs: list[PageSpec] = []
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            page = import_module(f"{__name__}.{module.name}")
            specs.extend(getattr(page, "SPECS", None) or (page.SPEC,))
    return tuple(sorted(specs, key=lambda spec: (PAGE_TYPES.index(spec.facts), spec.depth, spec.name)))


SPECS: tuple[PageSpec, ...] = _found()
"""The specs of all page types and layouts, in the order in which a page is asked for its proof."""
