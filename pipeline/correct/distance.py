"""How far two strings of sounds are from each other, weighing the confusions of speech recognisers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.french.sounds import VOWELS

if TYPE_CHECKING:
    import numpy as np

# Sounds that are often taken for one another; all other pairs cost a whole vowel or consonant.
_CLOSE: dict[str, float] = {
    "pb": 0.4, "td": 0.4, "kg": 0.4, "fv": 0.4, "sz": 0.3, "SZ": 0.4, "sS": 0.5, "zZ": 0.5, "sZ": 0.7,
    "zS": 0.7,
    "mn": 0.5, "nJ": 0.3, "mJ": 0.7, "lR": 0.7, "lj": 0.6, "vw": 0.6, "tk": 0.7, "dg": 0.7, "pt": 0.7,
    "bd": 0.7, "bv": 0.6,
    "mb": 0.7, "nl": 0.7, "dZ": 0.7, "tS": 0.6,
    "ij": 0.1, "uw": 0.1, "iy": 0.4, "uy": 0.6, "ou": 0.5, "ei": 0.6, "e2": 0.4, "e@": 0.3, "2@": 0.1,
    "o2": 0.6,
    "o@": 0.6, "5e": 0.5, "5a": 0.6, "5A": 0.4, "5i": 0.5, "52": 0.5, "5@": 0.6, "Aa": 0.4, "AO": 0.4,
    "Oo": 0.4, "Ae": 0.7, "O5": 0.6,
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
_ALONE: dict[str, float] = {
    s: 0.2 if s == "@" else 0.7 if s in VOWELS else 0.6 if s in "jw" else 1.0 for s in _ALL
}
_DOUBLED = 0.2
_NASAL = frozenset("5AO")
_SPLIT_NASAL = 0.3  # "an" heard for a-n: the n is not lost


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
        nasal = h in _NASAL
        drop = _DOUBLED if h == before else alone[h]
        diagonal = row[0]
        left = diagonal + drop
        fresh = [left]
        last = ""
        for k, w in enumerate(wanted, 1):
            up = row[k]
            best = diagonal + cost[h + w]
            other = up + (_SPLIT_NASAL if w in _NASAL and h in "nm" else drop)
            if other < best:
                best = other
            other = left + (_DOUBLED if w == last else _SPLIT_NASAL if nasal and w in "nm" else alone[w])
            if other < best:
                best = other
            fresh.append(best)
            diagonal, left, last = up, best, w
        row = fresh
        before = h
    return round(row[-1], 4)


def sound_distances(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """`sound_distance` of many (heard, wanted) pairs at once: the same numbers, about forty times as fast."""
    import numpy as np

    if not pairs:
        return []
    heard, wanted = (list(side) for side in zip(*pairs, strict=True))
    every = np.arange(len(pairs))
    costs = distances(letters_of(heard), every, letters_of(wanted), every)
    return costs.astype(np.float64).round(4).tolist()


def letters_of(sounds: Sequence[str]) -> np.ndarray:
    """Strings of sounds as rows of small numbers, zero after the end."""
    import numpy as np

    size = max(map(len, sounds), default=0)
    letters = "".join(s.ljust(size) for s in sounds).encode("ascii")
    return _columns()[0][np.frombuffer(letters, dtype=np.uint8).reshape(len(sounds), size)]


def distances(
    heard: np.ndarray,
    of_heard: np.ndarray,
    wanted: np.ndarray,
    of_wanted: np.ndarray,
    most: np.ndarray | None = None,
) -> np.ndarray:
    """The distances of pairs: rows ``of_heard`` of ``heard`` and ``of_wanted`` of ``wanted`` (`letters_of`).

    ``most`` are the distances that matter: what is farther may come out as infinite.
    """
    import numpy as np

    _, cost, alone, nasal, murmur = _columns()
    heard_sizes, wanted_sizes = (heard > 0).sum(axis=1)[of_heard], (wanted > 0).sum(axis=1)[of_wanted]
    result = np.zeros(len(of_heard), dtype=np.float32)
    order = np.argsort(wanted_sizes * 64 + heard_sizes, kind="stable")
    for begin in range(0, len(order), _BATCH):
        batch = order[begin : begin + _BATCH]
        h_length, w_length = heard_sizes[batch], wanted_sizes[batch]
        rows, columns = int(h_length.max()), int(w_length.max())
        blank = np.zeros((1, len(batch)), dtype=np.int8)
        h = np.concatenate([blank, heard[of_heard[batch], :rows].T])
        w = np.concatenate([blank, wanted[of_wanted[batch], :columns].T])
        skip = np.where(w[1:] == w[:-1], np.float32(_DOUBLED), alone[w[1:]])
        table = np.zeros((columns + 1, len(batch)), dtype=np.float32)
        table[1:] = np.cumsum(skip, axis=0)
        final = np.full(len(batch), np.inf, dtype=np.float32)
        limit = None if most is None else most[batch].astype(np.float32) + np.float32(0.001)
        every = np.arange(len(batch))
        repeated = w[1:] == w[:-1]
        w_nasal, w_murmur = nasal[w[1:]], murmur[w[1:]] & ~repeated
        for i in range(1, rows + 1):
            drop = np.where(h[i] == h[i - 1], np.float32(_DOUBLED), alone[h[i]])
            up = np.where(murmur[h[i]] & w_nasal, np.float32(_SPLIT_NASAL), drop)
            left = np.where(nasal[h[i]] & w_murmur, np.float32(_SPLIT_NASAL), skip)
            fresh = np.empty_like(table)
            fresh[0] = table[0] + drop
            np.minimum(table[:-1] + cost[h[i], w[1:]], table[1:] + up, out=fresh[1:])
            for j in range(1, columns + 1):
                np.minimum(fresh[j], fresh[j - 1] + left[j - 1], out=fresh[j])
            table = fresh
            done = h_length == i
            if done.any():
                final[every[done]] = table[w_length[done], np.flatnonzero(done)]
            if limit is not None and i in (rows // 3, 2 * rows // 3):
                open_ = np.flatnonzero((table.min(axis=0) <= limit) & (h_length > i))
                if len(open_) < 0.8 * len(limit):
                    table, limit, every, h_length, w_length = (
                        table[:, open_], limit[open_], every[open_], h_length[open_], w_length[open_],
                    )  # fmt: skip
                    h, w, skip = h[:, open_], w[:, open_], skip[:, open_]
                    w_nasal, w_murmur = w_nasal[:, open_], w_murmur[:, open_]
        result[batch] = final
    return result


_BATCH = 2048


@lru_cache(maxsize=1)
def _columns():
    """The costs as arrays: digits of the letters, change, insertion or loss, which are nasal, n or m."""
    import numpy as np

    size = len(_ALL) + 1
    digits = np.zeros(128, dtype=np.int8)
    digits[[ord(s) for s in _ALL]] = np.arange(1, size)
    cost = np.full((size, size), 9.0, dtype=np.float32)
    cost[1:, 1:] = [[_COST[a + b] for b in _ALL] for a in _ALL]
    alone = np.array([9.0] + [_ALONE[s] for s in _ALL], dtype=np.float32)
    nasal = np.array([False] + [s in _NASAL for s in _ALL])
    murmur = np.array([False] + [s in "nm" for s in _ALL])
    return digits, cost, alone, nasal, murmur

SKELETON = "ieaoptkfsSnlR"
"""The sounds of a skeleton."""
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


def nasal(sounds: str) -> str:
    """The sounds with each vowel before n or m, where no vowel follows, heard through the nose.

    >>> nasal("debjan"), nasal("dinym"), nasal("ana")
    ('debjA', 'din5', 'ana')
    """
    return _NASAL_VOWEL.sub(lambda m: _HEARD_NASAL[m.group()[0]], sounds)


_HEARD_NASAL = {"a": "A", "e": "5", "i": "5", "y": "5", "2": "5", "o": "O"}
_NASAL_VOWEL = re.compile(r"[aeiyo2][nm](?![aeiouy2@5AOnmjw])")


def joined(left: str, right: str) -> str:
    """The skeleton of two strings of sounds said one after the other, from their skeletons."""
    return left + right[1:] if left and right and left[-1] == right[0] else left + right


@lru_cache(maxsize=65536)
def bones(sounds: str) -> str:
    """The consonants alone, close ones merged, nothing twice in a row: what survives a change of vowels."""
    return coarse("".join(c for c in sounds if c in _BONES))


_BONES = frozenset("pbtdkgfvszSZmnJlR")
