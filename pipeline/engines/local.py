"""One machine: processes over recordings."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.batch import Job, Setup, process_one
from pipeline.errors import SetupError
from pipeline.report import Result

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

ATTEMPTS = 3
"""How often a recording whose process died is tried alone before it is given up."""

_worker_setup: Setup | None = None


def _start_worker(setup: Setup) -> None:
    import signal
    import threading

    global _worker_setup
    _worker_setup = setup
    # an interruption is the parent's to handle: a worker ends what it is writing
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """End this process with its parent: one that was killed must not leave its workers behind."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(job: Job) -> Result:
    assert _worker_setup is not None
    return process_one(job, _worker_setup)


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


def _context():
    """How processes start: forked from one that has loaded the model, where forking is safe."""
    from multiprocessing import get_context

    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["pipeline.engines.warm"])
    return context


def run(jobs: Sequence[Job], setup: Setup, workers: int) -> Iterator[Result]:
    """Share the jobs out to processes, a few ahead of the workers so that memory stays bounded.

    When a process dies (killed, out of memory) the jobs that were under way are tried again one
    at a time, so that the one that kills its process is named and the others are done.
    Raises: SetupError if no process can be started.
    """
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    context = _context()
    waiting = list(reversed(jobs))
    suspects: list[Job] = []
    deaths: Counter[Job] = Counter()
    failures = 0
    while waiting or suspects:
        alone = bool(suspects)
        queue, ahead = (suspects, 1) if alone else (waiting, 2 * workers)
        under_way: dict[Future, Job] = {}
        with ProcessPoolExecutor(1 if alone else workers, context, _start_worker, (setup,)) as pool:
            try:
                while queue or under_way:
                    while queue and len(under_way) < ahead:
                        under_way[_submit(pool, queue[-1])] = queue[-1]
                        queue.pop()
                    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                    for future in done:
                        result = future.result()
                        del under_way[future]
                        failures = 0
                        yield result
            except BrokenProcessPool as err:
                failures += not under_way
                if failures > ATTEMPTS:
                    raise SetupError("workers", None, f"cannot be started: {err.__cause__ or err}") from err
                for job in under_way.values():
                    deaths[job] += alone
                    if deaths[job] == ATTEMPTS:
                        yield killed(job)
                    else:
                        suspects.append(job)
            except BaseException:
                # what is under way is finished, and noted by the next run; the rest is left
                pool.shutdown(wait=True, cancel_futures=True)
                raise


def _submit(pool: ProcessPoolExecutor, job: Job) -> Future:
    """Hand a job to a process, which may have to be started. Raises: BrokenProcessPool."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_work, job)
    except (OSError, EOFError) as err:  # what processes are forked from has died
        raise BrokenProcessPool(f"{type(err).__name__} {err}".strip()) from err
