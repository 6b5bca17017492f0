"""How French words sound: a compact grapheme-to-phoneme table, one character per sound.

Rules, exceptions and the words in a sounded *-ent* are data files beside this module. The alphabet
(`VOWELS`, `CONSONANTS`) merges what speech recognisers mix freely: é/è, open and closed o, eu/œ,
in/un. Own rules rather than a library: measured in `tests/french/test_sounds.py`; the freely
licensed libraries either weigh tens of megabytes, are slow, or read French acronyms wrongly.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

VOWELS = frozenset("aeiouy2@5AO")
CONSONANTS = frozenset("pbtdkgfvsSzZmnJlRjw")

_HERE = Path(__file__).parent
_WORD = re.compile(r"[^\W\d_]+|\d+")

LETTERS: dict[str, str] = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "a be se de 2 ef Ze aS i Zi ka el em en o pe ky eR es te y ve dubl@ve iks igRek zed".split(),
        strict=True,
    )
)
"""The names of the letters: "b" is read "bé"."""

NUMBERS: tuple[str, ...] = tuple(
    "zeRo 5 d2 tRwa katR s5k sis set yit n2f dis Oz duz tRez katORz k5z sez diset dizyit diznef v5".split()
)
"""Numbers up to twenty, as in *D3E* or *CO2*."""


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (_HERE / name).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(pair[0], pair[1]) for pair in pairs]


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = _rows("sound_rules.tsv")
    return re.compile("|".join(f"({letters})" for letters, _ in rows)), tuple(sound for _, sound in rows)


@lru_cache(maxsize=1)
def _exceptions() -> dict[str, str]:
    return dict(_rows("sound_exceptions.tsv"))


@lru_cache(maxsize=1)
def _final_ent() -> frozenset[str]:
    lines = (_HERE / "final_ent.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _by_rule(word: str) -> str:
    pattern, sounds = _rules()
    return "".join(sounds[m.lastindex - 1] for m in pattern.finditer(word) if m.lastindex)


@lru_cache(maxsize=65536)
def word_sounds(word: str) -> str:
    """The sounds of one lower-case word or number; "" for what has no letter or digit.

    >>> word_sounds("webinaires"), word_sounds("responsable")
    ('webineR', 'RespOsabl')
    """
    known = _exceptions().get(word)
    if known is not None:
        return known
    word = word.replace("oeu", "œu").replace("oei", "œi")
    if word.isdecimal():
        return (
            NUMBERS[int(word)]
            if len(word) < 3 and int(word) <= 20
            else "".join(NUMBERS[int(d)] for d in word)
        )
    # the plural is not heard
    plural = len(word) > 2 and (word[-1] == "s" or (word[-1] == "x" and word[-3:-1] in ("au", "eu", "ou")))
    stem = word[:-1] if plural and word[-2] != "s" else word
    known = _exceptions().get(stem) if len(stem) > 2 else None
    if known is not None:
        return known
    if stem.endswith("ent") and word in _final_ent():
        head = stem[:-3]
        return _by_rule(head + "é")[:-1] + "A" if head[-1] != "i" else _by_rule(head[:-1]) + "jA"
    return _by_rule(stem)


def text_sounds(text: str) -> str:
    """The sounds of a few words, read one after the other (no liaison).

    >>> text_sounds("l'air j'ai essaim")
    'leRZees5'
    """
    return "".join(word_sounds(w) for w in _WORD.findall(text.lower().replace("’", "'")))


def spell(letters: str) -> str:
    """The sounds of letters and digits read one by one: ``spell("rgaa")`` is "erre gé a a"."""
    return "".join(LETTERS.get(c, "") if not c.isdecimal() else NUMBERS[int(c)] for c in letters.lower())
