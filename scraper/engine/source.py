"""The engine as a source of a run: batches from the cluster become captures with what they say, in a fixed order."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.originals import Originals
from scraper.fetcher.planner import Plan
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.loader.readings import Parcel
from scraper.parsers.version import parser_version

from .batch import ORIGINALS, Line, read_index, read_lines
from .cluster import Dispatcher, Poisoned, connected
from .errors import ENDS_ITS_WORKER, EngineError
from .units import Unit
from .work import Job, Known

Say = Callable[[str], None]
Fresh = Callable[[Snapshot], bool]


@dataclass
class EngineSource:
    """Files read by a Dask cluster. `counts` tells after reading what was skipped and why."""

    units: list[Unit]
    job: Job
    archive: Path
    scheduler: str | None = None
    workers: int = 2
    say: Say = lambda line: None
    originals: Originals = field(default_factory=Originals)
    counts: Counter[str] = field(default_factory=Counter)
    name: str = "dask"
    options: str = "dask"
    requests: int = 0

    def plan(self) -> Plan:
        """Return the number of units; what is in them shows when they are read."""
        where = f"the cluster at {self.scheduler}" if self.scheduler else f"{self.workers} processes of this machine"
        files = sum(len(unit.paths) for unit in self.units)
        return Plan(0, 0, 0.0, (f"dask: {files} files in {len(self.units)} units, read by {where}, no requests",))

    def read(
        self, archived: frozenset[str], read: frozenset[str], fresh: Fresh
    ) -> Iterator[tuple[Snapshot | Missed, Parcel | None]]:
        """Return every capture with what it says, None for one that is missed or not `fresh`, in the units' order.

        `archived` are the ids of captures that the archive has, `read` those that the workers need not parse
        either; `fresh` is asked again as each capture is merged. Raises EngineError where the cluster is lost,
        and what a unit's source raises.
        """
        folder = Path(self.job.folder)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            Known(archived, read).write(self.job)
            with connected(self.scheduler, self.workers) as client:
                for unit, batch in Dispatcher(client, self.job, self.say).batches(self.units):
                    if isinstance(batch, Poisoned):
                        yield self._poisoned(unit), None
                    else:
                        yield from self._merge(unit, Path(batch), fresh)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _poisoned(self, unit: Unit) -> Missed:
        self.counts["set aside"] += 1
        message = f"{unit.name} ended every worker that read it; it is set aside, the rest is loaded"
        return Missed(unit.name, "failed", ENDS_ITS_WORKER, message, unit.name)

    def _merge(self, unit: Unit, batch: Path, fresh: Fresh) -> Iterator[Line]:
        try:
            index = read_index(batch)
        except (OSError, ValueError) as error:
            words = "workers and loader must share the folder of the database"
            raise EngineError(f"the batch of {unit.name} cannot be read at {batch} ({error}); {words}") from error
        if index.parser_version != parser_version():
            raise EngineError(
                f"a worker has peel {index.parser_version}, this is {parser_version()}; install the same version there"
            )
        self.counts.update(index.counts)
        self._adopt(batch, index.warc_files)
        self.originals.adopt(batch / ORIGINALS)
        for item, parcel in read_lines(batch):
            is_fresh = parcel is not None and isinstance(item, Snapshot) and fresh(item)
            yield item, parcel if is_fresh else None
        shutil.rmtree(batch, ignore_errors=True)

    def _adopt(self, batch: Path, files: tuple[str, ...]) -> None:
        """Move the WARC files of a batch to the archive, before anything that names them is loaded."""
        try:
            self.archive.mkdir(parents=True, exist_ok=True)
            for name in files:
                shutil.move(batch / name, self.archive / name)
        except OSError as error:
            raise ArchiveError(f"the archive {self.archive} cannot be written ({error.strerror or error})") from error
