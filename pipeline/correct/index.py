"""The index of a glossary: which entries a few heard sounds or letters may stand for.

Look-ups cost the same whatever the number of entries. Short forms are found by *deletion keys*
(the coarse sounds and each of them with one sound left out, on both sides), long ones by the
deletion keys of their beginning or their end, and both by their consonants alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.correct.distance import bones, coarse, letters_of, nasal
from pipeline.correct.forms import Form, forms_of, name_parts
from pipeline.correct.tables import LONGEST, Table, bag, number, unary
from pipeline.french.spelling import WORD, key
from pipeline.glossary.entry import Entry, Glossary

SHORT = 8
"""Longest form (in coarse sounds) that is looked up whole."""
EDGE = 6
"""How many coarse sounds of the beginning or the end of a long form are looked up."""

FEWEST = 3
"""Fewest consonants by which a form is looked up when its vowels changed."""

CROWD = 24
"""Most forms under one key: those of a crowded key are found by their other keys."""
_STEPS = (5, 7, 10, 15)
"""Lengths of a skeleton from which one more of its sounds may differ; below the first, one may."""


@dataclass(frozen=True, slots=True)
class Written:
    """A spelling that is looked up letter by letter: the term itself, or something heard for it."""

    entry: Entry
    words: str
    heard: str | None = None
    given: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """The keys of the forms of some entries (see `tables`): whole, by their ends, and by consonants."""

    whole: Table
    heads: Table
    tails: Table
    bones: Table


@dataclass(frozen=True, slots=True)
class Index:
    """What `correct` looks up. Build it with `build_index`; the values are read-only."""

    entries: tuple[Entry, ...] = ()
    written: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)
    prefixes: frozenset[str] = frozenset()
    forms: tuple[Form, ...] = ()
    layers: tuple[Layer, ...] = ()
    measures: Measures | None = None
    never: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Of each form: its sounds (`letters_of`), how many, its skeleton, that as a set, how many may differ."""

    sizes: np.ndarray
    codes: np.ndarray
    bags: np.ndarray
    most: np.ndarray
    letters: np.ndarray

    @classmethod
    def of(cls, forms: Sequence[Form]) -> Measures:
        codes = [coarse(f.sounds) for f in forms]
        lengths = np.array([len(c) for c in codes], dtype=np.int64)
        return cls(
            np.array([len(f.sounds) for f in forms], dtype=np.int64),
            np.array(codes, dtype=object),
            unary(np.array([bag(c) for c in codes], dtype=np.uint64)),
            1 + np.searchsorted(_STEPS, lengths, side="right"),
            letters_of([f.sounds for f in forms]),
        )

    def __add__(self, other: Measures) -> Measures:
        return Measures(
            np.concatenate([self.sizes, other.sizes]),
            np.concatenate([self.codes, other.codes]),
            np.concatenate([self.bags, other.bags]),
            np.concatenate([self.most, other.most]),
            np.concatenate(
                [
                    np.pad(m.letters, ((0, 0), (0, width - m.letters.shape[1])))
                    for width in [max(self.letters.shape[1], other.letters.shape[1])]
                    for m in (self, other)
                ]
            ),
        )


def deletions(code: str) -> Iterator[str]:
    """A string and each string with one character less."""
    yield code
    for i in range(len(code)):
        yield code[:i] + code[i + 1 :]


def build_index(glossary: Glossary | Iterable[Entry]) -> Index:
    """Index the entries of a glossary. Entries with ``policy: never`` are left out.

    The corrections found with it do not depend on the order of the entries.
    """
    return extend(Index(), glossary)


def extend(index: Index, glossary: Glossary | Iterable[Entry]) -> Index:
    """A new index with more entries; the given one is not changed."""
    entries = tuple(glossary.entries if isinstance(glossary, Glossary) else glossary)
    active = tuple(e for e in entries if e.policy != "never")
    if not active:
        return index
    written: dict[str, list[Written]] = defaultdict(list)
    forms: list[Form] = []
    never: dict[str, tuple[tuple[str, ...], ...]] = dict(index.never)
    for entry in active:
        spellings = [Written(entry, entry.term)]
        spellings += [Written(entry, entry.term, h) for h in entry.heard]
        if entry.kind == "person":
            spellings += [Written(entry, words, None, given) for words, given in name_parts(entry.term)]
        for spelling in dict.fromkeys(spellings):
            letters = key((spelling.heard or spelling.words).replace("+", " plus"))
            if letters:
                written[letters].append(spelling)
        forms.extend(forms_of(entry))
        phrases = {tuple(key(w) for w in WORD.findall(phrase)) for phrase in entry.never}
        if phrases:
            never[entry.id] = tuple(sorted(p for p in phrases if p))
    merged = dict(index.written)
    for letters, found in written.items():
        merged[letters] = merged.get(letters, ()) + tuple(found)
    measures = Measures.of(forms)
    return Index(
        index.entries + active,
        merged,
        index.prefixes | {k[:3] for k in written},
        index.forms + tuple(forms),
        (*index.layers, _layer(forms, len(index.forms))),
        measures if index.measures is None else index.measures + measures,
        never,
    )


def _layer(forms: Sequence[Form], first: int) -> Layer:
    """The keys of forms that are numbered from ``first``."""
    whole: list[tuple[int, int]] = []
    heads: list[tuple[int, int]] = []
    tails: list[tuple[int, int]] = []
    skeletons: list[tuple[int, int]] = []
    for n, form in enumerate(forms, first):
        code = coarse(form.sounds)
        for variant in {code, coarse(nasal(form.sounds))}:
            if len(variant) <= SHORT:
                whole.extend((number(k), n) for k in deletions(variant))
        if len(code) >= SHORT:
            heads.extend((number(k), n) for k in deletions(code[:EDGE]))
            tails.extend((number(k), n) for k in deletions(code[: -EDGE - 1 : -1]))
        frame = bones(form.sounds)
        if FEWEST <= len(frame) <= LONGEST:
            ways = deletions(frame) if len(frame) > FEWEST else (frame,)
            skeletons.extend((number(k), n) for k in ways)
    return Layer(
        Table.of(whole, CROWD),
        Table.of(heads, CROWD),
        Table.of(tails, CROWD),
        Table.of(skeletons, CROWD),
    )
