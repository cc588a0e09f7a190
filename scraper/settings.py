"""The settings: a file, then the environment, then the options; each overrides the one before."""

from __future__ import annotations

import difflib
import json
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from .addresses import fault_of_address
from .config import PREFIX, config_path, read_config, variables
from .errors import NO_FILE, UsageError
from .places import real_path

_NO_SETTINGS = frozenset({f"{PREFIX}CONFIG", f"{PREFIX}REAL_PAGES"})
"""Variables with the prefix that are no settings."""
_DAY = 24 * 60 * 60
"""Seconds that a run may be told to wait for anything, at most: what is longer no clock of the system takes."""
_YEARS = 3650
"""Days that anything may be left alone, at most: what is longer would switch the look at it off."""
_MANY = 10**9
"""The largest number of pages, requests or minutes; more than that no file of the state can count."""
_ROUND = re.compile(r"20\d\d(?:-\d\d)?")


def _listed(value: Any) -> Any:
    """Return a list as people write it: JSON, or words with commas, semicolons or blanks between them."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except RecursionError:
            raise ValueError("lists in it are nested too deeply") from None
    return [word for word in re.split(r"[\s,;]+", value) if word]


def _rounds(value: Any) -> Any:
    found = _listed(value)
    for one in found if isinstance(found, list | set | frozenset | tuple) else ():
        if not isinstance(one, str) or not _ROUND.fullmatch(one):
            raise ValueError(f"{one} is no round; write them as in 2021-22, 2023-25")
        _refuse_no_round(one)
    return found


def _refuse_no_round(name: str) -> None:
    """Refuse the name of a round that neither body has: its pages would be looked at as rarely as settled ones."""
    from schemas.vocabulary import ROUNDS, OrganisationKind, find_round

    if not any(find_round(kind.value, name) for kind in OrganisationKind):
        from scraper.catalogue.near import near_rounds

        near = near_rounds(name)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the newest is {ROUNDS[-1].id}"
        raise ValueError(f"{name} is no round; {hint}")


def _address(value: Any) -> Any:
    if isinstance(value, str) and (fault := fault_of_address(value)):
        raise ValueError(f"this is no address of a site: {fault}")
    return value


def _file(value: Any) -> Any:
    if value == "-":
        raise ValueError(NO_FILE)
    if isinstance(value, str) and "\0" in value:
        raise ValueError("no file can have a name with a NUL in it")
    if isinstance(value, str) and not value.strip():
        raise ValueError("it is empty, which would be the folder peel is started in; name a place, or leave it out")
    return value


class Settings(BaseSettings):
    """Everything that can be set. Environment: the name in capitals with the prefix `PEEL_`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, allow_inf_nan=False)

    db: Annotated[Path, BeforeValidator(_file)] = Field(
        Path("output/peel.db"), description="The database that a run publishes."
    )
    archive_dir: Annotated[Path, BeforeValidator(_file)] = Field(
        Path("output/archive"), description="Where the WARC files of all runs are kept."
    )
    catalogue: Annotated[Path | None, BeforeValidator(_file)] = Field(
        None, description="A TOML file with organisations, rounds and addresses beside those of the catalogue."
    )
    contact: str | None = Field(None, description="Who runs this: an address for the User-Agent; needed off loopback.")
    site: Annotated[str | None, BeforeValidator(_address)] = Field(
        None, description="Another base for the live site: a mirror, a test server."
    )
    delay: float = Field(1.0, ge=0, le=_DAY, description="Seconds between requests to one host; never undercut.")
    jitter: float = Field(0.25, ge=0, le=2, description="Share of the delay that is added to it at random, at most.")
    backoff: float = Field(
        2.0,
        ge=0,
        le=_DAY,
        description="Seconds before a request that failed is tried again; doubled for the third try.",
    )
    ca_bundle: Annotated[str | None, BeforeValidator(_file)] = Field(
        None, description="A file of trusted certificates, where the system's are not enough."
    )
    max_requests: int | None = Field(None, ge=1, le=_MANY, description="Requests of a run, at most.")
    max_minutes: float | None = Field(None, gt=0, le=_MANY, description="Minutes of fetching in a run, at most.")
    current_rounds: Annotated[frozenset[str], BeforeValidator(_rounds)] = Field(
        frozenset({"2023-25", "2025-27"}), description="Rounds that are still being published: looked at each night."
    )
    current_days: float = Field(
        0.8, gt=0, le=_YEARS, description="Days after which a page of a current round is due again."
    )
    settled_days: float = Field(
        30, gt=0, le=_YEARS, description="Days between two looks at any known page, at most; it is overdue after that."
    )
    absent_days: float = Field(
        30, gt=0, le=_YEARS, description="Days after which an address that never had a page is due again."
    )
    nightly_share: float = Field(
        0.15,
        gt=0,
        le=1,
        description="Requests of a repeated run for each known page; more only for pages that would pass settled_days.",
    )
    discovered_pages: int = Field(
        500,
        ge=0,
        le=_MANY,
        description="Letters, publications and index pages that a run asks for the first time, at most.",
    )
    via: Literal["web", "wayback", "ukgwa"] = Field("web", description="Read addresses through a web archive.")
    wayback: Annotated[str, BeforeValidator(_address)] = Field(
        "https://web.archive.org", description="Base of the Wayback Machine."
    )
    ukgwa: Annotated[str, BeforeValidator(_address)] = Field(
        "https://webarchive.nationalarchives.gov.uk/ukgwa",
        description="Base of the UK Government Web Archive.",
    )
    captures: Literal["all", "newest"] = Field("all", description="Which captures of a web archive are read.")
    workers: int = Field(1, ge=1, le=64, description="Processes that parse; one writer loads.")
    max_pages: int | None = Field(
        None, ge=1, le=_MANY, description="Pages that a run asks for, at most; files are read whole."
    )
    max_page_bytes: int = Field(20 * 2**20, ge=1024, le=2**31, description="Largest page, in bytes, sent or decoded.")
    connect_timeout: float = Field(10.0, gt=0, le=_DAY, description="Seconds to connect.")
    read_timeout: float = Field(30.0, gt=0, le=_DAY, description="Seconds between two bytes.")
    total_timeout: float = Field(60.0, gt=0, le=_DAY, description="Seconds for one request, whatever trickles in.")
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

    @field_validator("*", mode="before")
    @classmethod
    def _is_no_switch(cls, value: Any) -> Any:
        """Refuse `true`, which would be the number 1: a limit that somebody wanted on would be a run of one page."""
        if isinstance(value, bool):
            raise ValueError(f"{str(value).lower()} is no value of it; give the number, the text or the list")
        return value

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
        return (
            init_settings,
            InitSettingsSource(settings_cls, init_kwargs=_environment()),
            InitSettingsSource(settings_cls, init_kwargs=read_config()),
        )


def _environment() -> dict[str, str]:
    """Return the settings of the environment; an empty variable, as compose files leave them, is not set."""
    return variables(Settings.model_fields)


def load_settings(**options: Any) -> Settings:
    """Return the settings; options that are None are not set.

    Raises UsageError, one line naming the setting, for a wrong value, an unknown name or an unreadable file.
    """
    given = {name: value for name, value in options.items() if value is not None}
    _refuse_unknown_environment()
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        is_unknown = first["type"] == "extra_forbidden"
        why = (
            f"there is no such setting{_meant(name)}" if is_unknown else str(first["msg"]).removeprefix("Value error, ")
        )
        raise UsageError(f"{_place(name, given)}: {why} (see `peel settings`)") from None
    return settings.model_copy(update={"db": real_path(settings.db)})


def _place(name: str, given: dict[str, Any]) -> str:
    """Return where a setting's value stands, as a person finds it: an option, a variable, a line of the file."""
    if name in given:
        return f"--{name.replace('_', '-')} {given[name]}"
    variable = f"{PREFIX}{name}".upper()
    if name in _environment():
        return f"the variable {variable} ({os.environ.get(variable, '')!r}, setting {name})"
    return f"setting {name} in {config_path()}"


def _refuse_unknown_environment() -> None:
    """Refuse a misspelt variable: a setting that is silently not set is a check switched off in silence."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | _NO_SETTINGS
    for name in os.environ:
        if name.startswith(PREFIX) and name.upper() not in known:
            raise UsageError(f"{name} is no setting of peel{_meant(name, PREFIX)} (see `peel settings`)")


def _meant(name: str, prefix: str = "") -> str:
    """Return the name that a misspelt one may have meant, as the end of a clause; nothing where none is near.

    Where a setting is misspelt `peel settings` lists none: it reads them too.
    """
    near = difflib.get_close_matches(name.lower().removeprefix(prefix.lower()), Settings.model_fields, n=1)
    return f"; did you mean {f'{prefix}{near[0]}'.upper() if prefix else near[0]}?" if near else ""


def origins(settings: Settings, options: dict[str, Any]) -> list[tuple[str, Any, str, str]]:
    """Return each setting's name, value, where it came from (option, environment, file, default), meaning."""
    in_file, in_environment = read_config(), _environment()
    rows = []
    for name, field in Settings.model_fields.items():
        if options.get(name) is not None:
            origin = "option"
        elif name in in_environment:
            origin = "environment"
        else:
            origin = config_path() if name in in_file else "default"
        rows.append((name, getattr(settings, name), origin, field.description or ""))
    return rows
