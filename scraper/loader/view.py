"""What a view is, and the columns that several views share."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class View:
    """A view: its name, what one row is, its columns with their meaning, its SELECT, and the columns that order it.

    `types` holds what a column's values are where they are no text: `INTEGER`, `REAL`, `DATE`, `TIME`, or `DAY_OR_TIME` where
    a capture that nothing dates stands at a day. `units` holds the units that not every view gives to a column of that name.
    """

    name: str
    meaning: str
    columns: dict[str, str]
    sql: str
    key: tuple[str, ...]
    types: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def sql_type(self, column: str) -> str:
        """Return the type in which SQLite gives a column's values."""
        kind = self.types.get(column, "TEXT")
        return "TEXT" if kind in _FORMATS else kind

    def unit(self, column: str) -> str | None:
        """Return the unit of a column, or the format of its text."""
        return self.units.get(column) or _UNITS.get(column) or _FORMATS.get(self.types.get(column, ""))


_FORMATS = {
    "DATE": "ISO 8601 day",
    "TIME": "ISO 8601 time, UTC",
    "DAY_OR_TIME": "ISO 8601 time, UTC, or day",
}
_UNITS = {
    "grade_rank": "rank 1-5",
    **dict.fromkeys(("grade_scale", "scale_before"), "grades"),
    "step": "places on the scale",
    **dict.fromkeys(("value", "value_before"), "see `unit`"),
    "years": "years",
    "text_coverage": "share 0-1",
    "unread": "blocks",
}
"""The units of columns that mean the same in each view."""

BODY = {
    "kind": "`police`, `fire` or `regional`; two bodies of one name are told apart by it.",
    "organisation": "The organisation's id.",
    "organisation_name": "The organisation's name.",
}
WHO = {
    "assessment": "The assessment, `<organisation>/<round>`.",
    **BODY,
    "name": "The organisation's name, as in the views of older versions.",
    "round": "The round of inspection; of a programme of its own the month.",
    "programme": "The programme of inspections: `peel`, `frs`, or one of its own.",
}
WHO_SQL = "a.id AS assessment, o.kind, a.organisation, o.name AS organisation_name, o.name, a.round, a.programme"
"""The columns of WHO, of `assessments a` joined with `organisations o`."""
