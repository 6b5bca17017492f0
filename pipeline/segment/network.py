"""What the words around a place say of a change of voice: a small convolutional network.

The phrases of ``data/phrases.toml`` are what a reader of French can name. How an answer follows a
question, how an aside interrupts a talk, is told by many small signs at once; these are learnt. Each
word is a vector; seven layers look ever farther around it (up to 64 words on either side) and give,
for each word, how likely it is that the voice changes before it, who of the kinds of people takes over,
and that the host says it. The weights are learnt from the recordings and dialogues of ``tests``
(`tests.segment.networks`), beginning with the word vectors of spaCy's ``fr_core_news_md`` (CC0), and lie
in ``data/network.npz``; numpy is all that is needed to read and use them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO

import numpy as np

from pipeline.segment.words import Words

Array = np.ndarray
OUTPUTS = ("change", "host", "host>guest", "guest>host", "return", "new")
"""What is heard before or in each word, as log odds, in this order: that the voice changes, that the
host says it, the two ways to change roles, that the voice before the last one comes back, that somebody
speaks for the first time."""
_CHANGES = [OUTPUTS.index(name) for name in ("change", "host>guest", "guest>host")]
_VOICES = [OUTPUTS.index(name) for name in ("change", "return", "new")]
_HOST = OUTPUTS.index("host")
MARKS = ("?", "!", "…", "...", ".", ":", ";", ",", "-")
NAME, HOST_NAME, NUMBER = "§", "¤", "#"
"""What stands for the name of a participant, for that of a host the list tells of, and for a number:
which one it is says nothing."""
ENDING = 3
"""Letters by which a word that is not in the vocabulary is known."""
BLOCK = 2048
"""Words heard at a time: as many as the caches of a processor hold."""
_MOST_PEOPLE = 6


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by layer. ``vocabulary`` holds words and, after a hyphen, endings of unknown words."""

    vocabulary: Mapping[str, int]
    words: Array  # (vocabulary + 1, E), row 0 for what is not known at all
    marks: Array  # (len(MARKS) + 1, M), row 0 for no mark
    entry: tuple[Array, Array]
    layers: tuple[tuple[Array, Array, Array, Array], ...]  # scale, shift, kernel (3 * H, 2 * H), bias
    reach: tuple[int, ...]
    exit: tuple[Array, Array]


@dataclass(frozen=True, slots=True)
class Signs:
    """What the network reads of each word: its symbol, the mark before it, three flags (n, 3)."""

    symbols: tuple[str, ...]
    marks: tuple[int, ...]
    flags: Array


def signs(words: Words, named: Mapping[int, bool], quiet: Sequence[bool], people: int) -> Signs:
    """Read the signs of a recording; ``named`` are the words that are names of participants, and
    whether that is a host.

    A mark or a capital that was restored is a guess and no sign.
    """
    marks = [
        0 if soft else next((n for n, mark in enumerate(MARKS, 1) if mark in gap), 0)
        for gap, soft in zip(words.gap, words.soft, strict=True)
    ]
    flags = np.empty((len(words), 3), dtype=np.float32)
    flags[:, 0] = words.cue_start
    flags[:, 1] = quiet
    flags[:, 2] = min(people, _MOST_PEOPLE) / _MOST_PEOPLE
    return Signs(tuple(symbols(words, named)), tuple(marks), flags)


def symbols(words: Words, named: Mapping[int, bool]) -> list[str]:
    """The words, with any number and any name read as one; ``named`` tells which names are a host's."""
    result = [NUMBER if any(c.isdigit() for c in key) else key for key in words.key]
    for at, host in named.items():
        result[at] = HOST_NAME if host else NAME
    return result


def numbers(signs: Signs, vocabulary: Mapping[str, int]) -> list[int]:
    """The row of each word in the table of vectors."""
    return [vocabulary.get(s) or vocabulary.get("-" + s[-ENDING:], 0) for s in signs.symbols]


@lru_cache(maxsize=1)
def load_network() -> Network:
    """Read ``data/network.npz`` (once per process)."""
    with (files(__package__) / "data" / "network.npz").open("rb") as file:
        return read_network(file)


def read_network(file: IO[bytes]) -> Network:
    """Read a network from its arrays, which are kept in half precision."""
    with np.load(file) as data:
        arrays = {name: data[name] for name in data.files}

    def full(name: str) -> Array:
        return arrays[name].astype(np.float32)

    reach = tuple(int(n) for n in arrays["reach"])
    return Network(
        {str(word): n for n, word in enumerate(arrays["vocabulary"], 1)},
        full("words"),
        full("marks"),
        (full("entry"), full("entry_bias")),
        tuple(
            (full(f"scale{n}"), full(f"shift{n}"), full(f"kernel{n}"), full(f"bias{n}"))
            for n in range(len(reach))
        ),
        reach,
        (full("exit"), full("exit_bias")),
    )


def change_odds(heard: Array, at: int) -> list[float]:
    """What is heard of a change before a word (any, to a guest, to the host), within what is ever sure."""
    return np.clip(heard[at, _CHANGES], -7, 5).tolist()


def return_odds(heard: Array, at: int) -> list[float]:
    """If the voice changes before a word, how likely it is (log) that the voice before the last one comes
    back, and that somebody speaks for the first time."""
    change, back, new = -np.logaddexp(0.0, -np.clip(heard[at, _VOICES], -9, 9))
    return [max(-5.0, min(0.0, float(odds - change))) for odds in (back, new)]


def host_odds(heard: Array, start: int, stop: int) -> float:
    """How much the words [start, stop) sound like the host's, on average."""
    return float(np.clip(heard[start:stop, _HOST], -4, 4).mean())


def listen(signs: Signs, network: Network) -> Array:
    """Log odds of `OUTPUTS` for each word, (n, 6).

    The words are heard block by block, each with as many words on either side as the network sees,
    so that a recording of a day takes no more memory than one of an hour.
    """
    rows = np.array(numbers(signs, network.vocabulary))
    marks = np.array(signs.marks)
    around = sum(network.reach)
    parts = []
    for low in range(0, max(1, len(rows)), BLOCK):
        first, last = max(0, low - around), low + BLOCK + around
        seen = slice(first, last)
        heard = _listen(rows[seen], marks[seen], signs.flags[seen], network)
        parts.append(heard[low - first : low - first + BLOCK])
    return np.concatenate(parts)


def _listen(rows: Array, marks: Array, flags: Array, network: Network) -> Array:
    state = np.concatenate([network.words[rows], network.marks[marks], flags], axis=1)
    state = np.maximum(state @ network.entry[0] + network.entry[1], 0)
    size, width = state.shape
    for (scale, shift, kernel, bias), far in zip(network.layers, network.reach, strict=True):
        calm = state - state.mean(axis=1, keepdims=True)
        calm /= np.sqrt(np.einsum("ij,ij->i", calm, calm)[:, None] / width + 1e-5)
        calm *= scale
        calm += shift
        seen = np.zeros((size, 3 * width), dtype=np.float32)
        seen[far:, :width] = calm[: max(0, size - far)]
        seen[:, width : 2 * width] = calm
        seen[: max(0, size - far), 2 * width :] = calm[far:]
        said = seen @ kernel + bias
        gate = said[:, width:]
        state += said[:, :width] / (1 + np.exp(-np.clip(gate, -30, 30)))
    return state @ network.exit[0] + network.exit[1]
