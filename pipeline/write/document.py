"""The document: every value of a recording in the shape of ``webinar.json``.

The shape is fixed by ``pipeline/schema/webinar.schema.json``. Times become seconds here and
nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from pipeline.decisions.model import NOTHING_DECIDED, Aside, Decided, Event, digest
from pipeline.decisions.places import raw_place
from pipeline.model import (
    Action,
    Chapter,
    Correction,
    Cue,
    Dropped,
    Figure,
    Issue,
    Mention,
    Metadata,
    Participant,
    Point,
    Recording,
    Segmentation,
    Source,
    Summary,
    Turn,
)
from pipeline.positions import Text, raw_time

SCHEMA_VERSION = "1.0"

DOUBTFUL = 0.7
"""Confidence of a turn below which an editor should look at it."""


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
    decided: Decided = NOTHING_DECIDED,
) -> dict:
    """Return the JSON-ready document of one recording, with the traces of what editors decided."""
    rows = _Rows(text, spoken.turns, decided)
    source = asdict(recording.source)
    corrected = _corrections(recording, corrections, decided)
    turns = [rows.turn(t) for t in spoken.turns]
    return {
        "schema_version": SCHEMA_VERSION,
        "id": id,
        "source": source | {"duration": seconds(recording.source.duration)},
        "metadata": asdict(recording.metadata),
        "participants": [asdict(p) | rows.mark(p) for p in spoken.participants],
        "announced": [asdict(p) for p in recording.participants],
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
        "corrections": corrected,
        "turns": turns,
        "figures": [{"id": f"f{n}"} | rows.figure(f) for n, f in enumerate(figures, 1)],
        "actions": [{"id": f"a{n}"} | rows.action(a) for n, a in enumerate(actions, 1)],
        "chapters": [rows.chapter(c) for c in chapters],
        "summary": {
            "standfirst": summary.standfirst,
            "points": [rows.point(p) for p in summary.points],
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
        "review": _review(decided, corrected, turns, rows),
        "provenance": asdict(provenance) | {"decisions": digest(decided.events)},
    }


def recording_of(document: dict) -> Recording:
    """The recording that a document was made from: the inverse of `document` for all that was received.

    Raises: KeyError or TypeError if the document does not hold it (it was written by an older version).
    """
    source = document["source"]
    return Recording(
        id=document["id"],
        source=Source(**source | {"duration": _milliseconds(source["duration"])}),
        metadata=Metadata(**document["metadata"]),
        participants=tuple(Participant(**p) for p in document["announced"]),
        cues=tuple(
            Cue(
                c["index"],
                _milliseconds(c["start"]),
                _milliseconds(c["end"]),
                c["raw"],
                c["line"],
                c["label"],
            )
            for c in document["cues"]
        ),
        dropped=tuple(Dropped(**d) for d in document["dropped"]),
        issues=tuple(Issue(**i) for i in document["issues"]),
    )


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _review(decided: Decided, corrections: Sequence[dict], turns: Sequence[dict], rows: _Rows) -> dict:
    undecided = sum(c["status"] == "suggested" for c in corrections) + len(decided.orphaned)
    undecided += sum(is_doubtful(t) for t in turns)
    state = "none" if not decided.events else "started" if undecided else "complete"
    return {
        "state": "complete" if decided.complete else state,
        "decisions": len(decided.events),
        "stale": False,
        "undecided": undecided,
        "set_aside": [rows.aside(a) for a in decided.set_aside],
        "orphaned": [_orphan(e) for e in decided.orphaned],
    }


def is_doubtful(turn: dict) -> bool:
    """Whether nobody has confirmed a turn of a document of which the machine is not sure."""
    return "review" not in turn and (turn["speaker"] is None or turn["confidence"] < DOUBTFUL)


def _orphan(event: Event) -> dict:
    anchor = event.anchor
    return {
        "kind": event.kind,
        "verdict": event.verdict,
        "target": event.target,
        "quote": anchor.quote if anchor else event.target,
        "before": anchor.before if anchor else "",
        "after": anchor.after if anchor else "",
        "start": anchor.start if anchor else None,
        "value": event.value,
        "machine": event.machine,
    }


def _corrections(recording: Recording, corrections: Iterable[Correction], decided: Decided) -> list[dict]:
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
        mark = decided.marks.get(c)
        if mark is not None:
            row |= {"target": mark.target, "machine": mark.machine}
        rows.append(row)
    return rows


class _Rows:
    """The rows of values that stand in the text: their words, speaker, second, raw place and decision."""

    def __init__(self, text: Text, turns: Sequence[Turn], decided: Decided) -> None:
        self._text = text
        self._turns = turns
        self._starts = [t.start for t in turns]
        self._decided = decided

    def mark(self, value: object) -> dict:
        """What an editor decided of a value; nothing without a decision."""
        mark = self._decided.marks.get(value)
        if mark is None:
            return {}
        row = {"review": mark.review, "target": mark.target}
        return row if mark.machine is None else row | {"machine": mark.machine}

    def _said(self, offset: int) -> dict:
        """The turn and the speaker of a text offset."""
        if not self._turns:
            return {"turn": None, "speaker": None}
        turn = self._turns[max(0, bisect_right(self._starts, offset) - 1)]
        return {"turn": turn.index, "speaker": turn.speaker}

    def _place(self, start: int, end: int) -> dict:
        """Where text offsets stand in the raw cues; equal offsets are a boundary."""
        cue, raw_start, last, raw_end = raw_place(self._text, start, end)
        place = {"cue": cue, "raw_start": raw_start, "raw_end": raw_end}
        return place | {"cue_end": last} if last != cue else place

    def turn(self, turn: Turn) -> dict:
        """The row of a turn."""
        text = self._text
        said = text.text[turn.start : turn.end].rstrip()
        return {
            "index": turn.index,
            "speaker": turn.speaker,
            "start": seconds(text.time(turn.start)),
            "end": seconds(text.time(turn.end, end=True)),
            "text": said,
            "confidence": round(turn.confidence, 3),
            "evidence": list(turn.evidence),
            "paragraphs": [
                {"offset": p - turn.start, "start": seconds(text.time(p))}
                for p in turn.paragraphs or (turn.start,)
            ],
            **self._place(turn.start, turn.start + len(said)),
            **self.mark(turn),
        }

    def figure(self, figure: Figure) -> dict:
        """The row of a figure, without its id."""
        text = self._text
        return {
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
            **self._said(figure.start),
            "start": seconds(text.time(figure.start)),
            **self._place(figure.start, figure.end),
            **self.mark(figure),
        }

    def action(self, action: Action) -> dict:
        """The row of an action, without its id."""
        text = self._text
        return {
            "text": text.text[action.start : action.end],
            "sentence": text.text[action.sentence.start : action.sentence.end].strip(),
            "status": action.status,
            "actor": action.actor,
            "verb": action.verb,
            "object": action.object,
            "deadline": action.deadline,
            "objectives": list(action.objectives),
            "confidence": round(action.confidence, 3),
            **self._said(action.start),
            "start": seconds(text.time(action.start)),
            **self._place(action.start, action.end),
            **self.mark(action),
        }

    def chapter(self, chapter: Chapter) -> dict:
        """The row of a chapter, whose place is the boundary before its first word."""
        return {
            "start": seconds(self._text.time(chapter.start)),
            "title": chapter.title,
            **self._place(chapter.start, chapter.start),
            **self.mark(chapter),
        }

    def point(self, point: Point) -> dict:
        """The row of a point of the summary."""
        return {
            "text": point.text,
            "quote": self._text.text[point.start : point.end],
            "start": seconds(self._text.time(point.start)),
            **self._said(point.start),
            **self._place(point.start, point.end),
            **self.mark(point),
        }

    def aside(self, aside: Aside) -> dict:
        """The row of what an editor dropped."""
        # what the machine no longer finds is as it was when it was dropped
        item = aside.item if isinstance(aside.item, dict) else getattr(self, aside.kind)(aside.item)
        text = item.get("text") or item.get("title") or ""
        return {"kind": aside.kind, "target": aside.target, "text": text, "item": item}
