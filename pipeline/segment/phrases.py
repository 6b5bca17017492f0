"""The phrases that tell who speaks: read from ``data/phrases.toml``, found in the words.

A pattern is a row of words. ``a|b`` is a choice, ``(a|b)`` may be absent, ``..`` stands for up to
three words, ``NOM`` for the name of a person, ``^`` for the beginning of a sentence and ``$`` for
its end. Accents, case, hyphens and apostrophes do not count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipeline.segment.words import Words, fold, split_words

Row = tuple[frozenset[str], bool]
"""The words that may stand at one place of a pattern, and whether the place may be empty."""

GAP, NAME, BEGIN, END = "..", "NOM", "^", "$"
_GAP_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at words [start, end); ``person`` is the participant that ``NOM`` stands for."""

    phrase: str
    start: int
    end: int
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """One kind of phrase: its French label and its patterns, each a row of (choices, optional)."""

    id: str
    label: str
    place: tuple[str, ...]
    patterns: tuple[tuple[Row, ...], ...]
    cancels: tuple[str, ...] = ()


def compile_pattern(pattern: str) -> tuple[Row, ...]:
    """Turn a written pattern into its rows of choices."""
    rows: list[tuple[frozenset[str], bool]] = []
    for part in pattern.split():
        optional = part.startswith("(")
        choices = part.strip("()").split("|")
        if choices[0] in (GAP, NAME, BEGIN, END):
            rows.append((frozenset(choices), optional))
            continue
        cut = [split_words(choice).key for choice in choices]
        if len(cut) == 1 and len(cut[0]) > 1:  # "c'est" or "est-ce" written as one
            rows.extend((frozenset((word,)), optional) for word in cut[0])
        else:
            rows.append((frozenset("".join(c) for c in cut), optional))
    return tuple(rows)


@lru_cache(maxsize=1)
def load() -> tuple[Phrase, ...]:
    """Read ``data/phrases.toml`` (once per process)."""
    data = tomllib.loads((files(__package__) / "data" / "phrases.toml").read_text("utf-8"))
    return tuple(
        Phrase(
            kind,
            row["label"],
            tuple(row["place"]),
            tuple(compile_pattern(p) for p in row["patterns"]),
            tuple(row.get("cancels", ())),
        )
        for kind, row in data.items()
    )


@lru_cache(maxsize=1)
def _index() -> Mapping[str, Sequence[tuple[str, tuple[Row, ...], frozenset[str]]]]:
    """Patterns by the words they may begin with, each with the words that may come second (empty: any)."""
    table: dict[str, list[tuple[str, tuple[Row, ...], frozenset[str]]]] = {}
    for phrase in load():
        for pattern in phrase.patterns:
            anchored = pattern[0][0] == frozenset((BEGIN,))
            rows = pattern[1:] if anchored else pattern
            for n, (choices, optional) in enumerate(rows):
                for word in sorted(choices):
                    table.setdefault(word, []).append((phrase.id, pattern, _next_words(rows[n + 1 :])))
                if not optional:
                    break
    return table


def _next_words(rows: Sequence[Row]) -> frozenset[str]:
    """The words one of which must come where these rows begin; none when anything may."""
    words: set[str] = set()
    for choices, optional in rows:
        if not choices.isdisjoint((GAP, NAME, BEGIN, END)):
            break
        words |= choices
        if not optional:
            return frozenset(words)
    return frozenset()


def find_phrases(words: Words, names: Mapping[int, tuple[int, str]], begins: Sequence[bool]) -> list[Hit]:
    """Find every phrase, in reading order; of one kind only the longest at a place is kept.

    ``names`` maps the first word of a name to (word after it, participant id); ``begins[i]`` tells
    that word i may begin a sentence.
    """
    table = _index()
    hits: dict[tuple[int, str], Hit] = {}
    keys = words.key
    count = len(keys)
    for i in range(count):
        found = table.get(keys[i], ())
        if i in names and NAME in table:
            found = (*found, *table[NAME])
        following = keys[i + 1] if i + 1 < count else ""
        for phrase, pattern, second in found:
            if second and following not in second and i not in names:
                continue
            match = _match(pattern, words, i, 0, names, begins, None)
            if match is not None:
                end, person = match
                known = hits.get((i, phrase))
                if known is None or end > known.end:
                    hits[i, phrase] = Hit(phrase, i, end, person)
    ordered = sorted(hits.values(), key=lambda h: (h.start, h.end, h.phrase))
    return _cancel(ordered)


def _match(
    pattern: tuple[Row, ...],
    words: Words,
    at: int,
    row: int,
    names: Mapping[int, tuple[int, str]],
    begins: Sequence[bool],
    person: str | None,
) -> tuple[int, str | None] | None:
    count = len(words.key)
    while row < len(pattern):
        choices, optional = pattern[row]
        if at < count and not (row and words.strong[at]) and words.key[at] in choices:
            at += 1
            row += 1
            continue
        if BEGIN in choices:
            if at < count and not begins[at]:
                return None
            row += 1
            continue
        if END in choices:
            if at < count and not begins[at]:
                return None
            row += 1
            continue
        if GAP in choices:
            for skip in range(_GAP_LENGTH + 1):
                if at + skip > count or any(words.strong[j] for j in range(at, min(at + skip + 1, count))):
                    break
                found = _match(pattern, words, at + skip, row + 1, names, begins, person)
                if found is not None:
                    return found
            return None
        if at >= count or (row and words.strong[at] and not begins_pattern(pattern, row)):
            if optional:
                row += 1
                continue
            return None
        if NAME in choices and at in names:
            at, person = names[at]
            row += 1
        elif words.key[at] in choices:
            at += 1
            row += 1
        elif optional:
            row += 1
        else:
            return None
    return at, person


def begins_pattern(pattern: tuple[Row, ...], row: int) -> bool:
    """Whether nothing but an anchor stands before a row."""
    return all(choices == frozenset((BEGIN,)) for choices, _ in pattern[:row])


def _cancel(hits: list[Hit]) -> list[Hit]:
    """Drop the hits that overlap one which says that the words mean something else."""
    cancels = {phrase.id: phrase.cancels for phrase in load()}
    blocked: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        for kind in cancels[hit.phrase]:
            blocked.setdefault(kind, []).append((hit.start, hit.end))
    return [h for h in hits if not any(a < h.end and h.start < b for a, b in blocked.get(h.phrase, ()))]


def labels() -> dict[str, str]:
    """French label of each kind of phrase."""
    return {phrase.id: phrase.label for phrase in load()}


__all__ = ["Hit", "Phrase", "compile_pattern", "find_phrases", "fold", "labels", "load"]
