"""Where things stand on the page: paragraphs, their anchors, and the paragraph of any item."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead (``None``: nowhere); ``after`` says who and when."""

    text: str
    href: str | None
    after: str = ""
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters [begin, end) of a turn's text; ``start`` in seconds, ``None`` without times.

    ``at`` is the number of characters of all turns before it.
    """

    turn: int
    begin: int
    end: int
    start: float | None
    anchor: str
    at: int


class Places:
    """The paragraphs of a document in reading order, found by turn and words or by time."""

    def __init__(self, turns: Sequence[dict]) -> None:
        self.turns = turns
        self.paragraphs: tuple[Paragraph, ...] = tuple(_paragraphs(turns))
        self.length = sum(len(t["text"]) for t in turns)
        self._of_turn: dict[int, list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            self._of_turn.setdefault(paragraph.turn, []).append(paragraph)
        self._timed = [p for p in self.paragraphs if p.start is not None]
        self._starts = [p.start for p in self._timed]

    def of_turn(self, index: int) -> list[Paragraph]:
        """The paragraphs of a turn; there is at least one."""
        return self._of_turn[index]

    def at_time(self, seconds: float | None) -> Paragraph | None:
        """The paragraph under way at a time, the first one before it began; ``None`` without times."""
        if seconds is None or not self._timed:
            return None
        return self._timed[max(0, bisect_right(self._starts, seconds) - 1)]

    def find(self, turn: int | None, words: str, seconds: float | None) -> tuple[Paragraph | None, int]:
        """The paragraph that holds some words of a turn, and their offset among all turns' characters.

        Words that are not found are looked for by their time, then stand at the start of their turn.
        """
        if turn not in self._of_turn:
            paragraph = self.at_time(seconds)
            return paragraph, paragraph.at if paragraph else 0
        own = self._of_turn[turn]
        offset = self.turns[turn]["text"].find(words.strip())
        if offset >= 0:
            paragraph = own[max(0, bisect_right([p.begin for p in own], offset) - 1)]
            return paragraph, paragraph.at + offset - paragraph.begin
        paragraph = self.at_time(seconds) or own[0]
        return paragraph, paragraph.at


def _paragraphs(turns: Sequence[dict]):
    used: Counter[str] = Counter()
    total = 0
    for position, turn in enumerate(turns):
        cuts = [(p["offset"], p["start"]) for p in turn.get("paragraphs", [])] or [(0, turn["start"])]
        ends = [offset for offset, _ in cuts[1:]] + [len(turn["text"])]
        for (begin, start), end in zip(cuts, ends, strict=True):
            name = f"p-{sum(used.values()) + 1}" if start is None else f"t-{int(start)}"
            used[name] += 1
            anchor = name if used[name] == 1 else f"{name}-{used[name]}"
            yield Paragraph(position, begin, end, start, anchor, total + begin)
        total += len(turn["text"])
