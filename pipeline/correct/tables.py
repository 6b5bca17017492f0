"""Look-up of many short codes at once: skeletons of sounds as whole numbers, in sorted arrays.

A code is one of the skeletons of `distance` (``coarse``, ``bones``), four bits a sound, the first sound
lowest; what is beyond the sixteenth sound is cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipeline.correct.distance import SKELETON

BITS = 4
LONGEST = 16
"""Sounds that a code holds."""

_DIGITS = {sound: n for n, sound in enumerate(SKELETON, 1)}
_HASHES = 20  # bits of the bitmap that tells most absent keys


@lru_cache(maxsize=65536)
def number(code: str) -> int:
    """A skeleton as a number.

    >>> number("ti") == number("t") + (number("i") << BITS)
    True
    """
    total = 0
    for n, sound in enumerate(code[:LONGEST]):
        total |= _DIGITS[sound] << BITS * n
    return total


_QUARTER = (1 << 4 * BITS) - 1


def text(code: int) -> str:
    """The skeleton that a number stands for.

    >>> text(number("tiRo"))
    'tiRo'
    """
    found = ""
    while code:
        found += _quarter(code & _QUARTER)
        code >>= 4 * BITS
    return found


@lru_cache(maxsize=1 << 4 * BITS)
def _quarter(code: int) -> str:
    return "".join(SKELETON[(code >> BITS * n & 15) - 1] for n in range(4) if code >> BITS * n & 15)


def texts(codes: np.ndarray) -> np.ndarray:
    """`text` of many numbers at once, as an array of strings.

    >>> texts(np.array([number("tiRo"), number("")], dtype=np.uint64)).tolist()
    ['tiRo', '']
    """
    shifts = np.arange(LONGEST, dtype=np.uint64) * np.uint64(BITS)
    digits = (codes[:, None] >> shifts) & np.uint64(15)
    return _POINTS[digits.astype(np.int64)].view(f"<U{LONGEST}").ravel()


_POINTS = np.array([0, *map(ord, SKELETON)], dtype="<u4")


def digit(sound: str) -> int:
    """One sound of a skeleton as a number; 0 for none."""
    return _DIGITS[sound] if sound else 0


@lru_cache(maxsize=65536)
def bag(code: str) -> int:
    """How many of each sound a skeleton has, four bits a kind."""
    return sum(1 << BITS * (_DIGITS[sound] - 1) for sound in code)


def unary(bags: np.ndarray) -> np.ndarray:
    """Bags with as many bits set as there are sounds of a kind (four at most): sets that can be compared."""
    found = np.zeros_like(bags)
    for kind in range(len(SKELETON)):
        shift = np.uint64(BITS * kind)
        counts = np.minimum((bags >> shift) & np.uint64(15), np.uint64(4))
        found |= ((np.uint64(1) << counts) - np.uint64(1)) << shift
    return found


def without(codes: np.ndarray, place: int) -> np.ndarray:
    """The codes with the sound at ``place`` left out."""
    shift = np.uint64(BITS * place)
    low = codes & np.uint64((1 << BITS * place) - 1)
    if place + 1 == LONGEST:
        return low
    return low | ((codes >> np.uint64(BITS * (place + 1))) << shift)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The forms under each key: ``values[starts[k]:starts[k + 1]]`` for the k-th of the sorted keys."""

    keys: np.ndarray
    starts: np.ndarray
    values: np.ndarray
    seen: np.ndarray

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int]], crowd: int) -> Table:
        """A table from (key, form number) rows, without the keys that more than ``crowd`` forms share."""
        pairs = np.array(sorted(set(rows)), dtype=np.uint64).reshape(-1, 2)
        _, shared, counts = np.unique(pairs[:, 0], return_inverse=True, return_counts=True)
        pairs = pairs[counts[shared] <= crowd]
        keys, starts = np.unique(pairs[:, 0], return_index=True)
        seen = np.zeros(1 << _HASHES, dtype=bool)
        seen[_hash(keys)] = True
        return cls(keys, np.append(starts, len(pairs)), pairs[:, 1].astype(np.int64), seen)

    def find(self, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(place in ``codes``, form number) of all that stands under one of the codes."""
        asked = np.flatnonzero(self.seen[_hash(codes)])
        if not len(asked):
            return asked, asked
        wanted = codes[asked]
        at = np.searchsorted(self.keys, wanted)
        at[at == len(self.keys)] = 0
        right = self.keys[at] == wanted
        asked, at = asked[right], at[right]
        places, within = expand(self.starts[at + 1] - self.starts[at])
        return asked[places], self.values[self.starts[at][places] + within]

    def nearest(
        self, codes: np.ndarray, lengths: np.ndarray, least: int = 0
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same for the codes and, of those longer than ``least``, for each with one sound left out."""
        found = [self.find(codes)]
        for place in range(int(lengths.max(initial=0))):
            longer = np.flatnonzero((lengths > place) & (lengths > least))
            at, forms = self.find(without(codes[longer], place))
            found.append((longer[at], forms))
        return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _hash(codes: np.ndarray) -> np.ndarray:
    return (codes * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _HASHES)


def expand(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For counts (2, 0, 3): whose each one is (0, 0, 2, 2, 2), and its number there (0, 1, 0, 1, 2)."""
    whose = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    return whose, np.arange(len(whose)) - np.repeat(ends - counts, counts)
