"""Tokens, and the alignment of what a recogniser printed with what an output made of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

Document = dict[str, Any]
"""A parsed JSON document: a prediction or a gold file."""

_TOKEN = re.compile(r"[^\W_]+(?:[.@/-][^\W_]+)*['’]?|[%€]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word (``data.gouv.fr`` and ``clean-up`` are one, ``l'`` keeps its apostrophe), ``%`` or ``€``, at
    ``[start, end)`` of its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens ``[raw_start, raw_end)`` of the raw text against ``[start, end)`` of the output.

    ``kind`` is ``equal``, ``replace``, ``insert`` or ``delete``.
    """

    kind: str
    raw_start: int
    raw_end: int
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text; punctuation is none.

    >>> [token.text for token in tokens("L’ADN, à 30 % !")]
    ["L'", 'ADN', 'à', '30', '%']
    """
    return [Token(m.group().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def fold(text: str) -> str:
    """Return a text without case, accents or ligatures: the key under which words are aligned.

    >>> fold("Œuvre Été")
    'oeuvre ete'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def letters(text: str) -> str:
    """Return only the letters and digits: what a correction must get right. Case and accents count.

    >>> letters("l’EcoIndex ")
    'lEcoIndex'
    """
    return "".join(filter(str.isalnum, text))


def align(raw: Sequence[str], output: Sequence[str]) -> list[Change]:
    """Return the shortest edit from one sequence of words to the other; case and accents do not count."""
    script = Levenshtein.opcodes([fold(word) for word in raw], [fold(word) for word in output])
    return [Change(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in script]


def ratio(part: float, whole: float) -> float | None:
    """Return ``part / whole``, or ``None`` when there is nothing to have a share of."""
    return part / whole if whole else None


def f_score(precision: float | None, recall: float | None, beta: float = 1.0) -> float:
    """Return the F measure, in which recall weighs ``beta`` times precision; 0 when either is nothing."""
    if not precision or not recall:
        return 0.0
    weight = beta * beta
    return (1 + weight) * precision * recall / (weight * precision + recall)
