"""Words as verification compares them: folded, without punctuation, groups of digits closed up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.french.spelling import fold

_TOKEN = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+|[^\W\d_]+|[%€]")
_SPACES = re.compile(r"[ \u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and the characters [start, end) that it stands for."""

    key: str
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a text into tokens: words, numbers, ``%`` and ``€``.

    >>> [t.key for t in tokenize("L’État : 4 500 agents, 50%")]
    ['l', 'etat', '4500', 'agents', '50', '%']
    """
    return tuple(Token(_SPACES.sub("", fold(m.group())), m.start(), m.end()) for m in _TOKEN.finditer(text))
