"""The index of a glossary: which entries a few heard sounds or letters may stand for.

Look-ups cost the same whatever the number of entries. Short forms are found by *deletion keys*
(the coarse sounds and each of them with one sound left out, on both sides), long ones by the
deletion keys of their beginning or their end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.correct.distance import bones, coarse
from pipeline.correct.forms import Form, forms_of, name_parts
from pipeline.french.spelling import WORD, key
from pipeline.glossary.entry import Entry, Glossary

SHORT = 8
"""Longest form (in coarse sounds) that is looked up whole."""
EDGE = 6
"""How many coarse sounds of the beginning or the end of a long form are looked up."""

FEWEST = 3
"""Fewest consonants by which a form is looked up when its vowels changed."""


@dataclass(frozen=True, slots=True)
class Written:
    """A spelling that is looked up letter by letter: the term itself, or something heard for it."""

    entry: Entry
    words: str
    heard: str | None = None
    given: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """What `correct` looks up. Build it with `build_index`; the values are read-only."""

    entries: tuple[Entry, ...]
    written: dict[str, tuple[Written, ...]]
    prefixes: frozenset[str]
    forms: tuple[Form, ...]
    whole: dict[str, tuple[int, ...]]
    heads: dict[str, tuple[int, ...]]
    tails: dict[str, tuple[int, ...]]
    bones: dict[str, tuple[int, ...]]
    never: dict[str, tuple[tuple[str, ...], ...]]


def deletions(code: str) -> Iterator[str]:
    """A string and each string with one character less."""
    yield code
    for i in range(len(code)):
        yield code[:i] + code[i + 1 :]


def bone_keys(frame: str) -> Iterator[str]:
    """The consonants of a form or a span, and, where there are many, each set with one left out."""
    return deletions(frame) if len(frame) > 3 else iter((frame,))


def build_index(glossary: Glossary | Iterable[Entry]) -> Index:
    """Index the entries of a glossary. Entries with ``policy: never`` are left out.

    The corrections found with it do not depend on the order of the entries.
    """
    return extend(Index((), {}, frozenset(), (), {}, {}, {}, {}, {}), glossary)


def extend(index: Index, glossary: Glossary | Iterable[Entry]) -> Index:
    """A new index with more entries; the given one is not changed."""
    entries = tuple(glossary.entries if isinstance(glossary, Glossary) else glossary)
    active = tuple(e for e in entries if e.policy != "never")
    written: dict[str, list[Written]] = defaultdict(list)
    forms: list[Form] = list(index.forms)
    never: dict[str, tuple[tuple[str, ...], ...]] = dict(index.never)
    whole: dict[str, list[int]] = defaultdict(list)
    heads: dict[str, list[int]] = defaultdict(list)
    tails: dict[str, list[int]] = defaultdict(list)
    skeletons: dict[str, list[int]] = defaultdict(list)
    for entry in active:
        spellings = [Written(entry, entry.term)]
        spellings += [Written(entry, entry.term, h) for h in entry.heard]
        if entry.kind == "person":
            spellings += [Written(entry, words, None, given) for words, given in name_parts(entry.term)]
        for spelling in dict.fromkeys(spellings):
            letters = key(spelling.heard or spelling.words)
            if letters:
                written[letters].append(spelling)
        for form in forms_of(entry):
            code = coarse(form.sounds)
            if len(code) <= SHORT:
                for k in set(deletions(code)):
                    whole[k].append(len(forms))
            if len(code) >= SHORT:
                for k in set(deletions(code[:EDGE])):
                    heads[k].append(len(forms))
                for k in set(deletions(code[-EDGE:])):
                    tails[k].append(len(forms))
            frame = bones(form.sounds)
            if len(frame) >= FEWEST:
                for k in set(bone_keys(frame)):
                    skeletons[k].append(len(forms))
            forms.append(form)
        phrases = {tuple(key(w) for w in WORD.findall(phrase)) for phrase in entry.never}
        if phrases:
            never[entry.id] = tuple(sorted(p for p in phrases if p))

    def merged(old: dict, new: dict) -> dict:
        result = dict(old)
        for k, values in new.items():
            result[k] = result.get(k, ()) + tuple(values)
        return result

    return Index(
        index.entries + active,
        merged(index.written, written),
        index.prefixes | {k[:3] for k in written},
        tuple(forms),
        merged(index.whole, whole),
        merged(index.heads, heads),
        merged(index.tails, tails),
        merged(index.bones, skeletons),
        never,
    )
