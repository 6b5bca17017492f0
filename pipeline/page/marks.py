"""Corrections on the page: a mark where each one stands in a turn, and one note for all alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import IN_FORCE, Correction, Cue
from pipeline.positions import Text, correct_text

TYPOGRAPHY = frozenset({"punctuation", "case"})
"""Rules that change signs and capitals, no word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [begin, end) of a turn's text and the correction that they come from."""

    turn: int
    begin: int
    end: int
    correction: dict


def changes_words(row: dict) -> bool:
    """Whether a correction has a mark and a note of its own.

    Signs and capitals have none: a transcript without punctuation has thousands of them. A change of
    capitals that is only proposed keeps its mark, since someone must decide.

    >>> row = {"rule": "variant", "status": "applied", "before": "dsi", "after": "DSI"}
    >>> changes_words(row), changes_words(row | {"status": "suggested"}), changes_words(row | {"after": "SI"})
    (False, True, True)
    """
    if row["rule"] in TYPOGRAPHY:
        return False
    return row["status"] not in IN_FORCE or row["before"].casefold() != row["after"].casefold()


def marks(document: dict) -> dict[int, list[Mark]]:
    """The marks of all corrections of words by position of the turn, in reading order.

    A correction that no turn holds, or whose turn is not in the words of the cues, has no mark.
    """
    rows = [c for c in document["corrections"] if changes_words(c) and c["status"] != "rejected"]
    if not rows:
        return {}
    text = correct_text(_cues(document["cues"]), corrections_of(document["corrections"]))
    spans = sorted((_span(text, row), n) for n, row in enumerate(rows))
    found: dict[int, list[Mark]] = {}
    at = reached = 0
    for position, turn in enumerate(document["turns"]):
        start = text.text.find(turn["text"], reached)
        if start < 0:
            continue
        reached = start + len(turn["text"])
        while at < len(spans) and spans[at][0][0] < reached:
            (begin, end), n = spans[at]
            if begin >= start:
                mark = Mark(position, begin - start, min(end, reached) - start, rows[n])
                found.setdefault(position, []).append(mark)
            at += 1
    return found


def _cues(rows: Iterable[dict]) -> list[Cue]:
    return [Cue(row["index"], None, None, row["raw"]) for row in rows]


def corrections_of(rows: Iterable[dict]) -> list[Correction]:
    """The corrections of a document as values."""
    return [
        Correction(
            r["cue"], r["raw_start"], r["raw_end"], r["before"], r["after"], r["entry"], r["rule"],
            r["score"], r["status"], r["why"], r.get("cue_end"),
        )
        for r in rows
    ]  # fmt: skip


def _span(text: Text, row: dict) -> tuple[int, int]:
    """Text offsets of the words of a correction: what it put there, or what it would replace."""
    begin = text.offset(row["cue"], row["raw_start"])
    return begin, max(begin, text.offset(row.get("cue_end", row["cue"]), row["raw_end"], end=True))
