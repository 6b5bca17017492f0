"""Anchors: the words by which a place is found again, and the search for them.

In the input that an anchor was made from, its place is exact. In another transcript of the same
recording the place is where its words stand with the words around them. What cannot be told apart, or
has too little in common around it, is not found: never a guess.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.decisions.model import Anchor, Place
from pipeline.french.spelling import fold
from pipeline.model import Cue
from pipeline.positions import raw_time

AROUND = 60
"""Raw characters kept on each side, more or less a word."""
ENOUGH = 0.4
"""Share of the words around, weighed by their rarity, that must be there again."""
MARGIN = 0.2
"""How much better than the next one a place must be."""
TWIN = 0.7
"""Share of the words around from which two places of one transcript are alike."""
LONG = 12
"""Words from which a stretch is found by its two ends, so that a word changed inside does not lose it."""
SAME = 0.8
"""Share of the words of a long stretch that must be there again."""

_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s")


def anchor(cues: Sequence[Cue], cue: int, raw_start: int, cue_end: int, raw_end: int, source: str) -> Anchor:
    """The anchor of raw characters; see `Finder.anchor`, which is cheaper for several in one recording."""
    return Finder(cues, source).anchor(cue, raw_start, cue_end, raw_end)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """An anchor's folded words: around the quote, in it, and the characters cut off its first and last."""

    before: tuple[str, ...]
    quote: tuple[str, ...]
    after: tuple[str, ...]
    lead: int
    trail: int
    gap: str


class Finder:
    """The raw words of one recording, for making anchors and for finding them. Keeps no file open."""

    def __init__(self, cues: Sequence[Cue], source: str) -> None:
        self.cues = tuple(cues)
        self.source = source
        # the whole recording as one string, cues joined by a space
        self._begins: list[int] = []
        length = 0
        for cue in self.cues:
            self._begins.append(length)
            length += len(cue.raw) + 1
        self._text = " ".join(c.raw for c in self.cues)
        words = list(_WORD.finditer(self._text))
        self._keys = [fold(w.group()) for w in words]
        self._starts = [w.start() for w in words]
        self._ends = [w.end() for w in words]
        self._where: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self._keys):
            self._where[word].append(i)

    @classmethod
    def of_document(cls, document: dict) -> Finder:
        """The finder of the recording that a document (``webinar.json``) was made from."""
        cues = [
            Cue(
                c["index"],
                *(None if t is None else round(t * 1000) for t in (c["start"], c["end"])),
                c["raw"],
            )
            for c in document["cues"]
        ]
        return cls(cues, document["source"]["sha256"])

    # --------------------------------------------------------------------------------- make

    def anchor(self, cue: int, raw_start: int, cue_end: int, raw_end: int) -> Anchor:
        """The anchor of raw characters (cue, raw_start) to (cue_end, raw_end); of a boundary when equal.

        Raises: ValueError if the recording has no such place.
        """
        place = Place(cue, raw_start, cue_end, raw_end)
        if not self._has(place):
            raise ValueError(f"found no place {tuple(place)} in this recording")
        start, end = self._span(place)
        left = max(0, start - AROUND)
        while left and not self._text[left - 1].isspace() and start - left < 2 * AROUND:
            left -= 1
        right = min(len(self._text), end + AROUND)
        while right < len(self._text) and not self._text[right].isspace() and right - end < 2 * AROUND:
            right += 1
        before, quote, after = self._text[left:start], self._text[start:end], self._text[end:right]
        time = raw_time(self.cues[cue], raw_start)
        seconds = None if time is None else time / 1000
        twins = self._twins(_quoted(before, quote, after), start)
        return Anchor(quote, before, after, *twins, seconds, self.source, *place)

    def _twins(self, quoted: _Quoted, start: int) -> tuple[int, int]:
        """Place and number of those that look alike from their words around."""
        alike = sorted(i for i, score in self._candidates(quoted) if score >= TWIN)
        own = self._first_word(quoted, start)
        if own not in alike:
            alike = sorted({*alike, own})
        return alike.index(own) + 1, len(alike)

    def _first_word(self, quoted: _Quoted, start: int) -> int:
        """Index of the first word that a place touches or, for a boundary, of the word after it."""
        return bisect_right(self._ends, start) if quoted.quote else bisect_left(self._starts, start)

    # --------------------------------------------------------------------------------- find

    def find(self, anchor: Anchor) -> Place | None:
        """Where an anchor's words are in this recording; ``None`` when that is not sure."""
        if anchor.source == self.source and self._has(anchor.place):
            start, end = self._span(anchor.place)
            if self._text[start:end] == anchor.quote:
                return anchor.place
        quoted = _quoted(anchor.before, anchor.quote, anchor.after)
        if len(quoted.quote) >= LONG:
            return self._find_long(anchor, quoted)
        i = self._only(self._candidates(quoted), anchor.nth, anchor.of)
        return None if i is None else self._place(quoted, i)

    def _find_long(self, anchor: Anchor, quoted: _Quoted) -> Place | None:
        """A long stretch by its two ends, when most of its words still stand between them."""
        half = LONG
        opening = _Quoted(quoted.before, (), quoted.quote[:half], 0, 0, "")
        closing = _Quoted(quoted.quote[-half:], (), quoted.after, 0, 0, "")
        first = self._only(self._candidates(opening), anchor.nth, anchor.of)
        stop = self._only(self._candidates(closing), anchor.nth, anchor.of)
        if first is None or stop is None or stop <= first:
            return None
        here = Counter(self._keys[first:stop])
        common = sum((here & Counter(quoted.quote)).values())
        if common < SAME * max(len(quoted.quote), stop - first):
            return None
        return self._raw(self._starts[first], self._ends[stop - 1])

    def _candidates(self, quoted: _Quoted) -> list[tuple[int, float]]:
        """Word indices at which the quote stands (a boundary: before which), each with its score."""
        size = len(quoted.quote)
        if size:
            found = [
                i
                for i in self._where.get(quoted.quote[0], ())
                if tuple(self._keys[i : i + size]) == quoted.quote
            ]
        else:
            near = [i for i in self._where.get(quoted.after[0], ())] if quoted.after else [len(self._keys)]
            before = self._where.get(quoted.before[-1], ()) if quoted.before else (-1,)
            found = sorted({*near, *(i + 1 for i in before)})
        return [(i, self._score(quoted, i, i + size)) for i in found]

    def _score(self, quoted: _Quoted, first: int, stop: int) -> float:
        """Share of the words around, weighed by rarity, that stand around words [first, stop) too."""
        before, after = quoted.before[::-1], quoted.after
        ahead = self._keys[max(0, first - len(before) - 3) : first][::-1]
        behind = self._keys[stop : stop + len(after) + 3]
        total = sum(self._weights(before)) + sum(self._weights(after))
        if not total:  # nothing around it then, nothing may be around it now
            return 0.0 if ahead or behind else 1.0
        return (self._common(before, ahead) + self._common(after, behind)) / total

    def _weights(self, words: Sequence[str]) -> list[float]:
        """Rarity of each word in this recording; the nearer to the place, the more it counts."""
        size = len(self._keys) + 1
        return [
            (0.5 + math.log(size / (1 + len(self._where.get(w, ()))))) / (1 + 0.1 * n)
            for n, w in enumerate(words)
        ]

    def _common(self, wanted: Sequence[str], there: Sequence[str]) -> float:
        """Weight of the longest common subsequence of two lists of words that begin at the place."""
        if not set(wanted) & set(there):
            return 0.0
        weights = self._weights(wanted)
        best = [0.0] * (len(there) + 1)
        for word, weight in zip(wanted, weights, strict=True):
            diagonal = 0.0
            for j, other in enumerate(there, 1):
                above = best[j]
                best[j] = max(above, best[j - 1], diagonal + weight if word == other else 0.0)
                diagonal = above
        return best[-1]

    @staticmethod
    def _only(candidates: Sequence[tuple[int, float]], nth: int, of: int) -> int | None:
        """The one candidate that stands out; among as many alike as before, the one in the same order."""
        if not candidates:
            return None
        best = max(score for _, score in candidates)
        if best < ENOUGH:
            return None
        near = [i for i, score in candidates if score > best - MARGIN]
        if len(near) == 1 and of == 1:
            return near[0]
        return near[nth - 1] if len(near) == of else None

    # ------------------------------------------------------------------------------- places

    def _place(self, quoted: _Quoted, i: int) -> Place | None:
        """The raw place of an anchor whose words begin at word ``i``."""
        if quoted.quote:
            start = self._starts[i] + quoted.lead
            end = self._ends[i + len(quoted.quote) - 1] - quoted.trail
            return self._raw(start, end) if start < end else None
        left = self._ends[i - 1] if i else 0
        right = self._starts[i] if i < len(self._starts) else len(self._text)
        if quoted.gap:  # signs between two words
            at = self._text.find(quoted.gap, left, right)
            return self._raw(at, at + len(quoted.gap)) if at >= 0 else None
        return self._raw(right, right)

    def _has(self, place: Place) -> bool:
        cue, raw_start, cue_end, raw_end = place
        return (
            0 <= cue <= cue_end < len(self.cues)
            and 0 <= raw_start <= len(self.cues[cue].raw)
            and 0 <= raw_end <= len(self.cues[cue_end].raw)
            and (cue, raw_start) <= (cue_end, raw_end)
        )

    def _span(self, place: Place) -> tuple[int, int]:
        return self._begins[place.cue] + place.raw_start, self._begins[place.cue_end] + place.raw_end

    def _raw(self, start: int, end: int) -> Place:
        """The place of characters of the joined text; an end belongs to the character before it."""
        first = bisect_right(self._begins, start) - 1
        last = max(first, bisect_right(self._begins, max(start, end - 1)) - 1)
        return Place(first, start - self._begins[first], last, end - self._begins[last])


def _quoted(before: str, quote: str, after: str) -> _Quoted:
    """The words of an anchor: those that the quote touches, and those on either side."""
    whole = before + quote + after
    start, end = len(before), len(before) + len(quote)
    words = list(_WORD.finditer(whole))
    touched = [w for w in words if w.start() < end and w.end() > start]
    return _Quoted(
        tuple(fold(w.group()) for w in words if w.end() <= start),
        tuple(fold(w.group()) for w in touched),
        tuple(fold(w.group()) for w in words if w.start() >= end and w.end() > start),
        max(0, start - touched[0].start()) if touched else 0,
        max(0, touched[-1].end() - end) if touched else 0,
        "" if touched else _SPACES.sub(" ", quote),
    )
