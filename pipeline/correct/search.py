"""Where in the stream of words an entry may stand: by its letters, and by its sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.correct.distance import coarse, sound_distance
from pipeline.correct.forms import Form
from pipeline.correct.index import EDGE, SHORT, Index, Written, deletions
from pipeline.correct.words import Word

MAX_WORDS = 9
FARTHEST = 0.36
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


def sound_hits(words: Sequence[Word], index: Index, free: Sequence[bool]) -> Iterator[SoundHit]:
    """All spans of free words that sound nearly like a form, the nearest reading of each."""
    best: dict[tuple[int, int, int], SoundHit] = {}

    def consider(first: int, last: int, sounds: str, n: int) -> None:
        form = index.forms[n]
        longest = max(len(form.sounds), len(sounds))
        if abs(len(form.sounds) - len(sounds)) > 2 + longest // 4:
            return
        cost = sound_distance(sounds, form.sounds)
        if cost > FARTHEST * len(form.sounds):
            return
        hit = SoundHit(first, last, form, sounds, cost / longest)
        place = (first, last, n)
        if place not in best or best[place].distance > hit.distance:
            best[place] = hit

    wholes: dict[str, tuple[int, ...]] = {}

    def found(code: str, table: dict[str, tuple[int, ...]], seen: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
        known = seen.get(code)
        if known is None:
            numbers: set[int] = set()
            for k in deletions(code):
                numbers.update(table.get(k, ()))
            known = seen[code] = tuple(sorted(numbers))
        return known

    head_seen: dict[str, tuple[int, ...]] = {}
    tail_seen: dict[str, tuple[int, ...]] = {}
    for first in range(len(words)):
        if not free[first]:
            continue
        spans: list[tuple[int, str]] = []
        for last, sounds in _spans(words, free, first, 1):
            spans.append((last, sounds))
        heads: set[int] = set()
        for last, sounds in spans:
            code = coarse(sounds)
            if 2 <= len(code) <= SHORT + 1:
                for n in found(code, index.whole, wholes):
                    consider(first, last, sounds, n)
            if len(code) >= EDGE - 1:
                heads.update(found(code[:EDGE], index.heads, head_seen))
        for n in sorted(heads):
            size = len(index.forms[n].sounds)
            for last, sounds in spans:
                if abs(len(sounds) - size) <= 2 + size // 5:
                    consider(first, last, sounds, n)
    if index.tails:
        for last in range(len(words)):
            if not free[last]:
                continue
            spans = list(_spans(words, free, last, -1))
            tails: set[int] = set()
            for _, sounds in spans:
                code = coarse(sounds)
                if len(code) >= EDGE - 1:
                    tails.update(found(code[-EDGE:], index.tails, tail_seen))
                    if len(code) > EDGE + 2:
                        break
            for n in sorted(tails):
                size = len(index.forms[n].sounds)
                for first, sounds in spans:
                    if abs(len(sounds) - size) <= 2 + size // 5:
                        consider(first, last, sounds, n)
    yield from best.values()


_LONGEST = 36


def _spans(words: Sequence[Word], free: Sequence[bool], start: int, step: int) -> list[tuple[int, str]]:
    """(other end, sounds) of the spans that begin (step 1) or end (step -1) at a word."""
    found: list[tuple[int, str]] = []
    live: list[str] = [""]
    place = start
    for _ in range(MAX_WORDS):
        if not (0 <= place < len(words)) or not free[place]:
            break
        word = words[place]
        if step > 0 and place > start and word.breaks:
            break
        if step > 0:
            live = [a + b for a in live for b in word.readings]
        else:
            live = [b + a for a in live for b in word.readings]
        live = [s for s in live[:4] if len(s) <= _LONGEST]
        if not live:
            break
        found.extend((place, s) for s in live)
        if step < 0 and word.breaks:
            break
        place += step
    return found
