"""Words of the corrected text, folded for comparison, with what stands between them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipeline.french.spelling import fold

# a word stops at a hyphen and after an apostrophe: "anne-sophie" and "anne sophie" are the same two
# words, "l'année" is "l'" and "année"; a decimal or spaced number ("2,5", "4 500") is one word
_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?!\w)|[^\W_]+['’]?")
_STRONG = re.compile(r"[.!?…]")
# "M.", "n°", "art." and initials are not ends of sentences
_ABBREVIATION = re.compile(r"(?:^|[\s('’«])(?:m|mm|me|mr|dr|pr|st|ste|art|etc|cf|ex|env|vol|p|[A-Z])$", re.I)


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel columns, one row per word.

    ``gap[i]`` is the text between word i-1 and word i; ``strong[i]`` tells that a sentence ends
    there; ``soft[i]`` that one was restored there, which is a guess and no evidence; ``cue_start[i]``
    that word i is the first of its cue.
    """

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    key: tuple[str, ...]
    gap: tuple[str, ...]
    strong: tuple[bool, ...]
    soft: tuple[bool, ...]
    cue_start: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.key)

    def form(self, index: int) -> str:
        """The word as written."""
        return self.text[self.start[index] : self.end[index]]


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """One list of ``data/words.toml``."""
    data = tomllib.loads((files(__package__) / "data" / "words.toml").read_text("utf-8"))
    return frozenset(data[name])


_folded = lru_cache(maxsize=8192)(fold)  # the same few thousand words make up most of a recording


def ends_sentence(before: str, gap: str, after: str = "") -> bool:
    """Whether a sentence ends in ``gap``, between the words ``before`` and ``after``.

    A full stop glued to the next word (``data.gouv.fr``) or after an abbreviation ends nothing, nor
    do dots of suspension before a small letter.
    """
    found = _STRONG.search(gap)
    if found is None:
        return False
    if not any(c.isspace() for c in gap[found.start() :]):
        return False
    if ("..." in gap or "…" in gap) and after[:1].islower():
        return False
    return not (
        gap[found.start()] == "."
        and "…" not in gap
        and gap.count(".") == 1
        and _ABBREVIATION.search(before)
        and not before.lower().endswith("etc")
    )


def split_words(text: str, cue_starts: tuple[int, ...] = (), restored: frozenset[int] = frozenset()) -> Words:
    """Cut a text into words. ``cue_starts`` are the text offsets at which cues begin, ``restored``
    those of the sentence ends that `punctuate` put back."""
    start, end, key, gap, strong, soft, first = [], [], [], [], [], [], []
    cues = iter(sorted(set(cue_starts)))
    cue = next(cues, None)
    previous = 0
    for match in _WORD.finditer(text):
        begin, stop = match.span()
        between = text[previous:begin]
        opens = False
        while cue is not None and cue <= begin:
            opens = True
            cue = next(cues, None)
        start.append(begin)
        end.append(stop)
        key.append(_folded(match.group()))
        gap.append(between)
        ends = (
            previous > 0
            and between != " "
            and ends_sentence(text[max(0, previous - 8) : previous], between, match.group())
        )
        guessed = ends and bool(restored) and not restored.isdisjoint(range(previous, begin))
        strong.append(ends and not guessed)
        soft.append(guessed)
        first.append(opens)
        previous = stop
    return Words(
        text, tuple(start), tuple(end), tuple(key), tuple(gap), tuple(strong), tuple(soft), tuple(first)
    )
