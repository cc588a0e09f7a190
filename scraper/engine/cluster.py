"""A Dask cluster: its own on this machine, or the one at an address. Units go out, batches come back in order.

Dask was chosen because it runs on one machine without any set-up, on a cluster under Slurm, Kubernetes or SSH with
the same call, and does a lost worker's task again by itself (docs/scale.md).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from scraper.errors import how_to_install

from .errors import EngineError, EngineUsageError
from .units import Unit
from .work import Job, read_unit

if TYPE_CHECKING:
    from distributed import Client, Future

    Pending = Future[str]

Say = Callable[[str], None]
_HINT = f"--engine dask needs Dask; {how_to_install('dask')}"
_CONNECT = 20.0  # seconds until a scheduler must have answered, and have a worker
_PATIENCE = 60.0  # seconds without a result after which it is looked whether any worker is left
_AHEAD = 3  # units that wait for each worker: batches lie on disk, so memory does not grow with it


class Poisoned(Exception):
    """A unit that ended its worker twice, the second time with nothing else at work."""


def require_dask() -> None:
    """Raise EngineUsageError, which says how to install it, where Dask is not there."""
    try:
        import distributed  # noqa: F401 - it may be there without what it needs
    except ImportError as error:
        raise EngineUsageError(_HINT) from error


@contextmanager
def connected(address: str | None, workers: int) -> Iterator[Client]:
    """Return a client of the cluster at `address`, of an own one with `workers` processes where that is None.

    The own cluster listens on 127.0.0.1 alone. Raises EngineUsageError where nobody answers at the address.
    """
    import dask
    from distributed import Client, LocalCluster

    with ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 1}))
        if address is None:
            cluster = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
                dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL,
            )  # fmt: skip
            stack.enter_context(cluster)
            target: Any = cluster
        else:
            target = address
        yield stack.enter_context(_client(Client, target, address))


def _client(make: Callable[..., Client], target: Any, address: str | None) -> Client:
    try:
        client = make(target, timeout=_CONNECT, set_as_default=False)
        client.wait_for_workers(1, timeout=_CONNECT)
    except (OSError, ValueError, TimeoutError) as error:
        reason = f"{error}".splitlines()[0] if f"{error}" else type(error).__name__
        where, hint = f"on this machine ({reason})", ""
        if address:
            where, hint = f"at {address} ({reason})", "; correct --scheduler, or leave it out for one of this machine"
        raise EngineUsageError(f"no Dask cluster with a worker answers {where}{hint}") from error
    return client


class Dispatcher:
    """Sends units to the cluster, a bounded number ahead, and gives each one's batch in the units' order."""

    def __init__(self, client: Client, job: Job, say: Say) -> None:
        self._client = client
        self._job = job
        self._say = say
        self._waiting: dict[int, Pending] = {}

    def batches(self, units: list[Unit]) -> Iterator[tuple[Unit, str | Poisoned]]:
        """Return each unit with the folder of its batch, or with what says that it ends its workers."""
        ahead = _AHEAD * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))
        sent = 0
        for unit in units:
            while sent < len(units) and sent <= unit.number + ahead:
                self._send(units[sent])
                sent += 1
            yield unit, self._outcome(unit)

    def _send(self, unit: Unit) -> Pending:
        future = self._client.submit(read_unit, unit, self._job, key=f"peel-{self._job.run}-{unit.number}", pure=False)
        self._waiting[unit.number] = future
        return future

    def _outcome(self, unit: Unit) -> str | Poisoned:
        from distributed import KilledWorker

        try:
            return self._result(self._waiting.pop(unit.number))
        except KilledWorker:
            self._say(f"{unit.name}: its worker was lost more than once; it is read again alone")
        return self._alone(unit)

    def _alone(self, unit: Unit) -> str | Poisoned:
        """Read a unit again with nothing else at work, so that no other is suspected of ending the worker."""
        from distributed import KilledWorker, wait

        if self._waiting:
            with self._client.as_current():  # `wait` takes the current client, which may be another's
                wait(list(self._waiting.values()))  # type: ignore[no-untyped-call]
        again = self._client.submit(
            read_unit, unit, self._job, key=f"peel-{self._job.run}-{unit.number}-alone", pure=False
        )
        try:
            return self._result(again)
        except KilledWorker:
            return Poisoned()

    def _result(self, future: Pending) -> str:
        while True:
            try:
                return str(future.result(timeout=_PATIENCE))
            except TimeoutError:
                if not self._client.scheduler_info(n_workers=-1)["workers"]:
                    raise EngineError(
                        "the cluster has lost all its workers; start some and run again to go on"
                    ) from None
            except (CancelledError, OSError) as error:
                raise EngineError(f"the connection to the cluster was lost ({error}); run again to go on") from error
            except ImportError as error:
                raise EngineError(f"the workers have no such peel ({error}); install the same version there") from error
