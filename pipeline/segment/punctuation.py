"""Sentence ends and capitals for speech that was recognised in lower case without punctuation.

Only ends that are sure are restored: before what opens a sentence in speech ("alors", "et puis",
"d'accord"), far enough from the ends around, never inside a name, a number or a group of words.
Every mark is a correction of its own, which an editor can refuse; no word is ever changed, added
or removed.
"""

from __future__ import annotations

from pipeline.model import Correction
from pipeline.positions import Text
from pipeline.segment.sentences import cut, opening
from pipeline.segment.words import Words, split_words

_SURE = 3.0  # how well a sentence must open to be restored
_FEWEST = 5  # words between two restored ends
_LONG = 60  # words without a mark; where speech was punctuated, a comma comes sooner
_MARKS = ",;:.?!…"
_SCORE = 0.8
_WHY = "fin de phrase rétablie dans un passage sans ponctuation"
_WHY_CAPITAL = "majuscule de début de phrase"


def punctuate(text: Text) -> tuple[Correction, ...]:
    """Return the corrections that restore sentence ends (rule "punctuation") and capitals ("case").

    ``text`` is the corrected text; raw positions are those of its cues, and no correction in force
    is overlapped. Nothing is returned for text that has its punctuation.
    """
    words = split_words(text.text, text.cue_starts)
    taken = _taken(text)
    result: list[Correction] = []
    for begin, end in _stretches(words):
        forced = words.strong
        glued = [False] * (len(words) + 1)
        starts = [begin]
        for i in cut(words, begin, end, forced, glued)[1:]:
            if opening(words, i) >= _SURE and i - starts[-1] >= _FEWEST and end - i >= 2:
                starts.append(i)
        if begin and not words.strong[begin]:
            starts.pop(0)  # the run goes on after a comma: no capital
        for i in starts:
            for correction in _mark(text, words, i, i > begin and not words.gap[i].strip(), taken):
                taken.setdefault(correction.cue, []).append((correction.raw_start, correction.raw_end))
                result.append(correction)
        if end == len(words):
            result.extend(_full_stop(text, taken))
    return tuple(sorted(result, key=lambda c: (c.cue, c.raw_start)))


def restored_ends(text: Text) -> frozenset[int]:
    """Text offsets of the sentence ends that `punctuate` put back."""
    changed = (p for p in text.pieces if not p.verbatim)
    written = (c for c in text.corrections if c.after)
    return frozenset(
        piece.start + place
        for piece, correction in zip(changed, written, strict=False)
        if correction.rule == "punctuation"
        for place, character in enumerate(correction.after)
        if character in ".?!"
    )


def _stretches(words: Words) -> list[tuple[int, int]]:
    """Runs of at least `_LONG` words without any mark: speech that was recognised without punctuation."""
    result = []
    begin = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or any(mark in words.gap[i] for mark in _MARKS):
            if i - begin >= _LONG:
                result.append((begin, i))
            begin = i
    return result


def _taken(text: Text) -> dict[int, list[tuple[int, int]]]:
    """Raw spans already corrected, by cue."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for c in text.corrections:
        for cue in range(c.cue, c.last_cue + 1):
            start = c.raw_start if cue == c.cue else 0
            end = c.raw_end if cue == c.last_cue else len(text.cues[cue].raw)
            taken.setdefault(cue, []).append((start, end))
    return taken


def _free(taken: dict[int, list[tuple[int, int]]], cue: int, start: int, end: int) -> bool:
    return all(end <= a or b <= start for a, b in taken.get(cue, ()))


def _mark(
    text: Text, words: Words, i: int, stop: bool, taken: dict[int, list[tuple[int, int]]]
) -> list[Correction]:
    """The corrections at the beginning of a sentence: a full stop before it and its capital.

    They hold the whole word that follows, so that an editor reads what becomes of it.
    """
    cue, at = text.raw_position(words.start[i])
    raw = text.cues[cue].raw
    word = words.form(i)
    upper = word[:1].upper() + word[1:]
    capital = (
        raw.startswith(word, at)
        and word[:1].islower()
        and len(upper) == len(word)
        and _free(taken, cue, at, at + len(word))
    )
    with_capital = Correction(
        cue, at, at + len(word), word, upper, None, "case", _SCORE, "applied", _WHY_CAPITAL
    )
    if not stop:
        return [with_capital] if capital else []
    before_cue, end = text.raw_position(words.end[i - 1], end=True)
    before = text.cues[before_cue].raw
    if before_cue == cue:
        if capital and raw[end:at].isspace() and _free(taken, cue, end, at):
            return [
                Correction(
                    cue,
                    end,
                    at + len(word),
                    raw[end:at] + word,
                    ". " + upper,
                    None,
                    "punctuation",
                    _SCORE,
                    "applied",
                    _WHY,
                )
            ]
        return []
    if before[end:].strip() or not end or not _free(taken, before_cue, end - 1, end):
        return []
    last = before[end - 1]
    return [
        Correction(before_cue, end - 1, end, last, last + ".", None, "punctuation", _SCORE, "applied", _WHY),
        *([with_capital] if capital else []),
    ]


def _full_stop(text: Text, taken: dict[int, list[tuple[int, int]]]) -> list[Correction]:
    """The full stop that ends a recording left without one."""
    kept = text.text.rstrip()
    if not kept or not kept[-1].isalnum():
        return []
    cue, end = text.raw_position(len(kept), end=True)
    raw = text.cues[cue].raw
    if raw[end:].strip() or not end or not _free(taken, cue, end - 1, end):
        return []
    return [
        Correction(
            cue, end - 1, end, raw[end - 1], raw[end - 1] + ".", None, "punctuation", _SCORE, "applied", _WHY
        )
    ]
