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

ACROSS = 3
"""Marks side by side in the column of a recording: they must not touch on a screen of 320 pixels."""

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
    """A row of a chart: ``top`` levels stand above it; ``more`` marks are not drawn."""

    key: str
    label: str
    top: int
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

    @property
    def levels(self) -> int:
        return sum(lane.levels for lane in self.lanes)


def actions(outlines: Sequence[Outline]) -> Chart[Told]:
    """A lane for each objective, a column for each recording from left to right, a mark for each action."""
    width = 100 / max(1, len(outlines))
    across = max(ACROSS, int(width // 4))
    columns = tuple(Column(round(n * width, 2), round(width, 2), one) for n, one in enumerate(outlines))
    lanes: list[Lane[Told]] = []
    top = 0
    for key, label in OBJECTIVES.items():
        marks = [
            Mark(round(column.x + (place % across + 0.5) * width / across, 2), place // across, one, action)
            for column, one in zip(columns, outlines, strict=True)
            for place, action in enumerate(a for a in one.actions if key in a.objectives)
        ]
        if marks:
            levels = 1 + max(m.level for m in marks)
            lanes.append(Lane(key, label, top, levels, tuple(marks)))
            top += levels
    return Chart(tuple(lanes), columns)


def misheard(entries: Sequence[Entry]) -> Chart[Misheard]:
    """A lane for each entry, a mark for each place, the forms one after the other."""
    lanes: list[Lane[Misheard]] = []
    top = 0
    for entry in entries:
        shown = entry.places[:MOST]
        marks = tuple(
            Mark(round((n % ROW + 0.5) * 100 / ROW, 2), n // ROW, one, row)
            for n, (one, row) in enumerate(shown)
        )
        levels = 1 + (len(shown) - 1) // ROW
        lanes.append(Lane(entry.key, entry.term, top, levels, marks, entry.count - len(shown)))
        top += levels
    return Chart(tuple(lanes))
