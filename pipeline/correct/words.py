"""The recording as one stream of words, each with its raw position, its sounds and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.correct.distance import bones, coarse
from pipeline.french.frequency import zipf
from pipeline.french.sounds import LETTERS, spell, word_sounds
from pipeline.french.spelling import WORD, fold
from pipeline.model import Cue

ELIDED = frozenset("c d j l m n s t qu".split())
PLAIN = 6.0
_UNIT = re.compile(
    r"(?:kilo|m[ée]ga|giga|t[ée]ra|p[ée]ta|milli|micro|nano)(?:octet|bit|watt|wattheure|hertz|joule|tonne|pixel)s?"
)
_BREAKS = frozenset('.!?;:,…()[]«»"')


class Heard(NamedTuple):
    """One reading of a word: its sounds, their skeleton and the consonants alone (see `distance`)."""

    sounds: str
    code: str
    bones: str


class Word(NamedTuple):
    """One word of the raw text: its characters, cue and offsets, and how it may sound.

    ``letters`` is ``folded`` without its elision mark, ``lower`` the text in small letters, ``stem`` its
    singular (see `stem`). ``readings`` are its sounds with their skeletons (an acronym is read as
    letters or as a word).
    ``gap`` is what stands between it and the word before; ``breaks`` says that no term runs over
    that gap. ``zipf`` is how common the word is in French; ``plain`` tells one of its few hundred
    commonest words, which alone or among themselves are no mishearing that could be told from speech.
    """

    text: str
    folded: str
    cue: int
    start: int
    end: int
    gap: str
    breaks: bool
    readings: tuple[Heard, ...]
    zipf: float
    plain: bool
    letters: str
    lower: str
    stem: str


def words_of(cues: Sequence[Cue]) -> tuple[Word, ...]:
    """All the words of the cues in order; empty when there are none."""
    found: list[Word] = []
    speaker: str | None = None
    for cue in cues:
        raw = cue.raw
        previous_end = 0
        for n, m in enumerate(WORD.finditer(raw)):
            start, end = m.span()
            gap = raw[previous_end:start]
            if n == 0:
                gap = " " + gap
            apostrophe_ahead = raw[end : end + 1] in ("'", "’")
            breaks = gap != " " and not _BREAKS.isdisjoint(gap) and not (gap == "." and n > 0)
            if n == 0 and cue.speaker != speaker:
                breaks = True
            text = m.group()
            folded, readings, common, plain, letters, lower, singular = _known(text, apostrophe_ahead)
            found.append(
                Word(
                    text, folded, cue.index, start, end, gap, breaks or not found, readings, common, plain,
                    letters, lower, singular,
                )
            )  # fmt: skip
            previous_end = end
        speaker = cue.speaker
    return tuple(found)


@lru_cache(maxsize=65536)
def _known(text: str, elided: bool) -> tuple[str, tuple[Heard, ...], float, bool, str, str, str]:
    """What is the same wherever a word stands: the fields of `Word` that its characters give."""
    common = _zipf(text)
    plain = common >= PLAIN and not (text.isupper() and len(text) > 1)
    if len(text) == 1 and text.isalpha():
        plain = text.lower() in "aày"
    folded = fold(text)
    lower = text.lower().replace("’", "'")
    return folded, _heard(text, elided), common, plain, folded.replace("'", ""), lower, stem(folded)


def stem(word: str) -> str:
    """A folded word without the s or x of its plural."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


@lru_cache(maxsize=65536)
def _zipf(text: str) -> float:
    bare = text.lower().rstrip("'’")
    if bare.isdecimal() or (bare in ELIDED and bare != text.lower()):
        return 7.0
    if _UNIT.fullmatch(bare):
        return 3.5
    return max(zipf(bare), zipf(fold(bare)) - 1.0)


@lru_cache(maxsize=65536)
def _heard(text: str, elided: bool) -> tuple[Heard, ...]:
    return tuple(
        Heard(sounds, coarse(sounds), bones(sounds)) for sounds in dict.fromkeys(_readings(text, elided))
    )


def _readings(text: str, elided: bool) -> tuple[str, ...]:
    bare = text.rstrip("'’")
    low = bare.lower()
    if elided or len(bare) < len(text):
        return (word_sounds(low),)
    if len(low) == 1 and low in LETTERS:
        return (LETTERS[low],)
    as_word = word_sounds(low)
    if len(low) > 3 and low[-2:] in ("cs", "ks", "ps", "ts", "fs"):
        return (as_word, as_word + "s")
    if not low.isascii() or not low.isalpha() or len(low) > 6:
        return (as_word,)
    if bare.isupper():
        return (spell(low), as_word)
    # in unpunctuated speech an acronym is a short word that French does not have
    if len(low) <= 5 and zipf(low) < 3.0:
        return (as_word, spell(low))
    return (as_word,)
