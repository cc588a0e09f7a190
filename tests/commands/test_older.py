"""Databases that an older peel made, unchanged: what can be read of them is read, the rest is told as what it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scraper.browse.serve import application
from scraper.errors import PeelError
from scraper.loader.migrations import SCHEMA_VERSION
from tests.runs.site import peel
from tests.support.amount import amount

SAMPLES = Path(__file__).parents[2] / "fixtures" / "databases"
_VERBS = ("check", "reconcile", "report", "status", "changes", "export csv out", "show police/staffordshire/2016")


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION, amount(3, 1)))
def test_an_older_schema_is_never_called_damage(version: int, tmp_path: Path) -> None:
    path = tmp_path / "peel.db"
    shutil.copy(SAMPLES / f"peel-v{version}.db", path)
    before = path.read_bytes()
    older = f"has schema {version}, this needs schema {SCHEMA_VERSION}; `peel run` brings it up"
    refused = set()
    for verb in _VERBS:
        done = peel(*verb.split(), "--db", path, cwd=tmp_path)
        assert "damaged" not in done.said and "Traceback" not in done.said, (verb, done.said)
        if done.code not in {0, 3}:
            assert done.code == 1 and older in done.err and len(done.err.splitlines()) == 1, (verb, done.said)
            refused.add(verb.split()[0])
    assert "export" in refused
    assert path.read_bytes() == before
    try:
        application(path)
    except PeelError as error:
        assert older in error.message
    else:
        assert "report" not in refused
