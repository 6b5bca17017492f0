"""Geometry of the archive's two charts: in percent of the width, and in steps of height.

Each mark is one place of one recording. Nothing here knows of addresses: a mark carries its recording
and its item, and the template makes the link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.review.outline import Misheard, Outline, Told
from pipeline.review.statistics import Entry
from pipeline.wording import OBJECTIVES

Item = TypeVar("Item", Misheard, Told)

APART = 5
"""Percent of the width that a mark takes: on a screen of 320 pixels marks do not touch."""

ROW = 12
"""Marks in a row of the chart of entries."""

MOST = 48
"""Marks of an entry at most; the words beside tell how many there are in all."""


@dataclass(frozen=True, slots=True)
class Mark(Generic[Item]):
    """A mark at ``x`` percent, on a level of its lane."""

    x: float
    level: int
    recording: Outline
    item: Item


@dataclass(frozen=True, slots=True)
class Lane(Generic[Item]):
    """A row of a chart with its ``levels`` from the top; ``more`` marks are not drawn."""

    key: str
    label: str
    levels: int
    marks: tuple[Mark[Item], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a recording in the chart of actions: where it begins and how wide it is."""

    x: float
    width: float
    recording: Outline


@dataclass(frozen=True, slots=True)
class Chart(Generic[Item]):
    lanes: tuple[Lane[Item], ...]
    columns: tuple[Column, ...] = ()


def actions(outlines: Sequence[Outline]) -> Chart[Told]:
    """A lane for each objective, a column for each recording from left to right, a mark for each action."""
    width = 100 / max(1, len(outlines))
    across = max(1, int(width // APART))
    columns = tuple(Column(round(n * width, 2), round(width, 2), one) for n, one in enumerate(outlines))
    lanes: list[Lane[Told]] = []
    for key, label in OBJECTIVES.items():
        marks = [
            Mark(round(column.x + (place % across + 0.5) * width / across, 2), place // across, one, action)
            for column, one in zip(columns, outlines, strict=True)
            for place, action in enumerate(a for a in one.actions if key in a.objectives)
        ]
        if marks:
            lanes.append(Lane(key, label, 1 + max(m.level for m in marks), tuple(marks)))
    return Chart(tuple(lanes), columns)


def misheard(entries: Sequence[Entry]) -> Chart[Misheard]:
    """A lane for each entry, a mark for each of its latest places, the latest first."""
    lanes: list[Lane[Misheard]] = []
    for entry in entries:
        latest = sorted(entry.places, key=lambda place: place[0].date or "", reverse=True)
        shown = latest[:MOST]
        marks = tuple(
            Mark(round((n % ROW + 0.5) * 100 / ROW, 2), n // ROW, one, row)
            for n, (one, row) in enumerate(shown)
        )
        levels = 1 + (len(shown) - 1) // ROW
        lanes.append(Lane(entry.key, entry.term, levels, marks, entry.count - len(shown)))
    return Chart(tuple(lanes))
