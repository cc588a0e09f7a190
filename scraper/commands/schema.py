"""`peel schema`: the JSON Schema of the contract, and what is generated from it."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.errors import UsageError


@click.command(epilog="Example: peel schema record")
@click.argument("name", type=click.Choice(["extraction", "record"]), default="extraction")
@click.option("--write", is_flag=True, help="Write schemas/json and the generated docs of a checkout again.")
def schema(name: str, write: bool) -> None:
    """Print a JSON Schema of the contract."""
    from .generated import is_checkout, schema_json, write_generated

    if not write:
        click.echo(schema_json(name))
        return
    root = Path.cwd()
    if not is_checkout(root):
        raise UsageError(f"{root} is no checkout of peel; run this in the root of one")
    for path in write_generated(root):
        click.echo(path)
