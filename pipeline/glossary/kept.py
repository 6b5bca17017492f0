"""The glossary that outputs were made with, kept beside them so that they can be made again anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from pipeline import storage
from pipeline.errors import SetupError
from pipeline.glossary.entry import Entry, Examples, Glossary
from pipeline.glossary.load import fingerprint


def keep(glossary: Glossary, folder: Path) -> None:
    """Write the glossary into a folder of outputs, once. Raises: SetupError if it cannot be written."""
    path = folder / ".greffier" / "glossary" / f"{glossary.sha256}.json"
    try:
        if storage.exists(path):
            return
    except OSError:
        pass  # what cannot be asked for may still be written
    for own in (path.parent, path.parent.parent) if storage.is_local(folder) else ():
        if own.is_symlink():
            raise SetupError(str(own), None, "is a symbolic link; remove it")
    rows = [{n: v for n, v in asdict(e).items() if v != _DEFAULTS.get(n)} for e in glossary.entries]
    data = json.dumps(rows, ensure_ascii=False, sort_keys=True).encode("utf-8")
    storage.write(path, data, folder / ".greffier" / "tmp")


def kept(folder: Path, sha256: str) -> Glossary | None:
    """The glossary of this fingerprint that is kept in a folder of outputs; ``None`` without it.

    Raises: SetupError if what is kept there is not that glossary.
    """
    path = folder / ".greffier" / "glossary" / f"{sha256}.json"
    data = storage.read_or_none(path)
    if data is None:
        return None
    try:
        entries = tuple(_entry(row) for row in json.loads(data))
    except (ValueError, TypeError, KeyError) as err:
        raise SetupError(str(path), None, f"is damaged: {err}; run the recordings again") from err
    if fingerprint(entries) != sha256:
        raise SetupError(
            str(path), None, "is not the glossary that it is named after; run the recordings again"
        )
    return Glossary(entries, sha256)


_DEFAULTS = {f.name: f.default for f in fields(Entry)} | {n: () for n in ("say", "heard", "near", "never")}


def _entry(row: Mapping[str, Any]) -> Entry:
    values = {n: tuple(v) if isinstance(v, list) else v for n, v in row.items()}
    examples = values.pop("examples", {})
    changes = tuple((before, after) for before, after in examples.get("changes", ()))
    return Entry(**values, examples=Examples(changes, tuple(examples.get("leaves", ()))))
