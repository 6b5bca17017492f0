"""The frozen values of decisions, the key of what is decided, and which events are in force."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, NamedTuple

Kind = Literal["correction", "turn", "person", "figure", "action", "chapter", "point", "recording"]
Prefer = Literal["always", "never", "ask"]

ITEMS = ("figure", "action", "chapter", "point")
"""Kinds that are kept, dropped, edited or added."""

VERDICTS: Mapping[str, frozenset[str]] = {
    "correction": frozenset({"accept", "reject", "edit", "add"}),
    "turn": frozenset({"assign", "split", "merge", "confirm"}),
    "person": frozenset({"rename"}),
    "recording": frozenset({"complete", "reopen"}),
} | {kind: frozenset({"keep", "drop", "edit", "add"}) for kind in ITEMS}
"""What can be decided of each kind; besides, any decision can be dismissed."""

DISMISS = "dismiss"
"""Verdict by which an editor gives up a decision that no longer finds its words: it stays in the history."""

LONGEST = 1_000_000
"""Characters of one decision as JSON: hours in which one voice speaks fit."""


class Place(NamedTuple):
    """Raw characters from (cue, raw_start) to (cue_end, raw_end); a boundary when both are equal."""

    cue: int
    raw_start: int
    cue_end: int
    raw_end: int


def place_of(row: Mapping[str, Any]) -> Place:
    """The raw place of a row of a document: a correction, turn, figure, action, point or chapter."""
    return Place(row["cue"], row["raw_start"], row.get("cue_end", row["cue"]), row["raw_end"])


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words by which a place is found again in another transcript of the recording.

    ``quote`` are the raw words as received, ``""`` for a boundary between two words; ``before`` and
    ``after`` touch it and hold some 60 raw characters each, whole words, cues joined by a space.
    ``nth`` of ``of``: its place among those that have equal words around them. ``start`` is in
    seconds, ``None`` without times; ``source`` is the SHA-256 of the input in which the raw
    positions count.
    """

    quote: str
    before: str
    after: str
    nth: int
    of: int
    start: float | None
    source: str
    cue: int
    raw_start: int
    cue_end: int
    raw_end: int

    @property
    def place(self) -> Place:
        """Where it was in its own input."""
        return Place(self.cue, self.raw_start, self.cue_end, self.raw_end)


@dataclass(frozen=True, slots=True)
class Choice:
    """What an editor asks for. ``machine`` is what the machine said there, ``value`` what the editor says.

    ``target`` is given for a person (the machine's name) and for an item that already carries the
    key of an earlier decision; otherwise it follows from the kind and the anchor (see `target_of`).
    """

    kind: Kind
    verdict: str
    anchor: Anchor | None = None
    target: str | None = None
    value: dict[str, Any] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)
    prefer: Prefer | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A choice as stored. ``at`` is ISO 8601 in UTC; ``undoes``: number of the event that it takes back."""

    seq: int
    recording: str
    at: str
    who: str
    batch: str
    target: str
    kind: Kind
    verdict: str
    anchor: Anchor | None
    value: dict[str, Any]
    machine: dict[str, Any]
    prefer: Prefer | None
    undoes: int | None = None

    @property
    def choice(self) -> Choice:
        """The choice that was asked for."""
        return Choice(
            self.kind, self.verdict, self.anchor, self.target, self.value, self.machine, self.prefer
        )


class Located(NamedTuple):
    """A decision and the raw place at which its words stand in a recording."""

    event: Event
    place: Place


def target_of(choice: Choice) -> str:
    """The stable key of what is decided: two editors who decide on one item get the same one."""
    if choice.target is not None:
        return choice.target
    if choice.anchor is None:
        return choice.kind
    return key_of(choice.kind, choice.anchor.source, choice.anchor.place)


def key_of(kind: str, source: str, place: Place) -> str:
    """The key of a place of an input that nobody has decided on yet."""
    words = json.dumps([source, *place])
    return f"{kind}:{hashlib.sha256(words.encode()).hexdigest()[:20]}"


def row_target(kind: str, row: Mapping[str, Any], source: str) -> str:
    """The key of a row of a document: that of the decision it carries, else that of its place.

    ``source`` is the document's ``source.sha256``.
    """
    return row.get("target") or key_of(kind, source, place_of(row))


def check(choice: Choice) -> Choice:
    """Return the choice with its target. Raises: ValueError in one line if it cannot be stored."""
    if choice.verdict == DISMISS and choice.kind in VERDICTS and choice.target:
        return choice
    if choice.verdict not in VERDICTS.get(choice.kind, ()):
        known = ", ".join(sorted(VERDICTS.get(choice.kind, VERDICTS)))
        raise ValueError(f"found {choice.kind!r} {choice.verdict!r}, expected one of {known}")
    if choice.kind in ("person", "recording"):
        if choice.kind == "person" and not (choice.target and str(choice.value.get("name") or "").strip()):
            raise ValueError("found a person without target or name, expected both")
    elif choice.anchor is None:
        raise ValueError(f"found a {choice.kind} without anchor, expected the words that it is about")
    elif choice.verdict in ("split", "merge") and choice.anchor.quote:
        raise ValueError(f"found words in a {choice.verdict}, expected a boundary between two words")
    words = choice.kind == "correction" and choice.verdict in ("edit", "add")
    if words and not isinstance(choice.value.get("after"), str):
        raise ValueError(f"found a correction to {choice.verdict} without its words, expected 'after'")
    if choice.kind == "turn" and choice.verdict == "assign" and "speaker" not in choice.value:
        raise ValueError("found a turn to assign without 'speaker', expected a name or null")
    if choice.kind in ITEMS:
        from pipeline.decisions.fields import wrong

        problem = wrong(choice.kind, choice.value)
        if problem:
            raise ValueError(problem)
    if choice.prefer not in (None, "always", "never", "ask"):
        raise ValueError(f"found the preference {choice.prefer!r}, expected always, never or ask")
    try:
        size = len(json.dumps(asdict(choice), allow_nan=False))
    except (TypeError, ValueError, RecursionError) as err:
        raise ValueError(f"found a decision that is not JSON: {err}") from err
    if size > LONGEST:
        raise ValueError(f"found a decision of {size} characters, expected at most {LONGEST}")
    return replace(choice, target=target_of(choice))


def undone(events: Iterable[Event]) -> frozenset[int]:
    """Numbers of the events that are taken back; ``events`` are all of a recording, oldest first."""
    found: set[int] = set()
    for event in reversed(list(events)):  # an undo is always later than what it undoes
        if event.undoes is not None and event.seq not in found:
            found.add(event.undoes)
    return frozenset(found)


def in_force(events: Iterable[Event]) -> tuple[Event, ...]:
    """The last event of each target that is not undone, in the order in which they were made.

    ``events`` are all of a recording, oldest first. A decision that was dismissed is left out.
    """
    ordered = list(events)
    taken_back = undone(ordered)
    last: dict[tuple[str, str], Event] = {}  # a person may have any name, that of a key too
    for event in ordered:
        if event.undoes is None and event.seq not in taken_back:
            last[event.kind, event.target] = event
    return tuple(sorted((e for e in last.values() if e.verdict != DISMISS), key=lambda e: e.seq))


def digest(decisions: Iterable[Event]) -> str:
    """SHA-256 of the decisions in force, without the clock and without who made them; "" for none."""
    rows = [
        [e.target, e.kind, e.verdict, e.anchor and asdict(e.anchor), e.value, e.machine] for e in decisions
    ]
    if not rows:
        return ""
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


# ------------------------------------------------------------------ what decisions did to a document


@dataclass(frozen=True, slots=True)
class Mark:
    """The trace of a decision on a value: the word for it, its key, and what the machine says there."""

    review: str
    target: str
    machine: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What an editor dropped: the machine's value, or what it was when it was dropped."""

    kind: Kind
    target: str
    item: Any


@dataclass(frozen=True, slots=True)
class Decided:
    """What the decisions on one recording did to its values.

    ``marks`` are found by the (frozen) value itself; ``orphaned`` are the decisions that no place of
    the recording fits; ``complete`` tells that an editor said so.
    """

    events: tuple[Event, ...] = ()
    marks: Mapping[Any, Mark] = field(default_factory=dict)
    set_aside: tuple[Aside, ...] = ()
    orphaned: tuple[Event, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether an editor declared the recording finished."""
        return any(e.verdict == "complete" for e in self.events)


NOTHING_DECIDED = Decided()
