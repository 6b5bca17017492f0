"""Make mishearings: right text in which terms are replaced by other French words of about the same sounds.

The corrector learns from these beside the development recordings, so that its weights do not hang on a
few hundred true mishearings. Deterministic: the same text and seed give the same samples.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict

from corpus import Sample, whole

from pipeline.correct.distance import _CLOSE
from pipeline.correct.forms import forms_of
from pipeline.correct.index import build_index
from pipeline.correct.search import letter_hits
from pipeline.correct.words import words_of
from pipeline.french.frequency import _table
from pipeline.french.sounds import word_sounds
from pipeline.french.spelling import key
from pipeline.glossary.entry import Glossary

COMMON = 3.3
GRAPHEMES = dict(
    zip(
        "aeiouy2@5AOpbtdkgfvsSzZmnJlRjw",
        "a é i o ou u eu e in an on p b t d k g f v ss ch z j m n gn l r y w".split(),
        strict=True,
    )
)


class Mishearer:
    """Writes sounds as other French words, as a recogniser does that does not know the term."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.words: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for word, z in sorted(_table().items()):
            if z >= COMMON and word.isalpha() and (len(word) > 1 or word in "aàyô"):
                self.words[word_sounds(word).replace("@", "")].append((z, word))
        self.near: dict[str, list[str]] = defaultdict(list)
        for pair in _CLOSE:
            self.near[pair[0]].append(pair[1])
            self.near[pair[1]].append(pair[0])

    def write(self, sounds: str) -> str | None:
        """Words for some sounds, slightly changed; ``None`` if there are none."""
        draw = self.random
        sounds = sounds.replace("@", "")
        for _ in range(draw.choice((0, 0, 0, 1, 1, 1, 2, 2))):
            at = draw.randrange(len(sounds))
            what = draw.random()
            if what < 0.7 and self.near[sounds[at]]:
                sounds = sounds[:at] + draw.choice(self.near[sounds[at]]) + sounds[at + 1 :]
            elif what < 0.85 and len(sounds) > 3:
                sounds = sounds[:at] + sounds[at + 1 :]
            else:
                sounds = sounds[:at] + draw.choice("aeiouRlst") + sounds[at:]
        if draw.random() < 0.15:
            return "".join(GRAPHEMES[s] for s in sounds)
        ways = self._ways(sounds, 5 if len(sounds) > 7 else 3)
        if not ways:
            return None
        weights = [2.0 ** (sum(z for z, _ in way) / len(way)) / 2.5 ** len(way) for way in ways]
        return " ".join(w for _, w in draw.choices(ways, weights)[0])

    def _ways(self, sounds: str, most: int) -> list[list[tuple[float, str]]]:
        if not sounds:
            return [[]]
        if most == 0:
            return []
        found = []
        for cut in range(1, len(sounds) + 1):
            options = self.words.get(sounds[:cut])
            if options:
                rest = self._ways(sounds[cut:], most - 1)
                if rest:
                    for word in self.random.sample(options, min(2, len(options))):
                        found.extend([word, *r] for r in rest[:20])
        return found[:200]


def mishear(texts: list[str], glossary: Glossary, seed: int = 1, share: float = 0.5) -> list[Sample]:
    """Samples made of right texts: in each, a share of the terms is misheard, and listed as gold errors."""
    maker = Mishearer(seed)
    draw = maker.random
    index = build_index(glossary)
    samples = []
    for n, text in enumerate(texts):
        text = " ".join(text.split())
        if draw.random() < 0.4:
            text = re.sub(r"[.,;:!?()«»\"]", "", text).lower()
        words = words_of(whole("x", text).cues)
        hits = [h for h in letter_hits(words, index) if h.written.heard is None]
        hits = [
            h
            for h in hits
            if key(text[words[h.first].start : words[h.last].end]) == key(h.written.entry.term)
        ]
        parts, errors, at, last = [], [], 0, -1
        size = 0
        for h in sorted(hits, key=lambda h: (h.first, -h.last)):
            start, end = words[h.first].start, words[h.last].end
            ordinary = h.written.entry.term.islower()
            if h.first <= last or draw.random() > (share if not ordinary else share / 3):
                continue
            forms = [f for f in forms_of(h.written.entry) if not f.article]
            written = maker.write(draw.choice(forms).sounds) if forms else None
            if written is None or key(written) == key(h.written.entry.term):
                continue
            parts.append(text[at:start])
            size += start - at
            errors.append(
                {
                    "start": size,
                    "end": size + len(written),
                    "right": [text[start:end], h.written.entry.term],
                    "kind": "term",
                }
            )
            parts.append(written)
            size += len(written)
            at, last = end, h.last
        parts.append(text[at:])
        if errors:
            samples.append(Sample(f"made{n}", whole("m", "".join(parts)), glossary, {"errors": errors}))
    return samples
