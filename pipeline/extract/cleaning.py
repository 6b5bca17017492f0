"""Speech made readable without a new word: hesitations, repetitions and openers are left out.

Nothing is added but a capital and a full stop; the order of the words stays. What could change the
meaning (negations, hedges such as *je pense*, numbers) is never touched.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"[^\s]+")
_BARE = re.compile(r"^[^\w]+|[^\w'’%€]+$")

_LEADING_ELISION = re.compile(r"^(?:puisqu|lorsqu)'(?=\w)", re.IGNORECASE)
"""*Puisqu'on a fait*: the sentence stands without its link."""

HESITATIONS = frozenset("euh heu hum hein ben bah beh pff hm mmh".split())
"""Sounds without meaning, wherever they stand."""

ASIDES = (
    "on va dire",
    "on peut dire",
    "je dirais",
    "si je puis dire",
    "si je peux dire",
    "entre guillemets",
    "comment dire",
    "c'est vrai que",
    "c'est vrai qu'",
    "voilà",
    "en fait",
    "du coup",
    "justement",
    "effectivement",
    "quoi",
    "bon",
    "tout simplement",
    "finalement",
    "on va dire ça comme ça",
    "vous voyez",
    "tu vois",
    "vous savez",
    "écoutez",
    "comme je vous le disais",
    "comme je le disais",
    "comme je disais",
    "comme tu l'as dit",
    "je vous le disais",
    "c'est ce que je disais",
    "c'est-à-dire que",
    "bref",
    "quand même",
    "un petit peu",
    "un peu",
)
"""Turns of speech that carry nothing; left out as whole words."""

_ASIDES_BY_FIRST = {
    first: sorted((tuple(a.split()) for a in ASIDES if a.split()[0] == first), key=len, reverse=True)
    for first in sorted({a.split()[0] for a in ASIDES})
}

KEEP_INSIDE = frozenset(("un peu", "un petit peu", "quoi", "bon", "quand même"))
"""Those that mean something inside a sentence: left out only next to a comma or at an end."""

OPENERS = frozenset(
    "et donc alors mais puis ensuite voilà bon ben bah enfin bref oui non ok okay là or car effectivement "
    "justement "
    "finalement d'accord parce que du coup en fait".split()
)
"""Words that tie a sentence to the one before; left out at its head."""


def clean(said: str) -> str:
    """The words said, made readable; the words of the result are words of ``said`` in their order.

    >>> clean("donc euh on a on a formé, en fait, plus de 4 500 agents hein")
    'On a formé plus de 4 500 agents.'
    """
    words = _TOKEN.findall(said.replace("’", "'"))
    words = _asides([w for w in words if _bare(w) not in HESITATIONS or "'" in w])
    words = _repetitions(words)
    words = _doubled_subject(_openers(words))
    if not words:
        return ""
    words[0] = _LEADING_ELISION.sub("", words[0]) or words[0]
    line = " ".join(words)
    line = re.sub(r"(?<!\s)\s+([,.])", r"\1", line)
    line = re.sub(r",(?:\s*,)+", ",", line).strip(' ,;:–—-«»"')
    if not line:
        return ""
    line = line[0].upper() + line[1:]
    return line if line.endswith(("?", "!", ".", "…")) else line + "."


@lru_cache(maxsize=16384)
def _bare(word: str) -> str:
    return _BARE.sub("", word).lower()


def _asides(words: list[str]) -> list[str]:
    kept: list[str] = []
    bare = tuple(map(_bare, words))
    i = 0
    while i < len(words):
        for phrase in _ASIDES_BY_FIRST.get(bare[i], ()):
            if bare[i : i + len(phrase)] != phrase:
                continue
            group = words[i : i + len(phrase)]
            name = " ".join(phrase)
            after_pause = not kept or kept[-1].endswith((",", ":", ";"))
            before_pause = group[-1].endswith((",", ".", ";")) or i + len(phrase) >= len(words)
            if name in KEEP_INSIDE and not (after_pause and before_pause):
                continue
            sign = group[-1][-1] if group[-1][-1] in ".;:!?" else ""
            if sign and kept:
                kept[-1] = kept[-1].rstrip(",") + sign
            elif kept and kept[-1].endswith(",") and group[-1].endswith(","):
                kept[-1] = kept[-1].rstrip(",")  # the two commas were the aside's
            i += len(phrase)
            break
        else:
            kept.append(words[i])
            i += 1
    return kept


def _repetitions(words: list[str]) -> list[str]:
    """Without what is said twice in a row (one to four words): *on a on a*, *le le*."""
    kept: list[str] = []
    bare: list[str] = []
    for word in words:
        again = _bare(word) in bare[-4:]
        kept.append(word)
        bare.append(_bare(word))
        for size in (4, 3, 2, 1) if again else ():
            if len(kept) < 2 * size or bare[-size - 1] != bare[-1]:
                continue
            said = bare[-size:]
            if bare[-2 * size : -size] != said:
                continue
            if said in (["nous"], ["vous"]) or any(c.isdigit() for w in said for c in w):
                continue  # "nous nous sommes", numbers
            del kept[-2 * size : -size], bare[-2 * size : -size]
            break
    return kept


def _doubled_subject(words: list[str]) -> list[str]:
    """Without the stressed pronoun that the subject takes up: *nous, on a* becomes *on a*."""
    if len(words) < 4 or _bare(words[0]) not in ("nous", "moi", "eux"):
        return words
    follower = _bare(words[1])
    doubled = (
        follower in ("on", "ils", "je")
        or follower.startswith("j'")
        or (follower == "nous" and words[0].endswith(","))
    )
    return words[1:] if doubled else words


def _openers(words: list[str]) -> list[str]:
    start = 0
    while (
        start < len(words) - 3
        and _bare(words[start]) in OPENERS | {"que", "qu'"}
        and (start or _bare(words[start]) not in ("que", "qu'", "non", "oui"))
    ):
        if _bare(words[start]) in ("que", "en", "du") and start == 0:
            break
        start += 1
    return words[start:]
