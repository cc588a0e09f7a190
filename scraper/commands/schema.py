"""`peel schema`: the JSON Schema of the contract, and what is generated from it."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(epilog="Example: peel schema record")
@click.argument("name", type=click.Choice(["extraction", "record"]), default="extraction")
@click.option("--write", is_flag=True, help="Write schemas/json and the generated docs of a checkout again.")
def schema(name: str, write: bool) -> None:
    """Print a JSON Schema of the contract."""
    from .generated import schema_json, write_generated

    if write:
        for path in write_generated(Path.cwd()):
            click.echo(path)
    else:
        click.echo(schema_json(name))
