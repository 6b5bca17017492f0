"""Outputs that are older than their decisions are made again behind the server, one at a time.

The work is done by a child process of low priority (`pipeline.review.worker`), which keeps the
language model for a while and ends when nothing comes. No decision ever waits for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from pipeline.decisions.store import Store
    from pipeline.review.archive import Archive

QUIET = 1.0
"""Seconds without a new decision before a recording is made again…"""
PATIENCE = 10.0
"""… but no longer than this after the first."""


class Rebuilder:
    """Notes which recordings have new decisions; its thread has them made again."""

    def __init__(self, archive: Archive, store: Store, glossaries: Sequence[Path] = ()) -> None:
        self.archive = archive
        self.store = store
        self.glossaries = glossaries
        self._change = threading.Condition()
        self._waiting: dict[str, tuple[float, float]] = {}  # first and last time it was asked for
        self._current: str | None = None
        self._failed: dict[str, str] = {}
        self._ending = False
        self._thread: threading.Thread | None = None
        self._worker: Worker | None = None

    def wake(self, ids: Iterable[str]) -> None:
        """Have recordings made again soon; returns at once."""
        now = time.monotonic()
        with self._change:
            for id in ids:
                self._waiting[id] = (self._waiting.get(id, (now, now))[0], now)
            self._change.notify()

    def busy(self, id: str) -> bool:
        """Whether a recording will be, or is being, made again."""
        return id == self._current or id in self._waiting

    def failure(self, id: str) -> str | None:
        """Why the output could not be made again with the decisions in force; ``None`` if it could."""
        return self._failed.get(id)

    def start(self) -> None:
        """Begin; what is stale already is made again first."""
        self.wake(id for id in self.store.recordings() if self.archive.path(id))
        self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End now; what is not made again yet stays stale, and is at the next start."""
        with self._change:
            self._ending = True
            self._change.notify()
        if self._worker is not None:
            self._worker.close()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while (id := self._next()) is not None:
            try:
                self._rebuild(id)
            except Exception as err:  # the next one may do
                self._failed[id] = f"{type(err).__name__}: {err}"
            finally:
                with self._change:
                    self._current = None
        if self._worker is not None:
            self._worker.close()

    def _next(self) -> str | None:
        """Wait for a recording that is due; ``None`` at the end."""
        with self._change:
            while not self._ending:
                now = time.monotonic()
                due = {id: min(f + PATIENCE, t + QUIET) for id, (f, t) in self._waiting.items()}
                id = min(due, key=lambda i: due[i], default=None)
                if id is not None and due[id] <= now:
                    del self._waiting[id]
                    self._current = id
                    return id
                self._change.wait(None if id is None else due[id] - now)
        return None

    def _rebuild(self, id: str) -> None:
        document = self.archive.document(id)
        try:
            wanted = self.store.digest(id)
        except SetupError:
            return
        if document is None or document["provenance"].get("decisions", "") == wanted:
            self._failed.pop(id, None)
            return
        if self._worker is None:
            self._worker = Worker(self.archive.folder, self.glossaries)
        problem = self._worker.rebuild(id)
        self.archive.document(id)  # read and checked here, so that no editor waits for that
        if problem is None:
            self._failed.pop(id, None)
        else:
            self._failed[id] = problem


class Worker:
    """The child process, started when it is needed: a line with an id in, a line of JSON out.

    Without glossaries each recording is made again with the glossary that it was made with.
    """

    def __init__(self, folder: Path, glossaries: Sequence[Path] = ()) -> None:
        self.command = [sys.executable, "-m", "pipeline.review.worker", str(folder.resolve())]
        self.command += [str(path.resolve()) for path in glossaries]
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def rebuild(self, id: str) -> str | None:
        """Make a recording again and return when that is done: ``None``, or why it failed."""
        for _ in range(2):  # a worker that has just ended for want of work is replaced
            try:
                process = self._started()
                assert process.stdin is not None and process.stdout is not None
                process.stdin.write(id + "\n")
                process.stdin.flush()
                answer = process.stdout.readline()
            except (OSError, ValueError):
                answer = ""
            if answer.endswith("\n"):
                return json.loads(answer)["problem"]
            self.end()
            if self._closed:
                break
        return "le programme qui refait les fichiers s’est arrêté"

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.end()

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        return self._process
