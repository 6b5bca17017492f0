"""Outputs that are older than a decision: which they are, and making them again without their input."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError, PipelineError

if TYPE_CHECKING:
    from pipeline.decisions.store import Store
    from pipeline.glossary import Glossary
    from pipeline.model import Recording


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What `refresh` did: recordings made again, and one line for each that could not be."""

    made: tuple[str, ...] = ()
    problems: tuple[InputError, ...] = ()


def is_stale(document: dict, store: Store | None) -> bool:
    """Whether decisions are in force that a document does not have, or no longer are that it has."""
    if store is None:
        return False
    return document.get("provenance", {}).get("decisions", "") != store.digest(document["id"])


def refresh(folder: Path, *, write: bool = True) -> Refreshed:
    """Make the stale recordings of a folder of outputs again, or a single recording's own folder.

    One that cannot be made again is marked stale and reported. Without ``write`` nothing is
    changed, and every stale recording is reported. Raises: SetupError if the store is unusable.
    """
    own = (folder / "webinar.json").is_file()
    parent = folder.resolve().parent if own else folder
    from pipeline.decisions.store import Store

    store = Store.open(parent, create=False)
    if store is None:
        return Refreshed()
    with store:
        outputs = (
            [folder.resolve().name] if own else sorted(p.parent.name for p in folder.glob("*/webinar.json"))
        )
        return _refreshed(parent, outputs, store, write)


def _refreshed(folder: Path, names: Iterable[str], store: Store, write: bool) -> Refreshed:
    made: list[str] = []
    problems: list[InputError] = []
    for name in names:
        path = folder / name / "webinar.json"
        try:
            document = json.loads(path.read_bytes())
            stale = is_stale(document, store)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # no document: what reads it says so
        if not stale:
            continue
        if not write:
            problems.append(
                InputError(str(path), 1, "is older than its decisions; run again without --check")
            )
            continue
        try:
            rebuild(folder, name, store=store)
            made.append(name)
        except Exception as err:  # whatever it is, nothing older than its decisions goes out unsaid
            _mark(path, document)
            told = err if isinstance(err, PipelineError) else f"{type(err).__name__}: {err}"
            problems.append(
                err if isinstance(err, InputError) else InputError(str(path), 1, f"is stale: {told}")
            )
    return Refreshed(tuple(made), tuple(problems))


def _mark(path: Path, document: dict) -> None:
    """Say in a document that it is older than its decisions."""
    from pipeline.write.files import to_json, write_whole

    if document.get("review", {}).get("stale") is False:
        document["review"]["stale"] = True
        write_whole(path, to_json(document))


def rebuild(folder: Path, id: str, *, store: Store | None = None, glossary: Glossary | None = None) -> dict:
    """Make the outputs of one recording again from its own document and the decisions in force.

    ``id`` names the recording and its folder. The glossary is the one that the document was made
    with, unless another is given; then the next run does the recording again. Returns the new document.
    Raises: InputError if the document cannot be used, SetupError if something cannot be read or written.
    """
    from pipeline.batch import index_of
    from pipeline.decisions.store import Store
    from pipeline.page import page
    from pipeline.run import build
    from pipeline.write.files import to_json, write_whole

    path = folder / id / "webinar.json"
    opened = Store.open(folder, create=False) if store is None else None
    known = store or opened
    try:
        while True:
            data = _bytes(path)
            recording, made_with, mark = _received(path, data)
            used = glossary or _glossary(folder, made_with)
            if used is None:
                raise InputError(
                    str(path),
                    1,
                    f"was made with a glossary that is not kept in {folder}; run the recording again",
                )
            decisions = known.in_force(recording.id) if known is not None else ()
            kept_mark = mark if used.sha256 == made_with else ""
            new = build(recording, used, index_of(used), decisions, kept_mark)
            if _bytes(path) == data:  # else a run wrote another one meanwhile
                break
    finally:
        if opened is not None:
            opened.close()
    # the output marks the recording as done, so that it comes last
    write_whole(path.with_name("index.html"), page(new).encode("utf-8"))
    write_whole(path, to_json(new))
    return new


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        raise InputError(
            str(path), 1, f"cannot be read: {err.strerror or err}; run the recording again"
        ) from err


def _received(path: Path, data: bytes) -> tuple[Recording, str, str]:
    """The recording of a document, the fingerprint of its glossary, and its own."""
    from pipeline.write.document import recording_of

    try:
        document = json.loads(data)
        provenance = document["provenance"]
        return recording_of(document), provenance["glossary_sha256"], provenance.get("fingerprint", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as err:
        raise InputError(
            str(path), 1, f"cannot be made again ({type(err).__name__}: {err}); run the recording again"
        ) from err


@lru_cache(maxsize=2)
def _glossary(folder: Path, sha256: str) -> Glossary | None:
    from pipeline.glossary.kept import kept
    from pipeline.glossary.load import load

    found = kept(folder, sha256)
    if found is None:
        own = load()
        found = own if own.sha256 == sha256 else None
    return found
