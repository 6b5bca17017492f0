"""How far two strings of sounds are from each other, weighing the confusions of speech recognisers."""

from __future__ import annotations

from functools import lru_cache

from pipeline.french.sounds import VOWELS

# Sounds that are often taken for one another; all other pairs cost a whole vowel or consonant.
_CLOSE: dict[str, float] = {
    "pb": 0.4, "td": 0.4, "kg": 0.4, "fv": 0.4, "sz": 0.3, "SZ": 0.4, "sS": 0.5, "zZ": 0.5, "sZ": 0.7, "zS": 0.7,
    "mn": 0.5, "nJ": 0.3, "mJ": 0.7, "lR": 0.7, "lj": 0.6, "vw": 0.6, "tk": 0.7, "dg": 0.7, "pt": 0.7, "bd": 0.7, "bv": 0.6,
    "mb": 0.7, "nl": 0.7, "dZ": 0.7, "tS": 0.6,
    "ij": 0.1, "uw": 0.1, "iy": 0.4, "uy": 0.6, "ou": 0.5, "ei": 0.6, "e2": 0.4, "e@": 0.3, "2@": 0.1, "o2": 0.6,
    "o@": 0.6, "5e": 0.5, "5a": 0.6, "5A": 0.4, "5i": 0.5, "52": 0.5, "5@": 0.6, "Aa": 0.4, "AO": 0.4, "Oo": 0.4, "Ae": 0.7, "O5": 0.6,
    "ae": 0.6, "ao": 0.7, "oA": 0.7, "y2": 0.5, "y@": 0.5, "wo": 0.3, "wO": 0.5, "jy": 0.5, "je": 0.6,
}  # fmt: skip
_VOWEL, _CONSONANT, _ACROSS = 0.8, 1.0, 1.4


def _change(a: str, b: str) -> float:
    if a == b:
        return 0.0
    close = _CLOSE.get(a + b, _CLOSE.get(b + a))
    if close is not None:
        return close
    if (a in VOWELS) != (b in VOWELS):
        return _ACROSS
    return _VOWEL if a in VOWELS else _CONSONANT


_ALL = "aeiouy2@5AOpbtdkgfvsSzZmnJlRjw"
_COST: dict[str, float] = {a + b: _change(a, b) for a in _ALL for b in _ALL}
_ALONE: dict[str, float] = {s: 0.2 if s == "@" else 0.7 if s in VOWELS else 0.6 if s in "jw" else 1.0 for s in _ALL}
_DOUBLED = 0.2


@lru_cache(maxsize=65536)
def sound_distance(heard: str, wanted: str) -> float:
    """Weighted edit cost from one string of sounds to the other; 0 for the same sounds.

    A sound said twice in a row, an e muet and close pairs (b/p, an/a, é/i) cost little.

    >>> sound_distance("epeat", "epeat"), sound_distance("dinam", "dinym") < 1
    (0.0, True)
    """
    alone, cost = _ALONE, _COST
    row = [0.0]
    last = ""
    for w in wanted:
        row.append(row[-1] + (_DOUBLED if w == last else alone[w]))
        last = w
    before = ""
    for h in heard:
        drop = _DOUBLED if h == before else alone[h]
        diagonal = row[0]
        left = diagonal + drop
        fresh = [left]
        last = ""
        for k, w in enumerate(wanted, 1):
            up = row[k]
            best = diagonal + cost[h + w]
            other = up + drop
            if other < best:
                best = other
            other = left + (_DOUBLED if w == last else alone[w])
            if other < best:
                best = other
            fresh.append(best)
            diagonal, left, last = up, best, w
        row = fresh
        before = h
    return row[-1]


_COARSE = str.maketrans(
    "iyje25aAouOwpbtdkgfvszSZmnJlR@",
    "iiieeeaaooooppttkkffssSSnnnlR ",
)


@lru_cache(maxsize=65536)
def coarse(sounds: str) -> str:
    """The skeleton by which sounds are looked up: close sounds merged, no e muet, nothing twice."""
    out: list[str] = []
    for c in sounds.translate(_COARSE):
        if c != " " and (not out or out[-1] != c):
            out.append(c)
    return "".join(out)
