"""From drafts to cues: noise out, times completed and checked, numbered."""

from __future__ import annotations

from itertools import pairwise
from statistics import median_low

from pipeline.model import Cue
from pipeline.read.clock import format_clock
from pipeline.read.document import Draft, Reading
from pipeline.read.noise import remove_noise
from pipeline.read.rolling import merge_rolling

DEFAULT_LENGTH = 4000
"""Milliseconds of a last cue when nothing tells its end."""


def settle(reading: Reading) -> tuple[Cue, ...]:
    """Return the cues of a reading, in file order; what is wrong with their times becomes issues."""
    remove_noise(reading)
    if reading.timed:
        merge_rolling(reading)
    for draft in reading.drafts:
        before = draft.parts
        draft.trim()
        if draft.parts is not before:
            _claim_trimmed(reading, before, draft.parts)
    reading.drafts = [draft for draft in reading.drafts if draft.parts]
    _check_times(reading)
    _complete_times(reading.drafts)
    return tuple(
        Cue(i, d.start, d.end, d.raw, reading.document.line_at(d.parts[0].start), d.speaker)
        for i, d in enumerate(reading.drafts)
    )


def _claim_trimmed(reading: Reading, before: list, after: list) -> None:
    if not after:
        for part in before:
            reading.claim(part.start, part.end, "markup")
        return
    first, last = after[0].start, after[-1].end
    for part in before:
        if part.end <= first or part.start >= last:
            reading.claim(part.start, part.end, "markup")


def _check_times(reading: Reading) -> None:
    latest, latest_end = None, None
    for draft in reading.drafts:
        if draft.start is None:
            continue
        at = draft.parts[0].start
        if latest is not None and draft.start < latest:
            reading.note(
                at,
                f"l’heure revient en arrière ({format_clock(draft.start)} après {format_clock(latest)}) ; "
                "l’ordre du fichier est gardé",
                draft.raw,
            )
        elif latest_end is not None and draft.start < latest_end:
            reading.note(
                at,
                f"le passage à {format_clock(draft.start)} chevauche le précédent, "
                f"qui finit à {format_clock(latest_end)}",
                draft.raw,
            )
        if reading.duration is not None and draft.start > reading.duration:
            reading.note(
                at,
                f"l’heure {format_clock(draft.start)} dépasse la fin de l’enregistrement "
                f"({format_clock(reading.duration)})",
                draft.raw,
            )
        latest, latest_end = draft.start, draft.end


def _complete_times(drafts: list[Draft]) -> None:
    """Give a cue without a readable time that of its neighbours, and every cue an end.

    The end of a cue is the start of the next one that is later; the last cue gets the usual length.
    Nothing is invented where no cue has a time.
    """
    if not any(draft.start is not None for draft in drafts):
        return
    starts = [d.start for d in drafts if d.start is not None]
    gaps = [b - a for a, b in pairwise(starts) if b > a]
    usual = median_low(gaps) if gaps else DEFAULT_LENGTH
    following = None
    nexts: list[int | None] = [None] * len(drafts)
    for i in range(len(drafts) - 1, -1, -1):
        nexts[i] = following
        if drafts[i].start is not None:
            following = drafts[i].start
    untimed = [draft.start is None for draft in drafts]
    previous = 0
    for i, (draft, after) in enumerate(zip(drafts, nexts, strict=True)):
        if draft.start is None:
            draft.start = min(previous, after) if after is not None else previous
            if draft.end is not None and draft.end < draft.start:
                draft.end = None
        if draft.end is None:
            shared = (
                i + 1 < len(drafts) and untimed[i + 1]
            )  # the time up to the next stamp holds other cues too
            longest = draft.start + usual
            if after is None or after < draft.start:
                draft.end = longest
            else:
                draft.end = min(after, longest) if shared else after
        previous = max(draft.end, draft.start)
