"""Geometry of the two charts: who speaks when, and which action is told when.

Positions are percentages of the width, so that a chart takes the width of its page; heights are
steps that the template turns into lines of text, so that a chart grows with its letters.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.page.places import Places
from pipeline.page.wording import SHAPES, UNKNOWN, count, duration, percent, timecode
from pipeline.wording import OBJECTIVES, STATUSES

STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120)
"""Minutes between two ticks: the first that needs at most six of them."""

GAP = 4.5
"""Marks nearer than this many percent stand one above the other."""

LEVELS = 6

NARROW = 0.8
"""Percent: no turn is drawn narrower."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The horizontal axis: ``length`` seconds, or characters for a recording without times."""

    length: float
    timed: bool

    @classmethod
    def of(cls, document: dict, places: Places) -> Scale:
        times = [t["end"] or t["start"] for t in document["turns"] if t["start"] is not None]
        last = max([*times, document["source"]["duration"] or 0])
        return cls(last, True) if times and last > 0 else cls(max(1, places.length), False)

    def at(self, seconds: float | None, characters: int) -> float:
        """Percent of the width, within 0 and 100."""
        value = (seconds or 0.0) if self.timed else characters
        return round(min(100.0, max(0.0, 100 * value / self.length)), 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Percent and label of each tick; the first stands at the start."""
        if not self.timed:
            return [(0.0, "début"), (100.0, "fin")]
        minutes = self.length / 60
        step = next((s for s in STEPS if minutes / s <= 6), STEPS[-1])
        return [(self.at(60 * m, 0), timecode(60 * m)) for m in range(0, int(minutes) + 1, step)]


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark that links to its place: ``x`` and ``width`` in percent, ``level`` from the top of its lane."""

    x: float
    href: str
    title: str
    width: float = 0.0
    level: int = 0
    status: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of a chart; ``top`` is the number of levels above it, ``detail`` says more of it in words."""

    label: str
    top: int
    levels: int
    shapes: tuple[Shape, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Lanes from the top, ticks under them; ``levels`` of all lanes together."""

    lanes: tuple[Lane, ...]
    ticks: list[tuple[float, str]]

    @property
    def levels(self) -> int:
        return sum(lane.levels for lane in self.lanes)


def speakers(document: dict, places: Places, scale: Scale, names: dict[str, str]) -> Chart:
    """A lane for each voice in order of appearance, a mark for each of its turns."""
    rows: dict[str | None, list[int]] = {}
    for position, turn in enumerate(document["turns"]):
        rows.setdefault(turn["speaker"] if turn["speaker"] in names else None, []).append(position)
    spoken = {p: _spoken(document["turns"][p], scale) for ps in rows.values() for p in ps}
    whole = sum(spoken.values()) or 1
    lanes = []
    for speaker, positions in rows.items():
        name = names.get(speaker, UNKNOWN)
        total = sum(spoken[p] for p in positions)
        share = percent(total / whole)
        said = [duration(total), share] if scale.timed else [f"{share} des mots"]
        said.append(count(len(positions), "prise de parole", "prises de parole"))
        shapes = tuple(_turn(document["turns"][p], p, name, places, scale) for p in positions)
        lanes.append(Lane(name, len(lanes), 1, shapes, ", ".join(said)))
    return Chart(tuple(lanes), scale.ticks())


def _spoken(turn: dict, scale: Scale) -> float:
    if not scale.timed:
        return len(turn["text"])
    start, end = turn["start"], turn["end"]
    return max(0.0, end - start) if start is not None and end is not None else 0.0


def _turn(turn: dict, position: int, name: str, places: Places, scale: Scale) -> Shape:
    at = places.of_turn(position)[0].at
    start, end = turn["start"], turn["end"]
    x = scale.at(start, at)
    stop = scale.at(start if end is None else end, at + len(turn["text"]))
    when = f", {timecode(start)}" if start is not None else ""
    when += f" à {timecode(end)}" if start is not None and end is not None else ""
    return Shape(x, f"#tour-{position}", f"{name}{when}", round(max(NARROW, stop - x), 2))


def actions(document: dict, places: Places, scale: Scale) -> Chart:
    """A lane for each objective, a mark for each action in every objective that it serves."""
    lanes: list[Lane] = []
    top = 0
    for key, label in OBJECTIVES.items():
        rows = [a for a in document["actions"] if key in a["objectives"]]
        if not rows:
            continue
        shapes = _stack([_action(a, places, scale) for a in rows])
        levels = 1 + max(s.level for s in shapes)
        lanes.append(Lane(label, top, levels, shapes))
        top += levels
    return Chart(tuple(lanes), scale.ticks())


def _action(action: dict, places: Places, scale: Scale) -> Shape:
    paragraph, at = places.find(action["turn"], action["text"], action["start"])
    when = f" ({timecode(action['start'])})" if action["start"] is not None else ""
    words = f"{SHAPES[action['status']]} {STATUSES[action['status']]} : {action['text'].strip()}{when}"
    href = f"#{paragraph.anchor}" if paragraph else f"#{action['id']}"
    return Shape(scale.at(action["start"], at), href, words, status=action["status"])


def _stack(shapes: list[Shape]) -> tuple[Shape, ...]:
    """Give each mark the first level whose last mark is far enough; levels start again when all are full."""
    reached = [-100.0] * LEVELS
    placed = []
    for shape in sorted(shapes, key=lambda s: s.x):
        level = next((n for n in range(LEVELS) if shape.x - reached[n] >= GAP), 0)
        reached[level] = shape.x
        placed.append(Shape(shape.x, shape.href, shape.title, shape.width, level, shape.status))
    return tuple(placed)
