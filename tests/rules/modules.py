"""Which modules have rules to delete, and which tests are the quick tests of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SCOPE = (
    "schemas/labels.py",
    "schemas/page_types.py",
    "schemas/questions.py",
    "scraper/parsers/**/*.py",
)
_PAGES = Path("scraper/parsers/pages")
# Modules whose rules are tested in a file of another name.
ELSEWHERE: dict[str, tuple[str, ...]] = {
    "scraper/parsers/dates.py": ("tests/parsers/test_grammar_properties.py",),
    "scraper/parsers/grades.py": ("tests/parsers/test_grammar_properties.py",),
    "scraper/parsers/identity.py": ("tests/parsers/test_identity.py", "tests/parsers/test_faults.py"),
}


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
    found = {path.relative_to(root) for pattern in SCOPE for path in root.glob(pattern)}
    return sorted(path for path in found if path.name != "__init__.py")


def suite_of(root: Path, module: Path) -> Suite:
    """Return a module's quick tests: `tests/<folder>/test_<name>.py`, for a page type its fixtures behind them."""
    tests = tuple(path for path in _named(module) if (root / path).is_file())
    fixtures = Path("fixtures", module.stem)
    if tests and module.parent == _PAGES and (root / fixtures).is_dir():
        return Suite(module, (*tests, fixtures), with_fixtures=True)
    return Suite(module, tests)


def _named(module: Path) -> Iterator[Path]:
    if module.as_posix() in ELSEWHERE:
        yield from map(Path, ELSEWHERE[module.as_posix()])
    else:
        folder = module.parent.relative_to("scraper") if module.parts[0] == "scraper" else module.parent
        yield "tests" / folder / f"test_{module.name}"
