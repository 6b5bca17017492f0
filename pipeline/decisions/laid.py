"""The overlay of a recording that has decisions: finds each one's place, and keeps what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.decisions import items
from pipeline.decisions.anchor import Finder
from pipeline.decisions.corrections import decided_corrections, is_sign
from pipeline.decisions.model import Aside, Decided, Event, Kind, Located, Mark
from pipeline.decisions.overlay import Untouched
from pipeline.decisions.voices import decided_spoken
from pipeline.french.syntax import Syntax
from pipeline.model import Action, Chapter, Correction, Figure, Recording, Segmentation, Summary
from pipeline.positions import Text


class Overlay(Untouched):
    """The decisions in force on one recording. Each method is called once, in the order of the run."""

    def __init__(self, recording: Recording, decisions: Sequence[Event]) -> None:
        self._cues = recording.cues
        self._events = tuple(decisions)
        self._marks: dict[Any, Mark] = {}
        self._aside: list[Aside] = []
        self._orphaned: list[Event] = []
        self._located: dict[str, list[Located]] = {}
        finder = Finder(recording.cues, recording.source.sha256)
        for event in decisions:
            if event.anchor is None:
                continue
            place = finder.find(event.anchor)
            if place is None:
                self._orphaned.append(event)
            else:
                self._located.setdefault(event.kind, []).append(Located(event, place))

    def _of(self, kind: Kind) -> list[Located]:
        return self._located.get(kind, [])

    def words(self, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
        return self._correct(corrections, signs=False)

    def signs(self, corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
        return self._correct(corrections, signs=True)

    def _correct(self, corrections: tuple[Correction, ...], *, signs: bool) -> tuple[Correction, ...]:
        wanted = [one for one in self._of("correction") if is_sign(one.event) == signs]
        if not wanted:
            return corrections
        corrections, marks, lost = decided_corrections(self._cues, corrections, wanted)
        self._marks |= marks
        self._orphaned += lost
        return corrections

    def voices(self, text: Text, spoken: Segmentation) -> Segmentation:
        people = [e for e in self._events if e.kind == "person"]
        turns = self._of("turn")
        if not people and not turns:
            return spoken
        spoken, marks, lost = decided_spoken(text, spoken, turns, people)
        self._marks |= marks
        self._orphaned += lost
        return spoken

    def figures(
        self, text: Text, spoken: Segmentation, found: tuple[Figure, ...], date: str | None, syntax: Syntax
    ) -> tuple[Figure, ...]:
        def read(start: int, end: int) -> Figure:
            return items.read_figure(text, spoken.sentences, date, syntax, start, end)

        return self._items("figure", text, found, read)

    def actions(
        self, text: Text, spoken: Segmentation, found: tuple[Action, ...], date: str | None
    ) -> tuple[Action, ...]:
        def read(start: int, end: int) -> Action:
            from pipeline.extract.actions import action_at

            return action_at(text, spoken, date, start, end)

        return self._items("action", text, found, read)

    def chapters(self, text: Text, found: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
        return self._items("chapter", text, found, lambda start, end: items.read_chapter(text, start))

    def summary(self, text: Text, found: Summary) -> Summary:
        points = self._items(
            "point", text, found.points, lambda start, end: items.read_point(text, start, end)
        )
        return replace(found, points=points)

    def _items(
        self, kind: Kind, text: Text, found: tuple[Any, ...], read: Callable[[int, int], Any]
    ) -> tuple[Any, ...]:
        if not self._of(kind):
            return found
        laid = items.decided_items(kind, text, found, self._of(kind), read)
        self._marks |= laid.marks
        self._aside += laid.set_aside
        self._orphaned += laid.orphaned
        return laid.items

    def decided(self) -> Decided:
        orphaned = sorted(self._orphaned, key=lambda e: e.seq)
        return Decided(self._events, self._marks, tuple(self._aside), tuple(orphaned))
