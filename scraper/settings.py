"""The settings: a file, then the environment, then the options; each overrides the one before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .config import PREFIX, config_path
from .errors import UsageError


class Settings(BaseSettings):
    """Everything that can be set. Environment: the name in capitals with the prefix `PEEL_`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    db: Path = Field(Path("output/peel.db"), description="The database that a run publishes.")
    archive_dir: Path = Field(Path("output/archive"), description="Where the WARC files of all runs are kept.")
    catalogue: Path | None = Field(
        None, description="A TOML file with organisations, rounds and addresses beside those of the catalogue."
    )
    contact: str | None = Field(None, description="Who runs this: an address for the User-Agent; needed off loopback.")
    site: str | None = Field(None, description="Another base for the live site: a mirror, a test server.")
    delay: float = Field(1.0, ge=0, description="Seconds between requests to one host; never undercut.")
    jitter: float = Field(0.25, ge=0, le=2, description="Share of the delay that is added to it at random, at most.")
    ca_bundle: str | None = Field(
        None, description="A file of trusted certificates, where the system's are not enough."
    )
    max_requests: int | None = Field(None, ge=1, description="Requests of a run, at most.")
    max_minutes: float | None = Field(None, gt=0, description="Minutes of fetching in a run, at most.")
    current_rounds: frozenset[str] = Field(
        frozenset({"2023-25", "2025-27"}), description="Rounds that are still being published: looked at each night."
    )
    current_days: float = Field(0.8, gt=0, description="Days after which a page of a current round is due again.")
    settled_days: float = Field(
        30, gt=0, description="Days between two looks at any known page, at most; it is overdue after that."
    )
    absent_days: float = Field(30, gt=0, description="Days after which an address that never had a page is due again.")
    nightly_share: float = Field(
        0.15,
        gt=0,
        le=1,
        description="Requests of a repeated run for each known page; more only for pages that would pass settled_days.",
    )
    discovered_pages: int = Field(
        500, ge=0, description="Letters, publications and index pages that a run asks for the first time, at most."
    )
    via: Literal["web", "wayback", "ukgwa"] = Field("web", description="Read addresses through a web archive.")
    wayback: str = Field("https://web.archive.org", description="Base of the Wayback Machine.")
    ukgwa: str = Field(
        "https://webarchive.nationalarchives.gov.uk/ukgwa",
        description="Base of the UK Government Web Archive.",
    )
    captures: Literal["all", "newest"] = Field("all", description="Which captures of a web archive are read.")
    workers: int = Field(1, ge=1, le=64, description="Processes that parse; one writer loads.")
    max_pages: int | None = Field(None, ge=1, description="Stop after this many pages.")
    max_page_bytes: int = Field(20 * 2**20, ge=1024, description="Largest page, in bytes, sent or decoded.")
    connect_timeout: float = Field(10.0, gt=0, description="Seconds to connect.")
    read_timeout: float = Field(30.0, gt=0, description="Seconds between two bytes.")
    total_timeout: float = Field(60.0, gt=0, description="Seconds for one request, whatever trickles in.")
    warning_share: float = Field(
        0.02, ge=0, lt=1, description="Share of pages with warnings above which a run ends with exit code 3."
    )
    fill_drop: float = Field(
        0.1, gt=0, lt=1, description="Fall of a field's fill rate since the last accepted run that is drift."
    )
    grade_shift: float = Field(
        0.2,
        gt=0,
        lt=1,
        description="Change of the grade distribution since the last accepted run that is drift.",
    )
    skeleton_distance: float = Field(
        0.35,
        gt=0,
        lt=1,
        description="Distance from every known layout from which on a page's skeleton is new.",
    )
    drift_sample: int = Field(
        8, ge=1, le=40, description="Pages of one body, round and type from which on drift is judged."
    )
    on_finish: str | None = Field(None, description="Command that gets the JSON report on standard input.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, the strongest first: options, environment, file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_path())


def load_settings(**options: Any) -> Settings:
    """Return the settings; options that are None are not set.

    Raises UsageError, one line naming the setting, for a wrong value, an unknown name or an unreadable file.
    """
    given = {name: value for name, value in options.items() if value is not None}
    _refuse_unknown_environment()
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        raise UsageError(f"setting {name}: {first['msg']} (see `peel settings`)") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{config_path()} can't be read as TOML: {error}") from None


def _refuse_unknown_environment() -> None:
    """Refuse a misspelt variable: a setting that is silently not set is a check switched off in silence."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {
        f"{PREFIX}CONFIG",
        f"{PREFIX}REAL_PAGES",
    }
    for name in os.environ:
        if name.startswith(PREFIX) and name.upper() not in known:
            raise UsageError(f"{name} is no setting of peel (see `peel settings`)")


def origins(settings: Settings, options: dict[str, Any]) -> list[tuple[str, Any, str, str]]:
    """Return each setting's name, value, where it came from (option, environment, file, default), meaning."""
    file = config_path()
    in_file = TomlConfigSettingsSource(Settings, file)() if file.is_file() else {}
    rows = []
    for name, field in Settings.model_fields.items():
        if options.get(name) is not None:
            origin = "option"
        elif f"{PREFIX}{name}".upper() in {key.upper() for key in os.environ}:
            origin = "environment"
        else:
            origin = str(file) if name in in_file else "default"
        rows.append((name, getattr(settings, name), origin, field.description or ""))
    return rows
