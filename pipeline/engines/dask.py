"""Many machines: the same jobs on a Dask cluster (`pip install 'greffier[dask]'`).

Without a scheduler a cluster of this machine's processes is started. With one, its workers need
Greffier installed and the same paths for inputs and outputs (a shared file system).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from pipeline.batch import Job, Setup, process_one
from pipeline.engines.local import killed
from pipeline.errors import SetupError
from pipeline.report import Result


def run(
    jobs: Sequence[Job], setup: Setup, workers: int, force: bool, scheduler: str | None = None
) -> Iterator[Result]:
    """Yield a result as each job is done. A job whose worker dies is given to another.

    Raises: SetupError if Dask is not installed or the scheduler does not answer.
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster, as_completed
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
        shared = client.scatter(setup, broadcast=True)
        waiting = list(reversed(jobs))
        futures = as_completed([], loop=client.loop)
        jobs_of: dict[str, Job] = {}

        def submit() -> None:
            job = waiting.pop()
            future = client.submit(process_one, job, shared, force=force, pure=False)
            jobs_of[future.key] = job
            futures.add(future)

        # some hundreds ahead: enough to keep a large cluster busy, little to hold
        for _ in range(min(len(waiting), 512)):
            submit()
        for future in futures:
            job = jobs_of.pop(future.key)
            try:
                yield future.result()
            except KilledWorker:
                yield killed(job)
            if waiting:
                submit()
