"""Many machines: the same jobs on a Dask cluster (`pip install 'greffier[dask]'`).

Without a scheduler a cluster of this machine's processes is started. With one, its workers need
Greffier installed, and the same paths for inputs and outputs: a shared folder, or a store (s3://).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from pipeline.batch import Job, Setup, process_one
from pipeline.engines.local import ATTEMPTS, killed
from pipeline.errors import SetupError
from pipeline.report import Result

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 512
"""Jobs given to the scheduler before they are done: enough for a large cluster, little to hold."""


def run(jobs: Sequence[Job], setup: Setup, workers: int, scheduler: str | None = None) -> Iterator[Result]:
    """Yield a result as each job is done. A job whose worker dies is given to another; one whose
    workers have died several times is tried alone at the end, so that the others are done.

    Raises: SetupError if Dask is not installed or the scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as err:
        raise SetupError("dask", None, "is not installed: pip install 'greffier[dask]'") from err
    with ExitStack() as stack:
        address: object = scheduler
        if scheduler is None:
            address = stack.enter_context(
                LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50)
            )
        try:
            client = stack.enter_context(Client(address, timeout="30s", set_as_default=False))
        except (OSError, ValueError) as err:
            raise SetupError(str(scheduler), None, f"no Dask scheduler answers there: {err}") from err
        # a task, not data that is scattered: what dies with its workers is made again
        shared = client.submit(_same, setup, pure=False)
        left, ahead = list(jobs), AHEAD
        for _ in range(1 + ATTEMPTS):
            suspects: list[Job] = []
            for job, result in _pass(client, shared, left, ahead):
                if result is None:
                    suspects.append(job)
                else:
                    yield result
            left, ahead = suspects, 1
        yield from map(killed, left)


def _same(setup: Setup) -> Setup:
    return setup


def _pass(client: Client, setup: Future, jobs: list[Job], ahead: int) -> Iterator[tuple[Job, Result | None]]:
    """Each job with its result, or with ``None`` if its workers died."""
    from distributed import CancelledError, KilledWorker, as_completed

    waiting = list(reversed(jobs))
    futures = as_completed([], loop=client.loop)
    jobs_of: dict[str, Job] = {}

    def submit() -> None:
        job = waiting.pop()
        future = client.submit(process_one, job, setup, pure=False)
        jobs_of[future.key] = job
        futures.add(future)

    for _ in range(min(len(waiting), ahead)):
        submit()
    for future in futures:
        job = jobs_of.pop(future.key)
        try:
            yield job, future.result()
        except KilledWorker:
            yield job, None
        except CancelledError as err:
            raise SetupError(
                "dask", None, "the scheduler has gone; run the same command again to go on"
            ) from err
        if waiting:
            submit()
