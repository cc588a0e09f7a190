"""Where the catalogue's files are: rows of CSV, each with the key of a source in `sources.csv` that says so."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "data"
