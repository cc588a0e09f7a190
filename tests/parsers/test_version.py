"""The version of the parser: the package's, and eight digits of all sources that decide what a page says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper import __version__
from scraper.parsers.version import audit_version, parser_version, reading_version, version_of

ROOT = Path(__file__).parents[2]
DECIDING = ("schemas", "scraper/catalogue", "scraper/document", "scraper/parsers")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with a source in each deciding package, and one below each."""
    for folder in DECIDING:
        (tmp_path / folder / "below").mkdir(parents=True)
        for name in ("one.py", "below/two.py", "one.csv"):
            (tmp_path / folder / name).write_text("A = 1\n")
    return tmp_path


def test_the_version_begins_with_that_of_the_package() -> None:
    assert re.fullmatch(re.escape(__version__) + r"\+[0-9a-f]{8}", parser_version())
    assert parser_version() == version_of(ROOT)


@pytest.mark.parametrize("folder", DECIDING)
@pytest.mark.parametrize("name", ["one.py", "below/two.py", "one.csv"])
def test_a_changed_source_is_another_version(root: Path, folder: str, name: str) -> None:
    before = version_of(root)
    (root / folder / name).write_text("A = 2\n")
    assert version_of(root) != before


def test_a_source_that_is_new_moved_or_gone_is_another_version(root: Path) -> None:
    seen = {version_of(root)}
    (root / "schemas/three.py").write_text("")
    seen.add(version_of(root))
    shutil.move(root / "schemas/three.py", root / "schemas/four.py")
    seen.add(version_of(root))
    (root / "schemas/one.py").unlink()
    seen.add(version_of(root))
    assert len(seen) == 4


def test_other_files_and_other_packages_decide_nothing(root: Path) -> None:
    before = version_of(root)
    (root / "schemas/notes.txt").write_text("A = 2\n")
    (root / "scraper/browse").mkdir()
    (root / "scraper/browse/one.py").write_text("A = 2\n")
    assert version_of(root) == before


def test_what_the_user_adds_to_the_catalogue_decides_too(root: Path) -> None:
    own = root / "own.csv"
    own.write_text("A")
    seen = {version_of(root), version_of(root, own)}
    own.write_text("B")
    assert len({*seen, version_of(root, own)}) == 3


@pytest.mark.parametrize(
    ("version", "folders"),
    [
        (reading_version, (*DECIDING, "scraper/fetcher")),
        (audit_version, (*DECIDING, "scraper/loader", "scraper/quality")),
    ],
)
def test_what_is_kept_of_a_file_or_a_database_hangs_on_all_that_looked_at_it(
    version: Callable[[], str], folders: tuple[str, ...], tmp_path: Path
) -> None:
    for folder in folders:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    assert version() == version_of(tmp_path, folders=folders)
    for folder in folders:
        source = next((tmp_path / folder).glob("*.py"))
        source.write_text(source.read_text("utf-8") + "\n", "utf-8")
        assert version() != version_of(tmp_path, folders=folders)
