"""Usual slips outside the glossary: one word of a set phrase heard as another, which is only suggested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.correct.distance import sound_distance
from pipeline.correct.patterns import FUNCTION_WORDS
from pipeline.correct.words import Word, stem
from pipeline.french.collocations import association
from pipeline.french.sounds import word_sounds
from pipeline.french.spelling import WORD, fold

PAIR, NEAR, FAR = 0.2, 0.25, 0.66
"""Distances per sound up to which a word is taken for another: in two words, in more, beside a ``*``."""
FEWEST = 4
"""Sounds of a word that can be told from others in a phrase of two words."""
SAME = 4
"""Words that begin with as many equal letters are forms of one word."""
GO_TOGETHER = 3.0
"""Association from which a word is at home beside its neighbour, as it stands."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The word at ``place`` would be ``text`` in the usual ``expression``, said at words [first, last]."""

    place: int
    text: str
    expression: str
    first: int
    last: int
    distance: float


@dataclass(frozen=True, slots=True)
class _Gap:
    """An expression without one of its words: the other words by their distance from it."""

    expression: str
    wanted: str
    around: tuple[tuple[int, str], ...]
    limit: float


def slips(words: Sequence[Word], taken: Collection[int]) -> Iterator[Slip]:
    """Words that stand where a set phrase has another one of about the same sounds.

    ``taken`` are words that are accounted for. Nothing where the word that is said is at home beside
    its neighbours, or is another form of the one that is expected.
    """
    gaps = _gaps()
    for at in [k for k, word in enumerate(words) if word.stem in gaps]:
        for step, gap in gaps[words[at].stem]:
            place = at + step
            if not 0 <= place < len(words) or place in taken:
                continue
            first = min(place, *(place + d for d, _ in gap.around))
            last = max(place, *(place + d for d, _ in gap.around))
            if first < 0 or last >= len(words) or any(words[k].breaks for k in range(first + 1, last + 1)):
                continue
            if any(words[place + d].stem != w for d, w in gap.around):
                continue
            distance = _misheard(words, place, gap)
            if distance is not None:
                yield Slip(place, _agreeing(words[place], gap.wanted), gap.expression, first, last, distance)


def _misheard(words: Sequence[Word], place: int, gap: _Gap) -> float | None:
    """How far the word there sounds from the expected one; ``None`` where it may well be meant."""
    said, wanted = words[place], fold(gap.wanted)
    if said.folded in FUNCTION_WORDS or not said.text[0].isalpha() or said.text[-1] in "'’":
        return None
    if said.folded[:SAME] == wanted[:SAME] or stem(wanted) == said.stem:
        return None
    if said.folded.endswith(wanted) or wanted.endswith(said.folded):
        return None  # "reprendre" is not "prendre" misheard
    for d, _ in gap.around:
        if abs(d) == 1:
            pair = sorted((place, place + d))
            if words[place + d].folded not in FUNCTION_WORDS and (
                association(words[pair[0]].lower, words[pair[1]].lower) >= GO_TOGETHER
            ):
                return None
    sounds = word_sounds(gap.wanted)
    if len(gap.around) == 1 and len(sounds) < FEWEST:
        return None
    distance = min(
        sound_distance(r.sounds, sounds) / max(len(r.sounds), len(sounds)) for r in said.readings
    )
    return distance if distance <= gap.limit else None


def _agreeing(said: Word, wanted: str) -> str:
    """The expected word in the number of the one that is said, with its capital."""
    plural = said.folded[-1] in "sx" and len(said.folded) > 3 and wanted[-1] not in "sxz"
    text = wanted + ("s" if plural else "")
    return text[0].upper() + text[1:] if said.text[0].isupper() else text


@lru_cache(maxsize=1)
def _gaps() -> dict[str, list[tuple[int, _Gap]]]:
    """By the (singular) word that is rarest in the rest: how far the gap is from it, and the gap."""
    found: dict[str, list[tuple[int, _Gap]]] = defaultdict(list)
    for line in (Path(__file__).parents[1] / "french" / "expressions.txt").read_text("utf-8").splitlines():
        marked = [] if line.startswith("#") else line.split()
        expression = " ".join(w.strip("()*") for w in marked)
        never = {w.strip("()") for w in marked if w.startswith("(")}
        tokens = WORD.findall(expression)
        decisive = {stem(fold(w.rstrip("*"))) for w in marked if w.endswith("*")}
        stems = [stem(fold(t)) for t in tokens]
        for k, token in enumerate(tokens):
            rest = [(n - k, s) for n, s in enumerate(stems) if n != k]
            content = [(d, s) for d, s in rest if s not in FUNCTION_WORDS and len(s) > 2]
            if fold(token) in FUNCTION_WORDS or token in never or not content:
                continue
            strong = any(s in decisive for _, s in content)
            step, anchor = max(content, key=lambda c: (c[1] in decisive, len(c[1])))
            limit = FAR if strong else PAIR if len(rest) == 1 else NEAR
            gap = _Gap(expression, token, tuple(rest), limit)
            found[anchor].append((-step, gap))
    return dict(found)
