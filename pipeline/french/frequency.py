"""How common a French word is, from a frozen list (see NOTICE.md for its source and licence)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

UNKNOWN = 0.0
"""What `zipf` gives for a word that is not in the list (rarer than Zipf 1.5)."""


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    table: dict[str, float] = {}
    for line in (Path(__file__).parent / "frequency.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            tenths, *words = line.split(" ")
            table.update(dict.fromkeys(words, int(tenths) / 10))
    return table


def zipf(word: str) -> float:
    """Zipf frequency of a lower-case word: 7 "de", 5 "projet", 3 "râteau"; `UNKNOWN` if not in the list.

    >>> zipf("de") > zipf("projet") > zipf("râteau") > zipf("minumeco") == UNKNOWN
    True
    """
    return _table().get(word, UNKNOWN)
