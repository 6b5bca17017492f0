"""Figures: numbers that are said, as data that can be traced to their words and their second."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.extract.figures.matcher import Found, candidates, sentence_of
from pipeline.french.syntax import Syntax
from pipeline.model import Figure, Sentence
from pipeline.positions import Text

__all__ = ["find_figures"]


def find_figures(
    text: Text, sentences: Sequence[Sentence], date: str | None, syntax: Syntax
) -> tuple[Figure, ...]:
    """Find the figures of a recording, in reading order; empty when there are none.

    Spans are offsets in ``text.text``; a figure may run over cues and over sentence ends, and is
    then given the sentence in which it starts. ``date`` is the ISO day of the recording, used for
    relative dates (*l'année prochaine*), which are left out without it.
    """
    if not sentences:
        return ()
    starts = [s.start for s in sentences]
    return tuple(
        _figure(found, sentences[sentence_of(starts, found.start)], "") for found in candidates(text.text, date)
    )


def _figure(found: Found, sentence: Sentence, about: str) -> Figure:
    measure, date = found.measure, found.date
    if date is not None:
        return Figure(found.start, found.end, date.value, date.low, date.high, None, "date", "=", about, False, sentence)
    assert measure is not None
    return Figure(
        found.start, found.end, measure.value, measure.low, measure.high, found.unit, found.kind,  # type: ignore[arg-type]
        measure.comparator, about, _is_key(found), sentence,
    )


def _is_key(found: Found) -> bool:
    """Whether the figure is worth a reader's eye: amounts, shares, and counts of ten or more."""
    measure = found.measure
    if measure is None or found.kind == "ordinal":
        return False
    if found.kind == "count":
        return (measure.value if measure.value is not None else measure.high or Decimal(0)) >= 10
    return True
