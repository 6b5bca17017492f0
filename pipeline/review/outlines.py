"""The outlines of all recordings of a folder, made again only when an output has changed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from pipeline.review.archive import Archive
from pipeline.review.find import Folded, Query
from pipeline.review.outline import Outline, outline


@dataclass(frozen=True, slots=True)
class Known:
    """An outline with its recording's words, folded: only to tell which recordings hold some words."""

    version: tuple
    outline: Outline
    words: str


class Outlines:
    """Outlines by id. Thread-safe; an output that cannot be used is passed over."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._known: dict[str, Known | tuple] = {}
        self._lock = threading.Lock()

    def all(self) -> tuple[Outline, ...]:
        """The outlines of all recordings, in the order of their ids."""
        return tuple(k.outline for k in self._fresh())

    def get(self, id: str) -> Outline | None:
        """The outline of one recording."""
        return next((k.outline for k in self._fresh([id])), None)

    def holding(self, query: Query) -> Iterator[tuple[Outline, int]]:
        """The recordings whose corrected text may hold the words, with how many times.

        Capitals and accents do not count here, whatever the query says.
        """
        pattern = Query(query.words, query.whole).pattern()
        if pattern is None:
            return
        for known in self._fresh():
            found = sum(1 for _ in pattern.finditer(known.words))
            if found:
                yield known.outline, found

    def _fresh(self, ids: list[str] | None = None) -> list[Known]:
        found = []
        with self._lock:
            for id in self.archive.ids() if ids is None else ids:
                version = self.archive.version(id)
                known = self._known.get(id)
                if version is None:
                    continue
                # what could not be used is remembered by its version alone
                if known is None or (known if isinstance(known, tuple) else known.version) != version:
                    known = self._known[id] = self._made(id, version)
                if isinstance(known, Known):
                    found.append(known)
        return found

    def _made(self, id: str, version: tuple) -> Known | tuple:
        # the schema is checked when the recording is opened: a thousand checks would take minutes
        try:
            document = json.loads((self.archive.folder / id / "webinar.json").read_bytes())
            words = " ".join(c["text"] for c in document["cues"])
            made = Known(version, outline(document), Folded.of(words).text)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return version
        return made if made.outline.id == id else version


def outlines_of(request: Request) -> Outlines:
    """The outlines of the server's folder."""
    state = request.app.state
    if not hasattr(state, "outlines"):
        state.outlines = Outlines(state.archive)
    return state.outlines
