"""The one home of offsets: corrected text to raw text, and either to a time.

`Text` is the corrected text of a whole recording: the cues, with the corrections in force, joined
by one space (by nothing before an apostrophe, since recognisers cut ``de l`` / ``'IA`` there).
No other module does this arithmetic.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.model import Correction, Cue


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of corrected text and the raw characters it stands for.

    When ``verbatim``, both sides have the same characters, so that offsets map one to one.
    """

    start: int
    end: int
    cue: int
    raw_start: int
    raw_end: int
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The corrected text of a recording with the way back to raw offsets and to milliseconds."""

    text: str
    cues: tuple[Cue, ...]
    pieces: tuple[Piece, ...]
    cue_starts: tuple[int, ...]
    cue_ends: tuple[int, ...]
    corrections: tuple[Correction, ...]
    _starts: tuple[int, ...] = field(repr=False)

    def cue_text(self, index: int) -> str:
        """The corrected text of one cue (empty when a correction moved all of it)."""
        return self.text[self.cue_starts[index] : self.cue_ends[index]]

    def cue_at(self, offset: int) -> int:
        """Index of the cue that holds a text offset (the last one that starts at or before it)."""
        return max(0, bisect_right(self.cue_starts, offset) - 1)

    def raw_position(self, offset: int, *, end: bool = False) -> tuple[int, int]:
        """Return (cue, raw offset) of a text offset; ``end`` for the end of a half-open span.

        Inside inserted words the start (or, with ``end``, the end) of the raw words is returned.
        """
        if not self.pieces:
            return 0, 0
        # an end belongs to the character before it
        probe = offset - 1 if end and offset > 0 else offset
        piece = self.pieces[max(0, bisect_right(self._starts, probe) - 1)]
        if piece.verbatim:
            shift = min(max(offset - piece.start, 0), piece.raw_end - piece.raw_start)
            return piece.cue, piece.raw_start + shift
        return (piece.cue, piece.raw_end) if end else (piece.cue, piece.raw_start)

    def offset(self, cue: int, raw_offset: int, *, end: bool = False) -> int:
        """Return the text offset of a raw position: the way back from `raw_position`.

        Inside replaced words the start (or, with ``end``, the end) of the words in their place is returned.
        """
        if not self.pieces:
            return 0
        # an end belongs to the character before it
        search = bisect_left if end else bisect_right
        found = search(self.pieces, (cue, raw_offset), key=lambda p: (p.cue, p.raw_start)) - 1
        piece = self.pieces[max(0, found)]
        if not piece.verbatim:
            return piece.end if end else piece.start
        if piece.cue < cue:
            return piece.end
        return min(piece.start + max(0, raw_offset - piece.raw_start), piece.end)

    def time(self, offset: int, *, end: bool = False) -> int | None:
        """Milliseconds at which the word at a text offset is said; ``None`` without times.

        ``end`` gives the time at which a half-open span that ends there is over.
        """
        if not self.cues:
            return None
        cue, raw_offset = self.raw_position(offset, end=end)
        return raw_time(self.cues[cue], raw_offset)

    def speaker_label(self, offset: int) -> str | None:
        """The speaker label that the file carries at a text offset, or ``None``."""
        return self.cues[self.cue_at(offset)].speaker if self.cues else None


def raw_time(cue: Cue, offset: int) -> int | None:
    """Milliseconds at which the character at a raw offset of a cue is said, ``None`` without times.

    Interpolated by characters inside the cue; a cue without an end keeps its start.
    """
    if cue.start is None or cue.end is None or not cue.raw:
        return cue.start
    return cue.start + (cue.end - cue.start) * min(offset, len(cue.raw)) // len(cue.raw)


def correct_text(cues: Sequence[Cue], corrections: Iterable[Correction] = ()) -> Text:
    """Apply the corrections in force to the raw cues.

    A correction over several cues puts its words in the first one. Of two that overlap, the first
    in reading order wins and the other is left out of ``Text.corrections``. Without corrections
    this is the raw text.
    """
    ordered = sorted(
        (c for c in corrections if c.in_force), key=lambda c: (c.cue, c.raw_start, -c.last_cue, -c.raw_end)
    )
    parts: list[str] = []
    pieces: list[Piece] = []
    applied: list[Correction] = []
    starts: list[int] = []
    ends: list[int] = []
    length = 0
    reached = (0, 0)  # first raw character not yet written
    queue = iter(ordered)
    pending = next(queue, None)

    def emit(words: str, cue: int, raw_start: int, raw_end: int, verbatim: bool) -> None:
        nonlocal length
        if not words:
            return
        parts.append(words)
        pieces.append(Piece(length, length + len(words), cue, raw_start, raw_end, verbatim))
        length += len(words)

    for cue in cues:
        begin = reached[1] if reached[0] == cue.index else 0
        # a full stop or a comma that a correction of the cue before leaves alone stays on its word
        left_over = begin > 0 and cue.raw[begin : begin + 1] in tuple(".,)…")
        joined = cue.raw.startswith(("'", "’")) or left_over
        if length and cue.raw and not joined and parts[-1] != " ":
            parts.append(" ")
            length += 1
        starts.append(length)
        if reached[0] > cue.index:  # a correction swallowed this cue
            ends.append(length)
            continue
        while pending is not None and pending.cue == cue.index:
            if pending.raw_start >= begin and reached[0] <= cue.index:
                emit(cue.raw[begin : pending.raw_start], cue.index, begin, pending.raw_start, True)
                same = pending.last_cue == cue.index
                stop = pending.raw_end if same else len(cue.raw)
                emit(pending.after, cue.index, pending.raw_start, stop, False)
                applied.append(pending)
                begin = stop
                reached = (pending.last_cue, pending.raw_end)
            pending = next(queue, None)
        if reached[0] <= cue.index:
            tail = cue.raw[begin:]
            # what follows a correction that ended in this cue must not begin with its space
            if begin and cue.raw[:begin].strip() and starts[-1] == length:
                begin += len(tail) - len(tail.lstrip())
            emit(cue.raw[begin:], cue.index, begin, len(cue.raw), True)
        ends.append(length)
        while pending is not None and pending.cue <= cue.index:
            pending = next(queue, None)
    text = "".join(parts)
    return Text(
        text,
        tuple(cues),
        tuple(pieces),
        tuple(starts),
        tuple(ends),
        tuple(applied),
        tuple(p.start for p in pieces),
    )
