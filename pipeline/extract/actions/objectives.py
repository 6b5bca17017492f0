"""Which of the six objectives of décret n° 2022-1084 a passage is about, by its vocabulary."""

from __future__ import annotations

import re
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


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Objective, int, re.Pattern[str]], ...]:
    """(objective, weight, pattern) of every line of ``objectives.tsv``."""
    found = []
    for line in OBJECTIVES_FILE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        objective, weight, expressions = line.split("\t")
        # longer expressions first, so that "cycle de vie du matériel" is not read as "cycle de vie"
        parts = sorted((p.strip() for p in expressions.split("|")), key=lambda p: (-len(p), p))
        body = "|".join(_expression(p) for p in parts if p)
        found.append((objective, int(weight), re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)))
    return tuple(found)  # type: ignore[return-value]


def _expression(words: str) -> str:
    """A pattern for words apart by a space or a hyphen (by nothing after an apostrophe)."""
    pattern = ""
    for word in words.split():
        if pattern and not pattern.endswith("['’]"):
            pattern += r"[\s-]"
        elif pattern:
            pattern += r"\s?"
        pattern += re.escape(word.rstrip("*")).replace("'", "['’]") + (r"\w*" if word.endswith("*") else "")
    return pattern


def scores(text: str) -> dict[Objective, float]:
    """Points per objective for the expressions in a text; objectives without any are left out."""
    found: dict[Objective, float] = {}
    for objective, weight, pattern in _patterns():
        hits = {m.group().lower() for m in pattern.finditer(text)}
        if hits:
            found[objective] = found.get(objective, 0.0) + weight * len(hits)
    return found


CLAUSE, NEARBY, TURN = 1.0, 0.35, 0.1
"""How much an expression counts in the clause, in the words around it, and in the whole turn."""
LEAST = 1.3
"""Points that an objective needs."""
SECOND = 0.6
"""Share of the first objective's points that a second one needs to be named too."""


def objectives_of(clause: str, nearby: str, turn: dict[Objective, float]) -> tuple[Objective, ...]:
    """One or two objectives of a clause, ``("autre",)`` when its words and its surroundings tell none.

    ``nearby`` is the text around the clause, ``turn`` the points of the whole turn as shares of 10.
    """
    points: dict[Objective, float] = dict.fromkeys(SIX, 0.0)
    for weight, found in ((CLAUSE, scores(clause)), (NEARBY, scores(nearby)), (TURN, turn)):
        for objective, value in found.items():
            points[objective] += weight * value
    ranked = sorted(SIX, key=lambda o: (-points[o], SIX.index(o)))
    best = points[ranked[0]]
    if best < LEAST:
        return ("autre",)
    if points[ranked[1]] >= max(LEAST, SECOND * best):
        return ranked[0], ranked[1]
    return (ranked[0],)


def shares(text: str) -> dict[Objective, float]:
    """Points of a long text scaled to a sum of 10, so that length does not count."""
    found = scores(text)
    total = sum(found.values())
    return {o: 10 * v / total for o, v in found.items()} if total else {}
