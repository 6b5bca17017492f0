"""Files beside an input that tell about it: an event page, a text of metadata, YAML."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.read.decode import decode
from pipeline.read.metadata import About, about_of_fields, read_head, read_yaml

SUFFIXES: tuple[str, ...] = (
    ".txt",
    ".md",
    ".srt",
    ".vtt",
    ".sbv",
    ".ttml",
    ".dfxp",
    ".xml",
    ".ass",
    ".ssa",
    ".lrc",
    ".json",
    ".jsonl",
    ".docx",
)
"""Suffixes of the inputs that a folder is searched for."""

_SIDECARS = (".meta.txt", ".meta.md", ".meta.yaml", ".meta.yml", ".yaml", ".yml", ".md")


_ABOUT_A_FOLDER = frozenset(
    {"readme", "lisezmoi", "lisez-moi", "changelog", "license", "licence", "contributing"}
)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A file that tells about a recording: its name alone and its bytes."""

    name: str
    data: bytes


def sidecar_names(name: str) -> tuple[str, ...]:
    """Return the files beside an input that may tell about it, the first to be tried first.

    >>> sidecar_names("d2.srt")[:2]
    ('d2.meta.txt', 'd2.meta.md')
    """
    stem = name.rsplit(".", 1)[0] if "." in name[1:] else name
    return tuple(stem + suffix for suffix in _SIDECARS if stem + suffix != name)


def is_sidecar(name: str, names: frozenset[str] | set[str] = frozenset()) -> bool:
    """Whether a file tells about others and is no input itself: a sidecar, a README, a licence.

    ``names`` are the files of its folder: ``talk.md`` is a sidecar beside ``talk.srt`` only.
    """
    lower = name.lower()
    if lower.endswith((".meta.txt", ".meta.md", ".yaml", ".yml")):
        return True
    if lower.rsplit(".", 1)[0] in _ABOUT_A_FOLDER:
        return True
    if not lower.endswith(".md"):
        return False
    stem = name[:-3]
    return any(stem + suffix in names for suffix in SUFFIXES if suffix != ".md")


def read_sidecar(sidecar: Sidecar) -> About:
    """Read a sidecar. Raises: InputError if it is empty, too large or not text."""
    document = decode(sidecar.data, sidecar.name)
    if sidecar.name.lower().endswith((".yaml", ".yml")):
        fields, issues = read_yaml(document.text, sidecar.name)
        about = about_of_fields(fields)
        return About(about.metadata, about.people, about.issues + issues)
    return read_head(document.text.split("\n"), sidecar.name)
