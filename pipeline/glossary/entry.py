"""The frozen values of the glossary (the YAML shape is described in the README)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

EntryKind = Literal["law", "organisation", "person", "place", "tool", "concept", "acronym"]
Article = Literal["la", "le", "les", "l'", "none"]
Policy = Literal["auto", "ask", "never"]


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences that the entry must change (before, after) and must leave as they are."""

    changes: tuple[tuple[str, str], ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One form to publish and what is known of how it is said and misheard.

    ``file`` and ``line`` tell where an editor finds it. ``participant`` is true for an entry made
    from the recording's own list of people, ``given`` for one of a glossary passed beside the project's own.
    """

    id: str
    term: str
    kind: EntryKind = "concept"
    long: str | None = None
    article: Article | None = None
    say: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    policy: Policy = "auto"
    examples: Examples = field(default_factory=Examples)
    source: str | None = None
    file: str = ""
    line: int = 0
    participant: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class Glossary:
    """All entries in force, in file order, and the fingerprint of the files they come from."""

    entries: tuple[Entry, ...]
    sha256: str = ""
