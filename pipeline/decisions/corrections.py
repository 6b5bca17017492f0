"""Corrections accepted, refused, edited or added, laid over those that the machine makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.decisions.model import Event, Located, Mark, Place
from pipeline.model import Correction, Cue

SIGNS = frozenset({"punctuation", "case"})
"""Rules of corrections that are made after those of words, on the text that these give."""
ADDED = "mots changés par un éditeur"
_WORD = re.compile(r"[^\W_]+")
REFUSED = "un éditeur a déjà refusé un changement de ces mots"


def is_sign(event: Event) -> bool:
    """Whether a decision is about a restored sign or capital."""
    return event.verdict != "add" and event.machine.get("rule") in SIGNS


def decided_corrections(
    cues: Sequence[Cue], corrections: Sequence[Correction], decisions: Sequence[Located]
) -> tuple[tuple[Correction, ...], dict[Correction, Mark], list[Event]]:
    """Return the corrections with the decisions on them, their marks, and decisions that say nothing here.

    What an editor wrote wins over all that overlaps it, of two editors' words the later: the others
    are kept as rejected. A change that the machine makes of words that an editor had left as they
    are is only suggested.
    """
    machine = {place_of(c): c for c in corrections}
    decisions = [one if one.place in machine else _moved(cues, corrections, one) for one in decisions]
    decided: dict[Place, Correction] = {}
    marks: dict[Correction, Mark] = {}
    lost: list[Event] = []
    writing: list[tuple[Place, Mark]] = []  # latest first
    refused: list[Place] = []
    for one in reversed(decisions):
        said = machine.get(one.place)
        correction = _decided(cues, one.place, one.event, said)
        if correction is None:
            if one.event.verdict != "reject" or "after" in one.event.machine:
                lost.append(one.event)
            continue  # a refusal of an editor's own words needs nothing more: they are not written
        note = {"status": said.status, "after": said.after} if said else None
        mark = Mark(correction.status, one.event.target, note)
        place = place_of(correction)
        if correction.in_force and any(overlap(place, other) for other, _ in writing):
            correction = replace(correction, status="rejected")
        elif correction.in_force:
            writing.append((place, mark))
        elif one.event.verdict == "reject":
            refused.append(one.place)
        decided[one.place] = correction
        marks[correction] = mark
    result = list(decided.values())
    for correction in corrections:
        place = place_of(correction)
        if place in decided:
            continue
        over = next((mark for other, mark in writing if overlap(place, other)), None)
        if over is not None:
            note = {"status": correction.status, "after": correction.after}
            correction = replace(correction, status="rejected")
            marks[correction] = Mark("rejected", over.target, note)
        elif correction.in_force and any(overlap(place, other) for other in refused):
            correction = replace(correction, status="suggested", why=f"{correction.why} ; {REFUSED}")
        result.append(correction)
    result.sort(key=lambda c: (c.cue, c.raw_start, c.last_cue, c.raw_end))
    return tuple(result), marks, lost


def _moved(cues: Sequence[Cue], corrections: Sequence[Correction], one: Located) -> Located:
    """A decision on a restored sign at the place where the machine restores it in this transcript.

    The same full stop is a correction of the word after it, or of the last letter before it where
    the lines are cut there. What an editor wrote for one is no text for the other.
    """
    if not is_sign(one.event) or one.event.verdict == "edit":
        return one
    word, rule = _next_word(cues, one.place), one.event.machine["rule"]
    for c in corrections:
        if c.rule == rule and _next_word(cues, place_of(c)) == word:
            return one._replace(place=place_of(c))
    return one


def _next_word(cues: Sequence[Cue], place: Place) -> tuple[int, int]:
    """Cue and offset of the first word that begins at or after the begin of a place."""
    cue, at = place.cue, place.raw_start
    for match in _WORD.finditer(cues[cue].raw):
        if match.start() >= at:
            return cue, match.start()
    for later in cues[cue + 1 :]:
        match = _WORD.search(later.raw)
        if match is not None:
            return later.index, match.start()
    return len(cues), 0


def place_of(correction: Correction) -> Place:
    """The raw place of a correction."""
    return Place(correction.cue, correction.raw_start, correction.last_cue, correction.raw_end)


def overlap(a: Place, b: Place) -> bool:
    """Whether two places have characters in common."""
    return a[:2] < b[2:] and b[:2] < a[2:]


def _decided(cues: Sequence[Cue], place: Place, event: Event, said: Correction | None) -> Correction | None:
    """The correction that an editor wants at a place; ``None`` when there is nothing to accept or refuse."""
    asked = event.value.get("after") if event.verdict in ("edit", "add") else event.machine.get("after")
    if is_sign(event) and event.verdict != "edit":
        if said is not None:  # the sign itself, however the lines are cut
            return replace(said, status="accepted" if event.verdict == "accept" else "rejected")
        if event.anchor is not None and event.anchor.quote != _raw(cues, place):
            return None
    if said is not None and event.verdict != "add":
        base = said
    elif isinstance(asked, str):
        base = _made(cues, place, event)
    else:
        return None
    if event.verdict == "reject":
        if isinstance(asked, str) and said is not None and asked != said.after:
            # another change than the one that was refused
            why = f"{said.why} ; {REFUSED}"
            return replace(said, status="suggested", why=why) if said.in_force else said
        return replace(base, status="rejected")
    after = asked if isinstance(asked, str) else base.after
    if event.verdict in ("edit", "add"):
        after = _fitting(base.before, after)
    status = "accepted" if event.verdict == "accept" else "edited"
    base = replace(base, after=after, status=status)
    return base if after else _closed(cues, base)


def _made(cues: Sequence[Cue], place: Place, event: Event) -> Correction:
    """A correction that the machine does not make, as the decision remembers it."""
    known = event.machine if event.verdict != "add" else {}
    entry, rule, why, score = (known.get(name) for name in ("entry", "rule", "why", "score"))
    usable = isinstance(score, (int, float)) and 0 <= score <= 1
    return Correction(
        place.cue,
        place.raw_start,
        place.raw_end,
        _raw(cues, place),
        str(known.get("after") or ""),
        entry if isinstance(entry, str) else None,
        rule if isinstance(rule, str) and rule else "editor",
        float(score) if usable else 1.0,  # type: ignore[arg-type]
        "edited",
        why if isinstance(why, str) and why else ADDED,
        None if place.cue_end == place.cue else place.cue_end,
    )


def _raw(cues: Sequence[Cue], place: Place) -> str:
    if place.cue == place.cue_end:
        return cues[place.cue].raw[place.raw_start : place.raw_end]
    inner = (c.raw for c in cues[place.cue + 1 : place.cue_end])
    return " ".join(
        (cues[place.cue].raw[place.raw_start :], *inner, cues[place.cue_end].raw[: place.raw_end])
    )


def _fitting(before: str, after: str) -> str:
    """An editor's words in one line, apart from the word before as the raw words are."""
    words = " ".join(after.split())
    apart = before[:1].isspace() and words[:1].isalnum()
    return f" {words}" if apart else words


def _closed(cues: Sequence[Cue], correction: Correction) -> Correction:
    """A correction that takes words away takes the space before them too."""
    raw = cues[correction.cue].raw
    start = correction.raw_start
    while start and raw[start - 1].isspace():
        start -= 1
    extended = replace(correction, raw_start=start)
    return replace(extended, before=_raw(cues, place_of(extended)))
