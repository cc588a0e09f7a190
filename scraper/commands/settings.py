"""`peel settings`: every setting, where it comes from, what it means."""

from __future__ import annotations

import click

from schemas.text import printable


@click.command(epilog="Example: PEEL_DELAY=5 peel settings")
def settings() -> None:
    """Print every setting: its value, where it comes from, what it means."""
    from scraper.settings import load_settings, origins

    for name, value, origin, meaning in origins(load_settings(), {}):
        click.echo(f"{name} = {_shown(value)}  [{origin}]  {meaning}")


def _shown(value: object) -> str:
    """Return a value as one that a variable could hold: a list with commas, nothing for none."""
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return "" if value is None else printable(str(value))
