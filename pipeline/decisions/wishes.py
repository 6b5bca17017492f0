"""What editors want of the glossary: "always", "never here" and "ask me" gathered from their decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.decisions.model import Event, Prefer, in_force
from pipeline.french.spelling import fold

ORDER: tuple[Prefer, ...] = ("always", "never", "ask")


@dataclass(frozen=True, slots=True)
class Wish:
    """The same preference for the same words, with the decisions in force that say it, oldest first.

    ``before`` are raw words as first met, ``after`` what is written (``always``) or what the machine
    wrote or proposed (``never``, ``ask``). ``entry`` is the id of the machine's entry of the glossary,
    ``None`` where it had none. ``contested`` tells that other decisions wish otherwise for these words.
    """

    prefer: Prefer
    entry: str | None
    before: str
    after: str
    events: tuple[Event, ...]
    contested: bool = False

    @property
    def count(self) -> int:
        """How many decisions say it."""
        return len(self.events)

    @property
    def recordings(self) -> tuple[str, ...]:
        """Ids of the recordings, each once, as first met."""
        return tuple(dict.fromkeys(e.recording for e in self.events))

    @property
    def people(self) -> tuple[str, ...]:
        """Who wishes it, each once, as first met."""
        return tuple(dict.fromkeys(e.who for e in self.events))

    @property
    def contexts(self) -> tuple[tuple[str, str, str], ...]:
        """Raw words before, the words themselves and raw words after, one for each different context."""
        anchors = [e.anchor for e in self.events if e.anchor is not None]
        return tuple(dict.fromkeys((a.before, a.quote, a.after) for a in anchors))


def wishes(events: Iterable[Event]) -> tuple[Wish, ...]:
    """The wishes of a history of one or many recordings: by kind, then the most frequent first.

    Undone decisions and those that a later one replaced do not count; only corrections carry wishes.
    """
    histories: dict[str, list[Event]] = {}
    for event in events:
        histories.setdefault(event.recording, []).append(event)
    standing = sorted((e for h in histories.values() for e in in_force(h)), key=lambda e: e.seq)
    groups: dict[tuple, list[Event]] = {}
    for event in standing:
        if event.prefer is not None and event.kind == "correction" and event.anchor is not None:
            before, after = words(event)
            key = (event.prefer, event.machine.get("entry"), _same(before), _same(after))
            groups.setdefault(key, []).append(event)
    kinds: dict[str, set[str]] = {}
    for prefer, _, before, _ in groups:
        kinds.setdefault(before, set()).add(prefer)
    found = [
        Wish(prefer, entry, *words(rows[0]), tuple(rows), len(kinds[before]) > 1)
        for (prefer, entry, before, _), rows in groups.items()
    ]
    return tuple(
        sorted(found, key=lambda w: (ORDER.index(w.prefer), -w.count, fold(w.before), fold(w.after)))
    )


def words(event: Event) -> tuple[str, str]:
    """The raw words that a decision on a correction is about, and what they are to become.

    A refused correction keeps what the machine wrote or proposed.
    """
    before = event.anchor.quote if event.anchor is not None else ""
    decided = event.value.get("after") if event.verdict in ("edit", "add") else None
    after = decided if decided is not None else event.machine.get("after")
    return before, after if isinstance(after, str) else ""


def _same(words: str) -> str:
    return " ".join(fold(words).split())
