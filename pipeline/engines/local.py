"""One machine: processes over recordings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.batch import Job, Setup, process_one
from pipeline.report import Result

_worker_setup: Setup | None = None


def _start_worker(setup: Setup) -> None:
    import signal

    global _worker_setup
    _worker_setup = setup
    # an interruption is the parent's to handle: a worker ends what it is writing
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(job: Job, force: bool) -> Result:
    assert _worker_setup is not None
    return process_one(job, _worker_setup, force=force)


def killed(job: Job) -> Result:
    """The result of a job whose process dies each time."""
    return Result(
        str(job.path),
        id=job.id,
        unexpected=True,
        message=(
            f"{job.path}:1: the process that read this file was killed; give it more memory or split the file"
        ),
    )


def run(jobs: Sequence[Job], setup: Setup, workers: int, force: bool) -> Iterator[Result]:
    """Share the jobs out to processes, a few ahead of the workers so that memory stays bounded.

    When a process dies (killed, out of memory) the jobs that were under way are tried again one
    at a time, so that the one that kills its process is named and the others are done.
    """
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting = list(reversed(jobs))
    suspects: list[Job] = []
    while waiting or suspects:
        alone = bool(suspects)
        queue, ahead = (suspects, 1) if alone else (waiting, 2 * workers)
        size = 1 if alone else workers
        with ProcessPoolExecutor(size, get_context("spawn"), _start_worker, (setup,)) as pool:
            under_way: dict = {}
            try:
                while queue or under_way:
                    while queue and len(under_way) < ahead:
                        job = queue.pop()
                        under_way[pool.submit(_work, job, force)] = job
                    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield future.result()
                        del under_way[future]
            except BrokenProcessPool:
                lost = list(under_way.values())
                if alone:
                    yield killed(lost[0])
                else:
                    suspects = lost
            except KeyboardInterrupt:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
