"""What a recogniser prints that nobody said: sound tags, ghosts, loops."""

from __future__ import annotations

from pipeline.read.document import Draft, Reading
from pipeline.read.patterns import BARE_SOUND, CREDITS, GHOST, SOUND_TAG

LOOP = 4
"""Times that one to `PERIOD` cues come back in a row from which they are a loop of the recogniser."""
PERIOD = 3
LONGEST_GHOST = 200
"""Characters from which a cue is no ghost; it bounds the cost of the patterns."""


def remove_noise(reading: Reading) -> None:
    """Move sound tags, ghosts and loops from the drafts to what is dropped."""
    kept: list[Draft] = []
    for draft in reading.drafts:
        raw = draft.raw
        if not raw.strip():
            for part in draft.parts:
                reading.claim(part.start, part.end, "markup")
            continue
        words = raw.strip()
        if BARE_SOUND.fullmatch(words):
            spoken = any(c.isalpha() for c in words)
            reading.drop_parts(draft.parts, "bruit ou musique" if spoken else "ponctuation seule")
            continue
        if len(words) <= LONGEST_GHOST and GHOST.fullmatch(words):
            reading.drop_parts(draft.parts, _GHOST)
            continue
        _remove_tags(reading, draft, raw)
        if draft.raw.strip():
            kept.append(draft)
    reading.drafts = kept
    _remove_loops(reading)


_GHOST = "mention que la reconnaissance ajoute sur un silence"


def _remove_tags(reading: Reading, draft: Draft, raw: str) -> None:
    """Take sound tags and credits of subtitlers out of the words of a cue."""
    found = (
        [(m.start(), m.end(), "bruit ou musique") for m in SOUND_TAG.finditer(raw)]
        if _MARKS & set(raw)
        else []
    )
    if "itr" in raw:
        found += [(m.start(), m.end(), _GHOST) for m in CREDITS.finditer(raw)]
    if not found:
        return
    parts, at = [], 0
    for start, end, why in sorted(found):
        if start < at:
            continue
        parts += draft.take(at, start)
        reading.drop_parts(draft.take(start, end), why)
        at = end
        if raw[at : at + 1] == " ":
            for part in draft.take(at, at + 1):
                reading.claim(part.start, part.end, "markup")
            at += 1
    draft.parts = parts + draft.take(at, len(raw))


_MARKS = frozenset("[(*♪♫♬")


def _remove_loops(reading: Reading) -> None:
    """Keep the first of cues that come back in a row, alone or by two or three."""
    drafts = reading.drafts
    keys = [draft.raw.strip().casefold() for draft in drafts]
    kept: list[Draft] = []
    at = 0
    while at < len(drafts):
        for period in range(1, PERIOD + 1):
            end = at + period
            while end < len(drafts) and keys[end] == keys[end - period]:
                end += 1
            if end - at >= LOOP * period:
                kept += drafts[at : at + period]
                for draft in drafts[at + period : end]:
                    reading.drop_parts(draft.parts, "phrase répétée en boucle par la reconnaissance")
                at = end
                break
        else:
            kept.append(drafts[at])
            at += 1
    reading.drafts = kept
