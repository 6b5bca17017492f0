"""The words of a document with the second and the turn of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One corrected word: when it begins and ends (seconds) and the index of its turn.

    Times are ``None`` in a recording without times; ``turn`` is ``None`` in one without turns.
    """

    text: str
    start: float | None
    end: float | None
    turn: int | None


def timed_words(document: dict) -> tuple[Word, ...]:
    """The words of a document that has times; empty for one without, since a time is never invented."""
    words = spoken_words(document)
    return () if any(w.start is None or w.end is None for w in words) else words


def spoken_words(document: dict) -> tuple[Word, ...]:
    """Return the corrected words of a document, in order, with interpolated times.

    Inside a cue time is shared out by characters. A word that a turn change cuts does not exist:
    turns begin at words.
    """
    turn_ends = _turn_ends(document["turns"])
    words: list[Word] = []
    seen = 0  # characters other than spaces, the common count of cues and turns
    turn = 0
    for cue in document["cues"]:
        text = cue["text"]
        length = max(1, len(text))
        begin = cue["start"]
        span = None if begin is None or cue["end"] is None else cue["end"] - begin
        position = 0
        for part in text.split():
            position = text.index(part, position)
            while turn < len(turn_ends) - 1 and seen >= turn_ends[turn]:
                turn += 1
            words.append(
                Word(
                    part,
                    begin if span is None else round(begin + span * position / length, 3),
                    None if span is None else round(begin + span * (position + len(part)) / length, 3),
                    turn if turn_ends else None,
                )
            )
            seen += len(part)
            position += len(part)
    return tuple(words)


def _turn_ends(turns: list[dict]) -> list[int]:
    total, ends = 0, []
    for turn in turns:
        total += len("".join(turn["text"].split()))
        ends.append(total)
    return ends
