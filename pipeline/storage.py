"""Where inputs and outputs are: folders of this machine, or any store that fsspec knows.

A place is a ``pathlib.Path``, or for an address such as ``s3://bucket/in`` the object of the same
interface that universal_pathlib makes. Whatever a store raises becomes one line of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.write.files import write_whole


def place(text: str) -> Path:
    """Return the place that a path or an address names. Raises: SetupError if no store can serve it.

    >>> place("in/talk.txt").name, place("memory://bucket/talk.txt").name
    ('talk.txt', 'talk.txt')
    """
    if "://" not in text:
        return Path(text)
    from fsspec import get_filesystem_class
    from upath import UPath

    protocol = text.split("://", 1)[0].split("::")[0]
    try:
        get_filesystem_class(protocol)
    except ImportError as err:
        raise SetupError(
            text, None, f"needs a package that is not installed: {err}; pip install 'greffier[s3]' for s3://"
        ) from err
    except ValueError as err:
        raise SetupError(text, None, f"is on a store that is not known ({protocol}://); check it") from err
    found = UPath(text)
    return Path(found.path) if protocol in ("file", "local") else found


def is_local(path: Path) -> bool:
    """Whether a place is on this machine, where files can be renamed and locked."""
    return isinstance(path, Path)


def find(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the files under a folder in the order of their names, each with its path from the folder.

    Raises: OSError if the store cannot be listed.
    """
    if is_local(folder):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield file, file.relative_to(folder)
        return
    root = folder.path.rstrip("/")
    with reached():
        names = sorted(folder.fs.find(root))
    for name in names:
        relative = name[len(root) :].lstrip("/")
        if relative and ".." not in relative.split("/"):
            yield folder / relative, Path(relative)


@contextmanager
def reached() -> Iterator[None]:
    """Turns what a store raises (a network, a right, a key) into an OSError of one line."""
    try:
        yield
    except OSError:
        raise
    except Exception as err:
        raise OSError(f"{type(err).__name__}: {' '.join(str(err).split())}") from err


def exists(path: Path) -> bool:
    """Whether there is something at a place. Raises: OSError if the store does not answer."""
    with reached():
        return path.exists()


def is_folder(path: Path) -> bool:
    """Whether a place is a folder, or the common beginning of some addresses. Raises: OSError."""
    with reached():
        return path.is_dir()


def read(path: Path, limit: int = -1) -> bytes:
    """Return the first ``limit`` bytes, or all. Raises: OSError."""
    with reached(), path.open("rb") as file:
        return file.read(limit)


def read_or_none(path: Path) -> bytes | None:
    """Return all bytes, or ``None`` if there are none to be had."""
    try:
        return read(path)
    except OSError:
        return None


def write(path: Path, data: bytes, temporary: Path | None = None) -> None:
    """Write a file that appears whole or not at all: renamed on this machine, put as one object elsewhere.

    ``temporary`` is the folder of unfinished files on this machine, by default the file's own.
    Raises: SetupError in one line when it cannot be written.
    """
    if is_local(path):
        write_whole(path, data, temporary)
        return
    try:
        with reached():
            path.fs.pipe_file(path.path, data)
    except OSError as err:
        raise SetupError(
            str(path),
            None,
            f"cannot be written: {err.strerror or err}; check the address and your rights there",
        ) from err
