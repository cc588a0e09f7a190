"""Where the settings file is, and the one setting of it that has to be known before the catalogue is read."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from schemas.catalogued import NAMED_BY, OWN_FILE

CONFIG_FILE = "peel.toml"
PREFIX = "PEEL_"


def config_path() -> Path:
    """Return the settings file: the one that `PEEL_CONFIG` names, else peel.toml in the working folder."""
    return Path(os.environ.get(f"{PREFIX}CONFIG", CONFIG_FILE))


def name_own_catalogue() -> None:
    """Name the user's own file of the catalogue, if the settings have one, to this process and to those it starts.

    The catalogue is read when its modules are, which is before any verb reads the settings. A settings file that
    can't be read is left to the verb that needs it.
    """
    named: object = os.environ.get(OWN_FILE)
    try:
        told = tomllib.loads(config_path().read_text("utf-8"))
    except (OSError, ValueError):
        told = {}
    named = named or told.get("catalogue")
    if isinstance(named, str) and named:
        os.environ[NAMED_BY] = str(Path(named).absolute())
