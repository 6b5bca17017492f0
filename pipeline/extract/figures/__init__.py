"""Figures: numbers that are said, as data that can be traced to their words and their second."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.extract.figures.about import clause, may_be_noun, measured
from pipeline.extract.figures.matcher import Found, candidates, sentence_of
from pipeline.french.syntax import Syntax
from pipeline.model import Figure, Sentence
from pipeline.positions import Text

__all__ = ["find_figures"]

SESSION = frozenset(
    {"question", "minute", "participant", "inscrit", "inscription", "personne connectée", "slide", "diapo"}
)
SHORT = frozenset({"seconde", "minute", "jour"})
"""What the session itself counts, and times too short to be a policy: found, but not brought forward."""


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
    rows = [(found, sentences[sentence_of(starts, found.start)]) for found in candidates(text.text, date)]
    clauses = [clause(text.text, s.start, s.end, found.start, found.end) for found, s in rows]
    docs = iter(
        syntax.parse([text.text[a:b] for (a, b), (f, _) in zip(clauses, rows, strict=True) if f.measure])
    )
    figures = []
    for (found, sentence), (left, _) in zip(rows, clauses, strict=True):
        words = ""
        if found.measure is not None:
            doc = next(docs)
            if found.doubtful and not may_be_noun(doc, found.noun_start - left):
                if found.otherwise is None:
                    continue
                found = found.otherwise
            noun = found.noun_start - left if found.start <= found.noun_start < found.end else -1
            words = measured(doc, found.start - left, found.end - left, noun)
        figures.append(_figure(found, sentence, words))
    return tuple(figures)


def _figure(found: Found, sentence: Sentence, words: str) -> Figure:
    measure, date = found.measure, found.date
    if date is not None:
        value, low, high = date.value, date.low, date.high
        key = value is not None and len(value) == 10 and value[0] != "-"
        return Figure(found.start, found.end, value, low, high, None, "date", "=", words, key, sentence)
    assert measure is not None
    return Figure(
        found.start,
        found.end,
        measure.value,
        measure.low,
        measure.high,
        found.unit,
        found.kind,  # type: ignore[arg-type]
        measure.comparator,
        words,
        _is_key(found),
        sentence,
    )


def _is_key(found: Found) -> bool:
    """Whether the figure is worth a reader's eye: amounts, shares, and counts of ten or more."""
    measure = found.measure
    if measure is None or found.kind == "ordinal":
        return False
    most = measure.value if measure.value is not None else measure.high or Decimal(0)
    if found.kind == "count":
        return most >= 10 and found.unit not in SESSION
    return not (found.kind == "duration" and found.unit in SHORT and most < 60)
