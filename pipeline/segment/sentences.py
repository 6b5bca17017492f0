"""Sentences of a turn, and its paragraphs; unpunctuated speech is cut where a new clause opens."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from pipeline.segment.words import Words, split_words

SHORTEST, LONGEST = 8, 35
_LENGTH_COST = 0.04
_IDEAL = 18
_NEVER = -5.0  # how well a sentence opens where none may
_PARAGRAPH = 110  # words after which the next good place opens a paragraph
_PARAGRAPH_LONGEST = 220


@lru_cache(maxsize=1)
def load_openers() -> tuple[dict[str, list[tuple[tuple[str, ...], float]]], frozenset[str], frozenset[str]]:
    """Read ``data/clauses.toml``: what opens a sentence, and what never ends or begins one."""
    data = tomllib.loads((files(__package__) / "data" / "clauses.toml").read_text("utf-8"))
    table: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for value, phrases in data["openers"].items():
        for phrase in phrases:
            key = split_words(phrase).key
            table.setdefault(key[0], []).append((key, float(value)))
    for options in table.values():
        options.sort(key=lambda o: (-len(o[0]), o[0]))
    fold = [
        frozenset(k for w in data[name] for k in split_words(w).key) for name in ("never_last", "never_first")
    ]
    return table, fold[0], fold[1]


def opening(words: Words, at: int) -> float:
    """How well a sentence could begin at a word of unpunctuated speech (0: no reason, below: no)."""
    table, never_last, never_first = load_openers()
    keys = words.key
    if at == 0:
        return 0.0
    if keys[at - 1] in never_last or keys[at] in never_first or keys[at] == keys[at - 1]:
        return _NEVER
    if keys[at][:1].isdigit() and keys[at - 1][:1].isdigit():
        return _NEVER
    for phrase, value in table.get(keys[at], ()):
        if keys[at : at + len(phrase)] == phrase:
            return value
    return -1.0 if words.form(at)[:1].islower() or words.form(at)[:1].isdigit() else -1.5


def cut(words: Words, begin: int, end: int, forced: Sequence[bool], glued: Sequence[bool]) -> list[int]:
    """Word indices at which the sentences of [begin, end) begin; the first is ``begin``.

    ``forced[i]`` tells that a sentence ends before word i; ``glued[i]`` that none may (a name).
    A stretch longer than `LONGEST` words without an end is cut at the best openings.
    """
    result: list[int] = []
    start = begin
    while start < end:
        stop = next((i for i in range(start + 1, end) if forced[i]), end)
        result.extend(_cut_long(words, start, stop, glued))
        start = stop
    return result


def _cut_long(words: Words, begin: int, end: int, glued: Sequence[bool]) -> list[int]:
    size = end - begin
    if size <= LONGEST:
        return [begin]
    scores = [
        opening(words, i) + (1.0 if "," in words.gap[i] or ";" in words.gap[i] else 0.0)
        for i in range(begin, end)
    ]
    places = _candidates(scores, size)
    best, back = [0.0], [0]
    costs = _costs()
    low = 0
    for n, stop in enumerate(places[1:], 1):
        cut_here = 0.0 if stop == size else scores[stop] - 1.2 - (9.0 if glued[begin + stop] else 0.0)
        while stop - places[low] > 2 * LONGEST:
            low += 1
        top, first = -1e9, low
        for m in range(low, n):
            value = best[m] + cut_here - costs[stop - places[m]]
            if value > top:
                top, first = value, m
        best.append(top)
        back.append(first)
    cuts, n = [], len(places) - 1
    while n:
        n = back[n]
        cuts.append(begin + places[n])
    return cuts[::-1]


def _candidates(scores: Sequence[float], size: int) -> list[int]:
    """Where a cut is worth weighing: the beginning, the end, and where a sentence may begin.

    Where no sentence may begin for long, everywhere.
    """
    places = [0]
    for i in [*(n for n in range(1, size) if scores[n] > _NEVER), size]:
        if i - places[-1] > SHORTEST:
            places.extend(range(places[-1] + 1, i))
        places.append(i)
    return places


@lru_cache(maxsize=1)
def _costs() -> list[float]:
    """What a sentence costs by its length in words, up to twice the longest."""
    result = []
    for length in range(2 * LONGEST + 1):
        cost = _LENGTH_COST * abs(length - _IDEAL)
        if length < SHORTEST:
            cost += 0.5 * (SHORTEST - length)
        elif length > LONGEST:
            cost += 0.25 * (length - LONGEST)
        result.append(cost)
    return result


def paragraphs(words: Words, starts: Sequence[int], end: int) -> list[int]:
    """Sentence starts (word indices) that open a paragraph: about every 110 words, at a good place."""
    result = [starts[0]]
    for n, at in enumerate(starts[1:], 1):
        size = at - result[-1]
        left = end - at
        if left < 40:
            break
        good = opening(words, at) >= 1.5 or words.strong[at]
        following = starts[n + 1] if n + 1 < len(starts) else end
        if (size >= _PARAGRAPH and good) or following - result[-1] > _PARAGRAPH_LONGEST:
            result.append(at)
    return result
