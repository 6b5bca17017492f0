"""The recordings of a folder of outputs, read again only when their file has changed."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from pathlib import Path

from pipeline.errors import InputError
from pipeline.publish import load

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An identifier of a recording: nothing else of an address ever becomes a path."""

KEPT = 8
"""Whole documents in memory: an hour of speech is about one megabyte."""


class Archive:
    """``DIR/<id>/webinar.json`` of every recording, checked against the schema. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._documents: OrderedDict[str, tuple[tuple, dict]] = OrderedDict()
        self._lock = threading.Lock()

    def ids(self) -> list[str]:
        """The recordings that have an output, in the order of their names."""
        paths = self.folder.glob("*/webinar.json")
        return sorted(p.parent.name for p in paths if SLUG.fullmatch(p.parent.name) and not _linked(p))

    def path(self, id: str) -> Path | None:
        """The output of a recording; ``None`` when there is none, or the id is none of ours."""
        if not SLUG.fullmatch(id):
            return None
        path = self.folder / id / "webinar.json"
        return path if path.is_file() and not _linked(path) else None

    def version(self, id: str) -> tuple | None:
        """Changes when the output changes; ``None`` without one."""
        path = self.path(id)
        try:
            found = path.stat() if path else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size) if found else None

    def document(self, id: str) -> dict | None:
        """The document of a recording, never to be changed; ``None`` when there is none that can be used."""
        version = self.version(id)
        if version is None:
            return None
        with self._lock:
            known = self._documents.get(id)
            if known and known[0] == version:
                self._documents.move_to_end(id)
                return known[1]
        try:
            document = load.read(self.folder / id / "webinar.json").document
        except InputError:
            return None
        if document["id"] != id:
            return None
        with self._lock:
            self._documents[id] = (version, document)
            self._documents.move_to_end(id)
            while len(self._documents) > KEPT:
                self._documents.popitem(last=False)
        return document


def _linked(path: Path) -> bool:
    return path.is_symlink() or path.parent.is_symlink()
