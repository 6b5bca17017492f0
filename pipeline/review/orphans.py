"""Decisions whose words are no longer found, and places where an editor may want to put them again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.decisions.model import Anchor, Choice, Event, Place
from pipeline.french.frequency import zipf
from pipeline.french.spelling import WORD, fold
from pipeline.positions import Text, correct_text
from pipeline.review.find import LONGEST, Query, context, find
from pipeline.review.live import Live, key_of

MOST = 8
"""Candidates that are shown."""

LOOKED_AT = 400
"""Places that are compared before the best are kept."""

AHEAD = 4
"""Words after a boundary by which it is looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a decision could stand: its key, its words and those around, and when they are said."""

    key: str
    seconds: float | None
    before: str
    said: str
    after: str


def orphans(live: Live) -> list[Event]:
    """The decisions in force that find no place in a recording, oldest first."""
    lost = {(o["target"], o["quote"], o["before"]) for o in live.document["review"].get("orphaned", ())}
    found = []
    for event in live.events:
        anchor = event.anchor
        if anchor is None:
            here = event.kind != "person" or event.target in live.machine_names.values()
        else:
            told = (event.target, anchor.quote, anchor.before) in lost
            here = not told and live.finder.find(anchor) is not None
        if not here:
            found.append(event)
    return found


def candidates(live: Live, anchor: Anchor, words: str = "") -> list[Candidate]:
    """Places that resemble the words of an anchor, or that hold ``words``, the likeliest first.

    The words are looked for as received: whole, then by their rarest word.
    """
    raw = correct_text(live.text.cues)
    boundary = not anchor.quote.strip()
    wanted = words or (" ".join(anchor.after.split()[:AHEAD]) if boundary else anchor.quote)
    around = fold(f"{anchor.before} {anchor.quote} {anchor.after}")
    scored = []
    for place, begin, end in _places(raw, wanted, boundary):
        before, after = context(raw.text, begin, end)
        said = raw.text[begin:end]
        score = fuzz.token_set_ratio(around, fold(f"{before} {said} {after}"))
        time = raw.time(begin)
        seconds = None if time is None else time / 1000
        far = abs(seconds - anchor.start) if seconds is not None and anchor.start is not None else 0.0
        scored.append((-round(score), far, begin, Candidate(key_of(place), seconds, before, said, after)))
    return [row[-1] for row in sorted(scored, key=lambda r: r[:3])[:MOST]]


def _places(raw: Text, wanted: str, boundary: bool) -> Iterable[tuple[Place, int, int]]:
    hits = find(raw, Query(wanted[:LONGEST]))
    if not hits:
        rarest = sorted(
            (m.group() for m in WORD.finditer(wanted[:LONGEST])), key=lambda w: (zipf(w), -len(w))
        )
        hits = next((h for w in rarest[:3] if (h := find(raw, Query(w)))), [])
    for hit in hits[:LOOKED_AT]:
        place = Place(*hit.place[:2], *hit.place[:2]) if boundary else hit.place
        yield place, hit.begin, hit.end


def said_now(live: Live, anchor: Anchor) -> str:
    """The words received that are said now when those of an anchor were; empty without times."""
    cues = live.text.cues
    if anchor.start is None:
        return ""
    under_way = [c.index for c in cues if c.start is not None and c.start <= anchor.start * 1000]
    if not under_way:
        return ""
    return " ".join(c.raw for c in cues[max(0, under_way[-1] - 1) : under_way[-1] + 2])


def placed(live: Live, event: Event, place: Place) -> Choice:
    """The decision at another place, under its own key. Raises: ValueError if there is no such place."""
    return Choice(
        event.kind, event.verdict, live.anchor(place), event.target, event.value, event.machine, event.prefer
    )


def by_target(events: Sequence[Event], target: str) -> Event | None:
    """The decision with a key."""
    return next((e for e in events if e.target == target), None)
