"""Raw places of words of the corrected text, and the way back."""

from __future__ import annotations

from pipeline.decisions.model import Place
from pipeline.positions import Text

_SIGNS = ' .,;:?!…»"\u00a0\u202f\n\t'
"""What may stand after the words of a stretch without being one."""


def raw_place(text: Text, start: int, end: int) -> Place:
    """The raw place of text offsets; a boundary when they are equal.

    It ends with the last word: a full stop that was restored with the word after it would take that
    word along.
    """
    first = text.raw_position(start)
    if end <= start:
        return Place(*first, *first)
    words = text.text[start:end].rstrip(_SIGNS)
    last = text.raw_position(start + len(words) if words else end, end=True)
    return Place(*first, *last)


def offsets(text: Text, place: Place) -> tuple[int, int]:
    """Text offsets of a raw place."""
    start = text.offset(place.cue, place.raw_start)
    if place[:2] == place[2:]:
        return start, start
    return start, text.offset(place.cue_end, place.raw_end, end=True)
