"""The document: every value of a recording in the shape of ``webinar.json``.

The shape is fixed by ``pipeline/schema/webinar.schema.json``. Times become seconds here and
nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from pipeline.model import (
    Action,
    Chapter,
    Correction,
    Figure,
    Mention,
    Recording,
    Segmentation,
    Summary,
    Turn,
)
from pipeline.positions import Text, raw_time

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the document; ``fingerprint`` covers the input, its sidecar and the options."""

    pipeline_version: str
    glossary_sha256: str
    model: str
    fingerprint: str = ""


def seconds(milliseconds: int | None) -> float | None:
    """Milliseconds as seconds; ``None`` stays ``None``."""
    return None if milliseconds is None else milliseconds / 1000


def number(value: Decimal | str | None) -> int | float | str | None:
    """A ``Decimal`` as the JSON number that it is; dates and ``None`` as they are."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def document(
    id: str,
    recording: Recording,
    corrections: Iterable[Correction],
    text: Text,
    spoken: Segmentation,
    figures: Sequence[Figure],
    actions: Sequence[Action],
    mentions: Sequence[Mention],
    chapters: Sequence[Chapter],
    summary: Summary,
    provenance: Provenance,
) -> dict:
    """Return the JSON-ready document of one recording."""
    who = _speakers(spoken.turns)
    source = asdict(recording.source)
    return {
        "schema_version": SCHEMA_VERSION,
        "id": id,
        "source": source | {"duration": seconds(recording.source.duration)},
        "metadata": asdict(recording.metadata),
        "participants": [asdict(p) for p in spoken.participants],
        "cues": [
            {
                "index": c.index,
                "start": seconds(c.start),
                "end": seconds(c.end),
                "raw": c.raw,
                "text": text.cue_text(c.index),
                "line": c.line,
                "label": c.speaker,
            }
            for c in recording.cues
        ],
        "corrections": _corrections(recording, corrections),
        "turns": [_turn(t, text) for t in spoken.turns],
        "figures": [_figure(n, f, text, who) for n, f in enumerate(figures, 1)],
        "actions": [_action(n, a, text, who) for n, a in enumerate(actions, 1)],
        "chapters": [{"start": seconds(text.time(c.start)), "title": c.title} for c in chapters],
        "summary": {
            "standfirst": summary.standfirst,
            "points": [
                {
                    "text": p.text,
                    "quote": text.text[p.start : p.end],
                    "start": seconds(text.time(p.start)),
                    **who.place(p.start),
                }
                for p in summary.points
            ],
        },
        "mentions": [
            {
                "text": m.text,
                "kind": m.kind,
                "entry": m.entry,
                "count": m.count,
                "first": seconds(text.time(m.first)),
            }
            for m in mentions
        ],
        "dropped": [asdict(d) for d in recording.dropped],
        "issues": [asdict(i) for i in recording.issues],
        "review": {"state": "none", "decisions": 0, "stale": False},
        "provenance": asdict(provenance),
    }


class _Speakers:
    """Finds the turn and the speaker of a text offset."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [t.start for t in turns]

    def place(self, offset: int) -> dict:
        from bisect import bisect_right

        if not self._turns:
            return {"turn": None, "speaker": None}
        turn = self._turns[max(0, bisect_right(self._starts, offset) - 1)]
        return {"turn": turn.index, "speaker": turn.speaker}


def _speakers(turns: Sequence[Turn]) -> _Speakers:
    return _Speakers(turns)


def _corrections(recording: Recording, corrections: Iterable[Correction]) -> list[dict]:
    ordered = sorted(corrections, key=lambda c: (c.cue, c.raw_start, c.last_cue, c.raw_end, c.after))
    rows = []
    for n, c in enumerate(ordered, 1):
        row = {
            "id": f"c{n}",
            "cue": c.cue,
            "start": seconds(raw_time(recording.cues[c.cue], c.raw_start)),
            "raw_start": c.raw_start,
            "raw_end": c.raw_end,
            "before": c.before,
            "after": c.after,
            "entry": c.entry,
            "rule": c.rule,
            "score": round(c.score, 3),
            "status": c.status,
            "why": c.why,
        }
        if c.last_cue != c.cue:
            row["cue_end"] = c.last_cue
        rows.append(row)
    return rows


def _turn(turn: Turn, text: Text) -> dict:
    return {
        "index": turn.index,
        "speaker": turn.speaker,
        "start": seconds(text.time(turn.start)),
        "end": seconds(text.time(turn.end, end=True)),
        "text": text.text[turn.start : turn.end].rstrip(),
        "confidence": round(turn.confidence, 3),
        "evidence": list(turn.evidence),
        "paragraphs": [
            {"offset": p - turn.start, "start": seconds(text.time(p))}
            for p in turn.paragraphs or (turn.start,)
        ],
    }


def _figure(n: int, figure: Figure, text: Text, who: _Speakers) -> dict:
    return {
        "id": f"f{n}",
        "text": text.text[figure.start : figure.end],
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
        "unit": figure.unit,
        "kind": figure.kind,
        "comparator": figure.comparator,
        "about": figure.about,
        "sentence": text.text[figure.sentence.start : figure.sentence.end].strip(),
        "key": figure.key,
        **who.place(figure.start),
        "start": seconds(text.time(figure.start)),
    }


def _action(n: int, action: Action, text: Text, who: _Speakers) -> dict:
    return {
        "id": f"a{n}",
        "text": text.text[action.start : action.end],
        "sentence": text.text[action.sentence.start : action.sentence.end].strip(),
        "status": action.status,
        "actor": action.actor,
        "verb": action.verb,
        "object": action.object,
        "deadline": action.deadline,
        "objectives": list(action.objectives),
        "confidence": round(action.confidence, 3),
        **who.place(action.start),
        "start": seconds(text.time(action.start)),
    }
