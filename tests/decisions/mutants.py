"""Other transcripts of the same recording, made by chance, with the truth about where each word went.

As a command, measures how anchors are found again:

    python -m tests.decisions.mutants --count 200
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.decisions.anchor import LONG, Finder
from pipeline.decisions.model import Anchor, Place
from pipeline.french.spelling import fold
from pipeline.model import Cue

RECORDINGS = Path(__file__).parents[1] / "recordings"
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Characters between spaces: where they come from (``None``: added), and whether they are other words.

    ``copied``: what was said there too, when a line is repeated elsewhere.
    """

    text: str
    origin: int | None
    changed: bool = False
    copied: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A transcript: its cues, and for each chunk its origin and its place."""

    cues: tuple[Cue, ...]
    chunks: tuple[Chunk, ...]
    places: tuple[tuple[int, int, int], ...]

    def covered(self, place: Place) -> list[int]:
        """Indices of the chunks of which a place covers some letter or digit."""
        found = []
        for i, (cue, start, end) in enumerate(self.places):
            raw = self.cues[cue].raw
            for word in _WORD.finditer(raw, start, end):
                if (cue, word.start()) < place[2:] and (cue, word.end()) > place[:2]:
                    found.append(i)
                    break
        return found


def version(cues: Sequence[Cue], lines: Sequence[Sequence[Chunk]]) -> Version:
    """Lay lines of chunks out as cues, with the times of ``cues``."""
    made, chunks, places = [], [], []
    for n, line in enumerate(lines):
        raw = ""
        for chunk in line:
            raw += " " if raw else ""
            places.append((n, len(raw), len(raw) + len(chunk.text)))
            chunks.append(chunk)
            raw += chunk.text
        known = cues[min(n, len(cues) - 1)]
        made.append(replace(known, index=n, raw=raw))
    return Version(tuple(made), tuple(chunks), tuple(places))


def original(cues: Sequence[Cue]) -> Version:
    """A recording as its own first version (spaces made single)."""
    lines, n = [], 0
    for cue in cues:
        words = _CHUNK.findall(cue.raw)
        lines.append([Chunk(w, n + k) for k, w in enumerate(words)])
        n += len(words)
    return version(cues, [line for line in lines if line])


def mutate(first: Version, chance: random.Random, foreign: Sequence[str]) -> Version:
    """Another transcript: words changed, lost and added, lines too, recut, times shifted."""
    rate = chance.choice((0.0, 0.02, 0.05, 0.1, 0.2))
    lines: list[list[Chunk]] = []
    for chunk, (cue, _, _) in zip(first.chunks, first.places, strict=True):
        while len(lines) <= cue:
            lines.append([])
        lines[cue].append(chunk)
    if chance.random() < 0.6:
        share = chance.choice((0.01, 0.05, 0.15))
        lines = [line for line in lines if chance.random() > share]
    if chance.random() < 0.6 and lines:
        for _ in range(chance.randint(1, 1 + len(lines) // 10)):
            at = chance.randrange(len(lines) + 1)
            # from elsewhere, or said twice
            if chance.random() < 0.5:
                lines.insert(at, [Chunk(w, None) for w in chance.choice(foreign).split()])
            else:
                lines.insert(at, [Chunk(c.text, None, copied=c.origin) for c in chance.choice(lines)])
    result: list[list[Chunk]] = []
    case = chance.choice((str, str.lower, str.title))
    for line in lines:
        new: list[Chunk] = []
        for chunk in line:
            dice = chance.random()
            if dice < rate * 0.2:
                continue
            if dice < rate * 0.4:
                new.append(Chunk(chance.choice(first.chunks).text, None))
            if dice < rate * 0.8 and dice >= rate * 0.4:
                other = chance.choice(first.chunks).text
                same = "".join(_WORD.findall(other.lower())) == "".join(_WORD.findall(chunk.text.lower()))
                new.append(Chunk(other, chunk.origin, not same))
                continue
            text = case(chunk.text)
            if chance.random() < 0.05:
                text = text.rstrip(".,;?!") or text
            elif chance.random() < 0.05 and text[-1:].isalnum():
                text += chance.choice(",.")
            new.append(replace(chunk, text=text))
        if new:
            result.append(new)
    if chance.random() < 0.5:
        flat = [c for line in result for c in line]
        width = chance.choice((3, 8, 20, 60))
        result, at = [], 0
        while at < len(flat):
            size = chance.randint(1, width)
            result.append(flat[at : at + size])
            at += size
    made = version(first.cues, result or [[Chunk("rien", None)]])
    shift = chance.choice((0, 0, 700, -2000, 90_000))
    cues = tuple(
        c
        if c.start is None
        else replace(c, start=max(0, c.start + shift), end=max(0, (c.end or c.start) + shift))
        for c in made.cues
    )
    return replace(made, cues=cues)


def choose(first: Version, finder: Finder, chance: random.Random) -> tuple[Anchor, int, int]:
    """An anchor of chunks [i, j) of a version: a few words, a long stretch, or (i = j) a boundary."""
    size = chance.choice((0, 1, 1, 2, 3, 5, 8, chance.randint(12, 150)))
    i = chance.randrange(max(1, len(first.chunks) - size))
    j = i + size
    if not spoken(first.chunks[i]) or not spoken(first.chunks[j - 1]):
        return choose(first, finder, chance)
    cue, start, end = first.places[i]
    if not size:
        return finder.anchor(cue, start, cue, start), i, i
    last, _, end = first.places[j - 1]
    return finder.anchor(cue, start, last, end), i, j


def judge(first: Version, mutant: Version, i: int, j: int, place: Place | None) -> str:
    """``right``, ``wrong``, ``orphan`` (its words are gone) or ``missed`` (they are there, contiguous).

    ``edge``: a long stretch that begins or ends up to two words beside, where words were changed.
    """
    chunks = mutant.chunks
    at = {c.origin: k for k, c in enumerate(chunks) if c.origin is not None}
    if i == j:
        left, right = at.get(i - 1), at.get(i)
        sides = {k for k in (None if left is None else left + 1, right) if k is not None}
        if place is None:
            whole = right is not None and not chunks[right].changed
            beside = left is not None and right == left + 1 and not chunks[left].changed
            return "missed" if whole and beside else "orphan"
        # signs that stand alone are no words
        before = sum(
            (c, e) <= place[:2] and spoken(k) for (c, _, e), k in zip(mutant.places, chunks, strict=True)
        )
        return "right" if before in {sum(map(spoken, chunks[:k])) for k in sides} else "wrong"
    said = {o for o in range(i, j) if spoken(first.chunks[o])}
    there = [at[o] for o in sorted(said) if o in at and spoken(chunks[at[o]])]
    if place is None:
        kept = len(there) == len(said) and not any(chunks[k].changed for k in there)
        close = bool(there) and there[-1] - there[0] == len(there) - 1
        return "missed" if kept and close else "orphan"
    found = mutant.covered(place)
    if j - i >= LONG:  # words changed at its edges may belong to it or not
        kept = {k for k in there if not chunks[k].changed}
        own = {k for k in found if not chunks[k].changed and chunks[k].origin is not None}
        if not kept or not own or kept == own:
            return "right" if kept and own else "wrong"
        ends = [sorted(chunks[k].origin or 0 for k in some) for some in (kept, own)]
        apart = [
            sum(map(spoken, first.chunks[min(e) : max(e)]))
            for e in zip(*((e[0], e[-1]) for e in ends), strict=True)
        ]
        return "edge" if max(apart) <= 2 else "wrong"
    if [k for k in found if chunks[k].origin in said] == there != []:
        extra = [chunks[k].origin for k in found if chunks[k].origin is not None]
        return "right" if set(extra) <= set(range(i, j)) else "wrong"
    # where the words are gone, their own line in another place is theirs too
    copies = [chunks[k].copied for k in found]
    if not there and copies == sorted(said):
        return "right"
    # the same words put back by chance where the words were, or joined there by a loss
    same = [_folded(chunks[k].text) for k in found] == [_folded(first.chunks[o].text) for o in sorted(said)]
    here = (
        {chunks[k].origin for k in (found[0] - 1, found[-1] + 1) if 0 <= k < len(chunks)} if found else set()
    )
    own = sum(chunks[k].origin in said for k in found)
    return "right" if same and (here & {i - 1, j} or 2 * own >= len(found)) else "wrong"


def spoken(chunk: Chunk) -> bool:
    """Whether a chunk holds a word."""
    return _WORD.search(chunk.text) is not None


def _folded(text: str) -> list[str]:
    return [fold(w) for w in _WORD.findall(text)]


def recordings() -> dict[str, tuple[Cue, ...]]:
    """The cues of the recordings of the tests."""
    from pipeline.read import read

    names = ("accessibilite.txt", "achats.json", "audition.txt", "donnees.txt", "ecoles.json",
             "fermetures.txt", "hopital.vtt", "inclusion.vtt")  # fmt: skip
    return {n: read((RECORDINGS / n).read_bytes(), n).cues for n in names}


def measure(count: int, anchors: int, seed: int = 0, show: int = 0) -> Counter[str]:
    """Judge ``anchors`` anchors in each of ``count`` mutants of the recordings."""
    chance = random.Random(seed)
    sources = {n: original(c) for n, c in recordings().items()}
    finders = {n: Finder(v.cues, n) for n, v in sources.items()}
    lines = {n: [c.raw for c in v.cues] for n, v in sources.items()}
    tally: Counter[str] = Counter()
    for _ in range(count):
        name = chance.choice(sorted(sources))
        first = sources[name]
        mutant = mutate(first, chance, lines[chance.choice(sorted(set(lines) - {name}))])
        finder = Finder(mutant.cues, "other")
        for _ in range(anchors):
            anchor, i, j = choose(first, finders[name], chance)
            place = finder.find(anchor)
            verdict = judge(first, mutant, i, j, place)
            tally[verdict] += 1
            tally[f"{verdict} {'boundary' if i == j else 'long' if j - i >= 12 else 'short'}"] += 1
            if verdict == "wrong" and show > 0:
                show -= 1
                words = mutant.covered(place) if place else []
                print(name, (i, j), anchor.nth, anchor.of, repr(anchor.before[-40:]), repr(anchor.quote[:60]),
                      repr(anchor.after[:40]))  # fmt: skip
                a, b = (words[0], words[-1]) if words else (0, 0)
                if place and not words:
                    a = b = sum((c, e) <= place[:2] for c, _, e in mutant.places)
                near = [f"{c.text}/{c.origin}" for c in mutant.chunks[max(0, a - 8) : b + 9]]
                print("   ->", " ".join(near)[:300], "…", " ".join(near[-17:]))
    return tally


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--anchors", type=int, default=25)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    for verdict, n in sorted(measure(options.count, options.anchors, options.seed, options.show).items()):
        print(f"{verdict:18}{n:8}")
