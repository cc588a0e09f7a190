"""What peel keeps as JSON for itself, read back: of the form that it was written in, or not at all.

A person may have changed it by hand, or a program that is not peel; half of it may be lost. Whoever reads it decides what
then becomes of it: what can be made again is, and what can't is told.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
Tell = Callable[[str], None]
"""Takes a line for a person."""


class UnreadError(ValueError):
    """What is kept is not of the form that it was written in; the message says why, in words."""


def reread(form: TypeAdapter[T], kept: bytes | str) -> T:
    """Return what was kept as JSON in a form. Raises UnreadError.

    As bytes it is read whatever they are: SQLite gives text as such that is no UTF-8 (`CAST(… AS BLOB)`).
    """
    try:
        return form.validate_json(kept, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"] if str(part).isalnum())
        raise UnreadError(f"{first['msg']}{f' at {where}' if where else ''}") from None


def reread_packed(form: TypeAdapter[T], kept: bytes) -> T:
    """Return what was kept as JSON that is packed with zlib. Raises UnreadError."""
    try:
        text = zlib.decompress(kept)
    except zlib.error:
        raise UnreadError("it can't be unpacked") from None
    return reread(form, text)


def made_again(table: str, rows: int, why: object) -> str:
    """Return the line for a person about what a table of the state database kept, and is made again."""
    count = "1 row" if rows == 1 else f"{rows} rows"
    return f"{count} of {table} in the state database can't be read ({why}); what they kept is made again"


def untold(_line: str) -> None:
    """Tell nobody."""
