"""The history in plain French: who did what and when, one batch a line, and what can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.decisions.model import DISMISS, Event, undone
from pipeline.page.wording import UNKNOWN
from pipeline.wording import long_date

SHORT = 70
"""Characters of the words that are quoted."""

WISHES = {
    "always": "pour toujours corriger ainsi",
    "never": "pour ne jamais corriger dans ce contexte",
    "ask": "pour que la machine demande à chaque fois",
}

ITEMS = {
    "figure": "le chiffre",
    "action": "l’action",
    "chapter": "le chapitre",
    "point": "le point du résumé",
}

DONE = {"keep": "a gardé", "drop": "a retiré", "edit": "a modifié", "add": "a ajouté"}


@dataclass(frozen=True, slots=True)
class Deed:
    """One kind of thing done in a batch, how often, and the first event that did it."""

    words: str
    count: int
    event: Event


@dataclass(frozen=True, slots=True)
class Batch:
    """Decisions made in one go. ``undone``: none of it stands any more.

    ``undoes`` is ``"undo"`` or ``"redo"`` for one that takes a batch of ``whose`` back, or does it again.
    """

    id: str
    who: str
    at: str
    events: tuple[Event, ...]
    undone: bool
    undoes: str = ""
    whose: str = ""

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What was done, equal things once."""
        words = [(sentence(e), e) for e in self.events]
        counts = Counter(w for w, _ in words)
        first: dict[str, Event] = {}
        for said, event in words:
            first.setdefault(said, event)
        return tuple(Deed(said, counts[said], event) for said, event in first.items())

    @property
    def recordings(self) -> tuple[str, ...]:
        """Ids of the recordings, each once."""
        return tuple(dict.fromkeys(e.recording for e in self.events))


def batches(events: Sequence[Event]) -> list[Batch]:
    """The batches of a history, latest first. ``events`` are oldest first and reach to the last one."""
    gone: set[int] = set()
    for recording in {e.recording for e in events}:
        gone |= undone(e for e in events if e.recording == recording)
    by_seq = {e.seq: e for e in events}
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(event.batch, []).append(event)
    found = []
    for id, rows in reversed(groups.items()):
        undoes, whose = _undoes(rows[0], by_seq)
        gone_now = all(e.seq in gone for e in rows)
        found.append(Batch(id, rows[0].who, rows[0].at, tuple(rows), gone_now, undoes, whose))
    return found


def _undoes(event: Event, by_seq: dict[int, Event]) -> tuple[str, str]:
    """What an event does to the one at the end of the chain of undos, and who made that one."""
    steps = 0
    while event.undoes is not None and event.undoes in by_seq:
        event = by_seq[event.undoes]
        steps += 1
    return ("", "") if not steps else (("redo", "undo")[steps % 2], event.who)


def when(at: str) -> str:
    """An instant of the history at the server's own time: ``22 novembre 2026 à 14:05``."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return f"{long_date(local.date().isoformat())} à {local:%H:%M}"


def sentence(event: Event) -> str:
    """What an event does, as the end of a sentence that begins with a name."""
    said = _deed(event)
    return f"{said} ({WISHES[event.prefer]})" if event.prefer else said


def _deed(event: Event) -> str:
    if event.verdict == DISMISS:
        return f"a abandonné une décision sur « {quoted(event)} »"
    match event.kind:
        case "correction":
            return _correction(event)
        case "turn":
            return _turn(event)
        case "person":
            said = ", ".join(
                str(event.value[k]) for k in ("name", "role", "organisation") if event.value.get(k)
            )
            return f"a écrit « {said} » pour la personne que la machine nomme « {event.target} »"
        case "recording":
            over = event.verdict == "complete"
            return "a déclaré la relecture terminée" if over else "a rouvert la relecture"
        case _:
            return f"{DONE[event.verdict]} {ITEMS[event.kind]} « {quoted(event)} »{_changes(event)}"


def _correction(event: Event) -> str:
    received = quoted(event)
    match event.verdict:
        case "accept":
            return f"a accepté « {_after(event.machine)} » à la place de « {received} »"
        case "reject":
            return f"a refusé « {_after(event.machine)} » et gardé « {received} »"
        case _:
            words = _after(event.value)
            if not words:
                return f"a effacé « {received} »"
            return f"a écrit « {words} » à la place de « {received} »"


def _turn(event: Event) -> str:
    match event.verdict:
        case "assign":
            speaker = event.value.get("speaker")
            return f"a attribué à {speaker or UNKNOWN.lower()} : « {quoted(event)} »"
        case "confirm":
            return f"a confirmé qui parle : « {quoted(event)} »"
        case "split":
            return f"a coupé la prise de parole avant « {quoted(event)} »"
        case _:
            return f"a réuni deux prises de parole à « {quoted(event)} »"


def _changes(event: Event) -> str:
    title = event.value.get("title") or event.value.get("text")
    if event.verdict not in ("edit", "add") or not isinstance(title, str):
        return ""
    return f" : « {cut(title)} »"


def _after(values: dict[str, Any]) -> str:
    return cut(str(values.get("after") or "").strip())


def quoted(event: Event) -> str:
    """The words that an event is about; for a boundary, those that follow it."""
    anchor = event.anchor
    if anchor is None:
        return event.target
    words = anchor.quote.strip() or anchor.after.strip()
    return cut(words or anchor.before.strip())


def cut(words: str) -> str:
    """Words on one line, the end left out when they are long."""
    line = " ".join(words.split())
    return line if len(line) <= SHORT else line[:SHORT].rsplit(" ", 1)[0] + "…"


def seconds(events: Iterable[Event]) -> float | None:
    """When the words of the first of some events are said; ``None`` without times."""
    return next((e.anchor.start for e in events if e.anchor is not None and e.anchor.start is not None), None)
