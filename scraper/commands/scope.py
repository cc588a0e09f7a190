"""The options that narrow a verb to rounds and organisations."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

import click

from scraper.errors import UsageError

from .options import Word

if TYPE_CHECKING:
    from scraper.fetcher.scope import Scope

Verb = TypeVar("Verb", bound=Callable[..., object])
"""A function that becomes a command."""
_NAMED = 8
"""Of the names that there are, those that are told where none is near."""


def scope_options() -> Callable[[Verb], Verb]:
    """Return the options `--round` and `--organisation`, handed over as `rounds` and `organisations`."""

    def add(verb: Verb) -> Verb:
        for_organisation = click.option(
            "--organisation",
            "organisations",
            type=Word(),
            multiple=True,
            help="Only this one, e.g. police/surrey; may be repeated.",
        )
        for_round = click.option(
            "--round",
            "rounds",
            type=Word(),
            multiple=True,
            help="Only this round, e.g. 2016 or 2018-19; may be repeated.",
        )
        return for_round(for_organisation(verb))

    return add


def scope_of(rounds: tuple[str, ...], organisations: tuple[str, ...]) -> Scope:
    """Return the scope that the options name; raises UsageError for a name that the catalogue does not have."""
    from scraper.fetcher.scope import Scope

    return Scope(rounds=rounds_of(rounds), organisations=organisations_of(organisations))


def rounds_of(given: tuple[str, ...], there: Collection[str] = ()) -> frozenset[str] | None:
    """Return the rounds that are given, None for none; raises UsageError for one that is not known.

    Known are those of the catalogue and `there`, those that a database has: a visit's is a month, or undated.
    """
    from schemas.vocabulary import ROUNDS
    from scraper.catalogue.near import near_rounds

    return _known(given, {*(r.id for r in ROUNDS), *there}, "round", near_rounds)


def organisations_of(given: tuple[str, ...]) -> frozenset[str] | None:
    """Return the ids that are given, None for none; raises UsageError for one that the catalogue does not have."""
    from scraper.catalogue.near import near_organisations
    from scraper.catalogue.organisations import ORGANISATIONS

    return _known(given, set(ORGANISATIONS), "organisation", near_organisations)


def _known(
    given: tuple[str, ...], known: Collection[str], what: str, near: Callable[[str], list[str]]
) -> frozenset[str] | None:
    """Return the names that are given, None for none; raises UsageError for an unknown one, with those near it."""
    for value in given:
        if value not in known:
            meant = near(value)
            there = f"there are {', '.join(sorted(known)[:_NAMED])} …"
            hint = f"did you mean {' or '.join(meant)}?" if meant else there
            raise UsageError(f"{value} is no {what} of the catalogue; {hint}")
    return frozenset(given) if given else None
