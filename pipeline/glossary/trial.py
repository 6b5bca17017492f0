"""Try a glossary before it is trusted: its own examples, a phrase, and past outputs.

Everything here runs the real corrector, so that what an editor is shown is what a run would do.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.french.spelling import key
from pipeline.glossary.entry import Entry, Glossary
from pipeline.glossary.raw import Mistake, combined
from pipeline.model import Correction, Cue, Metadata, Participant, Recording, Source
from pipeline.positions import correct_text

if TYPE_CHECKING:
    from pipeline.correct import Index

DECIDED = ("accepted", "rejected", "edited")


@dataclass(frozen=True, slots=True)
class Effect:
    """A place of a past output that a glossary would alter.

    ``now`` is what stands there today (``None``: the words as received) and ``then`` what would
    (``None`` likewise). ``start`` is in milliseconds, ``None`` without times; ``context`` is the raw text.
    """

    recording: str
    cue: int
    start: int | None
    words: str
    now: str | None
    then: str | None
    status: str
    entry: str | None
    why: str
    context: str


def phrase_recording(phrase: str) -> Recording:
    """A recording of one untimed cue."""
    source = Source("phrase", "plain", "")
    return Recording("phrase", source, Metadata(), (), (Cue(0, None, None, phrase, 1),))


def try_phrase(phrase: str, index: Index) -> tuple[str, tuple[Correction, ...]]:
    """What a phrase becomes, and the corrections, those that are only suggested included."""
    from pipeline.correct import correct

    recording = phrase_recording(phrase)
    corrections = correct(recording, index)
    return correct_text(recording.cues, corrections).text, corrections


def failing_examples(entries: Iterable[Entry], index: Index) -> list[Mistake]:
    """Run the examples of ``entries`` against a whole glossary; what does not come out as written."""
    failures: list[Mistake] = []
    for entry in entries:
        for before, after in entry.examples.changes:
            got, corrections = try_phrase(before, index)
            if got != after:
                expected = f"{after!r} for the example {before!r}"
                failures.append(_failure(entry, got, expected, corrections))
        for phrase in entry.examples.leaves:
            got, corrections = try_phrase(phrase, index)
            if got != phrase:
                failures.append(_failure(entry, got, f"{phrase!r} left as it is", corrections))
    return failures


def check_examples(glossary: Glossary, index: Index) -> None:
    """Raises: SetupError with every example of the glossary that fails."""
    failures = failing_examples(glossary.entries, index)
    if failures:
        raise combined(failures)


def shared_mishearings(entries: Iterable[Entry]) -> list[Mistake]:
    """Mishearings that stand in two entries, where neither says by ``near`` when it counts."""
    seen: dict[str, Entry] = {}
    found = []
    for entry in entries:
        for heard in entry.heard:
            other = seen.setdefault(heard.casefold(), entry)
            if other is not entry and not (entry.near or other.near):
                what = f"{heard!r} in 'heard' of {entry.id!r} and of {other.id!r}"
                found.append(Mistake(entry.file, entry.line, what, "it once", "add 'near' to one of them"))
    return found


def past_recordings(folder: Path) -> Iterator[tuple[dict[str, Any], Recording]]:
    """The past outputs ``folder/*/webinar.json`` with their raw cues, in the order of their names.

    Raises: SetupError if there is none, or one cannot be read.
    """
    files = sorted(folder.glob("*/webinar.json"))
    if not files:
        found, expected = "no */webinar.json there", "a folder of past outputs"
        raise combined([Mistake(str(folder), 0, found, expected, "give the --out folder of a run")])
    for file in files:
        try:
            document = json.loads(file.read_bytes())
            yield document, _recording(document)
        except (OSError, ValueError, KeyError, TypeError) as error:
            found = f"{type(error).__name__} {error}"
            mistake = Mistake(str(file), 0, found, "an output of greffier run", "run it again")
            raise combined([mistake]) from error


def effects(
    folder: Path, then: Index, now: Index | None = None, holding: Collection[str] = ()
) -> list[Effect]:
    """Every place in past outputs that the index ``then`` would alter.

    Compared with what the index ``now`` does, or without it with the corrections that the outputs
    hold. Places on which an editor has decided stay as decided and are left out. ``holding``: letters
    of which a recording must hold one (see `spelling.key`), so that the others need not be tried.
    """
    from pipeline.correct import correct

    found: list[Effect] = []
    for document, recording in past_recordings(folder):
        said = key(" ".join(cue.raw for cue in recording.cues)) if holding else ""
        if holding and not any(letters in said for letters in holding):
            continue
        stored = [_correction(c) for c in document["corrections"] if c["rule"] not in ("punctuation", "case")]
        decided = {_place(c) for c in stored if c.status in DECIDED}
        earlier = {_place(c): c for c in (stored if now is None else correct(recording, now))}
        later = {_place(c): c for c in correct(recording, then)}
        for place in sorted(earlier.keys() | later.keys()):
            a, b = earlier.get(place), later.get(place)
            same = a is not None and b is not None and (a.after, a.status) == (b.after, b.status)
            if not same and place not in decided:
                found.append(_effect(recording, a, b))
    return found


def _failure(entry: Entry, got: str, expected: str, corrections: tuple[Correction, ...]) -> Mistake:
    others = ", ".join(dict.fromkeys(c.entry or c.rule for c in corrections))
    remedy = f"see what {others} does" if others else "add to 'heard' or 'near', or change the example"
    return Mistake(entry.file, entry.line, repr(got), expected, remedy)


def _effect(recording: Recording, a: Correction | None, b: Correction | None) -> Effect:
    shown = b or a
    assert shown is not None
    cue = recording.cues[shown.cue]
    around = [c.raw for c in recording.cues[max(0, shown.cue - 1) : shown.last_cue + 2]]
    return Effect(
        recording.id,
        shown.cue,
        cue.start,
        shown.before,
        a.after if a is not None and a.in_force else None,
        b.after if b is not None and (b.in_force or b.status == "suggested") else None,
        b.status if b is not None else "removed",
        shown.entry,
        shown.why,
        " ".join(around),
    )


def _place(correction: Correction) -> tuple[int, int, int, int]:
    return correction.cue, correction.raw_start, correction.last_cue, correction.raw_end


def _correction(data: dict[str, Any]) -> Correction:
    return Correction(
        data["cue"],
        data["raw_start"],
        data["raw_end"],
        data["before"],
        data["after"],
        data["entry"],
        data["rule"],
        data["score"],
        data["status"],
        data["why"],
        data.get("cue_end"),
    )


def _recording(document: dict[str, Any]) -> Recording:
    def milliseconds(seconds: float | None) -> int | None:
        return None if seconds is None else round(seconds * 1000)

    cues = tuple(
        Cue(c["index"], milliseconds(c["start"]), milliseconds(c["end"]), c["raw"], 0, c.get("speaker"))
        for c in document["cues"]
    )
    participants = tuple(
        Participant(p["id"], p["name"], p.get("role"), p.get("organisation"), p.get("kind", "unknown"))
        for p in document["participants"]
        if p.get("listed", True)
    )
    known = {"title", "date", "description", "organiser", "location", "url"}
    metadata = Metadata(**{k: v for k, v in document["metadata"].items() if k in known})
    source = Source(document["source"]["file"], document["source"]["format"], document["source"]["sha256"])
    return Recording(document["id"], source, metadata, participants, cues)
