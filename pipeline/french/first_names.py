"""Usual French first names, from a list that anyone can read and complete."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower().replace("œ", "oe"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def first_names() -> tuple[frozenset[str], frozenset[str]]:
    """Usual first names, and those that are also common words or places (both lower-case, no accents)."""
    usual: set[str] = set()
    common: set[str] = set()
    for line in (Path(__file__).parent / "first_names.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        (common if line.startswith("-") else usual).update(_fold(w) for w in line.lstrip("- ").split())
    return frozenset(usual | common), frozenset(common)


def is_first_name(word: str) -> bool:
    """Whether a word, or the first part of a compound, is a usual first name.

    >>> is_first_name("Jean-Marc"), is_first_name("Zoé"), is_first_name("Clermont")
    (True, True, False)
    """
    usual = first_names()[0]
    folded = _fold(word)
    return folded in usual or folded.split("-")[0] in usual
