"""Words of a text with their offsets, as the action patterns see them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

# a word keeps an inner hyphen only in the lexical compounds of French (peut-être, mais not avez-vous)
_WORD = re.compile(
    r"(?=[aqpre])(?:(?:aujourd|quelqu|prud)['’](?:hui|une?|hommes?)|peut-être|rendez-vous|entre-temps|est-ce)"
    r"|[^\W\d_]+['’]|\d+(?:[\s\u202f\u00a0.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]{3,})*(?!['’])|[^\W_]+|[%€]",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"-(?:vous|nous|les|moi|leur|lui|elle|elles|ils|là)$")
STRONG = re.compile(r"[.?!…;:]")


class Token(NamedTuple):
    """One word: ``form`` in lower case, text offsets, and the signs (no spaces) before it."""

    form: str
    start: int
    end: int
    gap: str


def tokenise(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Words of ``text[start:end]`` in order; apostrophes stay with the word that they shorten.

    >>> [t.form for t in tokenise("Aujourd'hui, qu'avez-vous fait de l'audit ?")]
    ["aujourd'hui", "qu'", 'avez', 'vous', 'fait', 'de', "l'", 'audit']
    >>> [t.gap for t in tokenise("sur comnum.example.fr. Puis")]
    ['', '', '', '', '.']
    """
    stop = len(text) if end is None else end
    found: list[Token] = []
    last = start
    for match in _WORD.finditer(text, start, stop):
        begin, finish = match.span()
        form = match.group().lower().replace("’", "'")
        gap = text[last:begin].strip()
        if gap == "." and begin - last == 1 and found and text[begin].islower():
            gap = ""  # inside a web address, not the end of a sentence
        inverted = _INVERTED.search(form) if "-" in form else None
        if inverted and form not in ("rendez-vous", "peut-être"):
            cut = begin + inverted.start()
            found.append(Token(form[: inverted.start()], begin, cut, gap))
            found.append(Token(form[inverted.start() + 1 :], cut + 1, finish, "-"))
        else:
            found.append(Token(form, begin, finish, gap))
        last = finish
    return tuple(found)


def index_at(tokens: Sequence[Token], offset: int) -> int:
    """Index of the first token that starts at or after a text offset."""
    return bisect_left([t.start for t in tokens], offset)
