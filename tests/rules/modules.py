"""Which modules have rules to delete, and which tests are the quick tests of each."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCOPE = (
    "schemas/labels.py",
    "schemas/page_types.py",
    "schemas/questions.py",
    "scraper/parsers/**/*.py",
)
_PAGES = Path("scraper/parsers/pages")


@dataclass(frozen=True)
class Suite:
    """A module and its quick tests, as paths from the root of the project."""

    module: Path
    tests: tuple[Path, ...]
    with_fixtures: bool = False

    @property
    def name(self) -> str:
        """The module's dotted name."""
        parts = self.module.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(root: Path) -> list[Path]:
    """Return the modules that the run looks at, in the order of their names."""
    return sorted({path.relative_to(root) for pattern in SCOPE for path in root.glob(pattern)})


def suite_of(root: Path, module: Path) -> Suite:
    """Return a module's quick tests: `tests/<folder>/test_<name>.py`; of a page module the fixtures of its types too."""
    tests = (_named(module),) if (root / _named(module)).is_file() else ()
    if not tests or module.parent != _PAGES:
        return Suite(module, tests)
    folders = (Path("fixtures", page_type) for page_type in page_types().get(module.stem, ()))
    fixtures = tuple(folder for folder in folders if (root / folder).is_dir())
    return Suite(module, (*tests, *fixtures), with_fixtures=bool(fixtures))


@cache
def page_types() -> dict[str, tuple[str, ...]]:
    """Return the page types of the specs of each page module, by the module's name.

    The specs are asked in another process: here no module may be loaded before it is changed.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as other:
        return other.submit(_ask_specs).result()


def _ask_specs() -> dict[str, tuple[str, ...]]:
    from importlib import import_module
    from pkgutil import iter_modules

    pages = import_module("scraper.parsers.pages")
    asked = {}
    for module in iter_modules(pages.__path__):
        page = import_module(f"{pages.__name__}.{module.name}")
        specs = getattr(page, "SPECS", None) or [spec for spec in (getattr(page, "SPEC", None),) if spec]
        asked[module.name] = tuple(dict.fromkeys(spec.type.value for spec in specs))
    return asked


def _named(module: Path) -> Path:
    folder = module.parent.relative_to("scraper") if module.parts[0] == "scraper" else module.parent
    return "tests" / folder / f"test_{module.name}"
