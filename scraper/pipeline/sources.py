"""The sources of a run, and what is wrong with them before anything is read, sent or written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.catalogue.grid import INDEX_URLS, Cell, Known, expected_pages, known_pages
from scraper.catalogue.organisations import ORGANISATIONS
from scraper.catalogue.urls import CANONICAL_HOST
from scraper.errors import PeelError, UsageError
from scraper.fetcher.archive import Archive
from scraper.fetcher.before import Before
from scraper.fetcher.errors import NoContactError
from scraper.fetcher.options import FetchSettings, require_contact
from scraper.fetcher.originals import Originals
from scraper.fetcher.revisits import RevisitSource
from scraper.fetcher.scope import for_targets
from scraper.fetcher.scoped import ScopedSource
from scraper.fetcher.snapshot import Snapshot
from scraper.fetcher.sources import FETCHED, Source, open_target
from scraper.fetcher.walk import is_new
from scraper.settings import Settings
from scraper.store.file import state_path
from scraper.store.state import State

from .context import Say
from .places import check_ahead
from .request import Request

if TYPE_CHECKING:
    from scraper.engine.source import EngineSource


def sources_of(
    settings: Settings,
    request: Request,
    state: State,
    archive: Archive,
    run: str,
    say: Say,
    before: Before | None = None,
    is_overtaken: Callable[[Snapshot], bool] = lambda _: False,
) -> Sequence[Source | EngineSource]:
    """Return the sources of a run, checked before anything is read or sent; `before` is what files gave in other runs.

    `is_overtaken` tells of a look at a page whether the page's newest capture is another (`WebSource`).
    """
    originals = Originals()
    if request.engine:
        return [_engine(settings, request, run, say, originals), _revisits(settings, originals)]
    found = _files(settings, request, before, originals)
    # Behind all others: what a revisit stands for may be in any file, or be fetched by this very run.
    behind: list[Source] = [_revisits(settings, originals, before)] if found else []
    if request.fetches:
        found.append(_fetched(settings, request, state, archive, run, say, is_overtaken))
    found += behind
    if request.rounds is not None or request.organisations is not None:
        return [source if source.name in FETCHED else ScopedSource(source, request.scope) for source in found]
    return found


def _fetched(
    settings: Settings,
    request: Request,
    state: State,
    archive: Archive,
    run: str,
    say: Say,
    is_overtaken: Callable[[Snapshot], bool],
) -> Source:
    """Return what the site, or a web archive, is asked for."""
    fetching = FetchSettings.of_run(settings, refetch=request.refetch)
    if settings.via == "web":
        from scraper.fetcher.web import WebSource

        return WebSource(
            for_targets(fetching, request.addresses), request.scope, state, archive, run,
            cells=lambda: _cells(request), index_urls=INDEX_URLS, say=say, is_overtaken=is_overtaken,
        )  # fmt: skip
    from scraper.fetcher.webarchive import WebArchiveSource

    return WebArchiveSource(settings.via, fetching, request.scope, state, archive, run, say=say)


def _files(settings: Settings, request: Request, before: Before | None, originals: Originals) -> list[Source]:
    """Return the sources of the files that were named, each file once; the revisits in them wait in `originals`."""
    seen: set[tuple[int, int]] = set()
    return [
        open_target(
            path,
            sound_only=request.sound_only,
            cap=settings.max_page_bytes,
            originals=originals,
            seen=seen,
            before=before,
        )
        for path in request.paths
        if is_new(Path(path), seen)
    ]


def _revisits(settings: Settings, originals: Originals, before: Before | None = None) -> RevisitSource:
    return RevisitSource(originals, settings.archive_dir, cap=settings.max_page_bytes, before=before)


def _engine(settings: Settings, request: Request, run: str, say: Say, originals: Originals) -> EngineSource:
    """Return the targets as work for a cluster (docs/scale.md)."""
    from scraper.engine.source import EngineSource
    from scraper.engine.units import units_of
    from scraper.engine.work import Job

    if not request.paths:
        raise UsageError("--engine reads files: name WARC files, WACZ files or folders")
    cap = settings.max_page_bytes
    units, passed_over = units_of(
        request.targets, sound_only=request.sound_only, absolute=request.scheduler is not None, cap=cap
    )
    folder = settings.db.parent.resolve() / "engine" / run
    workers = settings.workers if settings.workers > 1 else os.cpu_count() or 2
    return EngineSource(
        units, Job(run, str(folder), cap), settings.archive_dir, request.scheduler, workers, say, originals,
        passed_over, options=f"dask|{request.targets!r}",
    )  # fmt: skip


def _cells(request: Request) -> Iterator[Cell | Known]:
    rounds = set(request.rounds) if request.rounds is not None else None
    organisations = set(request.organisations) if request.organisations is not None else None
    yield from expected_pages(rounds, organisations)
    yield from known_pages(rounds, organisations)


def check_scope(request: Request) -> None:
    """Raise PeelError where a run of the catalogue is about rounds and organisations that have no address together."""
    if request.targets or next(_cells(request), None) is not None:
        return
    words = " and ".join(", ".join(sorted(names)) for names in (request.organisations, request.rounds) if names)
    known = (ORGANISATIONS[name] for name in sorted(request.organisations or ()))
    later = "".join(f" ({o.id} ended in {o.last}; {o.continued_by} continues it)" for o in known if o.continued_by)
    raise PeelError(
        f"the catalogue has no address for {words}{later}: nothing can be asked for; name another round or organisation"
    )


def plan_lines(settings: Settings, request: Request) -> list[str]:
    """Return what a run would do, in lines; nothing is sent or written.

    Raises what the run would, where its targets, its places, its databases or its locks would keep it from its first page.
    """
    needs = None
    try:
        check_targets(settings, request)
    except NoContactError as error:
        needs = f"the run itself is refused as it stands: {error.message}"
        settings = settings.model_copy(update={"contact": "nobody: a dry run sends nothing"})
    check_ahead(settings)
    with State(state_path(settings.db), is_plan=True) as state, Archive(settings.archive_dir, "plan") as archive:
        sources = sources_of(settings, request, state, archive, "plan", lambda line: None)
        lines = [line for source in sources for line in source.plan().lines]
    return [*lines, needs] if needs else lines


def check_targets(settings: Settings, request: Request) -> None:
    """Say what is wrong with the targets before anything is written or locked."""
    if request.scheduler and not request.engine:
        raise UsageError("--scheduler is for --engine dask; add it, or leave both out")
    if request.engine:
        from scraper.engine.cluster import require_dask

        require_dask()
        _engine(settings, request, "plan", lambda line: None, Originals())
        return
    check_scope(request)
    for path in request.paths:
        open_target(path)
    if request.fetches and settings.via == "web":
        fetching = for_targets(FetchSettings.of_run(settings), request.addresses)
        require_contact(fetching, fetching.site_base or f"https://{CANONICAL_HOST}/")
