"""Whether one French word usually follows another, from a frozen table (see NOTICE.md)."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from pipeline.french.frequency import zipf

_WORDS_READ = 26e6  # weighted words that were counted
_KEPT = 7.0  # weighted count from which a pair is in the table


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    rows: dict[str, str] = {}
    for line in (Path(__file__).parent / "collocations.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            first, _, rest = line.partition(" ")
            rows[first] = rest
    return rows


@lru_cache(maxsize=16384)
def _after(first: str) -> dict[str, int]:
    table: dict[str, int] = {}
    value = 0
    for item in _lines().get(first, "").split(" "):
        if item.lstrip("-").isdigit():
            value = int(item)
        elif item:
            table[item] = value
    return table


@lru_cache(maxsize=65536)
def association(first: str, second: str) -> float:
    """How much likelier ``second`` is after ``first`` than anywhere, as a binary logarithm.

    Lower-case words with their elision mark (``l'``). Positive: they go together; 0: nothing is
    known, they are too rare to tell; negative: both are common and hardly ever meet.

    >>> association("feuille", "de") > 2 > 0 > association("des", "le")
    True
    """
    known = _after(first).get(second)
    if known is not None:
        return float(known)
    expected = 10 ** (zipf(first) + zipf(second) - 18) * _WORDS_READ
    return max(-9.0, min(0.0, math.log2(_KEPT / expected))) if expected > 0 else 0.0
