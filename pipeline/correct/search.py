"""Where in the stream of words an entry may stand: by its letters, and by its sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from pipeline.correct.distance import coarse, sound_distances
from pipeline.correct.forms import Form
from pipeline.correct.index import Index, Written
from pipeline.correct.spans import MAX_WORDS, Stream, near_forms
from pipeline.correct.words import Word

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
    """All spans that sound nearly like a form, each with its nearest reading; in reading order."""
    measures = index.measures
    if measures is None or not words:
        return []
    stream = Stream.of(words)
    spans, span, form = near_forms(stream, index)
    # the same sounds are compared with the same form once
    _, kind, same = np.unique(spans.hash, return_index=True, return_inverse=True)
    pairs, back = np.unique(same[span] * len(index.forms) + form, return_inverse=True)
    heard, wanted = kind[pairs // len(index.forms)], pairs % len(index.forms)
    begin, end = np.minimum(spans.origin, spans.far), np.maximum(spans.origin, spans.far)
    sounds = {
        k: stream.sounds(int(begin[k]), int(end[k]), int(spans.path[k])) for k in np.unique(heard).tolist()
    }
    texts = [sounds[k] for k in heard.tolist()]
    forms = index.forms
    numbers = wanted.tolist()
    steps = cpdist(
        [coarse(t) for t in texts],
        [measures.codes[n] for n in numbers],
        scorer=Levenshtein.distance,
        score_cutoff=int(measures.most.max()),
    )
    worth = np.flatnonzero(steps <= measures.most[wanted])
    costs = np.full(len(pairs), np.inf)
    costs[worth] = sound_distances([(texts[k], forms[numbers[k]].sounds) for k in worth.tolist()])
    near = np.flatnonzero((costs <= FARTHEST * measures.sizes[wanted])[back])
    best: dict[tuple[int, int, int], SoundHit] = {}
    for k in near.tolist():
        pair, place = int(back[k]), int(span[k])
        first, last, n, said = int(begin[place]), int(end[place]), numbers[pair], texts[pair]
        distance = float(costs[pair]) / max(len(forms[n].sounds), len(said))
        known = best.get((first, last, n))
        if known is None or (distance, said) < (known.distance, known.sounds):
            best[first, last, n] = SoundHit(first, last, forms[n], said, distance)
    return [best[k] for k in sorted(best)]
