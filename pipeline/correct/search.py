"""Where in the stream of words an entry may stand: by its letters, and by its sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.correct.distance import bones, coarse, joined, sound_distances
from pipeline.correct.forms import Form
from pipeline.correct.index import EDGE, FEWEST, SHORT, Index, Written, bone_keys, deletions
from pipeline.correct.words import Word

MAX_WORDS = 9
FARTHEST = 0.3
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
        spots.extend(_ending(words, first, sought))
    spots = list(dict.fromkeys(spots))
    forms = index.forms
    pairs = list(dict.fromkeys((sounds, forms[n].sounds) for _, _, sounds, n in spots))
    costs = dict(zip(pairs, sound_distances(pairs), strict=True))
    best: dict[tuple[int, int, int], SoundHit] = {}
    for first, last, sounds, n in spots:
        wanted = forms[n].sounds
        cost = costs[sounds, wanted]
        if cost <= FARTHEST * len(wanted):
            place = (first, last, n)
            distance = cost / max(len(wanted), len(sounds))
            if place not in best or best[place].distance > distance:
                best[place] = SoundHit(first, last, forms[n], sounds, distance)
    return [best[k] for k in sorted(best)]


class _Lookups:
    """The forms of an index by the skeleton of heard sounds, each skeleton looked up once."""

    def __init__(self, index: Index) -> None:
        self.sizes = [len(f.sounds) for f in index.forms]
        self._tables = {"whole": index.whole, "head": index.heads, "tail": index.tails, "bones": index.bones}
        self._seen: dict[tuple[str, str], tuple[int, ...]] = {}

    def forms(self, table: str, code: str) -> tuple[int, ...]:
        known = self._seen.get((table, code))
        if known is None:
            keys = self._tables[table]
            found: set[int] = set()
            for k in bone_keys(code) if table == "bones" else deletions(code):
                if k in keys:
                    found.update(keys[k])
            known = self._seen[table, code] = tuple(sorted(found))
        return known

    def near(self, n: int, sounds: str) -> bool:
        """Whether a form is about as long as what is heard."""
        size = self.sizes[n]
        return abs(size - len(sounds)) <= 1 + max(size, len(sounds)) // 4


def _starting(words: Sequence[Word], first: int, sought: _Lookups) -> Iterator[tuple[int, int, str, int]]:
    """Spots (first, last, sounds, form) of short forms, and of long ones known by their beginning."""
    heads: set[int] = set()
    spans: list[tuple[int, str]] = []
    live = [("", "")]
    reach = SHORT + 1
    for last in range(first, min(first + MAX_WORDS, len(words))):
        word = words[last]
        if last > first and word.breaks:
            break
        fresh: list[tuple[str, str]] = []
        for sounds, code in live:
            for said in word.readings:
                longer = joined(code, coarse(said))
                if len(code) < EDGE - 1 <= len(longer) or len(code) < EDGE <= len(longer):
                    heads.update(sought.forms("head", longer[:EDGE]))
                if 2 <= len(longer) <= SHORT + 1:
                    for n in sought.forms("whole", longer):
                        if sought.near(n, sounds + said):
                            yield first, last, sounds + said, n
                    frame = bones(sounds + said)
                    if len(frame) >= FEWEST:
                        for n in sought.forms("bones", frame):
                            if sought.near(n, sounds + said):
                                yield first, last, sounds + said, n
                fresh.append((sounds + said, longer))
        live = fresh[:4]
        spans.extend((last, sounds) for sounds, _ in live)
        if heads:
            reach = max(reach, max(sought.sizes[n] for n in heads) + 4)
        if all(len(code) > reach for _, code in live):
            break
    for n in heads:
        for last, sounds in spans:
            if sought.near(n, sounds):
                yield first, last, sounds, n


def _ending(words: Sequence[Word], last: int, sought: _Lookups) -> Iterator[tuple[int, int, str, int]]:
    """Spots of the long forms that are known by their end."""
    tails: set[int] = set()
    spans: list[tuple[int, str]] = []
    live = [("", "")]
    for first in range(last, max(-1, last - MAX_WORDS), -1):
        fresh: list[tuple[str, str]] = []
        for sounds, code in live:
            for said in words[first].readings:
                longer = joined(coarse(said), code)
                if len(code) < EDGE - 1 <= len(longer) or len(code) < EDGE <= len(longer):
                    tails.update(sought.forms("tail", longer[-EDGE:]))
                fresh.append((said + sounds, longer))
        live = fresh[:4]
        spans.extend((first, sounds) for sounds, _ in live)
        if words[first].breaks or (not tails and all(len(code) >= EDGE for _, code in live)):
            break
        if tails and all(len(s) > max(sought.sizes[n] for n in tails) + 4 for s, _ in live):
            break
    for n in tails:
        for first, sounds in spans:
            if sought.near(n, sounds):
                yield first, last, sounds, n
