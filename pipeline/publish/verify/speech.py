"""A recording as verification looks things up in it: its words in order, and what is known of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass

from pipeline.publish.verify.tokens import tokenize
from pipeline.publish.words import spoken_words
from pipeline.wording import long_date

BREAK = "\0"
"""Stands between sources, and is like no word."""


@dataclass(frozen=True, slots=True)
class Said:
    """A figure of the recording with its tokens [start, end)."""

    start: int
    end: int
    row: dict


class Speech:
    """The tokens of a document: what is said, then the title, description and people.

    ``keys[i]`` is a folded word; ``second(i)`` its time, ``None`` outside the speech or without times.
    """

    def __init__(self, document: dict) -> None:
        self.document = document
        self.keys: list[str] = []
        self._seconds: list[float | None] = []
        self._turns: list[int | None] = []
        self._words: list[str] = []
        self._word_of: list[int] = []
        words = spoken_words(document)
        text = " ".join(w.text for w in words)
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word.text) + 1
        self._words = [w.text for w in words]
        for token in tokenize(text):
            n = bisect_right(starts, token.start) - 1
            self._add(token.key, words[n].start, words[n].turn, n)
        self.spoken = len(self.keys)
        for source in _sources(document):
            self._add(BREAK, None, None, len(self._words))
            self._words.append("")
            offset = len(self._words)
            pieces = source.split()
            begins, at = [], 0
            for piece in pieces:
                begins.append(at)
                at += len(piece) + 1
            self._words += pieces
            for token in tokenize(" ".join(pieces)):
                self._add(token.key, None, None, offset + bisect_right(begins, token.start) - 1)
        self.places: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(self.keys):
            self.places[key].append(i)
        self.figures = tuple(self._figures())

    def _add(self, key: str, second: float | None, turn: int | None, word: int) -> None:
        self.keys.append(key)
        self._seconds.append(second)
        self._turns.append(turn)
        self._word_of.append(word)

    def second(self, at: int) -> float | None:
        """Seconds at which a token is said."""
        return self._seconds[min(at, len(self._seconds) - 1)] if self._seconds else None

    def turn(self, at: int) -> int | None:
        """Index of the turn in which a token is said."""
        return self._turns[at] if 0 <= at < len(self._turns) else None

    def speaker(self, at: int) -> str | None:
        """Name of the person who says a token."""
        turn = self.turn(at)
        if turn is None:
            return None
        id = self.document["turns"][turn]["speaker"]
        return next((p["name"] for p in self.document["participants"] if p["id"] == id), None)

    def words(self, start: int, end: int) -> str:
        """The words of tokens [start, end) as written."""
        start, end = max(0, start), min(end, len(self.keys))
        if start >= end:
            return ""
        return " ".join(self._words[self._word_of[start] : self._word_of[end - 1] + 1]).strip()

    def find(self, keys: list[str] | tuple[str, ...]) -> list[int]:
        """Where a run of tokens begins, in order; empty when it is never said."""
        if not keys:
            return []
        rare = min(range(len(keys)), key=lambda i: len(self.places.get(keys[i], ())))
        size = len(keys)
        found = []
        for place in self.places.get(keys[rare], ()):
            begin = place - rare
            if begin >= 0 and self.keys[begin : begin + size] == list(keys):
                found.append(begin)
        return found

    def _figures(self) -> list[Said]:
        found: list[Said] = []
        reached = 0
        for row in self.document["figures"]:
            keys = [t.key for t in tokenize(row["text"])]
            places = [p for p in self.find(keys) if p < self.spoken]
            inside = [p for p in places if p >= reached and row["turn"] in (None, self.turn(p))]
            near = inside or [p for p in places if row["turn"] in (None, self.turn(p))] or places
            if near:
                reached = near[0]
                found.append(Said(near[0], near[0] + len(keys), row))
        when = self.document["metadata"]["date"]
        if when and self.keys:
            day = {"text": when, "value": when, "low": None, "high": None, "unit": None, "kind": "date"}
            found.append(Said(len(self.keys) - 1, len(self.keys), day | {"comparator": "="}))
        return found


def _sources(document: dict) -> list[str]:
    """What is known of a recording beside its words."""
    metadata = document["metadata"]
    texts = [metadata.get(k) for k in ("title", "description", "organiser", "location")]
    texts += [
        ", ".join(p[k] for k in ("name", "role", "organisation") if p[k]) for p in document["participants"]
    ]
    texts += [row["text"] for row in document["mentions"]]
    with suppress(ValueError):  # no date, or a month or a year alone
        texts.append(long_date(metadata["date"] or ""))
    return [t for t in texts if t]
