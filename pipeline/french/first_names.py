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
    return _listed()[:2]


@lru_cache(maxsize=1)
def _listed() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    usual: set[str] = set()
    common: set[str] = set()
    written: set[str] = set()
    for line in (Path(__file__).parent / "first_names.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind = common if line.startswith("-") else written if line.startswith("+") else usual
            kind.update(_fold(word) for word in line.lstrip("-+ ").split())
    return frozenset(usual | common), frozenset(common), frozenset(usual | common | written)


def is_first_name(word: str) -> bool:
    """Whether a word with a capital, or the first part of a compound, is a first name met in France.

    >>> is_first_name("Jean-Marc"), is_first_name("Zoé"), is_first_name("Clermont")
    (True, True, False)
    """
    usual = _listed()[2]
    folded = _fold(word)
    return folded in usual or folded.split("-")[0] in usual
