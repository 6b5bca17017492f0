"""Figures: numbers that are said, as data that can be traced to their words and their second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.extract.figures.about import clause, may_be_noun, measured
from pipeline.extract.figures.matcher import Found, candidates, sentence_of
from pipeline.french.syntax import Syntax
from pipeline.model import Figure, Sentence
from pipeline.positions import Text

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
    wanted = [text.text[a:b] for (a, b), (found, _) in zip(clauses, rows, strict=True) if _is_parsed(found)]
    with syntax.parse(wanted) as docs:
        return tuple(
            figure
            for row, part in zip(rows, clauses, strict=True)
            if (figure := _read(text, *row, part[0], docs)) is not None
        )


def _read(text: Text, found: Found, sentence: Sentence, left: int, docs: Iterator[Doc]) -> Figure | None:
    """The figure with what it measures; ``None`` for a doubtful one that the parse refuses.

    ``left`` is the offset of the clause, whose parse is taken from ``docs`` if the figure needs one.
    """
    if not _is_parsed(found):
        return _figure(found, sentence, "")
    doc = next(docs)
    if found.doubtful and not may_be_noun(doc, found.noun_start - left):
        if found.otherwise is None:
            return None
        found = found.otherwise
    if found.noun_start >= 0 and not found.start <= found.noun_start < found.end:
        words = text.text[found.noun_start : found.noun_end]  # said before: "on en a 4 800"
    else:
        words = measured(doc, found.start - left, found.end - left, found.noun_start - left)
    return _figure(found, sentence, words)


def _is_parsed(found: Found) -> bool:
    """Whether the clause is parsed to say what is measured: not for a bare year or month."""
    return found.measure is not None or _is_day(found)


def _is_day(found: Found) -> bool:
    """Whether a figure is a full date, year included."""
    value = found.date.value if found.date is not None else None
    return value is not None and len(value) == 10 and value[0] != "-"


def _figure(found: Found, sentence: Sentence, words: str) -> Figure:
    measure, date = found.measure, found.date
    if date is not None:
        return Figure(
            found.start,
            found.end,
            date.value,
            date.low,
            date.high,
            None,
            "date",
            "=",
            words,
            _is_day(found),
            sentence,
        )
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
