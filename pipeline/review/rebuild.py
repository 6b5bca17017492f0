"""Outputs that are older than a decision are made again behind the server, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterable


class Rebuilder:
    """Notes which recordings have new decisions; a thread has them made again."""

    def __init__(self, archive, store) -> None:
        self.archive = archive
        self.store = store
        self._lock = threading.Lock()
        self._waiting: set[str] = set()

    def wake(self, ids: Iterable[str]) -> None:
        """Have recordings made again soon."""
        with self._lock:
            self._waiting |= set(ids)

    def busy(self, id: str) -> bool:
        """Whether the output of a recording is older than its decisions and will be made again."""
        return id in self._waiting

    def start(self) -> None: ...

    def stop(self) -> None: ...
