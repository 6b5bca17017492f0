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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.decisions.model import Anchor, Place
from pipeline.french.spelling import fold
from pipeline.model import Cue
from pipeline.positions import raw_time

AROUND = 60
"""Raw characters kept on each side, more or less a word."""
ENOUGH = 0.5
"""Share of the words around, weighed by their rarity, that must be there again."""
MARGIN = 0.2
"""How much better than the next one a place must be."""
TWIN = 1 - MARGIN
"""Share of the words around from which two places of one transcript are alike."""
SURE = 0.85
"""Score from which a place is sure, whatever stands elsewhere."""
AWAY = 0.2
"""What a word around loses for each place by which it is nearer or further than it was."""
FIRM = 3
"""Words that must stand in a row, those of the quote and those that touch it; a boundary needs one less."""
LONG = 12
"""Words from which a stretch is found although a word inside it is another one."""
LOOSE = 2
"""Words at either end of a long stretch that may be others without a word beside them that is the same."""
PART = 150
"""Words of either end by which a very long stretch is found."""
RARE = 6
"""Times at most that a word is said that tells where a long stretch is."""
SAME = 0.8
"""Share of the words of a long stretch that must be there again."""

_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s")


def anchor(cues: Sequence[Cue], cue: int, raw_start: int, cue_end: int, raw_end: int, source: str) -> Anchor:
    """The anchor of raw characters; see `Finder.anchor`, which is cheaper for several in one recording."""
    return Finder(cues, source).anchor(cue, raw_start, cue_end, raw_end)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """An anchor's folded words: around the quote and in it.

    ``lead`` and ``trail`` are the characters cut off the first and the last word of the quote;
    ``opening`` and ``closing`` the signs before its first word and after its last one, ``gap`` those of
    a quote without words.
    """

    before: tuple[str, ...]
    quote: tuple[str, ...]
    after: tuple[str, ...]
    lead: int
    trail: int
    opening: str
    closing: str
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
        alike = sorted(i for i, score in self._candidates(quoted) if score > TWIN)
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
            return self._find_long(quoted)
        candidates = self._candidates(quoted)
        i = self._only(candidates, anchor.nth, anchor.of)
        if i is None or self._said_otherwise(quoted, i, max(score for _, score in candidates)):
            return None
        return self._place(quoted, i)

    def _said_otherwise(self, quoted: _Quoted, at: int, score: float) -> bool:
        """Whether other words than those at word ``at`` stand where the quote stood, by the words around."""
        if score > SURE or not quoted.quote or not quoted.before or not quoted.after:
            return False
        size = len(quoted.quote)
        total = sum(self._weights(quoted.before)) + sum(self._weights(quoted.after))
        before = quoted.before[::-1]
        for away in (1, 2):  # the word that touched the quote may be another one too
            for i in self._where.get(before[away - 1], ()) if len(before) >= away else ():
                left = self._common(before, self._keys[max(0, i + away - len(before) - 3) : i + away][::-1])
                if left < (score - 0.5) * total or abs(i + away - at) < LONG:
                    continue
                for stop in range(max(i + away, i + away + size - 2), i + away + size + 3):
                    if tuple(self._keys[i + away : stop]) == quoted.quote:
                        continue
                    right = self._common(quoted.after, self._keys[stop : stop + len(quoted.after) + 3])
                    if (left + right) / total > score:
                        return True
        return False

    def _find_long(self, quoted: _Quoted) -> Place | None:
        """A long stretch, when most of its words still stand in one place, some changed here or there."""
        quote = quoted.quote
        if len(quote) <= 3 * PART:
            bounds = self._stretch(quoted.before, quote, quoted.after)
        else:  # by its two ends
            head = self._stretch(quoted.before, quote[:PART], quote[PART : PART + LONG])
            tail = self._stretch(quote[-PART - LONG : -PART], quote[-PART:], quoted.after)
            bounds = (head[0], tail[1]) if head and tail else None
        if bounds is None or bounds[0] >= bounds[1]:
            return None
        first, stop = bounds
        common = sum((Counter(self._keys[first:stop]) & Counter(quote)).values())
        if common < SAME * max(len(quote), stop - first):
            return None
        return self._with_signs(quoted, self._starts[first], self._ends[stop - 1])

    def _stretch(
        self, before: tuple[str, ...], quote: tuple[str, ...], after: tuple[str, ...]
    ) -> tuple[int, int] | None:
        """The words [first, stop) here that are those of a quote."""
        words = (*before, *quote, *after)
        found = sorted((self._aligned(words, *w) for w in self._windows(words)), key=len, reverse=True)
        if not found:
            return None
        there = found[0]
        if any(len(set(o.values()) - set(there.values())) > SAME * len(there) for o in found[1:]):
            return None  # said twice
        begin, end = len(before), len(before) + len(quote)
        inside = [n for n in range(begin, end) if n in there]
        if len(inside) < SAME * len(quote) or _torn(inside, there):
            return None
        first, stop = there[inside[0]], there[inside[-1]] + 1
        # a changed word at either end belongs to the stretch when the word beside it is where it was
        if begin - 1 in there and 0 <= first - there[begin - 1] - 1 <= inside[0] - begin:
            first = there[begin - 1] + 1
        elif inside[0] - begin > LOOSE:
            return None
        if end in there and 0 <= there[end] - stop <= end - 1 - inside[-1]:
            stop = there[end]
        elif end - 1 - inside[-1] > LOOSE:
            return None
        return first, stop

    def _windows(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Where in the recording many rare words of a stretch stand at about the right distances."""
        size = len(words)
        step = size // 2 + LONG
        votes: Counter[int] = Counter()
        for n, word in enumerate(words):
            where = self._where.get(word, ())
            if len(where) <= RARE:
                votes.update({(i - n) // step for i in where})
        best = [bin for bin, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))]
        chosen: list[int] = []
        for bin in best:
            if all(abs(bin - other) > 1 for other in chosen):
                chosen.append(bin)
        return [(max(0, bin * step - step), (bin + 2) * step + size) for bin in chosen[:3]]

    def _aligned(self, words: Sequence[str], low: int, high: int) -> dict[int, int]:
        """Which word of a stretch is which of the words [low, high) here; single strays are left out."""
        blocks = SequenceMatcher(None, words, self._keys[low:high], autojunk=False).get_matching_blocks()
        there: dict[int, int] = {}
        for k, (n, i, size) in enumerate(blocks):
            beside = [
                n - m == i - j and abs(n - m) <= 3
                for m, j in (
                    *((b.a + b.size, b.b + b.size) for b in blocks[max(0, k - 1) : k]),
                    *((b.a, b.b) for b in blocks[k + 1 : k + 2] if b.size),
                )
            ]
            if size > 1 or any(beside):
                there |= {n + d: low + i + d for d in range(size)}
        return there

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
        return [(i, self._score(quoted, i, i + size)) for i in found if self._firm(quoted, i, i + size)]

    def _firm(self, quoted: _Quoted, first: int, stop: int) -> bool:
        """Whether enough words stand in a row at words [first, stop), one beside the quote among them."""
        before = _run(quoted.before[::-1], self._keys[max(0, first - FIRM) : first][::-1])
        after = _run(quoted.after, self._keys[stop : stop + FIRM])
        if not quoted.before and not quoted.after:
            return True
        size = stop - first
        if size >= 2 * FIRM:
            return True
        needed = min(FIRM - (not size), size + len(quoted.before) + len(quoted.after))
        return before + after > 0 and before + size + after >= needed

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
        """Weight of the heaviest common subsequence of two lists of words that begin at the place.

        A word that stands further from the place than it did counts for less.
        """
        if not set(wanted) & set(there):
            return 0.0
        weights = self._weights(wanted)
        best = [0.0] * (len(there) + 1)
        for n, (word, weight) in enumerate(zip(wanted, weights, strict=True), 1):
            diagonal = 0.0
            for j, other in enumerate(there, 1):
                above = best[j]
                same = weight * max(0.0, 1 - AWAY * abs(n - j)) if word == other else 0.0
                best[j] = max(above, best[j - 1], diagonal + same)
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
        near = [(i, score) for i, score in candidates if score > best - MARGIN]
        if of == 1:
            return near[0][0] if len(near) == 1 else None
        alike = len(near) == of and all(score >= TWIN - MARGIN for _, score in near)
        return near[nth - 1][0] if alike else None

    # ------------------------------------------------------------------------------- places

    def _place(self, quoted: _Quoted, i: int) -> Place | None:
        """The raw place of an anchor whose words begin at word ``i``."""
        if quoted.quote:
            start = self._starts[i] + quoted.lead
            end = self._ends[i + len(quoted.quote) - 1] - quoted.trail
            if start >= end:
                return None
            return self._with_signs(quoted, start, end)
        left = self._ends[i - 1] if i else 0
        right = self._starts[i] if i < len(self._starts) else len(self._text)
        if quoted.gap:  # signs between two words
            at = self._text.find(quoted.gap, left, right)
            return self._raw(at, at + len(quoted.gap)) if at >= 0 else None
        return self._raw(right, right)

    def _with_signs(self, quoted: _Quoted, start: int, end: int) -> Place:
        """The place of words, with the signs at the quote's edges if they stand there too in one cue."""
        left, right = start - len(quoted.opening), end + len(quoted.closing)
        if left >= self._line(start)[0] and _plain(self._text[left:start]) == quoted.opening:
            start = left
        if right <= self._line(end - 1)[1] and _plain(self._text[end:right]) == quoted.closing:
            end = right
        return self._raw(start, end)

    def _line(self, at: int) -> tuple[int, int]:
        """The cue of a character, as offsets of the joined text."""
        cue = bisect_right(self._begins, at) - 1
        return self._begins[cue], self._begins[cue] + len(self.cues[cue].raw)

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


def _torn(words: Sequence[int], there: Mapping[int, int]) -> bool:
    """Whether words at an end of a stretch stand further off than they are many: its end is not sure."""
    for edge in (words, words[::-1]):
        for k in range(1, min(len(edge), LONG)):
            apart = abs(there[edge[k]] - there[edge[k - 1]]) - abs(edge[k] - edge[k - 1])
            if apart > k:
                return True
    return False


def _run(wanted: Sequence[str], there: Sequence[str]) -> int:
    """How many words of two lists are equal from their beginning on."""
    for n, (a, b) in enumerate(zip(wanted, there, strict=False)):
        if a != b:
            return n
    return min(len(wanted), len(there))


def _plain(signs: str) -> str:
    return _SPACES.sub(" ", signs)


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
        _plain(whole[start : max(start, touched[0].start())]) if touched else "",
        _plain(whole[min(end, touched[-1].end()) : end]) if touched else "",
        "" if touched else _plain(quote),
    )
