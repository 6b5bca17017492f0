"""Which of the six objectives of décret n° 2022-1084 a passage is about, by its vocabulary.

The expressions of ``objectives.tsv`` are found once in the whole text; every question about a clause, its
surroundings, its turn or the recording is then a sum over a stretch of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.model import Objective

OBJECTIVES_FILE = Path(__file__).with_name("objectives.tsv")
SIX: tuple[Objective, ...] = (
    "commande_publique",
    "cycle_de_vie",
    "ecoconception",
    "sensibilisation_agents",
    "sensibilisation_citoyens",
    "territoire_donnees",
)
Points = dict[Objective, float]
"""Points by objective; one without any is left out."""

CLAUSE, NEARBY, TURN, RECORDING = 1.0, 0.2, 0.2, 0.2
"""How much an expression counts in the clause, in the words around it, in the turn and in the recording."""
LEAST = 2.5
"""Points that an objective needs."""
SECOND = 0.65
"""Share of the first objective's points that a second one needs to be named too."""
BEFORE, AFTER = 220, 110
"""Characters around a clause that count as nearby."""


WORD = re.compile(r"\w+")
OPENING = 3
"""Letters by which an expression that may stand at a word is known; a shorter word is known whole."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Objective, int, re.Pattern[str], frozenset[str]], ...]:
    """(objective, weight, pattern, openings of its expressions) of every line of ``objectives.tsv``."""
    found = []
    for line in OBJECTIVES_FILE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        objective, weight, expressions = line.split("\t")
        # longer expressions first, so that "cycle de vie du matériel" is not read as "cycle de vie"
        parts = sorted((p.strip() for p in expressions.split("|")), key=lambda p: (-len(p), p))
        body = "|".join(_expression(p) for p in parts if p)
        pattern = re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)
        openings = frozenset(_opening(p) for p in parts if p)
        found.append((objective, int(weight), pattern, openings))
    return tuple(found)  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _by_opening() -> dict[str, tuple[int, ...]]:
    """Lines (indices) with an expression that opens with these letters: few words open one."""
    openings = frozenset().union(*(line[3] for line in _patterns()))
    return {o: tuple(n for n, line in enumerate(_patterns()) if o in line[3]) for o in openings}


def _opening(words: str) -> str:
    """The first letters of an expression."""
    return WORD.match(words)[0][:OPENING].lower()  # type: ignore[index]


def _expression(words: str) -> str:
    """A pattern for words apart by a space or a hyphen (by nothing after an apostrophe)."""
    pattern = ""
    for word in words.split():
        if pattern:
            pattern += r"\s?" if pattern.endswith("['’]") else r"[\s-]"
        pattern += re.escape(word.rstrip("*")).replace("'", "['’]") + (r"\w*" if word.endswith("*") else "")
    return pattern


@dataclass(frozen=True, slots=True, order=True)
class _Hit:
    start: int
    end: int
    objective: Objective
    weight: int
    form: str


def _hits(text: str) -> Iterator[_Hit]:
    """What each line of the file finds in the text, one after the other without overlaps."""
    lines, by_opening = _patterns(), _by_opening()
    reached = [0] * len(lines)
    for word in WORD.finditer(text):
        start = word.start()
        for n in by_opening.get(word[0][:OPENING].lower(), ()):
            objective, weight, pattern, _ = lines[n]
            if start >= reached[n] and (m := pattern.match(text, start)):
                reached[n] = m.end()
                yield _Hit(start, m.end(), objective, weight, m.group().lower())


class Vocabulary:
    """The objectives' expressions in one text."""

    def __init__(self, text: str) -> None:
        found = sorted(_hits(text), key=lambda h: (h.start, -h.end, h.objective, -h.weight))
        self._hits: list[_Hit] = []
        reached = 0
        for hit in found:  # what stands inside a longer expression is part of it
            if hit.end > reached or (
                self._hits and self._hits[-1].start == hit.start and self._hits[-1].end == hit.end
            ):
                self._hits.append(hit)
                reached = max(reached, hit.end)
        self._starts = [h.start for h in self._hits]
        self._all = self.shares(0, len(text))

    def points(self, start: int, end: int) -> Points:
        """Points in text[start:end]; an expression that is said again counts once."""
        seen: set[tuple[Objective, str]] = set()
        found: Points = {}
        for hit in self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if hit.end <= end and (hit.objective, hit.form) not in seen:
                seen.add((hit.objective, hit.form))
                found[hit.objective] = found.get(hit.objective, 0.0) + hit.weight
        return found

    def first(self, start: int, end: int) -> Objective | None:
        """The objective that text[start:end] names first in its own words (weight 3)."""
        hits = self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return next((h.objective for h in hits if h.weight >= 3 and h.end <= end), None)

    def shares(self, start: int, end: int) -> Points:
        """Points of a long stretch scaled to a sum of 10, so that its length does not count."""
        found = self.points(start, end)
        total = sum(found.values())
        return {o: 10 * v / total for o, v in found.items()} if total else {}

    def objectives(self, start: int, end: int, turn: tuple[int, int]) -> tuple[Objective, ...]:
        """One or two objectives of the clause text[start:end], ``("autre",)`` when nothing tells one.

        Its own words count most; the words around it, its turn and the whole recording light up clauses
        such as *on l'a signé*.
        """
        low, high = max(start - BEFORE, turn[0]), min(end + AFTER, turn[1])
        sources = (
            (CLAUSE, self.points(start, end)),
            (NEARBY, self.points(low, start)),
            (NEARBY, self.points(end, high)),
            (TURN, self.shares(*turn)),
            (RECORDING, self._all),
        )
        points: Points = dict.fromkeys(SIX, 0.0)
        for weight, found in sources:
            for objective, value in found.items():
                points[objective] += weight * value
        first, second, *_ = sorted(SIX, key=lambda o: (-points[o], SIX.index(o)))
        if points[first] < LEAST:
            return ("autre",)
        if points[second] >= max(LEAST, SECOND * points[first]):
            return first, second
        return (first,)
