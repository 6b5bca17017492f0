"""Recordings that are read, what the machine says of them, and decisions laid over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pytest

from pipeline.correct import Index, build_index
from pipeline.decisions.anchor import Finder
from pipeline.decisions.model import Choice, Event, check, in_force, place_of
from pipeline.glossary import Glossary, load
from pipeline.model import Cue, Recording
from pipeline.read import read
from pipeline.run import build
from tests.conftest import ROOT

FILES = (
    pytest.param("samples/webinaire-2024-12-05.txt", marks=pytest.mark.slow),
    *(
        f"tests/recordings/{name}"
        for name in (
            "accessibilite.txt", "achats.json", "audition.txt", "donnees.txt", "ecoles.json",
            "fermetures.txt", "hopital.vtt", "inclusion.vtt",
        )
    ),
)  # fmt: skip


class Editors:
    """One recording and what editors decide of it, in the order in which they do."""

    def __init__(self, recording: Recording, glossary: Glossary, index: Index) -> None:
        self.recording, self.glossary, self.index = recording, glossary, index
        self.first, self.finder = before(recording)
        self.events: list[Event] = []

    def decide(self, kind: str, verdict: str, row: dict | None = None, **more) -> Editors:
        """Decide on a row of the document, or on the place ``at``."""
        at = more.pop("at", None) or (place_of(row) if row and kind != "person" else None)
        anchor = self.finder.anchor(*at) if at else None
        target = more.pop("target", None)
        choice = check(Choice(kind, verdict, anchor, target, more.pop("value", {}), row or {}, **more))
        seq = len(self.events) + 1
        self.events.append(
            Event(seq, "r", "", "Ana", str(seq), choice.target or "", choice.kind, choice.verdict,
                  choice.anchor, choice.value, choice.machine, choice.prefer)
        )  # fmt: skip
        return self

    def words(self, text: str, nth: int = 1) -> tuple[int, int, int, int]:
        """The raw place of words that stand in one cue."""
        for cue in self.recording.cues:
            at = -1
            while (at := cue.raw.find(text, at + 1)) >= 0:
                nth -= 1
                if not nth:
                    return cue.index, at, cue.index, at + len(text)
        raise AssertionError(f"{text!r} is not in the recording")

    def document(self, recording: Recording | None = None) -> dict:
        """The document with all decisions; of another transcript if one is given."""
        return build(recording or self.recording, self.glossary, self.index, in_force(self.events))


@lru_cache(maxsize=16)
def before(recording: Recording) -> tuple[dict, Finder]:
    """What the machine says of a recording, with the project's own glossary, and its finder."""
    return build(recording, *machine()), Finder(recording.cues, recording.source.sha256)


def recut(recording: Recording, width: int = 7) -> Recording:
    """The same words in other lines, a second later."""
    words = [(w, c) for c in recording.cues for w in c.raw.split()]
    cues = []
    for n, at in enumerate(range(0, len(words), width)):
        part = words[at : at + width]
        start, end = part[0][1].start, part[-1][1].end
        times = (None if t is None else t + 1000 for t in (start, end))
        cues.append(Cue(n, *times, " ".join(w for w, _ in part), 0, part[0][1].speaker))
    return replace(recording, cues=tuple(cues), source=replace(recording.source, sha256="b" * 64))


@lru_cache(maxsize=1)
def machine() -> tuple[Glossary, Index]:
    """The project's own glossary and its index."""
    glossary = load()
    return glossary, build_index(glossary)


@lru_cache(maxsize=16)
def recording(name: str) -> Recording:
    """One of `FILES`, read."""
    path = ROOT / name
    return replace(read(path.read_bytes(), path.name), id="r")


@pytest.fixture
def editors() -> Editors:
    """Nobody has decided anything yet of a recording without punctuation."""
    return Editors(recording("tests/recordings/accessibilite.txt"), *machine())


def of(rows: Sequence[dict], **fields) -> list[dict]:
    """The rows whose fields have these values."""
    return [r for r in rows if all(r.get(k) == v for k, v in fields.items())]
