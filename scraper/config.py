"""Where the settings file is, how it and the variables are read, and the one setting that the catalogue must know first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from .errors import NO_FILE, UsageError

CONFIG_FILE = "peel.toml"
PREFIX = "PEEL_"
_OWN_CATALOGUE = "catalogue"


def config_path() -> str:
    """Return the path of the settings file: the one that `PEEL_CONFIG` names, else peel.toml in the working folder.

    Text, as it was given: paths of the library are half of what `peel --help` would load beside click.
    """
    return os.environ.get(f"{PREFIX}CONFIG") or CONFIG_FILE


def variable(name: str) -> str:
    """Return what the environment sets a setting to, empty where it does not; see `variables`."""
    return variables([name]).get(name, "")


def variables(names: Iterable[str]) -> dict[str, str]:
    """Return what the environment sets settings to, whatever the case of the variables; one that is empty sets nothing.

    Blanks around a value are cut off, and so are the quotes that `docker run --env-file` leaves around one.
    """
    there: dict[str, str] = {}
    for key, text in os.environ.items():
        there.setdefault(key.upper(), text)
    found = {name: there.get(f"{PREFIX}{name}".upper(), "").strip() for name in names}
    plain = (
        (name, re.sub(r"""^(["'])((?:(?!\1).)*)\1$""", r"\2", text, flags=re.S)) for name, text in found.items() if text
    )
    return {name: text for name, text in plain if text}


def read_config() -> dict[str, Any]:
    """Return the settings of the file, empty where there is none; a byte order mark before them is passed over.

    Names may be in capitals. Raises UsageError for a file that PEEL_CONFIG names and that is not there, for what is no
    file, no TOML, or sets one thing twice.
    """
    path = config_path()
    if path == "-":
        raise UsageError(f"PEEL_CONFIG: {NO_FILE}")
    if not os.path.isfile(path):
        if os.environ.get(f"{PREFIX}CONFIG"):
            raise UsageError(f"PEEL_CONFIG names {path}, and there is no such file")
        if os.path.lexists(path):
            raise UsageError(f"{path} is no file that can be read, and the settings in it would not hold; take it away")
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            raw = file.read()
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        return _lower(tomllib.loads(text.replace("\r\n", "\n")), path)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} can't be read: save it as UTF-8 ({error.reason} at byte {error.start})") from None
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path} can't be read as TOML: {error}") from None


def _lower(told: dict[str, Any], path: str) -> dict[str, Any]:
    """Return settings under the names that they have, however the file writes them, as with those of the environment."""
    found: dict[str, Any] = {}
    for name, value in told.items():
        if name.lower() in found:
            raise UsageError(f"{path} sets {name.lower()} twice; leave one")
        found[name.lower()] = value
    return found


def name_own_catalogue() -> None:
    """Name the user's own file of the catalogue, if the settings have one, to this process and to those it starts.

    The catalogue is read when its modules are, which is before any verb reads the settings. A settings file that
    can't be read is left to the verb that needs it.
    """
    try:
        told = read_config()
    except UsageError:
        told = {}
    named: object = variable(_OWN_CATALOGUE) or told.get(_OWN_CATALOGUE)
    if isinstance(named, str) and named:
        from schemas.catalogued import NAMED_BY

        os.environ[NAMED_BY] = os.path.join(os.getcwd(), named)
