"""Whose subject it is: how far a stretch of speech is about what each person speaks of.

In questions and answers guests seldom say their names again; each has a trade, an organisation, a thing
that he told of. The words of a stretch are compared with all that each person says elsewhere, by meaning
(vectors that were learnt so that the stretches of one person lie close, from the word vectors of spaCy's
``fr_core_news_md``, CC0: `tests.segment.subjects`) and by the same rare words, and with his function and
organisation. The vectors lie in ``data/subjects.npz``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO

import numpy as np

from pipeline.model import Participant
from pipeline.segment.network import symbols
from pipeline.segment.people import Mention
from pipeline.segment.words import Words, split_words

Array = np.ndarray
USUAL = 20.0
"""What everybody says counts beside the words of each person as much as so much weight of words."""
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Subjects:
    """What words tell of a subject. ``vocabulary`` numbers the rows of the tables; ``telling`` and
    ``rare`` have a last row for words that are not in it (``telling`` 0: their meaning is not known)."""

    vocabulary: Mapping[str, int]
    vectors: Array  # (V + 1, D)
    telling: Array  # (V + 1,): how much the meaning of a word counts
    rare: Array  # (V + 1,): how much it counts that the same word is said again
    function: Array  # (D, D): from what is said to what a function is called
    scales: Array  # (3,): meaning, same words, function


@lru_cache(maxsize=1)
def load_subjects() -> Subjects:
    """Read ``data/subjects.npz`` (once per process)."""
    with (files(__package__) / "data" / "subjects.npz").open("rb") as file:
        return read_subjects(file)


def read_subjects(file: IO[bytes]) -> Subjects:
    """Read the tables, which are kept in half precision."""
    with np.load(file) as data:
        arrays = {name: data[name] for name in data.files}
    vocabulary = {str(word): n for n, word in enumerate(arrays.pop("vocabulary"))}
    return Subjects(vocabulary, **{name: table.astype(np.float32) for name, table in arrays.items()})


def subject_keys(words: Words, mentions: Sequence[Mention]) -> list[str]:
    """The words as subjects know them: a name is any name, a number any number."""
    return symbols(words, {i: False for m in mentions for i in range(m.start, m.end)})


def function_keys(person: Participant | None) -> list[str]:
    """The words of a person's function and organisation; none for one who is not listed."""
    if person is None:
        return []
    return list(split_words(" ".join(filter(None, (person.role, person.organisation)))).key)


def familiar(
    keys: Sequence[str],
    edges: Sequence[int],
    said: Array,
    functions: Sequence[Sequence[str]],
    known: Subjects,
) -> tuple[Array, Array]:
    """How familiar each person is with the subject of each stretch: by what he says, by his function.

    ``keys`` are the words of the recording, ``edges`` the S + 1 words at which stretches begin and end,
    ``said`` (S, N) how likely each person says each stretch, ``functions`` the words of the function and
    organisation of each. Two tables (S, N); 0 where nothing is known. What a person may be saying in the
    stretch itself is left out of what he says.
    """
    rows = np.array([known.vocabulary.get(key, -1) for key in keys])
    stretch = np.repeat(np.arange(len(said)), np.diff(edges))
    told, weight = _pooled(rows, stretch, len(said), known)
    usual = told.sum(axis=0) / max(weight.sum(), _LEAST)
    here = told / (weight + 1e-3)[:, None] - usual
    here *= (np.log1p(weight) / 3 / np.maximum(np.linalg.norm(here, axis=1), _LEAST))[:, None]
    by_meaning = np.empty(said.shape)
    for n, share in enumerate(said.T):  # one person at a time: a day of speech has many stretches
        rest = share @ told - share[:, None] * told
        much = share @ weight - share * weight
        theirs = (rest + USUAL * usual) / (much + USUAL)[:, None] - usual
        by_meaning[:, n] = np.einsum("sd,sd->s", here, theirs) / (np.linalg.norm(theirs, axis=1) + 0.1)
    same = _same_words(keys, rows, stretch, said, known)
    words = [(known.vocabulary.get(key, -1), n) for n, keys_of in enumerate(functions) for key in keys_of]
    called, much = _pooled(
        np.array([row for row, _ in words], dtype=int),
        np.array([n for _, n in words], dtype=int),
        len(functions),
        known,
    )
    called = (called / (much + 1e-3)[:, None] - usual) * (much > 0)[:, None]
    called /= np.maximum(np.linalg.norm(called, axis=1, keepdims=True), _LEAST)
    by_function = here @ known.function.T @ called.T
    return known.scales[0] * by_meaning + known.scales[1] * same, known.scales[2] * by_function


def _pooled(rows: Array, owner: Array, count: int, known: Subjects) -> tuple[Array, Array]:
    """The sum of the vectors of the words of each owner, and their weight."""
    weight = known.telling[rows]
    told = np.zeros((count, known.vectors.shape[1]))
    np.add.at(told, owner, known.vectors[rows] * weight[:, None])
    return told, np.bincount(owner, weight, count)


def _same_words(keys: Sequence[str], rows: Array, stretch: Array, said: Array, known: Subjects) -> Array:
    """How far the words of each stretch are those that each person says elsewhere, (S, N); ``stretch``
    tells for each word in which it is."""
    numbers: dict[str, int] = {}
    word = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
    both, first, count = np.unique(stretch * len(numbers) + word, return_index=True, return_counts=True)
    stretch, word = both // len(numbers), both % len(numbers)
    value = np.log1p(count) * known.rare[rows[first]]
    begins = np.searchsorted(stretch, np.arange(len(said)))
    size = np.sqrt(np.add.reduceat(value**2, begins))
    total = np.add.reduceat(value, begins)
    found = np.empty(said.shape)
    for n, share in enumerate(said.T):
        mine = value * share[stretch]
        rest = np.bincount(word, mine, len(numbers))[word] - mine
        much = share @ total - share * total
        close = np.add.reduceat(value * np.sqrt(np.maximum(rest, 0.0)), begins)
        found[:, n] = close / (size * np.sqrt(np.maximum(much, 0.0)) + _LEAST)
    return found
