"""Where in the stream of words an entry may stand: by its letters, and by its sounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.correct.distance import coarse, joined, sound_distances
from pipeline.correct.forms import Form
from pipeline.correct.index import EDGE, FEWEST, SHORT, Index, Written, bone_keys, deletions
from pipeline.correct.words import Word

MAX_WORDS = 9
FARTHEST = 0.28
"""Farthest distance per sound of a span that is looked at at all."""


@dataclass(frozen=True, slots=True)
class LetterHit:
    """Words [first, last] are written like a spelling of an entry, case, accents and spaces apart."""

    first: int
    last: int
    written: Written


@dataclass(frozen=True, slots=True)
class SoundHit:
    """Words [first, last] sound like a form of an entry; ``distance`` is the cost per sound."""

    first: int
    last: int
    form: Form
    sounds: str
    distance: float


def letter_hits(words: Sequence[Word], index: Index) -> Iterator[LetterHit]:
    """All spans written like a term, a part of a name or a known mishearing."""
    keys = [w.folded.replace("'", "") for w in words]
    for first in range(len(words)):
        letters = ""
        for last in range(first, min(first + MAX_WORDS, len(words))):
            if last > first and words[last].breaks:
                break
            letters += keys[last]
            if len(letters) >= 3 and letters[:3] not in index.prefixes:
                break
            for written in index.written.get(letters, ()):
                # two short words only look like one by accident: "a ide" is no "AIDE"
                if last == first or len(letters) >= 4:
                    yield LetterHit(first, last, written)


def sound_hits(words: Sequence[Word], index: Index) -> list[SoundHit]:
    """All spans that sound nearly like a form, each with its nearest reading."""
    sought = _Lookups(index)
    spots: list[tuple[int, int, str, int]] = []
    for first in range(len(words)):
        spots.extend(_starting(words, first, sought))
        if not words[first].plain:  # no long term ends in "de" or "et"
            spots.extend(_ending(words, first, sought))
    spots = list(dict.fromkeys(spots))
    forms = index.forms
    pairs = [p for p in dict.fromkeys((sounds, forms[n].sounds) for _, _, sounds, n in spots) if _worth(*p)]
    costs = dict(zip(pairs, sound_distances(pairs), strict=True))
    best: dict[tuple[int, int, int], SoundHit] = {}
    for first, last, sounds, n in spots:
        wanted = forms[n].sounds
        cost = costs.get((sounds, wanted), math.inf)
        if cost <= FARTHEST * len(wanted):
            place = (first, last, n)
            distance = cost / max(len(wanted), len(sounds))
            if place not in best or best[place].distance > distance:
                best[place] = SoundHit(first, last, forms[n], sounds, distance)
    return [best[k] for k in sorted(best)]


def _worth(heard: str, wanted: str) -> bool:
    """Whether two strings of sounds are near enough for the exact distance to be worked out."""
    skeleton = coarse(wanted)
    most = max(2, 3 * (len(skeleton) + 1) // 8)
    return Levenshtein.distance(coarse(heard), skeleton, score_cutoff=most) <= most


class _Lookups:
    """The forms of an index by the skeleton of heard sounds, each skeleton looked up once."""

    def __init__(self, index: Index) -> None:
        self.sizes = [len(f.sounds) for f in index.forms]
        self.whole = _Table(index.whole, deletions)
        self.heads = _Table(index.heads, deletions)
        self.tails = _Table(index.tails, deletions)
        self.bones = _Table(index.bones, bone_keys)

    def near(self, numbers: Iterable[int], sounds: str) -> list[int]:
        """Those of the forms that are about as long as what is heard."""
        sizes, length = self.sizes, len(sounds)
        return [n for n in numbers if abs(sizes[n] - length) <= 1 + max(sizes[n], length) // 4]


class _Table(dict[str, tuple[int, ...]]):
    """One table of an index, asked by skeleton."""

    def __init__(self, keys: dict[str, tuple[int, ...]], ways: Callable[[str], Iterator[str]]) -> None:
        super().__init__()
        self._keys, self._ways = keys, ways

    def __missing__(self, code: str) -> tuple[int, ...]:
        keys = self._keys
        found: set[int] = set()
        for k in self._ways(code):
            if k in keys:
                found.update(keys[k])
        numbers = self[code] = tuple(sorted(found))
        return numbers


def _starting(words: Sequence[Word], first: int, sought: _Lookups) -> Iterator[tuple[int, int, str, int]]:
    """Spots (first, last, sounds, form) of short forms, and of long ones known by their beginning."""
    heads: set[int] = set()
    spans: list[tuple[int, str]] = []
    live = [("", "", "")]
    reach = SHORT + 1
    plain = True
    for last in range(first, min(first + MAX_WORDS, len(words))):
        word = words[last]
        if last > first and word.breaks:
            break
        plain = plain and word.plain
        fresh: list[tuple[str, str, str]] = []
        for sounds, code, frame in live:
            for said, said_code, said_frame in word.readings:
                longer = code + said_code if code[-1:] != said_code[:1] else code + said_code[1:]
                all_sounds = sounds + said
                all_frame = frame + said_frame if frame[-1:] != said_frame[:1] else frame + said_frame[1:]
                fresh.append((all_sounds, longer, all_frame))
                if len(code) < EDGE <= len(longer) + 1:
                    heads.update(sought.heads[longer[:EDGE]])
                if plain or not 2 <= len(longer) <= SHORT + 1:
                    continue
                numbers = sought.whole[longer]
                if len(all_frame) >= FEWEST:
                    numbers += sought.bones[all_frame]
                if numbers:
                    for n in sought.near(numbers, all_sounds):
                        yield first, last, all_sounds, n
        live = fresh[:4]
        spans.extend((last, said[0]) for said in live)
        if heads:
            reach = max(reach, max(sought.sizes[n] for n in heads) + 4)
        if min(len(said[1]) for said in live) > reach:
            break
    for last, sounds in spans if heads else ():
        for n in sought.near(heads, sounds):
            yield first, last, sounds, n


def _ending(words: Sequence[Word], last: int, sought: _Lookups) -> Iterator[tuple[int, int, str, int]]:
    """Spots of the long forms that are known by their end."""
    tails: set[int] = set()
    spans: list[tuple[int, str]] = []
    live = [("", "")]
    longest = 0
    for first in range(last, max(-1, last - MAX_WORDS), -1):
        fresh: list[tuple[str, str]] = []
        for sounds, code in live:
            for said, said_code, _ in words[first].readings:
                longer = joined(said_code, code)
                if len(code) < EDGE <= len(longer) + 1:
                    tails.update(sought.tails[longer[-EDGE:]])
                fresh.append((said + sounds, longer))
        live = fresh[:4]
        spans.extend((first, sounds) for sounds, _ in live)
        if words[first].breaks or (not tails and all(len(code) >= EDGE for _, code in live)):
            break
        if tails:
            longest = max(longest, max(sought.sizes[n] for n in tails) + 4)
            if all(len(sounds) > longest for sounds, _ in live):
                break
    for first, sounds in spans if tails else ():
        for n in sought.near(tails, sounds):
            yield first, last, sounds, n
