"""The outlines of all recordings of a folder, made again only when an output has changed."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request

from pipeline.errors import SetupError
from pipeline.review.archive import SLUG, Archive
from pipeline.review.find import Folded, Query
from pipeline.review.outline import Outline, outline

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Known:
    """An outline with its recording's words, only to tell which recordings hold some of them.

    ``words`` are in UTF-8, which takes half the memory; ``folded`` are the same without accents and capitals.
    """

    version: tuple
    outline: Outline
    words: bytes
    folded: str


class Outlines:
    """Outlines by id. Thread-safe; an output that cannot be used is passed over."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._known: dict[str, Known | tuple] = {}
        self._current: tuple[tuple[Outline, ...], dict[Callable, Any]] = ((), {})
        self._lock = threading.Lock()
        self._making = threading.Lock()

    def all(self) -> tuple[Outline, ...]:
        """The outlines of all recordings, in the order of their ids; the same tuple while nothing changes."""
        return self._all_and_made()[0]

    def made_of_all(self, make: Callable[[tuple[Outline, ...]], Made]) -> Made:
        """What a function makes of all outlines, made once while nothing changes."""
        outlines, made = self._all_and_made()
        if make not in made:
            made[make] = make(outlines)
        return made[make]

    def _all_and_made(self) -> tuple[tuple[Outline, ...], dict[Callable, Any]]:
        found = tuple(k.outline for k in self._fresh())
        with self._lock:
            known = self._current[0]
            if len(found) != len(known) or any(a is not b for a, b in zip(found, known, strict=True)):
                self._current = (found, {})
            return self._current

    def get(self, id: str) -> Outline | None:
        """The outline of one recording."""
        return next((k.outline for k in self._fresh([id])), None)

    def unusable(self) -> list[str]:
        """Ids of the outputs, of those looked at, that are damaged or were written by another version."""
        return sorted(
            id for id, k in self._known.copy().items() if isinstance(k, tuple) and self.archive.path(id)
        )

    def holding(self, query: Query) -> Iterator[tuple[Outline, int]]:
        """The recordings whose last output holds the words, with how many times."""
        folded = Query(query.words, query.whole)
        for known in self._fresh():
            found = sum(1 for _ in folded.matches(known.folded))
            if found and query.exact:
                found = sum(1 for _ in query.matches(known.words.decode()))
            if found:
                yield known.outline, found

    def warm(self) -> None:
        """Make all outlines behind the server, so that the first visitor need not wait for them."""
        threading.Thread(target=self.all, name="outlines", daemon=True).start()

    def _fresh(self, ids: list[str] | None = None) -> list[Known]:
        if ids is not None:
            return self._looked_up((id, self.archive.version(id)) for id in ids)
        with self._making:  # so that a folder is read once at first, not once by each visitor
            return self._looked_up(self._versions())

    def _looked_up(self, versions: Iterable[tuple[str, tuple | None]]) -> list[Known]:
        found = []
        for id, version in versions:
            known = self._known.get(id)
            if version is None:
                continue
            # what could not be used is remembered by its version alone
            if known is None or (known if isinstance(known, tuple) else known.version) != version:
                known = self._known[id] = self._made(id, version)
            if isinstance(known, Known):
                found.append(known)
        return found

    def _versions(self) -> Iterator[tuple[str, tuple | None]]:
        """The versions of all outputs, in the order of their ids: one look at each file.

        Raises: SetupError if the folder is no longer there.
        """
        try:
            with os.scandir(self.archive.folder) as entries:
                names = sorted(e.name for e in entries if SLUG.fullmatch(e.name) and not e.is_symlink())
        except OSError as err:
            raise SetupError(
                str(self.archive.folder),
                None,
                f"cannot be read: {err.strerror or err}; put the folder back, then start the server again",
            ) from err
        for name in names:
            try:
                found = os.lstat(self.archive.folder / name / "webinar.json")
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode):
                yield name, (found.st_mtime_ns, found.st_size)

    def _made(self, id: str, version: tuple) -> Known | tuple:
        # the schema is checked when the recording is opened: a thousand checks would take minutes
        try:
            document = json.loads((self.archive.folder / id / "webinar.json").read_bytes())
            words = " ".join(c["text"] for c in document["cues"])
            made = Known(version, outline(document), words.encode(), Folded.of(words).text)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return version
        return made if made.outline.id == id else version


def outlines_of(request: Request) -> Outlines:
    """The outlines of the server's folder."""
    return request.app.state.outlines
