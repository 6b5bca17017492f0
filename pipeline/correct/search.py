"""Where in the stream of words an entry may stand: by its letters, and by its sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from pipeline.correct.distance import distances, letters_of
from pipeline.correct.forms import Form
from pipeline.correct.index import Index, Written
from pipeline.correct.spans import MAX_WORDS, Stream, near_forms
from pipeline.correct.words import Word

FARTHEST = 0.28
"""Farthest distance per sound of a span that is looked at at all."""
WINDOW = 12_000
"""Words that are searched at a time: an hour and more."""


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
    keys = [w.letters for w in words]
    prefixes = index.prefixes
    for first, begin in enumerate(keys):
        if len(begin) >= 3 and begin[:3] not in prefixes:
            continue
        letters = ""
        for last in range(first, min(first + MAX_WORDS, len(words))):
            if last > first and words[last].breaks:
                break
            letters += keys[last]
            if len(letters) >= 3 and letters[:3] not in prefixes:
                break
            for written in index.written.get(letters, ()):
                # two short words only look like one by accident: "a ide" is no "AIDE"
                if last == first or len(letters) >= 4:
                    yield LetterHit(first, last, written)


def sound_hits(words: Sequence[Word], index: Index) -> list[SoundHit]:
    """All spans that sound nearly like a form, each with its nearest reading; in reading order.

    A long recording is searched window by window, the next words with it, so that memory does not
    grow with its length.
    """
    if index.measures is None:
        return []
    found: list[SoundHit] = []
    for low in range(0, len(words), WINDOW):
        hits = _sound_hits(words[low : low + WINDOW + MAX_WORDS], index)
        if low:
            hits = [replace(h, first=low + h.first, last=low + h.last) for h in hits]
        found += [h for h in hits if h.first < low + WINDOW]
    return found


def _sound_hits(words: Sequence[Word], index: Index) -> list[SoundHit]:
    measures = index.measures
    stream = Stream.of(words)
    spans, span, form = near_forms(stream, index)
    # the same sounds are compared with the same form once
    _, kind, same = np.unique(spans.hash, return_index=True, return_inverse=True)
    pairs, back = np.unique(same[span] * len(index.forms) + form, return_inverse=True)
    heard, wanted = kind[pairs // len(index.forms)], pairs % len(index.forms)
    kinds, which = np.unique(heard, return_inverse=True)
    codes = stream.skeletons(spans, kinds)
    most = measures.most[wanted]
    farthest = int(most.max(initial=0))
    steps = cpdist(
        codes[which], measures.codes[wanted], scorer=Levenshtein.distance, score_cutoff=farthest
    )
    worth = np.flatnonzero(steps <= most)
    kinds, of_heard = np.unique(heard[worth], return_inverse=True)
    sounds = [stream.sounds(spans, k) for k in kinds.tolist()]
    limits = FARTHEST * measures.sizes[wanted]
    costs = np.full(len(pairs), np.inf)
    if len(worth):
        found = distances(letters_of(sounds), of_heard, measures.letters, wanted[worth], limits[worth])
        costs[worth] = found.astype(np.float64).round(4)
    nearest = np.flatnonzero(costs <= limits)
    near = np.flatnonzero((costs <= limits)[back])
    pair, place = back[near], span[near]
    first = np.minimum(spans.origin[place], spans.far[place])
    last = np.maximum(spans.origin[place], spans.far[place])
    said = dict(zip(worth.tolist(), of_heard.tolist(), strict=True))
    of_pair = {
        k: (index.forms[n], sounds[said[k]], c / max(len(index.forms[n].sounds), len(sounds[said[k]])))
        for k, n, c in zip(
            nearest.tolist(), wanted[nearest].tolist(), costs[nearest].tolist(), strict=True
        )
    }
    numbers = wanted[pair].tolist()
    best: dict[tuple[int, int, int], SoundHit] = {}
    for at, a, b, n in zip(pair.tolist(), first.tolist(), last.tolist(), numbers, strict=True):
        form, heard_sounds, distance = of_pair[at]
        known = best.get((a, b, n))
        if known is None or (distance, heard_sounds) < (known.distance, known.sounds):
            best[a, b, n] = SoundHit(a, b, form, heard_sounds, distance)
    return [best[k] for k in sorted(best)]
