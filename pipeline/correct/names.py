"""The rest of a name: beside a right part of someone's name, the other part may be far from what is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.correct.distance import sound_distance
from pipeline.correct.forms import Form
from pipeline.correct.patterns import ARTICLES_IN_NAMES, FUNCTION_WORDS, TITLES
from pipeline.correct.words import Word
from pipeline.french.frequency import zipf
from pipeline.french.spelling import key
from pipeline.glossary.entry import Entry

LEFT, RIGHT = 3, 6
"""Most words that a misheard first name, or family name, is cut into."""
SURE, DOUBTFUL = 0.36, 0.44
"""Distances per sound up to which the other part is taken, or asked about."""
SMALL = 5
"""Names of fewer sounds have to be as near as any term."""
ORDINARY = 2.5
"""Zipf frequency from which a word is ordinary French, and may have been said as such."""
ALIKE = 0.1
"""Distance per sound up to which ordinary words may be a name of ordinary words."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a person's name at words [first, last]: right, or corrected with certainty."""

    first: int
    last: int
    entry: Entry
    given: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Words [first, last] that stand for the part of a name beside a known one."""

    first: int
    last: int
    form: Form
    distance: float


def rests(
    words: Sequence[Word], parts: Sequence[Part], forms: Sequence[Form], taken: set[int]
) -> Iterator[Rest]:
    """For each known part, the nearest words beside it that sound like the rest of that name.

    ``taken`` are the places of right words. Nothing where the name stands alone or is whole.
    """
    by_entry: dict[str, list[Form]] = {}
    for form in forms:
        if form.given:
            by_entry.setdefault(form.entry.id, []).append(form)
    for part in parts:
        wanted = "family" if part.given == "first" else "first"
        known = [f for f in by_entry.get(part.entry.id, ()) if f.given == wanted]
        if wanted == "family":
            whole = part.entry.term.partition(" ")[2]
            known = [f for f in known if f.words == whole]
        best = min(
            _beside(words, part, known, taken), key=lambda r: (r.distance, r.first, r.last), default=None
        )
        if best is not None:
            yield best


def reads_as_words(family: str) -> bool:
    """Whether a family name is written like ordinary French words, its article included or not.

    >>> [reads_as_words(name) for name in ("Rivière", "Leblanc", "Le Roux", "Quéméneur")]
    [True, True, True, False]
    """
    letters = key(family)
    tails = [letters] + [letters.removeprefix(article) for article in ARTICLES_IN_NAMES]
    return any(zipf(tail) >= ORDINARY for tail in tails if len(tail) > 2) or zipf(family.lower()) >= ORDINARY


def may_be_named(words: Sequence[Word], first: int, last: int, family: str, known: Sequence[Part]) -> bool:
    """Whether words [first, last] may be this family name, or a half of it, where they stand.

    Ordinary words are a name of ordinary words ("la salle": "Lasalle") only after a title, or right
    beside another part of that person's name: one of ``known``, which are parts of that name alone.
    Half of a double name never is: the whole of it has to be heard.
    """
    if not reads_as_words(family) or any(word.zipf < ORDINARY for word in words[first : last + 1]):
        return True
    if first > 0 and not words[first].breaks and words[first - 1].folded in TITLES:
        return True
    return any(
        not re.search(rf"-{re.escape(family)}\b|\b{re.escape(family)}-", part.entry.term)
        and (
            (part.last + 1 == first and not words[first].breaks)
            or (part.first - 1 == last and not words[part.first].breaks)
        )
        for part in known
    )


def says_more(words: Sequence[Word], first: int, last: int, part: Part) -> bool:
    """Whether words [first, last], that begin with a first name go on with other words than the family name.

    "Anne la rivière" is not Anne Rivière: these are ordinary words, and an article too many.
    """
    if part.given != "first" or part.first != first or part.last >= last:
        return False
    family = part.entry.term.partition(" ")[2]
    said = "".join(word.folded for word in words[part.last + 1 : last + 1])
    return key(said) != key(family) and not may_be_named(words, part.last + 1, last, family, ())


def _beside(words: Sequence[Word], part: Part, forms: Sequence[Form], taken: set[int]) -> Iterator[Rest]:
    step = 1 if part.given == "first" else -1
    place = part.last + 1 if step > 0 else part.first - 1
    heard = [""]
    for _ in range(RIGHT if step > 0 else LEFT):
        if (
            not 0 <= place < len(words)
            or place in taken
            or (words[place].breaks if step > 0 else words[place + 1].breaks)
        ):
            return
        said = [r.sounds for r in words[place].readings]
        heard = [(a + b if step > 0 else b + a) for a in heard for b in said][:4]
        first, last = (part.last + 1, place) if step > 0 else (place, part.first - 1)
        place += step
        if (
            all(words[k].folded in FUNCTION_WORDS for k in range(first, last + 1))
            or words[last].text[-1] in "'’"
        ):
            continue
        # the little word at the far end belongs to what follows, if nothing else tells
        loose = 0.06 if words[last if step > 0 else first].folded in FUNCTION_WORDS else 0.0
        for form in forms:
            for sounds in heard:
                distance = sound_distance(sounds, form.sounds) / max(len(form.sounds), len(sounds)) + loose
                limit = DOUBTFUL if len(form.sounds) >= SMALL else SURE / 2
                if not may_be_named(words, first, last, form.words, ()):
                    limit = ALIKE
                if distance <= limit:
                    yield Rest(first, last, form, distance)
