"""Bulk loads and quiet nights: many captures of one page, whole runs over WARC files, the same runs with nothing new."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scraper.engine.extract import extract, extract_each
from scraper.fetcher.archive import pages as archived
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.load import load
from scraper.loader.readings import parcel_of
from scraper.loader.rebuild import rebuild
from scraper.pipeline import Request, run
from scraper.settings import load_settings

from .measure import Contender, Series, interleaved, ratio
from .pages import MODEL, MadePage, base, crawls, make_page
from .street import fresh, lxml_parse, snapshot
from .warcs import write_revisits, write_warc

_SAMPLE = 1000
"""Pages that stand for all where lxml parses them."""
_REVISITS = 3
"""Revisits of each page where there are any."""
_START = dt.datetime(2014, 1, 1, tzinfo=dt.UTC)


def _captures(count: int, *, pages: int = 1, changes: int = 8) -> list[MadePage]:
    """Make the captures of some pages of the model's layout; what they say changes with every so-manieth."""
    of = base(MODEL)
    return [
        make_page(of, other, state=n // changes, capture=n, captured_at=_START + dt.timedelta(days=9 * n))
        for n in range(count)
        for other in of.others[:pages]
    ]


def lines(few: int, many: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure bytes to rows of a page with `many` captures, a capture, over those of one with a `few`."""
    found: dict[str, Any] = {}
    made = _captures(many)
    shuffled = random.Random(1).sample(made, many)
    for name, pages in (("in order", made), ("shuffled", shuffled)):
        parts: dict[str, Contender] = {
            "few": lambda pages=pages: _take(pages[:few], folder),  # type: ignore[misc]
            "many": lambda pages=pages: _take(pages, folder),  # type: ignore[misc]
        }
        series = interleaved(parts, rounds)
        one, other = _each(series["few"], few), _each(series["many"], many)
        found[name] = {f"among {few} µs": round(one.per(1)), f"among {many} µs": round(other.per(1))}
        found[name]["many ÷ few"] = ratio(other, one)
    return found


def _take(pages: Sequence[MadePage], folder: Path) -> None:
    db = fresh(folder / "line.db")
    for page in pages:
        load(db, snapshot(page), parcel_of(extract(snapshot(page))))
    db.close()


def _each(series: Series, count: int) -> Series:
    """Return a series for one of so many."""
    return Series(series.name, tuple(one / count for one in series.seconds))


def runs(count: int, forces: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure whole runs, a page, over lxml's parse of it: of a crawl, of pages with seven captures, with nothing new.

    A rebuild of the crawl from the archive that the run made is measured in the same rounds.
    """
    crawl, several = list(crawls(count)), _captures(7, pages=forces, changes=4)
    warcs = {"crawl": folder / "crawl.warc.gz", "seven captures": folder / "seven.warc.gz"}
    write_warc(warcs["crawl"], crawl)
    write_warc(warcs["seven captures"], several)
    series = interleaved(
        {
            "lxml": lambda: lxml_parse(crawl),
            "lxml, seven captures": lambda: lxml_parse(several),
            "run": lambda: _run(warcs["crawl"], folder / "out", anew=True),
            "seven captures": lambda: _run(warcs["seven captures"], folder / "seven", anew=True),
            "nothing new": lambda: _run(warcs["crawl"], folder / "still", anew=False),
            "rebuild": lambda: _rebuild(folder / "still"),
        },
        rounds,
    )
    lxml, lxml_several = series["lxml"], series["lxml, seven captures"]
    return {
        "pages": count,
        "run µs": round(series["run"].per(count)),
        "run ÷ lxml": ratio(series["run"], lxml),
        "seven captures µs": round(series["seven captures"].per(len(several))),
        "seven captures ÷ lxml": ratio(series["seven captures"], lxml_several),
        "nothing new µs": round(series["nothing new"].per(count)),
        "nothing new ÷ lxml": ratio(series["nothing new"], lxml),
        "rebuild µs": round(series["rebuild"].per(count)),
        "rebuild ÷ lxml": ratio(series["rebuild"], lxml),
        "KB a page": round((folder / "still" / "peel.db").stat().st_size / count / 1000, 1),
    }


def quiet(count: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure runs over captures that are all known, a capture, over lxml's parse of one: so many pages, and pages with revisits."""
    warc, out = folder / "quiet.warc.gz", folder / "quiet"
    again, repeated = folder / "revisits.warc.gz", folder / "revisits"
    write_warc(warc, crawls(count))
    some = list(crawls(min(count, _SAMPLE)))
    records = write_revisits(again, some[: max(1, count // 20)], _REVISITS)
    _run(warc, out, anew=True)
    _run(again, repeated, anew=True)
    parts: dict[str, Contender] = {
        "lxml": lambda: lxml_parse(some),
        "quiet": lambda: _run(warc, out, anew=False),
        "revisits": lambda: _run(again, repeated, anew=False),
    }
    series = interleaved(parts, rounds)
    parse, still = _each(series["lxml"], len(some)), _each(series["quiet"], count)
    revisits = _each(series["revisits"], records)
    return {
        "captures": count,
        "a capture µs": round(still.per(1)),
        "quiet ÷ lxml": ratio(still, parse),
        "records with revisits": records,
        "a record µs": round(revisits.per(1)),
        "revisits ÷ lxml": ratio(revisits, parse),
    }


def _run(warc: Path, out: Path, *, anew: bool) -> None:
    if anew:
        shutil.rmtree(out, ignore_errors=True)
    run(load_settings(db=out / "peel.db", archive_dir=out / "archive"), Request(targets=(str(warc),)))


def _rebuild(out: Path) -> None:
    found = (one for one in archived(out / "archive") if isinstance(one, Snapshot))
    rebuild(out / "rebuilt.db", extract_each(found, lambda one: one))
