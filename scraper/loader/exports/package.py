"""`datapackage.json`: what the files are, whose, of which day, and what each column means (Frictionless Data Package 1)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from scraper.loader.dataset import ATTRIBUTION, LICENCE, SOURCE, TITLE

from .sources import Field, Kind, Source

_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


_UNDATED = "undated"


def describe(
    parts: Mapping[str, Path], form: str, files: Mapping[str, str], counts: Mapping[str, int], sources: Mapping[str, Source],
    told: Mapping[str, str], *, raw: bool, bom: bool,
) -> dict[str, Any]:  # fmt: skip
    """Return the descriptor of exported files.

    `parts` is where each file is until all are made, `files` names the file of each source, `counts` its rows, `told` is
    what the database says of itself. `version` is the schema's, then the day of the newest capture and the first digits
    of the digest, which is that of all files' digests; so the same data has the same version.
    """
    resources = [
        _resource(parts[files[name]], form, files[name], sources[name], counts[name], files, bom) for name in counts
    ]
    digest = hashlib.sha256("\n".join(sorted({one["hash"] for one in resources})).encode()).hexdigest()
    newest = told.get("newest_capture")
    day = newest[:10] if newest else _UNDATED
    made: dict[str, Any] = {
        "profile": "data-package",
        "name": "peel",
        "title": TITLE,
        "version": f"{told['schema_version']}.0.0+{day.replace('-', '')}.{digest[:8]}",
        "description": _description(form, day, told, raw),
        "created_by": f"peel {told['peel_version']}",
        "parser_version": told["parser_version"],
        "licenses": [LICENCE],
        "attribution": ATTRIBUTION,
        "sources": [SOURCE],
        "contributors": [{"title": "HMICFRS", "role": "publisher", "path": SOURCE["path"]}],
        "digest": f"sha256:{digest}",
        "resources": resources,
    }
    return made | ({"created": newest} if newest else {})


def _description(form: str, day: str, told: Mapping[str, str], raw: bool) -> str:
    newest = "No capture is dated." if day == _UNDATED else f"The newest capture is of {day}; `created` is its moment."
    about = (
        "The tables and views of a peel database: grades, observations, findings, recommendations and figures of "
        f"{told['assessments']} assessments of {told['organisations']} organisations. {newest} {ATTRIBUTION}"
    )
    if form != "csv" or raw:
        return about
    return about + (
        " A text cell that a spreadsheet would run has an apostrophe in front, and so has one that "
        "begins with an apostrophe: take one off the front of each text cell that has one "
        "to get the published text."
    )


def _resource(
    path: Path, form: str, file: str, source: Source, count: int, files: Mapping[str, str], bom: bool
) -> dict[str, Any]:
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    made: dict[str, Any] = {
        "name": source.name.replace("_", "-"),
        "path": file,
        "title": f"{source.name}: one row is {source.meaning}",
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "format": form,
        "mediatype": _MEDIA[form],
        "hash": f"sha256:{digest}",
        "stats": {"rows": count},
        "schema": _schema(source, files, _all_null(path, source) if form == "parquet" else ()),
    }
    if form != "parquet":  # frictionless counts no bytes of such a file, and calls any number wrong
        made["bytes"] = path.stat().st_size
    if form in ("csv", "jsonl"):
        made["encoding"] = "utf-8-sig" if bom else "utf-8"
    if form == "jsonl" and not count:  # no line tells a program the columns
        made["type"] = "file"
    return made | _dialect(form, source)


def _dialect(form: str, source: Source) -> dict[str, Any]:
    """Return how a program finds the rows in a file.

    frictionless reads Parquet through pandas, whose column of whole numbers with gaps is one of fractions; as
    categories they stay what they are. Where all are gaps they are fractions all the same, and the schema calls them numbers.
    """
    gaps = [field.name for field in source.fields if field.kind is Kind.INTEGER and field.nullable]
    if form == "parquet" and gaps:
        return {"dialect": {"parquet": {"categories": gaps}}}
    if form == "xlsx":
        return {"dialect": {"excel": {"sheet": source.name[:31]}}}
    return {"dialect": {"json": {"keyed": True}}} if form == "jsonl" else {}


def _all_null(path: Path, source: Source) -> set[str]:
    """Return the columns of whole numbers of a Parquet file in which none stands, by what the file says of itself."""
    from pyarrow import parquet

    groups = parquet.ParquetFile(path).metadata
    places = {n: field.name for n, field in enumerate(source.fields) if field.kind is Kind.INTEGER and field.nullable}
    return {
        name
        for n, name in places.items()
        if all(
            (part := groups.row_group(group)).column(n).statistics.null_count == part.num_rows
            for group in range(groups.num_row_groups)
        )
    }


def _schema(source: Source, files: Mapping[str, str], all_null: Collection[str]) -> dict[str, Any]:
    keys = [
        {"fields": [field.name], "reference": {"resource": _own(source, field.ref), "fields": ["id"]}}
        for field in source.fields
        if field.ref and field.ref in files
    ]
    made: dict[str, Any] = {
        "fields": [_field(field) | ({"type": "number"} if field.name in all_null else {}) for field in source.fields],
        "missingValues": [""],
    }
    if source.is_table:
        made["primaryKey"] = list(source.order)
    return made | ({"foreignKeys": keys} if keys else {})


def _own(source: Source, ref: str) -> str:
    """Name the resource that a key points to; the standard calls the table itself by an empty name."""
    return "" if ref == source.name else ref.replace("_", "-")


def _field(field: Field) -> dict[str, Any]:
    kind, _, form = field.kind.value.partition("/")
    made: dict[str, Any] = {
        "name": field.name,
        "type": kind,
        **({"format": form} if form else {}),
        "description": field.description,
        "source": field.source,
        "constraints": {"required": not field.nullable},
    }
    if field.unit:
        made["unit"] = field.unit
    if field.words:
        made["constraints"]["enum"] = list(field.words)
    return made
