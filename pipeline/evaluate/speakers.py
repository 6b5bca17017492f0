"""Metrics of who speaks when, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.evaluate.alignment import Document, align, f_score, fold, letters, ratio, tokens

NEAR = 3
"""Words by which a speaker change may be misplaced and still be found."""


@dataclass(frozen=True, slots=True)
class SpeakerScore:
    """``name_accuracy``: share of words given to the person by full name. ``wder`` (word diarisation error
    rate): share of words given to the wrong voice under the best one-to-one naming of the voices.
    ``change_…``: speaker changes found within `NEAR` words, of ``changes`` in the gold."""

    name_accuracy: float | None
    wder: float | None
    change_precision: float | None
    change_recall: float | None
    change_f1: float
    changes: int
    notes: tuple[str, ...] = field(default=(), repr=False)


def score_speakers(prediction: Document, gold: Document) -> SpeakerScore:
    """Measure the turns of a prediction against those of the gold, on the words of the raw text."""
    raw = tokens(gold["text"])
    spoken = [
        next((turn["speaker"] for turn in gold["turns"] if turn["start"] <= token.start < turn["end"]), "")
        for token in raw
    ]
    given = _attributed(prediction, [token.text for token in raw])

    named = sum(
        bool(voice) and fold(letters(person)) == fold(letters(voice))
        for person, voice in zip(spoken, given, strict=True)
    )
    true_changes, found_changes = _changes(spoken), _changes(given)
    missed = _far_from(true_changes, found_changes)
    false = _far_from(found_changes, true_changes)
    precision = ratio(len(found_changes) - len(false), len(found_changes))
    recall = ratio(len(true_changes) - len(missed), len(true_changes))
    agreed = ratio(_agreement(spoken, given), len(raw))

    def after(place: int) -> str:
        return " ".join(token.text for token in raw[place : place + 8])

    return SpeakerScore(
        name_accuracy=ratio(named, len(raw)),
        wder=None if agreed is None else 1 - agreed,
        change_precision=precision,
        change_recall=recall,
        change_f1=f_score(precision, recall),
        changes=len(true_changes),
        notes=(
            *(f"missed change to {spoken[place]!r} before {after(place)!r}" for place in missed),
            *(f"false change to {given[place]!r} before {after(place)!r}" for place in false),
        ),
    )


def _attributed(prediction: Document, raw: Sequence[str]) -> list[str]:
    """Return the voice that the prediction gives to each raw word; a word that it dropped goes to the voice
    of its neighbour, and every word to ``""`` if there are no turns."""
    names = {p["id"]: p.get("name") or p["id"] for p in prediction.get("participants", [])}
    words, voices = [], []
    for turn in prediction["turns"]:
        for token in tokens(turn["text"]):
            words.append(token.text)
            voices.append(names.get(turn["speaker"], turn["speaker"]) or "?")
    given = [""] * len(raw)
    if not voices:
        return given
    for change in align(raw, words):
        for step, place in enumerate(range(change.raw_start, change.raw_end)):
            word = min(change.start + step, max(change.end - 1, change.start), len(voices) - 1)
            given[place] = voices[word]
    return given


def _changes(voices: Sequence[str]) -> list[int]:
    return [i for i in range(1, len(voices)) if voices[i] != voices[i - 1]]


def _far_from(places: Sequence[int], others: Sequence[int]) -> list[int]:
    return [place for place in places if all(abs(place - other) > NEAR for other in others)]


def _agreement(spoken: Sequence[str], given: Sequence[str]) -> int:
    """Return the largest number of words that agree when each person is given at most one voice and each
    voice at most one person."""
    together = Counter((a, b) for a, b in zip(spoken, given, strict=True) if a and b)
    people, voices = sorted({a for a, _ in together}), sorted({b for _, b in together})
    best = {0: 0}  # set of the people who have a voice, as bits -> words that agree
    for voice in voices:
        for taken, agreed in sorted(best.items()):
            for i, person in enumerate(people):
                if not taken >> i & 1:
                    chosen = taken | 1 << i
                    best[chosen] = max(best.get(chosen, 0), agreed + together[person, voice])
    return max(best.values())
