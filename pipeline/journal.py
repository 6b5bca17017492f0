"""What a batch has done: ``DIR/.greffier/journal.jsonl``, one line for each recording that is finished.

The journal saves time and is never trusted over the files: an entry counts only when the fingerprint
of the input and the SHA-256 of both outputs are what it says. A line is appended as soon as its
recording is done, and carries a sum, so that one that a crash has torn is passed over. The end of
a run puts the lines in order; a store that cannot append is given the whole journal once a minute.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from types import TracebackType

from pipeline import storage
from pipeline.errors import SetupError
from pipeline.report import COUNTS, Result, Seal

FOLDER = ".greffier"
NAME = "journal.jsonl"
SAVE_EVERY = 60.0
"""Seconds between two copies of the journal to a store that cannot append."""


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Journal:
    """The journal of one folder of results, to be used in a ``with`` statement by one run at a time.

    Raises: SetupError if another run is writing there, or the journal cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        self._path = self.folder / NAME
        self._lines: dict[str, str] = {}
        self._changed = False
        self._saved = time.monotonic()
        self._lock: int | None = None
        self._file: int | None = None
        self._locked = False
        self._read()

    @property
    def temporary(self) -> Path:
        """Where files are written before they are renamed."""
        return self.folder / "tmp"

    def entry(self, id: str) -> tuple[Seal, dict] | None:
        """The seal of a recording and the counts of its report, if the journal has it."""
        line = self._lines.get(id)
        return _parse(line)[1:] if line else None

    def add(self, result: Result) -> None:
        """Note a recording that is done; a failure is not noted, and so is tried again."""
        if result.state == "failed" or result.seal is None:
            return
        line = _line(result)
        if self._lines.get(result.id) == line:
            return
        self._lines[result.id] = line
        self._changed = True
        if self._locked:
            self._append(line.encode())
        elif time.monotonic() - self._saved > SAVE_EVERY:
            self._save()

    def _append(self, line: bytes) -> None:
        try:
            if self._file is None:
                flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
                self._file = os.open(self._path, flags, 0o666)
                size = os.fstat(self._file).st_size
                if size and os.pread(self._file, 1, size - 1) != b"\n":
                    line = b"\n" + line  # what a crash has torn does not run into this line
            if os.write(self._file, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as err:
            raise _unwritable(self._path, err) from err

    def __enter__(self) -> Journal:
        if not storage.is_local(self.folder):
            return self
        for own in (self.folder, self._path, self.temporary):
            if own.is_symlink():
                raise SetupError(str(own), None, "is a symbolic link; remove it")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._take_lock()
            self._read()
            self._clean()
        except OSError as err:
            self._release()
            raise _unwritable(self.folder, err) from err
        except SetupError:
            self._release()
            raise
        self._locked = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if self._changed:
                self._save()
        except SetupError:
            if kind is None:
                raise
        finally:
            self._release()

    def _release(self) -> None:
        if self._locked:
            with suppress(OSError):
                self._clean()
        for handle in (self._file, self._lock):
            if handle is not None:
                os.close(handle)
        self._file = self._lock = None
        self._locked = False

    def _clean(self) -> None:
        """Remove what processes that died have left half-written."""
        if self.temporary.is_dir():
            for left in self.temporary.glob(".*.tmp"):
                left.unlink(missing_ok=True)
            self.temporary.rmdir()

    def _take_lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # a system without such locks
            return
        self._lock = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as err:
            raise SetupError(
                str(self.folder.parent),
                None,
                "another run is writing here; wait for its end, or choose another --out",
            ) from err
        except OSError:  # a file system without locks
            return

    def _read(self) -> None:
        data = storage.read_or_none(self._path) or b""
        self._lines = {}
        for line in data.decode("utf-8", "replace").split("\n"):
            if found := _parse(line):
                self._lines[found[0]] = line + "\n"
        # lines out of order or written twice are what a run that was cut off leaves
        self._changed = data != self._whole()

    def _whole(self) -> bytes:
        return "".join(self._lines[id] for id in sorted(self._lines)).encode()

    def _save(self) -> None:
        storage.write(self._path, self._whole(), self.temporary)
        self._changed, self._saved = False, time.monotonic()


def _unwritable(path: Path, err: OSError) -> SetupError:
    return SetupError(
        str(path),
        None,
        f"cannot be written: {err.strerror or err}; check the folder's rights and the space left on the disk",
    )


def _line(result: Result) -> str:
    assert result.seal is not None
    row = [result.id, *astuple(result.seal), *(getattr(result, name) for name in COUNTS)]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return json.dumps([sha256(text.encode())[:16], *row], ensure_ascii=False, separators=(",", ":")) + "\n"


def _parse(line: str) -> tuple[str, Seal, dict] | None:
    """A recording's id, seal and counts; ``None`` for a line that is torn or not ours."""
    try:
        mark, *row = json.loads(line)
        id, fingerprint, output, page, *counts = row
    except (ValueError, TypeError, RecursionError):
        return None
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    if mark != sha256(text.encode("utf-8", "replace"))[:16] or len(counts) != len(COUNTS):
        return None
    return id, Seal(fingerprint, output, page), dict(zip(COUNTS, counts, strict=True))
