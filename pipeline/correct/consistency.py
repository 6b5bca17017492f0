"""One spelling for one name: where no list gives a person's name, the best supported one of the recording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.correct.distance import sound_distance
from pipeline.correct.patterns import ARTICLES_IN_NAMES, TITLES
from pipeline.correct.words import Word
from pipeline.french.first_names import is_first_name

ALIKE = 0.2
"""Distance per sound up to which two spellings may be one name."""
SURE = 3
"""How often the other spelling has to be there for one of the very same sounds to be changed."""
RARE = 2.5
"""Zipf frequency from which a word is French and may stand after a first name by chance."""
SHORT = 4
"""Names of fewer sounds are too alike to be compared."""


@dataclass(frozen=True, slots=True)
class Name:
    """A family name at one word, after a first name or a title (folded)."""

    place: int
    text: str
    before: str
    sounds: str


@dataclass(frozen=True, slots=True)
class Respelling:
    """The word at ``place`` is another spelling of ``text``, that is there ``count`` times."""

    place: int
    text: str
    count: int
    sure: bool


def respellings(words: Sequence[Word], taken: Collection[int]) -> Iterator[Respelling]:
    """The spellings of a family name that are likely another one's, in reading order.

    A name is looked for after the same first name, or after a title. The spelling that is there most
    often wins if it is there at least twice and twice as often; ``taken`` are words that lists account for.
    """
    names = list(_names(words, taken))
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        counts[name.text] += 1
    by_first: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_first["" if name.before in TITLES else name.before].append(name)
    for name in names:
        near = by_first["" if name.before in TITLES else name.before]
        better = {
            (other.text, other.sounds)
            for other in near
            if other.text != name.text and counts[other.text] >= max(2, 2 * counts[name.text])
        }
        best = min(
            ((_distance(name.sounds, sounds), -counts[text], text) for text, sounds in better), default=None
        )
        if best is None or best[0] > ALIKE:
            continue
        distance, support, text = best
        sure = distance < 0.01 and -support >= SURE and name.before not in TITLES
        yield Respelling(name.place, text, -support, sure)


def _names(words: Sequence[Word], taken: Collection[int]) -> Iterator[Name]:
    for place in [k for k, word in enumerate(words) if word.zipf < RARE and word.text[0].isupper()]:
        word, before = words[place], words[place - 1]
        if place in taken or word.breaks:  # nothing stands before the first word
            continue
        if word.folded in ARTICLES_IN_NAMES or len(word.readings[0].sounds) < SHORT or word.text.isupper():
            continue
        if before.folded in TITLES or (before.text[0].isupper() and is_first_name(before.text)):
            yield Name(place, word.text, before.folded, word.readings[0].sounds)


def _distance(heard: str, wanted: str) -> float:
    return sound_distance(heard, wanted) / max(len(heard), len(wanted))
