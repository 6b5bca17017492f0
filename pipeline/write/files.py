"""Files that appear whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from pipeline.errors import SetupError


def write_whole(path: Path, data: bytes, folder: Path | None = None) -> None:
    """Write through a temporary file, flushed to disk and then renamed.

    ``folder`` holds the temporary file, by default the folder of ``path``; it is on the same disk.
    Raises: SetupError in one line when the folder cannot be written or the disk is full; nothing
    half-written stays.
    """
    temporary = None
    folder = folder or path.parent
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
        temporary = None
    except OSError as err:
        raise SetupError(
            str(path),
            None,
            f"cannot be written: {err.strerror or err}; "
            "check the folder's rights and the space left on the disk",
        ) from err
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def to_json(value: object) -> bytes:
    """JSON as the project writes it: UTF-8, one space of indent, a final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
