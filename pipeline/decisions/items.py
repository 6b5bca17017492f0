"""Figures, actions, chapters and points: kept, dropped, edited, or added from words that an editor chose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pipeline.decisions.fields import usable
from pipeline.decisions.model import Aside, Event, Kind, Located, Mark, Place
from pipeline.decisions.places import offsets, raw_place
from pipeline.french.syntax import Syntax
from pipeline.model import Chapter, Cue, Figure, Point, Sentence
from pipeline.positions import Text, correct_text

SAME = 0.5
"""Share of their words from which an item of the machine is the one that was decided on."""
CLOSE = 120
"""Characters between two places at which a chapter is taken to begin."""
_REVIEWS = {"keep": "kept", "edit": "edited", "add": "added"}


@dataclass(slots=True)
class Laid:
    """Items after the decisions, with the traces of these."""

    items: tuple[Any, ...] = ()
    marks: dict[Any, Mark] = field(default_factory=dict)
    set_aside: list[Aside] = field(default_factory=list)
    orphaned: list[Event] = field(default_factory=list)


def decided_items(
    kind: Kind,
    text: Text,
    found: Sequence[Any],
    decisions: Iterable[Located],
    read: Callable[[int, int], Any],
) -> Laid:
    """Lay decisions over the items of one kind.

    ``read`` makes an item of the words at text offsets: for those that editors added, and for those
    that they decided on and that the machine no longer finds.
    """
    left = list(found)
    laid = Laid()
    made: list[Any] = []
    for one in decisions:
        event = one.event
        start, end = offsets(text, one.place)
        if end <= start and kind != "chapter":
            laid.orphaned.append(event)  # its words were corrected away
            continue
        machine = _same_item(kind, text, left, one.place, start, end)
        if machine is not None:
            left.remove(machine)
        if event.verdict == "drop":
            laid.set_aside.append(Aside(kind, event.target, machine or event.machine))
            continue
        item = machine
        if item is None or event.verdict == "add":
            item = read(start, end)
            if event.verdict != "add":
                item = _changed(item, usable(kind, event.machine))
        changes = usable(kind, event.value) if event.verdict in ("edit", "add") else {}
        kept = machine is not None and event.verdict != "add"
        before = _fields(machine, changes) if kept else {}
        item = _changed(item, changes)
        if kind == "action":
            item = replace(item, confidence=1.0)
            before |= {"confidence": machine.confidence} if kept else {}
        if item in laid.marks:
            continue  # the same again
        laid.marks[item] = Mark(_REVIEWS[event.verdict], event.target, before or None)
        made.append(item)
    laid.items = tuple(sorted((*left, *made), key=lambda i: (i.start, getattr(i, "end", i.start))))
    return laid


def _same_item(kind: Kind, text: Text, left: Sequence[Any], place: Place, start: int, end: int) -> Any | None:
    """The machine's item at a place: exactly there, else the one that shares most of its words."""
    if kind == "chapter":
        near = [(abs(c.start - start), c.start, c) for c in left if abs(c.start - start) <= CLOSE]
        return min(near, key=lambda n: n[:2])[2] if near else None
    exact = [i for i in left if raw_place(text, i.start, i.end) == place]
    if exact:
        return exact[0]
    shares = [(_share(start, end, i.start, i.end), -i.start, i) for i in left]
    best = max(shares, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] > SAME else None


def _share(a: int, b: int, c: int, d: int) -> float:
    """Length in common of two stretches, of the length of both together."""
    return max(0, min(b, d) - max(a, c)) / max(1, max(b, d) - min(a, c))


def _changed(item: Any, fields: dict[str, Any]) -> Any:
    """The item with some fields as editors write them: amounts become decimals, lists tuples."""

    def value(content: Any) -> Any:
        if isinstance(content, list):
            return tuple(content)
        if isinstance(content, (int, float)) and not isinstance(content, bool):
            return Decimal(str(content))
        return content.strip() if isinstance(content, str) else content

    return replace(item, **{name: value(content) for name, content in fields.items()}) if fields else item


def _fields(item: Any, names: Iterable[str]) -> dict[str, Any]:
    """Fields of an item in the shapes of the document."""
    from pipeline.write.document import number

    def plain(value: Any) -> Any:
        return list(value) if isinstance(value, tuple) else number(value)

    return {name: plain(getattr(item, name)) for name in names}


# ------------------------------------------------------------------------- items of given words


def read_figure(
    text: Text, sentences: Sequence[Sentence], date: str | None, syntax: Syntax, start: int, end: int
) -> Figure:
    """The figure at text offsets: what the figure reader reads in its sentence, or in these words alone.

    Where it reads nothing: a quantity with the number that is said, or without one.
    """
    from pipeline.extract.figures import find_figures
    from pipeline.french.numbers import find_numbers

    sentence = sentences[max(0, bisect_right(sentences, start, key=lambda s: s.start) - 1)]
    for left, right in ((sentence.start, max(end, sentence.end)), (start, end)):
        words = text.text[left:right]
        alone = correct_text((Cue(0, None, None, words),))
        found = find_figures(alone, (Sentence(0, len(words), 0),), date, syntax)
        shared = [(min(end, left + f.end) - max(start, left + f.start), -f.start, f) for f in found]
        best = max((s for s in shared if s[0] > 0), key=lambda s: s[:2], default=None)
        if best is not None:
            return replace(best[2], start=start, end=end, sentence=sentence)
    numbers = find_numbers(text.text[start:end])
    value = numbers[0].value if numbers else None
    return Figure(start, end, value, None, None, None, "quantity", "=", "", False, sentence)


def read_point(text: Text, start: int, end: int) -> Point:
    """The point that is made of words of the recording: cleaned, or as they are when nothing is left."""
    from pipeline.extract.cleaning import clean

    said = text.text[start:end]
    return Point(clean(said) or said, start, end)


def read_chapter(text: Text, start: int) -> Chapter:
    """A chapter from a text offset on, named by its first words until an editor gives a title."""
    return Chapter(start, " ".join(text.text[start : start + 200].split()[:6]) or "Suite")
