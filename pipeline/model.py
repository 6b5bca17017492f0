"""The frozen values that the stages hand to each other, and nothing else.

Times are integer milliseconds from the start of the recording, or ``None`` where the input has
no times. Amounts are ``Decimal``. There are two kinds of position, never mixed:

* *raw positions*, a cue index and a character offset in that cue's ``raw``: those of `Correction`;
* *text offsets*, characters in the corrected text of the whole recording (`positions.Text.text`):
  those of `Turn`, `Sentence`, `Figure`, `Action`, `Chapter`, `Point` and `Mention`.

Only `pipeline.positions` turns one into the other, or either into a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["host", "speaker", "unknown"]
CorrectionStatus = Literal["applied", "suggested", "accepted", "rejected", "edited"]
ActionStatus = Literal["done", "ongoing", "planned", "recommended"]
FigureKind = Literal[
    "percent", "money", "count", "duration", "date", "score", "ordinal", "quantity", "factor"
]
Comparator = Literal["=", "<", ">", "~"]
Objective = Literal[
    "commande_publique",
    "cycle_de_vie",
    "ecoconception",
    "sensibilisation_agents",
    "sensibilisation_citoyens",
    "territoire_donnees",
    "autre",
]
MentionKind = Literal["law", "organisation", "person", "place", "tool", "concept", "url"]

IN_FORCE: frozenset[str] = frozenset({"applied", "accepted", "edited"})
"""Statuses of a correction that change the text."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed line (or block of lines) of the transcript, as received.

    ``line`` is the 1-based line of the input where its words begin; ``speaker`` is the label that
    the file itself carries, or ``None``.
    """

    index: int
    start: int | None
    end: int | None
    raw: str
    line: int = 0
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A piece of the input that is not speech, with the reason why it was left out."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong in the input that did not prevent reading it, said in French for editors."""

    line: int
    message: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person of the recording. ``listed`` is false for one found only in the speech."""

    id: str
    name: str
    role: str | None = None
    organisation: str | None = None
    kind: Kind = "unknown"
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page or a sidecar says of the recording. ``date`` is ISO 8601 (``2024-12-05``)."""

    title: str | None = None
    date: str | None = None
    description: str | None = None
    organiser: str | None = None
    location: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words come from. ``why`` tells how the format was recognised (French)."""

    file: str
    format: str
    sha256: str
    language: str = "fr"
    duration: int | None = None
    platform: str | None = None
    video_id: str | None = None
    encoding: str = "utf-8"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """One input, read: raw cues with their offsets, and everything that is not a cue."""

    id: str
    source: Source
    metadata: Metadata
    participants: tuple[Participant, ...]
    cues: tuple[Cue, ...]
    dropped: tuple[Dropped, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of words, as data: raw characters [raw_start, raw_end) become ``after``.

    ``cue_end`` is the cue in which ``raw_end`` counts (``None``: the same cue). ``entry`` is the
    id of the glossary entry, ``None`` for a rule without one. ``why`` is one French sentence.
    """

    cue: int
    raw_start: int
    raw_end: int
    before: str
    after: str
    entry: str | None
    rule: str
    score: float
    status: CorrectionStatus
    why: str
    cue_end: int | None = None

    @property
    def last_cue(self) -> int:
        """Index of the cue in which ``raw_end`` counts."""
        return self.cue if self.cue_end is None else self.cue_end

    @property
    def in_force(self) -> bool:
        """Whether it changes the text."""
        return self.status in IN_FORCE


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without a break: text offsets [start, end).

    ``speaker`` is a participant id, ``None`` when doubtful. ``evidence`` are French phrases.
    ``paragraphs`` are the text offsets where a paragraph begins (the first is ``start``).
    """

    index: int
    start: int
    end: int
    speaker: str | None
    confidence: float
    evidence: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the closest thing to one in unpunctuated speech: text offsets [start, end)."""

    start: int
    end: int
    turn: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is said, as data. Text offsets; CONTRACT shapes for value, unit and kind.

    ``value`` is a ``Decimal``, a date string (``2025-01``), or ``None`` for a range.
    """

    start: int
    end: int
    value: Decimal | str | None
    low: Decimal | str | None
    high: Decimal | str | None
    unit: str | None
    kind: FigureKind
    comparator: Comparator
    about: str
    key: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Action:
    """Who did, does, will do or advises what: a clause at text offsets [start, end)."""

    start: int
    end: int
    status: ActionStatus
    actor: str | None
    verb: str
    object: str | None
    deadline: str | None
    objectives: tuple[Objective, ...]
    confidence: float
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Mention:
    """A term, person, place, law or address that is spoken of, with its first text offset."""

    text: str
    kind: MentionKind
    entry: str | None
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the recording: from text offset ``start`` to the next chapter."""

    start: int
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the summary: cleaned words of the recording, said at text offset ``start``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A standfirst and a few points, all taken from the recording's own words."""

    standfirst: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Turns, sentences and the people: those listed and those found in the speech."""

    turns: tuple[Turn, ...]
    sentences: tuple[Sentence, ...]
    participants: tuple[Participant, ...]
